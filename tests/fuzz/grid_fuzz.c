/*
 * The reader of tables on arbitrary bytes.
 *
 * Beyond not crashing: every cell is well-formed NFC and lies in its row, rows come in order,
 * memory stays bounded, and what cannot be read has a problem that says why.
 */
#include <stdint.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "content/record/grid.h"

enum { MEMORY_MAX = 64 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_row(const struct grid *g, const struct grid_row *row)
{
    for (unsigned i = 0; i < grid_column_count(g); i++) {
        const struct field *cell = &row->cells[i];
        CHECK(utf8_first_bad(cell->text) == cell->text.size);
        CHECK(utf8_is_nfc(cell->text));
        CHECK(cell->span.begin <= cell->span.end);
        CHECK(cell->span.end <= cell->span.source->text.size);
        CHECK(cell->span.begin >= row->span.begin && cell->span.end <= row->span.end + 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a, page;
    struct diag_list diags;
    struct grid_row row;
    unsigned last = 1;
    arena_init(&a, MEMORY_MAX);
    arena_init(&page, MEMORY_MAX);
    diag_init(&diags, &a);
    struct grid *g =
        grid_parse(&a, SLICE("t.csv"), (struct slice){(const char *)data, size}, &diags);
    CHECK(g || diags.error_count);
    while (g && grid_next(&row, g, &page, &diags)) {
        CHECK(row.number > last);
        CHECK(row.sound || diags.error_count);
        last = row.number;
        check_row(g, &row);
        arena_reset(&page);
    }
    grid_close(g);
    arena_deinit(&page);
    arena_deinit(&a);
    return 0;
}
