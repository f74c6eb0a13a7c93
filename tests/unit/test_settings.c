#include "support/test.h"

#include "core/home.h"
#include "core/settings.h"

#include <stdio.h>
#include <string.h>

static const rota_setting *row_of(const char *section, const char *key) {
    const rota_setting *row = rota_setting_find(section, key, NULL);
    assert_non_null(row);
    return row;
}

static void defaults_are_as_documented(void **state) {
    (void)state;
    rota_settings s;
    rota_settings_init(&s);
    assert_string_equal(s.home.name, "");
    assert_string_equal(s.home.timezone, "Europe/London");
    assert_int_equal(s.home.week_starts, ROTA_MON);
    assert_string_equal(s.home.holidays, "");
    assert_string_equal(s.rules.profile, "uk");
    assert_false(s.rules.special_case);
    assert_int_equal(s.house.max_consecutive_days, 6);
    assert_int_equal(s.house.max_consecutive_nights, 4);
    assert_int_equal(s.house.min_consecutive_days_off, ROTA_NO_LIMIT);
    assert_int_equal(s.house.rest_after_nights_minutes, ROTA_NO_LIMIT);
    assert_int_equal(s.house.max_weekends_in_4_weeks, ROTA_NO_LIMIT);
    assert_int_equal(s.house.max_shifts_a_day, 1);
    assert_int_equal(s.house.agency_last, 1);
    assert_int_equal(s.continuity.key_caregivers, 2);
    assert_int_equal(s.continuity.history_weeks, 6);
    assert_int_equal(s.continuity.default_role, ROTA_ROLE_RELIEF);
    assert_int_equal(s.continuity.wake, 7 * 60 + 30);
    assert_int_equal(s.continuity.bedtime, 20 * 60 + 30);
    assert_true(s.continuity.weight.bond_key == 1.0);
    assert_true(s.continuity.weight.bond_team == 0.6);
    assert_true(s.continuity.weight.bond_relief == 0.1);
    assert_true(s.continuity.weight.familiarity == 0.3);
    assert_true(s.continuity.weight.bond_hour == 1);
    assert_true(s.continuity.weight.face == 6);
    assert_true(s.continuity.weight.new_face == 4);
    assert_true(s.continuity.weight.return_day == 2);
    assert_true(s.continuity.weight.bed_wake == 3);
    assert_true(s.continuity.weight.key_day == 20);
    assert_true(s.plan.time_limit == 60);
    assert_true(s.plan.gap == 0);
    assert_int_equal(s.plan.threads, 1);
    assert_int_equal(s.plan.seed, 1);
    assert_int_equal(s.plan.contract_weeks, 1);
    assert_true(s.plan.weight.shortage == 1000);
    assert_true(s.plan.weight.skill_shortage == 400);
    assert_true(s.plan.weight.below_target == 25);
    assert_true(s.plan.weight.above_target == 2);
    assert_true(s.plan.weight.agency_alone == 200);
    assert_true(s.plan.weight.agency_hour == 3);
    assert_true(s.plan.weight.under_hour == 0.5);
    assert_true(s.plan.weight.over_hour == 1);
    assert_true(s.plan.weight.wish == 0.1);
    assert_true(s.plan.weight.night_share == 1);
    assert_true(s.plan.weight.weekend_share == 2);
    assert_true(s.plan.weight.holiday_share == 2);
    assert_true(s.plan.weight.change == 1);
}

/* Another value than the default that every row of the type takes. */
static const char *other_value(const rota_setting *row, char *buf) {
    switch (row->type) {
    case ROTA_SET_TEXT:
        return "Home 7";
    case ROTA_SET_YES_NO_DATE:
        return "2026-03-01";
    case ROTA_SET_INT:
        snprintf(buf, ROTA_SETTING_TEXT_SIZE, "%.0f", row->max);
        return buf;
    case ROTA_SET_NUMBER:
        return "0.125";
    case ROTA_SET_HOURS:
        return "46.25";
    case ROTA_SET_YES_NO:
        return strcmp(row->default_value, "yes") == 0 ? "no" : "yes";
    case ROTA_SET_TIME:
        return "19:05";
    case ROTA_SET_WEEKDAY:
        return "saturday";
    case ROTA_SET_COUNTS:
        return "night:4 late:10";
    case ROTA_SET_ROLE:
        break;
    }
    return "team";
}

