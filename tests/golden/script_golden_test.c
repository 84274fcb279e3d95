/*
 * A broadcast script's first page as text and as a picture (accept.h).
 */
#include "accept.h"
#include "draw/trace.h"
#include "fixture.h"
#include "out/pixels.h"
#include "page/script.h"
#include "support/test.h"

static void scripts_are_as_accepted(void **state)
{
    struct fixture *f = *state;
    struct pixels *pixels;
    struct script script;
    struct error e = {0};
    struct buf text;
    struct draw_list *list = &f->pages.lists[0];
    unsigned line = 0;
    arena_reset(&f->page);
    diag_init(&f->diags, &f->page);
    struct script_options how = {
        .minutes = 1,
        .rate = SCRIPT_RATE,
        .commune = f->short_commune,
        .sayings = sayings_load(&f->page, NGOSO_SOURCE_DIR "/guides/spoken.yaml", &f->diags)};
    script_write(&script, &f->page, fixture_guide(f, "vneid"), &how);
    assert_true(
        script_page_draw(list, f->kit, &script, &line, 1, DESIGN_MONO, "vi", &f->page, &f->diags));
    assert_true(line > 0);
    buf_init(&text, ACCEPT_TEXT_MAX);
    draw_trace(&text, list);
    assert_true(pixels_create(&pixels, f->fonts, &e));
    bool same = accept_text(&f->page, "script-vneid", buf_slice(&text));
    same &= accept_page(&f->page, pixels, "script-vneid", list);
    pixels_destroy(pixels);
    buf_deinit(&text);
    assert_true(same);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(scripts_are_as_accepted)};
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
