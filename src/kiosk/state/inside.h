/** @file
 * The state machine's own memory, shared by state*.c and by nobody else. Begin with state.c.
 */
#ifndef KIOSK_STATE_INSIDE_H
#define KIOSK_STATE_INSIDE_H

#include "base/arena.h"
#include "kiosk/pin.h"
#include "kiosk/screens/round.h"
#include "kiosk/state/state.h"
#include "kiosk/typing.h"

/** What to do when somebody in SCREEN_TROUBLE goes on, or asks to try again. */
enum trouble { TROUBLE_NONE, TROUBLE_BEGIN, TROUBLE_ANSWER, TROUBLE_CONTACT, TROUBLE_SHUT };

/** One person's attempt; nothing in it names anybody. */
struct attempt {
    struct store_id id;
    struct round round;
    bool open;      /**< Begun and not ended; in practice only here. */
    bool logged;    /**< The log knows of it. */
    bool recording; /**< The log takes its answers; false once it refused one. */
    bool known_right[QUIZ_QUESTIONS_MAX];
    uint8_t turns[QUIZ_SCREEN_ITEMS_MAX]; /**< QUIZ_MATCH: places in the order of pairing. */
    unsigned turn_count;
    int64_t shown_ms;      /**< When the question appeared. */
    struct slice response; /**< What is being answered, and how long it took. */
    uint32_t think_ms;
};

/** What somebody who agreed has typed; wiped as soon as it is sealed or the screen is left. */
struct person {
    struct typing name, phone;
    struct slice village; /**< Of the commune's list. */
};

struct kiosk {
    struct kiosk_setup setup;
    struct view view;
    struct arena arena; /**< Of the attempt. */
    struct round_random random;
    struct attempt attempt;
    struct person person;
    /** Of one person's stay, from the first touch until the screen is cleared; its rounds share it.
     * Empty while nobody is here. */
    struct store_id session;
    bool unrecorded; /**< This person plays although the database is shut. */

    enum view_screen before_idle, before_staff;
    int64_t covered_ms; /**< When one of these two came over it. */
    unsigned covered_page;
    enum trouble trouble;
    const char *hint_id, *trouble_id, *staff_id; /**< English; translated into the view. */
    char staff_text[1024];                       /**< When it is made of parts. */
    bool read_on;                                /**< Every new screen is read aloud. */

    int64_t now_ms;
    int64_t touched_ms; /**< Last sign of a person. */
    int64_t changed_ms; /**< When an action last changed the screen. */
    int64_t acted_ms;   /**< When the last action came, and which. */
    struct view_action acted;
    bool has_acted;  /**< Since the last tick. */
    bool settle_due; /**< Something worth it was recorded: store_settle. */
    int64_t countdown_end_ms, poster_ms;
    int64_t purge_ms; /**< When contacts past their time are deleted next. */
    int64_t open_ms;  /**< When a database that was shut is tried again. */

    struct pin pin;
    bool quiz_off[VIEW_QUIZZES_MAX]; /**< By index in the setup. */
    int default_volume;
    char default_language[sizeof((struct view){0}.language)];
    char hall_village[VIEW_VILLAGE_BYTES];
    bool wants_to_close;
};

/* state.c */

/** Shows a screen; what was pressed before is forgotten, reading aloud begins anew. */
void kiosk_go(struct kiosk *k, enum view_screen screen);
/** Over this screen comes another for a while: what asks whether anybody is there, the PIN. */
void kiosk_cover(struct kiosk *k);
/** Back to it, its page as it was; the time between does not count as thinking. */
void kiosk_uncover(struct kiosk *k, enum view_screen screen);
/** Reads the screen from its beginning, or stops. */
void kiosk_read_from_start(struct kiosk *k, bool reading);
/** Texts are kept in English and follow the language of the view. */
void kiosk_translate(struct kiosk *k);
/** Time never goes back. */
void kiosk_set_now(struct kiosk *k, int64_t now_ms);
/** The person has left: everything of theirs is overwritten, the posters come. */
void kiosk_forget_person(struct kiosk *k);
/** Somebody begins: the choice of subjects. */
void kiosk_welcome(struct kiosk *k);
/** Says what went wrong, kindly, and what going on would mean. */
void kiosk_trouble(struct kiosk *k, enum trouble trouble, const char *english);
/** In the language of the view. */
const char *kiosk_say(const struct kiosk *k, const char *english);
/** Quizzes that are offered, or all of them for staff. */
void kiosk_list_quizzes(struct kiosk *k, bool all);
/** A random id; in practice, where nothing is recorded, it only differs from the last one. */
void kiosk_new_id(struct kiosk *k, struct store_id *out);

