#include "store/hall.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/json.h"

enum { ARENA_BYTES = 256 * 1024 * 1024, SEALED_BYTES = 1072, START_S = 1790000000 };

uint64_t hall_random(uint64_t *state, uint64_t limit)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (*state >> 33) % limit;
}

static void new_id(struct store_id *out, struct hall *h)
{
    uint8_t bytes[(STORE_ID_BYTES - 1) / 2];
    for (unsigned i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)hall_random(&h->random, 256);
    chain_hex(out->text, bytes, sizeof bytes);
}

static void make_room(struct hall *h)
{
    struct error e = {0};
    arena_init(&h->arena, ARENA_BYTES);
    h->events = calloc(HALL_EVENTS_MAX, sizeof *h->events);
    h->hashes = calloc(HALL_EVENTS_MAX, sizeof *h->hashes);
    CHECK(h->events && h->hashes && block_packer_create(&h->packer, &e));
}

void hall_open(struct hall *h, uint64_t seed)
{
    uint8_t key_seed[crypto_sign_SEEDBYTES] = {1};
    memset(h, 0, sizeof *h);
    CHECK(sodium_init() >= 0);
    memcpy(key_seed + 8, &seed, sizeof seed);
    crypto_sign_seed_keypair(h->public_key, h->secret_key, key_seed);
    chain_device_id(&h->device, h->public_key);
    h->random = seed;
    h->wall_ms = START_S * INT64_C(1000);
    h->monotonic_ms = 60000;
    make_room(h);
    hall_event(h, "boot", SLICE("{}"));
}

void hall_fork(struct hall *out, const struct hall *h, unsigned seq, uint64_t seed)
{
    *out = *h;
    make_room(out);
    out->random = seed;
    out->wall_ms += 1000;
    out->event_count = out->contact_count = 0;
    for (; out->event_count < seq; out->event_count++) {
        out->events[out->event_count] = h->events[out->event_count];
        out->events[out->event_count].payload =
            arena_copy(&out->arena, h->events[out->event_count].payload);
        memcpy(out->hashes[out->event_count], h->hashes[out->event_count], STORE_HASH_BYTES);
    }
    for (unsigned i = 0; i < h->contact_count; i++) {
        if (h->contact_seqs[i] > seq)
            continue;
        out->contacts[out->contact_count] = h->contacts[i];
        out->contacts[out->contact_count].sealed = arena_copy(&out->arena, h->contacts[i].sealed);
        out->contact_seqs[out->contact_count++] = h->contact_seqs[i];
    }
}

void hall_close(struct hall *h)
{
    block_packer_destroy(h->packer);
    arena_deinit(&h->arena);
    free(h->events);
    free(h->hashes);
}

void hall_event(struct hall *h, const char *kind, struct slice payload)
{
    CHECK(h->event_count < HALL_EVENTS_MAX);
    struct chain_event *event = &h->events[h->event_count];
    int64_t passed_ms = 800 + (int64_t)hall_random(&h->random, 9000);
    h->wall_ms += passed_ms;
    h->monotonic_ms += passed_ms;
    *event = (struct chain_event){
        .device = slice_from(h->device.text),
        .boot = SLICE("00112233445566778899aabbccddeeff"),
        .kind = slice_from(kind),
        .payload = arena_copy(&h->arena, payload),
        .seq = h->event_count + 1,
        .monotonic_ms = h->monotonic_ms,
        .wall_ms = h->wall_ms,
        .trusted = true,
    };
    if (h->event_count > 0)
        memcpy(event->previous, h->hashes[h->event_count - 1], STORE_HASH_BYTES);
    chain_hash(h->hashes[h->event_count++], event);
}

static void append(struct hall *h, const char *kind, struct buf *b)
{
    json_close(b, '}');
    CHECK(!b->failed);
    hall_event(h, kind, buf_slice(b));
    buf_deinit(b);
}

static void open_payload(struct buf *b)
{
    buf_init(b, STORE_PAYLOAD_MAX);
    json_open(b, NULL, '{');
}

static void put_hash(struct buf *b, const char *key, unsigned which)
{
    char hex[2 * STORE_HASH_BYTES + 1];
    uint8_t bytes[STORE_HASH_BYTES] = {(uint8_t)which, 0x5A};
    chain_hex(hex, bytes, sizeof bytes);
    json_put_text(b, key, slice_from(hex));
}

static void begin_round(struct hall *h, const struct store_id *attempt, unsigned first,
                        unsigned question_count)
{
    static const char *const orders[] = {"a,b,c,d", "b,a,d,c", "d,c,b,a", "c,d,a,b"};
    struct buf b;
    struct store_id session;
    new_id(&session, h);
    open_payload(&b);
    json_put_text(&b, "attempt", slice_from(attempt->text));
    json_put_text(&b, "quiz", SLICE("vneid"));
    put_hash(&b, "quiz_hash", 200);
    json_put_text(&b, "language", SLICE("vi"));
    json_put_bool(&b, "students", false);
    json_put_text(&b, "session", slice_from(session.text));
    json_put_text(&b, "village", SLICE("Thôn 3"));
    json_open(&b, "questions", '[');
    for (unsigned i = 0; i < question_count; i++) {
        char id[24];
        unsigned which = (first + i) % 40;
        snprintf(id, sizeof id, "cau-hoi-%u", which);
        json_open(&b, NULL, '[');
        json_put_text(&b, NULL, slice_from(id));
        put_hash(&b, NULL, which);
        json_put_text(&b, NULL, slice_from(orders[hall_random(&h->random, 4)]));
        json_close(&b, ']');
    }
    json_close(&b, ']');
    append(h, "begin", &b);
}

