/* Problems made from a seed: tiny ones that brute force can solve, and ones shaped like homes. */
#ifndef ROTA_TESTS_SUPPORT_PROBLEMS_H
#define ROTA_TESTS_SUPPORT_PROBLEMS_H

#include "solver/problem.h"

/** 2 or 3 people, 3 to 9 days, few tasks, every kind of limit and cost now and then. */
rota_problem *rota_test_tiny_problem(uint64_t seed);
/** A home of so many people, groups and days: early, late, waking night, key and team bonds. */
rota_problem *rota_test_home_problem(int people, int groups, int days, uint64_t seed);
/** Least cost over all rotas, by trying them all; INT64_MAX when somebody has no lawful line. */
rota_cost rota_test_brute_force(const rota_problem *problem);

#endif
