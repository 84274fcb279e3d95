/** @file
 * ngoso handbook: the guides in one small book for the team's own pockets.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/units.h"
#include "cli/paper/handbook_book.h"
#include "cli/paper/press.h"
#include "cli/paper/render_sheet.h"
#include "cli/terminal.h"
#include "cli/village.h"
#include "page/handbook/handbook.h"

enum {
    OPTION_PAPER,
    OPTION_SHEET,
    OPTION_INK,
    OPTION_BOOK,
    OPTION_COMMUNE,
    OPTION_VILLAGE,
    OPTION_OUT,
    OPTION_COUNT
};

static const char *const paper_words[] = {"a6", "a5", NULL};
static const char *const ink_words[] = {"colour", "mono", NULL};

static const struct option_spec options[OPTION_COUNT] = {
    [OPTION_PAPER] = {"paper", OPTION_WORD, "a6|a5",
                      N_("For the shirt pocket, or larger print for the bag (else: a6)"), 0, 0,
                      paper_words},
    [OPTION_SHEET] = {"sheet", OPTION_TEXT, N_("NAME[:KEY=VALUE,…]"),
                      N_("“booklet”: sheets to fold and staple; others: “ngoso sheets”"), 0, 0,
                      NULL},
    [OPTION_INK] = {"ink", OPTION_WORD, "colour|mono",
                    N_("Colour, or one colour for black-and-white printers (else: colour)"), 0, 0,
                    ink_words},
    [OPTION_BOOK] = {"book", OPTION_TEXT, N_("FILE"),
                     N_("Chapters, index and hotlines (else: the shipped handbook.yaml)"), 0, 0,
                     NULL},
    [OPTION_COMMUNE] = OPTION_COMMUNE_SPEC,
    [OPTION_VILLAGE] = OPTION_VILLAGE_SPEC,
    [OPTION_OUT] = OPTION_OUT_SPEC,
};

/* Pages kept for the sheets they lie on; without sheets they go straight into the file. */
struct kept_pages {
    struct draw_list lists[SHEET_PAGES_MAX];
    const struct draw_list *pages[SHEET_PAGES_MAX];
    unsigned count;
};

struct making {
    const struct invocation *call;
    struct workspace workspace;
    struct handbook *book;
    struct handbook_entry *entries;
    struct handbook_input input;
    bool has_sheet;
    struct sheet_spec sheet;
    struct kept_pages *kept;
    struct pdf_file *file;
    unsigned page_count, sheet_count;
};

/* ---- which guides, in which chapters ---- */

/* The language asked for: of the first guide named, else --lang, else Vietnamese. */
static const char *wanted_language(struct making *m)
{
    struct workspace *w = &m->workspace;
    for (unsigned i = 0; i < w->guide_count; i++)
        if (w->guides[i].guide)
            return arena_copy(&w->arena, w->guides[i].guide->language.text).data;
    return m->call->language ? m->call->language : "vi";
}

static bool load_book(struct making *m, struct error *e)
{
    const char *path = m->call->values[OPTION_BOOK].text;
    const char *language = wanted_language(m);
    if (!path)
        path = find_shipped_handbook(&m->workspace, language);
    if (!path)
        return error_set(e, ERROR_INPUT, 0,
                         _("there is no handbook in the language “%s” yet: name a file of your "
                           "own with --book FILE"),
                         language);
    m->book = load_handbook(&m->workspace, path);
    return true;
}

static void load_guides_of_book(struct making *m)
{
    struct workspace *w = &m->workspace;
    for (unsigned c = 0; c < m->book->chapter_count; c++)
        for (unsigned i = 0; i < m->book->chapters[c].guide_count; i++) {
            const char *path =
                find_handbook_guide(w, m->book, m->book->chapters[c].guides[i].id.text);
            if (path)
                load_guide(w, path, 0);
        }
}

/* Where a guide goes that the book does not name: the first chapter of its subject, else the last.
 */
static unsigned chapter_for(const struct handbook *book, const struct guide *guide)
{
    unsigned chapter;
    if (handbook_find(book, guide->id.text, &chapter))
        return chapter;
    for (chapter = 0; chapter + 1 < book->chapter_count; chapter++)
        if (book->chapters[chapter].subject == guide->subject)
            return chapter;
    return chapter;
}

