/** @file
 * ngoso stall: VietQR stands, signs, cards and stickers for small traders.
 */
#include "cli/paper/stall.h"

#include <stdio.h>

#include "base/file.h"
#include "base/file_name.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "cli/table.h"
#include "content/wording/text.h"

static const char *const design_words[] = {"stand", "sign", "card", "sticker", NULL};
static const char *const back_words[] = {"seller", "customer", NULL};
static const char *const ink_words[] = {"colour", "mono", NULL};

enum { DESIGN_STAND };

static const struct option_spec options[STALL_OPTION_COUNT] = {
    [STALL_NAME] = {"name", OPTION_TEXT, N_("NAME"),
                    N_("The account's owner, as the bank's app shows it"), 0, 0, NULL},
    [STALL_BANK] = {"bank", OPTION_TEXT, N_("BANK"), N_("The bank's name or VietQR number"), 0, 0,
                    NULL},
    [STALL_ACCOUNT] = {"account", OPTION_TEXT, N_("NUMBER"), N_("The account's number"), 0, 0,
                       NULL},
    [STALL_AMOUNT] = {"amount", OPTION_TEXT, N_("DONG"),
                      N_("A fixed amount (else: the payer types it)"), 0, 0, NULL},
    [STALL_MESSAGE] = {"message", OPTION_TEXT, N_("TEXT"),
                       N_("What the owner sees beside the money; up to 25 letters"), 0, 0, NULL},
    [STALL_SHOP] = {"shop", OPTION_TEXT, N_("NAME"), N_("The stall's name, printed large"), 0, 0,
                    NULL},
    [STALL_CARD] = {"card", OPTION_TEXT, N_("NUMBER"),
                    N_("A bank card's number, where there is no account to give"), 0, 0, NULL},
    [STALL_OPTION_RECORDS] = {"records", OPTION_TEXT, N_("FILE.csv"),
                              N_("A stall for each row of a spreadsheet instead"), 0, 0, NULL},
    [STALL_OPTION_DESIGN] = {"design", OPTION_WORD, "stand|sign|card|sticker",
                             N_("A4 folded to a stand, A5 sign, A6 card, or A4 with six stickers "
                                "(else: stand)"),
                             0, 0, design_words},
    [STALL_OPTION_BACK] = {"back", OPTION_WORD, "seller|customer",
                           N_("Whom a stand's second face is for (else: seller)"), 0, 0,
                           back_words},
    [STALL_OPTION_INK] = {"ink", OPTION_WORD, "colour|mono",
                          N_("Colour, or one colour for black-and-white printers (else: colour)"),
                          0, 0, ink_words},
    [STALL_OPTION_SHEET] =
        {"sheet", OPTION_TEXT, N_("NAME"),
         N_("Copies on a sheet, to cut (rows, with --one-file), or for a print shop"), 0, 0, NULL},
    [STALL_OPTION_OUT] = OPTION_OUT_SPEC,
    [STALL_OPTION_ONE_FILE] = {"one-file", OPTION_FLAG, NULL,
                               N_("All rows in one file, with a bookmark each"), 0, 0, NULL},
    [STALL_OPTION_ONLY] = {"only", OPTION_TEXT, N_("ROWS"),
                           N_("Only these rows of the spreadsheet, as 3,7-9"), 0, 0, NULL},
    [STALL_OPTION_RESUME] = {"resume", OPTION_FLAG, NULL, N_("Go on with a run that was stopped"),
                             0, 0, NULL},
    [STALL_OPTION_STRICT] = {"strict", OPTION_FLAG, NULL,
                             N_("Make nothing unless every row is right"), 0, 0, NULL},
    [STALL_OPTION_LIST] = {"list-banks", OPTION_FLAG, NULL, N_("List the banks and end"), 0, 0,
                           NULL},
};

/* ---- one stall, from options ---- */

/* An option's value as a text that problems can point into. */
static struct field option_field(struct arena *a, const struct option_spec *spec, const char *text)
{
    struct source *source = ARENA_NEW(a, struct source);
    source->name = arena_printf(a, "--%s", spec->name);
    source->text = slice_from(text ? text : "");
    struct span span = {source, 0, (uint32_t)source->text.size};
    return (struct field){text_fold(a, source->text), span};
}

static bool needs(const struct stall_run *s, unsigned value)
{
    return value < STALL_ACCOUNT || (value == STALL_ACCOUNT && !s->call->values[STALL_CARD].given);
}

static bool take_options(struct field values[STALL_VALUE_COUNT], struct stall_run *s,
                         struct error *e)
{
    for (unsigned v = 0; v < STALL_VALUE_COUNT; v++) {
        const char *text = s->call->values[v].text;
        if (text && utf8_first_bad(slice_from(text)) < strlen(text))
            return error_set(e, ERROR_INPUT, 0, _("the value of --%s is not UTF-8"),
                             options[v].name);
        if (!text && needs(s, v))
            return error_set(e, ERROR_INPUT, 0,
                             _("--%s is missing: a stall needs --name, --bank "
                               "and --account, or --records FILE.csv"),
                             options[v].name);
        values[v] = option_field(&s->workspace.arena, &options[v], text);
    }
    return true;
}

