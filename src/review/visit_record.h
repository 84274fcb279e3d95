/** @file
 * Keeping a visit so that the same one, told twice, counts once: typed in from the sheet, entered
 * in the window, or both.
 */
#ifndef REVIEW_VISIT_RECORD_H
#define REVIEW_VISIT_RECORD_H

#include "store/visits.h"

struct arena;

/** Whether both say the same. */
bool visit_is_same(const struct store_visit *a, const struct store_visit *b);

/**
 * Records under an id made of what the visit says, which it gets. `twin`: how many equal visits
 * without a contact came before it in the same file. `*again`: it was there before. What was
 * withdrawn stays withdrawn; the same visit entered anew gets the next id.
 * Errors: ERROR_INPUT when another visit to the same contact on that day counts.
 */
NODISCARD bool visit_keep(bool *again, struct store *s, struct store_visit *visit, unsigned twin,
                          struct arena *a, struct error *e);

/** Of a form, which gave the visit an id when it was begun: kept under that id without a contact,
 *  since two houses may be alike; with one as visit_keep does. */
NODISCARD bool visit_keep_entered(struct store *s, const struct store_visit *visit,
                                  struct error *e);

#endif
