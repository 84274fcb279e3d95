/** @file
 * The records for trainers, on a screen: what happened, what to do first, each question as people
 * saw it, and a form for visits. In a window (window.h), and in the kiosk's staff area.
 *
 * Every figure comes from the report (review/fill.h) that is made when the filters change; nothing
 * is computed here. No name of a person is known here.
 *
 * Pages are drawn as the kiosk's screens are (canvas.h): lists are turned page by page, nothing
 * scrolls. Type is at least a 28th of the short side; in a window or panel 1280 pixels wide or more
 * it is denser, for those sit before it who read much. Targets are a tenth of the same side, as
 * for the screen keyboard (screens.h): these are for the team.
 *
 * Language: `_` speaks the language of the view while a review is there.
 * Lifetime: everything in the setup is borrowed until review_destroy.
 */
#ifndef KIOSK_REVIEW_H
#define KIOSK_REVIEW_H

#include "kiosk/screens/screens.h"
#include "review/figures.h"
#include "store/visits.h"

struct input_event;
struct review;
struct visit_numbers;

struct review_setup {
    /** Reads everything that passes the filter. NULL: figures_read of `stores`. */
    bool (*read)(void *self, struct figures *out, const struct figures_filter *filter,
                 const struct figures_texts *texts, struct arena *a, struct error *e);
    /** Keeps a visit. NULL: visits cannot be recorded here. */
    bool (*record)(void *self, const struct store_visit *visit, struct error *e);
    /** The numbers on the visit sheets. NULL: those of the first of `stores`. */
    bool (*numbers)(void *self, struct visit_numbers *out, struct arena *a, struct error *e);
    /** Writes a guide's leaflet as a PDF and says where. NULL: a command is shown instead. */
    bool (*write_leaflet)(void *self, char *path, size_t size, const struct guide *guide,
                          struct error *e);
    void *self; /**< Of all four. */
    struct store *const *stores;
    unsigned store_count;
    struct figures_texts texts;
    struct figures_filter filter;  /**< To begin with. */
    const struct commune *commune; /**< May be NULL. */
    const char *language;          /**< "vi", "en" */
    int64_t today;                 /**< date_days */
    bool team;                     /**< Groups under 5 people are shown. */
    bool window; /**< For a desk: denser, with buttons for language and contrast. */
};

/** Reads the records. What goes wrong there is said on the screen. */
struct review *review_create(const struct review_setup *setup);
void review_destroy(struct review *r);

/** True when the action leads out: "back" from the first page. */
bool review_act(struct review *r, struct view_action action);

/** A letter of a keyboard, where something is typed. True when it changed something. */
bool review_type(struct review *r, const struct input_event *event);

/** What a wheel or the page keys ask for: pages further, or back; 0: nothing. */
int32_t review_steps(const struct input_event *event);

/** `steps` pages further in the list on show, or back; ends at its ends.
 *  True when there is something new to be seen. */
bool review_turn(struct review *r, int32_t steps);

/** Changes whenever another page comes up (touch.h: touch_scene). */
uint32_t review_place(const struct review *r);

/** In the kiosk, whose view decides. True when it changed something. */
bool review_set_look(struct review *r, const char *language, bool high_contrast);

/** As screen_draw. False when something did not fit. */
bool review_draw(struct draw_list *list, struct target_list *targets, struct review *r,
                 const struct metrics *metrics, const struct screen_kit *kit);

#endif
