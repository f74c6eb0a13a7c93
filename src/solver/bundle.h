/* Prices of rows by a proximal bundle method: the Lagrangian bound is raised without an LP
 * (docs/design/bundle.md). */
#ifndef ROTA_SOLVER_BUNDLE_H
#define ROTA_SOLVER_BUNDLE_H

#include "solver/search.h"

typedef struct rota_bundle rota_bundle;

typedef struct {
    double near;     /**< stop when the value can rise by at most this share of it */
    bool exact;      /**< and is proven; else what quick pricing knows is enough */
    int steps;       /**< at most */
    double until;    /**< work of the search to stop at; 0 = none */
    double deadline; /**< seconds on rota_clock_seconds */
} rota_bundle_aim;

/**
 * @param[in,out] prices where to start; the best ones so far, as far as quick pricing knows
 * @param[out] proven NULL, or the prices of the proven bound, and
 * @param[out] least with it: [nworkers] the least values there
 * Everything is the caller's and must outlive the bundle.
 */
rota_bundle *rota_bundle_new(rota_search *s, const rota_scope *scope, rota_prices *prices,
                             rota_prices *proven, double *least);
void rota_bundle_free(rota_bundle *bundle); /**< accepts NULL */
/** Go on; true when it came as near as was asked, as far as its models tell within reach of a step:
 *  one tiny problem of fifty is farther off. Without `exact` nothing may be proven; with it there
 * is a bound in the end unless time is over. */
bool rota_bundle_climb(rota_bundle *bundle, const rota_bundle_aim *aim);
/** The value at the prices as far as it is known: no bound. */
double rota_bundle_value(const rota_bundle *bundle);
double rota_bundle_bound(const rota_bundle *bundle); /**< proven; -INFINITY = none yet */
/** Put the lines that it mixes into the LP. */
void rota_bundle_put_lines(const rota_bundle *bundle);
/** How far its mixture uses each arc, [nworkers][narcs]; free with rota_shares_free. */
double **rota_bundle_shares(const rota_bundle *bundle);

#endif
