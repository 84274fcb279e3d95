#include "cli/paper/handbook_book.h"

#include "base/file.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "content/format/format.h"

const char *find_shipped_handbook(struct workspace *w, const char *language)
{
    const char *file = strcmp(language, "vi") == 0
                           ? "handbook.yaml"
                           : arena_printf(&w->arena, "handbook-%s.yaml", language).data;
    const char *path = find_shipped_file(w, file);
    return file_exists(path) ? path : NULL;
}

const char *find_handbook_guide(struct workspace *w, const struct handbook *book, struct slice id)
{
    if (!is_guide_id(id))
        return NULL;
    struct slice folder = format_folder_of(book->source->name);
    const char *beside = arena_printf(&w->arena, "%.*s%s%.*s.yaml", SLICE_ARG(folder),
                                      folder.size ? "/" : "", SLICE_ARG(id))
                             .data;
    return file_exists(beside) ? beside : find_shipped_guide(w, id);
}

/* The id of a shipped guide that was probably meant; empty when none is near. */
static struct slice nearest_id(struct workspace *w, struct slice id)
{
    const char *const *paths;
    unsigned count;
    struct error ignored = {0};
    if (!list_shipped_guides(&paths, &count, w, &ignored))
        return (struct slice){0};
    const char **ids = ARENA_ARRAY(&w->arena, count, const char *);
    for (unsigned i = 0; i < count; i++)
        ids[i] = arena_copy(&w->arena, format_stem_of(slice_from(paths[i]))).data;
    int nearest = utf8_nearest(id, ids, count);
    return nearest < 0 ? (struct slice){0} : slice_from(ids[nearest]);
}

static void check_guide(struct workspace *w, const struct handbook *book, const struct field *id)
{
    if (id->text.size == 0 || !is_guide_id(id->text) || find_handbook_guide(w, book, id->text))
        return;
    struct slice nearest = nearest_id(w, id->text);
    if (nearest.size)
        diag_error(&w->diags, "H055", id->span, _("there is no guide «%.*s»; did you mean «%.*s»?"),
                   SLICE_ARG(id->text), SLICE_ARG(nearest));
    else
        diag_error(&w->diags, "H055", id->span, _("there is no guide «%.*s»"), SLICE_ARG(id->text));
}

struct handbook *load_handbook(struct workspace *w, const char *path)
{
    load_facts(w, NULL);
    struct handbook *book = handbook_load(&w->arena, path, w->facts, &w->diags);
    for (unsigned c = 0; book && c < book->chapter_count; c++)
        for (unsigned i = 0; i < book->chapters[c].guide_count; i++)
            check_guide(w, book, &book->chapters[c].guides[i].id);
    return book;
}
