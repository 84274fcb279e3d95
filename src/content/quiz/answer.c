/*
 * What a question says as bytes, and whether a response is right.
 *
 * The bytes are a list of "name size:text" lines: the size in front makes any text unambiguous, so
 * that no two questions share their bytes. A first line carries the version: should it ever have to
 * change, old hashes stay those of the old form.
 */
#include "content/quiz/quiz.h"

static void put_text(struct buf *out, const char *name, struct slice text)
{
    if (text.size == 0)
        return;
    buf_append_text(out, name);
    buf_append_char(out, ' ');
    buf_append_int(out, (int64_t)text.size);
    buf_append_char(out, ':');
    buf_append_slice(out, text);
    buf_append_char(out, '\n');
}

static void put_option(struct buf *out, const struct quiz_option *o)
{
    put_text(out, "option", o->id.text);
    put_text(out, "text", o->text.rich.text);
    put_text(out, "match", o->match.rich.text);
    put_text(out, "icon", o->icon.text);
    if (o->place_count)
        buf_printf(out, "place %d %d %d %d\n", (int)o->x, (int)o->y, (int)o->width, (int)o->height);
    if (o->right)
        buf_append_text(out, "right\n");
}

void quiz_canonical(struct buf *out, const struct quiz_question *question)
{
    buf_append_text(out, "question 1\n");
    put_text(out, "id", question->id.text);
    put_text(out, "kind", slice_from(quiz_kind_name(question->kind)));
    put_text(out, "stem", question->stem.rich.text);
    if (question->kind == QUIZ_SCAM) {
        put_text(out, "channel", slice_from(quiz_channel_name(question->message.channel)));
        put_text(out, "sender", question->message.sender.text);
        put_text(out, "address", question->message.address.text);
        put_text(out, "message", question->message.text.rich.text);
    }
    put_text(out, "picture", question->picture.text);
    put_text(out, "screen", question->screen_title.text);
    for (unsigned i = 0; i < question->option_count; i++)
        put_option(out, &question->options[i]);
}

/* ---- responses ---- */

/* Index of the option with this id, or -1. */
static int find_option(const struct quiz_question *q, struct slice id)
{
    for (unsigned i = 0; i < q->option_count; i++)
        if (slice_equal(q->options[i].id.text, id))
            return (int)i;
    return -1;
}

/* The part up to the next `mark`, which is taken off with it. False at the end. */
static bool take_part(struct slice *part, struct slice *rest, char mark)
{
    if (!rest->data)
        return false;
    const char *end = rest->size ? memchr(rest->data, mark, rest->size) : NULL;
    size_t size = end ? (size_t)(end - rest->data) : rest->size;
    *part = slice_part(*rest, 0, size);
    *rest = end ? slice_part(*rest, size + 1, rest->size) : (struct slice){0};
    return true;
}

static bool is_one_right(const struct quiz_question *q, struct slice response)
{
    int index = find_option(q, response);
    return index >= 0 && q->options[index].right;
}

static bool is_right_set(const struct quiz_question *q, struct slice response)
{
    bool chosen[QUIZ_SCREEN_ITEMS_MAX] = {false};
    for (struct slice id; take_part(&id, &response, ',');) {
        int index = find_option(q, id);
        if (index < 0 || chosen[index])
            return false;
        chosen[index] = true;
    }
    for (unsigned i = 0; i < q->option_count; i++)
        if (chosen[i] != q->options[i].right)
            return false;
    return true;
}

static bool is_right_order(const struct quiz_question *q, struct slice response)
{
    unsigned count = 0;
    for (struct slice id; take_part(&id, &response, ','); count++)
        if (count >= q->option_count || !slice_equal(q->options[count].id.text, id))
            return false;
    return count == q->option_count;
}

static bool is_right_match(const struct quiz_question *q, struct slice response)
{
    bool matched[QUIZ_SCREEN_ITEMS_MAX] = {false};
    unsigned count = 0;
    for (struct slice pair, left; take_part(&pair, &response, ','); count++) {
        if (!take_part(&left, &pair, '='))
            return false;
        int index = find_option(q, left);
        if (index < 0 || matched[index] || find_option(q, pair) != index)
            return false;
        matched[index] = true;
    }
    return count == q->option_count;
}

bool quiz_is_right(const struct quiz_question *question, struct slice response)
{
    if (response.size == 0 || question->option_count == 0)
        return false;
    switch (question->kind) {
    case QUIZ_SINGLE:
    case QUIZ_TRUE_FALSE:
    case QUIZ_POINT:
    case QUIZ_SCAM:
        return is_one_right(question, response);
    case QUIZ_MULTIPLE:
        return is_right_set(question, response);
    case QUIZ_ORDER:
        return is_right_order(question, response);
    case QUIZ_MATCH:
        return is_right_match(question, response);
    case QUIZ_KIND_COUNT:
        break;
    }
    UNREACHABLE("kind of question");
}
