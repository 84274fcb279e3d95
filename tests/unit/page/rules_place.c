/* Where things lie: edges, overlaps, quiet zones, symbols, folds, what varies. */
#include "base/units.h"
#include "rules.h"

enum { EDGE_MM = 5, FOLD_CLEAR_MM = 5, SYMBOLS_MAX = 3 };

static const char *kind_name(enum part_kind kind)
{
    static const char *const names[] = {"text", "icon", "QR", "picture", "ground", "line"};
    return names[kind];
}

static void describe(struct findings *f, const struct part *part, const char *what, double by_mm)
{
    findings_add(f, "%s “%.*s” at %.1f, %.1f mm: %s (%.2f mm)", kind_name(part->kind),
                 SLICE_ARG(part->text), mm(part->box.x_du), mm(part->box.y_du), what, by_mm);
}

/* Grounds, and the ornament that is cut to one, may run to the edges. */
static bool is_ground(const struct part *part)
{
    return part->kind == PART_FILL || (part->kind == PART_ICON && part->clipped);
}

void rule_edges(struct findings *f, const struct drawn *d, unsigned page)
{
    const struct anatomy *p = &d->pages[page];
    int32_t width = p->list->width_du, height = p->list->height_du;
    struct draw_rect safe =
        rect_grown((struct draw_rect){0, 0, width, height}, -du_from_mm(EDGE_MM));
    for (unsigned i = 0; i < p->part_count; i++) {
        const struct part *part = &p->parts[i];
        if (is_ground(part) || rect_holds(safe, part->box))
            continue;
        struct draw_rect b = part->box;
        int32_t nearest = b.x_du;
        nearest = b.y_du < nearest ? b.y_du : nearest;
        int32_t right = width - b.x_du - b.width_du, bottom = height - b.y_du - b.height_du;
        nearest = right < nearest ? right : nearest;
        nearest = bottom < nearest ? bottom : nearest;
        describe(f, part, "too near the edge of the page", mm(nearest));
    }
}

static bool may_not_touch(enum part_kind kind)
{
    return kind == PART_TEXT || kind == PART_ICON || kind == PART_QR || kind == PART_IMAGE;
}

static void judge_pair(struct findings *f, const struct anatomy *p, const struct part *a,
                       const struct part *b)
{
    struct draw_rect box_a = a->kind == PART_QR ? anatomy_quiet(p, a) : a->box;
    struct draw_rect box_b = b->kind == PART_QR ? anatomy_quiet(p, b) : b->box;
    /* Quiet zones may share their white. */
    if (a->kind == PART_QR && b->kind == PART_QR)
        box_a = a->box;
    struct draw_rect common = rect_common(box_a, box_b);
    if (!rect_meets(box_a, box_b))
        return;
    findings_add(f, "%s “%.*s” and %s “%.*s” overlap at %.1f, %.1f mm by %.2f × %.2f mm",
                 kind_name(a->kind), SLICE_ARG(a->text), kind_name(b->kind), SLICE_ARG(b->text),
                 mm(common.x_du), mm(common.y_du), mm(common.width_du), mm(common.height_du));
}

/* A line may pass below a disc or a card, not through what stands there. */
static void judge_line(struct findings *f, const struct anatomy *p, const struct part *line,
                       const struct part *part)
{
    if (!rect_meets(line->box, part->box))
        return;
    struct draw_rect common = rect_common(line->box, part->box);
    if (line->op < part->op && anatomy_hidden(p, common, line->op, part->op))
        return;
    describe(f, part, "a line runs through it", mm(common.height_du));
}

void rule_overlaps(struct findings *f, const struct drawn *d, unsigned page)
{
    const struct anatomy *p = &d->pages[page];
    for (unsigned i = 0; i < p->part_count; i++) {
        const struct part *a = &p->parts[i];
        if (is_ground(a))
            continue;
        for (unsigned k = 0; k < p->part_count; k++) {
            const struct part *b = &p->parts[k];
            if (is_ground(b))
                continue;
            if (k > i && may_not_touch(a->kind) && may_not_touch(b->kind))
                judge_pair(f, p, a, b);
            if (a->kind == PART_STROKE && may_not_touch(b->kind))
                judge_line(f, p, a, b);
        }
    }
}

