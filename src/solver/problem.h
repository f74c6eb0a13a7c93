/* What the solver is given: people, the work each may do on each day, and rows that the work of all
 * people together should meet. It knows nothing of homes; src/plan/translate.c makes one of a home.
 *
 * Days are 0 .. ndays-1. Times are minutes since 00:00 of day 0 on a clock without changes (the
 * translation has already turned local time into elapsed minutes). Costs are integers, so that a
 * rota's cost is exact and two ways to add it up agree; smaller is better, rewards are negative. */
#ifndef ROTA_SOLVER_PROBLEM_H
#define ROTA_SOLVER_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int64_t rota_cost;
/** Cost units of one point of rota.ini: whole units for each minute of weights per hour. */
enum { ROTA_COST_SCALE = 6000 };
/** Cost units -> points, for people and for the LP. The search counts in cost units, in doubles:
 * all its sums are then exact (docs/design/bounds.md). */
#define ROTA_POINTS(c) ((double)(c) / ROTA_COST_SCALE)

/** Parts of the objective, for the breakdown. */
enum rota_part {
    ROTA_PART_BOND,
    ROTA_PART_FACES,
    ROTA_PART_RETURN,
    ROTA_PART_BED_WAKE,
    ROTA_PART_WISHES,
    ROTA_PART_CONTRACT,
    ROTA_PART_FAIRNESS,
    ROTA_PART_DEMAND,
    ROTA_PART_CHANGES,
    ROTA_NPARTS
};

enum { ROTA_MAX_FACES = 64, ROTA_MAX_WEEKENDS = 128 };

/** Coefficient of an arc in a row of the master. */
typedef struct {
    int row;
    int coef; /**< usually 1 */
} rota_arc_row;

enum {
    ROTA_ARC_NIGHT = 1,    /**< counts in runs of nights and as a night */
    ROTA_ARC_WEEKEND = 2,  /**< starts on a Saturday or Sunday */
    ROTA_ARC_BED = 4,      /**< there at bedtime */
    ROTA_ARC_WAKE = 8,     /**< there when the children wake on its day */
    ROTA_ARC_HOLIDAY = 16, /**< counts as a bank holiday worked */
    ROTA_ARC_OFF = 32      /**< on call at home: a day off for runs, weekends and weekly rest */
};

/** A day's work of one person: a task (shift for a group), or two tasks of one day joined. */
typedef struct {
    int day;
    int task;       /**< the caller's number: what it stands for */
    int type;       /**< type of shift, for rota_problem.forbidden and rota_worker.max_of_type; -1 =
                         none; not looked at when there are no types */
    int start, end; /**< minutes */
    int ready;      /**< earliest start of a next duty that is not a night */
    int ready_night; /**< earliest start of a next night duty; <= ready */
    int minutes;     /**< working time */
    int group;       /**< for return and bed-wake; -1 = none */
    uint64_t faces;  /**< bits of rota_worker.face_cost that this work touches */
    unsigned flags;
    rota_cost cost[ROTA_NPARTS]; /**< its own parts (return and faces come from the worker) */
    int first_row, nrows;        /**< in rota_worker.arc_rows */
    int ran_days, ran_nights;    /**< day 0 only: days and nights worked in a row just before it,
                                      besides those of rota_worker.before (pieces, piece.h) */
} rota_arc;

/** Cost of a count or of minutes, convex: `below` for each unit under `low`, `above` for each unit
 *  over `high`. */
typedef struct {
    int low, high;
    rota_cost below, above;
} rota_convex;

/** What came before day 0. */
typedef struct {
    int ready, ready_night; /**< earliest starts after the last duty before; may be < 0 */
    int last_end;           /**< end of the last duty before, minutes (negative), or a very small
                                 number */
    int run_days, run_nights, run_off; /**< days worked / nights / days off up to day -1 */
    bool run_open; /**< a run of working days that reaches day 0 from before, or begins on it, needs
                        no least length: where it began is not known */
    int last_type; /**< type of the work on day -1, or -1 */
    int last_group;      /**< group served on day -1, or -1 */
    unsigned last_flags; /**< ROTA_ARC_BED of day -1 */
    int week_minutes;    /**< worked in the week that day 0 falls in, before day 0 */
    int block_minutes;   /**< worked in the balance block that day 0 falls in, before day 0 */
    uint64_t week_faces; /**< faces already met in that week */
    bool week_rested;    /**< the first window's weekly rest has been had already */
    unsigned weekends;   /**< bit 0 = the latest weekend before day 0 was worked, bit 1 before */
    bool weekend_begun;  /**< day 0 is a Sunday whose Saturday was worked: bit 0 of weekends */
} rota_history;

