#include "fixture.h"

#include <stdlib.h>

#include "support/test.h"

const char VIETNAMESE_LETTERS[] = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư"
                                  "ẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊị"
                                  "ỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ";

int fixture_open(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct error e = {0};
    assert_non_null(f);
    arena_init(&f->arena, 64 * 1024 * 1024);
    if (!font_set_create(&f->fonts, NGOSO_SOURCE_DIR "/fonts", &e))
        fail_msg("%s", e.message);
    *state = f;
    return 0;
}

int fixture_close(void **state)
{
    struct fixture *f = *state;
    font_set_destroy(f->fonts);
    arena_deinit(&f->arena);
    free(f);
    return 0;
}

struct para_style fixture_style(void)
{
    struct draw_color black = {.k = 100};
    return (struct para_style){.font = FONT_REGULAR,
                               .strong_font = FONT_SEMIBOLD,
                               .size_du = DU_PT(12),
                               .line_du = DU_PT(17),
                               .color = black,
                               .strong_color = black,
                               .align = PARA_LEFT,
                               .wrap = PARA_WRAP_PRETTY};
}

struct para fixture_layout(struct fixture *f, const struct para_style *style, struct rich text,
                           int32_t width_du)
{
    struct para para = {0};
    struct error e = {0};
    if (!para_layout(&para, &f->arena, f->fonts, style, text, width_du, &e))
        fail_msg("%s", e.message);
    return para;
}

struct slice fixture_lines(struct fixture *f, const struct para *para)
{
    char *out = arena_alloc(&f->arena, para->text.size * 2 + 1);
    size_t size = 0;
    for (uint32_t i = 0; i < para->run_count; i++) {
        const struct para_run *run = &para->runs[i];
        if (i > 0 && run->baseline_du != run[-1].baseline_du)
            out[size++] = '|';
        memcpy(out + size, para->text.data + run->text_first, run->text_size);
        size += run->text_size;
    }
    return (struct slice){out, size};
}
