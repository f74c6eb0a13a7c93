/* The master over all lines of tiny problems: its LP value, prices and bounds by hand. */
#include "support/test.h"

#include "core/mem.h"
#include "solver/master.h"
#include "solver/solve.h"
#include "support/problems.h"
#include "support/twist.h"

#include <math.h>
#include <stdlib.h>

static const double NEAR = 2; /* cost units: prices are rounded */

static void same(double value, double expected) {
    if (!(fabs(value - expected) < 1e-6))
        fail_msg("%.9f, should be %.9f", value, expected);
}

/* A cost, expected in points. */
static void near(double value, double expected) {
    if (!(fabs(value - expected * ROTA_COST_SCALE) < NEAR))
        fail_msg("%.9f, should be %.9f points", value, expected);
}

typedef struct {
    rota_problem *p;
    rota_pool *pool;
    rota_master *master;
    rota_prices prices;
} setting;

static void open_master(setting *s, rota_problem *p) {
    s->p = p;
    s->pool = rota_pool_new(p);
    assert_int_equal(rota_master_new(p, s->pool, &s->master, NULL), ROTA_OK);
    rota_prices_init(&s->prices, s->master);
}

static void close_master(setting *s) {
    rota_prices_done(&s->prices);
    rota_master_free(s->master);
    rota_pool_free(s->pool);
    rota_problem_free(s->p);
}

static void add_all_lines(setting *s) {
    for (int w = 0; w < s->p->nworkers; w++) {
        rota_test_lines lines;
        rota_test_lines_init(&lines, s->p, w);
        for (int i = 0; i < lines.count; i++)
            rota_master_add(s->master, rota_pool_add(s->pool, w, lines.arcs[i]));
        rota_test_lines_done(&lines);
    }
}

static double solve(setting *s) {
    assert_int_equal(rota_master_solve(s->master, 60), ROTA_LP_OPTIMAL);
    rota_master_prices(s->master, &s->prices);
    return rota_master_objective(s->master);
}

/* ---- one shift, one day, two people ---- */

/* The shift wants 2 people and can do with 1; Priya's work costs 1 point, Omar's 3. */
static rota_problem *one_shift(void) {
    rota_problem *p = rota_test_home_problem(2, 1, 1, 1);
    p->nrows = 1;
    p->rows[0] = (rota_row){.low = 1,
                            .target = 2,
                            .high = 2,
                            .under = 40 * ROTA_COST_SCALE,
                            .under_target = 2 * ROTA_COST_SCALE,
                            .over = ROTA_COST_SCALE};
    for (int w = 0; w < 2; w++) {
        rota_worker *worker = &p->workers[w];
        free(worker->arcs);
        free(worker->arc_rows);
        worker->narcs = worker->day_first[1] = 1;
        worker->arcs = ROTA_NEW(rota_arc);
        worker->arc_rows = ROTA_NEW(rota_arc_row);
        *worker->arcs = (rota_arc){.start = 420,
                                   .end = 900,
                                   .ready = 1560,
                                   .ready_night = 1560,
                                   .minutes = 450,
                                   .group = -1,
                                   .nrows = 1};
        worker->arcs->cost[ROTA_PART_WISHES] = (w == 0 ? 1 : 3) * ROTA_COST_SCALE;
        worker->arc_rows->coef = 1;
        worker->block[0] = (rota_convex){0};
    }
    return p;
}

static void one_shift_by_hand(void **state) {
    (void)state;
    setting s;
    open_master(&s, one_shift());
    assert_int_equal(rota_master_kinds(s.master), 1);
    int off = -1, on = 0;
    for (int w = 0; w < 2; w++)
        rota_master_add(s.master, rota_pool_add(s.pool, w, &off));
    near(solve(&s), 42); /* nobody comes: 1 below the minimum, 1 below the target */
    same(rota_master_kind_value(s.master, 0), 1);
    same(rota_master_missing(s.master), 0);
    near(s.prices.pi[0], 40);
    near(s.prices.sigma[0], 0);
    int priya = rota_pool_add(s.pool, 0, &on), omar = rota_pool_add(s.pool, 1, &on);
    same(rota_master_value(s.master, priya), 0); /* not in the LP */
    rota_master_add(s.master, priya);
    rota_master_add(s.master, omar);
    rota_master_add(s.master, omar); /* once is enough */
    int count;
    const int *lines = rota_master_lines(s.master, &count);
    assert_int_equal(count, 4);
    assert_int_equal(lines[2], priya);
    near(solve(&s), 3); /* Priya, and one below the target is cheaper than Omar */
    same(rota_master_value(s.master, priya), 1);
    same(rota_master_value(s.master, omar), 0);
    same(rota_master_kind_value(s.master, 0), 0);
    near(s.prices.pi[0], 2);
    near(s.prices.sigma[0], -1);
    near(s.prices.sigma[1], 0);
    near(rota_master_row_bound(s.master, &s.prices), 4);
    assert_true(rota_master_iterations(s.master) > 0);
    close_master(&s);
}

