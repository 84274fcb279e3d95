/* Runs on SDL's dummy sound driver, which takes as long as real sound; texts are short for that. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "kiosk_driver.h"

#include "kiosk/voice/sound.h"
#include "kiosk/voice/voice.h"

static struct driver d;

static int set_up(void **state)
{
    (void)state;
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    driver_init(&d);
    driver_start(&d);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    driver_deinit(&d);
    return 0;
}

static unsigned asked;

static bool never(void *context)
{
    (void)context;
    asked++;
    return false;
}

static bool always(void *context)
{
    (void)context;
    return true;
}

static int loudest(const struct sound *s)
{
    int loudest = 0;
    for (size_t i = 0; i < s->count; i++)
        loudest = abs(s->samples[i]) > loudest ? abs(s->samples[i]) : loudest;
    return loudest;
}

static void espeak_speaks_vietnamese(void **state)
{
    (void)state;
    struct sound same[2] = {{NULL, 0, 0}};
    struct sound vi = {NULL, 0, 0}, en = {NULL, 0, 0}, stale = {NULL, 0, 0};
    assert_true(sound_start());
    assert_true(sound_speak(&vi, "vi", "Bác có khỏe không?", NULL, never, NULL));
    assert_true(vi.count > SOUND_RATE_HZ / 2);
    assert_true(loudest(&vi) > 2000);
    int before = loudest(&vi);
    sound_scale(&vi, 3);
    assert_in_range(loudest(&vi), before / 2 - 1, before / 2 + 1);
    sound_scale(&vi, 0);
    assert_int_equal(loudest(&vi), 0);
    assert_true(sound_speak(&en, "en", "Are you well?", NULL, never, NULL));
    /* Each language has a voice of its own: the same words do not sound the same. */
    assert_true(sound_speak(&same[0], "vi", "Ban co khoe", NULL, never, NULL));
    assert_true(sound_speak(&same[1], "en", "Ban co khoe", NULL, never, NULL));
    assert_true(same[0].count != same[1].count);
    assert_true(asked > 0);
    assert_false(sound_speak(&stale, "vi", "Bác có khỏe không?", NULL, always, NULL));
    assert_false(sound_speak(&stale, "xx-none", "?", NULL, never, NULL));
    for (int i = 0; i < 2; i++)
        sound_deinit(&same[i]);
    sound_deinit(&vi);
    sound_deinit(&en);
    sound_deinit(&stale);
}

static void put_number(FILE *f, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        fputc((int)(value >> (8 * i) & 0xFF), f);
}

/* Half a second of a square wave, 8 bit mono at 8 kHz. */
static void write_wav(const char *path, uint32_t frames, uint32_t said_frames)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    fputs("RIFF", f);
    put_number(f, 36 + said_frames, 4);
    fputs("WAVEfmt ", f);
    put_number(f, 16, 4);
    put_number(f, 1, 2);
    put_number(f, 1, 2);
    put_number(f, 8000, 4);
    put_number(f, 8000, 4);
    put_number(f, 1, 2);
    put_number(f, 8, 2);
    fputs("data", f);
    put_number(f, said_frames, 4);
    for (uint32_t i = 0; i < frames; i++)
        fputc(i / 10 % 2 ? 0xF0 : 0x10, f);
    fclose(f);
}

static void recordings_are_read(void **state)
{
    (void)state;
    char path[] = "/tmp/voice-test-XXXXXX";
    close(mkstemp(path));
    struct sound s = {NULL, 0, 0};
    write_wav(path, 4000, 4000);
    assert_true(sound_load(&s, path));
    assert_in_range(s.count, SOUND_RATE_HZ / 2 - 200, SOUND_RATE_HZ / 2 + 200);
    assert_true(loudest(&s) > 20000);
    sound_deinit(&s);
    FILE *f = fopen(path, "wb");
    fputs("RIFF and nothing of it", f);
    fclose(f);
    assert_false(sound_load(&s, path));
    unlink(path);
    assert_false(sound_load(&s, path));
    assert_false(sound_load(&s, "/tmp"));
    sound_deinit(&s);
}

/* What nobody could say: it must come to an end, quickly. */
static void long_numbers_do_not_freeze_it(void **state)
{
    (void)state;
    char text[SOUND_TEXT_MAX];
    memset(text, '9', sizeof text);
    text[sizeof text - 1] = '\0';
    struct sound s = {NULL, 0, 0};
    assert_true(sound_start());
    (void)sound_speak(&s, "vi", text, NULL, never, NULL);
    assert_true(s.count > (size_t)SOUND_RATE_HZ * 60);
    sound_deinit(&s);
}

