/* Writing bundles to a stick: only what is missing, whole or not at all, and what merging it gives.
 */
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "store/bundle.h"
#include "store/facts.h"
#include "store/keys.h"
#include "unit/store/fixture.h"

enum { DUMP_BYTES = 16 * 1024 * 1024 };

struct stick {
    struct fixture kiosk;
    struct folder folder;
};

static void play(struct fixture *f, unsigned rounds)
{
    for (unsigned i = 0; i < rounds; i++) {
        struct store_id id = begin_round(f, "vneid", 4);
        for (unsigned k = 0; k < 4; k++)
            answer(f, &id, k, k % 2 ? "a" : "b");
        assert_ok(f, store_end_attempt(f->store, &id, STORE_END_FINISHED, &f->e));
    }
}

static void agree(struct fixture *f, char code[STORE_CODE_BYTES])
{
    struct store_contact c = {.name = SLICE("Nguyễn Văn A"),
                              .phone = SLICE("0900000000"),
                              .notice_version = SLICE("1"),
                              .topics = SLICE("vneid")};
    store_new_id(&c.attempt);
    assert_ok(f, store_put_setting(
                     f->store, "public-key",
                     SLICE("2fe57da347cd62431528daac5fbb290730fff684afc4cfc2ed90995f58cb3b74"),
                     &f->e));
    assert_ok(f, store_add_contact(code, f->store, &c, &f->e));
}

static void begin(struct stick *s)
{
    fixture_begin(&s->kiosk);
    s->folder = folder_make();
    play(&s->kiosk, 3); /* 18 events */
}

static void end(struct stick *s)
{
    fixture_end(&s->kiosk);
    folder_remove(s->folder.path);
}

static struct bundle_export export(struct fixture *f, const char *folder, bool all)
{
    struct bundle_export out;
    assert_ok(f, bundle_write(&out, f->store, folder, all, &f->e));
    return out;
}

static int64_t unexported(struct fixture *f)
{
    struct store_health health;
    assert_ok(f, store_check_health(&health, f->store, &f->e));
    return health.unexported_events;
}

static struct fixture *merging;
static struct bundle_result merged;

static void merge_path(const char *path)
{
    struct bundle_result r;
    assert_ok(merging, bundle_merge(&r, merging->store, path, &merging->e));
    merged.events_new += r.events_new;
    merged.events_known += r.events_known;
    merged.events_refused += r.events_refused;
    merged.contacts_new += r.contacts_new;
    merged.contacts_forgotten += r.contacts_forgotten;
    if (r.problem != BUNDLE_GOOD)
        merged.problem = r.problem;
}

/* All files of a folder, one after the other. */
static struct bundle_result merge_folder(struct fixture *into, const char *folder)
{
    merging = into;
    merged = (struct bundle_result){.problem = BUNDLE_GOOD};
    folder_each(folder, merge_path);
    return merged;
}

static void trust(struct fixture *here, struct fixture *there)
{
    char fingerprint[BUNDLE_FINGERPRINT_BYTES];
    bundle_own_fingerprint(fingerprint, there->store);
    assert_ok(here, bundle_trust(here->store, fingerprint, SLICE("Hall"), SLICE(""), &here->e));
}

static void only_what_is_missing_is_written(void **state)
{
    (void)state;
    struct stick s;
    begin(&s);
    assert_int_equal(unexported(&s.kiosk), 18);
    struct bundle_export out = export(&s.kiosk, s.folder.path, false);
    assert_int_equal(out.file_count, 1);
    assert_int_equal(out.first_seq, 1);
    assert_int_equal(out.last_seq, 18);
    assert_int_equal(out.events, 18);
    assert_non_null(strstr(out.path, "-1-18.ngoso"));
    assert_int_equal(unexported(&s.kiosk), 0);
    /* Its own note about copying is no reason for another file. */
    out = export(&s.kiosk, s.folder.path, false);
    assert_int_equal(out.file_count, 0);
    play(&s.kiosk, 1);
    assert_int_equal(unexported(&s.kiosk), 6);
    out = export(&s.kiosk, s.folder.path, false);
    assert_int_equal(out.file_count, 1);
    assert_int_equal(out.first_seq, 19);
    assert_int_equal(out.last_seq, 25);
    assert_int_equal(folder_count(s.folder.path), 2);
    /* An empty stick gets all of it in one file. */
    struct folder other = folder_make();
    out = export(&s.kiosk, other.path, false);
    assert_int_equal(out.file_count, 1);
    assert_int_equal(out.events, 26);
    folder_remove(other.path);
    end(&s);
}

