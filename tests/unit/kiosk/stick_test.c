#include "kiosk/stick.h"

#include <string.h>

#include "support/test.h"

static void sticks_are_found_among_mounts(void **state)
{
    (void)state;
    static const struct {
        const char *mounts, *expected; /* "": none. */
    } rows[] = {
        {"", ""},
        {"/dev/sda2 / ext4 rw,relatime 0 0\nproc /proc proc rw 0 0\n", ""},
        {"/dev/sdb1 /media/x/USB vfat rw,nosuid 0 0\n", "/media/x/USB"},
        {"/dev/sdb1 /media/x/USB vfat rw,nosuid 0 0", "/media/x/USB"},
        {"/dev/sdb1 /media/x/USB vfat ro,nosuid 0 0\n", ""},
        {"/dev/sdb1 /media/x/USB vfat rwx 0 0\n", ""},
        {"/dev/sdb1 /run/media/x/X\\303\\243\\040A exfat rw 0 0\n", "/run/media/x/X\xC3\xA3 A"},
        {"/dev/sdb1 /media/a vfat rw 0 0\n/dev/sdc1 /mnt/b vfat rw 0 0\n", "/mnt/b"},
        {"//server/share /mnt/b cifs rw 0 0\n", ""},
        {"tmpfs /run/media tmpfs rw 0 0\n", ""},
        {"/dev/sdb1 /mediaplayer vfat rw 0 0\n", ""},
        {"/dev/sdb1\n\n \n/dev/sdb1 /mnt/\\04 vfat rw 0 0\n", "/mnt/\\04"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char folder[64] = "";
        bool found = stick_find_in(folder, sizeof folder, rows[i].mounts);
        if (found != (rows[i].expected[0] != '\0') || strcmp(folder, rows[i].expected) != 0)
            fail_msg("row %zu: %s", i, folder);
    }
}

static void a_name_too_long_is_passed_over(void **state)
{
    (void)state;
    char folder[8] = "";
    assert_false(stick_find_in(folder, sizeof folder, "/dev/sdb1 /mnt/abcd vfat rw 0 0\n"));
    assert_true(stick_find_in(folder, sizeof folder, "/dev/sdb1 /mnt/ab vfat rw 0 0\n"));
    assert_string_equal(folder, "/mnt/ab");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(sticks_are_found_among_mounts),
        cmocka_unit_test(a_name_too_long_is_passed_over),
    };
    return cmocka_run_group_tests_name("stick", tests, NULL, NULL);
}
