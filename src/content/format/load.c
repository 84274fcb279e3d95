/* A file of one of our formats, opened, read by its table and completed. */
#include "base/arena.h"
#include "content/format/format.h"

static void *read_definition(struct arena *a, const struct format *format,
                             const struct source *source, const struct facts *facts,
                             struct diag_list *diags)
{
    struct yaml_node *root = source ? yaml_parse(a, source, diags) : NULL;
    if (!root || (root->incomplete && !root->first))
        return NULL;
    void *target = arena_alloc(a, format->size);
    format_read(target, a, format, facts, root, diags);
    if (format->complete)
        format->complete(target, &(struct format_file){a, source, root, diags});
    return target;
}

void *format_load(struct arena *a, const struct format *format, const char *path,
                  const struct facts *facts, struct diag_list *diags)
{
    return read_definition(a, format, yaml_open(a, path, format->max_bytes, diags), facts, diags);
}

void *format_parse(struct arena *a, const struct format *format, struct slice name,
                   struct slice text, const struct facts *facts, struct diag_list *diags)
{
    return read_definition(a, format, yaml_adopt(a, name, text, format->max_bytes, diags), facts,
                           diags);
}
