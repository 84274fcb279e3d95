#include "qr/url.h"

#include "base/check.h"
#include "qr/ascii.h"

/* unreserved, sub-delims and ":" "@" of RFC 3986, besides the separators "/" and "?". */
static bool ordinary(char c)
{
    return ascii_letter(c) || ascii_digit(c) || ascii_one_of(c, "-._~!$&'()*+,;=:@/?");
}

/* Position of the first of `stops` at or behind `begin`, or the end. */
static size_t find_any(struct slice s, size_t begin, const char *stops)
{
    while (begin < s.size && !ascii_one_of(s.data[begin], stops))
        begin++;
    return begin;
}

/* The characters of path, query and fragment; one "#" at most, each "%" with its two digits. */
static bool rest_is_clean(struct slice s)
{
    bool fragment = false;
    for (size_t i = 0; i < s.size; i++) {
        char c = s.data[i];
        if (c == '%') {
            if (i + 2 >= s.size || !ascii_hex_digit(s.data[i + 1]) ||
                !ascii_hex_digit(s.data[i + 2]))
                return false;
        } else if (c == '#' && !fragment) {
            fragment = true;
        } else if (!ordinary(c)) {
            return false;
        }
    }
    return true;
}

/* Bytes that stand nowhere in a link: controls, blanks, non-ASCII, the backslash. */
static bool has_foreign_byte(struct slice s)
{
    for (size_t i = 0; i < s.size; i++) {
        unsigned char c = (unsigned char)s.data[i];
        if (c <= ' ' || c >= 0x7F || c == '\\')
            return true;
    }
    return s.size == 0;
}

/* The bytes of "https" before its colon, or 0 when there is no "word:" at all. */
static size_t scheme_size(struct slice s)
{
    size_t i = 0;
    while (i < s.size &&
           (ascii_letter(s.data[i]) || (i > 0 && (ascii_digit(s.data[i]) || s.data[i] == '+' ||
                                                  s.data[i] == '-' || s.data[i] == '.'))))
        i++;
    return i < s.size && s.data[i] == ':' ? i : 0;
}

static bool is_https(struct slice scheme)
{
    return scheme.size == strlen("https") && ascii_starts(scheme, "https");
}

/* [user-info "@"] host [":" port] */
static bool split_authority(struct url *out, struct slice authority)
{
    size_t at = authority.size;
    while (at > 0 && authority.data[at - 1] != '@')
        at--;
    out->has_user_info = at > 0;
    struct slice host = slice_part(authority, at, authority.size);
    size_t host_end = find_any(host, 0, ":");
    if (host.size > 0 && host.data[0] == '[') {
        size_t bracket = find_any(host, 0, "]");
        if (bracket == host.size)
            return false;
        host_end = bracket + 1;
    }
    out->has_port = host_end < host.size;
    if (out->has_port && host.data[host_end] != ':')
        return false;
    for (size_t i = host_end + 1; i < host.size; i++) {
        if (!ascii_digit(host.data[i]))
            return false;
    }
    out->host = slice_part(host, 0, host_end);
    if (out->host.size > 1 && out->host.data[out->host.size - 1] == '.')
        out->host.size--;
    return out->host.size > 0;
}

static void split_rest(struct url *out, struct slice rest)
{
    out->rest = rest;
    size_t hash = find_any(rest, 0, "#");
    size_t mark = find_any(slice_part(rest, 0, hash), 0, "?");
    out->path = slice_part(rest, 0, mark);
    out->query = slice_part(rest, mark + 1, hash);
    out->fragment = slice_part(rest, hash + 1, rest.size);
}

enum url_form url_split(struct url *out, struct slice text)
{
    *out = (struct url){0};
    if (has_foreign_byte(text))
        return URL_MALFORMED;
    size_t colon = scheme_size(text);
    if (colon == 0) /* "vneid.gov.vn/x": a link that lacks its beginning; "/x" is none. */
        return ascii_letter(text.data[0]) && find_any(text, 0, ".") < text.size ? URL_OTHER_SCHEME
                                                                                : URL_MALFORMED;
    bool https = is_https(slice_part(text, 0, colon));
    struct slice behind = slice_part(text, colon + 1, text.size);
    if (!slice_starts(behind, SLICE("//")))
        return https ? URL_MALFORMED : URL_OTHER_SCHEME;
    size_t end = find_any(behind, 2, "/?#");
    split_rest(out, slice_part(behind, end, behind.size));
    bool sound = split_authority(out, slice_part(behind, 2, end)) && rest_is_clean(out->rest);
    if (!https)
        return URL_OTHER_SCHEME;
    return sound ? URL_HTTPS : URL_MALFORMED;
}

/* Browsers take a host whose last label is a number for an IPv4 address: 1.2.3.4, 3232235777,
 * 0xC0A80101, 0300.0250.1.1, 192.168.257 (WHATWG URL, "ends in a number checker"). No top-level
 * domain looks like that, so all of it is an address, also when it is out of range. */
static bool label_is_number(struct slice label)
{
    size_t i = 0;
    if (label.size >= 2 && label.data[0] == '0' && ascii_lower(label.data[1]) == 'x') {
        for (i = 2; i < label.size && ascii_hex_digit(label.data[i]);)
            i++;
        return i == label.size;
    }
    while (i < label.size && ascii_digit(label.data[i]))
        i++;
    return label.size > 0 && i == label.size;
}

static bool label_is_clean(struct slice label)
{
    if (label.size == 0 || label.size > URL_LABEL_MAX)
        return false;
    if (label.data[0] == '-' || label.data[label.size - 1] == '-')
        return false;
    for (size_t i = 0; i < label.size; i++) {
        if (!ascii_letter(label.data[i]) && !ascii_digit(label.data[i]) && label.data[i] != '-')
            return false;
    }
    return true;
}

enum url_host_form url_host_form(struct slice host)
{
    if (host.size == 0 || host.size > URL_HOST_MAX)
        return URL_HOST_MALFORMED;
    if (host.data[0] == '[')
        return URL_HOST_ADDRESS;
    unsigned label_count = 0;
    struct slice label = {0};
    for (size_t begin = 0, end; begin <= host.size; begin = end + 1) {
        end = find_any(host, begin, ".");
        label = slice_part(host, begin, end);
        if (!label_is_clean(label))
            return URL_HOST_MALFORMED;
        label_count++;
    }
    if (label_is_number(label))
        return URL_HOST_ADDRESS;
    return label_count >= 2 ? URL_HOST_NAME : URL_HOST_MALFORMED;
}

struct slice url_lower_host(char out[URL_HOST_MAX], struct slice host)
{
    CHECK(host.size <= URL_HOST_MAX);
    for (size_t i = 0; i < host.size; i++)
        out[i] = ascii_lower(host.data[i]);
    return (struct slice){out, host.size};
}

bool url_host_below(struct slice host, struct slice parent)
{
    if (parent.size == 0 || !slice_ends(host, parent))
        return false;
    return host.size == parent.size || host.data[host.size - parent.size - 1] == '.';
}
