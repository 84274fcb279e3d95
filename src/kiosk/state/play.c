/* One round: choosing, trying a touch, question after question, and coming back after a power cut.
 *
 * The order in which an answer becomes visible is the point of this file: record_answer returns
 * true only after COMMIT, and only then does show_feedback run with `saved` set.
 */
#include "base/i18n.h"
#include "kiosk/state/inside.h"
#include "store/digest.h"

/* ---- questions ------------------------------------------------------------------------------- */

static const struct quiz_question *question_of(const struct kiosk *k, unsigned index)
{
    return &k->view.quiz->questions[k->attempt.round.items[index].question];
}

static void show_question(struct kiosk *k, unsigned index)
{
    struct view *v = &k->view;
    const struct round_item *item = &k->attempt.round.items[index];
    v->question_index = index;
    v->question = question_of(k, index);
    memcpy(v->option_order, item->option_order, sizeof v->option_order);
    memset(v->slot_order, 0, sizeof v->slot_order);
    if (v->question->kind == QUIZ_MATCH)
        round_slots(v->slot_order, v->question, item, &k->attempt.id, index);
    answer_clear(k);
    v->was_right = v->saved = false;
    k->attempt.shown_ms = k->now_ms;
    kiosk_go(k, SCREEN_QUESTION);
}

static void show_next(struct kiosk *k, unsigned index)
{
    if (index < k->attempt.round.count)
        show_question(k, index);
    else
        end_show(k);
}

/* ---- beginning ------------------------------------------------------------------------------- */

static void describe(struct store_attempt *out, struct kiosk *k)
{
    const struct round *round = &k->attempt.round;
    *out = (struct store_attempt){.id = k->attempt.id,
                                  .session = k->session,
                                  .village = k->view.hall_village,
                                  .quiz = k->view.quiz->id.text,
                                  .language = slice_from(k->view.language),
                                  .students = k->view.students,
                                  .question_count = round->count};
    store_digest_quiz(out->quiz_hash, k->view.quiz);
    for (unsigned i = 0; i < round->count; i++) {
        const struct quiz_question *question = question_of(k, i);
        out->questions[i].id = question->id.text;
        out->questions[i].options = round_options(&k->arena, question, &round->items[i]);
        store_digest_question(out->questions[i].hash, question);
    }
}

static void draw_round(struct kiosk *k)
{
    struct slice recent[QUIZ_QUESTIONS_MAX];
    unsigned count = 0;
    struct error e = {ERROR_NONE, 0, ""};
    /* Without the history a round is as good, only less varied. */
    if (k->setup.store &&
        !store_recent_questions(recent, &count, QUIZ_QUESTIONS_MAX, k->setup.store,
                                k->view.quiz->id.text, &k->arena, &e))
        count = 0;
    round_draw(&k->attempt.round, &k->random, k->view.quiz, recent, count);
}

static bool log_attempt(struct kiosk *k)
{
    if (!k->setup.store)
        return true;
    struct store_attempt description;
    struct error e = {ERROR_NONE, 0, ""};
    describe(&description, k);
    k->attempt.logged = store_begin_attempt(k->setup.store, &description, &e);
    k->attempt.recording = k->attempt.logged;
    return k->attempt.logged;
}

static void ask_first(struct kiosk *k)
{
    if (log_attempt(k))
        show_next(k, 0);
    else
        kiosk_trouble(
            k, TROUBLE_BEGIN,
            N_("Answers cannot be saved just now. You may go on all the same: you learn as much."));
}

static void begin(struct kiosk *k)
{
    arena_reset(&k->arena);
    k->attempt = (struct attempt){.open = true};
    kiosk_new_id(k, &k->attempt.id);
    draw_round(k);
    k->view.question_count = k->attempt.round.count;
    k->view.right_count = 0;
    ask_first(k);
}

void play_choose(struct kiosk *k, struct view_action action)
{
    struct view *v = &k->view;
    if (action.act == ACT_BACK) {
        kiosk_forget_person(k);
    } else if (action.act == ACT_TRY) {
        v->practice_hits = 0;
        kiosk_go(k, SCREEN_PRACTICE);
    } else if (action.act == ACT_CHOOSE && action.index >= 0 &&
               (unsigned)action.index < v->quiz_count &&
               v->quizzes[action.index]->question_count > 0) {
        v->quiz = v->quizzes[action.index];
        begin(k);
    }
}

void play_practice(struct kiosk *k, struct view_action action)
{
    if (action.act == ACT_TRY && k->view.practice_hits < 99)
        k->view.practice_hits++;
    else if (action.act == ACT_NEXT || action.act == ACT_SKIP || action.act == ACT_BACK)
        kiosk_go(k, SCREEN_CHOOSE);
}

/* ---- answering ------------------------------------------------------------------------------- */

static void show_feedback(struct kiosk *k)
{
    struct view *v = &k->view;
    v->was_right = quiz_is_right(v->question, k->attempt.response);
    k->attempt.known_right[v->question_index] = v->was_right;
    v->right_count += v->was_right;
    answer_mark(k);
    kiosk_go(k, SCREEN_FEEDBACK);
}

/* True when it is on the disk, or when nothing is to be recorded. */
static bool record_answer(struct kiosk *k)
{
    const struct view *v = &k->view;
    if (!k->attempt.recording)
        return true;
    struct store_answer answer = {.attempt = k->attempt.id,
                                  .question = v->question_index,
                                  .response = k->attempt.response,
                                  .right = quiz_is_right(v->question, k->attempt.response),
                                  .think_ms = k->attempt.think_ms};
    struct error e = {ERROR_NONE, 0, ""};
    k->view.saved = store_record_answer(k->setup.store, &answer, &e);
    return k->view.saved;
}

