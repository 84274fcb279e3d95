/** @file
 * What the kiosk shows at a moment, and what a person can do about it: the seam between the state
 * machine (state.h), which decides, and the screens (screens.h), which only draw.
 *
 * Nothing here knows SDL, pixels or millimetres.
 */
#ifndef KIOSK_SCREENS_VIEW_H
#define KIOSK_SCREENS_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "content/quiz/quiz.h"
#include "content/record/commune.h"
#include "store/store.h"

enum {
    VIEW_QUIZZES_MAX = 64,
    VIEW_CODE_DIGITS = 10,    /**< Of the code that deletes a contact. */
    VIEW_VOLUME_MAX = 4,      /**< From 0, silent. */
    VIEW_TEXT_MAX = 120,      /**< Bytes a person can type into a field. */
    VIEW_VILLAGE_BYTES = 200, /**< Of a village's name. */
    VIEW_LESSONS_MAX = 3,
    VIEW_CODES_MAX = 3 /**< On one screen: of more, people scan the wrong one. */
};

/** One screen at a time. */
enum view_screen {
    SCREEN_ATTRACT,  /**< Posters and "Chạm để bắt đầu". */
    SCREEN_CHOOSE,   /**< Which subject. */
    SCREEN_PRACTICE, /**< A touch to try, for those who want it. */
    SCREEN_QUESTION,
    SCREEN_FEEDBACK, /**< Right or not, why, one thing to do at home. */
    SCREEN_END,      /**< What went well, what to learn, QR to take home. */
    SCREEN_CONSENT,  /**< May the team call you? Equal buttons, nothing ticked. */
    SCREEN_VILLAGE,
    SCREEN_NAME, /**< Typed on the screen's own keyboard. */
    SCREEN_PHONE,
    SCREEN_THANKS,       /**< The code to have it deleted. */
    SCREEN_STILL_THERE,  /**< Countdown; any touch goes back. */
    SCREEN_WELCOME_BACK, /**< After a power cut: go on, or start anew. */
    SCREEN_TROUBLE,      /**< The disk refuses: said kindly. */
    SCREEN_STAFF_PIN,
    SCREEN_STAFF_NEW_PIN,
    SCREEN_STAFF,
    SCREEN_STAFF_HEALTH,
    SCREEN_STAFF_QUIZZES,
    SCREEN_STAFF_VILLAGE, /**< Where the machine stands. */
    SCREEN_STAFF_FORGET,  /**< The code of a person who wants to be deleted. */
    SCREEN_CALIBRATE,
    SCREEN_REVIEW, /**< The records for the team: drawn by review.h, not by screens.h. */
    SCREEN_COUNT
};

/** What a touch, a key or the clock can mean. `index` says which one. */
enum view_act {
    ACT_NONE,
    ACT_START,  /**< Touched the attract loop. */
    ACT_CHOOSE, /**< index: quiz */
    ACT_TRY,    /**< Practice touch. */
    ACT_OPTION, /**< index: option as shown; order and match build up by taps */
    ACT_PLACE,  /**< index: option (place) of a picture or drawn phone */
    ACT_SLOT,   /**< index: right-hand side of a match */
    ACT_UNDO,   /**< Take the last tap back (order, match). */
    ACT_ANSWER, /**< "Trả lời" */
    ACT_NEXT,
    ACT_AGREE,
    ACT_SKIP,    /**< Consent and fields: leave it out. On a question: "I do not know yet". */
    ACT_VILLAGE, /**< index in the commune's list; on the staff's screen too */
    ACT_KEY,     /**< index: a code point of the screen keyboard; tones as in typing.h */
    ACT_BACKSPACE,
    ACT_SUBMIT, /**< Of a typed field. */
    ACT_STILL_HERE,
    ACT_RESUME, /**< After a power cut: go on. In trouble: try once more to save, or to open the
                     database; so on the health page. */
    ACT_READ_ALOUD,
    ACT_LARGER_TEXT,
    ACT_CONTRAST,
    ACT_LANGUAGE,
    ACT_VOLUME, /**< index: 0 … 4 */
    ACT_START_AGAIN,
    ACT_STAFF_CORNER, /**< The corner was held long enough. */
    ACT_DIGIT,        /**< index: 0 … 9 */
    ACT_STAFF_ITEM,   /**< index: enum view_staff_item */
    ACT_TOGGLE_QUIZ,  /**< index */
    ACT_WIDER,        /**< Calibration. */
    ACT_NARROWER,
    ACT_BACK,
    ACT_PAGE,   /**< index: page of a list that is longer than the screen. */
    ACT_REVIEW, /**< index: as review.h packs it. */
    ACT_COUNT
};

enum view_staff_item {
    STAFF_QUIZZES,
    STAFF_CALIBRATE,
    STAFF_STUDENTS, /**< Students' mode on or off. */
    STAFF_VILLAGE,  /**< In which village the machine stands. */
    STAFF_HEALTH,
    STAFF_RESULTS, /**< What people answered. */
    STAFF_BACKUP,
    STAFF_FORGET, /**< Delete a contact by its code. */
    STAFF_CHANGE_PIN,
    STAFF_CLOSE, /**< Leave the program. */
    STAFF_ITEM_COUNT
};

