#include "base/arena.h"
#include "content/commune.h"
#include "content/guide.h"

struct slice guide_template(struct arena *a, struct slice id)
{
    return arena_printf(a, "id: %.*s\n", SLICE_ARG(id));
}

struct slice commune_template(struct arena *a)
{
    return arena_printf(a, "province:\n");
}
