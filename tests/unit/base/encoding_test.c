/*
 * Real sentences are turned into TCVN3 and VNI by tables of this test's own, written the other way
 * round from those of the program: Unicode letter to bytes.
 */
#include "base/encoding.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "support/test.h"

/* TCVN 5712:1993 from 0xA1 on; a dot where there is no letter. */
static const char tcvn3_from_a1[] = "ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ..."
                                    "ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ";

/* VNI-Windows: a letter, then how it is written in Latin-1. */
static const char *const vni_pairs[] = {
    "à",  "aø", "ả",  "aû", "ã",  "aõ", "á",  "aù", "ạ",  "aï", "ă",  "aê", "ằ",  "aè", "ẳ",
    "aú", "ẵ",  "aü", "ắ",  "aé", "ặ",  "aë", "â",  "aâ", "ầ",  "aà", "ẩ",  "aå", "ẫ",  "aã",
    "ấ",  "aá", "ậ",  "aä", "è",  "eø", "ẻ",  "eû", "ẽ",  "eõ", "é",  "eù", "ẹ",  "eï", "ê",
    "eâ", "ề",  "eà", "ể",  "eå", "ễ",  "eã", "ế",  "eá", "ệ",  "eä", "ì",  "ì",  "ỉ",  "æ",
    "ĩ",  "ó",  "í",  "í",  "ị",  "ò",  "ò",  "oø", "ỏ",  "oû", "õ",  "oõ", "ó",  "où", "ọ",
    "oï", "ô",  "oâ", "ồ",  "oà", "ổ",  "oå", "ỗ",  "oã", "ố",  "oá", "ộ",  "oä", "ơ",  "ô",
    "ờ",  "ôø", "ở",  "ôû", "ỡ",  "ôõ", "ớ",  "ôù", "ợ",  "ôï", "ù",  "uø", "ủ",  "uû", "ũ",
    "uõ", "ú",  "uù", "ụ",  "uï", "ư",  "ö",  "ừ",  "öø", "ử",  "öû", "ữ",  "öõ", "ứ",  "öù",
    "ự",  "öï", "ỳ",  "yø", "ỷ",  "yû", "ỹ",  "yõ", "ý",  "yù", "ỵ",  "î",  "đ",  "ñ",  "Đ",
    "Ñ",  "Ô",  "OÂ", "Ệ",  "EÄ", "Ã",  "AÕ", "Ứ",  "ÖÙ", "Ơ",  "Ô",
};

static const char *const sentences[] = {
    "Công dân mang thẻ căn cước đến công an xã để đăng ký định danh điện tử mức 2.",
    "Tổ công nghệ số cộng đồng hướng dẫn bà con cài ứng dụng trên điện thoại",
    "Không đọc mã OTP cho bất kỳ ai, kể cả người tự xưng là cán bộ ngân hàng!",
    "Mở sổ sức khỏe điện tử; nộp hồ sơ dịch vụ công trực tuyến; thanh toán không dùng tiền mặt",
    "title: Nhận diện lừa đảo qua mạng\nsteps:\n  - text: Tắt máy, gọi người thân kiểm tra\n",
    "công nghệ",
};
enum { SENTENCE_COUNT = sizeof sentences / sizeof *sentences };

/* Latin-1 text of `s` in the other encoding, as UTF-8. */
static void append_letter(struct buf *out, struct slice letter, enum encoding_guess to)
{
    struct slice table = slice_from(tcvn3_from_a1);
    size_t offset = 0, begin = 0;
    for (uint32_t byte = 0xA1; to == ENCODING_TCVN3 && offset < table.size; byte++) {
        begin = offset;
        utf8_next(table, &offset);
        if (slice_equal(letter, slice_part(table, begin, offset)) && letter.size > 1) {
            char bytes[4];
            buf_append(out, bytes, utf8_put(bytes, byte));
            return;
        }
    }
    for (size_t i = 0; to == ENCODING_VNI && i < sizeof vni_pairs / sizeof *vni_pairs; i += 2)
        if (slice_equal_text(letter, vni_pairs[i])) {
            buf_append_text(out, vni_pairs[i + 1]);
            return;
        }
    assert_int_equal(letter.size, 1); /* Else the table of this test lacks a letter. */
    buf_append_slice(out, letter);
}

static struct slice convert(struct buf *out, const char *text, enum encoding_guess to)
{
    struct slice s = slice_from(text);
    buf_reset(out);
    for (size_t offset = 0; offset < s.size;) {
        size_t begin = offset;
        utf8_next(s, &offset);
        append_letter(out, slice_part(s, begin, offset), to);
    }
    return buf_slice(out);
}

/* The bytes such a file has on disk. */
static struct slice to_bytes(struct buf *out, struct slice latin1)
{
    buf_reset(out);
    for (size_t offset = 0; offset < latin1.size;) {
        uint32_t c = utf8_next(latin1, &offset);
        assert_true(c < 256);
        buf_append_char(out, (char)c);
    }
    return buf_slice(out);
}

static void legacy_sentences_are_named(void **state)
{
    (void)state;
    static const enum encoding_guess encodings[] = {ENCODING_TCVN3, ENCODING_VNI};
    struct buf text, bytes;
    buf_init(&text, 10000);
    buf_init(&bytes, 10000);
    for (size_t e = 0; e < 2; e++)
        for (size_t i = 0; i < SENTENCE_COUNT; i++) {
            struct slice latin1 = convert(&text, sentences[i], encodings[e]);
            if (encoding_guess_text(latin1) != encodings[e])
                fail_msg("text %.*s", SLICE_ARG(latin1));
            if (encoding_guess_bytes(to_bytes(&bytes, latin1)) != encodings[e])
                fail_msg("bytes of %.*s", SLICE_ARG(latin1));
        }
    buf_deinit(&text);
    buf_deinit(&bytes);
}

