#include "store/keys.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "store/inside.h"

/* The file, one "word: value" a line, in this order; the costs stand in it so that they can rise
 * later without making old files useless. */
static const char heading[] = "ngoso secret key 1\n";

enum { SALT_BYTES = crypto_pwhash_SALTBYTES, NONCE_BYTES = crypto_secretbox_NONCEBYTES };
enum { BOX_BYTES = KEYS_SECRET_BYTES + crypto_secretbox_MACBYTES };

struct locked {
    unsigned long passes, memory_bytes;
    uint8_t salt[SALT_BYTES], nonce[NONCE_BYTES], box[BOX_BYTES];
};

static void start(void)
{
    if (sodium_init() < 0)
        UNREACHABLE("libsodium cannot start");
}

void keys_make(struct keys *out)
{
    start();
    crypto_box_keypair(out->public_key, out->secret_key);
}

void keys_wipe(struct keys *keys)
{
    sodium_memzero(keys, sizeof *keys);
}

bool keys_is_public_hex(struct slice text)
{
    uint8_t key[KEYS_PUBLIC_BYTES];
    return chain_unhex(key, sizeof key, text);
}

void keys_public_hex(char out[KEYS_PUBLIC_HEX_BYTES], const struct keys *keys)
{
    chain_hex(out, keys->public_key, KEYS_PUBLIC_BYTES);
}

static bool stretch(uint8_t key[crypto_secretbox_KEYBYTES], const struct locked *l,
                    struct slice passphrase, struct error *e)
{
    if (crypto_pwhash(key, crypto_secretbox_KEYBYTES, passphrase.data ? passphrase.data : "",
                      passphrase.size, l->salt, l->passes, l->memory_bytes,
                      crypto_pwhash_ALG_ARGON2ID13) != 0)
        return error_os(e, ENOMEM, "%s", _("locking a secret"));
    return true;
}

static void put_hex(struct buf *out, const char *word, const uint8_t *bytes, size_t size_bytes)
{
    char hex[2 * (BOX_BYTES + NONCE_BYTES) + 1];
    chain_hex(hex, bytes, size_bytes);
    buf_printf(out, "%s: %s\n", word, hex);
}

bool keys_lock(struct buf *out, const struct keys *keys, struct slice passphrase, struct error *e)
{
    start();
    uint8_t key[crypto_secretbox_KEYBYTES];
    struct locked l = {.passes = crypto_pwhash_OPSLIMIT_MODERATE,
                       .memory_bytes = crypto_pwhash_MEMLIMIT_MODERATE};
    randombytes_buf(l.salt, sizeof l.salt);
    randombytes_buf(l.nonce, sizeof l.nonce);
    if (!stretch(key, &l, passphrase, e))
        return false;
    crypto_secretbox_easy(l.box, keys->secret_key, KEYS_SECRET_BYTES, l.nonce, key);
    sodium_memzero(key, sizeof key);
    buf_append_text(out, heading);
    buf_printf(out, "passes: %lu\nmemory: %lu\n", l.passes, l.memory_bytes);
    put_hex(out, "salt", l.salt, sizeof l.salt);
    put_hex(out, "nonce", l.nonce, sizeof l.nonce);
    put_hex(out, "box", l.box, sizeof l.box);
    return !out->failed || error_os(e, ENOMEM, "%s", _("locking a secret"));
}

/* Takes "word: value" off the front of `text`. */
static bool take_line(struct slice *value, struct slice *text, const char *word)
{
    struct slice start_of = slice_from(word);
    if (!slice_starts(*text, start_of))
        return false;
    struct slice rest = slice_part(*text, start_of.size, text->size);
    const char *end = rest.size > 0 ? memchr(rest.data, '\n', rest.size) : NULL;
    if (!end || rest.size < 2 || rest.data[0] != ':' || rest.data[1] != ' ')
        return false;
    size_t line_bytes = (size_t)(end - rest.data);
    *value = slice_part(rest, 2, line_bytes);
    *text = slice_part(rest, line_bytes + 1, rest.size);
    return true;
}

static bool take_number(unsigned long *out, struct slice *text, const char *word, unsigned long max)
{
    struct slice value;
    if (!take_line(&value, text, word) || value.size == 0 || value.size > 10)
        return false;
    unsigned long number = 0;
    for (size_t i = 0; i < value.size; i++) {
        if (value.data[i] < '0' || value.data[i] > '9')
            return false;
        number = number * 10 + (unsigned long)(value.data[i] - '0');
    }
    *out = number;
    return number <= max;
}

static bool take_hex(uint8_t *out, size_t size_bytes, struct slice *text, const char *word)
{
    struct slice value;
    return take_line(&value, text, word) && chain_unhex(out, size_bytes, value);
}

/* Costs come from the file: a made-up one must not take the machine's memory. */
static bool parse(struct locked *l, struct slice text)
{
    struct slice first = slice_from(heading);
    if (!slice_starts(text, first))
        return false;
    text = slice_part(text, first.size, text.size);
    return take_number(&l->passes, &text, "passes", 16) &&
           take_number(&l->memory_bytes, &text, "memory", 1024ul * 1024 * 1024) &&
           take_hex(l->salt, sizeof l->salt, &text, "salt") &&
           take_hex(l->nonce, sizeof l->nonce, &text, "nonce") &&
           take_hex(l->box, sizeof l->box, &text, "box");
}

bool keys_unlock(struct keys *out, struct slice text, struct slice passphrase, struct error *e)
{
    start();
    struct locked l;
    struct keys keys;
    uint8_t key[crypto_secretbox_KEYBYTES];
    if (!parse(&l, text))
        return error_set(e, ERROR_INPUT, 0, "%s", _("this is no secret key of ngoso keys new"));
    if (!stretch(key, &l, passphrase, e))
        return false;
    bool ok = crypto_secretbox_open_easy(keys.secret_key, l.box, sizeof l.box, l.nonce, key) == 0;
    sodium_memzero(key, sizeof key);
    if (!ok)
        return error_set(e, ERROR_INPUT, 0, "%s", _("the passphrase does not open this key"));
    crypto_scalarmult_base(keys.public_key, keys.secret_key);
    *out = keys;
    keys_wipe(&keys);
    return true;
}

bool keys_open_contact(struct buf *plain, const struct keys *keys, struct slice sealed)
{
    if (sealed.size < crypto_box_SEALBYTES)
        return false;
    size_t begin = plain->size;
    char *room = buf_extend(plain, sealed.size - crypto_box_SEALBYTES);
    if (!room)
        return false;
    if (crypto_box_seal_open((uint8_t *)room, (const uint8_t *)sealed.data, sealed.size,
                             keys->public_key, keys->secret_key) != 0) {
        plain->size = begin;
        return false;
    }
    while (plain->size > begin && plain->data[plain->size - 1] == ' ')
        plain->data[--plain->size] = '\0';
    return true;
}
