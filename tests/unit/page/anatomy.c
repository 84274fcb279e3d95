#include "anatomy.h"

#include "base/arena.h"

enum { CAP_PERCENT = 74, DESCENDER_PERCENT = 24 };

bool rect_meets(struct draw_rect a, struct draw_rect b)
{
    return a.x_du < b.x_du + b.width_du && b.x_du < a.x_du + a.width_du &&
           a.y_du < b.y_du + b.height_du && b.y_du < a.y_du + a.height_du;
}

bool rect_holds(struct draw_rect outer, struct draw_rect inner)
{
    return outer.x_du <= inner.x_du && outer.y_du <= inner.y_du &&
           outer.x_du + outer.width_du >= inner.x_du + inner.width_du &&
           outer.y_du + outer.height_du >= inner.y_du + inner.height_du;
}

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t smaller(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

struct draw_rect rect_common(struct draw_rect a, struct draw_rect b)
{
    int32_t x = larger(a.x_du, b.x_du), y = larger(a.y_du, b.y_du);
    int32_t right = smaller(a.x_du + a.width_du, b.x_du + b.width_du);
    int32_t bottom = smaller(a.y_du + a.height_du, b.y_du + b.height_du);
    return (struct draw_rect){x, y, larger(right - x, 0), larger(bottom - y, 0)};
}

struct draw_rect rect_grown(struct draw_rect r, int32_t by_du)
{
    return (struct draw_rect){r.x_du - by_du, r.y_du - by_du, r.width_du + 2 * by_du,
                              r.height_du + 2 * by_du};
}

struct slice anatomy_plain(struct arena *a, struct slice text)
{
    char *out = arena_alloc(a, text.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < text.size;) {
        bool hard_space = slice_starts(slice_part(text, i, text.size), SLICE("\xC2\xA0"));
        bool space = hard_space || text.data[i] == ' ' || text.data[i] == '\n';
        if (!space)
            out[size++] = text.data[i];
        else if (size && out[size - 1] != ' ')
            out[size++] = ' ';
        i += hard_space ? 2 : 1;
    }
    while (size && out[size - 1] == ' ')
        size--;
    return (struct slice){out, size};
}

/** Where the walk through a list is. */
struct taker {
    struct anatomy *page;
    struct draw_rect clips[DRAW_CLIP_DEPTH_MAX + 1];
    unsigned clip_depth;
    int paragraph_of_depth[DRAW_TAG_DEPTH_MAX + 1];
    unsigned tag_depth;
    uint32_t op_index;
};

static struct part *add(struct taker *t, enum part_kind kind, struct draw_rect box,
                        struct draw_color color)
{
    struct part *part = &t->page->parts[t->page->part_count++];
    *part = (struct part){.kind = kind,
                          .box = rect_common(box, t->clips[t->clip_depth]),
                          .color = color,
                          .op = t->op_index,
                          .varying = t->page->list->ops[t->op_index].varying != 0,
                          .clipped = t->clip_depth > 0,
                          .paragraph = t->paragraph_of_depth[t->tag_depth]};
    return part;
}

static bool seen(struct draw_stroke stroke)
{
    return !stroke.color.none && stroke.width_du > 0;
}

/* The four edges of an outline, each as thick as its line. */
static void add_edges(struct taker *t, struct draw_rect r, struct draw_stroke stroke)
{
    int32_t w = stroke.width_du, half = w / 2;
    struct draw_rect outer = rect_grown(r, half);
    add(t, PART_STROKE, (struct draw_rect){outer.x_du, outer.y_du, outer.width_du, w},
        stroke.color);
    add(t, PART_STROKE,
        (struct draw_rect){outer.x_du, r.y_du + r.height_du - half, outer.width_du, w},
        stroke.color);
    add(t, PART_STROKE, (struct draw_rect){outer.x_du, outer.y_du, w, outer.height_du},
        stroke.color);
    add(t, PART_STROKE,
        (struct draw_rect){r.x_du + r.width_du - half, outer.y_du, w, outer.height_du},
        stroke.color);
}

static struct draw_rect bounds_of(const struct draw_segment *s, uint32_t count)
{
    int32_t x1 = INT32_MAX, y1 = INT32_MAX, x2 = INT32_MIN, y2 = INT32_MIN;
    for (uint32_t i = 0; i < count; i++) {
        const int32_t xs[] = {s[i].x_du, s[i].x1_du, s[i].x2_du};
        const int32_t ys[] = {s[i].y_du, s[i].y1_du, s[i].y2_du};
        int points = s[i].verb == DRAW_CUBIC ? 3 : s[i].verb == DRAW_CLOSE ? 0 : 1;
        for (int k = 0; k < points; k++) {
            x1 = smaller(x1, xs[k]);
            y1 = smaller(y1, ys[k]);
            x2 = larger(x2, xs[k]);
            y2 = larger(y2, ys[k]);
        }
    }
    return (struct draw_rect){x1, y1, x2 - x1, y2 - y1};
}

static void add_path(struct taker *t, const struct draw_op_path *path)
{
    const struct draw_segment *segments = t->page->list->segments + path->segment_first;
    struct draw_rect box = bounds_of(segments, path->segment_count);
    if (!path->fill.none)
        add(t, PART_FILL, box, path->fill);
    if (seen(path->stroke))
        add(t, PART_STROKE, rect_grown(box, path->stroke.width_du / 2), path->stroke.color);
}

/* Pen movement without spaces at the end. */
static int32_t ink_width(const struct draw_list *list, const struct draw_op_glyphs *g)
{
    int32_t width = g->advance_du;
    for (uint32_t i = g->glyph_count; i > 0; i--) {
        const struct draw_glyph *glyph = &list->glyphs[g->glyph_first + i - 1];
        struct slice letter = list_text(list, g->text_first + glyph->text_begin, glyph->text_size);
        if (!slice_equal_text(letter, " ") && !slice_equal_text(letter, "\xC2\xA0"))
            break;
        width = glyph->dx_du;
    }
    return width;
}

static void add_glyphs(struct taker *t, const struct draw_op_glyphs *g)
{
    const struct draw_list *list = t->page->list;
    if (font_is_icon(g->font)) {
        /* On the em square, 64 of 1024 below the baseline; the drawing keeps a sixteenth clear. */
        int32_t top = g->y_du - (int32_t)((int64_t)g->size_du * 960 / 1024);
        struct draw_rect em = {g->x_du, top, g->size_du, g->size_du};
        add(t, PART_ICON, rect_grown(em, -g->size_du / 16), g->color)->size_du = g->size_du;
        return;
    }
    int32_t above = g->size_du * CAP_PERCENT / 100, below = g->size_du * DESCENDER_PERCENT / 100;
    struct draw_rect box = {g->x_du, g->y_du - above, ink_width(list, g), above + below};
    struct part *part = add(t, PART_TEXT, box, g->color);
    part->size_du = g->size_du;
    part->baseline_du = g->y_du;
    part->text = list_text(list, g->text_first, g->text_size);
}

static bool holds_text(enum draw_role role)
{
    return role == DRAW_ROLE_P || role == DRAW_ROLE_H1 || role == DRAW_ROLE_H2 ||
           role == DRAW_ROLE_H3 || role == DRAW_ROLE_LBL;
}

static void begin_tag(struct taker *t, const struct draw_op_tag *tag)
{
    int paragraph = t->paragraph_of_depth[t->tag_depth];
    if (holds_text(tag->role)) {
        paragraph = (int)t->page->paragraph_count++;
        t->page->paragraphs[paragraph] = (struct paragraph){.role = tag->role, .op = t->op_index};
    }
    t->paragraph_of_depth[++t->tag_depth] = paragraph;
}

static void take_op(struct taker *t, const struct draw_op *op)
{
    switch (op->kind) {
    case DRAW_OP_RECT:
        if (!op->rect.fill.none)
            add(t, PART_FILL, op->rect.rect, op->rect.fill);
        if (seen(op->rect.stroke))
            add_edges(t, op->rect.rect, op->rect.stroke);
        return;
    case DRAW_OP_PATH:
        add_path(t, &op->path);
        return;
    case DRAW_OP_GLYPHS:
        add_glyphs(t, &op->glyphs);
        return;
    case DRAW_OP_QR: {
        int32_t side = op->qr.module_du * (int32_t)op->qr.module_count;
        add(t, PART_QR, (struct draw_rect){op->qr.x_du, op->qr.y_du, side, side}, op->qr.color)
            ->size_du = op->qr.module_du;
        return;
    }
    case DRAW_OP_IMAGE:
        add(t, PART_IMAGE, op->image.rect, DRAW_NO_COLOR);
        return;
    case DRAW_OP_LINK:
        return;
    case DRAW_OP_CLIP_PUSH:
        t->clips[t->clip_depth + 1] = rect_common(t->clips[t->clip_depth], op->clip);
        t->clip_depth++;
        return;
    case DRAW_OP_CLIP_POP:
        t->clip_depth--;
        return;
    case DRAW_OP_PLACE_PUSH: /* Sheets have them, pages do not. */
    case DRAW_OP_PLACE_POP:
        UNREACHABLE("a place on a page");
    case DRAW_OP_TAG_BEGIN:
        begin_tag(t, &op->tag);
        return;
    case DRAW_OP_TAG_END:
        t->tag_depth--;
        return;
    case DRAW_OP_COUNT:
        break;
    }
    UNREACHABLE("draw op");
}

/* Text of a paragraph's parts; a line that ends without a space gets one. */
static void join_text(struct anatomy *page, struct arena *a, unsigned index)
{
    struct paragraph *p = &page->paragraphs[index];
    size_t size = 0;
    for (unsigned i = 0; i < page->part_count; i++) {
        const struct part *part = &page->parts[i];
        if (part->kind == PART_TEXT && part->paragraph == (int)index)
            size += part->text.size + 1;
    }
    char *text = arena_alloc(a, size + 1);
    size = 0;
    int32_t baseline = INT32_MIN;
    for (unsigned i = 0; i < page->part_count; i++) {
        const struct part *part = &page->parts[i];
        if (part->kind != PART_TEXT || part->paragraph != (int)index)
            continue;
        p->part_first = p->part_count++ ? p->part_first : i;
        p->size_du = larger(p->size_du, part->size_du);
        if (size && part->baseline_du != baseline)
            text[size++] = ' ';
        baseline = part->baseline_du;
        memcpy(text + size, part->text.data, part->text.size);
        size += part->text.size;
    }
    p->text = anatomy_plain(a, (struct slice){text, size});
}

void anatomy_take(struct anatomy *out, struct arena *a, const struct draw_list *list)
{
    *out = (struct anatomy){.list = list};
    /* An outlined and filled rectangle is five parts. */
    out->parts = ARENA_ARRAY(a, (size_t)list->op_count * 5, struct part);
    out->paragraphs = ARENA_ARRAY(a, list->op_count, struct paragraph);
    struct taker t = {.page = out, .paragraph_of_depth = {-1}};
    t.clips[0] = (struct draw_rect){INT32_MIN / 4, INT32_MIN / 4, INT32_MAX / 2, INT32_MAX / 2};
    for (t.op_index = 0; t.op_index < list->op_count; t.op_index++)
        take_op(&t, &list->ops[t.op_index]);
    for (unsigned i = 0; i < out->paragraph_count; i++)
        join_text(out, a, i);
}

struct draw_rect anatomy_quiet(const struct anatomy *page, const struct part *qr)
{
    return rect_grown(qr->box, 4 * page->list->ops[qr->op].qr.module_du);
}

bool anatomy_hidden(const struct anatomy *page, struct draw_rect region, uint32_t after_op,
                    uint32_t before_op)
{
    for (unsigned i = 0; i < page->part_count; i++) {
        const struct part *part = &page->parts[i];
        if (part->kind == PART_FILL && part->op > after_op && part->op < before_op &&
            rect_holds(part->box, region))
            return true;
    }
    return false;
}
