/** @file
 * A memory stick that is plugged in and may be written to: where the staff's backup goes.
 */
#ifndef KIOSK_STICK_H
#define KIOSK_STICK_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Writes the folder of the stick mounted last. Under /media, /run/media and /mnt, where desktops
 * and administrators mount sticks; NGOSO_STICK names another folder. False when there is none.
 * `self` is not used: the signature is that of struct kiosk_stick (state.h).
 */
bool stick_find(void *self, char *folder, size_t folder_bytes);

/** The same in a text like /proc/self/mounts (see proc(5)). */
bool stick_find_in(char *folder, size_t folder_bytes, const char *mounts);

#endif
