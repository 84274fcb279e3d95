/* Reports as pages: nothing lost, nothing outside, nothing on top of something else, headings and
 * column titles where they belong. */
#include "page/report/pages.h"

#include <stdio.h>
#include <stdlib.h>

#include "anatomy.h"
#include "base/i18n.h"
#include "base/units.h"
#include "draw/trace.h"
#include "rules.h"
#include "support/report_fixture.h"
#include "support/test.h"
#include "text/fonts.h"

enum {
    ARENA_BYTES = 256 * 1024 * 1024,
    TEXT_MAX = 16 * 1024 * 1024,
    EDGE_MM100 = 600, /* Nothing stands nearer to the edge. */
    ROUNDING_DU = 64
};

static struct font_set *fonts;
static struct arena arena;

static int open_fonts(void **state)
{
    struct error e = {0};
    (void)state;
    arena_init(&arena, ARENA_BYTES);
    if (!i18n_start("en", NGOSO_LOCALE) || !font_set_create(&fonts, NGOSO_SOURCE_DIR "/fonts", &e))
        fail_msg("%s", e.message);
    return 0;
}

static int close_fonts(void **state)
{
    (void)state;
    font_set_destroy(fonts);
    arena_deinit(&arena);
    return 0;
}

struct seen {
    unsigned pages;
    unsigned stop_after; /* 0: never. */
    struct buf text;     /* Of all pages, in painting order, without white space. */
    struct buf trace;
    struct findings findings;
    void (*judge)(struct seen *s, const struct draw_list *page);
};

static struct report_pages_options options_for(enum report_paper paper, enum design_ink ink)
{
    return (struct report_pages_options){
        .fonts = fonts, .paper = paper, .ink = ink, .made = {2026, 11, 21}};
}

static void append_bare(struct buf *out, struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.size - i >= 2 && memcmp(text.data + i, "\u00A0", 2) == 0)
            i++;
        else if ((uint8_t)text.data[i] > ' ')
            buf_append_char(out, text.data[i]);
    }
}

static bool see_page(void *context, const struct draw_list *page, struct slice bookmark,
                     struct error *e)
{
    struct seen *s = context;
    (void)bookmark;
    s->pages++;
    for (uint32_t i = 0; i < page->op_count; i++) {
        const struct draw_op *op = &page->ops[i];
        if (op->kind == DRAW_OP_GLYPHS)
            append_bare(&s->text, list_text(page, op->glyphs.text_first, op->glyphs.text_size));
    }
    draw_trace(&s->trace, page);
    if (s->judge)
        s->judge(s, page);
    if (s->pages == s->stop_after)
        return error_set(e, ERROR_SYSTEM, 0, "no room");
    return true;
}

static void seen_init(struct seen *s)
{
    memset(s, 0, sizeof *s);
    buf_init(&s->text, TEXT_MAX);
    buf_init(&s->trace, TEXT_MAX);
    findings_init(&s->findings);
}

static void seen_deinit(struct seen *s)
{
    findings_deinit(&s->findings);
    buf_deinit(&s->trace);
    buf_deinit(&s->text);
}

static void draw(struct seen *s, const struct report *report, enum report_paper paper,
                 enum design_ink ink)
{
    struct error e = {0};
    struct report_pages_options options = options_for(paper, ink);
    arena_reset(&arena);
    if (!report_pages_draw(report, &options, see_page, s, &e))
        fail_msg("%s", e.message);
}

/* All fixtures on all papers in both inks, each page judged. */
static void judge_all(void (*judge)(struct seen *s, const struct draw_list *page))
{
    struct seen s;
    struct arena reports;
    arena_init(&reports, ARENA_BYTES);
    seen_init(&s);
    s.judge = judge;
    for (int which = 0; which < REPORT_FIXTURE_COUNT; which++)
        for (int paper = REPORT_PAPER_A4; paper <= REPORT_PAPER_PHONE; paper++)
            for (int ink = DESIGN_COLOUR; ink <= DESIGN_MONO; ink++) {
                s.pages = 0;
                buf_reset(&s.text);
                buf_reset(&s.trace);
                snprintf(s.findings.where, sizeof s.findings.where, "%s, paper %d, ink %d",
                         report_fixture_name((enum report_fixture)which), paper, ink);
                draw(&s, report_fixture(&reports, (enum report_fixture)which),
                     (enum report_paper)paper, (enum design_ink)ink);
            }
    findings_print(&s.findings);
    assert_int_equal(s.findings.count, 0);
    seen_deinit(&s);
    arena_deinit(&reports);
}

