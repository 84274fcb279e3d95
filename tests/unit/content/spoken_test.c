#include "content/spoken/spoken.h"

#include "base/arena.h"
#include "content/format/format.h"
#include "content/spoken/number.h"
#include "content/spoken/sayings.h"
#include "fixture.h"

/* The shipped list: what people hear. */
static struct fixture f;
static const struct sayings *sayings;

static int load_shipped(void **state)
{
    (void)state;
    fixture_begin(&f);
    sayings = sayings_load(&f.arena, NGOSO_SOURCE_DIR "/guides/spoken.yaml", &f.diags);
    assert_codes(&f, "");
    return sayings == NULL;
}

static int unload(void **state)
{
    (void)state;
    fixture_end(&f);
    return 0;
}

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
        {"vi", "phải kết thúc bằng .gov.vn.", "phải kết thúc bằng chấm gov chấm vn."},
        {"vi", "tệp có đuôi .apk", "tệp có đuôi chấm a pê ca"},
        {"xx", "kể đến .a.b", "kể đến .a.b"},
        {"vi", "kể đến ...và", "kể đến ...và"},
        {"vi", " . Rồi .", " . Rồi ."},
        {"vi", "Google Play, VssID", "gu gồ pờ lây, vi ét ét ai đi"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[OUT_BYTES];
        spoken_text(out, sizeof out, slice_from(rows[i].written), rows[i].language, SPOKEN_BY_VOICE,
                    sayings);
        if (strcmp(out, rows[i].said) != 0)
            fail_msg("%s: “%s”, not “%s”", rows[i].written, out, rows[i].said);
    }
}

static void test_a_person_gets_words(void **state)
{
    static const struct {
        const char *written, *said;
    } rows[] = {
        {"Gọi 1900 0368 nhé.", "Gọi một chín không không, không ba sáu tám nhé."},
        {"0912 345 678", "không chín một hai, ba bốn năm, sáu bảy tám"},
        {"gọi 112", "gọi một một hai"},
        {"Nhắn 5656 hoặc 156, rồi đợi 5 phút",
         "Nhắn năm sáu năm sáu hoặc một năm sáu, rồi đợi năm phút"},
        {"từ 156 hộ", "từ một trăm năm mươi sáu hộ"},
        {"12 số trên thẻ", "mười hai số trên thẻ"},
        {"số 12", "số mười hai"},
        {"mã 6 số", "mã sáu số"},
        {"500.000 đồng", "năm trăm nghìn đồng"},
        {"1.050.000 đồng", "một triệu không trăm năm mươi nghìn đồng"},
        {"1 tỷ đồng", "một tỷ đồng"},
        {"12,5%", "mười hai phẩy năm phần trăm"},
        {"70%", "bảy mươi phần trăm"},
        {"8–10 phút", "tám đến mười phút"},
        {"21/11/2026", "ngày hai mươi mốt tháng mười một năm hai nghìn không trăm hai mươi sáu"},
        {"từ ngày 1/7/2025.", "từ ngày mùng một tháng bảy năm hai nghìn không trăm hai mươi lăm."},
        {"ngày 30/4", "ngày ba mươi tháng tư"},
        {"24/7", "hai mươi tư trên bảy"},
        {"32/1/2026", "ba mươi hai trên một năm hai nghìn không trăm hai mươi sáu"},
        {"Nghị định 69/2024/NĐ-CP", "Nghị định sáu mươi chín năm hai nghìn không trăm hai mươi tư"},
        {"7 giờ 30 – 17h", "bảy giờ ba mươi – mười bảy giờ"},
        {"8h30", "tám giờ ba mươi"},
        {"khổ A4", "khổ A bốn"},
        {"Vào dichvucong.gov.vn.", "Vào dịch vụ công chấm gov chấm vn."},
        {"nop123.com", "nopmột hai ba chấm com"},
        {"VNeID mức 2", "vi en i ai đi mức hai"},
        {"257678859", "hai năm bảy sáu bảy tám tám năm chín"},
        {"0", "không"},
        {"1.2345", "một.hai nghìn ba trăm bốn mươi lăm"},
        {"99999999999999999999/1", "chín chín chín chín chín chín chín chín chín chín chín chín "
                                   "chín chín chín chín chín chín chín chín/một"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct slice said =
            spoken_copy(&f.arena, slice_from(rows[i].written), "vi", SPOKEN_BY_PERSON, sayings);
        if (!slice_equal_text(said, rows[i].said))
            fail_msg("%s: “%.*s”, not “%s”", rows[i].written, SLICE_ARG(said), rows[i].said);
    }
}

static void test_names_and_groups_stay_on_a_line(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"Mã OTP, gọi 1900 0368", "Mã ô\u00A0tê\u00A0pê, gọi một\u00A0chín\u00A0không\u00A0không, "
                                  "không\u00A0ba\u00A0sáu\u00A0tám"},
        {"hai từ", "hai từ"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[200];
        spoken_text(out, sizeof out, slice_from(rows[i][0]), "vi", SPOKEN_FROM_PAPER, sayings);
        assert_string_equal(out, rows[i][1]);
    }
}

