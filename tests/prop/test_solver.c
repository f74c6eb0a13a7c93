/* The solver against brute force, against itself, and under every kind of interruption. */
#include "support/test.h"

#include "core/mem.h"
#include "solver/solve.h"
#include "support/problems.h"
#include "support/twist.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 500 };

static rota_problem *problem_of(uint64_t seed) {
    rota_problem *p = rota_test_tiny_problem(seed);
    if (seed & 1)
        rota_test_twist(p, seed);
    if (seed & 2)
        rota_test_add_rules(p, seed);
    return p;
}

/* The lines are lawful, and cost, parts and activity are theirs. */
static bool adds_up(const rota_problem *p, const rota_solution *s) {
    rota_cost sum = 0, parts[ROTA_NPARTS] = {0};
    for (int w = 0; w < p->nworkers; w++) {
        rota_cost total, own[ROTA_NPARTS];
        if (!rota_line_cost(p, w, s->lines[w], &total, own))
            return false;
        for (int part = 0; part < ROTA_NPARTS; part++)
            parts[part] += own[part];
        sum += total;
    }
    int *activity = ROTA_NEW_ARRAY(int, p->nrows);
    rota_cost rows = rota_rows_cost(p, s->lines, activity);
    bool same = memcmp(activity, s->activity, (size_t)p->nrows * sizeof *activity) == 0;
    free(activity);
    parts[ROTA_PART_DEMAND] += rows;
    return same && rows != INT64_MAX && s->cost == sum + rows &&
           memcmp(parts, s->parts, sizeof parts) == 0;
}

/* Lawful, and no claim is too high. */
static bool is_honest(const rota_problem *p, const rota_solution *s, rota_cost optimum) {
    bool proven = s->proven == (s->bound == s->cost) && (!s->proven || s->cost == optimum);
    return adds_up(p, s) && s->cost >= optimum && s->bound <= optimum && proven &&
           s->proven == (s->status == ROTA_STATUS_OPTIMAL);
}

static bool same_rota(const rota_problem *p, const rota_solution *a, const rota_solution *b) {
    for (int w = 0; w < p->nworkers; w++)
        if (memcmp(a->lines[w], b->lines[w], (size_t)p->ndays * sizeof(int)) != 0)
            return false;
    return a->cost == b->cost && a->bound == b->bound && a->status == b->status &&
           memcmp(a->prices, b->prices, (size_t)p->nrows * sizeof(double)) == 0 &&
           a->columns == b->columns && a->nodes == b->nodes && a->priced == b->priced &&
           a->lp_iterations == b->lp_iterations;
}

/* Run a check for every seed that brute force can solve; all seeds that fail are printed. */
typedef bool (*check_problem)(const rota_problem *p, uint64_t seed, rota_cost optimum);

static void for_all_seeds(check_problem check) {
    int failed = 0, solved = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        rota_problem *p = problem_of(seed);
        rota_cost optimum = rota_test_brute_force(p);
        if (optimum != INT64_MIN) { /* else too large for it */
            solved++;
            if (!check(p, seed, optimum)) {
                print_message("seed %d\n", (int)seed);
                failed++;
            }
        }
        rota_problem_free(p);
    }
    assert_int_equal(failed, 0);
    assert_true(solved > SEEDS * 9 / 10);
}

static bool solves_to_optimum(const rota_problem *p, uint64_t seed, rota_cost optimum) {
    (void)seed;
    rota_solve_settings settings;
    rota_solve_settings_init(&settings);
    settings.time_limit = 20;
    rota_solution *s = NULL;
    rota_err err = {0};
    rota_rc rc = rota_solve(p, &settings, &s, &err);
    if (optimum == INT64_MAX)
        return rc == ROTA_E_INPUT && err.rc == ROTA_E_INPUT && !s;
    if (rc != ROTA_OK) {
        print_message("%s\n", err.message);
        return false;
    }
    bool good = is_honest(p, s, optimum) && s->proven;
    if (!good)
        print_message("cost %lld, bound %lld, proven %d; should be %lld\n", (long long)s->cost,
                      (long long)s->bound, s->proven, (long long)optimum);
    rota_solution_free(s, p);
    return good;
}

