/** @file
 * The QR symbols of a guide and of its team: payload, judged link, and a matrix that fits its
 * place.
 *
 * An app gives two symbols, one for each kind of phone. Everything found wrong is a diagnostic:
 * Q001 a value that its kind does not allow, Q002 a link that may not be printed, Q003 (warning) a
 * link whose domain is not on the official list, Q004 a code too dense for its printed size, Q005
 * more than SYMBOLS_A_GUIDE: people scan the wrong one, Q006 a place to fill but no table to fill
 * it from.
 * Lifetime: text in the arena given, matrices in the cache (valid until SYMBOL_CACHE_MAX others).
 */
#ifndef PAGE_SYMBOLS_H
#define PAGE_SYMBOLS_H

#include "base/diag.h"
#include "content/guide/guide.h"
#include "content/record/commune.h"
#include "content/shared/trusted.h"
#include "qr/link.h"
#include "qr/matrix.h"
#include "qr/payload.h"

struct arena;

enum { SYMBOLS_A_GUIDE = 3, SYMBOL_MAX = 2 * GUIDE_QR_MAX, SYMBOL_CACHE_MAX = 32 };

enum symbol_device { SYMBOL_ANY, SYMBOL_ANDROID, SYMBOL_IPHONE };

struct symbol {
    enum symbol_device device;
    struct field label, caption;
    struct slice shown;       /**< "vneid.gov.vn": to compare with what the phone shows. */
    struct span value;        /**< What it is made from. */
    struct slice payload;     /**< What the code says. */
    bool clickable;           /**< The payload is a link or a telephone number. */
    bool varies;              /**< Made for one record: code, address and words. */
    const struct qr_fit *fit; /**< NULL when it could not be made. */
};

struct symbol_set {
    struct symbol items[SYMBOL_MAX];
    unsigned count;
};

/** Encoded symbols by payload and place. Zero-initialise. */
struct symbol_cache {
    struct symbol_entry *entries;
    unsigned count;
    unsigned long tick;
};

void symbol_cache_deinit(struct symbol_cache *cache);

/** What judging and encoding need. */
struct symbol_maker {
    struct symbol_cache *cache;
    const struct link_trust *trust; /**< Official hosts; `allowed` is filled per commune. */
    const char *design;             /**< Named in diagnostics. */
    const struct qr_place *place;
    struct arena *arena;
    struct diag_list *diags;
};

/** What a code of a guide says; `device` tells an app's two codes apart. */
struct qr_request symbol_request(const struct guide_qr *qr, enum symbol_device device);

/** The symbols of a guide, in order; false when one is wrong. */
bool symbols_of_guide(struct symbol_set *out, const struct symbol_maker *maker,
                      const struct guide *guide);

/** The team's Zalo group, confirmed by standing in the commune's own file. */
bool symbol_of_group(struct symbol *out, const struct symbol_maker *maker,
                     const struct contact *contact, const char *label);

/** The list of trusted domains as qr/link.h wants it; lives in `a`. NULL gives an empty list. */
struct link_trust symbols_trust(struct arena *a, const struct trusted *trusted);

/** The same with the domains that a commune answers for. */
struct link_trust symbols_trust_for(struct arena *a, const struct link_trust *trust,
                                    const struct commune *commune);

#endif
