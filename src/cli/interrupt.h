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
 * Waits until the terminal `fd` has a line, or its end. False when such a signal asks to stop, also
 * one that came just before: then what was changed at the terminal can be put right again. What is
 * no terminal is not waited for: its lines may already lie in a stream's buffer.
 */
bool interrupt_wait_to_read(int fd);

/** True once SIGINT, SIGTERM or SIGHUP has arrived. */
bool interrupt_asked(void);

#endif
