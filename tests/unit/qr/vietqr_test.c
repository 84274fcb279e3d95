#include "support/test.h"

#include <stdio.h>

#include "qr/vietqr.h"

static bool build(char out[VIETQR_PAYLOAD_MAX], const struct vietqr *t, struct error *e)
{
    struct buf b;
    *e = (struct error){0};
    buf_init(&b, VIETQR_PAYLOAD_MAX);
    bool ok = vietqr_build(&b, t, e);
    snprintf(out, VIETQR_PAYLOAD_MAX, "%.*s", SLICE_ARG(buf_slice(&b)));
    buf_deinit(&b);
    return ok;
}

static void the_check_sum_is_ccitt_false(void **state)
{
    (void)state;
    assert_int_equal(vietqr_crc(SLICE("123456789")), 0x29B1);
    assert_int_equal(vietqr_crc(SLICE("")), 0xFFFF);
}

/* Published examples and made ones, from several independent programs. */
static void test_vectors_are_read_and_written_again(void **state)
{
    (void)state;
    static const struct {
        const char *payload, *bin, *account, *amount, *bill, *note;
        enum vietqr_service service;
    } rows[] = {
        {"00020101021138600010A00000072701300006970403011697040311012345670208QRIBFTTC53037045802V"
         "N63044F52",
         "970403", "9704031101234567", "", "", "", VIETQR_TO_CARD},
        {"00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800"
         "005802VN62340107NPS68690819thanh toan don hang63042E2E",
         "970403", "0011012345678", "180000", "NPS6869", "thanh toan don hang", VIETQR_TO_ACCOUNT},
        {"00020101021238600010A00000072701300006970403011697040311012345670208QRIBFTTC530370454061"
         "800005802VN62340107NPS68690819thanh toan don hang6304A203",
         "970403", "9704031101234567", "180000", "NPS6869", "thanh toan don hang", VIETQR_TO_CARD},
        {"00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN6304AE"
         "9F",
         "970416", "257678859", "", "", "", VIETQR_TO_ACCOUNT},
        {"00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA53037045405100005802"
         "VN62150811Chuyen tien630453E6",
         "970416", "257678859", "10000", "", "Chuyen tien", VIETQR_TO_ACCOUNT},
        {"00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA5303704540410005802V"
         "N62150811Chuyen tien6304BBB8",
         "970416", "257678859", "1000", "", "Chuyen tien", VIETQR_TO_ACCOUNT},
        {"00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA53037045406999999580"
         "2VN62140810Cam on nhe6304E786",
         "970416", "257678859", "999999", "", "Cam on nhe", VIETQR_TO_ACCOUNT},
        {"00020101021238570010A00000072701270006970415011300110019324180208QRIBFTTA5303704540612000"
         "05802VN62170813ung ho lu lut6304C15C",
         "970415", "0011001932418", "120000", "", "ung ho lu lut", VIETQR_TO_ACCOUNT},
        {"00020101021138540010A00000072701240006970423011000999999990208QRIBFTTA53037045802VN6304CB"
         "B4",
         "970423", "0099999999", "", "", "", VIETQR_TO_ACCOUNT},
        /* A check sum with leading noughts. */
        {"00020101021138540010A00000072701240006970415011010001000100208QRIBFTTA53037045802VN630400"
         "6A",
         "970415", "1000100010", "", "", "", VIETQR_TO_ACCOUNT},
        /* NAPAS's malformed example with its length put right. */
        {"00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN630"
         "49E6F",
         "970403", "0011012345678", "", "", "", VIETQR_TO_ACCOUNT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct vietqr t;
        struct error e = {0};
        char again[VIETQR_PAYLOAD_MAX];
        if (!vietqr_parse(&t, slice_from(rows[i].payload), &e))
            fail_msg("%s: %s", rows[i].payload, e.message);
        assert_true(slice_equal_text(t.bin, rows[i].bin));
        assert_true(slice_equal_text(t.account, rows[i].account));
        assert_true(slice_equal_text(t.amount, rows[i].amount));
        assert_true(slice_equal_text(t.additional[VIETQR_BILL], rows[i].bill));
        assert_true(slice_equal_text(t.additional[VIETQR_PURPOSE], rows[i].note));
        assert_int_equal(t.service, rows[i].service);
        assert_int_equal(t.one_payment, rows[i].amount[0] != '\0');
        assert_true(build(again, &t, &e));
        assert_string_equal(again, rows[i].payload);
    }
}

static void malformed_payloads_are_refused_with_a_reason(void **state)
{
    (void)state;
    static const struct {
        const char *payload, *reason;
    } rows[] = {
        {"", "begins with 000201"},
        {"000201010211", "field 38-00 must be"},
        {"hello", "begins with 000201"},
        {"00020101021138570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN630"
         "4F4E5",
         "field 38-01-"},
        {"00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN6304AE"
         "9",
         "field 63: its length says 4"},
        {"00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN6304AE9"
         "0",
         "check sum should be"},
        {"00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN6304ae9"
         "f",
         "check sum should be AE9F"},
        {"00020101021138530010A0000007270123000697041601092576788580208QRIBFTTA53037045802VN6304AE9"
         "F",
         "check sum should be"},
        {"00020101021338530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN630458C"
         "2",
         "field 01 must be"},
        {"00020138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN63043B24",
         "field 01 must be"},
        {"00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53038405802VN6304335"
         "E",
         "field 53 must be “704”"},
        {"00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA5802VN63047B9E",
         "field 53 must be"},
        {"00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802US6304455"
         "F",
         "field 58 must be"},
        {"00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA530370453037045802VN"
         "6304D3F6",
         "field 53 is there twice"},
        {"00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037047002AB5802VN6"
         "3045A25",
         "field 70 does not belong"},
        {"00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA530370454005802VN630"
         "4EC57",
         "field 54: its length says 0"},
        {"00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA530370454061800,"
         "05802VN6304385C",
         "an amount is digits only"},
        {"00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA530370454071.000."
         "05802VN63044585",
         "an amount is digits only"},
        {"00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA530370454040."
         "005802VN63046AAB",
         "an amount is digits only"},
        {"00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045414123456789"
         "012345802VN6304865E",
         "an amount is digits only"},
        {"00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN6230082"
         "6xxxxxxxxxxxxxxxxxxxxxxxxxx6304F674",
         "at most 25 characters"},
        {"00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN6205100"
         "1x63048FCE",
         "field 62-10 does not belong"},
        {"00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN6204080"
         "1630437D2",
         "field 62-08: its length says 1"},
        {"00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN62x5080"
         "1a6304304A",
         "two digits of id"},
        {"00020101021138530010A0000007750123000697041601092576788590208QRIBFTTA53037045802VN63046B3"
         "8",
         "field 38-00 must be"},
        {"00020101021138530010A0000007270123000697041601092576788590208QRIBFTTX53037045802VN63045D3"
         "E",
         "field 38-02 must be"},
        {"00020101021138430010A0000007270113000697041601012553037045802VN6304E005",
         "where “02VN” stands"},
        {"00020101021138530010A000000727012300069704160109257678B590208QRIBFTTA53037045802VN6304887"
         "8",
         "1 to 19 digits"},
        {"00020101021138530010A0000007270123000697O41601092576788590208QRIBFTTA53037045802VN63041B7"
         "8",
         "six digits"},
        {"00020101021153037045802VN630483CC", "field 38-00 must be"},
        {"00020101021126530010A0000007750123000697041601092576788590208QRIBFTTA53037045802VN6304D31"
         "3",
         "VNPAY"},
        {"00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN5926NNN"
         "NNNNNNNNNNNNNNNNNNNNNNN63047272",
         "the name: at most 25"},
        {"00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN6304AE9"
         "F6304AE9F",
         "field 63 is there twice"},
        {"00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN5905B"
         "\303\2406304A036",
         "plain characters"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct vietqr t;
        struct error e = {0};
        if (vietqr_parse(&t, slice_from(rows[i].payload), &e))
            fail_msg("taken: %s", rows[i].payload);
        assert_int_equal(e.kind, ERROR_INPUT);
        if (!strstr(e.message, rows[i].reason))
            fail_msg("%s: “%s” instead of “%s”", rows[i].payload, e.message, rows[i].reason);
    }
}

/* Whatever one letter becomes, it is seen. */
static void one_wrong_letter_is_seen(void **state)
{
    (void)state;
    static const char sound[] = "00020101021238530010A0000007270123000697041601092576788590208QRIBF"
                                "TTA53037045405100005802VN62150811Chuyen tien630453E6";
    for (size_t at = 0; at < sizeof sound - 1; at++)
        for (int letter = 1; letter < 256; letter++) {
            char wrong[sizeof sound];
            struct vietqr t;
            struct error e = {0};
            memcpy(wrong, sound, sizeof sound);
            wrong[at] = (char)letter;
            if (wrong[at] != sound[at])
                assert_false(vietqr_parse(&t, slice_from(wrong), &e));
        }
    for (size_t size = 0; size < sizeof sound - 1; size++) {
        struct vietqr t;
        struct error e = {0};
        assert_false(vietqr_parse(&t, slice_part(slice_from(sound), 0, size), &e));
    }
}

static void wrong_values_are_not_written(void **state)
{
    (void)state;
    static const struct {
        struct vietqr t;
        const char *reason;
    } rows[] = {
        {{.bin = {"97043", 5}, .account = {"1", 1}}, "six digits"},
        {{.bin = {"97O436", 6}, .account = {"1", 1}}, "six digits"},
        {{.bin = {"970436", 6}}, "1 to 19 digits"},
        {{.bin = {"970436", 6}, .account = {"0123 4567", 9}}, "1 to 19 digits"},
        {{.bin = {"970436", 6}, .account = {"01234567890123456789", 20}}, "1 to 19 digits"},
        {{.bin = {"970436", 6}, .account = {"1", 1}, .amount = {"180.000", 7}}, NULL},
        {{.bin = {"970436", 6}, .account = {"1", 1}, .amount = {"1.180.000", 9}}, "an amount"},
        {{.bin = {"970436", 6}, .account = {"1", 1}, .amount = {"0", 1}}, "an amount"},
        {{.bin = {"970436", 6}, .account = {"1", 1}, .amount = {"-5", 2}}, "an amount"},
        {{.bin = {"970436", 6}, .account = {"1", 1}, .amount = {"5.", 2}}, "an amount"},
        {{.bin = {"970436", 6}, .account = {"1", 1}, .category = {"541", 3}}, "four digits"},
        {{.bin = {"970436", 6}, .account = {"1", 1}, .city = {"Thanh pho Ho Chi Minh", 21}},
         "the city: at most 15"},
        {{.bin = {"970436", 6},
          .account = {"1", 1},
          .additional = {[VIETQR_PURPOSE] = {"tr\xE1\xBA\xA3", 5}}},
         "without marks"},
        {{.bin = {"970436", 6},
          .account = {"1", 1},
          .additional = {[1] = {"1234567890123456789012345", 25},
                         [2] = {"1234567890123456789012345", 25},
                         [3] = {"1234567890123456789012345", 25},
                         [4] = {"1234567890123456789012345", 25}}},
         "take 116 characters"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct error e;
        char out[VIETQR_PAYLOAD_MAX];
        assert_int_equal(build(out, &rows[i].t, &e), rows[i].reason == NULL);
        if (rows[i].reason && !strstr(e.message, rows[i].reason))
            fail_msg("“%s” instead of “%s”", e.message, rows[i].reason);
        assert_int_equal(out[0] == '\0', rows[i].reason != NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_check_sum_is_ccitt_false),
        cmocka_unit_test(test_vectors_are_read_and_written_again),
        cmocka_unit_test(malformed_payloads_are_refused_with_a_reason),
        cmocka_unit_test(one_wrong_letter_is_seen),
        cmocka_unit_test(wrong_values_are_not_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
