/*
 * Pages of a small handbook as text and as pictures (accept.h): cover, contents, a guide with its
 * cross-reference, index, hotlines. The guides are made for it, so that no correction of a shipped
 * one changes what was accepted.
 */
#include <stdio.h>

#include "accept.h"
#include "content/format/format.h"
#include "draw/trace.h"
#include "fixture.h"
#include "out/pixels.h"
#include "page/handbook/handbook.h"
#include "support/test.h"

static const char book_text[] = "title: Sổ tay đi từng ngõ\n"
                                "audience: Dành cho thành viên tổ\n"
                                "how:\n"
                                "  - {text: Tìm **việc** ở mục lục., icon: magnifying-glass}\n"
                                "chapters:\n"
                                "  - title: Giấy tờ trên máy\n"
                                "    icon: identification-card\n"
                                "    subject: platforms\n"
                                "    guides:\n"
                                "      - {id: the-moi, see: [hoi-dap]}\n"
                                "  - title: An toàn trên mạng\n"
                                "    icon: shield-check\n"
                                "    subject: safety\n"
                                "    guides:\n"
                                "      - {id: hoi-dap, see: [the-moi]}\n"
                                "hotlines:\n"
                                "  - {label: Báo lừa đảo, number: \"156\"}\n"
                                "index:\n"
                                "  - {term: thẻ mới}\n"
                                "  - {term: đường link, also: [link lạ]}\n"
                                "  - {term: mã OTP, also: [OTP]}\n"
                                "  - {term: ảnh thẻ}\n"
                                "  - {term: \"1414\"}\n"
                                "  - {term: máy gặt}\n";

#define STEPS(what)                                                                                       \
    "steps:\n"                                                                                            \
    "  - {text: \"Mở ứng dụng, bấm **" what "**, đợi tin nhắn.\", icon: device-mobile}\n"            \
    "  - {text: \"Nhập mã OTP. Mã này chỉ mình bác biết.\", note: \"Không đọc cho ai.\", " \
    "icon: password}\n"                                                                                   \
    "  - {text: \"Xem lại họ tên, ngày sinh đã đúng chưa.\", icon: user-check}\n"              \
    "mistakes:\n"                                                                                         \
    "  - {text: \"Bấm link lạ trong tin nhắn.\", fix: \"Tự mở ứng dụng.\"}\n"               \
    "warnings:\n"                                                                                         \
    "  - \"**Không ai xin mã qua điện thoại.** Bác tắt máy.\"\n"

static const char *const guide_texts[] = {
    "id: the-moi\n"
    "title: Làm thẻ mới\n"
    "benefit: Đi đâu cũng tiện.\n"
    "subject: platforms\n"
    "icon: fingerprint\n"
    "prepare:\n"
    "  - {text: Ảnh thẻ, icon: identification-card}\n"
    "  - {text: SIM đã nhắn 1414, icon: sim-card}\n" STEPS(
        "Thẻ mới") "qr:\n"
                   "  - {kind: app, label: Ứng dụng VNeID, android: com.vnid, iphone: "
                   "id1582750372}\n"
                   "hotline: {label: Tổng đài VNeID, number: 1900 0368}\n"
                   "sources: [{title: Luật Căn cước}]\n"
                   "reviewed: 2026-11-20\n",
    "id: hoi-dap\n"
    "title: Hỏi trước khi bấm\n"
    "benefit: Chậm một phút, yên cả năm.\n"
    "subject: safety\n"
    "icon: question\n"
    "prepare:\n"
    "  - {text: Điện thoại, icon: device-mobile}\n" STEPS(
        "Hỏi") "qr:\n"
               "  - {kind: link, label: Cổng Dịch vụ công, value: \"https://dichvucong.gov.vn\"}\n"
               "hotline: {label: Báo lừa đảo, number: \"156\"}\n"
               "sources: [{title: Sổ của tổ}]\n"
               "reviewed: 2026-11-21\n",
};

enum { GUIDE_COUNT = sizeof guide_texts / sizeof *guide_texts };