static void finds_and_proves_the_optimum(void **state) {
    (void)state;
    for_all_seeds(solves_to_optimum);
}

/* Costs of all sizes in one problem: the LP's numbers are rough then, and the search ends by proof
 * all the same. */
static void costs_of_any_size(void **state) {
    (void)state;
    int failed = 0, solved = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        rota_problem *p = problem_of(seed);
        rota_test_spread_costs(p, seed);
        rota_cost optimum = rota_test_brute_force(p);
        solved += optimum != INT64_MIN;
        if (optimum != INT64_MIN && !solves_to_optimum(p, seed, optimum)) {
            print_message("seed %d\n", (int)seed);
            failed++;
        }
        rota_problem_free(p);
    }
    assert_int_equal(failed, 0);
    assert_true(solved > SEEDS * 9 / 10);
}

/* Seeds that once failed: a weekend begun later was dominated; fair shares missed from below were
 * no part of the completion bounds; a pin found its place taken; a node undecided on a duty without
 * working time was not split. */
static void seeds_that_failed_once(void **state) {
    (void)state;
    static const struct {
        int seed;
        bool twisted, ruled;
    } kept[] = {{3552, false, false}, {5913, false, false}, {10778, false, false},
                {29, true, false},    {1863, true, false},  {2005, true, false},
                {2664, true, false},  {695, true, false},   {819, true, false},
                {2049, true, false},  {3911, true, true}};
    int failed = 0;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        uint64_t seed = (uint64_t)kept[i].seed;
        rota_problem *p = rota_test_tiny_problem(seed);
        if (kept[i].twisted)
            rota_test_twist(p, seed);
        if (kept[i].ruled)
            rota_test_add_rules(p, seed);
        if (!solves_to_optimum(p, seed, rota_test_brute_force(p))) {
            print_message("seed %d\n", kept[i].seed);
            failed++;
        }
        rota_problem_free(p);
    }
    assert_int_equal(failed, 0);
}

static rota_solution *solve(const rota_problem *p, const rota_solve_settings *settings) {
    rota_solution *s = NULL;
    return rota_solve(p, settings, &s, NULL) == ROTA_OK ? s : NULL;
}

/* ---- the same again ---- */

static bool threads_change_nothing(const rota_problem *p) {
    rota_solve_settings settings;
    rota_solve_settings_init(&settings);
    rota_solution *first = solve(p, &settings);
    rota_solution *again = solve(p, &settings);
    settings.threads = 2;
    rota_solution *threads = solve(p, &settings);
    bool good = first && same_rota(p, first, again) && same_rota(p, first, threads);
    rota_solution_free(first, p);
    rota_solution_free(again, p);
    rota_solution_free(threads, p);
    return good;
}

static bool repeats_itself(const rota_problem *p, uint64_t seed, rota_cost optimum) {
    return seed > 150 || optimum == INT64_MAX || threads_change_nothing(p);
}

static void same_input_gives_the_same_bytes(void **state) {
    (void)state;
    for_all_seeds(repeats_itself);
    for (uint64_t seed = 1; seed <= 3; seed++) {
        rota_problem *p = rota_test_home_problem(8, 2, 7, seed);
        if (!threads_change_nothing(p))
            fail_msg("home of seed %d", (int)seed);
        rota_problem_free(p);
    }
}

/* ---- interrupted ---- */

typedef struct {
    int calls, stop_at;
    volatile int stop;
    double best, bound; /* the last told */
    bool went_back;     /* best rose or bound fell */
} watcher;

static void watch(const rota_progress *progress, void *data) {
    watcher *w = data;
    if (w->calls > 0 && (progress->best > w->best || progress->bound < w->bound))
        w->went_back = true;
    w->best = progress->best;
    w->bound = progress->bound;
    if (++w->calls == w->stop_at)
        w->stop = 1;
}

