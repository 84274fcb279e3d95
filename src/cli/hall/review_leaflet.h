/** @file
 * A topic's leaflet as a file, for the window of `ngoso review`: as `ngoso render ID` makes it, or
 * the checklist where the guide has boxes to tick.
 */
#ifndef CLI_HALL_REVIEW_LEAFLET_H
#define CLI_HALL_REVIEW_LEAFLET_H

#include "cli/workspace.h"

/** Writes OUT/ID/ID-DESIGN.pdf; `path` (of `size` bytes) gets where it lies, from the root.
 *  Errors: ERROR_INPUT when the guide has errors or does not fit; of the system. */
NODISCARD bool review_write_leaflet(char *path, size_t size, struct workspace *w,
                                    const struct guide *guide, const char *out, struct error *e);

#endif
