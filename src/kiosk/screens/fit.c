#include "kiosk/screens/fit.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "kiosk/screens/screens.h"
#include "text/fonts.h"
#include "text/para.h"

enum { FRAME_BYTES_MAX = 16 * 1024 * 1024, TEXTS_MAX = 2 * QUIZ_SCREEN_ITEMS_MAX + 4 };
enum { LEAST_PART = 8 /* A text cut further says nothing any more. */ };

/* The smallest panel that is promised to work. */
static const struct metrics smallest = {.width_px = 1024, .height_px = 600};

enum page { PAGE_QUESTION, PAGE_RIGHT, PAGE_WRONG, PAGE_COUNT };

struct fitting {
    struct draw_list list;
    struct target_list targets;
    struct para_cache *paras;
    struct arena arena;
    struct view view;
    struct quiz_question question; /* A copy, whose texts are cut to see how much is too much. */
    struct diag_list *diags;
};

/* ---- a page as the kiosk would show it ---- */

static void choose_all(struct view *v, const struct quiz_question *q)
{
    for (unsigned i = 0; i < q->option_count; i++) {
        bool right = q->options[i].right;
        v->marks[i] = v->screen == SCREEN_QUESTION ? MARK_NONE
                      : right                      ? MARK_RIGHT_CHOSEN
                                                   : MARK_NONE;
        v->option_order[i] = v->slot_order[i] = (uint8_t)i;
        v->pair[i] = -1;
    }
}

/* One that is wrong was chosen: of those that are, the longest. */
static void choose_wrong(struct view *v, const struct quiz_question *q)
{
    int longest = -1;
    for (unsigned i = 0; i < q->option_count; i++) {
        if (q->options[i].right)
            v->marks[i] = MARK_RIGHT;
        else if (longest < 0 ||
                 q->options[i].text.rich.text.size > q->options[longest].text.rich.text.size)
            longest = (int)i;
    }
    if (longest >= 0)
        v->marks[longest] = MARK_WRONG_CHOSEN;
}

static void set_page(struct fitting *f, const struct quiz *quiz, enum page page)
{
    struct view *v = &f->view;
    *v = (struct view){.screen = page == PAGE_QUESTION ? SCREEN_QUESTION : SCREEN_FEEDBACK,
                       .large_text = true,
                       .quiz = quiz,
                       .question = &f->question,
                       .question_count = 10,
                       .reading_part = -1,
                       .pending = -1,
                       .was_right = page == PAGE_RIGHT,
                       .saved = true};
    bool english = slice_equal_text(quiz->language.text, "en");
    memcpy(v->language, english ? "en" : "vi", 3);
    choose_all(v, &f->question);
    if (page == PAGE_WRONG)
        choose_wrong(v, &f->question);
}

static bool fits(struct fitting *f)
{
    const struct screen_kit kit = {.paras = f->paras, .arena = &f->arena};
    arena_reset(&f->arena);
    para_cache_trim(f->paras);
    return screen_fits_wholly(&f->list, &f->targets, &f->view, &smallest, &kit);
}

/* ---- what is to be shortened ---- */

struct texts {
    struct rich_field *items[TEXTS_MAX];
    unsigned count;
};

static void add_text(struct texts *all, struct rich_field *field)
{
    if (field->rich.text.size && all->count < TEXTS_MAX)
        all->items[all->count++] = field;
}

static void collect(struct texts *all, struct quiz_question *q, enum page page)
{
    all->count = 0;
    if (page == PAGE_QUESTION) {
        add_text(all, &q->stem);
        add_text(all, &q->message.text);
    } else {
        bool wrong = page == PAGE_WRONG && q->when_wrong.rich.text.size;
        add_text(all, wrong ? &q->when_wrong : &q->when_right);
        add_text(all, &q->advice);
    }
    for (unsigned i = 0; i < q->option_count; i++) {
        add_text(all, &q->options[i].text);
        add_text(all, &q->options[i].match);
    }
}

static struct slice first_letters(struct slice text, size_t count)
{
    size_t size = 0;
    while (size < text.size && count-- > 0)
        (void)utf8_next(text, &size);
    return slice_part(text, 0, size);
}

/* The most letters of one text with which the page fits; 0: shortening it alone is not enough. */
static size_t letters_that_fit(struct fitting *f, struct rich_field *field)
{
    const struct rich whole = field->rich;
    size_t good = 0, bad = utf8_length(whole.text), least = bad / LEAST_PART;
    field->rich = (struct rich){.text = first_letters(whole.text, least)};
    if (least && fits(f))
        for (good = least; bad - good > 1;) {
            size_t middle = (good + bad) / 2;
            field->rich.text = first_letters(whole.text, middle);
            *(fits(f) ? &good : &bad) = middle;
        }
    field->rich = whole;
    return good;
}

/* The longest text is named first, and one that helps alone rather than one that does not. */
static void report(struct fitting *f, enum page page)
{
    struct texts all;
    struct rich_field *longest = NULL, *helps = NULL;
    size_t most = 0;
    collect(&all, &f->question, page);
    for (unsigned i = 0; i < all.count; i++) {
        struct rich_field *field = all.items[i];
        if (!longest || field->rich.text.size > longest->rich.text.size)
            longest = field;
        size_t letters = letters_that_fit(f, field);
        /* Least is lost where most may stay. */
        if (letters && (!helps || letters * utf8_length(helps->rich.text) >
                                      most * utf8_length(field->rich.text))) {
            helps = field;
            most = letters;
        }
    }
    if (helps)
        diag_warning(f->diags, "K080", helps->span,
                     _("with this text the question does not fit on a screen of 1024 × 600 in "
                       "larger text: at most about %zu letters instead of %zu"),
                     most, utf8_length(helps->rich.text));
    else if (longest)
        diag_warning(f->diags, "K080", longest->span,
                     _("this question does not fit on a screen of 1024 × 600 in larger text: "
                       "shorten this text and others of it"));
}

static void check_question(struct fitting *f, const struct quiz *quiz,
                           const struct quiz_question *question)
{
    if (question->option_count < 2)
        return;
    /* One page that does not fit is enough: what is shortened for it helps the others. */
    for (enum page page = PAGE_QUESTION; page < PAGE_COUNT; page++) {
        f->question = *question;
        set_page(f, quiz, page);
        if (fits(f))
            continue;
        report(f, page);
        return;
    }
}

void fit_check_quiz(const struct quiz *quiz, struct font_set *fonts, struct diag_list *diags)
{
    struct fitting *f = ARENA_NEW(diags->arena, struct fitting);
    *f = (struct fitting){.diags = diags, .paras = para_cache_create(fonts)};
    f->targets.focused = f->targets.pressed = -1;
    list_init(&f->list);
    arena_init(&f->arena, FRAME_BYTES_MAX);
    for (unsigned i = 0; i < quiz->question_count; i++)
        check_question(f, quiz, &quiz->questions[i]);
    arena_deinit(&f->arena);
    list_deinit(&f->list);
    para_cache_destroy(f->paras);
}
