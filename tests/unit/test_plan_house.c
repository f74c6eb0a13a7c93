/* Rules of the house in planning: one home in which they leave Priya exactly so many duties. */
#include "support/test.h"

#include "plan/plan.h"
#include "support/fixture.h"

#include <string.h>

enum { H = 60, ROWS = 24 };

typedef struct {
    fixture f;
    rota_home *home;
    rota_person *priya;
    rota_plan_request request; /* the week of Monday 1 June 2026 */
    rota_assignment draft[ROWS];
} plan_test;

static rota_assignment row(int staff, int day, int shift) {
    return (rota_assignment){
        .date = fixture_day("2026-06-01") + day, .shift = shift, .group = WILLOW, .staff = staff};
}

static void open_test(plan_test *t) {
    *t = (plan_test){0};
    fixture_open(&t->f, false);
    t->home = t->f.home;
    t->home->nstaff = 1;
    t->priya = &t->home->staff[PRIYA];
    t->priya->contract_minutes = 0; /* nothing is gained by work that nobody asks for */
    t->home->demand = rota_arena_alloc(t->home->arena, ROWS * sizeof *t->home->demand);
    t->home->record = rota_arena_alloc(t->home->arena, ROWS * sizeof *t->home->record);
    t->request = (rota_plan_request){.from = fixture_day("2026-06-01"), .draft = t->draft};
    t->request.to = t->request.from + 6;
    /* A reward for bonds would be a reason to work. */
    t->home->settings.continuity.weight.bond_hour = 0;
    t->home->settings.continuity.weight.return_day = 0;
    t->home->settings.continuity.weight.key_day = 0;
    rota_solve_settings_init(&t->request.solve);
}

static void demand(plan_test *t, int shift, int first, int last, int min) {
    for (int day = first; day <= last; day++)
        t->home->demand[t->home->ndemand++] =
            (rota_demand){.group = WILLOW,
                          .shift = shift,
                          .day = {.kind = ROTA_DAY_DATE, .date = t->request.from + day},
                          .skill = -1,
                          .min = min,
                          .target = min,
                          .max = 1,
                          .what = t->home->shifts[shift].id};
}

/* One person is wanted on the shift on each of the days first..last; or may be there. */
static void want(plan_test *t, int shift, int first, int last) {
    demand(t, shift, first, last, 1);
}

static void allow(plan_test *t, int shift, int first, int last) {
    demand(t, shift, first, last, 0);
}

static void pin(plan_test *t, int staff, int day, int shift) {
    t->draft[t->request.ndraft] = row(staff, day, shift);
    t->draft[t->request.ndraft++].pinned = true;
}

static void publish(plan_test *t, int day, int shift) {
    t->home->record[t->home->nrecord++] = row(PRIYA, day, shift);
}

/* ---- duties of a shift, successions ---- */

static void three_lates(plan_test *t) {
    t->priya->own_max_shifts = "L:3";
    want(t, LATE, 0, 6);
}

static void pins_count(plan_test *t) {
    t->priya->own_max_shifts = "L:2 C:1";
    pin(t, PRIYA, 0, LATE);
    pin(t, PRIYA, 1, ON_CALL);
    want(t, LATE, 1, 6);
    want(t, ON_CALL, 2, 6);
}

static void every_other_day(plan_test *t) {
    t->home->shifts[EARLY].not_after = "E";
    want(t, EARLY, 0, 6);
}

static void after_a_known_duty(plan_test *t) {
    t->home->shifts[EARLY].not_after = "T";
    publish(t, -1, TEAM);
    want(t, EARLY, 0, 0);
}

static void before_a_known_duty(plan_test *t) {
    t->home->shifts[EARLY].not_after = "T";
    want(t, TEAM, 6, 6);
    publish(t, 7, EARLY);
}

/* On call at home is kept beside the line, and still comes before the early. */
static void after_on_call_that_is_pinned(plan_test *t) {
    t->home->shifts[EARLY].not_after = "C";
    pin(t, PRIYA, 2, ON_CALL);
    want(t, EARLY, 1, 3);
}

static void not_after_two_duties_of_a_day(plan_test *t) {
    t->home->shifts[EARLY].not_after = "T";
    t->home->rules.daily_rest = -1;
    pin(t, PRIYA, 0, LATE);
    pin(t, PRIYA, 0, TEAM);
    want(t, EARLY, 1, 1);
}

/* ---- the period ---- */

static void three_days_of_hours(plan_test *t) {
    t->priya->own.max_minutes_in_period = 25 * H;
    want(t, EARLY, 0, 6);
}

static void no_weekend(plan_test *t) {
    t->priya->own.max_weekends_in_period = 0;
    want(t, EARLY, 4, 6);
}

