#include "support/test.h"

#include "solver/lp.h"

#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void near(double value, double expected) {
    if (!(fabs(value - expected) < 1e-7))
        fail_msg("%.9f, should be %.9f", value, expected);
}

static rota_lp *open_lp(void) {
    rota_lp *lp = NULL;
    assert_int_equal(rota_lp_new(&lp, NULL), ROTA_OK);
    return lp;
}

/* min -x - 2y  s.t.  x + y <= 4,  x + 3y <= 6: the optimum is (3, 1). */
static rota_lp *open_corner(void) {
    rota_lp *lp = open_lp();
    assert_int_equal(rota_lp_add_row(lp, -INFINITY, 4), 0);
    assert_int_equal(rota_lp_add_row(lp, -INFINITY, 6), 1);
    assert_int_equal(rota_lp_add_column(lp, -1, 0, INFINITY, 2, (int[]){0, 1}, (double[]){1, 1}),
                     0);
    assert_int_equal(rota_lp_add_column(lp, -2, 0, INFINITY, 2, (int[]){0, 1}, (double[]){1, 3}),
                     1);
    return lp;
}

static void known_optimum_and_prices(void **state) {
    (void)state;
    rota_lp *lp = open_corner();
    assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_OPTIMAL);
    near(rota_lp_objective(lp), -5);
    near(rota_lp_value(lp, 0), 3);
    near(rota_lp_value(lp, 1), 1);
    near(rota_lp_dual(lp, 0), -0.5);
    near(rota_lp_dual(lp, 1), -0.5);
    near(rota_lp_reduced_cost(lp, 0), 0);
    assert_true(rota_lp_is_basic(lp, 0));
    assert_true(rota_lp_is_basic(lp, 1));
    assert_true(rota_lp_iterations(lp) >= 2);
    rota_lp_free(lp);
    rota_lp_free(NULL);
}

/* Of columns that depend on each other only so many go in as make a basis, then spare ones, then
 * rows; the optimum is the same from there. */
static void a_basis_is_near_what_is_wanted(void **state) {
    (void)state;
    const struct {
        unsigned char place[4]; /* of x, y, 2 x, and a slack of row 1 */
        bool basic[4], rows[2];
    } cases[] = {
        {{ROTA_LP_BASIC, ROTA_LP_BASIC}, {true, true}, {false, false}},
        {{ROTA_LP_BASIC, 0, ROTA_LP_BASIC}, {true, false, false}, {false, true}},
        {{ROTA_LP_BASIC, 0, ROTA_LP_BASIC, ROTA_LP_SPARE}, {true, false, false, true}, {0}},
        {{0, 0, 0, ROTA_LP_BASIC}, {false, false, false, true}, {true, false}},
        {{0}, {false}, {true, true}},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        rota_lp *lp = open_corner();
        rota_lp_add_column(lp, 0, 0, INFINITY, 2, (int[]){0, 1}, (double[]){2, 2});
        rota_lp_add_column(lp, 0, 0, INFINITY, 1, (int[]){1}, (double[]){1});
        rota_lp_begin_near(lp, cases[i].place);
        for (int j = 0; j < 4; j++)
            assert_int_equal(rota_lp_is_basic(lp, j), cases[i].basic[j]);
        for (int r = 0; r < 2; r++)
            assert_int_equal(rota_lp_row_is_basic(lp, r), cases[i].rows[r]);
        assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_OPTIMAL);
        near(rota_lp_objective(lp), -5);
        rota_lp_free(lp);
    }
}

static void columns_come_and_go(void **state) {
    (void)state;
    rota_lp *lp = open_corner();
    assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_OPTIMAL);
    int row = 0;
    double one = 1;
    assert_int_equal(rota_lp_add_column(lp, -1, 0, INFINITY, 1, &row, &one), 2);
    assert_int_equal(rota_lp_add_column(lp, 7, 0, 1, 0, NULL, NULL), 3);
    assert_int_equal(rota_lp_columns(lp), 4);
    assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_OPTIMAL);
    near(rota_lp_objective(lp), -6);
    near(rota_lp_value(lp, 2), 2);
    near(rota_lp_reduced_cost(lp, 0), 1.0 / 3);
    near(rota_lp_reduced_cost(lp, 3), 7);
    assert_false(rota_lp_is_basic(lp, 3));
    rota_lp_delete_columns(lp, (unsigned char[]){1, 0, 0, 1});
    assert_int_equal(rota_lp_columns(lp), 2);
    assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_OPTIMAL);
    near(rota_lp_objective(lp), -6);
    near(rota_lp_value(lp, 0), 2); /* was column 1 */
    rota_lp_delete_columns(lp, (unsigned char[]){0, 1});
    assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_OPTIMAL);
    near(rota_lp_objective(lp), -4);
    rota_lp_delete_columns(lp, (unsigned char[]){0});
    assert_int_equal(rota_lp_columns(lp), 1);
    rota_lp_free(lp);
}