static struct drawn take_apart(const struct draw_list *page)
{
    static const struct design design = {.name = "report"};
    struct drawn d = {.design = &design, .arena = &arena, .page_count = 1};
    anatomy_take(&d.pages[0], &arena, page);
    return d;
}

static void judge_edges(struct seen *s, const struct draw_list *page)
{
    struct drawn d = take_apart(page);
    struct draw_rect safe = rect_grown((struct draw_rect){0, 0, page->width_du, page->height_du},
                                       ROUNDING_DU - du_from_mm100(EDGE_MM100));
    for (unsigned i = 0; i < d.pages[0].part_count; i++) {
        const struct part *part = &d.pages[0].parts[i];
        if (!rect_holds(safe, part->box))
            findings_add(&s->findings,
                         "page %u: “%.*s” (kind %d) at %.1f, %.1f mm is too near the edge",
                         s->pages, SLICE_ARG(part->text), part->kind, mm(part->box.x_du),
                         mm(part->box.y_du));
    }
}

static void judge_overlaps(struct seen *s, const struct draw_list *page)
{
    struct drawn d = take_apart(page);
    rule_overlaps(&s->findings, &d, 0);
}

static void judge_contrast(struct seen *s, const struct draw_list *page)
{
    struct drawn d = take_apart(page);
    rule_contrast(&s->findings, &d, 0);
}

static void nothing_stands_in_the_margins(void **state)
{
    (void)state;
    judge_all(judge_edges);
}

static void nothing_lies_on_something_else(void **state)
{
    (void)state;
    judge_all(judge_overlaps);
}

static void all_text_has_contrast(void **state)
{
    (void)state;
    judge_all(judge_contrast);
}

/* Tables as readers of tags see them. */
struct table_state {
    unsigned titles, cells, rows;
    bool in_table, header_row;
};

static void end_row(struct seen *s, struct table_state *t)
{
    if (t->rows == 0 && t->titles == 0)
        findings_add(&s->findings, "page %u: a table begins without titles", s->pages);
    if (t->cells && t->cells != t->titles)
        findings_add(&s->findings, "page %u: a row of %u cells below %u titles", s->pages, t->cells,
                     t->titles);
    t->rows++;
}

static void judge_tag(struct seen *s, struct table_state *t, enum draw_role role)
{
    if (role == DRAW_ROLE_TABLE)
        *t = (struct table_state){.in_table = true};
    if (role == DRAW_ROLE_TR && !t->in_table)
        findings_add(&s->findings, "page %u: a row outside of a table", s->pages);
    if (role == DRAW_ROLE_TR) {
        t->cells = 0;
        t->header_row = false;
    }
    if (role == DRAW_ROLE_TH) {
        t->titles = t->header_row ? t->titles + 1 : 1;
        t->header_row = true;
    }
    t->cells += role == DRAW_ROLE_TD;
}

static void judge_tables(struct seen *s, const struct draw_list *page)
{
    enum draw_role open[DRAW_TAG_DEPTH_MAX + 1];
    struct table_state t = {0};
    unsigned depth = 0;
    for (uint32_t i = 0; i < page->op_count; i++) {
        const struct draw_op *op = &page->ops[i];
        if (op->kind == DRAW_OP_TAG_BEGIN) {
            open[depth++] = (enum draw_role)op->tag.role;
            judge_tag(s, &t, (enum draw_role)op->tag.role);
            if (op->tag.role == DRAW_ROLE_FIGURE && op->tag.alt_size == 0)
                findings_add(&s->findings, "page %u: a figure without words", s->pages);
        }
        if (op->kind == DRAW_OP_TAG_END && open[--depth] == DRAW_ROLE_TR)
            end_row(s, &t);
        if (op->kind == DRAW_OP_GLYPHS && depth == 0)
            findings_add(&s->findings, "page %u: text without a tag", s->pages);
    }
}

static void tables_are_whole_on_each_page(void **state)
{
    (void)state;
    judge_all(judge_tables);
}

/* A table, a figure or a list below each heading, or the words that there is none: never only the
 * heading and its sentence at the end of a page. */
