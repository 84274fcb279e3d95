/*
 * One PDF: for each village its sheet, then each household's leaflets in the sheet's order; last,
 * how many of what. The file is made readable for its owner alone.
 */
#include <stdio.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "cli/interrupt.h"
#include "cli/results/followup.h"
#include "out/pdf.h"
#include "page/visit/sheet.h"

struct printing {
    struct followup_run *run;
    struct press press;
    struct pdf_file *file;
    struct visit_sheet_options options;
    const struct village *village; /* Being printed; NULL: the commune's own team. */
    struct slice name, bookmark;   /* Of that village; of the next page. */
    struct visit_count *counts;    /* By guide, as loaded. */
    struct visit_count *sheets;    /* By village. */
};

/* The loaded guide of that id, or NULL. */
static const struct guide *find_guide(const struct followup_run *r, struct slice id)
{
    const struct workspace *w = &r->workspace;
    for (unsigned i = 0; i < w->guide_count; i++)
        if (w->guides[i].sound && slice_equal(w->guides[i].guide->id.text, id))
            return w->guides[i].guide;
    return NULL;
}

struct slice followup_topic_name(const struct followup_run *r, struct slice id)
{
    const struct guide *g = find_guide(r, id);
    if (!g)
        return id;
    return g->short_title.text.size ? g->short_title.text : g->title.text;
}

/* The guides printed for a household: its worst topics that there is a leaflet for. */
static unsigned choose_leaflets(const struct guide **out, const struct followup_run *r,
                                const struct followup_person *p)
{
    unsigned count = 0;
    for (unsigned i = 0; i < p->topic_count && count < r->leaflet_max; i++) {
        const struct guide *g = find_guide(r, p->topics[i].guide);
        if (g)
            out[count++] = g;
    }
    return count;
}

/* ---- the sheet ---- */

static void fill_row(struct visit_sheet_row *row, struct followup_run *r,
                     const struct followup_person *p)
{
    const struct guide *guides[FOLLOWUP_LEAFLETS_MAX];
    struct slice *topics = ARENA_ARRAY(&r->secret, p->topic_count + 1, struct slice);
    struct slice *leaflets = ARENA_ARRAY(&r->secret, FOLLOWUP_LEAFLETS_MAX, struct slice);
    unsigned leaflet_count = choose_leaflets(guides, r, p);
    for (unsigned i = 0; i < p->topic_count; i++)
        topics[i] = followup_topic_name(r, p->topics[i].guide);
    for (unsigned i = 0; i < leaflet_count; i++)
        leaflets[i] = followup_topic_name(r, guides[i]->id.text);
    *row = (struct visit_sheet_row){.number = p->number,
                                    .name = p->name,
                                    .phone = p->phone,
                                    .topics = topics,
                                    .topic_count = p->topic_count,
                                    .leaflets = leaflets,
                                    .leaflet_count = leaflet_count,
                                    .again = p->again,
                                    .missed = p->missed};
}

static bool add_page(void *context, const struct draw_list *page, struct error *e)
{
    struct printing *p = context;
    if (!pdf_add_page(p->file, page, p->bookmark, e))
        return false;
    p->bookmark = SLICE("");
    p->run->sheet_pages++;
    return true;
}

static struct slice find_team(const struct printing *p)
{
    const struct commune *c = p->run->workspace.commune;
    if (p->village && p->village->contact.team.text.size)
        return p->village->contact.team.text;
    if (!c)
        return (struct slice){0};
    return c->contact.team.text.size ? c->contact.team.text : c->name.text;
}

static bool print_sheet(struct printing *p, unsigned first, unsigned count, struct error *e)
{
    struct followup_run *r = p->run;
    struct slice boxes[VISIT_ACHIEVEMENT_COUNT];
    struct visit_sheet_row *rows = ARENA_ARRAY(&r->secret, count, struct visit_sheet_row);
    for (unsigned i = 0; i < count; i++)
        fill_row(&rows[i], r, &r->followup.people[first + i]);
    for (unsigned i = 0; i < VISIT_ACHIEVEMENT_COUNT; i++)
        boxes[i] = slice_from(followup_achievement(i));
    struct visit_sheet sheet = {.language = i18n_language(),
                                .team = find_team(p),
                                .village = p->name,
                                .rows = rows,
                                .row_count = count,
                                .achievements = boxes,
                                .achievement_count = VISIT_ACHIEVEMENT_COUNT};
    p->bookmark =
        arena_printf(&r->secret, _("Visit sheet: %.*s"),
                     SLICE_ARG(p->name.size ? p->name : slice_from(_("Village not said"))));
    unsigned before = r->sheet_pages;
    if (!visit_sheet_draw(&sheet, &p->options, add_page, p, e))
        return false;
    p->sheets[r->village_count++] = (struct visit_count){p->bookmark.size ? p->bookmark : p->name,
                                                         r->sheet_pages - before, false};
    return true;
}

/* ---- leaflets ---- */

static void count_leaflet(struct printing *p, const struct guide *guide)
{
    const struct workspace *w = &p->run->workspace;
    for (unsigned i = 0; i < w->guide_count; i++)
        p->counts[i].count += w->guides[i].guide == guide;
}

/* Boxes to tick are on no leaflet: such a guide is printed as its checklist. */
static const struct design *choose_design(const struct followup_run *r, const struct guide *guide)
{
    return guide_has_checks(guide) ? design_checklist() : r->design;
}

