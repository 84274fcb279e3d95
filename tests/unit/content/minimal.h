/** @file
 * The smallest sound guide, and the same with some of its keys replaced: a test then says only
 * what it is about.
 */
#ifndef TESTS_UNIT_CONTENT_MINIMAL_H
#define TESTS_UNIT_CONTENT_MINIMAL_H

#include <string.h>

#include "base/buf.h"
#include "base/slice.h"

static const struct {
    const char *key;
    const char *text;
} minimal_parts[] = {
    {"id:", "id: vneid\n"},
    {"title:", "title: Kích hoạt VNeID mức 2\n"},
    {"benefit:", "benefit: Một ứng dụng thay nhiều loại giấy tờ.\n"},
    {"subject:", "subject: platforms\n"},
    {"icon:", "icon: fingerprint\n"},
    {"prepare:", "prepare:\n  - text: Thẻ căn cước\n    icon: identification-card\n"},
    {"steps:", "steps:\n  - text: Mở ứng dụng.\n    icon: device-mobile\n"
               "  - text: Chọn **Kích hoạt**.\n    icon: hand-tap\n"},
    {"warnings:", "warnings:\n  - Không đọc mã OTP cho ai.\n"},
    {"qr:", "qr:\n  - kind: link\n    label: Trang VNeID\n    value: https://vneid.gov.vn\n"},
    {"sources:", "sources:\n  - title: Nghị định 69/2024/NĐ-CP\n"},
    {"reviewed:", "reviewed: 2026-11-01\n"},
};

static inline bool has_key(struct slice text, const char *key)
{
    size_t size = strlen(key);
    for (size_t at = 0; at + size <= text.size; at++)
        if ((at == 0 || text.data[at - 1] == '\n') && memcmp(text.data + at, key, size) == 0)
            return true;
    return false;
}

/** `part` first, so that its lines keep their numbers, then every key it does not have itself. */
static inline void minimal_guide(struct buf *out, struct slice part)
{
    buf_append_slice(out, part);
    for (size_t i = 0; i < sizeof minimal_parts / sizeof *minimal_parts; i++)
        if (!has_key(part, minimal_parts[i].key))
            buf_append_text(out, minimal_parts[i].text);
}

#endif
