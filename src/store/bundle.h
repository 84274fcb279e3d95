/** @file
 * Carrying logs from machine to machine: signed bundles on a stick, merged in any order.
 *
 * A bundle is one file with a run of one device's events, in sequence, each with the hash of the
 * one before, signed at its end with the device's key; beside them the sealed contacts that are
 * still there. It holds no name in clear. Its format is described at the top of bundle_format.c.
 *
 * Merging is a union of sets: idempotent, commutative, associative. Whatever was merged, and in
 * whatever order, the same set of bundles gives the same sheets, contacts, visits and reports. A
 * contact forgotten on one machine is gone on every one that merges the event; an older bundle
 * cannot bring it back.
 *
 * Trust:  bundles of a device count only after its fingerprint was accepted once (bundle_trust):
 *         the id of a device is made from its public key, so the key in a bundle proves itself.
 * Found:  gaps in the sequence, a broken chain, a wrong signature, a cut-off file, two different
 *         events under one number (a copied or edited log). Each is named; the good rest counts.
 */
#ifndef STORE_BUNDLE_H
#define STORE_BUNDLE_H

#include "store/store.h"

/** How files of bundles are called: "ngoso-DEVICE-FIRST-LAST.ngoso". */
#define BUNDLE_ENDING ".ngoso"

enum {
    BUNDLE_EVENTS_MAX = 200000, /**< In one file; a longer log becomes several. */
    BUNDLE_FILE_MAX = 256 * 1024 * 1024,
    BUNDLE_FINGERPRINT_BYTES = 40 /**< "0a1b-2c3d-…": eight groups of four, with the NUL. */
};

struct bundle_export {
    unsigned file_count;
    int64_t first_seq, last_seq, events;
    unsigned contacts;
    char path[4096]; /**< Of the last file. */
};

/**
 * Writes all bundles that `folder` does not hold yet: this device's own log and, with `all`, those
 * merged from others, to pass on. Temporary name, fsync, rename, read back and checked.
 */
NODISCARD bool bundle_write(struct bundle_export *out, struct store *s, const char *folder,
                            bool all, struct error *e);

enum bundle_problem {
    BUNDLE_GOOD,
    BUNDLE_UNREADABLE, /**< Not a bundle, or damaged beyond its header. */
    BUNDLE_NEWER,      /**< Of a later program. */
    BUNDLE_TRUNCATED,  /**< Cut off; what is whole and signed counts. */
    BUNDLE_EDITED,     /**< An event's hash does not fit. */
    BUNDLE_FORGED,     /**< The signature is not the device's. */
    BUNDLE_UNTRUSTED,  /**< A device nobody has accepted yet. */
    BUNDLE_FORKED,     /**< Two logs under one device: one of them was changed or restored. */
    BUNDLE_PROBLEM_COUNT
};

struct bundle_result {
    enum bundle_problem problem;
    struct store_id device;
    char fingerprint[BUNDLE_FINGERPRINT_BYTES];
    int64_t first_seq, last_seq;
    int64_t events_new, events_known, events_refused;
    int64_t gap_from, gap_to; /**< What is missing before this bundle; 0: nothing. */
    int64_t broken_at;        /**< First event that does not count; 0: all do. */
    unsigned contacts_new, contacts_forgotten;
};

/** Merges one file in one transaction. A bad bundle is a result, not an error. */
NODISCARD bool bundle_merge(struct bundle_result *out, struct store *s, const char *path,
                            struct error *e);

/** Accepts a device by its fingerprint (dashes and case do not matter); `label` and `village` may
 *  be empty. Again with another label: renamed. */
NODISCARD bool bundle_trust(struct store *s, const char *fingerprint, struct slice label,
                            struct slice village, struct error *e);
/** Of this store's own device, to be compared by eye or telephone. */
void bundle_own_fingerprint(char out[BUNDLE_FINGERPRINT_BYTES], struct store *s);

/** A device whose events are here, or that was accepted. */
struct bundle_device {
    struct store_id id;
    char fingerprint[BUNDLE_FINGERPRINT_BYTES];
    struct slice label, village; /**< As accepted; during the call only. */
    bool own;                    /**< This store's. */
    bool accepted, forked;
    int64_t last_seq;         /**< 0: nothing came yet. */
    int64_t gap_from, gap_to; /**< The first that is missing; 0: nothing. */
    unsigned gap_count;
};
typedef bool bundle_device_visitor(void *self, const struct bundle_device *device);
/** All of them, by id. A visitor's false ends it, without an error. */
NODISCARD bool bundle_visit_devices(struct store *s, bundle_device_visitor *visit, void *self,
                                    struct error *e);

#endif
