/** @file
 * ngoso stall: VietQR stands, cards and stickers for small traders.
 */
#include <stdio.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "cli/interrupt.h"
#include "cli/press.h"
#include "cli/table.h"
#include "content/grid.h"
#include "content/stall.h"
#include "content/text.h"
#include "out/pdf.h"
#include "page/stall.h"

enum {
    OPTION_NAME, /* The first ones in the order of enum stall_value. */
    OPTION_BANK,
    OPTION_ACCOUNT,
    OPTION_AMOUNT,
    OPTION_MESSAGE,
    OPTION_SHOP,
    OPTION_RECORDS,
    OPTION_DESIGN,
    OPTION_INK,
    OPTION_OUT,
    OPTION_LIST,
    OPTION_COUNT
};

enum { ROWS_MAX = 5000 };

static const char *const design_words[] = {"stand", "card", "sticker", NULL};
static const char *const ink_words[] = {"colour", "mono", NULL};

static const struct option_spec options[OPTION_COUNT] = {
    [OPTION_NAME] = {"name", OPTION_TEXT, N_("NAME"),
                     N_("The account's owner, as the bank's app shows it"), 0, 0, NULL},
    [OPTION_BANK] = {"bank", OPTION_TEXT, N_("BANK"), N_("The bank's name or VietQR number"), 0, 0,
                     NULL},
    [OPTION_ACCOUNT] = {"account", OPTION_TEXT, N_("NUMBER"), N_("The account's number"), 0, 0,
                        NULL},
    [OPTION_AMOUNT] = {"amount", OPTION_TEXT, N_("DONG"),
                       N_("A fixed amount (else: the payer types it)"), 0, 0, NULL},
    [OPTION_MESSAGE] = {"message", OPTION_TEXT, N_("TEXT"),
                        N_("What the owner sees beside the money; up to 25 letters"), 0, 0, NULL},
    [OPTION_SHOP] = {"shop", OPTION_TEXT, N_("NAME"), N_("The stall's name, printed large"), 0, 0,
                     NULL},
    [OPTION_RECORDS] = {"records", OPTION_TEXT, N_("FILE.csv"),
                        N_("A page for each row of a spreadsheet instead"), 0, 0, NULL},
    [OPTION_DESIGN] = {"design", OPTION_WORD, "stand|card|sticker",
                       N_("A5 stand, A6 card, or A4 with six stickers (else: stand)"), 0, 0,
                       design_words},
    [OPTION_INK] = {"ink", OPTION_WORD, "colour|mono",
                    N_("Colour, or one colour for black-and-white printers (else: colour)"), 0, 0,
                    ink_words},
    [OPTION_OUT] = {"out", OPTION_TEXT, N_("FOLDER"), N_("Where the file goes (else: out)"), 0, 0,
                    NULL},
    [OPTION_LIST] = {"list-banks", OPTION_FLAG, NULL, N_("List the banks and end"), 0, 0, NULL},
};

struct stalls {
    const struct invocation *call;
    struct workspace workspace;
    const struct banks *banks;
    struct stall *items; /* Those that are sound. */
    unsigned count, given, made;
    const struct design *design;
    enum design_ink ink;
};

/* ---- what is given --------------------------------------------------------------------------- */

static void add(struct stalls *s, const struct field values[STALL_VALUE_COUNT], bool sound)
{
    struct workspace *w = &s->workspace;
    s->given++;
    sound &= stall_check(&s->items[s->count], values, s->banks, &w->arena, &w->diags);
    s->count += sound;
}

/* An option's value as a text that problems can point into. */
static struct field option_field(struct arena *a, const struct option_spec *spec, const char *text)
{
    struct source *source = ARENA_NEW(a, struct source);
    source->name = arena_printf(a, "--%s", spec->name);
    source->text = slice_from(text ? text : "");
    struct span span = {source, 0, (uint32_t)source->text.size};
    return (struct field){text_fold(a, source->text), span};
}

static bool take_options(struct stalls *s, struct error *e)
{
    struct field values[STALL_VALUE_COUNT];
    for (unsigned v = 0; v < STALL_VALUE_COUNT; v++) {
        const char *text = s->call->values[v].text;
        if (text && utf8_first_bad(slice_from(text)) < strlen(text))
            return error_set(e, ERROR_INPUT, 0, _("the value of --%s is not UTF-8"),
                             options[v].name);
        if (!text && v <= STALL_ACCOUNT)
            return error_set(e, ERROR_INPUT, 0,
                             _("--%s is missing: a stall needs --name, --bank "
                               "and --account, or --records FILE.csv"),
                             options[v].name);
        values[v] = option_field(&s->workspace.arena, &options[v], text);
    }
    add(s, values, true);
    return true;
}

