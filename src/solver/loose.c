/* Lines that keep rests, runs and days off, and pay for what they hold in all (loose.h): a table
 * with the state alone, backwards from the last day. */
#include "solver/loose.h"

#include "core/mem.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

/* How a state goes on. */
typedef struct {
    int to, pair;
} step;

struct rota_loose {
    const rota_grid *g;
    int nstates;
    double *arc_cost, *best; /* for rota_grid_moves */
    double *value;           /* [ndays * nstates] the least that the days after it cost */
    step *how;               /* the same: the first step of that */
    int *line;               /* [ndays] */
    /* While a day is filled. */
    double weekend;
    int day;
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

rota_loose *rota_loose_new(const rota_grid *g) {
    rota_loose *l = ROTA_NEW(rota_loose);
    int n = g->pr->problem->ndays;
    l->g = g;
    l->nstates = g->noff + g->most_classes * (g->nrun + g->nexempt);
    size_t cells = (size_t)n * (size_t)l->nstates;
    l->arc_cost = ROTA_NEW_ARRAY(double, g->pr->worker->narcs + 1);
    l->best = ROTA_NEW_ARRAY(double, (size_t)(g->most_classes + 1) * (size_t)(g->most_pairs + 1));
    l->value = ROTA_NEW_ARRAY(double, cells);
    l->how = ROTA_NEW_ARRAY(step, cells);
    l->line = ROTA_NEW_ARRAY(int, n);
    return l;
}

void rota_loose_free(rota_loose *l) {
    if (!l)
        return;
    free(l->arc_cost);
    free(l->best);
    free(l->value);
    free(l->how);
    free(l->line);
    free(l);
}

static void lower(void *data, const rota_grid_move *move) {
    rota_loose *l = data;
    size_t at = (size_t)l->day * (size_t)l->nstates;
    double next = l->value[at + (size_t)l->nstates + (size_t)move->to];
    double value = next + move->cost + l->weekend * move->weekends;
    if (value < l->value[at + (size_t)move->from]) {
        l->value[at + (size_t)move->from] = value;
        l->how[at + (size_t)move->from] = (step){move->to, move->pair};
    }
}

static void fill(rota_loose *l) {
    const rota_grid *g = l->g;
    int n = g->pr->problem->ndays;
    rota_grid_table table = {
        .grid = g, .must = g->pr->worker->must_work, .arc_cost = l->arc_cost, .best = l->best};
    for (int state = 0; state < rota_grid_states(g, n - 1); state++)
        l->value[(size_t)(n - 1) * (size_t)l->nstates + (size_t)state] =
            rota_grid_may_finish(g, state) ? 0 : (double)INFINITY;
    for (l->day = n - 2; l->day >= 0; l->day--) {
        for (int state = 0; state < l->nstates; state++)
            l->value[(size_t)l->day * (size_t)l->nstates + (size_t)state] = INFINITY;
        rota_grid_moves(&table, l->day, lower, l);
    }
}

/* The cheapest arc of a day that may follow an arc of a class (ROTA_GRID_OFF: anything), of one
 * pair (-1: of any that leads to a state of length `run`, with what follows it). */
static int cheapest(const rota_loose *l, int day, int class, int pair, int run, double *least) {
    const rota_grid *g = l->g;
    const rota_worker *w = g->pr->worker;
    int first = w->day_first[day], n = w->day_first[day + 1] - first, best = -1;
    for (int a = first; a < first + n; a++) {
        if ((pair >= 0 && g->pair_of[a] != pair) ||
            (class != ROTA_GRID_OFF && !g->pr->allowed[day - 1][class * n + a - first]))
            continue;
        double cost = l->arc_cost[a];
        if (pair < 0)
            cost += l->value[(size_t)day * (size_t)l->nstates +
                             (size_t)rota_grid_state(g, rota_grid_class(g, day, a), run)];
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
    const rota_worker *w = g->pr->worker;
    int class, run, longer = rota_grid_start(g, &class, &run), state = -1;
    *least = INFINITY;
    bool off_before = class == ROTA_GRID_OFF;
    if (!w->must_work[0] && (off_before || rota_grid_may_end(g, run))) {
        state = !off_before ? 0 : run + 1 < g->noff ? run + 1 : g->noff - 1;
        *least = l->value[state];
        l->line[0] = -1;
    }
    if (longer < 0)
        return isinf(*least) ? -1 : state;
    int weekday = g->pr->problem->weekday[0];
    bool weekend = weekday == 5 || (weekday == 6 && !w->before.weekend_begun);
    double work = *least - (weekend ? l->weekend : 0);
    int a = cheapest(l, 0, ROTA_GRID_OFF, -1, longer, &work);
    if (a >= 0) {
        *least = work + (weekend ? l->weekend : 0);
        l->line[0] = a;
        state = rota_grid_state(g, rota_grid_class(g, 0, a), longer);
    }
    return isinf(*least) ? -1 : state;
}

static bool counts_minutes(const rota_grid *g) {
    return g->unit != INT_MAX;
}

const int *rota_loose_line(rota_loose *l, const double *arc_cost, const rota_dues *dues,
                           double *least) {
    const rota_grid *g = l->g;
    const rota_worker *w = g->pr->worker;
    double minute = counts_minutes(g) ? dues->minute : 0;
    for (int a = 0; a < w->narcs; a++) {
        int type = w->arcs[a].type;
        bool capped = g->ncaps > 0 && type >= 0 && g->cap_of_type[type] >= 0;
        double due = minute * w->arcs[a].minutes + (capped ? dues->type[type] : 0);
        bool open = rota_grid_may_start(g, &w->arcs[a]);
        l->arc_cost[a] = open ? arc_cost[a] + due : (double)INFINITY;
    }
    l->weekend = w->max_total_weekends >= 0 ? dues->weekend : 0;
    fill(l);
    int state = begin(l, least), runs = g->nrun + g->nexempt;
    if (state < 0)
        return NULL;
    for (int d = 0; d + 1 < g->pr->problem->ndays; d++) {
        const step *how = &l->how[(size_t)d * (size_t)l->nstates + (size_t)state];
        int class = state < g->noff ? ROTA_GRID_OFF : (state - g->noff) / runs;
        double cost = INFINITY;
        l->line[d + 1] = how->pair >= 0 ? cheapest(l, d + 1, class, how->pair, 0, &cost) : -1;
        state = how->to;
    }
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
