/* The textbook model of a rota_problem, to measure the solver against: one 0/1 variable for each
 * person and arc, everything else in rows, solved by GLPK's branch and cut.
 *
 *     x[w][a]           person w does arc a
 *     one arc a day; arcs of two days whose rest is too short exclude each other (in cliques)
 *     and so do types of shifts that may not follow each other
 *     runs, days off, minutes of weeks, totals, types, weekends: rows over days or weeks
 *     weekly rest: r[window][t] <= 1 - (work between t and the end of the rest); one r a window
 *     faces y[w][week][f] >= the work of each day that touches f
 *     return z[w][d][g] <= the work for g on d - 1, and on d; the same for bed-wake
 *     contract, fairness, rows: a variable for what is missing and one for what is too much
 *
 * Only x must be integral; the rest follows from it. The model is exact for every problem that
 * rota_compact_expresses: costs that are convex and rests that never end sooner after later work.
 */
#ifndef ROTA_BENCHMARKS_COMPACT_H
#define ROTA_BENCHMARKS_COMPACT_H

#include "core/err.h"
#include "core/text.h"
#include "solver/lp.h"
#include "solver/problem.h"

typedef struct {
    enum rota_lp_status status;
    bool found;          /**< there is a rota: cost and lines are set */
    rota_cost cost;      /**< exact, by rota_line_cost and rota_rows_cost */
    int **lines;         /**< [nworkers][ndays] arcs, -1 = off */
    double bound;        /**< points: the cost when it is optimal, else the value of the LP
                              relaxation; -INFINITY when time ended before that was known */
    int rows, columns;   /**< size of the model */
    double seconds;      /**< all together */
    double root_seconds; /**< until the LP relaxation was solved */
} rota_compact;

/** True when the model says exactly what the problem says. */
bool rota_compact_expresses(const rota_problem *problem);
/**
 * Build and solve the model.
 * @param seconds most time for GLPK (it looks at the clock now and then only)
 * @return ROTA_E_SYSTEM when GLPK cannot start or its rota is not what the model promised
 */
rota_rc rota_compact_solve(const rota_problem *problem, double seconds, rota_compact **out,
                           rota_err *err);
/** The model as free MPS, for other solvers; costs in points, to be minimised. */
void rota_compact_mps(const rota_problem *problem, rota_text *out);
void rota_compact_free(rota_compact *compact, const rota_problem *problem); /**< accepts NULL */

#endif
