#include "cli/paper/sheet_choice.h"

#include "base/i18n.h"
#include "base/units.h"
#include "base/utf8.h"

#define KEY(name) (1U << SHEET_KEY_##name)

static const struct sheet_name names[SHEET_KIND_COUNT] = {
    [SHEET_2UP] = {"2up", N_("two on a sheet, to cut: A5 leaflets on A4"),
                   KEY(PAPER) | KEY(DUPLEX) | KEY(STACK)},
    [SHEET_4UP] = {"4up", N_("four on a sheet, to cut"), KEY(PAPER) | KEY(DUPLEX) | KEY(STACK)},
    [SHEET_CARDS] = {"cards", N_("as many as fit at full size, to cut"),
                     KEY(PAPER) | KEY(DUPLEX) | KEY(MARGIN) | KEY(GAP) | KEY(STACK)},
    [SHEET_BOOKLET] = {"booklet", N_("folded once, stapled in the fold"),
                       KEY(PAPER) | KEY(DUPLEX) | KEY(CREEP)},
    [SHEET_TRIFOLD] = {"trifold", N_("the design “trifold” with fold marks"),
                       KEY(DUPLEX) | KEY(FLAP)},
    [SHEET_TILES] = {"tiles", N_("a large poster in pieces, with how to join them"),
                     KEY(PAPER) | KEY(MARGIN) | KEY(OVERLAP)},
    [SHEET_SHOP] = {"print-shop", N_("for a print shop: PDF/X-1a in CMYK, bleed, crop marks"),
                    KEY(BLEED)},
};

static const char *const key_names[SHEET_KEY_COUNT + 1] = {
    "paper", "duplex", "margin", "gap", "overlap", "creep", "flap", "bleed", "stack", NULL};

static const struct paper {
    const char *name;
    int32_t width_mm, height_mm;
} papers[] = {{"a5", 148, 210}, {"a4", 210, 297}, {"a3", 297, 420}, {"a2", 420, 594}};

enum { PAPER_COUNT = sizeof papers / sizeof papers[0] };

static const char *const duplex_names[] = {"auto", "long", "short", "none"};

const struct sheet_name *sheet_name(enum sheet_kind kind)
{
    CHECK(kind < SHEET_KIND_COUNT);
    return &names[kind];
}

/* Where a key's length goes; NULL for the keys that are none. */
static int32_t *length_of(struct sheet_spec *spec, enum sheet_key key)
{
    switch (key) {
    case SHEET_KEY_MARGIN:
        return &spec->margin_du;
    case SHEET_KEY_GAP:
        return &spec->gap_du;
    case SHEET_KEY_OVERLAP:
        return &spec->overlap_du;
    case SHEET_KEY_CREEP:
        return &spec->creep_du;
    case SHEET_KEY_FLAP:
        return &spec->flap_du;
    case SHEET_KEY_BLEED:
        return &spec->bleed_du;
    case SHEET_KEY_PAPER:
    case SHEET_KEY_DUPLEX:
    case SHEET_KEY_STACK:
    case SHEET_KEY_COUNT:
        break;
    }
    return NULL;
}

void sheet_put_keys(struct buf *out, enum sheet_kind kind)
{
    struct sheet_spec spec = sheet_default(kind);
    const char *before = "";
    for (unsigned key = 0; key < SHEET_KEY_COUNT; key++) {
        if (!(names[kind].keys >> key & 1))
            continue;
        const int32_t *length = length_of(&spec, (enum sheet_key)key);
        buf_printf(out, "%s%s=", before, key_names[key]);
        if (length) {
            int32_t mm100 = mm100_from_du(*length);
            buf_printf(out, mm100 % 100 ? "%d.%d" : "%d", mm100 / 100, mm100 % 100 / 10);
        } else if (key == SHEET_KEY_STACK) {
            buf_printf(out, "%u", spec.stack);
        } else {
            buf_append_text(out, key == SHEET_KEY_PAPER ? "a4" : "auto");
        }
        before = ", ";
    }
}

/* "3", "0.1", "12mm", "-2": hundredths of a millimetre. */
static bool read_mm(int32_t *mm100, struct slice text)
{
    enum { WHOLE_MAX = 2000 };
    bool negative = text.size > 0 && text.data[0] == '-';
    size_t at = negative ? 1 : 0, digits = 0;
    int32_t whole = 0, part = 0, unit = 10;
    for (; at < text.size && text.data[at] >= '0' && text.data[at] <= '9'; at++, digits++)
        if ((whole = whole * 10 + text.data[at] - '0') > WHOLE_MAX)
            return false;
    if (at < text.size && text.data[at] == '.')
        for (at++; at < text.size && text.data[at] >= '0' && text.data[at] <= '9'; at++, unit /= 10)
            part += unit * (text.data[at] - '0');
    struct slice rest = slice_part(text, at, text.size);
    *mm100 = (negative ? -1 : 1) * (whole * 100 + part);
    return digits > 0 && (rest.size == 0 || slice_equal_text(rest, "mm"));
}

