/* The guide's format: one row a key. The README's reference follows the same order. */
#include "content/format/format.h"

const struct format_word format_subjects[] = {
    [SUBJECT_PUBLIC_SERVICES] = {"public-services", "Dịch vụ công trực tuyến"},
    [SUBJECT_PAYMENT] = {"payment", "Thanh toán không dùng tiền mặt"},
    [SUBJECT_COMMERCE] = {"commerce", "Mua bán trên sàn thương mại điện tử"},
    [SUBJECT_PLATFORMS] = {"platforms", "Nền tảng số Việt Nam"},
    [SUBJECT_SAFETY] = {"safety", "An toàn cơ bản trên mạng"},
    [SUBJECT_LOCAL] = {"local", "Việc khác của địa phương"},
    [SUBJECT_COUNT] = {NULL, NULL},
};

const struct format_word format_readers[] = {
    [READERS_EVERYONE] = {"everyone", "Cho mọi người"},
    [READERS_TEAM] = {"team", "Cho người của tổ, máy ở nhà văn hóa không bày ra cho bà con"},
    [READERS_COUNT] = {NULL, NULL},
};

static const struct format_word qr_kinds[] = {
    [GUIDE_QR_LINK] = {"link", "Mở một trang web; value là đường link https"},
    [GUIDE_QR_APP] = {"app", "Cặp mã cài ứng dụng; cần android và iphone"},
    [GUIDE_QR_PHONE] = {"phone", "Gọi điện; value là số máy"},
    [GUIDE_QR_SMS] = {"sms", "Soạn sẵn tin nhắn; value là số nhận, message là nội dung"},
    [GUIDE_QR_WIFI] = {"wifi", "Vào mạng Wi-Fi; value là tên mạng, password là mật khẩu"},
    [GUIDE_QR_TEXT] = {"text", "Hiện một đoạn chữ; value là đoạn chữ đó"},
    [GUIDE_QR_KIND_COUNT] = {NULL, NULL},
};

const char *guide_subject_name(enum guide_subject subject)
{
    CHECK(subject < SUBJECT_COUNT);
    return format_subjects[subject].word;
}

static const struct format_field item_fields[] = {
    {.key = "text",
     .kind = FORMAT_RICH,
     .required = true,
     .max = 200,
     .offset = offsetof(struct guide_item, text),
     .help = "Nội dung, một câu ngắn. **Chữ đậm** nằm giữa hai cặp dấu sao.",
     .example = "Thẻ căn cước còn hạn"},
    {.key = "icon",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 60,
     .pattern = FORMAT_ICON,
     .offset = offsetof(struct guide_item, icon),
     .help = "Tên hình Phosphor, không kèm độ đậm.",
     .example = "identification-card"},
};

static const struct format_object item_object = {.fields = item_fields,
                                                 .field_count = FORMAT_LENGTH(item_fields)};

static const struct format_field item_item = {
    .kind = FORMAT_MAP, .required = true, .object = &item_object};

static const struct format_field check_item = {.kind = FORMAT_RICH,
                                               .required = true,
                                               .max = 160,
                                               .help = "Một việc để đánh dấu, một câu ngắn."};

static const struct format_field step_fields[] = {
    {.key = "text",
     .kind = FORMAT_RICH,
     .required = true,
     .max = 400,
     .offset = offsetof(struct guide_step, text),
     .help = "Việc phải làm ở bước này, viết như đang nói với bác. Tên nút bấm để **đậm**.",
     .example = "Mở ứng dụng, chọn **Kích hoạt**."},
    {.key = "brief",
     .kind = FORMAT_RICH,
     .max = 240,
     .offset = offsetof(struct guide_step, brief),
     .help = "Cách nói gọn hơn cho áp phích. Bỏ trống thì dùng text."},
    {.key = "note",
     .kind = FORMAT_RICH,
     .max = 300,
     .offset = offsetof(struct guide_step, note),
     .help = "Chữ nhỏ dưới bước, chỉ có trên tờ rơi và tờ gấp."},
    {.key = "icon",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 60,
     .pattern = FORMAT_ICON,
     .offset = offsetof(struct guide_step, icon),
     .help = "Tên hình Phosphor, không kèm độ đậm.",
     .example = "device-mobile"},
    {.key = "picture",
     .kind = FORMAT_TEXT,
     .max = 200,
     .pattern = FORMAT_PICTURE,
     .offset = offsetof(struct guide_step, picture),
     .help = "Ảnh PNG hoặc JPEG, đường dẫn tính từ thư mục của tệp này. Có ảnh thì phải có "
             "picture_alt."},
    {.key = "picture_alt",
     .kind = FORMAT_TEXT,
     .max = 200,
     .offset = offsetof(struct guide_step, picture_alt),
     .help = "Ảnh chụp gì, nói bằng lời, cho người không nhìn thấy ảnh."},
    {.key = "checks",
     .kind = FORMAT_LIST,
     .min = 1,
     .max = GUIDE_CHECKS_MAX,
     .offset = offsetof(struct guide_step, checks),
     .count_offset = offsetof(struct guide_step, check_count),
     .size = sizeof(struct rich_field),
     .item = &check_item,
     .help = "Những việc có ô để đánh dấu. Có mục này thì hướng dẫn in theo mẫu checklist."},
};

