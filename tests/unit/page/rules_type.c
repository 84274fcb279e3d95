/* Sizes, line pitch, last lines, contrast. */
#include "base/arena.h"
#include "base/units.h"
#include "base/utf8.h"
#include "rules.h"

enum { SIZES_MAX = 4, SIZE_LIST = 64, LONE_LETTERS = 5 };

void rule_sizes(struct findings *f, const struct drawn *d, unsigned page)
{
    const struct anatomy *p = &d->pages[page];
    int32_t sizes[SIZE_LIST];
    unsigned count = 0;
    for (unsigned i = 0; i < p->part_count; i++) {
        const struct part *part = &p->parts[i];
        if (part->kind != PART_TEXT)
            continue;
        if (part->size_du < smallest_du(d->design))
            findings_add(f, "“%.*s” has %.2f pt", SLICE_ARG(part->text),
                         part->size_du / (double)DU_PER_PT);
        unsigned k = 0;
        while (k < count && sizes[k] != part->size_du)
            k++;
        if (k == count && count < SIZE_LIST)
            sizes[count++] = part->size_du;
    }
    if (count > SIZES_MAX)
        findings_add(f, "%u text sizes on one page", count);
}

/* Baselines of one size in one paragraph: as written, top to bottom. */
void rule_pitch(struct findings *f, const struct drawn *d, unsigned page)
{
    const struct anatomy *p = &d->pages[page];
    for (unsigned i = 0; i < p->part_count; i++) {
        const struct part *part = &p->parts[i], *before = NULL;
        if (part->kind != PART_TEXT || part->paragraph < 0)
            continue;
        for (unsigned k = 0; k < i; k++)
            if (p->parts[k].kind == PART_TEXT && p->parts[k].paragraph == part->paragraph &&
                p->parts[k].size_du == part->size_du)
                before = &p->parts[k];
        if (!before || before->baseline_du == part->baseline_du)
            continue;
        int32_t pitch = part->baseline_du - before->baseline_du;
        if (pitch < du_scale(part->size_du, 135, 100) - 1)
            findings_add(f, "“%.*s” is %.1f mm below the line before it, %.2f of its size",
                         SLICE_ARG(part->text), mm(pitch), pitch / (double)part->size_du);
    }
}

/* The text of a paragraph's last two lines; false when there is one. An address stands in two
 * weights on two lines, on purpose: then the first of them counts as nothing. */
static bool last_lines(struct slice lines[2], struct arena *a, const struct anatomy *p,
                       unsigned paragraph)
{
    const struct part *before = NULL;
    for (unsigned i = 0; i < p->part_count; i++) {
        const struct part *part = &p->parts[i];
        if (part->kind != PART_TEXT || part->paragraph != (int)paragraph ||
            part->size_du != p->paragraphs[paragraph].size_du)
            continue;
        bool same_line = before && before->baseline_du == part->baseline_du;
        bool same_font =
            before && p->list->ops[before->op].glyphs.font == p->list->ops[part->op].glyphs.font;
        if (!same_line)
            lines[0] = same_font ? lines[1] : (struct slice){0};
        lines[1] = same_line
                       ? arena_printf(a, "%.*s%.*s", SLICE_ARG(lines[1]), SLICE_ARG(part->text))
                       : part->text;
        before = part;
    }
    return lines[0].size > 0;
}

static bool is_one_word(struct slice text)
{
    return memchr(text.data, ' ', text.size) == NULL;
}

/* A line of one word above leaves nothing to move down. */
void rule_last_lines(struct findings *f, const struct drawn *d, unsigned page)
{
    const struct anatomy *p = &d->pages[page];
    for (unsigned i = 0; i < p->paragraph_count; i++) {
        struct slice lines[2] = {{0}, {0}};
        if (!last_lines(lines, d->arena, p, i))
            continue;
        struct slice above = anatomy_plain(d->arena, lines[0]);
        struct slice last = anatomy_plain(d->arena, lines[1]);
        if (is_one_word(last) && !is_one_word(above) && utf8_length(last) <= LONE_LETTERS)
            findings_add(f, "“%.*s” ends in a line of “%.*s”", SLICE_ARG(p->paragraphs[i].text),
                         SLICE_ARG(last));
    }
}

/* WCAG calls 18 pt large. */
static double contrast_floor(const struct part *part)
{
    if (part->kind == PART_ICON)
        return 3.0;
    return part->size_du >= DU_PT(18) ? 4.5 : 7.0;
}

static void judge_against(struct findings *f, const struct part *part, struct draw_color ground,
                          const char *what)
{
    double ratio = contrast(part->color, ground);
    if (ratio < contrast_floor(part))
        findings_add(f, "%s “%.*s” on %s #%02x%02x%02x has a contrast of %.2f",
                     part->kind == PART_ICON ? "icon" : "text", SLICE_ARG(part->text), what,
                     ground.r, ground.g, ground.b, ratio);
}

/* The colour of the topmost ground that holds all of the part; `*from`: what lies on it begins. */
static struct draw_color ground_of(const struct anatomy *p, const struct part *part, unsigned *from)
{
    struct draw_color ground = {.r = 255, .g = 255, .b = 255};
    *from = 0;
    for (unsigned i = 0; i < p->part_count && p->parts[i].op < part->op; i++)
        if (p->parts[i].kind == PART_FILL && rect_holds(p->parts[i].box, part->box)) {
            ground = p->parts[i].color;
            *from = i + 1;
        }
    return ground;
}

/* Each ground that shows under the part: the topmost that holds it all, and what lies on that. */
static void judge_grounds(struct findings *f, const struct anatomy *p, const struct part *part)
{
    unsigned from;
    judge_against(f, part, ground_of(p, part, &from), "a ground");
    for (unsigned i = from; i < p->part_count && p->parts[i].op < part->op; i++) {
        const struct part *below = &p->parts[i];
        if (!rect_meets(below->box, part->box))
            continue;
        if (below->kind == PART_FILL)
            judge_against(f, part, below->color, "the edge of");
        if (below->kind == PART_ICON && below->clipped && part->kind == PART_TEXT)
            judge_against(f, part, below->color, "the large icon");
    }
}

void rule_contrast(struct findings *f, const struct drawn *d, unsigned page)
{
    const struct anatomy *p = &d->pages[page];
    for (unsigned i = 0; i < p->part_count; i++) {
        const struct part *part = &p->parts[i];
        /* The clipped icon is the ground's own ornament. */
        if (part->kind == PART_TEXT || (part->kind == PART_ICON && !part->clipped))
            judge_grounds(f, p, part);
    }
}

/* Dots are there to be written on: a blue ball pen must show. */
void rule_handwriting(struct findings *f, const struct drawn *d, unsigned page)
{
    static const struct draw_color pen = {.r = 0x1B, .g = 0x2F, .b = 0x8A};
    const struct anatomy *p = &d->pages[page];
    for (unsigned i = 0; i < p->part_count; i++) {
        const struct part *part = &p->parts[i];
        unsigned from;
        if (part->kind != PART_STROKE || p->list->ops[part->op].kind != DRAW_OP_PATH ||
            p->list->ops[part->op].path.stroke.dash_off_du == 0)
            continue;
        struct draw_color ground = ground_of(p, part, &from);
        if (contrast(pen, ground) < 7.0)
            findings_add(f, "a line to write on lies on #%02x%02x%02x, where a pen is not seen",
                         ground.r, ground.g, ground.b);
    }
}
