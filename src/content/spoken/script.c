/*
 * Each part is written whole, in the order of the broadcast; then parts are taken by rank while
 * they fit. A part that is one of two wordings (brief or full steps) replaces the other.
 */
#include "content/spoken/script.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "content/spoken/spoken.h"

enum part_kind {
    PART_GREETING,
    PART_TOPIC,
    PART_BENEFIT,
    PART_PREPARE,
    PART_STEPS,      /* The poster's wording. */
    PART_STEPS_FULL, /* The leaflet's. */
    PART_STEPS_ELSE, /* Where to see them. */
    PART_WARNING,    /* The first. */
    PART_WARNINGS,   /* The others. */
    PART_MISTAKES,
    PART_GAINS,
    PART_CALL,
    PART_COME,
    PART_REPEAT,
    PART_REPEAT_CALL, /* Only the number. */
    PART_CLOSING,
    PART_COUNT
};

/* What is taken whatever the time, then what is taken while there is some. */
static const enum part_kind least[] = {PART_GREETING, PART_TOPIC, PART_STEPS_ELSE,
                                       PART_WARNING,  PART_CALL,  PART_CLOSING};
static const enum part_kind by_rank[] = {
    PART_STEPS,    PART_REPEAT, PART_REPEAT_CALL, PART_BENEFIT,  PART_PREPARE,
    PART_WARNINGS, PART_COME,   PART_GAINS,       PART_MISTAKES, PART_STEPS_FULL};

enum { PART_LINES_MAX = 40 };

struct part {
    struct script_line lines[PART_LINES_MAX];
    unsigned count, syllables, duration_ms;
    bool taken;
};

struct writer {
    struct arena *arena;
    const struct guide *guide;
    const struct script_options *options;
    const char *language;
    struct part parts[PART_COUNT];
};

static const char *word(const struct writer *w, const char *text)
{
    return i18n_in(w->language, text);
}

/* ---- sentences ------------------------------------------------------------------------------- */

/* What is said of paper in people's hands is said otherwise of paper elsewhere; signs that are not
 * heard go. */
static const struct {
    const char *printed, *aired;
} elsewhere[] = {
    {"tờ này", "tờ rơi"}, {"?”.", "?"}, {"?.", "?"}, {" (", ", "}, {")", ""}, {"“", ""}, {"”", ""}};

static struct slice for_air(struct arena *a, struct slice s)
{
    char *out = arena_alloc(a, 2 * s.size + 1);
    size_t size = 0;
    for (size_t at = 0; at < s.size;) {
        size_t skip = 0;
        for (unsigned i = 0; !skip && i < sizeof elsewhere / sizeof *elsewhere; i++)
            if (slice_starts(slice_part(s, at, s.size), slice_from(elsewhere[i].printed))) {
                size_t added = strlen(elsewhere[i].aired);
                memcpy(out + size, elsewhere[i].aired, added);
                size += added;
                skip = strlen(elsewhere[i].printed);
            }
        if (!skip) {
            out[size++] = s.data[at];
            skip = 1;
        }
        at += skip;
    }
    return (struct slice){out, size};
}

static unsigned count_syllables(struct slice s)
{
    unsigned count = 0;
    bool inside = false;
    for (size_t i = 0; i < s.size; i++) {
        bool gap = s.data[i] == ' ' || s.data[i] == '-';
        count += !gap && !inside;
        inside = !gap;
    }
    return count;
}

/* "SIM …" becomes "xim …", which opens a sentence. */
static struct slice with_capital(struct arena *a, struct slice printed, struct slice said)
{
    if (said.size == 0 || said.data[0] < 'a' || said.data[0] > 'z' || printed.data[0] < 'A' ||
        printed.data[0] > 'Z')
        return said;
    return arena_printf(a, "%c%.*s", said.data[0] - 'a' + 'A',
                        SLICE_ARG(slice_part(said, 1, said.size)));
}

