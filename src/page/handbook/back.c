/* The handbook's last pages: index of terms, pages to write on, hotlines on the back cover. */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/collate.h"
#include "base/i18n.h"
#include "base/units.h"
#include "base/utf8.h"
#include "page/handbook/inside.h"

enum { COLUMN_GAP = 400, INDENT = 300, LETTER_GAP = 110, NAME_PERCENT = 62 };

/* ---- index ---- */

/** The index flows down two columns. */
struct index_pen {
    struct book_pen *book;
    unsigned column;
    int32_t top_du, y_du, width_du;
};

static int by_collation(const void *a, const void *b)
{
    const struct handbook_term *const *x = a, *const *y = b;
    return collate_compare((*x)->term.text, (*y)->term.text);
}

static const struct handbook_term **sort_terms(struct book_pen *p)
{
    const struct handbook *book = p->input->book;
    const struct handbook_term **terms =
        ARENA_ARRAY(p->frame.arena, book->term_count, const struct handbook_term *);
    for (unsigned i = 0; i < book->term_count; i++)
        terms[i] = &book->terms[i];
    qsort(terms, book->term_count, sizeof *terms, by_collation);
    return terms;
}

static const uint16_t *pages_of(const struct book_pen *p, const struct handbook_term *term)
{
    return p->found.terms + (size_t)(term - p->input->book->terms) * p->input->entry_count;
}

static bool is_anywhere(const struct book_pen *p, const struct handbook_term *term)
{
    const uint16_t *pages = pages_of(p, term);
    for (unsigned i = 0; i < p->input->entry_count; i++)
        if (pages[i])
            return true;
    return false;
}

static int32_t column_x(const struct index_pen *ix)
{
    int32_t gap = frame_mm100(&ix->book->frame, COLUMN_GAP);
    return ix->book->x_du + (int32_t)ix->column * (ix->width_du + gap);
}

/* The next column when `height_du` does not fit here; `ends` and `begins` close and open the list
 * where a page ends. */
static void index_need(struct index_pen *ix, int32_t height_du, bool in_list)
{
    struct book_pen *p = ix->book;
    if (ix->y_du + height_du <= p->bottom_du)
        return;
    ix->column++;
    ix->y_du = ix->top_du;
    if (ix->column < 2)
        return;
    if (in_list)
        frame_end(&p->frame);
    frame_end(&p->frame); /* Index */
    book_new_page(p, (struct slice){0});
    ix->column = 0;
    ix->y_du = ix->top_du = p->top_du;
    frame_begin(&p->frame, DRAW_ROLE_INDEX);
    if (in_list)
        frame_begin(&p->frame, DRAW_ROLE_L);
}

/* Numbers behind the term, on its last line as far as they fit; their height beyond that line. */
static int32_t draw_numbers(struct index_pen *ix, struct frame *f, const struct handbook_term *term,
                            int32_t x_du, int32_t y_du, int32_t begin_du)
{
    struct book_pen *p = ix->book;
    struct look plain = look_colored(look_note(f), f->theme->ink, f->theme->ink);
    struct look main = look_bold(plain);
    const uint16_t *pages = pages_of(p, term);
    int32_t line = look_line_du(f, &plain), x = begin_du, y = y_du;
    unsigned left = 0;
    for (unsigned i = 0; i < p->input->entry_count; i++)
        left += pages[i] != 0;
    for (unsigned i = 0; i < p->input->entry_count; i++) {
        if (pages[i] == 0)
            continue;
        /* A term on the first page of a guide that is about it stands in the title. */
        const struct guide *g = p->input->entries[i].guide;
        bool is_main = pages[i] == p->found.guides[i] && book_has_term(g->title.text, term);
        const struct look *look = is_main ? &main : &plain;
        struct slice text = arena_printf(f->arena, --left ? "%u, " : "%u", pages[i]);
        int32_t width = book_line_width(p, look, arena_printf(f->arena, "%u,", pages[i]));
        if (x + width > x_du + ix->width_du) {
            x = x_du + frame_mm100(f, INDENT);
            y += line;
        }
        if (!f->measuring)
            (void)book_reference(p, look, text, pages[i], x, y);
        x += book_line_width(p, look, text) + line / 5;
    }
    return y - y_du;
}

static int32_t draw_term(struct index_pen *ix, struct frame *f, const struct handbook_term *term,
                         int32_t x_du, int32_t y_du)
{
    struct look look = look_note(f);
    struct rich words = rich_plain(arena_printf(f->arena, "%.*s ", SLICE_ARG(term->term.text)));
    const struct para *para = frame_para(f, &look, words, ix->width_du);
    int32_t line = look_line_du(f, &look);
    frame_item_begin(f);
    frame_text(f, DRAW_ROLE_P, &look, words, term->term.span, x_du, y_du, ix->width_du);
    int32_t more = draw_numbers(ix, f, term, x_du, y_du + para->height_du - line,
                                x_du + para->last_width_du + line / 2);
    frame_item_end(f);
    return para->height_du + more;
}

