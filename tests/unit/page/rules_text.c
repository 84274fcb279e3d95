/* What a design promises to say, it says, in its reading order and large enough. */
#include "base/arena.h"
#include "base/units.h"
#include "rules.h"

enum { POSTER_SYMBOLS = 2 };

struct judge {
    struct findings *findings;
    const struct drawn *drawn;
};

static bool contains(struct slice text, struct slice part)
{
    for (size_t i = 0; i + part.size <= text.size; i++)
        if (memcmp(text.data + i, part.data, part.size) == 0)
            return true;
    return false;
}

/* The largest paragraph with these words, or NULL; its place in reading order goes to `*order`. */
static const struct paragraph *find_paragraph(const struct drawn *d, struct slice words,
                                              uint64_t *order)
{
    const struct paragraph *best = NULL;
    for (unsigned k = 0; k < d->page_count; k++)
        for (unsigned i = 0; i < d->pages[k].paragraph_count; i++) {
            const struct paragraph *p = &d->pages[k].paragraphs[i];
            if (!contains(p->text, words) || (best && best->size_du >= p->size_du))
                continue;
            best = p;
            *order = (uint64_t)k << 32 | p->op;
        }
    return best;
}

static uint64_t expect(const struct judge *j, const char *what, struct slice text, int32_t floor_du)
{
    uint64_t order = 0;
    if (text.size == 0)
        return order;
    struct slice words = anatomy_plain(j->drawn->arena, text);
    const struct paragraph *p = find_paragraph(j->drawn, words, &order);
    if (!p)
        findings_add(j->findings, "%s “%.*s” is missing", what, SLICE_ARG(words));
    else if (p->size_du < floor_du)
        findings_add(j->findings, "%s “%.*s” has %.2f pt, less than %.2f", what, SLICE_ARG(words),
                     p->size_du / (double)DU_PER_PT, floor_du / (double)DU_PER_PT);
    return order;
}

static void expect_items(const struct judge *j, const char *what, const struct guide_item *items,
                         unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        expect(j, what, items[i].text.rich.text, smallest_du(j->drawn->design));
}

static void expect_steps(const struct judge *j, const struct guide *g)
{
    const struct design *design = j->drawn->design;
    uint64_t before = 0;
    for (unsigned i = 0; i < g->step_count; i++) {
        const struct guide_step *step = &g->steps[i];
        bool brief = is_poster(design) && step->brief.rich.text.size;
        uint64_t order =
            expect(j, "step", (brief ? step->brief : step->text).rich.text, body_floor_du(design));
        if (order && order < before)
            findings_add(j->findings, "step %u is read before step %u", i + 1, i);
        before = order;
        if (!is_poster(design))
            expect(j, "note", step->note.rich.text, smallest_du(design));
    }
}

static void expect_opening(const struct judge *j, const struct guide *g)
{
    const struct design *design = j->drawn->design;
    uint64_t order;
    struct slice title = g->title.text;
    if (is_poster(design) && g->short_title.text.size &&
        !find_paragraph(j->drawn, anatomy_plain(j->drawn->arena, title), &order))
        title = g->short_title.text;
    expect(j, "title", title, title_floor_du(design));
    expect(j, "benefit", g->benefit.rich.text, body_floor_du(design));
}

/* What opens, in words, and the address to compare; a poster has room for two codes, and an app's
 * pair is not torn apart. */
static void expect_symbols(const struct judge *j, const struct guide *g)
{
    const struct design *design = j->drawn->design;
    unsigned shown = 0;
    for (unsigned i = 0; i < g->qr_count; i++) {
        const struct guide_qr *qr = &g->qr[i];
        shown += qr->kind == GUIDE_QR_APP ? 2 : 1;
        if (is_poster(design) && shown > POSTER_SYMBOLS)
            return;
        int32_t floor = smallest_du(design);
        if (qr->kind != GUIDE_QR_APP || !is_poster(design))
            expect(j, "label", qr->label.text, floor);
        if (!is_poster(design))
            expect(j, "caption", qr->caption.text, floor);
        if (qr->kind == GUIDE_QR_APP) {
            expect(j, "package", qr->android.text, floor);
            expect(j, "store number", qr->iphone.text, floor);
        } else if (qr->kind == GUIDE_QR_LINK) {
            struct slice host = slice_part(qr->value.text, sizeof "https://" - 1, SIZE_MAX);
            while (slice_ends(host, SLICE("/")))
                host.size--;
            expect(j, "address", host, floor);
        } else if (qr->kind != GUIDE_QR_TEXT) {
            expect(j, "value", qr->value.text, floor);
        }
    }
}

