/** @file
 * ngoso render: guides × designs × inks → files.
 */
#include "cli/paper/render.h"

#include <stdio.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/units.h"
#include "base/utf8.h"
#include "base/workers.h"
#include "cli/interrupt.h"
#include "cli/paper/merge.h"
#include "cli/paper/watch.h"
#include "cli/village.h"
#include "out/pdf.h"
#include "out/pixels.h"

enum { INK_COLOUR, INK_MONO, INK_BOTH };

enum { DPI_DEFAULT = 150 };

static const char *const ink_words[] = {"colour", "mono", "both", NULL};
static const char *const split_words[] = {"village", NULL};
static const char *const format_words[] = {"pdf", "png", NULL};

static const struct option_spec options[RENDER_OPTION_COUNT] = {
    [RENDER_DESIGN] = {"design", OPTION_TEXT, N_("NAME[,NAME…]"),
                       N_("Designs, by the names that “ngoso designs” lists (else: all)"), 0, 0,
                       NULL},
    [RENDER_INK] = {"ink", OPTION_WORD, "colour|mono|both",
                    N_("Colour, one colour for black-and-white printers, or both (else: colour)"),
                    0, 0, ink_words},
    [RENDER_COMMUNE] = OPTION_COMMUNE_SPEC,
    [RENDER_VILLAGE] = {"village", OPTION_TEXT, N_("NAME"),
                        N_("Print the team of this village of the commune's file"), 0, 0, NULL},
    [RENDER_OUT] = OPTION_OUT_SPEC,
    [RENDER_AS] = {"as", OPTION_WORD, "pdf|png",
                   N_("PDF for printing, or one PNG a page for chat groups (else: pdf)"), 0, 0,
                   format_words},
    [RENDER_DPI] = {"dpi", OPTION_NUMBER, N_("N"), N_("Pixels an inch of the PNGs (else: 150)"),
                    PIXELS_DPI_MIN, PIXELS_DPI_MAX, NULL},
    [RENDER_SHEET] = {"sheet", OPTION_TEXT, N_("NAME[:KEY=VALUE,…]"),
                      N_("Lay the pages on sheets as “ngoso sheets” lists them"), 0, 0, NULL},
    [RENDER_COVERAGE] = {"coverage", OPTION_FLAG, NULL,
                         N_("Say how much of each page is covered with ink, in percent"), 0, 0,
                         NULL},
    [RENDER_RECORDS] = {"records", OPTION_TEXT, N_("TABLE.csv"),
                        N_("A leaflet for each row of a table"), 0, 0, NULL},
    [RENDER_MAP] = {"map", OPTION_TEXT, N_("COLUMN=FIELD[,…]"),
                    N_("Columns whose names do not say what they hold"), 0, 0, NULL},
    [RENDER_QR] = {"qr", OPTION_TEXT, N_("LINK"),
                   N_("The first link code, with {COLUMN} where a cell goes"), 0, 0, NULL},
    [RENDER_ONE_FILE] = {"one-file", OPTION_FLAG, NULL, N_("All rows in one PDF, with bookmarks"),
                         0, 0, NULL},
    [RENDER_NAME] = {"name", OPTION_TEXT, N_("PATTERN"),
                     N_("Names of the files (else: {village}-{no})"), 0, 0, NULL},
    [RENDER_SPLIT_BY] = {"split-by", OPTION_WORD, "village",
                         N_("A folder, or with --one-file a PDF, for each village"), 0, 0,
                         split_words},
    [RENDER_SEPARATORS] = {"separators", OPTION_FLAG, NULL,
                           N_("With --one-file: by village, a sheet with its name before each"), 0,
                           0, NULL},
    [RENDER_STRICT] = {"strict", OPTION_FLAG, NULL, N_("Print nothing when any row has an error"),
                       0, 0, NULL},
    [RENDER_ONLY] = {"only", OPTION_TEXT, N_("ROWS"),
                     N_("Only these rows, as the table counts them: 3,7-9"), 0, 0, NULL},
    [RENDER_RESUME] = {"resume", OPTION_FLAG, NULL,
                       N_("Go on with a run that was stopped, without what it completed"), 0, 0,
                       NULL},
    [RENDER_JOBS] = {"jobs", OPTION_NUMBER, N_("N"),
                     N_("Processes that draw the rows (else: one a processor); the files are the "
                        "same whatever it is"),
                     1, WORKERS_MAX, NULL},
    [RENDER_WATCH] = {"watch", OPTION_FLAG, NULL,
                      N_("Make the files again whenever the guide is saved; Ctrl-C ends"), 0, 0,
                      NULL},
};

/* ---- What was asked for ---- */

