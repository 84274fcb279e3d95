/*
 * libcsv calls back with cells but not with their places: so it is fed one byte at a time, and a
 * cell lies between the bytes at which it called. Line ends are made LF first, so that each call at
 * the end of a row is one row of the spreadsheet, empty ones too.
 */
#include "content/record/grid.h"

#include <csv.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/encoding.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "content/wording/text.h"

/* Not strict: a quotation mark inside an unquoted cell is just one. */
enum { RAW_MAX = 4 * GRID_FILE_MAX };
enum { OPTIONS = CSV_STRICT_FINI | CSV_REPALL_NL | CSV_APPEND_NULL };

struct grid {
    const struct source *source;
    struct csv_parser parser;
    size_t at, cell_begin, row_begin; /* In the source. */
    unsigned row_number;
    unsigned column_count;
    struct field columns[GRID_COLUMNS_MAX];
    struct slice keys[GRID_COLUMNS_MAX]; /* Their names without accents. */
    bool ended, at_end;                  /* at_end: the last cell has no delimiter behind it. */
    /* Of the row being read. */
    struct arena *arena;
    struct diag_list *diags;
    struct field *cells;
    unsigned cell_count;
    bool naming, row_ended, sound, any_text, surplus_told;
};

static const struct span nowhere = {NULL, 0, 0};

/* ---- the file as UTF-8 with LF ---- */

static bool is_archive(struct slice bytes)
{
    return slice_starts(bytes, SLICE("PK\x03\x04")) ||
           slice_starts(bytes, SLICE("\xD0\xCF\x11\xE0"));
}

static void append_point(struct buf *out, uint32_t point)
{
    char bytes[4];
    buf_append(out, bytes, utf8_put(bytes, point));
}

static unsigned unit_at(struct slice bytes, size_t at, bool big_endian)
{
    unsigned first = (uint8_t)bytes.data[at], second = (uint8_t)bytes.data[at + 1];
    return big_endian ? first << 8 | second : second << 8 | first;
}

