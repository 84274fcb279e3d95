/** @file
 * The parts that posters, leaflets and trifolds are put together from.
 *
 * Each takes the frame, a place and a width, draws unless the frame only measures, and returns its
 * height in du. Sizes in a spec are hundredths of a millimetre on the paper designed for.
 */
#ifndef PAGE_GUIDE_PARTS_H
#define PAGE_GUIDE_PARTS_H

#include "page/frame.h"

/** The subject's name in a pill with its icon. */
int32_t part_chip(struct frame *f, int32_t x_du, int32_t y_du);

/** A heading with a rule to the right edge. */
int32_t part_heading(struct frame *f, const char *word, int32_t x_du, int32_t y_du,
                     int32_t width_du);

struct steps_spec {
    const struct guide_step *steps;
    unsigned first, count; /**< Numbered from first + 1. */
    bool brief;            /**< The poster's shorter wording. */
    bool notes;
    int32_t disc_mm100, icon_mm100, disc_gap_mm100, text_gap_mm100;
    int32_t row_gap_du; /**< Between steps; designs stretch it to fill their column. */
};

/** Numbered steps: disc, icon, sentence, note, picture. */
int32_t part_steps(struct frame *f, const struct steps_spec *spec, int32_t x_du, int32_t y_du,
                   int32_t width_du);

/** What part_steps needs, without drawing it. */
int32_t part_steps_height(struct frame *f, const struct steps_spec *spec, int32_t width_du);

/** Span of the step whose text is tallest: the one to shorten. */
struct span part_longest_step(struct frame *f, const struct steps_spec *spec, int32_t width_du);

/** What to have ready, as cards side by side, icon above text. */
int32_t part_prepare_cards(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du);

/** What to have ready, icon beside text: one row, or two of more than four. */
int32_t part_prepare_row(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du);

/** A list with an icon before each line. */
int32_t part_icon_list(struct frame *f, const struct guide_item *items, unsigned count,
                       int32_t icon_mm100, int32_t gap_mm100, int32_t x_du, int32_t y_du,
                       int32_t width_du);

/** Mistakes and what to do instead. */
int32_t part_mistakes(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du);

/** A box to tick, of side `box_mm100`, and what it stands for; an item of a list. */
int32_t part_check(struct frame *f, const struct rich_field *text, int32_t box_mm100, int32_t x_du,
                   int32_t y_du, int32_t width_du);

struct warning_spec {
    int32_t pad_mm100, icon_mm100, bar_mm100;
    int32_t gap_mm100; /**< Between two. */
};

/** Up to `count` warnings from `first` on, each in its band: icon, bold opening words. */
int32_t part_warnings(struct frame *f, const struct warning_spec *spec, unsigned first,
                      unsigned count, int32_t x_du, int32_t y_du, int32_t width_du);

/** The address beside a code: "play.google.com · com.vnid" on two lines, the second strong. */
struct rich part_symbol_address(struct frame *f, const struct symbol *symbol);

/** A QR symbol with its quiet zone in a square of `side_du`, clickable where it can be. */
void part_symbol(struct frame *f, const struct symbol *symbol, int32_t x_du, int32_t y_du,
                 int32_t side_du);

/** Height of what stands above a symbol in its card. */
int32_t part_symbol_heading(struct frame *f, const struct symbol *symbol, int32_t width_du);

/** A symbol in a card: what it opens above, the address below. */
int32_t part_symbol_card(struct frame *f, const struct symbol *symbol, int32_t side_du,
                         int32_t x_du, int32_t y_du, int32_t width_du);

/** The narrowest card that holds the symbol's address. */
int32_t part_symbol_card_least(struct frame *f, const struct symbol *symbol);

/** The same without a card, with the caption too; `heading_du` is the tallest heading of its row.
 */
int32_t part_symbol_column(struct frame *f, const struct symbol *symbol, int32_t heading_du,
                           int32_t side_du, int32_t x_du, int32_t y_du, int32_t width_du);

/**
 * What to look at before tapping, once for a page's codes: an app's name, or, for links, that the
 * phone must show the address that is printed. 0 where there is neither.
 */
int32_t part_symbols_intro(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du);

/** A symbol with its words to the right; its dark edge, not its quiet zone, stands at `x_du`. */
int32_t part_symbol_row(struct frame *f, const struct symbol *symbol, int32_t side_du, int32_t x_du,
                        int32_t y_du, int32_t width_du);

/** "Caption value", or a dotted line to fill in by hand where there is no value; `caption` may be
 *  NULL. */
int32_t part_blank(struct frame *f, const struct look *caption_look, const struct look *value_look,
                   const char *caption, struct field value, int32_t x_du, int32_t y_du,
                   int32_t width_du);

/** Who to ask: the village's own details, and the commune's for what the village leaves out. */
struct contact part_contact(const struct frame *f);

/** Whether any of part_contact_lines and part_hall_lines is a dotted line. */
bool part_contact_has_blanks(const struct frame *f);

/** Where the longest of the commune's details stands: the one to shorten. */
struct span part_longest_detail(const struct frame *f);

/** Whom the leaflet is for, and the address; 0 where nobody is named. */
int32_t part_recipient(struct frame *f, int32_t x_du, int32_t y_du, int32_t width_du);

/** Team, leader and telephone of `part_contact`. */
int32_t part_contact_lines(struct frame *f, const struct look *caption, const struct look *value,
                           int32_t x_du, int32_t y_du, int32_t width_du);

/** The team's chat group: its code, which differs from village to village, and what it is. */
int32_t part_group(struct frame *f, int32_t side_du, int32_t x_du, int32_t y_du, int32_t width_du);

/** Commune, hall and hours. */
int32_t part_hall_lines(struct frame *f, const struct look *caption, const struct look *value,
                        int32_t x_du, int32_t y_du, int32_t width_du);

/** Date of review and sources, small. */
int32_t part_provenance(struct frame *f, const struct look *look, unsigned source_max, int32_t x_du,
                        int32_t y_du, int32_t width_du);

/** Hotline label and, below it, the number large with a telephone icon. */
int32_t part_hotline(struct frame *f, const struct look *label, const struct look *number,
                     int32_t x_du, int32_t y_du, int32_t width_du);

/** The same on one line. */
int32_t part_hotline_line(struct frame *f, const struct look *label, const struct look *number,
                          int32_t x_du, int32_t y_du, int32_t width_du);

#endif
