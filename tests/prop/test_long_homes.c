/* Homes planned with so much work and no clock: by weeks, dives by weeks and clusters; and what is
 * there early. */
#include "support/test.h"

#include "solver/solve.h"
#include "support/problems.h"

#include <math.h>
#include <string.h>

/* What a rota costs, reckoned by the walk over its days; false when it is not lawful. */
static bool recount(const rota_problem *p, int *const *lines, rota_cost *total) {
    *total = p->constant + rota_rows_cost(p, lines, NULL);
    for (int w = 0; w < p->nworkers; w++) {
        rota_cost cost;
        if (!rota_line_cost(p, w, lines[w], &cost, NULL))
            return false;
        *total += cost;
    }
    return true;
}

static rota_solution *solve(const rota_problem *p, double work, int threads) {
    rota_solve_settings settings;
    rota_solution *solution = NULL;
    rota_err err;
    rota_solve_settings_init(&settings);
    settings.time_limit = 600;
    settings.work_limit = work;
    settings.threads = threads;
    assert_int_equal(rota_solve(p, &settings, &solution, &err), ROTA_OK);
    return solution;
}

static void judge(const rota_problem *p, const rota_solution *s) {
    rota_cost cost;
    assert_true(recount(p, s->lines, &cost));
    assert_int_equal(cost, s->cost);
    assert_true(s->bound <= s->cost);
}

static void same_lines(const rota_problem *p, const rota_solution *a, const rota_solution *b) {
    assert_int_equal(a->cost, b->cost);
    assert_int_equal(a->bound, b->bound);
    for (int w = 0; w < p->nworkers; w++)
        assert_memory_equal(a->lines[w], b->lines[w], (size_t)p->ndays * sizeof(int));
}

/* Lawful, the same again, and not beyond the bound of a longer search. */
static void long_homes_are_planned(void **state) {
    (void)state;
    static const struct {
        int people, groups, days;
        double work;
    } homes[] = {{4, 1, 21, 1}, {8, 2, 21, 2}, {12, 3, 16, 1.5}};
    for (size_t i = 0; i < sizeof homes / sizeof *homes; i++) {
        rota_problem *p =
            rota_test_home_problem(homes[i].people, homes[i].groups, homes[i].days, 7 + i);
        rota_solution *once = solve(p, homes[i].work, 1), *again = solve(p, homes[i].work, 1);
        rota_solution *less = solve(p, 0.2 * homes[i].work, 1);
        judge(p, once);
        judge(p, less);
        same_lines(p, once, again);
        assert_true(less->bound <= once->cost);
        assert_true(once->bound <= less->cost);
        assert_true(once->cost <= less->cost);
        rota_solution_free(once, p);
        rota_solution_free(again, p);
        rota_solution_free(less, p);
        rota_problem_free(p);
    }
}

/* Parts of a home and of a horizon planned at the same time: lawful, the same again, and neither
 * beyond the other's bound. */
static void threads_plan_parts_at_once(void **state) {
    (void)state;
    static const struct { int people, groups, days; } homes[] = {{28, 7, 7}, {12, 4, 21}};
    for (size_t i = 0; i < sizeof homes / sizeof *homes; i++) {
        rota_problem *p =
            rota_test_home_problem(homes[i].people, homes[i].groups, homes[i].days, 3 + i);
        rota_solution *alone = solve(p, 1, 1), *two = solve(p, 1, 2), *again = solve(p, 1, 2);
        judge(p, alone);
        judge(p, two);
        same_lines(p, two, again);
        assert_true(two->windows > 0);
        assert_true(alone->bound <= two->cost && two->bound <= alone->cost);
        rota_solution_free(alone, p);
        rota_solution_free(two, p);
        rota_solution_free(again, p);
        rota_problem_free(p);
    }
}

/* Four weeks in two threads: both price for the root's bundle, then each goes its own way through
 * the weeks. The same again, whichever is sooner. */
static void two_threads_go_the_same_way_again(void **state) {
    (void)state;
    rota_problem *p = rota_test_home_problem(12, 3, 28, 2);
    rota_solution *two = solve(p, 2.5, 2), *again = solve(p, 2.5, 2);
    judge(p, two);
    same_lines(p, two, again);
    assert_true((double)(two->cost - two->bound) < 0.05 * fabs((double)two->bound));
    rota_solution_free(two, p);
    rota_solution_free(again, p);
    rota_problem_free(p);
}

/* Horizons that no line is priced over: weeks and parts of them, lawful across the joints. With so
 * little work all weeks have been planned already. */
static void months_are_planned_by_weeks(void **state) {
    (void)state;
    rota_problem *p = rota_test_home_problem(9, 3, 105, 5), *week = NULL;
    rota_solution *s = solve(p, 5, 2), *again = solve(p, 5, 2);
    judge(p, s);
    same_lines(p, s, again);
    assert_true(s->windows >= 15);
    week = rota_test_home_problem(9, 3, 7, 5);
    rota_solution *of_week = solve(week, 2, 1);
    /* A week among others has history and what is wished in it: about as good as by itself. */
    assert_true(of_week->cost > 0 && (double)s->cost < 1.1 * 15 * (double)of_week->cost);
    rota_solution_free(of_week, week);
    rota_solution_free(s, p);
    rota_solution_free(again, p);
    rota_problem_free(p);
    rota_problem_free(week);
}

/* A week of 25 people in six groups is settled with little work. */
static void weeks_are_proven(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        rota_problem *p = rota_test_home_problem(25, 6, 7, seed);
        rota_solution *solution = solve(p, 5, 1);
        judge(p, solution);
        if (!solution->proven)
            fail_msg("seed %d: %.1f, bound %.1f", (int)seed, ROTA_POINTS(solution->cost),
                     ROTA_POINTS(solution->bound));
        rota_solution_free(solution, p);
        rota_problem_free(p);
    }
}

/* Two weeks are planned from each of them: lines of a fortnight that fit together are hard to find.
 */
static void fortnights_begin_with_their_weeks(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 2; seed++) {
        rota_problem *p = rota_test_home_problem(12, 3, 14, seed);
        rota_solution *solution = solve(p, 4, 1);
        judge(p, solution);
        if ((double)(solution->cost - solution->bound) > 0.02 * fabs((double)solution->bound))
            fail_msg("seed %d: %.1f, bound %.1f", (int)seed, ROTA_POINTS(solution->cost),
                     ROTA_POINTS(solution->bound));
        rota_solution_free(solution, p);
        rota_problem_free(p);
    }
}

/* Horizons too long for an LP over all of them have a bound from their weeks. */
static void long_horizons_have_bounds(void **state) {
    (void)state;
    rota_problem *p = rota_test_home_problem(6, 2, 112, 3);
    rota_solution *one = solve(p, 5, 1), *again = solve(p, 5, 1);
    judge(p, one);
    same_lines(p, one, again);
    assert_true(one->bound > INT64_MIN);
    assert_true((double)(one->cost - one->bound) < 0.02 * fabs((double)one->cost));
    rota_solution_free(one, p);
    rota_solution_free(again, p);
    rota_problem_free(p);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(long_homes_are_planned),
                                       cmocka_unit_test(threads_plan_parts_at_once),
                                       cmocka_unit_test(two_threads_go_the_same_way_again),
                                       cmocka_unit_test(months_are_planned_by_weeks),
                                       cmocka_unit_test(weeks_are_proven),
                                       cmocka_unit_test(fortnights_begin_with_their_weeks),
                                       cmocka_unit_test(long_horizons_have_bounds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
