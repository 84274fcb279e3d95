#include "support/report_fixture.h"

enum { VILLAGES = 40, DAYS = 21, SCORES = 11, MASKED_BELOW = 5 };

/* 2026-11-01 */
#define FIRST_DAY date_days((struct date){2026, 11, 1})

static struct report_column column(struct slice title, enum report_kind kind)
{
    return (struct report_column){.title = title, .kind = kind};
}

static struct report_column bar_column(struct slice title, struct slice hint)
{
    return (struct report_column){
        .title = title, .hint = hint, .kind = REPORT_PERCENT, .bar = true};
}

static struct report_cell percent(double value, double low, double high)
{
    return report_with_interval(report_figure(REPORT_PERCENT, value, 0), low, high);
}

static struct report_cell change(double value, double low, double high)
{
    struct report_cell cell =
        report_with_interval(report_figure(REPORT_NUMBER, value, 1), low, high);
    cell.signed_value = true;
    return cell;
}

/* Rows of `column_count` cells each, copied from `cells`. */
static struct report_row *rows_from(struct arena *a, const struct report_cell *cells,
                                    unsigned row_count, unsigned column_count)
{
    struct report_row *rows = ARENA_ARRAY(a, row_count, struct report_row);
    struct report_cell *copy = ARENA_ARRAY(a, (size_t)row_count * column_count, struct report_cell);
    memcpy(copy, cells, (size_t)row_count * column_count * sizeof *cells);
    for (unsigned i = 0; i < row_count; i++)
        rows[i].cells = copy + (size_t)i * column_count;
    return rows;
}

static struct report_section needs(struct arena *a)
{
    static const struct {
        const char *skill;
        double value, low, high;
        int people;
    } skills[] = {
        {"Nhận ra tin nhắn giả cơ quan nhà nước", 38, 31, 46, 151},
        {"Kiểm tra tên người nhận khi chuyển tiền", 44, 36, 52, 149},
        {"Biết địa chỉ duy nhất của Cổng Dịch vụ công quốc gia", 51, 43, 59, 144},
        {"Mức 2 phải đến trực tiếp công an xã", 63, 55, 70, 148},
        {"Không cài tệp ngoài kho ứng dụng", 71, 63, 78, 131},
        {"Giữ kín mã OTP", 86, 79, 91, 128},
    };
    enum { COUNT = sizeof skills / sizeof skills[0] };
    struct report_cell cells[COUNT * 3];
    for (unsigned i = 0; i < COUNT; i++) {
        cells[i * 3] = report_text(slice_from(skills[i].skill));
        cells[i * 3 + 1] = percent(skills[i].value, skills[i].low, skills[i].high);
        cells[i * 3 + 2] = report_count(skills[i].people);
    }
    struct report_row *rows = rows_from(a, cells, COUNT, 3);
    rows[0].flag = REPORT_FLAG_ACT;
    rows[1].flag = REPORT_FLAG_LOOK;
    return (struct report_section){
        .id = "needs",
        .title = SLICE("Nội dung cần dạy lại trước"),
        .sentence = SLICE("Tỷ lệ trả lời đúng, thấp nhất xếp trên: bà con yếu nhất ở việc nhận ra "
                          "tin nhắn giả (38 %)."),
        .note = SLICE("Vạch ngang là khoảng tin cậy 95 %: càng dài, càng ít người làm."),
        .chart = REPORT_CHART_BARS,
        .label_column = 0,
        .value_column = 1,
        .axis_max = 100,
        .columns = {column(SLICE("Kỹ năng"), REPORT_TEXT),
                    bar_column(SLICE("Đúng"), SLICE("Số lượt trả lời đúng trên số lượt được hỏi.")),
                    column(SLICE("Lượt"), REPORT_COUNT)},
        .column_count = 3,
        .rows = rows,
        .row_count = COUNT,
    };
}

