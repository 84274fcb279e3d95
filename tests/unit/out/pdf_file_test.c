#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "draw/image.h"
#include "pdf_support.h"
#include "support/test.h"

static void expect(struct desk *d, const char *text)
{
    if (!strstr(d->output, text))
        fail_msg("missing: %s\nin:\n%s", text, d->output);
}

static unsigned files_in(struct desk *d)
{
    assert_int_equal(readers_run(d, "ls -A $(dirname %s) | wc -l"), 0);
    return (unsigned)strtoul(d->output, NULL, 10);
}

static void put_page(struct desk *d, const char *name)
{
    list_reset(&d->list, A5_WIDTH, A5_HEIGHT);
    put_tagged(d, DRAW_ROLE_H1, DU_PT(40), "Kích hoạt");
    put_icon(d, DU_PT(200), DU_PT(40), "phone");
    list_varying_begin(&d->list);
    put_tagged(d, DRAW_ROLE_P, DU_PT(80), name);
    put_symbol(d, DU_PT(50), DU_PT(100), (unsigned)name[0]);
    list_varying_end(&d->list);
}

static bool write_to(struct desk *d, struct pdf_job *job, const char *path, struct error *e)
{
    struct pdf_file *file = NULL;
    const struct pdf_meta meta = plain_meta();
    *e = (struct error){.kind = ERROR_NONE};
    if (!pdf_open(&file, job, path, &meta, e))
        return false;
    if (!pdf_add_page(file, &d->list, SLICE(""), e)) {
        pdf_abandon(file);
        return false;
    }
    return pdf_close(file, NULL, e);
}

static void same_input_same_bytes(void **state)
{
    (void)state;
    struct desk *d = desk_open(NULL);
    const struct pdf_options options = {.durability = FILE_FAST};
    struct error e;
    char other[400];
    put_page(d, "Lò Văn Ái");
    assert_true(write_to(d, d->job, d->path, &e));
    struct slice first = file_bytes(d, d->path);
    struct pdf_job *job = pdf_job_create(d->fonts, &options);
    put_page(d, "Xờ");
    snprintf(other, sizeof other, "%s/other.pdf", d->folder);
    assert_true(write_to(d, job, other, &e)); /* What came before in a job leaves no trace. */
    put_page(d, "Lò Văn Ái");
    assert_true(write_to(d, job, other, &e));
    assert_true(slice_equal(first, file_bytes(d, other)));
    pdf_job_destroy(job);
    desk_close(d);
}

static void different_content_different_id(void **state)
{
    (void)state;
    struct desk *d = desk_open(NULL);
    struct error e;
    char ids[2][200];
    for (unsigned i = 0; i < 2; i++) {
        put_page(d, i ? "Lò Văn An" : "Lò Văn Ái");
        assert_true(write_to(d, d->job, d->path, &e));
        assert_int_equal(readers_run(d, "mutool show %s trailer/ID"), 0);
        snprintf(ids[i], sizeof ids[i], "%.150s", d->output);
    }
    assert_string_not_equal(ids[0], ids[1]);
    desk_close(d);
}

static void says_what_it_is(void **state)
{
    (void)state;
    struct desk *d = desk_open(NULL);
    struct error e = {.kind = ERROR_NONE};
    struct pdf_file *file = NULL;
    const struct pdf_meta meta = {.title = SLICE("Điện tử <1> & (2)"),
                                  .author = SLICE("Tổ công nghệ số \xF0\x9F\x98\x80"),
                                  .subject = SLICE("A\x01\xFF"),
                                  .keywords = SLICE("VNeID, căn cước"),
                                  .language = SLICE("vi-VN")};
    put_page(d, "A");
    assert_true(pdf_open(&file, d->job, d->path, &meta, &e));
    assert_true(pdf_add_page(file, &d->list, SLICE("Trang"), &e));
    assert_true(pdf_close(file, NULL, &e));
    readers_all_pleased(d);
    assert_int_equal(readers_run(d, "pdfinfo -isodates %s"), 0);
    expect(d, "Title:           Điện tử <1> & (2)\n");
    expect(d, "Author:          Tổ công nghệ số \xF0\x9F\x98\x80\n");
    expect(d, "Keywords:        VNeID, căn cước\n");
    expect(d, "CreationDate:    2026-11-21T00:00:00Z\n");
    expect(d, "Tagged:          yes\n");
    expect(d, "PDF version:     1.7\n");
    expect(d, "Page size:       419.527 x 595.275 pts");
    assert_int_equal(readers_run(d, "pdfinfo -meta %s | if command -v xmllint >/dev/null; then "
                                    "xmllint --noout -; else cat >/dev/null; fi"),
                     0);
    assert_string_equal(d->output, "");
    assert_int_equal(readers_run(d, "pdfinfo -meta %s"), 0);
    expect(d, "Điện tử &lt;1&gt; &amp; (2)");
    expect(d, "<pdfuaid:part>1</pdfuaid:part>");
    expect(d, "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>");
    expect(d, "<dc:language><rdf:Bag><rdf:li>vi-VN</rdf:li>");
    assert_int_equal(readers_run(d, "mutool show %s trailer/Root/OutputIntents/1/S"), 0);
    expect(d, "/GTS_PDFA1");
    desk_close(d);
}

