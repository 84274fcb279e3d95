/* The handbook's first pages: cover, contents, how to use it. */
#include "base/arena.h"
#include "base/i18n.h"
#include "base/units.h"
#include "page/handbook/inside.h"

enum {
    COVER_MARGIN = 700,
    COVER_PAD = 700,
    COVER_ICON = 1700,
    BADGE = 520,
    CHAPTER_GAP = 130,
    NUMBER_WIDE = 800,
    HOW_ICON = 620,
    HOW_GAP = 170
};

/* ---- cover ---- */

/* The chapters' pictures, as many as there are, in a row. */
static void draw_cover_icons(struct book_pen *p, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct frame *f = &p->frame;
    const struct handbook *book = p->input->book;
    int32_t count = (int32_t)book->chapter_count, cell = width_du / count;
    int32_t icon = du_min(frame_mm100(f, 900), cell * 3 / 4);
    for (int32_t i = 0; i < count; i++)
        frame_icon(f, FONT_ICON_FILL, book->chapters[i].icon, x_du + cell * i + cell / 2, y_du,
                   icon, book_theme(p, (unsigned)i)->brand);
}

static int32_t cover_words(struct book_pen *p, struct frame *f, int32_t x_du, int32_t y_du,
                           int32_t width_du)
{
    const struct handbook *book = p->input->book;
    struct look title = look_title(f), body = look_body(f);
    title.size_pt10 = 270;
    title.leading = 124;
    title.color = f->theme->on_brand;
    body.size_pt10 = 110;
    body = look_colored(body, f->theme->on_brand_soft, f->theme->on_brand);
    body.wrap = PARA_WRAP_BALANCE;
    int32_t y = y_du;
    y += frame_text(f, DRAW_ROLE_H1, &title, rich_plain(book->title.text), book->title.span, x_du,
                    y, width_du);
    y += frame_mm100(f, 150);
    y += frame_text(f, DRAW_ROLE_P, &body, rich_plain(book->audience.text), book->audience.span,
                    x_du, y, width_du);
    return y - y_du;
}

/* The picture has what the words leave, up to twice what it needs. */
static void draw_cover_ground(struct book_pen *p, struct draw_rect ground, int32_t room_du)
{
    struct frame *f = &p->frame;
    int32_t icon = du_min(room_du, 2 * frame_mm100(f, COVER_ICON));
    frame_rect(f, ground, frame_mm100(f, 350), f->theme->solid ? f->theme->brand : f->theme->paper,
               f->theme->solid ? NO_STROKE : stroke_solid(f->theme->ink, frame_pt10(f, 25)));
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_own_icon(f, f->theme->solid ? FONT_ICON_FILL : FONT_ICON_BOLD, "book-open-text",
                   ground.x_du + frame_mm100(f, COVER_PAD) + icon / 2,
                   ground.y_du + frame_mm100(f, COVER_PAD) + icon / 2, icon,
                   f->theme->solid ? f->theme->on_brand : f->theme->ink);
    frame_end(f);
}

/* Whose book it is, and from when. */
static void draw_cover_foot(struct book_pen *p, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct frame *f = &p->frame;
    struct look caption = look_soft_note(f), strong = look_bold(look_head(f));
    struct look note = look_soft_note(f);
    const struct commune *c = p->input->commune;
    struct contact contact = part_contact(f);
    int32_t y = y_du;
    if (contact.team.text.size)
        y += frame_text(f, DRAW_ROLE_P, &strong, rich_plain(contact.team.text), contact.team.span,
                        x_du, y, width_du);
    if (c && c->name.text.size) {
        struct slice place = c->name.text;
        if (c->province.text.size)
            place =
                arena_printf(f->arena, "%.*s, %.*s", SLICE_ARG(place), SLICE_ARG(c->province.text));
        y += frame_text(f, DRAW_ROLE_P, &note, rich_plain(place), c->name.span, x_du, y, width_du);
    } else {
        y += part_blank(f, &caption, &strong, f->words->commune, (struct field){0}, x_du, y,
                        width_du);
    }
    struct slice day = date_format(f->arena, handbook_reviewed(p->input));
    if (handbook_reviewed(p->input).year)
        y += frame_text(f, DRAW_ROLE_P, &note,
                        rich_plain(arena_printf(f->arena, f->words->checked, day.data)),
                        (struct span){0}, x_du, y, width_du);
    int32_t excess = y - (f->design->height_du - frame_mm100(f, COVER_MARGIN));
    if (excess > 0)
        frame_does_not_fit(f, c ? c->name.span : p->input->book->title.span, _("the cover"),
                           excess);
}