/* The flag goes up at every call of the progress function in turn. */
static bool stops_anywhere(const rota_problem *p, uint64_t seed, rota_cost optimum) {
    if (seed > 200 || optimum == INT64_MAX)
        return true;
    bool good = true, more = true;
    for (int at = 0; more && at < 60; at++) {
        watcher w = {.stop_at = at, .stop = at == 0};
        rota_solve_settings settings;
        rota_solve_settings_init(&settings);
        settings.progress = watch;
        settings.progress_data = &w;
        settings.stop = &w.stop;
        rota_solution *s = solve(p, &settings);
        if (!s || w.went_back || !is_honest(p, s, optimum) ||
            (w.stop && !s->proven && s->status != ROTA_STATUS_STOPPED) || (!w.stop && !s->proven)) {
            print_message("stopped at call %d\n", at);
            good = false;
        }
        more = w.stop != 0;
        rota_solution_free(s, p);
    }
    return good;
}

static void a_stop_flag_keeps_a_lawful_rota(void **state) {
    (void)state;
    for_all_seeds(stops_anywhere);
}

static bool obeys_time(const rota_problem *p, uint64_t seed, rota_cost optimum) {
    if (optimum == INT64_MAX)
        return true;
    static const double limits[] = {0, 1e-9, 2e-5, 1e-4, 3e-4, 1e-3};
    bool good = true;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        rota_solve_settings settings;
        rota_solve_settings_init(&settings);
        settings.time_limit = limits[(i + seed) % 6];
        rota_solution *s = solve(p, &settings);
        good = good && s && is_honest(p, s, optimum) && s->status != ROTA_STATUS_STOPPED;
        if (s && settings.time_limit <= 0)
            good = good && s->bound == INT64_MIN && !s->proven;
        rota_solution_free(s, p);
    }
    return good;
}

static void a_time_limit_never_lifts_the_bound(void **state) {
    (void)state;
    for_all_seeds(obeys_time);
}

static bool obeys_gap(const rota_problem *p, uint64_t seed, rota_cost optimum) {
    if (seed > 200 || optimum == INT64_MAX)
        return true;
    rota_solve_settings settings;
    rota_solve_settings_init(&settings);
    settings.gap = 0.2;
    rota_solution *s = solve(p, &settings);
    double cost = s ? (double)s->cost / ROTA_COST_SCALE : 0;
    double bound = s ? (double)s->bound / ROTA_COST_SCALE : 0;
    bool good = s && is_honest(p, s, optimum) && cost - bound <= 0.2 * fmax(1, fabs(cost)) + 1e-9;
    rota_solution_free(s, p);
    return good;
}

static void a_wanted_gap_is_kept(void **state) {
    (void)state;
    for_all_seeds(obeys_gap);
}

/* ---- shaped like a home ---- */

static void a_small_home_is_proven(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        rota_problem *p = rota_test_home_problem(8, 2, 7, seed);
        rota_solve_settings settings;
        rota_solve_settings_init(&settings);
        rota_solution *s = solve(p, &settings);
        assert_non_null(s);
        if (!adds_up(p, s) || !s->proven || s->bound != s->cost)
            fail_msg("home of seed %d", (int)seed);
        rota_solution_free(s, p);
        rota_problem_free(p);
    }
}

static void statuses_have_names(void **state) {
    (void)state;
    assert_string_equal(rota_status_name(ROTA_STATUS_OPTIMAL), "optimal");
    assert_string_equal(rota_status_name(ROTA_STATUS_FEASIBLE), "feasible");
    assert_string_equal(rota_status_name(ROTA_STATUS_STOPPED), "stopped");
}

/* A pinned day, and no shift of it fits into the week's minutes. */
static void a_person_without_a_line_is_named(void **state) {
    (void)state;
    rota_problem *p = rota_test_home_problem(4, 1, 7, 1);
    p->workers[2].must_work[3] = 1;
    p->workers[2].max_week_minutes[0] = 60;
    rota_solve_settings settings;
    rota_solve_settings_init(&settings);
    rota_solution *s = NULL;
    rota_err err = {0};
    assert_int_equal(rota_solve(p, &settings, &s, &err), ROTA_E_INPUT);
    assert_null(s);
    assert_int_equal(err.line, 2);
    assert_string_equal(err.message, "person 2 has no lawful line");
    rota_solution_free(NULL, p);
    rota_problem_free(p);
}

/* ---- rows that one line touches twice ---- */