static void print_colours_make_pdf_x(void **state)
{
    (void)state;
    const struct pdf_options options = {.color = PDF_COLOR_CMYK};
    struct desk *d = desk_open(&options);
    put_page(d, "A");
    list_link(&d->list, (struct draw_rect){0, 0, DU_PT(10), DU_PT(10)}, SLICE("https://a.vn"),
              SLICE("A"));
    write_page(d);
    readers_all_pleased(d);
    assert_int_equal(readers_run(d, "pdfinfo %s"), 0);
    expect(d, "PDF version:     1.4\n");
    assert_int_equal(readers_run(d, "pdfinfo -meta %s"), 0);
    assert_null(strstr(d->output, "pdfaid:part"));
    assert_null(strstr(d->output, "pdfuaid:part"));
    expect(d, "<pdfx:GTS_PDFXVersion>PDF/X-1a:2003</pdfx:GTS_PDFXVersion>");
    assert_int_equal(readers_run(d, "qpdf --json %s | tr -d '\\000'"), 0);
    expect(d, "/TrimBox"); /* Though the page has none of its own. */
    assert_null(strstr(d->output, "/Annot"));
    assert_int_equal(readers_run(d, "qpdf --qdf --object-streams=disable %s - | tr -d '\\000'"), 0);
    expect(d, "0 0 0 1 k\n");
    expect(d, ".84 .4 0 .28 k\n");
    desk_close(d);
}

static void pictures_are_stored_once(void **state)
{
    (void)state;
    struct desk *d = desk_open(NULL);
    uint8_t pixels[4 * 2 * 3] = {255, 0, 0};
    const struct draw_image image = {.width = 4, .height = 2, .channels = 3, .pixels = pixels};
    list_tag_begin(&d->list, DRAW_ROLE_FIGURE, SLICE("Ảnh"));
    for (int i = 0; i < 3; i++)
        list_image(&d->list,
                   (struct draw_rect){DU_PT(10 + 40 * i), DU_PT(10), DU_PT(40), DU_PT(20)}, &image);
    list_tag_end(&d->list);
    write_page(d);
    readers_all_pleased(d);
    assert_int_equal(readers_run(d, "pdfimages -list %s | tail -n +3 | awk '{print $11}' | uniq"),
                     0);
    assert_int_equal(strlen(d->output), 3); /* One object number. */
    assert_int_equal(
        readers_run(d, "pdftoppm -r 72 -x 14 -y 14 -W 1 -H 1 %s | tail -c 3 | od -An -tu1"), 0);
    assert_string_equal(d->output, " 255   0   0\n"); /* The right way up. */
    desk_close(d);
}

/* Two screenshots often differ in one button only. */
static void pictures_that_differ_little_stay_two(void **state)
{
    (void)state;
    enum { WIDTH = 600, HEIGHT = 400, CHANNELS = 3 };
    static uint8_t pixels[2][WIDTH * HEIGHT * CHANNELS];
    struct desk *d = desk_open(NULL);
    pixels[1][(200 * WIDTH + 300) * CHANNELS] = 255;
    struct draw_image images[2];
    list_tag_begin(&d->list, DRAW_ROLE_FIGURE, SLICE("Ảnh"));
    for (int i = 0; i < 2; i++) {
        images[i] = (struct draw_image){
            .width = WIDTH, .height = HEIGHT, .channels = CHANNELS, .pixels = pixels[i]};
        list_image(&d->list,
                   (struct draw_rect){DU_PT(10 + 60 * i), DU_PT(10), DU_PT(60), DU_PT(40)},
                   &images[i]);
    }
    list_tag_end(&d->list);
    write_page(d);
    readers_all_pleased(d);
    assert_int_equal(
        readers_run(d, "pdfimages -list %s | tail -n +3 | awk '{print $11}' | uniq -d"), 0);
    assert_string_equal(d->output, "");
    desk_close(d);
}

