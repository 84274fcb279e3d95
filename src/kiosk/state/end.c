/* The last page of a round: what went well, and one to three things to take home.
 *
 * A lesson is a guide: the ones whose questions went wrong, most often wrong first; when nothing
 * went wrong, the quiz's own, so that nobody leaves with empty hands. Its codes are the guide's
 * own, judged by page/symbols.h as those on paper are; at most VIEW_CODES_MAX stand on the screen.
 */
#include "base/units.h"
#include "kiosk/state/inside.h"
#include "page/symbols.h"

static const struct guide *find_guide(const struct kiosk *k, struct slice id)
{
    for (unsigned i = 0; i < k->setup.guide_count; i++)
        if (slice_equal(k->setup.guides[i]->id.text, id))
            return k->setup.guides[i];
    return NULL;
}

static struct slice guide_of(const struct kiosk *k, const struct quiz_question *question)
{
    return question->guide.text.size ? question->guide.text : k->view.quiz->guide.text;
}

/* ---- codes ----------------------------------------------------------------------------------- */

enum { JUDGING_BYTES_MAX = 4 * 1024 * 1024, CODE_SIDE_MM = 40, MODULE_UM = 500 };

/* The symbols of a guide as paper would carry them: what the trusted list refuses has no `fit`. */
static void judge_symbols(struct symbol_set *out, const struct kiosk *k, struct arena *a,
                          struct symbol_cache *cache, const struct guide *guide)
{
    struct diag_list diags; /* “ngoso check” tells; here such a code is left out. */
    struct link_trust official = symbols_trust(a, k->setup.trusted);
    struct link_trust trust = symbols_trust_for(a, &official, k->setup.commune);
    const struct qr_place place = {.side_du = du_from_mm(CODE_SIDE_MM),
                                   .module_min_du = du_from_mm(MODULE_UM) / 1000,
                                   .level_min = QR_LEVEL_M,
                                   .level_wish = QR_LEVEL_M};
    const struct symbol_maker maker = {.cache = cache,
                                       .trust = &trust,
                                       .design = "kiosk",
                                       .place = &place,
                                       .arena = a,
                                       .diags = &diags};
    diag_init(&diags, a);
    bool sound = symbols_of_guide(out, &maker, guide);
    (void)sound;
}

static bool is_web_link(const struct symbol *s)
{
    return s->fit && s->device == SYMBOL_ANY && slice_starts(s->payload, SLICE("https://"));
}

static void add_code(struct view_lesson *lesson, struct arena *a, const struct symbol *s)
{
    static const enum view_device devices[] = {[SYMBOL_ANY] = DEVICE_ANY,
                                               [SYMBOL_ANDROID] = DEVICE_ANDROID,
                                               [SYMBOL_IPHONE] = DEVICE_IPHONE};
    lesson->codes[lesson->code_count++] = (struct view_code){.device = devices[s->device],
                                                             .link = arena_copy(a, s->payload),
                                                             .shown = arena_copy(a, s->shown)};
}

/* The first web page, which every phone opens; else the first app, once for each kind of phone. */
static void choose_codes(struct view_lesson *lesson, struct arena *a, const struct symbol_set *all)
{
    for (unsigned i = 0; i < all->count; i++)
        if (is_web_link(&all->items[i])) {
            add_code(lesson, a, &all->items[i]);
            return;
        }
    for (unsigned i = 0; i < all->count && lesson->code_count < VIEW_CODES_A_LESSON; i++)
        if (all->items[i].fit && all->items[i].device != SYMBOL_ANY)
            add_code(lesson, a, &all->items[i]);
}

static bool is_shown_already(const struct view *v, const struct view_lesson *lesson)
{
    for (unsigned i = 0; i < v->lesson_count; i++)
        if (v->lessons[i].code_count && lesson->code_count &&
            slice_equal(v->lessons[i].codes[0].link, lesson->codes[0].link))
            return true;
    return false;
}

static void find_codes(struct view_lesson *lesson, struct kiosk *k, const struct guide *guide)
{
    struct arena a;
    struct symbol_cache cache = {0};
    struct symbol_set all;
    unsigned shown = 0;
    arena_init(&a, JUDGING_BYTES_MAX);
    judge_symbols(&all, k, &a, &cache, guide);
    choose_codes(lesson, &k->arena, &all);
    symbol_cache_deinit(&cache);
    arena_deinit(&a);
    for (unsigned i = 0; i < k->view.lesson_count; i++)
        shown += k->view.lessons[i].code_count;
    if (shown + lesson->code_count > VIEW_CODES_MAX || is_shown_already(&k->view, lesson))
        lesson->code_count = 0;
}

/* ---- lessons --------------------------------------------------------------------------------- */

struct found {
    const struct guide *guide;
    unsigned wrong_count;
};

static void count_wrong(struct found *found, unsigned *found_count, const struct guide *guide)
{
    unsigned i = 0;
    while (i < *found_count && found[i].guide != guide)
        i++;
    if (i == *found_count)
        found[(*found_count)++] = (struct found){guide, 0};
    found[i].wrong_count++;
    /* Among equals the one met first stays in front. */
    for (; i > 0 && found[i].wrong_count > found[i - 1].wrong_count; i--) {
        struct found swap = found[i];
        found[i] = found[i - 1];
        found[i - 1] = swap;
    }
}

static void add_lesson(struct kiosk *k, const struct guide *guide)
{
    struct view *v = &k->view;
    struct view_lesson lesson = {.title = guide->title.text, .guide = guide->id.text};
    find_codes(&lesson, k, guide);
    v->lessons[v->lesson_count++] = lesson;
}

static void find_lessons(struct kiosk *k)
{
    struct view *v = &k->view;
    struct found found[QUIZ_QUESTIONS_MAX];
    unsigned found_count = 0;
    for (unsigned i = 0; i < k->attempt.round.count; i++) {
        const struct quiz_question *q = &v->quiz->questions[k->attempt.round.items[i].question];
        const struct guide *guide = find_guide(k, guide_of(k, q));
        if (!k->attempt.known_right[i] && guide)
            count_wrong(found, &found_count, guide);
    }
    const struct guide *own = find_guide(k, v->quiz->guide.text);
    if (found_count == 0 && own)
        count_wrong(found, &found_count, own);
    v->lesson_count = 0;
    for (unsigned i = 0; i < found_count && i < VIEW_LESSONS_MAX; i++)
        add_lesson(k, found[i].guide);
}

void end_show(struct kiosk *k)
{
    struct view *v = &k->view;
    find_lessons(k);
    /* Where the log refused an answer, it does not hold a whole round. */
    play_stop(k, k->attempt.recording ? STORE_END_FINISHED : STORE_END_LEFT);
    v->question = NULL;
    v->can_seal = k->setup.store && store_can_seal(k->setup.store);
    v->offer_contact = v->can_seal && k->attempt.recording && !v->students;
    kiosk_go(k, SCREEN_END);
}

void end_act(struct kiosk *k, struct view_action action)
{
    if (action.act == ACT_AGREE && k->view.offer_contact)
        contact_ask(k);
    else if (action.act == ACT_NEXT || action.act == ACT_SKIP)
        kiosk_forget_person(k);
}
