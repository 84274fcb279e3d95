/* How a round is drawn
 *
 * 1. All questions are shuffled, then sorted (stably) so that what was asked lately stands behind,
 *    the most frequent last. Chance decides among equals.
 * 2. The first question of each subject area is taken, then the list is taken from its front until
 *    the round is full. If none of them is easy and the bank has an easy one, it replaces the last
 *    of an area that has another. If all “real or scam?” taken, at least two, have one answer and
 *    the bank has the other too, one of them makes room for it: “scam” is never safe to say
 *    unread. The same for true and false.
 * 3. What was taken is sorted (stably) by difficulty.
 */
#include "kiosk/screens/round.h"

#include "base/arena.h"
#include "base/hash.h"

/* ---- chance ---------------------------------------------------------------------------------- */

static const uint64_t pcg_multiplier = 6364136223846793005u, pcg_increment = 1442695040888963407u;

static uint32_t next_random(struct round_random *r)
{
    uint64_t state = r->state;
    r->state = state * pcg_multiplier + pcg_increment;
    uint32_t mixed = (uint32_t)(((state >> 18) ^ state) >> 27);
    uint32_t turn = (uint32_t)(state >> 59);
    return (mixed >> turn) | (mixed << (-turn & 31));
}

void round_seed(struct round_random *r, uint64_t seed)
{
    r->state = seed + pcg_increment;
    next_random(r);
}

uint32_t round_below(struct round_random *r, uint32_t limit)
{
    CHECK(limit > 0);
    /* The lowest numbers are refused, so that the rest divides evenly. */
    uint32_t refused = -limit % limit;
    for (;;) {
        uint32_t value = next_random(r);
        if (value >= refused)
            return value % limit;
    }
}

static void shuffle(struct round_random *r, uint8_t *items, unsigned count)
{
    for (unsigned i = count; i > 1; i--) {
        unsigned j = round_below(r, i);
        uint8_t item = items[i - 1];
        items[i - 1] = items[j];
        items[j] = item;
    }
}

/* ---- options --------------------------------------------------------------------------------- */

static bool same_order(const uint8_t *a, const uint8_t *b, unsigned count)
{
    return memcmp(a, b, count) == 0;
}

static void in_order(uint8_t order[QUIZ_SCREEN_ITEMS_MAX])
{
    for (unsigned i = 0; i < QUIZ_SCREEN_ITEMS_MAX; i++)
        order[i] = (uint8_t)i;
}

/* Until it differs from `other`: shown in the right order, a question would answer itself. */
static void shuffle_unlike(struct round_random *r, uint8_t *order, const uint8_t *other,
                           unsigned count)
{
    do
        shuffle(r, order, count);
    while (count > 1 && same_order(order, other, count));
}

/* True and false, real and scam stand where people look for them; places are where they are. */
static bool options_may_move(const struct quiz_question *question)
{
    switch (question->kind) {
    case QUIZ_TRUE_FALSE:
    case QUIZ_SCAM:
    case QUIZ_POINT:
        return false;
    case QUIZ_SINGLE:
    case QUIZ_MULTIPLE:
    case QUIZ_MATCH:
        return question->shuffle;
    case QUIZ_ORDER:
        return true;
    case QUIZ_KIND_COUNT:
        break;
    }
    UNREACHABLE("kind of question");
}

static void order_options(struct round_item *item, struct round_random *r,
                          const struct quiz_question *question)
{
    uint8_t written[QUIZ_SCREEN_ITEMS_MAX];
    in_order(written);
    in_order(item->option_order);
    if (question->kind == QUIZ_ORDER)
        shuffle_unlike(r, item->option_order, written, question->option_count);
    else if (options_may_move(question))
        shuffle(r, item->option_order, question->option_count);
}

void round_slots(uint8_t slot_order[QUIZ_SCREEN_ITEMS_MAX], const struct quiz_question *question,
                 const struct round_item *item, const struct store_id *attempt, unsigned index)
{
    struct round_random r;
    round_seed(&r, hash_bytes(index, attempt->text, strlen(attempt->text)));
    in_order(slot_order);
    shuffle_unlike(&r, slot_order, item->option_order, question->option_count);
}

/* ---- drawing --------------------------------------------------------------------------------- */

struct draw {
    const struct quiz *quiz;
    uint8_t list[QUIZ_QUESTIONS_MAX];       /* Best first. */
    unsigned staleness[QUIZ_QUESTIONS_MAX]; /* By question: 0 not asked lately. */
    bool taken[QUIZ_QUESTIONS_MAX];         /* By question. */
    unsigned wanted;
};

static const struct quiz_question *question_at(const struct draw *d, unsigned question)
{
    return &d->quiz->questions[question];
}

