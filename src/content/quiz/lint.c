/*
 * One question at a time. What is judged: the key fits the kind, no two options say the same, no
 * option speaks of other options (they change places), sentences are short.
 */
#include "content/quiz/lint.h"

#include <regex.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/utf8.h"

bool quiz_node_is_whole(const struct yaml_node *node)
{
    if (node->incomplete || node->masked)
        return false;
    for (const struct yaml_node *child = node->first; child; child = child->next)
        if (!quiz_node_is_whole(child))
            return false;
    return true;
}

bool quiz_number_is_read(const struct yaml_node *node, int value)
{
    int number = 0;
    if (node->kind != YAML_TEXT || node->text.size > 8)
        return false;
    for (size_t i = 0; i < node->text.size; i++) {
        if (!(node->text.data[i] >= '0' && node->text.data[i] <= '9'))
            return false;
        number = 10 * number + (node->text.data[i] - '0');
    }
    return number == value;
}

static struct span value_span(const struct yaml_node *map, const char *key, struct span otherwise)
{
    const struct yaml_node *node = yaml_find(map, key);
    return node ? node->kind == YAML_TEXT ? node->span : node->key_span : otherwise;
}

/* ---- key and kind ---- */

static unsigned count_right(const struct quiz_question *q)
{
    unsigned count = 0;
    for (unsigned i = 0; i < q->option_count; i++)
        count += q->options[i].right;
    return count;
}

static void check_right_options(const struct quiz_question *q, const struct yaml_node *node,
                                struct diag_list *diags)
{
    unsigned right = count_right(q);
    struct span span = value_span(node, "options", q->span);
    if (q->kind == QUIZ_MULTIPLE && (right == 0 || right == q->option_count))
        diag_error(diags, "K062", span,
                   _("«multiple» needs at least one option with «right: true» and one without"));
    else if (q->kind != QUIZ_MULTIPLE && right != 1)
        diag_error(diags, "K061", span,
                   i18n_plural("«%s» needs exactly one option with «right: true», here is %u",
                               "«%s» needs exactly one option with «right: true», here are %u",
                               right),
                   quiz_kind_name(q->kind), right);
}

static void check_answer(const struct quiz_question *q, const struct yaml_node *node,
                         struct diag_list *diags)
{
    bool statement = q->answer == QUIZ_ANSWER_TRUE || q->answer == QUIZ_ANSWER_FALSE;
    if (!yaml_find(node, "answer") || statement == (q->kind == QUIZ_TRUE_FALSE))
        return;
    diag_error(diags, "K060", value_span(node, "answer", q->span),
               q->kind == QUIZ_SCAM ? _("the answer of «scam» is «real» or «scam»")
                                    : _("the answer of «true-false» is «true» or «false»"));
}

static void check_option_key(const struct quiz_question *q, const struct yaml_node *option,
                             const char *key, bool taken, bool needed, struct diag_list *diags)
{
    const struct yaml_node *node = yaml_find(option, key);
    bool given = node && !yaml_is_empty(node);
    if (given && !taken)
        diag_error(diags, "K071", node->key_span,
                   _("an option of «kind: %s» does not take «%s» here: delete this line"),
                   quiz_kind_name(q->kind), key);
    else if (!given && needed && option->first)
        diag_error(diags, "K070", option->first->key_span,
                   _("each option of «kind: %s» needs «%s» here"), quiz_kind_name(q->kind), key);
}

static void check_option_keys(const struct quiz_question *q, const struct yaml_node *list,
                              struct diag_list *diags)
{
    bool chosen = q->kind != QUIZ_ORDER && q->kind != QUIZ_MATCH;
    bool placed = q->kind == QUIZ_POINT && q->picture.text.size;
    for (const struct yaml_node *option = list->first; option; option = option->next) {
        if (option->kind != YAML_MAP)
            continue;
        check_option_key(q, option, "right", chosen, false, diags);
        check_option_key(q, option, "match", q->kind == QUIZ_MATCH, q->kind == QUIZ_MATCH, diags);
        check_option_key(q, option, "place", placed, placed, diags);
        if (q->kind == QUIZ_POINT && !placed && q->screen_title.text.size &&
            !yaml_find(option, "icon"))
            diag_warning(diags, "K076", option->first->key_span,
                         _("this item of the drawn screen has no «icon»: a picture helps people "
                           "who read slowly"));
    }
}

