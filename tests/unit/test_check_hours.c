#include "support/test.h"

#include "support/fixture.h"

#include <string.h>

enum { H = 60 };

/* Weeks of work from Monday 1 June 2026 on, so many hours each. */
struct block {
    int weeks, days, hours;
};

static const char *next_monday(int weeks, char *buf) {
    return rota_day_format(fixture_day("2026-06-01") + 7 * weeks, buf);
}

/* Returns the number of weeks. */
static int work(fixture *f, const struct block *blocks, size_t n) {
    int week = 0;
    for (size_t i = 0; i < n; i++) {
        char monday[ROTA_DATE_SIZE];
        if (blocks[i].days)
            fixture_weeks(f, PRIYA, next_monday(week, monday), blocks[i].weeks, blocks[i].days,
                          blocks[i].hours * H);
        week += blocks[i].weeks;
    }
    return week;
}

/* Checked from the first day on to the end of the work, or of week `until`. */
static const struct average_case {
    const char *name;
    struct block blocks[3];
    int extra; /* minutes more on the last day */
    int until;
    bool starter, leave; /* employed from the first day; on leave in weeks 8 and 9 */
    const char *standard, *special;
} average_cases[] = {
    {"17 weeks of 48 h", {{17, 5, 48}}, .standard = "", .special = ""},
    {"17 weeks of 48 h and a minute",
     {{17, 5, 48}},
     .extra = 1,
     .standard = "weekly_average FAIL 2881/2880",
     .special = ""},
    {"26 weeks of 48 h", {{26, 5, 48}}, .standard = "", .special = ""},
    {"26 weeks of 48 h and a minute",
     {{26, 5, 48}},
     .extra = 1,
     .standard = "weekly_average FAIL 2881/2880",
     .special = "weekly_average FAIL 2881/2880"},
    {"overtime in ten weeks", {{10, 5, 52}, {7, 5, 40}}, .standard = "", .special = ""},
    {"two weeks of leave are made up for by the next ten days worked",
     {{7, 5, 52}, {2, 0, 0}, {12, 5, 52}},
     .until = 17,
     .leave = true,
     .standard = "weekly_average FAIL 3120/2880",
     .special = ""},
    {"the same without a record of the leave",
     {{7, 5, 52}, {2, 0, 0}, {10, 5, 52}},
     .until = 17,
     .standard = "",
     .special = ""},
    {"leave, and the weeks after it not known",
     {{7, 5, 52}, {2, 0, 0}, {8, 5, 52}},
     .until = 17,
     .leave = true,
     .standard = "weekly_average PROVISIONAL 2753/2880 provisional",
     .special = ""},
    {"leave that cannot bring it over the limit",
     {{7, 5, 40}, {2, 0, 0}, {8, 5, 40}},
     .until = 17,
     .leave = true,
     .standard = "",
     .special = ""},
    {"52 h for 17 weeks, then 40 h",
     {{17, 5, 52}, {9, 5, 40}},
     .standard = "weekly_average FAIL 3120/2880",
     .special = ""},
    {"a new starter", {{6, 5, 48}}, .starter = true, .standard = "", .special = ""},
    {"a new starter with a minute too many",
     {{6, 5, 48}},
     .extra = 1,
     .starter = true,
     .standard = "weekly_average FAIL 2881/2880",
     .special = "weekly_average FAIL 2881/2880"},
};

static void check_average(const struct average_case *c, bool special) {
    fixture f;
    fixture_open(&f, special);
    int weeks = work(&f, c->blocks, 3);
    rota_duty *last = &f.duties.items[f.duties.count - 1];
    last->end += c->extra;
    last->work_minutes += c->extra;
    if (c->leave)
        fixture_leave(&f, PRIYA, "2026-07-20", "2026-08-02");
    if (c->starter)
        f.home->staff[PRIYA].from = fixture_day("2026-06-01");
    char to[ROTA_DATE_SIZE];
    rota_day_format(fixture_day("2026-06-01") + 7 * (c->until ? c->until : weeks) - 1, to);
    fixture_check(&f, "2026-06-01", to);
    const char *expected = special ? c->special : c->standard;
    if (strcmp(fixture_list(&f), expected) != 0)
        fail_msg("%s (%s): found '%s', expected '%s'", c->name,
                 special ? "special case" : "standard", fixture_list(&f), expected);
    fixture_close(&f);
}

