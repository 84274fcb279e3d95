#include "support/test.h"

#include <stdio.h>

#include "qr/link.h"
#include "unit/qr/sample_trust.h"

struct row {
    const char *link;
    enum link_verdict_kind kind;
    const char *host; /* NULL: not looked at. */
};

static void check_rows(const struct row *rows, unsigned count, const struct link_trust *trust)
{
    for (unsigned i = 0; i < count; i++) {
        struct link_verdict v = link_judge(slice_from(rows[i].link), trust);
        if (v.kind != rows[i].kind)
            fail_msg("«%s»: kind %d (%s), not %d", rows[i].link, (int)v.kind, link_explain(v.kind),
                     (int)rows[i].kind);
        if (rows[i].host && !slice_equal_text(v.host, rows[i].host))
            fail_msg("«%s»: host «%.*s»", rows[i].link, SLICE_ARG(v.host));
    }
}

#define CHECK_ROWS(rows, allowed)                                                                  \
    do {                                                                                           \
        struct link_trust trust = sample_trust((allowed), SAMPLE_COUNT(allowed));                  \
        check_rows((rows), SAMPLE_COUNT(rows), &trust);                                            \
    } while (0)

static const struct link_host nobody[1]; /* An empty host covers nothing. */

static void official_hosts(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"https://vneid.gov.vn", LINK_TRUSTED, "vneid.gov.vn"},
        {"https://vneid.gov.vn/", LINK_TRUSTED, "vneid.gov.vn"},
        {"https://vneid.gov.vn./", LINK_TRUSTED, "vneid.gov.vn"},
        {"https://VNeID.GOV.vn/A", LINK_TRUSTED, "VNeID.GOV.vn"},
        {"HTTPS://VNEID.GOV.VN", LINK_TRUSTED, "VNEID.GOV.VN"},
        {"https://www.vneid.gov.vn/a?b=c#d", LINK_TRUSTED, NULL},
        {"https://xaphu.langson.gov.vn", LINK_TRUSTED, NULL},
        {"https://gov.vn", LINK_TRUSTED, NULL},
        {"https://a-b.gov.vn", LINK_TRUSTED, NULL},
        {"https://chinhphu.vn", LINK_TRUSTED, NULL},
        {"https://congbao.chinhphu.vn/van-ban/1.htm", LINK_TRUSTED, NULL},
        {"https://banhang.shopee.vn", LINK_TRUSTED, NULL},
        {"https://seller-vn.tiktok.com", LINK_TRUSTED, NULL},
        {"https://tpb.vn/ca-nhan", LINK_TRUSTED, NULL},
        /* The same letters elsewhere are something else. */
        {"https://vneid.gov.vn.", LINK_TRUSTED, NULL},
        {"https://vneid.gov.vn..", LINK_MALFORMED, ""},
        {"https://xgov.vn", LINK_LOOKALIKE, NULL},
        {"https://gov.vn.com", LINK_LOOKALIKE, NULL},
        {"https://example.com/vneid.gov.vn", LINK_UNKNOWN, "example.com"},
        {"https://example.com?vneid.gov.vn", LINK_UNKNOWN, "example.com"},
        {"https://example.com#.gov.vn", LINK_UNKNOWN, "example.com"},
        {"https://example.com", LINK_UNKNOWN, "example.com"},
    };
    CHECK_ROWS(rows, nobody);
}

