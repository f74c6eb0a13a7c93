#include "support/test.h"

#include "support/fixture.h"

#include <stdio.h>
#include <string.h>

enum { H = 60 };

static rota_limits *limits(fixture *f) {
    return &f->home->staff[PRIYA].own;
}

/* Shifts of Priya from a date on, a letter for each day: E, L, N, S (sleep-in), C (on call), T
 * (meeting), - (off). */
static void pattern(fixture *f, const char *first, const char *letters) {
    static const char known[] = "ELNSCT";
    rota_day day = fixture_day(first);
    for (const char *p = letters; *p; p++, day++) {
        char date[ROTA_DATE_SIZE];
        for (int shift = 0; known[shift]; shift++) {
            if (known[shift] == *p)
                fixture_shift(f, PRIYA, rota_day_format(day, date), shift);
        }
    }
}

/* ---- Runs ---- */

static void days_in_a_row(void **state) {
    (void)state;
    static const struct {
        const char *letters, *from, *to, *expected;
    } cases[] = {
        {"EEEEE", "2026-12-07", "2026-12-20", ""},
        {"EEEEECE", "2026-12-07", "2026-12-20", ""},
        {"EETELLE", "2026-12-07", "2026-12-20", "house_max_consecutive_days FAIL 7/5"},
        /* Before the period, across its first day, and broken before it. */
        {"EEEEEE", "2026-12-12", "2026-12-20", "house_max_consecutive_days FAIL 6/5"},
        {"EEEEEEE", "2026-12-13", "2026-12-20", ""},
        /* Going on after the period. */
        {"EEEEEE", "2026-12-11", "2026-12-11", "house_max_consecutive_days FAIL 6/5"},
        {"EEEEEE", "2026-12-01", "2026-12-06", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fixture f;
        fixture_open(&f, false);
        f.home->rules.weekly_rest = -1;
        f.home->rules.daily_rest = -1;
        limits(&f)->max_consecutive_days = 5;
        pattern(&f, "2026-12-07", cases[i].letters);
        fixture_check(&f, cases[i].from, cases[i].to);
        if (i == 2)
            assert_string_equal(fixture_text(&f, ROTA_RULE_HOUSE_MAX_CONSECUTIVE_DAYS),
                                "Priya: 7 working days in a row, from Mon 7 Dec to Sun 13 Dec; at "
                                "most 5 are allowed");
        if (f.found.count)
            assert_int_equal(f.found.items[0].date, fixture_day("2026-12-12"));
        assert_string_equal(fixture_list(&f), cases[i].expected);
        fixture_close(&f);
    }
}

static void nights_in_a_row(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    f.home->rules.weekly_rest = -1;
    limits(&f)->max_consecutive_nights = 2;
    pattern(&f, "2026-12-07", "NNSNN");
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_list(&f), "");
    pattern(&f, "2026-12-12", "N");
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_text(&f, ROTA_RULE_HOUSE_MAX_CONSECUTIVE_NIGHTS),
                        "Priya: 3 nights in a row, from Thu 10 Dec to Sat 12 Dec; at most 2 are "
                        "allowed");
    assert_true(f.found.items[0].counts);
    assert_int_equal(f.found.items[0].nshifts, 3);
    fixture_close(&f);
}

