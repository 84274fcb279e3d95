/** @file
 * ngoso kiosk: quizzes on a touch screen; its options and its help.
 */
#include "cli/hall/kiosk.h"

#include <stddef.h>

#include "base/i18n.h"

static const struct option_spec options[KIOSK_OPTION_COUNT] = {
    [KIOSK_WINDOW] = {"window", OPTION_TEXT, N_("WxH"),
                      N_("In a window of this many pixels, to try it (else: full screen)"), 0, 0,
                      NULL},
    [KIOSK_DATA] = {"data", OPTION_TEXT, N_("FOLDER"),
                    N_("Where the answers are kept (else: ~/.local/share/ngoso)"), 0, 0, NULL},
    [KIOSK_COMMUNE] = OPTION_COMMUNE_SPEC,
    [KIOSK_PRACTICE] = {"practice", OPTION_FLAG, NULL, N_("Record nothing"), 0, 0, NULL},
    [KIOSK_LIST_QUIZZES] = {"list-quizzes", OPTION_FLAG, NULL,
                            N_("List the quizzes and how many questions they have, then stop"), 0,
                            0, NULL},
    [KIOSK_NEW_PIN] = {"new-pin", OPTION_FLAG, NULL,
                       N_("Forget the staff's PIN, so that the next start asks for one, then stop"),
                       0, 0, NULL},
};

const struct command command_kiosk = {
    .name = "kiosk",
    .arguments = N_("[QUIZ…]"),
    .summary = N_("Ask quizzes on a touch screen, full screen and locked"),
    .details =
        N_("QUIZ is the id of a shipped quiz (vneid) or the path of one of your own\n"
           "(./an-toan.yaml). Without any, all shipped quizzes are offered, except those for the\n"
           "team (for: team); staff can choose among all of them on the screen.\n\n"
           "Hold the top left corner (or the Escape key) for three seconds for the staff area;\n"
           "its PIN is chosen at the first start. Staff close the kiosk there; nothing else does.\n"
           "After a crash it starts again by itself, with the same question.\n\n"
           "In a terminal, a commune file with errors is shown and nothing starts; a machine that\n"
           "starts the kiosk by itself comes up without that file and says so on stderr.\n\n"
           "  ngoso kiosk\n"
           "  ngoso kiosk team\n"
           "  ngoso kiosk --window 1366x768 --practice\n"
           "  ngoso kiosk --data /var/lib/ngoso --commune xa-hoa-binh.yaml"),
    .options = options,
    .option_count = KIOSK_OPTION_COUNT,
    .argument_max = CLI_ARGUMENTS_MAX,
    .run = run_kiosk_command,
};
