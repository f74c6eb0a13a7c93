/* Completion bounds: for every day, last arc and minutes worked in the block, the least that the
 * rest of a line can cost when runs, weekends, faces, weekly rest and rests longer than to the next
 * day are left out. Exact in arc costs, succession from day to day, returns, bed-wake and contract
 * minutes. Minutes are rounded down to a grid: the cost of minutes is convex, so less minutes make
 * every further step cheaper and the bound stays a bound. */
#include "solver/price_internal.h"

#include <math.h>
#include <string.h>

size_t rota_price__scratch(const rota_pricer *pr) {
    size_t most = 1;
    for (int d = 0; d < pr->problem->ndays; d++) {
        size_t n = (size_t)(pr->worker->day_first[d + 1] - pr->worker->day_first[d]);
        size_t classes = (size_t)pr->nclasses[d];
        most = n + 1 > most ? n + 1 : most;
        most = classes + 1 > most ? classes + 1 : most;
    }
    return 2 * most * (size_t)pr->ngrid;
}

/* after[j][m]: the cost of arc j of day e and of everything after it, with m minutes before it. */
static void price_day(const rota_pricer *pr, const rota_price_request *rq, int e,
                      const double *bounds, double *after) {
    const rota_worker *w = pr->worker;
    int first = w->day_first[e], n = w->day_first[e + 1] - first, M = pr->ngrid;
    int week = pr->problem->week_of_day[e];
    const rota_convex_points *block = &pr->block[pr->problem->block_of_week[week]];
    for (int j = 0; j < n; j++) {
        double *out = after + (size_t)j * (size_t)M;
        const rota_arc *arc = &w->arcs[first + j];
        const double *then = bounds + (size_t)(pr->row_of_slot[e] + 1 + j) * (size_t)M;
        bool banned = (rq->banned && rq->banned[first + j]) ||
                      (pr->limits.barred && pr->limits.barred[first + j]);
        int m_end = M;
        if (pr->block_is_week) {
            int room = w->max_week_minutes[week] - arc->minutes;
            m_end = room < 0 ? 0 : room / pr->grid < M - 1 ? room / pr->grid + 1 : M;
        }
        if (banned)
            m_end = 0;
        int on = arc->minutes / pr->grid; /* from a grid point to the one at or below its sum */
        double cost = rq->arc_cost[first + j];
        for (int m = 0; m < m_end; m++)
            out[m] = cost + rota_price__step(block, m * pr->grid, arc->minutes) +
                     then[m + on < M ? m + on : M - 1];
        for (int m = m_end; m < M; m++)
            out[m] = INFINITY;
    }
}

static void lower_to(double *row, const double *other, double add, int n) {
    for (int m = 0; m < n; m++) {
        double x = other[m] + add;
        row[m] = x < row[m] ? x : row[m];
    }
}

/* Rows of day d from what the next day e costs; `after` as price_day left it. */
static void bound_day(const rota_pricer *pr, int d, const double *off, const double *after,
                      double *by_class, double *bounds) {
    const rota_worker *w = pr->worker;
    int M = pr->ngrid, first = w->day_first[d], n = w->day_first[d + 1] - first;
    int next = w->day_first[d + 1], nnext = w->day_first[d + 2] - next;
    double *free_row = bounds + (size_t)pr->row_of_slot[d] * (size_t)M;
    size_t bytes = (size_t)M * sizeof(double);
    memcpy(free_row, off, bytes);
    for (int j = 0; j < nnext; j++)
        lower_to(free_row, after + (size_t)j * (size_t)M, 0, M);
    for (int k = 0; k < pr->nclasses[d]; k++) {
        double *row = by_class + (size_t)k * (size_t)M;
        memcpy(row, off, bytes);
        for (int j = 0; j < nnext; j++)
            if (pr->allowed[d][k * nnext + j])
                lower_to(row, after + (size_t)j * (size_t)M, 0, M);
    }
    for (int i = 0; i < n; i++) {
        const rota_arc *a = &w->arcs[first + i];
        int k = pr->class_of[first + i];
        double *row = free_row + (size_t)(1 + i) * (size_t)M;
        memcpy(row, by_class + (size_t)k * (size_t)M, bytes);
        if (a->group < 0)
            continue;
        for (int j = 0; j < nnext; j++) {
            const rota_arc *b = &w->arcs[next + j];
            if (b->group != a->group || !pr->allowed[d][k * nnext + j])
                continue;
            double reward = pr->return_by_group[a->group];
            if ((a->flags & ROTA_ARC_BED) && (b->flags & ROTA_ARC_WAKE))
                reward += pr->bedwake_by_group[a->group];
            lower_to(row, after + (size_t)j * (size_t)M, reward, M);
        }
    }
}

/* A new block starts after day d: whatever was worked before, it starts with no minutes. */
static void restart_block(const rota_pricer *pr, int d, const rota_convex_points *block,
                          double *bounds) {
    int M = pr->ngrid;
    int rows = 1 + pr->worker->day_first[d + 1] - pr->worker->day_first[d];
    double start = block->below * block->low;
    for (int i = 0; i < rows; i++) {
        double *row = bounds + (size_t)(pr->row_of_slot[d] + i) * (size_t)M;
        for (int m = M - 1; m >= 0; m--)
            row[m] = row[0] + start;
    }
}

/* Rows of the last day: what it costs at least to end with each of its arcs. */
static void bound_end(const rota_pricer *pr, double *bounds) {
    const rota_worker *w = pr->worker;
    const rota_ending *e = w->ending;
    int M = pr->ngrid, n = pr->problem->ndays, first = w->day_first[n - 1];
    double *row = bounds + (size_t)pr->row_of_slot[n - 1] * (size_t)M;
    for (int a = first - 1; a < w->day_first[n]; a++, row += M) {
        double least = 0;
        if (e)
            least = (double)e->value[0];
        if (e && a >= first && !(w->arcs[a].flags & ROTA_ARC_OFF))
            least = (double)e->value[rota_ending_state(e, e->class_of[a - first], 1, 0)];
        for (int m = 0; m < M; m++)
            row[m] = least;
    }
}

void rota_price__bounds(const rota_pricer *pr, const rota_price_request *rq, double *bounds,
                        double *scratch) {
    const rota_problem *p = pr->problem;
    int n = p->ndays, M = pr->ngrid;
    const unsigned char *must = rq->must_work ? rq->must_work : pr->worker->must_work;
    double *after = scratch, *by_class = scratch + rota_price__scratch(pr) / 2;
    bound_end(pr, bounds);
    for (int d = n - 2; d >= 0; d--) {
        int e = d + 1;
        price_day(pr, rq, e, bounds, after);
        /* Off on day e: as its slot 0, unless a pin forbids it. */
        double off[ROTA_PRICE_GRID];
        for (int m = 0; m < M; m++)
            off[m] =
                must[e] ? INFINITY : bounds[(size_t)pr->row_of_slot[e] * (size_t)M + (size_t)m];
        bound_day(pr, d, off, after, by_class, bounds);
        int block = p->block_of_week[p->week_of_day[e]];
        if (block != p->block_of_week[p->week_of_day[d]])
            restart_block(pr, d, &pr->block[block], bounds);
    }
}
