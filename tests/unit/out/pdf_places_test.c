#include "out/pdf_places.h"

#include <stdlib.h>

#include "support/test.h"

enum { COUNT = 60000 };

static uint32_t random_below(uint32_t *state, uint32_t limit)
{
    *state = *state * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)(*state >> 8) * limit >> 24);
}

/* What a file would have: object n lies where expected_* says. */
struct file {
    uint32_t stream[COUNT + 1];
    uint64_t position[COUNT + 1];
};

/* Numbers are swapped with others up to `spread` away; every 50th waits for the end. */
static void add_all(struct file *f, struct places *p, uint32_t spread, uint32_t seed)
{
    static uint32_t order[COUNT];
    uint32_t late_count = 0, index = 0, stream = 0;
    static uint32_t late[COUNT];
    uint64_t offset = 15;
    for (uint32_t i = 0; i < COUNT; i++)
        order[i] = i + 1;
    for (uint32_t i = 0; spread && i + spread < COUNT; i++) {
        uint32_t other = i + random_below(&seed, spread), number = order[i];
        order[i] = order[other];
        order[other] = number;
    }
    for (uint32_t i = 0; i < COUNT + late_count; i++) {
        uint32_t number = i < COUNT ? order[i] : late[i - COUNT];
        if (i < COUNT && number % 50 == 0) {
            late[late_count++] = number;
            continue;
        }
        bool in_file = random_below(&seed, 9) == 0;
        if (index++ == 200 || stream == 0) {
            stream = 100000 + random_below(&seed, COUNT);
            index = 0;
        }
        offset += random_below(&seed, 1 << 20) * (uint64_t)4000;
        f->stream[number] = in_file ? 0 : stream;
        f->position[number] = in_file ? offset : index;
        places_add(p, number, f->stream[number], f->position[number]);
    }
}

static void assert_all(const struct file *f, struct places *p)
{
    struct places_walk walk;
    struct xref_run run;
    uint32_t next = 1;
    places_walk_begin(&walk, p);
    while (places_walk_next(&run, &walk)) {
        assert_int_equal(run.first, next);
        for (uint32_t i = 0; i < run.count; i++, next++) {
            assert_int_equal(run.stream, f->stream[next]);
            assert_true(run.position + i == f->position[next]);
        }
    }
    assert_int_equal(next, COUNT + 1);
}

static void test_every_object_is_found_where_it_was_put(void **state)
{
    (void)state;
    static const uint32_t spreads[] = {0, 1, 3, 60, 700, 30000};
    struct file *f = calloc(1, sizeof *f);
    struct places p;
    places_init(&p);
    for (unsigned i = 0; i < sizeof spreads / sizeof *spreads; i++) {
        places_reset(&p);
        add_all(f, &p, spreads[i], i);
        assert_all(f, &p);
    }
    places_deinit(&p);
    free(f);
}

/* As a file of many pages has them: streams of 250, a stream object after each. */
static void test_a_long_file_takes_little_memory(void **state)
{
    (void)state;
    struct places p;
    uint32_t number = 1;
    places_init(&p);
    for (uint32_t stream = 0; stream < 40000; stream++) {
        uint32_t own = number++;
        for (uint32_t i = 0; i < 50; i++)
            places_add(&p, number++, own, i);
        places_add(&p, own, 0, (uint64_t)stream * 5000);
    }
    assert_true(p.packed.size < 40000 * 12);
    assert_true(p.loose_capacity <= 8192);
    places_deinit(&p);
}

static void test_nothing(void **state)
{
    (void)state;
    struct places p;
    struct places_walk walk;
    struct xref_run run;
    places_init(&p);
    places_walk_begin(&walk, &p);
    assert_false(places_walk_next(&run, &walk));
    places_deinit(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_object_is_found_where_it_was_put),
        cmocka_unit_test(test_a_long_file_takes_little_memory),
        cmocka_unit_test(test_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
