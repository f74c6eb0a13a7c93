/* What people's terms and the settings of a profile change: opt-outs, fixed periods, special cases,
 * breaks, call-outs, other jobs, nights. */
#include "support/test.h"

#include "core/terms.h"
#include "support/fixture.h"

#include <stdio.h>
#include <string.h>

enum { H = 60 };

typedef struct {
    const char *name, *times;
    void (*prepare)(fixture *f);
    const char *expected; /* of a usual worker, or of what `prepare` makes of them */
} term_case;

static void check_cases(const term_case *cases, size_t n) {
    for (size_t i = 0; i < n; i++) {
        fixture f;
        fixture_open(&f, false);
        if (cases[i].times)
            fixture_work(&f, PRIYA, cases[i].times);
        if (cases[i].prepare)
            cases[i].prepare(&f);
        fixture_check(&f, NULL, NULL);
        if (strcmp(fixture_list(&f), cases[i].expected) != 0)
            fail_msg("%s: found '%s', expected '%s'", cases[i].name, fixture_list(&f),
                     cases[i].expected);
        fixture_close(&f);
    }
}
#define CHECK(cases) check_cases(cases, sizeof cases / sizeof cases[0])

/* ---- Opt-outs ---- */

static const char *opt_out_days(rota_opt_out terms, char *buf, size_t size) {
    fixture f;
    rota_day from, to;
    char a[ROTA_DATE_SIZE], b[ROTA_DATE_SIZE];
    fixture_open(&f, false);
    f.home->staff[PRIYA].opt_out_terms = &terms;
    if (!rota_home_opt_out_days(f.home, PRIYA, &from, &to))
        snprintf(buf, size, "none");
    else
        snprintf(buf, size, "%s to %s", rota_day_format(from, a),
                 to == INT_MAX ? "ever" : rota_day_format(to, b));
    fixture_close(&f);
    return buf;
}

static void opt_outs_end(void **state) {
    (void)state;
    static const struct {
        const char *from, *to, *notice;
        int days;
        const char *expected;
    } cases[] = {
        {"2026-01-05", NULL, NULL, -1, "2026-01-05 to ever"},
        {"2026-01-05", "2026-03-31", NULL, -1, "2026-01-05 to 2026-03-31"},
        {"2026-01-05", NULL, "2026-06-01", -1, "2026-01-05 to 2026-06-07"},
        {"2026-01-05", NULL, "2026-06-01", 3, "2026-01-05 to 2026-06-07"}, /* a week at least */
        {"2026-01-05", NULL, "2026-06-01", 28, "2026-01-05 to 2026-06-28"},
        {"2026-01-05", NULL, "2026-06-01", 183, "2026-01-05 to 2026-08-31"}, /* three months */
        {"2026-01-05", NULL, "2026-11-30", 183, "2026-01-05 to 2027-02-27"}, /* to 28 February */
        {"2026-01-05", "2026-06-03", "2026-06-01", -1, "2026-01-05 to 2026-06-03"},
        {"2026-06-10", NULL, "2026-06-01", -1, "none"},
        {NULL, "2026-03-31", NULL, -1, " to 2026-03-31"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char buf[64];
        rota_opt_out terms = {.from = cases[i].from ? fixture_day(cases[i].from) : ROTA_NO_DAY,
                              .to = cases[i].to ? fixture_day(cases[i].to) : ROTA_NO_DAY,
                              .notice =
                                  cases[i].notice ? fixture_day(cases[i].notice) : ROTA_NO_DAY,
                              .notice_days = cases[i].days};
        assert_string_equal(opt_out_days(terms, buf, sizeof buf), cases[i].expected);
    }
}

static void limit_holds_after_the_opt_out(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    rota_opt_out terms = {.from = ROTA_NO_DAY,
                          .to = fixture_day("2026-09-27"),
                          .notice = ROTA_NO_DAY,
                          .notice_days = -1};
    f.home->staff[PRIYA].opt_out_terms = &terms;
    fixture_weeks(&f, PRIYA, "2026-06-01", 34, 5, 50 * H);
    /* Up to the last day of the opt-out nothing; on the next, its days are left out and made up. */
    fixture_check(&f, NULL, "2026-09-27");
    assert_string_equal(fixture_list(&f), "");
    fixture_check(&f, "2026-09-28", "2026-09-28");
    assert_string_equal(fixture_list(&f), "weekly_average FAIL 3000/2880");
    assert_string_equal(fixture_text(&f, ROTA_RULE_WEEKLY_AVERAGE),
                        "Priya: 50 h a week on average over the 17 weeks to Mon 28 Sep (10 h "
                        "worked, and 840 h on the next 84 days worked for 84 days of the opt-out: "
                        "850 h); at most 48 h are allowed");
    /* Where the rules know no opt-out it has no effect. */
    f.home->rules.average_opt_out = false;
    fixture_check(&f, NULL, "2026-09-27");
    assert_string_equal(fixture_list(&f), "weekly_average FAIL 3000/2880");
    fixture_close(&f);
}

static void weeks_of_90_hours(fixture *f) {
    f->home->staff[PRIYA].opt_out = true;
    fixture_weeks(f, PRIYA, "2026-06-01", 1, 6, 79 * H);
    fixture_weeks(f, PRIYA, "2026-06-08", 1, 6, 78 * H);
}
static void no_more_than_78_hours(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    weeks_of_90_hours(&f);
    f.home->rules.duty_span = 14 * H;
    f.home->rules.weekly_rest_gap = 24 * H;
    f.home->rules.daily_rest = 10 * H;
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_list(&f), "");
    f.home->rules.daily_rest = 11 * H;
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_text(&f, ROTA_RULE_WEEKLY_AVERAGE),
                        "Priya: 79 h in the week from Mon 1 Jun; daily and weekly rest leave 78 h, "
                        "whoever has opted out");
    fixture_close(&f);
}

