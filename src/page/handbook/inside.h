/** @file
 * What the handbook's parts share: the pen, and where things stand.
 */
#ifndef PAGE_HANDBOOK_INSIDE_H
#define PAGE_HANDBOOK_INSIDE_H

#include "base/arena.h"
#include "base/buf.h"
#include "page/guide/layouts.h"
#include "page/handbook/handbook.h"

/** Hundredths of a millimetre between lines to write on. */
enum { BOOK_RULE_STEP = 750 };

#define BOOK_NO_CHAPTER UINT32_MAX
#define BOOK_NO_ENTRY   UINT32_MAX

/** On which pages things stand; from 1, 0 not known yet. */
struct book_places {
    unsigned *guides; /**< First page of each entry. */
    uint16_t *terms;  /**< entry_count for each term: first page of that entry with it. */
    unsigned how, index, hotlines, total;
};

struct book_pen {
    struct frame frame;
    const struct handbook_input *input;
    struct design_kit *kit;
    struct design design;
    struct design_input design_input; /**< Of the guide being drawn. */
    struct link_trust trust;
    struct qr_place place;
    struct symbol_set symbols;
    const struct draw_image *pictures[GUIDE_STEPS_MAX];
    struct book_places known, found; /**< Of the pass before, of this one. */
    unsigned page;
    unsigned chapter, entry;        /**< BOOK_NO_…: of none. */
    bool brief;                     /**< Steps in their shorter wording. */
    bool trying;                    /**< Only to see how many pages it takes. */
    bool page_open, in_list, plain; /**< Plain: without running head and page number. */
    struct slice bookmark;
    int32_t x_du, y_du, top_du, bottom_du, width_du;
    struct buf text;     /**< What the page says, for the index. */
    handbook_sink *sink; /**< NULL in the passes before the last. */
    void *context;
    struct error *error;
    bool failed;
};

/** A fixed word in the book's language. */
const char *book_word(const struct book_pen *p, const char *english);

/** The next page; ends the one before. */
void book_new_page(struct book_pen *p, struct slice bookmark);
void book_end_page(struct book_pen *p);
/** Ends the page when less than `height_du` is left on it; an open list goes on. */
void book_need(struct book_pen *p, int32_t height_du);
/** A gap, but not at the top of a page. */
void book_gap(struct book_pen *p, int32_t mm100);

/** A list that may go on over pages. */
void book_list_begin(struct book_pen *p);
void book_list_end(struct book_pen *p);

/** A heading of the level given. */
void book_heading(struct book_pen *p, enum draw_role role, const char *word);

/** Text on one line, at most `width_du`, of the text as it is; its width. */
int32_t book_line_width(struct book_pen *p, const struct look *look, struct slice text);

/** The steps of a guide that is a checklist. */
void book_draw_checks(struct book_pen *p);

/** Words that lead to a page when clicked, inside Reference and Link; the width of the words. */
int32_t book_reference(struct book_pen *p, const struct look *look, struct slice text,
                       unsigned page, int32_t x_du, int32_t y_du);

/** Colours of a chapter. */
const struct theme *book_theme(const struct book_pen *p, unsigned chapter);

/** The number of a chapter in a square. */
void book_badge(struct book_pen *p, unsigned chapter, int32_t x_du, int32_t y_du, int32_t side_du);

/** Whether a text has the term or another wording of it, as whole words, whatever the capitals. */
bool book_has_term(struct slice text, const struct handbook_term *term);

/** Takes notice of the terms on the page just drawn. */
void book_find_terms(struct book_pen *p);

/** Dotted lines to write on from here to the foot of the page, `width_du` wide. */
void book_rules(struct book_pen *p, int32_t width_du);

void book_draw_cover(struct book_pen *p);
void book_draw_contents(struct book_pen *p);
void book_draw_how(struct book_pen *p);
void book_draw_guide(struct book_pen *p, unsigned entry);
void book_draw_index(struct book_pen *p);
/** Pages to write on, as many as a whole number of sheets needs with the back cover. */
void book_draw_notes(struct book_pen *p);
void book_draw_hotlines(struct book_pen *p);

#endif
