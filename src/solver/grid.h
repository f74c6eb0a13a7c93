/* The second engine of pricing, for people whose line costs nothing but its duties: no faces, no
 * returns, no weeks. A dense table over (succession class or days off, length of the run, weekends,
 * minutes) gives the exact cost of the best completion of every state, backwards from the last day;
 * a best-first search reads the cheapest lines from it in order. Maxima of types of shifts are no
 * part of the table: they have multipliers there, and the search keeps them exactly. Mathematics:
 * docs/design/pricing.md. */
#ifndef ROTA_SOLVER_GRID_H
#define ROTA_SOLVER_GRID_H

#include "solver/price_internal.h"

/** What of the table does not change from call to call. */
typedef struct rota_grid {
    const rota_pricer *pr;
    bool fits;     /* the table is small enough to price with */
    int unit;      /* minutes of a step */
    int nweekends; /* values of the count of weekends worked: 1 when they are not limited */
    int min_run, max_run, min_off;
    int nrun;     /* states of a run: its length, the last one for all that are no shorter */
    int nexempt;  /* states of a run from before day 0 that needs no least length */
    int noff;     /* states of days off */
    int *lo, *hi; /* [ndays] steps of minutes after each day that can still lead to a whole line */
    int *weekends_of_day; /* [ndays] most weekends that can have been worked after the day */
    size_t *base;         /* [ndays + 1] first cell of each day */
    /* Arcs of a day with the same class and the same minutes form a pair: only the cheapest of them
     * matters, but for maxima of types. */
    int *npairs;    /* [ndays] */
    int *pair_of;   /* [narcs] */
    int *pair_base; /* [ndays + 1] first pair of each day */
    int *pair_class, *pair_steps;
    int most_pairs, most_classes; /* of a day */
    int ncaps;                    /* types whose maximum can bind */
    int *cap_type, *cap;          /* [ncaps] */
    int *cap_of_type;             /* [ntypes] index of a cap, -1 = none */
    double *multiplier;           /* [ncaps] of the caps, kept from call to call */
} rota_grid;

/** NULL when the person needs the other engine, for any length of the horizon. */
rota_grid *rota_grid_new(const rota_pricer *pricer);
void rota_grid_free(rota_grid *grid); /* accepts NULL */
/** Work (counted seconds) to fill the table once. */
double rota_grid_work(const rota_grid *grid);

/** Memory of one call, used again by the next. */
typedef struct rota_grid_room rota_grid_room;
void rota_grid_room_free(rota_grid_room *room); /* accepts NULL */

/** As rota_price. *room is made when it is NULL. */
void rota_grid_price(const rota_grid *grid, const rota_price_request *request,
                     rota_grid_room **room, rota_price_result *out);

/** As rota_price_reach. */
void rota_grid_reach(const rota_grid *grid, const rota_price_request *request,
                     rota_grid_room **room, unsigned char *reached);

/** What the days after `day` are worth at these costs of arcs, by the state after it; multipliers
 * of maxima, which the values hold, are added to the costs of capped types. Rounded to multiples of
 *  `step`. NULL when the table does not fit. Free with rota_ending_free. */
rota_ending *rota_grid_ending(const rota_grid *grid, const double *arc_cost, int day,
                              rota_cost step, rota_grid_room **room);

/* ---- the table, for the search ---- */

typedef struct {
    const rota_grid *grid;
    const rota_price_request *rq;
    const unsigned char *must;
    double *cells;    /* [base[ndays]] */
    double *arc_cost; /* [narcs] with multipliers; INFINITY = banned */
    double *best;     /* [(classes + 1) * pairs] of the day at work: cheapest arc of each pair */
} rota_grid_table;

