#include "kiosk/review/picture.h"

#include "base/file.h"

enum { PICTURE_BYTES_MAX = 128 * 1024 * 1024 };

void picture_init(struct picture_shelf *s)
{
    *s = (struct picture_shelf){.there = false};
    arena_init(&s->arena, PICTURE_BYTES_MAX);
}

void picture_deinit(struct picture_shelf *s)
{
    arena_deinit(&s->arena);
}

static bool load(struct picture_shelf *s, const struct quiz *quiz, struct slice file)
{
    struct error ignored = {0};
    struct slice bytes;
    const char *path = arena_printf(&s->arena, "%.*s%s%.*s", SLICE_ARG(quiz->folder),
                                    quiz->folder.size ? "/" : "", SLICE_ARG(file))
                           .data;
    return file_read(&bytes, &s->arena, path, DRAW_IMAGE_FILE_MAX, &ignored) &&
           draw_image_decode(&s->picture, &s->arena, bytes, &ignored);
}

const struct draw_image *picture_find(struct picture_shelf *s, const struct quiz *quiz,
                                      const struct quiz_question *question)
{
    if (!question || !quiz || !question->picture.text.size)
        return NULL;
    if (s->of != question) {
        arena_reset(&s->arena);
        s->of = question;
        s->there = load(s, quiz, question->picture.text);
    }
    return s->there ? &s->picture : NULL;
}
