#include "qr/vietqr.h"

#include "base/i18n.h"
#include "qr/ascii.h"

enum { FIELD_HEAD = 4, FIELD_MAX = 99, CRC_DIGITS = 4, ID_COUNT = 100 };

/* Ids at the root. */
enum {
    ROOT_FORMAT = 0,
    ROOT_INITIATION = 1,
    ROOT_VNPAY = 26,
    ROOT_MERCHANT = 38,
    ROOT_CATEGORY = 52,
    ROOT_CURRENCY = 53,
    ROOT_AMOUNT = 54,
    ROOT_COUNTRY = 58,
    ROOT_NAME = 59,
    ROOT_CITY = 60,
    ROOT_POSTCODE = 61,
    ROOT_ADDITIONAL = 62,
    ROOT_CRC = 63
};

enum { CITY_MAX = 15, POSTCODE_MAX = 10, CATEGORY_DIGITS = 4 };

static const char napas[] = "A000000727";
static const char *const services[] = {
    [VIETQR_TO_ACCOUNT] = "QRIBFTTA", [VIETQR_TO_CARD] = "QRIBFTTC"};

uint16_t vietqr_crc(struct slice bytes)
{
    uint32_t crc = 0xFFFF;
    for (size_t i = 0; i < bytes.size; i++) {
        crc ^= (uint32_t)(unsigned char)bytes.data[i] << 8;
        for (int bit = 0; bit < 8; bit++)
            crc = (crc & 0x8000) ? (crc << 1 ^ 0x1021) & 0xFFFF : crc << 1;
    }
    return (uint16_t)crc;
}

/* ---- values ---------------------------------------------------------------------------------- */

static bool is_all_digits(struct slice s)
{
    for (size_t i = 0; i < s.size; i++)
        if (!ascii_digit(s.data[i]))
            return false;
    return s.size > 0;
}

static bool is_printable(struct slice s)
{
    for (size_t i = 0; i < s.size; i++)
        if (s.data[i] < ' ' || s.data[i] > '~')
            return false;
    return true;
}

/* Digits, or digits with one point between; not nought. */
static bool is_amount(struct slice s)
{
    unsigned points = 0;
    bool above_nought = false;
    for (size_t i = 0; i < s.size; i++) {
        bool inside = i > 0 && i + 1 < s.size;
        if (s.data[i] == '.' && inside)
            points++;
        else if (!ascii_digit(s.data[i]))
            return false;
        above_nought |= s.data[i] >= '1' && s.data[i] <= '9';
    }
    return above_nought && points <= 1 && s.size <= VIETQR_AMOUNT_MAX;
}

/* Text that may be left out; `what` in messages. */
static bool check_text(const char *what, struct slice s, size_t most, struct error *e)
{
    if (!is_printable(s))
        return error_set(e, ERROR_INPUT, 0,
                         _("VietQR: %s: only letters without marks, digits and signs: “%.*s”"),
                         what, SLICE_ARG(s));
    if (s.size > most)
        return error_set(e, ERROR_INPUT, 0, _("VietQR: %s: at most %u characters, not %u"), what,
                         (unsigned)most, (unsigned)s.size);
    return true;
}

static bool check_payee(const struct vietqr *t, struct error *e)
{
    if (t->bin.size != VIETQR_BIN_DIGITS || !is_all_digits(t->bin))
        return error_set(e, ERROR_INPUT, 0, _("VietQR: a bank's number has six digits, not “%.*s”"),
                         SLICE_ARG(t->bin));
    if (t->account.size > VIETQR_ACCOUNT_MAX || !is_all_digits(t->account))
        return error_set(e, ERROR_INPUT, 0,
                         _("VietQR: an account's number has 1 to 19 digits and nothing else, "
                           "not “%.*s”"),
                         SLICE_ARG(t->account));
    return true;
}