static const char *const need_picture[] = {"picture", NULL};
static const char *const need_picture_alt[] = {"picture_alt", NULL};
static const struct format_rule step_rules[] = {
    {.key = "picture", .needs = need_picture_alt},
    {.key = "picture_alt", .needs = need_picture},
};

static const struct format_object step_object = {.fields = step_fields,
                                                 .field_count = FORMAT_LENGTH(step_fields),
                                                 .rules = step_rules,
                                                 .rule_count = FORMAT_LENGTH(step_rules)};

static const struct format_field step_item = {
    .kind = FORMAT_MAP, .required = true, .object = &step_object};

static const struct format_field mistake_fields[] = {
    {.key = "text",
     .kind = FORMAT_RICH,
     .may_be_wrong = true,
     .required = true,
     .max = 240,
     .offset = offsetof(struct guide_mistake, text),
     .help = "Điều hay làm sai.",
     .example = "SIM đứng tên người khác nên không nhận được mã OTP."},
    {.key = "fix",
     .kind = FORMAT_RICH,
     .max = 300,
     .offset = offsetof(struct guide_mistake, fix),
     .help = "Làm thế nào cho đúng."},
};

static const struct format_object mistake_object = {.fields = mistake_fields,
                                                    .field_count = FORMAT_LENGTH(mistake_fields)};

static const struct format_field mistake_item = {
    .kind = FORMAT_MAP, .required = true, .object = &mistake_object};

static const struct format_field warning_item = {
    .kind = FORMAT_RICH,
    .required = true,
    .max = 400,
    .help = "Một lời cảnh báo. Nếu bắt đầu bằng **chữ đậm** thì đặt cả câu trong ngoặc kép."};

static const struct format_field qr_fields[] = {
    {.key = "kind",
     .kind = FORMAT_WORD,
     .required = true,
     .words = qr_kinds,
     .offset = offsetof(struct guide_qr, kind),
     .help = "Mã làm gì khi quét.",
     .example = "link"},
    {.key = "label",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 80,
     .offset = offsetof(struct guide_qr, label),
     .help = "Tên của nơi mã mở ra.",
     .example = "Cổng Dịch vụ công quốc gia"},
    {.key = "caption",
     .kind = FORMAT_TEXT,
     .max = 160,
     .offset = offsetof(struct guide_qr, caption),
     .help = "Thêm một dòng: quét xong thì làm gì."},
    {.key = "value",
     .kind = FORMAT_EXACT,
     .max = 500,
     .number_like = true,
     .offset = offsetof(struct guide_qr, value),
     .help = "Đường link, số máy, tên mạng hoặc đoạn chữ, tùy kind."},
    {.key = "android",
     .kind = FORMAT_TEXT,
     .max = 150,
     .pattern = FORMAT_PACKAGE,
     .offset = offsetof(struct guide_qr, android),
     .help = "Mã ứng dụng trên Google Play: phần sau «id=»."},
    {.key = "iphone",
     .kind = FORMAT_TEXT,
     .max = 60,
     .pattern = FORMAT_APPLE_ID,
     .offset = offsetof(struct guide_qr, iphone),
     .help = "Mã ứng dụng trên App Store: «id» và dãy số."},
    {.key = "message",
     .kind = FORMAT_TEXT,
     .max = 160,
     .number_like = true,
     .offset = offsetof(struct guide_qr, message),
     .help = "Nội dung tin nhắn soạn sẵn."},
    {.key = "password",
     .kind = FORMAT_EXACT,
     .max = 63,
     .number_like = true,
     .offset = offsetof(struct guide_qr, password),
     .help = "Mật khẩu Wi-Fi. Không có thì là mạng mở."},
};

