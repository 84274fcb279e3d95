/** @file
 * What the files that draw a quiz on paper share.
 *
 * The pen moves down the page; `paper_need` starts a new one. With `frame.measuring` set nothing is
 * drawn. Units: du; sizes in hundredths of a millimetre through frame_mm100.
 */
#ifndef PAGE_QUIZ_INSIDE_H
#define PAGE_QUIZ_INSIDE_H

#include "page/frame.h"
#include "page/quiz/paper.h"

struct paper_pen {
    struct frame frame;
    enum quiz_paper_part part;
    const struct quiz_paper *paper;
    const struct quiz_paper_options *options;
    const struct qr_fit *code;
    int32_t x_du, width_du, top_du, bottom_du; /**< Of the text area. */
    int32_t y_du;                              /**< Where the next thing begins. */
    unsigned page, page_count;                 /**< From 1; the count is 0 in the first pass. */
    unsigned sheet;                            /**< Of answers, from 1; 0: no number. */
    struct slice bookmark;
    report_page_sink *sink;
    void *context;
    struct error *error;
    bool failed; /**< The sink's: nothing is drawn any more. */
};

/** A fixed word of ours in the quiz's language. */
const char *paper_word(const struct paper_pen *p, const char *english);

void paper_begin_page(struct paper_pen *p);
void paper_end_page(struct paper_pen *p);
/** A new page unless `height_du` more fits on this one, or this one is still empty. */
void paper_need(struct paper_pen *p, int32_t height_du);

/** Draws something at (x, y) unless the frame measures; returns its height. */
typedef int32_t paper_block(struct paper_pen *p, unsigned index, int32_t x_du, int32_t y_du,
                            int32_t width_du);
int32_t paper_measure(struct paper_pen *p, paper_block *block, unsigned index, int32_t width_du);
/** The block below what is there, whole, over the text area's width. */
void paper_flow(struct paper_pen *p, paper_block *block, unsigned index, int32_t gap_du);

/** Title, what is below it, and the code at the right; moves down. */
void paper_head(struct paper_pen *p, const char *kicker, struct slice title, struct slice below);

struct look paper_strong(const struct frame *f);
/** One line of text, its capitals in the middle of a row `height_du` tall. */
void paper_centred(struct frame *f, const struct look *look, struct slice text, int32_t x_du,
                   int32_t y_du, int32_t width_du, int32_t height_du);
int32_t paper_line_width(struct frame *f, const struct look *look, struct slice text);

/** "A" … of an option's place among the letters. */
struct slice paper_letter(unsigned place);
/** "True", "Scam" …; of other kinds the option's own text. */
struct rich paper_option_text(const struct paper_pen *p, const struct quiz_question *question,
                              unsigned option);
bool paper_has_words(const struct quiz_question *question);

/** Each draws its part from the first page to the last; both passes run it. */
void paper_draw_questions(struct paper_pen *p);
void paper_draw_answers(struct paper_pen *p);
void paper_draw_key(struct paper_pen *p);

#endif