static void averages(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof average_cases / sizeof average_cases[0]; i++) {
        check_average(&average_cases[i], false);
        check_average(&average_cases[i], true);
    }
}

/* 50, 46, 48, 50, 47 and 46 h: 287 h in six weeks. */
static void new_starter(void **state) {
    (void)state;
    static const struct block blocks[] = {{1, 5, 50}, {1, 5, 46}, {1, 5, 48},
                                          {1, 5, 50}, {1, 5, 47}, {1, 5, 46}};
    fixture f;
    fixture_open(&f, false);
    work(&f, blocks, 6);
    f.home->staff[PRIYA].from = fixture_day("2026-06-01");
    fixture_check(&f, "2026-06-01", "2026-07-12");
    assert_string_equal(fixture_list(&f), "");
    rota_person_hours hours[FIXTURE_STAFF];
    rota_check_hours(f.home, &f.duties, fixture_day("2026-06-01"), fixture_day("2026-07-12"),
                     hours);
    assert_int_equal(hours[PRIYA].working_minutes, 287 * H);
    assert_int_equal(hours[PRIYA].average_minutes, 2870);
    assert_int_equal(hours[PRIYA].average_weeks, 6);
    assert_int_equal(hours[PRIYA].headroom_minutes, 1 * H);
    assert_int_equal(hours[OMAR].average_minutes, -1);

    /* After the fourth week it was 48.5. */
    fixture_check(&f, "2026-06-22", "2026-06-28");
    assert_string_equal(
        fixture_text(&f, ROTA_RULE_WEEKLY_AVERAGE),
        "Priya: 48 h 30 a week on average over the 4 weeks to Sun 28 Jun (194 h worked); at most "
        "48 h are allowed");
    /* An average a week is not taken over the first days alone. */
    f.home->staff[PRIYA].from = fixture_day("2026-06-08");
    fixture_check(&f, "2026-06-08", "2026-06-08");
    assert_int_equal(f.found.count, 0);
    fixture_close(&f);
}

/* The first week of somebody new is cut at its edges as longer periods are. */
static void new_starter_at_night(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    f.home->staff[PRIYA].from = fixture_day("2026-06-03");
    fixture_work(&f, PRIYA,
                 "2026-06-03T08:00/2026-06-03T20:00 2026-06-04T08:00/2026-06-04T20:00 "
                 "2026-06-05T08:00/2026-06-05T20:00 2026-06-06T08:00/2026-06-06T19:00 "
                 "2026-06-09T22:00/2026-06-10T08:00");
    for (size_t i = 0; i < f.duties.count; i++)
        f.duties.items[i].break_minutes =
            30; /* of those that are written down, and not taken off */
    rota_person_hours hours[FIXTURE_STAFF];
    rota_check_hours(f.home, &f.duties, fixture_day("2026-06-03"), fixture_day("2026-06-07"),
                     hours);
    assert_int_equal(hours[PRIYA].average_minutes, (12 + 12 + 12 + 11 + 2) * H);
    fixture_close(&f);
}

static void texts_of_averages(void **state) {
    (void)state;
    static const struct block known[] = {{7, 5, 52}, {2, 0, 0}, {12, 5, 52}};
    static const struct block unknown[] = {{7, 5, 52}, {2, 0, 0}, {8, 5, 52}};
    fixture f;
    fixture_open(&f, false);
    work(&f, known, 3);
    fixture_leave(&f, PRIYA, "2026-07-20", "2026-08-02");
    fixture_check(&f, "2026-09-27", "2026-09-27");
    assert_string_equal(
        fixture_text(&f, ROTA_RULE_WEEKLY_AVERAGE),
        "Priya: 52 h a week on average over the 17 weeks to Sun 27 Sep (780 h "
        "worked, and 104 h on the next 10 days worked for 10 days of leave: 884 h); at "
        "most 48 h are allowed");
    const rota_finding *finding = &f.found.items[0];
    assert_int_equal(finding->date, fixture_day("2026-09-27"));
    assert_int_equal(finding->to - finding->from, 119 * 24 * H);
    assert_int_equal(finding->nshifts, ROTA_FINDING_SHIFTS);
    assert_int_equal(finding->shifts[ROTA_FINDING_SHIFTS - 1].date, fixture_day("2026-09-25"));
    fixture_close(&f);

    fixture_open(&f, false);
    work(&f, unknown, 3);
    fixture_leave(&f, PRIYA, "2026-07-20", "2026-08-02")->kind = ROTA_LEAVE_SICK;
    fixture_check(&f, "2026-09-27", "2026-09-27");
    assert_string_equal(
        fixture_text(&f, ROTA_RULE_WEEKLY_AVERAGE),
        "Priya: between 45 h 53 and 52 h a week on average over the 17 weeks to Sun 27 Sep (780 h "
        "worked, with 10 days of leave); at most 48 h are allowed, and 10 later days of work to "
        "count for the days left out are not known yet");
    fixture_close(&f);
}

