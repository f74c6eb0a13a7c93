/* Which days of leave averages make up for: those that the person would have worked. */
#include "support/test.h"

#include "support/fixture.h"

#include <stdio.h>
#include <string.h>

enum { H = 60, DAYS = 7 };

/* Weeks of work from Monday 1 June 2026 on: a letter for each day of the week, `x` = worked, so
 * many minutes each, but not on leave. */
static void work(fixture *f, const char *days, int weeks, int minutes) {
    size_t turn = strlen(days);
    for (int i = 0; i < weeks * DAYS; i++) {
        rota_day date = fixture_day("2026-06-01") + i;
        rota_minute start = rota_zone_at(f->home->zone, date, 8 * H, false);
        rota_duty duty = {.staff = PRIYA,
                          .date = date,
                          .shift = -1,
                          .group = WILLOW,
                          .start = start,
                          .end = start + minutes,
                          .sleep_from = start,
                          .sleep_to = start,
                          .work_minutes = minutes};
        if (days[(size_t)i % turn] == '+' && !rota_home_leave_on(f->home, PRIYA, date))
            rota_duties_add(&f->duties, &duty);
    }
}

/* Days left out of the reference period to Sunday 27 September, from the words of the finding. */
static int left_out(fixture *f) {
    int days = 0;
    f->home->rules.average_limit = 60; /* so that there is a finding */
    fixture_check(f, "2026-09-27", "2026-09-27");
    for (size_t i = 0; i < f->found.count; i++) {
        const char *at = strstr(f->found.items[i].text, " of leave");
        if (f->found.items[i].rule != ROTA_RULE_WEEKLY_AVERAGE || !at)
            continue;
        while (at[-1] != ' ' || at[-2] < '0' || at[-2] > '9')
            at--;
        for (at--; at[-1] >= '0' && at[-1] <= '9';)
            at--;
        sscanf(at, "%d", &days);
    }
    return days;
}

static const struct {
    const char *name, *days; /* one week or more, over and over */
    const char *from, *to;   /* leave; the second may be NULL */
    const char *from2, *to2;
    int expected;
} cases[] = {
    {"Monday to Friday, two weeks", "+++++..", "2026-07-20", "2026-08-02", NULL, NULL, 10},
    {"Monday to Friday, over a weekend", "+++++..", "2026-07-17", "2026-07-20", NULL, NULL, 2},
    {"Monday to Friday, a weekend", "+++++..", "2026-07-18", "2026-07-19", NULL, NULL, 0},
    {"Thursday to Sunday, a week", "...++++", "2026-07-20", "2026-07-26", NULL, NULL, 4},
    {"Thursday to Sunday, their days", "...++++", "2026-07-23", "2026-07-26", NULL, NULL, 4},
    {"Monday to Wednesday, a week", "+++....", "2026-07-20", "2026-07-26", NULL, NULL, 3},
    {"Monday to Wednesday, days off", "+++....", "2026-07-23", "2026-07-26", NULL, NULL, 0},
    {"weekends, a fortnight", ".....++", "2026-07-20", "2026-08-02", NULL, NULL, 4},
    {"weekends, a Sunday", ".....++", "2026-07-26", "2026-07-26", NULL, NULL, 1},
    {"every day, a week", "+++++++", "2026-07-20", "2026-07-26", NULL, NULL, 7},
    {"four on, four off; 16 days", "++++....", "2026-07-20", "2026-08-04", NULL, NULL, 8},
    {"every other week, four weeks", "+++++.........", "2026-07-27", "2026-08-23", NULL, NULL, 10},
    {"a single day that may be worked", "+++++.........", "2026-07-21", "2026-07-21", NULL, NULL,
     1},
    {"two leaves, no evidence to each other", "+++....", "2026-07-06", "2026-07-19", "2026-07-20",
     "2026-08-02", 12},
    {"to the end of what is known", "...++++", "2026-09-21", "2026-09-27", NULL, NULL, 4},
    {"long leave, what was before it counts", "+++....", "2026-07-06", "2026-09-27", NULL, NULL,
     36},
};

