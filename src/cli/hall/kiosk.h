/** @file
 * The command `kiosk`, which is told in one program and done in another.
 *
 * SDL and the speech synthesiser bring some forty libraries, and loading them takes longer than
 * making a leaflet. So `ngoso` knows the command and its help, and hands the whole command line to
 * `ngoso-kiosk` beside it, which is the same program with the kiosk built in.
 */
#ifndef CLI_HALL_KIOSK_H
#define CLI_HALL_KIOSK_H

#include "cli/command.h"

enum {
    KIOSK_WINDOW,
    KIOSK_DATA,
    KIOSK_COMMUNE,
    KIOSK_PRACTICE,
    KIOSK_LIST_QUIZZES,
    KIOSK_NEW_PIN,
    KIOSK_OPTION_COUNT
};

/** In ngoso: becomes ngoso-kiosk (kiosk_start.c). In ngoso-kiosk: runs the kiosk (kiosk_run.c). */
enum cli_exit run_kiosk_command(const struct invocation *call);

#endif
