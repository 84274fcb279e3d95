#include "text/fonts.h"

#include <errno.h>
#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <hb.h>
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/units.h"
#include "text/fonts_pango.h"
#include "text/icons.h"

/*
 * Cold start, measured: with fontconfig left to itself, making the font map takes 5 to 6 ms, nearly
 * all of it a thread of Pango's that calls FcInit(), which reads the system's configuration and
 * font folders, only for us to replace it. Making our own configuration the current one first
 * leaves that thread nothing to do: five fonts known and a context ready in about 1.5 ms.
 */

enum { TEXT_FONT_COUNT = FONT_ICON, SCRATCH_BYTES = 256 * 1024 * 1024 };

static const char FAMILY[] = "Be Vietnam Pro";

/** A file's place in fonts/, its weight as Pango counts and as fontconfig counts. */
static const struct {
    const char *file;
    PangoWeight weight;
    int fc_weight;
} FONT_FILES[FONT_COUNT] = {
    [FONT_REGULAR] = {"be-vietnam-pro/BeVietnamPro_400Regular.ttf", PANGO_WEIGHT_NORMAL,
                      FC_WEIGHT_REGULAR},
    [FONT_MEDIUM] = {"be-vietnam-pro/BeVietnamPro_500Medium.ttf", PANGO_WEIGHT_MEDIUM,
                     FC_WEIGHT_MEDIUM},
    [FONT_SEMIBOLD] = {"be-vietnam-pro/BeVietnamPro_600SemiBold.ttf", PANGO_WEIGHT_SEMIBOLD,
                       FC_WEIGHT_SEMIBOLD},
    [FONT_BOLD] = {"be-vietnam-pro/BeVietnamPro_700Bold.ttf", PANGO_WEIGHT_BOLD, FC_WEIGHT_BOLD},
    [FONT_EXTRABOLD] = {"be-vietnam-pro/BeVietnamPro_800ExtraBold.ttf", PANGO_WEIGHT_ULTRABOLD,
                        FC_WEIGHT_EXTRABOLD},
    [FONT_ICON] = {.file = "phosphor/Phosphor.ttf"},
    [FONT_ICON_BOLD] = {.file = "phosphor/Phosphor-Bold.ttf"},
    [FONT_ICON_FILL] = {.file = "phosphor/Phosphor-Fill.ttf"},
};

/** A font file, mapped on first use. */
struct face {
    char path[FILE_PATH_BYTES];
    hb_blob_t *blob;
    hb_face_t *face;
    hb_font_t *font;
};

struct font_set {
    FcConfig *config;
    PangoFontMap *map;
    PangoContext *context;
    PangoLayout *layout;
    PangoFontDescription *description;
    struct face *faces; /**< FONT_COUNT of them; filled lazily, also through a const font_set. */
    struct icon_table *icons;
    struct arena *scratch;
};

static bool set_paths(struct font_set *fonts, const char *folder, struct error *e)
{
    for (unsigned i = 0; i < FONT_COUNT; i++) {
        char *path = fonts->faces[i].path;
        int size = snprintf(path, FILE_PATH_BYTES, "%s/%s", folder, FONT_FILES[i].file);
        if (size < 0 || size >= FILE_PATH_BYTES)
            return error_set(e, ERROR_LIMIT, 0, _("The fonts folder's path is too long: %s"),
                             folder);
        if (access(path, R_OK) != 0)
            return error_os(e, errno, "%s", path);
    }
    return true;
}

static bool add_files(struct font_set *fonts, struct error *e)
{
    fonts->config = FcConfigCreate();
    if (!fonts->config)
        return error_set(e, ERROR_LIBRARY, 0, _("fontconfig does not start"));
    FcConfigSetCurrent(fonts->config);
    for (unsigned i = 0; i < TEXT_FONT_COUNT; i++)
        if (!FcConfigAppFontAddFile(fonts->config, (const FcChar8 *)fonts->faces[i].path))
            return error_set(e, ERROR_LIBRARY, 0, _("This is not a font file: %s"),
                             fonts->faces[i].path);
    return true;
}

/** Outlines as drawn by the designer: hinting would round advances to whole points. */
static void turn_hinting_off(FcPattern *pattern, gpointer unused)
{
    (void)unused;
    FcPatternDel(pattern, FC_HINTING);
    FcPatternAddBool(pattern, FC_HINTING, FcFalse);
    FcPatternDel(pattern, FC_HINT_STYLE);
    FcPatternAddInteger(pattern, FC_HINT_STYLE, FC_HINT_NONE);
    FcPatternDel(pattern, FC_AUTOHINT);
    FcPatternAddBool(pattern, FC_AUTOHINT, FcFalse);
}

static void start_pango(struct font_set *fonts)
{
    fonts->map = pango_ft2_font_map_new();
    PangoFcFontMap *map = PANGO_FC_FONT_MAP(fonts->map);
    pango_fc_font_map_set_config(map, fonts->config);
    pango_fc_font_map_set_default_substitute(map, turn_hinting_off, NULL, NULL);
    pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(fonts->map), 72, 72);

    fonts->context = pango_font_map_create_context(fonts->map);
    pango_context_set_round_glyph_positions(fonts->context, FALSE);
    pango_context_set_base_dir(fonts->context, PANGO_DIRECTION_LTR);
    pango_context_set_language(fonts->context, pango_language_from_string("vi"));
    fonts->description = pango_font_description_new();
    pango_font_description_set_family_static(fonts->description, FAMILY);
    fonts->layout = pango_layout_new(fonts->context);
    pango_layout_set_auto_dir(fonts->layout, FALSE);
}

