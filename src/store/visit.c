#include "store/visits.h"

static const char *const achievements[VISIT_ACHIEVEMENT_COUNT] = {
    [VISIT_VNEID_LEVEL_2] = "vneid-level-2",
    [VISIT_PUBLIC_SERVICE_FILED] = "public-service-filed",
    [VISIT_PAYMENT_ACCOUNT] = "payment-account",
    [VISIT_STALL_OPENED] = "stall-opened",
    [VISIT_INSURANCE_CARD] = "insurance-card",
    [VISIT_HEALTH_RECORD] = "health-record",
    [VISIT_SIM_REGISTERED] = "sim-registered",
};

static const char *const outcomes[] = {
    [VISIT_DONE] = "done",
    [VISIT_NOT_HOME] = "not-home",
    [VISIT_AGAIN] = "again",
    [VISIT_DECLINED] = "declined",
};

const char *visit_achievement_name(enum visit_achievement which)
{
    return (unsigned)which < VISIT_ACHIEVEMENT_COUNT ? achievements[which] : NULL;
}

const char *visit_outcome_name(enum visit_outcome outcome)
{
    return (unsigned)outcome < sizeof outcomes / sizeof outcomes[0] ? outcomes[outcome] : NULL;
}
