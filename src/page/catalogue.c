#include "page/catalogue.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/units.h"
#include "page/frame.h"

/* du of millimetres at compile time, rounded to the nearest. */
#define MM(mm) ((int32_t)((mm)*72.0 * 1024 / 25.4 + 0.5))

enum {
    MARGIN = 900, /* Office printers leave 5 mm white. */
    COLUMN_GAP = 300,
    CELL_PAD = 120,
    CELL_GAP = 160,
    PICTURE_GAP = 110,
    WORDS_GAP = 150,
    ICON = 500,
    NAMES = 420, /* Height of the designs' names above a column. */
    FOOT = 1350,
    PICTURES = 4540,      /* Width of all of a guide's places, of two columns. */
    PICTURES_WIDE = 9800, /* The same in one column. */
    ARENA_BYTES = 16 * 1024 * 1024
};

static const struct type_scale type_small = {.title = 200, .head = 90, .body = 72, .note = 66};
static const struct type_scale type_wide = {.title = 200, .head = 150, .body = 110, .note = 90};

static const struct design papers[] = {
    {.name = "catalogue", .page_count = 1, .width_du = MM(210), .height_du = MM(297)},
    {.name = "catalogue-a3", .page_count = 1, .width_du = MM(297), .height_du = MM(420)},
};

struct catalogue {
    const struct catalogue_spec *spec;
    struct frame frame;
    struct arena arena;
    struct para_cache *paras;
    unsigned columns, rows, page_count;
    int32_t head_du;   /* Of a page, down to its cells. */
    int32_t row_du;    /* With the gap below it. */
    unsigned page;     /* Being drawn. */
    int32_t column_du; /* Width of a cell. */
};

/* ---- words ---- */

static const char *word(const struct catalogue *c, const char *english)
{
    return i18n_in(c->spec->language, english);
}

/* Sentences above and below the cells. */
static struct look look_plain(const struct frame *f)
{
    struct look look = look_head(f);
    look.font = FONT_REGULAR;
    return look;
}

/* What is wrong with a guide's words or icon is told when its designs are drawn. */
static int32_t put(struct frame *f, enum draw_role role, const struct look *look, struct slice text,
                   int32_t x_du, int32_t y_du, int32_t width_du)
{
    return frame_put(f, role, look, rich_plain(text), x_du, y_du, width_du);
}

/* "ngoso render" above the name where both do not fit on a line: a name is never broken. */
static struct slice command_lines(struct frame *f, const struct look *look, struct slice command,
                                  int32_t width_du)
{
    struct look line = look_aligned(*look, PARA_LEFT, PARA_WRAP_NONE);
    const char *space = command.size ? memchr(command.data, ' ', command.size) : NULL;
    const char *last = NULL;
    for (; space; space = memchr(space + 1, ' ', command.size - (size_t)(space + 1 - command.data)))
        last = space;
    if (!last || frame_para(f, &line, rich_plain(command), INT32_MAX / 4)->width_du <= width_du)
        return command;
    size_t at = (size_t)(last - command.data);
    return arena_printf(f->arena, "%.*s \n%.*s", SLICE_ARG(slice_part(command, 0, at)),
                        SLICE_ARG(slice_part(command, at + 1, command.size)));
}

static struct slice title_of(struct frame *f, const struct look *look,
                             const struct catalogue_entry *entry, int32_t width_du)
{
    bool one_line = frame_para(f, look, rich_plain(entry->title), width_du)->line_count == 1;
    return one_line || entry->short_title.size == 0 ? entry->title : entry->short_title;
}

