/*
 * For the team: PIN, what can be set, the state of the machine, and the measuring of the panel.
 */
#include <time.h>

#include "base/arena.h"
#include "kiosk/screens/pages.h"
#include "kiosk/screens/parts.h"

/* --- PIN --- */

enum { PIN_DOTS_MIN = 4, PIN_DOTS_MAX = 12 };

static void draw_dots(struct canvas *c, struct draw_rect box)
{
    int32_t typed = (int32_t)min_du((int32_t)c->view->pin_digits, PIN_DOTS_MAX);
    int32_t count = max_du(typed, PIN_DOTS_MIN), step = canvas_u(c, 56), radius = canvas_u(c, 18);
    int32_t x = box.x_du + (box.width_du - step * (count - 1)) / 2;
    int32_t y = box.y_du + box.height_du / 2;
    for (int32_t i = 0; i < count; i++)
        canvas_disc(c, x + i * step, y, radius, i < typed ? c->skin.brand : c->skin.card,
                    c->skin.brand, canvas_u(c, 4));
}

/* The code as it was shown to the person: five and five, what is still missing as low lines. */
static void draw_code(struct canvas *c, struct draw_rect box)
{
    const char *typed = c->view->typed;
    size_t count = strlen(typed), size = 0;
    char text[VIEW_CODE_DIGITS + 2];
    for (size_t i = 0; i < VIEW_CODE_DIGITS; i++) {
        if (i == VIEW_CODE_DIGITS / 2)
            text[size++] = ' ';
        text[size++] = i < count ? typed[i] : '_';
    }
    struct type type = type_centered(type_colored(type_title(c), c->skin.brand));
    canvas_text_shrunk(c, type, canvas_u(c, 36),
                       rich_plain(arena_copy(c->kit->arena, (struct slice){text, size})), box);
}

/* A number to be typed: what it is, what is typed so far, and a line below. */
struct pad {
    struct rich words, note;
    void (*draw_typed)(struct canvas *c, struct draw_rect box);
    enum label submit;
    bool enabled;
};

static void draw_pad_words(struct canvas *c, const struct pad *pad, struct draw_rect box)
{
    struct type title = type_centered(type_question(c)), body = type_centered(type_body(c));
    int32_t typed = canvas_u(c, 80), gap = canvas_u(c, 20);
    int32_t total = canvas_text_height(c, &title, pad->words, box.width_du) + gap + typed + gap +
                    canvas_text_height(c, &body, pad->note, box.width_du);
    if (total > box.height_du)
        c->fits = false;
    int32_t y = box.y_du + max_du(0, (box.height_du - total) / 2);
    y += canvas_text(c, &title, pad->words, box.x_du, y, box.width_du) + gap;
    pad->draw_typed(c, (struct draw_rect){box.x_du, y, box.width_du, typed});
    canvas_text(c, &body, pad->note, box.x_du, y + typed + gap, box.width_du);
}

static void draw_pad(struct canvas *c, const struct pad *pad)
{
    struct areas a = chrome_draw_staff(c, canvas_word(c, LABEL_STAFF));
    struct draw_rect box = a.content;
    if (c->upright) {
        draw_pad_words(c, pad, rect_cut_top(&box, canvas_u(c, 480), canvas_u(c, 40)));
    } else if (c->tight) { /* The keys have the whole height, the words and the foot the rest. */
        int32_t bottom = a.foot.y_du + a.foot.height_du;
        draw_pad_words(c, pad, rect_cut_left(&box, box.width_du * 44 / 100, c->gap_du));
        a.foot.width_du = box.x_du - c->gap_du - a.foot.x_du;
        box.height_du = bottom - box.y_du;
    } else {
        draw_pad_words(c, pad, rect_cut_left(&box, box.width_du * 45 / 100, canvas_u(c, 60)));
    }
    keys_digits(c, box, ACT_DIGIT);
    chrome_main_button(c, a.foot, pad->submit, ACT_SUBMIT, pad->enabled, ICON("arrow-right"));
}

