/** @file
 * `ngoso render GUIDE --records TABLE.csv`: a leaflet for each row of a team's own table.
 *
 * The table is read twice. The survey looks at every row, whichever are to be printed: what it
 * says, which village it belongs to, what its file will be called, which letters the fonts need.
 * So a row's file is the same, to the byte, whether all rows are printed, a few again (--only), or
 * the rest of a run that was stopped (--resume). Then the rows are drawn and written one by one.
 *
 *     OUT/ID/ID-DESIGN/NAME.pdf                a file a row
 *     OUT/ID/ID-DESIGN/VILLAGE/NAME.pdf        … split by village
 *     OUT/ID/ID-DESIGN-records.pdf             --one-file
 *     OUT/ID/ID-DESIGN/VILLAGE.pdf             … split by village
 *     OUT/ID/ID-DESIGN.unfinished              while a run is under way or was stopped
 *
 * On sheets (--sheet) the design's name is followed by the sheet's. Each row has sheets of its own,
 * but for those that are cut apart, 2up, 4up and cards, with --one-file: there rows share them
 * (merge_sheet.c).
 *
 * Files of a row each are drawn by several processes (base/workers.h), files of many rows by one.
 *
 * Limits: GRID_ROWS_MAX rows, MERGE_GROUPS_MAX villages. Memory: the table's own text and 40 bytes
 * a row; the rest does not grow with the number of rows.
 * Codes: M006 a cell that a code needs is empty, M008 a file's name is taken, M009 a row's pages
 *        cannot lie on the sheet. M010: a formula without a result (content/record/record.c).
 */
#ifndef CLI_PAPER_MERGE_H
#define CLI_PAPER_MERGE_H

#include "cli/paper/letters.h"
#include "cli/paper/render.h"
#include "content/record/record.h"
#include "content/record/text.h"

enum { MERGE_GROUPS_MAX = 5000 };

struct merge_row {
    struct grid_place place;
    unsigned number;
    uint16_t group;
    bool chosen; /**< By --only, or all. */
    bool bad;
    bool lost;     /**< Its process died over it, or before. */
    bool numbered; /**< Its file's name carries the row's number, because another has the name. */
};

struct merge_group {
    struct slice name; /**< As in the table; may be empty. */
    struct slice file; /**< Name of its folder or file. */
    unsigned row_count, first_row, last_row;
    unsigned made_count;
};

/** A code of the guide with places to fill. */
struct merge_code {
    struct record_text value, caption, message;
};

enum merge_fate {
    MERGE_WRONG,  /**< Not drawn: the problems say why. */
    MERGE_DRAWN,  /**< Its pages are in the press. */
    MERGE_MADE,   /**< Its file is written. */
    MERGE_THERE,  /**< Its file was there already. */
    MERGE_REFUSED /**< The system refused. */
};

/** What became of a row. */
struct merge_outcome {
    enum merge_fate fate;
    struct grid_row row; /**< Without its cells, when it comes from a worker. */
    struct diag_list diags;
    unsigned page_count;
    uint64_t size_bytes;
    struct error error;
};

struct merge {
    struct render *render;
    const struct invocation *call;
    struct guide guide;     /**< A copy, whose codes are filled for the record at hand. */
    struct commune commune; /**< A copy, for hall and hours. */
    const struct design *design;
    enum design_ink ink;
    struct grid *grid;
    struct record_map map;
    struct record_text name;
    struct merge_code codes[GUIDE_QR_MAX];
    bool used_columns[GRID_COLUMNS_MAX];
    struct record_ranges only;
    bool one_file, split, separators, strict, resume;
    unsigned jobs; /**< Processes. */
    bool shares;   /**< Rows share sheets; render->sheets.plan is that of one. */
    bool planned;

    struct merge_row *rows; /**< On the heap. */
    unsigned row_count, row_capacity, last_number;
    struct merge_group *groups; /**< MERGE_GROUPS_MAX of them, on the heap. */
    unsigned group_count;
    uint64_t *names; /**< Set of the hashes of names that are taken. */
    unsigned name_count, name_capacity;
    struct letters letters; /**< Those that the printed cells hold. */

