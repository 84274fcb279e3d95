/*
 * Writes every screen as a picture, to be looked at.
 *
 * screens_show FOLDER [PANEL [PART-OF-NAME [LOOK]]]   LOOK: plain, large, contrast, en, focus
 */
#include <stdio.h>

#include "out/pixels.h"
#include "scenes.h"
#include "support/test.h"

static void set_look(struct view *v, const char *look)
{
    v->large_text = strstr(look, "large") != NULL;
    v->high_contrast = strstr(look, "contrast") != NULL;
    v->reading = strstr(look, "read") != NULL;
    v->reading_part = v->reading ? 1 : -1;
    if (strstr(look, "en"))
        strcpy(v->language, "en");
}

int main(int argc, char **argv)
{
    void *state;
    struct pixels *pixels;
    struct error e = {0};
    char path[1024];
    if (argc < 2 || scenes_open(&state) != 0)
        return 2;
    struct scenes *s = state;
    const char *panel = argc > 2 ? argv[2] : "", *part = argc > 3 ? argv[3] : "";
    const char *look = argc > 4 ? argv[4] : "plain";
    if (!pixels_create(&pixels, s->fonts, &e))
        return 3;
    if (strstr(look, "focus")) {
        s->targets.focused = 2;
        s->targets.pressed = 3;
    }
    for (unsigned p = 0; p < panel_count; p++)
        for (unsigned i = 0; i < s->count; i++) {
            struct scene scene = s->items[i];
            if ((*panel && strcmp(panel, panels[p].name) != 0) || !strstr(scene.name, part))
                continue;
            set_look(&scene.view, look);
            if (!scenes_draw(s, &scene, &panels[p].metrics))
                printf("does not fit: %s %s %s\n", panels[p].name, look, scene.name);
            snprintf(path, sizeof path, "%s/%s-%s-%s.png", argv[1], scene.name, panels[p].name,
                     look);
            if (!pixels_write_png(pixels, &s->list, 72, path, &e)) {
                printf("%s\n", e.message);
                return 3;
            }
        }
    pixels_destroy(pixels);
    scenes_close(&state);
    return 0;
}