/* One column x of cost 1 in one row; the bounds decide. */
static void bounds_of_every_kind(void **state) {
    (void)state;
    static const struct {
        double cost, low, high, row_low, row_high;
        enum rota_lp_status status;
        double x;
    } cases[] = {
        {1, 2, 5, -INFINITY, INFINITY, ROTA_LP_OPTIMAL, 2},
        {-1, 2, 5, -INFINITY, INFINITY, ROTA_LP_OPTIMAL, 5},
        {-1, -INFINITY, 5, -INFINITY, 3, ROTA_LP_OPTIMAL, 3},
        {1, -INFINITY, INFINITY, -7, INFINITY, ROTA_LP_OPTIMAL, -7},
        {1, -INFINITY, INFINITY, 4, 4, ROTA_LP_OPTIMAL, 4},
        {1, 3, 3, 0, 9, ROTA_LP_OPTIMAL, 3},
        {-1, 0, INFINITY, 1, 2, ROTA_LP_OPTIMAL, 2},
        {1, 0, 1, 2, INFINITY, ROTA_LP_INFEASIBLE, 0},
        {1, 3, 3, 4, 4, ROTA_LP_INFEASIBLE, 0},
        {-1, 0, INFINITY, 0, INFINITY, ROTA_LP_FAILED, 0}, /* no least value */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        rota_lp *lp = open_lp();
        int row = rota_lp_add_row(lp, cases[i].row_low, cases[i].row_high);
        double one = 1;
        int x = rota_lp_add_column(lp, cases[i].cost, cases[i].low, cases[i].high, 1, &row, &one);
        enum rota_lp_status status = rota_lp_solve(lp, 10);
        if (status != cases[i].status)
            fail_msg("case %zu: status %d", i, (int)status);
        if (status == ROTA_LP_OPTIMAL)
            near(rota_lp_value(lp, x), cases[i].x);
        rota_lp_free(lp);
    }
}

static void changed_bounds_are_obeyed(void **state) {
    (void)state;
    rota_lp *lp = open_corner();
    assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_OPTIMAL);
    rota_lp_set_column(lp, 1, 0, 0);
    assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_OPTIMAL);
    near(rota_lp_objective(lp), -4);
    rota_lp_set_row(lp, 0, 5, 5);
    assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_OPTIMAL);
    near(rota_lp_objective(lp), -5);
    rota_lp_set_row(lp, 0, 7, INFINITY);
    assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_INFEASIBLE);
    rota_lp_set_row(lp, 0, -INFINITY, 4);
    rota_lp_set_column(lp, 1, 0, INFINITY);
    assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_OPTIMAL);
    near(rota_lp_objective(lp), -5);
    rota_lp_free(lp);
}

static void no_time_no_answer(void **state) {
    (void)state;
    rota_lp *lp = open_corner();
    assert_int_equal(rota_lp_solve(lp, 0), ROTA_LP_STOPPED);
    assert_int_equal(rota_lp_solve(lp, -1), ROTA_LP_STOPPED);
    double x[2] = {0};
    bool found = false;
    assert_int_equal(
        rota_lp_solve_integer(lp, (const unsigned char[]){1, 1}, LONG_MAX, 0, NULL, x, &found),
        ROTA_LP_STOPPED);
    assert_false(found);
    assert_int_equal(rota_lp_solve(lp, 1e9), ROTA_LP_OPTIMAL); /* for ever is allowed */
    near(rota_lp_objective(lp), -5);
    rota_lp_free(lp);
}

/* ---- slices, stalls, trouble ---- */

