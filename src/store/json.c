#include "store/json.h"

static void put_string(struct buf *b, struct slice text)
{
    buf_append_char(b, '"');
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c == '"' || c == '\\') {
            buf_append_char(b, '\\');
            buf_append_char(b, (char)c);
        } else if (c < 0x20 || c == 0x7F) {
            buf_printf(b, "\\u%04x", c);
        } else {
            buf_append_char(b, (char)c);
        }
    }
    buf_append_char(b, '"');
}

/* A comma is due behind everything but an opening bracket; a value never ends in one by chance,
 * since text ends in a quote. */
static void begin_value(struct buf *b, const char *key)
{
    if (b->size > 0 && b->data[b->size - 1] != '{' && b->data[b->size - 1] != '[')
        buf_append_char(b, ',');
    if (key) {
        put_string(b, slice_from(key));
        buf_append_char(b, ':');
    }
}

void json_open(struct buf *b, const char *key, char bracket)
{
    begin_value(b, key);
    buf_append_char(b, bracket);
}

void json_close(struct buf *b, char bracket)
{
    buf_append_char(b, bracket);
}

void json_put_text(struct buf *b, const char *key, struct slice text)
{
    begin_value(b, key);
    put_string(b, text);
}

void json_put_int(struct buf *b, const char *key, int64_t value)
{
    begin_value(b, key);
    buf_append_int(b, value);
}

void json_put_bool(struct buf *b, const char *key, bool value)
{
    begin_value(b, key);
    buf_append_text(b, value ? "true" : "false");
}