static struct slice first_of(struct slice own, struct slice general)
{
    return own.size ? own : general;
}

static void expect_phones(const struct judge *j, const struct contact *contact)
{
    for (unsigned i = 0; i < contact->phone_count; i++)
        expect(j, "telephone", contact->phones[i].text, smallest_du(j->drawn->design));
}

static void expect_team(const struct judge *j, const struct commune *c, const struct village *v)
{
    static const struct contact nobody;
    const struct contact *own = v ? &v->contact : &nobody, *general = &c->contact;
    int32_t floor = smallest_du(j->drawn->design);
    bool own_leader = own->leader.text.size || own->team.text.size;
    expect(j, "team", first_of(own->team.text, general->team.text), floor);
    expect(j, "leader", own_leader ? own->leader.text : general->leader.text, floor);
    expect_phones(j, own->phone_count ? own : general);
    expect(j, "commune", c->name.text, floor);
    expect(j, "province", c->province.text, floor);
    expect(j, "hall", c->hall.text, floor);
    expect(j, "hours", c->hours.text, floor);
}

static void expect_foot(const struct judge *j, const struct guide *g)
{
    const struct design *design = j->drawn->design;
    int32_t floor = smallest_du(design);
    expect(j, "hotline", g->hotline.text, floor);
    expect(j, "hotline's label", g->hotline_label.text, floor);
    if (g->reviewed.year)
        expect(j, "review", date_format(j->drawn->arena, g->reviewed), floor);
    for (unsigned i = 0; i < g->source_count && (i == 0 || is_trifold(design)); i++)
        expect(j, "source", g->sources[i].title.text, floor);
}

static void expect_checks(const struct judge *j, const struct guide *g)
{
    for (unsigned i = 0; i < g->step_count; i++)
        for (unsigned k = 0; k < g->steps[i].check_count; k++)
            expect(j, "box", g->steps[i].checks[k].rich.text, body_floor_du(j->drawn->design));
}

void rule_promises(struct findings *f, const struct drawn *d, unsigned page)
{
    struct judge j = {f, d};
    const struct guide *g = d->input->guide;
    if (page != 0)
        return;
    expect_opening(&j, g);
    expect_items(&j, "thing to bring", g->prepare, g->prepare_count);
    expect_steps(&j, g);
    for (unsigned i = 0; i < g->warning_count && (i == 0 || !is_poster(d->design)); i++)
        expect(&j, "warning", g->warnings[i].rich.text, body_floor_du(d->design));
    expect_symbols(&j, g);
    expect_foot(&j, g);
    if (is_checklist(d->design)) {
        expect_checks(&j, g);
        return;
    }
    if (d->input->commune)
        expect_team(&j, d->input->commune, d->input->village);
    if (is_poster(d->design))
        return;
    expect_items(&j, "gain", g->gains, g->gain_count);
    if (!is_trifold(d->design))
        return;
    expect(&j, "audience", g->audience.text, smallest_du(d->design));
    for (unsigned i = 0; i < g->mistake_count; i++) {
        expect(&j, "mistake", g->mistakes[i].text.rich.text, body_floor_du(d->design));
        expect(&j, "fix", g->mistakes[i].fix.rich.text, body_floor_du(d->design));
    }
}

/* As many codes, from the first on, as a design has room for. */
static unsigned symbols_of(const struct drawn *d)
{
    unsigned count = 0;
    const struct guide *g = d->input->guide;
    for (unsigned i = 0; i < g->qr_count; i++) {
        unsigned more = g->qr[i].kind == GUIDE_QR_APP ? 2 : 1;
        if (is_poster(d->design) && count + more > POSTER_SYMBOLS)
            break;
        count += more;
    }
    return count;
}

static bool has_group(const struct design_input *input)
{
    const struct commune *c = input->commune;
    const struct village *v = input->village;
    return c && (c->contact.zalo.text.size || (v && v->contact.zalo.text.size));
}

void rule_symbol_count(struct findings *f, const struct drawn *d, unsigned page)
{
    if (page != 0)
        return;
    unsigned wanted = symbols_of(d), found = 0;
    if (!is_poster(d->design) && !is_checklist(d->design))
        wanted += has_group(d->input);
    for (unsigned k = 0; k < d->page_count; k++)
        for (unsigned i = 0; i < d->pages[k].part_count; i++)
            found += d->pages[k].parts[i].kind == PART_QR;
    if (found != wanted)
        findings_add(f, "%u QR symbols where %u belong", found, wanted);
}