static void check_option_count(const struct quiz_question *q, const struct yaml_node *list,
                               struct diag_list *diags)
{
    bool drawn = q->kind == QUIZ_POINT && q->screen_title.text.size;
    if (!drawn && q->option_count > QUIZ_OPTIONS_MAX)
        diag_error(diags, "K074", list->key_span,
                   _("at most %d options fit on the screen, here are %u; only a drawn phone screen "
                     "takes %d"),
                   QUIZ_OPTIONS_MAX, q->option_count, QUIZ_SCREEN_ITEMS_MAX);
    if ((q->kind == QUIZ_ORDER || q->kind == QUIZ_MATCH) && q->option_count == QUIZ_OPTIONS_MIN)
        diag_warning(diags, "K075", list->key_span,
                     _("with two options «%s» is a guess: give three or more"),
                     quiz_kind_name(q->kind));
}

/* ---- places on a picture ---- */

enum { PLACE_WHOLE = 1000 };

static bool overlap(const struct quiz_option *a, const struct quiz_option *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
           b->y < a->y + a->height;
}

static bool is_place_read(const struct quiz_option *o, const struct yaml_node *option)
{
    const struct yaml_node *place = yaml_find(option, "place");
    if (o->place_count != 4 || !place)
        return false;
    const int32_t *numbers[] = {&o->x, &o->y, &o->width, &o->height};
    const struct yaml_node *node = place->first;
    for (unsigned i = 0; i < 4 && node; i++, node = node->next)
        if (!quiz_number_is_read(node, *numbers[i]))
            return false;
    return place->count == 4;
}

static void check_places(const struct quiz_question *q, const struct yaml_node *list,
                         struct diag_list *diags)
{
    bool read[QUIZ_SCREEN_ITEMS_MAX] = {false};
    const struct yaml_node *option = list->first;
    for (unsigned i = 0; i < q->option_count && option; i++, option = option->next) {
        const struct quiz_option *o = &q->options[i];
        read[i] = option->kind == YAML_MAP && is_place_read(o, option);
        if (!read[i])
            continue;
        if (o->width < 1 || o->height < 1 || o->x + o->width > PLACE_WHOLE ||
            o->y + o->height > PLACE_WHOLE)
            diag_error(diags, "K072", o->span,
                       _("«place» is [left, top, width, height] in thousandths of the picture, and "
                         "must lie inside it"));
        for (unsigned k = 0; k < i; k++)
            if (read[k] && overlap(o, &q->options[k]))
                diag_error(diags, "K072", o->span,
                           _("this place and that of option «%.*s» lie over each other"),
                           SLICE_ARG(q->options[k].id.text));
    }
}

/* ---- wording ---- */

/* In small letters, with their marks ("MỘT" is not "MỌT"), NUL-terminated; without `left_out`. */
static struct slice small_without(struct arena *a, struct slice text, const char *left_out)
{
    /* A few small letters are a byte longer than their capitals. */
    char *small = arena_alloc(a, 2 * text.size + 1);
    size_t size = 0;
    for (size_t at = 0; at < text.size;) {
        uint32_t c = utf8_next(text, &at);
        if (c == UTF8_BAD || (c < 0x80 && strchr(left_out, (int)c)))
            continue;
        size += utf8_put(small + size, utf8_lower(c));
    }
    return (struct slice){small, size};
}

/* Without what does not change the meaning: spaces, full stops, quotes. */
static struct slice fold_wording(struct arena *a, struct slice text)
{
    return small_without(a, text, " .,;:!?\"'");
}

static void check_equal(const struct quiz_question *q, struct diag_list *diags)
{
    struct slice texts[QUIZ_SCREEN_ITEMS_MAX], matches[QUIZ_SCREEN_ITEMS_MAX];
    for (unsigned i = 0; i < q->option_count; i++) {
        texts[i] = fold_wording(diags->arena, q->options[i].text.rich.text);
        matches[i] = fold_wording(diags->arena, q->options[i].match.rich.text);
        for (unsigned k = 0; k < i; k++) {
            bool same = texts[i].size && slice_equal(texts[i], texts[k]);
            if (!same && !(matches[i].size && slice_equal(matches[i], matches[k])))
                continue;
            diag_error(diags, "K063", (same ? q->options[i].text : q->options[i].match).span,
                       _("options «%.*s» and «%.*s» say the same: nobody could choose between "
                         "them"),
                       SLICE_ARG(q->options[k].id.text), SLICE_ARG(q->options[i].id.text));
            break;
        }
    }
}

