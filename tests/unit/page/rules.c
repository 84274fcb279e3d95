#include "rules.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/units.h"

enum { FINDINGS_BYTES = 4 * 1024 * 1024, LINE_BYTES = 600, SHOWN_BYTES = 12000 };

static const struct rule rules[] = {
    {"sizes", rule_sizes},
    {"pitch", rule_pitch},
    {"last lines", rule_last_lines},
    {"contrast", rule_contrast},
    {"handwriting", rule_handwriting},
    {"edges", rule_edges},
    {"overlaps", rule_overlaps},
    {"quiet zones", rule_quiet_zones},
    {"symbols", rule_symbols},
    {"folds", rule_folds},
    {"varying", rule_varying},
    {"tags", rule_tags},
    {"headings", rule_headings},
    {"promises", rule_promises},
    {"symbol count", rule_symbol_count},
};

const struct rule *rules_all(unsigned *count)
{
    *count = sizeof rules / sizeof rules[0];
    return rules;
}

void drawn_take(struct drawn *out, struct arena *a, const struct design *design,
                const struct design_input *input, const struct design_pages *pages)
{
    *out = (struct drawn){.design = design, .input = input, .arena = a, .page_count = pages->count};
    for (unsigned i = 0; i < pages->count; i++)
        anatomy_take(&out->pages[i], a, &pages->lists[i]);
}

void findings_init(struct findings *f)
{
    *f = (struct findings){0};
    buf_init(&f->lines, FINDINGS_BYTES);
}

void findings_deinit(struct findings *f)
{
    buf_deinit(&f->lines);
}

void findings_add(struct findings *f, const char *format, ...)
{
    char line[LINE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    f->count++;
    /* What was found once is not shown again for the next team or paper. */
    if (f->count == 1 || !strstr(f->lines.data, line))
        buf_printf(&f->lines, "%s: %s\n", f->where, line);
}

void findings_print(const struct findings *f)
{
    bool all = getenv("NGOSO_ALL_FINDINGS") != NULL;
    struct slice lines = buf_slice(&f->lines);
    fprintf(stderr, "%.*s", SLICE_ARG(slice_part(lines, 0, all ? SIZE_MAX : SHOWN_BYTES)));
    if (!all && lines.size > SHOWN_BYTES)
        fprintf(stderr, "…\n(NGOSO_ALL_FINDINGS=1 shows all)\n");
}

void rules_judge(struct findings *f, const struct drawn *d)
{
    for (unsigned page = 0; page < d->page_count; page++)
        for (unsigned i = 0; i < sizeof rules / sizeof rules[0]; i++)
            rules[i].judge(f, d, page);
}

static bool is_called(const struct design *d, const char *beginning)
{
    return slice_starts(slice_from(d->name), slice_from(beginning));
}

bool is_poster(const struct design *d)
{
    return is_called(d, "poster-");
}

bool is_trifold(const struct design *d)
{
    return is_called(d, "trifold");
}

bool is_checklist(const struct design *d)
{
    return is_called(d, "checklist");
}

double mm(int32_t du)
{
    return mm100_from_du(du) / 100.0;
}

/* sRGB to linear light, as WCAG 2.1 writes it. */
static double linear(uint8_t channel)
{
    double s = channel / 255.0;
    return s <= 0.03928 ? s / 12.92 : pow((s + 0.055) / 1.055, 2.4);
}

double luminance(struct draw_color c)
{
    return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

double contrast(struct draw_color a, struct draw_color b)
{
    double x = luminance(a), y = luminance(b);
    return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

/* Points on a paper of that width in millimetres, for the paper at hand; a few du are rounding. */
static int32_t scaled(const struct design *d, int points, int width_mm)
{
    return du_scale(DU_PT(points), d->width_du, du_from_mm(width_mm)) - 8;
}

int32_t body_floor_du(const struct design *d)
{
    if (is_poster(d))
        return scaled(d, 24, 297);
    return is_trifold(d) || is_checklist(d) ? DU_PT(12) : scaled(d, 12, 148);
}

int32_t title_floor_du(const struct design *d)
{
    return is_poster(d) ? scaled(d, 60, 297) : body_floor_du(d);
}

int32_t smallest_du(const struct design *d)
{
    if (is_poster(d) || is_trifold(d) || is_checklist(d))
        return DU_PT(10);
    return scaled(d, 10, 148);
}
