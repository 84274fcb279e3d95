/** @file
 * Reads QR codes from a picture with zbar, a reader that shares no code with what drew them.
 *
 *     pdftoppm -gray -r 150 FILE.pdf | qr_reader plain rotate=7 blur=1.2 noise=5,shrink=2
 *
 * Each argument is a variant: what is done to the picture before it is read, in the order given.
 *     rotate=DEGREES  about the middle, white corners
 *     blur=SIGMA      Gaussian, in pixels
 *     noise=PERCENT   so many pixels become black or white, always the same ones
 *     threshold=GREY  darker is black, the rest white, as in a photocopier
 *     shrink=N        N × N pixels become their mean, as in a camera that stands further off
 * Output, a line a code: variant, left, top, right, bottom (pixels of the variant's picture),
 * content with "\n", "\t" and "\\" escaped; tabs between.
 */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zbar.h>

enum { SIDE_MAX = 30000, BLUR_RADIUS_MAX = 40, DENSE_SIDE_MAX = 600 };

struct picture {
    unsigned width, height;
    uint8_t *pixels;
};

static void fail(const char *why)
{
    fprintf(stderr, "qr_reader: %s\n", why);
    exit(2);
}

static struct picture picture_create(unsigned width, unsigned height)
{
    struct picture p = {width, height, malloc((size_t)width * height)};
    if (!p.pixels)
        fail("no memory");
    return p;
}

static struct picture picture_read(FILE *in)
{
    unsigned width, height, max;
    if (fscanf(in, "P5 %u %u %u", &width, &height, &max) != 3 || max != 255 || width == 0 ||
        height == 0 || width > SIDE_MAX || height > SIDE_MAX)
        fail("not a PGM picture of 8 bits");
    (void)fgetc(in);
    struct picture p = picture_create(width, height);
    if (fread(p.pixels, width, height, in) != height)
        fail("the picture is cut short");
    return p;
}

/* The pixel there, white outside. */
static double pixel_at(const struct picture *p, long x, long y)
{
    if (x < 0 || y < 0 || x >= (long)p->width || y >= (long)p->height)
        return 255;
    return p->pixels[(size_t)y * p->width + (size_t)x];
}

static double pixel_between(const struct picture *p, double x, double y)
{
    long left = (long)floor(x), top = (long)floor(y);
    double right_part = x - (double)left, low_part = y - (double)top;
    double upper =
        pixel_at(p, left, top) * (1 - right_part) + pixel_at(p, left + 1, top) * right_part;
    double lower =
        pixel_at(p, left, top + 1) * (1 - right_part) + pixel_at(p, left + 1, top + 1) * right_part;
    return upper * (1 - low_part) + lower * low_part;
}

/* The same frame; the caller leaves room for the corners, or white paper is all that is lost. */
static struct picture picture_rotate(const struct picture *p, double degrees)
{
    struct picture out = picture_create(p->width, p->height);
    double angle = degrees * 3.14159265358979 / 180, s = sin(angle), c = cos(angle);
    double middle_x = p->width / 2.0, middle_y = p->height / 2.0;
    for (unsigned y = 0; y < p->height; y++) {
        for (unsigned x = 0; x < p->width; x++) {
            double dx = x - middle_x, dy = y - middle_y;
            double value = pixel_between(p, middle_x + dx * c + dy * s, middle_y - dx * s + dy * c);
            out.pixels[(size_t)y * p->width + x] = (uint8_t)(value + 0.5);
        }
    }
    return out;
}

/* One direction of a Gaussian; `step` is the distance of neighbours, `line` that of lines. */
static void blur_lines(uint8_t *pixels, unsigned count, size_t line, unsigned length, size_t step,
                       const double *weights, int radius)
{
    uint8_t *copy = malloc(length);
    if (!copy)
        fail("no memory");
    for (unsigned i = 0; i < count; i++) {
        uint8_t *at = pixels + i * line;
        for (unsigned j = 0; j < length; j++)
            copy[j] = at[j * step];
        for (long j = 0; j < (long)length; j++) {
            double sum = 0;
            for (long k = -radius; k <= radius; k++) {
                long from = j + k < 0 ? 0 : j + k >= (long)length ? (long)length - 1 : j + k;
                sum += weights[k + radius] * copy[from];
            }
            at[(size_t)j * step] = (uint8_t)(sum + 0.5);
        }
    }
    free(copy);
}

static struct picture picture_blur(const struct picture *p, double sigma)
{
    double weights[2 * BLUR_RADIUS_MAX + 1], sum = 0;
    int radius = (int)ceil(3 * sigma);
    if (radius < 1 || radius > BLUR_RADIUS_MAX)
        fail("no such blur");
    for (int k = -radius; k <= radius; k++)
        sum += weights[k + radius] = exp(-k * k / (2 * sigma * sigma));
    for (int k = 0; k <= 2 * radius; k++)
        weights[k] /= sum;
    struct picture out = picture_create(p->width, p->height);
    memcpy(out.pixels, p->pixels, (size_t)p->width * p->height);
    blur_lines(out.pixels, p->height, p->width, p->width, 1, weights, radius);
    blur_lines(out.pixels, p->width, 1, p->height, p->width, weights, radius);
    return out;
}

