/*
 * The number that a household has on the visit sheet, "K482", typed on keys of its own: first one
 * of the letters that numbers begin with, then digits. It stands for a contact whose name is not
 * known here, and it is looked up before the form is gone on with: a slip of the finger is told at
 * once, with the numbers that are nearly the same.
 */
#include <ctype.h>
#include <stdio.h>

#include "kiosk/review/inside.h"

enum { LOOKUP_BYTES_MAX = 128 * 1024 * 1024, DIGITS = 10 };

/* ---- What is typed ---- */

void review_number_begin(struct review *r)
{
    r->visit.typed[0] = r->visit.refused[0] = '\0';
}

static bool is_expected(const char *typed, char key)
{
    struct slice letters = visit_number_letters();
    if (typed[0])
        return isdigit((unsigned char)key) && strlen(typed) + 1 < VISIT_NUMBER_BYTES;
    return key && memchr(letters.data, key, letters.size) != NULL;
}

static bool type_key(struct review *r, unsigned value)
{
    char *typed = r->visit.typed;
    size_t size = strlen(typed);
    char key = value < 0x80 ? (char)toupper((int)value) : '\0';
    if (!is_expected(typed, key))
        return false;
    typed[size] = key;
    typed[size + 1] = '\0';
    r->visit.refused[0] = '\0';
    return true;
}

void review_number_backspace(struct review *r)
{
    size_t size = strlen(r->visit.typed);
    if (size)
        r->visit.typed[size - 1] = '\0';
    r->visit.refused[0] = '\0';
}

/* ---- Looking it up ---- */

static bool read_numbers(struct visit_numbers *out, struct review *r, struct arena *a,
                         struct error *e)
{
    const struct review_setup *s = &r->setup;
    if (s->numbers)
        return s->numbers(s->self, out, a, e);
    *out = (struct visit_numbers){NULL, 0};
    return s->store_count == 0 || visit_numbers_read(out, s->stores[0], a, e);
}

static void refuse(struct review *r, const struct visit_numbers *book, struct arena *a)
{
    struct review_visit *v = &r->visit;
    struct slice near = visit_numbers_near(book, slice_from(v->typed), a);
    if (near.size)
        snprintf(v->refused, sizeof v->refused,
                 _("No household has the number %s. Nearly the same: %.*s. Please look at the "
                   "sheet again."),
                 v->typed, SLICE_ARG(near));
    else
        snprintf(v->refused, sizeof v->refused,
                 _("No household has the number %s. It stands before the name on the visit sheet, "
                   "like K482; a sheet of another machine is known once its results are merged."),
                 v->typed);
}

static void look_up(struct review *r, struct arena *a)
{
    struct review_visit *v = &r->visit;
    struct visit_numbers book;
    struct store_id id;
    struct error e = {0};
    if (!read_numbers(&book, r, a, &e)) {
        snprintf(v->refused, sizeof v->refused, "%s", e.message);
        return;
    }
    switch (visit_numbers_find(&id, &book, slice_from(v->typed))) {
    case VISIT_NUMBER_NONE:
        refuse(r, &book, a);
        return;
    case VISIT_NUMBER_SEVERAL:
        snprintf(v->refused, sizeof v->refused,
                 _("%s has become too short: two households begin with it. A new visit sheet has "
                   "longer numbers."),
                 v->typed);
        return;
    case VISIT_NUMBER_ONE:
        break;
    }
    v->visit.contact = id;
    memcpy(v->number, v->typed, sizeof v->number);
    r->depth--;
}

bool review_number_act(struct review *r, enum review_verb verb, unsigned value)
{
    struct review_visit *v = &r->visit;
    bool shown = review_top(r)->page == REVIEW_VISIT_NUMBER;
    struct arena a;
    if (verb != REVIEW_NUMBER_KEY && verb != REVIEW_NUMBER_TAKE && verb != REVIEW_NUMBER_NONE)
        return false;
    v->said = NULL;
    v->problem[0] = '\0';
    if (!shown)
        return true;
    if (verb == REVIEW_NUMBER_KEY)
        return type_key(r, value);
    if (verb == REVIEW_NUMBER_NONE) {
        v->visit.contact = (struct store_id){{0}};
        v->number[0] = '\0';
        r->depth--;
        return true;
    }
    arena_init(&a, LOOKUP_BYTES_MAX);
    look_up(r, &a);
    arena_deinit(&a);
    return true;
}

/* ---- The page ---- */

