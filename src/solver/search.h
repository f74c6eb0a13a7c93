/* The state of one solve, shared by its phases: column generation (colgen.c), first rota and
 * improvement (improve.c), dives (dive.c), enumeration of the lines within the gap (enumerate.c),
 * branching (branch.c). solve.c owns it, phases.c calls them in turn. */
#ifndef ROTA_SOLVER_SEARCH_H
#define ROTA_SOLVER_SEARCH_H

#include "solver/master.h"
#include "solver/price.h"
#include "solver/price_internal.h"
#include "solver/solve.h"
#include "solver/window.h"

/** The smallest difference of two sums of costs and prices, cost units. */
#define ROTA_EXACT 0.015625

/** What may be used in a node of the search tree or in a dive. */
typedef struct {
    unsigned char **banned;    /**< [nworkers] NULL or [narcs], 1 = banned */
    unsigned char **must_work; /**< [nworkers] NULL or [ndays] */
    int *fixed;                /**< [nworkers] line that the worker is fixed to, -1 = none */
} rota_scope;

/** The line of each worker that an LP likes best. */
typedef struct {
    int **lines;   /**< [nworkers][ndays] */
    double *share; /**< [nworkers] its value in the LP; 0 = none is known */
} rota_favourites;

typedef struct {
    const rota_problem *p;
    const rota_solve_settings *settings;
    double begin, deadline;
    rota_pricer **pricers;   /**< [nworkers] */
    rota_price_room **rooms; /**< [nthreads] */
    int nthreads;
    rota_pool *pool;
    rota_master *master;
    double **arc_cost; /**< [nworkers][narcs] scratch */
    rota_scope root;   /**< nothing fixed; banned is what no better rota has (fixing.c) */

    int **best; /**< [nworkers][ndays] lines of the best rota; valid when has_best */
    bool has_best;
    rota_cost best_cost;     /**< exact; INT64_MAX before the first */
    rota_cost looked_at;     /**< best when the lines within the gap were last looked at */
    int turn;                /**< of dives, windows and branching */
    int step_turn;           /**< the last in which steps above the bound were looked at */
    long step_nodes;         /**< what the next look at the steps may take */
    double *total_lower;     /**< [kinds] of understaffing in any better rota (totals.c) */
    double *total_upper;     /**< the same */
    rota_cost totals_at;     /**< best when they were last looked at */
    rota_cost fixed_at;      /**< best when arcs were last fixed */
    double too_far;          /**< a bound up to which too many lines are near */
    rota_cost step;          /**< costs of rotas differ by multiples of it */
    double bound;            /**< proven, cost units; -INFINITY before the root is solved */
    rota_prices root_center; /**< where the bundle is */
    rota_prices root_prices; /**< those that gave the root's bound */
    double root_bound;       /**< that bound; `bound` may have been raised since */
    double *plain_prices;    /**< [nrows] of the root before totals were settled; NULL: none were */
    double plain_bound;      /**< and its bound */
    double *root_least;      /**< [nworkers] least reduced cost of a line at root_prices */
    double **root_share;     /**< [nworkers][narcs] how far the root's LP, or the mixture of its
                                  bundle, uses each arc; NULL = it was not noted */
    bool fresh;              /**< nobody has followed that LP yet (roll_weeks.c) */
    rota_kept near;          /**< the last LP of rota_settle over lines near the root */
    double near_bound;       /**< its bound; -INFINITY before the first */
    rota_favourites favourites; /**< of the last LP that was noted */
    double first_seconds, root_seconds;
    uint64_t random;
    const char *phase;
    rota_phase entered; /**< the whole search's figures when the phase began */
    rota_phase phases[ROTA_MAX_PHASES];
    int nphases;
    long priced, nodes, windows, windows_better, dives;
    long labels;          /**< made in pricing, but for lists (list_days) */
    int ways;             /**< through all weeks, that were gone (roll_weeks.c) */
    long list_iterations; /**< of the simplex, in the LPs of rota_settle */
    double list_days;     /**< of lines looked at there, and of lines listed */
    double model_rows;    /**< of lines looked at in bundles (bundle.c) */
    double window_work;   /**< work of windows, which are solves of their own */
    double arcs;          /**< of a person, on average */
    bool root_converged;  /**< no line priced out at the root, or its bundle is near */
    bool rolls;           /**< the horizon is too long to price lines over all of it */
    bool warm;            /**< began with a rota of nearly the same problem */
    bool primed;          /**< and with its prices, in root_prices before the root is solved */
    bool cheap;           /**< everybody is priced by the dense engine: the root is quick */
    bool dense;           /**< everybody could be, over shorter horizons at least */
    bool wide;            /**< cheap, but each of its few weeks is a large problem */
    bool lp_failed;
    struct rota_beside *beside;  /**< for a search beside another one: how they meet; else NULL */
    struct rota_beside *other;   /**< the search beside this one; NULL = none */
    struct rota_tree *tree;      /**< open nodes of branching; NULL before the first */
    struct rota_bundle *bundle;  /**< at the root, where that has no LP; NULL before it is begun */
    struct rota_by_weeks *weeks; /**< bound and values by weeks; NULL before the first */
} rota_search;

