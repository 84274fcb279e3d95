#include "cli/parse.h"

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/i18n.h"
#include "base/slice.h"
#include "base/utf8.h"

enum { GLOBAL_LANG, GLOBAL_HELP, GLOBAL_VERSION, GLOBAL_COUNT };

/* getopt's value of an option is its index; the globals come after a command's own. */
enum { LONG_MAX_COUNT = CLI_OPTIONS_MAX + GLOBAL_COUNT, GLOBAL_BASE = CLI_OPTIONS_MAX };

static const char *const languages[] = {"vi", "en", NULL};

const struct option_spec global_options[] = {
    [GLOBAL_LANG] = {"lang", OPTION_WORD, "vi|en", N_("Language of messages"), 0, 0, languages},
    [GLOBAL_HELP] = {"help", OPTION_FLAG, NULL, N_("Show this help"), 0, 0, NULL},
    [GLOBAL_VERSION] = {"version", OPTION_FLAG, NULL, N_("Show the version"), 0, 0, NULL},
};
const unsigned global_option_count = GLOBAL_COUNT;

static const char *known_language(const char *name)
{
    for (unsigned i = 0; languages[i]; i++)
        if (strcmp(name, languages[i]) == 0)
            return languages[i];
    return NULL;
}

const char *find_language(int argc, char **argv)
{
    const char *found = NULL;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        const char *named = NULL;
        if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            named = known_language(argv[i + 1]);
        else if (strncmp(argv[i], "--lang=", 7) == 0)
            named = known_language(argv[i] + 7);
        found = named ? named : found;
    }
    return found;
}

/* Options of one parse, as getopt wants them and as we know them. */
struct option_table {
    struct option longs[LONG_MAX_COUNT + 1];
    const char *names[LONG_MAX_COUNT];
    unsigned count;
    const struct command *command;
};

static void add_options(struct option_table *t, const struct option_spec *specs, unsigned count,
                        int base)
{
    for (unsigned i = 0; i < count; i++) {
        CHECK(t->count < LONG_MAX_COUNT);
        t->longs[t->count] = (struct option){
            specs[i].name, specs[i].kind == OPTION_FLAG ? no_argument : required_argument, NULL,
            /* Above all letters, so that optopt tells which. */
            0x1000 + base + (int)i};
        t->names[t->count++] = specs[i].name;
    }
}

static const struct option_spec *spec_of(const struct option_table *t, int index)
{
    return index >= GLOBAL_BASE ? &global_options[index - GLOBAL_BASE]
                                : &t->command->options[index];
}

static void say_unknown_option(const struct option_table *t, const char *typed)
{
    size_t skip = strspn(typed, "-");
    size_t size = strcspn(typed + skip, "=");
    struct slice name = {typed + skip, size};
    int nearest = utf8_nearest(name, t->names, t->count);
    if (nearest >= 0)
        say_error(_("there is no option %.*s; did you mean --%s?"), (int)(skip + size), typed,
                  t->names[nearest]);
    else
        say_error(_("there is no option %.*s"), (int)(skip + size), typed);
}

static bool take_number(struct option_value *value, const struct option_spec *spec)
{
    char *end;
    errno = 0;
    value->number = strtol(value->text, &end, 10);
    if (isdigit((unsigned char)value->text[0]) && *end == '\0' && errno == 0 &&
        value->number >= spec->min && value->number <= spec->max)
        return true;
    say_error(_("--%s takes a whole number from %ld to %ld, not “%s”"), spec->name, spec->min,
              spec->max, value->text);
    return false;
}

static bool take_word(struct option_value *value, const struct option_spec *spec)
{
    for (long i = 0; spec->words[i]; i++) {
        if (strcmp(value->text, spec->words[i]) == 0) {
            value->number = i;
            return true;
        }
    }
    say_error(_("--%s takes one of %s, not “%s”"), spec->name, spec->value, value->text);
    return false;
}

/* "--out posters.pdf" would make a folder of that name, and nobody looks for a file in it. */
static bool names_a_file(const char *text)
{
    static const char *const endings[] = {".pdf", ".png", ".csv", ".xlsx", ".html", ".txt"};
    size_t length = strlen(text);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t size = strlen(endings[i]);
        if (length >= size && strcmp(text + length - size, endings[i]) == 0)
            return true;
    }
    return false;
}

