#include "support/test.h"

#include "support/fixture.h"

/* 1 June 2026 is a Monday. */
static void daily_rest(void **state) {
    (void)state;
    static const fixture_case cases[] = {
        {"11 h", "2026-06-01T14:00/2026-06-01T22:00 2026-06-02T09:00/2026-06-02T17:00", "", NULL},
        {"10 h 59", "2026-06-01T14:00/2026-06-01T22:01 2026-06-02T09:00/2026-06-02T17:00",
         "daily_rest FAIL 659/660", "daily_rest COMP_REST 659/660 owed 1"},
        {"night to evening", "2026-06-01T22:00/2026-06-02T08:00 2026-06-02T19:00/2026-06-03T05:00",
         "", NULL},
        {"training between nights",
         "2026-06-01T22:30/2026-06-02T06:30 2026-06-02T10:00/2026-06-02T16:30 "
         "2026-06-02T22:30/2026-06-03T06:30",
         "daily_rest FAIL 210/660, daily_rest FAIL 360/660",
         /* The rest that follows the first is no rest for it either. */
         "daily_rest COMP_REST 210/660 owed 450, daily_rest COMP_REST 360/660 owed 300, "
         "compensatory_rest FAIL 360/1110"},
        {"office hours",
         "2026-06-01T09:00/2026-06-01T17:00 2026-06-02T09:00/2026-06-02T17:00 "
         "2026-06-03T09:00/2026-06-03T17:00 2026-06-04T09:00/2026-06-04T17:00 "
         "2026-06-05T09:00/2026-06-05T17:00",
         "", NULL},
        {"late, early, then 12 h",
         "2026-06-01T14:00/2026-06-01T22:00 2026-06-02T07:00/2026-06-02T15:00 "
         "2026-06-03T03:00/2026-06-03T08:00",
         "daily_rest FAIL 540/660",
         "daily_rest COMP_REST 540/660 owed 120, compensatory_rest FAIL 720/780"},
        {"late, early, then 13 h",
         "2026-06-01T14:00/2026-06-01T22:00 2026-06-02T07:00/2026-06-02T15:00 "
         "2026-06-03T04:00/2026-06-03T08:00",
         "daily_rest FAIL 540/660", "daily_rest COMP_REST 540/660 owed 120"},
        {"spring clock", "2026-03-28T14:00/2026-03-28T22:00 2026-03-29T09:00/2026-03-29T17:00",
         "daily_rest FAIL 600/660", "daily_rest COMP_REST 600/660 owed 60"},
        {"autumn clock gives an hour",
         "2026-10-24T14:00/2026-10-24T22:00 2026-10-25T08:00/2026-10-25T16:00", "", NULL},
        {"a split duty within 13 h",
         "2026-06-01T07:00/2026-06-01T11:00 2026-06-01T16:00/2026-06-01T20:00 "
         "2026-06-02T07:00/2026-06-02T15:00",
         "", NULL},
        {"a split duty of 13 h 30",
         "2026-06-01T07:00/2026-06-01T11:00 2026-06-01T16:00/2026-06-01T20:30",
         "duty_span FAIL 810/780", "duty_span COMP_REST 810/780 owed 30"},
        {"a split duty of 13 h 01, then 11 h 01",
         "2026-06-01T07:00/2026-06-01T11:00 2026-06-01T15:00/2026-06-01T20:01 "
         "2026-06-02T07:02/2026-06-02T13:00",
         "duty_span FAIL 781/780", "duty_span COMP_REST 781/780 owed 1"},
        {"two duties of a day with nearly a rest between",
         "2026-06-01T07:00/2026-06-01T13:00 2026-06-01T23:00/2026-06-02T05:00",
         "daily_rest FAIL 600/660", "daily_rest COMP_REST 600/660 owed 60"},
        {"a short rest over midnight parts two duties",
         "2026-06-01T20:00/2026-06-01T23:00 2026-06-02T06:00/2026-06-02T09:01",
         "daily_rest FAIL 420/660", "daily_rest COMP_REST 420/660 owed 240"},
        {"a split duty, then 10 h: one breach",
         "2026-06-01T07:00/2026-06-01T11:00 2026-06-01T16:00/2026-06-01T20:00 "
         "2026-06-02T06:00/2026-06-02T14:00",
         "daily_rest FAIL 600/660", "daily_rest COMP_REST 600/660 owed 60"},
    };
    fixture_cases(cases, sizeof cases / sizeof cases[0], NULL);
}

