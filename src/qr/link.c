/*
 * The order of judgement
 * ----------------------
 * From "cannot even be read" to "we just do not know it": each step may take for granted what the
 * ones before it have ruled out. Errors come before trust, so no list can bless a shortener, a
 * look-alike, an installer or a redirect; the commune's own list is asked last and can only lift
 * "unknown" and "needs confirmation".
 */
#include "qr/link.h"

#include "base/check.h"
#include "base/i18n.h"
#include "qr/lookalike.h"
#include "qr/onward.h"
#include "qr/url.h"

/* Redirects inside redirects; deeper is not an honest link. */
enum { DEPTH_MAX = 4 };

static bool entry_covers(const struct link_host *entry, struct slice host)
{
    return entry->exact ? slice_equal(host, entry->host) : url_host_below(host, entry->host);
}

/* "/a/../b" leaves the prefix it starts with; browsers also take %2e for a dot. */
static bool has_dot_segment(struct slice path)
{
    size_t dots = 0;
    bool only_dots = true;
    for (size_t i = 0; i <= path.size; i++) {
        if (i == path.size || path.data[i] == '/') {
            if (only_dots && (dots == 1 || dots == 2))
                return true;
            dots = 0;
            only_dots = true;
        } else if (path.data[i] == '.') {
            dots++;
        } else if (path.data[i] == '%' && i + 2 < path.size && path.data[i + 1] == '2' &&
                   (path.data[i + 2] == 'e' || path.data[i + 2] == 'E')) {
            dots++;
            i += 2;
        } else {
            only_dots = false;
        }
    }
    return false;
}

/* "/vn/app" covers /vn/app and /vn/app/x, not /vn/apple. */
static bool path_covers(struct slice prefix, struct slice path)
{
    if (prefix.size == 0)
        return true;
    if (!slice_starts(path, prefix) || has_dot_segment(path))
        return false;
    return path.size == prefix.size || prefix.data[prefix.size - 1] == '/' ||
           path.data[prefix.size] == '/';
}

static bool any_covers(const struct link_host *entries, unsigned count, struct slice host,
                       struct slice path)
{
    for (unsigned i = 0; i < count; i++) {
        if (entry_covers(&entries[i], host) && path_covers(entries[i].path_prefix, path))
            return true;
    }
    return false;
}

enum standing { STANDING_NONE, STANDING_CONFIRM, STANDING_TRUSTED };

/* The entries for the longest covering host decide: a rule for one host beats that for its parent.
 */
static enum standing find_standing(struct slice host, struct slice path,
                                   const struct link_trust *trust)
{
    size_t longest = 0;
    enum standing best = STANDING_NONE;
    for (unsigned i = 0; i < trust->trusted_count; i++) {
        const struct link_host *entry = &trust->trusted[i];
        if (!entry_covers(entry, host) || entry->host.size < longest)
            continue;
        if (entry->host.size > longest)
            best = STANDING_NONE;
        longest = entry->host.size;
        if (!path_covers(entry->path_prefix, path))
            continue;
        enum standing standing = entry->confirm ? STANDING_CONFIRM : STANDING_TRUSTED;
        best = standing > best ? standing : best;
    }
    return best;
}

/* Official, or below something official, whatever the rules for its path. */
static bool belongs_to_official(struct slice host, const struct link_trust *trust)
{
    for (unsigned i = 0; i < trust->trusted_count; i++) {
        if (url_host_below(host, trust->trusted[i].host))
            return true;
    }
    return false;
}

static bool has_punycode(struct slice host)
{
    for (size_t i = 0; i < host.size; i++) {
        if ((i == 0 || host.data[i - 1] == '.') &&
            slice_starts(slice_part(host, i, host.size), SLICE("xn--")))
            return true;
    }
    return false;
}

static bool has_abused_suffix(struct slice host, const struct link_trust *trust)
{
    for (unsigned i = 0; i < trust->abused_suffix_count; i++) {
        if (url_host_below(host, trust->abused_suffixes[i]))
            return true;
    }
    return false;
}

static struct link_verdict judge(struct slice link, const struct link_trust *trust, unsigned depth);

static bool same_host(struct slice a, struct slice b)
{
    char text_a[URL_HOST_MAX], text_b[URL_HOST_MAX];
    return a.size <= URL_HOST_MAX && b.size <= URL_HOST_MAX &&
           slice_equal(url_lower_host(text_a, a), url_lower_host(text_b, b));
}

/* Sending on is fine within the host itself and to hosts that could be printed themselves. */
static bool sends_elsewhere(const struct url *url, const struct link_trust *trust, unsigned depth)
{
    struct onward walk = {.url = *url};
    struct slice target;
    while (onward_next(&target, &walk)) {
        if (depth + 1 >= DEPTH_MAX)
            return true;
        struct link_verdict onward = judge(target, trust, depth + 1);
        bool own = !link_is_error(onward.kind) && same_host(onward.host, url->host);
        if (!own && onward.kind != LINK_TRUSTED && onward.kind != LINK_ALLOWED)
            return true;
    }
    return false;
}

/* What the host alone says; LINK_UNKNOWN when nothing speaks against it. */
static enum link_verdict_kind judge_host(struct slice *similar, struct slice host,
                                         const struct link_trust *trust)
{
    if (has_punycode(host))
        return LINK_PUNYCODE;
    if (any_covers(trust->shorteners, trust->shortener_count, host, (struct slice){0}))
        return LINK_SHORTENER;
    if (!belongs_to_official(host, trust) && lookalike_find(similar, host, trust))
        return LINK_LOOKALIKE;
    return LINK_UNKNOWN;
}

