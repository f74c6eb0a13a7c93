#include "support/test.h"

#include "core/fairness.h"
#include "plan/translate.h"
#include "support/fixture.h"

#include <math.h>

/* Four weeks from Monday 1 June 2026. Priya has 35 hours a week and is on leave in the second week:
 * 105 hours. Omar has 20 hours and begins with the third: 40 hours. */
typedef struct {
    fixture f;
    rota_day from, to;
} four_weeks;

static void near(double got, double expected) {
    if (!(fabs(got - expected) < 1e-12))
        fail_msg("%.15g instead of %.15g", got, expected);
}

static void open_weeks(four_weeks *w) {
    fixture_open(&w->f, false);
    rota_home *home = w->f.home;
    w->from = fixture_day("2026-06-01");
    w->to = fixture_day("2026-06-28");
    home->staff[PRIYA].contract_minutes = 35 * 60;
    home->staff[OMAR].contract_minutes = 20 * 60;
    home->staff[OMAR].from = fixture_day("2026-06-15");
    rota_leave *leave = fixture_leave(&w->f, PRIYA, "2026-06-08", "2026-06-14");
    leave->kind = ROTA_LEAVE_ANNUAL;
    leave->minutes = -1;
    home->holidays = rota_arena_alloc(home->arena, sizeof *home->holidays);
    home->holidays[0] = fixture_day("2026-06-02");
    home->nholidays = 1;
    fixture_shift(&w->f, PRIYA, "2026-05-31", NIGHT); /* before the period */
    fixture_shift(&w->f, PRIYA, "2026-06-01", NIGHT);
    fixture_shift(&w->f, PRIYA, "2026-06-02", NIGHT);
    fixture_shift(&w->f, PRIYA, "2026-06-06", EARLY);
    fixture_shift(&w->f, PRIYA, "2026-06-07", EARLY);
    fixture_shift(&w->f, PRIYA, "2026-06-21", NIGHT);
    fixture_shift(&w->f, PRIYA, "2026-06-23", SLEEP_IN);
    fixture_shift(&w->f, PRIYA, "2026-06-27", ON_CALL);
    fixture_shift(&w->f, OMAR, "2026-06-26", NIGHT);
    rota_duties_sort(&w->f.duties);
}

static void counts_for_each_contract_hour(void **state) {
    (void)state;
    four_weeks w;
    rota_fairness f;
    open_weeks(&w);
    rota_fairness_count(w.f.home, &w.f.duties, w.from, w.to, &f);
    const rota_share *priya = &f.shares[PRIYA], *omar = &f.shares[OMAR];
    near(priya->contract_minutes, 105 * 60);
    near(omar->contract_minutes, 40 * 60);
    assert_int_equal(priya->duties, 6); /* being on call at home is none */
    assert_int_equal(omar->duties, 1);
    static const int of_priya[ROTA_NBURDENS] = {3, 2, 1, 1};
    static const int of_omar[ROTA_NBURDENS] = {1, 0, 0, 0};
    for (int b = 0; b < ROTA_NBURDENS; b++) {
        assert_int_equal(priya->count[b], of_priya[b]);
        assert_int_equal(omar->count[b], of_omar[b]);
        near(priya->per_hour[b], of_priya[b] / 105.0);
        near(omar->per_hour[b], of_omar[b] / 40.0);
    }
    const rota_spread *nights = &f.spread[ROTA_BURDEN_NIGHTS];
    assert_int_equal(nights->people, 2);
    near(nights->min, 1 / 40.0);
    near(nights->max, 3 / 105.0);
    near(nights->spread, 3 / 105.0 - 1 / 40.0);
    near(nights->mean, 4 / 145.0);
    assert_int_equal(nights->min_staff, OMAR);
    assert_int_equal(nights->max_staff, PRIYA);
    rota_fairness_done(&f);
    fixture_close(&w.f);
}

