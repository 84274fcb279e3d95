/** @file
 * The smallest sound guide and quiz, and the same with some of their keys replaced: a test then
 * says only what it is about.
 */
#ifndef TESTS_UNIT_CONTENT_MINIMAL_H
#define TESTS_UNIT_CONTENT_MINIMAL_H

#include <string.h>

#include "base/buf.h"
#include "base/slice.h"

struct minimal_part {
    const char *key;
    const char *text;
};

static const struct minimal_part minimal_guide_parts[] = {
    {"id:", "id: vneid\n"},
    {"title:", "title: Kích hoạt VNeID mức 2\n"},
    {"benefit:", "benefit: Một ứng dụng thay nhiều loại giấy tờ.\n"},
    {"subject:", "subject: platforms\n"},
    {"icon:", "icon: fingerprint\n"},
    {"prepare:", "prepare:\n  - text: Thẻ căn cước\n    icon: identification-card\n"},
    {"steps:", "steps:\n  - text: Mở ứng dụng.\n    icon: device-mobile\n"
               "  - text: Chọn **Kích hoạt**.\n    icon: hand-tap\n"},
    {"warnings:", "warnings:\n  - Không đọc mã OTP cho ai.\n"},
    {"qr:", "qr:\n  - kind: link\n    label: Trang xã\n    value: https://hoabinh.gov.vn\n"},
    {"sources:", "sources:\n  - title: Sổ tay của tổ\n"},
    {"reviewed:", "reviewed: 2026-11-01\n"},
};

static const struct minimal_part minimal_quiz_parts[] = {
    {"id:", "id: vneid\n"},
    {"title:", "title: VNeID mức 2\n"},
    {"about:", "about: Căn cước điện tử trong điện thoại.\n"},
    {"subject:", "subject: platforms\n"},
    {"icon:", "icon: fingerprint\n"},
    {"guide:", "guide: vneid\n"},
    {"round:", "round: 1\n"},
    {"reviewed:", "reviewed: 2026-11-01\n"},
    {"questions:",
     "questions:\n  - id: mot\n    kind: true-false\n    stem: Không đọc mã OTP cho ai.\n"
     "    answer: true\n    when_right: Đúng rồi.\n    when_wrong: Mã OTP là của riêng bác.\n"
     "    source: Nghị định 69/2024/NĐ-CP\n"},
};

static inline bool has_key(struct slice text, const char *key)
{
    size_t size = strlen(key);
    for (size_t at = 0; at + size <= text.size; at++)
        if ((at == 0 || text.data[at - 1] == '\n') && memcmp(text.data + at, key, size) == 0)
            return true;
    return false;
}

static inline void complete(struct buf *out, struct slice part, const struct minimal_part *parts,
                            size_t count)
{
    buf_append_slice(out, part);
    for (size_t i = 0; i < count; i++)
        if (!has_key(part, parts[i].key))
            buf_append_text(out, parts[i].text);
}

/** `part` first, so that its lines keep their numbers, then every key it does not have itself. */
static inline void minimal_guide(struct buf *out, struct slice part)
{
    complete(out, part, minimal_guide_parts,
             sizeof minimal_guide_parts / sizeof *minimal_guide_parts);
}

/** The same for a quiz. */
static inline void minimal_quiz(struct buf *out, struct slice part)
{
    complete(out, part, minimal_quiz_parts, sizeof minimal_quiz_parts / sizeof *minimal_quiz_parts);
}

#endif
