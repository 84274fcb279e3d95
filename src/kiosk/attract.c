#include "kiosk/attract.h"

#include <string.h>

#include "page/design.h"

enum { ATTRACT_BYTES_MAX = 256 * 1024 * 1024, SCRATCH_BYTES_MAX = 16 * 1024 * 1024 };

void attract_init(struct attract *a, const struct attract_setup *setup)
{
    memset(a, 0, sizeof *a);
    a->setup = *setup;
    arena_init(&a->arena, ATTRACT_BYTES_MAX);
    a->kit = design_kit_create(setup->fonts, setup->trusted);
}

static void close_kit(struct design_kit **kit)
{
    if (*kit)
        design_kit_destroy(*kit);
    *kit = NULL;
}

void attract_deinit(struct attract *a)
{
    close_kit(&a->kit);
    for (unsigned i = 0; i < a->count; i++) {
        list_deinit(&a->posters[i]);
        close_kit(&a->lenders[i]);
    }
    arena_deinit(&a->arena);
}

static bool has_pictures(const struct draw_list *list)
{
    for (uint32_t i = 0; i < list->op_count; i++)
        if (list->ops[i].kind == DRAW_OP_IMAGE)
            return true;
    return false;
}

/* A kit may forget older pictures for new ones, so one that lends pictures draws no more. */
static void keep_poster(struct attract *a, struct draw_list *list)
{
    if (has_pictures(list)) {
        a->lenders[a->count] = a->kit;
        a->kit = design_kit_create(a->setup.fonts, a->setup.trusted);
    }
    a->posters[a->count++] = *list;
    list_init(list);
}

/* Its problems are told by “ngoso check”; here the poster is only left out. */
static bool draw_poster(struct attract *a, const struct guide *guide)
{
    const struct design *design = design_find(SLICE("poster-a3"));
    struct design_input input = {.guide = guide, .commune = a->setup.commune, .ink = DESIGN_COLOUR};
    struct design_pages pages;
    struct arena scratch;
    struct diag_list diags;
    CHECK(design != NULL);
    design_pages_init(&pages);
    arena_init(&scratch, SCRATCH_BYTES_MAX);
    diag_init(&diags, &scratch);
    bool ok = design_draw(&pages, a->kit, design, &input, &a->arena, &diags) && pages.count == 1;
    if (ok)
        keep_poster(a, &pages.lists[0]);
    arena_deinit(&scratch);
    design_pages_deinit(&pages);
    return ok;
}

bool attract_draw_next(struct attract *a)
{
    while (a->kit && a->next < a->setup.guide_count && a->count < ATTRACT_POSTERS_MAX) {
        const struct guide *guide = a->setup.guides[a->next++];
        bool read = !a->setup.language || slice_equal_text(guide->language.text, a->setup.language);
        bool shown = guide->readers == READERS_EVERYONE && !guide_has_checks(guide);
        if (read && shown && draw_poster(a, guide))
            return true;
    }
    close_kit(&a->kit);
    return false;
}
