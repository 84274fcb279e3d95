/*
 * The loaders on arbitrary bytes. The first byte chooses the format, the rest is the file.
 *
 * Beyond not crashing: every problem points into the file, every text is well-formed NFC within its
 * counts, memory stays bounded, and what cannot be loaded has a problem that says why.
 */
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "content/format/format.h"
#include "content/guide/guide.h"
#include "content/quiz/quiz.h"
#include "content/record/commune.h"
#include "content/shared/trusted.h"

enum { MEMORY_MAX = 96 * 1024 * 1024, MEMORY_EXPECTED_MAX = 48 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(struct slice text)
{
    CHECK(utf8_first_bad(text) == text.size);
    CHECK(utf8_is_nfc(text));
}

static void check_rich(struct rich rich)
{
    check_text(rich.text);
    for (unsigned i = 0; i < rich.strong_count; i++) {
        CHECK(rich.strong[i].begin < rich.strong[i].end);
        CHECK(rich.strong[i].end <= rich.text.size);
        CHECK(i == 0 || rich.strong[i].begin > rich.strong[i - 1].end);
    }
}

static void check_guide(const struct guide *g, struct diag_list *diags)
{
    check_text(g->title.text);
    check_rich(g->benefit.rich);
    CHECK(g->subject < SUBJECT_COUNT);
    CHECK(g->prepare_count <= GUIDE_PREPARE_MAX && g->gain_count <= GUIDE_GAINS_MAX);
    CHECK(g->step_count <= GUIDE_STEPS_MAX && g->mistake_count <= GUIDE_MISTAKES_MAX);
    CHECK(g->warning_count <= GUIDE_WARNINGS_MAX && g->qr_count <= GUIDE_QR_MAX);
    CHECK(g->source_count <= GUIDE_SOURCES_MAX);
    for (unsigned i = 0; i < g->step_count; i++) {
        check_rich(g->steps[i].text.rich);
        check_text(g->steps[i].picture.text);
    }
    for (unsigned i = 0; i < g->warning_count; i++)
        check_rich(g->warnings[i].rich);
    for (unsigned i = 0; i < g->qr_count; i++) {
        CHECK(g->qr[i].kind < GUIDE_QR_KIND_COUNT);
        check_text(g->qr[i].value.text);
    }
    guide_check_age(g, date_today(), diags);
}

static void check_commune(const struct commune *c)
{
    CHECK(c->contact.phone_count <= COMMUNE_PHONES_MAX);
    CHECK(c->village_count <= COMMUNE_VILLAGES_MAX && c->domain_count <= COMMUNE_DOMAINS_MAX);
    for (unsigned i = 0; i < c->village_count; i++)
        check_text(c->villages[i].name.text);
}

static void check_option(const struct quiz_option *o)
{
    CHECK(o->id.text.size > 0 && o->place_count <= 4);
    CHECK(o->x >= 0 && o->x <= 1000 && o->height >= 0 && o->height <= 1000);
    check_rich(o->text.rich);
    check_rich(o->match.rich);
}

/* Any bytes may come back as a response: here, the file itself. */
static void check_question(const struct quiz_question *q, struct slice response)
{
    struct buf bytes;
    CHECK(q->kind < QUIZ_KIND_COUNT && q->subject < SUBJECT_COUNT);
    CHECK(q->message.channel < QUIZ_CHANNEL_COUNT);
    CHECK(q->option_count <= QUIZ_SCREEN_ITEMS_MAX && q->difficulty <= 3);
    check_rich(q->stem.rich);
    check_rich(q->message.text.rich);
    for (unsigned i = 0; i < q->option_count; i++)
        check_option(&q->options[i]);
    buf_init(&bytes, QUIZ_FILE_MAX);
    quiz_canonical(&bytes, q);
    CHECK(!bytes.failed && utf8_first_bad(buf_slice(&bytes)) == bytes.size);
    buf_deinit(&bytes);
    CHECK(!quiz_is_right(q, SLICE("")));
    (void)quiz_is_right(q, response);
    (void)quiz_is_right(q, SLICE("a,b,c"));
    (void)quiz_is_right(q, SLICE("a=a,b=b"));
}

static void check_quiz(const struct quiz *q, struct slice text, struct diag_list *diags)
{
    CHECK(q->subject < SUBJECT_COUNT && q->question_count <= QUIZ_QUESTIONS_MAX);
    CHECK(q->round >= 1 && q->round <= QUIZ_QUESTIONS_MAX);
    check_rich(q->about.rich);
    for (unsigned i = 0; i < q->question_count; i++)
        check_question(&q->questions[i], text);
    quiz_check_age(q, date_today(), diags);
}

static void check_diags(const struct diag_list *diags)
{
    for (unsigned i = 0; i < diags->count; i++) {
        const struct diag *d = &diags->items[i];
        check_text(d->message);
        CHECK(d->message.size > 0);
        if (d->span.source)
            CHECK(d->span.begin <= d->span.end && d->span.end <= d->span.source->text.size);
    }
    static FILE *nowhere;
    if (!nowhere)
        nowhere = fopen("/dev/null", "w");
    if (nowhere)
        diag_print(nowhere, diags, true);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct arena a;
    struct diag_list diags;
    arena_init(&a, MEMORY_MAX);
    diag_init(&diags, &a);
    struct slice text = {(const char *)data + 1, size - 1};
    bool loaded = false;
    if (data[0] % 4 == 0) {
        const struct guide *g =
            format_parse(&a, &format_guide, SLICE("x.yaml"), text, NULL, &diags);
        loaded = g;
        if (g)
            check_guide(g, &diags);
    } else if (data[0] % 4 == 1) {
        const struct commune *c =
            format_parse(&a, &format_commune, SLICE("commune.yaml"), text, NULL, &diags);
        loaded = c;
        if (c)
            check_commune(c);
    } else if (data[0] % 4 == 3) {
        const struct quiz *q =
            format_parse(&a, &format_quiz, SLICE("quizzes/x.yaml"), text, NULL, &diags);
        loaded = q;
        if (q)
            check_quiz(q, text, &diags);
    } else {
        const struct trusted *t =
            format_parse(&a, &format_trusted, SLICE("t.yaml"), text, NULL, &diags);
        loaded = t;
        CHECK(!t || t->domain_count <= TRUSTED_MAX);
    }
    CHECK(loaded || diags.error_count > 0);
    check_diags(&diags);
    CHECK(a.used_bytes < MEMORY_EXPECTED_MAX);
    arena_deinit(&a);
    return 0;
}
