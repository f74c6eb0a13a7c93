/* What the LP pays for a person without a line. */
#include "solver/master.h"

#include <math.h>
#include <stdlib.h>

/* The most that a cost of a count or of minutes up to `most` can be. */
static double dearest_count(const rota_convex *f, double most) {
    return fmax((double)f->below * f->low, (double)f->above * fmax(0, most - f->low));
}

/* More than two lines of a worker can differ in what they cost, with the maxima that they pass. */
static double dearest_line(const rota_problem *p, const rota_worker *w) {
    double sum = 0, minutes = w->before.block_minutes, days = p->ndays, faces = 0, returns = 0;
    for (int d = 0; d < p->ndays; d++) {
        double dearest = 0, longest = 0;
        for (int a = w->day_first[d]; a < w->day_first[d + 1]; a++) {
            rota_cost own = 0;
            for (int part = 0; part < ROTA_NPARTS; part++)
                own += w->arcs[a].cost[part];
            double cost = fabs((double)own);
            for (int i = 0; i < w->arcs[a].nrows; i++) {
                const rota_arc_row *ar = &w->arc_rows[w->arcs[a].first_row + i];
                cost += (double)p->rows[ar->row].over * abs(ar->coef);
            }
            dearest = fmax(dearest, cost);
            longest = fmax(longest, w->arcs[a].minutes);
        }
        sum += dearest;
        minutes += longest;
    }
    for (int f = 0; f < w->nfaces; f++)
        faces += (double)w->face_cost[f];
    for (int g = 0; g < p->ngroups; g++)
        returns = fmin(returns, (double)(w->return_by_group ? w->return_by_group[g] : 0) +
                                    (double)(w->bedwake_by_group ? w->bedwake_by_group[g] : 0));
    for (int b = 0; b < p->nblocks; b++)
        sum += dearest_count(&w->block[b], minutes);
    return sum + faces * p->nweeks - returns * days + dearest_count(&w->nights, days) +
           dearest_count(&w->weekends, days) + dearest_count(&w->holidays, days);
}

/* What the values of a worker's ends differ by. */
static double spread_of_ends(const rota_ending *e) {
    size_t n = e ? rota_ending_index(e, rota_ending_states(e), 0, e->lo) : 0;
    double least = INFINITY, most = -INFINITY;
    for (size_t i = 0; i < n; i++)
        if (e->value[i] < INT64_MAX) {
            least = fmin(least, (double)e->value[i]);
            most = fmax(most, (double)e->value[i]);
        }
    return most > least ? most - least : 0;
}

double rota_master__price_of_missing(const rota_problem *p) {
    double most = 1000.0 * ROTA_COST_SCALE, line = 0;
    for (int r = 0; r < p->nrows; r++)
        most = fmax(most, (double)p->rows[r].under);
    for (int w = 0; w < p->nworkers; w++)
        line = fmax(line, dearest_line(p, &p->workers[w]) + spread_of_ends(p->workers[w].ending));
    return fmax(20 * most * (double)(p->ndays < 7 ? 7 : p->ndays), 2 * line);
}
