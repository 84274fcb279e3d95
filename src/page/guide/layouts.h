/** @file
 * The designs' own entry points and what their pages share.
 *
 * A layout tries its densities from roomy to tight and draws the first that fits; when none does it
 * draws the tightest, says what is too long and by how much, and clears frame.sound.
 */
#ifndef PAGE_GUIDE_LAYOUTS_H
#define PAGE_GUIDE_LAYOUTS_H

#include "page/guide/parts.h"
#include "page/pictures.h"

/** Shared by all pages of a run (page/design.h). */
struct design_kit {
    struct para_cache *paras;
    struct symbol_cache symbols;
    struct picture_store pictures;
    struct arena arena; /**< What lives as long as the kit. */
    struct link_trust trust;
    struct words words;               /**< Of the language used last, */
    enum guide_readers words_are_for; /**< to these. */
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
void checklist_draw(struct frame *f, struct design_pages *pages, const struct layout *layout);
void trifold_draw(struct frame *f, struct design_pages *pages, const struct layout *layout);

/** Starts the next page and points the frame at it. */
void layout_begin_page(struct frame *f, struct design_pages *pages, const char *bookmark);
void layout_end_page(struct frame *f);

/** A part of a page or panel, with its heading; 0 high when the guide has nothing for it. */
typedef int32_t layout_section(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du);

/** Height of a section, without drawing it. */
int32_t layout_measure(struct frame *f, layout_section *section, int32_t width_du);

/** Sections from top to bottom. */
struct layout_column {
    layout_section *const *sections;
    unsigned count;
};

#define LAYOUT_COLUMN(array) ((struct layout_column){array, sizeof(array) / sizeof *(array)})

/** Height of all sections together; `*gap_count`: how many gaps there are between them. */
int32_t layout_column_height(struct frame *f, const struct layout_column *column, int32_t width_du,
                             int32_t *gap_count);

/** How much something needs beyond its room; 0 or less: it fits. */
typedef int32_t layout_excess(struct frame *f, const void *context);

/** Sets the type to the first of the densities, roomiest first, at which all fits, else to the last
 *  one; returns the excess there. */
int32_t layout_choose_density(struct frame *f, const struct type_scale *densities, unsigned count,
                              layout_excess *excess, const void *context);

/** What to shorten on a page that needs more than it has: the commune's longest detail when the
 * page would fit with dotted lines instead, else `otherwise`. */
struct span layout_blame(struct frame *f, struct span otherwise, layout_excess *excess,
                         const void *context);

/** Chip, title and benefit, as they open a poster or a leaflet. */
int32_t layout_opening(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du);

/** The coloured ground behind an opening with its large icon; in one colour a thick rule. */
void layout_opening_ground(struct frame *f, struct draw_rect band);

#endif
