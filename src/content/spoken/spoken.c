#include "content/spoken/spoken.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "content/spoken/sayings.h"
#include "content/spoken/speaker.h"

static const struct tongue tongues[] = {
    {"vi", " chấm ", " gạch ngang ", " gạch chéo ", " a còng ", " đến ", " nghìn", " triệu", " tỷ",
     "không trăm "},
    {"en", " dot ", " dash ", " slash ", " at ", " to ", NULL, NULL, NULL, NULL},
    {"", ".", "-", "/", "@", "–", NULL, NULL, NULL, NULL},
};

/* ---- Words ---- */

static bool is_of_language(const struct saying *w, const char *language)
{
    struct slice own = w->language.text;
    return slice_equal_text(own.size ? own : SLICE("vi"), language);
}

/* The longest that stands here as a whole word. */
static const struct saying *find_saying(const struct speaker *s, bool any_case)
{
    const struct saying *best = NULL;
    if (!s->sayings || (s->at > 0 && is_word_byte(s->in.data[s->at - 1])))
        return NULL;
    for (const struct saying *w = s->sayings->items; w < s->sayings->items + s->sayings->count; w++)
        if (w->written.text.size > (best ? best->written.text.size : 0) &&
            is_of_language(w, s->language) &&
            spoken_begins(s->in, s->at, w->written.text, any_case) &&
            !is_word_byte(byte_at(s->in, s->at + w->written.text.size)))
            best = w;
    return best;
}

static bool say_word(struct speaker *s, bool any_case)
{
    const struct saying *saying = find_saying(s, any_case);
    if (!saying)
        return false;
    speaker_put_together(s, saying->said.text);
    s->at += saying->written.text.size;
    return true;
}

/* ---- Addresses ---- */

static bool is_address_byte(char c)
{
    return is_digit(c) || is_ascii_letter(c) || (c != '\0' && strchr(".-/@:_?=&%#", c) != NULL);
}

/* ".gov.vn" or ".apk": the end of a name, behind a space. */
static bool is_ending(struct slice text, size_t at)
{
    return byte_at(text, at) == '.' && is_ascii_letter(byte_at(text, at + 1)) &&
           (at == 0 || text.data[at - 1] == ' ');
}

/* Bytes of "vneid.gov.vn" or "a@b.vn" from here: no spaces, a full stop between letters. */
static size_t address_from(struct slice text, size_t at)
{
    size_t end = at;
    bool has_dot = is_ending(text, at);
    if ((!is_ascii_letter(byte_at(text, at)) && !has_dot) ||
        (at > 0 && is_word_byte(text.data[at - 1])))
        return 0;
    for (; is_address_byte(byte_at(text, end)); end++)
        has_dot =
            has_dot || (text.data[end] == '.' && end > at &&
                        (is_ascii_letter(text.data[end - 1]) || is_digit(text.data[end - 1])) &&
                        is_ascii_letter(byte_at(text, end + 1)));
    while (end > at && strchr(".:?-", text.data[end - 1]))
        end--; /* Of the sentence. */
    return has_dot && !is_word_byte(byte_at(text, end)) ? end - at : 0;
}

static void say_address_sign(struct speaker *s, char sign)
{
    switch (sign) {
    case '.':
        speaker_put_text(s, s->tongue->dot + (s->size > 0 && s->out[s->size - 1] == ' ' &&
                                              s->tongue->dot[0] == ' '));
        return;
    case '-':
        speaker_put_text(s, s->tongue->dash);
        return;
    case '/':
        speaker_put_text(s, s->tongue->slash);
        return;
    case '@':
        speaker_put_text(s, s->tongue->at);
        return;
    default:
        speaker_put(s, &sign, 1);
    }
}

static bool say_address(struct speaker *s)
{
    static const char *const schemes[] = {"https://", "http://"};
    size_t size = address_from(s->in, s->at), end = s->at + size;
    if (size == 0)
        return false;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (spoken_begins(s->in, s->at, slice_from(schemes[i]), true) && size > strlen(schemes[i]))
            s->at += strlen(schemes[i]);
    while (s->at < end) {
        size_t digits = spoken_digits(s->in, s->at);
        if (digits > 0) {
            speaker_put_apart(s, s->in.data + s->at, digits);
            s->at += digits;
        } else if (!say_word(s, true)) {
            say_address_sign(s, s->in.data[s->at++]);
        }
    }
    return true;
}

/* ---- All together ---- */

static void say_letter(struct speaker *s)
{
    size_t begin = s->at;
    s->after_group = s->after_group && s->in.data[begin] == ' ';
    (void)utf8_next(s->in, &s->at);
    speaker_put(s, s->in.data + begin, s->at - begin);
}

static const struct tongue *tongue_of(const char *language)
{
    const struct tongue *t = tongues;
    while (t->language[0] && strcmp(t->language, language) != 0)
        t++;
    return t;
}

void spoken_text(char *out, size_t out_bytes, struct slice text, const char *language,
                 enum spoken_by by, const struct sayings *sayings)
{
    struct speaker s = {.tongue = tongue_of(language),
                        .sayings = sayings,
                        .language = language,
                        .out = out,
                        .limit = out_bytes - 1,
                        .in = text};
    s.keeps = by == SPOKEN_FROM_PAPER;
    s.in_words = by != SPOKEN_BY_VOICE && strcmp(s.tongue->language, "vi") == 0;
    while (s.at < text.size)
        if (!speaker_say_number(&s) && !say_address(&s) && !say_word(&s, false))
            say_letter(&s);
    out[s.size] = '\0';
}

struct slice spoken_copy(struct arena *a, struct slice text, const char *language,
                         enum spoken_by by, const struct sayings *sayings)
{
    char out[SPOKEN_MAX];
    spoken_text(out, sizeof out, text, language, by, sayings);
    return arena_copy(a, slice_from(out));
}
