/** @file
 * Designs: how a guide becomes pages. Each design knows papers, sizes and its own densities.
 *
 * Nothing is ever clipped, shrunk below the floors of the visual guide, or laid over something
 * else: what does not fit is a diagnostic with file, field, design and by how much.
 */
#ifndef PAGE_DESIGN_H
#define PAGE_DESIGN_H

#include "base/diag.h"
#include "content/guide/guide.h"
#include "content/record/commune.h"
#include "content/shared/trusted.h"
#include "draw/list.h"

struct arena;
struct design_kit;
struct font_set;

enum design_ink { DESIGN_COLOUR, DESIGN_MONO };

enum { DESIGN_PAGES_MAX = 4 };

/** One design on one paper. */
struct design {
    const char *name;  /**< "poster-a3", "leaflet", "trifold", "leaflet-large" … */
    const char *title; /**< For tables, marked for translation. */
    unsigned page_count;
    int32_t width_du, height_du;
    bool has_recipient; /**< There is a line for whom it is handed to. */
};

/** Whom a leaflet is handed to; both may be empty. */
struct recipient {
    struct field name, address;
};

/** The designs of a guide whose steps are followed, ordered; `*count` of them. */
const struct design *design_all(unsigned *count);

/** The design of a guide whose steps have boxes to tick (guide_has_checks). */
const struct design *design_checklist(void);

/** Whether the design shows all of the guide: boxes are on the checklist and nowhere else. */
bool design_suits(const struct design *design, const struct guide *guide);

/** Any of these by name, or NULL. */
const struct design *design_find(struct slice name);

/** What a page is made from. */
struct design_input {
    const struct guide *guide;
    const struct commune *commune;     /**< NULL: dotted lines. */
    const struct village *village;     /**< NULL: the commune's own team. */
    const struct recipient *recipient; /**< NULL: nobody by name. */
    enum design_ink ink;
    bool flap_given;
    int32_t flap_mm100; /**< If given: how much narrower a trifold's flap is than a panel. */
};

struct design_pages {
    struct draw_list lists[DESIGN_PAGES_MAX];
    const char *bookmarks[DESIGN_PAGES_MAX]; /**< In the guide's language. */
    unsigned count;
};

void design_pages_init(struct design_pages *pages);
void design_pages_deinit(struct design_pages *pages);

/**
 * What drawing many pages shares: laid-out paragraphs, QR symbols, fixed words, the list of trusted
 * domains. Borrows `fonts` and `trusted` (NULL: no link counts as official).
 */
struct design_kit *design_kit_create(const struct font_set *fonts, const struct trusted *trusted);
void design_kit_destroy(struct design_kit *kit);
/** Pictures are read again at the next drawing: their files have changed. */
void design_kit_forget_pictures(struct design_kit *kit);

/**
 * Draws all pages of a design. True when everything fitted and every QR was sound; otherwise the
 * reasons are in `diags` and the pages must not be printed. `a` holds what lives as long as the
 * pages; the kit may forget older pages' paragraphs at the next call.
 */
bool design_draw(struct design_pages *pages, struct design_kit *kit, const struct design *design,
                 const struct design_input *input, struct arena *a, struct diag_list *diags);

#endif
