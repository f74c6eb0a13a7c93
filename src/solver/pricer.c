/* Preparation of pricing: what depends on the person only. */
#include "core/mem.h"
#include "solver/grid.h"
#include "solver/price_internal.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static rota_convex_points convex_points(const rota_convex *f) {
    return (rota_convex_points){
        .below = (double)(f->below), .above = (double)(f->above), .low = f->low, .high = f->high};
}

int rota_price__snap(const int *starts, int n, int x) {
    int lo = 0, hi = n;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (starts[mid] < x)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < n ? starts[lo] : INT_MAX;
}

static int by_value(const void *a, const void *b) {
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static void collect_starts(rota_pricer *pr) {
    const rota_worker *w = pr->worker;
    pr->starts = ROTA_NEW_ARRAY(int, w->narcs + 1);
    pr->night_starts = ROTA_NEW_ARRAY(int, w->narcs + 1);
    for (int a = 0; a < w->narcs; a++) {
        if (w->arcs[a].flags & ROTA_ARC_NIGHT)
            pr->night_starts[pr->nnight_starts++] = w->arcs[a].start;
        else
            pr->starts[pr->nstarts++] = w->arcs[a].start;
    }
    qsort(pr->starts, (size_t)pr->nstarts, sizeof(int), by_value);
    qsort(pr->night_starts, (size_t)pr->nnight_starts, sizeof(int), by_value);
    for (int a = 0; a < w->narcs; a++) {
        pr->ready[a] = rota_price__snap(pr->starts, pr->nstarts, w->arcs[a].ready);
        pr->ready_night[a] =
            rota_price__snap(pr->night_starts, pr->nnight_starts, w->arcs[a].ready_night);
    }
}

static void find_next_starts(rota_pricer *pr) {
    const rota_worker *w = pr->worker;
    int n = pr->problem->ndays;
    pr->next_any[n] = pr->next_night[n] = pr->next_day[n] = INT_MAX;
    for (int d = n - 1; d >= 0; d--) {
        pr->next_any[d] = pr->next_any[d + 1];
        pr->next_night[d] = pr->next_night[d + 1];
        pr->next_day[d] = pr->next_day[d + 1];
        for (int a = w->day_first[d]; a < w->day_first[d + 1]; a++) {
            int start = w->arcs[a].start;
            int *kind = (w->arcs[a].flags & ROTA_ARC_NIGHT) ? &pr->next_night[d] : &pr->next_day[d];
            *kind = start < *kind ? start : *kind;
            pr->next_any[d] = start < pr->next_any[d] ? start : pr->next_any[d];
        }
    }
}

/* Classes of the arcs of each day by what may follow on the next day. */
static void make_classes(rota_pricer *pr) {
    const rota_worker *w = pr->worker;
    const unsigned char *types = pr->problem->forbidden;
    for (int d = 0; d + 1 < pr->problem->ndays; d++) {
        int first = w->day_first[d], n = w->day_first[d + 1] - first;
        int next = w->day_first[d + 1], nnext = w->day_first[d + 2] - next;
        pr->allowed[d] = ROTA_NEW_ARRAY(unsigned char, (n + 1) * (nnext + 1));
        for (int i = 0; i < n; i++) {
            const rota_arc *a = &w->arcs[first + i];
            unsigned char *mine = pr->allowed[d] + pr->nclasses[d] * nnext;
            for (int j = 0; j < nnext; j++) {
                const rota_arc *b = &w->arcs[next + j];
                int ready = (b->flags & ROTA_ARC_NIGHT) ? a->ready_night : a->ready;
                mine[j] = b->start >= ready && !(types && a->type >= 0 && b->type >= 0 &&
                                                 types[a->type * pr->problem->ntypes + b->type]);
            }
            int k = 0;
            while (k < pr->nclasses[d] &&
                   memcmp(pr->allowed[d] + k * nnext, mine, (size_t)nnext) != 0)
                k++;
            pr->class_of[first + i] = k;
            pr->nclasses[d] += k == pr->nclasses[d];
        }
    }
}

static int gcd(int a, int b) {
    return b ? gcd(b, a % b) : a;
}

static void make_grid(rota_pricer *pr) {
    const rota_problem *p = pr->problem;
    const rota_worker *w = pr->worker;
    int unit = w->before.block_minutes, most = 1;
    for (int a = 0; a < w->narcs; a++)
        unit = gcd(unit, w->arcs[a].minutes);
    for (int b = 0; b < p->nblocks; b++)
        most = w->block[b].high > most ? w->block[b].high : most;
    for (int k = 0; pr->block_is_week && k < p->nweeks; k++)
        if (w->max_week_minutes[k] < 10080 && w->max_week_minutes[k] > most)
            most = w->max_week_minutes[k];
    if (unit < 1)
        unit = 1;
    if (most / unit + 2 > ROTA_PRICE_GRID)
        unit = most / (ROTA_PRICE_GRID - 2) + 1;
    pr->grid = unit;
    pr->ngrid = most / unit + 2;
}

static void measure_weeks(rota_pricer *pr) {
    const rota_problem *p = pr->problem;
    const rota_worker *w = pr->worker;
    int rest = 0;
    for (int d = p->ndays - 1; d >= 0; d--) {
        if (d + 1 < p->ndays && p->week_of_day[d] != p->week_of_day[d + 1])
            rest = 0;
        pr->max_rest_of_week[d] = rest;
        int most = 0;
        for (int a = w->day_first[d]; a < w->day_first[d + 1]; a++)
            most = w->arcs[a].minutes > most ? w->arcs[a].minutes : most;
        rest += most;
    }
}

rota_pricer *rota_pricer_new(const rota_problem *problem, int worker) {
    rota_pricer *pr = ROTA_NEW(rota_pricer);
    const rota_worker *w = &problem->workers[worker];
    int n = problem->ndays;
    pr->problem = problem;
    pr->worker = w;
    for (int f = 0; f < w->nfaces; f++)
        pr->face[f] = (double)(w->face_cost[f]);
    pr->return_by_group = ROTA_NEW_ARRAY(double, problem->ngroups);
    pr->bedwake_by_group = ROTA_NEW_ARRAY(double, problem->ngroups);
    for (int g = 0; g < problem->ngroups; g++) {
        pr->return_by_group[g] = w->return_by_group ? (double)(w->return_by_group[g]) : 0;
        pr->bedwake_by_group[g] = w->bedwake_by_group ? (double)(w->bedwake_by_group[g]) : 0;
    }
    pr->block = ROTA_NEW_ARRAY(rota_convex_points, problem->nblocks);
    for (int b = 0; b < problem->nblocks; b++)
        pr->block[b] = convex_points(&w->block[b]);
    pr->nights = convex_points(&w->nights);
    pr->weekends = convex_points(&w->weekends);
    pr->holidays = convex_points(&w->holidays);
    pr->next_any = ROTA_NEW_ARRAY(int, n + 1);
    pr->next_night = ROTA_NEW_ARRAY(int, n + 1);
    pr->next_day = ROTA_NEW_ARRAY(int, n + 1);
    pr->ready = ROTA_NEW_ARRAY(int, w->narcs);
    pr->ready_night = ROTA_NEW_ARRAY(int, w->narcs);
    pr->class_of = ROTA_NEW_ARRAY(int, w->narcs);
    pr->nclasses = ROTA_NEW_ARRAY(int, n);
    pr->allowed = ROTA_NEW_ARRAY(unsigned char *, n);
    pr->max_rest_of_week = ROTA_NEW_ARRAY(int, n);
    pr->row_of_slot = ROTA_NEW_ARRAY(int, n);
    for (int d = 0; d < n; d++) {
        pr->row_of_slot[d] = pr->nslots;
        pr->nslots += 1 + w->day_first[d + 1] - w->day_first[d];
    }
    /* A window cut from the middle of a longer block brings minutes that are not of its week. */
    pr->block_is_week =
        problem->nblocks == problem->nweeks && w->before.block_minutes <= w->before.week_minutes;
    pr->runs_off = w->min_run_off > 1;
    pr->weekends_limited = w->max_weekends >= 0 && w->max_weekends < 4;
    pr->totals = w->max_total_minutes != NULL;
    collect_starts(pr);
    find_next_starts(pr);
    make_classes(pr);
    make_grid(pr);
    measure_weeks(pr);
    pr->dense = rota_grid_new(pr);
    rota_price__limits_init(pr);
    return pr;
}

void rota_pricer_free(rota_pricer *pr) {
    if (!pr)
        return;
    rota_grid_free(pr->dense);
    rota_price__limits_done(pr);
    for (int d = 0; d < pr->problem->ndays; d++)
        free(pr->allowed[d]);
    void *arrays[] = {pr->return_by_group,  pr->bedwake_by_group, pr->block,    pr->next_any,
                      pr->next_night,       pr->next_day,         pr->ready,    pr->ready_night,
                      pr->starts,           pr->night_starts,     pr->class_of, pr->nclasses,
                      pr->max_rest_of_week, pr->row_of_slot,      pr->allowed};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        free(arrays[i]);
    free(pr);
}