static struct rich said_or(const struct canvas *c, enum label label)
{
    return c->view->staff_text ? rich_plain(slice_from(c->view->staff_text))
                               : canvas_word(c, label);
}

void screen_pin(struct canvas *c)
{
    const struct view *v = c->view;
    bool new_pin = v->screen == SCREEN_STAFF_NEW_PIN;
    struct pad pad = {.words = canvas_word(c, !new_pin       ? LABEL_PIN
                                              : v->pin_again ? LABEL_NEW_PIN_AGAIN
                                                             : LABEL_NEW_PIN),
                      .draw_typed = draw_dots,
                      .submit = LABEL_NEXT,
                      .enabled = v->pin_digits >= PIN_DOTS_MIN && v->pin_wait_s == 0};
    if (v->pin_wait_s > 0)
        pad.note = rich_plain(
            arena_printf(c->kit->arena, label_in(v->language, LABEL_PIN_WAIT), v->pin_wait_s));
    else if (new_pin || v->staff_text)
        pad.note = said_or(c, LABEL_NEW_PIN_NOTE);
    draw_pad(c, &pad);
}

void screen_forget(struct canvas *c)
{
    const struct pad pad = {.words = canvas_word(c, LABEL_STAFF_FORGET_ASK),
                            .note = said_or(c, LABEL_STAFF_FORGET_NOTE),
                            .draw_typed = draw_code,
                            .submit = LABEL_STAFF_FORGET_NOW,
                            .enabled = c->view->typed_ok};
    draw_pad(c, &pad);
}

/* --- What can be set --- */

static const struct item {
    const char *icon;
    enum label label;
} items[STAFF_ITEM_COUNT] = {
    [STAFF_QUIZZES] = {"list-checks", LABEL_STAFF_QUIZZES},
    [STAFF_CALIBRATE] = {"ruler", LABEL_STAFF_CALIBRATE},
    [STAFF_STUDENTS] = {"student", LABEL_STAFF_STUDENTS_OFF},
    [STAFF_VILLAGE] = {"map-pin", LABEL_STAFF_VILLAGE},
    [STAFF_HEALTH] = {"heartbeat", LABEL_STAFF_HEALTH},
    [STAFF_RESULTS] = {"chart-bar", LABEL_STAFF_RESULTS},
    [STAFF_BACKUP] = {"usb", LABEL_STAFF_BACKUP},
    [STAFF_FORGET] = {"user-minus", LABEL_STAFF_FORGET},
    [STAFF_CHANGE_PIN] = {"password", LABEL_STAFF_CHANGE_PIN},
    [STAFF_CLOSE] = {"power", LABEL_STAFF_CLOSE},
};

static enum label item_label(const struct canvas *c, unsigned index)
{
    if (index == STAFF_STUDENTS && c->view->students)
        return LABEL_STAFF_STUDENTS_ON;
    return items[index].label;
}

static int32_t item_need(const struct canvas *c, const void *context, unsigned index,
                         int32_t width_du)
{
    const bool *with_icons = context;
    struct type type = type_label(c);
    const struct para *para =
        canvas_para(c, &type, canvas_word(c, item_label(c, index)), width_du - canvas_u(c, 22));
    int32_t icon = *with_icons ? type.size_du * 2 : 0;
    return para->too_wide ? INT32_MAX / 2
                          : para->height_du + icon + canvas_u(c, 8 + (c->tight ? 4 : 24));
}