static int32_t draw_words(struct frame *f, const struct catalogue_entry *entry, int32_t x_du,
                          int32_t y_du, int32_t width_du)
{
    struct look title = look_head(f), soft = look_soft_note(f);
    struct look command = look_bold(look_body(f));
    title.color = f->theme->brand;
    command.wrap = PARA_WRAP_NONE;
    int32_t y = y_du;
    y += put(f, DRAW_ROLE_H2, &title, title_of(f, &title, entry, width_du), x_du, y, width_du);
    y += put(f, DRAW_ROLE_P, &command, command_lines(f, &command, entry->command, width_du), x_du,
             y, width_du);
    y += put(f, DRAW_ROLE_P, &soft, entry->facts, x_du, y, width_du);
    return y - y_du;
}

static int32_t draw_head(struct catalogue *c, int32_t x_du, int32_t y_du, int32_t width_du)
{
    struct frame *f = &c->frame;
    struct look title = look_title(f), body = look_plain(f);
    title.color = f->theme->ink;
    int32_t y = y_du;
    if (c->page == 0) {
        y += frame_word(f, DRAW_ROLE_H1, &title, word(c, N_("Choose what to print")), x_du, y,
                        width_du);
        y += frame_word(f, DRAW_ROLE_P, &body,
                        word(c, N_("Beside each guide stands what to type; then everything in the "
                                   "pictures lies in out/.")),
                        x_du, y, width_du);
    }
    return y - y_du + frame_mm100(f, NAMES);
}

/* ---- the plan ---- */

static int32_t content_width(const struct catalogue *c)
{
    return c->frame.design->width_du - 2 * frame_mm100(&c->frame, MARGIN);
}

static int32_t pictures_width(const struct catalogue *c)
{
    return frame_mm100(&c->frame, c->columns == 1 ? PICTURES_WIDE : PICTURES);
}

static int32_t words_x(const struct catalogue *c)
{
    return frame_mm100(&c->frame, CELL_PAD + ICON + WORDS_GAP);
}

static int32_t words_width(const struct catalogue *c)
{
    return c->column_du - words_x(c) - pictures_width(c) -
           frame_mm100(&c->frame, WORDS_GAP + CELL_PAD);
}

/* A place is as wide as four and their gaps make room for, and as tall as A4 is then. */
static int32_t place_width(const struct catalogue *c)
{
    int32_t gaps = (CATALOGUE_PLACES - 1) * frame_mm100(&c->frame, PICTURE_GAP);
    return (pictures_width(c) - gaps) / CATALOGUE_PLACES;
}

static int32_t place_height(const struct catalogue *c)
{
    return du_scale(place_width(c), 297, 210);
}

static int32_t tallest_entry(struct catalogue *c)
{
    struct frame ruler = frame_ruler(&c->frame);
    int32_t tallest = place_height(c);
    for (unsigned i = 0; i < c->spec->entry_count; i++)
        tallest = du_max(tallest, draw_words(&ruler, &c->spec->entries[i], 0, 0, words_width(c)));
    return tallest + 2 * frame_mm100(&c->frame, CELL_PAD) + frame_mm100(&c->frame, CELL_GAP);
}

static void plan(struct catalogue *c)
{
    struct frame *f = &c->frame;
    unsigned count = c->spec->entry_count;
    c->columns = count <= CATALOGUE_WIDE_MAX ? 1 : 2;
    f->type = c->columns == 1 ? type_wide : type_small;
    c->column_du = (content_width(c) - (c->columns == 2 ? frame_mm100(f, COLUMN_GAP) : 0)) /
                   (int32_t)c->columns;
    struct catalogue ruler = *c;
    ruler.frame.measuring = true;
    c->head_du = frame_mm100(f, MARGIN) + draw_head(&ruler, 0, 0, content_width(c));
    int32_t room = f->design->height_du - c->head_du - frame_mm100(f, MARGIN + FOOT);
    int32_t least = tallest_entry(c);
    unsigned most = (unsigned)du_max(room / least, 1);
    c->page_count = (count + c->columns * most - 1) / (c->columns * most);
    unsigned a_page = (count + c->page_count - 1) / c->page_count;
    c->rows = (a_page + c->columns - 1) / c->columns;
    c->row_du = du_min(room / (int32_t)c->rows, least * 5 / 4);
}

