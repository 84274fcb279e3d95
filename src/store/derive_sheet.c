/* Sheets: a round at a kiosk comes as one "begin", an "answer" each and an "end"; a sheet of paper
 * as one "paper-row" behind the "paper" that names its questions.
 *
 * A kiosk plays one round at a time, so an answer belongs to the round begun last on its device, or
 * to none that is known. That round is held in memory while its events pass, and written once. */
#include <sodium.h>
#include <stdio.h>

#include "store/derive_state.h"
#include "store/paper.h"

/* A sheet of paper has a day only: noon in Việt Nam, which is the same day in UTC. */
enum { PAPER_DAY_MAX = 200000, PAPER_DAY_MS = 24 * 60 * 60 * 1000, PAPER_NOON_MS = 5 * 3600000 };

static const char *const ends[] = {"finished", "left", "idle", "staff"};

enum { END_COUNT = sizeof ends / sizeof ends[0] };

/* ---- packing ---- */

/* Appends numbers in as few bytes as they need: seven bits a byte, the lowest first, the highest
 *  bit set where more follow (as in Protocol Buffers' "varint"). Returns the bytes written. */
static size_t put_varint(uint8_t out[10], uint64_t value)
{
    size_t size = 0;
    for (; value >= 0x80; value >>= 7)
        out[size++] = (uint8_t)(value | 0x80);
    out[size++] = (uint8_t)value;
    return size;
}

bool varint_get(int64_t *out, const uint8_t **at, const uint8_t *end)
{
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 63 && *at < end; shift += 7) {
        uint8_t byte = *(*at)++;
        value |= (uint64_t)(byte & 0x7F) << shift;
        if (!(byte & 0x80)) {
            *out = (int64_t)value;
            return true;
        }
    }
    return false;
}

static size_t pack_answers(uint8_t out[SHEET_PACKED_MAX], const struct sheet_row *sheet)
{
    size_t size = 0;
    for (unsigned i = 0; i < sheet->answer_count; i++) {
        size += put_varint(out + size, (uint64_t)sheet->items[i]);
        size += put_varint(out + size, (uint64_t)sheet->responses[i]);
    }
    return size;
}

static bool unpack_answers(struct sheet_row *sheet, const uint8_t *bytes, size_t size_bytes)
{
    const uint8_t *at = bytes, *end = bytes + size_bytes;
    unsigned i = 0;
    for (; at < end && i < STORE_QUESTIONS_MAX; i++)
        if (!varint_get(&sheet->items[i], &at, end) || !varint_get(&sheet->responses[i], &at, end))
            return false;
    sheet->answer_count = i;
    return at == end;
}

/* ---- rows ---- */

static bool insert_sheet(struct derive *d, const struct sheet_row *sheet, struct error *e)
{
    static const uint8_t nobody[16];
    uint8_t packed[SHEET_PACKED_MAX];
    sqlite3_stmt *insert = sql_get(d->s, SQL_ADD_SHEET, e);
    if (!insert)
        return false;
    sqlite3_bind_int64(insert, 1, sheet->key);
    sqlite3_bind_blob(insert, 2, sheet->id, sizeof sheet->id, SQLITE_STATIC);
    if (memcmp(sheet->person, nobody, sizeof nobody) != 0)
        sqlite3_bind_blob(insert, 3, sheet->person, sizeof sheet->person, SQLITE_STATIC);
    sqlite3_bind_int64(insert, 4, sheet->quiz);
    sqlite3_bind_int64(insert, 5, sheet->village);
    sqlite3_bind_int64(insert, 6, sheet->age_group);
    sqlite3_bind_int64(insert, 7, sheet->begun_wall_ms);
    sqlite3_bind_int64(insert, 8, sheet->flags);
    sqlite3_bind_int64(insert, 9, sheet->paper);
    sqlite3_bind_blob(insert, 10, packed, (int)pack_answers(packed, sheet), SQLITE_STATIC);
    return sql_run(d->s, insert, e);
}