void font_set_speak(const struct font_set *fonts, const char *language)
{
    PangoLanguage *wanted = pango_language_from_string(language);
    if (pango_context_get_language(fonts->context) != wanted)
        pango_context_set_language(fonts->context, wanted);
}

const char *font_set_language(const struct font_set *fonts)
{
    return pango_language_to_string(pango_context_get_language(fonts->context));
}

bool font_set_create(struct font_set **out, const char *folder, struct error *e)
{
    struct font_set *fonts = calloc(1, sizeof *fonts);
    CHECK(fonts);
    fonts->faces = calloc(FONT_COUNT, sizeof *fonts->faces);
    fonts->scratch = calloc(1, sizeof *fonts->scratch);
    CHECK(fonts->faces && fonts->scratch);
    arena_init(fonts->scratch, SCRATCH_BYTES);
    fonts->icons = icon_table_create();
    if (!set_paths(fonts, folder, e) || !add_files(fonts, e)) {
        font_set_destroy(fonts);
        return false;
    }
    start_pango(fonts);
    *out = fonts;
    return true;
}

void font_set_destroy(struct font_set *fonts)
{
    if (!fonts)
        return;
    g_clear_object(&fonts->layout);
    g_clear_object(&fonts->context);
    g_clear_object(&fonts->map);
    if (fonts->description)
        pango_font_description_free(fonts->description);
    if (fonts->config)
        FcConfigDestroy(fonts->config);
    for (unsigned i = 0; i < FONT_COUNT; i++) {
        hb_font_destroy(fonts->faces[i].font);
        hb_face_destroy(fonts->faces[i].face);
        hb_blob_destroy(fonts->faces[i].blob);
    }
    icon_table_destroy(fonts->icons);
    arena_deinit(fonts->scratch);
    free(fonts->scratch);
    free(fonts->faces);
    free(fonts);
}

/** A file that is gone since font_set_create leaves an empty face: no glyphs, size 0. */
static struct face *open_face(const struct font_set *fonts, enum font_id id)
{
    CHECK(id < FONT_COUNT);
    struct face *face = &fonts->faces[id];
    if (!face->blob) {
        face->blob = hb_blob_create_from_file(face->path);
        face->face = hb_face_create(face->blob, 0);
        face->font = hb_font_create(face->face);
    }
    return face;
}

struct slice font_set_bytes(const struct font_set *fonts, enum font_id id)
{
    unsigned size = 0;
    const char *data = hb_blob_get_data(open_face(fonts, id)->blob, &size);
    return (struct slice){data, size};
}

int32_t font_cap_height_du(const struct font_set *fonts, enum font_id id, int32_t size_du)
{
    struct face *face = open_face(fonts, id);
    hb_position_t units = 0;
    int32_t units_per_em = (int32_t)hb_face_get_upem(face->face);
    if (!hb_ot_metrics_get_position(face->font, HB_OT_METRICS_TAG_CAP_HEIGHT, &units))
        units = units_per_em * 7 / 10;
    return du_scale(size_du, units, units_per_em);
}

bool font_find_icon(uint32_t *glyph, const struct font_set *fonts, enum font_id id,
                    struct slice name)
{
    CHECK(font_is_icon(id));
    return icon_table_find(glyph, fonts->icons, open_face(fonts, id)->font, id, name);
}

struct slice font_nearest_icon(const struct font_set *fonts, struct slice name)
{
    return icon_table_nearest(fonts->icons, open_face(fonts, FONT_ICON)->font, name);
}

static bool shows_nothing(uint32_t code_point)
{
    return code_point == '\n' || code_point == '\t' || code_point == 0xA0 ||
           (code_point >= 0x2000 && code_point <= 0x200D) || code_point == 0x202F ||
           code_point == 0x2060 || code_point == 0xFEFF;
}

bool font_has(const struct font_set *fonts, uint32_t code_point)
{
    hb_codepoint_t glyph;
    return shows_nothing(code_point) ||
           hb_font_get_nominal_glyph(open_face(fonts, FONT_REGULAR)->font, code_point, &glyph);
}

PangoLayout *font_set_layout(const struct font_set *fonts)
{
    return fonts->layout;
}

const PangoFontDescription *font_set_description(const struct font_set *fonts, enum font_id id,
                                                 int32_t size_du)
{
    CHECK(!font_is_icon(id) && id < FONT_COUNT);
    pango_font_description_set_weight(fonts->description, FONT_FILES[id].weight);
    pango_font_description_set_absolute_size(fonts->description, size_du);
    return fonts->description;
}

enum font_id font_identify(PangoFont *font)
{
    int weight = 0;
    FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
    if (FcPatternGetInteger(pattern, FC_WEIGHT, 0, &weight) == FcResultMatch)
        for (unsigned i = 0; i < TEXT_FONT_COUNT; i++)
            if (FONT_FILES[i].fc_weight == weight)
                return (enum font_id)i;
    UNREACHABLE("a font that is not ours");
}

struct arena *font_set_scratch(const struct font_set *fonts)
{
    return fonts->scratch;
}