static void headings_keep_what_they_head(struct seen *s, const struct draw_list *page)
{
    unsigned texts = 2;
    for (uint32_t i = 0; i < page->op_count; i++) {
        if (page->ops[i].kind != DRAW_OP_TAG_BEGIN)
            continue;
        enum draw_role role = (enum draw_role)page->ops[i].tag.role;
        if (role == DRAW_ROLE_H2)
            texts = 0;
        if (role == DRAW_ROLE_TABLE || role == DRAW_ROLE_FIGURE || role == DRAW_ROLE_L)
            texts = 2;
        texts += role == DRAW_ROLE_P;
    }
    if (texts < 2)
        findings_add(&s->findings, "page %u ends with a heading", s->pages);
}

static void no_heading_stands_alone(void **state)
{
    struct arena reports;
    struct seen s;
    (void)state;
    arena_init(&reports, ARENA_BYTES);
    for (int paper = REPORT_PAPER_A4; paper <= REPORT_PAPER_PHONE; paper++) {
        seen_init(&s);
        s.judge = headings_keep_what_they_head;
        draw(&s, report_fixture(&reports, REPORT_FIXTURE_TEAM), (enum report_paper)paper,
             DESIGN_COLOUR);
        findings_print(&s.findings);
        assert_int_equal(s.findings.count, 0);
        seen_deinit(&s);
    }
    arena_deinit(&reports);
}

static void contains(const struct seen *s, struct slice text)
{
    struct buf bare;
    buf_init(&bare, TEXT_MAX);
    append_bare(&bare, text);
    if (bare.size && !strstr(s->text.data, bare.data))
        fail_msg("“%.*s” is not printed", SLICE_ARG(text));
    buf_deinit(&bare);
}

static void section_is_printed(const struct seen *s, const struct report *r,
                               const struct report_section *section)
{
    char room[REPORT_CELL_TEXT_MAX];
    contains(s, section->title);
    contains(s, section->sentence);
    contains(s, section->note);
    if (section->row_count == 0)
        contains(s, section->empty);
    for (unsigned i = 0; i < section->row_count; i++) {
        contains(s, section->rows[i].remark);
        for (unsigned c = 0; c < section->column_count; c++) {
            const struct report_cell *cell = &section->rows[i].cells[c];
            contains(s, report_format_cell(room, cell, r->language));
            contains(s, report_format_interval(room, cell, r->language));
            if (cell->kind == REPORT_MISSING)
                contains(s, cell->text);
        }
    }
}

static void report_is_printed(const struct seen *s, const struct report *r)
{
    contains(s, r->kicker);
    contains(s, r->title);
    contains(s, r->period);
    contains(s, r->scope);
    for (unsigned i = 0; i < r->tile_count; i++)
        contains(s, r->tiles[i].label);
    for (unsigned i = 0; i < r->section_count; i++)
        section_is_printed(s, r, &r->sections[i]);
    for (unsigned i = 0; i < r->note_count; i++)
        contains(s, r->notes[i]);
    contains(s, r->signs[0]);
    contains(s, r->signs[1]);
}

static void every_word_and_figure_is_printed(void **state)
{
    struct arena reports;
    (void)state;
    arena_init(&reports, ARENA_BYTES);
    for (int paper = REPORT_PAPER_A4; paper <= REPORT_PAPER_PHONE; paper++) {
        const struct report *r = report_fixture(&reports, REPORT_FIXTURE_TEAM);
        struct seen s;
        seen_init(&s);
        draw(&s, r, (enum report_paper)paper, DESIGN_COLOUR);
        report_is_printed(&s, r);
        seen_deinit(&s);
    }
    arena_deinit(&reports);
}

static unsigned count_of(const struct seen *s, const char *text)
{
    unsigned count = 0;
    for (const char *at = s->text.data; (at = strstr(at, text)) != NULL; at += strlen(text))
        count++;
    return count;
}

static void each_page_says_which_it_is(void **state)
{
    struct seen s;
    struct arena reports;
    (void)state;
    arena_init(&reports, ARENA_BYTES);
    for (int paper = REPORT_PAPER_A4; paper <= REPORT_PAPER_PHONE; paper++) {
        seen_init(&s);
        draw(&s, report_fixture(&reports, REPORT_FIXTURE_TEAM), (enum report_paper)paper,
             DESIGN_MONO);
        assert_in_range(s.pages, 3, 20);
        for (unsigned i = 1; i <= s.pages; i++) {
            char text[64];
            snprintf(text, sizeof text, "Trang%u/%u", i, s.pages);
            assert_true(count_of(&s, text) >= 1);
        }
        /* Once more below the kicker. */
        assert_int_equal(count_of(&s, "CHỈDÙNGTRONGTỔ"), s.pages + 1);
        assert_int_equal(count_of(&s, "Lậpngày21/11/2026"), s.pages);
        seen_deinit(&s);
    }
    arena_deinit(&reports);
}

