/*
 * Sections about what was asked: topics to teach again, questions to look at, how quizzes measure.
 */
#include <math.h>

#include "page/words.h"
#include "review/fill_parts.h"

enum { SKILLS_LISTED_MAX = 15 };

/* Under these a topic asks to be taught again. The figures are this project's, not an authority's.
 */
static const double act_share = 0.5, look_share = 0.7;

static const struct stats_interval none = {NAN, NAN};

/* ---- topics ---- */

static enum report_flag topic_flag(const struct figures_topic *t)
{
    if (t->clusters.count < FIGURES_ITEM_MIN)
        return REPORT_FLAG_NONE;
    return t->share.value < act_share    ? REPORT_FLAG_ACT
           : t->share.value < look_share ? REPORT_FLAG_LOOK
                                         : REPORT_FLAG_NONE;
}

static void put_topic(struct fill *f, const struct figures_topic *t, struct slice second)
{
    bool hidden = fill_is_small(f, t->clusters.count);
    enum report_flag flag = hidden ? REPORT_FLAG_NONE : topic_flag(t);
    fill_row(f, flag,
             flag == REPORT_FLAG_ACT ? slice_from(_("Teach this again first")) : (struct slice){0});
    fill_put(f, fill_text(t->name));
    fill_put(f, fill_text(second));
    fill_put(f, hidden ? fill_hidden() : fill_share(t->share.value, t->share.interval));
    fill_put(f, hidden ? fill_hidden() : report_count(t->clusters.seen));
    fill_put(f, hidden ? fill_hidden() : report_count(t->clusters.count));
}

static void topic_columns(struct fill *f, const char *first, const char *second)
{
    fill_column(f, REPORT_TEXT, first, NULL);
    fill_column(f, REPORT_TEXT, second, NULL);
    fill_bar_column(f, _("Right"),
                    _("Of the answers to its questions; the interval allows for one "
                      "person's answers being alike"));
    fill_column(f, REPORT_COUNT, _("Answers"), _("Questions shown, answered or not"));
    fill_column(f, REPORT_COUNT, _("Rounds"), _("In which at least one of them was shown"));
    fill_chart(f, REPORT_CHART_BARS, 0, 2, 100);
}

static struct slice name_area(struct fill *f, enum guide_subject subject)
{
    struct words words;
    words_fill(&words, slice_from(f->report->language));
    return slice_from(words.subjects[subject]);
}

static void say_least_known(struct fill *f, const struct figures_topic *t)
{
    char share[REPORT_CELL_TEXT_MAX];
    struct report_cell cell = fill_share(t->share.value, none);
    if (fill_is_small(f, t->clusters.count)) {
        fill_sentence(f, "%s", _("Share answered right, lowest first."));
        return;
    }
    report_format_cell(share, &cell, f->report->language);
    fill_sentence(f, _("Share answered right, lowest first: “%.*s” stands at %s."),
                  SLICE_ARG(f->rows[0].cells[0].text), share);
}

static void fill_areas(struct fill *f)
{
    const struct figures *g = f->figures;
    unsigned count = g->topic_count[FIGURES_AREA];
    if (count < 2)
        return;
    fill_begin_section(f, "areas", _("Subject areas"), count);
    fill_column(f, REPORT_TEXT, _("Area"), NULL);
    fill_bar_column(f, _("Right"), _("Of the answers to its questions"));
    fill_column(f, REPORT_COUNT, _("Answers"), _("Questions shown, answered or not"));
    fill_chart(f, REPORT_CHART_BARS, 0, 1, 100);
    for (unsigned i = 0; i < count; i++) {
        const struct figures_topic *t = &g->topics[FIGURES_AREA][i];
        bool hidden = fill_is_small(f, t->clusters.count);
        fill_row(f, hidden ? REPORT_FLAG_NONE : topic_flag(t), (struct slice){0});
        fill_put(f, report_text(name_area(f, t->subject)));
        fill_put(f, hidden ? fill_hidden() : fill_share(t->share.value, t->share.interval));
        fill_put(f, hidden ? fill_hidden() : report_count(t->clusters.seen));
    }
    say_least_known(f, &g->topics[FIGURES_AREA][0]);
}

