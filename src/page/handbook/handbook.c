#include "page/handbook/handbook.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/units.h"
#include "page/handbook/inside.h"

/* du of millimetres at compile time, rounded to the nearest. */
#define MM(mm) ((int32_t)((mm)*72.0 * 1024 / 25.4 + 0.5))

/* Hundredths of a millimetre on A6. The fold side is wider by what lies in it; the other holds the
 * chapter's mark, of which printers leave about half. */
enum {
    MARGIN_FOLD = 1000,
    MARGIN_EDGE = 1150,
    HEAD = 750, /* Middle of the running head. */
    TOP = 1200,
    FOOT = 1050,
    FOLIO = 650, /* Middle of the page number, from below. */
    TAB_WIDE = 850,
    TAB_HIGH = 1150,
    TAB_FIRST = 1500,
    TAB_VISIBLE = 600, /* Middle of what printers leave of it, from the edge. */
    CODE_SIDE = 2100,
    CODE_MODULE_MIN = 45,
    ARENA_BYTES = 32 * 1024 * 1024,
    TEXT_BYTES_MAX = 256 * 1024
};

/* A5 is drawn a fifth larger: its body is then 11.4 pt, and a line holds half as much again. */
static const struct shape {
    int32_t width_du, height_du, scale_num, scale_den;
} shapes[HANDBOOK_PAPER_COUNT] = {
    [HANDBOOK_A6] = {MM(105), MM(148), 1, 1},
    [HANDBOOK_A5] = {MM(148), MM(210), 6, 5},
};

static const struct type_scale type = {.title = 140, .head = 105, .body = 95, .note = 90};

const char *book_word(const struct book_pen *p, const char *english)
{
    return i18n_in(p->frame.words->language, english);
}

const struct theme *book_theme(const struct book_pen *p, unsigned chapter)
{
    enum guide_subject subject = chapter == BOOK_NO_CHAPTER
                                     ? SUBJECT_PUBLIC_SERVICES
                                     : p->input->book->chapters[chapter].subject;
    return theme_get(subject, p->input->ink);
}

int32_t book_line_width(struct book_pen *p, const struct look *look, struct slice text)
{
    struct look line = look_aligned(*look, PARA_LEFT, PARA_WRAP_NONE);
    return text.size ? frame_para(&p->frame, &line, rich_plain(text), INT32_MAX / 4)->width_du : 0;
}

/* ---- furniture of a page ---- */

static bool is_right_hand(const struct book_pen *p)
{
    return p->page % 2 == 1;
}

void book_badge(struct book_pen *p, unsigned chapter, int32_t x_du, int32_t y_du, int32_t side_du)
{
    struct frame *f = &p->frame;
    const struct theme *theme = book_theme(p, chapter);
    struct look look = look_aligned(look_bold(look_head(f)), PARA_CENTER, PARA_WRAP_NONE);
    look.color = theme->solid ? theme->on_brand : theme->ink;
    frame_rect(f, (struct draw_rect){x_du, y_du, side_du, side_du}, side_du / 4,
               theme->solid ? theme->brand : theme->paper,
               theme->solid ? NO_STROKE : stroke_solid(theme->ink, frame_pt10(f, 12)));
    frame_text(f, DRAW_ROLE_COUNT, &look, rich_plain(arena_printf(f->arena, "%u", chapter + 1)),
               (struct span){0}, x_du, y_du + (side_du - look_line_du(f, &look)) / 2, side_du);
}

/* The mark at the edge: lower for each chapter, so that a closed book shows where they begin. */
static void draw_tab(struct book_pen *p)
{
    struct frame *f = &p->frame;
    const struct theme *theme = f->theme;
    int32_t wide = frame_mm100(f, TAB_WIDE), high = frame_mm100(f, TAB_HIGH);
    int32_t first = frame_mm100(f, TAB_FIRST);
    int32_t step = (f->design->height_du - 2 * first - high) / (HANDBOOK_CHAPTERS_MAX - 1);
    int32_t y = first + (int32_t)p->chapter * du_max(step, 0);
    int32_t edge = is_right_hand(p) ? f->design->width_du : 0;
    int32_t x = is_right_hand(p) ? edge - wide : 0;
    int32_t middle = frame_mm100(f, TAB_VISIBLE);
    struct look look = look_aligned(look_head(f), PARA_CENTER, PARA_WRAP_NONE);
    look.color = theme->solid ? theme->on_brand : theme->ink;
    /* Drawn beyond the edge on the round side's account: only the inner corners are round. */
    list_clip_push(f->list, (struct draw_rect){x, y, wide, high});
    struct draw_rect body = {is_right_hand(p) ? x : x - wide, y, 2 * wide, high};
    if (theme->solid) {
        frame_rect(f, body, frame_mm100(f, 180), theme->brand, NO_STROKE);
    } else {
        int32_t inset = frame_pt10(f, 8);
        body.x_du += inset;
        body.y_du += inset;
        body.width_du -= 2 * inset;
        body.height_du -= 2 * inset;
        frame_rect(f, body, frame_mm100(f, 180), theme->paper,
                   stroke_solid(theme->ink, frame_pt10(f, 14)));
    }
    list_clip_pop(f->list);
    frame_text(f, DRAW_ROLE_COUNT, &look, rich_plain(arena_printf(f->arena, "%u", p->chapter + 1)),
               (struct span){0}, (is_right_hand(p) ? edge - middle : middle) - wide / 2,
               y + (high - look_line_du(f, &look)) / 2, wide);
}

