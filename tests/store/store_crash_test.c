/* Power cuts, all of them that matter.
 *
 * A kiosk's day is played once through a VFS that writes down every write, truncation, flush and
 * deletion. A power cut can strike after any of them; what was flushed is then on disk, and of what
 * was not, any part: none, all, some writes and not others, half a write (by sectors of 512 bytes).
 * Each such state is built, opened with the plain VFS by store_open, and asked:
 *
 *     acknowledged ⊆ recovered ⊆ attempted, and recovered is a prefix of attempted.
 *
 * Not shown here: disks that lie about flushing, and file systems that lose what was flushed.
 * NGOSO_CRASH_STATES sets how many states (default 10,000), NGOSO_SEED where the samples begin. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "store/inside.h"
#include "store/journey.h"
#include "store/probe.h"
#include "unit/base/folder.h"

enum { ROUNDS = 14, SECTOR_BYTES = 512, ALL_SUBSETS_UP_TO = 4, PENDING_MAX = 4096 };

struct image {
    uint8_t *bytes;
    size_t size, capacity;
    bool exists;
};

struct power {
    char path[512];
    struct image durable[PROBE_FILE_COUNT];
    struct image cut[PROBE_FILE_COUNT];
    const struct probe_op *pending[PENDING_MAX];
    unsigned pending_count;
    int64_t attempted, acknowledged;
    uint8_t hashes[JOURNEY_EVENTS_MAX][STORE_HASH_BYTES]; /* By sequence, of the whole day. */
    int64_t event_count;
    uint64_t seed;
    uint64_t *seen; /* Hashes of states looked at already. */
    size_t seen_capacity;
    unsigned states, torn_states, repeated, positions;
};

static void image_resize(struct image *i, size_t size)
{
    if (size > i->capacity) {
        i->capacity = 2 * size;
        i->bytes = realloc(i->bytes, i->capacity);
        assert_non_null(i->bytes);
    }
    if (size > i->size)
        memset(i->bytes + i->size, 0, size - i->size);
    i->size = size;
}

static void image_copy(struct image *to, const struct image *from)
{
    to->size = 0;
    image_resize(to, from->size);
    if (from->size > 0)
        memcpy(to->bytes, from->bytes, from->size);
    to->exists = from->exists;
}

/* `sectors`: bit n set when the n-th sector of the write arrives. */
static void image_apply(struct image *i, const struct probe_op *op, uint64_t sectors)
{
    if (op->kind == PROBE_DELETE) {
        i->size = 0;
        i->exists = false;
        return;
    }
    i->exists = true;
    if (op->kind == PROBE_TRUNCATE) {
        image_resize(i, (size_t)op->offset);
        return;
    }
    for (size_t at = 0, n = 0; at < op->size; n++) {
        /* Sectors of the disk, not of the write. */
        size_t place = (size_t)op->offset + at;
        size_t size = SECTOR_BYTES - place % SECTOR_BYTES;
        if (size > op->size - at)
            size = op->size - at;
        if (sectors >> (n % 64) & 1) {
            if (place + size > i->size)
                image_resize(i, place + size);
            memcpy(i->bytes + place, op->data + at, size);
        }
        at += size;
    }
}

static uint64_t image_hash(const struct image *i, uint64_t hash)
{
    hash = (hash ^ i->exists ^ i->size << 1) * 0x9E3779B97F4A7C15u;
    for (size_t at = 0; at < i->size; at += 8) {
        uint64_t word = 0;
        memcpy(&word, i->bytes + at, i->size - at < 8 ? i->size - at : 8);
        hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 29;
    }
    return hash;
}

/* True once for each state. Looked up in a table with open addresses; it never fills. */
static bool is_first(struct power *p, uint64_t hash)
{
    size_t at = (size_t)(hash % p->seen_capacity);
    for (; p->seen[at] != 0; at = (at + 1) % p->seen_capacity)
        if (p->seen[at] == hash)
            return false;
    p->seen[at] = hash;
    return true;
}

static void write_image(const struct power *p, enum probe_file file)
{
    char path[600];
    const struct image *i = &p->cut[file];
    snprintf(path, sizeof path, "%s%s", p->path, probe_ending(file));
    remove(path);
    if (!i->exists && file != PROBE_MAIN)
        return;
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    if (i->size > 0)
        assert_int_equal(fwrite(i->bytes, 1, i->size, f), i->size);
    assert_int_equal(fclose(f), 0);
}

