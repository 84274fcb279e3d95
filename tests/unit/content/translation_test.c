/* A translation against its original: each row replaces keys of a sound translation. */
#include "content/guide/translation.h"

#include "content/format/format.h"
#include "unit/content/fixture.h"
#include "unit/content/minimal.h"

static const char original_text[] = "hotline: {label: Tổng đài, number: 1900 0368}\n"
                                    "benefit: Gọi 112 khi nguy; trả 500.000 đồng.\n";

static const char translation_text[] =
    "id: vneid-fr\nlanguage: fr\ntitle: VNeID niveau 2\n"
    "prepare: [{text: Carte, icon: identification-card}]\n"
    "steps:\n  - {text: Ouvrez., icon: device-mobile}\n  - {text: Activez., icon: hand-tap}\n"
    "warnings: [Gardez le code OTP.]\n"
    "qr: [{kind: link, label: Commune, value: 'https://hoabinh.gov.vn'}]\n"
    "hotline: {label: Aide, number: 1900 0368}\n"
    "benefit: Appelez le 112 ; payez 500,000 dong.\n";

static struct guide *load(struct fixture *f, const char *name, const char *keys)
{
    struct buf whole;
    buf_init(&whole, 1u << 16);
    minimal_guide(&whole, slice_from(keys));
    struct guide *g = format_parse(&f->arena, &format_guide, slice_from(name), buf_slice(&whole),
                                   NULL, &f->diags);
    buf_deinit(&whole);
    assert_non_null(g);
    return g;
}

/* `from` becomes `to` in a copy of the sound translation. */
static const char *changed(struct fixture *f, const char *from, const char *to)
{
    const char *at = from ? strstr(translation_text, from) : NULL;
    if (!at)
        return translation_text;
    return arena_printf(&f->arena, "%.*s%s%s", (int)(at - translation_text), translation_text, to,
                        at + strlen(from))
        .data;
}

static void what_differs_is_told(void **state)
{
    static const struct {
        const char *from, *to, *codes;
    } rows[] = {
        {NULL, NULL, ""},
        {"  - {text: Activez., icon: hand-tap}\n",
         "  - {text: Activez., icon: hand-tap}\n  - {text: Encore., icon: hand-tap}\n", "G060"},
        {"[Gardez le code OTP.]", "[Gardez le code OTP., Raccrochez.]", "G060"},
        {"https://hoabinh.gov.vn", "https://hoabinh.gov.vn/fr", "G061"},
        {"kind: link", "kind: text", "G061"},
        {"number: 1900 0368", "number: 1900 0369", "G062 G063 G063"},
        {"hotline: {label: Aide, number: 1900 0368}\n", "", "G062 G063"},
        {"le 112", "le 113", "G063 G063"},
        {"le 112", "le 11", "G063"},
        {"500,000", "500 000", ""},
        {"500,000", "50,000", "G063 G063"},
        {"le 112 ;", "le 112, 112 ou 112 ;", ""},
        {"title: VNeID niveau 2", "title: Kích hoạt VNeID mức 2", "G064"},
        {"Ouvrez.", "Mở ứng dụng.", "G064"},
        {"hoabinh.gov.vn'}]\n", "hoabinh.gov.vn'}]\nreviewed: 2026-10-31\n", "G065"},
        {"hoabinh.gov.vn'}]\n", "hoabinh.gov.vn'}]\nreviewed: 2026-11-02\n", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        fixture_begin(&f);
        struct guide *original = load(&f, "vneid.yaml", original_text);
        struct guide *g = load(&f, "vneid-fr.yaml", changed(&f, rows[i].from, rows[i].to));
        assert_int_equal(f.diags.count, 0);
        translation_check(g, original, &f.diags);
        /* Spans of two sources: only how many of each code. */
        struct slice codes = SLICE("");
        for (unsigned k = 0; k < f.diags.count; k++)
            if (f.diags.items[k].severity != DIAG_NOTE)
                codes = arena_printf(&f.arena, "%.*s%s%s", SLICE_ARG(codes), codes.size ? " " : "",
                                     f.diags.items[k].code);
        if (!slice_equal_text(codes, rows[i].codes))
            fail_msg("row %zu: %.*s", i, SLICE_ARG(codes));
        fixture_end(&f);
    }
}

static void the_id_names_the_original(void **state)
{
    static const struct {
        const char *id, *language, *original;
    } rows[] = {
        {"vneid-fr", "fr", "vneid"}, {"vneid", "fr", ""},
        {"vneid-vi", "vi", ""},      {"vneid-en", "fr", ""},
        {"a-b-tyz", "tyz", "a-b"},   {"-fr", "fr", ""},
        {"xfr", "fr", ""},           {"", "fr", ""},
        {"vneid-fr", "", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct guide g = {.id.text = slice_from(rows[i].id),
                          .language.text = slice_from(rows[i].language)};
        assert_slice(translation_original(&g), rows[i].original);
    }
}

static void a_template_changes_id_and_language_alone(void **state)
{
    struct fixture f;
    (void)state;
    fixture_begin(&f);
    const char *source = "# c\nid: vneid\nlanguage: vi\ntitle: id\nidea: x\n  id: y\nlast";
    struct slice text = translation_template(&f.arena, slice_from(source), SLICE("vneid"),
                                             SLICE("vneid-km"), SLICE("km"));
    const char *end = "id: vneid-km\nlanguage: km\ntitle: id\nidea: x\n  id: y\nlast";
    assert_true(slice_starts(text, SLICE("# c\n# ")));
    assert_true(slice_ends(text, slice_from(end)));
    assert_int_equal(
        translation_template(&f.arena, SLICE("a: b\n"), SLICE("a"), SLICE("b"), SLICE("km")).size,
        0);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_differs_is_told),
        cmocka_unit_test(the_id_names_the_original),
        cmocka_unit_test(a_template_changes_id_and_language_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