static void opt_out(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    fixture_weeks(&f, PRIYA, "2026-06-01", 17, 5, 60 * H);
    f.home->staff[PRIYA].opt_out = true;
    fixture_check(&f, NULL, "2026-09-27");
    assert_string_equal(fixture_list(&f), "");
    /* There is no opt-out from the limit of night work. */
    f.home->staff[PRIYA].night_worker = ROTA_NIGHT_YES;
    fixture_check(&f, NULL, "2026-09-27");
    assert_string_equal(
        fixture_text(&f, ROTA_RULE_NIGHT_AVERAGE),
        "Priya: as a night worker 10 h on average in 24 h over the 17 weeks to Sun 27 Sep (1020 h "
        "worked, divided by 102 days: a day of rest a week left out); at most 8 h are allowed");
    assert_int_equal(f.found.count, 1);
    f.home->settings.rules.special_case = true;
    fixture_check(&f, NULL, "2026-09-27");
    assert_string_equal(fixture_list(&f), "");
    f.home->settings.rules.special_case = false;
    f.home->staff[PRIYA].night_worker = ROTA_NIGHT_NO;
    f.home->rules.average_opt_out = false;
    fixture_check(&f, NULL, "2026-09-27");
    assert_string_equal(fixture_list(&f), "weekly_average FAIL 3600/2880");
    f.home->rules.origin[ROTA_RULE_WEEKLY_AVERAGE].advisory = true;
    fixture_check(&f, NULL, "2026-09-27");
    assert_string_equal(fixture_list(&f), "weekly_average AMBER 3600/2880");
    fixture_close(&f);
}

/* Four nights of 12 h a week from Monday, for so many weeks; every third week only when sparse. */
static void nights(fixture *f, int weeks, bool sparse) {
    for (int week = 0; week < weeks; week++) {
        for (int day = 0; day < 4; day++) {
            rota_day date = fixture_day("2026-06-01") + 7 * week + day;
            int start = sparse && week % 3 != 0 ? 8 * H : 19 * H;
            rota_minute at = rota_zone_at(f->home->zone, date, start, false);
            rota_duty duty = {.staff = PRIYA,
                              .date = date,
                              .shift = -1,
                              .group = WILLOW,
                              .start = at,
                              .end = at + 12 * H,
                              .sleep_from = at,
                              .sleep_to = at,
                              .work_minutes = 12 * H};
            rota_duties_add(&f->duties, &duty);
        }
    }
}

static void night_average(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    f.home->staff[PRIYA].opt_out = true;
    nights(&f, 17, false);
    fixture_check(&f, NULL, "2026-09-27");
    assert_string_equal(fixture_list(&f), "");
    f.duties.items[0].start--;
    f.duties.items[0].work_minutes++;
    fixture_check(&f, NULL, "2026-09-27");
    assert_string_equal(fixture_list(&f), "night_average FAIL 481/480");
    f.home->staff[PRIYA].night_worker = ROTA_NIGHT_NO;
    fixture_check(&f, NULL, "2026-09-27");
    assert_string_equal(fixture_list(&f), "");
    fixture_close(&f);

    /* One week in three is the normal course of work, one night now and then is not. */
    fixture_open(&f, false);
    f.home->staff[PRIYA].opt_out = true;
    nights(&f, 17, true);
    f.duties.items[0].start--;
    f.duties.items[0].work_minutes++;
    fixture_check(&f, "2026-09-27", "2026-09-27");
    assert_string_equal(fixture_list(&f), "night_average FAIL 481/480");
    fixture_close(&f);
    fixture_open(&f, false);
    f.home->staff[PRIYA].opt_out = true;
    fixture_weeks(&f, PRIYA, "2026-06-01", 17, 5, 50 * H);
    fixture_work(&f, PRIYA, "2026-06-06T20:00/2026-06-07T06:00 2026-08-01T20:00/2026-08-02T06:00");
    fixture_check(&f, "2026-09-27", "2026-09-27");
    assert_string_equal(fixture_list(&f), "");
    fixture_close(&f);
}

