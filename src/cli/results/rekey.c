/*
 * ngoso results rekey, rekeys: a question whose key was wrong is marked anew, from the log.
 *
 * Which version: the log knows a question's versions by the hash of what they say and ask. With
 * --right the key of one of them is given. Without, the quiz file holds the corrected question, and
 * its key is that of an older version, whose options must be the same ones. Where several versions
 * were answered, --of-version says which.
 */
#include <stdio.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "cli/confirm.h"
#include "cli/results/quiz.h"
#include "cli/results/quizzes.h"
#include "cli/results/results.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "store/paper.h"
#include "store/sheet.h"

enum { VERSION_MIN = 4, RIGHT_BYTES_MAX = 4096 };

#define BOOK_BYTES_MAX ((size_t)2 * SHEET_BOOK_BYTES_MAX)
#define MS_A_DAY       INT64_C(86400000)

struct rekeying {
    struct store *store;
    const struct invocation *call;
    struct workspace *workspace;
    struct arena arena; /* Of the book. */
    const struct quiz *quiz;
    const struct quiz_question *question;
    uint8_t today[STORE_DIGEST_BYTES]; /* The version in the file. */
    struct book book;
    int64_t *answers[SHEET_ITEMS_MAX]; /* By item and response; NULL for other questions. */
    const struct book_item *item;      /* Chosen. */
    unsigned item_index;
    struct buf right;
    struct slice reason;
};

/* ---- the book ---- */

static bool count_sheet(void *self, const struct sheet *sheet)
{
    struct rekeying *r = self;
    for (unsigned i = 0; i < sheet->answer_count; i++) {
        int64_t *answers = r->answers[sheet->answers[i].item];
        if (answers)
            answers[sheet->answers[i].response]++;
    }
    return true;
}

static bool read_book(struct rekeying *r, struct error *e)
{
    struct store_book *walk = NULL;
    bool ok = store_open_book(&r->book, &walk, r->store, &r->arena, e);
    for (unsigned i = 0; ok && i < r->book.item_count; i++) {
        const struct book_item *item = &r->book.items[i];
        if (slice_equal(item->quiz, r->quiz->id.text) &&
            slice_equal(item->id, r->question->id.text))
            r->answers[i] = ARENA_ARRAY(&r->arena, item->response_count + 1, int64_t);
    }
    ok = ok && store_visit_sheets(walk, INT64_MIN, INT64_MAX, count_sheet, r, e);
    store_close_book(walk);
    return ok;
}

static int64_t count_answers(const struct rekeying *r, unsigned item)
{
    int64_t all = 0;
    for (unsigned i = 1; i < r->book.items[item].response_count; i++)
        all += r->answers[item][i];
    return all;
}

/* ---- which version ---- */

static struct slice version_of(struct rekeying *r, const struct book_item *item)
{
    return quiz_version(&r->arena, item->hash, 2 * STORE_DIGEST_BYTES);
}

static bool is_today(const struct rekeying *r, const struct book_item *item)
{
    return memcmp(item->hash, r->today, sizeof item->hash) == 0;
}

static void list_versions(struct rekeying *r)
{
    const char *const names[] = {_("version"), _("answers"), _("in the quiz file")};
    struct table t;
    table_init(&t, &r->arena, "lrl");
    table_row(&t, STYLE_DIM);
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        table_cell(&t, i, slice_from(names[i]));
    for (unsigned i = 0; i < r->book.item_count; i++) {
        const struct book_item *item = &r->book.items[i];
        if (!r->answers[i])
            continue;
        table_row(&t, STYLE_PLAIN);
        table_cell(&t, 0, slice_part(version_of(r, item), 0, QUIZ_VERSION_DIGITS));
        table_cell(&t, 1, arena_printf(&r->arena, "%lld", (long long)count_answers(r, i)));
        table_cell(&t, 2, slice_from(is_today(r, item) ? _("yes") : "—"));
    }
    table_print(&t, stdout);
}

/* With --right the file's own version may be meant, else only one that it corrects. */
static bool is_wanted(struct rekeying *r, unsigned item, struct slice version)
{
    bool given = r->call->values[RESULTS_RIGHT].given;
    const struct book_item *it = &r->book.items[item];
    if (!r->answers[item] || (!given && is_today(r, it)))
        return false;
    return version.size ? slice_starts(version_of(r, it), version) : count_answers(r, item) > 0;
}

