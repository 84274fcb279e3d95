/* Bundles as bytes: what goes in comes out; whatever is flipped, cut or swapped is found. */
#include <sodium.h>
#include <stdio.h>
#include <zstd.h>

#include "store/hall.h"
#include "support/test.h"

/* What a reader that believes nothing gets out of a file. */
struct outcome {
    enum bundle_problem problem; /* The first. */
    unsigned events, contacts;   /* Those that prove themselves. */
};

static void note(struct outcome *o, enum bundle_problem problem)
{
    if (o->problem == BUNDLE_GOOD)
        o->problem = problem;
}

static void read_block(struct outcome *o, struct block_reader *blocks, struct bundle_reader *r,
                       const struct bundle_block *block, const struct hall *truth)
{
    struct store_id device;
    chain_device_id(&device, r->head.device_key);
    enum block_state state = block_open(blocks, block, slice_from(device.text), r->head.device_key);
    if (state != BLOCK_GOOD) {
        note(o, state == BLOCK_FORGED ? BUNDLE_FORGED : BUNDLE_EDITED);
        return;
    }
    for (unsigned i = 0; i < block->event_count; i++) {
        const struct chain_event *event = block_event(blocks, i);
        const struct chain_event *real = &truth->events[event->seq - 1];
        assert_in_range(event->seq, 1, truth->event_count);
        assert_memory_equal(block_hash(blocks, i), truth->hashes[event->seq - 1], STORE_HASH_BYTES);
        assert_true(slice_equal(event->payload, real->payload));
        assert_int_equal(event->wall_ms, real->wall_ms);
        o->events++;
    }
}

static struct outcome read_all(struct slice file, const struct hall *truth)
{
    struct bundle_reader r;
    struct bundle_block block;
    struct bundle_contact contact;
    struct block_reader *blocks;
    struct error e = {0};
    struct outcome o = {.problem = bundle_begin(&r, file)};
    bool more = o.problem == BUNDLE_GOOD;
    if (!more)
        return o;
    assert_true(block_reader_create(&blocks, &e));
    for (;;) {
        note(&o, bundle_next_block(&more, &block, &r));
        if (!more)
            break;
        read_block(&o, blocks, &r, &block, truth);
    }
    unsigned contacts = 0;
    while (o.problem == BUNDLE_GOOD) {
        note(&o, bundle_next_contact(&more, &contact, &r));
        if (!more)
            break;
        contacts++;
    }
    note(&o, bundle_check_whole(&r));
    o.contacts = o.problem == BUNDLE_GOOD ? contacts : 0;
    block_reader_destroy(blocks);
    return o;
}

static void fill(struct hall *h, struct buf *b)
{
    hall_open(h, 7);
    hall_round(h, 5);
    hall_consent(h);
    hall_round(h, 3);
    buf_init(b, BUNDLE_FILE_MAX);
    hall_bundle(b, h, 1, h->event_count);
}

static void done(struct hall *h, struct buf *b)
{
    hall_close(h);
    buf_deinit(b);
}

static void what_goes_in_comes_out(void **state)
{
    (void)state;
    struct hall h;
    struct buf b;
    fill(&h, &b);
    struct outcome o = read_all(buf_slice(&b), &h);
    assert_int_equal(o.problem, BUNDLE_GOOD);
    assert_int_equal(o.events, h.event_count);
    assert_int_equal(o.contacts, 1);
    /* The same again is the same file. */
    struct buf again;
    buf_init(&again, BUNDLE_FILE_MAX);
    hall_bundle(&again, &h, 1, h.event_count);
    assert_true(slice_equal(buf_slice(&again), buf_slice(&b)));
    buf_deinit(&again);
    done(&h, &b);
}

static void many_events_become_blocks(void **state)
{
    (void)state;
    struct hall h;
    struct buf b;
    struct bundle_reader r;
    hall_open(&h, 8);
    while (h.event_count < 3 * BLOCK_EVENTS_MAX)
        hall_round(&h, 20);
    /* Payloads as large as they may be fill a block before its number of events does. */
    char *large = test_malloc(STORE_PAYLOAD_MAX);
    memset(large, '1', STORE_PAYLOAD_MAX);
    for (unsigned i = 0; i < 40; i++)
        hall_event(&h, "note", (struct slice){large, STORE_PAYLOAD_MAX});
    test_free(large);
    buf_init(&b, BUNDLE_FILE_MAX);
    hall_bundle(&b, &h, 2, h.event_count);
    assert_int_equal(bundle_begin(&r, buf_slice(&b)), BUNDLE_GOOD);
    assert_in_range(r.head.block_count, 6, 7);
    struct outcome o = read_all(buf_slice(&b), &h);
    assert_int_equal(o.problem, BUNDLE_GOOD);
    assert_int_equal(o.events, h.event_count - 1);
    done(&h, &b);
}

