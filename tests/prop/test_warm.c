/* Warm starts: after a small change the same optimum as cold, whatever is known before; and nothing
 * unlawful or untrue from a start of garbage. */
#include "support/test.h"

#include "core/mem.h"
#include "plan/plan.h"
#include "support/changes.h"
#include "support/problems.h"
#include "support/random_home.h"
#include "support/twist.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PROBLEMS = 150, HOMES = 6 };

/* So many by default; ROTA_SEEDS asks for more or less. */
static uint64_t seeds(uint64_t usual) {
    const char *n = getenv("ROTA_SEEDS");
    return n ? (uint64_t)atoi(n) : usual;
}

/* ---- problems ---- */

static rota_problem *problem_of(uint64_t seed) {
    rota_problem *p = rota_test_tiny_problem(seed);
    if (seed % 2)
        rota_test_twist(p, seed);
    return p;
}

/* Lawful, pins kept, its cost what it says, and no claim above the optimum. */
static bool is_honest(const rota_problem *p, const rota_solution *s, rota_cost optimum) {
    rota_cost sum = rota_rows_cost(p, s->lines, NULL);
    for (int w = 0; w < p->nworkers; w++) {
        rota_cost cost;
        if (!rota_line_cost(p, w, s->lines[w], &cost, NULL))
            return false;
        for (int d = 0; d < p->ndays; d++)
            if (p->workers[w].must_work[d] && s->lines[w][d] < 0)
                return false;
        sum += cost;
    }
    return s->cost == sum && s->cost >= optimum && s->bound <= optimum &&
           (!s->proven || (s->cost == optimum && s->bound == optimum));
}

static rota_solution *solve(const rota_problem *p, const rota_start *start, bool first_only) {
    rota_solve_settings settings;
    rota_solve_settings_init(&settings);
    settings.start = start;
    settings.first_only = first_only;
    rota_solution *s = NULL;
    return rota_solve(p, &settings, &s, NULL) == ROTA_OK ? s : NULL;
}

/* Every line that the LP took over is lawful, and every lawful one is there. */
static bool takes_what_is_lawful(const rota_problem *p, const rota_start *start) {
    rota_solution *first = solve(p, start, true);
    bool good = first != NULL;
    for (int i = 0; i < start->root->nlines; i++) {
        rota_cost cost;
        int w = start->root->workers[i];
        const int *arcs = start->root->arcs + i * p->ndays;
        bool pins = true;
        for (int d = 0; d < p->ndays; d++)
            pins = pins && (arcs[d] >= 0 || !p->workers[w].must_work[d]);
        bool holds = pins && rota_line_cost(p, w, arcs, &cost, NULL), found = false;
        for (int k = 0; good && k < first->root.nlines; k++)
            found = found ||
                    (first->root.workers[k] == w && memcmp(first->root.arcs + k * p->ndays, arcs,
                                                           (size_t)p->ndays * sizeof(int)) == 0);
        good = good && found == holds;
    }
    rota_solution_free(first, p);
    return good;
}

/* Plan, change, plan again; 0 = fine. */
static int warm_seed(uint64_t seed) {
    rota_problem *p = problem_of(seed);
    int wrong = 0;
    for (int change = 0; change < ROTA_TEST_NCHANGES; change++) {
        rota_solution *old = solve(p, NULL, false);
        if (!old)
            break; /* somebody has no lawful line at all */
        rota_problem *q = problem_of(seed);
        rota_test_moved moved =
            rota_test_change_problem(q, (enum rota_test_change)change, 31 * seed);
        rota_cost optimum = rota_test_brute_force(q);
        rota_start start = rota_test_move_start(&moved, old, q);
        rota_test_then then;
        rota_test_before(&then, &moved, p, old->bound, q);
        start.before = seed % 3 ? &then.before : NULL;
        rota_solution *warm = solve(q, &start, false);
        bool good = optimum == INT64_MIN || (optimum == INT64_MAX && !warm) ||
                    (warm && warm->proven && is_honest(q, warm, optimum) &&
                     takes_what_is_lawful(q, &start));
        if (!good) {
            print_message("seed %d, %s\n", (int)seed,
                          rota_test_change_name((enum rota_test_change)change));
            wrong++;
        }
        rota_solution_free(warm, q);
        rota_solution_free(old, p);
        rota_test_before_done(&then);
        rota_problem_free(q);
        free(moved.arc_to);
    }
    rota_problem_free(p);
    return wrong;
}

