/* What the cheapest line through each duty costs, in the dense engine: costs of the days up to it,
 * forwards, beside those of the days from it on, which the filled table holds. */
#include "core/mem.h"
#include "solver/grid.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    rota_grid_table *t;
    const rota_grid *g;
    int day;          /* now is of it, next of the day after */
    double *now;      /* least cost up to each state, in the order of the table's cells of a day */
    double *next;     /* the same */
    double *by_class; /* [(classes + 1) * pairs] least cost of a line with a duty of that pair on
                         the next day after a class of the day (row 0: a day off), but for the
                         duty's own */
} passing;

static size_t cell_of(const passing *p, int day, int state, int weekends, int minutes) {
    return rota_grid_cell(p->g, day, state, weekends, minutes) - p->g->base[day];
}

static void pass(void *data, const rota_grid_move *move) {
    const passing *p = data;
    const rota_grid *g = p->g;
    int day = p->day, next = p->day + 1, first = g->lo[day], last = g->hi[day];
    if (first + move->steps < g->lo[next])
        first = g->lo[next] - move->steps;
    if (last + move->steps > g->hi[next])
        last = g->hi[next] - move->steps;
    double least = INFINITY;
    for (int k = 0; first <= last && k <= g->weekends_of_day[day] &&
                    k + move->weekends <= g->weekends_of_day[next];
         k++) {
        const double *from = p->now + cell_of(p, day, move->from, k, first);
        size_t cell = cell_of(p, next, move->to, k + move->weekends, first + move->steps);
        double *to = p->next + cell;
        const double *rest = p->t->cells + g->base[next] + cell;
        for (int i = 0; i <= last - first; i++) {
            double cost = from[i] + move->cost;
            to[i] = cost < to[i] ? cost : to[i];
            least = cost + rest[i] < least ? cost + rest[i] : least;
        }
    }
    if (move->pair < 0 || isinf(least))
        return;
    int runs = g->nrun + g->nexempt, work = move->from - g->noff;
    int row = work < 0 ? 0 : 1 + work / runs;
    double *through =
        p->by_class + (size_t)row * (size_t)g->most_pairs + (move->pair - g->pair_base[next]);
    *through = fmin(*through, least - move->cost);
}

static void clear(double *values, size_t n) {
    for (size_t i = 0; i < n; i++)
        values[i] = INFINITY;
}

static size_t cells_of_day(const rota_grid *g, int day) {
    return g->base[day + 1] - g->base[day];
}

/* ---- the first day ---- */

static void lower_first(passing *p, int state, int weekends, int minutes, double cost,
                        double *through) {
    const rota_grid *g = p->g;
    if (minutes < g->lo[0] || minutes > g->hi[0] || weekends > g->weekends_of_day[0])
        return;
    size_t cell = cell_of(p, 0, state, weekends, minutes);
    p->now[cell] = fmin(p->now[cell], cost);
    if (through)
        *through = cost + p->t->cells[g->base[0] + cell];
}

static void first_day(passing *p, double *through) {
    const rota_grid *g = p->g;
    const rota_worker *w = g->pr->worker;
    int weekday = g->pr->problem->weekday[0], class, before, run;
    bool begun = w->before.weekend_begun && weekday == 6;
    int weekends = w->max_total_weekends >= 0 && (weekday == 5 || (weekday == 6 && !begun));
    run = rota_grid_start(g, &class, &before);
    clear(p->now, cells_of_day(g, 0));
    if (!p->t->must[0] && class == ROTA_GRID_OFF)
        lower_first(p, before + 1 < g->noff ? before + 1 : before, 0, 0, 0, NULL);
    else if (!p->t->must[0] && rota_grid_may_end(g, before))
        lower_first(p, 0, 0, 0, 0, NULL);
    for (int a = 0; run >= 0 && a < w->day_first[1]; a++) {
        int pair = g->pair_of[a];
        if (!isinf(p->t->arc_cost[a]))
            lower_first(p, rota_grid_state(g, g->pair_class[pair], run), weekends,
                        g->pair_steps[pair], p->t->arc_cost[a], &through[a]);
    }
}

/* ---- all days ---- */

/* Of each duty of the next day, from what was found for its pair after each class. */
static void read_day(const passing *p, double *through) {
    const rota_grid *g = p->g;
    const rota_worker *w = g->pr->worker;
    int first = w->day_first[p->day + 1], n = w->day_first[p->day + 2] - first;
    for (int j = 0; j < n; j++) {
        int pair = g->pair_of[first + j] - g->pair_base[p->day + 1];
        double least = INFINITY;
        for (int c = -1; c < rota_grid_classes(g, p->day); c++)
            if (c < 0 || g->pr->allowed[p->day][c * n + j])
                least = fmin(least,
                             p->by_class[(size_t)(c + 1) * (size_t)g->most_pairs + (size_t)pair]);
        through[first + j] = least + p->t->arc_cost[first + j];
    }
}

void rota_grid_through(rota_grid_table *t, double *through) {
    const rota_grid *g = t->grid;
    int n = g->pr->problem->ndays;
    size_t most = 0, pairs = (size_t)(g->most_classes + 1) * (size_t)(g->most_pairs + 1);
    for (int d = 0; d < n; d++)
        most = cells_of_day(g, d) > most ? cells_of_day(g, d) : most;
    passing p = {.t = t,
                 .g = g,
                 .now = ROTA_NEW_ARRAY(double, most),
                 .next = ROTA_NEW_ARRAY(double, most),
                 .by_class = ROTA_NEW_ARRAY(double, pairs)};
    clear(through, (size_t)g->pr->worker->narcs);
    first_day(&p, through);
    for (p.day = 0; p.day + 1 < n; p.day++) {
        clear(p.next, cells_of_day(g, p.day + 1));
        clear(p.by_class, pairs);
        rota_grid_moves(t, p.day, pass, &p);
        read_day(&p, through);
        double *old = p.now;
        p.now = p.next;
        p.next = old;
    }
    free(p.now);
    free(p.next);
    free(p.by_class);
}