static void check_language(struct making *m, const struct guide *guide)
{
    if (slice_equal(guide->language.text, m->book->language.text))
        return;
    struct span span = guide->language.span.source ? guide->language.span : guide->id.span;
    diag_error(&m->workspace.diags, "H056", span,
               _("this guide is in “%.*s”, the handbook in “%.*s”: a book has one language"),
               SLICE_ARG(guide->language.text), SLICE_ARG(m->book->language.text));
}

static unsigned place_in_book(const struct handbook *book, const struct guide *guide)
{
    unsigned place = 0;
    for (unsigned c = 0; c < book->chapter_count; c++)
        for (unsigned i = 0; i < book->chapters[c].guide_count; i++, place++)
            if (slice_equal(book->chapters[c].guides[i].id.text, guide->id.text))
                return place;
    return UINT32_MAX; /* Behind those that the book names. */
}

static bool stands_before(const struct making *m, const struct handbook_entry *a,
                          const struct handbook_entry *b)
{
    if (a->chapter != b->chapter)
        return a->chapter < b->chapter;
    return place_in_book(m->book, a->guide) < place_in_book(m->book, b->guide);
}

/* In the book's order; guides that it does not name keep the order in which they were typed. */
static void order_guides(struct making *m)
{
    struct workspace *w = &m->workspace;
    m->entries = ARENA_ARRAY(&w->arena, w->guide_count + 1, struct handbook_entry);
    unsigned count = 0;
    for (unsigned i = 0; i < w->guide_count; i++) {
        const struct guide *guide = w->guides[i].guide;
        if (!guide)
            continue;
        check_language(m, guide);
        struct handbook_entry entry = {guide, chapter_for(m->book, guide)};
        unsigned at = count++;
        for (; at > 0 && stands_before(m, &entry, &m->entries[at - 1]); at--)
            m->entries[at] = m->entries[at - 1];
        m->entries[at] = entry;
    }
    m->input.entries = m->entries;
    m->input.entry_count = count;
}

static bool load(struct making *m, struct error *e)
{
    struct workspace *w = &m->workspace;
    const struct invocation *call = m->call;
    if (call->argument_count && !load_guides(w, call->arguments, call->argument_count, e))
        return false;
    if (!load_book(m, e))
        return false;
    if (m->book && call->argument_count == 0)
        load_guides_of_book(m);
    if (w->guide_count > HANDBOOK_GUIDES_ALL_MAX)
        return error_set(e, ERROR_INPUT, 0, _("a handbook holds at most %d guides"),
                         HANDBOOK_GUIDES_ALL_MAX);
    load_trusted(w, NULL);
    load_commune(w, call->values[OPTION_COMMUNE].text);
    if (m->book)
        order_guides(m);
    m->input.book = m->book;
    m->input.keeps_pages = m->has_sheet;
    m->input.whole = call->argument_count == 0;
    m->input.commune = w->commune;
    m->input.paper = (enum handbook_paper)call->values[OPTION_PAPER].number;
    m->input.ink = call->values[OPTION_INK].number ? DESIGN_MONO : DESIGN_COLOUR;
    return find_village(&m->input.village, w, call->values[OPTION_VILLAGE].text, e);
}

/* ---- pages ---- */

static bool add_page(void *context, const struct draw_list *page, struct slice bookmark,
                     struct error *e)
{
    struct making *m = context;
    m->page_count++;
    return pdf_add_page(m->file, page, bookmark, e);
}

static bool keep_page(void *context, const struct draw_list *page, struct slice bookmark,
                      struct error *e)
{
    struct making *m = context;
    struct kept_pages *kept = m->kept;
    (void)bookmark;
    m->page_count++;
    if (kept->count == SHEET_PAGES_MAX)
        return error_set(e, ERROR_INPUT, 0,
                         _("the handbook has more than %d pages, too many for one booklet: make "
                           "several, naming some guides for each"),
                         SHEET_PAGES_MAX);
    struct draw_list *list = &kept->lists[kept->count];
    list_copy(list, page);
    kept->pages[kept->count++] = list;
    return true;
}