/* A cure never asks for what cannot be. */
static void cures(void **state) {
    (void)state;
    static const struct {
        const char *times, *cure;
    } cases[] = {
        {"2026-06-01T14:00/2026-06-01T22:01 2026-06-02T09:00/2026-06-02T17:00",
         "end work on Mon 1 Jun by 22:00, or start work on Tue 2 Jun at 09:01 or later"},
        {"2026-06-01T20:00/2026-06-01T23:00 2026-06-02T06:00/2026-06-02T11:00",
         "start work on Tue 2 Jun at 10:00 or later"},
        {"2026-06-01T14:00/2026-06-01T23:00 2026-06-02T06:00/2026-06-02T09:00",
         "end work on Mon 1 Jun by 19:00, or give one of the two to somebody else"},
        {"2026-06-01T20:00/2026-06-01T23:00 2026-06-02T06:00/2026-06-02T09:01",
         "give one of the two to somebody else"},
        {"2026-06-01T07:00/2026-06-01T11:00 2026-06-01T15:00/2026-06-01T20:01",
         "make it 0 h 01 shorter: end by 20:00"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture f;
        fixture_open(&f, false);
        fixture_work(&f, PRIYA, cases[i].times);
        fixture_check(&f, NULL, NULL);
        assert_int_equal(f.found.count, 1);
        assert_string_equal(f.found.items[0].cure, cases[i].cure);
        fixture_close(&f);
    }
}

static void twelve_hours(fixture *f) {
    f->home->rules.duty_span = 12 * 60;
}

/* A profile's own span may be shorter than what the daily rest leaves of 24 hours. */
static void another_span(void **state) {
    (void)state;
    static const fixture_case cases[] = {
        {"12 h", "2026-06-01T08:00/2026-06-01T20:00", "", NULL},
        {"12 h 01: no rest is missing", "2026-06-01T08:00/2026-06-01T20:01",
         "duty_span FAIL 721/720", "duty_span AMBER 721/720"},
        {"13 h: no rest is missing", "2026-06-01T08:00/2026-06-01T21:00", "duty_span FAIL 780/720",
         "duty_span AMBER 780/720"},
        {"13 h 01", "2026-06-01T08:00/2026-06-01T21:01", "duty_span FAIL 781/720",
         "duty_span COMP_REST 781/720 owed 1"},
    };
    fixture_cases(cases, sizeof cases / sizeof cases[0], twelve_hours);
}

static void duty_span(void **state) {
    (void)state;
    static const fixture_case cases[] = {
        {"13 h", "2026-06-01T08:00/2026-06-01T21:00 2026-06-02T08:00/2026-06-02T16:00", "", NULL},
        {"13 h 30, next after 11 h 30",
         "2026-06-01T08:00/2026-06-01T21:30 2026-06-02T09:00/2026-06-02T17:00",
         "duty_span FAIL 810/780", "duty_span COMP_REST 810/780 owed 30"},
        {"13 h 30, next after 11 h 29",
         "2026-06-01T08:00/2026-06-01T21:30 2026-06-02T08:59/2026-06-02T17:00",
         "duty_span FAIL 810/780",
         "duty_span COMP_REST 810/780 owed 30, compensatory_rest FAIL 689/690"},
        {"overlapping duties are one of 15 h 30",
         "2026-06-01T07:00/2026-06-01T15:00 2026-06-01T14:30/2026-06-01T22:30",
         "duty_span FAIL 930/780, overlap AMBER 30/0",
         "duty_span COMP_REST 930/780 owed 150, overlap AMBER 30/0"},
        {"late, sleep-in, early; next 22 h later",
         "2026-06-01T14:30/2026-06-01T23:00 2026-06-01T23:00/2026-06-02T07:00 "
         "2026-06-02T07:00/2026-06-02T15:00 2026-06-03T13:00/2026-06-03T21:00",
         "duty_span FAIL 1470/780", "duty_span COMP_REST 1470/780 owed 660"},
        {"late, sleep-in, early; next 21 h 59 later",
         "2026-06-01T14:30/2026-06-01T23:00 2026-06-01T23:00/2026-06-02T07:00 "
         "2026-06-02T07:00/2026-06-02T15:00 2026-06-03T12:59/2026-06-03T21:00",
         "duty_span FAIL 1470/780",
         "duty_span COMP_REST 1470/780 owed 660, compensatory_rest FAIL 1319/1320"},
        {"day and sleep-in of 23 h 30; next on Wednesday at 05:00",
         "2026-06-01T07:30/2026-06-01T23:00 2026-06-01T23:00/2026-06-02T07:00 "
         "2026-06-03T05:00/2026-06-03T13:00",
         "duty_span FAIL 1410/780", "duty_span COMP_REST 1410/780 owed 660"},
        {"the same; next on Wednesday at 04:59",
         "2026-06-01T07:30/2026-06-01T23:00 2026-06-01T23:00/2026-06-02T07:00 "
         "2026-06-03T04:59/2026-06-03T13:00",
         "duty_span FAIL 1410/780",
         "duty_span COMP_REST 1410/780 owed 660, compensatory_rest FAIL 1319/1320"},
        {"a span of 23 h leaves an hour", "2026-06-01T08:00/2026-06-02T07:00",
         "duty_span FAIL 1380/780", "duty_span COMP_REST 1380/780 owed 600"},
        {"the night that spring makes an hour shorter", "2026-03-28T19:00/2026-03-29T09:00", "",
         NULL},
        {"the night that autumn makes an hour longer", "2026-10-24T19:00/2026-10-25T08:00",
         "duty_span FAIL 840/780", "duty_span COMP_REST 840/780 owed 60"},
        {"a short rest and a long duty add up",
         "2026-06-01T14:00/2026-06-01T22:00 2026-06-02T08:00/2026-06-02T22:00 "
         "2026-06-03T10:59/2026-06-03T18:00",
         "daily_rest FAIL 600/660, duty_span FAIL 840/780",
         "daily_rest COMP_REST 600/660 owed 60, duty_span COMP_REST 840/780 owed 60, "
         "compensatory_rest FAIL 779/780"},
    };
    fixture_cases(cases, sizeof cases / sizeof cases[0], NULL);
}

static void on_call_is_rest(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    fixture_work(&f, PRIYA, "2026-06-01T14:00/2026-06-01T22:00");
    fixture_shift(&f, PRIYA, "2026-06-01", ON_CALL);
    fixture_work(&f, PRIYA, "2026-06-02T09:00/2026-06-02T17:00");
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_list(&f), "");
    rota_person_hours hours[FIXTURE_STAFF];
    rota_check_hours(f.home, &f.duties, fixture_day("2026-06-01"), fixture_day("2026-06-02"),
                     hours);
    assert_int_equal(hours[PRIYA].working_minutes, 16 * 60);
    fixture_close(&f);
}