/** Make a search; problem and settings must outlive it. Free with rota_search__end, whatever is
 *  returned. */
rota_rc rota_search__begin(rota_search *s, const rota_problem *problem,
                           const rota_solve_settings *settings, rota_err *err);
void rota_search__end(rota_search *s);
/** True when the time is over or the user wants to stop. */
bool rota_search__over(const rota_search *s);
double rota_search__left(const rota_search *s); /**< seconds until the deadline */
/** Work done so far, in seconds of a usual machine: counted in simplex iterations and people
 * priced, so that turns are as long on every machine and the same input goes the same way. */
double rota_search__work(const rota_search *s);
/** What may be done in all, in the same seconds. */
double rota_search__budget(const rota_search *s);
double rota_search__budget_left(const rota_search *s); /**< of it; at least a little */
/** Best cost; INFINITY when there is none. */
double rota_search__best(const rota_search *s);
/** A bound that reaches this leaves no room for a better rota. */
double rota_search__cutoff(const rota_search *s);
/** True when the bound leaves no room for a better rota, or the wanted gap is reached. */
bool rota_search__done(const rota_search *s);
/** Best less bound, as a share of the best. */
double rota_search__gap(const rota_search *s);
/** Iterations of the simplex so far, in all LPs. */
long rota_search__iterations(const rota_search *s);
/** Offer a rota: lines[worker] = [ndays] arcs. Costed exactly; kept when lawful and better. */
bool rota_search__offer(rota_search *s, int *const *lines);
/** Offer lines of the pool, one index for each worker. */
bool rota_search__offer_lines(rota_search *s, const int *lines);
/** Raise the proven bound (cost units): no rota that is better than the best costs less. It is
 * never above the best. */
void rota_search__raise_bound(rota_search *s, double bound);
/** Tell the progress callback. */
void rota_search__tell(const rota_search *s);
/** How far above the root's bound the best is thought to be, from an earlier solve of nearly the
 * same problem, cost units; 0 = not known. */
double rota_search__known_reach(const rota_search *s);
/** The same above the bound of the LP over listed lines, with its cuts. */
double rota_search__known_near(const rota_search *s);
/** Deterministic pseudo-random number in [0, 1), from a state of its own or the search's. */
double rota_search__random_of(uint64_t *state);
double rota_search__random(rota_search *s);

void rota_scope_init(rota_scope *scope, int nworkers);
/** A scope with what is banned at the root. */
void rota_scope_of_root(const rota_search *s, rota_scope *scope);
void rota_scope_done(rota_scope *scope, int nworkers);

/** Is the line of the pool allowed in the scope? */
bool rota_scope_allows(const rota_search *s, const rota_scope *scope, const rota_line *line);

/* ---- colgen.c ---- */

typedef struct {
    double
        bound; /**< Lagrangian bound of the scope, cost units; -INFINITY when none was computed */
    double lp; /**< value of the restricted master, cost units */
    bool converged;  /**< no line prices out: lp is the scope's LP value */
    bool infeasible; /**< somebody has no line in this scope */
} rota_colgen_result;