static const struct row {
    const char *name;
    unsigned page; /* 0: the last. */
    enum handbook_paper paper;
    enum design_ink ink;
    bool picture;
} rows[] = {
    {"handbook-a6-cover", 1, HANDBOOK_A6, DESIGN_COLOUR, true},
    {"handbook-a6-contents", 2, HANDBOOK_A6, DESIGN_COLOUR, false},
    {"handbook-a6-guide", 4, HANDBOOK_A6, DESIGN_COLOUR, true},
    {"handbook-a6-end-mono", 5, HANDBOOK_A6, DESIGN_MONO, true},
    {"handbook-a6-index", 8, HANDBOOK_A6, DESIGN_COLOUR, false},
    {"handbook-a6-back", 0, HANDBOOK_A6, DESIGN_COLOUR, false},
    {"handbook-a5-guide", 4, HANDBOOK_A5, DESIGN_MONO, false},
};

enum { PAGES_MAX = 64 };

struct made {
    struct draw_list pages[PAGES_MAX];
    unsigned count;
};

static bool keep(void *context, const struct draw_list *page, struct slice bookmark,
                 struct error *e)
{
    struct made *made = context;
    (void)bookmark;
    (void)e;
    assert_true(made->count < PAGES_MAX);
    list_init(&made->pages[made->count]);
    list_copy(&made->pages[made->count++], page);
    return true;
}

static const struct guide *parse_guide(struct fixture *f, unsigned index)
{
    static const char *const names[GUIDE_COUNT] = {"the-moi.yaml", "hoi-dap.yaml"};
    const struct guide *g = format_parse(&f->arena, &format_guide, slice_from(names[index]),
                                         slice_from(guide_texts[index]), NULL, &f->diags);
    assert_int_equal(f->diags.error_count, 0);
    return g;
}

static struct handbook_input small_book(struct fixture *f,
                                        struct handbook_entry entries[GUIDE_COUNT])
{
    const struct handbook *book = format_parse(&f->arena, &format_handbook, SLICE("so.yaml"),
                                               slice_from(book_text), NULL, &f->diags);
    assert_non_null(book);
    assert_int_equal(f->diags.error_count, 0);
    for (unsigned i = 0; i < GUIDE_COUNT; i++)
        entries[i] = (struct handbook_entry){parse_guide(f, i), i};
    return (struct handbook_input){.book = book,
                                   .entries = entries,
                                   .entry_count = GUIDE_COUNT,
                                   .commune = f->short_commune,
                                   .keeps_pages = true,
                                   .whole = true};
}

static void make(struct made *made, struct fixture *f, const struct handbook_input *input)
{
    struct error e = {0};
    arena_reset(&f->page);
    diag_init(&f->diags, &f->page);
    made->count = 0;
    if (!handbook_draw(f->kit, input, keep, made, &f->diags, &e)) {
        fixture_print_problems(f);
        fail();
    }
    assert_int_equal(made->count % 4, 0);
    assert_int_equal(f->diags.warning_count, 1); /* Nobody writes of combine harvesters. */
}

static bool compare(struct fixture *f, struct pixels *pixels, const struct row *row,
                    const struct draw_list *page)
{
    struct buf text;
    buf_init(&text, ACCEPT_TEXT_MAX);
    draw_trace(&text, page);
    bool same = accept_text(&f->page, row->name, buf_slice(&text));
    if (row->picture)
        same &= accept_page(&f->page, pixels, row->name, page);
    buf_deinit(&text);
    return same;
}

static void handbooks_are_as_accepted(void **state)
{
    static struct made made;
    struct fixture *f = *state;
    struct handbook_entry entries[GUIDE_COUNT];
    struct pixels *pixels;
    struct error e = {0};
    bool same = true;
    assert_true(pixels_create(&pixels, f->fonts, &e));
    arena_reset(&f->page);
    diag_init(&f->diags, &f->page);
    struct handbook_input input = small_book(f, entries);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        input.paper = rows[i].paper;
        input.ink = rows[i].ink;
        make(&made, f, &input);
        unsigned page = rows[i].page ? rows[i].page : made.count;
        same &= compare(f, pixels, &rows[i], &made.pages[page - 1]);
        for (unsigned k = 0; k < made.count; k++)
            list_deinit(&made.pages[k]);
    }
    pixels_destroy(pixels);
    assert_true(same);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(handbooks_are_as_accepted)};
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
