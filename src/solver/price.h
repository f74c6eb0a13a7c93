/* Pricing: one person's cheapest lawful lines for given prices of arcs, by label setting over the
 * days with resources, dominance and completion bounds. Proofs: docs/design/pricing.md. */
#ifndef ROTA_SOLVER_PRICE_H
#define ROTA_SOLVER_PRICE_H

#include "solver/problem.h"

/** What of one person does not change from call to call. */
typedef struct rota_pricer rota_pricer;
rota_pricer *rota_pricer_new(const rota_problem *problem, int worker);
void rota_pricer_free(rota_pricer *pricer); /**< accepts NULL */

/** Memory of one call, used again by the next; one for each thread. */
typedef struct rota_price_room rota_price_room;
rota_price_room *rota_price_room_new(void);
void rota_price_room_free(rota_price_room *room); /**< accepts NULL */

typedef struct {
    const double
        *arc_cost; /**< [narcs] of each arc: its own parts less prices of rows, cost units */
    const unsigned char *banned;    /**< [narcs] 1 = may not be used; NULL = all may */
    const unsigned char *must_work; /**< [ndays]; NULL = the worker's own */
    double threshold;               /**< only lines that cost less are wanted, cost units */
    int max_lines;                  /**< at most so many, the cheapest */
    int beam;                       /**< labels kept for each day; 0 = all: exact */
    long max_labels;                /**< give up past so many (complete = false); 0 = no cap */
    double deadline;                /**< give up past this time of rota_clock_seconds(); 0 = none */
    bool all;  /**< every line below the threshold, not only the undominated ones */
    int apart; /**< > 0: lines that differ on this day do not stand for each other: the best one for
                  each of its arcs is there. Only by labels, not in the dense engine */
} rota_price_request;

typedef struct {
    int count;
    int *arcs;     /**< [count * ndays], cheapest first; lent by the room until the next call */
    double *cost;  /**< [count] cost units, without constants of the master */
    bool complete; /**< no line below the threshold was left out that is cheaper than the last
                        one given (with `all`: none at all was left out) */
    bool bounded;  /**< best is a bound though lines may be missing */
    double best; /**< if complete or bounded: no line costs less than this (the threshold when none
                    does) */
    long labels; /**< labels made */
} rota_price_result;

/** Find lines. Never fails: a cap that strikes only makes the result incomplete. */
void rota_price(const rota_pricer *pricer, const rota_price_request *request, rota_price_room *room,
                rota_price_result *out);

/**
 * Which arcs can be in a line that costs less than the threshold.
 * @param[out] reached [narcs] 0 = no such line has the arc; certain, whatever is returned as 1
 * @return false when a cap or the deadline struck: nothing is known
 */
bool rota_price_reach(const rota_pricer *pricer, const rota_price_request *request,
                      rota_price_room *room, unsigned char *reached);

/** Seconds on a clock that only goes forward. */
double rota_clock_seconds(void);

#endif