static void days_that_would_have_been_worked(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture f;
        fixture_open(&f, false);
        fixture_leave(&f, PRIYA, cases[i].from, cases[i].to);
        if (cases[i].from2)
            fixture_leave(&f, PRIYA, cases[i].from2, cases[i].to2);
        work(&f, cases[i].days, 17 + 20, 6 * H);
        int days = left_out(&f);
        if (days != cases[i].expected)
            fail_msg("%s: %d days, expected %d", cases[i].name, days, cases[i].expected);
        fixture_close(&f);
    }
}

static void every_day_as_the_words_read(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    f.home->rules.average_excluded = ROTA_EXCLUDED_ALL;
    fixture_leave(&f, PRIYA, "2026-07-20", "2026-08-02");
    work(&f, "+++....", 37, 6 * H);
    assert_int_equal(left_out(&f), 14);
    fixture_close(&f);
}

/* 12 h 10 on four days from Thursday to Sunday: 48 h 40 a week, leave or not. */
static void who_works_at_weekends(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    fixture_leave(&f, PRIYA, "2026-09-17", "2026-09-20");
    work(&f, "...++++", 20, 12 * H + 10);
    fixture_check(&f, "2026-09-27", "2026-09-27");
    assert_string_equal(fixture_text(&f, ROTA_RULE_WEEKLY_AVERAGE),
                        "Priya: 48 h 40 a week on average over the 17 weeks to Sun 27 Sep "
                        "(778 h 40 worked, and 48 h 40 on the next 4 days worked for 4 days of "
                        "leave: 827 h 20); at most 48 h are allowed");
    fixture_close(&f);
}

/* 15 h 40 on three days: 47 h a week. Five days made up for would be 49 h 50. */
static void who_works_three_days(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    fixture_leave(&f, PRIYA, "2026-09-14", "2026-09-20");
    work(&f, "+++....", 21, 15 * H + 40);
    fixture_check(&f, "2026-09-27", "2026-09-27");
    assert_string_equal(fixture_list(&f), "");
    rota_person_hours hours[FIXTURE_STAFF];
    rota_check_hours(f.home, &f.duties, fixture_day("2026-09-27"), fixture_day("2026-09-27"),
                     hours);
    assert_int_equal(hours[PRIYA].average_minutes, 47 * H);
    fixture_close(&f);
}

/* With less than a week known it is Monday to Friday, and the words say so. */
static void where_nothing_is_known(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    f.home->staff[PRIYA].from = fixture_day("2026-06-05");
    f.home->rules.average_limit = 60;
    fixture_work(&f, PRIYA, "2026-06-06T08:00/2026-06-06T18:00");
    fixture_leave(&f, PRIYA, "2026-06-08", "2026-06-14");
    fixture_check(&f, "2026-06-14", "2026-06-14");
    assert_string_equal(fixture_text(&f, ROTA_RULE_WEEKLY_AVERAGE),
                        "Priya: 7 h a week on average over the 10 days to Sun 14 Jun (10 h worked, "
                        "with 5 days of leave (from Monday to Friday: their usual days are not "
                        "known)); at most 1 h are allowed");
    fixture_close(&f);
}

/* A period long after the last duty that is known still has an average, not yet certain. */
static void long_after_the_last_duty(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    fixture_leave(&f, PRIYA, "2026-08-31", "2026-09-27");
    work(&f, "+++++..", 13, 10 * H + 24);
    fixture_check(&f, "2026-09-27", "2026-09-27");
    assert_string_equal(fixture_list(&f), "weekly_average PROVISIONAL 2386/2880 provisional");
    assert_int_equal(f.found.items[0].most, 3120);
    rota_person_hours hours[FIXTURE_STAFF];
    rota_check_hours(f.home, &f.duties, fixture_day("2026-09-27"), fixture_day("2026-09-27"),
                     hours);
    assert_int_equal(hours[PRIYA].average_minutes, 2386);
    /* A whole reference period after it there is nothing to say. */
    fixture_check(&f, "2027-03-01", "2027-03-07");
    assert_string_equal(fixture_list(&f), "");
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_that_would_have_been_worked),
        cmocka_unit_test(every_day_as_the_words_read),
        cmocka_unit_test(who_works_at_weekends),
        cmocka_unit_test(who_works_three_days),
        cmocka_unit_test(where_nothing_is_known),
        cmocka_unit_test(long_after_the_last_duty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