static void put_answer(struct hall *h, const struct store_id *attempt, unsigned question)
{
    struct buf b;
    unsigned response = (unsigned)hall_random(&h->random, 4);
    open_payload(&b);
    json_put_text(&b, "attempt", slice_from(attempt->text));
    json_put_int(&b, "question", question);
    json_put_text(&b, "response", (struct slice){&"abcd"[response], 1});
    json_put_bool(&b, "right", response == 0);
    json_put_int(&b, "think_ms", 1500 + (int64_t)hall_random(&h->random, 20000));
    append(h, "answer", &b);
}

void hall_round(struct hall *h, unsigned question_count)
{
    struct store_id attempt;
    struct buf b;
    new_id(&attempt, h);
    begin_round(h, &attempt, (unsigned)hall_random(&h->random, 40), question_count);
    for (unsigned i = 0; i < question_count; i++)
        put_answer(h, &attempt, i);
    open_payload(&b);
    json_put_text(&b, "attempt", slice_from(attempt.text));
    json_put_text(&b, "reason", SLICE("finished"));
    append(h, "end", &b);
}

unsigned hall_consent(struct hall *h)
{
    CHECK(h->contact_count < HALL_CONTACTS_MAX);
    struct bundle_contact *contact = &h->contacts[h->contact_count];
    struct store_id attempt;
    struct buf b;
    char sealed[SEALED_BYTES];
    new_id(&contact->id, h);
    new_id(&attempt, h);
    for (unsigned i = 0; i < sizeof sealed; i++)
        sealed[i] = (char)hall_random(&h->random, 256);
    /* Something to look for in the files afterwards. */
    snprintf(sealed, sizeof sealed, "SEALED-%s", contact->id.text);
    contact->sealed = arena_copy(&h->arena, (struct slice){sealed, sizeof sealed});
    open_payload(&b);
    json_put_text(&b, "contact", slice_from(contact->id.text));
    json_put_text(&b, "attempt", slice_from(attempt.text));
    json_put_text(&b, "notice", SLICE("1"));
    json_put_text(&b, "topics", SLICE("vneid"));
    append(h, "consent", &b);
    contact->wall_ms = h->wall_ms;
    h->contact_seqs[h->contact_count] = h->event_count;
    return h->contact_count++;
}

void hall_forget(struct hall *h, const struct store_id *contact)
{
    struct buf b;
    open_payload(&b);
    json_put_text(&b, "contact", slice_from(contact->text));
    json_put_text(&b, "by", SLICE("code"));
    append(h, "forgotten", &b);
}

static void put_blocks(struct buf *b, struct bundle_head *head, struct hall *h, unsigned first,
                       unsigned last)
{
    struct bundle_block block;
    struct error e = {0};
    for (unsigned seq = first; seq <= last;) {
        struct store_tail before = {.seq = seq - 1};
        if (seq > 1)
            memcpy(before.hash, h->hashes[seq - 2], STORE_HASH_BYTES);
        block_begin(h->packer, &before);
        unsigned end =
            h->block_events && last - seq >= h->block_events ? seq + h->block_events - 1 : last;
        while (seq <= end && block_add(h->packer, &h->events[seq - 1], h->hashes[seq - 1]))
            seq++;
        CHECK(block_end(&block, h->packer, slice_from(h->device.text), h->secret_key, &e));
        bundle_put_block(b, &block);
        head->block_count++;
    }
}

void hall_carried(struct buf *b, struct hall *h, const struct hall *carrier, unsigned first,
                  unsigned last)
{
    struct bundle_head head = {.first_seq = first, .last_seq = last};
    CHECK(first >= 1 && last >= first && last <= h->event_count);
    memcpy(head.device_key, h->public_key, STORE_PUBLIC_BYTES);
    memcpy(head.carrier_key, carrier->public_key, STORE_PUBLIC_BYTES);
    if (first > 1)
        memcpy(head.previous, h->hashes[first - 2], STORE_HASH_BYTES);
    bundle_put_head(b, &head);
    put_blocks(b, &head, h, first, last);
    for (unsigned i = 0; i < h->contact_count; i++) {
        if (h->contact_seqs[i] < first || h->contact_seqs[i] > last)
            continue;
        bundle_put_contact(b, &h->contacts[i]);
        head.contact_count++;
    }
    bundle_finish(b, &head, carrier->secret_key);
    CHECK(!b->failed);
}

void hall_bundle(struct buf *b, struct hall *h, unsigned first, unsigned last)
{
    hall_carried(b, h, h, first, last);
}
