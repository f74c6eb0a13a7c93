/* Cases of the law T01 to T43: averages, opt-outs, daily rest, sleep-ins. */
#include "support/test.h"

#include "core/terms.h"
#include "support/law_case.h"

#include <stdio.h>
#include <string.h>

/* ---- The average of a week ---- */

static void t01(fixture *f) {
    law_weeks(f, 1, 17, 5, 48);
}
static void t02(fixture *f) {
    law_weeks(f, 1, 17, 5, 48);
    rota_duty *last = &f->duties.items[f->duties.count - 1];
    last->end++;
    last->work_minutes++;
}
static void t03(fixture *f) {
    law_weeks(f, 1, 10, 5, 52);
    law_weeks(f, 11, 7, 5, 40);
}
static void t04(fixture *f) {
    law_weeks(f, 1, 7, 5, 52);
    fixture_leave(f, PRIYA, "2026-07-20", "2026-08-02");
    law_weeks(f, 10, 10, 5, 52);
}
static void t06(fixture *f) {
    law_weeks(f, 1, 8, 5, 50);
    fixture_leave(f, PRIYA, "2026-07-27", "2026-07-31")->kind = ROTA_LEAVE_ADDITIONAL;
    law_weeks(f, 10, 9, 5, 50);
}
static void t06_literal(fixture *f) {
    t06(f);
    f->home->rules.average_additional = ROTA_RULE_NO;
}
static void t08(fixture *f) {
    static const int hours[] = {50, 46, 48, 50, 47, 46};
    f->home->staff[PRIYA].from = fixture_day("2026-06-01");
    for (int i = 0; i < 6; i++)
        law_weeks(f, i + 1, 1, 5, hours[i]);
}
static void t10(fixture *f) {
    law_weeks(f, 1, 17, 5, 52);
    law_weeks(f, 18, 9, 5, 40);
}
static void t11(fixture *f) {
    f->home->rules.average_weeks = f->home->rules.average_weeks_special = 52;
    law_weeks(f, 1, 26, 5, 56);
    law_weeks(f, 27, 26, 5, 40);
}
static void t11_26(fixture *f) {
    t11(f);
    f->home->rules.average_weeks_special = 26;
}
static void t12(fixture *f) {
    f->home->staff[PRIYA].opt_out = true;
    law_weeks(f, 1, 17, 5, 60);
}
static void t13(fixture *f) {
    t12(f);
    f->home->staff[PRIYA].night_worker = ROTA_NIGHT_YES;
}
static const rota_opt_out five_weeks = {
    .from = 20605, .to = 20639, .notice = ROTA_NO_DAY, .notice_days = -1};
static void t14(fixture *f) {
    f->home->staff[PRIYA].opt_out_terms = &five_weeks;
    law_weeks(f, 1, 5, 5, 60);
    law_weeks(f, 6, 19, 5, 47);
}
static void t14_literal(fixture *f) {
    t14(f);
    f->home->rules.average_opt_out_days = ROTA_OPT_OUT_DAYS_COUNTED;
}
static rota_opt_out noticed = {.from = ROTA_NO_DAY, .to = ROTA_NO_DAY, .notice_days = -1};
static void t15(fixture *f) {
    noticed.notice = fixture_day("2026-06-01");
    noticed.notice_days = -1;
    f->home->staff[PRIYA].opt_out_terms = &noticed;
}
static void t15_clause(fixture *f) {
    t15(f);
    noticed.notice_days = 183;
}
static void limit_from(fixture *f, char *buf, size_t size) {
    rota_day from, to;
    char day[ROTA_DATE_SIZE];
    assert_true(rota_home_opt_out_days(f->home, PRIYA, &from, &to));
    snprintf(buf, size, "48 h from %s", rota_day_format(to + 1, day));
}
static void t18(fixture *f) {
    f->home->staff[PRIYA].other_minutes = 20 * H;
    law_weeks(f, 1, 26, 5, 30);
}
static void t19(fixture *f) {
    law_weeks(f, 1, 17, 5, 47);
    f->duties.count -= 3;
    fixture_leave(f, PRIYA, "2026-09-23", "2026-09-25");
}
static void range(fixture *f, char *buf, size_t size) {
    assert_int_equal(f->found.count, 1);
    const rota_finding *finding = &f->found.items[0];
    snprintf(buf, size, "%s %s %lld to %lld", rota_rule_id(finding->rule),
             rota_verdict_name(finding->verdict), (long long)finding->measured,
             (long long)finding->most);
}
/* ---- Daily rest and sleep-ins ---- */