/* RFC 2781; halves of a pair that stand alone become U+FFFD, which is reported in its cell. */
static void decode_utf16(struct buf *out, struct slice bytes, bool big_endian)
{
    for (size_t at = 0; at + 1 < bytes.size; at += 2) {
        uint32_t unit = unit_at(bytes, at, big_endian);
        if (unit >= 0xD800 && unit < 0xDC00 && at + 3 < bytes.size) {
            uint32_t low = unit_at(bytes, at + 2, big_endian);
            if (low >= 0xDC00 && low < 0xE000) {
                append_point(out, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
                at += 2;
                continue;
            }
        }
        append_point(out, unit >= 0xD800 && unit < 0xE000 ? 0xFFFD : unit);
    }
}

static struct slice with_line_feeds(struct arena *a, struct slice text)
{
    char *out = arena_alloc(a, text.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++) {
        bool carriage = text.data[i] == '\r';
        if (carriage && i + 1 < text.size && text.data[i + 1] == '\n')
            continue;
        out[size++] = carriage ? '\n' : text.data[i];
    }
    return (struct slice){out, size};
}

static struct slice first_line(struct slice text)
{
    size_t end = 0;
    bool quoted = false;
    for (; end < text.size && (quoted || text.data[end] != '\n'); end++)
        quoted ^= text.data[end] == '"';
    return slice_part(text, 0, end);
}

/* "Ch? h?": saved in a code page of Windows, which lacks most of our letters and may, by chance,
 * read as TCVN3. Names of columns ask nothing. */
static bool has_lost_letters(struct slice bytes)
{
    return bytes.size && memchr(first_line(bytes).data, '?', first_line(bytes).size);
}

static bool refuse_encoding(struct arena *a, struct slice bytes, struct source *source,
                            struct diag_list *diags)
{
    source->text = arena_copy(a, bytes); /* To be shown. */
    const char *nul = memchr(bytes.data, 0, bytes.size);
    size_t bad = nul ? (size_t)(nul - bytes.data) : utf8_first_bad(bytes);
    struct span span = {source, (uint32_t)bad, (uint32_t)bad + 1};
    enum encoding_guess guess = encoding_guess_bytes(bytes);
    if (has_lost_letters(bytes))
        guess = ENCODING_UNKNOWN;
    if (guess == ENCODING_TCVN3 || guess == ENCODING_VNI)
        diag_error(diags, "R002", span,
                   _("this file is in %s: in the spreadsheet turn the letters into Unicode, then "
                     "save it as “CSV UTF-8”"),
                   encoding_name(guess));
    else
        diag_error(diags, "R002", span,
                   _("this is not UTF-8 text: in the spreadsheet choose “Save as”, then “CSV "
                     "UTF-8 (comma delimited)”"));
    return false;
}

/* A table on its way in. Once it is UTF-8 with LF, in the grid's arena, the bytes are given back:
 * a large table is in memory once. */
struct raw_table {
    struct arena arena;
    struct slice bytes;
};

/* The text without its byte-order mark, living as long as `raw`; or false after a diagnostic. */
static bool decode(struct slice *out, struct raw_table *raw, struct arena *a, struct source *source,
                   struct diag_list *diags)
{
    struct slice bytes = raw->bytes;
    bool little = slice_starts(bytes, SLICE("\xFF\xFE"));
    bool big = slice_starts(bytes, SLICE("\xFE\xFF"));
    source->text = SLICE("");
    if (is_archive(bytes)) {
        diag_error(diags, "R003", (struct span){source, 0, 0},
                   _("this is a workbook (.xlsx, .xls, .ods): open it and choose “Save as”, then "
                     "“CSV UTF-8 (comma delimited)”"));
        return false;
    }
    if (little || big) {
        struct buf text;
        buf_init(&text, 2 * GRID_FILE_MAX);
        decode_utf16(&text, slice_part(bytes, 2, bytes.size), big);
        bool fits = !text.failed;
        *out = fits ? arena_copy(&raw->arena, buf_slice(&text)) : SLICE("");
        buf_deinit(&text);
        return fits;
    }
    if (utf8_first_bad(bytes) != bytes.size || memchr(bytes.data, 0, bytes.size))
        return refuse_encoding(a, bytes, source, diags);
    bool marked = slice_starts(bytes, SLICE("\xEF\xBB\xBF"));
    *out = slice_part(bytes, marked ? 3 : 0, bytes.size);
    return true;
}

/* ---- which sign separates cells ---- */

/* Excel's own: a first line "sep=;". It is not shown, so no row is counted for it. */
static bool read_separator_line(struct grid *g, char *delimiter)
{
    struct slice line = first_line(g->source->text);
    if (line.size != 5 || !slice_starts(line, SLICE("sep=")))
        return false;
    *delimiter = line.data[4];
    g->at = g->cell_begin = g->row_begin =
        line.size + 1 < g->source->text.size ? line.size + 1 : line.size;
    return true;
}

static char guess_delimiter(struct slice line)
{
    static const char candidates[] = ";,\t";
    unsigned counts[sizeof candidates] = {0}, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < line.size; i++) {
        quoted ^= line.data[i] == '"';
        const char *found = quoted || !line.data[i] ? NULL : strchr(candidates, line.data[i]);
        if (found)
            counts[found - candidates]++;
    }
    for (unsigned i = 1; candidates[i]; i++)
        if (counts[i] > counts[best])
            best = i;
    return candidates[best];
}

/* ---- libcsv's calls ---- */

static void take_cell(void *bytes, size_t size, void *self)
{
    struct grid *g = self;
    size_t end = g->at - (g->at_end || g->at == g->cell_begin ? 0 : 1);
    struct span span = {g->source, (uint32_t)g->cell_begin, (uint32_t)end};
    g->cell_begin = g->at;
    struct slice text = {bytes, size};
    if (g->cell_count >= g->column_count || size > GRID_CELL_MAX) {
        bool surplus = g->cell_count >= g->column_count;
        if (size == 0 || (surplus && g->surplus_told))
            return;
        g->sound = false;
        g->surplus_told = surplus;
        if (surplus && g->naming)
            diag_error(g->diags, "R010", span,
                       _("the table has more than %u columns: delete those that are not needed"),
                       GRID_COLUMNS_MAX);
        else if (surplus)
            diag_error(g->diags, "R005", span,
                       _("this row has more cells than the first row has names: %u"),
                       g->column_count);
        else
            diag_error(g->diags, "R006", span,
                       _("this cell holds %zu bytes, at most %u are read: is a quotation mark open "
                         "that should be closed?"),
                       size, GRID_CELL_MAX);
        g->cell_count++;
        return;
    }
    struct field *cell = &g->cells[g->cell_count++];
    cell->text = text_fold(g->arena, arena_copy(g->arena, text));
    cell->span = span;
    unsigned before = g->diags->error_count;
    if (text_check_legacy(cell->text, span, g->diags))
        text_check(cell->text, span, g->diags);
    g->sound = g->sound && g->diags->error_count == before;
    g->any_text = g->any_text || cell->text.size > 0;
}

static void end_row(int terminator, void *self)
{
    (void)terminator;
    ((struct grid *)self)->row_ended = true;
}