static void days_off_in_a_row(void **state) {
    (void)state;
    static const struct {
        const char *letters, *from, *to, *expected;
    } cases[] = {
        {"EE--E", "2026-12-07", "2026-12-20", ""},
        {"-E--E-", "2026-12-07", "2026-12-20", ""},
        {"EE-EE", "2026-12-07", "2026-12-20", "house_min_consecutive_days_off FAIL 1/2"},
        {"EECEE", "2026-12-07", "2026-12-20", "house_min_consecutive_days_off FAIL 1/2"},
        {"EE-EE", "2026-12-08", "2026-12-08", "house_min_consecutive_days_off FAIL 1/2"},
        {"EE-EE", "2026-12-10", "2026-12-10", "house_min_consecutive_days_off FAIL 1/2"},
        {"EE-EE", "2026-12-11", "2026-12-20", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fixture f;
        fixture_open(&f, false);
        limits(&f)->min_consecutive_days_off = 2;
        pattern(&f, "2026-12-07", cases[i].letters);
        fixture_check(&f, cases[i].from, cases[i].to);
        assert_string_equal(fixture_list(&f), cases[i].expected);
        if (i == 2)
            assert_string_equal(fixture_text(&f, ROTA_RULE_HOUSE_MIN_CONSECUTIVE_DAYS_OFF),
                                "Priya: 1 day off between Early on Tue 8 Dec and Early on Thu 10 "
                                "Dec; at least 2 in a row are needed");
        fixture_close(&f);
    }
}

/* From Monday 2026-12-07 on, at least three days in a row; the period is the week of the 7th. */
static void enough_days_in_a_row(void **state) {
    (void)state;
    static const struct {
        const char *first, *letters, *expected, *text; /* text NULL: not looked at */
    } cases[] = {
        {"2026-12-08", "EEE", "", NULL},
        {"2026-12-08", "E", "house_min_consecutive_days FAIL 1/3",
         "Priya: 1 working day (Tue 8 Dec); at least 3 in a row are needed"},
        {"2026-12-08", "EECE",
         "house_min_consecutive_days FAIL 2/3, "
         "house_min_consecutive_days FAIL 1/3",
         NULL},
        {"2026-12-08", "EL", "house_min_consecutive_days FAIL 2/3",
         "Priya: 2 working days (Tue 8 Dec to Wed 9 Dec); at least 3 in a row are needed"},
        /* Nothing is known before the first day or after the last: it may go on there. */
        {"2026-12-07", "EE", "house_min_consecutive_days PROVISIONAL 2/3 provisional",
         "Priya: 2 working days (Mon 7 Dec to Tue 8 Dec), and what was before is not "
         "known; at least 3 in a row are needed"},
        {"2026-12-12", "EE", "house_min_consecutive_days PROVISIONAL 2/3 provisional",
         "Priya: 2 working days (Sat 12 Dec to Sun 13 Dec), and what comes after is not "
         "known; at least 3 in a row are needed"},
        /* With duties before or after the run's end is known. */
        {"2026-12-03", "EEE-EE", "house_min_consecutive_days FAIL 2/3", NULL},
        {"2026-12-12", "EE-EEE", "house_min_consecutive_days FAIL 2/3", NULL},
        /* A run over the edge of the period is counted as a whole. */
        {"2026-12-01", "EEE--EEE", "", NULL},
        {"2026-12-01", "EEE--EE", "house_min_consecutive_days FAIL 2/3", NULL},
        {"2026-12-13", "EEE", "", NULL},
        /* What ended before the period, or begins after it, is another period's. */
        {"2026-12-01", "EEE-EE-EEE", "house_min_consecutive_days AMBER 2/3", NULL},
        {"2026-12-01", "EEEE-E", "house_min_consecutive_days AMBER 1/3", NULL},
        {"2026-12-01", "E-EEE", "", NULL},
        {"2026-12-10", "EEE-E-EEE", "house_min_consecutive_days AMBER 1/3", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fixture f;
        fixture_open(&f, false);
        f.home->rules.weekly_rest = -1;
        limits(&f)->min_consecutive_days = 3;
        pattern(&f, cases[i].first, cases[i].letters);
        fixture_check(&f, "2026-12-07", "2026-12-13");
        if (strcmp(fixture_list(&f), cases[i].expected) != 0)
            fail_msg("%s from %s: '%s'", cases[i].letters, cases[i].first, fixture_list(&f));
        if (cases[i].text)
            assert_string_equal(fixture_text(&f, ROTA_RULE_HOUSE_MIN_CONSECUTIVE_DAYS),
                                cases[i].text);
        fixture_close(&f);
    }
}

/* A run that leave, another absence or the end of the contract cuts short is no breach. */
static void days_in_a_row_cut_short(void **state) {
    (void)state;
    for (int way = 0; way < 5; way++) {
        fixture f;
        fixture_open(&f, false);
        limits(&f)->min_consecutive_days = 2;
        pattern(&f, "2026-12-01", "EE-----E---EE");
        if (way == 0)
            fixture_leave(&f, PRIYA, "2026-12-09", "2026-12-09");
        if (way == 1)
            fixture_leave(&f, PRIYA, "2026-12-01", "2026-12-07");
        if (way == 2 || way == 3)
            fixture_unavailable(&f, PRIYA)->day =
                (rota_day_spec){.kind = ROTA_DAY_DATE, .date = fixture_day("2026-12-09")};
        if (way == 3) /* only in the morning */
            f.home->unavailable[0].to = 12 * H;
        if (way == 4)
            limits(&f)->min_consecutive_days = 1;
        fixture_check(&f, "2026-12-07", "2026-12-13");
        assert_string_equal(fixture_list(&f), way < 3    ? "house_min_consecutive_days AMBER 1/2"
                                              : way == 3 ? "house_min_consecutive_days FAIL 1/2"
                                                         : "");
        fixture_close(&f);
    }
}

static void shifts_that_may_not_follow(void **state) {
    (void)state;
    static const struct {
        const char *letters, *from, *to, *expected;
    } cases[] = {
        {"L-E", NULL, NULL, ""},
        {"EL", NULL, NULL, ""},
        {"LE", NULL, NULL, "house_not_after FAIL 1/2"},
        {"CE", NULL, NULL, "house_not_after FAIL 1/2"},
        {"LE", "2026-12-07", "2026-12-07", "house_not_after FAIL 1/2"},
        {"LE", "2026-12-08", "2026-12-08", "house_not_after FAIL 1/2"},
        {"-LE", "2026-12-07", "2026-12-07", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fixture f;
        fixture_open(&f, false);
        f.home->rules.daily_rest = -1;
        f.home->shifts[EARLY].not_after = "C L";
        pattern(&f, "2026-12-07", cases[i].letters);
        fixture_shift(&f, OMAR, "2026-12-07", EARLY);
        fixture_check(&f, cases[i].from, cases[i].to);
        assert_string_equal(fixture_list(&f), cases[i].expected);
        if (i == 2) {
            assert_string_equal(fixture_text(&f, ROTA_RULE_HOUSE_NOT_AFTER),
                                "Priya: Early on Tue 8 Dec comes on the day after Late on Mon 7 "
                                "Dec; it may not");
            assert_int_equal(f.found.items[0].date, fixture_day("2026-12-08"));
            assert_int_equal(f.found.items[0].nshifts, 2);
        }
        fixture_close(&f);
    }
}

static void rest_after_nights(void **state) {
    (void)state;
    static const struct {
        const char *letters, *expected;
    } cases[] = {
        {"NNN--E", ""},
        {"NNN-N-N", ""},
        {"NN-L", "house_rest_after_nights_hours FAIL 1830/2760"},
        {"N-T", "house_rest_after_nights_hours FAIL 1560/2760"},
        {"N-S", "house_rest_after_nights_hours FAIL 2340/2760"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fixture f;
        fixture_open(&f, false);
        limits(&f)->rest_after_nights_minutes = 46 * H;
        pattern(&f, "2026-12-07", cases[i].letters);
        fixture_check(&f, NULL, NULL);
        assert_string_equal(fixture_list(&f), cases[i].expected);
        if (i == 2)
            assert_string_equal(
                fixture_text(&f, ROTA_RULE_HOUSE_REST_AFTER_NIGHTS),
                "Priya: 30 h 30 rest between Night on Tue 8 Dec (ends Wed 08:00) and "
                "Late on Thu 10 Dec (starts 14:30); after nights at least 46 h are "
                "needed");
        fixture_close(&f);
    }
}

static void weekends(void **state) {
    (void)state;
    static const struct {
        const char *letters; /* from Saturday 2026-12-05 */
        const char *from, *to, *expected;
        int worked; /* so many of the duties are of worked.csv */
    } cases[] = {
        {"EE------E", NULL, NULL, "", 0}, /* both days of one weekend, and a Sunday */
        {"E-------E-----E", NULL, NULL, "house_max_weekends_in_4_weeks FAIL 3/2", 0},
        {"E------C------E", NULL, NULL, "", 0},
        {"E-----NC------E", NULL, NULL, "", 0}, /* a night from Friday is none of Saturday's */
        {"E------E-------------------E", NULL, NULL, "", 0}, /* the fifth weekend */
        {"E------E------------E", NULL, NULL, "", 0},
        {"E------E-------------E", NULL, NULL, "house_max_weekends_in_4_weeks FAIL 3/2", 0},
        {"E------E------E------E", NULL, NULL,
         "house_max_weekends_in_4_weeks FAIL 3/2, house_max_weekends_in_4_weeks FAIL 4/2", 0},
        {"E------E------E", "2026-12-20", "2026-12-27", "", 0},
        {"E------E------E", "2026-12-19", "2026-12-27", "house_max_weekends_in_4_weeks FAIL 3/2",
         0},
        {"E------E------E", "2026-12-07", "2026-12-13", "house_max_weekends_in_4_weeks FAIL 3/2",
         0},
        /* What was worked is to look at, and so is a planned Sunday after a Saturday worked. */
        {"E------E------E", NULL, NULL, "house_max_weekends_in_4_weeks AMBER 3/2", 3},
        {"E------E------EE", NULL, NULL, "house_max_weekends_in_4_weeks AMBER 3/2", 3},
        {"E------E------EE", "2026-12-20", "2026-12-20", "house_max_weekends_in_4_weeks AMBER 3/2",
         3},
        {"E------E------EE", NULL, NULL, "house_max_weekends_in_4_weeks FAIL 3/2", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fixture f;
        fixture_open(&f, false);
        limits(&f)->max_weekends_in_4_weeks = 2;
        pattern(&f, "2026-12-05", cases[i].letters);
        for (int k = 0; k < cases[i].worked; k++)
            f.duties.items[k].worked = true;
        fixture_check(&f, cases[i].from, cases[i].to);
        if (i == 1) {
            assert_string_equal(fixture_text(&f, ROTA_RULE_HOUSE_MAX_WEEKENDS_IN_4_WEEKS),
                                "Priya: 3 weekends worked of the 4 from Sat 28 Nov to Sun 20 Dec; "
                                "at most 2 are allowed");
            assert_int_equal(f.found.items[0].date, fixture_day("2026-12-19"));
        }
        assert_string_equal(fixture_list(&f), cases[i].expected);
        fixture_close(&f);
    }
}

static void shifts_a_day(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    f.home->rules.duty_span = 24 * H;
    limits(&f)->max_shifts_a_day = 1;
    fixture_shift(&f, PRIYA, "2026-12-07", LATE);
    fixture_shift(&f, PRIYA, "2026-12-07", TEAM);
    fixture_shift(&f, PRIYA, "2026-12-07", ON_CALL);
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_list(&f), "");
    fixture_shift(&f, PRIYA, "2026-12-07", SLEEP_IN);
    fixture_check(&f, NULL, NULL);
    assert_string_equal(
        fixture_text(&f, ROTA_RULE_HOUSE_MAX_SHIFTS_A_DAY),
        "Priya: 2 shifts on Mon 7 Dec (Late, Sleep-in); at most 1 a day is allowed");
    limits(&f)->max_shifts_a_day = 2;
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_list(&f), "");
    /* A clock stopped and started at once is one shift; after a pause it is another one. */
    limits(&f)->max_shifts_a_day = 1;
    f.duties.count = 0;
    fixture_work(&f, PRIYA, "2026-12-07T08:00/2026-12-07T12:00 2026-12-07T12:00/2026-12-07T15:00");
    f.duties.items[0].worked = f.duties.items[1].worked = true;
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_list(&f), "");
    f.duties.items[1].start++;
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_list(&f), "house_max_shifts_a_day AMBER 2/1");
    fixture_close(&f);
}

/* Who sets no limits has the usual ones: nothing that they do is a breach, unless it is asked
 * whether a duty may be added. */
static void usual_limits(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    f.home->rules.weekly_rest = f.home->rules.weekly_rest_gap = -1;
    f.home->settings.house.max_consecutive_days = 6;
    f.home->settings.house.usual =
        1U << (ROTA_RULE_HOUSE_MAX_CONSECUTIVE_DAYS - ROTA_RULE_HOUSE_MAX_HOURS);
    for (int day = 7; day <= 13; day++) {
        char date[ROTA_DATE_SIZE];
        fixture_shift(&f, PRIYA, rota_day_format(fixture_day("2026-12-01") + day - 1, date), TEAM);
    }
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_list(&f), "house_max_consecutive_days AMBER 7/6");
    assert_string_equal(
        f.found.items[0].text,
        "Priya: 7 working days in a row, from Mon 7 Dec to Sun 13 Dec; at most 6 are allowed; this "
        "is the usual limit, the home has set none");
    rota_findings found = {0};
    rota_duty last = f.duties.items[--f.duties.count];
    assert_int_equal(rota_check_candidate(f.home, &f.duties, &last, 0, -1, &found), 1);
    rota_findings_done(&found);
    f.duties.count++;
    /* The person's own column is a limit that was set. */
    f.home->staff[PRIYA].own.max_consecutive_days = 5;
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_list(&f), "house_max_consecutive_days FAIL 7/5");
    fixture_close(&f);
}

