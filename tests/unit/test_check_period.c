/* Limits of the home over the period that is checked. */
#include "support/test.h"

#include "support/fixture.h"

#include <string.h>

enum { H = 60 };

static rota_person *priya(fixture *f) {
    return &f->home->staff[PRIYA];
}

/* Duties of Priya from a date on, a letter for each day as in the shifts' ids. */
static void pattern(fixture *f, const char *first, const char *letters) {
    static const char known[] = "ELNSCT";
    rota_day day = fixture_day(first);
    for (const char *p = letters; *p; p++, day++) {
        char date[ROTA_DATE_SIZE];
        const char *shift = strchr(known, *p);
        if (shift)
            fixture_shift(f, PRIYA, rota_day_format(day, date), (int)(shift - known));
    }
}

typedef struct {
    const char *first, *letters, *from, *to, *expected;
    const char *text; /* of the only finding; NULL = not looked at */
} period_case;

static void expect(const period_case *c, enum rota_rule rule, void (*prepare)(fixture *f)) {
    fixture f;
    fixture_open(&f, false);
    f.home->rules.weekly_rest = -1;
    f.home->rules.daily_rest = -1;
    prepare(&f);
    pattern(&f, c->first, c->letters);
    fixture_check(&f, c->from, c->to);
    if (strcmp(fixture_list(&f), c->expected) != 0)
        fail_msg("%s from %s: '%s', expected '%s'", c->letters, c->first, fixture_list(&f),
                 c->expected);
    if (c->text)
        assert_string_equal(fixture_text(&f, rule), c->text);
    fixture_close(&f);
}

#define EXPECT_ALL(cases, rule, prepare)                                                           \
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)                                    \
    expect(&cases[i], rule, prepare)

/* ---- hours ---- */

static void most_hours(fixture *f) {
    priya(f)->own.max_minutes_in_period = 24 * H;
}

static void max_hours(void **state) {
    (void)state;
    static const period_case cases[] = {
        {"2026-12-07", "EEE", "2026-12-07", "2026-12-20", "", NULL},
        {"2026-12-07", "EECE", "2026-12-07", "2026-12-20", "", NULL},
        /* What starts before the period or after it does not count, */
        {"2026-12-07", "EEEE", "2026-12-08", "2026-12-20", "", NULL},
        {"2026-12-07", "EEEE", "2026-12-07", "2026-12-09", "", NULL},
        /* meetings do, and a night belongs to the day it starts on. */
        {"2026-12-07", "EEET", "2026-12-07", "2026-12-20",
         "house_max_hours_in_period FAIL 1560/1440",
         "Priya: 26 h of work from Mon 7 Dec to Sun 20 Dec; at most 24 h are allowed"},
        {"2026-12-06", "N-EEE", "2026-12-07", "2026-12-20", "", NULL},
        {"2026-12-07", "EEN", "2026-12-07", "2026-12-09",
         "house_max_hours_in_period FAIL 1560/1440", NULL},
    };
    EXPECT_ALL(cases, ROTA_RULE_HOUSE_MAX_HOURS_IN_PERIOD, most_hours);
}

static void least_hours(fixture *f) {
    priya(f)->own.min_minutes_in_period = 24 * H;
}

static void least_hours_and_leave(fixture *f) {
    priya(f)->own.min_minutes_in_period = 28 * H;
    fixture_leave(f, PRIYA, "2026-12-09", "2026-12-12");
}

static void least_hours_of_a_starter(fixture *f) {
    priya(f)->own.min_minutes_in_period = 28 * H;
    priya(f)->from = fixture_day("2026-12-11");
}

