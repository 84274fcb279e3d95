/** @file
 * ngoso new: a commented starting point for a guide, a quiz, or the commune's details.
 */
#include <stdio.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cli/workspace.h"
#include "content/format/format.h"
#include "content/guide/translation.h"
#include "content/wording/language.h"

enum { NEW_OUT, NEW_LANGUAGE, NEW_FROM, NEW_OPTION_COUNT };

enum { NEW_BYTES_MAX = 1024 * 1024 };

static const struct option_spec options[NEW_OPTION_COUNT] = {
    [NEW_OUT] = {"out", OPTION_TEXT, N_("FOLDER"),
                 N_("Where the file goes (else: the current folder)"), 0, 0, NULL},
    [NEW_LANGUAGE] = {"language", OPTION_TEXT, N_("LL"),
                      N_("With --from: the language to translate into, such as fr"), 0, 0, NULL},
    [NEW_FROM] = {"from", OPTION_TEXT, N_("GUIDE"),
                  N_("Start a translation of this guide; its id becomes GUIDE-LL"), 0, 0, NULL},
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

static bool is_language(const char *code)
{
    size_t size = strlen(code);
    return (size == 2 || size == 3) && strspn(code, "abcdefghijklmnopqrstuvwxyz") == size;
}

static enum cli_exit refuse_language(const struct invocation *call, const char *code)
{
    say_error(_("“%s” is no code of a language: two or three small letters (ISO 639), such as fr, "
                "km, tyz"),
              code);
    return say_usage_hint(call->command);
}

static enum cli_exit refuse_built_in(const struct invocation *call)
{
    say_error("%s", _("the words of Vietnamese and English are in the program already"));
    return say_usage_hint(call->command);
}

static bool write_translation(struct slice *path, struct workspace *w,
                              const struct invocation *call, const char *from, struct error *e)
{
    const char *code = call->values[NEW_LANGUAGE].text;
    struct slice source;
    if (!file_read(&source, &w->arena, from, GUIDE_FILE_MAX, e))
        return false;
    struct slice stem = format_stem_of(slice_from(from));
    struct slice id = call->argument_count > 1
                          ? slice_from(call->arguments[1])
                          : arena_printf(&w->arena, "%.*s-%s", SLICE_ARG(stem), code);
    struct slice text = translation_template(&w->arena, source, stem, id, slice_from(code));
    if (!is_guide_id(id) || text.size == 0)
        return error_set(e, ERROR_INPUT, 0, _("%s is no guide: no line says its id"), from);
    return write_new(path, &w->arena, call, id, text, e);
}

/* A translation starts as its original, and each text that still is so gives a warning. */
static enum cli_exit new_translation(const struct invocation *call, struct error *e)
{
    const char *code = call->values[NEW_LANGUAGE].text;
    if (!code || !call->values[NEW_FROM].given) {
        say_error("%s", _("a translation needs both: ngoso new guide --language en --from vneid"));
        return say_usage_hint(call->command);
    }
    if (!is_language(code) || strcmp(code, "vi") == 0)
        return refuse_language(call, code);
    if (!call->paths)
        return say_failure(call->paths_error);
    struct workspace w;
    struct slice path;
    const char *from;
    workspace_init(&w, call->paths);
    bool found = find_guide_file(&from, &w, call->values[NEW_FROM].text, e);
    bool ok = found && write_translation(&path, &w, call, from, e);
    if (ok) {
        printf(_("Wrote %s. Next:\n"), path.data);
        printf(_("  1. Translate each text; names in braces, icons and codes stay.\n"
                 "  2. %s check %s\n"
                 "     says what is not translated yet, and what differs from the original\n"),
               program_as_typed(), typed(&w.arena, path.data));
        if (strcmp(code, "en") != 0)
            printf(_("  3. The words around it, once a language: %s new words %s\n"),
                   program_as_typed(), code);
    }
    workspace_deinit(&w);
    if (!found)
        return say_call_failure(call->command, e);
    return ok ? CLI_DONE : say_failure(e);
}

static enum cli_exit new_words(struct arena *a, const struct invocation *call, struct error *e)
{
    const char *code = call->arguments[1];
    struct slice path;
    if (!is_language(code))
        return refuse_language(call, code);
    if (strcmp(code, "vi") == 0 || strcmp(code, "en") == 0)
        return refuse_built_in(call);
    struct slice text = language_template(a, slice_from(code));
    if (!write_new(&path, a, call, arena_printf(a, "words-%s", code), text, e))
        return say_failure(e);
    printf(_("Wrote %s. Next:\n"), path.data);
    printf(_("  1. Fill in each text, in that language; keep the file beside its guides.\n"
             "  2. %s check %s\n"),
           program_as_typed(), typed(a, path.data));
    return CLI_DONE;
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
    {"words", true, new_words},
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
        say_error(_("“new” makes a “guide”, a “quiz”, “words” or a “commune”, not “%s”"), word);
        return say_usage_hint(call->command);
    }
    struct error e = {0};
    if (call->values[NEW_LANGUAGE].given || call->values[NEW_FROM].given) {
        if (kinds[kind].make == new_guide)
            return new_translation(call, &e);
        say_error("%s", _("--language and --from make a translation of a guide"));
        return say_usage_hint(call->command);
    }
    if (call->argument_count != (kinds[kind].named ? 2 : 1)) {
        if (kinds[kind].make == new_words)
            say_error("%s", _("new words need a language, such as: ngoso new words fr"));
        else if (kinds[kind].named)
            say_error(_("a new %s needs an id, such as: ngoso new %s kham-benh"), word, word);
        else
            say_error("%s", _("there is one commune file; it takes no name"));
        return say_usage_hint(call->command);
    }
    struct arena a;
    arena_init(&a, NEW_BYTES_MAX);
    enum cli_exit code = kinds[kind].make(&a, call, &e);
    arena_deinit(&a);
    return code;
}

const struct command command_new = {
    .name = "new",
    .arguments = N_("guide ID | quiz ID | words LL | commune"),
    .summary =
        N_("Write a commented starting point: a guide, a quiz, a language, your commune's details"),
    .details = N_("  ngoso new guide ID     writes ID.yaml: a guide to fill in\n"
                  "  ngoso new quiz ID      writes ID.yaml: questions on a guide to fill in\n"
                  "  ngoso new words LL     writes words-LL.yaml: what pages in another language\n"
                  "                         print around a guide (LL: its code, such as fr)\n"
                  "  ngoso new commune      writes commune.yaml: team, telephone numbers, hall,\n"
                  "                         villages, for the foot of every page\n\n"
                  "  ngoso new guide --language LL --from GUIDE\n"
                  "                         writes GUIDE-LL.yaml: that guide, to be translated\n\n"
                  "A file that is there already is never overwritten."),
    .options = options,
    .option_count = NEW_OPTION_COUNT,
    .argument_min = 1,
    .argument_max = 2,
    .run = run,
};
