/* The cases that the working-time rules were written down with, one row each, under the rules of
 * the profile `uk`: what is found of a usual worker and of one of continuity of care. 1 June 2026
 * is a Monday; the zone is Europe/London. */
#include "support/test.h"

#include "core/terms.h"
#include "io/profile.h"
#include "support/fixture.h"

#include <stdio.h>
#include <string.h>

enum { H = 60 };

/* What a row asks where a list of findings does not answer it, into buf. */
typedef void ask(fixture *f, char *buf, size_t size);

struct law_case {
    const char *id, *what;
    void (*build)(fixture *f); /* or the times */
    const char *times;
    const char *from, *to; /* of the period; NULL: all that is there */
    const char *standard, *special;
    ask *ask;
    bool home; /* what is said of the home, not of people */
};

static void read_rules(fixture *f) {
    rota_faults *faults = rota_faults_new();
    rota_err err;
    assert_int_equal(rota_profile_read(NULL, "uk", &f->home->rules, faults, &err), ROTA_OK);
    rota_faults_free(faults);
}

/* ---- The average of a week ---- */

static void weeks(fixture *f, int first, int n, int days, int hours) {
    char monday[ROTA_DATE_SIZE];
    rota_day_format(fixture_day("2026-06-01") + 7 * (first - 1), monday);
    fixture_weeks(f, PRIYA, monday, n, days, hours * H);
}

static void t01(fixture *f) {
    weeks(f, 1, 17, 5, 48);
}
static void t02(fixture *f) {
    weeks(f, 1, 17, 5, 48);
    rota_duty *last = &f->duties.items[f->duties.count - 1];
    last->end++;
    last->work_minutes++;
}
static void t03(fixture *f) {
    weeks(f, 1, 10, 5, 52);
    weeks(f, 11, 7, 5, 40);
}
static void t04(fixture *f) {
    weeks(f, 1, 7, 5, 52);
    fixture_leave(f, PRIYA, "2026-07-20", "2026-08-02");
    weeks(f, 10, 10, 5, 52);
}
static void t06(fixture *f) {
    weeks(f, 1, 8, 5, 50);
    fixture_leave(f, PRIYA, "2026-07-27", "2026-07-31")->kind = ROTA_LEAVE_ADDITIONAL;
    weeks(f, 10, 9, 5, 50);
}
static void t06_literal(fixture *f) {
    t06(f);
    f->home->rules.average_additional = ROTA_RULE_NO;
}
static void t08(fixture *f) {
    static const int hours[] = {50, 46, 48, 50, 47, 46};
    f->home->staff[PRIYA].from = fixture_day("2026-06-01");
    for (int i = 0; i < 6; i++)
        weeks(f, i + 1, 1, 5, hours[i]);
}
static void t10(fixture *f) {
    weeks(f, 1, 17, 5, 52);
    weeks(f, 18, 9, 5, 40);
}
static void t11(fixture *f) {
    f->home->rules.average_weeks = f->home->rules.average_weeks_special = 52;
    weeks(f, 1, 26, 5, 56);
    weeks(f, 27, 26, 5, 40);
}
static void t11_26(fixture *f) {
    t11(f);
    f->home->rules.average_weeks_special = 26;
}
static void t12(fixture *f) {
    f->home->staff[PRIYA].opt_out = true;
    weeks(f, 1, 17, 5, 60);
}
static void t13(fixture *f) {
    t12(f);
    f->home->staff[PRIYA].night_worker = ROTA_NIGHT_YES;
}
static const rota_opt_out five_weeks = {
    .from = 20605, .to = 20639, .notice = ROTA_NO_DAY, .notice_days = -1};