/* Text, icons and other symbols are rule_overlaps'; this is about grounds and lines. */
void rule_quiet_zones(struct findings *f, const struct drawn *d, unsigned page)
{
    const struct anatomy *p = &d->pages[page];
    for (unsigned i = 0; i < p->part_count; i++) {
        const struct part *qr = &p->parts[i];
        if (qr->kind != PART_QR)
            continue;
        struct draw_rect quiet = anatomy_quiet(p, qr);
        if (qr->color.none || luminance(qr->color) > 0)
            describe(f, qr, "not black", 0);
        for (unsigned k = 0; k < p->part_count; k++) {
            const struct part *part = &p->parts[k];
            bool drawn_over = part->op > qr->op;
            if (!rect_meets(part->box, quiet) ||
                (part->kind != PART_FILL && part->kind != PART_STROKE))
                continue;
            if (!drawn_over && anatomy_hidden(p, rect_common(part->box, quiet), part->op, qr->op))
                continue;
            if (drawn_over || part->kind == PART_STROKE || luminance(part->color) < 0.99)
                describe(f, part, "in a quiet zone, which is white",
                         mm(rect_common(part->box, quiet).width_du));
        }
    }
}

static int32_t symbol_floor_du(const struct design *d)
{
    return is_poster(d) ? du_scale(du_from_mm(55), d->width_du, du_from_mm(297)) : du_from_mm(25);
}

void rule_symbols(struct findings *f, const struct drawn *d, unsigned page)
{
    const struct anatomy *p = &d->pages[page];
    unsigned count = 0;
    for (unsigned i = 0; i < p->part_count; i++) {
        const struct part *qr = &p->parts[i];
        if (qr->kind != PART_QR)
            continue;
        count++;
        int32_t module = p->list->ops[qr->op].qr.module_du;
        if (module < du_from_mm100(50))
            describe(f, qr, "its modules are too small", mm(module));
        /* A module's size is rounded down: a side may lack a du for each. */
        if (qr->box.width_du < symbol_floor_du(d->design) - 180)
            describe(f, qr, "too small for its distance", mm(qr->box.width_du));
    }
    if (count > SYMBOLS_MAX)
        findings_add(f, "%u QR symbols on one page", count);
}

static bool is_near(int32_t a, int32_t b)
{
    enum { ROUNDING_DU = 8 };
    return a - b <= ROUNDING_DU && b - a <= ROUNDING_DU;
}

/* A panel's own ground ends at the fold. */
static bool is_panel_ground(const struct part *part, int32_t fold_du)
{
    return is_ground(part) && (is_near(part->box.x_du, fold_du) ||
                               is_near(part->box.x_du + part->box.width_du, fold_du));
}

void rule_folds(struct findings *f, const struct drawn *d, unsigned page)
{
    static const int folds_mm[2][2] = {{97, 197}, {100, 200}};
    if (!is_trifold(d->design))
        return;
    const struct anatomy *p = &d->pages[page];
    for (unsigned k = 0; k < 2; k++) {
        int32_t fold = du_from_mm(folds_mm[page][k]), clear = du_from_mm(FOLD_CLEAR_MM);
        struct draw_rect band = {fold - clear, 0, 2 * clear, p->list->height_du};
        for (unsigned i = 0; i < p->part_count; i++) {
            const struct part *part = &p->parts[i];
            if (rect_meets(part->box, band) && !is_panel_ground(part, fold))
                describe(f, part, "too near a fold", mm(rect_common(part->box, band).width_du));
        }
    }
}

void rule_varying(struct findings *f, const struct drawn *d, unsigned page)
{
    const struct anatomy *p = &d->pages[page];
    for (unsigned i = 0; i < p->part_count; i++) {
        if (!p->parts[i].varying)
            continue;
        for (unsigned k = i + 1; k < p->part_count; k++)
            if (!p->parts[k].varying && rect_meets(p->parts[i].box, p->parts[k].box))
                describe(f, &p->parts[i], "varies but lies under what does not", 0);
    }
}
