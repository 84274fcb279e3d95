#include "review_scenes.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "kiosk/review/inside.h"
#include "review/gather.h"
#include "support/shipped.h"
#include "support/test.h"

enum { ROUND = 8, PEOPLE = 180, BYTES = 256 * 1024 * 1024, LARGE_VILLAGES = 200 };

static const char *const names[REVIEW_SCENE_QUIZZES] = {"e-banking", "fraud", "vneid"};

/* Fits kiosk/review/inside.h; the walks are written with it. */
#define DO(verb, value) ((int32_t)((unsigned)(verb) << REVIEW_VALUE_BITS | (unsigned)(value)))

const struct review_walk review_walks[] = {
    {"overview", {-1}},
    {"notes", {DO(REVIEW_OPEN, REVIEW_NOTES), -1}},
    {"topics", {DO(REVIEW_GO, REVIEW_TOPICS), -1}},
    {"topic", {DO(REVIEW_GO, REVIEW_TOPICS), DO(REVIEW_OPEN_TOPIC, 0), -1}},
    {"topic-leaflet",
     {DO(REVIEW_GO, REVIEW_TOPICS), DO(REVIEW_OPEN_TOPIC, 0), DO(REVIEW_WRITE_LEAFLET, 0), -1}},
    {"doubts", {DO(REVIEW_GO, REVIEW_QUESTIONS), -1}},
    {"questions", {DO(REVIEW_GO, REVIEW_QUESTIONS), DO(REVIEW_TAB, 1), -1}},
    {"question", {DO(REVIEW_GO, REVIEW_QUESTIONS), DO(REVIEW_OPEN_ITEM, 3), -1}},
    {"question-doubt", {DO(REVIEW_OPEN_ITEM, 5), -1}},
    {"enlarged", {DO(REVIEW_OPEN_ITEM, 3), DO(REVIEW_OPEN, REVIEW_ENLARGED), -1}},
    {"villages", {DO(REVIEW_GO, REVIEW_VILLAGES), -1}},
    {"days", {DO(REVIEW_GO, REVIEW_DAYS), -1}},
    {"scores", {DO(REVIEW_GO, REVIEW_DAYS), DO(REVIEW_TAB, 1), -1}},
    {"filter-time", {DO(REVIEW_OPEN, REVIEW_FILTER), DO(REVIEW_PERIOD, PERIOD_WEEK), -1}},
    {"filter-village", {DO(REVIEW_OPEN, REVIEW_FILTER), DO(REVIEW_TAB, 1), -1}},
    {"filter-quiz", {DO(REVIEW_OPEN, REVIEW_FILTER), DO(REVIEW_TAB, 2), -1}},
    {"visit", {DO(REVIEW_GO, REVIEW_VISIT), DO(REVIEW_OUTCOME, 0), DO(REVIEW_PEOPLE, 1), -1}},
    {"visit-done", {DO(REVIEW_GO, REVIEW_VISIT), DO(REVIEW_TAB, 1), DO(REVIEW_DONE_THERE, 1), -1}},
    {"visit-leaflets", {DO(REVIEW_GO, REVIEW_VISIT), DO(REVIEW_TAB, 2), DO(REVIEW_LEAFLET, 1), -1}},
    {"visit-saved", {DO(REVIEW_GO, REVIEW_VISIT), DO(REVIEW_OUTCOME, 0), DO(REVIEW_SAVE, 0), -1}},
    {"visit-number",
     {DO(REVIEW_GO, REVIEW_VISIT), DO(REVIEW_OPEN, REVIEW_VISIT_NUMBER), DO(REVIEW_NUMBER_KEY, 'K'),
      -1}},
    {"visit-number-wrong",
     {DO(REVIEW_OPEN, REVIEW_VISIT_NUMBER), DO(REVIEW_NUMBER_KEY, 'K'), DO(REVIEW_NUMBER_KEY, '0'),
      DO(REVIEW_NUMBER_KEY, '0'), DO(REVIEW_NUMBER_KEY, '0'), DO(REVIEW_NUMBER_TAKE, 0), -1}},
    {"visit-numbered",
     {DO(REVIEW_GO, REVIEW_VISIT), DO(REVIEW_OPEN, REVIEW_VISIT_NUMBER), DO(REVIEW_NUMBER_KEY, 'B'),
      DO(REVIEW_NUMBER_KEY, '0'), DO(REVIEW_NUMBER_KEY, '0'), DO(REVIEW_NUMBER_KEY, '0'),
      DO(REVIEW_NUMBER_TAKE, 0), -1}},
    {"visit-village", {DO(REVIEW_GO, REVIEW_VISIT), DO(REVIEW_OPEN, REVIEW_VISIT_VILLAGE), -1}},
};
const unsigned review_walk_count = sizeof review_walks / sizeof review_walks[0];

