/** @file
 * ngoso catalogue: every guide and design, small, on one page to choose from.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cli/interrupt.h"
#include "cli/paper/press.h"
#include "cli/terminal.h"
#include "content/guide/translation.h"
#include "out/pdf.h"
#include "out/pixels.h"
#include "page/catalogue.h"
#include "sheet/picture.h"

enum { OPTION_PAPER, OPTION_INK, OPTION_COMMUNE, OPTION_OUT, OPTION_AS, OPTION_DPI, OPTION_COUNT };

enum { AS_PDF, AS_PNG, DPI_DEFAULT = 200, LANGUAGES_MAX = 12 };

static const char *const paper_words[] = {"a4", "a3", NULL};
static const char *const ink_words[] = {"colour", "mono", NULL};
static const char *const format_words[] = {"pdf", "png", NULL};

static const struct option_spec options[OPTION_COUNT] = {
    [OPTION_PAPER] = {"paper", OPTION_WORD, "a4|a3",
                      N_("Paper; on A3 everything is larger (else: a4)"), 0, 0, paper_words},
    [OPTION_INK] = {"ink", OPTION_WORD, "colour|mono",
                    N_("Colour, or one colour for black-and-white printers (else: colour)"), 0, 0,
                    ink_words},
    [OPTION_COMMUNE] = OPTION_COMMUNE_SPEC,
    [OPTION_OUT] = OPTION_OUT_SPEC,
    [OPTION_AS] = {"as", OPTION_WORD, "pdf|png",
                   N_("PDF for printing, or one PNG a page for chat groups (else: pdf)"), 0, 0,
                   format_words},
    [OPTION_DPI] = {"dpi", OPTION_NUMBER, N_("N"), N_("Pixels an inch of the PNGs (else: 200)"),
                    PIXELS_DPI_MIN, PIXELS_DPI_MAX, NULL},
};

/* A guide, and the languages in which it exists too. */
struct item {
    const struct guide *guide;
    const struct guide *also[LANGUAGES_MAX];
    unsigned also_count;
};

struct cataloguing {
    const struct invocation *call;
    struct workspace workspace;
    struct press press;
    struct item *items;
    unsigned item_count;
    struct catalogue_spec spec;
    struct catalogue *catalogue;
    struct draw_list list;
    const char *stem; /* "out/catalogue-a3-mono" */
};

/* ---- which guides ---- */

static bool is_translation(const struct guide *g, const struct guide *of)
{
    struct slice original = translation_original(g);
    return original.size && slice_equal(original, of->id.text);
}

static const struct guide *find_original(const struct workspace *w, const struct guide *g)
{
    for (unsigned i = 0; i < w->guide_count; i++)
        if (w->guides[i].sound && is_translation(g, w->guides[i].guide))
            return w->guides[i].guide;
    return NULL;
}

static int compare_items(const void *a, const void *b)
{
    const struct guide *x = ((const struct item *)a)->guide, *y = ((const struct item *)b)->guide;
    if (x->readers != y->readers)
        return x->readers < y->readers ? -1 : 1;
    if (x->subject != y->subject)
        return x->subject < y->subject ? -1 : 1;
    size_t size = x->id.text.size < y->id.text.size ? x->id.text.size : y->id.text.size;
    int order = memcmp(x->id.text.data, y->id.text.data, size);
    return order ? order
                 : (x->id.text.size > y->id.text.size) - (x->id.text.size < y->id.text.size);
}

static void collect_items(struct cataloguing *c)
{
    struct workspace *w = &c->workspace;
    c->items = ARENA_ARRAY(&w->arena, w->guide_count + 1, struct item);
    for (unsigned i = 0; i < w->guide_count; i++)
        if (w->guides[i].sound && !find_original(w, w->guides[i].guide))
            c->items[c->item_count++].guide = w->guides[i].guide;
    qsort(c->items, c->item_count, sizeof *c->items, compare_items);
    for (unsigned k = 0; k < c->item_count; k++) {
        struct item *item = &c->items[k];
        for (unsigned i = 0; i < w->guide_count && item->also_count < LANGUAGES_MAX; i++)
            if (w->guides[i].sound && is_translation(w->guides[i].guide, item->guide))
                item->also[item->also_count++] = w->guides[i].guide;
    }
}