/* The example at the top of bundle_format.c, letter by letter. */
static void the_example_is_true(void **state)
{
    (void)state;
    static const uint8_t expected[] = {0x03, 0x02, 0x62, 0x31, 0x90, 0x4E, 0xD8, 0x04, 0x04, 0x62,
                                       0x6F, 0x6F, 0x74, 0x02, 0x7B, 0x7D, 0x01, 0xD0, 0x0F, 0x00,
                                       0x04, 0x62, 0x6F, 0x6F, 0x74, 0x02, 0x7B, 0x7D};
    uint8_t secret[STORE_SECRET_BYTES] = {0}, hash[STORE_HASH_BYTES] = {0}, raw[100];
    struct chain_event event = {.boot = SLICE("b1"),
                                .kind = SLICE("boot"),
                                .payload = SLICE("{}"),
                                .seq = 1,
                                .monotonic_ms = 5000,
                                .wall_ms = 5300,
                                .trusted = true};
    struct block_packer *p;
    struct bundle_block block;
    struct error e = {0};
    assert_true(block_packer_create(&p, &e));
    block_begin(p, &(struct store_tail){.seq = 0});
    assert_true(block_add(p, &event, hash));
    event.seq = 2;
    event.monotonic_ms += 1000;
    event.wall_ms += 1000;
    assert_true(block_add(p, &event, hash));
    assert_true(block_end(&block, p, SLICE("d"), secret, &e));
    assert_int_equal(ZSTD_decompress(raw, sizeof raw, block.packed.data, block.packed.size),
                     sizeof expected);
    assert_memory_equal(raw, expected, sizeof expected);
    block_packer_destroy(p);
}

static void clocks_may_say_anything(void **state)
{
    (void)state;
    static const int64_t times[] = {INT64_MIN, INT64_MAX, 0, -1, 1, INT64_MIN, 1790000000000};
    struct hall h;
    struct buf b;
    hall_open(&h, 9);
    for (unsigned i = 0; i < sizeof times / sizeof times[0]; i++) {
        h.wall_ms = times[i] / 2;
        h.monotonic_ms = times[(i + 3) % 7] / 2;
        hall_event(&h, "note", SLICE("{}"));
        struct chain_event *event = &h.events[h.event_count - 1];
        event->wall_ms = times[i];
        event->monotonic_ms = times[(i + 3) % 7];
        event->trusted = i % 2;
        chain_hash(h.hashes[h.event_count - 1], event);
    }
    buf_init(&b, BUNDLE_FILE_MAX);
    hall_bundle(&b, &h, 1, h.event_count);
    struct outcome o = read_all(buf_slice(&b), &h);
    assert_int_equal(o.problem, BUNDLE_GOOD);
    assert_int_equal(o.events, h.event_count);
    done(&h, &b);
}

static void a_flipped_bit_is_found_wherever_it_is(void **state)
{
    (void)state;
    static const struct {
        size_t from, to;                 /* `to` 0: up to the end. */
        enum bundle_problem problems[3]; /* Any of them, in any region that fits. */
    } regions[] = {
        {0, 8, {BUNDLE_UNREADABLE}},
        {8, 9, {BUNDLE_NEWER, BUNDLE_UNREADABLE}},
        {9, 41, {BUNDLE_EDITED}}, /* The device is in what was hashed. */
        {41, 73, {BUNDLE_FORGED}},
        {73, 137, {BUNDLE_EDITED, BUNDLE_UNREADABLE, BUNDLE_TRUNCATED}},
        {89, 129, {BUNDLE_FORGED}},
        {137, 185, {BUNDLE_EDITED, BUNDLE_TRUNCATED}}, /* Numbers, hash before and after. */
        {185, 217, {BUNDLE_EDITED}},
        {217, 281, {BUNDLE_FORGED}}, /* The block's signature. */
        {281, 0, {BUNDLE_EDITED, BUNDLE_FORGED, BUNDLE_TRUNCATED}},
    };
    struct hall h;
    struct buf b;
    fill(&h, &b);
    for (size_t at = 0; at < b.size; at++) {
        for (unsigned bit = 0; bit < 8; bit += 3) {
            b.data[at] = (char)(b.data[at] ^ 1 << bit);
            struct outcome o = read_all(buf_slice(&b), &h);
            b.data[at] = (char)(b.data[at] ^ 1 << bit);
            bool expected = false;
            for (unsigned i = 0; i < sizeof regions / sizeof regions[0]; i++)
                for (unsigned k = 0; k < 3; k++)
                    expected = expected ||
                               (at >= regions[i].from && (!regions[i].to || at < regions[i].to) &&
                                o.problem == regions[i].problems[k]);
            if (o.problem == BUNDLE_GOOD || !expected)
                fail_msg("byte %zu, bit %u: problem %d", at, bit, o.problem);
        }
    }
    done(&h, &b);
}

