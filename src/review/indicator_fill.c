/* Indicators as a report, and as text for a chat group. */
#include <math.h>

#include "review/fill_parts.h"
#include "review/indicator.h"

enum { TILES_MAX = 4 };

/* ---- words ---- */

static struct slice show_month(int month, struct arena *a)
{
    return arena_printf(a, "%02d/%d", month % 12 + 1, month / 12);
}

/* "11/2026", "10/2026 – 11/2026" or days. */
static struct slice show_period(const struct indicator_period *p, struct arena *a)
{
    if (p->whole && p->from_month == p->to_month)
        return arena_printf(a, _("month %s"), show_month(p->from_month, a).data);
    if (p->whole)
        return arena_printf(a, _("months %s – %s"), show_month(p->from_month, a).data,
                            show_month(p->to_month, a).data);
    return arena_printf(a, "%s – %s", date_format(a, date_from_days(p->from_day)).data,
                        date_format(a, date_from_days(p->to_day)).data);
}

static struct slice team_of(const struct commune *c)
{
    if (!c)
        return (struct slice){0};
    return c->contact.team.text.size ? c->contact.team.text : c->name.text;
}

/* ---- cells ---- */

static struct report_cell value_cell(const struct indicator_figure *f)
{
    if (!f->known)
        return report_missing(slice_from(f->why ? f->why : _("Not entered yet.")));
    if (f->indicator->from == INDICATOR_SCORE)
        return report_figure(REPORT_NUMBER, f->value, 0);
    return report_figure(REPORT_COUNT, f->value, 0);
}

static double progress(const struct indicator_figure *f)
{
    return f->known && f->target ? 100 * f->value / (double)f->target : NAN;
}

/* ---- sections ---- */

struct group {
    struct slice name;
    bool shares, targets;
    unsigned count, known;
};

static struct group look_at_group(const struct indicator_figure *figures, unsigned count,
                                  struct slice name)
{
    struct group g = {.name = name};
    for (unsigned i = 0; i < count; i++) {
        if (!slice_equal(figures[i].indicator->group.text, name))
            continue;
        g.shares = g.shares || figures[i].indicator->share_of.text.size;
        g.targets = g.targets || figures[i].target;
        g.count++;
        g.known += figures[i].known;
    }
    return g;
}

static bool is_first_of_group(const struct indicator_figure *figures, unsigned index)
{
    for (unsigned i = 0; i < index; i++)
        if (slice_equal(figures[i].indicator->group.text, figures[index].indicator->group.text))
            return false;
    return true;
}

static void put_row(struct fill *f, const struct indicator_figure *figure, const struct group *g)
{
    struct slice remark = {0};
    if (figure->month)
        remark =
            arena_printf(f->arena, _("Entered for %s."), show_month(figure->month, f->arena).data);
    fill_row(f, REPORT_FLAG_NONE, remark);
    fill_put(f, report_text(figure->indicator->name.text));
    fill_put(f, report_text(figure->indicator->unit.text));
    fill_put(f, value_cell(figure));
    if (g->shares)
        fill_put(f, figure->has_share ? report_figure(REPORT_PERCENT, figure->share, 1)
                                      : report_missing((struct slice){0}));
    if (!g->targets)
        return;
    fill_put(f, figure->target ? report_count(figure->target) : report_missing((struct slice){0}));
    fill_put(f, report_figure(REPORT_PERCENT, progress(figure), 0));
}

/* "Names as in: …", each source once. */
static void put_sources(struct fill *f, const struct indicator_figure *figures, unsigned count,
                        struct slice group)
{
    struct slice all = {0};
    for (unsigned i = 0; i < count; i++) {
        struct slice source = figures[i].indicator->source.text;
        bool known = !slice_equal(figures[i].indicator->group.text, group);
        for (unsigned k = 0; k < i && !known; k++)
            known = slice_equal(figures[k].indicator->group.text, group) &&
                    slice_equal(figures[k].indicator->source.text, source);
        if (!known)
            all = arena_printf(f->arena, "%.*s%s%.*s", SLICE_ARG(all), all.size ? "; " : "",
                               SLICE_ARG(source));
    }
    if (slice_equal(all, SLICE("đề xuất"))) /* guides/README.md: of no form yet. */
        fill_section_note(f, "%s", _("These names are our own; no form has them yet."));
    else
        fill_section_note(f, _("Names as in: %.*s."), SLICE_ARG(all));
}

static void put_section(struct fill *f, const struct indicator_figure *figures, unsigned count,
                        unsigned first)
{
    struct group g = look_at_group(figures, count, figures[first].indicator->group.text);
    const char *id = arena_printf(f->arena, "indicators-%u", f->report->section_count + 1).data;
    fill_begin_section(f, id, arena_copy(f->arena, g.name).data, g.count);
    fill_sentence(f, _("%u of %u figures are known."), g.known, g.count);
    fill_column(f, REPORT_TEXT, _("Indicator"), NULL);
    fill_column(f, REPORT_TEXT, _("Unit"), NULL);
    fill_column(f, REPORT_COUNT, _("In the period"), NULL);
    if (g.shares)
        fill_column(f, REPORT_PERCENT, _("Share"), NULL);
    if (g.targets) {
        fill_column(f, REPORT_COUNT, _("Target"), NULL);
        fill_bar_column(f, _("Reached"), NULL);
    }
    for (unsigned i = first; i < count; i++)
        if (slice_equal(figures[i].indicator->group.text, g.name))
            put_row(f, &figures[i], &g);
    put_sources(f, figures, count, g.name);
}

