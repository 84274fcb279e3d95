#include "cli/passphrase.h"

#include <errno.h>
#include <stdio.h>
#include <sys/resource.h>
#include <termios.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "cli/interrupt.h"
#include "cli/terminal.h"

static bool read_line(char room[PASSPHRASE_BYTES], FILE *from, struct error *e)
{
    if (!fgets(room, PASSPHRASE_BYTES, from))
        return error_set(e, ERROR_INPUT, 0, "%s", _("no passphrase was given"));
    size_t size = strcspn(room, "\r\n");
    if (room[size] == '\0' && size == PASSPHRASE_BYTES - 1)
        return error_set(e, ERROR_LIMIT, 0, "%s", _("the passphrase is too long"));
    room[size] = '\0';
    return true;
}

static bool read_hidden(char room[PASSPHRASE_BYTES], const char *prompt, struct error *e)
{
    struct termios shown, hidden;
    fprintf(stderr, "%s ", prompt);
    fflush(stderr);
    if (tcgetattr(STDIN_FILENO, &shown) != 0)
        return error_os(e, errno, "%s", _("the terminal cannot hide letters"));
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    if (tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) != 0)
        return error_os(e, errno, "%s", _("the terminal cannot hide letters"));
    bool ok = interrupt_wait_to_read(STDIN_FILENO)
                  ? read_line(room, stdin, e)
                  : error_set(e, ERROR_INTERRUPT, 0, "%s", _("stopped on request"));
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    fputc('\n', stderr);
    return ok;
}

static bool repeat(const char *first, struct error *e)
{
    char again[PASSPHRASE_BYTES];
    bool read = read_hidden(again, _("Once more:"), e);
    bool same = read && strcmp(first, again) == 0;
    memory_wipe(again, sizeof again);
    if (read && !same)
        error_set(e, ERROR_INPUT, 0, "%s", _("the two passphrases differ"));
    return same;
}

bool passphrase_ask(struct slice *out, char room[PASSPHRASE_BYTES], size_t letters_min,
                    struct error *e)
{
    bool asked = terminal_is(stdin);
    if (!(asked ? read_hidden(room, _("A passphrase for the secret key:"), e)
                : read_line(room, stdin, e)))
        return false;
    if (utf8_length(slice_from(room)) < letters_min)
        return error_set(e, ERROR_INPUT, 0,
                         _("the passphrase is too short: at least %zu letters; a sentence that you "
                           "remember is best"),
                         letters_min);
    if (asked && !repeat(room, e))
        return false;
    *out = slice_from(room);
    return true;
}

/* One byte rather than none: where core files are piped to a program, the kernel takes no other
 * value for "no" (core(5)). */
static void keep_out_of_core_files(void)
{
    const struct rlimit one_byte = {1, 1}, none = {0, 0};
    if (setrlimit(RLIMIT_CORE, &one_byte) != 0)
        (void)setrlimit(RLIMIT_CORE, &none);
}

static bool read_file(char room[PASSPHRASE_BYTES], const char *path, struct error *e)
{
    static char small[PASSPHRASE_BYTES]; /* Of the stream, so that its copy is ours to wipe. */
    FILE *file = fopen(path, "r");
    if (!file)
        return error_os(e, errno, "%s", path);
    setvbuf(file, small, _IOFBF, sizeof small);
    bool ok = read_line(room, file, e);
    fclose(file);
    memory_wipe(small, sizeof small);
    return ok;
}

bool passphrase_take(struct slice *out, char room[PASSPHRASE_BYTES], const char *file,
                     struct error *e)
{
    keep_out_of_core_files();
    bool ok = file                 ? read_file(room, file, e)
              : terminal_is(stdin) ? read_hidden(room, _("The passphrase of the secret key:"), e)
                                   : read_line(room, stdin, e);
    if (ok)
        *out = slice_from(room);
    return ok;
}
