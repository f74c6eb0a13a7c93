/* Prices of all rows of a long horizon, and a bound of the whole: ascent on the Lagrangian at loose
 * lines (loose.h), in prices and in everybody's dues. */
#include "core/mem.h"
#include "solver/each.h"
#include "solver/loose.h"
#include "solver/round.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double KEPT = 0.97;  /* of means over the steps so far */
static const double A_DUTY = 480; /* minutes */
enum { USUAL_ROWS = 8 };          /* of a day: where there are more, their prices go slower */
enum { SCALINGS = 7 };
static const double GOLDEN = 0.6180339887, MOST_SCALE = 2;
static const double LOOSE_A_DAY = 7e-7, LOOSE_AN_ARC = 3e-8; /* work */

/* Numbers that are moved together. */
typedef struct {
    int n;
    double *slope, *way, *square; /* now; means of it and of its square */
} moved;

/* Places of a person's dues; types follow. */
enum { MINUTE, WEEKEND, TYPES };

typedef struct {
    rota_search *s;
    rota_prices at;
    rota_dues *dues; /* [nworkers], as all that follows */
    rota_loose **loose;
    const int **lines; /* NULL: there is none */
    double *least;
    moved rows, *own;
} climb;

static void moved_init(moved *m, int n) {
    *m = (moved){n, ROTA_NEW_ARRAY(double, n + 1), ROTA_NEW_ARRAY(double, n + 1),
                 ROTA_NEW_ARRAY(double, n + 1)};
}

static void moved_done(moved *m) {
    free(m->slope);
    free(m->way);
    free(m->square);
}

static void average(moved *m) {
    for (int i = 0; i < m->n; i++) {
        m->way[i] += (1 - KEPT) * (m->slope[i] - m->way[i]);
        m->square[i] += (1 - KEPT) * (m->slope[i] * m->slope[i] - m->square[i]);
    }
}

/* How far a number goes: about `step`, where its slope has not changed its sign lately. */
static double way_of(const moved *m, int i, double step) {
    return m->square[i] > 1e-12 ? step * m->way[i] / sqrt(m->square[i]) : 0;
}

/* ---- slopes ---- */

/* How many minutes are too many (below 0: too few), in duties. */
static double minutes_off(const rota_grid *g, double due, int minutes) {
    int last = g->pr->problem->ndays - 1;
    if (g->unit == INT_MAX)
        return 0; /* not counted */
    double lo = (double)g->lo[last] * g->unit, hi = (double)g->hi[last] * g->unit;
    if (due > 0 || (due == 0 && minutes > hi))
        return (minutes - hi) / A_DUTY;
    return due < 0 || minutes < lo ? (minutes - lo) / A_DUTY : 0;
}

/* What the worker's line covers, and by how much it holds too much in all. */
static void slopes_of(climb *c, int w) {
    const rota_problem *p = c->s->p;
    const rota_worker *worker = &p->workers[w];
    const rota_grid *g = c->s->pricers[w]->dense;
    double *slope = c->own[w].slope;
    int minutes = 0, weekends = 0;
    bool worked = worker->before.weekend_begun;
    for (int k = 0; k < g->ncaps; k++)
        slope[TYPES + k] = -g->cap[k];
    for (int d = 0; d < p->ndays; d++) {
        const rota_arc *arc = c->lines[w][d] >= 0 ? &worker->arcs[c->lines[w][d]] : NULL;
        int cap = arc && g->ncaps > 0 && arc->type >= 0 ? g->cap_of_type[arc->type] : -1;
        minutes += arc ? arc->minutes : 0;
        weekends += arc && (p->weekday[d] == 5 || (p->weekday[d] == 6 && !worked));
        slope[TYPES + (cap >= 0 ? cap : g->ncaps)] += 1; /* the last place is nobody's */
        worked = arc != NULL;
        for (int i = 0; arc && i < arc->nrows; i++) {
            const rota_arc_row *ar = &worker->arc_rows[arc->first_row + i];
            c->rows.slope[ar->row] -= ar->coef;
        }
    }
    slope[MINUTE] = minutes_off(g, c->dues[w].minute, minutes);
    slope[WEEKEND] = worker->max_total_weekends >= 0 ? weekends - worker->max_total_weekends : 0;
}

