/** @file
 * ngoso review: its options and its help.
 */
#include "cli/hall/review.h"

#include "base/i18n.h"

static const struct option_spec options[REVIEW_OPTION_COUNT] = {
    SOURCE_OPTIONS,
    [REVIEW_WINDOW] = {"window", OPTION_TEXT, N_("WxH"),
                       N_("How large the window is at first (default: 1366x768)"), 0, 0, NULL},
    [REVIEW_FULL_SCREEN] = {"full-screen", OPTION_FLAG, NULL, N_("Over the whole screen"), 0, 0,
                            NULL},
    [REVIEW_OUT] = {"out", OPTION_TEXT, N_("FOLDER"),
                    N_("Where leaflets go that are made from a topic's page (else: out)"), 0, 0,
                    NULL},
};

const struct command command_review = {
    .name = "review",
    .arguments = N_("[DATABASE…] [QUIZ.yaml…]"),
    .summary = N_("The same figures in a window: look into each question, record visits"),
    .details =
        N_("  ngoso review                              this machine's kiosk\n"
           "  ngoso review --from 1/11/2026 --village “Bản Pình”\n"
           "  ngoso review north.db south.db\n\n"
           "Databases, filters and figures are those of “ngoso report”. Mouse, touch or keyboard\n"
           "alone (Tab, arrows, Enter, Page Down, Escape). A visit at home is recorded without a\n"
           "name, into the one database that is open, under the number on the visit sheet if the\n"
           "household has one. A topic's page makes its leaflet, as a PDF in the folder out."),
    .options = options,
    .option_count = REVIEW_OPTION_COUNT,
    .argument_min = 0,
    .argument_max = CLI_ARGUMENTS_MAX,
    .run = run_review_command,
};
