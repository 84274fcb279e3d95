#include "content/record/stall.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "content/record/grid.h"

enum { GROUP = 3, AMOUNT_DIGITS_MAX = 9 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char ascii_upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* Letters without marks, capitals as they are, or all capital. */
static struct slice without_marks(struct arena *a, struct slice s, bool all_capital)
{
    char *out = arena_alloc(a, s.size + 1);
    size_t size = 0;
    for (size_t at = 0; at < s.size;) {
        size_t begin = at;
        uint32_t letter = utf8_next(s, &at);
        struct slice plain = utf8_plain(a, slice_part(s, begin, at));
        bool capital = all_capital || utf8_lower(letter) != letter;
        for (size_t i = 0; i < plain.size && size < s.size; i++)
            out[size++] = capital ? ascii_upper(plain.data[i]) : plain.data[i];
    }
    return (struct slice){out, size};
}

/* The first letter that is neither A–Z, a–z, 0–9 nor one of `signs`; empty: none. */
static struct slice odd_letter(struct slice s, const char *signs)
{
    for (size_t at = 0; at < s.size;) {
        size_t begin = at;
        uint32_t c = utf8_next(s, &at);
        bool known = (c < 0x80 && is_digit((char)c)) || (c >= 'A' && c <= 'Z') ||
                     (c >= 'a' && c <= 'z') || (c && c < 0x80 && strchr(signs, (int)c));
        if (!known)
            return slice_part(s, begin, at);
    }
    return (struct slice){0};
}

/* ---- one value each -------------------------------------------------------------------------- */

static bool check_owner(struct stall *s, struct arena *a, struct diag_list *diags)
{
    const struct field *given = &s->values[STALL_NAME];
    s->owner = without_marks(a, given->text, true);
    struct slice odd = odd_letter(s->owner, " .'-&");
    if (given->text.size == 0)
        diag_error(diags, "S001", given->span, "%s",
                   _("the name of the account's owner is missing: payers compare it"));
    else if (odd.size)
        diag_error(diags, "S002", given->span,
                   _("“%.*s” does not belong in a name: write it as the bank's app shows it, such "
                     "as NGUYEN VAN MAU"),
                   SLICE_ARG(odd));
    else if (s->owner.size > STALL_OWNER_MAX)
        diag_error(diags, "S003", given->span, _("%u letters are too many: at most %u"),
                   (unsigned)s->owner.size, (unsigned)STALL_OWNER_MAX);
    else
        return true;
    return false;
}

static bool refuse_bank(const struct field *given, const struct banks *banks, struct arena *a,
                        struct diag_list *diags)
{
    struct slice near = banks_nearest(banks, a, given->text);
    if (given->text.size == 0)
        diag_error(diags, "S001", given->span, "%s",
                   _("the bank is missing: “ngoso stall --list-banks” lists them"));
    else if (near.size)
        diag_error(diags, "S004", given->span, _("there is no bank “%.*s”; did you mean “%.*s”?"),
                   SLICE_ARG(given->text), SLICE_ARG(near));
    else
        diag_error(diags, "S004", given->span,
                   _("there is no bank “%.*s”: “ngoso stall --list-banks” lists them"),
                   SLICE_ARG(given->text));
    return false;
}

static bool check_bank(struct stall *s, const struct banks *banks, struct arena *a,
                       struct diag_list *diags)
{
    const struct field *given = &s->values[STALL_BANK];
    const struct bank *b = s->bank = banks_find(NULL, banks, a, given->text);
    if (!b)
        return refuse_bank(given, banks, a, diags);
    if (b->bin.text.size == 0) {
        diag_error(diags, "S005", given->span,
                   _("the number of %.*s is in doubt, so no code is made: %.*s"),
                   SLICE_ARG(b->name.text), SLICE_ARG(b->conflict.text));
        return false;
    }
    if (b->qr == BANK_QR_REFUSES) {
        diag_error(diags, "S005", given->span,
                   _("%.*s is listed as not taking transfers by VietQR: use an account at another "
                     "bank"),
                   SLICE_ARG(b->name.text));
        return false;
    }
    if (b->qr == BANK_QR_UNCLEAR)
        diag_warning(diags, "S006", given->span,
                     _("it is not certain that %.*s takes transfers by VietQR: scan one copy and "
                       "send a small amount before you print more"),
                     SLICE_ARG(b->name.text));
    return true;
}

static bool refuse_account(const struct field *given, struct slice odd, struct diag_list *diags)
{
    if (grid_is_rounded(given->text))
        diag_error(diags, "S007", given->span, "%s",
                   _("the spreadsheet has rounded this number: format the column as text, type the "
                     "number again, save again"));
    else
        diag_error(diags, "S007", given->span,
                   _("“%.*s” is no digit: an account's number is digits only, up to 19"),
                   SLICE_ARG(odd));
    return false;
}

/* Spaces between digits go; false after a diagnostic for anything else. */
static bool read_digits(struct slice *out, const struct field *given, struct arena *a,
                        struct diag_list *diags)
{
    char *digits = arena_alloc(a, given->text.size + 1);
    size_t count = 0;
    for (size_t at = 0; at < given->text.size;) {
        size_t begin = at;
        uint32_t c = utf8_next(given->text, &at);
        if (c < 0x80 && is_digit((char)c))
            digits[count++] = (char)c;
        else if (c != ' ' && c != 0xA0)
            return refuse_account(given, slice_part(given->text, begin, at), diags);
    }
    *out = (struct slice){digits, count};
    return true;
}

static bool check_account(struct stall *s, struct arena *a, struct diag_list *diags)
{
    const struct field *given = &s->values[STALL_ACCOUNT];
    if (!read_digits(&s->account, given, a, diags))
        return false;
    size_t count = s->account.size;
    if (count == 0)
        diag_error(diags, "S001", given->span, "%s", _("the account's number is missing"));
    else if (count > STALL_ACCOUNT_MAX)
        diag_error(diags, "S008", given->span,
                   _("%u digits are too many for an account's number: at most %u"), (unsigned)count,
                   (unsigned)STALL_ACCOUNT_MAX);
    else if (count < STALL_ACCOUNT_SHORT)
        diag_warning(diags, "S009", given->span,
                     _("%u digits are few for an account's number: compare with the bank's app"),
                     (unsigned)count);
    return count > 0 && count <= STALL_ACCOUNT_MAX;
}

/* ISO/IEC 7812-1, annex B: from the right, each second digit doubled, its digits added. */
static bool has_check_digit(struct slice digits)
{
    unsigned sum = 0;
    for (size_t i = 0; i < digits.size; i++) {
        unsigned digit = (unsigned)(digits.data[digits.size - 1 - i] - '0');
        unsigned weighed = i % 2 ? 2 * digit : digit;
        sum += weighed > 9 ? weighed - 9 : weighed;
    }
    return sum % 10 == 0;
}

static bool check_card_begin(const struct stall *s, struct diag_list *diags)
{
    const struct field *given = &s->values[STALL_CARD];
    if (!s->bank || s->bank->bin.text.size == 0 || slice_starts(s->account, s->bank->bin.text))
        return true;
    diag_error(
        diags, "S015", given->span,
        _("a card of %.*s that takes transfers begins with %.*s: compare the number, or give "
          "the account's number"),
        SLICE_ARG(s->bank->name.text), SLICE_ARG(s->bank->bin.text));
    return false;
}

static bool check_card(struct stall *s, struct arena *a, struct diag_list *diags)
{
    const struct field *given = &s->values[STALL_CARD];
    if (s->values[STALL_ACCOUNT].text.size) {
        diag_error(
            diags, "S014", given->span, "%s",
            _("a code pays an account or a card, not both: leave one out; the account is the "
              "better one"));
        return false;
    }
    if (!read_digits(&s->account, given, a, diags))
        return false;
    s->is_card = true;
    if (s->account.size < STALL_CARD_MIN || s->account.size > STALL_ACCOUNT_MAX) {
        diag_error(diags, "S008", given->span, _("a card's number has %u to %u digits, not %u"),
                   (unsigned)STALL_CARD_MIN, (unsigned)STALL_ACCOUNT_MAX,
                   (unsigned)s->account.size);
        return false;
    }
    if (!check_card_begin(s, diags))
        return false;
    if (!has_check_digit(s->account))
        diag_warning(diags, "S016", given->span, "%s",
                     _("the last digit does not fit the others, as a card's mostly does: compare "
                       "the number with the card, digit by digit"));
    diag_warning(diags, "S017", given->span, "%s",
                 _("whoever scans this code can read the whole number of the card: better give the "
                   "account's number"));
    return true;
}

/* "20.000 đ" → "20.000" */
static struct slice without_unit(struct slice s)
{
    static const char *const units[] = {"đồng", "dong", "VND", "VNĐ", "vnd", "vnđ", "đ", "₫", "d"};
    for (unsigned i = 0; i < sizeof units / sizeof *units; i++)
        if (slice_ends(s, slice_from(units[i]))) {
            s.size -= strlen(units[i]);
            break;
        }
    while (s.size && s.data[s.size - 1] == ' ')
        s.size--;
    return s;
}

/* Digits, or groups of three behind the first, all with the same sign between; the digits, or
 * nothing. */
static struct slice read_amount(struct arena *a, struct slice s)
{
    char *digits = arena_alloc(a, s.size + 1);
    size_t count = 0, group = 0;
    char sign = '\0';
    for (size_t i = 0; i < s.size; i++) {
        char c = s.data[i];
        if (is_digit(c)) {
            digits[count++] = c;
            group++;
            continue;
        }
        bool ends_group = sign ? c == sign && group == GROUP : group > 0 && group <= GROUP;
        if (!strchr("., ", c) || !ends_group)
            return (struct slice){0};
        sign = c;
        group = 0;
    }
    return sign && group != GROUP ? (struct slice){0} : (struct slice){digits, count};
}

static bool check_amount(struct stall *s, struct arena *a, struct diag_list *diags)
{
    const struct field *given = &s->values[STALL_AMOUNT];
    if (given->text.size == 0)
        return true;
    struct slice digits = read_amount(a, without_unit(given->text));
    if (digits.size == 0) {
        diag_error(diags, "S010", given->span,
                   _("“%.*s” is no amount in dong: write 20000 or 20.000, or leave it out so that "
                     "the payer types it"),
                   SLICE_ARG(given->text));
        return false;
    }
    while (digits.size && digits.data[0] == '0')
        digits = slice_part(digits, 1, digits.size);
    if (digits.size == 0 || digits.size > AMOUNT_DIGITS_MAX ||
        atol(digits.data) > STALL_AMOUNT_MAX) {
        diag_error(diags, "S011", given->span, "%s",
                   _("an amount is from 1 to 499.999.999 dong, the most that banks transfer at "
                     "once; leave it out so that the payer types it"));
        return false;
    }
    s->amount = digits;
    return true;
}

static bool check_message(struct stall *s, struct arena *a, struct diag_list *diags)
{
    const struct field *given = &s->values[STALL_MESSAGE];
    s->message = without_marks(a, given->text, false);
    struct slice odd = odd_letter(s->message, " .-/");
    if (odd.size)
        diag_error(diags, "S012", given->span,
                   _("“%.*s” does not belong in a note: letters, digits, spaces, . - and / are "
                     "what every bank takes"),
                   SLICE_ARG(odd));
    else if (s->message.size > STALL_MESSAGE_MAX)
        diag_error(diags, "S003", given->span, _("%u letters are too many: at most %u"),
                   (unsigned)s->message.size, (unsigned)STALL_MESSAGE_MAX);
    else
        return true;
    return false;
}

static bool check_shop(const struct stall *s, struct diag_list *diags)
{
    const struct field *given = &s->values[STALL_SHOP];
    size_t length = utf8_length(given->text);
    if (length <= STALL_SHOP_MAX)
        return true;
    diag_error(diags, "S003", given->span, _("%u letters are too many: at most %u"),
               (unsigned)length, (unsigned)STALL_SHOP_MAX);
    return false;
}

bool stall_check(struct stall *out, const struct field values[STALL_VALUE_COUNT],
                 const struct banks *banks, struct arena *a, struct diag_list *diags)
{
    *out = (struct stall){0};
    memcpy(out->values, values, sizeof out->values);
    bool sound = check_owner(out, a, diags);
    sound &= check_bank(out, banks, a, diags);
    sound &=
        values[STALL_CARD].text.size ? check_card(out, a, diags) : check_account(out, a, diags);
    sound &= check_amount(out, a, diags);
    sound &= check_message(out, a, diags);
    sound &= check_shop(out, diags);
    return sound;
}

/* ---- spreadsheets ---------------------------------------------------------------------------- */

enum { COLUMN_NAMES_MAX = 6 };

static const char *const column_names[STALL_VALUE_COUNT][COLUMN_NAMES_MAX] = {
    [STALL_NAME] = {"tên", "họ tên", "chủ tài khoản", "tên tài khoản", "name", NULL},
    [STALL_BANK] = {"ngân hàng", "bank", NULL},
    [STALL_ACCOUNT] = {"số tài khoản", "tài khoản", "STK", "account", NULL},
    [STALL_AMOUNT] = {"số tiền", "amount", NULL},
    [STALL_MESSAGE] = {"nội dung", "ghi chú", "message", NULL},
    [STALL_SHOP] = {"tên quán", "quán", "quầy", "cửa hàng", "shop", NULL},
    [STALL_CARD] = {"số thẻ", "thẻ", "card", NULL},
};

static bool is_needed(unsigned value, const int columns[STALL_VALUE_COUNT])
{
    return value < STALL_ACCOUNT || (value == STALL_ACCOUNT && columns[STALL_CARD] < 0);
}

bool stall_columns(int out[STALL_VALUE_COUNT], const struct grid *g, struct diag_list *diags)
{
    bool sound = true;
    for (unsigned v = 0; v < STALL_VALUE_COUNT; v++) {
        out[v] = -1;
        for (unsigned i = 0; out[v] < 0 && column_names[v][i]; i++)
            out[v] = grid_find_column(g, slice_from(column_names[v][i]));
    }
    for (unsigned v = 0; v < STALL_VALUE_COUNT; v++) {
        if (out[v] >= 0 || !is_needed(v, out))
            continue;
        diag_error(diags, "S013", grid_column(g, 0).span,
                   _("there is no column “%s”; its name stands in the first row"),
                   column_names[v][0]);
        sound = false;
    }
    return sound;
}

/* ---- showing --------------------------------------------------------------------------------- */

/* Groups of three from the right, those after the first `keep` digits. */
static struct slice group_digits(struct arena *a, struct slice digits, char sign, size_t keep)
{
    char *out = arena_alloc(a, 2 * digits.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < digits.size; i++) {
        if (i >= keep && i > 0 && (digits.size - i) % GROUP == 0)
            out[size++] = sign;
        out[size++] = digits.data[i];
    }
    return (struct slice){out, size};
}

struct slice stall_group_digits(struct arena *a, struct slice digits)
{
    return group_digits(a, digits, ' ', GROUP);
}

struct slice stall_group_amount(struct arena *a, struct slice digits)
{
    return group_digits(a, digits, '.', 1);
}

/* Names typed in capitals or without marks say nothing more than the account's own. */
static bool has_marks(struct slice s)
{
    for (size_t i = 0; i < s.size; i++)
        if ((unsigned char)s.data[i] >= 0x80)
            return true;
    return false;
}

struct slice stall_title(const struct stall *s)
{
    struct slice shop = s->values[STALL_SHOP].text, name = s->values[STALL_NAME].text;
    return shop.size || !has_marks(name) ? shop : name;
}

struct slice stall_number(struct arena *a, const struct stall *s, const char *language)
{
    if (!s->is_card)
        return stall_group_digits(a, s->account);
    struct slice last = slice_part(s->account, s->account.size - STALL_CARD_SHOWN, s->account.size);
    return arena_printf(a, i18n_in(language, N_("card that ends in %s")), arena_copy(a, last).data);
}
