#include "support/test.h"

#include "support/fixture.h"

#include <string.h>

enum { H = 60 };

static void verdict_names(void **state) {
    (void)state;
    static const char *const names[] = {"PASS",      "AMBER", "PROVISIONAL",
                                        "COMP_REST", "FAIL",  "NOT_APPLICABLE"};
    for (int i = 0; i < 6; i++)
        assert_string_equal(rota_verdict_name((enum rota_verdict)i), names[i]);
}

static void nothing_to_check(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    rota_day day = fixture_day("2026-06-01");
    rota_check(f.home, &f.duties, day, day + 6, &f.found);
    rota_check_person(f.home, &f.duties, PRIYA, day, day + 6, &f.found);
    fixture_work(&f, OMAR, "2026-06-01T14:00/2026-06-01T22:00 2026-06-02T07:00/2026-06-02T15:00");
    rota_check_person(f.home, &f.duties, PRIYA, day, day + 6, &f.found);
    rota_check(f.home, &f.duties, day + 1, day, &f.found); /* ends before it begins */
    assert_int_equal(f.found.count, 0);
    rota_findings_done(&f.found);
    fixture_close(&f);
}

/* By person, day and rule; what was in the list stays before. */
static void order_of_findings(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    fixture_work(&f, OMAR, "2026-06-01T14:00/2026-06-01T22:00 2026-06-02T07:00/2026-06-02T15:00");
    fixture_work(&f, PRIYA,
                 "2026-06-04T14:00/2026-06-04T22:00 2026-06-05T07:00/2026-06-05T21:00 "
                 "2026-06-06T07:00/2026-06-06T15:00");
    rota_day day = fixture_day("2026-06-01");
    rota_check_person(f.home, &f.duties, OMAR, day, day + 6, &f.found);
    rota_check(f.home, &f.duties, day, day + 6, &f.found);
    assert_string_equal(fixture_list(&f),
                        "daily_rest FAIL 540/660, daily_rest FAIL 540/660, duty_span FAIL 840/780, "
                        "daily_rest FAIL 600/660, daily_rest FAIL 540/660");
    static const int staff[] = {OMAR, PRIYA, PRIYA, PRIYA, OMAR};
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(f.found.items[i].staff, staff[i]);
    fixture_close(&f);
}

/* A rule that the profile only advises is never a breach. */
static void advisory(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    f.home->rules.origin[ROTA_RULE_DAILY_REST].advisory = true;
    fixture_work(&f, PRIYA, "2026-06-01T14:00/2026-06-01T22:00 2026-06-02T07:00/2026-06-02T15:00");
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_list(&f), "daily_rest AMBER 540/660");
    assert_int_equal(rota_findings_count(&f.found, ROTA_FAIL), 0);
    fixture_close(&f);
}

/* A profile without a rule asks nothing. */
static void no_rules(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    rota_rules_init(&f.home->rules);
    f.home->staff[OMAR].born = fixture_day("2009-03-01");
    fixture_weeks(&f, PRIYA, "2026-06-01", 20, 7, 7 * 20 * H);
    fixture_weeks(&f, OMAR, "2026-06-01", 20, 7, 7 * 20 * H);
    fixture_check(&f, NULL, NULL);
    assert_string_equal(fixture_list(&f), "");
    fixture_close(&f);
}

/* ---- One more duty ---- */

static int candidate(fixture *f, const char *times, const char **list) {
    rota_duties extra = f->duties;
    f->duties = (rota_duties){0};
    fixture_work(f, PRIYA, times);
    rota_duty duty = f->duties.items[0];
    rota_duties_done(&f->duties);
    f->duties = extra;
    rota_home_finish(f->home);
    rota_findings_done(&f->found);
    int n = rota_check_candidate(f->home, &f->duties, &duty, 1, 0, &f->found);
    *list = fixture_list(f);
    return n;
}