static void night_absolute(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    f.home->staff[PRIYA].night_worker = ROTA_NIGHT_YES;
    fixture_shift(&f, PRIYA, "2026-06-01", NIGHT);
    fixture_work(&f, PRIYA, "2026-06-03T08:00/2026-06-03T18:00");
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_list(&f), "");
    f.home->rules.night_absolute = 8 * H;
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_text(&f, ROTA_RULE_NIGHT_ABSOLUTE),
                        "Priya: as a night worker 10 h of work in the 24 h from the start of Night "
                        "on Mon 1 Jun (22:00); at most 8 h are allowed");
    assert_int_equal(f.found.count, 1);
    f.home->settings.rules.special_case = true;
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_list(&f), "");
    fixture_close(&f);
}

/* Sleep-ins are working time in full and, asleep, no time for wages. */
static void sleep_ins(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, true);
    for (int week = 0; week < 26; week++) {
        for (int twice = 0; twice < 2; twice++) {
            char date[ROTA_DATE_SIZE];
            rota_day day = fixture_day("2026-06-01") + 7 * week + 3 * twice;
            fixture_work(&f, PRIYA, "2026-06-01T14:30/2026-06-01T23:00");
            rota_duty *late = &f.duties.items[f.duties.count - 1];
            late->date = day;
            late->start = rota_zone_at(f.home->zone, day, 14 * H + 30, false);
            late->end = rota_zone_at(f.home->zone, day, 23 * H, false);
            fixture_shift(&f, PRIYA, rota_day_format(day, date), SLEEP_IN);
            fixture_shift(&f, PRIYA, rota_day_format(day + 1, date), EARLY);
        }
    }
    fixture_check(&f, "2026-11-29", "2026-11-29");
    assert_string_equal(fixture_list(&f), "weekly_average FAIL 2940/2880");
    rota_person_hours hours[FIXTURE_STAFF];
    rota_check_hours(f.home, &f.duties, fixture_day("2026-06-01"), fixture_day("2026-06-07"),
                     hours);
    assert_int_equal(hours[PRIYA].working_minutes, 49 * H);
    assert_int_equal(hours[PRIYA].wage_minutes, 33 * H);
    fixture_close(&f);
}

/* 24 h on, 48 h off: 56 h a week, and the rests after the duties are long enough. */
static void one_on_two_off(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, true);
    for (int day = 0; day < 182; day += 3) {
        rota_minute at = rota_zone_at(f.home->zone, fixture_day("2026-06-01") + day, 8 * H, false);
        rota_duty duty = {.staff = PRIYA,
                          .date = fixture_day("2026-06-01") + day,
                          .shift = -1,
                          .group = WILLOW,
                          .start = at,
                          .end = at + 24 * H,
                          .sleep_from = at,
                          .sleep_to = at,
                          .work_minutes = 24 * H};
        rota_duties_add(&f.duties, &duty);
    }
    fixture_check(&f, "2026-11-29", "2026-11-29");
    assert_string_equal(fixture_list(&f), "weekly_average FAIL 3379/2880");
    f.home->staff[PRIYA].opt_out = true;
    fixture_check(&f, NULL, NULL);
    assert_int_equal(rota_findings_count(&f.found, ROTA_FAIL), 0);
    assert_int_equal(rota_findings_count(&f.found, ROTA_COMP_REST), 61);
    fixture_close(&f);
}

