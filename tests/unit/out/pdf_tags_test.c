#include <stdio.h>
#include <stdlib.h>

#include "out/pdf_tags.h"
#include "pdf_support.h"
#include "support/test.h"

static void expect(struct desk *d, const char *text)
{
    if (!strstr(d->output, text))
        fail_msg("missing: %s\nin:\n%s", text, d->output);
}

/* The file as qpdf spells it out, streams uncompressed. */
static void unpack(struct desk *d)
{
    int status = readers_run(d, "qpdf --qdf --no-original-object-ids --object-streams=disable %s -"
                                " | tr -d '\\000'");
    assert_int_equal(status, 0);
}

static void put_list_item(struct desk *d, int32_t y_du, const char *label, const char *text)
{
    list_tag_begin(&d->list, DRAW_ROLE_LI, SLICE(""));
    put_tagged(d, DRAW_ROLE_LBL, y_du, label);
    list_tag_begin(&d->list, DRAW_ROLE_LBODY, SLICE(""));
    put_line(d, FONT_REGULAR, DU_PT(10), DU_PT(60), y_du, text);
    list_tag_end(&d->list);
    list_tag_end(&d->list);
}

static void structure_reads_in_order(void **state)
{
    (void)state;
    struct desk *d = desk_open(NULL);
    put_tagged(d, DRAW_ROLE_H1, DU_PT(40), "Tên");
    list_tag_begin(&d->list, DRAW_ROLE_L, SLICE(""));
    put_list_item(d, DU_PT(80), "1", "Mở ứng dụng");
    put_list_item(d, DU_PT(100), "2", "Bấm nút");
    list_tag_end(&d->list);
    list_tag_begin(&d->list, DRAW_ROLE_FIGURE, SLICE("Mã QR: vneid.gov.vn (1)"));
    put_symbol(d, DU_PT(60), DU_PT(200), 3);
    list_tag_end(&d->list);
    list_tag_begin(&d->list, DRAW_ROLE_ARTIFACT, SLICE(""));
    put_tagged(d, DRAW_ROLE_P, DU_PT(500), "trang trí");
    list_tag_end(&d->list);
    write_page(d);
    readers_all_pleased(d);
    assert_int_equal(readers_run(d, "pdfinfo -struct-text %s"), 0);
    assert_string_equal(d->output, "Document\n"
                                   "  Part\n"
                                   "    H1 (block)\n"
                                   "      \"Tên\"\n"
                                   "    L (block):\n"
                                   "       /ListNumbering /Decimal\n"
                                   "      LI (block)\n"
                                   "        Lbl (block)\n"
                                   "          \"1\"\n"
                                   "        LBody (block)\n"
                                   "          \"Mở ứng dụng\"\n"
                                   "      LI (block)\n"
                                   "        Lbl (block)\n"
                                   "          \"2\"\n"
                                   "        LBody (block)\n"
                                   "          \"Bấm nút\"\n"
                                   "    Figure:\n"
                                   "       /Placement /Block\n"
                                   "       /BBox [60 332.275 123 395.275]\n"
                                   "      \"\"\n");
    unpack(d);
    expect(d, "/MarkInfo <<\n    /Marked true");
    expect(d, "/Lang (vi-VN)");
    /* "Mã QR: vneid.gov.vn (1)" in UTF-16. */
    expect(d, "/Alt <feff004d00e3002000510052003a002000760");
    expect(d, "/DisplayDocTitle true");
    desk_close(d);
}

/* Text of the record within a sentence that is the same for all. */
static void put_sentence(struct desk *d, const char *name, const char *second)
{
    list_reset(&d->list, A5_WIDTH, A5_HEIGHT);
    list_tag_begin(&d->list, DRAW_ROLE_P, SLICE(""));
    put_line(d, FONT_REGULAR, DU_PT(10), DU_PT(30), DU_PT(30), "Gọi tổ trưởng ");
    if (name) {
        list_varying_begin(&d->list);
        put_line(d, FONT_BOLD, DU_PT(10), DU_PT(130), DU_PT(30), name);
        list_varying_end(&d->list);
    }
    put_line(d, FONT_REGULAR, DU_PT(10), DU_PT(230), DU_PT(30), " mỗi sáng.");
    if (second) {
        list_varying_begin(&d->list);
        put_line(d, FONT_BOLD, DU_PT(10), DU_PT(300), DU_PT(30), second);
        list_varying_end(&d->list);
    }
    list_tag_end(&d->list);
    put_tagged(d, DRAW_ROLE_P, DU_PT(60), "Hết.");
}

