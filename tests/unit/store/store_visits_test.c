/* Contacts to visit, visits, figures typed in. */
#include "unit/store/fixture.h"

#include "store/inside.h"
#include "store/keys.h"
#include "store/visits.h"

enum { LIST_MAX = 16, DAY_MS = 24 * 60 * 60 * 1000 };

struct list {
    struct store_sealed contacts[LIST_MAX];
    struct store_visit visits[LIST_MAX];
    unsigned count;
    struct arena *arena;
};

static bool keep_contact(void *self, const struct store_sealed *contact)
{
    struct list *list = self;
    struct store_sealed *kept = &list->contacts[list->count++];
    *kept = *contact;
    kept->topics = arena_copy(list->arena, contact->topics);
    kept->village = arena_copy(list->arena, contact->village);
    kept->sealed = arena_copy(list->arena, contact->sealed);
    return list->count < LIST_MAX;
}

static bool keep_visit(void *self, const struct store_visit *visit)
{
    struct list *list = self;
    list->visits[list->count++] = *visit;
    return list->count < LIST_MAX;
}

static struct list *list_contacts(struct fixture *f)
{
    struct list *list = ARENA_NEW(&f->arena, struct list);
    list->arena = &f->arena;
    assert_ok(f, store_visit_contacts(f->store, keep_contact, list, &f->e));
    return list;
}

static struct list *list_visits(struct fixture *f, int64_t from_day, int64_t to_day)
{
    struct list *list = ARENA_NEW(&f->arena, struct list);
    assert_ok(f, store_visit_visits(f->store, from_day, to_day, keep_visit, list, &f->e));
    return list;
}

static struct keys make_team(struct fixture *f)
{
    struct keys keys;
    char hex[KEYS_PUBLIC_HEX_BYTES];
    keys_make(&keys);
    keys_public_hex(hex, &keys);
    assert_ok(f, store_put_setting(f->store, "public-key", slice_from(hex), &f->e));
    return keys;
}

static void agree(struct fixture *f, const char *village, const char *topics)
{
    char code[STORE_CODE_BYTES];
    struct store_attempt attempt = make_attempt("vneid", 2);
    attempt.village = slice_from(village);
    assert_ok(f, store_begin_attempt(f->store, &attempt, &f->e));
    struct store_contact contact = {.attempt = attempt.id,
                                    .name = SLICE("Nguyễn Văn A"),
                                    .phone = SLICE("0900000000"),
                                    .village = SLICE("Xóm khác"),
                                    .notice_version = SLICE("1"),
                                    .topics = slice_from(topics)};
    assert_ok(f, store_end_attempt(f->store, &attempt.id, STORE_END_FINISHED, &f->e));
    assert_ok(f, store_add_contact(code, f->store, &contact, &f->e));
}

static struct store_visit make_visit(int64_t day, enum visit_outcome outcome,
                                     const struct store_id *contact)
{
    struct store_visit visit = {.village = SLICE("Thôn 1"),
                                .day = day,
                                .outcome = outcome,
                                .achievements = 1u << VISIT_VNEID_LEVEL_2,
                                .leaflets = {{SLICE("vneid"), 2}, {SLICE("fraud"), 1}},
                                .leaflet_count = 2,
                                .people = 3};
    store_new_id(&visit.id);
    if (contact)
        visit.contact = *contact;
    return visit;
}

static void contacts_come_with_what_the_log_knows(void **state)
{
    (void)state;
    struct fixture f;
    struct buf plain;
    fixture_begin(&f);
    struct keys keys = make_team(&f);
    agree(&f, "Thôn 1", "vneid,fraud");
    struct list *list = list_contacts(&f);
    assert_int_equal(list->count, 1);
    struct store_sealed *contact = &list->contacts[0];
    assert_true(slice_equal_text(contact->topics, "vneid,fraud"));
    assert_true(slice_equal_text(contact->village, "Thôn 1"));
    assert_int_equal(contact->wall_ms, f.wall_ms);
    assert_int_equal(contact->visit_count, 0);
    buf_init(&plain, 4096);
    assert_true(keys_open_contact(&plain, &keys, contact->sealed));
    buf_deinit(&plain);

    struct store_visit first = make_visit(20000, VISIT_NOT_HOME, &contact->id);
    struct store_visit second = make_visit(20003, VISIT_AGAIN, &contact->id);
    struct store_visit wrong = make_visit(20009, VISIT_DONE, &contact->id);
    assert_ok(&f, store_record_visit(f.store, &second, &f.e));
    assert_ok(&f, store_record_visit(f.store, &first, &f.e));
    assert_ok(&f, store_record_visit(f.store, &wrong, &f.e));
    bool found = false;
    assert_ok(&f, store_withdraw_visit(&found, f.store, &wrong.id, &f.e));
    assert_true(found);
    contact = &list_contacts(&f)->contacts[0];
    assert_int_equal(contact->visit_count, 2);
    assert_int_equal(contact->last_visit_day, 20003);
    assert_int_equal(contact->last_outcome, VISIT_AGAIN);
    fixture_end(&f);
}

