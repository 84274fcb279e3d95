#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include <qrencode.h>

#include "base/units.h"
#include "qr/matrix.h"
#include "qr/segment.h"
#include "unit/qr/reader.h"

static const enum qr_level levels[] = {QR_LEVEL_L, QR_LEVEL_M, QR_LEVEL_Q, QR_LEVEL_H};
enum { LEVELS = 4 };

static const struct {
    const char *text;
    unsigned version_m; /* Smallest version at level M, from tables 3 and 7 of the standard. */
} rows[] = {
    {"1", 1},
    {"A", 1},
    {"a", 1},
    {"https://vneid.gov.vn", 2},
    {"https://dichvucong.gov.vn", 2},
    {"https://play.google.com/store/apps/details?id=com.vnid", 4},
    {"https://apps.apple.com/vn/app/id1582750372", 3},
    {"tel:19000368", 1},
    {"SMSTO:5656:LD", 1},
    {"WIFI:T:WPA;S:Nha van hoa;P:mat\\;khau\\:1;;", 3},
    {"00000000000000000000000000000000000000000000000000", 2},
    {"Xin chào bà con! Ỗ Ấ ắ Đ đ", 3},
    {"Công an không hướng dẫn qua điện thoại hay Zalo.\nAi gọi: bác tắt máy.", 6},
    {"Thủ tục đăng ký khai sinh: mang giấy chứng sinh, thẻ căn cước của cha hoặc mẹ.", 6},
    {"ăâđêôơưÁÀẢÃẠẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ", 10},
};
enum { ROWS = sizeof rows / sizeof *rows };

static void each_level_reads_back(void **state)
{
    (void)state;
    for (unsigned i = 0; i < ROWS; i++) {
        for (unsigned l = 0; l < LEVELS; l++) {
            struct qr_matrix m;
            struct error e = {0};
            struct slice payload = slice_from(rows[i].text);
            assert_true(qr_encode(&m, payload, levels[l], &e));
            assert_int_equal(m.level, levels[l]);
            assert_int_equal(m.side, 17 + 4 * m.version);
            reader_expect(&m, payload);
        }
    }
}

static void versions_are_the_smallest(void **state)
{
    (void)state;
    for (unsigned i = 0; i < ROWS; i++) {
        struct qr_matrix m;
        struct error e = {0};
        assert_true(qr_encode(&m, slice_from(rows[i].text), QR_LEVEL_M, &e));
        if (m.version != rows[i].version_m)
            fail_msg("«%s»: version %u, not %u", rows[i].text, m.version, rows[i].version_m);
    }
}

/* Bytes of all values but NUL, which zbar also takes; lengths around every edge up to the limit. */
static void lengths_up_to_the_limit_read_back(void **state)
{
    (void)state;
    static const unsigned lengths[] = {1,   2,   13,  14,  15,  16,  17,   180,  181,
                                       229, 230, 231, 299, 599, 600, 1200, 2330, 2331};
    static char text[2400];
    for (unsigned i = 0; i < sizeof text; i++)
        text[i] = (char)('a' + (i * 7 + i / 26) % 26);
    for (unsigned i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        struct qr_matrix m;
        struct error e = {0};
        struct slice payload = {text, lengths[i]};
        assert_true(qr_encode(&m, payload, QR_LEVEL_M, &e));
        reader_expect(&m, payload);
    }
}

static void every_version_reads_back(void **state)
{
    (void)state;
    static char text[QR_SEGMENT_BYTES_MAX];
    memset(text, 'x', sizeof text);
    for (unsigned version = 1; version <= QR_VERSION_MAX; version += 3) {
        unsigned size = segment_codewords(version, QR_LEVEL_Q) - (version < 10 ? 2 : 3);
        struct qr_matrix m;
        struct error e = {0};
        assert_true(qr_encode(&m, (struct slice){text, size}, QR_LEVEL_Q, &e));
        assert_int_equal(m.version, version);
        reader_expect(&m, (struct slice){text, size});
    }
}

