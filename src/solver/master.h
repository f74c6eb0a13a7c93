/* The restricted master LP: rows of the problem with their slack columns, one convexity row for
 * each person, and columns for lines of the pool.
 *
 *     min  sum cost(l) x_l + sum under1 u1 + under_target u2 + over o + big z
 *     s.t. sum_l a_rl x_l + u1_r + u2_r - o_r = target_r          every row r        (price pi_r)
 *          sum_{l of w} x_l + z_w = 1                             every worker w     (price
 * sigma_w) lower_k <= sum_{r in kind k} u1_r <= upper_k           every kind k       (price mu_k)
 *          0 <= u2_r <= target_r - low_r,  0 <= o_r <= high_r - target_r
 *
 * The rows of kinds are free until branching bounds them: total understaffing of a kind is integral
 * in every rota, and branching on it touches no pricing. Mathematics: docs/design/master.md. */
#ifndef ROTA_SOLVER_MASTER_H
#define ROTA_SOLVER_MASTER_H

#include "solver/lp.h"
#include "solver/pool.h"

/** Prices of the rows, or any other multipliers. */
typedef struct {
    double *pi;    /**< [nrows] cost units for a unit of coverage */
    double *sigma; /**< [nworkers] */
    double *mu;    /**< [nkinds] */
} rota_prices;

/** Columns that make the cost of a row: below its minimum, below its target, above it. */
enum { ROTA_SLACK_UNDER, ROTA_SLACK_UNDER_TARGET, ROTA_SLACK_OVER, ROTA_NSLACKS };

typedef struct rota_master rota_master;
rota_rc rota_master_new(const rota_problem *problem, rota_pool *pool, rota_master **out,
                        rota_err *err);
void rota_master_free(rota_master *master); /**< accepts NULL */
int rota_master_kinds(const rota_master *master);

void rota_prices_init(rota_prices *prices, const rota_master *master);
void rota_prices_done(rota_prices *prices);
void rota_prices_copy(rota_prices *to, const rota_prices *from, const rota_master *master);
/** to = (1 - share) * to + share * other */
void rota_prices_mix(rota_prices *to, const rota_prices *other, double share,
                     const rota_master *master);

/** Round to multiples of 1/64 cost unit. Prices are free to choose, so nothing is lost; and with
 * them every sum in pricing and in the bound is exact in doubles (below 2^46 units). */
void rota_prices_round(rota_prices *prices, const rota_master *master);

/** Put a line of the pool into the LP (again). */
void rota_master_add(rota_master *m, int index);
/** Bounds of a line's variable: [0, inf) allowed, [0, 0] banned, [1, 1] fixed. */
void rota_master_bound_line(rota_master *m, int index, double lower, double upper);
/** Is the line in the LP with bounds [0, 0]? */
bool rota_master_is_closed(const rota_master *m, int index);
/** What a person without a line costs, cost units: more than any line can be worth, so that nobody
 * is left without one where one exists. */
double rota_master__price_of_missing(const rota_problem *problem);
/** May bounds of kinds and maxima of rows be passed at the price of a missing line? False at first:
 *  at the root they need not be. Passing them counts in rota_master_missing(). */
void rota_master_set_elastic(rota_master *master, bool elastic);
/** Bound the total understaffing of a kind of rows. */
void rota_master_bound_kind(rota_master *master, int kind, double lower, double upper);
/** As rota_lp_watch and rota_lp_alive. */
void rota_master_watch(rota_master *master, const volatile int *stop);
bool rota_master_alive(const rota_master *master);
enum rota_lp_status rota_master_solve(rota_master *master, double seconds);
/** As rota_lp_solve_dual: after bounds have changed. */
enum rota_lp_status rota_master_solve_dual(rota_master *master, double seconds);
/** As rota_lp_solve_dual_below; in cost units. */
enum rota_lp_status rota_master_solve_dual_below(rota_master *master, double most, double seconds);
/** As rota_lp_keep_basis and rota_lp_restore_basis: no line may have left the LP between. */
void rota_master_keep_basis(const rota_master *master, rota_lp_basis *out);
void rota_master_restore_basis(rota_master *master, const rota_lp_basis *basis);
bool rota_master_is_basic(const rota_master *master, int index);
/** Where a slack stands in the LP's basis (lp.h); ROTA_LP_AT_LOWER when there is none. */
int rota_master_slack_place(const rota_master *master, int slack, int row);
/** Begin in a basis that is as near as can be to some lines, which are in the LP, and slacks
 *  [nrows * ROTA_NSLACKS], with all cuts tight. */