static void stores(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"https://play.google.com/store/apps/details?id=com.vnid", LINK_TRUSTED, NULL},
        {"https://play.google.com/store/apps/details?id=vn.example.apk", LINK_TRUSTED, NULL},
        {"https://play.google.com/store/apps/details/x?id=a.b", LINK_TRUSTED, NULL},
        {"https://play.google.com/store/apps/detailsx?id=com.vnid", LINK_UNKNOWN, NULL},
        {"https://play.google.com/store/apps/developer?id=x", LINK_UNKNOWN, NULL},
        {"https://play.google.com/store/search?q=vneid", LINK_UNKNOWN, NULL},
        {"https://play.google.com/STORE/apps/details?id=com.vnid", LINK_UNKNOWN, NULL},
        {"https://play.google.com/store/apps/details/../../x", LINK_UNKNOWN, NULL},
        {"https://play.google.com/store/apps/details/%2e%2E/x", LINK_UNKNOWN, NULL},
        {"https://play.google.com/store/apps/details/.%2e", LINK_UNKNOWN, NULL},
        {"https://play.google.com", LINK_UNKNOWN, NULL},
        {"https://a.play.google.com/store/apps/details?id=com.vnid", LINK_UNKNOWN, NULL},
        {"https://apps.apple.com/vn/app/id1582750372", LINK_TRUSTED, NULL},
        {"https://apps.apple.com/vn/app/vneid/id1582750372", LINK_TRUSTED, NULL},
        {"https://apps.apple.com/vn/app", LINK_TRUSTED, NULL},
        {"https://apps.apple.com/vn/apple", LINK_UNKNOWN, NULL},
        {"https://apps.apple.com/us/app/id1582750372", LINK_UNKNOWN, NULL},
        {"https://docs.google.com/forms/d/x", LINK_UNKNOWN, NULL},
    };
    CHECK_ROWS(rows, nobody);
}

static void not_links(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"", LINK_MALFORMED, ""},
        {"x", LINK_MALFORMED, ""},
        {"https:", LINK_MALFORMED, ""},
        {"https://", LINK_MALFORMED, ""},
        {"https:///", LINK_MALFORMED, ""},
        {"https:/vneid.gov.vn", LINK_MALFORMED, ""},
        {"https:vneid.gov.vn", LINK_MALFORMED, ""},
        {"https:\\\\vneid.gov.vn", LINK_MALFORMED, ""},
        {"https:/\\vneid.gov.vn", LINK_MALFORMED, ""},
        {"https://example.com\\.vneid.gov.vn", LINK_MALFORMED, ""},
        {"https://example.com\\@vneid.gov.vn", LINK_MALFORMED, ""},
        {"//vneid.gov.vn", LINK_MALFORMED, ""},
        {"https://vneid.gov.vn\n", LINK_MALFORMED, ""},
        {"https://vneid.gov\t.vn", LINK_MALFORMED, ""},
        {"ht\ntps://vneid.gov.vn", LINK_MALFORMED, ""},
        {" https://vneid.gov.vn", LINK_MALFORMED, ""},
        {"https://vneid.gov.vn/a b", LINK_MALFORMED, ""},
        {"https://vneid%2egov%2evn", LINK_MALFORMED, ""},
        {"https://%76neid.gov.vn", LINK_MALFORMED, ""},
        {"https://example.com%2f.vneid.gov.vn", LINK_MALFORMED, ""},
        {"https://.vneid.gov.vn", LINK_MALFORMED, ""},
        {"https://vneid..gov.vn", LINK_MALFORMED, ""},
        {"https://vne_id.gov.vn", LINK_MALFORMED, ""},
        {"https://-vneid.gov.vn", LINK_MALFORMED, ""},
        {"https://vneid", LINK_MALFORMED, ""},
        {"https://localhost/", LINK_MALFORMED, ""},
        {"https://vneid.gov.vn:x/", LINK_MALFORMED, ""},
        {"https://vneid.gov.vn/%zz", LINK_MALFORMED, ""},
        {"https://vneid.gov.vn/\xC4\x91", LINK_MALFORMED, ""},
        {"https://dichv\xE1\xBB\xA5"
         "cong.gov.vn",
         LINK_MALFORMED, ""},
        {"https://vn\xD0\xB5id.gov.vn", LINK_MALFORMED, ""},       /* Cyrillic e. */
        {"https://vneid\xE3\x80\x82gov.vn", LINK_MALFORMED, ""},   /* Ideographic stop. */
        {"https://vneid.gov.vn\xE2\x80\xAE", LINK_MALFORMED, ""},  /* Right-to-left. */
        {"https://vneid.gov.vn/\xE2\x80\x8B", LINK_MALFORMED, ""}, /* Zero width. */
        {"https://vneid.gov.vn/\xFF", LINK_MALFORMED, ""},
    };
    CHECK_ROWS(rows, nobody);
}

