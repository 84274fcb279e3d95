#include "draw/image.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jerror.h>
#include <jpeglib.h>
#include <png.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/i18n.h"

enum { GREY_CHANNELS = 1, RGB_CHANNELS = 3 };

static bool refuse_damaged(struct error *e, const char *why)
{
    return error_set(e, ERROR_INPUT, 0, _("The picture is damaged or incomplete (%s)"), why);
}

static bool check_size(uint32_t width, uint32_t height, struct error *e)
{
    if (width == 0 || height == 0)
        return error_set(e, ERROR_INPUT, 0, _("The picture is empty"));
    if (width > DRAW_IMAGE_SIDE_MAX || height > DRAW_IMAGE_SIDE_MAX ||
        (uint64_t)width * height > DRAW_IMAGE_PIXELS_MAX)
        return error_set(e, ERROR_LIMIT, 0,
                         _("The picture has %lu × %lu pixels; at most %d a side and %d million in "
                           "all are allowed"),
                         (unsigned long)width, (unsigned long)height, DRAW_IMAGE_SIDE_MAX,
                         DRAW_IMAGE_PIXELS_MAX / 1000000);
    return true;
}

static uint32_t big_endian(const uint8_t *bytes, unsigned count)
{
    uint32_t value = 0;
    for (unsigned i = 0; i < count; i++)
        value = value << 8 | bytes[i];
    return value;
}

/*
 * PNG, through libpng's simplified interface, which needs no jumps of ours and turns every depth,
 * palette and gamma into 8-bit sRGB.
 */

enum { PNG_SIGNATURE_BYTES = 8, PNG_CHUNK_BYTES = 12 };

/** libpng is content when the last rows are there; a copy cut off behind them is still cut off. */
static bool png_is_whole(struct slice file)
{
    const uint8_t *bytes = (const uint8_t *)file.data;
    size_t at = PNG_SIGNATURE_BYTES;
    while (file.size - at >= PNG_CHUNK_BYTES) {
        size_t size = big_endian(bytes + at, 4);
        if (size > file.size - at - PNG_CHUNK_BYTES)
            return false;
        if (memcmp(bytes + at + 4, "IEND", 4) == 0)
            return true;
        at += PNG_CHUNK_BYTES + size;
    }
    return false;
}

static bool read_png(struct draw_image *out, struct arena *a, png_image *png, struct slice file,
                     struct error *e)
{
    if (!png_image_begin_read_from_memory(png, file.data, file.size))
        return refuse_damaged(e, png->message);
    if (!check_size(png->width, png->height, e))
        return false;
    if (!png_is_whole(file))
        return refuse_damaged(e, _("the end is missing"));
    bool colour = png->format & PNG_FORMAT_FLAG_COLOR;
    png->format = colour ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
    uint8_t *pixels = arena_alloc(a, PNG_IMAGE_SIZE(*png));
    const png_color white = {255, 255, 255};
    if (!png_image_finish_read(png, &white, pixels, 0, NULL))
        return refuse_damaged(e, png->message);
    *out = (struct draw_image){.width = png->width,
                               .height = png->height,
                               .channels = colour ? RGB_CHANNELS : GREY_CHANNELS,
                               .pixels = pixels};
    return true;
}

static bool decode_png(struct draw_image *out, struct arena *a, struct slice file, struct error *e)
{
    png_image png = {.version = PNG_IMAGE_VERSION};
    bool ok = read_png(out, a, &png, file, e);
    png_image_free(&png);
    return ok;
}

/*
 * JPEG. libjpeg reports errors by a function that must not return, so it jumps. Everything that
 * the landing needs lies in struct jpeg_reader, nothing in local variables.
 */

enum {
    SCANS_MAX = 200, /* A small progressive file may ask for endless passes over the picture. */
    MARKER_SOI = 0xD8,
    MARKER_SOS = 0xDA,
    MARKER_COMMENT = 0xFE,
    EXIF_ORIENTATION = 0x0112,
    EXIF_ENTRIES_MAX = 200,
    UPRIGHT = 1,
    FIRST_ON_ITS_SIDE = 5 /* Orientations 5 to 8 swap width and height. */
};

struct jpeg_reader {
    struct jpeg_error_mgr errors; /* First, so that the library's pointer is ours. */
    struct jpeg_progress_mgr progress;
    struct jpeg_decompress_struct state;
    jmp_buf landing;
    struct arena *arena;
    struct slice file;
    struct error *error;
    struct draw_image image;
    size_t size_bytes; /**< Up to the end mark; cameras put more pictures behind it. */
};