/* Sunday is the end of a weekend that was counted before. */
static void a_weekend_that_has_begun(plan_test *t) {
    t->priya->own.max_weekends_in_period = 0;
    t->request.from += 6;
    t->request.to += 6;
    publish(t, 5, EARLY);
    want(t, EARLY, 0, 0);
}

static void least_hours(plan_test *t) {
    t->priya->own.min_minutes_in_period = 20 * H;
    allow(t, EARLY, 0, 6);
}

static void least_hours_less_leave(plan_test *t) {
    least_hours(t);
    fixture_leave(&t->f, PRIYA, "2026-06-03", "2026-06-07");
}

/* Omar has the only duty that there is. */
static void least_hours_above_a_maximum(plan_test *t) {
    t->home->nstaff = 2;
    t->priya->own.min_minutes_in_period = 6 * H;
    pin(t, OMAR, 0, EARLY);
    allow(t, EARLY, 0, 0);
}

static void least_hours_out_of_reach(plan_test *t) {
    t->priya->own.min_minutes_in_period = 40 * H;
    allow(t, EARLY, 0, 0);
    allow(t, EARLY, 5, 5);
}

/* ---- runs of work ---- */

/* Days before and after the period are known to be off. */
static void know_the_edges(plan_test *t) {
    publish(t, -4, EARLY);
    publish(t, -3, EARLY);
    publish(t, -2, EARLY);
    publish(t, 8, EARLY);
    publish(t, 9, EARLY);
    publish(t, 10, EARLY);
}

static void runs_of_three(plan_test *t) {
    t->priya->own.min_consecutive_days = 3;
    know_the_edges(t);
    want(t, EARLY, 0, 1);
    want(t, EARLY, 3, 5);
}

/* A third day is added for the sake of the two that are wanted. */
static void a_run_is_filled(plan_test *t) {
    t->priya->own.min_consecutive_days = 3;
    know_the_edges(t);
    want(t, EARLY, 1, 1);
    allow(t, EARLY, 2, 2);
    want(t, EARLY, 3, 3);
}

static void unknown_edges(plan_test *t) {
    t->priya->own.min_consecutive_days = 3;
    want(t, EARLY, 0, 0);
    want(t, EARLY, 3, 3);
    want(t, EARLY, 6, 6);
}

static void a_run_from_history_goes_on(plan_test *t) {
    t->priya->own.min_consecutive_days = 3;
    publish(t, -5, EARLY);
    publish(t, -1, EARLY);
    allow(t, EARLY, 0, 6);
}

static void a_run_from_history_that_cannot_go_on(plan_test *t) {
    a_run_from_history_goes_on(t);
    fixture_leave(&t->f, PRIYA, "2026-06-01", "2026-06-01");
}

/* A day longer it would be too short still, and this rota's doing. */
static void a_run_from_history_that_stays_too_short(plan_test *t) {
    t->priya->own.min_consecutive_days = 3;
    publish(t, -5, EARLY);
    publish(t, -1, EARLY);
    want(t, EARLY, 0, 0);
}

static void a_run_after_the_period_that_stays_too_short(plan_test *t) {
    t->priya->own.min_consecutive_days = 3;
    publish(t, -4, EARLY);
    publish(t, -3, EARLY);
    publish(t, -2, EARLY);
    publish(t, 7, EARLY);
    publish(t, 10, EARLY);
    want(t, EARLY, 6, 6);
}

static void a_run_after_the_period_begins_before(plan_test *t) {
    t->priya->own.min_consecutive_days = 2;
    publish(t, -4, EARLY);
    publish(t, -3, EARLY);
    publish(t, 7, EARLY);
    publish(t, 10, EARLY);
    allow(t, EARLY, 0, 6);
}

static void a_pin_is_not_left_alone(plan_test *t) {
    t->priya->own.min_consecutive_days = 2;
    pin(t, PRIYA, 3, EARLY);
    allow(t, EARLY, 4, 4);
}

/* Omar must go on too, and there is one duty: one of them is above the maximum. */
static void two_runs_and_one_duty(plan_test *t) {
    t->home->nstaff = 2;
    t->home->staff[OMAR].contract_minutes = 0;
    for (int staff = PRIYA; staff <= OMAR; staff++) {
        t->home->staff[staff].own.min_consecutive_days = 2;
        for (int day = -5; day < 0; day += 4)
            t->home->record[t->home->nrecord++] = row(staff, day, EARLY);
    }
    allow(t, EARLY, 0, 0);
}

/* ---- the test ---- */

