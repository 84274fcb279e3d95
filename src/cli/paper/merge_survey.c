/** @file
 * The first reading of a table: columns, rows, villages, names of files, letters.
 */
#include <stdlib.h>

#include "base/file_name.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "cli/paper/merge.h"
#include "page/symbols.h"
#include "qr/link.h"

enum { NAMES_BEGIN = 1024, ROWS_BEGIN = 256, ROW_ARENA_BYTES = 16 * 1024 * 1024 };

enum { WORD_NO, WORD_GUIDE, WORD_DESIGN, WORD_COUNT };
static const char *const words[WORD_COUNT + 1] = {"no", "guide", "design", NULL};

/* ---- columns and places to fill ---- */

static void use_columns(struct merge *m, const struct record_text *t)
{
    for (unsigned i = 0; i < t->piece_count; i++)
        if (t->pieces[i].column >= 0)
            m->used_columns[t->pieces[i].column] = true;
}

static struct guide_qr *first_link(struct guide *guide)
{
    for (unsigned i = 0; i < guide->qr_count; i++)
        if (guide->qr[i].kind == GUIDE_QR_LINK)
            return &guide->qr[i];
    return NULL;
}

static bool parse_code(struct merge_code *code, const struct guide_qr *qr, struct merge *m,
                       struct error *e)
{
    bool ok = qr->kind == GUIDE_QR_LINK
                  ? record_text_parse_link(&code->value, qr->value.text, m->grid, e)
                  : record_text_parse(&code->value, qr->value.text, m->grid, NULL, e);
    ok = ok && record_text_parse(&code->caption, qr->caption.text, m->grid, NULL, e) &&
         record_text_parse(&code->message, qr->message.text, m->grid, NULL, e);
    if (!ok)
        return false;
    use_columns(m, &code->value);
    use_columns(m, &code->caption);
    use_columns(m, &code->message);
    return true;
}

/* What is wrong whatever the cells hold is said once, not for each of thousands of rows. */
static bool check_template(struct merge *m, struct slice text, struct error *e)
{
    struct arena *a = &m->render->workspace.arena;
    struct slice link;
    if (!record_text_try_link(&link, a, text, SLICE("1"), e))
        return false;
    struct link_trust trust = symbols_trust(a, m->render->workspace.trusted);
    enum link_verdict_kind kind = link_judge(link, &trust).kind;
    return !link_is_error(kind) || kind == LINK_NEEDS_CONFIRMATION ||
           error_set(e, ERROR_INPUT, 0, "--qr: %s", link_explain(kind));
}

static bool parse_codes(struct merge *m, struct error *e)
{
    const struct option_value *asked = &m->call->values[RENDER_QR];
    if (asked->given) {
        struct guide_qr *link = first_link(&m->guide);
        if (!link)
            return error_set(e, ERROR_INPUT, 0, "%s",
                             _("--qr changes the first link code, and this guide has none"));
        link->value.text = utf8_nfc(&m->render->workspace.arena, slice_from(asked->text));
        if (!check_template(m, link->value.text, e))
            return false;
    }
    for (unsigned i = 0; i < m->guide.qr_count; i++) {
        struct guide_qr *qr = &m->guide.qr[i];
        if (!parse_code(&m->codes[i], qr, m, e))
            return false;
        qr->varies =
            m->codes[i].value.varies || m->codes[i].caption.varies || m->codes[i].message.varies;
    }
    return true;
}

/* "{recipient}" is the column that holds it, unless a column is called so itself. */
static bool parse_name(struct merge *m, struct error *e)
{
    const struct option_value *asked = &m->call->values[RENDER_NAME];
    const int *columns = m->map.columns;
    struct slice pattern =
        columns[RECORD_VILLAGE] >= 0 ? SLICE("{village}-{no}") : SLICE("{guide}-{no}");
    const char *known[WORD_COUNT + RECORD_FIELD_COUNT + 1] = {NULL};
    int meant[WORD_COUNT + RECORD_FIELD_COUNT];
    unsigned count = WORD_COUNT;
    memcpy(known, words, WORD_COUNT * sizeof *words);
    for (unsigned f = 0; f < RECORD_FIELD_COUNT; f++) {
        const char *field = record_field_name((enum record_field)f);
        if (columns[f] < 0 || grid_find_column(m->grid, slice_from(field)) >= 0)
            continue;
        meant[count] = columns[f];
        known[count++] = field;
    }
    if (asked->given)
        pattern = utf8_nfc(&m->render->workspace.arena, slice_from(asked->text));
    if (!record_text_parse(&m->name, pattern, m->grid, known, e))
        return false;
    for (unsigned i = 0; i < m->name.piece_count; i++) {
        struct record_piece *piece = &m->name.pieces[i];
        if (piece->word >= WORD_COUNT) {
            piece->column = meant[piece->word];
            piece->word = -1;
        }
    }
    return true;
}