static void other_schemes(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"http://vneid.gov.vn", LINK_NOT_HTTPS, "vneid.gov.vn"},
        {"HTTP://bit.ly/x", LINK_NOT_HTTPS, "bit.ly"},
        {"ftp://vneid.gov.vn", LINK_NOT_HTTPS, "vneid.gov.vn"},
        {"javascript:alert(1)", LINK_NOT_HTTPS, ""},
        {"data:text/html,x", LINK_NOT_HTTPS, ""},
        {"intent://x#Intent;scheme=https;end", LINK_NOT_HTTPS, ""},
        {"tel:156", LINK_NOT_HTTPS, ""},
        {"httpsx://vneid.gov.vn", LINK_NOT_HTTPS, NULL},
        {"vneid.gov.vn", LINK_NOT_HTTPS, ""},
        {"www.vneid.gov.vn/x", LINK_NOT_HTTPS, ""},
        {"vneid.gov.vn:443/x", LINK_NOT_HTTPS, ""},
    };
    CHECK_ROWS(rows, nobody);
}

static void hidden_hosts(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"https://vneid.gov.vn@example.com/", LINK_USER_INFO, "example.com"},
        {"https://vneid.gov.vn:pass@example.com/", LINK_USER_INFO, "example.com"},
        {"https://a@vneid.gov.vn/", LINK_USER_INFO, "vneid.gov.vn"},
        {"https://@vneid.gov.vn/", LINK_USER_INFO, "vneid.gov.vn"},
        {"https://vneid.gov.vn%40example.com/", LINK_MALFORMED, ""},
        {"https://vneid.gov.vn%2F@example.com/", LINK_USER_INFO, "example.com"},
        {"https://a@b@1.2.3.4/", LINK_USER_INFO, "1.2.3.4"},
        {"https://vneid.gov.vn/@a", LINK_TRUSTED, NULL},
        {"https://1.2.3.4/", LINK_ADDRESS, "1.2.3.4"},
        {"https://1.2.3.4./", LINK_ADDRESS, NULL},
        {"https://1.2.3.4:8443/", LINK_ADDRESS, NULL},
        {"https://3232235777/", LINK_ADDRESS, NULL},
        {"https://0xC0A80101/", LINK_ADDRESS, NULL},
        {"https://0xc0.0xa8.1.1/", LINK_ADDRESS, NULL},
        {"https://0300.0250.1.1/", LINK_ADDRESS, NULL},
        {"https://192.168.257/", LINK_ADDRESS, NULL},
        {"https://127.1/", LINK_ADDRESS, NULL},
        {"https://999.1.1.1/", LINK_ADDRESS, NULL},
        {"https://vneid.gov.vn.1/", LINK_ADDRESS, NULL},
        {"https://[::1]/", LINK_ADDRESS, "[::1]"},
        {"https://[2001:db8::1]:443/", LINK_ADDRESS, NULL},
        {"https://[::ffff:1.2.3.4]/", LINK_ADDRESS, NULL},
        {"https://[::1/", LINK_MALFORMED, ""},
        {"https://1.2.3.4.nip.io/", LINK_UNKNOWN, NULL},
        {"https://vneid.gov.vn.1.2.3.4.nip.io/", LINK_LOOKALIKE, NULL},
        {"https://vneid.gov.vn:443/", LINK_PORT, "vneid.gov.vn"},
        {"https://vneid.gov.vn:/", LINK_PORT, "vneid.gov.vn"},
        {"https://vneid.gov.vn:8443", LINK_PORT, "vneid.gov.vn"},
        {"https://vneid.gov.vn:99999999999999999999/", LINK_PORT, NULL},
        {"https://example.com:8080/", LINK_PORT, "example.com"},
        {"https://xn--vned-8va.vn/", LINK_PUNYCODE, "xn--vned-8va.vn"},
        {"https://XN--VNED-8VA.vn/", LINK_PUNYCODE, NULL},
        {"https://a.xn--p1ai/", LINK_PUNYCODE, NULL},
        {"https://xn--80ak6aa92e.gov.vn/", LINK_PUNYCODE, NULL},
        {"https://axn--b.vn/", LINK_UNKNOWN, NULL},
    };
    CHECK_ROWS(rows, nobody);
}

