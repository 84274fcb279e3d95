#include "text/glue.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "text/compounds.h"

/*
 * The text is read word by word; each pair of neighbours is held against the rules in join_pair,
 * which only look at the pair and the word before it. Punctuation around a word ("(12 số),") is set
 * aside first: brackets and quotes before it never matter, and a mark behind the first word of a
 * pair ends whatever it could begin, except the full stop of "TP.".
 */

/** Words between spaces. */
struct word {
    size_t begin, end; /**< With punctuation. */
    struct slice core; /**< Without. */
    bool punctuated;   /**< Something follows the core. */
    bool follows;      /**< Only spaces lie between it and the word before. */
    bool names_number; /**< A number that the word before it names: "mức 2". */
    bool counts;       /**< A number, or a word that goes on with one: "100", "triệu". */
};

/** What a number counts; the second word is empty for units of one word. */
static const char *const UNITS[][2] = {
    {"số", ""},    {"ngày", ""},  {"giờ", ""},   {"phút", ""}, {"giây", ""}, {"tuần", ""},
    {"tháng", ""}, {"năm", ""},   {"đồng", ""},  {"đ", ""},    {"₫", ""},    {"nghìn", ""},
    {"ngàn", ""},  {"triệu", ""}, {"tỷ", ""},    {"tỉ", ""},   {"tuổi", ""}, {"ký", "tự"},
    {"kí", "tự"},  {"chữ", "số"}, {"bước", ""},  {"lần", ""},  {"câu", ""},  {"người", ""},
    {"hộ", ""},    {"tờ", ""},    {"trang", ""}, {"bản", ""},  {"cái", ""},  {"mã", ""},
    {"dòng", ""},  {"điểm", ""},  {"lớp", ""},   {"bậc", ""},  {"%", ""},    {"km", ""},
    {"m", ""},     {"cm", ""},    {"mm", ""},    {"kg", ""},   {"g", ""},    {"l", ""},
    {"KB", ""},    {"MB", ""},    {"GB", ""},    {"VND", ""},  {"VNĐ", ""},  {"°C", ""},
};

/** "100 triệu đồng", "5 nghìn người". */
static const char *const MULTIPLES[] = {"nghìn", "ngàn", "triệu", "tỷ", "tỉ"};

/** What carries a number as its name; of a longer name the last word ("Nghị định 69/2024"). */
static const char *const NAMING[] = {
    "mức",  "bước",   "số",   "câu",  "điều", "khoản", "điểm", "mục",  "chương", "phần",
    "luật", "định",   "tư",   "qđ",   "lớp",  "khối",  "thôn", "tổ",   "khu",    "phố",
    "vực",  "phường", "ấp",   "khóm", "bản",  "xóm",   "đội",  "ngõ",  "ngách",  "hẻm",
    "nhà",  "phòng",  "tầng", "cấp",  "loại", "trang", "hình", "bảng", "ngày",   "tháng",
    "năm",  "quý",    "đợt",  "lần",  "khóa", "thứ",   "khoá", "mẫu",  "cách",   "quận",
};

/** Abbreviations that stand before a name. */
static const char *const TITLES[] = {"TP", "Tp", "TX", "TT", "ThS", "TS"};

/** Pairs of words that people read as one sign. */
static const char *const NAMES[][2] = {
    {"App", "Store"}, {"CH", "Play"}, {"Google", "Play"}, {"Mobile", "Money"},
    {"mã", "QR"},     {"mã", "OTP"},  {"mã", "PIN"},
};

enum { LOWER_BYTES = 64 };

/** Vietnamese and ASCII letters; others stay as they are. */
static uint32_t to_small(uint32_t c)
{
    bool latin1 = c >= 0xC0 && c <= 0xDE && c != 0xD7;
    if ((c >= 'A' && c <= 'Z') || latin1)
        return c + 0x20;
    bool even_is_capital =
        (c >= 0x100 && c <= 0x137) || c == 0x168 || c == 0x1A0 || (c >= 0x1EA0 && c <= 0x1EF9);
    if ((even_is_capital && c % 2 == 0) || c == 0x1AF)
        return c + 1;
    return c;
}

