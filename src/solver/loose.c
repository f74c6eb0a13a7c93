/* Lines that keep rests, runs and days off, and pay for what they hold in all (loose.h): a table
 * with the state alone, backwards from the last day. */
#include "solver/loose.h"

#include "core/mem.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

/* What of an arc its price is made from: arcs themselves are four times as large, and a year of
 * a large home does not fit into a cache. */
typedef struct {
    double own; /* INFINITY: it may not stand beside what is known around the horizon */
    int first_row, nrows;
    int minutes, type; /* that count: 0 and -1 where they have no due */
} duty;

struct rota_loose {
    const rota_grid *g;
    int nstates;
    duty *duties;     /* [narcs] */
    int *longer;      /* [nrun] rota_grid_longer */
    double *arc_cost; /* [narcs] at prices, with dues */
    double *value;    /* [ndays * nstates] the least that the days after it cost */
    int *line;        /* [ndays] */
    double weekend;   /* its due */
    /* While a day is filled. */
    int day;
    double *cheapest; /* [classes] arc of the next day, of those that may follow a class */
    double *after;    /* [classes * nrun] value of the next day, by the run of this one */
    double *best;     /* for rota_grid_moves */
};

rota_dues *rota_dues_new(const rota_problem *p) {
    rota_dues *dues = ROTA_NEW_ARRAY(rota_dues, p->nworkers);
    for (int w = 0; w < p->nworkers; w++)
        dues[w].type = ROTA_NEW_ARRAY(double, p->ntypes + 1);
    return dues;
}

void rota_dues_free(rota_dues *dues, int nworkers) {
    for (int w = 0; dues && w < nworkers; w++)
        free(dues[w].type);
    free(dues);
}

static bool counts_minutes(const rota_grid *g) {
    return g->unit != INT_MAX;
}

static duty duty_of(const rota_grid *g, const rota_arc *arc) {
    bool capped = g->ncaps > 0 && arc->type >= 0 && g->cap_of_type[arc->type] >= 0;
    duty d = {.own = INFINITY,
              .first_row = arc->first_row,
              .nrows = arc->nrows,
              .minutes = counts_minutes(g) ? arc->minutes : 0,
              .type = capped ? arc->type : -1};
    if (!rota_grid_may_start(g, arc))
        return d;
    d.own = 0;
    for (int part = 0; part < ROTA_NPARTS; part++)
        d.own += (double)arc->cost[part];
    return d;
}

rota_loose *rota_loose_new(const rota_grid *g) {
    rota_loose *l = ROTA_NEW(rota_loose);
    int n = g->pr->problem->ndays, classes = g->most_classes;
    l->g = g;
    l->nstates = g->noff + classes * (g->nrun + g->nexempt);
    l->duties = ROTA_NEW_ARRAY(duty, g->pr->worker->narcs + 1);
    for (int a = 0; a < g->pr->worker->narcs; a++)
        l->duties[a] = duty_of(g, &g->pr->worker->arcs[a]);
    l->longer = ROTA_NEW_ARRAY(int, g->nrun);
    for (int run = 0; run < g->nrun; run++)
        l->longer[run] = rota_grid_longer(g, run);
    l->arc_cost = ROTA_NEW_ARRAY(double, g->pr->worker->narcs + 1);
    l->value = ROTA_NEW_ARRAY(double, (size_t)n *(size_t)l->nstates);
    l->line = ROTA_NEW_ARRAY(int, n);
    l->cheapest = ROTA_NEW_ARRAY(double, classes + 1);
    l->after = ROTA_NEW_ARRAY(double, (size_t)(classes + 1) * (size_t)g->nrun);
    l->best = ROTA_NEW_ARRAY(double, (size_t)(classes + 1) * (size_t)(g->most_pairs + 1));
    return l;
}

void rota_loose_only_minutes(rota_loose *l) {
    const rota_worker *worker = l->g->pr->worker;
    for (int a = 0; a < worker->narcs; a++) {
        l->duties[a].minutes = worker->arcs[a].minutes;
        if (!isinf(l->duties[a].own))
            l->duties[a].own = 0;
    }
}

void rota_loose_free(rota_loose *l) {
    if (!l)
        return;
    free(l->duties);
    free(l->longer);
    free(l->arc_cost);
    free(l->value);
    free(l->line);
    free(l->cheapest);
    free(l->after);
    free(l->best);
    free(l);
}

/* ---- the table ---- */

static double *values_of(const rota_loose *l, int day) {
    return l->value + (size_t)day * (size_t)l->nstates;
}

