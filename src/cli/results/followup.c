/** @file
 * ngoso followup: whom to visit, with what each found hard; the sheet to carry and the leaflets to
 * leave.
 */
#include "cli/results/followup.h"

#include <stdio.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "cli/paper/records.h"
#include "cli/passphrase.h"
#include "cli/results/quizzes.h"
#include "cli/table.h"

enum {
    FOLLOWUP_DATA,
    FOLLOWUP_KEYS,
    FOLLOWUP_PASSPHRASE,
    FOLLOWUP_VILLAGE,
    FOLLOWUP_COMMUNE,
    FOLLOWUP_OUTPUT,
    FOLLOWUP_LIST,
    FOLLOWUP_SINCE,
    FOLLOWUP_MAX,
    FOLLOWUP_DESIGN,
    FOLLOWUP_INK,
    FOLLOWUP_OPTION_COUNT
};

enum { SECRET_BYTES_MAX = 512 * 1024 * 1024 };

static const char *const ink_words[] = {"colour", "mono", NULL};

static const struct option_spec options[FOLLOWUP_OPTION_COUNT] = {
    [FOLLOWUP_DATA] = {"data", OPTION_TEXT, N_("FOLDER"),
                       N_("The kiosk's folder (else: ~/.local/share/ngoso)"), 0, 0, NULL},
    [FOLLOWUP_KEYS] = {"keys", OPTION_TEXT, N_("FILE"),
                       N_("The team's secret key (else: ngoso-secret.key)"), 0, 0, NULL},
    [FOLLOWUP_PASSPHRASE] = {"passphrase-file", OPTION_TEXT, N_("FILE"),
                             N_("Take the passphrase from its first line (else: ask)"), 0, 0, NULL},
    [FOLLOWUP_VILLAGE] = {"village", OPTION_TEXT, N_("NAME"), N_("Only people of this village"), 0,
                          0, NULL},
    [FOLLOWUP_COMMUNE] = OPTION_COMMUNE_SPEC,
    [FOLLOWUP_OUTPUT] = {"out", OPTION_TEXT, N_("FILE.pdf"),
                         N_("Make the sheets and leaflets to print"), 0, 0, NULL},
    [FOLLOWUP_LIST] = {"list", OPTION_FLAG, NULL,
                       N_("Show the list here (done anyway without --out)"), 0, 0, NULL},
    [FOLLOWUP_SINCE] = {"since-visit", OPTION_NUMBER, N_("DAYS"),
                        N_("Leave out who was visited in the last DAYS days (else: 14)"), 0,
                        FOLLOWUP_SINCE_DAYS_MAX, NULL},
    [FOLLOWUP_MAX] = {"max", OPTION_NUMBER, N_("N"),
                      N_("Leaflets a household gets at most (else: 2)"), 0, FOLLOWUP_LEAFLETS_MAX,
                      NULL},
    [FOLLOWUP_DESIGN] = {"design", OPTION_TEXT, N_("NAME"),
                         N_("Another design for the leaflets (else: leaflet)"), 0, 0, NULL},
    [FOLLOWUP_INK] = {"ink", OPTION_WORD, "colour|mono",
                      N_("Colour, or one colour for black-and-white printers (else: mono)"), 0, 0,
                      ink_words},
};

/* ---- opening ---- */

static bool choose(struct followup_run *r, const struct invocation *call)
{
    const struct option_value *v = call->values;
    const char *design = v[FOLLOWUP_DESIGN].given ? v[FOLLOWUP_DESIGN].text : "leaflet";
    r->leaflet_max =
        v[FOLLOWUP_MAX].given ? (unsigned)v[FOLLOWUP_MAX].number : FOLLOWUP_LEAFLETS_DEFAULT;
    r->ink = v[FOLLOWUP_INK].given && v[FOLLOWUP_INK].number == 0 ? DESIGN_COLOUR : DESIGN_MONO;
    r->design = design_find(slice_from(design));
    if (!r->design)
        say_error(_("there is no design “%s”; “ngoso designs” lists them"), design);
    if (r->design == design_checklist()) {
        say_error("%s", _("--design checklist: guides with boxes to tick get it by themselves; say "
                          "how the others are printed"));
        return false;
    }
    if (v[FOLLOWUP_DATA].given && call->argument_count) {
        say_error("%s", _("name the database once: after --data, or by itself"));
        return false;
    }
    if (v[FOLLOWUP_OUTPUT].given &&
        !slice_ends(slice_from(v[FOLLOWUP_OUTPUT].text), SLICE(".pdf"))) {
        say_error(_("--out “%s”: it becomes a PDF, so end its name in .pdf"),
                  v[FOLLOWUP_OUTPUT].text);
        return false;
    }
    return r->design != NULL;
}

static bool open_store(struct store **out, const struct invocation *call, struct error *e)
{
    return records_open_read(
        out, call->argument_count ? call->arguments[0] : call->values[FOLLOWUP_DATA].text, e);
}

