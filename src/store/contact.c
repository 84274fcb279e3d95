#include "store/inside.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "store/json.h"
#include "store/keys.h"
#include "store/visits.h"

/* What is sealed is filled up to one size, so that its length does not tell the name's. */
enum {
    CONTACT_PLAIN_BYTES = 1024,
    CODE_DIGITS = 10,
    CODE_TRIES = 8,
    DAYS_DEFAULT = 90,
    DAYS_MAX = 3650,
    DAY_MS = 24 * 60 * 60 * 1000
};

static bool read_public_key(uint8_t out[KEYS_PUBLIC_BYTES], struct store *s, struct error *e)
{
    struct arena a;
    struct slice hex;
    arena_init(&a, 64 * 1024);
    bool ok = store_get_setting(&hex, s, "public-key", &a, e);
    if (ok && !chain_unhex(out, KEYS_PUBLIC_BYTES, hex))
        ok = error_set(e, ERROR_INPUT, 0, "%s",
                       _("there is no key to seal contacts with; make one with: ngoso keys new"));
    arena_deinit(&a);
    return ok;
}

bool store_can_seal(struct store *s)
{
    uint8_t key[KEYS_PUBLIC_BYTES];
    struct error ignored = {0};
    return read_public_key(key, s, &ignored);
}

/* Keyed with the device's secret, so that a list of all codes cannot be tried on a copy. */
static void hash_code(uint8_t out[STORE_HASH_BYTES], const struct store *s,
                      const char digits[CODE_DIGITS + 1])
{
    crypto_generichash(out, STORE_HASH_BYTES, (const uint8_t *)digits, CODE_DIGITS, s->secret_key,
                       STORE_PUBLIC_BYTES);
}

static void make_code(char digits[CODE_DIGITS + 1])
{
    for (unsigned i = 0; i < CODE_DIGITS; i++)
        digits[i] = (char)('0' + randombytes_uniform(10));
    digits[CODE_DIGITS] = '\0';
}

/* However people write it down: spaces, dots and dashes do not count. */
static bool read_code(char digits[CODE_DIGITS + 1], const char *code)
{
    unsigned count = 0;
    for (; *code; code++) {
        if (strchr(" .-", *code))
            continue;
        if (*code < '0' || *code > '9' || count == CODE_DIGITS)
            return false;
        digits[count++] = *code;
    }
    digits[count] = '\0';
    return count == CODE_DIGITS;
}

static bool seal(uint8_t out[CONTACT_PLAIN_BYTES + crypto_box_SEALBYTES],
                 const uint8_t key[KEYS_PUBLIC_BYTES], const struct store_contact *contact,
                 struct error *e)
{
    struct buf b;
    buf_init(&b, CONTACT_PLAIN_BYTES);
    /* All at once, so that growing leaves no copies of a name on the heap. */
    char *room = buf_extend(&b, CONTACT_PLAIN_BYTES - 1);
    if (!room)
        return error_set(e, ERROR_LIMIT, 0, _("“%s” is too long to be recorded"), "contact");
    b.size = 0;
    json_open(&b, NULL, '{');
    json_put_text(&b, "name", contact->name);
    json_put_text(&b, "phone", contact->phone);
    json_put_text(&b, "village", contact->village);
    json_close(&b, '}');
    uint8_t plain[CONTACT_PLAIN_BYTES];
    memset(plain, ' ', sizeof plain);
    bool ok = !b.failed && b.size < sizeof plain;
    if (ok)
        memcpy(plain, b.data, b.size);
    sodium_memzero(b.data, b.capacity);
    buf_deinit(&b);
    if (!ok)
        error_set(e, ERROR_LIMIT, 0, _("“%s” is too long to be recorded"), "contact");
    else if (crypto_box_seal(out, plain, sizeof plain, key) != 0)
        ok = error_set(e, ERROR_LIBRARY, 0, "%s", _("sealing the contact failed"));
    sodium_memzero(plain, sizeof plain);
    return ok;
}

