/** @file
 * Drawn telephones: a message as it would come in, and a screen of things to touch.
 *
 * No maker's look is copied: a dark rim, plain bars, the same type as everywhere. What a swindler
 * writes is shown as text; nothing in it can be touched.
 */
#ifndef KIOSK_SCREENS_PHONE_H
#define KIOSK_SCREENS_PHONE_H

#include "kiosk/screens/canvas.h"

/** The message in a phone that fills `box` and runs off its lower edge. */
void phone_draw_message(struct canvas *c, struct draw_rect box, const struct quiz_message *message);

/** The options of a QUIZ_POINT question as rows or icons of a phone; each is a target. */
void phone_draw_screen(struct canvas *c, struct draw_rect box);

#endif
