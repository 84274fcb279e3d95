/** @file
 * A run of glyphs as Tj or TJ (ISO 32000-1, 9.4.3).
 *
 * TJ's own arithmetic adds up widths of whole thousandths; the glyphs stand where the paragraph put
 * them. An adjustment is written only where the two are half a thousandth of the size apart.
 */
#ifndef OUT_PDF_TEXT_H
#define OUT_PDF_TEXT_H

#include "base/buf.h"
#include "draw/list.h"

struct pdf_font;
struct cid_set;

/** Appends the run at the text matrix; the font's size is set already. Codes go into `codes`. */
void pdf_text_put(struct buf *out, struct pdf_font *font, struct cid_set *codes,
                  const struct draw_list *list, const struct draw_op_glyphs *op);

#endif