/** What is known after the last day. */
typedef struct {
    int start;                /**< of the next known duty, minutes; 0 = none */
    int run_days, run_nights; /**< days worked / nights in a row from day ndays on */
    bool works_next;          /**< day ndays is worked */
    bool run_open;   /**< a run that touches day ndays - 1 or ndays needs no least length: where it
                          ends is not known */
    int next_type;   /**< type of the work on day ndays, or -1 */
    int off_days;    /**< days off from day ndays to the next known duty's */
    bool rested;     /**< the rest of the last window, where it goes on beyond the horizon, is
                          had after it */
    bool gap_counts; /**< the stretch up to `start` must last for weekly_rest_gap where a window of
                          rest needs it; otherwise what is open at the end may go on */
    unsigned weekends;   /**< bit 0 = the first weekend after the horizon is worked, ... */
    bool weekend_worked; /**< day ndays is a Sunday that is worked: the weekend of the last day is
                              worked, whatever the line does on it, and counted after it */
} rota_future;

/** What the days after the last are worth, for each way in which the last one may end: prices of
 *  work that is planned later (roll.c) or by itself (piece.h). A state is off for k days at least
 *  (k < noff: off state k - 1) or at work in class c, in a run of r days of which the last n are
 *  nights: rota_ending_state. A run that needs no least length (rota_history.run_open) and has not
 *  got it: the same with nrun + r. Pricing by labels knows those that count neither days off nor
 *  weekends nor minutes (unit 0) and fall with neither r nor n, the dense engine those of roll.c.
 */
typedef struct {
    int noff;         /**< states of days off */
    int nrun;         /**< states of a run; the last one is for all that are no shorter */
    int nruns;        /**< with those of runs that need no least length */
    int most_nights;  /**< told apart; what is more is the same; 0 = they are not counted */
    int nclasses;     /**< of work on the last day */
    int *class_of;    /**< [arcs of the last day] */
    int nweekends;    /**< most weekends worked, plus one; 1 = they are not counted */
    int unit;         /**< minutes of a step; 0 = there are none */
    int lo, hi;       /**< steps of minutes that have values; 0, 0 = they are not counted */
    rota_cost *value; /**< [states * nweekends * (hi - lo + 1)]; INT64_MAX = not lawful */
} rota_ending;

/** One person. */
typedef struct {
    rota_arc *arcs; /**< sorted by day */
    int narcs;
    rota_arc_row *arc_rows;
    int *day_first;                      /**< [ndays + 1] first arc of each day */
    unsigned char *must_work;            /**< [ndays] 1: a pin, the day may not be left off */
    rota_cost face_cost[ROTA_MAX_FACES]; /**< once a week for each face bit touched */
    int nfaces;
    rota_cost *return_by_group; /**< [ngroups] cost (a reward: negative) when consecutive days serve
                                     the group; NULL = none */
    rota_cost *bedwake_by_group; /**< [ngroups] the same, more, when the day before has BED and this
                                      one WAKE; NULL = none */
    int max_run_days, max_run_nights, min_run_off; /**< -1 = no limit */
    int min_run_days;       /**< shortest run of working days; up to 1 = no limit */
    int max_weekends;       /**< in any 4 weekends in a row; -1 = none */
    int max_total_weekends; /**< over the horizon; -1 = none */
    int *max_of_type;       /**< [ntypes] most duties of each type over the horizon; NULL = none */
    int min_total_minutes;  /**< least minutes over the horizon; 0 = none */
    int *max_week_minutes;  /**< [nweeks] hard limit of a week's minutes; INT32_MAX = none */
    int *max_total_minutes; /**< [ndays] most minutes of days 0..d; NULL = none */
    rota_convex *block; /**< [nblocks] minutes of each balance block against contract; costs are for
                             each minute */
    rota_convex nights, weekends, holidays; /**< counts over the horizon against fair shares */
    int weekly_rest;                        /**< minutes needed inside each rest window; 0 = none */
    int weekly_rest_gap; /**< and of the whole stretch between duties, when that is known */
    rota_history before;
    rota_future after;
    rota_ending *ending; /**< NULL = nothing is known of what follows but `after` */
} rota_worker;

