/* The quiz's format: one row a key. The reference in quizzes/README.md follows the same order. */
#include "content/format.h"
#include "content/quiz.h"

static const struct format_word kinds[] = {
    [QUIZ_SINGLE] = {"single", "Chọn một: đúng một lựa chọn có right: true"},
    [QUIZ_MULTIPLE] = {"multiple", "Chọn nhiều: mọi lựa chọn right: true, không thừa"},
    [QUIZ_TRUE_FALSE] = {"true-false", "Đúng hay sai; answer là true hoặc false"},
    [QUIZ_ORDER] = {"order", "Xếp thứ tự; options viết sẵn theo thứ tự đúng"},
    [QUIZ_MATCH] = {"match", "Ghép đôi; mỗi lựa chọn có text và match"},
    [QUIZ_POINT] = {"point", "Chỉ đúng chỗ trên ảnh (picture) hoặc màn hình vẽ (screen)"},
    [QUIZ_SCAM] = {"scam", "Thật hay lừa? message là tin nhắn; answer là real hoặc scam"},
    [QUIZ_KIND_COUNT] = {NULL, NULL},
};

static const struct format_word channels[] = {
    [QUIZ_CHANNEL_SMS] = {"sms", "Tin nhắn điện thoại"},
    [QUIZ_CHANNEL_CHAT] = {"chat", "Tin nhắn Zalo, Messenger…"},
    [QUIZ_CHANNEL_CALL] = {"call", "Cuộc gọi; text là lời người gọi nói"},
    [QUIZ_CHANNEL_EMAIL] = {"email", "Thư điện tử; address là địa chỉ người gửi"},
    [QUIZ_CHANNEL_WEB] = {"web", "Trang web; address là địa chỉ trang"},
    [QUIZ_CHANNEL_COUNT] = {NULL, NULL},
};

static const struct format_word answers[] = {
    [QUIZ_ANSWER_TRUE] = {"true", "Câu nói đúng"},
    [QUIZ_ANSWER_FALSE] = {"false", "Câu nói sai"},
    [QUIZ_ANSWER_REAL] = {"real", "Tin thật"},
    [QUIZ_ANSWER_SCAM] = {"scam", "Tin lừa đảo"},
    {NULL, NULL},
};

const char *quiz_kind_name(enum quiz_kind kind)
{
    CHECK(kind < QUIZ_KIND_COUNT);
    return kinds[kind].word;
}

const char *quiz_channel_name(enum quiz_channel channel)
{
    CHECK(channel < QUIZ_CHANNEL_COUNT);
    return channels[channel].word;
}

/* The four numbers of a place are read as a list into four members. */
_Static_assert(sizeof(int) == sizeof(int32_t), "a place is read as ints");
_Static_assert(offsetof(struct quiz_option, height) ==
                   offsetof(struct quiz_option, x) + 3 * sizeof(int32_t),
               "x, y, width and height follow each other");

static const struct format_field place_item = {
    .kind = FORMAT_COUNT, .required = true, .min = 0, .max = 1000};

static const struct format_field option_fields[] = {
    {.key = "text",
     .kind = FORMAT_RICH,
     .required = true,
     .max = 80,
     .may_be_wrong = true,
     .offset = offsetof(struct quiz_option, text),
     .help = "Chữ trên nút, ngắn gọn.",
     .example = "Gọi lại số đã biết"},
    {.key = "right",
     .kind = FORMAT_FLAG,
     .offset = offsetof(struct quiz_option, right),
     .help = "true: lựa chọn này đúng."},
    {.key = "match",
     .kind = FORMAT_RICH,
     .may_be_wrong = true,
     .max = 80,
     .offset = offsetof(struct quiz_option, match),
     .help = "Với kind: match, nửa kia của đôi."},
    {.key = "place",
     .kind = FORMAT_LIST,
     .min = 4,
     .max = 4,
     .offset = offsetof(struct quiz_option, x),
     .count_offset = offsetof(struct quiz_option, place_count),
     .size = sizeof(int32_t),
     .item = &place_item,
     .help = "Với ảnh: [trái, trên, rộng, cao], tính bằng phần nghìn của ảnh."},
    {.key = "icon",
     .kind = FORMAT_TEXT,
     .max = 60,
     .pattern = FORMAT_ICON,
     .offset = offsetof(struct quiz_option, icon),
     .help = "Tên hình Phosphor, không kèm độ đậm."},
    {.key = "audio",
     .kind = FORMAT_TEXT,
     .max = 200,
     .pattern = FORMAT_AUDIO,
     .offset = offsetof(struct quiz_option, audio),
     .help = "Bản thu giọng đọc, tệp .wav, đường dẫn tính từ thư mục của tệp này."},
};

