/*
 * One cubic for a chain of quadratics: its ends and the directions there are given, only the
 * lengths of the two handles are free. Points of the chain are sampled, each gets a parameter by
 * its distance along the chain, and least squares gives the lengths (the method of Schneider's
 * "FitCurves", Graphics Gems 1990, without its search for places to split: chains grow from one
 * piece as long as the fit is good).
 */
#include "out/pdf_curve.h"

#include <math.h>
#include <stdbool.h>

enum { CHAIN_MAX = 8, SAMPLES_A_PIECE = 4, SAMPLES_MAX = CHAIN_MAX * SAMPLES_A_PIECE };

#define SMOOTH_COSINE 0.985F /* 10 degrees between a piece's end and the next one's start */

struct chain {
    struct point start, start_direction, end, end_direction;
    struct point samples[SAMPLES_MAX];
    float at[SAMPLES_MAX]; /* 0 … 1 */
    size_t sample_count;
};

static struct point minus(struct point a, struct point b)
{
    return (struct point){a.x - b.x, a.y - b.y};
}

static struct point along(struct point a, struct point direction, float length)
{
    return (struct point){a.x + direction.x * length, a.y + direction.y * length};
}

static float dot(struct point a, struct point b)
{
    return a.x * b.x + a.y * b.y;
}

static struct point unit(struct point v)
{
    float length = hypotf(v.x, v.y);
    return length > 0 ? (struct point){v.x / length, v.y / length} : (struct point){0, 0};
}

static struct point quadratic_at(struct point from, const struct piece *q, float t)
{
    float u = 1 - t;
    return (struct point){u * u * from.x + 2 * u * t * q->a.x + t * t * q->end.x,
                          u * u * from.y + 2 * u * t * q->a.y + t * t * q->end.y};
}

static struct point cubic_at(struct point from, const struct piece *c, float t)
{
    float u = 1 - t;
    float b0 = u * u * u, b1 = 3 * u * u * t, b2 = 3 * u * t * t, b3 = t * t * t;
    return (struct point){b0 * from.x + b1 * c->a.x + b2 * c->b.x + b3 * c->end.x,
                          b0 * from.y + b1 * c->a.y + b2 * c->b.y + b3 * c->end.y};
}

static struct piece as_cubic(struct point from, const struct piece *q)
{
    return (struct piece){.kind = PIECE_CUBIC,
                          .a = along(from, minus(q->a, from), 2.0F / 3),
                          .b = along(q->end, minus(q->a, q->end), 2.0F / 3),
                          .end = q->end};
}

static void begin_chain(struct chain *c, struct point from, const struct piece *first)
{
    c->start = from;
    c->start_direction = unit(minus(first->a, from));
    c->sample_count = 0;
}

static void add_samples(struct chain *c, struct point from, const struct piece *q)
{
    for (unsigned i = 1; i <= SAMPLES_A_PIECE; i++)
        c->samples[c->sample_count++] = quadratic_at(from, q, (float)i / SAMPLES_A_PIECE);
    c->end = q->end;
    c->end_direction = unit(minus(q->end, q->a));
}

/* Parameters by distance from sample to sample. */
static void place_samples(struct chain *c)
{
    float length = 0;
    struct point before = c->start;
    for (size_t i = 0; i < c->sample_count; i++) {
        struct point step = minus(c->samples[i], before);
        length += hypotf(step.x, step.y);
        c->at[i] = length;
        before = c->samples[i];
    }
    for (size_t i = 0; i < c->sample_count; i++)
        c->at[i] = length > 0 ? c->at[i] / length : 0;
}

/* Least squares for the handles' lengths; false when they would not point forwards. */
static bool fit_handles(const struct chain *c, struct piece *out)
{
    float aa = 0, ab = 0, bb = 0, ra = 0, rb = 0;
    struct point d0 = c->start_direction, d1 = {-c->end_direction.x, -c->end_direction.y};
    for (size_t i = 0; i < c->sample_count; i++) {
        float t = c->at[i], u = 1 - t;
        float b0 = u * u * u + 3 * u * u * t, b1 = 3 * u * u * t, b2 = 3 * u * t * t;
        float b3 = b2 + t * t * t;
        struct point rest = {c->samples[i].x - b0 * c->start.x - b3 * c->end.x,
                             c->samples[i].y - b0 * c->start.y - b3 * c->end.y};
        aa += b1 * b1;
        ab += b1 * b2 * dot(d0, d1);
        bb += b2 * b2;
        ra += b1 * dot(rest, d0);
        rb += b2 * dot(rest, d1);
    }
    float determinant = aa * bb - ab * ab;
    if (determinant < 1e-6F * aa * bb)
        return false;
    float first = (ra * bb - rb * ab) / determinant, second = (rb * aa - ra * ab) / determinant;
    if (first <= 0 || second <= 0)
        return false;
    *out = (struct piece){.kind = PIECE_CUBIC,
                          .a = along(c->start, d0, first),
                          .b = along(c->end, d1, second),
                          .end = c->end};
    return true;
}

/* Distance of a sample from the curve near its parameter: across the direction of the curve. */
static float distance(const struct chain *c, const struct piece *cubic, size_t i)
{
    const float step = 0.01F;
    float t = c->at[i];
    struct point here = cubic_at(c->start, cubic, t);
    struct point ahead = cubic_at(c->start, cubic, t + step <= 1 ? t + step : t - step);
    struct point direction = unit(minus(ahead, here)), off = minus(c->samples[i], here);
    return fabsf(off.x * direction.y - off.y * direction.x);
}

static bool fits(const struct chain *c, const struct piece *cubic)
{
    for (size_t i = 0; i + 1 < c->sample_count; i++)
        if (distance(c, cubic, i) > OUTLINE_TOLERANCE)
            return false;
    return true;
}

static bool follows_smoothly(const struct chain *c, const struct piece *next)
{
    return next->kind == PIECE_QUADRATIC &&
           dot(c->end_direction, unit(minus(next->a, c->end))) > SMOOTH_COSINE;
}

/* The best cubic from pieces[0] on; how many pieces it stands for. */
static size_t join_chain(struct piece *out, struct point from, const struct piece *pieces,
                         size_t count)
{
    struct chain c;
    size_t joined = 1;
    *out = as_cubic(from, &pieces[0]);
    begin_chain(&c, from, &pieces[0]);
    add_samples(&c, from, &pieces[0]);
    for (size_t i = 1; i < count && i < CHAIN_MAX; i++) {
        struct piece cubic;
        /* More than a quarter turn and a bit is another corner. */
        if (!follows_smoothly(&c, &pieces[i]) ||
            dot(c.start_direction, unit(minus(pieces[i].end, pieces[i].a))) < -0.5F)
            break;
        add_samples(&c, pieces[i - 1].end, &pieces[i]);
        place_samples(&c);
        if (!fit_handles(&c, &cubic) || !fits(&c, &cubic))
            continue; /* One more may do: the cut was not in the middle. */
        *out = cubic;
        joined = i + 1;
    }
    return joined;
}

size_t outline_join(struct piece *pieces, size_t count)
{
    struct point at = {0, 0};
    size_t to = 0;
    for (size_t i = 0; i < count;) {
        struct piece made = pieces[i];
        size_t used = 1;
        if (made.kind == PIECE_QUADRATIC)
            used = join_chain(&made, at, &pieces[i], count - i);
        if (made.kind != PIECE_CLOSE)
            at = made.end;
        pieces[to++] = made;
        i += used;
    }
    return to;
}
