/* What price.c (labels), price_bound.c (completion bounds) and pricer.c (preparation) share. */
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
};

/** Value of a convex function's step from x to x + dx. */
double rota_price__step(const rota_convex_points *f, int x, int dx);
/** Fill the table of completion bounds: bounds[(row_of_slot[d] + slot) * ngrid + m]. */
void rota_price__bounds(const rota_pricer *pr, const rota_price_request *rq, double *bounds,
                        double *scratch);
/** Doubles of scratch that rota_price__bounds needs. */
size_t rota_price__scratch(const rota_pricer *pricer);
/** The first of sorted starts that is not before x; INT_MAX when there is none. */
int rota_price__snap(const int *starts, int n, int x);

#endif