static void test_numbers_become_words(void **state)
{
    static const struct {
        uint64_t number;
        const char *said;
    } rows[] = {
        {0, "không"},
        {1, "một"},
        {4, "bốn"},
        {10, "mười"},
        {11, "mười một"},
        {14, "mười bốn"},
        {15, "mười lăm"},
        {20, "hai mươi"},
        {21, "hai mươi mốt"},
        {24, "hai mươi tư"},
        {25, "hai mươi lăm"},
        {100, "một trăm"},
        {101, "một trăm linh một"},
        {104, "một trăm linh bốn"},
        {105, "một trăm linh năm"},
        {110, "một trăm mười"},
        {115, "một trăm mười lăm"},
        {1000, "một nghìn"},
        {1001, "một nghìn không trăm linh một"},
        {2025, "hai nghìn không trăm hai mươi lăm"},
        {1000000, "một triệu"},
        {1000001, "một triệu không trăm linh một"},
        {SPOKEN_NUMBER_MAX, "chín trăm chín mươi chín tỷ chín trăm chín mươi chín triệu chín trăm "
                            "chín mươi chín nghìn chín trăm chín mươi chín"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[SPOKEN_NUMBER_BYTES];
        spoken_number(out, rows[i].number);
        assert_string_equal(out, rows[i].said);
    }
}

static void test_what_does_not_fit_is_cut_between_letters(void **state)
{
    char out[OUT_BYTES];
    (void)state;
    spoken_text(out, 8, SLICE("0123456789"), "vi", SPOKEN_BY_VOICE, sayings);
    assert_string_equal(out, "0 1 2 3");
    spoken_text(out, 6, SLICE("nhắn"), "vi", SPOKEN_BY_VOICE, sayings);
    assert_string_equal(out, "nhắ");
    spoken_text(out, 5, SLICE("nhắn"), "vi", SPOKEN_BY_VOICE, sayings);
    assert_string_equal(out, "nh");
    spoken_text(out, 6, SLICE("OTP a"), "vi", SPOKEN_BY_VOICE, sayings);
    assert_string_equal(out, "");
    spoken_text(out, 1, SLICE("a"), "vi", SPOKEN_BY_VOICE, sayings);
    assert_string_equal(out, "");
}

static void a_list_is_checked(void **state)
{
    static const struct {
        const char *in, *codes;
    } rows[] = {
        {"sayings:\n  - {written: OTP, said: ô tê pê}\n  - {written: OTP, said: O T P, language: "
         "en}\n",
         ""},
        {"sayings:\n  - {written: OTP, said: ô tê pê}\n  - {written: OTP, said: o}\n", "L028"},
        {"sayings: []\n", "L007"},
        {"sayings:\n  - {written: OTP}\n", "L002"},
        {"sayings:\n  - {written: OTP, said: o, language: Viet}\n", "L014"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture own;
        fixture_begin(&own);
        (void)format_parse(&own.arena, &format_spoken, SLICE("spoken.yaml"), slice_from(rows[i].in),
                           NULL, &own.diags);
        assert_codes(&own, rows[i].codes);
        fixture_end(&own);
    }
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
        spoken_text(out, sizeof out, (struct slice){text, size}, round % 2 ? "vi" : "en",
                    round % 3 ? SPOKEN_BY_PERSON : SPOKEN_BY_VOICE, sayings);
        assert_true(strlen(out) < sizeof out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_becomes_speech),
        cmocka_unit_test(test_a_person_gets_words),
        cmocka_unit_test(test_names_and_groups_stay_on_a_line),
        cmocka_unit_test(test_numbers_become_words),
        cmocka_unit_test(test_what_does_not_fit_is_cut_between_letters),
        cmocka_unit_test(a_list_is_checked),
        cmocka_unit_test(test_any_bytes_are_taken),
    };
    return cmocka_run_group_tests(tests, load_shipped, unload);
}