/* A rule of next year breaks nothing today. */
static void rules_of_later(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    f.home->rules.origin[ROTA_RULE_DAILY_REST].evidence = 'V';
    snprintf(f.home->rules.origin[ROTA_RULE_DAILY_REST].valid_from, ROTA_DATE_SIZE, "2026-12-09");
    fixture_work(&f, PRIYA,
                 "2026-12-07T14:00/2026-12-07T22:00 2026-12-08T08:00/2026-12-08T22:00 "
                 "2026-12-09T08:00/2026-12-09T16:00");
    f.home->rules.duty_span = -1;
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_list(&f), "daily_rest AMBER 600/660, daily_rest FAIL 600/660");
    assert_string_equal(f.found.items[0].text,
                        "Priya: 10 h rest between work on Mon 7 Dec (ends 22:00) and work on Tue 8 "
                        "Dec (starts 08:00); at least 11 h are needed; the rule holds from "
                        "2026-12-09");
    assert_true(
        rota_rules_is_later(&f.home->rules, ROTA_RULE_DAILY_REST, fixture_day("2026-12-08")));
    assert_false(
        rota_rules_is_later(&f.home->rules, ROTA_RULE_DAILY_REST, fixture_day("2026-12-09")));
    assert_false(rota_rules_is_later(&f.home->rules, ROTA_RULE_DUTY_SPAN, 0));
    fixture_close(&f);
}