typedef struct {
    double floor;             /**< a bound of the scope that is known before; 0 = none */
    double enough;            /**< stop when the LP is as low as this (0 = converge) */
    bool dual;                /**< only bounds have changed since the LP was solved */
    double cutoff;            /**< stop as soon as the bound reaches it (INFINITY = never) */
    double until;             /**< stop when the search has done so much work (0 = never) */
    int max_rounds;           /**< 0 = until converged */
    bool exact;               /**< compute bounds (exact pricing); false: quick, for dives */
    double deadline;          /**< on the clock of rota_clock_seconds */
    rota_prices *best_prices; /**< NULL, or filled with the prices of the best bound */
    double *least;            /**< NULL or [nworkers] least reduced costs at those prices */
} rota_colgen_options;

void rota_colgen(rota_search *s, const rota_scope *scope, const rota_colgen_options *options,
                 rota_colgen_result *out);
/** Is the root's bound raised without an LP? Over weeks of dear lines that has too many rows. */
bool rota_colgen_has_no_lp(const rota_search *s);
/** The root's LP from where it is, or where there is none the bundle in its place; root_prices,
 *  root_least, root_bound and root_converged are of it then. until as in the options. */
void rota_colgen_root(rota_search *s, double until, double deadline, rota_colgen_result *out);
/** arc_cost of a worker for prices of rows: its own parts less prices. */
void rota_colgen__arc_costs(const rota_search *s, int worker, const double *pi, double *out);

/* ---- carry.c ---- */

/** A bound of `now` that follows from the one of a problem that was solved before: exact, whatever
 * the two are. -INFINITY: none, as something is not known to allow no more than it did. */
double rota_bound_carried(const rota_problem *now, const rota_before *before);

/* ---- fixing.c ---- */

/** Ban arcs at the root that no rota has that is better than the best; where that is better than
 *  when it was last done. */
void rota_fix_arcs(rota_search *s);

/* ---- kept.c ---- */

/** Lines and basis of an LP; cuts are the caller's to add. */
void rota_kept_take(rota_kept *out, const rota_problem *p, const rota_master *master,
                    rota_pool *pool);
/** Are horizons so short that what was known before helps? */
bool rota_is_kept(const rota_problem *p);
/** A copy of what is known; kept NULL: empty. */
void rota_kept_copy(rota_kept *out, const rota_kept *kept, const rota_problem *p);
/** Is it a line at all: arcs of its worker, each on its day, nobody off where work is a must? */
bool rota_kept_is_line(const rota_problem *p, int worker, const int *arcs);

/* ---- warm.c ---- */

/**
 * The first rota, from what is known before: known lines into pool and LP, known prices into
 * root_prices, lines of the known rota that are still lawful, all others by rota_complete.
 * @param lines [nworkers][ndays], filled
 * @param known [nworkers] zeroed
 * @return -1, or the worker who has no lawful line
 */
int rota_warm_rota(rota_search *s, int **lines, unsigned char *known);

/** Does a line fit below the maxima of the rows, on top of what is covered? If so, it is covered.
 *  @param activity [nrows] */
bool rota_add_if_it_fits(const rota_search *s, int w, const int *line, int *activity);

/* ---- the other phases ---- */

/** Re-optimise one person exactly against all others until nothing improves. */
void rota_improve(rota_search *s, int **lines);
/** The same from the lines given, for everybody at the dense engine, several at once: lines becomes
 *  what nobody alone can better, or what there is when time is over. */
void rota_answer(rota_search *s, int **lines);
/** Work to fill everybody's table of the dense engine once; who has none takes none. */
double rota_work_of_tables(const rota_search *s);
/** Improve the best rota so with so much work, over stretches of as many weeks as are priced
 *  quickly; `weeks` 0: not known how many. Returns them. */
int rota_improve_stretches(rota_search *s, int weeks, double work);
enum { ROTA_MOST_PARTS = 16 };
/** A part of the rota: from a week to another, some people (NULL: all), with at most so much work.
 */
typedef struct {
    int first_week, last_week;
    const unsigned char *people; /**< [nworkers] */
    double work;
} rota_part;
/** Plan parts anew that share no person's day, at the same time when there are several, and put
 *  them back one after the other where the whole rota is better for it. Returns how many were. */
int rota_improve_parts(rota_search *s, const rota_part *parts, int n);
/** Improve the best rota by windows of so many weeks, each solved by itself with at most
 *  window_work, for so much work or until none improves. */
void rota_improve_windows(rota_search *s, int weeks, double work, double window_work);
/** Improve the best rota by windows of seven days of everybody that begin on any day of the week,
 *  for so much work or until none improves. */
