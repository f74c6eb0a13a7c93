/* Loose lines (loose.h) against walks over every line of a problem without limits on what a line
 * holds in all; and the bound that comes of them against brute force. */
#include "support/test.h"

#include "core/mem.h"
#include "solver/loose.h"
#include "solver/search.h"
#include "support/problems.h"
#include "support/twist.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 800, WAYS = 400, TOGETHER_SEEDS = 400, WAYS_TOGETHER = 40, STEPS = 300 };

static rota_problem *plain_problem(uint64_t seed, int people, int ways) {
    rota_problem *p = rota_test_long_problem(seed, people, ways);
    if (seed & 1)
        rota_test_add_rules(p, seed);
    rota_test_make_plain(p);
    return p;
}

static void lift_totals(rota_worker *w) {
    free(w->max_total_minutes);
    free(w->max_of_type);
    w->max_total_minutes = NULL;
    w->max_of_type = NULL;
    w->min_total_minutes = 0;
    w->max_total_weekends = -1;
}

static double random_due(uint64_t *seed, double most) {
    *seed = *seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (double)((*seed >> 33) % 1000) * most / 1000;
}

/* Some of what binds, and now and then nothing. */
static void set_dues(const rota_problem *p, const rota_grid *g, uint64_t seed, rota_dues *dues) {
    const rota_worker *w = &p->workers[0];
    bool minutes = w->min_total_minutes > 0 || w->max_total_minutes;
    dues->minute = minutes ? rint(random_due(&seed, 40) - 20) : 0;
    dues->weekend = w->max_total_weekends >= 0 ? rint(random_due(&seed, 9000)) : 0;
    for (int c = 0; c < g->ncaps; c++)
        dues->type[g->cap_type[c]] = rint(random_due(&seed, 9000));
}

/* What a line pays. */
static double due_of(const rota_problem *p, const rota_grid *g, const rota_dues *dues,
                     const int *line) {
    const rota_worker *w = &p->workers[0];
    bool worked = w->before.weekend_begun;
    double due = 0;
    for (int d = 0; d < p->ndays; d++) {
        const rota_arc *arc = line[d] >= 0 ? &w->arcs[line[d]] : NULL;
        due += arc ? dues->minute * arc->minutes : 0;
        due += arc && (p->weekday[d] == 5 || (p->weekday[d] == 6 && !worked)) ? dues->weekend : 0;
        if (arc && g->ncaps > 0 && arc->type >= 0 && g->cap_of_type[arc->type] >= 0)
            due += dues->type[arc->type];
        worked = arc != NULL;
    }
    return due;
}

static double cost_of_arcs(const double *arc_cost, const rota_problem *p, const int *line) {
    double cost = 0;
    for (int d = 0; d < p->ndays; d++)
        cost += line[d] >= 0 ? arc_cost[line[d]] : 0;
    return cost;
}

/* Some prices, and what they take off each arc. */
static void set_prices(const rota_problem *p, uint64_t seed, double *pi, double *paid) {
    const rota_worker *w = &p->workers[0];
    for (int r = 0; r < p->nrows; r++)
        pi[r] = rint(random_due(&seed, 4000) - 2000);
    for (int a = 0; a < w->narcs; a++)
        for (int i = 0; i < w->arcs[a].nrows; i++) {
            const rota_arc_row *row = &w->arc_rows[w->arcs[a].first_row + i];
            paid[a] -= pi[row->row] * row->coef;
        }
}