static uint64_t next_random(uint64_t *state) { /* splitmix64, S. Vigna */
    uint64_t z = (*state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

/* n people to n places, each column a 0-1 choice with a cost of 0..9: every basis is degenerate. */
static rota_lp *open_assignment(int n, uint64_t seed) {
    rota_lp *lp = open_lp();
    for (int i = 0; i < 2 * n; i++)
        rota_lp_add_row(lp, 1, 1);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            rota_lp_add_column(lp, (double)(next_random(&seed) % 10), 0, INFINITY, 2,
                               (int[]){i, n + j}, (double[]){1, 1});
    return lp;
}

static void slices_change_nothing(void **state) {
    (void)state;
    static const int slices[] = {5, 20, 100};
    for (uint64_t seed = 1; seed <= 20; seed++) {
        rota_lp *whole = open_assignment(15, seed);
        assert_int_equal(rota_lp_solve(whole, 10), ROTA_LP_OPTIMAL);
        for (size_t i = 0; i < COUNT(slices); i++) {
            rota_lp *lp = open_assignment(15, seed);
            rota_lp_set_slice(lp, slices[i]);
            assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_OPTIMAL);
            near(rota_lp_objective(lp), rota_lp_objective(whole));
            double used = 0;
            for (int j = 0; j < rota_lp_columns(lp); j++)
                used += rota_lp_value(lp, j);
            near(used, 15); /* rows are as they were before a perturbation */
            rota_lp_free(lp);
        }
        rota_lp_free(whole);
    }
}

static void a_hopeless_slice_gives_up(void **state) {
    (void)state;
    rota_lp *lp = open_assignment(15, 7);
    rota_lp_set_slice(lp, 0); /* nothing ever moves */
    assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_FAILED);
    assert_true(rota_lp_alive(lp));
    rota_lp_set_slice(lp, 1000);
    assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_OPTIMAL);
    double used = 0;
    for (int j = 0; j < rota_lp_columns(lp); j++)
        used += rota_lp_value(lp, j);
    near(used, 15);
    rota_lp_free(lp);
}

static void a_raised_flag_stops_the_simplex(void **state) {
    (void)state;
    rota_lp *lp = open_assignment(15, 3);
    volatile int stop = 1;
    rota_lp_watch(lp, &stop);
    assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_STOPPED);
    stop = 0;
    assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_OPTIMAL);
    stop = 1;
    rota_lp_watch(lp, NULL);
    assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_OPTIMAL);
    rota_lp_free(lp);
}

/* Beale's example, on which Dantzig's rule turns in a circle of six bases for ever. */
static void beale_does_not_cycle(void **state) {
    (void)state;
    static const int rows[] = {0, 1, 2};
    rota_lp *lp = open_lp();
    rota_lp_add_row(lp, -INFINITY, 0);
    rota_lp_add_row(lp, -INFINITY, 0);
    rota_lp_add_row(lp, -INFINITY, 1);
    rota_lp_add_column(lp, -0.75, 0, INFINITY, 2, rows, (double[]){0.25, 0.5});
    rota_lp_add_column(lp, 20, 0, INFINITY, 2, rows, (double[]){-8, -12});
    rota_lp_add_column(lp, -0.5, 0, INFINITY, 3, rows, (double[]){-1, -0.5, 1});
    rota_lp_add_column(lp, 6, 0, INFINITY, 2, rows, (double[]){9, 3});
    for (int slice = 1; slice <= 8; slice++) {
        rota_lp_set_slice(lp, slice);
        assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_OPTIMAL);
        near(rota_lp_objective(lp), -1.25);
    }
    rota_lp_free(lp);
}

/* Columns that are the same but for the last bits, and coefficients from 1e-6 to 1e6. */
static void nearly_singular_bases(void **state) {
    (void)state;
    rota_lp *lp = open_lp();
    for (int i = 0; i < 4; i++)
        rota_lp_add_row(lp, 1, 1);
    for (int j = 0; j < 40; j++) {
        double tiny = 1e-13 * j, scale = pow(10, j % 13 - 6);
        rota_lp_add_column(
            lp, scale * (1 + j % 3), 0, INFINITY, 4, (int[]){0, 1, 2, 3},
            (double[]){scale, scale * (1 + tiny), scale * (1 - tiny), scale * (1 + 2 * tiny)});
    }
    enum rota_lp_status status = rota_lp_solve(lp, 10);
    assert_true(status == ROTA_LP_OPTIMAL || status == ROTA_LP_FAILED);
    assert_true(rota_lp_alive(lp));
    if (status == ROTA_LP_OPTIMAL)
        assert_true(fabs(rota_lp_objective(lp) - 1) < 1e-5);
    rota_lp_free(lp);
}

