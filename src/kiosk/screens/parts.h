/** @file
 * Every screen as a function of the canvas; screens.c chooses among them.
 */
#ifndef KIOSK_SCREENS_PARTS_H
#define KIOSK_SCREENS_PARTS_H

#include "kiosk/screens/chrome.h"

void screen_attract(struct canvas *c);
void screen_choose(struct canvas *c);
void screen_practice(struct canvas *c);
void screen_question(struct canvas *c);
void screen_feedback(struct canvas *c);
void screen_end(struct canvas *c);
void screen_consent(struct canvas *c);
void screen_village(struct canvas *c);
void screen_name(struct canvas *c);
void screen_phone(struct canvas *c);
void screen_thanks(struct canvas *c);
void screen_still_there(struct canvas *c);
void screen_welcome_back(struct canvas *c);
void screen_trouble(struct canvas *c);
void screen_pin(struct canvas *c);
void screen_forget(struct canvas *c);
void screen_staff(struct canvas *c);
void screen_health(struct canvas *c);
void screen_quizzes(struct canvas *c);
void screen_staff_village(struct canvas *c);
void screen_calibrate(struct canvas *c);

/** The commune's name, or the program's where nobody entered one, or that nothing is recorded: for
 * bars without a question. */
struct rich place_name(const struct canvas *c);

/** An icon in a disc, a title and one or two texts, centred in `box`. */
struct notice {
    struct slice icon;
    struct draw_color color;
    struct rich title, text, more;
};
void notice_draw(struct canvas *c, const struct notice *n, struct draw_rect box);

/* --- Shared by the question and what follows it --- */

/** "A" … "H" of a shown place. */
struct slice option_letter(unsigned place);

/** The option of the file at a shown place; NULL when there is none. */
const struct quiz_option *option_at(const struct view *view, unsigned place);

/** Its text, or the fixed word of a true-false or scam question. */
struct rich option_text(const struct canvas *c, unsigned place);

/** A colour that tells pairs apart, beside their letters. */
struct draw_color pair_color(const struct canvas *c, unsigned place);

/** The answers of the kinds that are not plain cards; `box` is what the stem left. */
void answers_order(struct canvas *c, struct draw_rect box);
void answers_match(struct canvas *c, struct draw_rect box);
void answers_point(struct canvas *c, struct draw_rect box);

/* --- The screen's own keyboards (keys.c) --- */

/** All letters, tones and a space. */
void keys_letters(struct canvas *c, struct draw_rect box);

/** 1 … 9, 0 as `act` with the digit or its code point as index. */
void keys_digits(struct canvas *c, struct draw_rect box, enum view_act act);

/** The commune's villages, page by page, to be chosen from; turning stands at the end of `foot`. */
void villages_draw(struct canvas *c, struct draw_rect box, struct draw_rect foot);

#endif
