/*
 * Writes the reports of support/report_fixture.h as files, for the tests that read them back with
 * other people's programs. Usage: write_files FOLDER LOCALE FONTS
 *
 * team.csv, team.xlsx, team.html, team.pdf; the same of bare and hostile; and team-en.* with the
 * words and signs of English.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "cli/results/report_press.h"
#include "review/write_csv.h"
#include "review/write_html.h"
#include "review/write_xlsx.h"
#include "support/report_fixture.h"
#include "text/fonts.h"

static void must(bool ok, const struct error *e)
{
    if (ok)
        return;
    fprintf(stderr, "write_files: %s\n", e->message);
    exit(1);
}

static void write_all(const char *folder, const char *name, const struct report *report,
                      const struct font_set *fonts)
{
    char path[4096];
    struct error e = {0};
    snprintf(path, sizeof path, "%s/%s.csv", folder, name);
    must(report_write_csv(path, report, NULL, &e), &e);
    snprintf(path, sizeof path, "%s/%s.xlsx", folder, name);
    must(report_write_xlsx(path, report, &e), &e);
    snprintf(path, sizeof path, "%s/%s.html", folder, name);
    must(report_write_html(path, report, &e), &e);
    const struct report_press press = {.fonts = fonts, .made = {2026, 11, 21}};
    snprintf(path, sizeof path, "%s/%s.pdf", folder, name);
    must(report_press_pdf(path, report, &press, NULL, &e), &e);
}

static void write_sections(const char *folder, const struct report *report)
{
    char path[4096];
    struct error e = {0};
    for (unsigned i = 0; i < report->section_count; i++) {
        snprintf(path, sizeof path, "%s/team-%s.csv", folder, report->sections[i].id);
        must(report_write_csv(path, report, &report->sections[i], &e), &e);
    }
}

int main(int argc, char **argv)
{
    struct arena a;
    struct font_set *fonts;
    struct error e = {0};
    if (argc != 4 || !i18n_start("en", argv[2]))
        return 2;
    arena_init(&a, 16 << 20);
    must(font_set_create(&fonts, argv[3], &e), &e);
    for (unsigned i = 0; i < REPORT_FIXTURE_COUNT; i++)
        write_all(argv[1], report_fixture_name(i), report_fixture(&a, i), fonts);
    write_sections(argv[1], report_fixture(&a, REPORT_FIXTURE_TEAM));
    struct report english = *report_fixture(&a, REPORT_FIXTURE_TEAM);
    english.language = "en";
    write_all(argv[1], "team-en", &english, fonts);
    font_set_destroy(fonts);
    arena_deinit(&a);
    return 0;
}
