/* Pricing against a walk over every line, on tiny problems with random costs of arcs. */
#include "support/test.h"

#include "core/mem.h"
#include "solver/price.h"
#include "support/problems.h"
#include "support/twist.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 6000 };
static const double NEAR = 1e-7; /* sums in another order */

/* One person of one problem, with costs of arcs and every line's value under them. */
typedef struct {
    rota_problem *p;
    int worker;
    uint64_t random;
    double *arc_cost;
    unsigned char *banned, *must;
    rota_test_lines lines;
    double *value; /* [lines.count] cost units, whatever is banned */
} sample;

/* A line's cost with its own arc parts exchanged for the given costs of arcs. */
static double value_of(const rota_problem *p, int w, const int *arcs, const double *arc_cost) {
    rota_cost total;
    assert_true(rota_line_cost(p, w, arcs, &total, NULL));
    double value = 0;
    for (int d = 0; d < p->ndays; d++) {
        if (arcs[d] < 0)
            continue;
        value += arc_cost[arcs[d]];
        for (int part = 0; part < ROTA_NPARTS; part++)
            total -= p->workers[w].arcs[arcs[d]].cost[part];
    }
    return value + (double)total;
}

static rota_problem *problem_of(uint64_t seed) {
    bool is_long = seed % 3 == 0;
    rota_problem *p =
        is_long ? rota_test_long_problem(seed, 1, 2000) : rota_test_tiny_problem(seed);
    if (seed & 1)
        rota_test_twist(p, seed);
    if (seed & 2)
        rota_test_add_rules(p, seed);
    return p;
}

static void sample_init(sample *s, uint64_t seed, int worker) {
    *s = (sample){.p = problem_of(seed), .random = seed + 77 + (uint64_t)worker * 1000003};
    s->worker = worker < s->p->nworkers ? worker : 0;
    const rota_worker *w = &s->p->workers[s->worker];
    s->arc_cost = ROTA_NEW_ARRAY(double, w->narcs);
    s->banned = ROTA_NEW_ARRAY(unsigned char, w->narcs);
    s->must = ROTA_NEW_ARRAY(unsigned char, s->p->ndays);
    int mean = ROTA_COST_SCALE * rota_test_between(&s->random, -6, 3);
    for (int a = 0; a < w->narcs; a++) {
        s->arc_cost[a] = mean + rota_test_between(&s->random, -40000, 40000);
        s->banned[a] = rota_test_between(&s->random, 1, 100) <= 25;
    }
    for (int d = 0; d < s->p->ndays; d++)
        s->must[d] = w->must_work[d] || rota_test_between(&s->random, 1, 100) <= 15;
    rota_test_lines_init(&s->lines, s->p, s->worker);
    s->value = ROTA_NEW_ARRAY(double, s->lines.count);
    for (int i = 0; i < s->lines.count; i++)
        s->value[i] = value_of(s->p, s->worker, s->lines.arcs[i], s->arc_cost);
}

static void sample_done(sample *s) {
    rota_test_lines_done(&s->lines);
    rota_problem_free(s->p);
    free(s->arc_cost);
    free(s->banned);
    free(s->must);
    free(s->value);
}

static bool allowed(const sample *s, const rota_price_request *rq, const int *arcs) {
    for (int d = 0; d < s->p->ndays; d++)
        if (arcs[d] < 0 ? rq->must_work && rq->must_work[d] : rq->banned && rq->banned[arcs[d]])
            return false;
    return true;
}

/* Least value of the lines that the request allows; INFINITY when there is none. */
static double least_of(const sample *s, const rota_price_request *rq) {
    double least = INFINITY;
    for (int i = 0; i < s->lines.count; i++)
        if (s->value[i] < least && allowed(s, rq, s->lines.arcs[i]))
            least = s->value[i];
    return least;
}

static const int *line_of(const sample *s, const rota_price_result *r, int i) {
    return r->arcs + (size_t)i * (size_t)s->p->ndays;
}

/* Whatever the request: lines are lawful and allowed, costs are right, below the threshold, and in
 * order, and no line comes twice. */
static bool lines_are_good(const sample *s, const rota_price_request *rq,
                           const rota_price_result *r) {
    for (int i = 0; i < r->count; i++) {
        const int *arcs = line_of(s, r, i);
        rota_cost total;
        if (!rota_line_cost(s->p, s->worker, arcs, &total, NULL) || !allowed(s, rq, arcs) ||
            fabs(value_of(s->p, s->worker, arcs, s->arc_cost) - r->cost[i]) > NEAR ||
            r->cost[i] >= rq->threshold || (i > 0 && r->cost[i] < r->cost[i - 1]))
            return false;
        for (int j = 0; j < i; j++)
            if (memcmp(arcs, line_of(s, r, j), (size_t)s->p->ndays * sizeof *arcs) == 0)
                return false;
    }
    return r->count <= rq->max_lines;
}

