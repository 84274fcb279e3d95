/** @file
 * Every screen of the kiosk in the states people meet, for pictures and for tests: the shipped
 * quizzes with each question asked and answered, and what stands around them.
 */
#ifndef TESTS_KIOSK_SCENES_H
#define TESTS_KIOSK_SCENES_H

#include "base/arena.h"
#include "kiosk/screens/screens.h"
#include "page/design.h"
#include "text/fonts.h"

enum { SCENES_MAX = 2048, SCENE_QUIZZES_MAX = 64 };

struct scene {
    char name[96];
    struct view view;
    const struct draw_image *picture;
    bool posters;
};

struct scenes {
    struct arena arena, frame;
    struct diag_list diags;
    struct font_set *fonts;
    struct para_cache *paras;
    struct design_kit *kit;
    struct design_pages pages;
    const struct commune *commune, *large_commune;
    const struct quiz *quizzes[SCENE_QUIZZES_MAX];
    unsigned quiz_count;
    struct scene *items;
    unsigned count;
    struct draw_list list;
    struct target_list targets;
};

/** Group set-up and tear-down. */
int scenes_open(void **state);
int scenes_close(void **state);

/** Draws a scene into `list` and `targets`; what screen_draw says. */
bool scenes_draw(struct scenes *s, const struct scene *scene, const struct metrics *metrics);

/** The panels everything is tried on. */
struct panel {
    const char *name;
    struct metrics metrics;
};

extern const struct panel panels[];
extern const unsigned panel_count;

#endif
