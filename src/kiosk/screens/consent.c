#include "kiosk/screens/consent.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/hash.h"
#include "kiosk/screens/labels.h"

enum { EDITION = 2 /* 1 was logged as "1" and always said 90 days. */ };

static struct slice keeper(const struct view *v, struct arena *a)
{
    const struct commune *commune = v->commune;
    const char *team = label_in(v->language, LABEL_THE_TEAM);
    if (commune && commune->contact.team.text.size)
        return commune->contact.team.text;
    if (commune && commune->name.text.size)
        return arena_printf(a, "%s, %.*s", team, SLICE_ARG(commune->name.text));
    return slice_from(team);
}

static struct slice who_keeps(const struct view *v, struct arena *a)
{
    const struct commune *commune = v->commune;
    const char *team = arena_copy(a, keeper(v, a)).data;
    if (commune && commune->contact.phone_count)
        return arena_printf(a, label_in(v->language, LABEL_CONSENT_3_PHONE), team,
                            arena_copy(a, commune->contact.phones[0].text).data);
    return arena_printf(a, label_in(v->language, LABEL_CONSENT_3), team);
}

struct slice consent_point(const struct view *v, unsigned index, struct arena *a)
{
    static const enum label points[CONSENT_POINTS] = {
        LABEL_CONSENT_1, LABEL_CONSENT_2, LABEL_CONSENT_3, LABEL_CONSENT_4, LABEL_CONSENT_5};
    CHECK(index < CONSENT_POINTS);
    if (points[index] == LABEL_CONSENT_3)
        return who_keeps(v, a);
    if (points[index] == LABEL_CONSENT_4)
        return arena_printf(a, label_in(v->language, LABEL_CONSENT_4), v->retention_days);
    return slice_from(label_in(v->language, points[index]));
}

static uint64_t hash_text(uint64_t hash, struct slice text)
{
    return hash_bytes(hash, text.data, text.size);
}

void consent_version(char out[CONSENT_VERSION_BYTES], const struct view *v, struct arena *a)
{
    uint64_t hash = hash_text(1, slice_from(label_in(v->language, LABEL_CONSENT_TITLE)));
    for (unsigned i = 0; i < CONSENT_POINTS; i++)
        hash = hash_text(hash, consent_point(v, i, a));
    hash = hash_text(hash, slice_from(label_in(v->language, LABEL_CONSENT_6)));
    snprintf(out, CONSENT_VERSION_BYTES, "%d-%ud-%s-%016" PRIx64, EDITION, v->retention_days,
             v->language, hash);
}
