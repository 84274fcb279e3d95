#include "out/pdf_template.h"

#include "out/pdf_image.h"

enum { CONTENT_MAX = 128 * 1024 * 1024 };

void pdf_templates_init(struct pdf_templates *t)
{
    *t = (struct pdf_templates){.clock = 0};
    for (unsigned i = 0; i < PDF_TEMPLATES_KEPT; i++) {
        buf_init(&t->items[i].signature, CONTENT_MAX);
        buf_init(&t->items[i].content, CONTENT_MAX);
    }
}

void pdf_templates_deinit(struct pdf_templates *t)
{
    for (unsigned i = 0; i < PDF_TEMPLATES_KEPT; i++) {
        buf_deinit(&t->items[i].signature);
        buf_deinit(&t->items[i].content);
    }
}

static bool paints(enum draw_op_kind kind)
{
    return kind == DRAW_OP_RECT || kind == DRAW_OP_PATH || kind == DRAW_OP_GLYPHS ||
           kind == DRAW_OP_QR || kind == DRAW_OP_IMAGE;
}

/** A tag, clip or place that is open. */
struct around {
    bool varying, artifact;
};

/* What a command opens: it varies when it or something around it does. */
static struct around look_at(const struct draw_op *op, struct around outer)
{
    bool artifact = op->kind == DRAW_OP_TAG_BEGIN && op->tag.role == DRAW_ROLE_ARTIFACT;
    return (struct around){.varying = op->varying != 0 || outer.varying,
                           .artifact = artifact || outer.artifact};
}

/*
 * A mark has to be cut only where the element is the same before and after what varies. A tag in
 * between that does not vary begins another mark anyway, on every page alike; unless it is an
 * artifact's, which leaves the element as it was.
 */
void op_flags_find(struct buf *flags, const struct draw_list *list)
{
    struct around stack[DRAW_TAG_DEPTH_MAX + DRAW_CLIP_DEPTH_MAX + 1] = {{false, false}};
    unsigned depth = 0;
    bool varied = false;
    buf_reset(flags);
    uint8_t *to = (uint8_t *)buf_extend(flags, list->op_count);
    CHECK(to != NULL);
    for (uint32_t i = 0; i < list->op_count; i++) {
        const struct draw_op *op = &list->ops[i];
        struct around here = look_at(op, stack[depth]);
        if (draw_op_opens(op->kind))
            stack[++depth] = here;
        else if (draw_op_closes(op->kind))
            here = stack[depth--];
        bool is_tag = op->kind == DRAW_OP_TAG_BEGIN || op->kind == DRAW_OP_TAG_END;
        to[i] = here.varying ? OP_VARYING : 0;
        if (here.varying)
            varied = true;
        else if (is_tag && !here.artifact)
            varied = false;
        else if (paints(op->kind)) {
            to[i] = varied ? OP_BREAK : 0;
            varied = false;
        }
    }
}

void op_flags_none(struct buf *flags, const struct draw_list *list)
{
    buf_reset(flags);
    char *to = buf_extend(flags, list->op_count);
    CHECK(to != NULL);
    memset(to, 0, list->op_count);
}

static void sign_glyphs(struct buf *out, const struct draw_list *list, struct draw_op_glyphs op)
{
    buf_append(out, list->glyphs + op.glyph_first, op.glyph_count * sizeof *list->glyphs);
    buf_append_slice(out, list_text(list, op.text_first, op.text_size));
    op.glyph_first = op.text_first = 0;
    buf_append(out, &op, sizeof op);
}

static void sign_path(struct buf *out, const struct draw_list *list, struct draw_op_path op)
{
    buf_append(out, list->segments + op.segment_first, op.segment_count * sizeof *list->segments);
    op.segment_first = 0;
    buf_append(out, &op, sizeof op);
}

static void sign_qr(struct buf *out, const struct draw_list *list, struct draw_op_qr op)
{
    buf_append(out, list->bytes + op.bits_first, draw_qr_bytes(op.module_count));
    op.bits_first = 0;
    buf_append(out, &op, sizeof op);
}

static void sign_op(struct buf *out, const struct draw_list *list, const struct draw_op *op)
{
    switch (op->kind) {
    case DRAW_OP_RECT:
        buf_append(out, &op->rect, sizeof op->rect);
        return;
    case DRAW_OP_PATH:
        sign_path(out, list, op->path);
        return;
    case DRAW_OP_GLYPHS:
        sign_glyphs(out, list, op->glyphs);
        return;
    case DRAW_OP_QR:
        sign_qr(out, list, op->qr);
        return;
    case DRAW_OP_IMAGE: {
        char name[IMAGE_NAME_BYTES];
        image_name(name, op->image.image);
        buf_append_text(out, name);
        buf_append(out, &op->image.rect, sizeof op->image.rect);
        return;
    }
    case DRAW_OP_CLIP_PUSH:
        buf_append(out, &op->clip, sizeof op->clip);
        return;
    case DRAW_OP_PLACE_PUSH:
        buf_append(out, &op->place, sizeof op->place);
        return;
    case DRAW_OP_TAG_BEGIN:
        buf_append(out, &op->tag.role, sizeof op->tag.role);
        return;
    case DRAW_OP_LINK: /* Not painted, but it comes between two marks. */
    case DRAW_OP_CLIP_POP:
    case DRAW_OP_PLACE_POP:
    case DRAW_OP_TAG_END:
        return;
    case DRAW_OP_COUNT:
        break;
    }
    UNREACHABLE("draw op");
}

void template_sign(struct buf *signature, const struct draw_list *list, const uint8_t *flags)
{
    buf_reset(signature);
    buf_append(signature, &list->width_du, sizeof list->width_du);
    buf_append(signature, &list->height_du, sizeof list->height_du);
    for (uint32_t i = 0; i < list->op_count; i++) {
        if (flags[i] & OP_VARYING)
            continue;
        const uint8_t head[2] = {(uint8_t)list->ops[i].kind, flags[i]};
        buf_append(signature, head, sizeof head);
        sign_op(signature, list, &list->ops[i]);
    }
}

struct pdf_template *template_find(struct pdf_templates *t, const struct buf *signature)
{
    for (unsigned i = 0; i < PDF_TEMPLATES_KEPT; i++) {
        struct pdf_template *item = &t->items[i];
        if (item->serial == 0 || item->signature.size != signature->size ||
            memcmp(item->signature.data, signature->data, signature->size) != 0)
            continue;
        item->last_used = ++t->clock;
        return item;
    }
    return NULL;
}

struct pdf_template *template_add(struct pdf_templates *t, const struct buf *signature)
{
    struct pdf_template *oldest = &t->items[0];
    for (unsigned i = 1; i < PDF_TEMPLATES_KEPT; i++)
        if (t->items[i].last_used < oldest->last_used)
            oldest = &t->items[i];
    oldest->serial = oldest->last_used = ++t->clock;
    buf_reset(&oldest->signature);
    buf_append_slice(&oldest->signature, buf_slice(signature));
    buf_reset(&oldest->content);
    oldest->mark_count = 0;
    memset(&oldest->use, 0, sizeof oldest->use);
    return oldest;
}
