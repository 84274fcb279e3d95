#include "records.h"

#include <stdio.h>

#include "support/shipped.h"
#include "text/fonts.h"

enum { ARENA_BYTES = 512 * 1024 * 1024 };

static bool load(struct records *r, struct error *e)
{
    struct trusted *trusted =
        trusted_load(&r->arena, NGOSO_SOURCE_DIR "/guides/trusted-domains.yaml", &r->diags);
    r->guide = guide_load(&r->arena, NGOSO_SOURCE_DIR "/guides/" BENCH_GUIDE ".yaml",
                          shipped_facts(&r->arena, &r->diags), &r->diags);
    r->commune =
        commune_load(&r->arena, NGOSO_SOURCE_DIR "/guides/commune.example.yaml", &r->diags);
    if (!trusted || !r->guide || !r->commune || r->diags.error_count > 0) {
        diag_print(stderr, &r->diags, false);
        return error_set(e, ERROR_INPUT, 0, "the guide or the commune file has problems");
    }
    r->design = design_find(SLICE("leaflet"));
    if (!r->design)
        return error_set(e, ERROR_INPUT, 0, "there is no design “leaflet”");
    r->kit = design_kit_create(r->fonts, trusted);
    return true;
}

bool records_open(struct records *r, struct error *e)
{
    memset(r, 0, sizeof *r);
    arena_init(&r->arena, ARENA_BYTES);
    arena_init(&r->page_arena, ARENA_BYTES);
    diag_init(&r->diags, &r->arena);
    design_pages_init(&r->pages);
    return font_set_create(&r->fonts, NGOSO_SOURCE_DIR "/fonts", e) && load(r, e);
}

void records_close(struct records *r)
{
    design_pages_deinit(&r->pages);
    if (r->kit)
        design_kit_destroy(r->kit);
    if (r->fonts)
        font_set_destroy(r->fonts);
    arena_deinit(&r->page_arena);
    arena_deinit(&r->arena);
}

/* No real people: words of which names are made, and numbers nobody has. */
static void fill_contact(struct records *r, uint32_t index)
{
    static const char *const family[] = {"Lò", "Giàng", "Vừ", "Quàng", "Sùng", "Hoàng", "Đặng"};
    static const char *const middle[] = {"Văn", "Thị", "A", "Hữu", "Mỹ"};
    static const char *const given[] = {"Ái",    "Bình", "Chử", "Dở",    "Ếch", "Giỏi", "Hậu", "Kỷ",
                                        "Lượng", "Mẩy",  "Nọi", "Quỳnh", "Rư",  "Sửu",  "Tủa"};
    struct contact *contact = &r->commune->contact;
    struct arena *a = &r->page_arena;
    contact->team.text = arena_printf(a, "Tổ công nghệ số thôn %u", index + 1);
    contact->leader.text = arena_printf(a, "Ông %s %s %s", family[index % 7], middle[index / 7 % 5],
                                        given[index / 35 % 15]);
    contact->phones[0].text = arena_printf(a, "0000 %03u %03u", index / 1000 % 1000, index % 1000);
    contact->phone_count = 1;
    contact->zalo.text = arena_printf(a, "https://zalo.me/g/%06u", index);
    r->commune->hours.text =
        arena_printf(a, "Thứ %u hằng tuần, %u giờ", index % 6 + 2, index % 9 + 8);
}

bool records_draw(struct records *r, uint32_t index, struct error *e)
{
    arena_reset(&r->page_arena);
    struct diag_list diags;
    diag_init(&diags, &r->page_arena);
    fill_contact(r, index);
    const struct design_input input = {.guide = r->guide, .commune = r->commune};
    if (design_draw(&r->pages, r->kit, r->design, &input, &r->page_arena, &diags))
        return true;
    diag_print(stderr, &diags, false);
    return error_set(e, ERROR_INPUT, 0, "the leaflet could not be drawn");
}