static void fail_jpeg(j_common_ptr state)
{
    struct jpeg_reader *r = (struct jpeg_reader *)(void *)state->err;
    char why[JMSG_LENGTH_MAX];
    int code = state->err->msg_code;
    state->err->format_message(state, why);
    /* A download that broke off; the library speaks English only. */
    bool cut = code == JWRN_JPEG_EOF || code == JERR_INPUT_EOF || code == JWRN_HIT_MARKER;
    refuse_damaged(r->error, cut ? _("the end is missing") : why);
    longjmp(r->landing, 1);
}

/** Warnings are what libjpeg calls missing or wrong data; only bytes between markers are harmless.
 */
static void judge_message(j_common_ptr state, int level)
{
    if (level < 0 && state->err->msg_code != JWRN_EXTRANEOUS_DATA)
        fail_jpeg(state);
}

static void print_nothing(j_common_ptr state)
{
    (void)state;
}

static void watch_scans(j_common_ptr state)
{
    struct jpeg_reader *r = (struct jpeg_reader *)(void *)state->err;
    if (r->state.input_scan_number > SCANS_MAX) {
        error_set(r->error, ERROR_LIMIT, 0, _("The picture is made of more than %d passes"),
                  SCANS_MAX);
        longjmp(r->landing, 1);
    }
}

static bool choose_colours(struct jpeg_reader *r)
{
    if (r->state.num_components == 4)
        return error_set(r->error, ERROR_INPUT, 0,
                         _("The picture is in CMYK colours; save it as RGB"));
    bool grey = r->state.jpeg_color_space == JCS_GRAYSCALE;
    r->state.out_color_space = grey ? JCS_GRAYSCALE : JCS_RGB;
    r->image.channels = grey ? GREY_CHANNELS : RGB_CHANNELS;
    return true;
}

static bool read_rows(struct jpeg_reader *r)
{
    jpeg_start_decompress(&r->state);
    size_t row_bytes = (size_t)r->image.width * r->image.channels;
    uint8_t *pixels = arena_alloc(r->arena, row_bytes * r->image.height);
    r->image.pixels = pixels;
    while (r->state.output_scanline < r->image.height) {
        JSAMPROW row = pixels + r->state.output_scanline * row_bytes;
        jpeg_read_scanlines(&r->state, &row, 1);
    }
    jpeg_finish_decompress(&r->state);
    r->size_bytes = r->file.size - r->state.src->bytes_in_buffer;
    return true;
}

static bool read_jpeg(struct jpeg_reader *r)
{
    if (setjmp(r->landing) != 0)
        return false;
    jpeg_create_decompress(&r->state);
    r->state.progress = &r->progress;
    jpeg_mem_src(&r->state, (const unsigned char *)r->file.data, (unsigned long)r->file.size);
    jpeg_read_header(&r->state, TRUE);
    r->image.width = r->state.image_width;
    r->image.height = r->state.image_height;
    return check_size(r->image.width, r->image.height, r->error) && choose_colours(r) &&
           read_rows(r);
}

/** A marker segment before the picture data; `size` 0 at the first scan or at nonsense. */
struct jpeg_segment {
    unsigned marker;
    size_t begin, size; /**< With marker and length. */
};

static struct jpeg_segment next_segment(struct slice file, size_t at)
{
    const uint8_t *bytes = (const uint8_t *)file.data;
    struct jpeg_segment s = {.begin = at};
    while (at + 1 < file.size && bytes[at] == 0xFF && bytes[at + 1] == 0xFF)
        at++; /* Fill bytes. */
    if (file.size - at < 4 || bytes[at] != 0xFF || bytes[at + 1] == MARKER_SOS)
        return s;
    size_t end = at + 2 + big_endian(bytes + at + 2, 2);
    if (end > file.size)
        return s;
    s.marker = bytes[at + 1];
    s.size = end - s.begin;
    return s;
}

/** A number in an Exif block, which says itself in which order its bytes stand. */
static uint32_t exif_number(struct slice tiff, size_t at, unsigned count)
{
    if (at > tiff.size || tiff.size - at < count)
        return 0;
    const uint8_t *bytes = (const uint8_t *)tiff.data + at;
    if (tiff.data[0] == 'M')
        return big_endian(bytes, count);
    uint32_t value = 0;
    while (count-- > 0)
        value = value << 8 | bytes[count];
    return value;
}

static unsigned orientation_in(struct slice tiff)
{
    size_t directory = exif_number(tiff, 4, 4);
    uint32_t count = exif_number(tiff, directory, 2);
    for (uint32_t i = 0; i < count && i < EXIF_ENTRIES_MAX; i++) {
        size_t entry = directory + 2 + (size_t)i * 12;
        uint32_t value = exif_number(tiff, entry + 8, 2);
        if (exif_number(tiff, entry, 2) == EXIF_ORIENTATION)
            return value >= 1 && value <= 8 ? value : UPRIGHT;
    }
    return UPRIGHT;
}

