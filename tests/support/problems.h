/* Problems made from a seed: tiny ones that brute force can solve, and ones shaped like homes. */
#ifndef ROTA_TESTS_SUPPORT_PROBLEMS_H
#define ROTA_TESTS_SUPPORT_PROBLEMS_H

#include "solver/problem.h"

/** 2 or 3 people, 3 to 9 days, few tasks, every kind of limit and cost now and then. */
rota_problem *rota_test_tiny_problem(uint64_t seed);
/** The same with one or more people and 8 to 28 days from any day of a week that begins on any, but
 *  few arcs: nobody has more than about `lines` ways to work. No row has a maximum. */
rota_problem *rota_test_long_problem(uint64_t seed, int people, int lines);
/** A home of so many people, groups and days: early, late, waking night, key and team bonds. */
rota_problem *rota_test_home_problem(int people, int groups, int days, uint64_t seed);
/** Least cost over all rotas, by trying them all; INT64_MAX when somebody has no lawful line. */
rota_cost rota_test_brute_force(const rota_problem *problem);

#endif
