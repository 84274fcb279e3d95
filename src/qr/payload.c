#include "qr/payload.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "qr/ascii.h"
#include "qr/link.h"
#include "qr/url.h"

enum {
    PACKAGE_MAX = 150,
    STORE_ID_DIGITS_MIN = 6,
    STORE_ID_DIGITS_MAX = 12,
    PHONE_DIGITS_MAX = 15, /* E.164 */
    SSID_MAX = 32,         /* IEEE 802.11 */
    PASSPHRASE_MIN = 8,
    PASSPHRASE_MAX = 63,
    RAW_KEY_DIGITS = 64
};

static struct slice trim(struct slice s)
{
    while (s.size > 0 && s.data[0] == ' ')
        s = slice_part(s, 1, s.size);
    while (s.size > 0 && s.data[s.size - 1] == ' ')
        s.size--;
    return s;
}

/* Well-formed, without control characters; line ends only where `lines`. */
static bool is_plain_text(struct slice s, bool lines)
{
    if (utf8_first_bad(s) < s.size)
        return false;
    for (size_t i = 0; i < s.size; i++) {
        unsigned char c = (unsigned char)s.data[i];
        if (c == 0x7F || (c < ' ' && !(lines && c == '\n')))
            return false;
    }
    return true;
}

/* What is printed is one line. */
static void show_line(struct buf *shown, struct slice s)
{
    for (size_t i = 0; i < s.size; i++)
        buf_append_char(shown, s.data[i] == '\n' ? ' ' : s.data[i]);
}

/* ---- links and stores ------------------------------------------------------------------------ */

/* Host in small letters, then everything that has to be typed to get to the same page. */
static void show_link(struct buf *shown, const struct url *url)
{
    char lower_host[URL_HOST_MAX];
    show_line(shown, url_lower_host(lower_host, url->host));
    struct slice rest = url->rest;
    if (rest.size > 0 && rest.size == url->path.size && rest.data[rest.size - 1] == '/')
        rest.size--;
    show_line(shown, rest);
}

/* The link passes through unchanged; whether it may be printed is link_judge's question. */
static bool put_link(struct buf *out, struct buf *shown, const struct qr_request *request,
                     struct error *e)
{
    struct url url;
    enum url_form form = URL_MALFORMED;
    if (request->value.size <= LINK_MAX)
        form = url_split(&url, request->value);
    if (form == URL_OTHER_SCHEME)
        return error_set(e, ERROR_INPUT, 0, "%s", link_explain(LINK_NOT_HTTPS));
    if (form == URL_MALFORMED || url_host_form(url.host) == URL_HOST_MALFORMED)
        return error_set(e, ERROR_INPUT, 0, "%s", link_explain(LINK_MALFORMED));
    buf_append_slice(out, request->value);
    show_link(shown, &url);
    return true;
}

/* [A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)+ , the syntax of Android application ids. */
static bool is_package(struct slice s)
{
    unsigned part_count = 1;
    bool at_start = true;
    for (size_t i = 0; i < s.size; i++) {
        char c = s.data[i];
        if (at_start && !ascii_letter(c))
            return false;
        at_start = c == '.';
        part_count += at_start;
        if (!ascii_letter(c) && !ascii_digit(c) && c != '_' && c != '.')
            return false;
    }
    return !at_start && part_count >= 2 && s.size <= PACKAGE_MAX;
}

static bool put_android(struct buf *out, struct buf *shown, const struct qr_request *request,
                        struct error *e)
{
    if (!is_package(request->value))
        return error_set(e, ERROR_INPUT, 0,
                         _("An Android app is named by its package, like com.vnid: what stands "
                           "behind id= in its Google Play address"));
    buf_append_text(out, "https://play.google.com/store/apps/details?id=");
    buf_append_slice(out, request->value);
    buf_append_text(shown, "play.google.com · ");
    show_line(shown, request->value);
    return true;
}

/* id[0-9]{6,12} */
static bool is_store_id(struct slice s)
{
    if (!slice_starts(s, SLICE("id")) || s.size < 2 + STORE_ID_DIGITS_MIN ||
        s.size > 2 + STORE_ID_DIGITS_MAX)
        return false;
    for (size_t i = 2; i < s.size; i++) {
        if (!ascii_digit(s.data[i]))
            return false;
    }
    return true;
}

static bool put_iphone(struct buf *out, struct buf *shown, const struct qr_request *request,
                       struct error *e)
{
    if (!is_store_id(request->value))
        return error_set(e, ERROR_INPUT, 0,
                         _("An iPhone app is named by its number, like id1582750372: the end of "
                           "its App Store address"));
    buf_append_text(out, "https://apps.apple.com/vn/app/");
    buf_append_slice(out, request->value);
    buf_append_text(shown, "apps.apple.com/vn · ");
    show_line(shown, request->value);
    return true;
}

/* ---- telephone ------------------------------------------------------------------------------- */

