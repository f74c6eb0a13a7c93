/* A bound of a longer horizon from its weeks: the LPs of the weeks by themselves give prices, and
 * at these everybody's lines are priced week by week; then steps along averaged slopes
 * (docs/design/bounds.md, "By weeks"). Prices of whole lines, where they are found in time, give as
 * good a bound or a better one; this one has a bound of a year in seconds. */
#include "core/mem.h"
#include "solver/by_weeks.h"
#include "solver/counts.h"
#include "solver/lp.h"
#include "solver/piece.h"
#include "solver/search.h"
#include "solver/week_ends.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_STEPS = 300, MOST_THREADS = 16 };
/* Of work: a label is tried with each arc of the next day. */
static const double SECONDS_A_LABEL_AND_ARC = 1.5e-8;
static const double FIRST_LEVEL = 0.25, LONGER = 1.3, SHORTER = 0.85, LEAST_SHARE = 0.1;
static const double SMALLEST = 1e-5; /* of the bound: shorter steps gain nothing */

/* Prices of rows, and what counts are charged. */
typedef struct {
    rota_prices prices;
    rota_multipliers *m; /* its `price` is rounded, and so are the prices of those rows */
} point;

typedef struct rota_by_weeks {
    rota_search *s;
    point at, best;
    double best_value;    /* of the bound at `best`; -INFINITY: none yet */
    double level;         /* by which a step wants to raise it; 0: none was made yet */
    rota_piece **pieces;  /* [nweeks] */
    rota_cost *bound;     /* [nweeks] of the weeks' LPs */
    rota_week_ends *ends; /* [nworkers] of the least lines */
    double *value;        /* [nworkers] of the least lines; -INFINITY: no bound */
    double *slope, *mean; /* [nrows + 3 * nworkers] */
    double *taken;        /* [nweeks or nworkers] work of each in this round */
    double work;          /* so far */
} by_weeks;

/* ---- in the threads: weeks or workers, one after the other ---- */

typedef struct {
    by_weeks *b;
    atomic_int *next;
    rota_price_room *room;
    double *covered; /* [nrows] */
} thread;

/* The LP of a week: its bound, and its prices for the rows that are in it. */
static void solve_week(by_weeks *b, int k) {
    rota_search *s = b->s;
    rota_solve_settings settings = {.time_limit = rota_search__left(s),
                                    .work_limit = rota_search__budget_left(s),
                                    .threads = 1,
                                    .seed = s->settings->seed,
                                    .stop = s->settings->stop,
                                    .no_windows = true,
                                    .root_only = true};
    rota_solution *solution = NULL;
    rota_err err;
    if (rota_solve(b->pieces[k]->problem, &settings, &solution, &err) != ROTA_OK)
        return;
    b->bound[k] = solution->bound;
    b->taken[k] = solution->work;
    for (int r = 0; r < b->pieces[k]->problem->nrows; r++)
        b->at.prices.pi[b->pieces[k]->row_from[r]] = solution->prices[r] * ROTA_COST_SCALE;
    rota_solution_free(solution, b->pieces[k]->problem);
}

static void *solve_weeks(void *data) {
    thread *t = data;
    for (int k; (k = atomic_fetch_add(t->next, 1)) < t->b->s->p->nweeks;)
        if (!rota_search__over(t->b->s))
            solve_week(t->b, k);
    return NULL;
}

static void *solve_weeks_elsewhere(void *data) {
    solve_weeks(data);
    rota_lp_end_thread();
    return NULL;
}

static double work_of_labels(const rota_search *s, long labels) {
    return SECONDS_A_LABEL_AND_ARC * s->arcs / s->p->ndays * (double)labels;
}

static void *value_workers(void *data) {
    thread *t = data;
    by_weeks *b = t->b;
    const rota_problem *p = b->s->p;
    for (int w; (w = atomic_fetch_add(t->next, 1)) < p->nworkers;) {
        b->value[w] = -INFINITY;
        if (rota_search__over(b->s))
            continue;
        rota_week_ends *ends = &b->ends[w];
        *ends = (rota_week_ends){.problem = p,
                                 .pieces = b->pieces,
                                 .pi = b->at.prices.pi,
                                 .worker = w,
                                 .room = t->room,
                                 .deadline = b->s->deadline,
                                 .covered = t->covered};
        double value = rota_week_ends_value(ends, b->at.m->edge + (size_t)w * (size_t)p->nweeks);
        if (ends->complete)
            b->value[w] = value;
        b->taken[w] = work_of_labels(b->s, ends->labels);
    }
    return NULL;
}

