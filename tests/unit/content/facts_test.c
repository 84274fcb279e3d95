#include "content/shared/facts.h"

#include "content/format/format.h"
#include "content/quiz/quiz.h"
#include "fixture.h"
#include "minimal.h"

static const char list[] =
    "facts:\n"
    "  - {id: vneid, name: VNeID, hotline: 1900 0368, host: vneid.gov.vn, link: "
    "'https://vneid.gov.vn', android: com.vnid, iphone: id1582750372, source: A, certainty: "
    "two-sources, checked: 2026-11-21}\n"
    "  - {id: limit, value: 1 tỷ đồng một năm, source: B, certainty: one-source, checked: "
    "2026-11-21}\n"
    "  - {id: rescue, value: '112', source: C, certainty: two-sources, checked: 2026-11-21}\n"
    "outdated:\n"
    "  - {wording: thuế khoán, instead: kê khai, unless: [bỏ, trước đây]}\n"
    "  - {wording: Mức độ 4, instead: toàn trình}\n"
    "  - {wording: 1900 6050, instead: 1900 9068}\n";

static const struct facts *facts_of(struct fixture *f)
{
    const struct facts *facts = format_parse(&f->arena, &format_facts, SLICE("facts.yaml"),
                                             slice_from(list), NULL, &f->diags);
    assert_codes(f, "");
    return facts;
}

static void every_key_lands_in_its_member(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    const struct facts *facts = facts_of(&f);
    assert_int_equal(facts->fact_count, 3);
    const struct fact *vneid = &facts->facts[0];
    static const char *const expected[FACT_KEY_COUNT] = {
        [FACT_NAME] = "VNeID",
        [FACT_VALUE] = "",
        [FACT_HOTLINE] = "1900 0368",
        [FACT_HOST] = "vneid.gov.vn",
        [FACT_LINK] = "https://vneid.gov.vn",
        [FACT_ANDROID] = "com.vnid",
        [FACT_IPHONE] = "id1582750372",
    };
    for (unsigned k = 0; k < FACT_KEY_COUNT; k++)
        assert_slice(vneid->keys[k].text, expected[k]);
    assert_slice(vneid->source.text, "A");
    assert_int_equal(facts->facts[1].certainty, FACT_ONE_SOURCE);
    assert_int_equal(vneid->checked.day, 21);
    assert_int_equal(facts->wording_count, 3);
    assert_int_equal(facts->wordings[0].unless_count, 2);
    fixture_end(&f);
}

static void problems_have_code_and_place(void **state)
{
    (void)state;
    static const struct {
        const char *in, *codes;
    } rows[] = {
        {"facts:\n", "F004"},
        {"facts:\n  - {id: a, value: x, source: s, certainty: sure, checked: 2026-11-21}\n",
         "F008"},
        {"facts:\n  - {id: a, value: x, source: s, certainty: one-source}\n", "F002"},
        {"facts:\n  - {id: a, source: s, certainty: one-source, checked: 2026-11-21}\n", "F052"},
        {"facts:\n  - {id: a, value: '{b.value}', source: s, certainty: one-source, checked: "
         "2026-11-21}\n",
         "F053"},
        {"facts:\n  - {id: A, value: x, source: s, certainty: one-source, checked: 2026-11-21}\n",
         "F009"},
        {"facts:\n"
         "  - {id: a, value: x, source: s, certainty: one-source, checked: 2026-11-21}\n"
         "  - {id: a, value: y, source: s, certainty: one-source, checked: 2026-11-21}\n",
         "F028"},
        {"facts:\n  - {id: a, hotline: 1o, source: s, certainty: one-source, checked: "
         "2026-11-21}\n",
         "F015"},
        {"facts:\n  - {id: a, value: x, source: s, certainty: one-source, checked: 2026-11-21}\n"
         "outdated:\n  - {wording: ab, instead: x}\n",
         "F005"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        fixture_begin(&f);
        (void)format_parse(&f.arena, &format_facts, SLICE("facts.yaml"), slice_from(rows[i].in),
                           NULL, &f.diags);
        assert_codes(&f, rows[i].codes);
        fixture_end(&f);
    }
}

static void names_are_filled_and_other_braces_stay(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out, *unknown;
    } rows[] = {
        {"", "", ""},
        {"gọi 1", "gọi 1", ""},
        {"{vneid.hotline}", "1900 0368", ""},
        {"Gọi **{vneid.hotline}** nhé, {rescue.value}.", "Gọi **1900 0368** nhé, 112.", ""},
        {"{limit.value}{limit.value}", "1 tỷ đồng một năm1 tỷ đồng một năm", ""},
        {"{vneid.value}", "{vneid.value}", "vneid.value"}, /* It does not say. */
        {"{vned.hotline} {x.y}", "{vned.hotline} {x.y}", "vned.hotline"},
        {"{ten} {} {vneid} {.a} {a.} {vneid.hotline", "{ten} {} {vneid} {.a} {a.} {vneid.hotline",
         ""},
        {"{{vneid.host}}", "{vneid.gov.vn}", ""},
        {"{vneid.hotline}}", "1900 0368}", ""},
    };
    struct fixture f;
    fixture_begin(&f);
    const struct facts *facts = facts_of(&f);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct slice unknown;
        assert_slice(facts_fill(&unknown, facts, &f.arena, slice_from(rows[i].in)), rows[i].out);
        assert_slice(unknown, rows[i].unknown);
    }
    assert_slice(facts_nearest(facts, SLICE("vned.hotline"), &f.arena), "vneid.hotline");
    assert_slice(facts_nearest(facts, SLICE("nothing-like.it"), &f.arena), "");
    fixture_end(&f);
}