/* What a weekend costs that begins on a day, after a day off or a duty. */
static double weekend_begun(const rota_loose *l, int day, bool after_off) {
    int weekday = l->g->pr->problem->weekday[day];
    return weekday == 5 || (weekday == 6 && after_off) ? l->weekend : 0;
}

static void lower(void *data, const rota_grid_move *move) {
    rota_loose *l = data;
    double *here = values_of(l, l->day) + move->from;
    *here = fmin(*here, here[l->nstates - move->from + move->to] + move->cost +
                            l->weekend * move->weekends);
}

/* As long as runs from before the horizon matter. */
static void fill_early_day(rota_loose *l) {
    const rota_grid *g = l->g;
    rota_grid_table table = {
        .grid = g, .must = g->pr->worker->must_work, .arc_cost = l->arc_cost, .best = l->best};
    rota_grid_moves(&table, l->day, lower, l);
}

/* The cheapest arc of each class of the next day that may follow a class (ROTA_GRID_OFF: any). */
static void find_cheapest(const rota_loose *l, int class) {
    const rota_grid *g = l->g;
    const rota_worker *w = g->pr->worker;
    int next = l->day + 1, first = w->day_first[next], n = w->day_first[next + 1] - first;
    const unsigned char *allowed =
        class == ROTA_GRID_OFF ? NULL : g->pr->allowed[l->day] + class * n;
    for (int c = 0; c < rota_grid_classes(g, next); c++)
        l->cheapest[c] = INFINITY;
    for (int i = 0; i < n; i++) {
        double *least = &l->cheapest[rota_grid_class(g, next, first + i)];
        double cost = !allowed || allowed[i] ? l->arc_cost[first + i] : (double)INFINITY;
        *least = cost < *least ? cost : *least;
    }
}

/* Values of the next day after a duty, by the run of this day. */
static void look_after(const rota_loose *l) {
    const rota_grid *g = l->g;
    const double *next = values_of(l, l->day + 1);
    for (int c = 0; c < rota_grid_classes(g, l->day + 1); c++)
        for (int run = 0; run < g->nrun; run++)
            l->after[c * g->nrun + run] =
                l->longer[run] < 0 ? (double)INFINITY : next[rota_grid_state(g, c, l->longer[run])];
}

static void fill_off(const rota_loose *l) {
    const rota_grid *g = l->g;
    double *here = values_of(l, l->day), work = INFINITY;
    const double *next = here + l->nstates;
    bool must = g->pr->worker->must_work[l->day + 1];
    find_cheapest(l, ROTA_GRID_OFF);
    for (int c = 0; c < rota_grid_classes(g, l->day + 1); c++)
        work = fmin(work, l->cheapest[c] + next[rota_grid_state(g, c, 0)]);
    work += weekend_begun(l, l->day + 1, true);
    for (int off = 0; off < g->noff; off++) {
        here[off] = must ? (double)INFINITY : next[off + 1 < g->noff ? off + 1 : off];
        if (off + 1 >= g->min_off)
            here[off] = fmin(here[off], work);
    }
}

static void fill_class(const rota_loose *l, int class) {
    const rota_grid *g = l->g;
    double *here = values_of(l, l->day) + rota_grid_state(g, class, 0);
    double off = values_of(l, l->day + 1)[0], weekend = weekend_begun(l, l->day + 1, false);
    bool must = g->pr->worker->must_work[l->day + 1];
    find_cheapest(l, class);
    for (int c = 0; c < rota_grid_classes(g, l->day + 1); c++) {
        const double *after = l->after + c * g->nrun;
        double cost = l->cheapest[c] + weekend;
        for (int run = 0; run < g->nrun && cost < INFINITY; run++)
            here[run] = after[run] + cost < here[run] ? after[run] + cost : here[run];
    }
    for (int run = 0; run < g->nrun && !must; run++)
        if (rota_grid_may_end(g, run) && off < here[run])
            here[run] = off;
}

static void fill(rota_loose *l) {
    const rota_grid *g = l->g;
    int n = g->pr->problem->ndays;
    for (int state = 0; state < rota_grid_states(g, n - 1); state++)
        values_of(l, n - 1)[state] = rota_grid_may_finish(g, state) ? 0 : (double)INFINITY;
    for (l->day = n - 2; l->day >= 0; l->day--) {
        for (int state = 0; state < l->nstates; state++)
            values_of(l, l->day)[state] = INFINITY;
        if (l->day < g->nexempt) {
            fill_early_day(l);
            continue;
        }
        look_after(l);
        fill_off(l);
        for (int c = 0; c < rota_grid_classes(g, l->day); c++)
            fill_class(l, c);
    }
}

/* ---- the line ---- */