/* V of all ends from what follows them, where V stands that is made of what went before. */
static void *value_rest(void *data) {
    thread *t = data;
    by_weeks *b = t->b;
    const rota_problem *p = b->s->p;
    for (int w; (w = atomic_fetch_add(t->next, 1)) < p->nworkers && !rota_search__over(b->s);) {
        rota_week_ends ends = {.problem = p,
                               .pieces = b->pieces,
                               .pi = b->at.prices.pi,
                               .worker = w,
                               .room = t->room,
                               .deadline = b->s->deadline};
        rota_week_ends_rest(&ends, b->at.m->edge + (size_t)w * (size_t)p->nweeks);
        b->taken[w] = work_of_labels(b->s, ends.labels);
    }
    return NULL;
}

/* All threads count as much work as one with its share, added up in an order of which no thread
 * knows; what they cover is added to the slope. */
static void run_threads(by_weeks *b, void *(*here)(void *), void *(*elsewhere)(void *)) {
    pthread_t ids[MOST_THREADS];
    thread threads[MOST_THREADS];
    bool started[MOST_THREADS] = {false};
    atomic_int next = 0;
    int n = b->s->nthreads < MOST_THREADS ? b->s->nthreads : MOST_THREADS, rows = b->s->p->nrows;
    n = n > 1 ? n : 1; /* this one at least */
    int items = b->s->p->nweeks > b->s->p->nworkers ? b->s->p->nweeks : b->s->p->nworkers;
    memset(b->taken, 0, (size_t)items * sizeof *b->taken);
    for (int t = 0; t < n; t++)
        threads[t] = (thread){.b = b,
                              .next = &next,
                              .room = b->s->rooms[t],
                              .covered = ROTA_NEW_ARRAY(double, rows + 1)};
    for (int t = 1; t < n; t++)
        started[t] = pthread_create(&ids[t], NULL, elsewhere, &threads[t]) == 0;
    here(&threads[0]);
    for (int t = 0; t < n; t++) {
        if (started[t])
            pthread_join(ids[t], NULL);
        for (int r = 0; r < rows; r++)
            b->slope[r] -= threads[t].covered[r];
        free(threads[t].covered);
    }
    for (int i = 0; i < items; i++) {
        b->work += b->taken[i] / n;
        b->s->window_work += b->taken[i] / n;
    }
}

/* ---- the two bounds ---- */

/* Cut the weeks; with V, or with the costs that V is made from. */
static void cut_pieces(by_weeks *b, bool with_ends) {
    for (int k = 0; k < b->s->p->nweeks; k++) {
        b->pieces[k] = rota_piece_cut(b->s->p, k, b->at.m);
        for (int w = 0; w < b->s->p->nworkers && !with_ends; w++) {
            rota_worker *worker = &b->pieces[k]->problem->workers[w];
            rota_ending_free(worker->ending);
            worker->ending = NULL;
        }
    }
}

static void free_pieces(by_weeks *b) {
    for (int k = 0; k < b->s->p->nweeks; k++) {
        rota_piece_free(b->pieces[k]);
        b->pieces[k] = NULL;
    }
}

/* Round the prices; rows over two weeks have whole ones. */
static void round_prices(by_weeks *b) {
    const rota_problem *p = b->s->p;
    for (int r = 0; r < p->nrows; r++)
        if (b->at.m->priced[r])
            b->at.m->price[r] = (rota_cost)llround(b->at.prices.pi[r]);
    rota_multipliers_clip(b->at.m, p);
    for (int r = 0; r < p->nrows; r++)
        if (b->at.m->priced[r])
            b->at.prices.pi[r] = (double)b->at.m->price[r];
    rota_prices_round(&b->at.prices, b->s->master);
}

/* The weeks by themselves with the V so far; their prices. -INFINITY where a week has no bound. */
static double solve_pieces(by_weeks *b) {
    const rota_problem *p = b->s->p;
    double sum = (double)(p->constant + rota_multipliers_counts(b->at.m, p) +
                          rota_multipliers_rows(b->at.m, p));
    cut_pieces(b, true);
    for (int k = 0; k < p->nweeks; k++)
        b->bound[k] = INT64_MIN;
    run_threads(b, solve_weeks, solve_weeks_elsewhere);
    free_pieces(b);
    round_prices(b);
    for (int k = 0; k < p->nweeks; k++)
        sum += b->bound[k] == INT64_MIN ? -(double)INFINITY : (double)b->bound[k];
    return sum;
}

/* The Lagrangian bound at the prices, lines priced week by week: gives V, and the slopes of rows.
 */
static double value_lines(by_weeks *b) {
    const rota_problem *p = b->s->p;
    rota_master_row_slopes(b->s->master, &b->at.prices, b->slope);
    cut_pieces(b, false);
    run_threads(b, value_workers, value_workers);
    free_pieces(b);
    double sum = rota_master_row_bound(b->s->master, &b->at.prices) +
                 (double)rota_multipliers_counts(b->at.m, p);
    for (int w = 0; w < p->nworkers; w++)
        sum += b->value[w];
    return sum;
}

