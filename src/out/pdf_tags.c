#include "out/pdf_tags.h"

#include <stdlib.h>

#include "base/units.h"
#include "out/pdf_pen.h"
#include "out/pdf_writer.h"

enum { LONG_PIECE = 2000, DOCUMENT_MAX = 64 * 1024 };

static void *grow(void *items, uint32_t count, uint32_t *capacity, size_t item_bytes)
{
    if (count < *capacity)
        return items;
    *capacity = *capacity ? *capacity * 2 : 64;
    items = realloc(items, *capacity * item_bytes);
    CHECK(items != NULL);
    return items;
}

void tag_tree_init(struct tag_tree *t)
{
    *t = (struct tag_tree){.element_count = 0};
    tag_tree_reset(t);
}

void tag_tree_deinit(struct tag_tree *t)
{
    free(t->elements);
    free(t->kids);
    free(t->links);
    for (unsigned lane = 0; lane < TAG_LANES; lane++)
        free(t->marks[lane]);
}

static uint32_t new_element(struct tag_tree *t, uint32_t parent, uint8_t role, struct slice alt)
{
    t->elements = grow(t->elements, t->element_count, &t->element_capacity, sizeof *t->elements);
    t->elements[t->element_count] = (struct tag_element){
        .parent = parent, .role = role, .alt = alt, .first_kid = TAG_NONE, .last_kid = TAG_NONE};
    return t->element_count++;
}

void tag_tree_reset(struct tag_tree *t)
{
    t->element_count = t->kid_count = t->link_count = 0;
    for (unsigned lane = 0; lane < TAG_LANES; lane++)
        t->mark_count[lane] = 0;
    new_element(t, TAG_NONE, DRAW_ROLE_COUNT, (struct slice){NULL, 0});
}

static void add_kid(struct tag_tree *t, uint32_t element, enum tag_kid_kind kind, uint32_t value)
{
    t->kids = grow(t->kids, t->kid_count, &t->kid_capacity, sizeof *t->kids);
    uint32_t kid = t->kid_count++;
    t->kids[kid] = (struct tag_kid){.kind = kind, .value = value, .next = TAG_NONE};
    struct tag_element *parent = &t->elements[element];
    if (parent->last_kid == TAG_NONE)
        parent->first_kid = kid;
    else
        t->kids[parent->last_kid].next = kid;
    parent->last_kid = kid;
}

uint32_t tag_tree_add(struct tag_tree *t, uint32_t parent, enum draw_role role, struct slice alt)
{
    uint32_t element = new_element(t, parent, (uint8_t)role, alt);
    add_kid(t, parent, TAG_KID_ELEMENT, element);
    if (role == DRAW_ROLE_LBL) {
        uint32_t list = parent;
        while (list != TAG_PART && t->elements[list].role != DRAW_ROLE_L)
            list = t->elements[list].parent;
        t->elements[list].has_label = true;
    }
    return element;
}

static enum tag_kid_kind mark_kind(enum tag_lane lane)
{
    return lane == TAG_STATIC ? TAG_KID_STATIC : TAG_KID_VARYING;
}

uint32_t tag_tree_mark(struct tag_tree *t, uint32_t element, enum tag_lane lane)
{
    t->marks[lane] =
        grow(t->marks[lane], t->mark_count[lane], &t->mark_capacity[lane], sizeof *t->marks[lane]);
    uint32_t mark = t->mark_count[lane]++;
    t->marks[lane][mark] = element;
    add_kid(t, element, mark_kind(lane), mark);
    return mark;
}

bool tag_tree_is_last(const struct tag_tree *t, uint32_t element, enum tag_lane lane, uint32_t mark)
{
    uint32_t last = t->elements[element].last_kid;
    return last != TAG_NONE && t->kids[last].kind == mark_kind(lane) && t->kids[last].value == mark;
}

void tag_tree_link(struct tag_tree *t, uint32_t element, const struct draw_op_link *op,
                   const struct draw_list *list)
{
    struct slice alt = list_text(list, op->alt_first, op->alt_size);
    if (t->elements[element].role != DRAW_ROLE_LINK)
        element = tag_tree_add(t, element, DRAW_ROLE_LINK, (struct slice){NULL, 0});
    t->links = grow(t->links, t->link_count, &t->link_capacity, sizeof *t->links);
    t->links[t->link_count] =
        (struct tag_link){.rect = op->rect,
                          .uri = list_text(list, op->text_first, op->text_size),
                          .alt = alt,
                          .page = op->page,
                          .element = element};
    add_kid(t, element, TAG_KID_LINK, t->link_count++);
}

