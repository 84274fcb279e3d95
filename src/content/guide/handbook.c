#include "content/guide/handbook.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "content/format/format.h"
#include "content/yaml/yaml.h"

/* ---- the format ---- */

static const struct format_field how_fields[] = {
    {.key = "text",
     .kind = FORMAT_RICH,
     .required = true,
     .max = 200,
     .offset = offsetof(struct guide_item, text),
     .help = "Một câu ngắn. **Chữ đậm** nằm giữa hai cặp dấu sao.",
     .example = "Tìm theo **mục lục** ở đầu sổ."},
    {.key = "icon",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 60,
     .pattern = FORMAT_ICON,
     .offset = offsetof(struct guide_item, icon),
     .help = "Tên hình Phosphor, không kèm độ đậm.",
     .example = "list-numbers"},
};
static const struct format_object how_object = {.fields = how_fields,
                                                .field_count = FORMAT_LENGTH(how_fields)};
static const struct format_field how_item = {
    .kind = FORMAT_MAP, .required = true, .object = &how_object};

static const struct format_field see_item = {.kind = FORMAT_TEXT,
                                             .required = true,
                                             .max = 40,
                                             .pattern = FORMAT_ID,
                                             .help = "id của một hướng dẫn khác trong sổ."};

static const struct format_field guide_fields[] = {
    {.key = "id",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 40,
     .pattern = FORMAT_ID,
     .offset = offsetof(struct handbook_guide, id),
     .help = "id của hướng dẫn.",
     .example = "vneid"},
    {.key = "see",
     .kind = FORMAT_LIST,
     .max = HANDBOOK_SEE_MAX,
     .offset = offsetof(struct handbook_guide, see),
     .count_offset = offsetof(struct handbook_guide, see_count),
     .size = sizeof(struct field),
     .item = &see_item,
     .help = "Nên xem cùng: sổ in “Xem thêm” kèm số trang."},
};
static const struct format_object guide_object = {.fields = guide_fields,
                                                  .field_count = FORMAT_LENGTH(guide_fields)};
static const struct format_field guide_item = {
    .kind = FORMAT_MAP, .required = true, .object = &guide_object};

static const struct format_field chapter_fields[] = {
    {.key = "title",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 40,
     .offset = offsetof(struct handbook_chapter, title),
     .help = "Tên chương, in ở đầu mỗi trang.",
     .example = "Giấy tờ trên máy"},
    {.key = "icon",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 60,
     .pattern = FORMAT_ICON,
     .offset = offsetof(struct handbook_chapter, icon),
     .help = "Tên hình Phosphor, không kèm độ đậm.",
     .example = "identification-card"},
    {.key = "subject",
     .kind = FORMAT_WORD,
     .required = true,
     .words = format_subjects,
     .offset = offsetof(struct handbook_chapter, subject),
     .help = "Màu của chương; hướng dẫn không có tên trong tệp này thì vào chương cùng nhóm.",
     .example = "platforms"},
    {.key = "guides",
     .kind = FORMAT_LIST,
     .required = true,
     .allocated = true,
     .min = 1,
     .max = HANDBOOK_GUIDES_MAX,
     .offset = offsetof(struct handbook_chapter, guides),
     .count_offset = offsetof(struct handbook_chapter, guide_count),
     .size = sizeof(struct handbook_guide),
     .item = &guide_item,
     .help = "Các hướng dẫn của chương, theo thứ tự in."},
};
static const struct format_object chapter_object = {.fields = chapter_fields,
                                                    .field_count = FORMAT_LENGTH(chapter_fields)};
static const struct format_field chapter_item = {
    .kind = FORMAT_MAP, .required = true, .object = &chapter_object};

static const struct format_field hotline_fields[] = {
    {.key = "label",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 60,
     .offset = offsetof(struct handbook_hotline, label),
     .help = "Gọi để làm gì.",
     .example = "Báo tin nhắn, cuộc gọi lừa đảo"},
    {.key = "number",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 30,
     .pattern = FORMAT_PHONE,
     .number_like = true,
     .offset = offsetof(struct handbook_hotline, number),
     .help = "Số máy.",
     .example = "\"{scam-call.hotline}\""},
};
static const struct format_object hotline_object = {.fields = hotline_fields,
                                                    .field_count = FORMAT_LENGTH(hotline_fields)};
static const struct format_field hotline_item = {
    .kind = FORMAT_MAP, .required = true, .object = &hotline_object};

static const struct format_field also_item = {
    .kind = FORMAT_TEXT, .required = true, .max = 60, .help = "Một cách viết khác."};

static const struct format_field term_fields[] = {
    {.key = "term",
     .kind = FORMAT_TEXT,
     .required = true,
     .may_be_wrong = true, /* People look old words up. */
     .max = 60,
     .offset = offsetof(struct handbook_term, term),
     .help = "Từ để tra; số trang do máy tìm lấy.",
     .example = "mã OTP"},
    {.key = "also",
     .kind = FORMAT_LIST,
     .max = HANDBOOK_ALSO_MAX,
     .offset = offsetof(struct handbook_term, also),
     .count_offset = offsetof(struct handbook_term, also_count),
     .size = sizeof(struct field),
     .item = &also_item,
     .help = "Cách viết khác trong hướng dẫn mà cũng tính là từ này."},
};
static const struct format_object term_object = {.fields = term_fields,
                                                 .field_count = FORMAT_LENGTH(term_fields)};
