/** @file
 * Building a report's tables, row by row; and what must not be shown. Shared by fill_*.c.
 */
#ifndef REVIEW_FILL_PARTS_H
#define REVIEW_FILL_PARTS_H

#include "base/arena.h"
#include "base/i18n.h"
#include "review/fill.h"

enum { FILL_NOTES_MAX = 200 };

struct fill {
    struct arena *arena;
    const struct figures *figures;
    const struct fill_options *options;
    struct report *report;
    struct report_section *sections;
    struct report_section *section; /**< Being filled. */
    struct report_row *rows;
    struct report_cell *cells; /**< Of the row being filled. */
    unsigned cell_count, row_capacity;
    struct slice *notes;
    /** What the whole report finds, from its parts. */
    bool key_in_doubt;
};

/** A section that ends with the next one, or with fill_end_section; it has room for `row_max`. */
void fill_begin_section(struct fill *f, const char *id, const char *title, unsigned row_max);
void fill_end_section(struct fill *f);
void fill_sentence(struct fill *f, const char *format, ...) PRINTF_LIKE(2, 3);
void fill_section_note(struct fill *f, const char *format, ...) PRINTF_LIKE(2, 3);
void fill_note(struct fill *f, const char *format, ...) PRINTF_LIKE(2, 3);
void fill_chart(struct fill *f, enum report_chart chart, unsigned label_column,
                unsigned value_column, int64_t axis_max);

/** `hint` NULL: none. */
void fill_column(struct fill *f, enum report_kind kind, const char *title, const char *hint);
/** The same for percent cells drawn as bars. */
void fill_bar_column(struct fill *f, const char *title, const char *hint);

void fill_row(struct fill *f, enum report_flag flag, struct slice remark);
/** The row just begun is about the element `index` of its list in the figures. */
void fill_about(struct fill *f, unsigned index);
void fill_put(struct fill *f, struct report_cell cell);

/* ---- cells ---- */

struct report_cell fill_text(struct slice text);
/** A share as percent points, with its interval (NAN: none). */
struct report_cell fill_share(double share, struct stats_interval interval);
struct report_cell fill_ratio(double value, struct stats_interval interval);
/** A change in percent points, with its sign. */
struct report_cell fill_change(struct stats_estimate change);
/** Why nothing is there. */
struct report_cell fill_hidden(void);
struct report_cell fill_too_few(struct fill *f, unsigned needed);

/* ---- what may be shown ---- */

/** Whether figures of a group of this size are to be kept back. */
bool fill_is_small(const struct fill *f, int64_t size);
/** Which of the groups are kept back; `out` has `count` elements. */
void fill_hide_groups(bool *out, const struct fill *f, const struct figures_group *const *groups,
                      unsigned count);
/** A count of people, kept back under FIGURES_GROUP_MIN but for 0. */
struct report_cell fill_people(const struct fill *f, int64_t count);

/** "Câu 7" or the question's text; the id where it is of another version or not known. */
struct slice fill_question(struct fill *f, const struct figures_item *item);
struct slice fill_quiz_title(const struct figures_item *item);
/** The name, or "not said". */
struct slice fill_name(const struct figures_group *g);

/* ---- sections ---- */

void fill_topics(struct fill *f);
void fill_doubts(struct fill *f);
void fill_villages(struct fill *f);
void fill_changes(struct fill *f);
void fill_days(struct fill *f);
void fill_scores(struct fill *f);
void fill_skills(struct fill *f);
void fill_questions(struct fill *f);
void fill_answers(struct fill *f);
void fill_quizzes(struct fill *f);
void fill_ages(struct fill *f);
void fill_sources(struct fill *f);
void fill_kiosks(struct fill *f);

#endif