static void raise_to(by_weeks *b, double bound) {
    if (!(bound > b->s->bound))
        return;
    /* Once the root is solved its prices belong to its bound. */
    if (b->s->root_bound == -(double)INFINITY)
        rota_prices_copy(&b->s->root_prices, &b->at.prices, b->s->master);
    rota_search__raise_bound(b->s, bound);
    rota_search__tell(b->s);
}

/* ---- steps ---- */

/* Slope of slope x - f*(slope) at a slope: what is above the share, or below. */
static double slope_of_count(const rota_convex *f, rota_cost slope, int x) {
    if (f->above == 0 && f->below == 0)
        return 0;
    if (slope != 0)
        return x - (slope < 0 ? f->low : f->high);
    return x > f->high ? x - f->high : x < f->low ? x - f->low : 0;
}

static void slopes_of_counts(by_weeks *b) {
    const rota_problem *p = b->s->p;
    for (int w = 0; w < p->nworkers; w++) {
        const rota_worker *worker = &p->workers[w];
        double *slope = b->slope + p->nrows + 3 * w;
        slope[0] = slope_of_count(&worker->nights, b->at.m->nights[w], b->ends[w].nights);
        slope[1] = slope_of_count(&worker->weekends, b->at.m->weekends[w], b->ends[w].weekends);
        slope[2] = slope_of_count(&worker->holidays, b->at.m->holidays[w], b->ends[w].holidays);
    }
}

static void copy_point(const by_weeks *b, point *to, const point *from) {
    const rota_problem *p = b->s->p;
    size_t people = (size_t)p->nworkers * sizeof(rota_cost);
    rota_prices_copy(&to->prices, &from->prices, b->s->master);
    memcpy(to->m->price, from->m->price, (size_t)p->nrows * sizeof(rota_cost));
    memcpy(to->m->nights, from->m->nights, people);
    memcpy(to->m->weekends, from->m->weekends, people);
    memcpy(to->m->holidays, from->m->holidays, people);
}

static double dot(const double *x, const double *y, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += x[i] * y[i];
    return sum;
}

/* mean = the shortest vector between the mean so far and the slope here; its square. */
static double average(by_weeks *b) {
    int n = b->s->p->nrows + 3 * b->s->p->nworkers;
    double gg = dot(b->slope, b->slope, n), gv = dot(b->slope, b->mean, n);
    double vv = dot(b->mean, b->mean, n), below = gg - 2 * gv + vv;
    double share = vv > 0 && below > 1e-9 ? fmin(1, fmax(LEAST_SHARE, (vv - gv) / below)) : 1;
    for (int i = 0; i < n; i++)
        b->mean[i] += share * (b->slope[i] - b->mean[i]);
    return dot(b->mean, b->mean, n);
}

static void step_from_best(by_weeks *b, double length) {
    const rota_problem *p = b->s->p;
    copy_point(b, &b->at, &b->best);
    for (int r = 0; r < p->nrows; r++)
        b->at.prices.pi[r] += length * b->mean[r];
    for (int w = 0; w < p->nworkers; w++) {
        const double *mean = b->mean + p->nrows + 3 * w;
        b->at.m->nights[w] += (rota_cost)llround(length * mean[0]);
        b->at.m->weekends[w] += (rota_cost)llround(length * mean[1]);
        b->at.m->holidays[w] += (rota_cost)llround(length * mean[2]);
    }
    rota_master_clip(b->s->master, &b->at.prices);
    round_prices(b);
}

/* Up along averaged slopes from the best point, as long as there is work left; it goes on where it
 * ended. False when steps have become too short. */
static bool climb(by_weeks *b, double work) {
    if (b->level == 0)
        b->level = FIRST_LEVEL * fabs(rota_search__best(b->s) - b->best_value);
    for (int i = 0; i < MOST_STEPS && b->work < work && !rota_search__over(b->s); i++) {
        double square = average(b);
        if (square < 1e-9 || b->level < SMALLEST * fabs(b->best_value))
            return false;
        step_from_best(b, b->level / square);
        double value = value_lines(b);
        slopes_of_counts(b);
        if (value > b->best_value) {
            b->best_value = value;
            copy_point(b, &b->best, &b->at);
            raise_to(b, value);
            b->level *= LONGER;
        } else {
            b->level *= SHORTER;
        }
        rota_beside_meet(b->s->other);
    }
    return true;
}

/* ---- the whole ---- */

/* Charges of counts and of minutes, as the known rota has them. */
static rota_cost slope_at(const rota_convex *f, int x) {
    if (x < f->low)
        return -f->below;
    return x > f->high ? f->above : x == f->high ? f->above / 2 : 0;
}

