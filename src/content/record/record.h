/** @file
 * A record: a row of a team's own table, become what one leaflet says at its foot.
 *
 * Columns are found by their names (record_field_names), or as `--map` says. What a row leaves
 * empty comes from the commune's file; what neither says becomes a dotted line.
 *
 * Codes: M001 a cell is too long, M002 a telephone number is none, M003 a link is no Zalo group's,
 * M004 the village is not in the commune's file, M005 more telephone numbers than there is room
 * for.
 * Lifetime: text of cells is borrowed from the row.
 */
#ifndef CONTENT_RECORD_H
#define CONTENT_RECORD_H

#include "base/error.h"
#include "content/record/commune.h"
#include "content/record/grid.h"

enum record_field {
    RECORD_VILLAGE, /**< Picks that village's team, where the commune's file has it. */
    RECORD_TEAM,
    RECORD_LEADER,
    RECORD_PHONE, /**< Up to COMMUNE_PHONES_MAX, separated by "," ";" or "/". */
    RECORD_ZALO,
    RECORD_HALL,
    RECORD_HOURS,
    RECORD_RECIPIENT, /**< Whom it is handed to. */
    RECORD_ADDRESS,
    RECORD_FIELD_COUNT
};

/** The word for a field in --map: "village", "team" … */
const char *record_field_name(enum record_field field);

/** Which column holds a field. */
struct record_map {
    int columns[RECORD_FIELD_COUNT]; /**< -1: none. */
};

/**
 * Finds the columns by their names and then as `asked` says: "COLUMN=FIELD,COLUMN=FIELD", where
 * the field "none" leaves a column out. `asked` may be empty.
 * Errors: ERROR_INPUT for a column or field that there is not, or that is asked for twice.
 */
NODISCARD bool record_map_make(struct record_map *out, const struct grid *g, struct slice asked,
                               struct error *e);

struct record {
    unsigned row;           /**< As the spreadsheet counts. */
    struct village village; /**< Its name, and the contact with the row's own cells in it. */
    struct field hall, hours, recipient, address;
};

/** Reads a row; false after diagnostics. `commune` may be NULL. */
bool record_read(struct record *out, const struct record_map *map, const struct grid_row *row,
                 const struct commune *commune, struct diag_list *diags);

enum { RECORD_RANGES_MAX = 500 };

/** "3,7-9": rows as the spreadsheet counts. */
struct record_ranges {
    struct {
        unsigned first, last;
    } items[RECORD_RANGES_MAX];
    unsigned count;
};

/** Errors: ERROR_INPUT with what would be right. */
NODISCARD bool record_ranges_parse(struct record_ranges *out, struct slice text, struct error *e);
bool record_ranges_have(const struct record_ranges *ranges, unsigned row);

#endif
