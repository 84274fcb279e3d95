/** @file
 * Ctrl-C and its relatives: the first asks to stop after the current file, the second stops now.
 *
 * Either way no unfinished file stays behind. Signals that would end a program in the middle of a
 * write are ignored, so that the write itself says what is wrong: SIGXFSZ (file size limit) and
 * SIGPIPE (reader gone).
 */
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

#include <stdbool.h>

void interrupt_start(void);

/**
 * Whether reading from a terminal ends with EINTR when such a signal arrives (at first: no), so
 * that what was changed at the terminal can be put right again.
 */
void interrupt_end_reads(bool end);

/** True once SIGINT, SIGTERM or SIGHUP has arrived. */
bool interrupt_asked(void);

#endif
