#include "content/quiz/quiz.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "content/format/format.h"
#include "content/quiz/lint.h"
#include "content/yaml/yaml.h"

enum { DIFFICULTY_DEFAULT = 2 };

static bool has(const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = yaml_find(map, key);
    return node && !yaml_is_empty(node);
}

static struct span span_of(const struct yaml_node *map)
{
    return map->first ? map->first->key_span : map->span;
}

/* Of a key that was given twice (an error) the table has the last list, the tree finds the first:
 * there may be fewer nodes than values. */
static const struct yaml_node *first_item(const struct yaml_node *map, const char *key)
{
    const struct yaml_node *list = yaml_find(map, key);
    return list ? list->first : NULL;
}

static struct quiz_option made_option(const char *id, bool right, struct span span)
{
    return (struct quiz_option){.id = {slice_from(id), span}, .right = right, .span = span};
}

/* Statements and messages have two answers; who shows them has the words. */
static void make_answers(struct quiz_question *q, const struct yaml_node *node)
{
    const struct yaml_node *answer = yaml_find(node, "answer");
    struct span span = answer ? answer->span : q->span;
    if (q->kind == QUIZ_TRUE_FALSE) {
        q->options[0] = made_option("true", q->answer == QUIZ_ANSWER_TRUE, span);
        q->options[1] = made_option("false", q->answer == QUIZ_ANSWER_FALSE, span);
    } else {
        q->options[0] = made_option("real", q->answer == QUIZ_ANSWER_REAL, span);
        q->options[1] = made_option("scam", q->answer == QUIZ_ANSWER_SCAM, span);
    }
    q->option_count = 2;
}

static void name_options(struct quiz_question *q, const struct yaml_node *node)
{
    static const char letters[] = "a\0b\0c\0d\0e\0f\0g\0h";
    _Static_assert(sizeof letters == 2 * QUIZ_SCREEN_ITEMS_MAX, "a letter for each option");
    const struct yaml_node *item = first_item(node, "options");
    for (unsigned i = 0; i < q->option_count; i++) {
        q->options[i].span = item ? span_of(item) : q->span;
        q->options[i].id = (struct field){{letters + 2 * i, 1}, q->options[i].span};
        item = item ? item->next : NULL;
    }
}

static bool may_shuffle(const struct quiz_question *q, const struct yaml_node *node)
{
    switch (q->kind) {
    case QUIZ_SINGLE:
    case QUIZ_MULTIPLE:
        return q->shuffle || !has(node, "shuffle");
    case QUIZ_ORDER:
    case QUIZ_MATCH:
        return true;
    case QUIZ_TRUE_FALSE:
    case QUIZ_POINT:
    case QUIZ_SCAM:
    case QUIZ_KIND_COUNT:
        break;
    }
    return false;
}

/* What was left out of a question comes from the quiz. */
static void complete_question(struct quiz_question *q, const struct quiz *quiz,
                              const struct yaml_node *node)
{
    q->span = span_of(node);
    if (!has(node, "subject"))
        q->subject = quiz->subject;
    if (!q->guide.text.size)
        q->guide = quiz->guide;
    if (!q->difficulty)
        q->difficulty = DIFFICULTY_DEFAULT;
    q->shuffle = may_shuffle(q, node);
    if (q->kind == QUIZ_TRUE_FALSE || q->kind == QUIZ_SCAM)
        make_answers(q, node);
    else
        name_options(q, node);
}

static void complete_questions(struct quiz *q, const struct yaml_node *root,
                               struct diag_list *diags)
{
    static const struct yaml_node nothing = {.kind = YAML_MAP};
    const struct yaml_node *node = first_item(root, "questions");
    for (unsigned i = 0; i < q->question_count; i++) {
        bool read = node && node->kind == YAML_MAP;
        complete_question(&q->questions[i], q, read ? node : &nothing);
        if (read)
            quiz_lint_question(&q->questions[i], node, diags);
        node = node ? node->next : NULL;
    }
}

void quiz_complete(void *target, const struct format_file *file)
{
    struct quiz *q = target;
    q->source = file->source;
    q->folder = format_folder_of(file->source->name);
    if (!q->valid_days)
        q->valid_days = GUIDE_VALID_DAYS;
    if (!q->round)
        q->round = QUIZ_ROUND_DEFAULT;
    if (!q->language.text.size)
        q->language.text = SLICE("vi");
    format_check_file_name(&q->id, q->source, "K051", file->diags);
    format_check_reviewed(q->reviewed, q->reviewed_span, "K011", file->diags);
    complete_questions(q, file->root, file->diags);
    quiz_lint_round(q, file->root, file->diags);
}

struct quiz *quiz_load(struct arena *a, const char *path, const struct facts *facts,
                       struct diag_list *diags)
{
    return format_load(a, &format_quiz, path, facts, diags);
}

void quiz_check_age(const struct quiz *q, struct date today, struct diag_list *diags)
{
    if (!q->reviewed.year)
        return;
    int64_t age = (int64_t)date_days(today) - date_days(q->reviewed);
    if (age <= q->valid_days)
        return;
    struct slice day = date_format(diags->arena, q->reviewed);
    diag_warning(diags, "K053", q->reviewed_span,
                 _("the content was last checked on %.*s, %d days ago, and counts as good for %d: "
                   "check answers, numbers and links again, then put the new day here"),
                 SLICE_ARG(day), (int)age, q->valid_days);
}
