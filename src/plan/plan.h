/* Planning a home: contradictions named first, then home -> problem -> solver -> rota -> referee.
 */
#ifndef ROTA_PLAN_PLAN_H
#define ROTA_PLAN_PLAN_H

#include "core/check.h"
#include "core/demand.h"
#include "solver/solve.h"

typedef struct {
    rota_day from, to;            /**< both included, 1 to 28 days (longer works, see README) */
    const rota_assignment *draft; /**< the draft that is planned again, NULL = none: its pinned
                                       rows in the period are kept, like those of the record */
    size_t ndraft;
    rota_solve_settings solve;
} rota_plan_request;

/** A planned rota; free with rota_planned_done. */
typedef struct {
    rota_assignment *assignments; /**< of the period, sorted by date, shift, group, staff */
    size_t count;
    enum rota_status status;
    bool proven;
    double objective, bound, gap;  /**< points; gap = (objective - bound) / max(1, |objective|) */
    double breakdown[ROTA_NPARTS]; /**< points */
    double seconds;
    long lp_iterations, columns, nodes;
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
 * @param[out] out also when stopped by a limit or by the user
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
