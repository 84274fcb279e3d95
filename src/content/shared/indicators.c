#include "content/shared/indicators.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "content/format/format.h"
#include "content/yaml/yaml.h"

/* The last seven are enum visit_achievement's names; a test of review/ holds them to it. */
static const struct format_word sources[] = {
    [INDICATOR_ENTERED] = {"entered", "Tổ tự nhập từng tháng: ngoso indicators set"},
    [INDICATOR_VISITS] = {"visits", "Lượt đi thăm gặp được người"},
    [INDICATOR_HOUSEHOLDS] = {"households", "Số hộ khác nhau được giúp"},
    [INDICATOR_HELPED] = {"helped-people", "Số người được giúp, mỗi hộ lấy lần đông nhất"},
    [INDICATOR_HELPS] = {"helps", "Lượt người được giúp qua các lần thăm"},
    [INDICATOR_LEAFLETS] = {"leaflets", "Số tờ rơi đã đưa khi đi thăm"},
    [INDICATOR_ROUNDS] = {"rounds", "Lượt làm bài hỏi đáp, trên máy và trên giấy"},
    [INDICATOR_PEOPLE] = {"people", "Số người làm bài hỏi đáp"},
    [INDICATOR_SCORE] = {"score", "Điểm trung bình của bài làm trọn, phần trăm"},
    [INDICATOR_ACHIEVEMENT] = {"vneid-level-2", "Kích hoạt VNeID mức 2 khi đi thăm"},
    {"public-service-filed", "Nộp hồ sơ dịch vụ công khi đi thăm"},
    {"payment-account", "Mở tài khoản thanh toán khi đi thăm"},
    {"stall-opened", "Mở gian hàng khi đi thăm"},
    {"insurance-card", "Tích hợp thẻ BHYT khi đi thăm"},
    {"health-record", "Mở sổ sức khỏe điện tử khi đi thăm"},
    {"sim-registered", "Chuẩn hóa SIM chính chủ khi đi thăm"},
    {NULL, NULL},
};

static const struct format_word overs[] = {
    [INDICATOR_SUM] = {"sum", "Cộng các tháng lại"},
    [INDICATOR_LATEST] = {"latest", "Lấy tháng gần nhất có nhập"},
    {NULL, NULL},
};

static const struct format_field indicator_fields[] = {
    {.key = "id",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 40,
     .pattern = FORMAT_ID,
     .offset = offsetof(struct indicator, id),
     .help = "Tên gọi ngắn, dùng trong lệnh và trong chỉ tiêu giao.",
     .example = "team-members"},
    {.key = "name",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 200,
     .offset = offsetof(struct indicator, name),
     .help = "Tên chỉ tiêu, chép nguyên văn từ biểu đang dùng.",
     .example = "Số thành viên Tổ công nghệ số cộng đồng"},
    {.key = "unit",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 30,
     .offset = offsetof(struct indicator, unit),
     .help = "Đơn vị; phân biệt lượt và người.",
     .example = "Người"},
    {.key = "group",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 80,
     .offset = offsetof(struct indicator, group),
     .help = "Nhóm, thành đề mục của báo cáo.",
     .example = "Tổ công nghệ số cộng đồng"},
    {.key = "from",
     .kind = FORMAT_WORD,
     .required = true,
     .words = sources,
     .offset = offsetof(struct indicator, from),
     .help = "Lấy số từ đâu.",
     .example = "entered"},
    {.key = "over",
     .kind = FORMAT_WORD,
     .words = overs,
     .offset = offsetof(struct indicator, over),
     .help = "Kỳ dài hơn một tháng: cộng lại, hay lấy tháng gần nhất."},
    {.key = "share_of",
     .kind = FORMAT_TEXT,
     .max = 40,
     .pattern = FORMAT_ID,
     .offset = offsetof(struct indicator, share_of),
     .help = "id của tổng số, để tính thêm tỷ lệ phần trăm."},
    {.key = "source",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 200,
     .offset = offsetof(struct indicator, source),
     .help = "Biểu nào đang dùng tên này; ghi “đề xuất” nếu chưa có biểu nào.",
     .example = "Biểu xã Bà Nà, Đà Nẵng, mã CT12"},
};

static const struct format_object indicator_object = {
    .fields = indicator_fields, .field_count = FORMAT_LENGTH(indicator_fields)};
static const struct format_field indicator_item = {
    .kind = FORMAT_MAP, .required = true, .object = &indicator_object};

static const struct format_field indicators_fields[] = {
    {.key = "indicators",
     .kind = FORMAT_LIST,
     .required = true,
     .allocated = true,
     .min = 1,
     .max = INDICATORS_MAX,
     .offset = offsetof(struct indicators, items),
     .count_offset = offsetof(struct indicators, count),
     .size = sizeof(struct indicator),
     .item = &indicator_item,
     .unique = {"id"},
     .help = "Các chỉ tiêu, theo thứ tự trong báo cáo."},
};

static const struct format_object indicators_object = {
    .fields = indicators_fields,
    .field_count = FORMAT_LENGTH(indicators_fields),
    .help = "Những chỉ tiêu mà xã báo cáo: tên nguyên văn, đơn vị, lấy số từ đâu."};

const char *indicator_from_name(unsigned from)
{
    return from + 1 < FORMAT_LENGTH(sources) ? sources[from].word : NULL;
}

const struct indicator *indicators_find(const struct indicators *all, struct slice id)
{
    for (unsigned i = 0; all && id.size && i < all->count; i++)
        if (slice_equal(all->items[i].id.text, id))
            return &all->items[i];
    return NULL;
}

static void check_shares(const struct indicators *all, struct diag_list *diags)
{
    for (unsigned i = 0; i < all->count; i++) {
        const struct field *whole = &all->items[i].share_of;
        if (whole->text.size &&
            (!indicators_find(all, whole->text) || slice_equal(whole->text, all->items[i].id.text)))
            diag_error(diags, "I052", whole->span,
                       _("«%.*s» is no other indicator of this list: give the id of the whole"),
                       SLICE_ARG(whole->text));
    }
}

static void complete(void *target, const struct format_file *file)
{
    struct indicators *all = target;
    all->source = file->source;
    if (!file->root->incomplete)
        check_shares(all, file->diags);
}

const struct format format_indicators = {.name = "indicators",
                                         .family = 'I',
                                         .title = "Chỉ tiêu báo cáo của Ngõ Số",
                                         .object = &indicators_object,
                                         .size = sizeof(struct indicators),
                                         .max_bytes = INDICATORS_FILE_MAX,
                                         .complete = complete};

struct indicators *indicators_load(struct arena *a, const char *path, struct diag_list *diags)
{
    return format_load(a, &format_indicators, path, NULL, diags);
}