static bool read_paper(struct sheet_spec *spec, struct slice value, struct error *e)
{
    bool capital = value.size == 2 && value.data[0] == 'A'; /* "A3", as people write it. */
    const char name[] = {'a', capital ? value.data[1] : '\0'};
    struct slice small = capital ? (struct slice){name, sizeof name} : value;
    for (unsigned i = 0; i < PAPER_COUNT; i++) {
        if (!slice_equal_text(small, papers[i].name))
            continue;
        spec->paper_width_du = du_from_mm(papers[i].width_mm);
        spec->paper_height_du = du_from_mm(papers[i].height_mm);
        return true;
    }
    return error_set(e, ERROR_INPUT, 0, _("--sheet: paper is a5, a4, a3 or a2, not “%.*s”"),
                     SLICE_ARG(value));
}

static bool read_duplex(struct sheet_spec *spec, struct slice value, struct error *e)
{
    for (unsigned i = 0; i < sizeof duplex_names / sizeof duplex_names[0]; i++) {
        if (slice_equal_text(value, duplex_names[i])) {
            spec->duplex = (enum sheet_duplex)i;
            return true;
        }
    }
    return error_set(e, ERROR_INPUT, 0,
                     _("--sheet: duplex is auto, long, short or none, not “%.*s”"),
                     SLICE_ARG(value));
}

static bool read_stack(struct sheet_spec *spec, struct slice value, struct error *e)
{
    unsigned count = 0;
    bool digits = value.size > 0;
    for (size_t i = 0; i < value.size && digits; i++) {
        digits = value.data[i] >= '0' && value.data[i] <= '9';
        count = count > SHEET_STACK_MAX ? count : count * 10 + (unsigned)(value.data[i] - '0');
    }
    spec->stack = count;
    return (digits && count >= 1 && count <= SHEET_STACK_MAX) ||
           error_set(e, ERROR_INPUT, 0,
                     _("--sheet: stack is how many sheets are cut at once, 1 to %d, not “%.*s”"),
                     SHEET_STACK_MAX, SLICE_ARG(value));
}

static bool read_value(struct sheet_spec *spec, enum sheet_key key, struct slice value,
                       struct error *e)
{
    if (key == SHEET_KEY_PAPER)
        return read_paper(spec, value, e);
    if (key == SHEET_KEY_DUPLEX)
        return read_duplex(spec, value, e);
    if (key == SHEET_KEY_STACK)
        return read_stack(spec, value, e);
    int32_t mm100;
    if (!read_mm(&mm100, value))
        return error_set(e, ERROR_INPUT, 0,
                         _("--sheet: %s takes millimetres, such as 3 or 0.1, not “%.*s”"),
                         key_names[key], SLICE_ARG(value));
    *length_of(spec, key) = du_from_mm100(mm100);
    /* Before pages are drawn for it: with a flap too narrow it is the text that does not fit. */
    return key != SHEET_KEY_FLAP || sheet_check_flap(spec, e);
}

static bool refuse_key(enum sheet_kind kind, struct slice key, struct error *e)
{
    enum { KEYS_BYTES_MAX = 256 };
    struct buf keys;
    buf_init(&keys, KEYS_BYTES_MAX);
    sheet_put_keys(&keys, kind);
    error_set(e, ERROR_INPUT, 0, _("--sheet: %s has no “%.*s”; it takes %s"), names[kind].name,
              SLICE_ARG(key), keys.data);
    buf_deinit(&keys);
    return false;
}

/* "paper=a3" */
static bool read_pair(struct sheet_spec *spec, struct slice pair, struct error *e)
{
    const char *sign = pair.size ? memchr(pair.data, '=', pair.size) : NULL;
    size_t size = sign ? (size_t)(sign - pair.data) : pair.size;
    struct slice key = slice_part(pair, 0, size);
    struct slice value = slice_part(pair, sign ? size + 1 : size, pair.size);
    for (unsigned i = 0; i < SHEET_KEY_COUNT; i++)
        if (slice_equal_text(key, key_names[i]) && names[spec->kind].keys >> i & 1)
            return read_value(spec, (enum sheet_key)i, value, e);
    return refuse_key(spec->kind, key, e);
}

static bool find_kind(enum sheet_kind *kind, struct slice name, struct error *e)
{
    const char *all[SHEET_KIND_COUNT];
    for (unsigned i = 0; i < SHEET_KIND_COUNT; i++) {
        all[i] = names[i].name;
        *kind = (enum sheet_kind)i;
        if (slice_equal_text(name, all[i]))
            return true;
    }
    int nearest = utf8_nearest(name, all, SHEET_KIND_COUNT);
    if (nearest >= 0)
        return error_set(e, ERROR_INPUT, 0, _("there is no sheet “%.*s”; did you mean “%s”?"),
                         SLICE_ARG(name), all[nearest]);
    return error_set(e, ERROR_INPUT, 0, _("there is no sheet “%.*s”; “ngoso sheets” lists them"),
                     SLICE_ARG(name));
}

bool sheet_choose(struct sheet_spec *spec, struct slice typed, struct error *e)
{
    enum sheet_kind kind;
    const char *colon = memchr(typed.data, ':', typed.size);
    size_t size = colon ? (size_t)(colon - typed.data) : typed.size;
    if (!find_kind(&kind, slice_part(typed, 0, size), e))
        return false;
    *spec = sheet_default(kind);
    while (size < typed.size) {
        struct slice rest = slice_part(typed, size + 1, typed.size);
        const char *comma = rest.size ? memchr(rest.data, ',', rest.size) : NULL;
        size_t pair = comma ? (size_t)(comma - rest.data) : rest.size;
        if (!read_pair(spec, slice_part(rest, 0, pair), e))
            return false;
        size += 1 + pair;
    }
    return true;
}
