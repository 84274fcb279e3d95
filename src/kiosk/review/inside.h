/** @file
 * Shared by review*.c and by nobody else: what is on show, and the pieces that pages are made of.
 */
#ifndef KIOSK_REVIEW_INSIDE_H
#define KIOSK_REVIEW_INSIDE_H

#include "base/arena.h"
#include "base/i18n.h"
#include "kiosk/review/picture.h"
#include "kiosk/review/review.h"
#include "kiosk/screens/canvas.h"
#include "page/report/report.h"
#include "review/fill.h"
#include "review/visit_number.h"

enum review_page {
    REVIEW_OVERVIEW,
    REVIEW_TOPICS,
    REVIEW_QUESTIONS,
    REVIEW_VILLAGES,
    REVIEW_DAYS,
    REVIEW_VISIT,
    REVIEW_RAIL_COUNT, /**< Those above stand in the rail. */
    REVIEW_TOPIC = REVIEW_RAIL_COUNT,
    REVIEW_QUESTION,
    REVIEW_ENLARGED, /**< The question alone. */
    REVIEW_NOTES,
    REVIEW_FILTER,
    REVIEW_VISIT_VILLAGE,
    REVIEW_VISIT_NUMBER,
    REVIEW_PAGE_COUNT
};

/** What a press means; packed with a value into the index of ACT_REVIEW. */
enum review_verb {
    REVIEW_GO,   /**< value: enum review_page, from the rail. */
    REVIEW_OPEN, /**< value: enum review_page, on top of this one. */
    REVIEW_OPEN_TOPIC,
    REVIEW_OPEN_ITEM,
    REVIEW_TAB, /**< Of the page on show. */
    REVIEW_PERIOD,
    REVIEW_VILLAGE, /**< value: 0 all, else 1 + index of the names. */
    REVIEW_QUIZ,
    REVIEW_ONLY_VILLAGE, /**< value: index among the figures' villages; shows what it is like. */
    REVIEW_EVERYTHING,   /**< No filter. */
    REVIEW_LANGUAGE,
    REVIEW_CONTRAST,
    REVIEW_WRITE_LEAFLET, /**< Of the topic on show. */
    /* The form for visits (visit.c): */
    REVIEW_OUTCOME,
    REVIEW_DONE_THERE,  /**< value: enum visit_achievement */
    REVIEW_DAY,         /**< value: 0 a day earlier, 1 later. */
    REVIEW_PEOPLE,      /**< value: 0 one less, 1 one more. */
    REVIEW_AT_VILLAGE,  /**< value: as REVIEW_VILLAGE. */
    REVIEW_LEAFLET,     /**< value: 2 × index of the guide, + 1 for one more. */
    REVIEW_NUMBER_KEY,  /**< value: a letter or digit of a number. */
    REVIEW_NUMBER_TAKE, /**< The number typed is the household's. */
    REVIEW_NUMBER_NONE, /**< A household without a number. */
    REVIEW_SAVE
};

enum {
    REVIEW_VALUE_BITS = 20,
    REVIEW_DEPTH_MAX = 8,
    REVIEW_GUIDES_MAX = 64,
    REVIEW_PATH_BYTES = 4096
};

static inline int32_t review_index(enum review_verb verb, unsigned value)
{
    return (int32_t)((unsigned)verb << REVIEW_VALUE_BITS |
                     (value & ((1u << REVIEW_VALUE_BITS) - 1)));
}

enum review_period {
    PERIOD_ALL,
    PERIOD_WEEK,  /**< Seven days up to today. */
    PERIOD_MONTH, /**< Thirty. */
    PERIOD_THIS_MONTH,
    PERIOD_LAST_MONTH,
    PERIOD_GIVEN, /**< As the program was called; not offered when it said nothing. */
    PERIOD_COUNT
};

/** A page on show, and where in it. */
struct review_place {
    enum review_page page;
    unsigned subject; /**< Item or topic. */
    unsigned tab;
    unsigned list_page; /**< UINT_MAX: the last one. */
};

/** What is being typed of a visit. */
struct review_visit {
    struct store_visit visit;
    unsigned leaflets[REVIEW_GUIDES_MAX]; /**< By guide. */
    bool chosen;                          /**< The outcome is. */
    char number[VISIT_NUMBER_BYTES];      /**< Of visit.contact, as typed; empty: none. */
    char typed[VISIT_NUMBER_BYTES];       /**< On the page of the number. */
    char refused[ERROR_MESSAGE_BYTES];    /**< What is wrong with it. */
    const char *said;                     /**< English, of what became of it; NULL: nothing. */
    char problem[ERROR_MESSAGE_BYTES];
    unsigned saved_count;
};

/** The leaflet written last from a topic's page. */
struct review_leaflet {
    const struct guide *guide; /**< NULL: none. */
    bool written;
    char path[REVIEW_PATH_BYTES]; /**< Where; else why not. */
};

struct review {
    struct review_setup setup;
    struct arena arena; /**< Of the figures and the report. */
    struct arena names; /**< Of the filters' words; lives through reading. */
    struct figures figures;
    struct report report;
    bool read;
    char problem[ERROR_MESSAGE_BYTES]; /**< Why not. */
    enum review_period period;
    struct figures_filter filter;
    struct review_place places[REVIEW_DEPTH_MAX];
    unsigned depth;      /**< At least 1. */
    unsigned list_pages; /**< Of the list drawn last; 0: none. */
    unsigned shown_page;
    struct view view; /**< Language and look; for the question drawn. */
    const char *language_before;
    struct review_visit visit;
    struct review_leaflet leaflet;
    struct picture_shelf picture;
    struct draw_list question; /**< Drawn apart, then made smaller. */
};

