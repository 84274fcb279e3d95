/** @file
 * What guides and quizzes share, written once: guides/facts.yaml.
 *
 * A text says `{vneid.hotline}` and gets what the fact `vneid` has under `hotline`; so one
 * correction reaches every guide. The same file lists wording that was right once and is wrong
 * today: it is an error wherever it stands as a statement (struct format_field: `may_be_wrong`).
 *
 * Grammar: "{" id "." key "}", id [a-z0-9-], key one of fact_key_name. Other braces stay as they
 *          are. A fact's own text is never filled again.
 * Lifetime: the arena given to facts_load.
 */
#ifndef CONTENT_SHARED_FACTS_H
#define CONTENT_SHARED_FACTS_H

#include "content/guide/guide.h"

enum {
    FACTS_FILE_MAX = 256 * 1024,
    FACTS_MAX = 400,
    FACTS_WORDINGS_MAX = 200,
    FACTS_UNLESS_MAX = 8
};

/** What a fact can say; the keys of the file. */
enum fact_key {
    FACT_NAME,    /**< name: "Cổng Dịch vụ công quốc gia" */
    FACT_VALUE,   /**< value: "1 tỷ đồng một năm", "Nghị định 69/2024/NĐ-CP" */
    FACT_HOTLINE, /**< hotline: "1900 0368" */
    FACT_HOST,    /**< host: "dichvucong.gov.vn" */
    FACT_LINK,    /**< link: "https://dichvucong.gov.vn" */
    FACT_ANDROID, /**< android: "com.vnid" */
    FACT_IPHONE,  /**< iphone: "id1582750372" */
    FACT_KEY_COUNT
};

const char *fact_key_name(enum fact_key key);

enum fact_certainty { FACT_TWO_SOURCES, FACT_ONE_SOURCE };

struct fact {
    struct field id;
    struct field keys[FACT_KEY_COUNT]; /**< Empty: the fact does not say. */
    struct field source;
    unsigned certainty; /**< enum fact_certainty */
    struct date checked;
    struct span checked_span;
};

/** Wording of which `instead` is right today, unless a word of `unless` stands in the same text. */
struct outdated_wording {
    struct field wording, instead;
    struct field unless[FACTS_UNLESS_MAX];
    unsigned unless_count;
};

struct facts {
    const struct source *source;
    struct fact *facts;
    unsigned fact_count;
    struct outdated_wording *wordings;
    unsigned wording_count;
};

struct facts *facts_load(struct arena *a, const char *path, struct diag_list *diags);

/** The name that was probably meant, "vneid.hotline"; empty when none is near. */
struct slice facts_nearest(const struct facts *facts, struct slice name, struct arena *a);

/**
 * `text` with its references filled; `text` itself when it has none. A name that is not known stays
 * and comes back in `unknown` (else empty), the first of several.
 */
struct slice facts_fill(struct slice *unknown, const struct facts *facts, struct arena *a,
                        struct slice text);

/** The first fact that `text` writes out instead of naming it, the longest of those that begin
 *  there: "vneid.hotline", and in `literal` the part of `text` that writes it; empty when there is
 *  none. A number counts however it is grouped: "1900.0368". Names and values that are common words
 *  are not looked for. */
struct slice facts_find_literal(struct slice *literal, const struct facts *facts, struct arena *a,
                                struct slice text);

/** The next wording in `text` that is wrong today, in the order of the file, behind `after` (NULL:
 *  the first), and in `found` the part of `text` that has it; NULL when there is none. Capital
 *  letters do not matter. */
const struct outdated_wording *facts_next_outdated(struct slice *found, const struct facts *facts,
                                                   struct slice text,
                                                   const struct outdated_wording *after);

#endif