static struct slice short_title(const struct guide *g)
{
    return g->short_title.text.size ? g->short_title.text : g->title.text;
}

/* The chapter outside, where a thumb turns pages; the guide inside, from its second page on. */
static void draw_head(struct book_pen *p)
{
    struct frame *f = &p->frame;
    const struct handbook_chapter *chapter = &p->input->book->chapters[p->chapter];
    struct look outer = look_note_head(f), inner = look_soft_note(f);
    int32_t line = look_line_du(f, &outer), y = frame_mm100(f, HEAD) - line / 2;
    bool right = is_right_hand(p);
    outer = look_aligned(outer, right ? PARA_RIGHT : PARA_LEFT, PARA_WRAP_NONE);
    inner = look_aligned(inner, right ? PARA_LEFT : PARA_RIGHT, PARA_WRAP_NONE);
    frame_text(f, DRAW_ROLE_COUNT, &outer, rich_plain(chapter->title.text), chapter->title.span,
               p->x_du, y, p->width_du);
    bool goes_on = p->entry != BOOK_NO_ENTRY && p->found.guides[p->entry] != p->page;
    if (goes_on) {
        const struct guide *g = p->input->entries[p->entry].guide;
        int32_t room = p->width_du - book_line_width(p, &outer, chapter->title.text) - line;
        if (book_line_width(p, &inner, short_title(g)) <= room)
            frame_text(f, DRAW_ROLE_COUNT, &inner, rich_plain(short_title(g)), (struct span){0},
                       p->x_du, y, p->width_du);
    }
    int32_t rule = frame_mm100(f, HEAD) + line * 6 / 10;
    frame_line(f, p->x_du, rule, p->x_du + p->width_du, rule,
               stroke_solid(f->theme->line, frame_pt10(f, f->theme->solid ? 7 : 5)));
}

static void draw_folio(struct book_pen *p)
{
    struct frame *f = &p->frame;
    struct look look = look_colored(look_head(f), f->theme->ink, f->theme->ink);
    look = look_aligned(look, is_right_hand(p) ? PARA_RIGHT : PARA_LEFT, PARA_WRAP_NONE);
    int32_t y = f->design->height_du - frame_mm100(f, FOLIO) - look_line_du(f, &look) / 2;
    frame_text(f, DRAW_ROLE_COUNT, &look, rich_plain(arena_printf(f->arena, "%u", p->page)),
               (struct span){0}, p->x_du, y, p->width_du);
}

static void draw_furniture(struct book_pen *p)
{
    if (p->plain)
        return;
    frame_begin(&p->frame, DRAW_ROLE_ARTIFACT);
    draw_folio(p);
    if (p->chapter != BOOK_NO_CHAPTER) {
        draw_head(p);
        draw_tab(p);
    }
    frame_end(&p->frame);
}

/* ---- the flow ---- */

void book_end_page(struct book_pen *p)
{
    if (!p->page_open)
        return;
    p->page_open = false;
    if (p->in_list)
        frame_end(&p->frame);
    if (!p->trying)
        book_find_terms(p);
    draw_furniture(p);
    list_finish(p->frame.list);
    if (p->sink && !p->trying && !p->failed)
        p->failed = !p->sink(p->context, p->frame.list, p->bookmark, p->error);
}

void book_new_page(struct book_pen *p, struct slice bookmark)
{
    struct frame *f = &p->frame;
    book_end_page(p);
    p->page++;
    p->page_open = true;
    p->bookmark = bookmark;
    p->x_du = frame_mm100(f, is_right_hand(p) ? MARGIN_FOLD : MARGIN_EDGE);
    p->y_du = p->top_du;
    para_cache_trim(f->paras);
    list_reset(f->list, f->design->width_du, f->design->height_du);
    if (p->in_list)
        frame_begin(f, DRAW_ROLE_L);
}

void book_need(struct book_pen *p, int32_t height_du)
{
    if (p->y_du + height_du > p->bottom_du && p->y_du > p->top_du)
        book_new_page(p, (struct slice){0});
}