static void what_was_damaged_is_written_again(void **state)
{
    (void)state;
    struct stick s;
    begin(&s);
    struct bundle_export out = export(&s.kiosk, s.folder.path, false);
    play(&s.kiosk, 1);
    export(&s.kiosk, s.folder.path, false);
    assert_int_equal(truncate(out.path, 200), 0);
    out = export(&s.kiosk, s.folder.path, false);
    assert_int_equal(out.file_count, 1);
    assert_int_equal(out.first_seq, 1);
    assert_int_equal(out.last_seq, 18);
    assert_int_equal(folder_count(s.folder.path), 2);
    end(&s);
}

static void a_full_or_missing_stick_is_an_error_and_leaves_nothing(void **state)
{
    (void)state;
    struct stick s;
    struct bundle_export out;
    struct rlimit before, small = {.rlim_cur = 300};
    char path[300];
    begin(&s);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small.rlim_max = before.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    bool ok = bundle_write(&out, s.kiosk.store, s.folder.path, false, &s.kiosk.e);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_error(&s.kiosk, ok, ERROR_SYSTEM, s.folder.path);
    assert_int_equal(folder_count(s.folder.path), 0);
    assert_int_equal(unexported(&s.kiosk), 18);
    snprintf(path, sizeof path, "%s/pulled-out", s.folder.path);
    assert_error(&s.kiosk, bundle_write(&out, s.kiosk.store, path, false, &s.kiosk.e), ERROR_SYSTEM,
                 "pulled-out");
    /* And then it goes. */
    assert_int_equal(export(&s.kiosk, s.folder.path, false).events, 18);
    end(&s);
}

static void a_forgotten_contact_leaves_the_stick_too(void **state)
{
    (void)state;
    struct stick s;
    struct fixture team;
    char code[STORE_CODE_BYTES];
    bool found;
    begin(&s);
    fixture_begin(&team);
    trust(&team, &s.kiosk);
    agree(&s.kiosk, code);
    assert_int_equal(export(&s.kiosk, s.folder.path, false).contacts, 1);
    struct bundle_result r = merge_folder(&team, s.folder.path);
    assert_int_equal(r.problem, BUNDLE_GOOD);
    assert_int_equal(r.contacts_new, 1);
    assert_ok(&s.kiosk, store_delete_contact(&found, s.kiosk.store, code, &s.kiosk.e));
    assert_true(found);
    assert_int_equal(export(&s.kiosk, s.folder.path, false).contacts, 0);
    assert_int_equal(folder_count(s.folder.path), 1); /* Both parts in one: the first is gone. */
    r = merge_folder(&team, s.folder.path);
    assert_int_equal(r.problem, BUNDLE_GOOD);
    assert_int_equal(r.contacts_forgotten, 1);
    fixture_end(&team);
    end(&s);
}

static struct buf facts_of(struct fixture *f)
{
    struct buf b;
    buf_init(&b, DUMP_BYTES);
    facts_dump(&b, f->store);
    return b;
}

