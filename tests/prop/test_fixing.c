/* Arcs that no cheap line has (rota_price_reach), and that no better rota has (rota_fix_arcs),
 * against every line and every rota of tiny problems. */
#include "support/test.h"

#include "core/mem.h"
#include "solver/grid.h"
#include "solver/search.h"
#include "support/problems.h"
#include "support/twist.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 600, WAYS = 300, ROTA_SEEDS = 400, ROTA_WAYS = 60 };

static rota_problem *make_problem(uint64_t seed, int people, int ways, bool plain) {
    rota_problem *p = rota_test_long_problem(seed, people, ways);
    if (seed & 1)
        rota_test_add_rules(p, seed);
    if (plain)
        rota_test_make_plain(p);
    return p;
}

/* ---- one person ---- */

static void find_costs(const rota_worker *w, uint64_t seed, double *cost) {
    for (int a = 0; a < w->narcs; a++) {
        cost[a] = rota_test_between(&seed, -6000, 6000);
        for (int part = 0; part < ROTA_NPARTS; part++)
            cost[a] += (double)w->arcs[a].cost[part];
    }
}

/* What a line costs at these costs of arcs. */
static double cost_of(const rota_problem *p, const double *cost, const int *line, rota_cost own) {
    double sum = (double)own;
    for (int d = 0; d < p->ndays; d++) {
        if (line[d] < 0)
            continue;
        sum += cost[line[d]];
        for (int part = 0; part < ROTA_NPARTS; part++)
            sum -= (double)p->workers[0].arcs[line[d]].cost[part];
    }
    return sum;
}

typedef struct {
    int problems, fixed, exact; /* exact: no arc was reached in vain */
} counts;

static bool reach_holds(uint64_t seed, bool plain, counts *tried) {
    rota_problem *p = make_problem(seed, 1, WAYS, plain);
    const rota_worker *w = &p->workers[0];
    rota_pricer *pricer = rota_pricer_new(p, 0);
    rota_price_room *room = rota_price_room_new();
    rota_test_lines all;
    rota_test_lines_init(&all, p, 0);
    double *cost = ROTA_NEW_ARRAY(double, w->narcs + 1), least = INFINITY;
    unsigned char *truth = ROTA_NEW_ARRAY(unsigned char, w->narcs + 1);
    unsigned char *reached = ROTA_NEW_ARRAY(unsigned char, w->narcs + 1);
    find_costs(w, seed, cost);
    for (int i = 0; i < all.count; i++)
        least = fmin(least, cost_of(p, cost, all.arcs[i], all.cost[i]));
    double threshold = least + (double)(seed % 5000) + 1;
    for (int i = 0; i < all.count; i++)
        for (int d = 0; d < p->ndays; d++)
            if (all.arcs[i][d] >= 0 && cost_of(p, cost, all.arcs[i], all.cost[i]) < threshold)
                truth[all.arcs[i][d]] = 1;
    rota_price_request rq = {.arc_cost = cost, .threshold = threshold, .max_lines = 1};
    bool good = all.count == 0 || rota_price_reach(pricer, &rq, room, reached);
    int vain = 0;
    for (int a = 0; a < w->narcs && all.count > 0; a++) {
        good = good && truth[a] <= reached[a];
        tried->fixed += !reached[a];
        vain += reached[a] > truth[a];
    }
    tried->problems += all.count > 0;
    tried->exact += all.count > 0 && vain == 0;
    if (pricer->dense && pricer->dense->ncaps == 0)
        good = good && vain == 0;
    rota_test_lines_done(&all);
    rota_pricer_free(pricer);
    rota_price_room_free(room);
    rota_problem_free(p);
    free(cost);
    free(truth);
    free(reached);
    return good;
}

static void arcs_of_cheap_lines_are_reached(void **state) {
    (void)state;
    for (int plain = 0; plain < 2; plain++) {
        counts tried = {0};
        int failed = 0;
        for (uint64_t seed = 1; seed <= SEEDS && failed < 10; seed++) {
            if (reach_holds(seed, plain, &tried))
                continue;
            print_message("seed %d%s\n", (int)seed, plain ? " plain" : "");
            failed++;
        }
        assert_int_equal(failed, 0);
        assert_true(tried.problems > SEEDS / 2);
        assert_true(tried.fixed > 2 * SEEDS);
        assert_true(tried.exact > SEEDS / 4);
    }
}

/* ---- all together ---- */

static bool uses_banned(const rota_search *s, int *const *lines) {
    for (int w = 0; w < s->p->nworkers; w++)
        for (int d = 0; d < s->p->ndays; d++)
            if (lines[w][d] >= 0 && s->root.banned[w] && s->root.banned[w][lines[w][d]])
                return true;
    return false;
}

/* Does no rota of two people below a cost have an arc that is banned? */
static bool bans_hold(const rota_search *s, double limit) {
    rota_test_lines all[2];
    bool hold = true;
    for (int w = 0; w < 2; w++)
        rota_test_lines_init(&all[w], s->p, w);
    for (int i = 0; i < all[0].count; i++)
        for (int j = 0; j < all[1].count; j++) {
            int *lines[2] = {all[0].arcs[i], all[1].arcs[j]};
            rota_cost rows = rota_rows_cost(s->p, lines, NULL);
            double cost = (double)(s->p->constant + all[0].cost[i] + all[1].cost[j]);
            if (rows < INT64_MAX && cost + (double)rows < limit)
                hold = hold && !uses_banned(s, lines);
        }
    for (int w = 0; w < 2; w++)
        rota_test_lines_done(&all[w]);
    return hold;
}

static int count_banned(const rota_search *s) {
    int n = 0;
    for (int w = 0; w < s->p->nworkers; w++)
        for (int a = 0; s->root.banned[w] && a < s->p->workers[w].narcs; a++)
            n += s->root.banned[w][a];
    return n;
}

/* Fix with a best rota that is some points dearer than the best one. */
static bool fixing_holds(uint64_t seed, counts *tried) {
    rota_problem *p = make_problem(seed, 2, ROTA_WAYS, seed % 3 == 0);
    rota_cost optimum = rota_test_brute_force(p);
    rota_solve_settings settings;
    rota_solve_settings_init(&settings);
    rota_search s;
    rota_err err;
    bool good = true;
    assert_int_equal(rota_search__begin(&s, p, &settings, &err), ROTA_OK);
    if (optimum < INT64_MAX) {
        rota_colgen_result result;
        rota_colgen_root(&s, 0, s.deadline, &result);
        s.has_best = true;
        s.best_cost = optimum + s.step * (rota_cost)(1 + seed % 7 * 3000);
        rota_fix_arcs(&s);
        good = bans_hold(&s, rota_search__cutoff(&s));
        tried->problems++;
        tried->fixed += count_banned(&s);
    }
    rota_search__end(&s);
    rota_problem_free(p);
    return good;
}

static void better_rotas_have_no_fixed_arc(void **state) {
    (void)state;
    counts tried = {0};
    int failed = 0;
    for (uint64_t seed = 1; seed <= ROTA_SEEDS && failed < 10; seed++) {
        if (fixing_holds(seed, &tried))
            continue;
        print_message("seed %d\n", (int)seed);
        failed++;
    }
    assert_int_equal(failed, 0);
    assert_true(tried.problems > ROTA_SEEDS / 2);
    assert_true(tried.fixed > ROTA_SEEDS);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(arcs_of_cheap_lines_are_reached),
                                       cmocka_unit_test(better_rotas_have_no_fixed_arc)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