static void shorteners_and_endings(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"https://bit.ly/abc", LINK_SHORTENER, "bit.ly"},
        {"https://BIT.LY./abc", LINK_SHORTENER, NULL},
        {"https://www.tinyurl.com/abc", LINK_SHORTENER, NULL},
        {"https://s.id", LINK_SHORTENER, NULL},
        {"https://xs.id", LINK_UNKNOWN, NULL},
        {"https://orbit.ly", LINK_UNKNOWN, NULL},
        {"https://bit.ly.vn", LINK_UNKNOWN, NULL},
        {"https://me-qr.com/x", LINK_SHORTENER, NULL},
        {"https://htx-rauan.xyz", LINK_ABUSED_SUFFIX, NULL},
        {"https://htx-rauan.TOP/", LINK_ABUSED_SUFFIX, NULL},
        {"https://rau.an.site./", LINK_ABUSED_SUFFIX, NULL},
        {"https://htxtop.vn", LINK_UNKNOWN, NULL},
        {"https://xyz.vn", LINK_UNKNOWN, NULL},
        {"https://dichvucong-gov-vn.cc", LINK_LOOKALIKE, NULL},
        {"https://vneid.top/tai.apk", LINK_LOOKALIKE, NULL},
    };
    CHECK_ROWS(rows, nobody);
}

static void programs(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"https://example.com/vneid.apk", LINK_DOWNLOAD, NULL},
        {"https://vneid.gov.vn/vneid.apk", LINK_DOWNLOAD, NULL},
        {"https://vneid.gov.vn/vneid.APK", LINK_DOWNLOAD, NULL},
        {"https://vneid.gov.vn/a.apk/", LINK_DOWNLOAD, NULL},
        {"https://vneid.gov.vn/a.apk.", LINK_DOWNLOAD, NULL},
        {"https://vneid.gov.vn/a%2eapk", LINK_DOWNLOAD, NULL},
        {"https://vneid.gov.vn/a%252eap%6b", LINK_DOWNLOAD, NULL},
        {"https://vneid.gov.vn/a.apk%20", LINK_DOWNLOAD, NULL},
        {"https://vneid.gov.vn/a.apk?v=1", LINK_DOWNLOAD, NULL},
        {"https://vneid.gov.vn/a.apk#x", LINK_DOWNLOAD, NULL},
        {"https://vneid.gov.vn/a.apk;s=1", LINK_DOWNLOAD, NULL},
        {"https://vneid.gov.vn/tai?tep=a.apk", LINK_DOWNLOAD, NULL},
        {"https://vneid.gov.vn/tai?a.apk", LINK_DOWNLOAD, NULL},
        {"https://vneid.gov.vn/a.xapk", LINK_DOWNLOAD, NULL},
        {"https://vneid.gov.vn/a.exe", LINK_DOWNLOAD, NULL},
        {"https://vneid.gov.vn/a.dmg", LINK_DOWNLOAD, NULL},
        {"https://vneid.gov.vn/a.mobileconfig", LINK_DOWNLOAD, NULL},
        {"https://vneid.gov.vn/.apk", LINK_DOWNLOAD, NULL},
        {"https://vneid.gov.vn/apk", LINK_TRUSTED, NULL},
        {"https://vneid.gov.vn/a.apk.html", LINK_TRUSTED, NULL},
        {"https://vneid.gov.vn/a.apkx", LINK_TRUSTED, NULL},
        {"https://vneid.gov.vn/to-khai.pdf", LINK_TRUSTED, NULL},
        {"https://vneid.gov.vn/to-khai.docx?x=1", LINK_TRUSTED, NULL},
    };
    CHECK_ROWS(rows, nobody);
}