/* ---- Made-up rounds ---- */

static uint32_t next(uint32_t *state, uint32_t below)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) % below;
}

static unsigned add_questions(struct review_scenes *s, const struct quiz *quiz)
{
    unsigned added = 0;
    for (unsigned i = 0; i < quiz->question_count && added < ROUND; i++)
        if (quiz->questions[i].kind == QUIZ_SINGLE) {
            hand_add_question(&s->book, quiz, &quiz->questions[i]);
            added++;
        }
    return added;
}

static void add_round(struct review_scenes *s, unsigned first, unsigned count, unsigned person,
                      unsigned skill, uint32_t *state)
{
    static const char *const villages[] = {"Bản Mẫu", "Làng Thử", "Thôn Ba", "Xóm Nhỏ", ""};
    char answers[ROUND + 1] = "";
    for (unsigned i = 0; i < count; i++) {
        const struct book_item *item = &s->book.book.items[first + i];
        unsigned response = 1 + next(state, item->response_count - 1);
        for (unsigned k = 1; k < item->response_count; k++)
            if (item->responses[k].right && next(state, 100) + 5 * i < skill)
                response = k;
        /* Of the second quiz, who knows most takes a wrong one: its key is in doubt. */
        if (first > 0 && first < 2 * ROUND && i == 1 && skill > 60)
            response = item->responses[1].right ? 2 : 1;
        answers[i] = item->responses[response].text.data[0];
    }
    unsigned village = person % 60 == 7 ? 3 : person % 3;
    hand_add_round(&s->book, (struct hand_round){.answers = answers,
                                                 .first = first,
                                                 .person = person + 1 + 1000 * first,
                                                 .village = villages[village],
                                                 .day = (int)(person % 19)});
}

static void add_rounds(struct review_scenes *s, unsigned first, unsigned count, uint32_t *state)
{
    for (unsigned p = 0; p < PEOPLE; p++) {
        unsigned skill = 10 + next(state, 60) + 10 * (p % 3) + 2 * first;
        unsigned rounds = 1 + (next(state, 5) == 0);
        for (unsigned r = 0; r < rounds; r++)
            add_round(s, first, count, p, skill + 10 * r, state);
    }
}

/* ---- Reading them ---- */

static void make_large(struct figures *f, struct arena *a)
{
    struct figures_group *villages = ARENA_ARRAY(a, LARGE_VILLAGES, struct figures_group);
    struct slice *village_names = ARENA_ARRAY(a, LARGE_VILLAGES, struct slice);
    for (unsigned i = 0; i < LARGE_VILLAGES; i++) {
        villages[i] = f->villages[i % f->village_count];
        villages[i].id = villages[i].name = village_names[i] = arena_printf(
            a, "Khu phố Mẫu Thượng – Mẫu Hạ – Mẫu Trung, cạnh chợ cũ, tổ dân phố số %u", i + 1);
    }
    f->villages = villages;
    f->village_count = f->village_name_count = LARGE_VILLAGES;
    f->village_names = village_names;
}

static bool read_book(void *self, struct figures *out, const struct figures_filter *filter,
                      const struct figures_texts *texts, struct arena *a, struct error *e)
{
    struct review_scenes *s = self;
    if (s->crowd == CROWD_DAMAGED)
        return error_set(e, ERROR_LIBRARY, 11, "kiosk.db: the database is damaged");
    struct gather *g = ARENA_NEW(a, struct gather);
    struct gather_source source = {.book = &s->book.book};
    struct gather_walk walk = {g, 0};
    gather_begin(g, a, &source, 1, filter, texts);
    for (unsigned i = 0; i < s->book.sheet_count; i++)
        if (!gather_sheet(&walk, &s->book.sheets[i]))
            break;
    bool ok = gather_end(g, e);
    if (ok)
        figures_compute(out, g);
    gather_deinit(g);
    if (ok && s->crowd == CROWD_LARGE)
        make_large(out, a);
    return ok;
}

