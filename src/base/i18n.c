#include "base/i18n.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"

static const char domain[] = "ngoso";

/* What i18n_start chose; English until then, for that is what the source says. */
static const char *chosen = "en";
static bool started = false;

/* glibc keeps what it found under this count; the manual tells programs to raise it after a
 * change of LANGUAGE ("Being a gettext program", GNU C Library). */
extern int _nl_msg_cat_cntr;

static const char *const languages[] = {"vi", "en"};

/* The newest first, so that it is found before what it replaces. */
struct lesson {
    struct lesson *next;
    char *language, *english, *text;
};
static struct lesson *lessons;

static const struct lesson *find_lesson(const char *language, struct slice english)
{
    const struct lesson *l = lessons;
    while (l && (strcmp(l->language, language) != 0 || !slice_equal_text(english, l->english)))
        l = l->next;
    return l;
}

static char *kept(struct slice s)
{
    char *copy = malloc(s.size + 1);
    CHECK(copy);
    if (s.size)
        memcpy(copy, s.data, s.size);
    copy[s.size] = '\0';
    return copy;
}

void i18n_teach(const char *language, struct slice english, struct slice text)
{
    const struct lesson *known = find_lesson(language, english);
    if (known && slice_equal_text(text, known->text))
        return;
    struct lesson *l = malloc(sizeof *l);
    CHECK(l);
    *l = (struct lesson){lessons, kept(slice_from(language)), kept(english), kept(text)};
    lessons = l;
}

static const char *known_language(const char *name)
{
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (strcmp(languages[i], name) == 0)
            return languages[i];
    return NULL;
}

/* The first of the three variables that says something decides, as POSIX has it. */
static const char *language_of_locale(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *value = getenv(variables[i]);
        if (value && *value)
            return strncmp(value, "en", 2) == 0 ? "en" : "vi";
    }
    return "vi";
}

static void use_language(const char *language)
{
    setenv("LANGUAGE", language, 1);
    _nl_msg_cat_cntr++;
}

bool i18n_start(const char *requested, const char *messages_folder)
{
    const char *language = requested ? known_language(requested) : language_of_locale();
    if (!language)
        return false;
    /* A bare system has this locale and no other; gettext only asks LANGUAGE outside plain "C".
     * Numbers keep the point of "C" in it, which PDF needs. */
    if (!setlocale(LC_ALL, "C.UTF-8"))
        setlocale(LC_MESSAGES, "");
    /* An empty name would mean the folder the person happens to be in: anyone's catalogue. */
    if (*messages_folder)
        bindtextdomain(domain, messages_folder);
    bind_textdomain_codeset(domain, "UTF-8");
    textdomain(domain);
    use_language(language);
    chosen = language;
    started = true;
    return true;
}

bool i18n_speak(const char *language)
{
    const char *known = known_language(language);
    if (!known || !started)
        return false;
    use_language(known);
    chosen = known;
    return true;
}

const char *i18n_language(void)
{
    return chosen;
}

const char *i18n_in(const char *language, const char *text)
{
    if (!known_language(language)) {
        const struct lesson *l = find_lesson(language, slice_from(text));
        return l ? l->text : text;
    }
    if (!started || strcmp(language, "en") == 0)
        return text;
    if (strcmp(language, chosen) == 0)
        return dgettext(domain, text);
    use_language(language);
    const char *translated = dgettext(domain, text);
    use_language(chosen);
    return translated;
}

bool i18n_has(const char *language, const char *text)
{
    if (!known_language(language))
        return find_lesson(language, slice_from(text)) != NULL;
    return !started || strcmp(language, "en") == 0 || strcmp(i18n_in(language, text), text) != 0;
}