static int64_t clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Follows until reading ends, a part is reached or time is up; the parts lit, as text. */
static void follow(char lit[32], struct voice *v, int until_part, int64_t most_ms)
{
    int64_t end_ms = clock_ms() + most_ms;
    size_t count = 0;
    int part = -1;
    memset(lit, 0, 32);
    do {
        d.now_ms += 20;
        voice_follow(v, d.kiosk, d.now_ms);
        if (d.view->reading && d.view->reading_part != part && count < 31) {
            part = d.view->reading_part;
            lit[count++] = (char)('0' + part);
        }
        struct timespec pause = {0, 20000000};
        nanosleep(&pause, NULL);
    } while (d.view->reading && part != until_part && clock_ms() < end_ms);
}

static void a_question_is_read_part_by_part(void **state)
{
    (void)state;
    char lit[32];
    struct voice *v = voice_create(NULL);
    assert_int_equal(voice_next_ms(v, 5), INT64_MAX);
    driver_open_question(&d, QUIZ_TRUE_FALSE);
    driver_act(&d, ACT_READ_ALOUD, 0);
    follow(lit, v, -2, 20000);
    assert_string_equal(lit, "012");
    assert_false(d.view->reading);
    assert_int_equal(voice_spoken_count(v), 3);
    assert_null(voice_problem(v));
    assert_int_equal(voice_next_ms(v, 5), INT64_MAX);
    voice_destroy(v);
}