/** `word` in small letters; a word that is too long for any list is cut. */
static struct slice in_small(char lower[LOWER_BYTES], struct slice word)
{
    size_t size = 0;
    for (size_t i = 0; i < word.size && size + 4 <= LOWER_BYTES;)
        size += utf8_put(lower + size, to_small(utf8_next(word, &i)));
    return (struct slice){lower, size};
}

/** True when `word` is `small`, which is written in small letters, in any case. */
static bool is_word(struct slice word, const char *small)
{
    char lower[LOWER_BYTES];
    return slice_equal_text(in_small(lower, word), small);
}

static bool is_compound(struct slice a, struct slice b)
{
    char first[LOWER_BYTES], second[LOWER_BYTES];
    return compound_find(in_small(first, a), in_small(second, b));
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool starts_with_digit(struct slice s)
{
    return s.size > 0 && is_digit(s.data[0]);
}

/** "12", "1.000.000", "12,5", "+84", "8h30". */
static bool is_number(struct slice s)
{
    size_t begin = s.size > 1 && s.data[0] == '+' ? 1 : 0;
    for (size_t i = begin; i < s.size; i++)
        if (!is_digit(s.data[i]) && !strchr(".,:/h", s.data[i]))
            return false;
    return s.size > begin && is_digit(s.data[begin]) && is_digit(s.data[s.size - 1]);
}

/** A group of a telephone or of a long number: two to four digits. */
static bool is_group(struct slice s)
{
    for (size_t i = 0; i < s.size; i++)
        if (!is_digit(s.data[i]))
            return false;
    return s.size >= 2 && s.size <= 4;
}

static bool is_roman(struct slice s)
{
    for (size_t i = 0; i < s.size; i++)
        if (!strchr("IVX", s.data[i]))
            return false;
    return s.size > 0;
}

static bool starts_with_capital(struct slice s)
{
    size_t i = 0;
    uint32_t first = s.size > 0 ? utf8_next(s, &i) : 0;
    return first != UTF8_BAD && to_small(first) != first;
}

static bool is_one_of(struct slice word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_equal_text(word, list[i]))
            return true;
    return false;
}

static bool names_a_number(struct slice word)
{
    for (size_t i = 0; i < sizeof NAMING / sizeof NAMING[0]; i++)
        if (is_word(word, NAMING[i]))
            return true;
    return false;
}

/** Opening marks are set aside before a word, closing ones behind it. */
static bool is_mark(uint32_t c)
{
    return (c < 0x80 && c > 0 && strchr("\"'()[]{}<>.,;:!?*", (int)c)) || c == 0xAB || c == 0xBB ||
           (c >= 0x2018 && c <= 0x201F) || c == 0x2026;
}