static void digits_and_capitals_take_fewer_bits(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned bits; /* Versions 1–9. */
    } costs[] = {
        {"0", 4 + 10 + 4},
        {"01", 4 + 10 + 7},
        {"012", 4 + 10 + 10},
        {"0123456", 4 + 10 + 24},
        {"A", 4 + 9 + 6},
        {"AB", 4 + 9 + 11},
        {"HTTPS://VN", 4 + 9 + 55},
        {"a", 4 + 8 + 8},
        {"đ", (4 + 8 + 16) + 4 + 8 + 16}, /* The first say UTF-8, see segment.c. */
        {"a1", 4 + 8 + 16},
        {"A1b", 4 + 8 + 24},
        {"id1582750372", (4 + 8 + 16) + (4 + 10 + 34)},
        {"https://apps.apple.com/vn/app/id1582750372", (4 + 8 + 32 * 8) + (4 + 10 + 34)},
        {"aaaaaaaa0123456789aaaaaaaa", (4 + 8 + 64) + (4 + 10 + 34) + (4 + 8 + 64)},
        {"aaaaaaaa01aaaaaaaa", 4 + 8 + 18 * 8},
    };
    for (unsigned i = 0; i < sizeof costs / sizeof *costs; i++) {
        struct qr_cost cost = segment_cost(slice_from(costs[i].text));
        if (cost.bits[0] != costs[i].bits)
            fail_msg("«%s»: %u bits, not %u", costs[i].text, cost.bits[0], costs[i].bits);
    }
}

static int library_version(struct slice payload, enum qr_level level)
{
    char text[200] = {0};
    assert_true(payload.size < sizeof text);
    memcpy(text, payload.data, payload.size);
    QRcode *code = QRcode_encodeString(text, 0, (QRecLevel)level, QR_MODE_8, 1);
    int version = code ? code->version : 0;
    QRcode_free(code);
    return version;
}

static void never_larger_than_the_librarys_own_split(void **state)
{
    (void)state;
    for (unsigned i = 0; i < ROWS; i++) {
        for (unsigned l = 0; l < LEVELS; l++) {
            struct slice payload = slice_from(rows[i].text);
            if (segment_needs_eci(payload))
                continue; /* The library's own call writes no header for UTF-8. */
            struct qr_cost cost = segment_cost(payload);
            int library = library_version(payload, levels[l]);
            assert_true((int)segment_version(&cost, levels[l]) <= library);
        }
    }
}

static int version_of_bytes(unsigned size, unsigned version, enum qr_level level)
{
    static unsigned char bytes[3000];
    memset(bytes, 'a', sizeof bytes);
    QRinput *input = QRinput_new2((int)version, (QRecLevel)level);
    assert_non_null(input);
    assert_int_equal(QRinput_append(input, QR_MODE_8, (int)size, bytes), 0);
    QRcode *code = QRcode_encodeInput(input);
    int got = code ? code->version : 0;
    QRcode_free(code);
    QRinput_free(input);
    return got;
}

/* The table of codewords is ours; the library's opinion is asked for each entry and one more byte.
 */
static void capacities_agree_with_the_library(void **state)
{
    (void)state;
    for (unsigned version = 1; version <= QR_VERSION_MAX; version += version < 10 ? 1 : 5) {
        for (unsigned l = 0; l < LEVELS; l++) {
            unsigned size = segment_codewords(version, levels[l]) - (version < 10 ? 2 : 3);
            assert_int_equal(version_of_bytes(size, version, levels[l]), version);
            assert_int_not_equal(version_of_bytes(size + 1, version, levels[l]), version);
        }
    }
}

/* The count field grows at versions 10 and 27; a byte too many must be seen on either side. */
static void one_byte_more_needs_the_next_version(void **state)
{
    (void)state;
    static char text[3000];
    memset(text, 'a', sizeof text);
    for (unsigned version = 1; version < QR_VERSION_MAX; version++) {
        for (unsigned l = 0; l < LEVELS; l++) {
            unsigned size = segment_codewords(version, levels[l]) - (version < 10 ? 2 : 3);
            struct qr_cost fits = segment_cost((struct slice){text, size});
            struct qr_cost more = segment_cost((struct slice){text, size + 1});
            assert_int_equal(segment_version(&fits, levels[l]), version);
            assert_int_equal(segment_version(&more, levels[l]), version + 1);
        }
    }
}

