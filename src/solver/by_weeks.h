/* A longer horizon seen week by week: a bound from the weeks' LPs, and what the ways to end a week
 * are worth (docs/design/bounds.md, "By weeks"). */
#ifndef ROTA_SOLVER_BY_WEEKS_H
#define ROTA_SOLVER_BY_WEEKS_H

#include "solver/piece.h"
#include "solver/search.h"

/** Nothing is known yet. The search must outlive it; free with rota_by_weeks_free. */
struct rota_by_weeks *rota_by_weeks_new(rota_search *s);
void rota_by_weeks_free(struct rota_by_weeks *b); /**< accepts NULL */
/** The LPs of the weeks and the bound at their prices, which is raised. What counts are charged is
 *  read from the best rota. False: the time was over, or somebody could not be priced. */
bool rota_by_weeks_begin(struct rota_by_weeks *b);
/** The same with prices of the root, which is solved. */
bool rota_by_weeks_begin_at_root(struct rota_by_weeks *b);
/** Raise the bound along slopes with so much work; after rota_by_weeks_begin. False: there is none
 *  to begin with, or steps have become too short to gain anything. */
bool rota_by_weeks_climb(struct rota_by_weeks *b, double work);
/** Go on from the prices of the root's LP, once it is solved. */
void rota_by_weeks_take_root(struct rota_by_weeks *b);
/** V of all ends at the prices so far as what follows them costs more than after a day off; after
 *  rota_by_weeks_begin. Owned by `b`, good until it is called again. */
const rota_multipliers *rota_by_weeks_values(struct rota_by_weeks *b);

/** V of all ends halfway between that and what goes before them, at the best prices so far; after
 *  rota_by_weeks_begin. Owned by `b`, as above. */
const rota_multipliers *rota_by_weeks_middle(struct rota_by_weeks *b);

/** Raise the bound by whole weeks, with at most so much work: rotas of each, not its LP
 *  (whole_weeks.c).
 *  @param values V, and charges and prices of all that couples the weeks */
void rota_whole_weeks(rota_search *s, const rota_multipliers *values, double work);

/** A rota week by week, with what the ways to end a week are worth in the place of later weeks;
 *  then its weeks again as long as they improve (roll_weeks.c). With several threads each goes a
 *  way of its own. @return is one better than the best? */
bool rota_roll_weeks(rota_search *s, const rota_multipliers *values, double work);

/** All of a large home over several weeks, from the first rota on (months.c). */
void rota_run_months(rota_search *s);

#endif