static struct slice say(const struct writer *w, struct slice text, enum spoken_by by)
{
    struct slice said =
        spoken_copy(w->arena, for_air(w->arena, text), w->language, by, w->options->sayings);
    return with_capital(w->arena, text, said);
}

static void put_sentence(struct writer *w, enum part_kind kind, struct slice text, bool key)
{
    struct part *p = &w->parts[kind];
    if (text.size == 0 || p->count == PART_LINES_MAX)
        return;
    struct script_line *line = &p->lines[p->count++];
    *line = (struct script_line){.text = say(w, text, SPOKEN_BY_PERSON),
                                 .printed = say(w, text, SPOKEN_FROM_PAPER),
                                 .key = key};
    p->syllables += count_syllables(line->text);
}

static bool ends_sentence(struct slice s, size_t i)
{
    return strchr(".!?", s.data[i]) && (i + 1 == s.size || s.data[i + 1] == ' ');
}

/* A text of several sentences, one line each. */
static void put(struct writer *w, enum part_kind kind, struct slice text, bool key)
{
    size_t begin = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (!ends_sentence(text, i))
            continue;
        put_sentence(w, kind, slice_part(text, begin, i + 1), key);
        for (begin = i + 1; begin < text.size && text.data[begin] == ' ';)
            begin++;
    }
    if (begin < text.size)
        put_sentence(w, kind,
                     arena_printf(w->arena, "%.*s.", SLICE_ARG(slice_part(text, begin, text.size))),
                     key);
}

static void put_word(struct writer *w, enum part_kind kind, const char *text)
{
    put(w, kind, slice_from(word(w, text)), false);
}

/* With a small first letter, inside a sentence; "SIM" and "VNeID" stay. */
static struct slice inside_sentence(struct arena *a, struct slice s)
{
    size_t at = 0, second = 0;
    char small[4];
    if (s.size == 0)
        return s;
    uint32_t first = utf8_next(s, &at), next = ' ';
    second = at;
    if (at < s.size)
        next = utf8_next(s, &at);
    if (utf8_lower(next) != next)
        return s;
    unsigned size = utf8_put(small, utf8_lower(first));
    return arena_printf(a, "%.*s%.*s", (int)size, small, SLICE_ARG(slice_part(s, second, s.size)));
}

/* "a; b; c" */
static struct slice join_items(struct writer *w, const struct guide_item *items, unsigned count)
{
    struct slice all = {0};
    for (unsigned i = 0; i < count; i++)
        all = arena_printf(w->arena, "%.*s%s%.*s", SLICE_ARG(all), i ? "; " : "",
                           SLICE_ARG(inside_sentence(w->arena, items[i].text.rich.text)));
    return all;
}

/* ---- parts ----------------------------------------------------------------------------------- */

static void write_greeting(struct writer *w)
{
    const struct commune *c = w->options->commune;
    struct slice place = c ? c->name.text : SLICE("");
    if (w->options->village)
        place = arena_printf(w->arena, "%.*s, %.*s", SLICE_ARG(w->options->village->name.text),
                             SLICE_ARG(place));
    put(w, PART_GREETING,
        place.size ? arena_printf(w->arena, word(w, N_("Dear people of %s!")),
                                  arena_copy(w->arena, place).data)
                   : slice_from(word(w, N_("Dear neighbours!"))),
        false);
}

static void write_topic(struct writer *w)
{
    put(w, PART_TOPIC,
        arena_printf(w->arena, word(w, N_("Today we speak about: %s.")),
                     arena_copy(w->arena, w->guide->title.text).data),
        true);
    put(w, PART_BENEFIT, w->guide->benefit.rich.text, false);
}

static void write_lists(struct writer *w)
{
    const struct guide *g = w->guide;
    if (g->prepare_count)
        put(w, PART_PREPARE,
            arena_printf(w->arena, word(w, N_("Have ready: %s.")),
                         join_items(w, g->prepare, g->prepare_count).data),
            false);
    if (g->gain_count)
        put(w, PART_GAINS,
            arena_printf(w->arena, word(w, N_("What it brings: %s.")),
                         join_items(w, g->gains, g->gain_count).data),
            false);
}

