/** @file
 * Runs over many rows that may be stopped and gone on with (--resume).
 *
 * While a run is under way "….unfinished" lies beside its files, with a note of all that decides
 * about their bytes. Files appear whole (base/file.h), so what is there under the same note is
 * complete and needs not be made again.
 */
#ifndef CLI_PAPER_UNFINISHED_H
#define CLI_PAPER_UNFINISHED_H

#include "base/error.h"
#include "base/slice.h"

struct arena;

/**
 * Leaves the note for the next time. `*resume` comes as what was asked for, and goes as whether
 * there is a stopped run to go on with.
 * Errors: ERROR_INPUT when there is one with another note; those of file_write.
 */
NODISCARD bool unfinished_begin(bool *resume, struct arena *a, const char *path, struct slice note,
                                struct error *e);

/** All is made: takes the note away. */
void unfinished_end(const char *path);

/** Whether a PDF lies there, to its last line. */
bool unfinished_has_pdf(const char *path);

#endif
