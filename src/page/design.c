#include "page/design.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/units.h"
#include "page/guide/layouts.h"

/* du of millimetres at compile time, rounded to the nearest. */
#define MM(mm) ((int32_t)((mm)*72.0 * 1024 / 25.4 + 0.5))

/* A poster is one drawing for A3, scaled; its codes are scanned from a tenth of their side. */
#define POSTER(paper, width_mm, height_mm, use)                                                    \
    {                                                                                              \
        .design = {.name = "poster-" paper,                                                        \
                   .title = use,                                                                   \
                   .page_count = 1,                                                                \
                   .width_du = MM(width_mm),                                                       \
                   .height_du = MM(height_mm)},                                                    \
        .scale_num = (width_mm), .scale_den = 297,                                                 \
        .place = {.side_du = MM(69.0 * (width_mm) / 297),                                          \
                  .module_min_du = MM(0.7),                                                        \
                  .level_min = QR_LEVEL_M,                                                         \
                  .level_wish = QR_LEVEL_Q,                                                        \
                  .version_min = 4},                                                               \
        .draw = poster_draw                                                                        \
    }

/* A code in the hand: scanned from a leaflet's length. */
#define PLACE_IN_HAND(side_mm)                                                                     \
    {                                                                                              \
        .side_du = MM(side_mm), .module_min_du = MM(0.5), .level_min = QR_LEVEL_M,                 \
        .level_wish = QR_LEVEL_M, .version_min = 2                                                 \
    }

#define LEAFLET(its_name, width_mm, height_mm, use)                                                \
    {                                                                                              \
        .design = {.name = its_name,                                                               \
                   .title = use,                                                                   \
                   .page_count = 2,                                                                \
                   .width_du = MM(width_mm),                                                       \
                   .height_du = MM(height_mm),                                                     \
                   .has_recipient = true},                                                         \
        .scale_num = (width_mm), .scale_den = 148,                                                 \
        .place = PLACE_IN_HAND(33.0 * (width_mm) / 148), .draw = leaflet_draw                      \
    }

static const struct layout layouts[] = {
    POSTER("a4", 210, 297, N_("A4 poster: doors, notice boards")),
    POSTER("a3", 297, 420, N_("A3 poster: halls, read from two metres")),
    POSTER("a2", 420, 594, N_("A2 poster: large halls, print shop")),
    POSTER("a1", 594, 841, N_("A1 poster: markets, print shop")),
    LEAFLET("leaflet", 148, 210, N_("A5 leaflet, two sides: door to door")),
    LEAFLET("leaflet-large", 210, 297, N_("A4 leaflet, two sides, large print")),
    {.design = {.name = "trifold",
                .title = N_("A4 folded twice, six panels: to take home"),
                .page_count = 2,
                .width_du = MM(297),
                .height_du = MM(210)},
     .scale_num = 1,
     .scale_den = 1,
     .place = PLACE_IN_HAND(33),
     .draw = trifold_draw},
};

static const struct layout checklist = {.design = {.name = "checklist",
                                                   .title = N_("A4 list of boxes to tick"),
                                                   .page_count = 1,
                                                   .width_du = MM(210),
                                                   .height_du = MM(297)},
                                        .scale_num = 1,
                                        .scale_den = 1,
                                        .place = PLACE_IN_HAND(33),
                                        .draw = checklist_draw};

enum { LAYOUT_COUNT = sizeof layouts / sizeof layouts[0], KIT_BYTES_MAX = 4 * 1024 * 1024 };

const struct design *design_all(unsigned *count)
{
    static struct design designs[LAYOUT_COUNT];
    for (unsigned i = 0; i < LAYOUT_COUNT; i++)
        designs[i] = layouts[i].design;
    *count = LAYOUT_COUNT;
    return designs;
}

static const struct layout *find_layout(struct slice name)
{
    for (unsigned i = 0; i < LAYOUT_COUNT; i++)
        if (slice_equal_text(name, layouts[i].design.name))
            return &layouts[i];
    return slice_equal_text(name, checklist.design.name) ? &checklist : NULL;
}

const struct design *design_checklist(void)
{
    return &checklist.design;
}