static void each_row_goes_round_and_touches_no_other(void **state) {
    (void)state;
    size_t n;
    const rota_setting *table = rota_settings_table(&n);
    assert_int_equal(n, 71);
    for (size_t i = 0; i < n; i++) {
        rota_settings s;
        char value[ROTA_SETTING_TEXT_SIZE], buf[ROTA_SETTING_TEXT_SIZE];
        rota_settings_init(&s);
        const char *other = other_value(&table[i], value);
        assert_string_not_equal(other, table[i].default_value);
        assert_int_equal(rota_setting_set(&s, &table[i], other, NULL), ROTA_OK);
        for (size_t j = 0; j < n; j++)
            assert_string_equal(rota_setting_get(&s, &table[j], buf),
                                j == i ? other : table[j].default_value);
        assert_int_equal(rota_setting_set(&s, &table[i], table[i].default_value, NULL), ROTA_OK);
        assert_string_equal(rota_setting_get(&s, &table[i], buf), table[i].default_value);
    }
}

static void each_row_can_be_found_and_explains_itself(void **state) {
    (void)state;
    size_t n;
    const rota_setting *table = rota_settings_table(&n);
    for (size_t i = 0; i < n; i++) {
        /* The first row of that name is this one: no key stands twice. */
        assert_ptr_equal(rota_setting_find(table[i].section, table[i].key, NULL), &table[i]);
        assert_true(rota_settings_has_section(table[i].section));
        assert_in_range(strlen(table[i].help), 10, 100);
        if (table[i].type != ROTA_SET_TEXT) { /* the unit, at the end */
            assert_non_null(strchr(table[i].help, '('));
            assert_int_equal(table[i].help[strlen(table[i].help) - 1], ')');
        }
    }
    assert_false(rota_settings_has_section("Home"));
}