    struct arena row_arena; /**< Of the row at hand. */
    struct record record;
    struct recipient recipient;
    struct slice folder; /**< OUT/ID */
    struct slice stem;   /**< OUT/ID/ID-DESIGN */
    unsigned chosen_count, made_count, skipped_count, bad_count, lost_count, file_count, page_count;
    uint64_t size_bytes;
};

/** Whether the options of `call` go together; says why not. */
NODISCARD bool merge_check_call(const struct invocation *call);

/** Runs the command; `r` has been told what the call chose. */
enum cli_exit merge_run(struct render *r, const struct invocation *call, double begin_s);

/** Opens the table, finds columns and places to fill. Errors: ERROR_INPUT for what the call says
 *  wrong; problems in the table go to the workspace and leave `m->grid` NULL. */
NODISCARD bool merge_open(struct merge *m, struct error *e);
/** Reads all rows; false when there are too many villages. Bad rows are marked and reported. */
NODISCARD bool merge_survey(struct merge *m, struct error *e);
void merge_close(struct merge *m);

/** Name of a row's file without folder and ending, as it was found in the survey. */
struct slice merge_file_name(struct merge *m, const struct grid_row *row, bool numbered);

/** Reads row `index` of the survey again into `m->record`, `*row` and the guide's codes. False
 *  after diagnostics. */
bool merge_read(struct grid_row *row, struct merge *m, unsigned index, struct diag_list *diags);
/** Reads it and draws it into the press and the sheets; tells nobody. */
void merge_try(struct merge_outcome *out, struct merge *m, unsigned index);
/** The same; false after marking it bad and saying why. */
bool merge_draw(struct merge *m, unsigned index, struct grid_row *row);
/** Tells the PDF job which glyphs all files of the table need, and plans the sheets. Errors:
 *  ERROR_INPUT when this design cannot lie on that sheet, whatever the row. */
NODISCARD bool merge_expect(struct merge *m, struct error *e);
/** Takes the problems of a row to the workspace, and marks it bad where there is an error; returns
 *  whether there was one. */
bool merge_tell(struct merge *m, unsigned index, const struct merge_outcome *outcome);

/** Does something for a row, here or in a worker; leaves `m`'s counts alone. */
typedef void merge_work(struct merge_outcome *out, struct merge *m, unsigned index);
/** Does `work` for each chosen row that is not bad, by `m->jobs` processes, and counts what became
 *  of them in the table's order, so that nothing but time depends on the number of processes.
 *  Stops when asked to. Errors: of the system; ERROR_SYSTEM for rows whose process died. */
NODISCARD bool merge_walk(struct merge *m, merge_work *work, struct progress *progress,
                          const char *what, struct error *e);

/** Pages of one file of several rows: those of the groups first … last. */
struct merge_bundle {
    struct pdf_file *file;
    const char *path;
    unsigned first_group, last_group;
    bool by_group; /**< In the order of the groups, else of the table. */
    unsigned *done;
    struct progress *progress;
};

/** Whether row `index` is to be printed and belongs to these groups. */
bool merge_wants(const struct merge *m, unsigned index, unsigned first_group, unsigned last_group);
/** The village's name, or that there is none. */
struct slice merge_group_title(const struct merge *m, unsigned group);
/** The page, or sheet, that says whose leaflets follow, into the press or merge->sheets. */
void merge_draw_separator(struct merge *m, unsigned group, unsigned first_group,
                          unsigned last_group);
struct slice merge_row_bookmark(struct merge *m, const struct grid_row *row);
void merge_count_row(struct merge *m, unsigned index);
/** All rows of the bundle on shared sheets. Errors: of the system; render->stopped on request. */
NODISCARD bool merge_add_shared(struct merge_bundle *b, struct merge *m, struct error *e);

/** Writes all chosen rows. Errors: of the system; the files written by then are whole. */
NODISCARD bool merge_write(struct merge *m, struct error *e);

void merge_print_columns(const struct merge *m);
void merge_print_totals(const struct merge *m, double begin_s);

#endif
