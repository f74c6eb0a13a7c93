/* Supervision sessions: meetings of two people, placed into a rota that is planned already. */
#ifndef ROTA_PLAN_SUPERVISION_H
#define ROTA_PLAN_SUPERVISION_H

#include "core/check.h"

enum { ROTA_SUPERVISION_SHORTEST = 30, ROTA_SUPERVISION_LONGEST = 90 };

/** A session that is due in the period. */
typedef struct {
    const rota_supervision *row;
    rota_day due; /**< so many weeks after the last; the period's first day when that is over */
    bool placed;
    rota_day date;  /**< when placed */
    int shift;      /**< when placed */
    int free_times; /**< times at which both were free, whether lawful or not */
} rota_session;

/** Is the shift one that a session can be: a meeting of 30 to 90 minutes? */
bool rota_supervision_fits(const rota_shift *shift);
/**
 * Place the sessions that are due in from..to.
 *
 * Tried are all days of the period with all shifts that fit: first those on which both work anyway,
 * then those nearest to the day on which it is due, earlier ones first. Taken is the first at which
 * neither has another duty and that rota_check_candidate finds lawful for both.
 *
 * @param[in,out] duties everything known with the rota of the period; sessions that are placed are
 *                added, so that the next one sees them
 * @return array of malloc with *n sessions in the order of supervision.csv
 */
rota_session *rota_supervision_place(const rota_home *home, rota_duties *duties, rota_day from,
                                     rota_day to, size_t *n);

#endif