static bool update_sheet(struct derive *d, const struct sheet_row *sheet, struct error *e)
{
    uint8_t packed[SHEET_PACKED_MAX];
    sqlite3_stmt *update = sql_get(d->s, SQL_PUT_SHEET, e);
    if (!update)
        return false;
    sqlite3_bind_int64(update, 1, sheet->key);
    sqlite3_bind_int64(update, 2, sheet->flags);
    sqlite3_bind_blob(update, 3, packed, (int)pack_answers(packed, sheet), SQLITE_STATIC);
    return sql_run(d->s, update, e);
}

bool derive_flush_sheet(struct derive *d, struct error *e)
{
    bool ok = true;
    if (d->sheet_state == SHEET_FRESH)
        ok = insert_sheet(d, &d->sheet, e);
    else if (d->sheet_state == SHEET_CHANGED)
        ok = update_sheet(d, &d->sheet, e);
    d->sheet_state = SHEET_UNKNOWN;
    return ok;
}

/* The round begun last before `seq`, as an earlier run left it. */
static bool load_sheet(struct derive *d, int64_t seq, struct error *e)
{
    bool row;
    sqlite3_stmt *last = sql_get(d->s, SQL_LAST_SHEET, e);
    if (!last)
        return false;
    sqlite3_bind_int64(last, 1, fact_key(d->device_number, 0));
    sqlite3_bind_int64(last, 2, fact_key(d->device_number, seq));
    if (!sql_step(&row, d->s, last, e)) {
        sql_done(last);
        return false;
    }
    d->sheet_state = SHEET_NONE;
    bool ok = true;
    if (row) {
        const void *id = sqlite3_column_blob(last, 1);
        const void *packed = sqlite3_column_blob(last, 3);
        size_t packed_bytes = (size_t)sqlite3_column_bytes(last, 3);
        d->sheet = (struct sheet_row){.key = sqlite3_column_int64(last, 0)};
        d->sheet.flags = (unsigned)sqlite3_column_int(last, 2);
        ok = (id && packed && sqlite3_column_bytes(last, 1) == (int)sizeof d->sheet.id &&
              unpack_answers(&d->sheet, packed, packed_bytes)) ||
             sql_fail(d->s, SQLITE_CORRUPT, e);
        if (ok) {
            memcpy(d->sheet.id, id, sizeof d->sheet.id);
            chain_hex(d->attempt, d->sheet.id, sizeof d->sheet.id);
            d->sheet_state = SHEET_KEPT;
        }
    }
    sql_done(last);
    return ok;
}

/* ---- a round ---- */

/* [["id","hash","options"],…] */
static enum fact read_questions(unsigned *count, int64_t items[STORE_QUESTIONS_MAX],
                                struct derive *d, int64_t quiz, struct slice text, struct error *e)
{
    struct json_reader r;
    unsigned n = 0;
    json_read(&r, text, d->scratch);
    if (!json_enter(&r, '['))
        return FACT_UNREADABLE;
    while (json_more(&r, ']')) {
        struct slice id, hex, options;
        uint8_t hash[STORE_HASH_BYTES];
        if (n == STORE_QUESTIONS_MAX || !json_enter(&r, '[') || !json_more(&r, ']') ||
            !json_text(&id, &r) || !json_more(&r, ']') || !json_text(&hex, &r) ||
            !json_more(&r, ']') || !json_text(&options, &r) || json_more(&r, ']') ||
            !intern_is_text(id, STORE_NAME_MAX) || !intern_is_text(options, STORE_NAME_MAX) ||
            !chain_unhex(hash, sizeof hash, hex))
            return FACT_UNREADABLE;
        if (!intern_item(&items[n++], d, quiz, id, hash, options, e))
            return FACT_FAILED;
    }
    *count = n;
    return json_finished(&r) && n > 0 ? FACT_KEPT : FACT_UNREADABLE;
}

static bool read_id(uint8_t out[16], struct slice hex)
{
    if (hex.size > 0)
        return chain_unhex(out, 16, hex);
    memset(out, 0, 16);
    return true;
}

