/* Merging is a union of sets: any order, repeats, overlaps, damage and forks give the same facts.
 */
#include <stdio.h>

#include "store/bundle.h"
#include "store/facts.h"
#include "store/hall.h"
#include "unit/store/fixture.h"

enum { BUNDLES_MAX = 64, HALLS = 4, DUMP_BYTES = 64 * 1024 * 1024 };

/* Bundles as files, to be merged into one store or another. */
struct pool {
    struct folder folder;
    char paths[BUNDLES_MAX][300];
    unsigned count;
};

static void add_bytes(struct pool *p, struct slice bytes)
{
    struct error e = {0};
    assert_in_range(p->count, 0, BUNDLES_MAX - 1);
    snprintf(p->paths[p->count], sizeof p->paths[0], "%s/%u.ngoso", p->folder.path, p->count);
    assert_true(file_write(p->paths[p->count++], bytes, FILE_FAST, &e));
}

static void add_part(struct pool *p, struct hall *h, unsigned first, unsigned last)
{
    struct buf b;
    buf_init(&b, BUNDLE_FILE_MAX);
    hall_bundle(&b, h, first, last);
    add_bytes(p, buf_slice(&b));
    buf_deinit(&b);
}

/* Lasts as long as the clock of the halls' consents. */
static void open_store(struct fixture *f, const struct hall *halls, unsigned hall_count)
{
    fixture_begin(f);
    f->wall_ms = INT64_C(1790000000000) + 86400000;
    for (unsigned i = 0; i < hall_count; i++)
        assert_ok(f, bundle_trust(f->store, halls[i].device.text, SLICE("Hall"), SLICE(""), &f->e));
}

static struct bundle_result merge(struct fixture *f, const char *path)
{
    struct bundle_result result;
    assert_ok(f, bundle_merge(&result, f->store, path, &f->e));
    return result;
}

static void dump(struct buf *b, struct fixture *f)
{
    buf_init(b, DUMP_BYTES);
    facts_dump(b, f->store);
}

static void expect_same(const struct buf *a, const struct buf *b, const char *what, uint64_t seed)
{
    size_t i = 0, line = 0;
    if (slice_equal(buf_slice(a), buf_slice(b)))
        return;
    for (; i < a->size && i < b->size && a->data[i] == b->data[i]; i++)
        line = a->data[i] == '\n' ? i + 1 : line;
    fail_msg("%s (seed %llu): %zu and %zu bytes, differ at %zu:\n%.200s\n%.200s", what,
             (unsigned long long)seed, a->size, b->size, i, a->size ? a->data + line : "",
             b->size ? b->data + line : "");
}

static void expect_facts(struct fixture *f, const struct buf *expected, const char *what,
                         uint64_t seed)
{
    struct buf b;
    dump(&b, f);
    expect_same(expected, &b, what, seed);
    buf_deinit(&b);
}

static struct buf facts_of(struct fixture *f)
{
    struct buf b;
    dump(&b, f);
    return b;
}

/* ---- property: the order does not matter ---- */

static void fill_hall(struct hall *h, uint64_t *random, const struct store_id *elsewhere)
{
    unsigned rounds = 2 + (unsigned)hall_random(random, 4);
    for (unsigned i = 0; i < rounds; i++) {
        hall_round(h, 1 + (unsigned)hall_random(random, 6));
        if (hall_random(random, 2))
            hall_consent(h);
        if (hall_random(random, 3) == 0 && h->contact_count > 0)
            hall_forget(h, &h->contacts[hall_random(random, h->contact_count)].id);
    }
    if (elsewhere)
        hall_forget(h, elsewhere);
}

/* Parts that overlap, leave gaps, and are cut into blocks in different places. */
static void add_parts(struct pool *p, struct hall *h, uint64_t *random)
{
    unsigned parts = 2 + (unsigned)hall_random(random, 4);
    for (unsigned i = 0; i < parts; i++) {
        unsigned first = 1 + (unsigned)hall_random(random, h->event_count);
        unsigned last = first + (unsigned)hall_random(random, h->event_count - first + 1);
        h->block_events = (unsigned)hall_random(random, 9);
        add_part(p, h, first, last);
    }
}

static void add_damaged(struct pool *p, struct hall *h, uint64_t *random)
{
    struct buf b;
    buf_init(&b, BUNDLE_FILE_MAX);
    h->block_events = 5;
    hall_bundle(&b, h, 1, h->event_count);
    size_t at = BUNDLE_HEAD_BYTES + (size_t)hall_random(random, b.size - BUNDLE_HEAD_BYTES);
    if (hall_random(random, 2))
        b.data[at] ^= 0x10;
    else
        b.size = at;
    add_bytes(p, buf_slice(&b));
    buf_deinit(&b);
}

static void make_pool(struct pool *p, struct hall halls[HALLS], uint64_t seed)
{
    uint64_t random = seed;
    memset(p, 0, sizeof *p);
    p->folder = folder_make();
    for (unsigned i = 0; i < HALLS - 1; i++) {
        hall_open(&halls[i], seed * 100 + i);
        fill_hall(&halls[i], &random,
                  i > 0 && halls[0].contact_count ? &halls[0].contacts[0].id : NULL);
    }
    /* The last is a copy of the first that went another way. */
    hall_fork(&halls[HALLS - 1], &halls[0],
              1 + (unsigned)hall_random(&random, halls[0].event_count - 1), seed + 7);
    fill_hall(&halls[HALLS - 1], &random, NULL);
    for (unsigned i = 0; i < HALLS; i++) {
        add_parts(p, &halls[i], &random);
        add_damaged(p, &halls[i], &random);
    }
}

static void shuffle(unsigned *order, unsigned count, uint64_t *random)
{
    for (unsigned i = count; i > 1; i--) {
        unsigned k = (unsigned)hall_random(random, i), kept = order[k];
        order[k] = order[i - 1];
        order[i - 1] = kept;
    }
}

static void in_any_order(uint64_t seed)
{
    struct pool p;
    struct hall halls[HALLS];
    struct buf expected = {0};
    unsigned chosen[2 * BUNDLES_MAX], count = 0;
    uint64_t random = seed ^ 0xABCDEF;
    make_pool(&p, halls, seed);
    for (unsigned i = 0; i < p.count; i++)
        if (hall_random(&random, 4))
            chosen[count++] = i;
    unsigned different = count;
    for (unsigned try = 0; try < 3; try++) {
        struct fixture f;
        open_store(&f, halls, HALLS - 1);
        shuffle(chosen, different, &random);
        for (unsigned i = 0; i < count; i++)
            merge(&f, p.paths[chosen[i]]);
        if (try == 0)
            expected = facts_of(&f);
        expect_facts(&f, &expected, "another order", seed);
        /* Some again: nothing changes. From now on they stay in the list. */
        for (unsigned i = 0; i < 3 && different; i++) {
            unsigned again = chosen[hall_random(&random, different)];
            struct bundle_result r = merge(&f, p.paths[again]);
            assert_int_equal(r.events_new, 0);
            assert_int_equal(r.contacts_new, 0);
        }
        expect_facts(&f, &expected, "again", seed);
        assert_ok(&f, store_rebuild(f.store, &f.e));
        expect_facts(&f, &expected, "rebuilt", seed);
        fixture_end(&f);
    }
    buf_deinit(&expected);
    for (unsigned i = 0; i < HALLS; i++)
        hall_close(&halls[i]);
    folder_remove(p.folder.path);
}

static void the_order_does_not_matter(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 25; seed++)
        in_any_order(seed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_does_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