static void a_visit_is_recorded_once(void **state)
{
    (void)state;
    struct fixture f;
    bool found = true;
    fixture_begin(&f);
    struct store_visit visit = make_visit(20000, VISIT_DONE, NULL);
    assert_ok(&f, store_record_visit(f.store, &visit, &f.e));
    int64_t events = f.store->tail.seq;
    assert_ok(&f, store_record_visit(f.store, &visit, &f.e));
    assert_int_equal(f.store->tail.seq, events);
    visit.leaflets[1].count = 7;
    assert_error(&f, store_record_visit(f.store, &visit, &f.e), ERROR_INPUT, "otherwise");
    visit.leaflets[1].count = 1;

    struct list *list = list_visits(&f, 20000, 20001);
    assert_int_equal(list->count, 1);
    assert_string_equal(list->visits[0].id.text, visit.id.text);
    assert_int_equal(list->visits[0].leaflet_count, 2);
    assert_int_equal(list->visits[0].leaflets[0].count, 2);
    assert_int_equal(list->visits[0].leaflets[1].guide.size, 5);
    assert_int_equal(list->visits[0].people, 3);
    assert_int_equal(list->visits[0].achievements, 1);
    assert_int_equal(list_visits(&f, 19000, 20000)->count, 0);
    assert_ok(&f, store_withdraw_visit(&found, f.store, &visit.id, &f.e));
    assert_true(found);
    assert_ok(&f, store_withdraw_visit(&found, f.store, &visit.id, &f.e));
    assert_true(found);
    assert_int_equal(f.store->tail.seq, events + 1);
    assert_int_equal(list_visits(&f, 0, 30000)->count, 0);
    store_new_id(&visit.id);
    assert_ok(&f, store_withdraw_visit(&found, f.store, &visit.id, &f.e));
    assert_false(found);
    fixture_end(&f);
}

static void visits_that_make_no_sense_are_refused(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    const struct store_visit good = make_visit(20000, VISIT_DONE, NULL);
    for (unsigned i = 0; i < 8; i++) {
        struct store_visit bad = good;
        switch (i) {
        case 0:
            bad.id.text[0] = '\0';
            break;
        case 1:
            bad.id.text[5] = 'x';
            break;
        case 2:
            snprintf(bad.contact.text, sizeof bad.contact.text, "abc");
            break;
        case 3:
            bad.day = -1;
            break;
        case 4:
            bad.outcome = (enum visit_outcome)99;
            break;
        case 5:
            bad.achievements = 1u << VISIT_ACHIEVEMENT_COUNT;
            break;
        case 6:
            bad.leaflets[0].guide = SLICE("vneid 3,fraud");
            break;
        default:
            bad.village = SLICE("\xc3");
            break;
        }
        assert_false(store_record_visit(f.store, &bad, &f.e));
        assert_int_equal(f.e.kind, ERROR_INPUT);
        f.e = (struct error){0};
    }
    struct store_visit many = good;
    many.leaflet_count = VISIT_TOPICS_MAX + 1;
    assert_error(&f, store_record_visit(f.store, &many, &f.e), ERROR_LIMIT, "33");
    assert_int_equal(f.store->tail.seq, 0);
    fixture_end(&f);
}

