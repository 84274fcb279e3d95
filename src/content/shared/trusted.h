/** @file
 * The official list of hosts that a printed QR code may open: guides/trusted-domains.yaml.
 *
 * Lifetime: the arena given to trusted_load.
 */
#ifndef CONTENT_SHARED_TRUSTED_H
#define CONTENT_SHARED_TRUSTED_H

#include "content/guide/guide.h"

enum { TRUSTED_FILE_MAX = 256 * 1024, TRUSTED_MAX = 400 };

struct trusted_domain {
    struct field host;   /**< Lower case; "gov.vn" covers what lies below it. */
    struct field path;   /**< Only links whose path starts so; may be empty. */
    struct field reason; /**< Why it is trusted; required. */
    bool exact;          /**< Not its subdomains. */
    bool confirm;        /**< Only when the commune's own file names it (zalo.me). */
};

struct trusted {
    struct trusted_domain *domains;
    unsigned domain_count;
    struct field *shorteners;
    unsigned shortener_count;
    struct field *brands;
    unsigned brand_count;
    struct field *abused_suffixes;
    unsigned abused_suffix_count;
};

struct trusted *trusted_load(struct arena *a, const char *path, struct diag_list *diags);

#endif
