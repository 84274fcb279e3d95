#include "content/guide/translation.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "content/format/format.h"

enum { NUMBER_MAX = 24, NUMBER_MIN = 3, TEXTS_MAX = 256 };

struct slice translation_original(const struct guide *g)
{
    struct slice id = g->id.text, language = g->language.text;
    if (slice_equal_text(language, "vi") || language.size == 0 || id.size <= language.size + 1 ||
        !slice_ends(id, language) || id.data[id.size - language.size - 1] != '-')
        return SLICE("");
    return slice_part(id, 0, id.size - language.size - 1);
}

/* ---- what must be the same ------------------------------------------------------------------- */

static void compare_count(const struct guide *g, const struct guide *original, unsigned count,
                          unsigned expected, const char *key, struct diag_list *diags)
{
    if (count == expected)
        return;
    diag_error(diags, "G060", g->title.span, _("«%s»: the original has %u, this translation %u"),
               key, expected, count);
    diag_note(diags, original->title.span, _("the original is here"));
}

/* Not the picture of a step: a screen may be shown in the reader's language. */
static bool same_code(const struct guide_qr *a, const struct guide_qr *b)
{
    return a->kind == b->kind && slice_equal(a->android.text, b->android.text) &&
           slice_equal(a->iphone.text, b->iphone.text) &&
           (a->kind == GUIDE_QR_TEXT || slice_equal(a->value.text, b->value.text)) &&
           slice_equal(a->message.text, b->message.text) &&
           slice_equal(a->password.text, b->password.text);
}

static void compare_codes(const struct guide *g, const struct guide *original,
                          struct diag_list *diags)
{
    compare_count(g, original, g->qr_count, original->qr_count, "qr", diags);
    for (unsigned i = 0; i < g->qr_count && i < original->qr_count; i++) {
        if (same_code(&g->qr[i], &original->qr[i]))
            continue;
        diag_error(diags, "G061", g->qr[i].span,
                   _("this code opens something else than code %u of the original"), i + 1);
        diag_note(diags, original->qr[i].span, _("the original is here"));
    }
}

static void compare_hotlines(const struct guide *g, const struct guide *original,
                             struct diag_list *diags)
{
    if (slice_equal(g->hotline.text, original->hotline.text))
        return;
    struct span span = g->hotline.text.size ? g->hotline.span : g->title.span;
    if (original->hotline.text.size)
        diag_error(diags, "G062", span, _("the original's hotline is %.*s"),
                   SLICE_ARG(original->hotline.text));
    else
        diag_error(diags, "G062", span, _("the original names no hotline"));
}

/* ---- numbers --------------------------------------------------------------------------------- */

/* Another language may well rest on other papers. */
static bool is_source(const struct guide *g, struct slice text)
{
    for (unsigned i = 0; i < g->source_count; i++)
        if (slice_equal(text, g->sources[i].title.text))
            return true;
    return false;
}

struct number {
    char digits[NUMBER_MAX];
    struct slice written;
    struct span span;
};

struct numbers {
    const struct guide *guide;
    struct number items[TEXTS_MAX];
    unsigned count;
};

static bool is_digit(struct slice s, size_t at)
{
    return at < s.size && s.data[at] >= '0' && s.data[at] <= '9';
}

/* "1900 0368", "500.000" and "500,000" go on behind one sign between digits. */
static bool joins(struct slice s, size_t at)
{
    return at < s.size && strchr(" .,", s.data[at]) && is_digit(s, at + 1);
}

static void add_number(struct numbers *n, struct slice text, size_t begin, size_t *at,
                       struct span span)
{
    struct number found = {.span = span};
    unsigned size = 0;
    while (is_digit(text, *at) || joins(text, *at)) {
        if (is_digit(text, *at) && size + 1 < NUMBER_MAX)
            found.digits[size++] = text.data[*at];
        ++*at;
    }
    found.written = slice_part(text, begin, *at);
    if (size >= NUMBER_MIN && n->count < TEXTS_MAX)
        n->items[n->count++] = found;
}

static void collect_numbers(void *self, const struct format_field *field, struct slice text,
                            struct span span)
{
    struct numbers *n = self;
    (void)field;
    if (is_source(n->guide, text))
        return;
    for (size_t at = 0; at < text.size;) {
        if (is_digit(text, at))
            add_number(n, text, at, &at, span);
        else
            at++;
    }
}

static const struct number *find_number(const struct numbers *n, const char *digits)
{
    for (unsigned i = 0; i < n->count; i++)
        if (strcmp(n->items[i].digits, digits) == 0)
            return &n->items[i];
    return NULL;
}

static bool said_before(const struct numbers *n, unsigned at)
{
    return find_number(n, n->items[at].digits) != &n->items[at];
}

