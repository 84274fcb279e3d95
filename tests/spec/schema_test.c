/* The committed schemas are those of the tables. With NGOSO_ACCEPT=1 they are written instead. */
#include "content/format/schema.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "support/test.h"

static void committed_schemas_are_those_of_the_tables(void **state)
{
    (void)state;
    for (enum content_format f = 0; f < CONTENT_FORMAT_COUNT; f++) {
        struct arena a;
        struct error e = {0};
        char path[128];
        arena_init(&a, 16u << 20);
        snprintf(path, sizeof path, "../%s/%s.schema.json",
                 f == CONTENT_QUIZ ? "quizzes" : "guides", content_format_name(f));
        struct slice made = content_schema(&a, f), committed;
        if (getenv("NGOSO_ACCEPT"))
            assert_true(file_write(path, made, FILE_FAST, &e));
        if (!file_read(&committed, &a, path, 1 << 20, &e))
            fail_msg("%s", e.message);
        if (!slice_equal(made, committed))
            fail_msg("%s differs from the tables in src/content: accept it (NGOSO_ACCEPT=1)", path);
        arena_deinit(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(committed_schemas_are_those_of_the_tables)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