/* Run check(sample, room, pricer) for every seed; all seeds that fail are printed. */
typedef bool (*check_sample)(sample *s, const rota_pricer *pricer, rota_price_room *room);

static void for_all_seeds(check_sample check) {
    rota_price_room *room = rota_price_room_new(); /* one for all: calls must not see each other */
    int failed = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        for (int worker = 0; worker < 3; worker++) {
            sample s;
            sample_init(&s, seed, worker);
            rota_pricer *pricer = rota_pricer_new(s.p, s.worker);
            if (!check(&s, pricer, room)) {
                print_message("seed %d, person %d\n", (int)seed, worker);
                failed++;
            }
            rota_pricer_free(pricer);
            sample_done(&s);
        }
    }
    rota_price_room_free(room);
    assert_int_equal(failed, 0);
}

static bool best_is_least(sample *s, const rota_pricer *pricer, rota_price_room *room) {
    rota_price_request plain = {.arc_cost = s->arc_cost, .threshold = INFINITY, .max_lines = 5};
    rota_price_request bans = plain, pins = plain;
    bans.banned = s->banned;
    pins.must_work = s->must;
    const rota_price_request *requests[] = {&plain, &bans, &pins};
    bool good = true;
    for (int i = 0; i < 3; i++) {
        rota_price_result r;
        rota_price(pricer, requests[i], room, &r);
        double least = least_of(s, requests[i]);
        bool same = isinf(least) ? isinf(r.best) && r.count == 0
                                 : r.count > 0 && fabs(r.best - least) < NEAR &&
                                       fabs(r.cost[0] - least) < NEAR;
        if (!same)
            print_message("request %d: best %.6f, should be %.6f\n", i, r.best, least);
        good = good && same && r.complete && lines_are_good(s, requests[i], &r);
    }
    return good;
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* A threshold with about `rank` lines below it, not too near to the value of any. */
static double threshold_at(const sample *s, int rank) {
    int n = s->lines.count;
    if (n == 0)
        return 0;
    double *sorted = ROTA_NEW_ARRAY(double, n);
    memcpy(sorted, s->value, (size_t)n * sizeof *sorted);
    qsort(sorted, (size_t)n, sizeof *sorted, by_value);
    int i = rank < n ? rank : n - 1;
    while (i > 0 && sorted[i] - sorted[i - 1] < 1e-5)
        i--;
    double threshold = i > 0 ? (sorted[i] + sorted[i - 1]) / 2 : sorted[0] - 1;
    free(sorted);
    return threshold;
}

static bool all_are_all(sample *s, const rota_pricer *pricer, rota_price_room *room) {
    bool good = true;
    for (int rank = 0; rank < 300; rank = 3 * rank + 1) {
        rota_price_request rq = {.arc_cost = s->arc_cost,
                                 .banned = rank % 2 ? s->banned : NULL,
                                 .threshold = threshold_at(s, rank),
                                 .max_lines = 1000,
                                 .all = true};
        int below = 0;
        for (int i = 0; i < s->lines.count; i++)
            below += s->value[i] < rq.threshold && allowed(s, &rq, s->lines.arcs[i]);
        rota_price_result r;
        rota_price(pricer, &rq, room, &r);
        good = good && lines_are_good(s, &rq, &r) && r.complete && r.count == below;
        if (r.count != below)
            print_message("threshold %.6f: %d lines, should be %d\n", rq.threshold, r.count, below);
        if (below < 2)
            continue;
        rq.max_lines = below - 1; /* one too few: must be said */
        rota_price(pricer, &rq, room, &r);
        good = good && r.count == below - 1 && !r.complete;
    }
    return good;
}

/* A threshold just above the least keeps what it should and makes no more labels than none. */
static bool bounds_cut_nothing(sample *s, const rota_pricer *pricer, rota_price_room *room) {
    rota_price_request rq = {.arc_cost = s->arc_cost, .threshold = INFINITY, .max_lines = 1};
    rota_price_result r;
    rota_price(pricer, &rq, room, &r);
    if (r.count == 0)
        return s->lines.count == 0;
    double best = r.best;
    long labels = r.labels;
    rq.threshold = best + 1e-5;
    rota_price(pricer, &rq, room, &r);
    bool good = r.complete && r.count == 1 && fabs(r.best - best) < NEAR && r.labels <= labels;
    rq.threshold = best - 1e-5;
    rota_price(pricer, &rq, room, &r);
    return good && r.complete && r.count == 0 && fabs(r.best - rq.threshold) < 1e-12;
}

/* Caps may lose lines, but must say so, and what they give is true. */
static bool caps_are_honest(sample *s, const rota_pricer *pricer, rota_price_room *room) {
    rota_price_request rq = {.arc_cost = s->arc_cost, .threshold = INFINITY, .max_lines = 3};
    double least = least_of(s, &rq);
    bool good = true;
    for (int cap = 0; cap < 6; cap++) {
        rq.beam = cap < 3 ? cap + 1 : 0;
        rq.max_labels = cap < 3 ? 0 : 10L * (cap - 2);
        rq.deadline = cap == 5 ? rota_clock_seconds() - 1 : 0;
        rota_price_result r;
        rota_price(pricer, &rq, room, &r);
        good = good && lines_are_good(s, &rq, &r);
        if (r.complete)
            good = good && (isinf(least) ? r.count == 0 : fabs(r.best - least) < NEAR);
        good = good && (cap != 5 || !r.complete);
    }
    return good;
}

static void best_is_the_least_of_all_lines(void **state) {
    (void)state;
    for_all_seeds(best_is_least);
}

static void all_gives_exactly_the_lines_below(void **state) {
    (void)state;
    for_all_seeds(all_are_all);
}

static void completion_bounds_never_cut(void **state) {
    (void)state;
    for_all_seeds(bounds_cut_nothing);
}

static void caps_never_lie(void **state) {
    (void)state;
    for_all_seeds(caps_are_honest);
}

/* ---- many types ---- */

enum { TYPES = 130, MANY_DAYS = 7 };

/* One person with many types of shifts, most of which may be had once or twice. `turned` numbers
 * them the other way round. */
static rota_problem *many_types(uint64_t seed, bool turned) {
    rota_problem *p = rota_test_home_problem(1, 40, MANY_DAYS, seed);
    rota_worker *w = p->workers;
    w->block[0] = (rota_convex){0};
    w->max_run_days = -1;
    w->weekly_rest = 0;
    w->max_week_minutes[0] = INT32_MAX;
    p->ntypes = TYPES;
    w->max_of_type = ROTA_NEW_ARRAY(int, TYPES);
    for (int type = 0; type < TYPES; type++) {
        int most = rota_test_between(&seed, 1, 10) > 1 ? 1 : 2;
        w->max_of_type[turned ? TYPES - 1 - type : type] = most;
    }
    for (int a = 0; a < w->narcs; a++) {
        int type = rota_test_between(&seed, 0, 99) < 50 ? rota_test_between(&seed, 0, 1)
                                                        : rota_test_between(&seed, 0, TYPES - 1);
        w->arcs[a].type = turned ? TYPES - 1 - type : type;
    }
    return p;
}

static double best_of(const rota_problem *p, uint64_t random) {
    const rota_worker *w = p->workers;
    double *cost = ROTA_NEW_ARRAY(double, w->narcs);
    for (int a = 0; a < w->narcs; a++)
        cost[a] = ROTA_COST_SCALE * rota_test_between(&random, -14, 100);
    rota_pricer *pricer = rota_pricer_new(p, 0);
    rota_price_room *room = rota_price_room_new();
    rota_price_request rq = {.arc_cost = cost, .threshold = INFINITY, .max_lines = 1, .beam = 100};
    rota_price_result r;
    rota_price(pricer, &rq, room, &r); /* a threshold first, so that few labels are made */
    assert_int_equal(r.count, 1);
    rq.threshold = r.cost[0] + 1;
    rq.beam = 0;
    rota_price(pricer, &rq, room, &r);
    rota_cost total;
    assert_true(r.complete && r.count == 1 && rota_line_cost(p, 0, r.arcs, &total, NULL));
    double best = r.best;
    rota_price_room_free(room);
    rota_pricer_free(pricer);
    free(cost);
    return best;
}

/* More capped types than a label counts: those that are counted by walking back bind the same. */
static void any_number_of_types_is_right(void **state) {
    (void)state;
    int bound = 0;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        rota_problem *p = many_types(seed, false), *turned = many_types(seed, true);
        double best = best_of(p, seed);
        if (best_of(turned, seed) != best)
            fail_msg("seed %d", (int)seed);
        for (int type = 0; type < TYPES; type++)
            p->workers->max_of_type[type] = INT32_MAX;
        bound += best_of(p, seed) < best;
        rota_problem_free(p);
        rota_problem_free(turned);
    }
    assert_true(bound > 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(best_is_the_least_of_all_lines),
        cmocka_unit_test(all_gives_exactly_the_lines_below),
        cmocka_unit_test(completion_bounds_never_cut),
        cmocka_unit_test(caps_never_lie),
        cmocka_unit_test(any_number_of_types_is_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