void book_gap(struct book_pen *p, int32_t mm100)
{
    if (p->y_du > p->top_du)
        p->y_du += frame_mm100(&p->frame, mm100);
}

void book_list_begin(struct book_pen *p)
{
    frame_begin(&p->frame, DRAW_ROLE_L);
    p->in_list = true;
}

void book_list_end(struct book_pen *p)
{
    p->in_list = false;
    frame_end(&p->frame);
}

void book_heading(struct book_pen *p, enum draw_role role, const char *word)
{
    struct frame *f = &p->frame;
    struct look look = look_colored(look_head(f), f->theme->brand, f->theme->brand);
    int32_t line = look_line_du(f, &look), width = book_line_width(p, &look, slice_from(word));
    frame_word(f, role, &look, word, p->x_du, p->y_du, p->width_du);
    int32_t x = p->x_du + width + line / 2;
    if (x < p->x_du + p->width_du)
        frame_line(f, x, p->y_du + line / 2, p->x_du + p->width_du, p->y_du + line / 2,
                   stroke_solid(f->theme->line, frame_pt10(f, f->theme->solid ? 7 : 5)));
    p->y_du += line;
}

int32_t book_reference(struct book_pen *p, const struct look *look, struct slice text,
                       unsigned page, int32_t x_du, int32_t y_du)
{
    struct frame *f = &p->frame;
    struct look line = look_aligned(*look, PARA_LEFT, PARA_WRAP_NONE);
    int32_t width = book_line_width(p, &line, text), height = look_line_du(f, &line);
    struct slice alt = arena_printf(f->arena, book_word(p, N_("Page %u")), page);
    frame_begin(f, DRAW_ROLE_REFERENCE);
    frame_begin(f, DRAW_ROLE_LINK);
    frame_text(f, DRAW_ROLE_COUNT, &line, rich_plain(text), (struct span){0}, x_du, y_du, width);
    /* Pages are known from the second pass on. */
    if (page && width > 0)
        list_link_page(f->list, (struct draw_rect){x_du, y_du, width, height}, page, alt);
    frame_end(f);
    frame_end(f);
    return width;
}

/* ---- passes ---- */

static void draw_guides(struct book_pen *p)
{
    for (unsigned i = 0; i < p->input->entry_count && !p->failed; i++) {
        arena_reset(p->frame.arena);
        p->entry = i;
        p->chapter = p->input->entries[i].chapter;
        p->frame.theme = book_theme(p, p->chapter);
        book_draw_guide(p, i);
        book_end_page(p);
    }
    p->entry = BOOK_NO_ENTRY;
    p->chapter = BOOK_NO_CHAPTER;
    p->frame.theme = book_theme(p, BOOK_NO_CHAPTER);
}

static void draw_part(struct book_pen *p, void (*draw)(struct book_pen *p))
{
    if (p->failed)
        return;
    arena_reset(p->frame.arena);
    draw(p);
    book_end_page(p);
}

static void draw_pass(struct book_pen *p)
{
    const struct handbook_input *in = p->input;
    memset(p->found.terms, 0, (size_t)in->book->term_count * in->entry_count * sizeof(uint16_t));
    p->page = 0;
    p->entry = BOOK_NO_ENTRY;
    p->chapter = BOOK_NO_CHAPTER;
    p->frame.theme = book_theme(p, BOOK_NO_CHAPTER);
    draw_part(p, book_draw_cover);
    draw_part(p, book_draw_contents);
    draw_part(p, book_draw_how);
    draw_guides(p);
    draw_part(p, book_draw_index);
    draw_part(p, book_draw_notes);
    draw_part(p, book_draw_hotlines);
    p->found.total = p->page;
}

static bool agrees(const struct book_pen *p)
{
    const struct book_places *a = &p->known, *b = &p->found;
    size_t guides = p->input->entry_count * sizeof *a->guides;
    return memcmp(a->guides, b->guides, guides) == 0 && a->how == b->how && a->index == b->index &&
           a->hotlines == b->hotlines && a->total == b->total;
}

static void remember(struct book_pen *p)
{
    struct book_places old = p->known;
    p->known = p->found;
    p->found = old;
}

/* Problems are the same in every pass: those of the last one count. */
static bool settle(struct book_pen *p, struct arena *a, struct diag_list *diags)
{
    struct diag_list ignored;
    bool settled = false;
    for (unsigned pass = 0; !settled && pass < HANDBOOK_PASSES_MAX; pass++) {
        arena_reset(a);
        diag_init(&ignored, a);
        p->frame.diags = &ignored;
        draw_pass(p);
        settled = agrees(p);
        remember(p);
    }
    p->frame.diags = diags;
    p->frame.sound = true;
    draw_pass(p);
    if (p->frame.sound && !agrees(p)) {
        diag_error(diags, "D009", (struct span){0}, "%s",
                   _("the handbook's page numbers do not settle: leave a guide out"));
        return false;
    }
    return p->frame.sound;
}

