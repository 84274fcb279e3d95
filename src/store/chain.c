#include "store/inside.h"

#include <sodium.h>

/* Every field goes into the hash behind its length or in eight bytes, so that no two different
 * events can give the same bytes ("ab","c" and "a","bc"). The first words name what is hashed, so
 * that a hash or signature made for one purpose is worth nothing for another. */
static const char event_purpose[] = "ngoso event 1";
static const char sign_purpose[] = "ngoso checkpoint 1";

static void add_int(crypto_generichash_state *state, int64_t value)
{
    uint8_t bytes[8];
    for (unsigned i = 0; i < 8; i++)
        bytes[i] = (uint8_t)((uint64_t)value >> (8 * i));
    crypto_generichash_update(state, bytes, sizeof bytes);
}

static void add_text(crypto_generichash_state *state, struct slice text)
{
    add_int(state, (int64_t)text.size);
    crypto_generichash_update(state, (const uint8_t *)text.data, text.size);
}

void chain_hash(uint8_t out[STORE_HASH_BYTES], const struct chain_event *event)
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, STORE_HASH_BYTES);
    add_text(&state, slice_from(event_purpose));
    crypto_generichash_update(&state, event->previous, STORE_HASH_BYTES);
    add_text(&state, event->device);
    add_int(&state, event->seq);
    add_text(&state, event->boot);
    add_int(&state, event->monotonic_ms);
    add_int(&state, event->wall_ms);
    add_int(&state, event->trusted);
    add_text(&state, event->kind);
    add_text(&state, event->payload);
    crypto_generichash_final(&state, out, STORE_HASH_BYTES);
}

static void hash_checkpoint(uint8_t out[STORE_HASH_BYTES], struct slice device,
                            const struct store_tail *at)
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, STORE_HASH_BYTES);
    add_text(&state, slice_from(sign_purpose));
    add_text(&state, device);
    add_int(&state, at->seq);
    crypto_generichash_update(&state, at->hash, STORE_HASH_BYTES);
    crypto_generichash_final(&state, out, STORE_HASH_BYTES);
}

void chain_sign(uint8_t out[STORE_SIGNATURE_BYTES], struct slice device,
                const struct store_tail *at, const uint8_t secret_key[STORE_SECRET_BYTES])
{
    uint8_t what[STORE_HASH_BYTES];
    hash_checkpoint(what, device, at);
    crypto_sign_detached(out, NULL, what, sizeof what, secret_key);
}

bool chain_is_signed(const uint8_t signature[STORE_SIGNATURE_BYTES], struct slice device,
                     const struct store_tail *at, const uint8_t public_key[STORE_PUBLIC_BYTES])
{
    uint8_t what[STORE_HASH_BYTES];
    hash_checkpoint(what, device, at);
    return crypto_sign_verify_detached(signature, what, sizeof what, public_key) == 0;
}

void chain_device_id(struct store_id *out, const uint8_t public_key[STORE_PUBLIC_BYTES])
{
    uint8_t id[(STORE_ID_BYTES - 1) / 2];
    crypto_generichash(id, sizeof id, public_key, STORE_PUBLIC_BYTES, NULL, 0);
    chain_hex(out->text, id, sizeof id);
}

void chain_hex(char *out, const uint8_t *bytes, size_t size_bytes)
{
    sodium_bin2hex(out, 2 * size_bytes + 1, bytes, size_bytes);
}

bool chain_unhex(uint8_t *out, size_t size_bytes, struct slice hex)
{
    size_t got;
    return hex.size == 2 * size_bytes &&
           sodium_hex2bin(out, size_bytes, hex.data, hex.size, NULL, &got, NULL) == 0 &&
           got == size_bytes;
}
