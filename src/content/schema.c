#include "content/schema.h"

#include "base/arena.h"
#include "content/format.h"

static const struct format *const formats[CONTENT_FORMAT_COUNT] = {
    [CONTENT_GUIDE] = &format_guide,
    [CONTENT_COMMUNE] = &format_commune,
    [CONTENT_TRUSTED] = &format_trusted,
};

const char *content_format_name(enum content_format format)
{
    CHECK(format < CONTENT_FORMAT_COUNT);
    return formats[format]->name;
}

struct slice content_schema(struct arena *a, enum content_format format)
{
    return arena_printf(a, "{\"title\": \"%s\"}\n", formats[format]->title);
}
