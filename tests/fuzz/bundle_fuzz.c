/*
 * The reader of bundles on arbitrary bytes: head, blocks, contacts, signature. Besides not crashing
 * and reading nothing behind the end, what it gives out keeps its promises:
 *   - blocks come in ascending sequence within the head's range and the limits;
 *   - events within a proved block follow one another and keep to the limits. (A fuzzer cannot
 *     sign, so those come from the corpus.)
 * Fingerprints are read from the same bytes.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/bundle_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "broken promise: %s\n", what);
        abort();
    }
}

static void check_events(const struct block_reader *reader, const struct bundle_block *block)
{
    for (unsigned i = 0; i < block->event_count; i++) {
        const struct chain_event *event = block_event(reader, i);
        require(event->seq == block->first_seq + i, "sequence");
        require(event->payload.size <= STORE_PAYLOAD_MAX, "payload limit");
        require(event->kind.size <= STORE_NAME_MAX, "kind limit");
    }
}

static void read_blocks(struct bundle_reader *r, struct block_reader *reader)
{
    struct bundle_block block;
    struct store_id device;
    bool more;
    int64_t next = r->head.first_seq;
    chain_device_id(&device, r->head.device_key);
    while (bundle_next_block(&more, &block, r) == BUNDLE_GOOD && more) {
        require(block.first_seq == next && block.event_count >= 1 &&
                    block.event_count <= BLOCK_EVENTS_MAX &&
                    block_last_seq(&block) <= r->head.last_seq,
                "blocks in order");
        next = block_last_seq(&block) + 1;
        if (block_open(reader, &block, slice_from(device.text), r->head.device_key) == BLOCK_GOOD)
            check_events(reader, &block);
    }
}

static void read_contacts(struct bundle_reader *r)
{
    struct bundle_contact contact;
    bool more;
    while (bundle_next_contact(&more, &contact, r) == BUNDLE_GOOD && more)
        require(contact.sealed.size <= BUNDLE_SEALED_MAX && strlen(contact.id.text) == 32,
                "contact limits");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct block_reader *reader;
    struct bundle_reader r;
    struct store_id id;
    char text[80];
    struct error e = {0};
    if (!block_reader_create(&reader, &e))
        return 0;
    if (bundle_begin(&r, (struct slice){(const char *)data, size}) == BUNDLE_GOOD) {
        read_blocks(&r, reader);
        read_contacts(&r);
        (void)bundle_check_whole(&r);
    }
    block_reader_destroy(reader);
    snprintf(text, sizeof text, "%.*s", (int)(size < 79 ? size : 79), (const char *)data);
    require(!bundle_parse_fingerprint(&id, text) || strlen(id.text) == 32, "fingerprint");
    return 0;
}
