#include "review/fill.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

#include "review/fill_parts.h"

/* ---- above the title ---- */

static struct slice format_day(struct fill *f, int64_t day)
{
    char text[REPORT_CELL_TEXT_MAX];
    struct report_cell cell = report_date(day);
    return arena_copy(f->arena, report_format_cell(text, &cell, f->report->language));
}

static struct slice word_period(struct fill *f)
{
    const struct figures *g = f->figures;
    bool from = g->filter.has_from || g->day_count, to = g->filter.has_to || g->day_count;
    struct slice first =
        from ? format_day(f, g->filter.has_from ? g->filter.from_day : g->first_day) : SLICE("…");
    struct slice last =
        to ? format_day(f, g->filter.has_to ? g->filter.to_day : g->last_day) : SLICE("…");
    if (!from && !to)
        return slice_from(_("whole time"));
    return arena_printf(f->arena, "%.*s – %.*s", SLICE_ARG(first), SLICE_ARG(last));
}

static struct slice append_scope(struct fill *f, struct slice scope, const char *format,
                                 struct slice value)
{
    if (!value.size)
        return scope;
    char part[512];
    snprintf(part, sizeof part, format, (int)(value.size < 300 ? value.size : 300), value.data);
    return arena_printf(f->arena, "%.*s%s%s", SLICE_ARG(scope), scope.size ? " · " : "", part);
}

static struct slice word_scope(struct fill *f)
{
    const struct figures *g = f->figures;
    struct slice scope = {0}, quiz = g->filter.quiz;
    for (unsigned i = 0; i < g->quiz_count; i++)
        if (quiz.size && slice_equal(g->quizzes[i].group.id, quiz))
            quiz = g->quizzes[i].group.name;
    scope = append_scope(f, scope, _("village %.*s"), g->filter.village);
    scope = append_scope(f, scope, _("quiz “%.*s”"), quiz);
    return append_scope(f, scope, _("kiosk %.*s"), g->filter.kiosk);
}

static struct slice word_kicker(struct fill *f)
{
    struct slice place = f->options->place;
    return arena_printf(f->arena, "%s%s%.*s · %.*s%s%.*s", _("Digital skills: results"),
                        place.size ? " · " : "", SLICE_ARG(place), SLICE_ARG(f->report->period),
                        f->report->scope.size ? " · " : "", SLICE_ARG(f->report->scope));
}

/* ---- the finding ---- */

static bool is_all_small(const struct fill *f)
{
    return fill_is_small(f, figures_group_size(&f->figures->total));
}

/* The first topic that enough rounds were about, and that people do not know yet. */
static const struct figures_topic *find_worst(const struct figures *g)
{
    for (unsigned i = 0; i < g->topic_count[FIGURES_GUIDE]; i++)
        if (g->topics[FIGURES_GUIDE][i].clusters.count >= FIGURES_ITEM_MIN)
            return &g->topics[FIGURES_GUIDE][i];
    return NULL;
}

static struct slice word_title(struct fill *f)
{
    const struct figures *g = f->figures;
    const struct figures_topic *worst = find_worst(g);
    if (g->total.rounds == 0)
        return slice_from(_("Nobody has taken a quiz in this time yet"));
    if (is_all_small(f))
        return slice_from(_("Too few people so far for a report"));
    if (!worst)
        return slice_from(_("A first look: still too few rounds to say what is hardest"));
    if (worst->share.value >= 0.8)
        return slice_from(_("People know every topic well; time for something new"));
    return arena_printf(f->arena, _("People find “%.*s” hardest"), SLICE_ARG(worst->name));
}

/* ---- large figures ---- */

static void put_tile(struct fill *f, struct report_cell cell, struct slice label)
{
    struct report *r = f->report;
    CHECK(r->tile_count < REPORT_TILES_MAX);
    r->tiles[r->tile_count++] = (struct report_tile){cell, label};
}

static void put_people_tile(struct fill *f)
{
    const struct figures_group *t = &f->figures->total;
    char rounds[REPORT_CELL_TEXT_MAX], alone[REPORT_CELL_TEXT_MAX];
    struct report_cell all = report_count(t->rounds), unknown = report_count(t->alone_rounds);
    const char *language = f->report->language;
    report_format_cell(rounds, &all, language);
    report_format_cell(alone, &unknown, language);
    if (t->people == 0)
        put_tile(f, all, slice_from(_("rounds taken; by whom is not known")));
    else if (t->alone_rounds == 0)
        put_tile(f, report_count(t->people),
                 arena_printf(f->arena, _("people took a quiz (%s rounds)"), rounds));
    else
        put_tile(f, report_count(t->people),
                 arena_printf(f->arena,
                              _("people took a quiz (%s rounds, %s of them by persons unknown)"),
                              rounds, alone));
}

static void put_tiles(struct fill *f)
{
    const struct figures *g = f->figures;
    if (g->total.rounds == 0)
        return;
    if (is_all_small(f)) {
        put_tile(f, fill_hidden(), slice_from(_("people took a quiz")));
        return;
    }
    struct stats_estimate mean = stats_mean(&g->total.scores);
    struct stats_estimate change = stats_mean(&g->change.difference);
    put_people_tile(f);
    put_tile(f, fill_share(mean.value, mean.interval),
             slice_from(_("right on average, of a full round")));
    if (change.count >= FIGURES_GROUP_MIN || (f->options->team && change.count > 1))
        put_tile(f, fill_change(change),
                 slice_from(_("percent points from first to last round of the same person")));
    if (g->total.wishes)
        put_tile(f, fill_people(f, g->total.wishes),
                 slice_from(_("people asked the team to come to their home")));
}

/* ---- notes ---- */

