/** @file
 * A guide: one subject explained once, from which poster, leaflet, trifold and script are made.
 *
 * Loaded from guides/ID.yaml (reference: guides/README.md, schema: guides/guide.schema.json).
 * Lifetime: everything lies in the arena given to guide_load; spans point into its source.
 * Text is UTF-8 NFC, trimmed, line breaks folded to spaces.
 */
#ifndef CONTENT_GUIDE_H
#define CONTENT_GUIDE_H

#include "base/date.h"
#include "base/diag.h"
#include "base/rich.h"

struct arena;
struct facts;
struct format_file;

/** Text with the place it came from. Empty text: not given. */
struct field {
    struct slice text;
    struct span span;
};

/** The same with **bold** parts. */
struct rich_field {
    struct rich rich;
    struct span span;
};

/** The six parts of the teams' work; named in YAML as in guide_subject_name. */
enum guide_subject {
    SUBJECT_PUBLIC_SERVICES, /**< public-services */
    SUBJECT_PAYMENT,         /**< payment */
    SUBJECT_COMMERCE,        /**< commerce */
    SUBJECT_PLATFORMS,       /**< platforms */
    SUBJECT_SAFETY,          /**< safety */
    SUBJECT_LOCAL,           /**< local */
    SUBJECT_COUNT
};

/** Whom a guide or a quiz is for; the YAML words of its key `for`. */
enum guide_readers {
    READERS_EVERYONE, /**< everyone, the default */
    READERS_TEAM,     /**< team: members of the team; not shown to people in the hall. */
    READERS_COUNT
};

/** The YAML word: "public-services" … */
const char *guide_subject_name(enum guide_subject subject);

enum {
    GUIDE_FILE_MAX = 256 * 1024,
    GUIDE_PREPARE_MAX = 6,
    GUIDE_GAINS_MAX = 4,
    GUIDE_STEPS_MIN = 2,
    GUIDE_STEPS_MAX = 10,
    GUIDE_CHECKS_MAX = 8,
    GUIDE_MISTAKES_MAX = 6,
    GUIDE_WARNINGS_MAX = 3,
    GUIDE_QR_MAX = 3,
    GUIDE_SOURCES_MAX = 12,
    GUIDE_VALID_DAYS = 180
};

struct guide_item {
    struct rich_field text;
    struct field icon; /**< Phosphor name without weight. */
};

struct guide_step {
    struct rich_field text;
    struct rich_field brief; /**< Shorter wording for the poster; empty: use `text`. */
    struct rich_field note;  /**< Small print under the step (leaflet, trifold). */
    struct field icon;
    struct field picture;     /**< Path of a PNG or JPEG, relative to the guide's folder. */
    struct field picture_alt; /**< What it shows, in words; required with a picture. */
    struct rich_field checks[GUIDE_CHECKS_MAX]; /**< To be ticked: the design “checklist” alone. */
    unsigned check_count;
};

struct guide_mistake {
    struct rich_field text; /**< What goes wrong. */
    struct rich_field fix;  /**< What to do instead. */
};

/** The kinds a person writes; an app is a pair of symbols. */
enum guide_qr_kind {
    GUIDE_QR_LINK,
    GUIDE_QR_APP, /**< value: not used; android and iphone */
    GUIDE_QR_PHONE,
    GUIDE_QR_SMS,  /**< message */
    GUIDE_QR_WIFI, /**< password */
    GUIDE_QR_TEXT,
    GUIDE_QR_KIND_COUNT
};

struct guide_qr {
    enum guide_qr_kind kind;
    struct span span;
    struct field label;   /**< What it opens, in words: "Cổng Dịch vụ công quốc gia". */
    struct field caption; /**< One more line: "Bấm Đăng nhập ở góc phải." May be empty. */
    struct field value;
    struct field android, iphone;   /**< For GUIDE_QR_APP. */
    struct field message, password; /**< For SMS and Wi-Fi. */
    bool varies; /**< Filled in for a record: it is another code on the next leaflet. */
};

struct guide_source {
    struct field title; /**< "Nghị định 69/2024/NĐ-CP" */
    struct field link;  /**< May be empty. */
};

struct guide {
    const struct source *source;
    struct slice folder; /**< Of the file, for pictures; "" for the current one. */
    struct field id;     /**< [a-z0-9-]{2,40}; equal to the file's name. */
    struct field title;
    struct field short_title;  /**< For narrow places; empty: use title. */
    struct rich_field benefit; /**< One line: why a person would want it. */
    enum guide_subject subject;
    struct field icon; /**< The subject's picture on the title band. */
    enum guide_readers readers;
    struct field audience; /**< In words, to be printed. */
    struct field language; /**< "vi", "en" … */
    struct guide_item prepare[GUIDE_PREPARE_MAX];
    unsigned prepare_count;
    struct guide_item gains[GUIDE_GAINS_MAX]; /**< What the reader can do afterwards. */
    unsigned gain_count;
    struct guide_step steps[GUIDE_STEPS_MAX];
    unsigned step_count;
    struct guide_mistake mistakes[GUIDE_MISTAKES_MAX];
    unsigned mistake_count;
    struct rich_field warnings[GUIDE_WARNINGS_MAX];
    unsigned warning_count;
    struct guide_qr qr[GUIDE_QR_MAX]; /**< Most important first. */
    unsigned qr_count;
    struct field hotline;       /**< "1900 0368" */
    struct field hotline_label; /**< "Tổng đài VNeID" */
    struct guide_source sources[GUIDE_SOURCES_MAX];
    unsigned source_count;
    struct date reviewed;
    struct span reviewed_span;
    int valid_days; /**< GUIDE_VALID_DAYS unless given. */
};

/**
 * Loads and checks one definition, filling in the facts it names (content/shared/facts.h; NULL:
 * none); all problems go to `diags`. NULL only when nothing usable could be read; otherwise a guide
 * whose missing parts are empty, so that checks further on can add what they find. Compare
 * diags->error_count before and after to know whether it is sound.
 */
struct guide *guide_load(struct arena *a, const char *path, const struct facts *facts,
                         struct diag_list *diags);

/** What the table of format_guide cannot say; its `complete` (content/format/format.h). */
void guide_complete(void *target, const struct format_file *file);

/** Whether some step has boxes to tick. */
bool guide_has_checks(const struct guide *g);

/** Age of the content against `today`; adds a warning when past its validity. */
void guide_check_age(const struct guide *g, struct date today, struct diag_list *diags);

/** A commented starting point for `ngoso new guide ID`. */
struct slice guide_template(struct arena *a, struct slice id);

#endif
