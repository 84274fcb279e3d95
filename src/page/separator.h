/** @file
 * A sheet between two bundles of leaflets: whose the next ones are, in large type.
 *
 * As many pages as the design has, so that a printer that prints both sides stays in step; those
 * behind the first are empty. One colour, no picture: it is thrown away.
 */
#ifndef PAGE_SEPARATOR_H
#define PAGE_SEPARATOR_H

#include "page/design.h"

struct separator {
    struct slice title; /**< "thôn Đông" */
    struct slice line;  /**< "125 · 2–126" */
};

void separator_draw(struct design_pages *pages, struct design_kit *kit, const struct design *design,
                    const struct separator *separator);

#endif
