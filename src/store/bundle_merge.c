/* Merging one bundle: prove each block, keep what is new, derive, then the contacts. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "store/block_ahead.h"
#include "store/bundle_format.h"
#include "store/derive.h"
#include "store/json.h"
#include "store/segment.h"

/* A consent among the good events of this file. */
struct agreed {
    struct store_id contact;
    int64_t wall_ms;
};

struct merging {
    struct slice file;
    struct bundle_reader reader;
    struct bundle_result *out;
    struct block_ahead *ahead;         /* Proves blocks on another thread. */
    const struct block_reader *blocks; /* The block at hand. */
    struct block_reader *others;
    enum bundle_problem unreadable; /* Why no further block could be read; else BUNDLE_GOOD. */
    bool sending;                   /* There may be further blocks. */
    bool trusted, carrier_trusted;
    bool own; /* The device of this file. */

    struct store_id device_id; /* Of the file's head, for the other thread. */
    uint8_t device_key[STORE_PUBLIC_BYTES];
    struct segment_device device;
    int64_t derived_to; /* What was derived before, in ascending order. */
    bool again;         /* Something belongs before that: all must be derived again. */
    struct derive *derive;
    struct buf agreed; /* struct agreed */
};

enum { AGREED_BYTES = 64 * 1024 * 1024, CHECKPOINT_PAGES = 4096 };

static void note(struct merging *m, enum bundle_problem problem)
{
    if (m->out->problem == BUNDLE_GOOD)
        m->out->problem = problem;
}

static void refuse(struct merging *m, enum bundle_problem problem, int64_t at, int64_t count)
{
    note(m, problem);
    if (m->out->broken_at == 0 || at < m->out->broken_at)
        m->out->broken_at = at;
    m->out->events_refused += count;
}

/* ---- who may be believed ---- */

static bool is_trusted(bool *out, struct store *s, const uint8_t key[STORE_PUBLIC_BYTES],
                       struct error *e)
{
    struct store_id id;
    chain_device_id(&id, key);
    if (slice_equal_text(slice_from(id.text), s->device.text)) {
        *out = true;
        return true;
    }
    sqlite3_stmt *find = sql_get(s, SQL_IS_TRUSTED, e);
    if (!find)
        return false;
    sql_bind_slice(find, 1, slice_from(id.text));
    bool ok = sql_step(out, s, find, e);
    sql_done(find);
    return ok;
}

static bool find_trust(struct merging *m, struct store *s, struct error *e)
{
    const struct bundle_head *head = &m->reader.head;
    m->own = strcmp(m->out->device.text, s->device.text) == 0;
    return is_trusted(&m->trusted, s, head->device_key, e) &&
           is_trusted(&m->carrier_trusted, s, head->carrier_key, e);
}

/* ---- blocks ---- */

/* Whether event `seq` of table event has that hash. */
static bool event_is(bool *same, struct store *s, int64_t seq, const uint8_t hash[STORE_HASH_BYTES],
                     struct error *e)
{
    bool row;
    sqlite3_stmt *find = sql_get(s, SQL_EVENT_HASH, e);
    if (!find)
        return false;
    sqlite3_bind_int64(find, 1, seq);
    bool ok = sql_step(&row, s, find, e);
    const void *found = ok && row ? sqlite3_column_blob(find, 0) : NULL;
    *same = found && sqlite3_column_bytes(find, 0) == STORE_HASH_BYTES &&
            memcmp(found, hash, STORE_HASH_BYTES) == 0;
    sql_done(find);
    return ok;
}

/* The part of a block that table event has too: the same there, or a fork. Its events are known,
 * and `*rest` tells whether others follow. */