/* ---- their words ---- */

/* In the catalogue's language, a further one as its speakers write it. */
static const char *language_name(struct workspace *w, const char *in, struct slice language)
{
    if (language.size == 0 || slice_equal(language, SLICE("vi")))
        return i18n_in(in, N_("Vietnamese"));
    if (slice_equal(language, SLICE("en")))
        return i18n_in(in, N_("English"));
    for (unsigned i = 0; i < w->language_count; i++) {
        const struct language *l = w->languages[i].language;
        if (l && slice_equal(l->language.text, language) && l->name.text.size)
            return arena_copy(&w->arena, l->name.text).data;
    }
    return arena_copy(&w->arena, language).data;
}

static struct slice facts_of(struct workspace *w, const char *in, const struct item *item)
{
    const struct guide *g = item->guide;
    struct arena *a = &w->arena;
    struct slice text =
        arena_printf(a, "%s%s", g->readers == READERS_TEAM ? i18n_in(in, N_("For the team")) : "",
                     g->readers == READERS_TEAM ? " · " : "");
    text = arena_printf(a, "%.*s%s", SLICE_ARG(text), language_name(w, in, g->language.text));
    for (unsigned i = 0; i < item->also_count; i++)
        text = arena_printf(a, "%.*s, %s", SLICE_ARG(text),
                            language_name(w, in, item->also[i]->language.text));
    return arena_printf(a, "%.*s · %s", SLICE_ARG(text), date_format(a, g->reviewed).data);
}

static void describe(struct cataloguing *c)
{
    struct arena *a = &c->workspace.arena;
    const char *language = c->spec.language;
    struct catalogue_entry *entries = ARENA_ARRAY(a, c->item_count, struct catalogue_entry);
    for (unsigned i = 0; i < c->item_count; i++) {
        const struct guide *g = c->items[i].guide;
        entries[i] = (struct catalogue_entry){
            .title = g->title.text,
            .short_title = g->short_title.text,
            .subject = g->subject,
            .icon = g->icon.text,
            .command = arena_printf(a, "%s render %.*s", program_as_typed(), SLICE_ARG(g->id.text)),
            .facts = facts_of(&c->workspace, language, &c->items[i])};
    }
    c->spec.entries = entries;
    c->spec.entry_count = c->item_count;
    c->spec.hint = slice_from(
        i18n_in(language,
                N_("One design only: add --design and its name above the pictures. There are also "
                   "poster-a3, poster-a2, poster-a1 and, in large print, leaflet-large. Black and "
                   "white: --ink mono. A picture for a chat group: --as png. The date is that of "
                   "the last check.")));
}

/* ---- their pictures ---- */

/* Where a design's pages go: from `place` on, or one above the other in it. */
static const struct shown {
    const char *name;
    unsigned place;
    bool stacked;
} shown[] = {
    {"poster-a4", 0, false}, {"leaflet", 1, false}, {"trifold", 3, true}, {"checklist", 0, false}};

enum { NAMED_ABOVE = 3 }; /* The others are named where they are. */

static void put_pages(struct cataloguing *c, unsigned entry, const struct shown *how)
{
    struct design_pages *pages = &c->press.pages;
    struct slice title = c->spec.entries[entry].title;
    for (unsigned i = 0; i < pages->count; i++) {
        struct draw_rect room =
            catalogue_place(c->catalogue, entry, how->place + (how->stacked ? 0 : i));
        int32_t height = how->stacked ? room.height_du / (int32_t)pages->count : room.height_du;
        int32_t y = room.y_du + (how->stacked ? (int32_t)i * height : 0);
        struct draw_rect box = picture_fit(&pages->lists[i], room.x_du, y, room.width_du, height);
        struct slice alt = arena_printf(&c->press.arena, "%s · %s · %.*s", how->name,
                                        pages->bookmarks[i], SLICE_ARG(title));
        picture_put(&c->list, &pages->lists[i], box, catalogue_edge(c->catalogue), alt);
    }
}

