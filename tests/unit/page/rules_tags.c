/* Structure: lists, figures, headings, and that everything read aloud is in its place. */
#include "rules.h"

struct level {
    enum draw_role role;
    unsigned item_count, body_count, text_count;
    bool has_alt;
};

struct stack {
    struct level levels[DRAW_TAG_DEPTH_MAX + 1];
    unsigned depth;
};

static bool inside(const struct stack *s, enum draw_role role)
{
    for (unsigned i = 1; i <= s->depth; i++)
        if (s->levels[i].role == role)
            return true;
    return false;
}

static bool is_block(enum draw_role role)
{
    return role == DRAW_ROLE_P || role == DRAW_ROLE_L || role == DRAW_ROLE_H1 ||
           role == DRAW_ROLE_H2 || role == DRAW_ROLE_H3 || role == DRAW_ROLE_SECT;
}

static bool holds_letters(enum draw_role role)
{
    return role == DRAW_ROLE_P || role == DRAW_ROLE_H1 || role == DRAW_ROLE_H2 ||
           role == DRAW_ROLE_H3 || role == DRAW_ROLE_LBL || role == DRAW_ROLE_SPAN ||
           role == DRAW_ROLE_LINK || role == DRAW_ROLE_TD || role == DRAW_ROLE_TH;
}

static void judge_child(struct findings *f, const struct level *parent, enum draw_role role)
{
    const char *name = draw_role_name(role), *in = draw_role_name(parent->role);
    if (role == DRAW_ROLE_ARTIFACT)
        return;
    bool list_child = role == DRAW_ROLE_LI;
    bool item_child = role == DRAW_ROLE_LBL || role == DRAW_ROLE_LBODY;
    if ((parent->role == DRAW_ROLE_L) != list_child)
        findings_add(f, "%s stands in %s", name, in);
    if ((parent->role == DRAW_ROLE_LI) != item_child)
        findings_add(f, "%s stands in %s", name, in);
    if (holds_letters(parent->role) && is_block(role))
        findings_add(f, "%s stands in %s", name, in);
}

static void begin(struct findings *f, struct stack *s, const struct draw_op_tag *tag)
{
    struct level *parent = &s->levels[s->depth];
    if (s->depth > 0)
        judge_child(f, parent, tag->role);
    else if (tag->role == DRAW_ROLE_LI || tag->role == DRAW_ROLE_LBL ||
             tag->role == DRAW_ROLE_LBODY)
        findings_add(f, "%s stands in nothing", draw_role_name(tag->role));
    parent->item_count += tag->role == DRAW_ROLE_LI;
    parent->body_count += tag->role == DRAW_ROLE_LBODY;
    s->levels[++s->depth] = (struct level){.role = tag->role, .has_alt = tag->alt_size > 0};
    if (tag->role == DRAW_ROLE_FIGURE && tag->alt_size == 0)
        findings_add(f, "a figure has no alternative text");
}

static void end(struct findings *f, struct stack *s)
{
    struct level level = s->levels[s->depth--];
    if (level.role == DRAW_ROLE_L && level.item_count == 0)
        findings_add(f, "a list has no item");
    if (level.role == DRAW_ROLE_LI && level.body_count != 1)
        findings_add(f, "an item has %u bodies", level.body_count);
    if (holds_letters(level.role) && level.text_count == 0 && level.role != DRAW_ROLE_LINK)
        findings_add(f, "%s is empty", draw_role_name(level.role));
    s->levels[s->depth].text_count += level.role != DRAW_ROLE_ARTIFACT ? level.text_count : 0;
}

static void judge_run(struct findings *f, struct stack *s, const struct draw_list *list,
                      const struct draw_op_glyphs *run)
{
    struct level *level = &s->levels[s->depth];
    struct slice text = list_text(list, run->text_first, run->text_size);
    level->text_count++;
    if (text.size == 0 && !inside(s, DRAW_ROLE_ARTIFACT))
        findings_add(f, "an icon is no artifact");
    if (text.size > 0 && inside(s, DRAW_ROLE_ARTIFACT))
        findings_add(f, "“%.*s” is an artifact", SLICE_ARG(text));
    else if (text.size > 0 && (s->depth == 0 || !holds_letters(level->role)))
        findings_add(f, "“%.*s” stands in %s", SLICE_ARG(text),
                     s->depth ? draw_role_name(level->role) : "nothing");
}

static void judge_link(struct findings *f, const struct stack *s, const struct draw_op_link *link)
{
    if (!inside(s, DRAW_ROLE_LINK))
        findings_add(f, "a link stands outside of Link");
    if (link->text_size == 0 || link->alt_size == 0)
        findings_add(f, "a link lacks its address or its words");
}

void rule_tags(struct findings *f, const struct drawn *d, unsigned page)
{
    const struct draw_list *list = d->pages[page].list;
    struct stack s = {.levels = {{.role = DRAW_ROLE_COUNT}}};
    for (uint32_t i = 0; i < list->op_count; i++) {
        const struct draw_op *op = &list->ops[i];
        if (op->kind == DRAW_OP_TAG_BEGIN && s.depth < DRAW_TAG_DEPTH_MAX)
            begin(f, &s, &op->tag);
        if (op->kind == DRAW_OP_TAG_END && s.depth > 0)
            end(f, &s);
        else if (op->kind == DRAW_OP_TAG_END)
            findings_add(f, "a tag ends that did not begin");
        if (op->kind == DRAW_OP_GLYPHS)
            judge_run(f, &s, list, &op->glyphs);
        if (op->kind == DRAW_OP_QR || op->kind == DRAW_OP_IMAGE) {
            if (!inside(&s, DRAW_ROLE_FIGURE))
                findings_add(f, "a QR or picture is no figure");
            s.levels[s.depth].text_count++;
        }
        if (op->kind == DRAW_OP_LINK)
            judge_link(f, &s, &op->link);
    }
    if (s.depth != 0)
        findings_add(f, "%u tags do not end", s.depth);
}

/* One H1 in the document, before any other heading; no level is left out. */
void rule_headings(struct findings *f, const struct drawn *d, unsigned page)
{
    unsigned titles = 0;
    enum draw_role before = DRAW_ROLE_COUNT;
    if (page != 0)
        return;
    for (unsigned k = 0; k < d->page_count; k++)
        for (unsigned i = 0; i < d->pages[k].paragraph_count; i++) {
            const struct paragraph *p = &d->pages[k].paragraphs[i];
            if (p->role != DRAW_ROLE_H1 && p->role != DRAW_ROLE_H2 && p->role != DRAW_ROLE_H3)
                continue;
            titles += p->role == DRAW_ROLE_H1;
            if (before == DRAW_ROLE_COUNT && p->role != DRAW_ROLE_H1)
                findings_add(f, "the first heading is %s “%.*s”, not the title",
                             draw_role_name(p->role), SLICE_ARG(p->text));
            if (before == DRAW_ROLE_H1 && p->role == DRAW_ROLE_H3)
                findings_add(f, "H3 “%.*s” follows the title", SLICE_ARG(p->text));
            before = p->role;
        }
    if (titles != 1)
        findings_add(f, "%u titles", titles);
}
