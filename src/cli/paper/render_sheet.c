#include "cli/paper/render_sheet.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "base/units.h"
#include "page/design.h"
#include "text/para.h"

enum { WORDS_BYTES_MAX = 1024 * 1024 };

void sheets_deinit(struct sheets *s)
{
    list_deinit(&s->list);
}

/* Words for sheet/, which has no fonts. */
static int32_t put_words(void *context, struct draw_list *list, const struct sheet_text *text)
{
    const struct font_set *fonts = context;
    struct arena a;
    struct para para;
    struct error e = {0};
    struct para_style style = {.font = text->strong ? FONT_BOLD : FONT_REGULAR,
                               .strong_font = FONT_BOLD,
                               .size_du = text->size_du,
                               .line_du = text->size_du * 138 / 100,
                               .color = {.k = 100},
                               .strong_color = {.k = 100},
                               .align = text->centered ? PARA_CENTER : PARA_LEFT};
    arena_init(&a, WORDS_BYTES_MAX);
    bool ok = para_layout(&para, &a, fonts, &style, rich_plain(text->text), text->width_du, &e);
    int32_t height = ok ? para.height_du : 0;
    if (ok && list)
        para_draw(list, &para, text->x_du, text->y_du);
    arena_deinit(&a);
    return height;
}

struct sheet_type sheets_type(const struct font_set *fonts)
{
    /* The context is only read. */
    union {
        const struct font_set *fonts;
        void *context;
    } borrowed = {fonts};
    return (struct sheet_type){borrowed.context, put_words};
}

static bool check_ink(const struct sheets *s, const struct design *design, struct error *e)
{
    for (unsigned i = 0; i < s->pages->count; i++) {
        unsigned ink = sheet_ink_max(s->lists[i]);
        if (ink > INK_SUM_MAX)
            return error_set(e, ERROR_INPUT, 0,
                             _("%s: %u %% of ink on one spot; print shops take %d at most"),
                             design->name, ink, INK_SUM_MAX);
    }
    return true;
}

static bool refuse(const struct sheet_spec *spec, const struct design *design,
                   const struct error *why, struct error *e)
{
    return error_set(e, why->kind, why->code, "%s, --sheet %s: %s", design->name,
                     sheet_name(spec->kind)->name, why->message);
}

bool sheets_begin(struct sheets *s, const struct sheet_spec *spec, const struct design_pages *pages,
                  const struct design *design, const struct font_set *fonts, struct slice title,
                  struct error *e)
{
    struct error why = {0};
    s->spec = spec;
    s->pages = pages;
    s->fonts = fonts;
    s->title = title;
    s->count = pages->count;
    if (!spec)
        return true;
    for (unsigned i = 0; i < pages->count; i++)
        s->lists[i] = &pages->lists[i];
    if (!sheet_plan(&s->plan, spec, s->lists, pages->count, &why))
        return refuse(spec, design, &why, e);
    s->count = s->plan.side_count;
    return spec->kind != SHEET_SHOP || check_ink(s, design, e);
}

bool sheets_go_on(struct sheets *s, const struct design *design, struct error *e)
{
    struct error why = {0};
    return sheet_check_codes(&s->plan, s->lists, s->pages->count, &why) ||
           refuse(s->spec, design, &why, e);
}

const struct draw_list *sheets_page(struct sheets *s, unsigned index)
{
    CHECK(index < s->count);
    if (!s->spec)
        return &s->pages->lists[index];
    const struct sheet_type type = sheets_type(s->fonts);
    sheet_draw(&s->list, &s->plan, index, &type, s->title);
    return &s->list;
}

struct slice sheets_bookmark(const struct sheets *s, unsigned index)
{
    bool same_pages = !s->spec || s->spec->kind == SHEET_SHOP;
    if (!same_pages || s->count < 2)
        return (struct slice){0};
    return slice_from(s->pages->bookmarks[index]);
}

void sheets_describe(const struct sheets *s, struct pdf_meta *meta)
{
    if (s->spec)
        sheets_describe_plan(&s->plan, meta);
}

void sheets_describe_plan(const struct sheet_plan *plan, struct pdf_meta *meta)
{
    meta->full_scale = true;
    if (plan->two_sided)
        meta->duplex = plan->flips_long ? PDF_DUPLEX_LONG_EDGE : PDF_DUPLEX_SHORT_EDGE;
    else if (plan->spec->kind != SHEET_SHOP)
        meta->duplex = PDF_SIMPLEX;
}