/* -1: it differs; 0: this problem is not for the dense engine; 1: as it should be. */
static int compare(uint64_t seed) {
    rota_problem *p = plain_problem(seed, 1, WAYS), *lifted = plain_problem(seed, 1, WAYS);
    rota_pricer *pricer = rota_pricer_new(p, 0);
    const rota_grid *g = pricer->dense;
    double *paid = ROTA_NEW_ARRAY(double, p->workers[0].narcs + 1), least = 0;
    double *pi = ROTA_NEW_ARRAY(double, p->nrows + 1);
    rota_dues *dues = rota_dues_new(p);
    rota_test_lines all, free_lines;
    lift_totals(&lifted->workers[0]);
    rota_test_lines_init(&all, p, 0);
    rota_test_lines_init(&free_lines, lifted, 0);
    set_prices(p, seed, pi, paid);
    int good = g && all.count > 0;
    if (good) {
        set_dues(p, g, seed, dues);
        rota_loose *loose = rota_loose_new(g);
        const int *line = rota_loose_line(loose, pi, dues, &least);
        double cheapest = INFINITY, found = INFINITY;
        for (int i = 0; i < free_lines.count; i++) {
            const int *arcs = free_lines.arcs[i];
            double cost =
                (double)free_lines.cost[i] + cost_of_arcs(paid, p, arcs) + due_of(p, g, dues, arcs);
            cheapest = fmin(cheapest, cost);
            if (line && memcmp(line, arcs, (size_t)p->ndays * sizeof *line) == 0)
                found = cost;
        }
        good = least == cheapest && found == least ? 1 : -1;
        for (int i = 0; i < all.count; i++)
            if (least - rota_loose_credit(g, dues) >
                (double)all.cost[i] + cost_of_arcs(paid, p, all.arcs[i]))
                good = -1;
        rota_loose_free(loose);
    }
    rota_test_lines_done(&all);
    rota_test_lines_done(&free_lines);
    rota_dues_free(dues, 1);
    rota_pricer_free(pricer);
    rota_problem_free(p);
    rota_problem_free(lifted);
    free(paid);
    free(pi);
    return good;
}

static void loose_lines_are_the_cheapest(void **state) {
    (void)state;
    int tried = 0, failed = 0;
    for (uint64_t seed = 1; seed <= SEEDS && failed < 10; seed++) {
        int good = compare(seed);
        tried += good > 0;
        failed += good < 0;
        if (good < 0)
            print_message("seed %d\n", (int)seed);
    }
    assert_int_equal(failed, 0);
    assert_true(tried > SEEDS / 3);
}

/* Bound less optimum, in cost units; NAN: not for the dense engine. */
static double bound_less_optimum(uint64_t seed) {
    rota_problem *p = plain_problem(seed, 2, WAYS_TOGETHER);
    rota_solve_settings settings;
    rota_solve_settings_init(&settings);
    settings.threads = 1 + (int)(seed % 2);
    rota_search s;
    rota_err err;
    double off = NAN;
    rota_cost optimum = rota_test_brute_force(p);
    assert_int_equal(rota_search__begin(&s, p, &settings, &err), ROTA_OK);
    if (s.dense && optimum < INT64_MAX) {
        rota_dues *dues = rota_dues_new(p);
        rota_reach *reach = rota_reach_of_all(&s);
        rota_dues_begin(p, reach, &s.root_prices, dues);
        free(reach);
        off = rota_ascent_loose(&s, &s.root_prices, dues, STEPS, 2.0 * ROTA_COST_SCALE,
                                0.02 * ROTA_COST_SCALE, ROTA_FROM_NEAR) -
              (double)optimum;
        rota_dues_free(dues, p->nworkers);
    }
    rota_search__end(&s);
    rota_problem_free(p);
    return off;
}

static void the_bound_is_one(void **state) {
    (void)state;
    int tried = 0, exact = 0;
    for (uint64_t seed = 1; seed <= TOGETHER_SEEDS; seed++) {
        double off = bound_less_optimum(seed);
        if (isnan(off))
            continue;
        if (off > 0)
            print_message("seed %d: %g above\n", (int)seed, off);
        assert_true(off <= 0);
        tried++;
        exact += off > -0.5 * ROTA_COST_SCALE;
    }
    assert_true(tried > TOGETHER_SEEDS / 4);
    assert_true(exact > TOGETHER_SEEDS / 8);
}