struct catalogue *catalogue_create(const struct catalogue_spec *spec)
{
    struct catalogue *c = calloc(1, sizeof *c);
    CHECK(c != NULL && spec->entry_count > 0);
    arena_init(&c->arena, ARENA_BYTES);
    c->paras = para_cache_create(spec->fonts);
    c->spec = spec;
    c->frame = (struct frame){.paras = c->paras,
                              .theme = theme_get(SUBJECT_PUBLIC_SERVICES, spec->ink),
                              .design = &papers[spec->large],
                              .arena = &c->arena,
                              .scale_num = spec->large ? 297 : 1,
                              .scale_den = spec->large ? 210 : 1,
                              .sound = true};
    plan(c);
    return c;
}

void catalogue_destroy(struct catalogue *c)
{
    if (!c)
        return;
    para_cache_destroy(c->paras);
    arena_deinit(&c->arena);
    free(c);
}

unsigned catalogue_page_count(const struct catalogue *c)
{
    return c->page_count;
}

unsigned catalogue_page_first(const struct catalogue *c, unsigned page, unsigned *count)
{
    unsigned a_page = c->rows * c->columns, first = page * a_page;
    unsigned left = c->spec->entry_count - first;
    *count = left < a_page ? left : a_page;
    return first;
}

/* ---- places ---- */

/* Down the first column, then down the second: the order in which people read a list. */
static struct draw_rect cell_of(const struct catalogue *c, unsigned entry)
{
    unsigned at = entry % (c->rows * c->columns), column = at / c->rows, row = at % c->rows;
    int32_t step = c->column_du + frame_mm100(&c->frame, COLUMN_GAP);
    return (struct draw_rect){frame_mm100(&c->frame, MARGIN) + (int32_t)column * step,
                              c->head_du + (int32_t)row * c->row_du, c->column_du,
                              c->row_du - frame_mm100(&c->frame, CELL_GAP)};
}

struct draw_rect catalogue_place(const struct catalogue *c, unsigned entry, unsigned place)
{
    struct draw_rect cell = cell_of(c, entry);
    int32_t width = place_width(c), height = place_height(c);
    int32_t x = cell.x_du + cell.width_du - frame_mm100(&c->frame, CELL_PAD) - pictures_width(c);
    return (struct draw_rect){x + (int32_t)place * (width + frame_mm100(&c->frame, PICTURE_GAP)),
                              cell.y_du + (cell.height_du - height) / 2, width, height};
}

struct draw_color catalogue_edge(const struct catalogue *c)
{
    return c->frame.theme->ink_soft;
}

/* ---- drawing ---- */

/* A name wider than its place ends where the place ends, clear of the next one. */
static void put_name(struct catalogue *c, unsigned entry, unsigned place, int32_t y_du)
{
    struct frame *f = &c->frame;
    const char *name = c->spec->names[place];
    struct look look = look_aligned(look_note(f), PARA_LEFT, PARA_WRAP_NONE);
    struct draw_rect at = catalogue_place(c, entry, place);
    if (!name)
        return;
    int32_t width = frame_para(f, &look, rich_plain(slice_from(name)), INT32_MAX / 4)->width_du;
    frame_word(f, DRAW_ROLE_COUNT, &look, name, at.x_du + du_min(at.width_du - width, 0), y_du,
               width + DU_PER_PT);
}

static void draw_names(struct catalogue *c)
{
    struct frame *f = &c->frame;
    unsigned count, first = catalogue_page_first(c, c->page, &count);
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    for (unsigned column = 0; column * c->rows < count; column++)
        for (unsigned i = 0; i < CATALOGUE_PLACES; i++)
            put_name(c, first + column * c->rows, i,
                     c->head_du - frame_mm100(f, NAMES) + frame_mm100(f, 20));
    frame_end(f);
}

