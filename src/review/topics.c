/*
 * What a question is about: its subject area, the guide that teaches it, and the skill. A skill is
 * a code of the framework where the quiz names one, else the step of the guide.
 */
#include "base/arena.h"
#include "review/gather.h"

static bool is_same(const struct figures_topic *a, const struct figures_topic *b)
{
    return a->kind == b->kind && slice_equal(a->id, b->id);
}

static struct figures_topic *grow(struct gather *g)
{
    if (g->topic_count == g->topic_capacity) {
        unsigned capacity = g->topic_capacity ? 2 * g->topic_capacity : 64;
        struct figures_topic *grown = ARENA_ARRAY(g->arena, capacity, struct figures_topic);
        if (g->topic_count)
            memcpy(grown, g->topics, g->topic_count * sizeof *grown);
        g->topics = grown;
        g->topic_capacity = capacity;
    }
    return &g->topics[g->topic_count++];
}

static void put_topic(struct gather *g, struct gather_item *item, const struct figures_topic *topic)
{
    uint32_t i = 0;
    while (i < g->topic_count && !is_same(&g->topics[i], topic))
        i++;
    if (i == g->topic_count)
        *grow(g) = *topic;
    g->topics[i].item_count++;
    item->topics[topic->kind] = i;
}

static const struct guide *find_guide(const struct gather *g, struct slice id)
{
    for (unsigned i = 0; i < g->texts.guide_count; i++)
        if (slice_equal(g->texts.guides[i]->id.text, id))
            return g->texts.guides[i];
    return NULL;
}

static void put_skill(struct gather *g, struct gather_item *item, struct figures_topic topic)
{
    const struct quiz_question *q = item->question;
    if (q->skill.text.size) {
        topic.id = topic.name = q->skill.text;
    } else if (q->guide.text.size && q->step > 0) {
        topic.step = q->step;
        topic.id = topic.name =
            arena_printf(g->arena, "%.*s/%d", SLICE_ARG(q->guide.text), q->step);
        if (topic.guide && (unsigned)q->step <= topic.guide->step_count) {
            const struct guide_step *step = &topic.guide->steps[q->step - 1];
            topic.name = step->brief.rich.text.size ? step->brief.rich.text : step->text.rich.text;
        }
    } else {
        return;
    }
    topic.kind = FIGURES_SKILL;
    put_topic(g, item, &topic);
}

void gather_topics(struct gather *g, struct gather_item *item)
{
    for (int kind = 0; kind < FIGURES_TOPIC_KIND_COUNT; kind++)
        item->topics[kind] = GATHER_NO_TOPIC;
    const struct quiz_question *q = item->question;
    if (!q)
        return;
    struct figures_topic topic = {.kind = FIGURES_AREA, .subject = q->subject};
    topic.id = topic.name = slice_from(guide_subject_name(q->subject));
    put_topic(g, item, &topic);
    if (q->guide.text.size) {
        topic.kind = FIGURES_GUIDE;
        topic.guide = find_guide(g, q->guide.text);
        topic.id = q->guide.text;
        /* Of what the guide is about, whichever question asks for it first. */
        topic.subject = topic.guide ? topic.guide->subject : q->subject;
        topic.name = topic.guide ? topic.guide->title.text : topic.id;
        put_topic(g, item, &topic);
    }
    put_skill(g, item, topic);
}
