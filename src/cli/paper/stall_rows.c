/** @file
 * A market's stalls from a table.
 *
 * Nothing is kept of a row but counts, and its place where rows share sheets: each walk reads the
 * table again from its first row, so memory is flat.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/file_name.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "cli/interrupt.h"
#include "cli/paper/stall.h"
#include "cli/paper/unfinished.h"
#include "out/pdf.h"

enum { ROW_ARENA_BYTES = 16 * 1024 * 1024 };

static const unsigned kilobyte = 1024;

/* What is done with a row that is chosen and sound; clears `*sound` when it is not after all. */
typedef bool row_work(bool *sound, struct stall_run *s, const struct grid_row *row,
                      const struct stall *stall, struct error *e);

/* ---- walking ---- */

static bool check_row(struct stall *out, struct stall_run *s, const struct grid_row *row,
                      struct diag_list *diags)
{
    struct field values[STALL_VALUE_COUNT];
    for (unsigned v = 0; v < STALL_VALUE_COUNT; v++)
        values[v] =
            s->columns[v] >= 0 ? row->cells[s->columns[v]] : (struct field){{NULL, 0}, row->span};
    bool sound = stall_check(out, values, s->banks, &s->row_arena, diags);
    return sound && row->sound;
}

bool stall_read_row(struct stall *out, struct stall_run *s, struct grid_place place)
{
    struct grid_row row;
    struct diag_list told;
    arena_reset(&s->row_arena);
    diag_init(&told, &s->row_arena);
    grid_go_to(s->grid, place);
    return grid_next(&row, s->grid, &s->row_arena, &told) && check_row(out, s, &row, &told);
}

static bool is_told(const struct diag_list *list, const struct diag *wanted)
{
    for (unsigned i = 0; i < list->count; i++)
        if (memcmp(list->items[i].code, wanted->code, sizeof wanted->code) == 0 &&
            slice_equal(list->items[i].message, wanted->message))
            return true;
    return false;
}

/* What holds for a bank, or for every card, is said once, not for each row. */
static bool is_general(const struct diag *d)
{
    return strcmp(d->code, "S006") == 0 || strcmp(d->code, "S017") == 0;
}

static void tell(struct stall_run *s, struct diag_list *diags)
{
    unsigned count = 0;
    for (unsigned i = 0; i < diags->count; i++)
        if (!is_general(&diags->items[i]) || !is_told(&s->workspace.diags, &diags->items[i]))
            diags->items[count++] = diags->items[i];
    diags->count = count;
    merge_diags(&s->workspace.diags, diags);
}

static void note_bad_row(struct stall_run *s, unsigned number)
{
    s->bad_count++;
    row_list_add(&s->bad_rows, number);
}

static bool is_chosen(const struct stall_run *s, unsigned number)
{
    return s->only.count == 0 || record_ranges_have(&s->only, number);
}

/* The first walk: all rows are checked, the chosen ones' problems told, and what is to be known
 * before anything is drawn is noted. */
static bool survey(struct stall_run *s)
{
    for (;;) {
        struct grid_row row;
        struct stall stall;
        struct diag_list diags;
        arena_reset(&s->row_arena);
        diag_init(&diags, &s->row_arena);
        struct grid_place place = grid_tell(s->grid);
        if (!grid_next(&row, s->grid, &s->row_arena, &diags)) {
            merge_diags(&s->workspace.diags, &diags);
            return !s->stopped;
        }
        s->row_count++;
        bool sound = check_row(&stall, s, &row, &diags), chosen = is_chosen(s, row.number);
        if (sound)
            stall_note_letters(s, &stall);
        if (sound && chosen && s->shares)
            stall_share_note(s, place, row.number);
        s->chosen_count += chosen;
        if (chosen)
            tell(s, &diags);
        if (chosen && !sound)
            note_bad_row(s, row.number);
        s->stopped = interrupt_asked();
        if (s->stopped)
            return false;
    }
}

static bool walk(struct stall_run *s, row_work *work, const char *what, struct error *e)
{
    struct grid_row row;
    unsigned done = 0;
    (void)row_list_take(&s->bad_rows, &s->row_arena);
    row_list_init(&s->bad_rows);
    s->bad_count = 0;
    grid_go_to(s->grid, s->first_row);
    while (!s->stopped) {
        struct stall stall;
        struct diag_list diags;
        arena_reset(&s->row_arena);
        diag_init(&diags, &s->row_arena);
        if (!grid_next(&row, s->grid, &s->row_arena, &diags))
            break;
        if (!is_chosen(s, row.number))
            continue;
        bool sound = check_row(&stall, s, &row, &diags);
        progress_show(&s->progress, done++, what);
        if (sound && !work(&sound, s, &row, &stall, e))
            return false;
        if (!sound)
            note_bad_row(s, row.number);
        s->stopped = interrupt_asked();
    }
    return true;
}