/* No machine was out on Sundays. */
static struct report_section days(struct arena *a)
{
    static const int people[7] = {0, 6, 14, 9, 22, 3, 17};
    struct report_cell cells[DAYS * 3];
    for (unsigned i = 0; i < DAYS; i++) {
        bool sunday = i % 7 == 0;
        cells[i * 3] = report_date(FIRST_DAY + (int64_t)i);
        cells[i * 3 + 1] = sunday ? report_missing(SLICE("máy không mở"))
                                  : report_count(people[i % 7] + (int)(i / 7) * 2);
        cells[i * 3 + 2] = sunday ? report_missing(SLICE("máy không mở"))
                                  : report_count(people[i % 7] + (int)(i / 7) * 2 - 1);
    }
    return (struct report_section){
        .id = "days",
        .title = SLICE("Theo ngày"),
        .sentence = SLICE("Đông nhất là thứ năm; chủ nhật máy không mở."),
        .chart = REPORT_CHART_LINE,
        .label_column = 0,
        .value_column = 1,
        .columns = {column(SLICE("Ngày"), REPORT_DATE), column(SLICE("Lượt"), REPORT_COUNT),
                    column(SLICE("Người"), REPORT_COUNT)},
        .column_count = 3,
        .rows = rows_from(a, cells, DAYS, 3),
        .row_count = DAYS,
    };
}

static void village_cells(struct report_cell out[5], struct arena *a, unsigned i)
{
    struct slice masked = SLICE("dưới 5 người, không công bố");
    int people = (int)(i * 17 % 41);
    double right = 88 - 1.45 * i;
    out[0] = report_text(i == 7 ? SLICE("Khu phố Mẫu Thượng – Mẫu Hạ – Mẫu Trung, cạnh chợ cũ")
                                : arena_printf(a, "Thôn Mẫu %u", i + 1));
    bool hidden = people < MASKED_BELOW;
    out[1] = hidden ? report_missing(masked) : report_count(people);
    out[2] = hidden ? report_missing(masked) : percent(right, right - 9, right + 8);
    out[3] = hidden ? report_missing(masked) : change(11.4 - 0.6 * i, 5.2 - 0.6 * i, 17 - 0.6 * i);
    out[4] = hidden ? report_missing(masked) : report_count((int64_t)i * 7 % 13);
}

static struct report_section villages(struct arena *a)
{
    struct report_cell cells[VILLAGES * 5];
    for (unsigned i = 0; i < VILLAGES; i++)
        village_cells(cells + (size_t)i * 5, a, i);
    struct report_row *rows = rows_from(a, cells, VILLAGES, 5);
    rows[38].flag = REPORT_FLAG_ACT;
    rows[38].remark = SLICE("Nên có buổi hướng dẫn chung ở nhà văn hóa.");
    rows[36].flag = REPORT_FLAG_LOOK;
    return (struct report_section){
        .id = "villages",
        .title = SLICE("Theo thôn"),
        .sentence = SLICE("Thôn Mẫu 39 đúng ít nhất (33 %); danh sách đến nhà in kèm tờ rơi cho "
                          "từng hộ."),
        .note = SLICE("Nhóm dưới 5 người không công bố."),
        .columns = {column(SLICE("Thôn"), REPORT_TEXT), column(SLICE("Người"), REPORT_COUNT),
                    bar_column(SLICE("Đúng"), SLICE("")),
                    column(SLICE("Lần sau so với lần đầu"), REPORT_NUMBER),
                    column(SLICE("Muốn được đến nhà"), REPORT_COUNT)},
        .column_count = 5,
        .rows = rows,
        .row_count = VILLAGES,
    };
}

static struct report_section scores(struct arena *a)
{
    static const int people[SCORES] = {0, 2, 5, 9, 17, 28, 41, 44, 36, 21, 11};
    struct report_cell cells[SCORES * 2];
    for (unsigned i = 0; i < SCORES; i++) {
        cells[i * 2] = report_count(i);
        cells[i * 2 + 1] = report_count(people[i]);
    }
    return (struct report_section){
        .id = "scores",
        .title = SLICE("Điểm của bài “Nhận ra lừa đảo”"),
        .sentence = SLICE("Một nửa số lượt đúng từ 6 đến 8 câu trên 10."),
        .note = SLICE("Độ tin cậy của bài (Cronbach alpha) 0,71 · sai số chuẩn 1,2 câu."),
        .chart = REPORT_CHART_COLUMNS,
        .label_column = 0,
        .value_column = 1,
        .columns = {column(SLICE("Số câu đúng"), REPORT_COUNT),
                    column(SLICE("Lượt"), REPORT_COUNT)},
        .column_count = 2,
        .rows = rows_from(a, cells, SCORES, 2),
        .row_count = SCORES,
    };
}

