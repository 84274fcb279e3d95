/** @file
 * The structure tree: what is a heading, a list, a figure, and which marks on the page belong to it
 * (ISO 32000-1, 14.7 and 14.8).
 *
 * Each page is a /Part under the one /Document. A page's elements are gathered in a tag_tree while
 * its commands are walked, and written at the end of the page; of all pages before, a tag_forest
 * keeps one number each, and the parent tree (14.7.4.4) goes out in leaves of TAG_LEAF_KEYS.
 */
#ifndef OUT_PDF_TAGS_H
#define OUT_PDF_TAGS_H

#include "draw/list.h"

struct pdf_writer;

enum { TAG_LEAF_KEYS = 64, TAG_PART = 0 };
#define TAG_NONE UINT32_MAX

/** Two streams a page (see pdf_page.h), each counting its own marks. */
enum tag_lane { TAG_STATIC, TAG_VARYING, TAG_LANES };

enum tag_kid_kind { TAG_KID_ELEMENT, TAG_KID_STATIC, TAG_KID_VARYING, TAG_KID_LINK };

/** Child of an element: another element, a mark (its MCID), or a link annotation. */
struct tag_kid {
    uint32_t kind, value, next; /**< `next`: index, TAG_NONE at the end. */
};

struct tag_element {
    uint32_t parent; /**< Index; TAG_PART's own is not used. */
    uint8_t role;    /**< enum draw_role; DRAW_ROLE_COUNT for the Part. */
    bool has_label;  /**< A list with an Lbl somewhere in it. */
    bool has_box;
    int32_t left_du, top_du, right_du, bottom_du; /**< Of a figure's marks. */
    struct slice alt;                             /**< Borrowed from the list. */
    uint32_t first_kid, last_kid;
};

/** A link to be clicked; its place in the tree is `element`. */
struct tag_link {
    struct draw_rect rect;
    struct slice uri, alt;
    uint32_t page; /**< Of this file; 0: the URI. */
    uint32_t element;
    uint32_t number, key; /**< Object and /StructParent, given by tag_forest_add. */
};

struct tag_tree {
    struct tag_element *elements;
    uint32_t element_count, element_capacity;
    struct tag_kid *kids;
    uint32_t kid_count, kid_capacity;
    struct tag_link *links;
    uint32_t link_count, link_capacity;
    uint32_t *marks[TAG_LANES]; /**< Element of each MCID. */
    uint32_t mark_count[TAG_LANES], mark_capacity[TAG_LANES];
};

void tag_tree_init(struct tag_tree *t);
void tag_tree_deinit(struct tag_tree *t);
/** Empty but for the Part. */
void tag_tree_reset(struct tag_tree *t);

/** New element below `parent`; its index. */
uint32_t tag_tree_add(struct tag_tree *t, uint32_t parent, enum draw_role role, struct slice alt);
/** New mark of `element`; its number within the lane. */
uint32_t tag_tree_mark(struct tag_tree *t, uint32_t element, enum tag_lane lane);
/** True when `mark` is the newest child of `element`, so that more may be added to it. */
bool tag_tree_is_last(const struct tag_tree *t, uint32_t element, enum tag_lane lane,
                      uint32_t mark);
/** A link below `element`, in a Link element of its own unless that is one. */
void tag_tree_link(struct tag_tree *t, uint32_t element, const struct draw_op_link *op,
                   const struct draw_list *list);
void tag_tree_box(struct tag_tree *t, uint32_t element, struct draw_rect rect);

/** Name in content streams and in /S. */
const char *tag_name(const struct tag_tree *t, uint32_t element);

/** What the file keeps of all pages. */
struct tag_forest {
    uint32_t root_number, document_number;
    uint32_t *parts;
    uint32_t part_count, part_capacity;
    uint32_t next_key;
    uint32_t pending[TAG_LEAF_KEYS]; /**< Objects of the keys of the leaf being filled. */
    uint32_t *leaves;
    uint32_t leaf_count, leaf_capacity;
};

void tag_forest_init(struct tag_forest *f);
void tag_forest_deinit(struct tag_forest *f);
void tag_forest_open(struct tag_forest *f, struct pdf_writer *w);

/** Where the page stands that a tree belongs to. */
struct tag_page {
    uint32_t number; /**< The page object. */
    int32_t height_du;
    uint32_t key; /**< Its /StructParents, set here. */
};

/** Numbers links and the page, and writes the page's elements. */
void tag_forest_add(struct tag_forest *f, struct pdf_writer *w, struct tag_tree *t,
                    struct tag_page *page);
/** Writes /Document, the parent tree and the root. */
void tag_forest_close(struct tag_forest *f, struct pdf_writer *w);

#endif
