/* A week of a longer problem by itself, with nothing known around it: every lawful line of the
 * whole problem gives a lawful line of each of its weeks, and costs at least what these cost
 * together. Windows (window.h) are careful at their edges, pieces are generous: what is proven of
 * all pieces is proven of the whole (docs/design/bounds.md, "By weeks"). */
#ifndef ROTA_SOLVER_PIECE_H
#define ROTA_SOLVER_PIECE_H

#include "solver/problem.h"

typedef struct {
    rota_problem *problem;
    int first_day;  /**< of the whole problem: day 0 of the piece */
    int eve;        /**< 1: day 0 is the day before the week; its duties cost nothing but V */
    int **arc_from; /**< [nworkers][narcs of the piece] arc of the whole problem: of the eve one for
                         each run that may end with it */
    int *row_from;  /**< [nrows of the piece] row of the whole problem */
} rota_piece;

/** What couples the weeks, and what a unit of it is charged in each. Any numbers give a bound. */
typedef struct {
    rota_ending **edge;    /**< [nworkers * nweeks] V: to end the week in a way costs so much more
                                there, and to begin the next with its last day as the eve so much
                                less. A class for each duty of the day; a day off: 0. The last week:
                                NULL */
    unsigned char *priced; /**< [nrows] 1: duties of two weeks touch the row, it is in no piece */
    rota_cost *price;      /**< [nrows] of those: what a duty earns for its coefficient */
    unsigned char *spread; /**< [nblocks] 1: the balance block has several weeks */
    rota_cost *block;      /**< [nworkers * nblocks] of those: what a minute costs */
    rota_cost *nights, *weekends, *holidays; /**< [nworkers] what one costs; weekends: >= 0 */
} rota_multipliers;

/** All zero. */
rota_multipliers *rota_multipliers_new(const rota_problem *problem);
void rota_multipliers_free(rota_multipliers *multipliers, const rota_problem *problem);
/** Bring slopes and prices to between the least and the greatest slope of what they stand for. */
void rota_multipliers_clip(rota_multipliers *multipliers, const rota_problem *problem);
/** Counts and minutes over several weeks are charged by slope from the first unit on. What is
 *  charged too much at most, negative, and what was worked in the first block before day 0. */
rota_cost rota_multipliers_counts(const rota_multipliers *multipliers, const rota_problem *problem);
/** What the rows that are in no piece cost at least: a rota costs problem.constant, counts, rows
 * and the sum of its pieces, or more. */
rota_cost rota_multipliers_rows(const rota_multipliers *multipliers, const rota_problem *problem);

/** Cut the calendar week `week` out of a problem whose workers have no ending: the last week has
 *  none. Free with rota_piece_free. */
rota_piece *rota_piece_cut(const rota_problem *problem, int week,
                           const rota_multipliers *multipliers);
void rota_piece_free(rota_piece *piece); /**< accepts NULL */

#endif