static void who_declines_is_forgotten(void **state)
{
    (void)state;
    struct fixture f;
    bool found = true;
    fixture_begin(&f);
    make_team(&f);
    agree(&f, "Thôn 1", "vneid");
    agree(&f, "Thôn 2", "vneid");
    struct store_sealed *contacts = list_contacts(&f)->contacts;
    struct store_id first = contacts[0].id, second = contacts[1].id;
    struct slice sealed = contacts[0].sealed;
    assert_true(fixture_holds(&f, sealed.data, sealed.size));
    struct store_visit visit = make_visit(20000, VISIT_DECLINED, &first);
    assert_ok(&f, store_record_visit(f.store, &visit, &f.e));
    struct list *list = list_contacts(&f);
    assert_int_equal(list->count, 1);
    assert_string_equal(list->contacts[0].id.text, second.text);
    assert_false(fixture_holds(&f, sealed.data, sealed.size));

    assert_ok(&f, store_forget_contact(&found, f.store, &first, &f.e));
    assert_false(found);
    assert_ok(&f, store_forget_contact(&found, f.store, &second, &f.e));
    assert_true(found);
    assert_int_equal(list_contacts(&f)->count, 0);
    /* Visits stay: they hold no name. */
    assert_int_equal(list_visits(&f, 0, 30000)->count, 1);
    fixture_end(&f);
}

/* A contact of another machine that this file never held: those who do must learn of it. */
static void a_known_consent_can_be_withdrawn_without_the_contact(void **state)
{
    (void)state;
    struct fixture f;
    bool found = false;
    fixture_begin(&f);
    make_team(&f);
    agree(&f, "Thôn 1", "vneid");
    struct store_id id = list_contacts(&f)->contacts[0].id;
    fixture_close(&f);
    fixture_sql(&f, "DELETE FROM contact");
    fixture_open(&f);
    assert_ok(&f, store_forget_contact(&found, f.store, &id, &f.e));
    assert_true(found);
    assert_ok(&f, store_forget_contact(&found, f.store, &id, &f.e));
    assert_false(found);
    fixture_end(&f);
}

static void contacts_past_their_time_are_not_shown(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    make_team(&f);
    agree(&f, "Thôn 1", "vneid");
    f.wall_ms += 89 * (int64_t)DAY_MS;
    assert_int_equal(list_contacts(&f)->count, 1);
    f.wall_ms += (int64_t)DAY_MS;
    assert_int_equal(list_contacts(&f)->count, 0);
    fixture_end(&f);
}

/* A clock that ran ahead when somebody agreed must not keep their name for years. */
static void a_date_in_the_future_does_not_last(void **state)
{
    (void)state;
    struct fixture f;
    unsigned deleted = 0;
    fixture_begin(&f);
    make_team(&f);
    int64_t now_ms = f.wall_ms;
    f.wall_ms += 3000 * (int64_t)DAY_MS;
    agree(&f, "Thôn 1", "vneid");
    f.wall_ms = now_ms;
    assert_ok(&f, store_note(f.store, "clock-set", SLICE(""), &f.e));
    assert_ok(&f, store_purge(&deleted, f.store, &f.e));
    assert_int_equal(deleted, 0);
    fixture_pass(&f, 90 * (int64_t)DAY_MS);
    assert_ok(&f, store_purge(&deleted, f.store, &f.e));
    assert_int_equal(deleted, 1);
    fixture_end(&f);
}

static void the_last_figure_counts(void **state)
{
    (void)state;
    struct fixture f;
    bool found = true;
    int64_t value = 5;
    fixture_begin(&f);
    struct store_entry entry = {SLICE("team-members"), 2026 * 12 + 10, 7};
    assert_ok(&f, store_find_entry(&found, &value, f.store, entry.indicator, entry.month, &f.e));
    assert_false(found);
    assert_ok(&f, store_record_entry(f.store, &entry, &f.e));
    entry.value = -9;
    assert_ok(&f, store_record_entry(f.store, &entry, &f.e));
    fixture_reopen(&f);
    assert_ok(&f, store_find_entry(&found, &value, f.store, entry.indicator, entry.month, &f.e));
    assert_true(found);
    assert_int_equal(value, -9);
    assert_ok(&f,
              store_find_entry(&found, &value, f.store, entry.indicator, entry.month + 1, &f.e));
    assert_false(found);
    entry.month = -1;
    assert_error(&f, store_record_entry(f.store, &entry, &f.e), ERROR_INPUT, "makes no sense");
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contacts_come_with_what_the_log_knows),
        cmocka_unit_test(a_visit_is_recorded_once),
        cmocka_unit_test(visits_that_make_no_sense_are_refused),
        cmocka_unit_test(who_declines_is_forgotten),
        cmocka_unit_test(a_known_consent_can_be_withdrawn_without_the_contact),
        cmocka_unit_test(contacts_past_their_time_are_not_shown),
        cmocka_unit_test(a_date_in_the_future_does_not_last),
        cmocka_unit_test(the_last_figure_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
