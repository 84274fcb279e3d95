#include "content/shared/banks.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "content/format/format.h"

static const struct format_word qr_words[] = {
    [BANK_QR_ACCEPTS] = {"accepts", "Chuyển tiền bằng VietQR được"},
    [BANK_QR_REFUSES] = {"refuses", "Danh sách VietQR ghi là chưa nhận được"},
    [BANK_QR_UNCLEAR] = {"unclear", "Chưa rõ: hỏi ngân hàng, quét thử trước khi in nhiều"},
    {NULL, NULL},
};

static const struct format_field also_item = {
    .kind = FORMAT_TEXT, .required = true, .max = 60, .help = "Tên khác, tên cũ, tên viết tắt."};

static const struct format_field bank_fields[] = {
    {.key = "name",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 40,
     .offset = offsetof(struct bank, name),
     .help = "Tên ngắn, như bà con gọi và như điện thoại hiện.",
     .example = "Vietcombank"},
    {.key = "bin",
     .kind = FORMAT_TEXT,
     .number_like = true,
     .max = 6,
     .pattern = FORMAT_BIN,
     .offset = offsetof(struct bank, bin),
     .help = "Mã ngân hàng trong VietQR, sáu chữ số.",
     .example = "970436"},
    {.key = "also",
     .kind = FORMAT_LIST,
     .max = BANK_NAMES_MAX,
     .offset = offsetof(struct bank, also),
     .count_offset = offsetof(struct bank, also_count),
     .size = sizeof(struct field),
     .item = &also_item,
     .help = "Những tên khác cũng chỉ ngân hàng này."},
    {.key = "qr",
     .kind = FORMAT_WORD,
     .required = true,
     .words = qr_words,
     .offset = offsetof(struct bank, qr),
     .help = "Ngân hàng có nhận tiền chuyển bằng VietQR không.",
     .example = "accepts"},
    {.key = "conflict",
     .kind = FORMAT_TEXT,
     .max = 240,
     .offset = offsetof(struct bank, conflict),
     .help = "Các nguồn nói khác nhau thế nào; khi ấy không ghi bin và không in mã."},
};

static const char *const refused_by_conflict[] = {"bin", NULL};
static const struct format_rule bank_rules[] = {
    {.key = "conflict", .refuses = refused_by_conflict}};

static const struct format_object bank_object = {.fields = bank_fields,
                                                 .field_count = FORMAT_LENGTH(bank_fields),
                                                 .rules = bank_rules,
                                                 .rule_count = FORMAT_LENGTH(bank_rules)};
static const struct format_field bank_item = {
    .kind = FORMAT_MAP, .required = true, .object = &bank_object};

static const struct format_field list_fields[] = {
    {.key = "source",
     .kind = FORMAT_TEXT,
     .required = true,
     .max = 300,
     .offset = offsetof(struct bank_list, source),
     .help = "Lấy từ đâu.",
     .example = "Công văn 1589/NHNN-TT ngày 05/03/2024"},
    {.key = "certainty",
     .kind = FORMAT_WORD,
     .required = true,
     .words = format_certainties,
     .offset = offsetof(struct bank_list, certainty),
     .help = "Chắc đến đâu.",
     .example = "two-sources"},
    {.key = "checked",
     .kind = FORMAT_DATE,
     .required = true,
     .max = 10,
     .pattern = FORMAT_DATE_FORM,
     .offset = offsetof(struct bank_list, checked),
     .span_offset = offsetof(struct bank_list, checked_span),
     .help = "Ngày kiểm tra gần nhất.",
     .example = "2026-11-21"},
    {.key = "banks",
     .kind = FORMAT_LIST,
     .required = true,
     .allocated = true,
     .min = 1,
     .max = BANKS_MAX,
     .offset = offsetof(struct bank_list, banks),
     .count_offset = offsetof(struct bank_list, bank_count),
     .size = sizeof(struct bank),
     .item = &bank_item,
     .help = "Các ngân hàng, ví có trong nguồn ấy."},
};

static const struct format_object list_object = {.fields = list_fields,
                                                 .field_count = FORMAT_LENGTH(list_fields)};
static const struct format_field list_item = {
    .kind = FORMAT_MAP, .required = true, .object = &list_object};

static const struct format_field banks_fields[] = {
    {.key = "lists",
     .kind = FORMAT_LIST,
     .required = true,
     .allocated = true,
     .min = 1,
     .max = BANKS_LISTS_MAX,
     .offset = offsetof(struct banks, lists),
     .count_offset = offsetof(struct banks, list_count),
     .size = sizeof(struct bank_list),
     .item = &list_item,
     .help = "Mỗi nguồn một danh sách."},
};

static const struct format_object banks_object = {
    .fields = banks_fields,
    .field_count = FORMAT_LENGTH(banks_fields),
    .help = "Mã ngân hàng để làm VietQR cho quầy hàng; sai một số là tiền sang nhà khác."};

/* ---- finding --------------------------------------------------------------------------------- */

/* Small letters and digits without marks: "Nam Á Bank" and "namabank" are one. */
static struct slice key_of(struct arena *a, struct slice name)
{
    struct slice plain = utf8_plain(a, name);
    char *key = arena_alloc(a, plain.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < plain.size; i++) {
        char c = plain.data[i];
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            key[size++] = c;
    }
    return (struct slice){key, size};
}

