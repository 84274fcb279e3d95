/** @file
 * Rows to files, and going on after an interruption (cli/paper/unfinished.h).
 */
#include <inttypes.h>
#include <stdio.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "cli/interrupt.h"
#include "cli/paper/merge.h"
#include "cli/paper/unfinished.h"
#include "out/pdf.h"
#include "page/separator.h"

/* ---- going on ---- */

static uint64_t hash_text(uint64_t hash, struct slice text)
{
    hash = hash_bytes(hash, &text.size, sizeof text.size);
    return hash_bytes(hash, text.data, text.size);
}

/* Everything a file's bytes depend on but the program itself. */
static uint64_t fingerprint(const struct merge *m)
{
    static const unsigned options[] = {RENDER_COMMUNE, RENDER_MAP, RENDER_QR, RENDER_NAME,
                                       RENDER_SHEET};
    const struct workspace *w = &m->render->workspace;
    uint64_t hash = hash_text(1, slice_from(NGOSO_VERSION));
    if (m->row_count) {
        struct merge_row *first = &m->rows[0];
        hash = hash_bytes(hash, &first->place, sizeof first->place);
    }
    hash = hash_text(hash, grid_column(m->grid, 0).span.source->text);
    hash = hash_text(hash, w->guides[0].guide->source->text);
    hash = hash_text(hash, w->facts && w->facts->source ? w->facts->source->text : SLICE(""));
    hash = hash_text(hash, w->commune ? w->commune->source->text : SLICE(""));
    hash = hash_text(hash, slice_from(m->design->name));
    for (unsigned i = 0; i < sizeof options / sizeof *options; i++)
        hash = hash_text(hash, slice_from(m->call->values[options[i]].text));
    const unsigned flags = m->ink | (unsigned)m->one_file << 2 | (unsigned)m->split << 3 |
                           (unsigned)m->separators << 4;
    return hash_bytes(hash, &flags, sizeof flags);
}

static const char *state_path(struct merge *m)
{
    return arena_printf(&m->render->workspace.arena, "%.*s.unfinished", SLICE_ARG(m->stem)).data;
}

static struct slice state_text(struct merge *m)
{
    return arena_printf(&m->render->workspace.arena, "ngoso render --records: %016" PRIx64 "\n",
                        fingerprint(m));
}

/* ---- pages ---- */

static bool add_pages(struct pdf_file *file, struct merge *m, struct slice bookmark,
                      struct error *e)
{
    struct sheets *sheets = &m->render->sheets;
    for (unsigned i = 0; i < sheets->count; i++)
        if (!pdf_add_page(file, sheets_page(sheets, i), i == 0 ? bookmark : SLICE(""), e))
            return false;
    return true;
}

/* "0005 · Bà A · thôn Đông": without words, so that it is the same in each language. */
struct slice merge_row_bookmark(struct merge *m, const struct grid_row *row)
{
    struct slice name = m->record.recipient.text, village = m->record.village.name.text;
    return arena_printf(&m->row_arena, "%04u%s%.*s%s%.*s", row->number, name.size ? " · " : "",
                        SLICE_ARG(name), village.size ? " · " : "", SLICE_ARG(village));
}

void merge_count_row(struct merge *m, unsigned index)
{
    m->made_count++;
    m->groups[m->rows[index].group].made_count++;
}

static struct pdf_meta describe(const struct merge *m)
{
    struct pdf_meta meta;
    render_describe(&meta, m->render, &m->guide);
    sheets_describe(&m->render->sheets, &meta);
    return meta;
}

/* ---- a file a row ---- */

static const char *row_path(struct merge *m, const struct grid_row *row,
                            const struct merge_row *own)
{
    struct slice name = merge_file_name(m, row, own->numbered);
    struct arena *a = &m->row_arena;
    if (!m->split)
        return arena_printf(a, "%.*s/%.*s.pdf", SLICE_ARG(m->stem), SLICE_ARG(name)).data;
    return arena_printf(a, "%.*s/%.*s/%.*s.pdf", SLICE_ARG(m->stem),
                        SLICE_ARG(m->groups[own->group].file), SLICE_ARG(name))
        .data;
}

static bool write_row(struct merge_outcome *out, struct merge *m, unsigned index)
{
    struct pdf_file *file;
    struct pdf_meta meta = describe(m);
    if (m->record.village.contact.team.text.size)
        meta.author = m->record.village.contact.team.text;
    if (!pdf_open(&file, m->render->job, row_path(m, &out->row, &m->rows[index]), &meta,
                  &out->error))
        return false;
    if (!add_pages(file, m, SLICE(""), &out->error)) {
        pdf_abandon(file);
        return false;
    }
    out->page_count = m->render->sheets.count;
    return pdf_close(file, &out->size_bytes, &out->error);
}

/* Without drawing it: is the row's file there from the run before? */
static bool is_row_done(struct merge *m, unsigned index)
{
    struct grid_row row;
    struct diag_list diags;
    if (!m->resume)
        return false;
    diag_init(&diags, &m->row_arena);
    (void)merge_read(&row, m, index, &diags);
    return unfinished_has_pdf(row_path(m, &row, &m->rows[index]));
}

