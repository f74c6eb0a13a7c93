/* What a person's line costs week by week at given prices, and so V: what it is worth to have ended
 * a week in a certain way (docs/design/bounds.md, "By weeks"). */
#ifndef ROTA_SOLVER_WEEK_ENDS_H
#define ROTA_SOLVER_WEEK_ENDS_H

#include "solver/piece.h"
#include "solver/price.h"

typedef struct {
    const rota_problem *problem;
    rota_piece *const *pieces; /**< [nweeks] with no ending; V of the eves is not looked at */
    const double *pi;          /**< [nrows] prices of all rows, multiples of 1/64 cost unit */
    int worker;
    rota_price_room *room;
    double deadline; /**< as in rota_price_request: past it nothing is complete */
    long labels;     /**< made so far; the caller sets it to 0 */
    bool complete;   /**< no cap has struck: what was returned is a bound */
    double *covered; /**< NULL, or [nrows] to which the activity of the least line is added */
    int nights, weekends, holidays; /**< with `covered`: of the least line */
} rota_week_ends;

/**
 * Fill V of all ends of the worker's weeks: F of a day off less F of the end, F being the least
 * cost of a line up to there at the prices.
 * @param edge [nweeks] as rota_multipliers.edge + worker * nweeks; V is written
 * @return the sum over the weeks of the least cost of the worker's lines in them at the prices and
 * V (cost units); -INFINITY when somebody has no lawful line
 */
double rota_week_ends_value(rota_week_ends *ends, rota_ending *const *edge);
/**
 * Fill V of all ends with what the later weeks cost after them, less what they cost after a day
 * off. V as rota_week_ends_value leaves it must stand there: it tells which ends are not worth a
 * look, and V of these is the least that it can be.
 * @param edge as above; V is written
 */
void rota_week_ends_rest(rota_week_ends *ends, rota_ending *const *edge);

#endif
