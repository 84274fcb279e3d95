/* ngoso quiz print: question sheet, answer sheets, key, and the table to type into. */
#include <stdio.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cli/languages.h"
#include "cli/results/quiz.h"
#include "cli/results/quizzes.h"
#include "cli/terminal.h"
#include "kiosk/screens/round.h"
#include "out/pdf.h"
#include "text/fonts.h"

enum {
    TABLE_BYTES_MAX = 4 * 1024 * 1024,
    ROWS_WITHOUT_SHEETS = 30,
    LOPSIDED_PERCENT = 60, /* One letter being right that often gives a test away. */
    LOPSIDED_COUNT_MIN = 5
};

struct printing {
    const struct invocation *call;
    struct workspace *workspace;
    struct quiz_paper paper;
    struct quiz_paper_options options;
    const char *stem; /* FOLDER/QUIZ */
};

/* ---- which questions ---- */

static long number_of(const struct printing *p, enum print_option option, long otherwise)
{
    const struct option_value *value = &p->call->values[option];
    return value->given ? value->number : otherwise;
}

/* The quiz without what cannot be asked on paper. */
static struct quiz *for_paper(struct printing *p, const struct quiz *quiz)
{
    struct arena *a = &p->workspace->arena;
    struct quiz *fit = ARENA_NEW(a, struct quiz);
    const struct quiz_question **out =
        ARENA_ARRAY(a, quiz->question_count + 1, const struct quiz_question *);
    *fit = *quiz;
    fit->questions = ARENA_ARRAY(a, quiz->question_count + 1, struct quiz_question);
    fit->question_count = 0;
    for (unsigned i = 0; i < quiz->question_count; i++)
        if (quiz_letters_possible(&quiz->questions[i]))
            fit->questions[fit->question_count++] = quiz->questions[i];
        else
            out[p->paper.left_out_count++] = &quiz->questions[i];
    p->paper.left_out = out;
    return fit;
}

/* A round as the kiosk draws it: every subject area, easy ones first. */
static void choose_questions(struct printing *p, struct quiz *quiz)
{
    struct round round;
    struct round_random random;
    const struct quiz_question **chosen =
        ARENA_ARRAY(&p->workspace->arena, quiz->question_count + 1, const struct quiz_question *);
    quiz->round = (int)number_of(p, PRINT_ROUND, quiz->round);
    if (p->call->values[PRINT_ALL].given) {
        for (unsigned i = 0; i < quiz->question_count; i++)
            chosen[i] = &quiz->questions[i];
        p->paper.question_count = quiz->question_count;
    } else {
        round_seed(&random, (uint64_t)number_of(p, PRINT_SEED, 1));
        round_draw(&round, &random, quiz, NULL, 0);
        for (unsigned i = 0; i < round.count; i++)
            chosen[i] = &quiz->questions[round.items[i].question];
        p->paper.question_count = round.count;
    }
    p->paper.questions = chosen;
}

static struct slice find_team(const struct workspace *w)
{
    return w->commune ? w->commune->contact.team.text : SLICE("");
}

static void describe(struct printing *p, const struct quiz *quiz)
{
    struct arena *a = &p->workspace->arena;
    uint8_t digest[STORE_DIGEST_BYTES];
    store_digest_quiz(digest, quiz);
    struct slice version = quiz_version(a, digest, QUIZ_CODE_VERSION_DIGITS), id = quiz->id.text;
    long seed = p->call->values[PRINT_ALL].given ? 0 : number_of(p, PRINT_SEED, 1);
    p->paper.code = arena_printf(a, "ngoso quiz=%.*s version=%.*s questions=%u seed=%ld",
                                 SLICE_ARG(id), SLICE_ARG(version), p->paper.question_count, seed);
    p->paper.shown = arena_printf(a, "%.*s · %.*s · %u/%ld", SLICE_ARG(id),
                                  SLICE_ARG(slice_part(version, 0, QUIZ_VERSION_DIGITS)),
                                  p->paper.question_count, seed);
    p->paper.file = arena_printf(a, "%.*s-answers.csv", SLICE_ARG(id));
    p->paper.team = find_team(p->workspace);
}

