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
    char path[sizeof p->paths[0]];
    assert_in_range(p->count, 0, BUNDLES_MAX - 1);
    snprintf(path, sizeof path, "%s/%u.ngoso", p->folder.path, p->count);
    memcpy(p->paths[p->count++], path, sizeof path);
    assert_true(file_write(path, bytes, FILE_FAST, &e));
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

/* ---- each problem has its name ---- */

/* A hall with more than one block of `block_events` events, whole in `b`. */
static void fill_blocks(struct hall *h, struct buf *b, uint64_t seed)
{
    hall_open(h, seed);
    h->block_events = 8;
    while (h->event_count < 40)
        hall_round(h, 6);
    hall_consent(h);
    buf_init(b, BUNDLE_FILE_MAX);
    hall_bundle(b, h, 1, h->event_count);
}

static struct bundle_result merge_bytes(struct fixture *f, struct slice bytes)
{
    char path[300];
    struct error e = {0};
    snprintf(path, sizeof path, "%s/one.ngoso", f->folder.path);
    assert_true(file_write(path, bytes, FILE_FAST, &e));
    return merge(f, path);
}

static void an_unknown_machine_counts_once_it_is_accepted(void **state)
{
    (void)state;
    struct fixture f;
    struct hall h;
    struct buf b, empty = {0};
    fill_blocks(&h, &b, 50);
    open_store(&f, &h, 0);
    struct bundle_result r = merge_bytes(&f, buf_slice(&b));
    assert_int_equal(r.problem, BUNDLE_UNTRUSTED);
    assert_int_equal(r.events_refused, h.event_count);
    assert_int_equal(r.events_new + r.events_known + r.contacts_new, 0);
    assert_string_equal(r.device.text, h.device.text);
    expect_facts(&f, &empty, "nothing of it counts", 50);
    /* As the result shows it, in capitals. */
    for (char *c = r.fingerprint; *c; c++)
        *c = (char)(*c >= 'a' ? *c - 'a' + 'A' : *c);
    assert_ok(&f,
              bundle_trust(f.store, r.fingerprint, SLICE("Nhà văn hóa"), SLICE("Thôn 3"), &f.e));
    r = merge_bytes(&f, buf_slice(&b));
    assert_int_equal(r.problem, BUNDLE_GOOD);
    assert_int_equal(r.events_new, h.event_count);
    assert_int_equal(r.contacts_new, 1);
    r = merge_bytes(&f, buf_slice(&b));
    assert_int_equal(r.problem, BUNDLE_GOOD);
    assert_int_equal(r.events_known, h.event_count);
    assert_int_equal(r.events_new + r.contacts_new, 0);
    assert_error(&f, bundle_trust(f.store, "12-34", SLICE(""), SLICE(""), &f.e), ERROR_INPUT,
                 "fingerprint");
    fixture_end(&f);
    hall_close(&h);
    buf_deinit(&b);
}

static void the_good_rest_counts(void **state)
{
    (void)state;
    /* Blocks have 8 events; `at` counts from the file's start, negative from its end. */
    static const struct {
        const char *what;
        long at;
        bool cut;
        enum bundle_problem problem;
        int64_t refused, broken_at;
    } rows[] = {
        {"a byte of the first block", 137 + 144 + 20, false, BUNDLE_EDITED, 8, 1},
        {"the first block's signature", 137 + 80 + 3, false, BUNDLE_FORGED, 8, 1},
        {"the magic", 1, false, BUNDLE_UNREADABLE, 0, 0},
        {"the version", 8, false, BUNDLE_NEWER, 0, 0},
        {"the last byte", -1, false, BUNDLE_FORGED, 0, 0},
        {"a byte of the contact", -100, false, BUNDLE_FORGED, 0, 0},
        {"cut in the contact", -100, true, BUNDLE_TRUNCATED, 0, 0},
        {"cut before the last byte", -1, true, BUNDLE_TRUNCATED, 0, 0},
        {"cut in the head", 100, true, BUNDLE_TRUNCATED, 0, 0},
        {"cut in the first block", 300, true, BUNDLE_TRUNCATED, 42, 1},
    };
    struct hall h;
    struct buf b;
    fill_blocks(&h, &b, 51);
    assert_int_equal(h.event_count, 42);
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fixture f;
        size_t at = rows[i].at < 0 ? b.size - (size_t)-rows[i].at : (size_t)rows[i].at;
        open_store(&f, &h, 1);
        b.data[at] ^= 2;
        struct bundle_result r = merge_bytes(&f, (struct slice){b.data, rows[i].cut ? at : b.size});
        b.data[at] ^= 2;
        if (r.problem != rows[i].problem || r.events_refused != rows[i].refused ||
            r.broken_at != rows[i].broken_at || r.contacts_new != 0)
            fail_msg("%s: problem %d, %lld refused, broken at %lld", rows[i].what, r.problem,
                     (long long)r.events_refused, (long long)r.broken_at);
        bool nothing =
            r.problem == BUNDLE_UNREADABLE || r.problem == BUNDLE_NEWER || rows[i].at == 100;
        assert_int_equal(r.events_new, nothing ? 0 : h.event_count - rows[i].refused);
        /* A whole copy of it brings the rest. */
        r = merge_bytes(&f, buf_slice(&b));
        assert_int_equal(r.problem, BUNDLE_GOOD);
        assert_int_equal(r.events_new + r.events_known, h.event_count);
        assert_int_equal(r.contacts_new, 1);
        fixture_end(&f);
    }
    hall_close(&h);
    buf_deinit(&b);
}

