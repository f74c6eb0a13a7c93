/* Values of what follows a window (rota_ending) against a walk over every whole line: a line of the
 * window with its ending costs what the cheapest whole line costs that begins so. */
#include "support/test.h"

#include "core/mem.h"
#include "solver/grid.h"
#include "solver/window.h"
#include "support/problems.h"
#include "support/twist.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 1500, WAYS = 1500, MOST_DAYS = 64 };

typedef struct {
    rota_problem *p;
    rota_test_lines all;
    rota_pricer *pricer;
    double *arc_cost;
    rota_grid_room *room;
} sample;

static bool sample_init(sample *s, uint64_t seed) {
    *s = (sample){.p = rota_test_long_problem(seed, 1, WAYS)};
    if (seed & 1)
        rota_test_add_rules(s->p, seed);
    rota_test_make_plain(s->p);
    const rota_worker *w = &s->p->workers[0];
    s->pricer = rota_pricer_new(s->p, 0);
    s->arc_cost = ROTA_NEW_ARRAY(double, w->narcs + 1);
    for (int a = 0; a < w->narcs; a++)
        for (int part = 0; part < ROTA_NPARTS; part++)
            s->arc_cost[a] += (double)w->arcs[a].cost[part];
    rota_test_lines_init(&s->all, s->p, 0);
    return s->pricer->dense && s->pricer->dense->fits && s->all.count > 0;
}

static void sample_done(sample *s) {
    rota_test_lines_done(&s->all);
    rota_grid_room_free(s->room);
    rota_pricer_free(s->pricer);
    free(s->arc_cost);
    rota_problem_free(s->p);
}

/* The first weeks as a problem of their own, whose lines end with values. */
static rota_window *cut_with_ending(sample *s, int weeks, int last) {
    int line[MOST_DAYS], *lines[1] = {line};
    for (int d = 0; d < s->p->ndays; d++)
        line[d] = d <= last ? s->all.arcs[0][d] : ROTA_UNPLANNED;
    rota_window *window = rota_window_cut(s->p, lines, 0, weeks - 1, NULL, NULL);
    rota_ending *e = rota_grid_ending(s->pricer->dense, s->arc_cost, last, 1, &s->room);
    rota_ending_set(&window->problem->workers[0], window->problem->ndays, e);
    return window;
}

/* The part of a whole line in the window; false when an arc is not there. */
static bool part_of(const rota_window *window, const int *line, int *out) {
    const rota_worker *w = &window->problem->workers[0];
    for (int d = 0; d < window->problem->ndays; d++) {
        out[d] = -1;
        for (int a = w->day_first[d]; a < w->day_first[d + 1]; a++)
            if (window->arc_from[0][a] == line[d])
                out[d] = a;
        if (out[d] < 0 && line[d] >= 0)
            return false;
    }
    return true;
}

/* The cheapest whole line that begins as this one. */
static rota_cost least_that_begins(const sample *s, const int *line, int days) {
    rota_cost least = INT64_MAX;
    for (int i = 0; i < s->all.count; i++)
        if (memcmp(s->all.arcs[i], line, (size_t)days * sizeof(int)) == 0 && s->all.cost[i] < least)
            least = s->all.cost[i];
    return least;
}

/* The cheapest line of the window by its own pricing. */
static double best_of_window(const rota_window *window, bool *dense) {
    const rota_problem *q = window->problem;
    const rota_worker *w = &q->workers[0];
    double *arc_cost = ROTA_NEW_ARRAY(double, w->narcs + 1);
    for (int a = 0; a < w->narcs; a++)
        for (int part = 0; part < ROTA_NPARTS; part++)
            arc_cost[a] += (double)w->arcs[a].cost[part];
    rota_pricer *pricer = rota_pricer_new(q, 0);
    rota_grid_room *room = NULL;
    rota_price_request rq = {.arc_cost = arc_cost, .threshold = INFINITY, .max_lines = 1};
    rota_price_result result = {.best = INFINITY};
    *dense = pricer->dense != NULL;
    if (*dense)
        rota_grid_price(pricer->dense, &rq, &room, &result);
    double best = result.best;
    rota_grid_room_free(room);
    rota_pricer_free(pricer);
    free(arc_cost);
    return best;
}

/* How many lines were compared; -1 when one differs. Where a maximum of a type binds, values are
 * bounds from below. */
static int compare(sample *s, int weeks) {
    int last = 0, part[MOST_DAYS], compared = 0;
    while (last + 1 < s->p->ndays && s->p->week_of_day[last + 1] < weeks)
        last++;
    rota_window *window = cut_with_ending(s, weeks, last);
    bool exact = s->pricer->dense->ncaps == 0, dense;
    rota_cost best = INT64_MAX;
    for (int i = 0; i < s->all.count && compared >= 0; i++) {
        rota_cost least = least_that_begins(s, s->all.arcs[i], last + 1), cost;
        bool there = part_of(window, s->all.arcs[i], part) &&
                     rota_line_cost(window->problem, 0, part, &cost, NULL);
        best = least < best ? least : best;
        compared = there && (exact ? cost == least : cost <= least) ? compared + 1 : -1;
    }
    double priced = best_of_window(window, &dense);
    if (compared >= 0 && (!dense || (exact ? priced != (double)best : priced > (double)best)))
        compared = -1;
    rota_window_free(window);
    return compared;
}

/* Every number of weeks; returns how many were compared, -1 when something differs. */
static int compare_all(uint64_t seed) {
    sample s;
    bool good = sample_init(&s, seed);
    int tried = 0;
    for (int weeks = 1; good && weeks < s.p->nweeks && tried >= 0; weeks++) {
        int compared = compare(&s, weeks);
        tried = compared < 0 ? -1 : tried + (compared > 0);
        if (compared < 0)
            print_message("seed %d, %d weeks\n", (int)seed, weeks);
    }
    sample_done(&s);
    return tried;
}

static void endings_are_the_cheapest_rest(void **state) {
    (void)state;
    int tried = 0, failed = 0;
    for (uint64_t seed = 1; seed <= SEEDS && failed < 10; seed++) {
        int compared = compare_all(seed);
        tried += compared > 0 ? compared : 0;
        failed += compared < 0;
    }
    assert_int_equal(failed, 0);
    assert_true(tried > SEEDS / 3);
}

/* A run of before is longer than the longest, which is less than the least: it may end. */
static void seeds_that_failed_once(void **state) {
    (void)state;
    static const uint64_t kept[] = {1559, 1599, 2603, 3393};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        assert_true(compare_all(kept[i]) > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(endings_are_the_cheapest_rest),
                                       cmocka_unit_test(seeds_that_failed_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
