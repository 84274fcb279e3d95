/** @file
 * A stall becomes pages, on sheets if asked for, and a file.
 */
#include "base/i18n.h"
#include "cli/paper/stall.h"
#include "out/pdf.h"

struct slice stall_name_end(struct stall_run *s)
{
    return arena_printf(&s->workspace.arena, "-%s%s%s%s", s->how.design->name,
                        s->how.ink == DESIGN_MONO ? "-mono" : "", s->sheet ? "-" : "",
                        s->sheet ? sheet_name(s->sheet->kind)->name : "");
}

bool stall_begin_press(struct stall_run *s, enum file_durability durability, struct error *e)
{
    bool is_shop = s->sheet && s->sheet->kind == SHEET_SHOP;
    const struct pdf_options options = {.whole_pages = true,
                                        .durability = durability,
                                        .color = is_shop ? PDF_COLOR_CMYK : PDF_COLOR_RGB};
    if (!press_open(&s->press, &s->workspace, e))
        return false;
    s->job = pdf_job_create(s->press.fonts, &options);
    return true;
}

void stall_end_press(struct stall_run *s)
{
    pdf_job_destroy(s->job);
    sheets_deinit(&s->sheets);
    press_close(&s->press);
}

bool stall_draw_one(bool *drawn, struct stall_run *s, const struct stall *stall, struct error *e)
{
    struct press *p = &s->press;
    struct diag_list diags;
    arena_reset(&p->arena);
    diag_init(&diags, &p->arena);
    p->pages.count = 1;
    p->pages.bookmarks[0] = "";
    *drawn = stall_draw(&p->pages.lists[0], p->kit, &s->how, stall, &p->arena, &diags);
    merge_diags(&s->workspace.diags, &diags);
    return !*drawn ||
           sheets_begin(&s->sheets, s->sheet, &p->pages, s->how.design, p->fonts, stall->owner, e);
}

/* ---- what all files need ---- */

void stall_note_letters(struct stall_run *s, const struct stall *stall)
{
    const struct slice texts[] = {stall->owner, stall->bank->name.text, stall->account,
                                  stall->amount, stall->message};
    for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++)
        letters_add(&s->letters, texts[i]);
    letters_add(&s->large_letters, stall->owner);
    letters_add(&s->large_letters, stall_title(stall));
}

/* Two of them have everything that may stand on a page: a shop with an account, a card without. */
static struct stall sample(bool is_card)
{
    static const struct bank bank = {.name = {.text = {"MB", 2}}, .bin = {.text = {"970422", 6}}};
    struct stall stall = {.bank = &bank,
                          .owner = SLICE("A"),
                          .account = is_card ? SLICE("9704220000000000") : SLICE("000000"),
                          .is_card = is_card,
                          .amount = SLICE("1000"),
                          .message = SLICE("A")};
    stall.values[STALL_SHOP].text = is_card ? SLICE("") : SLICE("A");
    return stall;
}

bool stall_expect(struct stall_run *s, struct error *e)
{
    static const enum font_id text_ids[] = {FONT_REGULAR, FONT_BOLD}, large_id = FONT_EXTRABOLD;
    struct press *p = &s->press;
    for (unsigned i = 0; i < 2; i++) {
        struct stall stall = sample(i == 1);
        bool drawn;
        if (!stall_draw_one(&drawn, s, &stall, e))
            return false;
        CHECK(drawn);
        pdf_job_expect(s->job, &p->pages.lists[0]);
    }
    arena_reset(&p->arena);
    letters_add(&s->letters, SLICE("0123456789 ."));
    letters_expect(&s->letters, s->job, p->fonts, text_ids, 2, &p->arena);
    letters_expect(&s->large_letters, s->job, p->fonts, &large_id, 1, &p->arena);
    return true;
}

/* ---- files ---- */

bool stall_open_file(struct pdf_file **file, struct stall_run *s, const char *path,
                     struct slice title, struct error *e)
{
    struct slice pay = slice_from(i18n_in(s->how.language, N_("Scan to pay")));
    struct pdf_meta meta = {
        .title = pay, .subject = SLICE("VietQR"), .language = SLICE("vi-VN"), .full_scale = true};
    if (title.size)
        meta.title = arena_printf(&s->press.arena, "%.*s – %.*s", SLICE_ARG(pay), SLICE_ARG(title));
    if (s->sheets.count)
        sheets_describe(&s->sheets, &meta);
    return pdf_open(file, s->job, path, &meta, e);
}

bool stall_add_pages(struct stall_run *s, struct pdf_file *file, struct slice bookmark,
                     struct error *e)
{
    for (unsigned i = 0; i < s->sheets.count; i++, s->page_count++)
        if (!pdf_add_page(file, sheets_page(&s->sheets, i), i == 0 ? bookmark : SLICE(""), e))
            return false;
    return true;
}

bool stall_write_one(struct stall_run *s, const char *path, const struct stall *stall,
                     struct error *e)
{
    struct pdf_file *file;
    struct slice shop = stall_title(stall);
    uint64_t size = 0;
    if (!stall_open_file(&file, s, path, shop.size ? shop : stall->owner, e))
        return false;
    if (!stall_add_pages(s, file, SLICE(""), e)) {
        pdf_abandon(file);
        return false;
    }
    if (!pdf_close(file, &size, e))
        return false;
    s->file_count++;
    s->made_count++;
    s->size_bytes += size;
    return true;
}
