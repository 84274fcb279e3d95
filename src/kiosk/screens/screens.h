/** @file
 * Screens as display lists: view in, picture and touch targets out.
 *
 * Units:  a screen list is drawn at 72 dpi, so one pixel is one point: DU_PER_PT du.
 * Limits: SCREEN_TARGETS_MAX targets.
 *
 * Targets: at least 20 mm each way and 8 mm apart where the panel was measured, else a tenth of the
 *          short side and a twenty-fifth. Where that cannot be:
 *          - The screen keyboard: 33 letters, five tones and a space at 20 + 8 mm would take
 *            330 × 104 mm. Its keys are a tenth of the short side at least (13 mm on a 10.1-inch
 *            panel) and a sixtieth apart; the nearest one counts.
 *          - On a panel 130 mm high (10.1 inches) bar and margins leave 97 mm: three rows. Four
 *            pairs to match or six long answers get a tenth of the height (13 mm), a sixtieth
 *            apart.
 *          - Panels lower than 100 mm get a fifth of their height instead of 20 mm, or bar and
 *            foot would leave nothing between them.
 *          - Places in a picture lie where its author put them; each is grown to a target, and of
 *            two that touch the nearest counts.
 * Nothing scrolls; at every size, text size and language everything fits: text that would not is
 * set smaller down to the floor of the visual guide, and `fits` says when even that was not enough.
 */
#ifndef KIOSK_SCREENS_H
#define KIOSK_SCREENS_H

#include "draw/list.h"
#include "kiosk/screens/view.h"

struct arena;
struct draw_image;
struct para_cache;

enum { SCREEN_TARGETS_MAX = 96 };

/** Where a touch means something. */
struct target {
    struct draw_rect rect;
    struct view_action action;
    bool enabled;
    const char *label; /**< Translated, for reading aloud; borrowed. */
};

struct target_list {
    struct target items[SCREEN_TARGETS_MAX];
    unsigned count;
    int focused; /**< By keyboard, -1 none. */
    int pressed; /**< Under a finger, -1 none. */
};

/** The panel. */
struct metrics {
    int32_t width_px, height_px;
    int32_t px_per_mm100; /**< Pixels a millimetre × 100; 0: not calibrated. */
};

/** What is drawn with; borrowed. */
struct screen_kit {
    struct para_cache *paras;
    struct arena *arena;             /**< Reset by the caller before each frame. */
    const struct draw_list *posters; /**< For the attract loop. */
    unsigned poster_count;
    /** Of the question on show, when it points at a picture; decoded by the caller. NULL: the
     * options are drawn as a phone's screen instead. */
    const struct draw_image *picture;
};

/**
 * Draws the view. `targets->focused` and `->pressed` are read (to light what is under finger or
 * focus), the rest is filled. False when something did not fit (tests fail on it).
 */
bool screen_draw(struct draw_list *list, struct target_list *targets, const struct view *view,
                 const struct metrics *metrics, const struct screen_kit *kit);

/**
 * As screen_draw, without giving way: in the text size that the view asks for, with targets and
 * gaps that are never below their floor. For judging a quiz before anybody meets it (fit.h).
 */
bool screen_fits_wholly(struct draw_list *list, struct target_list *targets,
                        const struct view *view, const struct metrics *metrics,
                        const struct screen_kit *kit);

/**
 * The target a touch at (x, y) pixels means: the one under it, else the nearest enabled one within
 * 7 mm; -1 none. Disabled ones catch nothing.
 */
int target_at(const struct target_list *targets, const struct metrics *metrics, int32_t x_px,
              int32_t y_px);

/** What to read aloud on this screen, part by part (reading_part 0, 1, …); -1 past the end. */
bool screen_speech(struct slice *out, const struct view *view, int part, struct arena *a);

#endif