void rota_improve_days(rota_search *s, double work, double window_work);
/** Improve the best rota by parts of the people around `size` groups over so many weeks, one group
 *  and others at random, for so much work or until none improves (improve_groups.c). */
void rota_improve_groups(rota_search *s, int size, int weeks, double work, double window_work);
/** Solve a window with so much work, in so many turns (0 = any), from the lines it has; what it
 *  finds is put into lines. has_windows: with windows of its own. False when it has no solution. */
bool rota_solve_window(rota_search *s, const rota_window *window, double work, int turns,
                       bool has_windows, int **lines);
/** Part the home into clusters of groups and people that share nobody in the scope, plan each by
 *  itself with so much work in all, and put them together. *parted: false when there is but one.
 *  True when the rota is better than the best. */
bool rota_plan_by_clusters(rota_search *s, const rota_scope *scope, double work, bool *parted);
/** Plan those without a fixed line by themselves, as a window of people; true when the whole rota
 * is better than the best. */
bool rota_complete_by_window(rota_search *s, const rota_scope *scope, double work);
/* ---- beside.c ---- */

typedef struct rota_beside rota_beside;
/** Begin a search for better rotas in a thread of its own, beside this one, which is s's to use
 *  while `program` runs. It is a search with an LP and pricing of its own that begins with the best
 *  rota, bound and favourites of s. Returns NULL when there is but one thread. */
rota_beside *rota_beside_begin(rota_search *s, void (*program)(rota_search *));
/** Take over the best rota that it had had when it had done as much work as s since the beginning,
 *  less a little, so that there is mostly nothing to wait for. Accepts NULL. */
void rota_beside_meet(rota_beside *b);
/** Cost of the best rota that is going to be taken over, as far as it is known: for those who
 * watch, without waiting. INFINITY when there is none. Accepts NULL. */
double rota_beside_look(rota_beside *b);
/** As rota_beside_meet without that little, and end it, wherever it is. Accepts NULL. */
void rota_beside_end(rota_beside *b);
/** The search beside: note its best rota. */
void rota_beside__note(rota_beside *b, const rota_search *s);
/** The search beside: tell that it has done so much work; is it to end? */
bool rota_beside__ended(rota_beside *b, double work);

/** Note what an LP likes best (favourites.c). */
void rota_favourites_note(rota_search *s, const rota_master *master, rota_pool *pool);
/** How far the solution of an LP uses each arc, [nworkers][narcs]; free with rota_shares_free. */
double **rota_shares_of_arcs(const rota_problem *problem, const rota_master *master,
                             rota_pool *pool);
void rota_shares_free(double **share, const rota_problem *problem); /**< accepts NULL */
/** Note what the root's LP does (root_share): somebody may follow it. */
void rota_root_note(rota_search *s);
/** A rota from what was noted: those whose favourite the LP is least sure of, at most so many, are
 *  planned by themselves with so much work, all others have theirs. True when it is better. */
bool rota_follow_favourites(rota_search *s, int most, double work);
/** Plan those anew, at most so many, whose line is not what the LP likes best; all others stand. */
bool rota_improve_unlike(rota_search *s, int most, double work);
/** A rota week by week: each window sees what later weeks are worth, at prices of their rows
 *  (roll.c). Only where everybody is priced by the dense engine. `more`: so many weeks more at
 *  once than are quick, from the best rota. False: it did not come to an end. */
bool rota_roll(rota_search *s, int more);
/** Which weeks of a long horizon are to be planned anew (improve_sweep.c). */
typedef struct rota_sweep rota_sweep;
/** @param most weeks of its longest windows */
rota_sweep *rota_sweep_new(rota_search *s, int most);
void rota_sweep_free(rota_sweep *sweep); /**< accepts NULL */
/** Improve the best rota by windows of everybody, the shortest first, each with at most
 *  window_work, for so much work. True when all have been planned since something changed around
 *  them, as well as could be in that work. */
bool rota_sweep_go_on(rota_sweep *sweep, double work, double window_work);
/** Weeks of everybody that make an LP of a size that is quick. */
int rota_weeks_of_all(const rota_problem *problem);
/** Improve the best rota by windows of everybody, from the first week to the last. */
void rota_improve_in_order(rota_search *s, double seconds);
/** Improve the best rota by windows of weeks or of people at random, for so much work or until
 *  many in a row improve nothing. */
