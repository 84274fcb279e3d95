/** @file
 * A quiz: questions on one guide, asked at the kiosk or on paper.
 *
 * Loaded from quizzes/ID.yaml (reference: quizzes/README.md, schema: quizzes/quiz.schema.json) with
 * the same loader, diagnostics and limits of text as guides (content/guide/guide.h).
 * Lifetime: everything lies in the arena given to quiz_load; spans point into its source.
 */
#ifndef CONTENT_QUIZ_H
#define CONTENT_QUIZ_H

#include "base/buf.h"
#include "content/guide/guide.h"

enum {
    QUIZ_FILE_MAX = 512 * 1024,
    QUIZ_QUESTIONS_MAX = 80,
    QUIZ_OPTIONS_MIN = 2,
    QUIZ_OPTIONS_MAX = 6,
    QUIZ_SCREEN_ITEMS_MAX = 8,
    QUIZ_ROUND_DEFAULT = 10
};

/** How a question is answered; the YAML words are those of quiz_kind_name. */
enum quiz_kind {
    QUIZ_SINGLE,     /**< single: one option is right */
    QUIZ_MULTIPLE,   /**< multiple: all right options, and no other */
    QUIZ_TRUE_FALSE, /**< true-false */
    QUIZ_ORDER,      /**< order: the options as written are in the right order */
    QUIZ_MATCH,      /**< match: each option belongs to its `match` */
    QUIZ_POINT,      /**< point: the right place on a picture or on a drawn phone screen */
    QUIZ_SCAM,       /**< scam: real or scam? The message is drawn as the phone would show it */
    QUIZ_KIND_COUNT
};

const char *quiz_kind_name(enum quiz_kind kind);

/** What a drawn message came through. */
enum quiz_channel {
    QUIZ_CHANNEL_SMS,
    QUIZ_CHANNEL_CHAT,
    QUIZ_CHANNEL_CALL,
    QUIZ_CHANNEL_EMAIL,
    QUIZ_CHANNEL_WEB,
    QUIZ_CHANNEL_COUNT
};

struct quiz_message {
    enum quiz_channel channel;
    struct field sender;  /**< Name or number as the phone shows it. */
    struct field address; /**< Of a web page or e-mail; may be empty. Never made clickable. */
    struct rich_field text;
};

/** The key of questions without written options. */
enum quiz_answer { QUIZ_ANSWER_TRUE, QUIZ_ANSWER_FALSE, QUIZ_ANSWER_REAL, QUIZ_ANSWER_SCAM };

/**
 * QUIZ_TRUE_FALSE has two options "true" and "false", QUIZ_SCAM two options "real" and "scam", both
 * made by the loader and without text: whoever shows them names them.
 */
struct quiz_option {
    struct field id; /**< "a", "b" … in the order of the file: what the log keeps. */
    struct rich_field text;
    struct rich_field match; /**< For QUIZ_MATCH: what it belongs to. */
    struct field icon;       /**< Optional; for a drawn phone screen each item should have one. */
    struct field audio;      /**< Optional recording, relative to the quiz's folder. */
    bool right;
    /** For QUIZ_POINT on a picture: the place, in thousandths of its width and height. */
    int32_t x, y, width, height;
    unsigned place_count; /**< Numbers given for the place: 4, or 0 without one. */
    struct span span;
};

struct quiz_question {
    struct span span;
    struct field id; /**< Unique in the quiz: [a-z0-9-]{1,40}. */
    enum quiz_kind kind;
    enum guide_subject subject;
    struct field skill; /**< Code of the framework of Decision 757/QĐ-BKHCN; may be empty. */
    struct rich_field stem;
    struct field audio;
    struct quiz_option options[QUIZ_SCREEN_ITEMS_MAX];
    unsigned option_count;
    enum quiz_answer answer; /**< As written; the loader has made options of it. */
    bool shuffle; /**< Options may change places. Never for true-false, scam, point; always for
                     order and match; single and multiple say so (default: they may). */
    struct quiz_message message; /**< For QUIZ_SCAM. */
    struct field picture;        /**< For QUIZ_POINT on a picture. */
    struct field picture_alt;
    struct field screen_title;    /**< For QUIZ_POINT on a drawn phone: the bar at its top. */
    struct rich_field when_right; /**< Explanation after a right answer. */
    struct rich_field when_wrong; /**< After a wrong one: what is right and why, kindly. */
    struct rich_field advice;     /**< The one thing to do at home; may be empty. */
    struct field guide;           /**< Id of the guide that teaches it. */
    int step;                     /**< Of that guide, from 1; 0: the whole guide. */
    struct field source;
    int difficulty; /**< 1 easy, 2 middle, 3 hard. */
};

struct quiz {
    const struct source *source;
    struct slice folder;
    struct field id, title, language, icon;
    struct rich_field about; /**< One line for the choice on the first screen. */
    enum guide_subject subject;
    enum guide_readers readers;
    struct field guide; /**< Default for its questions. */
    int order;          /**< Among the quizzes to choose from, 1 first; 0: after those, by id. */
    int round;          /**< Questions drawn for one round. */
    struct quiz_question *questions;
    unsigned question_count;
    struct date reviewed;
    struct span reviewed_span;
    int valid_days;
};

/** As guide_load; what is odd in the questions is reported too (quiz/lint.h). */
struct quiz *quiz_load(struct arena *a, const char *path, const struct facts *facts,
                       struct diag_list *diags);

/** Adds a warning when the content is past its validity. */
void quiz_check_age(const struct quiz *q, struct date today, struct diag_list *diags);

/** "sms", "chat" … */
const char *quiz_channel_name(enum quiz_channel channel);

/**
 * What a question says, independent of layout, comments and order of keys: the bytes whose hash
 * names it in the log, so that a later correction is seen as one. Includes the key (right options)
 * and everything a person sees before answering; not the explanations, guide, source and audio.
 */
void quiz_canonical(struct buf *out, const struct quiz_question *question);

/** A commented starting point for `ngoso new quiz ID`. */
struct slice quiz_template(struct arena *a, struct slice id);

/**
 * A response as the log keeps it: option ids joined with a comma, sorted for QUIZ_MULTIPLE; in the
 * order given for QUIZ_ORDER; "a=c" pairs for QUIZ_MATCH. True when it is right.
 */
bool quiz_is_right(const struct quiz_question *question, struct slice response);

#endif