static bool unlock(struct keys *keys, struct followup_run *r, const struct invocation *call,
                   struct error *e)
{
    char room[PASSPHRASE_BYTES];
    struct slice passphrase, text;
    const char *path =
        call->values[FOLLOWUP_KEYS].given ? call->values[FOLLOWUP_KEYS].text : "ngoso-secret.key";
    if (!file_exists(path))
        return error_set(e, ERROR_INPUT, 0,
                         _("the team's secret key is not here: name it with --keys FILE (%s)"),
                         path);
    bool ok = file_read(&text, &r->workspace.arena, path, KEYS_FILE_MAX, e) &&
              passphrase_take(&passphrase, room, call->values[FOLLOWUP_PASSPHRASE].text, e) &&
              keys_unlock(keys, text, passphrase, e);
    memory_wipe(room, sizeof room);
    return ok;
}

static bool load_texts(struct followup_run *r, const struct invocation *call, struct error *e)
{
    struct workspace *w = &r->workspace;
    const char *const *shipped;
    unsigned count;
    if (!w->paths)
        return error_set(e, ERROR_SYSTEM, 0, "%s", call->paths_error->message);
    if (!list_shipped_quizzes(&shipped, &count, w, e))
        return false;
    for (unsigned i = 0; i < count; i++)
        load_quiz(w, shipped[i], 0);
    load_trusted(w, NULL);
    load_commune(w, call->values[FOLLOWUP_COMMUNE].text);
    return load_guides(w, NULL, 0, e);
}

static bool read_people(struct followup_run *r, const struct invocation *call, struct store *s,
                        const struct keys *keys, struct error *e)
{
    struct workspace *w = &r->workspace;
    const struct quiz **quizzes = ARENA_ARRAY(&w->arena, w->quiz_count + 1, const struct quiz *);
    unsigned quiz_count = 0, villages = w->commune ? w->commune->village_count : 0;
    struct slice *names = ARENA_ARRAY(&w->arena, villages + 1, struct slice);
    for (unsigned i = 0; i < w->quiz_count; i++)
        if (w->quizzes[i].quiz)
            quizzes[quiz_count++] = w->quizzes[i].quiz;
    for (unsigned i = 0; i < villages; i++)
        names[i] = w->commune->villages[i].name.text;
    struct slice village = slice_from(call->values[FOLLOWUP_VILLAGE].text);
    if (utf8_first_bad(village) < village.size)
        return error_set(e, ERROR_INPUT, 0, "%s", _("the name of the village is not UTF-8"));
    struct followup_options wanted = {.today = date_days(date_today()),
                                      .since_days =
                                          call->values[FOLLOWUP_SINCE].given
                                              ? (unsigned)call->values[FOLLOWUP_SINCE].number
                                              : FOLLOWUP_SINCE_DAYS,
                                      .villages = names,
                                      .village_count = villages,
                                      .village = utf8_nfc(&w->arena, village)};
    return followup_read(&r->followup, s, keys, quizzes, quiz_count, &wanted, &r->secret, e);
}

/* ---- showing ---- */

static struct slice join_topics(struct followup_run *r, const struct followup_person *p)
{
    struct slice all = {0};
    for (unsigned i = 0; i < p->topic_count; i++)
        all = arena_printf(&r->secret, "%.*s%s%.*s", SLICE_ARG(all), i ? " · " : "",
                           SLICE_ARG(followup_topic_name(r, p->topics[i].guide)));
    return all;
}

static void list_people(struct followup_run *r)
{
    struct table t;
    struct slice village = {0};
    table_init(&t, &r->secret, "lllll");
    for (unsigned i = 0; i < r->followup.person_count; i++) {
        const struct followup_person *p = &r->followup.people[i];
        if (i == 0 || !slice_equal(village, p->village))
            table_heading(&t, p->village.size ? p->village : slice_from(_("Village not said")));
        village = p->village;
        table_row(&t, STYLE_PLAIN);
        table_cell(&t, 0, p->number);
        table_cell(&t, 1, p->name);
        table_cell(&t, 2, p->phone);
        table_cell(&t, 3,
                   slice_from(p->again    ? _("asked again")
                              : p->missed ? _("was not in")
                                          : ""));
        table_cell(&t, 4, join_topics(r, p));
    }
    table_print(&t, stdout);
}