/* The arc of a day that is cheapest with what follows it, of those that may follow a class and lead
 * to a run; -1: none costs less than *least. */
static int choose(const rota_loose *l, int day, int class, int run, double *least) {
    const rota_grid *g = l->g;
    const rota_worker *w = g->pr->worker;
    int first = w->day_first[day], n = w->day_first[day + 1] - first, best = -1;
    double weekend = weekend_begun(l, day, class == ROTA_GRID_OFF);
    for (int a = first; a < first + n; a++) {
        if (class != ROTA_GRID_OFF && !g->pr->allowed[day - 1][class * n + a - first])
            continue;
        double cost = l->arc_cost[a] + weekend +
                      values_of(l, day)[rota_grid_state(g, rota_grid_class(g, day, a), run)];
        if (cost < *least) {
            *least = cost;
            best = a;
        }
    }
    return best;
}

/* The best first day; returns its state, -1 when there is none. */
static int begin(rota_loose *l, double *least) {
    const rota_grid *g = l->g;
    const rota_history *before = &g->pr->worker->before;
    int class, run, longer = rota_grid_start(g, &class, &run), state = -1;
    *least = INFINITY;
    bool off_before = class == ROTA_GRID_OFF;
    if (!g->pr->worker->must_work[0] && (off_before || rota_grid_may_end(g, run))) {
        state = !off_before ? 0 : run + 1 < g->noff ? run + 1 : g->noff - 1;
        *least = l->value[state];
        l->line[0] = -1;
    }
    if (longer < 0)
        return isinf(*least) ? -1 : state;
    bool counts_already = g->pr->problem->weekday[0] == 6 && before->weekend_begun;
    double again = counts_already ? l->weekend : 0, work = *least + again;
    int a = choose(l, 0, ROTA_GRID_OFF, longer, &work);
    if (a >= 0) {
        *least = work - again;
        l->line[0] = a;
        state = rota_grid_state(g, rota_grid_class(g, 0, a), longer);
    }
    return isinf(*least) ? -1 : state;
}

/* The best way on from a state after a day; returns the state after the next. */
static int go_on(rota_loose *l, int day, int state) {
    const rota_grid *g = l->g;
    int runs = g->nrun + g->nexempt, class = ROTA_GRID_OFF, run = state, longer = 0, to = 0;
    bool may_rest = true;
    if (state >= g->noff) {
        class = (state - g->noff) / runs;
        run = (state - g->noff) % runs;
        longer = rota_grid_longer(g, run);
        may_rest = rota_grid_may_end(g, run);
    } else {
        longer = run + 1 >= g->min_off ? 0 : -1;
        to = run + 1 < g->noff ? run + 1 : run;
    }
    double least = INFINITY;
    if (may_rest && !g->pr->worker->must_work[day + 1])
        least = values_of(l, day + 1)[to];
    int a = longer >= 0 ? choose(l, day + 1, class, longer, &least) : -1;
    l->line[day + 1] = a;
    return a < 0 ? to : rota_grid_state(g, rota_grid_class(g, day + 1, a), longer);
}

/* Costs of all arcs. */
static void price_arcs(rota_loose *l, const double *pi, const rota_dues *dues) {
    const rota_worker *w = l->g->pr->worker;
    for (int a = 0; a < w->narcs; a++) {
        const duty *d = &l->duties[a];
        double cost = d->own + dues->minute * d->minutes + (d->type >= 0 ? dues->type[d->type] : 0);
        for (int i = d->first_row; i < d->first_row + d->nrows; i++)
            cost -= pi[w->arc_rows[i].row] * w->arc_rows[i].coef;
        l->arc_cost[a] = cost;
    }
}

const int *rota_loose_line(rota_loose *l, const double *pi, const rota_dues *dues, double *least) {
    const rota_grid *g = l->g;
    price_arcs(l, pi, dues);
    l->weekend = g->pr->worker->max_total_weekends >= 0 ? dues->weekend : 0;
    fill(l);
    int state = begin(l, least);
    if (state < 0)
        return NULL;
    for (int d = 0; d + 1 < g->pr->problem->ndays; d++)
        state = go_on(l, d, state);
    return l->line;
}

double rota_loose_credit(const rota_grid *g, const rota_dues *dues) {
    int last = g->pr->problem->ndays - 1, most = g->pr->worker->max_total_weekends;
    double credit = most >= 0 ? dues->weekend * most : 0;
    if (counts_minutes(g))
        credit += dues->minute * (dues->minute > 0 ? g->hi[last] : g->lo[last]) * g->unit;
    for (int c = 0; c < g->ncaps; c++)
        credit += dues->type[g->cap_type[c]] * g->cap[c];
    return credit;
}
