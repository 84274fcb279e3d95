/*
 * The cheapest cut, by dynamic programming
 * ----------------------------------------
 * A segment costs a header (4 bits of mode and a count whose width depends on the version) and
 * then 10 bits for three digits, 11 for two characters of the alphanumeric set, 8 for a byte.
 * libqrencode's own splitter looks a few characters ahead with fixed thresholds; it is usually
 * as good, but it cannot say beforehand how many bits it will need, so choosing a level would
 * mean encoding up to four times, and encoding (the scoring of eight masks) is the dear part.
 *
 * After each byte we keep, for each mode, the cheapest way to have everything so far encoded and
 * a segment of that mode open. Costs are in sixths of a bit, since a digit takes 20/6, an
 * alphanumeric character 33/6 and a byte 48/6; closing a segment rounds up to whole bits.
 *
 * Example, version 1–9: "https://apps.apple.com/vn/app/id1582750372" is 42 bytes; all as bytes
 * 12 + 336 = 348 bits; with the ten digits as a segment of their own 12 + 256 + 14 + 34 = 316.
 */
#include "qr/segment.h"

#include <string.h>

enum { SIXTHS = 6, UNREACHED = INT32_MAX / 2 };

/* The header takes 4 + 8 bits; libqrencode 4.1.1 writes so many but, choosing the version, counts
 * 16 more (its estimate adds an empty count field for each of the header's four bytes). */
enum { ECI_BITS = 4 + 8 + 16 };

/* ISO/IEC 18004:2015, table 7: number of data codewords for L, M, Q, H. */
static const uint16_t codewords[QR_VERSION_MAX][4] = {
    {19, 16, 13, 9},          {34, 28, 22, 16},         {55, 44, 34, 26},
    {80, 64, 48, 36},         {108, 86, 62, 46},        {136, 108, 76, 60},
    {156, 124, 88, 66},       {194, 154, 110, 86},      {232, 182, 132, 100},
    {274, 216, 154, 122},     {324, 254, 180, 140},     {370, 290, 206, 158},
    {428, 334, 244, 180},     {461, 365, 261, 197},     {523, 415, 295, 223},
    {589, 453, 325, 253},     {647, 507, 367, 283},     {721, 563, 397, 313},
    {795, 627, 445, 341},     {861, 669, 485, 385},     {932, 714, 512, 406},
    {1006, 782, 568, 442},    {1094, 860, 614, 464},    {1174, 914, 664, 514},
    {1276, 1000, 718, 538},   {1370, 1062, 754, 596},   {1468, 1128, 808, 628},
    {1531, 1193, 871, 661},   {1631, 1267, 911, 701},   {1735, 1373, 985, 745},
    {1843, 1455, 1033, 793},  {1955, 1541, 1115, 845},  {2071, 1631, 1171, 901},
    {2191, 1725, 1231, 961},  {2306, 1812, 1286, 986},  {2434, 1914, 1354, 1054},
    {2566, 1992, 1426, 1096}, {2702, 2102, 1502, 1142}, {2812, 2216, 1582, 1222},
    {2956, 2334, 1666, 1276},
};

/* Bits of mode and character count at the head of a segment, by class and mode. */
static const int32_t header_bits[QR_VERSION_CLASSES][QR_SEGMENT_MODES] = {
    {4 + 10, 4 + 9, 4 + 8},
    {4 + 12, 4 + 11, 4 + 16},
    {4 + 14, 4 + 13, 4 + 16},
};

static const int32_t character_sixths[QR_SEGMENT_MODES] = {20, 33, 48};

static unsigned class_of(unsigned version)
{
    return version <= 9 ? 0 : version <= 26 ? 1 : 2;
}

static bool mode_takes(int mode, unsigned char byte)
{
    if (mode == QR_SEGMENT_BYTE)
        return true;
    if (byte >= '0' && byte <= '9')
        return true;
    return mode == QR_SEGMENT_ALPHANUMERIC && byte != 0 &&
           strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", byte) != NULL;
}

static int32_t round_up_to_bit(int32_t sixths)
{
    return (sixths + SIXTHS - 1) / SIXTHS * SIXTHS;
}