static void odd_pages_do_no_harm(void **state)
{
    (void)state;
    struct desk *d = desk_open(NULL);
    struct error e;
    list_reset(&d->list, A5_WIDTH, A5_HEIGHT);
    assert_true(write_to(d, d->job, d->path, &e)); /* Nothing on it. */
    readers_all_pleased(d);
    list_reset(&d->list, DU_PT(14400), DU_PT(14400));
    put_line(d, FONT_BOLD, DU_PT(3000), 0, DU_PT(9000), "To");
    assert_true(write_to(d, d->job, d->path, &e));
    assert_int_equal(readers_run(d, "pdftotext %s - | head -1"), 0);
    assert_string_equal(d->output, "To\n");
    list_reset(&d->list, DU_PT(14401), DU_PT(100));
    assert_false(write_to(d, d->job, d->path, &e));
    assert_int_equal(e.kind, ERROR_LIMIT);
    assert_non_null(strstr(e.message, "14,400"));
    assert_int_equal(files_in(d), 1);
    desk_close(d);
}

static void says_when_it_cannot_write(void **state)
{
    (void)state;
    struct desk *d = desk_open(NULL);
    struct error e;
    char path[400];
    put_page(d, "A");
    snprintf(path, sizeof path, "%s/none/t.pdf", d->folder);
    assert_false(write_to(d, d->job, path, &e));
    assert_int_equal(e.kind, ERROR_SYSTEM);
    assert_non_null(strstr(e.message, path));
    assert_int_equal(files_in(d), 0);
    desk_close(d);
}