static struct report_section questions(struct arena *a)
{
    struct report_cell cells[] = {
        report_count(7),
        report_text(SLICE("Có người gọi xưng là cán bộ công an, bảo bác cài ứng dụng từ đường dẫn "
                          "gửi qua tin nhắn. Bác làm gì?")),
        percent(29, 22, 37),
        report_figure(REPORT_NUMBER, -0.1204, 2),
        report_count(3),
        report_date(FIRST_DAY + 12),
        report_count(2),
        report_text(SLICE("Mã OTP đưa cho ai?")),
        percent(97.6, 93, 99.4),
        report_figure(REPORT_NUMBER, 0.08, 2),
        report_count(0),
        report_date(FIRST_DAY + 2),
        report_count(5),
        report_text(SLICE("Chuyển tiền xong mới thấy sai tên người nhận thì gọi ai trước?")),
        percent(61, 53, 68),
        report_figure(REPORT_NUMBER, 0.4149, 2),
        report_count(11),
        report_missing(SLICE("chưa sửa lần nào")),
    };
    struct report_row *rows = rows_from(a, cells, 3, 6);
    rows[0].flag = REPORT_FLAG_ACT;
    rows[0].remark = SLICE("Cần xem lại đáp án: người giỏi chọn phương án C nhiều hơn đáp án B.");
    rows[1].flag = REPORT_FLAG_LOOK;
    rows[1].remark = SLICE("Quá dễ: gần như ai cũng đúng.");
    return (struct report_section){
        .id = "questions",
        .title = SLICE("Từng câu hỏi"),
        .sentence = SLICE("Một câu cần xem lại đáp án, một câu quá dễ."),
        .columns = {column(SLICE("Câu"), REPORT_COUNT),
                    column(SLICE("Nội dung"), REPORT_TEXT),
                    bar_column(SLICE("Đúng"), SLICE("")),
                    {.title = SLICE("Phân biệt"),
                     .hint = SLICE("Tương quan giữa câu này và tổng các câu còn lại, từ −1 đến 1."),
                     .kind = REPORT_NUMBER},
                    column(SLICE("Bỏ trống"), REPORT_COUNT),
                    column(SLICE("Sửa ngày"), REPORT_DATE)},
        .column_count = 6,
        .rows = rows,
        .row_count = 3,
    };
}

static struct report_section again(void)
{
    return (struct report_section){
        .id = "again",
        .title = SLICE("Làm lại lần hai"),
        .sentence = SLICE("So lần đầu với lần sau của cùng một người."),
        .columns = {column(SLICE("Bài"), REPORT_TEXT), column(SLICE("Thay đổi"), REPORT_NUMBER)},
        .column_count = 2,
        .empty = SLICE("Chưa có ai làm lại bài “Thanh toán không tiền mặt”."),
    };
}

static struct report_section hidden(struct arena *a)
{
    const struct report_cell cells[] = {
        report_text(SLICE("Độ tin cậy")),
        report_missing(SLICE("cần ít nhất 30 lượt")),
        report_text(SLICE("Lượt đã làm")),
        report_count(12),
    };
    return (struct report_section){
        .id = "quality",
        .title = SLICE("Chất lượng bài “VNeID”"),
        .sentence = SLICE("Mới có 12 lượt nên chưa tính được bài đo có chắc hay không."),
        .note = SLICE("Cần ít nhất 30 lượt."),
        .columns = {column(SLICE("Chỉ số"), REPORT_TEXT), column(SLICE("Giá trị"), REPORT_NUMBER)},
        .column_count = 2,
        .rows = rows_from(a, cells, 2, 2),
        .row_count = 2,
    };
}

