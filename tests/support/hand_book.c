#include "support/hand_book.h"

#include <stdio.h>

#include "base/buf.h"
#include "content/quiz/quiz.h"
#include "store/digest.h"

static const int64_t begin_ms = 1793534400000; /* 2026-11-01 12:00 UTC */

void hand_init(struct hand_book *h)
{
    *h = (struct hand_book){.sheets = NULL};
    arena_init(&h->arena, (size_t)256 * 1024 * 1024);
    h->sheets = ARENA_ARRAY(&h->arena, HAND_SHEETS_MAX, struct sheet);
    h->villages[0] = h->ages[0] = SLICE("");
    h->book = (struct book){.devices = h->devices,
                            .items = h->items,
                            .quizzes = h->quizzes,
                            .villages = h->villages,
                            .age_groups = h->ages,
                            .village_count = 1,
                            .age_group_count = 1};
    hand_add_device(h, '0', "");
}

void hand_deinit(struct hand_book *h)
{
    arena_deinit(&h->arena);
}

unsigned hand_add_device(struct hand_book *h, char digit, const char *label)
{
    CHECK(h->book.device_count < HAND_NAMES_MAX);
    struct book_device *d = &h->devices[h->book.device_count];
    memset(d->id.text, digit, sizeof d->id.text - 1);
    d->label = slice_from(label);
    d->event_count = 1;
    return h->book.device_count++;
}

static unsigned find_or_add(struct slice *names, unsigned *count, struct slice name)
{
    unsigned i = 0;
    while (i < *count && !slice_equal(names[i], name))
        i++;
    CHECK(i < HAND_NAMES_MAX);
    names[i] = name;
    *count += i == *count;
    return i;
}

unsigned hand_add_item(struct hand_book *h, const char *line, const uint8_t *hash)
{
    char quiz[64], id[64], options[64], right[16];
    CHECK(h->book.item_count < HAND_ITEMS_MAX);
    CHECK(sscanf(line, "%63[^/]/%63s %63s %15s", quiz, id, options, right) == 4);
    struct book_item *item = &h->items[h->book.item_count];
    item->quiz = arena_copy(&h->arena, slice_from(quiz));
    item->id = arena_copy(&h->arena, slice_from(id));
    item->options = arena_copy(&h->arena, slice_from(options));
    memset(item->hash, (int)h->book.item_count + 1, sizeof item->hash);
    if (hash)
        memcpy(item->hash, hash, sizeof item->hash);
    struct book_response *responses = ARENA_ARRAY(&h->arena, 27, struct book_response);
    item->response_count = 1;
    for (size_t i = 0; i < item->options.size; i++) {
        if (item->options.data[i] == ',')
            continue;
        struct slice text = slice_part(item->options, i, i + 1);
        bool is_right = slice_equal_text(text, right);
        responses[item->response_count++] = (struct book_response){text, is_right, is_right};
    }
    item->responses = responses;
    find_or_add(h->quizzes, &h->book.quiz_count, item->quiz);
    return h->book.item_count++;
}

unsigned hand_add_question(struct hand_book *h, const struct quiz *quiz,
                           const struct quiz_question *q)
{
    char line[300];
    unsigned size = (unsigned)snprintf(line, sizeof line, "%.*s/%.*s ", SLICE_ARG(quiz->id.text),
                                       SLICE_ARG(q->id.text));
    char right = 'a';
    for (unsigned o = 0; o < q->option_count; o++) {
        size += (unsigned)snprintf(line + size, sizeof line - size, "%s%.*s", o ? "," : "",
                                   SLICE_ARG(q->options[o].id.text));
        right = q->options[o].right ? q->options[o].id.text.data[0] : right;
    }
    snprintf(line + size, sizeof line - size, " %c", right);
    struct buf bytes;
    uint8_t hash[STORE_DIGEST_BYTES];
    buf_init(&bytes, 1 << 20);
    quiz_canonical(&bytes, q);
    store_digest(hash, buf_slice(&bytes));
    buf_deinit(&bytes);
    return hand_add_item(h, line, hash);
}

static struct sheet_answer read_answer(const struct hand_book *h, uint32_t item, char letter)
{
    struct sheet_answer out = {item, SHEET_NO_RESPONSE};
    for (unsigned i = 1; i < h->items[item].response_count; i++)
        if (h->items[item].responses[i].text.data[0] == letter)
            out.response = (uint16_t)i;
    CHECK(out.response || letter == '-' || letter == '.');
    return out;
}

struct sheet *hand_add_round(struct hand_book *h, struct hand_round round)
{
    CHECK(h->sheet_count < HAND_SHEETS_MAX);
    unsigned number = h->sheet_count++;
    struct sheet *s = &h->sheets[number];
    snprintf((char *)s->id, sizeof s->id, "%c%hu", h->devices[round.device].id.text[0],
             (uint16_t)(number + 1));
    if (round.person)
        snprintf((char *)s->person, sizeof s->person, "p%u", round.person);
    s->device = round.device;
    s->quiz = find_or_add(h->quizzes, &h->book.quiz_count, h->items[round.first].quiz);
    s->village = find_or_add(h->villages, &h->book.village_count,
                             slice_from(round.village ? round.village : ""));
    s->age_group =
        find_or_add(h->ages, &h->book.age_group_count, slice_from(round.age ? round.age : ""));
    s->begun_wall_ms = begin_ms + (int64_t)round.day * 86400000 + number * 1000;
    s->clock_trusted = !round.wrong_clock;
    s->source = round.paper ? SHEET_PAPER : SHEET_KIOSK;
    s->end = round.left ? SHEET_LEFT : SHEET_FINISHED;
    s->students = round.students;
    for (const char *c = round.answers; *c; c++) {
        s->answers[s->answer_count] = read_answer(h, round.first + s->answer_count, *c);
        s->answer_count++;
        if (*c != '.')
            s->seen_count = s->answer_count;
    }
    return s;
}