static void min_hours(void **state) {
    (void)state;
    static const period_case cases[] = {
        {"2026-12-07", "--EEE--", "2026-12-07", "2026-12-13", "", NULL},
        {"2026-12-06", "EEE---", "2026-12-07", "2026-12-11",
         "house_min_hours_in_period PROVISIONAL 960/1440 provisional",
         "Priya: 16 h of work from Mon 7 Dec to Fri 11 Dec so far; at least 24 h are needed"},
        {"2026-12-06", "EEE--E", "2026-12-07", "2026-12-10",
         "house_min_hours_in_period FAIL 960/1440",
         "Priya: 16 h of work from Mon 7 Dec to Thu 10 Dec; at least 24 h are needed"},
        /* Friday is known: a weekend without duties is no gap. */
        {"2026-12-11", "E", "2026-12-07", "2026-12-13", "house_min_hours_in_period FAIL 480/1440",
         NULL},
        {"2026-12-10", "E", "2026-12-07", "2026-12-13",
         "house_min_hours_in_period PROVISIONAL 480/1440 provisional", NULL},
    };
    static const period_case on_leave[] = {
        {"2026-12-07", "E-----T", "2026-12-07", "2026-12-13",
         "house_min_hours_in_period FAIL 600/720",
         "Priya: 10 h of work from Mon 7 Dec to Sun 13 Dec; at least 12 h are needed (days on "
         "leave or not employed taken off)"},
        {"2026-12-07", "E-----E", "2026-12-07", "2026-12-13", "", NULL},
    };
    static const period_case starters[] = {
        {"2026-12-11", "E--", "2026-12-07", "2026-12-13", "house_min_hours_in_period FAIL 480/720",
         NULL},
        {"2026-12-11", "EE-", "2026-12-07", "2026-12-13", "", NULL},
    };
    EXPECT_ALL(cases, ROTA_RULE_HOUSE_MIN_HOURS_IN_PERIOD, least_hours);
    EXPECT_ALL(on_leave, ROTA_RULE_HOUSE_MIN_HOURS_IN_PERIOD, least_hours_and_leave);
    EXPECT_ALL(starters, ROTA_RULE_HOUSE_MIN_HOURS_IN_PERIOD, least_hours_of_a_starter);
}

/* Who has no duty at all has not worked enough either, whatever others do. */
static void nothing_is_too_little(void **state) {
    (void)state;
    static const char *const found = "house_min_hours_in_period FAIL 0/1440";
    fixture f;
    fixture_open(&f, false);
    least_hours(&f);
    rota_home_finish(f.home);
    rota_day from = fixture_day("2026-12-07"), to = from + 6;
    rota_check(f.home, &f.duties, from, to, &f.found);
    assert_string_equal(fixture_list(&f), found);
    assert_string_equal(fixture_text(&f, ROTA_RULE_HOUSE_MIN_HOURS_IN_PERIOD),
                        "Priya: 0 h of work from Mon 7 Dec to Sun 13 Dec; at least 24 h are "
                        "needed");
    rota_findings_done(&f.found);
    fixture_shift(&f, OMAR, "2026-12-08", EARLY);
    fixture_shift(&f, PRIYA, "2026-11-08", EARLY); /* long before */
    rota_check(f.home, &f.duties, from, to, &f.found);
    assert_string_equal(fixture_list(&f),
                        "house_min_hours_in_period PROVISIONAL 0/1440 provisional");
    rota_findings_done(&f.found);
    rota_check_person(f.home, &f.duties, PRIYA, from, to, &f.found);
    assert_int_equal(f.found.count, 1);
    rota_findings_done(&f.found);
    rota_check_person(f.home, &f.duties, OMAR, from, to, &f.found);
    assert_int_equal(f.found.count, 0);
    /* A period of no days and one without end ask for nothing. */
    rota_check(f.home, &f.duties, to, from, &f.found);
    rota_check(f.home, &f.duties, ROTA_NO_DAY, from, &f.found);
    assert_int_equal(f.found.count, 0);
    fixture_close(&f);
}

/* ---- weekends ---- */

static void one_weekend(fixture *f) {
    priya(f)->own.max_weekends_in_period = 1;
}