static void lines_and_kinds_are_bounded(void **state) {
    (void)state;
    setting s;
    open_master(&s, one_shift());
    add_all_lines(&s);
    int off = -1, on = 0;
    int priya = rota_pool_add(s.pool, 0, &on), omar = rota_pool_add(s.pool, 1, &on);
    near(solve(&s), 3);
    assert_false(rota_master_is_closed(s.master, priya));
    rota_master_bound_line(s.master, priya, 0, 0);
    assert_true(rota_master_is_closed(s.master, priya));
    near(solve(&s), 5);
    rota_master_bound_line(s.master, omar, 0, 0);
    near(solve(&s), 42);
    rota_master_bound_line(s.master, priya, 0, INFINITY);
    rota_master_bound_line(s.master, omar, 1, 1);
    near(solve(&s), 4);
    rota_master_bound_line(s.master, omar, 0, INFINITY);
    rota_master_bound_kind(s.master, 0, 1, INFINITY);
    near(solve(&s), 41); /* Priya comes and is counted as missing all the same */
    same(rota_master_kind_value(s.master, 0), 1);
    near(rota_master_row_bound(s.master, &s.prices) + s.prices.sigma[0] + s.prices.sigma[1], 41);
    assert_true(s.prices.mu[0] > 37.0 * ROTA_COST_SCALE);
    rota_master_bound_kind(s.master, 0, -INFINITY, INFINITY);
    /* A price of the side that has no bound proves nothing. */
    assert_true(isinf(rota_master_row_bound(s.master, &s.prices)));
    near(solve(&s), 3);
    /* Everybody banned: somebody is missing, and the value says that it is not real. */
    rota_master_bound_line(s.master, priya, 0, 0);
    rota_master_bound_line(s.master, rota_pool_add(s.pool, 0, &off), 0, 0);
    assert_true(solve(&s) > 1000);
    same(rota_master_missing(s.master), 1);
    close_master(&s);
}

static void trimmed_lines_come_back(void **state) {
    (void)state;
    setting s;
    open_master(&s, rota_test_tiny_problem(4));
    add_all_lines(&s);
    double value = solve(&s);
    int before, after;
    rota_master_lines(s.master, &before);
    rota_master_trim(s.master, 1e-3);
    const int *lines = rota_master_lines(s.master, &after);
    assert_true(after < before && after >= s.p->nworkers);
    for (int i = 0; i < after; i++)
        assert_int_equal(rota_pool_line(s.pool, lines[i])->column,
                         rota_pool_line(s.pool, lines[0])->column + i);
    near(solve(&s), value / ROTA_COST_SCALE);
    double used = 0;
    for (int i = 0; i < rota_pool_count(s.pool); i++)
        used += rota_master_value(s.master, i);
    same(used, s.p->nworkers);
    add_all_lines(&s);
    rota_master_lines(s.master, &after);
    assert_int_equal(after, before);
    near(solve(&s), value / ROTA_COST_SCALE);
    close_master(&s);
}

/* ---- duality on tiny problems ---- */

/* Least reduced cost of a worker's lines, without sigma. */
static double least_of(setting *s, int worker, const rota_prices *prices) {
    double least = INFINITY;
    for (int i = 0; i < rota_pool_count(s->pool); i++) {
        const rota_line *line = rota_pool_line(s->pool, i);
        if (line->worker != worker)
            continue;
        double cost = (double)line->cost;
        for (int k = 0; k < line->nrows; k++)
            cost -= prices->pi[line->rows[k]] * line->coefs[k];
        least = fmin(least, cost);
    }
    return least;
}

static double lagrangian(setting *s, const rota_prices *prices) {
    double bound = rota_master_row_bound(s->master, prices);
    for (int w = 0; w < s->p->nworkers; w++)
        bound += least_of(s, w, prices);
    return bound;
}

