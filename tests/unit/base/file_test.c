#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#include "base/arena.h"
#include "folder.h"
#include "support/test.h"

struct place {
    struct folder folder;
    struct arena arena;
    char path[512]; /* Inside the folder. */
};

static int set_up(void **state)
{
    struct place *p = calloc(1, sizeof *p);
    p->folder = folder_make();
    snprintf(p->path, sizeof p->path, "%s/tờ rơi.pdf", p->folder.path);
    arena_init(&p->arena, 16 << 20);
    *state = p;
    return 0;
}

static int tear_down(void **state)
{
    struct place *p = *state;
    folder_remove(p->folder.path);
    arena_deinit(&p->arena);
    free(p);
    return 0;
}

static void assert_content(struct place *p, const char *path, struct slice expected)
{
    struct slice found;
    struct error e = {0};
    assert_true(file_read(&found, &p->arena, path, 8 << 20, &e));
    assert_true(slice_equal(found, expected));
    assert_int_equal(found.data[found.size], '\0');
}

static void what_is_written_is_read(void **state)
{
    struct place *p = *state;
    static const enum file_durability ways[] = {FILE_FAST, FILE_DURABLE};
    for (int i = 0; i < 2; i++) {
        struct error e = {0};
        assert_true(file_write(p->path, SLICE("một\0hai"), ways[i], &e));
        assert_content(p, p->path, SLICE("một\0hai"));
        assert_true(file_write(p->path, (struct slice){NULL, 0}, ways[i], &e));
        assert_content(p, p->path, SLICE(""));
        assert_int_equal(folder_count(p->folder.path), 1);
    }
}

/* Pieces around the size of the writer's buffer. */
static void pieces_of_all_sizes_join(void **state)
{
    struct place *p = *state;
    static const size_t sizes[] = {1, 0, 262143, 1, 262144, 262145, 5, 700000, 100};
    struct buf expected;
    struct error e = {0};
    struct file_writer w = {0};
    buf_init(&expected, 4 << 20);
    assert_true(file_writer_open(&w, p->path, &e));
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        size_t begin = expected.size;
        for (size_t j = 0; j < sizes[i]; j++)
            buf_append_char(&expected, (char)(i * 31 + j * 7));
        assert_true(file_writer_append(&w, expected.data + begin, sizes[i], &e));
    }
    assert_int_equal(w.written_bytes, expected.size);
    assert_true(file_writer_commit(&w, FILE_FAST, &e));
    assert_content(p, p->path, buf_slice(&expected));
    buf_deinit(&expected);
}

static void nothing_is_seen_before_the_commit(void **state)
{
    struct place *p = *state;
    struct error e = {0};
    struct file_writer w = {0};
    assert_true(file_write(p->path, SLICE("old"), FILE_FAST, &e));
    assert_true(file_writer_open(&w, p->path, &e));
    assert_true(file_writer_append(&w, "new", 3, &e));
    assert_content(p, p->path, SLICE("old"));
    assert_int_equal(folder_count(p->folder.path), 2);
    const char *name = strrchr(w.temporary, '/') + 1;
    assert_memory_equal(name, ".ngoso-tờ rơi.pdf-", strlen(".ngoso-tờ rơi.pdf-"));
    assert_string_equal(name + strlen(name) - 4, ".tmp");
    file_writer_abandon(&w);
    file_writer_abandon(&w);
    assert_content(p, p->path, SLICE("old"));
    assert_int_equal(folder_count(p->folder.path), 1);
}

