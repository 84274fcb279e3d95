/*
 * A page that sends visitors on ("open redirect") lends its good name to any address: the printed
 * host is the ministry's, the phone ends up elsewhere. So every parameter is read the way a server
 * and then a browser would: percent-decoded, once or several times over, control characters
 * dropped, backslashes as slashes. The first reading that is an address counts.
 *
 * A whole address is looked for in every parameter; a bare host ("u=evil.com/x") only behind names
 * that promise one, as "q=vneid.gov.vn" is just a search.
 */
#include "qr/onward.h"

#include "base/check.h"
#include "qr/ascii.h"

static const char *const telling_names[] = {
    "url",         "uri",         "u",        "link",     "href",        "redirect",
    "redirecturl", "redirecturi", "redir",    "rurl",     "r",           "return",
    "returnurl",   "returnuri",   "returnto", "next",     "nexturl",     "continue",
    "target",      "targeturl",   "dest",     "desturl",  "destination", "destinationurl",
    "goto",        "go",          "to",       "out",      "jump",        "forward",
    "fwd",         "back",        "backurl",  "callback", "callbackurl", "successurl",
    "service",
};

/* Last labels that make "name.label" a host rather than a file or a person. */
static const char *const common_suffixes[] = {
    "vn",   "com", "net",  "org",   "info", "biz",    "me",   "io",   "co",
    "cc",   "xyz", "top",  "click", "live", "online", "site", "icu",  "buzz",
    "shop", "vip", "club", "pw",    "tk",   "app",    "link", "page", "ly",
};

static const char *const program_endings[] = {
    ".apk",  ".apkm", ".apks", ".xapk", ".aab", ".ipa", ".mobileconfig", ".exe", ".msi",
    ".msix", ".appx", ".bat",  ".cmd",  ".scr", ".ps1", ".vbs",          ".hta", ".lnk",
    ".jar",  ".dmg",  ".pkg",  ".iso",  ".deb", ".rpm", ".appimage",
};

static bool alphanumeric(char c)
{
    return ascii_digit(c) || ascii_letter(c);
}

static int hex_value(char c)
{
    return ascii_digit(c) ? c - '0' : ascii_lower(c) - 'a' + 10;
}

/* Undoes one layer of percent-encoding in place; returns the new size. */
static size_t decode_once(char *text, size_t size)
{
    size_t to = 0;
    for (size_t from = 0; from < size; to++) {
        bool coded = text[from] == '%' && from + 2 < size && ascii_hex_digit(text[from + 1]) &&
                     ascii_hex_digit(text[from + 2]);
        text[to] =
            coded ? (char)(hex_value(text[from + 1]) * 16 + hex_value(text[from + 2])) : text[from];
        from += coded ? 3 : 1;
    }
    return to;
}

static size_t decode_fully(char *text, size_t size)
{
    for (size_t before = size + 1; size < before;) {
        before = size;
        size = decode_once(text, size);
    }
    return size;
}

static bool ends_without_case(struct slice s, const char *word)
{
    size_t size = strlen(word);
    return s.size >= size && ascii_starts(slice_part(s, s.size - size, s.size), word);
}

/* As a browser takes it: controls dropped, blanks before it too, backslashes as slashes. */
static struct slice as_browser(char *out, struct slice s)
{
    size_t size = 0;
    for (size_t i = 0; i < s.size; i++) {
        unsigned char c = (unsigned char)s.data[i];
        bool blank = c == ' ' || c == '+';
        if (c < ' ' || c == 0x7F || (blank && size == 0))
            continue;
        out[size++] = c == '\\' ? '/' : (char)c;
    }
    return (struct slice){out, size};
}

static struct slice without_slashes(struct slice s)
{
    size_t begin = 0;
    while (begin < s.size && s.data[begin] == '/')
        begin++;
    return slice_part(s, begin, s.size);
}