static void draw_key(struct frame *f, struct draw_rect rect, const char *key, bool enabled)
{
    struct button b =
        review_button(REVIEW_NUMBER_KEY, (unsigned char)*key, "", (struct slice){key, 1});
    b.style = BUTTON_KEY;
    b.size_du = canvas_u(&f->canvas, 46);
    b.rect = rect;
    b.disabled = !enabled;
    canvas_button(&f->canvas, &b);
}

static void draw_backspace(struct frame *f, struct draw_rect rect)
{
    struct button b = {.style = BUTTON_KEY,
                       .act = ACT_BACKSPACE,
                       .icon = ICON("backspace"),
                       .spoken = canvas_word(&f->canvas, LABEL_BACKSPACE).text,
                       .rect = rect};
    canvas_button(&f->canvas, &b);
}

/* Letters and "delete", then digits, each beginning a row. */
static void draw_keys(struct frame *f, struct draw_rect box)
{
    static const char digits[] = "1234567890";
    struct canvas *c = &f->canvas;
    struct slice letters = visit_number_letters();
    const char *typed = f->review->visit.typed;
    int32_t gap = canvas_u(c, 12), letter_count = (int32_t)letters.size;
    int32_t columns = c->upright ? 5 : 10;
    while (columns > 5 && (box.width_du - (columns - 1) * gap) / columns < c->target_du)
        columns--;
    int32_t first_digit = (letter_count + columns) / columns; /* Row; one key more is "delete". */
    int32_t rows = first_digit + (DIGITS + columns - 1) / columns;
    int32_t width = (box.width_du - (columns - 1) * gap) / columns;
    int32_t height =
        min_du((box.height_du - (rows - 1) * gap) / rows, max_du(c->target_du, canvas_u(c, 130)));
    if (width < c->target_du || height < c->target_du)
        c->fits = false;
    for (int32_t i = 0; i <= letter_count + DIGITS; i++) {
        int32_t at = i <= letter_count ? i : first_digit * columns + i - letter_count - 1;
        struct draw_rect rect = {box.x_du + at % columns * (width + gap),
                                 box.y_du + at / columns * (height + gap), width, height};
        if (i < letter_count)
            draw_key(f, rect, letters.data + i, is_expected(typed, letters.data[i]));
        else if (i == letter_count)
            draw_backspace(f, rect);
        else
            draw_key(f, rect, digits + i - letter_count - 1,
                     is_expected(typed, digits[i - letter_count - 1]));
    }
}

static void draw_typed(struct frame *f, struct draw_rect row)
{
    struct canvas *c = &f->canvas;
    struct type type = type_centered(type_sized(type_strong(c), c->title_du));
    const char *typed = f->review->visit.typed;
    canvas_rect(c, row, canvas_u(c, 16), c->skin.card, c->skin.brand,
                max_du(canvas_u(c, 4), DU_PT(1)));
    if (typed[0])
        canvas_text_in(c, &type, rich_plain(slice_from(typed)), row);
}

static void draw_ends(struct frame *f)
{
    struct canvas *c = &f->canvas;
    struct button take =
        review_button(REVIEW_NUMBER_TAKE, 0, "check", slice_from(_("This number")));
    struct button none =
        review_button(REVIEW_NUMBER_NONE, 0, "house-line", slice_from(_("Without a number")));
    take.style = BUTTON_PRIMARY;
    take.disabled = strlen(f->review->visit.typed) <= VISIT_NUMBER_DIGITS_MIN;
    take.rect =
        (struct draw_rect){f->foot.x_du, f->foot.y_du, canvas_button_width(c, &take), c->target_du};
    int32_t width = canvas_button_width(c, &none);
    none.rect = (struct draw_rect){f->foot.x_du + f->foot.width_du - width, f->foot.y_du, width,
                                   c->target_du};
    canvas_button(c, &take);
    canvas_button(c, &none);
}

void review_page_number(struct frame *f)
{
    enum { PAGE_MOST = 1600, TYPED_MOST = 560 };
    struct canvas *c = &f->canvas;
    struct draw_rect box = f->content;
    const char *refused = f->review->visit.refused;
    box.width_du = min_du(box.width_du, canvas_u(c, PAGE_MOST));
    struct type type = refused[0] ? type_colored(type_strong(c), c->skin.warn) : review_soft(c);
    review_put_text(
        f, &box, type,
        slice_from(refused[0] ? refused : _("A letter, then digits, as before the name: K482.")),
        canvas_u(c, 14));
    struct draw_rect row = rect_cut_top(&box, c->target_du * 11 / 10, canvas_u(c, 18));
    row.width_du = min_du(row.width_du, canvas_u(c, TYPED_MOST));
    draw_typed(f, row);
    draw_ends(f);
    draw_keys(f, box);
}
