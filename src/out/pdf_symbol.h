/** @file
 * A QR symbol as one path: modules merged into rectangles, in module units under one matrix.
 *
 * Short numbers deflate well; rectangles of one path meet without a seam, and no viewer smooths
 * them as it would an image.
 */
#ifndef OUT_PDF_SYMBOL_H
#define OUT_PDF_SYMBOL_H

#include "base/buf.h"
#include "draw/list.h"

/** Appends the symbol in the current fill colour. */
void pdf_symbol_put(struct buf *out, const struct draw_list *list, const struct draw_op_qr *op);

#endif