static void candidates(void **state) {
    (void)state;
    static const struct {
        const char *duty, *expected;
    } cases[] = {
        {"2026-06-10T09:00/2026-06-10T17:00", ""},
        {"2026-06-09T07:00/2026-06-09T11:00", "daily_rest FAIL 540/660"},
        {"2026-06-08T08:00/2026-06-08T14:00", "duty_span FAIL 840/780"},
        {"2026-06-08T08:30/2026-06-08T16:00", "duty_span FAIL 810/780, overlap FAIL 120/0"},
        {"2026-06-12T08:00/2026-06-12T16:00", "leave FAIL 1/0"},
        {"2026-06-11T12:00/2026-06-11T21:00", "house_max_hours FAIL 1140/1080"},
        {"2026-06-16T12:00/2026-06-16T13:00", "unavailable FAIL 60/0"},
        {"2026-07-01T09:00/2026-07-01T17:00", "not_employed FAIL 1/0"},
        /* In the week with a breach of old nothing is added by a lawful duty, */
        {"2026-06-05T08:00/2026-06-05T10:00", ""},
        /* the short rest gets shorter, and a second one is added. */
        {"2026-06-02T06:00/2026-06-02T07:00", "daily_rest FAIL 480/660"},
        {"2026-06-03T01:00/2026-06-03T03:00", "daily_rest FAIL 600/660"},
        /* The same as one that is there. */
        {"2026-06-08T14:00/2026-06-08T22:00", "overlap FAIL 480/0"},
    };
    fixture f;
    fixture_open(&f, false);
    fixture_work(&f, PRIYA, "2026-06-01T14:00/2026-06-01T22:00 2026-06-02T07:00/2026-06-02T15:00");
    fixture_work(&f, PRIYA, "2026-06-08T14:00/2026-06-08T22:00");
    fixture_work(&f, PRIYA, "2026-06-10T20:00/2026-06-10T22:00");
    fixture_work(&f, OMAR, "2026-06-10T09:00/2026-06-10T17:00");
    fixture_leave(&f, PRIYA, "2026-06-12", "2026-06-14");
    fixture_unavailable(&f, PRIYA)->day =
        (rota_day_spec){.kind = ROTA_DAY_WEEKDAY, .weekday = ROTA_TUE};
    f.home->unavailable[0].from = 12 * H;
    f.home->unavailable[0].to = 14 * H;
    f.home->staff[PRIYA].to = fixture_day("2026-06-30");
    f.home->staff[PRIYA].max_minutes = 18 * H;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *list;
        int n = candidate(&f, cases[i].duty, &list);
        if (strcmp(list, cases[i].expected) != 0)
            fail_msg("%s: found '%s', expected '%s'", cases[i].duty, list, cases[i].expected);
        assert_int_equal(n, f.found.count);
        for (int k = 0; k < n; k++)
            assert_non_null(f.found.items[k].text);
    }
    fixture_close(&f);
}

/* Reference periods that end long after the duty, and such as were over the limit before. */
static void candidate_averages(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    fixture_weeks(&f, PRIYA, "2026-06-01", 17, 5, 48 * H);
    const char *list;
    assert_int_equal(candidate(&f, "2026-06-06T09:00/2026-06-06T09:01", &list), 1);
    assert_string_equal(list, "weekly_average FAIL 2881/2880");
    assert_int_equal(f.found.items[0].date, fixture_day("2026-09-27"));
    assert_int_equal(candidate(&f, "2026-05-29T09:00/2026-05-29T09:01", &list), 0);
    assert_int_equal(candidate(&f, "2026-10-03T09:00/2026-10-03T09:01", &list), 0);
    /* Over the limit already: any more is worse, and time on call is not more. */
    f.duties.items[0].start--;
    f.duties.items[0].work_minutes++;
    assert_int_equal(candidate(&f, "2026-06-06T09:00/2026-06-06T09:01", &list), 1);
    rota_duty on_call = f.duties.items[0];
    on_call.kind = ROTA_SHIFT_ON_CALL;
    on_call.date += 5;
    on_call.start += 5 * 24 * H;
    on_call.end += 5 * 24 * H;
    rota_findings_done(&f.found);
    assert_int_equal(rota_check_candidate(f.home, &f.duties, &on_call, 1, 0, &f.found), 0);
    fixture_close(&f);
}

