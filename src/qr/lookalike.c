/*
 * How hosts imitate
 * -----------------
 * 1. The official name, whole, in the wrong place or with other separators:
 *      vinhlong.gov.vn.xacthuc-hoso.com   dichvucong-gov-vn.cc   vneidgovvn.com   gov-vn.info
 * 2. A protected name inside a foreign host: capnhat-vneid.com, vietcombank.top
 * 3. A slip of the pen: vietconbank.com, dichvucogn.vn; or the right name with another ending:
 *      vietcombank.net
 * All three are judged on the *skeleton* of the host, in which characters that look alike are one:
 * dichvuc0ng, vne1d, sacornbank. (Unicode's confusables are not needed: a host here is ASCII, and
 * punycode has been refused before.)
 *
 * Suspicion may work by substring; trust never does (link.c).
 *
 * How near is too near? Two slips in a name of six letters reach words that have nothing to do with
 * it, and names ending in "bank" are all alike: with two slips VietBank and VietABank would be
 * accused of imitating VietinBank. So: one slip (also two letters swapped) from 6 letters, or, for
 * an official name that ends in "bank", from 8; two slips from 10; the shorter of both counts.
 * Below 8 the first letter must be right: imitators know that it is read first, and "intrust" is
 * not meant to be "ntrust". An accusation cannot be overruled by a commune's file, while a miss is
 * still a warning.
 */
#include "qr/lookalike.h"

#include "base/check.h"
#include "base/utf8.h"
#include "qr/ascii.h"
#include "qr/url.h"

/* A dot before and behind, so that searching ".gov.vn." respects the ends of labels. */
enum { SKELETON_MAX = URL_HOST_MAX + 2 };

struct skeleton {
    char text[SKELETON_MAX];
    size_t size;
};

static char base_shape(char c)
{
    static const char from[] = "01i345789q2";
    static const char to[] = "olleastbggz"; /* i and l are one shape, so are q, 9 and g. */
    return ascii_one_of(c, from) ? to[strchr(from, c) - from] : c;
}

static bool pair_at(struct slice s, size_t i, const char *pair)
{
    return i + 1 < s.size && s.data[i] == pair[0] && s.data[i + 1] == pair[1];
}

/* Appends `s` with each separator as `separator`, or without them when that is NUL, and then its
 * shapes: in "gov.vn" glued together the two v are neighbours, and must look so on both sides. */
static void append_shape(struct skeleton *out, struct slice s, char separator)
{
    char letters[URL_HOST_MAX];
    struct slice plain = {letters, 0};
    for (size_t i = 0; i < s.size && i < URL_HOST_MAX; i++) {
        bool separates = s.data[i] == '-' || s.data[i] == '.';
        char c = separates ? separator : s.data[i];
        if (c != '\0')
            letters[plain.size++] = c;
    }
    for (size_t i = 0; i < plain.size; i++) {
        char c = base_shape(letters[i]);
        if (pair_at(plain, i, "rn") || pair_at(plain, i, "vv") || pair_at(plain, i, "cl")) {
            c = letters[i] == 'r' ? 'm' : letters[i] == 'v' ? 'w' : 'd';
            i++;
        }
        CHECK(out->size < sizeof out->text);
        out->text[out->size++] = c;
    }
}

/* ".dichvucong.gov.vn.cc." for dichvucong-gov-vn.cc */
static struct skeleton shape_in_parts(struct slice host)
{
    struct skeleton out = {.text = {'.'}, .size = 1};
    append_shape(&out, host, '.');
    CHECK(out.size < sizeof out.text);
    out.text[out.size++] = '.';
    return out;
}

/* "dichvuconggovvncc" */
static struct skeleton shape_in_one(struct slice host)
{
    struct skeleton out = {.size = 0};
    append_shape(&out, host, '\0');
    return out;
}

static bool contains(const struct skeleton *s, const struct skeleton *part)
{
    for (size_t i = 0; part->size > 0 && i + part->size <= s->size; i++) {
        if (memcmp(s->text + i, part->text, part->size) == 0)
            return true;
    }
    return false;
}

static struct slice text_of(const struct skeleton *s)
{
    return (struct slice){s->text, s->size};
}

