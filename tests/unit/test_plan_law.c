/* What random homes found (tests/prop/test_plan.c): one home in which the law leaves Priya, who is
 * all there is, exactly so many duties. */
#include "support/test.h"

#include "plan/plan.h"
#include "support/fixture.h"

#include <stdio.h>
#include <string.h>

enum { H = 60, ROWS = 8 };

typedef struct {
    fixture f;
    rota_home *home;
    rota_person *priya;
    rota_plan_request request; /* the week of Monday 1 June 2026 */
    rota_assignment draft[ROWS];
} plan_test;

static rota_assignment row(int day, int shift) {
    return (rota_assignment){
        .date = fixture_day("2026-06-01") + day, .shift = shift, .group = WILLOW, .staff = PRIYA};
}

static void open_test(plan_test *t) {
    *t = (plan_test){0};
    fixture_open(&t->f, false);
    t->home = t->f.home;
    t->home->nstaff = 1;
    t->priya = &t->home->staff[PRIYA];
    t->home->demand = rota_arena_alloc(t->home->arena, ROWS * sizeof *t->home->demand);
    t->home->record = rota_arena_alloc(t->home->arena, ROWS * sizeof *t->home->record);
    t->request = (rota_plan_request){.from = fixture_day("2026-06-01"), .draft = t->draft};
    t->request.to = t->request.from + 6;
    rota_solve_settings_init(&t->request.solve);
}

/* One person is wanted on the shift on each of the days first..last. */
static void want(plan_test *t, int shift, int first, int last) {
    for (int day = first; day <= last; day++)
        t->home->demand[t->home->ndemand++] =
            (rota_demand){.group = WILLOW,
                          .shift = shift,
                          .day = {.kind = ROTA_DAY_DATE, .date = t->request.from + day},
                          .skill = -1,
                          .min = 1,
                          .target = 1,
                          .max = 1,
                          .what = t->home->shifts[shift].id};
}

static void pin(plan_test *t, int day, int shift) {
    t->draft[t->request.ndraft] = row(day, shift);
    t->draft[t->request.ndraft++].pinned = true;
}

static void publish(plan_test *t, int day, int shift) {
    t->home->record[t->home->nrecord++] = row(day, shift);
}

/* ---- the homes ---- */

/* 40 hours in the week of the law, which begins on Monday, whatever the home's does. */
static void young_week(plan_test *t) {
    t->priya->born = rota_day_of(2009, 1, 1);
    want(t, EARLY, 0, 6);
}

static void young_week_from_wednesday(plan_test *t) {
    young_week(t);
    t->home->settings.home.week_starts = ROTA_WED;
}

/* Under age when the week began, so its limit holds, and its rest of 48 hours. */
static void of_age_on_tuesday(plan_test *t) {
    young_week(t);
    t->priya->born = rota_day_of(2008, 6, 2);
    for (int day = 0; day < 2; day++)
        publish(t, day, EARLY);
    t->request.from += 2;
}

static void nights_before_known_early(plan_test *t) {
    t->priya->own.rest_after_nights_minutes = 46 * H;
    publish(t, 7, EARLY);
    want(t, NIGHT, 4, 5); /* Friday's ends 47 hours before, Saturday's 23 */
}

static void day_off_before_known_early(plan_test *t) {
    t->priya->own.min_consecutive_days_off = 2;
    publish(t, 8, EARLY);
    want(t, EARLY, 6, 6);
}

/* The home's week goes on for a day after the period; a night on Sunday leaves 16 hours of it. */
static void rest_of_a_week_that_goes_on(plan_test *t) {
    t->home->settings.home.week_starts = ROTA_TUE;
    want(t, NIGHT, 1, 6);
}

/* A day with nothing but on call at home is a day off; pinned it leaves the day for work. */
static void on_call_between_days_of_work(plan_test *t) {
    t->priya->own.min_consecutive_days_off = 2;
    pin(t, 2, ON_CALL);
    want(t, EARLY, 1, 3);
}

/* No contract and no minutes at all: the smallest grid of the completion bounds. */
static void nothing_but_on_call(plan_test *t) {
    t->priya->contract_minutes = 0;
    want(t, ON_CALL, 0, 6);
}

static void meeting_before_a_late(plan_test *t) {
    t->priya->own.max_shifts_a_day = 1;
    want(t, TEAM, 0, 0);
    want(t, LATE, 0, 0);
}

/* Compensated rest: 8 h 30 are had, so the next rest has 13 h 30, more than until the night. */
static void short_rest_between_pins(plan_test *t) {
    t->home->settings.rules.special_case = true;
    pin(t, 0, LATE);
    pin(t, 1, EARLY);
    want(t, NIGHT, 1, 2);
}

