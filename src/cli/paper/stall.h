/** @file
 * `ngoso stall`: one stall from options, or a market's from a table.
 *
 *     OUT/stall-NAME-DESIGN.pdf        one stall
 *     OUT/TABLE-DESIGN/0002-NAME.pdf   a file a row
 *     OUT/TABLE-DESIGN.pdf             --one-file
 *     OUT/TABLE-DESIGN.unfinished      while a run over a table is under way or was stopped
 *
 * In one colour "-mono", on sheets the sheet's name follows the design's; "-only" is added to one
 * file of a few rows. On sheets that are cut apart (2up, 4up, cards) a stall fills its sheet with
 * copies of itself; in one file stalls share them. A table is read two times: first all rows are
 * checked, whichever are to be made, then they are drawn and written one by one; with --strict they
 * are drawn once before. Limits: those of content/record/grid.h: 200,000 rows, 64 MB. Memory: the
 * table's own text; the rest does not grow with the number of rows.
 */
#ifndef CLI_PAPER_STALL_H
#define CLI_PAPER_STALL_H

#include "cli/paper/press.h"
#include "cli/paper/render_sheet.h"
#include "cli/paper/row_list.h"
#include "cli/terminal.h"
#include "content/record/grid.h"
#include "content/record/record.h"
#include "page/stall/stall.h"

struct pdf_file;
struct pdf_job;

/** The sheet that rows of one file are being laid on. */
struct stall_share {
    struct draw_list side;
    struct arena arena; /**< Of the sheet at hand. */
    struct slice *titles;
    unsigned count;
};

/** The options of the command, as indices into an invocation's values. */
enum {
    STALL_OPTION_VALUES = 0, /**< The first are those of enum stall_value, in its order. */
    STALL_OPTION_RECORDS = STALL_VALUE_COUNT,
    STALL_OPTION_DESIGN,
    STALL_OPTION_BACK,
    STALL_OPTION_INK,
    STALL_OPTION_SHEET,
    STALL_OPTION_OUT,
    STALL_OPTION_ONE_FILE,
    STALL_OPTION_ONLY,
    STALL_OPTION_RESUME,
    STALL_OPTION_STRICT,
    STALL_OPTION_LIST,
    STALL_OPTION_COUNT
};

struct stall_run {
    const struct invocation *call;
    struct workspace workspace;
    const struct banks *banks;
    struct stall_print how;
    const struct sheet_spec *sheet; /**< NULL: pages as they are. */
    struct sheet_spec sheet_spec;
    const char *out; /**< Folder. */
    struct press press;
    struct pdf_job *job;
    struct sheets sheets;

    struct grid *grid;
    struct grid_place first_row;
    int columns[STALL_VALUE_COUNT];
    struct record_ranges only;
    struct arena row_arena; /**< Of the row at hand. */
    struct slice stem;      /**< OUT/TABLE-DESIGN */
    struct pdf_file *file;  /**< Of --one-file. */
    struct stall_share share;
    bool shares, planned; /**< Rows share sheets; `sheets` has the plan of one. */
    struct progress progress;
    struct row_list bad_rows;
    bool one_file, strict, resume, stopped;
    unsigned row_count, chosen_count, bad_count, made_count, skipped_count, file_count, page_count;
    uint64_t size_bytes;
};

/** "-card-mono-4up": how a file's name goes on. */
struct slice stall_name_end(struct stall_run *s);

/** Opens fonts and the job for files of this durability; stall_end_press closes both. */
NODISCARD bool stall_begin_press(struct stall_run *s, enum file_durability durability,
                                 struct error *e);
void stall_end_press(struct stall_run *s);

/** Draws a sound stall into the press, problems to the workspace; `*drawn` says whether it may be
 *  printed. Errors: ERROR_INPUT when the design cannot lie on the sheet, whatever the stall. */
NODISCARD bool stall_draw_one(bool *drawn, struct stall_run *s, const struct stall *stall,
                              struct error *e);

/** Opens a file for what is drawn. */
NODISCARD bool stall_open_file(struct pdf_file **file, struct stall_run *s, const char *path,
                               struct slice title, struct error *e);

/** Appends the sheets drawn last; the first gets the bookmark. */
NODISCARD bool stall_add_pages(struct stall_run *s, struct pdf_file *file, struct slice bookmark,
                               struct error *e);

/** A file of what was drawn last. Errors: nothing unfinished stays behind. */
NODISCARD bool stall_write_one(struct stall_run *s, const char *path, const struct stall *stall,
                               struct error *e);

/** Once per run over a table. */
void stall_share_begin(struct stall_share *share);
void stall_share_deinit(struct stall_share *share);

/** Lays what was drawn last on the sheet at hand, and writes it when it is full. */
NODISCARD bool stall_share_add(struct stall_run *s, struct slice title, struct error *e);

/** Writes the sheet at hand, if anything is on it. */
NODISCARD bool stall_share_end(struct stall_run *s, struct error *e);

/** All chosen rows of the table; problems go to the workspace. Errors: of the call and the system,
 *  at which it stops. */
NODISCARD bool stall_make_rows(struct stall_run *s, struct error *e);

/** What was made of the table, and which rows were not, on stdout. */
void stall_print_totals(struct stall_run *s, double begin_s);

#endif
