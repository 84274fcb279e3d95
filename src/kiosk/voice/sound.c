#include "kiosk/voice/sound.h"

#include <SDL.h>
#include <espeak-ng/speak_lib.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "content/spoken/spoken.h"

enum { WORDS_A_MINUTE = 140, VOLUME_MAX = 4 };

void sound_deinit(struct sound *s)
{
    free(s->samples);
    *s = (struct sound){NULL, 0, 0};
}

/* What would pass the limit is left out; false then. */
static bool append(struct sound *s, const int16_t *samples, size_t count)
{
    size_t most = (size_t)SOUND_RATE_HZ * SOUND_SECONDS_MAX;
    bool fits = count <= most - s->count;
    if (!fits)
        count = most - s->count;
    if (s->count + count > s->capacity) {
        size_t capacity = s->count + count > 2 * s->capacity ? s->count + count : 2 * s->capacity;
        int16_t *grown = realloc(s->samples, capacity * sizeof *grown);
        if (!grown)
            return false;
        s->samples = grown;
        s->capacity = capacity;
    }
    if (count > 0)
        memcpy(s->samples + s->count, samples, count * sizeof *samples);
    s->count += count;
    return fits;
}

void sound_scale(struct sound *s, int volume)
{
    /* Each step is about 6 dB: what the ear takes for even. */
    static const int32_t factors[VOLUME_MAX + 1] = {0, 32, 64, 128, 256};
    int32_t factor = factors[volume < 0 ? 0 : volume > VOLUME_MAX ? VOLUME_MAX : volume];
    for (size_t i = 0; i < s->count; i++)
        s->samples[i] = (int16_t)(s->samples[i] * factor / 256);
}

/* ---- speech ---------------------------------------------------------------------------------- */

struct synthesis {
    struct sound *out;
    bool (*is_stale)(void *context);
    void *context;
    bool broken;
};

/* espeak-ng's: 1 stops it. */
static int take_samples(short *samples, int count, espeak_EVENT *events)
{
    struct synthesis *s = events->user_data;
    if (!s)
        return 0;
    if (s->is_stale(s->context) ||
        (samples && count > 0 && !append(s->out, samples, (size_t)count)))
        s->broken = true;
    return s->broken;
}

bool sound_start(void)
{
    static int rate_hz = 0;
    if (rate_hz == 0) {
        rate_hz =
            espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 100, NULL, espeakINITIALIZE_DONT_EXIT);
        espeak_SetSynthCallback(take_samples);
        espeak_SetParameter(espeakRATE, WORDS_A_MINUTE, 0);
    }
    return rate_hz == SOUND_RATE_HZ;
}

void sound_set_rate(unsigned words_a_minute)
{
    espeak_SetParameter(espeakRATE, (int)words_a_minute, 0);
}

bool sound_speak(struct sound *out, const char *language, const char *text,
                 const struct sayings *sayings, bool (*is_stale)(void *context), void *context)
{
    struct synthesis s = {out, is_stale, context, false};
    char spelled[SOUND_TEXT_MAX];
    spoken_text(spelled, sizeof spelled, slice_from(text), language, SPOKEN_BY_VOICE, sayings);
    if (espeak_SetVoiceByName(language) != EE_OK)
        return false;
    espeak_ERROR done =
        espeak_Synth(spelled, strlen(spelled) + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, NULL, &s);
    return done == EE_OK && !s.broken;
}

/* ---- recordings ------------------------------------------------------------------------------ */

static bool is_small_enough(const char *path)
{
    struct stat file;
    return stat(path, &file) == 0 && S_ISREG(file.st_mode) && file.st_size <= SOUND_FILE_MAX;
}

/* SDL converts in place, in memory that is larger by a factor it names. */
static bool convert(struct sound *out, const SDL_AudioSpec *spec, const uint8_t *bytes,
                    uint32_t size)
{
    SDL_AudioCVT cvt;
    if (SDL_BuildAudioCVT(&cvt, spec->format, spec->channels, spec->freq, AUDIO_S16SYS, 1,
                          SOUND_RATE_HZ) < 0)
        return false;
    cvt.len = (int)size;
    cvt.buf = malloc((size_t)size * (size_t)cvt.len_mult);
    if (!cvt.buf)
        return false;
    memcpy(cvt.buf, bytes, size);
    cvt.len_cvt = cvt.needed ? cvt.len_cvt : (int)size;
    bool ok = !cvt.needed || SDL_ConvertAudio(&cvt) == 0;
    if (ok)
        append(out, (const int16_t *)(void *)cvt.buf, (size_t)cvt.len_cvt / sizeof *out->samples);
    free(cvt.buf);
    return ok && out->count > 0;
}

bool sound_load(struct sound *out, const char *path)
{
    SDL_AudioSpec spec;
    uint8_t *bytes;
    uint32_t size;
    if (!is_small_enough(path) || !SDL_LoadWAV(path, &spec, &bytes, &size))
        return false;
    bool ok = convert(out, &spec, bytes, size);
    SDL_FreeWAV(bytes);
    return ok;
}
