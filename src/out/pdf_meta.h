/** @file
 * What a file says about itself: Info, XMP, output intent.
 *
 * Standards: ISO 16684-1 (XMP), ISO 14289-1 (PDF/UA-1), ISO 19005-2 (PDF/A-2). Info and XMP say the
 * same, as PDF/A asks. In CMYK: ISO 15930-4 (PDF/X-1a:2003), nothing of the others.
 */
#ifndef OUT_PDF_META_H
#define OUT_PDF_META_H

#include "out/pdf.h"

struct pdf_writer;
struct libdeflate_compressor;

/** Bytes of title, author, subject, keywords and language together. */
enum { PDF_META_BYTES_MAX = 16 * 1024 };

/** Writes both dictionaries under reserved numbers. */
void meta_write(struct pdf_writer *w, const struct pdf_meta *meta, enum pdf_color color,
                uint32_t info_number, uint32_t xmp_number);

/** The sRGB profile, deflated; made by lcms2, without the date of its making. */
NODISCARD bool meta_profile(struct buf *out, struct libdeflate_compressor *compressor,
                            struct error *e);

/**
 * Names the printing condition the CMYK colours are meant for, one of the registry that
 * RegistryName names (FOGRA39). So PDF/X-1a asks for no profile in the file, where PDF/X-4 would;
 * no profile of that condition may be shipped freely, and a print shop has its own.
 */
void meta_write_press_intent(struct pdf_writer *w, uint32_t number);

/** An output intent with the profile. */
void meta_write_intent(struct pdf_writer *w, uint32_t number, struct slice profile_deflated);

#endif
