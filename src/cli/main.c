/** @file
 * ngoso: finds the command, reads its options by its table, runs it.
 */
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/parse.h"
#include "cli/terminal.h"
#include "cli/workspace.h"

const struct command *const cli_commands[] = {
    &command_render,
    &command_catalogue,
    &command_print,
    &command_check,
    &command_handbook,
    &command_qr,
    &command_stall,
    &command_script,
    &command_new,
    &command_designs,
    &command_sheets,
    &command_schema,
    &command_kiosk,
    &command_keys,
    &command_results,
    &command_report,
    &command_review,
    &command_followup,
    &command_visit,
    &command_indicators,
    &command_quiz,
    &command_help,
    NULL,
};

enum { COMMANDS_MAX = 32 };

const struct command *find_command(const char *name)
{
    for (unsigned i = 0; cli_commands[i]; i++)
        if (strcmp(cli_commands[i]->name, name) == 0)
            return cli_commands[i];
    return NULL;
}

void say_unknown_command(const char *name)
{
    const char *names[COMMANDS_MAX];
    unsigned count = 0;
    for (; cli_commands[count]; count++) {
        CHECK(count < COMMANDS_MAX);
        names[count] = cli_commands[count]->name;
    }
    int nearest = utf8_nearest(slice_from(name), names, count);
    if (nearest >= 0)
        say_error(_("there is no command “%s”; did you mean “%s”?"), name, names[nearest]);
    else
        say_error(_("there is no command “%s”"), name);
}

void say_error(const char *format, ...)
{
    fflush(stdout); /* So that the two streams keep their order where they meet. */
    fprintf(stderr, "%sngoso: %s%s ", style_begin(stderr, STYLE_RED), _("error:"),
            style_end(stderr));
    char *message = NULL;
    size_t size = 0;
    FILE *room = open_memstream(&message, &size);
    CHECK(room != NULL);
    va_list arguments;
    va_start(arguments, format);
    vfprintf(room, format, arguments);
    va_end(arguments);
    fclose(room);
    print_for_terminal(stderr, (struct slice){message, size});
    free(message);
    fputc('\n', stderr);
}

enum cli_exit say_failure(const struct error *e)
{
    say_error("%s", e->message);
    switch (e->kind) {
    case ERROR_INPUT:
    case ERROR_LIMIT:
        return CLI_PROBLEMS;
    case ERROR_NONE:
    case ERROR_SYSTEM:
    case ERROR_LIBRARY:
    case ERROR_INTERRUPT:
        break;
    }
    return CLI_SYSTEM;
}

enum cli_exit say_call_failure(const struct command *command, const struct error *e)
{
    enum cli_exit code = say_failure(e);
    return e->kind == ERROR_INPUT ? say_usage_hint(command) : code;
}

const char *program_as_typed(void)
{
    const char *typed = getenv("NGOSO_COMMAND");
    return typed && *typed && strcspn(typed, " \t\n\"'\\$`") == strlen(typed) ? typed : "ngoso";
}

enum cli_exit say_usage_hint(const struct command *command)
{
    fprintf(stderr, _("Try: %s %s%s--help\n"), program_as_typed(), command ? command->name : "",
            command ? " " : "");
    return CLI_USAGE;
}

/* `from` is where the command's name stands in `argv`. */
static enum cli_exit run_command(const struct command *command, struct globals *globals, int from,
                                 int argc, char **argv, const struct paths *paths,
                                 const struct error *paths_error)
{
    struct invocation call = {
        .command = command, .typed = argv, .paths = paths, .paths_error = paths_error};
    if (!parse_command(&call, globals, argc - from, argv + from))
        return say_usage_hint(command);
    call.language = globals->language;
    if (globals->version)
        print_version();
    else if (globals->help)
        print_command_help(stdout, command);
    else
        return command->run(&call);
    return CLI_DONE;
}

static enum cli_exit run(int argc, char **argv, const struct paths *paths,
                         const struct error *paths_error)
{
    struct globals globals = {0};
    int next;
    if (!parse_globals(&globals, &next, argc, argv))
        return say_usage_hint(NULL);
    if (globals.version || (globals.help && next == argc)) {
        if (globals.version)
            print_version();
        else
            print_help(stdout);
        return CLI_DONE;
    }
    if (next == argc) {
        print_help(stderr);
        return CLI_USAGE;
    }
    const struct command *command = find_command(argv[next]);
    if (!command) {
        say_unknown_command(argv[next]);
        return say_usage_hint(NULL);
    }
    return run_command(command, &globals, next, argc, argv, paths, paths_error);
}

/* A closed stream's number would go to the next file opened, and messages into that file. Open for
 * reading, so that writing still fails. */
static void keep_stream_numbers(void)
{
    int fd;
    do
        fd = open("/dev/null", O_RDONLY);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd > STDERR_FILENO)
        close(fd);
}

int main(int argc, char **argv)
{
    keep_stream_numbers();
    interrupt_start();
    static struct paths paths;
    struct error e = {0};
    bool found = paths_find(&paths, &e);
    const char *language = find_language(argc, argv);
    if (!i18n_start(language, paths.messages))
        say_error(_("there are no messages in “%s”"), language ? language : "");
    /* Said again in the language that was chosen meanwhile. */
    struct error paths_error = {0};
    if (!found && paths_find(&paths, &paths_error))
        found = true;
    return (int)finish_output(run(argc, argv, found ? &paths : NULL, &paths_error));
}