enum fact derive_round_begin(struct derive *d, const struct chain_event *event, struct error *e)
{
    struct slice attempt, quiz, questions, session = {0}, village = {0};
    bool students;
    const struct json_field fields[] = {
        {"attempt", JSON_TEXT, &attempt, false},   {"quiz", JSON_TEXT, &quiz, false},
        {"students", JSON_BOOL, &students, false}, {"session", JSON_TEXT, &session, true},
        {"village", JSON_TEXT, &village, true},    {"questions", JSON_RAW, &questions, false}};
    struct json_reader r;
    struct sheet_row sheet = {.key = fact_key(d->device_number, event->seq),
                              .begun_wall_ms = event->wall_ms};
    json_read(&r, event->payload, d->scratch);
    if (!json_fields(&r, fields, sizeof fields / sizeof fields[0]) || !json_finished(&r) ||
        attempt.size != STORE_ID_BYTES - 1 || !read_id(sheet.id, attempt) ||
        !read_id(sheet.person, session) || !intern_is_text(quiz, STORE_NAME_MAX) ||
        !intern_is_text(village, STORE_NAME_MAX))
        return FACT_UNREADABLE;
    if (!derive_flush_sheet(d, e) || !intern_word(&sheet.quiz, d, WORD_QUIZ, quiz, e) ||
        !intern_word(&sheet.village, d, WORD_VILLAGE, village, e) ||
        !intern_word(&sheet.age_group, d, WORD_AGE_GROUP, SLICE(""), e))
        return FACT_FAILED;
    char hex[STORE_ID_BYTES];
    snprintf(hex, sizeof hex, "%.*s", SLICE_ARG(attempt));
    enum fact fact = read_questions(&sheet.answer_count, sheet.items, d, sheet.quiz, questions, e);
    if (fact != FACT_KEPT)
        return fact;
    sheet.flags = SHEET_OPEN | (event->trusted ? SHEET_FLAG_TRUSTED : 0) |
                  (students ? SHEET_FLAG_STUDENTS : 0);
    d->sheet = sheet;
    memcpy(d->attempt, hex, sizeof hex);
    d->sheet_state = SHEET_FRESH;
    return FACT_KEPT;
}

static enum fact find_round(struct derive *d, const struct chain_event *event, struct slice attempt,
                            struct error *e)
{
    if (d->sheet_state == SHEET_UNKNOWN && !load_sheet(d, event->seq, e))
        return FACT_FAILED;
    return d->sheet_state != SHEET_NONE && slice_equal_text(attempt, d->attempt) ? FACT_KEPT
                                                                                 : FACT_ORPHAN;
}

static void mark_changed(struct derive *d)
{
    if (d->sheet_state == SHEET_KEPT)
        d->sheet_state = SHEET_CHANGED;
}

enum fact derive_round_answer(struct derive *d, const struct chain_event *event, struct error *e)
{
    struct slice attempt, response;
    int64_t question;
    bool right;
    const struct json_field fields[] = {{"attempt", JSON_TEXT, &attempt, false},
                                        {"question", JSON_INT, &question, false},
                                        {"response", JSON_TEXT, &response, false},
                                        {"right", JSON_BOOL, &right, false}};
    struct json_reader r;
    json_read(&r, event->payload, d->scratch);
    if (!json_fields(&r, fields, sizeof fields / sizeof fields[0]) || !json_finished(&r) ||
        !intern_is_text(response, STORE_TEXT_MAX))
        return FACT_UNREADABLE;
    enum fact fact = find_round(d, event, attempt, e);
    if (fact != FACT_KEPT)
        return fact;
    /* An answer is final: store_record_answer. */
    if (question < 0 || question >= d->sheet.answer_count || d->sheet.responses[question] != 0)
        return FACT_UNREADABLE;
    if (!intern_response(&d->sheet.responses[question], d, d->sheet.items[question], response,
                         right, e))
        return FACT_FAILED;
    mark_changed(d);
    return FACT_KEPT;
}

enum fact derive_round_end(struct derive *d, const struct chain_event *event, struct error *e)
{
    struct slice attempt, reason;
    const struct json_field fields[] = {{"attempt", JSON_TEXT, &attempt, false},
                                        {"reason", JSON_TEXT, &reason, false}};
    struct json_reader r;
    unsigned end = 0;
    json_read(&r, event->payload, d->scratch);
    if (!json_fields(&r, fields, sizeof fields / sizeof fields[0]) || !json_finished(&r))
        return FACT_UNREADABLE;
    while (end < END_COUNT && !slice_equal_text(reason, ends[end]))
        end++;
    if (end == END_COUNT)
        return FACT_UNREADABLE;
    enum fact fact = find_round(d, event, attempt, e);
    if (fact != FACT_KEPT)
        return fact;
    if ((d->sheet.flags & SHEET_FLAG_END) != SHEET_OPEN)
        return FACT_UNREADABLE;
    d->sheet.flags = (d->sheet.flags & ~(unsigned)SHEET_FLAG_END) | end;
    mark_changed(d);
    return FACT_KEPT;
}