/* ---- One duty ---- */

static void leave(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    fixture_leave(&f, PRIYA, "2026-12-08", "2026-12-10");
    fixture_leave(&f, OMAR, "2026-12-01", "2026-12-31");
    fixture_leave(&f, PRIYA, "2026-12-21", "2026-12-21")->kind = ROTA_LEAVE_OTHER;
    /* The night before runs into the first day: it belongs to the day before. */
    fixture_shift(&f, PRIYA, "2026-12-07", NIGHT);
    fixture_shift(&f, PRIYA, "2026-12-11", EARLY);
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_list(&f), "");
    fixture_shift(&f, PRIYA, "2026-12-10", LATE);
    fixture_check(&f, "2026-12-10", "2026-12-10");
    assert_string_equal(
        fixture_text(&f, ROTA_RULE_LEAVE),
        "Priya: Late on Thu 10 Dec falls on their annual leave (from Tue 8 Dec to Thu 10 Dec)");
    fixture_shift(&f, PRIYA, "2026-12-21", ON_CALL);
    fixture_check(&f, "2026-12-21", "2026-12-21");
    assert_string_equal(fixture_text(&f, ROTA_RULE_LEAVE),
                        "Priya: On call on Mon 21 Dec falls on their leave (on Mon 21 Dec)");
    fixture_close(&f);
}

