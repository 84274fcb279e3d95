/* Visits typed in one after the other, from a stack of sheets. */
#include <stdio.h>
#include <unistd.h>

#include "base/date.h"
#include "base/i18n.h"
#include "cli/interrupt.h"
#include "cli/results/visit.h"
#include "cli/terminal.h"

enum { LINE_BYTES = 512 };

typedef const char *reader(struct visit_draft *d, struct visit_desk *desk, struct slice text);

static bool read_line(struct slice *out, struct visit_desk *desk, const char *question)
{
    char line[LINE_BYTES];
    printf("%s ", question);
    fflush(stdout);
    if (!interrupt_wait_to_read(STDIN_FILENO) || !fgets(line, sizeof line, stdin))
        return false;
    line[strcspn(line, "\r\n")] = '\0';
    *out = arena_copy(desk->arena, slice_from(line));
    return true;
}

/* Asks until it is understood; false at the end of the input. */
static bool ask(struct visit_draft *d, struct visit_desk *desk, const char *question, reader *read)
{
    for (;;) {
        struct slice text;
        struct visit_draft before = *d;
        if (!read_line(&text, desk, question))
            return false;
        const char *wrong = read(d, desk, text);
        if (!wrong)
            return true;
        *d = before;
        printf("  %s\n", wrong);
    }
}

/* On the terminal a digit is enough. */
static const char *read_outcome(struct visit_draft *d, struct visit_desk *desk, struct slice text)
{
    if (text.size == 1 && text.data[0] >= '1' && text.data[0] <= '4') {
        d->visit.outcome = (enum visit_outcome)(text.data[0] - '1');
        return NULL;
    }
    return visit_read_outcome(d, desk, text);
}

/* "1 3 7", or words. */
static const char *read_achieved(struct visit_draft *d, struct visit_desk *desk, struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == ' ' || c == ',')
            continue;
        if (c < '1' || c >= '1' + VISIT_ACHIEVEMENT_COUNT)
            return visit_read_achieved(d, desk, text);
        d->visit.achievements |= 1u << (c - '1');
    }
    return NULL;
}

static const char *list_achievements(struct visit_desk *desk)
{
    struct slice all = slice_from(_("What was set up (digits, Enter: nothing):"));
    for (unsigned i = 0; i < VISIT_ACHIEVEMENT_COUNT; i++)
        all = arena_printf(desk->arena, "%.*s %u %.*s%s", SLICE_ARG(all), i + 1,
                           SLICE_ARG(visit_achieved_words(1u << i, desk->arena)),
                           i + 1 < VISIT_ACHIEVEMENT_COUNT ? "," : ":");
    return all.data;
}

static bool ask_rest(struct visit_draft *d, struct visit_desk *desk)
{
    struct slice day = date_format(desk->arena, date_from_days(d->visit.day));
    if (!ask(d, desk, arena_printf(desk->arena, _("Day (Enter: %s):"), day.data).data,
             visit_read_day) ||
        !ask(d, desk, _("What came of it: 1 done, 2 not at home, 3 come again, 4 no more visits:"),
             read_outcome))
        return false;
    if (d->visit.outcome == VISIT_NOT_HOME)
        return true;
    return ask(d, desk, list_achievements(desk), read_achieved) &&
           ask(d, desk, _("Leaflets given, like vneid, fraud:2 (Enter: none):"),
               visit_read_leaflets) &&
           ask(d, desk, _("People helped (Enter: not counted):"), visit_read_people);
}

enum cli_exit visit_ask(struct visit_desk *desk)
{
    unsigned count = 0;
    int64_t day = desk->today;
    enum cli_exit code = CLI_DONE;
    for (;;) {
        struct visit_draft draft = {.visit = {.day = day}};
        struct error e = {0};
        bool again;
        if (!ask(&draft, desk, _("Number on the sheet (Enter: finished):"), visit_read_number) ||
            !draft.visit.contact.text[0] || !ask_rest(&draft, desk))
            break;
        day = draft.visit.day; /* The next one is likely of the same day. */
        if (!visit_may_delete(NULL, draft.visit.outcome == VISIT_DECLINED))
            continue;
        if (visit_record(&again, desk, &draft, &e)) {
            count += !again;
            puts(again ? _("This visit was recorded before; it counts once.")
                       : _("The visit is recorded."));
        } else {
            code = say_failure(&e);
        }
    }
    printf(i18n_plural("%u visit recorded.\n", "%u visits recorded.\n", count), count);
    return code;
}
