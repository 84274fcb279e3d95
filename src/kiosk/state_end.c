/* The last page of a round: what went well, and one to three things to take home.
 *
 * A lesson is a guide: the ones whose questions went wrong, most often wrong first; when nothing
 * went wrong, the quiz's own, so that nobody leaves with empty hands. Its link is the first web
 * address among the guide's symbols, else the address of its app for Android.
 */
#include "kiosk/state_inside.h"

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

/* ---- links ----------------------------------------------------------------------------------- */

static struct slice link_of(struct arena *a, const struct guide *guide)
{
    for (unsigned i = 0; i < guide->qr_count; i++)
        if (guide->qr[i].kind == GUIDE_QR_LINK &&
            slice_starts(guide->qr[i].value.text, SLICE("https://")))
            return guide->qr[i].value.text;
    for (unsigned i = 0; i < guide->qr_count; i++)
        if (guide->qr[i].kind == GUIDE_QR_APP && guide->qr[i].android.text.size > 0)
            return arena_printf(a, "https://play.google.com/store/apps/details?id=%.*s",
                                SLICE_ARG(guide->qr[i].android.text));
    return SLICE("");
}

/* As on the leaflets: without "https://" and without a slash that only ends it. */
static struct slice shown_of(struct slice link)
{
    struct slice shown = slice_part(link, strlen("https://"), link.size);
    if (slice_ends(shown, SLICE("/")))
        shown.size--;
    return shown;
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
    struct slice link = link_of(&k->arena, guide);
    v->lessons[v->lesson_count++] = (struct view_lesson){
        .title = guide->title.text, .guide = guide->id.text, .link = link, .shown = shown_of(link)};
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
