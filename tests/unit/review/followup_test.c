/* Whom to visit: merging, recency, topics, order, numbers; from contacts made by hand. */
#include <stdio.h>

#include "base/arena.h"
#include "review/followup.h"
#include "support/test.h"

enum { TODAY = 20000, ARENA_BYTES = 16 * 1024 * 1024, WISHES_MAX = 8 };

struct hall {
    struct arena arena;
    struct followup_wish wishes[WISHES_MAX];
    unsigned count;
    struct followup_options options;
    struct followup out;
};

static void begin(struct hall *h)
{
    static const struct slice villages[] = {{"thôn Hai", 9}, {"thôn Một", 11}};
    memset(h, 0, sizeof *h);
    arena_init(&h->arena, ARENA_BYTES);
    h->options = (struct followup_options){
        .today = TODAY, .since_days = 14, .villages = villages, .village_count = 2};
    assert_int_equal(villages[1].size, strlen(villages[1].data));
}

/* Ids are made so that numbers are told apart in three digits. */
static struct followup_wish *add(struct hall *h, const char *name, const char *phone,
                                 const char *village)
{
    struct followup_wish *w = &h->wishes[h->count++];
    *w = (struct followup_wish){.name = slice_from(name),
                                .phone = slice_from(phone),
                                .village = slice_from(village),
                                .day = TODAY - 30 + (int64_t)h->count};
    snprintf(w->id.text, sizeof w->id.text, "%u%031x", h->count, h->count * 7919);
    return w;
}

static void arrange(struct hall *h)
{
    struct visit_numbers book;
    struct store_id ids[WISHES_MAX];
    for (unsigned i = 0; i < h->count; i++)
        ids[i] = h->wishes[i].id;
    visit_numbers_make(&book, ids, h->count, &h->arena);
    followup_arrange(&h->out, h->wishes, h->count, &book, &h->options, &h->arena);
}

#define EXPECT_NAME(h, index, expected) assert_slice((h)->out.people[index].name, expected)

static void assert_slice(struct slice actual, const char *expected)
{
    if (!slice_equal_text(actual, expected))
        fail_msg("[%.*s] is not [%s]", SLICE_ARG(actual), expected);
}

static void telephones_are_compared_as_dialled(void **state)
{
    static const struct {
        const char *in, *out;
    } rows[] = {
        {"0900 000 001", "0900000001"},
        {"0900.000.001", "0900000001"},
        {"+84 900 000 001", "0900000001"},
        {"84900000001", "0900000001"},
        {"+84", "0"},
        {"8412", "8412"},
        {"", ""},
        {"hỏi nhà bên", ""},
        {"(024) 84-00", "0248400"},
    };
    struct arena a;
    (void)state;
    arena_init(&a, ARENA_BYTES);
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_slice(followup_phone_digits(slice_from(rows[i].in), &a), rows[i].out);
    arena_deinit(&a);
}

static void one_telephone_is_one_person(void **state)
{
    struct hall h;
    (void)state;
    begin(&h);
    add(&h, "Mẫu cũ", "0900 000 001", "thôn Một")->topics = SLICE("fraud");
    add(&h, "Mẫu mới", "+84900000001", "thôn Hai")->topics = SLICE("vneid,fraud");
    add(&h, "Không số", "", "thôn Hai");
    add(&h, "Cũng không số", "hỏi nhà bên", "thôn Hai");
    arrange(&h);
    assert_int_equal(h.out.person_count, 3);
    assert_int_equal(h.out.merged_count, 1);
    EXPECT_NAME(&h, 0, "Mẫu mới"); /* The latest word. */
    assert_int_equal(h.out.people[0].topic_count, 2);
    assert_slice(h.out.people[0].topics[0].guide, "vneid");
    assert_non_null(memchr(h.out.people[0].number.data, '+', h.out.people[0].number.size));
    assert_int_equal(h.out.people[0].day, TODAY - 29);
    arena_deinit(&h.arena);
}

