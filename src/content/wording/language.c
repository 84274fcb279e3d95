#include "content/wording/language.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "content/format/format.h"

static const struct format_field word_fields[] = {
    {.key = "english",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 200,
     .offset = offsetof(struct language_word, english),
     .help = "Chữ tiếng Anh của chương trình, giữ nguyên.",
     .example = "What you need"},
    {.key = "text",
     .kind = FORMAT_TEXT,
     .max = 300,
     .offset = offsetof(struct language_word, text),
     .help =
         "Nói bằng tiếng này; giữ đủ và đúng thứ tự các dấu %s, %u. Để trống: in bằng tiếng Anh.",
     .example = "À apporter"},
};

static const struct format_object word_object = {.fields = word_fields,
                                                 .field_count = FORMAT_LENGTH(word_fields)};
static const struct format_field word_item = {
    .kind = FORMAT_MAP, .required = true, .object = &word_object};

static const struct format_field language_fields[] = {
    {.key = "language",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 3,
     .pattern = FORMAT_LANGUAGE,
     .offset = offsetof(struct language, language),
     .help = "Mã của tiếng này, hai hay ba chữ cái (ISO 639), trùng tên tệp.",
     .example = "fr"},
    {.key = "name",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 60,
     .offset = offsetof(struct language, name),
     .help = "Tên của tiếng này, như người nói tiếng ấy viết.",
     .example = "Français"},
    {.key = "words",
     .kind = FORMAT_LIST,
     .required = true,
     .allocated = true,
     .min = 1,
     .max = LANGUAGE_WORDS_MAX,
     .offset = offsetof(struct language, words),
     .count_offset = offsetof(struct language, count),
     .size = sizeof(struct language_word),
     .item = &word_item,
     .help = "Những chữ in sẵn quanh một hướng dẫn: tên mục, chân trang."},
};

static const struct format_object language_object = {
    .fields = language_fields,
    .field_count = FORMAT_LENGTH(language_fields),
    .help = "Chữ in sẵn bằng một thứ tiếng nữa, để in hướng dẫn bằng tiếng ấy."};

/* ---- checks ---------------------------------------------------------------------------------- */

/* The next conversion at or behind `at`: 's', 'u' …; '?' for one that no wording has; 0: none. */
static char next_conversion(struct slice s, size_t *at)
{
    while (*at < s.size) {
        if (s.data[(*at)++] != '%')
            continue;
        char c = *at < s.size ? s.data[(*at)++] : '?';
        if (c != '%')
            return c == 's' || c == 'u' ? c : '?';
    }
    return '\0';
}

static bool same_conversions(struct slice a, struct slice b)
{
    size_t in_a = 0, in_b = 0;
    for (;;) {
        char of_a = next_conversion(a, &in_a), of_b = next_conversion(b, &in_b);
        if (of_a != of_b || of_a == '?')
            return false;
        if (of_a == '\0')
            return true;
    }
}

static const struct phrase *find_phrase(struct slice english)
{
    unsigned count;
    const struct phrase *all = language_phrases(&count);
    for (unsigned i = 0; i < count; i++)
        if (slice_equal_text(english, all[i].english))
            return &all[i];
    return NULL;
}

static void refuse_unknown(struct slice english, struct span span, struct diag_list *diags)
{
    const char *names[LANGUAGE_WORDS_MAX];
    unsigned count;
    const struct phrase *all = language_phrases(&count);
    CHECK(count <= LANGUAGE_WORDS_MAX);
    for (unsigned i = 0; i < count; i++)
        names[i] = all[i].english;
    int nearest = utf8_nearest(english, names, count);
    diag_error(diags, "W052", span, _("no page prints «%.*s»: «ngoso new words» lists them all"),
               SLICE_ARG(english));
    if (nearest >= 0)
        diag_note(diags, span, _("did you mean «%s»?"), names[nearest]);
}

static void check_word(const struct language_word *w, struct diag_list *diags)
{
    struct slice english = w->english.text, text = w->text.text;
    if (english.size && !find_phrase(english))
        refuse_unknown(english, w->english.span, diags);
    else if (english.size && text.size && !same_conversions(english, text))
        diag_error(diags, "W053", w->text.span,
                   _("the signs %%s and %%u must be those of «%.*s», in the same order: a name or "
                     "a number takes their place"),
                   SLICE_ARG(english));
}

static void check_twins(const struct language *l, struct diag_list *diags)
{
    for (unsigned i = 1; i < l->count; i++)
        for (unsigned k = 0; k < i; k++) {
            const struct field *a = &l->words[i].english, *b = &l->words[k].english;
            if (a->text.size == 0 || !slice_equal(a->text, b->text))
                continue;
            diag_error(diags, "W051", a->span, _("«%.*s» is listed twice: keep one"),
                       SLICE_ARG(a->text));
            diag_note(diags, b->span, _("it is given here first"));
            break;
        }
}