void catalogue_begin_page(struct catalogue *c, struct draw_list *list, unsigned page)
{
    struct frame *f = &c->frame;
    c->page = page;
    f->list = list;
    f->theme = theme_get(SUBJECT_PUBLIC_SERVICES, c->spec->ink);
    list_reset(list, f->design->width_du, f->design->height_du);
    para_cache_trim(c->paras);
    draw_head(c, frame_mm100(f, MARGIN), frame_mm100(f, MARGIN), content_width(c));
    draw_names(c);
    frame_begin(f, DRAW_ROLE_L);
}

static void draw_ground(struct frame *f, struct draw_rect cell)
{
    if (f->theme->solid)
        frame_rect(f, cell, frame_mm100(f, 150), f->theme->brand_tint, NO_STROKE);
    else
        frame_line(f, cell.x_du, cell.y_du + cell.height_du, cell.x_du + cell.width_du,
                   cell.y_du + cell.height_du, stroke_solid(f->theme->ink_soft, frame_pt10(f, 5)));
}

void catalogue_begin_entry(struct catalogue *c, unsigned entry)
{
    struct frame *f = &c->frame;
    const struct catalogue_entry *e = &c->spec->entries[entry];
    struct draw_rect cell = cell_of(c, entry);
    struct frame ruler = frame_ruler(f);
    f->theme = theme_get(e->subject, c->spec->ink);
    int32_t height = draw_words(&ruler, e, 0, 0, words_width(c));
    int32_t y = cell.y_du + (cell.height_du - height) / 2, icon = frame_mm100(f, ICON);
    draw_ground(f, cell);
    frame_item_begin(f);
    uint32_t glyph;
    if (font_find_icon(&glyph, c->spec->fonts, FONT_ICON_BOLD, e->icon))
        frame_icon(f, FONT_ICON_BOLD, (struct field){.text = e->icon},
                   cell.x_du + frame_mm100(f, CELL_PAD) + icon / 2, y + icon / 2, icon,
                   f->theme->brand);
    draw_words(f, e, cell.x_du + words_x(c), y, words_width(c));
}

void catalogue_put_name(struct catalogue *c, unsigned entry, unsigned place, const char *name)
{
    struct frame *f = &c->frame;
    struct look look = look_aligned(look_note_head(f), PARA_LEFT, PARA_WRAP_NONE);
    struct draw_rect at = catalogue_place(c, entry, place);
    look.color = f->theme->ink;
    frame_word(f, DRAW_ROLE_P, &look, name, at.x_du,
               at.y_du + at.height_du / 2 - look_line_du(f, &look) / 2, c->column_du);
}

void catalogue_end_entry(struct catalogue *c)
{
    frame_item_end(&c->frame);
}

static void draw_foot(struct catalogue *c)
{
    struct frame *f = &c->frame;
    struct look body = look_plain(f), soft = look_soft_note(f);
    struct look right = look_aligned(soft, PARA_RIGHT, PARA_WRAP_NONE);
    int32_t x = frame_mm100(f, MARGIN), width = content_width(c);
    int32_t y = f->design->height_du - frame_mm100(f, MARGIN + FOOT - 200);
    y += put(f, DRAW_ROLE_P, &body, c->spec->hint, x, y, width) + frame_mm100(f, 60);
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    put(f, DRAW_ROLE_COUNT, &soft, c->spec->team, x, y, width / 2);
    put(f, DRAW_ROLE_COUNT, &right,
        arena_printf(f->arena, word(c, N_("Made on %s · page %u / %u")),
                     date_format(f->arena, c->spec->made).data, c->page + 1, c->page_count),
        x, y, width);
    frame_end(f);
}

void catalogue_end_page(struct catalogue *c)
{
    struct frame *f = &c->frame;
    f->theme = theme_get(SUBJECT_PUBLIC_SERVICES, c->spec->ink);
    frame_end(f);
    draw_foot(c);
    list_finish(f->list);
}
