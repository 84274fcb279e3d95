/* Two threads and one desk between them.
 *
 *     voice_follow (the program's thread)          work (the voice's thread)
 *       writes `wanted`: what to say, a ticket  ─►   takes it, opens the device, makes the sound,
 *       reads `finished`: the last ticket said  ◄─   queues it, waits until it is out, says so
 *
 * A higher ticket makes what is being said stale: the voice's thread looks between pieces of sound
 * and every POLL_MS while waiting, and drops it. Nothing is ever waited for by the program's thread
 * except the lock, which is held for copying a few fields only.
 */
#include "kiosk/voice/voice.h"

#include <SDL.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/wipe.h"
#include "kiosk/screens/screens.h"
#include "kiosk/voice/sound.h"

enum {
    POLL_MS = 20,        /* of the voice's thread, while sound runs */
    FOLLOW_MS = 50,      /* of the program, while something is said */
    KEEP_OPEN_MS = 2000, /* between parts and screens */
    BUFFER_FRAMES = 2048,
    TEXT_ARENA_MAX = 512 * 1024
};

struct order {
    unsigned ticket; /* 0: nothing yet. */
    bool silent;     /* Only drop what is being said. */
    int volume;
    char language[8];
    char text[SOUND_TEXT_MAX];
    char recording[FILE_PATH_BYTES]; /* Empty: none. */
};

struct voice {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t news;
    /* Under the lock. */
    struct order wanted;
    unsigned finished;
    const struct sayings *sayings;
    unsigned spoken_count;
    const char *problem;
    bool is_mute, leaves;
    /* Of the voice's thread. */
    struct order said;
    SDL_AudioDeviceID device;
    bool audio_on, espeak_on, espeak_tried;
    /* Of the program's thread. */
    unsigned ticket;
    unsigned serial;
    int part, volume;
    bool speaking;
    struct arena arena;
};

/* ---- the voice's thread ---------------------------------------------------------------------- */

static void fail(struct voice *v, const char *problem, bool is_mute)
{
    pthread_mutex_lock(&v->lock);
    v->problem = problem;
    v->is_mute = is_mute;
    pthread_mutex_unlock(&v->lock);
}

static bool is_stale(void *context)
{
    struct voice *v = context;
    pthread_mutex_lock(&v->lock);
    bool stale = v->leaves || v->wanted.ticket != v->said.ticket;
    pthread_mutex_unlock(&v->lock);
    return stale;
}

static bool open_device(struct voice *v)
{
    if (v->device)
        return true;
    if (!v->audio_on)
        v->audio_on = SDL_InitSubSystem(SDL_INIT_AUDIO) == 0;
    SDL_AudioSpec spec = {
        .freq = SOUND_RATE_HZ, .format = AUDIO_S16SYS, .channels = 1, .samples = BUFFER_FRAMES};
    if (v->audio_on)
        v->device = SDL_OpenAudioDevice(NULL, 0, &spec, NULL, 0);
    if (!v->device) {
        fail(v, N_("There is no sound device, so nothing can be read aloud."), true);
        return false;
    }
    SDL_PauseAudioDevice(v->device, 0);
    return true;
}

static void close_device(struct voice *v)
{
    if (v->device)
        SDL_CloseAudioDevice(v->device);
    v->device = 0;
}

static bool make_speech(struct sound *sound, struct voice *v)
{
    if (!v->espeak_tried) {
        v->espeak_tried = true;
        v->espeak_on = sound_start();
        if (!v->espeak_on)
            fail(v, N_("espeak-ng's voices are missing, so only recordings can be read aloud."),
                 false);
    }
    return v->espeak_on &&
           sound_speak(sound, v->said.language, v->said.text, v->sayings, is_stale, v);
}

static bool make_sound(struct sound *sound, struct voice *v)
{
    if (v->said.recording[0] && sound_load(sound, v->said.recording))
        return true;
    sound_deinit(sound);
    return make_speech(sound, v);
}

static void pause_ms(long ms)
{
    struct timespec t = {0, ms * 1000000};
    nanosleep(&t, NULL);
}

/* SDL's queue is empty when the last piece was handed to the device, a buffer before it is heard.
 */
