/*
 * VietQR on arbitrary bytes. The first byte chooses what the rest is:
 *   p   a payload
 *   c   a payload without its check sum, which is added: so that what lies behind it is reached
 *   …   fields of a transfer, made valid from the bytes
 *
 * Beyond not crashing: what is read lies in the payload, and writing it and reading that gives the
 * same transfer; a transfer of valid fields can always be written and comes back the same.
 */
#include <stdint.h>
#include <stdio.h>

#include "base/buf.h"
#include "qr/vietqr.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PAYLOAD_ROOM = 4096 };

static void check_inside(struct slice part, struct slice whole)
{
    CHECK(part.size == 0 ||
          (part.data >= whole.data && part.data + part.size <= whole.data + whole.size));
}

static void check_same(const struct vietqr *a, const struct vietqr *b)
{
    CHECK(slice_equal(a->bin, b->bin) && slice_equal(a->account, b->account));
    CHECK(a->service == b->service && a->one_payment == b->one_payment);
    CHECK(slice_equal(a->amount, b->amount) && slice_equal(a->category, b->category));
    CHECK(slice_equal(a->name, b->name) && slice_equal(a->city, b->city));
    CHECK(slice_equal(a->postcode, b->postcode));
    for (unsigned i = VIETQR_BILL; i < VIETQR_ADDITIONAL_COUNT; i++)
        CHECK(slice_equal(a->additional[i], b->additional[i]));
}

static void write_and_read(const struct vietqr *transfer)
{
    struct buf payload;
    struct vietqr again;
    struct error e = {0};
    buf_init(&payload, VIETQR_PAYLOAD_MAX);
    bool built = vietqr_build(&payload, transfer, &e);
    CHECK(built);
    bool read = vietqr_parse(&again, buf_slice(&payload), &e);
    CHECK(read);
    check_same(transfer, &again);
    buf_deinit(&payload);
}

static void read_payload(struct slice payload)
{
    struct vietqr transfer;
    struct error e = {0};
    if (!vietqr_parse(&transfer, payload, &e)) {
        CHECK(e.kind == ERROR_INPUT && e.message[0]);
        return;
    }
    check_inside(transfer.bin, payload);
    check_inside(transfer.account, payload);
    check_inside(transfer.amount, payload);
    for (unsigned i = VIETQR_BILL; i < VIETQR_ADDITIONAL_COUNT; i++)
        check_inside(transfer.additional[i], payload);
    write_and_read(&transfer);
}

static void read_with_sum(const uint8_t *data, size_t size)
{
    struct buf b;
    buf_init(&b, PAYLOAD_ROOM);
    buf_append_slice(&b, (struct slice){(const char *)data, size});
    buf_append_slice(&b, SLICE("6304"));
    if (!b.failed)
        buf_printf(&b, "%04X", (unsigned)vietqr_crc(buf_slice(&b)));
    if (!b.failed)
        read_payload(buf_slice(&b));
    buf_deinit(&b);
}

/* ---- fields ---- */

/* Bytes to draw values from; at their end, noughts. */
struct source {
    const uint8_t *data;
    size_t size;
};

static unsigned take(struct source *s, unsigned below)
{
    if (s->size == 0)
        return 0;
    s->size--;
    return *s->data++ % below;
}

/* Between `least` and `most` letters from `first` to `last`, into `room`. */
static struct slice take_text(char *room, struct source *s, unsigned least, unsigned most,
                              char first, char last)
{
    unsigned size = least + take(s, most - least + 1);
    for (unsigned i = 0; i < size; i++)
        room[i] = (char)(first + (char)take(s, (unsigned)(last - first + 1)));
    return (struct slice){room, size};
}

static void make_fields(const uint8_t *data, size_t size)
{
    static char rooms[VIETQR_ADDITIONAL_COUNT + 8][VIETQR_TEXT_MAX];
    struct source s = {data, size};
    unsigned room = 0, left = 99;
    struct vietqr t = {.service = (enum vietqr_service)take(&s, 2), .one_payment = take(&s, 2)};
    t.bin = take_text(rooms[room++], &s, VIETQR_BIN_DIGITS, VIETQR_BIN_DIGITS, '0', '9');
    t.account = take_text(rooms[room++], &s, 1, VIETQR_ACCOUNT_MAX, '0', '9');
    t.amount = take_text(rooms[room++], &s, 0, VIETQR_AMOUNT_MAX, '1', '9');
    t.category = take_text(rooms[room++], &s, 4, 4, '0', '9');
    t.name = take_text(rooms[room++], &s, 0, VIETQR_TEXT_MAX, ' ', '~');
    t.city = take_text(rooms[room++], &s, 0, 15, ' ', '~');
    t.postcode = take_text(rooms[room++], &s, 0, 10, ' ', '~');
    for (unsigned i = VIETQR_BILL; i < VIETQR_ADDITIONAL_COUNT && left > 4; i++) {
        unsigned most = left - 4 < VIETQR_TEXT_MAX ? left - 4 : VIETQR_TEXT_MAX;
        t.additional[i] = take_text(rooms[room++], &s, 0, most, ' ', '~');
        if (t.additional[i].size)
            left -= 4 + (unsigned)t.additional[i].size;
    }
    write_and_read(&t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    if (data[0] == 'p')
        read_payload((struct slice){(const char *)data + 1, size - 1});
    else if (data[0] == 'c')
        read_with_sum(data + 1, size - 1);
    else
        make_fields(data + 1, size - 1);
    return 0;
}
