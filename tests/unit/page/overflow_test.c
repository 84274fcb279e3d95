/*
 * What does not fit, cannot be set or may not be printed: each problem is reported by every design,
 * at the line to change, and pages that are called sound keep all rules.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/units.h"
#include "content/format/format.h"
#include "draw/image.h"
#include "fixture.h"
#include "made.h"
#include "out/pixels.h"
#include "page/pictures.h"
#include "rules.h"
#include "support/test.h"

static struct buf yaml;

static const struct guide *make(struct fixture *f, const struct made *made)
{
    return fixture_parse(f, made_write(&yaml, made));
}

static const struct diag *find_problem(const struct fixture *f, const char *code)
{
    for (unsigned i = 0; i < f->diags.count; i++)
        if (strcmp(f->diags.items[i].code, code) == 0)
            return &f->diags.items[i];
    return NULL;
}

static bool says(const struct diag *problem, const char *words)
{
    char message[DIAG_MESSAGE_BYTES + 1];
    snprintf(message, sizeof message, "%.*s", SLICE_ARG(problem->message));
    return strstr(message, words) != NULL;
}

static unsigned line_of(const struct diag *problem)
{
    unsigned line = 0, column = 0;
    if (problem->span.source)
        source_position(&line, &column, problem->span.source, problem->span.begin);
    return line;
}

/* The problem, at that line of the guide, in those words; pages that have it are not sound. */
static void expect_problem(struct fixture *f, const struct design *design,
                           const struct design_input *input, const char *code, unsigned line,
                           const char *words)
{
    bool sound = fixture_draw(f, design, input);
    const struct diag *problem = find_problem(f, code);
    bool right = problem && line_of(problem) == line && says(problem, words);
    if (!right || sound != (problem->severity != DIAG_ERROR)) {
        fprintf(stderr, "%s: expected %s at line %u with “%s”, %s\n", design->name, code, line,
                words, sound ? "sound" : "not sound");
        fixture_print_problems(f);
    }
    assert_true(right);
    assert_int_equal(sound, problem->severity != DIAG_ERROR);
}

static void expect_of_all(struct fixture *f, const struct made *made, const char *code,
                          const char *at, const char *words)
{
    unsigned count;
    const struct design *designs = design_all(&count);
    struct design_input input = {.guide = make(f, made)};
    unsigned line = at ? made_line_of(yaml.data, at) : 0;
    for (unsigned i = 0; i < count; i++)
        for (int ink = DESIGN_COLOUR; ink <= DESIGN_MONO; ink++) {
            input.ink = ink;
            expect_problem(f, &designs[i], &input, code, line, words);
        }
}

/* How many tenths of a millimetre D001 speaks of; 0 when there is none. */
static int excess_of(struct fixture *f, const struct design *design, const struct made *made)
{
    struct design_input input = {.guide = make(f, made)};
    fixture_draw(f, design, &input);
    const struct diag *problem = find_problem(f, "D001");
    if (!problem)
        return 0;
    char message[DIAG_MESSAGE_BYTES + 1];
    snprintf(message, sizeof message, "%.*s", SLICE_ARG(problem->message));
    const char *needs = strstr(message, " needs ");
    int whole = 0, tenths = 0;
    assert_non_null(needs);
    assert_int_equal(sscanf(needs, " needs %d.%d mm", &whole, &tenths), 2);
    assert_true(says(problem, design->name));
    return 10 * whole + tenths;
}

static void too_many_steps_are_reported_with_millimetres(void **state)
{
    expect_of_all(
        *state,
        &(struct made){.step_count = 10, .step_words = 60, .long_step = 7, .long_step_words = 75},
        "D001", "Bước 7", " mm more than there is");
}

static void the_longest_step_is_named(void **state)
{
    for (unsigned step = 1; step <= 10; step += 3) {
        char words[24];
        snprintf(words, sizeof words, "Bước %u", step);
        expect_of_all(
            *state,
            &(struct made){
                .step_count = 10, .step_words = 45, .long_step = step, .long_step_words = 78},
            "D001", words, " mm more than there is");
    }
}

