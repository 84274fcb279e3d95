#include "support/test.h"

#include <string.h>

#include "qr/link.h"
#include "qr/matrix.h"
#include "qr/payload.h"
#include "unit/qr/reader.h"

static bool make(struct buf *out, struct buf *shown, enum qr_kind kind, const char *value,
                 const char *extra, struct error *e)
{
    struct qr_request request = {
        .kind = kind, .value = slice_from(value), .extra = slice_from(extra)};
    *e = (struct error){0};
    buf_init(out, 2 * QR_PAYLOAD_MAX);
    buf_init(shown, 2 * QR_PAYLOAD_MAX);
    return qr_payload(out, shown, &request, e);
}

static void values_become_payloads(void **state)
{
    (void)state;
    static const struct {
        enum qr_kind kind;
        const char *value, *extra, *payload, *shown;
    } rows[] = {
        {QR_KIND_LINK, "https://vneid.gov.vn", "", "https://vneid.gov.vn", "vneid.gov.vn"},
        {QR_KIND_LINK, "https://vneid.gov.vn/", "", "https://vneid.gov.vn/", "vneid.gov.vn"},
        {QR_KIND_LINK, "HTTPS://VNeID.gov.vn./A/", "", "HTTPS://VNeID.gov.vn./A/",
         "vneid.gov.vn/A"},
        {QR_KIND_LINK, "https://a.gov.vn/b/?x=1", "", "https://a.gov.vn/b/?x=1", "a.gov.vn/b/?x=1"},
        {QR_KIND_LINK, "https://a.gov.vn/#/b/", "", "https://a.gov.vn/#/b/", "a.gov.vn/#/b/"},
        {QR_KIND_LINK, "https://a.gov.vn/%C4%91", "", "https://a.gov.vn/%C4%91", "a.gov.vn/%C4%91"},
        {QR_KIND_ANDROID, "com.vnid", "", "https://play.google.com/store/apps/details?id=com.vnid",
         "play.google.com · com.vnid"},
        {QR_KIND_ANDROID, "vnptpay.vnptmedia.vnpt.com.vnptpay", "",
         "https://play.google.com/store/apps/details?id=vnptpay.vnptmedia.vnpt.com.vnptpay",
         "play.google.com · vnptpay.vnptmedia.vnpt.com.vnptpay"},
        {QR_KIND_ANDROID, "com.vnpay.Agribank3g", "",
         "https://play.google.com/store/apps/details?id=com.vnpay.Agribank3g",
         "play.google.com · com.vnpay.Agribank3g"},
        {QR_KIND_IPHONE, "id1582750372", "", "https://apps.apple.com/vn/app/id1582750372",
         "apps.apple.com/vn · id1582750372"},
        {QR_KIND_IPHONE, "id450464147", "", "https://apps.apple.com/vn/app/id450464147",
         "apps.apple.com/vn · id450464147"},
        {QR_KIND_PHONE, "1900 0368", "", "tel:19000368", "1900 0368"},
        {QR_KIND_PHONE, "1800.1096", "", "tel:18001096", "1800.1096"},
        {QR_KIND_PHONE, "1900 565 657", "", "tel:1900565657", "1900 565 657"},
        {QR_KIND_PHONE, "156", "", "tel:156", "156"},
        {QR_KIND_PHONE, "112", "", "tel:112", "112"},
        {QR_KIND_PHONE, "5656", "", "tel:5656", "5656"},
        {QR_KIND_PHONE, " 0912 345 678 ", "", "tel:0912345678", "0912 345 678"},
        {QR_KIND_PHONE,
         "0912\xC2\xA0"
         "345\xC2\xA0"
         "678",
         "", "tel:0912345678",
         "0912\xC2\xA0"
         "345\xC2\xA0"
         "678"},
        {QR_KIND_PHONE, "024 3826 9191", "", "tel:02438269191", "024 3826 9191"},
        {QR_KIND_PHONE, "+84 912 345 678", "", "tel:+84912345678", "+84 912 345 678"},
        {QR_KIND_PHONE, "+84 24 3826 9191", "", "tel:+842438269191", "+84 24 3826 9191"},
        {QR_KIND_PHONE, "+49 30 1234567", "", "tel:+49301234567", "+49 30 1234567"},
        {QR_KIND_SMS, "5656", "LD 0912345678 giả công an", "SMSTO:5656:LD 0912345678 giả công an",
         "5656 · LD 0912345678 giả công an"},
        {QR_KIND_SMS, "1414", "TTTB", "SMSTO:1414:TTTB", "1414 · TTTB"},
        {QR_KIND_SMS, "156", "", "SMSTO:156:", "156"},
        {QR_KIND_SMS, "+84 912 345 678", "a:b;c\nd", "SMSTO:+84912345678:a:b;c\nd",
         "+84 912 345 678 · a:b;c d"},
        {QR_KIND_WIFI, "Nha van hoa", "matkhau1", "WIFI:T:WPA;S:Nha van hoa;P:matkhau1;;",
         "Nha van hoa · matkhau1"},
        {QR_KIND_WIFI, "Nhà văn hóa", "", "WIFI:T:nopass;S:Nhà văn hóa;;", "Nhà văn hóa"},
        {QR_KIND_WIFI, "a\\b;c,d:e\"f", "\\;,:\"\\;,:\"",
         "WIFI:T:WPA;S:a\\\\b\\;c\\,d\\:e\\\"f;P:\\\\\\;\\,\\:\\\"\\\\\\;\\,\\:\\\";;",
         "a\\b;c,d:e\"f · \\;,:\"\\;,:\""},
        {QR_KIND_WIFI, "abcdef", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdEF",
         "WIFI:T:WPA;S:abcdef;P:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdEF;;",
         "abcdef · 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdEF"},
        {QR_KIND_TEXT, "Gọi 112 khi cần cứu nạn", "", "Gọi 112 khi cần cứu nạn",
         "Gọi 112 khi cần cứu nạn"},
        {QR_KIND_TEXT, "Dòng một\nDòng hai", "", "Dòng một\nDòng hai", "Dòng một Dòng hai"},
        {QR_KIND_TEXT, "Lưu ý: đừng đọc OTP.", "", "Lưu ý: đừng đọc OTP.", "Lưu ý: đừng đọc OTP."},
        {QR_KIND_TEXT, "156", "", "156", "156"},
        {QR_KIND_TEXT, "12.5", "", "12.5", "12.5"},
        {QR_KIND_TEXT, "vneid", "", "vneid", "vneid"},
    };
    for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out, shown;
        struct error e;
        if (!make(&out, &shown, rows[i].kind, rows[i].value, rows[i].extra, &e))
            fail_msg("«%s»: %s", rows[i].value, e.message);
        assert_string_equal(out.data, rows[i].payload);
        assert_string_equal(shown.data, rows[i].shown);
        struct qr_matrix m;
        assert_true(qr_encode(&m, buf_slice(&out), QR_LEVEL_Q, &e));
        reader_expect(&m, buf_slice(&out));
        buf_deinit(&out);
        buf_deinit(&shown);
    }
}

