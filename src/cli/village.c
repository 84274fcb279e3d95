#include "cli/village.h"

#include "base/i18n.h"
#include "base/utf8.h"

static bool refuse_village(const struct commune *c, const char *name, struct error *e)
{
    const char *names[COMMUNE_VILLAGES_MAX];
    for (unsigned i = 0; i < c->village_count; i++)
        names[i] = c->villages[i].name.text.data; /* Arena copies end with NUL. */
    int nearest = utf8_nearest(slice_from(name), names, c->village_count);
    if (nearest >= 0)
        return error_set(e, ERROR_INPUT, 0, _("there is no village “%s”; did you mean “%s”?"), name,
                         names[nearest]);
    return error_set(e, ERROR_INPUT, 0, _("there is no village “%s” in the commune's file"), name);
}

bool find_village(const struct village **out, struct workspace *w, const char *name,
                  struct error *e)
{
    const struct commune *c = w->commune;
    *out = NULL;
    if (!name || (w->commune_path && !c)) /* An unusable file has been complained of. */
        return true;
    if (!c)
        return error_set(e, ERROR_INPUT, 0, "%s",
                         _("--village needs the commune's file: add --commune FILE"));
    struct slice wanted = slice_from(name);
    if (utf8_first_bad(wanted) < wanted.size)
        return error_set(e, ERROR_INPUT, 0, "%s", _("the name of the village is not UTF-8"));
    wanted = utf8_nfc(&w->arena, wanted);
    for (unsigned i = 0; i < c->village_count; i++)
        if (slice_equal(c->villages[i].name.text, wanted))
            *out = &c->villages[i];
    return *out || refuse_village(c, name, e);
}
