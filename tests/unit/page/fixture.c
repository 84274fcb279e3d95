#include "fixture.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "content/format/format.h"
#include "support/shipped.h"
#include "support/test.h"

#define GUIDES NGOSO_SOURCE_DIR "/guides/"

enum { FIXTURE_BYTES = 256 * 1024 * 1024, NAME_BYTES = 64, PATH_BYTES = 1024 };

/* Names and numbers are made up; the numbers lie in no operator's range. */
static const char short_commune[] = "province: tỉnh Mẫu\n"
                                    "name: xã Mẫu\n"
                                    "hall: Nhà văn hóa xã\n";

static const char full_commune[] = "province: tỉnh Mẫu Thượng\n"
                                   "name: phường Mẫu Hòa Bình\n"
                                   "hall: Nhà văn hóa thôn Một, cạnh chợ Mẫu\n"
                                   "hours: Thứ hai – thứ sáu, 7 giờ 30 – 17 giờ\n"
                                   "team: Tổ công nghệ số cộng đồng phường Mẫu Hòa Bình\n"
                                   "leader: Nguyễn Thị Hoàng Mẫu\n"
                                   "phones: [0100 000 001, 0100 000 002]\n"
                                   "zalo: https://zalo.me/g/mauxamau123\n"
                                   "villages:\n"
                                   "  - name: thôn Thượng Một\n"
                                   "    team: Tổ công nghệ số cộng đồng thôn Thượng Một\n"
                                   "    leader: Trần Văn Mẫu\n"
                                   "    phones: [0100 000 003]\n"
                                   "    zalo: https://zalo.me/g/mauthon456\n";

static int by_name(const void *a, const void *b)
{
    return strcmp(a, b);
}

static bool names_a_guide(const char *file)
{
    struct slice name = slice_from(file);
    return slice_ends(name, SLICE(".yaml")) && name.size < NAME_BYTES &&
           strcmp(file, "commune.example.yaml") != 0 && strcmp(file, "trusted-domains.yaml") != 0 &&
           strcmp(file, "facts.yaml") != 0 && strcmp(file, "banks.yaml") != 0 &&
           strcmp(file, "spoken.yaml") != 0 && strcmp(file, "indicators.yaml") != 0 &&
           strcmp(file, "handbook.yaml") != 0 && strcmp(file, "handbook-en.yaml") != 0;
}

static void load_guides(struct fixture *f)
{
    static char names[FIXTURE_GUIDES_MAX][NAME_BYTES];
    DIR *folder = opendir(GUIDES);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
        if (names_a_guide(entry->d_name)) {
            assert_in_range(f->guide_count, 0, FIXTURE_GUIDES_MAX - 1);
            strcpy(names[f->guide_count++], entry->d_name);
        }
    closedir(folder);
    qsort(names, f->guide_count, sizeof names[0], by_name);
    const struct facts *facts = shipped_facts(&f->arena, &f->diags);
    for (unsigned i = 0; i < f->guide_count; i++) {
        char path[PATH_BYTES];
        snprintf(path, sizeof path, GUIDES "%s", names[i]);
        f->guides[i] = guide_load(&f->arena, path, facts, &f->diags);
        assert_non_null(f->guides[i]);
    }
}

int fixture_open(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct error e = {0};
    assert_non_null(f);
    assert_true(i18n_start("en", NGOSO_LOCALE));
    arena_init(&f->arena, FIXTURE_BYTES);
    arena_init(&f->page, FIXTURE_BYTES);
    diag_init(&f->diags, &f->arena);
    if (!font_set_create(&f->fonts, NGOSO_SOURCE_DIR "/fonts", &e))
        fail_msg("%s", e.message);
    const struct trusted *trusted =
        trusted_load(&f->arena, GUIDES "trusted-domains.yaml", &f->diags);
    f->kit = design_kit_create(f->fonts, trusted);
    design_pages_init(&f->pages);
    load_guides(f);
    f->short_commune = format_parse(&f->arena, &format_commune, SLICE("short.yaml"),
                                    slice_from(short_commune), NULL, &f->diags);
    f->full_commune = format_parse(&f->arena, &format_commune, SLICE("full.yaml"),
                                   slice_from(full_commune), NULL, &f->diags);
    if (f->diags.count)
        fixture_print_problems(f);
    assert_int_equal(f->diags.count, 0);
    *state = f;
    return 0;
}

int fixture_close(void **state)
{
    struct fixture *f = *state;
    design_pages_deinit(&f->pages);
    design_kit_destroy(f->kit);
    font_set_destroy(f->fonts);
    arena_deinit(&f->page);
    arena_deinit(&f->arena);
    free(f);
    return 0;
}

const struct guide *fixture_guide(const struct fixture *f, const char *id)
{
    for (unsigned i = 0; i < f->guide_count; i++)
        if (slice_equal_text(f->guides[i]->id.text, id))
            return f->guides[i];
    fail_msg("no guide %s is shipped", id);
    return NULL;
}

struct design_input fixture_input(const struct fixture *f, const struct guide *guide,
                                  enum fixture_team team, enum design_ink ink)
{
    struct design_input input = {.guide = guide, .ink = ink};
    if (team == TEAM_SHORT)
        input.commune = f->short_commune;
    if (team == TEAM_FULL || team == TEAM_VILLAGE)
        input.commune = f->full_commune;
    if (team == TEAM_VILLAGE)
        input.village = &f->full_commune->villages[0];
    return input;
}

const char *fixture_team_name(enum fixture_team team)
{
    static const char *const names[TEAM_COUNT] = {"no commune", "short commune", "full commune",
                                                  "village"};
    return names[team];
}

bool fixture_draw(struct fixture *f, const struct design *design, const struct design_input *input)
{
    arena_reset(&f->page);
    diag_init(&f->diags, &f->page);
    return design_draw(&f->pages, f->kit, design, input, &f->page, &f->diags);
}

const struct design *fixture_design(const char *name)
{
    const struct design *design = design_find(slice_from(name));
    if (!design)
        fail_msg("no design is called %s", name);
    return design;
}

const struct guide *fixture_parse(struct fixture *f, const char *yaml)
{
    diag_init(&f->diags, &f->arena);
    const struct guide *guide = format_parse(&f->arena, &format_guide, SLICE("made.yaml"),
                                             slice_from(yaml), NULL, &f->diags);
    if (f->diags.error_count)
        fixture_print_problems(f);
    assert_non_null(guide);
    assert_int_equal(f->diags.error_count, 0);
    return guide;
}

void fixture_print_problems(const struct fixture *f)
{
    diag_print(stderr, &f->diags, false);
}