static void put_as(struct writer *w, enum part_kind kind, const char *lead, struct slice text)
{
    if (text.size)
        put(w, kind, arena_printf(w->arena, word(w, lead), arena_copy(w->arena, text).data), false);
}

/* Who only listens sees no red sign: without the lead a mistake sounds like advice. */
static void write_mistakes(struct writer *w)
{
    const struct guide *g = w->guide;
    for (unsigned i = 0; i < g->mistake_count; i++) {
        put_as(w, PART_MISTAKES, N_("A common mistake: %s"), g->mistakes[i].text.rich.text);
        put_as(w, PART_MISTAKES, N_("Better: %s"), g->mistakes[i].fix.rich.text);
    }
}

static void write_steps(struct writer *w)
{
    const struct guide *g = w->guide;
    put_word(w, PART_STEPS, N_("This is how it is done."));
    put_word(w, PART_STEPS_FULL, N_("This is how it is done."));
    put_word(w, PART_STEPS_ELSE, N_("Each step is on the leaflet."));
    for (unsigned i = 0; i < g->step_count; i++) {
        struct slice full = g->steps[i].text.rich.text, brief = g->steps[i].brief.rich.text;
        const char *step = word(w, N_("Step %u: %s"));
        put(w, PART_STEPS_FULL,
            arena_printf(w->arena, step, i + 1, arena_copy(w->arena, full).data), false);
        put(w, PART_STEPS,
            arena_printf(w->arena, step, i + 1,
                         arena_copy(w->arena, brief.size ? brief : full).data),
            false);
    }
}

static void write_warnings(struct writer *w)
{
    const struct guide *g = w->guide;
    for (unsigned i = 0; i < g->warning_count; i++) {
        enum part_kind kind = i ? PART_WARNINGS : PART_WARNING;
        if (i == 0)
            put_word(w, kind, N_("Please take care."));
        put(w, kind, g->warnings[i].rich.text, i == 0);
    }
}

/* Whom to call. A guide's own number may be for emergencies only: not to be called "to ask". */
static void write_call(struct writer *w, enum part_kind kind)
{
    const struct guide *g = w->guide;
    const struct commune *c = w->options->commune;
    const struct contact *team = w->options->village && w->options->village->contact.phone_count
                                     ? &w->options->village->contact
                                 : c ? &c->contact
                                     : NULL;
    if (team && team->phone_count)
        put(w, kind,
            arena_printf(w->arena, word(w, N_("To ask, call %s: %s.")),
                         team->team.text.size ? arena_copy(w->arena, team->team.text).data
                                              : word(w, N_("the digital team")),
                         arena_copy(w->arena, team->phones[0].text).data),
            true);
    else if (g->hotline.text.size)
        put(w, kind,
            arena_printf(w->arena, word(w, N_("A number to remember: %s, %s.")),
                         g->hotline_label.text.size
                             ? arena_copy(w->arena, g->hotline_label.text).data
                             : word(w, N_("Hotline")),
                         arena_copy(w->arena, g->hotline.text).data),
            true);
    else
        put(w, kind, slice_from(word(w, N_("To ask, find the commune's digital team."))), true);
}

static void write_come(struct writer *w)
{
    const struct commune *c = w->options->commune;
    if (!c || c->hall.text.size == 0)
        return;
    struct slice place = c->hall.text;
    if (c->hours.text.size)
        place = arena_printf(w->arena, "%.*s, %.*s", SLICE_ARG(place), SLICE_ARG(c->hours.text));
    put(w, PART_COME,
        arena_printf(w->arena, word(w, N_("Or come to %s.")), arena_copy(w->arena, place).data),
        false);
}

