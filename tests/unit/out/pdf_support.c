#include "pdf_support.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/test.h"

enum { ARENA_BYTES = 64 * 1024 * 1024, FILE_BYTES = 32 * 1024 * 1024 };

struct desk *desk_open(const struct pdf_options *options)
{
    static const struct pdf_options plain = {.durability = FILE_FAST};
    struct desk *d = calloc(1, sizeof *d);
    assert_non_null(d);
    struct error e = {.kind = ERROR_NONE};
    if (!font_set_create(&d->fonts, NGOSO_SOURCE_DIR "/fonts", &e))
        fail_msg("%s", e.message);
    d->job = pdf_job_create(d->fonts, options ? options : &plain);
    arena_init(&d->arena, ARENA_BYTES);
    list_init(&d->list);
    list_reset(&d->list, A5_WIDTH, A5_HEIGHT);
    const char *temporary = getenv("TMPDIR");
    snprintf(d->folder, sizeof d->folder, "%.200s/ngoso-pdf-XXXXXX",
             temporary ? temporary : "/tmp");
    assert_non_null(mkdtemp(d->folder));
    snprintf(d->path, sizeof d->path, "%s/t.pdf", d->folder);
    return d;
}

void desk_close(struct desk *d)
{
    char command[400];
    snprintf(command, sizeof command, "rm -rf '%s'", d->folder);
    assert_int_equal(system(command), 0);
    list_deinit(&d->list);
    arena_deinit(&d->arena);
    pdf_job_destroy(d->job);
    font_set_destroy(d->fonts);
    free(d);
}

void put_line(struct desk *d, enum font_id font, int32_t size_du, int32_t x_du, int32_t y_du,
              const char *text)
{
    struct para para;
    struct error e = {.kind = ERROR_NONE};
    const struct para_style style = {.font = font,
                                     .strong_font = FONT_BOLD,
                                     .size_du = size_du,
                                     .line_du = size_du * 3 / 2,
                                     .color = BLACK,
                                     .strong_color = BLACK,
                                     .wrap = PARA_WRAP_NONE};
    if (!para_layout(&para, &d->arena, d->fonts, &style, rich_plain(slice_from(text)), DU_PT(4000),
                     &e))
        fail_msg("%s", e.message);
    para_draw(&d->list, &para, x_du, y_du - para.baseline_du);
}

void put_tagged(struct desk *d, enum draw_role role, int32_t y_du, const char *text)
{
    list_tag_begin(&d->list, role, SLICE(""));
    put_line(d, FONT_REGULAR, DU_PT(10), DU_PT(30), y_du, text);
    list_tag_end(&d->list);
}

void put_symbol(struct desk *d, int32_t x_du, int32_t y_du, unsigned seed)
{
    uint8_t bits[21 * 3];
    for (unsigned i = 0; i < sizeof bits; i++) {
        seed = seed * 1103515245u + 12345u;
        bits[i] = (uint8_t)(seed >> 16);
    }
    list_qr(&d->list, x_du, y_du, DU_PT(3), 21, bits, BLACK);
}

void put_icon(struct desk *d, int32_t x_du, int32_t y_du, const char *name)
{
    assert_true(icon_draw(&d->list, d->fonts, FONT_ICON_BOLD, slice_from(name), x_du, y_du,
                          DU_PT(24), BLUE));
}

struct pdf_meta plain_meta(void)
{
    return (struct pdf_meta){.title = SLICE("Thử"), .language = SLICE("vi-VN")};
}

void write_page(struct desk *d)
{
    struct error e = {.kind = ERROR_NONE};
    struct pdf_file *file = NULL;
    const struct pdf_meta meta = plain_meta();
    uint64_t size = 0;
    if (!pdf_open(&file, d->job, d->path, &meta, &e) ||
        !pdf_add_page(file, &d->list, SLICE(""), &e) || !pdf_close(file, &size, &e))
        fail_msg("%s", e.message);
    assert_true(size > 0);
}

int readers_run(struct desk *d, const char *command)
{
    char line[1200];
    size_t used = 0;
    const char *place = strstr(command, "%s");
    assert_non_null(place);
    snprintf(line, sizeof line, "{ %.*s'%s'%s ; } 2>&1", (int)(place - command), command, d->path,
             place + 2);
    FILE *pipe = popen(line, "r");
    assert_non_null(pipe);
    size_t got;
    while ((got = fread(d->output + used, 1, sizeof d->output - 1 - used, pipe)) > 0)
        used += got;
    d->output[used] = '\0';
    int status = pclose(pipe);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void expect_quiet(struct desk *d, const char *command)
{
    int status = readers_run(d, command);
    if (status != 0 || d->output[0] != '\0')
        fail_msg("%s: status %d, said: %s", command, status, d->output);
}

void readers_all_pleased(struct desk *d)
{
    int status = readers_run(d, "qpdf --check %s");
    if (status != 0 || !strstr(d->output, "No syntax or stream encoding errors found") ||
        strstr(d->output, "WARNING"))
        fail_msg("qpdf: status %d, said: %s", status, d->output);
    expect_quiet(d, "pdftotext %s - >/dev/null");
    expect_quiet(d, "pdfinfo -struct-text %s >/dev/null");
    expect_quiet(d, "pdffonts %s >/dev/null");
    expect_quiet(d, "pdftoppm -r 40 %s >/dev/null");
    /* Debian builds mupdf without colour management, and its tool says so whatever the file. */
    expect_quiet(d, "mutool draw -q -F ppm -r 40 -o /dev/null %s 2>&1"
                    " | { grep -v 'ICC support is not available' || true; }");
    expect_quiet(d, "mutool info %s >/dev/null");
}

struct slice file_bytes(struct desk *d, const char *path)
{
    struct slice bytes = {NULL, 0};
    struct error e = {.kind = ERROR_NONE};
    if (!file_read(&bytes, &d->arena, path, FILE_BYTES, &e))
        fail_msg("%s", e.message);
    return bytes;
}
