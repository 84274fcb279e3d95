/** @file
 * One run of `ngoso render`: what is to be made, and what was.
 */
#ifndef CLI_PAPER_RENDER_H
#define CLI_PAPER_RENDER_H

#include "cli/paper/press.h"
#include "cli/paper/render_sheet.h"
#include "cli/terminal.h"

struct pdf_job;
struct pixels;

/** The options of the command, as indices into an invocation's values. */
enum {
    RENDER_DESIGN,
    RENDER_INK,
    RENDER_COMMUNE,
    RENDER_VILLAGE,
    RENDER_OUT,
    RENDER_AS,
    RENDER_DPI,
    RENDER_SHEET,
    RENDER_COVERAGE,
    RENDER_RECORDS,
    RENDER_MAP,
    RENDER_QR,
    RENDER_ONE_FILE,
    RENDER_NAME,
    RENDER_SPLIT_BY,
    RENDER_SEPARATORS,
    RENDER_STRICT,
    RENDER_ONLY,
    RENDER_RESUME,
    RENDER_JOBS,
    RENDER_WATCH,
    RENDER_OPTION_COUNT
};

enum render_format { RENDER_PDF, RENDER_PNG };

enum { RENDER_INKS = 2, RENDER_DESIGNS_MAX = 64 };

enum render_state {
    RENDER_NOT_ASKED,
    RENDER_WAITING,
    RENDER_REFUSED, /**< The guide or this design of it has errors. */
    RENDER_MADE
};

/** One guide in one design and ink. */
struct render_result {
    enum render_state state;
    unsigned page_count;
    uint64_t size_bytes;
    unsigned coverage[DESIGN_PAGES_MAX]; /**< Of the design's pages, in thousandths. */
};

struct render {
    struct workspace workspace;
    const struct village *village;
    bool guides_named; /**< Not simply all. */
    const struct design *designs[RENDER_DESIGNS_MAX];
    unsigned design_count;
    bool inks[RENDER_INKS];
    enum render_format format;
    int dpi;
    bool wants_coverage;
    const struct sheet_spec *sheet; /**< NULL: pages as they are. */
    struct sheet_spec sheet_spec;
    bool checks_only; /**< Of a table: rows are drawn, nothing is written. */
    const char *out;  /**< Folder, without a slash at its end. */

    struct press press;
    struct pdf_job *job;
    struct pixels *pixels;
    struct sheets sheets;
    struct render_result *results; /**< Guide × design × ink. */
    unsigned file_count, made_count, page_count;
    uint64_t size_bytes;
    bool stopped; /**< On request. */
};

static inline struct render_result *render_result(const struct render *r, unsigned guide,
                                                  unsigned design, unsigned ink)
{
    return &r->results[(guide * r->design_count + design) * RENDER_INKS + ink];
}

/** What `call` asks for; false after saying what is wrong with it. */
NODISCARD bool render_choose(struct render *r, const struct invocation *call);

/** Whether one of the chosen designs suits the guide; if none does and it was named, why is among
 *  the problems. */
bool render_suits(struct render *r, const struct guide *guide);

/** Guides, trusted domains, commune and village. Errors: of what the call names. */
NODISCARD bool render_load(struct render *r, const struct invocation *call, struct error *e);

/** Makes every file asked for, with the press open. Problems go to the workspace. Errors: of the
 *  system, at which it stops. */
NODISCARD bool render_make(struct render *r, struct error *e);

/** Frees what render_make opened for writing. */
void render_end(struct render *r);

/** What a PDF of this guide says about itself. */
struct pdf_meta;
void render_describe(struct pdf_meta *out, const struct render *r, const struct guide *guide);

/** "vneid-poster-a3-mono.pdf"; for pictures without number: "vneid-poster-a3-mono.png". */
struct slice render_file_name(const struct render *r, struct arena *a, const struct guide *guide,
                              const struct design *design, enum design_ink ink);

/** Writes the pages drawn last. Errors: those of out/; nothing unfinished stays behind. */
NODISCARD bool render_write(struct render_result *result, struct render *r,
                            const struct guide *guide, const struct design *design,
                            enum design_ink ink, struct error *e);

/** The table of what was made, on stdout. */
void render_print_table(struct render *r);

/** With --sheet, on stdout: what to choose in the print dialog, and what to know about it. */
void render_print_sheet(const struct render *r);

/** How much, how long, where; `begin_s` as clock_seconds. */
void render_print_totals(const struct render *r, double begin_s);

/** How the printer is to turn what a run made. */
struct render_outcome {
    bool two_sided;
    bool flips_long; /**< Turned over the long edge. */
};

/** Draws every row of the call's table and writes nothing: for `ngoso check`. */
enum cli_exit render_check_table(const struct invocation *call);

/** `ngoso render`. */
enum cli_exit render_run(const struct invocation *call, struct render_outcome *outcome);

#endif