static void say_counts(const struct followup_run *r)
{
    const struct followup *f = &r->followup;
    printf(i18n_plural("%u household to visit.\n", "%u households to visit.\n", f->person_count),
           f->person_count);
    if (f->merged_count)
        printf(i18n_plural("The same telephone number twice: %u contact joined to another.\n",
                           "The same telephone number twice or more: %u contacts joined to "
                           "others.\n",
                           f->merged_count),
               f->merged_count);
    if (f->recent_count)
        printf(_("Visited lately, left out: %u.\n"), f->recent_count);
    if (f->elsewhere_count)
        printf(_("Of other villages, left out: %u.\n"), f->elsewhere_count);
    fflush(stdout);
    if (f->unopened_count)
        fprintf(stderr,
                i18n_plural("%u contact is sealed to another key, or damaged: this key "
                            "does not open it.\n",
                            "%u contacts are sealed to another key, or damaged: this key "
                            "does not open them.\n",
                            f->unopened_count),
                f->unopened_count);
}

static enum cli_exit print_pdf(struct followup_run *r, const char *path)
{
    struct error e = {0};
    const struct diag_list *diags = &r->workspace.diags;
    bool drawn;
    bool ok = followup_print(&drawn, r, path, &e);
    if (diags->error_count) {
        diag_print(stderr, diags, terminal_has_colour(stderr));
        diag_print_summary(stderr, diags);
    }
    if (!ok)
        return say_failure(&e);
    if (!drawn) {
        say_error("%s", _("nothing was printed: a leaflet has problems"));
        return CLI_PROBLEMS;
    }
    printf(_("%s: %u pages of visit sheets, %u leaflets; print %u sheets of paper.\n"), path,
           r->sheet_pages, r->leaflet_count, r->sheet_pages + r->paper_count);
    puts(_("There are names in this file: delete it when it is printed."));
    return diags->error_count ? CLI_PROBLEMS : CLI_DONE;
}

/* A name that nobody has is more likely a slip than a village where nobody asked. */
static enum cli_exit say_nobody(struct followup_run *r, const char *village)
{
    struct slice names = {0};
    for (unsigned i = 0; i < r->followup.elsewhere_village_count; i++)
        names = arena_printf(&r->workspace.arena, "%.*s%s%.*s", SLICE_ARG(names), i ? ", " : "",
                             SLICE_ARG(r->followup.elsewhere[i]));
    say_error(_("--village: nobody of “%s” is to be visited; there is: %.*s"), village,
              SLICE_ARG(names));
    return CLI_PROBLEMS;
}

static enum cli_exit show(struct followup_run *r, const struct invocation *call)
{
    const char *path = call->values[FOLLOWUP_OUTPUT].text;
    if (r->followup.person_count == 0 && r->followup.elsewhere_village_count > 0)
        return say_nobody(r, call->values[FOLLOWUP_VILLAGE].text);
    if (!path || call->values[FOLLOWUP_LIST].given)
        list_people(r);
    say_counts(r);
    enum cli_exit code = CLI_DONE;
    if (path && r->followup.person_count)
        code = print_pdf(r, path);
    return finish_output(code == CLI_DONE && r->followup.unopened_count ? CLI_PROBLEMS : code);
}

static enum cli_exit run_chosen(struct followup_run *r, const struct invocation *call)
{
    struct error e = {0};
    struct keys keys;
    struct store *s = NULL;
    bool ok = load_texts(r, call, &e) && open_store(&s, call, &e) && unlock(&keys, r, call, &e);
    if (ok) {
        ok = read_people(r, call, s, &keys, &e);
        keys_wipe(&keys);
    }
    store_close(s);
    return ok ? show(r, call) : say_failure(&e);
}

static enum cli_exit run(const struct invocation *call)
{
    static struct followup_run r;
    enum cli_exit code = CLI_USAGE;
    r = (struct followup_run){.sheet_pages = 0};
    workspace_init(&r.workspace, call->paths);
    arena_init(&r.secret, SECRET_BYTES_MAX);
    if (choose(&r, call))
        code = run_chosen(&r, call);
    else
        say_usage_hint(call->command);
    arena_wipe(&r.secret);
    arena_deinit(&r.secret);
    workspace_deinit(&r.workspace);
    return code;
}

const struct command command_followup = {
    .name = "followup",
    .arguments = N_("[DATABASE]"),
    .summary = N_("Whom to visit again, with the sheet to carry and the leaflets to leave"),
    .details =
        N_("  ngoso followup                             lists who agreed to be contacted\n"
           "  ngoso followup --out visits.pdf            one sheet a village, then each\n"
           "                                             household's leaflets in walking order\n"
           "  ngoso followup --village “thôn Một” --max 1 --out visits.pdf\n\n"
           "It needs the team's secret key and its passphrase. Contacts of several kiosks: first\n"
           "“ngoso results merge”. Left out: who was visited lately, unless nobody was at home\n"
           "or another visit was asked for; who withdrew is gone already.\n\n"
           "Afterwards the numbers on the sheet (“K482”) say which household it was:\n"
           "  ngoso visit record K482 --outcome done --people 2\n"
           "A number comes from the contact's random id, the same on every computer."),
    .options = options,
    .option_count = FOLLOWUP_OPTION_COUNT,
    .argument_min = 0,
    .argument_max = 1,
    .run = run,
};
