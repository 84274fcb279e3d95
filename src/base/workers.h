/** @file
 * Work shared out to processes: numbered units are handed out in order, and their answers come
 * back in that order, so that what is made of them does not depend on how many there are.
 *
 * Processes, not threads: Pango, libharu and libqrencode are each for one thread, and a fork has
 * everything that was loaded before. A worker runs `act` for one unit after the other, and what it
 * answers is read in the parent. It ignores SIGINT, SIGTERM and SIGHUP and ends when the parent
 * closes its pipe or is gone: so the parent alone decides how to stop, and each unit that was begun
 * is finished.
 *
 *     while (more) {
 *         while (next < count && workers_give(w, next))
 *             next++;
 *         state = workers_take(&unit, &answer, w);
 *         …
 *     }
 *
 * A unit whose worker died (killed, out of memory, a mistake of ours) comes back as WORKERS_LOST in
 * its turn; it may have been done or not. The others go on.
 *
 * Limits: WORKERS_MAX processes; WORKERS_WINDOW units under way, WORKERS_ANSWER_MAX bytes each.
 * Flush streams before workers_start; a worker should not write to stdout or stderr. The parent
 * ignores SIGPIPE, or a worker's death would end it too.
 */
#ifndef BASE_WORKERS_H
#define BASE_WORKERS_H

#include "base/buf.h"
#include "base/error.h"

struct workers;

enum {
    WORKERS_MAX = 16,
    WORKERS_WINDOW = 64,
    WORKERS_AHEAD = 4, /**< Units that wait at a worker, so that it need not wait for the parent. */
    WORKERS_ANSWER_MAX = 16 * 1024 * 1024
};

/** Appends to `answer` (empty) what became of a unit; runs in a worker. */
typedef void workers_act(struct buf *answer, void *context, unsigned unit);

/** Processors online; at least 1. */
unsigned workers_processors(void);

/** Starts `count` workers (1 … WORKERS_MAX); fewer where the system refuses more. Errors:
 *  ERROR_SYSTEM when it refuses the first. */
NODISCARD bool workers_start(struct workers **out, unsigned count, workers_act *act, void *context,
                             struct error *e);

/** Hands out a unit; false when all have enough to do or none is left. */
bool workers_give(struct workers *w, unsigned unit);

enum workers_state {
    WORKERS_NONE,   /**< All answers have been taken. */
    WORKERS_LATER,  /**< Something happened, perhaps a signal; this answer is not there yet. */
    WORKERS_ANSWER, /**< `*unit` and `*answer` are set; the answer holds until the next call. */
    WORKERS_LOST    /**< `*unit` is set. */
};

/** The next answer in the order in which units were given; waits for something to happen. */
enum workers_state workers_take(unsigned *unit, struct slice *answer, struct workers *w);

/** Those that live. */
unsigned workers_count(const struct workers *w);

/** Lets the workers end when they have done what they have, and waits for that. */
void workers_stop(struct workers *w);

#endif
