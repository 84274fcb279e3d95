#include "support/test.h"

#include "qr/url.h"

static void parts(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum url_form form;
        const char *host, *path, *query, *fragment;
        bool user, port;
    } rows[] = {
        {"https://a.vn", URL_HTTPS, "a.vn", "", "", "", false, false},
        {"https://a.vn.", URL_HTTPS, "a.vn", "", "", "", false, false},
        {"https://a.vn..", URL_HTTPS, "a.vn.", "", "", "", false, false},
        {"HTTPS://A.vn/B", URL_HTTPS, "A.vn", "/B", "", "", false, false},
        {"https://a.vn/p/q?x=1&y#z", URL_HTTPS, "a.vn", "/p/q", "x=1&y", "z", false, false},
        {"https://a.vn?x", URL_HTTPS, "a.vn", "", "x", "", false, false},
        {"https://a.vn#z?x", URL_HTTPS, "a.vn", "", "", "z?x", false, false},
        {"https://a.vn/?", URL_HTTPS, "a.vn", "/", "", "", false, false},
        {"https://a.vn#", URL_HTTPS, "a.vn", "", "", "", false, false},
        {"https://a.vn/@b", URL_HTTPS, "a.vn", "/@b", "", "", false, false},
        {"https://a.vn/b:8", URL_HTTPS, "a.vn", "/b:8", "", "", false, false},
        {"https://u@a.vn", URL_HTTPS, "a.vn", "", "", "", true, false},
        {"https://@a.vn", URL_HTTPS, "a.vn", "", "", "", true, false},
        {"https://u:p@b@a.vn:1/", URL_HTTPS, "a.vn", "/", "", "", true, true},
        {"https://a.vn:443", URL_HTTPS, "a.vn", "", "", "", false, true},
        {"https://a.vn:", URL_HTTPS, "a.vn", "", "", "", false, true},
        {"https://[::1]:2/", URL_HTTPS, "[::1]", "/", "", "", false, true},
        {"https://[::1/", URL_MALFORMED, "", "", "", "", false, false},
        {"https://[::1]x/", URL_MALFORMED, "", "", "", "", false, false},
        {"https://a.vn:8a", URL_MALFORMED, "", "", "", "", false, false},
        {"https://a:b:c", URL_MALFORMED, "", "", "", "", false, false},
        {"https://", URL_MALFORMED, "", "", "", "", false, false},
        {"https:///a.vn", URL_MALFORMED, "", "", "", "", false, false},
        {"https:/a.vn", URL_MALFORMED, "", "", "", "", false, false},
        {"https:a.vn", URL_MALFORMED, "", "", "", "", false, false},
        {"https:\\\\a.vn", URL_MALFORMED, "", "", "", "", false, false},
        {"https://a.vn\\@b.vn", URL_MALFORMED, "", "", "", "", false, false},
        {"//a.vn", URL_MALFORMED, "", "", "", "", false, false},
        {"/a.vn", URL_MALFORMED, "", "", "", "", false, false},
        {"", URL_MALFORMED, "", "", "", "", false, false},
        {"https", URL_MALFORMED, "", "", "", "", false, false},
        {"://a.vn", URL_MALFORMED, "", "", "", "", false, false},
        {"https://a.vn/ b", URL_MALFORMED, "", "", "", "", false, false},
        {" https://a.vn", URL_MALFORMED, "", "", "", "", false, false},
        {"https://a.vn\n", URL_MALFORMED, "", "", "", "", false, false},
        {"https://a.\tvn", URL_MALFORMED, "", "", "", "", false, false},
        {"https://a.vn/\x7f", URL_MALFORMED, "", "", "", "", false, false},
        {"https://a.vn/đ", URL_MALFORMED, "", "", "", "", false, false},
        {"https://a.vn/#x#y", URL_MALFORMED, "", "", "", "", false, false},
        {"https://a.vn/%", URL_MALFORMED, "", "", "", "", false, false},
        {"https://a.vn/%4", URL_MALFORMED, "", "", "", "", false, false},
        {"https://a.vn/%4g", URL_MALFORMED, "", "", "", "", false, false},
        {"https://a.vn/<x>", URL_MALFORMED, "", "", "", "", false, false},
        {"https://a.vn/%41", URL_HTTPS, "a.vn", "/%41", "", "", false, false},
        {"http://a.vn/", URL_OTHER_SCHEME, "a.vn", "/", "", "", false, false},
        {"a.vn/x", URL_OTHER_SCHEME, "", "", "", "", false, false},
        {"httpss://a.vn", URL_OTHER_SCHEME, "a.vn", "", "", "", false, false},
        {"mailto:a@a.vn", URL_OTHER_SCHEME, "", "", "", "", false, false},
    };
    for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct url u;
        enum url_form form = url_split(&u, slice_from(rows[i].text));
        if (form != rows[i].form)
            fail_msg("«%s»: form %d", rows[i].text, (int)form);
        if (form == URL_MALFORMED)
            continue;
        bool same = slice_equal_text(u.host, rows[i].host) &&
                    slice_equal_text(u.path, rows[i].path) &&
                    slice_equal_text(u.query, rows[i].query) &&
                    slice_equal_text(u.fragment, rows[i].fragment) &&
                    u.has_user_info == rows[i].user && u.has_port == rows[i].port;
        if (!same)
            fail_msg("«%s»: host «%.*s» path «%.*s» query «%.*s» fragment «%.*s»", rows[i].text,
                     SLICE_ARG(u.host), SLICE_ARG(u.path), SLICE_ARG(u.query),
                     SLICE_ARG(u.fragment));
    }
}

