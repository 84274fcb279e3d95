#include "kiosk/pin.h"

#include "base/wipe.h"

static const int64_t first_wait_ms = 5000, longest_wait_ms = 300000;

int64_t pin_wait_ms(unsigned failures)
{
    if (failures <= PIN_FAILURES_FREE)
        return 0;
    int64_t wait_ms = first_wait_ms;
    for (unsigned i = PIN_FAILURES_FREE + 1; i < failures && wait_ms < longest_wait_ms; i++)
        wait_ms *= 2;
    return wait_ms < longest_wait_ms ? wait_ms : longest_wait_ms;
}

int pin_wait_s(const struct pin *p, int64_t now_ms)
{
    if (p->wait_end_ms <= now_ms)
        return 0;
    return (int)((p->wait_end_ms - now_ms + 999) / 1000);
}

void pin_press(struct pin *p, int32_t digit)
{
    if (digit >= 0 && digit <= 9 && p->count < PIN_DIGITS_MAX)
        p->digits[p->count++] = (char)('0' + digit);
}

void pin_backspace(struct pin *p)
{
    if (p->count > 0)
        p->digits[--p->count] = '\0';
}

static void clear_digits(struct pin *p)
{
    memory_wipe(p->digits, sizeof p->digits);
    p->count = 0;
}

void pin_clear(struct pin *p)
{
    clear_digits(p);
    memory_wipe(p->first, sizeof p->first);
}

enum pin_result pin_enter(struct pin *p, int64_t now_ms)
{
    if (p->count < PIN_DIGITS_MIN || now_ms < p->wait_end_ms)
        return PIN_NOTHING;
    bool right = store_check_pin(p->hash, (struct slice){p->digits, p->count});
    clear_digits(p);
    if (right) {
        p->failures = 0;
        p->wait_end_ms = 0;
        return PIN_RIGHT;
    }
    p->failures += p->failures < PIN_FAILURES_MAX;
    p->wait_end_ms = now_ms + pin_wait_ms(p->failures);
    return PIN_WRONG;
}

enum pin_result pin_choose(struct pin *p)
{
    if (p->count < PIN_DIGITS_MIN)
        return PIN_NOTHING;
    if (p->first[0] == '\0') {
        memcpy(p->first, p->digits, sizeof p->first);
        clear_digits(p);
        return PIN_AGAIN;
    }
    bool same = strcmp(p->first, p->digits) == 0;
    struct error e = {ERROR_NONE, 0, ""};
    bool kept = same && store_hash_pin(p->hash, (struct slice){p->digits, p->count}, &e);
    pin_clear(p);
    return !same ? PIN_DIFFERS : kept ? PIN_CHOSEN : PIN_FAILED;
}
