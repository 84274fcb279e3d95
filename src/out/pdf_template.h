/** @file
 * What does not vary from page to page, painted and deflated once.
 *
 * The commands of a list that do not vary are written out as a signature: everything that decides
 * about their content stream, and nothing else. Two pages with the same signature share the stream,
 * within a file (one object, named in both pages' /Contents) and from file to file (its bytes).
 *
 * Lifetime: a cache belongs to a job; the newest PDF_TEMPLATES_KEPT are kept.
 */
#ifndef OUT_PDF_TEMPLATE_H
#define OUT_PDF_TEMPLATE_H

#include "draw/list.h"
#include "out/pdf_font.h"

enum { PDF_TEMPLATES_KEPT = 16 };

/** What is known of each command before walking the list. */
enum op_flag {
    OP_VARYING = 1, /**< It, or a tag or clip around it, differs from record to record. */
    OP_BREAK = 2 /**< Does not vary, but something that does stands between it and the last such. */
};

struct pdf_template {
    uint64_t serial; /**< Never used twice in a job; 0: empty. */
    uint64_t last_used;
    struct buf signature;
    struct buf content; /**< Deflated; empty when nothing is painted. */
    uint32_t mark_count;
    struct font_use use;
};

struct pdf_templates {
    struct pdf_template items[PDF_TEMPLATES_KEPT];
    uint64_t clock;
};

void pdf_templates_init(struct pdf_templates *t);
void pdf_templates_deinit(struct pdf_templates *t);

/** Fills `flags` (a byte a command). */
void op_flags_find(struct buf *flags, const struct draw_list *list);

/** The same for a page on which nothing counts as varying. */
void op_flags_none(struct buf *flags, const struct draw_list *list);

/** Of the commands without OP_VARYING. */
void template_sign(struct buf *signature, const struct draw_list *list, const uint8_t *flags);

/** The one with this signature, or NULL. */
struct pdf_template *template_find(struct pdf_templates *t, const struct buf *signature);

/** An empty one, in place of the one used longest ago. */
struct pdf_template *template_add(struct pdf_templates *t, const struct buf *signature);

#endif
