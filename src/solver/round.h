/* One round of pricing: everybody's best lines at given prices, shared by the threads. Used by the
 * bundle (bundle.c) and by column generation (colgen.c). */
#ifndef ROTA_SOLVER_ROUND_H
#define ROTA_SOLVER_ROUND_H

#include "solver/search.h"

/** What pricing found for one worker. */
typedef struct {
    int count;
    int *arcs;     /**< [most lines * ndays], cheapest first */
    long labels;   /**< made on the way */
    double least;  /**< price-reduced cost of the best line found, or the threshold */
    bool complete; /**< no better line was left out */
    bool bounded;  /**< no line costs less than `least` */
} rota_found;

typedef struct {
    rota_search *s;
    const rota_scope *scope;
    const rota_prices *prices;
    int lines, most_lines;     /**< lines wanted of each worker; room for so many */
    int beam;                  /**< as in rota_price_request */
    double deadline;           /**< the same */
    double *threshold;         /**< [nworkers] only lines below it are wanted */
    const unsigned char *want; /**< NULL, or [nworkers] 1: price this worker */
    rota_found *found;         /**< [nworkers] filled for those who are priced */
} rota_round;

void rota_round_init(rota_round *round, rota_search *s, const rota_scope *scope, int most_lines);
void rota_round_done(rota_round *round);
/** Price everybody who is wanted and not fixed. The result depends on no thread. */
void rota_round_price(rota_round *round);
/** Cost of a line less the prices of its rows. */
double rota_line_value(const rota_line *line, const double *pi);
/** The Lagrangian value at the prices of the round: row bound, least values, fixed lines.
 *  @param[out] complete every `least` is proven, and so the value is a bound */
double rota_round_value(const rota_round *round, bool *complete);

/* ---- ascent_turns.c ---- */

/**
 * Raise the Lagrangian bound where many people are alike, by steps along averaged subgradients: all
 * at once they would run to the same rows and back. So a
 * few are priced at a time, everybody else keeps their line, and the prices move after each few, in
 * steps that shrink. The lines of the last turns go into the pool and the LP.
 * @param[in,out] prices where to start; the best prices found
 * @param turns everybody is priced once in each
 * @return the Lagrangian value at the best prices, as far as quick pricing knows: no bound
 */
double rota_ascent_in_turns(rota_search *s, rota_prices *prices, int turns, int beam);

#endif