static void test_warm_is_as_good_as_cold(void **state) {
    (void)state;
    int wrong = 0;
    for (uint64_t seed = 1; seed <= seeds(PROBLEMS); seed++)
        wrong += warm_seed(seed);
    assert_int_equal(wrong, 0);
}

/* ---- garbage ---- */

static int any_arc(const rota_problem *p, uint64_t *random) {
    static const int odd[] = {-2, INT32_MAX, INT32_MIN, 1 << 20};
    return rota_test_between(random, 0, 9) == 0
               ? odd[rota_test_between(random, 0, 3)]
               : rota_test_between(random, -1, p->workers[0].narcs);
}

static double any_price(uint64_t *random) {
    static const double odd[] = {NAN, INFINITY, -INFINITY, 1e300, -1e300, 1e-300, 1e12};
    return rota_test_between(random, 0, 1) ? odd[rota_test_between(random, 0, 6)]
                                           : rota_test_between(random, -2000, 2000) / 7.0;
}

static int64_t *any_multipliers(int n, uint64_t *random) {
    int64_t *out = ROTA_NEW_ARRAY(int64_t, n + 1);
    for (int i = 0; i < n; i++)
        out[i] = rota_test_between(random, 0, 2)
                     ? 0
                     : rota_test_between(random, -1000000000, 1000000000);
    return out;
}

static unsigned char *any_bytes(int n, int most, uint64_t *random) {
    unsigned char *out = ROTA_NEW_ARRAY(unsigned char, n + 1);
    for (int i = 0; i < n; i++)
        out[i] = (unsigned char)rota_test_between(random, 0, most);
    return out;
}

static rota_kept any_kept(const rota_problem *p, int lines, uint64_t *random) {
    enum { CUTS = 5 };
    rota_kept kept = {.nlines = lines,
                      .workers = ROTA_NEW_ARRAY(int, lines),
                      .arcs = ROTA_NEW_ARRAY(int, lines * p->ndays),
                      .basic = any_bytes(lines, 1, random),
                      .slacks = any_bytes(p->nrows * ROTA_KEPT_SLACKS, 4, random),
                      .reach = any_price(random),
                      .ncuts = CUTS,
                      .in_lp = any_bytes(CUTS, 1, random),
                      .of_rows = any_multipliers(CUTS * p->nrows, random),
                      .of_workers = any_multipliers(CUTS * p->nworkers, random),
                      .of_cuts = any_multipliers(CUTS * CUTS, random)};
    for (int i = 0; i < lines * p->ndays; i++)
        kept.arcs[i] = any_arc(p, random);
    for (int i = 0; i < lines; i++)
        kept.workers[i] = rota_test_between(random, -1, p->nworkers);
    return kept;
}

static int garbage_seed(uint64_t seed) {
    enum { LINES = 40 };
    rota_problem *p = problem_of(seed);
    uint64_t random = seed;
    int n = p->ndays, **rota = ROTA_NEW_ARRAY(int *, p->nworkers);
    double *prices = ROTA_NEW_ARRAY(double, p->nrows);
    rota_kept kept = any_kept(p, LINES, &random);
    for (int w = 0; w < p->nworkers; w++)
        rota[w] = rota_test_between(&random, 0, 3) ? kept.arcs + w * n : NULL;
    for (int r = 0; r < p->nrows; r++)
        prices[r] = any_price(&random);
    rota_start start = {.rota = rota, .root = &kept, .near = &kept, .prices = prices};
    rota_cost optimum = rota_test_brute_force(p);
    rota_solution *s = solve(p, &start, false);
    bool good = optimum == INT64_MIN || (optimum == INT64_MAX && !s) ||
                (s && s->proven && is_honest(p, s, optimum));
    if (!good)
        print_message("seed %d\n", (int)seed);
    rota_solution_free(s, p);
    rota_problem_free(p);
    rota_kept_done(&kept);
    free(rota);
    free(prices);
    return !good;
}

