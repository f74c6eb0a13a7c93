/* The compact model while it is built; what compact.c and compact_person.c share. */
#ifndef ROTA_BENCHMARKS_COMPACT_BUILD_H
#define ROTA_BENCHMARKS_COMPACT_BUILD_H

#include "benchmarks/model.h"
#include "solver/problem.h"

/** The model of one problem, and where a person's arcs begin in it. */
typedef struct {
    const rota_problem *p;
    rota_model m;
    int *first_arc; /**< [nworkers] column of arc 0 */
} rota_compact_build;

static inline double rota_compact__points(rota_cost cost) {
    return (double)cost / ROTA_COST_SCALE;
}

/** Add a person's columns and all rows that are theirs alone. */
void rota_compact__person(rota_compact_build *build, int worker);

#endif
