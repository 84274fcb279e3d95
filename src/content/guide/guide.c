#include "content/guide/guide.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "content/format/format.h"
#include "content/yaml/yaml.h"

static void check_reviewed(struct guide *g, struct diag_list *diags)
{
    if (g->reviewed.year && date_days(g->reviewed) > date_days(date_today()))
        diag_error(diags, "G011", g->reviewed_span,
                   _("«reviewed» lies in the future: give the day the content was last checked"));
}

static void check_sources(const struct guide *g, const struct yaml_node *root,
                          struct diag_list *diags)
{
    if (g->source_count || root->incomplete)
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

static struct guide *read_guide(struct arena *a, const struct source *source,
                                const struct facts *facts, struct diag_list *diags)
{
    struct yaml_node *root = source ? yaml_parse(a, source, diags) : NULL;
    if (!root || !root->first)
        return NULL;
    struct guide *g = ARENA_NEW(a, struct guide);
    g->source = source;
    g->folder = format_folder_of(source->name);
    g->valid_days = GUIDE_VALID_DAYS;
    format_read(g, a, &format_guide, facts, root, diags);
    if (!g->language.text.size)
        g->language.text = SLICE("vi");
    place_codes(g, root);
    format_check_file_name(&g->id, g->source, "G051", diags);
    check_reviewed(g, diags);
    check_sources(g, root, diags);
    return g;
}

struct guide *guide_load(struct arena *a, const char *path, const struct facts *facts,
                         struct diag_list *diags)
{
    return read_guide(a, yaml_open(a, path, GUIDE_FILE_MAX, diags), facts, diags);
}

struct guide *guide_parse(struct arena *a, struct slice name, struct slice text,
                          const struct facts *facts, struct diag_list *diags)
{
    return read_guide(a, yaml_adopt(a, name, text, GUIDE_FILE_MAX, diags), facts, diags);
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