static void host_forms(void **state)
{
    (void)state;
    static const struct {
        const char *host;
        enum url_host_form form;
    } rows[] = {
        {"a.vn", URL_HOST_NAME},
        {"A-1.b2.VN", URL_HOST_NAME},
        {"1.vn", URL_HOST_NAME},
        {"0x7f.com", URL_HOST_NAME},
        {"1.2.3.4.vn", URL_HOST_NAME},
        {"a.0xg", URL_HOST_NAME},
        {"127.0.0.1", URL_HOST_ADDRESS},
        {"127.1", URL_HOST_ADDRESS},
        {"2130706433", URL_HOST_ADDRESS},
        {"0x7f000001", URL_HOST_ADDRESS},
        {"0X7F.1", URL_HOST_ADDRESS},
        {"017700000001", URL_HOST_ADDRESS},
        {"0300.0250.1.1", URL_HOST_ADDRESS},
        {"999.999.999.999", URL_HOST_ADDRESS},
        {"1.2.3.4.5", URL_HOST_ADDRESS},
        {"a.1", URL_HOST_ADDRESS},
        {"a.0x", URL_HOST_ADDRESS},
        {"[::1]", URL_HOST_ADDRESS},
        {"[::ffff:1.2.3.4]", URL_HOST_ADDRESS},
        {"", URL_HOST_MALFORMED},
        {"localhost", URL_HOST_MALFORMED},
        {".", URL_HOST_MALFORMED},
        {".vn", URL_HOST_MALFORMED},
        {"a..vn", URL_HOST_MALFORMED},
        {"a.", URL_HOST_MALFORMED},
        {"a_b.vn", URL_HOST_MALFORMED},
        {"-a.vn", URL_HOST_MALFORMED},
        {"a-.vn", URL_HOST_MALFORMED},
        {"a%2evn", URL_HOST_MALFORMED},
        {"a%2e.vn", URL_HOST_MALFORMED},
        {"a,b.vn", URL_HOST_MALFORMED},
        {"a*.vn", URL_HOST_MALFORMED},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.vn", URL_HOST_NAME},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.vn", URL_HOST_MALFORMED},
    };
    for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum url_host_form form = url_host_form(slice_from(rows[i].host));
        if (form != rows[i].form)
            fail_msg("«%s»: form %d", rows[i].host, (int)form);
    }
}

static void very_long_hosts(void **state)
{
    (void)state;
    char host[300];
    for (unsigned i = 0; i < sizeof host; i++)
        host[i] = i % 2 ? '.' : 'a';
    assert_int_equal(url_host_form((struct slice){host, 253}), URL_HOST_NAME);
    assert_int_equal(url_host_form((struct slice){host, 255}), URL_HOST_MALFORMED);
}

static void below_means_at_a_dot(void **state)
{
    (void)state;
    assert_true(url_host_below(SLICE("a.vn"), SLICE("a.vn")));
    assert_true(url_host_below(SLICE("b.a.vn"), SLICE("a.vn")));
    assert_false(url_host_below(SLICE("ba.vn"), SLICE("a.vn")));
    assert_false(url_host_below(SLICE("b-a.vn"), SLICE("a.vn")));
    assert_false(url_host_below(SLICE("a.vn.b"), SLICE("a.vn")));
    assert_false(url_host_below(SLICE("vn"), SLICE("a.vn")));
    assert_false(url_host_below(SLICE("a.vn"), SLICE("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts),
        cmocka_unit_test(host_forms),
        cmocka_unit_test(very_long_hosts),
        cmocka_unit_test(below_means_at_a_dot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