static void gaps_are_named_until_they_are_filled(void **state)
{
    (void)state;
    struct fixture f;
    struct hall h;
    struct buf b;
    struct pool p = {.folder = folder_make()};
    fill_blocks(&h, &b, 52);
    open_store(&f, &h, 1);
    add_part(&p, &h, 21, 30);
    add_part(&p, &h, 11, 15);
    add_part(&p, &h, 1, 10);
    add_part(&p, &h, 15, 22);
    static const struct {
        int64_t from, to, fresh;
    } rows[] = {{1, 20, 10}, {1, 10, 5}, {0, 0, 10}, {0, 0, 5}};
    for (unsigned i = 0; i < 4; i++) {
        struct bundle_result r = merge(&f, p.paths[i]);
        assert_int_equal(r.problem, BUNDLE_GOOD);
        assert_int_equal(r.gap_from, rows[i].from);
        assert_int_equal(r.gap_to, rows[i].to);
        assert_int_equal(r.events_new, rows[i].fresh);
    }
    fixture_end(&f);
    hall_close(&h);
    folder_remove(p.folder.path);
    buf_deinit(&b);
}

static void the_branch_that_goes_further_counts(void **state)
{
    (void)state;
    struct hall h[2];
    struct buf b;
    struct pool p = {.folder = folder_make()};
    fill_blocks(&h[0], &b, 53);
    hall_fork(&h[1], &h[0], 20, 54);
    /* Forgotten on the branch that will not count: still gone. */
    hall_forget(&h[1], &h[0].contacts[0].id);
    add_part(&p, &h[0], 1, 42);
    add_part(&p, &h[1], 1, h[1].event_count);
    for (unsigned first = 0; first < 2; first++) {
        struct fixture f;
        open_store(&f, h, 1);
        struct bundle_result one = merge(&f, p.paths[first]);
        struct bundle_result two = merge(&f, p.paths[1 - first]);
        assert_int_equal(one.problem, BUNDLE_GOOD);
        assert_int_equal(two.problem, BUNDLE_FORKED);
        assert_int_equal(two.broken_at, 21);
        assert_int_equal(one.events_new + two.events_new, 42 + 1);
        assert_int_equal(one.contacts_new - two.contacts_forgotten + two.contacts_new, 0);
        fixture_close(&f);
        assert_int_equal(fixture_number(&f, "SELECT count(*) FROM contact"), 0);
        assert_int_equal(fixture_number(&f, "SELECT count(*) FROM sheet"), 5);
        assert_false(fixture_holds(&f, h[0].contacts[0].sealed.data, 30));
        fixture_open(&f);
        fixture_end(&f);
    }
    hall_close(&h[0]);
    hall_close(&h[1]);
    folder_remove(p.folder.path);
    buf_deinit(&b);
}

/* Two logs of the same length: the one whose last hash is smaller, whichever came first and however
 * they were cut into blocks. */
static void equal_branches_are_told_apart(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 4; seed++) {
        struct hall h[2];
        struct buf expected = {0};
        struct pool p = {.folder = folder_make()};
        hall_open(&h[0], 80 + seed);
        hall_round(&h[0], 3);
        hall_fork(&h[1], &h[0], h[0].event_count, 90 + seed);
        hall_round(&h[0], 3);
        hall_round(&h[1], 3);
        for (unsigned i = 0; i < 4; i++) {
            h[i % 2].block_events = i == 0 || i == 3 ? 2 : 0;
            add_part(&p, &h[i % 2], 1, h[i % 2].event_count);
        }
        for (unsigned first = 0; first < 2; first++) {
            struct fixture f;
            open_store(&f, h, 1);
            merge(&f, p.paths[2 * first + first]);
            merge(&f, p.paths[2 * first + 1 - first]);
            if (first == 0)
                expected = facts_of(&f);
            expect_facts(&f, &expected, "the other came first", seed);
            fixture_end(&f);
        }
        buf_deinit(&expected);
        hall_close(&h[0]);
        hall_close(&h[1]);
        folder_remove(p.folder.path);
    }
}

/* ---- contacts ---- */