/** A row: sum of coefficients, with piecewise-linear cost: `under` for each unit below `low`
 *  (cheaper, `under_target`, between low and target), `over` for each unit above target, never
 *  above `high`. A row with a negative coefficient must have no high. */
typedef struct {
    int low, target, high; /**< high: INT32_MAX = none */
    rota_cost under, under_target, over;
    int kind; /**< the caller's: what it stands for; rows of the same kind are branched alike */
    int day;
} rota_row;

typedef struct {
    int ndays, nweeks, nblocks, ngroups, nworkers, nrows;
    int ntypes;               /**< types of shifts; 0 = none */
    unsigned char *forbidden; /**< [ntypes * ntypes] 1: type b may not be on the day after type a,
                                 at [a * ntypes + b]; NULL = none */
    rota_cost constant;       /**< part of every rota's cost, whatever the lines */
    int *week_of_day;         /**< [ndays] calendar week, for week minutes and faces */
    int *block_of_week;       /**< [nweeks] balance block; a block is one or more whole weeks */
    int nrests;               /**< windows of weekly rest */
    int *rest_of_day;         /**< [ndays] */
    int *rest_start;          /**< [nrests + 1] minute at which each window begins; the first may be
                                   negative, the last may lie beyond the horizon (then the last
                                   window is not settled) */
    int end;                  /**< minute at which the horizon ends */
    unsigned char *weekday;   /**< [ndays] 0 = Monday */
    rota_worker *workers;
    rota_row *rows;
} rota_problem;

/** The state at work in a class, after so many days and nights in a row. */
static inline int rota_ending_state(const rota_ending *e, int class, int run, int nights) {
    nights = nights < e->most_nights ? nights : e->most_nights;
    return e->noff + (class * e->nruns + run - 1) * (e->most_nights + 1) + nights;
}
static inline int rota_ending_states(const rota_ending *e) {
    return rota_ending_state(e, e->nclasses, 1, 0);
}
/** Where the value of a state stands in rota_ending.value. */
static inline size_t rota_ending_index(const rota_ending *e, int state, int weekends, int steps) {
    return ((size_t)state * (size_t)e->nweekends + (size_t)weekends) * (size_t)(e->hi - e->lo + 1) +
           (size_t)(steps - e->lo);
}

void rota_ending_free(rota_ending *ending); /**< accepts NULL */
/** A copy for a day that has only some of the arcs: arcs[0..n-1], less `first`; NULL = the first n.
 *  For endings that count neither weekends nor minutes. */
rota_ending *rota_ending_copy(const rota_ending *ending, const int *arcs, int first, int n);
/** Give a worker of a problem an ending (taken over): minutes over the horizon are then bounded by
 *  those that have a value. */
void rota_ending_set(rota_worker *worker, int ndays, rota_ending *ending);
rota_problem *rota_problem_new(void);
void rota_problem_free(rota_problem *problem); /**< accepts NULL; frees all arrays */

/**
 * Exact cost of a line, by parts, and whether it is lawful, by a walk that shares no code with
 * pricing.
 * @param arcs [ndays]
 * @param parts NULL or [ROTA_NPARTS], filled
 * @return false when a limit is broken
 */
bool rota_line_cost(const rota_problem *problem, int worker, const int *arcs, rota_cost *total,
                    rota_cost *parts);
/** Greatest common divisor of all costs: what two rotas' costs differ by is a multiple of it. At
 *  least 1. */
rota_cost rota_problem_step(const rota_problem *problem);
/** Cost of a row at an activity; INT64_MAX above its high. */
rota_cost rota_row_cost(const rota_row *row, int activity);
/** Exact cost of rows for given lines (lines[worker] = [ndays] arcs). INT64_MAX when a row's high
 *  is passed. activity: NULL or [nrows], filled. */
rota_cost rota_rows_cost(const rota_problem *problem, int *const *lines, int *activity);
/** Exact cost of a rota; INT64_MAX when a line is not lawful or a row's high is passed. */
rota_cost rota_cost_of(const rota_problem *problem, int *const *lines);

#endif