static const char *const need_value[] = {"value", NULL};
static const char *const need_sms[] = {"value", "message", NULL};
static const char *const need_stores[] = {"android", "iphone", NULL};
static const char *const refuse_special[] = {"android", "iphone", "message", "password", NULL};
static const char *const refuse_app[] = {"value", "message", "password", NULL};
static const char *const refuse_sms[] = {"android", "iphone", "password", NULL};
static const char *const refuse_wifi[] = {"android", "iphone", "message", NULL};
static const struct format_rule qr_rules[] = {
    {.key = "kind", .word = "link", .needs = need_value, .refuses = refuse_special},
    {.key = "kind", .word = "app", .needs = need_stores, .refuses = refuse_app},
    {.key = "kind",
     .word = "phone",
     .needs = need_value,
     .refuses = refuse_special,
     .shaped = "value",
     .pattern = FORMAT_PHONE},
    {.key = "kind",
     .word = "sms",
     .needs = need_sms,
     .refuses = refuse_sms,
     .shaped = "value",
     .pattern = FORMAT_PHONE},
    {.key = "kind", .word = "wifi", .needs = need_value, .refuses = refuse_wifi},
    {.key = "kind", .word = "text", .needs = need_value, .refuses = refuse_special},
};

static const struct format_object qr_object = {.fields = qr_fields,
                                               .field_count = FORMAT_LENGTH(qr_fields),
                                               .rules = qr_rules,
                                               .rule_count = FORMAT_LENGTH(qr_rules)};

static const struct format_field qr_item = {
    .kind = FORMAT_MAP, .required = true, .object = &qr_object};

static const struct format_field hotline_fields[] = {
    {.key = "label",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 80,
     .offset = offsetof(struct guide, hotline_label),
     .help = "Số này gọi đến đâu.",
     .example = "Tổng đài VNeID"},
    {.key = "number",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 20,
     .number_like = true,
     .pattern = FORMAT_PHONE,
     .offset = offsetof(struct guide, hotline),
     .help = "Số máy, viết cách nhóm cho dễ đọc.",
     .example = "1900 0368"},
};

static const struct format_object hotline_object = {.fields = hotline_fields,
                                                    .field_count = FORMAT_LENGTH(hotline_fields)};

static const struct format_field source_fields[] = {
    {.key = "title",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 240,
     .offset = offsetof(struct guide_source, title),
     .help = "Tên văn bản hoặc trang đã đối chiếu.",
     .example = "Nghị định 69/2024/NĐ-CP"},
    {.key = "link",
     .kind = FORMAT_TEXT,
     .max = 500,
     .offset = offsetof(struct guide_source, link),
     .help = "Đường link của nguồn, nếu có."},
};

static const struct format_object source_object = {.fields = source_fields,
                                                   .field_count = FORMAT_LENGTH(source_fields)};

static const struct format_field source_item = {
    .kind = FORMAT_MAP, .required = true, .object = &source_object};

/* An array of the guide and its count. */
#define LIST_OF(array, count, most)                                                                \
    .kind = FORMAT_LIST, .offset = offsetof(struct guide, array),                                  \
    .count_offset = offsetof(struct guide, count), .size = sizeof((struct guide *)0)->array[0],    \
    .max = (most)