static void forgotten_anywhere_is_gone_everywhere(void **state)
{
    (void)state;
    struct hall h[2];
    struct pool p = {.folder = folder_make()};
    hall_open(&h[0], 60);
    hall_open(&h[1], 61);
    unsigned gone = hall_consent(&h[0]), kept = hall_consent(&h[0]);
    add_part(&p, &h[0], 1, h[0].event_count);
    hall_round(&h[0], 2);
    hall_forget(&h[1], &h[0].contacts[gone].id);
    add_part(&p, &h[0], 1, h[0].event_count);
    add_part(&p, &h[1], 1, h[1].event_count);
    static const unsigned orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                         {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (unsigned i = 0; i < 6; i++) {
        struct fixture f;
        open_store(&f, h, 2);
        for (unsigned k = 0; k < 3; k++)
            merge(&f, p.paths[orders[i][k]]);
        /* The WAL too, while the store is open. */
        assert_false(fixture_holds(&f, h[0].contacts[gone].sealed.data, 30));
        fixture_close(&f);
        assert_int_equal(fixture_number(&f, "SELECT count(*) FROM contact"), 1);
        assert_true(fixture_holds(&f, h[0].contacts[kept].sealed.data, 30));
        assert_false(fixture_holds(&f, h[0].contacts[gone].sealed.data, 30));
        fixture_open(&f);
        fixture_end(&f);
    }
    hall_close(&h[0]);
    hall_close(&h[1]);
    folder_remove(p.folder.path);
}

static void contacts_need_a_carrier_who_is_trusted(void **state)
{
    (void)state;
    struct fixture f;
    struct hall h[2];
    struct buf b;
    char shown[BUNDLE_FINGERPRINT_BYTES];
    hall_open(&h[0], 62);
    hall_open(&h[1], 63);
    hall_consent(&h[0]);
    buf_init(&b, BUNDLE_FILE_MAX);
    hall_carried(&b, &h[0], &h[1], 1, h[0].event_count);
    open_store(&f, h, 1);
    struct bundle_result r = merge_bytes(&f, buf_slice(&b));
    bundle_fingerprint(shown, &h[1].device);
    assert_int_equal(r.problem, BUNDLE_UNTRUSTED);
    assert_int_equal(r.events_new, h[0].event_count);
    assert_int_equal(r.contacts_new, 0);
    assert_string_equal(r.fingerprint, shown);
    assert_ok(&f, bundle_trust(f.store, shown, SLICE(""), SLICE(""), &f.e));
    r = merge_bytes(&f, buf_slice(&b));
    assert_int_equal(r.problem, BUNDLE_GOOD);
    assert_int_equal(r.contacts_new, 1);
    fixture_end(&f);
    hall_close(&h[0]);
    hall_close(&h[1]);
    buf_deinit(&b);
}

/* Not even from a machine that is trusted: the log must say that this person agreed. */
static void a_contact_without_consent_is_not_taken(void **state)
{
    (void)state;
    struct fixture f;
    struct hall h;
    struct buf b;
    hall_open(&h, 65);
    hall_consent(&h);
    store_new_id(&h.contacts[0].id);
    buf_init(&b, BUNDLE_FILE_MAX);
    hall_bundle(&b, &h, 1, h.event_count);
    open_store(&f, &h, 1);
    struct bundle_result r = merge_bytes(&f, buf_slice(&b));
    assert_int_equal(r.problem, BUNDLE_GOOD);
    assert_int_equal(r.contacts_new, 0);
    fixture_end(&f);
    hall_close(&h);
    buf_deinit(&b);
}

/* Who agreed longer ago than the retention is not taken in. */
static void old_contacts_stay_away(void **state)
{
    (void)state;
    struct fixture f;
    struct hall h;
    struct buf b;
    hall_open(&h, 64);
    hall_consent(&h);
    buf_init(&b, BUNDLE_FILE_MAX);
    hall_bundle(&b, &h, 1, h.event_count);
    open_store(&f, &h, 1);
    f.wall_ms += INT64_C(91) * 86400000;
    struct bundle_result r = merge_bytes(&f, buf_slice(&b));
    assert_int_equal(r.problem, BUNDLE_GOOD);
    assert_int_equal(r.contacts_new, 0);
    fixture_end(&f);
    hall_close(&h);
    buf_deinit(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_does_not_matter),
        cmocka_unit_test(an_unknown_machine_counts_once_it_is_accepted),
        cmocka_unit_test(the_good_rest_counts),
        cmocka_unit_test(gaps_are_named_until_they_are_filled),
        cmocka_unit_test(the_branch_that_goes_further_counts),
        cmocka_unit_test(equal_branches_are_told_apart),
        cmocka_unit_test(forgotten_anywhere_is_gone_everywhere),
        cmocka_unit_test(contacts_need_a_carrier_who_is_trusted),
        cmocka_unit_test(a_contact_without_consent_is_not_taken),
        cmocka_unit_test(old_contacts_stay_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
