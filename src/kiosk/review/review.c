/*
 * What is on show, and what a press changes.
 *
 *   rail (always there)     REVIEW_GO: the overview below, the page on top of it
 *   a row, the filter …     REVIEW_OPEN…: one page more on the pile
 *   "back", Escape          one page less; from the overview: out (review_act says true)
 *   a filter                reads anew; pages about one question or topic leave the pile, for their
 *                           numbers may mean another one now
 */
#include "kiosk/review/review.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "kiosk/input.h"
#include "kiosk/review/inside.h"

enum { NAMES_BYTES_MAX = 64 * 1024 * 1024 };

/* Figures of all questions, texts, tables; as for the command `report`. */
#define FIGURES_BYTES_MAX ((size_t)1024 * 1024 * 1024)

/* ---- From beginning to end ---- */

static void set_language(struct review *r, const char *language)
{
    snprintf(r->view.language, sizeof r->view.language, "%s", language);
    (void)i18n_speak(language);
}

struct review *review_create(const struct review_setup *setup)
{
    struct review *r = calloc(1, sizeof *r);
    CHECK(r != NULL);
    r->setup = *setup;
    r->filter = setup->filter;
    r->language_before = i18n_language();
    r->period = setup->filter.has_from || setup->filter.has_to ? PERIOD_GIVEN : PERIOD_ALL;
    r->depth = 1;
    r->view.reading_part = -1;
    r->view.pending = -1;
    r->view.screen = SCREEN_REVIEW;
    r->view.commune = setup->commune;
    arena_init(&r->arena, FIGURES_BYTES_MAX);
    arena_init(&r->names, NAMES_BYTES_MAX);
    picture_init(&r->picture);
    list_init(&r->question);
    set_language(r, setup->language);
    review_visit_begin(r);
    review_read(r);
    return r;
}

void review_destroy(struct review *r)
{
    if (!r)
        return;
    (void)i18n_speak(r->language_before);
    list_deinit(&r->question);
    picture_deinit(&r->picture);
    arena_deinit(&r->names);
    arena_deinit(&r->arena);
    free(r);
}

/* ---- The pile of pages ---- */

static void open_page(struct review *r, enum review_page page, unsigned subject)
{
    if (r->depth == REVIEW_DEPTH_MAX) /* The oldest but the overview is forgotten. */
        memmove(&r->places[1], &r->places[2], (REVIEW_DEPTH_MAX - 2) * sizeof r->places[0]);
    else
        r->depth++;
    *review_top(r) = (struct review_place){.page = page, .subject = subject};
    if (page == REVIEW_DAYS)
        review_top(r)->list_page = UINT_MAX;
    else if (page == REVIEW_VISIT_NUMBER)
        review_number_begin(r);
}

static void go(struct review *r, enum review_page page)
{
    r->depth = 1;
    r->places[0] = (struct review_place){.page = REVIEW_OVERVIEW};
    if (page != REVIEW_OVERVIEW)
        open_page(r, page, 0);
}

static bool back(struct review *r)
{
    if (r->depth == 1)
        return true;
    r->depth--;
    return false;
}

/* Those about a single thing. */
static void drop_subjects(struct review *r)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < r->depth; i++) {
        enum review_page page = r->places[i].page;
        if (page != REVIEW_TOPIC && page != REVIEW_QUESTION && page != REVIEW_ENLARGED)
            r->places[kept++] = r->places[i];
    }
    r->depth = kept;
    for (unsigned i = 0; i + 1 < kept; i++)
        r->places[i].list_page = r->places[i].page == REVIEW_DAYS ? UINT_MAX : 0;
}

/* ---- Filters ---- */

static void read_filtered(struct review *r)
{
    drop_subjects(r);
    review_read(r);
}

/* The names live in the figures, which are thrown away for the next ones. */
static struct slice keep_name(struct review *r, const struct slice *names, unsigned count,
                              unsigned value)
{
    if (value == 0 || value > count)
        return (struct slice){0};
    return arena_copy(&r->names, names[value - 1]);
}

static void filter_village(struct review *r, unsigned value)
{
    r->filter.village =
        keep_name(r, r->figures.village_names, r->figures.village_name_count, value);
    read_filtered(r);
}

static void filter_quiz(struct review *r, unsigned value)
{
    r->filter.quiz = keep_name(r, r->figures.quiz_names, r->figures.quiz_name_count, value);
    read_filtered(r);
}

/* "Not said" has no name to ask for. */
static void only_village(struct review *r, unsigned index)
{
    if (index >= r->figures.village_count || !r->figures.villages[index].id.size)
        return;
    r->filter.village = arena_copy(&r->names, r->figures.villages[index].id);
    read_filtered(r);
    go(r, REVIEW_OVERVIEW);
}