static int32_t draw_letter(struct index_pen *ix, struct frame *f, uint32_t letter, int32_t y_du)
{
    char text[8] = {0};
    struct look look = look_head(f);
    if (letter == '#')
        snprintf(text, sizeof text, "0–9");
    else
        utf8_put(text, letter);
    look.color = f->theme->brand;
    return frame_text(f, DRAW_ROLE_P, &look, rich_plain(arena_copy(f->arena, slice_from(text))),
                      (struct span){0}, column_x(ix), y_du, ix->width_du);
}

/* A letter with its terms; `*next` moves behind them. */
static void draw_group(struct index_pen *ix, const struct handbook_term *const *terms,
                       unsigned count, unsigned *next)
{
    struct frame *f = &ix->book->frame, ruler = frame_ruler(f);
    uint32_t letter = collate_letter(terms[*next]->term.text);
    if (ix->y_du > ix->top_du)
        ix->y_du += frame_mm100(f, LETTER_GAP);
    index_need(ix,
               draw_letter(ix, &ruler, letter, 0) +
                   draw_term(ix, &ruler, terms[*next], column_x(ix), 0),
               false);
    ix->y_du += draw_letter(ix, f, letter, ix->y_du);
    frame_begin(f, DRAW_ROLE_L);
    for (; *next < count && collate_letter(terms[*next]->term.text) == letter; ++*next) {
        if (!is_anywhere(ix->book, terms[*next]))
            continue;
        index_need(ix, draw_term(ix, &ruler, terms[*next], column_x(ix), 0), true);
        ix->y_du += draw_term(ix, f, terms[*next], column_x(ix), ix->y_du);
    }
    frame_end(f);
}

/* What stands nowhere is left out: a book of few guides has a short index. */
static unsigned keep_found(const struct book_pen *p, const struct handbook_term **terms)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < p->input->book->term_count; i++)
        if (is_anywhere(p, terms[i]))
            terms[kept++] = terms[i];
    return kept;
}

void book_draw_index(struct book_pen *p)
{
    struct frame *f = &p->frame;
    struct look note = look_soft_note(f);
    const struct handbook_term **terms = sort_terms(p);
    const char *title = book_word(p, N_("Look up a word"));
    unsigned count = keep_found(p, terms), next = 0;
    p->found.index = 0;
    if (count == 0)
        return;
    book_new_page(p, slice_from(title));
    p->found.index = p->page;
    book_heading(p, DRAW_ROLE_H2, title);
    p->y_du += frame_word(f, DRAW_ROLE_P, &note,
                          book_word(p, N_("Bold: the guide is about it. Others: where it first "
                                          "comes up in a guide.")),
                          p->x_du, p->y_du, p->width_du);
    p->y_du += frame_mm100(f, 120);
    struct index_pen ix = {.book = p, .top_du = p->y_du, .y_du = p->y_du};
    ix.width_du = (p->width_du - frame_mm100(f, COLUMN_GAP)) / 2;
    frame_begin(f, DRAW_ROLE_INDEX);
    while (next < count)
        draw_group(&ix, terms, count, &next);
    frame_end(f);
}

/* ---- pages to write on ---- */

static void draw_column_rules(struct book_pen *p, int32_t x_du, int32_t width_du)
{
    struct frame *f = &p->frame;
    int32_t step = frame_mm100(f, BOOK_RULE_STEP);
    struct draw_stroke dots = {f->theme->ink_soft, frame_pt10(f, 8), 0, frame_pt10(f, 28)};
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    for (int32_t y = p->y_du + step; y <= p->bottom_du; y += step)
        frame_line(f, x_du, y, x_du + width_du, y, dots);
    frame_end(f);
}

void book_rules(struct book_pen *p, int32_t width_du)
{
    draw_column_rules(p, p->x_du, width_du);
}

static void draw_people(struct book_pen *p)
{
    struct frame *f = &p->frame;
    struct look note = look_soft_note(f);
    const char *title = book_word(p, N_("People to call"));
    int32_t middle = p->width_du * NAME_PERCENT / 100;
    book_new_page(p, slice_from(title));
    book_heading(p, DRAW_ROLE_H2, title);
    frame_word(f, DRAW_ROLE_P, &note, book_word(p, N_("Name, what for")), p->x_du, p->y_du, middle);
    p->y_du += frame_word(f, DRAW_ROLE_P, &note, f->words->phone, p->x_du + middle, p->y_du,
                          p->width_du - middle);
    int32_t gap = frame_mm100(f, 200);
    book_rules(p, middle - gap);
    draw_column_rules(p, p->x_du + middle, p->width_du - middle);
}