static void make_row(struct merge_outcome *out, struct merge *m, unsigned index)
{
    if (is_row_done(m, index)) {
        *out = (struct merge_outcome){.fate = MERGE_THERE};
        return;
    }
    merge_try(out, m, index);
    if (out->fate == MERGE_DRAWN)
        out->fate = write_row(out, m, index) ? MERGE_MADE : MERGE_REFUSED;
}

static bool make_folders(struct merge *m, struct error *e)
{
    struct arena *a = &m->render->workspace.arena;
    if (!file_make_folder(arena_copy(a, m->folder).data, e))
        return false;
    if (m->one_file && !m->split)
        return true;
    if (!file_make_folder(arena_copy(a, m->stem).data, e))
        return false;
    for (unsigned i = 0; !m->one_file && m->split && i < m->group_count; i++)
        if (!file_make_folder(
                arena_printf(a, "%.*s/%.*s", SLICE_ARG(m->stem), SLICE_ARG(m->groups[i].file)).data,
                e))
            return false;
    return true;
}

/* ---- many rows in a file ---- */

bool merge_wants(const struct merge *m, unsigned index, unsigned first_group, unsigned last_group)
{
    const struct merge_row *row = &m->rows[index];
    return row->chosen && !row->bad && row->group >= first_group && row->group <= last_group;
}

static unsigned count_wanted(const struct merge *m, unsigned first_group, unsigned last_group)
{
    unsigned count = 0;
    for (unsigned i = 0; i < m->row_count; i++)
        count += merge_wants(m, i, first_group, last_group);
    return count;
}

/* Between sheets a whole sheet; on sheets that are shared it is cut out like a leaflet. */
static struct design separator_paper(const struct merge *m)
{
    const struct sheet_plan *plan = &m->render->sheets.plan;
    struct design paper = *m->design;
    if (m->render->sheet && !m->shares) {
        paper.width_du = plan->width_du;
        paper.height_du = plan->height_du;
        /* A print shop's sheets are the pages as they are, front and back in turn. */
        paper.page_count = m->render->sheet->kind == SHEET_SHOP ? m->design->page_count
                           : plan->two_sided                    ? 2
                                                                : 1;
    }
    return paper;
}

/* A print shop cuts all pages of a file alike. */
static void set_separator_boxes(struct merge *m, const struct design *paper)
{
    const struct sheet_spec *sheet = m->render->sheet;
    if (!sheet || sheet->kind != SHEET_SHOP)
        return;
    int32_t width = m->design->width_du, height = m->design->height_du, bleed = sheet->bleed_du;
    struct draw_rect trim = {(paper->width_du - width) / 2, (paper->height_du - height) / 2, width,
                             height};
    struct draw_rect bled = {trim.x_du - bleed, trim.y_du - bleed, width + 2 * bleed,
                             height + 2 * bleed};
    for (unsigned i = 0; i < m->render->press.pages.count; i++)
        list_set_boxes(&m->render->press.pages.lists[i], trim, bled);
}

static const char *language_of(const struct merge *m)
{
    return arena_copy(&m->render->workspace.arena, m->guide.language.text).data;
}

struct slice merge_group_title(const struct merge *m, unsigned group)
{
    struct slice name = m->groups[group].name;
    const char *none = i18n_in(language_of(m), N_("Village not given"));
    return name.size ? name : slice_from(none);
}

void merge_draw_separator(struct merge *m, unsigned group, unsigned first_group,
                          unsigned last_group)
{
    const struct merge_group *g = &m->groups[group];
    const struct design paper = separator_paper(m);
    unsigned count = count_wanted(m, first_group, last_group);
    const char *language = language_of(m);
    const char *line = g->first_row == g->last_row
                           ? i18n_in(language, N_("Leaflets: %u. Row %u of the table."))
                           : i18n_in(language, N_("Leaflets: %u. Rows %u to %u of the table."));
    struct separator s = {merge_group_title(m, group),
                          arena_printf(&m->row_arena, line, count, g->first_row, g->last_row)};
    separator_draw(&m->render->press.pages, m->render->press.kit, &paper, &s);
    set_separator_boxes(m, &paper);
}

static bool add_separator(struct merge_bundle *b, struct merge *m, unsigned group,
                          unsigned first_group, unsigned last_group, struct error *e)
{
    struct slice title = merge_group_title(m, group);
    merge_draw_separator(m, group, first_group, last_group);
    const struct design_pages *pages = &m->render->press.pages;
    for (unsigned i = 0; i < pages->count; i++, m->page_count++)
        if (!pdf_add_page(b->file, &pages->lists[i], i == 0 ? title : SLICE(""), e))
            return false;
    return true;
}