struct phone_number {
    bool international;
    char digits[PHONE_DIGITS_MAX];
    unsigned digit_count;
};

/* Digits with blanks (also unbreakable ones) and dots between them, a "+" before them at most. */
static bool read_digits(struct phone_number *out, struct slice s)
{
    *out = (struct phone_number){0};
    if (s.size > 0 && s.data[0] == '+') {
        out->international = true;
        s = slice_part(s, 1, s.size);
    }
    for (size_t i = 0; i < s.size; i++) {
        bool no_break = slice_starts(slice_part(s, i, s.size), SLICE("\xC2\xA0"));
        if (no_break)
            i++;
        if (no_break || s.data[i] == ' ' || s.data[i] == '.') {
            if (out->digit_count == 0)
                return false;
            continue;
        }
        if (!ascii_digit(s.data[i]) || out->digit_count == PHONE_DIGITS_MAX)
            return false;
        out->digits[out->digit_count++] = s.data[i];
    }
    return out->digit_count > 0 && ascii_digit(s.data[s.size - 1]);
}

/*
 * Vietnam's numbering: short ones of 3 to 5 digits (112, 156, 5656); 1800/1900 with 4 or 6 more;
 * subscribers from 0 with 10 digits, land lines (02…) with 11. Abroad: E.164.
 */
static bool is_dialled(const struct phone_number *n)
{
    const char *d = n->digits;
    unsigned count = n->digit_count;
    if (n->international) {
        bool home = count >= 2 && d[0] == '8' && d[1] == '4';
        if (home && (count < 11 || count > 12 || d[2] == '0')) /* +84 912… or +84 24…, without 0 */
            return false;
        return count >= 8 && d[0] != '0';
    }
    if (d[0] == '0')
        return (count == 10 && d[1] != '0') || (count == 11 && d[1] == '2');
    if (count >= 3 && count <= 5)
        return true;
    bool service = d[0] == '1' && (d[1] == '8' || d[1] == '9') && d[2] == '0' && d[3] == '0';
    return service && (count == 8 || count == 10);
}

static bool put_number(struct buf *out, struct slice value, struct error *e)
{
    struct phone_number number;
    if (!read_digits(&number, value) || !is_dialled(&number))
        return error_set(e, ERROR_INPUT, 0,
                         _("A telephone number looks like 0912 345 678, 1900 0368, 156 or "
                           "+84 912 345 678 (no 0 behind +84), in digits, spaces and dots"));
    if (number.international)
        buf_append_char(out, '+');
    buf_append(out, number.digits, number.digit_count);
    return true;
}

/* RFC 3966 wants a phone-context for numbers without "+"; phones dial them as typed, and short and
 * 1800/1900 numbers have no international form at all. */
static bool put_phone(struct buf *out, struct buf *shown, const struct qr_request *request,
                      struct error *e)
{
    buf_append_text(out, "tel:");
    if (!put_number(out, trim(request->value), e))
        return false;
    show_line(shown, trim(request->value));
    return true;
}

/* SMSTO:number:text is what the camera apps of both systems and ZXing take; the sms: URI of RFC
 * 5724 carries its text in "?body=", which iPhones and Androids read differently. */
static bool put_sms(struct buf *out, struct buf *shown, const struct qr_request *request,
                    struct error *e)
{
    if (!is_plain_text(request->extra, true))
        return error_set(e, ERROR_INPUT, 0,
                         _("The text of a message holds letters, not control "
                           "characters"));
    buf_append_text(out, "SMSTO:");
    if (!put_number(out, trim(request->value), e))
        return false;
    buf_append_char(out, ':');
    buf_append_slice(out, request->extra);
    show_line(shown, trim(request->value));
    if (request->extra.size > 0) {
        buf_append_text(shown, " · ");
        show_line(shown, request->extra);
    }
    return true;
}

/* ---- Wi-Fi and text -------------------------------------------------------------------------- */

static void put_escaped(struct buf *out, struct slice s)
{
    for (size_t i = 0; i < s.size; i++) {
        if (ascii_one_of(s.data[i], "\\;,:\""))
            buf_append_char(out, '\\');
        buf_append_char(out, s.data[i]);
    }
}

/* A passphrase of 8 to 63 visible ASCII characters, or a key of 64 hexadecimal digits. */
static bool is_password(struct slice s)
{
    bool hex = true;
    for (size_t i = 0; i < s.size; i++) {
        char c = s.data[i];
        if (c < ' ' || c > '~')
            return false;
        hex = hex && ascii_hex_digit(c);
    }
    return (s.size >= PASSPHRASE_MIN && s.size <= PASSPHRASE_MAX) ||
           (hex && s.size == RAW_KEY_DIGITS);
}

/* ZXing's page advises quotes around names that are all hexadecimal digits; phones' own cameras
 * take the quotes for part of the name, so there are none. */
