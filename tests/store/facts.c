#include "store/facts.h"

#include <stdio.h>

#include "store/derive_state.h"

/* Rows of a query, columns separated by tabs, with its name before each. */
static void dump_rows(struct buf *out, struct store *s, const char *name, const char *sql)
{
    sqlite3_stmt *rows = NULL;
    CHECK(sqlite3_prepare_v2(s->db, sql, -1, &rows, NULL) == SQLITE_OK);
    sql_bind_slice(rows, 1, slice_from(s->device.text));
    while (sqlite3_step(rows) == SQLITE_ROW) {
        buf_append_text(out, name);
        for (int i = 0; i < sqlite3_column_count(rows); i++) {
            buf_append_char(out, '\t');
            buf_append_slice(out, sql_column(rows, i));
        }
        buf_append_char(out, '\n');
    }
    sqlite3_finalize(rows);
}

static void dump_one(struct buf *out, struct store *s, const char *sql, int64_t id)
{
    sqlite3_stmt *row = NULL;
    CHECK(sqlite3_prepare_v2(s->db, sql, -1, &row, NULL) == SQLITE_OK);
    sqlite3_bind_int64(row, 1, id);
    if (sqlite3_step(row) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(row); i++) {
            buf_append_char(out, '/');
            buf_append_slice(out, sql_column(row, i));
        }
    sqlite3_finalize(row);
}

static void dump_answers(struct buf *out, struct store *s, const uint8_t *at, const uint8_t *end)
{
    int64_t item, response;
    while (at < end && varint_get(&item, &at, end) && varint_get(&response, &at, end)) {
        buf_append_char(out, ' ');
        dump_one(out, s, "SELECT question, hex(hash), options FROM item WHERE id = ?1", item);
        buf_append_char(out, ':');
        dump_one(out, s, "SELECT text, was_right FROM response WHERE id = ?1", response);
    }
}

static void dump_sheets(struct buf *out, struct store *s)
{
    sqlite3_stmt *rows = NULL;
    const char *sql =
        "SELECT d.id, s.key & ((1 << 40) - 1), hex(s.id), hex(s.person), q.text, v.text, g.text,"
        " s.begun_wall_ms, s.flags, s.answers FROM sheet s JOIN device d ON d.number = s.key >> 40"
        " JOIN word q ON q.id = s.quiz JOIN word v ON v.id = s.village JOIN word g ON"
        " g.id = s.age_group WHERE d.id <> ?1 ORDER BY 1, 2";
    CHECK(sqlite3_prepare_v2(s->db, sql, -1, &rows, NULL) == SQLITE_OK);
    sql_bind_slice(rows, 1, slice_from(s->device.text));
    while (sqlite3_step(rows) == SQLITE_ROW) {
        for (int i = 0; i < 9; i++) {
            buf_append_text(out, i ? "\t" : "sheet\t");
            buf_append_slice(out, sql_column(rows, i));
        }
        const uint8_t *answers = sqlite3_column_blob(rows, 9);
        dump_answers(out, s, answers, answers + sqlite3_column_bytes(rows, 9));
        buf_append_char(out, '\n');
    }
    sqlite3_finalize(rows);
}

void facts_dump(struct buf *out, struct store *s)
{
#define OF_OTHERS  " t JOIN device d ON d.number = t.key >> 40 WHERE d.id <> ?1 ORDER BY 1, 2"
#define WHERE_FROM "SELECT d.id, t.key & ((1 << 40) - 1), "
    dump_sheets(out, s);
    dump_rows(out, s, "consent",
              WHERE_FROM
              "contact, attempt, notice_version, topics, wall_ms FROM consent" OF_OTHERS);
    dump_rows(out, s, "contact",
              "SELECT c.id, d.id, c.wall_ms, hex(c.sealed) FROM contact c"
              " JOIN device d ON d.number = c.device JOIN consent k ON k.contact = c.id"
              " WHERE d.id <> ?1 ORDER BY 1");
    dump_rows(out, s, "forgotten",
              "SELECT DISTINCT contact FROM forgotten WHERE ?1 <> '' ORDER BY 1");
    dump_rows(out, s, "visit",
              WHERE_FROM "t.id, contact, village, day, outcome, people FROM visit" OF_OTHERS);
    dump_rows(out, s, "tally",
              "SELECT d.id, orphan_count, unreadable_count FROM tally t"
              " JOIN device d ON d.number = t.device WHERE d.id <> ?1 ORDER BY 1");
    dump_rows(out, s, "device", "SELECT d.id, forked FROM device d WHERE d.id <> ?1 ORDER BY 1");
    CHECK(!out->failed);
}
