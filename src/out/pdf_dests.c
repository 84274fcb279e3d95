#include "out/pdf_dests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "out/pdf_pen.h"
#include "out/pdf_writer.h"

void page_dests_init(struct page_dests *p)
{
    *p = (struct page_dests){.page_count = 0};
}

void page_dests_deinit(struct page_dests *p)
{
    free(p->pages);
    free(p->wanted);
}

void page_dests_open(struct page_dests *p)
{
    p->page_count = p->last_wanted = 0;
    if (p->wanted)
        memset(p->wanted, 0, p->wanted_capacity * sizeof *p->wanted);
}

void page_dests_add(struct page_dests *p, uint32_t number)
{
    if (p->page_count == p->page_capacity) {
        p->page_capacity = p->page_capacity ? p->page_capacity * 2 : 64;
        p->pages = realloc(p->pages, p->page_capacity * sizeof *p->pages);
        CHECK(p->pages != NULL);
    }
    p->pages[p->page_count++] = number;
}

static void write_name(char name[DEST_NAME_BYTES], uint32_t page)
{
    /* Names are sorted as bytes: five digits hold any page that a file can have. */
    int size = snprintf(name, DEST_NAME_BYTES, "p%05u", (unsigned)page);
    CHECK(size > 0 && size < DEST_NAME_BYTES);
}

void page_dests_name(struct page_dests *p, char name[DEST_NAME_BYTES], uint32_t page)
{
    CHECK(page > 0 && page <= PDF_NUMBER_MAX);
    if (page > p->wanted_capacity) {
        uint32_t capacity = page < 64 ? 64 : page * 2;
        p->wanted = realloc(p->wanted, capacity * sizeof *p->wanted);
        CHECK(p->wanted != NULL);
        memset(p->wanted + p->wanted_capacity, 0,
               (capacity - p->wanted_capacity) * sizeof *p->wanted);
        p->wanted_capacity = capacity;
    }
    p->wanted[page - 1] = true;
    p->last_wanted = page > p->last_wanted ? page : p->last_wanted;
    write_name(name, page);
}

uint32_t page_dests_close(struct page_dests *p, struct pdf_writer *w)
{
    char name[DEST_NAME_BYTES];
    if (p->last_wanted == 0 || w->failed)
        return 0;
    CHECK(p->last_wanted <= p->page_count);
    uint32_t number = writer_reserve(w);
    struct buf *out = writer_object_begin(w, number);
    buf_append_text(out, "<</Dests<</Names[");
    for (uint32_t page = 1; page <= p->last_wanted; page++) {
        if (!p->wanted[page - 1])
            continue;
        write_name(name, page);
        buf_printf(out, "(%s)[", name);
        pen_put_reference(out, p->pages[page - 1]);
        buf_append_text(out, "/Fit]\n");
    }
    buf_append_text(out, "]>>>>");
    writer_object_end(w);
    return number;
}
