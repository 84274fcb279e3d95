#include <stdio.h>
#include <stdlib.h>

#include "accept.h"
#include "base/file.h"
#include "support/test.h"

#define FOLDER "golden/trace/"

enum { LINE_SHOWN = 300, CONTEXT_LINES = 3, PATH_BYTES = 1024 };

static struct slice line_at(struct slice text, size_t *at)
{
    size_t begin = *at, end = begin;
    while (end < text.size && text.data[end] != '\n')
        end++;
    *at = end < text.size ? end + 1 : end;
    return slice_part(text, begin, end);
}

/* The first line that differs, with what stands above it. */
static void show_difference(const char *path, struct slice golden, struct slice actual)
{
    size_t at_golden = 0, at_actual = 0;
    unsigned line = 1;
    struct slice before[CONTEXT_LINES] = {{0}};
    for (;; line++) {
        struct slice a = line_at(golden, &at_golden), b = line_at(actual, &at_actual);
        bool ended = at_golden == golden.size || at_actual == actual.size;
        if (slice_equal(a, b) && !ended) {
            before[line % CONTEXT_LINES] = a;
            continue;
        }
        fprintf(stderr, "%s:%u: differs\n", path, line);
        for (unsigned i = 1; i <= CONTEXT_LINES; i++)
            fprintf(stderr, "  %.*s\n", SLICE_ARG(before[(line + i) % CONTEXT_LINES]));
        fprintf(stderr, "- %.*s\n+ %.*s\n", SLICE_ARG(slice_part(a, 0, LINE_SHOWN)),
                SLICE_ARG(slice_part(b, 0, LINE_SHOWN)));
        return;
    }
}

bool accept_text(struct arena *a, const char *name, struct slice actual)
{
    char path[PATH_BYTES];
    snprintf(path, sizeof path, FOLDER "%s.txt", name);
    struct error e = {0};
    struct slice golden;
    if (getenv("NGOSO_ACCEPT")) {
        if (!file_write(path, actual, FILE_FAST, &e))
            fail_msg("%s", e.message);
        return true;
    }
    if (!file_read(&golden, a, path, ACCEPT_TEXT_MAX, &e)) {
        fprintf(stderr, "%s (look at the pages, then accept them: target golden-accept)\n",
                e.message);
        return false;
    }
    if (slice_equal(golden, actual))
        return true;
    show_difference(path, golden, actual);
    return false;
}
