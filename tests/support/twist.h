/* What the tiny problems of problems.h leave out, put into one of them; all lines of a person. */
#ifndef ROTA_TESTS_SUPPORT_TWIST_H
#define ROTA_TESTS_SUPPORT_TWIST_H

#include "solver/problem.h"

/** The next number of a stream (splitmix64), and one of low..high. */
uint64_t rota_test_random(uint64_t *state);
int rota_test_between(uint64_t *state, int low, int high);

/** Change a tiny problem: pins, one balance block over all weeks, rest windows of 3 days, fair
 *  shares missed from below, several faces in one duty, coefficients of 2, rests of two days. */
void rota_test_twist(rota_problem *problem, uint64_t seed);

/** Give a problem the limits that only some homes have: types of shifts, of which some may not
 * follow each other or be had too often, least runs, weekends and minutes over the horizon, with
 * what is known before and after it. */
void rota_test_add_rules(rota_problem *problem, uint64_t seed);
/** Costs of each kind times 0.001 to 100,000, each by another number; in half of the problems,
 *  duties of several days count in the same rows. */
void rota_test_spread_costs(rota_problem *problem, uint64_t seed);

/** All lawful lines of one person, by trying every one. */
typedef struct {
    int count, capacity;
    int **arcs;      /**< [count][ndays] */
    rota_cost *cost; /**< [count] */
} rota_test_lines;
void rota_test_lines_init(rota_test_lines *lines, const rota_problem *problem, int worker);
void rota_test_lines_done(rota_test_lines *lines);
/** Leave what the dense engine knows: runs, days off, minutes, weekends, successions. */
void rota_test_make_plain(rota_problem *problem);

#endif
