/** @file
 * The command `review`: told in ngoso, done in ngoso-kiosk, as `kiosk` is (kiosk.h).
 */
#ifndef CLI_HALL_REVIEW_H
#define CLI_HALL_REVIEW_H

#include "cli/results/report_source.h"

enum { REVIEW_WINDOW = SOURCE_OPTION_COUNT, REVIEW_FULL_SCREEN, REVIEW_OUT, REVIEW_OPTION_COUNT };

enum cli_exit run_review_command(const struct invocation *call);

#endif
