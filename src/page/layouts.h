/** @file
 * The designs' own entry points and what their pages share.
 *
 * A layout tries its densities from roomy to tight and draws the first that fits; when none does it
 * draws the tightest, says what is too long and by how much, and clears frame.sound.
 */
#ifndef PAGE_LAYOUTS_H
#define PAGE_LAYOUTS_H

#include "page/parts.h"
#include "page/pictures.h"

/** Shared by all pages of a run (page/design.h). */
struct design_kit {
    struct para_cache *paras;
    struct symbol_cache symbols;
    struct picture_store pictures;
    struct arena arena; /**< What lives as long as the kit. */
    struct link_trust trust;
    struct words words; /**< Of the language used last. */
};

/** What a design needs beside the frame. */
struct layout {
    struct design design;
    int32_t scale_num, scale_den;
    struct qr_place place; /**< Where the guide's symbols go, already scaled. */
    void (*draw)(struct frame *f, struct design_pages *pages, const struct layout *layout);
};

void poster_draw(struct frame *f, struct design_pages *pages, const struct layout *layout);
void leaflet_draw(struct frame *f, struct design_pages *pages, const struct layout *layout);
void trifold_draw(struct frame *f, struct design_pages *pages, const struct layout *layout);

/** Starts the next page and points the frame at it. */
void layout_begin_page(struct frame *f, struct design_pages *pages, const char *bookmark);
void layout_end_page(struct frame *f);

/** Height of a part with the usual arguments, without drawing it. */
int32_t layout_measure(struct frame *f,
                       int32_t (*part)(struct frame *f, int32_t x_du, int32_t y_du,
                                       int32_t width_du),
                       int32_t width_du);

/** What to shorten on a page that needs more than it has: the commune's longest detail when the
 * page would fit with dotted lines instead, else `otherwise`. `excess` measures, with `context`. */
struct span layout_blame(struct frame *f, struct span otherwise,
                         int32_t (*excess)(struct frame *f, const void *context),
                         const void *context);

/** Chip, title and benefit, as they open a poster or a leaflet. */
int32_t layout_opening(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du);

/** The coloured ground behind an opening with its large icon; in one colour a thick rule. */
void layout_opening_ground(struct frame *f, struct draw_rect band);

#endif