/* `row_count` rows of a text and a figure. */
static struct report long_report(struct arena *a, struct report_section *section,
                                 unsigned row_count, struct slice text)
{
    struct report_row *rows = ARENA_ARRAY(a, row_count, struct report_row);
    for (unsigned i = 0; i < row_count; i++) {
        struct report_cell *cells = ARENA_ARRAY(a, 2, struct report_cell);
        cells[0] = report_text(text.size ? text : arena_printf(a, "dòng %u", i));
        cells[1] = report_count(i);
        rows[i].cells = cells;
        rows[i].remark = i == 1 ? SLICE("ghi chú của dòng hai") : SLICE("");
    }
    *section = (struct report_section){
        .id = "long",
        .title = SLICE("Bảng dài"),
        .columns = {{.title = SLICE("Tên"), .kind = REPORT_TEXT},
                    {.title = SLICE("Số"), .kind = REPORT_COUNT}},
        .column_count = 2,
        .rows = rows,
        .row_count = row_count,
    };
    return (struct report){.language = "vi",
                           .title = SLICE("Rất dài"),
                           .period = SLICE("2026"),
                           .sections = section,
                           .section_count = 1};
}

static void long_tables_go_on_with_their_titles(void **state)
{
    struct arena reports;
    struct report_section section;
    struct seen s;
    (void)state;
    arena_init(&reports, ARENA_BYTES);
    struct report r = long_report(&reports, &section, 600, SLICE(""));
    seen_init(&s);
    s.judge = judge_tables;
    draw(&s, &r, REPORT_PAPER_A4, DESIGN_COLOUR);
    assert_int_equal(s.findings.count, 0);
    assert_in_range(s.pages, 10, 40);
    assert_int_equal(count_of(&s, "TênSố"), s.pages);
    assert_int_equal(count_of(&s, "Bảngdài(tiếptheo)"), s.pages - 1);
    report_is_printed(&s, &r);
    seen_deinit(&s);
    arena_deinit(&reports);
}

/* Its explanations are taller than the row: wherever it begins, titles and row stay together. */
static void a_table_of_one_row_is_never_only_its_titles(void **state)
{
    struct arena reports;
    (void)state;
    arena_init(&reports, ARENA_BYTES);
    for (unsigned before = 1; before < 60; before++) {
        struct report_section sections[2];
        struct seen s;
        struct report r = long_report(&reports, &sections[1], 1, SLICE(""));
        for (unsigned c = 0; c < 2; c++)
            sections[1].columns[c].hint = SLICE("Một lời giải thích");
        sections[1].id = "one";
        sections[1].title = SLICE("Bảng một dòng");
        (void)long_report(&reports, &sections[0], before, SLICE(""));
        r.sections = sections;
        r.section_count = 2;
        seen_init(&s);
        draw(&s, &r, REPORT_PAPER_A4, DESIGN_COLOUR);
        assert_int_equal(count_of(&s, "Bảngmộtdòng(tiếptheo)"), 0);
        seen_deinit(&s);
    }
    arena_deinit(&reports);
}

/* A cell with more words than a page holds. */
static void a_row_taller_than_a_page_goes_on(void **state)
{
    struct arena reports;
    struct report_section section;
    struct buf words;
    (void)state;
    arena_init(&reports, ARENA_BYTES);
    buf_init(&words, TEXT_MAX);
    for (unsigned i = 0; words.size < 15000; i++)
        buf_printf(&words, "%schữ%u", i ? " " : "", i);
    struct report r = long_report(&reports, &section, 2, buf_slice(&words));
    for (int paper = REPORT_PAPER_A4; paper <= REPORT_PAPER_PHONE; paper++) {
        struct seen s;
        seen_init(&s);
        s.judge = judge_edges;
        draw(&s, &r, (enum report_paper)paper, DESIGN_COLOUR);
        findings_print(&s.findings);
        assert_int_equal(s.findings.count, 0);
        assert_true(s.pages > 3);
        for (unsigned i = 0; i < 1500; i += 7) {
            char word[32];
            snprintf(word, sizeof word, "chữ%uchữ%u", i, i + 1);
            if (strstr(words.data, arena_printf(&reports, "chữ%u chữ%u", i, i + 1).data))
                assert_true(count_of(&s, word) >= 1);
        }
        assert_int_equal(count_of(&s, "ghichúcủadònghai"), 1);
        seen_deinit(&s);
    }
    buf_deinit(&words);
    arena_deinit(&reports);
}