void fill_topics(struct fill *f)
{
    const struct figures *g = f->figures;
    unsigned count = g->topic_count[FIGURES_GUIDE];
    if (count == 0)
        return;
    fill_begin_section(f, "topics", _("What to teach again first"), count);
    topic_columns(f, _("Topic"), _("Subject area"));
    for (unsigned i = 0; i < count; i++) {
        const struct figures_topic *t = &g->topics[FIGURES_GUIDE][i];
        put_topic(f, t, name_area(f, t->subject));
        fill_about(f, i);
    }
    say_least_known(f, &g->topics[FIGURES_GUIDE][0]);
}

void fill_skills(struct fill *f)
{
    const struct figures *g = f->figures;
    unsigned all = g->topic_count[FIGURES_SKILL];
    unsigned count = all < SKILLS_LISTED_MAX ? all : SKILLS_LISTED_MAX;
    fill_areas(f);
    if (count == 0)
        return;
    fill_begin_section(f, "skills", _("Step by step: what is hardest"), count);
    topic_columns(f, _("What to do"), _("Guide"));
    for (unsigned i = 0; i < count; i++) {
        const struct figures_topic *t = &g->topics[FIGURES_SKILL][i];
        put_topic(f, t, t->guide ? t->guide->title.text : (struct slice){0});
    }
    say_least_known(f, &g->topics[FIGURES_SKILL][0]);
    if (all > count)
        fill_section_note(f, _("The %u hardest of %u."), count, all);
}

/* ---- doubts ---- */

static struct slice append(struct fill *f, struct slice text, struct slice more)
{
    return arena_printf(f->arena, "%.*s%s%.*s", SLICE_ARG(text), text.size ? " " : "",
                        SLICE_ARG(more));
}

static const struct figures_option *find_suspect(const struct figures_item *item)
{
    const struct figures_option *worst = NULL;
    for (unsigned i = 0; i < item->option_count; i++)
        if (item->options[i].suspect &&
            (!worst || item->options[i].correlation > worst->correlation))
            worst = &item->options[i];
    return worst;
}

static unsigned severity(const struct figures_item *item)
{
    const struct figures_option *suspect = find_suspect(item);
    if (suspect)
        return suspect->clear ? 4 : 2;
    return item->flags & FIGURES_TOO_HARD ? 3 : 1;
}

static struct slice say_dead(struct fill *f, const struct figures_item *item)
{
    struct slice dead = {0};
    for (unsigned i = 0; i < item->option_count; i++)
        if (item->options[i].dead)
            dead = arena_printf(f->arena, "%.*s%s“%.*s”", SLICE_ARG(dead), dead.size ? ", " : "",
                                SLICE_ARG(item->options[i].label));
    return arena_printf(f->arena, _("Hardly anybody takes %.*s: put something more likely there."),
                        SLICE_ARG(dead));
}

static struct slice say_flags(struct fill *f, const struct figures_item *item)
{
    struct slice text = {0};
    const struct figures_option *suspect = find_suspect(item);
    if (suspect && suspect->clear)
        text = arena_printf(f->arena,
                            _("Check the key: people who know the rest take “%.*s” more than the "
                              "answer marked right."),
                            SLICE_ARG(suspect->label));
    else if (suspect)
        text =
            arena_printf(f->arena,
                         _("Check the key: “%.*s” goes with knowing the rest more than the answer "
                           "marked right does; with so few people that may be chance."),
                         SLICE_ARG(suspect->label));
    if (item->flags & FIGURES_TOO_HARD)
        text = append(f, text, slice_from(_("Too hard: teach it again, or word it more simply.")));
    if (item->flags & FIGURES_TOO_EASY)
        text = append(f, text, slice_from(_("Too easy: nearly everybody knows it.")));
    if (item->flags & FIGURES_DEAD_OPTION)
        text = append(f, text, say_dead(f, item));
    return text;
}

static void about_item(struct fill *f, const struct figures_item *item)
{
    fill_about(f, (unsigned)(item - f->figures->items));
}

