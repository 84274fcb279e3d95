/** @file
 * The kiosk's voice: what view->reading asks for, spoken part by part, never in the way.
 *
 * A part is its recording when the quiz has one (WAV), else espeak-ng's voice for the language.
 * One thread makes the sound and waits for it; the rest of the program only looks in from time to
 * time with voice_follow, which also tells the kiosk which part is to be lit (kiosk_reading).
 * The sound device is open only while something is said, so that a silent kiosk costs nothing.
 *
 * Errors:   without a sound device or voice, voice_problem says so once; reading then ends at once
 *           and everything else goes on.
 * Threads:  all functions from one thread. One voice a program: espeak-ng has global state.
 */
#ifndef KIOSK_VOICE_H
#define KIOSK_VOICE_H

#include "kiosk/state/state.h"

struct sayings;
struct voice;

/** `sayings` (may be NULL) is borrowed: what is said otherwise than it is written. */
struct voice *voice_create(const struct sayings *sayings);
void voice_destroy(struct voice *v);

/**
 * Looks at the view and at how far the sound has come. Call after actions and ticks and at
 * voice_next_ms. True when the view changed (another part is lit, or reading has ended).
 */
bool voice_follow(struct voice *v, struct kiosk *k, int64_t now_ms);

/** When to look again; INT64_MAX while silent. */
int64_t voice_next_ms(const struct voice *v, int64_t now_ms);

/** In English for base/i18n.h, once: what keeps it silent. NULL: nothing, or said already. */
const char *voice_problem(struct voice *v);

/** Parts spoken to their end since the start; for tests. */
unsigned voice_spoken_count(struct voice *v);

/**
 * The language a part of screen_speech is written in: what a quiz says is in the quiz's, whatever
 * the buttons speak; "true" and "false" are buttons.
 */
struct slice voice_language(const struct view *view, int part);

#endif
