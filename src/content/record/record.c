#include "content/record/record.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "base/utf8.h"

enum { ALIASES_MAX = 12 };

/* The first name is the field's own; the rest is what teams write over their columns. Compared
 * without capitals, marks and spaces, so "SĐT" and "Sđt" need no line of their own. */
static const struct {
    const char *names[ALIASES_MAX];
    unsigned limit; /* Characters, as content/record/commune.c allows. */
} fields[RECORD_FIELD_COUNT] = {
    [RECORD_VILLAGE] = {{"village", "thôn", "tên thôn", "bản", "ấp", "xóm", "tổ dân phố", "khu phố",
                         "thôn bản"},
                        80},
    [RECORD_TEAM] = {{"team", "tổ", "tên tổ", "tổ công nghệ số"}, 120},
    [RECORD_LEADER] = {{"leader", "tổ trưởng", "người phụ trách", "người trực"}, 80},
    [RECORD_PHONE] = {{"phone", "điện thoại", "số điện thoại", "sđt", "điện thoại tổ"}, 70},
    [RECORD_ZALO] = {{"zalo", "nhóm zalo", "link zalo"}, 300},
    [RECORD_HALL] = {{"hall", "nhà văn hóa", "nơi đến", "địa điểm"}, 200},
    [RECORD_HOURS] = {{"hours", "giờ", "giờ trực", "giờ làm việc", "lịch trực"}, 160},
    [RECORD_RECIPIENT] = {{"recipient", "người nhận", "chủ hộ", "tên chủ hộ", "họ tên", "họ và tên",
                           "kính gửi"},
                          80},
    [RECORD_ADDRESS] = {{"address", "địa chỉ", "số nhà"}, 120},
};

enum { PHONE_MAX = 20 };

const char *record_field_name(enum record_field field)
{
    CHECK(field < RECORD_FIELD_COUNT);
    return fields[field].names[0];
}

/* ---- which column is what ---- */

static int find_field(struct slice name)
{
    for (int f = 0; f < RECORD_FIELD_COUNT; f++)
        if (slice_equal_text(name, fields[f].names[0]))
            return f;
    return -1;
}

static bool refuse_field(struct slice name, struct error *e)
{
    const char *known[RECORD_FIELD_COUNT];
    for (unsigned f = 0; f < RECORD_FIELD_COUNT; f++)
        known[f] = fields[f].names[0];
    int nearest = utf8_nearest(name, known, RECORD_FIELD_COUNT);
    if (nearest >= 0)
        return error_set(e, ERROR_INPUT, 0, _("there is no field “%.*s”; did you mean “%s”?"),
                         SLICE_ARG(name), known[nearest]);
    return error_set(e, ERROR_INPUT, 0,
                     _("there is no field “%.*s”: the fields are village, team, leader, phone, "
                       "zalo, hall, hours, recipient, address, and none"),
                     SLICE_ARG(name));
}

static void forget_column(struct record_map *map, int column)
{
    for (unsigned f = 0; f < RECORD_FIELD_COUNT; f++)
        if (map->columns[f] == column)
            map->columns[f] = -1;
}

/* "Chủ hộ=recipient" */
static bool take_pair(struct record_map *map, bool *asked_for, const struct grid *g,
                      struct slice pair, struct error *e)
{
    const char *equals = pair.size ? memchr(pair.data, '=', pair.size) : NULL;
    if (!equals)
        return error_set(e, ERROR_INPUT, 0, _("--map takes COLUMN=FIELD, not “%.*s”"),
                         SLICE_ARG(pair));
    size_t at = (size_t)(equals - pair.data);
    struct slice name = slice_part(pair, 0, at), word = slice_part(pair, at + 1, pair.size);
    int column = grid_find_column(g, name), field = find_field(word);
    if (column < 0)
        return grid_refuse_column(g, name, NULL, e);
    if (field < 0 && !slice_equal(word, SLICE("none")))
        return refuse_field(word, e);
    for (unsigned f = 0; f < RECORD_FIELD_COUNT; f++)
        if (asked_for[f] && map->columns[f] == column)
            return error_set(e, ERROR_INPUT, 0, _("--map gives the column “%.*s” to two fields"),
                             SLICE_ARG(name));
    forget_column(map, column);
    if (field < 0)
        return true;
    if (asked_for[field])
        return error_set(e, ERROR_INPUT, 0, _("--map fills the field “%.*s” twice"),
                         SLICE_ARG(word));
    asked_for[field] = true;
    map->columns[field] = column;
    return true;
}

bool record_map_make(struct record_map *out, const struct grid *g, struct slice asked,
                     struct error *e)
{
    struct record_map map;
    bool asked_for[RECORD_FIELD_COUNT] = {false};
    for (unsigned f = 0; f < RECORD_FIELD_COUNT; f++) {
        map.columns[f] = -1;
        for (unsigned i = 0; i < ALIASES_MAX && fields[f].names[i] && map.columns[f] < 0; i++)
            map.columns[f] = grid_find_column(g, slice_from(fields[f].names[i]));
    }
    while (asked.size) {
        const char *comma = memchr(asked.data, ',', asked.size);
        size_t size = comma ? (size_t)(comma - asked.data) : asked.size;
        if (!take_pair(&map, asked_for, g, slice_part(asked, 0, size), e))
            return false;
        asked = slice_part(asked, size + 1, asked.size);
    }
    *out = map;
    return true;
}