static void wrong_values_say_what_is_right(void **state)
{
    (void)state;
    static const struct {
        enum qr_kind kind;
        const char *value, *extra;
        const char *says;
    } rows[] = {
        {QR_KIND_LINK, "", "", "https://vneid.gov.vn"},
        {QR_KIND_LINK, "vneid.gov.vn", "", "beginning with https://"},
        {QR_KIND_LINK, "http://vneid.gov.vn", "", "beginning with https://"},
        {QR_KIND_LINK, "https://vneid.gov.vn/a b", "", "https://vneid.gov.vn"},
        {QR_KIND_LINK, "https://vneid", "", "https://vneid.gov.vn"},
        {QR_KIND_LINK, "https://vneid.gov.vn\n", "", "https://vneid.gov.vn"},
        {QR_KIND_ANDROID, "", "", "com.vnid"},
        {QR_KIND_ANDROID, "vnid", "", "com.vnid"},
        {QR_KIND_ANDROID, "com.", "", "com.vnid"},
        {QR_KIND_ANDROID, ".com.vnid", "", "com.vnid"},
        {QR_KIND_ANDROID, "com..vnid", "", "com.vnid"},
        {QR_KIND_ANDROID, "com.1vnid", "", "com.vnid"},
        {QR_KIND_ANDROID, "1com.vnid", "", "com.vnid"},
        {QR_KIND_ANDROID, "com._vnid", "", "com.vnid"},
        {QR_KIND_ANDROID, "com.vnid&hl=vi", "", "com.vnid"},
        {QR_KIND_ANDROID, "com.vnid ", "", "com.vnid"},
        {QR_KIND_ANDROID, "com.vn-id", "", "com.vnid"},
        {QR_KIND_ANDROID, "com.đ", "", "com.vnid"},
        {QR_KIND_ANDROID, "https://play.google.com/store/apps/details?id=com.vnid", "", "com.vnid"},
        {QR_KIND_IPHONE, "", "", "id1582750372"},
        {QR_KIND_IPHONE, "1582750372", "", "id1582750372"},
        {QR_KIND_IPHONE, "id12345", "", "id1582750372"},
        {QR_KIND_IPHONE, "id1234567890123", "", "id1582750372"},
        {QR_KIND_IPHONE, "id158275037a", "", "id1582750372"},
        {QR_KIND_IPHONE, "ID1582750372", "", "id1582750372"},
        {QR_KIND_PHONE, "", "", "1900 0368"},
        {QR_KIND_PHONE, " ", "", "1900 0368"},
        {QR_KIND_PHONE, "+", "", "1900 0368"},
        {QR_KIND_PHONE, "11", "", "1900 0368"},
        {QR_KIND_PHONE, "123456", "", "1900 0368"},
        {QR_KIND_PHONE, "1900 036", "", "1900 0368"},
        {QR_KIND_PHONE, "1900 03681", "", "1900 0368"},
        {QR_KIND_PHONE, "912 345 678", "", "1900 0368"},
        {QR_KIND_PHONE, "0912 345 67", "", "1900 0368"},
        {QR_KIND_PHONE, "0912 345 6789", "", "1900 0368"},
        {QR_KIND_PHONE, "0012 345 678", "", "1900 0368"},
        {QR_KIND_PHONE, "+84 0912 345 678", "", "no 0 behind +84"},
        {QR_KIND_PHONE, "+84 912 345", "", "1900 0368"},
        {QR_KIND_PHONE, "+0 912 345 678", "", "1900 0368"},
        {QR_KIND_PHONE, "84+912345678", "", "1900 0368"},
        {QR_KIND_PHONE, "++84912345678", "", "1900 0368"},
        {QR_KIND_PHONE, "1234567890123456", "", "1900 0368"},
        {QR_KIND_PHONE, "*998#", "", "1900 0368"},
        {QR_KIND_PHONE, "0912-345-678", "", "1900 0368"},
        {QR_KIND_PHONE, "0912 345 678;ext=1", "", "1900 0368"},
        {QR_KIND_PHONE, "0912 345 678.", "", "1900 0368"},
        {QR_KIND_PHONE, ".0912 345 678", "", "1900 0368"},
        {QR_KIND_PHONE, "không", "", "1900 0368"},
        {QR_KIND_PHONE, "156\xC2", "", "1900 0368"},
        {QR_KIND_SMS, "", "LD", "1900 0368"},
        {QR_KIND_SMS, "56:56", "LD", "1900 0368"},
        {QR_KIND_SMS, "5656", "a\x07", "control"},
        {QR_KIND_SMS, "5656", "\xFF", "control"},
        {QR_KIND_WIFI, "", "matkhau1", "name of a Wi-Fi"},
        {QR_KIND_WIFI, "123456789012345678901234567890123", "", "name of a Wi-Fi"},
        {QR_KIND_WIFI, "a\nb", "", "name of a Wi-Fi"},
        {QR_KIND_WIFI, "a", "1234567", "password has 8"},
        {QR_KIND_WIFI, "a", "0123456789012345678901234567890123456789012345678901234567890123x",
         "password has 8"},
        {QR_KIND_WIFI, "a", "g123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
         "password has 8"},
        {QR_KIND_WIFI, "a", "mật khẩu dài", "password has 8"},
        {QR_KIND_TEXT, "", "", "some text"},
        {QR_KIND_TEXT, "  ", "", "some text"},
        {QR_KIND_TEXT, "a\tb", "", "control"},
        {QR_KIND_TEXT, "\xC3", "", "control"},
        /* Otherwise a text could carry what the other kinds check. */
        {QR_KIND_TEXT, "https://bit.ly/x", "", "act on"},
        {QR_KIND_TEXT, "HTTPS:bit.ly/x", "", "act on"},
        {QR_KIND_TEXT, "Xem http://bit.ly/x nhé", "", "act on"},
        {QR_KIND_TEXT, "Xem WWW.abc.com nhé", "", "act on"},
        {QR_KIND_TEXT, "bit.ly/x", "", "act on"},
        {QR_KIND_TEXT, "vneid.gov.vn", "", "act on"},
        {QR_KIND_TEXT, "tel:156", "", "act on"},
        {QR_KIND_TEXT, "SMSTO:156:x y", "", "act on"},
        {QR_KIND_TEXT, "WIFI:S:a;;", "", "act on"},
        {QR_KIND_TEXT, "intent:x", "", "act on"},
        {QR_KIND_TEXT, "BEGIN:VCARD\nEND:VCARD", "", "act on"},
        {QR_KIND_TEXT, "00020101021138570010A000000727", "", "act on"},
    };
    for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out, shown;
        struct error e;
        if (make(&out, &shown, rows[i].kind, rows[i].value, rows[i].extra, &e))
            fail_msg("«%s» is taken", rows[i].value);
        assert_int_equal(e.kind, ERROR_INPUT);
        if (!strstr(e.message, rows[i].says))
            fail_msg("«%s»: %s", rows[i].value, e.message);
        assert_int_equal(out.size, 0);
        assert_int_equal(shown.size, 0);
        buf_deinit(&out);
        buf_deinit(&shown);
    }
}