/* A fuller guide needs more, and the millimetres grow with it. */
static void the_millimetres_grow_with_the_text(void **state)
{
    unsigned count;
    const struct design *designs = design_all(&count);
    for (unsigned i = 0; i < count; i++) {
        int before = 0;
        for (unsigned words = 40; words <= 80; words += 20) {
            struct made made = {.step_count = 10, .step_words = words};
            int excess = excess_of(*state, &designs[i], &made);
            if (excess <= before)
                print_error("%s: %u words a step need %d tenths of a millimetre, after %d\n",
                            designs[i].name, words, excess, before);
            assert_true(excess > before);
            before = excess;
        }
    }
}

/* The least text that does not fit is a little too long, not a lot: excess is measured, not
 * guessed. A line more on the tightest setting is all that one word can add to each step. */
static void the_first_excess_is_small(void **state)
{
    unsigned count;
    const struct design *designs = design_all(&count);
    for (unsigned i = 0; i < count; i++) {
        int excess = 0;
        for (unsigned words = 4; excess == 0 && words < 85; words++)
            excess = excess_of(
                *state, &designs[i],
                &(struct made){
                    .step_count = 7, .long_step = 2, .step_words = 8, .long_step_words = words});
        /* One step grew by a word: at most a line of its own text. */
        int line = (int)(mm100_from_du(body_floor_du(&designs[i])) * 14 / 100);
        if (excess > line)
            print_error("%s: one word more needs %d tenths of a millimetre; a line has %d\n",
                        designs[i].name, excess, line);
        assert_true(excess <= line);
    }
}

static void a_long_front_is_reported_at_the_front(void **state)
{
    static const char thing[] =
        "\"Một thứ cần mang theo có tên rất dài, dài đến mức không thẻ nào đủ chỗ cho cả sáu thứ "
        "như vậy, nên người viết cần nói gọn lại một chút cho bà con dễ đọc hơn\"";
    struct fixture *f = *state;
    struct design_input input = {.guide =
                                     make(f, &(struct made){.prepare = thing, .prepare_count = 6})};
    for (int ink = DESIGN_COLOUR; ink <= DESIGN_MONO; ink++) {
        input.ink = ink;
        fixture_draw(f, fixture_design("leaflet"), &input);
        assert_non_null(find_problem(f, "D001"));
        fixture_draw(f, fixture_design("trifold"), &input);
        assert_non_null(find_problem(f, "D001"));
    }
}

/* A shipped guide fits; when a commune's details push it over, they are what to shorten. */
static void too_long_details_are_blamed_on_the_commune(void **state)
{
    static const char long_details[] =
        "name: phường Mẫu Hòa Bình\nteam: Tổ công nghệ số cộng đồng phường Mẫu Hòa Bình\n"
        "hall: Nhà văn hóa thôn Một, cạnh chợ Mẫu, đối diện trường tiểu học Mẫu Hòa Bình cơ sở "
        "hai, đường làng Mẫu\n"
        "hours: Thứ hai – thứ sáu, sáng 7 giờ 30 – 11 giờ 30, chiều 13 giờ 30 – 17 giờ; thứ bảy "
        "8 giờ – 11 giờ, chủ nhật nghỉ\n";
    struct fixture *f = *state;
    unsigned count, too_long = 0;
    const struct design *designs = design_all(&count);
    struct design_input input = {.guide = fixture_guide(f, "vneid")};
    input.commune = format_parse(&f->arena, &format_commune, SLICE("long.yaml"),
                                 slice_from(long_details), NULL, &f->diags);
    assert_non_null(input.commune);
    for (unsigned i = 0; i < count; i++) {
        if (fixture_draw(f, &designs[i], &input))
            continue;
        const struct diag *problem = find_problem(f, "D001");
        assert_non_null(problem);
        too_long++;
        if (problem->span.source != input.commune->source)
            fixture_print_problems(f);
        assert_ptr_equal(problem->span.source, input.commune->source);
        assert_in_range(line_of(problem), 3, 4);
    }
    assert_true(too_long > 0);
}

