/*
 * Where a mark ends.
 *
 * A marked-content sequence goes on as long as commands of the same stream belong to the same
 * element and nothing came between them in reading order: no child element, no link, no mark of the
 * other stream. Otherwise the element gets another mark, so that the order of its children is the
 * order of the list. How the unvarying stream is cut must depend on unvarying commands alone, or
 * two records could not share it; therefore a flag (OP_BREAK) cuts it wherever anything varying
 * stands in between, whether or not that would have been needed.
 *
 *     list                   unvarying stream       varying stream       children of P
 *     P begin
 *       "Hall: "             mark 0                                      0
 *       "Lò Văn A" (varies)                         mark base + 0        0, base + 0
 *       " – every day"       mark 1                                      0, base + 0, 1
 *     P end
 */
#include "out/pdf_page.h"

#include "base/units.h"
#include "out/pdf_template.h"

/** A tag that is open. */
struct open_tag {
    uint32_t element; /* TAG_NONE within an artifact */
    uint32_t figure;  /* the figure around it, or TAG_NONE */
};

/** One stream: what is marked in it just now. */
struct lane {
    bool open;
    uint32_t element; /* TAG_NONE: an artifact */
    uint32_t mark;
    uint32_t clip_serial;
};

struct walk {
    const struct page_paint *paint;
    struct tag_tree *tree;
    struct painter painter;
    bool begun;
    struct lane lanes[TAG_LANES];
    struct open_tag tags[DRAW_TAG_DEPTH_MAX + 1];
    unsigned tag_depth;
    struct clip_entry clips[DRAW_CLIP_DEPTH_MAX];
    unsigned clip_depth;
    uint32_t clip_serial;
};

static uint32_t top_clip(const struct walk *w)
{
    return w->clip_depth ? w->clips[w->clip_depth - 1].serial : 0;
}

static void begin_tag(struct walk *w, const struct draw_op_tag *op)
{
    struct open_tag outer = w->tags[w->tag_depth];
    CHECK(w->tag_depth < DRAW_TAG_DEPTH_MAX);
    struct open_tag *tag = &w->tags[++w->tag_depth];
    *tag = (struct open_tag){.element = TAG_NONE, .figure = TAG_NONE};
    if (outer.element == TAG_NONE || op->role == DRAW_ROLE_ARTIFACT)
        return;
    struct slice alt = list_text(w->paint->list, op->alt_first, op->alt_size);
    tag->element = tag_tree_add(w->tree, outer.element, (enum draw_role)op->role, alt);
    tag->figure = op->role == DRAW_ROLE_FIGURE ? tag->element : outer.figure;
}

static void push_level(struct walk *w, const struct draw_op *op)
{
    CHECK(w->clip_depth < DRAW_CLIP_DEPTH_MAX);
    struct clip_entry *entry = &w->clips[w->clip_depth++];
    *entry = (struct clip_entry){.serial = ++w->clip_serial};
    entry->is_place = op->kind == DRAW_OP_PLACE_PUSH;
    if (entry->is_place)
        entry->place = op->place;
    else
        entry->rect = op->clip;
}

/* Structure and annotations know only the page's own coordinates. */
static struct draw_rect on_page(const struct walk *w, struct draw_rect rect)
{
    for (unsigned i = w->clip_depth; i > 0; i--)
        if (w->clips[i - 1].is_place)
            rect = draw_place_rect(&w->clips[i - 1].place, rect);
    return rect;
}

static void add_link(struct walk *w, const struct draw_op_link *op)
{
    unsigned depth = w->tag_depth;
    struct draw_op_link placed = *op;
    placed.rect = on_page(w, op->rect);
    while (w->tags[depth].element == TAG_NONE)
        depth--; /* The Part at the bottom is an element. */
    tag_tree_link(w->tree, w->tags[depth].element, &placed, w->paint->list);
}

static struct draw_rect path_box(const struct draw_list *list, const struct draw_op_path *op)
{
    int32_t left = INT32_MAX, top = INT32_MAX, right = INT32_MIN, bottom = INT32_MIN;
    for (uint32_t i = 0; i < op->segment_count; i++) {
        const struct draw_segment *s = &list->segments[op->segment_first + i];
        if (s->verb == DRAW_CLOSE)
            continue;
        left = du_min(left, s->x_du);
        right = du_max(right, s->x_du);
        top = du_min(top, s->y_du);
        bottom = du_max(bottom, s->y_du);
    }
    if (left > right)
        return (struct draw_rect){0, 0, 0, 0};
    return (struct draw_rect){left, top, right - left, bottom - top};
}