static bool walk_shown(struct stall_run *s, row_work *work, const char *what, struct error *e)
{
    progress_begin(&s->progress, s->chosen_count);
    s->progress.rated = true;
    bool ok = walk(s, work, what, e);
    progress_end(&s->progress);
    return ok;
}

/* ---- what is done with a row ---- */

static bool try_row(bool *sound, struct stall_run *s, const struct grid_row *row,
                    const struct stall *stall, struct error *e)
{
    (void)row;
    return stall_draw_one(sound, s, stall, e);
}

/* "0005-quan-mau": the number keeps names apart. */
static const char *row_path(struct stall_run *s, const struct grid_row *row,
                            const struct stall *stall)
{
    struct arena *a = &s->row_arena;
    struct slice title = stall_title(stall);
    struct slice name = file_name_make(a, title.size ? title : stall->owner);
    return arena_printf(a, "%.*s/%04u%s%.*s.pdf", SLICE_ARG(s->stem), row->number,
                        name.size ? "-" : "", SLICE_ARG(name))
        .data;
}

static bool write_row(bool *sound, struct stall_run *s, const struct grid_row *row,
                      const struct stall *stall, struct error *e)
{
    const char *path = row_path(s, row, stall);
    if (s->resume && unfinished_has_pdf(path)) {
        s->skipped_count++;
        return true;
    }
    return stall_draw_one(sound, s, stall, e) && (!*sound || stall_write_one(s, path, stall, e));
}

static const char *one_file_path(struct stall_run *s)
{
    return arena_printf(&s->workspace.arena, "%.*s%s.pdf", SLICE_ARG(s->stem),
                        s->only.count ? "-only" : "")
        .data;
}

struct slice stall_bookmark(struct stall_run *s, unsigned number, const struct stall *stall)
{
    struct slice title = stall_title(stall);
    return arena_printf(&s->row_arena, "%04u · %.*s", number,
                        SLICE_ARG(title.size ? title : stall->owner));
}

static bool add_row(bool *sound, struct stall_run *s, const struct grid_row *row,
                    const struct stall *stall, struct error *e)
{
    if (!stall_draw_one(sound, s, stall, e))
        return false;
    if (!*sound)
        return true;
    if (!s->file && !stall_open_file(&s->file, s, one_file_path(s), (struct slice){0}, e))
        return false;
    s->made_count++;
    return stall_add_pages(s, s->file, stall_bookmark(s, row->number, stall), e);
}

/* Sound rows come as they lie in `leaves`. */
static bool recall_row(bool *sound, struct stall_run *s, const struct grid_row *row,
                       const struct stall *stall, struct error *e)
{
    const struct stall_leaf *leaf = &s->leaves.items[s->leaves.recalled++];
    (void)stall;
    (void)e;
    CHECK(leaf->number == row->number);
    *sound = !leaf->bad;
    return true;
}

/* Sheets do not follow the table's order: which rows could not be printed is listed afterwards. */
static bool share_all(struct stall_run *s, struct error *e)
{
    progress_begin(&s->progress, s->chosen_count);
    s->progress.rated = true;
    bool ok = stall_share_all(s, one_file_path(s), e);
    progress_end(&s->progress);
    if (!ok || s->stopped || s->made_count == s->leaves.count)
        return ok;
    return walk(s, recall_row, "", e);
}

/* A file that would lack rows because the run was stopped is not left behind. */
static bool end_file(struct stall_run *s, bool ok, struct error *e)
{
    uint64_t size = 0;
    if (!s->file)
        return ok;
    if (!ok || s->stopped || s->made_count == 0) {
        pdf_abandon(s->file);
        s->made_count = s->page_count = 0;
        return ok;
    }
    if (!pdf_close(s->file, &size, e))
        return false;
    s->size_bytes += size;
    s->file_count++;
    return true;
}

/* ---- the run ---- */

static uint64_t hash_text(uint64_t hash, struct slice text)
{
    hash = hash_bytes(hash, &text.size, sizeof text.size);
    return hash_bytes(hash, text.data, text.size);
}

/* Everything the files depend on but the program itself. */
static struct slice note(struct stall_run *s)
{
    uint64_t hash = hash_text(1, slice_from(NGOSO_VERSION));
    hash = hash_text(hash, grid_column(s->grid, 0).span.source->text);
    hash = hash_text(hash, s->banks->lists[0].source.span.source->text);
    hash = hash_text(hash, slice_from(s->call->values[STALL_OPTION_SHEET].text));
    const unsigned choices[] = {s->how.back, s->one_file};
    hash = hash_bytes(hash, choices, sizeof choices);
    return arena_printf(&s->workspace.arena, "ngoso stall --records: %016" PRIx64 "\n", hash);
}

