#include "text/break.h"

#include "base/arena.h"

/*
 * How lines are chosen. Words become units: what may stand at the end of a line. Among all ways to
 * break a paragraph, those with the fewest lines are compared by a cost, and the cheapest wins:
 * dynamic programming from the last unit to the first, best[i] being the best way to set the units
 * from i on. A line costs the square of its empty part in thousandths of the column, so two lines
 * a little short are better than one very short. On top come costs for what disturbs a slow reader:
 *
 *   a line, or the last line, of one short word          as much as anything can cost
 *   a last line under a third of the column              by how much
 *   a sentence's first word left at a line's end,        as an eighth of a column of
 *   or its last word pushed to a line's beginning        empty space
 *   a bold label broken in two                           as a third of a column
 *
 * Example, column 100: "aaa bbb ccc / dd" has a last line of one word; "aaa bbb / ccc dd" leaves
 * 40 % of the first line empty (cost 160,000) but is far cheaper than LONE_COST.
 *
 * PRETTY leaves the empty part of the last line out; BALANCE counts it, which makes all lines about
 * equally long. Greedy filling, as layout libraries do it, knows none of this.
 */

enum {
    LONE_LETTERS_MAX = 8,
    LONE_COST = 50 * 1000 * 1000,
    STRANDED_COST = 16 * 1000,
    LABEL_COST = 120 * 1000,
    PERMILLE = 1000
};

/** What is not broken unless it must be: a word and the spaces behind it. */
struct unit {
    uint32_t cluster_first, cluster_end;
    int32_t width_du;      /**< Without trailing spaces. */
    int32_t full_du;       /**< With them. */
    uint32_t letter_count; /**< Clusters that are no spaces. */
    bool several_words;
    bool ends_sentence;
    bool inside_label; /**< This unit's end and the next one's beginning are both bold. */
};

/** The best way to set the units from one on. */
struct choice {
    uint32_t line_count;
    uint32_t next_unit; /**< First of the line after. */
    int64_t cost;
};

struct breaker {
    struct arena *arena;
    const struct shaped *shaped;
    enum para_wrap wrap;
    int32_t column_du;
    struct unit *units;
    uint32_t unit_count;
    struct line *lines;
    uint32_t line_count;
    bool too_wide;
};

static bool ends_sentence(const struct breaker *b, const struct cluster *last)
{
    char c = b->shaped->text.data[last->text_begin];
    return c == '.' || c == '!' || c == '?' || c == ':' || c == ';';
}

static struct unit measure(const struct breaker *b, uint32_t first, uint32_t end)
{
    const struct cluster *clusters = b->shaped->clusters;
    struct unit unit = {.cluster_first = first, .cluster_end = end};
    const struct cluster *last = NULL;
    for (uint32_t i = first; i < end; i++) {
        unit.full_du += clusters[i].advance_du;
        if (clusters[i].space)
            continue;
        unit.several_words = unit.several_words || (last && last + 1 != &clusters[i]);
        unit.width_du = unit.full_du;
        unit.letter_count++;
        last = &clusters[i];
    }
    unit.ends_sentence = last && ends_sentence(b, last);
    unit.inside_label =
        last && last->strong && end < b->shaped->cluster_count && clusters[end].strong;
    return unit;
}

/** Cuts clusters at places of at least `level`; what is then still too wide at lower ones. */
static void add_units(struct breaker *b, uint32_t first, uint32_t end, enum cluster_break level)
{
    while (first < end) {
        uint32_t next = first + 1;
        while (next < end && b->shaped->clusters[next].break_before < level)
            next++;
        struct unit unit = measure(b, first, next);
        if (unit.width_du <= b->column_du || level == CLUSTER_BREAK_EMERGENCY) {
            b->units[b->unit_count++] = unit;
        } else {
            b->too_wide = b->too_wide || level == CLUSTER_BREAK_WEAK;
            add_units(b, first, next, level - 1);
        }
        first = next;
    }
}