struct view_action {
    enum view_act act;
    int32_t index;
};

/** How an option stands. */
enum view_mark {
    MARK_NONE,
    MARK_CHOSEN,
    /* On the feedback screen, each with a word and an icon: */
    MARK_RIGHT,        /**< Right, and not chosen. */
    MARK_RIGHT_CHOSEN, /**< Right and chosen. */
    MARK_WRONG_CHOSEN  /**< Told kindly. */
};

enum view_device { DEVICE_ANY, DEVICE_ANDROID, DEVICE_IPHONE };

/** A code to scan; its link was judged as those on paper are (page/symbols.h). */
struct view_code {
    enum view_device device;
    struct slice link;  /**< What it opens. */
    struct slice shown; /**< The address in words. */
};

enum { VIEW_CODES_A_LESSON = 2 /* An app: one for each kind of phone. */ };

struct view_lesson {
    struct slice title; /**< Of the guide. */
    struct slice guide; /**< Its id. */
    struct view_code codes[VIEW_CODES_A_LESSON];
    unsigned code_count; /**< 0: the team has the leaflet. */
};

/** Everything the screens need; pointers are borrowed from the kiosk until the next action. */
struct view {
    enum view_screen screen;
    char language[8]; /**< "vi", "en" */
    bool large_text, high_contrast;
    int volume;              /**< 0 … 4 */
    bool reading;            /**< Something is being read aloud. */
    int reading_part;        /**< Which part is lit: 0 the stem, 1 … the options, -1 none. */
    unsigned reading_serial; /**< Rises whenever reading is to begin anew: drop what is queued. */

    const struct quiz *quizzes[VIEW_QUIZZES_MAX]; /**< Offered, in order. */
    bool quiz_on[VIEW_QUIZZES_MAX];               /**< For SCREEN_STAFF_QUIZZES. */
    unsigned quiz_count;

    const struct quiz *quiz; /**< Being played. */
    const struct quiz_question *question;
    unsigned question_index, question_count;
    uint8_t option_order[QUIZ_SCREEN_ITEMS_MAX]; /**< Shown place → option of the file. */
    uint8_t slot_order[QUIZ_SCREEN_ITEMS_MAX];   /**< The same for the right side of a match. */
    enum view_mark marks[QUIZ_SCREEN_ITEMS_MAX]; /**< By shown place. */
    uint8_t sequence[QUIZ_SCREEN_ITEMS_MAX]; /**< QUIZ_ORDER: 1 … as tapped, 0 not yet; by place. */
    int8_t pair[QUIZ_SCREEN_ITEMS_MAX];      /**< QUIZ_MATCH: slot of each place, -1 none. */
    int8_t pending;                          /**< QUIZ_MATCH: place to be given a slot, -1 none. */
    bool can_answer;
    bool was_right;
    bool saved; /**< COMMIT has succeeded. */

    unsigned right_count;
    struct view_lesson lessons[VIEW_LESSONS_MAX];
    unsigned lesson_count;
    bool offer_contact;

    const struct commune *commune; /**< Villages, name of the team; may be NULL. */
    unsigned retention_days;       /**< How long a contact is kept, as the notice says. */
    struct slice hall_village;     /**< Where the machine stands; empty: not said. */
    unsigned page;                 /**< Of a long list; the screen knows how many there are. */
    char typed[VIEW_TEXT_MAX + 1]; /**< By a person; by staff, a person's code. */
    bool typed_ok;                 /**< What is typed may be submitted. */
    const char *hint;              /**< Why not, translated; may be NULL. */
    char code[16];                 /**< To have the contact deleted. */

    int countdown_s; /**< SCREEN_STILL_THERE. */
    unsigned practice_hits;
    const char *trouble;    /**< Translated. */
    unsigned pin_digits;    /**< Typed so far. */
    int pin_wait_s;         /**< Growing delay after wrong ones. */
    const char *staff_text; /**< Result of the last staff action, translated; may be NULL. */
    bool students;
    int card_width_px;     /**< Calibration: width of the drawn card. */
    int px_per_mm100;      /**< As calibrated; 0: not yet. */
    unsigned attract_page; /**< Which poster of the loop; counts on, take it modulo. */

    bool practice;              /**< Nothing is recorded. */
    bool unrecorded;            /**< Nothing more of this round is. */
    bool shut;                  /**< The database could not be opened: why is told to staff. */
    bool can_seal;              /**< A key is there, so follow-up can be offered. */
    bool pin_again;             /**< SCREEN_STAFF_NEW_PIN: the same once more. */
    bool health_known;          /**< `health` holds what was found. */
    struct store_health health; /**< SCREEN_STAFF_HEALTH. */
};

#endif