static void without_contract_hours_there_is_no_rate(void **state) {
    (void)state;
    four_weeks w;
    rota_fairness f;
    open_weeks(&w);
    w.f.home->staff[OMAR].contract_minutes = 0;
    rota_fairness_count(w.f.home, &w.f.duties, w.from, w.to, &f);
    assert_true(isnan(f.shares[OMAR].per_hour[ROTA_BURDEN_NIGHTS]));
    assert_int_equal(f.shares[OMAR].count[ROTA_BURDEN_NIGHTS], 1);
    assert_int_equal(f.spread[ROTA_BURDEN_NIGHTS].people, 1);
    near(f.spread[ROTA_BURDEN_NIGHTS].spread, 0);
    rota_fairness_done(&f);
    /* The week before Omar began, and Priya on leave: nobody has a contract hour. */
    rota_fairness_count(w.f.home, &w.f.duties, w.from + 7, w.from + 13, &f);
    assert_int_equal(f.spread[ROTA_BURDEN_NIGHTS].people, 0);
    assert_true(isnan(f.spread[ROTA_BURDEN_NIGHTS].mean));
    assert_int_equal(f.spread[ROTA_BURDEN_NIGHTS].min_staff, -1);
    rota_fairness_done(&f);
    fixture_close(&w.f);
}

/* Most nights of each person in the planned week that cost nothing. */
static void shares_of_nights(rota_home *home, int *priya, int *omar) {
    rota_plan_request request = {.from = fixture_day("2026-06-01"),
                                 .to = fixture_day("2026-06-07")};
    rota_translation t;
    rota_err err = {0};
    if (rota_translate(home, &request, &t, &err))
        fail_msg("%s", err.message);
    assert_int_equal(t.problem->nworkers, 2);
    *priya = t.problem->workers[PRIYA].nights.high;
    *omar = t.problem->workers[OMAR].nights.high;
    rota_translation_done(&t);
}

/* Both have 40 hours; four nights are wanted in the week of 1 June. */
static void open_plan(fixture *f) {
    fixture_open(f, false);
    rota_home *home = f->home;
    home->staff[PRIYA].contract_minutes = home->staff[OMAR].contract_minutes = 2400;
    home->demand = rota_arena_alloc(home->arena, 4 * sizeof *home->demand);
    for (int i = 0; i < 4; i++)
        home->demand[home->ndemand++] =
            (rota_demand){.group = WILLOW,
                          .shift = NIGHT,
                          .day = {.kind = ROTA_DAY_DATE, .date = fixture_day("2026-06-01") + i},
                          .skill = -1,
                          .min = 1,
                          .target = 1,
                          .max = 1,
                          .what = "N"};
    home->record = rota_arena_alloc(home->arena, 8 * sizeof *home->record);
}

static void add_night(rota_home *home, int staff, const char *date) {
    home->record[home->nrecord++] = (rota_assignment){
        .date = fixture_day(date), .shift = NIGHT, .group = WILLOW, .staff = staff};
}

static void who_had_many_nights_gets_fewer(void **state) {
    (void)state;
    fixture f;
    int priya, omar;
    open_plan(&f);
    shares_of_nights(f.home, &priya, &omar);
    assert_int_equal(priya, 2); /* nothing is known: four nights, a half each */
    assert_int_equal(omar, 2);

    /* Three nights of Priya's, ten weeks ago: seven in all, three and a half each. */
    add_night(f.home, PRIYA, "2026-03-23");
    add_night(f.home, PRIYA, "2026-03-24");
    add_night(f.home, PRIYA, "2026-03-25");
    shares_of_nights(f.home, &priya, &omar);
    assert_int_equal(priya, 1);
    assert_int_equal(omar, 4);

    /* Too long ago for a home that looks back six weeks. */
    f.home->settings.plan.fairness_weeks = 6;
    shares_of_nights(f.home, &priya, &omar);
    assert_int_equal(priya, 2);
    assert_int_equal(omar, 2);
    fixture_close(&f);
}

/* Who was not there yet has nothing to make up for: 70 days of Priya's before the week, and none of
 * Omar's, so that of eight nights Omar's share is 8 * 7 / (77 + 7). */
static void new_staff_need_not_catch_up(void **state) {
    (void)state;
    fixture f;
    int priya, omar;
    open_plan(&f);
    f.home->staff[OMAR].from = fixture_day("2026-06-01");
    add_night(f.home, PRIYA, "2026-03-23");
    add_night(f.home, PRIYA, "2026-03-24");
    add_night(f.home, PRIYA, "2026-03-25");
    add_night(f.home, PRIYA, "2026-03-26");
    shares_of_nights(f.home, &priya, &omar);
    assert_int_equal(omar, 1);
    assert_int_equal(priya, 4); /* 8 * 77 / 84 = 7.33, less four */
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_for_each_contract_hour),
        cmocka_unit_test(without_contract_hours_there_is_no_rate),
        cmocka_unit_test(who_had_many_nights_gets_fewer),
        cmocka_unit_test(new_staff_need_not_catch_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
