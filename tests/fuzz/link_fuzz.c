/*
 * The link checker on arbitrary bytes. The first byte chooses which lists there are; the rest is
 * the link. Besides not crashing, a verdict keeps its promises:
 *   - the host it names is a part of the link, the official host comes from the list;
 *   - a trusted link is printable ASCII, begins with https:// and its host is on the list;
 *   - without any list nothing is trusted;
 *   - the commune's list changes only the two kinds that it may change;
 *   - what the payload builder takes for a link the judge does not call malformed.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "qr/ascii.h"
#include "qr/link.h"
#include "qr/payload.h"
#include "qr/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NAME(text)                                                                                 \
    {                                                                                              \
        text, sizeof(text) - 1                                                                     \
    }

static const struct link_host trusted[] = {
    {.host = NAME("gov.vn")},
    {.host = NAME("vneid.gov.vn")},
    {.host = NAME("dichvucong.gov.vn")},
    {.host = NAME("play.google.com"), .path_prefix = NAME("/store/apps/details"), .exact = true},
    {.host = NAME("zalo.me"), .confirm = true},
    {.host = NAME("vietcombank.com.vn")},
    {.host = NAME("seller-vn.tiktok.com")},
    {.host = NAME("tpb.vn")},
};
static const struct link_host shorteners[] = {{.host = NAME("bit.ly")}, {.host = NAME("s.id")}};
static const struct link_host allowed[] = {{.host = NAME("zalo.me")}, {.host = NAME("abc.vn")}};
static const struct slice brands[] = {NAME("vneid"), NAME("gov"), NAME("bidv")};
static const struct slice suffixes[] = {NAME("xyz"), NAME("com.co")};

#define LENGTH(array) (unsigned)(sizeof(array) / sizeof *(array))

static void require(bool holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "broken promise: %s\n", what);
        abort();
    }
}

static bool within(struct slice part, struct slice whole)
{
    return part.size == 0 ||
           (part.data >= whole.data && part.data + part.size <= whole.data + whole.size);
}

static bool on_list(struct slice host, const struct link_host *list, unsigned count)
{
    char text[URL_HOST_MAX];
    struct slice lower = url_lower_host(text, host);
    for (unsigned i = 0; i < count; i++) {
        if (url_host_below(lower, list[i].host))
            return true;
    }
    return false;
}

static bool is_printable(struct slice s)
{
    for (size_t i = 0; i < s.size; i++) {
        if (s.data[i] <= ' ' || s.data[i] > '~' || s.data[i] == '\\')
            return false;
    }
    return true;
}

static void check_verdict(struct link_verdict v, struct slice link, const struct link_trust *trust)
{
    require(v.kind < LINK_VERDICT_COUNT && link_explain(v.kind) != NULL, "kind");
    require(within(v.host, link), "host is part of the link");
    require(v.kind != LINK_MALFORMED || v.host.size == 0, "no host when malformed");
    require(v.similar.size == 0 || v.kind == LINK_LOOKALIKE, "similar only for look-alikes");
    bool fine = v.kind == LINK_TRUSTED || v.kind == LINK_ALLOWED;
    require(!fine || (ascii_starts(link, "https://") && is_printable(link)), "fine means clean");
    require(v.kind != LINK_TRUSTED || on_list(v.host, trust->trusted, trust->trusted_count),
            "trusted means listed");
    require(v.kind != LINK_ALLOWED || on_list(v.host, trust->allowed, trust->allowed_count),
            "allowed means listed");
}

static void check_payload(struct slice link, enum link_verdict_kind kind)
{
    struct buf out, shown;
    struct error e = {0};
    struct qr_request request = {.kind = QR_KIND_LINK, .value = link};
    buf_init(&out, QR_PAYLOAD_MAX);
    buf_init(&shown, QR_PAYLOAD_MAX);
    bool taken = qr_payload(&out, &shown, &request, &e);
    require(!taken || (kind != LINK_MALFORMED && kind != LINK_NOT_HTTPS),
            "payload and judge agree");
    require(!taken || slice_equal(buf_slice(&out), link), "links pass unchanged");
    request.kind = QR_KIND_TEXT;
    buf_reset(&out);
    e = (struct error){0};
    bool text = qr_payload(&out, NULL, &request, &e);
    require(!(taken && text), "no link passes as text");
    buf_deinit(&out);
    buf_deinit(&shown);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct link_trust trust = {.trusted = trusted,
                               .trusted_count = LENGTH(trusted),
                               .shorteners = shorteners,
                               .shortener_count = LENGTH(shorteners),
                               .brands = brands,
                               .brand_count = LENGTH(brands),
                               .abused_suffixes = suffixes,
                               .abused_suffix_count = LENGTH(suffixes)};
    if (data[0] & 1)
        trust = (struct link_trust){0};
    struct slice link = {(const char *)data + 1, size - 1};
    struct link_verdict plain = link_judge(link, &trust);
    check_verdict(plain, link, &trust);
    require(!(data[0] & 1) || plain.kind != LINK_TRUSTED, "nothing trusted without a list");
    check_payload(link, plain.kind);

    trust.allowed = allowed;
    trust.allowed_count = LENGTH(allowed);
    struct link_verdict local = link_judge(link, &trust);
    check_verdict(local, link, &trust);
    bool liftable = plain.kind == LINK_UNKNOWN || plain.kind == LINK_NEEDS_CONFIRMATION ||
                    plain.kind == LINK_REDIRECT; /* To a host that the commune allows. */
    require(local.kind == plain.kind || liftable, "what the commune may change");
    return 0;
}
