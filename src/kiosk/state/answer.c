/* What is chosen on a question, tap by tap, and what it says in the log.
 *
 * Places are positions on the screen; view->option_order says which option of the file stands
 * there. Nothing is dragged: an order is built by tapping places one after the other (a second tap
 * takes one out), a match by tapping a place and then its slot. The next place without a slot is
 * offered by itself, so that two taps a pair are enough and one usually is.
 */
#include "kiosk/state/inside.h"

static const struct quiz_option *option_at(const struct view *v, unsigned place)
{
    return &v->question->options[v->option_order[place]];
}

static bool is_place(const struct view *v, int32_t index)
{
    return index >= 0 && (unsigned)index < v->question->option_count;
}

static void update(struct kiosk *k)
{
    struct view *v = &k->view;
    unsigned done = 0, count = v->question->option_count;
    for (unsigned i = 0; i < count; i++)
        done += v->question->kind == QUIZ_ORDER   ? v->sequence[i] > 0
                : v->question->kind == QUIZ_MATCH ? v->pair[i] >= 0
                                                  : v->marks[i] == MARK_CHOSEN;
    bool all = v->question->kind == QUIZ_ORDER || v->question->kind == QUIZ_MATCH;
    v->can_answer = all ? done == count : done > 0;
}

/* The first place that has no slot yet, to be lit; -1 when all have. */
static void offer_place(struct view *v)
{
    v->pending = -1;
    for (unsigned i = v->question->option_count; i > 0; i--)
        if (v->pair[i - 1] < 0)
            v->pending = (int8_t)(i - 1);
}

void answer_clear(struct kiosk *k)
{
    struct view *v = &k->view;
    memset(v->sequence, 0, sizeof v->sequence);
    for (unsigned i = 0; i < QUIZ_SCREEN_ITEMS_MAX; i++) {
        v->marks[i] = MARK_NONE;
        v->pair[i] = -1;
    }
    v->pending = -1;
    k->attempt.turn_count = 0;
    if (v->question && v->question->kind == QUIZ_MATCH)
        offer_place(v);
    v->can_answer = false;
}

/* ---- taps ------------------------------------------------------------------------------------ */

static void choose_one(struct view *v, unsigned place)
{
    for (unsigned i = 0; i < v->question->option_count; i++)
        v->marks[i] = i == place ? MARK_CHOSEN : MARK_NONE;
}

static void take_out_of_order(struct view *v, unsigned place)
{
    unsigned turn = v->sequence[place];
    v->sequence[place] = 0;
    for (unsigned i = 0; i < v->question->option_count; i++)
        if (v->sequence[i] > turn)
            v->sequence[i]--;
}

static unsigned ordered_count(const struct view *v)
{
    unsigned count = 0;
    for (unsigned i = 0; i < v->question->option_count; i++)
        count += v->sequence[i] > 0;
    return count;
}

static void tap_order(struct view *v, unsigned place)
{
    if (v->sequence[place] > 0)
        take_out_of_order(v, place);
    else
        v->sequence[place] = (uint8_t)(ordered_count(v) + 1);
}

static void forget_turn(struct attempt *a, unsigned place)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < a->turn_count; i++)
        if (a->turns[i] != place)
            a->turns[kept++] = a->turns[i];
    a->turn_count = kept;
}

/* A slot holds one place: whoever had it before is without one again. */
static void tap_slot(struct kiosk *k, unsigned slot)
{
    struct view *v = &k->view;
    if (v->pending < 0)
        return;
    unsigned place = (unsigned)v->pending;
    for (unsigned i = 0; i < v->question->option_count; i++)
        if (v->pair[i] == (int8_t)slot) {
            v->pair[i] = -1;
            forget_turn(&k->attempt, i);
        }
    forget_turn(&k->attempt, place);
    v->pair[place] = (int8_t)slot;
    k->attempt.turns[k->attempt.turn_count++] = (uint8_t)place;
    offer_place(v);
}

static void tap_place(struct view *v, unsigned place)
{
    switch (v->question->kind) {
    case QUIZ_MULTIPLE:
        v->marks[place] = v->marks[place] == MARK_CHOSEN ? MARK_NONE : MARK_CHOSEN;
        return;
    case QUIZ_ORDER:
        tap_order(v, place);
        return;
    case QUIZ_MATCH:
        v->pending = (int8_t)place;
        return;
    case QUIZ_SINGLE:
    case QUIZ_TRUE_FALSE:
    case QUIZ_POINT:
    case QUIZ_SCAM:
        choose_one(v, place);
        return;
    case QUIZ_KIND_COUNT:
        break;
    }
    UNREACHABLE("kind of question");
}

