/** @file
 * ngoso help, --help and --version: made from the tables that also parse.
 */
#include <stdio.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/parse.h"
#include "cli/table.h"

enum { HELP_BYTES_MAX = 256 * 1024 };

void print_version(void)
{
    printf("ngoso %s\n", NGOSO_VERSION);
}

static void print_title(FILE *out, const char *title)
{
    fprintf(out, "\n%s%s%s\n", style_begin(out, STYLE_BOLD), title, style_end(out));
}

/* "  --out FOLDER   Where the files go" */
static void add_option_rows(struct table *t, const struct option_spec *specs, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        table_row(t, STYLE_PLAIN);
        table_cell(t, 0,
                   arena_printf(t->arena, "  --%s%s%s", specs[i].name, specs[i].value ? " " : "",
                                specs[i].value ? _(specs[i].value) : ""));
        table_cell(t, 1, slice_from(_(specs[i].help)));
    }
}

static void print_exit_codes(FILE *out)
{
    print_title(out, _("Exit codes"));
    fputs(_("  0  done\n"
            "  1  problems in the files; what could be done was done\n"
            "  2  the command line is not understood; nothing was done\n"
            "  3  the system refused, or the run was interrupted\n"),
          out);
}

void print_help(FILE *out)
{
    fprintf(out, "%s%s%s\n%s\n", style_begin(out, STYLE_BOLD), _("Ngõ Số"), style_end(out),
            _("Posters, leaflets and trifolds from guides, for community digital teams."));
    print_title(out, _("Usage"));
    fputs(_("  ngoso COMMAND [OPTION…] [ARGUMENT…]\n"), out);

    struct arena a;
    arena_init(&a, HELP_BYTES_MAX);
    print_title(out, _("Commands"));
    struct table t;
    table_init(&t, &a, "ll");
    for (unsigned i = 0; cli_commands[i]; i++) {
        table_row(&t, STYLE_PLAIN);
        table_cell(&t, 0, arena_printf(&a, "  %s", cli_commands[i]->name));
        table_cell(&t, 1, slice_from(_(cli_commands[i]->summary)));
    }
    table_print(&t, out);
    print_title(out, _("Options of every command"));
    table_init(&t, &a, "ll");
    add_option_rows(&t, global_options, global_option_count);
    table_print(&t, out);
    print_exit_codes(out);
    print_title(out, _("To begin"));
    fputs(_("  ngoso render                  all shipped guides in all designs, into out/\n"
            "  ngoso new commune             then fill in commune.yaml and render again\n"
            "  ngoso help render             what a command can do\n"),
          out);
    arena_deinit(&a);
}

/* "  ngoso results [OPTION…] verify | rebuild | …", broken behind a "|" where a line is full. */
static void print_usage_line(FILE *out, struct arena *a, const struct command *command)
{
    enum { COLUMNS_MAX = 78, INDENT = 10 };
    struct slice line =
        arena_printf(a, "  ngoso %s%s%s", command->name, command->option_count ? " " : "",
                     command->option_count ? _("[OPTION…]") : "");
    const char *rest = *command->arguments ? _(command->arguments) : "";
    fwrite(line.data, 1, line.size, out);
    unsigned column = utf8_columns(line);
    for (unsigned gap = 1; *rest; gap = *rest == ' ', rest += gap) {
        const char *bar = strchr(rest, '|');
        struct slice part = {rest, bar ? (size_t)(bar - rest) + 1 : strlen(rest)};
        unsigned width = utf8_columns(part);
        bool full = column + gap + width > COLUMNS_MAX;
        fprintf(out, "%s%*s%.*s", full ? "\n" : "", full ? INDENT : (int)gap, "", SLICE_ARG(part));
        column = full ? INDENT + width : column + gap + width;
        rest += part.size;
    }
    fputc('\n', out);
}

void print_command_help(FILE *out, const struct command *command)
{
    fprintf(out, "%s\n", _(command->summary));
    print_title(out, _("Usage"));
    struct arena a;
    arena_init(&a, HELP_BYTES_MAX);
    print_usage_line(out, &a, command);
    if (command->details)
        fprintf(out, "\n%s\n", _(command->details));
    if (command->more)
        fprintf(out, "\n%s\n", _(command->more));
    print_title(out, _("Options"));
    struct table t;
    table_init(&t, &a, "ll");
    add_option_rows(&t, command->options, command->option_count);
    add_option_rows(&t, global_options, global_option_count);
    table_print(&t, out);
    print_exit_codes(out);
    arena_deinit(&a);
}

static enum cli_exit run(const struct invocation *call)
{
    if (call->argument_count == 0) {
        print_help(stdout);
        return CLI_DONE;
    }
    const struct command *command = find_command(call->arguments[0]);
    if (!command) {
        say_unknown_command(call->arguments[0]);
        return say_usage_hint(NULL);
    }
    print_command_help(stdout, command);
    return CLI_DONE;
}

const struct command command_help = {
    .name = "help",
    .arguments = N_("[COMMAND]"),
    .summary = N_("Explain a command"),
    .argument_max = 1,
    .run = run,
};
