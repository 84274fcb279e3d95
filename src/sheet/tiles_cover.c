/*
 * The first sheet of a tiled poster: a small picture of it with the tiles' names, what to do, and a
 * ruler that tells whether the printer has left the size alone. The picture carries the poster's
 * structure: here a screen reader finds its words once, and none on the pieces.
 */
#include "base/buf.h"
#include "base/i18n.h"
#include "base/units.h"
#include "sheet/kinds.h"
#include "sheet/marks.h"
#include "sheet/place.h"

enum {
    PAD_MM = 15,
    TITLE_PT = 18,
    TEXT_PT = 11,
    NAME_PT = 14,
    GAP_MM = 4,
    RULER_MM = 100,
    WORDS_BYTES_MAX = 4096
};

/** What is left to be filled, from the top. */
struct cover {
    const struct sheet_side *side;
    int32_t x_du, y_du, width_du;
    struct buf words;
};

static void put_words(struct cover *c, enum draw_role role, int32_t size_pt, bool strong)
{
    c->y_du += side_text(c->side, role,
                         (struct sheet_text){.text = buf_slice(&c->words),
                                             .x_du = c->x_du,
                                             .y_du = c->y_du,
                                             .width_du = c->width_du,
                                             .size_du = DU_PT(size_pt),
                                             .strong = strong});
    c->y_du += du_from_mm(GAP_MM) / 2;
    buf_reset(&c->words);
}

static unsigned whole_mm(int32_t du)
{
    return (unsigned)(mm100_from_du(du) + 50) / 100;
}

static void put_opening(struct cover *c)
{
    const struct sheet_plan *plan = c->side->plan;
    buf_append_slice(&c->words, c->side->title);
    put_words(c, DRAW_ROLE_H1, TITLE_PT, true);
    buf_printf(&c->words,
               _("A poster of %u × %u mm on %u sheets: %u rows of %u. This sheet is not "
                 "part of it."),
               whole_mm(plan->pages[0]->width_du), whole_mm(plan->pages[0]->height_du),
               plan->columns * plan->rows, plan->rows, plan->columns);
    put_words(c, DRAW_ROLE_P, TEXT_PT, false);
}

static void put_steps(struct cover *c)
{
    static const char *const steps[] = {
        N_("1. Measure the ruler below. If it is not 10 cm long, print again at 100 % (“actual "
           "size”)."),
        N_("2. Cut each sheet along the solid lines on its left and at its top. At the poster's "
           "outer edges cut along the solid lines too."),
        N_("3. Begin with A1. Put glue on its right strip, up to the dashed line, and lay A2 on "
           "it, edge to dashed line. Finish row A, then rows B, C…"),
        N_("4. Put glue on the strips below row A and lay row B on them; then the next row."),
    };
    for (unsigned i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        buf_append_text(&c->words, _(steps[i]));
        put_words(c, DRAW_ROLE_P, TEXT_PT, false);
    }
}

/* Ticks each millimetre, longer ones each half and whole centimetre. */
static void draw_ruler(const struct sheet_side *s, int32_t x_du, int32_t y_du)
{
    struct draw_stroke line = {.color = MARK_BLACK, .width_du = DU_PER_PT / 2};
    marks_begin(s->list);
    list_line(s->list, x_du, y_du, x_du + du_from_mm(RULER_MM), y_du, line);
    for (int32_t mm = 0; mm <= RULER_MM; mm++) {
        int32_t x = x_du + du_from_mm(mm);
        int32_t length = du_from_mm100(mm % 10 == 0 ? 500 : mm % 5 == 0 ? 350 : 200);
        list_line(s->list, x, y_du, x, y_du + length, line);
    }
    marks_end(s->list);
    for (int32_t cm = 0; cm <= RULER_MM / 10; cm++) {
        char number[3] = {(char)('0' + cm % 10), 0, 0};
        if (cm == 10)
            number[0] = '1', number[1] = '0';
        side_text(s, DRAW_ROLE_ARTIFACT,
                  (struct sheet_text){.text = slice_from(number),
                                      .x_du = x_du + du_from_mm(cm * 10 - 5),
                                      .y_du = y_du + du_from_mm100(550),
                                      .width_du = du_from_mm(10),
                                      .size_du = DU_PT(8),
                                      .centered = true});
    }
    side_text(s, DRAW_ROLE_P,
              (struct sheet_text){.text = slice_from(_("10 cm at 100 %")),
                                  .x_du = x_du + du_from_mm(RULER_MM + 7),
                                  .y_du = y_du,
                                  .width_du = du_from_mm(50),
                                  .size_du = DU_PT(TEXT_PT),
                                  .strong = true});
}

/** The picture of the poster. */
struct map {
    int32_t x_du, y_du, num, den;
};

static int32_t map_du(const struct map *m, int32_t du)
{
    return du_scale(du, m->num, m->den);
}

