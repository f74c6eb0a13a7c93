#include "support/test.h"

#include "core/mem.h"
#include "core/rules.h"
#include "io/settings_file.h"
#include "support/files.h"

#include <stdlib.h>
#include <string.h>

/* Read `text` as rota.ini; faults are compared, settings and lines given back. */
static rota_settings read_text(const char *text, int *lines, const char *expected_faults,
                               const char *expected_error) {
    rota_faults *faults = rota_faults_new();
    rota_settings settings;
    rota_err err = {0};
    rota_rc rc =
        rota_settings_file_read(rota_test_write("rota.ini", text), &settings, lines, faults, &err);
    rota_test_expect_faults(faults, expected_faults);
    assert_int_equal(rc, *expected_faults ? ROTA_E_INPUT : ROTA_OK);
    assert_string_equal(err.message, expected_error);
    rota_faults_free(faults);
    return settings;
}

static int line_of(const int *lines, const char *section, const char *key) {
    size_t n;
    return lines[rota_setting_find(section, key, NULL) - rota_settings_table(&n)];
}

static int folder_make(void **state) {
    rota_test_folder();
    size_t n;
    rota_settings_table(&n);
    *state = rota_calloc(n, sizeof(int));
    return 0;
}

static int folder_remove(void **state) {
    free(*state);
    rota_test_folder_remove();
    return 0;
}

static void test_read(void **state) {
    int *lines = *state;
    rota_settings s = read_text("# a comment\n"
                                "[HOME]\n"
                                "Name = \"Larch; House\"\n"
                                "week_starts = Sunday\n"
                                "[house]\n"
                                "max_consecutive_days =\n"
                                "rest_after_nights_hours = 46.5\n"
                                "[plan]\n"
                                "time_limit = 12.5\n",
                                lines, "", "");
    assert_string_equal(s.home.name, "Larch; House");
    assert_int_equal(s.home.week_starts, ROTA_SUN);
    assert_int_equal(s.house.max_consecutive_days, -1);
    assert_int_equal(s.house.rest_after_nights_minutes, 46 * 60 + 30);
    assert_true(s.plan.time_limit == 12.5);
    assert_int_equal(line_of(lines, "home", "name"), 3);
    assert_int_equal(line_of(lines, "house", "max_consecutive_days"), 6);
    assert_int_equal(line_of(lines, "plan", "time_limit"), 9);
    /* the rest has its default */
    assert_string_equal(s.home.timezone, "Europe/London");
    assert_int_equal(line_of(lines, "home", "timezone"), 0);
    assert_int_equal(line_of(lines, "plan", "gap"), 0);
}

static void test_empty(void **state) {
    int *lines = *state;
    rota_settings s = read_text("", lines, "", ""), defaults;
    rota_settings_init(&defaults);
    assert_memory_equal(&s, &defaults, sizeof s);
}

static void test_faults(void **state) {
    int *lines = *state;
    rota_settings s = read_text(
        "[home]\n"
        "nmae = x\n"
        "timezone = Europe/Berlin\n"
        "colour = red\n"
        "[hosue]\n"
        "max_consecutive_days = 3\n"
        "[plan]\n"
        "time_limit = 1,5\n"
        "seed = 12x\n"
        "max_shifts_a_day = 2\n"
        "gap = 1\n"
        "gap = 2\n"
        "[zzzzzzzz]\n"
        "[continuity]\n"
        "default_role = teem\n"
        "wake = 25:00\n"
        "oops\n",
        lines,
        /* what is no entry at all comes first: the lines are looked at before the values */
        "rota.ini:12: gap: the key is already on line 11\n"
        "rota.ini:17: 'oops' is neither [section] nor key = value\n"
        "rota.ini:2: unknown key 'nmae' in [home]; did you mean 'name'?\n"
        "rota.ini:4: unknown key 'colour' in [home]; 'rota config' lists the keys\n"
        "rota.ini:5: unknown section 'hosue'; did you mean 'house'?\n"
        "rota.ini:8: time_limit: '1,5' is not a number from 0 to 86400 (for example 60)\n"
        "rota.ini:9: seed: '12x' is not a whole number from 0 to 2147483647\n"
        "rota.ini:10: key 'max_shifts_a_day' belongs in [house], not in [plan]\n"
        "rota.ini:13: unknown section 'zzzzzzzz'; there are home, rules, house, continuity, plan, "
        "records\n"
        "rota.ini:15: default_role: 'teem' is not a role (key, team, relief or never); did you "
        "mean 'team'?\n"
        "rota.ini:16: wake: '25:00' is not a time of day (for example 07:30)\n",
        "'rota.ini' has 11 faults");
    /* what is right is still taken, what is wrong keeps its default */
    assert_string_equal(s.home.timezone, "Europe/Berlin");
    assert_true(s.plan.gap == 1);
    assert_true(s.plan.time_limit == 60);
    read_text("[plna]\n", lines, "rota.ini:1: unknown section 'plna'; did you mean 'plan'?\n",
              "'rota.ini' has 1 fault");
}

