#include "qr/matrix.h"

#include <errno.h>
#include <string.h>

#include <qrencode.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "qr/segment.h"

/*
 * libqrencode fills tables for the error correction on first use, guarded by a lock only when it
 * was built so; nothing else of it is shared. We also keep two work arrays here. One thread.
 *
 * Text beyond ASCII gets an ECI header that says UTF-8, as ZXing's own writer does, so readers in
 * use know it; links and numbers are ASCII and have none.
 */

/* Version 1 has a side of 21 modules, each further one four more. */
enum { ECI_UTF8 = 26, SIDE_MIN = 21 };

static QRencodeMode library_mode(enum qr_mode mode)
{
    switch (mode) {
    case QR_SEGMENT_NUMERIC:
        return QR_MODE_NUM;
    case QR_SEGMENT_ALPHANUMERIC:
        return QR_MODE_AN;
    case QR_SEGMENT_BYTE:
        return QR_MODE_8;
    case QR_SEGMENT_MODES:
        break;
    }
    UNREACHABLE("mode of a segment");
}

static QRecLevel library_level(enum qr_level level)
{
    switch (level) {
    case QR_LEVEL_L:
        return QR_ECLEVEL_L;
    case QR_LEVEL_M:
        return QR_ECLEVEL_M;
    case QR_LEVEL_Q:
        return QR_ECLEVEL_Q;
    case QR_LEVEL_H:
        return QR_ECLEVEL_H;
    }
    UNREACHABLE("level");
}

static bool append_segments(QRinput *input, struct slice payload, unsigned version)
{
    static enum qr_mode modes[QR_SEGMENT_BYTES_MAX];
    if (segment_needs_eci(payload) && QRinput_appendECIheader(input, ECI_UTF8) != 0)
        return false;
    segment_modes(modes, payload, version);
    for (size_t begin = 0, end; begin < payload.size; begin = end) {
        for (end = begin + 1; end < payload.size && modes[end] == modes[begin];)
            end++;
        if (QRinput_append(input, library_mode(modes[begin]), (int)(end - begin),
                           (const unsigned char *)payload.data + begin) != 0)
            return false;
    }
    return true;
}

/* libqrencode gives a byte for each module; its lowest bit says dark. */
static void pack(struct qr_matrix *out, const QRcode *code, enum qr_level level)
{
    memset(out, 0, sizeof *out);
    out->version = (unsigned)code->version;
    out->side = (unsigned)code->width;
    out->level = level;
    unsigned row_bytes = (out->side + 7) / 8;
    const unsigned char *module = code->data;
    for (unsigned y = 0; y < out->side; y++) {
        for (unsigned x = 0; x < out->side; x++, module++) {
            if (*module & 1)
                out->bits[y * row_bytes + x / 8] |= (uint8_t)(0x80U >> (x % 8));
        }
    }
}

static bool encode_as(struct qr_matrix *out, struct slice payload, unsigned version,
                      enum qr_level level, struct error *e)
{
    QRinput *input = QRinput_new2((int)version, library_level(level));
    if (!input)
        return error_os(e, errno, _("QR code"));
    QRcode *code = append_segments(input, payload, version) ? QRcode_encodeInput(input) : NULL;
    int error_number = errno;
    QRinput_free(input);
    if (!code)
        return error_set(e, ERROR_LIBRARY, error_number, _("libqrencode refused the QR code: %s"),
                         strerror(error_number));
    /* Our sums and the library's must agree, or a symbol would come out denser than promised. */
    CHECK((unsigned)code->version == version && code->width == (int)(SIDE_MIN + 4 * (version - 1)));
    pack(out, code, level);
    QRcode_free(code);
    return true;
}

