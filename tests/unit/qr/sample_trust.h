/** @file
 * A list of hosts for tests, shaped like guides/trusted-domains.yaml but fixed.
 */
#ifndef TESTS_UNIT_QR_SAMPLE_TRUST_H
#define TESTS_UNIT_QR_SAMPLE_TRUST_H

#include "qr/link.h"

#define SAMPLE_HOST(name)                                                                          \
    {                                                                                              \
        .host = { name, sizeof(name) - 1 }                                                         \
    }
#define SAMPLE_NAME(name)                                                                          \
    {                                                                                              \
        name, sizeof(name) - 1                                                                     \
    }

static const struct link_host sample_trusted[] = {
    SAMPLE_HOST("gov.vn"),
    SAMPLE_HOST("vneid.gov.vn"),
    SAMPLE_HOST("dichvucong.gov.vn"),
    SAMPLE_HOST("dichvucong.bocongan.gov.vn"),
    SAMPLE_HOST("bocongan.gov.vn"),
    SAMPLE_HOST("baohiemxahoi.gov.vn"),
    SAMPLE_HOST("binhdanhocvuso.gov.vn"),
    SAMPLE_HOST("chinhphu.vn"),
    SAMPLE_HOST("baochinhphu.vn"),
    SAMPLE_HOST("tinnhiemmang.vn"),
    SAMPLE_HOST("ntrust.vn"),
    SAMPLE_HOST("chongluadao.vn"),
    SAMPLE_HOST("napas.com.vn"),
    SAMPLE_HOST("buudien.vn"),
    SAMPLE_HOST("vnpt.com.vn"),
    {.host = SAMPLE_NAME("play.google.com"),
     .path_prefix = SAMPLE_NAME("/store/apps/details"),
     .exact = true},
    {.host = SAMPLE_NAME("apps.apple.com"), .path_prefix = SAMPLE_NAME("/vn/app"), .exact = true},
    {.host = SAMPLE_NAME("zalo.me"), .confirm = true},
    {.host = SAMPLE_NAME("oa.zalo.me"), .confirm = true},
    SAMPLE_HOST("vietcombank.com.vn"),
    SAMPLE_HOST("vietinbank.vn"),
    SAMPLE_HOST("bidv.com.vn"),
    SAMPLE_HOST("agribank.com.vn"),
    SAMPLE_HOST("techcombank.com"),
    SAMPLE_HOST("mbbank.com.vn"),
    SAMPLE_HOST("vpbank.com.vn"),
    SAMPLE_HOST("sacombank.com.vn"),
    SAMPLE_HOST("tpb.vn"),
    SAMPLE_HOST("vib.com.vn"),
    SAMPLE_HOST("shopee.vn"),
    SAMPLE_HOST("seller-vn.tiktok.com"),
};

static const struct link_host sample_shorteners[] = {
    SAMPLE_HOST("bit.ly"), SAMPLE_HOST("tinyurl.com"), SAMPLE_HOST("s.id"),
    SAMPLE_HOST("t.co"),   SAMPLE_HOST("me-qr.com"),
};

static const struct slice sample_brands[] = {
    SAMPLE_NAME("gov"),       SAMPLE_NAME("vneid"),       SAMPLE_NAME("dichvucong"),
    SAMPLE_NAME("vssid"),     SAMPLE_NAME("bhxh"),        SAMPLE_NAME("baohiemxahoi"),
    SAMPLE_NAME("etax"),      SAMPLE_NAME("vietcombank"), SAMPLE_NAME("vietinbank"),
    SAMPLE_NAME("bidv"),      SAMPLE_NAME("agribank"),    SAMPLE_NAME("techcombank"),
    SAMPLE_NAME("sacombank"), SAMPLE_NAME("shopee"),      SAMPLE_NAME("zalo"),
};

static const struct slice sample_suffixes[] = {
    SAMPLE_NAME("xyz"),  SAMPLE_NAME("top"),  SAMPLE_NAME("cc"),
    SAMPLE_NAME("info"), SAMPLE_NAME("site"), SAMPLE_NAME("online"),
};

#define SAMPLE_COUNT(array) (sizeof(array) / sizeof *(array))

static inline struct link_trust sample_trust(const struct link_host *allowed,
                                             unsigned allowed_count)
{
    return (struct link_trust){
        .trusted = sample_trusted,
        .trusted_count = SAMPLE_COUNT(sample_trusted),
        .shorteners = sample_shorteners,
        .shortener_count = SAMPLE_COUNT(sample_shorteners),
        .allowed = allowed,
        .allowed_count = allowed_count,
        .brands = sample_brands,
        .brand_count = SAMPLE_COUNT(sample_brands),
        .abused_suffixes = sample_suffixes,
        .abused_suffix_count = SAMPLE_COUNT(sample_suffixes),
    };
}

#endif
