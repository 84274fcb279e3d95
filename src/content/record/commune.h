/** @file
 * A commune's own details, from commune.yaml: what the foot of every leaflet says.
 *
 * Two tiers since 01/07/2025: province, and commune / ward / special zone. No district.
 * Every field may be missing: designs then print a dotted line to fill in by hand.
 * Lifetime: the arena given to commune_load.
 */
#ifndef CONTENT_RECORD_COMMUNE_H
#define CONTENT_RECORD_COMMUNE_H

#include "content/guide/guide.h"

enum {
    COMMUNE_FILE_MAX = 256 * 1024,
    COMMUNE_VILLAGES_MAX = 200,
    COMMUNE_PHONES_MAX = 3,
    COMMUNE_DOMAINS_MAX = 50,
    COMMUNE_TARGETS_MAX = 50
};

struct contact {
    struct field team;   /**< "Tổ công nghệ số cộng đồng thôn Đông" */
    struct field leader; /**< "Bà Nguyễn Thị A" */
    struct field phones[COMMUNE_PHONES_MAX];
    unsigned phone_count;
    struct field zalo; /**< https link of the group; confirmed by being written here. */
};

struct village {
    struct field name;
    struct contact contact;
};

struct allowed_domain {
    struct field host, reason;
};

/** What the commune wants reached in a month (content/shared/indicators.h). */
struct commune_target {
    struct field indicator; /**< Its id. */
    int monthly;
};

struct commune {
    const struct source *source;
    struct field province;
    struct field name; /**< "xã Hòa Bình", "phường …", "đặc khu …" */
    struct field hall; /**< "Nhà văn hóa thôn Đông, đường …" */
    struct field hours;
    struct contact contact;
    struct village villages[COMMUNE_VILLAGES_MAX];
    unsigned village_count;
    struct allowed_domain domains[COMMUNE_DOMAINS_MAX]; /**< Links the commune answers for. */
    unsigned domain_count;
    struct commune_target targets[COMMUNE_TARGETS_MAX];
    unsigned target_count;
};

/** As guide_load. */
struct commune *commune_load(struct arena *a, const char *path, struct diag_list *diags);

/** A commented starting point. */
struct slice commune_template(struct arena *a);

#endif
