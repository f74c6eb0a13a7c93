#include "support/test.h"

#include "io/profile.h"
#include "support/files.h"

#include <stdio.h>
#include <string.h>

static rota_faults *faults;

static int set_up(void **state) {
    (void)state;
    rota_test_folder();
    faults = rota_faults_new();
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    rota_faults_free(faults);
    rota_test_folder_remove();
    return 0;
}

static rota_rules expect_good(const char *name) {
    rota_rules rules;
    rota_err err = {0};
    rota_rc rc = rota_profile_read(rota_test_path("."), name, &rules, faults, &err);
    rota_test_expect_faults(faults, "");
    assert_string_equal(err.message, "");
    assert_int_equal(rc, ROTA_OK);
    return rules;
}

/* `rules` stays as it was. */
static void expect_bad(const char *name, const char *expected_faults, const char *message) {
    rota_rules rules, before;
    memset(&rules, 0x55, sizeof rules);
    memset(&before, 0x55, sizeof before);
    rota_err err = {0};
    assert_int_equal(rota_profile_read(rota_test_path("."), name, &rules, faults, &err),
                     ROTA_E_INPUT);
    rota_test_expect_faults(faults, expected_faults);
    assert_string_equal(err.message, message);
    assert_memory_equal(&rules, &before, sizeof rules);
}

static void test_names(void **state) {
    (void)state;
    const char *names[8] = {0};
    assert_int_equal(rota_profile_names(names, 8), 4);
    assert_string_equal(names[0], "eu");
    assert_string_equal(names[1], "generic");
    assert_string_equal(names[2], "tr");
    assert_string_equal(names[3], "uk");
    names[1] = NULL;
    assert_int_equal(rota_profile_names(names, 1), 1);
    assert_null(names[1]);
}

static void test_builtin(void **state) {
    (void)state;
    rota_rules uk = expect_good("uk");
    assert_string_equal(uk.name, "uk");
    assert_int_equal(uk.average_limit, 48 * 60);
    assert_int_equal(uk.average_weeks, 17);
    assert_int_equal(uk.average_weeks_special, 26);
    assert_int_equal(uk.daily_rest, 11 * 60);
    assert_int_equal(uk.duty_span, 13 * 60);
    assert_int_equal(uk.weekly_rest, 24 * 60);
    assert_int_equal(uk.weekly_rest_gap, 35 * 60);
    assert_int_equal(uk.break_minutes, 20);
    assert_int_equal(uk.young_weekly, 40 * 60);
    assert_int_equal(uk.night_from, 23 * 60);
    assert_int_equal(uk.night_to, 6 * 60);
    for (int i = 0; i < 3; i++) {
        const char *names[8];
        rota_profile_names(names, 8);
        rota_rules rules = expect_good(names[i]);
        assert_string_equal(rules.name, names[i]);
        assert_true(rules.title[0] && rules.daily_rest > 0 && rules.average_limit > 0);
    }
}

static void test_own(void **state) {
    (void)state;
    rota_rules uk = expect_good("uk");
    rota_test_write("ours.ini", "[profile]\n"
                                "extends = uk\n"
                                "[daily_rest]\n"
                                "hours = 12\n"
                                "regulation = agreement 3\n");
    rota_rules ours = expect_good("ours.ini");
    assert_string_equal(ours.name, "ours");
    assert_string_equal(ours.title, uk.title);
    assert_int_equal(ours.daily_rest, 12 * 60);
    assert_int_equal(ours.weekly_rest, uk.weekly_rest);
    assert_string_equal(ours.origin[ROTA_RULE_DAILY_REST].regulation, "agreement 3");
    assert_string_equal(ours.origin[ROTA_RULE_DAILY_REST].valid_from,
                        uk.origin[ROTA_RULE_DAILY_REST].valid_from);

    /* a chain of three, whatever the order of the lines; names are seen from the file's folder */
    rota_test_write("third.ini", "[daily_rest]\nhours = 13\n[profile]\ntitle = Third\n"
                                 "name = number-3\nextends = ./ours.ini\n");
    rota_rules third = expect_good("./third.ini");
    assert_string_equal(third.name, "number-3");
    assert_string_equal(third.title, "Third");
    assert_int_equal(third.daily_rest, 13 * 60);
    assert_int_equal(third.average_weeks, 17);

    /* one that extends nothing knows only what it says */
    rota_test_write("bare.ini", "[duty_span]\nhours = 10\n");
    rota_rules bare = expect_good(rota_test_path("bare.ini"));
    assert_string_equal(bare.name, "bare");
    assert_int_equal(bare.duty_span, 600);
    assert_int_equal(bare.daily_rest, -1);
}

static void test_unknown(void **state) {
    (void)state;
    expect_bad("ukk", "", "unknown rule profile 'ukk'; did you mean 'uk'?");
    expect_bad("france", "",
               "unknown rule profile 'france'; there are 'eu', 'generic', 'tr', 'uk', or a file "
               "such as './rules.ini'");
    expect_bad("none.ini", "",
               "cannot read the rule profile 'none.ini': No such file or directory");
    expect_bad("./none", "", "cannot read the rule profile './none': No such file or directory");
}