void book_draw_cover(struct book_pen *p)
{
    struct frame *f = &p->frame, ruler = frame_ruler(f);
    int32_t margin = frame_mm100(f, COVER_MARGIN), pad = frame_mm100(f, COVER_PAD);
    int32_t width = f->design->width_du - 2 * margin;
    p->plain = true;
    book_new_page(p, p->input->book->title.text);
    struct draw_rect ground = {margin, margin, width, f->design->height_du * 64 / 100};
    int32_t words = cover_words(p, &ruler, 0, 0, width - 2 * pad);
    int32_t top = ground.y_du + ground.height_du - pad - words;
    int32_t room = top - pad / 2 - (ground.y_du + pad), least = frame_mm100(f, COVER_ICON);
    if (room < least)
        frame_does_not_fit(f, p->input->book->title.span, _("the title"), least - room);
    draw_cover_ground(p, ground, du_max(room, least));
    cover_words(p, f, margin + pad, top, width - 2 * pad);
    int32_t bottom = ground.y_du + ground.height_du;
    draw_cover_icons(p, margin, bottom + frame_mm100(f, 900), width);
    draw_cover_foot(p, margin + pad / 2, bottom + frame_mm100(f, 1750), width - pad);
    book_end_page(p);
    p->plain = false;
}

/* ---- contents ---- */

/* Title at the left, number at the right, dots between them; all of it is the link. */
static int32_t contents_line(struct book_pen *p, struct frame *f, unsigned entry, int32_t y_du)
{
    const struct guide *g = p->input->entries[entry].guide;
    unsigned page = p->known.guides[entry];
    struct look look = look_body(f), number = look_bold(look);
    number = look_aligned(look_colored(number, f->theme->ink, f->theme->ink), PARA_RIGHT,
                          PARA_WRAP_NONE);
    look = look_colored(look, f->theme->ink, f->theme->ink);
    int32_t indent = frame_mm100(f, BADGE + 180), right = frame_mm100(f, NUMBER_WIDE);
    int32_t x = p->x_du + indent, width = p->width_du - indent - right;
    /* The space keeps title and number apart when the page is read aloud. */
    struct rich words = rich_plain(arena_printf(f->arena, "%.*s ", SLICE_ARG(g->title.text)));
    const struct para *para = frame_para(f, &look, words, width);
    int32_t line = look_line_du(f, &look), last = y_du + para->height_du - line;
    if (f->measuring)
        return para->height_du;
    frame_begin(f, DRAW_ROLE_TOCI);
    frame_begin(f, DRAW_ROLE_REFERENCE);
    frame_begin(f, DRAW_ROLE_LINK);
    if (page)
        list_link_page(f->list, (struct draw_rect){x, y_du, p->width_du - indent, para->height_du},
                       page, g->title.text);
    frame_text(f, DRAW_ROLE_COUNT, &look, words, g->title.span, x, y_du, width);
    frame_text(f, DRAW_ROLE_COUNT, &number, rich_plain(arena_printf(f->arena, "%u", page)),
               (struct span){0}, p->x_du, last, p->width_du);
    frame_end(f);
    frame_end(f);
    frame_end(f);
    int32_t from = x + para->last_width_du + line / 3, baseline = last + line * 7 / 10;
    int32_t to = p->x_du + p->width_du -
                 book_line_width(p, &number, arena_printf(f->arena, "%u", page)) - line / 3;
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    if (to > from)
        frame_line(
            f, from, baseline, to, baseline,
            (struct draw_stroke){f->theme->ink_soft, frame_pt10(f, 8), 0, frame_pt10(f, 32)});
    frame_end(f);
    return para->height_du;
}

/* A line for what is no guide: index, hotlines. */
static void contents_need(struct book_pen *p, int32_t height_du)
{
    if (p->y_du + height_du <= p->bottom_du)
        return;
    frame_end(&p->frame); /* A page has a list of its own. */
    book_new_page(p, (struct slice){0});
    frame_begin(&p->frame, DRAW_ROLE_TOC);
}

static void contents_extra(struct book_pen *p, const char *word, unsigned page)
{
    struct frame *f = &p->frame;
    struct look look = look_colored(look_bold(look_body(f)), f->theme->ink, f->theme->ink);
    struct look number = look_aligned(look, PARA_RIGHT, PARA_WRAP_NONE);
    int32_t line = look_line_du(f, &look), indent = frame_mm100(f, BADGE + 180);
    int32_t x = p->x_du + indent, width = p->width_du - indent;
    struct slice words = arena_printf(f->arena, "%s ", word);
    contents_need(p, line);
    frame_begin(f, DRAW_ROLE_TOCI);
    frame_begin(f, DRAW_ROLE_REFERENCE);
    frame_begin(f, DRAW_ROLE_LINK);
    if (page)
        list_link_page(f->list, (struct draw_rect){x, p->y_du, width, line}, page,
                       slice_from(word));
    frame_text(f, DRAW_ROLE_COUNT, &look, rich_plain(words), (struct span){0}, x, p->y_du, width);
    frame_text(f, DRAW_ROLE_COUNT, &number, rich_plain(arena_printf(f->arena, "%u", page)),
               (struct span){0}, x, p->y_du, width);
    frame_end(f);
    frame_end(f);
    frame_end(f);
    p->y_du += line;
}

