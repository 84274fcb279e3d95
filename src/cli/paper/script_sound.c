/** @file
 * ngoso script as sound, in ngoso-kiosk.
 */
#include "base/arena.h"
#include "base/i18n.h"
#include "cli/paper/script.h"
#include "kiosk/voice/file.h"

bool write_script_sound(const struct invocation *call, const struct script *script,
                        const char *language, const char *path, enum script_format format,
                        struct arena *a, unsigned *duration_ms, struct error *e)
{
    struct voice_sentence *sentences =
        ARENA_ARRAY(a, script->line_count + 1, struct voice_sentence);
    (void)call;
    sentences[0].text =
        slice_from(i18n_in(language, N_("This announcement is read by a machine.")));
    sentences[0].pause_ms = SCRIPT_PART_PAUSE_MS;
    for (unsigned i = 0; i < script->line_count; i++)
        sentences[i + 1] = (struct voice_sentence){
            script->lines[i].text,
            script->lines[i].ends ? SCRIPT_PART_PAUSE_MS : SCRIPT_SENTENCE_PAUSE_MS};
    return voice_file_write(path, format == SCRIPT_WAV ? VOICE_WAV : VOICE_OGG, language,
                            script->rate, sentences, script->line_count + 1, duration_ms, e);
}