static unsigned find_orientation(struct slice file)
{
    static const char exif[6] = "Exif\0";
    struct jpeg_segment s = next_segment(file, 2);
    for (; s.size > 0; s = next_segment(file, s.begin + s.size)) {
        struct slice all = slice_part(file, s.begin, s.begin + s.size);
        if (s.marker == JPEG_APP0 + 1 && all.size > 10 + 8 &&
            memcmp(all.data + 4, exif, sizeof exif) == 0)
            return orientation_in(slice_part(all, 10, all.size));
    }
    return UPRIGHT;
}

/**
 * A copy without comments and application data, but for what decoding needs (JFIF, Adobe). Phones
 * write the place where a photo was taken there, which must not go out with a public leaflet.
 */
static struct slice strip_jpeg(struct arena *a, struct slice file)
{
    char *bytes = arena_alloc(a, file.size);
    size_t size = 2, at = 2;
    memcpy(bytes, file.data, 2);
    struct jpeg_segment s = next_segment(file, at);
    for (; s.size > 0; s = next_segment(file, at)) {
        bool application = s.marker >= JPEG_APP0 && s.marker <= JPEG_APP0 + 15;
        bool needed = s.marker == JPEG_APP0 || s.marker == JPEG_APP0 + 14;
        if (s.marker != MARKER_COMMENT && (!application || needed)) {
            memcpy(bytes + size, file.data + s.begin, s.size);
            size += s.size;
        }
        at = s.begin + s.size;
    }
    memcpy(bytes + size, file.data + at, file.size - at);
    return (struct slice){bytes, size + file.size - at};
}

/** Where the pixel that shall stand at (x, y) comes from, for an Exif orientation. */
static size_t source_pixel(const struct draw_image *image, unsigned orientation, uint32_t x,
                           uint32_t y)
{
    uint32_t right = image->width - 1, bottom = image->height - 1;
    uint32_t from_x = x, from_y = y;
    if (orientation >= FIRST_ON_ITS_SIDE) {
        from_x = y;
        from_y = x;
    }
    if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8)
        from_x = right - from_x;
    if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7)
        from_y = bottom - from_y;
    return (size_t)from_y * image->width + from_x;
}

static void turn_upright(struct draw_image *image, struct arena *a, unsigned orientation)
{
    struct draw_image turned = *image;
    if (orientation >= FIRST_ON_ITS_SIDE) {
        turned.width = image->height;
        turned.height = image->width;
    }
    unsigned channels = image->channels;
    uint8_t *out = arena_alloc(a, (size_t)turned.width * turned.height * channels);
    turned.pixels = out;
    for (uint32_t y = 0; y < turned.height; y++)
        for (uint32_t x = 0; x < turned.width; x++, out += channels)
            memcpy(out, image->pixels + source_pixel(image, orientation, x, y) * channels,
                   channels);
    *image = turned;
}

static bool decode_jpeg(struct draw_image *out, struct arena *a, struct slice file, struct error *e)
{
    struct jpeg_reader r = {.arena = a, .file = file, .error = e};
    r.state.err = jpeg_std_error(&r.errors);
    r.errors.error_exit = fail_jpeg;
    r.errors.emit_message = judge_message;
    r.errors.output_message = print_nothing;
    r.progress.progress_monitor = watch_scans;
    bool ok = read_jpeg(&r);
    bool other_coding = r.state.arith_code;
    jpeg_destroy_decompress(&r.state);
    if (!ok)
        return false;
    unsigned orientation = find_orientation(file);
    if (orientation != UPRIGHT)
        turn_upright(&r.image, a, orientation);
    else if (!other_coding) /* PDF knows no arithmetic coding. */
        r.image.jpeg = strip_jpeg(a, slice_part(file, 0, r.size_bytes));
    *out = r.image;
    return true;
}

static bool decode(struct draw_image *out, struct arena *a, struct slice file, struct error *e)
{
    if (slice_starts(file, SLICE("\x89PNG\r\n\x1a\n")))
        return decode_png(out, a, file, e);
    if (slice_starts(file, SLICE("\xFF\xD8\xFF")))
        return decode_jpeg(out, a, file, e);
    return error_set(e, ERROR_INPUT, 0, _("This is neither a PNG nor a JPEG picture"));
}

bool draw_image_decode(struct draw_image *out, struct arena *a, struct slice file, struct error *e)
{
    if (file.size > DRAW_IMAGE_FILE_MAX)
        return error_set(e, ERROR_LIMIT, 0, _("The picture's file is larger than %d MB"),
                         DRAW_IMAGE_FILE_MAX / (1024 * 1024));
    if (!decode(out, a, file, e))
        return false;
    out->fingerprint = hash_bytes(file.size, file.data, file.size);
    return true;
}
