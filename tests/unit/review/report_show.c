/*
 * Prints a report about made-up rounds of the shipped quizzes, to look at: report_show [COLUMNS]
 * [vi] The rounds are drawn by a generator with a fixed seed; nobody real is in them.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "cli/results/report_terminal.h"
#include "content/guide/guide.h"
#include "content/shared/facts.h"
#include "review/fill.h"
#include "review/gather.h"
#include "support/hand_book.h"

enum { ROUND = 8, PEOPLE = 180 };

static uint32_t next(uint32_t *state, uint32_t below)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) % below;
}

static unsigned add_questions(struct hand_book *h, const struct quiz *quiz)
{
    unsigned added = 0;
    for (unsigned i = 0; i < quiz->question_count && added < ROUND; i++) {
        const struct quiz_question *q = &quiz->questions[i];
        if (q->kind != QUIZ_SINGLE)
            continue;
        hand_add_question(h, quiz, q);
        added++;
    }
    return added;
}

static void add_rounds(struct hand_book *h, unsigned first, unsigned count, uint32_t *state)
{
    static const char *const villages[] = {"Bản Mẫu", "Làng Thử", "Thôn Ba", "Xóm Nhỏ", ""};
    for (unsigned p = 0; p < PEOPLE; p++) {
        unsigned village = p % 60 == 7 ? 3 : p % 3, skill = 30 + next(state, 50) + 10 * village;
        unsigned rounds = 1 + (next(state, 5) == 0);
        for (unsigned r = 0; r < rounds; r++) {
            char answers[ROUND + 1] = "";
            for (unsigned i = 0; i < count; i++) {
                const struct book_item *item = &h->items[first + i];
                unsigned response = 1 + next(state, item->response_count - 1);
                for (unsigned k = 1; k < item->response_count; k++)
                    if (item->responses[k].right && next(state, 100) < skill + 10 * r - 5 * i)
                        response = k;
                answers[i] = item->responses[response].text.data[0];
            }
            hand_add_round(h, (struct hand_round){.answers = answers,
                                                  .first = first,
                                                  .person = p + 1 + 1000 * first,
                                                  .village = villages[village],
                                                  .day = (int)(p % 12)});
        }
    }
}

int main(int argc, char **argv)
{
    static struct hand_book h;
    struct diag_list diags;
    struct error e = {0};
    struct report report;
    struct figures f;
    const struct figures_filter filter = {.has_from = false};
    const struct fill_options options = {.team = argc > 3, .place = SLICE("xã Mẫu")};
    uint32_t state = 7;
    i18n_start(argc > 2 ? argv[2] : "en", argc > 2 ? NGOSO_MESSAGES : "");
    hand_init(&h);
    diag_init(&diags, &h.arena);
    static const char *const names[] = {"e-banking", "fraud", "vneid"};
    const struct facts *facts = facts_load(&h.arena, NGOSO_SOURCE_DIR "/guides/facts.yaml", &diags);
    const struct quiz *quizzes[3];
    const struct guide *guides[3];
    for (unsigned i = 0; i < 3; i++) {
        struct slice path = arena_printf(&h.arena, NGOSO_SOURCE_DIR "/quizzes/%s.yaml", names[i]);
        struct slice guide = arena_printf(&h.arena, NGOSO_SOURCE_DIR "/guides/%s.yaml", names[i]);
        quizzes[i] = quiz_load(&h.arena, path.data, facts, &diags);
        guides[i] = guide_load(&h.arena, guide.data, facts, &diags);
        unsigned first = h.book.item_count, count = add_questions(&h, quizzes[i]);
        if (count)
            add_rounds(&h, first, count, &state);
    }
    const struct figures_texts texts = {quizzes, 3, guides, 2};
    struct gather *g = ARENA_NEW(&h.arena, struct gather);
    struct gather_source source = {.book = &h.book};
    struct gather_walk walk = {g, 0};
    gather_begin(g, &h.arena, &source, 1, &filter, &texts);
    for (unsigned i = 0; i < h.sheet_count; i++)
        if (!gather_sheet(&walk, &h.sheets[i]))
            return 1;
    if (!gather_end(g, &e))
        return 1;
    figures_compute(&f, g);
    gather_deinit(g);
    fill_report(&report, &f, &options, &h.arena);
    report_print(stdout, &report, argc > 1 ? (unsigned)atoi(argv[1]) : 0, &h.arena);
    hand_deinit(&h);
    return 0;
}
