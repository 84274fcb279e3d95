/* Indicators: what visits add up to, what is not known, periods, targets, words. */
#include "review/indicator.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/date.h"
#include "content/format/format.h"
#include "review/figures.h"
#include "support/test.h"

enum { ARENA_BYTES = 64 * 1024 * 1024 };

static struct store_visit visit(const char *contact, enum visit_outcome outcome, unsigned people,
                                uint32_t achievements)
{
    struct store_visit v = {.outcome = outcome, .people = people, .achievements = achievements};
    snprintf(v.contact.text, sizeof v.contact.text, "%s", contact);
    v.leaflets[0] = (struct visit_leaflet){SLICE("vneid"), people};
    v.leaflet_count = people > 0;
    return v;
}

static void the_words_of_the_file_are_those_of_the_log(void **state)
{
    (void)state;
    for (unsigned i = 0; i < VISIT_ACHIEVEMENT_COUNT; i++)
        assert_string_equal(indicator_from_name(INDICATOR_ACHIEVEMENT + i),
                            visit_achievement_name(i));
    assert_null(indicator_from_name(INDICATOR_ACHIEVEMENT + VISIT_ACHIEVEMENT_COUNT));
}

static void people_and_times_are_kept_apart(void **state)
{
    const struct store_visit visits[] = {
        visit("b", VISIT_DONE, 2, 1),       visit("a", VISIT_AGAIN, 1, 0),
        visit("a", VISIT_DONE, 3, 1 | 4),   visit("", VISIT_DONE, 1, 4),
        visit("", VISIT_DONE, 1, 4),        visit("c", VISIT_NOT_HOME, 9, 127),
        visit("b", VISIT_DECLINED, 9, 127), visit("d", VISIT_DONE, 0, 0),
    };
    struct indicator_visits v;
    struct arena a;
    (void)state;
    arena_init(&a, ARENA_BYTES);
    indicator_count_visits(&v, visits, 8, &a);
    assert_int_equal(v.recorded, 8);
    assert_int_equal(v.met, 6);
    assert_int_equal(v.households, 5); /* a, b, d and two without a number. */
    assert_int_equal(v.helps, 8);
    assert_int_equal(v.helped, 7); /* a 3, b 2, 1, 1. */
    assert_int_equal(v.leaflets, 8);
    assert_int_equal(v.achievements[VISIT_VNEID_LEVEL_2], 2);
    assert_int_equal(v.achievements[VISIT_PAYMENT_ACCOUNT], 3);
    assert_true(v.people_counted);
    indicator_count_visits(&v, visits, 0, &a);
    assert_int_equal(v.recorded, 0);
    assert_false(v.people_counted);
    arena_deinit(&a);
}

static void periods_know_their_months(void **state)
{
    static const struct {
        struct date from, to;
        bool ok, whole;
        int months;
    } rows[] = {
        {{2026, 11, 1}, {2026, 11, 30}, true, true, 1},
        {{2026, 11, 1}, {2026, 11, 29}, true, false, 1},
        {{2026, 11, 2}, {2026, 11, 30}, true, false, 1},
        {{2026, 12, 1}, {2027, 2, 28}, true, true, 3},
        {{2028, 2, 1}, {2028, 2, 28}, true, false, 1},
        {{2028, 2, 1}, {2028, 2, 29}, true, true, 1},
        {{2026, 11, 2}, {2026, 11, 1}, false, false, 1},
    };
    (void)state;
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct indicator_period p;
        if (indicator_period_make(&p, rows[i].from, rows[i].to) != rows[i].ok ||
            p.whole != rows[i].whole || p.to_month - p.from_month + 1 != rows[i].months)
            fail_msg("row %u", i);
    }
}

/* ---- with a store ---- */

static const char list[] = "indicators:\n"
                           "  - {id: team, name: Tổ, unit: Người, group: A, from: entered, over: "
                           "latest, source: biểu}\n"
                           "  - {id: talks, name: Buổi, unit: Buổi, group: A, from: entered, "
                           "source: biểu}\n"
                           "  - {id: part, name: Phần, unit: Người, group: B, from: entered, over: "
                           "latest, share_of: team, source: biểu}\n"
                           "  - {id: met, name: Lượt, unit: Lượt, group: B, from: visits, source: "
                           "đề xuất}\n"
                           "  - {id: helped, name: Người, unit: Người, group: B, from: "
                           "helped-people, source: đề xuất}\n"
                           "  - {id: stall, name: Gian hàng, unit: Lượt, group: B, from: "
                           "stall-opened, source: đề xuất}\n"
                           "  - {id: score, name: Điểm, unit: '%', group: C, from: score, source: "
                           "đề xuất}\n";

struct hall {
    char folder[32];
    struct arena arena;
    struct diag_list diags;
    struct store *store;
    const struct indicators *all;
    struct commune commune;
    struct indicator_period period;
    struct indicator_figure figures[8];
};

static void enter(struct hall *h, const char *id, int month, int64_t value)
{
    struct error e = {0};
    struct store_entry entry = {slice_from(id), 2026 * 12 + month - 1, value};
    assert_true(store_record_entry(h->store, &entry, &e));
}