static void fill_tiles(struct report *r)
{
    r->tiles[0] = (struct report_tile){report_count(1186), SLICE("người làm bài (1.214 lượt)")};
    r->tiles[1] = (struct report_tile){percent(61.4, 58.2, 64.1), SLICE("điểm trung bình")};
    r->tiles[2] = (struct report_tile){change(11.4, 5.2, 17),
                                       SLICE("điểm phần trăm giữa lần đầu và lần sau")};
    r->tiles[3] = (struct report_tile){report_count(44), SLICE("người muốn tổ đến nhà hướng dẫn")};
    r->tiles[4] = (struct report_tile){report_missing(SLICE("chưa đủ 30 lượt")),
                                       SLICE("độ tin cậy của bài “VNeID”")};
    r->tile_count = 5;
}

static const struct report *team_report(struct arena *a)
{
    static const struct slice notes[] = {
        {"Đáp án câu 4 bài “Nhận ra lừa đảo” đã sửa ngày 14/11/2026 từ A thành C; điểm đã tính "
         "lại.",
         0},
        {"Một lô phiếu giấy của thôn Mẫu 3 (12 phiếu) đã rút lại ngày 16/11/2026.", 0},
        {"Máy “nhà văn hóa” thiếu dữ liệu từ 08/11/2026 đến 09/11/2026.", 0},
    };
    enum { NOTES = sizeof notes / sizeof notes[0], SECTIONS = 7 };
    struct report *r = ARENA_NEW(a, struct report);
    struct report_section *sections = ARENA_ARRAY(a, SECTIONS, struct report_section);
    struct slice *texts = ARENA_ARRAY(a, NOTES, struct slice);
    for (unsigned i = 0; i < NOTES; i++)
        texts[i] = slice_from(notes[i].data);
    sections[0] = needs(a);
    sections[1] = questions(a);
    sections[2] = days(a);
    sections[3] = scores(a);
    sections[4] = villages(a);
    sections[5] = again();
    sections[6] = hidden(a);
    *r = (struct report){
        .language = "vi",
        .kicker = SLICE("Kết quả kỹ năng số · xã Mẫu · 01/11/2026 – 21/11/2026"),
        .title = SLICE("Bà con còn khó nhất ở việc nhận ra tin nhắn giả"),
        .period = SLICE("01/11/2026 – 21/11/2026"),
        .scope = SLICE("Bài “Nhận ra lừa đảo” · mọi thôn · 3 máy"),
        .sections = sections,
        .section_count = SECTIONS,
        .notes = texts,
        .note_count = NOTES,
        .signs = {SLICE("NGƯỜI LẬP BIỂU"), SLICE("TỔ TRƯỞNG")},
        .team_only = true,
    };
    fill_tiles(r);
    return r;
}

static const struct report *bare_report(struct arena *a)
{
    struct report *r = ARENA_NEW(a, struct report);
    *r = (struct report){
        .language = "vi",
        .title = SLICE("Chưa có lượt làm bài nào"),
        .period = SLICE("01/12/2026 – 31/12/2026"),
    };
    return r;
}

static struct report_section hostile_table(struct arena *a)
{
    static const char *const texts[] = {
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@SUM(A1)",
        "\tmột\rhai",
        "\"; DROP TABLE events; --",
        "<script>alert(1)</script>",
        "</td></tr></table><h1>",
        "&amp; ' \" > <",
        "]]>",
        "%s%n",
        "\xff\xfe hỏng",
        "e\u0302\u0323",
        "\u202Engược",
        "\nmột dòng\nhai dòng",
        "",
    };
    enum { COLUMNS = sizeof texts / sizeof texts[0] };
    struct report_cell cells[3 * COLUMNS];
    struct report_section section = {
        .id = "hostile",
        .title = SLICE("<b>Bảng</b> & \"dấu\" 'ngoặc'"),
        .sentence = SLICE("=HYPERLINK(\"http://mau.invalid\")"),
        .column_count = COLUMNS,
    };
    for (unsigned i = 0; i < COLUMNS; i++) {
        section.columns[i] = column(slice_from(texts[i]), i ? REPORT_NUMBER : REPORT_TEXT);
        cells[i] = report_text(slice_from(texts[i]));
        cells[COLUMNS + i] = report_count(i % 2 ? INT64_MAX : INT64_MIN);
        cells[2 * COLUMNS + i] = report_missing(SLICE("<i>không rõ</i>"));
    }
    struct report_row *rows = rows_from(a, cells, 3, COLUMNS);
    rows[0].flag = REPORT_FLAG_ACT;
    rows[0].remark = SLICE("=1+1 <img src=x onerror=alert(1)>");
    section.rows = rows;
    section.row_count = 3;
    return section;
}