static void permissions_follow_the_mask(void **state)
{
    struct place *p = *state;
    struct error e = {0};
    struct stat status;
    mode_t before = umask(027);
    assert_true(file_write(p->path, SLICE("x"), FILE_FAST, &e));
    umask(before);
    assert_int_equal(stat(p->path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
}

static void a_link_stays_a_link(void **state)
{
    struct place *p = *state;
    struct error e = {0};
    char link_path[512];
    struct stat status;
    snprintf(link_path, sizeof link_path, "%s/link", p->folder.path);
    assert_true(file_write(p->path, SLICE("old"), FILE_FAST, &e));
    assert_int_equal(symlink(p->path, link_path), 0);
    assert_true(file_write(link_path, SLICE("new"), FILE_FAST, &e));
    assert_content(p, p->path, SLICE("new"));
    assert_int_equal(lstat(link_path, &status), 0);
    assert_true(S_ISLNK(status.st_mode));
}

static void what_cannot_be_written_is_named(void **state)
{
    struct place *p = *state;
    char long_name[400], inside_file[600], missing[600];
    struct error e = {0};
    assert_true(file_write(p->path, SLICE("x"), FILE_FAST, &e));
    snprintf(inside_file, sizeof inside_file, "%s/x.pdf", p->path);
    snprintf(missing, sizeof missing, "%s/no/x.pdf", p->folder.path);
    snprintf(long_name, sizeof long_name, "%s/", p->folder.path);
    size_t size = strlen(long_name);
    memset(long_name + size, 'x', 300);
    long_name[size + 300] = '\0';
    const struct {
        const char *path;
        int code;
        const char *says;
    } rows[] = {
        {p->folder.path, EISDIR, "this is a folder, not a file"},
        {inside_file, ENOTDIR, "a part of the path is not a folder"},
        {missing, ENOENT, "no such file or folder"},
        {long_name, ENAMETOOLONG, "the name is too long"},
        {"/dev/null", EINVAL, "not a regular file"},
        {"", ENOENT, "no such file or folder"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        e = (struct error){0};
        assert_false(file_write(rows[i].path, SLICE("x"), FILE_FAST, &e));
        assert_int_equal(e.kind, ERROR_SYSTEM);
        assert_int_equal(e.code, rows[i].code);
        assert_non_null(strstr(e.message, rows[i].says));
        assert_memory_equal(e.message, rows[i].path, strlen(rows[i].path));
    }
    assert_int_equal(folder_count(p->folder.path), 1);
}

/* Leaves `size` 'x' behind in a buffer of the writer, then says what commit said. */
static void commit_with(struct place *p, size_t size, void (*sabotage)(struct file_writer *),
                        int code, const char *says)
{
    struct error e = {0};
    struct file_writer w = {0};
    char *bytes = calloc(1, size);
    assert_true(file_write(p->path, SLICE("old"), FILE_FAST, &e));
    assert_true(file_writer_open(&w, p->path, &e));
    sabotage(&w);
    bool ok = file_writer_append(&w, bytes, size, &e);
    if (ok)
        ok = file_writer_commit(&w, FILE_FAST, &e);
    file_writer_abandon(&w);
    assert_false(ok);
    assert_false(w.open);
    assert_int_equal(e.code, code);
    assert_non_null(strstr(e.message, says));
    assert_content(p, p->path, SLICE("old"));
    assert_int_equal(folder_count(p->folder.path), 1);
    free(bytes);
}

static void write_to_a_full_disk(struct file_writer *w)
{
    int full = open("/dev/full", O_WRONLY);
    assert_true(full >= 0);
    assert_int_equal(dup2(full, w->fd), w->fd);
    close(full);
}

static void a_full_disk_leaves_the_old_file(void **state)
{
    commit_with(*state, 10, write_to_a_full_disk, ENOSPC, "the disk is full");
    commit_with(*state, 3000000, write_to_a_full_disk, ENOSPC, "the disk is full");
}

static void limit_file_size(struct file_writer *w)
{
    (void)w;
    struct rlimit limit;
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = 100000;
    setrlimit(RLIMIT_FSIZE, &limit);
}

static void a_size_limit_leaves_the_old_file(void **state)
{
    struct rlimit before;
    getrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, SIG_IGN);
    commit_with(*state, 3000000, limit_file_size, EFBIG, "larger than the system allows");
    commit_with(*state, 150000, limit_file_size, EFBIG, "larger than the system allows");
    setrlimit(RLIMIT_FSIZE, &before);
}

static void lose_the_temporary(struct file_writer *w)
{
    unlink(w->temporary);
}

static void a_failed_rename_is_an_error(void **state)
{
    commit_with(*state, 10, lose_the_temporary, ENOENT, "no such file or folder");
}

/* Interrupts the parent in the middle of a write, then reads 1, 2, 3… up to the end. */
static int interrupt_then_read(int from)
{
    uint32_t expected = 0;
    unsigned char bytes[4];
    struct timespec moment = {0, 50000000};
    nanosleep(&moment, NULL);
    kill(getppid(), SIGUSR1);
    nanosleep(&moment, NULL);
    FILE *in = fdopen(from, "rb");
    while (fread(bytes, 1, 4, in) == 4) {
        if (memcmp(bytes, &expected, 4) != 0)
            return 1;
        expected++;
    }
    return expected == 200000 ? 0 : 2;
}

static void do_nothing(int number)
{
    (void)number;
}

static void an_interrupted_write_goes_on_where_it_was(void **state)
{
    struct place *p = *state;
    static uint32_t numbers[200000];
    struct file_writer w = {0};
    struct error e = {0};
    int ends[2], status = 0;
    for (uint32_t i = 0; i < 200000; i++)
        numbers[i] = i;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        close(ends[1]);
        _exit(interrupt_then_read(ends[0]));
    }
    close(ends[0]);
    struct sigaction action = {.sa_handler = do_nothing}; /* Without SA_RESTART. */
    sigaction(SIGUSR1, &action, NULL);
    assert_true(file_writer_open(&w, p->path, &e));
    assert_int_equal(dup2(ends[1], w.fd), w.fd);
    close(ends[1]);
    assert_true(file_writer_append(&w, numbers, sizeof numbers, &e));
    assert_true(file_writer_commit(&w, FILE_FAST, &e));
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

/* Exit status of `run` in a child that is nobody in particular. */
static int run_as_nobody(struct place *p, int (*run)(struct place *))
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
            _exit(99);
        _exit(run(p));
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int write_without_permission(struct place *p)
{
    struct error e = {0};
    bool refused = !file_write(p->path, SLICE("x"), FILE_FAST, &e) && e.code == EACCES &&
                   strstr(e.message, "permission denied");
    char sub[600];
    snprintf(sub, sizeof sub, "%s/a/b", p->folder.path);
    e = (struct error){0};
    return refused && !file_make_folder(sub, &e) && e.code == EACCES ? 42 : 1;
}

static void an_unwritable_folder_is_named(void **state)
{
    struct place *p = *state;
    assert_int_equal(chmod(p->folder.path, 0555), 0);
    assert_int_equal(run_as_nobody(p, write_without_permission), 42);
    chmod(p->folder.path, 0755);
    assert_int_equal(folder_count(p->folder.path), 0);
}

static void clean_up_and_go(int number)
{
    file_abandon_all();
    _exit(100 + number);
}

static int be_interrupted(struct place *p)
{
    struct error e = {0};
    static struct file_writer writers[5];
    signal(SIGTERM, clean_up_and_go);
    for (int i = 0; i < 5; i++) {
        char path[600];
        snprintf(path, sizeof path, "%s/%d.pdf", p->folder.path, i);
        if (!file_writer_open(&writers[i], path, &e) ||
            !file_writer_append(&writers[i], "half", 4, &e))
            return 1;
    }
    if (!file_writer_commit(&writers[2], FILE_FAST, &e))
        return 2;
    raise(SIGTERM);
    return 3;
}

static void an_interrupted_run_leaves_whole_files_only(void **state)
{
    struct place *p = *state;
    chmod(p->folder.path, 0777);
    assert_int_equal(run_as_nobody(p, be_interrupted), 100 + SIGTERM);
    assert_int_equal(folder_count(p->folder.path), 1);
    char path[600];
    snprintf(path, sizeof path, "%s/2.pdf", p->folder.path);
    assert_content(p, path, SLICE("half"));
}

static void too_many_writers_are_refused(void **state)
{
    struct place *p = *state;
    enum { COUNT = 65 };
    struct file_writer *writers = calloc(COUNT, sizeof *writers);
    struct error e = {0};
    char path[600];
    for (int i = 0; i < COUNT; i++) {
        snprintf(path, sizeof path, "%s/%d", p->folder.path, i);
        assert_int_equal(file_writer_open(&writers[i], path, &e), i < COUNT - 1);
    }
    assert_int_equal(e.code, EMFILE);
    for (int i = 0; i < COUNT; i++)
        file_writer_abandon(&writers[i]);
    assert_int_equal(folder_count(p->folder.path), 0);
    e = (struct error){0};
    assert_true(file_write(path, SLICE("x"), FILE_FAST, &e));
    free(writers);
}

static void a_long_name_still_fits_its_temporary(void **state)
{
    struct place *p = *state;
    char path[600];
    struct error e = {0};
    int size = snprintf(path, sizeof path, "%s/x", p->folder.path);
    for (int i = 0; i < 84; i++) /* 1 + 84 × 3 = 253 bytes; NAME_MAX is 255. */
        size += snprintf(path + size, sizeof path - (size_t)size, "ệ");
    assert_true(file_write(path, SLICE("x"), FILE_FAST, &e));
    assert_content(p, path, SLICE("x"));
}

static void what_cannot_be_read_is_named(void **state)
{
    struct place *p = *state;
    struct slice s = SLICE("untouched");
    struct error e = {0};
    char pipe_path[512];
    snprintf(pipe_path, sizeof pipe_path, "%s/pipe", p->folder.path);
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    assert_true(file_write(p->path, SLICE("12345"), FILE_FAST, &e));
    const struct {
        const char *path;
        size_t limit;
        enum error_kind kind;
        int code;
        const char *says;
    } rows[] = {
        {p->folder.path, 100, ERROR_SYSTEM, EISDIR, "this is a folder"},
        {"/nonexistent/x", 100, ERROR_SYSTEM, ENOENT, "no such file or folder"},
        {"", 100, ERROR_SYSTEM, ENOENT, "no such file or folder"},
        {p->path, 4, ERROR_LIMIT, 0, "larger than 4 bytes"},
        {pipe_path, 100, ERROR_SYSTEM, EINVAL, "not a regular file"},
        {"/dev/zero", 100, ERROR_SYSTEM, EINVAL, "not a regular file"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        e = (struct error){0};
        assert_false(file_read(&s, &p->arena, rows[i].path, rows[i].limit, &e));
        assert_int_equal(e.kind, rows[i].kind);
        assert_int_equal(e.code, rows[i].code);
        assert_non_null(strstr(e.message, rows[i].says));
        assert_true(slice_equal_text(s, "untouched"));
    }
    e = (struct error){0};
    assert_true(file_read(&s, &p->arena, p->path, 5, &e));
    assert_true(slice_equal_text(s, "12345"));
}

static void folders_are_made_with_their_parents(void **state)
{
    struct place *p = *state;
    struct error e = {0};
    char path[600];
    static const char *const tails[] = {"a/b/c", "a/b/c", "a//d/", "e/../f", "."};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        snprintf(path, sizeof path, "%s/%s", p->folder.path, tails[i]);
        assert_true(file_make_folder(path, &e));
        assert_true(file_exists(path));
    }
    assert_true(file_make_folder("/", &e));
    assert_true(file_write(p->path, SLICE("x"), FILE_FAST, &e));
    assert_false(file_make_folder(p->path, &e));
    assert_int_equal(e.code, ENOTDIR);
    e = (struct error){0};
    snprintf(path, sizeof path, "%s/sub", p->path);
    assert_false(file_make_folder(path, &e));
    assert_int_equal(e.code, ENOTDIR);
    e = (struct error){0};
    assert_false(file_make_folder("", &e));
    assert_int_equal(e.code, ENOENT);
    assert_false(file_exists("/nonexistent"));
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(what_is_written_is_read),
        IN_FOLDER(pieces_of_all_sizes_join),
        IN_FOLDER(nothing_is_seen_before_the_commit),
        IN_FOLDER(permissions_follow_the_mask),
        IN_FOLDER(a_link_stays_a_link),
        IN_FOLDER(what_cannot_be_written_is_named),
        IN_FOLDER(a_full_disk_leaves_the_old_file),
        IN_FOLDER(a_size_limit_leaves_the_old_file),
        IN_FOLDER(a_failed_rename_is_an_error),
        IN_FOLDER(an_interrupted_write_goes_on_where_it_was),
        IN_FOLDER(an_unwritable_folder_is_named),
        IN_FOLDER(an_interrupted_run_leaves_whole_files_only),
        IN_FOLDER(too_many_writers_are_refused),
        IN_FOLDER(a_long_name_still_fits_its_temporary),
        IN_FOLDER(what_cannot_be_read_is_named),
        IN_FOLDER(folders_are_made_with_their_parents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