static inline struct review_place *review_top(struct review *r)
{
    return &r->places[r->depth - 1];
}

/** Reads the records anew. */
void review_read(struct review *r);
/** From and to of `period`, into the filter. */
void review_set_period(struct review *r, enum review_period period);
const char *review_period_name(enum review_period period);

/** NULL when the report has none. */
const struct report_section *review_section(const struct review *r, const char *id);
/** The first row of the section about that element; NULL when there is none. */
const struct report_row *review_row_about(const struct report_section *s, unsigned index);
/** Writes the leaflet of the topic on show, if that can be done here. */
void review_write_topic(struct review *r);
/** The name of a guide: its title, or the id. */
struct slice review_guide_title(const struct guide *guide);

/* --- visit.c --- */

void review_visit_begin(struct review *r);
/** True when the verb was one of the form's. */
bool review_visit_act(struct review *r, enum review_verb verb, unsigned value);

/* --- number.c --- */

/** The page of the number comes up empty. */
void review_number_begin(struct review *r);
/** True when the verb was one of that page's. */
bool review_number_act(struct review *r, enum review_verb verb, unsigned value);
void review_number_backspace(struct review *r);

/* --- What pages are drawn with (frame.c) --- */

struct frame {
    struct canvas canvas;
    struct review *review;
    struct draw_rect content; /**< Between bar, rail and foot. */
    struct draw_rect foot;    /**< A row of targets. */
    const struct metrics *panel;
};

struct type review_soft(const struct canvas *c);
/** There is little height, and lists need it more than what stands above them. */
bool review_is_low(const struct frame *f);
/** "01/11/2026 – 21/11/2026 · village …": what passes the filters, in words. */
struct slice review_scope(const struct frame *f);
/** Text, cut to nothing but drawn as a paragraph; takes its height off the top of `box`. */
void review_put_text(struct frame *f, struct draw_rect *box, struct type type, struct slice text,
                     int32_t gap_du);
/** A cell's figure, and in brackets its interval: "61 % (54–68 %)". */
struct slice review_cell_text(const struct frame *f, const struct report_cell *cell);
/** A button of an ACT_REVIEW. */
struct button review_button(enum review_verb verb, unsigned value, const char *icon,
                            struct slice label);
/** Buttons of one size side by side over `row`; the one at `on` is lit. */
void review_tabs(struct frame *f, struct draw_rect row, enum review_verb verb,
                 const struct slice *labels, unsigned count, unsigned on);
/** An icon and words in the middle of what is left. */
void review_notice(struct frame *f, struct draw_rect box, const char *icon, struct slice title,
                   struct slice text);
/** "Before" and "more 2/5" at the right end of the foot. */
void review_turning(struct frame *f);

/* --- Lists (list.c) --- */

struct review_row {
    enum report_flag flag;
    struct slice badge;            /**< A letter in a disc; empty: none. */
    bool right;                    /**< The badge's answer is the right one. */
    struct slice label;            /**< What it is about. */
    struct slice detail;           /**< Smaller, under it. */
    struct slice remark;           /**< What to do. */
    const struct report_cell *bar; /**< Percent; drawn with its interval. NULL: none. */
    struct slice figure;           /**< Instead of a bar, at the right end; may be empty. */
    int32_t action;                /**< Index of ACT_REVIEW; -1: cannot be pressed. */
};

/** Fills row `index` of a list. */
typedef void review_row_maker(struct review_row *out, const struct frame *f, const void *self,
                              unsigned index);

/** Rows one below the other, as many as fit in `box`; the others by the foot's buttons. */
void review_list(struct frame *f, struct draw_rect box, unsigned count, review_row_maker *make,
                 const void *self);

/** Makes a row of one of the report's: label, bar, other figures in words. `open`: what pressing
 *  it does, with what the row is about. */
struct section_list {
    const struct report_section *section;
    const struct report_section *doubts; /**< Flags and remarks come from here; may be NULL. */
    enum review_verb open;
    bool can_open;
};
void review_section_row(struct review_row *out, const struct frame *f, const void *self,
                        unsigned index);

/** The bar with its interval alone. */
void review_bar(struct frame *f, struct draw_rect box, const struct report_cell *cell);

/** Upright columns of a section with the chart COLUMNS; pages as a list does. */
void review_columns(struct frame *f, struct draw_rect box, const struct report_section *s);

/** Big buttons, one of them chosen, in columns, page by page. */
struct review_choices {
    enum review_verb verb;
    const struct slice *labels;
    const unsigned *values; /**< Of each button; NULL: its place. */
    unsigned count, chosen; /**< A place; beyond the last: none. */
};
void review_choose(struct frame *f, struct draw_rect box, const struct review_choices *choices);

/* --- Pages --- */

void review_page_overview(struct frame *f);
void review_page_notes(struct frame *f);
void review_page_topics(struct frame *f);
void review_page_topic(struct frame *f);
void review_page_questions(struct frame *f);
void review_page_villages(struct frame *f);
void review_page_days(struct frame *f);
void review_page_question(struct frame *f);
void review_page_enlarged(struct frame *f);
void review_page_filter(struct frame *f);
void review_page_visit(struct frame *f);
void review_page_visit_village(struct frame *f);
void review_page_number(struct frame *f);

#endif