static unsigned count_of(const char *text, const char *what)
{
    unsigned count = 0;
    for (const char *at = text; (at = strstr(at, what)) != NULL; at += strlen(what))
        count++;
    return count;
}

static void shared_and_personal_streams_read_as_one(void **state)
{
    (void)state;
    struct desk *d = desk_open(NULL);
    struct error e = {.kind = ERROR_NONE};
    struct pdf_file *file = NULL;
    const struct pdf_meta meta = plain_meta();
    assert_true(pdf_open(&file, d->job, d->path, &meta, &e));
    static const char *const names[] = {"Lò Văn Ái", "Giàng A Phử", "Vừ Thị Mỷ"};
    for (unsigned i = 0; i < 3; i++) {
        put_sentence(d, names[i], i == 2 ? " (mới)" : NULL);
        assert_true(pdf_add_page(file, &d->list, SLICE(""), &e));
    }
    assert_true(pdf_close(file, NULL, &e));
    readers_all_pleased(d);
    assert_int_equal(readers_run(d, "pdfinfo -struct-text %s"), 0);
    expect(d, "      \"Gọi tổ trưởng \"\n      \"Lò Văn Ái\"\n      \" mỗi sáng.\"\n"
              "    P (block)\n      \"Hết.\"\n");
    expect(d, "      \"Giàng A Phử\"\n      \" mỗi sáng.\"\n    P");
    expect(d, "      \"Vừ Thị Mỷ\"\n      \" mỗi sáng.\"\n      \" (mới)\"\n    P");
    unpack(d);
    /* One shared stream with three marks; the third page's text follows the shared one too. */
    assert_int_equal(count_of(d->output, "/P<</MCID 0>>BDC"), 1);
    assert_int_equal(count_of(d->output, "/P<</MCID 2>>BDC"), 1);
    assert_int_equal(count_of(d->output, "/P<</MCID 3>>BDC"), 3);
    desk_close(d);
}

/* A record without the part that varies cuts the sentence differently. */
static void a_missing_part_is_no_trouble(void **state)
{
    (void)state;
    struct desk *d = desk_open(NULL);
    struct error e = {.kind = ERROR_NONE};
    struct pdf_file *file = NULL;
    const struct pdf_meta meta = plain_meta();
    assert_true(pdf_open(&file, d->job, d->path, &meta, &e));
    static const char *const names[] = {"Lò Văn Ái", NULL, "Vừ Thị Mỷ"};
    for (unsigned i = 0; i < 3; i++) {
        put_sentence(d, names[i], NULL);
        assert_true(pdf_add_page(file, &d->list, SLICE(""), &e));
    }
    assert_true(pdf_close(file, NULL, &e));
    readers_all_pleased(d);
    assert_int_equal(readers_run(d, "pdfinfo -struct-text %s"), 0);
    expect(d, "      \"Gọi tổ trưởng  mỗi sáng.\"\n    P");
    expect(d, "      \"Vừ Thị Mỷ\"\n      \" mỗi sáng.\"\n    P");
    desk_close(d);
}

static void links_can_be_clicked_and_read(void **state)
{
    (void)state;
    struct desk *d = desk_open(NULL);
    const struct draw_rect rect = {DU_PT(60), DU_PT(200), DU_PT(63), DU_PT(63)};
    list_tag_begin(&d->list, DRAW_ROLE_P, SLICE(""));
    list_tag_begin(&d->list, DRAW_ROLE_LINK, SLICE(""));
    put_line(d, FONT_REGULAR, DU_PT(10), DU_PT(30), DU_PT(40), "vneid.gov.vn");
    list_link(&d->list, (struct draw_rect){DU_PT(30), DU_PT(30), DU_PT(80), DU_PT(12)},
              SLICE("https://vneid.gov.vn/(a)"), SLICE("Trang VNeID"));
    list_tag_end(&d->list);
    list_tag_end(&d->list);
    list_tag_begin(&d->list, DRAW_ROLE_FIGURE, SLICE("Mã QR"));
    put_symbol(d, rect.x_du, rect.y_du, 9);
    list_link(&d->list, rect, SLICE("https://vneid.gov.vn"), SLICE("Mở trang VNeID"));
    list_tag_end(&d->list);
    list_tag_begin(&d->list, DRAW_ROLE_ARTIFACT, SLICE(""));
    list_link(&d->list, rect, SLICE("tel:19000368"), SLICE(""));
    list_tag_end(&d->list);
    write_page(d);
    readers_all_pleased(d);
    assert_int_equal(readers_run(d, "pdfinfo -url %s"), 0);
    expect(d, "https://vneid.gov.vn/(a)");
    expect(d, "tel:19000368");
    unpack(d);
    assert_int_equal(count_of(d->output, "/Subtype /Link"), 3);
    assert_int_equal(count_of(d->output, "/Type /OBJR"), 3);
    assert_int_equal(count_of(d->output, "/S /Link"), 3);
    assert_int_equal(count_of(d->output, "/F 4\n"), 3);
    assert_int_equal(count_of(d->output, "/StructParent "), 3);
    expect(d, "/Tabs /S");
    expect(d, "/Contents (Trang VNeID)");
    expect(d, "/Contents <feff004d1edf");
    expect(d, "/Contents (tel:19000368)");
    desk_close(d);
}