static void weekends(void **state) {
    (void)state;
    static const period_case cases[] = {
        {"2026-12-12", "EE", "2026-12-07", "2026-12-20", "", NULL},
        {"2026-12-12", "E------C", "2026-12-07", "2026-12-20", "", NULL},
        {"2026-12-12", "E-------E", "2026-12-07", "2026-12-20",
         "house_max_weekends_in_period FAIL 2/1",
         "Priya: 2 weekends worked from Mon 7 Dec to Sun 20 Dec; at most 1 is allowed"},
        /* Before the period and after it, */
        {"2026-12-12", "E------E------E", "2026-12-14", "2026-12-25", "", NULL},
        /* on a Sunday that goes on with a Saturday before the period, and on one that does not, */
        {"2026-12-12", "EE-----E", "2026-12-13", "2026-12-20", "", NULL},
        {"2026-12-13", "E-----E", "2026-12-13", "2026-12-20",
         "house_max_weekends_in_period FAIL 2/1", NULL},
        /* and on a Saturday at the end whose Sunday is after it. */
        {"2026-12-13", "E------E", "2026-12-13", "2026-12-19", "", NULL},
    };
    EXPECT_ALL(cases, ROTA_RULE_HOUSE_MAX_WEEKENDS_IN_PERIOD, one_weekend);
}

/* ---- duties of a shift ---- */

static void some_shifts(fixture *f) {
    strcpy(f->home->settings.house.max_shifts_in_period, "N:1 L:1 X:0");
    priya(f)->own_max_shifts = "L:2 C:0";
}

static void shifts(void **state) {
    (void)state;
    static const period_case cases[] = {
        {"2026-12-07", "LLN", "2026-12-07", "2026-12-13", "", NULL},
        {"2026-12-07", "LLEEEL", "2026-12-07", "2026-12-13", "house_max_shifts_in_period FAIL 3/2",
         "Priya: 3 duties of shift Late from Mon 7 Dec to Sun 13 Dec; at most 2 are allowed"},
        {"2026-12-07", "LLEEEL", "2026-12-08", "2026-12-13", "", NULL},
        {"2026-12-07", "N--N", "2026-12-07", "2026-12-13", "house_max_shifts_in_period FAIL 2/1",
         NULL},
        {"2026-12-07", "C", "2026-12-07", "2026-12-07", "house_max_shifts_in_period FAIL 1/0",
         "Priya: 1 duty of shift On call on Mon 7 Dec; at most 0 are allowed"},
    };
    EXPECT_ALL(cases, ROTA_RULE_HOUSE_MAX_SHIFTS_IN_PERIOD, some_shifts);
}

static void unknown_shifts_are_named(void **state) {
    (void)state;
    rota_err err = {0};
    fixture f;
    fixture_open(&f, false);
    rota_home_finish(f.home);
    assert_int_equal(rota_home_check_names(f.home, &err), ROTA_OK);
    f.home->shifts[EARLY].not_after = "L  NN";
    assert_int_equal(rota_home_check_names(f.home, &err), ROTA_E_INPUT);
    assert_string_equal(err.message, "shift 'E': not_after: unknown shift 'NN'; did you mean 'N'?");
    priya(&f)->own_max_shifts = "E:2 late:1";
    assert_int_equal(rota_home_check_names(f.home, &err), ROTA_E_INPUT);
    assert_string_equal(err.message, "staff 'priya': max_shifts_in_period: unknown shift 'late'");
    strcpy(f.home->settings.house.max_shifts_in_period, "night:4");
    assert_int_equal(rota_home_check_names(f.home, &err), ROTA_E_INPUT);
    assert_string_equal(err.message,
                        "rota.ini: [house] max_shifts_in_period: unknown shift 'night'");
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(max_hours),
        cmocka_unit_test(min_hours),
        cmocka_unit_test(nothing_is_too_little),
        cmocka_unit_test(weekends),
        cmocka_unit_test(shifts),
        cmocka_unit_test(unknown_shifts_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
