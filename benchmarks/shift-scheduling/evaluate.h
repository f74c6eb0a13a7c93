/* The referee of the benchmark's rosters: every rule and the cost, straight from the instance. It
 * knows nothing of the solver.
 *
 * Edges: a run of days worked or of days off that touches the first or the last day may be shorter
 * than its least; a succession is looked at inside the horizon only. Day 0 is a Monday; a weekend
 * is worked when its Saturday or its Sunday is. */
#ifndef ROTA_BENCHMARKS_SHIFT_SCHEDULING_EVALUATE_H
#define ROTA_BENCHMARKS_SHIFT_SCHEDULING_EVALUATE_H

#include "benchmarks/shift-scheduling/roster.h"

typedef struct {
    int64_t on, off;     /**< requests not met */
    int64_t under, over; /**< cover */
    int64_t total;
    char **breaches; /**< one line of words each: who, when, what, what would be right */
    int nbreaches, capacity;
} rota_evaluation;

/** Judge a roster; free with rota_evaluation_done. */
void rota_evaluate(const rota_instance *instance, const int *roster, rota_evaluation *out);
void rota_evaluation_done(rota_evaluation *evaluation);

#endif
