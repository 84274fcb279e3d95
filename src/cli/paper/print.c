/** @file
 * ngoso print: files, or guides made for it, to a printer of CUPS.
 *
 * CUPS' own program lp is run, without a shell, rather than its library linked: lp knows the
 * system's queues, drivers and passwords, and where there is no CUPS nothing is missing but this
 * command. What it is told stands in its manual: lp(1), the options of RFC 8011 (sides), and those
 * of PWG 5100.13 (print-scaling, print-color-mode: else colour printers mix black from colours, and
 * count a page in colour).
 */
#include <dirent.h>
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/i18n.h"
#include "cli/paper/render.h"

extern char **environ;

enum print_option {
    PRINT_PRINTER,
    PRINT_COPIES,
    PRINT_DUPLEX,
    PRINT_LIST,
    PRINT_DESIGN,
    PRINT_SHEET,
    PRINT_INK,
    PRINT_COMMUNE,
    PRINT_VILLAGE,
    PRINT_RECORDS,
    PRINT_MAP,
    PRINT_QR,
    PRINT_ONLY,
    PRINT_SEPARATORS,
    PRINT_OPTION_COUNT
};

enum { COPIES_MAX = 999, PRINT_BYTES_MAX = 1024 * 1024, ARGUMENTS_MAX = 16, FILES_MAX = 1000 };

enum {
    EXIT_NOT_FOUND = 127 /* What posix_spawnp's child may end with when there is no such file. */
};

static const char *const duplex_words[] = {"long", "short", "none", NULL};
static const char *const sides[] = {"two-sided-long-edge", "two-sided-short-edge", "one-sided"};
static const char *const ink_words[] = {"colour", "mono", NULL};

enum { INK_MONO = 1 };

static const struct option_spec options[PRINT_OPTION_COUNT] = {
    [PRINT_PRINTER] = {"printer", OPTION_TEXT, N_("NAME"), N_("Else: the default printer"), 0, 0,
                       NULL},
    [PRINT_COPIES] = {"copies", OPTION_NUMBER, N_("N"), N_("Copies of each file (else: 1)"), 1,
                      COPIES_MAX, NULL},
    [PRINT_DUPLEX] = {"duplex", OPTION_WORD, "long|short|none",
                      N_("Both sides, turned over which edge; guides know it themselves"), 0, 0,
                      duplex_words},
    [PRINT_LIST] = {"list-printers", OPTION_FLAG, NULL, N_("List the printers, print nothing"), 0,
                    0, NULL},
    [PRINT_DESIGN] = {"design", OPTION_TEXT, N_("NAME"), N_("Guides: the design to print"), 0, 0,
                      NULL},
    [PRINT_SHEET] = {"sheet", OPTION_TEXT, N_("NAME[:KEY=VALUE,…]"),
                     N_("Lay the pages on sheets as “ngoso sheets” lists them"), 0, 0, NULL},
    [PRINT_INK] = {"ink", OPTION_WORD, "colour|mono", N_("Guides: colour or one colour"), 0, 0,
                   ink_words},
    [PRINT_COMMUNE] = {"commune", OPTION_TEXT, N_("FILE"), N_("Guides: your commune's details"), 0,
                       0, NULL},
    [PRINT_VILLAGE] = {"village", OPTION_TEXT, N_("NAME"), N_("Guides: the team of this village"),
                       0, 0, NULL},
    [PRINT_RECORDS] = {"records", OPTION_TEXT, N_("TABLE.csv"),
                       N_("A guide: a leaflet for each row of a table"), 0, 0, NULL},
    [PRINT_MAP] = {"map", OPTION_TEXT, N_("COLUMN=FIELD[,…]"), N_("As for “ngoso render”"), 0, 0,
                   NULL},
    [PRINT_QR] = {"qr", OPTION_TEXT, N_("LINK"), N_("As for “ngoso render”"), 0, 0, NULL},
    [PRINT_ONLY] = {"only", OPTION_TEXT, N_("ROWS"),
                    N_("Only these rows, as the table counts them: 3,7-9"), 0, 0, NULL},
    [PRINT_SEPARATORS] = {"separators", OPTION_FLAG, NULL,
                          N_("By village, a sheet with its name before each"), 0, 0, NULL},
};

