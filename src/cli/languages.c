#include "cli/languages.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "content/format/format.h"
#include "content/guide/translation.h"
#include "text/fonts.h"

enum { CODE_BYTES = 8, SCRATCH_BYTES_MAX = 8 * 1024 * 1024 };

/* ---- words ----------------------------------------------------------------------------------- */

static bool is_known_path(const struct workspace *w, const char *path)
{
    for (unsigned i = 0; i < w->language_count; i++)
        if (strcmp(w->languages[i].path, path) == 0 || file_is_same(w->languages[i].path, path))
            return true;
    return false;
}

static void say_missing(struct workspace *w, const struct language *l)
{
    const char *first = NULL, *code = arena_copy(&w->arena, l->language.text).data;
    unsigned missing = language_missing(&first, code, PHRASE_PAGE);
    if (missing)
        diag_warning(&w->diags, "W056", l->language.span,
                     _("%u of the words that pages print are not here, the first is «%s»: they "
                       "come out in English"),
                     missing, first);
}

void load_words(struct workspace *w, const char *path, bool check)
{
    if (is_known_path(w, path) || w->language_count == WORKSPACE_LANGUAGES_MAX)
        return;
    unsigned before = w->diags.error_count;
    struct language *l = language_load(&w->arena, path, &w->diags);
    w->languages[w->language_count++] = (struct loaded_language){path, l};
    if (!l || w->diags.error_count > before) {
        w->shared_sound = false;
        return;
    }
    language_teach(l);
    if (check)
        say_missing(w, l);
}

static bool is_built_in(struct slice language)
{
    return language.size == 0 || slice_equal_text(language, "vi") ||
           slice_equal_text(language, "en");
}

/* The code comes from a file: it must be one before it becomes part of a path. */
static bool is_code(struct slice language)
{
    bool ok = language.size == 2 || language.size == 3;
    for (size_t i = 0; i < language.size; i++)
        ok &= language.data[i] >= 'a' && language.data[i] <= 'z';
    return ok;
}

static const char *words_path(struct workspace *w, struct slice folder, struct slice language)
{
    return folder.size ? arena_printf(&w->arena, "%.*s/words-%.*s.yaml", SLICE_ARG(folder),
                                      SLICE_ARG(language))
                             .data
                       : arena_printf(&w->arena, "words-%.*s.yaml", SLICE_ARG(language)).data;
}

void load_words_of(struct workspace *w, struct slice language, struct slice folder)
{
    if (is_built_in(language) || !is_code(language))
        return;
    const char *path = words_path(w, folder, language);
    if (!file_exists(path))
        path = words_path(w, slice_from(w->paths->guides), language);
    if (file_exists(path))
        load_words(w, path, false);
}

/* ---- letters --------------------------------------------------------------------------------- */

static void check_text(struct workspace *w, const struct font_set *fonts, const struct field *field)
{
    for (size_t at = 0; at < field->text.size;) {
        size_t begin = at;
        uint32_t c = utf8_next(field->text, &at);
        if (font_has(fonts, c))
            continue;
        diag_error(&w->diags, "D003", field->span,
                   _("the fonts have no “%.*s” (U+%04X): write it with other letters"),
                   (int)(at - begin), field->text.data + begin, (unsigned)c);
        return;
    }
}

bool check_letters(struct workspace *w, struct error *e)
{
    struct font_set *fonts;
    if (w->language_count == 0)
        return true;
    if (!font_set_create(&fonts, w->paths->fonts, e))
        return false;
    for (unsigned i = 0; i < w->language_count; i++) {
        const struct language *l = w->languages[i].language;
        for (unsigned k = 0; l && k < l->count; k++)
            check_text(w, fonts, &l->words[k].text);
    }
    font_set_destroy(fonts);
    return true;
}

/* ---- translations ---------------------------------------------------------------------------- */

static const struct guide *find_loaded(const struct workspace *w, struct slice id)
{
    for (unsigned i = 0; i < w->guide_count; i++)
        if (w->guides[i].sound && slice_equal(w->guides[i].guide->id.text, id))
            return w->guides[i].guide;
    return NULL;
}

/* An original that is not part of the run has its problems told when it is. */
static const struct guide *load_original(struct workspace *w, const struct guide *g,
                                         struct slice id)
{
    struct diag_list unused;
    diag_init(&unused, &w->arena);
    const char *path = arena_printf(&w->arena, "%.*s%s%.*s.yaml", SLICE_ARG(g->folder),
                                    g->folder.size ? "/" : "", SLICE_ARG(id))
                           .data;
    if (!file_exists(path))
        path = find_shipped_guide(w, id);
    if (!path)
        return NULL;
    struct guide *original = guide_load(&w->arena, path, w->facts, &unused);
    return unused.error_count ? NULL : original;
}

void check_translations(struct workspace *w)
{
    for (unsigned i = 0; i < w->guide_count; i++) {
        struct loaded_guide *g = &w->guides[i];
        struct slice id = g->sound ? translation_original(g->guide) : SLICE("");
        if (!is_guide_id(id))
            continue;
        const struct guide *original = find_loaded(w, id);
        if (!original)
            original = load_original(w, g->guide, id);
        if (original)
            translation_check(g->guide, original, &w->diags);
    }
}

/* ---- which there are ------------------------------------------------------------------------- */

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static unsigned find_words_files(const char *paths[], unsigned count, struct workspace *w,
                                 const char *folder)
{
    DIR *open = opendir(folder);
    for (struct dirent *entry; open && count < WORKSPACE_LANGUAGES_MAX && (entry = readdir(open));)
        if (language_of_file(slice_from(entry->d_name)).size)
            paths[count++] = arena_printf(&w->arena, "%s/%s", folder, entry->d_name).data;
    if (open)
        closedir(open);
    qsort(paths, count, sizeof *paths, compare_paths);
    return count;
}

struct slice list_languages(struct workspace *w)
{
    const char *paths[WORKSPACE_LANGUAGES_MAX];
    unsigned count = find_words_files(paths, 0, w, w->paths->guides);
    if (!file_is_same(w->paths->guides, "."))
        count = find_words_files(paths, count, w, ".");
    for (unsigned i = 0; i < count; i++)
        load_words(w, paths[i], false);
    struct slice line = SLICE("vi (Tiếng Việt), en (English)");
    for (unsigned i = 0; i < w->language_count; i++) {
        const struct language *l = w->languages[i].language;
        if (l && l->language.text.size && l->name.text.size)
            line = arena_printf(&w->arena, "%.*s, %.*s (%.*s)", SLICE_ARG(line),
                                SLICE_ARG(l->language.text), SLICE_ARG(l->name.text));
    }
    return line;
}
