/* ngoso results enter: sheets filled in on paper, typed into a table, into the log. */
#include <stdio.h>

#include "base/date.h"
#include "base/i18n.h"
#include "cli/confirm.h"
#include "cli/results/quiz_table.h"
#include "cli/results/quizzes.h"
#include "cli/results/results.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "store/paper.h"

enum { PREVIEW_ALL = 30, PREVIEW_SOME = 12 };

struct entering {
    struct store *store;
    const struct invocation *call;
    struct workspace *workspace;
    const struct quiz *quiz;
    struct quiz_table table;
    struct paper_batch batch;
    bool again;
};

/* ---- what was asked for ---- */

static bool read_day(int64_t *day, const struct invocation *call)
{
    const char *text = call->values[RESULTS_DATE].text;
    struct date date = date_today(), today = date;
    if (text && !date_parse(&date, slice_from(text))) {
        say_error(_("--date needs a day such as 2026-11-21 or 21/11/2026, not “%s”"), text);
        return false;
    }
    *day = date_days(date);
    if (*day <= date_days(today))
        return true;
    say_error(_("--date %s lies in the future: it is the day the sheets were filled in"), text);
    return false;
}

/* ---- the batch ---- */

static struct slice base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slice_from(slash ? slash + 1 : path);
}

static struct slice option_ids(struct arena *a, const struct quiz_question *q)
{
    struct quiz_letters letters = quiz_letters_of(q);
    struct slice all = SLICE("");
    for (unsigned i = 0; i < letters.count; i++)
        all = arena_printf(a, "%.*s%s%.*s", SLICE_ARG(all), i ? "," : "",
                           SLICE_ARG(q->options[letters.option[i]].id.text));
    return all;
}

static void put(struct buf *out, struct slice text)
{
    buf_append_int(out, (int64_t)text.size);
    buf_append_char(out, ':');
    buf_append_slice(out, text);
}

/* The name follows from what was typed, not from the file's bytes: so the same table saved again by
 * another spreadsheet counts once. */
static void name_batch(struct entering *en)
{
    struct buf all;
    uint8_t digest[STORE_DIGEST_BYTES];
    struct paper_batch *b = &en->batch;
    buf_init(&all, 256 * 1024 * 1024);
    buf_append_text(&all, "paper 1\n");
    put(&all, b->quiz);
    for (unsigned i = 0; i < b->question_count; i++) {
        put(&all, b->questions[i].id);
        buf_append(&all, b->questions[i].hash, sizeof b->questions[i].hash);
    }
    for (unsigned i = 0; i < en->table.row_count; i++) {
        const struct quiz_table_row *row = &en->table.rows[i];
        if (!row->sound)
            continue;
        put(&all, row->sheet);
        put(&all, row->paper.village);
        put(&all, row->paper.age_group);
        put(&all, row->paper.person);
        for (unsigned q = 0; q < b->question_count; q++)
            put(&all, row->paper.responses[q]);
    }
    CHECK(!all.failed);
    store_digest(digest, buf_slice(&all));
    buf_deinit(&all);
    struct slice hex = quiz_version(&en->workspace->arena, digest, STORE_ID_BYTES - 1);
    snprintf(b->id.text, sizeof b->id.text, "%.*s", SLICE_ARG(hex));
}

static void fill_batch(struct entering *en)
{
    struct arena *a = &en->workspace->arena;
    struct paper_batch *b = &en->batch;
    const struct quiz_table *t = &en->table;
    struct store_question *questions = ARENA_ARRAY(a, t->question_count, struct store_question);
    struct paper_row *rows = ARENA_ARRAY(a, t->row_count + 1, struct paper_row);
    for (unsigned i = 0; i < t->question_count; i++) {
        questions[i].id = t->questions[i]->id.text;
        questions[i].options = option_ids(a, t->questions[i]);
        store_digest_question(questions[i].hash, t->questions[i]);
    }
    for (unsigned i = 0; i < t->row_count; i++)
        if (t->rows[i].sound)
            rows[b->row_count++] = t->rows[i].paper;
    b->name = base_name(en->call->arguments[2]);
    b->quiz = en->quiz->id.text;
    b->language = en->quiz->language.text;
    b->questions = questions;
    b->question_count = t->question_count;
    b->rows = rows;
    store_digest_quiz(b->quiz_hash, en->quiz);
    name_batch(en);
}