struct adding {
    const struct store_contact *contact;
    uint8_t sealed[CONTACT_PLAIN_BYTES + crypto_box_SEALBYTES];
    char digits[CODE_DIGITS + 1];
};

static bool find_by_code(struct store_id *id, bool *found, struct store *s,
                         const char digits[CODE_DIGITS + 1], struct error *e)
{
    uint8_t hash[STORE_HASH_BYTES];
    sqlite3_stmt *find = sql_get(s, SQL_FIND_CONTACT, e);
    if (!find)
        return false;
    hash_code(hash, s, digits);
    sqlite3_bind_blob(find, 1, hash, sizeof hash, SQLITE_STATIC);
    bool ok = sql_step(found, s, find, e);
    if (ok && *found)
        snprintf(id->text, sizeof id->text, "%.*s", SLICE_ARG(sql_column(find, 0)));
    sql_done(find);
    return ok;
}

static bool insert_contact(struct store *s, const struct store_id *id, const struct adding *adding,
                           struct error *e)
{
    uint8_t hash[STORE_HASH_BYTES];
    sqlite3_stmt *insert = sql_get(s, SQL_ADD_CONTACT, e);
    if (!insert)
        return false;
    hash_code(hash, s, adding->digits);
    sql_bind_slice(insert, 1, slice_from(id->text));
    sqlite3_bind_blob(insert, 2, hash, sizeof hash, SQLITE_STATIC);
    sqlite3_bind_int64(insert, 3, clock_believed(s));
    sqlite3_bind_blob(insert, 4, adding->sealed, sizeof adding->sealed, SQLITE_STATIC);
    sqlite3_bind_int64(insert, 5, s->device_number);
    return sql_run(s, insert, e);
}

static bool add_contact(struct store *s, void *arguments, struct error *e)
{
    struct adding *adding = arguments;
    struct store_id id, other;
    bool taken = true;
    for (unsigned i = 0; taken && i < CODE_TRIES; i++) {
        make_code(adding->digits);
        if (!find_by_code(&other, &taken, s, adding->digits, e))
            return false;
    }
    store_new_id(&id);
    if (!insert_contact(s, &id, adding, e))
        return false;
    struct buf b;
    buf_init(&b, STORE_PAYLOAD_MAX);
    json_open(&b, NULL, '{');
    json_put_text(&b, "contact", slice_from(id.text));
    json_put_text(&b, "attempt", slice_from(adding->contact->attempt.text));
    json_put_text(&b, "notice", adding->contact->notice_version);
    json_put_text(&b, "topics", adding->contact->topics);
    json_close(&b, '}');
    bool ok = event_append_derived(s, "consent", &b, e);
    buf_deinit(&b);
    return ok;
}

bool store_add_contact(char code[STORE_CODE_BYTES], struct store *s,
                       const struct store_contact *contact, struct error *e)
{
    uint8_t key[KEYS_PUBLIC_BYTES];
    struct adding adding = {.contact = contact};
    if (!sql_check_text(contact->name, STORE_NAME_MAX, "name", e) ||
        !sql_check_text(contact->phone, STORE_NAME_MAX, "phone", e) ||
        !sql_check_text(contact->village, STORE_NAME_MAX, "village", e) ||
        !sql_check_text(contact->notice_version, STORE_NAME_MAX, "notice", e) ||
        !sql_check_text(contact->topics, STORE_TEXT_MAX, "topics", e) ||
        !sql_check_text(slice_from(contact->attempt.text), STORE_NAME_MAX, "attempt", e) ||
        !read_public_key(key, s, e) || !seal(adding.sealed, key, contact, e))
        return false;
    bool ok = store_transact(s, add_contact, &adding, e);
    if (ok)
        snprintf(code, STORE_CODE_BYTES, "%.5s %.5s", adding.digits, adding.digits + 5);
    sodium_memzero(&adding, sizeof adding);
    return ok;
}

