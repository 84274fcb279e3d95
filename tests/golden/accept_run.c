#include "accept.h"

#include "base/i18n.h"
#include "draw/trace.h"
#include "out/pixels.h"
#include "support/test.h"
#include "text/fonts.h"

enum { ARENA_BYTES = 64 * 1024 * 1024 };

void accept_begin(struct accept_run *run)
{
    struct error e = {0};
    *run = (struct accept_run){0};
    arena_init(&run->arena, ARENA_BYTES);
    assert_true(i18n_start("en", NGOSO_LOCALE));
    assert_true(font_set_create(&run->fonts, NGOSO_SOURCE_DIR "/fonts", &e));
    assert_true(pixels_create(&run->pixels, run->fonts, &e));
    buf_init(&run->trace, ACCEPT_TEXT_MAX);
}

void accept_start(struct accept_run *run, const char *name, unsigned picture)
{
    run->name = name;
    run->picture = picture;
    run->page = 0;
    buf_reset(&run->trace);
}

void accept_take(struct accept_run *run, const struct draw_list *page)
{
    draw_trace(&run->trace, page);
    if (++run->page == run->picture)
        run->different += !accept_page(&run->arena, run->pixels, run->name, page);
}

void accept_finish(struct accept_run *run)
{
    assert_true(!run->trace.failed && run->trace.size > 0);
    run->different += !accept_text(&run->arena, run->name, buf_slice(&run->trace));
}

void accept_end(struct accept_run *run)
{
    unsigned different = run->different;
    buf_deinit(&run->trace);
    pixels_destroy(run->pixels);
    font_set_destroy(run->fonts);
    arena_deinit(&run->arena);
    assert_int_equal(different, 0);
}