static bool take_text(const struct option_value *value, const struct option_spec *spec)
{
    if (*value->text == '\0') {
        say_error(_("--%s needs a value that is not empty"), spec->name);
        return false;
    }
    if (strcmp(spec->value, "FOLDER") == 0 && names_a_file(value->text)) {
        say_error(_("--%s takes a folder, not a file like “%s”: the program names the files in it"),
                  spec->name, value->text);
        return false;
    }
    return true;
}

static bool take_value(struct option_value *value, const struct option_spec *spec, const char *text)
{
    if (value->given && spec->kind != OPTION_FLAG) {
        say_error(_("--%s is given twice"), spec->name);
        return false;
    }
    value->given = true;
    value->text = text;
    switch (spec->kind) {
    case OPTION_FLAG:
        return true;
    case OPTION_NUMBER:
        return take_number(value, spec);
    case OPTION_WORD:
        return take_word(value, spec);
    case OPTION_TEXT:
        return take_text(value, spec);
    }
    UNREACHABLE("option kind");
}

/* One refused option: getopt has told by `code` and optopt which way. */
static void say_refused(const struct option_table *t, int code, const char *typed)
{
    bool known = optopt >= 0x1000;
    if (code == ':' && known)
        say_error(_("--%s needs a value (%s)"), spec_of(t, optopt - 0x1000)->name,
                  _(spec_of(t, optopt - 0x1000)->value));
    else if (known)
        say_error(_("--%s takes no value"), spec_of(t, optopt - 0x1000)->name);
    else if (optopt)
        say_error(_("there is no option -%c"), optopt);
    else
        say_unknown_option(t, typed);
}

/* "-h" is what many type first; it is help everywhere. */
static bool parse_options(struct option_table *t, struct option_value *own,
                          struct option_value *global, const char *letters, int argc, char **argv)
{
    optind = 0; /* glibc and musl: start afresh. */
    opterr = 0;
    for (;;) {
        int code = getopt_long(argc, argv, letters, t->longs, NULL);
        if (code == -1)
            return true;
        if (code == 'h') {
            global[GLOBAL_HELP].given = true;
            continue;
        }
        if (code == ':' || code == '?') {
            say_refused(t, code, argv[optind - 1]);
            return false;
        }
        int index = code - 0x1000;
        struct option_value *value =
            index >= GLOBAL_BASE ? &global[index - GLOBAL_BASE] : &own[index];
        if (!take_value(value, spec_of(t, index), optarg))
            return false;
    }
}

static void note_globals(struct globals *globals, const struct option_value *values)
{
    globals->help |= values[GLOBAL_HELP].given;
    globals->version |= values[GLOBAL_VERSION].given;
    if (values[GLOBAL_LANG].given)
        globals->language = values[GLOBAL_LANG].text;
}

bool parse_globals(struct globals *globals, int *next, int argc, char **argv)
{
    struct option_table t = {.count = 0};
    struct option_value values[GLOBAL_COUNT] = {{0}};
    add_options(&t, global_options, GLOBAL_COUNT, GLOBAL_BASE);
    /* "+": stop at the first word that is no option, the command. */
    if (!parse_options(&t, NULL, values, "+:h", argc, argv))
        return false;
    note_globals(globals, values);
    *next = optind;
    return true;
}

static bool count_arguments(const struct invocation *call)
{
    const struct command *c = call->command;
    if (call->argument_count < c->argument_min) {
        say_error(_("“%s” needs: %s"), c->name, _(c->arguments));
        return false;
    }
    if (call->argument_count > c->argument_max) {
        if (c->argument_max == 0)
            say_error(_("“%s” takes no arguments, but “%s” was given"), c->name,
                      call->arguments[0]);
        else
            say_error(i18n_plural("“%s” takes at most %u argument",
                                  "“%s” takes at most %u arguments", c->argument_max),
                      c->name, c->argument_max);
        return false;
    }
    return true;
}

bool parse_command(struct invocation *call, struct globals *globals, int argc, char **argv)
{
    const struct command *c = call->command;
    struct option_table t = {.command = c};
    struct option_value values[GLOBAL_COUNT] = {{0}};
    add_options(&t, c->options, c->option_count, 0);
    add_options(&t, global_options, GLOBAL_COUNT, GLOBAL_BASE);
    if (!parse_options(&t, call->values, values, ":h", argc, argv))
        return false;
    note_globals(globals, values);
    call->arguments = (const char *const *)argv + optind;
    call->argument_count = (unsigned)(argc - optind);
    return globals->help || globals->version || count_arguments(call);
}