/* Elapsed hours over the clock changes, unpaid breaks, overlaps counted once. */
static void hours_of_a_period(void **state) {
    (void)state;
    static const struct {
        const char *name, *times;
        int pause, expected;
    } cases[] = {
        {"spring", "2026-03-28T22:00/2026-03-29T08:00", 0, 9 * H},
        {"autumn", "2026-10-24T22:00/2026-10-25T08:00", 0, 11 * H},
        {"a break", "2026-06-01T07:00/2026-06-01T15:00", 30, 7 * H + 30},
        {"an overlap", "2026-06-01T07:00/2026-06-01T15:00 2026-06-01T14:30/2026-06-01T22:30", 0,
         15 * H + 30},
        {"a duty inside another, with a break of its own",
         "2026-06-01T07:00/2026-06-01T19:00 2026-06-01T10:00/2026-06-01T12:00", 30, 12 * H},
        {"a break at handover",
         "2026-06-01T07:00/2026-06-01T15:00 2026-06-01T14:30/2026-06-01T22:30", 60, 14 * H + 30},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fixture f;
        fixture_open(&f, false);
        rota_duty *last = fixture_work(&f, PRIYA, cases[i].times);
        last->break_minutes = cases[i].pause;
        last->work_minutes -= cases[i].pause;
        rota_day day = f.duties.items[0].date;
        rota_person_hours hours[FIXTURE_STAFF];
        rota_check_hours(f.home, &f.duties, day, day, hours);
        if (hours[PRIYA].working_minutes != cases[i].expected)
            fail_msg("%s: %lld minutes, expected %d", cases[i].name,
                     (long long)hours[PRIYA].working_minutes, cases[i].expected);
        assert_int_equal(hours[PRIYA].wage_minutes, cases[i].expected);
        rota_check_hours(f.home, &f.duties, day + 1, day + 1, hours);
        assert_int_equal(hours[PRIYA].working_minutes, 0);
        fixture_close(&f);
    }
}

/* A night at the edge of the reference period counts with the part that lies in it. */
static void the_edge_of_a_period(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    f.home->rules.average_weeks = 2;
    f.home->settings.rules.special_case = false;
    fixture_weeks(&f, PRIYA, "2026-06-01", 1, 4, 40 * H);
    fixture_shift(&f, PRIYA, "2026-06-07", NIGHT);
    rota_person_hours hours[FIXTURE_STAFF];
    rota_day sunday = fixture_day("2026-06-07");
    rota_check_hours(f.home, &f.duties, sunday, sunday, hours);
    assert_int_equal(hours[PRIYA].average_minutes, 21 * H);
    assert_int_equal(hours[PRIYA].headroom_minutes, (96 - 42) * H);
    /* An hour of break in the middle of it, from 02:30 on. */
    f.duties.items[4].work_minutes -= H;
    rota_check_hours(f.home, &f.duties, sunday, sunday, hours);
    assert_int_equal(hours[PRIYA].average_minutes, 21 * H);
    rota_check_hours(f.home, &f.duties, sunday + 1, sunday + 1, hours);
    assert_int_equal(hours[PRIYA].average_minutes, 49 * H / 2);
    fixture_close(&f);
}

/* A reference period of one week is the home's own week, and a duty counts whole in the week in
 * which it starts. */
static void a_period_of_one_week(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    f.home->rules.average_weeks = 1;
    f.home->settings.rules.special_case = false;
    fixture_weeks(&f, PRIYA, "2026-06-01", 1, 4, 40 * H);
    fixture_shift(&f, PRIYA, "2026-06-07", NIGHT);
    rota_person_hours hours[FIXTURE_STAFF];
    rota_day sunday = fixture_day("2026-06-07");
    rota_check_hours(f.home, &f.duties, sunday - 6, sunday + 7, hours);
    int64_t night = f.duties.items[4].work_minutes;
    assert_int_equal(hours[PRIYA].average_minutes, 40 * H + night);
    assert_int_equal(hours[PRIYA].headroom_minutes, 8 * H - night);
    fixture_close(&f);
}

static void five_days(fixture *f, int first_week, int weeks, int hours) {
    char monday[ROTA_DATE_SIZE];
    rota_day_format(fixture_day("2026-06-01") + 7 * (first_week - 1), monday);
    fixture_weeks(f, PRIYA, monday, weeks, 5, hours * H);
}

