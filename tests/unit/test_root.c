/* The root's LP, stopped and gone on with; totals of understaffing that are settled there. */
#include "support/test.h"

#include "core/mem.h"
#include "solver/phases.h"
#include "solver/search.h"
#include "support/problems.h"

#include <math.h>
#include <stdlib.h>

enum { SEEDS = 400 };

static void begin(rota_search *s, const rota_problem *p, rota_solve_settings *settings) {
    rota_solve_settings_init(settings);
    assert_int_equal(rota_search__begin(s, p, settings, NULL), ROTA_OK);
    assert_int_equal(rota_phases_first(s, NULL), ROTA_OK);
}

/* It ends at the same value, and what was proven on the way was no more. */
static void the_root_is_gone_on_with(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        rota_problem *p = rota_test_home_problem(6, 2, 21, seed);
        rota_solve_settings settings;
        rota_search once, parts;
        rota_colgen_result result;
        begin(&once, p, &settings);
        rota_colgen_root(&once, 0, once.deadline, &result);
        assert_true(once.root_converged);
        begin(&parts, p, &settings);
        double half = 0.5 * rota_search__work(&once);
        rota_colgen_root(&parts, half, parts.deadline, &result);
        double on_the_way = parts.root_bound;
        assert_false(parts.root_converged);
        assert_true(on_the_way > -(double)INFINITY && on_the_way < once.root_bound);
        rota_colgen_root(&parts, rota_search__work(&parts) + 1e-9, parts.deadline, &result);
        assert_false(parts.root_converged);
        assert_true(parts.root_bound >= on_the_way);
        rota_colgen_root(&parts, 0, parts.deadline, &result);
        assert_true(parts.root_converged);
        assert_true(fabs(parts.root_bound - once.root_bound) < 1); /* cost unit */
        rota_search__end(&once);
        rota_search__end(&parts);
        rota_problem_free(p);
    }
}

/* The bound of the totals that are left, and of the root before any was settled. */
static bool check_totals(const rota_search *s, const rota_problem *p, double before) {
    bool settled = false;
    for (int k = 0; k < rota_master_kinds(s->master); k++)
        settled = settled || s->total_lower[k] > -(double)INFINITY || !isinf(s->total_upper[k]);
    rota_cost optimum = rota_test_brute_force(p);
    assert_true(s->bound <= (double)optimum);
    assert_true(s->root_bound >= before);
    assert_true(rota_totals_plain_bound(s) == before);
    /* Whoever is better than the best costs as much as the root of what is left at least. */
    assert_true((double)optimum >= s->root_bound || optimum == s->best_cost);
    return settled && s->root_bound > before + 1;
}

static void settled_totals_lift_the_root(void **state) {
    (void)state;
    int lifted = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        rota_problem *p = rota_test_tiny_problem(seed);
        rota_solve_settings settings;
        rota_search s;
        rota_colgen_result result;
        rota_solve_settings_init(&settings);
        assert_int_equal(rota_search__begin(&s, p, &settings, NULL), ROTA_OK);
        if (rota_phases_first(&s, NULL) == ROTA_OK && rota_test_brute_force(p) != INT64_MIN) {
            rota_colgen_root(&s, 0, s.deadline, &result);
            double before = s.root_bound;
            rota_settle_totals(&s);
            lifted += check_totals(&s, p, before);
        }
        rota_search__end(&s);
        rota_problem_free(p);
    }
    assert_true(lifted >= 5);
}

/* What is no number, or above the best, proves nothing. */
static void a_bound_is_a_number_and_no_more_than_the_best(void **state) {
    (void)state;
    rota_problem *p = rota_test_home_problem(4, 2, 7, 1);
    rota_solve_settings settings;
    rota_search s;
    begin(&s, p, &settings);
    double best = rota_search__best(&s);
    rota_search__raise_bound(&s, best - 100);
    rota_search__raise_bound(&s, NAN);
    rota_search__raise_bound(&s, best - 200);
    assert_true(s.bound == best - 100);
    rota_search__raise_bound(&s, best + 100);
    assert_true(s.bound == best);
    rota_search__end(&s);
    rota_problem_free(p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_root_is_gone_on_with),
        cmocka_unit_test(settled_totals_lift_the_root),
        cmocka_unit_test(a_bound_is_a_number_and_no_more_than_the_best),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