static void undo(struct kiosk *k)
{
    struct view *v = &k->view;
    unsigned last = v->question->kind == QUIZ_ORDER ? ordered_count(v) : 0;
    for (unsigned i = 0; last > 0 && i < v->question->option_count; i++)
        if (v->sequence[i] == last)
            v->sequence[i] = 0;
    if (v->question->kind != QUIZ_MATCH || k->attempt.turn_count == 0)
        return;
    unsigned place = k->attempt.turns[--k->attempt.turn_count];
    v->pair[place] = -1;
    v->pending = (int8_t)place;
}

void answer_touch(struct kiosk *k, struct view_action action)
{
    struct view *v = &k->view;
    bool pointing = v->question->kind == QUIZ_POINT;
    bool tapped = action.act == ACT_OPTION || (action.act == ACT_PLACE && pointing);
    if (tapped && is_place(v, action.index))
        tap_place(v, (unsigned)action.index);
    else if (action.act == ACT_SLOT && v->question->kind == QUIZ_MATCH && is_place(v, action.index))
        tap_slot(k, (unsigned)action.index);
    else if (action.act == ACT_UNDO)
        undo(k);
    update(k);
}

/* ---- what it says ---------------------------------------------------------------------------- */

/* Two options may belong to equal words; then either slot is right. */
static unsigned matched_option(const struct view *v, unsigned place)
{
    unsigned own = v->option_order[place], other = v->slot_order[v->pair[place]];
    const struct quiz_option *options = v->question->options;
    bool equal = slice_equal(options[own].match.rich.text, options[other].match.rich.text);
    return equal ? own : other;
}

static struct slice join(struct arena *a, struct slice list, struct slice item)
{
    return arena_printf(a, "%.*s%s%.*s", SLICE_ARG(list), list.size ? "," : "", SLICE_ARG(item));
}

static unsigned place_of_option(const struct view *v, unsigned option)
{
    unsigned place = 0;
    while (place < v->question->option_count && v->option_order[place] != option)
        place++;
    CHECK(place < v->question->option_count);
    return place;
}

static struct slice chosen_in_file_order(struct kiosk *k)
{
    const struct view *v = &k->view;
    struct slice list = SLICE("");
    for (unsigned o = 0; o < v->question->option_count; o++) {
        unsigned place = place_of_option(v, o);
        if (v->marks[place] == MARK_CHOSEN)
            list = join(&k->arena, list, option_at(v, place)->id.text);
    }
    return list;
}

static struct slice order_response(struct kiosk *k)
{
    const struct view *v = &k->view;
    struct slice list = SLICE("");
    for (unsigned turn = 1; turn <= v->question->option_count; turn++)
        for (unsigned i = 0; i < v->question->option_count; i++)
            if (v->sequence[i] == turn)
                list = join(&k->arena, list, option_at(v, i)->id.text);
    return list;
}

static struct slice match_response(struct kiosk *k)
{
    const struct view *v = &k->view;
    struct slice list = SLICE("");
    for (unsigned o = 0; o < v->question->option_count; o++) {
        unsigned place = place_of_option(v, o);
        if (v->pair[place] < 0)
            continue;
        struct slice left = v->question->options[o].id.text;
        struct slice right = v->question->options[matched_option(v, place)].id.text;
        list = join(&k->arena, list,
                    arena_printf(&k->arena, "%.*s=%.*s", SLICE_ARG(left), SLICE_ARG(right)));
    }
    return list;
}

struct slice answer_response(struct kiosk *k)
{
    switch (k->view.question->kind) {
    case QUIZ_ORDER:
        return order_response(k);
    case QUIZ_MATCH:
        return match_response(k);
    default:
        return chosen_in_file_order(k);
    }
}

static bool place_is_right(const struct view *v, unsigned place)
{
    switch (v->question->kind) {
    case QUIZ_ORDER:
        return v->sequence[place] == v->option_order[place] + 1;
    case QUIZ_MATCH:
        return v->pair[place] >= 0 && matched_option(v, place) == v->option_order[place];
    default:
        return option_at(v, place)->right;
    }
}

void answer_mark(struct kiosk *k)
{
    struct view *v = &k->view;
    bool whole = v->question->kind == QUIZ_ORDER || v->question->kind == QUIZ_MATCH;
    for (unsigned i = 0; i < v->question->option_count; i++) {
        bool chosen = v->marks[i] == MARK_CHOSEN || v->sequence[i] > 0 || v->pair[i] >= 0;
        enum view_mark otherwise = chosen ? MARK_WRONG_CHOSEN : MARK_NONE;
        /* In an order or a match a place is only right if somebody put it there. */
        bool right = place_is_right(v, i) && (chosen || !whole);
        enum view_mark when_right = chosen ? MARK_RIGHT_CHOSEN : MARK_RIGHT;
        v->marks[i] = right ? when_right : otherwise;
    }
    v->pending = -1;
}