void tag_tree_box(struct tag_tree *t, uint32_t element, struct draw_rect rect)
{
    struct tag_element *el = &t->elements[element];
    int32_t right = rect.x_du + rect.width_du, bottom = rect.y_du + rect.height_du;
    if (!el->has_box) {
        el->has_box = true;
        el->left_du = rect.x_du;
        el->top_du = rect.y_du;
        el->right_du = right;
        el->bottom_du = bottom;
        return;
    }
    el->left_du = du_min(el->left_du, rect.x_du);
    el->top_du = du_min(el->top_du, rect.y_du);
    el->right_du = du_max(el->right_du, right);
    el->bottom_du = du_max(el->bottom_du, bottom);
}

const char *tag_name(const struct tag_tree *t, uint32_t element)
{
    uint8_t role = t->elements[element].role;
    return role == DRAW_ROLE_COUNT ? "Part" : draw_role_name((enum draw_role)role);
}

void tag_forest_init(struct tag_forest *f)
{
    *f = (struct tag_forest){.part_count = 0};
}

void tag_forest_deinit(struct tag_forest *f)
{
    free(f->parts);
    free(f->leaves);
}

void tag_forest_open(struct tag_forest *f, struct pdf_writer *w)
{
    f->part_count = f->leaf_count = f->next_key = 0;
    f->root_number = writer_reserve(w);
    f->document_number = writer_reserve(w);
}

/* /Limits [64 127] /Nums [64 12 0 R 65 …] */
static void write_leaf(struct tag_forest *f, struct pdf_writer *w)
{
    uint32_t count = f->next_key % TAG_LEAF_KEYS;
    if (count == 0 && f->next_key > 0)
        count = TAG_LEAF_KEYS;
    if (count == 0)
        return;
    uint32_t first = f->next_key - count;
    f->leaves = grow(f->leaves, f->leaf_count, &f->leaf_capacity, sizeof *f->leaves);
    uint32_t number = f->leaves[f->leaf_count++] = writer_reserve(w);
    struct buf *out = writer_object_begin(w, number);
    buf_append_text(out, "<</Limits[");
    buf_append_int(out, first);
    buf_append_char(out, ' ');
    buf_append_int(out, f->next_key - 1);
    buf_append_text(out, "]/Nums[");
    for (uint32_t i = 0; i < count; i++) {
        buf_append_int(out, first + i);
        buf_append_char(out, ' ');
        pen_put_reference(out, f->pending[i]);
        buf_append_char(out, '\n');
    }
    buf_append_text(out, "]>>");
    writer_object_end(w);
}

static uint32_t add_key(struct tag_forest *f, struct pdf_writer *w, uint32_t number)
{
    uint32_t key = f->next_key++;
    f->pending[key % TAG_LEAF_KEYS] = number;
    if (f->next_key % TAG_LEAF_KEYS == 0)
        write_leaf(f, w);
    return key;
}

/* [12 0 R 13 0 R …]: the element of each MCID, unvarying ones first. */
static void write_marks(struct pdf_writer *w, uint32_t number, const struct tag_tree *t,
                        uint32_t first)
{
    struct buf *out = writer_object_begin(w, number);
    buf_append_char(out, '[');
    for (unsigned lane = 0; lane < TAG_LANES; lane++) {
        for (uint32_t i = 0; i < t->mark_count[lane]; i++) {
            pen_put_reference(out, first + t->marks[lane][i]);
            buf_append_char(out, '\n');
        }
    }
    buf_append_char(out, ']');
    writer_object_end(w);
}

static void put_kid(struct buf *out, const struct tag_tree *t, const struct tag_kid *kid,
                    uint32_t first)
{
    switch ((enum tag_kid_kind)kid->kind) {
    case TAG_KID_ELEMENT:
        pen_put_reference(out, first + kid->value);
        return;
    case TAG_KID_STATIC:
        buf_append_int(out, kid->value);
        return;
    case TAG_KID_VARYING:
        buf_append_int(out, t->mark_count[TAG_STATIC] + kid->value);
        return;
    case TAG_KID_LINK:
        buf_append_text(out, "<</Type/OBJR/Obj ");
        pen_put_reference(out, t->links[kid->value].number);
        buf_append_text(out, ">>");
        return;
    }
    UNREACHABLE("kind of child");
}

static void put_kids(struct buf *out, const struct tag_tree *t, const struct tag_element *el,
                     uint32_t first)
{
    if (el->first_kid == TAG_NONE)
        return;
    buf_append_text(out, "/K[");
    for (uint32_t i = el->first_kid; i != TAG_NONE; i = t->kids[i].next) {
        if (i != el->first_kid)
            buf_append_char(out, ' ');
        put_kid(out, t, &t->kids[i], first);
    }
    buf_append_char(out, ']');
}