static void a_cut_is_found_at_every_length(void **state)
{
    (void)state;
    struct hall h;
    struct buf b;
    fill(&h, &b);
    unsigned most = 0;
    for (size_t size = 0; size < b.size; size++) {
        struct outcome o = read_all((struct slice){b.data, size}, &h);
        assert_int_equal(o.problem, size == 0 ? BUNDLE_UNREADABLE : BUNDLE_TRUNCATED);
        assert_int_equal(o.contacts, 0);
        /* All or nothing here: the whole log is one block. */
        assert_true(o.events == 0 || o.events == h.event_count);
        most = o.events > most ? o.events : most;
    }
    assert_int_equal(most, h.event_count);
    buf_append_char(&b, 'x');
    assert_int_equal(read_all(buf_slice(&b), &h).problem, BUNDLE_EDITED);
    done(&h, &b);
}

static void another_device_cannot_sign(void **state)
{
    (void)state;
    struct hall h, other;
    struct buf b;
    hall_open(&h, 10);
    hall_open(&other, 11);
    hall_round(&h, 4);
    buf_init(&b, BUNDLE_FILE_MAX);
    memcpy(h.secret_key, other.secret_key, sizeof h.secret_key);
    hall_bundle(&b, &h, 1, h.event_count);
    struct outcome o = read_all(buf_slice(&b), &h);
    assert_int_equal(o.problem, BUNDLE_FORGED);
    assert_int_equal(o.events, 0);
    hall_close(&other);
    done(&h, &b);
}

static void a_damaged_block_leaves_the_others(void **state)
{
    (void)state;
    struct hall h;
    struct buf b;
    hall_open(&h, 12);
    while (h.event_count < 2 * BLOCK_EVENTS_MAX + 100)
        hall_round(&h, 20);
    buf_init(&b, BUNDLE_FILE_MAX);
    hall_bundle(&b, &h, 1, h.event_count);
    b.data[BUNDLE_HEAD_BYTES + 144 + 1000] ^= 1; /* In the first frame. */
    struct outcome o = read_all(buf_slice(&b), &h);
    assert_int_equal(o.problem, BUNDLE_EDITED);
    assert_int_equal(o.events, h.event_count - BLOCK_EVENTS_MAX);
    done(&h, &b);
}

static void fingerprints_are_read_as_people_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        bool good;
    } rows[] = {
        {"0a1b-2c3d-4e5f-6071-8293-a4b5-c6d7-e8f9", true},
        {"0A1B 2C3D 4E5F 6071 8293 A4B5 C6D7 E8F9", true},
        {"0a1b2c3d4e5f60718293a4b5c6d7e8f9", true},
        {"0a1b-2c3d-4e5f-6071-8293-a4b5-c6d7-e8f", false},
        {"0a1b-2c3d-4e5f-6071-8293-a4b5-c6d7-e8f90", false},
        {"0a1b-2c3d-4e5f-6071-8293-a4b5-c6d7-e8fg", false},
        {"", false},
        {"----", false},
    };
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct store_id id;
        char shown[BUNDLE_FINGERPRINT_BYTES];
        assert_int_equal(bundle_parse_fingerprint(&id, rows[i].in), rows[i].good);
        if (!rows[i].good)
            continue;
        bundle_fingerprint(shown, &id);
        assert_string_equal(shown, rows[0].in);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_goes_in_comes_out),
        cmocka_unit_test(many_events_become_blocks),
        cmocka_unit_test(the_example_is_true),
        cmocka_unit_test(clocks_may_say_anything),
        cmocka_unit_test(a_flipped_bit_is_found_wherever_it_is),
        cmocka_unit_test(a_cut_is_found_at_every_length),
        cmocka_unit_test(another_device_cannot_sign),
        cmocka_unit_test(a_damaged_block_leaves_the_others),
        cmocka_unit_test(fingerprints_are_read_as_people_write_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
