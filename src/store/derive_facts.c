/* All facts but sheets: one event gives one row. */
#include "store/derive_state.h"
#include "store/visits.h"

enum { DAY_MAX = 200000, MONTH_MAX = 12 * 10000 };

typedef enum fact read_fact(struct derive *d, const struct chain_event *event, struct error *e);

static bool read_all(struct derive *d, const struct chain_event *event,
                     const struct json_field *fields, unsigned field_count)
{
    struct json_reader r;
    json_read(&r, event->payload, d->scratch);
    if (!json_fields(&r, fields, field_count) || !json_finished(&r))
        return false;
    for (unsigned i = 0; i < field_count; i++)
        if (fields[i].type == JSON_TEXT &&
            !intern_is_text(*(struct slice *)fields[i].out, STORE_TEXT_MAX))
            return false;
    return true;
}

#define READ_ALL(d, event, fields) read_all(d, event, fields, sizeof(fields) / sizeof *(fields))

/* The statement with its first parameter, the fact's key, bound. */
static sqlite3_stmt *begin_row(struct derive *d, const struct chain_event *event,
                               enum store_sql which, struct error *e)
{
    sqlite3_stmt *insert = sql_get(d->s, which, e);
    if (insert)
        sqlite3_bind_int64(insert, 1, fact_key(d->device_number, event->seq));
    return insert;
}

static enum fact end_row(struct derive *d, sqlite3_stmt *insert, struct error *e)
{
    return sql_run(d->s, insert, e) ? FACT_KEPT : FACT_FAILED;
}

static bool is_id(struct slice text)
{
    uint8_t id[(STORE_ID_BYTES - 1) / 2];
    return chain_unhex(id, sizeof id, text);
}

static enum fact read_consent(struct derive *d, const struct chain_event *event, struct error *e)
{
    struct slice contact, attempt, notice, topics;
    const struct json_field fields[] = {{"contact", JSON_TEXT, &contact, false},
                                        {"attempt", JSON_TEXT, &attempt, false},
                                        {"notice", JSON_TEXT, &notice, false},
                                        {"topics", JSON_TEXT, &topics, false}};
    if (!READ_ALL(d, event, fields) || !is_id(contact))
        return FACT_UNREADABLE;
    sqlite3_stmt *insert = begin_row(d, event, SQL_ADD_CONSENT, e);
    if (!insert)
        return FACT_FAILED;
    sql_bind_slice(insert, 2, contact);
    sql_bind_slice(insert, 3, attempt);
    sql_bind_slice(insert, 4, notice);
    sql_bind_slice(insert, 5, topics);
    sqlite3_bind_int64(insert, 6, event->wall_ms);
    return end_row(d, insert, e);
}

/* Whoever says so: the contact is gone here too. */
static enum fact read_forgotten(struct derive *d, const struct chain_event *event, struct error *e)
{
    struct slice contact, by;
    const struct json_field fields[] = {{"contact", JSON_TEXT, &contact, false},
                                        {"by", JSON_TEXT, &by, false}};
    if (!READ_ALL(d, event, fields) || !is_id(contact))
        return FACT_UNREADABLE;
    sqlite3_stmt *delete_one = sql_get(d->s, SQL_DELETE_CONTACT, e);
    if (!delete_one)
        return FACT_FAILED;
    sql_bind_slice(delete_one, 1, contact);
    if (!sql_run(d->s, delete_one, e))
        return FACT_FAILED;
    if (sqlite3_changes(d->s->db) > 0)
        d->s->scrub_due = true;
    sqlite3_stmt *insert = begin_row(d, event, SQL_ADD_FORGOTTEN, e);
    if (!insert)
        return FACT_FAILED;
    sql_bind_slice(insert, 2, contact);
    sql_bind_slice(insert, 3, by);
    return end_row(d, insert, e);
}

static enum fact read_trust(struct derive *d, const struct chain_event *event, struct error *e)
{
    struct slice device, label, village;
    const struct json_field fields[] = {{"device", JSON_TEXT, &device, false},
                                        {"label", JSON_TEXT, &label, false},
                                        {"village", JSON_TEXT, &village, false}};
    if (!READ_ALL(d, event, fields) || !is_id(device))
        return FACT_UNREADABLE;
    if (!d->own) /* Whom another machine trusts is its own affair. */
        return FACT_KEPT;
    sqlite3_stmt *insert = begin_row(d, event, SQL_ADD_TRUST, e);
    if (!insert)
        return FACT_FAILED;
    sql_bind_slice(insert, 2, device);
    sql_bind_slice(insert, 3, label);
    sql_bind_slice(insert, 4, village);
    return end_row(d, insert, e);
}

static enum fact read_paper_withdrawn(struct derive *d, const struct chain_event *event,
                                      struct error *e)
{
    struct slice batch;
    int64_t round;
    const struct json_field fields[] = {{"batch", JSON_TEXT, &batch, false},
                                        {"round", JSON_INT, &round, false}};
    if (!READ_ALL(d, event, fields) || !is_id(batch))
        return FACT_UNREADABLE;
    sqlite3_stmt *insert = begin_row(d, event, SQL_ADD_PAPER_WITHDRAWN, e);
    if (!insert)
        return FACT_FAILED;
    sql_bind_slice(insert, 2, batch);
    sqlite3_bind_int64(insert, 3, round);
    return end_row(d, insert, e);
}