/* Kiosk to one team, from that team to another: the same facts, contacts too. */
static void results_are_passed_on(void **state)
{
    (void)state;
    struct stick s;
    struct fixture one, two;
    struct folder relay = folder_make();
    char code[STORE_CODE_BYTES];
    begin(&s);
    fixture_begin(&one);
    fixture_begin(&two);
    trust(&one, &s.kiosk);
    trust(&two, &s.kiosk);
    trust(&two, &one);
    agree(&s.kiosk, code);
    export(&s.kiosk, s.folder.path, false);
    merge_folder(&one, s.folder.path);
    struct bundle_export out = export(&one, relay.path, true);
    assert_int_equal(out.contacts, 1);
    assert_int_equal(export(&one, relay.path, true).file_count, 0);
    struct bundle_result r = merge_folder(&two, relay.path);
    assert_int_equal(r.problem, BUNDLE_GOOD);
    assert_int_equal(r.contacts_new, 1);
    struct buf a = facts_of(&one), b = facts_of(&two);
    assert_true(a.size > 1000);
    /* The list of devices, at the end, differs: `two` now knows `one`. */
    char *end_a = strstr(a.data, "\ndevice"), *end_b = strstr(b.data, "\ndevice");
    assert_non_null(end_a);
    assert_non_null(end_b);
    assert_int_equal(end_a - a.data, end_b - b.data);
    assert_memory_equal(a.data, b.data, (size_t)(end_a - a.data));
    buf_deinit(&a);
    buf_deinit(&b);
    /* A kiosk's own results come back to it: known. */
    r = merge_folder(&s.kiosk, s.folder.path);
    assert_int_equal(r.problem, BUNDLE_GOOD);
    assert_int_equal(r.events_new + r.contacts_new, 0);
    assert_int_equal(r.events_known, 19);
    folder_remove(relay.path);
    fixture_end(&one);
    fixture_end(&two);
    end(&s);
}

/* The kiosk's file was put back from a copy and went on: what it wrote before is told. */
static void its_own_other_log_is_a_fork(void **state)
{
    (void)state;
    struct stick s;
    char command[900];
    begin(&s);
    fixture_close(&s.kiosk);
    snprintf(command, sizeof command, "cp '%s' '%s.kept'", s.kiosk.path, s.kiosk.path);
    assert_int_equal(system(command), 0);
    fixture_open(&s.kiosk);
    play(&s.kiosk, 1);
    export(&s.kiosk, s.folder.path, false);
    fixture_close(&s.kiosk);
    snprintf(command, sizeof command, "mv '%s.kept' '%s'", s.kiosk.path, s.kiosk.path);
    assert_int_equal(system(command), 0);
    fixture_open(&s.kiosk);
    struct bundle_result r = merge_folder(&s.kiosk, s.folder.path);
    assert_int_equal(r.problem, BUNDLE_FORKED);
    assert_int_equal(r.events_known, 18);
    assert_int_equal(r.events_refused, 6);
    end(&s);
}

static bool look(void *self, const struct bundle_device *d)
{
    struct bundle_device *out = self;
    if (!d->own)
        *out = *d;
    return true;
}

static void devices_are_listed_with_their_gaps(void **state)
{
    (void)state;
    struct stick s;
    struct fixture team;
    struct bundle_device d = {.last_seq = -1};
    begin(&s);
    fixture_begin(&team);
    trust(&team, &s.kiosk);
    assert_ok(&team, bundle_visit_devices(team.store, look, &d, &team.e));
    assert_int_equal(d.last_seq, 0);
    assert_true(d.accepted);
    struct bundle_export first = export(&s.kiosk, s.folder.path, false);
    play(&s.kiosk, 1);
    export(&s.kiosk, s.folder.path, false);
    assert_int_equal(unlink(first.path), 0);
    merge_folder(&team, s.folder.path);
    assert_ok(&team, bundle_visit_devices(team.store, look, &d, &team.e));
    assert_int_equal(d.last_seq, 25);
    assert_int_equal(d.gap_count, 1);
    assert_int_equal(d.gap_from, 1);
    assert_int_equal(d.gap_to, 18);
    fixture_end(&team);
    end(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_is_missing_is_written),
        cmocka_unit_test(what_was_damaged_is_written_again),
        cmocka_unit_test(a_full_or_missing_stick_is_an_error_and_leaves_nothing),
        cmocka_unit_test(a_forgotten_contact_leaves_the_stick_too),
        cmocka_unit_test(results_are_passed_on),
        cmocka_unit_test(its_own_other_log_is_a_fork),
        cmocka_unit_test(devices_are_listed_with_their_gaps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