/* Nothing but text belongs to a paragraph; a figure keeps all that is in it. */
static void decoration_is_marked_as_such(void **state)
{
    (void)state;
    struct desk *d = desk_open(NULL);
    list_tag_begin(&d->list, DRAW_ROLE_P, SLICE(""));
    put_line(d, FONT_REGULAR, DU_PT(10), DU_PT(30), DU_PT(40), "một");
    list_rect(&d->list, (struct draw_rect){DU_PT(10), DU_PT(50), DU_PT(50), DU_PT(20)}, DU_PT(4),
              BLUE, (struct draw_stroke){.color = BLACK, .width_du = 512, .dash_off_du = 2048});
    put_icon(d, DU_PT(20), DU_PT(60), "phone");
    put_line(d, FONT_REGULAR, DU_PT(10), DU_PT(30), DU_PT(60), " hai");
    list_tag_end(&d->list);
    list_tag_begin(&d->list, DRAW_ROLE_P, SLICE(""));
    put_line(d, FONT_REGULAR, DU_PT(10), DU_PT(30), DU_PT(90), "ba");
    put_icon(d, DU_PT(20), DU_PT(90), "phone");
    put_line(d, FONT_REGULAR, DU_PT(10), DU_PT(60), DU_PT(90), " bốn");
    list_tag_end(&d->list);
    write_page(d);
    readers_all_pleased(d);
    assert_int_equal(readers_run(d, "pdfinfo -struct-text %s"), 0);
    expect(d, "P (block)\n      \"một\"\n      \" hai\"");
    unpack(d);
    assert_int_equal(count_of(d->output, "/Artifact BMC"), 2);
    assert_int_equal(count_of(d->output, "/P<</MCID"), 4);
    assert_int_equal(count_of(d->output, "BDC") + count_of(d->output, "BMC"),
                     count_of(d->output, "EMC"));
    desk_close(d);
}

static void clips_reach_both_streams(void **state)
{
    (void)state;
    struct desk *d = desk_open(NULL);
    list_clip_push(&d->list, (struct draw_rect){0, 0, DU_PT(100), DU_PT(100)});
    list_clip_push(&d->list, (struct draw_rect){0, 0, DU_PT(50), DU_PT(50)});
    list_rect(&d->list, (struct draw_rect){0, 0, DU_PT(200), DU_PT(200)}, 0, BLUE, NO_STROKE);
    list_varying_begin(&d->list);
    list_rect(&d->list, (struct draw_rect){0, 0, DU_PT(200), DU_PT(20)}, 0, BLACK, NO_STROKE);
    list_varying_end(&d->list);
    list_clip_pop(&d->list);
    list_rect(&d->list, (struct draw_rect){DU_PT(60), 0, DU_PT(200), DU_PT(20)}, 0, BLUE,
              NO_STROKE);
    list_clip_pop(&d->list);
    write_page(d);
    readers_all_pleased(d);
    unpack(d);
    assert_int_equal(count_of(d->output, " re W n"), 4);
    static const struct {
        const char *at, *color;
    } rows[] = {{"-x 10 -y 10", "0 0 0"},       {"-x 10 -y 30", "29 111 184"},
                {"-x 55 -y 10", "255 255 255"}, {"-x 80 -y 10", "29 111 184"},
                {"-x 80 -y 40", "255 255 255"}, {"-x 110 -y 10", "255 255 255"}};
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char command[200];
        snprintf(command, sizeof command,
                 "pdftoppm -r 72 -aa no -W 1 -H 1 %s %%s | tail -c 3 | od -An -tu1 | xargs echo",
                 rows[i].at);
        assert_int_equal(readers_run(d, command), 0);
        d->output[strcspn(d->output, "\n")] = '\0';
        assert_string_equal(d->output, rows[i].color);
    }
    desk_close(d);
}

