#include "review/visit_number.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "store/visits.h"

/* Without those that look like a digit or each other, and those Vietnamese does not have. */
static const char letters[] = "ABCDEGHKLMNPRSTUVXY";

enum { LETTER_COUNT = sizeof letters - 1, HEX_USED = 15, CONTACTS_MAX = 1000000 };

static const uint64_t digits_end = 1000000000000; /* 10 ^ VISIT_NUMBER_DIGITS_MAX */

struct slice visit_number_letters(void)
{
    return (struct slice){letters, LETTER_COUNT};
}

/* 60 of the id's 128 random bits: the first digits decide, so the remainder's slant is nothing. */
void visit_number_full(char out[VISIT_NUMBER_BYTES], const struct store_id *id)
{
    uint64_t value = 0;
    out[0] = '\0';
    for (unsigned i = 0; i < HEX_USED; i++) {
        char c = id->text[i];
        if (!isxdigit((unsigned char)c))
            return;
        value = value << 4 | (uint64_t)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    snprintf(out, VISIT_NUMBER_BYTES, "%c%012" PRIu64, letters[value % LETTER_COUNT],
             value / LETTER_COUNT % digits_end);
}

static int by_number(const void *a, const void *b)
{
    const struct visit_numbers_entry *left = a, *right = b;
    int order = strcmp(left->full, right->full);
    return order ? order : strcmp(left->id.text, right->id.text);
}

void visit_numbers_make(struct visit_numbers *out, const struct store_id *ids, unsigned count,
                        struct arena *a)
{
    struct visit_numbers_entry *entries = ARENA_ARRAY(a, count + 1, struct visit_numbers_entry);
    unsigned used = 0, kept = 0;
    for (unsigned i = 0; i < count; i++) {
        visit_number_full(entries[used].full, &ids[i]);
        entries[used].id = ids[i];
        used += entries[used].full[0] != '\0';
    }
    if (used)
        qsort(entries, used, sizeof *entries, by_number);
    for (unsigned i = 0; i < used; i++)
        if (kept == 0 || strcmp(entries[kept - 1].id.text, entries[i].id.text) != 0)
            entries[kept++] = entries[i];
    *out = (struct visit_numbers){entries, kept};
}

struct reading {
    struct store_id *ids;
    unsigned count, capacity;
    struct arena *arena;
};

static bool take_id(struct reading *r, const struct store_id *id)
{
    if (id->text[0] == '\0')
        return true;
    if (r->count == r->capacity) {
        unsigned capacity = r->capacity ? 2 * r->capacity : 256;
        struct store_id *grown = ARENA_ARRAY(r->arena, capacity, struct store_id);
        if (r->count)
            memcpy(grown, r->ids, r->count * sizeof *grown);
        r->ids = grown;
        r->capacity = capacity;
    }
    r->ids[r->count++] = *id;
    return r->count < CONTACTS_MAX;
}

static bool take_contact(void *self, const struct store_sealed *contact)
{
    return take_id(self, &contact->id);
}

static bool take_visit(void *self, const struct store_visit *visit)
{
    return take_id(self, &visit->contact);
}

bool visit_numbers_read(struct visit_numbers *out, struct store *s, struct arena *a,
                        struct error *e)
{
    struct reading r = {.arena = a};
    if (!store_visit_contacts(s, take_contact, &r, e) ||
        !store_visit_visits(s, INT64_MIN, INT64_MAX, take_visit, &r, e))
        return false;
    if (r.count >= CONTACTS_MAX)
        return error_set(e, ERROR_LIMIT, 0, _("more than %d contacts"), CONTACTS_MAX);
    visit_numbers_make(out, r.ids, r.count, a);
    return true;
}

static size_t common(const char *a, const char *b)
{
    size_t size = 0;
    while (a[size] && a[size] == b[size])
        size++;
    return size;
}

/* The first entry that is not before `full`. */
static unsigned lower_bound(const struct visit_numbers *book, const char *full)
{
    unsigned low = 0, high = book->count;
    while (low < high) {
        unsigned middle = low + (high - low) / 2;
        if (strcmp(book->entries[middle].full, full) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Neighbours share the longest beginning. */
struct slice visit_number_short(const struct visit_numbers *book, const struct store_id *id,
                                struct arena *a)
{
    char full[VISIT_NUMBER_BYTES];
    size_t size = VISIT_NUMBER_DIGITS_MIN + 1;
    visit_number_full(full, id);
    unsigned at = lower_bound(book, full);
    for (unsigned i = at ? at - 1 : 0; i < book->count && i <= at + 1; i++) {
        const struct visit_numbers_entry *other = &book->entries[i];
        size_t shared = common(full, other->full);
        if (strcmp(other->id.text, id->text) != 0 && shared >= size)
            size = shared + 1;
    }
    return arena_copy(a, slice_part(slice_from(full), 0, size));
}

static bool is_hex_id(struct slice typed)
{
    for (size_t i = 0; i < typed.size; i++)
        if (!isxdigit((unsigned char)typed.data[i]))
            return false;
    return typed.size == STORE_ID_BYTES - 1;
}

static enum visit_number_match find_id(struct store_id *out, const struct visit_numbers *book,
                                       struct slice typed)
{
    struct store_id id = {{0}};
    char full[VISIT_NUMBER_BYTES];
    for (size_t i = 0; i < typed.size; i++)
        id.text[i] = (char)tolower((unsigned char)typed.data[i]);
    visit_number_full(full, &id);
    for (unsigned i = lower_bound(book, full); i < book->count; i++) {
        if (strcmp(book->entries[i].full, full) != 0)
            break;
        if (strcmp(book->entries[i].id.text, id.text) == 0) {
            *out = id;
            return VISIT_NUMBER_ONE;
        }
    }
    return VISIT_NUMBER_NONE;
}

/* "k 482" → "K482"; false for what can be no number. */
static bool read_typed(char out[VISIT_NUMBER_BYTES], struct slice typed)
{
    size_t size = 0;
    for (size_t i = 0; i < typed.size; i++) {
        char c = typed.data[i];
        if (c == ' ' || c == '-' || c == '.')
            continue;
        if (size + 1 == VISIT_NUMBER_BYTES || (size == 0) != (isalpha((unsigned char)c) != 0) ||
            !isalnum((unsigned char)c))
            return false;
        out[size++] = (char)toupper((unsigned char)c);
    }
    out[size] = '\0';
    return size > VISIT_NUMBER_DIGITS_MIN;
}

enum visit_number_match visit_numbers_find(struct store_id *out, const struct visit_numbers *book,
                                           struct slice typed)
{
    char wanted[VISIT_NUMBER_BYTES];
    if (is_hex_id(typed))
        return find_id(out, book, typed);
    if (!read_typed(wanted, typed))
        return VISIT_NUMBER_NONE;
    size_t size = strlen(wanted);
    unsigned at = lower_bound(book, wanted);
    if (at == book->count || common(book->entries[at].full, wanted) < size)
        return VISIT_NUMBER_NONE;
    if (at + 1 < book->count && common(book->entries[at + 1].full, wanted) >= size)
        return VISIT_NUMBER_SEVERAL;
    *out = book->entries[at].id;
    return VISIT_NUMBER_ONE;
}

static bool is_one_slip(const char *a, const char *b, size_t size)
{
    size_t first = 0;
    while (first < size && a[first] == b[first])
        first++;
    if (first == size)
        return false;
    bool other = memcmp(a + first + 1, b + first + 1, size - first - 1) == 0;
    bool swapped = first + 1 < size && a[first] == b[first + 1] && a[first + 1] == b[first] &&
                   memcmp(a + first + 2, b + first + 2, size - first - 2) == 0;
    return other || swapped;
}

struct slice visit_numbers_near(const struct visit_numbers *book, struct slice typed,
                                struct arena *a)
{
    enum { NEAR_MAX = 3 };
    char wanted[VISIT_NUMBER_BYTES];
    struct slice all = {"", 0};
    unsigned count = 0;
    if (is_hex_id(typed) || !read_typed(wanted, typed))
        return all;
    for (unsigned i = 0; i < book->count && count < NEAR_MAX; i++) {
        if (!is_one_slip(book->entries[i].full, wanted, strlen(wanted)))
            continue;
        struct slice number = visit_number_short(book, &book->entries[i].id, a);
        all = arena_printf(a, "%.*s%s%.*s", SLICE_ARG(all), count ? ", " : "", SLICE_ARG(number));
        count++;
    }
    return all;
}
