/* The bundle: its bound is true, near the LP's value, and can be gone on with. */
#include "support/test.h"

#include "core/mem.h"
#include "solver/bundle.h"
#include "solver/phases.h"
#include "support/problems.h"
#include "support/twist.h"

#include <math.h>
#include <stdlib.h>

enum { SEEDS = 300, STEPS = 400 };

typedef struct {
    rota_solve_settings settings;
    rota_search s;
    rota_bundle *bundle;
} climb;

static void begin(climb *c, const rota_problem *p) {
    rota_solve_settings_init(&c->settings);
    assert_int_equal(rota_search__begin(&c->s, p, &c->settings, NULL), ROTA_OK);
    assert_int_equal(rota_phases_first(&c->s, NULL), ROTA_OK);
    c->bundle =
        rota_bundle_new(&c->s, &c->s.root, &c->s.root_center, &c->s.root_prices, c->s.root_least);
}

static void end(climb *c) {
    rota_bundle_free(c->bundle);
    rota_search__end(&c->s);
}

/* The bound that some prices give, priced anew. */
static double bound_at(rota_search *s, const rota_prices *prices) {
    double sum = rota_master_row_bound(s->master, prices);
    for (int w = 0; w < s->p->nworkers; w++) {
        rota_price_result result;
        rota_colgen__arc_costs(s, w, prices->pi, s->arc_cost[w]);
        rota_price_request rq = {.arc_cost = s->arc_cost[w], .threshold = INFINITY, .max_lines = 1};
        rota_price(s->pricers[w], &rq, s->rooms[0], &result);
        assert_true(result.complete);
        sum += result.best;
    }
    return sum;
}

/* 1: near; 0: not; -1: nothing to compare with. */
static int bound_is_true(const rota_problem *p, double near) {
    rota_cost optimum = rota_test_brute_force(p);
    int reached = -1;
    climb c;
    rota_solve_settings_init(&c.settings);
    assert_int_equal(rota_search__begin(&c.s, p, &c.settings, NULL), ROTA_OK);
    if (optimum != INT64_MIN && optimum != INT64_MAX && rota_phases_first(&c.s, NULL) == ROTA_OK) {
        c.bundle =
            rota_bundle_new(&c.s, &c.s.root, &c.s.root_center, &c.s.root_prices, c.s.root_least);
        rota_bundle_aim aim = {
            .near = near, .exact = true, .steps = STEPS, .deadline = c.s.deadline};
        reached = rota_bundle_climb(c.bundle, &aim);
        double bound = rota_bundle_bound(c.bundle);
        assert_true(bound > -(double)INFINITY && bound <= (double)optimum);
        assert_true(bound == bound_at(&c.s, &c.s.root_prices));
        rota_bundle_free(c.bundle);
    }
    rota_search__end(&c.s);
    return reached;
}

static void its_bound_is_no_more_than_the_optimum(void **state) {
    (void)state;
    int near = 0, tried = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        rota_problem *p = rota_test_tiny_problem(seed);
        int reached = bound_is_true(p, 1e-4);
        tried += reached >= 0;
        near += reached > 0;
        rota_problem_free(p);
    }
    assert_true(tried > SEEDS / 2 && near > tried * 9 / 10);
}

/* Programs that are hard to solve exactly: prices must not grow until sums are rounded. */
static void prices_stay_where_sums_are_exact(void **state) {
    (void)state;
    static const uint64_t seeds[] = {27536, 28859, 39955};
    for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++) {
        rota_problem *p = rota_test_tiny_problem(seeds[i]);
        if (i > 0) {
            rota_test_twist(p, seeds[i]);
            rota_test_add_rules(p, seeds[i]);
        }
        assert_int_equal(bound_is_true(p, 2e-4), 1);
        rota_problem_free(p);
    }
}