/* The household's first page carries its bookmark. */
static bool print_leaflet(bool *drawn, struct printing *p, const struct guide *guide,
                          struct slice *bookmark, struct error *e)
{
    struct followup_run *r = p->run;
    struct design_input input = {
        .guide = guide, .commune = r->workspace.commune, .village = p->village, .ink = r->ink};
    const struct design *design = choose_design(r, guide);
    *drawn = press_draw(&p->press, design, &input);
    for (unsigned i = 0; *drawn && i < p->press.pages.count; i++) {
        if (!pdf_add_page(p->file, &p->press.pages.lists[i], *bookmark, e))
            return false;
        *bookmark = SLICE("");
    }
    count_leaflet(p, guide);
    r->leaflet_count++;
    r->paper_count += (design->page_count + 1) / 2;
    return true;
}

static bool print_household(bool *drawn, struct printing *p, const struct followup_person *person,
                            unsigned order, struct error *e)
{
    const struct guide *guides[FOLLOWUP_LEAFLETS_MAX];
    unsigned count = choose_leaflets(guides, p->run, person);
    struct slice bookmark =
        arena_printf(&p->run->secret, "%u. %.*s", order, SLICE_ARG(person->number));
    for (unsigned i = 0; *drawn && i < count; i++)
        if (!print_leaflet(drawn, p, guides[i], &bookmark, e))
            return false;
    if (interrupt_asked())
        return error_set(e, ERROR_INTERRUPT, 0, "%s", _("stopped on request"));
    return true;
}

/* ---- everything ---- */

static unsigned count_village(const struct followup *f, unsigned first)
{
    unsigned count = 1;
    while (first + count < f->person_count &&
           slice_equal(f->people[first + count].village, f->people[first].village))
        count++;
    return count;
}

static bool print_villages(bool *drawn, struct printing *p, struct error *e)
{
    const struct followup *f = &p->run->followup;
    const struct commune *c = p->run->workspace.commune;
    for (unsigned first = 0, count; *drawn && first < f->person_count; first += count) {
        const struct followup_person *person = &f->people[first];
        count = count_village(f, first);
        p->name = person->village;
        p->village = c && person->place < c->village_count ? &c->villages[person->place] : NULL;
        if (!print_sheet(p, first, count, e))
            return false;
        for (unsigned i = 0; *drawn && i < count; i++)
            if (!print_household(drawn, p, &person[i], i + 1, e))
                return false;
    }
    return true;
}

static bool print_counts(struct printing *p, struct error *e)
{
    struct followup_run *r = p->run;
    const struct workspace *w = &r->workspace;
    struct arena *a = &r->secret;
    struct visit_count *lines =
        ARENA_ARRAY(a, r->village_count + w->guide_count + 3, struct visit_count);
    unsigned count = 0;
    for (unsigned i = 0; i < w->guide_count; i++)
        if (p->counts[i].count)
            lines[count++] = p->counts[i];
    lines[count++] =
        (struct visit_count){slice_from(_("Leaflets together")), r->leaflet_count, true};
    lines[count++] =
        (struct visit_count){slice_from(_("Pages of visit sheets")), r->sheet_pages, false};
    lines[count++] = (struct visit_count){slice_from(_("Sheets of paper")),
                                          r->paper_count + r->sheet_pages, true};
    struct visit_count_page page = {
        .language = i18n_language(),
        .team = find_team(p),
        .title = slice_from(_("For the printer")),
        .sentence = arena_printf(a,
                                 _("Everything before this page, once: visit sheets on one side, "
                                   "leaflets (%s) on both sides, as they come."),
                                 r->design->name),
        .lines = lines,
        .line_count = count};
    p->bookmark = page.title;
    unsigned pages = r->sheet_pages;
    bool ok = visit_counts_draw(&page, &p->options, add_page, p, e);
    r->sheet_pages = pages;
    return ok;
}

static bool print_all(bool *drawn, struct printing *p, const char *path, struct error *e)
{
    const struct pdf_options options = {
        .whole_pages = true, .durability = FILE_DURABLE, .color = PDF_COLOR_RGB};
    const struct pdf_meta meta = {
        .title = slice_from(_("Visit sheets and leaflets")),
        .author = find_team(p),
        .language = strcmp(i18n_language(), "vi") == 0 ? SLICE("vi-VN") : SLICE("en"),
        .stamp = date_stamp(),
    };
    struct pdf_job *job = pdf_job_create(p->press.fonts, &options);
    mode_t before = umask(077); /* Names are in it. */
    bool ok = pdf_open(&p->file, job, path, &meta, e);
    umask(before);
    if (ok) {
        ok = print_villages(drawn, p, e) && (!*drawn || print_counts(p, e));
        before = umask(077);
        if (ok && *drawn)
            ok = pdf_close(p->file, NULL, e);
        else
            pdf_abandon(p->file);
        umask(before);
    }
    pdf_job_destroy(job);
    return ok;
}

bool followup_print(bool *drawn, struct followup_run *r, const char *path, struct error *e)
{
    struct printing p = {.run = r};
    struct workspace *w = &r->workspace;
    *drawn = true;
    p.counts = ARENA_ARRAY(&r->secret, w->guide_count + 1, struct visit_count);
    p.sheets = ARENA_ARRAY(&r->secret, r->followup.person_count + 1, struct visit_count);
    for (unsigned i = 0; i < w->guide_count; i++)
        if (w->guides[i].guide)
            p.counts[i].what = followup_topic_name(r, w->guides[i].guide->id.text);
    if (!press_open(&p.press, w, e))
        return false;
    p.options =
        (struct visit_sheet_options){.fonts = p.press.fonts, .ink = r->ink, .made = date_today()};
    bool ok = print_all(drawn, &p, path, e);
    press_close(&p.press);
    return ok;
}