static void warn_of_missing_terms(const struct book_pen *p, struct diag_list *diags)
{
    const struct handbook *book = p->input->book;
    for (unsigned t = 0; p->input->whole && t < book->term_count; t++) {
        bool found = false;
        for (unsigned i = 0; i < p->input->entry_count; i++)
            found = found || p->known.terms[(size_t)t * p->input->entry_count + i] != 0;
        if (!found)
            diag_warning(diags, "D010", book->terms[t].term.span,
                         _("no guide has “%.*s”: give under «also» how the guides say it, or leave "
                           "it out of the index"),
                         SLICE_ARG(book->terms[t].term.text));
    }
}

static struct book_places places_for(struct arena *a, const struct handbook_input *in)
{
    return (struct book_places){
        .guides = ARENA_ARRAY(a, in->entry_count + 1, unsigned),
        .terms = ARENA_ARRAY(a, (size_t)in->book->term_count * in->entry_count + 1, uint16_t)};
}

static void begin(struct book_pen *p, struct draw_list *list, struct arena *a)
{
    const struct shape *shape = &shapes[p->input->paper];
    struct design_kit *kit = p->kit;
    p->design = (struct design){
        .name = "handbook", .width_du = shape->width_du, .height_du = shape->height_du};
    if (!slice_equal_text(p->input->book->language.text, kit->words.language))
        words_fill(&kit->words, p->input->book->language.text);
    p->design_input = (struct design_input){
        .commune = p->input->commune, .village = p->input->village, .ink = p->input->ink};
    p->frame = (struct frame){.list = list,
                              .paras = kit->paras,
                              .words = &kit->words,
                              .design = &p->design,
                              .input = &p->design_input,
                              .symbols = &p->symbols,
                              .pictures = p->pictures,
                              .arena = a,
                              .type = type,
                              .scale_num = shape->scale_num,
                              .scale_den = shape->scale_den,
                              .sound = true};
    struct frame *f = &p->frame;
    p->place = (struct qr_place){.side_du = frame_mm100(f, CODE_SIDE),
                                 .module_min_du = du_from_mm100(CODE_MODULE_MIN),
                                 .level_min = QR_LEVEL_M,
                                 .level_wish = QR_LEVEL_M,
                                 .version_min = 2};
    p->top_du = frame_mm100(f, TOP);
    p->bottom_du = shape->height_du - frame_mm100(f, FOOT);
    p->width_du = shape->width_du - frame_mm100(f, MARGIN_FOLD + MARGIN_EDGE);
}

static bool draw_book(struct book_pen *p, handbook_sink *sink, struct arena *scratch,
                      struct diag_list *diags)
{
    struct diag_list ignored;
    if (!settle(p, scratch, diags))
        return false;
    remember(p);
    warn_of_missing_terms(p, diags);
    arena_reset(scratch);
    diag_init(&ignored, scratch);
    p->frame.diags = &ignored;
    p->sink = sink;
    draw_pass(p);
    return !p->failed;
}

bool handbook_draw(struct design_kit *kit, const struct handbook_input *input, handbook_sink *sink,
                   void *context, struct diag_list *diags, struct error *e)
{
    struct arena run, page, scratch;
    struct draw_list list;
    struct book_pen *p = calloc(1, sizeof *p);
    CHECK(p != NULL && input->entry_count <= HANDBOOK_GUIDES_ALL_MAX);
    arena_init(&run, ARENA_BYTES);
    arena_init(&page, ARENA_BYTES);
    arena_init(&scratch, ARENA_BYTES);
    list_init(&list);
    *p = (struct book_pen){.input = input, .kit = kit, .context = context, .error = e};
    p->known = places_for(&run, input);
    p->found = places_for(&run, input);
    p->trust = symbols_trust_for(&run, &kit->trust, input->commune);
    buf_init(&p->text, TEXT_BYTES_MAX);
    begin(p, &list, &page);
    bool drawn = draw_book(p, sink, &scratch, diags);
    buf_deinit(&p->text);
    list_deinit(&list);
    arena_deinit(&scratch);
    arena_deinit(&page);
    arena_deinit(&run);
    free(p);
    return drawn;
}

struct date handbook_reviewed(const struct handbook_input *input)
{
    struct date oldest = {0};
    for (unsigned i = 0; i < input->entry_count; i++) {
        struct date d = input->entries[i].guide->reviewed;
        if (d.year && (!oldest.year || date_days(d) < date_days(oldest)))
            oldest = d;
    }
    return oldest;
}
