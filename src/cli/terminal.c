#include "cli/terminal.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/utf8.h"

enum { COLUMNS_DEFAULT = 80, COLUMNS_MAX = 500, BAR_CELLS = 24 };

/* Redrawing more often only costs time; a first bar after a moment spares quick runs the flicker.
 */
static const double redraw_s = 0.1, first_s = 0.15, left_worth_saying_s = 3;

bool terminal_is(FILE *stream)
{
    return isatty(fileno(stream)) != 0;
}

static bool is_dumb(void)
{
    const char *term = getenv("TERM");
    return !term || !*term || strcmp(term, "dumb") == 0;
}

bool terminal_has_colour(FILE *stream)
{
    const char *no_color = getenv("NO_COLOR");
    return !(no_color && *no_color) && !is_dumb() && terminal_is(stream);
}

unsigned terminal_columns(FILE *stream)
{
    if (!terminal_is(stream))
        return 0;
    struct winsize size;
    if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col < COLUMNS_MAX ? size.ws_col : COLUMNS_MAX;
    const char *columns = getenv("COLUMNS");
    long n = columns ? strtol(columns, NULL, 10) : 0;
    return n >= 20 && n <= COLUMNS_MAX ? (unsigned)n : COLUMNS_DEFAULT;
}

const char *style_begin(FILE *stream, enum terminal_style style)
{
    if (style == STYLE_PLAIN || !terminal_has_colour(stream))
        return "";
    switch (style) {
    case STYLE_BOLD:
        return "\033[1m";
    case STYLE_DIM:
        return "\033[2m";
    case STYLE_RED:
        return "\033[31m";
    case STYLE_GREEN:
        return "\033[32m";
    case STYLE_PLAIN:
        break;
    }
    return "";
}

const char *style_end(FILE *stream)
{
    return terminal_has_colour(stream) ? "\033[0m" : "";
}

struct slice cut_to_columns(struct arena *a, struct slice text, unsigned columns)
{
    if (utf8_columns(text) <= columns)
        return text;
    size_t end = 0, offset = 0;
    unsigned used = 0;
    while (offset < text.size) {
        size_t begin = offset;
        utf8_next(text, &offset);
        used += utf8_columns(slice_part(text, begin, offset));
        if (used + 1 > columns) /* One column stays for the ellipsis. */
            break;
        end = offset;
    }
    return arena_printf(a, "%.*s…", SLICE_ARG(slice_part(text, 0, end)));
}

static bool terminal_obeys(uint32_t c)
{
    return c == UTF8_BAD || c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

struct slice clean_for_terminal(struct arena *a, struct slice text)
{
    char *out = arena_alloc(a, 3 * text.size + 1); /* A bad byte becomes three. */
    size_t size = 0;
    for (size_t i = 0; i < text.size;) {
        uint32_t c = utf8_next(text, &i);
        if (c == '\n' || c == '\t')
            out[size++] = ' ';
        else
            size += utf8_put(out + size, terminal_obeys(c) ? 0xFFFD : c);
    }
    return (struct slice){out, size};
}

void print_for_terminal(FILE *out, struct slice text)
{
    for (size_t i = 0; i < text.size;) {
        char bytes[4];
        uint32_t c = utf8_next(text, &i);
        unsigned size = utf8_put(bytes, c != '\n' && terminal_obeys(c) ? 0xFFFD : c);
        fwrite(bytes, 1, size, out);
    }
}

double clock_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void progress_begin(struct progress *p, unsigned total)
{
    *p = (struct progress){.total = total, .begin_s = clock_seconds()};
}

/* "████░░░░  12/96  vneid-leaflet.pdf · 8 s left" */
static void draw_bar(const struct progress *p, const char *what, double elapsed_s)
{
    char bytes[1024];
    size_t size = 0;
    unsigned full = p->total ? p->done * BAR_CELLS / p->total : 0;
    for (unsigned i = 0; i < BAR_CELLS; i++) {
        memcpy(bytes + size, i < full ? "█" : "░", 3);
        size += 3;
    }
    int n = snprintf(bytes + size, sizeof bytes - size, "  %u/%u  %s", p->done, p->total, what);
    size = n < 0 ? size : size + (size_t)n < sizeof bytes ? size + (size_t)n : sizeof bytes - 1;
    if (p->rated && p->done && elapsed_s > 0 && size < sizeof bytes - 64)
        size += (size_t)snprintf(bytes + size, 64, _(" · %u a second"),
                                 (unsigned)(p->done / elapsed_s + 0.5));
    double left_s = p->done ? elapsed_s / p->done * (p->total - p->done) : 0;
    if (left_s >= left_worth_saying_s && size < sizeof bytes - 64)
        size += (size_t)snprintf(bytes + size, 64, _(" · %u s left"), (unsigned)(left_s + 0.5));

    struct arena scratch;
    arena_init(&scratch, 64 * 1024);
    /* The last column stays free: writing there would wrap in some terminals. */
    struct slice line = cut_to_columns(
        &scratch, (struct slice){bytes, size < sizeof bytes ? size : sizeof bytes - 1},
        terminal_columns(stderr) - 1);
    fprintf(stderr, "\r\033[K%.*s", SLICE_ARG(line));
    fflush(stderr);
    arena_deinit(&scratch);
}

void progress_show(struct progress *p, unsigned done, const char *what)
{
    p->done = done;
    double now_s = clock_seconds();
    double wait_s = p->shown ? p->drawn_s + redraw_s : p->begin_s + first_s;
    if (now_s < wait_s || !terminal_is(stderr) || is_dumb())
        return;
    draw_bar(p, what, now_s - p->begin_s);
    p->shown = true;
    p->drawn_s = now_s;
}

void progress_end(struct progress *p)
{
    if (p->shown)
        fputs("\r\033[K", stderr);
    p->shown = false;
}