static bool same(const struct skeleton *a, const struct skeleton *b)
{
    return slice_equal(text_of(a), text_of(b));
}

/* ---- labels ---------------------------------------------------------------------------------- */

/* Cuts the first piece off `rest` at `separator`; false at the end. */
static bool next_piece(struct slice *piece, struct slice *rest, char separator)
{
    if (!rest->data)
        return false;
    size_t end = 0;
    while (end < rest->size && rest->data[end] != separator)
        end++;
    *piece = slice_part(*rest, 0, end);
    if (end < rest->size)
        *rest = slice_part(*rest, end + 1, rest->size);
    else
        *rest = (struct slice){0};
    return true;
}

static size_t last_dot(struct slice host)
{
    size_t i = host.size;
    while (i > 0 && host.data[i - 1] != '.')
        i--;
    return i > 0 ? i - 1 : 0;
}

/*
 * The part before the ending that registries sell under: "dichvucong" of dichvucong.gov.vn, with
 * all labels before it. Endings are the last label, or two such as com.vn. The public suffix list
 * knows more of them; here a wrong guess only makes a comparison pointless, never a host trusted.
 */
static struct slice without_ending(struct slice host)
{
    static const char *const second[] = {"com", "net",  "org",  "gov", "edu", "ac",
                                         "co",  "info", "name", "biz", "pro", "health"};
    size_t dot = last_dot(host);
    struct slice front = slice_part(host, 0, dot);
    if (host.size - dot - 1 != 2)
        return front;
    size_t second_dot = last_dot(front);
    struct slice label = slice_part(front, second_dot > 0 ? second_dot + 1 : 0, front.size);
    for (size_t i = 0; i < sizeof second / sizeof *second; i++) {
        if (slice_equal_text(label, second[i]))
            return slice_part(front, 0, second_dot);
    }
    return front;
}

static struct slice last_label(struct slice labels)
{
    size_t dot = last_dot(labels);
    return slice_part(labels, dot > 0 ? dot + 1 : 0, labels.size);
}

/* "google.com" of play.google.com */
static struct slice registrable_domain(struct slice host)
{
    struct slice front = without_ending(host);
    return slice_part(host, front.size - last_label(front).size, host.size);
}

/* ---- 1. the whole name ----------------------------------------------------------------------- */

/* Short names glued together turn up by chance ("vib.com.vn" in "havib.com.vn"). */
static bool shows_glued(const struct skeleton *host_in_one, const struct skeleton *official_in_one,
                        struct slice official)
{
    if (slice_equal(official, SLICE("gov.vn"))) /* mygov.vn, xagovvn.com */
        return contains(host_in_one, official_in_one);
    return last_label(without_ending(official)).size >= 5 &&
           slice_starts(text_of(host_in_one), text_of(official_in_one));
}

static bool find_whole_name(struct slice *similar, struct slice host,
                            const struct link_trust *trust)
{
    struct skeleton host_parts = shape_in_parts(host), host_one = shape_in_one(host);
    bool found = false;
    for (unsigned i = 0; i < trust->trusted_count; i++) {
        struct slice official = trust->trusted[i].host;
        struct skeleton parts = shape_in_parts(official), one = shape_in_one(official);
        if (official.size == 0 || (found && official.size <= similar->size))
            continue; /* dichvucong.gov.vn says more than gov.vn. */
        if (contains(&host_parts, &parts) || shows_glued(&host_one, &one, official)) {
            *similar = official;
            found = true;
        }
    }
    return found;
}

/* ---- 2. protected names ---------------------------------------------------------------------- */

enum { BRAND_SUBSTRING_MIN = 5 };

/* Short brands only as a whole label or a piece between hyphens: "bidv", not "abidvo". */
static bool label_carries(struct slice label, struct slice brand)
{
    struct skeleton name = shape_in_one(brand), whole = shape_in_one(label);
    if (brand.size >= BRAND_SUBSTRING_MIN ? contains(&whole, &name) : same(&whole, &name))
        return true;
    struct slice piece;
    while (next_piece(&piece, &label, '-')) {
        struct skeleton shape = shape_in_one(piece);
        if (same(&shape, &name))
            return true;
    }
    return false;
}

