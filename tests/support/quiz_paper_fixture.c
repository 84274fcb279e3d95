#include "support/quiz_paper_fixture.h"
#include "content/format/format.h"

#include <stdio.h>

#define HEAD                                                                                       \
    "id: mau\ntitle: Bộ câu hỏi mẫu\nabout: Mỗi kiểu một câu.\nsubject: safety\n"    \
    "icon: shield-check\nguide: fraud\nround: 1\nreviewed: 2026-11-01\nquestions:\n"

static const char kinds[] = HEAD
    "  - id: mot\n    kind: single\n    stem: Có tin lạ, bác làm gì?\n    options:\n"
    "      - {text: Bấm thử, right: false}\n      - {text: Bỏ qua, right: true}\n"
    "      - text: Gửi cho bạn bè cùng xem để mọi người bàn thêm một lúc\n"
    "    when_right: Đúng.\n    when_wrong: Tin lạ thì bỏ qua.\n    source: Sổ tay\n"
    "  - id: nhieu\n    kind: multiple\n    stem: Những gì bác giữ cho riêng mình?\n    options:\n"
    "      - {text: Mật khẩu, right: true}\n      - text: Tên xã\n"
    "      - {text: Mã OTP, right: true}\n"
    "    when_right: Đúng.\n    when_wrong: Mật khẩu và mã OTP.\n    source: Sổ tay\n"
    "  - id: dung-sai\n    kind: true-false\n    stem: Công an gửi tệp cài đặt qua Zalo.\n"
    "    answer: false\n    when_right: Đúng.\n    when_wrong: Không bao giờ.\n    source: Sổ tay\n"
    "  - id: thu-tu\n    kind: order\n    stem: Xếp các việc theo thứ tự.\n"
    "    options: [{text: Tắt máy}, {text: Gọi ngân hàng}, {text: Báo công an}]\n"
    "    when_right: Đúng.\n    when_wrong: Tắt máy trước.\n    source: Sổ tay\n"
    "  - id: ghep\n    kind: match\n    stem: Ghép số máy với việc.\n"
    "    options: [{text: \"113\", match: Gặp kẻ gian}, {text: \"114\", match: Có cháy},"
    " {text: \"115\", match: Người ốm nặng cần đưa đi cấp cứu ngay}]\n"
    "    when_right: Đúng.\n    when_wrong: Ba số ấy.\n    source: Sổ tay\n"
    "  - id: cho\n    kind: point\n    stem: Chạm vào chỗ tắt máy.\n"
    "    screen: {title: Cuộc gọi đến}\n"
    "    options: [{text: Tắt, icon: phone-x, right: true}, {text: Nghe, icon: phone},"
    " {text: Loa ngoài, icon: speaker-high}]\n"
    "    when_right: Đúng.\n    when_wrong: Nút Tắt.\n    source: Sổ tay\n"
    "  - id: lua\n    kind: scam\n    stem: Thật hay lừa đảo?\n"
    "    message: {channel: email, sender: Ban trao giải, address: giai@qua-tang.example,"
    " text: Nộp phí trong hôm nay để nhận quà.}\n    answer: scam\n"
    "    when_right: Đúng.\n    when_wrong: Nộp phí trước là lừa.\n    source: Sổ tay\n"
    "  - id: goi\n    kind: scam\n    stem: Thật hay lừa đảo?\n"
    "    message: {channel: call, sender: Số lạ, text: Bác chuyển tiền ngay nhé.}\n"
    "    answer: scam\n"
    "    when_right: Đúng.\n    when_wrong: Giục tiền là lừa.\n    source: Sổ tay\n";

static const char hosts[] =
    HEAD "  - id: trang\n    kind: point\n    stem: Chạm vào trang thật.\n"
         "    screen: {title: Kết quả tìm kiếm}\n"
         "    options: [{text: dichvucong.bocongan-xacthuc-dinhdanh.example, icon: globe-simple},"
         " {text: dichvucong.gov.vn, icon: globe-simple, right: true},"
         " {text: vinhlong.dichvucong.xacthuc-hoso-truc-tuyen.example}]\n"
         "    when_right: Đúng.\n    when_wrong: Đuôi .gov.vn.\n    source: Sổ tay\n";