/* ---- Reference periods ---- */

static void fixed(fixture *f, const char *from) {
    f->home->rules.average_weeks = 2;
    f->home->rules.average_reference = ROTA_REFERENCE_FIXED;
    f->home->rules.average_fixed_from = fixture_day(from);
    fixture_weeks(f, PRIYA, "2026-06-01", 1, 5, 40 * H);
    fixture_weeks(f, PRIYA, "2026-06-08", 1, 5, 60 * H);
    fixture_weeks(f, PRIYA, "2026-06-15", 1, 5, 30 * H);
}
static void fixed_first(fixture *f) {
    fixed(f, "2026-06-01");
}
static void fixed_second(fixture *f) {
    fixed(f, "2026-06-08");
}
static void fixed_long_ago(fixture *f) {
    fixed(f, "2024-01-08"); /* 126 weeks before 8 June 2026 */
}
static void rolling(fixture *f) {
    fixed(f, "2026-06-01");
    f->home->rules.average_reference = ROTA_REFERENCE_ROLLING;
}
static void fixed_and_begun(fixture *f) {
    fixed_second(f);
    fixture_weeks(f, PRIYA, "2026-06-22", 1, 5, 60 * H);
    fixture_weeks(f, PRIYA, "2026-06-29", 1, 5, 60 * H);
    f->duties.count -= 5; /* the second week of the period is not known */
    fixture_work(f, PRIYA, "2026-06-27T08:00/2026-06-27T20:00 2026-06-28T08:00/2026-06-28T20:00");
    fixture_work(f, PRIYA, "2026-06-29T08:00/2026-06-29T20:00 2026-06-30T08:00/2026-06-30T09:00");
}

static void fixed_periods(void **state) {
    (void)state;
    static const term_case cases[] = {
        {"weeks 1 and 2", NULL, fixed_first, "weekly_average FAIL 3000/2880"},
        {"weeks 2 and 3", NULL, fixed_second, ""},
        {"the same periods from long ago", NULL, fixed_long_ago, ""},
        {"any two weeks", NULL, rolling, "weekly_average FAIL 3000/2880"},
        {"over before it has ended", NULL, fixed_and_begun,
         "weekly_rest FAIL 720/1440, weekly_average FAIL 2910/2880"},
    };
    CHECK(cases);
}

