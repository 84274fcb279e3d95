#include "text/glue.h"

#include "base/arena.h"

const uint8_t *glue_find(struct arena *a, struct slice text)
{
    return ARENA_ARRAY(a, text.size, uint8_t);
}

struct rich glue_text(struct arena *a, struct rich text)
{
    (void)a;
    return text;
}