static void test_no_file(void **state) {
    int *lines = *state;
    rota_faults *faults = rota_faults_new();
    rota_settings settings;
    rota_err err = {0};
    assert_int_equal(rota_settings_file_read("/nowhere/rota.ini", &settings, lines, faults, &err),
                     ROTA_E_SYSTEM);
    assert_string_equal(err.message, "cannot read '/nowhere/rota.ini': No such file or directory");
    assert_int_equal(faults->count, 0);
    rota_faults_free(faults);
}

/* Every key stands in what is written, and reading it gives the same settings. */
static void round_trip(const rota_settings *settings, int *lines) {
    ROTA_CLEANUP(rota_text_done) rota_text text = {0};
    rota_settings_file_write(settings, &text);
    rota_settings again = read_text(text.s, lines, "", "");
    /* A limit that is written is no usual one any more: those that nobody has set are not. */
    unsigned usual = 1U << (ROTA_RULE_HOUSE_MAX_SHIFTS_A_DAY - ROTA_RULE_HOUSE_MAX_HOURS);
    unsigned days = 1U << (ROTA_RULE_HOUSE_MAX_CONSECUTIVE_DAYS - ROTA_RULE_HOUSE_MAX_HOURS);
    assert_int_equal(again.house.usual & usual, usual);
    assert_int_equal((again.house.usual & days) != 0, settings->house.max_consecutive_days == 6);
    again.house.usual = settings->house.usual;
    assert_memory_equal(&again, settings, sizeof again);
    size_t n;
    const rota_setting *rows = rota_settings_table(&n);
    for (size_t i = 0; i < n; i++) {
        ROTA_CLEANUP(rota_freep) char *set = rota_strdupf("\n%s =", rows[i].key);
        ROTA_CLEANUP(rota_freep) char *comment = rota_strdupf("\n#%s =", rows[i].key);
        assert_int_equal(strstr(text.s, set) != NULL, lines[i] != 0);
        assert_int_equal(strstr(text.s, comment) != NULL, lines[i] == 0);
        assert_non_null(strstr(text.s, rows[i].help));
    }
}

static void test_write(void **state) {
    int *lines = *state;
    rota_settings settings;
    rota_settings_init(&settings);
    round_trip(&settings, lines);
    assert_true(line_of(lines, "home", "timezone") > 0);
    assert_true(line_of(lines, "rules", "profile") > 0);
    /* What is written into [house] the home has set itself: the usual limits are not. */
    assert_int_equal(line_of(lines, "house", "agency_last"), 0);
    assert_int_equal(line_of(lines, "house", "max_consecutive_days"), 0);
    assert_true(settings.house.usual == ~0U);
    assert_int_equal(line_of(lines, "plan", "seed"), 0);
    assert_int_equal(line_of(lines, "continuity", "wake"), 0);
    settings.plan.seed = 7;
    settings.continuity.weight.face = 2.25;
    settings.house.max_consecutive_days = -1;
    settings.house.rest_after_nights_minutes = 2790;
    settings.rules.special_case = true;
    round_trip(&settings, lines);
    assert_true(line_of(lines, "house", "max_consecutive_days") > 0);
    assert_true(line_of(lines, "plan", "seed") > 0);
    assert_true(line_of(lines, "continuity", "face") > 0);
}

static void test_write_names(void **state) {
    int *lines = *state;
    static const char *const names[] = {"",          "Larch House", "Queen's", "'quoted'",    "a;b",
                                        "a # \"b\"", "\"x\"",       "ends \\", "B\xC3\xB8rn", "[x]",
                                        "=",         " x "};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        rota_settings settings;
        rota_settings_init(&settings);
        strcpy(settings.home.name, names[i]);
        round_trip(&settings, lines);
    }
    /* both kinds of quotes in one value cannot be written: the double ones become single */
    rota_settings settings;
    rota_settings_init(&settings);
    strcpy(settings.home.name, "a;\"b\" c'd");
    ROTA_CLEANUP(rota_text_done) rota_text text = {0};
    rota_settings_file_write(&settings, &text);
    rota_settings again = read_text(text.s, lines, "", "");
    assert_string_equal(again.home.name, "a;'b' c'd");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read),   cmocka_unit_test(test_empty),
        cmocka_unit_test(test_faults), cmocka_unit_test(test_no_file),
        cmocka_unit_test(test_write),  cmocka_unit_test(test_write_names),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