static bool compare_with_events(bool *rest, struct merging *m, struct store *s,
                                const struct bundle_block *block, struct error *e)
{
    bool same = true;
    int64_t last = block_last_seq(block);
    int64_t both = last < m->device.event_last ? last : m->device.event_last;
    if (both >= block->first_seq &&
        !event_is(&same, s, both, block_hash(m->blocks, (unsigned)(both - block->first_seq)), e))
        return false;
    for (int64_t seq = block->first_seq; !same && seq <= both; seq++) {
        bool equal;
        if (!event_is(&equal, s, seq, block_hash(m->blocks, (unsigned)(seq - block->first_seq)), e))
            return false;
        if (equal)
            continue;
        m->out->events_known += seq - block->first_seq;
        refuse(m, BUNDLE_FORKED, seq, last - seq + 1);
        *rest = false;
        return true;
    }
    if (both >= block->first_seq)
        m->out->events_known += both - block->first_seq + 1;
    *rest = last > both;
    /* This machine cannot have written what it does not have: its file was put back, or copied. */
    if (*rest && m->own) {
        int64_t from = both >= block->first_seq ? both + 1 : block->first_seq;
        refuse(m, BUNDLE_FORKED, from, last - from + 1);
        *rest = false;
    }
    return true;
}

static bool derive_block(struct merging *m, const struct bundle_block *block, struct error *e)
{
    for (unsigned i = 0; i < block->event_count; i++) {
        const struct chain_event *event = block_event(m->blocks, i);
        if (event->seq > m->derived_to && !derive_event(m->derive, event, e))
            return false;
    }
    m->derived_to = block_last_seq(block);
    return true;
}

static bool keep_block(struct merging *m, struct store *s, const struct bundle_block *block,
                       struct error *e)
{
    struct segment_fit fit;
    bool rest;
    if (!compare_with_events(&rest, m, s, block, e) ||
        (rest && !segment_compare(&fit, s, &m->device, block, m->blocks, m->others, e)))
        return false;
    if (!rest)
        return true;
    int64_t last = block_last_seq(block);
    int64_t from =
        block->first_seq > m->device.event_last ? block->first_seq : m->device.event_last + 1;
    int64_t count = last - from + 1;
    int64_t known = fit.known < count ? fit.known : count;
    m->out->events_known += known;
    m->out->events_new += count - known;
    if (known == count)
        return true;
    if (fit.fork_at) {
        note(m, BUNDLE_FORKED);
        if (m->out->broken_at == 0)
            m->out->broken_at = fit.fork_at;
        if (!m->device.forked && !segment_note_fork(s, &m->device, e))
            return false;
    }
    if (!segment_put(s, &m->device, block, e))
        return false;
    /* What is known lies at or before `derived_to`: fewer events than there is room for is a gap
     * that is filled only now. */
    int64_t before = (last < m->derived_to ? last : m->derived_to) - from + 1;
    if (m->device.forked || known < before)
        m->again = true;
    return m->again || derive_block(m, block, e);
}

static bool note_agreed(struct merging *m, const struct chain_event *event)
{
    char scratch[STORE_PAYLOAD_MAX];
    struct slice contact;
    struct json_reader r;
    struct agreed agreed = {.wall_ms = event->wall_ms};
    const struct json_field fields[] = {{"contact", JSON_TEXT, &contact, false}};
    json_read(&r, event->payload, scratch);
    if (!json_fields(&r, fields, 1) || contact.size != STORE_ID_BYTES - 1)
        return true;
    memcpy(agreed.contact.text, contact.data, contact.size);
    return buf_append(&m->agreed, &agreed, sizeof agreed);
}

static bool look_for_consents(struct merging *m, const struct bundle_block *block, struct error *e)
{
    for (unsigned i = 0; m->reader.head.contact_count > 0 && i < block->event_count; i++)
        if (slice_equal_text(block_event(m->blocks, i)->kind, "consent") &&
            !note_agreed(m, block_event(m->blocks, i)))
            return error_set(e, ERROR_LIMIT, 0, "%s", _("there is not enough memory"));
    return true;
}

