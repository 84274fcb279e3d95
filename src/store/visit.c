#include "store/visits.h"

#include "base/i18n.h"
#include "store/inside.h"
#include "store/json.h"

/* What makes no sense beyond these. */
enum { VISIT_DAY_MAX = 200000, VISIT_MONTH_MAX = 12 * 10000 };

static const int64_t VISIT_VALUE_MAX = 1000000000000000;

static const char *const achievements[VISIT_ACHIEVEMENT_COUNT] = {
    [VISIT_VNEID_LEVEL_2] = "vneid-level-2",
    [VISIT_PUBLIC_SERVICE_FILED] = "public-service-filed",
    [VISIT_PAYMENT_ACCOUNT] = "payment-account",
    [VISIT_STALL_OPENED] = "stall-opened",
    [VISIT_INSURANCE_CARD] = "insurance-card",
    [VISIT_HEALTH_RECORD] = "health-record",
    [VISIT_SIM_REGISTERED] = "sim-registered",
};

static const char *const outcomes[] = {
    [VISIT_DONE] = "done",
    [VISIT_NOT_HOME] = "not-home",
    [VISIT_AGAIN] = "again",
    [VISIT_DECLINED] = "declined",
};

const char *visit_achievement_name(enum visit_achievement which)
{
    return (unsigned)which < VISIT_ACHIEVEMENT_COUNT ? achievements[which] : NULL;
}

const char *visit_outcome_name(enum visit_outcome outcome)
{
    return (unsigned)outcome < sizeof outcomes / sizeof outcomes[0] ? outcomes[outcome] : NULL;
}

static bool is_id_or_empty(const struct store_id *id)
{
    uint8_t bytes[(STORE_ID_BYTES - 1) / 2];
    return id->text[0] == '\0' || chain_unhex(bytes, sizeof bytes, slice_from(id->text));
}

static bool check_leaflets(const struct store_visit *visit, struct error *e)
{
    if (visit->leaflet_count > VISIT_TOPICS_MAX)
        return error_set(e, ERROR_LIMIT, 0, _("%u kinds of leaflets are too many for one visit"),
                         visit->leaflet_count);
    for (unsigned i = 0; i < visit->leaflet_count; i++) {
        struct slice guide = visit->leaflets[i].guide;
        if (!sql_check_text(guide, STORE_NAME_MAX, "leaflet", e))
            return false;
        if (guide.size == 0 || memchr(guide.data, ' ', guide.size) ||
            memchr(guide.data, ',', guide.size) || visit->leaflets[i].count > VISIT_COUNT_MAX)
            return error_set(e, ERROR_INPUT, 0, _("“%s” cannot be recorded: it is not text"),
                             "leaflet");
    }
    return true;
}

static bool check_visit(const struct store_visit *visit, struct error *e)
{
    if (visit->id.text[0] == '\0' || !is_id_or_empty(&visit->id) ||
        !is_id_or_empty(&visit->contact))
        return error_set(e, ERROR_INPUT, 0, _("“%s” cannot be recorded: it is not text"), "visit");
    if (visit->day < 0 || visit->day > VISIT_DAY_MAX || visit->people > VISIT_COUNT_MAX ||
        visit->achievements >= 1u << VISIT_ACHIEVEMENT_COUNT || !visit_outcome_name(visit->outcome))
        return error_set(e, ERROR_INPUT, 0, "%s", _("this visit makes no sense"));
    return sql_check_text(visit->village, STORE_NAME_MAX, "village", e) && check_leaflets(visit, e);
}

static void put_leaflets(struct buf *b, const struct store_visit *visit)
{
    for (unsigned i = 0; i < visit->leaflet_count; i++) {
        if (i > 0)
            buf_append_char(b, ',');
        buf_append_slice(b, visit->leaflets[i].guide);
        buf_append_char(b, ' ');
        buf_append_int(b, visit->leaflets[i].count);
    }
}

static bool is_same(sqlite3_stmt *row, const struct store_visit *visit, struct slice leaflets)
{
    return slice_equal_text(sql_column(row, 0), visit->contact.text) &&
           slice_equal(sql_column(row, 1), visit->village) &&
           sqlite3_column_int64(row, 2) == visit->day &&
           sqlite3_column_int(row, 3) == (int)visit->outcome &&
           sqlite3_column_int64(row, 4) == visit->achievements &&
           sqlite3_column_int64(row, 5) == visit->people &&
           slice_equal(sql_column(row, 6), leaflets);
}

/* `*there`: recorded before, and the same. */
static bool find_visit(bool *there, struct store *s, const struct store_visit *visit,
                       struct slice leaflets, struct error *e)
{
    bool row;
    sqlite3_stmt *find = sql_get(s, SQL_FIND_VISIT, e);
    if (!find)
        return false;
    sql_bind_slice(find, 1, slice_from(visit->id.text));
    bool ok = sql_step(&row, s, find, e);
    *there = ok && row && is_same(find, visit, leaflets);
    if (ok && row && !*there)
        ok = error_set(e, ERROR_INPUT, 0, "%s",
                       _("this visit was recorded otherwise before; withdraw that one first"));
    sql_done(find);
    return ok;
}

