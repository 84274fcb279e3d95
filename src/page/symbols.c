#include "page/symbols.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "content/record/text.h"

struct symbol_entry {
    char payload[QR_PAYLOAD_MAX];
    size_t payload_size;
    struct qr_place place;
    struct qr_fit fit;
    unsigned long last_used;
};

void symbol_cache_deinit(struct symbol_cache *cache)
{
    free(cache->entries);
    *cache = (struct symbol_cache){0};
}

static bool place_equal(const struct qr_place *a, const struct qr_place *b)
{
    return a->side_du == b->side_du && a->module_min_du == b->module_min_du &&
           a->level_min == b->level_min && a->level_wish == b->level_wish &&
           a->version_min == b->version_min;
}

static struct symbol_entry *find_entry(struct symbol_cache *cache, struct slice payload,
                                       const struct qr_place *place)
{
    for (unsigned i = 0; i < cache->count; i++) {
        struct symbol_entry *entry = &cache->entries[i];
        if (slice_equal((struct slice){entry->payload, entry->payload_size}, payload) &&
            place_equal(&entry->place, place))
            return entry;
    }
    return NULL;
}

/* A free entry, or the one unused for longest. */
static struct symbol_entry *take_entry(struct symbol_cache *cache)
{
    if (!cache->entries) {
        cache->entries = calloc(SYMBOL_CACHE_MAX, sizeof *cache->entries);
        CHECK(cache->entries != NULL);
    }
    if (cache->count < SYMBOL_CACHE_MAX)
        return &cache->entries[cache->count++];
    struct symbol_entry *oldest = &cache->entries[0];
    for (unsigned i = 1; i < cache->count; i++)
        if (cache->entries[i].last_used < oldest->last_used)
            oldest = &cache->entries[i];
    return oldest;
}

static const struct qr_fit *encode(const struct symbol_maker *m, struct slice payload,
                                   struct error *e)
{
    struct symbol_entry *entry = find_entry(m->cache, payload, m->place);
    if (!entry) {
        struct qr_fit fit;
        if (!qr_fit(&fit, payload, m->place, e))
            return NULL;
        entry = take_entry(m->cache);
        entry->fit = fit;
        entry->place = *m->place;
        entry->payload_size = payload.size;
        memcpy(entry->payload, payload.data, payload.size);
    }
    entry->last_used = ++m->cache->tick;
    return &entry->fit;
}

static bool judge(const struct symbol_maker *m, struct slice link, struct span span)
{
    struct link_verdict verdict = link_judge(link, m->trust);
    if (verdict.kind == LINK_TRUSTED || verdict.kind == LINK_ALLOWED)
        return true;
    if (!link_is_error(verdict.kind)) {
        diag_warning(m->diags, "Q003", span, "%s", link_explain(verdict.kind));
        return true;
    }
    diag_error(m->diags, "Q002", span, "%s", link_explain(verdict.kind));
    if (verdict.similar.size)
        diag_note(m->diags, span, _("it resembles the official “%.*s”"),
                  SLICE_ARG(verdict.similar));
    return false;
}

/* Payload, judgement and matrix of one symbol whose label is already filled. */
static bool make_symbol(struct symbol *s, const struct symbol_maker *m,
                        const struct qr_request *request, struct span span)
{
    struct error e = {0};
    struct buf payload, shown;
    buf_init(&payload, QR_PAYLOAD_MAX);
    buf_init(&shown, QR_PAYLOAD_MAX);
    bool ok = qr_payload(&payload, &shown, request, &e);
    if (!ok)
        diag_error(m->diags, "Q001", span, "%s", e.message);
    s->value = span;
    s->payload = arena_copy(m->arena, buf_slice(&payload));
    s->shown = arena_copy(m->arena, buf_slice(&shown));
    buf_deinit(&payload);
    buf_deinit(&shown);
    bool is_link = request->kind == QR_KIND_LINK || request->kind == QR_KIND_ANDROID ||
                   request->kind == QR_KIND_IPHONE;
    s->clickable = is_link || request->kind == QR_KIND_PHONE;
    if (ok && is_link)
        ok = judge(m, s->payload, span);
    if (!ok)
        return false;
    s->fit = encode(m, s->payload, &e);
    if (!s->fit)
        diag_error(m->diags, "Q004", span, "%s: %s", m->design, e.message);
    return s->fit != NULL;
}

struct qr_request symbol_request(const struct guide_qr *qr, enum symbol_device device)
{
    switch (qr->kind) {
    case GUIDE_QR_LINK:
        return (struct qr_request){.kind = QR_KIND_LINK, .value = qr->value.text};
    case GUIDE_QR_APP:
        return device == SYMBOL_ANDROID
                   ? (struct qr_request){.kind = QR_KIND_ANDROID, .value = qr->android.text}
                   : (struct qr_request){.kind = QR_KIND_IPHONE, .value = qr->iphone.text};
    case GUIDE_QR_PHONE:
        return (struct qr_request){.kind = QR_KIND_PHONE, .value = qr->value.text};
    case GUIDE_QR_SMS:
        return (struct qr_request){
            .kind = QR_KIND_SMS, .value = qr->value.text, .extra = qr->message.text};
    case GUIDE_QR_WIFI:
        return (struct qr_request){
            .kind = QR_KIND_WIFI, .value = qr->value.text, .extra = qr->password.text};
    case GUIDE_QR_TEXT:
        return (struct qr_request){.kind = QR_KIND_TEXT, .value = qr->value.text};
    case GUIDE_QR_KIND_COUNT:
        break;
    }
    UNREACHABLE("guide qr kind");
}