static void unavailable(void **state) {
    (void)state;
    static const struct {
        enum rota_day_kind kind;
        int from, to;
        const char *reason, *date;
        int shift;
        const char *text; /* NULL = nothing */
    } cases[] = {
        {ROTA_DAY_WEEKDAYS, 0, 24 * H, "", "2026-12-12", EARLY, NULL},
        {ROTA_DAY_WEEKDAYS, 0, 24 * H, "college", "2026-12-07", EARLY,
         "Priya: Early on Mon 7 Dec (from 07:00 to 15:00) is at a time when they are not available "
         "(Mon 7 Dec: college)"},
        /* A night from Sunday is there at midnight; from Friday it ends on a Saturday. */
        {ROTA_DAY_WEEKDAYS, 0, 24 * H, "", "2026-12-13", NIGHT,
         "Priya: Night on Sun 13 Dec (from 22:00 to Mon 08:00) is at a time when they are not "
         "available (Mon 14 Dec)"},
        {ROTA_DAY_WEEKEND, 0, 7 * H, "", "2026-12-11", NIGHT,
         "Priya: Night on Fri 11 Dec (from 22:00 to Sat 08:00) is at a time when they are not "
         "available (Sat 12 Dec from 00:00 to 07:00)"},
        {ROTA_DAY_DAILY, 15 * H, 22 * H, "", "2026-12-07", EARLY, NULL},
        {ROTA_DAY_DAILY, 14 * H + 59, 22 * H, "", "2026-12-07", EARLY,
         "Priya: Early on Mon 7 Dec (from 07:00 to 15:00) is at a time when they are not available "
         "(Mon 7 Dec from 14:59 to 22:00)"},
        /* A stretch over midnight, from the evening before. */
        {ROTA_DAY_DAILY, 20 * H, 31 * H, "", "2026-12-07", EARLY, NULL},
        {ROTA_DAY_DAILY, 20 * H, 32 * H, "", "2026-12-07", EARLY,
         "Priya: Early on Mon 7 Dec (from 07:00 to 15:00) is at a time when they are not available "
         "(Sun 6 Dec from 20:00 to Mon 08:00)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fixture f;
        fixture_open(&f, false);
        rota_unavailable *row = fixture_unavailable(&f, PRIYA);
        row->day.kind = cases[i].kind;
        row->from = cases[i].from;
        row->to = cases[i].to;
        row->reason = cases[i].reason;
        fixture_unavailable(&f, OMAR);
        fixture_shift(&f, PRIYA, cases[i].date, cases[i].shift);
        fixture_check(&f, NULL, NULL);
        if (cases[i].text)
            assert_string_equal(fixture_text(&f, ROTA_RULE_UNAVAILABLE), cases[i].text);
        else
            assert_string_equal(fixture_list(&f), "");
        fixture_close(&f);
    }
}

/* What was worked was worked: to be looked at, no breach. */
static void worked_when_not_available(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    fixture_unavailable(&f, PRIYA)->day.kind = ROTA_DAY_WEEKDAYS;
    f.home->unavailable[0].to = 24 * H;
    fixture_leave(&f, OMAR, "2026-12-07", "2026-12-07");
    fixture_shift(&f, PRIYA, "2026-12-07", EARLY)->worked = true;
    fixture_shift(&f, OMAR, "2026-12-07", EARLY)->worked = true;
    fixture_check(&f, NULL, NULL);
    assert_int_equal(f.found.count, 2);
    assert_int_equal(rota_findings_count(&f.found, ROTA_AMBER), 2);
    fixture_close(&f);
}

static void never_bond(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    f.home->roles[PRIYA * FIXTURE_GROUPS + OAK] = ROTA_ROLE_NEVER;
    fixture_shift(&f, PRIYA, "2026-12-07", EARLY);
    fixture_shift(&f, PRIYA, "2026-12-08", EARLY)->group = -1;
    fixture_shift(&f, OMAR, "2026-12-07", EARLY)->group = OAK;
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_list(&f), "");
    fixture_shift(&f, PRIYA, "2026-12-09", EARLY)->group = OAK;
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_text(&f, ROTA_RULE_NEVER_BOND),
                        "Priya: Early on Wed 9 Dec is with Oak, where they are never to work");
    fixture_close(&f);
}