static void who_was_visited_lately_is_left_out(void **state)
{
    static const struct {
        int64_t ago;
        enum visit_outcome outcome;
        bool kept, again, missed;
    } rows[] = {
        {0, VISIT_DONE, false, false, false},     {13, VISIT_DONE, false, false, false},
        {14, VISIT_DONE, true, false, false},     {-1, VISIT_DONE, false, false, false},
        {3, VISIT_AGAIN, true, true, false},      {3, VISIT_NOT_HOME, true, false, true},
        {3, VISIT_DECLINED, false, false, false},
    };
    (void)state;
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hall h;
        begin(&h);
        struct followup_wish *w = add(&h, "Mẫu", "0900 000 001", "thôn Một");
        add(&h, "Mẫu", "0900 000 001", "thôn Một"); /* Not visited by itself. */
        w->visit_day = TODAY - rows[i].ago;
        w->outcome = rows[i].outcome;
        arrange(&h);
        if ((h.out.person_count == 1) != rows[i].kept)
            fail_msg("row %u", i);
        assert_int_equal(h.out.recent_count, !rows[i].kept);
        assert_int_equal(h.out.people[0].again, rows[i].again);
        assert_int_equal(h.out.people[0].missed, rows[i].missed);
        arena_deinit(&h.arena);
    }
}

static void count(struct followup_wish *w, const char *guide, unsigned wrong, unsigned seen)
{
    w->counted[w->counted_count++] = (struct followup_topic){slice_from(guide), wrong, seen};
}

static void topics_come_worst_first(void **state)
{
    struct hall h;
    (void)state;
    begin(&h);
    struct followup_wish *w = add(&h, "Mẫu", "0900 000 001", "thôn Một");
    w->topics = SLICE(",fraud,,old-guide,vneid");
    count(w, "known", 0, 9);
    count(w, "b-few", 2, 8);
    count(w, "a-few", 2, 8);
    count(w, "share", 2, 3);
    count(w, "vneid", 1, 2);
    count(add(&h, "Mẫu", "0900000001", "thôn Một"), "vneid", 4, 8);
    arrange(&h);
    static const char *const expected[] = {"vneid", "share", "a-few",
                                           "b-few", "fraud", "old-guide"};
    assert_int_equal(h.out.people[0].topic_count, 6);
    for (unsigned i = 0; i < 6; i++)
        assert_slice(h.out.people[0].topics[i].guide, expected[i]);
    assert_int_equal(h.out.people[0].topics[0].wrong, 5);
    arena_deinit(&h.arena);
}

static void people_come_in_walking_order(void **state)
{
    struct hall h;
    (void)state;
    begin(&h);
    add(&h, "chưa rõ", "1", "");
    add(&h, "xóm lạ", "2", "xóm Lạ");
    add(&h, "một trước", "3", "THÔN MỘT");
    add(&h, "một sau", "4", "thôn Một");
    struct followup_wish *again = add(&h, "một hẹn", "5", "thôn Một");
    again->visit_day = TODAY - 1;
    again->outcome = VISIT_AGAIN;
    add(&h, "hai", "6", "Thôn Hai");
    arrange(&h);
    static const char *const expected[] = {"hai",     "một hẹn", "một trước",
                                           "một sau", "xóm lạ",  "chưa rõ"};
    for (unsigned i = 0; i < 6; i++)
        EXPECT_NAME(&h, i, expected[i]);
    assert_slice(h.out.people[1].village, "thôn Một");
    h.options.village = SLICE("thôn một");
    arrange(&h);
    assert_int_equal(h.out.person_count, 3);
    assert_int_equal(h.out.elsewhere_count, 3);
    arena_deinit(&h.arena);
}