/* What speaks of other options: senseless once they have changed places, and a trick anyway. */
static const char refers[] =
    "(tất cả (đều|các (đáp án|phương án|lựa chọn|ý|câu trên|điều trên)|(đáp án|phương án) trên|"
    "những (điều|ý) trên)"
    "|(các|những) (đáp án|phương án|ý|câu|lựa chọn) (trên|kia|còn lại)"
    "|(cả|hai) (hai|ba|bốn) (đáp án|phương án|ý|câu|đều|lựa chọn)"
    "|không (có )?(đáp án|phương án|lựa chọn|ý) nào"
    "|(^|[ (])(cả )?[a-f],? (và|hoặc|and|or) [a-f]($|[ .,)])"
    "|(^|[ (])[a-f], [a-f]($|[ .,)])"
    "|(all|none|both|any) of (the|these) (above|options|answers)"
    "|(all|none|both) (of these|are (right|correct|wrong)))";

/* Compiled once for all quizzes: it takes longer than a question's other checks together. */
static const regex_t *references(void)
{
    static regex_t pattern;
    static bool compiled;
    if (!compiled) {
        int failed = regcomp(&pattern, refers, REG_EXTENDED | REG_NOSUB);
        CHECK(!failed);
        compiled = true;
    }
    return &pattern;
}

static void check_references(const struct quiz_question *q, struct diag_list *diags)
{
    for (unsigned i = 0; i < q->option_count; i++) {
        struct slice text = small_without(diags->arena, q->options[i].text.rich.text, "");
        if (regexec(references(), text.data, 0, NULL, 0) == 0)
            diag_error(diags, "K066", q->options[i].text.span,
                       _("an option may not speak of other options: they change places. Say what "
                         "is meant, or ask with «kind: multiple»"));
    }
}

static bool ends_sentence(struct slice text, size_t at)
{
    bool mark = strchr(".!?;:", text.data[at]) != NULL;
    return mark && (at + 1 == text.size || text.data[at + 1] == ' ' || text.data[at + 1] == '"');
}

/* Words of the longest sentence. */
static unsigned longest_sentence(struct slice text)
{
    unsigned longest = 0, words = 0;
    for (size_t i = 0; i < text.size; i++) {
        words += text.data[i] != ' ' && (i == 0 || text.data[i - 1] == ' ');
        if (words > longest)
            longest = words;
        if (ends_sentence(text, i))
            words = 0;
    }
    return longest;
}

static void check_sentences(const struct rich_field *field, struct diag_list *diags)
{
    unsigned words = longest_sentence(field->rich.text);
    if (words > QUIZ_SENTENCE_WORDS_MAX)
        diag_warning(diags, "K067", field->span,
                     _("a sentence of %u words is hard to follow on a screen: make two of it, at "
                       "most %d words each"),
                     words, QUIZ_SENTENCE_WORDS_MAX);
}

/* ---- */

static void check_options(const struct quiz_question *q, const struct yaml_node *node,
                          struct diag_list *diags)
{
    const struct yaml_node *list = yaml_find(node, "options");
    if (!list || list->kind != YAML_LIST || !list->first)
        return;
    check_option_keys(q, list, diags);
    check_option_count(q, list, diags);
    if (q->kind == QUIZ_POINT && !q->picture.text.size && !q->screen_title.text.size)
        diag_error(diags, "K073", value_span(node, "kind", q->span),
                   _("«kind: point» needs a «picture» or a «screen» to point at"));
    check_places(q, list, diags);
    check_equal(q, diags);
    if (q->kind != QUIZ_ORDER && q->kind != QUIZ_MATCH) {
        check_right_options(q, node, diags);
        check_references(q, diags);
    }
}

static void check_wording(const struct quiz_question *q, struct diag_list *diags)
{
    check_sentences(&q->stem, diags);
    check_sentences(&q->when_right, diags);
    check_sentences(&q->when_wrong, diags);
    check_sentences(&q->advice, diags);
    for (unsigned i = 0; i < q->option_count; i++)
        check_sentences(&q->options[i].text, diags);
}

/* A wrong word counts as the first one of its table: what follows from it would mislead. */
static bool is_kind_known(const struct quiz_question *q, const struct yaml_node *node)
{
    const struct yaml_node *kind = yaml_find(node, "kind");
    return kind && kind->kind == YAML_TEXT && slice_equal_text(kind->text, quiz_kind_name(q->kind));
}

void quiz_lint_question(const struct quiz_question *q, const struct yaml_node *node,
                        struct diag_list *diags)
{
    if (!quiz_node_is_whole(node))
        return;
    check_wording(q, diags);
    if (!q->source.text.size)
        diag_warning(diags, "K052", q->span,
                     _("this question names no source: say under «source» what it rests on"));
    if (!is_kind_known(q, node))
        return;
    if (q->kind == QUIZ_TRUE_FALSE || q->kind == QUIZ_SCAM)
        check_answer(q, node, diags);
    else
        check_options(q, node, diags);
}
