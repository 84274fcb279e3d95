#include "page/guide/layouts.h"

#include "base/units.h"

void layout_begin_page(struct frame *f, struct design_pages *pages, const char *bookmark)
{
    CHECK(pages->count < DESIGN_PAGES_MAX);
    f->list = &pages->lists[pages->count];
    pages->bookmarks[pages->count++] = bookmark;
    list_reset(f->list, f->design->width_du, f->design->height_du);
}

void layout_end_page(struct frame *f)
{
    list_finish(f->list);
}

int32_t layout_measure(struct frame *f, layout_section *section, int32_t width_du)
{
    struct frame ruler = frame_ruler(f);
    return section(&ruler, 0, 0, width_du);
}

int32_t layout_column_height(struct frame *f, const struct layout_column *column, int32_t width_du,
                             int32_t *gap_count)
{
    int32_t height = 0, present = 0;
    for (unsigned i = 0; i < column->count; i++) {
        int32_t own = layout_measure(f, column->sections[i], width_du);
        height += own;
        present += own > 0;
    }
    *gap_count = du_max(present - 1, 0);
    return height;
}

int32_t layout_choose_density(struct frame *f, const struct type_scale *densities, unsigned count,
                              layout_excess *excess, const void *context)
{
    int32_t excess_du = 0;
    for (unsigned i = 0; i < count; i++) {
        f->type = densities[i];
        struct frame ruler = frame_ruler(f);
        excess_du = excess(&ruler, context);
        if (excess_du <= 0)
            break;
    }
    return excess_du;
}

struct span layout_blame(struct frame *f, struct span otherwise, layout_excess *excess,
                         const void *context)
{
    if (!f->input->commune)
        return otherwise;
    struct frame bare = frame_ruler(f);
    struct design_input input = *f->input;
    input.commune = NULL;
    input.village = NULL;
    bare.input = &input;
    bare.group = NULL;
    return excess(&bare, context) <= 0 ? part_longest_detail(f) : otherwise;
}
