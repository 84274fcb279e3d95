/*
 * What is read aloud, part by part, in the order in which it stands. Nothing of what is shown is
 * left to eyes alone: of a drawn message its channel, sender, address and words are read too.
 */
#include "base/arena.h"
#include "kiosk/screens/consent.h"
#include "kiosk/screens/parts.h"

/* A canvas that only speaks. */
struct speaker {
    struct canvas canvas;
    struct screen_kit kit;
    struct slice parts[QUIZ_SCREEN_ITEMS_MAX * 2 + 4];
    int count;
};

static void say(struct speaker *s, struct slice text)
{
    if (text.size && s->count < (int)(sizeof s->parts / sizeof s->parts[0]))
        s->parts[s->count++] = text;
}

static void say_label(struct speaker *s, enum label label)
{
    say(s, slice_from(label_in(s->canvas.view->language, label)));
}

static struct slice word(const struct speaker *s, enum label label)
{
    return slice_from(label_in(s->canvas.view->language, label));
}

/* Two texts as two sentences. */
static struct slice joined(struct speaker *s, struct slice a, struct slice b)
{
    if (a.size == 0 || b.size == 0)
        return a.size ? a : b;
    bool ended = strchr(".?!:", a.data[a.size - 1]) != NULL;
    return arena_printf(s->kit.arena, "%.*s%s %.*s", SLICE_ARG(a), ended ? "" : ".", SLICE_ARG(b));
}

static enum label channel_label(enum quiz_channel channel)
{
    switch (channel) {
    case QUIZ_CHANNEL_SMS:
        return LABEL_SMS;
    case QUIZ_CHANNEL_CALL:
        return LABEL_CALL;
    case QUIZ_CHANNEL_WEB:
        return LABEL_WEB;
    case QUIZ_CHANNEL_CHAT:
    case QUIZ_CHANNEL_EMAIL:
    case QUIZ_CHANNEL_COUNT:
        break;
    }
    return LABEL_CHAT;
}

static struct slice stem(struct speaker *s)
{
    const struct quiz_question *q = s->canvas.view->question;
    struct slice all = q->stem.rich.text;
    if (q->kind == QUIZ_SCAM) {
        const struct quiz_message *m = &q->message;
        if (m->channel != QUIZ_CHANNEL_EMAIL)
            all = joined(s, all, word(s, channel_label(m->channel)));
        all = joined(s, all, word(s, LABEL_FROM));
        all = joined(s, all, m->sender.text);
        all = joined(s, all, m->address.text);
        all = joined(s, all, m->text.rich.text);
    }
    if (q->kind == QUIZ_POINT)
        all = joined(s, all, q->picture.text.size ? q->picture_alt.text : q->screen_title.text);
    return all;
}

static struct slice with_letter(struct speaker *s, unsigned place)
{
    enum quiz_kind kind = s->canvas.view->question->kind;
    struct slice text = option_text(&s->canvas, place).text;
    if (kind != QUIZ_SINGLE && kind != QUIZ_MULTIPLE && kind != QUIZ_MATCH)
        return text;
    return joined(s, option_letter(place), text);
}

static void say_question(struct speaker *s)
{
    const struct view *v = s->canvas.view;
    say(s, stem(s));
    for (unsigned i = 0; i < v->question->option_count && i < QUIZ_SCREEN_ITEMS_MAX; i++)
        say(s, with_letter(s, i));
    for (unsigned i = 0; v->question->kind == QUIZ_MATCH && i < v->question->option_count; i++)
        if (v->slot_order[i] < v->question->option_count)
            say(s, v->question->options[v->slot_order[i]].match.rich.text);
}

static void say_feedback(struct speaker *s)
{
    const struct view *v = s->canvas.view;
    const struct quiz_question *q = v->question;
    struct slice why = v->was_right || q->when_wrong.rich.text.size == 0 ? q->when_right.rich.text
                                                                         : q->when_wrong.rich.text;
    say_label(s, v->was_right ? LABEL_RIGHT : LABEL_NOT_RIGHT);
    say(s, why);
    if (q->advice.rich.text.size)
        say(s, joined(s, word(s, LABEL_ADVICE), q->advice.rich.text));
}

static void say_lesson(struct speaker *s, const struct view_lesson *lesson)
{
    struct slice all = lesson->title;
    for (unsigned i = 0; i < lesson->code_count; i++) {
        const struct view_code *code = &lesson->codes[i];
        if (code->device != DEVICE_ANY)
            all = joined(s, all,
                         word(s, code->device == DEVICE_ANDROID ? LABEL_ANDROID : LABEL_IPHONE));
        all = joined(s, all, code->shown);
    }
    say(s, lesson->code_count ? all : joined(s, all, word(s, LABEL_ASK_LEAFLET)));
}