/* 24 hours a week: two known earlies leave one, though the week ends after the period. */
static void first_days_of_a_week_that_has_more(plan_test *t) {
    t->home->rules.average_weeks = 1;
    t->home->rules.average_limit = 24 * H;
    t->request.to = t->request.from + 3;
    want(t, EARLY, 0, 3);
    publish(t, 4, EARLY);
    publish(t, 6, EARLY);
}

/* Nights asleep make a night worker too: 14 weeks of them leave 816 - 784 hours in 17 weeks. */
static void sleep_ins_of_a_night_worker(plan_test *t) {
    enum { NIGHTS = 14 * 7 };
    rota_day first = fixture_day("2026-02-09");
    t->priya->opt_out = true;
    t->home->worked = rota_arena_alloc(t->home->arena, NIGHTS * sizeof *t->home->worked);
    for (t->home->nworked = 0; t->home->nworked < NIGHTS; t->home->nworked++) {
        rota_minute start = rota_zone_at(t->home->zone, first + t->home->nworked, 23 * H, false);
        t->home->worked[t->home->nworked] = (rota_worked){.staff = PRIYA,
                                                          .start = start,
                                                          .end = start + 8 * H,
                                                          .group = WILLOW,
                                                          .sleep_minutes = -1,
                                                          .kind = ROTA_SHIFT_SLEEP_IN};
    }
    want(t, SLEEP_IN, 0, 6);
}

/* ---- the test ---- */

static const struct {
    const char *name;
    void (*prepare)(plan_test *t);
    const char *expected; /* duties of each shift, pins included */
} cases[] = {
    {"young week", young_week, "E5"},
    {"young week from Wednesday", young_week_from_wednesday, "E5"},
    {"of age on Tuesday", of_age_on_tuesday, "E3"},
    {"nights before a known early", nights_before_known_early, "N1"},
    {"day off before a known early", day_off_before_known_early, ""},
    {"rest of a week that goes on", rest_of_a_week_that_goes_on, "N5"},
    {"on call between days of work", on_call_between_days_of_work, "E3 C1"},
    {"nothing but on call", nothing_but_on_call, "C7"},
    {"meeting before a late", meeting_before_a_late, "L1 T1"},
    {"short rest between pins", short_rest_between_pins, "E1 L1 N1"},
    {"first days of a week that has more", first_days_of_a_week_that_has_more, "E1"},
    {"sleep-ins of a night worker", sleep_ins_of_a_night_worker, "S4"},
};

static void count_duties(const rota_home *home, const rota_planned *planned, rota_text *out) {
    for (int shift = 0; shift < home->nshifts; shift++) {
        int n = 0;
        for (size_t i = 0; i < planned->count; i++)
            n += planned->assignments[i].shift == shift;
        if (n > 0)
            rota_text_addf(out, "%s%s%d", out->length ? " " : "", home->shifts[shift].id, n);
    }
}

/* What the referee finds in the rota. */
static size_t breaches(const plan_test *t, const rota_planned *planned) {
    rota_duties duties = {0};
    rota_findings found = {0};
    assert_int_equal(rota_plan_duties(t->home, planned->assignments, planned->count,
                                      t->request.from, t->request.to, &duties, NULL),
                     ROTA_OK);
    rota_check(t->home, &duties, t->request.from, t->request.to, &found);
    size_t n = rota_findings_count(&found, ROTA_FAIL);
    rota_findings_done(&found);
    rota_duties_done(&duties);
    return n;
}

static void test_the_law_leaves_so_many_duties(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        plan_test t;
        rota_planned planned;
        rota_err err = {0};
        rota_text text = {0};
        rota_faults *faults = rota_faults_new();
        open_test(&t);
        cases[i].prepare(&t);
        rota_home_finish(t.home);
        if (rota_plan_home(t.home, &t.request, &planned, faults, &err) != ROTA_OK)
            fail_msg("%s: %s", cases[i].name, err.message);
        count_duties(t.home, &planned, &text);
        if (strcmp(rota_text_str(&text), cases[i].expected) != 0)
            fail_msg("%s: '%s', expected '%s'", cases[i].name, rota_text_str(&text),
                     cases[i].expected);
        if (!planned.proven || breaches(&t, &planned) > 0)
            fail_msg("%s: not proven, or not lawful", cases[i].name);
        rota_text_done(&text);
        rota_planned_done(&planned);
        rota_faults_free(faults);
        fixture_close(&t.f);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_law_leaves_so_many_duties),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
