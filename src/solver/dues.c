/* Where prices and dues of loose lines begin: what everybody can work, and which demand must go
 * short because all of them together cannot cover it (docs/design/bounds.md). */
#include "core/mem.h"
#include "solver/counts.h"
#include "solver/each.h"
#include "solver/loose.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

enum { HALVINGS = 12 };
static const double A_WEEKEND = 2880; /* minutes: no more can be worked on one */
static const double SPARE = 240;      /* minutes below the maximum that make no difference */

double rota_exact(double x) {
    return rint(x / ROTA_EXACT) * ROTA_EXACT;
}

/* ---- what everybody can work ---- */

/* Minutes of the line that holds most of them when a weekend costs so many, and its weekends. */
static double most_minutes(rota_loose *loose, const rota_search *s, int w, double weekend,
                           int *weekends) {
    const rota_worker *worker = &s->p->workers[w];
    double *nothing = ROTA_NEW_ARRAY(double, s->p->nrows + 1), least, minutes = 0;
    rota_dues dues = {.minute = -1, .weekend = weekend};
    dues.type = ROTA_NEW_ARRAY(double, s->p->ntypes + 1);
    const int *line = rota_loose_line(loose, nothing, &dues, &least);
    *weekends = 0;
    for (int d = 0; line && d < s->p->ndays; d++)
        minutes += line[d] >= 0 ? worker->arcs[line[d]].minutes : 0;
    if (line)
        *weekends = rota_counts_until(s->p, w, line, s->p->ndays, NULL).weekends;
    free(dues.type);
    free(nothing);
    return minutes;
}

typedef struct {
    const rota_search *s;
    rota_reach *out;
} reaching;

/* The least over m >= 0 of the most minutes less m for each weekend above the maximum: what runs,
 * days off and weekends let somebody work, whatever the limit of minutes. */
static void find_reach(void *data, int w, int thread) {
    const reaching *r = data;
    const rota_worker *worker = &r->s->p->workers[w];
    int most = worker->max_total_weekends, weekends;
    rota_loose *loose = rota_loose_new(r->s->pricers[w]->dense);
    rota_reach *out = &r->out[w];
    double low = 0, high = A_WEEKEND;
    (void)thread;
    rota_loose_only_minutes(loose);
    *out = (rota_reach){.minutes = most_minutes(loose, r->s, w, 0, &weekends)};
    bool too_many = most >= 0 && weekends > most;
    for (int i = 0; too_many && weekends != most && i < HALVINGS; i++) {
        double m = (low + high) / 2;
        double minutes = most_minutes(loose, r->s, w, m, &weekends) - m * (weekends - most);
        if (minutes < out->minutes)
            *out = (rota_reach){.minutes = minutes, .weekend = m};
        *(weekends > most ? &low : &high) = m;
    }
    if (worker->max_total_minutes && r->s->pricers[w]->dense->unit != INT_MAX) {
        const rota_grid *g = r->s->pricers[w]->dense;
        double limit = (double)g->hi[r->s->p->ndays - 1] * g->unit;
        out->limited = limit < out->minutes + SPARE;
        out->minutes = fmin(out->minutes, limit);
    }
    rota_loose_free(loose);
}

rota_reach *rota_reach_of_all(const rota_search *s) {
    reaching r = {s, ROTA_NEW_ARRAY(rota_reach, s->p->nworkers)};
    rota_each(s->nthreads, s->p->nworkers, find_reach, &r);
    return r.out;
}

/* ---- what goes short ---- */

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

/* What the last minutes are worth when what is dearest to miss is covered first; 0: they suffice.
 */
static double worth_of_minutes(const rota_problem *p, const rota_reach *reach, const int *minutes) {
    need *needs = ROTA_NEW_ARRAY(need, p->nrows + 1);
    double left = 0, worth = 0;
    int n = 0;
    for (int w = 0; w < p->nworkers; w++)
        left += reach[w].minutes;
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

double rota_dues_begin(const rota_problem *p, const rota_reach *reach, rota_prices *prices,
                       rota_dues *dues) {
    int *minutes = minutes_of_rows(p);
    double worth = rota_exact(worth_of_minutes(p, reach, minutes));
    for (int w = 0; w < p->nworkers && worth > 0; w++) {
        dues[w].minute = reach[w].limited ? worth : 0;
        dues[w].weekend = reach[w].limited ? 0 : rota_exact(worth * reach[w].weekend);
    }
    for (int r = 0; r < p->nrows && worth > 0; r++)
        prices->pi[r] = fmin((double)p->rows[r].under, worth * minutes[r]);
    free(minutes);
    return worth;
}