static void say_end(struct speaker *s)
{
    const struct view *v = s->canvas.view;
    struct rich score = canvas_format(&s->canvas, LABEL_SCORE, v->right_count, v->question_count);
    say(s, v->right_count ? score.text : word(s, LABEL_SCORE_NONE));
    bool codes = v->lesson_count && v->lessons[0].code_count;
    say_label(s, codes ? LABEL_TAKE_HOME : v->lesson_count ? LABEL_LEARN_MORE : LABEL_NOTHING_LEFT);
    for (unsigned i = 0; i < v->lesson_count && i < VIEW_LESSONS_MAX; i++)
        say_lesson(s, &v->lessons[i]);
    if (v->offer_contact)
        say_label(s, LABEL_FOLLOW_UP_NOTE);
}

static void say_choose(struct speaker *s)
{
    const struct view *v = s->canvas.view;
    say_label(s, v->quiz_count ? LABEL_CHOOSE : LABEL_NO_QUIZZES);
    for (unsigned i = 0; i < v->quiz_count; i++)
        say(s, joined(s, v->quizzes[i]->title.text, v->quizzes[i]->about.rich.text));
}

static void say_consent(struct speaker *s)
{
    say_label(s, LABEL_CONSENT_TITLE);
    for (unsigned i = 0; i < CONSENT_POINTS; i++)
        say(s, canvas_markup(&s->canvas, consent_point(s->canvas.view, i, s->kit.arena)).text);
    say_label(s, LABEL_CONSENT_6);
}

/* The code letter by letter. */
static void say_thanks(struct speaker *s)
{
    char spelled[2 * sizeof s->canvas.view->code + 1];
    size_t size = 0;
    for (const char *p = s->canvas.view->code; *p && size + 2 < sizeof spelled; p++) {
        spelled[size++] = *p;
        spelled[size++] = ' ';
    }
    say_label(s, LABEL_THANKS);
    if (size)
        say(s, joined(s, word(s, LABEL_THANKS_CODE),
                      arena_copy(s->kit.arena, (struct slice){spelled, size - 1})));
    say_label(s, LABEL_THANKS_NOTE);
}

static void say_screen(struct speaker *s)
{
    const struct view *v = s->canvas.view;
    switch (v->screen) {
    case SCREEN_ATTRACT:
        say_label(s, LABEL_TOUCH_TO_START);
        return;
    case SCREEN_CHOOSE:
        say_choose(s);
        return;
    case SCREEN_PRACTICE:
        say_label(s, v->practice_hits ? LABEL_PRACTICE_GOOD : LABEL_PRACTICE_NOTE);
        return;
    case SCREEN_QUESTION:
        if (v->question)
            say_question(s);
        return;
    case SCREEN_FEEDBACK:
        if (v->question)
            say_feedback(s);
        return;
    case SCREEN_END:
        say_end(s);
        return;
    case SCREEN_CONSENT:
        say_consent(s);
        return;
    case SCREEN_VILLAGE:
        say_label(s, LABEL_VILLAGE);
        return;
    case SCREEN_NAME:
        say_label(s, LABEL_NAME);
        return;
    case SCREEN_PHONE:
        say_label(s, LABEL_PHONE);
        return;
    case SCREEN_THANKS:
        say_thanks(s);
        return;
    case SCREEN_STILL_THERE:
        say_label(s, LABEL_STILL_THERE);
        say_label(s, LABEL_STILL_THERE_NOTE);
        return;
    case SCREEN_WELCOME_BACK:
        say_label(s, LABEL_WELCOME_BACK);
        say_label(s, LABEL_WELCOME_BACK_NOTE);
        return;
    case SCREEN_TROUBLE:
        say_label(s, LABEL_TROUBLE);
        say_label(s, LABEL_TROUBLE_NOTE);
        say(s, slice_from(v->trouble));
        return;
    case SCREEN_STAFF_PIN:
    case SCREEN_STAFF_NEW_PIN:
    case SCREEN_STAFF:
    case SCREEN_STAFF_HEALTH:
    case SCREEN_STAFF_QUIZZES:
    case SCREEN_STAFF_VILLAGE:
    case SCREEN_STAFF_FORGET:
    case SCREEN_CALIBRATE:
    case SCREEN_REVIEW:
    case SCREEN_COUNT:
        return; /* The staff read; bystanders need not hear. */
    }
}

bool screen_speech(struct slice *out, const struct view *view, int part, struct arena *a)
{
    struct speaker *s = ARENA_NEW(a, struct speaker);
    s->kit.arena = a;
    s->canvas.view = view;
    s->canvas.kit = &s->kit;
    say_screen(s);
    if (part < 0 || part >= s->count)
        return false;
    *out = s->parts[part];
    return true;
}
