/** @file
 * Comparing what was drawn with what was accepted. With NGOSO_ACCEPT=1 it is written instead;
 * a golden that is missing or cannot be read is a failure.
 */
#ifndef TESTS_GOLDEN_ACCEPT_H
#define TESTS_GOLDEN_ACCEPT_H

#include "base/arena.h"
#include "base/buf.h"
#include "draw/list.h"

struct font_set;
struct pixels;

enum { ACCEPT_TEXT_MAX = 1024 * 1024 };

/** Whether golden/trace/NAME.txt says the same; if not, the first line that differs is shown. */
bool accept_text(struct arena *a, const char *name, struct slice actual);

/** Whether golden/pages/NAME.png looks the same, with a tolerance for other versions of the
 *  rasteriser; if not, the first pixel is named, and NAME-actual.png and NAME-difference.png are
 *  written beside the build. */
bool accept_page(struct arena *a, struct pixels *pixels, const char *name,
                 const struct draw_list *list);

/** Drawing pages one after another, for designs that give out many: as text, and one as a picture.
 */
struct accept_run {
    struct arena arena;
    struct font_set *fonts;
    struct pixels *pixels;
    struct buf trace;
    const char *name;         /**< Of what is being drawn. */
    unsigned picture;         /**< The page kept as a picture too; 0: none. */
    unsigned page, different; /**< Pages so far; goldens that differ. */
};
void accept_begin(struct accept_run *run);
/** Begins with page 1 and an empty text. */
void accept_start(struct accept_run *run, const char *name, unsigned picture);
void accept_take(struct accept_run *run, const struct draw_list *page);
/** Compares the text of all its pages. */
void accept_finish(struct accept_run *run);
/** Frees all; fails when something differed. */
void accept_end(struct accept_run *run);

struct comparison {
    uint32_t width, height;
    uint32_t different_count;
    uint32_t first_x, first_y;
    uint32_t expected, actual; /**< 0xRRGGBB there. */
    uint8_t *difference;       /**< RGB: black where different, else paler than the page. */
};

/** False, with words, when there is none to compare with. */
bool compare_page(struct comparison *c, struct arena *a, struct pixels *pixels, const char *name,
                  const struct draw_list *list);
bool is_too_different(const struct comparison *c);

#endif