static bool take_block(struct merging *m, struct store *s, const struct bundle_block *block,
                       enum block_state state, struct error *e)
{
    if (state != BLOCK_GOOD) {
        refuse(m, state == BLOCK_FORGED ? BUNDLE_FORGED : BUNDLE_EDITED, block->first_seq,
               block->event_count);
        return true;
    }
    if (!m->trusted) {
        m->out->events_refused += block->event_count;
        return true;
    }
    return look_for_consents(m, block, e) && keep_block(m, s, block, e);
}

/* Blocks go to the prover as long as it has room and they can be read. */
static void send_blocks(struct merging *m)
{
    struct bundle_block block;
    while (m->sending && block_ahead_has_room(m->ahead)) {
        m->unreadable = bundle_next_block(&m->sending, &block, &m->reader);
        if (m->sending)
            block_ahead_submit(m->ahead, &block);
    }
}

static bool take_blocks(struct merging *m, struct store *s, struct error *e)
{
    struct proved_block proved;
    m->sending = true;
    for (send_blocks(m); block_ahead_take(&proved, m->ahead); send_blocks(m)) {
        m->blocks = proved.reader;
        if (!take_block(m, s, proved.block, proved.state, e))
            return false;
    }
    if (m->unreadable != BUNDLE_GOOD) {
        int64_t at = m->reader.next_seq, last = m->reader.head.last_seq;
        refuse(m, m->unreadable, at, last - at + 1);
    }
    return true;
}

/* ---- contacts ---- */

static int compare_agreed(const void *left, const void *right)
{
    const struct agreed *a = left, *b = right;
    return strcmp(a->contact.text, b->contact.text);
}

static bool take_contacts(struct merging *m, struct store *s, struct error *e)
{
    struct bundle_contact contact;
    size_t count = m->agreed.size / sizeof(struct agreed);
    bool more, kept;
    if (count > 0)
        qsort(m->agreed.data, count, sizeof(struct agreed), compare_agreed);
    for (;;) {
        note(m, bundle_next_contact(&more, &contact, &m->reader));
        if (!more)
            return true;
        struct agreed key = {.contact = contact.id};
        const struct agreed *agreed =
            count ? bsearch(&key, m->agreed.data, count, sizeof key, compare_agreed) : NULL;
        if (!agreed)
            continue;
        if (!contact_put_foreign(&kept, s, m->device.number, slice_from(contact.id.text),
                                 agreed->wall_ms, contact.sealed, e))
            return false;
        m->out->contacts_new += kept;
    }
}

/* Contacts are in no chain: they count only from a whole file of somebody who is trusted. */
static bool finish_file(struct merging *m, struct store *s, struct error *e)
{
    enum bundle_problem whole = bundle_check_whole(&m->reader);
    bool in_place = m->reader.blocks_left == 0 && whole == BUNDLE_GOOD;
    note(m, whole);
    if (!m->trusted) {
        note(m, BUNDLE_UNTRUSTED);
        return true;
    }
    if (m->own || !in_place || m->reader.head.contact_count == 0)
        return true;
    if (m->carrier_trusted)
        return take_contacts(m, s, e);
    struct store_id carrier;
    chain_device_id(&carrier, m->reader.head.carrier_key);
    bundle_fingerprint(m->out->fingerprint, &carrier);
    note(m, BUNDLE_UNTRUSTED);
    return true;
}

/* ---- all of it ---- */

static bool find_gap(struct merging *m, struct store *s, struct error *e)
{
    struct bundle_result *out = m->out;
    int64_t from, to;
    if (!segment_gap_before(&from, &to, s, m->device.number, out->first_seq, e))
        return false;
    if (from <= m->device.event_last)
        from = m->device.event_last + 1;
    out->gap_from = from <= to ? from : 0;
    out->gap_to = from <= to ? to : 0;
    return true;
}