/* ---- integer programs ---- */

/* max 8a + 11b + 6c + 4d  s.t.  5a + 7b + 4c + 3d <= 14, all 0 or 1: b, c and d, worth 21. */
static rota_lp *open_knapsack(void) {
    static const double worth[] = {8, 11, 6, 4}, weight[] = {5, 7, 4, 3};
    rota_lp *lp = open_lp();
    int row = rota_lp_add_row(lp, -INFINITY, 14);
    for (int j = 0; j < 4; j++)
        rota_lp_add_column(lp, -worth[j], 0, 1, 1, &row, &weight[j]);
    return lp;
}

static const unsigned char ALL_INTEGER[] = {1, 1, 1, 1};

static void knapsack_is_solved(void **state) {
    (void)state;
    static const double best[] = {0, 1, 1, 1};
    rota_lp *lp = open_knapsack();
    double x[4];
    bool found = true; /* what it was says nothing */
    assert_int_equal(rota_lp_solve_integer(lp, ALL_INTEGER, LONG_MAX, 10, NULL, x, &found),
                     ROTA_LP_OPTIMAL);
    assert_true(found);
    for (int j = 0; j < 4; j++)
        near(x[j], best[j]);
    assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_OPTIMAL); /* as an LP again */
    near(rota_lp_objective(lp), -22);
    rota_lp_free(lp);
}

static void some_columns_may_be_parts(void **state) {
    (void)state;
    rota_lp *lp = open_knapsack();
    double x[4];
    bool found = false;
    /* a + b and half of c: 22; a is whole anyway. */
    assert_int_equal(rota_lp_solve_integer(lp, (const unsigned char[]){1, 1, 0, 1}, LONG_MAX, 10,
                                           NULL, x, &found),
                     ROTA_LP_OPTIMAL);
    assert_true(found);
    near(x[0], 1);
    near(x[1], 1);
    near(x[2], 0.5);
    near(x[3], 0);
    rota_lp_free(lp);
}

static void no_whole_solution(void **state) {
    (void)state;
    rota_lp *lp = open_lp();
    int row = rota_lp_add_row(lp, 1, 1);
    double two = 2, x = 0;
    rota_lp_add_column(lp, 1, 0, 1, 1, &row, &two);
    bool found = false;
    assert_int_equal(rota_lp_solve_integer(lp, ALL_INTEGER, LONG_MAX, 10, NULL, &x, &found),
                     ROTA_LP_INFEASIBLE);
    assert_false(found);
    rota_lp_set_row(lp, row, 3, 3); /* no solution at all */
    assert_int_equal(rota_lp_solve_integer(lp, ALL_INTEGER, LONG_MAX, 10, NULL, &x, &found),
                     ROTA_LP_INFEASIBLE);
    assert_false(found);
    rota_lp_free(lp);
}

static void a_raised_flag_stops_the_search(void **state) {
    (void)state;
    rota_lp *lp = open_knapsack();
    volatile int stop = 1;
    double x[4];
    bool found = false;
    assert_int_equal(rota_lp_solve_integer(lp, ALL_INTEGER, LONG_MAX, 10, &stop, x, &found),
                     ROTA_LP_STOPPED);
    assert_false(found);
    stop = 0;
    assert_int_equal(rota_lp_solve_integer(lp, ALL_INTEGER, LONG_MAX, 10, &stop, x, &found),
                     ROTA_LP_OPTIMAL);
    assert_true(found);
    rota_lp_free(lp);
}

/* ---- bases, and the dual simplex ---- */

static void a_basis_comes_back(void **state) {
    (void)state;
    rota_lp *lp = open_corner();
    rota_lp_basis basis;
    assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_OPTIMAL);
    rota_lp_keep_basis(lp, &basis);
    assert_int_equal(basis.nrows, 2);
    assert_int_equal(basis.ncolumns, 2);
    rota_lp_set_column(lp, 0, 0, 0); /* only y is left: 2 of it */
    assert_int_equal(rota_lp_solve_dual(lp, 10), ROTA_LP_OPTIMAL);
    near(rota_lp_objective(lp), -4);
    rota_lp_set_column(lp, 0, 0, INFINITY);
    int row = 0;
    double one = 1;
    rota_lp_add_column(lp, -0.25, 0, INFINITY, 1, &row, &one); /* not worth it */
    rota_lp_restore_basis(lp, &basis);
    assert_true(rota_lp_is_basic(lp, 0));
    assert_true(rota_lp_is_basic(lp, 1));
    assert_false(rota_lp_is_basic(lp, 2));
    long before = rota_lp_iterations(lp);
    assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_OPTIMAL);
    assert_int_equal(rota_lp_iterations(lp), before);
    near(rota_lp_objective(lp), -5);
    rota_lp_basis_done(&basis);
    assert_null(basis.status);
    rota_lp_free(lp);
}

