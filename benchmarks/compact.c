#include "benchmarks/compact.h"

#include "benchmarks/model.h"
#include "core/mem.h"
#include "solver/price.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The model of one problem, and where a person's arcs begin in it. */
typedef struct {
    const rota_problem *p;
    rota_model m;
    int *first_arc; /* [nworkers] column of arc 0 */
} build;

static double in_points(rota_cost cost) {
    return (double)cost / ROTA_COST_SCALE;
}

static int larger(int a, int b) {
    return a > b ? a : b;
}

/* Which arcs of a day are meant: all those with these flags, this group and these faces. */
typedef struct {
    unsigned flags;
    uint64_t faces;
    int group;    /* -1 = any */
    bool minutes; /* weighed by their minutes instead of 1 */
} arcs_meant;
static const arcs_meant ALL = {.group = -1}, MINUTES = {.group = -1, .minutes = true};

static bool is_meant(const rota_arc *arc, const arcs_meant *which) {
    return (arc->flags & which->flags) == which->flags &&
           (arc->faces & which->faces) == which->faces &&
           (which->group < 0 || arc->group == which->group);
}

/* Put a person's arcs of a day into a row. */
static void put_day(build *b, int row, int w, int d, const arcs_meant *which, double coef) {
    const rota_worker *worker = &b->p->workers[w];
    for (int a = worker->day_first[d]; a < worker->day_first[d + 1]; a++)
        if (is_meant(&worker->arcs[a], which))
            rota_model_put(&b->m, row, b->first_arc[w] + a,
                           which->minutes ? coef * worker->arcs[a].minutes : coef);
}

static bool follows(const rota_arc *arc, int ready, int ready_night) {
    return arc->start >= ((arc->flags & ROTA_ARC_NIGHT) ? ready_night : ready);
}

/* ---- arcs, days, rests ---- */

static double arc_cost(const rota_worker *w, const rota_arc *arc) {
    rota_cost cost = 0;
    for (int part = 0; part < ROTA_NPARTS; part++)
        cost += arc->cost[part];
    if (arc->day == 0 && arc->group >= 0 && arc->group == w->before.last_group) {
        cost += w->return_by_group ? w->return_by_group[arc->group] : 0;
        if (w->bedwake_by_group && (w->before.last_flags & ROTA_ARC_BED) &&
            (arc->flags & ROTA_ARC_WAKE))
            cost += w->bedwake_by_group[arc->group];
    }
    return in_points(cost);
}

static void add_arcs(build *b, int w) {
    const rota_worker *worker = &b->p->workers[w];
    b->first_arc[w] = b->m.ncolumns;
    for (int a = 0; a < worker->narcs; a++) {
        const rota_arc *arc = &worker->arcs[a];
        bool ready = follows(arc, worker->before.ready, worker->before.ready_night);
        rota_model_column(&b->m, arc_cost(worker, arc), 0, ready ? 1 : 0, true);
    }
    for (int d = 0; d < b->p->ndays; d++)
        put_day(b, rota_model_row(&b->m, worker->must_work[d] ? 1 : 0, 1), w, d, &ALL, 1);
}

/* The arcs of day e that arc i of day d excludes, as [n] flags; returns how many. */
static int excluded(const rota_worker *w, int i, int e, unsigned char *out) {
    int first = w->day_first[e], n = w->day_first[e + 1] - first, count = 0;
    for (int j = 0; j < n; j++) {
        out[j] = !follows(&w->arcs[first + j], w->arcs[i].ready, w->arcs[i].ready_night);
        count += out[j];
    }
    return count;
}

static bool contains(const unsigned char *set, const unsigned char *part, int n) {
    for (int j = 0; j < n; j++)
        if (part[j] && !set[j])
            return false;
    return true;
}

/* One clique for each distinct set of excluded arcs of day e: the set, and the arcs of day d that
 * exclude all of it. Returns how many arcs of e are excluded by any. */