static void begin(struct hall *h)
{
    struct error e = {0};
    enum store_state state;
    memset(h, 0, sizeof *h);
    arena_init(&h->arena, ARENA_BYTES);
    diag_init(&h->diags, &h->arena);
    snprintf(h->folder, sizeof h->folder, "/tmp/ngoso-indicator-XXXXXX");
    assert_non_null(mkdtemp(h->folder));
    assert_true(store_open(&h->store, &state,
                           arena_printf(&h->arena, "%s/kiosk.db", h->folder).data, NULL, &e));
    h->all = format_parse(&h->arena, &format_indicators, SLICE("list"), slice_from(list), NULL,
                          &h->diags);
    assert_non_null(h->all);
    assert_int_equal(h->diags.error_count, 0);
    h->commune.targets[0].indicator.text = SLICE("talks");
    h->commune.targets[0].monthly = 4;
    h->commune.targets[1].indicator.text = SLICE("team");
    h->commune.targets[1].monthly = 16;
    h->commune.target_count = 2;
}

static void end(struct hall *h)
{
    static const char *const left[] = {"kiosk.db", "kiosk.db-wal", "kiosk.db-shm",
                                       "kiosk.db-reserve"};
    store_close(h->store);
    for (unsigned i = 0; i < sizeof left / sizeof left[0]; i++)
        unlink(arena_printf(&h->arena, "%s/%s", h->folder, left[i]).data);
    rmdir(h->folder);
    arena_deinit(&h->arena);
}

static void read_all(struct hall *h, struct date from, struct date to)
{
    struct error e = {0};
    assert_true(indicator_period_make(&h->period, from, to));
    assert_true(indicators_read(h->figures, h->all, h->store, NULL, &h->commune, &h->period,
                                &h->arena, &e));
}

static void what_nobody_counted_is_not_known(void **state)
{
    struct hall h;
    struct error e = {0};
    (void)state;
    begin(&h);
    read_all(&h, (struct date){2026, 11, 1}, (struct date){2026, 11, 30});
    for (unsigned i = 0; i < h.all->count; i++)
        assert_false(h.figures[i].known);
    struct store_visit v = visit("", VISIT_NOT_HOME, 0, 0);
    store_new_id(&v.id);
    v.day = date_days((struct date){2026, 11, 30});
    assert_true(store_record_visit(h.store, &v, &e));
    read_all(&h, (struct date){2026, 11, 1}, (struct date){2026, 11, 30});
    assert_true(h.figures[3].known && h.figures[3].value == 0); /* Somebody went: 0 was counted. */
    assert_true(h.figures[5].known && h.figures[5].value == 0);
    read_all(&h, (struct date){2026, 12, 1}, (struct date){2026, 12, 31});
    assert_false(h.figures[3].known);
    end(&h);
}

static void months_add_up_and_stocks_do_not(void **state)
{
    struct hall h;
    (void)state;
    begin(&h);
    enter(&h, "team", 9, 8);
    enter(&h, "talks", 9, 100);
    enter(&h, "talks", 10, 3);
    enter(&h, "talks", 11, 9);
    enter(&h, "talks", 11, 2); /* The last one counts. */
    enter(&h, "part", 11, 2);
    read_all(&h, (struct date){2026, 10, 1}, (struct date){2026, 11, 30});
    assert_true(h.figures[0].value == 8 && h.figures[0].month == 2026 * 12 + 8);
    assert_true(h.figures[1].value == 5 && h.figures[1].target == 8);
    assert_true(h.figures[0].target == 16);
    assert_true(h.figures[2].has_share && h.figures[2].share == 25);
    read_all(&h, (struct date){2026, 10, 1}, (struct date){2026, 11, 20});
    assert_int_equal(h.figures[1].target, 0);
    assert_int_equal(h.figures[0].target, 16);
    end(&h);
}

static bool holds(struct slice text, const char *part)
{
    size_t size = strlen(part);
    for (size_t at = 0; at + size <= text.size; at++)
        if (memcmp(text.data + at, part, size) == 0)
            return true;
    return false;
}

static void reports_and_texts_say_the_same(void **state)
{
    struct hall h;
    struct report report;
    struct buf text;
    (void)state;
    begin(&h);
    enter(&h, "team", 11, 12);
    enter(&h, "part", 11, 0);
    read_all(&h, (struct date){2026, 11, 1}, (struct date){2026, 11, 30});
    indicators_fill(&report, h.figures, h.all->count, &h.period, &h.commune, &h.arena);
    assert_int_equal(report.section_count, 3);
    assert_int_equal(report.sections[0].row_count, 2);
    assert_int_equal(report.sections[0].rows[0].cells[2].value, 12);
    assert_int_equal(report.sections[0].rows[0].cells[4].value, 75);
    assert_int_equal(report.sections[0].rows[1].cells[2].kind, REPORT_MISSING);
    assert_int_equal(report.sections[1].rows[0].cells[2].kind, REPORT_COUNT);
    assert_int_equal(report.sections[1].rows[0].cells[2].value, 0);
    assert_true(slice_equal(report.signs[0], SLICE("NGƯỜI LẬP BIỂU")));
    buf_init(&text, 1 << 16);
    indicators_write_text(&text, h.figures, h.all->count, &h.period, NULL, &h.arena);
    assert_true(holds(buf_slice(&text), "• Tổ: 12 người"));
    assert_true(holds(buf_slice(&text), "• Phần: 0 người"));
    assert_true(holds(buf_slice(&text), "5 figures are not known"));
    assert_false(holds(buf_slice(&text), "Gian hàng"));
    buf_deinit(&text);
    end(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_words_of_the_file_are_those_of_the_log),
        cmocka_unit_test(people_and_times_are_kept_apart),
        cmocka_unit_test(periods_know_their_months),
        cmocka_unit_test(what_nobody_counted_is_not_known),
        cmocka_unit_test(months_add_up_and_stocks_do_not),
        cmocka_unit_test(reports_and_texts_say_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
