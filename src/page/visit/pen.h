/** @file
 * What the visit sheet and the page of counts share: pages, their foot, text. Part of
 * visit/sheet.h.
 */
#ifndef PAGE_VISIT_PEN_H
#define PAGE_VISIT_PEN_H

#include "base/arena.h"
#include "page/frame.h"
#include "page/visit/sheet.h"

enum { VISIT_MARGIN = 1200 };

struct visit_pen {
    struct frame frame;
    const char *language;
    struct slice team;
    const struct visit_sheet_options *options;
    int32_t x_du, width_du, bottom_du, y_du;
    unsigned page, page_count;
    visit_page_sink *sink;
    void *context;
    struct error *error;
    bool failed, list_open;
    bool names; /* There are some on the page: it is to be destroyed. */
};

/** Everything a pen needs. */
struct visit_desk {
    struct arena arena;
    struct draw_list list;
    struct para_cache *paras;
};

/** A pen that measures, in type of this scale; give it the sink, then draw. */
struct visit_pen visit_desk_open(struct visit_desk *d, const struct visit_sheet_options *options,
                                 const struct type_scale *type, const char *language,
                                 struct slice team);
/** Wipes what was put together of names. */
void visit_desk_close(struct visit_desk *d);

void visit_begin_page(struct visit_pen *p);
/** Closes the list that is open, draws the foot, hands the page on. */
void visit_end_page(struct visit_pen *p);

/** A fixed word of ours in the sheet's language. */
const char *visit_word(const struct visit_pen *p, const char *english);

/** What people typed, not longer than a card bears: cut between characters. */
struct slice visit_cut(struct slice text);

/** Draws text unless the pen measures; returns its height. `role` DRAW_ROLE_COUNT: no tag of its
 *  own. */
int32_t visit_put(struct visit_pen *p, enum draw_role role, const struct look *look,
                  struct slice text, int32_t x_du, int32_t y_du, int32_t width_du);

#endif
