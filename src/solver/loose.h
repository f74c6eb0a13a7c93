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

/** What somebody can work over the horizon, whatever there is to do. */
typedef struct {
    double minutes; /**< most that the limit of minutes, or runs, days off and weekends allow */
    double weekend; /**< minutes of them that one weekend more would be worth */
    bool limited;   /**< the limit of minutes is what holds them */
} rota_reach;

/** Everybody's reach, [nworkers], free with free: an upper bound, as loose lines with a price for
 *  weekends are many (dues.c). */
rota_reach *rota_reach_of_all(const rota_search *s);
/** Where what all can work does not suffice for all demand: what a minute is worth (returned) when
 *  the rows that are cheapest to leave go short, as the due of everybody who is held by it, and
 *  prices of rows at which no duty gains by it. 0, and nothing is changed, where it suffices. */
double rota_dues_begin(const rota_problem *problem, const rota_reach *reach, rota_prices *prices,
                       rota_dues *dues);
/** A multiple of ROTA_EXACT: sums of such prices and dues stay exact. */
double rota_exact(double x);

typedef struct rota_loose rota_loose;
rota_loose *rota_loose_new(const rota_grid *grid);
void rota_loose_free(rota_loose *loose); /**< accepts NULL */
/** From now on duties cost nothing but dues and prices, and all pay dues for minutes, also where no
 *  limit counts them. */
void rota_loose_only_minutes(rota_loose *loose);
/** The cheapest loose line at prices and dues; NULL: there is none.
 *  @param pi [nrows] prices of rows, cost units for a unit of coverage
 *  @param[out] least what it costs, dues included
 *  @return [ndays] arcs, lent until the next call */
const int *rota_loose_line(rota_loose *loose, const double *pi, const rota_dues *dues,
                           double *least);
/** What the worker's least and most of everything take off at these dues: no line costs less than
 *  the cheapest loose one less this. */
double rota_loose_credit(const rota_grid *grid, const rota_dues *dues);

typedef enum {
    ROTA_FROM_NOTHING, /**< what the first half of the steps finds is not kept: nothing may be worth
                            more than what is halfway */
    ROTA_FROM_NEAR,
    ROTA_FROM_SCALE, /**< of something like it: they are multiplied by what is best first */
} rota_ascent_from;

/**
 * Raise the Lagrangian bound at loose lines, by steps along averaged slopes, each number by about
 * as much as the step whatever its slope is in (ascent_loose.c).
 * @param[in,out] prices where to begin; the best found
 * @param[in,out] dues [nworkers] the same
 * @param first length of the first step, cost units for a duty or a weekend
 * @param last of the last one
 * @param from what prices and dues are where it begins
 * @return a proven bound; -INFINITY when there was no time for one
 */
double rota_ascent_loose(rota_search *s, rota_prices *prices, rota_dues *dues, int steps,
                         double first, double last, rota_ascent_from from);
/** Work of one of its steps. */
double rota_ascent_loose_work(const rota_search *s);

#endif