/* The figures that people ask for first. */
static void put_tiles(struct fill *f, const struct indicator_figure *figures, unsigned count)
{
    static const unsigned wanted[TILES_MAX] = {INDICATOR_HOUSEHOLDS, INDICATOR_HELPED,
                                               INDICATOR_ACHIEVEMENT, INDICATOR_PEOPLE};
    for (unsigned w = 0; w < TILES_MAX; w++)
        for (unsigned i = 0; i < count; i++)
            if (figures[i].indicator->from == wanted[w] && figures[i].known) {
                f->report->tiles[f->report->tile_count++] =
                    (struct report_tile){value_cell(&figures[i]), figures[i].indicator->name.text};
                break;
            }
}

void indicators_fill(struct report *out, const struct indicator_figure *figures, unsigned count,
                     const struct indicator_period *period, const struct commune *commune,
                     struct arena *a)
{
    struct fill f = {.arena = a, .report = out};
    struct slice shown = show_period(period, a);
    f.sections = ARENA_ARRAY(a, REPORT_SECTIONS_MAX, struct report_section);
    f.notes = ARENA_ARRAY(a, FILL_NOTES_MAX, struct slice);
    *out = (struct report){
        .language = i18n_language(),
        .kicker = team_of(commune),
        .title = arena_printf(a, _("Indicators of %.*s"), SLICE_ARG(shown)),
        .period = arena_printf(a, "%s – %s", date_format(a, date_from_days(period->from_day)).data,
                               date_format(a, date_from_days(period->to_day)).data),
        .scope = commune ? commune->name.text : (struct slice){0},
        .sections = f.sections,
        .notes = f.notes,
        .signs = {SLICE("NGƯỜI LẬP BIỂU"), SLICE("TỔ TRƯỞNG")}};
    put_tiles(&f, figures, count);
    for (unsigned i = 0; i < count && out->section_count < REPORT_SECTIONS_MAX; i++)
        if (is_first_of_group(figures, i))
            put_section(&f, figures, count, i);
    fill_end_section(&f);
    fill_note(&f, "%s", _("“—” means not known yet; 0 was counted."));
    fill_note(&f, "%s",
              _("“Lượt” counts every time, “người” and “hộ” each person or household once."));
    if (!period->whole)
        fill_note(&f, "%s",
                  _("What is entered by the month stands with its whole month; targets are shown "
                    "for whole months only."));
}

/* ---- text ---- */

static void put_line(struct buf *out, const struct indicator_figure *f)
{
    char value[REPORT_CELL_TEXT_MAX], other[REPORT_CELL_TEXT_MAX];
    const char *language = i18n_language();
    struct report_cell cell = value_cell(f), share = report_figure(REPORT_PERCENT, f->share, 1),
                       target = report_count(f->target),
                       reached = report_figure(REPORT_PERCENT, progress(f), 0);
    buf_printf(out, "• %.*s: ", SLICE_ARG(f->indicator->name.text));
    buf_append_slice(out, report_format_cell(value, &cell, language));
    if (!slice_equal(f->indicator->unit.text, SLICE("%")))
        buf_append_char(out, ' ');
    for (size_t i = 0; i < f->indicator->unit.text.size; i++) /* "Người" within a sentence. */
        buf_append_char(out, i == 0 && f->indicator->unit.text.data[0] >= 'A' &&
                                     f->indicator->unit.text.data[0] <= 'Z'
                                 ? (char)(f->indicator->unit.text.data[0] | 0x20)
                                 : f->indicator->unit.text.data[i]);
    if (f->has_share) {
        struct slice text = report_format_cell(other, &share, language);
        buf_printf(out, " (%.*s)", SLICE_ARG(text));
    }
    if (f->target) {
        struct slice text = report_format_cell(other, &target, language);
        buf_printf(out, _(", target %.*s"), SLICE_ARG(text));
        text = report_format_cell(other, &reached, language);
        buf_printf(out, _(", reached %.*s"), SLICE_ARG(text));
    }
    buf_append_char(out, '\n');
}

void indicators_write_text(struct buf *out, const struct indicator_figure *figures, unsigned count,
                           const struct indicator_period *period, const struct commune *commune,
                           struct arena *a)
{
    struct slice team = team_of(commune);
    unsigned missing = 0;
    buf_printf(out, _("INDICATORS OF %.*s"), SLICE_ARG(show_period(period, a)));
    buf_append_char(out, '\n');
    if (team.size)
        buf_printf(out, "%.*s\n", SLICE_ARG(team));
    for (unsigned i = 0; i < count; i++) {
        if (figures[i].known)
            put_line(out, &figures[i]);
        missing += !figures[i].known;
    }
    if (missing)
        buf_printf(out,
                   i18n_plural("%u figure is not known yet.\n", "%u figures are not known yet.\n",
                               missing),
                   missing);
}