static void add_design(struct render *r, const struct design *design)
{
    for (unsigned i = 0; i < r->design_count; i++)
        if (r->designs[i] == design)
            return;
    CHECK(r->design_count < RENDER_DESIGNS_MAX);
    r->designs[r->design_count++] = design;
}

static void say_unknown_design(struct slice name)
{
    const char *names[RENDER_DESIGNS_MAX];
    unsigned count;
    const struct design *all = design_all(&count);
    for (unsigned i = 0; i < count && i < RENDER_DESIGNS_MAX; i++)
        names[i] = all[i].name;
    names[count++] = design_checklist()->name;
    int nearest = utf8_nearest(name, names, count);
    if (nearest >= 0)
        say_error(_("there is no design “%.*s”; did you mean “%s”?"), SLICE_ARG(name),
                  names[nearest]);
    else
        say_error(_("there is no design “%.*s”; “ngoso designs” lists them"), SLICE_ARG(name));
}

/* "leaflet,trifold", "all", or nothing. */
static bool choose_designs(struct render *r, const char *wanted)
{
    unsigned count;
    const struct design *all = design_all(&count);
    struct slice rest = slice_from(wanted);
    if (!wanted || slice_equal(rest, SLICE("all"))) {
        for (unsigned i = 0; i < count; i++)
            add_design(r, &all[i]);
        add_design(r, design_checklist());
        return true;
    }
    for (;;) {
        const char *comma = memchr(rest.data, ',', rest.size);
        size_t size = comma ? (size_t)(comma - rest.data) : rest.size;
        struct slice name = slice_part(rest, 0, size);
        const struct design *design = design_find(name);
        if (!design) {
            say_unknown_design(name);
            return false;
        }
        add_design(r, design);
        if (!comma)
            return true;
        rest = slice_part(rest, size + 1, rest.size);
    }
}

static bool refuse_merge_options(const struct invocation *call)
{
    for (unsigned i = RENDER_RECORDS + 1; i <= RENDER_JOBS; i++) {
        if (!call->values[i].given)
            continue;
        say_error(_("--%s is for a table of records: add --records TABLE.csv"), options[i].name);
        return false;
    }
    return true;
}

static bool choose_sheet(struct render *r, const struct option_value *value, bool has_design)
{
    struct error e = {0};
    if (!value->given)
        return true;
    if (!has_design) {
        say_error("%s", _("--sheet is for one kind of page: add --design NAME"));
        return false;
    }
    if (!sheet_choose(&r->sheet_spec, slice_from(value->text), &e)) {
        say_error("%s", e.message);
        return false;
    }
    r->sheet = &r->sheet_spec;
    return true;
}

bool render_choose(struct render *r, const struct invocation *call)
{
    const struct option_value *v = call->values;
    long ink = v[RENDER_INK].given ? v[RENDER_INK].number : INK_COLOUR;
    r->inks[DESIGN_COLOUR] = ink != INK_MONO;
    r->inks[DESIGN_MONO] = ink != INK_COLOUR;
    r->format = v[RENDER_AS].number == RENDER_PNG ? RENDER_PNG : RENDER_PDF;
    r->wants_coverage = v[RENDER_COVERAGE].given;
    r->dpi = v[RENDER_DPI].given ? (int)v[RENDER_DPI].number : DPI_DEFAULT;
    if (v[RENDER_DPI].given && r->format != RENDER_PNG) {
        say_error("%s", _("--dpi is for pictures: add --as png"));
        return false;
    }
    struct slice out = slice_from(v[RENDER_OUT].given ? v[RENDER_OUT].text : "out");
    while (out.size > 1 && out.data[out.size - 1] == '/')
        out.size--;
    r->out = arena_copy(&r->workspace.arena, out).data;
    if (!choose_sheet(r, &v[RENDER_SHEET], v[RENDER_DESIGN].given || v[RENDER_RECORDS].given))
        return false;
    const char *designs = v[RENDER_DESIGN].text;
    if (v[RENDER_RECORDS].given)
        return merge_check_call(call) && choose_designs(r, designs ? designs : "leaflet");
    return refuse_merge_options(call) && choose_designs(r, designs);
}

/* ---- Making it ---- */

/* Of all guides, those that suit are made. */
bool render_suits(struct render *r, const struct guide *guide)
{
    bool suits = false;
    for (unsigned d = 0; d < r->design_count; d++)
        suits |= design_suits(r->designs[d], guide);
    if (suits || !r->guides_named)
        return suits;
    if (guide_has_checks(guide))
        diag_error(&r->workspace.diags, "D007", guide->id.span,
                   _("this guide has boxes to tick, which only the design “checklist” shows"));
    else
        diag_error(&r->workspace.diags, "D007", guide->id.span,
                   _("this guide has no boxes to tick (“checks”), so there is no checklist of it"));
    return false;
}