static int64_t local_day(int64_t wall_ms)
{
    time_t seconds = (time_t)(wall_ms / 1000);
    struct tm local;
    if (!localtime_r(&seconds, &local))
        return wall_ms / 86400000;
    return date_days((struct date){(int16_t)(local.tm_year + 1900), (int8_t)(local.tm_mon + 1),
                                   (int8_t)local.tm_mday});
}

static void note_rekeys(struct fill *f)
{
    for (unsigned i = 0; i < f->figures->rekey_count; i++) {
        const struct figures_rekey *r = &f->figures->rekeys[i];
        struct slice day = format_day(f, local_day(r->wall_ms));
        struct slice was = r->was_right.size ? r->was_right : SLICE("—");
        const char *open = r->reason.size ? " (" : "", *close = r->reason.size ? ")" : "";
        fill_note(f,
                  _("The key of question “%.*s” in quiz “%.*s” was corrected on %.*s from %.*s to "
                    "%.*s%s%.*s%s: %lld of %lld answers are marked anew; what was recorded stays."),
                  SLICE_ARG(r->question), SLICE_ARG(r->quiz), SLICE_ARG(day), SLICE_ARG(was),
                  SLICE_ARG(r->right), open, SLICE_ARG(r->reason), close, (long long)r->changed,
                  (long long)r->answers);
    }
}

static void note_device(struct fill *f, const struct figures_device *d)
{
    struct slice name = d->group.name.size ? d->group.name : slice_part(d->group.id, 0, 8);
    int64_t lost = d->orphan_count + d->unreadable_count;
    if (d->first_gap_seq)
        fill_note(
            f,
            _("Kiosk %.*s: part of its log has not arrived (from event %lld); what is missing "
              "is not counted."),
            SLICE_ARG(name), (long long)d->first_gap_seq);
    if (lost)
        fill_note(
            f,
            i18n_plural("Kiosk %.*s: %lld entry could not be used, because what belongs before "
                        "it is missing or this program does not know it.",
                        "Kiosk %.*s: %lld entries could not be used, because what belongs "
                        "before them is missing or this program does not know them.",
                        lost),
            SLICE_ARG(name), (long long)lost);
}

static void note_devices(struct fill *f)
{
    for (unsigned i = 0; i < f->figures->device_count; i++)
        note_device(f, &f->figures->devices[i]);
}

static void note_records(struct fill *f)
{
    const struct figures *g = f->figures;
    unsigned other = 0;
    for (unsigned i = 0; i < g->item_count; i++)
        other += g->items[i].version != FIGURES_VERSION_CURRENT;
    if (g->withdrawn_batches)
        fill_note(f,
                  i18n_plural("%u batch of paper sheets was withdrawn and does not count.",
                              "%u batches of paper sheets were withdrawn and do not count.",
                              g->withdrawn_batches),
                  g->withdrawn_batches);
    if (g->untrusted_rounds)
        fill_note(f,
                  i18n_plural("%lld round was taken while a kiosk's clock was wrong: it counts, "
                              "but on no day.",
                              "%lld rounds were taken while a kiosk's clock was wrong: they "
                              "count, but on no day.",
                              g->untrusted_rounds),
                  (long long)g->untrusted_rounds);
    if (g->unfinished_rounds)
        fill_note(f,
                  i18n_plural("%lld round was not finished: what was answered counts for the "
                              "questions, not for scores.",
                              "%lld rounds were not finished: what was answered counts for the "
                              "questions, not for scores.",
                              g->unfinished_rounds),
                  (long long)g->unfinished_rounds);
    if (other)
        fill_note(f,
                  i18n_plural("%u question was answered in another version than the one here: "
                              "it is named by its id.",
                              "%u questions were answered in another version than the one "
                              "here: they are named by their ids.",
                              other),
                  other);
}

static void note_words(struct fill *f)
{
    fill_note(
        f, "%s",
        _("A round is one way through a quiz. People are counted by their stay at the kiosk or "
          "their code on paper: somebody who comes back another day counts again. Rounds "
          "where nobody knows who it was count as rounds only."));
    fill_note(
        f, "%s",
        _("Ranges hold the true figure 95 times in 100: the fewer people, the wider. “—” means "
          "not known, never 0."));
}

/* ---- all of it ---- */

static void put_sections(struct fill *f)
{
    fill_topics(f);
    fill_doubts(f);
    fill_villages(f);
    fill_changes(f);
    fill_days(f);
    fill_scores(f);
    fill_skills(f);
    fill_questions(f);
    fill_answers(f);
    fill_quizzes(f);
    fill_ages(f);
    fill_sources(f);
    fill_kiosks(f);
    fill_end_section(f);
}

void fill_report(struct report *out, const struct figures *figures,
                 const struct fill_options *options, struct arena *a)
{
    struct fill f = {.arena = a, .figures = figures, .options = options, .report = out};
    *out = (struct report){.language = i18n_language(), .team_only = options->team};
    f.sections = ARENA_ARRAY(a, REPORT_SECTIONS_MAX, struct report_section);
    f.notes = ARENA_ARRAY(a, FILL_NOTES_MAX, struct slice);
    out->sections = f.sections;
    out->notes = f.notes;
    out->period = word_period(&f);
    out->scope = word_scope(&f);
    out->kicker = word_kicker(&f);
    out->title = word_title(&f);
    out->signs[0] = slice_from(_("PREPARED BY"));
    out->signs[1] = slice_from(_("HEAD OF THE TEAM"));
    put_tiles(&f);
    if (figures->total.rounds && !is_all_small(&f))
        put_sections(&f);
    note_rekeys(&f);
    note_devices(&f);
    note_records(&f);
    note_words(&f);
}