static bool check(const struct vietqr *t, struct error *e)
{
    if (!check_payee(t, e))
        return false;
    if (t->amount.size && !is_amount(t->amount))
        return error_set(e, ERROR_INPUT, 0,
                         _("VietQR: an amount is digits only, above nought, at most 13, without "
                           "points between thousands: not “%.*s”"),
                         SLICE_ARG(t->amount));
    if (t->category.size && (t->category.size != CATEGORY_DIGITS || !is_all_digits(t->category)))
        return error_set(e, ERROR_INPUT, 0, _("VietQR: a category has four digits, not “%.*s”"),
                         SLICE_ARG(t->category));
    for (unsigned i = VIETQR_BILL; i < VIETQR_ADDITIONAL_COUNT; i++)
        if (!check_text(_("a note"), t->additional[i], VIETQR_TEXT_MAX, e))
            return false;
    return check_text(_("the name"), t->name, VIETQR_TEXT_MAX, e) &&
           check_text(_("the city"), t->city, CITY_MAX, e) &&
           check_text(_("the postcode"), t->postcode, POSTCODE_MAX, e);
}

/* ---- writing --------------------------------------------------------------------------------- */

/* Nothing for an empty value: every field that may be empty may be left out. */
static void put(struct buf *b, unsigned id, struct slice value)
{
    if (value.size == 0)
        return;
    CHECK(value.size <= FIELD_MAX);
    buf_printf(b, "%02u%02u", id, (unsigned)value.size);
    buf_append_slice(b, value);
}

static void put_word(struct buf *b, unsigned id, const char *word)
{
    put(b, id, slice_from(word));
}

static void put_merchant(struct buf *b, const struct vietqr *t)
{
    struct buf payee, merchant;
    buf_init(&payee, VIETQR_PAYLOAD_MAX);
    buf_init(&merchant, VIETQR_PAYLOAD_MAX);
    put(&payee, 0, t->bin);
    put(&payee, 1, t->account);
    put_word(&merchant, 0, napas);
    put(&merchant, 1, buf_slice(&payee));
    put_word(&merchant, 2, services[t->service]);
    put(b, ROOT_MERCHANT, buf_slice(&merchant));
    buf_deinit(&merchant);
    buf_deinit(&payee);
}

/* Together they must fit in one field. */
static bool put_additional(struct buf *b, const struct vietqr *t, struct error *e)
{
    struct buf all;
    buf_init(&all, VIETQR_PAYLOAD_MAX);
    for (unsigned i = VIETQR_BILL; i < VIETQR_ADDITIONAL_COUNT; i++)
        put(&all, i, t->additional[i]);
    bool fits = all.size <= FIELD_MAX;
    if (fits)
        put(b, ROOT_ADDITIONAL, buf_slice(&all));
    else
        error_set(e, ERROR_INPUT, 0,
                  _("VietQR: all notes together take %u characters; at most 99 fit"),
                  (unsigned)all.size);
    buf_deinit(&all);
    return fits;
}

static bool put_all(struct buf *b, const struct vietqr *t, struct error *e)
{
    put_word(b, ROOT_FORMAT, "01");
    put_word(b, ROOT_INITIATION, t->one_payment ? "12" : "11");
    put_merchant(b, t);
    put(b, ROOT_CATEGORY, t->category);
    put_word(b, ROOT_CURRENCY, "704");
    put(b, ROOT_AMOUNT, t->amount);
    put_word(b, ROOT_COUNTRY, "VN");
    put(b, ROOT_NAME, t->name);
    put(b, ROOT_CITY, t->city);
    put(b, ROOT_POSTCODE, t->postcode);
    if (!put_additional(b, t, e))
        return false;
    buf_printf(b, "%02d%02d", ROOT_CRC, CRC_DIGITS);
    buf_printf(b, "%04X", (unsigned)vietqr_crc(buf_slice(b)));
    CHECK(!b->failed);
    return true;
}

bool vietqr_build(struct buf *out, const struct vietqr *transfer, struct error *e)
{
    struct buf b;
    if (!check(transfer, e))
        return false;
    buf_init(&b, VIETQR_PAYLOAD_MAX);
    bool ok = put_all(&b, transfer, e);
    if (ok && !buf_append_slice(out, buf_slice(&b)))
        ok = error_set(e, ERROR_LIMIT, 0, "%s", _("VietQR: there is no room for the code"));
    buf_deinit(&b);
    return ok;
}

