#include "out/pdf_pen.h"

#include <stdlib.h>

#include "base/check.h"
#include "base/utf8.h"

static const char HEX[] = "0123456789ABCDEF";

static void *HPDF_STDCALL take_memory(HPDF_UINT size)
{
    void *memory = malloc(size ? size : 1);
    CHECK(memory != NULL);
    return memory;
}

static void HPDF_STDCALL give_memory(void *memory)
{
    free(memory);
}

static HPDF_STATUS HPDF_STDCALL write_bytes(HPDF_Stream stream, const HPDF_BYTE *bytes,
                                            HPDF_UINT size)
{
    struct pen *p = stream->attr;
    buf_append(p->target, bytes, size);
    return HPDF_OK;
}

void pen_init(struct pen *p)
{
    *p = (struct pen){.target = NULL};
    p->memory = HPDF_MMgr_New(&p->error, 0, take_memory, give_memory);
    CHECK(p->memory != NULL);
    p->stream = HPDF_CallbackWriter_New(p->memory, write_bytes, p);
    CHECK(p->stream != NULL);
    buf_init(&p->scratch, (size_t)PEN_TEXT_MAX * 4);
}

void pen_deinit(struct pen *p)
{
    HPDF_Stream_Free(p->stream);
    HPDF_MMgr_Free(p->memory);
    buf_deinit(&p->scratch);
}

static void must(HPDF_STATUS status)
{
    CHECK(status == HPDF_OK);
}

HPDF_Dict pen_dict(struct pen *p)
{
    HPDF_Dict dict = HPDF_Dict_New(p->memory);
    CHECK(dict != NULL);
    return dict;
}

HPDF_Array pen_array(struct pen *p)
{
    HPDF_Array array = HPDF_Array_New(p->memory);
    CHECK(array != NULL);
    return array;
}

void pen_name(HPDF_Dict dict, const char *key, const char *value)
{
    must(HPDF_Dict_AddName(dict, key, value));
}

void pen_number(HPDF_Dict dict, const char *key, int32_t value)
{
    must(HPDF_Dict_AddNumber(dict, key, value));
}

void pen_bool(HPDF_Dict dict, const char *key, bool value)
{
    must(HPDF_Dict_AddBoolean(dict, key, value ? HPDF_TRUE : HPDF_FALSE));
}

void pen_add(HPDF_Dict dict, const char *key, void *object)
{
    must(HPDF_Dict_Add(dict, key, object));
}

/* A proxy writes "n 0 R" from the header it points to; nothing else of that object is needed. */
static HPDF_Proxy new_reference(struct pen *p, uint32_t number)
{
    CHECK(number > 0 && number <= PDF_NUMBER_MAX);
    CHECK(p->reference_count < PEN_REFERENCES_MAX);
    HPDF_Obj_Header *header = &p->references[p->reference_count++];
    *header =
        (HPDF_Obj_Header){.obj_id = number | HPDF_OTYPE_INDIRECT, .obj_class = HPDF_OCLASS_NULL};
    HPDF_Proxy proxy = HPDF_Proxy_New(p->memory, header);
    CHECK(proxy != NULL);
    return proxy;
}

void pen_reference(struct pen *p, HPDF_Dict dict, const char *key, uint32_t number)
{
    must(HPDF_Dict_Add(dict, key, new_reference(p, number)));
}

static bool is_plain(struct slice s)
{
    for (size_t i = 0; i < s.size; i++)
        if (s.data[i] < 0x20 || s.data[i] > 0x7E)
            return false;
    return true;
}

/* The longest part that ends with a whole character. */
static struct slice cut_text(struct slice s, size_t limit)
{
    if (s.size <= limit)
        return s;
    while (limit > 0 && ((unsigned char)s.data[limit] & 0xC0) == 0x80)
        limit--;
    return slice_part(s, 0, limit);
}

static void append_unit(struct buf *out, unsigned unit)
{
    buf_append_char(out, (char)(unit >> 8));
    buf_append_char(out, (char)(unit & 0xFF));
}

static unsigned utf16_units(uint16_t units[2], uint32_t code_point)
{
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point < 0xE000))
        code_point = 0xFFFD;
    if (code_point < 0x10000) {
        units[0] = (uint16_t)code_point;
        return 1;
    }
    units[0] = (uint16_t)(0xD800 + ((code_point - 0x10000) >> 10));
    units[1] = (uint16_t)(0xDC00 + (code_point & 0x3FF));
    return 2;
}

