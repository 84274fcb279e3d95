/** @file
 * ngoso qr: what the codes of a guide open, letter by letter, to check before printing.
 */
#include <stdio.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "cli/table.h"
#include "cli/workspace.h"
#include "page/symbols.h"

enum { QR_OPTION_PLAIN, QR_OPTION_COMMUNE, QR_OPTION_COUNT };

static const struct option_spec options[QR_OPTION_COUNT] = {
    [QR_OPTION_PLAIN] = {"plain", OPTION_FLAG, NULL,
                         N_("For programs: guide, label, kind and content, with tabs between"), 0,
                         0, NULL},
    [QR_OPTION_COMMUNE] = {"commune", OPTION_TEXT, N_("FILE"),
                           N_("Also the Zalo groups of a commune's file"), 0, 0, NULL},
};

struct listing {
    bool plain;
    struct table table;
    struct arena *arena;
    struct slice owner; /* Id of the guide, or path of the commune's file. */
    bool failed;
};

static const char *kind_title(enum qr_kind kind)
{
    switch (kind) {
    case QR_KIND_LINK:
        return N_("link");
    case QR_KIND_ANDROID:
        return N_("Android app");
    case QR_KIND_IPHONE:
        return N_("iPhone app");
    case QR_KIND_PHONE:
        return N_("telephone");
    case QR_KIND_SMS:
        return N_("SMS");
    case QR_KIND_WIFI:
        return N_("Wi-Fi");
    case QR_KIND_TEXT:
        return N_("text");
    case QR_KIND_COUNT:
        break;
    }
    UNREACHABLE("kind of QR");
}

/* Tabs, line ends and backslashes inside a value would break the lines of --plain. */
static void put_escaped(struct slice s)
{
    for (size_t i = 0; i < s.size; i++) {
        char c = s.data[i];
        if (c == '\t' || c == '\n' || c == '\r' || c == '\\')
            printf("\\%c", c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : '\\');
        else
            putchar(c);
    }
}

static void put_plain(const struct listing *l, struct slice label, enum qr_kind kind,
                      struct slice payload)
{
    put_escaped(l->owner);
    putchar('\t');
    put_escaped(label);
    printf("\t%s\t", kind_title(kind));
    put_escaped(payload);
    putchar('\n');
}

static void add_row(struct listing *l, struct slice label, enum qr_kind kind, struct slice payload)
{
    table_row(&l->table, STYLE_PLAIN);
    table_cell(&l->table, 0, arena_printf(l->arena, "  %.*s", SLICE_ARG(label)));
    table_cell(&l->table, 1, slice_from(_(kind_title(kind))));
    table_cell(&l->table, 2, payload);
}

/* One symbol; a value that makes none is left to `check`, which knows where it stands. */
static void list_symbol(struct listing *l, struct slice label, const struct qr_request *request)
{
    struct buf payload;
    struct error e = {0};
    buf_init(&payload, QR_PAYLOAD_MAX);
    if (!qr_payload(&payload, NULL, request, &e)) {
        say_error("%.*s: %.*s: %s", SLICE_ARG(l->owner), SLICE_ARG(label), e.message);
        l->failed = true;
    } else if (l->plain) {
        put_plain(l, label, request->kind, buf_slice(&payload));
    } else {
        add_row(l, label, request->kind, arena_copy(l->arena, buf_slice(&payload)));
    }
    buf_deinit(&payload);
}

static void list_code(struct listing *l, const struct guide_qr *qr)
{
    if (qr->kind != GUIDE_QR_APP) {
        struct qr_request request = symbol_request(qr, SYMBOL_ANY);
        list_symbol(l, qr->label.text, &request);
        return;
    }
    struct qr_request android = symbol_request(qr, SYMBOL_ANDROID);
    struct qr_request iphone = symbol_request(qr, SYMBOL_IPHONE);
    if (android.value.size)
        list_symbol(l, qr->label.text, &android);
    if (iphone.value.size)
        list_symbol(l, qr->label.text, &iphone);
}

static void list_guide(struct listing *l, const struct guide *g)
{
    l->owner = g->id.text;
    if (!l->plain)
        table_heading(&l->table, g->title.text);
    for (unsigned i = 0; i < g->qr_count; i++)
        list_code(l, &g->qr[i]);
}

static void list_group(struct listing *l, struct slice label, const struct contact *contact)
{
    struct qr_request request = {.kind = QR_KIND_LINK, .value = contact->zalo.text};
    if (request.value.size)
        list_symbol(l, label, &request);
}

static bool has_groups(const struct commune *c)
{
    bool any = c->contact.zalo.text.size > 0;
    for (unsigned i = 0; i < c->village_count; i++)
        any |= c->villages[i].contact.zalo.text.size > 0;
    return any;
}

static void list_commune(struct listing *l, const struct workspace *w)
{
    const struct commune *c = w->commune;
    l->owner = slice_from(w->commune_path);
    if (!l->plain && has_groups(c))
        table_heading(&l->table, l->owner);
    list_group(l, c->contact.team.text, &c->contact);
    for (unsigned i = 0; i < c->village_count; i++)
        list_group(l, c->villages[i].name.text, &c->villages[i].contact);
}

static enum cli_exit list_all(const struct invocation *call, struct workspace *w)
{
    struct listing l = {.plain = call->values[QR_OPTION_PLAIN].given, .arena = &w->arena};
    table_init(&l.table, &w->arena, "lll");
    for (unsigned i = 0; i < w->guide_count; i++)
        if (w->guides[i].guide)
            list_guide(&l, w->guides[i].guide);
    if (w->commune)
        list_commune(&l, w);
    if (!l.plain)
        table_print(&l.table, stdout);
    fflush(stdout);
    diag_print(stderr, &w->diags, terminal_has_colour(stderr));
    return l.failed || w->diags.error_count ? CLI_PROBLEMS : CLI_DONE;
}

static enum cli_exit run(const struct invocation *call)
{
    if (!call->paths)
        return say_failure(call->paths_error);
    struct workspace w;
    struct error e = {0};
    enum cli_exit code;
    workspace_init(&w, call->paths);
    if (load_guides(&w, call->arguments, call->argument_count, &e)) {
        if (call->values[QR_OPTION_COMMUNE].given)
            load_commune(&w, call->values[QR_OPTION_COMMUNE].text);
        code = list_all(call, &w);
    } else {
        code = say_call_failure(call->command, &e);
    }
    workspace_deinit(&w);
    return code;
}

const struct command command_qr = {
    .name = "qr",
    .arguments = N_("[GUIDE…]"),
    .summary = N_("Show what the QR codes of guides open, letter by letter"),
    .details =
        N_("Compare with the official pages before printing a thousand sheets. An app has two\n"
           "codes, one for Android and one for iPhone. Without GUIDE: all shipped guides."),
    .options = options,
    .option_count = QR_OPTION_COUNT,
    .argument_max = CLI_ARGUMENTS_MAX,
    .run = run,
};
