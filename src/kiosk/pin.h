/** @file
 * The staff's PIN being typed: digits, the wait after wrong ones, the choosing of a new one.
 *
 * The wait grows (nothing for the first two, then 5 s, doubling up to 5 min) and never locks
 * anybody out for good. The number of wrong ones is kept by the caller, so that switching the
 * machine off does not take it back. Digits are overwritten as soon as they were looked at.
 */
#ifndef KIOSK_PIN_H
#define KIOSK_PIN_H

#include <stdint.h>

#include "store/pin.h"

enum { PIN_DIGITS_MIN = 4, PIN_DIGITS_MAX = 8, PIN_FAILURES_FREE = 2, PIN_FAILURES_MAX = 1000 };

struct pin {
    char digits[PIN_DIGITS_MAX + 1], first[PIN_DIGITS_MAX + 1]; /**< `first`: of a new one. */
    unsigned count;
    char hash[STORE_PIN_HASH_BYTES]; /**< Empty: none chosen yet. */
    unsigned failures; /**< At most PIN_FAILURES_MAX; by then the wait is the longest. */
    int64_t wait_end_ms;
};

/** Milliseconds to wait after so many wrong ones in a row. */
int64_t pin_wait_ms(unsigned failures);

/** Whole seconds still to wait. */
int pin_wait_s(const struct pin *p, int64_t now_ms);

void pin_press(struct pin *p, int32_t digit);
void pin_backspace(struct pin *p);

/** Overwrites what was typed. */
void pin_clear(struct pin *p);

enum pin_result {
    PIN_NOTHING, /**< Too short, or the wait is not over. */
    PIN_WRONG,
    PIN_RIGHT,
    PIN_AGAIN,   /**< New: typed once, now the same once more. */
    PIN_DIFFERS, /**< New: the second was not the first; begin anew. */
    PIN_CHOSEN,  /**< New: `hash` is its hash, to be kept by the caller. */
    PIN_FAILED   /**< New: no memory for the hash. */
};

enum pin_result pin_enter(struct pin *p, int64_t now_ms);
enum pin_result pin_choose(struct pin *p);

#endif
