/** @file
 * ngoso script: a guide for the commune's loudspeaker, on paper, as text, as sound.
 */
#include "cli/paper/script.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/i18n.h"
#include "cli/paper/press.h"
#include "cli/terminal.h"
#include "cli/village.h"
#include "cli/word_list.h"
#include "out/pdf.h"
#include "page/script.h"

enum {
    OPTION_MINUTES,
    OPTION_RATE,
    OPTION_FORMAT,
    OPTION_COMMUNE,
    OPTION_VILLAGE,
    OPTION_OUT,
    OPTION_COUNT
};

enum { MINUTES_DEFAULT = 2, TEXT_BYTES_MAX = 256 * 1024 };

static const char *const format_words[] = {
    [SCRIPT_WAV] = "wav",   [SCRIPT_OGG] = "ogg",         [SCRIPT_PDF] = "pdf",
    [SCRIPT_TEXT] = "text", [SCRIPT_FORMAT_COUNT] = NULL,
};
static const char *const endings[] = {
    [SCRIPT_WAV] = "wav", [SCRIPT_OGG] = "ogg", [SCRIPT_PDF] = "pdf", [SCRIPT_TEXT] = "txt"};
static const char format_help[] =
    N_("pdf (default), text, read by a machine: wav, ogg; several: pdf,text,ogg");

static const struct option_spec options[OPTION_COUNT] = {
    [OPTION_MINUTES] = {"minutes", OPTION_NUMBER, N_("N"),
                        N_("How long it may take, 1 to 5 (else: 2)"), SCRIPT_MINUTES_MIN,
                        SCRIPT_MINUTES_MAX, NULL},
    [OPTION_RATE] = {"rate", OPTION_NUMBER, N_("N"), N_("Syllables a minute (else: 140)"),
                     SCRIPT_RATE_MIN, SCRIPT_RATE_MAX, NULL},
    [OPTION_FORMAT] = {"format", OPTION_TEXT, N_("FORMATS"), format_help, 0, 0, NULL},
    [OPTION_COMMUNE] = OPTION_COMMUNE_SPEC,
    [OPTION_VILLAGE] = OPTION_VILLAGE_SPEC,
    [OPTION_OUT] = OPTION_OUT_SPEC,
};

struct broadcast {
    const struct invocation *call;
    struct workspace workspace;
    const struct guide *guide;
    const char *language;
    struct script script;
    unsigned formats; /* Bits: 1u << enum script_format. */
};

/* ---- writing --------------------------------------------------------------------------------- */

static bool add_pages(struct pdf_file *file, struct broadcast *b, struct press *press,
                      struct error *e)
{
    struct draw_list *list = &press->pages.lists[0];
    unsigned line = 0;
    for (unsigned number = 1; line < b->script.line_count; number++) {
        arena_reset(&press->arena);
        struct diag_list diags;
        diag_init(&diags, &press->arena);
        bool drawn = script_page_draw(list, press->kit, &b->script, &line, number, DESIGN_MONO,
                                      b->language, &press->arena, &diags);
        merge_diags(&b->workspace.diags, &diags);
        if (!drawn)
            return error_set(e, ERROR_INPUT, 0, "%s", _("the script cannot be drawn"));
        if (!pdf_add_page(file, list, (struct slice){0}, e))
            return false;
    }
    return true;
}

static bool write_pdf(struct broadcast *b, struct press *press, const char *path, struct error *e)
{
    struct pdf_options how = {
        .whole_pages = true, .durability = FILE_DURABLE, .color = PDF_COLOR_RGB};
    struct pdf_meta meta = {.title = b->guide->title.text,
                            .subject = b->guide->benefit.rich.text,
                            .stamp = date_stamp_of(b->guide->reviewed),
                            .language = slice_from(b->language)};
    struct pdf_job *job = pdf_job_create(press->fonts, &how);
    struct pdf_file *file;
    bool ok = pdf_open(&file, job, path, &meta, e);
    if (ok && !add_pages(file, b, press, e)) {
        pdf_abandon(file);
        ok = false;
    } else if (ok) {
        ok = pdf_close(file, NULL, e);
    }
    pdf_job_destroy(job);
    return ok;
}

static bool write_pages(struct broadcast *b, const char *path, struct error *e)
{
    struct press press;
    if (!press_open(&press, &b->workspace, e))
        return false;
    bool ok = write_pdf(b, &press, path, e);
    press_close(&press);
    return ok;
}

/* A sentence a line, an empty line behind a part. */
static bool write_text(const struct broadcast *b, const char *path, struct error *e)
{
    struct buf text;
    buf_init(&text, TEXT_BYTES_MAX);
    for (unsigned i = 0; i < b->script.line_count; i++) {
        buf_append_slice(&text, b->script.lines[i].text);
        buf_append_text(&text, b->script.lines[i].ends ? "\n\n" : "\n");
    }
    if (text.size)
        text.size--; /* No empty line at the end. */
    bool ok = !text.failed ? file_write(path, buf_slice(&text), FILE_DURABLE, e)
                           : error_set(e, ERROR_LIMIT, 0, "%s", path);
    buf_deinit(&text);
    return ok;
}

static bool write_file(struct broadcast *b, enum script_format format, const char *path,
                       unsigned *duration_ms, struct error *e)
{
    switch (format) {
    case SCRIPT_PDF:
        return write_pages(b, path, e);
    case SCRIPT_TEXT:
        return write_text(b, path, e);
    case SCRIPT_WAV:
    case SCRIPT_OGG:
        return write_script_sound(b->call, &b->script, b->language, path, format,
                                  &b->workspace.arena, duration_ms, e);
    case SCRIPT_FORMAT_COUNT:
        break;
    }
    UNREACHABLE("format of a script");
}

