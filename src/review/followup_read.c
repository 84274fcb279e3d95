/*
 * Opening contacts and finding what their rounds say.
 *
 * A contact names one attempt; all rounds of the same stay count. Sheets are walked twice: first to
 * learn the stay of each attempt, then to count answers, so that memory holds contacts only.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "review/followup.h"
#include "store/json.h"
#include "store/sheet.h"

enum { PLAIN_MAX = 4096 };

struct reading {
    const struct keys *keys;
    struct arena *arena;
    struct followup_wish *wishes;
    unsigned count, capacity, unopened_count;
    bool too_many;
    const struct book *book;
    struct slice *guides;         /* By item. */
    struct followup_wish **by_id; /* Sorted for the walk at hand. */
};

/* ---- contacts ---- */

/* Anybody may seal to a public key: what would steer a terminal is left out. */
static struct slice copy_clean(struct arena *a, struct slice text)
{
    char *out = ARENA_ARRAY(a, text.size + 1, char);
    size_t size = 0;
    for (size_t at = 0; at < text.size;) {
        size_t begin = at;
        uint32_t letter = utf8_next(text, &at);
        if (letter == UTF8_BAD || letter < ' ' || (letter >= 0x7F && letter < 0xA0))
            continue;
        memcpy(out + size, text.data + begin, at - begin);
        size += at - begin;
    }
    return (struct slice){out, size};
}

static bool read_plain(struct followup_wish *w, struct slice plain, struct arena *a)
{
    char scratch[PLAIN_MAX];
    struct json_reader r;
    struct slice name = {0}, phone = {0}, village = {0};
    const struct json_field fields[] = {{"name", JSON_TEXT, &name, true},
                                        {"phone", JSON_TEXT, &phone, true},
                                        {"village", JSON_TEXT, &village, true}};
    if (plain.size > sizeof scratch)
        return false;
    while (plain.size && plain.data[plain.size - 1] == ' ') /* It is filled up to one size. */
        plain.size--;
    json_read(&r, plain, scratch);
    bool ok = json_fields(&r, fields, sizeof fields / sizeof fields[0]);
    if (ok) {
        w->name = copy_clean(a, name);
        w->phone = copy_clean(a, phone);
        w->village = copy_clean(a, village);
    }
    memory_wipe(scratch, sizeof scratch);
    return ok;
}

static bool open_contact(struct followup_wish *w, struct reading *r, struct slice sealed)
{
    struct buf plain;
    buf_init(&plain, PLAIN_MAX);
    bool ok =
        keys_open_contact(&plain, r->keys, sealed) && read_plain(w, buf_slice(&plain), r->arena);
    if (plain.data)
        memory_wipe(plain.data, plain.capacity);
    buf_deinit(&plain);
    return ok;
}

/* The day as the kiosk's own calendar had it. */
static int64_t local_day(int64_t wall_ms)
{
    time_t seconds = (time_t)(wall_ms / 1000);
    struct tm local;
    if (!localtime_r(&seconds, &local) || local.tm_year > 299)
        return 0;
    return date_days((struct date){(int16_t)(local.tm_year + 1900), (int8_t)(local.tm_mon + 1),
                                   (int8_t)local.tm_mday});
}

static void grow(struct reading *r)
{
    if (r->count < r->capacity)
        return;
    r->capacity = r->capacity ? 2 * r->capacity : 64;
    struct followup_wish *grown = ARENA_ARRAY(r->arena, r->capacity, struct followup_wish);
    if (r->count)
        memcpy(grown, r->wishes, r->count * sizeof *grown);
    r->wishes = grown;
}

static bool take_contact(void *self, const struct store_sealed *contact)
{
    struct reading *r = self;
    r->too_many = r->count == FOLLOWUP_WISHES_MAX;
    if (r->too_many)
        return false;
    grow(r);
    struct followup_wish *w = &r->wishes[r->count];
    *w = (struct followup_wish){.id = contact->id,
                                .attempt = contact->attempt,
                                .day = local_day(contact->wall_ms),
                                .visit_day = contact->last_visit_day,
                                .outcome = contact->last_outcome};
    if (!open_contact(w, r, contact->sealed)) {
        r->unopened_count++;
        return true;
    }
    if (w->village.size == 0)
        w->village = arena_copy(r->arena, contact->village);
    w->topics = arena_copy(r->arena, contact->topics);
    r->count++;
    return true;
}

/* ---- rounds ---- */

static bool is_zero(const uint8_t id[16])
{
    static const uint8_t zero[16];
    return memcmp(id, zero, sizeof zero) == 0;
}

static void read_id(uint8_t out[16], const char *hex)
{
    memset(out, 0, 16);
    for (unsigned i = 0; i < 32 && hex[i]; i++) {
        unsigned digit = (unsigned)(hex[i] <= '9' ? hex[i] - '0' : hex[i] - 'a' + 10);
        out[i / 2] = (uint8_t)(out[i / 2] | (digit & 15) << (i % 2 ? 0 : 4));
    }
}

static int by_round(const void *a, const void *b)
{
    const struct followup_wish *const *left = a, *const *right = b;
    return memcmp((*left)->round, (*right)->round, 16);
}

