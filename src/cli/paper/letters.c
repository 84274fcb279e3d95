#include "cli/paper/letters.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "draw/list.h"
#include "out/pdf.h"
#include "text/para.h"

enum { LETTERS_A_PARAGRAPH = 1000, PAGE_DU = 100 * 1024 };

void letters_add(struct letters *l, struct slice text)
{
    for (size_t at = 0; at < text.size;) {
        uint32_t c = utf8_next(text, &at);
        if (c < LETTERS_MAX)
            l->words[c / 32] |= (uint32_t)1 << (c % 32);
    }
}

/* A space between letters, so that no two of them join. */
static void lay(const struct letters *l, struct draw_list *list, const struct font_set *fonts,
                enum font_id font, uint32_t first, uint32_t last, struct arena *a)
{
    struct para_style style = {.font = font,
                               .strong_font = font,
                               .size_du = 10 * 1024,
                               .line_du = 12 * 1024,
                               .wrap = PARA_WRAP_NONE};
    char *text = arena_alloc(a, (size_t)(last - first) * 5 + 1);
    size_t size = 0;
    for (uint32_t c = first; c < last; c++) {
        if (!(l->words[c / 32] >> (c % 32) & 1) || !font_has(fonts, c))
            continue;
        size += utf8_put(text + size, c);
        text[size++] = ' ';
    }
    struct para para;
    struct error unused = {0};
    if (size && para_layout(&para, a, fonts, &style, rich_plain((struct slice){text, size}),
                            INT32_MAX / 4, &unused))
        para_draw(list, &para, 0, 0);
}

void letters_expect(const struct letters *l, struct pdf_job *job, const struct font_set *fonts,
                    const enum font_id *ids, unsigned id_count, struct arena *a)
{
    struct draw_list list;
    list_init(&list);
    list_reset(&list, PAGE_DU, PAGE_DU);
    for (unsigned i = 0; i < id_count; i++)
        for (uint32_t c = 0; c < LETTERS_MAX; c += LETTERS_A_PARAGRAPH)
            lay(l, &list, fonts, ids[i], c,
                c + LETTERS_A_PARAGRAPH < LETTERS_MAX ? c + LETTERS_A_PARAGRAPH : LETTERS_MAX, a);
    pdf_job_expect(job, &list);
    list_deinit(&list);
}