/* "ftp:/…", "intent:/…"; not "12:30" nor "ghi-chu: …". */
static bool has_other_scheme(struct slice s)
{
    size_t i = 0;
    while (i < s.size && (alphanumeric(s.data[i]) || s.data[i] == '+' || s.data[i] == '-'))
        i++;
    return i > 1 && i + 1 < s.size && s.data[i] == ':' && s.data[i + 1] == '/';
}

static bool runs_script(struct slice s)
{
    return ascii_starts(s, "javascript:") || ascii_starts(s, "data:") ||
           ascii_starts(s, "vbscript:") || ascii_starts(s, "intent:");
}

static bool is_bare_host(struct slice s)
{
    size_t end = 0;
    while (end < s.size && (alphanumeric(s.data[end]) || s.data[end] == '-' || s.data[end] == '.'))
        end++;
    struct slice host = slice_part(s, 0, end);
    if (end < s.size && !ascii_one_of(s.data[end], "/?#:"))
        return false;
    if (host.size > 0 && host.data[host.size - 1] == '.')
        host.size--;
    if (url_host_form(host) != URL_HOST_NAME)
        return false;
    size_t dot = host.size;
    while (host.data[dot - 1] != '.')
        dot--;
    struct slice suffix = slice_part(host, dot, host.size);
    for (size_t i = 0; i < sizeof common_suffixes / sizeof *common_suffixes; i++) {
        if (suffix.size == strlen(common_suffixes[i]) && ascii_starts(suffix, common_suffixes[i]))
            return true;
    }
    return false;
}

/* Puts "https://" and what follows the slashes of an address into walk->text. */
static struct slice make_target(struct onward *walk, struct slice behind_slashes)
{
    static const char https[] = "https://";
    CHECK(sizeof https - 1 + behind_slashes.size <= sizeof walk->text);
    memmove(walk->text + sizeof https - 1, behind_slashes.data, behind_slashes.size);
    memcpy(walk->text, https, sizeof https - 1);
    return (struct slice){walk->text, sizeof https - 1 + behind_slashes.size};
}

/* True when `value`, read once as it stands, is an address; `telling` widens what counts. */
static bool read_address(struct slice *target, struct onward *walk, struct slice value,
                         bool telling)
{
    struct slice s = as_browser(walk->text, value);
    struct slice behind = {0};
    if (slice_starts(s, SLICE("//")))
        behind = without_slashes(s);
    else if (ascii_starts(s, "https:"))
        behind = without_slashes(slice_part(s, 6, s.size));
    else if (ascii_starts(s, "http:"))
        behind = without_slashes(slice_part(s, 5, s.size));
    else if (telling && is_bare_host(s))
        behind = s;
    if (behind.size > 0) {
        *target = make_target(walk, behind);
        return true;
    }
    *target = s;
    return has_other_scheme(s) || (telling && runs_script(s));
}

static bool find_address(struct slice *target, struct onward *walk, struct slice value,
                         bool telling)
{
    char text[LINK_MAX];
    if (value.size == 0 || value.size > sizeof text)
        return false;
    memcpy(text, value.data, value.size);
    for (size_t size = value.size, before = size + 1; size < before;) {
        if (read_address(target, walk, (struct slice){text, size}, telling))
            return true;
        before = size;
        size = decode_once(text, size);
    }
    return false;
}

/* Proxies and archives carry the address in the path: /web/2026/https://… */
static bool find_in_path(struct slice *target, struct onward *walk, struct slice path)
{
    char text[LINK_MAX];
    if (path.size == 0 || path.size > sizeof text)
        return false;
    memcpy(text, path.data, path.size);
    struct slice s = {text, decode_fully(text, path.size)};
    for (size_t i = 0; i < s.size; i++) {
        struct slice tail = slice_part(s, i, s.size);
        if (ascii_starts(tail, "https:/") || ascii_starts(tail, "http:/"))
            return read_address(target, walk, tail, false);
    }
    return false;
}