static void draw_notes(struct book_pen *p)
{
    const char *title = book_word(p, N_("My notes"));
    book_new_page(p, (struct slice){0});
    book_heading(p, DRAW_ROLE_H2, title);
    book_rules(p, p->width_du);
}

void book_draw_notes(struct book_pen *p)
{
    for (bool people = true; (p->page + 1) % 4 != 0; people = false)
        people ? draw_people(p) : draw_notes(p);
}

/* ---- back cover ---- */

static int32_t hotline_row(struct book_pen *p, struct frame *f, const struct field *label,
                           const struct field *number, int32_t y_du)
{
    struct look words = look_colored(look_body(f), f->theme->ink, f->theme->ink);
    struct look large = look_colored(look_head(f), f->theme->brand, f->theme->brand);
    large.size_pt10 = 125;
    struct look right = look_aligned(large, PARA_RIGHT, PARA_WRAP_NONE);
    int32_t room = book_line_width(p, &large, number->text);
    int32_t width = p->width_du - room - frame_mm100(f, 250);
    int32_t words_du = frame_para(f, &words, rich_plain(label->text), width)->height_du;
    int32_t line = look_line_du(f, &large), height = du_max(words_du, line);
    frame_item_begin(f);
    frame_text(f, DRAW_ROLE_P, &words, rich_plain(label->text), label->span, p->x_du,
               y_du + (height - words_du) / 2, width);
    frame_text(f, DRAW_ROLE_P, &right, rich_plain(number->text), number->span, p->x_du,
               y_du + (height - line) / 2, p->width_du);
    frame_item_end(f);
    int32_t rule = y_du + height;
    frame_line(f, p->x_du, rule, p->x_du + p->width_du, rule,
               stroke_solid(f->theme->line, frame_pt10(f, 4)));
    return height;
}

static bool is_listed(const struct book_pen *p, unsigned before, struct slice number)
{
    for (unsigned i = 0; i < p->input->book->hotline_count; i++)
        if (slice_equal(p->input->book->hotlines[i].number.text, number))
            return true;
    for (unsigned i = 0; i < before; i++)
        if (slice_equal(p->input->entries[i].guide->hotline.text, number))
            return true;
    return false;
}

static void draw_all_hotlines(struct book_pen *p)
{
    struct frame *f = &p->frame;
    const struct handbook *book = p->input->book;
    book_list_begin(p);
    for (unsigned i = 0; i < book->hotline_count; i++)
        p->y_du += hotline_row(p, f, &book->hotlines[i].label, &book->hotlines[i].number, p->y_du);
    for (unsigned i = 0; i < p->input->entry_count; i++) {
        const struct guide *g = p->input->entries[i].guide;
        struct field label = g->hotline_label;
        if (g->hotline.text.size == 0 || is_listed(p, i, g->hotline.text))
            continue;
        if (label.text.size == 0)
            label.text = g->title.text;
        p->y_du += hotline_row(p, f, &label, &g->hotline, p->y_du);
    }
    book_list_end(p);
}

void book_draw_hotlines(struct book_pen *p)
{
    struct frame *f = &p->frame;
    struct look caption = look_soft_note(f), note_head = look_note_head(f);
    struct look value = look_colored(look_bold(look_body(f)), f->theme->ink, f->theme->ink);
    const char *title = book_word(p, N_("Whom to call"));
    p->plain = true; /* A cover has no page number. */
    book_new_page(p, slice_from(title));
    p->found.hotlines = p->page;
    book_heading(p, DRAW_ROLE_H2, title);
    p->y_du += frame_mm100(f, 80);
    if (p->input->book->hotline_count || p->input->entry_count)
        draw_all_hotlines(p);
    book_gap(p, 250);
    p->y_du += frame_word(f, DRAW_ROLE_P, &note_head, book_word(p, N_("Our team")), p->x_du,
                          p->y_du, p->width_du);
    p->y_du += part_contact_lines(f, &caption, &value, p->x_du, p->y_du, p->width_du);
    if (p->y_du > p->bottom_du)
        frame_does_not_fit(f,
                           p->input->book->hotline_count ? p->input->book->hotlines[0].number.span
                                                         : p->input->book->title.span,
                           _("the hotlines"), p->y_du - p->bottom_du);
    book_end_page(p);
    p->plain = false;
}