static struct span value_span(const struct guide_qr *qr, enum symbol_device device)
{
    const struct field *field = device == SYMBOL_ANDROID  ? &qr->android
                                : device == SYMBOL_IPHONE ? &qr->iphone
                                                          : &qr->value;
    return field->span.source ? field->span : qr->span;
}

static bool add_symbol(struct symbol_set *out, const struct symbol_maker *m,
                       const struct guide_qr *qr, enum symbol_device device)
{
    struct symbol *s = &out->items[out->count++];
    *s = (struct symbol){
        .device = device, .label = qr->label, .caption = qr->caption, .varies = qr->varies};
    struct qr_request request = symbol_request(qr, device);
    if (!qr->varies && qr->kind == GUIDE_QR_LINK && record_text_has_places(request.value)) {
        diag_error(
            m->diags, "Q006", value_span(qr, device),
            _("this code is filled in from a table: ngoso render GUIDE --records TABLE.csv"));
        return false;
    }
    return make_symbol(s, m, &request, value_span(qr, device));
}

bool symbols_of_guide(struct symbol_set *out, const struct symbol_maker *maker,
                      const struct guide *guide)
{
    bool sound = true;
    out->count = 0;
    for (unsigned i = 0; i < guide->qr_count; i++) {
        const struct guide_qr *qr = &guide->qr[i];
        unsigned before = out->count;
        if (qr->kind == GUIDE_QR_APP) {
            sound &= add_symbol(out, maker, qr, SYMBOL_ANDROID);
            sound &= add_symbol(out, maker, qr, SYMBOL_IPHONE);
        } else {
            sound &= add_symbol(out, maker, qr, SYMBOL_ANY);
        }
        if (out->count > SYMBOLS_A_GUIDE && before <= SYMBOLS_A_GUIDE) {
            diag_error(
                maker->diags, "Q005", qr->span,
                _("a page holds at most %d codes, and an app counts as two: leave this one out"),
                SYMBOLS_A_GUIDE);
            sound = false;
        }
    }
    return sound;
}

bool symbol_of_group(struct symbol *out, const struct symbol_maker *maker,
                     const struct contact *contact, const char *label)
{
    /* A link that the commune wrote into its own file is confirmed by that. */
    struct link_host host = {.host = SLICE("zalo.me")};
    struct link_trust trust = *maker->trust;
    trust.allowed = &host;
    trust.allowed_count = 1;
    struct symbol_maker confirmed = *maker;
    confirmed.trust = &trust;
    *out = (struct symbol){.label = {.text = slice_from(label)}};
    struct qr_request request = {.kind = QR_KIND_LINK, .value = contact->zalo.text};
    return make_symbol(out, &confirmed, &request, contact->zalo.span);
}

struct link_trust symbols_trust(struct arena *a, const struct trusted *trusted)
{
    struct link_trust trust = {0};
    if (!trusted)
        return trust;
    struct link_host *hosts = ARENA_ARRAY(a, trusted->domain_count, struct link_host);
    for (unsigned i = 0; i < trusted->domain_count; i++) {
        const struct trusted_domain *d = &trusted->domains[i];
        hosts[i] = (struct link_host){.host = d->host.text,
                                      .path_prefix = d->path.text,
                                      .exact = d->exact,
                                      .confirm = d->confirm};
    }
    struct link_host *shorteners = ARENA_ARRAY(a, trusted->shortener_count, struct link_host);
    for (unsigned i = 0; i < trusted->shortener_count; i++)
        shorteners[i].host = trusted->shorteners[i].text;
    struct slice *brands = ARENA_ARRAY(a, trusted->brand_count, struct slice);
    for (unsigned i = 0; i < trusted->brand_count; i++)
        brands[i] = trusted->brands[i].text;
    struct slice *suffixes = ARENA_ARRAY(a, trusted->abused_suffix_count, struct slice);
    for (unsigned i = 0; i < trusted->abused_suffix_count; i++)
        suffixes[i] = trusted->abused_suffixes[i].text;
    trust.trusted = hosts;
    trust.trusted_count = trusted->domain_count;
    trust.shorteners = shorteners;
    trust.shortener_count = trusted->shortener_count;
    trust.brands = brands;
    trust.brand_count = trusted->brand_count;
    trust.abused_suffixes = suffixes;
    trust.abused_suffix_count = trusted->abused_suffix_count;
    return trust;
}

struct link_trust symbols_trust_for(struct arena *a, const struct link_trust *trust,
                                    const struct commune *commune)
{
    struct link_trust own = *trust;
    if (!commune || commune->domain_count == 0)
        return own;
    struct link_host *hosts = ARENA_ARRAY(a, commune->domain_count, struct link_host);
    for (unsigned i = 0; i < commune->domain_count; i++)
        hosts[i].host = commune->domains[i].host.text;
    own.allowed = hosts;
    own.allowed_count = commune->domain_count;
    return own;
}