static const struct format_object option_object = {.fields = option_fields,
                                                   .field_count = FORMAT_LENGTH(option_fields)};

static const struct format_field option_item = {
    .kind = FORMAT_MAP, .required = true, .object = &option_object};

static const struct format_field message_fields[] = {
    {.key = "channel",
     .kind = FORMAT_WORD,
     .required = true,
     .words = channels,
     .offset = offsetof(struct quiz_message, channel),
     .help = "Tin đến bằng đường nào.",
     .example = "sms"},
    {.key = "sender",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 60,
     .number_like = true,
     .offset = offsetof(struct quiz_message, sender),
     .help = "Tên hoặc số người gửi, như điện thoại hiện ra.",
     .example = "Số lạ"},
    {.key = "address",
     .kind = FORMAT_TEXT,
     .max = 120,
     .offset = offsetof(struct quiz_message, address),
     .help = "Địa chỉ trang web hoặc thư; chỉ để xem, không bao giờ bấm được."},
    {.key = "text",
     .kind = FORMAT_RICH,
     .required = true,
     .max = 400,
     .may_be_wrong = true,
     .offset = offsetof(struct quiz_message, text),
     .help = "Nội dung tin, hoặc lời người gọi nói.",
     .example = "Bạn trúng thưởng, hãy bấm link để nhận quà."},
};

static const struct format_object message_object = {.fields = message_fields,
                                                    .field_count = FORMAT_LENGTH(message_fields)};

static const struct format_field screen_fields[] = {
    {.key = "title",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 40,
     .offset = offsetof(struct quiz_question, screen_title),
     .help = "Chữ trên thanh đầu màn hình.",
     .example = "VNeID"},
};

static const struct format_object screen_object = {.fields = screen_fields,
                                                   .field_count = FORMAT_LENGTH(screen_fields)};