/* Letters follow the file: there, right options must stand in different places. */
static void warn_if_lopsided(const struct printing *p)
{
    unsigned right[QUIZ_SCREEN_ITEMS_MAX] = {0}, all = 0;
    for (unsigned i = 0; i < p->paper.question_count; i++) {
        const struct quiz_question *q = p->paper.questions[i];
        for (unsigned o = 0; q->kind == QUIZ_SINGLE && o < q->option_count; o++)
            right[o] += q->options[o].right;
        all += q->kind == QUIZ_SINGLE;
    }
    for (unsigned o = 0; all >= LOPSIDED_COUNT_MIN && o < QUIZ_SCREEN_ITEMS_MAX; o++)
        if (right[o] * 100 > all * LOPSIDED_PERCENT)
            fprintf(stderr,
                    _("Of %u questions with one right option, %u have it at %c: people will "
                      "notice. Move options about in the file.\n"),
                    all, right[o], 'A' + o);
}

/* ---- files ---- */

struct pages {
    struct pdf_file *file;
    unsigned count;
};

static bool add_page(void *context, const struct draw_list *page, struct slice bookmark,
                     struct error *e)
{
    struct pages *pages = context;
    (void)bookmark;
    pages->count++;
    return pdf_add_page(pages->file, page, SLICE(""), e);
}

static struct slice language_tag(const struct quiz *quiz)
{
    struct slice language = quiz->language.text;
    return slice_equal(language, SLICE("vi")) ? SLICE("vi-VN") : language;
}

static bool print_pdf(struct printing *p, struct pdf_job *job, enum quiz_paper_part part,
                      const char *path, struct pages *pages, struct error *e)
{
    const struct quiz *quiz = p->paper.quiz;
    const struct pdf_meta meta = {.title = quiz->title.text,
                                  .author = p->paper.team,
                                  .subject = p->paper.shown,
                                  .language = language_tag(quiz),
                                  .stamp = date_stamp_of(quiz->reviewed)};
    if (!pdf_open(&pages->file, job, path, &meta, e))
        return false;
    if (quiz_paper_draw(part, &p->paper, &p->options, add_page, pages, &p->workspace->diags, e))
        return pdf_close(pages->file, NULL, e);
    pdf_abandon(pages->file);
    return false;
}

static bool print_part(struct printing *p, enum quiz_paper_part part, const char *name,
                       struct error *e)
{
    const struct pdf_options options = {
        .whole_pages = true, .durability = FILE_FAST, .color = PDF_COLOR_RGB};
    struct pages pages = {0};
    const char *path = arena_printf(&p->workspace->arena, "%s-%s.pdf", p->stem, name).data;
    struct pdf_job *job = pdf_job_create(p->options.fonts, &options);
    bool printed = print_pdf(p, job, part, path, &pages, e);
    pdf_job_destroy(job);
    if (printed)
        printf(i18n_plural("%s: %u page\n", "%s: %u pages\n", pages.count), path, pages.count);
    return printed;
}

static bool write_table(struct printing *p, struct error *e)
{
    struct buf table;
    const char *path = arena_printf(&p->workspace->arena, "%s-answers.csv", p->stem).data;
    unsigned rows = p->options.sheet_count ? p->options.sheet_count : ROWS_WITHOUT_SHEETS;
    buf_init(&table, TABLE_BYTES_MAX);
    quiz_write_table(&table, &p->paper, rows);
    /* It may hold answers that were typed since. */
    bool there = file_exists(path);
    bool written = there || file_write(path, buf_slice(&table), FILE_DURABLE, e);
    buf_deinit(&table);
    if (there)
        printf(_("%s: was there already and may hold answers: left as it is. For other questions, "
                 "name another folder: --out\n"),
               path);
    else if (written)
        printf(i18n_plural("%s: %u row\n", "%s: %u rows\n", rows), path, rows);
    return written;
}