static bool begin_device(struct merging *m, struct store *s, struct error *e)
{
    if (!m->trusted)
        return true;
    if (!segment_find_device(&m->device, s, m->reader.head.device_key, e) ||
        !segment_last(&m->derived_to, s, m->device.number, e))
        return false;
    if (m->device.event_last > m->derived_to)
        m->derived_to = m->device.event_last;
    m->derive = derive_begin(s, e);
    return m->derive != NULL;
}

static bool end_device(struct merging *m, struct store *s, struct error *e)
{
    if (!m->trusted)
        return true;
    if (!m->own && !find_gap(m, s, e))
        return false;
    return m->again ? derive_again(s, m->device.number, e) : derive_finish(m->derive, e);
}

static bool count_contacts(int64_t *out, struct store *s, struct error *e)
{
    return sql_number(out, s, "SELECT count(*) FROM contact", e);
}

/* May run twice: store_transact. */
static bool merge(struct store *s, void *arguments, struct error *e)
{
    struct merging *m = arguments;
    int64_t before, after;
    *m->out = (struct bundle_result){.problem = bundle_begin(&m->reader, m->file)};
    chain_device_id(&m->out->device, m->reader.head.device_key);
    bundle_fingerprint(m->out->fingerprint, &m->out->device);
    m->out->first_seq = m->reader.head.first_seq;
    m->out->last_seq = m->reader.head.last_seq;
    m->again = false;
    block_ahead_reset(m->ahead);
    m->device = (struct segment_device){.number = 0};
    m->derived_to = 0;
    buf_reset(&m->agreed);
    derive_close(m->derive);
    m->derive = NULL;
    if (!count_contacts(&before, s, e) || !find_trust(m, s, e) || !begin_device(m, s, e) ||
        !take_blocks(m, s, e) || !end_device(m, s, e) || !finish_file(m, s, e) ||
        !count_contacts(&after, s, e))
        return false;
    m->out->contacts_forgotten = (unsigned)(before + m->out->contacts_new - after);
    return true;
}

static bool merge_file(struct merging *m, struct store *s, struct error *e)
{
    struct bundle_reader look;
    enum bundle_problem problem = bundle_begin(&look, m->file);
    if (problem != BUNDLE_GOOD) {
        *m->out = (struct bundle_result){.problem = problem};
        return true;
    }
    chain_device_id(&m->device_id, look.head.device_key);
    memcpy(m->device_key, look.head.device_key, STORE_PUBLIC_BYTES);
    /* A kiosk's few answers are soon in the file; many bundles go there together, so that each
     * costs one flush of the disk and not six. */
    sqlite3_wal_autocheckpoint(s->db, CHECKPOINT_PAGES);
    bool ok = block_ahead_create(&m->ahead, slice_from(m->device_id.text), m->device_key, e) &&
              block_reader_create(&m->others, e) && store_transact(s, merge, m, e);
    sqlite3_wal_autocheckpoint(s->db, STORE_CHECKPOINT_PAGES);
    if (!ok)
        return false;
    /* What was deleted must not stay in the WAL. A failure comes up again at the next start. */
    struct error ignored = {0};
    if (m->out->contacts_forgotten > 0)
        s->scrub_due = !contact_scrub(s, &ignored);
    return true;
}

bool bundle_merge(struct bundle_result *out, struct store *s, const char *path, struct error *e)
{
    struct arena a;
    struct bundle_result result = {.problem = BUNDLE_GOOD};
    struct merging m = {.out = &result};
    arena_init(&a, (size_t)BUNDLE_FILE_MAX + 1024 * 1024);
    buf_init(&m.agreed, AGREED_BYTES);
    bool ok = file_read(&m.file, &a, path, BUNDLE_FILE_MAX, e) && merge_file(&m, s, e);
    derive_close(m.derive);
    block_ahead_destroy(m.ahead);
    block_reader_destroy(m.others);
    buf_deinit(&m.agreed);
    arena_deinit(&a);
    if (ok)
        *out = result;
    return ok;
}