/* /A: where a figure is, how a list is numbered, what a header cell heads (14.8.5). */
static void put_attributes(struct buf *out, const struct tag_element *el, int32_t height_du)
{
    if (el->role == DRAW_ROLE_L && el->has_label)
        buf_append_text(out, "/A<</O/List/ListNumbering/Decimal>>");
    if (el->role == DRAW_ROLE_TH)
        buf_append_text(out, "/A<</O/Table/Scope/Column>>");
    if (el->role != DRAW_ROLE_FIGURE || !el->has_box)
        return;
    buf_append_text(out, "/A<</O/Layout/Placement/Block/BBox[");
    const int64_t corners[4] = {el->left_du, (int64_t)height_du - el->bottom_du, el->right_du,
                                (int64_t)height_du - el->top_du};
    for (unsigned i = 0; i < 4; i++) {
        if (i > 0)
            buf_append_char(out, ' ');
        pen_put_points(out, corners[i]);
    }
    buf_append_text(out, "]>>");
}

static void write_element(struct pdf_writer *w, const struct tag_tree *t, uint32_t index,
                          uint32_t first, uint32_t parent_number, const struct tag_page *page)
{
    const struct tag_element *el = &t->elements[index];
    struct buf *out = writer_object_begin(w, first + index);
    buf_append_text(out, "<</S/");
    buf_append_text(out, tag_name(t, index));
    buf_append_text(out, "/P ");
    pen_put_reference(out, parent_number);
    buf_append_text(out, "/Pg ");
    pen_put_reference(out, page->number);
    if (el->alt.size > 0) {
        buf_append_text(out, "/Alt");
        pen_put_text(out, el->alt);
    }
    put_attributes(out, el, page->height_du);
    put_kids(out, t, el, first);
    buf_append_text(out, ">>");
    writer_object_end(w);
}

void tag_forest_add(struct tag_forest *f, struct pdf_writer *w, struct tag_tree *t,
                    struct tag_page *page)
{
    /* In the order in which they are written, so that their places make one run. */
    uint32_t first = writer_reserve_many(w, t->element_count + 1 + t->link_count + 1);
    uint32_t marks = first + t->element_count;
    page->number = marks + 1 + t->link_count;
    for (uint32_t i = 0; i < t->link_count; i++) {
        t->links[i].number = marks + 1 + i;
        t->links[i].key = add_key(f, w, first + t->links[i].element);
    }
    page->key = add_key(f, w, marks);
    for (uint32_t i = 0; i < t->element_count; i++) {
        uint32_t parent = t->elements[i].parent;
        write_element(w, t, i, first, parent == TAG_NONE ? f->document_number : first + parent,
                      page);
    }
    write_marks(w, marks, t, first);
    f->parts = grow(f->parts, f->part_count, &f->part_capacity, sizeof *f->parts);
    f->parts[f->part_count++] = first;
}

static void put_references(struct buf *out, const uint32_t *numbers, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        pen_put_reference(out, numbers[i]);
        buf_append_char(out, '\n');
    }
}

/* "[… 12 0 R 13 0 R]" of all pages at once would be the largest thing in memory. */
static void write_long_document(struct tag_forest *f, struct pdf_writer *w, struct buf *out)
{
    writer_long_begin(w, f->document_number);
    for (uint32_t i = 0; i < f->part_count; i += LONG_PIECE) {
        uint32_t left = f->part_count - i;
        put_references(out, f->parts + i, left < LONG_PIECE ? left : LONG_PIECE);
        writer_long_put(w, buf_slice(out));
        buf_reset(out);
    }
    writer_long_put(w, SLICE("]>>"));
    writer_long_end(w);
}

static void write_document(struct tag_forest *f, struct pdf_writer *w)
{
    struct buf out;
    buf_init(&out, DOCUMENT_MAX);
    buf_append_text(&out, "<</S/Document/P ");
    pen_put_reference(&out, f->root_number);
    buf_append_text(&out, "/K[");
    if (f->part_count > LONG_PIECE) {
        write_long_document(f, w, &out);
    } else {
        put_references(&out, f->parts, f->part_count);
        buf_append_text(&out, "]>>");
        buf_append_slice(writer_object_begin(w, f->document_number), buf_slice(&out));
        writer_object_end(w);
    }
    buf_deinit(&out);
}

void tag_forest_close(struct tag_forest *f, struct pdf_writer *w)
{
    write_document(f, w);
    if (f->next_key % TAG_LEAF_KEYS != 0)
        write_leaf(f, w);
    uint32_t tree = writer_reserve(w);
    struct buf *out = writer_object_begin(w, tree);
    buf_append_text(out, f->leaf_count ? "<</Kids[" : "<</Nums[");
    put_references(out, f->leaves, f->leaf_count);
    buf_append_text(out, "]>>");
    writer_object_end(w);
    HPDF_Dict root = pen_dict(w->pen);
    pen_name(root, "Type", "StructTreeRoot");
    HPDF_Array kids = pen_array(w->pen);
    pen_item_reference(w->pen, kids, f->document_number);
    pen_add(root, "K", kids);
    pen_reference(w->pen, root, "ParentTree", tree);
    pen_number(root, "ParentTreeNextKey", (int32_t)f->next_key);
    writer_object(w, f->root_number, root);
}
