/*
 * Every definition under tests/broken/ against the problems written down beside it.
 *
 * NAME.yaml is loaded as a guide, a commune file, a list of trusted domains or a quiz, by the first
 * part of its name; what is printed must equal NAME.txt byte for byte. With NGOSO_ACCEPT=1 the
 * texts are written instead (target golden-accept); a missing one fails.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "content/guide/guide.h"
#include "content/guide/handbook.h"
#include "content/quiz/quiz.h"
#include "content/record/commune.h"
#include "content/shared/indicators.h"
#include "content/shared/trusted.h"
#include "support/test.h"

#define FOLDER "broken/"

enum { FILES_MAX = 300, NAME_BYTES = 128, GOLDEN_MAX = 1024 * 1024, FILES_MIN = 40 };

static char names[FILES_MAX][NAME_BYTES];

static void load(struct arena *a, const char *path, struct diag_list *diags)
{
    const char *name = path + sizeof FOLDER - 1;
    if (strncmp(name, "guide-", 6) == 0)
        (void)guide_load(a, path, NULL, diags);
    else if (strncmp(name, "commune-", 8) == 0)
        (void)commune_load(a, path, diags);
    else if (strncmp(name, "trusted-", 8) == 0)
        (void)trusted_load(a, path, diags);
    else if (strncmp(name, "handbook-", 9) == 0)
        (void)handbook_load(a, path, NULL, diags);
    else if (strncmp(name, "indicators-", 11) == 0)
        (void)indicators_load(a, path, diags);
    else if (strncmp(name, "quiz-", 5) == 0)
        (void)quiz_load(a, path, NULL, diags);
    else
        fail_msg("%s: names begin with guide-, commune-, trusted-, handbook-, indicators- or quiz-",
                 path);
}

static struct slice report(struct arena *a, const char *path)
{
    struct diag_list diags;
    diag_init(&diags, a);
    load(a, path, &diags);
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    diag_print(out, &diags, false);
    diag_print_summary(out, &diags);
    assert_int_equal(fclose(out), 0);
    struct slice copy = arena_copy(a, (struct slice){text, size});
    free(text);
    return copy;
}

static void a_broken_file_gives_exactly_its_problems(void **state)
{
    struct arena a;
    struct error e = {0};
    char path[NAME_BYTES + 32], golden_path[NAME_BYTES + 32];
    snprintf(path, sizeof path, FOLDER "%s.yaml", (const char *)*state);
    snprintf(golden_path, sizeof golden_path, FOLDER "%s.txt", (const char *)*state);
    arena_init(&a, 64u << 20);
    struct slice actual = report(&a, path);
    if (getenv("NGOSO_ACCEPT")) {
        assert_true(file_write(golden_path, actual, FILE_FAST, &e));
    } else {
        struct slice golden;
        if (!file_read(&golden, &a, golden_path, GOLDEN_MAX, &e))
            fail_msg("%s (look at the output, then accept it)", e.message);
        if (!slice_equal(golden, actual))
            fail_msg("%s\n--- expected\n%.*s\n--- actual\n%.*s", path, SLICE_ARG(golden),
                     SLICE_ARG(actual));
        assert_true(golden.size > 0);
    }
    arena_deinit(&a);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(a, b);
}

static size_t list_files(void)
{
    size_t count = 0;
    DIR *folder = opendir(FOLDER);
    struct dirent *entry;
    while (folder && (entry = readdir(folder)) && count < FILES_MAX) {
        size_t size = strlen(entry->d_name);
        if (size <= 5 || size >= NAME_BYTES || strcmp(entry->d_name + size - 5, ".yaml") != 0)
            continue;
        memcpy(names[count++], entry->d_name, size - 5);
    }
    if (folder)
        closedir(folder);
    qsort(names, count, sizeof *names, by_name);
    return count;
}

int main(void)
{
    static struct CMUnitTest tests[FILES_MAX];
    size_t count = list_files();
    if (count < FILES_MIN) {
        fprintf(stderr, "only %zu files in %s\n", count, FOLDER);
        return 1;
    }
    for (size_t i = 0; i < count; i++)
        tests[i] = (struct CMUnitTest){names[i], a_broken_file_gives_exactly_its_problems, NULL,
                                       NULL, names[i]};
    return _cmocka_run_group_tests("broken", tests, count, NULL, NULL);
}
