#include "content/record/text.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/utf8.h"

/* The name in the braces at `at`, or an empty slice when none is there. */
static struct slice place_at(struct slice text, size_t at)
{
    struct slice none = {0};
    if (text.data[at] != '{')
        return none;
    for (size_t end = at + 1; end < text.size; end++) {
        char c = text.data[end];
        if (c == '}')
            return slice_part(text, at + 1, end);
        if (c == '{' || c == '.')
            return none;
    }
    return none;
}

bool record_text_has_places(struct slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if (place_at(text, i).size)
            return true;
    return false;
}

static int find_word(const char *const *words, struct slice name)
{
    for (int i = 0; words && words[i]; i++)
        if (slice_equal_text(name, words[i]))
            return i;
    return -1;
}

static struct record_piece *add_piece(struct record_text *t)
{
    struct record_piece *piece = &t->pieces[t->piece_count++];
    *piece = (struct record_piece){.column = -1, .word = -1};
    return piece;
}

bool record_text_parse(struct record_text *out, struct slice text, const struct grid *g,
                       const char *const *words, struct error *e)
{
    size_t begin = 0;
    *out = (struct record_text){.piece_count = 0};
    for (size_t i = 0; i < text.size; i++) {
        struct slice name = place_at(text, i);
        if (!name.size)
            continue;
        if (out->piece_count + 3 > RECORD_TEXT_PIECES_MAX)
            return error_set(e, ERROR_INPUT, 0, _("more than %d places to fill in one text"),
                             RECORD_TEXT_PIECES_MAX / 2 - 1);
        if (i > begin)
            add_piece(out)->literal = slice_part(text, begin, i);
        struct record_piece *piece = add_piece(out);
        piece->word = find_word(words, name);
        if (piece->word < 0)
            piece->column = grid_find_column(g, name);
        if (piece->word < 0 && piece->column < 0)
            return grid_refuse_column(g, name, words, e);
        out->varies = true;
        i += name.size + 1;
        begin = i + 1;
    }
    if (begin < text.size)
        add_piece(out)->literal = slice_part(text, begin, text.size);
    return true;
}

/* Scheme and host, up to the first slash behind them, are ours. */
static bool has_own_host(struct slice head)
{
    static const struct slice scheme = {"https://", 8};
    return slice_starts(head, scheme) &&
           memchr(head.data + scheme.size, '/', head.size - scheme.size) != NULL;
}

static bool refuse_host(struct error *e)
{
    return error_set(e, ERROR_INPUT, 0,
                     _("a link with a place to fill starts with https://, the host and a slash: "
                       "where it leads must not come from the table"));
}

bool record_text_parse_link(struct record_text *out, struct slice text, const struct grid *g,
                            struct error *e)
{
    if (!record_text_parse(out, text, g, NULL, e))
        return false;
    struct slice head = out->piece_count ? out->pieces[0].literal : SLICE("");
    return !out->varies || has_own_host(head) || refuse_host(e);
}

bool record_text_try_link(struct slice *out, struct arena *a, struct slice text,
                          struct slice sample, struct error *e)
{
    struct buf link;
    bool ok = true;
    buf_init(&link, 2 * RECORD_TEXT_MAX + RECORD_TEXT_PIECES_MAX * sample.size);
    for (size_t i = 0; ok && i < text.size; i++) {
        struct slice name = place_at(text, i);
        if (name.size) {
            ok = has_own_host(slice_part(text, 0, i)) || refuse_host(e);
            buf_append_slice(&link, sample);
            i += name.size + 1;
        } else {
            buf_append_char(&link, text.data[i]);
        }
    }
    *out = arena_copy(a, buf_slice(&link));
    buf_deinit(&link);
    return ok;
}

static struct slice value_of(const struct record_piece *piece, const struct grid_row *row,
                             const struct slice *words)
{
    if (piece->column >= 0)
        return row->cells[piece->column].text;
    return piece->word >= 0 && words ? words[piece->word] : piece->literal;
}

struct slice record_text_fill(struct arena *a, const struct record_text *t,
                              const struct grid_row *row, const struct slice *words)
{
    struct buf out;
    buf_init(&out, RECORD_TEXT_PIECES_MAX * (size_t)GRID_CELL_MAX + RECORD_TEXT_MAX);
    for (unsigned i = 0; i < t->piece_count; i++)
        buf_append_slice(&out, value_of(&t->pieces[i], row, words));
    struct slice text = arena_copy(a, buf_slice(&out));
    buf_deinit(&out);
    return text;
}

static bool is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

static void append_encoded(struct buf *out, struct slice cell)
{
    for (size_t i = 0; i < cell.size; i++) {
        if (is_unreserved(cell.data[i]))
            buf_append_char(out, cell.data[i]);
        else
            buf_printf(out, "%%%02X", (unsigned)(uint8_t)cell.data[i]);
    }
}

bool record_text_fill_link(struct slice *out, int *culprit, struct arena *a,
                           const struct record_text *t, const struct grid_row *row)
{
    struct buf text;
    bool ok = true;
    buf_init(&text, RECORD_TEXT_PIECES_MAX * 3 * (size_t)GRID_CELL_MAX);
    for (unsigned i = 0; ok && i < t->piece_count; i++) {
        const struct record_piece *piece = &t->pieces[i];
        struct slice value = value_of(piece, row, NULL);
        bool step = slice_equal(value, SLICE(".")) || slice_equal(value, SLICE(".."));
        if (piece->column < 0) {
            buf_append_slice(&text, value);
        } else if (value.size && !step) {
            append_encoded(&text, value);
        } else {
            *culprit = piece->column;
            ok = false;
        }
    }
    if (ok)
        *out = arena_copy(a, buf_slice(&text));
    buf_deinit(&text);
    return ok;
}

int record_text_first_empty(const struct record_text *t, const struct grid_row *row)
{
    for (unsigned i = 0; i < t->piece_count; i++) {
        int column = t->pieces[i].column;
        struct slice text = column >= 0 ? row->cells[column].text : SLICE("");
        if (column >= 0 && (!text.size || grid_is_formula_error(text)))
            return column;
    }
    return -1;
}
