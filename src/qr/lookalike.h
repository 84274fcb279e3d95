/** @file
 * Whether a host imitates an official one. Asked only of hosts that are not official themselves.
 */
#ifndef QR_LOOKALIKE_H
#define QR_LOOKALIKE_H

#include "qr/link.h"

/**
 * True when `host` (lower case, a well-formed name) reads like a trusted host or carries a name
 * that only trusted hosts may carry. `*similar` becomes the official host, or an empty slice when
 * the list has none for that name.
 */
bool lookalike_find(struct slice *similar, struct slice host, const struct link_trust *trust);

#endif
