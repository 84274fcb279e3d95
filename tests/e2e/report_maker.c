/* Writes the reports of tests/support/report_fixture.h for the tests that read them back:
 * FOLDER/NAME.pdf, NAME-mono.pdf and NAME-01.png, …; one line a PDF with its number of pages. */
#include <stdio.h>

#include "base/i18n.h"
#include "cli/results/report_press.h"
#include "support/report_fixture.h"
#include "text/fonts.h"

enum { ARENA_BYTES = 1024 * 1024, PATH_BYTES = 1024 };

static bool make(const char *folder, const char *name, const struct report *report,
                 struct report_press *press, struct error *e)
{
    static const char *const suffixes[] = {[DESIGN_COLOUR] = "", [DESIGN_MONO] = "-mono"};
    char path[PATH_BYTES];
    unsigned count;
    for (int ink = DESIGN_COLOUR; ink <= DESIGN_MONO; ink++) {
        press->ink = (enum design_ink)ink;
        snprintf(path, sizeof path, "%s/%s%s.pdf", folder, name, suffixes[ink]);
        if (!report_press_pdf(path, report, press, &count, e))
            return false;
        printf("%s%s %u\n", name, suffixes[ink], count);
    }
    press->ink = DESIGN_COLOUR;
    return report_press_png(folder, name, report, press, NULL, e);
}

int main(int argc, char **argv)
{
    struct arena a;
    struct font_set *fonts;
    struct error e = {0};
    if (argc != 4 || !i18n_start("vi", argv[3]))
        return 2;
    arena_init(&a, ARENA_BYTES);
    bool made = font_set_create(&fonts, argv[2], &e);
    struct report_press press = {
        .fonts = fonts, .made = {2026, 11, 21}, .author = SLICE("Tổ công nghệ số thôn Mẫu")};
    for (int i = 0; made && i < REPORT_FIXTURE_COUNT; i++)
        made = make(argv[1], report_fixture_name((enum report_fixture)i),
                    report_fixture(&a, (enum report_fixture)i), &press, &e);
    if (!made)
        fprintf(stderr, "%s\n", e.message);
    font_set_destroy(fonts);
    arena_deinit(&a);
    return !made;
}