static bool choose_version(struct rekeying *r, struct error *e)
{
    struct slice version = slice_from(r->call->values[RESULTS_VERSION].text);
    unsigned found = 0;
    if (version.size && version.size < VERSION_MIN)
        return error_set(e, ERROR_INPUT, 0, _("--of-version needs at least %d signs of it"),
                         VERSION_MIN);
    for (unsigned i = 0; i < r->book.item_count; i++)
        if (is_wanted(r, i, version)) {
            r->item = &r->book.items[i];
            r->item_index = i;
            found++;
        }
    if (found == 1)
        return true;
    list_versions(r);
    if (found > 1)
        return error_set(e, ERROR_INPUT, 0, "%s",
                         _("several versions of this question were answered: say which, with "
                           "--of-version"));
    if (version.size)
        return error_set(e, ERROR_INPUT, 0, _("no such version was answered: %s"), version.data);
    return error_set(e, ERROR_INPUT, 0, "%s",
                     r->call->values[RESULTS_RIGHT].given
                         ? _("nobody has answered this question yet")
                         : _("all answers are to the question as it stands in the quiz file: "
                             "correct its key there first, or give it with --right"));
}

/* ---- what is right ---- */

static bool add_right(struct rekeying *r, struct slice response, struct error *e)
{
    if (r->right.size)
        buf_append_char(&r->right, '|');
    buf_append_slice(&r->right, response);
    return !r->right.failed ||
           error_set(e, ERROR_LIMIT, 0, "%s", _("too many answers would be right"));
}

static unsigned count_options(struct slice options)
{
    unsigned count = options.size > 0;
    for (size_t i = 0; i < options.size; i++)
        count += options.data[i] == ',';
    return count;
}

/* Options of the file's question are in its order, whatever the letters on paper. */
static bool read_one(struct slice *out, struct rekeying *r, struct slice letters, struct error *e)
{
    const struct quiz_question *q = r->question;
    bool taken[QUIZ_SCREEN_ITEMS_MAX] = {false};
    bool several = q->kind == QUIZ_MULTIPLE || q->kind == QUIZ_ORDER || q->kind == QUIZ_MATCH;
    unsigned count = 0, order[QUIZ_SCREEN_ITEMS_MAX];
    for (size_t i = 0; i < letters.size; i++) {
        char c = letters.data[i];
        unsigned option = c >= 'a' && c <= 'h' ? (unsigned)(c - 'a') : (unsigned)(c - 'A');
        if (option >= q->option_count || taken[option] || (count && !several))
            return error_set(e, ERROR_INPUT, 0,
                             _("--right %s: letters from A to %c, as the options stand in the "
                               "quiz file; A,C when either is right"),
                             r->call->values[RESULTS_RIGHT].text, 'A' + (int)q->option_count - 1);
        taken[option] = true;
        order[count++] = option;
    }
    *out = SLICE("");
    for (unsigned i = 0; i < count; i++)
        for (unsigned k = 0; k < q->option_count; k++) {
            /* A set is kept sorted, an order and pairs as given. */
            bool next = q->kind == QUIZ_MULTIPLE ? i == 0 && taken[k] : order[i] == k;
            if (!next)
                continue;
            struct slice id = q->options[k].id.text;
            const char *comma = out->size ? "," : "";
            *out =
                q->kind == QUIZ_MATCH
                    ? arena_printf(&r->arena, "%.*s%s%.*s=%.*s", SLICE_ARG(*out), comma,
                                   SLICE_ARG(q->options[i].id.text), SLICE_ARG(id))
                    : arena_printf(&r->arena, "%.*s%s%.*s", SLICE_ARG(*out), comma, SLICE_ARG(id));
        }
    return true;
}

static bool take_given(struct rekeying *r, struct error *e)
{
    struct slice all = slice_from(r->call->values[RESULTS_RIGHT].text);
    for (size_t begin = 0; begin <= all.size;) {
        size_t end = begin;
        while (end < all.size && all.data[end] != ',' && all.data[end] != '|')
            end++;
        struct slice response;
        if (end == begin)
            return error_set(e, ERROR_INPUT, 0, _("--right %s: a letter is missing"), all.data);
        if (!read_one(&response, r, slice_part(all, begin, end), e) || !add_right(r, response, e))
            return false;
        begin = end + 1;
    }
    return true;
}

/* The key of the corrected question, and whatever else was answered that is right by it: pairs and
 * sets may be written in several ways. */
static bool take_from_file(struct rekeying *r, struct error *e)
{
    struct slice known = quiz_right_responses(&r->arena, r->question);
    if (!add_right(r, known, e))
        return false;
    for (unsigned i = 1; i < r->item->response_count; i++) {
        struct slice text = r->item->responses[i].text;
        if (quiz_is_right(r->question, text) && !slice_is_listed(known, '|', text) &&
            !add_right(r, text, e))
            return false;
    }
    return true;
}