void rota_master_begin_near(rota_master *master, const int *lines, int nlines,
                            const unsigned char *slacks);
/** Begin in the basis of another master of the same problem. twins: for its lines, in column order,
 *  the number of the same line here, which is in the LP; at least for the basic ones. */
void rota_master_take_basis(rota_master *master, const rota_master *from, const int *twins);
double rota_master_objective(const rota_master *master); /**< cost units */
/** Prices of the LP, rounded as rota_prices_round does. */
void rota_master_prices(const rota_master *master, rota_prices *out);
double rota_master_value(const rota_master *m, int index); /**< 0 when it is not in the LP */
double rota_master_kind_value(const rota_master *master, int kind);
/** Sum of the persons left without a line (z): above 0 the LP is infeasible in truth. */
double rota_master_missing(const rota_master *master);
/** Take lines out of the LP whose reduced cost is above `limit` and that are not basic. */
void rota_master_trim(rota_master *master, double limit);
/** Take lines that are not basic out of the LP, those of the greatest reduced cost, until about
 *  `count` lines are left. */
void rota_master_trim_to(rota_master *master, int count);
/** Lines now in the LP, in column order; lent until the next change. */
const int *rota_master_lines(const rota_master *master, int *count);
long rota_master_iterations(const rota_master *master);

/** The part of the Lagrangian bound that the rows give for any prices (cost units); the whole bound
 * is this plus, for each worker, the least price-reduced cost of a line. */
double rota_master_row_bound(const rota_master *master, const rota_prices *prices);

/** The same where cuts make slacks cheaper, by less[slack][row] each (NULL = by nothing). What the
 * cuts give for it is the caller's to add. */
double rota_master_row_bound_less(const rota_master *master, const rota_prices *prices,
                                  double *const less[ROTA_NSLACKS]);

/** Most that a slack of a row can be. */
double rota_master_most_slack(const rota_master *m, int slack, int row);
/** Slopes of rota_master_row_bound in the prices of the rows. */
void rota_master_row_slopes(const rota_master *m, const rota_prices *prices, double *slope);
/** Bring prices of rows to where their slack columns cost nothing: no best price lies outside, but
 *  for multipliers of kinds. Where there is no slack: to where sums of prices stay exact. */
void rota_master_clip(const rota_master *m, rota_prices *prices);

/* ---- cuts: rows `sum of coefficients >= 1` that every rota keeps (docs/design/cuts.md) ---- */

/** Put a cut into the LP, after those that are there. Elastic columns and missing lines have
 *  coefficient 1, so that the LP stays solvable.
 *  @param lines [lines now in the LP], in column order
 *  @param slacks [ROTA_NSLACKS][nrows] */
void rota_master_add_cut(rota_master *master, const double *lines,
                         double *const slacks[ROTA_NSLACKS]);
int rota_master_cuts(const rota_master *master); /**< in the LP */
/** Take cuts out of the LP, [cuts] 1 = gone; they should be slack. The others keep their order. */
void rota_master_drop_cuts(rota_master *master, const unsigned char *gone);
/** As rota_master_add, with the line's coefficients in the cuts [cuts]. */
void rota_master_add_in_cuts(rota_master *master, int index, const double *in_cuts);
double rota_master_cut_price(const rota_master *master, int cut); /**< cost units, at least 0 */
/** Does the LP's solution keep the cut by itself? */
bool rota_master_cut_is_slack(const rota_master *master, int cut);
bool rota_master_has_slack(const rota_master *master, int slack, int row);
/** -1 when the row has no such slack. */
double rota_master_slack_value(const rota_master *master, int slack, int row);
/** As rota_lp_multipliers, of a line or a slack: [nrows], [nworkers], [kinds], [cuts]. */
bool rota_master_multipliers_of_line(rota_master *master, int index, double *out);
bool rota_master_multipliers_of_slack(rota_master *master, int slack, int row, double *out);

#endif