static void redirects(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"https://a.gov.vn/?url=https://example.com", LINK_REDIRECT, "a.gov.vn"},
        {"https://a.gov.vn/?URL=https://example.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?x=1&redirect=https://example.com/y", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?next=//example.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?next=%2F%2Fexample.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?next=/%5Cexample.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?next=%5c%5cexample.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?next=%09//example.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?next=/%09/example.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?next=%20https://example.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?next=https%3A%2F%2Fexample.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?next=https%253A%252F%252Fexample.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?next=%2525252F%2525252Fexample.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?next=https:example.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?next=http:///example.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?next=hTTp://example.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?next=h%74tp://example.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?n%65xt=example.com/x", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?continue=example.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?u=www.example.com/x", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?target=example.com:80", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?dest=abc.xyz", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?goto=example.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?redirect_url=example.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?return-to=example.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?params[url]=https://example.com", LINK_MALFORMED, NULL},
        {"https://a.gov.vn/?tuy-y=https://example.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?https://example.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?a=1;url=https://example.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?next=javascript:alert(1)", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?next=java%0ascript:alert(1)", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?next=intent://x", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?next=https://a.gov.vn@example.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?next=https://a.gov.vn%2540example.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?next=https://bit.ly/x", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?next=https://1.2.3.4/", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?next=https://vneid.gov.vn/a.apk", LINK_DOWNLOAD, NULL},
        {"https://a.gov.vn/?next=https://a.gov.vn/?next=https://example.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/#/login?next=https://example.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/#url=https://example.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/web/2026/https://example.com/", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/http:/example.com/", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/#!/https://example.com/", LINK_REDIRECT, NULL},
        {"https://example.com/?url=https://example.org", LINK_REDIRECT, NULL},
        /* Not elsewhere. */
        {"https://a.gov.vn/?next=/trang-chu", LINK_TRUSTED, NULL},
        {"https://a.gov.vn/?next=trang-chu.html", LINK_TRUSTED, NULL},
        {"https://a.gov.vn/?next=", LINK_TRUSTED, NULL},
        {"https://a.gov.vn/?url", LINK_TRUSTED, NULL},
        {"https://a.gov.vn/?next=https://a.gov.vn/x", LINK_TRUSTED, NULL},
        {"https://a.gov.vn/?next=https://A.GOV.VN/x", LINK_TRUSTED, NULL},
        {"https://a.gov.vn/?next=https%3A%2F%2Fvneid.gov.vn%2Fx%3Fq%3Dt%25C3%25AAn", LINK_TRUSTED,
         NULL},
        {"https://a.gov.vn/?q=vneid.gov.vn", LINK_TRUSTED, NULL},
        {"https://a.gov.vn/?q=example.com", LINK_TRUSTED, NULL},
        {"https://a.gov.vn/?gio=12:30", LINK_TRUSTED, NULL},
        {"https://a.gov.vn/?to=xa-phu", LINK_TRUSTED, NULL},
        {"https://a.gov.vn/?next=1.5", LINK_TRUSTED, NULL},
        {"https://example.com/?next=https://example.com/x", LINK_UNKNOWN, NULL},
        {"https://example.com/?next=https://vneid.gov.vn/", LINK_UNKNOWN, NULL},
    };
    CHECK_ROWS(rows, nobody);
}