static bool add_sheets(struct making *m, const struct font_set *fonts,
                       const struct sheet_plan *plan, struct error *e)
{
    struct draw_list side;
    struct sheet_type words = sheets_type(fonts);
    bool ok = true;
    list_init(&side);
    for (unsigned i = 0; ok && i < plan->side_count; i++) {
        sheet_draw(&side, plan, i, &words, m->book->title.text);
        ok = pdf_add_page(m->file, &side, (struct slice){0}, e);
    }
    list_deinit(&side);
    m->sheet_count = plan->sheet_count;
    return ok;
}

static struct pdf_meta describe(const struct making *m)
{
    const struct commune *c = m->workspace.commune;
    struct slice language = m->book->language.text, team = {0};
    if (c)
        team = c->contact.team.text.size ? c->contact.team.text : c->name.text;
    if (m->input.village && m->input.village->contact.team.text.size)
        team = m->input.village->contact.team.text;
    return (struct pdf_meta){.title = m->book->title.text,
                             .author = team,
                             .subject = m->book->audience.text,
                             .stamp = date_stamp_of(handbook_reviewed(&m->input)),
                             .language =
                                 slice_equal(language, SLICE("vi")) ? SLICE("vi-VN") : language};
}

/* Draws everything first: a plan knows all its pages. */
static bool write_sheets(struct making *m, struct press *press, struct pdf_job *job,
                         const char *path, struct error *e)
{
    struct sheet_plan plan;
    struct error why = {0};
    struct pdf_meta meta = describe(m);
    if (!handbook_draw(press->kit, &m->input, keep_page, m, &m->workspace.diags, e))
        return false;
    if (!sheet_plan(&plan, &m->sheet, m->kept->pages, m->kept->count, &why))
        return error_set(e, why.kind, why.code, "--sheet %s: %s", sheet_name(m->sheet.kind)->name,
                         why.message);
    sheets_describe_plan(&plan, &meta);
    if (!pdf_open(&m->file, job, path, &meta, e))
        return false;
    if (add_sheets(m, press->fonts, &plan, e))
        return pdf_close(m->file, NULL, e);
    pdf_abandon(m->file);
    return false;
}

static bool write_pages(struct making *m, struct press *press, struct pdf_job *job,
                        const char *path, struct error *e)
{
    struct pdf_meta meta = describe(m);
    if (!pdf_open(&m->file, job, path, &meta, e))
        return false;
    if (handbook_draw(press->kit, &m->input, add_page, m, &m->workspace.diags, e))
        return pdf_close(m->file, NULL, e);
    pdf_abandon(m->file);
    return false;
}

static bool write_book(struct making *m, struct press *press, const char *path, struct error *e)
{
    bool cmyk = m->has_sheet && m->sheet.kind == SHEET_SHOP;
    const struct pdf_options how = {.whole_pages = true,
                                    .durability = FILE_DURABLE,
                                    .color = cmyk ? PDF_COLOR_CMYK : PDF_COLOR_RGB};
    struct pdf_job *job = pdf_job_create(press->fonts, &how);
    bool ok =
        m->has_sheet ? write_sheets(m, press, job, path, e) : write_pages(m, press, job, path, e);
    pdf_job_destroy(job);
    return ok;
}

static const char *find_path(struct making *m, struct error *e)
{
    struct arena *a = &m->workspace.arena;
    const char *out = m->call->values[OPTION_OUT].given ? m->call->values[OPTION_OUT].text : "out";
    struct slice language = m->book->language.text;
    const char *ending = slice_equal(language, SLICE("vi"))
                             ? ""
                             : arena_printf(a, "-%.*s", SLICE_ARG(language)).data;
    const char *folder = arena_printf(a, "%s/handbook", out).data;
    if (!file_make_folder(folder, e))
        return NULL;
    return arena_printf(a, "%s/handbook%s-%s%s%s%s.pdf", folder, ending,
                        paper_words[m->input.paper], m->input.ink == DESIGN_MONO ? "-mono" : "",
                        m->has_sheet ? "-" : "",
                        m->has_sheet ? sheet_name(m->sheet.kind)->name : "")
        .data;
}

/* ---- the command ---- */

