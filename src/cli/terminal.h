/** @file
 * What the person sees: colours, widths, and a progress bar, all only where a terminal is.
 *
 * Environment: NO_COLOR (https://no-color.org) and TERM=dumb turn colours off; COLUMNS is the
 *              width where the terminal does not tell.
 */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include <stdio.h>

#include "base/arena.h"

enum terminal_style { STYLE_PLAIN, STYLE_BOLD, STYLE_DIM, STYLE_RED, STYLE_GREEN };

bool terminal_is(FILE *stream);
bool terminal_has_colour(FILE *stream);

/** Columns of the terminal; 0 when the stream is none: then nothing is cut. */
unsigned terminal_columns(FILE *stream);

/** Escape codes that begin a style and end it; "" where there is no colour. */
const char *style_begin(FILE *stream, enum terminal_style style);
const char *style_end(FILE *stream);

/** `text` in at most `columns` terminal columns, the cut marked by "…". */
struct slice cut_to_columns(struct arena *a, struct slice text, unsigned columns);

/** `text` on one line, without what a terminal would obey: control characters, malformed bytes and
 *  what turns the direction of letters (Unicode UAX #9) become U+FFFD, line ends and tabs spaces.
 *  Names come from files and sticks, and are never to move the cursor or hide what follows. */
struct slice clean_for_terminal(struct arena *a, struct slice text);

/** The same printed to `out`; line ends stay. */
void print_for_terminal(FILE *out, struct slice text);

/** A bar on stderr, redrawn at most ten times a second; nothing at all when it is no terminal. */
struct progress {
    unsigned done, total;
    double begin_s, drawn_s;
    bool shown;
    bool rated; /**< Set after progress_begin: says how many a second, too. */
};

void progress_begin(struct progress *p, unsigned total);
/** `done` of the total are ready, `what` is being worked on. */
void progress_show(struct progress *p, unsigned done, const char *what);
/** Wipes the bar. */
void progress_end(struct progress *p);

/** Seconds of a clock that only goes forward. */
double clock_seconds(void);

#endif
