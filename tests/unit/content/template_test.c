#include "content/guide/guide.h"
#include "content/record/commune.h"

#include "content/format/format.h"
#include "fixture.h"

static void a_new_guide_loads_and_only_wants_sources(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    struct slice text = guide_template(&f.arena, SLICE("gian-hang"));
    const struct guide *g =
        format_parse(&f.arena, &format_guide, SLICE("gian-hang.yaml"), text, NULL, &f.diags);
    assert_non_null(g);
    assert_codes(&f, "G052");
    assert_int_equal(f.diags.error_count, 0);
    assert_slice(g->id.text, "gian-hang");
    assert_int_equal(date_days(g->reviewed), date_days(date_today()));
    assert_true(
        slice_starts(text, SLICE("# yaml-language-server: $schema=guides/guide.schema.json\n")));
    assert_true(slice_ends(text, SLICE("\n")));
    fixture_end(&f);
}

static void a_new_commune_file_loads_empty(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f);
    struct slice text = commune_template(&f.arena);
    const struct commune *c =
        format_parse(&f.arena, &format_commune, SLICE("commune.yaml"), text, NULL, &f.diags);
    assert_non_null(c);
    assert_codes(&f, "");
    assert_int_equal(c->village_count + c->contact.phone_count + c->domain_count, 0);
    assert_int_equal(c->name.text.size, 0);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_guide_loads_and_only_wants_sources),
        cmocka_unit_test(a_new_commune_file_loads_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