static bool wait_until_heard(struct voice *v)
{
    while (SDL_GetQueuedAudioSize(v->device) > 0) {
        if (is_stale(v))
            return false;
        pause_ms(POLL_MS);
    }
    for (int ms = 0; ms < BUFFER_FRAMES * 1000 / SOUND_RATE_HZ; ms += POLL_MS) {
        if (is_stale(v))
            return false;
        pause_ms(POLL_MS);
    }
    return true;
}

/* True when it was said to its end. */
static bool say(struct voice *v)
{
    struct sound sound = {NULL, 0, 0};
    bool heard = open_device(v) && make_sound(&sound, v);
    if (heard) {
        sound_scale(&sound, v->said.volume);
        heard = SDL_QueueAudio(v->device, sound.samples,
                               (uint32_t)(sound.count * sizeof *sound.samples)) == 0 &&
                wait_until_heard(v);
    }
    if (!heard && v->device)
        SDL_ClearQueuedAudio(v->device);
    sound_deinit(&sound);
    return heard;
}

/* Waits for another order; closes the device when none comes for a while. False: leave. */
static bool take_order(struct voice *v)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += KEEP_OPEN_MS / 1000;
    int timed_out = 0;
    pthread_mutex_lock(&v->lock);
    while (!v->leaves && v->wanted.ticket == v->said.ticket) {
        if (timed_out)
            close_device(v);
        timed_out = v->device ? pthread_cond_timedwait(&v->news, &v->lock, &until)
                              : pthread_cond_wait(&v->news, &v->lock);
    }
    v->said = v->wanted;
    bool stays = !v->leaves;
    pthread_mutex_unlock(&v->lock);
    return stays;
}

static void *work(void *context)
{
    struct voice *v = context;
    while (take_order(v)) {
        if (v->said.silent)
            continue;
        bool heard = say(v);
        pthread_mutex_lock(&v->lock);
        v->finished = v->said.ticket;
        v->spoken_count += heard;
        pthread_mutex_unlock(&v->lock);
    }
    close_device(v);
    if (v->audio_on)
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
    SDL_TLSCleanup(); /* SDL keeps errors by thread, and does not see this one end. */
    return NULL;
}

/* ---- the program's thread -------------------------------------------------------------------- */

struct voice *voice_create(const struct sayings *sayings)
{
    struct voice *v = calloc(1, sizeof *v);
    CHECK(v);
    v->sayings = sayings;
    arena_init(&v->arena, TEXT_ARENA_MAX);
    pthread_mutex_init(&v->lock, NULL);
    pthread_cond_init(&v->news, NULL);
    int failed = pthread_create(&v->thread, NULL, work, v);
    CHECK(failed == 0);
    return v;
}

void voice_destroy(struct voice *v)
{
    if (!v)
        return;
    pthread_mutex_lock(&v->lock);
    v->leaves = true;
    pthread_cond_signal(&v->news);
    pthread_mutex_unlock(&v->lock);
    pthread_join(v->thread, NULL);
    pthread_cond_destroy(&v->news);
    pthread_mutex_destroy(&v->lock);
    arena_deinit(&v->arena);
    free(v);
}

/* The quiz's own recording of the part being read, "" when it has none. */
static struct slice recording_of(const struct view *view, int part)
{
    if (view->screen != SCREEN_QUESTION || !view->question || part < 0)
        return SLICE("");
    if (part == 0)
        return view->question->audio.text;
    if ((unsigned)part > view->question->option_count)
        return SLICE("");
    return view->question->options[view->option_order[part - 1]].audio.text;
}

static void copy_text(char *out, size_t out_bytes, struct slice text)
{
    size_t size = text.size < out_bytes ? text.size : out_bytes - 1;
    /* Not in the middle of a letter. */
    while (size < text.size && size > 0 && ((unsigned char)text.data[size] & 0xC0) == 0x80)
        size--;
    memcpy(out, text.data ? text.data : "", size);
    out[size] = '\0';
}

