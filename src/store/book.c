/* Opening a book: names, questions and responses are read, sorted by their bytes and numbered in
 * that order, so that the numbers do not depend on what the file happens to call them. */
#include "store/book.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/i18n.h"

enum { DEVICE_COUNT_MAX = 100000, WORD_COUNT_MAX = 60000 };

/* All that opening needs beside the result. */
struct opening {
    struct store *s;
    struct arena *a;
    struct book *book;
    struct store_book *walk;
    struct book_item *items; /* The book's, while they are made. */
    struct book_response **responses;
    size_t bytes;
};

typedef bool row_reader(struct opening *o, sqlite3_stmt *row, void *self, struct error *e);

static bool for_rows(struct opening *o, const char *text, row_reader *read, void *self,
                     struct error *e)
{
    sqlite3_stmt *rows = NULL;
    bool row = false, ok;
    int code = sqlite3_prepare_v2(o->s->db, text, -1, &rows, NULL);
    if (code != SQLITE_OK)
        return sql_fail(o->s, code, e);
    while ((ok = sql_step(&row, o->s, rows, e)) && row)
        if (!(ok = read(o, rows, self, e)))
            break;
    sqlite3_finalize(rows);
    return ok;
}

static bool too_large(struct opening *o, struct error *e)
{
    return error_set(e, ERROR_LIMIT, 0, _("%s holds more than one report can show"), o->s->path);
}

/* Memory for what the file says there is. */
static void *take(struct opening *o, int64_t count, size_t size_bytes, struct error *e)
{
    if (count < 0 || (uint64_t)count > SHEET_BOOK_BYTES_MAX / size_bytes ||
        o->bytes + (size_t)count * size_bytes > SHEET_BOOK_BYTES_MAX) {
        too_large(o, e);
        return NULL;
    }
    o->bytes += (size_t)count * size_bytes;
    return arena_array(o->a, (size_t)count, size_bytes);
}

static bool keep_text(struct slice *out, struct opening *o, sqlite3_stmt *row, int column,
                      struct error *e)
{
    struct slice text = sql_column(row, column);
    if (o->bytes + text.size + 1 > SHEET_BOOK_BYTES_MAX)
        return too_large(o, e);
    o->bytes += text.size + 1;
    *out = arena_copy(o->a, text);
    return true;
}

static bool make_map(struct book_map *map, struct opening *o, const char *max_text, struct error *e)
{
    int64_t max;
    if (!sql_number(&max, o->s, max_text, e))
        return false;
    if (max < 0 || max > SHEET_BOOK_BYTES_MAX)
        return too_large(o, e);
    map->count = max + 1;
    map->index = calloc((size_t)map->count, sizeof *map->index);
    return map->index || sql_fail(o->s, SQLITE_NOMEM, e);
}

