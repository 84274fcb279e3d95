#include "content/guide/guide.h"

#include "content/format/format.h"
#include "fixture.h"
#include "minimal.h"

static struct guide *parse_named(struct fixture *f, const char *name, const char *part)
{
    struct buf text;
    buf_init(&text, 1 << 20);
    minimal_guide(&text, slice_from(part));
    struct guide *g =
        format_parse(&f->arena, &format_guide, slice_from(name), buf_slice(&text), NULL, &f->diags);
    buf_deinit(&text);
    return g;
}

static struct guide *parse(struct fixture *f, const char *part)
{
    return parse_named(f, "vneid.yaml", part);
}

static void every_key_lands_in_its_member(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    const struct guide *g = parse_named(
        &f, "guides/vneid.yaml",
        "language: en\n"
        "title: Kích hoạt   VNeID\n"
        "short_title: VNeID\n"
        "benefit: \"**Một** ứng dụng\"\n"
        "subject: safety\n"
        "for: team\naudience: Bà con\n"
        "gains:\n  - text: Đi khám\n    icon: first-aid-kit\n"
        "steps:\n"
        "  - {text: Một, icon: map-pin, brief: M, note: N, picture: p/x.png, "
        "picture_alt: Màn hình}\n"
        "  - text: Hai\n    icon: map-pin\n"
        "  - text: Ba\n    icon: map-pin\n"
        "mistakes:\n  - text: Sai\n    fix: Đúng\n"
        "warnings: [\"**Không** đọc\", x]\n"
        "qr:\n"
        "  - {kind: app, label: A, caption: C, android: com.vnid, iphone: id1582750372}\n"
        "  - {kind: sms, label: S, value: 5656, message: LD}\n"
        "  - {kind: wifi, label: W, value: Nhà  văn hóa, password: ' a  b '}\n"
        "hotline:\n  label: Tổng đài VNeID\n  number: 1900 0368\n"
        "sources:\n  - title: A\n    link: https://vneid.gov.vn\n"
        "reviewed: 1/11/2026\n"
        "valid_days: 90\n");
    assert_codes(&f, "");
    assert_slice(g->folder, "guides");
    assert_slice(g->id.text, "vneid");
    assert_slice(g->language.text, "en");
    assert_slice(g->title.text, "Kích hoạt VNeID");
    assert_slice(g->short_title.text, "VNeID");
    assert_slice(g->benefit.rich.text, "Một ứng dụng");
    assert_int_equal(g->benefit.rich.strong_count, 1);
    assert_int_equal(g->subject, SUBJECT_SAFETY);
    assert_slice(g->icon.text, "fingerprint");
    assert_int_equal(g->readers, READERS_TEAM);
    assert_slice(g->audience.text, "Bà con");
    assert_int_equal(g->prepare_count, 1);
    assert_slice(g->prepare[0].icon.text, "identification-card");
    assert_int_equal(g->gain_count, 1);
    assert_slice(g->gains[0].text.rich.text, "Đi khám");
    assert_int_equal(g->step_count, 3);
    assert_slice(g->steps[0].brief.rich.text, "M");
    assert_slice(g->steps[0].note.rich.text, "N");
    assert_slice(g->steps[0].picture.text, "p/x.png");
    assert_slice(g->steps[0].picture_alt.text, "Màn hình");
    assert_slice(g->steps[2].text.rich.text, "Ba");
    assert_int_equal(g->mistake_count, 1);
    assert_slice(g->mistakes[0].fix.rich.text, "Đúng");
    assert_int_equal(g->warning_count, 2);
    assert_slice(g->warnings[0].rich.text, "Không đọc");
    assert_int_equal(g->qr_count, 3);
    assert_int_equal(g->qr[0].kind, GUIDE_QR_APP);
    assert_slice(g->qr[0].iphone.text, "id1582750372");
    assert_slice(g->qr[0].caption.text, "C");
    assert_int_equal(g->qr[1].kind, GUIDE_QR_SMS);
    assert_slice(g->qr[1].message.text, "LD");
    assert_slice(g->qr[2].value.text, "Nhà  văn hóa");
    assert_slice(g->qr[2].password.text, " a  b ");
    assert_slice(g->hotline.text, "1900 0368");
    assert_slice(g->hotline_label.text, "Tổng đài VNeID");
    assert_slice(g->sources[0].link.text, "https://vneid.gov.vn");
    assert_int_equal(g->reviewed.day, 1);
    assert_int_equal(g->reviewed.month, 11);
    assert_int_equal(g->valid_days, 90);
    fixture_end(&f);
}

static void what_is_left_out_has_its_default(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    const struct guide *g =
        parse(&f, "short_title:\ngains:\nmistakes: []\nhotline:\nvalid_days:\n");
    assert_codes(&f, "");
    assert_slice(g->language.text, "vi");
    assert_int_equal(g->valid_days, GUIDE_VALID_DAYS);
    assert_slice(g->folder, "");
    assert_int_equal(g->short_title.text.size, 0);
    assert_int_equal(g->gain_count + g->mistake_count, 0);
    assert_null(g->short_title.span.source);
    fixture_end(&f);
}

