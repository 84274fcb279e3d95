/** @file
 * ngoso check: every problem of every file, without making anything.
 *
 * A guide is drawn in every design and both inks, because only then is it known whether its text
 * fits, its codes are sound and its pictures can be read.
 */
#include <stdio.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cli/file_kind.h"
#include "cli/interrupt.h"
#include "cli/languages.h"
#include "cli/paper/handbook_book.h"
#include "cli/paper/press.h"
#include "cli/paper/render.h"
#include "cli/results/quizzes.h"
#include "cli/terminal.h"
#include "content/record/text.h"
#include "content/shared/indicators.h"
#include "content/wording/spelling.h"

enum {
    CHECK_COMMUNE,
    CHECK_VALID_DAYS,
    CHECK_STRICT,
    CHECK_QUIET,
    CHECK_RECORDS,
    CHECK_MAP,
    CHECK_QR,
    CHECK_DESIGN,
    CHECK_OPTION_COUNT
};

enum { VALID_DAYS_MAX = 3650, INKS = 2 };

static const struct option_spec options[CHECK_OPTION_COUNT] = {
    [CHECK_COMMUNE] = {"commune", OPTION_TEXT, N_("FILE"),
                       N_("The commune's details to check the guides with (else: commune.yaml, if "
                          "it is there)"),
                       0, 0, NULL},
    [CHECK_VALID_DAYS] =
        {"valid-days", OPTION_NUMBER, N_("N"),
         N_("Warn of guides and quizzes reviewed longer ago (else: as each says, or 180)"), 1,
         VALID_DAYS_MAX, NULL},
    [CHECK_STRICT] = {"strict", OPTION_FLAG, NULL, N_("Exit with 1 for warnings too"), 0, 0, NULL},
    [CHECK_QUIET] = {"quiet", OPTION_FLAG, NULL, N_("Print problems only, no summary"), 0, 0, NULL},
    [CHECK_RECORDS] = {"records", OPTION_TEXT, N_("TABLE.csv"),
                       N_("Check a guide with each row of a table: cells, links, codes, room"), 0,
                       0, NULL},
    [CHECK_MAP] = {"map", OPTION_TEXT, N_("COLUMN=FIELD[,…]"), N_("As for “ngoso render”"), 0, 0,
                   NULL},
    [CHECK_QR] = {"qr", OPTION_TEXT, N_("LINK"), N_("As for “ngoso render”"), 0, 0, NULL},
    [CHECK_DESIGN] = {"design", OPTION_TEXT, N_("NAME"),
                      N_("With --records: the design to check (else: leaflet)"), 0, 0, NULL},
};

struct checking {
    const struct invocation *call;
    struct workspace workspace;
    unsigned file_count;
    int valid_days;
    bool spelling_checked;
    bool has_places; /* A guide has links that a table fills in. */
};

static void add_unclear(struct checking *c, const char *path, struct slice text)
{
    struct arena *a = &c->workspace.arena;
    struct source *source = ARENA_NEW(a, struct source);
    *source = (struct source){arena_copy(a, slice_from(path)), text};
    diag_error(&c->workspace.diags, "Y090", (struct span){source, 0, 1},
               _("this is no guide, no quiz, no commune file, no list of trusted domains and no "
                 "list of facts: none of its keys says which"));
    diag_note(
        &c->workspace.diags, (struct span){0},
        _("a guide has id, title and steps; a quiz id, title and questions; a commune file "
          "province, name and phones; a list of trusted domains has domains. “ngoso new guide "
          "ID” writes one to start from"));
}

static void check_commune_file(struct checking *c, const char *path)
{
    struct workspace *w = &c->workspace;
    if (w->commune_path) /* Another one is in use; this one is only read. */
        (void)commune_load(&w->arena, path, &w->diags);
    else
        load_commune(w, path);
}

static void check_trusted_file(struct checking *c, const char *path)
{
    struct workspace *w = &c->workspace;
    if (w->trusted)
        (void)trusted_load(&w->arena, path, &w->diags);
    else
        load_trusted(w, path);
}

/* Those named here take the place of the shipped ones, if nothing was read before them. */
static void check_facts_file(struct checking *c, const char *path)
{
    struct workspace *w = &c->workspace;
    if (w->facts_loaded)
        (void)facts_load(&w->arena, path, &w->diags);
    else
        load_facts(w, path);
}