static void test_garbage_does_no_harm(void **state) {
    (void)state;
    int wrong = 0;
    for (uint64_t seed = 1; seed <= seeds(PROBLEMS); seed++)
        wrong += garbage_seed(seed);
    assert_int_equal(wrong, 0);
}

/* ---- homes ---- */

static rota_rc plan(const rota_test_random_home *random, rota_plan_memory *memory,
                    rota_planned *out) {
    rota_plan_request request = random->request;
    rota_faults *faults = rota_faults_new();
    rota_solve_settings_init(&request.solve);
    request.solve.time_limit = 2;
    request.memory = memory;
    rota_rc rc = rota_plan_home(random->home, &request, out, faults, NULL);
    rota_faults_free(faults);
    return rc;
}

/* Cold and from the memory: the same answer, which leaves the memory full. */
static int same_answer(const rota_test_random_home *random, rota_plan_memory *memory,
                       const char *what, uint64_t seed) {
    rota_planned cold = {0}, warm = {0};
    rota_rc cold_rc = plan(random, NULL, &cold), warm_rc = plan(random, memory, &warm);
    bool good = cold_rc == warm_rc;
    if (good && cold_rc == ROTA_OK) {
        good = warm.work.warm && !cold.work.warm && warm.bound <= cold.objective + 1e-6 &&
               cold.bound <= warm.objective + 1e-6 && !rota_plan_memory_is_empty(memory);
        if (cold.proven && warm.proven)
            good = good && fabs(cold.objective - warm.objective) < 1e-6;
    }
    if (!good)
        print_message("seed %d, %s: cold %d %.4f, warm %d %.4f\n", (int)seed, what, cold_rc,
                      cold.objective, warm_rc, warm.objective);
    rota_planned_done(&cold);
    rota_planned_done(&warm);
    return !good;
}

static int home_seed(uint64_t seed, int *planned) {
    int wrong = 0;
    for (int change = 0; change < ROTA_TEST_NCHANGES; change++) {
        rota_plan_memory *memory = rota_plan_memory_new();
        rota_test_random_home random = rota_test_random_home_of(seed, ROTA_TEST_SMALL_HOME);
        rota_planned first;
        assert_true(rota_plan_memory_is_empty(memory));
        if (plan(&random, memory, &first) == ROTA_OK) {
            assert_false(first.work.warm);
            enum rota_test_change what = (enum rota_test_change)change;
            rota_test_change_home(random.home, random.request.from, random.request.to, what, seed);
            wrong += same_answer(&random, memory, rota_test_change_name(what), seed);
            *planned += 1;
        }
        rota_planned_done(&first);
        rota_test_random_home_done(&random);
        rota_plan_memory_free(memory);
    }
    return wrong;
}

static void test_homes_planned_again_are_as_good(void **state) {
    (void)state;
    int wrong = 0, planned = 0;
    for (uint64_t seed = 1; seed <= seeds(HOMES); seed++)
        wrong += home_seed(seed, &planned);
    assert_int_equal(wrong, 0);
    assert_true(planned > 0);
}

/* People in another order, with other names; another first day; a home of nothing in common. */
static void test_a_memory_of_another_home(void **state) {
    (void)state;
    int wrong = 0;
    for (uint64_t seed = 1; seed <= seeds(HOMES); seed++) {
        rota_plan_memory *memory = rota_plan_memory_new();
        rota_test_random_home random = rota_test_random_home_of(seed, ROTA_TEST_SMALL_HOME);
        rota_test_random_home other = rota_test_random_home_of(seed + 100, ROTA_TEST_SMALL_HOME);
        rota_planned first;
        other.request.from = random.request.from;
        other.request.to = random.request.to;
        if (plan(&random, memory, &first) == ROTA_OK) {
            rota_test_random_home_shuffle(&random, seed);
            wrong += same_answer(&random, memory, "shuffled", seed);
            random.request.from += random.request.to > random.request.from; /* a day of both */
            random.request.to++;
            wrong += same_answer(&random, memory, "a day later", seed);
            wrong += same_answer(&other, memory, "another home", seed);
        }
        rota_planned_done(&first);
        rota_test_random_home_done(&random);
        rota_test_random_home_done(&other);
        rota_plan_memory_free(memory);
    }
    assert_int_equal(wrong, 0);
}

