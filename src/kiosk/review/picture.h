/** @file
 * The picture that a question points at, decoded once and kept while the question is on show.
 */
#ifndef KIOSK_REVIEW_PICTURE_H
#define KIOSK_REVIEW_PICTURE_H

#include "base/arena.h"
#include "content/quiz/quiz.h"
#include "draw/image.h"

struct picture_shelf {
    struct arena arena;
    const struct quiz_question *of; /**< NULL: none was looked for. */
    struct draw_image picture;
    bool there;
};

void picture_init(struct picture_shelf *s);
void picture_deinit(struct picture_shelf *s);

/** NULL when there is none, or it cannot be read (“ngoso check” tells why): the options are then
 *  drawn instead. Lives until another question's is asked for. */
const struct draw_image *picture_find(struct picture_shelf *s, const struct quiz *quiz,
                                      const struct quiz_question *question);

#endif