static bool is_utf8(const struct option_value *value, const char *name, struct error *e)
{
    struct slice text = slice_from(value->text);
    return !value->given || utf8_first_bad(text) == text.size ||
           error_set(e, ERROR_INPUT, 0, _("--%s is not UTF-8"), name);
}

static bool understand(struct merge *m, struct error *e)
{
    const struct option_value *v = m->call->values;
    if (!is_utf8(&v[RENDER_MAP], "map", e) || !is_utf8(&v[RENDER_QR], "qr", e) ||
        !is_utf8(&v[RENDER_NAME], "name", e))
        return false;
    struct slice asked = v[RENDER_MAP].given ? slice_from(v[RENDER_MAP].text) : SLICE("");
    if (!record_map_make(&m->map, m->grid, asked, e) || !parse_codes(m, e) || !parse_name(m, e))
        return false;
    for (unsigned f = 0; f < RECORD_FIELD_COUNT; f++)
        if (m->map.columns[f] >= 0)
            m->used_columns[m->map.columns[f]] = true;
    if ((m->split || m->separators) && m->map.columns[RECORD_VILLAGE] < 0)
        return error_set(e, ERROR_INPUT, 0, "%s",
                         _("no column says the village: name one so with --map COLUMN=village"));
    for (unsigned i = 0; i < grid_column_count(m->grid); i++)
        if (m->used_columns[i])
            return true;
    return error_set(e, ERROR_INPUT, 0, "%s",
                     _("no column of the table has a name known here: say which is which with "
                       "--map COLUMN=FIELD"));
}

bool merge_open(struct merge *m, struct error *e)
{
    struct workspace *w = &m->render->workspace;
    const char *only = m->call->values[RENDER_ONLY].text;
    arena_init(&m->row_arena, ROW_ARENA_BYTES);
    m->groups = calloc(MERGE_GROUPS_MAX, sizeof *m->groups);
    CHECK(m->groups != NULL);
    if (only && !record_ranges_parse(&m->only, slice_from(only), e))
        return false;
    m->grid = grid_open(&w->arena, m->call->values[RENDER_RECORDS].text, &w->diags);
    return !m->grid || !w->guide_count || !w->guides[0].guide || understand(m, e);
}

void merge_close(struct merge *m)
{
    grid_close(m->grid);
    free(m->rows);
    free(m->groups);
    free(m->names);
    arena_deinit(&m->row_arena);
}

/* ---- names of files ---- */

struct slice merge_file_name(struct merge *m, const struct grid_row *row, bool numbered)
{
    struct arena *a = &m->row_arena;
    struct slice no = arena_printf(a, "%04u", row->number);
    const struct slice values[WORD_COUNT] = {
        [WORD_NO] = no,
        [WORD_GUIDE] = m->guide.id.text,
        [WORD_DESIGN] = slice_from(m->design->name),
    };
    struct slice name = file_name_make(a, record_text_fill(a, &m->name, row, values));
    if (!name.size)
        return no;
    return numbered ? arena_printf(a, "%.*s-%.*s", SLICE_ARG(name), SLICE_ARG(no)) : name;
}

static bool add_hash(uint64_t *set, unsigned capacity, uint64_t hash)
{
    unsigned at = (unsigned)(hash & (capacity - 1));
    for (; set[at]; at = (at + 1) & (capacity - 1))
        if (set[at] == hash)
            return false;
    set[at] = hash;
    return true;
}

static void grow_names(struct merge *m)
{
    unsigned capacity = m->name_capacity ? 2 * m->name_capacity : NAMES_BEGIN;
    uint64_t *names = calloc(capacity, sizeof *names);
    CHECK(names != NULL);
    for (unsigned i = 0; i < m->name_capacity; i++)
        if (m->names[i])
            add_hash(names, capacity, m->names[i]);
    free(m->names);
    m->names = names;
    m->name_capacity = capacity;
}

/* True when the name was free in its folder. */
static bool take_name(struct merge *m, unsigned group, struct slice name)
{
    if (2 * (m->name_count + 1) > m->name_capacity)
        grow_names(m);
    unsigned folder = m->split ? group : 0;
    uint64_t hash = hash_bytes(hash_bytes(1, &folder, sizeof folder), name.data, name.size);
    bool taken = add_hash(m->names, m->name_capacity, hash ? hash : 1);
    m->name_count += taken;
    return taken;
}