static void ask(struct power *p, const char *what)
{
    struct journey_find find;
    const char *wrong = journey_recover(&find, p->path);
    if (!wrong && find.events < p->acknowledged)
        wrong = "an acknowledged event is lost";
    if (!wrong && find.events > p->attempted)
        wrong = "an event is there that was never attempted";
    if (!wrong && find.events > 0 &&
        memcmp(find.last_hash, p->hashes[find.events], STORE_HASH_BYTES) != 0)
        wrong = "what is there is no prefix of what was attempted";
    if (wrong)
        fail_msg("%s (%s, position %u, %u pending, events %" PRId64 ", acknowledged %" PRId64
                 ", attempted %" PRId64 ")",
                 wrong, what, p->positions, p->pending_count, find.events, p->acknowledged,
                 p->attempted);
}

/* The state in which the pending operations of `kept` arrived; one of them (or -1) only in part. */
static void cut_power(struct power *p, const uint8_t *kept, int torn, uint64_t sectors,
                      const char *what)
{
    uint64_t hash = 1;
    for (unsigned i = 0; i < PROBE_FILE_COUNT; i++)
        image_copy(&p->cut[i], &p->durable[i]);
    for (unsigned i = 0; i < p->pending_count; i++)
        if (kept[i])
            image_apply(&p->cut[p->pending[i]->file], p->pending[i],
                        (int)i == torn ? sectors : UINT64_MAX);
    for (unsigned i = 0; i < PROBE_FILE_COUNT; i++)
        hash = image_hash(&p->cut[i], hash);
    /* The same bytes after another acknowledgement are another question. */
    hash = (hash ^ (uint64_t)p->acknowledged) * 0x9E3779B97F4A7C15u;
    if (!is_first(p, hash ? hash : 1)) {
        p->repeated++;
        return;
    }
    for (unsigned i = 0; i < PROBE_FILE_COUNT; i++)
        write_image(p, (enum probe_file)i);
    p->states++;
    p->torn_states += torn >= 0;
    ask(p, what);
}

static void cut_subsets(struct power *p, unsigned samples)
{
    static uint8_t kept[PENDING_MAX];
    unsigned n = p->pending_count;
    if (n <= ALL_SUBSETS_UP_TO) {
        for (unsigned subset = 0; subset < 1u << n; subset++) {
            for (unsigned i = 0; i < n; i++)
                kept[i] = subset >> i & 1;
            cut_power(p, kept, -1, 0, "subset");
        }
    } else {
        memset(kept, 0, n);
        cut_power(p, kept, -1, 0, "none");
        memset(kept, 1, n);
        cut_power(p, kept, -1, 0, "all");
        kept[n - 1 - journey_random(&p->seed, n)] = 0;
        cut_power(p, kept, -1, 0, "one missing");
        for (unsigned k = 0; k < samples; k++) {
            for (unsigned i = 0; i < n; i++)
                kept[i] = (uint8_t)journey_random(&p->seed, 2);
            cut_power(p, kept, -1, 0, "sample");
        }
    }
}

static void cut_torn(struct power *p, unsigned samples)
{
    static uint8_t kept[PENDING_MAX];
    for (unsigned k = 0; k < samples && p->pending_count > 0; k++) {
        unsigned torn = (unsigned)journey_random(&p->seed, p->pending_count);
        bool rest = k % 2 == 0;
        for (unsigned i = 0; i < p->pending_count; i++)
            kept[i] = rest || journey_random(&p->seed, 2);
        kept[torn] = 1;
        cut_power(p, kept, (int)torn, journey_random(&p->seed, UINT64_MAX), "torn");
    }
}

/* Everything pending of a file arrives. */
static void flush_file(struct power *p, enum probe_file file)
{
    unsigned left = 0;
    for (unsigned i = 0; i < p->pending_count; i++) {
        if (p->pending[i]->file == file)
            image_apply(&p->durable[file], p->pending[i], UINT64_MAX);
        else
            p->pending[left++] = p->pending[i];
    }
    p->pending_count = left;
}

static void happen(struct power *p, const struct probe_op *op)
{
    switch (op->kind) {
    case PROBE_ATTEMPTED:
        p->attempted = op->offset;
        return;
    case PROBE_ACKNOWLEDGED:
        p->acknowledged = op->offset;
        return;
    case PROBE_SYNC:
        p->durable[op->file].exists = true;
        flush_file(p, op->file);
        return;
    case PROBE_DELETE:
        if (op->durable) {
            flush_file(p, op->file);
            image_apply(&p->durable[op->file], op, 0);
            return;
        }
        break;
    case PROBE_WRITE:
    case PROBE_TRUNCATE:
        break;
    }
    assert_in_range(p->pending_count, 0, PENDING_MAX - 1);
    p->pending[p->pending_count++] = op;
}