static bool host_carries(struct slice host, struct slice brand)
{
    struct slice labels = slice_part(host, 0, last_dot(host)), label;
    while (next_piece(&label, &labels, '.')) {
        if (label_carries(label, brand))
            return true;
    }
    return false;
}

/* The plainest official host with that name. */
static struct slice owner_of(struct slice brand, const struct link_trust *trust)
{
    struct slice owner = {0};
    for (unsigned i = 0; i < trust->trusted_count; i++) {
        struct slice official = trust->trusted[i].host;
        if ((owner.size == 0 || official.size < owner.size) && host_carries(official, brand))
            owner = official;
    }
    return owner;
}

static bool find_brand(struct slice *similar, struct slice host, const struct link_trust *trust)
{
    for (unsigned i = 0; i < trust->brand_count; i++) {
        if (trust->brands[i].size > 0 && host_carries(host, trust->brands[i])) {
            *similar = owner_of(trust->brands[i], trust);
            return true;
        }
    }
    return false;
}

/* ---- 3. slips of the pen --------------------------------------------------------------------- */

static unsigned smaller(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

enum { SLIP_NAME_MIN = 6 };

static size_t shortest_compared(struct slice name)
{
    return slice_ends(name, SLICE("bank")) ? 8 : SLIP_NAME_MIN;
}

enum { FAR = 99 };

/* Slips between `piece` and `name`, FAR when they are too many; the very same letters are none when
 * `equal_counts`, else FAR. */
static unsigned count_slips(struct slice piece, struct slice name, bool equal_counts)
{
    size_t shorter = piece.size < name.size ? piece.size : name.size;
    if (name.size < shortest_compared(name) || shorter < SLIP_NAME_MIN ||
        piece.size > URL_LABEL_MAX || name.size > URL_LABEL_MAX)
        return FAR;
    if (slice_equal(piece, name))
        return equal_counts ? 0 : FAR;
    struct skeleton a = shape_in_one(piece), b = shape_in_one(name);
    if (shorter < 8 && a.text[0] != b.text[0])
        return FAR;
    unsigned most = shorter >= 10 ? 2 : 1;
    unsigned slips = utf8_edit_distance(text_of(&a), text_of(&b), most);
    return slips <= most ? slips : FAR;
}

/* A label, with or without its hyphens, and its pieces between them. */
static unsigned count_label_slips(struct slice label, struct slice name, bool equal_counts)
{
    unsigned fewest = count_slips(label, name, equal_counts);
    struct slice rest = label, piece;
    while (next_piece(&piece, &rest, '-'))
        fewest = smaller(fewest, count_slips(piece, name, false));
    return fewest;
}

static unsigned count_host_slips(struct slice host, struct slice official)
{
    struct slice name = last_label(without_ending(official));
    if (name.size == 0 || slice_equal(registrable_domain(host), registrable_domain(official)))
        return FAR; /* docs.google.com is no imitation of play.google.com. */
    unsigned fewest = FAR;
    struct slice labels = without_ending(host), label;
    while (next_piece(&label, &labels, '.')) {
        /* "buudien" is also a plain word: alone it is suspect only as the registered name. */
        bool registered = labels.data == NULL;
        fewest = smaller(fewest, count_label_slips(label, name, registered));
    }
    return fewest;
}

/* The nearest official host; of two equally near the plainer one (bocongan.gov.vn, not
 * dichvucong.bocongan.gov.vn). */
static bool find_slip(struct slice *similar, struct slice host, const struct link_trust *trust)
{
    unsigned fewest = FAR;
    for (unsigned i = 0; i < trust->trusted_count; i++) {
        struct slice official = trust->trusted[i].host;
        unsigned slips = count_host_slips(host, official);
        if (slips < fewest || (slips < FAR && slips == fewest && official.size < similar->size)) {
            *similar = official;
            fewest = slips;
        }
    }
    return fewest < FAR;
}

bool lookalike_find(struct slice *similar, struct slice host, const struct link_trust *trust)
{
    *similar = (struct slice){0};
    return find_whole_name(similar, host, trust) || find_brand(similar, host, trust) ||
           find_slip(similar, host, trust);
}