static void numbers_are_as_long_as_needed(void **state)
{
    /* 15 hexadecimal digits make a number: equal ones differ behind them, and by no number. */
    static const char *const hex[] = {"00000000000000100000000000000001",
                                      "00000000000001300000000000000002",
                                      "ffffffffffffff000000000000000003"};
    struct store_id ids[4], found;
    struct visit_numbers book;
    struct arena a;
    (void)state;
    arena_init(&a, ARENA_BYTES);
    for (unsigned i = 0; i < 3; i++)
        snprintf(ids[i].text, sizeof ids[i].text, "%s", hex[i]);
    ids[3] = ids[0];
    visit_numbers_make(&book, ids, 4, &a);
    assert_int_equal(book.count, 3);
    /* The first 15 digits are 1: the second of 19 letters, nothing over. */
    char full[VISIT_NUMBER_BYTES];
    visit_number_full(full, &ids[0]);
    assert_string_equal(full, "B000000000000");
    for (unsigned i = 0; i < 3; i++) {
        struct slice number = visit_number_short(&book, &ids[i], &a);
        assert_true(number.size >= 4 && number.size < VISIT_NUMBER_BYTES);
        assert_int_equal(visit_numbers_find(&found, &book, number), VISIT_NUMBER_ONE);
        assert_string_equal(found.text, ids[i].text);
        assert_int_equal(visit_numbers_find(&found, &book, slice_from(ids[i].text)),
                         VISIT_NUMBER_ONE);
        assert_string_equal(found.text, ids[i].text);
    }
    assert_int_equal(visit_numbers_find(&found, &book, SLICE("b 000-000.000 000")),
                     VISIT_NUMBER_ONE);
    static const char *const none[] = {"",      "B",
                                       "B00",   "BB000",
                                       "0000",  "B9990000",
                                       "W000",  "B0000000000000000",
                                       "B00x0", "00000000000000100000000000000009"};
    for (unsigned i = 0; i < sizeof none / sizeof none[0]; i++)
        if (visit_numbers_find(&found, &book, slice_from(none[i])) != VISIT_NUMBER_NONE)
            fail_msg("“%s” was found", none[i]);
    arena_deinit(&a);
}

static void near_numbers_are_one_slip_away(void **state)
{
    struct store_id ids[] = {{"00000000000000100000000000000001"}, /* B000000000000 */
                             {"ffffffffffffff000000000000000003"}};
    static const struct {
        const char *typed;
        unsigned found;
    } rows[] = {{"B000", 0}, {"B001", 1}, {"B100", 1}, {"C000", 1},  {"B011", 0},
                {"B00", 0},  {"", 0},     {"xx", 0},   {"b 010", 1}, {"B0000010000", 1}};
    struct visit_numbers book;
    struct arena a;
    (void)state;
    arena_init(&a, ARENA_BYTES);
    visit_numbers_make(&book, ids, 2, &a);
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct slice near = visit_numbers_near(&book, slice_from(rows[i].typed), &a);
        if (!slice_equal(near, rows[i].found ? SLICE("B000") : SLICE("")))
            fail_msg("near “%s”: “%.*s”", rows[i].typed, SLICE_ARG(near));
    }
    char swapped[VISIT_NUMBER_BYTES];
    visit_number_full(swapped, &ids[1]);
    unsigned at = 1;
    while (swapped[at] == swapped[at + 1])
        at++;
    char digit = swapped[at];
    swapped[at] = swapped[at + 1];
    swapped[at + 1] = digit;
    assert_true(visit_numbers_near(&book, slice_from(swapped), &a).size > 0);
    arena_deinit(&a);
}

static void a_number_that_means_two_is_refused(void **state)
{
    struct store_id ids[2] = {{"00000000000000100000000000000001"},
                              {"00000000000006000000000000000002"}};
    struct store_id found;
    struct visit_numbers book;
    struct arena a;
    (void)state;
    arena_init(&a, ARENA_BYTES);
    visit_numbers_make(&book, ids, 2, &a);
    struct slice first = visit_number_short(&book, &ids[0], &a);
    struct slice second = visit_number_short(&book, &ids[1], &a);
    assert_false(slice_equal(first, second));
    assert_int_equal(first.size, 13); /* 1 and 96 = 1 + 5 · 19: B0… and B0…5. */
    assert_int_equal(visit_numbers_find(&found, &book, slice_part(first, 0, 12)),
                     VISIT_NUMBER_SEVERAL);
    assert_int_equal(visit_numbers_find(&found, &book, second), VISIT_NUMBER_ONE);
    assert_string_equal(found.text, ids[1].text);
    arena_deinit(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(telephones_are_compared_as_dialled),
        cmocka_unit_test(one_telephone_is_one_person),
        cmocka_unit_test(who_was_visited_lately_is_left_out),
        cmocka_unit_test(topics_come_worst_first),
        cmocka_unit_test(people_come_in_walking_order),
        cmocka_unit_test(numbers_are_as_long_as_needed),
        cmocka_unit_test(near_numbers_are_one_slip_away),
        cmocka_unit_test(a_number_that_means_two_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
