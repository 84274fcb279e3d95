#include "content/spoken/sayings.h"

#include "base/arena.h"
#include "content/format/format.h"

static const struct format_field saying_fields[] = {
    {.key = "written",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 60,
     .offset = offsetof(struct saying, written),
     .help = "Chữ như trong hướng dẫn; chữ hoa, chữ thường khác nhau.",
     .example = "VNeID"},
    {.key = "said",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 120,
     .offset = offsetof(struct saying, said),
     .help = "Đọc thành tiếng thế nào, từng tiếng cách nhau một dấu cách.",
     .example = "vi en i ai đi"},
    {.key = "language",
     .kind = FORMAT_TEXT,
     .max = 3,
     .pattern = FORMAT_LANGUAGE,
     .offset = offsetof(struct saying, language),
     .help = "Chỉ dùng khi đọc tiếng này; không ghi là tiếng Việt.",
     .example = "vi"},
};

static const struct format_object saying_object = {.fields = saying_fields,
                                                   .field_count = FORMAT_LENGTH(saying_fields)};
static const struct format_field saying_item = {
    .kind = FORMAT_MAP, .required = true, .object = &saying_object};

static const struct format_field sayings_fields[] = {
    {.key = "sayings",
     .kind = FORMAT_LIST,
     .required = true,
     .allocated = true,
     .min = 1,
     .max = SAYINGS_MAX,
     .offset = offsetof(struct sayings, items),
     .count_offset = offsetof(struct sayings, count),
     .size = sizeof(struct saying),
     .item = &saying_item,
     .unique = {"written", "language"},
     .help = "Những chữ đọc khác cách viết."},
};

static const struct format_object sayings_object = {
    .fields = sayings_fields,
    .field_count = FORMAT_LENGTH(sayings_fields),
    .help = "Tên ứng dụng, chữ viết tắt đọc lên thế nào: loa của xã và máy hỏi đáp cùng dùng."};

const struct format format_spoken = {.name = "spoken",
                                     .family = 'L',
                                     .title = "Cách đọc của Ngõ Số",
                                     .object = &sayings_object,
                                     .size = sizeof(struct sayings),
                                     .max_bytes = SAYINGS_FILE_MAX};

struct sayings *sayings_load(struct arena *a, const char *path, struct diag_list *diags)
{
    return format_load(a, &format_spoken, path, NULL, diags);
}
