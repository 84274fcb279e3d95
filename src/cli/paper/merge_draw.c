/** @file
 * One row of a table becomes pages.
 */
#include "base/i18n.h"
#include "base/units.h"
#include "cli/paper/merge.h"
#include "out/pdf.h"
#include "page/words.h"

enum { SAMPLE_TRIES = 20 };

/* ---- reading ---- */

static bool say_cell_missing(const struct merge *m, const struct grid_row *row, int column,
                             struct diag_list *diags)
{
    struct slice name = grid_column(m->grid, (unsigned)column).text;
    diag_error(diags, "M006", row->cells[column].span,
               _("the code needs the cell “%.*s”, and it has no value"), SLICE_ARG(name));
    return false;
}

static bool fill_value(struct slice *out, const struct merge_code *code, const struct guide_qr *qr,
                       struct merge *m, const struct grid_row *row, struct diag_list *diags)
{
    int column = record_text_first_empty(&code->value, row);
    if (column >= 0)
        return say_cell_missing(m, row, column, diags);
    if (qr->kind != GUIDE_QR_LINK) {
        *out = record_text_fill(&m->row_arena, &code->value, row, NULL);
        return true;
    }
    return record_text_fill_link(out, &column, &m->row_arena, &code->value, row) ||
           say_cell_missing(m, row, column, diags);
}

/* The guide's own text stays where nothing varies: its spans say where it is wrong. */
static bool fill_code(struct merge *m, unsigned index, const struct grid_row *row,
                      struct diag_list *diags)
{
    const struct merge_code *code = &m->codes[index];
    struct guide_qr *qr = &m->guide.qr[index];
    if (!qr->varies)
        return true;
    qr->value.span = qr->caption.span = qr->message.span = row->span;
    qr->caption.text = record_text_fill(&m->row_arena, &code->caption, row, NULL);
    qr->message.text = record_text_fill(&m->row_arena, &code->message, row, NULL);
    return fill_value(&qr->value.text, code, qr, m, row, diags);
}

bool merge_read(struct grid_row *row, struct merge *m, unsigned index, struct diag_list *diags)
{
    const struct commune *c = m->render->workspace.commune;
    arena_reset(&m->row_arena);
    grid_go_to(m->grid, m->rows[index].place);
    CHECK(grid_next(row, m->grid, &m->row_arena, diags));
    bool sound = row->sound && record_read(&m->record, &m->map, row, c, diags);
    for (unsigned i = 0; i < m->guide.qr_count; i++)
        sound &= fill_code(m, i, row, diags);
    const struct record *r = &m->record;
    m->commune.hall = r->hall.text.size ? r->hall : c ? c->hall : r->hall;
    m->commune.hours = r->hours.text.size ? r->hours : c ? c->hours : r->hours;
    m->recipient = (struct recipient){.name = r->recipient, .address = r->address};
    return sound;
}

/* ---- problems ---- */

static bool is_told(const struct diag_list *list, const struct diag *wanted)
{
    for (unsigned i = 0; i < list->count; i++)
        if (memcmp(list->items[i].code, wanted->code, sizeof wanted->code) == 0 &&
            slice_equal(list->items[i].message, wanted->message))
            return true;
    return false;
}

/* An error names the row, and points into the table even when what is too long is the guide's. */
static void tell_error(struct diag_list *to, const struct diag *d, const struct grid_row *row)
{
    bool elsewhere = d->span.source != row->span.source;
    diag_error(to, d->code, elsewhere ? row->span : d->span, _("row %u: %.*s"), row->number,
               SLICE_ARG(d->message));
    if (elsewhere && d->span.source)
        diag_note(to, d->span, _("it is here"));
}

bool merge_tell(struct merge *m, unsigned index, const struct merge_outcome *outcome)
{
    const struct diag_list *diags = &outcome->diags;
    struct diag_list *to = &m->render->workspace.diags;
    struct merge_row *own = &m->rows[index];
    bool notes = false;
    for (unsigned i = 0; i < diags->count; i++) {
        const struct diag *d = &diags->items[i];
        if (d->severity == DIAG_NOTE) {
            if (notes)
                diag_note(to, d->span, "%.*s", SLICE_ARG(d->message));
            continue;
        }
        /* A warning is alike for all rows: once is enough. */
        notes = d->severity == DIAG_ERROR || !is_told(to, d);
        if (d->severity == DIAG_ERROR)
            tell_error(to, d, &outcome->row);
        else if (notes)
            diag_warning(to, d->code, d->span, "%.*s", SLICE_ARG(d->message));
    }
    if (diags->error_count && !own->bad) {
        own->bad = true;
        m->bad_count += own->chosen;
    }
    return diags->error_count > 0;
}

/* ---- drawing ---- */

static bool draw(struct merge *m, struct diag_list *diags)
{
    struct press *p = &m->render->press;
    struct design_input input = {.guide = &m->guide,
                                 .commune = &m->commune,
                                 .village = &m->record.village,
                                 .recipient = &m->recipient,
                                 .ink = m->ink};
    if (m->render->sheet) {
        input.flap_given = true;
        input.flap_mm100 = mm100_from_du(m->render->sheet->flap_du);
    }
    return design_draw(&p->pages, p->kit, m->design, &input, &p->arena, diags);
}