static void weekly_rest(void **state) {
    (void)state;
#define SIX_DAYS                                                                                   \
    "2026-06-01T09:00/2026-06-01T17:00 2026-06-02T09:00/2026-06-02T17:00 "                         \
    "2026-06-03T09:00/2026-06-03T17:00 2026-06-04T09:00/2026-06-04T17:00 "                         \
    "2026-06-05T09:00/2026-06-05T17:00 "
    static const fixture_case cases[] = {
        {"26 h inside, 33 h in all",
         SIX_DAYS "2026-06-06T12:00/2026-06-06T22:00 2026-06-08T07:00/2026-06-08T15:00",
         "weekly_rest AMBER 1980/2100", NULL},
        {"28 h inside, 35 h in all",
         SIX_DAYS "2026-06-06T12:00/2026-06-06T20:00 2026-06-08T07:00/2026-06-08T15:00", "", NULL},
        {"a sleep-in into Sunday: 24 h in all, 17 h inside",
         SIX_DAYS "2026-06-06T23:00/2026-06-07T07:00 2026-06-08T07:00/2026-06-08T15:00",
         "weekly_rest AMBER 1800/2100", NULL},
        {"a sleep-in after late on Saturday",
         SIX_DAYS "2026-06-06T14:00/2026-06-06T23:00 2026-06-06T23:00/2026-06-07T03:00 "
                  "2026-06-08T07:00/2026-06-08T15:00",
         "weekly_rest FAIL 1260/1440", "weekly_rest COMP_REST 1260/1440 owed 180"},
        {"a sleep-in into Sunday and no other rest: 17 h inside",
         "2026-06-01T09:00/2026-06-01T17:00 2026-06-02T09:00/2026-06-02T17:00 "
         "2026-06-03T09:00/2026-06-03T17:00 2026-06-04T09:00/2026-06-04T17:00 "
         "2026-06-05T09:00/2026-06-05T22:00 2026-06-06T12:00/2026-06-06T17:00 "
         "2026-06-06T23:00/2026-06-07T07:00 2026-06-08T07:00/2026-06-08T15:00",
         "weekly_rest FAIL 1020/1440, daily_rest FAIL 360/660",
         "weekly_rest COMP_REST 1020/1440 owed 420, daily_rest COMP_REST 360/660 owed 300"},
        {"what is not known is free", SIX_DAYS "2026-06-06T12:00/2026-06-07T00:00", "", NULL},
        {"work on Sunday night does not rest on the week before",
         "2026-06-07T20:00/2026-06-08T06:00", "", NULL},
        {"the clocks go forward on Sunday: 23 h",
         "2026-03-23T09:00/2026-03-23T17:00 2026-03-24T09:00/2026-03-24T17:00 "
         "2026-03-25T09:00/2026-03-25T17:00 2026-03-26T09:00/2026-03-26T17:00 "
         "2026-03-27T09:00/2026-03-27T17:00 2026-03-28T14:00/2026-03-29T00:00 "
         "2026-03-30T09:00/2026-03-30T17:00",
         "weekly_rest FAIL 1380/1440", "weekly_rest COMP_REST 1380/1440 owed 60"},
    };
    fixture_cases(cases, sizeof cases / sizeof cases[0], NULL);
#undef SIX_DAYS
}