/* In the order people write them. */
static const struct format_field question_fields[] = {
    {.key = "id",
     .kind = FORMAT_TEXT,
     .required = true,
     .min = 1,
     .max = 40,
     .pattern = FORMAT_ID,
     .offset = offsetof(struct quiz_question, id),
     .help = "Mã của câu hỏi, không trùng trong tệp và không đổi khi sửa chữ.",
     .example = "den-truc-tiep"},
    {.key = "kind",
     .kind = FORMAT_WORD,
     .required = true,
     .words = kinds,
     .offset = offsetof(struct quiz_question, kind),
     .help = "Trả lời bằng cách nào.",
     .example = "true-false"},
    {.key = "stem",
     .kind = FORMAT_RICH,
     .required = true,
     .may_be_wrong = true,
     .max = 140,
     .offset = offsetof(struct quiz_question, stem),
     .help = "Câu hỏi, hoặc câu nói để đoán đúng sai.",
     .example = "Muốn có VNeID mức 2 phải tự mình đến công an."},
    {.key = "audio",
     .kind = FORMAT_TEXT,
     .max = 200,
     .pattern = FORMAT_AUDIO,
     .offset = offsetof(struct quiz_question, audio),
     .help = "Bản thu giọng đọc câu hỏi, tệp .wav."},
    {.key = "message",
     .kind = FORMAT_MAP,
     .object = &message_object,
     .offset = offsetof(struct quiz_question, message),
     .help = "Với kind: scam, tin nhắn mà máy vẽ ra như trên điện thoại."},
    {.key = "picture",
     .kind = FORMAT_TEXT,
     .max = 200,
     .pattern = FORMAT_PICTURE,
     .offset = offsetof(struct quiz_question, picture),
     .help = "Với kind: point, ảnh PNG hoặc JPEG. Có ảnh thì phải có picture_alt."},
    {.key = "picture_alt",
     .kind = FORMAT_TEXT,
     .max = 200,
     .offset = offsetof(struct quiz_question, picture_alt),
     .help = "Ảnh chụp gì, nói bằng lời, cho người không nhìn thấy ảnh."},
    {.key = "screen",
     .kind = FORMAT_MAP,
     .object = &screen_object,
     .help = "Với kind: point, một màn hình điện thoại do máy vẽ; options là các mục trên đó."},
    {.key = "answer",
     .kind = FORMAT_WORD,
     .words = answers,
     .offset = offsetof(struct quiz_question, answer),
     .help = "Đáp án: true, false (kind: true-false); real, scam (kind: scam)."},
    {.key = "options",
     .kind = FORMAT_LIST,
     .min = QUIZ_OPTIONS_MIN,
     .max = QUIZ_SCREEN_ITEMS_MAX,
     .offset = offsetof(struct quiz_question, options),
     .count_offset = offsetof(struct quiz_question, option_count),
     .size = sizeof(struct quiz_option),
     .item = &option_item,
     .help = "Các lựa chọn, 2 đến 6; trên màn hình vẽ tối đa 8 mục."},
    {.key = "shuffle",
     .kind = FORMAT_FLAG,
     .offset = offsetof(struct quiz_question, shuffle),
     .help = "false: giữ nguyên thứ tự các lựa chọn. Bỏ trống là đảo."},
    {.key = "when_right",
     .kind = FORMAT_RICH,
     .required = true,
     .max = 240,
     .offset = offsetof(struct quiz_question, when_right),
     .help = "Lời giải thích khi trả lời đúng.",
     .example = "Đúng rồi bác ạ. …"},
    {.key = "when_wrong",
     .kind = FORMAT_RICH,
     .required = true,
     .max = 240,
     .offset = offsetof(struct quiz_question, when_wrong),
     .help = "Khi trả lời chưa đúng: điều gì đúng và vì sao, nói nhẹ nhàng.",
     .example = "Chưa đúng bác ạ. …"},
    {.key = "advice",
     .kind = FORMAT_RICH,
     .max = 160,
     .offset = offsetof(struct quiz_question, advice),
     .help = "Một việc nên làm khi về nhà."},
    {.key = "subject",
     .kind = FORMAT_WORD,
     .words = format_subjects,
     .offset = offsetof(struct quiz_question, subject),
     .help = "Nhóm việc của câu này; bỏ trống là của cả bộ."},
    {.key = "skill",
     .kind = FORMAT_TEXT,
     .max = 12,
     .number_like = true,
     .pattern = FORMAT_SKILL,
     .offset = offsetof(struct quiz_question, skill),
     .help = "Mã kỹ năng, chép từ Khung của Quyết định 757/QĐ-BKHCN. Không có thì bỏ trống."},
    {.key = "guide",
     .kind = FORMAT_TEXT,
     .min = 2,
     .max = 40,
     .pattern = FORMAT_ID,
     .offset = offsetof(struct quiz_question, guide),
     .help = "Mã của hướng dẫn dạy điều này; bỏ trống là của cả bộ."},
    {.key = "step",
     .kind = FORMAT_COUNT,
     .min = 1,
     .max = GUIDE_STEPS_MAX,
     .offset = offsetof(struct quiz_question, step),
     .help = "Bước của hướng dẫn ấy, từ 1; bỏ trống là cả hướng dẫn."},
    {.key = "source",
     .kind = FORMAT_TEXT,
     .max = 240,
     .offset = offsetof(struct quiz_question, source),
     .help = "Câu này dựa vào văn bản, trang nào. Không có thì bị nhắc."},
    {.key = "difficulty",
     .kind = FORMAT_COUNT,
     .min = 1,
     .max = 3,
     .offset = offsetof(struct quiz_question, difficulty),
     .help = "1 dễ, 2 vừa, 3 khó; bỏ trống là 2."},
};

static const char *const need_options[] = {"options", NULL};
static const char *const need_answer[] = {"answer", NULL};
static const char *const need_message[] = {"message", "answer", NULL};
static const char *const need_picture[] = {"picture", NULL};
static const char *const need_picture_alt[] = {"picture_alt", NULL};
static const char *const refuse_screen[] = {"screen", NULL};
static const char *const refuse_choice[] = {"answer",      "message", "picture",
                                            "picture_alt", "screen",  NULL};
static const char *const refuse_arranged[] = {"answer", "message", "picture", "picture_alt",
                                              "screen", "shuffle", NULL};
static const char *const refuse_statement[] = {"options", "message", "picture", "picture_alt",
                                               "screen",  "shuffle", NULL};
static const char *const refuse_point[] = {"answer", "message", "shuffle", NULL};
static const char *const refuse_scam[] = {"options", "picture", "picture_alt",
                                          "screen",  "shuffle", NULL};