static void not_employed(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    f.home->staff[PRIYA].from = fixture_day("2026-12-08");
    f.home->staff[PRIYA].to = fixture_day("2026-12-10");
    fixture_shift(&f, PRIYA, "2026-12-08", EARLY);
    fixture_shift(&f, PRIYA, "2026-12-10", NIGHT);
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_list(&f), "");
    fixture_shift(&f, PRIYA, "2026-12-07", EARLY);
    fixture_check(&f, "2026-12-07", "2026-12-07");
    assert_string_equal(
        fixture_text(&f, ROTA_RULE_NOT_EMPLOYED),
        "Priya: Early on Mon 7 Dec is before their first day of employment (Tue 8 Dec)");
    fixture_shift(&f, PRIYA, "2026-12-12", EARLY);
    fixture_check(&f, "2026-12-12", "2026-12-12");
    assert_string_equal(
        fixture_text(&f, ROTA_RULE_NOT_EMPLOYED),
        "Priya: Early on Sat 12 Dec is after their last day of employment (Thu 10 Dec)");
    fixture_close(&f);
}

static void overlap(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    fixture_shift(&f, PRIYA, "2026-12-07", EARLY);
    fixture_shift(&f, OMAR, "2026-12-07", EARLY);
    fixture_work(&f, PRIYA, "2026-12-07T15:00/2026-12-07T16:00");
    fixture_shift(&f, PRIYA, "2026-12-07", ON_CALL)->start -= 9 * H;
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_list(&f), "");
    fixture_shift(&f, PRIYA, "2026-12-07", TEAM);
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_text(&f, ROTA_RULE_OVERLAP),
                        "Priya: Early on Mon 7 Dec (from 07:00 to 15:00) and T on Mon 7 Dec (from "
                        "10:00 to 12:00) overlap by 2 h");
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_in_a_row),
        cmocka_unit_test(nights_in_a_row),
        cmocka_unit_test(days_off_in_a_row),
        cmocka_unit_test(enough_days_in_a_row),
        cmocka_unit_test(days_in_a_row_cut_short),
        cmocka_unit_test(shifts_that_may_not_follow),
        cmocka_unit_test(rest_after_nights),
        cmocka_unit_test(weekends),
        cmocka_unit_test(shifts_a_day),
        cmocka_unit_test(usual_limits),
        cmocka_unit_test(rules_of_later),
        cmocka_unit_test(leave),
        cmocka_unit_test(unavailable),
        cmocka_unit_test(worked_when_not_available),
        cmocka_unit_test(never_bond),
        cmocka_unit_test(not_employed),
        cmocka_unit_test(overlap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