static void find_line(void *data, int w, int thread) {
    climb *c = data;
    (void)thread;
    c->lines[w] = rota_loose_line(c->loose[w], c->at.pi, &c->dues[w], &c->least[w]);
}

/* Everybody's line: their value, a bound; -INFINITY when somebody has none. */
static double look(climb *c) {
    rota_search *s = c->s;
    rota_each(s->nthreads, s->p->nworkers, find_line, c);
    s->window_work += rota_ascent_loose_work(s);
    rota_master_row_slopes(s->master, &c->at, c->rows.slope);
    double value = rota_master_row_bound(s->master, &c->at);
    for (int w = 0; w < s->p->nworkers; w++) {
        if (!c->lines[w])
            return -INFINITY;
        value += c->least[w] - rota_loose_credit(s->pricers[w]->dense, &c->dues[w]);
        slopes_of(c, w);
    }
    return value;
}

/* ---- steps ---- */

static void move_dues(climb *c, int w, double step) {
    const rota_grid *g = c->s->pricers[w]->dense;
    rota_dues *dues = &c->dues[w];
    const moved *m = &c->own[w];
    double before = dues->minute * A_DUTY, now = before + way_of(m, MINUTE, step);
    dues->minute = before * now < 0 ? 0 : rota_exact(now / A_DUTY); /* its slope is another there */
    dues->weekend = rota_exact(fmax(0, dues->weekend + way_of(m, WEEKEND, step)));
    for (int k = 0; k < g->ncaps; k++) {
        double *due = &dues->type[g->cap_type[k]];
        *due = rota_exact(fmax(0, *due + way_of(m, TYPES + k, step)));
    }
}

static void move(climb *c, double step) {
    rota_search *s = c->s;
    double slower = fmax(1, pow((double)s->p->nrows / s->p->ndays / USUAL_ROWS, 1.5));
    average(&c->rows);
    for (int r = 0; r < s->p->nrows; r++)
        c->at.pi[r] += way_of(&c->rows, r, step / slower);
    rota_master_clip(s->master, &c->at);
    rota_prices_round(&c->at, s->master);
    for (int w = 0; w < s->p->nworkers; w++) {
        average(&c->own[w]);
        move_dues(c, w, step);
    }
}

static void copy_dues(const rota_search *s, rota_dues *to, const rota_dues *from) {
    for (int w = 0; w < s->p->nworkers; w++) {
        to[w].minute = from[w].minute;
        to[w].weekend = from[w].weekend;
        memcpy(to[w].type, from[w].type, (size_t)s->p->ntypes * sizeof(double));
    }
}

static void begin(climb *c, const rota_prices *prices, const rota_dues *dues) {
    rota_search *s = c->s;
    int n = s->p->nworkers;
    rota_prices_init(&c->at, s->master);
    rota_prices_copy(&c->at, prices, s->master);
    c->dues = rota_dues_new(s->p);
    copy_dues(s, c->dues, dues);
    c->loose = ROTA_NEW_ARRAY(rota_loose *, n);
    c->lines = ROTA_NEW_ARRAY(const int *, n);
    c->least = ROTA_NEW_ARRAY(double, n);
    c->own = ROTA_NEW_ARRAY(moved, n);
    for (int w = 0; w < n; w++) {
        c->loose[w] = rota_loose_new(s->pricers[w]->dense);
        moved_init(&c->own[w], TYPES + s->pricers[w]->dense->ncaps);
    }
    moved_init(&c->rows, s->p->nrows);
}

static void end(climb *c) {
    for (int w = 0; w < c->s->p->nworkers; w++) {
        rota_loose_free(c->loose[w]);
        moved_done(&c->own[w]);
    }
    moved_done(&c->rows);
    rota_prices_done(&c->at);
    rota_dues_free(c->dues, c->s->p->nworkers);
    free(c->loose);
    free(c->lines);
    free(c->least);
    free(c->own);
}

