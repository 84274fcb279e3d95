/* Lists of visits and of contacts, from all devices. */
#include <stdio.h>

#include "store/inside.h"
#include "store/visits.h"

/* The same visit from two devices is one: that of the device that comes first. */
static const char visits_text[] =
    "SELECT v.id, v.contact, v.village, v.day, v.outcome, v.achievements, v.people, v.leaflets"
    " FROM visit v JOIN device d ON d.number = v.key >> 40"
    " WHERE v.day >= ?1 AND v.day < ?2"
    " AND NOT EXISTS (SELECT 1 FROM visit_withdrawn w WHERE w.visit = v.id)"
    " AND NOT EXISTS (SELECT 1 FROM visit o JOIN device p ON p.number = o.key >> 40"
    "  WHERE o.id = v.id AND (p.id, o.key) < (d.id, v.key))"
    " ORDER BY v.day, v.id";

/* "guide 2,guide 1", as visit.c wrote it; what cannot be read is left out. */
static void read_leaflets(struct store_visit *visit, struct slice text)
{
    for (size_t begin = 0; begin < text.size && visit->leaflet_count < VISIT_TOPICS_MAX;) {
        size_t end = begin, space;
        unsigned count = 0;
        while (end < text.size && text.data[end] != ',')
            end++;
        for (space = begin; space < end && text.data[space] != ' ';)
            space++;
        for (size_t i = space + 1;
             i < end && text.data[i] >= '0' && text.data[i] <= '9' && count < VISIT_COUNT_MAX; i++)
            count = count * 10 + (unsigned)(text.data[i] - '0');
        if (space > begin && space < end)
            visit->leaflets[visit->leaflet_count++] =
                (struct visit_leaflet){slice_part(text, begin, space), count};
        begin = end + 1;
    }
}

static void read_id(struct store_id *out, sqlite3_stmt *row, int column)
{
    snprintf(out->text, sizeof out->text, "%.*s", SLICE_ARG(sql_column(row, column)));
}

bool store_visit_visits(struct store *s, int64_t from_day, int64_t to_day, visit_visitor *visit,
                        void *self, struct error *e)
{
    sqlite3_stmt *rows = NULL;
    int code = sqlite3_prepare_v2(s->db, visits_text, -1, &rows, NULL);
    if (code != SQLITE_OK)
        return sql_fail(s, code, e);
    sqlite3_bind_int64(rows, 1, from_day);
    sqlite3_bind_int64(rows, 2, to_day);
    bool row = false, ok, go_on = true;
    while ((ok = sql_step(&row, s, rows, e)) && row && go_on) {
        struct store_visit v = {.village = sql_column(rows, 2)};
        read_id(&v.id, rows, 0);
        read_id(&v.contact, rows, 1);
        v.day = sqlite3_column_int64(rows, 3);
        v.outcome = (enum visit_outcome)sqlite3_column_int(rows, 4);
        v.achievements = (uint32_t)sqlite3_column_int64(rows, 5);
        v.people = (unsigned)sqlite3_column_int64(rows, 6);
        read_leaflets(&v, sql_column(rows, 7));
        go_on = visit(self, &v);
    }
    sqlite3_finalize(rows);
    return ok && store_unchanged(s, e);
}

/* The consent is the contact's own device's; the round it belongs to is the one begun last before
 * it there, where a kiosk stood is what that says, or what the team said of the kiosk. */
static const char contacts_text[] =
    "SELECT c.id, c.sealed, n.topics, n.attempt, c.wall_ms,"
    " coalesce(nullif((SELECT w.text FROM sheet h JOIN word w ON w.id = h.village"
    "  WHERE h.key = (SELECT max(l.key) FROM sheet l WHERE l.key < n.key"
    "   AND l.key >> 40 = n.key >> 40 AND l.key > (n.key >> 40) << 40 AND l.paper = 0)), ''),"
    "  (SELECT t.village FROM trust t JOIN device d ON d.id = t.device"
    "   WHERE d.number = c.device ORDER BY t.key DESC LIMIT 1), ''),"
    " (SELECT count(DISTINCT v.id) FROM visit v WHERE v.contact = c.id"
    "  AND v.id NOT IN (SELECT visit FROM visit_withdrawn)),"
    " (SELECT v.key FROM visit v WHERE v.contact = c.id"
    "  AND v.id NOT IN (SELECT visit FROM visit_withdrawn)"
    "  ORDER BY v.day DESC, v.id DESC,"
    "  (SELECT d.id FROM device d WHERE d.number = v.key >> 40), v.key LIMIT 1) AS last_visit"
    " FROM contact c JOIN consent n ON n.key ="
    "  (SELECT min(m.key) FROM consent m WHERE m.contact = c.id AND m.key >> 40 = c.device)"
    " WHERE c.wall_ms > ?1 AND NOT EXISTS (SELECT 1 FROM forgotten f WHERE f.contact = c.id)"
    " ORDER BY c.id";

static bool read_last_visit(struct store_sealed *contact, struct store *s, sqlite3_stmt *last,
                            int64_t key, struct error *e)
{
    bool row;
    sqlite3_bind_int64(last, 1, key);
    bool ok = sql_step(&row, s, last, e);
    if (ok && row) {
        contact->last_visit_day = sqlite3_column_int64(last, 0);
        contact->last_outcome = (enum visit_outcome)sqlite3_column_int(last, 1);
    }
    sql_done(last);
    return ok;
}

bool store_visit_contacts(struct store *s, sealed_visitor *visit, void *self, struct error *e)
{
    int64_t before_ms;
    sqlite3_stmt *rows = NULL, *last = NULL;
    if (!contact_cutoff(&before_ms, s, e))
        return false;
    int code = sqlite3_prepare_v2(s->db, contacts_text, -1, &rows, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_prepare_v2(s->db, "SELECT day, outcome FROM visit WHERE key = ?1", -1, &last,
                                  NULL);
    bool row = false, ok = code == SQLITE_OK || sql_fail(s, code, e), go_on = true;
    if (ok)
        sqlite3_bind_int64(rows, 1, before_ms);
    while (ok && (ok = sql_step(&row, s, rows, e)) && row && go_on) {
        struct store_sealed contact = {.topics = sql_column(rows, 2),
                                       .village = sql_column(rows, 5)};
        read_id(&contact.id, rows, 0);
        const char *sealed = sqlite3_column_blob(rows, 1);
        contact.sealed = (struct slice){sealed, (size_t)sqlite3_column_bytes(rows, 1)};
        read_id(&contact.attempt, rows, 3);
        contact.wall_ms = sqlite3_column_int64(rows, 4);
        contact.visit_count = (unsigned)sqlite3_column_int64(rows, 6);
        if (sqlite3_column_type(rows, 7) != SQLITE_NULL)
            ok = read_last_visit(&contact, s, last, sqlite3_column_int64(rows, 7), e);
        go_on = ok && visit(self, &contact);
    }
    sqlite3_finalize(rows);
    sqlite3_finalize(last);
    return ok && store_unchanged(s, e);
}