static bool name_row(struct merge *m, struct merge_row *own, const struct grid_row *row,
                     struct diag_list *diags)
{
    if (m->one_file || take_name(m, own->group, merge_file_name(m, row, false)))
        return true;
    own->numbered = true;
    if (take_name(m, own->group, merge_file_name(m, row, true)))
        return true;
    diag_error(diags, "M008", row->span,
               _("row %u: its file's name is taken by another row; put {no} into --name"),
               row->number);
    return false;
}

/* ---- villages ---- */

static bool is_taken_group(const struct merge *m, struct slice file)
{
    for (unsigned i = 0; i < m->group_count; i++)
        if (slice_equal(m->groups[i].file, file))
            return true;
    return false;
}

static struct slice group_file(struct merge *m, struct slice name)
{
    struct arena *a = &m->render->workspace.arena;
    struct slice file = file_name_make(a, name), free_name;
    if (!file.size)
        file = SLICE("khac"); /* "Others": no village, or none that a disk could write. */
    free_name = file;
    for (unsigned i = 2; is_taken_group(m, free_name); i++)
        free_name = arena_printf(a, "%.*s-%u", SLICE_ARG(file), i);
    return free_name;
}

static bool find_group(uint16_t *out, struct merge *m, struct slice name, unsigned row,
                       struct error *e)
{
    /* Tables mostly are in order: the last village first. */
    for (unsigned i = m->group_count; i-- > 0;) {
        if (!slice_equal(m->groups[i].name, name))
            continue;
        *out = (uint16_t)i;
        m->groups[i].row_count++;
        m->groups[i].last_row = row;
        return true;
    }
    if (m->group_count == MERGE_GROUPS_MAX)
        return error_set(e, ERROR_LIMIT, 0,
                         _("the table has more than %d villages: is the right column called so?"),
                         MERGE_GROUPS_MAX);
    struct merge_group *group = &m->groups[m->group_count];
    *group = (struct merge_group){.name = arena_copy(&m->render->workspace.arena, name),
                                  .file = group_file(m, name),
                                  .row_count = 1,
                                  .first_row = row,
                                  .last_row = row};
    *out = (uint16_t)m->group_count++;
    return true;
}

/* ---- rows ---- */

static struct merge_row *add_row(struct merge *m)
{
    if (m->row_count == m->row_capacity) {
        m->row_capacity = m->row_capacity ? 2 * m->row_capacity : ROWS_BEGIN;
        m->rows = realloc(m->rows, m->row_capacity * sizeof *m->rows);
        CHECK(m->rows != NULL);
    }
    struct merge_row *row = &m->rows[m->row_count++];
    memset(row, 0, sizeof *row);
    return row;
}

static void note_letters(struct merge *m, const struct grid_row *row)
{
    for (unsigned i = 0; i < grid_column_count(m->grid); i++)
        if (m->used_columns[i])
            letters_add(&m->letters, row->cells[i].text);
}

static bool survey_row(struct merge *m, struct grid_place place, const struct grid_row *row,
                       struct diag_list *diags, struct error *e)
{
    int village = m->map.columns[RECORD_VILLAGE];
    struct merge_row *own = add_row(m);
    own->place = place;
    own->number = m->last_number = row->number;
    own->chosen = m->only.count == 0 || record_ranges_have(&m->only, row->number);
    m->chosen_count += own->chosen;
    if (!find_group(&own->group, m, village >= 0 ? row->cells[village].text : SLICE(""),
                    row->number, e))
        return false;
    note_letters(m, row);
    bool named = name_row(m, own, row, diags);
    struct record ignored;
    bool read = record_read(&ignored, &m->map, row, m->render->workspace.commune, diags);
    own->bad = !row->sound || !named || !read;
    m->bad_count += own->bad && own->chosen;
    return true;
}

bool merge_survey(struct merge *m, struct error *e)
{
    struct grid_row row;
    for (;;) {
        struct diag_list diags;
        arena_reset(&m->row_arena);
        diag_init(&diags, &m->row_arena);
        struct grid_place place = grid_tell(m->grid);
        bool more = grid_next(&row, m->grid, &m->row_arena, &diags);
        bool ok = !more || survey_row(m, place, &row, &diags, e);
        bool chosen = !more || (m->row_count && m->rows[m->row_count - 1].chosen);
        if (chosen)
            merge_diags(&m->render->workspace.diags, &diags);
        if (!ok || !more)
            return ok;
    }
}