/* Widest filled shape no taller than a bar: those of a table's only row. */
static int32_t widest_bar;

static void find_widest_bar(struct seen *s, const struct draw_list *page)
{
    struct drawn d = take_apart(page);
    (void)s;
    widest_bar = 0;
    for (unsigned i = 0; i < d.pages[0].part_count; i++) {
        const struct part *part = &d.pages[0].parts[i];
        if (part->kind == PART_FILL && part->box.width_du > widest_bar &&
            luminance(part->color) < 0.5)
            widest_bar = part->box.width_du;
    }
}

/* Beside a chart of counts too, a bar of 50 % is half as long as one of 100 %. */
static void bars_of_percentages_have_one_scale(void **state)
{
    struct arena reports;
    struct report_section section;
    int32_t widths[2];
    (void)state;
    arena_init(&reports, ARENA_BYTES);
    for (unsigned i = 0; i < 2; i++) {
        struct seen s;
        struct report r = long_report(&reports, &section, 1, SLICE("một hai"));
        struct report_cell cells[] = {report_text(SLICE("một hai")),
                                      report_figure(REPORT_PERCENT, i ? 100 : 50, 0),
                                      report_count(3)};
        section.columns[1] =
            (struct report_column){.title = SLICE("Tỷ lệ"), .kind = REPORT_PERCENT, .bar = true};
        section.columns[2] = (struct report_column){.title = SLICE("Số"), .kind = REPORT_COUNT};
        section.column_count = 3;
        section.chart = REPORT_CHART_COLUMNS;
        section.value_column = 2;
        section.rows = &(struct report_row){.cells = cells};
        seen_init(&s);
        s.judge = find_widest_bar;
        draw(&s, &r, REPORT_PAPER_A4, DESIGN_COLOUR);
        widths[i] = widest_bar;
        seen_deinit(&s);
    }
    assert_true(widths[1] > du_from_mm(30));
    /* "50 %" is narrower than "100 %" by a digit, which the bar gets. */
    assert_in_range(widths[0], widths[1] / 2 - du_from_mm(1), widths[1] / 2 + du_from_mm(2));
    arena_deinit(&reports);
}

static void drawing_again_gives_the_same(void **state)
{
    struct arena reports;
    struct seen first, again;
    (void)state;
    arena_init(&reports, ARENA_BYTES);
    const struct report *r = report_fixture(&reports, REPORT_FIXTURE_TEAM);
    seen_init(&first);
    seen_init(&again);
    draw(&first, r, REPORT_PAPER_A4, DESIGN_COLOUR);
    draw(&again, r, REPORT_PAPER_A4, DESIGN_COLOUR);
    assert_true(first.trace.size > 1000);
    assert_true(slice_equal(buf_slice(&first.trace), buf_slice(&again.trace)));
    seen_deinit(&again);
    seen_deinit(&first);
    arena_deinit(&reports);
}

static void a_full_disk_ends_the_drawing(void **state)
{
    struct arena reports;
    struct seen s;
    struct error e = {0};
    struct report_pages_options options = options_for(REPORT_PAPER_A4, DESIGN_COLOUR);
    (void)state;
    arena_init(&reports, ARENA_BYTES);
    seen_init(&s);
    s.stop_after = 2;
    assert_false(report_pages_draw(report_fixture(&reports, REPORT_FIXTURE_TEAM), &options,
                                   see_page, &s, &e));
    assert_string_equal(e.message, "no room");
    assert_int_equal(s.pages, 2);
    seen_deinit(&s);
    arena_deinit(&reports);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_and_figure_is_printed),
        cmocka_unit_test(nothing_stands_in_the_margins),
        cmocka_unit_test(nothing_lies_on_something_else),
        cmocka_unit_test(all_text_has_contrast),
        cmocka_unit_test(tables_are_whole_on_each_page),
        cmocka_unit_test(no_heading_stands_alone),
        cmocka_unit_test(each_page_says_which_it_is),
        cmocka_unit_test(long_tables_go_on_with_their_titles),
        cmocka_unit_test(a_table_of_one_row_is_never_only_its_titles),
        cmocka_unit_test(a_row_taller_than_a_page_goes_on),
        cmocka_unit_test(bars_of_percentages_have_one_scale),
        cmocka_unit_test(drawing_again_gives_the_same),
        cmocka_unit_test(a_full_disk_ends_the_drawing),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
