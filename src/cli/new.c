/** @file
 * ngoso new: a commented starting point for a guide, a quiz, or the commune's details.
 */
#include <stdio.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cli/workspace.h"

enum { NEW_OUT, NEW_OPTION_COUNT };

enum { NEW_BYTES_MAX = 1024 * 1024 };

static const struct option_spec options[NEW_OPTION_COUNT] = {
    [NEW_OUT] = {"out", OPTION_TEXT, N_("FOLDER"),
                 N_("Where the file goes (else: the current folder)"), 0, 0, NULL},
};

/* The path as it can be typed after a command, with quotes where a shell needs them. */
static const char *typed(struct arena *a, const char *path)
{
    struct slice rest = slice_from(path), quoted = SLICE("");
    bool needed = false;
    for (const char *c = path; *c; c++)
        needed |= strchr(" \t\n\"'\\$`!*?[]{}()<>|&;#~", *c) != NULL;
    if (!needed)
        return path;
    for (const char *quote; (quote = memchr(rest.data, '\'', rest.size));) {
        size_t before = (size_t)(quote - rest.data);
        quoted = arena_printf(a, "%.*s%.*s'\\''", SLICE_ARG(quoted), (int)before, rest.data);
        rest = slice_part(rest, before + 1, rest.size);
    }
    return arena_printf(a, "'%.*s%.*s'", SLICE_ARG(quoted), SLICE_ARG(rest)).data;
}

static bool write_new(struct slice *path, struct arena *a, const struct invocation *call,
                      struct slice name, struct slice text, struct error *e)
{
    const char *folder = call->values[NEW_OUT].text;
    *path = folder ? arena_printf(a, "%s/%.*s.yaml", folder, SLICE_ARG(name))
                   : arena_printf(a, "%.*s.yaml", SLICE_ARG(name));
    if (folder && !file_make_folder(folder, e))
        return false;
    if (file_exists(path->data))
        return error_set(e, ERROR_INPUT, 0, _("%s is there already; it was left as it is"),
                         path->data);
    return file_write(path->data, text, FILE_DURABLE, e);
}

static enum cli_exit refuse_id(const struct invocation *call)
{
    say_error(
        _("“%s” cannot be an id: 2 to 40 of the letters a–z without marks, digits and dashes, "
          "such as “vneid” or “kham-benh”"),
        call->arguments[1]);
    return say_usage_hint(call->command);
}

static enum cli_exit new_guide(struct arena *a, const struct invocation *call, struct error *e)
{
    struct slice id = slice_from(call->arguments[1]), path;
    if (!is_guide_id(id))
        return refuse_id(call);
    if (!write_new(&path, a, call, id, guide_template(a, id), e))
        return say_failure(e);
    printf(_("Wrote %s. Next:\n"), path.data);
    printf(_("  1. Fill it in: each line has a comment that says what belongs there.\n"
             "  2. %s check %s\n"
             "  3. %s render %s\n"),
           program_as_typed(), typed(a, path.data), program_as_typed(), typed(a, path.data));
    return CLI_DONE;
}

static enum cli_exit new_quiz(struct arena *a, const struct invocation *call, struct error *e)
{
    struct slice id = slice_from(call->arguments[1]), path;
    if (!is_guide_id(id))
        return refuse_id(call);
    if (!write_new(&path, a, call, id, quiz_template(a, id), e))
        return say_failure(e);
    printf(_("Wrote %s. Next:\n"), path.data);
    printf(_("  1. Fill it in: it shows each kind of question once.\n"
             "  2. %s check %s\n"),
           program_as_typed(), typed(a, path.data));
    return CLI_DONE;
}

static enum cli_exit new_commune(struct arena *a, const struct invocation *call, struct error *e)
{
    struct slice path;
    if (!write_new(&path, a, call, SLICE("commune"), commune_template(a), e))
        return say_failure(e);
    bool here = !call->values[NEW_OUT].given;
    printf(_("Wrote %s. Next:\n"), path.data);
    printf(_("  1. Fill it in; a line you do not need can be left out.\n"
             "  2. %s check %s\n"
             "  3. %s render%s%s\n"),
           program_as_typed(), typed(a, path.data), program_as_typed(), here ? "" : " --commune ",
           here ? "" : typed(a, path.data));
    return CLI_DONE;
}

static const struct {
    const char *word;
    bool named; /* By an id. */
    enum cli_exit (*make)(struct arena *a, const struct invocation *call, struct error *e);
} kinds[] = {
    {"guide", true, new_guide},
    {"quiz", true, new_quiz},
    {"commune", false, new_commune},
};

enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

static enum cli_exit run(const struct invocation *call)
{
    const char *word = call->arguments[0];
    unsigned kind = 0;
    while (kind < KIND_COUNT && strcmp(word, kinds[kind].word) != 0)
        kind++;
    if (kind == KIND_COUNT) {
        say_error(_("“new” makes a “guide”, a “quiz” or a “commune”, not “%s”"), word);
        return say_usage_hint(call->command);
    }
    if (call->argument_count != (kinds[kind].named ? 2 : 1)) {
        if (kinds[kind].named)
            say_error(_("a new %s needs an id, such as: ngoso new %s kham-benh"), word, word);
        else
            say_error("%s", _("there is one commune file; it takes no name"));
        return say_usage_hint(call->command);
    }
    struct arena a;
    arena_init(&a, NEW_BYTES_MAX);
    struct error e = {0};
    enum cli_exit code = kinds[kind].make(&a, call, &e);
    arena_deinit(&a);
    return code;
}

const struct command command_new = {
    .name = "new",
    .arguments = N_("guide ID | quiz ID | commune"),
    .summary = N_("Write a commented starting point: a guide, a quiz, or your commune's details"),
    .details = N_("  ngoso new guide ID     writes ID.yaml: a guide to fill in\n"
                  "  ngoso new quiz ID      writes ID.yaml: questions on a guide to fill in\n"
                  "  ngoso new commune      writes commune.yaml: team, telephone numbers, hall,\n"
                  "                         villages, for the foot of every page\n\n"
                  "A file that is there already is never overwritten."),
    .options = options,
    .option_count = NEW_OPTION_COUNT,
    .argument_min = 1,
    .argument_max = 2,
    .run = run,
};
