/*
 * The bold mark-up on arbitrary bytes: ranges in order and inside the text, the text no longer than
 * what was written, nothing but stars and backslashes taken out.
 */
#include "content/wording/markup.h"

#include "base/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t count_others(struct slice text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += text.data[i] != '*' && text.data[i] != '\\';
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    struct diag_list diags;
    arena_init(&a, 64u << 20);
    diag_init(&diags, &a);
    struct source source = {SLICE("x"), {(const char *)data, size}};
    struct span span = {&source, 0, (uint32_t)size};
    struct rich rich = markup_parse(&a, source.text, span, &diags);
    CHECK(rich.text.size <= size);
    CHECK(count_others(rich.text) == count_others(source.text));
    for (unsigned i = 0; i < rich.strong_count; i++) {
        CHECK(rich.strong[i].begin < rich.strong[i].end);
        CHECK(rich.strong[i].end <= rich.text.size);
        CHECK(i == 0 || rich.strong[i].begin > rich.strong[i - 1].end);
    }
    for (unsigned i = 0; i < diags.count; i++)
        CHECK(diags.items[i].span.end <= size);
    arena_deinit(&a);
    return 0;
}