static bool write_stall(struct stall_run *s, const struct stall *stall, struct error *e)
{
    struct arena *a = &s->workspace.arena;
    bool drawn;
    const char *path =
        arena_printf(a, "%s/stall-%.*s%.*s.pdf", s->out, SLICE_ARG(file_name_make(a, stall->owner)),
                     SLICE_ARG(stall_name_end(s)))
            .data;
    if (!stall_begin_press(s, FILE_DURABLE, e))
        return false;
    bool ok = stall_draw_one(&drawn, s, stall, e) &&
              (!drawn || (file_make_folder(s->out, e) && stall_write_one(s, path, stall, e)));
    stall_end_press(s);
    if (!ok || !drawn)
        return ok;
    printf("%.*s (%.*s) · %.*s · %.*s", SLICE_ARG(stall->bank->name.text),
           SLICE_ARG(stall->bank->bin.text), SLICE_ARG(stall_number(a, stall, i18n_language())),
           SLICE_ARG(stall->owner));
    if (stall->amount.size) {
        printf(" · ");
        printf(_("%s dong"), stall_group_amount(a, stall->amount).data);
    }
    if (stall->message.size)
        printf(" · “%.*s”", SLICE_ARG(stall->message));
    printf("\n%s\n%s\n", path, _("Scan one copy and send a small amount before printing more."));
    return true;
}

static bool make_one(struct stall_run *s, const struct field values[STALL_VALUE_COUNT],
                     struct error *e)
{
    struct workspace *w = &s->workspace;
    struct stall stall;
    return !stall_check(&stall, values, s->banks, &w->arena, &w->diags) ||
           write_stall(s, &stall, e);
}

/* ---- the command ---- */

static enum cli_exit list_banks(struct stall_run *s)
{
    struct table t;
    table_init(&t, &s->workspace.arena, "lrll");
    table_row(&t, STYLE_BOLD);
    table_cell(&t, 0, slice_from(_("Bank")));
    table_cell(&t, 1, slice_from(_("Number")));
    table_cell(&t, 2, slice_from(_("Takes VietQR")));
    table_cell(&t, 3, slice_from(_("Other names")));
    const char *const takes[] = {_("yes"), _("no"), _("not certain")};
    for (unsigned l = 0; l < s->banks->list_count; l++)
        for (unsigned i = 0; i < s->banks->lists[l].bank_count; i++) {
            const struct bank *b = &s->banks->lists[l].banks[i];
            struct slice also = b->conflict.text;
            for (unsigned k = 0; k < b->also_count; k++)
                also = arena_printf(&s->workspace.arena, "%.*s%s%.*s", SLICE_ARG(also),
                                    also.size ? ", " : "", SLICE_ARG(b->also[k].text));
            table_row(&t, STYLE_PLAIN);
            table_cell(&t, 0, b->name.text);
            table_cell(&t, 1, b->bin.text.size ? b->bin.text : SLICE("?"));
            table_cell(&t, 2, slice_from(takes[b->qr]));
            table_cell(&t, 3, also);
        }
    table_print(&t, stdout);
    return CLI_DONE;
}

static enum cli_exit report(struct stall_run *s, bool made, const struct error *e, double begin_s)
{
    struct workspace *w = &s->workspace;
    bool table = s->call->values[STALL_OPTION_RECORDS].given;
    fflush(stdout);
    diag_print(stderr, &w->diags, terminal_has_colour(stderr));
    if (w->diags.count)
        diag_print_summary(stderr, &w->diags);
    if (table)
        stall_print_totals(s, begin_s);
    fflush(stdout);
    if (!made)
        return say_failure(e);
    if (s->stopped) {
        say_error(_("stopped on request: %u of %u rows are printed, and their files are whole"),
                  s->made_count + s->skipped_count, s->chosen_count);
        fprintf(stderr, _("To go on, give the same command with --resume.\n"));
        return CLI_SYSTEM;
    }
    if (s->only.count && !s->chosen_count)
        say_error("%s", _("--only names no row that there is"));
    if (s->strict && s->bad_count)
        say_error("%s", _("nothing was printed: --strict, and there are rows with errors"));
    bool all = !table || (s->chosen_count && !s->bad_count);
    return w->diags.error_count || !all ? CLI_PROBLEMS : CLI_DONE;
}