/* xorshift32: the same noise on every machine. */
static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static struct picture picture_noise(const struct picture *p, double percent)
{
    struct picture out = picture_create(p->width, p->height);
    uint32_t state = 20261121, limit = (uint32_t)(percent / 100 * 65536);
    for (size_t i = 0; i < (size_t)p->width * p->height; i++) {
        uint32_t r = next_random(&state);
        bool hit = (r & 0xFFFF) < limit;
        out.pixels[i] = !hit ? p->pixels[i] : r & 0x10000 ? 255 : 0;
    }
    return out;
}

static struct picture picture_threshold(const struct picture *p, double grey)
{
    struct picture out = picture_create(p->width, p->height);
    for (size_t i = 0; i < (size_t)p->width * p->height; i++)
        out.pixels[i] = p->pixels[i] < grey ? 0 : 255;
    return out;
}

static struct picture picture_shrink(const struct picture *p, unsigned n)
{
    if (n < 1 || n > p->width || n > p->height)
        fail("cannot shrink so much");
    struct picture out = picture_create(p->width / n, p->height / n);
    for (unsigned y = 0; y < out.height; y++) {
        for (unsigned x = 0; x < out.width; x++) {
            unsigned sum = 0;
            for (unsigned i = 0; i < n * n; i++)
                sum += p->pixels[(size_t)(y * n + i / n) * p->width + x * n + i % n];
            out.pixels[(size_t)y * out.width + x] = (uint8_t)((sum + n * n / 2) / (n * n));
        }
    }
    return out;
}

/* "blur=1.2": a new picture; the old one is freed. */
static struct picture apply(struct picture p, const char *name, double value)
{
    struct picture out = {0};
    if (strcmp(name, "plain") == 0)
        return p;
    if (strcmp(name, "rotate") == 0)
        out = picture_rotate(&p, value);
    else if (strcmp(name, "blur") == 0)
        out = picture_blur(&p, value);
    else if (strcmp(name, "noise") == 0)
        out = picture_noise(&p, value);
    else if (strcmp(name, "threshold") == 0)
        out = picture_threshold(&p, value);
    else if (strcmp(name, "shrink") == 0)
        out = picture_shrink(&p, (unsigned)value);
    else
        fail("no such variant");
    free(p.pixels);
    return out;
}

static void print_escaped(const char *data, unsigned size)
{
    for (unsigned i = 0; i < size; i++) {
        if (data[i] == '\n' || data[i] == '\t' || data[i] == '\\')
            printf("\\%c", data[i] == '\n' ? 'n' : data[i] == '\t' ? 't' : '\\');
        else
            putchar(data[i]);
    }
}

static void print_symbol(const char *variant, const zbar_symbol_t *symbol)
{
    int left = SIDE_MAX, top = SIDE_MAX, right = 0, bottom = 0;
    for (unsigned i = 0; i < zbar_symbol_get_loc_size(symbol); i++) {
        int x = zbar_symbol_get_loc_x(symbol, i), y = zbar_symbol_get_loc_y(symbol, i);
        left = x < left ? x : left;
        right = x > right ? x : right;
        top = y < top ? y : top;
        bottom = y > bottom ? y : bottom;
    }
    printf("%s\t%d\t%d\t%d\t%d\t", variant, left, top, right, bottom);
    print_escaped(zbar_symbol_get_data(symbol), zbar_symbol_get_data_length(symbol));
    putchar('\n');
}

static void read_codes(const char *variant, const struct picture *p)
{
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
    /* In large pictures each second or third line is enough: it still meets every module. */
    int side = (int)(p->width < p->height ? p->width : p->height);
    int density = side > DENSE_SIDE_MAX ? (side + DENSE_SIDE_MAX - 1) / DENSE_SIDE_MAX : 1;
    if (density > 3)
        density = 3;
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_X_DENSITY, density);
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_Y_DENSITY, density);
    zbar_image_t *image = zbar_image_create();
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, p->width, p->height);
    zbar_image_set_data(image, p->pixels, (unsigned long)p->width * p->height, NULL);
    zbar_scan_image(scanner, image);
    const zbar_symbol_t *symbol = zbar_image_first_symbol(image);
    for (; symbol; symbol = zbar_symbol_next(symbol))
        print_symbol(variant, symbol);
    zbar_image_destroy(image);
    zbar_image_scanner_destroy(scanner);
}

static void read_variant(const char *variant, const struct picture *original)
{
    struct picture p = picture_create(original->width, original->height);
    memcpy(p.pixels, original->pixels, (size_t)p.width * p.height);
    for (const char *step = variant; *step;) {
        char name[16] = "";
        double value = 0;
        size_t size = strcspn(step, ",");
        if (sscanf(step, "%15[a-z]=%lf", name, &value) < 1)
            fail("a variant is NAME or NAME=NUMBER");
        p = apply(p, name, value);
        step += size + (step[size] == ',');
    }
    read_codes(variant, &p);
    free(p.pixels);
}

int main(int argc, char **argv)
{
    struct picture original = picture_read(stdin);
    for (int i = 1; i < argc; i++)
        read_variant(argv[i], &original);
    free(original.pixels);
    return 0;
}