static void show_everything(struct review *r)
{
    r->filter.village = r->filter.quiz = r->filter.kiosk = (struct slice){0};
    review_set_period(r, PERIOD_ALL);
    read_filtered(r);
}

/* ---- What is done ---- */

static bool act_look(struct review *r, enum review_verb verb)
{
    if (verb == REVIEW_CONTRAST)
        r->view.high_contrast = !r->view.high_contrast;
    else if (verb == REVIEW_LANGUAGE) {
        set_language(r, strcmp(r->view.language, "vi") == 0 ? "en" : "vi");
        review_read(r); /* The report is in one language. */
    } else
        return false;
    return true;
}

static bool act_filter(struct review *r, enum review_verb verb, unsigned value)
{
    if (verb == REVIEW_PERIOD && value < PERIOD_COUNT) {
        review_set_period(r, (enum review_period)value);
        read_filtered(r);
    } else if (verb == REVIEW_VILLAGE)
        filter_village(r, value);
    else if (verb == REVIEW_QUIZ)
        filter_quiz(r, value);
    else if (verb == REVIEW_ONLY_VILLAGE)
        only_village(r, value);
    else if (verb == REVIEW_EVERYTHING)
        show_everything(r);
    else
        return false;
    return true;
}

static void act_page(struct review *r, enum review_verb verb, unsigned value)
{
    struct review_place *top = review_top(r);
    if (verb == REVIEW_WRITE_LEAFLET)
        review_write_topic(r);
    else if (verb == REVIEW_GO && value < REVIEW_RAIL_COUNT)
        go(r, (enum review_page)value);
    else if (verb == REVIEW_OPEN && value < REVIEW_PAGE_COUNT && value != (unsigned)top->page)
        open_page(r, (enum review_page)value, top->subject);
    else if (verb == REVIEW_OPEN_TOPIC && value < r->figures.topic_count[FIGURES_GUIDE])
        open_page(r, REVIEW_TOPIC, value);
    else if (verb == REVIEW_OPEN_ITEM && value < r->figures.item_count)
        open_page(r, REVIEW_QUESTION, value);
    else if (verb == REVIEW_TAB) {
        top->tab = value;
        top->list_page = top->page == REVIEW_DAYS && value == 0 ? UINT_MAX : 0;
    }
}

bool review_act(struct review *r, struct view_action action)
{
    unsigned index = (unsigned)action.index;
    if (action.act == ACT_BACK)
        return back(r);
    if (action.act == ACT_BACKSPACE && review_top(r)->page == REVIEW_VISIT_NUMBER)
        review_number_backspace(r);
    if (action.act == ACT_PAGE && index < r->list_pages)
        review_top(r)->list_page = index;
    if (action.act != ACT_REVIEW)
        return false;
    enum review_verb verb = (enum review_verb)(index >> REVIEW_VALUE_BITS);
    unsigned value = index & ((1u << REVIEW_VALUE_BITS) - 1);
    if (!act_look(r, verb) && !act_filter(r, verb, value) && !review_visit_act(r, verb, value))
        act_page(r, verb, value);
    return false;
}

bool review_type(struct review *r, const struct input_event *event)
{
    bool typing = event->kind == INPUT_TEXT && review_top(r)->page == REVIEW_VISIT_NUMBER;
    return typing && review_number_act(r, REVIEW_NUMBER_KEY, event->code_point);
}

int32_t review_steps(const struct input_event *event)
{
    if (event->kind == INPUT_WHEEL)
        return event->steps;
    if (event->kind != INPUT_KEY)
        return 0;
    return event->key == INPUT_KEY_PAGE_DOWN ? 1 : event->key == INPUT_KEY_PAGE_UP ? -1 : 0;
}

bool review_turn(struct review *r, int32_t steps)
{
    if (r->list_pages < 2)
        return false;
    int64_t page = (int64_t)r->shown_page + steps, last = (int64_t)r->list_pages - 1;
    page = page < 0 ? 0 : page > last ? last : page;
    if (page == (int64_t)r->shown_page)
        return false;
    review_top(r)->list_page = (unsigned)page;
    return true;
}

uint32_t review_place(const struct review *r)
{
    const struct review_place *top = &r->places[r->depth - 1];
    return (uint32_t)top->page | (top->subject & 0xFFFu) << 8 | (top->tab & 0xFu) << 20 |
           (r->shown_page & 0xFFu) << 24;
}

bool review_set_look(struct review *r, const char *language, bool high_contrast)
{
    bool speaks = strcmp(r->view.language, language) == 0;
    if (speaks && r->view.high_contrast == high_contrast)
        return false;
    r->view.high_contrast = high_contrast;
    if (!speaks) {
        set_language(r, language);
        review_read(r);
    }
    return true;
}
