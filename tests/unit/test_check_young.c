#include "support/test.h"

#include "support/fixture.h"

enum { H = 60 };

/* 17 in June 2026, 18 on 1 March 2027. Neither an opt-out nor continuity of care changes a thing.
 */
static void prepare(fixture *f) {
    f->home->staff[PRIYA].born = fixture_day("2009-03-01");
    f->home->staff[PRIYA].opt_out = true;
}

static void limits(void **state) {
    (void)state;
    static const fixture_case cases[] = {
        {"8 h a day", "2026-06-01T08:00/2026-06-01T16:00", "", NULL},
        {"8 h 01 a day", "2026-06-01T08:00/2026-06-01T16:01", "young_daily FAIL 481/480", NULL},
        {"two duties of a day",
         "2026-06-01T07:00/2026-06-01T12:00 2026-06-01T14:00/2026-06-01T18:00",
         "young_daily FAIL 540/480", NULL},
        {"a night is two days of work", "2026-06-01T20:00/2026-06-02T06:30",
         "young_night FAIL 480/0", NULL},
        {"7 h by the clock of the autumn change, 8 h worked", "2026-10-25T00:00/2026-10-25T07:00",
         "young_night FAIL 420/0", NULL},
        {"8 h by the clock and 9 h worked", "2026-10-25T00:00/2026-10-25T08:00",
         "young_daily FAIL 540/480, young_night FAIL 420/0", NULL},
        {"until 22:00", "2026-06-01T14:00/2026-06-01T22:00", "", NULL},
        {"until 22:15", "2026-06-01T14:15/2026-06-01T22:15", "young_night FAIL 15/0", NULL},
        {"from 05:59", "2026-06-01T05:59/2026-06-01T12:00", "young_night FAIL 1/0", NULL},
        {"11 h 30 of rest", "2026-06-01T14:00/2026-06-01T21:30 2026-06-02T09:00/2026-06-02T17:00",
         "young_daily_rest FAIL 690/720", NULL},
        {"12 h of rest", "2026-06-01T14:00/2026-06-01T21:00 2026-06-02T09:00/2026-06-02T17:00", "",
         NULL},
        {"40 h a week",
         "2026-06-01T08:00/2026-06-01T16:00 2026-06-02T08:00/2026-06-02T16:00 "
         "2026-06-03T08:00/2026-06-03T16:00 2026-06-04T08:00/2026-06-04T16:00 "
         "2026-06-05T08:00/2026-06-05T16:00",
         "", NULL},
        {"40 h 01 a week",
         "2026-06-01T08:00/2026-06-01T16:00 2026-06-02T08:00/2026-06-02T16:00 "
         "2026-06-03T08:00/2026-06-03T16:00 2026-06-04T08:00/2026-06-04T16:00 "
         "2026-06-05T08:00/2026-06-05T14:00 2026-06-07T17:00/2026-06-07T19:01",
         "young_weekly FAIL 2401/2400", NULL},
        {"47 h off at the weekend",
         "2026-06-01T08:00/2026-06-01T12:00 2026-06-02T08:00/2026-06-02T12:00 "
         "2026-06-03T08:00/2026-06-03T12:00 2026-06-04T08:00/2026-06-04T12:00 "
         "2026-06-05T14:00/2026-06-05T18:00 2026-06-07T17:00/2026-06-07T19:00",
         "young_weekly_rest FAIL 2820/2880", NULL},
        {"48 h off at the weekend",
         "2026-06-01T08:00/2026-06-01T12:00 2026-06-02T08:00/2026-06-02T12:00 "
         "2026-06-03T08:00/2026-06-03T12:00 2026-06-04T08:00/2026-06-04T12:00 "
         "2026-06-05T14:00/2026-06-05T17:00 2026-06-07T17:00/2026-06-07T19:00",
         "", NULL},
    };
    fixture_cases(cases, sizeof cases / sizeof cases[0], prepare);
}

static void eighteen(fixture *f) {
    f->home->staff[PRIYA].born = fixture_day("2008-06-01");
}

