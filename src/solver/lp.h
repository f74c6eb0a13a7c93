/* A linear program, solved by GLPK. The only file that includes glpk.h is lp.c.
 *
 *     min c x   s.t.   row bounds on A x, column bounds on x
 *
 * Rows and columns are numbered from 0. An LP belongs to the thread that made it (GLPK's
 * environment is thread-local). GLPK's abort() is turned into an error (ROTA_E_SYSTEM); after it
 * every LP of the thread is dead and only rota_lp_free may be called on them. */
#ifndef ROTA_SOLVER_LP_H
#define ROTA_SOLVER_LP_H

#include "core/err.h"

#include <stdbool.h>

typedef struct rota_lp rota_lp;

enum rota_lp_status {
    ROTA_LP_OPTIMAL,
    ROTA_LP_INFEASIBLE,
    ROTA_LP_HIGH, /**< the objective is at least as high as asked; duals are those of that basis */
    ROTA_LP_STOPPED,
    ROTA_LP_FAILED
};

rota_rc rota_lp_new(rota_lp **out, rota_err *err);
void rota_lp_free(rota_lp *lp); /**< accepts NULL */
/** Add a row with bounds (-INFINITY / INFINITY = none); returns its number. */
int rota_lp_add_row(rota_lp *lp, double lower, double upper);
/** Add a column with n coefficients; returns its number. */
int rota_lp_add_column(rota_lp *lp, double cost, double lower, double upper, int n, const int *rows,
                       const double *coefs);
void rota_lp_set_row(rota_lp *lp, int row, double lower, double upper);
/** Give a row other coefficients; what it had is gone. */
void rota_lp_fill_row(rota_lp *lp, int row, int n, const int *columns, const double *coefs);
void rota_lp_set_column(rota_lp *lp, int column, double lower, double upper);
/** Delete the columns with gone[column] != 0; the others keep their order. */
void rota_lp_delete_columns(rota_lp *lp, const unsigned char *gone);
/** Delete the rows with gone[row] != 0, which should be basic: then the basis stays one. */
void rota_lp_delete_rows(rota_lp *lp, const unsigned char *gone);
int rota_lp_columns(const rota_lp *lp);
int rota_lp_rows(const rota_lp *lp);
/** Give back what GLPK keeps for this thread; no LP of it may be used afterwards. */
void rota_lp_end_thread(void);
/** Is the LP still there? False after GLPK has aborted in this thread. */
bool rota_lp_alive(const rota_lp *lp);
/** End every solving soon after *stop becomes non-zero; NULL = no flag. */
void rota_lp_watch(rota_lp *lp, const volatile int *stop);
/** Iterations of the simplex between two looks at clock, flag and progress: one such slice without
 *  progress is a stall. */
void rota_lp_set_slice(rota_lp *lp, int iterations);
/**
 * Solve from the present basis by the primal simplex. When it stalls or GLPK reports trouble: again
 * with rows widened by tiny amounts and then as they are; scaled, from an advanced basis, by the
 * dual simplex; from the standard basis with the textbook ratio test.
 * @param seconds most time to spend
 * @return FAILED: none of it ended (the LP may be solved again later), or the LP is not alive
 */
enum rota_lp_status rota_lp_solve(rota_lp *lp, double seconds);
/** The same by the dual simplex first: fast where a basis that was optimal lost it to bounds only.
 */
enum rota_lp_status rota_lp_solve_dual(rota_lp *lp, double seconds);

/** The same, and when it comes to an objective of `most` it ends there. */
enum rota_lp_status rota_lp_solve_dual_below(rota_lp *lp, double most, double seconds);

/** A basis, as the status of rows and columns. */
typedef struct {
    int nrows, ncolumns;
    unsigned char *status; /**< [nrows + ncolumns]; free with rota_lp_basis_done */
} rota_lp_basis;
void rota_lp_keep_basis(const rota_lp *lp, rota_lp_basis *out);
/** Go back to a basis; columns that are newer than it are not in it, rows that are newer are. No
 * row or column may have been deleted since. */
void rota_lp_restore_basis(rota_lp *lp, const rota_lp_basis *basis);
/** Where a column stands in a basis. ROTA_LP_SPARE: for rota_lp_begin_near only. */
enum { ROTA_LP_AT_LOWER, ROTA_LP_BASIC, ROTA_LP_AT_UPPER, ROTA_LP_SPARE };
int rota_lp_place(const rota_lp *lp, int column);
/** Coefficients of a column; returns how many. rows and coefs have room for all rows and one. */
int rota_lp_column(const rota_lp *lp, int column, int *rows, double *coefs);
/**
 * Begin in a basis that is as near as can be to what is wanted (lp_near.c): of the columns that are
 * to be basic those that depend on others stay out; then spare ones go in, then rows, until it is a
 * basis. Rows without bounds are basic.
 * @param place [columns]
 */
void rota_lp_begin_near(rota_lp *lp, const unsigned char *place);
/** Set all statuses: [columns] places, [rows] 1 = basic. How many are basic is the caller's. */
void rota_lp_set_places(rota_lp *lp, const unsigned char *place, const unsigned char *basic_rows);
bool rota_lp_row_is_free(const rota_lp *lp, int row); /**< it has no bounds */
/** Put a column into the basis; how many are in it is the caller's to keep right. */
void rota_lp_set_basic(rota_lp *lp, int column);
void rota_lp_basis_done(rota_lp_basis *basis);

double rota_lp_objective(const rota_lp *lp);
double rota_lp_value(const rota_lp *lp, int column);
double rota_lp_reduced_cost(const rota_lp *lp, int column);
double rota_lp_dual(const rota_lp *lp, int row);
bool rota_lp_is_basic(const rota_lp *lp, int column);
bool rota_lp_row_is_basic(const rota_lp *lp, int row);
/**
 * The row of the simplex tableau of a basic column, as multipliers of the rows of the LP: their sum
 * has coefficient 1 in that column and 0 in the other basic ones.
 * @param[out] out [rows]
 * @return false when the column is not basic or GLPK has no factorisation
 */
bool rota_lp_multipliers(rota_lp *lp, int column, double *out);
bool rota_lp_is_closed(const rota_lp *lp, int column); /**< its bounds are [0, 0] */
long rota_lp_iterations(const rota_lp *lp);

/**
 * Solve as an integer program by GLPK's branch and cut, after its relaxation as rota_lp_solve does:
 * when that takes half of the time, it ends there, as GLPK's own first LP knows no limit.
 * @param integer [columns] 1 = must be integral
 * @param max_nodes nodes of its tree after which it gives up (a limit that no clock has a part in)
 * @param stop NULL, or a flag that ends the search when it becomes non-zero
 * @param[out] x [columns] the best solution found
 * @param[out] found x holds a solution
 * @return OPTIMAL: x is optimal; INFEASIBLE; STOPPED: nodes, time or flag; FAILED
 */
enum rota_lp_status rota_lp_solve_integer(rota_lp *lp, const unsigned char *integer, long max_nodes,
                                          double seconds, const volatile int *stop, double *x,
                                          bool *found);

#endif
