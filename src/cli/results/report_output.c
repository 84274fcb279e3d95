#include "cli/results/report_output.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/paths.h"
#include "cli/command.h"
#include "cli/results/report_press.h"
#include "cli/results/report_terminal.h"
#include "cli/word_list.h"
#include "review/fill.h"
#include "review/write_csv.h"
#include "review/write_html.h"
#include "review/write_xlsx.h"
#include "text/fonts.h"

const char report_format_help[] =
    N_("terminal (default), pdf, png, html, xlsx, csv; several: pdf,xlsx");

static const char *const words[REPORT_FORMAT_COUNT + 1] = {
    [REPORT_FORMAT_TERMINAL] = "terminal", [REPORT_FORMAT_PDF] = "pdf",
    [REPORT_FORMAT_PNG] = "png",           [REPORT_FORMAT_HTML] = "html",
    [REPORT_FORMAT_XLSX] = "xlsx",         [REPORT_FORMAT_CSV] = "csv",
};

/* ---- which ---- */

bool report_read_formats(unsigned *out, const char *text, const char *help)
{
    return read_formats(out, text ? text : words[REPORT_FORMAT_TERMINAL], words, help);
}

/* ---- files ---- */

struct writing {
    const struct report *report;
    const struct report_output *output;
    struct font_set *fonts; /* NULL until needed. */
};

static const char *name_file(const struct writing *w, enum report_format format)
{
    const char *folder = w->output->folder ? w->output->folder : ".";
    return arena_printf(w->output->arena, "%s/%s.%s", folder, w->output->stem, words[format]).data;
}

/* For a chat group: what everyone should see, without the tables of single questions. They come
 * last, and a picture a page of them would bury the rest. */
static struct report shorten(const struct writing *w)
{
    struct report brief = *w->report;
    unsigned i = 0;
    while (i < brief.section_count && strcmp(brief.sections[i].id, FILL_DETAILS_FROM) != 0)
        i++;
    if (i == brief.section_count)
        return brief;
    brief.section_count = i;
    struct slice *notes = ARENA_ARRAY(w->output->arena, brief.note_count + 1, struct slice);
    memcpy(notes, brief.notes, brief.note_count * sizeof *notes);
    notes[brief.note_count++] =
        slice_from(_("Question by question: see the report as PDF, HTML or Excel."));
    brief.notes = notes;
    return brief;
}

static bool press(struct writing *w, enum report_format format, const char *path, struct error *e)
{
    const char *folder = w->output->folder ? w->output->folder : ".";
    if (!w->output->paths)
        return error_set(e, ERROR_SYSTEM, 0, "%s", _("the program's fonts were not found"));
    if (!w->fonts && !font_set_create(&w->fonts, w->output->paths->fonts, e))
        return false;
    struct report_press options = {
        .fonts = w->fonts, .made = date_today(), .author = w->output->author};
    if (format == REPORT_FORMAT_PDF)
        return report_press_pdf(path, w->report, &options, NULL, e);
    struct report brief = shorten(w);
    return report_press_png(folder, w->output->stem, &brief, &options, NULL, e);
}

static bool write_file(struct writing *w, enum report_format format, const char *path,
                       struct error *e)
{
    switch (format) {
    case REPORT_FORMAT_TERMINAL:
        report_print(stdout, w->report, 0, w->output->arena);
        return true;
    case REPORT_FORMAT_PDF:
    case REPORT_FORMAT_PNG:
        return press(w, format, path, e);
    case REPORT_FORMAT_HTML:
        return report_write_html(path, w->report, e);
    case REPORT_FORMAT_XLSX:
        return report_write_xlsx(path, w->report, e);
    case REPORT_FORMAT_CSV:
        return report_write_csv(path, w->report, NULL, e);
    case REPORT_FORMAT_COUNT:
        break;
    }
    UNREACHABLE("format of a report");
}

static void say_file(const struct writing *w, enum report_format format)
{
    if (format == REPORT_FORMAT_PNG)
        fprintf(stderr, "%s/%s-*.png\n", w->output->folder ? w->output->folder : ".",
                w->output->stem);
    else if (format != REPORT_FORMAT_TERMINAL)
        fprintf(stderr, "%s\n", name_file(w, format));
}

bool report_write_all(const struct report *report, unsigned formats,
                      const struct report_output *output, struct error *e)
{
    struct writing w = {.report = report, .output = output};
    bool ok = true;
    if (output->folder && !file_make_folder(output->folder, e))
        return false;
    for (unsigned i = 0; i < REPORT_FORMAT_COUNT; i++) {
        enum report_format format = (enum report_format)i;
        struct error own = {0};
        if (!(formats & 1u << i))
            continue;
        if (write_file(&w, format, name_file(&w, format), &own)) {
            say_file(&w, format);
            continue;
        }
        if (!ok)
            say_failure(e);
        *e = own;
        ok = false;
    }
    if (w.fonts)
        font_set_destroy(w.fonts);
    return ok;
}