static void known_spellings(void **state)
{
    (void)state;
    assert_int_equal(encoding_guess_text(SLICE("C«ng nghÖ")), ENCODING_TCVN3);
    assert_int_equal(encoding_guess_text(SLICE("Coâng ngheä")), ENCODING_VNI);
    assert_int_equal(encoding_guess_text(SLICE("COÂNG NGHEÄ SOÁ")), ENCODING_VNI);
    assert_int_equal(encoding_guess_text(SLICE("ÑÖÔØNG DAÂY NOÙNG")), ENCODING_VNI);
    assert_int_equal(encoding_guess_text(SLICE("ngheä")), ENCODING_VNI);
    assert_int_equal(encoding_guess_bytes(SLICE("C\xABng ngh\xD6")), ENCODING_TCVN3);
}

static void real_text_is_left_alone(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",
        "ASCII only",
        "Thanh toán", /* "thanh tốn" in VNI. */
        "toán, hoà, quà, già, oán",
        "ý kiến: là, và, có, không",
        "Côte d'Ivoire, São Tomé, Zürich, crème brûlée, naïve, El Niño, Málaga",
        "«Mã QR» · 3 × 4 · n×m · 5° · ½ · ® · © · ¾ · § 7 · ª º ¹ ² ³",
        "n×m",                         /* "nìm" in TCVN3, but one word is no evidence. */
        "a · b × c",                   /* Two lone signs that are syllables there. */
        "t×µ t×µ",                     /* Two tones make no syllable. */
        "«abc» «def» «ghi» c«ng nghÖ", /* More is lost than gained. */
        "đón, đón",                    /* Without its đ, "õn" in TCVN3. */
        "résumé",
        "Ng\u0169 gi\u0103ng to\u00E1n",
        "Co\u0302ng nghe\u0323\u0302 so\u0302\u0301", /* Decomposed. */
        "日本語 тест",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (encoding_guess_text(slice_from(rows[i])) != ENCODING_UTF8)
            fail_msg("%s", rows[i]);
    for (size_t i = 0; i < SENTENCE_COUNT; i++) {
        assert_int_equal(encoding_guess_text(slice_from(sentences[i])), ENCODING_UTF8);
        assert_int_equal(encoding_guess_bytes(slice_from(sentences[i])), ENCODING_UTF8);
    }
}

/* Half of it turned: what stands as it is outweighs. A few pasted words in a value decide it. */
static void pasted_words_decide_by_number(void **state)
{
    (void)state;
    assert_int_equal(encoding_guess_text(SLICE("Tổ coâng ngheä soá coäng ñoàng")), ENCODING_VNI);
    assert_int_equal(encoding_guess_text(SLICE("Tổ công nghệ số cộng đồng xaõ")), ENCODING_UTF8);
}

static void other_bytes(void **state)
{
    (void)state;
    assert_int_equal(encoding_guess_bytes(SLICE("\xFF\xFEt\0i\0")), ENCODING_UTF16);
    assert_int_equal(encoding_guess_bytes(SLICE("\xFE\xFF\0t\0i")), ENCODING_UTF16);
    assert_int_equal(encoding_guess_bytes(SLICE("t\0i\0t\0l\0e\0:\0 \0\xC3\x1E")), ENCODING_UTF16);
    assert_int_equal(encoding_guess_bytes(SLICE("hướng d\xFFẫn sử dụng")), ENCODING_UNKNOWN);
    assert_int_equal(encoding_guess_bytes(SLICE("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\xFF")),
                     ENCODING_UNKNOWN);
    assert_int_equal(encoding_guess_bytes(SLICE("caf\xE9 cr\xE8me M\xFCnchen")), ENCODING_UNKNOWN);
    assert_int_equal(encoding_guess_bytes((struct slice){NULL, 0}), ENCODING_UTF8);
}

static void random_bytes_do_no_harm(void **state)
{
    (void)state;
    static char bytes[100000];
    uint32_t seed = 12345;
    for (size_t i = 0; i < sizeof bytes; i++) {
        seed = seed * 1664525u + 1013904223u;
        bytes[i] = (char)(seed >> 24);
    }
    for (size_t size = 0; size < 300; size++) {
        encoding_guess_bytes((struct slice){bytes + size * 300, size});
        encoding_guess_text((struct slice){bytes + size * 300, size});
    }
    assert_int_equal(encoding_guess_bytes((struct slice){bytes, sizeof bytes}), ENCODING_UNKNOWN);
}

static void each_has_a_name(void **state)
{
    (void)state;
    assert_string_equal(encoding_name(ENCODING_UTF8), "UTF-8");
    assert_string_equal(encoding_name(ENCODING_UTF16), "UTF-16");
    assert_string_equal(encoding_name(ENCODING_TCVN3), "TCVN3 (ABC)");
    assert_string_equal(encoding_name(ENCODING_VNI), "VNI");
    assert_string_equal(encoding_name(ENCODING_UNKNOWN), "?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(legacy_sentences_are_named),
        cmocka_unit_test(known_spellings),
        cmocka_unit_test(real_text_is_left_alone),
        cmocka_unit_test(pasted_words_decide_by_number),
        cmocka_unit_test(other_bytes),
        cmocka_unit_test(random_bytes_do_no_harm),
        cmocka_unit_test(each_has_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
