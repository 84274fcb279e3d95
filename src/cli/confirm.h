/** @file
 * Asking before something is recorded.
 */
#ifndef CLI_CONFIRM_H
#define CLI_CONFIRM_H

#include <stdbool.h>

#include "cli/exit.h"

enum confirm_answer { CONFIRM_YES, CONFIRM_NO, CONFIRM_NOBODY };

/**
 * Asks `question` at the terminal; only a clear yes counts as one ("y", "yes", "c", "có", in any
 * language). CONFIRM_NOBODY where nobody can be asked: then a program runs us, and has to say
 * --yes.
 */
enum confirm_answer confirm(const char *question);

/** True to go on; else it was said that nothing was recorded, and `*code` is what the command ends
 *  with: done where somebody said no, usage where nobody could be asked. `yes`: --yes was given. */
bool confirm_or_say(enum cli_exit *code, const char *question, bool yes);

#endif
