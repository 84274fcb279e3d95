/** @file
 * Whether a link may be printed as a QR code for people who cannot judge it themselves.
 *
 * A link must be https to a host on the official list (equal to an entry, or below it at a dot).
 * Shorteners, bare addresses, user-info, ports, punycode and look-alikes of official names are
 * errors; any other unknown host is a warning unless the commune's own file allows it.
 * Sources: RFC 3986 for the parts of a link; the patterns of abuse are those named in
 *          guides/trusted-domains.yaml and in link.c.
 * Never matches by substring.
 */
#ifndef QR_LINK_H
#define QR_LINK_H

#include "base/slice.h"

/** One trusted or refused host. */
struct link_host {
    struct slice host;        /**< Lower case. */
    struct slice path_prefix; /**< Only this path and those below it ("/vn/app"); empty: all. */
    bool exact;               /**< Not its subdomains. */
    bool confirm;             /**< Trusted only when the commune's own file names it (zalo.me). */
};

/** Filled by the caller from files; borrowed. */
struct link_trust {
    const struct link_host *trusted;
    unsigned trusted_count;
    const struct link_host *shorteners;
    unsigned shortener_count;
    const struct link_host *allowed; /**< By the commune. */
    unsigned allowed_count;
    const struct slice
        *brands; /**< Names that only trusted hosts may carry: "vneid", "dichvucong". */
    unsigned brand_count;
    const struct slice *abused_suffixes; /**< "xyz", "top", … */
    unsigned abused_suffix_count;
};

enum link_verdict_kind {
    LINK_TRUSTED,
    LINK_ALLOWED,   /**< By the commune's file. */
    LINK_UNKNOWN,   /**< A warning. */
    LINK_MALFORMED, /**< Not a link at all, control or non-ASCII characters, over LINK_MAX bytes. */
    LINK_NOT_HTTPS,
    LINK_USER_INFO,
    LINK_ADDRESS, /**< A bare IPv4/IPv6 address, in any spelling browsers take. */
    LINK_PORT,
    LINK_PUNYCODE,
    LINK_SHORTENER,
    LINK_LOOKALIKE,
    LINK_DOWNLOAD, /**< A path that ends in .apk and the like. */
    LINK_REDIRECT, /**< A parameter that sends on to another host. */
    LINK_NEEDS_CONFIRMATION,
    LINK_ABUSED_SUFFIX,
    LINK_VERDICT_COUNT
};

enum { LINK_MAX = 500 };

struct link_verdict {
    enum link_verdict_kind kind;
    struct slice host;    /**< Part of the link; empty when malformed. */
    struct slice similar; /**< The official host it imitates, or an empty slice. */
};

struct link_verdict link_judge(struct slice link, const struct link_trust *trust);

/** True for LINK_TRUSTED and LINK_ALLOWED; LINK_UNKNOWN is a warning; the rest are errors. */
bool link_is_error(enum link_verdict_kind kind);

/** One sentence for a person: why, and what would be right. Translated. */
const char *link_explain(enum link_verdict_kind kind);

#endif
