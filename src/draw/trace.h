/** @file
 * A display list as text, one command a line: what golden files compare.
 *
 * Lengths are printed in whole du; text runs with their text; QR symbols as size and a checksum.
 */
#ifndef DRAW_TRACE_H
#define DRAW_TRACE_H

#include "base/buf.h"

struct draw_list;

void draw_trace(struct buf *out, const struct draw_list *list);

#endif