static void check_file(struct checking *c, const char *path)
{
    struct workspace *w = &c->workspace;
    struct slice text = peek_file(&w->arena, path);
    c->file_count++;
    switch (find_file_kind(path, text)) {
    case FILE_KIND_GUIDE:
        load_guide(w, path, c->valid_days);
        return;
    case FILE_KIND_QUIZ:
        load_quiz(w, path, c->valid_days);
        return;
    case FILE_KIND_COMMUNE:
        check_commune_file(c, path);
        return;
    case FILE_KIND_TRUSTED:
        check_trusted_file(c, path);
        return;
    case FILE_KIND_FACTS:
        check_facts_file(c, path);
        return;
    case FILE_KIND_BANKS:
        (void)banks_load(&w->arena, path, &w->diags);
        return;
    case FILE_KIND_SPOKEN:
        (void)sayings_load(&w->arena, path, &w->diags);
        return;
    case FILE_KIND_INDICATORS:
        (void)indicators_load(&w->arena, path, &w->diags);
        return;
    case FILE_KIND_WORDS:
        load_words(w, path, true);
        return;
    case FILE_KIND_HANDBOOK:
        (void)load_handbook(w, path);
        return;
    case FILE_KIND_UNCLEAR:
        break;
    }
    add_unclear(c, path, text);
}

static bool check_shipped_quizzes(struct checking *c, struct error *e)
{
    const char *const *paths = NULL;
    unsigned count;
    if (!list_shipped_quizzes(&paths, &count, &c->workspace, e))
        return false;
    for (unsigned i = 0; i < count; i++)
        check_file(c, paths[i]);
    return true;
}

static void check_shipped_handbooks(struct checking *c)
{
    static const char *const languages[] = {"vi", "en"};
    for (unsigned i = 0; i < sizeof languages / sizeof *languages; i++) {
        const char *path = find_shipped_handbook(&c->workspace, languages[i]);
        if (path)
            check_file(c, path);
    }
}

/* Everything there is to check: the files named, else all that is shipped and ./commune.yaml. */
static bool load(struct checking *c, struct error *e)
{
    const struct invocation *call = c->call;
    struct workspace *w = &c->workspace;
    const char *const *words = call->arguments;
    unsigned count = call->argument_count;
    if (count == 0 && !list_shipped_guides(&words, &count, w, e))
        return false;
    if (call->values[CHECK_COMMUNE].given)
        load_commune(w, call->values[CHECK_COMMUNE].text);
    for (unsigned i = 0; i < count; i++) {
        const char *path = words[i];
        if (call->argument_count && !find_guide_file(&path, w, words[i], e))
            return false;
        check_file(c, path);
    }
    if (call->argument_count == 0 && !check_shipped_quizzes(c, e))
        return false;
    if (!w->commune_path)
        load_commune(w, NULL);
    if (!w->trusted && w->guide_count)
        load_trusted(w, NULL);
    if (call->argument_count == 0) {
        (void)load_indicators(w, NULL);
        c->file_count++;
        check_shipped_handbooks(c);
    }
    c->file_count += call->values[CHECK_COMMUNE].given || w->commune_found;
    return true;
}

/* False after saying that the table would decide where it leads. */
static bool fill_sample(struct checking *c, struct guide_qr *qr)
{
    struct error e = {0};
    if (qr->kind != GUIDE_QR_LINK || !record_text_has_places(qr->value.text))
        return true;
    qr->varies = c->has_places = true;
    if (record_text_try_link(&qr->value.text, &c->workspace.arena, qr->value.text, SLICE("1"), &e))
        return true;
    diag_error(&c->workspace.diags, "Q006", qr->value.span, "%s", e.message);
    return false;
}

/* Links with places to fill become what they may be in a row: where they lead is known; how much
 * room a cell needs is not, so it is a short one. A code that may lead anywhere is left out. */
static const struct guide *with_sample(struct checking *c, const struct guide *guide)
{
    struct guide *copy = ARENA_NEW(&c->workspace.arena, struct guide);
    *copy = *guide;
    copy->qr_count = 0;
    for (unsigned i = 0; i < guide->qr_count; i++) {
        copy->qr[copy->qr_count] = guide->qr[i];
        copy->qr_count += fill_sample(c, &copy->qr[copy->qr_count]);
    }
    return copy;
}

static void draw_design(struct checking *c, struct press *press, const struct design *design,
                        const struct guide *guide, const struct village *village)
{
    for (unsigned ink = 0; ink < INKS && design_suits(design, guide); ink++) {
        struct design_input input = {.guide = guide,
                                     .commune = c->workspace.commune,
                                     .village = village,
                                     .ink = (enum design_ink)ink};
        (void)press_draw(press, design, &input);
    }
}