/* The bound at a multiple of prices, and at the one that is found to be the best. */
static double bound_at(rota_search *s, const rota_prices *prices, double scale, bool finds) {
    rota_prices at;
    rota_prices_init(&at, s->master);
    rota_dues *dues = rota_dues_new(s->p);
    for (int r = 0; r < s->p->nrows; r++)
        at.pi[r] = rota_exact(scale * prices->pi[r]);
    double bound =
        rota_ascent_loose(s, &at, dues, 1, 1, 1, finds ? ROTA_FROM_SCALE : ROTA_FROM_NEAR);
    rota_dues_free(dues, s->p->nworkers);
    rota_prices_done(&at);
    return bound;
}

/* Prices of a climb, made too low or too high, are brought back. -1: not; 0: not for the dense
 * engine, or no multiple is better; 1: they are. */
static int brings_back(uint64_t seed) {
    rota_problem *p = plain_problem(seed, 2, WAYS_TOGETHER);
    for (int w = 0; w < p->nworkers; w++)
        lift_totals(&p->workers[w]);
    rota_solve_settings settings;
    rota_solve_settings_init(&settings);
    rota_search s;
    int good = 0;
    assert_int_equal(rota_search__begin(&s, p, &settings, NULL), ROTA_OK);
    rota_dues *dues = rota_dues_new(p);
    if (s.dense && rota_ascent_loose(&s, &s.root_prices, dues, STEPS, 2.0 * ROTA_COST_SCALE,
                                     0.02 * ROTA_COST_SCALE, ROTA_FROM_NOTHING) > -INFINITY) {
        double wrong = seed % 2 ? 0.6 : 1.7, here = bound_at(&s, &s.root_prices, wrong, false);
        double right = bound_at(&s, &s.root_prices, 1, false), most = fmax(here, right);
        for (int r = 0; r < p->nrows; r++)
            s.root_prices.pi[r] *= wrong;
        double found = bound_at(&s, &s.root_prices, 1, true);
        good = found < here || found < most - 0.1 * (most - here) ? -1 : right > here;
    }
    rota_dues_free(dues, p->nworkers);
    rota_search__end(&s);
    rota_problem_free(p);
    return good;
}

static void prices_are_scaled_back(void **state) {
    (void)state;
    int back = 0, failed = 0;
    for (uint64_t seed = 1; seed <= TOGETHER_SEEDS; seed++) {
        int good = brings_back(seed);
        failed += good < 0;
        back += good > 0;
    }
    assert_int_equal(failed, 0);
    assert_true(back > TOGETHER_SEEDS / 8);
}

/* The most minutes of a lawful line against the reach. -1: it is below; 0: nobody has a line; 1:
 * above; 2: the same. */
static int compare_reach(uint64_t seed) {
    rota_problem *p = rota_test_long_problem(seed, 1, WAYS_TOGETHER);
    if (seed & 1)
        rota_test_spread_costs(p, seed); /* whatever wishes are worth */
    if (seed & 2)
        rota_test_add_rules(p, seed);
    rota_test_make_plain(p);
    rota_solve_settings settings;
    rota_solve_settings_init(&settings);
    rota_search s;
    rota_test_lines all;
    int most = -1;
    assert_int_equal(rota_search__begin(&s, p, &settings, NULL), ROTA_OK);
    rota_test_lines_init(&all, p, 0);
    for (int i = 0; i < all.count; i++) {
        int minutes = 0;
        for (int d = 0; d < p->ndays; d++)
            minutes += all.arcs[i][d] >= 0 ? p->workers[0].arcs[all.arcs[i][d]].minutes : 0;
        most = minutes > most ? minutes : most;
    }
    int good = 0;
    if (s.dense && most >= 0) {
        rota_reach *reach = rota_reach_of_all(&s);
        good = reach->minutes < most ? -1 : reach->minutes > most ? 1 : 2;
        free(reach);
    }
    rota_test_lines_done(&all);
    rota_search__end(&s);
    rota_problem_free(p);
    return good;
}