/* play.c */

void play_choose(struct kiosk *k, struct view_action action);
void play_practice(struct kiosk *k, struct view_action action);
void play_question(struct kiosk *k, struct view_action action);
void play_feedback(struct kiosk *k, struct view_action action);
void play_trouble(struct kiosk *k, struct view_action action);
void play_welcome_back(struct kiosk *k, struct view_action action);
/** Ends an attempt that is open; the log is told if it can be. */
void play_stop(struct kiosk *k, enum store_end reason);
/** An attempt that a power cut interrupted, if there is one: SCREEN_WELCOME_BACK. */
bool play_find_interrupted(struct kiosk *k);

/* answer.c: what is chosen on a question */

void answer_clear(struct kiosk *k);
void answer_touch(struct kiosk *k, struct view_action action);
/** As the log keeps it (content/quiz/quiz.h); in the attempt's arena. */
struct slice answer_response(struct kiosk *k);
/** Marks what was right, on the feedback screen. */
void answer_mark(struct kiosk *k);

/* end.c */

void end_show(struct kiosk *k);
void end_act(struct kiosk *k, struct view_action action);

/* contact.c */

void contact_ask(struct kiosk *k);
void contact_act(struct kiosk *k, struct view_action action);
void contact_type(struct kiosk *k, uint32_t code_point);
void contact_forget(struct kiosk *k);
/** Seals once more after trouble. */
void contact_seal(struct kiosk *k);

/* setting.c: what the hall has chosen */

void setting_load(struct kiosk *k);
void setting_load_retention(struct kiosk *k);
/** Kept, or staff are told that it could not be. */
void setting_keep(struct kiosk *k, const char *name, const char *text);
void setting_keep_number(struct kiosk *k, const char *name, long value);
/** Of the PIN, as they are now. */
void setting_keep_failures(struct kiosk *k);
void setting_keep_quizzes(struct kiosk *k);
void setting_keep_village(struct kiosk *k, struct slice village);
void setting_keep_sound_and_language(struct kiosk *k);

/* shut.c: a database that could not be opened */

/** Tries once more to open it; true when it is open, or was never meant to be. */
bool shut_open(struct kiosk *k);
/** Tells the person, kindly; `again`: who has just tried once more. */
void shut_tell(struct kiosk *k, bool again);
void shut_act(struct kiosk *k, struct view_action action);
/** From time to time while nobody is here; true when it has been opened. */
bool shut_tick(struct kiosk *k);

/* forget.c: somebody's contact is deleted by its code */

void forget_act(struct kiosk *k, struct view_action action);

/* staff.c */

/** A line for staff, in English; NULL: none. */
void staff_say(struct kiosk *k, const char *english);
void staff_say_error(struct kiosk *k, const struct error *e);
/** To another of the staff's screens. */
void staff_go(struct kiosk *k, enum view_screen screen);
/** True when the PIN is still to be chosen. */
bool staff_needs_pin(const struct kiosk *k);
void staff_corner(struct kiosk *k);
void staff_act(struct kiosk *k, struct view_action action);
bool staff_tick(struct kiosk *k);
/** Out of the staff's screens; from the PIN back to whoever was there. */
void staff_leave(struct kiosk *k);
/** Is it one of the staff's screens? */
bool staff_is_screen(enum view_screen screen);

#endif