/* OUT/TABLE-DESIGN, of "lists/TABLE.csv". */
static struct slice stem_of(struct stall_run *s)
{
    struct arena *a = &s->workspace.arena;
    const char *path = s->call->values[STALL_OPTION_RECORDS].text;
    const char *slash = strrchr(path, '/');
    struct slice name = slice_from(slash ? slash + 1 : path);
    if (slice_ends(name, SLICE(".csv")))
        name.size -= strlen(".csv");
    struct slice made = file_name_make(a, name), end = stall_name_end(s);
    return arena_printf(a, "%s/%.*s%.*s", s->out, SLICE_ARG(made.size ? made : SLICE("stalls")),
                        SLICE_ARG(end));
}

static bool write_all(struct stall_run *s, struct error *e)
{
    struct arena *a = &s->workspace.arena;
    const char *state = arena_printf(a, "%.*s.unfinished", SLICE_ARG(s->stem)).data;
    if (!stall_expect(s, e) || !file_make_folder(s->one_file ? s->out : s->stem.data, e) ||
        !unfinished_begin(&s->resume, a, state, note(s), e))
        return false;
    bool ok = s->shares ? share_all(s, e)
                        : walk_shown(s, s->one_file ? add_row : write_row, s->how.design->name, e);
    ok = end_file(s, ok, e);
    if (ok && !s->stopped)
        unfinished_end(state);
    return ok;
}

static bool make(struct stall_run *s, struct error *e)
{
    if (!survey(s) || s->chosen_count == s->bad_count || (s->strict && s->bad_count))
        return true;
    if (!stall_begin_press(s, FILE_FAST, e))
        return false;
    bool ok = !s->strict || walk_shown(s, try_row, _("checking"), e);
    if (ok && !s->stopped && !(s->strict && s->bad_count))
        ok = write_all(s, e);
    stall_end_press(s);
    return ok;
}

bool stall_make_rows(struct stall_run *s, struct error *e)
{
    struct workspace *w = &s->workspace;
    s->stem = stem_of(s);
    s->grid = grid_open(&w->arena, s->call->values[STALL_OPTION_RECORDS].text, &w->diags);
    if (!s->grid)
        return true;
    arena_init(&s->row_arena, ROW_ARENA_BYTES);
    s->first_row = grid_tell(s->grid);
    s->shares = s->one_file && s->sheet && sheet_is_shared(s->sheet->kind);
    row_list_init(&s->bad_rows);
    bool ok = !stall_columns(s->columns, s->grid, &w->diags) || make(s, e);
    grid_close(s->grid);
    free(s->leaves.items);
    arena_deinit(&s->row_arena);
    return ok;
}

/* ---- what it says ---- */

static void print_bad_rows(struct stall_run *s)
{
    struct slice rows = row_list_take(&s->bad_rows, &s->workspace.arena);
    if (!s->bad_count || s->stopped)
        return;
    printf(i18n_plural("%u row was not printed", "%u rows were not printed", s->bad_count),
           s->bad_count);
    if (rows.size)
        printf(": %.*s", SLICE_ARG(rows));
    putchar('\n');
    if (rows.size && !s->strict)
        printf(_("Once they are put right, print just these: add --only %.*s\n"), SLICE_ARG(rows));
}

static void print_made(const struct stall_run *s, double begin_s)
{
    unsigned long tenths = (unsigned long)((clock_seconds() - begin_s) * 10 + 0.5);
    unsigned long kb = (unsigned long)((s->size_bytes + kilobyte - 1) / kilobyte);
    printf(_("%u of %u stalls"), s->made_count, s->chosen_count);
    if (s->skipped_count)
        printf(_(", %u there already"), s->skipped_count);
    putchar('\n');
    if (s->made_count) {
        printf(i18n_plural("%u file, ", "%u files, ", s->file_count), s->file_count);
        printf(i18n_plural("%u page, ", "%u pages, ", s->page_count), s->page_count);
        printf(_("%lu KB in %lu.%lu s, in the folder %s%s%s\n"), kb, tenths / 10, tenths % 10,
               style_begin(stdout, STYLE_BOLD), s->out, style_end(stdout));
        printf("%s\n", _("Scan one copy and send a small amount before printing more."));
    }
}

void stall_print_totals(struct stall_run *s, double begin_s)
{
    if (s->row_count)
        print_made(s, begin_s);
    print_bad_rows(s);
}
