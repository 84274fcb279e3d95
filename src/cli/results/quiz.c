/** @file
 * ngoso quiz: quizzes without a kiosk.
 */
#include "cli/results/quiz.h"

#include "base/arena.h"
#include "base/i18n.h"

static const char *const ink_words[] = {"colour", "mono", NULL};

static const struct option_spec options[PRINT_OPTION_COUNT] = {
    [PRINT_ROUND] = {"round", OPTION_NUMBER, N_("N"),
                     N_("How many questions (else: as many as a round at the kiosk)"), 1,
                     QUIZ_QUESTIONS_MAX, NULL},
    [PRINT_ALL] = {"all", OPTION_FLAG, NULL, N_("All questions, in the order of the file"), 0, 0,
                   NULL},
    [PRINT_SHEETS] = {"sheets", OPTION_NUMBER, N_("PEOPLE"),
                      N_("Numbered answer sheets, one a person (else: one, to be copied)"), 1,
                      QUIZ_PAPER_SHEETS_MAX, NULL},
    [PRINT_INK] = {"ink", OPTION_WORD, "colour|mono",
                   N_("Printed in colour or in black alone (default: mono)"), 0, 0, ink_words},
    [PRINT_SEED] = {"seed", OPTION_NUMBER, N_("N"),
                    N_("Draws other questions; the same number draws the same (default: 1)"), 1,
                    999999, NULL},
    [PRINT_OUT] = {"out", OPTION_TEXT, N_("FOLDER"), N_("Where the files go (default: out/QUIZ)"),
                   0, 0, NULL},
    [PRINT_COMMUNE] = {"commune", OPTION_TEXT, N_("FILE"),
                       N_("The commune's details: the team's name stands on each sheet "
                          "(else: commune.yaml, if it is there)"),
                       0, 0, NULL},
};

static const char *const column_names[QUIZ_COLUMN_COUNT] = {
    [QUIZ_COLUMN_SHEET] = N_("sheet"),
    [QUIZ_COLUMN_VILLAGE] = N_("village"),
    [QUIZ_COLUMN_AGE] = N_("age group"),
    [QUIZ_COLUMN_PERSON] = N_("person code"),
};

const char *quiz_column_name(enum quiz_column column)
{
    CHECK(column < QUIZ_COLUMN_COUNT);
    return column_names[column];
}

struct slice quiz_version(struct arena *a, const uint8_t digest[STORE_DIGEST_BYTES],
                          unsigned digits)
{
    struct slice text = SLICE("");
    for (unsigned i = 0; i < digits / 2; i++)
        text = arena_printf(a, "%.*s%02x", SLICE_ARG(text), digest[i]);
    return text;
}

/* As review/write_csv.h: opens by a double click in a Vietnamese Excel, and in an English one. */
void quiz_write_table(struct buf *out, const struct quiz_paper *paper, unsigned row_count)
{
    struct arena a;
    char separator = strcmp(i18n_language(), "vi") == 0 ? ';' : ',';
    unsigned columns = QUIZ_COLUMN_COUNT + paper->question_count;
    arena_init(&a, 1024 * 1024);
    buf_append_text(out, "\uFEFF");
    for (unsigned i = 0; i < QUIZ_COLUMN_COUNT; i++)
        buf_printf(out, "%s%c", _(column_names[i]), separator);
    for (unsigned i = 0; i < paper->question_count; i++) {
        uint8_t digest[STORE_DIGEST_BYTES];
        const struct quiz_question *q = paper->questions[i];
        store_digest_question(digest, q);
        buf_printf(out, "%s%u. %.*s #%.*s", i ? (char[]){separator, '\0'} : "", i + 1,
                   SLICE_ARG(q->id.text), SLICE_ARG(quiz_version(&a, digest, QUIZ_VERSION_DIGITS)));
    }
    buf_append_text(out, "\r\n");
    for (unsigned row = 1; row <= row_count; row++) {
        buf_printf(out, "%u", row);
        for (unsigned i = 1; i < columns; i++)
            buf_append_char(out, separator);
        buf_append_text(out, "\r\n");
    }
    arena_deinit(&a);
}

static enum cli_exit run(const struct invocation *call)
{
    if (strcmp(call->arguments[0], "print") != 0) {
        say_error(_("“quiz” understands “print”, not “%s”"), call->arguments[0]);
        return say_usage_hint(call->command);
    }
    if (call->argument_count != 2) {
        say_error("%s", _("“quiz print” needs one quiz, such as: ngoso quiz print vneid"));
        return say_usage_hint(call->command);
    }
    if (call->values[PRINT_ROUND].given && call->values[PRINT_ALL].given) {
        say_error("%s", _("--round and --all do not go together"));
        return say_usage_hint(call->command);
    }
    return call->paths ? quiz_print(call) : say_failure(call->paths_error);
}

const struct command command_quiz = {
    .name = "quiz",
    .arguments = N_("print QUIZ"),
    .summary = N_("Print a quiz for villages without a kiosk: questions, answer sheets, key"),
    .details = N_("QUIZ is the id of a shipped quiz (vneid) or the path of a file of your own.\n"
                  "Written, as A4 pages in large type:\n\n"
                  "  QUIZ-questions.pdf   to read from, one a table\n"
                  "  QUIZ-answers.pdf     boxes to cross, one a person, without names\n"
                  "  QUIZ-key.pdf         for the team: what is right and why, how to type it in\n"
                  "  QUIZ-answers.csv     the table to type into: a row a person\n\n"
                  "  ngoso quiz print vneid --sheets 30\n"
                  "  ngoso results enter vneid out/vneid/vneid-answers.csv --preview\n\n"
                  "Letters stand for the same options on every sheet, whatever the seed, as long\n"
                  "as the question is not changed."),
    .options = options,
    .option_count = PRINT_OPTION_COUNT,
    .argument_min = 1,
    .argument_max = 2,
    .run = run,
};
