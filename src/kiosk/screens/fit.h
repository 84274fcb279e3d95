/** @file
 * Whether a quiz fits the kiosk's screens, found by drawing them: a check of layout.
 *
 * Limits in numbers of letters would refuse what fits and let pass what does not: whether a text
 * fits depends on its neighbours, its words and the kind of question. So each question is drawn as
 * the kiosk would, asked and answered, at 1024 × 600 in larger text, the hardest case; what does
 * not fit there is a warning (K080) at the text to shorten, which says to how many letters. It is
 * no error: the kiosk still shows such a question, in smaller type.
 */
#ifndef KIOSK_SCREENS_FIT_H
#define KIOSK_SCREENS_FIT_H

#include "base/diag.h"
#include "content/quiz/quiz.h"

struct font_set;

/** `quiz` must be without errors. */
void fit_check_quiz(const struct quiz *quiz, struct font_set *fonts, struct diag_list *diags);

#endif
