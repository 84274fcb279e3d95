/** @file
 * The village that --village names.
 */
#ifndef CLI_VILLAGE_H
#define CLI_VILLAGE_H

#include "cli/workspace.h"

/**
 * Finds `name` in the workspace's commune; `*out` NULL when `name` is, or when the commune's file
 * could not be used, which has been said already. Errors: ERROR_INPUT with the nearest name.
 */
NODISCARD bool find_village(const struct village **out, struct workspace *w, const char *name,
                            struct error *e);

#endif
