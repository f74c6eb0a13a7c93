/* A benchmark's instance as the solver's problem, and its lines as a roster. */
#ifndef ROTA_BENCHMARKS_SHIFT_SCHEDULING_TO_PROBLEM_H
#define ROTA_BENCHMARKS_SHIFT_SCHEDULING_TO_PROBLEM_H

#include "benchmarks/shift-scheduling/roster.h"
#include "solver/problem.h"

/**
 * Every shift is a type, and starts at midnight: which may follow which is a matter of types alone.
 * One point of cost is one unit of the benchmark's. What is before the first and after the last day
 * is not known, so runs that touch them may be short. A limit that can bind nobody is left out.
 * @return to be freed with rota_problem_free
 */
rota_problem *rota_instance_to_problem(const rota_instance *instance);
/** Lines ([npeople][ndays] arcs, -1 = off) as a roster, to be freed with free(). */
int *rota_instance_roster(const rota_instance *instance, const rota_problem *problem,
                          int *const *lines);

#endif
