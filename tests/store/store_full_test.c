/* The disk fills while somebody plays: the reserve lets them finish, and nobody new begins. */
#include <stdio.h>

#include "base/file.h"
#include "store/inside.h"
#include "store/journey.h"
#include "store/probe.h"
#include "unit/base/folder.h"

enum { QUESTIONS = 10 };

static struct store_attempt round_of_ten(void)
{
    struct store_attempt a = {
        .quiz = SLICE("vneid"), .language = SLICE("vi"), .question_count = QUESTIONS};
    store_new_id(&a.id);
    for (unsigned i = 0; i < QUESTIONS; i++) {
        a.questions[i].id = SLICE("question");
        a.questions[i].options = SLICE("a,b");
    }
    return a;
}

static int64_t used_bytes(const char *path)
{
    static const char *const endings[] = {"", "-wal", "-reserve"};
    int64_t used = 0;
    for (unsigned i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        char name[600];
        struct stat status;
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        used += stat(name, &status) == 0 ? (int64_t)status.st_size : 0;
    }
    return used;
}

static void a_running_quiz_can_finish(void **state)
{
    (void)state;
    /* How many answers are given before the disk is full to the last byte. */
    static const unsigned rows[] = {0, 1, 5, 9, QUESTIONS};
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct folder folder = folder_make();
        char path[300];
        struct store *s;
        enum store_state found;
        struct error e = {0};
        struct store_options options = {.vfs = PROBE_VFS};
        probe_start();
        snprintf(path, sizeof path, "%s/kiosk.db", folder.path);
        assert_true(store_open(&s, &found, path, &options, &e));
        struct store_attempt a = round_of_ten();
        assert_true(store_begin_attempt(s, &a, &e));
        for (unsigned q = 0; q < QUESTIONS; q++) {
            struct store_answer answer = {.attempt = a.id, .question = q, .response = SLICE("a")};
            if (q == rows[i])
                probe.quota_bytes = used_bytes(path);
            if (!store_record_answer(s, &answer, &e))
                fail_msg("answer %u after %u: %s", q, rows[i], e.message);
        }
        if (rows[i] == QUESTIONS)
            probe.quota_bytes = used_bytes(path);
        assert_true(store_end_attempt(s, &a.id, STORE_END_FINISHED, &e));
        assert_false(s->reserve_there);

        /* Until there is room again, it is said and nothing is begun. Here the folder's own disk
         * has room for the reserve, so that it comes back; then it is the database that has none.
         */
        struct store_attempt next = round_of_ten();
        probe.quota_bytes = 1;
        reserve_release(s);
        s->reserve_there = false;
        assert_false(store_begin_attempt(s, &next, &e));
        assert_int_equal(e.code & 0xFF, SQLITE_FULL);
        assert_non_null(strstr(e.message, "full"));
        e = (struct error){0};
        probe.quota_bytes = 0;
        assert_true(store_begin_attempt(s, &next, &e));
        store_close(s);

        struct journey_find find;
        const char *wrong = journey_recover(&find, path);
        if (wrong)
            fail_msg("%s", wrong);
        assert_int_equal(find.events, QUESTIONS + 3);
        folder_remove(folder.path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_running_quiz_can_finish),
    };
    journey_prefer_memory();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    probe_start();
    return failed;
}