static void nobody_works_beyond_their_reach(void **state) {
    (void)state;
    int tried = 0, exact = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        int good = compare_reach(seed);
        assert_true(good >= 0);
        tried += good > 0;
        exact += good == 2;
    }
    assert_true(tried > SEEDS / 4 && exact > tried / 2);
}

/* Minutes of all duties that rows worth more than this (or as much) ask for. */
static double asked_for(const rota_problem *p, const int *minutes, double worth, bool as_much) {
    double sum = 0;
    for (int r = 0; r < p->nrows; r++) {
        double under = (double)p->rows[r].under, least = worth * minutes[r];
        if (minutes[r] > 0 && (under > least || (as_much && under == least)))
            sum += (double)minutes[r] * p->rows[r].target;
    }
    return sum;
}

/* Everybody may work one duty and a half: what is cheapest to leave goes short. -1: not as it
 * should be; 0: there is enough all the same. */
static int first_dues_fit(uint64_t seed) {
    rota_problem *p = plain_problem(seed, 2, WAYS_TOGETHER);
    int *minutes = ROTA_NEW_ARRAY(int, p->nrows + 1), good = 0;
    for (int r = 0; r < p->nrows; r++)
        p->rows[r].under = (1 + (rota_cost)(seed * 7 + (uint64_t)r * 13) % 9) * 480;
    for (int w = 0; w < p->nworkers; w++) {
        rota_worker *worker = &p->workers[w];
        lift_totals(worker);
        worker->max_total_minutes = ROTA_NEW_ARRAY(int, p->ndays);
        for (int d = 0; d < p->ndays; d++)
            worker->max_total_minutes[d] = 720;
        for (int a = 0; a < worker->narcs; a++) {
            worker->arcs[a].minutes = 480;
            for (int i = 0; i < worker->arcs[a].nrows; i++)
                minutes[worker->arc_rows[worker->arcs[a].first_row + i].row] = 480;
        }
    }
    rota_solve_settings settings;
    rota_solve_settings_init(&settings);
    rota_search s;
    assert_int_equal(rota_search__begin(&s, p, &settings, NULL), ROTA_OK);
    rota_dues *dues = rota_dues_new(p);
    if (s.dense) {
        rota_reach *reach = rota_reach_of_all(&s);
        double all = asked_for(p, minutes, -1, true), capacity = 0;
        for (int w = 0; w < p->nworkers; w++)
            capacity += reach[w].minutes;
        double worth = rota_dues_begin(p, reach, &s.root_prices, dues);
        bool short_of = worth > 0;
        assert_int_equal(short_of, all > capacity);
        for (int w = 0; w < p->nworkers; w++)
            assert_true(dues[w].minute == (reach[w].limited ? worth : 0));
        free(reach);
        good = !short_of ? 0
               : asked_for(p, minutes, worth, false) <= capacity &&
                       asked_for(p, minutes, worth, true) > capacity
                   ? 1
                   : -1;
        for (int r = 0; r < p->nrows && short_of; r++)
            if (s.root_prices.pi[r] != fmin((double)p->rows[r].under, worth * minutes[r]))
                good = -1;
    }
    rota_dues_free(dues, p->nworkers);
    rota_search__end(&s);
    rota_problem_free(p);
    free(minutes);
    return good;
}

static void first_dues_are_of_what_goes_short(void **state) {
    (void)state;
    int found = 0;
    for (uint64_t seed = 1; seed <= TOGETHER_SEEDS; seed++) {
        int good = first_dues_fit(seed);
        assert_true(good >= 0);
        found += good;
    }
    assert_true(found > TOGETHER_SEEDS / 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loose_lines_are_the_cheapest), cmocka_unit_test(the_bound_is_one),
        cmocka_unit_test(prices_are_scaled_back), cmocka_unit_test(nobody_works_beyond_their_reach),
        cmocka_unit_test(first_dues_are_of_what_goes_short)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