static int add_cliques(build *b, int w, int d, int e) {
    const rota_worker *worker = &b->p->workers[w];
    int from = worker->day_first[d], nd = worker->day_first[d + 1] - from;
    int to = worker->day_first[e], ne = worker->day_first[e + 1] - to, any = 0;
    unsigned char *sets = ROTA_NEW_ARRAY(unsigned char, (nd + 1) * (ne + 1));
    for (int i = 0; i < nd; i++) {
        unsigned char *mine = sets + i * ne;
        int count = excluded(worker, from + i, e, mine), seen = 0;
        any += count;
        while (seen < i && memcmp(sets + seen * ne, mine, (size_t)ne) != 0)
            seen++;
        if (count == 0 || seen < i)
            continue;
        int row = rota_model_row(&b->m, -INFINITY, 1);
        for (int j = 0; j < ne; j++)
            if (mine[j])
                rota_model_put(&b->m, row, b->first_arc[w] + to + j, 1);
        for (int k = 0; k < nd; k++) {
            unsigned char *other = sets + k * ne;
            excluded(worker, from + k, e, other);
            if (contains(other, mine, ne))
                rota_model_put(&b->m, row, b->first_arc[w] + from + k, 1);
        }
    }
    free(sets);
    return any;
}

static void add_rests(build *b, int w) {
    const rota_worker *worker = &b->p->workers[w];
    for (int d = 0; d < b->p->ndays; d++) {
        int ready = 0;
        for (int a = worker->day_first[d]; a < worker->day_first[d + 1]; a++)
            ready = larger(ready, larger(worker->arcs[a].ready, worker->arcs[a].ready_night));
        for (int e = d + 1; e < b->p->ndays && e * 1440 < ready; e++)
            add_cliques(b, w, d, e);
    }
}

/* ---- runs and minutes ---- */

/* The days from..to are not all worked. */
static void add_not_all(build *b, int w, int from, int to, const arcs_meant *which) {
    int row = rota_model_row(&b->m, -INFINITY, to - from);
    for (int d = from; d <= to; d++)
        put_day(b, row, w, d, which, 1);
}

/* At most `most` days in a row; `done` of them before day 0, `known` after the last day. */
static void add_run(build *b, int w, int most, int done, int known, const arcs_meant *which) {
    int n = b->p->ndays;
    if (most < 0)
        return;
    for (int d = 0; d + most < n; d++)
        add_not_all(b, w, d, d + most, which);
    int first = larger(0, most - done), last = larger(0, most - known); /* lawful at each end */
    if (done > 0 && first < n)
        add_not_all(b, w, 0, first, which);
    if (known > 0 && last < n)
        add_not_all(b, w, n - 1 - last, n - 1, which);
    if (done > 0 && known > 0 && done + n + known > most)
        add_not_all(b, w, 0, n - 1, which);
}

/* A row of at most `most`: the work of day j less that of day d + 1, more that of day d. Days
 * before the horizon and after it are known and not put. */
static void add_short_off(build *b, int w, int d, int j, double most) {
    int row = rota_model_row(&b->m, -INFINITY, most);
    if (d >= 0)
        put_day(b, row, w, d, &ALL, 1);
    put_day(b, row, w, d + 1, &ALL, -1);
    if (j < b->p->ndays)
        put_day(b, row, w, j, &ALL, 1);
}

/* No run of days off shorter than k between days worked. */
static void add_days_off(build *b, int w) {
    const rota_worker *worker = &b->p->workers[w];
    int k = worker->min_run_off, off = worker->before.run_off, n = b->p->ndays;
    for (int j = 0; j <= n && k > 1; j++) {
        if (j == n && !worker->after.works_next)
            continue;
        if (off > 0 && off + j < k) { /* back too soon after what was off before */
            int row = rota_model_row(&b->m, -INFINITY, j < n ? 0 : -1);
            if (j < n)
                put_day(b, row, w, j, &ALL, 1);
        }
        /* Worked on d, off on d + 1, worked on j: not all three. */
        for (int d = larger(off > 0 ? 0 : -1, j - k); d < j - 1; d++)
            add_short_off(b, w, d, j, 1 - (d < 0) - (j == n));
    }
}