/* The first thing a team fills in, beside its commune's name, is its chat group. */
static void a_group_and_dotted_lines_fit_together(void **state)
{
    struct fixture *f = *state;
    unsigned count;
    const struct design *designs = design_all(&count);
    struct design_input input = {0};
    input.commune =
        format_parse(&f->arena, &format_commune, SLICE("group.yaml"),
                     SLICE("name: xã Mẫu\nzalo: https://zalo.me/g/mauxamau123\n"), NULL, &f->diags);
    assert_non_null(input.commune);
    for (unsigned g = 0; g < f->guide_count; g++)
        for (unsigned i = 0; i < count; i++) {
            input.guide = f->guides[g];
            if (!fixture_draw(f, &designs[i], &input))
                fixture_print_problems(f);
            assert_int_equal(f->diags.count, 0);
        }
}

static void an_endless_word_is_reported(void **state)
{
    static const char endless[] = "Nhập Ngoằnngoèongoằnngoèongoằnngoèongoằnngoèongoằnngoèo"
                                  "ngoằnngoèongoằnngoèongoằnngoèongoằnngoèongoằnngoèongoằnngoèo";
    expect_of_all(*state, &(struct made){.first_step = endless}, "D002", "Ngoằn",
                  "a word is wider than its column");
    expect_of_all(*state, &(struct made){.warning = endless}, "D002", "Ngoằn", "wider than");
    expect_of_all(*state, &(struct made){.benefit = endless}, "D002", "Ngoằn", "wider than");
}

static void a_letter_without_a_glyph_is_reported(void **state)
{
    expect_of_all(*state, &(struct made){.first_step = "Bấm 中 rồi chờ"}, "D003", "中",
                  "“中” (U+4E2D)");
    expect_of_all(*state, &(struct made){.title = "Việc 😀"}, "D003", "😀", "(U+1F600)");
    expect_of_all(*state, &(struct made){.warning = "Đừng ꜩ"}, "D003", "ꜩ", "(U+A729)");
}

static void letters_of_a_team_are_judged_too(void **state)
{
    struct fixture *f = *state;
    unsigned count;
    const struct design *designs = design_all(&count);
    struct design_input input = {.guide = make(f, &(struct made){0})};
    input.commune = format_parse(&f->arena, &format_commune, SLICE("team.yaml"),
                                 SLICE("province: tỉnh Mẫu\nteam: Tổ 中\n"), NULL, &f->diags);
    assert_non_null(input.commune);
    for (unsigned i = 0; i < count; i++)
        expect_problem(f, &designs[i], &input, "D003", 2, "U+4E2D");
}

static void an_unknown_icon_is_reported_with_the_nearest_name(void **state)
{
    expect_of_all(*state, &(struct made){.first_icon = "fingerprnt"}, "D004", "fingerprnt",
                  "did you mean “fingerprint”");
    expect_of_all(*state, &(struct made){.first_icon = "bank-bold"}, "D004", "bank-bold",
                  "there is no icon “bank-bold”");
}

/* Some designs have no place for it; in the others it is the same problem. */
static void an_unknown_icon_of_the_guide_is_reported_where_it_is_drawn(void **state)
{
    struct fixture *f = *state;
    unsigned count;
    const struct design *designs = design_all(&count);
    struct design_input input = {.guide = make(f, &(struct made){.icon = "hause-line"})};
    for (unsigned i = 0; i < count; i++)
        expect_problem(f, &designs[i], &input, "D004", made_line_of(yaml.data, "hause"),
                       "“house-line”");
}

#define LINK(value) "  - {kind: link, label: Trang mẫu, value: \"" value "\"}\n"

