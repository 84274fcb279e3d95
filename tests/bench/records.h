/** @file
 * The leaflets that are measured: one guide, and contact fields that are never the same twice.
 */
#ifndef BENCH_RECORDS_H
#define BENCH_RECORDS_H

#include "base/arena.h"
#include "bench.h"
#include "page/design.h"

struct font_set;

struct records {
    struct arena arena, page_arena;
    struct diag_list diags;
    struct font_set *fonts;
    struct design_kit *kit;
    const struct design *design;
    struct guide *guide;
    struct commune *commune;
    struct design_pages pages;
};

NODISCARD bool records_open(struct records *r, struct error *e);
void records_close(struct records *r);

/** Draws the leaflet of record `index` into `r->pages`. */
NODISCARD bool records_draw(struct records *r, uint32_t index, struct error *e);

#endif
