/** @file
 * ngoso keys: the pair that seals contacts at the kiosk and opens them on the team's computer.
 */
#include <stdio.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/wipe.h"
#include "cli/command.h"
#include "cli/paper/records.h"
#include "cli/passphrase.h"
#include "store/keys.h"

enum { KEYS_OUT, KEYS_DATA, KEYS_OPTION_COUNT };

static const struct option_spec options[KEYS_OPTION_COUNT] = {
    [KEYS_OUT] = {"out", OPTION_TEXT, N_("FILE"),
                  N_("Where the secret key goes (else: ngoso-secret.key)"), 0, 0, NULL},
    [KEYS_DATA] = {"data", OPTION_TEXT, N_("FOLDER"),
                   N_("The kiosk's folder (else: ~/.local/share/ngoso)"), 0, 0, NULL},
};

static bool write_secret(const char *path, const struct keys *keys, struct error *e)
{
    char room[PASSPHRASE_BYTES];
    struct slice passphrase;
    struct buf text;
    if (file_exists(path))
        return error_set(e, ERROR_INPUT, 0, _("%s is there already; it was left as it is"), path);
    buf_init(&text, KEYS_FILE_MAX);
    bool ok = passphrase_ask(&passphrase, room, KEYS_PASSPHRASE_MIN, e) &&
              keys_lock(&text, keys, passphrase, e);
    mode_t before = umask(077); /* For nobody else's eyes, locked or not. */
    ok = ok && file_write(path, buf_slice(&text), FILE_DURABLE, e);
    umask(before);
    memory_wipe(room, sizeof room);
    buf_deinit(&text);
    return ok;
}

static bool hand_over(struct store *kiosk, const char *hex, struct error *e)
{
    return store_put_setting(kiosk, "public-key", slice_from(hex), e);
}

static bool make_pair(const char *out, struct store *kiosk, struct error *e)
{
    struct keys keys;
    char hex[KEYS_PUBLIC_HEX_BYTES];
    keys_make(&keys);
    keys_public_hex(hex, &keys);
    bool ok = write_secret(out, &keys, e);
    keys_wipe(&keys);
    if (!ok)
        return false;
    printf(_("Wrote %s. Keep it on the team's own computer, with a copy in another place, and not "
             "on the kiosk.\nWithout it and its passphrase nobody can read the contacts.\n"),
           out);
    printf(_("Public key: %s\n"), hex);
    if (!kiosk) {
        printf(_("On the kiosk, run: ngoso keys use %s\n"), hex);
        return true;
    }
    if (!hand_over(kiosk, hex, e))
        return false;
    puts(_("The kiosk on this computer seals contacts to it from now on."));
    return true;
}

/* The kiosk first: if it cannot be given the key, nobody types a passphrase for nothing. */
static enum cli_exit make_new(const struct invocation *call)
{
    struct error e = {0};
    struct store *kiosk; /* NULL: none on this computer. */
    const char *out =
        call->values[KEYS_OUT].given ? call->values[KEYS_OUT].text : "ngoso-secret.key";
    const char *folder = call->values[KEYS_DATA].text;
    if (!records_open(&kiosk, folder, folder == NULL, &e))
        return say_failure(&e);
    bool ok = make_pair(out, kiosk, &e);
    store_close(kiosk);
    return ok ? CLI_DONE : say_failure(&e);
}

static enum cli_exit use(const struct invocation *call)
{
    struct error e = {0};
    struct store *kiosk;
    const char *hex = call->arguments[1];
    if (!keys_is_public_hex(slice_from(hex))) {
        say_error(_("a public key has 64 of the signs 0–9 and a–f, as “ngoso keys new” shows it"));
        return say_usage_hint(call->command);
    }
    if (!records_open(&kiosk, call->values[KEYS_DATA].text, false, &e))
        return say_failure(&e);
    bool ok = hand_over(kiosk, hex, &e);
    store_close(kiosk);
    if (!ok)
        return say_failure(&e);
    puts(_("The kiosk on this computer seals contacts to it from now on."));
    return CLI_DONE;
}

static enum cli_exit run(const struct invocation *call)
{
    struct slice what = slice_from(call->arguments[0]);
    if (slice_equal(what, SLICE("new")) && call->argument_count == 1)
        return make_new(call);
    if (slice_equal(what, SLICE("use")) && call->argument_count == 2)
        return use(call);
    say_error(_("“keys” understands “new” and “use KEY”"));
    return say_usage_hint(call->command);
}

const struct command command_keys = {
    .name = "keys",
    .arguments = N_("new | use KEY"),
    .summary = N_("Make the team's keys, so that only it can read who left a telephone number"),
    .details = N_("  ngoso keys new        makes a pair: the secret key goes into a file, locked "
                  "with a\n"
                  "                        passphrase; the public key to the kiosk, if it is here\n"
                  "  ngoso keys use KEY    gives a kiosk the public key that was made elsewhere\n\n"
                  "Contacts already taken stay sealed to the key of their day."),
    .options = options,
    .option_count = KEYS_OPTION_COUNT,
    .argument_min = 1,
    .argument_max = 2,
    .run = run,
};
