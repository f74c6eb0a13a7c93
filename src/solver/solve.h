/* The solver: a problem in, everybody's lines out, with a proven bound. The only header of the
 * solver that its callers need beside problem.h. Mathematics: docs/design/. */
#ifndef ROTA_SOLVER_SOLVE_H
#define ROTA_SOLVER_SOLVE_H

#include "core/err.h"
#include "solver/problem.h"

enum rota_status { ROTA_STATUS_OPTIMAL, ROTA_STATUS_FEASIBLE, ROTA_STATUS_STOPPED };
/** "optimal", "feasible" (limit or gap reached), "stopped" (interrupted). */
const char *rota_status_name(enum rota_status status);

typedef struct {
    const char *phase;
    double seconds, best, bound; /**< points; best is INFINITY before the first rota */
    long iterations, columns;
} rota_progress;

/** What is known before: a rota, and lines and prices that an earlier solve of nearly the same
 *  problem ended with. What is not lawful any more is left out. */
typedef struct {
    int *const *rota; /**< [nworkers][ndays] arcs; NULL = none */
    int nlines;
    const int *workers;   /**< [nlines] */
    const int *arcs;      /**< [nlines * ndays] */
    const double *prices; /**< [nrows] points; NULL = none */
} rota_start;

typedef struct {
    double time_limit; /**< seconds */
    double work_limit; /**< most work, in seconds of a usual machine (no clock has a part in it); 0
                          = no limit */
    double gap;        /**< stop when (best - bound) / max(1, |best|) is at most this; 0 = prove */
    int threads, seed;
    bool no_proof;   /**< neither proof nor branching: a good rota with a bound is enough */
    int most_turns;  /**< of dives and windows; 0 = until time or work are over */
    bool first_only; /**< stop after the first rota, improved one person at a time */
    bool no_windows; /**< this is a window itself: cut no more out of it */
    void (*progress)(const rota_progress *progress, void *data); /**< NULL allowed */
    void *progress_data;
    const volatile int *stop; /**< becomes non-zero: return the best so far; NULL allowed */
    const rota_start *start;  /**< NULL = nothing is known */
} rota_solve_settings;
void rota_solve_settings_init(rota_solve_settings *settings);

typedef struct {
    enum rota_status status;
    bool proven;    /**< no rota is better (bound == cost) */
    rota_cost cost; /**< exact */
    rota_cost parts[ROTA_NPARTS];
    rota_cost bound;               /**< proven: no rota costs less */
    int **lines;                   /**< [nworkers][ndays] arcs, -1 = off */
    int *activity;                 /**< [nrows] */
    double *prices;                /**< [nrows] duals of the root LP, points for each unit */
    int nkept;                     /**< lines that the LP ended with, for rota_start */
    int *kept_workers, *kept_arcs; /**< [nkept], [nkept * ndays] */
    double seconds, root_seconds, first_seconds;
    double work; /**< as rota_solve_settings.work_limit counts it */
    long lp_iterations, columns, priced, nodes;
} rota_solution;

/**
 * Find everybody's lines of least total cost.
 * @return ROTA_OK with *out (free with rota_solution_free) also when stopped by limit or flag;
 *         ROTA_E_INPUT when a worker has no lawful line at all (err names the worker's index in
 *         err->line); ROTA_E_SYSTEM when the LP library failed beyond recovery
 */
rota_rc rota_solve(const rota_problem *problem, const rota_solve_settings *settings,
                   rota_solution **out, rota_err *err);
void rota_solution_free(rota_solution *solution, const rota_problem *problem);

#endif
