/** @file
 * Sheets: how finished pages lie on the paper that goes through the printer.
 *
 * Pages (display lists) in, sides of printed sheets (display lists) out; a backend prints them as
 * they are. A plan is made first, which may refuse; then each side is drawn when it is asked for,
 * so that memory does not grow with their number.
 *
 *   2up, 4up   the page two or four times on a sheet, to be cut; several pages: in the order of
 *              stack.h
 *   cards      as often as it fits at full size
 *   booklet    folded once and stapled in the fold; of small pages two at once, to be cut apart
 *   trifold    fold marks, and a back that is turned right
 *   tiles      a poster in pieces of an office printer's paper, with a sheet that explains them
 *   shop       for a print shop: bleed, crop and registration marks
 *
 * Backs. Sides are composed for paper that is turned over like the page of a book. Where the
 * printer turns it about the other edge, the whole back is turned by half a turn, which comes to
 * the same.
 *
 * Sheets for many. Documents of the same size (a leaflet for each household) share sheets of the
 * kinds that are cut: one of them is planned, and the sides are put together leaf by leaf.
 *
 * Units:    du. Lifetime: a plan borrows the pages and the specification.
 * Errors:   ERROR_INPUT with a sentence for people.
 */
#ifndef SHEET_SHEET_H
#define SHEET_SHEET_H

#include "base/error.h"
#include "draw/list.h"

enum sheet_kind {
    SHEET_2UP,
    SHEET_4UP,
    SHEET_CARDS,
    SHEET_BOOKLET,
    SHEET_TRIFOLD,
    SHEET_TILES,
    SHEET_SHOP,
    SHEET_KIND_COUNT
};

/** Which edge of the paper the printer turns it over. */
enum sheet_duplex {
    SHEET_DUPLEX_AUTO, /**< Like the page of a book, whichever edge that is. */
    SHEET_DUPLEX_LONG,
    SHEET_DUPLEX_SHORT,
    SHEET_DUPLEX_NONE /**< One side only: a page of two sides becomes two pages. */
};

enum {
    SHEET_PAGES_MAX = 160,       /**< Of a booklet: 40 sheets; staples hold no more. */
    SHEET_TILES_SIDE_MAX = 26,   /**< Rows are letters. */
    SHEET_TILES_MAX = 300,       /**< A0 on A4 is 30. */
    SHEET_TYPE_MIN_PT10 = 65,    /**< Letters of pages made smaller: less is for lenses. */
    SHEET_MODULE_MIN_MM100 = 40, /**< A code's module when printed: less is hard to scan. */
    SHEET_BLEED_MAX_MM = 20,
    SHEET_STACK_MAX = 1000 /**< Two reams; a guillotine takes a fifth of it. */
};

struct sheet_spec {
    enum sheet_kind kind;
    int32_t paper_width_du, paper_height_du; /**< Upright; turned as needed. Not for shop. */
    enum sheet_duplex duplex;
    int32_t margin_du;  /**< What the printer leaves white: cards, tiles. */
    int32_t gap_du;     /**< Between cards. */
    int32_t overlap_du; /**< What two tiles share at least, to glue. */
    int32_t creep_du;   /**< Booklet: how far each sheet pushes the one in it outwards. */
    int32_t flap_du;    /**< Trifold: the flap is narrower by this much. */
    int32_t bleed_du;   /**< Print shop. */
    unsigned stack;     /**< 2up, 4up, cards: sheets cut at once (stack.h). */
};

/** Why sheet_plan refuses: the code of its error. */
enum {
    SHEET_REFUSED = 0,       /**< Whatever is printed on the pages. */
    SHEET_CODE_TOO_SMALL = 1 /**< Other pages, with shorter codes, may do. */
};

/** Words on a sheet, drawn by the caller, who has fonts. */
struct sheet_text {
    struct slice text;
    int32_t x_du, y_du, width_du; /**< Top left of its lines. */
    int32_t size_du;
    bool strong, centered;
};

struct sheet_type {
    void *context;
    /** Appends the words, or only measures when `list` is NULL; gives their height. */
    int32_t (*put)(void *context, struct draw_list *list, const struct sheet_text *text);
};

/** Where tiles begin, along one side of the poster. */
struct sheet_seams {
    int32_t starts_du[SHEET_TILES_SIDE_MAX];
    unsigned count;
};

struct sheet_plan {
    const struct sheet_spec *spec;
    const struct draw_list *const *pages;
    unsigned page_count;
    int32_t width_du, height_du;  /**< Of the sheet as it lies. */
    int32_t scale_num, scale_den; /**< Of the pages on it. */
    unsigned columns, rows;       /**< Pages (or tiles) across and down. */
    unsigned side_count;          /**< Pages of the file to print. */
    unsigned sheet_count;         /**< Pieces of paper. */
    bool two_sided;
    bool flips_long; /**< Two-sided: the printer is to be told “long edge”, else short. */
    bool turns_back; /**< Backs are drawn upside down. */
    bool seams_moved;
    struct sheet_seams across, down; /**< Tiles. */
};

/** What the options are before anything is said: A4 and what suits most printers. */
struct sheet_spec sheet_default(enum sheet_kind kind);

/** Whether a trifold can have this flap; its pages are drawn for it, so it is to be asked before.
 */
NODISCARD bool sheet_check_flap(const struct sheet_spec *spec, struct error *e);

/** False, with the reason: the values contradict each other, or the pages do not fit them. */
NODISCARD bool sheet_plan(struct sheet_plan *plan, const struct sheet_spec *spec,
                          const struct draw_list *const *pages, unsigned page_count,
                          struct error *e);

/** Draws one side, 0 … side_count - 1, in the order of printing. `title` is named on it. */
void sheet_draw(struct draw_list *list, const struct sheet_plan *plan, unsigned side,
                const struct sheet_type *type, struct slice title);

/** Whether documents can share sheets of this kind. */
bool sheet_is_shared(enum sheet_kind kind);

/** How many leaves of paper a planned document of one is once it is cut: 1, or its pages where
 *  only one side is printed. A leaf has plan->two_sided ? 2 : 1 pages. */
unsigned sheet_leaf_count(const struct sheet_plan *plan);

/** False, with the reason, when a code of these pages would become too small on planned sheets. */
NODISCARD bool sheet_check_codes(const struct sheet_plan *plan,
                                 const struct draw_list *const *pages, unsigned page_count,
                                 struct error *e);

/** A side of a shared sheet: begin, put pages into cells 0 … columns × rows - 1, end. A back is
 *  put into the cell of its front, and comes to lie behind it. */
void sheet_shared_begin(struct draw_list *list, const struct sheet_plan *plan, bool back);
void sheet_shared_put(struct draw_list *list, const struct sheet_plan *plan, bool back,
                      unsigned cell, const struct draw_list *page);
void sheet_shared_end(struct draw_list *list, const struct sheet_plan *plan, bool back);

/** The most ink that a page lays on one spot, in percent: the sum of C, M, Y and K. */
unsigned sheet_ink_max(const struct draw_list *page);

#endif