/* The last day under age is the day before the birthday. */
static void birthday(void **state) {
    (void)state;
    static const fixture_case cases[] = {
        {"the day before", "2026-05-31T12:00/2026-05-31T22:15",
         "young_daily FAIL 615/480, young_night FAIL 15/0", NULL},
        {"the day", "2026-06-01T12:00/2026-06-01T22:15", "", NULL},
        {"rest over the birthday",
         "2026-05-31T14:00/2026-05-31T21:30 2026-06-01T09:00/2026-06-01T17:00",
         "young_daily_rest FAIL 690/720", NULL},
        {"rest after the birthday, of a duty that began before it",
         "2026-05-31T21:30/2026-06-01T03:00 2026-06-01T14:00/2026-06-01T17:00",
         "young_night FAIL 120/0", NULL},
        {"rest after the birthday",
         "2026-06-01T14:00/2026-06-01T21:30 2026-06-02T09:00/2026-06-02T17:00", "", NULL},
    };
    fixture_cases(cases, sizeof cases / sizeof cases[0], eighteen);
}

static void eighteen_on_wednesday(fixture *f) {
    f->home->staff[PRIYA].born = fixture_day("2008-06-03");
}
/* 35 hours a week in other jobs are 10 until Tuesday. */
static void other_jobs_until_wednesday(fixture *f) {
    eighteen_on_wednesday(f);
    f->home->staff[PRIYA].other_minutes = 35 * H;
}
static void many_other_hours(fixture *f) {
    eighteen_on_wednesday(f);
    f->home->staff[PRIYA].other_minutes = 100 * H;
}
static void eighteen_on_sunday(fixture *f) {
    f->home->staff[PRIYA].born = fixture_day("2008-06-07");
}

#define SIX_HOURS(date) "2026-06-" date "T09:00/2026-06-" date "T15:00 "

/* In the week of the birthday only work before it may be too much for 48 hours of rest; what is
 * left of the week is as for all adults. */
static void week_of_the_birthday(void **state) {
    (void)state;
    static const fixture_case wednesday[] = {
        {"two days under age, then one day off",
         SIX_HOURS("01") SIX_HOURS("02") SIX_HOURS("03") SIX_HOURS("04") SIX_HOURS("05")
             SIX_HOURS("06"),
         "", NULL},
        {"no day off at all",
         SIX_HOURS("01") SIX_HOURS("02") SIX_HOURS("03") SIX_HOURS("04") SIX_HOURS("05")
             SIX_HOURS("06") SIX_HOURS("07"),
         "weekly_rest FAIL 1080/1440", "weekly_rest COMP_REST 1080/1440 owed 360"},
        {"the week after is one of adults",
         SIX_HOURS("08") SIX_HOURS("09") SIX_HOURS("10") SIX_HOURS("11") SIX_HOURS("12")
             SIX_HOURS("13"),
         "", NULL},
    };
    static const fixture_case sunday[] = {
        {"six days under age",
         SIX_HOURS("01") SIX_HOURS("02") SIX_HOURS("03") SIX_HOURS("04") SIX_HOURS("05")
             SIX_HOURS("06"),
         "young_weekly_rest FAIL 1980/2880", NULL},
        {"five days under age, and work on the birthday",
         SIX_HOURS("01") SIX_HOURS("02") SIX_HOURS("03") SIX_HOURS("04") SIX_HOURS("05")
             SIX_HOURS("07"),
         "", NULL},
        {"every day",
         SIX_HOURS("01") SIX_HOURS("02") SIX_HOURS("03") SIX_HOURS("04") SIX_HOURS("05")
             SIX_HOURS("06") SIX_HOURS("07"),
         "weekly_rest FAIL 1080/1440, young_weekly_rest FAIL 1980/2880",
         "weekly_rest COMP_REST 1080/1440 owed 360, young_weekly_rest FAIL 1980/2880"},
    };
    static const fixture_case other_jobs[] = {
        {"two days with their share of other jobs", SIX_HOURS("01") SIX_HOURS("02"), "", NULL},
    };
    static const fixture_case many[] = {
        {"and when that is too much", SIX_HOURS("01") SIX_HOURS("02"),
         "young_weekly FAIL 2434/2400, weekly_average FAIL 6043/2880", NULL},
    };
    fixture_cases(other_jobs, sizeof other_jobs / sizeof *other_jobs, other_jobs_until_wednesday);
    fixture_cases(many, sizeof many / sizeof *many, many_other_hours);
    fixture_cases(wednesday, sizeof wednesday / sizeof *wednesday, eighteen_on_wednesday);
    fixture_cases(sunday, sizeof sunday / sizeof *sunday, eighteen_on_sunday);
}