/* ---- a row ---- */

static struct field cell_of(const struct record_map *map, const struct grid_row *row,
                            enum record_field field)
{
    int column = map->columns[field];
    return column >= 0 ? row->cells[column] : (struct field){.span = row->span};
}

static bool is_short_enough(const struct field *cell, enum record_field field, unsigned row,
                            struct diag_list *diags)
{
    size_t length = utf8_length(cell->text);
    if (length <= fields[field].limit)
        return true;
    diag_error(diags, "M001", cell->span,
               _("row %u: %zu characters, and at most %u have room: shorten it"), row, length,
               fields[field].limit);
    return false;
}

static bool has_result(const struct field *cell, unsigned row, struct diag_list *diags)
{
    if (!grid_is_formula_error(cell->text))
        return true;
    diag_error(diags, "M010", cell->span,
               _("row %u: %.*s is what a spreadsheet shows where it has no value: put the cell "
                 "right and save again"),
               row, SLICE_ARG(cell->text));
    return false;
}

/* FORMAT_ZALO without a regular expression for each of thousands of rows. */
static bool looks_like_group(struct slice text)
{
    static const struct slice starts[] = {{"https://zalo.me/", 16}, {"https://oa.zalo.me/", 19}};
    for (unsigned i = 0; i < sizeof starts / sizeof *starts; i++) {
        size_t at = starts[i].size;
        if (!slice_starts(text, starts[i]) || text.size == at)
            continue;
        while (at < text.size && text.data[at] >= '!' && text.data[at] <= '~')
            at++;
        return at == text.size;
    }
    return false;
}

static unsigned digit_count(struct slice text)
{
    unsigned count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += text.data[i] >= '0' && text.data[i] <= '9';
    return count;
}

/* Digits, spaces and dots, a "+" at most before them: FORMAT_PHONE without a regular expression
 * for each of thousands of rows. */
static bool looks_like_phone(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (!(c >= '0' && c <= '9') && c != ' ' && c != '.' && !(c == '+' && i == 0))
            return false;
    }
    return digit_count(text) >= 2;
}

/* A spreadsheet that takes a number for a number drops the zero it begins with. */
static bool has_lost_zero(struct slice text)
{
    return text.data[0] >= '2' && text.data[0] <= '9' && digit_count(text) == text.size &&
           text.size == 9;
}

static bool add_phone(struct contact *contact, struct field phone, unsigned row,
                      struct diag_list *diags)
{
    if (contact->phone_count == COMMUNE_PHONES_MAX) {
        diag_error(diags, "M005", phone.span, _("row %u: at most %d telephone numbers have room"),
                   row, COMMUNE_PHONES_MAX);
        return false;
    }
    if (phone.text.size > PHONE_MAX || !looks_like_phone(phone.text)) {
        diag_error(diags, "M002", phone.span,
                   _("row %u: “%.*s” is no telephone number: digits, with spaces or dots between "
                     "groups"),
                   row, SLICE_ARG(phone.text));
        return false;
    }
    if (has_lost_zero(phone.text)) {
        diag_error(diags, "M002", phone.span,
                   _("row %u: the spreadsheet has dropped the 0 before %.*s: format the column as "
                     "text and type the number again"),
                   row, SLICE_ARG(phone.text));
        return false;
    }
    contact->phones[contact->phone_count++] = phone;
    return true;
}

static struct slice trimmed(struct slice text)
{
    while (text.size && text.data[0] == ' ')
        text = slice_part(text, 1, text.size);
    while (text.size && text.data[text.size - 1] == ' ')
        text.size--;
    return text;
}

static bool read_phones(struct contact *contact, struct field cell, unsigned row,
                        struct diag_list *diags)
{
    struct contact own = {.phone_count = 0};
    size_t begin = 0;
    if (grid_is_rounded(cell.text)) {
        diag_error(diags, "M002", cell.span,
                   _("row %u: the spreadsheet has rounded this number: format the column as text, "
                     "type the number again, save again"),
                   row);
        return false;
    }
    for (size_t i = 0; i <= cell.text.size; i++) {
        if (i < cell.text.size && !strchr(",;/", cell.text.data[i]))
            continue;
        struct field phone = {trimmed(slice_part(cell.text, begin, i)), cell.span};
        if (phone.text.size && !add_phone(&own, phone, row, diags))
            return false;
        begin = i + 1;
    }
    if (own.phone_count) {
        memcpy(contact->phones, own.phones, sizeof own.phones);
        contact->phone_count = own.phone_count;
    }
    return true;
}