static bool is_called(const struct bank *b, struct arena *a, struct slice key)
{
    if (slice_equal(b->bin.text, key) || slice_equal(key_of(a, b->name.text), key))
        return true;
    for (unsigned i = 0; i < b->also_count; i++)
        if (slice_equal(key_of(a, b->also[i].text), key))
            return true;
    return false;
}

const struct bank *banks_find(const struct bank_list **list, const struct banks *banks,
                              struct arena *a, struct slice word)
{
    struct slice key = key_of(a, word);
    for (unsigned l = 0; key.size && l < banks->list_count; l++)
        for (unsigned i = 0; i < banks->lists[l].bank_count; i++)
            if (is_called(&banks->lists[l].banks[i], a, key)) {
                if (list)
                    *list = &banks->lists[l];
                return &banks->lists[l].banks[i];
            }
    return NULL;
}

struct slice banks_nearest(const struct banks *banks, struct arena *a, struct slice word)
{
    enum { WORDS_MAX = BANKS_MAX * (1 + BANK_NAMES_MAX) };
    const char **words = ARENA_ARRAY(a, WORDS_MAX, const char *);
    struct slice *names = ARENA_ARRAY(a, WORDS_MAX, struct slice);
    unsigned count = 0;
    for (unsigned l = 0; l < banks->list_count; l++)
        for (unsigned i = 0; i < banks->lists[l].bank_count; i++) {
            const struct bank *b = &banks->lists[l].banks[i];
            for (unsigned k = 0; k <= b->also_count && count < WORDS_MAX; k++) {
                struct slice name = k ? b->also[k - 1].text : b->name.text;
                words[count] = arena_copy(a, key_of(a, name)).data;
                names[count++] = name;
            }
        }
    int nearest = utf8_nearest(key_of(a, word), words, count);
    return nearest >= 0 ? names[nearest] : (struct slice){0};
}

/* ---- loading --------------------------------------------------------------------------------- */

static void check_bank(const struct bank *b, struct diag_list *diags)
{
    if (b->name.text.size && !b->bin.span.source && !b->conflict.span.source)
        diag_error(diags, "B052", b->name.span,
                   _("this bank has no number: give its bin, or say under conflict why not"));
}

/* A name or number of a bank; `bank` counts through all lists. */
struct called {
    struct slice key;
    const struct field *field;
    unsigned bank, order;
};

enum { CALLED_MAX = BANKS_LISTS_MAX * BANKS_MAX * (BANK_NAMES_MAX + 2) };

static int compare_called(const void *left, const void *right)
{
    const struct called *a = left, *b = right;
    size_t size = a->key.size < b->key.size ? a->key.size : b->key.size;
    int order = size ? memcmp(a->key.data, b->key.data, size) : 0;
    if (order == 0 && a->key.size != b->key.size)
        order = a->key.size < b->key.size ? -1 : 1;
    return order ? order : (a->order > b->order) - (a->order < b->order);
}

static unsigned list_called(struct called *out, struct arena *a, const struct banks *banks)
{
    unsigned count = 0, bank = 0;
    for (unsigned l = 0; l < banks->list_count; l++)
        for (unsigned i = 0; i < banks->lists[l].bank_count; i++, bank++) {
            const struct bank *b = &banks->lists[l].banks[i];
            for (unsigned k = 0; k < b->also_count + 2; k++) {
                const struct field *field = k == 0 ? &b->bin : k == 1 ? &b->name : &b->also[k - 2];
                out[count] = (struct called){key_of(a, field->text), field, bank, count};
                count += out[count].key.size > 0;
            }
        }
    return count;
}

/* A name or number that means two banks: sorted, so that as many as a file may hold take no time
 * to speak of. A bank is told of once. */
static void check_twins(const struct banks *banks, struct arena *a, struct diag_list *diags)
{
    struct called *all = ARENA_ARRAY(a, CALLED_MAX, struct called);
    bool *told = ARENA_ARRAY(a, BANKS_LISTS_MAX * BANKS_MAX, bool);
    unsigned count = list_called(all, a, banks), first = 0;
    if (count)
        qsort(all, count, sizeof *all, compare_called);
    for (unsigned i = 1; i < count; i++) {
        if (!slice_equal(all[i].key, all[first].key))
            first = i;
        if (all[i].bank == all[first].bank || told[all[i].bank])
            continue;
        told[all[i].bank] = true;
        diag_error(diags, "B051", all[i].field->span, _("«%.*s» is listed twice: keep one"),
                   SLICE_ARG(all[i].field->text));
        diag_note(diags, all[first].field->span, _("it is given here first"));
    }
}

static void check_banks(const struct banks *banks, struct diag_list *diags)
{
    struct arena a;
    arena_init(&a, (size_t)64 * 1024 * 1024);
    for (unsigned l = 0; l < banks->list_count; l++)
        for (unsigned i = 0; i < banks->lists[l].bank_count; i++)
            check_bank(&banks->lists[l].banks[i], diags);
    check_twins(banks, &a, diags);
    arena_deinit(&a);
}

static void complete(void *target, const struct format_file *file)
{
    check_banks(target, file->diags);
}

const struct format format_banks = {.name = "banks",
                                    .family = 'B',
                                    .title = "Mã ngân hàng của Ngõ Số",
                                    .object = &banks_object,
                                    .size = sizeof(struct banks),
                                    .max_bytes = BANKS_FILE_MAX,
                                    .complete = complete};

struct banks *banks_load(struct arena *a, const char *path, struct diag_list *diags)
{
    return format_load(a, &format_banks, path, NULL, diags);
}
