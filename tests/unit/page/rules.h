/** @file
 * What the visual guide asks of printed pages, as rules that judge drawn lists.
 *
 * A rule looks at one page of a drawn design and adds a line for each thing it finds. rules_test.c
 * shows that each of them can fail.
 */
#ifndef TESTS_UNIT_PAGE_RULES_H
#define TESTS_UNIT_PAGE_RULES_H

#include "anatomy.h"
#include "base/buf.h"
#include "page/design.h"

/** A design's pages with what they were made from. */
struct drawn {
    const struct design *design;
    const struct design_input *input;
    struct arena *arena;
    struct anatomy pages[DESIGN_PAGES_MAX];
    unsigned page_count;
};

/** Takes all pages apart; lives in `a`. */
void drawn_take(struct drawn *out, struct arena *a, const struct design *design,
                const struct design_input *input, const struct design_pages *pages);

struct findings {
    struct buf lines;
    unsigned count;
    char where[160]; /**< Begins each line. */
};

void findings_init(struct findings *f);
void findings_deinit(struct findings *f);
void findings_add(struct findings *f, const char *format, ...) PRINTF_LIKE(2, 3);

/** Shows the lines on standard error, cut when there are very many. */
void findings_print(const struct findings *f);

typedef void rule_judge(struct findings *f, const struct drawn *d, unsigned page);

struct rule {
    const char *name;
    rule_judge *judge;
};

/** All rules, `*count` of them. */
const struct rule *rules_all(unsigned *count);

/** Applies all rules to all pages. */
void rules_judge(struct findings *f, const struct drawn *d);

/* Type (rules_type.c). */
rule_judge rule_sizes, rule_pitch, rule_last_lines, rule_contrast, rule_handwriting;
/* Place (rules_place.c). */
rule_judge rule_edges, rule_overlaps, rule_quiet_zones, rule_symbols, rule_folds, rule_varying;
/* Structure (rules_tags.c). */
rule_judge rule_tags, rule_headings;
/* Words (rules_text.c); these look at all pages when asked about the first. */
rule_judge rule_promises, rule_symbol_count;

bool is_poster(const struct design *d);
bool is_trifold(const struct design *d);
bool is_checklist(const struct design *d);

/** Hundredths of a millimetre, for messages. */
double mm(int32_t du);

/** Contrast of two colours by WCAG 2.1 (relative luminance), 1 … 21. */
double contrast(struct draw_color a, struct draw_color b);
double luminance(struct draw_color c);

/** Least size of running text: 24 pt on an A3 poster, 12 pt on a leaflet, as large on the paper at
 *  hand. */
int32_t body_floor_du(const struct design *d);
int32_t title_floor_du(const struct design *d);
int32_t smallest_du(const struct design *d);

#endif