static const struct format_field guide_fields[] = {
    {.key = "id",
     .kind = FORMAT_TEXT,
     .required = true,
     .min = 2,
     .max = 40,
     .pattern = FORMAT_ID,
     .offset = offsetof(struct guide, id),
     .help = "Mã của hướng dẫn, trùng với tên tệp không kèm .yaml.",
     .example = "vneid"},
    {.key = "language",
     .kind = FORMAT_TEXT,
     .pattern = FORMAT_LANGUAGE,
     .offset = offsetof(struct guide, language),
     .help = "Ngôn ngữ của hướng dẫn; bỏ trống là vi."},
    {.key = "title",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 120,
     .offset = offsetof(struct guide, title),
     .help = "Tên việc, dòng chữ to nhất trên giấy.",
     .example = "Kích hoạt VNeID mức 2"},
    {.key = "short_title",
     .kind = FORMAT_TEXT,
     .max = 60,
     .offset = offsetof(struct guide, short_title),
     .help = "Tên gọn cho chỗ hẹp. Bỏ trống thì dùng title."},
    {.key = "benefit",
     .kind = FORMAT_RICH,
     .required = true,
     .max = 240,
     .offset = offsetof(struct guide, benefit),
     .help = "Một câu: làm xong thì được gì. Dùng được **chữ đậm**.",
     .example = "Một ứng dụng thay nhiều loại giấy tờ."},
    {.key = "subject",
     .kind = FORMAT_WORD,
     .required = true,
     .words = format_subjects,
     .offset = offsetof(struct guide, subject),
     .help = "Một trong sáu nhóm việc của tổ.",
     .example = "platforms"},
    {.key = "icon",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 60,
     .pattern = FORMAT_ICON,
     .offset = offsetof(struct guide, icon),
     .help = "Hình lớn cạnh tên việc: tên hình Phosphor.",
     .example = "fingerprint"},
    {.key = "for",
     .kind = FORMAT_WORD,
     .words = format_readers,
     .offset = offsetof(struct guide, readers),
     .help = "everyone hoặc team; bỏ trống là everyone. team: chỉ cho người của tổ."},
    {.key = "audience",
     .kind = FORMAT_TEXT,
     .max = 160,
     .offset = offsetof(struct guide, audience),
     .help = "Hướng dẫn này dành cho ai."},
    {.key = "prepare",
     LIST_OF(prepare, prepare_count, GUIDE_PREPARE_MAX),
     .min = 1,
     .required = true,
     .item = &item_item,
     .help = "Cần chuẩn bị gì trước khi bắt đầu."},
    {.key = "gains",
     LIST_OF(gains, gain_count, GUIDE_GAINS_MAX),
     .item = &item_item,
     .help = "Làm xong thì dùng được vào những việc gì."},
    {.key = "steps",
     LIST_OF(steps, step_count, GUIDE_STEPS_MAX),
     .min = GUIDE_STEPS_MIN,
     .required = true,
     .item = &step_item,
     .help = "Các bước, theo thứ tự."},
    {.key = "mistakes",
     LIST_OF(mistakes, mistake_count, GUIDE_MISTAKES_MAX),
     .item = &mistake_item,
     .help = "Những lỗi hay gặp và cách sửa."},
    {.key = "warnings",
     LIST_OF(warnings, warning_count, GUIDE_WARNINGS_MAX),
     .min = 1,
     .required = true,
     .item = &warning_item,
     .help = "Cảnh báo lừa đảo đi cùng việc này."},
    {.key = "qr",
     LIST_OF(qr, qr_count, GUIDE_QR_MAX),
     .min = 1,
     .required = true,
     .item = &qr_item,
     .help = "Các mã QR, mã quan trọng nhất đứng trước."},
    {.key = "hotline",
     .kind = FORMAT_MAP,
     .object = &hotline_object,
     .help = "Số để gọi khi vướng."},
    {.key = "sources",
     LIST_OF(sources, source_count, GUIDE_SOURCES_MAX),
     .item = &source_item,
     .help = "Đã đối chiếu với những văn bản, trang nào. Không có thì bị nhắc."},
    {.key = "reviewed",
     .kind = FORMAT_DATE,
     .required = true,
     .pattern = FORMAT_DATE_FORM,
     .offset = offsetof(struct guide, reviewed),
     .span_offset = offsetof(struct guide, reviewed_span),
     .help = "Ngày kiểm tra nội dung gần nhất: 2026-11-21 hoặc 21/11/2026.",
     .example = "2026-11-21"},
    {.key = "valid_days",
     .kind = FORMAT_COUNT,
     .min = 1,
     .max = 1000,
     .offset = offsetof(struct guide, valid_days),
     .help = "Sau bao nhiêu ngày thì phải kiểm tra lại; bỏ trống là 180."},
};

static const struct format_object guide_object = {
    .fields = guide_fields,
    .field_count = FORMAT_LENGTH(guide_fields),
    .help = "Một việc, viết một lần; áp phích, tờ rơi, tờ gấp đều in ra từ đây."};

const struct format format_guide = {.name = "guide",
                                    .family = 'G',
                                    .title = "Hướng dẫn của Ngõ Số",
                                    .object = &guide_object,
                                    .size = sizeof(struct guide),
                                    .max_bytes = GUIDE_FILE_MAX,
                                    .complete = guide_complete};