static void it_comes_near_the_lp(void **state) {
    (void)state;
    static const double NEAR = 2e-4;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        rota_problem *p = rota_test_home_problem(6, 2, 21, seed);
        climb c, lp;
        begin(&lp, p);
        rota_colgen_options options = {
            .cutoff = INFINITY, .exact = true, .deadline = lp.s.deadline};
        rota_colgen_result result;
        rota_colgen(&lp.s, &lp.s.root, &options, &result);
        assert_true(result.converged);
        begin(&c, p);
        rota_bundle_aim aim = {
            .near = NEAR, .exact = true, .steps = STEPS, .deadline = c.s.deadline};
        assert_true(rota_bundle_climb(c.bundle, &aim));
        double bound = rota_bundle_bound(c.bundle);
        assert_true(bound <= result.lp + 1);
        assert_true(bound >= result.lp - 3 * NEAR * fabs(result.lp));
        end(&c);
        end(&lp);
        rota_problem_free(p);
    }
}

static void it_is_gone_on_with(void **state) {
    (void)state;
    rota_problem *p = rota_test_home_problem(6, 2, 21, 4);
    climb c;
    begin(&c, p);
    rota_bundle_aim aim = {.near = 2e-4, .exact = true, .steps = 10, .deadline = c.s.deadline};
    assert_false(rota_bundle_climb(c.bundle, &aim));
    double first = rota_bundle_bound(c.bundle);
    assert_true(first > -(double)INFINITY);
    aim.until = rota_search__work(&c.s); /* that is over at once */
    assert_false(rota_bundle_climb(c.bundle, &aim));
    assert_true(rota_bundle_bound(c.bundle) >= first);
    aim.until = 0;
    aim.steps = STEPS;
    assert_true(rota_bundle_climb(c.bundle, &aim));
    assert_true(rota_bundle_bound(c.bundle) > first);
    end(&c);
    rota_problem_free(p);
}

/* Nobody has more than one whole line, and rows that must be covered mostly are. */
static void its_mixture_is_of_whole_lines(void **state) {
    (void)state;
    rota_problem *p = rota_test_home_problem(6, 2, 21, 5);
    climb c;
    begin(&c, p);
    rota_bundle_aim aim = {.near = 2e-4, .exact = true, .steps = STEPS, .deadline = c.s.deadline};
    assert_true(rota_bundle_climb(c.bundle, &aim));
    double **share = rota_bundle_shares(c.bundle), used = 0;
    for (int w = 0; w < p->nworkers; w++)
        for (int d = 0; d < p->ndays; d++) {
            double sum = 0;
            for (int a = p->workers[w].day_first[d]; a < p->workers[w].day_first[d + 1]; a++)
                sum += share[w][a];
            assert_true(sum >= 0 && sum <= 1 + 1e-6);
            used += sum;
        }
    assert_true(used > p->ndays);
    rota_shares_free(share, p);
    end(&c);
    rota_problem_free(p);
}

/* The whole solver where the root has no LP: its bound holds, and its rota is what it says. */
static void a_home_without_an_lp_is_solved(void **state) {
    (void)state;
    rota_problem *p = rota_test_home_problem(12, 3, 28, 1);
    for (int threads = 1; threads <= 2; threads++) {
        rota_solve_settings settings;
        rota_solve_settings_init(&settings);
        settings.work_limit = 5;
        settings.threads = threads;
        rota_solution *out;
        assert_int_equal(rota_solve(p, &settings, &out, NULL), ROTA_OK);
        assert_true(rota_cost_of(p, out->lines) == out->cost);
        assert_true(out->bound <= out->cost);
        assert_true((double)(out->cost - out->bound) < 0.05 * fabs((double)out->cost));
        rota_solution_free(out, p);
    }
    rota_problem_free(p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(its_bound_is_no_more_than_the_optimum),
        cmocka_unit_test(prices_stay_where_sums_are_exact),
        cmocka_unit_test(it_comes_near_the_lp),
        cmocka_unit_test(it_is_gone_on_with),
        cmocka_unit_test(its_mixture_is_of_whole_lines),
        cmocka_unit_test(a_home_without_an_lp_is_solved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