static bool put_wifi(struct buf *out, struct buf *shown, const struct qr_request *request,
                     struct error *e)
{
    if (request->value.size == 0 || request->value.size > SSID_MAX ||
        !is_plain_text(request->value, false))
        return error_set(e, ERROR_INPUT, 0,
                         _("The name of a Wi-Fi network has 1 to %d bytes (a letter with marks "
                           "takes 2 or 3)"),
                         SSID_MAX);
    bool open = request->extra.size == 0;
    if (!open && !is_password(request->extra))
        return error_set(e, ERROR_INPUT, 0,
                         _("A Wi-Fi password has %d to %d letters, digits and signs without marks; "
                           "leave it out for an open network"),
                         PASSPHRASE_MIN, PASSPHRASE_MAX);
    buf_append_text(out, open ? "WIFI:T:nopass;S:" : "WIFI:T:WPA;S:");
    put_escaped(out, request->value);
    if (!open) {
        buf_append_text(out, ";P:");
        put_escaped(out, request->extra);
    }
    buf_append_text(out, ";;");
    show_line(shown, request->value);
    if (!open) {
        buf_append_text(shown, " · ");
        show_line(shown, request->extra);
    }
    return true;
}

/* Readers take a text without blanks and with an inner dot before "/" or its end for an address. */
static bool reads_as_address(struct slice s)
{
    size_t end = 0;
    while (end < s.size && (unsigned char)s.data[end] > ' ')
        end++;
    if (end < s.size)
        return false;
    struct slice host = slice_part(s, 0, 0);
    while (host.size < s.size && !ascii_one_of(s.data[host.size], "/?#:@"))
        host.size++;
    return url_host_form(host) == URL_HOST_NAME;
}

/* Text on which a phone would act: a link must be declared as one, or nobody checks it. Payments
 * (EMVCo "000201…") will have a kind of their own. */
static bool text_acts(struct slice s)
{
    static const char *const beginnings[] = {
        "tel:",   "sms:",      "smsto:",      "mms:",   "mmsto:",   "mailto:",  "matmsg:",
        "wifi:",  "mecard:",   "bizcard:",    "begin:", "geo:",     "market:",  "intent:",
        "url:",   "urlto:",    "javascript:", "data:",  "bitcoin:", "otpauth:", "lpa:",
        "000201", "facetime:", "whatsapp:",   "http:",  "https:",   "mebkm:",
    };
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        if (ascii_starts(s, beginnings[i]))
            return true;
    }
    for (size_t i = 0; i < s.size; i++) {
        struct slice tail = slice_part(s, i, s.size);
        if (ascii_starts(tail, "://") || ascii_starts(tail, "www."))
            return true;
    }
    return reads_as_address(s);
}

static bool put_text(struct buf *out, struct buf *shown, const struct qr_request *request,
                     struct error *e)
{
    struct slice text = trim(request->value);
    if (text.size == 0 || !is_plain_text(text, true))
        return error_set(e, ERROR_INPUT, 0,
                         _("A QR code of kind text needs some text, without "
                           "control characters"));
    if (text_acts(text))
        return error_set(
            e, ERROR_INPUT, 0,
            _("A phone would act on this text: give it the kind that it is (link, app, "
              "phone, sms, wifi), so that it is checked"));
    buf_append_slice(out, text);
    show_line(shown, text);
    return true;
}

/* ---------------------------------------------------------------------------------------------- */

static bool put(struct buf *out, struct buf *shown, const struct qr_request *request,
                struct error *e)
{
    switch (request->kind) {
    case QR_KIND_LINK:
        return put_link(out, shown, request, e);
    case QR_KIND_ANDROID:
        return put_android(out, shown, request, e);
    case QR_KIND_IPHONE:
        return put_iphone(out, shown, request, e);
    case QR_KIND_PHONE:
        return put_phone(out, shown, request, e);
    case QR_KIND_SMS:
        return put_sms(out, shown, request, e);
    case QR_KIND_WIFI:
        return put_wifi(out, shown, request, e);
    case QR_KIND_TEXT:
        return put_text(out, shown, request, e);
    case QR_KIND_COUNT:
        break;
    }
    UNREACHABLE("kind of QR code");
}

bool qr_payload(struct buf *out, struct buf *shown, const struct qr_request *request,
                struct error *e)
{
    /* Built apart, so that a refused value leaves the caller's buffers as they were. */
    struct buf payload, label;
    buf_init(&payload, QR_PAYLOAD_MAX);
    buf_init(&label, QR_PAYLOAD_MAX);
    bool ok = put(&payload, &label, request, e);
    if (ok && (payload.failed || label.failed || !buf_append_slice(out, buf_slice(&payload)) ||
               (shown && !buf_append_slice(shown, buf_slice(&label)))))
        ok = error_set(e, ERROR_LIMIT, 0, _("A QR code may say at most %d bytes; this is longer"),
                       QR_PAYLOAD_MAX);
    buf_deinit(&payload);
    buf_deinit(&label);
    return ok;
}