static void leave_over_a_weekend(void **state) {
    (void)state;
    static const struct {
        const char *from, *to;
        enum rota_rule_excluded how;
        enum rota_leave_kind kind;
        int days;
    } cases[] = {
        {"2026-06-01", "2026-06-14", ROTA_EXCLUDED_WORKED, ROTA_LEAVE_ANNUAL, 10},
        {"2026-06-01", "2026-06-14", ROTA_EXCLUDED_ALL, ROTA_LEAVE_ANNUAL, 14},
        {"2026-06-05", "2026-06-08", ROTA_EXCLUDED_WORKED, ROTA_LEAVE_SICK, 2},
        {"2026-06-06", "2026-06-07", ROTA_EXCLUDED_WORKED, ROTA_LEAVE_PATERNITY, 2},
        {"2026-06-07", "2026-06-07", ROTA_EXCLUDED_WORKED, ROTA_LEAVE_ADOPTION, 1},
        {"2026-06-01", "2026-06-05", ROTA_EXCLUDED_WORKED, ROTA_LEAVE_PARENTAL, 5},
        {"2026-06-01", "2026-06-05", ROTA_EXCLUDED_WORKED, ROTA_LEAVE_ADDITIONAL, 5},
        {"2026-06-01", "2026-06-05", ROTA_EXCLUDED_WORKED, ROTA_LEAVE_MATERNITY, 5},
        {"2026-06-01", "2026-06-05", ROTA_EXCLUDED_ALL, ROTA_LEAVE_TRAINING, 0},
        {"2026-06-01", "2026-06-05", ROTA_EXCLUDED_ALL, ROTA_LEAVE_UNPAID, 0},
        {"2026-06-01", "2026-06-05", ROTA_EXCLUDED_ALL, ROTA_LEAVE_OTHER, 0},
    };
    rota_rules rules;
    rota_rules_init(&rules);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_leave leave = {0, fixture_day(cases[i].from), fixture_day(cases[i].to), cases[i].kind,
                            -1};
        int n = 0;
        rules.average_excluded = (int)cases[i].how;
        for (rota_day day = leave.from - 3; day <= leave.to + 3; day++)
            n += rota_leave_excludes(&rules, &leave, day);
        assert_int_equal(n, cases[i].days);
    }
}

/* ---- Special cases ---- */

static void special_cases(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, true);
    f.home->skills[0] = "care";
    f.home->skills[1] = "careful";
    f.home->nskills = 2;
    rota_person *priya = &f.home->staff[PRIYA];
    assert_true(rota_home_special_case(f.home, PRIYA));
    priya->special_case = ROTA_SPECIAL_NO;
    assert_false(rota_home_special_case(f.home, PRIYA));
    f.home->settings.rules.special_case = false;
    priya->special_case = ROTA_SPECIAL_YES;
    assert_true(rota_home_special_case(f.home, PRIYA));
    assert_false(rota_home_special_case(f.home, OMAR));
    /* By skill: a word of the list, not a part of one. */
    f.home->settings.rules.special_case = true;
    priya->special_case = ROTA_SPECIAL_HOME;
    snprintf(f.home->settings.rules.special_case_skills, 20, "night care");
    assert_false(rota_home_special_case(f.home, PRIYA));
    priya->skills = 2;
    assert_false(rota_home_special_case(f.home, PRIYA));
    priya->skills = 1;
    assert_true(rota_home_special_case(f.home, PRIYA));
    fixture_close(&f);
}

static void make_special(fixture *f) {
    f->home->staff[PRIYA].special_case = ROTA_SPECIAL_YES;
}
static void lenient(fixture *f) {
    make_special(f);
    f->home->rules.comp_policy = ROTA_POLICY_LENIENT;
    f->home->rules.comp_days = 3;
}