static void the_dual_simplex_finds_the_same(void **state) {
    (void)state;
    static const struct {
        double upper[2], objective;
    } cases[] = {{{3, 1}, -5}, {{1, 1}, -3}, {{0, 5}, -4}, {{2, 5}, -2 - 8.0 / 3}, {{0, 0}, 0}};
    rota_lp *lp = open_corner();
    for (size_t i = 0; i < COUNT(cases); i++) {
        for (int j = 0; j < 2; j++)
            rota_lp_set_column(lp, j, 0, cases[i].upper[j]);
        assert_int_equal(rota_lp_solve_dual(lp, 10), ROTA_LP_OPTIMAL);
        near(rota_lp_objective(lp), cases[i].objective);
    }
    rota_lp_set_row(lp, 0, 1, 4); /* at least 1 of nothing */
    assert_int_equal(rota_lp_solve_dual(lp, 10), ROTA_LP_INFEASIBLE);
    assert_int_equal(rota_lp_solve_dual(lp, 0), ROTA_LP_STOPPED);
    rota_lp_free(lp);
}

/* ---- errors of the library ---- */

/* GLPK writes its complaint to the terminal before it aborts: not into the test's output. */
static int hush(void) {
    fflush(stdout);
    int kept = dup(STDOUT_FILENO), null = open("/dev/null", O_WRONLY);
    assert_true(kept >= 0 && null >= 0);
    dup2(null, STDOUT_FILENO);
    close(null);
    return kept;
}

static void speak(int kept) {
    fflush(stdout);
    dup2(kept, STDOUT_FILENO);
    close(kept);
}

static void aborts_become_failures(void **state) {
    (void)state;
    rota_lp *lp = open_corner(), *other = open_knapsack();
    assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_OPTIMAL);
    int row = 5; /* there are two */
    double one = 1;
    int kept = hush();
    rota_lp_add_column(lp, 1, 0, 1, 1, &row, &one);
    speak(kept);
    rota_lp *dead[] = {lp, other};
    for (int i = 0; i < 2; i++) { /* the abort takes every LP of the thread with it */
        double x[4];
        bool found = false;
        assert_int_equal(rota_lp_solve(dead[i], 10), ROTA_LP_FAILED);
        assert_int_equal(rota_lp_solve_integer(dead[i], ALL_INTEGER, LONG_MAX, 10, NULL, x, &found),
                         ROTA_LP_FAILED);
        assert_false(found);
        rota_lp_basis none;
        assert_int_equal(rota_lp_solve_dual(dead[i], 10), ROTA_LP_FAILED);
        rota_lp_keep_basis(dead[i], &none);
        assert_null(none.status);
        rota_lp_restore_basis(dead[i], &none);
        assert_true(isnan(rota_lp_objective(dead[i])));
        assert_true(isnan(rota_lp_value(dead[i], 0)));
        assert_true(isnan(rota_lp_dual(dead[i], 0)));
        assert_true(isnan(rota_lp_reduced_cost(dead[i], 0)));
        assert_false(rota_lp_is_basic(dead[i], 0));
        assert_int_equal(rota_lp_columns(dead[i]), 0);
        rota_lp_set_row(dead[i], 0, 0, 1);
        rota_lp_set_column(dead[i], 0, 0, 1);
        rota_lp_add_row(dead[i], 0, 1);
        rota_lp_delete_columns(dead[i], (unsigned char[]){1, 1, 1, 1});
        rota_lp_free(dead[i]);
    }
    lp = open_corner(); /* the next LP of the thread works */
    assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_OPTIMAL);
    near(rota_lp_objective(lp), -5);
    rota_lp_free(lp);
}