static void finish(struct grid *g)
{
    g->at_end = true;
    csv_set_opts(&g->parser, OPTIONS | CSV_STRICT); /* Else an open quotation mark is none. */
    if (csv_fini(&g->parser, take_cell, end_row, g) != 0) {
        g->sound = false;
        diag_error(g->diags, "R007",
                   (struct span){g->source, (uint32_t)g->cell_begin, (uint32_t)g->at},
                   _("a quotation mark is opened here and never closed"));
    }
    g->ended = true;
}

/* One row of the spreadsheet into `g->cells`, empty or not; false at the end of the file. */
static bool read_row(struct grid *g, struct arena *a, struct diag_list *diags)
{
    struct slice text = g->source->text;
    if (g->ended)
        return false;
    g->arena = a;
    g->diags = diags;
    g->cells = ARENA_ARRAY(a, GRID_COLUMNS_MAX, struct field);
    g->cell_count = 0;
    g->row_ended = g->any_text = g->surplus_told = false;
    g->sound = true;
    g->row_begin = g->cell_begin = g->at;
    while (!g->row_ended && g->at < text.size) {
        const char *byte = text.data + g->at++;
        if (csv_parse(&g->parser, byte, 1, take_cell, end_row, g) != 1)
            g->ended = true; /* Out of memory: nothing more can be read. */
        if (g->ended)
            break;
    }
    if (!g->row_ended && !g->ended)
        finish(g);
    g->row_number++;
    return g->row_ended || g->cell_count > 0;
}

/* ---- columns ---- */

static struct slice key_of(struct arena *a, struct slice name)
{
    struct slice plain = utf8_plain(a, name);
    char *key = arena_alloc(a, plain.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < plain.size; i++) {
        char c = plain.data[i];
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80))
            key[size++] = c;
    }
    return (struct slice){key, size};
}

static void name_column(struct grid *g, unsigned index, struct arena *a, struct diag_list *diags)
{
    struct field name = g->columns[index];
    g->keys[index] = key_of(a, name.text);
    for (unsigned k = 0; k < index && g->keys[index].size; k++) {
        if (!slice_equal(g->keys[index], g->keys[k]))
            continue;
        diag_error(diags, "R008", name.span, _("two columns are called “%.*s”: rename one"),
                   SLICE_ARG(name.text));
        diag_note(diags, g->columns[k].span, _("it is here first"));
        g->keys[index] = SLICE("");
        return;
    }
}

static bool read_names(struct grid *g, struct arena *a, struct diag_list *diags)
{
    g->column_count = GRID_COLUMNS_MAX;
    g->naming = true;
    do
        if (!read_row(g, a, diags)) {
            diag_error(diags, "R004", (struct span){g->source, 0, 0},
                       _("this table is empty: the first row names the columns"));
            return false;
        }
    while (!g->any_text);
    g->naming = false;
    if (g->surplus_told)
        return false;
    g->column_count = g->cell_count;
    memcpy(g->columns, g->cells, g->column_count * sizeof *g->cells);
    while (g->column_count > 0 && !g->columns[g->column_count - 1].text.size)
        g->column_count--;
    for (unsigned i = 0; i < g->column_count; i++)
        name_column(g, i, a, diags);
    return true;
}

/* Ends `raw`. */
static struct grid *open_grid(struct arena *a, struct slice name, struct raw_table *raw,
                              struct diag_list *diags)
{
    struct source *source = ARENA_NEW(a, struct source);
    struct slice text;
    source->name = arena_copy(a, name);
    bool decoded = decode(&text, raw, a, source, diags);
    if (decoded)
        source->text = with_line_feeds(a, text);
    arena_deinit(&raw->arena);
    if (!decoded)
        return NULL;
    struct grid *g = ARENA_NEW(a, struct grid);
    char delimiter;
    g->source = source;
    if (csv_init(&g->parser, OPTIONS) != 0)
        return NULL;
    if (!read_separator_line(g, &delimiter))
        delimiter = guess_delimiter(first_line(source->text));
    csv_set_delim(&g->parser, (unsigned char)delimiter);
    if (read_names(g, a, diags))
        return g;
    grid_close(g);
    return NULL;
}

struct grid *grid_open(struct arena *a, const char *path, struct diag_list *diags)
{
    struct error e = {0};
    struct raw_table raw;
    arena_init(&raw.arena, RAW_MAX);
    if (!file_read(&raw.bytes, &raw.arena, path, GRID_FILE_MAX, &e)) {
        diag_error(diags, "R001", nowhere, "%s", e.message);
        arena_deinit(&raw.arena);
        return NULL;
    }
    return open_grid(a, slice_from(path), &raw, diags);
}