#define SHORT_REST "2026-06-01T14:00/2026-06-01T22:00 2026-06-02T07:00/2026-06-02T15:00 "
static void compensatory_rest(void **state) {
    (void)state;
    static const term_case cases[] = {
        {"not in the very next rest", SHORT_REST "2026-06-03T03:59/2026-06-03T12:00", make_special,
         "daily_rest COMP_REST 540/660 owed 120, compensatory_rest FAIL 779/780"},
        {"in it", SHORT_REST "2026-06-03T04:00/2026-06-03T12:00", make_special,
         "daily_rest COMP_REST 540/660 owed 120"},
        {"nothing known after", SHORT_REST, make_special, "daily_rest COMP_REST 540/660 owed 120"},
        {"within three days",
         SHORT_REST "2026-06-03T03:00/2026-06-03T11:00 2026-06-04T00:00/2026-06-04T08:00", lenient,
         "daily_rest COMP_REST 540/660 owed 120, compensatory_rest AMBER 120/120 owed 120"},
        {"open and not yet due", SHORT_REST "2026-06-03T02:00/2026-06-03T13:00", lenient,
         "daily_rest COMP_REST 540/660 owed 120, "
         "compensatory_rest AMBER 0/120 owed 120 provisional"},
        {"in part, until the end of what is known", SHORT_REST "2026-06-03T02:00/2026-06-03T12:00",
         lenient,
         "daily_rest COMP_REST 540/660 owed 120, "
         "compensatory_rest AMBER 60/120 owed 120 provisional"},
        {"after the last duty", SHORT_REST "2026-06-03T02:00/2026-06-03T11:00", lenient,
         "daily_rest COMP_REST 540/660 owed 120, compensatory_rest AMBER 120/120 owed 120"},
        {"never",
         SHORT_REST "2026-06-03T02:00/2026-06-03T12:00 2026-06-03T23:00/2026-06-04T08:00 "
                    "2026-06-04T19:00/2026-06-05T05:00 2026-06-05T16:00/2026-06-06T02:00 "
                    "2026-06-06T13:00/2026-06-06T14:00",
         lenient, "daily_rest COMP_REST 540/660 owed 120, compensatory_rest FAIL 0/120 owed 120"},
    };
    CHECK(cases);
}

static void ledger(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, true);
    rota_comp_rests list = {0};
    fixture_work(&f, PRIYA, SHORT_REST "2026-06-03T04:00/2026-06-03T18:00");
    rota_home_finish(f.home);
    rota_check_comp_rests(f.home, &f.duties, fixture_day("2026-06-01"), fixture_day("2026-06-03"),
                          &list);
    assert_int_equal(list.count, 2);
    char arose[ROTA_DATETIME_SIZE], due[ROTA_DATETIME_SIZE], to[ROTA_DATETIME_SIZE];
    const rota_comp_rest *rest = &list.items[0];
    assert_int_equal(rest->rule, ROTA_RULE_DAILY_REST);
    assert_int_equal(rest->owed, 120);
    assert_int_equal(rest->repaid, 120);
    assert_true(rest->known && !rest->late);
    assert_string_equal(rota_zone_format(f.home->zone, rest->arose, arose), "2026-06-02T07:00");
    assert_string_equal(rota_zone_format(f.home->zone, rest->due, due), "2026-06-03T04:00");
    assert_string_equal(rota_zone_format(f.home->zone, rest->repaid_to, to), "2026-06-03T04:00");
    rest = &list.items[1];
    assert_int_equal(rest->rule, ROTA_RULE_DUTY_SPAN);
    assert_int_equal(rest->owed, 60);
    assert_int_equal(rest->repaid, 0);
    assert_false(rest->known);
    assert_string_equal(rota_zone_format(f.home->zone, rest->due, due), "2026-06-04T06:00");
    assert_true(rest->repaid_from == ROTA_NO_MINUTE);
    rota_comp_rests_done(&list);
    /* Of standard workers there is none. */
    f.home->settings.rules.special_case = false;
    rota_check_comp_rests(f.home, &f.duties, fixture_day("2026-06-01"), fixture_day("2026-06-03"),
                          &list);
    assert_int_equal(list.count, 0);
    fixture_close(&f);
}