static void add_minutes(build *b, int w) {
    const rota_problem *p = b->p;
    const rota_worker *worker = &p->workers[w];
    for (int d = 0; d < p->ndays; d++) {
        int week = p->week_of_day[d];
        bool begins = d == 0 || p->week_of_day[d - 1] != week;
        if (begins && worker->max_week_minutes[week] < INT32_MAX) {
            int done = d == 0 ? worker->before.week_minutes : 0;
            int row =
                rota_model_row(&b->m, -INFINITY, larger(0, worker->max_week_minutes[week] - done));
            for (int e = d; e < p->ndays && p->week_of_day[e] == week; e++)
                put_day(b, row, w, e, &MINUTES, 1);
        }
        if (worker->max_total_minutes) {
            int row = rota_model_row(&b->m, -INFINITY, worker->max_total_minutes[d]);
            for (int e = 0; e <= d; e++)
                put_day(b, row, w, e, &MINUTES, 1);
        }
    }
}

/* ---- weekly rest ---- */

static int by_value(const void *a, const void *b) {
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

/* When a rest of the window must have been had: at the window's end or when known work begins. */
static int rest_ends(const rota_problem *p, const rota_worker *w, int window) {
    int to = p->rest_start[window + 1];
    return to > p->end && w->after.start > 0 && w->after.start < to ? w->after.start : to;
}

/* Is the window's rest to be had in the horizon? */
static bool needs_rest(const rota_problem *p, const rota_worker *w, int window) {
    bool beyond = p->rest_start[window + 1] > p->end;
    bool known = w->after.start > 0 && !w->after.rested;
    return w->weekly_rest > 0 && (!beyond || known) && (window > 0 || !w->before.week_rested);
}

/* Where a rest inside the window may begin: as early as is of use, and at every end of work. */
static int rest_begins(const build *b, int w, int window, int *out) {
    const rota_worker *worker = &b->p->workers[w];
    int from = b->p->rest_start[window], to = rest_ends(b->p, worker, window), n = 0, kept = 0;
    int first = from - larger(0, worker->weekly_rest_gap - worker->weekly_rest);
    out[n++] = first = larger(first, worker->before.last_end);
    for (int a = 0; a < worker->narcs; a++)
        if (worker->arcs[a].end > first)
            out[n++] = worker->arcs[a].end;
    qsort(out, (size_t)n, sizeof *out, by_value);
    for (int i = 0; i < n; i++)
        if ((kept == 0 || out[i] != out[kept - 1]) &&
            larger(out[i], from) + worker->weekly_rest <= to)
            out[kept++] = out[i];
    return kept;
}

/* chosen + the work of each day that overlaps [begin, end) is at most 1. */
static void free_stretch(build *b, int w, int chosen, int begin, int end) {
    const rota_worker *worker = &b->p->workers[w];
    for (int d = 0; d < b->p->ndays; d++) {
        int row = -1;
        for (int a = worker->day_first[d]; a < worker->day_first[d + 1]; a++) {
            if (worker->arcs[a].end <= begin || worker->arcs[a].start >= end)
                continue;
            if (row < 0) {
                row = rota_model_row(&b->m, -INFINITY, 1);
                rota_model_put(&b->m, row, chosen, 1);
            }
            rota_model_put(&b->m, row, b->first_arc[w] + a, 1);
        }
    }
}

static void add_weekly_rests(build *b, int w) {
    const rota_problem *p = b->p;
    const rota_worker *worker = &p->workers[w];
    int *begins = ROTA_NEW_ARRAY(int, worker->narcs + 1);
    for (int r = 0; r < p->nrests; r++) {
        int from = p->rest_start[r];
        if (!needs_rest(p, worker, r))
            continue;
        int one = rota_model_row(&b->m, 1, INFINITY);
        int n = rest_begins(b, w, r, begins);
        for (int i = 0; i < n; i++) {
            int chosen = rota_model_column(&b->m, 0, 0, 1, false);
            int end = larger(larger(begins[i], from) + worker->weekly_rest,
                             begins[i] + worker->weekly_rest_gap);
            rota_model_put(&b->m, one, chosen, 1);
            free_stretch(b, w, chosen, begins[i], end);
        }
    }
    free(begins);
}

/* ---- counts with a fair share, weekends, contract ---- */

/* Rows that a count is put into, one for each limit of its convex cost. */
typedef struct {
    int rows[2], n;
} counted;

/* A cost for each unit that the count is below (side 1) or above (side -1) a limit. */
static void add_limit(build *b, counted *c, rota_cost cost, double limit, int side) {
    if (cost == 0)
        return;
    int row = rota_model_row(&b->m, side > 0 ? limit : -INFINITY, side > 0 ? INFINITY : limit);
    int column = rota_model_column(&b->m, in_points(cost), 0, INFINITY, false);
    rota_model_put(&b->m, row, column, side);
    c->rows[c->n++] = row;
}

/* Rows for the convex cost of a count that is `known` so far. */
static counted add_convex(build *b, const rota_convex *f, int known) {
    counted c = {.n = 0};
    add_limit(b, &c, f->below, f->low - known, 1);
    add_limit(b, &c, f->above, f->high - known, -1);
    return c;
}

static void count_day(build *b, const counted *c, int w, int d, const arcs_meant *which) {
    for (int i = 0; i < c->n; i++)
        put_day(b, c->rows[i], w, d, which, 1);
}

static void add_fair_share(build *b, int w, const rota_convex *f, unsigned flags) {
    const arcs_meant which = {.flags = flags, .group = -1};
    const counted c = add_convex(b, f, 0);
    for (int d = 0; d < b->p->ndays; d++)
        count_day(b, &c, w, d, &which);
}

/* A column for each weekend of the horizon: 1 when it is worked. */
static int add_weekend_columns(build *b, int w, bool begun, int *columns) {
    int n = 0;
    for (int d = 0; d < b->p->ndays; d++) {
        if (b->p->weekday[d] == 5 || (b->p->weekday[d] == 6 && d == 0)) {
            bool known = begun && d == 0;
            columns[n++] = rota_model_column(&b->m, 0, known ? 1 : 0, 1, false);
            if (known)
                continue;
            int row = rota_model_row(&b->m, -INFINITY, 0); /* worked only when a day is */
            rota_model_put(&b->m, row, columns[n - 1], 1);
            put_day(b, row, w, d, &ALL, -1);
            if (d + 1 < b->p->ndays && b->p->weekday[d] == 5)
                put_day(b, row, w, d + 1, &ALL, -1);
        }
        if (b->p->weekday[d] >= 5) {
            int row = rota_model_row(&b->m, -INFINITY, 0);
            rota_model_put(&b->m, row, columns[n - 1], -1);
            put_day(b, row, w, d, &ALL, 1);
        }
    }
    return n;
}

/* At most so many in any four: windows that end in the horizon, or in a known weekend after it. */
static void add_weekend_limits(build *b, int w, const int *columns, int n, bool begun) {
    const rota_worker *worker = &b->p->workers[w];
    int most = worker->max_weekends, own = begun ? 1 : 0; /* the first that can be chosen */
    for (int last = own; last < n + 3 && most >= 0; last++) {
        if (last >= n && !(worker->after.weekends >> (last - n) & 1U))
            continue;
        int known = 0;
        for (int i = last - 3; i <= last; i++) {
            if (i >= n)
                known += (int)(worker->after.weekends >> (i - n) & 1U);
            else if (i < own)
                known += i >= 0 ? 1 : (int)(worker->before.weekends >> (own - i - 1) & 1U);
        }
        int limit = rota_model_row(&b->m, -INFINITY, larger(0, most - known));
        for (int i = larger(own, last - 3); i <= last && i < n; i++)
            rota_model_put(&b->m, limit, columns[i], 1);
    }
}

static void add_weekends(build *b, int w) {
    const rota_worker *worker = &b->p->workers[w];
    bool begun = b->p->weekday[0] == 6 && worker->before.weekend_begun;
    int columns[ROTA_MAX_WEEKENDS], n = add_weekend_columns(b, w, begun, columns);
    const counted c = add_convex(b, &worker->weekends, begun ? -1 : 0); /* it was counted before */
    for (int i = 0; i < n; i++)
        for (int k = 0; k < c.n; k++)
            rota_model_put(&b->m, c.rows[k], columns[i], 1);
    add_weekend_limits(b, w, columns, n, begun);
}

static void add_contract(build *b, int w) {
    const rota_problem *p = b->p;
    const rota_worker *worker = &p->workers[w];
    counted c = {.n = 0};
    int block = -1;
    for (int d = 0; d < p->ndays; d++) {
        int now = p->block_of_week[p->week_of_day[d]];
        if (now != block)
            c = add_convex(b, &worker->block[now], d == 0 ? worker->before.block_minutes : 0);
        block = now;
        count_day(b, &c, w, d, &MINUTES);
    }
}

/* ---- faces and returns ---- */

static void add_faces(build *b, int w) {
    const rota_problem *p = b->p;
    const rota_worker *worker = &p->workers[w];
    for (int f = 0; f < worker->nfaces; f++) {
        const arcs_meant which = {.faces = 1ULL << f, .group = -1};
        int column = -1;
        for (int d = 0; d < p->ndays && worker->face_cost[f] != 0; d++) {
            bool begins = d == 0 || p->week_of_day[d - 1] != p->week_of_day[d];
            if (begins) {
                bool met = d == 0 && (worker->before.week_faces & which.faces);
                column = rota_model_column(&b->m, met ? 0 : in_points(worker->face_cost[f]), 0, 1,
                                           false);
            }
            int row = rota_model_row(&b->m, -INFINITY, 0);
            put_day(b, row, w, d, &which, 1);
            rota_model_put(&b->m, row, column, -1);
        }
    }
}

/* A reward for two kinds of work on days d - 1 and d. */
static void add_pair(build *b, int w, int d, rota_cost cost, const arcs_meant *first,
                     const arcs_meant *second) {
    if (cost == 0)
        return;
    int column = rota_model_column(&b->m, in_points(cost), 0, 1, false);
    int row = rota_model_row(&b->m, -INFINITY, 0);
    rota_model_put(&b->m, row, column, 1);
    put_day(b, row, w, d - 1, first, -1);
    row = rota_model_row(&b->m, -INFINITY, 0);
    rota_model_put(&b->m, row, column, 1);
    put_day(b, row, w, d, second, -1);
}

static void add_returns(build *b, int w) {
    const rota_worker *worker = &b->p->workers[w];
    for (int d = 1; d < b->p->ndays; d++) {
        for (int g = 0; g < b->p->ngroups; g++) {
            const arcs_meant there = {.group = g}, bed = {.group = g, .flags = ROTA_ARC_BED},
                             wake = {.group = g, .flags = ROTA_ARC_WAKE};
            if (worker->return_by_group)
                add_pair(b, w, d, worker->return_by_group[g], &there, &there);
            if (worker->bedwake_by_group)
                add_pair(b, w, d, worker->bedwake_by_group[g], &bed, &wake);
        }
    }
}

/* ---- rows of all people ---- */

static void add_rows(build *b) {
    const rota_problem *p = b->p;
    int first = b->m.nrows;
    for (int r = 0; r < p->nrows; r++) {
        const rota_row *row = &p->rows[r];
        rota_model_row(&b->m, row->target, row->target);
        double most = row->high == INT32_MAX ? (double)INFINITY : (double)row->high - row->target;
        int under = rota_model_column(&b->m, in_points(row->under), 0, INFINITY, false);
        int below_target = rota_model_column(&b->m, in_points(row->under_target), 0,
                                             row->target - row->low, false);
        int over = rota_model_column(&b->m, in_points(row->over), 0, most, false);
        rota_model_put(&b->m, first + r, under, 1);
        rota_model_put(&b->m, first + r, below_target, 1);
        rota_model_put(&b->m, first + r, over, -1);
    }
    for (int w = 0; w < p->nworkers; w++) {
        const rota_worker *worker = &p->workers[w];
        for (int a = 0; a < worker->narcs; a++) {
            const rota_arc_row *ar = worker->arc_rows + worker->arcs[a].first_row;
            for (int i = 0; i < worker->arcs[a].nrows; i++)
                rota_model_put(&b->m, first + ar[i].row, b->first_arc[w] + a, ar[i].coef);
        }
    }
}

static void add_worker(build *b, int w) {
    const rota_worker *worker = &b->p->workers[w];
    const arcs_meant nights = {.flags = ROTA_ARC_NIGHT, .group = -1};
    add_arcs(b, w);
    add_rests(b, w);
    add_run(b, w, worker->max_run_days, worker->before.run_days, worker->after.run_days, &ALL);
    add_run(b, w, worker->max_run_nights, worker->before.run_nights, worker->after.run_nights,
            &nights);
    add_days_off(b, w);
    add_minutes(b, w);
    add_weekly_rests(b, w);
    add_fair_share(b, w, &worker->nights, ROTA_ARC_NIGHT);
    add_fair_share(b, w, &worker->holidays, ROTA_ARC_HOLIDAY);
    add_weekends(b, w);
    add_contract(b, w);
    add_faces(b, w);
    add_returns(b, w);
}

/* ---- solving ---- */

/* Read the rota out of x, and cost it exactly; false when it is not what the model promised. */
static bool read_rota(const build *b, const double *x, double objective, rota_compact *out) {
    const rota_problem *p = b->p;
    for (int w = 0; w < p->nworkers; w++) {
        const rota_worker *worker = &p->workers[w];
        for (int d = 0; d < p->ndays; d++)
            out->lines[w][d] = -1;
        for (int a = 0; a < worker->narcs; a++)
            if (x[b->first_arc[w] + a] > 0.5)
                out->lines[w][worker->arcs[a].day] = a;
        rota_cost cost;
        if (!rota_line_cost(p, w, out->lines[w], &cost, NULL))
            return false;
        out->cost += cost;
    }
    rota_cost rows = rota_rows_cost(p, out->lines, NULL);
    if (rows == INT64_MAX)
        return false;
    out->cost += rows;
    return fabs(in_points(out->cost) - objective) <= 1e-6 * fmax(1, fabs(objective));
}

static rota_rc run(build *b, rota_lp *lp, double seconds, rota_compact *out, rota_err *err) {
    double begin = rota_clock_seconds();
    out->status = rota_lp_solve(lp, seconds);
    out->root_seconds = rota_clock_seconds() - begin;
    out->bound = -INFINITY;
    if (out->status != ROTA_LP_OPTIMAL)
        return ROTA_OK;
    out->bound = rota_lp_objective(lp);
    double *x = ROTA_NEW_ARRAY(double, b->m.ncolumns), objective = 0;
    out->status = rota_lp_solve_integer(lp, b->m.integer, LONG_MAX, seconds - out->root_seconds,
                                        NULL, x, &out->found);
    for (int c = 0; c < b->m.ncolumns; c++)
        objective += b->m.cost[c] * x[c];
    bool good = !out->found || read_rota(b, x, objective, out);
    free(x);
    if (out->status == ROTA_LP_OPTIMAL)
        out->bound = in_points(out->cost);
    return good ? ROTA_OK
                : rota_fail(err, ROTA_E_SYSTEM, "the compact model's rota is not what it costs");
}

rota_rc rota_compact_solve(const rota_problem *problem, double seconds, rota_compact **out,
                           rota_err *err) {
    double begin = rota_clock_seconds();
    rota_lp *lp = NULL;
    rota_rc rc = rota_lp_new(&lp, err);
    if (rc != ROTA_OK)
        return rc;
    build b = {.p = problem, .first_arc = ROTA_NEW_ARRAY(int, problem->nworkers)};
    rota_compact *compact = ROTA_NEW(rota_compact);
    compact->lines = ROTA_NEW_ARRAY(int *, problem->nworkers);
    for (int w = 0; w < problem->nworkers; w++) {
        compact->lines[w] = ROTA_NEW_ARRAY(int, problem->ndays);
        add_worker(&b, w);
    }
    add_rows(&b);
    rota_model_write(&b.m, lp);
    compact->rows = b.m.nrows;
    compact->columns = b.m.ncolumns;
    rc = run(&b, lp, seconds, compact, err);
    compact->seconds = rota_clock_seconds() - begin;
    rota_lp_free(lp);
    rota_model_done(&b.m);
    free(b.first_arc);
    if (rc == ROTA_OK)
        *out = compact;
    else
        rota_compact_free(compact, problem);
    return rc;
}

void rota_compact_free(rota_compact *compact, const rota_problem *problem) {
    if (!compact)
        return;
    for (int w = 0; w < problem->nworkers; w++)
        free(compact->lines[w]);
    free(compact->lines);
    free(compact);
}