/* A file-size limit stands for the full disk: write(2) fails in the middle either way. */
static void a_full_disk_leaves_nothing(void **state)
{
    (void)state;
    struct desk *d = desk_open(NULL);
    struct error e = {.kind = ERROR_NONE};
    struct pdf_file *file = NULL;
    const struct pdf_meta meta = plain_meta();
    struct rlimit before;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    const struct rlimit small = {.rlim_cur = 100 * 1000, .rlim_max = before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    assert_true(pdf_open(&file, d->job, d->path, &meta, &e));
    bool ok = true;
    char name[40];
    for (unsigned i = 0; ok && i < 1000; i++) {
        snprintf(name, sizeof name, "%u", i * 7919);
        put_page(d, name);
        ok = pdf_add_page(file, &d->list, SLICE(""), &e);
    }
    assert_false(ok);
    assert_int_equal(e.kind, ERROR_SYSTEM);
    pdf_abandon(file);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(files_in(d), 0);
    assert_true(write_to(d, d->job, d->path, &e)); /* The job is as good as new. */
    readers_all_pleased(d);
    desk_close(d);
}

/* The limit hits when the last bytes go out. */
static void a_disk_full_at_the_end_leaves_nothing(void **state)
{
    (void)state;
    struct desk *d = desk_open(NULL);
    struct error e;
    struct rlimit before;
    put_page(d, "A");
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    for (unsigned limit = 1000; limit < 9000; limit += 1000) {
        const struct rlimit small = {.rlim_cur = limit, .rlim_max = before.rlim_max};
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
        bool ok = write_to(d, d->job, d->path, &e);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        assert_int_equal(files_in(d), ok ? 1 : 0);
        if (!ok)
            assert_int_equal(e.kind, ERROR_SYSTEM);
    }
    desk_close(d);
}

/* Fonts are written last, and these are more than a writer gathers before it writes. */
static void a_disk_full_at_the_fonts_leaves_nothing(void **state)
{
    (void)state;
    struct desk *d = desk_open(NULL);
    struct error e;
    struct rlimit before;
    struct pdf_file *file = NULL;
    const struct pdf_meta meta = plain_meta();
    enum { GLYPHS = 520 };
    struct draw_glyph glyphs[GLYPHS];
    for (unsigned i = 0; i < GLYPHS; i++)
        glyphs[i] = (struct draw_glyph){.id = i, .dx_du = (int32_t)i * 900, .text_size = 1};
    for (unsigned font = 0; font < FONT_ICON; font++)
        list_glyphs(&d->list,
                    (struct draw_op_glyphs){.font = font,
                                            .size_du = 1024,
                                            .y_du = DU_PT(20),
                                            .advance_du = GLYPHS * 900,
                                            .color = BLACK},
                    glyphs, GLYPHS, SLICE("a"));
    enum { SIDE = 280 };
    static uint8_t noise[SIDE * SIDE * 3]; /* Nearly fills the writer's buffer, undeflatable. */
    for (unsigned i = 0, seed = 1; i < sizeof noise; i++)
        noise[i] = (uint8_t)((seed = seed * 1103515245u + 12345u) >> 16);
    const struct draw_image image = {.width = SIDE, .height = SIDE, .channels = 3, .pixels = noise};
    list_image(&d->list, (struct draw_rect){0, 0, DU_PT(99), DU_PT(99)}, &image);
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    const struct rlimit small = {.rlim_cur = 1000, .rlim_max = before.rlim_max};
    e = (struct error){.kind = ERROR_NONE};
    assert_true(pdf_open(&file, d->job, d->path, &meta, &e));
    assert_true(pdf_add_page(file, &d->list, SLICE(""), &e));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    bool ok = pdf_close(file, NULL, &e);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_false(ok);
    assert_int_equal(e.kind, ERROR_SYSTEM);
    assert_int_equal(files_in(d), 0);
    desk_close(d);
}

static void a_batch_shares_its_subset(void **state)
{
    (void)state;
    static const char *const names[] = {"Lò Văn Ái", "Giàng A Phử", "Vừ Thị Mỷ"};
    struct desk *d = desk_open(NULL);
    struct error e;
    char tags[3][100];
    for (unsigned i = 0; i < 3; i++) {
        put_page(d, names[i]);
        pdf_job_expect(d->job, &d->list);
    }
    for (unsigned i = 0; i < 3; i++) {
        put_page(d, names[i]);
        assert_true(write_to(d, d->job, d->path, &e));
        readers_all_pleased(d);
        assert_int_equal(readers_run(d, "pdftotext %s -"), 0);
        expect(d, names[i]);
        assert_int_equal(readers_run(d, "pdffonts %s | tail -n 1"), 0);
        snprintf(tags[i], sizeof tags[i], "%.6s", d->output);
    }
    assert_string_equal(tags[0], tags[1]);
    assert_string_equal(tags[0], tags[2]);
    desk_close(d);
}

/* A paragraph of one glyph, the `place`-th from the left. */
static void put_glyph(struct desk *d, int place, uint32_t id, const char *text)
{
    const struct draw_glyph glyph = {.id = id, .text_size = (uint16_t)strlen(text)};
    list_tag_begin(&d->list, DRAW_ROLE_P, SLICE(""));
    list_glyphs(&d->list,
                (struct draw_op_glyphs){.font = FONT_REGULAR,
                                        .size_du = DU_PT(12),
                                        .x_du = DU_PT(30 + 30 * place),
                                        .y_du = DU_PT(30),
                                        .advance_du = DU_PT(8),
                                        .color = BLACK},
                &glyph, 1, slice_from(text));
    list_tag_end(&d->list);
}

/* The paragraphs' texts, on one line. */
static void read_structure(struct desk *d)
{
    write_page(d);
    readers_all_pleased(d);
    assert_int_equal(readers_run(d, "pdfinfo -struct-text %s | grep '\"' | xargs -d '\\n' echo"),
                     0);
}

/* Codes whose bytes mean something in a string: line ends, brackets, the backslash. */
static void codes_are_escaped(void **state)
{
    (void)state;
    static const uint32_t ids[] = {'\n', '\r', '(', ')', '\\'};
    static const char *const texts[] = {"a", "b", "c", "d", "e"};
    struct desk *d = desk_open(NULL);
    for (int i = 0; i < 5; i++)
        put_glyph(d, i, ids[i], texts[i]);
    read_structure(d);
    expect(d, "\"a\"       \"b\"       \"c\"       \"d\"       \"e\"");
    desk_close(d);
}

/* One code of a font for one text, even where two texts share a glyph. */
static void shared_glyphs_keep_their_texts(void **state)
{
    (void)state;
    struct desk *d = desk_open(NULL);
    static const char *const texts[] = {"-", "\u2010", "ab", "\u00A0", " ", "-"};
    for (int i = 0; i < 6; i++)
        put_glyph(d, i, 20, texts[i]);
    read_structure(d);
    expect(d, "\"-\"       \"\u2010\"       \"ab\"       \" \"       \" \"       \"-\"");
    desk_close(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_input_same_bytes),
        cmocka_unit_test(different_content_different_id),
        cmocka_unit_test(says_what_it_is),
        cmocka_unit_test(print_colours_make_pdf_x),
        cmocka_unit_test(pictures_are_stored_once),
        cmocka_unit_test(pictures_that_differ_little_stay_two),
        cmocka_unit_test(odd_pages_do_no_harm),
        cmocka_unit_test(says_when_it_cannot_write),
        cmocka_unit_test(a_full_disk_leaves_nothing),
        cmocka_unit_test(a_disk_full_at_the_end_leaves_nothing),
        cmocka_unit_test(a_disk_full_at_the_fonts_leaves_nothing),
        cmocka_unit_test(a_batch_shares_its_subset),
        cmocka_unit_test(codes_are_escaped),
        cmocka_unit_test(shared_glyphs_keep_their_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
