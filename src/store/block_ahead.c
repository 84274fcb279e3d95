#include "store/block_ahead.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/i18n.h"

/*
 * A ring of slots, counted from the beginning: `taken` ≤ `proved` ≤ `submitted`, and slot n lies at
 * n modulo the ring's size. Slots from `taken` on that are not proved yet belong to the worker, the
 * others to the caller; so only the counts need the lock. The slot before `taken` is the one the
 * caller still looks at, so at most one less than the ring's size is submitted.
 */
struct slot {
    struct block_reader *reader;
    struct bundle_block block;
    enum block_state state;
};

struct block_ahead {
    struct slice device;
    const uint8_t *public_key;
    struct slot slots[BLOCK_AHEAD_MAX];

    pthread_t worker;
    bool threaded;
    pthread_mutex_t lock; /* For what follows. */
    pthread_cond_t changed;
    uint64_t taken, proved, submitted;
    bool ending;
};

static struct slot *slot_of(struct block_ahead *a, uint64_t count)
{
    return &a->slots[count % BLOCK_AHEAD_MAX];
}

static void prove(const struct block_ahead *a, struct slot *slot)
{
    slot->state = block_open(slot->reader, &slot->block, a->device, a->public_key);
}

static void *work(void *self)
{
    struct block_ahead *a = self;
    pthread_mutex_lock(&a->lock);
    for (;;) {
        while (a->proved == a->submitted && !a->ending)
            pthread_cond_wait(&a->changed, &a->lock);
        if (a->ending)
            break;
        struct slot *slot = slot_of(a, a->proved);
        pthread_mutex_unlock(&a->lock);
        prove(a, slot);
        pthread_mutex_lock(&a->lock);
        a->proved++;
        pthread_cond_broadcast(&a->changed);
    }
    pthread_mutex_unlock(&a->lock);
    return NULL;
}

static bool create_readers(struct block_ahead *a, struct error *e)
{
    for (unsigned i = 0; i < BLOCK_AHEAD_MAX; i++)
        if (!block_reader_create(&a->slots[i].reader, e))
            return false;
    return true;
}

bool block_ahead_create(struct block_ahead **out, struct slice device, const uint8_t *public_key,
                        struct error *e)
{
    struct block_ahead *a = calloc(1, sizeof *a);
    if (!a)
        return error_set(e, ERROR_SYSTEM, 0, "%s", _("there is not enough memory"));
    a->device = device;
    a->public_key = public_key;
    pthread_mutex_init(&a->lock, NULL);
    pthread_cond_init(&a->changed, NULL);
    if (!create_readers(a, e)) {
        block_ahead_destroy(a);
        return false;
    }
    a->threaded = pthread_create(&a->worker, NULL, work, a) == 0;
    *out = a;
    return true;
}

void block_ahead_destroy(struct block_ahead *a)
{
    if (!a)
        return;
    if (a->threaded) {
        pthread_mutex_lock(&a->lock);
        a->ending = true;
        pthread_cond_broadcast(&a->changed);
        pthread_mutex_unlock(&a->lock);
        pthread_join(a->worker, NULL);
    }
    pthread_cond_destroy(&a->changed);
    pthread_mutex_destroy(&a->lock);
    for (unsigned i = 0; i < BLOCK_AHEAD_MAX; i++)
        block_reader_destroy(a->slots[i].reader);
    free(a);
}

/* Until slot `count` is proved; with the lock held. */
static void wait_for(struct block_ahead *a, uint64_t count)
{
    while (a->threaded && a->proved <= count)
        pthread_cond_wait(&a->changed, &a->lock);
}

void block_ahead_reset(struct block_ahead *a)
{
    pthread_mutex_lock(&a->lock);
    if (a->submitted > 0)
        wait_for(a, a->submitted - 1);
    a->taken = a->proved = a->submitted;
    pthread_mutex_unlock(&a->lock);
}

bool block_ahead_has_room(struct block_ahead *a)
{
    /* Only this thread changes these two. */
    return a->submitted - a->taken < BLOCK_AHEAD_MAX - 1;
}

void block_ahead_submit(struct block_ahead *a, const struct bundle_block *block)
{
    CHECK(block_ahead_has_room(a));
    slot_of(a, a->submitted)->block = *block;
    pthread_mutex_lock(&a->lock);
    a->submitted++;
    pthread_cond_broadcast(&a->changed);
    pthread_mutex_unlock(&a->lock);
}

bool block_ahead_take(struct proved_block *out, struct block_ahead *a)
{
    if (a->taken == a->submitted)
        return false;
    struct slot *slot = slot_of(a, a->taken);
    pthread_mutex_lock(&a->lock);
    wait_for(a, a->taken);
    if (!a->threaded) {
        prove(a, slot);
        a->proved++;
    }
    a->taken++;
    pthread_mutex_unlock(&a->lock);
    *out = (struct proved_block){&slot->block, slot->state, slot->reader};
    return true;
}
