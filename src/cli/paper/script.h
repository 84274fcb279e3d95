/** @file
 * The command `script`: its sound is made by ngoso-kiosk, for the reason given in cli/hall/kiosk.h.
 */
#ifndef CLI_PAPER_SCRIPT_H
#define CLI_PAPER_SCRIPT_H

#include "cli/command.h"
#include "content/spoken/script.h"

struct arena;

/** Sound comes first: for it ngoso becomes ngoso-kiosk, which then makes the rest as well. */
enum script_format { SCRIPT_WAV, SCRIPT_OGG, SCRIPT_PDF, SCRIPT_TEXT, SCRIPT_FORMAT_COUNT };

/**
 * Writes the script as sound, opened by words that say it is read by a machine.
 * In ngoso: becomes ngoso-kiosk, which runs the command again (kiosk_start.c).
 */
NODISCARD bool write_script_sound(const struct invocation *call, const struct script *script,
                                  const char *language, const char *path, enum script_format format,
                                  struct arena *a, unsigned *duration_ms, struct error *e);

#endif