static void draw_name(const struct sheet_side *s, const struct map *m, unsigned row,
                      unsigned column)
{
    const struct sheet_plan *plan = s->plan;
    const struct draw_list *page = plan->pages[0];
    int32_t left = plan->across.starts_du[column], top = plan->down.starts_du[row];
    int32_t right =
        column + 1 < plan->columns ? plan->across.starts_du[column + 1] : page->width_du;
    int32_t bottom = row + 1 < plan->rows ? plan->down.starts_du[row + 1] : page->height_du;
    int32_t x = m->x_du + map_du(m, left / 2 + right / 2);
    int32_t y = m->y_du + map_du(m, top / 2 + bottom / 2);
    int32_t radius = DU_PT(NAME_PT);
    struct tile_name name = tile_name(row, column);
    struct sheet_text text = {.text = slice_from(name.text),
                              .x_du = x - radius,
                              .width_du = 2 * radius,
                              .size_du = DU_PT(NAME_PT),
                              .strong = true,
                              .centered = true};
    text.y_du = y - s->type->put(s->type->context, NULL, &text) / 2;
    marks_begin(s->list);
    list_disc(s->list, x, y, radius, MARK_WHITE,
              (struct draw_stroke){.color = MARK_BLACK, .width_du = DU_PER_PT});
    marks_end(s->list);
    side_text(s, DRAW_ROLE_ARTIFACT, text);
}

static void draw_map(const struct sheet_side *s, const struct map *m)
{
    const struct sheet_plan *plan = s->plan;
    const struct draw_list *page = plan->pages[0];
    struct draw_rect box = {m->x_du, m->y_du, map_du(m, page->width_du),
                            map_du(m, page->height_du)};
    list_tag_begin(s->list, DRAW_ROLE_SECT, SLICE(""));
    place_page(s->list, page,
               (struct draw_place){
                   .x_du = m->x_du, .y_du = m->y_du, .scale_num = m->num, .scale_den = m->den},
               place_whole(page), 0, PLACE_AS_CONTENT);
    list_tag_end(s->list);
    marks_begin(s->list);
    list_rect(s->list, box, 0, DRAW_NO_COLOR,
              (struct draw_stroke){.color = MARK_BLACK, .width_du = DU_PER_PT});
    for (unsigned i = 1; i < plan->columns; i++) {
        int32_t x = m->x_du + map_du(m, plan->across.starts_du[i]);
        mark_line_over(s->list, x, m->y_du, x, m->y_du + box.height_du, false);
    }
    for (unsigned i = 1; i < plan->rows; i++) {
        int32_t y = m->y_du + map_du(m, plan->down.starts_du[i]);
        mark_line_over(s->list, m->x_du, y, m->x_du + box.width_du, y, false);
    }
    marks_end(s->list);
    for (unsigned i = 0; i < plan->columns * plan->rows; i++)
        draw_name(s, m, i / plan->columns, i % plan->columns);
}

/* As large as the room allows, in its middle. */
static struct map fit_map(const struct draw_list *page, struct draw_rect room)
{
    bool by_width =
        (int64_t)room.width_du * page->height_du < (int64_t)room.height_du * page->width_du;
    struct map m = {.num = by_width ? room.width_du : room.height_du,
                    .den = by_width ? page->width_du : page->height_du};
    m.x_du = room.x_du + (room.width_du - map_du(&m, page->width_du)) / 2;
    m.y_du = room.y_du + (room.height_du - map_du(&m, page->height_du)) / 2;
    return m;
}

/* On paper that lies, words stand left and the picture right. */
void tiles_draw_cover(const struct sheet_side *s)
{
    const struct sheet_plan *plan = s->plan;
    int32_t pad = du_from_mm(PAD_MM), gap = du_from_mm(GAP_MM);
    int32_t ruler_y = plan->height_du - pad - du_from_mm(12);
    bool lying = plan->width_du > plan->height_du;
    struct cover c = {.side = s, .x_du = pad, .y_du = pad, .width_du = plan->width_du - 2 * pad};
    if (lying)
        c.width_du = (c.width_du - gap) / 2;
    buf_init(&c.words, WORDS_BYTES_MAX);
    put_opening(&c);
    put_steps(&c);
    buf_deinit(&c.words);
    draw_ruler(s, pad, ruler_y);
    struct draw_rect room = {pad, c.y_du + gap, plan->width_du - 2 * pad,
                             ruler_y - gap - c.y_du - gap};
    if (lying)
        room = (struct draw_rect){plan->width_du / 2 + gap, pad, plan->width_du / 2 - gap - pad,
                                  ruler_y - gap - pad};
    if (room.height_du > du_from_mm(20)) {
        struct map map = fit_map(plan->pages[0], room);
        draw_map(s, &map);
    }
}
