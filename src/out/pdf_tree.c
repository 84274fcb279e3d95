#include "out/pdf_tree.h"

#include <stdlib.h>

#include "out/pdf_pen.h"
#include "out/pdf_writer.h"

void page_tree_init(struct page_tree *t)
{
    *t = (struct page_tree){.root = 0};
}

void page_tree_deinit(struct page_tree *t)
{
    free(t->nodes);
}

void page_tree_open(struct page_tree *t, struct pdf_writer *w)
{
    t->root = writer_reserve(w);
    t->node = t->page_count = t->node_count = t->total = 0;
}

static void put_kids(struct buf *out, const uint32_t *kids, uint32_t kid_count, uint32_t total)
{
    buf_append_text(out, "<</Type/Pages/Count ");
    buf_append_int(out, total);
    buf_append_text(out, "/Kids[");
    for (uint32_t i = 0; i < kid_count; i++) {
        pen_put_reference(out, kids[i]);
        buf_append_char(out, '\n');
    }
    buf_append_char(out, ']');
}

static void write_node(struct page_tree *t, struct pdf_writer *w)
{
    struct buf *out = writer_object_begin(w, t->node);
    put_kids(out, t->pages, t->page_count, t->page_count);
    buf_append_text(out, "/Parent ");
    pen_put_reference(out, t->root);
    buf_append_text(out, ">>");
    writer_object_end(w);
    t->node = t->page_count = 0;
}

static void begin_node(struct page_tree *t, struct pdf_writer *w)
{
    if (t->node_count == t->node_capacity) {
        t->node_capacity = t->node_capacity ? t->node_capacity * 2 : 16;
        t->nodes = realloc(t->nodes, t->node_capacity * sizeof *t->nodes);
        CHECK(t->nodes != NULL);
    }
    t->node = t->nodes[t->node_count++] = writer_reserve(w);
}

uint32_t page_tree_add(struct page_tree *t, struct pdf_writer *w, uint32_t page)
{
    if (t->node == 0)
        begin_node(t, w);
    uint32_t parent = t->node;
    t->pages[t->page_count++] = page;
    t->total++;
    if (t->page_count == TREE_NODE_PAGES)
        write_node(t, w);
    return parent;
}

void page_tree_close(struct page_tree *t, struct pdf_writer *w)
{
    if (t->node != 0)
        write_node(t, w);
    struct buf *out = writer_object_begin(w, t->root);
    put_kids(out, t->nodes, t->node_count, t->total);
    buf_append_text(out, ">>");
    writer_object_end(w);
}

void outline_init(struct outline *o)
{
    *o = (struct outline){.root = 0};
    buf_init(&o->title, TREE_TITLE_MAX);
}

void outline_deinit(struct outline *o)
{
    buf_deinit(&o->title);
}

void outline_open(struct outline *o)
{
    o->root = o->first = o->previous = o->pending = o->count = 0;
}

static void write_pending(struct outline *o, struct pdf_writer *w, uint32_t next)
{
    HPDF_Dict item = pen_dict(w->pen);
    pen_text(w->pen, item, "Title", buf_slice(&o->title));
    pen_reference(w->pen, item, "Parent", o->root);
    if (o->previous)
        pen_reference(w->pen, item, "Prev", o->previous);
    if (next)
        pen_reference(w->pen, item, "Next", next);
    HPDF_Array destination = pen_array(w->pen);
    pen_item_reference(w->pen, destination, o->pending_page);
    pen_item_name(destination, "Fit");
    pen_add(item, "Dest", destination);
    writer_object(w, o->pending, item);
    o->previous = o->pending;
}

static struct slice cut_title(struct slice title)
{
    size_t size = title.size < TREE_TITLE_MAX ? title.size : TREE_TITLE_MAX;
    while (size < title.size && size > 0 && ((unsigned char)title.data[size] & 0xC0) == 0x80)
        size--;
    return slice_part(title, 0, size);
}

/* The first bookmark gets its number when it is known that there will be an outline. */
static void number_first(struct outline *o, struct pdf_writer *w)
{
    if (o->root != 0)
        return;
    o->root = writer_reserve(w);
    o->first = o->pending = writer_reserve(w);
}

void outline_add(struct outline *o, struct pdf_writer *w, uint32_t page, struct slice title)
{
    if (title.size == 0)
        return;
    if (o->count > 0) {
        number_first(o, w);
        uint32_t number = writer_reserve(w);
        write_pending(o, w, number);
        o->pending = number;
    }
    o->pending_page = page;
    o->count++;
    buf_reset(&o->title);
    buf_append_slice(&o->title, cut_title(title));
}

uint32_t outline_close(struct outline *o, struct pdf_writer *w, uint32_t pages_in_file)
{
    if (o->count == 0 || (o->count == 1 && pages_in_file < 2))
        return 0;
    number_first(o, w);
    write_pending(o, w, 0);
    HPDF_Dict root = pen_dict(w->pen);
    pen_name(root, "Type", "Outlines");
    pen_reference(w->pen, root, "First", o->first);
    pen_reference(w->pen, root, "Last", o->pending);
    pen_number(root, "Count", (int32_t)o->count);
    writer_object(w, o->root, root);
    return o->root;
}
