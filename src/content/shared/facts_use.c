/* Facts in people's texts: filling names in, finding what should be a name, finding old wording. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "content/shared/facts.h"

enum {
    FILLED_BYTES_MAX = 64 * 1024,
    LITERAL_MIN = 6 /* Letters of a value that nobody writes by chance. */
};

static const struct fact *find_fact(const struct facts *facts, struct slice id)
{
    for (unsigned i = 0; i < facts->fact_count; i++)
        if (slice_equal(facts->facts[i].id.text, id))
            return &facts->facts[i];
    return NULL;
}

/* Where the dot of "vneid.hotline" stands, or the end. */
static size_t find_dot(struct slice name)
{
    size_t dot = 0;
    while (dot < name.size && name.data[dot] != '.')
        dot++;
    return dot;
}

/* "vneid.hotline" → "1900 0368"; false when there is no such fact or it does not say. */
static bool find_value(struct slice *out, const struct facts *facts, struct slice name)
{
    size_t dot = find_dot(name);
    const struct fact *fact = find_fact(facts, slice_part(name, 0, dot));
    for (unsigned k = 0; fact && k < FACT_KEY_COUNT; k++)
        if (slice_equal_text(slice_part(name, dot + 1, name.size), fact_key_name(k)) &&
            fact->keys[k].text.size) {
            *out = fact->keys[k].text;
            return true;
        }
    return false;
}

struct slice facts_nearest(const struct facts *facts, struct slice name, struct arena *a)
{
    const char **names = ARENA_ARRAY(a, facts->fact_count * FACT_KEY_COUNT + 1, const char *);
    unsigned count = 0;
    for (unsigned i = 0; i < facts->fact_count; i++)
        for (unsigned k = 0; k < FACT_KEY_COUNT; k++)
            if (facts->facts[i].keys[k].text.size)
                names[count++] =
                    arena_printf(a, "%.*s.%s", SLICE_ARG(facts->facts[i].id.text), fact_key_name(k))
                        .data;
    int nearest = utf8_nearest(name, names, count);
    return nearest < 0 ? SLICE("") : slice_from(names[nearest]);
}

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/* The name in "{vneid.hotline}" at `at`, or empty when that is some other brace. */
static struct slice name_at(struct slice text, size_t at)
{
    size_t end = at + 1;
    while (end < text.size && is_name_byte(text.data[end]))
        end++;
    struct slice name = slice_part(text, at + 1, end);
    size_t dot = find_dot(name);
    bool ours = end < text.size && text.data[end] == '}' && dot > 0 && dot + 1 < name.size;
    return ours ? name : SLICE("");
}

struct slice facts_fill(struct slice *unknown, const struct facts *facts, struct arena *a,
                        struct slice text)
{
    *unknown = SLICE("");
    if (!text.size || !memchr(text.data, '{', text.size))
        return text;
    struct buf filled;
    buf_init(&filled, FILLED_BYTES_MAX);
    for (size_t at = 0; at < text.size;) {
        struct slice name = text.data[at] == '{' ? name_at(text, at) : SLICE("");
        struct slice value;
        if (name.size && find_value(&value, facts, name)) {
            buf_append_slice(&filled, value);
            at += name.size + 2;
            continue;
        }
        if (name.size && !unknown->size)
            *unknown = name;
        buf_append_char(&filled, text.data[at++]);
    }
    struct slice result = filled.failed ? text : arena_copy(a, buf_slice(&filled));
    buf_deinit(&filled);
    return result;
}

/* ---- looking for what stands in a text, as a word of its own, capitals or not ---- */

/* Whether a word ends at `at`; addresses go on behind a dot or hyphen, the numbers of laws behind a
 * stroke ("156/2020"). */
static bool ends_at(struct slice text, size_t at)
{
    if (at == text.size)
        return true;
    size_t next = at;
    uint32_t c = utf8_next(text, &next);
    if ((c == '.' || c == '-') && next < text.size)
        c = utf8_next(text, &next);
    else if (c == '/' && next < text.size)
        return text.data[next] < '0' || text.data[next] > '9';
    return !utf8_is_word(c);
}

/* Behind the space, dot or hyphen between two groups of a number, if one stands at `at`. */
static size_t skip_joint(struct slice text, size_t at)
{
    return at < text.size && strchr(" .-", text.data[at]) && text.data[at] ? at + 1 : at;
}