static bool duality_holds(setting *s, uint64_t seed) {
    double value = solve(s), sum = rota_master_row_bound(s->master, &s->prices);
    bool good = true;
    for (int w = 0; w < s->p->nworkers; w++) {
        sum += s->prices.sigma[w];
        good = good && fabs(least_of(s, w, &s->prices) - s->prices.sigma[w]) < NEAR;
    }
    good = good && fabs(sum - value) < NEAR;
    /* Any other prices bound it from below. */
    rota_prices other;
    rota_prices_init(&other, s->master);
    uint64_t random = seed;
    for (int i = 0; i < 20; i++) {
        for (int r = 0; r < s->p->nrows; r++)
            other.pi[r] = s->prices.pi[r] + rota_test_between(&random, -i, i) * ROTA_COST_SCALE;
        good = good && lagrangian(s, &other) <= value + NEAR;
        rota_prices_mix(&other, &s->prices, 0.7, s->master);
        good = good && lagrangian(s, &other) <= value + NEAR;
        rota_prices_copy(&other, &s->prices, s->master);
        good = good && fabs(lagrangian(s, &other) - value) < NEAR;
    }
    rota_prices_done(&other);
    return good;
}

static void prices_satisfy_duality(void **state) {
    (void)state;
    int failed = 0, bounded = 0;
    for (uint64_t seed = 1; seed <= 80; seed++) {
        setting s;
        open_master(&s, rota_test_tiny_problem(seed));
        add_all_lines(&s);
        double value = solve(&s);
        bool good = duality_holds(&s, seed);
        rota_cost optimum = rota_test_brute_force(s.p);
        if (optimum != INT64_MIN)
            good = good && value <= (double)optimum + NEAR;
        /* With a bound on the understaffing of a kind as well. */
        double under = rota_master_kind_value(s.master, 0);
        rota_master_bound_kind(s.master, 0, floor(under) + 1, INFINITY);
        if (rota_master_solve(s.master, 60) == ROTA_LP_OPTIMAL) {
            bounded++;
            good = good && rota_master_objective(s.master) >= value - NEAR;
            good = good && duality_holds(&s, seed);
        }
        if (!good) {
            print_message("seed %d\n", (int)seed);
            failed++;
        }
        close_master(&s);
    }
    assert_int_equal(failed, 0);
    assert_true(bounded > 20);
}

/* ---- weights from a thousandth of a point to a million ---- */

/* Rows and duties of a tiny problem get weights of all sizes. */
static rota_problem *uneven_problem(uint64_t seed) {
    static const rota_cost sizes[] = {6, 600, ROTA_COST_SCALE, 1000 * ROTA_COST_SCALE,
                                      1000000LL * ROTA_COST_SCALE};
    rota_problem *p = rota_test_tiny_problem(seed);
    uint64_t random = seed * 31 + 5;
    for (int r = 0; r < p->nrows; r++) {
        rota_row *row = &p->rows[r];
        row->under_target = sizes[rota_test_between(&random, 0, 3)];
        row->under = row->under_target + sizes[rota_test_between(&random, 0, 4)];
        row->over = sizes[rota_test_between(&random, 0, 2)];
    }
    for (int w = 0; w < p->nworkers; w++)
        for (int a = 0; a < p->workers[w].narcs; a++)
            p->workers[w].arcs[a].cost[ROTA_PART_WISHES] =
                sizes[rota_test_between(&random, 0, 3)] * rota_test_between(&random, -3, 3);
    return p;
}

static void uneven_weights_give_true_bounds(void **state) {
    (void)state;
    int proven = 0, compared = 0, wrong = 0;
    for (uint64_t seed = 1; seed <= 150; seed++) {
        rota_problem *p = uneven_problem(seed);
        rota_cost optimum = rota_test_brute_force(p);
        rota_solve_settings settings;
        rota_solve_settings_init(&settings);
        settings.time_limit = 20;
        rota_solution *solution = NULL;
        if (optimum != INT64_MIN && optimum != INT64_MAX &&
            rota_solve(p, &settings, &solution, NULL) == ROTA_OK) {
            compared++;
            proven += solution->proven;
            if (solution->bound > optimum || solution->cost < optimum ||
                (solution->proven && solution->cost != optimum)) {
                print_message("seed %d: cost %lld bound %lld optimum %lld\n", (int)seed,
                              (long long)solution->cost, (long long)solution->bound,
                              (long long)optimum);
                wrong++;
            }
        }
        rota_solution_free(solution, p);
        rota_problem_free(p);
    }
    assert_int_equal(wrong, 0);
    assert_true(compared > 80);
    assert_int_equal(proven, compared);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_shift_by_hand),
        cmocka_unit_test(lines_and_kinds_are_bounded),
        cmocka_unit_test(trimmed_lines_come_back),
        cmocka_unit_test(prices_satisfy_duality),
        cmocka_unit_test(uneven_weights_give_true_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