static void a_link_that_may_not_be_printed_is_reported(void **state)
{
    static const struct {
        const char *qr, *code, *at, *words;
    } rows[] = {
        {LINK("http://dichvucong.gov.vn"), "Q001", "http://", "starts with https://"},
        {LINK("https://bit.ly/3abc"), "Q002", "bit.ly", ""},
        {LINK("https://113.160.1.2/dvc"), "Q002", "113.160", ""},
        {LINK("https://dichvucong.gov.vn@mau.vn/"), "Q002", "@mau", ""},
        {LINK("https://vneld.gov-vn.com/"), "Q002", "vneld", ""},
        {LINK("https://zalo.me/g/mauxamau123"), "Q002", "zalo.me", ""},
    };
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++)
        expect_of_all(*state, &(struct made){.qr = rows[i].qr}, rows[i].code, rows[i].at,
                      rows[i].words);
}

static void an_unknown_domain_is_a_warning(void **state)
{
    expect_of_all(*state, &(struct made){.qr = LINK("https://trang-mau.vn/tin")}, "Q003",
                  "trang-mau", "");
}

static void a_domain_that_the_commune_answers_for_is_none(void **state)
{
    struct fixture *f = *state;
    struct design_input input = {
        .guide = make(f, &(struct made){.qr = LINK("https://trang-mau.vn/tin")})};
    input.commune = format_parse(&f->arena, &format_commune, SLICE("own.yaml"),
                                 SLICE("name: xã Mẫu\nallowed_domains:\n"
                                       "  - {host: trang-mau.vn, reason: Trang của xã}\n"),
                                 NULL, &f->diags);
    assert_int_equal(f->diags.count, 0);
    assert_true(fixture_draw(f, fixture_design("leaflet"), &input));
    assert_int_equal(f->diags.count, 0);
}

static void too_dense_a_code_is_reported(void **state)
{
    static char qr[1000];
    char text[501];
    /* Letters of all kinds, so that no compact mode helps. */
    for (unsigned i = 0; i < sizeof text - 1; i++)
        text[i] = "aBcD3fGh"[i * 7 % 8];
    text[sizeof text - 1] = '\0';
    snprintf(qr, sizeof qr, "  - {kind: text, label: Đoạn chữ, value: \"%s\"}\n", text);
    struct fixture *f = *state;
    struct made made = {.qr = qr};
    struct design_input input = {.guide = make(f, &made)};
    unsigned line = made_line_of(yaml.data, "Đoạn chữ");
    static const char *const small[] = {"poster-a4", "leaflet", "trifold"};
    for (unsigned i = 0; i < sizeof small / sizeof small[0]; i++)
        expect_problem(f, fixture_design(small[i]), &input, "Q004", line, small[i]);
}

/* A folder of its own for the pictures of a test; removed with what is in it. Guides lie in "g". */
static char folder[] = "/tmp/ngoso-page-XXXXXX";
static char guide_folder[sizeof folder + 2];