static void put_entry(struct cataloguing *c, unsigned entry)
{
    const struct design_input input = {
        .guide = c->items[entry].guide, .commune = c->workspace.commune, .ink = c->spec.ink};
    catalogue_begin_entry(c->catalogue, entry);
    for (unsigned i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        const struct design *design = design_find(slice_from(shown[i].name));
        if (design_suits(design, input.guide) && press_draw(&c->press, design, &input))
            put_pages(c, entry, &shown[i]);
    }
    if (guide_has_checks(input.guide))
        catalogue_put_name(c->catalogue, entry, 1, design_checklist()->name);
    catalogue_end_entry(c->catalogue);
}

static bool put_page(struct cataloguing *c, unsigned page, struct error *e)
{
    unsigned count, first = catalogue_page_first(c->catalogue, page, &count);
    catalogue_begin_page(c->catalogue, &c->list, page);
    for (unsigned i = 0; i < count; i++) {
        if (interrupt_asked())
            return error_set(e, ERROR_INTERRUPT, 0, "%s", _("stopped on request"));
        put_entry(c, first + i);
    }
    catalogue_end_page(c->catalogue);
    return true;
}

/* ---- files ---- */

static bool add_pages(struct pdf_file *file, struct cataloguing *c, struct error *e)
{
    for (unsigned i = 0; i < catalogue_page_count(c->catalogue); i++) {
        struct slice name = arena_printf(&c->workspace.arena, "%u", i + 1);
        if (!put_page(c, i, e) || !pdf_add_page(file, &c->list, name, e))
            return false;
    }
    return true;
}

static bool write_pdf(struct cataloguing *c, struct error *e)
{
    const struct pdf_options how = {
        .whole_pages = true, .durability = FILE_FAST, .color = PDF_COLOR_RGB};
    const char *language = c->spec.language;
    const struct pdf_meta meta = {
        .title = slice_from(i18n_in(language, N_("Choose what to print"))),
        .author = c->spec.team,
        .language = strcmp(language, "vi") == 0 ? SLICE("vi-VN") : slice_from(language)};
    const char *path = arena_printf(&c->workspace.arena, "%s.pdf", c->stem).data;
    struct pdf_job *job = pdf_job_create(c->press.fonts, &how);
    struct pdf_file *file;
    uint64_t size = 0;
    bool ok = pdf_open(&file, job, path, &meta, e);
    if (ok && !add_pages(file, c, e)) {
        pdf_abandon(file);
        ok = false;
    } else if (ok) {
        ok = pdf_close(file, &size, e);
    }
    pdf_job_destroy(job);
    if (ok)
        printf(i18n_plural("%s: %u page\n", "%s: %u pages\n", catalogue_page_count(c->catalogue)),
               path, catalogue_page_count(c->catalogue));
    return ok;
}

static bool write_pngs(struct cataloguing *c, struct error *e)
{
    struct pixels *pixels;
    const struct option_value *dpi = &c->call->values[OPTION_DPI];
    if (!pixels_create(&pixels, c->press.fonts, e))
        return false;
    bool ok = true;
    for (unsigned i = 0; ok && i < catalogue_page_count(c->catalogue); i++) {
        const char *path = arena_printf(&c->workspace.arena, "%s-%u.png", c->stem, i + 1).data;
        ok = put_page(c, i, e) &&
             pixels_write_png(pixels, &c->list, dpi->given ? (int)dpi->number : DPI_DEFAULT, path,
                              e);
        if (ok)
            puts(path);
    }
    pixels_destroy(pixels);
    return ok;
}