#define WEEK1                                                                                      \
    "2026-06-01T09:00/2026-06-01T17:00 2026-06-02T09:00/2026-06-02T17:00 "                         \
    "2026-06-03T09:00/2026-06-03T17:00 2026-06-04T09:00/2026-06-04T17:00 "                         \
    "2026-06-05T09:00/2026-06-05T17:00 2026-06-06T09:00/2026-06-06T17:00 "                         \
    "2026-06-07T09:00/2026-06-07T17:00 "

static const char twelve_days[] =
    WEEK1 "2026-06-08T09:00/2026-06-08T17:00 2026-06-09T09:00/2026-06-09T17:00 "
          "2026-06-10T09:00/2026-06-10T17:00 2026-06-11T09:00/2026-06-11T17:00 "
          "2026-06-12T09:00/2026-06-12T17:00 2026-06-15T09:00/2026-06-15T17:00";
static const char monday_and_thursday_off[] =
    WEEK1 "2026-06-09T09:00/2026-06-09T17:00 2026-06-10T09:00/2026-06-10T17:00 "
          "2026-06-12T09:00/2026-06-12T17:00 2026-06-13T09:00/2026-06-13T17:00 "
          "2026-06-14T09:00/2026-06-14T17:00";
static const char sunday_and_wednesday_off[] =
    "2026-06-01T09:00/2026-06-01T17:00 2026-06-02T09:00/2026-06-02T17:00 "
    "2026-06-03T09:00/2026-06-03T17:00 2026-06-04T09:00/2026-06-04T17:00 "
    "2026-06-05T09:00/2026-06-05T17:00 2026-06-06T09:00/2026-06-06T17:00 "
    "2026-06-08T09:00/2026-06-08T17:00 2026-06-09T09:00/2026-06-09T17:00 "
    "2026-06-11T09:00/2026-06-11T17:00 2026-06-12T09:00/2026-06-12T17:00 "
    "2026-06-13T09:00/2026-06-13T17:00 2026-06-14T09:00/2026-06-14T17:00";