static int64_t squared_share(const struct breaker *b, int32_t length_du)
{
    int64_t share = (int64_t)length_du * PERMILLE / (b->column_du > 0 ? b->column_du : 1);
    return share * share;
}

/** Of a line of units [first, end) that is `width_du` wide. */
static int64_t line_cost(const struct breaker *b, uint32_t first, uint32_t end, int32_t width_du)
{
    const struct unit *units = b->units;
    bool last = end == b->unit_count;
    int64_t cost = 0;
    if (!last || b->wrap == PARA_WRAP_BALANCE)
        cost += squared_share(b, b->column_du - width_du);
    if (last && width_du < b->column_du / 3)
        cost += 2 * squared_share(b, b->column_du / 3 - width_du);
    const struct unit *only = end - first == 1 ? &units[first] : NULL;
    if (only && !only->several_words && only->letter_count <= LONE_LETTERS_MAX)
        cost += LONE_COST;
    if (!last && end - first > 1 && units[end - 2].ends_sentence)
        cost += STRANDED_COST;
    if (!last && units[end].ends_sentence && !units[end - 1].ends_sentence)
        cost += STRANDED_COST;
    if (!last && units[end - 1].inside_label)
        cost += LABEL_COST;
    return cost;
}

static bool is_better(const struct choice *a, const struct choice *b)
{
    if (a->line_count != b->line_count)
        return a->line_count < b->line_count;
    return a->cost < b->cost;
}

static struct choice choose_line(const struct breaker *b, const struct choice *best, uint32_t first)
{
    struct choice chosen = {.line_count = UINT32_MAX};
    int64_t before_du = 0;
    for (uint32_t end = first + 1; end <= b->unit_count; end++) {
        int64_t width_du = before_du + b->units[end - 1].width_du;
        if (width_du > b->column_du && end > first + 1)
            break;
        struct choice tried = {best[end].line_count + 1, end,
                               best[end].cost + line_cost(b, first, end, (int32_t)width_du)};
        if (is_better(&tried, &chosen))
            chosen = tried;
        before_du += b->units[end - 1].full_du;
    }
    return chosen;
}

static void add_line(struct breaker *b, uint32_t cluster_first, uint32_t cluster_end)
{
    struct unit all = measure(b, cluster_first, cluster_end);
    b->lines[b->line_count++] = (struct line){cluster_first, cluster_end, all.width_du};
    b->too_wide = b->too_wide || all.width_du > b->column_du;
}

/** Clusters [first, end) hold no forced break. */
static void break_paragraph(struct breaker *b, uint32_t first, uint32_t end)
{
    if (b->wrap == PARA_WRAP_NONE || measure(b, first, end).width_du <= b->column_du) {
        add_line(b, first, end);
        return;
    }
    b->unit_count = 0;
    add_units(b, first, end, CLUSTER_BREAK_ALLOWED);
    struct choice *best = ARENA_ARRAY(b->arena, b->unit_count + 1, struct choice);
    for (uint32_t i = b->unit_count; i-- > 0;)
        best[i] = choose_line(b, best, i);
    for (uint32_t i = 0; i < b->unit_count; i = best[i].next_unit)
        add_line(b, b->units[i].cluster_first, b->units[best[i].next_unit - 1].cluster_end);
}

void break_lines(struct lines *out, struct arena *a, const struct shaped *shaped,
                 enum para_wrap wrap, int32_t width_du)
{
    uint32_t count = shaped->cluster_count;
    struct breaker b = {.arena = a, .shaped = shaped, .wrap = wrap, .column_du = width_du};
    b.units = ARENA_ARRAY(a, count, struct unit);
    b.lines = ARENA_ARRAY(a, count, struct line);
    for (uint32_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count; end++)
            if (shaped->clusters[end].break_before == CLUSTER_BREAK_FORCED)
                break;
        break_paragraph(&b, first, end);
    }
    *out = (struct lines){b.lines, b.line_count, b.too_wide};
}
