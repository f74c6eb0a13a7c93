/* The model that the solver is measured against says what the problem says. */
#include "support/test.h"

#include "benchmarks/compact.h"
#include "support/problems.h"
#include "support/twist.h"

#include <math.h>

enum { SEEDS = 120 };

static bool is_optimal(const rota_problem *p, rota_cost optimum) {
    rota_compact *c = NULL;
    rota_err err = {0};
    if (rota_compact_solve(p, 60, &c, &err) != ROTA_OK) {
        print_message("%s\n", err.message);
        return false;
    }
    bool good = optimum == INT64_MAX
                    ? c->status == ROTA_LP_INFEASIBLE && !c->found
                    : c->status == ROTA_LP_OPTIMAL && c->found && c->cost == optimum &&
                          fabs(c->bound - (double)optimum / ROTA_COST_SCALE) < 1e-9;
    if (!good)
        print_message("status %d, cost %lld, should be %lld\n", (int)c->status, (long long)c->cost,
                      (long long)optimum);
    rota_compact_free(c, p);
    return good;
}

static void optimum_is_that_of_brute_force(void **state) {
    (void)state;
    int failed = 0, solved = 0, infeasible = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        rota_problem *p = rota_test_tiny_problem(seed);
        if (seed % 2)
            rota_test_twist(p, seed);
        rota_cost optimum = rota_test_brute_force(p);
        if (optimum != INT64_MIN && rota_compact_expresses(p)) {
            solved++;
            infeasible += optimum == INT64_MAX;
            if (!is_optimal(p, optimum)) {
                print_message("seed %d\n", (int)seed);
                failed++;
            }
        }
        rota_problem_free(p);
    }
    assert_int_equal(failed, 0);
    assert_true(solved > SEEDS * 3 / 5); /* the others hold what the model cannot say */
    assert_true(infeasible > 0 && infeasible < SEEDS / 4);
}

static void it_knows_what_it_cannot_say(void **state) {
    (void)state;
    rota_problem *p = rota_test_home_problem(3, 1, 7, 1);
    assert_true(rota_compact_expresses(p));
    p->workers[1].return_by_group[0] = 1;
    assert_false(rota_compact_expresses(p));
    p->workers[1].return_by_group[0] = 0;
    p->workers[2].face_cost[0] = -1;
    assert_false(rota_compact_expresses(p));
    p->workers[2].face_cost[0] = 0;
    p->workers[0].block[0].above = -1;
    assert_false(rota_compact_expresses(p));
    p->workers[0].block[0].above = 0;
    p->rows[0].under_target = p->rows[0].under + 1;
    assert_false(rota_compact_expresses(p));
    p->rows[0].under_target = 0;
    assert_true(rota_compact_expresses(p));
    p->workers[0].arcs[0].ready = 6000; /* a night in between would shorten that rest */
    p->workers[0].arcs[0].ready_night = 0;
    assert_false(rota_compact_expresses(p));
    rota_problem_free(p);
}

static void no_time_no_rota(void **state) {
    (void)state;
    rota_problem *p = rota_test_home_problem(3, 1, 7, 1);
    rota_compact *c = NULL;
    assert_int_equal(rota_compact_solve(p, 0, &c, NULL), ROTA_OK);
    assert_int_equal(c->status, ROTA_LP_STOPPED);
    assert_false(c->found);
    assert_true(isinf(c->bound) && c->bound < 0);
    assert_true(c->rows > 21 && c->columns > 3 * 7);
    rota_compact_free(c, p);
    rota_compact_free(NULL, p);
    rota_problem_free(p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(optimum_is_that_of_brute_force),
        cmocka_unit_test(it_knows_what_it_cannot_say),
        cmocka_unit_test(no_time_no_rota),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