static void compare_numbers(const struct guide *g, const struct guide *original,
                            struct diag_list *diags)
{
    struct numbers *own = ARENA_NEW(diags->arena, struct numbers);
    struct numbers *theirs = ARENA_NEW(diags->arena, struct numbers);
    own->guide = g;
    theirs->guide = original;
    format_visit(g, &format_guide, collect_numbers, own);
    format_visit(original, &format_guide, collect_numbers, theirs);
    for (unsigned i = 0; i < own->count; i++)
        if (!said_before(own, i) && !find_number(theirs, own->items[i].digits))
            diag_warning(diags, "G063", own->items[i].span, _("the original nowhere says «%.*s»"),
                         SLICE_ARG(own->items[i].written));
    for (unsigned i = 0; i < theirs->count; i++) {
        if (said_before(theirs, i) || find_number(own, theirs->items[i].digits))
            continue;
        diag_warning(diags, "G063", g->title.span,
                     _("the original says «%.*s», this translation nowhere does"),
                     SLICE_ARG(theirs->items[i].written));
        diag_note(diags, theirs->items[i].span, _("it says so here"));
    }
}

/* ---- text that was left ---------------------------------------------------------------------- */

struct texts {
    struct slice items[TEXTS_MAX];
    unsigned count;
    struct diag_list *diags;
};

static void collect_texts(void *self, const struct format_field *field, struct slice text,
                          struct span span)
{
    struct texts *all = self;
    (void)field, (void)span;
    if (all->count < TEXTS_MAX)
        all->items[all->count++] = text;
}

/* Names that are written alike everywhere ("VNeID") have no letters of Vietnamese alone; a law's
 * name, which stays Vietnamese, is a source. */
static void find_left(void *self, const struct format_field *field, struct slice text,
                      struct span span)
{
    const struct texts *all = self;
    bool vietnamese = false;
    for (size_t i = 0; i < text.size; i++)
        vietnamese |= (unsigned char)text.data[i] >= 0xC3;
    (void)field;
    for (unsigned i = 0; vietnamese && i < all->count; i++) {
        if (!slice_equal(text, all->items[i]))
            continue;
        diag_warning(all->diags, "G064", span, _("this is not translated yet"));
        return;
    }
}

static void compare_texts(const struct guide *g, const struct guide *original,
                          struct diag_list *diags)
{
    struct texts *all = ARENA_NEW(diags->arena, struct texts);
    all->diags = diags;
    format_visit(original, &format_guide, collect_texts, all);
    unsigned kept = 0;
    for (unsigned i = 0; i < all->count; i++)
        if (!is_source(original, all->items[i]))
            all->items[kept++] = all->items[i];
    all->count = kept;
    format_visit(g, &format_guide, find_left, all);
}

/* ---- age ------------------------------------------------------------------------------------- */

static void compare_ages(const struct guide *g, const struct guide *original,
                         struct diag_list *diags)
{
    if (!g->reviewed.year || !original->reviewed.year ||
        date_days(g->reviewed) >= date_days(original->reviewed))
        return;
    struct slice day = date_format(diags->arena, original->reviewed);
    diag_warning(diags, "G065", g->reviewed_span,
                 _("this translation is older: the original was checked again on %.*s; compare "
                   "them, then put that day here"),
                 SLICE_ARG(day));
}

void translation_check(const struct guide *g, const struct guide *original, struct diag_list *diags)
{
    compare_count(g, original, g->prepare_count, original->prepare_count, "prepare", diags);
    compare_count(g, original, g->step_count, original->step_count, "steps", diags);
    compare_count(g, original, g->warning_count, original->warning_count, "warnings", diags);
    compare_codes(g, original, diags);
    compare_hotlines(g, original, diags);
    compare_numbers(g, original, diags);
    compare_texts(g, original, diags);
    compare_ages(g, original, diags);
}

/* ---- a starting point ------------------------------------------------------------------------ */

static bool has_key(struct slice line, const char *key)
{
    size_t size = strlen(key);
    return slice_starts(line, slice_from(key)) && line.size > size && line.data[size] == ':';
}

struct slice translation_template(struct arena *a, struct slice source, struct slice from,
                                  struct slice id, struct slice language)
{
    struct buf out;
    buf_init(&out, 2 * GUIDE_FILE_MAX);
    bool said = false;
    for (size_t at = 0; at < source.size;) {
        const char *end = memchr(source.data + at, '\n', source.size - at);
        size_t next = end ? (size_t)(end - source.data) + 1 : source.size;
        struct slice line = slice_part(source, at, next);
        at = next;
        if (has_key(line, "id")) {
            buf_printf(
                &out,
                "# Bản dịch của %.*s. Dịch từng câu sau dấu hai chấm; giữ nguyên icon, link, "
                "tên trong {…}.\n# Câu nào còn như bản gốc thì “ngoso check” nhắc. reviewed "
                "là ngày của bản gốc đã dịch.\nid: %.*s\nlanguage: %.*s\n",
                SLICE_ARG(from), SLICE_ARG(id), SLICE_ARG(language));
            said = true;
        } else if (!has_key(line, "language")) {
            buf_append_slice(&out, line);
        }
    }
    struct slice text = said ? arena_copy(a, buf_slice(&out)) : SLICE("");
    buf_deinit(&out);
    return text;
}
