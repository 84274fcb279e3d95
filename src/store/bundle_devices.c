/* Which machines are known here, and which were accepted. */
#include "base/arena.h"
#include "base/i18n.h"
#include "store/bundle_format.h"
#include "store/json.h"
#include "store/segment.h"

enum { LIST_BYTES = 256 * 1024 * 1024 };

void bundle_own_fingerprint(char out[BUNDLE_FINGERPRINT_BYTES], struct store *s)
{
    bundle_fingerprint(out, &s->device);
}

static bool append_trust(struct store *s, void *arguments, struct error *e)
{
    int64_t seq = s->next.seq + 1;
    return event_append(s, "trust", buf_slice(arguments), e) && event_derive(s, seq, seq, e);
}

bool bundle_trust(struct store *s, const char *fingerprint, struct slice label,
                  struct slice village, struct error *e)
{
    struct store_id device;
    struct buf b;
    if (!bundle_parse_fingerprint(&device, fingerprint))
        return error_set(e, ERROR_INPUT, 0,
                         _("“%.60s” is not the fingerprint of a machine; it has eight groups of "
                           "four, with digits and the letters a to f"),
                         fingerprint);
    if (!sql_check_text(label, STORE_NAME_MAX, "name", e) ||
        !sql_check_text(village, STORE_NAME_MAX, "village", e))
        return false;
    buf_init(&b, STORE_PAYLOAD_MAX);
    json_open(&b, NULL, '{');
    json_put_text(&b, "device", slice_from(device.text));
    json_put_text(&b, "label", label);
    json_put_text(&b, "village", village);
    json_close(&b, '}');
    bool ok = !b.failed
                  ? store_transact(s, append_trust, &b, e)
                  : error_set(e, ERROR_LIMIT, 0, _("“%s” is too long to be recorded"), "trust");
    buf_deinit(&b);
    return ok;
}

/* Walks the rows of a device; what no row holds is a gap. */
static bool find_gaps(struct bundle_device *out, struct store *s, int64_t number, struct error *e)
{
    struct arena a;
    struct segment_device device;
    struct segment_list list = {.count = 0};
    arena_init(&a, LIST_BYTES);
    bool ok =
        segment_get_device(&device, s, number, e) && segment_list_all(&list, s, &a, number, e);
    out->last_seq = ok ? device.event_last : 0;
    for (unsigned i = 0; ok && i < list.count; i++) {
        const struct segment *row = &list.rows[i];
        if (row->first_seq > out->last_seq + 1 && out->gap_count++ == 0) {
            out->gap_from = out->last_seq + 1;
            out->gap_to = row->first_seq - 1;
        }
        if (row->last_seq > out->last_seq)
            out->last_seq = row->last_seq;
    }
    arena_deinit(&a);
    return ok;
}

/* Columns: id, number, own, forked, label, village, accepted. */
static bool show_device(bool *go_on, struct store *s, sqlite3_stmt *row,
                        bundle_device_visitor *visit, void *self, struct error *e)
{
    struct bundle_device device = {.label = sql_column(row, 4), .village = sql_column(row, 5)};
    struct slice id = sql_column(row, 0);
    if (id.size != STORE_ID_BYTES - 1)
        return sql_fail(s, SQLITE_CORRUPT, e);
    memcpy(device.id.text, id.data, id.size);
    bundle_fingerprint(device.fingerprint, &device.id);
    device.own = strcmp(device.id.text, s->device.text) == 0;
    device.forked = sqlite3_column_int(row, 3) != 0;
    device.accepted = sqlite3_column_int(row, 6) != 0;
    if (sqlite3_column_type(row, 1) != SQLITE_NULL &&
        !find_gaps(&device, s, sqlite3_column_int64(row, 1), e))
        return false;
    *go_on = visit(self, &device);
    return true;
}

bool bundle_visit_devices(struct store *s, bundle_device_visitor *visit, void *self,
                          struct error *e)
{
    bool row, ok, go_on = true;
    sqlite3_stmt *list = sql_get(s, SQL_LIST_DEVICES, e);
    if (!list)
        return false;
    while ((ok = sql_step(&row, s, list, e)) && row && go_on)
        if (!(ok = show_device(&go_on, s, list, visit, self, e)))
            break;
    sql_done(list);
    return ok;
}