bool design_suits(const struct design *design, const struct guide *guide)
{
    return guide_has_checks(guide) == (strcmp(design->name, checklist.design.name) == 0);
}

const struct design *design_find(struct slice name)
{
    const struct layout *layout = find_layout(name);
    return layout ? &layout->design : NULL;
}

void design_pages_init(struct design_pages *pages)
{
    memset(pages, 0, sizeof *pages);
    for (unsigned i = 0; i < DESIGN_PAGES_MAX; i++)
        list_init(&pages->lists[i]);
}

void design_pages_deinit(struct design_pages *pages)
{
    for (unsigned i = 0; i < DESIGN_PAGES_MAX; i++)
        list_deinit(&pages->lists[i]);
}

struct design_kit *design_kit_create(const struct font_set *fonts, const struct trusted *trusted)
{
    struct design_kit *kit = calloc(1, sizeof *kit);
    CHECK(kit != NULL);
    arena_init(&kit->arena, KIT_BYTES_MAX);
    picture_store_init(&kit->pictures);
    kit->paras = para_cache_create(fonts);
    kit->trust = symbols_trust(&kit->arena, trusted);
    return kit;
}

void design_kit_destroy(struct design_kit *kit)
{
    if (!kit)
        return;
    para_cache_destroy(kit->paras);
    symbol_cache_deinit(&kit->symbols);
    picture_store_deinit(&kit->pictures);
    arena_deinit(&kit->arena);
    free(kit);
}

void design_kit_forget_pictures(struct design_kit *kit)
{
    picture_store_deinit(&kit->pictures);
    picture_store_init(&kit->pictures);
}

static const struct words *words_for(struct design_kit *kit, const struct guide *guide)
{
    struct slice language = guide->language.text;
    if (slice_equal_text(language, kit->words.language) && kit->words_are_for == guide->readers)
        return &kit->words;
    words_fill(&kit->words, language);
    if (guide->readers == READERS_TEAM)
        words_address_team(&kit->words);
    kit->words_are_for = guide->readers;
    return &kit->words;
}

bool design_draw(struct design_pages *pages, struct design_kit *kit, const struct design *design,
                 const struct design_input *input, struct arena *a, struct diag_list *diags)
{
    const struct layout *layout = find_layout(slice_from(design->name));
    CHECK(layout != NULL);
    para_cache_trim(kit->paras);
    picture_store_trim(&kit->pictures);
    struct link_trust trust = symbols_trust_for(a, &kit->trust, input->commune);
    struct symbol_maker maker = {.cache = &kit->symbols,
                                 .trust = &trust,
                                 .design = design->name,
                                 .place = &layout->place,
                                 .arena = a,
                                 .diags = diags};
    struct symbol_set symbols;
    const struct draw_image *pictures[GUIDE_STEPS_MAX];
    struct frame f = {.paras = kit->paras,
                      .theme = theme_get(input->guide->subject, input->ink),
                      .words = words_for(kit, input->guide),
                      .design = &layout->design,
                      .input = input,
                      .symbols = &symbols,
                      .pictures = pictures,
                      .arena = a,
                      .diags = diags,
                      .scale_num = layout->scale_num,
                      .scale_den = layout->scale_den,
                      .sound = true};
    font_set_speak(para_cache_fonts(kit->paras), f.words->language);
    if (!f.words->known)
        diag_warning(diags, "D005", input->guide->language.span,
                     _("there are no headings in the language “%s” yet: they come out in English; "
                       "“ngoso new words %s” makes the file for them"),
                     f.words->language, f.words->language);
    f.sound &= symbols_of_guide(&symbols, &maker, input->guide);
    struct symbol group;
    struct contact contact = part_contact(&f);
    if (contact.zalo.text.size) {
        f.sound &= symbol_of_group(&group, &maker, &contact, f.words->zalo);
        f.group = &group;
    }
    f.sound &= pictures_of_guide(pictures, &kit->pictures, input->guide, diags);
    pages->count = 0;
    layout->draw(&f, pages, layout);
    font_set_speak(para_cache_fonts(kit->paras), "vi");
    return f.sound;
}
