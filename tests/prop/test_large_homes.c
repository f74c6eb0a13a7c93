/* Homes of hundreds of people and dozens of groups have a first rota after little work: a beam that
 * ends where the week's rest is due must not be followed by all labels there are. */
#include "support/test.h"

#include "solver/solve.h"
#include "support/problems.h"

static void first_rotas_take_little_work(void **state) {
    (void)state;
    static const struct {
        int people, groups, days;
        double most; /* work, seconds of a usual machine */
    } homes[] = {{120, 30, 14, 1}, {200, 40, 14, 2}, {200, 40, 28, 4}};
    for (size_t i = 0; i < sizeof homes / sizeof *homes; i++) {
        rota_problem *p =
            rota_test_home_problem(homes[i].people, homes[i].groups, homes[i].days, 1);
        rota_solve_settings settings;
        rota_solution *solution = NULL;
        rota_err err;
        rota_solve_settings_init(&settings);
        settings.first_only = true;
        settings.work_limit = 1e-6; /* not improved any further */
        assert_int_equal(rota_solve(p, &settings, &solution, &err), ROTA_OK);
        assert_true(solution->work < homes[i].most);
        for (int w = 0; w < p->nworkers; w++) {
            rota_cost cost;
            assert_true(rota_line_cost(p, w, solution->lines[w], &cost, NULL));
        }
        rota_solution_free(solution, p);
        rota_problem_free(p);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(first_rotas_take_little_work)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