static void draw_guide(struct checking *c, struct press *press, const struct guide *guide,
                       const struct village *village)
{
    unsigned count;
    const struct design *all = design_all(&count);
    for (unsigned i = 0; i < count && !interrupt_asked(); i++)
        draw_design(c, press, &all[i], guide, village);
    draw_design(c, press, design_checklist(), guide, village);
}

static size_t contact_bytes(const struct contact *contact)
{
    size_t bytes = contact->team.text.size + contact->leader.text.size;
    for (unsigned i = 0; i < contact->phone_count; i++)
        bytes += contact->phones[i].text.size;
    return bytes;
}

/* The one whose details are least likely to fit; NULL when there are no villages. */
static const struct village *longest_village(const struct commune *commune)
{
    const struct village *longest = NULL;
    for (unsigned i = 0; commune && i < commune->village_count; i++) {
        const struct village *v = &commune->villages[i];
        if (!longest || contact_bytes(&v->contact) > contact_bytes(&longest->contact))
            longest = v;
    }
    return longest;
}

/* Letters, numbers and groups of every village, on the page that shows them all: once is enough. */
static void draw_villages(struct checking *c, struct press *press, const struct guide *guide)
{
    const struct commune *commune = c->workspace.commune;
    const struct design *leaflet = design_find(SLICE("leaflet"));
    for (unsigned i = 0; commune && i < commune->village_count && !interrupt_asked(); i++) {
        struct design_input input = {
            .guide = guide, .commune = commune, .village = &commune->villages[i]};
        (void)press_draw(press, leaflet, &input);
    }
}

static bool draw_guides(struct checking *c, struct error *e)
{
    struct workspace *w = &c->workspace;
    if (w->guide_count == 0 || !w->trusted) /* Without the list every link would look wrong. */
        return true;
    struct press press;
    if (!press_open(&press, w, e))
        return false;
    const struct village *longest = longest_village(w->commune);
    bool villages_drawn = false;
    struct progress progress;
    progress_begin(&progress, w->guide_count);
    for (unsigned i = 0; i < w->guide_count && !interrupt_asked(); i++) {
        progress_show(&progress, i, w->guides[i].path);
        if (!w->guides[i].sound)
            continue;
        const struct guide *guide = with_sample(c, w->guides[i].guide);
        draw_guide(c, &press, guide, NULL);
        if (longest)
            draw_guide(c, &press, guide, longest);
        if (!villages_drawn)
            draw_villages(c, &press, guide);
        villages_drawn = true;
    }
    progress_end(&progress);
    press_close(&press);
    return !interrupt_asked() || error_set(e, ERROR_INTERRUPT, 0, "%s", _("stopped on request"));
}

/* Of what is written in Vietnamese, where the system has the dictionary. */
static void check_spelling(struct checking *c)
{
    struct workspace *w = &c->workspace;
    const char *words = arena_printf(&w->arena, "%s/words.txt", w->paths->guides).data;
    struct spelling *s = spelling_open(&w->arena, spelling_dictionary, words, &w->diags);
    c->spelling_checked = s != NULL;
    for (unsigned i = 0; s && i < w->guide_count; i++)
        if (w->guides[i].guide && slice_equal_text(w->guides[i].guide->language.text, "vi"))
            spelling_check(s, w->guides[i].guide, &format_guide, &w->diags);
    for (unsigned i = 0; s && i < w->quiz_count; i++)
        if (w->quizzes[i].quiz && slice_equal_text(w->quizzes[i].quiz->language.text, "vi"))
            spelling_check(s, w->quizzes[i].quiz, &format_quiz, &w->diags);
}

static void report(const struct checking *c)
{
    const struct diag_list *diags = &c->workspace.diags;
    diag_print(stdout, diags, terminal_has_colour(stdout));
    if (c->call->values[CHECK_QUIET].given)
        return;
    if (diags->count)
        diag_print_summary(stdout, diags);
    printf(i18n_plural("%u file checked", "%u files checked", c->file_count), c->file_count);
    if (diags->error_count == 0 && diags->warning_count == 0)
        printf(": %s%s%s", style_begin(stdout, STYLE_GREEN), _("all is well"), style_end(stdout));
    putchar('\n');
    if (c->has_places && !c->call->values[CHECK_RECORDS].given)
        puts(_("Links with {COLUMN} were checked with made-up cells: --records TABLE.csv checks "
               "each row's."));
    if (!c->spelling_checked)
        puts(_("Spelling was not checked: the package hunspell-vi is missing."));
}