enum { LONG_COUNT = QUIZ_QUESTIONS_MAX, BYTES_MAX = 1024 * 1024 };

/* `letters` letters of words that may be broken between. */
static void put_words(struct buf *out, unsigned letters, unsigned seed)
{
    static const char *const words[] = {"nghiêng", "chuyển", "khoản", "đường", "người", "ạ"};
    for (unsigned done = 0; done + 8 <= letters; done += 7) {
        buf_append_text(out, words[(seed + done) % 6]);
        buf_append_char(out, ' ');
    }
    buf_printf(out, "%u", seed % 100);
}

static void put_options(struct buf *out, unsigned question, unsigned count, bool pairs, bool right)
{
    buf_append_text(out, "    options:\n");
    for (unsigned i = 0; i < count; i++) {
        buf_append_text(out, "      - text: ");
        put_words(out, 60, question * 10 + i);
        buf_append_text(out, pairs ? "\n        match: " : "\n");
        if (pairs) {
            put_words(out, 60, question * 10 + i + 50);
            buf_append_text(out, "\n");
        }
        if (right && i == question % count)
            buf_append_text(out, "        right: true\n");
    }
}

static void put_question(struct buf *out, unsigned i)
{
    static const char *const names[] = {"single", "multiple", "order", "match", "point", "scam"};
    unsigned kind = i % 6;
    buf_printf(out, "  - id: cau-%u\n    kind: %s\n    stem: ", i, names[kind]);
    put_words(out, 110, i);
    buf_append_text(out, "\n");
    if (kind == 4)
        buf_append_text(out, "    screen: {title: Điện thoại của bác}\n");
    if (kind < 5)
        put_options(out, i, kind == 4 ? 8 : 6, kind == 3, kind != 2 && kind != 3);
    if (kind == 5) {
        buf_append_text(out, "    message:\n      channel: web\n      sender: Ngân hàng\n"
                             "      address: ngan-hang-cua-bac.example\n      text: ");
        put_words(out, 120, i);
        buf_append_text(out, "\n    answer: scam\n");
    }
    buf_append_text(out, "    when_right: Đúng.\n    source: Sổ tay\n    when_wrong: ");
    put_words(out, 160, i);
    buf_append_text(out, "\n");
}

const struct quiz_paper *quiz_paper_fixture(struct arena *a, enum quiz_paper_fixture which)
{
    struct diag_list diags;
    struct buf text;
    buf_init(&text, BYTES_MAX);
    diag_init(&diags, a);
    static const char *const starts[QUIZ_PAPER_FIXTURE_COUNT] = {kinds, HEAD, hosts};
    buf_append_text(&text, starts[which]);
    for (unsigned i = 0; which == QUIZ_PAPER_FIXTURE_LONG && i < LONG_COUNT; i++)
        put_question(&text, i);
    const struct quiz *quiz =
        format_parse(a, &format_quiz, SLICE("quizzes/mau.yaml"), buf_slice(&text), NULL, &diags);
    buf_deinit(&text);
    if (diags.error_count)
        diag_print(stderr, &diags, false);
    if (!quiz || diags.error_count)
        return NULL;
    struct quiz_paper *paper = ARENA_NEW(a, struct quiz_paper);
    const struct quiz_question **questions =
        ARENA_ARRAY(a, quiz->question_count, const struct quiz_question *);
    for (unsigned i = 0; i < quiz->question_count; i++)
        questions[i] = &quiz->questions[i];
    *paper = (struct quiz_paper){.quiz = quiz,
                                 .questions = questions,
                                 .question_count = quiz->question_count,
                                 .code = SLICE("ngoso quiz=mau version=0123456789abcdef "
                                               "questions=8 seed=1"),
                                 .shown = SLICE("mau · 01234567 · 8/1"),
                                 .team = SLICE("Tổ công nghệ số cộng đồng thôn Mẫu"),
                                 .left_out = questions,
                                 .left_out_count = 1,
                                 .file = SLICE("mau-answers.csv")};
    return paper;
}
