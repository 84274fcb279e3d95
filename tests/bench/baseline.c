/*
 * What one would write first: libharu's documents, pages, TrueType fonts and UTF-8 encoder, every
 * document from scratch. It draws the same display lists, so layout costs the same. It leaves out
 * what libharu does not give: tags, links, XMP, icons (no glyph has a text), rounded corners.
 */
#include <hpdf.h>
#include <stdio.h>

#include "base/units.h"
#include "records.h"

struct sheet {
    HPDF_Doc document;
    HPDF_Page page;
    HPDF_Font fonts[FONT_COUNT];
    const struct draw_list *list;
};

static const char *const FONT_FILES[FONT_COUNT] = {
    [FONT_REGULAR] = "400Regular",     [FONT_MEDIUM] = "500Medium",
    [FONT_SEMIBOLD] = "600SemiBold",   [FONT_BOLD] = "700Bold",
    [FONT_EXTRABOLD] = "800ExtraBold",
};

static float pt(int64_t du)
{
    return (float)((double)du / DU_PER_PT);
}

static float flip(const struct sheet *s, int64_t y_du)
{
    return pt(s->list->height_du - y_du);
}

static HPDF_Font get_font(struct sheet *s, uint32_t id)
{
    if (s->fonts[id])
        return s->fonts[id];
    char path[1024];
    snprintf(path, sizeof path, "%s/fonts/be-vietnam-pro/BeVietnamPro_%s.ttf", NGOSO_SOURCE_DIR,
             FONT_FILES[id]);
    const char *name = HPDF_LoadTTFontFromFile(s->document, path, HPDF_TRUE);
    if (name)
        s->fonts[id] = HPDF_GetFont(s->document, name, "UTF-8");
    return s->fonts[id];
}

static void set_fill(struct sheet *s, struct draw_color c)
{
    HPDF_Page_SetRGBFill(s->page, (float)c.r / 255, (float)c.g / 255, (float)c.b / 255);
}

static void put_text(struct sheet *s, const struct draw_op_glyphs *op)
{
    char text[4096];
    HPDF_Font font = font_is_icon((enum font_id)op->font) ? NULL : get_font(s, op->font);
    if (!font || op->text_size >= sizeof text)
        return;
    memcpy(text, s->list->bytes + op->text_first, op->text_size);
    text[op->text_size] = '\0';
    set_fill(s, op->color);
    HPDF_Page_BeginText(s->page);
    HPDF_Page_SetFontAndSize(s->page, font, pt(op->size_du));
    HPDF_Page_MoveTextPos(s->page, pt(op->x_du), flip(s, op->y_du));
    HPDF_Page_ShowText(s->page, text);
    HPDF_Page_EndText(s->page);
}

static void put_rect(struct sheet *s, const struct draw_op_rect *op)
{
    if (op->fill.none)
        return;
    set_fill(s, op->fill);
    HPDF_Page_Rectangle(s->page, pt(op->rect.x_du), flip(s, op->rect.y_du + op->rect.height_du),
                        pt(op->rect.width_du), pt(op->rect.height_du));
    HPDF_Page_Fill(s->page);
}

static void put_symbol(struct sheet *s, const struct draw_op_qr *op)
{
    const uint8_t *row = s->list->bytes + op->bits_first;
    set_fill(s, op->color);
    for (uint32_t y = 0; y < op->module_count; y++, row += (op->module_count + 7) / 8)
        for (uint32_t x = 0; x < op->module_count; x++)
            if (row[x / 8] >> (7 - x % 8) & 1)
                HPDF_Page_Rectangle(s->page, pt(op->x_du + (int64_t)x * op->module_du),
                                    flip(s, op->y_du + (int64_t)(y + 1) * op->module_du),
                                    pt(op->module_du), pt(op->module_du));
    HPDF_Page_Fill(s->page);
}

static void put_line(struct sheet *s, const struct draw_op_path *op)
{
    HPDF_Page_SetLineWidth(s->page, pt(op->stroke.width_du));
    for (uint32_t i = 0; i < op->segment_count; i++) {
        const struct draw_segment *g = &s->list->segments[op->segment_first + i];
        if (g->verb == DRAW_MOVE)
            HPDF_Page_MoveTo(s->page, pt(g->x_du), flip(s, g->y_du));
        else if (g->verb == DRAW_LINE)
            HPDF_Page_LineTo(s->page, pt(g->x_du), flip(s, g->y_du));
    }
    HPDF_Page_Stroke(s->page);
}

static void put_page(struct sheet *s, const struct draw_list *list)
{
    s->list = list;
    s->page = HPDF_AddPage(s->document);
    HPDF_Page_SetWidth(s->page, pt(list->width_du));
    HPDF_Page_SetHeight(s->page, pt(list->height_du));
    for (uint32_t i = 0; i < list->op_count; i++) {
        const struct draw_op *op = &list->ops[i];
        if (op->kind == DRAW_OP_GLYPHS)
            put_text(s, &op->glyphs);
        else if (op->kind == DRAW_OP_RECT)
            put_rect(s, &op->rect);
        else if (op->kind == DRAW_OP_QR)
            put_symbol(s, &op->qr);
        else if (op->kind == DRAW_OP_PATH && !op->path.stroke.color.none)
            put_line(s, &op->path);
    }
}

static void begin(struct sheet *s)
{
    memset(s, 0, sizeof *s);
    s->document = HPDF_New(NULL, NULL);
    HPDF_SetCompressionMode(s->document, HPDF_COMP_ALL);
    HPDF_UseUTFEncodings(s->document);
}

static bool end(struct sheet *s, const char *path, struct figures *out)
{
    HPDF_STATUS first = HPDF_GetError(s->document);
    bool ok = first == HPDF_OK && HPDF_SaveToFile(s->document, path) == HPDF_OK;
    if (!ok)
        error_set(&out->error, ERROR_LIBRARY, (int)first, "libharu refused (0x%04lX)", first);
    HPDF_Free(s->document);
    FILE *f = ok ? fopen(path, "rb") : NULL;
    if (f && fseek(f, 0, SEEK_END) == 0)
        out->bytes += (uint64_t)ftell(f);
    if (f)
        fclose(f);
    out->files += ok;
    return ok;
}

static bool put_leaflet(struct sheet *s, struct records *r, uint32_t index, struct figures *out)
{
    double before = cpu_s();
    bool ok = records_draw(r, index, &out->error);
    out->draw_cpu_s += cpu_s() - before;
    for (unsigned k = 0; ok && k < r->pages.count; k++, out->pages++)
        put_page(s, &r->pages.lists[k]);
    return ok;
}

void baseline_run(struct figures *out, const struct bench_job *job)
{
    struct records r;
    struct sheet s;
    char path[4096];
    bool ok = records_open(&r, &out->error);
    if (job->one_file)
        begin(&s);
    for (uint32_t i = 0; ok && i < job->count; i++) {
        if (!job->one_file)
            begin(&s);
        ok = put_leaflet(&s, &r, i, out);
        snprintf(path, sizeof path, "%s/haru-%05u.pdf", job->folder, (unsigned)i);
        if (!job->one_file)
            ok = end(&s, path, out) && ok;
    }
    if (job->one_file) {
        snprintf(path, sizeof path, "%s/haru-all.pdf", job->folder);
        end(&s, path, out);
    }
    records_close(&r);
}
