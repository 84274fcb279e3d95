/** @file
 * An arena and a list of problems for each test, and questions about that list.
 */
#ifndef TESTS_UNIT_CONTENT_FIXTURE_H
#define TESTS_UNIT_CONTENT_FIXTURE_H

#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "support/test.h"

struct fixture {
    struct arena arena;
    struct diag_list diags;
};

static inline void fixture_begin(struct fixture *f)
{
    arena_init(&f->arena, 128u << 20);
    diag_init(&f->diags, &f->arena);
}

static inline void fixture_end(struct fixture *f)
{
    arena_deinit(&f->arena);
}

/** The codes in order of place, separated by spaces: "G001 G003". Notes are left out. */
static inline const char *codes_of(struct fixture *f)
{
    struct slice codes = SLICE("");
    for (uint32_t at = 0, next; at != UINT32_MAX; at = next) {
        next = UINT32_MAX;
        for (unsigned i = 0; i < f->diags.count; i++) {
            const struct diag *d = &f->diags.items[i];
            if (d->severity == DIAG_NOTE)
                continue;
            if (d->span.begin == at)
                codes = arena_printf(&f->arena, "%.*s%s%s", SLICE_ARG(codes), codes.size ? " " : "",
                                     d->code);
            else if (d->span.begin > at && d->span.begin < next)
                next = d->span.begin;
        }
    }
    return arena_copy(&f->arena, codes).data;
}

/** The bytes that the first problem with this code points at. */
static inline struct slice place_of(const struct fixture *f, const char *code)
{
    for (unsigned i = 0; i < f->diags.count; i++) {
        const struct diag *d = &f->diags.items[i];
        if (strcmp(d->code, code) == 0 && d->span.source)
            return slice_part(d->span.source->text, d->span.begin, d->span.end);
    }
    return SLICE("");
}

/** All problems on standard error, for a row that fails. */
static inline void show(const struct fixture *f)
{
    diag_print(stderr, &f->diags, false);
}

static inline void assert_codes(struct fixture *f, const char *expected)
{
    const char *codes = codes_of(f);
    if (strcmp(codes, expected) != 0)
        show(f);
    assert_string_equal(codes, expected);
}

static inline void assert_slice(struct slice s, const char *expected)
{
    char text[1024];
    snprintf(text, sizeof text, "%.*s", SLICE_ARG(s));
    assert_string_equal(text, expected);
}

#endif