struct slice voice_language(const struct view *view, int part)
{
    const struct quiz *quiz = view->quiz;
    bool of_quiz = false;
    if (view->screen == SCREEN_CHOOSE && part > 0 && (unsigned)part <= view->quiz_count)
        return view->quizzes[part - 1]->language.text;
    if (view->screen == SCREEN_QUESTION && view->question) {
        enum quiz_kind kind = view->question->kind;
        of_quiz = part == 0 || (kind != QUIZ_TRUE_FALSE && kind != QUIZ_SCAM);
    } else if (view->screen == SCREEN_FEEDBACK) {
        of_quiz = part > 0;
    } else if (view->screen == SCREEN_END) {
        of_quiz = part > 1 && (unsigned)part < 2 + view->lesson_count;
    }
    return of_quiz && quiz ? quiz->language.text : slice_from(view->language);
}

static void fill_order(struct order *out, const struct view *view, int part, struct slice text)
{
    struct slice recording = recording_of(view, part);
    copy_text(out->language, sizeof out->language, voice_language(view, part));
    copy_text(out->text, sizeof out->text, text);
    out->recording[0] = '\0';
    if (recording.size > 0 && view->quiz)
        snprintf(out->recording, sizeof out->recording, "%.*s%s%.*s", SLICE_ARG(view->quiz->folder),
                 view->quiz->folder.size ? "/" : "", SLICE_ARG(recording));
    out->volume = view->volume;
    out->silent = false;
}

static void give_order(struct voice *v, const struct view *view, struct slice text)
{
    pthread_mutex_lock(&v->lock);
    fill_order(&v->wanted, view, v->part, text);
    v->wanted.ticket = ++v->ticket;
    pthread_cond_signal(&v->news);
    pthread_mutex_unlock(&v->lock);
    v->volume = view->volume;
    v->speaking = true;
}

static void fall_silent(struct voice *v)
{
    if (!v->speaking)
        return;
    v->speaking = false;
    pthread_mutex_lock(&v->lock);
    v->wanted.silent = true;
    memory_wipe(v->wanted.text, sizeof v->wanted.text); /* It may have been somebody's code. */
    v->wanted.ticket = ++v->ticket;
    pthread_cond_signal(&v->news);
    pthread_mutex_unlock(&v->lock);
}

/* Begins v->part, or tells the kiosk that there is none. */
static void begin_part(struct voice *v, struct kiosk *k, int64_t now_ms)
{
    const struct view *view = kiosk_view(k);
    struct slice text;
    arena_reset(&v->arena);
    pthread_mutex_lock(&v->lock);
    bool mute = v->is_mute;
    pthread_mutex_unlock(&v->lock);
    if (mute || !screen_speech(&text, view, v->part, &v->arena)) {
        fall_silent(v);
        kiosk_reading(k, v->serial, -1, now_ms);
        return;
    }
    give_order(v, view, text);
    kiosk_reading(k, v->serial, v->part, now_ms);
}

static bool part_is_over(struct voice *v)
{
    pthread_mutex_lock(&v->lock);
    bool over = v->finished == v->ticket;
    pthread_mutex_unlock(&v->lock);
    return over;
}

bool voice_follow(struct voice *v, struct kiosk *k, int64_t now_ms)
{
    const struct view *view = kiosk_view(k);
    bool reading = view->reading;
    int part = view->reading_part;
    if (!reading) {
        fall_silent(v);
    } else if (!v->speaking || v->serial != view->reading_serial) {
        v->serial = view->reading_serial;
        v->part = 0;
        begin_part(v, k, now_ms);
    } else if (v->volume != view->volume) {
        begin_part(v, k, now_ms); /* The same once more, so that the difference is heard. */
    } else if (part_is_over(v)) {
        v->part++;
        begin_part(v, k, now_ms);
    } else {
        kiosk_reading(k, v->serial, v->part, now_ms); /* Who listens is there. */
    }
    return reading != view->reading || part != view->reading_part;
}

int64_t voice_next_ms(const struct voice *v, int64_t now_ms)
{
    return v->speaking ? now_ms + FOLLOW_MS : INT64_MAX;
}

const char *voice_problem(struct voice *v)
{
    pthread_mutex_lock(&v->lock);
    const char *problem = v->problem;
    v->problem = NULL;
    pthread_mutex_unlock(&v->lock);
    return problem;
}

unsigned voice_spoken_count(struct voice *v)
{
    pthread_mutex_lock(&v->lock);
    unsigned count = v->spoken_count;
    pthread_mutex_unlock(&v->lock);
    return count;
}
