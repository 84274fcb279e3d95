#include "out/pdf_curve.h"

#include <math.h>
#include <string.h>

#include "support/test.h"

enum { PIECES_MAX = 64 };

static struct piece move(float x, float y)
{
    return (struct piece){.kind = PIECE_MOVE, .end = {x, y}};
}

static struct piece line(float x, float y)
{
    return (struct piece){.kind = PIECE_LINE, .end = {x, y}};
}

static struct piece quadratic(float ax, float ay, float x, float y)
{
    return (struct piece){.kind = PIECE_QUADRATIC, .a = {ax, ay}, .end = {x, y}};
}

/* A circle of `count` arcs around (0, 0), from (radius, 0) on. */
static size_t put_circle(struct piece *pieces, float radius, unsigned count)
{
    const float step = 6.2831853F / (float)count;
    size_t used = 0;
    pieces[used++] = move(radius, 0);
    for (unsigned i = 0; i < count; i++) {
        float middle = ((float)i + 0.5F) * step, end = ((float)i + 1) * step;
        float out = radius / cosf(step / 2);
        pieces[used++] = quadratic(out * cosf(middle), out * sinf(middle), radius * cosf(end),
                                   radius * sinf(end));
    }
    pieces[used++] = (struct piece){.kind = PIECE_CLOSE};
    return used;
}

/* Greatest distance of the joined circle from the radius. */
static float deviation(const struct piece *pieces, size_t count, float radius)
{
    struct point from = pieces[0].end;
    float worst = 0;
    for (size_t i = 1; i < count && pieces[i].kind == PIECE_CUBIC; i++) {
        const struct piece *c = &pieces[i];
        for (float t = 0; t <= 1; t += 0.02F) {
            float u = 1 - t, b0 = u * u * u, b1 = 3 * u * u * t, b2 = 3 * u * t * t, b3 = t * t * t;
            float x = b0 * from.x + b1 * c->a.x + b2 * c->b.x + b3 * c->end.x;
            float y = b0 * from.y + b1 * c->a.y + b2 * c->b.y + b3 * c->end.y;
            float off = fabsf(hypotf(x, y) - radius);
            worst = off > worst ? off : worst;
        }
        from = c->end;
    }
    return worst;
}

static void circles_become_few_curves_and_stay_round(void **state)
{
    (void)state;
    static const struct {
        float radius;
        unsigned arcs;
        size_t curves_max;
    } rows[] = {{500, 16, 8}, {500, 32, 8}, {40, 8, 4}, {40, 16, 4}, {2, 8, 4}};
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct piece pieces[PIECES_MAX];
        size_t before = put_circle(pieces, rows[i].radius, rows[i].arcs);
        float was_off = rows[i].radius / 100; /* The arcs themselves are no perfect circle. */
        size_t count = outline_join(pieces, before);
        assert_in_range(count, 3, rows[i].curves_max + 2);
        assert_true(deviation(pieces, count, rows[i].radius) < OUTLINE_TOLERANCE + was_off);
        assert_int_equal(pieces[count - 1].kind, PIECE_CLOSE);
    }
}

static struct point at(struct point from, const struct piece *p, float t)
{
    float u = 1 - t;
    if (p->kind == PIECE_QUADRATIC)
        return (struct point){u * u * from.x + 2 * u * t * p->a.x + t * t * p->end.x,
                              u * u * from.y + 2 * u * t * p->a.y + t * t * p->end.y};
    float b0 = u * u * u, b1 = 3 * u * u * t, b2 = 3 * u * t * t, b3 = t * t * t;
    return (struct point){b0 * from.x + b1 * p->a.x + b2 * p->b.x + b3 * p->end.x,
                          b0 * from.y + b1 * p->a.y + b2 * p->b.y + b3 * p->end.y};
}

static float distance_to(struct point where, const struct piece *pieces, size_t count)
{
    float best = INFINITY;
    for (size_t i = 1; i < count; i++) {
        for (float t = 0; t <= 1; t += 0.005F) {
            struct point p = at(pieces[i - 1].end, &pieces[i], t);
            float off = hypotf(p.x - where.x, p.y - where.y);
            best = off < best ? off : best;
        }
    }
    return best;
}

/* Smooth all the way, but no cubic has that many turns: the tolerance has to stop the joining. */
static void waves_stay_waves(void **state)
{
    (void)state;
    struct piece pieces[9], joined[9];
    pieces[0] = move(0, 0);
    for (unsigned i = 1; i <= 8; i++) {
        float x = (float)(i - 1) * 20, way = i % 4 == 1 || i % 4 == 2 ? 1 : -1;
        pieces[i] = i % 2 ? quadratic(x + 10, 5 * way, x + 20, 5 * way)
                          : quadratic(x + 10, 5 * way, x + 20, 0);
    }
    memcpy(joined, pieces, sizeof joined);
    size_t count = outline_join(joined, 9);
    assert_in_range(count, 3, 8);
    for (unsigned i = 1; i <= 8; i++)
        for (float t = 0; t <= 1; t += 0.1F)
            assert_true(distance_to(at(pieces[i - 1].end, &pieces[i], t), joined, count) <
                        OUTLINE_TOLERANCE + 0.2F);
}

static void corners_and_lines_stay(void **state)
{
    (void)state;
    struct piece pieces[] = {
        move(0, 0),
        line(100, 0),
        quadratic(110, 0, 110, 10),
        line(110, 50),
        quadratic(90, 60, 110, 80),
        /* … and a sharp turn: */ quadratic(60, 70, 0, 80),
        line(0, 0),
    };
    assert_int_equal(outline_join(pieces, 7), 7);
    assert_int_equal(pieces[1].kind, PIECE_LINE);
    assert_int_equal(pieces[2].kind, PIECE_CUBIC);
    assert_true(pieces[2].end.x == 110 && pieces[2].end.y == 10);
    assert_true(fabsf(pieces[2].a.x - 106.667F) < 0.01F && pieces[2].a.y == 0);
}

/* An S is smooth, but no single cubic from a font's arcs: joined only where it fits. */
static void ends_are_kept_and_nothing_is_infinite(void **state)
{
    (void)state;
    struct piece pieces[] = {
        move(0, 0),
        quadratic(50, 0, 50, 50),
        quadratic(50, 100, 100, 100),
        quadratic(100, 100, 100, 100), /* Of no length. */
        quadratic(0, 0, 0, 0),
    };
    size_t count = outline_join(pieces, 5);
    assert_in_range(count, 2, 5);
    for (size_t i = 0; i < count; i++) {
        assert_true(isfinite(pieces[i].a.x) && isfinite(pieces[i].b.y));
        assert_int_not_equal(pieces[i].kind, PIECE_QUADRATIC);
    }
    assert_true(pieces[count - 1].end.x == 0 && pieces[count - 1].end.y == 0);
    assert_int_equal(outline_join(pieces, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(circles_become_few_curves_and_stay_round),
        cmocka_unit_test(waves_stay_waves),
        cmocka_unit_test(corners_and_lines_stay),
        cmocka_unit_test(ends_are_kept_and_nothing_is_infinite),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
