/* The quiz as a whole: enough questions, each id once, and no pattern in the key. */
#include "base/i18n.h"
#include "base/utf8.h"
#include "content/quiz/lint.h"

static void check_ids(const struct quiz *q, struct diag_list *diags)
{
    for (unsigned i = 0; i < q->question_count; i++) {
        struct field id = q->questions[i].id;
        for (unsigned k = 0; k < i && id.text.size; k++) {
            if (!slice_equal(id.text, q->questions[k].id.text))
                continue;
            diag_error(diags, "K054", id.span, _("another question has the id «%.*s» already"),
                       SLICE_ARG(id.text));
            diag_note(diags, q->questions[k].id.span, _("it is here"));
            break;
        }
    }
}

static void check_count(const struct quiz *q, const struct yaml_node *root, struct diag_list *diags)
{
    if (q->question_count >= (unsigned)q->round || q->question_count == 0)
        return;
    const struct yaml_node *round = yaml_find(root, "round");
    if (round && !yaml_is_empty(round) && !quiz_number_is_read(round, q->round))
        return;
    diag_error(
        diags, "K069", round ? round->span : root->first->key_span,
        _("a round asks %d questions and the file has %u: add questions, or write «round: %u»"),
        q->round, q->question_count, q->question_count);
}

static void check_skills(const struct quiz *q, struct diag_list *diags)
{
    for (unsigned i = 0; i < q->question_count; i++) {
        struct field skill = q->questions[i].skill;
        if (!skill.text.size || skill.text.data[0] > '9') /* Refused already. */
            continue;
        diag_warning(diags, "K068", skill.span,
                     _("a code in «skill» must be copied from the text of Decision "
                       "757/QĐ-BKHCN: this program cannot check it. Without the text at hand, "
                       "leave it out"));
        return;
    }
}

/* ---- patterns in the key ---- */

static bool is_longest_right(const struct quiz_question *q)
{
    size_t right = 0, wrong = 0;
    for (unsigned i = 0; i < q->option_count; i++) {
        size_t length = utf8_length(q->options[i].text.rich.text);
        size_t *longest = q->options[i].right ? &right : &wrong;
        if (length > *longest)
            *longest = length;
    }
    return right > wrong;
}

static void check_longest(const struct quiz *q, struct span span, struct diag_list *diags)
{
    unsigned count = 0, longest = 0;
    for (unsigned i = 0; i < q->question_count; i++) {
        if (q->questions[i].kind != QUIZ_SINGLE)
            continue;
        count++;
        longest += is_longest_right(&q->questions[i]);
    }
    if (count >= QUIZ_LONGEST_JUDGED_MIN && longest * 100 > count * QUIZ_LONGEST_PERCENT_MAX)
        diag_warning(diags, "K064", span,
                     _("in %u of %u questions with one right option it is the longest: people "
                       "learn to choose by length. Shorten it, or lengthen others"),
                     longest, count);
}

static int find_right(const struct quiz_question *q)
{
    for (unsigned i = 0; i < q->option_count; i++)
        if (q->options[i].right)
            return (int)i;
    return -1;
}

/* Questions of `kind` whose options keep their places, and whether all have the same key. */
static bool is_key_constant(const struct quiz *q, enum quiz_kind kind,
                            const struct quiz_option **key)
{
    unsigned count = 0;
    int first = -1;
    for (unsigned i = 0; i < q->question_count; i++) {
        const struct quiz_question *question = &q->questions[i];
        if (question->kind != kind || question->shuffle)
            continue;
        int right = find_right(question);
        if (count++ == 0)
            first = right;
        if (right < 0 || right != first)
            return false;
        *key = &question->options[right];
    }
    return count >= QUIZ_KEYS_JUDGED_MIN;
}

static void check_keys(const struct quiz *q, struct span span, struct diag_list *diags)
{
    static const enum quiz_kind kinds[] = {QUIZ_SINGLE, QUIZ_TRUE_FALSE, QUIZ_SCAM};
    for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const struct quiz_option *key = NULL;
        if (is_key_constant(q, kinds[i], &key))
            diag_warning(diags, "K065", span,
                         _("the answer of all «%s» questions is «%.*s»: people learn it without "
                           "reading. Change some"),
                         quiz_kind_name(kinds[i]), SLICE_ARG(key->id.text));
    }
}

void quiz_lint_round(const struct quiz *q, const struct yaml_node *root, struct diag_list *diags)
{
    const struct yaml_node *list = yaml_find(root, "questions");
    check_ids(q, diags);
    if (!list || !quiz_node_is_whole(root))
        return;
    check_count(q, root, diags);
    check_skills(q, diags);
    check_longest(q, list->key_span, diags);
    check_keys(q, list->key_span, diags);
}
