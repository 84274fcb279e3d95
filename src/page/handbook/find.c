/*
 * Which terms stand on a page: its words are taken from the finished list, as a reader of the PDF
 * would see them, without page furniture and without the words of links' alternatives. Lines of a
 * paragraph follow each other (spaces at line ends are kept); a tag ends a word.
 */
#include "base/utf8.h"
#include "page/handbook/inside.h"

static void take_text(struct book_pen *p)
{
    const struct draw_list *list = p->frame.list;
    buf_reset(&p->text);
    for (uint32_t i = 0; i < list->op_count; i++) {
        const struct draw_op *op = &list->ops[i];
        if (op->kind == DRAW_OP_TAG_BEGIN || op->kind == DRAW_OP_TAG_END)
            buf_append_char(&p->text, '\n');
        else if (op->kind == DRAW_OP_GLYPHS)
            buf_append_slice(&p->text,
                             list_text(list, op->glyphs.text_first, op->glyphs.text_size));
    }
    buf_append_char(&p->text, '\n');
}

static bool is_space(uint32_t code_point)
{
    return code_point == ' ' || code_point == 0xA0;
}

/* Whether `words` stand at `at`, whatever the capitals, and no letter follows. */
static bool stands_at(struct slice text, size_t at, struct slice words)
{
    for (size_t i = 0; i < words.size;) {
        if (at >= text.size)
            return false;
        uint32_t wanted = utf8_next(words, &i), there = utf8_next(text, &at);
        if (utf8_lower(wanted) != utf8_lower(there) && !(is_space(wanted) && is_space(there)))
            return false;
    }
    return at >= text.size || !utf8_is_word(utf8_next(text, &at));
}

static bool has_words(struct slice text, struct slice words)
{
    bool inside = false;
    if (words.size == 0)
        return false;
    for (size_t at = 0; at < text.size;) {
        if (!inside && stands_at(text, at, words))
            return true;
        inside = utf8_is_word(utf8_next(text, &at));
    }
    return false;
}

bool book_has_term(struct slice text, const struct handbook_term *term)
{
    bool found = has_words(text, term->term.text);
    for (unsigned i = 0; !found && i < term->also_count; i++)
        found = has_words(text, term->also[i].text);
    return found;
}

void book_find_terms(struct book_pen *p)
{
    const struct handbook *book = p->input->book;
    if (p->entry == BOOK_NO_ENTRY || book->term_count == 0)
        return;
    take_text(p);
    for (unsigned t = 0; t < book->term_count; t++) {
        uint16_t *place = &p->found.terms[(size_t)t * p->input->entry_count + p->entry];
        if (*place == 0 && book_has_term(buf_slice(&p->text), &book->terms[t]))
            *place = (uint16_t)p->page;
    }
}