static void put_visit(struct buf *b, const struct store_visit *visit, struct slice leaflets)
{
    json_open(b, NULL, '{');
    json_put_text(b, "visit", slice_from(visit->id.text));
    json_put_text(b, "contact", slice_from(visit->contact.text));
    json_put_text(b, "village", visit->village);
    json_put_int(b, "day", visit->day);
    json_put_text(b, "outcome", slice_from(visit_outcome_name(visit->outcome)));
    json_put_int(b, "achievements", visit->achievements);
    json_put_int(b, "people", visit->people);
    json_put_text(b, "leaflets", leaflets);
    json_close(b, '}');
}

struct recording {
    const struct store_visit *visit;
    bool forgot; /* A contact was deleted with it. */
};

static bool record_visit(struct store *s, void *arguments, struct error *e)
{
    struct recording *recording = arguments;
    const struct store_visit *visit = recording->visit;
    struct buf leaflets, b;
    bool there = false;
    buf_init(&leaflets, STORE_TEXT_MAX);
    buf_init(&b, STORE_PAYLOAD_MAX);
    put_leaflets(&leaflets, visit);
    bool ok = !leaflets.failed ||
              error_set(e, ERROR_LIMIT, 0, _("“%s” is too long to be recorded"), "visit");
    ok = ok && find_visit(&there, s, visit, buf_slice(&leaflets), e);
    recording->forgot = false;
    if (ok && !there) {
        put_visit(&b, visit, buf_slice(&leaflets));
        ok = event_append_derived(s, "visit", &b, e);
        if (ok && visit->outcome == VISIT_DECLINED && visit->contact.text[0])
            ok = contact_delete(&recording->forgot, s, &visit->contact, "visit", e);
    }
    buf_deinit(&b);
    buf_deinit(&leaflets);
    return ok;
}

bool store_record_visit(struct store *s, const struct store_visit *visit, struct error *e)
{
    struct recording recording = {visit, false};
    return check_visit(visit, e) && store_transact(s, record_visit, &recording, e) &&
           (!recording.forgot || contact_scrub_deleted(s, e));
}

struct withdrawing {
    const struct store_id *visit;
    bool found;
};

static bool withdraw_visit(struct store *s, void *arguments, struct error *e)
{
    struct withdrawing *withdrawing = arguments;
    struct buf b;
    sqlite3_stmt *state = sql_get(s, SQL_VISIT_STATE, e);
    if (!state)
        return false;
    sql_bind_slice(state, 1, slice_from(withdrawing->visit->text));
    bool row, withdrawn = false, ok = sql_step(&row, s, state, e);
    withdrawing->found = ok && row && sqlite3_column_int(state, 0) != 0;
    withdrawn = ok && row && sqlite3_column_int(state, 1) != 0;
    sql_done(state);
    if (!ok || !withdrawing->found || withdrawn)
        return ok;
    buf_init(&b, STORE_PAYLOAD_MAX);
    json_open(&b, NULL, '{');
    json_put_text(&b, "visit", slice_from(withdrawing->visit->text));
    json_close(&b, '}');
    ok = event_append_derived(s, "visit-withdrawn", &b, e);
    buf_deinit(&b);
    return ok;
}

bool store_withdraw_visit(bool *found, struct store *s, const struct store_id *visit,
                          struct error *e)
{
    struct withdrawing withdrawing = {visit, false};
    if (!store_transact(s, withdraw_visit, &withdrawing, e))
        return false;
    *found = withdrawing.found;
    return true;
}

/* ---- figures typed in ---- */

static bool record_entry(struct store *s, void *arguments, struct error *e)
{
    const struct store_entry *entry = arguments;
    struct buf b;
    buf_init(&b, STORE_PAYLOAD_MAX);
    json_open(&b, NULL, '{');
    json_put_text(&b, "indicator", entry->indicator);
    json_put_int(&b, "month", entry->month);
    json_put_int(&b, "value", entry->value);
    json_close(&b, '}');
    bool ok = event_append_derived(s, "entry", &b, e);
    buf_deinit(&b);
    return ok;
}

bool store_record_entry(struct store *s, const struct store_entry *entry, struct error *e)
{
    struct store_entry copy = *entry;
    if (!sql_check_text(entry->indicator, STORE_NAME_MAX, "indicator", e))
        return false;
    if (entry->month < 0 || entry->month > VISIT_MONTH_MAX || entry->value < -VISIT_VALUE_MAX ||
        entry->value > VISIT_VALUE_MAX)
        return error_set(e, ERROR_INPUT, 0, "%s", _("this figure makes no sense"));
    return store_transact(s, record_entry, &copy, e);
}

bool store_find_entry(bool *found, int64_t *value, struct store *s, struct slice indicator,
                      int month, struct error *e)
{
    bool row;
    sqlite3_stmt *find = sql_get(s, SQL_FIND_ENTRY, e);
    if (!find)
        return false;
    sql_bind_slice(find, 1, indicator);
    sqlite3_bind_int(find, 2, month);
    bool ok = sql_step(&row, s, find, e);
    if (ok) {
        *found = row;
        *value = row ? sqlite3_column_int64(find, 0) : 0;
    }
    sql_done(find);
    return ok;
}