static void what_is_written_out_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *in, *name;
    } rows[] = {
        {"gọi 1900 0368.", "vneid.hotline"},
        {"gọi “1900 0368”…", "vneid.hotline"}, /* Quotation marks are no letters. */
        {"gọi 1900 03689", ""},
        {"gọi 19000368, 1900.0368", "vneid.hotline"}, /* However it is grouped. */
        {"gọi 1900-0368", "vneid.hotline"},
        {"gọi 1900 0368/2020", ""},                          /* The number of a law. */
        {"gọi 1900 0368 hay vneid.gov.vn", "vneid.hotline"}, /* The first. */
        {"trang VNEID.gov.vn", "vneid.host"},
        {"trang https://vneid.gov.vn", "vneid.link"}, /* The longest. */
        {"vneid.gov.vn.xacthuc.com", ""},
        {"x-vneid.gov.vn", ""},
        {"gọi 112", ""}, /* Too short to be meant for certain. */
        {"VNeID", ""},   /* Names are read as names. */
        {"Dưới 1 TỶ đồng một năm thì", "limit.value"},
    };
    struct fixture f;
    fixture_begin(&f);
    const struct facts *facts = facts_of(&f);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct slice literal;
        assert_slice(facts_find_literal(&literal, facts, &f.arena, slice_from(rows[i].in)),
                     rows[i].name);
    }
    fixture_end(&f);
}

static void wording_of_yesterday_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        bool found;
    } rows[] = {
        {"nộp thuế khoán", true},  {"Thuế khoán đã bỏ", false},     {"THUẾ KHOÁN", true},
        {"thuế khoánh", false},    {"dịch vụ mức độ 4", true},      {"mức độ 45", false},
        {"thuế khoán bỏng", true}, {"trước đây thuế khoán", false}, {"gọi 19006050", true},
        {"1900.6050", true},
    };
    struct fixture f;
    fixture_begin(&f);
    const struct facts *facts = facts_of(&f);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct slice found;
        assert_int_equal(facts_next_outdated(&found, facts, slice_from(rows[i].in), NULL) != NULL,
                         rows[i].found);
    }
    fixture_end(&f);
}

static void guides_are_filled_and_judged(void **state)
{
    (void)state;
    static const struct {
        const char *in, *codes;
    } rows[] = {
        {"hotline:\n  label: A\n  number: '{vneid.hotline}'\n", ""},
        {"hotline:\n  label: A\n  number: '{vneid.hotlin}'\n", "G022 G015"},
        {"hotline:\n  label: A\n  number: '{vneid.host}'\n", "G015"}, /* No number. */
        {"hotline:\n  label: A\n  number: 1900 0368\n", "G023"},
        {"benefit: Không phải nộp thuế khoán nữa\n", "G024"},
        {"benefit: Thuế khoán mức độ 4, 1900 0368 và vneid.gov.vn\n", "G024 G024 G023 G023"},
        {"mistakes:\n  - {text: Nộp thuế khoán, fix: Kê khai}\n", ""}, /* What people do wrong. */
        {"mistakes:\n  - {text: Kê khai, fix: Nộp thuế khoán}\n", "G024"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        struct buf text;
        fixture_begin(&f);
        const struct facts *facts = facts_of(&f);
        buf_init(&text, 1 << 20);
        minimal_guide(&text, slice_from(rows[i].in));
        const struct guide *g = format_parse(&f.arena, &format_guide, SLICE("vneid.yaml"),
                                             buf_slice(&text), facts, &f.diags);
        assert_codes(&f, rows[i].codes);
        if (i == 0)
            assert_slice(g->hotline.text, "1900 0368");
        buf_deinit(&text);
        fixture_end(&f);
    }
}

static void the_words_themselves_are_shown(void **state)
{
    static const char in[] = "benefit: \"Khoan thuế khoánh, nộp thuế  khoán, thuế khoán\"\n";
    struct fixture f;
    struct buf text;
    (void)state;
    fixture_begin(&f);
    buf_init(&text, 1 << 20);
    minimal_guide(&text, slice_from(in));
    (void)format_parse(&f.arena, &format_guide, SLICE("vneid.yaml"), buf_slice(&text), facts_of(&f),
                       &f.diags);
    assert_codes(&f, "G024");
    struct span span = f.diags.items[0].span;
    assert_slice(slice_part(span.source->text, span.begin, span.end), "thuế khoán");
    buf_deinit(&text);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_lands_in_its_member),
        cmocka_unit_test(problems_have_code_and_place),
        cmocka_unit_test(names_are_filled_and_other_braces_stay),
        cmocka_unit_test(what_is_written_out_is_found),
        cmocka_unit_test(wording_of_yesterday_is_found),
        cmocka_unit_test(guides_are_filled_and_judged),
        cmocka_unit_test(the_words_themselves_are_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