static void candidate_runs(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    f.home->staff[PRIYA].own.max_consecutive_days = 5;
    fixture_work(&f, PRIYA,
                 "2026-06-01T09:00/2026-06-01T12:00 2026-06-02T09:00/2026-06-02T12:00 "
                 "2026-06-03T09:00/2026-06-03T12:00 2026-06-05T09:00/2026-06-05T12:00 "
                 "2026-06-06T09:00/2026-06-06T12:00");
    const char *list;
    assert_int_equal(candidate(&f, "2026-06-04T09:00/2026-06-04T12:00", &list), 1);
    assert_string_equal(list, "house_max_consecutive_days FAIL 6/5");
    assert_int_equal(candidate(&f, "2026-06-08T09:00/2026-06-08T12:00", &list), 0);
    fixture_close(&f);
}

/* ---- Candidates and whole checks say the same ---- */

static unsigned next_random(unsigned *seed) {
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16;
}

static bool is_lawful(fixture *f) {
    rota_findings_done(&f->found);
    rota_check(f->home, &f->duties, fixture_day("2026-01-01"), fixture_day("2027-12-31"),
               &f->found);
    for (size_t i = 0; i < f->found.count; i++)
        if (f->found.items[i].rule == ROTA_RULE_OVERLAP)
            return false; /* said to be looked at; nobody is put in two places all the same */
    return rota_findings_count(&f->found, ROTA_FAIL) == 0;
}

/* Duties are offered in no order; one is taken exactly when nothing stands against it. */
static void grow_a_rota(unsigned seed, bool special) {
    fixture f;
    fixture_open(&f, special);
    rota_limits *own = &f.home->staff[PRIYA].own;
    own->max_consecutive_days = 5;
    own->max_consecutive_nights = 3;
    own->rest_after_nights_minutes = 30 * H;
    own->max_weekends_in_4_weeks = 2;
    own->max_shifts_a_day = 2;
    own->max_weekends_in_period = 3;
    own->max_minutes_in_period = 150 * H;
    f.home->staff[PRIYA].own_max_shifts = "N:4 S:3";
    f.home->shifts[EARLY].not_after = "L S";
    f.home->staff[PRIYA].max_minutes = 50 * H;
    f.home->rules.average_weeks = 2;
    f.home->rules.average_weeks_special = 3;
    f.home->rules.average_limit = 40 * H;
    fixture_leave(&f, PRIYA, "2026-10-28", "2026-11-02");
    rota_home_finish(f.home);
    unsigned random = seed;
    int taken = 0, refused = 0;
    for (int i = 0; i < 300; i++) {
        char date[ROTA_DATE_SIZE];
        rota_day_format(fixture_day("2026-10-12") + (int)(next_random(&random) % 28), date);
        rota_duty extra = *fixture_shift(&f, PRIYA, date, (int)(next_random(&random) % 6));
        f.duties.count--;
        rota_findings_done(&f.found);
        int against = rota_check_candidate(f.home, &f.duties, &extra, fixture_day("2026-01-01"),
                                           fixture_day("2027-12-31"), &f.found);
        rota_duties_add(&f.duties, &extra);
        if (is_lawful(&f) != (against == 0))
            fail_msg("seed %u, duty %d of %s: %d against it, but the whole says '%s'", seed, i,
                     date, against, fixture_list(&f));
        if (against) {
            f.duties.count--;
            refused++;
        } else {
            taken++;
        }
    }
    assert_true(taken > 10);
    assert_true(refused > 100);
    fixture_close(&f);
}

static void candidates_and_checks_agree(void **state) {
    (void)state;
    for (unsigned seed = 1; seed <= 10; seed++)
        grow_a_rota(seed, seed % 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdict_names),
        cmocka_unit_test(nothing_to_check),
        cmocka_unit_test(order_of_findings),
        cmocka_unit_test(advisory),
        cmocka_unit_test(no_rules),
        cmocka_unit_test(candidates),
        cmocka_unit_test(candidate_averages),
        cmocka_unit_test(candidate_runs),
        cmocka_unit_test(candidates_and_checks_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