static void draw_volume(struct canvas *c, struct draw_rect row)
{
    struct type type = type_strong(c);
    struct rich words = canvas_word(c, LABEL_VOLUME);
    int32_t icon = canvas_u(c, 60), gap = c->gap_du, label = 0;
    canvas_icon(c, FONT_ICON_BOLD, ICON("speaker-high"), row.x_du + icon / 2,
                row.y_du + row.height_du / 2, icon, c->skin.brand);
    if (!c->upright) {
        label = canvas_para(c, &type, words, INT32_MAX / 4)->width_du + DU_PER_PT;
        canvas_text_in(c, &type, words,
                       (struct draw_rect){row.x_du + icon + gap, row.y_du, label, row.height_du});
    }
    int32_t x = row.x_du + icon + 2 * gap + label, width = row.x_du + row.width_du - x;
    int32_t cell = min_du((width - 4 * gap) / 5, canvas_u(c, 180));
    for (int32_t i = 0; i < 5; i++) {
        struct button b = {.rect = {x + i * (cell + gap), row.y_du, cell, row.height_du},
                           .style = i == c->view->volume ? BUTTON_ON : BUTTON_KEY,
                           .label = rich_plain(arena_printf(c->kit->arena, "%d", i)),
                           .act = ACT_VOLUME,
                           .index = i,
                           .size_du = canvas_u(c, 44)};
        canvas_button(c, &b);
    }
}

void screen_staff(struct canvas *c)
{
    static const unsigned landscape[] = {5, 4, 0}, upright[] = {2, 3, 0};
    struct areas a = chrome_draw_staff(c, canvas_word(c, LABEL_STAFF));
    struct draw_rect box = a.content;
    struct type body = type_body(c);
    box.height_du += a.foot.y_du + a.foot.height_du - box.y_du - box.height_du;
    draw_volume(c, rect_cut_top(&box, c->target_du, max_du(c->gap_du, canvas_u(c, 30))));
    struct rich said = rich_plain(slice_from(c->view->staff_text ? c->view->staff_text : ""));
    int32_t lines = canvas_text_height(c, &body, said, box.width_du);
    lines = min_du(lines, 2 * type_line_du(&body));
    struct draw_rect result = rect_cut_bottom(&box, lines, lines ? canvas_u(c, 20) : 0);
    const unsigned *columns = c->upright ? upright : landscape;
    bool icons = true;
    struct grid g =
        grid_plan(c, box, STAFF_ITEM_COUNT, columns, canvas_u(c, 260), item_need, &icons);
    if (!g.fits && c->tight) { /* The words alone, on a low panel. */
        icons = false;
        g = grid_plan(c, box, STAFF_ITEM_COUNT, columns, canvas_u(c, 260), item_need, &icons);
    }
    c->fits = c->fits && g.fits;
    for (unsigned i = 0; i < STAFF_ITEM_COUNT; i++) {
        struct button b = {.rect = grid_cell(&g, i),
                           .style =
                               i == STAFF_STUDENTS && c->view->students ? BUTTON_ON : BUTTON_KEY,
                           .icon = icons ? slice_from(items[i].icon) : SLICE(""),
                           .stacked = icons,
                           .label = canvas_word(c, item_label(c, i)),
                           .act = ACT_STAFF_ITEM,
                           .index = (int32_t)i};
        canvas_button(c, &b);
    }
    if (lines)
        canvas_text_shrunk(c, body, canvas_u(c, 36), said, result);
}

/* --- State of the machine --- */

struct facts {
    struct {
        enum label name;
        struct slice value;
        bool bad;
    } items[10];
    unsigned count;
};

static void add_fact(struct facts *f, enum label name, struct slice value, bool bad)
{
    CHECK(f->count < sizeof f->items / sizeof f->items[0]);
    f->items[f->count].name = name;
    f->items[f->count].value = value;
    f->items[f->count++].bad = bad;
}

static void add_number(struct facts *f, const struct canvas *c, enum label name, int64_t value)
{
    add_fact(f, name, arena_printf(c->kit->arena, "%lld", (long long)value), false);
}