/* A chart of nothing but what is hard to draw. */
static struct report_section hostile_chart(struct arena *a, const char *id, enum report_chart chart,
                                           bool all_missing)
{
    struct report_cell cells[] = {
        report_text(SLICE("mộttừdàikhôngcódấucáchnàođểxuốngdòngcảmộttừdàikhôngcódấucách")),
        percent(0, 0, 0),
        report_text(SLICE("")),
        percent(100, 100, 100),
        report_text(SLICE("âm")),
        change(-40.5, -60, -20),
        report_text(SLICE("quá trục")),
        percent(250, 90, 400),
        report_text(SLICE("thiếu")),
        report_missing(SLICE("không rõ")),
    };
    for (unsigned i = 0; all_missing && i < 5; i++)
        cells[i * 2 + 1] = report_missing(SLICE(""));
    return (struct report_section){
        .id = id,
        .title = SLICE("Biểu đồ khó vẽ"),
        .sentence = SLICE("Số không, số âm, số vượt trục và số thiếu."),
        .chart = chart,
        .label_column = 0,
        .value_column = 1,
        .columns = {column(SLICE("Nhãn"), REPORT_TEXT), bar_column(SLICE("Giá trị"), SLICE(""))},
        .column_count = 2,
        .rows = rows_from(a, cells, 5, 2),
        .row_count = 5,
    };
}

static const struct report *hostile_report(struct arena *a)
{
    enum { SECTIONS = 6 };
    struct report *r = ARENA_NEW(a, struct report);
    struct report_section *sections = ARENA_ARRAY(a, SECTIONS, struct report_section);
    sections[0] = hostile_table(a);
    sections[1] = hostile_chart(a, "hostile-bars", REPORT_CHART_BARS, false);
    sections[2] = hostile_chart(a, "hostile-columns", REPORT_CHART_COLUMNS, false);
    sections[3] = hostile_chart(a, "hostile-line", REPORT_CHART_LINE, false);
    sections[4] = hostile_chart(a, "missing-line", REPORT_CHART_LINE, true);
    sections[5] = (struct report_section){.id = "nothing", .title = SLICE("Không có gì")};
    *r = (struct report){
        .language = "vi",
        .kicker = SLICE("=1+1 · <kicker>"),
        .title = SLICE("</title><script>alert(\"tiêu đề\")</script>"),
        .period = SLICE("01/11/2026 – 21/11/2026"),
        .scope = SLICE("\" onload=\"alert(1)"),
        .tiles = {{report_count(INT64_MAX), SLICE("=lớn nhất")},
                  {report_figure(REPORT_NUMBER, -9e11, 6), SLICE("<nhỏ>")}},
        .tile_count = 2,
        .sections = sections,
        .section_count = SECTIONS,
    };
    return r;
}

const struct report *report_fixture(struct arena *a, enum report_fixture which)
{
    switch (which) {
    case REPORT_FIXTURE_TEAM:
        return team_report(a);
    case REPORT_FIXTURE_BARE:
        return bare_report(a);
    case REPORT_FIXTURE_HOSTILE:
        return hostile_report(a);
    case REPORT_FIXTURE_COUNT:
        break;
    }
    UNREACHABLE("report fixture");
}

const char *report_fixture_name(enum report_fixture which)
{
    static const char *const names[REPORT_FIXTURE_COUNT] = {"team", "bare", "hostile"};
    return names[which];
}