static bool check_options(const struct rekeying *r, struct error *e)
{
    if (count_options(r->item->options) == r->question->option_count)
        return true;
    return error_set(e, ERROR_INPUT, 0, "%s",
                     _("that version had other options than the quiz file has now, so its answers "
                       "cannot be told"));
}

/* ---- shown, and recorded ---- */

/* The options' own words, where there are such. */
static struct slice in_words(struct rekeying *r, struct slice response)
{
    const struct quiz_question *q = r->question;
    for (unsigned i = 0; i < q->option_count; i++) {
        struct slice words = q->options[i].text.rich.text;
        if (slice_equal(q->options[i].id.text, response) && words.size)
            return arena_printf(&r->arena, "%.*s – %.*s", SLICE_ARG(response), SLICE_ARG(words));
    }
    return response;
}

static int64_t show_changes(struct rekeying *r)
{
    const char *const names[] = {_("answer"), _("given"), _("until now"), _("from now on")};
    const struct slice list = buf_slice(&r->right);
    int64_t changed = 0;
    struct table t;
    table_init(&t, &r->arena, "lrll");
    table_row(&t, STYLE_DIM);
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        table_cell(&t, i, slice_from(names[i]));
    for (unsigned i = 1; i < r->item->response_count; i++) {
        const struct book_response *response = &r->item->responses[i];
        int64_t given = r->answers[r->item_index][i];
        bool right = slice_is_listed(list, '|', response->text);
        if (given == 0 && right == response->right)
            continue;
        changed += right != response->right ? given : 0;
        table_row(&t, right != response->right ? STYLE_BOLD : STYLE_PLAIN);
        table_cell(&t, 0, in_words(r, response->text));
        table_cell(&t, 1, arena_printf(&r->arena, "%lld", (long long)given));
        table_cell(&t, 2, slice_from(response->right ? _("right") : _("wrong")));
        table_cell(&t, 3, slice_from(right ? _("right") : _("wrong")));
    }
    table_print(&t, stdout);
    return changed;
}

static bool take_reason(void *self, const struct rekey_info *info)
{
    struct rekeying *r = self;
    if (slice_equal(info->rekey.quiz, r->quiz->id.text) &&
        slice_equal(info->rekey.question, r->question->id.text) &&
        memcmp(info->rekey.old_hash, r->item->hash, sizeof r->item->hash) == 0)
        r->reason = arena_copy(&r->arena, info->rekey.reason);
    return true;
}

/* Who corrects a correction, and says nothing new, does it for the same reason. */
static bool find_reason(struct rekeying *r, struct error *e)
{
    r->reason = slice_from(r->call->values[RESULTS_REASON].text);
    if (r->call->values[RESULTS_REASON].given)
        return true;
    if (!store_visit_rekeys(r->store, take_reason, r, e))
        return false;
    if (r->reason.size)
        printf(_("The reason given before stays: “%.*s”; --reason gives another.\n"),
               SLICE_ARG(r->reason));
    return true;
}

static enum cli_exit record(struct rekeying *r)
{
    struct error e = {0};
    enum cli_exit code;
    struct store_rekey rekey = {.quiz = r->quiz->id.text,
                                .question = r->question->id.text,
                                .right = buf_slice(&r->right),
                                .reason = r->reason};
    if (!confirm_or_say(&code, _("Mark these answers anew?"), r->call->values[RESULTS_YES].given))
        return code;
    memcpy(rekey.old_hash, r->item->hash, sizeof rekey.old_hash);
    if (!is_today(r, r->item) && !r->call->values[RESULTS_RIGHT].given)
        memcpy(rekey.new_hash, r->today, sizeof rekey.new_hash);
    if (!store_rekey(r->store, &rekey, &e))
        return say_failure(&e);
    puts(_("Recorded. Reports count by the new key and say so; what was given stays in the log."));
    return CLI_DONE;
}

static enum cli_exit show_and_record(struct rekeying *r)
{
    struct error e = {0};
    bool given = r->call->values[RESULTS_RIGHT].given;
    if (!read_book(r, &e) || !choose_version(r, &e) || !check_options(r, &e) ||
        !(given ? take_given(r, &e) : take_from_file(r, &e)) || !find_reason(r, &e))
        return say_failure(&e);
    printf(_("%.*s: %.*s\nVersion %.*s, %lld answers.\n"), SLICE_ARG(r->question->id.text),
           SLICE_ARG(r->question->stem.rich.text),
           SLICE_ARG(slice_part(version_of(r, r->item), 0, QUIZ_VERSION_DIGITS)),
           (long long)count_answers(r, r->item_index));
    int64_t changed = show_changes(r);
    printf(i18n_plural("%lld answer changes its mark.\n", "%lld answers change their mark.\n",
                       changed),
           (long long)changed);
    return record(r);
}