/* Insertion sort: stable, and a bank is small. */
static void sort_by(uint8_t *list, unsigned count, const unsigned *key_by_question)
{
    for (unsigned i = 1; i < count; i++)
        for (unsigned j = i; j > 0; j--) {
            uint8_t item = list[j];
            if (key_by_question[list[j - 1]] <= key_by_question[item])
                break;
            list[j] = list[j - 1];
            list[j - 1] = item;
        }
}

static void find_staleness(struct draw *d, const struct slice *recent, unsigned recent_count)
{
    for (unsigned q = 0; q < d->quiz->question_count; q++)
        for (unsigned i = 0; i < recent_count; i++)
            if (slice_equal(question_at(d, q)->id.text, recent[i])) {
                d->staleness[q] = recent_count - i;
                break;
            }
}

static unsigned taken_count(const struct draw *d)
{
    unsigned count = 0;
    for (unsigned q = 0; q < d->quiz->question_count; q++)
        count += d->taken[q];
    return count;
}

static unsigned taken_of_subject(const struct draw *d, enum guide_subject subject)
{
    unsigned count = 0;
    for (unsigned q = 0; q < d->quiz->question_count; q++)
        count += d->taken[q] && question_at(d, q)->subject == subject;
    return count;
}

static void take_each_subject(struct draw *d)
{
    unsigned count = 0;
    for (unsigned i = 0; i < d->quiz->question_count && count < d->wanted; i++) {
        unsigned q = d->list[i];
        if (taken_of_subject(d, question_at(d, q)->subject) > 0)
            continue;
        d->taken[q] = true;
        count++;
    }
}

static void fill(struct draw *d)
{
    unsigned count = taken_count(d);
    for (unsigned i = 0; i < d->quiz->question_count && count < d->wanted; i++) {
        unsigned q = d->list[i];
        count += !d->taken[q];
        d->taken[q] = true;
    }
}

static bool has_easy(const struct draw *d)
{
    for (unsigned q = 0; q < d->quiz->question_count; q++)
        if (d->taken[q] && question_at(d, q)->difficulty <= 1)
            return true;
    return false;
}

/* Index in the list of the last taken question whose subject has another, or which shares it. */
static int replaceable(const struct draw *d, enum guide_subject subject)
{
    for (int i = (int)d->quiz->question_count - 1; i >= 0; i--) {
        unsigned q = d->list[i];
        enum guide_subject own = question_at(d, q)->subject;
        if (d->taken[q] && (own == subject || taken_of_subject(d, own) > 1))
            return i;
    }
    return -1;
}

static void take_an_easy_one(struct draw *d)
{
    for (unsigned i = 0; i < d->quiz->question_count && !has_easy(d); i++) {
        unsigned q = d->list[i];
        if (question_at(d, q)->difficulty > 1)
            continue;
        int other = replaceable(d, question_at(d, q)->subject);
        if (other < 0)
            continue;
        d->taken[d->list[other]] = false;
        d->taken[q] = true;
    }
}

static unsigned taken_easy_count(const struct draw *d)
{
    unsigned count = 0;
    for (unsigned q = 0; q < d->quiz->question_count; q++)
        count += d->taken[q] && question_at(d, q)->difficulty <= 1;
    return count;
}

/* True where the first of the two fixed options is the right one: true, real. */
static bool first_is_right(const struct quiz_question *question)
{
    return question->option_count > 0 && question->options[0].right;
}

static unsigned taken_with_key(const struct draw *d, enum quiz_kind kind, bool first)
{
    unsigned count = 0;
    for (unsigned q = 0; q < d->quiz->question_count; q++)
        count += d->taken[q] && question_at(d, q)->kind == kind &&
                 first_is_right(question_at(d, q)) == first;
    return count;
}

/* Whether the round keeps its subject areas and an easy question when `in` comes for `out`. */
static bool may_change_places(const struct draw *d, unsigned out, unsigned in)
{
    const struct quiz_question *leaves = question_at(d, out), *comes = question_at(d, in);
    bool subjects = leaves->subject == comes->subject || taken_of_subject(d, leaves->subject) > 1;
    bool easy = leaves->difficulty > 1 || comes->difficulty <= 1 || taken_easy_count(d) > 1;
    return leaves->kind == comes->kind && subjects && easy;
}

/* The last taken question of the same kind that may make room for `in`, or -1. */
static int find_room(const struct draw *d, unsigned in)
{
    for (int i = (int)d->quiz->question_count - 1; i >= 0; i--)
        if (d->taken[d->list[i]] && may_change_places(d, d->list[i], in))
            return d->list[i];
    return -1;
}

