/** @file
 * Sound for the voice: text or a recording in, 16-bit mono samples out.
 *
 * Lifetime: samples belong to the sound until sound_deinit.
 * Limits:   SOUND_SECONDS_MAX; what is longer is cut.
 * Threads:  one.
 */
#ifndef KIOSK_VOICE_SOUND_H
#define KIOSK_VOICE_SOUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

enum {
    SOUND_RATE_HZ = 22050, /**< espeak-ng's own. */
    SOUND_SECONDS_MAX = 120,
    SOUND_TEXT_MAX = 4000,
    SOUND_FILE_MAX = 32 * 1024 * 1024
};

struct sayings;

/** Zero-initialise. */
struct sound {
    int16_t *samples;
    size_t count, capacity;
};

void sound_deinit(struct sound *s);

/**
 * Loads espeak-ng's data, the first time; false when there is none. It stays until the program
 * ends: espeak-ng 1.51 may hang in espeak_Terminate when it was begun a second time.
 */
bool sound_start(void);

/** How fast sound_speak speaks: espeak-ng's words a minute, 80 … 450; 140 until it is called. */
void sound_set_rate(unsigned words_a_minute);

/**
 * Speaks `text` in `language` ("vi", "en"), as content/spoken/spoken.h says it with `sayings` (may
 * be NULL). `is_stale` is asked now and then and ends it early. False when it could not or should
 * not be finished.
 */
bool sound_speak(struct sound *out, const char *language, const char *text,
                 const struct sayings *sayings, bool (*is_stale)(void *context), void *context);

/** Reads a WAV file. False when it is missing, damaged or too large. */
bool sound_load(struct sound *out, const char *path);

/** Volume 0 … 4: silent to full. */
void sound_scale(struct sound *s, int volume);

#endif