/* Where the contract provides for work after 22:00 the night is from 23:00 to 07:00. */
static void late_contract(fixture *f) {
    prepare(f);
    f->home->rules.young_night_from = 23 * H;
    f->home->rules.young_night_to = 7 * H;
}

static void another_night(void **state) {
    (void)state;
    static const fixture_case cases[] = {
        {"until 22:15", "2026-06-01T14:15/2026-06-01T22:15", "", NULL},
        {"from 06:30", "2026-06-01T06:30/2026-06-01T12:00", "young_night FAIL 30/0", NULL},
    };
    fixture_cases(cases, sizeof cases / sizeof cases[0], late_contract);
}

static void an_opt_out_has_no_effect(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    prepare(&f);
    fixture_weeks(&f, PRIYA, "2026-06-01", 1, 5, 44 * H);
    fixture_check(&f, "2026-06-03", "2026-06-03");
    assert_string_equal(fixture_list(&f), "young_weekly FAIL 2640/2400, young_daily FAIL 528/480");
    fixture_close(&f);
}

static void texts(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    prepare(&f);
    fixture_shift(&f, PRIYA, "2026-12-07", NIGHT);
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_text(&f, ROTA_RULE_YOUNG_NIGHT),
                        "Priya: Night on Mon 7 Dec (from 22:00 to Tue 08:00) has 8 h between 22:00 "
                        "and 06:00; nobody under the age of 18 works then");
    fixture_work(&f, PRIYA, "2026-12-08T09:00/2026-12-08T18:00");
    fixture_check(&f, NULL, NULL);
    /* Eight hours of the night and nine of the day. */
    assert_string_equal(
        fixture_text(&f, ROTA_RULE_YOUNG_DAILY),
        "Priya: 17 h of work on Tue 8 Dec; under the age of 18 at most 8 h a day are "
        "allowed");
    assert_string_equal(
        fixture_text(&f, ROTA_RULE_YOUNG_DAILY_REST),
        "Priya: 1 h rest between Night on Mon 7 Dec (ends Tue 08:00) and work on Tue "
        "8 Dec (starts 09:00); under the age of 18 at least 12 h are needed");
    fixture_close(&f);

    fixture_open(&f, false);
    prepare(&f);
    fixture_work(&f, PRIYA, "2026-12-07T08:00/2026-12-07T20:30");
    fixture_weeks(&f, PRIYA, "2026-12-08", 1, 6, 44 * H);
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_text(&f, ROTA_RULE_YOUNG_WEEKLY),
                        "Priya: 56 h 30 of work in the week from Mon 7 Dec; under the age of 18 at "
                        "most 40 h a week are allowed");
    assert_string_equal(fixture_text(&f, ROTA_RULE_YOUNG_WEEKLY_REST),
                        "Priya: the longest rest in the week from Mon 7 Dec is 16 h 40 (Tue 8 Dec "
                        "15:20 to Wed 9 Dec 08:00); under the age of 18 at least 48 h are needed");
    fixture_close(&f);

    fixture_open(&f, false);
    prepare(&f);
    fixture_work(&f, PRIYA, "2026-12-07T08:00/2026-12-07T20:30");
    fixture_check(&f, NULL, NULL);
    assert_string_equal(
        fixture_text(&f, ROTA_RULE_YOUNG_DAILY_REST),
        "Priya: work on Mon 7 Dec (from 08:00 to 20:30) lasts 12 h 30; that leaves "
        "11 h 30 of rest in 24 h, and under the age of 18 at least 12 h are needed");
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits),
        cmocka_unit_test(birthday),
        cmocka_unit_test(week_of_the_birthday),
        cmocka_unit_test(another_night),
        cmocka_unit_test(an_opt_out_has_no_effect),
        cmocka_unit_test(texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