/* What is owed for a week arises as it ends, and is told with the week. */
static void ledger_of_a_week(void **state) {
    (void)state;
    fixture f;
    for (int strict = 0; strict < 2; strict++) {
        fixture_open(&f, true);
        rota_comp_rests list = {0};
        char due[ROTA_DATETIME_SIZE];
        f.home->rules.comp_policy = strict ? ROTA_POLICY_STRICT : ROTA_POLICY_LENIENT;
        f.home->rules.comp_days = 3; /* a lenient policy gives no less time */
        fixture_weeks(&f, PRIYA, "2026-06-01", 1, 7, 7 * 8 * H);
        rota_home_finish(f.home);
        rota_check_comp_rests(f.home, &f.duties, fixture_day("2026-06-01"),
                              fixture_day("2026-06-07"), &list);
        assert_int_equal(list.count, 1);
        assert_int_equal(list.items[0].rule, ROTA_RULE_WEEKLY_REST);
        assert_int_equal(list.items[0].owed, 8 * H);
        assert_string_equal(rota_zone_format(f.home->zone, list.items[0].due, due),
                            "2026-06-15T00:00");
        rota_comp_rests_done(&list);
        fixture_close(&f);
    }
}

/* ---- On call ---- */

static void called(fixture *f, const char *from, const char *to) {
    static rota_span call;
    rota_err err;
    rota_duty *duty = fixture_shift(f, PRIYA, "2026-06-01", ON_CALL);
    assert_int_equal(rota_zone_parse(f->home->zone, from, &call.from, &err), ROTA_OK);
    assert_int_equal(rota_zone_parse(f->home->zone, to, &call.to, &err), ROTA_OK);
    duty->calls = &call;
    duty->ncalls = 1;
    duty->work_minutes = (int)(call.to - call.from);
}
static void called_at_2(fixture *f) {
    called(f, "2026-06-02T02:00", "2026-06-02T03:00");
}
static void called_at_once(fixture *f) {
    called(f, "2026-06-01T23:00", "2026-06-01T23:30");
}
static void called_at_once_special(fixture *f) {
    called_at_2(f);
    make_special(f);
}
static void called_into_the_shift(fixture *f) {
    called(f, "2026-06-02T06:30", "2026-06-02T07:00");
}
#define LATE_AND(start) "2026-06-01T13:00/2026-06-01T22:00 " start
static void call_outs(void **state) {
    (void)state;
    static const term_case cases[] = {
        {"breaks the rest", LATE_AND("2026-06-02T09:00/2026-06-02T17:00"), called_at_2,
         "daily_rest FAIL 360/660"},
        {"the longest part is long enough", LATE_AND("2026-06-02T14:00/2026-06-02T20:00"),
         called_at_2, ""},
        {"soon after the shift", LATE_AND("2026-06-02T10:30/2026-06-02T17:00"), called_at_once, ""},
        {"special case", LATE_AND("2026-06-02T09:00/2026-06-02T17:00"), called_at_once_special,
         "daily_rest COMP_REST 360/660 owed 300"},
        {"straight into the shift", LATE_AND("2026-06-02T07:00/2026-06-02T15:00"),
         called_into_the_shift, "daily_rest FAIL 510/660"},
    };
    CHECK(cases);
    fixture f;
    fixture_open(&f, false);
    called_at_2(&f);
    rota_person_hours hours[FIXTURE_STAFF];
    rota_day day = fixture_day("2026-06-01");
    rota_check_hours(f.home, &f.duties, day, day + 1, hours);
    assert_int_equal(hours[PRIYA].working_minutes, 60);
    assert_int_equal(hours[PRIYA].wage_minutes, 60);
    /* A call-out is no duty to the limits of the home. */
    f.home->staff[PRIYA].own.max_consecutive_days = 1;
    fixture_work(&f, PRIYA, "2026-06-03T09:00/2026-06-03T12:00");
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_list(&f), "");
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opt_outs_end),          cmocka_unit_test(limit_holds_after_the_opt_out),
        cmocka_unit_test(no_more_than_78_hours), cmocka_unit_test(fixed_periods),
        cmocka_unit_test(leave_over_a_weekend),  cmocka_unit_test(special_cases),
        cmocka_unit_test(compensatory_rest),     cmocka_unit_test(ledger),
        cmocka_unit_test(ledger_of_a_week),      cmocka_unit_test(call_outs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