/* The day, in Vietnam's own time. */
static struct slice day_of(const struct canvas *c, int64_t wall_ms)
{
    enum { HOURS_AHEAD = 7 };
    time_t seconds = (time_t)(wall_ms / 1000 + HOURS_AHEAD * 3600);
    struct tm day;
    if (wall_ms <= 0 || !gmtime_r(&seconds, &day))
        return canvas_word(c, LABEL_HEALTH_NEVER).text;
    return arena_printf(c->kit->arena, "%02d/%02d/%d", day.tm_mday, day.tm_mon + 1,
                        day.tm_year + 1900);
}

/* A clock that is not believed is shown, so that staff see whether it is wrong. */
static struct slice clock_of(const struct canvas *c, const struct store_health *h)
{
    struct slice word =
        canvas_word(c, h->clock_trusted ? LABEL_HEALTH_CLOCK_GOOD : LABEL_HEALTH_CLOCK_BAD).text;
    return h->clock_trusted ? word
                            : arena_printf(c->kit->arena, "%.*s · %.*s",
                                           SLICE_ARG(day_of(c, h->wall_ms)), SLICE_ARG(word));
}

static void collect_facts(struct facts *f, const struct canvas *c)
{
    const struct view *v = c->view;
    const struct store_health *h = &v->health;
    enum { MEGABYTE = 1000 * 1000, LITTLE = 200 };
    bool bad = !h->sound || h->read_only;
    add_fact(f, LABEL_HEALTH_DATA,
             canvas_word(c, !h->sound      ? LABEL_HEALTH_DAMAGED
                            : h->read_only ? LABEL_HEALTH_READ_ONLY
                                           : LABEL_HEALTH_SOUND)
                 .text,
             bad);
    add_fact(f, LABEL_HEALTH_CLOCK, clock_of(c, h), !h->clock_trusted);
    add_fact(f, LABEL_HEALTH_FREE,
             arena_printf(c->kit->arena, "%lld MB", (long long)(h->free_bytes / MEGABYTE)),
             h->free_bytes / MEGABYTE < LITTLE);
    add_fact(f, LABEL_HEALTH_BACKUP, day_of(c, h->last_backup_wall_ms),
             h->last_backup_wall_ms <= 0);
    add_number(f, c, LABEL_HEALTH_EVENTS, h->events);
    add_number(f, c, LABEL_HEALTH_UNEXPORTED, h->unexported_events);
    add_number(f, c, LABEL_HEALTH_CONTACTS, h->contacts);
    add_fact(f, LABEL_HEALTH_KEY,
             canvas_word(c, v->can_seal ? LABEL_HEALTH_KEY_YES : LABEL_HEALTH_KEY_NO).text,
             !v->can_seal);
}

/* A row of the table; returns its height. What is not well has a sign, not only a colour. */
static int32_t draw_fact(struct canvas *c, const struct facts *f, unsigned i, struct draw_rect box)
{
    struct type body = type_body(c), strong = type_strong(c);
    int32_t pad = canvas_u(c, 6), icon = body.size_du * 3 / 2;
    int32_t split = box.width_du * (c->upright ? 52 : 46) / 100;
    struct rich name = canvas_word(c, f->items[i].name), value = rich_plain(f->items[i].value);
    struct draw_color color = f->items[i].bad ? c->skin.warn : c->skin.ok;
    strong.color = f->items[i].bad ? c->skin.warn : c->skin.ink;
    int32_t x = box.x_du + icon, right = box.x_du + split;
    int32_t name_width = split - icon - canvas_u(c, 20), value_width = box.width_du - split;
    canvas_icon(c, FONT_ICON_FILL, f->items[i].bad ? ICON("warning") : ICON("check-circle"),
                box.x_du + icon * 2 / 5, box.y_du + pad + type_line_du(&body) / 2, icon * 4 / 5,
                color);
    int32_t height = canvas_text(c, &body, name, x, box.y_du + pad, name_width);
    height = max_du(height, canvas_text(c, &strong, value, right, box.y_du + pad, value_width));
    height += 2 * pad;
    list_rect(c->list,
              (struct draw_rect){box.x_du, box.y_du + height - DU_PT(2), box.width_du, DU_PT(2)}, 0,
              c->skin.line, (struct draw_stroke){.color = DRAW_NO_COLOR});
    return height;
}