/* What the options say together. */
static bool check_call(const struct invocation *call)
{
    static const unsigned of_tables[] = {STALL_OPTION_ONE_FILE, STALL_OPTION_ONLY,
                                         STALL_OPTION_RESUME, STALL_OPTION_STRICT};
    const struct option_value *v = call->values;
    bool table = v[STALL_OPTION_RECORDS].given;
    for (unsigned i = 0; table && i < STALL_VALUE_COUNT; i++) {
        if (!v[i].given)
            continue;
        say_error(_("--%s stands in the spreadsheet's columns when there is --records: leave one "
                    "out"),
                  options[i].name);
        return false;
    }
    for (unsigned i = 0; !table && i < sizeof of_tables / sizeof *of_tables; i++) {
        if (!v[of_tables[i]].given)
            continue;
        say_error(_("--%s is for --records"), options[of_tables[i]].name);
        return false;
    }
    if (v[STALL_OPTION_BACK].given && v[STALL_OPTION_DESIGN].number != DESIGN_STAND) {
        say_error("%s", _("--back is for --design stand: the others have one face"));
        return false;
    }
    return true;
}

static bool choose(struct stall_run *s, struct error *e)
{
    const struct option_value *v = s->call->values;
    unsigned count;
    s->how = (struct stall_print){
        .design = &stall_design_all(&count)[v[STALL_OPTION_DESIGN].number],
        .ink = v[STALL_OPTION_INK].number == 1 ? DESIGN_MONO : DESIGN_COLOUR,
        .back = v[STALL_OPTION_BACK].number == 1 ? STALL_BACK_CUSTOMER : STALL_BACK_SELLER,
        .language = "vi"};
    s->out = v[STALL_OPTION_OUT].given ? v[STALL_OPTION_OUT].text : "out";
    s->one_file = v[STALL_OPTION_ONE_FILE].given;
    s->strict = v[STALL_OPTION_STRICT].given;
    s->resume = v[STALL_OPTION_RESUME].given;
    if (v[STALL_OPTION_ONLY].given &&
        !record_ranges_parse(&s->only, slice_from(v[STALL_OPTION_ONLY].text), e))
        return false;
    if (!v[STALL_OPTION_SHEET].given)
        return true;
    s->sheet = &s->sheet_spec;
    return sheet_choose(&s->sheet_spec, slice_from(v[STALL_OPTION_SHEET].text), e);
}

static enum cli_exit run_with(struct stall_run *s, double begin_s)
{
    struct workspace *w = &s->workspace;
    struct error e = {0};
    if (!check_call(s->call))
        return say_usage_hint(s->call->command);
    if (!choose(s, &e))
        return say_call_failure(s->call->command, &e);
    s->banks = load_banks(w);
    if (!s->banks || w->diags.error_count) {
        diag_print(stderr, &w->diags, terminal_has_colour(stderr));
        return CLI_PROBLEMS;
    }
    if (s->call->values[STALL_OPTION_LIST].given)
        return list_banks(s);
    struct field values[STALL_VALUE_COUNT];
    bool table = s->call->values[STALL_OPTION_RECORDS].given;
    if (!table && !take_options(values, s, &e))
        return say_call_failure(s->call->command, &e);
    bool made = table ? stall_make_rows(s, &e) : make_one(s, values, &e);
    return report(s, made, &e, begin_s);
}

static enum cli_exit run(const struct invocation *call)
{
    double begin_s = clock_seconds();
    if (!call->paths)
        return say_failure(call->paths_error);
    struct stall_run s;
    memset(&s, 0, sizeof s);
    s.call = call;
    workspace_init(&s.workspace, call->paths);
    enum cli_exit code = run_with(&s, begin_s);
    workspace_deinit(&s.workspace);
    return code;
}

const struct command command_stall = {
    .name = "stall",
    .arguments = "",
    .summary = N_("Make VietQR stands, cards and stickers for market stalls"),
    .details = N_(
        "The code holds bank, account, amount and note; the payer's bank shows the owner's name\n"
        "itself, and the page shows name, bank and number large so that both are compared.\n\n"
        "  ngoso stall --name \"NGUYEN VAN MAU\" --bank Vietcombank --account 0123456789\n"
        "  ngoso stall --name \"LE VAN MAU\" --bank MB --account 0011223344 --design card --sheet "
        "4up\n\n"
        "A card's number (--card, 16 to 19 digits that begin with the bank's number) can be read\n"
        "in whole by whoever scans; the page shows its last four digits. Prefer an account."),
    .more = N_(
        "A spreadsheet saved as CSV has the columns: tên, ngân hàng, số tài khoản (or số thẻ) "
        "and,\n"
        "if wanted, số tiền, nội dung, tên quán. Format the accounts' column as text: Excel drops\n"
        "leading noughts. Rows with errors are named, the others are made; up to 200,000 rows.\n"
        "Ctrl-C leaves whole files; --resume goes on.\n\n"
        "  ngoso stall --records stalls.csv --one-file --design sticker --ink mono\n"
        "  ngoso stall --records stalls.csv --design card --only 3,7-9"),
    .options = options,
    .option_count = STALL_OPTION_COUNT,
    .run = run,
};