/* Adds one byte to each open segment; then a segment may close and another open behind it.
 * `came_from[m]` is the mode the byte itself was written in when mode m is open afterwards. */
static void take_byte(int32_t cost[QR_SEGMENT_MODES], uint8_t came_from[QR_SEGMENT_MODES],
                      unsigned char byte, const int32_t header[QR_SEGMENT_MODES])
{
    int32_t written[QR_SEGMENT_MODES];
    for (int m = 0; m < QR_SEGMENT_MODES; m++) {
        bool taken = cost[m] < UNREACHED && mode_takes(m, byte);
        written[m] = taken ? cost[m] + character_sixths[m] : UNREACHED;
    }
    for (int m = 0; m < QR_SEGMENT_MODES; m++) {
        cost[m] = written[m];
        came_from[m] = (uint8_t)m;
        for (int k = 0; k < QR_SEGMENT_MODES; k++) {
            if (written[k] == UNREACHED)
                continue;
            int32_t switched = round_up_to_bit(written[k]) + header[m] * SIXTHS;
            if (switched < cost[m]) {
                cost[m] = switched;
                came_from[m] = (uint8_t)k;
            }
        }
    }
}

/* Bits of the cheapest cut; `trail`, when not NULL, has a row for each byte. */
static uint32_t plan(struct slice payload, unsigned class_index, uint8_t (*trail)[QR_SEGMENT_MODES],
                     int *last_mode)
{
    const int32_t *header = header_bits[class_index];
    int32_t cost[QR_SEGMENT_MODES];
    uint8_t unused[QR_SEGMENT_MODES];
    for (int m = 0; m < QR_SEGMENT_MODES; m++)
        cost[m] = header[m] * SIXTHS;
    for (size_t i = 0; i < payload.size; i++)
        take_byte(cost, trail ? trail[i] : unused, (unsigned char)payload.data[i], header);
    int best = 0;
    for (int m = 1; m < QR_SEGMENT_MODES; m++) {
        if (cost[m] < cost[best])
            best = m;
    }
    *last_mode = best;
    return (uint32_t)(round_up_to_bit(cost[best]) / SIXTHS);
}

bool segment_needs_eci(struct slice payload)
{
    for (size_t i = 0; i < payload.size; i++) {
        if ((unsigned char)payload.data[i] >= 0x80)
            return true;
    }
    return false;
}

struct qr_cost segment_cost(struct slice payload)
{
    CHECK(payload.size > 0 && payload.size <= QR_SEGMENT_BYTES_MAX);
    struct qr_cost cost;
    int last_mode;
    uint32_t eci_bits = segment_needs_eci(payload) ? ECI_BITS : 0;
    for (unsigned c = 0; c < QR_VERSION_CLASSES; c++)
        cost.bits[c] = eci_bits + plan(payload, c, NULL, &last_mode);
    return cost;
}

unsigned segment_codewords(unsigned version, enum qr_level level)
{
    CHECK(version >= 1 && version <= QR_VERSION_MAX && level <= QR_LEVEL_H);
    return codewords[version - 1][level];
}

bool segment_fits(const struct qr_cost *cost, unsigned version, enum qr_level level)
{
    return cost->bits[class_of(version)] <= 8U * segment_codewords(version, level);
}

unsigned segment_version(const struct qr_cost *cost, enum qr_level level)
{
    for (unsigned version = 1; version <= QR_VERSION_MAX; version++) {
        if (segment_fits(cost, version, level))
            return version;
    }
    return 0;
}

void segment_modes(enum qr_mode *modes, struct slice payload, unsigned version)
{
    CHECK(payload.size > 0 && payload.size <= QR_SEGMENT_BYTES_MAX);
    static uint8_t trail[QR_SEGMENT_BYTES_MAX]
                        [QR_SEGMENT_MODES]; /* 21 KB; one thread (matrix.h). */
    int mode;
    (void)plan(payload, class_of(version), trail, &mode);
    for (size_t i = payload.size; i-- > 0;) {
        mode = trail[i][mode];
        modes[i] = (enum qr_mode)mode;
    }
}
