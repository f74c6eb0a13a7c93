/* The bound of whole weeks is one: no rota costs less, whatever prices and multipliers it began
 * with; and the rotas of weeks cost more than their LPs do. */
#include "support/test.h"

#include "solver/by_weeks.h"
#include "solver/phases.h"
#include "support/problems.h"
#include "support/twist.h"

#include <math.h>

enum { SEEDS = 300, PEOPLE = 2, WAYS = 1500 };
static const double WORK = 10;

typedef struct {
    rota_problem *p;
    rota_solve_settings settings;
    rota_search search;
    struct rota_by_weeks *weeks;
    rota_cost optimum;
} fixture;

/* False when it has no rota, or no bound by weeks. */
static bool begin(fixture *f, uint64_t seed) {
    *f = (fixture){.p = rota_test_long_problem(seed, PEOPLE, WAYS)};
    if (seed & 1)
        rota_test_twist(f->p, seed);
    if (seed & 2)
        rota_test_add_rules(f->p, seed);
    f->optimum = rota_test_brute_force(f->p);
    rota_solve_settings_init(&f->settings);
    f->settings.threads = seed % 5 == 0 ? 2 : 1;
    assert_int_equal(rota_search__begin(&f->search, f->p, &f->settings, NULL), ROTA_OK);
    if (f->p->nweeks < 2 || f->optimum == INT64_MIN || f->optimum == INT64_MAX ||
        rota_phases_first(&f->search, NULL) != ROTA_OK)
        return false;
    rota_phases_root(&f->search, 0);
    f->weeks = rota_by_weeks_new(&f->search);
    return rota_by_weeks_begin_at_root(f->weeks);
}

static void finish(fixture *f) {
    rota_by_weeks_free(f->weeks);
    rota_search__end(&f->search);
    rota_problem_free(f->p);
}

static void no_rota_costs_less(void **state) {
    (void)state;
    int tried = 0, raised = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        fixture f;
        if (begin(&f, seed)) {
            /* It has to find its bound by itself, and no known rota cuts a false one down. */
            f.search.bound = -INFINITY;
            f.search.has_best = false;
            f.search.best_cost = INT64_MAX;
            double root = f.search.root_bound;
            rota_whole_weeks(&f.search, rota_by_weeks_middle(f.weeks), WORK);
            if (f.search.bound > (double)f.optimum)
                fail_msg("seed %d: bound %.3f, brute force %lld", (int)seed, f.search.bound,
                         (long long)f.optimum);
            assert_true(f.search.bound > -(double)INFINITY);
            raised += f.search.bound > root + 1;
            tried++;
        }
        finish(&f);
    }
    if (tried < SEEDS / 2 || raised < tried / 50)
        fail_msg("above the root's bound in %d of %d", raised, tried);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_rota_costs_less),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
