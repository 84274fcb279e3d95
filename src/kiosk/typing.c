#include "kiosk/typing.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "kiosk/voice/syllable.h"

enum {
    NAME_LETTERS_MIN = 2,
    PHONE_KEYS_MAX = 13, /* "+84" and ten digits more */
    MOBILE_DIGITS = 10,
    LANDLINE_DIGITS = 11 /* since 2017: 02x and eight, or 02xx and seven */
};

/* ---- what is shown --------------------------------------------------------------------------- */

/* 0912 345 678 · 024 3825 1234 · 0203 3825 123 · +84 912 345 678 · 84 912 345 678 */
static bool group_ends(const struct typing *t, unsigned digit)
{
    const uint32_t *l = t->letters;
    if (l[0] == '+')
        return digit == 3 || digit == 6 || digit == 9;
    if (l[0] == '8')
        return digit == 2 || digit == 5 || digit == 8;
    if (t->count > 2 && l[1] == '2')
        return l[2] == '4' || l[2] == '8' ? digit == 3 || digit == 7 : digit == 4 || digit == 8;
    return digit == 4 || digit == 7;
}

/* False when it does not fit. */
static bool show(struct typing *t)
{
    char text[VIEW_TEXT_MAX + 1];
    size_t size = 0;
    bool fits = true;
    for (unsigned i = 0; i < t->count && fits; i++) {
        char letter[4];
        unsigned bytes = utf8_put(letter, t->letters[i]);
        bool gap = t->kind == TYPING_PHONE && i > 0 && group_ends(t, i);
        fits = size + gap + bytes <= VIEW_TEXT_MAX;
        if (fits && gap)
            text[size++] = ' ';
        if (fits)
            memcpy(text + size, letter, bytes);
        size += fits ? bytes : 0;
    }
    if (fits) {
        memory_wipe(t->text, sizeof t->text);
        memcpy(t->text, text, size);
        t->size = size;
    }
    memory_wipe(text, sizeof text);
    return fits;
}

void typing_begin(struct typing *t, enum typing_kind kind)
{
    memory_wipe(t, sizeof *t);
    t->kind = kind;
}

/* ---- words ----------------------------------------------------------------------------------- */

