/** @file
 * Everything that was derived in a store, as text that does not depend on the order of merging:
 * sheets, contacts, consents, what was forgotten, visits. Two stores that know the same give the
 * same text.
 */
#ifndef TESTS_STORE_FACTS_H
#define TESTS_STORE_FACTS_H

#include "base/buf.h"
#include "store/store.h"

/** Appends it, without what this store's own device recorded itself. */
void facts_dump(struct buf *out, struct store *s);

#endif