static bool record(void *self, const struct store_visit *visit, struct error *e)
{
    struct review_scenes *s = self;
    if (s->record_fails)
        return error_set(e, ERROR_SYSTEM, 28, "the disk is full");
    s->last = *visit;
    s->recorded++;
    return true;
}

/* B000…: the only household there is. */
static bool read_numbers(void *self, struct visit_numbers *out, struct arena *a, struct error *e)
{
    static const struct store_id id = {"00000000000000100000000000000001"};
    const struct review_scenes *s = self;
    if (s->record_fails)
        return error_set(e, ERROR_SYSTEM, 5, "the disk cannot be read");
    visit_numbers_make(out, &id, 1, a);
    return true;
}

static bool write_leaflet(void *self, char *path, size_t size, const struct guide *guide,
                          struct error *e)
{
    const struct review_scenes *s = self;
    if (s->record_fails)
        return error_set(e, ERROR_SYSTEM, 28, "the disk is full");
    snprintf(path, size, "/home/to-cong-nghe-so/Tài liệu/out/%.*s/%.*s-leaflet.pdf",
             SLICE_ARG(guide->id.text), SLICE_ARG(guide->id.text));
    return true;
}

/* ---- From beginning to end ---- */

struct review_scenes *review_scenes_open(struct scenes *scenes, enum review_crowd crowd)
{
    struct review_scenes *s = calloc(1, sizeof *s);
    struct diag_list diags;
    uint32_t state = 7;
    assert_non_null(s);
    s->scenes = scenes;
    s->crowd = crowd;
    arena_init(&s->arena, BYTES);
    hand_init(&s->book);
    diag_init(&diags, &s->arena);
    const struct facts *facts = shipped_facts(&s->arena, &diags);
    for (unsigned i = 0; i < REVIEW_SCENE_QUIZZES; i++) {
        struct slice quiz = arena_printf(&s->arena, NGOSO_SOURCE_DIR "/quizzes/%s.yaml", names[i]);
        struct slice guide = arena_printf(&s->arena, NGOSO_SOURCE_DIR "/guides/%s.yaml", names[i]);
        s->quizzes[i] = quiz_load(&s->arena, quiz.data, facts, &diags);
        s->guides[i] = guide_load(&s->arena, guide.data, facts, &diags);
        unsigned first = s->book.book.item_count;
        unsigned count = crowd == CROWD_NONE ? 0 : add_questions(s, s->quizzes[i]);
        if (count)
            add_rounds(s, first, count, &state);
    }
    return s;
}

void review_scenes_close(struct review_scenes *s)
{
    hand_deinit(&s->book);
    arena_deinit(&s->arena);
    free(s);
}

struct review_setup review_scenes_setup(struct review_scenes *s, const char *language, bool window)
{
    return (struct review_setup){
        .read = read_book,
        .record = record,
        .numbers = read_numbers,
        .write_leaflet = window ? write_leaflet : NULL,
        .self = s,
        .texts = {s->quizzes, REVIEW_SCENE_QUIZZES, s->guides, REVIEW_SCENE_QUIZZES},
        .commune = s->crowd == CROWD_LARGE ? s->scenes->large_commune : s->scenes->commune,
        .language = language,
        .today = date_days((struct date){2026, 11, 21}),
        .window = window};
}

void review_scenes_walk(struct review *r, const struct review_walk *walk)
{
    for (unsigned i = 0; i < REVIEW_WALK_MAX && walk->actions[i] >= 0; i++)
        (void)review_act(r, (struct view_action){ACT_REVIEW, walk->actions[i]});
}

bool review_scenes_draw(struct review_scenes *s, struct review *r, const struct metrics *metrics)
{
    struct scenes *all = s->scenes;
    arena_reset(&all->frame);
    const struct screen_kit kit = {.paras = all->paras, .arena = &all->frame};
    return review_draw(&all->list, &all->targets, r, metrics, &kit);
}