static enum cli_exit check(struct checking *c)
{
    struct error e = {0};
    if (!load(c, &e))
        return say_call_failure(c->call->command, &e);
    check_spelling(c);
    check_translations(&c->workspace);
    bool done =
        check_letters(&c->workspace, &e) && check_quizzes(&c->workspace, &e) && draw_guides(c, &e);
    report(c);
    if (!done)
        return say_failure(&e);
    const struct diag_list *diags = &c->workspace.diags;
    bool strict = c->call->values[CHECK_STRICT].given;
    return diags->error_count || (strict && diags->warning_count) ? CLI_PROBLEMS : CLI_DONE;
}

static void hand_on(struct invocation *to, unsigned as, const struct invocation *from,
                    unsigned option)
{
    to->values[as] = from->values[option];
}

/* As `render` would print them, but nothing is written. */
static enum cli_exit check_rows(const struct invocation *call)
{
    struct invocation as = *call;
    memset(as.values, 0, sizeof as.values);
    hand_on(&as, RENDER_RECORDS, call, CHECK_RECORDS);
    hand_on(&as, RENDER_MAP, call, CHECK_MAP);
    hand_on(&as, RENDER_QR, call, CHECK_QR);
    hand_on(&as, RENDER_DESIGN, call, CHECK_DESIGN);
    hand_on(&as, RENDER_COMMUNE, call, CHECK_COMMUNE);
    as.values[RENDER_ONE_FILE].given = true; /* Names of files are of no matter. */
    return render_check_table(&as);
}

static bool refuse(const char *why)
{
    say_error("%s", why);
    return false;
}

static bool check_call(const struct invocation *call)
{
    const struct option_value *v = call->values;
    if (v[CHECK_RECORDS].given && call->argument_count != 1)
        return refuse(_("--records checks one guide with a table: name it"));
    if (!v[CHECK_RECORDS].given &&
        (v[CHECK_MAP].given || v[CHECK_QR].given || v[CHECK_DESIGN].given))
        return refuse(_("--map, --qr and --design are for a table: add --records TABLE.csv"));
    return true;
}

static enum cli_exit run(const struct invocation *call)
{
    if (!call->paths)
        return say_failure(call->paths_error);
    if (!check_call(call))
        return say_usage_hint(call->command);
    struct checking c = {.call = call, .valid_days = (int)call->values[CHECK_VALID_DAYS].number};
    workspace_init(&c.workspace, call->paths);
    enum cli_exit code = check(&c);
    workspace_deinit(&c.workspace);
    if (code == CLI_DONE && call->values[CHECK_RECORDS].given)
        code = check_rows(call);
    return code;
}

const struct command command_check = {
    .name = "check",
    .arguments = N_("[FILE…]"),
    .summary =
        N_("Show all problems of guides, quizzes and commune files, without making anything"),
    .details =
        N_("FILE is a guide (or the id of a shipped one), a quiz, a commune file, a list of\n"
           "trusted domains, or the words of a language. Without any: all shipped guides and "
           "quizzes, and commune.yaml if it\n"
           "is there.\n\n"
           "Guides are laid out in every design and both inks: so text that does not fit, codes\n"
           "too dense for their printed size, unsafe links, unknown icons and unreadable pictures\n"
           "show here, each with file, line, column and what would be right. A guide without\n"
           "source, or reviewed longer ago than it is valid, is a warning.\n\n"
           "A translation (vneid-en, language: en) is compared with its original (vneid): the\n"
           "same number of steps and warnings, the same codes and hotline; and told are numbers\n"
           "that only one of them says, text left as it was, and a translation that is older.\n\n"
           "Quizzes are read as the kiosk reads them: questions whose key does not fit, options\n"
           "that say the same, long sentences, and guides, steps, icons and recordings that are\n"
           "not there. Each question is drawn on the smallest screen in larger text: what does\n"
           "not fit there is a warning that says how much to shorten."),
    .more =
        N_("With --records every row is tried as “ngoso render” would print it: its cells, its\n"
           "link and code, and whether all fits. Without, links with {COLUMN} are judged with\n"
           "made-up cells; the host must not come from the table.\n\n"
           "  ngoso check ./kham-benh.yaml --records ho.csv"),
    .options = options,
    .option_count = CHECK_OPTION_COUNT,
    .argument_max = CLI_ARGUMENTS_MAX,
    .run = run,
};