static void each_part_is_read_in_its_own_language(void **state)
{
    (void)state;
    const struct quiz own = {.language = {.text = SLICE("vi")}};
    static const struct quiz_question plain = {.kind = QUIZ_SINGLE, .option_count = 3},
                                      statement = {.kind = QUIZ_TRUE_FALSE, .option_count = 2};
    static const struct {
        enum view_screen screen;
        const struct quiz_question *question;
        const char *languages; /* v or e for each part */
    } rows[] = {
        {SCREEN_ATTRACT, NULL, "e"},       {SCREEN_CHOOSE, NULL, "eve"},
        {SCREEN_QUESTION, &plain, "vvvv"}, {SCREEN_QUESTION, &statement, "vee"},
        {SCREEN_FEEDBACK, &plain, "evv"},  {SCREEN_END, NULL, "eeve"},
        {SCREEN_CONSENT, NULL, "eeee"},    {SCREEN_STILL_THERE, &plain, "ee"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct view v = {.screen = rows[i].screen,
                         .quiz = &own,
                         .question = rows[i].question,
                         .quizzes = {&own},
                         .quiz_count = 1,
                         .lesson_count = 1,
                         .language = "en"};
        for (int part = 0; rows[i].languages[part]; part++)
            assert_int_equal(voice_language(&v, part).data[0], rows[i].languages[part]);
    }
}

static void reading_stops_and_begins_again(void **state)
{
    (void)state;
    char lit[32];
    struct voice *v = voice_create(NULL);
    driver_open_question(&d, QUIZ_SINGLE);
    driver_act(&d, ACT_READ_ALOUD, 0);
    follow(lit, v, 1, 20000);
    assert_true(d.view->reading);
    driver_act(&d, ACT_READ_ALOUD, 0);
    follow(lit, v, -2, 100);
    assert_string_equal(lit, "");
    assert_int_equal(voice_next_ms(v, 5), INT64_MAX);
    driver_act(&d, ACT_READ_ALOUD, 0);
    follow(lit, v, 0, 20000);
    assert_string_equal(lit, "0");
    driver_act(&d, ACT_SKIP, 0); /* another screen is read from its start */
    follow(lit, v, 0, 20000);
    assert_string_equal(lit, "0");
    voice_destroy(v); /* in the middle of a word */
}

/* ---- What comes out of the loudspeaker: SDL's disk driver writes it into a file ---- */

struct heard {
    double loud_s; /* Above a fiftieth of full. */
    double full_s; /* Above 0.8 of full: the fixture's recording, never espeak-ng. */
    double length_s;
};

static struct heard listen(const char *path)
{
    struct heard h = {0, 0, 0};
    int16_t sample;
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    while (fread(&sample, sizeof sample, 1, f) == 1) {
        h.length_s += 1.0 / SOUND_RATE_HZ;
        h.loud_s += abs(sample) > 650 ? 1.0 / SOUND_RATE_HZ : 0;
        h.full_s += abs(sample) > 26000 ? 1.0 / SOUND_RATE_HZ : 0;
    }
    fclose(f);
    return h;
}

/* Reads the question of `kind` aloud into a file, and listens to that. */
static struct heard read_to_file(enum quiz_kind kind, int volume, const char *lit_wanted)
{
    char lit[32], path[] = "/tmp/voice-heard-XXXXXX";
    close(mkstemp(path));
    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILE", path, 1);
    setenv("SDL_DISKAUDIODELAY", "2", 1); /* Faster than it would be heard. */
    struct voice *v = voice_create(NULL);
    driver_open_question(&d, kind);
    if (volume >= 0)
        driver_act(&d, ACT_VOLUME, volume);
    driver_act(&d, ACT_READ_ALOUD, 0);
    follow(lit, v, -2, 30000);
    assert_string_equal(lit, lit_wanted);
    assert_null(voice_problem(v));
    voice_destroy(v);
    struct heard h = listen(path);
    unlink(path);
    return h;
}

static void speech_reaches_the_loudspeaker(void **state)
{
    (void)state;
    struct heard h = read_to_file(QUIZ_TRUE_FALSE, -1, "012");
    assert_true(h.loud_s > 0.3 && h.loud_s < 10); /* "true-false", "Đúng", "Sai" */
    assert_true(h.length_s > 3 * h.loud_s / 2);   /* There are pauses between. */
    assert_true(h.full_s < 0.01);
}

static void silent_is_silent(void **state)
{
    (void)state;
    struct heard h = read_to_file(QUIZ_TRUE_FALSE, 0, "012");
    assert_true(h.length_s > 0.5 && h.loud_s <= 0);
}

/* The fixture's questions lie in the arena of this test, so they may be given a recording. */
static struct quiz_question *question_of(enum quiz_kind kind)
{
    return (struct quiz_question *)(uintptr_t)&d.quizzes[0]->questions[kind];
}

static void a_recording_goes_before_the_voice(void **state)
{
    (void)state;
    char path[] = "/tmp/voice-test-XXXXXX";
    close(mkstemp(path));
    write_wav(path, 4000, 4000);
    question_of(QUIZ_TRUE_FALSE)->audio.text = slice_from(path);
    struct heard h = read_to_file(QUIZ_TRUE_FALSE, 4, "012");
    assert_true(h.full_s > 0.3 && h.full_s < 0.6); /* Half a second of it, */
    assert_true(h.loud_s > h.full_s + 0.1);        /* and espeak-ng for the options. */
    unlink(path);
}

static void a_missing_recording_is_spoken(void **state)
{
    (void)state;
    question_of(QUIZ_TRUE_FALSE)->audio.text = SLICE("none.wav");
    struct heard h = read_to_file(QUIZ_TRUE_FALSE, 4, "012");
    assert_true(h.full_s < 0.1 && h.loud_s > 0.3);
}

static void without_a_device_it_says_so_once(void **state)
{
    (void)state;
    char lit[32];
    setenv("SDL_AUDIODRIVER", "none-such", 1);
    struct voice *v = voice_create(NULL);
    driver_open_question(&d, QUIZ_SINGLE);
    driver_act(&d, ACT_READ_ALOUD, 0);
    follow(lit, v, -2, 20000);
    assert_false(d.view->reading);
    assert_non_null(voice_problem(v));
    assert_null(voice_problem(v));
    driver_act(&d, ACT_SKIP, 0);
    follow(lit, v, -2, 20000);
    assert_false(d.view->reading);
    assert_null(voice_problem(v));
    assert_int_equal(voice_spoken_count(v), 0);
    voice_destroy(v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(espeak_speaks_vietnamese),
        TEST(long_numbers_do_not_freeze_it),
        TEST(recordings_are_read),
        TEST(a_question_is_read_part_by_part),
        TEST(each_part_is_read_in_its_own_language),
        TEST(reading_stops_and_begins_again),
        TEST(speech_reaches_the_loudspeaker),
        TEST(silent_is_silent),
        TEST(a_recording_goes_before_the_voice),
        TEST(a_missing_recording_is_spoken),
        TEST(without_a_device_it_says_so_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