/* The first row's plan serves all rows that share sheets; others have a plan each. */
static bool lay_on_sheets(struct merge *m, struct error *e)
{
    struct render *r = m->render;
    if (m->shares && m->planned)
        return sheets_go_on(&r->sheets, m->design, e);
    m->planned = sheets_begin(&r->sheets, r->sheet, &r->press.pages, m->design, r->press.fonts,
                              m->guide.title.text, e);
    return m->planned;
}

static bool lay_row(struct merge *m, const struct grid_row *row, struct diag_list *diags)
{
    struct error e = {0};
    if (lay_on_sheets(m, &e))
        return true;
    diag_error(diags, "M009", row->span, "%s", e.message);
    return false;
}

void merge_try(struct merge_outcome *out, struct merge *m, unsigned index)
{
    struct grid_row row;
    arena_reset(&m->render->press.arena);
    *out = (struct merge_outcome){.fate = MERGE_WRONG};
    diag_init(&out->diags, &m->render->press.arena);
    if (merge_read(&row, m, index, &out->diags) && draw(m, &out->diags) &&
        lay_row(m, &row, &out->diags))
        out->fate = MERGE_DRAWN;
    out->row = row;
}

bool merge_draw(struct merge *m, unsigned index, struct grid_row *row)
{
    struct merge_outcome outcome;
    merge_try(&outcome, m, index);
    merge_tell(m, index, &outcome);
    *row = outcome.row;
    return outcome.fate == MERGE_DRAWN;
}

/* ---- letters ---- */

static void add_text(struct merge *m, struct slice text)
{
    letters_add(&m->letters, text);
}

static void add_contact(struct merge *m, const struct contact *contact)
{
    add_text(m, contact->team.text);
    add_text(m, contact->leader.text);
    add_text(m, contact->zalo.text);
    for (unsigned i = 0; i < contact->phone_count; i++)
        add_text(m, contact->phones[i].text);
}

/* What a row may take from the commune's file; the first row drawn shows the rest of it. */
static void add_commune(struct merge *m)
{
    const struct commune *c = m->render->workspace.commune;
    if (!c)
        return;
    add_text(m, c->hall.text);
    add_text(m, c->hours.text);
    add_contact(m, &c->contact);
    for (unsigned i = 0; i < c->village_count; i++) {
        add_text(m, c->villages[i].name.text);
        add_contact(m, &c->villages[i].contact);
    }
}

static void add_words(struct merge *m)
{
    struct words w;
    words_fill(&w, m->guide.language.text);
    const char *const all[] = {w.team,  w.leader, w.phone,   w.commune, w.hall,
                               w.hours, w.zalo,   w.to_whom, w.ask,     w.or_come_to};
    for (unsigned i = 0; i < sizeof all / sizeof *all; i++)
        add_text(m, slice_from(all[i]));
    add_text(m, SLICE(" 0123456789…,.;:/-"));
    for (unsigned i = 0; i < m->guide.qr_count; i++) {
        add_text(m, m->guide.qr[i].caption.text);
        if (m->guide.qr[i].kind == GUIDE_QR_LINK && m->codes[i].value.varies)
            add_text(m, SLICE("%ABCDEF")); /* What other letters of a cell become in a link. */
    }
}

static void expect_letters(struct merge *m)
{
    static const enum font_id ids[] = {FONT_REGULAR, FONT_BOLD};
    struct press *p = &m->render->press;
    add_words(m);
    add_commune(m);
    arena_reset(&p->arena);
    letters_expect(&m->letters, m->render->job, p->fonts, ids, sizeof ids / sizeof *ids, &p->arena);
}

/* A code that is too small may be so for this row alone. */
static bool plan_sheets(struct merge *m, struct error *e)
{
    struct error why = {0};
    if (lay_on_sheets(m, &why))
        return true;
    bool codes_vary = false;
    for (unsigned i = 0; i < m->guide.qr_count; i++)
        codes_vary |= m->guide.qr[i].varies;
    if (why.code != SHEET_CODE_TOO_SMALL || !codes_vary)
        *e = why;
    return e->kind == ERROR_NONE;
}

/* What does not vary is the same on every leaflet: the first that can be drawn shows it. */
bool merge_expect(struct merge *m, struct error *e)
{
    const struct design_pages *pages = &m->render->press.pages;
    const struct sheet_spec *sheet = m->render->sheet;
    /* On tiles, lines and labels are drawn over what varies: it must not be painted last. */
    const struct pdf_options options = {
        .durability = FILE_FAST,
        .whole_pages = sheet && sheet->kind == SHEET_TILES,
        .color = sheet && sheet->kind == SHEET_SHOP ? PDF_COLOR_CMYK : PDF_COLOR_RGB};
    m->render->job = pdf_job_create(m->render->press.fonts, &options);
    expect_letters(m);
    unsigned tries = 0;
    for (unsigned i = 0; i < m->row_count && tries < SAMPLE_TRIES; i++) {
        struct grid_row row;
        struct diag_list diags;
        if (m->rows[i].bad)
            continue;
        tries++;
        arena_reset(&m->render->press.arena);
        diag_init(&diags, &m->render->press.arena);
        if (!merge_read(&row, m, i, &diags) || !draw(m, &diags))
            continue;
        for (unsigned k = 0; k < pages->count; k++)
            pdf_job_expect(m->render->job, &pages->lists[k]);
        if (!plan_sheets(m, e))
            return false;
        if (m->planned)
            return true;
    }
    return true;
}