static bool make_files(struct cataloguing *c, struct error *e)
{
    const struct option_value *v = c->call->values;
    const char *folder = v[OPTION_OUT].given ? v[OPTION_OUT].text : "out";
    c->stem = arena_printf(&c->workspace.arena, "%s/catalogue%s%s", folder,
                           c->spec.large ? "-a3" : "", c->spec.ink == DESIGN_MONO ? "-mono" : "")
                  .data;
    if (!file_make_folder(folder, e) || !press_open(&c->press, &c->workspace, e))
        return false;
    c->spec.fonts = c->press.fonts;
    list_init(&c->list);
    c->catalogue = catalogue_create(&c->spec);
    bool ok = v[OPTION_AS].number == AS_PNG ? write_pngs(c, e) : write_pdf(c, e);
    catalogue_destroy(c->catalogue);
    list_deinit(&c->list);
    press_close(&c->press);
    return ok;
}

/* ---- the command ---- */

static bool load(struct cataloguing *c, struct error *e)
{
    const struct invocation *call = c->call;
    struct workspace *w = &c->workspace;
    if (!load_guides(w, call->arguments, call->argument_count, e))
        return false;
    load_trusted(w, NULL);
    load_commune(w, call->values[OPTION_COMMUNE].text);
    return true;
}

static enum cli_exit report(struct cataloguing *c, bool made, const struct error *e)
{
    const struct diag_list *diags = &c->workspace.diags;
    fflush(stdout);
    diag_print(stderr, diags, terminal_has_colour(stderr));
    if (diags->count)
        diag_print_summary(stderr, diags);
    if (!made)
        return say_failure(e);
    return diags->error_count ? CLI_PROBLEMS : CLI_DONE;
}

static enum cli_exit make(struct cataloguing *c)
{
    const struct workspace *w = &c->workspace;
    const struct option_value *v = c->call->values;
    struct error e = {0};
    c->spec = (struct catalogue_spec){
        .ink = v[OPTION_INK].number == DESIGN_MONO ? DESIGN_MONO : DESIGN_COLOUR,
        .large = v[OPTION_PAPER].number == 1,
        .language = c->call->language ? c->call->language : "vi",
        .team = w->commune ? w->commune->contact.team.text : SLICE(""),
        .made = date_today()};
    for (unsigned i = 0; i < NAMED_ABOVE; i++)
        c->spec.names[shown[i].place] = shown[i].name;
    collect_items(c);
    if (c->item_count == 0 || !w->trusted)
        return report(c, true, &e);
    describe(c);
    bool made = make_files(c, &e);
    return report(c, made, &e);
}

static enum cli_exit run(const struct invocation *call)
{
    if (!call->paths)
        return say_failure(call->paths_error);
    if (call->values[OPTION_DPI].given && call->values[OPTION_AS].number != AS_PNG) {
        say_error("%s", _("--dpi is for pictures: add --as png"));
        return say_usage_hint(call->command);
    }
    struct cataloguing c = {.call = call};
    struct error e = {0};
    workspace_init(&c.workspace, call->paths);
    enum cli_exit code = load(&c, &e) ? make(&c) : say_call_failure(call->command, &e);
    workspace_deinit(&c.workspace);
    return finish_output(code);
}

const struct command command_catalogue = {
    .name = "catalogue",
    .arguments = N_("[GUIDE…]"),
    .summary = N_("Show every guide and design, small, on one page to choose from"),
    .details = N_(
        "Without any GUIDE, all shipped guides are shown, by subject: title, what to type to make\n"
        "it, the languages it exists in, when it was checked, and pictures of its poster, leaflet\n"
        "and trifold. Codes are greyed out: nobody scans one by mistake.\n\n"
        "The file is FOLDER/catalogue.pdf, on A3 catalogue-a3.pdf, in one colour …-mono.pdf,\n"
        "pictures …-1.png.\n\n"
        "  ngoso catalogue\n"
        "  ngoso catalogue --paper a3 --ink mono\n"
        "  ngoso catalogue vneid fraud ./kham-benh.yaml --as png"),
    .options = options,
    .option_count = OPTION_COUNT,
    .argument_max = CLI_ARGUMENTS_MAX,
    .run = run,
};
