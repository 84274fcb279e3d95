#include "content/shared/trusted.h"

#include "base/arena.h"
#include "content/format/format.h"
#include "content/yaml/yaml.h"

static const struct format_field domain_fields[] = {
    {.key = "host",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 253,
     .pattern = FORMAT_HOST,
     .offset = offsetof(struct trusted_domain, host),
     .help = "Tên miền chữ thường; gồm cả các tên miền con của nó.",
     .example = "vneid.gov.vn"},
    {.key = "path",
     .kind = FORMAT_TEXT,
     .max = 200,
     .pattern = FORMAT_PATH,
     .offset = offsetof(struct trusted_domain, path),
     .help = "Chỉ tin những đường dẫn bắt đầu như thế này."},
    {.key = "exact",
     .kind = FORMAT_FLAG,
     .offset = offsetof(struct trusted_domain, exact),
     .help = "true: chỉ đúng tên miền này, không gồm tên miền con."},
    {.key = "confirm",
     .kind = FORMAT_FLAG,
     .offset = offsetof(struct trusted_domain, confirm),
     .help = "true: chỉ tin khi tệp của xã có ghi."},
    {.key = "reason",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 240,
     .offset = offsetof(struct trusted_domain, reason),
     .help = "Vì sao tin tên miền này.",
     .example = "Trang của ứng dụng VNeID, Bộ Công an"},
};

static const struct format_object domain_object = {.fields = domain_fields,
                                                   .field_count = FORMAT_LENGTH(domain_fields)};

static const struct format_field domain_item = {
    .kind = FORMAT_MAP, .required = true, .object = &domain_object};
static const struct format_field host_item = {.kind = FORMAT_TEXT,
                                              .required = true,
                                              .max = 253,
                                              .pattern = FORMAT_HOST,
                                              .help = "Tên miền chữ thường."};
static const struct format_field name_item = {.kind = FORMAT_TEXT,
                                              .required = true,
                                              .max = 63,
                                              .pattern = FORMAT_NAME,
                                              .help = "Chữ thường không dấu."};

#define LIST_OF(array, count)                                                                      \
    .kind = FORMAT_LIST, .allocated = true, .offset = offsetof(struct trusted, array),             \
    .count_offset = offsetof(struct trusted, count), .size = sizeof *((struct trusted *)0)->array, \
    .max = TRUSTED_MAX

static const struct format_field trusted_fields[] = {
    {.key = "domains",
     LIST_OF(domains, domain_count),
     .min = 1,
     .required = true,
     .item = &domain_item,
     .unique = {"host", "path"},
     .help = "Những tên miền mà mã QR được phép mở."},
    {.key = "shorteners",
     LIST_OF(shorteners, shortener_count),
     .item = &host_item,
     .help = "Dịch vụ rút gọn link: không bao giờ in."},
    {.key = "brands",
     LIST_OF(brands, brand_count),
     .item = &name_item,
     .help = "Những tên mà chỉ tên miền đáng tin mới được mang."},
    {.key = "abused_suffixes",
     LIST_OF(abused_suffixes, abused_suffix_count),
     .item = &name_item,
     .help = "Đuôi tên miền hay bị kẻ gian dùng."},
};

static const struct format_object trusted_object = {
    .fields = trusted_fields,
    .field_count = FORMAT_LENGTH(trusted_fields),
    .help = "Danh sách tên miền mà mã QR in ra được phép mở, mỗi tên miền có lý do."};

const struct format format_trusted = {.name = "trusted-domains",
                                      .family = 'T',
                                      .title = "Tên miền đáng tin của Ngõ Số",
                                      .object = &trusted_object,
                                      .size = sizeof(struct trusted),
                                      .max_bytes = TRUSTED_FILE_MAX};

struct trusted *trusted_load(struct arena *a, const char *path, struct diag_list *diags)
{
    return format_load(a, &format_trusted, path, NULL, diags);
}