/* The database could not be opened: why, what to do, and once more. */
static void draw_shut(struct canvas *c, struct areas a, struct rich why)
{
    struct notice n = {.icon = ICON("wrench"),
                       .color = c->skin.warn,
                       .title = canvas_word(c, LABEL_HEALTH_SHUT),
                       .text = why,
                       .more = canvas_word(c, LABEL_HEALTH_SHUT_NOTE)};
    notice_draw(c, &n, a.content);
    chrome_main_button(c, a.foot, LABEL_TRY_AGAIN, ACT_RESUME, true, ICON("arrow-clockwise"));
}

void screen_health(struct canvas *c)
{
    struct areas a = chrome_draw_staff(c, canvas_word(c, LABEL_STAFF_HEALTH));
    struct draw_rect box = a.content;
    struct type body = type_body(c);
    struct facts facts = {0};
    box.height_du += a.foot.y_du + a.foot.height_du - box.y_du - box.height_du;
    int32_t bottom = box.y_du + box.height_du;
    if (!c->view->health_known) {
        struct rich said = c->view->staff_text ? rich_plain(slice_from(c->view->staff_text))
                           : c->view->practice ? canvas_word(c, LABEL_PRACTICE_MODE)
                                               : canvas_word(c, LABEL_HEALTH_CHECKING);
        if (c->view->shut)
            draw_shut(c, a, said);
        else
            canvas_text(c, &body, said, box.x_du, box.y_du, box.width_du);
        return;
    }
    collect_facts(&facts, c);
    if (!c->view->health.clock_trusted) {
        chrome_main_button(c, a.foot, LABEL_HEALTH_CLOCK_SET, ACT_SUBMIT, true, ICON("check"));
        bottom = a.foot.y_du;
    }
    for (unsigned i = 0; i < facts.count; i++)
        box.y_du += draw_fact(c, &facts, i, box);
    if (c->view->staff_text)
        box.y_du += canvas_text(c, &body, rich_plain(slice_from(c->view->staff_text)), box.x_du,
                                box.y_du + canvas_u(c, 10), box.width_du);
    if (box.y_du > bottom)
        c->fits = false;
}

/* --- Which quizzes --- */

static int32_t quiz_need(const struct canvas *c, const void *context, unsigned index,
                         int32_t width_du)
{
    (void)context;
    struct type type = type_label(c);
    const struct para *para = canvas_para(c, &type, rich_plain(c->view->quizzes[index]->title.text),
                                          width_du - canvas_u(c, 22 + 14) - type.size_du * 13 / 10);
    return para->too_wide ? INT32_MAX / 2 : para->height_du + canvas_u(c, 8);
}