static void t14(fixture *f) {
    f->home->staff[PRIYA].opt_out_terms = &five_weeks;
    weeks(f, 1, 5, 5, 60);
    weeks(f, 6, 19, 5, 47);
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
    weeks(f, 1, 26, 5, 30);
}
static void t19(fixture *f) {
    weeks(f, 1, 17, 5, 47);
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
static rota_person_hours hours_of(fixture *f) {
    rota_person_hours hours[FIXTURE_STAFF];
    rota_day first = INT_MAX, last = INT_MIN;
    for (size_t i = 0; i < f->duties.count; i++) {
        rota_day day = f->duties.items[i].date;
        first = day < first ? day : first;
        last = day > last ? day : last;
    }
    rota_check_hours(f->home, &f->duties, first, last, hours);
    return hours[PRIYA];
}
static void hours_and_list(fixture *f, char *buf, size_t size) {
    rota_person_hours h = hours_of(f);
    snprintf(buf, size, "%lld work, %lld wage; %s", (long long)h.working_minutes,
             (long long)h.wage_minutes, fixture_list(f));
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

/* ---- Weekly rest ---- */

#define DAY(date) "2026-06-" date "T09:00/2026-06-" date "T17:00 "
#define FIVE_DAYS DAY("01") DAY("02") DAY("03") DAY("04") DAY("05")
static const char twelve_days[] =
    FIVE_DAYS DAY("06") DAY("07") DAY("08") DAY("09") DAY("10") DAY("11") DAY("12") DAY("15");
static const char sunday_and_wednesday_off[] =
    FIVE_DAYS DAY("06") DAY("08") DAY("09") DAY("11") DAY("12") DAY("13") DAY("14");
static const char monday_and_thursday_off[] =
    FIVE_DAYS DAY("06") DAY("07") DAY("09") DAY("10") DAY("12") DAY("13") DAY("14");

static void fortnight(fixture *f, enum rota_rule_fortnight choice) {
    f->home->rules.weekly_rest_days = 14;
    f->home->rules.weekly_rest_fortnight = (int)choice;
    f->home->staff[PRIYA].from = fixture_day("2026-05-20");
}
static void t47_b(fixture *f) {
    fortnight(f, ROTA_FORTNIGHT_ONCE);
    fixture_work(f, PRIYA, twelve_days);
}
static void t48_a(fixture *f) {
    fortnight(f, ROTA_FORTNIGHT_TWICE);
    fixture_work(f, PRIYA, sunday_and_wednesday_off);
}
static void t49_a(fixture *f) {
    fortnight(f, ROTA_FORTNIGHT_TWICE);
    fixture_work(f, PRIYA, monday_and_thursday_off);
}
/* Free on 2 and 3 February alone: the fortnights begin on 5 and 19 January, 2 and 16 February. */
static void t51(fixture *f) {
    fortnight(f, ROTA_FORTNIGHT_ONCE);
    f->home->staff[PRIYA].from = fixture_day("2026-01-07");
    for (rota_day day = fixture_day("2026-01-07"); day <= fixture_day("2026-03-01"); day++) {
        char times[64], a[ROTA_DATE_SIZE];
        rota_day_format(day, a);
        snprintf(times, sizeof times, "%sT09:00/%sT17:00", a, a);
        if (strcmp(a, "2026-02-02") != 0 && strcmp(a, "2026-02-03") != 0)
            fixture_work(f, PRIYA, times);
    }
}
static void windows(fixture *f, char *buf, size_t size) {
    size_t n = 0;
    for (size_t i = 0; i < f->found.count; i++) {
        char day[ROTA_DATE_SIZE];
        const rota_finding *finding = &f->found.items[i];
        if (finding->rule == ROTA_RULE_WEEKLY_REST)
            n += (size_t)snprintf(buf + n, size - n, "%s%s %s", n ? ", " : "",
                                  rota_day_format(finding->date, day),
                                  rota_verdict_name(finding->verdict));
    }
}
static void t52(fixture *f) {
    f->home->rules.weekly_rest_starts = ROTA_THU;
    fixture_work(f, PRIYA,
                 "2026-06-04T09:00/2026-06-04T17:00 2026-06-05T09:00/2026-06-05T17:00 "
                 "2026-06-06T09:00/2026-06-06T17:00 2026-06-07T04:00/2026-06-07T12:00 "
                 "2026-06-08T18:00/2026-06-09T00:00 2026-06-09T14:00/2026-06-09T22:00 "
                 "2026-06-10T12:00/2026-06-10T20:00 2026-06-11T09:00/2026-06-11T17:00");
}

/* ---- Breaks ---- */

static rota_span pause;

/* One duty that says how long its break is. */
static rota_duty *with_break(fixture *f, const char *times, int minutes) {
    rota_duty *duty = fixture_work(f, PRIYA, times);
    duty->break_said = true;
    duty->break_minutes = minutes;
    duty->work_minutes -= minutes;
    return duty;
}
static void t54(fixture *f) {
    with_break(f, "2026-06-01T08:00/2026-06-01T14:00", 0);
}
static void t55(fixture *f) {
    with_break(f, "2026-06-01T08:00/2026-06-01T14:01", 0);
}
static void t56(fixture *f) {
    with_break(f, "2026-06-01T08:00/2026-06-01T20:00", 20);
}
static void t58(fixture *f) {
    rota_duty *duty = with_break(f, "2026-06-01T08:00/2026-06-01T16:00", 20);
    pause = (rota_span){duty->end - 20, duty->end};
    duty->breaks = &pause;
    duty->nbreaks = 1;
}
static void t59(fixture *f) {
    with_break(f, "2026-10-24T23:00/2026-10-25T05:00", 0);
}

/* ---- Nights ---- */

static void nights(fixture *f, int weeks, int every, int a_week, const char *from, int minutes) {
    for (int week = 0; week < weeks; week += every)
        for (int day = 0; day < a_week; day++) {
            char times[64], a[ROTA_DATE_SIZE];
            rota_day date = fixture_day("2026-06-01") + 7 * week + day;
            snprintf(times, sizeof times, "%sT%s/%sT23:59", rota_day_format(date, a), from, a);
            rota_duty *duty = fixture_work(f, PRIYA, times);
            duty->end = duty->start + minutes;
            duty->work_minutes = minutes;
        }
}
static void assessed(fixture *f) {
    f->home->staff[PRIYA].health_assessed = fixture_day("2026-05-01");
}
static void t61(fixture *f) {
    nights(f, 17, 1, 4, "19:00", 12 * H);
    assessed(f);
}
static void t63(fixture *f) {
    f->home->rules.night_absolute = 8 * H;
    nights(f, 1, 1, 1, "22:00", 10 * H);
}
static void t64(fixture *f) {
    nights(f, 1, 1, 4, "16:00", 10 * H);
}
static void t64_less(fixture *f) {
    nights(f, 1, 1, 4, "16:00", 10 * H - 1);
}
static void t65(fixture *f) {
    nights(f, 15, 3, 4, "21:00", 10 * H);
    weeks(f, 2, 2, 4, 40);
    weeks(f, 5, 2, 4, 40);
    weeks(f, 8, 2, 4, 40);
    weeks(f, 11, 2, 4, 40);
    weeks(f, 14, 2, 4, 40);
}

/* ---- The young ---- */

static void young(fixture *f, const char *times) {
    f->home->staff[PRIYA].born = fixture_day("2009-03-01");
    fixture_work(f, PRIYA, times);
}
static void t66(fixture *f) {
    young(f, "2026-06-01T08:00/2026-06-01T16:00");
}
static void t66_more(fixture *f) {
    young(f, "2026-06-01T08:00/2026-06-01T16:01");
}
static void t68(fixture *f) {
    young(f, "2026-06-01T14:15/2026-06-01T22:15");
}
static void t68_contract(fixture *f) {
    t68(f);
    f->home->staff[PRIYA].contract_after_22 = true;
}
static void t69(fixture *f) {
    young(f, "2026-06-01T22:00/2026-06-02T06:00");
}
static void t70(fixture *f) {
    young(f, "2026-06-01T14:00/2026-06-01T21:30 2026-06-02T09:00/2026-06-02T17:00");
}
static void t72(fixture *f) {
    young(f, "2026-06-01T08:00/2026-06-01T12:00 2026-06-02T08:00/2026-06-02T12:00 "
             "2026-06-03T08:00/2026-06-03T12:00 2026-06-04T08:00/2026-06-04T12:00 "
             "2026-06-05T14:00/2026-06-05T18:00 2026-06-07T17:00/2026-06-07T19:00");
}
static void t74(fixture *f) {
    young(f, "");
    f->home->staff[PRIYA].opt_out = true;
    fixture_weeks(f, PRIYA, "2026-06-01", 1, 6, 44 * H);
}

/* ---- Leave ---- */

static void entitlement(fixture *f, char *buf, size_t size) {
    static const int days[] = {500, 600, 300, 250};
    size_t n = 0;
    for (int i = 0; i < 4; i++) {
        int has = rota_leave_entitlement(&f->home->rules, days[i]);
        n += (size_t)snprintf(buf + n, size - n, "%s%d.%d", n ? " " : "", has / 100, has / 10 % 10);
    }
}
static void accrual(fixture *f, char *buf, size_t size) {
    snprintf(buf, size, "%d %d %d", rota_leave_accrued_hours(&f->home->rules, 100 * H),
             rota_leave_accrued_hours(&f->home->rules, 37 * H + 30),
             rota_leave_accrued_hours(&f->home->rules, 160 * H));
}

/* ---- The home ---- */

static void t79_night(fixture *f) {
    f->home->settings.rules.lone_working_assessed[0] = 'y';
    f->home->staff[OMAR].agency = true;
    fixture_shift(f, OMAR, "2026-06-01", NIGHT)->break_said = true;
}
static void t79_day(fixture *f) {
    t79_night(f);
    f->duties.count = 0;
    f->home->nstaff = 3;
    static rota_person three[3];
    memcpy(three, f->home->staff, 2 * sizeof *three);
    three[2] = three[OMAR];
    three[2].id = three[2].name = "ines";
    f->home->staff = three;
    for (int staff = 0; staff < 3; staff++)
        fixture_shift(f, staff, "2026-06-01", EARLY)->break_said = true;
}
static void t80(fixture *f) {
    snprintf(f->home->settings.rules.lone_working_assessed, 8, "no");
    fixture_shift(f, PRIYA, "2026-06-01", NIGHT)->break_said = true;
}

#define REST "2026-06-01T14:00/2026-06-01T"
static const struct law_case cases[] = {
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
     .ask = hours_and_list},

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
    {"T28", "office hours", .times = FIVE_DAYS, .standard = "", .special = ""},
    {"T29", "late, early", .times = REST "22:00 2026-06-02T07:00/2026-06-02T15:00",
     .standard = "daily_rest FAIL 540/660", .special = "daily_rest COMP_REST 540/660 owed 120"},
    {"T30", "and 14 h after it",
     .times = REST "22:00 2026-06-02T07:00/2026-06-02T15:00 2026-06-03T05:00/2026-06-03T13:00",
     .standard = "daily_rest FAIL 540/660", .special = "daily_rest COMP_REST 540/660 owed 120"},
    {"T31", "spring",
     .times = "2026-03-28T14:00/2026-03-28T22:00 2026-03-29T09:00/2026-03-29T17:00",
     .standard = "daily_rest FAIL 600/660", .special = "daily_rest COMP_REST 600/660 owed 60"},
    {"T33 spring", "a night of 9 h", .times = "2026-03-28T22:00/2026-03-29T08:00",
     .standard = "540 work, 540 wage; ", .special = "540 work, 540 wage; ", .ask = hours_and_list},
    {"T33 autumn", "a night of 11 h", .times = "2026-10-24T22:00/2026-10-25T08:00",
     .standard = "660 work, 660 wage; ", .special = "660 work, 660 wage; ", .ask = hours_and_list},
    {"T34", "on call at home", t34, .standard = "960 work, 960 wage; ",
     .special = "960 work, 960 wage; ", .ask = hours_and_list},

    {"T36", "24 h 30, next after 22 h", t36,
     .standard = "1950 work, 1470 wage; duty_span FAIL 1470/780",
     .special = "1950 work, 1470 wage; duty_span COMP_REST 1470/780 owed 660",
     .ask = hours_and_list},
    {"T36 early", "next a minute before", t36_early, .standard = "duty_span FAIL 1470/780",
     .special = "duty_span COMP_REST 1470/780 owed 660, compensatory_rest FAIL 1319/1320"},
    {"T37", "twice a week", t37, .from = "2026-11-29", .to = "2026-11-29",
     .standard = "weekly_average FAIL 2940/2880, night_average FAIL 490/480",
     .special = "weekly_average FAIL 2940/2880"},
    {"T38", "23 h 30, next on Wednesday at 05:00", t38, .standard = "duty_span FAIL 1410/780",
     .special = "duty_span COMP_REST 1410/780 owed 660"},
    {"T39", "called out at night", t39, .standard = "1470 work, 1050 wage; duty_span FAIL 1470/780",
     .special = "1470 work, 1050 wage; duty_span COMP_REST 1470/780 owed 660",
     .ask = hours_and_list},
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

    {"T44", "26 h inside, 33 h in all",
     .times = FIVE_DAYS "2026-06-06T12:00/2026-06-06T22:00 2026-06-08T07:00/2026-06-08T15:00",
     .standard = "weekly_rest AMBER 1980/2100", .special = "weekly_rest AMBER 1980/2100"},
    {"T45", "35 h in all",
     .times = FIVE_DAYS "2026-06-06T12:00/2026-06-06T20:00 2026-06-08T07:00/2026-06-08T15:00",
     .standard = "", .special = ""},
    {"T47", "12 days, weeks of 7", .times = twelve_days, .standard = "weekly_rest FAIL 960/1440",
     .special = "weekly_rest COMP_REST 960/1440 owed 480"},
    {"T47 b", "12 days, fortnight", t47_b, .standard = "", .special = ""},
    {"T48", "Sunday and Wednesday off", .times = sunday_and_wednesday_off, .standard = "",
     .special = ""},
    {"T48 a", "in a fortnight", t48_a, .standard = "", .special = ""},
    {"T49", "Monday and Thursday off", .times = monday_and_thursday_off,
     .standard = "weekly_rest FAIL 960/1440", .special = "weekly_rest COMP_REST 960/1440 owed 480"},
    {"T49 a", "in a fortnight", t49_a, .standard = "", .special = ""},
    {"T51", "the fortnight of employment", t51, .standard = "2026-01-19 FAIL, 2026-02-16 FAIL",
     .special = "2026-01-19 COMP_REST, 2026-02-16 COMP_REST", .ask = windows},
    {"T52", "weeks from Thursday", t52, .standard = "weekly_rest AMBER 1800/2100",
     .special = "weekly_rest AMBER 1800/2100"},

    {"T54", "6 h without a break", t54, .standard = "", .special = ""},
    {"T55", "6 h 01", t55, .standard = "break FAIL 0/20",
     .special = "break COMP_REST 0/20 owed 20"},
    {"T56", "12 h with one of 20 minutes", t56, .standard = "", .special = ""},
    {"T58", "at the end", t58, .standard = "break AMBER 0/20", .special = "break AMBER 0/20"},
    {"T59", "autumn", t59, .standard = "break FAIL 0/20",
     .special = "break COMP_REST 0/20 owed 20"},
    {"T61", "four nights of 12 h", t61, .standard = "", .special = ""},
    {"T63", "one night with heavy strain", t63, .standard = "night_absolute FAIL 600/480",
     .special = ""},
    {"T64", "3 h in the night", t64, .standard = "night_health AMBER 0/1",
     .special = "night_health AMBER 0/1"},
    {"T64 less", "2 h 59", t64_less, .standard = "", .special = ""},
    {"T65", "one week in three", t65, .standard = "night_health AMBER 0/1",
     .special = "night_health AMBER 0/1"},

    {"T66", "17 years old, 8 h", t66, .standard = "", .special = ""},
    {"T66 more", "8 h 01", t66_more, .standard = "young_daily FAIL 481/480",
     .special = "young_daily FAIL 481/480"},
    {"T68", "until 22:15", t68, .standard = "young_night FAIL 15/0",
     .special = "young_night FAIL 15/0"},
    {"T68 contract", "the contract provides for it", t68_contract, .standard = "", .special = ""},
    {"T69", "waking night", t69, .standard = "young_night FAIL 480/0",
     .special = "young_night FAIL 480/0"},
    {"T70", "11 h 30", t70, .standard = "young_daily_rest FAIL 690/720",
     .special = "young_daily_rest FAIL 690/720"},
    {"T72", "47 h off", t72, .standard = "young_weekly_rest FAIL 2820/2880",
     .special = "young_weekly_rest FAIL 2820/2880"},
    {"T74", "opt-out under age", t74, .to = "2026-06-01",
     .standard = "young_weekly FAIL 2640/2400, young_weekly_rest FAIL 1960/2880",
     .special = "young_weekly FAIL 2640/2400, young_weekly_rest FAIL 1960/2880"},
    {"T75", "5, 6, 3, 2.5 days a week", .standard = "28.0 28.0 16.8 14.0",
     .special = "28.0 28.0 16.8 14.0", .ask = entitlement},
    {"T76", "100 h, 37.5 h, 160 h", .standard = "12 5 19", .special = "12 5 19", .ask = accrual},
    {"T77 plan", "as planned", .times = REST "22:00 2026-06-02T09:00/2026-06-02T17:00",
     .standard = "", .special = ""},
    {"T77 worked", "as worked", .times = REST "22:45 2026-06-02T09:00/2026-06-02T17:00",
     .standard = "daily_rest FAIL 615/660", .special = "daily_rest COMP_REST 615/660 owed 45"},
    {"T79 night", "agency alone at night", t79_night, .standard = "agency_share AMBER 100/50",
     .special = "agency_share AMBER 100/50", .home = true},
    {"T79 day", "two of three from an agency", t79_day, .standard = "agency_share AMBER 66/50",
     .special = "agency_share AMBER 66/50", .home = true},
    {"T80", "alone, and no assessment", t80, .standard = "lone_worker FAIL 1/2",
     .special = "lone_worker FAIL 1/2", .home = true},
};

static bool check_case(const struct law_case *c, bool special) {
    char buf[400] = "";
    fixture f;
    fixture_open(&f, special);
    read_rules(&f);
    if (c->build)
        c->build(&f);
    if (c->times)
        fixture_work(&f, PRIYA, c->times);
    if (c->home) {
        rota_home_finish(f.home);
        rota_check_home(f.home, &f.duties, fixture_day("2026-06-01"), fixture_day("2026-06-02"),
                        &f.found);
    } else if (f.duties.count > 0) {
        fixture_check(&f, c->from, c->to);
    }
    if (c->ask)
        c->ask(&f, buf, sizeof buf);
    const char *found = c->ask ? buf : fixture_list(&f);
    const char *expected = special ? c->special : c->standard;
    bool same = strcmp(found, expected) == 0;
    if (!same)
        print_message("%s, %s (%s): found '%s', expected '%s'\n", c->id, c->what,
                      special ? "R21" : "standard", found, expected);
    fixture_close(&f);
    return same;
}

static void law_cases(void **state) {
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        wrong += !check_case(&cases[i], false) + !check_case(&cases[i], true);
    assert_int_equal(wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(law_cases)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