static const char one_day_off[] =
    WEEK1 "2026-06-08T09:00/2026-06-08T17:00 2026-06-09T09:00/2026-06-09T17:00 "
          "2026-06-10T09:00/2026-06-10T17:00 2026-06-12T09:00/2026-06-12T17:00 "
          "2026-06-13T09:00/2026-06-13T17:00 2026-06-14T09:00/2026-06-14T17:00";
#undef WEEK1

static void weeks_of_seven_days(void **state) {
    (void)state;
    static const fixture_case cases[] = {
        {"12 days in a row", twelve_days, "weekly_rest FAIL 960/1440",
         "weekly_rest COMP_REST 960/1440 owed 480"},
        {"Sunday and Wednesday off", sunday_and_wednesday_off, "", NULL},
        {"Monday and Thursday off", monday_and_thursday_off, "weekly_rest FAIL 960/1440",
         "weekly_rest COMP_REST 960/1440 owed 480"},
    };
    fixture_cases(cases, sizeof cases / sizeof cases[0], NULL);
}

/* The first two weeks begin with the week in which employment began. */
static void fortnights(fixture *f) {
    f->home->rules.weekly_rest = 48 * 60;
    f->home->rules.weekly_rest_gap = 59 * 60;
    f->home->rules.weekly_rest_days = 14;
    f->home->staff[PRIYA].from = fixture_day("2026-05-20");
}

static void weeks_of_fourteen_days(void **state) {
    (void)state;
    static const fixture_case cases[] = {
        {"12 days in a row", twelve_days, "", NULL},
        {"Sunday and Wednesday off", sunday_and_wednesday_off, "", NULL},
        {"Monday and Thursday off", monday_and_thursday_off, "", NULL},
        {"one day off", one_day_off, "weekly_rest FAIL 2400/2880",
         "weekly_rest COMP_REST 2400/2880 owed 480"},
    };
    fixture_cases(cases, sizeof cases / sizeof cases[0], fortnights);
}

static void fortnights_of_employment(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    fortnights(&f);
    /* A week later: the twelve days are the end of one fortnight and the start of the next. */
    f.home->staff[PRIYA].from = fixture_day("2026-05-27");
    fixture_work(&f, PRIYA, one_day_off);
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_list(&f), "");
    fixture_close(&f);
}

/* ---- Periods ---- */

static void history_and_future(void **state) {
    (void)state;
    static const struct {
        const char *from, *to, *expected;
    } cases[] = {
        {"2026-05-25", "2026-05-31", ""},
        {"2026-06-01", "2026-06-01", "daily_rest FAIL 540/660"}, /* the gap follows this day */
        {"2026-06-02", "2026-06-07", "daily_rest FAIL 540/660"},
        {"2026-06-03", "2026-06-30", ""},
        {"2026-06-08", "2199-12-31", ""},
        {"1900-01-01", "2199-12-31", "daily_rest FAIL 540/660"},
    };
    fixture f;
    fixture_open(&f, false);
    /* In no order, with somebody else in between. */
    fixture_work(&f, PRIYA, "2026-06-02T07:00/2026-06-02T15:00");
    fixture_work(&f, OMAR, "2026-06-01T22:00/2026-06-02T06:00");
    fixture_work(&f, PRIYA, "2026-06-01T14:00/2026-06-01T22:00");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fixture_check(&f, cases[i].from, cases[i].to);
        assert_string_equal(fixture_list(&f), cases[i].expected);
    }
    fixture_close(&f);
}