static void choose_slopes(by_weeks *b) {
    const rota_problem *p = b->s->p;
    int *minutes = ROTA_NEW_ARRAY(int, p->nblocks);
    for (int w = 0; w < p->nworkers; w++) {
        const rota_worker *worker = &p->workers[w];
        rota_counts counts = rota_counts_until(p, w, b->s->best[w], p->ndays, minutes);
        b->at.m->nights[w] = slope_at(&worker->nights, counts.nights);
        b->at.m->holidays[w] = slope_at(&worker->holidays, counts.holidays);
        b->at.m->weekends[w] = slope_at(&worker->weekends, counts.weekends);
        for (int k = 0; k < p->nblocks; k++)
            b->at.m->block[(size_t)w * (size_t)p->nblocks + (size_t)k] =
                slope_at(&worker->block[k], minutes[k]);
    }
    free(minutes);
    rota_multipliers_clip(b->at.m, p);
}

by_weeks *rota_by_weeks_new(rota_search *s) {
    const rota_problem *p = s->p;
    int n = p->nrows + 3 * p->nworkers;
    by_weeks *b = ROTA_NEW(by_weeks);
    *b = (by_weeks){.s = s, .best_value = -INFINITY};
    b->at.m = rota_multipliers_new(p);
    b->best.m = rota_multipliers_new(p);
    rota_prices_init(&b->at.prices, s->master);
    rota_prices_init(&b->best.prices, s->master);
    b->pieces = ROTA_NEW_ARRAY(rota_piece *, p->nweeks);
    b->bound = ROTA_NEW_ARRAY(rota_cost, p->nweeks);
    b->value = ROTA_NEW_ARRAY(double, p->nworkers);
    b->ends = ROTA_NEW_ARRAY(rota_week_ends, p->nworkers);
    b->taken = ROTA_NEW_ARRAY(double, p->nweeks + p->nworkers);
    b->slope = ROTA_NEW_ARRAY(double, n);
    b->mean = ROTA_NEW_ARRAY(double, n);
    return b;
}

void rota_by_weeks_free(by_weeks *b) {
    if (!b)
        return;
    rota_prices_done(&b->at.prices);
    rota_prices_done(&b->best.prices);
    rota_multipliers_free(b->at.m, b->s->p);
    rota_multipliers_free(b->best.m, b->s->p);
    free(b->pieces);
    free(b->bound);
    free(b->value);
    free(b->ends);
    free(b->taken);
    free(b->slope);
    free(b->mean);
    free(b);
}

/* At the first prices. */
static bool begin_at(by_weeks *b, double value) {
    b->best_value = value;
    slopes_of_counts(b);
    copy_point(b, &b->best, &b->at);
    raise_to(b, value);
    return value > -(double)INFINITY;
}

static double value_at_root(by_weeks *b) {
    const rota_search *s = b->s;
    memcpy(b->at.prices.pi, rota_totals_plain_prices(s), (size_t)s->p->nrows * sizeof(double));
    round_prices(b);
    return value_lines(b);
}

bool rota_by_weeks_begin(by_weeks *b) {
    choose_slopes(b);
    raise_to(b, solve_pieces(b));
    return !rota_search__over(b->s) && begin_at(b, value_lines(b));
}

bool rota_by_weeks_begin_at_root(by_weeks *b) {
    choose_slopes(b);
    return begin_at(b, value_at_root(b));
}

bool rota_by_weeks_climb(by_weeks *b, double work) {
    return b->best_value > -(double)INFINITY && climb(b, b->work + work);
}

void rota_by_weeks_take_root(by_weeks *b) {
    value_at_root(b);
}

const rota_multipliers *rota_by_weeks_values(by_weeks *b) {
    cut_pieces(b, false);
    run_threads(b, value_rest, value_rest);
    free_pieces(b);
    return b->at.m;
}

const rota_multipliers *rota_by_weeks_middle(by_weeks *b) {
    int n = b->s->p->nworkers * b->s->p->nweeks;
    rota_cost **before = ROTA_NEW_ARRAY(rota_cost *, n);
    copy_point(b, &b->at, &b->best);
    value_lines(b);
    for (int i = 0; i < n; i++) {
        const rota_ending *e = b->at.m->edge[i];
        before[i] =
            e ? rota_memdup(e->value, (size_t)rota_ending_states(e) * sizeof *e->value) : NULL;
    }
    rota_by_weeks_values(b);
    for (int i = 0; i < n; i++) {
        rota_ending *e = b->at.m->edge[i];
        for (int j = 0; e && j < rota_ending_states(e); j++)
            e->value[j] = (e->value[j] + before[i][j]) / 2;
        free(before[i]);
    }
    free(before);
    return b->at.m;
}