void rota_improve_at_random(rota_search *s, double work, double window_work);
/**
 * Give every worker without a known line its best one in turn, against what is covered so far.
 * @param lines [nworkers][ndays], those of known workers given, the others filled
 * @return -1, or the worker who has no lawful line
 */
int rota_complete(rota_search *s, int **lines, const unsigned char *known);
/** Dive from the root LP to a rota. noise: 0 = always the LP's favourite; above, the choice among
 *  lines is randomised by so much. */
void rota_dive(rota_search *s, double noise);
/** The same in smaller steps: the groups of a person in a week, then what they do in it. */
void rota_dive_by_weeks(rota_search *s, double noise);
/** How much an enumeration may take before it gives up; no clock has a part in it, so that the same
 *  input goes the same way. */
typedef struct {
    int lines;   /**< most lines listed */
    long nodes;  /**< most nodes of the search among them */
    long labels; /**< most to be made for the list; 0 = as many as homes need */
} rota_effort;
/** Prove or improve by all lines within the gap and a search among them.
 *  @return true when it settled the question within the scope below the cutoff */
bool rota_enumerate(rota_search *s, const rota_scope *scope, const rota_prices *prices,
                    const double *least, double bound, rota_effort effort);
/** Look for better rotas among the lines of the root with the least reduced costs: searches
 *  among a growing share of the gap. */
void rota_enumerate_best(rota_search *s, rota_effort effort);
/** Cut the root's LP over the lines near its prices: a better bound, and favourites. */
void rota_enumerate_root(rota_search *s, rota_effort effort);
/** The same over the lines near the root's prices, then `farther` times as far off (its square
 *  where few nodes were enough), until they are too many or what is best is proven. Needs no good
 *  rota to begin with, but good prices. */
void rota_enumerate_near(rota_search *s, rota_effort effort, double farther);
/** Where rotas cost a multiple of a step, and few steps lie between bound and best: all rotas of
 *  the next step above the bound, then of the next. True when it ended because of its nodes. */
bool rota_enumerate_steps(rota_search *s, rota_effort effort);
/** Settle fractional totals of understaffing at the root, where one side of them holds nothing
 * better than the best rota: root_prices, root_least and root_bound are those of the other side
 * then. After the root is solved; its LP is left (totals.c). */
void rota_settle_totals(rota_search *s);
/** Prices of rows and bound of the root without what was settled: those of its LP now stand beside
 *  multipliers of totals, and mean little by themselves. */
const double *rota_totals_plain_prices(const rota_search *s);
double rota_totals_plain_bound(const rota_search *s);
/** The kind whose total of understaffing in an LP is nearest to a half, and not nearly whole; -1 =
 *  none. asked: NULL, or [kinds] 1 = not this one. */
int rota_totals_choose(const rota_master *master, const unsigned char *asked);
/** Bounds of totals in the LP as they are settled: after a phase that has set others. */
void rota_totals_restore(rota_search *s);
/** Lines of all workers, those of a worker together. */
typedef struct {
    int count, capacity;
    int *workers;     /**< [count] */
    rota_cost *costs; /**< [count] exact */
    int *arcs;        /**< [count * ndays] */
} rota_lines;
/**
 * Find what is best among listed lines; better rotas are offered.
 * @param prices at which they were listed: where the LP begins
 * @param[in,out] limit only rotas that cost less matter; INFINITY: all. When it is not settled: up
 * to where no rota of these lines is better than the best now
 * @param[in,out] nodes most nodes of its tree; how many there were
 * @return true when no rota of these lines below the limit is better than the best now
 */
bool rota_settle(rota_search *s, const rota_lines *lines, const rota_prices *prices, double *limit,
                 long *nodes);
/** The root of the same with its cuts, which go on while they gain towards `aim`: notes what its LP
 *  likes best (rota_favourites).
 *  @return a bound for rotas of these lines, unless they cost as much as the best known one;
 *          -INFINITY: none */
double rota_settle_root(rota_search *s, const rota_lines *lines, const rota_prices *prices,
                        double aim);
/** Branch for so much work, or until proven; what is open is kept for the next call. */
void rota_branch(rota_search *s, double work);
void rota_branch_done(rota_search *s); /**< forget the open nodes */

#endif