static void test_faults(void **state) {
    (void)state;
    rota_test_write("bad.ini", "[profile]\n"
                               "titel = x\n"
                               "colour = x\n"
                               "extends = ukk\n"
                               "[daily_rset]\n"
                               "hours = 12\n"
                               "[daily_rest]\n"
                               "hours = 11h\n"
                               "huors = 11\n"
                               "nothing\n"
                               "[zzzzzzzzzzzz]\n"
                               "[weekly_rest]\n"
                               "evidence = X\n");
    expect_bad("bad.ini",
               "bad.ini:10: 'nothing' is neither [section] nor key = value\n"
               "bad.ini:4: extends: unknown rule profile 'ukk'; did you mean 'uk'?\n"
               "bad.ini:2: unknown key 'titel' in [profile]; did you mean 'title'?\n"
               "bad.ini:3: unknown key 'colour' in [profile]; it may have name, title, extends\n"
               "bad.ini:5: unknown section 'daily_rset'; did you mean 'daily_rest'?\n"
               "bad.ini:8: hours: '11h' is not a number of hours from 1 to 24 (for example 11)\n"
               "bad.ini:9: unknown key 'huors' in [daily_rest]; did you mean 'hours'?\n"
               "bad.ini:11: unknown section 'zzzzzzzzzzzz'; a section is 'profile' or a rule, for "
               "example 'daily_rest'\n"
               "bad.ini:13: evidence: 'X' is not V (text seen), S (secondary source), M (memory) "
               "or I (a reading)\n",
               "the rule profile 'bad.ini' has 9 faults");

    /* faults of a base are named with the base's file */
    rota_test_write("over.ini", "[profile]\nextends = base.ini\n[daily_rest]\nhours = x\n");
    rota_test_write("base.ini", "[duty_span]\nhours = y\n");
    expect_bad("over.ini",
               "base.ini:2: hours: 'y' is not a number of hours from 1 to 48 (for example 11)\n"
               "over.ini:4: hours: 'x' is not a number of hours from 1 to 24 (for example 11)\n",
               "the rule profile 'over.ini' has 2 faults");
}

static void test_cycles(void **state) {
    (void)state;
    rota_test_write("self.ini", "[profile]\nextends = ./self.ini\n");
    expect_bad("self.ini", "self.ini:2: extends: './self.ini' leads back to itself\n",
               "the rule profile 'self.ini' has 1 fault");
    rota_test_write("a.ini", "[profile]\nextends = b.ini\n");
    rota_test_write("b.ini", "[profile]\nextends = c.ini\n");
    rota_test_write("c.ini", "[profile]\n\nextends = b.ini\n");
    expect_bad("a.ini", "c.ini:3: extends: 'b.ini' leads back to itself\n",
               "the rule profile 'a.ini' has 1 fault");
    for (int i = 0; i < 20; i++) {
        char name[32], text[64];
        snprintf(name, sizeof name, "n%d.ini", i);
        snprintf(text, sizeof text, "[profile]\nextends = n%d.ini\n", i + 1);
        rota_test_write(name, text);
    }
    expect_bad("n0.ini", "n15.ini:2: extends: more than 16 profiles extend each other\n",
               "the rule profile 'n0.ini' has 1 fault");
}

/* Numbers that hold later stay out until then, faults in them do not. */
static void test_numbers_of_later(void **state) {
    (void)state;
    rota_test_write("ours.ini", "[profile]\nextends = uk\n[daily_rest]\nhours = 12\n"
                                "valid_from = 2027-01-01\n[duty_span]\nhours = 12\n");
    static const struct {
        const char *day, *later;
        int rest;
    } cases[] = {{"2026-12-31", "2027-01-01", 660}, {"2027-01-01", "", 720}};
    for (size_t i = 0; i < 2; i++) {
        rota_rules rules;
        rota_err err = {0};
        rota_day day = 0;
        assert_true(rota_day_parse(cases[i].day, &day));
        assert_int_equal(
            rota_profile_read_on(rota_test_path("."), "./ours.ini", day, &rules, faults, &err),
            ROTA_OK);
        assert_int_equal(rules.daily_rest, cases[i].rest);
        assert_string_equal(rules.later[ROTA_RULE_DAILY_REST], cases[i].later);
        assert_string_equal(rules.origin[ROTA_RULE_DAILY_REST].valid_from,
                            i == 0 ? "1998-10-01" : "2027-01-01");
        /* A section that does not say when holds always. */
        assert_int_equal(rules.duty_span, 720);
    }
    assert_int_equal(expect_good("./ours.ini").daily_rest, 720);
    /* A profile that extends nothing has no numbers for the time before. */
    rota_test_write("own.ini", "[daily_rest]\nhours = 12\nvalid_from = 2027-01-01\n");
    rota_rules rules;
    rota_err err = {0};
    assert_int_equal(
        rota_profile_read_on(rota_test_path("."), "./own.ini", 0, &rules, faults, &err), ROTA_OK);
    assert_int_equal(rules.daily_rest, 720);
    assert_string_equal(rules.later[ROTA_RULE_DAILY_REST], "");
    rota_test_write("bad.ini", "[profile]\nextends = uk\n[daily_rest]\nhours = 12x\n"
                               "valid_from = 2027-01-01\n");
    assert_int_equal(
        rota_profile_read_on(rota_test_path("."), "./bad.ini", 0, &rules, faults, &err),
        ROTA_E_INPUT);
    rota_test_expect_faults(faults, "bad.ini:4: hours: '12x' is not a number of hours from 1 "
                                    "to 24 (for example 11)\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_of_later), cmocka_unit_test(test_names),
        cmocka_unit_test(test_builtin),          cmocka_unit_test(test_own),
        cmocka_unit_test(test_unknown),          cmocka_unit_test(test_faults),
        cmocka_unit_test(test_cycles),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