/* The minimal guide with a part replaced; the code, and the bytes it points at. */
static const struct {
    const char *part, *codes, *place;
} rows[] = {
    {"", "", ""},
    {"titel: x\n", "G001", "titel"},
    {"steps:\n  - {text: a, icon: b}\n  - text: a\n", "G002", "text"},
    {"Title: x\n", "G001", "Title"},
    {"<<: {a: b}\n", "G001", "<<"},
    {"zzz: x\n", "G001", "zzz"},
    {"title: [a]\n", "G003", "title"},
    {"title:\n  a: b\n", "G003", "a"},
    {"title:\n", "G004", "title"},
    {"title: '   '\n", "G004", "'   '"},
    {"title: "
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n",
     "G005", NULL},
    {"id: v\n", "G005 G051", "v"},
    {"id: VNeID\n", "G009 G051", "VNeID"},
    {"id: vneid-\n", "G009 G051", "vneid-"},
    {"id: khac\n", "G051", "khac"},
    {"language: tiếng Việt\n", "G014", "tiếng Việt"},
    {"language: VI\n", "G014", "VI"},
    {"subject: payments\n", "G008", "payments"},
    {"subject: [payment]\n", "G003", "subject"},
    {"icon: Fingerprint\n", "G009", "Fingerprint"},
    {"icon: fingerprint.svg\n", "G009", "fingerprint.svg"},
    {"prepare: []\n", "G007", "prepare"},
    {"prepare:\n", "G004", "prepare"},
    {"prepare: thẻ\n", "G003", "thẻ"},
    {"prepare:\n  - thẻ\n", "G003", "thẻ"},
    {"prepare:\n  -\n", "G004", NULL},
    {"prepare:\n  - text: x\n", "G002", "text"},
    {"steps:\n  - text: x\n    icon: a\n", "G007", "steps"},
    {"warnings: [a, b, c, d]\n", "G006", "d"},
    {"warnings:\n  - Chú ý: x\n", "G003", "Chú ý"},
    {"warnings:\n  - '**x'\n", "Y024", "**"},
    {"warnings:\n  - [x]\n", "G003", "[x]"},
    {"steps:\n  - {text: a, icon: b, picture: x.png}\n  - {text: a, icon: b}\n", "G016", "x.png"},
    {"steps:\n  - {text: a, icon: b, picture_alt: x}\n  - {text: a, icon: b}\n", "G016", "x"},
    {"steps:\n  - {text: a, icon: b, picture: /etc/x.png, picture_alt: x}\n  - {text: a, icon: "
     "b}\n",
     "G056", "/etc/x.png"},
    {"steps:\n  - {text: a, icon: b, picture: a/../x.png, picture_alt: x}\n  - {text: a, icon: "
     "b}\n",
     "G056", "a/../x.png"},
    {"steps:\n  - {text: a, icon: b, picture: x.gif, picture_alt: x}\n  - {text: a, icon: b}\n",
     "G056", "x.gif"},
    {"qr: []\n", "G007", "qr"},
    {"qr:\n  - {kind: link, label: x}\n", "G016", "link"},
    {"qr:\n  - {kind: link, label: x, value: ''}\n", "G016", "link"},
    {"qr:\n  - {label: x, value: y}\n", "G002", "label"},
    {"qr:\n  - {kind: web, label: x, value: y}\n", "G008", "web"},
    {"qr:\n  - {kind: app, label: x}\n", "G016 G016", "app"},
    {"qr:\n  - {kind: app, label: x, android: vneid, iphone: 1582750372}\n", "G057 G058", NULL},
    {"qr:\n  - {kind: app, label: x, android: a.b, iphone: id123456, value: x}\n", "G017", "value"},
    {"qr:\n  - {kind: phone, label: x, value: gọi 113}\n", "G015", "gọi 113"},
    {"qr:\n  - {kind: phone, label: x, value: 1900 0368}\n", "", ""},
    {"qr:\n  - {kind: phone, label: x, value: '+84 912.345.678'}\n", "", ""},
    {"qr:\n  - {kind: sms, label: x, value: 5656}\n", "G016", "sms"},
    {"qr:\n  - {kind: wifi, label: x, value: y, message: z}\n", "G017", "message"},
    {"qr:\n  - {kind: text, label: x, value: y, android: z}\n", "G017 G057", NULL},
    {"hotline: 1900 0368\n", "G003", "1900 0368"},
    {"hotline:\n  label: x\n", "G002", "label"},
    {"hotline:\n  label: x\n  number: 1900-0368\n", "G015", "1900-0368"},
    {"sources:\n", "G052", "sources"},
    {"sources: []\n", "G052", "sources"},
    {"reviewed: hôm qua\n", "G010", "hôm qua"},
    {"reviewed: 30/02/2026\n", "G010", "30/02/2026"},
    {"reviewed: 2026-11-22\n", "G011", "2026-11-22"},
    {"reviewed: 2026-11-21\n", "", ""},
    {"valid_days: mười\n", "G012", "mười"},
    {"valid_days: 0\n", "G012", "0"},
    {"valid_days: 1001\n", "G012", "1001"},
    {"valid_days: -5\n", "G012", "-5"},
    {"valid_days: 99999999999999999999\n", "G012", NULL},
    {"valid_days: '90'\n", "", ""},
    {"title: a\ntitle: b\n", "Y015", "title"},
    {"title: C«ng nghÖ sè céng ®ång\n", "Y005", NULL},
    {"title: Ðường\n", "Y022", "Ð"},
    {"title: a\n---\n", "Y012", "---"},
};