/* Deriving the event is what deletes the contact: derive_facts.c. */
static bool forget(struct store *s, const struct store_id *id, const char *by, struct error *e)
{
    struct buf b;
    buf_init(&b, STORE_PAYLOAD_MAX);
    json_open(&b, NULL, '{');
    json_put_text(&b, "contact", slice_from(id->text));
    json_put_text(&b, "by", slice_from(by));
    json_close(&b, '}');
    bool ok = event_append_derived(s, "forgotten", &b, e);
    buf_deinit(&b);
    return ok;
}

bool contact_delete(bool *found, struct store *s, const struct store_id *id, const char *by,
                    struct error *e)
{
    bool row;
    sqlite3_stmt *state = sql_get(s, SQL_CONTACT_STATE, e);
    if (!state)
        return false;
    sql_bind_slice(state, 1, slice_from(id->text));
    bool ok = sql_step(&row, s, state, e);
    *found = ok && row && sqlite3_column_int(state, 0) != 0;
    sql_done(state);
    return ok && (!*found || forget(s, id, by, e));
}

bool contact_scrub(struct store *s, struct error *e)
{
    int code = sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    return code == SQLITE_OK || sql_fail(s, code, e);
}

/* The row is gone once COMMIT is through; that its bytes are gone too is what this promises. */
bool contact_scrub_deleted(struct store *s, struct error *e)
{
    struct error why = {0};
    s->scrub_due = !contact_scrub(s, &why);
    if (!s->scrub_due)
        return true;
    return error_set(e, why.kind, why.code, "%s",
                     _("the contact is deleted, but the file could not be cleaned of its traces "
                       "yet; that is done at the next start"));
}

/* What a contact's age is measured against. */
struct ages {
    int64_t now_ms, before_ms; /* Agreed to at or before that, a contact is past its time. */
};

struct deleting {
    char digits[CODE_DIGITS + 1];
    struct ages ages;
    bool found;
    unsigned count;
};

static bool delete_by_code(struct store *s, void *arguments, struct error *e)
{
    struct deleting *d = arguments;
    struct store_id id;
    return find_by_code(&id, &d->found, s, d->digits, e) &&
           (!d->found || forget(s, &id, "code", e));
}

bool store_delete_contact(bool *found, struct store *s, const char *code, struct error *e)
{
    struct deleting d = {0};
    if (!read_code(d.digits, code)) {
        *found = false;
        return true;
    }
    if (!store_transact(s, delete_by_code, &d, e))
        return false;
    *found = d.found;
    return !d.found || contact_scrub_deleted(s, e);
}

struct forgetting {
    const struct store_id *contact;
    bool found;
};

static bool forget_by_id(struct store *s, void *arguments, struct error *e)
{
    struct forgetting *forgetting = arguments;
    return contact_delete(&forgetting->found, s, forgetting->contact, "door", e);
}

bool store_forget_contact(bool *found, struct store *s, const struct store_id *contact,
                          struct error *e)
{
    struct forgetting forgetting = {contact, false};
    if (!store_transact(s, forget_by_id, &forgetting, e))
        return false;
    *found = forgetting.found;
    return !*found || contact_scrub_deleted(s, e);
}

static bool read_retention(int64_t *days, struct store *s, struct error *e)
{
    struct arena a;
    struct slice text;
    arena_init(&a, 64 * 1024);
    bool ok = store_get_setting(&text, s, "retention-days", &a, e);
    long given = ok && text.size > 0 ? strtol(text.data, NULL, 10) : 0;
    *days = given >= 1 && given <= DAYS_MAX ? given : DAYS_DEFAULT;
    arena_deinit(&a);
    return ok;
}