static const char *in_folder(const char *name)
{
    static char path[FILE_PATH_BYTES];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void write_file(const char *name, struct slice bytes)
{
    struct error e = {0};
    assert_true(file_write(in_folder(name), bytes, FILE_FAST, &e));
}

/* A PNG of our own making: a small page with a frame. */
static void write_picture(const struct fixture *f, const char *name)
{
    struct pixels *pixels;
    struct error e = {0};
    struct draw_list page;
    list_init(&page);
    list_reset(&page, DU_PT(150), DU_PT(300));
    list_rect(&page, (struct draw_rect){DU_PT(10), DU_PT(10), DU_PT(130), DU_PT(280)}, 0,
              (struct draw_color){.b = 200, .c = 90}, (struct draw_stroke){.color.none = 1});
    list_finish(&page);
    assert_true(pixels_create(&pixels, f->fonts, &e));
    assert_true(pixels_write_png(pixels, &page, 144, in_folder(name), &e));
    pixels_destroy(pixels);
    list_deinit(&page);
}

/* The first bytes of a PNG that claims 60,000 × 60,000 pixels. */
static const char huge[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xEA\x60\0\0\xEA\x60\x08\x02\0\0\0";

static const char *const files[] = {"g/sound.png", "g/cut.png",   "g/empty.png", "g/text.png",
                                    "g/huge.png",  "g/heavy.png", "sound.png"};
static const char *const folders[] = {"g/a", "g"};

static int open_folder(struct fixture *f)
{
    struct slice png;
    struct error e = {0};
    assert_non_null(mkdtemp(folder));
    assert_true(file_make_folder(in_folder("g/a"), &e));
    snprintf(guide_folder, sizeof guide_folder, "%s/g", folder);
    write_picture(f, "sound.png");
    assert_true(file_read(&png, &f->arena, in_folder("sound.png"), 1 << 20, &e));
    write_file("g/sound.png", png);
    write_file("g/cut.png", slice_part(png, 0, png.size / 2));
    write_file("g/empty.png", SLICE(""));
    write_file("g/text.png", SLICE("<html>404</html>"));
    write_file("g/huge.png", (struct slice){huge, sizeof huge - 1});
    return 0;
}

static int close_folder(void)
{
    for (unsigned i = 0; i < sizeof files / sizeof files[0]; i++)
        remove(in_folder(files[i]));
    for (unsigned i = 0; i < sizeof folders / sizeof folders[0]; i++)
        remove(in_folder(folders[i]));
    return rmdir(folder);
}

/* The guide is given the folder's path, as if it had been loaded from there. */
static struct guide *with_picture(struct fixture *f, const char *picture)
{
    struct guide *guide = ARENA_NEW(&f->arena, struct guide);
    *guide = *make(f, &(struct made){.picture = "any.png"});
    guide->folder = slice_from(guide_folder);
    guide->steps[0].picture.text = slice_from(picture); /* The loader refuses some of them. */
    return guide;
}

static void a_picture_that_cannot_be_used_is_reported(void **state)
{
    static const struct {
        const char *picture, *code;
    } rows[] = {
        {"missing.png", "P001"},       {"../sound.png", "P001"}, {"/etc/motd.png", "P001"},
        {"a/../../sound.png", "P001"}, {"cut.png", "P002"},      {"empty.png", "P002"},
        {"text.png", "P002"},          {"huge.png", "P002"},
    };
    struct fixture *f = *state;
    unsigned count;
    const struct design *designs = design_all(&count);
    for (unsigned r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        struct design_input input = {.guide = with_picture(f, rows[r].picture)};
        unsigned line = made_line_of(yaml.data, "picture:");
        for (unsigned i = 0; i < count; i++)
            expect_problem(f, &designs[i], &input, rows[r].code, line, "");
    }
}

static void too_heavy_a_picture_is_reported(void **state)
{
    struct fixture *f = *state;
    struct buf heavy;
    buf_init(&heavy, DRAW_IMAGE_FILE_MAX + 1);
    memset(buf_extend(&heavy, DRAW_IMAGE_FILE_MAX + 1), 0, DRAW_IMAGE_FILE_MAX + 1);
    write_file("g/heavy.png", buf_slice(&heavy));
    buf_deinit(&heavy);
    struct design_input input = {.guide = with_picture(f, "heavy.png")};
    expect_problem(f, fixture_design("leaflet"), &input, "P001",
                   made_line_of(yaml.data, "picture:"), "");
}

/* A run over many communes and guides may meet any number of them. */
static void pictures_never_run_out(void **state)
{
    struct fixture *f = *state;
    for (unsigned i = 0; i < PICTURES_MAX + GUIDE_STEPS_MAX; i++) {
        char name[16], from[FILE_PATH_BYTES];
        snprintf(name, sizeof name, "g/%u.png", i);
        snprintf(from, sizeof from, "%s", in_folder("g/sound.png"));
        assert_int_equal(link(from, in_folder(name)), 0);
        struct design_input input = {.guide = with_picture(f, name + strlen("g/"))};
        bool drawn = fixture_draw(f, fixture_design("leaflet"), &input);
        remove(in_folder(name));
        if (!drawn)
            fixture_print_problems(f);
        assert_true(drawn);
    }
}

/* Whatever is called sound keeps the rules; returns whether it was. */
static bool judge_if_sound(struct findings *found, struct fixture *f, const struct design *design,
                           const struct design_input *input)
{
    struct drawn drawn;
    if (!fixture_draw(f, design, input))
        return false;
    drawn_take(&drawn, &f->page, design, input, &f->pages);
    rules_judge(found, &drawn);
    return true;
}

/* Draws with every design and team; returns how many were sound. */
static unsigned judge_made(struct findings *found, struct fixture *f, const struct guide *guide,
                           const char *name)
{
    unsigned count, sound = 0;
    const struct design *designs = design_all(&count);
    for (unsigned i = 0; i < count; i++)
        for (int ink = DESIGN_COLOUR; ink <= DESIGN_MONO; ink++)
            for (int team = 0; team < TEAM_COUNT; team++) {
                struct design_input input = fixture_input(f, guide, team, ink);
                snprintf(found->where, sizeof found->where, "%s, %s, %s, %s", name, designs[i].name,
                         ink ? "mono" : "colour", fixture_team_name(team));
                sound += judge_if_sound(found, f, &designs[i], &input);
            }
    return sound;
}

/* Shows what was found and fails if it was anything. */
static void expect_nothing(struct findings *found)
{
    unsigned count = found->count;
    if (count)
        findings_print(found);
    findings_deinit(found);
    if (count)
        fail_msg("%u findings", count);
}

static void a_picture_lies_clear_of_everything(void **state)
{
    struct findings found;
    findings_init(&found);
    assert_true(judge_made(&found, *state, with_picture(*state, "sound.png"), "picture") > 0);
    expect_nothing(&found);
}

static void the_smallest_guide_is_sound_everywhere(void **state)
{
    unsigned count;
    struct findings found;
    design_all(&count);
    findings_init(&found);
    unsigned sound = judge_made(&found, *state, make(*state, &(struct made){0}), "small");
    expect_nothing(&found);
    assert_int_equal(sound, count * 2 * TEAM_COUNT);
}

/* From roomy to far too full: at every fill, a sound page keeps the rules. */
static void pages_of_any_fill_keep_the_rules(void **state)
{
    struct findings found;
    findings_init(&found);
    for (unsigned steps = 2; steps <= 10; steps += 4)
        for (unsigned words = 2; words <= 34; words += 8) {
            char name[40];
            snprintf(name, sizeof name, "%u steps of %u words", steps, words);
            struct made made = {.step_count = steps,
                                .step_words = words,
                                .prepare_count = 1 + words % 6,
                                .mistake_count = 1 + words % 5};
            judge_made(&found, *state, make(*state, &made), name);
        }
    expect_nothing(&found);
}

#define APP(name)                                                                                  \
    "  - {kind: app, label: " name ", caption: Đúng tên mới cài, android: com.vnid, "        \
    "iphone: id1582750372}\n"

/* What a guide may hold must come out whole, or be refused: never more than three on a page. */
static void codes_of_any_number_keep_the_rules(void **state)
{
    static const struct {
        const char *name, *qr;
    } rows[] = {
        {"one telephone", "  - {kind: phone, label: Gọi tổ, value: \"1900 0368\"}\n"},
        {"one network", "  - {kind: wifi, label: Mạng nhà văn hóa, value: Nha van hoa, "
                        "password: maumaumau}\n"},
        {"one text", "  - {kind: text, label: Đoạn chữ, value: Xin chào bà con}\n"},
        {"two links", LINK("https://dichvucong.gov.vn") LINK("https://vneid.gov.vn")},
        {"two networks", "  - {kind: wifi, label: Wi-Fi, value: 'Nhà; văn, hóa:\\ \"x\"', "
                         "password: 'a;b:c,\\d'}\n"
                         "  - {kind: wifi, label: Mở, value: Mở}\n"},
        {"three links", LINK("https://dichvucong.gov.vn") LINK("https://vneid.gov.vn")
                            LINK("https://tinnhiemmang.vn")},
        {"an app", APP("VNeID")},
        {"an app and a link", APP("VNeID") LINK("https://vneid.gov.vn")},
        {"a link and an app", LINK("https://vneid.gov.vn") APP("VNeID")},
        {"two apps", APP("VNeID") APP("Sổ sức khỏe")},
        {"two apps and a link", APP("VNeID") APP("Sổ sức khỏe") LINK("https://vneid.gov.vn")},
        {"three apps", APP("VNeID") APP("Sổ sức khỏe") APP("Ngân hàng")},
    };
    struct findings found;
    findings_init(&found);
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++)
        judge_made(&found, *state, make(*state, &(struct made){.qr = rows[i].qr}), rows[i].name);
    expect_nothing(&found);
}

/* A file with problems is still drawn by `check`: nothing may crash, whatever is missing. */
static void what_is_missing_does_no_harm(void **state)
{
    static const char *const contents[] = {
        "id: made\n",
        "title: Chỉ có tên\n",
        "steps:\n  - text: Một\n",
        "qr:\n  - kind: app\n",
        "qr:\n  - kind: link\n    label: Không có gì\n",
        "id: made\ntitle: Tên\nsteps: []\nprepare: []\nqr: []\nwarnings: []\n",
        "steps:\n  - {text: Một, icon: bank, picture: a.png}\n",
    };
    struct fixture *f = *state;
    unsigned count;
    const struct design *designs = design_all(&count);
    for (unsigned r = 0; r < sizeof contents / sizeof contents[0]; r++) {
        diag_init(&f->diags, &f->arena);
        const struct guide *guide = format_parse(&f->arena, &format_guide, SLICE("made.yaml"),
                                                 slice_from(contents[r]), NULL, &f->diags);
        assert_non_null(guide);
        for (unsigned i = 0; i < count; i++)
            for (int team = 0; team < TEAM_COUNT; team++) {
                struct design_input input = fixture_input(f, guide, team, DESIGN_COLOUR);
                fixture_draw(f, &designs[i], &input);
                assert_int_equal(f->pages.count, designs[i].page_count);
            }
    }
}

static int open_all(void **state)
{
    buf_init(&yaml, MADE_BYTES);
    return fixture_open(state) || open_folder(*state);
}

static int close_all(void **state)
{
    buf_deinit(&yaml);
    return close_folder() || fixture_close(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_smallest_guide_is_sound_everywhere),
        cmocka_unit_test(too_many_steps_are_reported_with_millimetres),
        cmocka_unit_test(the_longest_step_is_named),
        cmocka_unit_test(the_millimetres_grow_with_the_text),
        cmocka_unit_test(the_first_excess_is_small),
        cmocka_unit_test(a_long_front_is_reported_at_the_front),
        cmocka_unit_test(too_long_details_are_blamed_on_the_commune),
        cmocka_unit_test(a_group_and_dotted_lines_fit_together),
        cmocka_unit_test(an_endless_word_is_reported),
        cmocka_unit_test(a_letter_without_a_glyph_is_reported),
        cmocka_unit_test(letters_of_a_team_are_judged_too),
        cmocka_unit_test(an_unknown_icon_is_reported_with_the_nearest_name),
        cmocka_unit_test(an_unknown_icon_of_the_guide_is_reported_where_it_is_drawn),
        cmocka_unit_test(a_link_that_may_not_be_printed_is_reported),
        cmocka_unit_test(an_unknown_domain_is_a_warning),
        cmocka_unit_test(a_domain_that_the_commune_answers_for_is_none),
        cmocka_unit_test(too_dense_a_code_is_reported),
        cmocka_unit_test(a_picture_that_cannot_be_used_is_reported),
        cmocka_unit_test(too_heavy_a_picture_is_reported),
        cmocka_unit_test(pictures_never_run_out),
        cmocka_unit_test(a_picture_lies_clear_of_everything),
        cmocka_unit_test(pages_of_any_fill_keep_the_rules),
        cmocka_unit_test(codes_of_any_number_keep_the_rules),
        cmocka_unit_test(what_is_missing_does_no_harm),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