static bool is_built_in(struct slice language)
{
    return slice_equal_text(language, "vi") || slice_equal_text(language, "en");
}

static void check_code(const struct language *l, struct slice path, struct diag_list *diags)
{
    struct slice code = l->language.text, of_file = language_of_file(path);
    if (is_built_in(code))
        diag_error(diags, "W054", l->language.span,
                   _("the program speaks Vietnamese and English itself: this file is for another "
                     "language"));
    else if (code.size && of_file.size && !slice_equal(code, of_file))
        diag_error(diags, "W055", l->language.span,
                   _("the file's name says «%.*s»: words-%.*s.yaml holds the language «%.*s»"),
                   SLICE_ARG(of_file), SLICE_ARG(code), SLICE_ARG(code));
}

/* ---- reading --------------------------------------------------------------------------------- */

static void complete(void *target, const struct format_file *file)
{
    struct language *l = target;
    for (unsigned i = 0; i < l->count; i++)
        check_word(&l->words[i], file->diags);
    check_twins(l, file->diags);
    check_code(l, file->source->name, file->diags);
}

const struct format format_words = {.name = "words",
                                    .family = 'W',
                                    .title = "Chữ in sẵn của Ngõ Số",
                                    .object = &language_object,
                                    .size = sizeof(struct language),
                                    .max_bytes = LANGUAGE_FILE_MAX,
                                    .complete = complete};

struct language *language_load(struct arena *a, const char *path, struct diag_list *diags)
{
    return format_load(a, &format_words, path, NULL, diags);
}

struct slice language_of_file(struct slice path)
{
    struct slice stem = format_stem_of(path), prefix = SLICE("words-");
    if (!slice_starts(stem, prefix) || stem.size > prefix.size + 3 || stem.size < prefix.size + 2)
        return SLICE("");
    return slice_part(stem, prefix.size, stem.size);
}

void language_teach(const struct language *l)
{
    char code[8];
    snprintf(code, sizeof code, "%.*s", SLICE_ARG(l->language.text));
    for (unsigned i = 0; i < l->count; i++)
        if (l->words[i].text.text.size)
            i18n_teach(code, l->words[i].english.text, l->words[i].text.text);
}

unsigned language_missing(const char **first, const char *language, enum phrase_use use)
{
    unsigned count, missing = 0;
    const struct phrase *all = language_phrases(&count);
    *first = NULL;
    if (is_built_in(slice_from(language)))
        return 0;
    for (unsigned i = 0; i < count; i++) {
        if (all[i].use != use || i18n_has(language, all[i].english))
            continue;
        if (missing++ == 0)
            *first = all[i].english;
    }
    return missing;
}

/* ---- a file to fill in ----------------------------------------------------------------------- */

static const char *const use_titles[PHRASE_USE_COUNT] = {
    [PHRASE_PAGE] = "Áp phích, tờ rơi, tờ gấp: cần đủ",
    [PHRASE_SCRIPT] = "Bài loa (ngoso script): không làm thì để trống",
    [PHRASE_QUIZ] = "Bài hỏi in giấy (ngoso quiz): không làm thì để trống",
};

static void put_quoted(struct buf *out, const char *text)
{
    buf_append_char(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            buf_append_char(out, '\\');
        buf_append_char(out, *text);
    }
    buf_append_char(out, '"');
}

static void put_phrase(struct buf *out, const char *english)
{
    buf_append_text(out, "  # ");
    buf_append_text(out, i18n_in("vi", english));
    buf_append_text(out, "\n  - english: ");
    put_quoted(out, english);
    buf_append_text(out, "\n    text:\n");
}

struct slice language_template(struct arena *a, struct slice language)
{
    struct buf out;
    unsigned count;
    const struct phrase *all = language_phrases(&count);
    buf_init(&out, LANGUAGE_FILE_MAX);
    buf_append_text(&out, "# Chữ in sẵn bằng một thứ tiếng nữa. Điền chữ sau mỗi «text:», bằng "
                          "tiếng ấy;\n# «english:» giữ nguyên; dòng # là nghĩa tiếng Việt. Để tệp "
                          "này cạnh hướng dẫn.\nlanguage: ");
    buf_append_slice(&out, language);
    buf_append_text(&out, "\n# Tên của tiếng này, như người nói tiếng ấy viết.\nname:\n\nwords:\n");
    for (unsigned use = 0; use < PHRASE_USE_COUNT; use++) {
        buf_append_text(&out, use ? "\n  # ---- " : "  # ---- ");
        buf_append_text(&out, use_titles[use]);
        buf_append_text(&out, "\n");
        for (unsigned i = 0; i < count; i++)
            if (all[i].use == use)
                put_phrase(&out, all[i].english);
    }
    struct slice text = arena_copy(a, buf_slice(&out));
    buf_deinit(&out);
    return text;
}
