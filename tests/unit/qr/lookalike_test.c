#include "support/test.h"

#include "qr/lookalike.h"
#include "unit/qr/sample_trust.h"

static void imitations_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *host, *similar;
    } rows[] = {
        /* The official name in the wrong place, or with other separators. */
        {"vinhlong.gov.vn.xacthuc-hoso.com", "gov.vn"},
        {"dichvucong.gov.vn.abc.com", "dichvucong.gov.vn"},
        {"vneid.gov.vn.co", "vneid.gov.vn"},
        {"www.vietcombank.com.vn.login.net", "vietcombank.com.vn"},
        {"dichvucong-gov-vn.cc", "dichvucong.gov.vn"},
        {"gov-vn.info", "gov.vn"},
        {"vneid-gov.vn", "vneid.gov.vn"},
        {"xa-hoa-gov.vn", "gov.vn"},
        {"abc.gov-vn.com", "gov.vn"},
        {"vneidgovvn.com", "vneid.gov.vn"},
        {"dichvuconggov.vn", "dichvucong.gov.vn"},
        {"dichvuconggovvn.net", "dichvucong.gov.vn"},
        {"hagovvn.com", "gov.vn"},
        {"play-google.com", "play.google.com"},
        {"play.google.com.tai-app.net", "play.google.com"},
        {"my-tpb.vn", "tpb.vn"},
        {"seller-vn-tiktok.com", "seller-vn.tiktok.com"},
        {"seller.vn.tiktok.com.abc.vn", "seller-vn.tiktok.com"},
        {"zalo.me.abc.vn", "zalo.me"},
        {"abc-zalo.me", "zalo.me"},
        /* Digits and shapes for letters. */
        {"dichvucong.g0v.vn", "dichvucong.gov.vn"},
        {"xaphu.qov.vn", "gov.vn"},
        {"vne1d.com", "vneid.gov.vn"},
        {"vneld.vn", "vneid.gov.vn"},
        {"vn3id.net", "vneid.gov.vn"},
        {"dichvuc0ng-tructuyen.com", "dichvucong.gov.vn"},
        {"clichvucong.vn", "dichvucong.gov.vn"},
        {"v5sid.com", ""},
        {"sac0mbank.net", "sacombank.com.vn"},
        {"sacornbank.net", "sacombank.com.vn"},
        {"b1dv.vn", "bidv.com.vn"},
        {"sh0pee.com", "shopee.vn"},
        /* Protected names in foreign hosts. */
        {"dichvucong-vn.com", "dichvucong.gov.vn"},
        {"capnhat-vneid.com", "vneid.gov.vn"},
        {"capnhatvneid.com", "vneid.gov.vn"},
        {"vne-id.com", "vneid.gov.vn"},
        {"vneid.blogspot.com", "vneid.gov.vn"},
        {"vietcombank.net", "vietcombank.com.vn"},
        {"bidv-uudai.com", "bidv.com.vn"},
        {"bidv.abc.com", "bidv.com.vn"},
        {"bi-dv.com", "bidv.com.vn"},
        {"vinhlong-gov.com", "gov.vn"},
        {"gov.com", "gov.vn"},
        {"xaphu.gov.com.vn", "gov.vn"},
        {"bhxh-vn.com", ""},
        {"zalo-nhanqua.com", "zalo.me"},
        /* The right name with another ending, and slips. */
        {"chongluadao.com", "chongluadao.vn"},
        {"buudien.com", "buudien.vn"},
        {"bocongan.com.vn", "bocongan.gov.vn"},
        {"dichvucogn.vn", "dichvucong.gov.vn"},
        {"dichvucng.com", "dichvucong.gov.vn"},
        {"dichvocomg.vn", "dichvucong.gov.vn"},
        {"vietconbank.com", "vietcombank.com.vn"},
        {"vietcom-bamk.com", "vietcombank.com.vn"},
        {"vietimbank.vn", "vietinbank.vn"},
        {"agribak.com", "agribank.com.vn"},
        {"tinnhiemmag.vn", "tinnhiemmang.vn"},
        {"shoppee.vn", "shopee.vn"},
        {"buudein.com", "buudien.vn"},
        {"hopee-shopeee.vn", "shopee.vn"},
        {"chinhpu.vn", "chinhphu.vn"},
        {"buudlen.langson.vn", "buudien.vn"},
    };
    struct link_trust trust = sample_trust(NULL, 0);
    for (unsigned i = 0; i < SAMPLE_COUNT(rows); i++) {
        struct slice similar;
        if (!lookalike_find(&similar, slice_from(rows[i].host), &trust))
            fail_msg("«%s» passes", rows[i].host);
        if (!slice_equal_text(similar, rows[i].similar))
            fail_msg("«%s»: like «%.*s», not «%s»", rows[i].host, SLICE_ARG(similar),
                     rows[i].similar);
    }
}

/* An accusation cannot be overruled, so honest strangers must pass: real organisations, and names
 * that share a word with an official one. */
static void strangers_are_not_accused(void **state)
{
    (void)state;
    static const char *const hosts[] = {
        "example.com",
        "vnexpress.net",
        "tuoitre.vn",
        "thanhnien.vn",
        "luatvietnam.vn",
        "thuvienphapluat.vn",
        "vietbank.com.vn",
        "vietabank.com.vn",
        "abbank.vn",
        "vrbank.com.vn",
        "seabank.com.vn",
        "lpbank.com.vn",
        "pvcombank.com.vn",
        "saigonbank.com.vn",
        "baovietbank.vn",
        "namabank.com.vn",
        "viettel.vn",
        "mobifone.vn",
        "vnedu.vn",
        "intrust.vn",
        "docs.google.com",
        "www.tiktok.com",
        "youtube.com",
        "wikipedia.org",
        "htx-rauan.vn",
        "nongsanhoabinh.vn",
        "xahoaphu.com.vn",
        "havib.com.vn",
        "msbvn.com",
        "abidvo.com",
        "governance.org",
        "buudien.langson.vn",
        "thong-bao.abc.vn",
        "zaloapp.com",
        "baodientu.vn",
        "congan.com.vn",
        "hoclaptrinh.vn",
        "tapchinganhang.vn",
        "chinhsach.vn",
        "a.vn",
        "vn.vn",
        "com.vn",
    };
    struct link_trust trust = sample_trust(NULL, 0);
    for (unsigned i = 0; i < SAMPLE_COUNT(hosts); i++) {
        struct slice similar;
        if (lookalike_find(&similar, slice_from(hosts[i]), &trust))
            fail_msg("«%s» is accused of imitating «%.*s»", hosts[i], SLICE_ARG(similar));
    }
}

static void empty_lists_accuse_nobody(void **state)
{
    (void)state;
    struct link_trust nothing = {0};
    struct link_host blank = {0};
    struct slice no_name = {0};
    struct link_trust blanks = {
        .trusted = &blank, .trusted_count = 1, .brands = &no_name, .brand_count = 1};
    struct slice similar;
    assert_false(lookalike_find(&similar, SLICE("dichvucong-gov-vn.cc"), &nothing));
    assert_false(lookalike_find(&similar, SLICE("a--b.vn"), &blanks));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(imitations_are_named),
        cmocka_unit_test(strangers_are_not_accused),
        cmocka_unit_test(empty_lists_accuse_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