static void up_to_the_limits(void **state)
{
    (void)state;
    static char text[QR_PAYLOAD_MAX + 2];
    memset(text, 'x', QR_PAYLOAD_MAX + 1);
    struct buf out, shown;
    struct error e;
    assert_false(make(&out, &shown, QR_KIND_TEXT, text, "", &e));
    assert_int_equal(e.kind, ERROR_LIMIT);
    assert_non_null(strstr(e.message, "600"));
    buf_deinit(&out);
    buf_deinit(&shown);

    text[QR_PAYLOAD_MAX] = '\0';
    assert_true(make(&out, &shown, QR_KIND_TEXT, text, "", &e));
    assert_int_equal(out.size, QR_PAYLOAD_MAX);
    struct qr_matrix m;
    assert_true(qr_encode(&m, buf_slice(&out), QR_LEVEL_M, &e));
    reader_expect(&m, buf_slice(&out));
    buf_deinit(&out);
    buf_deinit(&shown);

    memcpy(text, "https://a.vn/", 13);
    text[LINK_MAX + 1] = '\0';
    assert_false(make(&out, &shown, QR_KIND_LINK, text, "", &e));
    buf_deinit(&out);
    buf_deinit(&shown);
    text[LINK_MAX] = '\0';
    assert_true(make(&out, &shown, QR_KIND_LINK, text, "", &e));
    buf_deinit(&out);
    buf_deinit(&shown);
}

static void appends_and_takes_null(void **state)
{
    (void)state;
    struct buf out;
    struct error e = {0};
    buf_init(&out, 100);
    buf_append_text(&out, "x");
    struct qr_request request = {.kind = QR_KIND_PHONE, .value = SLICE("156")};
    assert_true(qr_payload(&out, NULL, &request, &e));
    assert_string_equal(out.data, "xtel:156");
    request.value = SLICE("15");
    assert_false(qr_payload(&out, NULL, &request, &e));
    assert_string_equal(out.data, "xtel:156");
    buf_deinit(&out);

    e = (struct error){0};
    buf_init(&out, 3); /* The caller's own limit. */
    request.value = SLICE("156");
    assert_false(qr_payload(&out, NULL, &request, &e));
    assert_int_equal(e.kind, ERROR_LIMIT);
    buf_deinit(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_become_payloads),
        cmocka_unit_test(wrong_values_say_what_is_right),
        cmocka_unit_test(up_to_the_limits),
        cmocka_unit_test(appends_and_takes_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