static enum fact read_rekey(struct derive *d, const struct chain_event *event, struct error *e)
{
    struct slice quiz, question, old_hex, new_hex, right, reason;
    uint8_t old_hash[STORE_HASH_BYTES], new_hash[STORE_HASH_BYTES];
    const struct json_field fields[] = {
        {"quiz", JSON_TEXT, &quiz, false},   {"question", JSON_TEXT, &question, false},
        {"old", JSON_TEXT, &old_hex, false}, {"new", JSON_TEXT, &new_hex, false},
        {"right", JSON_TEXT, &right, false}, {"reason", JSON_TEXT, &reason, false},
    };
    if (!READ_ALL(d, event, fields) || !chain_unhex(old_hash, sizeof old_hash, old_hex) ||
        !chain_unhex(new_hash, sizeof new_hash, new_hex))
        return FACT_UNREADABLE;
    sqlite3_stmt *insert = begin_row(d, event, SQL_ADD_REKEY, e);
    if (!insert)
        return FACT_FAILED;
    sql_bind_slice(insert, 2, quiz);
    sql_bind_slice(insert, 3, question);
    sqlite3_bind_blob(insert, 4, old_hash, sizeof old_hash, SQLITE_TRANSIENT);
    sqlite3_bind_blob(insert, 5, new_hash, sizeof new_hash, SQLITE_TRANSIENT);
    sql_bind_slice(insert, 6, right);
    sql_bind_slice(insert, 7, reason);
    sqlite3_bind_int64(insert, 8, event->wall_ms);
    return end_row(d, insert, e);
}

static enum fact read_visit(struct derive *d, const struct chain_event *event, struct error *e)
{
    struct slice id, contact, village, outcome_name, leaflets;
    int64_t day, achievements, people;
    const struct json_field fields[] = {
        {"visit", JSON_TEXT, &id, false},
        {"contact", JSON_TEXT, &contact, false},
        {"village", JSON_TEXT, &village, false},
        {"day", JSON_INT, &day, false},
        {"outcome", JSON_TEXT, &outcome_name, false},
        {"achievements", JSON_INT, &achievements, false},
        {"people", JSON_INT, &people, false},
        {"leaflets", JSON_TEXT, &leaflets, false},
    };
    if (!READ_ALL(d, event, fields) || !is_id(id) || (contact.size > 0 && !is_id(contact)) ||
        day < 0 || day > DAY_MAX || people < 0 || people > VISIT_COUNT_MAX || achievements < 0 ||
        achievements > UINT32_MAX)
        return FACT_UNREADABLE;
    int outcome = 0;
    while (visit_outcome_name((enum visit_outcome)outcome) &&
           !slice_equal_text(outcome_name, visit_outcome_name((enum visit_outcome)outcome)))
        outcome++;
    if (!visit_outcome_name((enum visit_outcome)outcome))
        return FACT_UNREADABLE;
    sqlite3_stmt *insert = begin_row(d, event, SQL_ADD_VISIT, e);
    if (!insert)
        return FACT_FAILED;
    sql_bind_slice(insert, 2, id);
    sql_bind_slice(insert, 3, contact);
    sql_bind_slice(insert, 4, village);
    sqlite3_bind_int64(insert, 5, day);
    sqlite3_bind_int(insert, 6, outcome);
    sqlite3_bind_int64(insert, 7, achievements);
    sqlite3_bind_int64(insert, 8, people);
    sql_bind_slice(insert, 9, leaflets);
    return end_row(d, insert, e);
}

static enum fact read_visit_withdrawn(struct derive *d, const struct chain_event *event,
                                      struct error *e)
{
    struct slice visit;
    const struct json_field fields[] = {{"visit", JSON_TEXT, &visit, false}};
    if (!READ_ALL(d, event, fields) || !is_id(visit))
        return FACT_UNREADABLE;
    sqlite3_stmt *insert = begin_row(d, event, SQL_ADD_VISIT_WITHDRAWN, e);
    if (!insert)
        return FACT_FAILED;
    sql_bind_slice(insert, 2, visit);
    return end_row(d, insert, e);
}

static enum fact read_entry(struct derive *d, const struct chain_event *event, struct error *e)
{
    struct slice indicator;
    int64_t month, value;
    const struct json_field fields[] = {{"indicator", JSON_TEXT, &indicator, false},
                                        {"month", JSON_INT, &month, false},
                                        {"value", JSON_INT, &value, false}};
    if (!READ_ALL(d, event, fields) || month < 0 || month > MONTH_MAX)
        return FACT_UNREADABLE;
    sqlite3_stmt *insert = begin_row(d, event, SQL_ADD_ENTRY, e);
    if (!insert)
        return FACT_FAILED;
    sql_bind_slice(insert, 2, indicator);
    sqlite3_bind_int64(insert, 3, month);
    sqlite3_bind_int64(insert, 4, value);
    sqlite3_bind_int64(insert, 5, event->wall_ms);
    return end_row(d, insert, e);
}

enum fact derive_other(struct derive *d, const struct chain_event *event, struct error *e)
{
    static const struct {
        const char *kind;
        read_fact *read;
    } kinds[] = {
        {"consent", read_consent},
        {"forgotten", read_forgotten},
        {"visit", read_visit},
        {"visit-withdrawn", read_visit_withdrawn},
        {"paper-withdrawn", read_paper_withdrawn},
        {"rekey", read_rekey},
        {"entry", read_entry},
        {"trust", read_trust},
    };
    for (unsigned i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (slice_equal_text(event->kind, kinds[i].kind))
            return kinds[i].read(d, event, e);
    return FACT_KEPT; /* A note, or of a later version: nothing is derived from it. */
}
