/** @file
 * A store in memory that can be told to refuse, linked instead of store/ by the tests of the state
 * machine. `struct store` is defined here, so tests look into it.
 */
#ifndef UNIT_KIOSK_FAKE_STORE_H
#define UNIT_KIOSK_FAKE_STORE_H

#include "store/store.h"

enum { FAKE_SETTINGS_MAX = 12, FAKE_TEXT_MAX = 200 };

struct store {
    bool refuses, no_key;
    bool clock_wrong, clock_dead; /**< `dead`: stays wrong whatever staff say. */
    unsigned begun, answered, ended, contacts, notes, purges, exports, settled;
    uint32_t last_think_ms;
    char deleted_code[FAKE_TEXT_MAX]; /**< What was to be deleted; "1234567890" is there. */
    enum store_end end;
    bool last_right;
    char last_response[FAKE_TEXT_MAX];
    char name[FAKE_TEXT_MAX], phone[FAKE_TEXT_MAX], village[FAKE_TEXT_MAX], topics[FAKE_TEXT_MAX];
    char notice[FAKE_TEXT_MAX];
    /** The attempt as it was begun; texts are copied. */
    struct store_attempt attempt;
    char texts[STORE_QUESTIONS_MAX][FAKE_TEXT_MAX];
    char ids[STORE_QUESTIONS_MAX][FAKE_TEXT_MAX];
    char quiz[FAKE_TEXT_MAX], language[8];
    char responses[STORE_QUESTIONS_MAX][FAKE_TEXT_MAX];
    bool open;
    struct {
        char name[32], value[FAKE_TEXT_MAX];
    } settings[FAKE_SETTINGS_MAX];
    unsigned setting_count;
};

/** The value, or "". */
const char *fake_setting(const struct store *s, const char *name);

#endif