/* Characters of the longest beginning of `payload` that `version` holds at `level`. */
static size_t characters_that_fit(struct slice payload, unsigned version, enum qr_level level)
{
    size_t low = 0,
           high = payload.size < QR_SEGMENT_BYTES_MAX ? payload.size : QR_SEGMENT_BYTES_MAX;
    while (low < high) {
        size_t middle = low + (high - low + 1) / 2;
        struct qr_cost cost = segment_cost(slice_part(payload, 0, middle));
        if (segment_fits(&cost, version, level))
            low = middle;
        else
            high = middle - 1;
    }
    /* A character that is cut in two does not count. */
    while (low > 0 && low < payload.size && ((unsigned char)payload.data[low] & 0xC0) == 0x80)
        low--;
    return utf8_length(slice_part(payload, 0, low));
}

static bool too_long(struct error *e, struct slice payload, unsigned version, enum qr_level level)
{
    return error_set(e, ERROR_LIMIT, 0,
                     _("This QR code would hold %zu characters; at the size it is printed only %zu "
                       "fit: shorten what it says"),
                     utf8_length(payload), characters_that_fit(payload, version, level));
}

static bool check_size(struct slice payload, unsigned version, enum qr_level level, struct error *e)
{
    if (payload.size == 0)
        return error_set(e, ERROR_INPUT, 0, _("A QR code needs something to say"));
    if (payload.size > QR_SEGMENT_BYTES_MAX)
        return too_long(e, payload, version, level);
    return true;
}

bool qr_encode(struct qr_matrix *out, struct slice payload, enum qr_level level, struct error *e)
{
    if (!check_size(payload, QR_VERSION_MAX, level, e))
        return false;
    struct qr_cost cost = segment_cost(payload);
    unsigned version = segment_version(&cost, level);
    if (version == 0)
        return too_long(e, payload, QR_VERSION_MAX, level);
    return encode_as(out, payload, version, level, e);
}

/* Largest version whose modules are wide enough in `place`; 0 when not even version 1 is. */
static unsigned largest_version(const struct qr_place *place)
{
    int32_t modules = place->side_du / place->module_min_du - 2 * QR_QUIET_MODULES;
    if (modules < SIDE_MIN)
        return 0;
    int32_t version = (modules - SIDE_MIN) / 4 + 1;
    return version > QR_VERSION_MAX ? QR_VERSION_MAX : (unsigned)version;
}

/* The best level from the wished one down that a version up to `limit` holds: that version, 0 if
 * there is none. */
static unsigned choose(enum qr_level *level, const struct qr_cost *cost,
                       const struct qr_place *place, unsigned limit)
{
    unsigned version = 0;
    *level = place->level_wish;
    for (;; *level = (enum qr_level)(*level - 1)) {
        version = segment_version(cost, *level);
        if (version != 0 && version <= limit)
            break;
        if (*level == place->level_min)
            return 0;
    }
    if (version < place->version_min && place->version_min <= limit)
        version = place->version_min;
    while (*level < QR_LEVEL_H && segment_fits(cost, version, (enum qr_level)(*level + 1)))
        *level = (enum qr_level)(*level + 1);
    return version;
}

bool qr_fit(struct qr_fit *out, struct slice payload, const struct qr_place *place, struct error *e)
{
    CHECK(place->module_min_du > 0 && place->level_min <= place->level_wish);
    unsigned limit = largest_version(place);
    if (limit == 0)
        return error_set(e, ERROR_LIMIT, 0,
                         _("The place for this QR code is too small for any: it needs at least %d "
                           "modules with its margin"),
                         SIDE_MIN + 2 * QR_QUIET_MODULES);
    if (!check_size(payload, limit, place->level_min, e))
        return false;
    struct qr_cost cost = segment_cost(payload);
    enum qr_level level;
    unsigned version = choose(&level, &cost, place, limit);
    if (version == 0)
        return too_long(e, payload, limit, place->level_min);
    if (!encode_as(&out->matrix, payload, version, level, e))
        return false;
    out->module_du = place->side_du / (int32_t)(out->matrix.side + 2 * QR_QUIET_MODULES);
    return true;
}