static void t34(fixture *f) {
    fixture_work(f, PRIYA, "2026-06-01T14:00/2026-06-01T22:00");
    fixture_shift(f, PRIYA, "2026-06-01", ON_CALL);
    fixture_work(f, PRIYA, "2026-06-02T09:00/2026-06-02T17:00");
}
static rota_duty *sleep(fixture *f, const char *times, const char *from) {
    rota_duty *duty = fixture_work(f, PRIYA, times);
    rota_err err;
    duty->kind = ROTA_SHIFT_SLEEP_IN;
    assert_int_equal(rota_zone_parse(f->home->zone, from, &duty->sleep_from, &err), ROTA_OK);
    duty->sleep_to = duty->sleep_from + 8 * H;
    return duty;
}
static void t36(fixture *f) {
    sleep(f, "2026-06-01T14:30/2026-06-02T15:00", "2026-06-01T23:00");
    fixture_work(f, PRIYA, "2026-06-03T13:00/2026-06-03T21:00");
}
static void t36_early(fixture *f) {
    sleep(f, "2026-06-01T14:30/2026-06-02T15:00", "2026-06-01T23:00");
    fixture_work(f, PRIYA, "2026-06-03T12:59/2026-06-03T21:00");
}
static void t37(fixture *f) {
    for (int week = 0; week < 26; week++)
        for (int twice = 0; twice < 2; twice++) {
            rota_day day = fixture_day("2026-06-01") + 7 * week + 3 * twice;
            rota_duty *duty = sleep(f, "2026-06-01T14:30/2026-06-02T15:00", "2026-06-01T23:00");
            rota_minute start = rota_zone_at(f->home->zone, day, 14 * H + 30, false);
            duty->date = day;
            duty->sleep_from += start - duty->start;
            duty->sleep_to += start - duty->start;
            duty->end += start - duty->start;
            duty->start = start;
        }
}
static void t38(fixture *f) {
    sleep(f, "2026-06-01T07:30/2026-06-02T07:00", "2026-06-01T23:00");
    fixture_work(f, PRIYA, "2026-06-03T05:00/2026-06-03T13:00");
}
static void t39(fixture *f) {
    static rota_span call;
    t36(f);
    rota_duty *duty = &f->duties.items[0];
    call = (rota_span){duty->sleep_from + 3 * H, duty->sleep_from + 4 * H};
    duty->calls = &call;
    duty->ncalls = 1;
    f->duties.count--;
}
static void t40(fixture *f) {
    for (int day = 0; day < 182; day += 3) {
        char times[64], a[ROTA_DATE_SIZE], b[ROTA_DATE_SIZE];
        rota_day first = fixture_day("2026-06-01") + day;
        snprintf(times, sizeof times, "%sT08:00/%sT08:00", rota_day_format(first, a),
                 rota_day_format(first + 1, b));
        fixture_work(f, PRIYA, times);
    }
}
static void t40_opted_out(fixture *f) {
    t40(f);
    f->home->staff[PRIYA].opt_out = true;
}
static void sleep_ins(fixture *f, int weeks, const int *days, int n) {
    for (int week = 0; week < weeks; week++)
        for (int i = 0; i < n; i++) {
            char date[ROTA_DATE_SIZE];
            rota_day_format(fixture_day("2026-06-01") + 7 * week + days[i], date);
            fixture_shift(f, PRIYA, date, SLEEP_IN);
        }
}
static void t42(fixture *f) {
    static const int tuesday_and_friday[] = {1, 4};
    sleep_ins(f, 8, tuesday_and_friday, 2);
}