static const struct format_rule question_rules[] = {
    {.key = "kind", .word = "single", .needs = need_options, .refuses = refuse_choice},
    {.key = "kind", .word = "multiple", .needs = need_options, .refuses = refuse_choice},
    {.key = "kind", .word = "true-false", .needs = need_answer, .refuses = refuse_statement},
    {.key = "kind", .word = "order", .needs = need_options, .refuses = refuse_arranged},
    {.key = "kind", .word = "match", .needs = need_options, .refuses = refuse_arranged},
    {.key = "kind", .word = "point", .needs = need_options, .refuses = refuse_point},
    {.key = "kind", .word = "scam", .needs = need_message, .refuses = refuse_scam},
    {.key = "picture", .needs = need_picture_alt, .refuses = refuse_screen},
    {.key = "picture_alt", .needs = need_picture},
};

static const struct format_object question_object = {.fields = question_fields,
                                                     .field_count = FORMAT_LENGTH(question_fields),
                                                     .rules = question_rules,
                                                     .rule_count = FORMAT_LENGTH(question_rules)};

static const struct format_field question_item = {
    .kind = FORMAT_MAP, .required = true, .object = &question_object};

static const struct format_field quiz_fields[] = {
    {.key = "id",
     .kind = FORMAT_TEXT,
     .required = true,
     .min = 2,
     .max = 40,
     .pattern = FORMAT_ID,
     .offset = offsetof(struct quiz, id),
     .help = "Mã của bộ câu hỏi, trùng với tên tệp không kèm .yaml.",
     .example = "vneid"},
    {.key = "language",
     .kind = FORMAT_TEXT,
     .pattern = FORMAT_LANGUAGE,
     .offset = offsetof(struct quiz, language),
     .help = "Ngôn ngữ của câu hỏi; bỏ trống là vi."},
    {.key = "title",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 60,
     .offset = offsetof(struct quiz, title),
     .help = "Tên bộ câu hỏi, chữ to trên nút chọn.",
     .example = "VNeID mức 2"},
    {.key = "about",
     .kind = FORMAT_RICH,
     .required = true,
     .max = 120,
     .offset = offsetof(struct quiz, about),
     .help = "Một dòng dưới tên: bộ này hỏi về điều gì.",
     .example = "Căn cước điện tử trong điện thoại."},
    {.key = "subject",
     .kind = FORMAT_WORD,
     .required = true,
     .words = format_subjects,
     .offset = offsetof(struct quiz, subject),
     .help = "Một trong sáu nhóm việc của tổ.",
     .example = "platforms"},
    {.key = "icon",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 60,
     .pattern = FORMAT_ICON,
     .offset = offsetof(struct quiz, icon),
     .help = "Hình trên nút chọn: tên hình Phosphor.",
     .example = "fingerprint"},
    {.key = "guide",
     .kind = FORMAT_TEXT,
     .required = true,
     .min = 2,
     .max = 40,
     .pattern = FORMAT_ID,
     .offset = offsetof(struct quiz, guide),
     .help = "Mã của hướng dẫn dạy những điều này.",
     .example = "vneid"},
    {.key = "round",
     .kind = FORMAT_COUNT,
     .min = 1,
     .max = QUIZ_QUESTIONS_MAX,
     .offset = offsetof(struct quiz, round),
     .help = "Mỗi lượt hỏi bao nhiêu câu; bỏ trống là 10."},
    {.key = "reviewed",
     .kind = FORMAT_DATE,
     .required = true,
     .pattern = FORMAT_DATE_FORM,
     .offset = offsetof(struct quiz, reviewed),
     .span_offset = offsetof(struct quiz, reviewed_span),
     .help = "Ngày kiểm tra nội dung gần nhất: 2026-11-21 hoặc 21/11/2026.",
     .example = "2026-11-21"},
    {.key = "valid_days",
     .kind = FORMAT_COUNT,
     .min = 1,
     .max = 1000,
     .offset = offsetof(struct quiz, valid_days),
     .help = "Sau bao nhiêu ngày thì phải kiểm tra lại; bỏ trống là 180."},
    {.key = "questions",
     .kind = FORMAT_LIST,
     .required = true,
     .allocated = true,
     .min = 1,
     .max = QUIZ_QUESTIONS_MAX,
     .offset = offsetof(struct quiz, questions),
     .count_offset = offsetof(struct quiz, question_count),
     .size = sizeof(struct quiz_question),
     .item = &question_item,
     .help = "Các câu hỏi; mỗi lượt máy rút ra một số câu."},
};

static const struct format_object quiz_object = {
    .fields = quiz_fields,
    .field_count = FORMAT_LENGTH(quiz_fields),
    .help = "Những câu hỏi về một hướng dẫn, hỏi ở máy của nhà văn hóa hoặc trên giấy."};

const struct format format_quiz = {"quiz", 'K', "Bộ câu hỏi của Ngõ Số", &quiz_object};