static rota_worker one_arc_a_day(int days, const rota_arc *arcs, const rota_arc_row *rows,
                                 int nrows) {
    rota_worker w = {.arcs = rota_memdup(arcs, (size_t)days * sizeof *arcs),
                     .narcs = days,
                     .arc_rows = rota_memdup(rows, (size_t)nrows * sizeof *rows),
                     .day_first = ROTA_NEW_ARRAY(int, 3),
                     .must_work = ROTA_NEW_ARRAY(unsigned char, 2),
                     .max_run_days = -1,
                     .max_run_nights = -1,
                     .min_run_off = -1,
                     .max_weekends = -1,
                     .max_total_weekends = -1,
                     .max_week_minutes = ROTA_NEW_ARRAY(int, 1),
                     .block = ROTA_NEW_ARRAY(rota_convex, 1),
                     .before = {.run_off = 9, .last_group = -1, .last_type = -1},
                     .after.next_type = -1};
    w.max_week_minutes[0] = INT32_MAX;
    for (int d = 0; d <= 2; d++)
        w.day_first[d] = d < days ? d : days;
    return w;
}

/* The first wants to work where the second does not, the second where the first does: both days of
 * the second touch row 0, one up and one down, and best response sees each by itself. */
static rota_problem *turn_and_turn_about(void) {
    enum { POINT = ROTA_COST_SCALE };
    rota_problem *p = rota_problem_new();
    p->ndays = p->nworkers = p->nrows = 2;
    p->nweeks = p->nblocks = p->nrests = p->ngroups = 1;
    p->end = 2880;
    p->week_of_day = ROTA_NEW_ARRAY(int, 2);
    p->block_of_week = ROTA_NEW_ARRAY(int, 1);
    p->rest_of_day = ROTA_NEW_ARRAY(int, 2);
    p->rest_start = ROTA_NEW_ARRAY(int, 2);
    p->rest_start[1] = 2880;
    p->weekday = ROTA_NEW_ARRAY(unsigned char, 2);
    p->rows = ROTA_NEW_ARRAY(rota_row, 2);
    p->rows[0] = (rota_row){0, 0, INT32_MAX, 10 * POINT, 10 * POINT, 10 * POINT, 0, 0};
    p->rows[1] = (rota_row){0, 1, INT32_MAX, 0, 0, 5 * POINT, 0, 0};
    const rota_arc first = {.start = 480,
                            .end = 960,
                            .ready = 960,
                            .ready_night = 960,
                            .minutes = 480,
                            .group = -1,
                            .nrows = 2};
    rota_arc arcs[] = {first, first};
    const rota_arc_row rows[] = {{0, 1}, {1, 1}, {0, -1}};
    p->workers = ROTA_NEW_ARRAY(rota_worker, 2);
    arcs[0].cost[ROTA_PART_BOND] = -13 * POINT;
    p->workers[0] = one_arc_a_day(1, arcs, rows, 2);
    arcs[0].cost[ROTA_PART_BOND] = -6 * POINT;
    arcs[1].day = 1;
    arcs[1].start = arcs[1].start + 1440;
    arcs[1].end = arcs[1].ready = arcs[1].ready_night = arcs[1].start + 480;
    arcs[1].first_row = 2;
    arcs[1].nrows = 1;
    p->workers[1] = one_arc_a_day(2, arcs, rows, 3);
    p->workers[1].min_run_days = 2;
    return p;
}

static void best_response_does_not_turn_in_circles(void **state) {
    (void)state;
    rota_problem *p = turn_and_turn_about();
    assert_int_equal(rota_test_brute_force(p), -6 * ROTA_COST_SCALE);
    assert_true(solves_to_optimum(p, 0, -6 * ROTA_COST_SCALE));
    rota_problem_free(p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_and_proves_the_optimum),
        cmocka_unit_test(costs_of_any_size),
        cmocka_unit_test(seeds_that_failed_once),
        cmocka_unit_test(same_input_gives_the_same_bytes),
        cmocka_unit_test(a_stop_flag_keeps_a_lawful_rota),
        cmocka_unit_test(a_time_limit_never_lifts_the_bound),
        cmocka_unit_test(a_wanted_gap_is_kept),
        cmocka_unit_test(a_small_home_is_proven),
        cmocka_unit_test(statuses_have_names),
        cmocka_unit_test(a_person_without_a_line_is_named),
        cmocka_unit_test(best_response_does_not_turn_in_circles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
