/*
 * Whom a page names: what a village says of its own team, and the commune for the rest.
 */
#include "page/guide/parts.h"
#include "support/test.h"

#define TEXT(literal)                                                                              \
    {                                                                                              \
        .text = { literal, sizeof literal - 1 }                                                    \
    }

static const struct commune commune = {.contact = {.team = TEXT("Tổ xã"),
                                                   .leader = TEXT("Bà An"),
                                                   .phones = {TEXT("0123"), TEXT("0456")},
                                                   .phone_count = 2,
                                                   .zalo = TEXT("https://zalo.me/g/xa")}};

static void a_village_s_own_details_go_first(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct contact village;
        const char *team, *leader, *phone, *zalo;
        unsigned phone_count;
    } rows[] = {
        {"nothing", {.phone_count = 0}, "Tổ xã", "Bà An", "0123", "https://zalo.me/g/xa", 2},
        {"a leader in the commune's team",
         {.leader = TEXT("Ông Ba")},
         "Tổ xã",
         "Ông Ba",
         "0123",
         "https://zalo.me/g/xa",
         2},
        /* Led by nobody known, and not by the commune's leader. */
        {"a team", {.team = TEXT("Tổ thôn")}, "Tổ thôn", "", "0123", "https://zalo.me/g/xa", 2},
        {"one telephone",
         {.phones = {TEXT("0789")}, .phone_count = 1},
         "Tổ xã",
         "Bà An",
         "0789",
         "https://zalo.me/g/xa",
         1},
        {"a group",
         {.zalo = TEXT("https://zalo.me/g/thon")},
         "Tổ xã",
         "Bà An",
         "0123",
         "https://zalo.me/g/thon",
         2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct village village = {.contact = rows[i].village};
        struct design_input input = {.commune = &commune, .village = &village};
        struct frame f = {.input = &input};
        struct contact c = part_contact(&f);
        if (!slice_equal_text(c.team.text, rows[i].team) ||
            !slice_equal_text(c.leader.text, rows[i].leader) ||
            !slice_equal_text(c.phones[0].text, rows[i].phone) ||
            !slice_equal_text(c.zalo.text, rows[i].zalo) || c.phone_count != rows[i].phone_count)
            fail_msg("%s: %.*s, %.*s", rows[i].name, SLICE_ARG(c.team.text),
                     SLICE_ARG(c.leader.text));
    }
}

static void without_a_village_or_a_commune(void **state)
{
    (void)state;
    struct design_input input = {.commune = &commune};
    struct frame f = {.input = &input};
    assert_true(slice_equal_text(part_contact(&f).team.text, "Tổ xã"));
    input.commune = NULL;
    assert_int_equal(part_contact(&f).team.text.size, 0);
    assert_int_equal(part_contact(&f).phone_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_village_s_own_details_go_first),
        cmocka_unit_test(without_a_village_or_a_commune),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