struct grid *grid_parse(struct arena *a, struct slice name, struct slice text,
                        struct diag_list *diags)
{
    struct raw_table raw = {.bytes = text};
    arena_init(&raw.arena, RAW_MAX);
    if (text.size <= GRID_FILE_MAX)
        return open_grid(a, name, &raw, diags);
    diag_error(diags, "R001", nowhere, _("%.*s is too large: at most %d MB can be read"),
               SLICE_ARG(name), GRID_FILE_MAX / 1024 / 1024);
    return NULL;
}

void grid_close(struct grid *g)
{
    if (g)
        csv_free(&g->parser);
}

unsigned grid_column_count(const struct grid *g)
{
    return g->column_count;
}

struct field grid_column(const struct grid *g, unsigned index)
{
    CHECK(index < g->column_count);
    return g->columns[index];
}

int grid_find_column(const struct grid *g, struct slice name)
{
    struct arena scratch;
    arena_init(&scratch, 64 * 1024);
    struct slice key = name.size <= GRID_CELL_MAX ? key_of(&scratch, name) : SLICE("");
    int index = -1;
    for (unsigned i = 0; i < g->column_count && key.size && index < 0; i++)
        if (slice_equal(g->keys[i], key))
            index = (int)i;
    arena_deinit(&scratch);
    return index;
}

bool grid_refuse_column(const struct grid *g, struct slice name, const char *const *words,
                        struct error *e)
{
    const char *known[GRID_COLUMNS_MAX + GRID_WORDS_MAX];
    unsigned count = 0;
    struct arena scratch;
    arena_init(&scratch, 1024 * 1024);
    for (unsigned i = 0; words && words[i] && i < GRID_WORDS_MAX; i++)
        known[count++] = words[i];
    for (unsigned i = 0; i < g->column_count; i++)
        known[count++] = arena_copy(&scratch, g->columns[i].text).data;
    int nearest = utf8_nearest(name, known, count);
    if (nearest >= 0)
        error_set(e, ERROR_INPUT, 0, _("there is no column “%.*s”; did you mean “%s”?"),
                  SLICE_ARG(name), known[nearest]);
    else
        error_set(e, ERROR_INPUT, 0,
                  _("there is no column “%.*s”: the first row of the table has the names"),
                  SLICE_ARG(name));
    arena_deinit(&scratch);
    return false;
}

struct grid_place grid_tell(const struct grid *g)
{
    return (struct grid_place){(uint32_t)g->at, g->row_number};
}

/* Between rows libcsv keeps nothing, but for what finish() asked of it. */
void grid_go_to(struct grid *g, struct grid_place place)
{
    CHECK(place.at <= g->source->text.size);
    csv_set_opts(&g->parser, OPTIONS);
    g->at = place.at;
    g->row_number = place.row_number;
    g->ended = g->at_end = false;
}

bool grid_next(struct grid_row *row, struct grid *g, struct arena *a, struct diag_list *diags)
{
    do
        if (g->row_number > GRID_ROWS_MAX) {
            diag_error(diags, "R009", (struct span){g->source, (uint32_t)g->at, (uint32_t)g->at},
                       _("the table goes on; only its first %d rows are read"), GRID_ROWS_MAX);
            g->ended = true;
            return false;
        } else if (!read_row(g, a, diags)) {
            return false;
        }
    while (!g->any_text && g->sound);
    *row = (struct grid_row){
        .number = g->row_number,
        .cells = g->cells,
        .span = {g->source, (uint32_t)g->row_begin, (uint32_t)(g->at - (g->at_end ? 0 : 1))},
        .sound = g->sound};
    for (unsigned i = g->cell_count; i < g->column_count; i++)
        g->cells[i].span = row->span; /* Missing at the end: empty. */
    return true;
}

bool grid_is_rounded(struct slice s)
{
    for (size_t i = 0; i + 1 < s.size; i++)
        if ((s.data[i] == 'E' || s.data[i] == 'e') && s.data[i + 1] == '+')
            return true;
    return false;
}

bool grid_is_formula_error(struct slice s)
{
    static const struct slice signs[] = {{"#N/A", 4},    {"#NAME?", 6}, {"#REF!", 5},
                                         {"#VALUE!", 7}, {"#NULL!", 6}, {"#NUM!", 5},
                                         {"#DIV/0!", 7}, {"###", 3}};
    for (unsigned i = 0; i < sizeof signs / sizeof *signs; i++)
        if (slice_starts(s, signs[i]))
            return true;
    return false;
}