/* ---- shown before it is recorded ---- */

static struct slice answers_of(struct arena *a, const struct quiz_table *t,
                               const struct quiz_table_row *row)
{
    struct slice all = SLICE("");
    for (unsigned i = 0; i < t->question_count; i++) {
        struct slice letters = quiz_letters_write(a, t->questions[i], row->paper.responses[i]);
        all = arena_printf(a, "%.*s%s%.*s", SLICE_ARG(all), i ? " " : "",
                           SLICE_ARG(letters.size ? letters : SLICE("–")));
    }
    return all;
}

static unsigned right_of(const struct quiz_table *t, const struct paper_row *row)
{
    unsigned count = 0;
    for (unsigned i = 0; i < t->question_count; i++)
        count += row->right[i];
    return count;
}

static void show_row(struct table *out, struct entering *en, const struct quiz_table_row *row)
{
    struct arena *a = &en->workspace->arena;
    const struct slice none = SLICE("—");
    table_row(out, row->sound ? STYLE_PLAIN : STYLE_RED);
    table_cell(out, 0, arena_printf(a, "%u", row->number));
    table_cell(out, 1, row->paper.village.size ? row->paper.village : none);
    table_cell(out, 2, row->paper.age_group.size ? row->paper.age_group : none);
    table_cell(out, 3, row->paper.person.size ? row->paper.person : none);
    table_cell(out, 4,
               row->sound ? arena_printf(a, "%u/%u", right_of(&en->table, &row->paper),
                                         en->table.question_count)
                          : slice_from(_("wrong")));
    table_cell(out, 5, answers_of(a, &en->table, row));
}

static void show_preview(struct entering *en)
{
    const struct quiz_table *t = &en->table;
    const char *const names[] = {_("row"),         _("village"), _("age group"),
                                 _("person code"), _("right"),   _("answers (– none)")};
    unsigned shown = t->row_count <= PREVIEW_ALL ? t->row_count : PREVIEW_SOME;
    struct table out;
    table_init(&out, &en->workspace->arena, "rlllrl");
    table_row(&out, STYLE_DIM);
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        table_cell(&out, i, slice_from(names[i]));
    for (unsigned i = 0; i < shown; i++)
        show_row(&out, en, &t->rows[i]);
    table_print(&out, stdout);
    if (shown < t->row_count)
        printf(_("… and %u more rows\n"), t->row_count - shown);
}

static void show_sums(const struct entering *en)
{
    const struct paper_batch *b = &en->batch;
    uint64_t right = 0, answered = 0, all = (uint64_t)b->row_count * b->question_count;
    for (unsigned i = 0; i < b->row_count; i++)
        for (unsigned q = 0; q < b->question_count; q++) {
            right += b->rows[i].right[q];
            answered += b->rows[i].responses[q].size > 0;
        }
    printf(i18n_plural("%u sheet, ", "%u sheets, ", b->row_count), b->row_count);
    printf(i18n_plural("%u question: ", "%u questions: ", b->question_count), b->question_count);
    printf(_("%llu of %llu answered, %llu right.\n"), (unsigned long long)answered,
           (unsigned long long)all, (unsigned long long)right);
}

/* Whoever corrects a table and enters it again has two batches. */
static bool warn_of_namesake(void *self, const struct paper_info *other)
{
    struct entering *en = self;
    const struct paper_batch *b = &en->batch;
    if (strcmp(other->id.text, b->id.text) == 0)
        en->again = en->again || !other->withdrawn;
    else if (!other->withdrawn && slice_equal(other->name, b->name) &&
             slice_equal(other->quiz, b->quiz))
        printf(_("A file %.*s was entered before (%u sheets, batch %.8s). If this one corrects it, "
                 "take that one back first: ngoso results withdraw %.8s\n"),
               SLICE_ARG(b->name), other->row_count, other->id.text, other->id.text);
    return true;
}