/* ---- reading --------------------------------------------------------------------------------- */

/* A row of fields by id; `data` NULL: not there. */
struct fields {
    struct slice values[ID_COUNT];
};

static unsigned two_digits(const char *s)
{
    return (unsigned)(s[0] - '0') * 10 + (unsigned)(s[1] - '0');
}

/* What a message calls the row of fields below `where`. */
static const char *row_name(const char *where)
{
    return where[0] ? where : "00–63";
}

/* `where` is "" at the root, else the ids above: "38-01-". */
static bool read_fields(struct fields *out, const char *where, struct slice s, struct error *e)
{
    *out = (struct fields){0};
    for (size_t at = 0; at < s.size;) {
        struct slice head = slice_part(s, at, at + FIELD_HEAD < s.size ? at + FIELD_HEAD : s.size);
        if (head.size < FIELD_HEAD)
            return error_set(e, ERROR_INPUT, 0,
                             _("VietQR: field %s: “%.*s” is left over: a length before it is "
                               "wrong"),
                             row_name(where), SLICE_ARG(head));
        if (!is_all_digits(head))
            return error_set(e, ERROR_INPUT, 0,
                             _("VietQR: field %s: two digits of id and two of length belong "
                               "where “%.*s” stands: a length before it is wrong"),
                             row_name(where), SLICE_ARG(head));
        unsigned id = two_digits(head.data), size = two_digits(head.data + 2);
        at += FIELD_HEAD;
        if (size == 0 || size > s.size - at)
            return error_set(e, ERROR_INPUT, 0,
                             _("VietQR: field %s%02u: its length says %u; %u characters are "
                               "there"),
                             where, id, size, (unsigned)(s.size - at));
        if (out->values[id].data)
            return error_set(e, ERROR_INPUT, 0, _("VietQR: field %s%02u is there twice"), where,
                             id);
        out->values[id] = slice_part(s, at, at + size);
        at += size;
    }
    return true;
}

/* The other ids must not be there. */
static bool allow_only(const struct fields *f, const char *where, const unsigned *ids,
                       unsigned count, struct error *e)
{
    for (unsigned id = 0; id < ID_COUNT; id++) {
        bool known = false;
        for (unsigned i = 0; i < count; i++)
            known |= ids[i] == id;
        if (f->values[id].data && !known)
            return error_set(e, ERROR_INPUT, 0, _("VietQR: field %s%02u does not belong here"),
                             where, id);
    }
    return true;
}

static bool require(const struct fields *f, const char *where, unsigned id, const char *word,
                    struct error *e)
{
    struct slice value = f->values[id];
    if (value.data && slice_equal_text(value, word))
        return true;
    return error_set(e, ERROR_INPUT, 0, _("VietQR: field %s%02u must be “%s”, not “%.*s”"), where,
                     id, word, SLICE_ARG(value));
}

static bool read_payee(struct vietqr *out, struct slice s, struct error *e)
{
    static const unsigned ids[] = {0, 1};
    struct fields f;
    if (!read_fields(&f, "38-01-", s, e) ||
        !allow_only(&f, "38-01-", ids, sizeof ids / sizeof *ids, e))
        return false;
    out->bin = f.values[0];
    out->account = f.values[1];
    return true;
}

static bool read_merchant(struct vietqr *out, const struct fields *root, struct error *e)
{
    static const unsigned ids[] = {0, 1, 2};
    struct fields f;
    if (root->values[ROOT_VNPAY].data && !root->values[ROOT_MERCHANT].data)
        return error_set(e, ERROR_INPUT, 0, "%s",
                         _("this is a VNPAY-QR (field 26), another scheme; VietQR has field 38"));
    if (!read_fields(&f, "38-", root->values[ROOT_MERCHANT], e) ||
        !allow_only(&f, "38-", ids, sizeof ids / sizeof *ids, e) ||
        !require(&f, "38-", 0, napas, e) || !read_payee(out, f.values[1], e))
        return false;
    out->service = VIETQR_TO_CARD;
    if (f.values[2].data && slice_equal_text(f.values[2], services[VIETQR_TO_ACCOUNT]))
        out->service = VIETQR_TO_ACCOUNT;
    else if (!require(&f, "38-", 2, services[VIETQR_TO_CARD], e))
        return false;
    return true;
}

