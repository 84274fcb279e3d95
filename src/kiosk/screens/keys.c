/*
 * The screen's own keyboard: capital letters in the order learned at school, since many who stand
 * here never used a typewriter; the five tones by name; a space. Keys touch a little closer than
 * other targets (a sixtieth of the short side), or 33 letters would not stand side by side.
 */
#include "kiosk/screens/parts.h"
#include "kiosk/typing.h"

static const struct key {
    uint16_t code_point;
    const char *shown;
} letters[] = {
    {'a', "A"}, {0x103, "Ă"}, {0xE2, "Â"}, {'b', "B"}, {'c', "C"}, {'d', "D"},  {0x111, "Đ"},
    {'e', "E"}, {0xEA, "Ê"},  {'f', "F"},  {'g', "G"}, {'h', "H"}, {'i', "I"},  {'j', "J"},
    {'k', "K"}, {'l', "L"},   {'m', "M"},  {'n', "N"}, {'o', "O"}, {0xF4, "Ô"}, {0x1A1, "Ơ"},
    {'p', "P"}, {'q', "Q"},   {'r', "R"},  {'s', "S"}, {'t', "T"}, {'u', "U"},  {0x1B0, "Ư"},
    {'v', "V"}, {'w', "W"},   {'x', "X"},  {'y', "Y"}, {'z', "Z"},
};

static const struct tone {
    uint16_t code_point;
    enum label name;
} tones[] = {
    {TYPING_ACUTE, LABEL_TONE_ACUTE}, {TYPING_GRAVE, LABEL_TONE_GRAVE},
    {TYPING_HOOK, LABEL_TONE_HOOK},   {TYPING_TILDE, LABEL_TONE_TILDE},
    {TYPING_DOT, LABEL_TONE_DOT},
};

enum { LETTER_COUNT = sizeof letters / sizeof letters[0], TONE_COUNT = 5 };

struct board {
    struct draw_rect box;
    int32_t columns, rows, gap_du, width_du, height_du;
};

/* `span` columns from `column` on. */
static struct draw_rect board_key(const struct board *b, int32_t row, int32_t column, int32_t span)
{
    return (struct draw_rect){b->box.x_du + column * (b->width_du + b->gap_du),
                              b->box.y_du + row * (b->height_du + b->gap_du),
                              span * b->width_du + (span - 1) * b->gap_du, b->height_du};
}

static struct board plan_board(struct canvas *c, struct draw_rect box, int32_t columns,
                               int32_t rows)
{
    struct board b = {.box = box, .columns = columns, .rows = rows, .gap_du = canvas_u(c, 16)};
    b.width_du = (box.width_du - b.gap_du * (columns - 1)) / columns / DU_PER_PT * DU_PER_PT;
    b.height_du = (box.height_du - b.gap_du * (rows - 1)) / rows / DU_PER_PT * DU_PER_PT;
    b.height_du = min_du(b.height_du, canvas_u(c, 150));
    if (b.height_du < div_ceil(c->short_du, 10) ||
        b.width_du < div_ceil(c->short_du, 10) - DU_PER_PT)
        c->fits = false;
    b.height_du = max_du(b.height_du, DU_PT(8));
    b.box.x_du += (box.width_du - b.width_du * columns - b.gap_du * (columns - 1)) / 2;
    return b;
}

void keys_letters(struct canvas *c, struct draw_rect box)
{
    /* Upright: 8 columns, 4 rows and one letter, a space beside it, and a row of tones. */
    int32_t columns = c->upright ? 8 : 12, rows = c->upright ? 6 : 4;
    struct board b = plan_board(c, box, columns, rows);
    int32_t size = max_du(c->label_du, canvas_u(c, 46));
    struct button key = {.style = BUTTON_KEY, .act = ACT_KEY, .size_du = size};
    for (int32_t i = 0; i < LETTER_COUNT; i++) {
        key.rect = board_key(&b, i / columns, i % columns, 1);
        key.label = rich_plain(slice_from(letters[i].shown));
        key.index = letters[i].code_point;
        canvas_button(c, &key);
    }
    /* After the last letter, to the end of its row. */
    int32_t last = LETTER_COUNT % columns, row = LETTER_COUNT / columns;
    key.size_du = max_du(c->label_du, canvas_u(c, 42));
    key.label = canvas_word(c, LABEL_SPACE);
    key.index = ' ';
    key.rect = board_key(&b, row, last, columns - last);
    key.spoken = key.label.text;
    canvas_button(c, &key);
    key.style = BUTTON_PLAIN;
    struct draw_rect line = board_key(&b, rows - 1, 0, columns);
    int32_t width = (line.width_du - b.gap_du * (TONE_COUNT - 1)) / TONE_COUNT;
    for (int32_t i = 0; i < TONE_COUNT; i++) {
        key.rect = (struct draw_rect){line.x_du + i * (width + b.gap_du), line.y_du, width,
                                      line.height_du};
        key.label = canvas_word(c, tones[i].name);
        key.spoken = key.label.text;
        key.index = tones[i].code_point;
        canvas_button(c, &key);
    }
}

void keys_digits(struct canvas *c, struct draw_rect box, enum view_act act)
{
    static const char digits[] = "1234567890";
    int32_t gap = c->gap_du;
    /* As on a telephone; where four rows do not fit, three of four. */
    bool low = c->tight && 4 * c->target_du + 3 * gap > box.height_du;
    int32_t columns = low ? 4 : 3, rows = low ? 3 : 4;
    int32_t width = min_du((box.width_du - (columns - 1) * gap) / columns, canvas_u(c, 260));
    int32_t height =
        min_du((box.height_du - (rows - 1) * gap) / rows, max_du(c->target_du, canvas_u(c, 150)));
    int32_t left = box.x_du + (box.width_du - columns * width - (columns - 1) * gap) / 2;
    if (height < c->target_du || width < c->target_du)
        c->fits = false;
    height = max_du(height, DU_PT(8));
    struct button key = {.style = BUTTON_KEY, .act = act, .size_du = canvas_u(c, 60)};
    for (int32_t i = 0; i < 10; i++) {
        int32_t column = i == 9 && !low ? 1 : i % columns, row = i / columns;
        key.rect = (struct draw_rect){left + column * (width + gap),
                                      box.y_du + row * (height + gap), width, height};
        key.label = rich_plain((struct slice){digits + i, 1});
        key.index = act == ACT_DIGIT ? digits[i] - '0' : digits[i];
        canvas_button(c, &key);
    }
    key.rect = (struct draw_rect){left + (columns - 1) * (width + gap),
                                  box.y_du + (rows - 1) * (height + gap), width, height};
    key.act = ACT_BACKSPACE;
    key.label = (struct rich){0};
    key.icon = ICON("backspace");
    key.spoken = canvas_word(c, LABEL_BACKSPACE).text;
    key.index = 0;
    canvas_button(c, &key);
}
