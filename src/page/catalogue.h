/** @file
 * The contact sheet: all guides on as few pages as can be, to choose from.
 *
 *   ┌──────────────────────────────────────────────┐
 *   │ Choose what to print             poster-a4 … │
 *   │ (icon) Title              ┌──┐ ┌──┐┌──┐ ┌──┐ │
 *   │        ngoso render vneid │  │ │  ││  │ ├──┤ │
 *   │        Tiếng Việt · 21/11 └──┘ └──┘└──┘ └──┘ │
 *   │ …                                            │
 *   │ how to print one design, mono, a picture     │
 *   └──────────────────────────────────────────────┘
 *
 * This module places words and says where pictures of the designs go; who has the designs' pages
 * puts them there (sheet/picture.h). Up to CATALOGUE_WIDE_MAX guides stand in one column with large
 * pictures, more in two. Lengths are those of A4; A3 is the same drawing, enlarged.
 *
 * Pages are tagged: H1, then a list with an item a guide.
 * Lifetime: a catalogue borrows its specification until catalogue_destroy.
 */
#ifndef PAGE_CATALOGUE_H
#define PAGE_CATALOGUE_H

#include "draw/list.h"
#include "page/design.h"

struct font_set;
struct catalogue;

enum { CATALOGUE_WIDE_MAX = 4, CATALOGUE_PLACES = 4 };

/** A guide's cell. */
struct catalogue_entry {
    struct slice title, short_title; /**< The short one where the other takes two lines. */
    enum guide_subject subject;
    struct slice icon;
    struct slice command; /**< What to type: "ngoso render vneid". */
    struct slice facts;   /**< For whom, in which languages, reviewed when. */
};

struct catalogue_spec {
    const struct font_set *fonts;
    enum design_ink ink;
    bool large;           /**< A3. */
    const char *language; /**< Of our own words. */
    struct slice team;    /**< At the foot; may be empty. */
    struct date made;
    const char *names[CATALOGUE_PLACES]; /**< Above the places: names of designs; may be NULL. */
    struct slice hint;                   /**< At the foot: how to make one design only. */
    const struct catalogue_entry *entries;
    unsigned entry_count; /**< At least 1. */
};

struct catalogue *catalogue_create(const struct catalogue_spec *spec);
void catalogue_destroy(struct catalogue *c);

unsigned catalogue_page_count(const struct catalogue *c);
/** Its first entry, and how many it has. */
unsigned catalogue_page_first(const struct catalogue *c, unsigned page, unsigned *count);

/** Begins a page in `list`; then each of its entries; then its end. */
void catalogue_begin_page(struct catalogue *c, struct draw_list *list, unsigned page);
/** Draws the entry's words; what is appended up to catalogue_end_entry is part of its item. */
void catalogue_begin_entry(struct catalogue *c, unsigned entry);
/** Where a picture may go: 0 … CATALOGUE_PLACES - 1 from left to right, all A4 upright. */
struct draw_rect catalogue_place(const struct catalogue *c, unsigned entry, unsigned place);
/** A design's name, small, in a place that holds no picture. */
void catalogue_put_name(struct catalogue *c, unsigned entry, unsigned place, const char *name);
void catalogue_end_entry(struct catalogue *c);
void catalogue_end_page(struct catalogue *c);

/** Of the pictures' edges. */
struct draw_color catalogue_edge(const struct catalogue *c);

#endif
