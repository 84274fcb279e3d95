/*
 * The program is found by where it lies, so this test copies itself into made-up trees and runs
 * there with the argument "probe", which prints what paths_find says.
 */
#include "base/paths.h"

#include <sys/wait.h>

#include "folder.h"
#include "support/test.h"

enum { COMMAND_BYTES = 9000 };

static int probe(void)
{
    struct paths p;
    struct error e = {0};
    if (!paths_find(&p, &e)) {
        printf("no: %s", e.message);
        return 0;
    }
    printf("%s|%s|%s", p.guides, p.fonts, p.messages);
    return 0;
}

static struct folder root;

static void run(const char *command)
{
    char full[COMMAND_BYTES];
    int size = snprintf(full, sizeof full, "cd '%s' && %s", root.path, command);
    assert_in_range(size, 1, sizeof full - 1);
    assert_int_equal(system(full), 0);
}

/* Runs the copy at `program` with `environment` in front; text after the root's path is kept. */
static void assert_probe(const char *environment, const char *program, const char *expected)
{
    char command[COMMAND_BYTES], said[COMMAND_BYTES], wanted[COMMAND_BYTES];
    snprintf(command, sizeof command, "cd '%s' && %s ./%s probe", root.path, environment, program);
    FILE *out = popen(command, "r");
    assert_non_null(out);
    size_t size = fread(said, 1, sizeof said - 1, out);
    said[size] = '\0';
    assert_int_equal(pclose(out), 0);
    size_t at = 0;
    for (const char *c = expected; *c; c++)
        at += (size_t)snprintf(wanted + at, sizeof wanted - at, *c == '@' ? "%s" : "%.1s",
                               *c == '@' ? root.path : c);
    wanted[at] = '\0';
    assert_string_equal(said, wanted);
}

static int set_up(void **state)
{
    (void)state;
    char self[4096], command[COMMAND_BYTES];
    ssize_t size = readlink("/proc/self/exe", self, sizeof self - 1);
    assert_true(size > 0);
    self[size] = '\0';
    root = folder_make();
    run("mkdir -p usr/bin usr/share/ngoso/guides usr/share/ngoso/fonts usr/share/locale "
        "tree/guides tree/fonts tree/build/dev/src/cli tree/build/dev/share/locale "
        "half/bin half/share/ngoso/guides own/guides own/fonts own/locale other/guides "
        "other/fonts");
    snprintf(command, sizeof command,
             "for at in usr/bin tree/build/dev/src/cli half/bin; do cp '%s' $at/ngoso; done", self);
    run(command);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    folder_remove(root.path);
    return 0;
}

static void an_installed_program_finds_its_share(void **state)
{
    (void)state;
    const char *expected = "@/usr/share/ngoso/guides|@/usr/share/ngoso/fonts|@/usr/share/locale";
    assert_probe("", "usr/bin/ngoso", expected);
    run("ln -s usr/bin/ngoso link"); /* Started through a link. */
    assert_probe("", "link", expected);
    assert_probe("NGOSO_DATA=", "usr/bin/ngoso", expected);
}

static void a_built_program_finds_its_tree(void **state)
{
    (void)state;
    assert_probe("", "tree/build/dev/src/cli/ngoso",
                 "@/tree/guides|@/tree/fonts|@/tree/build/dev/share/locale");
}

static void the_environment_goes_first(void **state)
{
    (void)state;
    assert_probe("NGOSO_DATA=\"$PWD/own\"", "usr/bin/ngoso",
                 "@/own/guides|@/own/fonts|@/own/locale");
    assert_probe("NGOSO_DATA=\"$PWD/other\"", "usr/bin/ngoso",
                 "@/other/guides|@/other/fonts|@/usr/share/locale");
    assert_probe("NGOSO_DATA=\"$PWD/other\"", "half/bin/ngoso", "@/other/guides|@/other/fonts|");
    assert_probe("NGOSO_DATA=/nonexistent", "usr/bin/ngoso",
                 "no: NGOSO_DATA is /nonexistent, which does not hold guides/ and fonts/");
}

static void nothing_found_says_where_it_looked(void **state)
{
    (void)state;
    assert_probe("", "half/bin/ngoso",
                 "no: guides/ and fonts/ not found: looked in @/half/bin/../share/ngoso and in the "
                 "folders above @/half/bin; NGOSO_DATA can name the folder");
}

int main(int argument_count, char **arguments)
{
    if (argument_count > 1 && strcmp(arguments[1], "probe") == 0)
        return probe();
    unsetenv("NGOSO_DATA");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_installed_program_finds_its_share),
        cmocka_unit_test(a_built_program_finds_its_tree),
        cmocka_unit_test(the_environment_goes_first),
        cmocka_unit_test(nothing_found_says_where_it_looked),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
