/** @file
 * A report on the terminal: the same figures as in all other formats, in as many columns as there
 * are.
 *
 * Tables get bars where there is room. Text columns become narrower and wrap; where even that is
 * not enough, each row is told as a small list instead, so that nothing is cut off.
 */
#ifndef CLI_RESULTS_REPORT_TERMINAL_H
#define CLI_RESULTS_REPORT_TERMINAL_H

#include <stdio.h>

#include "page/report/report.h"

struct arena;

enum { REPORT_TERMINAL_MIN = 20, REPORT_TERMINAL_DEFAULT = 80, REPORT_TERMINAL_MAX = 120 };

/** `columns` 0: those of `out`, or 80 where it is no terminal. */
void report_print(FILE *out, const struct report *report, unsigned columns, struct arena *a);

#endif