static void say_made(const struct making *m, const char *path)
{
    bool booklet = m->has_sheet && m->sheet.kind == SHEET_BOOKLET;
    printf(i18n_plural("%s: %u page\n", "%s: %u pages\n", m->page_count), path, m->page_count);
    if (booklet)
        printf(i18n_plural("%u sheet: print both sides at actual size, fold in the middle, staple "
                           "in the fold.\n",
                           "%u sheets: print both sides at actual size, fold in the middle, "
                           "staple in the fold.\n",
                           m->sheet_count),
               m->sheet_count);
    bool two = m->input.paper == HANDBOOK_A6 && m->sheet.paper_height_du >= du_from_mm(297);
    if (booklet && two)
        puts(_("Each sheet holds two books: cut the pile along the marks first."));
    fflush(stdout);
    if (!booklet || m->page_count <= HANDBOOK_FOLDS_WELL)
        return;
    fprintf(stderr,
            _("%u pages are thick for one fold; up to %d stay closed. Make two books, naming the "
              "guides of each.\n"),
            m->page_count, HANDBOOK_FOLDS_WELL);
    if (m->input.paper == HANDBOOK_A6)
        fputs(_("Or take larger pages, which are fewer: --paper a5\n"), stderr);
}

static bool make_with(struct making *m, const char *path, struct error *e)
{
    struct press press;
    if (!press_open(&press, &m->workspace, e))
        return false;
    bool ok = write_book(m, &press, path, e);
    press_close(&press);
    return ok;
}

static enum cli_exit make(struct making *m)
{
    struct workspace *w = &m->workspace;
    struct error e = {0};
    bool sound = m->book && m->input.entry_count > 0 && w->diags.error_count == 0, made = false;
    if (sound) {
        const char *path = find_path(m, &e);
        made = path && make_with(m, path, &e);
        if (made)
            say_made(m, path);
    }
    fflush(stdout);
    diag_print(stderr, &w->diags, terminal_has_colour(stderr));
    if (!made && e.kind != ERROR_NONE)
        return say_failure(&e);
    return made && w->diags.error_count == 0 ? CLI_DONE : CLI_PROBLEMS;
}

static bool choose_sheet(struct making *m, struct error *e)
{
    const char *typed = m->call->values[OPTION_SHEET].text;
    m->has_sheet = typed != NULL;
    if (!typed)
        return true;
    if (!sheet_choose(&m->sheet, slice_from(typed), e))
        return false;
    m->kept = calloc(1, sizeof *m->kept);
    CHECK(m->kept != NULL);
    for (unsigned i = 0; i < SHEET_PAGES_MAX; i++)
        list_init(&m->kept->lists[i]);
    return true;
}

static void free_pages(struct kept_pages *kept)
{
    for (unsigned i = 0; kept && i < SHEET_PAGES_MAX; i++)
        list_deinit(&kept->lists[i]);
    free(kept);
}

static enum cli_exit run(const struct invocation *call)
{
    if (!call->paths)
        return say_failure(call->paths_error);
    struct making *m = calloc(1, sizeof *m);
    struct error e = {0};
    CHECK(m != NULL);
    m->call = call;
    workspace_init(&m->workspace, call->paths);
    enum cli_exit code =
        choose_sheet(m, &e) && load(m, &e) ? make(m) : say_call_failure(call->command, &e);
    workspace_deinit(&m->workspace);
    free_pages(m->kept);
    free(m);
    return code;
}

const struct command command_handbook = {
    .name = "handbook",
    .arguments = N_("[GUIDE…]"),
    .summary = N_("Make the team's pocket handbook: many guides with contents and index"),
    .details = N_(
        "One small book for those who go from door to door: how to use it, contents, each\n"
        "guide on pages of its own by chapter, an index of terms, pages to write on, hotlines\n"
        "on the back. Without GUIDE: all guides of the handbook. Which chapters, which terms:\n"
        "guides/handbook.yaml (guides/README.md). English guides, or --lang en, give an English\n"
        "handbook.\n\n"
        "  ngoso handbook                                    to read, A6\n"
        "  ngoso handbook --sheet booklet                    to print on A4, cut, fold, staple\n"
        "  ngoso handbook --paper a5 --sheet booklet         larger print\n"
        "  ngoso handbook vneid sim fraud --ink mono         a thin one of three guides"),
    .options = options,
    .option_count = OPTION_COUNT,
    .argument_max = CLI_ARGUMENTS_MAX,
    .run = run,
};
