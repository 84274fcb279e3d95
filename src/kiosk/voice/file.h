/** @file
 * Speech into a sound file, sentence by sentence, for a loudspeaker that plays files.
 *
 * espeak-ng and libsndfile live here and not in out/: both bring many libraries, and only the
 * kiosk's program loads them (cli/hall/kiosk.h).
 *
 * Errors: ERROR_LIBRARY when there is no voice for the language, ERROR_SYSTEM when the disk
 *         refuses; files appear whole or not at all.
 */
#ifndef KIOSK_VOICE_FILE_H
#define KIOSK_VOICE_FILE_H

#include "base/error.h"
#include "base/slice.h"

enum voice_format { VOICE_WAV, VOICE_OGG /**< Vorbis. */ };

struct voice_sentence {
    struct slice text; /**< As it is to be said: nothing is prepared any more. */
    unsigned pause_ms; /**< Behind it. */
};

/**
 * Speaks at `rate` syllables (elsewhere than in Vietnamese: words) a minute, as near as the voice
 * can.
 * `*duration_ms` (may be NULL) is how long it really takes.
 */
NODISCARD bool voice_file_write(const char *path, enum voice_format format, const char *language,
                                unsigned rate, const struct voice_sentence *sentences,
                                unsigned count, unsigned *duration_ms, struct error *e);

#endif