static void every_wrong_call_is_caught(void **state) {
    (void)state;
    for (int call = 0; call < 5; call++) {
        rota_lp *lp = open_corner();
        int kept = hush();
        if (call == 0)
            rota_lp_set_row(lp, 2, 0, 1);
        else if (call == 1)
            rota_lp_set_column(lp, 2, 0, 1);
        else if (call == 2) /* the same row twice */
            rota_lp_add_column(lp, 1, 0, 1, 2, (int[]){0, 0}, (double[]){1, 1});
        else if (call == 3)
            rota_lp_set_row(lp, -1, 0, 1);
        else
            rota_lp_add_column(lp, 1, 0, 1, 1, (int[]){-1}, (double[]){1});
        speak(kept);
        assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_FAILED);
        rota_lp_free(lp);
    }
    rota_lp *lp = open_knapsack();
    assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_OPTIMAL);
    near(rota_lp_objective(lp), -22);
    rota_lp_free(lp);
}

/* The optimum (3, 1) has both columns in its basis, so the multipliers are the rows of
 * the inverse of (1 1; 1 3). */
static void rows_of_the_tableau(void **state) {
    (void)state;
    rota_lp *lp = open_corner();
    double row[2];
    assert_false(rota_lp_multipliers(lp, 0, row));
    assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_OPTIMAL);
    assert_true(rota_lp_multipliers(lp, 0, row));
    near(row[0], 1.5);
    near(row[1], -0.5);
    assert_true(rota_lp_multipliers(lp, 1, row));
    near(row[0], -0.5);
    near(row[1], 0.5);
    rota_lp_free(lp);
}

static void rows_come_and_go(void **state) {
    (void)state;
    rota_lp *lp = open_corner();
    rota_lp_basis basis;
    assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_OPTIMAL);
    rota_lp_keep_basis(lp, &basis);
    int row = rota_lp_add_row(lp, -INFINITY, 2);
    rota_lp_fill_row(lp, row, 1, (int[]){0}, (double[]){1});
    assert_int_equal(rota_lp_solve_dual(lp, 10), ROTA_LP_OPTIMAL);
    near(rota_lp_objective(lp), -2 - 8.0 / 3);
    assert_false(rota_lp_row_is_basic(lp, row));
    rota_lp_restore_basis(lp, &basis);
    assert_true(rota_lp_row_is_basic(lp, row));
    rota_lp_delete_rows(lp, (unsigned char[]){0, 0, 1});
    assert_int_equal(rota_lp_solve_dual(lp, 10), ROTA_LP_OPTIMAL);
    near(rota_lp_objective(lp), -5);
    rota_lp_basis_done(&basis);
    rota_lp_free(lp);
}

/* Without the first column the optimum is -4. */
static void a_high_objective_ends_the_dual_simplex(void **state) {
    (void)state;
    rota_lp *lp = open_corner();
    assert_int_equal(rota_lp_solve(lp, 10), ROTA_LP_OPTIMAL);
    rota_lp_set_column(lp, 0, 0, 0);
    assert_int_equal(rota_lp_solve_dual_below(lp, -4.9, 10), ROTA_LP_HIGH);
    assert_int_equal(rota_lp_solve_dual_below(lp, -3, 10), ROTA_LP_OPTIMAL);
    near(rota_lp_objective(lp), -4);
    assert_int_equal(rota_lp_solve_dual(lp, 10), ROTA_LP_OPTIMAL);
    rota_lp_free(lp);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_optimum_and_prices),
        cmocka_unit_test(columns_come_and_go),
        cmocka_unit_test(bounds_of_every_kind),
        cmocka_unit_test(changed_bounds_are_obeyed),
        cmocka_unit_test(no_time_no_answer),
        cmocka_unit_test(slices_change_nothing),
        cmocka_unit_test(a_hopeless_slice_gives_up),
        cmocka_unit_test(a_raised_flag_stops_the_simplex),
        cmocka_unit_test(beale_does_not_cycle),
        cmocka_unit_test(nearly_singular_bases),
        cmocka_unit_test(knapsack_is_solved),
        cmocka_unit_test(some_columns_may_be_parts),
        cmocka_unit_test(no_whole_solution),
        cmocka_unit_test(a_raised_flag_stops_the_search),
        cmocka_unit_test(a_basis_comes_back),
        cmocka_unit_test(the_dual_simplex_finds_the_same),
        cmocka_unit_test(rows_of_the_tableau),
        cmocka_unit_test(a_basis_is_near_what_is_wanted),
        cmocka_unit_test(rows_come_and_go),
        cmocka_unit_test(a_high_objective_ends_the_dual_simplex),
        cmocka_unit_test(aborts_become_failures),
        cmocka_unit_test(every_wrong_call_is_caught),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