static const struct {
    const char *name;
    void (*prepare)(plan_test *t);
    const char *expected; /* duties of each shift, pins included */
    const char *found;    /* breaches that are left */
} cases[] = {
    {"three lates", three_lates, "L3", ""},
    {"pins count", pins_count, "L2 C1", ""},
    {"every other day", every_other_day, "E4", ""},
    {"after a known duty", after_a_known_duty, "", ""},
    {"before a known duty", before_a_known_duty, "", ""},
    {"after on call that is pinned", after_on_call_that_is_pinned, "E2 C1", ""},
    {"not after two duties of a day", not_after_two_duties_of_a_day, "L1 T1", ""},
    {"three days of hours", three_days_of_hours, "E3", ""},
    {"no weekend", no_weekend, "E1", ""},
    {"a weekend that has begun", a_weekend_that_has_begun, "E1", ""},
    {"least hours", least_hours, "E3", ""},
    {"least hours less leave", least_hours_less_leave, "E1", ""},
    {"least hours above a maximum", least_hours_above_a_maximum, "E2", ""},
    {"least hours out of reach", least_hours_out_of_reach, "E2",
     "house_min_hours_in_period FAIL 960/2400"},
    {"runs of three", runs_of_three, "E3", ""},
    {"a run is filled", a_run_is_filled, "E3", ""},
    {"unknown edges", unknown_edges, "E2", ""},
    {"a run from history goes on", a_run_from_history_goes_on, "E2", ""},
    {"a run from history that cannot go on", a_run_from_history_that_cannot_go_on, "", ""},
    {"a run from history that stays too short", a_run_from_history_that_stays_too_short, "", ""},
    {"a run after the period that stays too short", a_run_after_the_period_that_stays_too_short, "",
     ""},
    {"a run after the period begins before", a_run_after_the_period_begins_before, "E1", ""},
    {"a pin is not left alone", a_pin_is_not_left_alone, "E2", ""},
    {"two runs and one duty", two_runs_and_one_duty, "E2", ""},
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

/* The breaches that the referee finds in the rota. */
static const char *breaches(plan_test *t, const rota_planned *planned) {
    rota_findings *found = &t->f.found;
    rota_duties duties = {0};
    assert_int_equal(rota_plan_duties(t->home, planned->assignments, planned->count,
                                      t->request.from, t->request.to, &duties, NULL),
                     ROTA_OK);
    rota_check(t->home, &duties, t->request.from, t->request.to, found);
    rota_duties_done(&duties);
    size_t kept = 0;
    for (size_t i = 0; i < found->count; i++) {
        if (found->items[i].verdict == ROTA_FAIL) {
            found->items[kept++] = found->items[i];
            continue;
        }
        rota_freep(&found->items[i].text);
        rota_freep(&found->items[i].cure);
    }
    found->count = kept;
    return fixture_list(&t->f);
}

static void test_the_house_leaves_so_many_duties(void **state) {
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
        if (strcmp(breaches(&t, &planned), cases[i].found) != 0)
            fail_msg("%s: found '%s'", cases[i].name, fixture_list(&t.f));
        assert_true(planned.proven);
        rota_text_done(&text);
        rota_planned_done(&planned);
        rota_faults_free(faults);
        fixture_close(&t.f);
    }
}

/* Pins that the rules of the house do not allow are named, and nothing is planned. */
static void test_pins_against_the_house(void **state) {
    (void)state;
    static const struct {
        int max_late, min_days;
        bool successions;
        const char *fault, *message;
    } rows[] = {
        {1, -1, false,
         "pinned: Priya: 2 duties of shift Late from Mon 1 Jun to Sun 7 Jun; at most 1 is allowed",
         "the home contradicts itself; nothing was planned"},
        {2, -1, true,
         "pinned: Priya: Late on Tue 2 Jun comes on the day after Late on Mon 1 Jun; it may not",
         "the home contradicts itself; nothing was planned"},
        {2, 3, false, NULL,
         "Priya: what is pinned for them cannot be kept lawfully in any rota of these days; take a "
         "pin away"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        plan_test t;
        rota_planned planned;
        rota_err err = {0};
        rota_faults *faults = rota_faults_new();
        open_test(&t);
        t.priya->own_max_shifts = rows[i].max_late == 1 ? "L:1" : "L:2";
        t.priya->own.min_consecutive_days = rows[i].min_days;
        t.home->shifts[LATE].not_after = rows[i].successions ? "L" : "";
        publish(&t, -5, LATE);
        publish(&t, -4, LATE);
        publish(&t, -3, LATE);
        pin(&t, PRIYA, 0, LATE);
        pin(&t, PRIYA, 1, LATE);
        rota_home_finish(t.home);
        assert_int_equal(rota_plan_home(t.home, &t.request, &planned, faults, &err), ROTA_E_INPUT);
        assert_string_equal(err.message, rows[i].message);
        assert_int_equal(faults->count, rows[i].fault ? 1 : 0);
        if (rows[i].fault)
            assert_string_equal(faults->kept[0].message, rows[i].fault);
        rota_faults_free(faults);
        fixture_close(&t.f);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_house_leaves_so_many_duties),
        cmocka_unit_test(test_pins_against_the_house),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