static bool read_ages(struct ages *out, struct store *s, struct error *e)
{
    int64_t days;
    if (!read_retention(&days, s, e) || (!s->tail_known && !event_read_tail(s, e)))
        return false;
    if (sqlite3_get_autocommit(s->db)) { /* Else they are those of the transaction. */
        s->clock_next_ms = s->clock_seen_ms;
        s->clock_next_ahead = s->clock_ahead;
    }
    /* A clock that fell back must not keep contacts alive, one that leapt not delete them. */
    out->now_ms = clock_believed(s);
    out->before_ms = out->now_ms - days * DAY_MS;
    return true;
}

/* Nothing is lost by not showing somebody, so here the machine's date is enough. */
bool contact_cutoff(int64_t *before_ms, struct store *s, struct error *e)
{
    struct ages ages = {0};
    bool ok = read_ages(&ages, s, e);
    int64_t wall_ms = clock_now(s).wall_ms;
    *before_ms = ages.before_ms + (wall_ms > ages.now_ms ? wall_ms - ages.now_ms : 0);
    return ok;
}

bool contact_put_foreign(bool *kept, struct store *s, int64_t device_number, struct slice id,
                         int64_t wall_ms, struct slice sealed, struct error *e)
{
    struct ages ages = {0};
    if (!read_ages(&ages, s, e))
        return false;
    sqlite3_stmt *add = sql_get(s, SQL_ADD_FOREIGN_CONTACT, e);
    if (!add)
        return false;
    sql_bind_slice(add, 1, id);
    sqlite3_bind_int64(add, 2, device_number);
    sqlite3_bind_int64(add, 3, wall_ms < ages.now_ms ? wall_ms : ages.now_ms);
    sqlite3_bind_blob(add, 4, sealed.data, (int)sealed.size, SQLITE_TRANSIENT);
    sqlite3_bind_int64(add, 5, ages.before_ms);
    if (!sql_run(s, add, e))
        return false;
    *kept = sqlite3_changes(s->db) > 0;
    return true;
}

/* A clock that ran ahead when somebody agreed must not keep them for years. Without an event: a
 * contact is no part of the log. */
static bool date_from_now(struct store *s, const struct ages *ages, struct error *e)
{
    sqlite3_stmt *date = sql_get(s, SQL_DATE_CONTACTS, e);
    if (!date)
        return false;
    sqlite3_bind_int64(date, 1, ages->now_ms);
    return sql_run(s, date, e);
}

/* Without it, a machine that nobody plays on would never learn that its clock goes on steadily. */
static bool note_clock_ahead(struct store *s, const struct ages *ages, struct error *e)
{
    struct store_moment now = clock_now(s);
    bool ahead = !now.trusted && now.wall_ms > ages->now_ms;
    return !ahead || event_append(s, "clock-ahead", SLICE("{}"), e);
}

static bool delete_old(struct store *s, void *arguments, struct error *e)
{
    struct deleting *d = arguments;
    if (!note_clock_ahead(s, &d->ages, e))
        return false;
    if (!date_from_now(s, &d->ages, e))
        return false;
    for (d->count = 0;; d->count++) {
        bool row;
        struct store_id id;
        sqlite3_stmt *old = sql_get(s, SQL_OLD_CONTACT, e);
        if (!old)
            return false;
        sqlite3_bind_int64(old, 1, d->ages.before_ms);
        if (!sql_step(&row, s, old, e))
            return false;
        struct slice text = row ? sql_column(old, 0) : SLICE("");
        snprintf(id.text, sizeof id.text, "%.*s", SLICE_ARG(text));
        sql_done(old);
        if (!row)
            return true;
        if (!forget(s, &id, "retention", e))
            return false;
    }
}

bool store_purge(unsigned *deleted, struct store *s, struct error *e)
{
    struct deleting d = {0};
    if (!read_ages(&d.ages, s, e) || !store_transact(s, delete_old, &d, e))
        return false;
    *deleted = d.count;
    return d.count == 0 ? true : contact_scrub_deleted(s, e);
}
