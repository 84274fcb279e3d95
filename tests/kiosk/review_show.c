/*
 * Writes every page of the review as a picture, to be looked at.
 *
 * review_show FOLDER [PANEL [PART-OF-NAME [LOOK]]]   LOOK: window, kiosk, en, contrast, none, large
 */
#include <stdio.h>

#include "out/pixels.h"
#include "review_scenes.h"
#include "support/test.h"

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
    const char *look = argc > 4 ? argv[4] : "window";
    const char *language = strstr(look, "en") ? "en" : "vi";
    struct review_scenes *scenes = review_scenes_open(s, strstr(look, "none")    ? CROWD_NONE
                                                         : strstr(look, "large") ? CROWD_LARGE
                                                                                 : CROWD_USUAL);
    if (!pixels_create(&pixels, s->fonts, &e))
        return 3;
    for (unsigned p = 0; p < panel_count; p++)
        for (unsigned i = 0; i < review_walk_count; i++) {
            if ((*panel && strcmp(panel, panels[p].name) != 0) ||
                !strstr(review_walks[i].name, part))
                continue;
            const struct review_setup setup =
                review_scenes_setup(scenes, language, !strstr(look, "kiosk"));
            struct review *r = review_create(&setup);
            (void)review_set_look(r, language, strstr(look, "contrast") != NULL);
            review_scenes_walk(r, &review_walks[i]);
            if (!review_scenes_draw(scenes, r, &panels[p].metrics))
                printf("does not fit: %s %s %s\n", panels[p].name, look, review_walks[i].name);
            snprintf(path, sizeof path, "%s/%s-%s-%s.png", argv[1], review_walks[i].name,
                     panels[p].name, look);
            if (!pixels_write_png(pixels, &s->list, 72, path, &e)) {
                printf("%s\n", e.message);
                return 3;
            }
            review_destroy(r);
        }
    review_scenes_close(scenes);
    pixels_destroy(pixels);
    scenes_close(&state);
    return 0;
}