/* The bold words that open the first warning, and the number. */
static void write_repeat(struct writer *w)
{
    put_word(w, PART_REPEAT, N_("We repeat."));
    if (w->guide->warning_count) {
        const struct rich *r = &w->guide->warnings[0].rich;
        if (r->strong_count && r->strong[0].begin == 0)
            put(w, PART_REPEAT, slice_part(r->text, 0, r->strong[0].end), true);
    }
    write_call(w, PART_REPEAT);
    put_word(w, PART_REPEAT_CALL, N_("We repeat."));
    write_call(w, PART_REPEAT_CALL);
}

static void write_parts(struct writer *w)
{
    write_greeting(w);
    write_topic(w);
    write_lists(w);
    write_mistakes(w);
    write_steps(w);
    write_warnings(w);
    write_call(w, PART_CALL);
    write_come(w);
    write_repeat(w);
    put_word(w, PART_CLOSING, N_("Thank you for listening."));
}

/* ---- choosing -------------------------------------------------------------------------------- */

static void measure(struct part *p, unsigned rate)
{
    if (p->count == 0)
        return;
    p->duration_ms = p->syllables * 60000 / rate + p->count * SCRIPT_SENTENCE_PAUSE_MS +
                     (SCRIPT_PART_PAUSE_MS - SCRIPT_SENTENCE_PAUSE_MS);
    p->lines[p->count - 1].ends = true;
}

static unsigned duration(const struct writer *w)
{
    unsigned all = 0;
    for (unsigned i = 0; i < PART_COUNT; i++)
        all += w->parts[i].taken ? w->parts[i].duration_ms : 0;
    return all;
}

/* Takes the part, and leaves out what it replaces, if all then fits. */
static void try_part(struct writer *w, enum part_kind kind, unsigned limit_ms)
{
    struct part saved[] = {w->parts[PART_STEPS], w->parts[PART_STEPS_ELSE]};
    bool said_already = kind == PART_REPEAT_CALL && w->parts[PART_REPEAT].taken;
    if (w->parts[kind].count == 0 || said_already)
        return;
    w->parts[kind].taken = true;
    if (kind == PART_STEPS || kind == PART_STEPS_FULL)
        w->parts[PART_STEPS_ELSE].taken = false;
    if (kind == PART_STEPS_FULL)
        w->parts[PART_STEPS].taken = false;
    if (duration(w) <= limit_ms)
        return;
    w->parts[PART_STEPS].taken = saved[0].taken;
    w->parts[PART_STEPS_ELSE].taken = saved[1].taken;
    w->parts[kind].taken = false;
}

static void choose(struct writer *w)
{
    unsigned limit_ms = w->options->minutes * 60000;
    for (unsigned i = 0; i < sizeof least / sizeof *least; i++)
        w->parts[least[i]].taken = true;
    for (unsigned i = 0; i < sizeof by_rank / sizeof *by_rank; i++)
        try_part(w, by_rank[i], limit_ms);
}

static void take(struct script *out, const struct part *p)
{
    if (!p->taken)
        return;
    for (unsigned i = 0; i < p->count && out->line_count < SCRIPT_LINES_MAX; i++)
        out->lines[out->line_count++] = p->lines[i];
    out->syllable_count += p->syllables;
    out->duration_ms += p->duration_ms;
}

void script_write(struct script *out, struct arena *a, const struct guide *guide,
                  const struct script_options *options)
{
    struct writer *w = ARENA_NEW(a, struct writer);
    struct slice language = guide->language.text.size ? guide->language.text : SLICE("vi");
    w->arena = a;
    w->guide = guide;
    w->options = options;
    w->language = arena_copy(a, language).data;
    write_parts(w);
    for (unsigned i = 0; i < PART_COUNT; i++)
        measure(&w->parts[i], options->rate);
    choose(w);
    *out = (struct script){.title = guide->title.text, .rate = options->rate};
    for (unsigned i = 0; i < PART_COUNT; i++)
        take(out, &w->parts[i]);
    out->fits = out->duration_ms <= options->minutes * 60000;
    out->has_steps = !w->parts[PART_STEPS_ELSE].taken;
}