static void find_core(struct word *word, struct slice text)
{
    size_t begin = word->begin, end = word->begin;
    for (size_t i = begin; i < word->end;) {
        uint32_t c = utf8_next(text, &i);
        if (!is_mark(c))
            end = i;
        else if (end == word->begin)
            begin = i;
    }
    if (end <= begin)
        end = begin;
    word->core = slice_part(text, begin, end);
    word->punctuated = end < word->end && end > begin;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/** The word at or after `from`; false at the end. */
static bool next_word(struct word *word, struct slice text, size_t from)
{
    *word = (struct word){.follows = from > 0};
    for (word->begin = from; word->begin < text.size; word->begin++) {
        if (!is_space(text.data[word->begin]))
            break;
        word->follows = word->follows && text.data[word->begin] == ' ';
    }
    word->end = word->begin;
    while (word->end < text.size && !is_space(text.data[word->end]))
        word->end++;
    find_core(word, text);
    word->counts = is_number(word->core);
    return word->begin < word->end;
}

/** Also "đồng/phút", which begins with one. */
static bool is_unit(struct slice word)
{
    const char *slash = word.size > 0 ? memchr(word.data, '/', word.size) : NULL;
    if (slash)
        word.size = (size_t)(slash - word.data);
    for (size_t i = 0; i < sizeof UNITS / sizeof UNITS[0]; i++)
        if (slice_equal_text(word, UNITS[i][0]) && UNITS[i][1][0] == '\0')
            return true;
    return false;
}

/** First and second word of a unit of two words, or of a name. */
static bool is_pair(const char *const (*list)[2], size_t count, struct slice a, struct slice b)
{
    for (size_t i = 0; i < count; i++)
        if (slice_equal_text(a, list[i][0]) && slice_equal_text(b, list[i][1]))
            return true;
    return false;
}

/** A dash, an arrow, or marks alone: they stay with the word before them. */
static bool leans_back(struct slice text, const struct word *word)
{
    struct slice whole = slice_part(text, word->begin, word->end);
    static const char *const signs[] = {"–", "—", "-", "→", ">", "…"};
    if (is_one_of(whole, signs, sizeof signs / sizeof signs[0]))
        return true;
    size_t at = word->begin;
    uint32_t first = utf8_next(text, &at);
    bool opens = first == 0x201C || first == 0x2018 || first == '(' || first == '"';
    return word->core.size == 0 && !opens;
}

/** True when the space between `a` and `b` must not break; notes in `b` what `b` now is. */
static bool join_pair(struct slice text, const struct word *before, const struct word *a,
                      struct word *b)
{
    if (leans_back(text, b))
        return true;
    if (a->punctuated)
        return text.data[a->end - 1] == '.' && starts_with_capital(b->core) &&
               is_one_of(a->core, TITLES, sizeof TITLES / sizeof TITLES[0]);
    if ((starts_with_digit(b->core) || is_roman(b->core)) && names_a_number(a->core)) {
        b->names_number = true;
        return true;
    }
    if (is_group(b->core) && is_number(a->core)) {
        b->names_number = a->names_number;
        return true;
    }
    if (a->counts && !a->names_number && is_unit(b->core)) {
        b->counts = is_one_of(b->core, MULTIPLES, sizeof MULTIPLES / sizeof MULTIPLES[0]);
        return true;
    }
    if (before->counts && is_word(a->core, "giờ") && starts_with_digit(b->core))
        return true;
    return is_pair(NAMES, sizeof NAMES / sizeof NAMES[0], a->core, b->core) ||
           is_compound(a->core, b->core);
}

/** "12 ký tự": the three words of a number with a unit of two. */
static bool join_three(const struct word *a, const struct word *b, const struct word *c)
{
    return a->counts && !a->names_number && !a->punctuated && !b->punctuated && b->follows &&
           c->follows && is_pair(UNITS, sizeof UNITS / sizeof UNITS[0], b->core, c->core);
}

/** "7 giờ 30 – 11 giờ", "5 – 7 ngày": from the dash to the second number. */
static bool join_range(const struct word *from, const struct word *dash, const struct word *to)
{
    static const char *const dashes[] = {"–", "—", "-"};
    bool counted = from->core.size > 0 &&
                   (is_digit(from->core.data[from->core.size - 1]) || is_unit(from->core));
    return counted && !from->punctuated && dash->follows && to->follows &&
           starts_with_digit(to->core) &&
           is_one_of(dash->core, dashes, sizeof dashes / sizeof dashes[0]);
}

static void mark(uint8_t *glued, const struct word *a, const struct word *b, enum glue glue)
{
    memset(glued + a->end, glue, b->begin - a->end);
}

const uint8_t *glue_find(struct arena *a, struct slice text)
{
    uint8_t *glued = ARENA_ARRAY(a, text.size, uint8_t);
    struct word before = {0}, previous = {0}, word;
    for (size_t at = 0; next_word(&word, text, at); at = word.end) {
        if (word.follows && join_pair(text, &before, &previous, &word))
            mark(glued, &previous, &word, GLUE_TIGHT);
        if (join_three(&before, &previous, &word)) {
            mark(glued, &before, &previous, GLUE_TIGHT);
            mark(glued, &previous, &word, GLUE_TIGHT);
        }
        if (join_range(&before, &previous, &word))
            mark(glued, &previous, &word, GLUE_LOOSE);
        before = previous;
        previous = word;
    }
    return glued;
}