static const struct format_field term_item = {
    .kind = FORMAT_MAP, .required = true, .object = &term_object};

static const struct format_field handbook_fields[] = {
    {.key = "title",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 60,
     .offset = offsetof(struct handbook, title),
     .help = "Tên sổ, in ở bìa.",
     .example = "Sổ tay đi từng ngõ"},
    {.key = "audience",
     .kind = FORMAT_TEXT,
     .max = 100,
     .offset = offsetof(struct handbook, audience),
     .help = "Sổ dành cho ai, in dưới tên sổ."},
    {.key = "language",
     .kind = FORMAT_TEXT,
     .max = 3,
     .pattern = FORMAT_LANGUAGE,
     .offset = offsetof(struct handbook, language),
     .help = "Tiếng của sổ; không ghi là vi. Hướng dẫn nào cũng phải cùng tiếng này."},
    {.key = "how",
     .kind = FORMAT_LIST,
     .max = HANDBOOK_HOW_MAX,
     .offset = offsetof(struct handbook, how),
     .count_offset = offsetof(struct handbook, how_count),
     .size = sizeof(struct guide_item),
     .item = &how_item,
     .help = "Cách dùng sổ, in ở trang đầu."},
    {.key = "chapters",
     .kind = FORMAT_LIST,
     .required = true,
     .allocated = true,
     .min = 1,
     .max = HANDBOOK_CHAPTERS_MAX,
     .offset = offsetof(struct handbook, chapters),
     .count_offset = offsetof(struct handbook, chapter_count),
     .size = sizeof(struct handbook_chapter),
     .item = &chapter_item,
     .unique = {"title"},
     .help = "Các chương, theo thứ tự in."},
    {.key = "hotlines",
     .kind = FORMAT_LIST,
     .max = HANDBOOK_HOTLINES_MAX,
     .offset = offsetof(struct handbook, hotlines),
     .count_offset = offsetof(struct handbook, hotline_count),
     .size = sizeof(struct handbook_hotline),
     .item = &hotline_item,
     .help = "Số máy thêm cho bìa sau, trước các số của hướng dẫn."},
    {.key = "index",
     .kind = FORMAT_LIST,
     .allocated = true,
     .max = HANDBOOK_TERMS_MAX,
     .offset = offsetof(struct handbook, terms),
     .count_offset = offsetof(struct handbook, term_count),
     .size = sizeof(struct handbook_term),
     .item = &term_item,
     .unique = {"term"},
     .help = "Những từ để tra ở cuối sổ; máy tự xếp vần và tìm trang."},
};
static const struct format_object handbook_object = {
    .fields = handbook_fields,
    .field_count = FORMAT_LENGTH(handbook_fields),
    .help =
        "Sổ tay của tổ: gom các hướng dẫn thành chương, có mục lục, bảng tra và số điện thoại."};

/* ---- what a table cannot say ---- */

const struct handbook_guide *handbook_find(const struct handbook *book, struct slice id,
                                           unsigned *chapter)
{
    for (unsigned c = 0; id.size && c < book->chapter_count; c++)
        for (unsigned i = 0; i < book->chapters[c].guide_count; i++)
            if (slice_equal(book->chapters[c].guides[i].id.text, id)) {
                if (chapter)
                    *chapter = c;
                return &book->chapters[c].guides[i];
            }
    return NULL;
}

static void check_see(const struct handbook *book, const struct handbook_guide *guide,
                      struct diag_list *diags)
{
    for (unsigned i = 0; i < guide->see_count; i++) {
        const struct field *see = &guide->see[i];
        if (slice_equal(see->text, guide->id.text))
            diag_error(diags, "H053", see->span, _("«%.*s» points to itself: leave it out"),
                       SLICE_ARG(see->text));
        else if (see->text.size && !handbook_find(book, see->text, NULL))
            diag_error(diags, "H052", see->span,
                       _("no chapter has the guide «%.*s»: add it to one, or leave it out here"),
                       SLICE_ARG(see->text));
    }
}

static void check_guides(const struct handbook *book, struct diag_list *diags)
{
    for (unsigned c = 0; c < book->chapter_count; c++)
        for (unsigned i = 0; i < book->chapters[c].guide_count; i++) {
            const struct handbook_guide *guide = &book->chapters[c].guides[i];
            const struct handbook_guide *first = handbook_find(book, guide->id.text, NULL);
            if (first && first != guide) {
                diag_error(diags, "H051", guide->id.span, _("«%.*s» is listed twice: keep one"),
                           SLICE_ARG(guide->id.text));
                diag_note(diags, first->id.span, _("it is given here first"));
            }
            check_see(book, guide, diags);
        }
}

static void complete(void *target, const struct format_file *file)
{
    struct handbook *book = target;
    book->source = file->source;
    if (book->language.text.size == 0)
        book->language.text = SLICE("vi");
    if (!file->root->incomplete)
        check_guides(book, file->diags);
}

const struct format format_handbook = {.name = "handbook",
                                       .family = 'H',
                                       .title = "Sổ tay của Ngõ Số",
                                       .object = &handbook_object,
                                       .size = sizeof(struct handbook),
                                       .max_bytes = HANDBOOK_FILE_MAX,
                                       .complete = complete};

struct handbook *handbook_load(struct arena *a, const char *path, const struct facts *facts,
                               struct diag_list *diags)
{
    return format_load(a, &format_handbook, path, facts, diags);
}