/* From table 7 of the standard, on either side of each class of versions. */
static void digits_and_capitals_up_to_the_standards_limits(void **state)
{
    (void)state;
    static const struct {
        unsigned version;
        enum qr_level level;
        unsigned digits, capitals;
    } limits[] = {
        {1, QR_LEVEL_L, 41, 25},      {9, QR_LEVEL_M, 432, 262},    {10, QR_LEVEL_M, 513, 311},
        {26, QR_LEVEL_L, 3283, 1990}, {27, QR_LEVEL_L, 3517, 2132}, {27, QR_LEVEL_H, 1501, 910},
        {40, QR_LEVEL_L, 7089, 4296}, {40, QR_LEVEL_H, 3057, 1852},
    };
    static char digits[QR_SEGMENT_BYTES_MAX], capitals[QR_SEGMENT_BYTES_MAX];
    memset(digits, '7', sizeof digits);
    memset(capitals, 'V', sizeof capitals);
    for (unsigned i = 0; i < sizeof limits / sizeof *limits; i++) {
        for (unsigned more = 0; more <= (limits[i].version < QR_VERSION_MAX); more++) {
            struct qr_cost d = segment_cost((struct slice){digits, limits[i].digits + more});
            struct qr_cost c = segment_cost((struct slice){capitals, limits[i].capitals + more});
            assert_int_equal(segment_version(&d, limits[i].level), limits[i].version + more);
            assert_int_equal(segment_version(&c, limits[i].level), limits[i].version + more);
        }
    }
}

static void finder_pattern_is_where_it_belongs(void **state)
{
    (void)state;
    struct qr_matrix m;
    struct error e = {0};
    assert_true(qr_encode(&m, SLICE("https://vneid.gov.vn"), QR_LEVEL_M, &e));
    assert_int_equal(m.side, 25);
    assert_int_equal(m.bits[0] >> 1, 0x7F);      /* Seven dark modules, top left … */
    assert_int_equal(m.bits[4] >> 1, 0x41);      /* … then a ring; rows of four bytes. */
    assert_int_equal(m.bits[3] & 0x7F, 0);       /* Nothing behind the last module. */
    assert_int_equal(m.bits[24 * 4] >> 1, 0x7F); /* Bottom left. */
    assert_int_equal(m.bits[25 * 4], 0);         /* Nothing behind the last row. */
}

static void nothing_and_too_much_are_refused(void **state)
{
    (void)state;
    static char text[QR_SEGMENT_BYTES_MAX + 1];
    memset(text, 'x', sizeof text);
    struct qr_matrix m;
    struct error e = {0};
    assert_false(qr_encode(&m, (struct slice){0}, QR_LEVEL_L, &e));
    assert_int_equal(e.kind, ERROR_INPUT);
    e = (struct error){0};
    assert_false(qr_encode(&m, (struct slice){text, sizeof text}, QR_LEVEL_L, &e));
    assert_int_equal(e.kind, ERROR_LIMIT);
    e = (struct error){0};
    assert_true(qr_encode(&m, (struct slice){text, 2953}, QR_LEVEL_L, &e));
    assert_int_equal(m.version, 40);
    assert_false(qr_encode(&m, (struct slice){text, 2954}, QR_LEVEL_L, &e));
    assert_int_equal(e.kind, ERROR_LIMIT);
    assert_non_null(strstr(e.message, "2954"));
    assert_non_null(strstr(e.message, "2953"));
    memset(text, '7', sizeof text);
    e = (struct error){0};
    assert_true(qr_encode(&m, (struct slice){text, QR_SEGMENT_BYTES_MAX}, QR_LEVEL_L, &e));
    assert_int_equal(m.version, 40);
}

/* ---- fitting a place ------------------------------------------------------------------------- */

static bool fit(struct qr_fit *out, const char *text, int32_t side_mm, enum qr_level level_min,
                enum qr_level level_wish, struct error *e)
{
    struct qr_place place = {.side_du = du_from_mm(side_mm),
                             .module_min_du = du_from_mm100(50),
                             .level_min = level_min,
                             .level_wish = level_wish};
    *e = (struct error){0};
    return qr_fit(out, slice_from(text), &place, e);
}