static bool add_row(struct merge_bundle *b, struct merge *m, unsigned index, struct error *e)
{
    struct grid_row row;
    progress_show(b->progress, (*b->done)++, m->design->name);
    if (!merge_draw(m, index, &row))
        return true;
    if (!add_pages(b->file, m, merge_row_bookmark(m, &row), e))
        return false;
    m->page_count += m->render->sheets.count;
    merge_count_row(m, index);
    return true;
}

static bool add_groups(struct merge_bundle *b, struct merge *m, unsigned first_group,
                       unsigned last_group, struct error *e)
{
    bool separated = false;
    for (unsigned i = 0; i < m->row_count; i++) {
        if (!merge_wants(m, i, first_group, last_group))
            continue;
        if (interrupt_asked()) {
            m->render->stopped = true;
            return true;
        }
        if (m->separators && !separated &&
            !add_separator(b, m, first_group, first_group, last_group, e))
            return false;
        separated = true;
        if (!add_row(b, m, i, e))
            return false;
    }
    return true;
}

static bool add_bundle(struct merge_bundle *b, struct merge *m, struct error *e)
{
    if (m->shares)
        return merge_add_shared(b, m, e);
    if (!b->by_group)
        return add_groups(b, m, b->first_group, b->last_group, e);
    for (unsigned g = b->first_group; g <= b->last_group && !m->render->stopped; g++)
        if (!add_groups(b, m, g, g, e))
            return false;
    return true;
}

/* A file that would lack rows because the run was stopped is not left behind. */
static bool write_bundle(struct merge_bundle *b, struct merge *m, struct error *e)
{
    uint64_t size = 0;
    unsigned made = m->made_count, pages = m->page_count;
    struct pdf_meta meta = describe(m);
    if (!pdf_open(&b->file, m->render->job, b->path, &meta, e))
        return false;
    bool ok = add_bundle(b, m, e);
    if (!ok || m->render->stopped || m->made_count == made) {
        pdf_abandon(b->file);
        m->made_count = made;
        m->page_count = pages;
        return ok;
    }
    if (!pdf_close(b->file, &size, e))
        return false;
    m->size_bytes += size;
    m->file_count++;
    return true;
}

static bool make_bundle(struct merge_bundle *b, struct merge *m, struct error *e)
{
    unsigned wanted = count_wanted(m, b->first_group, b->last_group);
    if (wanted == 0)
        return true;
    if (m->resume && unfinished_has_pdf(b->path)) {
        m->skipped_count += wanted;
        return true;
    }
    return write_bundle(b, m, e);
}

/* "-only": a few rows again are no reason to lose the file with all of them. */
static bool make_bundles(struct merge *m, struct progress *progress, struct error *e)
{
    unsigned done = 0;
    const char *suffix = m->only.count ? "-only" : "";
    struct arena *a = &m->render->workspace.arena;
    struct merge_bundle b = {.by_group = m->separators, .done = &done, .progress = progress};
    b.last_group = m->group_count - 1;
    b.path = arena_printf(a, "%.*s-records%s.pdf", SLICE_ARG(m->stem), suffix).data;
    if (!m->split)
        return make_bundle(&b, m, e);
    for (unsigned g = 0; g < m->group_count && !m->render->stopped; g++) {
        b.first_group = b.last_group = g;
        b.path = arena_printf(a, "%.*s/%.*s%s.pdf", SLICE_ARG(m->stem),
                              SLICE_ARG(m->groups[g].file), suffix)
                     .data;
        if (!make_bundle(&b, m, e))
            return false;
    }
    return true;
}

/* ---- all of it ---- */

/* With --strict everything is drawn once before anything is written. */
static bool check_all(struct merge *m, unsigned todo, struct error *e)
{
    struct progress progress;
    progress_begin(&progress, todo);
    progress.rated = true;
    bool ok = merge_walk(m, merge_try, &progress, _("checking"), e);
    progress_end(&progress);
    return ok;
}

static bool make_all(struct merge *m, unsigned todo, struct error *e)
{
    struct progress progress;
    struct arena *a = &m->render->workspace.arena;
    CHECK(is_guide_id(m->guide.id.text)); /* Else names could lead out of the folder. */
    if (!merge_expect(m, e))
        return false;
    progress_begin(&progress, todo);
    progress.rated = true;
    bool ok = make_folders(m, e) &&
              unfinished_begin(&m->resume, a, state_path(m), state_text(m), e) &&
              (m->one_file ? make_bundles(m, &progress, e)
                           : merge_walk(m, make_row, &progress, m->design->name, e));
    progress_end(&progress);
    if (ok && !m->render->stopped)
        unfinished_end(state_path(m));
    return ok;
}

bool merge_write(struct merge *m, struct error *e)
{
    unsigned todo = m->chosen_count - m->bad_count;
    if (m->render->checks_only)
        return todo == 0 || check_all(m, todo, e);
    if (m->strict && !m->bad_count && !check_all(m, todo, e))
        return false;
    if ((m->strict && m->bad_count) || m->render->stopped || todo == 0)
        return true;
    return make_all(m, todo, e);
}
