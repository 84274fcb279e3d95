/** @file
 * Messages through gettext. Source text is English; src/po/LANG.po holds the others.
 *
 * Two questions, kept apart: in which language the program speaks to the person at the keyboard
 * (`_`, chosen once), and in which language a guide is printed (`i18n_in`, per guide).
 * Vietnamese is the default; English when `--lang en` or the locale says so.
 */
#ifndef BASE_I18N_H
#define BASE_I18N_H

#include <libintl.h>

#include "base/slice.h"

#define _(text) gettext(text)
/** Marks text for extraction that is translated later. */
#define N_(text)                      text
#define i18n_plural(one, many, count) ngettext((one), (many), (unsigned long)(count))

/**
 * Chooses the program's language: `requested` ("vi", "en", or NULL for the locale's, Vietnamese
 * when the locale names neither). `messages_folder` holds LANG/LC_MESSAGES/ngoso.mo;
 * empty: the system's own.
 * False when `requested` is not a language there is.
 */
bool i18n_start(const char *requested, const char *messages_folder);

/** From now on `_` gives `language`; for a window with a button for it. False for a language there
 *  is none of, and before i18n_start. */
bool i18n_speak(const char *language);

/** "vi" or "en": what i18n_start or i18n_speak chose. */
const char *i18n_language(void);

/** `text` in the language of a guide (BCP 47 primary tag), whatever the program speaks; English
 *  when there is no catalogue for it and it was not taught. Lives as long as the program. */
const char *i18n_in(const char *language, const char *text);

/**
 * From now on i18n_in gives `text` for `english` in a language without a catalogue of its own; for
 * words that come from a file (content/wording/language.h). Both are copied and kept for good,
 * because pages borrow them; what was taught before is replaced. Whoever teaches a format has
 * compared its conversions with the English.
 */
void i18n_teach(const char *language, struct slice english, struct slice text);

/** Whether i18n_in gives `text` in `language` itself; of the program's own languages, true
 *  before i18n_start. */
bool i18n_has(const char *language, const char *text);

#endif
