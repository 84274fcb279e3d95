#include "content/shared/facts.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "content/format/format.h"
#include "content/yaml/yaml.h"

const struct format_word format_certainties[] = {
    [FACT_TWO_SOURCES] = {"two-sources", "Hai nguồn độc lập trở lên nói giống nhau"},
    [FACT_ONE_SOURCE] = {"one-source", "Một nguồn; xem lại trang chính thức trước khi in nhiều"},
    {NULL, NULL},
};

#define KEY(which, word, most, form, words)                                                        \
    {                                                                                              \
        .key = (word), .kind = FORMAT_TEXT, .max = (most), .pattern = (form),                      \
        .offset = offsetof(struct fact, keys) + (which) * sizeof(struct field), .help = (words)    \
    }

static const struct format_field fact_fields[] = {
    {.key = "id",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 40,
     .pattern = FORMAT_ID,
     .offset = offsetof(struct fact, id),
     .help = "Tên gọi ngắn; hướng dẫn dùng nó trong ngoặc nhọn: {vneid.hotline}.",
     .example = "vneid"},
    KEY(FACT_NAME, "name", 120, FORMAT_ANY, "Tên đầy đủ của ứng dụng, cơ quan, trang."),
    KEY(FACT_VALUE, "value", 200, FORMAT_ANY, "Điều cần nhớ: con số, ngày, tên văn bản."),
    KEY(FACT_HOTLINE, "hotline", 20, FORMAT_PHONE, "Số tổng đài, cách nhóm bằng dấu cách."),
    KEY(FACT_HOST, "host", 100, FORMAT_HOST, "Địa chỉ trang, không có https://."),
    KEY(FACT_LINK, "link", 200, FORMAT_ANY, "Đường link đầy đủ."),
    KEY(FACT_ANDROID, "android", 100, FORMAT_PACKAGE, "Mã ứng dụng trên Google Play."),
    KEY(FACT_IPHONE, "iphone", 20, FORMAT_APPLE_ID, "Mã ứng dụng trên App Store."),
    {.key = "source",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 300,
     .offset = offsetof(struct fact, source),
     .help = "Lấy từ đâu.",
     .example = "Trang VNeID của Bộ Công an"},
    {.key = "certainty",
     .kind = FORMAT_WORD,
     .required = true,
     .words = format_certainties,
     .offset = offsetof(struct fact, certainty),
     .help = "Chắc đến đâu.",
     .example = "two-sources"},
    {.key = "checked",
     .kind = FORMAT_DATE,
     .required = true,
     .max = 10,
     .pattern = FORMAT_DATE_FORM,
     .offset = offsetof(struct fact, checked),
     .span_offset = offsetof(struct fact, checked_span),
     .help = "Ngày kiểm tra gần nhất.",
     .example = "2026-11-21"},
};

static const struct format_object fact_object = {.fields = fact_fields,
                                                 .field_count = FORMAT_LENGTH(fact_fields)};
static const struct format_field fact_item = {
    .kind = FORMAT_MAP, .required = true, .object = &fact_object};

static const struct format_field unless_item = {
    .kind = FORMAT_TEXT, .required = true, .max = 60, .help = "Chữ cho biết câu nói về chuyện cũ."};

static const struct format_field wording_fields[] = {
    {.key = "wording",
     .kind = FORMAT_TEXT,
     .required = true,
     .min = 3,
     .max = 120,
     .offset = offsetof(struct outdated_wording, wording),
     .help = "Cách nói nay đã sai.",
     .example = "dịch vụ công mức độ 4"},
    {.key = "instead",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 240,
     .offset = offsetof(struct outdated_wording, instead),
     .help = "Nay nói thế nào.",
     .example = "dịch vụ công toàn trình"},
    {.key = "unless",
     .kind = FORMAT_LIST,
     .max = FACTS_UNLESS_MAX,
     .offset = offsetof(struct outdated_wording, unless),
     .count_offset = offsetof(struct outdated_wording, unless_count),
     .size = sizeof(struct field),
     .item = &unless_item,
     .help = "Trong câu có một trong những chữ này thì không coi là sai: bỏ, trước đây…"},
};

static const struct format_object wording_object = {.fields = wording_fields,
                                                    .field_count = FORMAT_LENGTH(wording_fields)};
static const struct format_field wording_item = {
    .kind = FORMAT_MAP, .required = true, .object = &wording_object};

static const struct format_field facts_fields[] = {
    {.key = "facts",
     .kind = FORMAT_LIST,
     .required = true,
     .allocated = true,
     .min = 1,
     .max = FACTS_MAX,
     .offset = offsetof(struct facts, facts),
     .count_offset = offsetof(struct facts, fact_count),
     .size = sizeof(struct fact),
     .item = &fact_item,
     .unique = {"id"},
     .help = "Những điều mà nhiều hướng dẫn cùng dùng."},
    {.key = "outdated",
     .kind = FORMAT_LIST,
     .allocated = true,
     .max = FACTS_WORDINGS_MAX,
     .offset = offsetof(struct facts, wordings),
     .count_offset = offsetof(struct facts, wording_count),
     .size = sizeof(struct outdated_wording),
     .item = &wording_item,
     .help = "Những cách nói nay đã sai."},
};

static const struct format_object facts_object = {
    .fields = facts_fields,
    .field_count = FORMAT_LENGTH(facts_fields),
    .help = "Số máy, địa chỉ, mã ứng dụng, văn bản: ghi một lần, hướng dẫn nào cũng gọi tên."};

const char *fact_key_name(enum fact_key key)
{
    CHECK(key < FACT_KEY_COUNT);
    return fact_fields[1 + key].key;
}

/* A fact that says nothing helps nobody. */
static void check_keys(const struct facts *f, struct diag_list *diags)
{
    for (unsigned i = 0; i < f->fact_count; i++) {
        bool says = !f->facts[i].id.text.size;
        for (unsigned k = 0; k < FACT_KEY_COUNT; k++)
            says = says || f->facts[i].keys[k].span.source;
        if (!says)
            diag_error(diags, "F052", f->facts[i].id.span,
                       _("this fact says nothing: give it a name, value, hotline, host, link, "
                         "android or iphone"));
    }
}

/* A fact's own text is never filled: people would read "{vneid.hotline}". */
static void check_names(const struct facts *f, struct diag_list *diags)
{
    for (unsigned i = 0; i < f->fact_count; i++)
        for (unsigned k = 0; k < FACT_KEY_COUNT; k++) {
            const struct field *text = &f->facts[i].keys[k];
            if (text->text.size && memchr(text->text.data, '{', text->text.size))
                diag_error(diags, "F053", text->span,
                           _("a fact cannot name another one: write the number or text itself, "
                             "without braces"));
        }
}

static void complete(void *target, const struct format_file *file)
{
    struct facts *f = target;
    check_names(f, file->diags);
    f->source = file->source;
    if (!file->root->incomplete)
        check_keys(f, file->diags);
}

const struct format format_facts = {.name = "facts",
                                    .family = 'F',
                                    .title = "Những điều dùng chung của Ngõ Số",
                                    .object = &facts_object,
                                    .size = sizeof(struct facts),
                                    .max_bytes = FACTS_FILE_MAX,
                                    .complete = complete};

struct facts *facts_load(struct arena *a, const char *path, struct diag_list *diags)
{
    return format_load(a, &format_facts, path, NULL, diags);
}
