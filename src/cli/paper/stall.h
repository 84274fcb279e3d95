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
 * copies of itself; in one file stalls share them (stall_share.c). A table is read two times: first
 * all rows are checked, whichever are to be made, and the letters noted that the fonts need, so
 * that a row's file does not depend on which others are made; then they are drawn and written one
 * by one; with --strict they are drawn once before. Limits: those of content/record/grid.h: 200,000
 * rows, 64 MB. Memory: the table's own text, and 20 bytes a row where rows share sheets.
 */
#ifndef CLI_PAPER_STALL_H
#define CLI_PAPER_STALL_H

#include "cli/paper/letters.h"
#include "cli/paper/press.h"
#include "cli/paper/render_sheet.h"
#include "cli/paper/row_list.h"
#include "cli/terminal.h"
#include "content/record/grid.h"
#include "content/record/record.h"
#include "page/stall/stall.h"

struct pdf_file;
struct pdf_job;

/** A row that is to lie on a shared sheet. */
struct stall_leaf {
    struct grid_place place;
    unsigned number; /**< In the table. */
    uint32_t page;   /**< Where it came to lie; 0: not printed. */
    bool bad;
};

/** The rows that share sheets; on the heap. */
struct stall_leaves {
    struct stall_leaf *items;
    unsigned count, capacity;
    unsigned recalled; /**< By the walk after them. */
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
    struct arena row_arena;                /**< Of the row at hand. */
    struct letters letters, large_letters; /**< Of all rows that are sound; in headings. */
    struct slice stem;                     /**< OUT/TABLE-DESIGN */
    struct pdf_file *file;                 /**< Of --one-file. */
    struct stall_leaves leaves;
    bool shares; /**< Rows share sheets. */
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

/** Notes the letters that a sound row may bring into its file. */
void stall_note_letters(struct stall_run *s, const struct stall *stall);

/** Tells the job the letters noted and those of the fixed words, and leaves the plan of a sheet.
 *  Errors: ERROR_INPUT when the design cannot lie on the sheet. */
NODISCARD bool stall_expect(struct stall_run *s, struct error *e);

/** A row that will share a sheet. */
void stall_share_note(struct stall_run *s, struct grid_place place, unsigned number);

/** All rows noted, on shared sheets into `s->file`, which it opens at `path`; those that cannot be
 *  drawn are marked bad. Errors: of the system; `s->stopped` on request. */
NODISCARD bool stall_share_all(struct stall_run *s, const char *path, struct error *e);

/** Reads and checks the row at `place` again; problems go nowhere: they were told before. */
bool stall_read_row(struct stall *out, struct stall_run *s, struct grid_place place);

/** "0005 · Quán Mẫu" */
struct slice stall_bookmark(struct stall_run *s, unsigned number, const struct stall *stall);

/** All chosen rows of the table; problems go to the workspace. Errors: of the call and the system,
 *  at which it stops. */
NODISCARD bool stall_make_rows(struct stall_run *s, struct error *e);

/** What was made of the table, and which rows were not, on stdout. */
void stall_print_totals(struct stall_run *s, double begin_s);

#endif
