/* Homes of any size, made from a seed: the problems that the programs of this folder solve. */
#ifndef ROTA_BENCHMARKS_HOMES_H
#define ROTA_BENCHMARKS_HOMES_H

#include "solver/problem.h"

#include <stdbool.h>
#include <stdint.h>

enum rota_bench_shape {
    ROTA_BENCH_USUAL, /**< staffing with some slack: a waking night for two groups at a time, leave,
                           hours of demand a little below contract hours */
    ROTA_BENCH_TIGHT, /**< staffing just suffices: a waking night in every group, demand eats up
                           contract hours, and there are days on which somebody cannot come */
    ROTA_BENCH_BARE,  /**< the usual home under the rules of the public benchmark: a line costs
                         nothing  but its duties, minutes are limited over the whole horizon only */
    ROTA_BENCH_PLAIN  /**< the home of the solver's tests: one early, late and night a day in every
                           group, however many people there are (tests/support/problems.h) */
};

typedef struct {
    int people, groups, days;
    enum rota_bench_shape shape;
} rota_bench_home;

/** Read PEOPLE/GROUPS/DAYS, with /tight, /bare or /plain behind it or not; false when it is not
 * that. */
bool rota_bench_home_read(const char *text, rota_bench_home *out);
/** The same home for the same seed on every machine. Free with rota_problem_free. */
rota_problem *rota_bench_home_problem(const rota_bench_home *home, uint64_t seed);

#endif