static void contents_chapter_head(struct book_pen *p, unsigned chapter)
{
    struct frame *f = &p->frame;
    struct look look = look_head(f);
    int32_t badge = frame_mm100(f, BADGE), line = look_line_du(f, &look);
    f->theme = book_theme(p, chapter);
    look.color = f->theme->brand;
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    book_badge(p, chapter, p->x_du, p->y_du + (line - badge) / 2, badge);
    frame_end(f);
    int32_t x = p->x_du + badge + frame_mm100(f, 180);
    p->y_du += frame_text(
        f, DRAW_ROLE_P, &look, rich_plain(p->input->book->chapters[chapter].title.text),
        p->input->book->chapters[chapter].title.span, x, p->y_du, p->x_du + p->width_du - x);
    f->theme = book_theme(p, BOOK_NO_CHAPTER);
}

/* What the page must have room for below a chapter's head: all of its guides, so that they are seen
 * together, or the first when no page holds them all. */
static int32_t contents_below(struct book_pen *p, unsigned chapter)
{
    struct frame ruler = frame_ruler(&p->frame);
    struct look head = look_head(&p->frame);
    int32_t all = 0, first = 0, room = p->bottom_du - p->top_du - look_line_du(&p->frame, &head);
    for (unsigned i = 0; i < p->input->entry_count; i++) {
        if (p->input->entries[i].chapter != chapter)
            continue;
        all += contents_line(p, &ruler, i, 0);
        first = first ? first : all;
    }
    return all <= room ? all : first;
}

static void contents_chapter(struct book_pen *p, unsigned chapter, bool *first)
{
    struct frame *f = &p->frame, ruler = frame_ruler(f);
    struct look head = look_head(f);
    bool begun = false;
    for (unsigned i = 0; i < p->input->entry_count; i++) {
        if (p->input->entries[i].chapter != chapter)
            continue;
        if (!begun && !*first)
            book_gap(p, CHAPTER_GAP);
        contents_need(p, begun ? contents_line(p, &ruler, i, 0)
                               : look_line_du(f, &head) + contents_below(p, chapter));
        if (!begun)
            contents_chapter_head(p, chapter);
        begun = true;
        *first = false;
        p->y_du += contents_line(p, f, i, p->y_du);
    }
}

void book_draw_contents(struct book_pen *p)
{
    const char *title = book_word(p, N_("Contents"));
    bool first = true;
    book_new_page(p, slice_from(title));
    book_heading(p, DRAW_ROLE_H2, title);
    p->y_du += frame_mm100(&p->frame, 120);
    frame_begin(&p->frame, DRAW_ROLE_TOC);
    for (unsigned c = 0; c < p->input->book->chapter_count; c++)
        contents_chapter(p, c, &first);
    book_gap(p, CHAPTER_GAP);
    if (p->input->book->term_count)
        contents_extra(p, book_word(p, N_("Look up a word")), p->known.index);
    contents_extra(p, book_word(p, N_("Whom to call")), p->known.hotlines);
    frame_end(&p->frame);
}

/* ---- how to use it ---- */

static int32_t how_item(struct book_pen *p, struct frame *f, const struct guide_item *item,
                        int32_t y_du)
{
    struct look look = look_body(f);
    int32_t icon = frame_mm100(f, HOW_ICON), indent = icon + frame_mm100(f, 250);
    int32_t width = p->width_du - indent;
    int32_t words = frame_para(f, &look, item->text.rich, width)->height_du;
    int32_t height = du_max(words, icon);
    frame_item_begin(f);
    frame_icon(f, FONT_ICON_BOLD, item->icon, p->x_du + icon / 2, y_du + height / 2, icon,
               f->theme->brand);
    frame_text(f, DRAW_ROLE_P, &look, item->text.rich, item->text.span, p->x_du + indent,
               y_du + (height - words) / 2, width);
    frame_item_end(f);
    return height;
}

/* Whose it is: a book in a pocket gets lost. */
static void draw_owner(struct book_pen *p)
{
    struct frame *f = &p->frame, ruler = frame_ruler(f);
    struct look caption = look_soft_note(f);
    struct look value = look_colored(look_bold(look_body(f)), f->theme->ink, f->theme->ink);
    const char *const captions[] = {book_word(p, N_("This book belongs to")), f->words->phone};
    book_gap(p, 300);
    int32_t blank =
        part_blank(&ruler, &caption, &value, captions[0], (struct field){0}, 0, 0, p->width_du);
    book_need(p, 2 * blank);
    for (unsigned i = 0; i < 2; i++)
        p->y_du += part_blank(f, &caption, &value, captions[i], (struct field){0}, p->x_du, p->y_du,
                              p->width_du);
}

void book_draw_how(struct book_pen *p)
{
    const struct handbook *book = p->input->book;
    struct frame ruler = frame_ruler(&p->frame);
    const char *title = book_word(p, N_("How to use this book"));
    book_new_page(p, slice_from(title));
    p->found.how = p->page;
    book_heading(p, DRAW_ROLE_H2, title);
    p->y_du += frame_mm100(&p->frame, 150);
    if (book->how_count)
        book_list_begin(p);
    for (unsigned i = 0; i < book->how_count; i++) {
        book_need(p, how_item(p, &ruler, &book->how[i], 0));
        p->y_du += how_item(p, &p->frame, &book->how[i], p->y_du);
        p->y_du += frame_mm100(&p->frame, HOW_GAP);
    }
    if (book->how_count)
        book_list_end(p);
    draw_owner(p);
}
