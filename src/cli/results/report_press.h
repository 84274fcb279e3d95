/** @file
 * A report written to files: one tagged PDF to print, or pictures for a chat group.
 *
 * Files appear whole or not at all. Errors: ERROR_SYSTEM when the disk refuses.
 */
#ifndef CLI_RESULTS_REPORT_PRESS_H
#define CLI_RESULTS_REPORT_PRESS_H

#include "page/report/pages.h"

struct report_press {
    const struct font_set *fonts;
    enum design_ink ink;
    struct date made;    /**< Printed at the foot. */
    struct slice author; /**< The team, or empty; in the PDF's properties. */
};

/** A4, tagged, with bookmarks. `*page_count` may be NULL. */
NODISCARD bool report_press_pdf(const char *path, const struct report *report,
                                const struct report_press *press, unsigned *page_count,
                                struct error *e);

/** Pictures 1240 dots wide, to be read on a phone: `folder`/`stem`-01.png and so on. The folder
 *  must exist. `*page_count` may be NULL. */
NODISCARD bool report_press_png(const char *folder, const char *stem, const struct report *report,
                                const struct report_press *press, unsigned *page_count,
                                struct error *e);

#endif
