/** @file
 * Counting sheets, one at a time; figures.c makes figures of the counts.
 *
 * What is kept does not grow with the number of rounds: a question has a table of counters by rest
 * score and response (stats.h says why rest scores are few), a quiz one set of sums a length. Only
 * *people* need memory of their own: a kiosk's stays come one after another, so that the current
 * one is enough; paper, and devices whose log is spread over several stores, are kept back (32
 * bytes a round) and sorted by person at the end.
 *
 * Also the way in for tests and for whoever has sheets from elsewhere: books made by hand.
 */
#ifndef REVIEW_GATHER_H
#define REVIEW_GATHER_H

#include "review/figures.h"

enum {
    GATHER_BYTES_MAX = 256 * 1024 * 1024, /**< Of counters. */
    GATHER_KEPT_MAX = 4 * 1000 * 1000     /**< Rounds kept back. */
};

#define GATHER_NO_TOPIC UINT32_MAX

/** A book and what goes with it. */
struct gather_source {
    const struct book *book;
    const struct rekey_info *rekeys;
    unsigned rekey_count;
};

/** Those with `others` other questions seen, by how many of these were right. */
struct gather_rests {
    uint32_t *counts; /**< [mark][right others] */
    struct gather_choice {
        uint32_t chosen, right_sum;
    } * choices; /**< By response; `right_sum` over right others. */
};

struct gather_item {
    const struct book_item *item;    /**< Of the first source that has it. */
    uint32_t quiz;                   /**< Index into `quizzes`. */
    struct book_response *responses; /**< Of all sources; by text; [0] is unused. */
    unsigned response_count;
    bool rekeyed;
    const struct quiz *in_quiz;
    const struct quiz_question *question;
    enum figures_version version;
    uint32_t topics[FIGURES_TOPIC_KIND_COUNT]; /**< Indexes, or GATHER_NO_TOPIC. */
    int64_t unseen;
    uint32_t *chosen;                           /**< By response; [0] omitted. */
    struct gather_rests rests[STATS_SLOTS_MAX]; /**< By other questions seen. */
};

struct gather_quiz {
    struct figures_group group;
    const struct quiz *quiz;
    struct stats_rounds *rounds[STATS_SLOTS_MAX + 1]; /**< By length; NULL: none yet. */
    struct figures_change change;
    /* Of the person being counted: */
    uint64_t stamp;
    unsigned full_count;
    int64_t first_score, last_score;
};

enum gather_device_use {
    GATHER_ELSEWHERE, /**< Another source has more of its log. */
    GATHER_STREAM,
    GATHER_KEEP /**< Spread over several sources: each round once, people at the end. */
};

/** How a source's indexes become ours. */
struct gather_map {
    struct gather_item **items;
    uint32_t **responses; /**< By item. */
    uint32_t *quizzes, *villages, *ages, *devices;
    enum gather_device_use *uses; /**< By device. */
    bool *device_wanted, *village_wanted, *quiz_wanted;
};

/** A round kept back. */
struct gather_kept {
    uint8_t person[16];
    int64_t begun_wall_ms;
    int64_t score; /**< -1: not a full round. */
    int64_t day;   /**< GATHER_NO_DAY: not known. */
    uint32_t village, quiz, device, age;
    enum sheet_source source;
};

#define GATHER_NO_DAY INT64_MIN

struct gather {
    struct arena *arena;
    struct figures_filter filter;
    struct figures_texts texts;
    const struct gather_source *sources;
    unsigned source_count;
    struct gather_map *maps;   /**< By source. */
    struct gather_item *items; /**< By quiz, id, hash. */
    unsigned item_count;
    struct gather_quiz *quizzes;
    struct figures_device *devices;
    struct figures_group *villages, *ages, *days;
    unsigned quiz_count, device_count, village_count, age_count, day_count, day_last;
    struct figures_topic *topics;
    unsigned topic_count, topic_capacity;
    struct figures figures; /**< Counts that need no further work. */
    size_t counter_bytes;
    bool too_varied, too_many;

    int64_t day_begin_ms, day_end_ms, day; /**< The local day looked up last. */

    uint8_t person[16]; /**< Being counted. */
    uint64_t stamp;
    uint32_t *touched_quizzes;
    unsigned touched_count;

    struct gather_kept *kept;
    unsigned kept_count, kept_capacity;
    uint8_t (*ids)[16]; /**< Rounds of spread devices seen: a table by hash; zero: free. */
    unsigned id_count, id_capacity;

    uint8_t *topic_seen, *topic_right; /**< Of the round being counted. */
    uint32_t *topic_touched;
};

/** `sources` must live as long as `g`. */
void gather_begin(struct gather *g, struct arena *a, const struct gather_source *sources,
                  unsigned source_count, const struct figures_filter *filter,
                  const struct figures_texts *texts);

/** Where a sheet_visitor counts to. */
struct gather_walk {
    struct gather *gather;
    unsigned source;
};

/** A sheet_visitor; `self` is a struct gather_walk. False: gather_end will say why. */
bool gather_sheet(void *self, const struct sheet *sheet);

/** Counts what was kept back. Errors: ERROR_LIMIT. */
NODISCARD bool gather_end(struct gather *g, struct error *e);
void gather_deinit(struct gather *g);

/** figures.c: all figures from the counts. `out` keeps nothing of `g` but what lies in its arena.
 */
void figures_compute(struct figures *out, struct gather *g);

/** figures_option.c: the table of options and the flags of a question; `item` has all the rest. */
void figures_judge(struct figures_item *item, const struct gather_item *from,
                   const struct stats_item *stats, struct arena *a);

/** topics.c: the topics of a question, new ones made as they come. */
void gather_topics(struct gather *g, struct gather_item *item);

#endif