static void what_the_commune_may_allow(void **state)
{
    (void)state;
    static const struct link_host allowed[] = {
        SAMPLE_HOST("zalo.me"),
        SAMPLE_HOST("htx-rauan.vn"),
        SAMPLE_HOST("rauan.xyz"),
        SAMPLE_HOST("bit.ly"),
        SAMPLE_HOST("vneid-xaphu.com"),
        SAMPLE_HOST("1.2.3.4"),
        {.host = SAMPLE_NAME("docs.google.com"),
         .path_prefix = SAMPLE_NAME("/forms/"),
         .exact = true},
    };
    static const struct row rows[] = {
        {"https://zalo.me/g/abc", LINK_ALLOWED, NULL},
        {"https://oa.zalo.me/1", LINK_ALLOWED, NULL},
        {"https://htx-rauan.vn/", LINK_ALLOWED, NULL},
        {"https://www.HTX-rauan.vn/", LINK_ALLOWED, NULL},
        {"https://docs.google.com/forms/d/e/x", LINK_ALLOWED, NULL},
        {"https://docs.google.com/document/d/x", LINK_UNKNOWN, NULL},
        {"https://docs.google.com/forms/../document", LINK_UNKNOWN, NULL},
        {"https://a.docs.google.com/forms/d", LINK_UNKNOWN, NULL},
        {"https://vneid.gov.vn", LINK_TRUSTED, NULL},
        {"https://example.com", LINK_UNKNOWN, NULL},
        /* Never an error of another kind. */
        {"https://bit.ly/x", LINK_SHORTENER, NULL},
        {"https://rauan.xyz/", LINK_ABUSED_SUFFIX, NULL},
        {"https://vneid-xaphu.com/", LINK_LOOKALIKE, NULL},
        {"https://1.2.3.4/", LINK_ADDRESS, NULL},
        {"https://htx-rauan.vn/a.apk", LINK_DOWNLOAD, NULL},
        {"https://htx-rauan.vn:81/", LINK_PORT, NULL},
        {"https://a@htx-rauan.vn/", LINK_USER_INFO, NULL},
        {"http://htx-rauan.vn/", LINK_NOT_HTTPS, NULL},
        {"https://htx-rauan.vn/?url=https://example.com", LINK_REDIRECT, NULL},
        {"https://a.gov.vn/?url=https://htx-rauan.vn", LINK_TRUSTED, NULL},
    };
    CHECK_ROWS(rows, allowed);
    static const struct row unconfirmed[] = {
        {"https://zalo.me/g/abc", LINK_NEEDS_CONFIRMATION, "zalo.me"},
        {"https://oa.zalo.me/1", LINK_NEEDS_CONFIRMATION, NULL},
        {"https://a.gov.vn/?url=https://zalo.me/g/abc", LINK_REDIRECT, NULL},
    };
    CHECK_ROWS(unconfirmed, nobody);
}

/* A rule for one host beats the rule for what it lies below, whichever stands first. */
static void the_nearest_entry_decides(void **state)
{
    (void)state;
    static const struct link_host hosts[][3] = {
        {SAMPLE_HOST("a.vn"),
         {.host = SAMPLE_NAME("nhom.a.vn"), .confirm = true},
         {.host = SAMPLE_NAME("tai.a.vn"), .path_prefix = SAMPLE_NAME("/x/")}},
        {{.host = SAMPLE_NAME("tai.a.vn"), .path_prefix = SAMPLE_NAME("/x/")},
         {.host = SAMPLE_NAME("nhom.a.vn"), .confirm = true},
         SAMPLE_HOST("a.vn")},
    };
    static const struct row rows[] = {
        {"https://b.a.vn", LINK_TRUSTED, NULL},
        {"https://nhom.a.vn", LINK_NEEDS_CONFIRMATION, NULL},
        {"https://b.nhom.a.vn", LINK_NEEDS_CONFIRMATION, NULL},
        {"https://tai.a.vn/x/y", LINK_TRUSTED, NULL},
        {"https://tai.a.vn/y", LINK_UNKNOWN, NULL},
        {"https://tai.a.vn", LINK_UNKNOWN, NULL},
    };
    for (unsigned i = 0; i < SAMPLE_COUNT(hosts); i++) {
        struct link_trust trust = {.trusted = hosts[i], .trusted_count = 3};
        check_rows(rows, SAMPLE_COUNT(rows), &trust);
    }
}