static void give_answer(struct kiosk *k)
{
    if (record_answer(k))
        show_feedback(k);
    else
        kiosk_trouble(k, TROUBLE_ANSWER,
                      N_("This answer could not be saved. You may go on; nothing more of this "
                         "round is kept."));
}

void play_question(struct kiosk *k, struct view_action action)
{
    bool answered = action.act == ACT_ANSWER && k->view.can_answer;
    if (!answered && action.act != ACT_SKIP) {
        answer_touch(k, action);
        return;
    }
    int64_t think_ms = k->now_ms - k->attempt.shown_ms;
    k->attempt.think_ms = think_ms < INT32_MAX ? (uint32_t)think_ms : INT32_MAX;
    if (!answered)
        answer_clear(k);
    k->attempt.response = answered ? answer_response(k) : SLICE("");
    give_answer(k);
}

void play_feedback(struct kiosk *k, struct view_action action)
{
    if (action.act == ACT_NEXT)
        show_next(k, k->view.question_index + 1);
}

void play_trouble(struct kiosk *k, struct view_action action)
{
    bool again = action.act == ACT_RESUME;
    if (!again && action.act != ACT_NEXT)
        return;
    enum trouble trouble = k->trouble;
    k->trouble = TROUBLE_NONE;
    if (!again) {
        k->attempt.recording = false;
        k->view.unrecorded = true;
    }
    if (trouble == TROUBLE_BEGIN && again)
        ask_first(k);
    else if (trouble == TROUBLE_BEGIN)
        show_next(k, 0);
    else if (trouble == TROUBLE_ANSWER)
        give_answer(k);
    else if (trouble == TROUBLE_CONTACT && again)
        contact_seal(k);
    else
        kiosk_forget_person(k);
}

void play_stop(struct kiosk *k, enum store_end reason)
{
    bool tell = k->attempt.open && k->attempt.logged;
    k->attempt.open = false;
    k->view.saved = false;
    if (!tell)
        return;
    /* If the log refuses, the attempt stays open in it and is found at the next start. */
    struct error e = {ERROR_NONE, 0, ""};
    bool ended = store_end_attempt(k->setup.store, &k->attempt.id, reason, &e);
    k->view.saved = ended && k->attempt.recording;
    k->settle_due = true;
}

/* ---- after a power cut ----------------------------------------------------------------------- */

static const struct quiz *find_quiz(const struct kiosk *k, struct slice id)
{
    for (unsigned i = 0; i < k->setup.quiz_count; i++)
        if (slice_equal(k->setup.quizzes[i]->id.text, id))
            return k->setup.quizzes[i];
    return NULL;
}

static bool same_questions(const struct kiosk *k, const struct store_attempt *attempt)
{
    for (unsigned i = 0; i < attempt->question_count; i++) {
        uint8_t digest[STORE_DIGEST_BYTES];
        store_digest_question(digest, question_of(k, i));
        if (memcmp(digest, attempt->questions[i].hash, sizeof digest) != 0)
            return false;
    }
    return true;
}

static void take_up(struct kiosk *k, const struct store_resume *resume)
{
    struct view *v = &k->view;
    k->attempt.open = k->attempt.logged = k->attempt.recording = true;
    k->session = resume->attempt.session;
    if (k->session.text[0] == '\0') /* of a program that did not keep it */
        kiosk_new_id(k, &k->session);
    v->question_count = k->attempt.round.count;
    v->question_index = resume->answered_count;
    v->right_count = 0;
    for (unsigned i = 0; i < resume->answered_count; i++) {
        bool right = quiz_is_right(question_of(k, i), resume->responses[i]);
        k->attempt.known_right[i] = right;
        v->right_count += right;
    }
    struct slice language = resume->attempt.language;
    if (language.size > 0 && language.size < sizeof v->language) {
        memset(v->language, 0, sizeof v->language);
        memcpy(v->language, language.data, language.size);
    }
}

bool play_find_interrupted(struct kiosk *k)
{
    struct store_resume resume;
    bool found = false;
    struct error e = {ERROR_NONE, 0, ""};
    if (!k->setup.store ||
        !store_find_open_attempt(&found, &resume, k->setup.store, &k->arena, &e) || !found)
        return false;
    k->attempt = (struct attempt){.id = resume.attempt.id};
    k->view.quiz = find_quiz(k, resume.attempt.quiz);
    bool usable = k->view.quiz && round_restore(&k->attempt.round, k->view.quiz, &resume.attempt) &&
                  same_questions(k, &resume.attempt) &&
                  resume.answered_count < resume.attempt.question_count;
    if (usable) {
        take_up(k, &resume);
        kiosk_go(k, SCREEN_WELCOME_BACK);
        return true;
    }
    bool whole = resume.answered_count >= resume.attempt.question_count;
    k->attempt.open = k->attempt.logged = true;
    play_stop(k, whole ? STORE_END_FINISHED : STORE_END_LEFT);
    k->view.quiz = NULL;
    return false;
}

void play_welcome_back(struct kiosk *k, struct view_action action)
{
    if (action.act == ACT_RESUME || action.act == ACT_NEXT || action.act == ACT_STILL_HERE) {
        show_next(k, k->view.question_index);
    } else if (action.act == ACT_START || action.act == ACT_SKIP) {
        play_stop(k, STORE_END_LEFT);
        k->session = (struct store_id){.text = ""}; /* of somebody else */
        kiosk_welcome(k);
    }
}