static void put_doubt(struct fill *f, const struct figures_item *item)
{
    fill_row(f, severity(item) == 4 ? REPORT_FLAG_ACT : REPORT_FLAG_LOOK, say_flags(f, item));
    about_item(f, item);
    fill_put(f, fill_text(fill_question(f, item)));
    fill_put(f, fill_text(fill_quiz_title(item)));
    fill_put(f, fill_share(item->facility, item->facility_interval));
    fill_put(f, report_count(item->seen));
}

void fill_doubts(struct fill *f)
{
    const struct figures *g = f->figures;
    unsigned count = 0, keys = 0;
    for (unsigned i = 0; i < g->item_count; i++) {
        count += g->items[i].flags != 0;
        keys += severity(&g->items[i]) == 4;
    }
    if (count == 0)
        return;
    fill_begin_section(f, "doubts", _("Questions to look at"), count);
    if (keys)
        fill_sentence(f,
                      i18n_plural("%u key may be wrong: look at it before anything else.",
                                  "%u keys may be wrong: look at them before anything else.", keys),
                      keys);
    else
        fill_sentence(f, "%s", _("No key is clearly wrong; these could be asked better."));
    fill_column(f, REPORT_TEXT, _("Question"), NULL);
    fill_column(f, REPORT_TEXT, _("Quiz"), NULL);
    fill_bar_column(f, _("Right"), _("Of those who saw it"));
    fill_column(f, REPORT_COUNT, _("Shown"), _("Rounds in which it was seen"));
    for (unsigned level = 4; level > 0; level--)
        for (unsigned i = 0; i < g->item_count; i++)
            if (g->items[i].flags && severity(&g->items[i]) == level)
                put_doubt(f, &g->items[i]);
}

/* ---- all questions ---- */

static struct slice say_version(struct fill *f, const struct figures_item *item)
{
    struct slice text = {0};
    if (item->version == FIGURES_VERSION_OTHER)
        text = slice_from(_("Another version than the one here."));
    if (item->version == FIGURES_VERSION_UNKNOWN)
        text = slice_from(_("Of a quiz or question that is not here."));
    return item->rekeyed ? append(f, text, slice_from(_("Its key was corrected."))) : text;
}

static void put_question(struct fill *f, const struct figures_item *item)
{
    bool hidden = fill_is_small(f, item->seen);
    bool few = item->rest_count < FIGURES_ITEM_MIN;
    fill_row(f, REPORT_FLAG_NONE, say_version(f, item));
    about_item(f, item);
    fill_put(f, fill_text(fill_question(f, item)));
    fill_put(f, fill_text(fill_quiz_title(item)));
    fill_put(f, hidden ? fill_hidden() : fill_share(item->facility, item->facility_interval));
    fill_put(f, few ? fill_too_few(f, FIGURES_ITEM_MIN)
                    : fill_ratio(item->discrimination, item->discrimination_interval));
    fill_put(f, few ? fill_too_few(f, FIGURES_ITEM_MIN) : fill_share(item->efficiency, none));
    fill_put(f, hidden ? fill_hidden() : report_count(item->seen));
    fill_put(f, hidden ? fill_hidden() : report_count(item->omitted));
    fill_put(f, hidden ? fill_hidden() : report_count(item->unseen));
}

