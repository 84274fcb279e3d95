/** @file
 * A surface as a PNG file that says how large it is on paper.
 *
 * cairo writes PNG without its resolution, which programs then take for 72 or 96 dpi: its stream is
 * passed on with a pHYs chunk put in.
 */
#ifndef OUT_PNG_H
#define OUT_PNG_H

#include <cairo.h>

#include "base/error.h"

struct file_writer;

/** Appends the file. Errors: the disk's; ERROR_LIBRARY. */
NODISCARD bool png_write(struct file_writer *writer, cairo_surface_t *surface, int dpi,
                         struct error *e);

#endif
