/** @file
 * `ngoso render --watch GUIDE…`: a save, and within a tenth of a second the new pages.
 *
 * What a guide is made from (the guide, its pictures, the commune's file, the shared facts) is
 * looked at WATCH_LOOKS_A_SECOND times a second with stat(): that works on every file system and
 * with every editor, those that write in place and those that rename a new file over the old one,
 * where notices of the kernel are lost; a few stat() calls cost nothing that can be measured. A
 * change is taken up once a second look, WATCH_SETTLE_MS later, sees the same: so a file half
 * written, or away for a moment, is not read.
 *
 * Fonts, laid-out paragraphs and font subsets stay from one time to the next. A guide with errors
 * leaves the last good files as they are; its problems are shown until they are gone.
 */
#ifndef CLI_PAPER_WATCH_H
#define CLI_PAPER_WATCH_H

#include "cli/paper/render.h"

enum { WATCH_LOOKS_A_SECOND = 50, WATCH_SETTLE_MS = 10, WATCH_FILES_MAX = 1000 };

/** Until Ctrl-C; then CLI_DONE. Takes over `r` with its workspace. */
enum cli_exit watch_run(struct render *r, const struct invocation *call);

#endif
