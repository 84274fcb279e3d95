#include "page/pictures.h"

#include "base/file.h"
#include "base/i18n.h"

void picture_store_init(struct picture_store *store)
{
    memset(store, 0, sizeof *store);
    arena_init(&store->arena, PICTURES_BYTES_MAX);
}

void picture_store_deinit(struct picture_store *store)
{
    arena_deinit(&store->arena);
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

static const struct draw_image *decode(struct picture_store *store, struct slice path,
                                       const struct field *field, struct diag_list *diags)
{
    struct error e = {0};
    struct slice bytes;
    if (!file_read(&bytes, &store->arena, path.data, DRAW_IMAGE_FILE_MAX, &e)) {
        diag_error(diags, "P001", field->span, _("the picture cannot be read: %s"), e.message);
        return NULL;
    }
    struct draw_image *image = &store->images[store->count];
    if (!draw_image_decode(image, &store->arena, bytes, &e)) {
        diag_error(diags, "P002", field->span, _("“%.*s” cannot be used as a picture: %s"),
                   SLICE_ARG(field->text), e.message);
        return NULL;
    }
    store->paths[store->count++] = path;
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
    struct slice path = guide->folder.size
                            ? arena_printf(&store->arena, "%.*s/%.*s", SLICE_ARG(guide->folder),
                                           SLICE_ARG(field->text))
                            : arena_copy(&store->arena, field->text);
    for (unsigned i = 0; i < store->count; i++)
        if (slice_equal(store->paths[i], path))
            return &store->images[i];
    if (store->count == PICTURES_MAX) {
        diag_error(diags, "P001", field->span, _("more than %d pictures in one run"), PICTURES_MAX);
        return NULL;
    }
    return decode(store, path, field, diags);
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
