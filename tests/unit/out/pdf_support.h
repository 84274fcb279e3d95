/** @file
 * For tests of the PDF backend: pages built by hand, and other people's readers to look at them.
 *
 * Files go to a folder of their own below $TMPDIR; `readers_run` starts qpdf, poppler's or mupdf's
 * tools on one of them and gives back all they print.
 */
#ifndef TESTS_OUT_PDF_SUPPORT_H
#define TESTS_OUT_PDF_SUPPORT_H

#include "base/arena.h"
#include "base/units.h"
#include "out/pdf.h"
#include "text/fonts.h"
#include "text/para.h"

struct desk {
    struct font_set *fonts;
    struct pdf_job *job;
    struct arena arena;
    struct draw_list list;
    char folder[256];
    char path[300];      /**< folder/t.pdf */
    char output[400000]; /**< Of the last readers_run. */
};

#define BLACK     ((struct draw_color){.k = 100})
#define BLUE      ((struct draw_color){.r = 29, .g = 111, .b = 184, .c = 84, .m = 40, .y = 0, .k = 28})
#define NO_STROKE ((struct draw_stroke){.color = DRAW_NO_COLOR})
#define A5_WIDTH  429596
#define A5_HEIGHT 609562

struct desk *desk_open(const struct pdf_options *options);
void desk_close(struct desk *d);

/** One line of text, baseline at y. */
void put_line(struct desk *d, enum font_id font, int32_t size_du, int32_t x_du, int32_t y_du,
              const char *text);
/** The same as an element of its own. */
void put_tagged(struct desk *d, enum draw_role role, int32_t y_du, const char *text);
/** A symbol of 21 modules with some pattern in it that depends on `seed`. */
void put_symbol(struct desk *d, int32_t x_du, int32_t y_du, unsigned seed);
void put_icon(struct desk *d, int32_t x_du, int32_t y_du, const char *name);

/** Title "Thử", language vi-VN. */
struct pdf_meta plain_meta(void);

/** desk.list as the only page of desk.path; fails the test when it cannot. */
void write_page(struct desk *d);

/** `command` with %s for desk.path; its exit status, its output (both kinds) in desk.output. */
int readers_run(struct desk *d, const char *command);

/** qpdf, poppler and mupdf have nothing to say about desk.path. */
void readers_all_pleased(struct desk *d);

/** Copies what a shell command prints; the file's bytes for comparisons. */
struct slice file_bytes(struct desk *d, const char *path);

#endif
