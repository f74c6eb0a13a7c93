/* What price.c (the search), price_labels.c (one label to the next day), price_dominance.c,
 * price_bound.c (completion bounds), pricer.c and price_limits.c (preparation) share. */
#ifndef ROTA_SOLVER_PRICE_INTERNAL_H
#define ROTA_SOLVER_PRICE_INTERNAL_H

#include "solver/price.h"

/** Most steps of the grid of minutes: finer gains nothing measurable. */
enum { ROTA_PRICE_GRID = 160 };

typedef struct {
    double below, above; /* cost units for each unit */
    int low, high;
} rota_convex_points;

struct rota_grid;
struct rota_grid_room;

/** Words of a label that count duties of capped types; what does not fit is counted on demand. */
enum { ROTA_PRICE_TYPE_WORDS = 2 };

/** A type of which a line could have more than it may. */
typedef struct {
    int type, most;
    int word, shift; /* where labels count it; word -1: nowhere */
    uint64_t mask;
} rota_capped_type;

/** Limits that only some people have. */
typedef struct {
    bool any;               /* one of those that follow is there */
    unsigned char **covers; /* [ndays - 1] -> [nclasses * nclasses] 1: class k allows all that class
                               l allows, at [k * nclasses + l]; NULL = no successions forbidden */
    unsigned char *bars; /* [narcs] 1: the type forbids more of the next day than the rest does */
    rota_capped_type *capped;
    int ncapped;
    int *capped_of; /* [narcs] index in capped, or -1; NULL = none is capped */
    uint64_t guards[ROTA_PRICE_TYPE_WORDS]; /* the bit above each count */
    int min_run;                            /* shortest run of days; 0 = no limit */
    int may_owe;           /* days that a run may lack on the last day: others follow it */
    bool must_end_at_work; /* the known run after the horizon is too short by itself */
    int max_weekends;      /* over the horizon; -1 = cannot bind */
    int *most_minutes;     /* [ndays + 1] that days d.. can hold at most; NULL = no least minutes */
    unsigned char *barred; /* [narcs] 1: in no lawful line; NULL = none. Not part of `any` */
} rota_price_limits;

struct rota_pricer {
    struct rota_grid *dense; /* the dense engine, where it can do this person; else NULL */
    const rota_problem *problem;
    const rota_worker *worker;
    double face[ROTA_MAX_FACES]; /* cost units */
    double *return_by_group;     /* [ngroups] cost units, <= 0 */
    double *bedwake_by_group;    /* [ngroups] cost units, <= 0 */
    rota_convex_points *block;   /* [nblocks] */
    rota_convex_points nights, weekends, holidays;
    /* Earliest start of any arc, of a night and of another, on day d or later; INT_MAX = none. */
    int *next_any, *next_night, *next_day; /* [ndays + 1] */
    /* ready / ready_night of each arc, raised to the next start that exists: equal futures get
     * equal numbers, so that more labels dominate each other. */
    int *ready, *ready_night; /* [narcs] */
    int *starts, nstarts;     /* sorted distinct starts of arcs that are no nights */
    int *night_starts, nnight_starts;
    /* Arcs of a day that leave the same arcs possible on the next day form a class. */
    int *class_of;           /* [narcs] */
    int *nclasses;           /* [ndays] */
    unsigned char **allowed; /* [ndays] -> [nclasses * arcs of day + 1] */
    int *max_rest_of_week;   /* [ndays] most minutes that later days of the same week can add */
    /* Grid of block minutes for completion bounds. */
    int grid, ngrid;
    int *row_of_slot;   /* [ndays] first row of the table of a day; slot 0 = off, 1 + i = arc i */
    int nslots;         /* rows of the table */
    bool block_is_week; /* then the week's hard limit is seen by the bounds too */
    bool runs_off, weekends_limited, totals;
    rota_price_limits limits;
};

/* A partial line: the state after its last day. */
typedef struct {
    double cost, bound; /* cost units; bound = cost + the least that can follow */
    uint64_t faces;     /* met this week */
    int ready, ready_night, last_end;
    int hold; /* no work before it: a week's rest is still to be had in full; 0 = none */
    int week, block, total;                /* minutes */
    int arc;                               /* on its day, -1 = off */
    int parent;                            /* label of the day before */
    int order;                             /* of making: ties are broken by it */
    uint64_t types[ROTA_PRICE_TYPE_WORDS]; /* counts of capped types */
    unsigned short nweekends, nnights, nholidays;
    unsigned short owed; /* days that the run of working days lacks */
    unsigned char run_days, run_nights, run_off, rested, weekends;
    unsigned short apart; /* what the line has on the day of rota_price_request.apart */
} rota_label;

struct rota_price_room {
    rota_label *labels; /* kept ones of all days */
    size_t nlabels, labels_capacity;
    rota_label *fresh; /* of the day being made */
    size_t nfresh, fresh_capacity;
    size_t *day_first;
    double *bounds, *scratch;
    size_t bounds_capacity, scratch_capacity, days_capacity;
    int *arcs;
    double *cost;
    size_t arcs_capacity, cost_capacity;
    struct rota_grid_room *grid; /* of the dense engine */
};

/* One call of rota_price. */
typedef struct {
    const rota_pricer *pr;
    const rota_problem *p;
    const rota_worker *w;
    const rota_price_request *rq;
    const unsigned char *must;
    rota_price_room *room;
    int day;
    long made;
    bool cut;               /* a cap struck */
    unsigned char *reached; /* [narcs] set to 1 for arcs of labels below the threshold; or NULL */
} rota_price_search;

/** Value of a convex function's step from x to x + dx. */
static inline double rota_price__step(const rota_convex_points *f, int x, int dx) {
    int y = x + dx;
    double step = 0;
    if (x < f->low)
        step -= f->below * ((y < f->low ? y : f->low) - x);
    if (y > f->high)
        step += f->above * (y - (x > f->high ? x : f->high));
    return step;
}

/** Fill the table of completion bounds: bounds[(row_of_slot[d] + slot) * ngrid + m]. */
void rota_price__bounds(const rota_pricer *pr, const rota_price_request *rq, double *bounds,
                        double *scratch);
/** Doubles of scratch that rota_price__bounds needs. */
size_t rota_price__scratch(const rota_pricer *pricer);
/** The first of sorted starts that is not before x; INT_MAX when there is none. */
int rota_price__snap(const int *starts, int n, int x);

/* ---- price_labels.c ---- */

/** The state before day 0. */
rota_label rota_price__start(const rota_price_search *search);
/** Extend a label to search->day in every way; the new ones are added to the fresh ones. */
void rota_price__extend(rota_price_search *search, const rota_label *from, int parent);

/** Duties of a type in the line that ends in a label. */
int rota_price__count_type(const rota_price_search *search, const rota_label *label, int type);

/* ---- price_limits.c ---- */

/** Fill and free pricer->limits; classes must be there. */
void rota_price__limits_init(rota_pricer *pricer);
void rota_price__limits_done(rota_pricer *pricer);

/* ---- price_dominance.c ---- */

/** Does one of the kept labels from index `first` on make the label needless? */
bool rota_price__dominated(const rota_price_search *search, size_t first, const rota_label *label);

#endif
