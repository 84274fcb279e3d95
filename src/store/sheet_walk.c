/* Walking sheets: one pass over table sheet for each device, one sheet in memory. */
#include "base/i18n.h"
#include "store/book.h"
#include "store/derive_state.h"

static const char walk_text[] =
    "SELECT id, person, quiz, village, age_group, begun_wall_ms, flags, paper, answers FROM sheet"
    " WHERE key >= ?1 AND key < ?2 ORDER BY key";

enum {
    COLUMN_ID,
    COLUMN_PERSON,
    COLUMN_QUIZ,
    COLUMN_VILLAGE,
    COLUMN_AGE_GROUP,
    COLUMN_BEGUN,
    COLUMN_FLAGS,
    COLUMN_PAPER,
    COLUMN_ANSWERS
};

static bool look_up(unsigned *out, const struct book_map *map, int64_t number)
{
    if (number < 1 || number >= map->count)
        return false;
    *out = map->index[number];
    return true;
}

static bool read_16(uint8_t out[16], sqlite3_stmt *row, int column)
{
    const void *bytes = sqlite3_column_blob(row, column);
    if (bytes && sqlite3_column_bytes(row, column) == 16)
        memcpy(out, bytes, 16);
    else
        memset(out, 0, 16);
    return bytes != NULL;
}

/* A round that was finished was seen to its end; any other up to where it was broken off. */
static unsigned count_seen(const struct sheet *sheet, unsigned answered)
{
    if (sheet->end == SHEET_FINISHED || answered == sheet->answer_count)
        return sheet->answer_count;
    return answered + 1;
}

static bool read_answers(struct store_book *w, const uint8_t *at, const uint8_t *end)
{
    struct sheet *sheet = &w->sheet;
    unsigned answered = 0, i = 0;
    for (; at < end && i < STORE_QUESTIONS_MAX; i++) {
        int64_t item, response;
        unsigned index = 0;
        if (!varint_get(&item, &at, end) || !varint_get(&response, &at, end) ||
            !look_up(&sheet->answers[i].item, &w->items, item) ||
            (response != 0 && !look_up(&index, &w->responses, response)))
            return false;
        sheet->answers[i].response = (uint16_t)index;
        if (response != 0)
            answered = i + 1;
    }
    sheet->answer_count = i;
    sheet->seen_count = count_seen(sheet, answered);
    return at == end;
}

static bool read_sheet(struct store_book *w, unsigned device, sqlite3_stmt *row)
{
    struct sheet *sheet = &w->sheet;
    unsigned flags = (unsigned)sqlite3_column_int(row, COLUMN_FLAGS);
    sheet->device = device;
    sheet->source = sqlite3_column_int64(row, COLUMN_PAPER) != 0 ? SHEET_PAPER : SHEET_KIOSK;
    sheet->end = (enum sheet_end)(flags & SHEET_FLAG_END);
    sheet->clock_trusted = (flags & SHEET_FLAG_TRUSTED) != 0;
    sheet->students = (flags & SHEET_FLAG_STUDENTS) != 0;
    read_16(sheet->person, row, COLUMN_PERSON);
    const uint8_t *answers = sqlite3_column_blob(row, COLUMN_ANSWERS);
    if (sheet->end > SHEET_OPEN || !read_16(sheet->id, row, COLUMN_ID) || !answers ||
        !look_up(&sheet->quiz, &w->words, sqlite3_column_int64(row, COLUMN_QUIZ)) ||
        !look_up(&sheet->village, &w->words, sqlite3_column_int64(row, COLUMN_VILLAGE)) ||
        !look_up(&sheet->age_group, &w->words, sqlite3_column_int64(row, COLUMN_AGE_GROUP)))
        return false;
    if (sheet->village == 0)
        sheet->village = w->device_villages[device];
    return read_answers(w, answers, answers + sqlite3_column_bytes(row, COLUMN_ANSWERS));
}

/* Rows of a batch lie together, so the last one asked for is nearly always asked again. */
static bool paper_counts(struct store_book *w, int64_t key)
{
    if (key == 0 || key == w->last_paper)
        return key == 0 || w->last_paper_counts;
    size_t low = 0, high = w->paper_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (w->papers[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    w->last_paper = key;
    w->last_paper_counts = low < w->paper_count && w->papers[low] == key;
    return w->last_paper_counts;
}

struct range {
    int64_t from_ms, to_ms;
};

static bool walk_device(bool *go_on, struct store_book *w, unsigned device, sqlite3_stmt *rows,
                        struct range range, sheet_visitor *visit, void *self, struct error *e)
{
    bool row = false, ok;
    sqlite3_bind_int64(rows, 1, fact_key(w->device_numbers[device], 0));
    sqlite3_bind_int64(rows, 2, fact_key(w->device_numbers[device] + 1, 0));
    while ((ok = sql_step(&row, w->s, rows, e)) && row && *go_on) {
        w->sheet.begun_wall_ms = sqlite3_column_int64(rows, COLUMN_BEGUN);
        if (w->sheet.begun_wall_ms < range.from_ms || w->sheet.begun_wall_ms >= range.to_ms ||
            !paper_counts(w, sqlite3_column_int64(rows, COLUMN_PAPER)))
            continue;
        if (!read_sheet(w, device, rows)) {
            ok = sql_fail(w->s, SQLITE_CORRUPT, e);
            break;
        }
        *go_on = visit(self, &w->sheet);
    }
    sql_done(rows);
    return ok;
}

bool store_visit_sheets(struct store_book *walk, int64_t from_wall_ms, int64_t to_wall_ms,
                        sheet_visitor *visit, void *self, struct error *e)
{
    sqlite3_stmt *rows = NULL;
    struct store *s = walk->s;
    struct range range = {from_wall_ms, to_wall_ms};
    if (sqlite3_total_changes(s->db) != walk->changes)
        return error_set(e, ERROR_INPUT, 0, _("%s has changed meanwhile; read the results again"),
                         s->path);
    int code = sqlite3_prepare_v2(s->db, walk_text, -1, &rows, NULL);
    if (code != SQLITE_OK)
        return sql_fail(s, code, e);
    bool ok = true, go_on = true;
    for (unsigned i = 0; ok && go_on && i < walk->book->device_count; i++)
        ok = walk_device(&go_on, walk, i, rows, range, visit, self, e);
    sqlite3_finalize(rows);
    return ok && store_unchanged(s, e);
}