/* Whether `text` goes on with `word` at `at`; `*end` is then behind it. `grouped`: a number, whose
 * groups may be set apart in other ways. */
static bool goes_on(size_t *end, struct slice text, size_t at, struct slice word, bool grouped)
{
    size_t i = 0;
    while (i < word.size && at < text.size) {
        if (grouped && i > 0) {
            i = skip_joint(word, i);
            at = skip_joint(text, at);
        }
        if (at == text.size || utf8_lower(utf8_next(text, &at)) != utf8_lower(utf8_next(word, &i)))
            return false;
    }
    *end = at;
    return i == word.size;
}

/* Every text is searched for every value at each start of the kiosk: most letters are ASCII and
 * begin nothing that is looked for, so these two come first. */
static uint32_t next_lower(struct slice text, size_t *at)
{
    unsigned char c = (unsigned char)text.data[*at];
    if (c >= 0x80)
        return utf8_lower(utf8_next(text, at));
    (*at)++;
    return c >= 'A' && c <= 'Z' ? (uint32_t)(c - 'A' + 'a') : c;
}

static bool find_run(struct slice *found, struct slice text, struct slice word, bool grouped)
{
    size_t first_end = 0, next;
    uint32_t first = word.size ? next_lower(word, &first_end) : 0;
    bool inside = false; /* Of a word that began before. */
    for (size_t at = 0, end; at < text.size; at = next) {
        next = at;
        uint32_t c = next_lower(text, &next);
        bool begins = !inside && (c == first || word.size == 0);
        if (begins && goes_on(&end, text, at, word, grouped) && ends_at(text, end)) {
            *found = slice_part(text, at, end);
            return true;
        }
        inside = c == '.' || c == '-' ? !ends_at(text, at) : utf8_is_word(c);
    }
    return false;
}

static bool find_word(struct slice *found, struct slice text, struct slice word)
{
    return find_run(found, text, word, false);
}

/* "1900 0368", not "112": a number of several groups. */
static bool is_grouped(struct slice value)
{
    for (size_t i = 0; i < value.size; i++)
        if (!strchr("0123456789 ", value.data[i]))
            return false;
    return value.size && memchr(value.data, ' ', value.size);
}

/* Names are read as names; a short value ("112", "Có") may stand for something else. */
static bool is_looked_for(enum fact_key key, struct slice value)
{
    return value.size && key != FACT_NAME &&
           (key != FACT_VALUE || utf8_length(value) >= LITERAL_MIN);
}

static bool stands_before(struct slice found, struct slice other)
{
    return other.size == 0 || found.data < other.data ||
           (found.data == other.data && found.size > other.size);
}

struct slice facts_find_literal(struct slice *literal, const struct facts *facts, struct arena *a,
                                struct slice text)
{
    struct slice name = SLICE(""), found;
    *literal = name;
    for (unsigned i = 0; i < facts->fact_count; i++)
        for (unsigned k = 0; k < FACT_KEY_COUNT; k++) {
            struct slice value = facts->facts[i].keys[k].text;
            if (!is_looked_for(k, value) || !find_run(&found, text, value, is_grouped(value)) ||
                !stands_before(found, *literal))
                continue;
            *literal = found;
            name = arena_printf(a, "%.*s.%s", SLICE_ARG(facts->facts[i].id.text), fact_key_name(k));
        }
    return name;
}

static bool is_excused(const struct outdated_wording *w, struct slice text)
{
    struct slice found;
    for (unsigned i = 0; i < w->unless_count; i++)
        if (w->unless[i].text.size && find_word(&found, text, w->unless[i].text))
            return true;
    return false;
}

const struct outdated_wording *facts_next_outdated(struct slice *found, const struct facts *facts,
                                                   struct slice text,
                                                   const struct outdated_wording *after)
{
    const struct outdated_wording *end = facts->wordings + facts->wording_count;
    for (const struct outdated_wording *w = after ? after + 1 : facts->wordings; w < end; w++)
        if (find_run(found, text, w->wording.text, is_grouped(w->wording.text)) && found->size &&
            !is_excused(w, text))
            return w;
    return NULL;
}