static struct draw_rect op_box(const struct draw_list *list, const struct draw_op *op)
{
    switch (op->kind) {
    case DRAW_OP_RECT:
        return op->rect.rect;
    case DRAW_OP_PATH:
        return path_box(list, &op->path);
    case DRAW_OP_GLYPHS:
        return (struct draw_rect){op->glyphs.x_du, op->glyphs.y_du - op->glyphs.size_du,
                                  op->glyphs.advance_du, op->glyphs.size_du * 5 / 4};
    case DRAW_OP_QR: {
        int32_t side = op->qr.module_du * (int32_t)op->qr.module_count;
        return (struct draw_rect){op->qr.x_du, op->qr.y_du, side, side};
    }
    case DRAW_OP_IMAGE:
        return op->image.rect;
    case DRAW_OP_LINK:
    case DRAW_OP_CLIP_PUSH:
    case DRAW_OP_CLIP_POP:
    case DRAW_OP_PLACE_PUSH:
    case DRAW_OP_PLACE_POP:
    case DRAW_OP_TAG_BEGIN:
    case DRAW_OP_TAG_END:
    case DRAW_OP_COUNT:
        break;
    }
    UNREACHABLE("an operation that paints");
}

/* The element a command belongs to, or TAG_NONE for decoration. */
static uint32_t owner(const struct walk *w, const struct draw_op *op)
{
    struct open_tag tag = w->tags[w->tag_depth];
    if (w->tag_depth == 0 || tag.element == TAG_NONE)
        return TAG_NONE;
    bool is_text = op->kind == DRAW_OP_GLYPHS && !font_is_icon((enum font_id)op->glyphs.font);
    return is_text || tag.figure != TAG_NONE ? tag.element : TAG_NONE;
}

static bool goes_on(const struct walk *w, enum tag_lane which, uint32_t element, bool cut)
{
    const struct lane *lane = &w->lanes[which];
    if (!lane->open || lane->clip_serial != top_clip(w) || lane->element != element)
        return false;
    return element == TAG_NONE || (!cut && tag_tree_is_last(w->tree, element, which, lane->mark));
}

static void begin_painting(struct walk *w)
{
    const struct page_paint *p = w->paint;
    if (!w->begun)
        painter_begin(&w->painter, p->out, p->fonts, p->use, p->color, p->list->height_du);
    w->begun = true;
}

static void open_mark(struct walk *w, enum tag_lane which, uint32_t element)
{
    struct lane *lane = &w->lanes[which];
    *lane = (struct lane){.open = true, .element = element, .clip_serial = top_clip(w)};
    if (element != TAG_NONE)
        lane->mark = tag_tree_mark(w->tree, element, which);
    if (which != w->paint->lane)
        return;
    begin_painting(w);
    painter_unmark(&w->painter);
    if (!painter_has_clips(&w->painter, w->clips, w->clip_depth))
        painter_set_clips(&w->painter, w->clips, w->clip_depth);
    if (element == TAG_NONE)
        painter_mark_artifact(&w->painter);
    else
        painter_mark(&w->painter, tag_name(w->tree, element), w->paint->mark_base + lane->mark);
}

static void paint_op(struct walk *w, const struct draw_op *op, uint8_t flags)
{
    enum tag_lane which = flags & OP_VARYING ? TAG_VARYING : TAG_STATIC;
    uint32_t element = owner(w, op);
    if (!goes_on(w, which, element, (flags & OP_BREAK) != 0))
        open_mark(w, which, element);
    uint32_t figure = w->tags[w->tag_depth].figure;
    if (element != TAG_NONE && figure != TAG_NONE)
        tag_tree_box(w->tree, figure, on_page(w, op_box(w->paint->list, op)));
    if (which == w->paint->lane)
        painter_draw(&w->painter, w->paint->list, op);
}

static void walk_op(struct walk *w, const struct draw_op *op, uint8_t flags)
{
    switch (op->kind) {
    case DRAW_OP_RECT:
    case DRAW_OP_PATH:
    case DRAW_OP_GLYPHS:
    case DRAW_OP_QR:
    case DRAW_OP_IMAGE:
        paint_op(w, op, flags);
        return;
    case DRAW_OP_LINK:
        if (w->paint->color != PDF_COLOR_CMYK) /* PDF/X allows none on the page. */
            add_link(w, &op->link);
        return;
    case DRAW_OP_CLIP_PUSH:
    case DRAW_OP_PLACE_PUSH:
        push_level(w, op);
        return;
    case DRAW_OP_CLIP_POP:
    case DRAW_OP_PLACE_POP:
        w->clip_depth--;
        return;
    case DRAW_OP_TAG_BEGIN:
        begin_tag(w, &op->tag);
        return;
    case DRAW_OP_TAG_END:
        w->tag_depth--;
        return;
    case DRAW_OP_COUNT:
        break;
    }
    UNREACHABLE("draw op");
}

void page_paint(const struct page_paint *paint, struct tag_tree *tree)
{
    struct walk w = {.paint = paint, .tree = tree};
    tag_tree_reset(tree);
    w.tags[0] = (struct open_tag){.element = TAG_PART, .figure = TAG_NONE};
    for (uint32_t i = 0; i < paint->list->op_count; i++)
        walk_op(&w, &paint->list->ops[i], paint->flags[i]);
    if (w.begun)
        painter_end(&w.painter);
}
