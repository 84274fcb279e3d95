#include "quiz_fixture.h"

#include "base/arena.h"

static struct field field(struct arena *a, const char *text)
{
    return (struct field){.text = arena_copy(a, slice_from(text))};
}

static struct rich_field rich(struct arena *a, const char *text)
{
    return (struct rich_field){.rich = rich_plain(arena_copy(a, slice_from(text)))};
}

static void fill_options(struct arena *a, struct quiz_question *q, unsigned count)
{
    static const char *const ids[] = {"a", "b", "c", "d", "e", "f", "g", "h"};
    static const char *const matches[] = {"A", "B", "C", "D", "E", "F", "G", "H"};
    q->option_count = count;
    for (unsigned i = 0; i < count; i++) {
        q->options[i].id = field(a, ids[i]);
        q->options[i].text = rich(a, ids[i]);
        if (q->kind == QUIZ_MATCH)
            q->options[i].match = rich(a, matches[i]);
        q->options[i].right = i == 0 || (q->kind == QUIZ_MULTIPLE && i == 2);
    }
}

static void fill_question(struct arena *a, struct quiz_question *q, enum quiz_kind kind,
                          const char *id)
{
    bool two = kind == QUIZ_TRUE_FALSE || kind == QUIZ_SCAM;
    q->kind = kind;
    q->id = field(a, id);
    q->stem = rich(a, id);
    q->guide = field(a, "");
    q->difficulty = 1;
    q->shuffle = !two;
    fill_options(a, q, two ? 2 : 4);
}

static struct quiz *new_quiz(struct arena *a, const char *id, unsigned count)
{
    struct quiz *quiz = ARENA_NEW(a, struct quiz);
    quiz->id = field(a, id);
    quiz->title = field(a, id);
    quiz->language = field(a, "vi");
    quiz->guide = field(a, "g");
    quiz->questions = ARENA_ARRAY(a, count, struct quiz_question);
    quiz->question_count = count;
    quiz->round = (int)count;
    return quiz;
}

struct quiz *fixture_quiz(struct arena *a, const char *id)
{
    static const char *const ids[QUIZ_KIND_COUNT] = {"single", "multiple", "true-false", "order",
                                                     "match",  "point",    "scam"};
    struct quiz *quiz = new_quiz(a, id, QUIZ_KIND_COUNT);
    for (unsigned i = 0; i < QUIZ_KIND_COUNT; i++)
        fill_question(a, &quiz->questions[i], (enum quiz_kind)i, ids[i]);
    quiz->questions[QUIZ_SCAM].guide = field(a, "h");
    return quiz;
}

struct quiz *fixture_bank(struct arena *a, unsigned count, unsigned subjects, int round)
{
    struct quiz *quiz = new_quiz(a, "bank", count);
    quiz->round = round;
    for (unsigned i = 0; i < count; i++) {
        fill_question(a, &quiz->questions[i], QUIZ_SINGLE, arena_printf(a, "q%u", i).data);
        quiz->questions[i].subject = (enum guide_subject)(i % subjects);
        quiz->questions[i].difficulty = (int)(i % 3 + 1);
    }
    return quiz;
}

struct guide *fixture_guide(struct arena *a, const char *id)
{
    struct guide *guide = ARENA_NEW(a, struct guide);
    guide->id = field(a, id);
    guide->title = field(a, arena_printf(a, "Guide %s", id).data);
    guide->qr[0].kind = GUIDE_QR_APP;
    guide->qr[0].android = field(a, "vn.example");
    guide->qr[1].kind = GUIDE_QR_LINK;
    guide->qr[1].value = field(a, "https://example.gov.vn/");
    guide->qr_count = 2;
    return guide;
}

struct commune *fixture_commune(struct arena *a)
{
    struct commune *commune = ARENA_NEW(a, struct commune);
    commune->villages[0].name = field(a, "Thon Dong");
    commune->villages[1].name = field(a, "Thon Doai");
    commune->village_count = 2;
    return commune;
}