struct printing {
    const struct invocation *call;
    struct arena arena;
    const char *files[FILES_MAX];
    unsigned file_count;
    const char *sides; /* NULL: as the printer is set. */
    char folder[64];   /* Of what was made for printing; empty: nothing was. */
};

/* ---- CUPS' programs ---- */

/* Runs a program to its end, what it writes into `output` (NULL: our own output); false when it
 * cannot be started. */
static bool run_program(int *code, const char *const *arguments, FILE *output, struct error *e)
{
    posix_spawn_file_actions_t actions;
    union {
        const char *const *ours;
        char *const *as_posix_wants;
    } list = {arguments};
    pid_t child;
    int status, problem = posix_spawn_file_actions_init(&actions);
    CHECK(problem == 0);
    if (output)
        problem = posix_spawn_file_actions_adddup2(&actions, fileno(output), STDOUT_FILENO);
    CHECK(problem == 0);
    problem = posix_spawnp(&child, arguments[0], &actions, NULL, list.as_posix_wants, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (problem == 0)
        while (waitpid(child, &status, 0) < 0)
            if (errno != EINTR)
                return error_os(e, errno, "waitpid");
    *code = problem == 0 && WIFEXITED(status) ? WEXITSTATUS(status) : 1;
    if (problem == ENOENT || *code == EXIT_NOT_FOUND)
        return error_set(e, ERROR_SYSTEM, ENOENT, "%s",
                         _("CUPS is not on this machine (there is no program “lp”): install the "
                           "package cups-client, or open the PDF and print it from there"));
    return problem == 0 || error_os(e, problem, "%s", arguments[0]);
}

/* Shows what lpstat wrote; false when that was nothing. */
static bool show_names(FILE *names)
{
    bool any = false;
    rewind(names);
    for (int c = getc(names); c != EOF; c = getc(names)) {
        putchar(c);
        any = true;
    }
    return any;
}

static enum cli_exit list_printers(void)
{
    static const char *const arguments[] = {"lpstat", "-e", NULL};
    struct error e = {0};
    int code;
    FILE *names = tmpfile();
    if (!names) {
        error_os(&e, errno, "tmpfile");
        return say_failure(&e);
    }
    bool ran = run_program(&code, arguments, names, &e), any = ran && show_names(names);
    fclose(names);
    if (!ran)
        return say_failure(&e);
    if (code == 0 && !any)
        say_error("%s", _("no printer is set up on this machine: add one in the system's printer "
                          "settings, or print the PDF from another machine"));
    return code == 0 && any ? CLI_DONE : CLI_SYSTEM;
}

/* "--" stops a file called -x from being an option. */
static bool send_file(int *code, struct printing *p, const char *path, struct error *e)
{
    const struct option_value *v = p->call->values;
    const char *arguments[ARGUMENTS_MAX];
    unsigned n = 0;
    arguments[n++] = "lp";
    if (v[PRINT_PRINTER].given) {
        arguments[n++] = "-d";
        arguments[n++] = v[PRINT_PRINTER].text;
    }
    arguments[n++] = "-n";
    arguments[n++] =
        arena_printf(&p->arena, "%ld", v[PRINT_COPIES].given ? v[PRINT_COPIES].number : 1L).data;
    if (p->sides) {
        arguments[n++] = "-o";
        arguments[n++] = arena_printf(&p->arena, "sides=%s", p->sides).data;
    }
    if (v[PRINT_INK].given && v[PRINT_INK].number == INK_MONO) {
        arguments[n++] = "-o";
        arguments[n++] = "print-color-mode=monochrome";
    }
    arguments[n++] = "-o";
    arguments[n++] = "print-scaling=none";
    arguments[n++] = "--";
    arguments[n++] = path;
    arguments[n] = NULL;
    CHECK(n < ARGUMENTS_MAX);
    return run_program(code, arguments, NULL, e);
}

/* ---- What to print ---- */

static bool is_file(const char *word)
{
    size_t size = strlen(word);
    return size > 4 && strcmp(word + size - 4, ".pdf") == 0;
}

static bool add_file(struct printing *p, const char *path, struct error *e)
{
    static const char sign[] = "%PDF-";
    char begin[sizeof sign] = {0};
    FILE *f = fopen(path, "rb");
    if (!f)
        return error_os(e, errno, "%s", path);
    size_t size = fread(begin, 1, sizeof sign - 1, f);
    fclose(f);
    if (size < sizeof sign - 1 || memcmp(begin, sign, size) != 0)
        return error_set(e, ERROR_INPUT, 0, _("%s is no PDF"), path);
    if (p->file_count == FILES_MAX)
        return error_set(e, ERROR_LIMIT, 0, _("at most %d files at once"), FILES_MAX);
    p->files[p->file_count++] = path;
    return true;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* FOLDER/ID/ID-DESIGN.pdf; removed again by remove_folder. */
static bool add_made(struct printing *p, const char *folder, struct error *e)
{
    DIR *d = opendir(folder);
    if (!d)
        return error_os(e, errno, "%s", folder);
    bool ok = true;
    for (const struct dirent *entry = readdir(d); ok && entry; entry = readdir(d)) {
        if (entry->d_name[0] == '.')
            continue;
        const char *path = arena_printf(&p->arena, "%s/%s", folder, entry->d_name).data;
        ok = file_is_folder(path) ? add_made(p, path, e) : add_file(p, path, e);
    }
    closedir(d);
    return ok;
}

/* With all that was made in it, also by a run that was stopped. */
static void remove_folder(struct printing *p, const char *folder)
{
    DIR *d = opendir(folder);
    for (const struct dirent *entry = d ? readdir(d) : NULL; entry; entry = readdir(d)) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        const char *path = arena_printf(&p->arena, "%s/%s", folder, entry->d_name).data;
        if (unlink(path) != 0)
            remove_folder(p, path);
    }
    if (d)
        closedir(d);
    rmdir(folder);
}

static bool make_folder(struct printing *p, struct error *e)
{
    const char *parent = getenv("TMPDIR");
    int size = snprintf(p->folder, sizeof p->folder, "%s/ngoso-XXXXXX",
                        parent && *parent && strlen(parent) < 40 ? parent : "/tmp");
    CHECK(size > 0 && (size_t)size < sizeof p->folder);
    if (mkdtemp(p->folder))
        return true;
    error_os(e, errno, "%s", p->folder);
    p->folder[0] = '\0';
    return false;
}

static void hand_on(struct invocation *to, unsigned as, const struct invocation *from,
                    enum print_option option)
{
    to->values[as] = from->values[option];
}

/* Guides go through `render`, into a folder of their own. */
static enum cli_exit make_guides(struct printing *p)
{
    struct invocation made = *p->call;
    struct command render = command_render;
    struct render_outcome outcome;
    struct error e = {0};
    if (!make_folder(p, &e))
        return say_failure(&e);
    memset(made.values, 0, sizeof made.values);
    render.name = p->call->command->name; /* Whose help a message names. */
    made.command = &render;
    hand_on(&made, RENDER_DESIGN, p->call, PRINT_DESIGN);
    hand_on(&made, RENDER_SHEET, p->call, PRINT_SHEET);
    hand_on(&made, RENDER_INK, p->call, PRINT_INK);
    hand_on(&made, RENDER_COMMUNE, p->call, PRINT_COMMUNE);
    hand_on(&made, RENDER_VILLAGE, p->call, PRINT_VILLAGE);
    hand_on(&made, RENDER_RECORDS, p->call, PRINT_RECORDS);
    hand_on(&made, RENDER_MAP, p->call, PRINT_MAP);
    hand_on(&made, RENDER_QR, p->call, PRINT_QR);
    hand_on(&made, RENDER_ONLY, p->call, PRINT_ONLY);
    hand_on(&made, RENDER_SEPARATORS, p->call, PRINT_SEPARATORS);
    made.values[RENDER_ONE_FILE].given = p->call->values[PRINT_RECORDS].given;
    made.values[RENDER_OUT] = (struct option_value){.given = true, .text = p->folder};
    enum cli_exit code = render_run(&made, &outcome);
    if (code == CLI_PROBLEMS && p->call->values[PRINT_RECORDS].given)
        say_error("%s",
                  _("nothing was sent to the printer: put right what has errors, or print the "
                    "other rows with --only"));
    if (!p->sides && outcome.two_sided)
        p->sides = outcome.flips_long ? sides[0] : sides[1];
    if (!add_made(p, p->folder, &e))
        return code == CLI_DONE ? say_failure(&e) : code;
    qsort(p->files, p->file_count, sizeof *p->files, by_name);
    return code;
}

static bool refuse(const char *why)
{
    say_error("%s", why);
    return false;
}

/* Files or guides, not both: options of one mean nothing for the other. */
static bool check_call(const struct invocation *call)
{
    unsigned files = 0;
    for (unsigned i = 0; i < call->argument_count; i++)
        files += is_file(call->arguments[i]);
    if (call->argument_count == 0)
        return refuse(_("say what to print: PDF files, or guides with --design"));
    if (files != 0 && files != call->argument_count)
        return refuse(_("print files or guides, not both at once"));
    for (unsigned i = PRINT_DESIGN; files && i < PRINT_OPTION_COUNT; i++)
        if (call->values[i].given)
            return refuse(
                _("a PDF is printed as it is: --design, --sheet, --records and the like are "
                  "for guides"));
    if (!files && !call->values[PRINT_DESIGN].given && !call->values[PRINT_RECORDS].given)
        return refuse(_("a guide is printed in a design: add --design leaflet"));
    return true;
}

static enum cli_exit gather(struct printing *p)
{
    struct error e = {0};
    if (!is_file(p->call->arguments[0]))
        return make_guides(p);
    for (unsigned i = 0; i < p->call->argument_count; i++)
        if (!add_file(p, p->call->arguments[i], &e))
            return say_failure(&e);
    return CLI_DONE;
}

static enum cli_exit send_all(struct printing *p)
{
    enum cli_exit code = CLI_DONE;
    fflush(stdout);
    for (unsigned i = 0; i < p->file_count && code == CLI_DONE; i++) {
        struct error e = {0};
        int status;
        if (!send_file(&status, p, p->files[i], &e))
            return say_failure(&e);
        if (status != 0) {
            say_error(_("the printer did not take %s; %u of %u files were sent"), p->files[i], i,
                      p->file_count);
            fprintf(stderr, _("“ngoso print --list-printers” lists the printers, --printer NAME "
                              "chooses one.\n"));
            code = CLI_SYSTEM;
        }
    }
    return code;
}

static enum cli_exit run(const struct invocation *call)
{
    const struct option_value *v = call->values;
    if (v[PRINT_LIST].given)
        return list_printers();
    if (!check_call(call))
        return say_usage_hint(call->command);
    struct printing p = {.call = call};
    arena_init(&p.arena, PRINT_BYTES_MAX);
    if (v[PRINT_DUPLEX].given)
        p.sides = sides[v[PRINT_DUPLEX].number];
    enum cli_exit code = gather(&p);
    if (code == CLI_DONE)
        code = send_all(&p);
    if (p.folder[0])
        remove_folder(&p, p.folder);
    arena_deinit(&p.arena);
    return code;
}

const struct command command_print = {
    .name = "print",
    .arguments = N_("FILE.pdf…|GUIDE…"),
    .summary = N_("Send files or guides to a printer"),
    .details = N_("Prints through CUPS at 100 %. Guides are made first, as “ngoso render” makes\n"
                  "them, and tell the printer whether and how to turn the paper over.\n\n"
                  "  ngoso print --list-printers\n"
                  "  ngoso print out/vneid/vneid-leaflet.pdf --duplex long --copies 20\n"
                  "  ngoso print vneid fraud --design leaflet --sheet 2up --ink mono\n"
                  "  ngoso print vneid --records ho.csv --sheet 4up --separators"),
    .options = options,
    .option_count = PRINT_OPTION_COUNT,
    .argument_max = CLI_ARGUMENTS_MAX,
    .run = run,
};
