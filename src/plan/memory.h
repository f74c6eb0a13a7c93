/* What one plan leaves behind for the next: lines by staff, date, shift and group, prices by what
 * their rows stand for. See rota_plan_memory in plan.h and docs/design/warm.md. */
#ifndef ROTA_PLAN_MEMORY_H
#define ROTA_PLAN_MEMORY_H

#include "plan/translate.h"
#include "solver/solve.h"

/** What the solver may begin with; the arrays belong to it. */
typedef struct {
    rota_start start;
    int **rota; /**< [nworkers], NULL: nothing is known of the worker */
    int *arcs;
    rota_kept root, near;
    rota_before before;
    int workers, *worker, **arc, *row; /**< of `before`; arc[workers] */
    double *prices;
} rota_recalled;

/**
 * Say in the terms of a translation what is remembered. Duties that are no longer possible are days
 * off; whether what is left is lawful is for the solver to judge.
 * @param memory NULL allowed
 * @return false when nothing is remembered of the translation's days; *out is valid anyhow
 */
bool rota_memory__recall(const rota_plan_memory *memory, const rota_translation *t,
                         rota_recalled *out);
/** Remember a rota alone, in place of what was there: days of `t`, no prices. */
void rota_memory__keep_rota(rota_plan_memory *memory, const rota_translation *t,
                            const rota_assignment *rota, size_t count);
void rota_memory__recalled_done(rota_recalled *recalled);
/** Take over the problem of a translation, after rota_memory__keep, with a bound of its rotas. Does
 *  nothing when memory is NULL or the days are many. */
void rota_memory__keep_problem(rota_plan_memory *memory, rota_translation *t, rota_cost bound);
/** Remember a solution in place of what was there; does nothing when memory is NULL. */
void rota_memory__keep(rota_plan_memory *memory, const rota_translation *t,
                       const rota_solution *solution);

#endif
