/* Prices the people of a home again and again, for counting instructions (the script `pricing`).
 *
 *     pricing-count PEOPLE/GROUPS/DAYS[/SHAPE] [--seed N] [--rounds N] [--people N]
 *
 * In each round the first --people people are priced exactly at prices of the rows that come from
 * the seed and the round only: the same calls whatever the solver does elsewhere. From round to
 * round the prices go from raw to even, as those of column generation do. Each is priced twice: for
 * whatever is best, as at first, and for lines near the best only, as later on.
 *
 * Output: `calls N lines N labels N`. Status 0; 2: wrong usage. */
#include "benchmarks/program.h"
#include "core/mem.h"
#include "solver/price.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const char USAGE[] = "PEOPLE/GROUPS/DAYS[/SHAPE] [--seed N] [--rounds N] [--people N]";
enum { LINES = 4 };
static const double NEAR = 5 * ROTA_COST_SCALE;
/* At the root most duties are worth a few points, some of early prices far more. */
static const double PRICE = 3 * ROTA_COST_SCALE, SPREAD = 40 * ROTA_COST_SCALE;

static double random_share(uint64_t *state) {
    uint64_t z = (*state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

/* In whole cost units. Prices of demand are PRICE give or take the spread; those of rows that only
 * ask for somebody in particular are never negative, and lower. */
static void make_prices(const rota_problem *p, uint64_t *state, double spread, double *pi) {
    for (int r = 0; r < p->nrows; r++) {
        double noise = spread * (2 * random_share(state) - 1);
        pi[r] = round(p->rows[r].kind == 0 ? PRICE + noise : fabs(PRICE + noise) / 4);
    }
}

static void arc_costs(const rota_worker *w, const double *pi, double *out) {
    for (int a = 0; a < w->narcs; a++) {
        const rota_arc *arc = &w->arcs[a];
        rota_cost own = 0;
        for (int part = 0; part < ROTA_NPARTS; part++)
            own += arc->cost[part];
        out[a] = (double)own;
        for (int i = 0; i < arc->nrows; i++) {
            const rota_arc_row *ar = &w->arc_rows[arc->first_row + i];
            out[a] -= pi[ar->row] * ar->coef;
        }
    }
}

typedef struct {
    long calls, lines, labels;
} counts;

static void price_person(const rota_problem *p, int w, const double *pi, const rota_pricer *pricer,
                         rota_price_room *room, counts *sum) {
    double *cost = ROTA_NEW_ARRAY(double, p->workers[w].narcs);
    arc_costs(&p->workers[w], pi, cost);
    rota_price_request request = {.arc_cost = cost, .threshold = INFINITY, .max_lines = LINES};
    for (int call = 0; call < 2; call++) {
        rota_price_result result;
        rota_price(pricer, &request, room, &result);
        sum->calls++;
        sum->lines += result.count;
        sum->labels += result.labels;
        request.threshold = result.best + NEAR;
    }
    free(cost);
}

static counts price_all(const rota_problem *p, int people, int rounds, uint64_t seed) {
    counts sum = {0};
    double *pi = ROTA_NEW_ARRAY(double, p->nrows);
    rota_price_room *room = rota_price_room_new();
    for (int w = 0; w < people && w < p->nworkers; w++) {
        uint64_t state = seed;
        rota_pricer *pricer = rota_pricer_new(p, w);
        for (int round = 0; round < rounds; round++) {
            make_prices(p, &state, SPREAD / (1 + round), pi);
            price_person(p, w, pi, pricer, room, &sum);
        }
        rota_pricer_free(pricer);
    }
    rota_price_room_free(room);
    free(pi);
    return sum;
}

int main(int argc, char **argv) {
    double seed = 1, rounds = 10, people = 4;
    const rota_bench_option options[] = {
        {.name = "--seed", .max = 1e9, .whole = true, .number = &seed},
        {.name = "--rounds", .min = 1, .max = 1e6, .whole = true, .number = &rounds},
        {.name = "--people", .min = 1, .max = 1e6, .whole = true, .number = &people}};
    rota_bench_home home;
    rota_err err = {0};
    const char *word;
    if (rota_bench_read(argc, argv, options, sizeof options / sizeof *options, &word, &err) !=
            ROTA_OK ||
        rota_bench_read_home(word, &home, &err) != ROTA_OK)
        return rota_bench_fail("pricing-count", USAGE, &err);
    rota_problem *p = rota_bench_home_problem(&home, (uint64_t)seed);
    counts sum = price_all(p, (int)people, (int)rounds, (uint64_t)seed);
    printf("calls %ld lines %ld labels %ld\n", sum.calls, sum.lines, sum.labels);
    rota_problem_free(p);
    return 0;
}