static HPDF_Binary new_bytes(struct pen *p, const uint8_t *bytes, size_t size)
{
    union {
        const uint8_t *in;
        HPDF_BYTE *as_libharu_wants;
    } data = {bytes};
    HPDF_Binary binary = HPDF_Binary_New(p->memory, data.as_libharu_wants, (HPDF_UINT)size);
    CHECK(binary != NULL);
    return binary;
}

static void put_byte_string(struct pen *p, HPDF_Dict dict, const char *key, const uint8_t *bytes,
                            size_t size)
{
    must(HPDF_Dict_Add(dict, key, new_bytes(p, bytes, size)));
}

void pen_text(struct pen *p, HPDF_Dict dict, const char *key, struct slice utf8)
{
    utf8 = cut_text(utf8, PEN_TEXT_MAX);
    buf_reset(&p->scratch);
    if (is_plain(utf8)) {
        buf_append_slice(&p->scratch, utf8);
        HPDF_String string =
            HPDF_String_New(p->memory, p->scratch.data ? p->scratch.data : "", NULL);
        CHECK(string != NULL);
        must(HPDF_Dict_Add(dict, key, string));
        return;
    }
    append_unit(&p->scratch, 0xFEFF);
    for (size_t at = 0; at < utf8.size;) {
        uint16_t units[2];
        unsigned count = utf16_units(units, utf8_next(utf8, &at));
        for (unsigned i = 0; i < count; i++)
            append_unit(&p->scratch, units[i]);
    }
    put_byte_string(p, dict, key, (const uint8_t *)p->scratch.data, p->scratch.size);
}

void pen_item_number(HPDF_Array array, int32_t value)
{
    must(HPDF_Array_AddNumber(array, value));
}

void pen_item_name(HPDF_Array array, const char *value)
{
    must(HPDF_Array_AddName(array, value));
}

void pen_item_reference(struct pen *p, HPDF_Array array, uint32_t number)
{
    must(HPDF_Array_Add(array, new_reference(p, number)));
}

void pen_item(HPDF_Array array, void *object)
{
    must(HPDF_Array_Add(array, object));
}

void pen_item_bytes(struct pen *p, HPDF_Array array, const uint8_t *bytes, size_t size)
{
    must(HPDF_Array_Add(array, new_bytes(p, bytes, size)));
}

void pen_write(struct pen *p, struct buf *out, void *object)
{
    p->target = out;
    must(HPDF_Obj_WriteValue(object, p->stream, NULL));
    p->target = NULL;
    HPDF_Obj_ForceFree(p->memory, object);
    p->reference_count = 0;
    CHECK(p->error.error_no == HPDF_OK);
}

void pen_put_reference(struct buf *out, uint32_t number)
{
    buf_append_int(out, number);
    buf_append(out, " 0 R", 4);
}

void pen_put_points(struct buf *out, int64_t du)
{
    int64_t thousandths = (du * 1000 + (du >= 0 ? 512 : -512)) / 1024;
    if (thousandths < 0)
        buf_append_char(out, '-');
    uint64_t size = (uint64_t)(thousandths < 0 ? -thousandths : thousandths);
    buf_append_int(out, (int64_t)(size / 1000));
    unsigned rest = (unsigned)(size % 1000);
    if (rest == 0)
        return;
    char digits[4] = {'.', (char)('0' + rest / 100), (char)('0' + rest / 10 % 10),
                      (char)('0' + rest % 10)};
    size_t count = 4;
    while (digits[count - 1] == '0')
        count--;
    buf_append(out, digits, count);
}

void pen_put_utf16(struct buf *out, struct slice utf8)
{
    for (size_t at = 0; at < utf8.size;) {
        uint16_t units[2];
        unsigned count = utf16_units(units, utf8_next(utf8, &at));
        for (unsigned i = 0; i < count; i++) {
            char digits[4] = {HEX[units[i] >> 12], HEX[units[i] >> 8 & 15], HEX[units[i] >> 4 & 15],
                              HEX[units[i] & 15]};
            buf_append(out, digits, 4);
        }
    }
}

void pen_put_text(struct buf *out, struct slice utf8)
{
    utf8 = cut_text(utf8, PEN_TEXT_MAX);
    if (!is_plain(utf8)) {
        buf_append(out, "<FEFF", 5);
        pen_put_utf16(out, utf8);
        buf_append_char(out, '>');
        return;
    }
    buf_append_char(out, '(');
    for (size_t i = 0; i < utf8.size; i++) {
        char c = utf8.data[i];
        if (c == '(' || c == ')' || c == '\\')
            buf_append_char(out, '\\');
        buf_append_char(out, c);
    }
    buf_append_char(out, ')');
}