static void the_wished_level_or_better(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int32_t side_mm;
        enum qr_level min, wish, got;
        unsigned version;
    } fits[] = {
        /* 20 bytes: M needs version 2, which also holds Q for free (22 codewords). */
        {"https://vneid.gov.vn", 25, QR_LEVEL_L, QR_LEVEL_M, QR_LEVEL_Q, 2},
        {"https://vneid.gov.vn", 25, QR_LEVEL_M, QR_LEVEL_H, QR_LEVEL_H, 3},
        {"1", 25, QR_LEVEL_L, QR_LEVEL_L, QR_LEVEL_H, 1},
        /* 54 bytes with Q want version 6 (49 modules with the margin): 24 mm are not enough. */
        {"https://play.google.com/store/apps/details?id=com.vnid", 25, QR_LEVEL_M, QR_LEVEL_Q,
         QR_LEVEL_Q, 5},
        {"https://play.google.com/store/apps/details?id=com.vnid", 22, QR_LEVEL_M, QR_LEVEL_Q,
         QR_LEVEL_M, 4},
        {"https://apps.apple.com/vn/app/vneid/id1582750372", 19, QR_LEVEL_L, QR_LEVEL_Q, QR_LEVEL_L,
         3},
    };
    for (unsigned i = 0; i < sizeof fits / sizeof *fits; i++) {
        struct qr_fit f;
        struct error e;
        if (!fit(&f, fits[i].text, fits[i].side_mm, fits[i].min, fits[i].wish, &e))
            fail_msg("row %u: %s", i, e.message);
        if (f.matrix.level != fits[i].got || f.matrix.version != fits[i].version)
            fail_msg("row %u: level %d version %u", i, (int)f.matrix.level, f.matrix.version);
        assert_true(f.module_du >= du_from_mm100(50));
        int32_t modules = (int32_t)f.matrix.side + 2 * QR_QUIET_MODULES;
        assert_true(f.module_du * modules <= du_from_mm(fits[i].side_mm));
        assert_true((f.module_du + 1) * modules > du_from_mm(fits[i].side_mm));
        reader_expect(&f.matrix, slice_from(fits[i].text));
    }
}

static void a_place_too_small_says_how_much_fits(void **state)
{
    (void)state;
    struct qr_fit f;
    struct error e;
    assert_false(fit(&f, "https://play.google.com/store/apps/details?id=com.vnid", 19, QR_LEVEL_M,
                     QR_LEVEL_Q, &e));
    assert_int_equal(e.kind, ERROR_LIMIT);
    assert_non_null(strstr(e.message, "54")); /* What it has, … */
    assert_non_null(strstr(e.message, "42")); /* … and what 3-M holds. */
    /* Characters, not bytes, and no half ones: version 1-M holds 11 bytes of UTF-8. */
    assert_false(fit(&f, "Thủ tục đăng ký khai sinh", 15, QR_LEVEL_M, QR_LEVEL_M, &e));
    assert_non_null(strstr(e.message, "25"));
    assert_non_null(strstr(e.message, "only 7 "));
}

static void a_place_too_small_for_any(void **state)
{
    (void)state;
    struct qr_fit f;
    struct error e;
    assert_false(fit(&f, "1", 14, QR_LEVEL_L, QR_LEVEL_L, &e));
    assert_int_equal(e.kind, ERROR_LIMIT);
    assert_false(fit(&f, "1", 0, QR_LEVEL_L, QR_LEVEL_L, &e));
    assert_int_equal(e.kind, ERROR_LIMIT);
    assert_true(fit(&f, "1", 15, QR_LEVEL_L, QR_LEVEL_L, &e));
    assert_false(fit(&f, "", 15, QR_LEVEL_L, QR_LEVEL_L, &e));
    assert_int_equal(e.kind, ERROR_INPUT);
}

static void same_payload_same_symbol(void **state)
{
    (void)state;
    struct qr_matrix a, b;
    struct error e = {0};
    memset(&a, 0x55, sizeof a);
    assert_true(qr_encode(&a, SLICE("https://vneid.gov.vn"), QR_LEVEL_Q, &e));
    assert_true(qr_encode(&b, SLICE("https://vneid.gov.vn"), QR_LEVEL_Q, &e));
    assert_memory_equal(&a, &b, sizeof a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_level_reads_back),
        cmocka_unit_test(versions_are_the_smallest),
        cmocka_unit_test(lengths_up_to_the_limit_read_back),
        cmocka_unit_test(every_version_reads_back),
        cmocka_unit_test(digits_and_capitals_take_fewer_bits),
        cmocka_unit_test(never_larger_than_the_librarys_own_split),
        cmocka_unit_test(capacities_agree_with_the_library),
        cmocka_unit_test(one_byte_more_needs_the_next_version),
        cmocka_unit_test(digits_and_capitals_up_to_the_standards_limits),
        cmocka_unit_test(finder_pattern_is_where_it_belongs),
        cmocka_unit_test(nothing_and_too_much_are_refused),
        cmocka_unit_test(the_wished_level_or_better),
        cmocka_unit_test(a_place_too_small_says_how_much_fits),
        cmocka_unit_test(a_place_too_small_for_any),
        cmocka_unit_test(same_payload_same_symbol),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
