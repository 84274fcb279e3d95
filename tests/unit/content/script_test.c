#include "content/spoken/script.h"

#include "content/format/format.h"
#include "content/shared/facts.h"
#include "fixture.h"
#include "minimal.h"
#include "support/shipped.h"

static const char commune_text[] = "province: tỉnh Mẫu\nname: xã Mẫu\nhall: Nhà văn hóa xã Mẫu\n"
                                   "hours: 7 giờ 30 – 17h\nteam: Tổ công nghệ số xã Mẫu\n"
                                   "phones: [0900 000 000]\nvillages:\n  - name: thôn Một\n";

static const struct script *write(struct fixture *f, const char *id, unsigned minutes,
                                  unsigned rate, bool commune)
{
    struct script_options how = {.minutes = minutes, .rate = rate};
    struct script *script = ARENA_NEW(&f->arena, struct script);
    const char *path = arena_printf(&f->arena, NGOSO_SOURCE_DIR "/guides/%s.yaml", id).data;
    const struct guide *guide =
        guide_load(&f->arena, path, shipped_facts(&f->arena, &f->diags), &f->diags);
    how.sayings = sayings_load(&f->arena, NGOSO_SOURCE_DIR "/guides/spoken.yaml", &f->diags);
    if (commune) {
        how.commune = format_parse(&f->arena, &format_commune, SLICE("commune"),
                                   slice_from(commune_text), NULL, &f->diags);
        how.village = &how.commune->villages[0];
    }
    assert_codes(f, "");
    script_write(script, &f->arena, guide, &how);
    return script;
}

static bool says(const struct script *s, const char *words)
{
    for (unsigned i = 0; i < s->line_count; i++)
        for (size_t at = 0; at + strlen(words) <= s->lines[i].text.size; at++)
            if (memcmp(s->lines[i].text.data + at, words, strlen(words)) == 0)
                return true;
    return false;
}

/* What matters most comes in every length; the more time, the more is said, and always in time. */
static void time_is_kept_by_importance(void **state)
{
    static const char *const ids[] = {"vneid",     "fraud",      "public-services",
                                      "e-banking", "e-commerce", "health-record"};
    (void)state;
    for (unsigned g = 0; g < sizeof ids / sizeof *ids; g++) {
        unsigned last = 0;
        for (unsigned minutes = 1; minutes <= 3; minutes++) {
            struct fixture f;
            fixture_begin(&f);
            const struct script *s = write(&f, ids[g], minutes, SCRIPT_RATE, true);
            if (!s->fits)
                fail_msg("%s: %u min take %u ms", ids[g], minutes, s->duration_ms);
            assert_true(s->duration_ms >= last);
            last = s->duration_ms;
            assert_true(says(s, "thôn Một, xã Mẫu"));
            assert_true(says(s, "không chín không không, không không không"));
            assert_true(s->lines[s->line_count - 1].ends);
            for (unsigned i = 0; i < s->line_count; i++)
                for (size_t k = 0; k < s->lines[i].text.size; k++)
                    assert_null(strchr("0123456789()%*", s->lines[i].text.data[k]));
            if (minutes == 3)
                assert_true(s->has_steps);
            fixture_end(&f);
        }
    }
}

static void what_is_asked_is_said(void **state)
{
    struct fixture f;
    (void)state;
    fixture_begin(&f);
    const struct script *s = write(&f, "vneid", 3, SCRIPT_RATE, false);
    assert_true(says(s, "một chín không không, không ba sáu tám"));
    assert_true(says(s, "vi en i ai đi"));
    assert_true(says(s, "tờ rơi"));
    assert_false(says(s, "tờ này"));
    /* Key lines come twice. */
    unsigned calls = 0;
    for (unsigned i = 0; i < s->line_count; i++)
        calls += s->lines[i].key && slice_ends(s->lines[i].text, SLICE("không ba sáu tám."));
    assert_int_equal(calls, 2 + says(s, "tắt máy"));
    unsigned slow = write(&f, "vneid", 1, SCRIPT_RATE_MIN, false)->syllable_count;
    assert_true(slow < s->syllable_count);
    fixture_end(&f);
}

/* Heard without the red sign of the leaflet, a mistake must not sound like advice. */
static void mistakes_are_called_so(void **state)
{
    struct fixture f;
    (void)state;
    fixture_begin(&f);
    const struct script *s = write(&f, "safe-transfers", 5, SCRIPT_RATE, false);
    assert_true(says(s, "A common mistake: Ghi mã pin vào giấy để cùng thẻ."));
    assert_true(says(s, "Better: Mã để trong đầu."));
    s = write(&f, "sim", 5, SCRIPT_RATE, false);
    assert_true(says(s, "A common mistake: xim con cháu mua cho"));
    assert_true(says(s, ": Soạn tin tê tê tê bê gửi đến số một bốn một bốn."));
    s = write(&f, "fraud-en", 5, SCRIPT_RATE, false);
    assert_true(says(s, "A common mistake: Opening"));
    fixture_end(&f);
}

/* Questions keep one sign; names that become words keep a capital at the beginning. */
static void sentences_are_whole(void **state)
{
    struct fixture f;
    (void)state;
    fixture_begin(&f);
    const struct script *s = write(&f, "scam-first-hour", 2, SCRIPT_RATE, false);
    assert_true(says(s, "làm gì trước?"));
    assert_false(says(s, "?."));
    assert_true(says(s, "A number to remember: Báo lừa đảo, miễn phí, "));
    assert_false(says(write(&f, "chat-group", 5, SCRIPT_RATE, false), "?."));
    s = write(&f, "sim", 1, SCRIPT_RATE, false);
    for (unsigned i = 0; i < s->line_count; i++)
        assert_false(slice_starts(s->lines[i].text, SLICE("xim")));
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mistakes_are_called_so),
        cmocka_unit_test(sentences_are_whole),
        cmocka_unit_test(time_is_kept_by_importance),
        cmocka_unit_test(what_is_asked_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