static int by_stay(const void *a, const void *b)
{
    const struct followup_wish *const *left = a, *const *right = b;
    return memcmp((*left)->stay, (*right)->stay, 16);
}

/* The first wish with this id; several may have it. */
static unsigned find_first(const struct reading *r, struct followup_wish *key,
                           int (*order)(const void *, const void *))
{
    unsigned low = 0, high = r->count;
    while (low < high) {
        unsigned middle = low + (high - low) / 2;
        if (order(&r->by_id[middle], &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool take_stay(void *self, const struct sheet *sheet)
{
    struct reading *r = self;
    static struct followup_wish key;
    struct followup_wish *wanted = &key;
    memcpy(key.round, sheet->id, 16);
    for (unsigned i = find_first(r, wanted, by_round);
         i < r->count && by_round(&r->by_id[i], &wanted) == 0; i++)
        memcpy(r->by_id[i]->stay, is_zero(sheet->person) ? sheet->id : sheet->person, 16);
    return true;
}

static void count_answer(struct followup_wish *w, struct slice guide, bool right)
{
    unsigned i = 0;
    while (i < w->counted_count && !slice_equal(w->counted[i].guide, guide))
        i++;
    if (i == VISIT_TOPICS_MAX)
        return;
    if (i == w->counted_count)
        w->counted[w->counted_count++] = (struct followup_topic){.guide = guide};
    w->counted[i].seen++;
    w->counted[i].wrong += !right;
}

static void count_sheet(struct followup_wish *w, const struct reading *r, const struct sheet *sheet)
{
    for (unsigned i = 0; i < sheet->seen_count; i++) {
        const struct sheet_answer *answer = &sheet->answers[i];
        const struct book_item *item = &r->book->items[answer->item];
        bool right =
            answer->response != SHEET_NO_RESPONSE && item->responses[answer->response].right;
        if (r->guides[answer->item].size)
            count_answer(w, r->guides[answer->item], right);
    }
}

static bool take_answers(void *self, const struct sheet *sheet)
{
    struct reading *r = self;
    static struct followup_wish key;
    struct followup_wish *wanted = &key;
    memcpy(key.stay, is_zero(sheet->person) ? sheet->id : sheet->person, 16);
    for (unsigned i = find_first(r, wanted, by_stay);
         i < r->count && by_stay(&r->by_id[i], &wanted) == 0; i++)
        count_sheet(r->by_id[i], r, sheet);
    return true;
}

static void find_guides(struct reading *r, const struct quiz *const *quizzes, unsigned quiz_count)
{
    r->guides = ARENA_ARRAY(r->arena, r->book->item_count + 1, struct slice);
    for (unsigned i = 0; i < r->book->item_count; i++)
        for (unsigned q = 0; q < quiz_count; q++) {
            if (!slice_equal(quizzes[q]->id.text, r->book->items[i].quiz))
                continue;
            for (unsigned k = 0; k < quizzes[q]->question_count; k++)
                if (slice_equal(quizzes[q]->questions[k].id.text, r->book->items[i].id))
                    r->guides[i] = quizzes[q]->questions[k].guide.text;
        }
}

static bool count_rounds(struct reading *r, struct store *s, const struct quiz *const *quizzes,
                         unsigned quiz_count, struct error *e)
{
    struct book book;
    struct store_book *walk;
    r->by_id = ARENA_ARRAY(r->arena, r->count + 1, struct followup_wish *);
    for (unsigned i = 0; i < r->count; i++) {
        r->by_id[i] = &r->wishes[i];
        read_id(r->wishes[i].round, r->wishes[i].attempt.text);
        memcpy(r->wishes[i].stay, r->wishes[i].round, 16);
    }
    if (r->count == 0)
        return true;
    if (!store_open_book(&book, &walk, s, r->arena, e))
        return false;
    r->book = &book;
    find_guides(r, quizzes, quiz_count);
    qsort(r->by_id, r->count, sizeof *r->by_id, by_round);
    bool ok = store_visit_sheets(walk, INT64_MIN, INT64_MAX, take_stay, r, e);
    qsort(r->by_id, r->count, sizeof *r->by_id, by_stay);
    ok = ok && store_visit_sheets(walk, INT64_MIN, INT64_MAX, take_answers, r, e);
    store_close_book(walk);
    return ok;
}

bool followup_read(struct followup *out, struct store *s, const struct keys *keys,
                   const struct quiz *const *quizzes, unsigned quiz_count,
                   const struct followup_options *options, struct arena *a, struct error *e)
{
    struct visit_numbers book;
    struct reading r = {.keys = keys, .arena = a};
    if (!store_visit_contacts(s, take_contact, &r, e))
        return false;
    if (r.too_many)
        return error_set(e, ERROR_LIMIT, 0, _("more than %d contacts"), FOLLOWUP_WISHES_MAX);
    if (!count_rounds(&r, s, quizzes, quiz_count, e) || !visit_numbers_read(&book, s, a, e))
        return false;
    followup_arrange(out, r.wishes, r.count, &book, options, a);
    out->unopened_count = r.unopened_count;
    return true;
}
