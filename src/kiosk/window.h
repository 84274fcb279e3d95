/** @file
 * The kiosk's window: cairo draws into its very pixels, and only what changed is sent on.
 *
 * X11, Wayland, KMSDRM and SDL's dummy drivers, as SDL chooses. Full screen takes keyboard and
 * mouse for itself, so that no window manager's chord is heard; nothing about the machine is set
 * that must be undone. A signal (SIGTERM, SIGINT, SIGHUP) is what window_stop_asked tells of.
 *
 * Lifetime: one window at a time; from one thread. Open it before other threads are started:
 *           they inherit that signals go to a thread of the window's own.
 */
#ifndef KIOSK_WINDOW_H
#define KIOSK_WINDOW_H

#include "base/error.h"
#include "draw/list.h"
#include "kiosk/input.h"

struct pixels;
struct window;

struct window_options {
    int32_t width_px, height_px; /**< 0: full screen. */
    const char *title;           /**< NULL: the program's name. */
    bool resizable;
};

/** Errors: ERROR_LIBRARY: no screen, or none that SDL can draw to. */
NODISCARD bool window_open(struct window **out, const struct window_options *options,
                           struct error *e);
void window_close(struct window *w);

/** Pixels of the surface now; may change with each event. */
void window_size(const struct window *w, int32_t *width_px, int32_t *height_px);

/**
 * Shows `list`, which must be as large as window_size says: the parts that differ from the list
 * shown last, or everything after its size changed. Returns when they have been handed to the
 * system.
 */
NODISCARD bool window_show(struct window *w, struct pixels *pixels, const struct draw_list *list,
                           struct error *e);

/** Pixels drawn by the last window_show; 0 when nothing had changed. */
uint64_t window_drawn_px(const struct window *w);

/** Takes the screen back after another window covered ours (full screen only). */
void window_reclaim(struct window *w);

/**
 * Sleeps until something happens, at most `timeout_ms` (negative: for ever). False: nothing did.
 * While it sleeps no processor time is used on X11 and Wayland; elsewhere very little, because SDL
 * can only ask there.
 */
bool window_wait(struct input_event *out, struct window *w, int64_t timeout_ms);

/** A signal asked the program to end. */
bool window_stop_asked(const struct window *w);

#endif
