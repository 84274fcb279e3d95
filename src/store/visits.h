/** @file
 * Who agreed to be called, and what became of it.
 *
 * Contacts are sealed; this header hands out the sealed bytes and what the log knows beside them:
 * topics found hard, when, visits. Only who holds the team's secret key (store/keys.h) can read a
 * name. Visits are events: nothing is overwritten, and none holds a name.
 *
 * Lifetime: slices handed to a visitor live during the call.
 */
#ifndef STORE_VISITS_H
#define STORE_VISITS_H

#include "store/store.h"

enum { VISIT_TOPICS_MAX = 32, VISIT_COUNT_MAX = 100000 };

enum visit_outcome {
    VISIT_DONE,
    VISIT_NOT_HOME,
    VISIT_AGAIN,   /**< Wants another visit. */
    VISIT_DECLINED /**< Does not want to be called any more: the contact is deleted with it. */
};

/** Things set up together at a visit; bits of `store_visit.achievements`. The words of a report
 *  about them are data (guides/indicators.yaml), these ids never change. */
enum visit_achievement {
    VISIT_VNEID_LEVEL_2,
    VISIT_PUBLIC_SERVICE_FILED,
    VISIT_PAYMENT_ACCOUNT,
    VISIT_STALL_OPENED,
    VISIT_INSURANCE_CARD,
    VISIT_HEALTH_RECORD,
    VISIT_SIM_REGISTERED,
    VISIT_ACHIEVEMENT_COUNT
};

/** "vneid-level-2", "public-service-filed" … NULL beyond the last. */
const char *visit_achievement_name(enum visit_achievement which);
/** "done", "not-home", "again", "declined"; NULL beyond the last. */
const char *visit_outcome_name(enum visit_outcome outcome);

struct visit_leaflet {
    struct slice guide; /**< Id. */
    unsigned count;
};

struct store_visit {
    struct store_id id;      /**< store_new_id: the same visit recorded twice counts once. */
    struct store_id contact; /**< Empty text: a household that left no contact. */
    struct slice village;    /**< Known without opening anything; may be empty. */
    int64_t day;             /**< date_days */
    enum visit_outcome outcome;
    uint32_t achievements; /**< Bits: 1u << enum visit_achievement. */
    struct visit_leaflet leaflets[VISIT_TOPICS_MAX];
    unsigned leaflet_count;
    unsigned people; /**< Helped at this visit; 0: not counted. */
};

/** The same again is fine; another visit under the same id is ERROR_INPUT. */
NODISCARD bool store_record_visit(struct store *s, const struct store_visit *visit,
                                  struct error *e);
/** A visit entered wrongly stops counting; it stays in the log. */
NODISCARD bool store_withdraw_visit(bool *found, struct store *s, const struct store_id *visit,
                                    struct error *e);

/** All visits that count, from any device, from `from_day` to before `to_day`, by day, then id. */
typedef bool visit_visitor(void *self, const struct store_visit *visit);
NODISCARD bool store_visit_visits(struct store *s, int64_t from_day, int64_t to_day,
                                  visit_visitor *visit, void *self, struct error *e);

/** A contact that is still there. */
struct store_sealed {
    struct store_id id;
    struct slice sealed;  /**< keys_open_contact */
    struct slice topics;  /**< Guide ids found hard, worst first, joined with commas. */
    struct slice village; /**< Of the kiosk; the person's own is sealed. */
    struct store_id attempt;
    int64_t wall_ms; /**< When they agreed. */
    unsigned visit_count;
    int64_t last_visit_day; /**< 0: none. */
    enum visit_outcome last_outcome;
};

/** Contacts of all devices, without those forgotten or past their time, by id. */
typedef bool sealed_visitor(void *self, const struct store_sealed *contact);
NODISCARD bool store_visit_contacts(struct store *s, sealed_visitor *visit, void *self,
                                    struct error *e);

/** Deletes by id, as store_delete_contact does by code: for who says so at the door. Also where
 *  only the consent is known: the machines that hold the contact learn of it. */
NODISCARD bool store_forget_contact(bool *found, struct store *s, const struct store_id *contact,
                                    struct error *e);

/** A figure the program cannot know ("members of the team"), for a month; the last one counts. */
struct store_entry {
    struct slice indicator; /**< Id of guides/indicators.yaml. */
    int month;              /**< year * 12 + month - 1 */
    int64_t value;
};
NODISCARD bool store_record_entry(struct store *s, const struct store_entry *entry,
                                  struct error *e);
NODISCARD bool store_find_entry(bool *found, int64_t *value, struct store *s,
                                struct slice indicator, int month, struct error *e);

#endif
