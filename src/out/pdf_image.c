#include "out/pdf_image.h"

#include <stdio.h>
#include <stdlib.h>

#include "draw/image.h"
#include "out/pdf_pen.h"
#include "out/pdf_writer.h"

enum { PICTURE_MAX = 256 * 1024 * 1024, RGB_CHANNELS = 3, CMYK_CHANNELS = 4 };

/* All of it counts: two screenshots often differ in one button only. */
void image_name(char out[IMAGE_NAME_BYTES], const struct draw_image *image)
{
    uint64_t hash[2] = {image->width, image->height};
    size_t size = (size_t)image->width * image->height * image->channels;
    pdf_hash(hash, &image->channels, sizeof image->channels);
    pdf_hash(hash, image->jpeg.data ? "J" : "P", 1);
    if (image->fingerprint)
        pdf_hash(hash, &image->fingerprint, sizeof image->fingerprint);
    else
        pdf_hash(hash, image->pixels, size);
    snprintf(out, IMAGE_NAME_BYTES, "I%016llX", (unsigned long long)hash[0]);
}

void picture_cache_init(struct picture_cache *c)
{
    *c = (struct picture_cache){.count = 0};
}

void picture_cache_deinit(struct picture_cache *c)
{
    for (uint32_t i = 0; i < c->count; i++)
        buf_deinit(&c->items[i].deflated);
    free(c->items);
}

void picture_list_init(struct picture_list *l)
{
    *l = (struct picture_list){.count = 0};
}

void picture_list_deinit(struct picture_list *l)
{
    free(l->items);
}

void picture_list_open(struct picture_list *l)
{
    l->count = 0;
}

static const struct kept_picture *find_kept(const struct picture_cache *c, const char *name)
{
    for (uint32_t i = 0; i < c->count; i++)
        if (strcmp(c->items[i].name, name) == 0)
            return &c->items[i];
    return NULL;
}

static void keep(struct picture_cache *c, const char *name, struct slice deflated)
{
    if (c->bytes + deflated.size > PDF_PICTURES_KEPT_BYTES)
        return;
    if (c->count == c->capacity) {
        c->capacity = c->capacity ? c->capacity * 2 : 8;
        c->items = realloc(c->items, c->capacity * sizeof *c->items);
        CHECK(c->items != NULL);
    }
    struct kept_picture *item = &c->items[c->count++];
    memcpy(item->name, name, sizeof item->name);
    buf_init(&item->deflated, PICTURE_MAX);
    buf_append_slice(&item->deflated, deflated);
    c->bytes += deflated.size;
}

/*
 * `count` pixels of three bytes into four: each ink is what its colour lacks, and the grey they
 * have in common is printed in black alone (ISO 32000-1, 10.3.5, with BG and UCR the identity). So
 * greys hold no colour that could go out of register, and no pixel takes more than 200 % of ink. No
 * press profile is asked: none may be shipped freely, and the subjects are screens and photos for
 * steps.
 */
static void convert_to_cmyk(uint8_t *cmyk, const uint8_t *rgb, size_t count)
{
    for (size_t i = 0; i < count; i++, rgb += 3, cmyk += 4) {
        uint8_t most = rgb[0] > rgb[1] ? rgb[0] : rgb[1];
        most = rgb[2] > most ? rgb[2] : most;
        for (unsigned k = 0; k < 3; k++)
            cmyk[k] = (uint8_t)(most - rgb[k]);
        cmyk[3] = (uint8_t)(UINT8_MAX - most);
    }
}

static bool becomes_cmyk(const struct draw_image *image, enum pdf_color color)
{
    return color == PDF_COLOR_CMYK && image->channels == RGB_CHANNELS;
}

static HPDF_Dict image_dict(struct pen *pen, const struct draw_image *image, enum pdf_color color)
{
    HPDF_Dict dict = pen_dict(pen);
    pen_name(dict, "Type", "XObject");
    pen_name(dict, "Subtype", "Image");
    pen_number(dict, "Width", (int32_t)image->width);
    pen_number(dict, "Height", (int32_t)image->height);
    pen_name(dict, "ColorSpace",
             image->channels != RGB_CHANNELS ? "DeviceGray"
             : becomes_cmyk(image, color)    ? "DeviceCMYK"
                                             : "DeviceRGB");
    pen_number(dict, "BitsPerComponent", 8);
    return dict;
}

static void deflate_pixels(struct buf *out, struct libdeflate_compressor *compressor,
                           const struct draw_image *image, enum pdf_color color)
{
    size_t count = (size_t)image->width * image->height;
    struct buf inks;
    buf_init(&inks, PICTURE_MAX);
    struct slice pixels = {(const char *)image->pixels, count * image->channels};
    if (becomes_cmyk(image, color)) {
        uint8_t *room = (uint8_t *)buf_extend(&inks, count * CMYK_CHANNELS);
        CHECK(room != NULL);
        convert_to_cmyk(room, image->pixels, count);
        pixels = (struct slice){(const char *)room, count * CMYK_CHANNELS};
    }
    pdf_deflate(out, compressor, pixels);
    buf_deinit(&inks);
}

static void write_pixels(struct picture_cache *c, struct pdf_writer *w, uint32_t number,
                         const char *name, const struct draw_image *image, enum pdf_color color)
{
    const struct kept_picture *kept = find_kept(c, name);
    HPDF_Dict dict = image_dict(w->pen, image, color);
    if (kept) {
        writer_stream_deflated(w, number, dict, buf_slice(&kept->deflated));
        return;
    }
    struct buf deflated;
    buf_init(&deflated, PICTURE_MAX);
    deflate_pixels(&deflated, w->compressor, image, color);
    writer_stream_deflated(w, number, dict, buf_slice(&deflated));
    keep(c, name, buf_slice(&deflated));
    buf_deinit(&deflated);
}

void picture_write(struct picture_list *l, struct picture_cache *c, struct pdf_writer *w,
                   const struct draw_image *image, enum pdf_color color)
{
    char name[IMAGE_NAME_BYTES];
    image_name(name, image);
    for (uint32_t i = 0; i < l->count; i++)
        if (strcmp(l->items[i].name, name) == 0)
            return;
    if (l->count == l->capacity) {
        l->capacity = l->capacity ? l->capacity * 2 : 8;
        l->items = realloc(l->items, l->capacity * sizeof *l->items);
        CHECK(l->items != NULL);
    }
    struct placed_picture *item = &l->items[l->count++];
    memcpy(item->name, name, sizeof item->name);
    item->number = writer_reserve(w);
    if (image->jpeg.size == 0 || becomes_cmyk(image, color)) {
        write_pixels(c, w, item->number, name, image, color);
        return;
    }
    HPDF_Dict dict = image_dict(w->pen, image, color);
    pen_name(dict, "Filter", "DCTDecode");
    writer_stream(w, item->number, dict, image->jpeg);
}

void picture_list_put(struct buf *out, const struct picture_list *l)
{
    if (l->count == 0)
        return;
    buf_append_text(out, "/XObject<<");
    for (uint32_t i = 0; i < l->count; i++) {
        buf_append_char(out, '/');
        buf_append_text(out, l->items[i].name);
        buf_append_char(out, ' ');
        pen_put_reference(out, l->items[i].number);
        buf_append_char(out, '\n');
    }
    buf_append_text(out, ">>");
}