/* ---- paper ---- */

static bool insert_paper(struct derive *d, const struct chain_event *event, struct slice name,
                         int64_t round, int64_t rows, struct error *e)
{
    uint8_t packed[SHEET_PACKED_MAX];
    size_t size = 0;
    for (unsigned i = 0; i < d->paper.count; i++)
        size += put_varint(packed + size, (uint64_t)d->paper.items[i]);
    sqlite3_stmt *insert = sql_get(d->s, SQL_ADD_PAPER, e);
    if (!insert)
        return false;
    sqlite3_bind_int64(insert, 1, d->paper.key);
    sql_bind_slice(insert, 2, slice_from(d->paper.batch));
    sqlite3_bind_int64(insert, 3, round);
    sql_bind_slice(insert, 4, name);
    sqlite3_bind_int64(insert, 5, d->paper.quiz);
    sqlite3_bind_int64(insert, 6, d->paper.day);
    sqlite3_bind_int64(insert, 7, event->wall_ms);
    sqlite3_bind_int64(insert, 8, rows);
    sqlite3_bind_blob(insert, 9, packed, (int)size, SQLITE_STATIC);
    return sql_run(d->s, insert, e);
}

enum fact derive_paper(struct derive *d, const struct chain_event *event, struct error *e)
{
    struct slice batch, name, quiz, questions;
    int64_t round, day, rows;
    const struct json_field fields[] = {{"batch", JSON_TEXT, &batch, false},
                                        {"round", JSON_INT, &round, false},
                                        {"name", JSON_TEXT, &name, false},
                                        {"quiz", JSON_TEXT, &quiz, false},
                                        {"day", JSON_INT, &day, false},
                                        {"rows", JSON_INT, &rows, false},
                                        {"questions", JSON_RAW, &questions, false}};
    struct json_reader r;
    json_read(&r, event->payload, d->scratch);
    if (!json_fields(&r, fields, sizeof fields / sizeof fields[0]) || !json_finished(&r) ||
        batch.size != STORE_ID_BYTES - 1 || !intern_is_text(batch, STORE_NAME_MAX) ||
        !intern_is_text(name, STORE_TEXT_MAX) || !intern_is_text(quiz, STORE_NAME_MAX) ||
        round < 1 || day < 0 || day > PAPER_DAY_MAX || rows < 0 || rows > PAPER_ROWS_MAX)
        return FACT_UNREADABLE;
    struct paper_questions paper = {.key = fact_key(d->device_number, event->seq), .day = day};
    snprintf(paper.batch, sizeof paper.batch, "%.*s", SLICE_ARG(batch));
    d->paper.key = 0;
    if (!intern_word(&paper.quiz, d, WORD_QUIZ, quiz, e))
        return FACT_FAILED;
    /* What follows takes the scratch that `name` may lie in. */
    char name_copy[STORE_TEXT_MAX + 1];
    snprintf(name_copy, sizeof name_copy, "%.*s", SLICE_ARG(name));
    enum fact fact = read_questions(&paper.count, paper.items, d, paper.quiz, questions, e);
    if (fact != FACT_KEPT)
        return fact;
    d->paper = paper;
    return insert_paper(d, event, slice_from(name_copy), round, rows, e) ? FACT_KEPT : FACT_FAILED;
}