static bool print_all(struct printing *p, struct error *e)
{
    static const char *const names[QUIZ_PAPER_PART_COUNT] = {
        [QUIZ_PAPER_QUESTIONS] = "questions",
        [QUIZ_PAPER_ANSWERS] = "answers",
        [QUIZ_PAPER_KEY] = "key",
    };
    for (unsigned i = 0; i < QUIZ_PAPER_PART_COUNT; i++)
        if (!print_part(p, (enum quiz_paper_part)i, names[i], e))
            return false;
    return write_table(p, e);
}

/* ---- all together ---- */

static bool name_files(struct printing *p, struct error *e)
{
    struct arena *a = &p->workspace->arena;
    struct slice id = p->paper.quiz->id.text;
    const char *folder = p->call->values[PRINT_OUT].text;
    CHECK(is_guide_id(id)); /* Else the name could lead out of the folder. */
    if (!folder)
        folder = arena_printf(a, "out/%.*s", SLICE_ARG(id)).data;
    p->stem = arena_printf(a, "%s/%.*s", folder, SLICE_ARG(id)).data;
    return file_make_folder(folder, e);
}

static bool print_quiz(struct printing *p, const struct quiz *quiz, struct error *e)
{
    struct font_set *fonts;
    struct quiz *fit = for_paper(p, quiz);
    p->paper.quiz = quiz;
    if (fit->question_count == 0)
        return error_set(e, ERROR_INPUT, 0, "%s",
                         _("none of its questions can be asked on paper: all ask for a place on a "
                           "picture"));
    choose_questions(p, fit);
    describe(p, quiz);
    warn_if_lopsided(p);
    if (!name_files(p, e) || !font_set_create(&fonts, p->workspace->paths->fonts, e))
        return false;
    p->options =
        (struct quiz_paper_options){.fonts = fonts,
                                    .ink = number_of(p, PRINT_INK, 1) ? DESIGN_MONO : DESIGN_COLOUR,
                                    .sheet_count = (unsigned)number_of(p, PRINT_SHEETS, 0)};
    bool printed = print_all(p, e);
    font_set_destroy(fonts);
    if (printed && p->paper.left_out_count)
        printf(i18n_plural("%u question asks for a place on a picture and is not on paper.\n",
                           "%u questions ask for a place on a picture and are not on paper.\n",
                           p->paper.left_out_count),
               p->paper.left_out_count);
    return printed;
}

/* The words around the questions, in the quiz's language. */
static void load_its_words(struct workspace *w, const struct quiz *quiz)
{
    const char *first, *language = arena_copy(&w->arena, quiz->language.text).data;
    load_words_of(w, quiz->language.text, quiz->folder);
    if (quiz->language.text.size && language_missing(&first, language, PHRASE_QUIZ))
        diag_warning(&w->diags, "D005", quiz->language.span,
                     _("there are no headings in the language “%s” yet: they come out in English; "
                       "“ngoso new words %s” makes the file for them"),
                     language, language);
}

enum cli_exit quiz_print(const struct invocation *call)
{
    struct workspace w;
    struct error e = {0};
    workspace_init(&w, call->paths);
    struct printing p = {.call = call, .workspace = &w};
    const struct quiz *quiz = load_named_quiz(&w, call->arguments[1], &e);
    if (quiz)
        load_its_words(&w, quiz);
    load_commune(&w, call->values[PRINT_COMMUNE].text);
    bool printed = quiz && w.diags.error_count == 0 && print_quiz(&p, quiz, &e);
    diag_print(stderr, &w.diags, terminal_has_colour(stderr));
    enum cli_exit code = printed                ? CLI_DONE
                         : e.kind != ERROR_NONE ? say_call_failure(call->command, &e)
                                                : CLI_PROBLEMS;
    workspace_deinit(&w);
    return finish_output(code);
}