/* Cells live as long as their arena, so all rows share the workspace's. */
static bool take_rows(struct stalls *s, struct error *e)
{
    struct workspace *w = &s->workspace;
    int columns[STALL_VALUE_COUNT];
    struct grid_row row;
    for (unsigned v = 0; v < STALL_VALUE_COUNT; v++)
        if (s->call->values[v].given)
            return error_set(e, ERROR_INPUT, 0,
                             _("--%s stands in the spreadsheet's columns when "
                               "there is --records: leave one out"),
                             options[v].name);
    struct grid *g = grid_open(&w->arena, s->call->values[OPTION_RECORDS].text, &w->diags);
    if (!g)
        return true;
    bool found = stall_columns(columns, g, &w->diags);
    while (found && grid_next(&row, g, &w->arena, &w->diags)) {
        struct field values[STALL_VALUE_COUNT];
        if (s->given == ROWS_MAX) {
            grid_close(g);
            return error_set(e, ERROR_LIMIT, 0, _("more than %d stalls: split the file"),
                             (int)ROWS_MAX);
        }
        for (unsigned v = 0; v < STALL_VALUE_COUNT; v++)
            values[v] =
                columns[v] >= 0 ? row.cells[columns[v]] : (struct field){{NULL, 0}, row.span};
        add(s, values, row.sound);
    }
    grid_close(g);
    return true;
}

/* ---- the file -------------------------------------------------------------------------------- */

