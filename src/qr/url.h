/** @file
 * A link cut into its parts, strictly: only the links that a printed QR code may hold.
 *
 * Why not a URL library: browsers read links more kindly than RFC 3986 (WHATWG URL: backslashes,
 * missing slashes, numbers as addresses, percent-encoded hosts), and each kindness is a trick.
 * liburiparser follows the RFC and knows nothing of them; a browser's parser would repair what we
 * want refused. So whatever the two could read differently is not a link here.
 */
#ifndef QR_URL_H
#define QR_URL_H

#include "base/slice.h"

enum { URL_HOST_MAX = 253, URL_LABEL_MAX = 63 }; /* RFC 1035, 2.3.4 */

enum url_form {
    URL_HTTPS,        /**< https with a host; see url_host_form for the host itself. */
    URL_OTHER_SCHEME, /**< http, ftp, javascript … or no scheme at all ("vneid.gov.vn"). */
    URL_MALFORMED
};

/** Parts of the text given; a part that is absent is empty. */
struct url {
    bool has_user_info, has_port;
    struct slice host;     /**< As written, without one trailing dot; "[…]" for IPv6. */
    struct slice path;     /**< From the first slash. */
    struct slice query;    /**< Behind "?". */
    struct slice fragment; /**< Behind "#". */
    struct slice rest;     /**< Path, query and fragment as they stand. */
};

/** Fills `out` as far as it goes; only URL_HTTPS promises a host. */
enum url_form url_split(struct url *out, struct slice text);

enum url_host_form {
    URL_HOST_NAME,    /**< Two or more labels of letters, digits and inner hyphens. */
    URL_HOST_ADDRESS, /**< IPv6, or IPv4 in any spelling that browsers take. */
    URL_HOST_MALFORMED
};

enum url_host_form url_host_form(struct slice host);

/** Writes `host` in lower case; it is at most URL_HOST_MAX bytes. Returns what it wrote. */
struct slice url_lower_host(char out[URL_HOST_MAX], struct slice host);

/** True when `host` is `parent` or lies below it at a dot. Both in lower case. */
bool url_host_below(struct slice host, struct slice parent);

#endif
