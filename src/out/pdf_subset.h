/** @file
 * One subset of a font: the font program, its way back to text, its widths, all ready to write.
 */
#ifndef OUT_PDF_SUBSET_H
#define OUT_PDF_SUBSET_H

#include "out/pdf_font.h"

enum { PDF_FONT_NAME_BYTES = 64, PDF_FONT_PART_MAX = 4 * 1024 * 1024 };

/** The font's PostScript name, terminated; "Font" when it has none. */
void pdf_subset_name(char out[PDF_FONT_NAME_BYTES], hb_face_t *face);

/** Fills `s` with what `set` needs; false when hb-subset refuses the font. */
NODISCARD bool pdf_subset_make(struct pdf_subset *s, struct pdf_font *font,
                               const struct cid_set *set, struct libdeflate_compressor *compressor);

#endif
