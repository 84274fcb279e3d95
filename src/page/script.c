#include "page/script.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "base/units.h"
#include "page/guide/layouts.h"

/* du of millimetres at compile time, rounded to the nearest. */
#define MM(mm) ((int32_t)((mm)*72.0 * 1024 / 25.4 + 0.5))

enum {
    MARGIN = 1800,
    TEXT_LEFT = 3200,
    LINE_GAP = 260,
    PART_GAP = 650,
    FOOT = 1800,
    LEADING = 150
};

static const struct design paper = {
    .name = "script", .page_count = 1, .width_du = MM(210), .height_du = MM(297)};

struct sheet {
    struct frame frame;
    const struct script *script;
    const char *language;
    int32_t y_du, bottom_du, width_du;
};

static const char *word(const struct sheet *s, const char *text)
{
    return i18n_in(s->language, text);
}

static void draw_head(struct sheet *s, unsigned number)
{
    struct frame *f = &s->frame;
    const struct script *script = s->script;
    struct look title = look_head(f), note = look_soft_note(f);
    int32_t x = frame_mm100(f, MARGIN), width = f->design->width_du - 2 * x;
    unsigned seconds = (script->duration_ms + 999) / 1000;
    title.color = f->theme->brand;
    if (number == 1) {
        s->y_du += frame_text(f, DRAW_ROLE_H1, &title, rich_plain(script->title), (struct span){0},
                              x, s->y_du, width);
        struct slice time =
            arena_printf(f->arena,
                         word(s, N_("To be read on the loudspeaker, about %u min %u s. "
                                    "/ breathe, // pause, bold: slowly.")),
                         seconds / 60, seconds % 60);
        s->y_du += frame_text(f, DRAW_ROLE_P, &note, rich_plain(time), (struct span){0}, x, s->y_du,
                              width);
        s->y_du += frame_mm100(f, 500);
    }
    struct slice page = arena_printf(f->arena, word(s, N_("Page %u")), number);
    note = look_aligned(note, PARA_CENTER, PARA_WRAP_PRETTY);
    frame_begin(f, DRAW_ROLE_ARTIFACT);
    frame_text(f, DRAW_ROLE_COUNT, &note, rich_plain(page), (struct span){0}, x,
               f->design->height_du - frame_mm100(f, FOOT) + frame_mm100(f, 500), width);
    frame_end(f);
}

static struct look line_look(const struct frame *f, const struct script_line *line)
{
    struct look look = look_colored(look_body(f), f->theme->ink, f->theme->ink);
    look.leading = LEADING;
    return line->key ? look_bold(look) : look;
}

static struct rich line_text(struct sheet *s, const struct script_line *line)
{
    /* A no-break space keeps the mark with its sentence. */
    return rich_plain(arena_printf(s->frame.arena, "%.*s\xC2\xA0%s", SLICE_ARG(line->printed),
                                   line->ends ? "//" : "/"));
}

static int32_t line_height(struct sheet *s, const struct script_line *line)
{
    struct frame ruler = frame_ruler(&s->frame);
    struct look look = line_look(&s->frame, line);
    return frame_text(&ruler, DRAW_ROLE_P, &look, line_text(s, line), (struct span){0}, 0, 0,
                      s->width_du);
}

static void draw_line(struct sheet *s, unsigned index)
{
    struct frame *f = &s->frame;
    const struct script_line *line = &s->script->lines[index];
    struct look look = line_look(f, line), note = look_soft_note(f);
    int32_t x = frame_mm100(f, TEXT_LEFT), left = frame_mm100(f, MARGIN);
    int32_t drop = (look_line_du(f, &look) - look_line_du(f, &note)) / 2;
    frame_item_begin(f);
    frame_text(f, DRAW_ROLE_COUNT, &note, rich_plain(arena_printf(f->arena, "%u ", index + 1)),
               (struct span){0}, left, s->y_du + drop, x - left);
    int32_t height = frame_text(f, DRAW_ROLE_P, &look, line_text(s, line), (struct span){0}, x,
                                s->y_du, s->width_du);
    frame_item_end(f);
    if (line->key) {
        int32_t bar = x - frame_mm100(f, 350);
        frame_begin(f, DRAW_ROLE_ARTIFACT);
        frame_line(f, bar, s->y_du, bar, s->y_du + height,
                   stroke_solid(f->theme->brand, frame_pt10(f, 30)));
        frame_end(f);
    }
    s->y_du += height + frame_mm100(f, line->ends ? PART_GAP : LINE_GAP);
}

static void draw_lines(struct sheet *s, unsigned *next)
{
    unsigned first = *next;
    frame_begin(&s->frame, DRAW_ROLE_L);
    for (; *next < s->script->line_count; ++*next) {
        int32_t excess = s->y_du + line_height(s, &s->script->lines[*next]) - s->bottom_du;
        if (excess > 0 && *next > first)
            break;
        if (excess > 0)
            frame_does_not_fit(&s->frame, (struct span){0}, _("a sentence"), excess);
        draw_line(s, *next);
    }
    frame_end(&s->frame);
}

bool script_page_draw(struct draw_list *out, struct design_kit *kit, const struct script *script,
                      unsigned *line, unsigned number, enum design_ink ink, const char *language,
                      struct arena *a, struct diag_list *diags)
{
    struct sheet s = {.frame = {.list = out,
                                .paras = kit->paras,
                                .theme = theme_get(SUBJECT_PUBLIC_SERVICES, ink),
                                .design = &paper,
                                .arena = a,
                                .diags = diags,
                                .type = {.title = 300, .head = 260, .body = 220, .note = 130},
                                .scale_num = 1,
                                .scale_den = 1,
                                .sound = true},
                      .script = script,
                      .language = language};
    s.y_du = frame_mm100(&s.frame, MARGIN);
    s.bottom_du = paper.height_du - frame_mm100(&s.frame, FOOT);
    s.width_du = paper.width_du - frame_mm100(&s.frame, TEXT_LEFT + MARGIN);
    para_cache_trim(kit->paras);
    list_reset(out, paper.width_du, paper.height_du);
    draw_head(&s, number);
    draw_lines(&s, line);
    list_finish(out);
    return s.frame.sound;
}