/* Hardest first within each quiz: an insertion into a list of indexes. */
static unsigned *sort_items(struct fill *f)
{
    const struct figures *g = f->figures;
    unsigned *order = ARENA_ARRAY(f->arena, g->item_count + 1, unsigned);
    for (unsigned i = 0; i < g->item_count; i++) {
        unsigned at = i;
        for (; at > 0; at--) {
            const struct figures_item *before = &g->items[order[at - 1]], *item = &g->items[i];
            if (!slice_equal(before->quiz, item->quiz) || !(item->facility < before->facility))
                break;
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
    return order;
}

void fill_questions(struct fill *f)
{
    const struct figures *g = f->figures;
    if (g->item_count == 0)
        return;
    const unsigned *order = sort_items(f);
    fill_begin_section(f, FILL_DETAILS_FROM, _("Question by question"), g->item_count);
    fill_sentence(f, "%s",
                  _("Quiz by quiz, hardest question first. Shown and not answered counts as not "
                    "right; never reached does not count."));
    fill_section_note(
        f,
        _("Discrimination is the correlation of a question with the rest of the round, "
          "told from %u rounds on: with fewer it is mostly chance."),
        FIGURES_ITEM_MIN);
    fill_column(f, REPORT_TEXT, _("Question"), NULL);
    fill_column(f, REPORT_TEXT, _("Quiz"), NULL);
    fill_bar_column(f, _("Right"), _("Facility: of those who saw it; Wilson's interval"));
    fill_column(f, REPORT_NUMBER, _("Discrimination"),
                _("Correlation with the score on the other questions; Fisher's interval"));
    fill_column(f, REPORT_PERCENT, _("Efficiency"),
                _("Discrimination as a share of the best possible; below 15 in 100 is doubtful"));
    fill_column(f, REPORT_COUNT, _("Shown"), _("Rounds in which it was seen"));
    fill_column(f, REPORT_COUNT, _("Left out"), _("Shown, not answered"));
    fill_column(f, REPORT_COUNT, _("Not reached"), _("Drawn, but the round ended before"));
    for (unsigned i = 0; i < g->item_count; i++)
        put_question(f, &g->items[order[i]]);
}

/* ---- options ---- */

static void put_answer(struct fill *f, const struct figures_item *item,
                       const struct figures_option *o)
{
    struct slice remark = {0};
    if (o->suspect)
        remark = slice_from(_("Goes with knowing the rest better than the key does."));
    else if (o->dead)
        remark = slice_from(_("An option nobody takes."));
    fill_row(f,
             o->clear                ? REPORT_FLAG_ACT
             : o->suspect || o->dead ? REPORT_FLAG_LOOK
                                     : REPORT_FLAG_NONE,
             remark);
    about_item(f, item);
    fill_put(f, fill_text(fill_question(f, item)));
    fill_put(f, fill_text(o->label));
    fill_put(f, report_text(slice_from(o->right ? _("key") : "")));
    fill_put(f, report_count(o->chosen));
    fill_put(f, fill_share(o->share, none));
    fill_put(f, item->rest_count < FIGURES_ITEM_MIN ? fill_too_few(f, FIGURES_ITEM_MIN)
                                                    : fill_ratio(o->correlation, none));
}

void fill_answers(struct fill *f)
{
    const struct figures *g = f->figures;
    unsigned count = 0;
    for (unsigned i = 0; i < g->item_count; i++)
        count += fill_is_small(f, g->items[i].seen) ? 0 : g->items[i].option_count;
    if (count == 0)
        return;
    const unsigned *order = sort_items(f);
    fill_begin_section(f, "answers", _("What people chose"), count);
    fill_sentence(f, "%s",
                  _("A good wrong option is taken by some who know little, and by few who know the "
                    "rest."));
    fill_section_note(f,
                      _("Questions fewer than %u people saw are left out. Of orders and pairs, "
                        "the %u most frequent wrong ones are listed."),
                      FIGURES_GROUP_MIN, FIGURES_LISTED_MAX);
    fill_column(f, REPORT_TEXT, _("Question"), NULL);
    fill_column(f, REPORT_TEXT, _("Option"), NULL);
    fill_column(f, REPORT_TEXT, _("Key"), NULL);
    fill_column(f, REPORT_COUNT, _("Chosen"), NULL);
    fill_bar_column(f, _("Share"), _("Of those who saw the question"));
    fill_column(f, REPORT_NUMBER, _("Correlation"), _("Of choosing it with the score on the rest"));
    for (unsigned i = 0; i < g->item_count; i++) {
        const struct figures_item *item = &g->items[order[i]];
        for (unsigned o = 0; o < item->option_count && !fill_is_small(f, item->seen); o++)
            put_answer(f, item, &item->options[o]);
    }
}

/* ---- quizzes ---- */

/* Moodle's guidance: satisfactory from 75 %, unsatisfactory under 64 % (docs.moodle.org, "Quiz
 * statistics report"). */
static struct slice say_quiz(struct fill *f, const struct figures_quiz *q)
{
    if (q->stats.count < FIGURES_QUIZ_MIN)
        return arena_printf(f->arena,
                            _("Reliability is told from %u full rounds of one length on."),
                            FIGURES_QUIZ_MIN);
    if (q->stats.alpha < 0.64)
        return slice_from(_("Says little about one person; about a group it still does."));
    return (struct slice){0};
}

static struct report_cell quiz_number(struct fill *f, const struct figures_quiz *q, double value)
{
    return q->stats.count < FIGURES_QUIZ_MIN ? fill_too_few(f, FIGURES_QUIZ_MIN)
                                             : fill_ratio(value, none);
}

static void put_quiz(struct fill *f, const struct figures_quiz *q, bool hidden)
{
    struct stats_estimate mean = stats_mean(&q->group.scores);
    double deviation = stats_scores_deviation(&q->group.scores);
    fill_row(f, REPORT_FLAG_NONE, say_quiz(f, q));
    fill_put(f, fill_text(q->group.name));
    fill_put(f, hidden ? fill_hidden() : report_count(q->group.rounds));
    fill_put(f, hidden ? fill_hidden() : report_count(q->group.people));
    fill_put(f, hidden ? fill_hidden() : fill_share(mean.value, mean.interval));
    fill_put(f, hidden ? fill_hidden() : fill_share(deviation, none));
    fill_put(f, q->length ? report_count(q->length) : report_missing((struct slice){0}));
    fill_put(f, quiz_number(f, q, q->stats.alpha));
    fill_put(f, quiz_number(f, q, q->stats.standard_error));
    fill_put(f, quiz_number(f, q, q->stats.skewness));
    fill_put(f, quiz_number(f, q, q->stats.kurtosis));
}

void fill_quizzes(struct fill *f)
{
    const struct figures *g = f->figures;
    if (g->quiz_count == 0)
        return;
    const struct figures_group **groups =
        ARENA_ARRAY(f->arena, g->quiz_count, const struct figures_group *);
    bool *hidden = ARENA_ARRAY(f->arena, g->quiz_count, bool);
    for (unsigned i = 0; i < g->quiz_count; i++)
        groups[i] = &g->quizzes[i].group;
    fill_hide_groups(hidden, f, groups, g->quiz_count);
    fill_begin_section(f, "quizzes", _("How well the quizzes measure"), g->quiz_count);
    fill_sentence(f, "%s",
                  _("Reliability near 1 means that another round would say the same of a person."));
    fill_section_note(
        f,
        _("Reliability is Cronbach's alpha over the places of a full round, as Moodle "
          "computes it for questions drawn at random; it and the standard error are "
          "told from %u full rounds on."),
        FIGURES_QUIZ_MIN);
    fill_column(f, REPORT_TEXT, _("Quiz"), NULL);
    fill_column(f, REPORT_COUNT, _("Rounds"), NULL);
    fill_column(f, REPORT_COUNT, _("People"), _("Stays at the kiosk, or codes on paper"));
    fill_bar_column(f, _("Right on average"), _("Mean score of full rounds"));
    fill_column(f, REPORT_PERCENT, _("Spread"), _("Standard deviation of the scores"));
    fill_column(f, REPORT_COUNT, _("Questions a round"), NULL);
    fill_column(f, REPORT_NUMBER, _("Reliability"), _("Cronbach's alpha; satisfactory from 0.75"));
    fill_column(f, REPORT_NUMBER, _("Standard error"), _("Of one person's score, in questions"));
    fill_column(f, REPORT_NUMBER, _("Skewness"), _("Below 0: more high scores than low ones"));
    fill_column(f, REPORT_NUMBER, _("Kurtosis"), _("Above 0: more at the ends than a bell curve"));
    for (unsigned i = 0; i < g->quiz_count; i++)
        put_quiz(f, &g->quizzes[i], hidden[i]);
}