static void length_limit(void **state)
{
    (void)state;
    char text[LINK_MAX + 2];
    int used = snprintf(text, sizeof text, "https://vneid.gov.vn/");
    memset(text + used, 'a', sizeof text - (size_t)used);
    struct link_trust trust = sample_trust(NULL, 0);
    assert_int_equal(link_judge((struct slice){text, LINK_MAX}, &trust).kind, LINK_TRUSTED);
    assert_int_equal(link_judge((struct slice){text, LINK_MAX + 1}, &trust).kind, LINK_MALFORMED);
    assert_int_equal(link_judge((struct slice){NULL, 0}, &trust).kind, LINK_MALFORMED);
    text[30] = '\0';
    assert_int_equal(link_judge((struct slice){text, 40}, &trust).kind, LINK_MALFORMED);
}

/* Redirects within redirects: the longest chain that fits in a link ends quickly. */
static void nested_redirects_end(void **state)
{
    (void)state;
    char text[LINK_MAX + 1] = "";
    for (size_t size = 0; size + 25 < sizeof text; size = strlen(text))
        snprintf(text + size, sizeof text - size, "https://a.gov.vn/?u=");
    struct link_trust trust = sample_trust(NULL, 0);
    assert_int_equal(link_judge(slice_from(text), &trust).kind, LINK_REDIRECT);
    text[0] = '\0';
    for (size_t size = 0; size + 30 < sizeof text; size = strlen(text))
        snprintf(text + size, sizeof text - size, "https://a.gov.vn/https:/&u=");
    (void)link_judge(slice_from(text), &trust);
}

static void without_any_list_nothing_is_trusted(void **state)
{
    (void)state;
    struct link_trust nothing = {0};
    assert_int_equal(link_judge(SLICE("https://vneid.gov.vn"), &nothing).kind, LINK_UNKNOWN);
}

static void every_kind_is_explained(void **state)
{
    (void)state;
    for (int kind = 0; kind < LINK_VERDICT_COUNT; kind++) {
        const char *text = link_explain((enum link_verdict_kind)kind);
        assert_non_null(text);
        assert_true(strlen(text) > 20 && !strchr(text, '\n'));
        for (int other = 0; other < kind; other++)
            assert_string_not_equal(text, link_explain((enum link_verdict_kind)other));
    }
    assert_false(link_is_error(LINK_TRUSTED));
    assert_false(link_is_error(LINK_ALLOWED));
    assert_false(link_is_error(LINK_UNKNOWN));
    for (int kind = LINK_MALFORMED; kind < LINK_VERDICT_COUNT; kind++)
        assert_true(link_is_error((enum link_verdict_kind)kind));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(official_hosts),
        cmocka_unit_test(stores),
        cmocka_unit_test(not_links),
        cmocka_unit_test(other_schemes),
        cmocka_unit_test(hidden_hosts),
        cmocka_unit_test(shorteners_and_endings),
        cmocka_unit_test(programs),
        cmocka_unit_test(redirects),
        cmocka_unit_test(what_the_commune_may_allow),
        cmocka_unit_test(the_nearest_entry_decides),
        cmocka_unit_test(length_limit),
        cmocka_unit_test(nested_redirects_end),
        cmocka_unit_test(without_any_list_nothing_is_trusted),
        cmocka_unit_test(every_kind_is_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