static void plan(struct render *r)
{
    const struct workspace *w = &r->workspace;
    r->results =
        ARENA_ARRAY(&r->workspace.arena, (size_t)w->guide_count * r->design_count * RENDER_INKS,
                    struct render_result);
    for (unsigned g = 0; g < w->guide_count; g++) {
        if (w->guides[g].sound)
            (void)render_suits(r, w->guides[g].guide);
        for (unsigned d = 0; d < r->design_count; d++) {
            for (unsigned ink = 0; ink < RENDER_INKS; ink++) {
                if (!w->guides[g].sound || !r->inks[ink] ||
                    !design_suits(r->designs[d], w->guides[g].guide))
                    continue;
                render_result(r, g, d, ink)->state = RENDER_WAITING;
                r->file_count++;
            }
        }
    }
}

/* One file (or one series of pictures): a guide in a design and an ink. */
struct step {
    const struct guide *guide;
    const struct design *design;
    enum design_ink ink;
    struct render_result *result;
};

static unsigned step_count(const struct render *r)
{
    return r->workspace.guide_count * r->design_count * RENDER_INKS;
}

static struct step step_at(const struct render *r, unsigned index)
{
    unsigned ink = index % RENDER_INKS, design = index / RENDER_INKS % r->design_count;
    unsigned guide = index / RENDER_INKS / r->design_count;
    return (struct step){r->workspace.guides[guide].guide, r->designs[design], (enum design_ink)ink,
                         render_result(r, guide, design, ink)};
}

static bool make_one(struct render *r, const struct step *step, struct error *e)
{
    struct render_result *result = step->result;
    struct design_input input = {.guide = step->guide,
                                 .commune = r->workspace.commune,
                                 .village = r->village,
                                 .ink = step->ink};
    if (r->sheet) {
        input.flap_given = true;
        input.flap_mm100 = mm100_from_du(r->sheet->flap_du);
    }
    if (!press_draw(&r->press, step->design, &input)) {
        result->state = RENDER_REFUSED;
        return true;
    }
    if (!r->workspace.shared_sound) /* Drawn only to find all problems. */
        return true;
    if (!render_write(result, r, step->guide, step->design, step->ink, e))
        return false;
    result->state = RENDER_MADE;
    r->made_count++;
    r->page_count += result->page_count;
    r->size_bytes += result->size_bytes;
    return true;
}

/* All files; stops at the first refusal of the system, and when asked to. */
static bool make_all(struct render *r, struct error *e)
{
    struct progress progress;
    progress_begin(&progress, r->file_count);
    unsigned done = 0;
    bool ok = true;
    for (unsigned i = 0; ok && !r->stopped && i < step_count(r); i++) {
        struct step step = step_at(r, i);
        if (step.result->state != RENDER_WAITING)
            continue;
        struct slice name = render_file_name(r, &r->press.arena, step.guide, step.design, step.ink);
        progress_show(&progress, done++, name.data);
        ok = make_one(r, &step, e);
        r->stopped = interrupt_asked() && done < r->file_count;
    }
    progress_end(&progress);
    return ok;
}

bool render_load(struct render *r, const struct invocation *call, struct error *e)
{
    struct workspace *w = &r->workspace;
    r->guides_named = call->argument_count > 0;
    if (!load_guides(w, call->arguments, call->argument_count, e))
        return false;
    load_trusted(w, NULL);
    load_commune(w, call->values[RENDER_COMMUNE].text);
    return find_village(&r->village, w, call->values[RENDER_VILLAGE].text, e);
}

static enum cli_exit report(struct render *r, bool made, const struct error *e, double begin_s)
{
    const struct diag_list *diags = &r->workspace.diags;
    if (r->made_count)
        render_print_table(r);
    fflush(stdout);
    if (diags->count) {
        diag_print(stderr, diags, terminal_has_colour(stderr));
        diag_print_summary(stderr, diags);
    }
    if (r->made_count)
        render_print_totals(r, begin_s);
    fflush(stdout);
    if (!made)
        return say_failure(e);
    if (r->stopped) {
        say_error(_("stopped on request: %u of %u files were made, and those are whole"),
                  r->made_count, r->file_count);
        return CLI_SYSTEM;
    }
    if (!r->workspace.shared_sound)
        say_error("%s",
                  _("nothing was made: a file that every sheet needs has errors (the commune's, "
                    "the trusted domains, the words of a language)"));
    return diags->error_count ? CLI_PROBLEMS : CLI_DONE;
}

bool render_make(struct render *r, struct error *e)
{
    plan(r);
    /* Without the list every link would look wrong. */
    return !r->workspace.trusted || make_all(r, e);
}

void render_end(struct render *r)
{
    if (r->job)
        pdf_job_destroy(r->job);
    if (r->pixels)
        pixels_destroy(r->pixels);
    sheets_deinit(&r->sheets);
    r->job = NULL;
    r->pixels = NULL;
}

