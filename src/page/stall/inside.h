/** @file
 * What the files of page/stall share: a page being drawn and its parts.
 *
 * A part draws unless the frame only measures, and gives its height (page/guide/parts.h).
 */
#ifndef PAGE_STALL_INSIDE_H
#define PAGE_STALL_INSIDE_H

#include "page/guide/parts.h"
#include "page/stall/stall.h"

enum { STALL_DENSITIES = 3 };

struct stall_spec {
    struct design design;
    bool folds;           /**< Faces of page/stall/stand.c, not panels. */
    int32_t across, down; /**< Panels. */
    int32_t side_mm100;   /**< Of the code with its quiet zone. */
    int32_t pad_mm100;    /**< Left and right, and above the band's text. */
    int32_t gap_mm100;    /**< At least, between parts. */
    int32_t sheet_mm100;  /**< Around all panels of a sheet. */
    bool warns;           /**< What to compare, and what the seller does each morning. */
    struct type_scale densities[STALL_DENSITIES]; /**< From roomy to tight. */
};

struct stall_page {
    struct frame frame;
    const struct stall_spec *spec;
    const struct stall *stall;
    struct symbol symbol;
    const char *language;
    enum para_align align;
    enum stall_back back;
};

/** A word of ours, marked for translation, in the page's language. */
const char *stall_word(const struct stall_page *s, const char *text);

/** Text aligned as the page has it. */
int32_t stall_text(struct stall_page *s, enum draw_role role, struct look look, struct rich text,
                   struct span span, int32_t x_du, int32_t y_du, int32_t width_du);

typedef int32_t stall_part(struct stall_page *s, int32_t x_du, int32_t y_du, int32_t width_du);

stall_part stall_part_code;    /**< The symbol in its frame. */
stall_part stall_part_heading; /**< The stall's name, and what to do; in the ground's colours. */
stall_part stall_part_amount;
stall_part stall_part_owner;
stall_part stall_part_account;
stall_part stall_part_compare; /**< What the phone must show. */

/** A stand: faces, base and flap on one sheet. */
void stall_stand_draw(struct stall_page *s);

#endif