/* ---- all at once ---- */

/* Multiples of prices and dues, and what is best of them. */
typedef struct {
    climb *c;
    const rota_prices *prices;
    const rota_dues *dues;
    double best, most; /* the multiple, and the bound there */
} scaling;

static void set_scale(const scaling *x, double scale) {
    climb *c = x->c;
    const rota_problem *p = c->s->p;
    for (int r = 0; r < p->nrows; r++)
        c->at.pi[r] = scale * x->prices->pi[r];
    rota_master_clip(c->s->master, &c->at);
    rota_prices_round(&c->at, c->s->master);
    for (int w = 0; w < p->nworkers; w++) {
        c->dues[w].minute = rota_exact(scale * x->dues[w].minute);
        c->dues[w].weekend = rota_exact(scale * x->dues[w].weekend);
        for (int k = 0; k < p->ntypes; k++)
            c->dues[w].type[k] = rota_exact(scale * x->dues[w].type[k]);
    }
}

static double look_at_scale(scaling *x, double scale) {
    set_scale(x, scale);
    double value = look(x->c);
    if (value > x->most) {
        x->most = value;
        x->best = scale;
    }
    return value;
}

/* What is scarce may be so no more, or have become so: then all prices and dues are too high, or
 * too low, and small steps would not tell in time. The bound is concave along a multiple of them:
 * golden section. */
static void begin_at_best_scale(climb *c, rota_prices *prices, rota_dues *dues) {
    scaling x = {.c = c, .prices = prices, .dues = dues, .best = 1, .most = -INFINITY};
    double low = 0, high = MOST_SCALE;
    double at[2] = {high - GOLDEN * (high - low), low + GOLDEN * (high - low)}, value[2];
    look_at_scale(&x, 1);
    for (int k = 0; k < 2; k++)
        value[k] = look_at_scale(&x, at[k]);
    for (int i = 0; i < SCALINGS && !rota_search__over(c->s); i++) {
        int k = value[1] > value[0];
        *(k ? &low : &high) = at[1 - k];
        at[1 - k] = at[k];
        value[1 - k] = value[k];
        at[k] = k ? low + GOLDEN * (high - low) : high - GOLDEN * (high - low);
        value[k] = look_at_scale(&x, at[k]);
    }
    set_scale(&x, x.best);
    rota_prices_copy(prices, &c->at, c->s->master);
    copy_dues(c->s, dues, c->dues);
}

double rota_ascent_loose_work(const rota_search *s) {
    return (LOOSE_A_DAY * s->p->ndays + LOOSE_AN_ARC * s->arcs) * s->p->nworkers;
}

double rota_ascent_loose(rota_search *s, rota_prices *prices, rota_dues *dues, int steps,
                         double first, double last, rota_ascent_from from) {
    climb c = {.s = s};
    double best = -INFINITY, best_kept = -INFINITY, step = first;
    bool open = true;
    for (int w = 0; w < s->p->nworkers; w++)
        open = open && !s->p->workers[w].ending;
    double factor = steps > 1 ? pow(last / first, 1.0 / (steps - 1)) : 1;
    begin(&c, prices, dues);
    if (from == ROTA_FROM_SCALE)
        begin_at_best_scale(&c, prices, dues);
    for (int i = 0; i < steps && !rota_search__over(s); i++, step *= factor) {
        double value = look(&c);
        if (value == -(double)INFINITY)
            break;
        best = fmax(best, value);
        bool on_the_way = from == ROTA_FROM_NOTHING && 2 * i < steps - 1;
        if (!on_the_way && value > best_kept) {
            best_kept = value;
            rota_prices_copy(prices, &c.at, s->master);
            copy_dues(s, dues, c.dues);
        }
        move(&c, step);
    }
    end(&c);
    return open ? best : -(double)INFINITY;
}