/* The hash of each event of the undisturbed day. */
static void read_hashes(struct power *p, const char *path)
{
    sqlite3 *db;
    sqlite3_stmt *events;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(db, "SELECT seq, hash FROM event ORDER BY seq", -1, &events, NULL),
        SQLITE_OK);
    while (sqlite3_step(events) == SQLITE_ROW) {
        p->event_count = sqlite3_column_int64(events, 0);
        assert_in_range(p->event_count, 1, JOURNEY_EVENTS_MAX - 1);
        memcpy(p->hashes[p->event_count], sqlite3_column_blob(events, 1), STORE_HASH_BYTES);
    }
    sqlite3_finalize(events);
    sqlite3_close(db);
}

static unsigned number_from(const char *name, unsigned otherwise)
{
    const char *text = getenv(name);
    return text && *text ? (unsigned)strtoul(text, NULL, 10) : otherwise;
}

static void power_end(struct power *p)
{
    for (unsigned i = 0; i < PROBE_FILE_COUNT; i++) {
        free(p->durable[i].bytes);
        free(p->cut[i].bytes);
    }
    free(p->seen);
}

static void no_power_cut_loses_what_was_acknowledged(void **state)
{
    (void)state;
    static struct power p;
    struct folder folder = folder_make();
    struct journey j = {.vfs = PROBE_VFS, .wall_ms = 1000000};
    unsigned wanted = number_from("NGOSO_CRASH_STATES", 10000);
    p.seed = number_from("NGOSO_SEED", 20261121);
    p.seen_capacity = 16 * (size_t)wanted + 4096;
    p.seen = calloc(p.seen_capacity, sizeof *p.seen);
    assert_non_null(p.seen);
    printf("seed %" PRIu64 "\n", p.seed);

    probe_start();
    probe.recording = true;
    snprintf(j.path, sizeof j.path, "%s/day.db", folder.path);
    if (!journey_run(&j, ROUNDS))
        fail_msg("%s", j.e.message);
    probe.recording = false;
    read_hashes(&p, j.path);
    assert_int_equal(p.event_count, j.acknowledged_events);

    snprintf(p.path, sizeof p.path, "%s/cut.db", folder.path);
    /* At least one of each at each position; more until there are enough. */
    unsigned each = 2 + wanted / (unsigned)probe.op_count;
    unsigned stride = 1 + (unsigned)probe.op_count / (wanted + 1);
    for (size_t at = 0; at < probe.op_count; at++) {
        happen(&p, &probe.ops[at]);
        p.positions++;
        if (at % stride == 0 || p.pending_count == 0) {
            cut_subsets(&p, each);
            cut_torn(&p, each);
        }
    }
    printf("%u crash states (%u torn, %u more were alike) at %u positions: 0 lost, 0 broken\n",
           p.states, p.torn_states, p.repeated, p.positions);
    assert_in_range(p.states, wanted, UINT32_MAX);
    power_end(&p);
    folder_remove(folder.path);
}

/* The test must be able to fail: without flushing, acknowledged answers do get lost. */
static void without_flushing_it_would_be_noticed(void **state)
{
    (void)state;
    struct folder folder = folder_make();
    struct journey j = {.vfs = PROBE_VFS, .wall_ms = 1000000};
    static struct power p;
    struct journey_find find;
    unsigned lost = 0;
    probe_start();
    probe.recording = true;
    snprintf(j.path, sizeof j.path, "%s/day.db", folder.path);
    assert_true(journey_run(&j, 1));
    probe.recording = false;
    snprintf(p.path, sizeof p.path, "%s/cut.db", folder.path);
    for (size_t at = 0; at < probe.op_count; at++) {
        if (probe.ops[at].kind == PROBE_SYNC && probe.ops[at].file == PROBE_WAL)
            continue; /* A disk that lies. */
        happen(&p, &probe.ops[at]);
        if (probe.ops[at].kind != PROBE_ACKNOWLEDGED)
            continue;
        for (unsigned i = 0; i < PROBE_FILE_COUNT; i++) {
            image_copy(&p.cut[i], &p.durable[i]);
            write_image(&p, (enum probe_file)i);
        }
        lost += journey_recover(&find, p.path) || find.events < p.acknowledged;
    }
    assert_in_range(lost, 1, UINT32_MAX);
    power_end(&p);
    folder_remove(folder.path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_flushing_it_would_be_noticed),
        cmocka_unit_test(no_power_cut_loses_what_was_acknowledged),
    };
    journey_prefer_memory();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    probe_start();
    return failed;
}
