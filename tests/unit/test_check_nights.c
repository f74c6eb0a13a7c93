/* Night workers and their health, other jobs of the young, weekly rest with leave and in
 * fortnights, most work of a duty, and what is said when all is well. */
#include "support/test.h"

#include "core/check.h"
#include "support/fixture.h"

#include <stdio.h>
#include <string.h>

enum { H = 60 };

typedef void prepare(fixture *f);

typedef struct {
    const char *name, *times;
    prepare *prepare;
    const char *expected;
} night_case;

static void check_cases(const night_case *cases, size_t n) {
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

/* ---- Who is a night worker ---- */

static void health(fixture *f) {
    f->home->rules.night_health_months = 12;
}
static void assessed(fixture *f, const char *date) {
    health(f);
    f->home->staff[PRIYA].health_assessed = fixture_day(date);
}
static void in_time(fixture *f) {
    assessed(f, "2026-06-01");
}
static void a_day_late(fixture *f) {
    assessed(f, "2026-06-02");
}
static void a_year_ago(fixture *f) {
    assessed(f, "2025-06-02");
}
static void longer_ago(fixture *f) {
    assessed(f, "2025-06-01");
}
static void no_night_worker(fixture *f) {
    health(f);
    f->home->staff[PRIYA].night_worker = ROTA_NIGHT_NO;
}
static void asleep(fixture *f) {
    health(f);
    for (size_t i = 0; i < f->duties.count; i++) {
        f->duties.items[i].kind = ROTA_SHIFT_SLEEP_IN;
        f->duties.items[i].sleep_to = f->duties.items[i].end;
    }
}
static void asleep_and_not_counted(fixture *f) {
    asleep(f);
    f->home->rules.night_sleep_in = ROTA_RULE_NO;
}
#define NIGHT_OF(date, next) "2026-06-" date "T22:00/2026-06-" next "T06:00 "
#define TWO_NIGHTS NIGHT_OF("01", "02") NIGHT_OF("02", "03")
static void night_health(void **state) {
    (void)state;
    static const night_case cases[] = {
        {"two nights and nothing else", TWO_NIGHTS, health, "night_health AMBER 0/1"},
        {"no rule", TWO_NIGHTS, NULL, ""},
        {"one night", NIGHT_OF("01", "02"), health, ""},
        {"two nights among five days",
         TWO_NIGHTS "2026-06-04T09:00/2026-06-04T17:00 2026-06-05T09:00/2026-06-05T17:00 "
                    "2026-06-06T09:00/2026-06-06T13:00",
         health, ""},
        {"assessed on the day", TWO_NIGHTS, in_time, ""},
        {"assessed on the day after", TWO_NIGHTS, a_day_late, "night_health AMBER 0/1"},
        {"a year ago", TWO_NIGHTS, a_year_ago, ""},
        {"longer ago", TWO_NIGHTS, longer_ago, "night_health AMBER 1/1"},
        {"no night worker by their own column", TWO_NIGHTS, no_night_worker, ""},
        {"sleep-ins", TWO_NIGHTS, asleep, "night_health AMBER 0/1"},
        {"sleep-ins that do not count", TWO_NIGHTS, asleep_and_not_counted, ""},
    };
    CHECK(cases);
}

/* With what is well, and in words. */
static void night_health_of_everybody(void **state) {
    (void)state;
    static const struct {
        const char *times;
        void (*prepare)(fixture *f);
        enum rota_verdict verdict;
        const char *text;
    } rows[] = {
        {TWO_NIGHTS, health, ROTA_AMBER,
         "a night worker (work on Mon 1 Jun): a health assessment is due before night work, and "
         "none is on record"},
        {TWO_NIGHTS, a_day_late, ROTA_AMBER,
         "a night worker (work on Mon 1 Jun): a health assessment is due before night work, and "
         "that on record is of Tue 2 Jun"},
        {TWO_NIGHTS, asleep, ROTA_AMBER,
         "potentially a night worker, by regular sleep-ins (sleep-in on Mon 1 Jun): a health "
         "assessment is due before night work, and none is on record"},
        {TWO_NIGHTS, in_time, ROTA_PASS, "the health assessment of Mon 1 Jun holds"},
        {NIGHT_OF("01", "02"), health, ROTA_NOT_APPLICABLE, "not a night worker"},
        {"2026-06-01T09:00/2026-06-01T13:00", health, ROTA_NOT_APPLICABLE,
         "no night work in these days"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture f;
        fixture_open(&f, false);
        fixture_work(&f, PRIYA, rows[i].times);
        rows[i].prepare(&f);
        rota_home_finish(f.home);
        rota_check_all(f.home, &f.duties, PRIYA, fixture_day("2026-06-01"),
                       fixture_day("2026-06-07"), &f.found);
        const char *text = fixture_text(&f, ROTA_RULE_NIGHT_HEALTH);
        assert_string_equal(text + strlen("Priya: "), rows[i].text);
        for (size_t k = 0; k < f.found.count; k++)
            if (f.found.items[k].rule == ROTA_RULE_NIGHT_HEALTH)
                assert_int_equal(f.found.items[k].verdict, rows[i].verdict);
        fixture_close(&f);
    }
}

static void heavy(fixture *f) {
    f->home->rules.night_absolute = 8 * H;
}
/* Eight hours from each start, eight and a half in the 24 hours from 22:00. */
static void break_at_21(fixture *f) {
    static rota_span breaks[2];
    static const char *const times[] = {"2026-06-01T20:00/2026-06-02T05:00",
                                        "2026-06-02T20:30/2026-06-02T22:30"};
    static const char *const of[] = {"2026-06-01T21:00", "2026-06-01T22:00"};
    rota_err err;
    heavy(f);
    assert_int_equal(rota_zone_parse(f->home->zone, of[0], &breaks[0].from, &err), ROTA_OK);
    assert_int_equal(rota_zone_parse(f->home->zone, of[1], &breaks[0].to, &err), ROTA_OK);
    rota_duty *duty = fixture_work(f, PRIYA, times[0]);
    duty->breaks = breaks;
    duty->nbreaks = 1;
    duty->break_minutes = H;
    duty->work_minutes -= H;
    fixture_work(f, PRIYA, times[1]);
}
static void night_absolute(void **state) {
    (void)state;
    static const night_case cases[] = {
        {"8 h", NIGHT_OF("01", "02"), heavy, ""},
        {"8 h 01", "2026-06-01T22:00/2026-06-02T06:01", heavy, "night_absolute FAIL 481/480"},
        {"a day before the night, in the same 24 h",
         "2026-06-01T08:00/2026-06-01T11:00 2026-06-01T22:00/2026-06-02T04:00", heavy,
         "night_absolute FAIL 540/480"},
        {"the night has begun 24 h after it",
         "2026-06-01T06:00/2026-06-01T09:00 "
         "2026-06-02T06:00/2026-06-02T09:00",
         heavy, ""},
        {"the day after", "2026-06-01T22:00/2026-06-02T03:00 2026-06-02T15:00/2026-06-02T19:00",
         heavy, "night_absolute FAIL 540/480"},
        {"24 h after", "2026-06-01T22:00/2026-06-02T03:00 2026-06-02T22:00/2026-06-03T03:00", heavy,
         ""},
        {"after its break", NULL, break_at_21, "night_absolute FAIL 510/480"},
        {"less than three hours of the night", "2026-06-01T16:00/2026-06-02T01:00", heavy, ""},
    };
    CHECK(cases);
}

/* ---- Work of a duty ---- */

static void nine_hours(fixture *f) {
    f->home->rules.duty_work = 9 * H;
}
static void work_of_a_duty(void **state) {
    (void)state;
    static const night_case cases[] = {
        {"9 h", "2026-06-01T08:00/2026-06-01T17:00", nine_hours, ""},
        {"9 h 01", "2026-06-01T08:00/2026-06-01T17:01", nine_hours, "duty_span FAIL 541/540"},
        {"9 h 30 in two parts",
         "2026-06-01T08:00/2026-06-01T12:00 "
         "2026-06-01T14:00/2026-06-01T19:30",
         nine_hours, "duty_span FAIL 570/540"},
    };
    CHECK(cases);
}

/* ---- The young ---- */

static void seventeen(fixture *f) {
    f->home->staff[PRIYA].born = fixture_day("2009-03-01");
    f->home->rules.young_contract_from = 23 * H;
    f->home->rules.young_contract_to = 7 * H;
}
static void late_contract(fixture *f) {
    seventeen(f);
    f->home->staff[PRIYA].contract_after_22 = true;
}
static void another_job(fixture *f) {
    seventeen(f);
    f->home->staff[PRIYA].other_minutes = 34 * H;
}
static void of_age_on_tuesday(fixture *f) {
    f->home->staff[PRIYA].born = fixture_day("2008-06-02");
}
static void the_young(void **state) {
    (void)state;
    static const night_case cases[] = {
        {"until 23:00", "2026-06-01T15:00/2026-06-01T23:00", late_contract, ""},
        {"until 23:01", "2026-06-01T15:01/2026-06-01T23:01", late_contract, "young_night FAIL 1/0"},
        {"from 06:30", "2026-06-01T06:30/2026-06-01T12:00", late_contract, "young_night FAIL 30/0"},
        {"from 06:30, no such contract", "2026-06-01T06:30/2026-06-01T12:00", seventeen, ""},
        {"40 h with another job", "2026-06-01T08:00/2026-06-01T14:00", another_job, ""},
        {"40 h 01 with another job", "2026-06-01T08:00/2026-06-01T14:01", another_job,
         "young_weekly FAIL 2401/2400"},
        {"the birthday begins at midnight", "2026-06-01T20:00/2026-06-02T03:00", of_age_on_tuesday,
         "young_night FAIL 120/0"},
        {"the day of the birthday is an adult's", "2026-06-02T00:00/2026-06-02T10:00",
         of_age_on_tuesday, ""},
        {"hours of the week count up to the birthday",
         "2026-06-01T08:00/2026-06-01T16:00 2026-06-03T08:00/2026-06-03T20:00 "
         "2026-06-04T08:00/2026-06-04T20:00 2026-06-05T08:00/2026-06-05T20:00",
         of_age_on_tuesday, ""},
    };
    CHECK(cases);
}

/* ---- Weekly rest ---- */

#define DAY(date) "2026-06-" date "T09:00/2026-06-" date "T17:00 "
static void twice(fixture *f) {
    f->home->rules.weekly_rest_days = 14;
    f->home->rules.weekly_rest_fortnight = ROTA_FORTNIGHT_TWICE;
    f->home->staff[PRIYA].from = fixture_day("2026-05-20");
}
static void once(fixture *f) {
    twice(f);
    f->home->rules.weekly_rest_fortnight = ROTA_FORTNIGHT_ONCE;
}
static void leave_is_no_rest(fixture *f) {
    f->home->rules.weekly_rest_leave = ROTA_RULE_NO;
    fixture_leave(f, PRIYA, "2026-06-06", "2026-06-07");
}
static void sick_leave_is(fixture *f) {
    leave_is_no_rest(f);
    f->home->leave[0].kind = ROTA_LEAVE_SICK;
}
static void leave_is_rest(fixture *f) {
    leave_is_no_rest(f);
    f->home->rules.weekly_rest_leave = ROTA_RULE_YES;
}
#define WEEK1 DAY("01") DAY("02") DAY("03") DAY("04") DAY("05") DAY("06") DAY("07")
static void weekly_rest(void **state) {
    (void)state;
    static const night_case cases[] = {
        {"one day off is not two",
         WEEK1 DAY("08") DAY("09") DAY("11") DAY("12") DAY("13") DAY("14"), twice,
         "weekly_rest FAIL 960/1440"},
        {"two days off apart", WEEK1 DAY("09") DAY("10") DAY("12") DAY("13") DAY("14"), twice, ""},
        {"two days off apart are not one of 48 h",
         WEEK1 DAY("09") DAY("10") DAY("12") DAY("13") DAY("14"), once,
         "weekly_rest FAIL 2400/2880"},
        {"two days off together", WEEK1 DAY("10") DAY("11") DAY("12") DAY("13") DAY("14"), once,
         ""},
        {"two days off together are two", WEEK1 DAY("10") DAY("11") DAY("12") DAY("13") DAY("14"),
         twice, ""},
        {"a weekend of leave", DAY("01") DAY("02") DAY("03") DAY("04") DAY("05") DAY("08"),
         leave_is_rest, ""},
        {"that is no rest", DAY("01") DAY("02") DAY("03") DAY("04") DAY("05") DAY("08"),
         leave_is_no_rest, "weekly_rest FAIL 960/1440"},
        {"of sickness", DAY("01") DAY("02") DAY("03") DAY("04") DAY("05") DAY("08"), sick_leave_is,
         ""},
        {"and a day off beside it", DAY("01") DAY("02") DAY("04") DAY("05") DAY("08"),
         leave_is_no_rest, ""},
    };
    CHECK(cases);
}

/* ---- What is well ---- */

static void what_is_well(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, true);
    rota_rules *rules = &f.home->rules;
    rules->origin[ROTA_RULE_DUTY_SPAN].evidence = 'I';
    f.home->staff[PRIYA].opt_out = true;
    rota_duty *duty = fixture_work(&f, PRIYA,
                                   "2026-06-01T08:00/2026-06-01T16:00 "
                                   "2026-06-02T07:00/2026-06-02T15:00");
    duty->break_said = true;
    duty->break_minutes = 25;
    rota_home_finish(f.home);
    rota_check_all(f.home, &f.duties, PRIYA, fixture_day("2026-06-01"), fixture_day("2026-06-07"),
                   &f.found);
    assert_string_equal(
        fixture_list(&f),
        "weekly_average NOT_APPLICABLE 0/0, duty_span PASS 480/780, weekly_rest PASS 7740/1440, "
        "night_average NOT_APPLICABLE 0/0, opt_out_register PASS 0/0, daily_rest PASS 900/660, "
        "break PASS 25/20");
    assert_string_equal(fixture_text(&f, ROTA_RULE_DAILY_REST),
                        "Priya: the closest is 15 h on Tue 2 Jun; at least 11 h");
    assert_string_equal(
        fixture_text(&f, ROTA_RULE_WEEKLY_AVERAGE),
        "Priya: opted out of the weekly limit with no date on record (opt_out_from)");
    assert_null(f.found.items[0].cure);
    /* A rule that rests on what was not seen says so, with what is wrong. */
    fixture_work(&f, PRIYA, "2026-06-03T08:00/2026-06-03T21:01");
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_text(&f, ROTA_RULE_DUTY_SPAN),
                        "Priya: work on Wed 3 Jun (from 08:00 to 21:01) lasts 13 h 01; at most "
                        "13 h, so 0 h 01 of rest are owed: the rest that follows must be at least "
                        "11 h 01; check with your adviser");
    assert_string_equal(f.found.items[0].cure,
                        "let the rest that follows last until Thu 4 Jun 08:02");
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(night_health),   cmocka_unit_test(night_health_of_everybody),
        cmocka_unit_test(night_absolute), cmocka_unit_test(work_of_a_duty),
        cmocka_unit_test(the_young),      cmocka_unit_test(weekly_rest),
        cmocka_unit_test(what_is_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