/* One question of `kind` with the wanted key, for one with the other key. */
static void take_key(struct draw *d, enum quiz_kind kind, bool first)
{
    for (unsigned i = 0; i < d->quiz->question_count; i++) {
        unsigned q = d->list[i];
        if (question_at(d, q)->kind != kind || first_is_right(question_at(d, q)) != first)
            continue;
        int other = find_room(d, q);
        if (other < 0)
            continue;
        d->taken[other] = false;
        d->taken[q] = true;
        return;
    }
}

static void take_both_answers(struct draw *d, enum quiz_kind kind)
{
    unsigned first = taken_with_key(d, kind, true), second = taken_with_key(d, kind, false);
    if (first + second >= 2 && (first == 0 || second == 0))
        take_key(d, kind, first == 0);
}

static void write_round(struct round *out, struct draw *d, struct round_random *random)
{
    uint8_t chosen[QUIZ_QUESTIONS_MAX];
    unsigned difficulty[QUIZ_QUESTIONS_MAX] = {0};
    out->count = 0;
    for (unsigned i = 0; i < d->quiz->question_count; i++) {
        unsigned q = d->list[i];
        difficulty[q] =
            question_at(d, q)->difficulty > 0 ? (unsigned)question_at(d, q)->difficulty : 0;
        if (d->taken[q])
            chosen[out->count++] = (uint8_t)q;
    }
    sort_by(chosen, out->count, difficulty);
    for (unsigned i = 0; i < out->count; i++) {
        out->items[i].question = chosen[i];
        order_options(&out->items[i], random, question_at(d, chosen[i]));
    }
}

void round_draw(struct round *out, struct round_random *random, const struct quiz *quiz,
                const struct slice *recent, unsigned recent_count)
{
    struct draw d = {.quiz = quiz};
    unsigned count = quiz->question_count;
    CHECK(count <= QUIZ_QUESTIONS_MAX);
    *out = (struct round){.count = 0};
    unsigned wanted = quiz->round > 0 ? (unsigned)quiz->round : QUIZ_ROUND_DEFAULT;
    d.wanted = wanted < count ? wanted : count;
    for (unsigned i = 0; i < count; i++)
        d.list[i] = (uint8_t)i;
    shuffle(random, d.list, count);
    find_staleness(&d, recent, recent_count);
    sort_by(d.list, count, d.staleness);
    take_each_subject(&d);
    fill(&d);
    take_an_easy_one(&d);
    take_both_answers(&d, QUIZ_SCAM);
    take_both_answers(&d, QUIZ_TRUE_FALSE);
    write_round(out, &d, random);
}

/* ---- in the log ------------------------------------------------------------------------------ */

struct slice round_options(struct arena *a, const struct quiz_question *question,
                           const struct round_item *item)
{
    struct slice joined = SLICE("");
    for (unsigned i = 0; i < question->option_count; i++) {
        struct slice id = question->options[item->option_order[i]].id.text;
        joined = arena_printf(a, "%.*s%s%.*s", SLICE_ARG(joined), i ? "," : "", SLICE_ARG(id));
    }
    return joined;
}

static int find_question(const struct quiz *quiz, struct slice id)
{
    for (unsigned q = 0; q < quiz->question_count; q++)
        if (slice_equal(quiz->questions[q].id.text, id))
            return (int)q;
    return -1;
}

static int find_option(const struct quiz_question *question, struct slice id)
{
    for (unsigned i = 0; i < question->option_count; i++)
        if (slice_equal(question->options[i].id.text, id))
            return (int)i;
    return -1;
}

/* The part up to the next comma, which is taken off `rest`. */
static struct slice take_part(struct slice *rest)
{
    size_t end = 0;
    while (end < rest->size && rest->data[end] != ',')
        end++;
    struct slice part = slice_part(*rest, 0, end);
    *rest = slice_part(*rest, end + 1, rest->size);
    return part;
}

/* Each option once, none unknown. */
static bool restore_options(struct round_item *item, const struct quiz_question *question,
                            struct slice shown)
{
    bool seen[QUIZ_SCREEN_ITEMS_MAX] = {false};
    in_order(item->option_order);
    for (unsigned i = 0; i < question->option_count; i++) {
        int option = find_option(question, take_part(&shown));
        if (option < 0 || seen[option])
            return false;
        seen[option] = true;
        item->option_order[i] = (uint8_t)option;
    }
    return shown.size == 0;
}

bool round_restore(struct round *out, const struct quiz *quiz, const struct store_attempt *attempt)
{
    if (attempt->question_count == 0 || attempt->question_count > QUIZ_QUESTIONS_MAX)
        return false;
    *out = (struct round){.count = attempt->question_count};
    for (unsigned i = 0; i < attempt->question_count; i++) {
        int q = find_question(quiz, attempt->questions[i].id);
        if (q < 0)
            return false;
        out->items[i].question = (uint8_t)q;
        if (!restore_options(&out->items[i], &quiz->questions[q], attempt->questions[i].options))
            return false;
    }
    return true;
}
