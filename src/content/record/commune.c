#include "content/record/commune.h"

#include "base/arena.h"
#include "content/format/format.h"
#include "content/yaml/yaml.h"

static const struct format_field phone_item = {.kind = FORMAT_TEXT,
                                               .required = true,
                                               .max = 20,
                                               .number_like = true,
                                               .pattern = FORMAT_PHONE,
                                               .help = "Số điện thoại, ví dụ 0912 345 678."};

/* The same four keys for the commune's own team and for each village's. */
#define CONTACT_FIELDS(owner)                                                                      \
    {.key = "team",                                                                                \
     .kind = FORMAT_TEXT,                                                                          \
     .max = 120,                                                                                   \
     .offset = offsetof(struct owner, contact.team),                                               \
     .help = "Tên tổ, đúng như địa phương gọi."},                                                  \
        {.key = "leader",                                                                          \
         .kind = FORMAT_TEXT,                                                                      \
         .max = 80,                                                                                \
         .offset = offsetof(struct owner, contact.leader),                                         \
         .help = "Tổ trưởng hoặc người trực."},                                                    \
        {.key = "phones",                                                                          \
         .kind = FORMAT_LIST,                                                                      \
         .max = COMMUNE_PHONES_MAX,                                                                \
         .offset = offsetof(struct owner, contact.phones),                                         \
         .count_offset = offsetof(struct owner, contact.phone_count),                              \
         .size = sizeof(struct field),                                                             \
         .item = &phone_item,                                                                      \
         .help = "Số điện thoại để bà con gọi."},                                                  \
    {                                                                                              \
        .key = "zalo", .kind = FORMAT_TEXT, .max = 300, .pattern = FORMAT_ZALO,                    \
        .offset = offsetof(struct owner, contact.zalo),                                            \
        .help = "Link nhóm Zalo; ghi ở đây là đã xác nhận đúng nhóm của mình."    \
    }

static const struct format_field village_fields[] = {
    {.key = "name",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 80,
     .offset = offsetof(struct village, name),
     .help = "Tên thôn, bản, ấp hoặc tổ dân phố.",
     .example = "thôn …"},
    CONTACT_FIELDS(village),
};

static const struct format_object village_object = {.fields = village_fields,
                                                    .field_count = FORMAT_LENGTH(village_fields)};

static const struct format_field village_item = {
    .kind = FORMAT_MAP, .required = true, .object = &village_object};

static const struct format_field domain_fields[] = {
    {.key = "host",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 253,
     .pattern = FORMAT_HOST,
     .offset = offsetof(struct allowed_domain, host),
     .help = "Tên miền, không có https:// và đường dẫn."},
    {.key = "reason",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 240,
     .offset = offsetof(struct allowed_domain, reason),
     .help = "Vì sao xã bảo đảm cho tên miền này, ai đã kiểm tra."},
};

static const struct format_object domain_object = {.fields = domain_fields,
                                                   .field_count = FORMAT_LENGTH(domain_fields)};

static const struct format_field domain_item = {
    .kind = FORMAT_MAP, .required = true, .object = &domain_object};

static const struct format_field target_fields[] = {
    {.key = "indicator",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 40,
     .pattern = FORMAT_ID,
     .offset = offsetof(struct commune_target, indicator),
     .help = "id trong indicators.yaml."},
    {.key = "monthly",
     .kind = FORMAT_COUNT,
     .required = true,
     .min = 1,
     .max = 1000000,
     .offset = offsetof(struct commune_target, monthly),
     .help = "Chỉ tiêu giao cho mỗi tháng; với số lấy tháng gần nhất thì là mức cần đạt."},
};

static const struct format_object target_object = {.fields = target_fields,
                                                   .field_count = FORMAT_LENGTH(target_fields)};

static const struct format_field target_item = {
    .kind = FORMAT_MAP, .required = true, .object = &target_object};

static const struct format_field commune_fields[] = {
    {.key = "province",
     .kind = FORMAT_TEXT,
     .max = 80,
     .offset = offsetof(struct commune, province),
     .help = "Tỉnh hoặc thành phố."},
    {.key = "name",
     .kind = FORMAT_TEXT,
     .max = 80,
     .offset = offsetof(struct commune, name),
     .help = "Xã, phường hoặc đặc khu. Không ghi huyện: từ 01/07/2025 chỉ còn hai cấp."},
    {.key = "hall",
     .kind = FORMAT_TEXT,
     .max = 200,
     .offset = offsetof(struct commune, hall),
     .help = "Nơi bà con đến để được giúp: nhà văn hóa, trung tâm phục vụ hành chính công."},
    {.key = "hours",
     .kind = FORMAT_TEXT,
     .max = 160,
     .offset = offsetof(struct commune, hours),
     .help = "Giờ có người giúp."},
    CONTACT_FIELDS(commune),
    {.key = "villages",
     .kind = FORMAT_LIST,
     .max = COMMUNE_VILLAGES_MAX,
     .offset = offsetof(struct commune, villages),
     .count_offset = offsetof(struct commune, village_count),
     .size = sizeof(struct village),
     .item = &village_item,
     .unique = {"name"},
     .help = "Các thôn, mỗi thôn có thể có tổ của mình."},
    {.key = "allowed_domains",
     .kind = FORMAT_LIST,
     .max = COMMUNE_DOMAINS_MAX,
     .offset = offsetof(struct commune, domains),
     .count_offset = offsetof(struct commune, domain_count),
     .size = sizeof(struct allowed_domain),
     .item = &domain_item,
     .help = "Tên miền ngoài danh sách chung mà xã tự chịu trách nhiệm."},
    {.key = "targets",
     .kind = FORMAT_LIST,
     .max = COMMUNE_TARGETS_MAX,
     .offset = offsetof(struct commune, targets),
     .count_offset = offsetof(struct commune, target_count),
     .size = sizeof(struct commune_target),
     .item = &target_item,
     .help = "Chỉ tiêu xã giao, để báo cáo tính mức đạt."},
};

static const struct format_object commune_object = {
    .fields = commune_fields,
    .field_count = FORMAT_LENGTH(commune_fields),
    .help = "Thông tin của xã, phường in ở chân mỗi tờ. Mục nào bỏ trống thì in dòng chấm để điền "
            "tay."};

static void complete(void *target, const struct format_file *file)
{
    ((struct commune *)target)->source = file->source;
}

const struct format format_commune = {.name = "commune",
                                      .family = 'C',
                                      .title = "Thông tin xã, phường cho Ngõ Số",
                                      .object = &commune_object,
                                      .size = sizeof(struct commune),
                                      .max_bytes = COMMUNE_FILE_MAX,
                                      .complete = complete};

struct commune *commune_load(struct arena *a, const char *path, struct diag_list *diags)
{
    return format_load(a, &format_commune, path, NULL, diags);
}
