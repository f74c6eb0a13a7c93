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
    long iterations, columns, nodes;
    double work; /**< as rota_solve_settings.work_limit counts it */
} rota_progress;

enum { ROTA_MAX_PHASES = 16 };
/** What a phase of the search took and left behind. */
typedef struct {
    const char *name;
    int times; /**< how often the search was in it */
    double seconds;
    double work; /**< as rota_solve_settings.work_limit counts it: no clock has a part in it */
    double best, bound; /**< points when it was left last; INFINITY, -INFINITY = none yet */
    long iterations;    /**< of the simplex, in the LP of the whole problem */
    long priced;        /**< times that a person's best lines were looked for */
    long columns;       /**< different lines that were new */
    int kept;           /**< lines in the LP when it was left last */
} rota_phase;

enum { ROTA_KEPT_SLACKS = 3 }; /**< columns that make the cost of a row (master.h) */
enum { ROTA_MULTIPLIER_BITS = 32 };
enum { ROTA_KEPT_DAYS = 14 }; /**< above, an ascent finds better lines than those known */
/** An LP that a search ended with: its lines, where its basis is, and cuts as multipliers of what
 *  they were made from (docs/design/cuts.md): any multipliers give a true cut. */
typedef struct {
    int nlines;
    int *workers;          /**< [nlines] */
    int *arcs;             /**< [nlines * ndays] */
    unsigned char *basic;  /**< [nlines] 1: in the basis; NULL: no basis is known */
    unsigned char *slacks; /**< [nrows * ROTA_KEPT_SLACKS] places in it (lp.h); NULL: not known */
    double reach;          /**< how far the best was above its bound, points; 0 = not known */
    int ncuts;
    unsigned char *in_lp; /**< [ncuts] 0: only others are made from it */
    /** In 2^-ROTA_MULTIPLIER_BITS: [ncuts * nrows], [ncuts * nworkers] and [ncuts * ncuts] of cuts
     *  that come before. */
    int64_t *of_rows, *of_workers, *of_cuts;
} rota_kept;
void rota_kept_done(rota_kept *kept); /**< free its arrays */

/** A problem that was solved before and its proven bound, and what the parts of the new one are
 *  called there. Where every rota of the new one was one of the old one, a bound of it follows
 *  (docs/design/warm.md): the only thing known before that is believed. */
typedef struct {
    const rota_problem *problem;
    rota_cost bound;
    const int *worker; /**< [workers of the new one] -1 = new */
    int *const *arc;   /**< [workers of the new one][arcs] -1 = new */
    const int *row;    /**< [rows of the new one] -1 = new */
} rota_before;

/** What is known before: a rota, and lines and prices that an earlier solve of nearly the same
 *  problem ended with. Nothing of these is believed: what is no line of the problem, or not lawful
 * any more, is left out, and prices can only save time (docs/design/warm.md). */
typedef struct {
    int *const *rota;      /**< [nworkers][ndays] arcs; NULL = none, also for single workers */
    const rota_kept *root; /**< LP of the root; NULL = none */
    const rota_kept *near; /**< the last one over all lines near the root's bound; NULL = none */
    const double *prices;  /**< [nrows] points; NULL = none. With a rota: the search stays near */
    const rota_before *before; /**< NULL = none */
} rota_start;

typedef struct {
    double time_limit; /**< seconds */
    double work_limit; /**< most work, in seconds of a usual machine (no clock has a part in it); 0
                          = no limit */
    double gap;        /**< stop when (best - bound) / max(1, |best|) is at most this; 0 = prove */
    int threads, seed;
    bool no_proof;   /**< neither proof nor branching: a good rota with a bound is enough */
    int most_turns;  /**< of dives and windows; 0 = until time or work are over */
    bool root_only;  /**< stop when the bound of the root is known */
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
    rota_cost bound;      /**< proven: no rota costs less */
    int **lines;          /**< [nworkers][ndays] arcs, -1 = off */
    int *activity;        /**< [nrows] */
    double *prices;       /**< [nrows] of the root's bound, points for each unit */
    rota_kept root, near; /**< for rota_start; .reach only where the cost is proven */
    double seconds, root_seconds, first_seconds;
    double work; /**< as rota_solve_settings.work_limit counts it */
    long lp_iterations, columns, priced, nodes;
    long windows, windows_better; /**< parts solved by themselves; how many improved the whole */
    int nphases;
    rota_phase phases[ROTA_MAX_PHASES]; /**< in the order in which they were first entered */
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
