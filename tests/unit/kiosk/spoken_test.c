#include "kiosk/spoken.h"

#include "support/test.h"

enum { OUT_BYTES = 512 };

static void test_text_becomes_speech(void **state)
{
    static const struct {
        const char *language, *written, *said;
    } rows[] = {
        {"vi", "", ""},
        {"vi", ".", "."},
        /* Telephone and account numbers, never as quantities. */
        {"vi", "Gọi 1900 0368 nhé.", "Gọi 1 9 0 0 0 3 6 8 nhé."},
        {"vi", "0912 345 678", "0 9 1 2 3 4 5 6 7 8"},
        {"vi", "12345678901234567890", "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0"},
        {"xx", "1900 0368", "1 9 0 0 0 3 6 8"},
        /* Short numbers and dates. */
        {"vi", "Nhắn 5656", "Nhắn 5656"},
        {"vi", "156 hoặc 5656", "156 hoặc 5656"},
        {"vi", "ngày 21/11/2026", "ngày 21/11/2026"},
        {"vi", "50/2024", "50/2024"},
        {"vi", "năm 2026 có", "năm 2026 có"},
        {"vi", "8–10 phút", "8 đến 10 phút"},
        {"en", "8–10 minutes", "8 to 10 minutes"},
        /* Amounts. */
        {"vi", "500.000 đồng", "500 nghìn đồng"},
        {"vi", "1.000.000 đồng", "1 triệu đồng"},
        {"vi", "1.500.000 đồng.", "1 triệu 500 nghìn đồng."},
        {"vi", "2.050.009", "2 triệu không trăm 50 nghìn không trăm 9"},
        {"vi", "3.000.000.001", "3 tỷ không trăm 1"},
        {"en", "500.000 đồng", "500,000 đồng"},
        {"vi", "0.500", "0.500"},
        {"vi", "1.2345", "1.2345"},
        {"vi", "192.168.001.002.003.004", "192.168.001.002.003.004"},
        /* Names and abbreviations: whole words only. */
        {"vi", "Mã OTP của VNeID", "Mã ô tê pê của vi en i ai đi"},
        {"vi", "VNeID, Zalo.", "vi en i ai đi, da lô."},
        {"vi", "CH Play hoặc App Store", "xê hát pờ lây hoặc áp xto"},
        {"vi", "OTPs", "OTPs"},
        {"vi", "đOTP", "đOTP"},
        {"vi", "AI, ai?", "ây ai, ai?"},
        {"en", "an OTP", "an O T P"},
        {"xx", "OTP", "OTP"},
        /* Addresses: sign by sign, so that a false one is heard. */
        {"vi", "Vào dichvucong.gov.vn.", "Vào dịch vụ công chấm gov chấm vn."},
        {"vi", "dichvucong-gov-vn.cc", "dịch vụ công gạch ngang gov gạch ngang vn chấm cc"},
        {"vi", "https://vneid.gov.vn/a", "vi en i ai đi chấm gov chấm vn gạch chéo a"},
        {"vi", "nop123.com?", "nop1 2 3 chấm com?"},
        {"vi", "to@xa.vn", "to a còng xa chấm vn"},
        {"en", "VNeID.gov.vn", "V N E I D dot gov dot vn"},
        {"vi", "Xong.Rồi", "Xong.Rồi"},
        {"vi", "https://", "https://"},
        {"vi", "A. Đúng", "A. Đúng"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[OUT_BYTES];
        spoken_text(out, sizeof out, slice_from(rows[i].written), rows[i].language);
        if (strcmp(out, rows[i].said) != 0)
            fail_msg("%s: “%s”, not “%s”", rows[i].written, out, rows[i].said);
    }
}

static void test_what_does_not_fit_is_cut_between_letters(void **state)
{
    char out[OUT_BYTES];
    (void)state;
    spoken_text(out, 8, SLICE("0123456789"), "vi");
    assert_string_equal(out, "0 1 2 3");
    spoken_text(out, 6, SLICE("nhắn"), "vi");
    assert_string_equal(out, "nhắ");
    spoken_text(out, 5, SLICE("nhắn"), "vi");
    assert_string_equal(out, "nh");
    spoken_text(out, 6, SLICE("OTP a"), "vi");
    assert_string_equal(out, "");
    spoken_text(out, 1, SLICE("a"), "vi");
    assert_string_equal(out, "");
}

static void test_any_bytes_are_taken(void **state)
{
    static const char *const pieces[] = {"1.000", "–",    "\xE1\xBA", "a.b", "http://", ".",
                                         "OTP",   "\xFF", " ",        "0",   "@",       "1900"};
    char text[256], out[64];
    uint32_t seed = 5;
    (void)state;
    for (int round = 0; round < 3000; round++) {
        size_t size = 0;
        for (int i = 0; i < 20; i++) {
            seed = seed * 1664525u + 1013904223u;
            const char *piece = pieces[(seed >> 8) % (sizeof pieces / sizeof *pieces)];
            memcpy(text + size, piece, strlen(piece));
            size += strlen(piece);
        }
        spoken_text(out, sizeof out, (struct slice){text, size}, round % 2 ? "vi" : "en");
        assert_true(strlen(out) < sizeof out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_becomes_speech),
        cmocka_unit_test(test_what_does_not_fit_is_cut_between_letters),
        cmocka_unit_test(test_any_bytes_are_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