static enum fact load_paper(struct derive *d, int64_t key, struct error *e)
{
    bool row;
    if (d->paper.key == key)
        return FACT_KEPT;
    sqlite3_stmt *find = sql_get(d->s, SQL_FIND_PAPER, e);
    if (!find)
        return FACT_FAILED;
    sqlite3_bind_int64(find, 1, key);
    if (!sql_step(&row, d->s, find, e)) {
        sql_done(find);
        return FACT_FAILED;
    }
    enum fact fact = row ? FACT_KEPT : FACT_ORPHAN;
    if (row) {
        struct paper_questions paper = {.key = key, .quiz = sqlite3_column_int64(find, 1)};
        snprintf(paper.batch, sizeof paper.batch, "%.*s", SLICE_ARG(sql_column(find, 0)));
        paper.day = sqlite3_column_int64(find, 2);
        const uint8_t *at = sqlite3_column_blob(find, 3);
        const uint8_t *end = at ? at + sqlite3_column_bytes(find, 3) : at;
        while (at < end && paper.count < STORE_QUESTIONS_MAX &&
               varint_get(&paper.items[paper.count], &at, end))
            paper.count++;
        if (at == end)
            d->paper = paper;
        else
            fact = sql_fail(d->s, SQLITE_CORRUPT, e) ? FACT_KEPT : FACT_FAILED;
    }
    sql_done(find);
    return fact;
}

/* [["b",true],[],…]: one a question, empty where nothing was marked. */
static enum fact read_marks(struct sheet_row *sheet, struct derive *d, struct slice text,
                            struct error *e)
{
    struct json_reader r;
    unsigned n = 0;
    json_read(&r, text, d->scratch);
    if (!json_enter(&r, '['))
        return FACT_UNREADABLE;
    while (json_more(&r, ']')) {
        struct slice response;
        bool right;
        if (n == d->paper.count || !json_enter(&r, '['))
            return FACT_UNREADABLE;
        sheet->items[n] = d->paper.items[n];
        n++;
        if (!json_more(&r, ']'))
            continue;
        if (!json_text(&response, &r) || !json_more(&r, ']') || !json_bool(&right, &r) ||
            json_more(&r, ']') || !intern_is_text(response, STORE_TEXT_MAX))
            return FACT_UNREADABLE;
        if (!intern_response(&sheet->responses[n - 1], d, sheet->items[n - 1], response, right, e))
            return FACT_FAILED;
    }
    sheet->answer_count = n;
    return json_finished(&r) && n == d->paper.count ? FACT_KEPT : FACT_UNREADABLE;
}

/* The same row of the same batch, typed in at two places, is the same sheet. */
static void name_row(uint8_t id[16], const char *batch, int64_t row)
{
    char text[64];
    int size = snprintf(text, sizeof text, "ngoso paper %s %lld", batch, (long long)row);
    crypto_generichash(id, 16, (const uint8_t *)text, (size_t)size, NULL, 0);
}

enum fact derive_paper_row(struct derive *d, const struct chain_event *event, struct error *e)
{
    struct slice village, age_group, person, answers;
    int64_t entry, number;
    const struct json_field fields[] = {
        {"entry", JSON_INT, &entry, false},      {"row", JSON_INT, &number, false},
        {"village", JSON_TEXT, &village, false}, {"age_group", JSON_TEXT, &age_group, false},
        {"person", JSON_TEXT, &person, false},   {"answers", JSON_RAW, &answers, false}};
    struct json_reader r;
    struct sheet_row sheet = {.key = fact_key(d->device_number, event->seq)};
    json_read(&r, event->payload, d->scratch);
    if (!json_fields(&r, fields, sizeof fields / sizeof fields[0]) || !json_finished(&r) ||
        entry < 1 || entry >= event->seq || !intern_is_text(village, STORE_NAME_MAX) ||
        !intern_is_text(age_group, STORE_NAME_MAX) || !read_id(sheet.person, person))
        return FACT_UNREADABLE;
    sheet.paper = fact_key(d->device_number, entry);
    enum fact fact = load_paper(d, sheet.paper, e);
    if (fact != FACT_KEPT)
        return fact;
    if (!intern_word(&sheet.village, d, WORD_VILLAGE, village, e) ||
        !intern_word(&sheet.age_group, d, WORD_AGE_GROUP, age_group, e))
        return FACT_FAILED;
    fact = read_marks(&sheet, d, answers, e);
    if (fact != FACT_KEPT)
        return fact;
    sheet.quiz = d->paper.quiz;
    sheet.begun_wall_ms = d->paper.day * PAPER_DAY_MS + PAPER_NOON_MS;
    sheet.flags = SHEET_FINISHED | SHEET_FLAG_TRUSTED;
    name_row(sheet.id, d->paper.batch, number);
    return insert_sheet(d, &sheet, e) ? FACT_KEPT : FACT_FAILED;
}
