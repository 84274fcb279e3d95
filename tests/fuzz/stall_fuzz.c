/*
 * Stalls on arbitrary bytes. The first byte chooses what the rest is: "b" a list of banks, else a
 * table of stalls for banks of our own.
 *
 * Beyond not crashing: banks have six digits or none; of a stall that is called sound all may be
 * printed: digits are digits, texts have their length, a card begins with its bank's number, and
 * the code for it can be written and says the same.
 */
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "content/format/format.h"
#include "content/record/grid.h"
#include "content/record/stall.h"
#include "qr/vietqr.h"

enum { MEMORY_MAX = 96 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char own_banks[] = "lists:\n"
                                "  - source: a\n"
                                "    certainty: two-sources\n"
                                "    checked: 2026-11-21\n"
                                "    banks:\n"
                                "      - {name: MB, bin: 970422, qr: accepts}\n"
                                "      - {name: Sacombank, bin: 970403, also: [STB], qr: accepts}\n"
                                "      - {name: Woori, bin: 970457, qr: refuses}\n"
                                "      - {name: CIMB, qr: unclear, conflict: two numbers}\n";

static void check_banks(struct arena *a, struct slice text, struct diag_list *diags)
{
    const struct banks *banks =
        format_parse(a, &format_banks, SLICE("banks.yaml"), text, NULL, diags);
    CHECK(banks || diags->error_count);
    if (!banks || diags->error_count)
        return;
    CHECK(banks->list_count <= BANKS_LISTS_MAX);
    for (unsigned l = 0; l < banks->list_count; l++)
        for (unsigned i = 0; i < banks->lists[l].bank_count; i++) {
            const struct bank *b = &banks->lists[l].banks[i];
            CHECK(b->bin.text.size == VIETQR_BIN_DIGITS || b->conflict.text.size);
            CHECK(banks_find(NULL, banks, a, b->bin.text) == b || !b->bin.text.size);
        }
}

static void check_digits(struct slice s, size_t most)
{
    CHECK(s.size <= most);
    for (size_t i = 0; i < s.size; i++)
        CHECK(s.data[i] >= '0' && s.data[i] <= '9');
}

static void check_code(const struct stall *s)
{
    struct vietqr read, transfer = {.bin = s->bank->bin.text,
                                    .account = s->account,
                                    .service = s->is_card ? VIETQR_TO_CARD : VIETQR_TO_ACCOUNT,
                                    .amount = s->amount};
    struct error e = {0};
    struct buf b;
    transfer.additional[VIETQR_PURPOSE] = s->message;
    buf_init(&b, VIETQR_PAYLOAD_MAX);
    bool ok = vietqr_build(&b, &transfer, &e) && vietqr_parse(&read, buf_slice(&b), &e);
    CHECK(ok);
    CHECK(slice_equal(read.account, s->account) && slice_equal(read.amount, s->amount));
    CHECK(slice_equal(read.additional[VIETQR_PURPOSE], s->message));
    buf_deinit(&b);
}

static void check_stall(const struct stall *s, struct arena *a)
{
    CHECK(s->bank && s->bank->qr != BANK_QR_REFUSES && s->bank->bin.text.size);
    CHECK(s->owner.size > 0 && s->owner.size <= STALL_OWNER_MAX);
    CHECK(s->account.size > 0 && s->message.size <= STALL_MESSAGE_MAX);
    check_digits(s->account, STALL_ACCOUNT_MAX);
    check_digits(s->amount, 9);
    CHECK(!s->is_card || slice_starts(s->account, s->bank->bin.text));
    struct slice title = stall_title(s), number = stall_number(a, s, "vi");
    CHECK(utf8_first_bad(title) == title.size && utf8_first_bad(number) == number.size);
    check_code(s);
}

static void check_rows(struct grid *g, const int *columns, const struct banks *banks)
{
    struct arena page;
    struct grid_row row;
    arena_init(&page, MEMORY_MAX);
    for (;;) {
        struct diag_list diags;
        struct field values[STALL_VALUE_COUNT];
        struct stall stall;
        arena_reset(&page);
        diag_init(&diags, &page);
        if (!grid_next(&row, g, &page, &diags))
            break;
        for (unsigned v = 0; v < STALL_VALUE_COUNT; v++)
            values[v] = columns[v] >= 0 ? row.cells[columns[v]] : (struct field){.span = row.span};
        unsigned errors = diags.error_count;
        bool sound = stall_check(&stall, values, banks, &page, &diags);
        CHECK(sound == (diags.error_count == errors));
        if (sound)
            check_stall(&stall, &page);
    }
    arena_deinit(&page);
}

static void check_table(struct arena *a, struct slice text, struct diag_list *diags)
{
    int columns[STALL_VALUE_COUNT];
    const struct banks *banks =
        format_parse(a, &format_banks, SLICE("banks.yaml"), slice_from(own_banks), NULL, diags);
    CHECK(banks && !diags->error_count);
    struct grid *g = grid_parse(a, SLICE("t.csv"), text, diags);
    if (g && stall_columns(columns, g, diags))
        check_rows(g, columns, banks);
    else
        CHECK(diags->error_count);
    grid_close(g);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    struct diag_list diags;
    if (size == 0)
        return 0;
    arena_init(&a, MEMORY_MAX);
    diag_init(&diags, &a);
    struct slice text = {(const char *)data + 1, size - 1};
    if (data[0] == 'b')
        check_banks(&a, text, &diags);
    else
        check_table(&a, text, &diags);
    arena_deinit(&a);
    return 0;
}
