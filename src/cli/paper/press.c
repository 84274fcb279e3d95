#include "cli/paper/press.h"

#include "text/fonts.h"

bool press_open(struct press *p, struct workspace *w, struct error *e)
{
    memset(p, 0, sizeof *p);
    p->workspace = w;
    if (!font_set_create(&p->fonts, w->paths->fonts, e))
        return false;
    p->kit = design_kit_create(p->fonts, w->trusted);
    arena_init(&p->arena, PAGES_BYTES_MAX);
    design_pages_init(&p->pages);
    return true;
}

void press_close(struct press *p)
{
    design_pages_deinit(&p->pages);
    arena_deinit(&p->arena);
    design_kit_destroy(p->kit);
    font_set_destroy(p->fonts);
}

bool press_draw(struct press *p, const struct design *design, const struct design_input *input)
{
    arena_reset(&p->arena);
    struct diag_list diags;
    diag_init(&diags, &p->arena);
    bool drawn = design_draw(&p->pages, p->kit, design, input, &p->arena, &diags);
    merge_diags(&p->workspace->diags, &diags);
    return drawn;
}
