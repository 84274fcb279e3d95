#include "out/pdf_places.h"

#include <stdlib.h>

enum { LOOSE_MOST = 4096, LOOSE_KEPT = 512, PACKED_MAX = 512 * 1024 * 1024 };

void places_init(struct places *p)
{
    *p = (struct places){.loose_most = LOOSE_MOST};
    buf_init(&p->packed, PACKED_MAX);
    places_reset(p);
}

void places_deinit(struct places *p)
{
    free(p->loose);
    buf_deinit(&p->packed);
    p->loose = NULL;
}

void places_reset(struct places *p)
{
    buf_reset(&p->packed);
    p->loose_count = 0;
    p->loose_most = LOOSE_MOST;
    p->packed_next = 1;
    p->end = (struct xref_run){.first = 1};
}

/* ---- packing: seven bits a byte, the lowest first ---- */

static void put_number(struct buf *out, uint64_t value)
{
    while (value >= 0x80) {
        buf_append_char(out, (char)(value | 0x80));
        value >>= 7;
    }
    buf_append_char(out, (char)value);
}

static uint64_t take_number(const struct buf *packed, size_t *at)
{
    uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        uint8_t byte = (uint8_t)packed->data[(*at)++];
        value |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return value;
    }
}

/* Small differences of either sign as small numbers: 0, -1, 1, -2 … */
static uint64_t fold(uint64_t difference)
{
    return difference << 1 ^ (difference >> 63 ? UINT64_MAX : 0);
}

static uint64_t unfold(uint64_t folded)
{
    return folded >> 1 ^ (folded & 1 ? UINT64_MAX : 0);
}

/*
 * A run in the file: gap × 2, position as a difference. A run in a stream: gap × 2 + 1, count,
 * index, stream as a difference. `end` remembers position and stream each from the last run that
 * had one; its first and count say where the gap begins.
 */
static void pack(struct places *p, const struct xref_run *run)
{
    uint64_t gap = run->first - (p->end.first + p->end.count);
    put_number(&p->packed, gap << 1 | (run->stream != 0));
    if (run->stream == 0) {
        put_number(&p->packed, fold(run->position - p->end.position));
        p->end.position = run->position;
    } else {
        put_number(&p->packed, run->count);
        put_number(&p->packed, run->position);
        put_number(&p->packed, fold((uint64_t)run->stream - p->end.stream));
        p->end.stream = run->stream;
    }
    p->end.first = run->first;
    p->end.count = run->count;
}

/* The next of the packed ones; its count is 0 behind the last. `last` is as `end` was. */
static void unpack(struct xref_run *run, struct xref_run *last, const struct buf *packed,
                   size_t *at)
{
    *run = (struct xref_run){.count = 0};
    if (*at == packed->size)
        return;
    uint64_t head = take_number(packed, at);
    run->first = last->first + last->count + (uint32_t)(head >> 1);
    run->count = 1;
    if ((head & 1) == 0) {
        run->position = last->position += unfold(take_number(packed, at));
    } else {
        run->count = (uint32_t)take_number(packed, at);
        run->position = take_number(packed, at);
        run->stream = last->stream += (uint32_t)unfold(take_number(packed, at));
    }
    last->first = run->first;
    last->count = run->count;
}

static int compare_runs(const void *left, const void *right)
{
    const struct xref_run *a = left;
    const struct xref_run *b = right;
    return a->first < b->first ? -1 : a->first > b->first;
}

static void sort_loose(struct places *p)
{
    if (p->loose_count)
        qsort(p->loose, p->loose_count, sizeof *p->loose, compare_runs);
}

/* Late ones stay in front; of the others all but the newest go. */
static void pack_most(struct places *p)
{
    sort_loose(p);
    size_t late = 0, end = p->loose_count - LOOSE_KEPT;
    while (late < end && p->loose[late].first < p->packed_next)
        late++;
    for (size_t i = late; i < end; i++)
        pack(p, &p->loose[i]);
    if (late < end)
        p->packed_next = p->end.first + p->end.count;
    memmove(p->loose + late, p->loose + end, LOOSE_KEPT * sizeof *p->loose);
    p->loose_count = late + LOOSE_KEPT;
    p->loose_most = p->loose_count + LOOSE_MOST;
}

/* ---- adding ---- */

void places_add(struct places *p, uint32_t number, uint32_t stream, uint64_t position)
{
    struct xref_run *last = p->loose_count ? &p->loose[p->loose_count - 1] : NULL;
    if (last && stream != 0 && last->stream == stream && last->first + last->count == number &&
        last->position + last->count == position) {
        last->count++;
        return;
    }
    if (p->loose_count == p->loose_most)
        pack_most(p);
    if (p->loose_count == p->loose_capacity) {
        p->loose_capacity = p->loose_capacity ? p->loose_capacity * 2 : 64;
        p->loose = realloc(p->loose, p->loose_capacity * sizeof *p->loose);
        CHECK(p->loose != NULL);
    }
    p->loose[p->loose_count++] =
        (struct xref_run){.first = number, .count = 1, .stream = stream, .position = position};
}

/* ---- going through them ---- */

static void next_packed(struct places_walk *walk)
{
    unpack(&walk->packed, &walk->last, &walk->places->packed, &walk->packed_at);
}

void places_walk_begin(struct places_walk *walk, struct places *p)
{
    CHECK(!p->packed.failed);
    sort_loose(p);
    *walk = (struct places_walk){.places = p, .last = {.first = 1}};
    next_packed(walk);
}

bool places_walk_next(struct xref_run *run, struct places_walk *walk)
{
    struct places *p = walk->places;
    const struct xref_run *loose =
        walk->loose_at < p->loose_count ? &p->loose[walk->loose_at] : NULL;
    if (walk->packed.count && (!loose || walk->packed.first < loose->first)) {
        *run = walk->packed;
        next_packed(walk);
        return true;
    }
    if (loose)
        *run = *loose;
    walk->loose_at += loose != NULL;
    return loose != NULL;
}
