/* First lines of long horizons (rota_grid_pattern) against every line of tiny problems: one is
 * found where there is one, and it is lawful; and the most that anybody can work there. */
#include "support/test.h"

#include "core/mem.h"
#include "solver/grid.h"
#include "support/problems.h"
#include "support/twist.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 1500, WAYS = 400 };

static rota_problem *plain_problem(uint64_t seed) {
    rota_problem *p = rota_test_long_problem(seed, 1, WAYS);
    if (seed & 1)
        rota_test_add_rules(p, seed);
    rota_test_make_plain(p);
    return p;
}

static bool is_open(const int *line, const double *cost, int ndays) {
    for (int d = 0; d < ndays; d++)
        if (line[d] >= 0 && isinf(cost[line[d]]))
            return false;
    return true;
}

/* Costs at random; in two of three problems some arcs are banned. */
static void set_costs(const rota_worker *w, uint64_t seed, double *cost) {
    uint64_t x = seed;
    for (int a = 0; a < w->narcs; a++) {
        x = x * 6364136223846793005ULL + 1442695040888963407ULL;
        bool banned = seed % 3 != 0 && (x >> 33) % 5 == 0;
        cost[a] = banned ? (double)INFINITY : (double)((x >> 40) % 4000) - 2000;
    }
}

/* Exactly the minutes of one of the lines: few are left, and walks end where none is. */
static void narrow(rota_problem *p, uint64_t seed) {
    rota_worker *w = &p->workers[0];
    rota_test_lines all;
    rota_test_lines_init(&all, p, 0);
    int minutes = 0;
    for (int d = 0; d < p->ndays && all.count > 0; d++) {
        int arc = all.arcs[seed % (uint64_t)all.count][d];
        minutes += arc >= 0 ? w->arcs[arc].minutes : 0;
    }
    rota_test_lines_done(&all);
    if (!w->max_total_minutes)
        w->max_total_minutes = ROTA_NEW_ARRAY(int, p->ndays);
    for (int d = 0; d < p->ndays; d++)
        w->max_total_minutes[d] = minutes;
    w->min_total_minutes = minutes;
}

typedef struct {
    int found, none, with_maxima;
} counts;

static bool as_it_should_be(uint64_t seed, counts *tried) {
    rota_problem *p = plain_problem(seed);
    if (seed % 4 < 2)
        narrow(p, seed);
    rota_pricer *pricer = rota_pricer_new(p, 0);
    const rota_grid *g = pricer->dense;
    double *cost = ROTA_NEW_ARRAY(double, p->workers[0].narcs + 1);
    int *line = ROTA_NEW_ARRAY(int, p->ndays), open = 0;
    bool good = true, listed = false;
    set_costs(&p->workers[0], seed, cost);
    if (g) {
        rota_test_lines all;
        rota_test_lines_init(&all, p, 0);
        bool found = rota_grid_pattern(g, cost, line);
        for (int i = 0; i < all.count; i++) {
            open += is_open(all.arcs[i], cost, p->ndays);
            listed |= found && memcmp(all.arcs[i], line, (size_t)p->ndays * sizeof *line) == 0;
        }
        good = found ? listed && is_open(line, cost, p->ndays) : open == 0 || g->ncaps > 0;
        tried->found += found;
        tried->none += open == 0;
        tried->with_maxima += found && g->ncaps > 0;
        rota_test_lines_done(&all);
    }
    rota_pricer_free(pricer);
    rota_problem_free(p);
    free(cost);
    free(line);
    return good;
}

static void first_lines_are_found_and_lawful(void **state) {
    (void)state;
    counts tried = {0};
    int failed = 0;
    for (uint64_t seed = 1; seed <= SEEDS && failed < 10; seed++) {
        if (as_it_should_be(seed, &tried))
            continue;
        print_message("seed %d\n", (int)seed);
        failed++;
    }
    assert_int_equal(failed, 0);
    assert_true(tried.found > SEEDS / 3);
    assert_true(tried.with_maxima > SEEDS / 30);
    assert_true(tried.none > SEEDS / 100);
}

/* ---- the most that can be worked ---- */

/* Most minutes of the lines, whatever their minutes and types may be; -1: there is none. */
static int most_of_lines(uint64_t seed) {
    rota_problem *p = plain_problem(seed);
    rota_worker *w = &p->workers[0];
    free(w->max_total_minutes);
    free(w->max_of_type);
    w->max_total_minutes = w->max_of_type = NULL;
    w->min_total_minutes = 0;
    rota_test_lines all;
    rota_test_lines_init(&all, p, 0);
    int most = -1;
    for (int i = 0; i < all.count; i++) {
        int minutes = 0;
        for (int d = 0; d < p->ndays; d++)
            minutes += all.arcs[i][d] >= 0 ? w->arcs[all.arcs[i][d]].minutes : 0;
        most = minutes > most ? minutes : most;
    }
    rota_test_lines_done(&all);
    rota_problem_free(p);
    return most;
}

static void the_most_minutes_are_those_of_a_line(void **state) {
    (void)state;
    int tried = 0, limited = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        rota_problem *p = plain_problem(seed);
        rota_pricer *pricer = rota_pricer_new(p, 0);
        const rota_grid *g = pricer->dense;
        if (g && g->unit != INT_MAX) {
            int most = most_of_lines(seed), found = rota_grid_most_minutes(g);
            if (most < 0)
                assert_true(found < 0);
            else
                assert_int_equal(found * g->unit, most);
            tried++;
            limited += p->workers[0].max_total_weekends >= 0;
        }
        rota_pricer_free(pricer);
        rota_problem_free(p);
    }
    assert_true(tried > SEEDS / 4);
    assert_true(limited > SEEDS / 20);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(first_lines_are_found_and_lawful),
                                       cmocka_unit_test(the_most_minutes_are_those_of_a_line)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
