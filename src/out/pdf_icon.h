/** @file
 * Icons: a glyph of an icon font as a filled path, so that it leaves no trace in extracted text.
 *
 * Limits: 2,000 lines and curves an icon; what is more is left out.
 */
#ifndef OUT_PDF_ICON_H
#define OUT_PDF_ICON_H

#include "out/pdf_font.h"

/**
 * Appends glyph `glyph` at `size_du`, its origin at (x, y). The path is in 1,024ths of the size, so
 * that the same icon is the same text at every place and size, and deflates to next to nothing.
 */
void pdf_icon_put(struct buf *out, struct pdf_font *font, uint32_t glyph, int32_t size_du,
                  int64_t x_du, int64_t y_du);

#endif
