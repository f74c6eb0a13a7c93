/* Cases of the law T44 to T80: weekly rest, breaks, nights, the young, leave, the home. */
#include "support/test.h"

#include "core/terms.h"
#include "support/law_case.h"

#include <stdio.h>
#include <string.h>

/* ---- Weekly rest ---- */

static const char twelve_days[] = LAW_FIVE_DAYS LAW_DAY("06") LAW_DAY("07") LAW_DAY("08")
    LAW_DAY("09") LAW_DAY("10") LAW_DAY("11") LAW_DAY("12") LAW_DAY("15");
static const char sunday_and_wednesday_off[] = LAW_FIVE_DAYS LAW_DAY("06") LAW_DAY("08")
    LAW_DAY("09") LAW_DAY("11") LAW_DAY("12") LAW_DAY("13") LAW_DAY("14");
static const char monday_and_thursday_off[] = LAW_FIVE_DAYS LAW_DAY("06") LAW_DAY("07")
    LAW_DAY("09") LAW_DAY("10") LAW_DAY("12") LAW_DAY("13") LAW_DAY("14");

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

static void t54(fixture *f) {
    law_with_break(f, "2026-06-01T08:00/2026-06-01T14:00", 0);
}
static void t55(fixture *f) {
    law_with_break(f, "2026-06-01T08:00/2026-06-01T14:01", 0);
}
static void t56(fixture *f) {
    law_with_break(f, "2026-06-01T08:00/2026-06-01T20:00", 20);
}
static void t58(fixture *f) {
    rota_duty *duty = law_with_break(f, "2026-06-01T08:00/2026-06-01T16:00", 20);
    pause = (rota_span){duty->end - 20, duty->end};
    duty->breaks = &pause;
    duty->nbreaks = 1;
}
static void t59(fixture *f) {
    law_with_break(f, "2026-10-24T23:00/2026-10-25T05:00", 0);
}

/* ---- Nights ---- */

static void assessed(fixture *f) {
    f->home->staff[PRIYA].health_assessed = fixture_day("2026-05-01");
}
static void t61(fixture *f) {
    law_nights(f, 17, 1, 4, "19:00", 12 * H);
    assessed(f);
}
static void t63(fixture *f) {
    f->home->rules.night_absolute = 8 * H;
    law_nights(f, 1, 1, 1, "22:00", 10 * H);
}
static void t64(fixture *f) {
    law_nights(f, 1, 1, 4, "16:00", 10 * H);
}
static void t64_less(fixture *f) {
    law_nights(f, 1, 1, 4, "16:00", 10 * H - 1);
}
static void t65(fixture *f) {
    law_nights(f, 15, 3, 4, "21:00", 10 * H);
    law_weeks(f, 2, 2, 4, 40);
    law_weeks(f, 5, 2, 4, 40);
    law_weeks(f, 8, 2, 4, 40);
    law_weeks(f, 11, 2, 4, 40);
    law_weeks(f, 14, 2, 4, 40);
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
    static rota_demand night;
    f->home->demand = &night;
    f->home->ndemand = 1;
    fixture_shift(f, PRIYA, "2026-06-01", NIGHT)->break_said = true;
}
static void t80_no(fixture *f) {
    snprintf(f->home->settings.rules.lone_working_assessed, 8, "no");
    fixture_shift(f, PRIYA, "2026-06-01", NIGHT)->break_said = true;
}

static const law_case cases[] = {
    {"T44", "26 h inside, 33 h in all",
     .times = LAW_FIVE_DAYS "2026-06-06T12:00/2026-06-06T22:00 2026-06-08T07:00/2026-06-08T15:00",
     .standard = "weekly_rest AMBER 1980/2100", .special = "weekly_rest AMBER 1980/2100"},
    {"T45", "35 h in all",
     .times = LAW_FIVE_DAYS "2026-06-06T12:00/2026-06-06T20:00 2026-06-08T07:00/2026-06-08T15:00",
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
    {"T51", "the fortnight of employment", t51,
     .standard = "2026-01-05 AMBER, 2026-01-19 FAIL, 2026-02-16 FAIL",
     .special = "2026-01-05 AMBER, 2026-01-19 COMP_REST, 2026-02-16 COMP_REST", .ask = windows},
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
    {"T77 plan", "as planned",
     .times = "2026-06-01T14:00/2026-06-01T22:00 2026-06-02T09:00/2026-06-02T17:00", .standard = "",
     .special = ""},
    {"T77 worked", "as worked",
     .times = "2026-06-01T14:00/2026-06-01T22:45 2026-06-02T09:00/2026-06-02T17:00",
     .standard = "daily_rest FAIL 615/660", .special = "daily_rest COMP_REST 615/660 owed 45"},
    {"T79 night", "agency alone at night", t79_night, .standard = "agency_share AMBER 100/50",
     .special = "agency_share AMBER 100/50", .home = true},
    {"T79 day", "two of three from an agency", t79_day, .standard = "agency_share AMBER 67/50",
     .special = "agency_share AMBER 67/50", .home = true},
    {"T80", "alone, and no assessment", t80, .standard = "lone_worker FAIL 1/2",
     .special = "lone_worker FAIL 1/2", .home = true},
    {"T80 no", "alone, and the home says that there is none", t80_no,
     .standard = "lone_worker FAIL 1/2", .special = "lone_worker FAIL 1/2", .home = true},
};

static void law_cases(void **state) {
    (void)state;
    law_check(cases, sizeof cases / sizeof cases[0]);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(law_cases)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
