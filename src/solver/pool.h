/* The pool: every line ever priced, once. Lines are never dropped from it; the master holds those
 * of them that matter now. */
#ifndef ROTA_SOLVER_POOL_H
#define ROTA_SOLVER_POOL_H

#include "solver/problem.h"

/** One person's whole sequence over the horizon, lawful, with its exact cost. */
typedef struct {
    int worker;
    int *arcs;      /**< [ndays], -1 = off */
    rota_cost cost; /**< exact */
    int column;     /**< in the master's LP, -1 = not in it */
    int nrows;      /**< rows of the master that it touches */
    int *rows;
    double *coefs;
    uint64_t hash;
} rota_line;

typedef struct rota_pool rota_pool;
rota_pool *rota_pool_new(const rota_problem *problem);
void rota_pool_free(rota_pool *pool); /**< accepts NULL */
/**
 * Number of a line, added when it is new. Its cost is computed afresh by rota_line_cost, whatever
 * pricing said.
 * @return -1 when the line is not lawful (then pricing is wrong, or a caller's line is)
 */
int rota_pool_add(rota_pool *pool, int worker, const int *arcs);
rota_line *rota_pool_line(rota_pool *pool, int index); /**< lent until the next add */
int rota_pool_count(const rota_pool *pool);

#endif