static enum cli_exit make_and_report(struct render *r, double begin_s)
{
    struct error e = {0};
    if (!press_open(&r->press, &r->workspace, &e))
        return say_failure(&e);
    bool made = render_make(r, &e);
    enum cli_exit code = report(r, made, &e, begin_s);
    render_end(r);
    press_close(&r->press);
    return code;
}

static void note_outcome(struct render_outcome *outcome, const struct render *r)
{
    *outcome = (struct render_outcome){.two_sided = false};
    if (r->design_count == 0)
        return;
    outcome->two_sided = r->sheet ? r->sheets.plan.two_sided : r->sheets.count > 1;
    outcome->flips_long =
        r->sheet ? r->sheets.plan.flips_long : r->designs[0]->height_du >= r->designs[0]->width_du;
}

enum cli_exit render_run(const struct invocation *call, struct render_outcome *outcome)
{
    double begin_s = clock_seconds();
    if (!call->paths)
        return say_failure(call->paths_error);
    struct render r;
    memset(&r, 0, sizeof r);
    workspace_init(&r.workspace, call->paths);
    struct error e = {0};
    enum cli_exit code;
    if (!render_choose(&r, call))
        code = say_usage_hint(call->command);
    else if (call->values[RENDER_WATCH].given)
        code = watch_run(&r, call);
    else if (call->values[RENDER_RECORDS].given)
        code = merge_run(&r, call, begin_s);
    else if (!render_load(&r, call, &e))
        code = say_call_failure(call->command, &e);
    else
        code = make_and_report(&r, begin_s);
    note_outcome(outcome, &r);
    workspace_deinit(&r.workspace);
    return code;
}

enum cli_exit render_check_table(const struct invocation *call)
{
    double begin_s = clock_seconds();
    struct render r;
    memset(&r, 0, sizeof r);
    r.checks_only = true;
    workspace_init(&r.workspace, call->paths);
    enum cli_exit code =
        render_choose(&r, call) ? merge_run(&r, call, begin_s) : say_usage_hint(call->command);
    workspace_deinit(&r.workspace);
    return code;
}

static enum cli_exit run(const struct invocation *call)
{
    struct render_outcome outcome;
    return render_run(call, &outcome);
}

const struct command command_render = {
    .name = "render",
    .arguments = N_("[GUIDE…]"),
    .summary = N_("Make posters, leaflets and trifolds from guides"),
    .details = N_("GUIDE is the id of a shipped guide (vneid) or the path of a file of your own\n"
                  "(./kham-benh.yaml). Without any, all shipped guides are made.\n\n"
                  "The files are named FOLDER/ID/ID-DESIGN.pdf, those in one colour …-mono.pdf,\n"
                  "pictures …-1.png, …-2.png. A guide with errors is not made, the others are.\n"
                  "Ctrl-C stops after the file being made; files are whole or not there.\n\n"
                  "  ngoso render\n"
                  "  ngoso render vneid --design leaflet,poster-a3 --ink both\n"
                  "  ngoso render vneid --design poster-a3 --as png --dpi 100\n"
                  "  ngoso render --commune xa-hoa-binh.yaml --village \"thôn Đông\""),
    .more = N_("From a table (.csv as a spreadsheet saves it; its first row names the columns)\n"
               "comes a leaflet for each row. The columns, however written, are: village, team,\n"
               "leader, phone, zalo, hall, hours, and, at the head of a leaflet, recipient and\n"
               "address; in Vietnamese: thôn, tổ, tổ trưởng, điện thoại, nhóm zalo, nhà văn\n"
               "hóa, giờ trực, chủ hộ, địa chỉ. What a row leaves empty comes from the\n"
               "commune's file. Rows with errors are listed, the others are printed. {no} in\n"
               "--name is the row; {COLUMN} in --qr, or in the guide's own codes, its cell.\n\n"
               "With --sheet each row has sheets of its own; on 2up, 4up and cards, --one-file\n"
               "lets rows share them, so that a stack once cut is in order (stack=50: 50 sheets\n"
               "cut at once; stack=1: side by side).\n\n"
               "  ngoso render vneid --records ho.csv --one-file --separators\n"
               "  ngoso render vneid --records ho.csv --one-file --separators --sheet 4up\n"
               "  ngoso render vneid --records ho.csv --map \"Chủ nhà=recipient\" --only 3,7-9\n"
               "  ngoso render fraud --records ho.csv --split-by village --name \"{no}-{chủ hộ}\"\n"
               "  ngoso render public-services --records ho.csv --qr "
               "\"https://xa-mau.example/ho/{mã hộ}\""),
    .options = options,
    .option_count = RENDER_OPTION_COUNT,
    .argument_max = CLI_ARGUMENTS_MAX,
    .run = run,
};
