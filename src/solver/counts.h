/* What a line counts over the horizon, up to a day. */
#ifndef ROTA_SOLVER_COUNTS_H
#define ROTA_SOLVER_COUNTS_H

#include "solver/problem.h"

typedef struct {
    int nights, weekends, holidays;
} rota_counts;

/**
 * Count what a line works before day `until`.
 * @param arcs [ndays]; a day that is not planned counts as off
 * @param minutes NULL, or [nblocks], filled: with what the first block had before day 0
 */
rota_counts rota_counts_until(const rota_problem *problem, int worker, const int *arcs, int until,
                              int *minutes);

#endif