static void near_misses_are_named(void **state) {
    (void)state;
    static const struct {
        const char *section, *key, *nearest;
    } cases[] = {
        {"plan", "tmie_limit", "time_limit"},
        {"plan", "shortgae", "shortage"},
        {"house", "max_consecutive_day", "max_consecutive_days"},
        {"hause", "agency_last", "house"},
        {"continuty", "wake", "continuity"},
        {"home", "time_limit", NULL}, /* of another section */
        {"plan", "zzzz", NULL},
        {"zzzz", "name", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *nearest = "untouched";
        assert_null(rota_setting_find(cases[i].section, cases[i].key, &nearest));
        if (cases[i].nearest)
            assert_string_equal(nearest, cases[i].nearest);
        else
            assert_null(nearest);
    }
}

static void bad_values_say_what_would_be_right(void **state) {
    (void)state;
    static const struct {
        const char *section, *key, *value, *message;
    } cases[] = {
        {"house", "max_consecutive_days", "12x",
         "'12x' is not a whole number from 1 to 31 (empty: no limit)"},
        {"house", "max_consecutive_days", "0",
         "'0' is not a whole number from 1 to 31 (empty: no limit)"},
        {"house", "max_weekends_in_4_weeks", "5",
         "'5' is not a whole number from 0 to 4 (empty: no limit)"},
        {"house", "rest_after_nights_hours", "two",
         "'two' is not a number of hours from 0 to 336 (for example 37.5; empty: no limit)"},
        {"house", "rest_after_nights_hours", "337",
         "'337' is not a number of hours from 0 to 336 (for example 37.5; empty: no limit)"},
        {"house", "max_shifts_in_period", "night",
         "'night' is not a list of shifts with a number from 0 to 9999 each (for example night:4 "
         "late:10; empty: no limit)"},
        {"house", "max_shifts_in_period", "night:4,late:2",
         "'night:4,late:2' is not a list of shifts with a number from 0 to 9999 each (for example "
         "night:4 late:10; empty: no limit)"},
        {"house", "max_hours_in_period", "2501",
         "'2501' is not a number of hours from 0 to 2500 (for example 37.5; empty: no limit)"},
        {"house", "agency_last", "", "'' is neither yes nor no"},
        {"rules", "special_case", "yess", "'yess' is neither yes nor no"},
        {"rules", "profile", "", "a value is needed (for example uk)"},
        {"home", "timezone", "", "a value is needed (for example Europe/London)"},
        {"home", "week_starts", "mnday",
         "'mnday' is not a weekday (monday to sunday); did you mean 'monday'?"},
        {"home", "week_starts", "1", "'1' is not a weekday (monday to sunday)"},
        {"continuity", "default_role", "tema",
         "'tema' is not a role (key, team, relief or never); did you mean 'team'?"},
        {"continuity", "wake", "7:30", "'7:30' is not a time of day (for example 07:30)"},
        {"continuity", "bedtime", "24:00", "'24:00' is not a time of day (for example 20:30)"},
        {"continuity", "bond_team", "0,6", "'0,6' is not a number from 0 to 1 (for example 0.6)"},
        {"continuity", "bond_team", "1.01", "'1.01' is not a number from 0 to 1 (for example 0.6)"},
        {"continuity", "key_caregivers", "", "'' is not a whole number from 1 to 20"},
        {"plan", "shortage", "1e3", "'1e3' is not a number from 0 to 1000000 (for example 1000)"},
        {"plan", "threads", "1.0", "'1.0' is not a whole number from 1 to 64"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_settings s;
        rota_err err = {0};
        char before[ROTA_SETTING_TEXT_SIZE], after[ROTA_SETTING_TEXT_SIZE];
        const rota_setting *row = row_of(cases[i].section, cases[i].key);
        rota_settings_init(&s);
        rota_setting_get(&s, row, before);
        assert_int_equal(rota_setting_set(&s, row, cases[i].value, &err), ROTA_E_INPUT);
        assert_string_equal(err.message, cases[i].message);
        assert_string_equal(err.column, cases[i].key);
        assert_string_equal(rota_setting_get(&s, row, after), before);
    }
}

static void texts_have_a_longest_length(void **state) {
    (void)state;
    rota_settings s;
    rota_err err = {0};
    char longest[ROTA_SETTING_TEXT_SIZE + 1];
    const rota_setting *row = row_of("home", "name");
    rota_settings_init(&s);
    memset(longest, 'x', sizeof longest);
    longest[ROTA_SETTING_TEXT_SIZE - 1] = '\0';
    assert_int_equal(rota_setting_set(&s, row, longest, &err), ROTA_OK);
    assert_string_equal(s.home.name, longest);
    longest[ROTA_SETTING_TEXT_SIZE - 1] = 'x';
    longest[ROTA_SETTING_TEXT_SIZE] = '\0';
    assert_int_equal(rota_setting_set(&s, row, longest, &err), ROTA_E_INPUT);
    assert_string_equal(err.message,
                        "'xxxxxxxxxxxxxxxxxxxx...' is too long: 256 bytes, at most 255");
    assert_int_equal(strlen(s.home.name), 255);
}

static void values_are_read_in_any_case_and_written_in_one(void **state) {
    (void)state;
    static const struct {
        const char *section, *key, *value, *written;
    } cases[] = {
        {"home", "week_starts", "Sunday", "sunday"},
        {"rules", "special_case", "TRUE", "yes"},
        {"house", "agency_last", "0", "no"},
        {"continuity", "default_role", "KEY", "key"},
        {"house", "max_consecutive_days", "", ""},
        {"house", "rest_after_nights_hours", "", ""},
        {"plan", "gap", "00.50", "0.5"},
        {"plan", "shortage", "1000000", "1000000"},
        {"plan", "wish", "0.000001", "0.000001"},
        {"plan", "wish", "0", "0"},
        {"house", "rest_after_nights_hours", "0", "0"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_settings s;
        char buf[ROTA_SETTING_TEXT_SIZE];
        const rota_setting *row = row_of(cases[i].section, cases[i].key);
        rota_settings_init(&s);
        assert_int_equal(rota_setting_set(&s, row, cases[i].value, NULL), ROTA_OK);
        assert_string_equal(rota_setting_get(&s, row, buf), cases[i].written);
    }
}

/* Any number that may be set is written so that reading it gives the very same number. */
static void numbers_are_written_exactly(void **state) {
    (void)state;
    rota_settings s;
    char buf[ROTA_SETTING_TEXT_SIZE];
    const rota_setting *row = row_of("plan", "wish");
    rota_settings_init(&s);
    for (int i = 1; i < 2000; i++) {
        double value = i / 7.0;
        s.plan.weight.wish = value;
        rota_setting_get(&s, row, buf);
        s.plan.weight.wish = -1;
        assert_int_equal(rota_setting_set(&s, row, buf, NULL), ROTA_OK);
        assert_true(s.plan.weight.wish == value);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_are_as_documented),
        cmocka_unit_test(each_row_goes_round_and_touches_no_other),
        cmocka_unit_test(each_row_can_be_found_and_explains_itself),
        cmocka_unit_test(near_misses_are_named),
        cmocka_unit_test(bad_values_say_what_would_be_right),
        cmocka_unit_test(texts_have_a_longest_length),
        cmocka_unit_test(values_are_read_in_any_case_and_written_in_one),
        cmocka_unit_test(numbers_are_written_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
