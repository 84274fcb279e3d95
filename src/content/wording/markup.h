/** @file
 * The one mark-up people write: `**bold**`. `\*` and `\\` stand for themselves.
 *
 * Errors (diagnostics): an unclosed `**`, an empty `****`, bold inside bold. The text is kept.
 */
#ifndef CONTENT_WORDING_MARKUP_H
#define CONTENT_WORDING_MARKUP_H

#include "base/diag.h"
#include "base/rich.h"

struct arena;

/** `span` is the value's place in its file; problems point at it. */
struct rich markup_parse(struct arena *a, struct slice text, struct span span,
                         struct diag_list *diags);

#endif
