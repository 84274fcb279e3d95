/** @file
 * A broadcast script on paper: A4, 22 pt, every sentence numbered, with marks for pauses.
 *
 * "/" is a breath behind a sentence, "//" a pause behind a part; a bar at the left and bold type
 * say: slowly. Pages are given out one at a time.
 */
#ifndef PAGE_SCRIPT_H
#define PAGE_SCRIPT_H

#include "content/spoken/script.h"
#include "page/design.h"

/**
 * Draws the page that begins with line `*line`, which moves to the first line of the next page;
 * `script->line_count` when this was the last. `number`: of the page, from 1. False when a line is
 * longer than a page or has letters that no font has: see `diags`.
 */
bool script_page_draw(struct draw_list *out, struct design_kit *kit, const struct script *script,
                      unsigned *line, unsigned number, enum design_ink ink, const char *language,
                      struct arena *a, struct diag_list *diags);

#endif