static int compare(struct slice a, struct slice b)
{
    size_t size = a.size < b.size ? a.size : b.size;
    int order = size > 0 ? memcmp(a.data, b.data, size) : 0;
    return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

/* ---- names ---- */

struct words {
    struct slice *texts;
    unsigned count;
};

static bool read_word(struct opening *o, sqlite3_stmt *row, void *self, struct error *e)
{
    struct words *words = self;
    int64_t id = sqlite3_column_int64(row, 0);
    if (id < 0 || id >= o->walk->words.count)
        return sql_fail(o->s, SQLITE_CORRUPT, e);
    if (words->count > 0 && sqlite3_column_bytes(row, 1) == 0)
        return true; /* [0] is "" already. */
    o->walk->words.index[id] = words->count;
    return keep_text(&words->texts[words->count++], o, row, 1, e);
}

/* `text` selects id and text of one kind, sorted. */
static bool read_words(const struct slice **out, unsigned *count, struct opening *o,
                       const char *text, bool empty_first, struct error *e)
{
    int64_t all;
    struct words words = {0};
    if (!sql_number(&all, o->s, "SELECT (SELECT count(*) FROM word) + (SELECT count(*) FROM trust)",
                    e))
        return false;
    if (all > WORD_COUNT_MAX)
        return too_large(o, e);
    words.texts = take(o, all + 1, sizeof *words.texts, e);
    if (!words.texts)
        return false;
    if (empty_first)
        words.texts[words.count++] = SLICE("");
    if (!for_rows(o, text, read_word, &words, e))
        return false;
    *out = words.texts;
    *count = words.count;
    return true;
}

/* ---- devices ---- */

struct devices {
    struct book_device *items;
    unsigned count;
};

static bool read_device(struct opening *o, sqlite3_stmt *row, void *self, struct error *e)
{
    struct devices *devices = self;
    unsigned i = devices->count++;
    struct slice id = sql_column(row, 1);
    if (id.size != STORE_ID_BYTES - 1)
        return sql_fail(o->s, SQLITE_CORRUPT, e);
    memcpy(devices->items[i].id.text, id.data, id.size);
    devices->items[i].own = sqlite3_column_int(row, 2) != 0;
    devices->items[i].orphan_count = sqlite3_column_int64(row, 3);
    devices->items[i].unreadable_count = sqlite3_column_int64(row, 4);
    devices->items[i].label = devices->items[i].village = SLICE("");
    o->walk->device_numbers[i] = sqlite3_column_int64(row, 0);
    return true;
}

static bool read_trust(struct opening *o, sqlite3_stmt *row, void *self, struct error *e)
{
    struct devices *devices = self;
    struct slice id = sql_column(row, 0);
    for (unsigned i = 0; i < devices->count; i++)
        if (slice_equal_text(id, devices->items[i].id.text))
            return keep_text(&devices->items[i].label, o, row, 1, e) &&
                   keep_text(&devices->items[i].village, o, row, 2, e);
    return true;
}

/* Runs of sequence numbers, ascending by device and first. */
static bool read_run(struct opening *o, sqlite3_stmt *row, void *self, struct error *e)
{
    struct devices *devices = self;
    int64_t number = sqlite3_column_int64(row, 0);
    int64_t first = sqlite3_column_int64(row, 1), last = sqlite3_column_int64(row, 2);
    unsigned i = 0;
    (void)e;
    while (i < devices->count && o->walk->device_numbers[i] != number)
        i++;
    if (i == devices->count)
        return true;
    struct book_device *device = &devices->items[i];
    int64_t *reached = &o->walk->device_reached[i];
    if (first > *reached + 1 && device->first_gap_seq == 0)
        device->first_gap_seq = *reached + 1;
    if (first <= *reached)
        first = *reached + 1;
    if (last >= first) {
        device->event_count += last - first + 1;
        *reached = last;
    }
    return true;
}

/* A file that was put to use again as another device holds a log of two devices, one behind the
 * other: then, and only then, the events must be counted one by one. */
static const char runs_text[] =
    "SELECT d.number, 1, (SELECT max(seq) FROM event) FROM device d"
    " WHERE d.own = 1 AND (SELECT count(*) FROM device WHERE own = 1) = 1"
    " UNION ALL SELECT d.number, min(e.seq), max(e.seq) FROM event e JOIN device d"
    " ON d.id = e.device WHERE (SELECT count(*) FROM device WHERE own = 1) > 1 GROUP BY d.number"
    " UNION ALL SELECT device, first_seq, last_seq FROM segment ORDER BY 1, 2";

static bool read_devices(struct opening *o, struct error *e)
{
    int64_t count;
    struct devices devices = {0};
    if (!sql_number(&count, o->s, "SELECT count(*) FROM device", e))
        return false;
    if (count > DEVICE_COUNT_MAX)
        return too_large(o, e);
    devices.items = take(o, count, sizeof *devices.items, e);
    o->walk->device_numbers = take(o, count, sizeof *o->walk->device_numbers, e);
    o->walk->device_reached = take(o, count, sizeof *o->walk->device_reached, e);
    o->walk->device_villages = take(o, count, sizeof *o->walk->device_villages, e);
    if (!devices.items || !o->walk->device_numbers || !o->walk->device_reached ||
        !o->walk->device_villages ||
        !for_rows(o,
                  "SELECT d.number, d.id, d.own, coalesce(t.orphan_count, 0),"
                  " coalesce(t.unreadable_count, 0)"
                  " FROM device d LEFT JOIN tally t ON t.device = d.number ORDER BY d.id",
                  read_device, &devices, e) ||
        !for_rows(o, "SELECT device, label, village FROM trust ORDER BY key", read_trust, &devices,
                  e) ||
        !for_rows(o, runs_text, read_run, &devices, e))
        return false;
    o->book->devices = devices.items;
    o->book->device_count = devices.count;
    return true;
}

/* Kiosks of the first version did not say where they stood; the team did, when it accepted them. */
static void find_villages(struct opening *o)
{
    for (unsigned i = 0; i < o->book->device_count; i++)
        for (unsigned v = 0; v < o->book->village_count; v++)
            if (slice_equal(o->book->devices[i].village, o->book->villages[v]))
                o->walk->device_villages[i] = v;
}

/* ---- questions ---- */

struct numbered_item {
    struct book_item item;
    unsigned quiz;
    int64_t number;
};

static int order_items(const void *left, const void *right)
{
    const struct numbered_item *a = left, *b = right;
    if (a->quiz != b->quiz)
        return a->quiz < b->quiz ? -1 : 1;
    int order = compare(a->item.id, b->item.id);
    if (order == 0)
        order = memcmp(a->item.hash, b->item.hash, sizeof a->item.hash);
    return order != 0 ? order : compare(a->item.options, b->item.options);
}

struct items {
    struct numbered_item *items;
    unsigned count;
};

static bool read_item(struct opening *o, sqlite3_stmt *row, void *self, struct error *e)
{
    struct items *items = self;
    struct numbered_item *n = &items->items[items->count++];
    int64_t quiz = sqlite3_column_int64(row, 1);
    const void *hash = sqlite3_column_blob(row, 3);
    n->number = sqlite3_column_int64(row, 0);
    if (quiz < 1 || quiz >= o->walk->words.count || n->number < 1 ||
        n->number >= o->walk->items.count || !hash ||
        sqlite3_column_bytes(row, 3) != (int)sizeof n->item.hash)
        return sql_fail(o->s, SQLITE_CORRUPT, e);
    n->quiz = o->walk->words.index[quiz];
    n->item.quiz = o->book->quizzes[n->quiz];
    memcpy(n->item.hash, hash, sizeof n->item.hash);
    return keep_text(&n->item.id, o, row, 2, e) && keep_text(&n->item.options, o, row, 4, e);
}

static bool read_items(struct opening *o, struct error *e)
{
    int64_t count;
    if (!sql_number(&count, o->s, "SELECT count(*) FROM item", e) ||
        !make_map(&o->walk->items, o, "SELECT max(id) FROM item", e))
        return false;
    if (count > SHEET_ITEMS_MAX)
        return too_large(o, e);
    struct items items = {take(o, count, sizeof *items.items, e), 0};
    struct book_item *sorted = take(o, count, sizeof *sorted, e);
    if (!items.items || !sorted ||
        !for_rows(o, "SELECT id, quiz, question, hash, options FROM item", read_item, &items, e))
        return false;
    qsort(items.items, items.count, sizeof *items.items, order_items);
    for (unsigned i = 0; i < items.count; i++) {
        sorted[i] = items.items[i].item;
        o->walk->items.index[items.items[i].number] = i;
    }
    o->book->items = o->items = sorted;
    o->book->item_count = items.count;
    return true;
}

/* ---- responses ---- */

static bool count_response(struct opening *o, sqlite3_stmt *row, void *self, struct error *e)
{
    int64_t number = sqlite3_column_int64(row, 0), count = sqlite3_column_int64(row, 1);
    (void)self;
    if (number < 1 || number >= o->walk->items.count)
        return sql_fail(o->s, SQLITE_CORRUPT, e);
    unsigned i = o->walk->items.index[number];
    int64_t room = count < SHEET_RESPONSES_MAX ? count + 1 : SHEET_RESPONSES_MAX;
    o->responses[i] = take(o, room, sizeof **o->responses, e);
    o->items[i].responses = o->responses[i];
    return o->responses[i] != NULL;
}

/* They come sorted, right ones first where there are too many: those must keep their own. */
static bool read_response(struct opening *o, sqlite3_stmt *row, void *self, struct error *e)
{
    int64_t id = sqlite3_column_int64(row, 0), number = sqlite3_column_int64(row, 1);
    if (id < 1 || id >= o->walk->responses.count || number < 1 || number >= o->walk->items.count)
        return sql_fail(o->s, SQLITE_CORRUPT, e);
    (void)self;
    struct book_item *item = &o->items[o->walk->items.index[number]];
    if (sqlite3_column_bytes(row, 2) == 0)
        return true; /* Passed over: shown, and no response. */
    unsigned last = SHEET_RESPONSES_MAX - 1;
    unsigned index = item->response_count < last ? item->response_count : last;
    o->walk->responses.index[id] = index;
    item->response_count = index + 1;
    struct book_response *response = &o->responses[item - o->items][index];
    if (index == last) {
        *response = (struct book_response){SLICE("…"), false, false};
        return true;
    }
    response->right = response->was_right = sqlite3_column_int(row, 3) != 0;
    return keep_text(&response->text, o, row, 2, e);
}

static bool read_responses(struct opening *o, struct error *e)
{
    o->responses = take(o, o->book->item_count, sizeof *o->responses, e);
    if (!o->responses)
        return false;
    for (unsigned i = 0; i < o->book->item_count; i++)
        o->items[i].response_count = 1; /* [0] */
    return make_map(&o->walk->responses, o, "SELECT max(id) FROM response", e) &&
           for_rows(o, "SELECT item, count(*) FROM response GROUP BY item", count_response, NULL,
                    e) &&
           for_rows(o,
                    "SELECT r.id, r.item, r.text, r.was_right FROM response r"
                    " JOIN (SELECT item, count(*) > 998 AS many FROM response GROUP BY item) n"
                    " USING (item)"
                    " ORDER BY r.item, n.many AND NOT r.was_right, r.text, r.was_right",
                    read_response, NULL, e);
}

/* ---- corrections ---- */

static bool apply_rekey(struct opening *o, sqlite3_stmt *row, void *self, struct error *e)
{
    (void)self;
    struct slice quiz = sql_column(row, 0), question = sql_column(row, 1);
    struct slice right = sql_column(row, 3);
    const void *hash = sqlite3_column_blob(row, 2);
    if (!hash || sqlite3_column_bytes(row, 2) != STORE_HASH_BYTES)
        return sql_fail(o->s, SQLITE_CORRUPT, e);
    for (unsigned i = 0; i < o->book->item_count; i++) {
        struct book_item *item = &o->items[i];
        if (memcmp(item->hash, hash, sizeof item->hash) != 0 || !slice_equal(item->quiz, quiz) ||
            !slice_equal(item->id, question))
            continue;
        for (unsigned r = 1; r < item->response_count; r++)
            o->responses[i][r].right = slice_is_listed(right, '|', o->responses[i][r].text);
        item->rekeyed = true;
    }
    return true;
}

/* The latest last, so that it stays. */
static bool apply_rekeys(struct opening *o, struct error *e)
{
    return for_rows(o,
                    "SELECT r.quiz, r.question, r.old_hash, r.right_now FROM rekey r"
                    " JOIN device d ON d.number = r.key >> 40"
                    " ORDER BY r.wall_ms, d.id, r.key",
                    apply_rekey, NULL, e);
}

/* ---- all together ---- */

static bool open_book(struct opening *o, struct error *e)
{
    struct book *b = o->book;
    bool ok = make_map(&o->walk->words, o, "SELECT max(id) FROM word", e) &&
              read_words(&b->quizzes, &b->quiz_count, o,
                         "SELECT id, text FROM word WHERE kind = 0 ORDER BY text", false, e) &&
              read_words(&b->villages, &b->village_count, o,
                         "SELECT id, text FROM word WHERE kind = 1 UNION"
                         " SELECT 0, village FROM trust WHERE village NOT IN"
                         " (SELECT text FROM word WHERE kind = 1) ORDER BY text",
                         true, e) &&
              read_words(&b->age_groups, &b->age_group_count, o,
                         "SELECT id, text FROM word WHERE kind = 2 ORDER BY text", true, e) &&
              read_devices(o, e) && read_items(o, e) && read_responses(o, e) &&
              apply_rekeys(o, e) &&
              book_count_papers(&o->walk->papers, &o->walk->paper_count, o->s, e);
    if (ok)
        find_villages(o);
    return ok;
}

bool store_open_book(struct book *out, struct store_book **walk, struct store *s, struct arena *a,
                     struct error *e)
{
    struct store_book *w = calloc(1, sizeof *w);
    if (!w)
        return sql_fail(s, SQLITE_NOMEM, e);
    struct opening o = {.s = s, .a = a, .walk = w, .book = ARENA_NEW(a, struct book)};
    w->s = s;
    w->book = o.book;
    w->changes = sqlite3_total_changes(s->db);
    if (!open_book(&o, e)) {
        store_close_book(w);
        return false;
    }
    *out = *o.book;
    *walk = w;
    return true;
}

void store_close_book(struct store_book *walk)
{
    if (!walk)
        return;
    free(walk->words.index);
    free(walk->items.index);
    free(walk->responses.index);
    free(walk->papers);
    free(walk);
}
