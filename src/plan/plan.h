/* Planning a home: contradictions named first, then home -> problem -> solver -> rota -> referee.
 */
#ifndef ROTA_PLAN_PLAN_H
#define ROTA_PLAN_PLAN_H

#include "core/check.h"
#include "core/demand.h"
#include "solver/solve.h"

/**
 * What one plan leaves behind for the next of the same home: its rota, the lines and prices that
 * the solver ended with, by ids and dates, so that it outlives the home. Belongs to the caller.
 * Planned again with it after a change (a leave day, other demand, somebody gone or new, another
 * first day), a home takes a part of the time; the answer is as good and as proven as without.
 */
typedef struct rota_plan_memory rota_plan_memory;
rota_plan_memory *rota_plan_memory_new(void);         /**< empty; free with rota_plan_memory_free */
void rota_plan_memory_free(rota_plan_memory *memory); /**< accepts NULL */
bool rota_plan_memory_is_empty(const rota_plan_memory *memory);

typedef struct {
    rota_day from, to;            /**< both included, 1 to 28 days (longer works, see README) */
    const rota_assignment *draft; /**< the draft that is planned again, NULL = none: its pinned
                                       rows in the period are kept, like those of the record */
    size_t ndraft;
    const rota_assignment *start; /**< a rota of about these days and people to begin the search
                                       with, NULL = none. Whose line of it is not lawful any more
                                       begins anew. It bounds nothing: the answer is as good */
    size_t nstart;
    rota_solve_settings solve; /**< its `start` is not looked at */
    rota_plan_memory *memory;  /**< lent; read before, and what is left behind put into it after.
                                    NULL = nothing is remembered. One plan at a time */
} rota_plan_request;

/** How far the planner was at one moment. */
typedef struct {
    const char *phase;
    double seconds, best, bound; /**< points; best INFINITY, bound -INFINITY when there is none */
    long iterations, columns, nodes;
    double work; /**< done so far, as rota_solve_settings.work_limit counts it */
} rota_trace_point;

/** What the planner did. */
typedef struct {
    double first_seconds, root_seconds; /**< to the first rota; to the bound of the root, 0: none */
    int nphases;
    rota_phase phases[ROTA_MAX_PHASES];
    double work; /**< as rota_solve_settings.work_limit counts it */
    long lp_iterations;
    long priced;  /**< times that a person's best lines were looked for */
    long columns; /**< different lines found */
    long kept;    /**< of them in the LP at the end */
    long nodes, windows, windows_better;
    bool warm; /**< began with the memory or a rota */
    rota_trace_point *trace;
    size_t ntrace;
} rota_plan_work;
/** Has phase, best or bound changed so much that it is worth a line? last: what was told before. */
bool rota_trace_is_news(const rota_progress *last, const rota_progress *now);

/** A planned rota; free with rota_planned_done. */
typedef struct {
    rota_assignment *assignments; /**< of the period, sorted by date, shift, group, staff */
    size_t count;
    enum rota_status status;
    bool proven;
    double objective, bound, gap;  /**< points; gap = (objective - bound) / max(1, |objective|) */
    double breakdown[ROTA_NPARTS]; /**< points */
    double seconds;
    rota_plan_work work;
} rota_planned;
void rota_planned_done(rota_planned *planned);

/** Name of a part of the objective as in JSON ("bond", "faces", "return", "bed_wake", "wishes",
 *  "contract", "fairness", "demand", "changes"). */
const char *rota_part_name(enum rota_part part);

/**
 * Contradictions that no rota can mend: a pinned person on leave, not employed, `never` with the
 * group, two pins at one time, pins without the rest between them, a pin on a shift whose local
 * time does not exist. Each is added to faults by name. Returns their number.
 */
size_t rota_plan_contradictions(const rota_home *home, const rota_plan_request *request,
                                rota_faults *faults);
/**
 * Plan the period.
 * @param faults contradictions of the home (ROTA_E_INPUT when there are any)
 * @param[out] out also when stopped by a limit or by the user; empty after an error
 */
rota_rc rota_plan_home(const rota_home *home, const rota_plan_request *request, rota_planned *out,
                       rota_faults *faults, rota_err *err);
/** Everything that is known with `assignments` as the rota of from..to: history before (worked
 *  where recorded), the record after. Sorted. */
rota_rc rota_plan_duties(const rota_home *home, const rota_assignment *assignments, size_t count,
                         rota_day from, rota_day to, rota_duties *out, rota_err *err);
/** The same for a planned request: other days of its draft count as they stand there. */
rota_rc rota_plan_request_duties(const rota_home *home, const rota_plan_request *request,
                                 const rota_assignment *assignments, size_t count, rota_duties *out,
                                 rota_err *err);

#endif