/* Cuts the next "name=value" off at "&" or ";". */
static bool next_parameter(struct slice *name, struct slice *value, struct slice all,
                           size_t *position)
{
    if (*position >= all.size)
        return false;
    size_t end = *position;
    while (end < all.size && all.data[end] != '&' && all.data[end] != ';')
        end++;
    struct slice both = slice_part(all, *position, end);
    size_t equals = 0;
    while (equals < both.size && both.data[equals] != '=')
        equals++;
    *name = slice_part(both, 0, equals);
    *value = equals < both.size ? slice_part(both, equals + 1, both.size) : both;
    *position = end + 1;
    return true;
}

/* Lower case, without "_", "-" and brackets: "Redirect_URL" is "redirecturl". */
static struct slice plain_name(char out[LINK_MAX], struct slice name)
{
    if (name.size > LINK_MAX)
        name.size = LINK_MAX;
    if (name.size > 0)
        memcpy(out, name.data, name.size);
    size_t decoded = decode_fully(out, name.size);
    size_t size = 0;
    for (size_t i = 0; i < decoded; i++) {
        if (alphanumeric(out[i]))
            out[size++] = ascii_lower(out[i]);
    }
    return (struct slice){out, size};
}

static bool name_is_telling(struct slice name)
{
    char text[LINK_MAX];
    struct slice plain = plain_name(text, name);
    for (size_t i = 0; i < sizeof telling_names / sizeof *telling_names; i++) {
        if (slice_equal_text(plain, telling_names[i]))
            return true;
    }
    return false;
}

static bool find_in_parameters(struct slice *target, struct onward *walk, struct slice all)
{
    struct slice name, value;
    while (next_parameter(&name, &value, all, &walk->position)) {
        if (find_address(target, walk, value, name_is_telling(name)))
            return true;
    }
    return false;
}

/* Programs in the page keep parameters behind the hash: "#/login?next=…" */
static struct slice fragment_parameters(struct slice fragment)
{
    size_t begin = 0;
    for (size_t i = 0; i < fragment.size; i++) {
        if (fragment.data[i] == '?')
            begin = i + 1;
    }
    return slice_part(fragment, begin, fragment.size);
}

bool onward_next(struct slice *target, struct onward *walk)
{
    if (walk->stage == 0) {
        walk->stage = 1;
        if (find_in_path(target, walk, walk->url.path))
            return true;
    }
    if (walk->stage == 1) {
        if (find_in_parameters(target, walk, walk->url.query))
            return true;
        walk->stage = 2;
        walk->position = 0;
    }
    if (walk->stage == 2) {
        walk->stage = 3;
        if (find_in_path(target, walk, walk->url.fragment))
            return true;
    }
    return find_in_parameters(target, walk, fragment_parameters(walk->url.fragment));
}

static bool ends_in_program(struct slice raw)
{
    char text[LINK_MAX];
    if (raw.size == 0 || raw.size > sizeof text)
        return false;
    memcpy(text, raw.data, raw.size);
    struct slice s = {text, decode_fully(text, raw.size)};
    while (s.size > 0 && ascii_one_of(s.data[s.size - 1], "/. "))
        s.size--;
    for (size_t i = 0; i < sizeof program_endings / sizeof *program_endings; i++) {
        if (ends_without_case(s, program_endings[i]))
            return true;
    }
    return false;
}

bool onward_is_download(const struct url *url)
{
    size_t parameters = 0; /* "/tai/app.apk;phien=1" is still app.apk. */
    while (parameters < url->path.size && url->path.data[parameters] != ';')
        parameters++;
    if (ends_in_program(url->path) || ends_in_program(slice_part(url->path, 0, parameters)))
        return true;
    struct slice name, value;
    for (size_t position = 0; next_parameter(&name, &value, url->query, &position);) {
        /* A store's package may be called anything: details?id=vn.example.apk */
        if (!slice_equal(name, SLICE("id")) && ends_in_program(value))
            return true;
    }
    return false;
}
