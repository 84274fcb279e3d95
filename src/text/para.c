#include "text/para.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "text/break.h"
#include "text/fonts_pango.h"
#include "text/shape.h"

/** Arrays that grow towards a known end: a run and a glyph for each cluster at most. */
struct setter {
    struct para *para;
    const struct shaped *shaped;
    const struct para_style *style;
    struct para_run *runs;
    struct draw_glyph *glyphs;
};

static void begin_run(struct setter *s, const struct cluster *cluster, int32_t x_du,
                      int32_t baseline_du)
{
    s->runs[s->para->run_count++] = (struct para_run){
        .font = cluster->font,
        .x_du = x_du,
        .baseline_du = baseline_du,
        .color = cluster->strong ? s->style->strong_color : s->style->color,
        .glyph_first = s->para->glyph_count,
        .text_first = cluster->text_begin,
    };
}

static void append_cluster(struct setter *s, const struct cluster *cluster)
{
    struct para_run *run = &s->runs[s->para->run_count - 1];
    for (uint32_t i = 0; i < cluster->glyph_count; i++) {
        struct draw_glyph glyph = s->shaped->glyphs[cluster->glyph_first + i];
        glyph.dx_du += run->advance_du;
        glyph.text_begin = (uint16_t)(cluster->text_begin - run->text_first);
        glyph.text_size = i == 0 ? (uint16_t)cluster->text_size : 0;
        s->glyphs[s->para->glyph_count++] = glyph;
    }
    run->glyph_count += cluster->glyph_count;
    run->advance_du += cluster->advance_du;
    run->text_size = cluster->text_begin + cluster->text_size - run->text_first;
}

/** Runs go on while font, colour and direction of the text stay the same. */
static bool continues_run(const struct cluster *a, const struct cluster *b)
{
    return a && a->font == b->font && a->strong == b->strong &&
           a->text_begin + a->text_size == b->text_begin;
}

static int32_t line_start_du(const struct para_style *style, int32_t line_width_du,
                             int32_t column_du)
{
    switch (style->align) {
    case PARA_LEFT:
        return 0;
    case PARA_CENTER:
        return (column_du - line_width_du) / 2;
    case PARA_RIGHT:
        return column_du - line_width_du;
    }
    UNREACHABLE("para align");
}

static void set_line(struct setter *s, const struct line *line, int32_t x_du, int32_t baseline_du)
{
    const struct cluster *before = NULL;
    for (uint32_t i = line->cluster_first; i < line->cluster_end; i++) {
        const struct cluster *cluster = &s->shaped->clusters[i];
        if (cluster->glyph_count > 0) {
            if (!continues_run(before, cluster))
                begin_run(s, cluster, x_du, baseline_du);
            append_cluster(s, cluster);
            before = cluster;
        }
        x_du += cluster->advance_du;
    }
}

static void set_lines(struct setter *s, const struct lines *lines, int32_t column_du)
{
    struct para *para = s->para;
    for (uint32_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->items[i];
        int32_t x_du = line_start_du(s->style, line->width_du, column_du);
        set_line(s, line, x_du, (int32_t)i * s->style->line_du + para->baseline_du);
        if (line->width_du > para->width_du)
            para->width_du = line->width_du;
        para->last_width_du = line->width_du;
    }
    para->line_count = lines->count;
    para->height_du = (int32_t)lines->count * s->style->line_du;
    para->too_wide = lines->too_wide;
}

bool para_layout(struct para *out, struct arena *a, const struct font_set *fonts,
                 const struct para_style *style, struct rich text, int32_t width_du,
                 struct error *e)
{
    if (text.text.size > PARA_TEXT_MAX)
        return error_set(e, ERROR_LIMIT, 0,
                         _("A paragraph of %zu bytes is too long; the limit is %d"), text.text.size,
                         PARA_TEXT_MAX);
    struct arena *scratch = font_set_scratch(fonts);
    arena_reset(scratch);
    struct shaped shaped;
    struct lines lines;
    shape_text(&shaped, scratch, fonts, style, text);
    break_lines(&lines, scratch, &shaped, style->wrap, width_du);

    struct para para = {.size_du = style->size_du, .missing = shaped.missing};
    para.baseline_du =
        (style->line_du + font_cap_height_du(fonts, style->font, style->size_du)) / 2;
    para.text = arena_copy(a, shaped.text);
    struct setter setter = {.para = &para, .shaped = &shaped, .style = style};
    setter.runs = ARENA_ARRAY(scratch, shaped.cluster_count, struct para_run);
    setter.glyphs = ARENA_ARRAY(a, shaped.glyph_count, struct draw_glyph);
    set_lines(&setter, &lines, width_du);

    struct para_run *runs = ARENA_ARRAY(a, para.run_count, struct para_run);
    if (para.run_count > 0)
        memcpy(runs, setter.runs, para.run_count * sizeof *runs);
    para.runs = runs;
    para.glyphs = setter.glyphs;
    *out = para;
    return true;
}

void para_draw(struct draw_list *list, const struct para *para, int32_t x_du, int32_t y_du)
{
    for (uint32_t i = 0; i < para->run_count; i++) {
        const struct para_run *run = &para->runs[i];
        struct draw_op_glyphs op = {
            .font = run->font,
            .size_du = para->size_du,
            .x_du = x_du + run->x_du,
            .y_du = y_du + run->baseline_du,
            .advance_du = run->advance_du,
            .color = run->color,
        };
        struct slice text =
            slice_part(para->text, run->text_first, run->text_first + run->text_size);
        list_glyphs(list, op, para->glyphs + run->glyph_first, run->glyph_count, text);
    }
}

bool icon_draw(struct draw_list *list, const struct font_set *fonts, enum font_id id,
               struct slice name, int32_t center_x_du, int32_t center_y_du, int32_t size_du,
               struct draw_color color)
{
    uint32_t glyph_id = 0;
    if (!font_find_icon(&glyph_id, fonts, id, name))
        return false;
    /* Icons are designed on the em square; of its 1024 units 64 lie below the baseline. */
    struct draw_op_glyphs op = {
        .font = id,
        .size_du = size_du,
        .x_du = center_x_du - size_du / 2,
        .y_du = center_y_du - size_du / 2 + (int32_t)((int64_t)size_du * 960 / 1024),
        .advance_du = size_du,
        .color = color,
    };
    struct draw_glyph glyph = {.id = glyph_id};
    list_glyphs(list, op, &glyph, 1, (struct slice){0});
    return true;
}