static bool read_zalo(struct contact *contact, struct field cell, unsigned row,
                      struct diag_list *diags)
{
    if (!cell.text.size)
        return true;
    if (!looks_like_group(cell.text)) {
        diag_error(diags, "M003", cell.span,
                   _("row %u: copy the group's whole link from Zalo; it starts with "
                     "https://zalo.me/"),
                   row);
        return false;
    }
    contact->zalo = cell;
    return true;
}

static bool refuse_village(struct field name, unsigned row, const struct commune *c,
                           struct diag_list *diags)
{
    const char *names[COMMUNE_VILLAGES_MAX];
    for (unsigned i = 0; i < c->village_count; i++)
        names[i] = c->villages[i].name.text.data; /* Arena copies end with NUL. */
    int nearest = utf8_nearest(name.text, names, c->village_count);
    if (nearest >= 0)
        diag_error(diags, "M004", name.span,
                   _("row %u: the commune's file has no village “%.*s”; did you mean “%s”?"), row,
                   SLICE_ARG(name.text), names[nearest]);
    else
        diag_error(diags, "M004", name.span,
                   _("row %u: the commune's file has no village “%.*s”, and the row names no team "
                     "of its own"),
                   row, SLICE_ARG(name.text));
    return false;
}

/* The village's team from the commune's file. A file without villages asks for none. */
static bool choose_village(struct record *r, struct field name, bool has_team,
                           const struct commune *c, struct diag_list *diags)
{
    r->village.name = name;
    if (!name.text.size || !c || c->village_count == 0)
        return true;
    for (unsigned i = 0; i < c->village_count; i++) {
        if (!slice_equal(c->villages[i].name.text, name.text))
            continue;
        r->village.contact = c->villages[i].contact;
        return true;
    }
    return has_team || refuse_village(name, r->row, c, diags);
}

static void take(struct field *into, struct field cell)
{
    if (cell.text.size)
        *into = cell;
}

bool record_read(struct record *out, const struct record_map *map, const struct grid_row *row,
                 const struct commune *commune, struct diag_list *diags)
{
    struct field cells[RECORD_FIELD_COUNT];
    bool sound = true;
    *out = (struct record){.row = row->number};
    for (unsigned f = 0; f < RECORD_FIELD_COUNT; f++) {
        cells[f] = cell_of(map, row, (enum record_field)f);
        sound &= is_short_enough(&cells[f], (enum record_field)f, row->number, diags) &&
                 has_result(&cells[f], row->number, diags);
    }
    sound &= choose_village(out, cells[RECORD_VILLAGE], cells[RECORD_TEAM].text.size > 0, commune,
                            diags);
    struct contact *contact = &out->village.contact;
    /* A team of the row's own is not led by the leader of the village's. */
    if (cells[RECORD_TEAM].text.size)
        contact->leader = (struct field){.span = row->span};
    take(&contact->team, cells[RECORD_TEAM]);
    take(&contact->leader, cells[RECORD_LEADER]);
    sound &= read_phones(contact, cells[RECORD_PHONE], row->number, diags);
    sound &= read_zalo(contact, cells[RECORD_ZALO], row->number, diags);
    out->hall = cells[RECORD_HALL];
    out->hours = cells[RECORD_HOURS];
    out->recipient = cells[RECORD_RECIPIENT];
    out->address = cells[RECORD_ADDRESS];
    return sound;
}

/* ---- rows by number ---- */

static bool take_number(unsigned *out, struct slice *text)
{
    unsigned long number = 0;
    size_t i = 0;
    for (; i < text->size && text->data[i] >= '0' && text->data[i] <= '9'; i++) {
        number = number * 10 + (unsigned long)(text->data[i] - '0');
        if (number > GRID_ROWS_MAX)
            return false;
    }
    *text = slice_part(*text, i, text->size);
    *out = (unsigned)number;
    return i > 0 && number > 0;
}

static bool take_range(struct record_ranges *out, struct slice text)
{
    unsigned first, last;
    text = trimmed(text);
    if (!take_number(&first, &text))
        return false;
    last = first;
    if (text.size && text.data[0] == '-') {
        text = slice_part(text, 1, text.size);
        if (!take_number(&last, &text))
            return false;
    }
    if (text.size || last < first || out->count == RECORD_RANGES_MAX)
        return false;
    out->items[out->count].first = first;
    out->items[out->count++].last = last;
    return true;
}

bool record_ranges_parse(struct record_ranges *out, struct slice text, struct error *e)
{
    out->count = 0;
    for (size_t begin = 0; begin <= text.size;) {
        const char *comma =
            begin < text.size ? memchr(text.data + begin, ',', text.size - begin) : NULL;
        size_t end = comma ? (size_t)(comma - text.data) : text.size;
        if (!take_range(out, slice_part(text, begin, end)))
            return error_set(e, ERROR_INPUT, 0,
                             _("--only takes rows as the table counts them, like 3,7-9, not "
                               "“%.*s”"),
                             SLICE_ARG(text));
        begin = end + 1;
    }
    return true;
}

bool record_ranges_have(const struct record_ranges *ranges, unsigned row)
{
    for (unsigned i = 0; i < ranges->count; i++)
        if (row >= ranges->items[i].first && row <= ranges->items[i].last)
            return true;
    return false;
}
