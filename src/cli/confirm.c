#include "cli/confirm.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/interrupt.h"
#include "cli/terminal.h"

enum { LINE_BYTES = 64 };

static bool is_yes(const char *line)
{
    static const char *const words[] = {"y", "yes", "c", "co", "có", "Y", "YES", "C", "CO", "CÓ"};
    char word[LINE_BYTES];
    if (sscanf(line, " %63s", word) != 1)
        return false;
    for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

enum confirm_answer confirm(const char *question)
{
    char line[LINE_BYTES];
    if (!terminal_is(stdin) || !terminal_is(stdout))
        return CONFIRM_NOBODY;
    printf("%s %s ", question, _("[yes/no]"));
    fflush(stdout);
    bool read = interrupt_wait_to_read(STDIN_FILENO) && fgets(line, sizeof line, stdin);
    return read && is_yes(line) ? CONFIRM_YES : CONFIRM_NO;
}

bool confirm_or_say(enum cli_exit *code, const char *question, bool yes)
{
    enum confirm_answer answer = yes ? CONFIRM_YES : confirm(question);
    *code = answer == CONFIRM_NOBODY ? CLI_USAGE : CLI_DONE;
    if (answer == CONFIRM_NO)
        puts(_("Nothing was recorded."));
    if (answer == CONFIRM_NOBODY)
        puts(_("Nothing was recorded: to do it, add --yes."));
    return answer == CONFIRM_YES;
}