/* "nguyen-van-mau" of a name, "stalls" of "lists/stalls.csv". */
static struct slice stem_of(struct arena *a, struct slice name)
{
    struct slice plain = utf8_plain(a, name);
    char *out = arena_alloc(a, plain.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < plain.size; i++) {
        char c = plain.data[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (letter)
            out[size++] = c;
        else if (size && out[size - 1] != '-')
            out[size++] = '-';
    }
    while (size && out[size - 1] == '-')
        size--;
    return (struct slice){out, size};
}

static struct slice file_path(struct stalls *s)
{
    struct arena *a = &s->workspace.arena;
    const char *records = s->call->values[OPTION_RECORDS].text;
    const char *folder =
        s->call->values[OPTION_OUT].given ? s->call->values[OPTION_OUT].text : "out";
    struct slice name = s->items[0].owner;
    if (records) {
        const char *slash = strrchr(records, '/');
        name = slice_from(slash ? slash + 1 : records);
        if (slice_ends(name, SLICE(".csv")))
            name.size -= strlen(".csv");
    }
    return arena_printf(a, "%s/%s%.*s-%s%s.pdf", folder, records ? "" : "stall-",
                        SLICE_ARG(stem_of(a, name)), s->design->name,
                        s->ink == DESIGN_MONO ? "-mono" : "");
}

static bool add_page(struct pdf_file *file, struct stalls *s, struct press *press,
                     const struct stall *stall, struct error *e)
{
    struct draw_list *list = &press->pages.lists[0];
    struct diag_list diags;
    arena_reset(&press->arena);
    diag_init(&diags, &press->arena);
    bool drawn =
        stall_draw(list, press->kit, s->design, stall, s->ink, "vi", &press->arena, &diags);
    merge_diags(&s->workspace.diags, &diags);
    struct slice shop = stall->values[STALL_SHOP].text;
    if (!drawn)
        return true;
    s->made++;
    return pdf_add_page(file, list, shop.size ? shop : stall->owner, e);
}

static bool write_pages(struct pdf_file *file, struct stalls *s, struct press *press,
                        struct error *e)
{
    for (unsigned i = 0; i < s->count; i++) {
        if (interrupt_asked())
            return error_set(e, ERROR_INTERRUPT, 0, "%s", _("stopped on request"));
        if (!add_page(file, s, press, &s->items[i], e))
            return false;
    }
    return true;
}

static bool write_file(struct stalls *s, struct press *press, const char *path, struct error *e)
{
    struct pdf_options how = {
        .whole_pages = true, .durability = FILE_DURABLE, .color = PDF_COLOR_RGB};
    struct pdf_meta meta = {.title = slice_from(i18n_in("vi", N_("Scan to pay"))),
                            .subject = SLICE("VietQR"),
                            .language = SLICE("vi-VN")};
    struct pdf_job *job = pdf_job_create(press->fonts, &how);
    struct pdf_file *file;
    bool ok = pdf_open(&file, job, path, &meta, e);
    if (ok && (!write_pages(file, s, press, e) || s->made == 0)) {
        pdf_abandon(file);
        ok = s->made == 0 && e->kind == ERROR_NONE; /* Why is among the problems. */
    } else if (ok) {
        ok = pdf_close(file, NULL, e);
    }
    pdf_job_destroy(job);
    return ok;
}

static bool make(struct stalls *s, struct error *e)
{
    struct press press;
    struct slice path = file_path(s);
    const char *slash = strrchr(path.data, '/');
    struct slice folder = slice_part(path, 0, (size_t)(slash - path.data));
    if (!file_make_folder(arena_copy(&s->workspace.arena, folder).data, e) ||
        !press_open(&press, &s->workspace, e))
        return false;
    bool ok = write_file(s, &press, path.data, e);
    press_close(&press);
    if (!ok || s->made == 0)
        return ok;
    for (unsigned i = 0; i < s->count && !s->call->values[OPTION_RECORDS].given; i++)
        printf("%.*s (%.*s) · %s · %.*s\n", SLICE_ARG(s->items[i].bank->name.text),
               SLICE_ARG(s->items[i].bank->bin.text),
               stall_group_digits(&s->workspace.arena, s->items[i].account).data,
               SLICE_ARG(s->items[i].owner));
    printf(_("%s: %u of %u stalls. Scan one copy and send a small amount before printing more.\n"),
           path.data, s->made, s->given);
    return true;
}

/* ---- the command ----------------------------------------------------------------------------- */

static enum cli_exit list_banks(struct stalls *s)
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

static enum cli_exit make_all(struct stalls *s)
{
    struct workspace *w = &s->workspace;
    struct error e = {0};
    s->items = ARENA_ARRAY(&w->arena, ROWS_MAX, struct stall);
    bool taken = s->call->values[OPTION_RECORDS].given ? take_rows(s, &e) : take_options(s, &e);
    if (!taken)
        return say_call_failure(s->call->command, &e);
    bool made = s->count == 0 || make(s, &e);
    fflush(stdout);
    diag_print(stderr, &w->diags, terminal_has_colour(stderr));
    if (w->diags.count)
        diag_print_summary(stderr, &w->diags);
    if (!made)
        return say_failure(&e);
    return w->diags.error_count ? CLI_PROBLEMS : CLI_DONE;
}

static enum cli_exit run(const struct invocation *call)
{
    if (!call->paths)
        return say_failure(call->paths_error);
    struct stalls s = {.call = call};
    unsigned count;
    workspace_init(&s.workspace, call->paths);
    s.design = &stall_design_all(&count)[call->values[OPTION_DESIGN].number];
    s.ink = call->values[OPTION_INK].number == 1 ? DESIGN_MONO : DESIGN_COLOUR;
    s.banks = load_banks(&s.workspace);
    enum cli_exit code = CLI_PROBLEMS;
    if (!s.banks || s.workspace.diags.error_count)
        diag_print(stderr, &s.workspace.diags, terminal_has_colour(stderr));
    else if (call->values[OPTION_LIST].given)
        code = list_banks(&s);
    else
        code = make_all(&s);
    workspace_deinit(&s.workspace);
    return code;
}

const struct command command_stall = {
    .name = "stall",
    .arguments = "",
    .summary = N_("Make VietQR stands, cards and stickers for market stalls"),
    .details = N_(
        "The code holds bank, account, amount and note; the payer's bank shows the owner's name\n"
        "itself, and the page shows name, bank and number large so that both are compared.\n"
        "A spreadsheet saved as CSV has the columns: tên, ngân hàng, số tài khoản and, if\n"
        "wanted, số tiền, nội dung, tên quán. Format the accounts' column as text: Excel drops\n"
        "leading noughts. Rows with errors are named, the others are made.\n\n"
        "  ngoso stall --name \"NGUYEN VAN MAU\" --bank Vietcombank --account 0123456789\n"
        "  ngoso stall --records stalls.csv --design sticker --ink mono"),
    .options = options,
    .option_count = OPTION_COUNT,
    .run = run,
};