/* The second plan of an unchanged home begins with the first one's rota. */
static void test_an_unchanged_home_begins_with_its_rota(void **state) {
    (void)state;
    rota_plan_memory *memory = rota_plan_memory_new();
    rota_test_random_home random = rota_test_random_home_of(2, ROTA_TEST_SMALL_HOME);
    rota_planned first, second;
    assert_int_equal(plan(&random, memory, &first), ROTA_OK);
    assert_true(first.proven);
    assert_int_equal(plan(&random, memory, &second), ROTA_OK);
    assert_true(second.proven);
    assert_int_equal(second.count, first.count);
    assert_memory_equal(second.assignments, first.assignments,
                        first.count * sizeof *first.assignments);
    for (size_t i = 0; i < second.work.ntrace; i++)
        if (isfinite(second.work.trace[i].best))
            assert_float_equal(second.work.trace[i].best, first.objective, 1e-9);
    rota_planned_done(&first);
    rota_planned_done(&second);
    rota_test_random_home_done(&random);
    rota_plan_memory_free(memory);
    rota_plan_memory_free(NULL);
}

/* After a change: the rota of before helps and binds nothing. */
static int same_answer_from(rota_test_random_home *random, uint64_t seed) {
    rota_planned cold = {0}, warm = {0};
    rota_plan_request request = random->request;
    rota_test_change_home(random->home, request.from, request.to, ROTA_TEST_ILL, seed);
    rota_rc warm_rc = plan(random, NULL, &warm);
    random->request.start = NULL;
    random->request.nstart = 0;
    rota_rc cold_rc = plan(random, NULL, &cold);
    int wrong = cold_rc != warm_rc;
    if (!wrong && cold_rc == ROTA_OK)
        wrong = cold.work.warm || warm.bound > cold.objective + 1e-6 ||
                cold.bound > warm.objective + 1e-6 ||
                (cold.proven && warm.proven && fabs(cold.objective - warm.objective) > 1e-6);
    rota_planned_done(&cold);
    rota_planned_done(&warm);
    return wrong;
}

/* A rota alone, as a draft has it: the search begins with it, and no answer is worse than it. */
static int rota_seed(uint64_t seed, int *begun) {
    rota_test_random_home random = rota_test_random_home_of(seed, ROTA_TEST_SMALL_HOME);
    rota_planned first, again = {0};
    int wrong = 0;
    if (plan(&random, NULL, &first) == ROTA_OK) {
        random.request.start = first.assignments;
        random.request.nstart = first.count;
        wrong += plan(&random, NULL, &again) != ROTA_OK ||
                 again.objective > first.objective + 1e-6 || again.bound > first.objective + 1e-6 ||
                 (first.proven && !again.proven);
        *begun += again.work.warm;
        for (size_t i = 0; i < again.work.ntrace && again.work.warm; i++)
            wrong += isfinite(again.work.trace[i].best) &&
                     again.work.trace[i].best > first.objective + 1e-6;
        rota_planned_done(&again);
        wrong += same_answer_from(&random, seed);
    }
    rota_planned_done(&first);
    rota_test_random_home_done(&random);
    if (wrong)
        print_message("seed %d, a rota to begin with\n", (int)seed);
    return wrong;
}

static void test_a_rota_to_begin_with(void **state) {
    (void)state;
    int wrong = 0, begun = 0;
    for (uint64_t seed = 1; seed <= seeds(HOMES); seed++)
        wrong += rota_seed(seed, &begun);
    assert_int_equal(wrong, 0);
    assert_true(begun > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_warm_is_as_good_as_cold),
        cmocka_unit_test(test_garbage_does_no_harm),
        cmocka_unit_test(test_homes_planned_again_are_as_good),
        cmocka_unit_test(test_a_memory_of_another_home),
        cmocka_unit_test(test_an_unchanged_home_begins_with_its_rota),
        cmocka_unit_test(test_a_rota_to_begin_with),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
