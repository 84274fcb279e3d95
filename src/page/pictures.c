#include "page/pictures.h"

#include <stdio.h>

#include "base/file.h"
#include "base/i18n.h"

enum {
    PIXELS_BYTES_MAX = DRAW_IMAGE_PIXELS_MAX * 3,
    /* What a picture leaves in the store: pixels, a JPEG's file, its path. */
    PICTURE_BYTES_MAX = PIXELS_BYTES_MAX + DRAW_IMAGE_FILE_MAX + 2 * FILE_PATH_BYTES,
    STORE_BYTES_MAX = PICTURES_KEPT_BYTES + GUIDE_STEPS_MAX * PICTURE_BYTES_MAX,
    /* While it is decoded: the file, pixels as they are and upright, a JPEG's copy. */
    DECODE_BYTES_MAX = 2 * (PIXELS_BYTES_MAX + DRAW_IMAGE_FILE_MAX) + FILE_PATH_BYTES
};

void picture_store_init(struct picture_store *store)
{
    memset(store, 0, sizeof *store);
    arena_init(&store->arena, STORE_BYTES_MAX);
}

void picture_store_deinit(struct picture_store *store)
{
    arena_deinit(&store->arena);
}

bool picture_store_is_full(const struct picture_store *store)
{
    return store->count > PICTURES_MAX - GUIDE_STEPS_MAX ||
           store->arena.used_bytes > PICTURES_KEPT_BYTES;
}

void picture_store_trim(struct picture_store *store)
{
    if (!picture_store_is_full(store))
        return;
    arena_reset(&store->arena);
    store->count = 0;
}

static bool leaves_its_folder(struct slice path)
{
    if (path.size && path.data[0] == '/')
        return true;
    for (size_t i = 0; i + 1 < path.size; i++)
        if (path.data[i] == '.' && path.data[i + 1] == '.' && (i == 0 || path.data[i - 1] == '/') &&
            (i + 2 == path.size || path.data[i + 2] == '/'))
            return true;
    return false;
}

static bool decode(struct draw_image *out, struct arena *scratch, const char *path,
                   const struct field *field, struct diag_list *diags)
{
    struct error e = {0};
    struct slice bytes;
    if (!file_read(&bytes, scratch, path, DRAW_IMAGE_FILE_MAX, &e)) {
        diag_error(diags, "P001", field->span, _("the picture cannot be read: %s"), e.message);
        return false;
    }
    if (!draw_image_decode(out, scratch, bytes, &e)) {
        diag_error(diags, "P002", field->span, _("“%.*s” cannot be used as a picture: %s"),
                   SLICE_ARG(field->text), e.message);
        return false;
    }
    return true;
}

static const struct draw_image *keep(struct picture_store *store, struct slice path,
                                     const struct draw_image *decoded)
{
    CHECK(store->count < PICTURES_MAX);
    struct draw_image *image = &store->images[store->count];
    size_t size = (size_t)decoded->width * decoded->height * decoded->channels;
    struct slice pixels = {(const char *)decoded->pixels, size};
    *image = *decoded;
    image->pixels = (const uint8_t *)arena_copy(&store->arena, pixels).data;
    if (decoded->jpeg.size)
        image->jpeg = arena_copy(&store->arena, decoded->jpeg);
    store->paths[store->count++] = arena_copy(&store->arena, path);
    return image;
}

static const struct draw_image *load(struct picture_store *store, struct slice path,
                                     const struct field *field, struct diag_list *diags)
{
    struct arena scratch;
    arena_init(&scratch, DECODE_BYTES_MAX);
    struct draw_image decoded;
    const struct draw_image *image = NULL;
    if (decode(&decoded, &scratch, path.data, field, diags))
        image = keep(store, path, &decoded);
    arena_deinit(&scratch);
    return image;
}

static const struct draw_image *find_picture(struct picture_store *store, const struct guide *guide,
                                             const struct field *field, struct diag_list *diags)
{
    if (leaves_its_folder(field->text)) {
        diag_error(diags, "P001", field->span,
                   _("a picture must lie in the guide's own folder, without “..”"));
        return NULL;
    }
    char text[FILE_PATH_BYTES];
    int size = snprintf(text, sizeof text, "%.*s%s%.*s", SLICE_ARG(guide->folder),
                        guide->folder.size ? "/" : "", SLICE_ARG(field->text));
    if (size < 0 || size >= FILE_PATH_BYTES) {
        diag_error(diags, "P001", field->span, _("%s: the name is too long"), text);
        return NULL;
    }
    struct slice path = {text, (size_t)size};
    for (unsigned i = 0; i < store->count; i++)
        if (slice_equal(store->paths[i], path))
            return &store->images[i];
    return load(store, path, field, diags);
}

bool pictures_of_guide(const struct draw_image *out[GUIDE_STEPS_MAX], struct picture_store *store,
                       const struct guide *guide, struct diag_list *diags)
{
    bool sound = true;
    for (unsigned i = 0; i < GUIDE_STEPS_MAX; i++) {
        out[i] = NULL;
        if (i >= guide->step_count || guide->steps[i].picture.text.size == 0)
            continue;
        out[i] = find_picture(store, guide, &guide->steps[i].picture, diags);
        sound &= out[i] != NULL;
    }
    return sound;
}