/* Objects and keys of many pages: the parent tree's leaves, the page tree's nodes. */
static void many_pages_hold_together(void **state)
{
    (void)state;
    struct desk *d = desk_open(NULL);
    struct error e = {.kind = ERROR_NONE};
    struct pdf_file *file = NULL;
    const struct pdf_meta meta = plain_meta();
    assert_true(pdf_open(&file, d->job, d->path, &meta, &e));
    char name[40];
    for (unsigned i = 0; i < 200; i++) {
        snprintf(name, sizeof name, "Người thứ %u", i + 1);
        put_sentence(d, name, NULL);
        list_link(&d->list, (struct draw_rect){0, 0, DU_PT(9), DU_PT(9)}, SLICE("https://a.vn"),
                  SLICE("A"));
        assert_true(pdf_add_page(file, &d->list, slice_from(name), &e));
    }
    assert_true(pdf_close(file, NULL, &e));
    readers_all_pleased(d);
    assert_int_equal(readers_run(d, "pdfinfo %s"), 0);
    expect(d, "Pages:           200\n");
    assert_int_equal(readers_run(d, "pdfinfo -struct-text %s"), 0);
    expect(d, "      \"Gọi tổ trưởng \"\n      \"Người thứ 200\"\n      \" mỗi sáng.\"\n");
    assert_int_equal(readers_run(d, "mutool show %s outline"), 0);
    expect(d, "Người thứ 1\"");
    expect(d, "Người thứ 200\"");
    assert_int_equal(count_of(d->output, "Người thứ"), 200);
    desk_close(d);
}

/* Contents lead forwards, to pages that are not there yet. */
static void links_lead_to_pages_of_the_file(void **state)
{
    (void)state;
    static const unsigned targets[] = {3, 1, 12, 3};
    struct desk *d = desk_open(NULL);
    struct error e = {.kind = ERROR_NONE};
    struct pdf_file *file = NULL;
    const struct pdf_meta meta = plain_meta();
    const struct draw_rect rect = {0, 0, DU_PT(9), DU_PT(9)};
    assert_true(pdf_open(&file, d->job, d->path, &meta, &e));
    for (unsigned i = 0; i < 12; i++) {
        list_reset(&d->list, A5_WIDTH, A5_HEIGHT);
        put_tagged(d, DRAW_ROLE_P, DU_PT(40), "Trang");
        if (i < sizeof targets / sizeof *targets) {
            list_tag_begin(&d->list, DRAW_ROLE_TOC, SLICE(""));
            list_tag_begin(&d->list, DRAW_ROLE_TOCI, SLICE(""));
            list_link_page(&d->list, rect, targets[i], SLICE("Trang kia"));
            list_tag_end(&d->list);
            list_tag_end(&d->list);
        }
        assert_true(pdf_add_page(file, &d->list, SLICE(""), &e));
    }
    assert_true(pdf_close(file, NULL, &e));
    readers_all_pleased(d);
    assert_int_equal(readers_run(d, "mutool show %s trailer/Root/Names/Dests/Names"), 0);
    assert_int_equal(count_of(d->output, "/Fit"), 3);
    expect(d, "(p00001)");
    expect(d, "(p00003)");
    expect(d, "(p00012)");
    assert_int_equal(readers_run(d, "mutool show %s pages/2/Annots/1"), 0);
    expect(d, "/Dest (p00001)");
    /* Poppler follows the name to its page. */
    assert_int_equal(readers_run(d, "pdfinfo -dests %s"), 0);
    expect(d, "  12 [ Fit");
    expect(d, "p00012");
    desk_close(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(structure_reads_in_order),
        cmocka_unit_test(shared_and_personal_streams_read_as_one),
        cmocka_unit_test(a_missing_part_is_no_trouble),
        cmocka_unit_test(links_can_be_clicked_and_read),
        cmocka_unit_test(decoration_is_marked_as_such),
        cmocka_unit_test(clips_reach_both_streams),
        cmocka_unit_test(many_pages_hold_together),
        cmocka_unit_test(links_lead_to_pages_of_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