static bool is_letter(uint32_t key)
{
    return (key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z') ||
           (key >= 0xC0 && key <= 0x24F && key != 0xD7 && key != 0xF7) ||
           (key >= 0x1EA0 && key <= 0x1EF9);
}

static bool is_digit(uint32_t key)
{
    return key >= '0' && key <= '9';
}

static bool is_in_name(uint32_t key)
{
    return is_letter(key) || is_digit(key) || key == '-' || key == '\'' || key == '.';
}

static unsigned word_begin(const struct typing *t)
{
    unsigned begin = t->count;
    while (begin > 0 && is_letter(t->letters[begin - 1]))
        begin--;
    return begin;
}

static bool read_word(struct syllable *s, const struct typing *t)
{
    unsigned begin = word_begin(t);
    return !t->raw && begin < t->count && syllable_read(s, t->letters + begin, t->count - begin);
}

static void write_word(struct typing *t, const struct syllable *s)
{
    uint32_t letters[SYLLABLE_MAX];
    unsigned count = syllable_write(letters, s);
    memcpy(t->letters + t->count - count, letters, count * sizeof *letters);
}

/* Names begin with capitals, so nobody has to find a shift key. */
static uint32_t capital_of(uint32_t key)
{
    uint32_t letters[SYLLABLE_MAX];
    struct syllable s;
    if (!syllable_read(&s, &key, 1))
        return key >= 'a' && key <= 'z' ? key - 'a' + 'A' : key;
    s.letters[0].capital = true;
    syllable_write(letters, &s);
    return letters[0];
}

/* A letter that bears a tone already was composed by somebody who chose the place. */
static bool bears_tone(uint32_t key)
{
    struct syllable s;
    return syllable_read(&s, &key, 1) && s.tone != TONE_LEVEL;
}

static bool begins_word(const struct typing *t, uint32_t key)
{
    uint32_t before = t->count > 0 ? t->letters[t->count - 1] : ' ';
    return is_letter(key) && (before == ' ' || before == '-' || before == '.');
}

static bool append(struct typing *t, uint32_t key)
{
    if (t->count >= TYPING_LETTERS_MAX)
        return false;
    if (bears_tone(key))
        t->raw = true;
    t->letters[t->count] = begins_word(t, key) ? capital_of(key) : key;
    t->count++;
    struct syllable s;
    if (read_word(&s, t))
        write_word(t, &s);
    /* An o behind ư has become ơ by itself; who still types its hook means the same. */
    uint32_t last = t->letters[t->count - 1];
    t->horn_came = (key == 'o' && last == 0x1A1) || (key == 'O' && last == 0x1A0);
    return true;
}

static bool append_space(struct typing *t)
{
    if (t->count == 0 || t->count >= TYPING_LETTERS_MAX || t->letters[t->count - 1] == ' ')
        return false;
    t->letters[t->count++] = ' ';
    t->raw = false;
    return true;
}

/* ---- keys that change the word --------------------------------------------------------------- */

struct change {
    enum { CHANGE_NONE, CHANGE_TONE, CHANGE_MARK, CHANGE_HOOK } kind;
    uint32_t base; /* For a mark: only this letter; 0 any. */
    enum letter_mark mark;
    enum letter_tone tone;
};

static struct change change_tone(enum letter_tone tone)
{
    return (struct change){.kind = CHANGE_TONE, .tone = tone};
}

static struct change change_mark(uint32_t base, enum letter_mark mark)
{
    return (struct change){.kind = CHANGE_MARK, .base = base, .mark = mark};
}

static struct change telex(uint32_t key)
{
    switch (key >= 'A' && key <= 'Z' ? key - 'A' + 'a' : key) {
    case 's':
        return change_tone(TONE_ACUTE);
    case 'f':
        return change_tone(TONE_GRAVE);
    case 'r':
        return change_tone(TONE_HOOK);
    case 'x':
        return change_tone(TONE_TILDE);
    case 'j':
        return change_tone(TONE_DOT);
    case 'z':
        return change_tone(TONE_LEVEL);
    case 'a':
        return change_mark('a', LETTER_CIRCUMFLEX);
    case 'e':
        return change_mark('e', LETTER_CIRCUMFLEX);
    case 'o':
        return change_mark('o', LETTER_CIRCUMFLEX);
    case 'd':
        return change_mark('d', LETTER_STROKE);
    case 'w':
        return (struct change){.kind = CHANGE_HOOK};
    default:
        return (struct change){CHANGE_NONE, 0, LETTER_PLAIN, TONE_LEVEL};
    }
}

static struct change vni(uint32_t key)
{
    static const enum letter_tone tones[] = {TONE_LEVEL, TONE_ACUTE, TONE_GRAVE,
                                             TONE_HOOK,  TONE_TILDE, TONE_DOT};
    if (key >= '0' && key <= '5')
        return change_tone(tones[key - '0']);
    if (key == '6')
        return change_mark(0, LETTER_CIRCUMFLEX);
    if (key == '7')
        return change_mark(0, LETTER_HORN);
    if (key == '8')
        return change_mark('a', LETTER_BREVE);
    return change_mark('d', LETTER_STROKE);
}

static struct change combining(uint32_t key)
{
    switch (key) {
    case TYPING_GRAVE:
        return change_tone(TONE_GRAVE);
    case TYPING_ACUTE:
        return change_tone(TONE_ACUTE);
    case TYPING_TILDE:
        return change_tone(TONE_TILDE);
    case TYPING_HOOK:
        return change_tone(TONE_HOOK);
    case TYPING_DOT:
        return change_tone(TONE_DOT);
    case 0x302:
        return change_mark(0, LETTER_CIRCUMFLEX);
    case 0x306:
        return change_mark('a', LETTER_BREVE);
    case 0x31B:
        return change_mark(0, LETTER_HORN);
    default:
        return (struct change){CHANGE_NONE, 0, LETTER_PLAIN, TONE_LEVEL};
    }
}

enum outcome { OUTCOME_NOT_FOR_IT, OUTCOME_DONE, OUTCOME_TAKEN_BACK };

static enum outcome apply_tone(struct syllable *s, enum letter_tone tone)
{
    bool has_vowel = s->vowels_begin < s->vowels_end;
    if (!has_vowel || (tone == TONE_LEVEL && s->tone == TONE_LEVEL))
        return OUTCOME_NOT_FOR_IT;
    if (tone != TONE_LEVEL && s->tone == tone) {
        s->tone = TONE_LEVEL;
        return OUTCOME_TAKEN_BACK;
    }
    s->tone = tone;
    return OUTCOME_DONE;
}

static enum outcome apply_mark(struct syllable *s, uint32_t base, enum letter_mark mark)
{
    if (syllable_add_mark(s, base, mark))
        return OUTCOME_DONE;
    if (!syllable_has_mark(s, base, mark))
        return OUTCOME_NOT_FOR_IT;
    syllable_clear_mark(s, base, mark);
    return OUTCOME_TAKEN_BACK;
}

/* Telex w: horn or breve, whichever the vowels can bear. */
static enum outcome apply_hook(struct syllable *s)
{
    bool has_horn = syllable_has_mark(s, 0, LETTER_HORN);
    if (!has_horn && syllable_add_mark(s, 0, LETTER_HORN))
        return OUTCOME_DONE;
    if (!has_horn)
        return apply_mark(s, 'a', LETTER_BREVE);
    syllable_clear_mark(s, 0, LETTER_HORN);
    return OUTCOME_TAKEN_BACK;
}

static enum outcome apply(struct typing *t, const struct change *change)
{
    struct syllable s;
    if (change->kind == CHANGE_NONE || !read_word(&s, t))
        return OUTCOME_NOT_FOR_IT;
    enum outcome outcome = change->kind == CHANGE_TONE ? apply_tone(&s, change->tone)
                           : change->kind == CHANGE_MARK
                               ? apply_mark(&s, change->base, change->mark)
                               : apply_hook(&s);
    if (outcome != OUTCOME_NOT_FOR_IT)
        write_word(t, &s);
    return outcome;
}

/* A w where no vowel is yet stands for ư ("thw" for thư); the same again is a w. */
static bool append_lone_w(struct typing *t, uint32_t key)
{
    struct syllable s;
    bool lone = word_begin(t) == t->count;
    if (t->raw || (!lone && (!read_word(&s, t) || s.vowels_begin < s.vowels_end)))
        return false;
    return append(t, key == 'W' ? 0x1AF : 0x1B0);
}

/* "ưw": written with a w again instead of the u that its hook would leave. */
static bool take_lone_w_back(struct typing *t, uint32_t key)
{
    if (!t->lone_w || t->count == 0)
        return false;
    uint32_t *last = &t->letters[t->count - 1];
    *last = *last == 0x1AF ? 'W' : key;
    t->lone_w = false;
    t->raw = true;
    return true;
}

/* ---- keys ------------------------------------------------------------------------------------ */

static bool press_phone(struct typing *t, uint32_t key)
{
    bool plus = key == '+' && t->count == 0;
    if ((!plus && !is_digit(key)) || t->count >= PHONE_KEYS_MAX)
        return false;
    t->letters[t->count++] = key;
    return true;
}

static bool press_name(struct typing *t, uint32_t key)
{
    struct change change = combining(key);
    if (change.kind != CHANGE_NONE)
        return apply(t, &change) != OUTCOME_NOT_FOR_IT;
    if (key == ' ')
        return append_space(t);
    return is_in_name(key) && append(t, key);
}

static bool compose_name(struct typing *t, uint32_t key)
{
    bool is_w = key == 'w' || key == 'W';
    if (is_w && take_lone_w_back(t, key))
        return true;
    bool horn_is_there = t->horn_came && (is_w || key == '7');
    t->lone_w = t->horn_came = false;
    if (horn_is_there)
        return true;
    struct change change = is_digit(key) ? vni(key) : telex(key);
    enum outcome outcome = apply(t, &change);
    if (outcome == OUTCOME_DONE)
        return true;
    if (outcome == OUTCOME_TAKEN_BACK)
        t->raw = true;
    else if (is_w && append_lone_w(t, key))
        return t->lone_w = true;
    return press_name(t, key);
}

static bool press_and_show(struct typing *t, uint32_t key,
                           bool (*press)(struct typing *t, uint32_t key))
{
    struct typing before = *t;
    bool changed = press(t, key) && show(t);
    if (!changed)
        *t = before;
    memory_wipe(&before, sizeof before);
    return changed;
}

bool typing_press(struct typing *t, uint32_t key)
{
    return press_and_show(t, key, t->kind == TYPING_PHONE ? press_phone : press_name);
}

bool typing_compose(struct typing *t, uint32_t key)
{
    return press_and_show(t, key, t->kind == TYPING_PHONE ? press_phone : compose_name);
}

bool typing_backspace(struct typing *t)
{
    if (t->count == 0)
        return false;
    t->letters[--t->count] = 0;
    t->raw = t->lone_w = t->horn_came = false;
    return show(t);
}

/* ---- what is kept ---------------------------------------------------------------------------- */

static unsigned national_digits(char out[PHONE_KEYS_MAX + 2], const struct typing *t)
{
    unsigned begin = 0, count = 0;
    const uint32_t *l = t->letters;
    bool plus = t->count > 2 && l[0] == '+' && l[1] == '8' && l[2] == '4';
    bool bare = t->count > MOBILE_DIGITS && l[0] == '8' && l[1] == '4';
    if (plus || bare) {
        begin = plus ? 3 : 2;
        if (begin >= t->count || l[begin] != '0')
            out[count++] = '0';
    }
    for (unsigned i = begin; i < t->count; i++)
        out[count++] = (char)l[i];
    out[count] = '\0';
    return count;
}

static const char *phone_problem(const struct typing *t)
{
    char digits[PHONE_KEYS_MAX + 2];
    unsigned count = national_digits(digits, t);
    bool mobile = digits[0] == '0' && digits[1] && strchr("35789", digits[1]);
    bool landline = digits[0] == '0' && digits[1] == '2';
    unsigned wanted = landline ? LANDLINE_DIGITS : MOBILE_DIGITS;
    memory_wipe(digits, sizeof digits);
    if (count == 0)
        return N_("Please type a telephone number.");
    if (count > 1 && !mobile && !landline)
        return N_("A number begins with 03, 05, 07, 08 or 09; one in a house with 02.");
    if (count < wanted)
        return landline ? N_("Some digits are missing: with 02 there are 11.")
                        : N_("Some digits are missing: a mobile number has 10.");
    if (count > wanted)
        return N_("That is a digit too many. Please look once more.");
    return NULL;
}

static const char *name_problem(const struct typing *t)
{
    unsigned letter_count = 0;
    for (unsigned i = 0; i < t->count; i++)
        letter_count += is_letter(t->letters[i]);
    return letter_count < NAME_LETTERS_MIN ? N_("Please type a name, two letters at least.") : NULL;
}

const char *typing_problem(const struct typing *t)
{
    return t->kind == TYPING_PHONE ? phone_problem(t) : name_problem(t);
}

void typing_result(char out[VIEW_TEXT_MAX + 1], const struct typing *t)
{
    memory_wipe(out, VIEW_TEXT_MAX + 1);
    if (t->kind == TYPING_PHONE) {
        char digits[PHONE_KEYS_MAX + 2];
        unsigned count = national_digits(digits, t);
        memcpy(out, digits, count + 1);
        memory_wipe(digits, sizeof digits);
        return;
    }
    size_t size = t->size;
    while (size > 0 && t->text[size - 1] == ' ')
        size--;
    memcpy(out, t->text, size);
}
