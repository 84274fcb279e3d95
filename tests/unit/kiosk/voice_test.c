/* Runs on SDL's dummy sound driver, which takes as long as real sound; texts are short for that. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "kiosk_driver.h"

#include "kiosk/voice.h"
#include "kiosk/voice_sound.h"

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

static void numbers_and_addresses_are_spelled(void **state)
{
    (void)state;
    static const struct {
        const char *text, *vi;
    } rows[] = {
        {"", ""},
        {"Gọi 1900 0368 nhé.", "Gọi 1 9 0 0 0 3 6 8 nhé."},
        {"0912 345 678", "0 9 1 2 3 4 5 6 7 8"},
        {"Nhắn 5656", "Nhắn 5656"},
        {"ngày 21/11/2026", "ngày 21/11/2026"},
        {"1.000.000 đồng", "1.000.000 đồng"},
        {"vneid.gov.vn.", "vneid chấm gov chấm vn."},
        {"156 hoặc 5656", "156 hoặc 5656"},
        {"12345678901234567890", "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0"},
        {"năm 2026 có", "năm 2026 có"},
        {"A.b", "A chấm b"},
        {".", "."},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[SOUND_TEXT_MAX];
        sound_spell(out, sizeof out, slice_from(rows[i].text), "vi");
        if (strcmp(out, rows[i].vi) != 0)
            fail_msg("%s: %s", rows[i].text, out);
    }
    char small[8];
    sound_spell(small, sizeof small, SLICE("0123456789"), "vi");
    assert_int_equal(strlen(small), 7);
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
    struct sound vi = {NULL, 0, 0}, en = {NULL, 0, 0}, stale = {NULL, 0, 0};
    assert_true(sound_start());
    assert_true(sound_speak(&vi, "vi", "Bác có khỏe không?", never, NULL));
    assert_true(vi.count > SOUND_RATE_HZ / 2);
    assert_true(loudest(&vi) > 2000);
    int before = loudest(&vi);
    sound_scale(&vi, 3);
    assert_in_range(loudest(&vi), before / 2 - 1, before / 2 + 1);
    sound_scale(&vi, 0);
    assert_int_equal(loudest(&vi), 0);
    assert_true(sound_speak(&en, "en", "Are you well?", never, NULL));
    assert_true(asked > 0);
    assert_false(sound_speak(&stale, "vi", "Bác có khỏe không?", always, NULL));
    assert_false(sound_speak(&stale, "xx-none", "?", never, NULL));
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
    struct voice *v = voice_create();
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

static void reading_stops_and_begins_again(void **state)
{
    (void)state;
    char lit[32];
    struct voice *v = voice_create();
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

static void without_a_device_it_says_so_once(void **state)
{
    (void)state;
    char lit[32];
    setenv("SDL_AUDIODRIVER", "none-such", 1);
    struct voice *v = voice_create();
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
        TEST(numbers_and_addresses_are_spelled),
        TEST(espeak_speaks_vietnamese),
        TEST(recordings_are_read),
        TEST(a_question_is_read_part_by_part),
        TEST(reading_stops_and_begins_again),
        TEST(without_a_device_it_says_so_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
