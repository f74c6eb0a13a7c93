/* The search among listed lines (settle.c), its splits (settle_split.c) and its cuts
 * (settle_cuts.c). */
#ifndef ROTA_SOLVER_SETTLE_H
#define ROTA_SOLVER_SETTLE_H

#include "solver/search.h"

#define ROTA_SETTLE_WHOLE 1e-6 /* so near to a whole number is one */

/** Numbers of lines that a node may still use, ascending. */
typedef struct {
    int *lines, count;
} rota_settle_list;

/** A cut: a sum of coefficients of at least 1 (docs/design/cuts.md). */
typedef struct rota_cut rota_cut;

typedef struct {
    rota_search *s;
    const rota_lines *lines;
    rota_pool *pool; /* of those in the LP */
    rota_master *master;
    int *in_pool;           /* [lines] number in the pool, -1 = not there */
    int *listed;            /* [pool] number in the list */
    unsigned char *allowed; /* [lines] in the node */
    double *value;          /* [lines] at the prices */
    int *minutes;           /* [lines] of work */
    rota_prices prices;
    double **arc_price;    /* [nworkers][narcs] what its rows pay */
    int64_t **arc_sum;     /* [nworkers][narcs] the same of a cut's multipliers; NULL: not yet */
    double *least, *in_lp; /* [nworkers] least value of an open line, of one in the LP */
    int *best;             /* [nworkers] line of the least value */
    double *lower, *upper; /* [kinds] bounds of their totals in the node */
    double limit;          /* rotas from this cost on are not looked for */
    double aim;            /* what the root's cuts are to come near to; INFINITY = the limit */
    long nodes, max_nodes;
    long until;   /* nodes after which the tree begins anew */
    double noise; /* share of chance in the choice of splits */
    long counted; /* iterations that the search knows of */
    bool at_root; /* the list is of lines near the search's root */
    bool gave_up, begins_anew, cuts_pay;
    rota_cut *cuts; /* [ncuts] those of the LP, in its order */
    int ncuts, cuts_capacity;
    double *credit;             /* [lines] what the cuts pay, rounded up */
    double *less[ROTA_NSLACKS]; /* [nrows] the same for slacks */
} rota_settling;

/** Values of the open lines at some prices of rows, and the least of each worker. */
void rota_settle__price_list(rota_settling *t, const rota_settle_list *open, const double *pi);
/** Put a listed line into the LP. */
void rota_settle__add_line(rota_settling *t, int line);
/** The first LP: lines that are worth most at the prices they were listed at. It begins in the
 *  basis of the search's own LP where all lines of that are listed (settle_start.c). */
void rota_settle__fill_lp(rota_settling *t, const rota_settle_list *open,
                          const rota_prices *prices);

/* ---- settle_split.c ---- */

/** A decision: a kind's total or a worker's minutes are above something or not, or a worker serves
 *  a group or does an arc or not. */
typedef struct {
    int kind; /**< -1: about a worker */
    int worker;
    int group, day, arc; /**< -1, -1: about minutes */
    double above;        /**< total or minutes */
    double share;        /**< of the LP's lines that say yes */
} rota_settle_split;

/** Is somebody with the group in a line? */
bool rota_settle__serves(const rota_settling *t, int line, int group);
/** The open lines on one side of a split; the caller frees .lines. */
rota_settle_list rota_settle__side(const rota_settling *t, const rota_settle_list *open,
                                   const rota_settle_split *by, bool yes);
/** Is something left out on each side of a split? The LP's numbers are not exact: what it calls
 *  undecided may be decided. */
bool rota_settle__parts(const rota_settling *t, const rota_settle_list *open,
                        const rota_settle_split *by);
/** A split of somebody's open lines that needs no LP; false when everybody has but one. */
bool rota_settle__part_any(const rota_settling *t, const rota_settle_list *open,
                           rota_settle_split *out);

/** What the LP is least decided on, and what parts the open lines: totals of understaffing first,
 * then whom a worker serves, minutes, and a single arc. False when there is none. */
bool rota_settle__choose(rota_settling *t, const rota_settle_list *open, rota_settle_split *by);

/* ---- settle_cuts.c ---- */

/** Coefficients of a line in the cuts of the LP, [cuts in the LP]. */
void rota_settle__line_in_cuts(const rota_settling *t, int line, double *out);
/** What the LP has in the place of a coefficient of a cut: what is nearly nothing only makes it
 * hard to solve. The bound counts the true ones. */
double rota_settle__for_lp(double coef);
/** Coefficient of a slack of a row in a cut of the LP. */
double rota_settle__slack_in_cut(const rota_settling *t, int cut, int slack, int row);
/** Fill credit of the open lines and less of slacks at the LP's prices of cuts; returns what the
 * cuts give to the bound, rounded down. */
double rota_settle__price_cuts(rota_settling *t, const rota_settle_list *open);
/** Cuts that the LP's solution does not keep, made from rows of its tableau, for the open lines;
 * returns how many were put into the LP. Those from `first` on leave it where they are slack. */
int rota_settle__cut(rota_settling *t, const rota_settle_list *open, int first);
/** Take all cuts from `first` on out of the LP; in its basis they are slack. */
void rota_settle__drop_cuts(rota_settling *t, int first);
/** The tight cuts of the LP, with those that they were made from. */
void rota_settle__keep_cuts(const rota_settling *t, rota_kept *out);
/** Put kept cuts into the LP, made anew for the open lines. */
void rota_settle__take_cuts(rota_settling *t, const rota_settle_list *open, const rota_kept *kept);
void rota_settle__cuts_done(rota_settling *t);

#endif
