#include "content/guide/guide.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "content/format/format.h"
#include "content/yaml/yaml.h"

static void check_sources(const struct guide *g, const struct yaml_node *root,
                          struct diag_list *diags)
{
    if (g->source_count || root->incomplete || !root->first)
        return;
    const struct yaml_node *node = yaml_find(root, "sources");
    if (node && !yaml_is_empty(node))
        return;
    diag_warning(diags, "G052", node ? node->key_span : root->first->key_span,
                 _("this guide names no source: add under «sources» what it was checked against"));
}

static void place_codes(struct guide *g, const struct yaml_node *root)
{
    const struct yaml_node *list = yaml_find(root, "qr");
    const struct yaml_node *node = list ? list->first : NULL;
    for (unsigned i = 0; i < g->qr_count && node; i++, node = node->next)
        g->qr[i].span = node->first ? node->first->key_span : node->span;
}

void guide_complete(void *target, const struct format_file *file)
{
    struct guide *g = target;
    g->source = file->source;
    g->folder = format_folder_of(file->source->name);
    if (!g->valid_days)
        g->valid_days = GUIDE_VALID_DAYS;
    if (!g->language.text.size)
        g->language.text = SLICE("vi");
    place_codes(g, file->root);
    format_check_file_name(&g->id, g->source, "G051", file->diags);
    format_check_reviewed(g->reviewed, g->reviewed_span, "G011", file->diags);
    check_sources(g, file->root, file->diags);
}

struct guide *guide_load(struct arena *a, const char *path, const struct facts *facts,
                         struct diag_list *diags)
{
    return format_load(a, &format_guide, path, facts, diags);
}

bool guide_has_checks(const struct guide *g)
{
    for (unsigned i = 0; i < g->step_count; i++)
        if (g->steps[i].check_count)
            return true;
    return false;
}

void guide_check_age(const struct guide *g, struct date today, struct diag_list *diags)
{
    if (!g->reviewed.year)
        return;
    int64_t age = (int64_t)date_days(today) - date_days(g->reviewed);
    if (age <= g->valid_days)
        return;
    struct slice day = date_format(diags->arena, g->reviewed);
    diag_warning(diags, "G053", g->reviewed_span,
                 _("the content was last checked on %.*s, %d days ago, and counts as good for %d: "
                   "check steps, numbers and links again, then put the new day here"),
                 SLICE_ARG(day), (int)age, g->valid_days);
}