/* The last question: do we know it? */
static enum link_verdict_kind judge_standing(struct slice host, struct slice path,
                                             const struct link_trust *trust)
{
    bool allowed = any_covers(trust->allowed, trust->allowed_count, host, path);
    switch (find_standing(host, path, trust)) {
    case STANDING_TRUSTED:
        return LINK_TRUSTED;
    case STANDING_CONFIRM:
        return allowed ? LINK_ALLOWED : LINK_NEEDS_CONFIRMATION;
    case STANDING_NONE:
        break;
    }
    if (!belongs_to_official(host, trust) && has_abused_suffix(host, trust))
        return LINK_ABUSED_SUFFIX;
    return allowed ? LINK_ALLOWED : LINK_UNKNOWN;
}

static struct link_verdict judge_https(const struct url *url, const struct link_trust *trust,
                                       unsigned depth)
{
    struct link_verdict verdict = {.kind = LINK_MALFORMED};
    enum url_host_form form = url_host_form(url->host);
    if (form != URL_HOST_MALFORMED)
        verdict.host = url->host;
    if (url->has_user_info)
        verdict.kind = LINK_USER_INFO;
    else if (form == URL_HOST_ADDRESS)
        verdict.kind = LINK_ADDRESS;
    else if (form == URL_HOST_NAME && url->has_port)
        verdict.kind = LINK_PORT;
    if (verdict.kind != LINK_MALFORMED || form == URL_HOST_MALFORMED)
        return verdict;

    char lower[URL_HOST_MAX];
    struct slice host = url_lower_host(lower, url->host);
    verdict.kind = judge_host(&verdict.similar, host, trust);
    if (verdict.kind != LINK_UNKNOWN)
        return verdict;
    if (onward_is_download(url))
        verdict.kind = LINK_DOWNLOAD;
    else if (sends_elsewhere(url, trust, depth))
        verdict.kind = LINK_REDIRECT;
    else
        verdict.kind = judge_standing(host, url->path, trust);
    return verdict;
}

static struct link_verdict judge(struct slice link, const struct link_trust *trust, unsigned depth)
{
    struct link_verdict malformed = {.kind = LINK_MALFORMED};
    if (link.size > LINK_MAX)
        return malformed;
    struct url url;
    switch (url_split(&url, link)) {
    case URL_HTTPS:
        return judge_https(&url, trust, depth);
    case URL_OTHER_SCHEME:
        if (url_host_form(url.host) == URL_HOST_MALFORMED)
            url.host = (struct slice){0};
        return (struct link_verdict){.kind = LINK_NOT_HTTPS, .host = url.host};
    case URL_MALFORMED:
        return malformed;
    }
    UNREACHABLE("form of a link");
}

struct link_verdict link_judge(struct slice link, const struct link_trust *trust)
{
    return judge(link, trust, 0);
}

bool link_is_error(enum link_verdict_kind kind)
{
    return kind != LINK_TRUSTED && kind != LINK_ALLOWED && kind != LINK_UNKNOWN;
}

const char *link_explain(enum link_verdict_kind kind)
{
    switch (kind) {
    case LINK_TRUSTED:
        return _("This address is on the official list");
    case LINK_ALLOWED:
        return _("This address is allowed by the commune's own file");
    case LINK_UNKNOWN:
        return _("This address is not on the official list: use the official page, or have the "
                 "commune allow the host under allowed_domains in commune.yaml");
    case LINK_MALFORMED:
        return _("This is not a whole link: copy it again from the browser's address bar; it looks "
                 "like https://vneid.gov.vn, without spaces, accents or backslashes, at most 500 "
                 "characters");
    case LINK_NOT_HTTPS:
        return _("A printed link starts with https://, so that nobody on the way can change the "
                 "page: write the whole address, beginning with https://");
    case LINK_USER_INFO:
        return _("What stands before the @ is not the page that opens; a link that hides its host "
                 "so is never printed: remove everything up to the @ and check the host again");
    case LINK_ADDRESS:
        return _("A bare number instead of a name tells nobody whose page it is: use the name of "
                 "the official page");
    case LINK_PORT:
        return _("An official page needs no port number: remove the colon and the number behind "
                 "the host");
    case LINK_PUNYCODE:
        return _("A name that starts with xn-- can show letters that only look like the official "
                 "ones: use the page's name in plain letters");
    case LINK_SHORTENER:
        return _("A shortened link hides where it leads and can be changed after printing: open it "
                 "and put the full address of the page here");
    case LINK_LOOKALIKE:
        return _("This address imitates an official one: compare it letter by letter and use the "
                 "official address; pages of the state end in .gov.vn");
    case LINK_DOWNLOAD:
        return _("This link downloads a program; people must install apps only from the store: use "
                 "a QR code of kind app, with the app's id in Google Play and the App Store");
    case LINK_REDIRECT:
        return _("This link sends the phone on to another address: put the address of the page "
                 "where it ends here, without the part that sends on");
    case LINK_NEEDS_CONFIRMATION:
        return _("Groups and personal pages can be anyone's: name the host under allowed_domains "
                 "in commune.yaml once an officer has checked that the page is the commune's");
    case LINK_ABUSED_SUFFIX:
        return _("Addresses with this ending are cheap and much used by swindlers: use the "
                 "organisation's official page");
    case LINK_VERDICT_COUNT:
        break;
    }
    UNREACHABLE("kind of verdict");
}