enum { ROTA_GRID_OFF = -1 };
/** A state after a day: class of the work, or ROTA_GRID_OFF; run = index of run or days off. */
static inline int rota_grid_state(const rota_grid *g, int class, int run) {
    return class == ROTA_GRID_OFF ? run : g->noff + class * (g->nrun + g->nexempt) + run;
}
/** Run of a line that works one more day; -1 when it may not. */
static inline int rota_grid_longer(const rota_grid *g, int run) {
    bool exempt = run >= g->nrun;
    int length = exempt ? run - g->nrun + 1 : run + 1;
    if (g->max_run >= 0 && length >= g->max_run)
        return -1;
    if (exempt && length + 1 < g->min_run)
        return run + 1;
    return length + 1 > g->nrun ? g->nrun - 1 : length;
}
/** May a run end after this state? */
static inline bool rota_grid_may_end(const rota_grid *g, int run) {
    return run >= g->nrun || run + 1 >= g->min_run;
}
static inline int rota_grid_classes(const rota_grid *g, int day) {
    const rota_ending *e = g->pr->worker->ending;
    return day + 1 < g->pr->problem->ndays ? g->pr->nclasses[day] : e ? e->nclasses : 1;
}
static inline int rota_grid_class(const rota_grid *g, int day, int arc) {
    const rota_ending *e = g->pr->worker->ending;
    if (day + 1 < g->pr->problem->ndays)
        return g->pr->class_of[arc];
    return e ? e->class_of[arc - g->pr->worker->day_first[day]] : 0;
}
/** Cell of a state after a day; the minutes must be in lo .. hi, the weekends possible. */
static inline size_t rota_grid_cell(const rota_grid *g, int day, int state, int weekends,
                                    int minutes) {
    int width = g->hi[day] - g->lo[day] + 1;
    return g->base[day] +
           ((size_t)state * (size_t)(g->weekends_of_day[day] + 1) + (size_t)weekends) *
               (size_t)width +
           (size_t)(minutes - g->lo[day]);
}
static inline int rota_grid_states(const rota_grid *g, int day) {
    return g->noff + rota_grid_classes(g, day) * (g->nrun + g->nexempt);
}

/** May the arc stand beside what is known before and after the horizon? */
bool rota_grid_may_start(const rota_grid *grid, const rota_arc *arc);
/** What the person brings into day 0, as class and run of a state (run may be -1: nothing before);
 *  returns the run of a line that works on day 0, -1 when it may not. */
int rota_grid_start(const rota_grid *grid, int *class, int *run);

/** One way to go on from a state after a day to a state after the next day. */
typedef struct {
    int from, to;        /**< states */
    int pair;            /**< of arcs, -1 = a day off */
    int steps, weekends; /**< what it adds to minutes and weekends */
    double cost;
} rota_grid_move;
typedef void (*rota_grid_visit)(void *data, const rota_grid_move *move);
/** Visit all moves from a day (0 .. ndays - 2) to the next, by table->arc_cost and table->must. */
void rota_grid_moves(rota_grid_table *table, int day, rota_grid_visit visit, void *data);
/** May a line end in this state after the last day? */
bool rota_grid_may_finish(const rota_grid *grid, int state);
/** Fill cells from the last day to day 0. */
void rota_grid_fill(rota_grid_table *table);
/** The least cost of a line through each arc, from a filled table (grid_through.c).
 *  @param[out] through [narcs] with multipliers, as the cells; INFINITY = no lawful line */
void rota_grid_through(rota_grid_table *table, double *through);

/* ---- a first line where the table would be too large (grid_pattern.c) ---- */

/**
 * A lawful line over the whole horizon, whatever its length, at an even pace of work.
 * @param arc_cost [narcs] INFINITY = banned; cheaper work is preferred where there is a choice
 * @param[out] line [ndays]
 * @return false when none was found: certain, when no maximum of a type binds
 */
bool rota_grid_pattern(const rota_grid *grid, const double *arc_cost, int *line);
/** Most steps of minutes of a line that keeps rests, runs, days off and weekends, whatever its
 *  minutes and types may be; below 0: there is no such line. */
int rota_grid_most_minutes(const rota_grid *grid);

#endif
