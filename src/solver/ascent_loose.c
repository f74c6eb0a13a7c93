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

static double rounded(double x) {
    return rint(x / ROTA_EXACT) * ROTA_EXACT; /* sums stay exact */
}

/* ---- where to begin ---- */

/* A row, what its duty takes, and what it costs to go short of it. */
typedef struct {
    int row, minutes;
    double worth; /* cost units for each minute */
} need;

static int dearest_first(const void *a, const void *b) {
    const need *x = a, *y = b;
    if (x->worth != y->worth)
        return x->worth > y->worth ? -1 : 1;
    return x->row - y->row;
}

/* Least minutes of a duty of each row; 0: it has none. */
static int *minutes_of_rows(const rota_problem *p) {
    int *minutes = ROTA_NEW_ARRAY(int, p->nrows + 1);
    for (int w = 0; w < p->nworkers; w++)
        for (int a = 0; a < p->workers[w].narcs; a++) {
            const rota_arc *arc = &p->workers[w].arcs[a];
            for (int i = arc->first_row; i < arc->first_row + arc->nrows; i++) {
                int *least = &minutes[p->workers[w].arc_rows[i].row];
                *least = *least == 0 || arc->minutes < *least ? arc->minutes : *least;
            }
        }
    return minutes;
}

/* Minutes that everybody together may work; INFINITY: somebody has no limit. */
static bool counts_minutes(const rota_grid *g) {
    return g->unit != INT_MAX;
}

static double minutes_of_all(const rota_search *s) {
    double sum = 0;
    for (int w = 0; w < s->p->nworkers; w++) {
        const int *most = s->p->workers[w].max_total_minutes;
        sum +=
            most && counts_minutes(s->pricers[w]->dense) ? most[s->p->ndays - 1] : (double)INFINITY;
    }
    return sum;
}

/* What the last minutes are worth when what is dearest to miss is covered first; 0: they suffice.
 */
static double worth_of_minutes(const rota_search *s, const int *minutes) {
    const rota_problem *p = s->p;
    need *needs = ROTA_NEW_ARRAY(need, p->nrows + 1);
    double left = minutes_of_all(s), worth = 0;
    int n = 0;
    for (int r = 0; r < p->nrows; r++)
        if (minutes[r] > 0)
            needs[n++] = (need){r, minutes[r], (double)p->rows[r].under / minutes[r]};
    if (n > 0)
        qsort(needs, (size_t)n, sizeof *needs, dearest_first);
    for (int i = 0; i < n && left >= 0; i++) {
        left -= (double)needs[i].minutes * p->rows[needs[i].row].target;
        worth = needs[i].worth;
    }
    free(needs);
    return left < 0 ? worth : 0;
}

bool rota_dues_begin(const rota_search *s, rota_prices *prices, rota_dues *dues) {
    int *minutes = minutes_of_rows(s->p);
    double worth = rounded(worth_of_minutes(s, minutes));
    for (int w = 0; w < s->p->nworkers && worth > 0; w++)
        dues[w].minute = worth;
    for (int r = 0; r < s->p->nrows && worth > 0; r++)
        prices->pi[r] = fmin((double)s->p->rows[r].under, worth * minutes[r]);
    free(minutes);
    return worth > 0;
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
    dues->minute = before * now < 0 ? 0 : rounded(now / A_DUTY); /* its slope is another there */
    dues->weekend = rounded(fmax(0, dues->weekend + way_of(m, WEEKEND, step)));
    for (int k = 0; k < g->ncaps; k++) {
        double *due = &dues->type[g->cap_type[k]];
        *due = rounded(fmax(0, *due + way_of(m, TYPES + k, step)));
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

double rota_ascent_loose_work(const rota_search *s) {
    return (LOOSE_A_DAY * s->p->ndays + LOOSE_AN_ARC * s->arcs) * s->p->nworkers;
}

double rota_ascent_loose(rota_search *s, rota_prices *prices, rota_dues *dues, int steps,
                         double first, double last, bool from_nothing) {
    climb c = {.s = s};
    double best = -INFINITY, best_kept = -INFINITY, step = first;
    bool open = true;
    for (int w = 0; w < s->p->nworkers; w++)
        open = open && !s->p->workers[w].ending;
    double factor = steps > 1 ? pow(last / first, 1.0 / (steps - 1)) : 1;
    begin(&c, prices, dues);
    for (int i = 0; i < steps && !rota_search__over(s); i++, step *= factor) {
        double value = look(&c);
        if (value == -(double)INFINITY)
            break;
        best = fmax(best, value);
        bool on_the_way = from_nothing && 2 * i < steps - 1;
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