/* ---- recording ---- */

static enum cli_exit record(struct entering *en)
{
    struct error e = {0};
    bool again;
    enum cli_exit code;
    if (!confirm_or_say(&code, _("Record these sheets?"), en->call->values[RESULTS_YES].given))
        return code;
    if (!store_enter_paper(&again, en->store, &en->batch, &e))
        return say_failure(&e);
    printf(i18n_plural("Recorded: %u sheet, batch %.8s.\n", "Recorded: %u sheets, batch %.8s.\n",
                       en->batch.row_count),
           en->batch.row_count, en->batch.id.text);
    return CLI_DONE;
}

static enum cli_exit show_and_record(struct entering *en)
{
    struct error e = {0};
    bool skip = en->call->values[RESULTS_SKIP_BAD].given;
    const struct quiz_table *t = &en->table;
    show_preview(en);
    if (t->bad_count && !skip) {
        printf(i18n_plural("%u row is wrong: nothing was recorded. Correct it, or leave it out "
                           "with --skip-bad.\n",
                           "%u rows are wrong: nothing was recorded. Correct them, or leave them "
                           "out with --skip-bad.\n",
                           t->bad_count),
               t->bad_count);
        return CLI_PROBLEMS;
    }
    fill_batch(en);
    if (en->batch.row_count == 0) {
        say_error("%s", _("there is no row to record"));
        return CLI_PROBLEMS;
    }
    show_sums(en);
    if (!store_visit_batches(en->store, warn_of_namesake, en, &e))
        return say_failure(&e);
    if (en->again)
        printf(_("These sheets are recorded already (batch %.8s); they count once.\n"),
               en->batch.id.text);
    if (en->again || en->call->values[RESULTS_PREVIEW].given)
        return CLI_DONE;
    return record(en);
}

/* Which of the shipped quizzes has that question; NULL: none. */
static const struct quiz *find_owner(struct workspace *w, struct slice question)
{
    const char *const *paths;
    unsigned count;
    struct error unused = {0};
    struct diag_list unread;
    diag_init(&unread, &w->arena);
    if (!list_shipped_quizzes(&paths, &count, w, &unused))
        return NULL;
    for (unsigned i = 0; i < count; i++) {
        const struct quiz *quiz = quiz_load(&w->arena, paths[i], NULL, &unread);
        for (unsigned k = 0; quiz && k < quiz->question_count; k++)
            if (slice_equal(quiz->questions[k].id.text, question))
                return quiz;
    }
    return NULL;
}

static void say_owner(struct entering *en)
{
    struct workspace *w = en->workspace;
    const struct quiz *owner = find_owner(w, en->table.stranger);
    if (owner)
        diag_note(&w->diags, (struct span){0},
                  _("it fits quiz “%.*s”: ngoso results enter %.*s %s"), SLICE_ARG(owner->id.text),
                  SLICE_ARG(owner->id.text), en->call->arguments[2]);
}

static enum cli_exit enter(struct entering *en)
{
    struct error e = {0};
    struct workspace *w = en->workspace;
    en->quiz = load_named_quiz(w, en->call->arguments[1], &e);
    load_commune(w, NULL);
    unsigned errors = w->diags.error_count;
    bool read = en->quiz && errors == 0 &&
                quiz_table_read(&en->table, &w->arena, en->call->arguments[2], en->quiz, w->commune,
                                &w->diags);
    if (en->table.foreign)
        say_owner(en);
    diag_print(stderr, &w->diags, terminal_has_colour(stderr));
    if (e.kind != ERROR_NONE)
        return say_call_failure(en->call->command, &e);
    return read ? show_and_record(en) : CLI_PROBLEMS;
}

enum cli_exit results_enter(struct store *s, const struct invocation *call)
{
    struct workspace w;
    struct entering en = {.store = s, .call = call, .workspace = &w};
    if (!call->paths)
        return say_failure(call->paths_error);
    if (!read_day(&en.batch.day, call))
        return say_usage_hint(call->command);
    workspace_init(&w, call->paths);
    enum cli_exit code = enter(&en);
    workspace_deinit(&w);
    return finish_output(code);
}
