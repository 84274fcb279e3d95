/** @file
 * Drawing designs one after the other: what `check` and `render` share.
 */
#ifndef CLI_PAPER_PRESS_H
#define CLI_PAPER_PRESS_H

#include "base/arena.h"
#include "cli/workspace.h"
#include "page/design.h"

struct font_set;

struct press {
    struct workspace *workspace;
    struct font_set *fonts;
    struct design_kit *kit;
    struct arena arena;        /**< Of the pages drawn last. */
    struct design_pages pages; /**< Drawn last. */
};

/** Opens fonts; after false there is nothing to close. `w` must hold its trusted domains by now. */
NODISCARD bool press_open(struct press *p, struct workspace *w, struct error *e);
void press_close(struct press *p);

/** Draws into `p->pages`; problems that were not seen before go to the workspace. */
bool press_draw(struct press *p, const struct design *design, const struct design_input *input);

#endif
