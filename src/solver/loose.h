/* Loose lines: rests, successions, runs and days off hold, but what a line holds in all (minutes,
 * weekends, duties of a type with a maximum) only costs dues. The best one of a year takes
 * a third of a millisecond. As every line is a loose one, prices and dues give a bound
 * (docs/design/bounds.md). Only for people of the dense engine whose horizon ends without values.
 */
#ifndef ROTA_SOLVER_LOOSE_H
#define ROTA_SOLVER_LOOSE_H

#include "solver/grid.h"
#include "solver/search.h"

/** What a line pays for what it holds in all, cost units. */
typedef struct {
    double minute;  /**< for each minute; below 0: it is paid for them */
    double weekend; /**< for each weekend worked, >= 0 */
    double *type;   /**< [ntypes] for each duty of a type whose maximum can bind, >= 0 */
} rota_dues;

/** Everybody's dues, all 0; free with rota_dues_free. */
rota_dues *rota_dues_new(const rota_problem *problem);
void rota_dues_free(rota_dues *dues, int nworkers); /**< accepts NULL */

/** Where minutes do not suffice for all demand: what a minute is worth when the rows that are
 *  cheapest to leave go short, as everybody's due, and prices of rows at which no duty gains by it.
 *  False, and nothing is changed, where minutes suffice. */
bool rota_dues_begin(const rota_search *s, rota_prices *prices, rota_dues *dues);

typedef struct rota_loose rota_loose;
rota_loose *rota_loose_new(const rota_grid *grid);
void rota_loose_free(rota_loose *loose); /**< accepts NULL */
/** The cheapest loose line at prices and dues; NULL: there is none.
 *  @param pi [nrows] prices of rows, cost units for a unit of coverage
 *  @param[out] least what it costs, dues included
 *  @return [ndays] arcs, lent until the next call */
const int *rota_loose_line(rota_loose *loose, const double *pi, const rota_dues *dues,
                           double *least);
/** What the worker's least and most of everything take off at these dues: no line costs less than
 *  the cheapest loose one less this. */
double rota_loose_credit(const rota_grid *grid, const rota_dues *dues);

/**
 * Raise the Lagrangian bound at loose lines, by steps along averaged slopes, each number by about
 * as much as the step whatever its slope is in (ascent_loose.c).
 * @param[in,out] prices where to begin; the best found
 * @param[in,out] dues [nworkers] the same
 * @param first length of the first step, cost units for a duty or a weekend
 * @param last of the last one
 * @param from_nothing what the first half of the steps finds is not kept: nothing may be worth more
 *        than what is halfway
 * @return a proven bound; -INFINITY when there was no time for one
 */
double rota_ascent_loose(rota_search *s, rota_prices *prices, rota_dues *dues, int steps,
                         double first, double last, bool from_nothing);
/** Work of one of its steps. */
double rota_ascent_loose_work(const rota_search *s);

#endif
