#include "page/words.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "content/wording/language.h"

static const char *const subject_texts[SUBJECT_COUNT] = {
    [SUBJECT_PUBLIC_SERVICES] = N_("Online public services"),
    [SUBJECT_PAYMENT] = N_("Cashless payment"),
    [SUBJECT_COMMERCE] = N_("Buying and selling online"),
    [SUBJECT_PLATFORMS] = N_("Vietnamese digital platforms"),
    [SUBJECT_SAFETY] = N_("Safety online"),
    [SUBJECT_LOCAL] = N_("In our commune"),
};

void words_fill(struct words *out, struct slice language)
{
    snprintf(out->language, sizeof out->language, "%.*s", SLICE_ARG(language));
    const char *in = out->language;
    for (unsigned i = 0; i < SUBJECT_COUNT; i++)
        out->subjects[i] = i18n_in(in, subject_texts[i]);
    const char *first;
    out->known = language_missing(&first, in, PHRASE_PAGE) == 0;
    out->prepare = i18n_in(in, N_("What you need"));
    out->gains = i18n_in(in, N_("What you get"));
    out->steps = i18n_in(in, N_("Step by step"));
    out->mistakes = i18n_in(in, N_("Where people get stuck"));
    out->ask = i18n_in(in, N_("Need help? Call the team"));
    out->or_come_to = i18n_in(in, N_("Or come to"));
    out->team = i18n_in(in, N_("Team"));
    out->leader = i18n_in(in, N_("Leader"));
    out->phone = i18n_in(in, N_("Phone"));
    out->commune = i18n_in(in, N_("Commune"));
    out->hall = i18n_in(in, N_("Hall"));
    out->hours = i18n_in(in, N_("Hours"));
    out->hotline = i18n_in(in, N_("Hotline"));
    out->checked = i18n_in(in, N_("Checked on %s"));
    out->date = i18n_in(in, N_("DD/MM/YYYY"));
    out->source = i18n_in(in, N_("Source"));
    out->zalo = i18n_in(in, N_("The team's Zalo group"));
    out->android = i18n_in(in, N_("Android phone"));
    out->iphone = i18n_in(in, N_("iPhone"));
    out->scan = i18n_in(in, N_("Scan the code"));
    out->compare_link = i18n_in(in, N_("The phone shows another name? Do not tap."));
    out->page_front = i18n_in(in, N_("Front"));
    out->page_back = i18n_in(in, N_("Back"));
    out->page_outside = i18n_in(in, N_("Outside"));
    out->page_inside = i18n_in(in, N_("Inside"));
    out->page_poster = i18n_in(in, N_("Poster"));
    out->to_whom = i18n_in(in, N_("To:"));
    out->for_whom = i18n_in(in, N_("For"));
    out->qr_alt = i18n_in(in, N_("QR code: %s"));
}

struct slice words_date(const struct words *words, struct arena *a, struct date d)
{
    const struct {
        const char *sign;
        int width, value;
    } parts[] = {{"YYYY", 4, d.year}, {"MM", 2, d.month}, {"DD", 2, d.day}};
    struct slice form = slice_from(words->date), out = SLICE("");
    while (form.size) {
        size_t taken = 0;
        for (unsigned i = 0; !taken && i < sizeof parts / sizeof *parts; i++) {
            if (!slice_starts(form, slice_from(parts[i].sign)))
                continue;
            taken = strlen(parts[i].sign);
            out = arena_printf(a, "%.*s%0*d", SLICE_ARG(out), parts[i].width, parts[i].value);
        }
        if (!taken) {
            taken = 1;
            out = arena_printf(a, "%.*s%c", SLICE_ARG(out), form.data[0]);
        }
        form = slice_part(form, taken, form.size);
    }
    return out;
}

void words_address_team(struct words *words)
{
    const char *in = words->language;
    for (unsigned i = 0; i < SUBJECT_COUNT; i++)
        words->subjects[i] = i18n_in(in, N_("For members of the team"));
    words->prepare = i18n_in(in, N_("Get ready"));
    words->gains = i18n_in(in, N_("What it is good for"));
    words->ask = i18n_in(in, N_("Stuck? Ask"));
    words->or_come_to = i18n_in(in, N_("Where"));
    words->compare_link = i18n_in(in, N_("Another name on the phone: do not tap."));
}
