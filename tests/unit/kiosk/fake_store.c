#include "fake_store.h"

#include <stdio.h>

#include "base/arena.h"
#include "store/bundle.h"

static bool refuse(struct error *e)
{
    return error_set(e, ERROR_SYSTEM, 28, "the disk is full");
}

static struct slice keep(char out[FAKE_TEXT_MAX], struct slice s)
{
    CHECK(s.size < FAKE_TEXT_MAX);
    memcpy(out, s.data ? s.data : "", s.size);
    out[s.size] = '\0';
    return (struct slice){out, s.size};
}

void store_new_id(struct store_id *out)
{
    static unsigned count;
    snprintf(out->text, sizeof out->text, "%032x", ++count);
}

bool store_begin_attempt(struct store *s, const struct store_attempt *attempt, struct error *e)
{
    if (s->refuses)
        return refuse(e);
    CHECK(!s->open);
    s->begun++;
    s->answered = 0;
    s->open = true;
    s->attempt = *attempt;
    s->attempt.quiz = keep(s->quiz, attempt->quiz);
    s->attempt.language = attempt->language;
    memcpy(s->language, attempt->language.data, attempt->language.size);
    s->attempt.language.data = s->language;
    for (unsigned i = 0; i < attempt->question_count; i++) {
        s->attempt.questions[i].id = keep(s->ids[i], attempt->questions[i].id);
        s->attempt.questions[i].options = keep(s->texts[i], attempt->questions[i].options);
    }
    return true;
}

bool store_record_answer(struct store *s, const struct store_answer *answer, struct error *e)
{
    if (s->refuses)
        return refuse(e);
    CHECK(s->open && strcmp(answer->attempt.text, s->attempt.id.text) == 0);
    CHECK(answer->question == s->answered);
    keep(s->responses[s->answered++], answer->response);
    keep(s->last_response, answer->response);
    s->last_think_ms = answer->think_ms;
    s->last_right = answer->right;
    return true;
}

bool store_end_attempt(struct store *s, const struct store_id *attempt, enum store_end reason,
                       struct error *e)
{
    if (s->refuses)
        return refuse(e);
    CHECK(s->open && strcmp(attempt->text, s->attempt.id.text) == 0);
    s->open = false;
    s->ended++;
    s->end = reason;
    return true;
}

bool store_find_open_attempt(bool *found, struct store_resume *out, struct store *s,
                             struct arena *a, struct error *e)
{
    (void)a;
    if (s->refuses)
        return refuse(e);
    *found = s->open;
    *out = (struct store_resume){.attempt = s->attempt, .answered_count = s->answered};
    for (unsigned i = 0; i < s->answered; i++)
        out->responses[i] = slice_from(s->responses[i]);
    return true;
}

bool store_recent_questions(struct slice *ids, unsigned *count, unsigned max, struct store *s,
                            struct slice quiz, struct arena *a, struct error *e)
{
    (void)ids;
    (void)max;
    (void)quiz;
    (void)a;
    *count = 0;
    return s->refuses ? refuse(e) : true;
}

bool store_add_contact(char code[STORE_CODE_BYTES], struct store *s,
                       const struct store_contact *contact, struct error *e)
{
    if (s->refuses)
        return refuse(e);
    s->contacts++;
    keep(s->name, contact->name);
    keep(s->phone, contact->phone);
    keep(s->village, contact->village);
    keep(s->topics, contact->topics);
    keep(s->notice, contact->notice_version);
    snprintf(code, STORE_CODE_BYTES, "1234-5678");
    return true;
}

bool store_can_seal(struct store *s)
{
    return !s->no_key;
}

const char *fake_setting(const struct store *s, const char *name)
{
    for (unsigned i = 0; i < s->setting_count; i++)
        if (strcmp(s->settings[i].name, name) == 0)
            return s->settings[i].value;
    return "";
}

bool store_get_setting(struct slice *value, struct store *s, const char *name, struct arena *a,
                       struct error *e)
{
    if (s->refuses)
        return refuse(e);
    *value = arena_copy(a, slice_from(fake_setting(s, name)));
    return true;
}

bool store_put_setting(struct store *s, const char *name, struct slice value, struct error *e)
{
    unsigned i = 0;
    if (s->refuses)
        return refuse(e);
    while (i < s->setting_count && strcmp(s->settings[i].name, name) != 0)
        i++;
    CHECK(i < FAKE_SETTINGS_MAX);
    if (i == s->setting_count)
        s->setting_count++;
    snprintf(s->settings[i].name, sizeof s->settings[i].name, "%s", name);
    keep(s->settings[i].value, value);
    return true;
}

bool store_note(struct store *s, const char *kind, struct slice text, struct error *e)
{
    (void)text;
    s->clock_wrong = s->clock_wrong && (s->clock_dead || strcmp(kind, "clock-set") != 0);
    s->notes++;
    return s->refuses ? refuse(e) : true;
}

bool store_settle(struct store *s, struct error *e)
{
    s->settled++;
    return s->refuses ? refuse(e) : true;
}

bool store_delete_contact(bool *found, struct store *s, const char *code, struct error *e)
{
    keep(s->deleted_code, slice_from(code));
    *found = strcmp(code, "1234567890") == 0;
    return s->refuses ? refuse(e) : true;
}

bool store_purge(unsigned *deleted, struct store *s, struct error *e)
{
    *deleted = 0;
    s->purges++;
    return s->refuses ? refuse(e) : true;
}

bool store_check_health(struct store_health *out, struct store *s, struct error *e)
{
    *out = (struct store_health){.sound = true, .clock_trusted = !s->clock_wrong, .events = 7};
    return s->refuses ? refuse(e) : true;
}

bool bundle_write(struct bundle_export *out, struct store *s, const char *folder, bool all,
                  struct error *e)
{
    (void)all;
    *out = (struct bundle_export){.file_count = 1};
    snprintf(out->path, sizeof out->path, "%.1000s/results.ngoso", folder);
    if (s->refuses)
        return refuse(e);
    s->exports++;
    return true;
}

bool store_backup(char *path, size_t path_bytes, struct store *s, const char *folder,
                  struct error *e)
{
    snprintf(path, path_bytes, "%s/copy.db", folder);
    return s->refuses ? refuse(e) : true;
}