static bool write_format(struct broadcast *b, enum script_format format, const char *folder,
                         unsigned minutes, struct error *e)
{
    const char *path = arena_printf(&b->workspace.arena, "%s/%.*s-script-%u.%s", folder,
                                    SLICE_ARG(b->guide->id.text), minutes, endings[format])
                           .data;
    unsigned duration_ms = b->script.duration_ms;
    if (!write_file(b, format, path, &duration_ms, e))
        return false;
    unsigned seconds = (duration_ms + 999) / 1000;
    printf(_("%s: %u sentences, %u syllables, %u min %u s\n"), path, b->script.line_count,
           b->script.syllable_count, seconds / 60, seconds % 60);
    return true;
}

static bool write_out(struct broadcast *b, unsigned minutes, struct error *e)
{
    const struct option_value *out = &b->call->values[OPTION_OUT];
    const char *folder = arena_printf(&b->workspace.arena, "%s/%.*s",
                                      out->given ? out->text : "out", SLICE_ARG(b->guide->id.text))
                             .data;
    if (!file_make_folder(folder, e))
        return false;
    for (unsigned i = 0; i < SCRIPT_FORMAT_COUNT; i++)
        if (b->formats & 1u << i && !write_format(b, (enum script_format)i, folder, minutes, e))
            return false;
    if (!b->script.fits)
        printf(_("Even the least takes longer than %u min: read faster (--rate) or allow more.\n"),
               minutes);
    else if (!b->script.has_steps)
        puts(_("There is no time for the steps: the script sends people to the leaflet."));
    return true;
}

/* ---- the command ----------------------------------------------------------------------------- */

static bool load(struct broadcast *b, const struct village **village, struct error *e)
{
    struct workspace *w = &b->workspace;
    if (!load_guides(w, b->call->arguments, 1, e))
        return false;
    load_trusted(w, NULL);
    load_commune(w, b->call->values[OPTION_COMMUNE].text);
    b->guide = w->guides[0].sound ? w->guides[0].guide : NULL;
    return find_village(village, w, b->call->values[OPTION_VILLAGE].text, e);
}

/* Read on air, half English: worse than no announcement. */
static bool has_sentences(struct broadcast *b)
{
    const char *first;
    unsigned missing = language_missing(&first, b->language, PHRASE_SCRIPT);
    if (missing)
        diag_error(
            &b->workspace.diags, "D006", b->guide->language.span,
            _("%u of the sentences around a loudspeaker's text are not there in the language "
              "“%s”, the first is «%s»: words-%s.yaml holds them"),
            missing, b->language, first, b->language);
    return missing == 0;
}

static enum cli_exit make(struct broadcast *b, const struct village *village)
{
    struct workspace *w = &b->workspace;
    const struct option_value *v = b->call->values;
    struct script_options how = {
        .minutes = v[OPTION_MINUTES].given ? (unsigned)v[OPTION_MINUTES].number : MINUTES_DEFAULT,
        .rate = v[OPTION_RATE].given ? (unsigned)v[OPTION_RATE].number : SCRIPT_RATE,
        .commune = w->commune,
        .village = village,
        .sayings = load_sayings(w)};
    struct error e = {0};
    bool sound = b->guide && w->shared_sound && how.sayings, made = false;
    if (sound) {
        struct slice language = b->guide->language.text;
        b->language = language.size ? arena_copy(&w->arena, language).data : "vi";
        sound = has_sentences(b);
    }
    if (sound) {
        script_write(&b->script, &w->arena, b->guide, &how);
        made = write_out(b, how.minutes, &e);
    }
    fflush(stdout);
    diag_print(stderr, &w->diags, terminal_has_colour(stderr));
    if (sound && !made)
        return say_failure(&e);
    return made && w->diags.error_count == 0 ? CLI_DONE : CLI_PROBLEMS;
}

static enum cli_exit run(const struct invocation *call)
{
    const struct option_value *format = &call->values[OPTION_FORMAT];
    unsigned formats;
    if (!read_formats(&formats, format->given ? format->text : "pdf", format_words, format_help))
        return say_usage_hint(call->command);
    if (!call->paths)
        return say_failure(call->paths_error);
    struct broadcast *b = calloc(1, sizeof *b);
    const struct village *village = NULL;
    struct error e = {0};
    CHECK(b != NULL);
    b->call = call;
    b->formats = formats;
    workspace_init(&b->workspace, call->paths);
    enum cli_exit code =
        load(b, &village, &e) ? make(b, village) : say_call_failure(call->command, &e);
    workspace_deinit(&b->workspace);
    free(b);
    return code;
}

const struct command command_script = {
    .name = "script",
    .arguments = N_("GUIDE"),
    .summary = N_("Make the text that the commune's loudspeaker reads"),
    .details =
        N_("From the same guide as the leaflet: greeting, the matter, what to prepare, the steps,\n"
           "a warning, whom to call, the most important again. Numbers, names and addresses are\n"
           "written as they are said (guides/spoken.yaml). What does not fit into the minutes is\n"
           "left out by importance. Sound begins by saying that a machine reads it.\n\n"
           "  ngoso script vneid --minutes 3\n"
           "  ngoso script fraud --minutes 1 --format pdf,ogg --commune commune.yaml"),
    .options = options,
    .option_count = OPTION_COUNT,
    .argument_min = 1,
    .argument_max = 1,
    .run = run,
};