#define REST "2026-06-01T14:00/2026-06-01T"
static const law_case cases[] = {
    {"T01", "17 weeks of 48 h", t01, .standard = "", .special = ""},
    {"T02", "and a minute", t02, .standard = "weekly_average FAIL 2881/2880", .special = ""},
    {"T03", "overtime in ten weeks", t03, .standard = "", .special = ""},
    {"T04", "two weeks of leave", t04, .to = "2026-09-27",
     .standard = "weekly_average FAIL 3120/2880", .special = ""},
    {"T06", "additional leave, cautious", t06, .to = "2026-09-27",
     .standard = "weekly_average FAIL 3000/2880", .special = ""},
    {"T06 literal", "additional leave, as the words read", t06_literal, .to = "2026-09-27",
     .standard = "", .special = ""},
    {"T08", "new starter", t08, .standard = "", .special = ""},
    {"T10", "52 h, then 40 h", t10, .standard = "weekly_average FAIL 3120/2880", .special = ""},
    {"T11", "52 weeks agreed", t11, .standard = "", .special = "weekly_average AMBER 52/26"},
    {"T11 26", "26 weeks for continuity of care", t11_26, .standard = "",
     .special = "weekly_average FAIL 3360/2880"},
    {"T12", "opted out", t12, .standard = "", .special = ""},
    {"T13", "night worker, opted out", t13, .standard = "night_average FAIL 600/480",
     .special = ""},
    {"T14", "opt-out that has ended", t14, .from = "2026-09-27", .to = "2026-09-27", .standard = "",
     .special = ""},
    {"T14 literal", "its hours counted", t14_literal, .from = "2026-09-27", .to = "2026-09-27",
     .standard = "weekly_average FAIL 4211/2880", .special = ""},
    {"T15", "notice", t15, .standard = "48 h from 2026-06-08", .special = "48 h from 2026-06-08",
     .ask = limit_from},
    {"T15 clause", "six months of notice", t15_clause, .standard = "48 h from 2026-09-01",
     .special = "48 h from 2026-09-01", .ask = limit_from},
    {"T18", "another job", t18, .standard = "weekly_average FAIL 3000/2880",
     .special = "weekly_average FAIL 3000/2880"},
    {"T19", "leave and nothing known after it", t19, .from = "2026-09-27", .to = "2026-09-27",
     .standard = "weekly_average PROVISIONAL 2721 to 2820",
     .special = "weekly_average PROVISIONAL 1779 to 1844", .ask = range},
    {"T20", "overlap",
     .times = "2026-06-01T07:00/2026-06-01T15:00 2026-06-01T14:30/2026-06-01T22:30",
     .standard = "930 work, 930 wage; duty_span FAIL 930/780, overlap AMBER 30/0",
     .special = "930 work, 930 wage; duty_span COMP_REST 930/780 owed 150, overlap AMBER 30/0",
     .ask = law_hours_and_list},

    {"T21", "11 h", .times = REST "22:00 2026-06-02T09:00/2026-06-02T17:00", .standard = "",
     .special = ""},
    {"T22", "10 h 59", .times = REST "22:01 2026-06-02T09:00/2026-06-02T17:00",
     .standard = "daily_rest FAIL 659/660", .special = "daily_rest COMP_REST 659/660 owed 1"},
    {"T24", "13 h 30",
     .times = "2026-06-01T08:00/2026-06-01T21:30 2026-06-02T09:00/2026-06-02T17:00",
     .standard = "duty_span FAIL 810/780", .special = "duty_span COMP_REST 810/780 owed 30"},
    {"T25", "night, then night",
     .times = "2026-06-01T22:00/2026-06-02T08:00 2026-06-02T19:00/2026-06-03T05:00",
     .standard = "night_health AMBER 0/1", .special = "night_health AMBER 0/1"},
    {"T26", "training between nights",
     .times = "2026-06-01T22:30/2026-06-02T06:30 2026-06-02T10:00/2026-06-02T16:30 "
              "2026-06-02T22:30/2026-06-03T06:30",
     .standard = "night_health AMBER 0/1, daily_rest FAIL 210/660, daily_rest FAIL 360/660",
     .special = "night_health AMBER 0/1, daily_rest COMP_REST 210/660 owed 450, "
                "daily_rest COMP_REST 360/660 owed 300, compensatory_rest FAIL 360/1110"},
    {"T28", "office hours", .times = LAW_FIVE_DAYS, .standard = "", .special = ""},
    {"T29", "late, early", .times = REST "22:00 2026-06-02T07:00/2026-06-02T15:00",
     .standard = "daily_rest FAIL 540/660", .special = "daily_rest COMP_REST 540/660 owed 120"},
    {"T30", "and 14 h after it",
     .times = REST "22:00 2026-06-02T07:00/2026-06-02T15:00 2026-06-03T05:00/2026-06-03T13:00",
     .standard = "daily_rest FAIL 540/660", .special = "daily_rest COMP_REST 540/660 owed 120"},
    {"T31", "spring",
     .times = "2026-03-28T14:00/2026-03-28T22:00 2026-03-29T09:00/2026-03-29T17:00",
     .standard = "daily_rest FAIL 600/660", .special = "daily_rest COMP_REST 600/660 owed 60"},
    {"T33 spring", "a night of 9 h", .times = "2026-03-28T22:00/2026-03-29T08:00",
     .standard = "540 work, 540 wage; ", .special = "540 work, 540 wage; ",
     .ask = law_hours_and_list},
    {"T33 autumn", "a night of 11 h", .times = "2026-10-24T22:00/2026-10-25T08:00",
     .standard = "660 work, 660 wage; ", .special = "660 work, 660 wage; ",
     .ask = law_hours_and_list},
    {"T34", "on call at home", t34, .standard = "960 work, 960 wage; ",
     .special = "960 work, 960 wage; ", .ask = law_hours_and_list},

    {"T36", "24 h 30, next after 22 h", t36,
     .standard = "1950 work, 1470 wage; duty_span FAIL 1470/780",
     .special = "1950 work, 1470 wage; duty_span COMP_REST 1470/780 owed 660",
     .ask = law_hours_and_list},
    {"T36 early", "next a minute before", t36_early, .standard = "duty_span FAIL 1470/780",
     .special = "duty_span COMP_REST 1470/780 owed 660, compensatory_rest FAIL 1319/1320"},
    {"T37", "twice a week", t37, .from = "2026-11-29", .to = "2026-11-29",
     .standard = "weekly_average FAIL 2940/2880, night_average FAIL 490/480",
     .special = "weekly_average FAIL 2940/2880"},
    {"T38", "23 h 30, next on Wednesday at 05:00", t38, .standard = "duty_span FAIL 1410/780",
     .special = "duty_span COMP_REST 1410/780 owed 660"},
    {"T39", "called out at night", t39, .standard = "1470 work, 1050 wage; duty_span FAIL 1470/780",
     .special = "1470 work, 1050 wage; duty_span COMP_REST 1470/780 owed 660",
     .ask = law_hours_and_list},
    {"T40", "24 h on, 48 h off", t40, .from = "2026-11-29", .to = "2026-11-29",
     .standard = "weekly_average FAIL 3389/2880, night_average FAIL 565/480",
     .special = "weekly_average FAIL 3379/2880"},
    {"T40 opted out", "with an opt-out", t40_opted_out, .from = "2026-11-29", .to = "2026-11-29",
     .standard = "night_average FAIL 565/480", .special = ""},
    {"T42", "regular sleep-ins", t42, .standard = "night_health AMBER 0/1",
     .special = "night_health AMBER 0/1"},
    {"T43", "a day off with a sleep-in in it",
     .times = "2026-06-01T09:00/2026-06-01T17:00 2026-06-02T09:00/2026-06-02T17:00 "
              "2026-06-03T09:00/2026-06-03T17:00 2026-06-04T09:00/2026-06-04T17:00 "
              "2026-06-05T09:00/2026-06-05T22:00 2026-06-06T09:00/2026-06-06T12:00 "
              "2026-06-06T23:00/2026-06-07T07:00 2026-06-08T07:00/2026-06-08T15:00",
     .standard = "weekly_rest FAIL 1020/1440",
     .special = "weekly_rest COMP_REST 1020/1440 owed 420"},
};

static void law_cases(void **state) {
    (void)state;
    law_check(cases, sizeof cases / sizeof cases[0]);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(law_cases)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