static bool read_additional(struct vietqr *out, const struct fields *root, struct error *e)
{
    static const unsigned ids[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    struct fields f;
    if (!read_fields(&f, "62-", root->values[ROOT_ADDITIONAL], e) ||
        !allow_only(&f, "62-", ids, sizeof ids / sizeof *ids, e))
        return false;
    for (unsigned i = VIETQR_BILL; i < VIETQR_ADDITIONAL_COUNT; i++)
        out->additional[i] = f.values[i];
    return true;
}

/* The last eight characters; then nothing else can have moved. */
static bool check_crc(struct slice payload, struct error *e)
{
    char crc[CRC_DIGITS + 1] = "", expected[FIELD_HEAD + CRC_DIGITS + 1] = "6304";
    if (payload.size < sizeof expected - 1 ||
        memcmp(payload.data + payload.size - FIELD_HEAD - CRC_DIGITS, expected, FIELD_HEAD) != 0)
        return error_set(e, ERROR_INPUT, 0, "%s",
                         _("VietQR: it does not end with its check sum, 6304 and four digits"));
    unsigned sum = vietqr_crc(slice_part(payload, 0, payload.size - CRC_DIGITS));
    for (unsigned i = 0; i < CRC_DIGITS; i++)
        crc[i] = "0123456789ABCDEF"[sum >> (12 - 4 * i) & 0xF];
    if (memcmp(payload.data + payload.size - CRC_DIGITS, crc, CRC_DIGITS) == 0)
        return true;
    return error_set(e, ERROR_INPUT, 0, _("VietQR: the check sum should be %s, not “%.*s”"), crc,
                     CRC_DIGITS, payload.data + payload.size - CRC_DIGITS);
}

static bool read_root(struct vietqr *out, const struct fields *f, struct error *e)
{
    static const unsigned ids[] = {ROOT_FORMAT,   ROOT_INITIATION, ROOT_MERCHANT,   ROOT_CATEGORY,
                                   ROOT_CURRENCY, ROOT_AMOUNT,     ROOT_COUNTRY,    ROOT_NAME,
                                   ROOT_CITY,     ROOT_POSTCODE,   ROOT_ADDITIONAL, ROOT_CRC};
    if (!require(f, "", ROOT_FORMAT, "01", e) || !read_merchant(out, f, e) ||
        !allow_only(f, "", ids, sizeof ids / sizeof *ids, e))
        return false;
    out->one_payment =
        f->values[ROOT_INITIATION].data && slice_equal_text(f->values[ROOT_INITIATION], "12");
    if (!out->one_payment && !require(f, "", ROOT_INITIATION, "11", e))
        return false;
    out->category = f->values[ROOT_CATEGORY];
    out->amount = f->values[ROOT_AMOUNT];
    out->name = f->values[ROOT_NAME];
    out->city = f->values[ROOT_CITY];
    out->postcode = f->values[ROOT_POSTCODE];
    return require(f, "", ROOT_CURRENCY, "704", e) && require(f, "", ROOT_COUNTRY, "VN", e) &&
           read_additional(out, f, e);
}

bool vietqr_parse(struct vietqr *out, struct slice payload, struct error *e)
{
    struct fields f;
    *out = (struct vietqr){0};
    if (payload.size > VIETQR_PAYLOAD_MAX || !is_printable(payload))
        return error_set(e, ERROR_INPUT, 0, "%s",
                         _("VietQR: it is up to 512 plain characters and nothing else"));
    if (payload.size < 6 || memcmp(payload.data, "000201", 6) != 0)
        return error_set(e, ERROR_INPUT, 0, "%s", _("this is no VietQR: one begins with 000201"));
    return read_fields(&f, "", payload, e) && read_root(out, &f, e) && check_crc(payload, e) &&
           check(out, e);
}