/* Weeks, or fixed periods, that are each too long; a week is asked as soon as it has such work. */
static void each_period_that_is_over(void **state) {
    (void)state;
    static const struct {
        const char *what;
        int weeks, reference;
        const char *from, *to, *employed_from, *expected;
    } rows[] = {
        {"the days of the week with work", 1, ROTA_REFERENCE_ROLLING, "2026-06-01", "2026-06-05",
         NULL, "weekly_average FAIL 3000/2880"},
        {"the first days of it", 1, ROTA_REFERENCE_ROLLING, "2026-06-01", "2026-06-02", NULL,
         "weekly_average FAIL 3000/2880"},
        {"its last day", 1, ROTA_REFERENCE_ROLLING, "2026-06-07", "2026-06-07", NULL,
         "weekly_average FAIL 3000/2880"},
        {"free days before it ends", 1, ROTA_REFERENCE_ROLLING, "2026-06-06", "2026-06-06", NULL,
         ""},
        {"three weeks, two of them over", 1, ROTA_REFERENCE_ROLLING, "2026-06-01", "2026-06-21",
         NULL, "weekly_average FAIL 3000/2880, weekly_average FAIL 3120/2880"},
        {"the first week of somebody new", 1, ROTA_REFERENCE_ROLLING, "2026-06-01", "2026-06-07",
         "2026-06-01", "weekly_average FAIL 3000/2880"},
        {"any two weeks: the worst", 2, ROTA_REFERENCE_ROLLING, "2026-06-01", "2026-06-28", NULL,
         "weekly_average FAIL 2940/2880"},
        {"the last four days of a fixed one are no part of the next", 2, ROTA_REFERENCE_FIXED,
         "2026-06-11", "2026-06-14", "2026-06-11", ""},
        {"fixed ones of two weeks: each", 2, ROTA_REFERENCE_FIXED, "2026-06-01", "2026-06-28", NULL,
         "weekly_average FAIL 2940/2880, weekly_average FAIL 2940/2880"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture f;
        fixture_open(&f, false);
        f.home->rules.average_weeks = rows[i].weeks;
        f.home->rules.average_reference = rows[i].reference;
        f.home->rules.average_fixed_from = fixture_day("2026-06-01");
        five_days(&f, 1, 1, 50);
        five_days(&f, 2, 1, rows[i].weeks == 1 ? 40 : 48);
        five_days(&f, 3, 1, rows[i].weeks == 1 ? 52 : 49);
        five_days(&f, 4, 1, 49);
        if (rows[i].employed_from)
            f.home->staff[PRIYA].from = fixture_day(rows[i].employed_from);
        fixture_check(&f, rows[i].from, rows[i].to);
        if (strcmp(fixture_list(&f), rows[i].expected) != 0)
            fail_msg("%s: '%s', expected '%s'", rows[i].what, fixture_list(&f), rows[i].expected);
        fixture_close(&f);
    }
}

static void house_max_hours(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    f.home->staff[PRIYA].max_minutes = 40 * H;
    fixture_weeks(&f, PRIYA, "2026-12-07", 1, 5, 40 * H);
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_list(&f), "");
    /* A duty counts whole in the week in which it starts. */
    fixture_shift(&f, PRIYA, "2026-12-13", NIGHT);
    fixture_check(&f, "2026-12-11", "2026-12-11");
    assert_string_equal(fixture_text(&f, ROTA_RULE_HOUSE_MAX_HOURS),
                        "Priya: 50 h in the week from Mon 7 Dec; at most 40 h a week are agreed");
    assert_int_equal(f.found.items[0].date, fixture_day("2026-12-07"));
    f.home->settings.home.week_starts = ROTA_SUN;
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_list(&f), "");
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(averages),
        cmocka_unit_test(each_period_that_is_over),
        cmocka_unit_test(new_starter),
        cmocka_unit_test(new_starter_at_night),
        cmocka_unit_test(texts_of_averages),
        cmocka_unit_test(opt_out),
        cmocka_unit_test(night_average),
        cmocka_unit_test(night_absolute),
        cmocka_unit_test(sleep_ins),
        cmocka_unit_test(one_on_two_off),
        cmocka_unit_test(hours_of_a_period),
        cmocka_unit_test(the_edge_of_a_period),
        cmocka_unit_test(a_period_of_one_week),
        cmocka_unit_test(house_max_hours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