static void a_window_counts_when_a_duty_of_it_does(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    fixture_work(&f, PRIYA, one_day_off);
    fixture_check(&f, "2026-06-07", "2026-06-07");
    assert_string_equal(fixture_list(&f), "weekly_rest FAIL 960/1440");
    assert_int_equal(f.found.items[0].date, fixture_day("2026-06-01"));
    fixture_check(&f, "2026-06-08", "2026-06-08");
    assert_string_equal(fixture_list(&f), "");
    fixture_close(&f);
}

/* ---- Words ---- */

static void texts(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    fixture_shift(&f, PRIYA, "2026-12-07", LATE);
    fixture_work(&f, PRIYA, "2026-12-08T07:45/2026-12-08T21:15");
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_text(&f, ROTA_RULE_DAILY_REST),
                        "Priya: 9 h 15 rest between Late on Mon 7 Dec (ends 22:30) and work on Tue "
                        "8 Dec (starts 07:45); at least 11 h are needed");
    assert_string_equal(
        fixture_text(&f, ROTA_RULE_DUTY_SPAN),
        "Priya: work on Tue 8 Dec (from 07:45 to 21:15) lasts 13 h 30; at most 13 h "
        "leave 11 h of rest in 24 h");
    const rota_finding *rest = &f.found.items[0];
    assert_int_equal(rest->staff, PRIYA);
    assert_int_equal(rest->date, fixture_day("2026-12-08"));
    assert_int_equal(rest->to - rest->from, 9 * 60 + 15);
    assert_int_equal(rest->nshifts, 2);
    assert_int_equal(rest->shifts[0].shift, LATE);
    assert_int_equal(rest->shifts[1].shift, -1);
    fixture_close(&f);

    fixture_open(&f, true);
    fixture_shift(&f, PRIYA, "2026-03-28", LATE);
    fixture_shift(&f, PRIYA, "2026-03-28", SLEEP_IN)->start -= 30;
    fixture_shift(&f, PRIYA, "2026-03-29", LATE);
    fixture_shift(&f, PRIYA, "2026-03-30", EARLY);
    fixture_check(&f, "2026-03-28", "2026-03-28");
    assert_string_equal(fixture_text(&f, ROTA_RULE_DUTY_SPAN),
                        "Priya: 15 h 30 of work without a rest, from Late on Sat 28 Mar (starts "
                        "14:30) to Sleep-in on Sat 28 Mar (ends Sun 07:00), with the clock change "
                        "in between; at most 13 h, so 2 h 30 "
                        "of rest are owed: the rest that follows must be at least 13 h 30 and is "
                        "7 h 30");
    assert_string_equal(fixture_text(&f, ROTA_RULE_DAILY_REST),
                        "Priya: 7 h 30 rest between Sleep-in on Sat 28 Mar (ends Sun 07:00) and "
                        "Late on Sun 29 Mar (starts 14:30); 11 h are needed, so 3 h 30 are owed: "
                        "the rest that follows must be at least 14 h 30 and is 8 h 30");
    assert_string_equal(fixture_text(&f, ROTA_RULE_COMPENSATORY_REST),
                        "Priya: 7 h 30 rest between Sleep-in on Sat 28 Mar (ends Sun 07:00) and "
                        "Late on Sun 29 Mar (starts 14:30); at least 13 h 30 are needed: 11 h, and "
                        "2 h 30 owed for the long duty before it");
    fixture_check(&f, "2026-03-30", "2026-03-30");
    assert_string_equal(fixture_text(&f, ROTA_RULE_COMPENSATORY_REST),
                        "Priya: 8 h 30 rest between Late on Sun 29 Mar (ends 22:30) and Early on "
                        "Mon 30 Mar (starts 07:00); at least 14 h 30 are needed: 11 h, and 3 h 30 "
                        "owed for the short rest before it");
    fixture_close(&f);

    fixture_open(&f, false);
    fixture_work(&f, PRIYA, "2026-03-28T22:30/2026-03-29T00:30 2026-03-29T10:30/2026-03-29T18:00");
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_text(&f, ROTA_RULE_DAILY_REST),
                        "Priya: 9 h rest between work on Sat 28 Mar (ends Sun 00:30) and work on "
                        "Sun 29 Mar (starts 10:30), with the clock change in between; at least "
                        "11 h are needed");
    fixture_close(&f);
}