static const struct quiz_question *find_question(struct rekeying *r, struct error *e)
{
    const char *word = r->call->arguments[2];
    const char *ids[QUIZ_QUESTIONS_MAX];
    for (unsigned i = 0; i < r->quiz->question_count; i++) {
        ids[i] = arena_copy(&r->arena, r->quiz->questions[i].id.text).data;
        if (strcmp(ids[i], word) == 0)
            return &r->quiz->questions[i];
    }
    int nearest = utf8_nearest(slice_from(word), ids, r->quiz->question_count);
    if (nearest >= 0)
        error_set(e, ERROR_INPUT, 0, _("quiz “%.*s” has no question “%s”; did you mean “%s”?"),
                  SLICE_ARG(r->quiz->id.text), word, ids[nearest]);
    else
        error_set(e, ERROR_INPUT, 0, _("quiz “%.*s” has no question “%s”"),
                  SLICE_ARG(r->quiz->id.text), word);
    return NULL;
}

static enum cli_exit rekey(struct rekeying *r)
{
    struct error e = {0};
    r->quiz = load_named_quiz(r->workspace, r->call->arguments[1], &e);
    diag_print(stderr, &r->workspace->diags, terminal_has_colour(stderr));
    r->question = r->quiz ? find_question(r, &e) : NULL;
    if (e.kind != ERROR_NONE)
        return say_call_failure(r->call->command, &e);
    if (!r->question)
        return CLI_PROBLEMS;
    store_digest_question(r->today, r->question);
    return show_and_record(r);
}

enum cli_exit results_rekey(struct store *s, const struct invocation *call)
{
    struct workspace w;
    if (!call->paths)
        return say_failure(call->paths_error);
    workspace_init(&w, call->paths);
    struct rekeying *r = ARENA_NEW(&w.arena, struct rekeying);
    *r = (struct rekeying){.store = s, .call = call, .workspace = &w};
    arena_init(&r->arena, BOOK_BYTES_MAX);
    buf_init(&r->right, RIGHT_BYTES_MAX);
    enum cli_exit code = rekey(r);
    buf_deinit(&r->right);
    arena_deinit(&r->arena);
    workspace_deinit(&w);
    return finish_output(code);
}

/* ---- those in force ---- */

struct listing {
    struct arena arena;
    struct table table;
    unsigned count;
};

static struct slice day_of(struct arena *a, int64_t wall_ms)
{
    int64_t days = wall_ms / MS_A_DAY - (wall_ms % MS_A_DAY < 0);
    return date_format(a, date_from_days(days));
}

static bool show(void *self, const struct rekey_info *info)
{
    struct listing *l = self;
    struct arena *a = &l->arena;
    const struct store_rekey *r = &info->rekey;
    struct slice none = SLICE("—");
    table_row(&l->table, STYLE_PLAIN);
    table_cell(&l->table, 0,
               arena_printf(a, "%.*s/%.*s", SLICE_ARG(r->quiz), SLICE_ARG(r->question)));
    table_cell(&l->table, 1, quiz_version(a, r->old_hash, QUIZ_VERSION_DIGITS));
    table_cell(&l->table, 2,
               arena_printf(a, "%.*s → %.*s",
                            SLICE_ARG(info->was_right.size ? info->was_right : none),
                            SLICE_ARG(r->right)));
    table_cell(&l->table, 3,
               arena_printf(a, "%lld/%lld", (long long)info->changed, (long long)info->answers));
    table_cell(&l->table, 4, day_of(a, info->wall_ms));
    table_cell(&l->table, 5, r->reason.size ? arena_copy(a, r->reason) : none);
    l->count++;
    return true;
}

enum cli_exit results_rekeys(struct store *s, const struct invocation *call)
{
    const char *const names[] = {_("question"), _("version"), _("right"),
                                 _("changed"),  _("since"),   _("reason")};
    struct listing l = {.count = 0};
    struct error e = {0};
    (void)call;
    arena_init(&l.arena, BOOK_BYTES_MAX);
    table_init(&l.table, &l.arena, "lllrll");
    table_row(&l.table, STYLE_DIM);
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        table_cell(&l.table, i, slice_from(names[i]));
    bool ok = store_visit_rekeys(s, show, &l, &e);
    if (ok && l.count)
        table_print(&l.table, stdout);
    else if (ok)
        puts(_("No key was corrected."));
    arena_deinit(&l.arena);
    return ok ? CLI_DONE : say_failure(&e);
}
