#include "store/json.h"

enum { DEPTH_MAX = 8, INT_DIGITS_MAX = 18, FIELDS_MAX = 32 };

static bool fail(struct json_reader *r)
{
    r->failed = true;
    return false;
}

static bool take(struct json_reader *r, char c)
{
    if (r->failed || r->at == r->end || *r->at != c)
        return fail(r);
    r->at++;
    return true;
}

static bool take_word(struct json_reader *r, struct slice word)
{
    if (r->failed || (size_t)(r->end - r->at) < word.size ||
        memcmp(r->at, word.data, word.size) != 0)
        return fail(r);
    r->at += word.size;
    return true;
}

void json_read(struct json_reader *r, struct slice payload, char *scratch)
{
    *r = (struct json_reader){payload.data, payload.data + payload.size, scratch, false, false};
    r->failed = payload.size == 0;
}

bool json_enter(struct json_reader *r, char bracket)
{
    r->first = true;
    return take(r, bracket);
}

bool json_more(struct json_reader *r, char bracket)
{
    if (r->failed || r->at == r->end)
        return fail(r);
    if (*r->at == bracket) {
        r->at++;
        r->first = false;
        return false;
    }
    if (!r->first && !take(r, ','))
        return false;
    r->first = false;
    return true;
}

static bool read_hex(uint32_t *out, struct json_reader *r)
{
    if (r->end - r->at < 4)
        return fail(r);
    uint32_t value = 0;
    for (unsigned i = 0; i < 4; i++) {
        char c = *r->at++;
        if (c >= '0' && c <= '9')
            value = value * 16 + (uint32_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            value = value * 16 + (uint32_t)(c - 'a' + 10);
        else
            return fail(r);
    }
    *out = value;
    return true;
}

/* Of the escapes only what put_string writes: quote, backslash, control characters. */
static bool read_escape(struct json_reader *r)
{
    uint32_t code;
    if (r->at == r->end)
        return fail(r);
    char c = *r->at++;
    if (c == '"' || c == '\\') {
        *r->scratch++ = c;
        return true;
    }
    if (c != 'u' || !read_hex(&code, r) || code == 0 || code > 0x7F)
        return fail(r);
    *r->scratch++ = (char)code;
    return true;
}

static bool read_escaped(struct slice *out, struct json_reader *r, const char *begin)
{
    char *text = r->scratch;
    size_t plain = (size_t)(r->at - begin);
    memcpy(text, begin, plain);
    r->scratch += plain;
    while (r->at < r->end && *r->at != '"') {
        char c = *r->at++;
        if (c == '\\') {
            if (!read_escape(r))
                return false;
        } else if ((unsigned char)c < 0x20) {
            return fail(r);
        } else {
            *r->scratch++ = c;
        }
    }
    *out = (struct slice){text, (size_t)(r->scratch - text)};
    return take(r, '"');
}

bool json_text(struct slice *out, struct json_reader *r)
{
    if (!take(r, '"'))
        return false;
    const char *begin = r->at;
    while (r->at < r->end && *r->at != '"' && *r->at != '\\' && (unsigned char)*r->at >= 0x20)
        r->at++;
    if (r->at < r->end && *r->at == '\\')
        return read_escaped(out, r, begin);
    *out = (struct slice){begin, (size_t)(r->at - begin)};
    return take(r, '"');
}

static bool read_int(int64_t *out, struct json_reader *r)
{
    if (r->failed)
        return false;
    bool negative = r->at < r->end && *r->at == '-';
    if (negative)
        r->at++;
    int64_t value = 0;
    const char *begin = r->at;
    while (r->at < r->end && *r->at >= '0' && *r->at <= '9' && r->at - begin < INT_DIGITS_MAX)
        value = value * 10 + (*r->at++ - '0');
    if (r->at == begin || (*begin == '0' && r->at - begin > 1))
        return fail(r);
    *out = negative ? -value : value;
    return true;
}

bool json_bool(bool *out, struct json_reader *r)
{
    if (r->failed || r->at == r->end)
        return fail(r);
    *out = *r->at == 't';
    return take_word(r, *out ? SLICE("true") : SLICE("false"));
}

/* Brackets and strings only: what is inside is read, or not, by somebody else. */
static bool read_raw(struct slice *out, struct json_reader *r)
{
    const char *begin = r->at;
    unsigned depth = 0;
    do {
        if (r->failed || r->at == r->end)
            return fail(r);
        char c = *r->at;
        struct slice text;
        if (c == '"') {
            char *scratch = r->scratch;
            if (!json_text(&text, r))
                return false;
            r->scratch = scratch;
            continue;
        }
        if (depth == 0 && (c == ',' || c == '}' || c == ']'))
            return fail(r);
        if (c == '{' || c == '[')
            depth++;
        if (c == '}' || c == ']')
            depth--;
        if (depth > DEPTH_MAX)
            return fail(r);
        r->at++;
        /* A number or a word at the top ends where something else begins. */
        while (depth == 0 && c != '}' && c != ']' && r->at < r->end && *r->at != ',' &&
               *r->at != '}' && *r->at != ']')
            r->at++;
    } while (depth > 0);
    *out = (struct slice){begin, (size_t)(r->at - begin)};
    return true;
}

bool json_finished(const struct json_reader *r)
{
    return !r->failed && r->at == r->end;
}

static bool read_field(struct json_reader *r, const struct json_field *field)
{
    switch (field->type) {
    case JSON_TEXT:
        return json_text(field->out, r);
    case JSON_INT:
        return read_int(field->out, r);
    case JSON_BOOL:
        return json_bool(field->out, r);
    case JSON_RAW:
        return read_raw(field->out, r);
    }
    UNREACHABLE("JSON type");
}

bool json_fields(struct json_reader *r, const struct json_field *fields, unsigned field_count)
{
    uint32_t seen = 0;
    CHECK(field_count <= FIELDS_MAX);
    if (!json_enter(r, '{'))
        return false;
    while (json_more(r, '}')) {
        struct slice key, ignored;
        if (!json_text(&key, r) || !take(r, ':'))
            return false;
        unsigned i = 0;
        while (i < field_count && !slice_equal_text(key, fields[i].name))
            i++;
        if (i == field_count) {
            if (!read_raw(&ignored, r))
                return false;
            continue;
        }
        if (seen & 1u << i)
            return fail(r);
        seen |= 1u << i;
        if (!read_field(r, &fields[i]))
            return false;
    }
    for (unsigned i = 0; i < field_count; i++)
        if (!(seen & 1u << i) && !fields[i].optional)
            return fail(r);
    return !r->failed;
}