static void each_problem_has_its_code_and_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        fixture_begin(&f);
        (void)parse(&f, rows[i].part);
        if (strcmp(codes_of(&f), rows[i].codes) != 0)
            fprintf(stderr, "row: %s\n", rows[i].part);
        assert_codes(&f, rows[i].codes);
        char first[5];
        snprintf(first, sizeof first, "%s", rows[i].codes);
        if (rows[i].place)
            assert_slice(place_of(&f, first), rows[i].place);
        fixture_end(&f);
    }
}

static void everything_missing_is_said_at_once(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    assert_non_null(
        format_parse(&f.arena, &format_guide, SLICE("x"), SLICE("audience: x\n"), NULL, &f.diags));
    assert_codes(&f, "G002 G052");
    assert_null(format_parse(&f.arena, &format_guide, SLICE("x"), SLICE(""), NULL, &f.diags));
    assert_null(guide_load(&f.arena, "/nowhere/x.yaml", NULL, &f.diags));
    assert_true(diag_has(&f.diags, 0, "Y001"));
    fixture_end(&f);
}

/* "{}" is read without a problem, and says nothing: the one file that was called sound. */
static void a_file_without_any_key_is_not_sound(void **state)
{
    (void)state;
    static const struct format *const formats[] = {&format_guide, &format_quiz, &format_handbook};
    static const char *const codes[] = {"G002", "K002", "H002 H002"};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct fixture f;
        fixture_begin(&f);
        assert_non_null(
            format_parse(&f.arena, formats[i], SLICE("x"), SLICE("{}\n"), NULL, &f.diags));
        assert_codes(&f, codes[i]);
        fixture_end(&f);
    }
}

static void lost_lines_are_not_called_missing(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    (void)format_parse(&f.arena, &format_guide, SLICE("x"),
                       SLICE("id: vneid\n   title: y\nicon: a\n"), NULL, &f.diags);
    assert_codes(&f, "Y011");
    fixture_end(&f);
}

static void surplus_items_are_checked_but_not_kept(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    const struct guide *g = parse(&f, "warnings: [a, b, c, '**d', '**e']\n");
    assert_int_equal(g->warning_count, GUIDE_WARNINGS_MAX);
    assert_codes(&f, "G006 Y024 Y024");
    fixture_end(&f);
}

static void age_is_a_warning_after_its_days(void **state)
{
    (void)state;
    static const struct {
        struct date today;
        bool old;
    } ages[] = {
        {{2026, 11, 1}, false}, {{2026, 11, 11}, false}, {{2026, 11, 12}, true},
        {{2199, 1, 1}, true},   {{2026, 1, 1}, false},
    };
    for (size_t i = 0; i < sizeof ages / sizeof *ages; i++) {
        struct fixture f;
        fixture_begin(&f);
        guide_check_age(parse(&f, "valid_days: 10\n"), ages[i].today, &f.diags);
        assert_codes(&f, ages[i].old ? "G053" : "");
        assert_slice(place_of(&f, "G053"), ages[i].old ? "2026-11-01" : "");
        guide_check_age(parse(&f, "reviewed: x\n"), ages[i].today, &f.diags);
        assert_int_equal(f.diags.warning_count, ages[i].old);
        fixture_end(&f);
    }
}

static void subjects_have_names(void **state)
{
    (void)state;
    assert_string_equal(guide_subject_name(SUBJECT_PUBLIC_SERVICES), "public-services");
    assert_string_equal(guide_subject_name(SUBJECT_LOCAL), "local");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_lands_in_its_member),
        cmocka_unit_test(what_is_left_out_has_its_default),
        cmocka_unit_test(each_problem_has_its_code_and_place),
        cmocka_unit_test(everything_missing_is_said_at_once),
        cmocka_unit_test(a_file_without_any_key_is_not_sound),
        cmocka_unit_test(lost_lines_are_not_called_missing),
        cmocka_unit_test(surplus_items_are_checked_but_not_kept),
        cmocka_unit_test(age_is_a_warning_after_its_days),
        cmocka_unit_test(subjects_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
