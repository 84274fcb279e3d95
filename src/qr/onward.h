/** @file
 * Where a link leads besides its own host: parameters that send on, and files to install.
 */
#ifndef QR_ONWARD_H
#define QR_ONWARD_H

#include "qr/link.h"
#include "qr/url.h"

/** Walks the addresses that a link may send on to. Zero-initialise with `url` set. */
struct onward {
    struct url url;
    unsigned stage;  /**< 0 path, 1 query, 2 fragment as a path, 3 fragment's parameters. */
    size_t position; /**< In the parameters of the stage. */
    char text[LINK_MAX + 16];
};

/**
 * The next address another than a place on the same host: "https://…" whatever way it was written
 * ("//…", "\\…", "http:…", percent-encoded, a bare host behind a telling name), or, for any other
 * scheme, that text as it stands. False at the end.
 * Lifetime: `*target` until the next call.
 */
bool onward_next(struct slice *target, struct onward *walk);

/** True when the path, or a parameter, ends in the name of a program or an installer. */
bool onward_is_download(const struct url *url);

#endif
