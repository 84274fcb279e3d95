#include "kiosk/voice/file.h"

#include <sndfile.h>
#include <stdio.h>

#include "base/file.h"
#include "base/i18n.h"
#include "kiosk/voice/sound.h"

enum { SENTENCE_BYTES = SOUND_TEXT_MAX, SILENCE_SAMPLES = 2205, MS = 1000 };

/* Vorbis quality for speech: small enough to send to a chat group. */
static const double speech_quality = 0.4;

static bool never_stale(void *context)
{
    (void)context;
    return false;
}

static bool refuse(SNDFILE *file, struct error *e)
{
    return error_set(e, ERROR_SYSTEM, sf_error(file), _("the sound cannot be written: %s"),
                     sf_strerror(file));
}

static bool put_silence(SNDFILE *file, unsigned pause_ms, struct error *e)
{
    static const short silence[SILENCE_SAMPLES];
    unsigned left = pause_ms * (SOUND_RATE_HZ / 10) / (MS / 10);
    while (left > 0) {
        unsigned now = left < SILENCE_SAMPLES ? left : SILENCE_SAMPLES;
        if (sf_write_short(file, silence, now) != (sf_count_t)now)
            return refuse(file, e);
        left -= now;
    }
    return true;
}

static bool put_sentence(SNDFILE *file, const char *language, const struct voice_sentence *sentence,
                         uint64_t *samples, struct error *e)
{
    char text[SENTENCE_BYTES];
    struct sound sound = {NULL, 0, 0};
    snprintf(text, sizeof text, "%.*s", SLICE_ARG(sentence->text));
    bool ok = sound_speak(&sound, language, text, NULL, never_stale, NULL);
    if (!ok)
        error_set(e, ERROR_LIBRARY, 0, _("espeak-ng cannot speak “%s”"), language);
    else if (sf_write_short(file, sound.samples, (sf_count_t)sound.count) !=
             (sf_count_t)sound.count)
        ok = refuse(file, e);
    *samples += sound.count + (uint64_t)sentence->pause_ms * SOUND_RATE_HZ / MS;
    sound_deinit(&sound);
    return ok && put_silence(file, sentence->pause_ms, e);
}

static bool put_all(SNDFILE *file, const char *language, const struct voice_sentence *sentences,
                    unsigned count, unsigned *duration_ms, struct error *e)
{
    uint64_t samples = 0;
    for (unsigned i = 0; i < count; i++)
        if (!put_sentence(file, language, &sentences[i], &samples, e))
            return false;
    if (duration_ms)
        *duration_ms = (unsigned)(samples * MS / SOUND_RATE_HZ);
    return true;
}

/* espeak-ng counts words of English length. Measured over all guides, its Vietnamese voice says 192
 * syllables a minute where it is set to 140, which is too fast for a loudspeaker that echoes. */
static unsigned voice_rate(const char *language, unsigned rate)
{
    enum { SLOWEST = 80, SYLLABLES = 180, WORDS = 140 };
    if (strncmp(language, "vi", 2) == 0)
        rate = rate * WORDS / SYLLABLES;
    return rate < SLOWEST ? SLOWEST : rate;
}

bool voice_file_write(const char *path, enum voice_format format, const char *language,
                      unsigned rate, const struct voice_sentence *sentences, unsigned count,
                      unsigned *duration_ms, struct error *e)
{
    SF_INFO info = {.samplerate = SOUND_RATE_HZ,
                    .channels = 1,
                    .format = format == VOICE_WAV ? SF_FORMAT_WAV | SF_FORMAT_PCM_16
                                                  : SF_FORMAT_OGG | SF_FORMAT_VORBIS};
    struct file_writer writer = {0};
    if (!sound_start())
        return error_set(e, ERROR_LIBRARY, 0, "%s", _("espeak-ng has no voices here"));
    if (!file_writer_open(&writer, path, e))
        return false;
    sound_set_rate(voice_rate(language, rate));
    SNDFILE *file = sf_open_fd(writer.fd, SFM_WRITE, &info, SF_FALSE);
    bool ok = file != NULL || refuse(NULL, e);
    if (ok && format == VOICE_OGG)
        sf_command(file, SFC_SET_VBR_ENCODING_QUALITY, (void *)&(double){speech_quality},
                   sizeof(double));
    ok = ok && put_all(file, language, sentences, count, duration_ms, e);
    if (file && sf_close(file) != 0 && ok)
        ok = refuse(NULL, e);
    if (ok)
        return file_writer_commit(&writer, FILE_DURABLE, e);
    file_writer_abandon(&writer);
    return false;
}