void screen_quizzes(struct canvas *c)
{
    static const unsigned landscape[] = {2, 3, 4, 0}, upright[] = {1, 2, 3, 0};
    struct areas a = chrome_draw_staff(c, canvas_word(c, LABEL_STAFF_QUIZZES));
    struct draw_rect box = a.content;
    struct type body = type_body(c);
    box.height_du += a.foot.y_du + a.foot.height_du - box.y_du - box.height_du;
    struct rich note = canvas_word(c, LABEL_QUIZZES_NOTE);
    int32_t height = canvas_text(c, &body, note, box.x_du, box.y_du, box.width_du);
    rect_cut_top(&box, height, canvas_u(c, 20));
    unsigned count = c->view->quiz_count;
    if (count == 0)
        return;
    const unsigned *columns = c->upright ? upright : landscape;
    struct pages p = pages_plan(c, box, count, columns, canvas_u(c, 170), quiz_need, NULL);
    if (p.page_count > 1) {
        box.height_du = a.foot.y_du - max_du(c->gap_du, canvas_u(c, 32)) - box.y_du;
        p = pages_plan(c, box, count, columns, canvas_u(c, 170), quiz_need, NULL);
    }
    pages_draw_turning(c, &p, a.foot);
    for (unsigned place = 0; place < p.count; place++) {
        unsigned i = p.first + place;
        bool on = c->view->quiz_on[i];
        struct button b = {.rect = grid_cell(&p.grid, place),
                           .style = on ? BUTTON_ON : BUTTON_KEY,
                           .icon = on ? ICON("check-square") : ICON("square"),
                           .label = rich_plain(c->view->quizzes[i]->title.text),
                           .act = ACT_TOGGLE_QUIZ,
                           .index = (int32_t)i,
                           .size_du = count <= 8 ? c->body_du : 0};
        canvas_button(c, &b);
    }
}

/* --- Where the machine stands --- */

void screen_staff_village(struct canvas *c)
{
    struct areas a = chrome_draw_staff(c, canvas_word(c, LABEL_STAFF_VILLAGE_ASK));
    chrome_side_button(c, a.foot, LABEL_NO_VILLAGE, ACT_SKIP, true,
                       c->view->hall_village.size ? (struct slice){0} : ICON("check"));
    villages_draw(c, a.content, a.foot);
}

/* --- Measuring: a card of 85.6 × 54 mm held against the glass --- */

static void draw_card(struct canvas *c, struct draw_rect box)
{
    int32_t width = DU_PT(c->view->card_width_px > 0 ? c->view->card_width_px : 1);
    int32_t height = (int32_t)((int64_t)width * 540 / 856);
    width = max_du(canvas_u(c, 100), min_du(width, box.width_du));
    height = max_du(canvas_u(c, 60), min_du(height, box.height_du));
    struct draw_rect r = {box.x_du + (box.width_du - width) / 2,
                          box.y_du + (box.height_du - height) / 2, width, height};
    canvas_rect(c, r, width / 27, c->skin.card, c->skin.brand, DU_PT(4));
    struct type type = type_centered(type_colored(type_label(c), c->skin.ink_soft));
    if (width > canvas_u(c, 260))
        canvas_text_in(c, &type, canvas_word(c, LABEL_CARD_HERE), rect_inset(r, DU_PT(6)));
}

void screen_calibrate(struct canvas *c)
{
    struct areas a = chrome_draw_staff(c, canvas_word(c, LABEL_CALIBRATE));
    struct draw_rect box = a.content;
    struct type body = type_body(c);
    struct rich note = canvas_word(c, LABEL_CALIBRATE_NOTE);
    int32_t height = canvas_text(c, &body, note, box.x_du, box.y_du, box.width_du);
    rect_cut_top(&box, height, canvas_u(c, 16));
    draw_card(c, box);
    int32_t gap = c->gap_du;
    int32_t width = (a.foot.width_du - 2 * gap) / 3;
    struct button row[3] = {
        {.style = BUTTON_PLAIN,
         .icon = ICON("minus"),
         .label = canvas_word(c, LABEL_NARROWER),
         .act = ACT_NARROWER},
        {.style = BUTTON_PLAIN,
         .icon = ICON("plus"),
         .label = canvas_word(c, LABEL_WIDER),
         .act = ACT_WIDER},
        {.style = BUTTON_PRIMARY,
         .icon = ICON("check"),
         .label = canvas_word(c, LABEL_MATCHES),
         .act = ACT_SUBMIT},
    };
    for (int32_t i = 0; i < 3; i++) {
        row[i].rect = (struct draw_rect){a.foot.x_du + i * (width + gap), a.foot.y_du, width,
                                         a.foot.height_du};
        canvas_button(c, &row[i]);
    }
}
