/** @file
 * The notice on SCREEN_CONSENT: its words for this hall, and the version by which the log names
 * them. Facts file, section 3.
 */
#ifndef KIOSK_SCREENS_CONSENT_H
#define KIOSK_SCREENS_CONSENT_H

#include "kiosk/screens/view.h"

struct arena;

enum { CONSENT_POINTS = 5, CONSENT_VERSION_BYTES = 40 };

/** A point, with **bold** parts; in the arena. It names who keeps the contact and for how long. */
struct slice consent_point(const struct view *view, unsigned index, struct arena *a);

/**
 * "2-90d-vi-0123456789abcdef": the edition of the notice, the days a contact is kept, the language
 * it was read in, and a hash of all its words. So whatever differs in what people were told (days,
 * team, telephone, wording) is another version in the log.
 */
void consent_version(char out[CONSENT_VERSION_BYTES], const struct view *view, struct arena *a);

#endif
