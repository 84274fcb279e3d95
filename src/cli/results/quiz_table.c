#include "cli/results/quiz_table.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "content/record/grid.h"

enum { PERSON_LETTERS_MAX = 16, VILLAGE_BYTES_MAX = 200, SHEET_BYTES_MAX = 40 };

#define ROW_BYTES_MAX ((size_t)16 * 1024 * 1024)

struct reading {
    struct quiz_table *table;
    struct arena *arena;    /* Of the table. */
    struct arena row_arena; /* Of the row at hand. */
    struct grid *grid;
    const struct quiz *quiz;
    const struct commune *commune;
    struct diag_list *diags;
    int columns[QUIZ_COLUMN_COUNT];                /* Index in the grid, or -1. */
    unsigned question_columns[QUIZ_QUESTIONS_MAX]; /* The same by question of the table. */
    unsigned capacity;
    bool usable;
};

/* ---- the first row ---- */

static int find_column(const struct grid *g, enum quiz_column column)
{
    const char *name = quiz_column_name(column);
    const char *const known[] = {name, _(name), i18n_in("vi", name)};
    for (unsigned i = 0; i < sizeof known / sizeof *known; i++) {
        int index = grid_find_column(g, slice_from(known[i]));
        if (index >= 0)
            return index;
    }
    return -1;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "12. ID #VERSION" into its parts; number and version may be missing. */
static void split_name(struct slice *id, struct slice *version, struct slice name)
{
    size_t begin = 0, end;
    while (begin < name.size && is_digit(name.data[begin]))
        begin++;
    bool numbered = begin > 0 && begin < name.size && strchr(".) ", name.data[begin]);
    begin = numbered ? begin + 1 : 0;
    while (begin < name.size && name.data[begin] == ' ')
        begin++;
    for (end = begin; end < name.size && name.data[end] != ' ' && name.data[end] != '#';)
        end++;
    *id = slice_part(name, begin, end);
    while (end < name.size && name.data[end] == ' ')
        end++;
    bool versioned = end < name.size && name.data[end] == '#';
    *version = slice_part(name, end + 1, versioned ? name.size : 0);
}

static const struct quiz_question *find_question(const struct quiz *quiz, struct slice id)
{
    for (unsigned i = 0; i < quiz->question_count; i++)
        if (slice_equal(quiz->questions[i].id.text, id))
            return &quiz->questions[i];
    return NULL;
}

static void refuse_column(struct reading *r, struct field name, struct slice id)
{
    const char *ids[QUIZ_QUESTIONS_MAX];
    for (unsigned i = 0; i < r->quiz->question_count; i++)
        ids[i] = arena_copy(r->arena, r->quiz->questions[i].id.text).data;
    int nearest = utf8_nearest(id, ids, r->quiz->question_count);
    if (nearest >= 0)
        diag_error(r->diags, "E001", name.span,
                   _("column “%.*s”: quiz “%.*s” has no such question; did you mean “%s”?"),
                   SLICE_ARG(name.text), SLICE_ARG(r->quiz->id.text), ids[nearest]);
    else
        diag_error(r->diags, "E001", name.span,
                   _("column “%.*s”: quiz “%.*s” has no such question; columns are called %s, %s, "
                     "%s, %s or by a question's id"),
                   SLICE_ARG(name.text), SLICE_ARG(r->quiz->id.text), _("sheet"), _("village"),
                   _("age group"), _("person code"));
    r->usable = false;
}

static void check_version(struct reading *r, struct field name, const struct quiz_question *q,
                          struct slice version)
{
    uint8_t digest[STORE_DIGEST_BYTES];
    store_digest_question(digest, q);
    struct slice today = quiz_version(r->arena, digest, QUIZ_VERSION_DIGITS);
    if (version.size == 0 || slice_equal(version, today))
        return;
    diag_error(r->diags, "E002", name.span,
               _("question “%.*s” was changed since these sheets were printed (#%.*s, now #%.*s): "
                 "letters may stand for something else. Enter them with the quiz file of that "
                 "time"),
               SLICE_ARG(q->id.text), SLICE_ARG(version), SLICE_ARG(today));
    r->usable = false;
}

static void add_question(struct reading *r, unsigned column, struct field name)
{
    struct slice id, version;
    struct quiz_table *t = r->table;
    split_name(&id, &version, name.text);
    const struct quiz_question *q = find_question(r->quiz, id);
    if (!q || !quiz_letters_possible(q)) {
        refuse_column(r, name, id);
        return;
    }
    check_version(r, name, q, version);
    for (unsigned i = 0; i < t->question_count; i++)
        if (t->questions[i] == q) {
            diag_error(r->diags, "E003", name.span, _("question “%.*s” has two columns"),
                       SLICE_ARG(id));
            r->usable = false;
            return;
        }
    r->question_columns[t->question_count] = column;
    t->questions[t->question_count++] = q;
}

/* The table of another quiz has no column of this one: said once, not for each column. */
static bool is_of_another_quiz(struct reading *r)
{
    unsigned strangers = 0;
    for (unsigned c = 0; c < grid_column_count(r->grid); c++) {
        struct slice id, version, name = grid_column(r->grid, c).text;
        bool own = name.size == 0;
        for (unsigned i = 0; i < QUIZ_COLUMN_COUNT; i++)
            own = own || r->columns[i] == (int)c;
        split_name(&id, &version, name);
        if (!own && find_question(r->quiz, id))
            return false;
        if (!own && strangers++ == 0)
            r->table->stranger = arena_copy(r->arena, id);
    }
    return strangers > 1;
}

static void read_names(struct reading *r)
{
    for (unsigned i = 0; i < QUIZ_COLUMN_COUNT; i++)
        r->columns[i] = find_column(r->grid, (enum quiz_column)i);
    r->table->foreign = is_of_another_quiz(r);
    if (r->table->foreign) {
        diag_error(r->diags, "E004", grid_column(r->grid, 0).span,
                   _("no column is a question of quiz “%.*s”: this is the table of another quiz"),
                   SLICE_ARG(r->quiz->id.text));
        r->usable = false;
        return;
    }
    for (unsigned c = 0; c < grid_column_count(r->grid); c++) {
        struct field name = grid_column(r->grid, c);
        bool own = name.text.size == 0;
        for (unsigned i = 0; i < QUIZ_COLUMN_COUNT; i++)
            own = own || r->columns[i] == (int)c;
        if (!own)
            add_question(r, c, name);
    }
    if (r->table->question_count > 0 || !r->usable)
        return;
    diag_error(r->diags, "E004", grid_column(r->grid, 0).span,
               _("no column is a question of quiz “%.*s”; “ngoso quiz print” writes a table to "
                 "type into"),
               SLICE_ARG(r->quiz->id.text));
    r->usable = false;
}

/* ---- cells ---- */

static const char *letters_wanted(const struct quiz_question *q)
{
    switch (q->kind) {
    case QUIZ_SINGLE:
    case QUIZ_TRUE_FALSE:
    case QUIZ_POINT:
    case QUIZ_SCAM:
        return _("one letter from A to %c");
    case QUIZ_MULTIPLE:
        return _("letters from A to %c, each once, such as AC");
    case QUIZ_ORDER:
    case QUIZ_MATCH:
        return _("a letter from A to %c for each row of boxes, 0 for an empty one, such as CAB");
    case QUIZ_KIND_COUNT:
        break;
    }
    UNREACHABLE("kind of question");
}

static bool refuse_cell(struct reading *r, const char *code, const struct grid_row *row,
                        unsigned column, struct slice wanted)
{
    struct field cell = row->cells[column];
    diag_error(r->diags, code, cell.span, _("row %u, column “%.*s”: “%.*s”, but wanted is %.*s"),
               row->number, SLICE_ARG(grid_column(r->grid, column).text), SLICE_ARG(cell.text),
               SLICE_ARG(wanted));
    return false;
}

static bool read_answer(struct slice *response, struct reading *r, const struct grid_row *row,
                        unsigned question)
{
    const struct quiz_question *q = r->table->questions[question];
    unsigned column = r->question_columns[question];
    enum quiz_letters_problem problem =
        quiz_letters_read(response, r->arena, q, row->cells[column].text);
    if (problem == QUIZ_LETTERS_FINE)
        return true;
    struct slice wanted = arena_printf(r->arena, letters_wanted(q), 'A' + (int)q->option_count - 1);
    refuse_cell(r, "E010", row, column, wanted);
    if (problem == QUIZ_LETTERS_TOO_MANY)
        diag_note(r->diags, row->cells[column].span,
                  _("if somebody crossed more boxes than the question asks for, leave the cell "
                    "empty"));
    return false;
}

static struct slice cell_text(const struct reading *r, const struct grid_row *row,
                              enum quiz_column column)
{
    int index = r->columns[column];
    return index >= 0 ? arena_copy(r->arena, row->cells[index].text) : SLICE("");
}

static bool is_same_text(struct arena *a, struct slice x, struct slice y)
{
    return slice_equal(utf8_plain(a, x), utf8_plain(a, y));
}

/* "3", "60–69", "60-69". */
static bool read_age(struct slice *out, struct reading *r, const struct grid_row *row)
{
    struct slice typed = cell_text(r, row, QUIZ_COLUMN_AGE), list = SLICE("");
    *out = SLICE("");
    if (typed.size == 0)
        return true;
    for (unsigned i = 0; i < QUIZ_PAPER_AGE_GROUPS; i++) {
        const char *name = quiz_paper_age_groups[i];
        *out = slice_from(name);
        const char *dash = strstr(name, "–");
        struct slice hyphen =
            dash ? arena_printf(r->arena, "%.*s-%s", (int)(dash - name), name, dash + strlen("–"))
                 : *out;
        if (slice_equal(typed, *out) || slice_equal(typed, hyphen) ||
            (typed.size == 1 && typed.data[0] == '1' + (char)i))
            return true;
        list = arena_printf(r->arena, "%.*s%s%u (%s)", SLICE_ARG(list), i ? ", " : "", i + 1, name);
    }
    *out = SLICE("");
    return refuse_cell(r, "E011", row, (unsigned)r->columns[QUIZ_COLUMN_AGE], list);
}

/* As the commune writes it, whatever the marks and capitals typed. */
static bool read_village(struct slice *out, struct reading *r, const struct grid_row *row)
{
    *out = cell_text(r, row, QUIZ_COLUMN_VILLAGE);
    for (unsigned i = 0; r->commune && out->size && i < r->commune->village_count; i++) {
        struct slice known = r->commune->villages[i].name.text;
        if (is_same_text(&r->row_arena, known, *out)) {
            *out = known;
            return true;
        }
    }
    if (out->size <= VILLAGE_BYTES_MAX)
        return true;
    return refuse_cell(r, "E014", row, (unsigned)r->columns[QUIZ_COLUMN_VILLAGE],
                       slice_from(_("a shorter name")));
}

/* In capitals, so that "a12" is A12. A name is refused: what is kept must not say who it was. */
static bool read_person(struct slice *out, struct reading *r, const struct grid_row *row)
{
    struct slice typed = cell_text(r, row, QUIZ_COLUMN_PERSON);
    char *code = arena_alloc(r->arena, typed.size + 1);
    bool fine = typed.size <= PERSON_LETTERS_MAX, number = false;
    for (size_t i = 0; i < typed.size; i++) {
        char c = typed.data[i];
        code[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
        number = number || is_digit(c);
        fine = fine && (is_digit(c) || (code[i] >= 'A' && code[i] <= 'Z') || c == '-');
    }
    *out = (struct slice){code, typed.size};
    if (typed.size == 0 || (fine && number))
        return true;
    return refuse_cell(r, "E012", row, (unsigned)r->columns[QUIZ_COLUMN_PERSON],
                       slice_from(_("a short code with a number in it, such as D-12; never a "
                                    "name")));
}

/* ---- rows ---- */

static struct quiz_table_row *add_row(struct reading *r)
{
    struct quiz_table *t = r->table;
    if (t->row_count == r->capacity) {
        unsigned capacity = r->capacity ? 2 * r->capacity : 64;
        struct quiz_table_row *grown = ARENA_ARRAY(r->arena, capacity, struct quiz_table_row);
        if (t->row_count)
            memcpy(grown, t->rows, t->row_count * sizeof *grown);
        t->rows = grown;
        r->capacity = capacity;
    }
    return &t->rows[t->row_count++];
}

static bool is_blank(const struct reading *r, const struct grid_row *row)
{
    for (unsigned c = 0; c < grid_column_count(r->grid); c++)
        if ((int)c != r->columns[QUIZ_COLUMN_SHEET] && row->cells[c].text.size)
            return false;
    return true;
}

static bool check_sheet(struct reading *r, const struct grid_row *row, struct slice sheet)
{
    const struct quiz_table *t = r->table;
    unsigned column = (unsigned)r->columns[QUIZ_COLUMN_SHEET];
    if (sheet.size > SHEET_BYTES_MAX)
        return refuse_cell(r, "E013", row, column, slice_from(_("a number")));
    for (unsigned i = 0; sheet.size && i + 1 < t->row_count; i++)
        if (slice_equal(t->rows[i].sheet, sheet)) {
            diag_error(r->diags, "E013", row->cells[column].span,
                       _("row %u: sheet %.*s was typed in row %u already"), row->number,
                       SLICE_ARG(sheet), t->rows[i].number);
            return false;
        }
    return true;
}

static void read_row(struct reading *r, const struct grid_row *row)
{
    unsigned count = r->table->question_count;
    struct slice *responses = ARENA_ARRAY(r->arena, count, struct slice);
    bool *right = ARENA_ARRAY(r->arena, count, bool);
    struct quiz_table_row *out = add_row(r);
    *out = (struct quiz_table_row){.number = row->number, .sound = row->sound};
    out->sheet = cell_text(r, row, QUIZ_COLUMN_SHEET);
    out->sound = check_sheet(r, row, out->sheet) && out->sound;
    out->sound = read_village(&out->paper.village, r, row) && out->sound;
    out->sound = read_age(&out->paper.age_group, r, row) && out->sound;
    out->sound = read_person(&out->paper.person, r, row) && out->sound;
    for (unsigned i = 0; i < count; i++) {
        out->sound = read_answer(&responses[i], r, row, i) && out->sound;
        right[i] = quiz_is_right(r->table->questions[i], responses[i]);
    }
    out->paper.responses = responses;
    out->paper.right = right;
    r->table->bad_count += !out->sound;
}

static bool read_rows(struct reading *r)
{
    struct grid_row row;
    for (; grid_next(&row, r->grid, &r->row_arena, r->diags); arena_reset(&r->row_arena)) {
        if (is_blank(r, &row))
            continue;
        if (r->table->row_count == PAPER_ROWS_MAX) {
            diag_error(r->diags, "E015", row.span,
                       _("%d sheets are entered at once at most: make two files of it"),
                       PAPER_ROWS_MAX);
            return false;
        }
        read_row(r, &row);
    }
    return true;
}

bool quiz_table_read(struct quiz_table *out, struct arena *a, const char *path,
                     const struct quiz *quiz, const struct commune *commune,
                     struct diag_list *diags)
{
    *out = (struct quiz_table){
        .questions = ARENA_ARRAY(a, QUIZ_QUESTIONS_MAX, const struct quiz_question *)};
    unsigned errors = diags->error_count;
    struct reading r = {.table = out,
                        .arena = a,
                        .quiz = quiz,
                        .commune = commune,
                        .diags = diags,
                        .usable = true,
                        .grid = grid_open(a, path, diags)};
    if (!r.grid)
        return false;
    r.usable = diags->error_count == errors;
    arena_init(&r.row_arena, ROW_BYTES_MAX);
    read_names(&r);
    bool read = r.usable && read_rows(&r);
    arena_deinit(&r.row_arena);
    grid_close(r.grid);
    return read;
}
