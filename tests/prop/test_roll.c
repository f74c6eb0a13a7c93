/* Rosters over more than 98 days, week by week: what the first one leaves for later, and how near
 * the proven bound they end where there are too few minutes for all demand. */
#include "support/test.h"

#include "benchmarks/shift-scheduling/evaluate.h"
#include "benchmarks/shift-scheduling/generate.h"
#include "benchmarks/shift-scheduling/to_problem.h"
#include "core/mem.h"
#include "solver/solve.h"
#include "support/files.h"

#include <stdlib.h>

typedef struct {
    rota_instance *in;
    rota_problem *p;
    rota_solution *solution;
} planned;

static planned plan(int days, int people, int types, uint64_t seed,
                    const rota_solve_settings *settings) {
    planned x = {0};
    rota_text text = {0};
    rota_err err = {0};
    rota_faults *faults = rota_faults_new();
    rota_generate_instance(days, people, types, seed, &text, NULL);
    rota_instance_read(rota_test_write("x.txt", rota_text_str(&text)), &x.in, faults, NULL);
    rota_test_expect_faults(faults, "");
    x.p = rota_instance_to_problem(x.in);
    if (rota_solve(x.p, settings, &x.solution, &err) != ROTA_OK)
        fail_msg("%s", err.message);
    rota_faults_free(faults);
    rota_text_done(&text);
    return x;
}

static void planned_done(planned *x) {
    rota_solution_free(x->solution, x->p);
    rota_problem_free(x->p);
    rota_instance_free(x->in);
}

static double minutes_until(const rota_problem *p, int w, const int *line, int end) {
    double minutes = 0;
    for (int d = 0; d < end; d++)
        minutes += line[d] >= 0 ? p->workers[w].arcs[line[d]].minutes : 0;
    return minutes;
}

/* Who works all the minutes at the beginning has none left for the end, and weeks are planned
 * around the lines that stand after them. */
static void first_rosters_leave_minutes_for_later(void **state) {
    (void)state;
    rota_test_folder();
    for (uint64_t seed = 1; seed <= 8; seed++) {
        rota_solve_settings settings;
        rota_solve_settings_init(&settings);
        settings.first_only = true;
        planned x = plan(126, 12, 4, seed, &settings);
        for (int w = 0; w < x.p->nworkers; w++) {
            const int *line = x.solution->lines[w];
            double share =
                minutes_until(x.p, w, line, 84) / minutes_until(x.p, w, line, x.p->ndays);
            if (share < 0.6 || share > 0.75)
                fail_msg("seed %d, person %d: %.0f %% in two thirds of the days", (int)seed, w,
                         100 * share);
        }
        planned_done(&x);
    }
    rota_test_folder_remove();
}

static void weeks_end_near_the_bound(void **state) {
    (void)state;
    rota_test_folder();
    for (uint64_t seed = 1; seed <= 3; seed++) {
        rota_solve_settings settings;
        rota_solve_settings_init(&settings);
        settings.work_limit = 3;
        planned x = plan(105, 8, 3, seed, &settings);
        int *roster = rota_instance_roster(x.in, x.p, x.solution->lines);
        rota_evaluation e;
        rota_evaluate(x.in, roster, &e);
        assert_int_equal(e.nbreaches, 0);
        assert_true(e.total * ROTA_COST_SCALE == x.solution->cost);
        assert_true(x.solution->bound <= x.solution->cost);
        double gap = 1 - (double)x.solution->bound / (double)x.solution->cost;
        if (gap > 0.12)
            fail_msg("seed %d: gap %.1f %%", (int)seed, 100 * gap);
        rota_evaluation_done(&e);
        free(roster);
        planned_done(&x);
    }
    rota_test_folder_remove();
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(first_rosters_leave_minutes_for_later),
                                       cmocka_unit_test(weeks_end_near_the_bound)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