static void texts_of_weeks(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    fixture_work(&f, PRIYA, twelve_days);
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_text(&f, ROTA_RULE_WEEKLY_REST),
                        "Priya: the longest rest in the week from Mon 1 Jun is 16 h (Mon 1 Jun "
                        "17:00 to Tue 2 Jun 09:00); at least 24 h are needed");
    f.home->settings.rules.special_case = true;
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_text(&f, ROTA_RULE_WEEKLY_REST),
                        "Priya: the longest rest in the week from Mon 1 Jun is 16 h (Mon 1 Jun "
                        "17:00 to Tue 2 Jun 09:00); 24 h are needed, so 8 h are owed; made up for "
                        "by the rest from Fri 12 Jun 17:00 to Mon 15 Jun 09:00");
    fixture_close(&f);

    fixture_open(&f, false);
    fixture_work(&f, PRIYA, one_day_off);
    fortnights(&f);
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_text(&f, ROTA_RULE_WEEKLY_REST),
                        "Priya: the longest rest in the two weeks from Mon 1 Jun is 40 h (Wed 10 "
                        "Jun 17:00 to Fri 12 Jun 09:00); at least 48 h, or twice 24 h, are needed");
    fixture_close(&f);

    fixture_open(&f, false);
    fixture_weeks(&f, PRIYA, "2026-06-01", 1, 6, 48 * 60);
    fixture_work(&f, PRIYA, "2026-06-06T16:00/2026-06-06T20:30 2026-06-08T07:00/2026-06-08T15:00");
    fixture_check(&f, "2026-06-01", "2026-06-07");
    assert_string_equal(
        fixture_text(&f, ROTA_RULE_WEEKLY_REST),
        "Priya: the weekly rest in the week from Mon 1 Jun is 34 h 30 (Sat 6 Jun "
        "20:30 to Mon 8 Jun 07:00); less than 35 h, which is the weekly and a daily "
        "rest, needs a recorded reason");
    fixture_close(&f);

    fixture_open(&f, false);
    fixture_work(&f, PRIYA, "2026-06-01T00:00/2026-06-08T00:00");
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_text(&f, ROTA_RULE_WEEKLY_REST),
                        "Priya: the longest rest in the week from Mon 1 Jun is 0 h; at least 24 h "
                        "are needed");
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(daily_rest),
        cmocka_unit_test(cures),
        cmocka_unit_test(another_span),
        cmocka_unit_test(duty_span),
        cmocka_unit_test(on_call_is_rest),
        cmocka_unit_test(weekly_rest),
        cmocka_unit_test(weeks_of_seven_days),
        cmocka_unit_test(weeks_of_fourteen_days),
        cmocka_unit_test(fortnights_of_employment),
        cmocka_unit_test(history_and_future),
        cmocka_unit_test(a_window_counts_when_a_duty_of_it_does),
        cmocka_unit_test(texts),
        cmocka_unit_test(texts_of_weeks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
