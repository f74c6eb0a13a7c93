/* Columns and rows of one person in the compact model; which there are: compact.h. */
#include "benchmarks/compact_build.h"
#include "core/mem.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef rota_compact_build build;

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

/* May type b not be on the day after type a? -1 = no type, or nothing known. */
static bool is_forbidden(const rota_problem *p, int a, int b) {
    return p->forbidden && a >= 0 && b >= 0 && p->forbidden[a * p->ntypes + b];
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
    return rota_compact__points(cost);
}

static void add_arcs(build *b, int w) {
    const rota_worker *worker = &b->p->workers[w];
    b->first_arc[w] = b->m.ncolumns;
    for (int a = 0; a < worker->narcs; a++) {
        const rota_arc *arc = &worker->arcs[a];
        bool may = follows(arc, worker->before.ready, worker->before.ready_night) &&
                   !(arc->day == 0 && is_forbidden(b->p, worker->before.last_type, arc->type)) &&
                   !(arc->day == b->p->ndays - 1 &&
                     is_forbidden(b->p, arc->type, worker->after.next_type));
        rota_model_column(&b->m, arc_cost(worker, arc), 0, may ? 1 : 0, true);
    }
    for (int d = 0; d < b->p->ndays; d++)
        put_day(b, rota_model_row(&b->m, worker->must_work[d] ? 1 : 0, 1), w, d, &ALL, 1);
}

/* The arcs of day e that arc i of a day before it excludes, as [n] flags; returns how many. */
static int excluded(const rota_problem *p, const rota_worker *w, int i, int e, unsigned char *out) {
    int first = w->day_first[e], n = w->day_first[e + 1] - first, count = 0;
    const rota_arc *arc = &w->arcs[i];
    for (int j = 0; j < n; j++) {
        const rota_arc *next = &w->arcs[first + j];
        out[j] = !follows(next, arc->ready, arc->ready_night) ||
                 (e == arc->day + 1 && is_forbidden(p, arc->type, next->type));
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
 * exclude all of it. */
static void add_cliques(build *b, int w, int d, int e) {
    const rota_worker *worker = &b->p->workers[w];
    int from = worker->day_first[d], nd = worker->day_first[d + 1] - from;
    int to = worker->day_first[e], ne = worker->day_first[e + 1] - to;
    unsigned char *sets = ROTA_NEW_ARRAY(unsigned char, (nd + 1) * (ne + 1));
    for (int i = 0; i < nd; i++) {
        unsigned char *mine = sets + i * ne;
        int count = excluded(b->p, worker, from + i, e, mine), seen = 0;
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
            excluded(b->p, worker, from + k, e, other);
            if (contains(other, mine, ne))
                rota_model_put(&b->m, row, b->first_arc[w] + from + k, 1);
        }
    }
    free(sets);
}

static void add_rests(build *b, int w) {
    const rota_worker *worker = &b->p->workers[w];
    for (int d = 0; d < b->p->ndays; d++) {
        int ready = 0;
        for (int a = worker->day_first[d]; a < worker->day_first[d + 1]; a++)
            ready = larger(ready, larger(worker->arcs[a].ready, worker->arcs[a].ready_night));
        int successors = b->p->forbidden ? d + 1 : d; /* days that types are looked at, too */
        for (int e = d + 1; e < b->p->ndays && (e <= successors || e * 1440 < ready); e++)
            add_cliques(b, w, d, e);
    }
}

/* ---- runs ---- */

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

/* Put the work of a day into a row; of days outside the horizon it is known and goes into the row's
 * upper bound. */
static void put_or_know(build *b, int w, int d, int sign, int row) {
    const rota_worker *worker = &b->p->workers[w];
    int n = b->p->ndays;
    if (d >= 0 && d < n) {
        put_day(b, row, w, d, &ALL, sign);
        return;
    }
    int after = worker->after.works_next ? worker->after.run_days : 0;
    if (d < 0 ? -d <= worker->before.run_days : d - n < after)
        b->m.row_upper[row] -= sign;
}

/* No run of working days shorter than it must be: not all of first..last worked with a day off
 * before and after. Runs that may have begun before what is known, or go on after it, are free. */
static void add_least_run(build *b, int w) {
    const rota_worker *worker = &b->p->workers[w];
    int n = b->p->ndays;
    for (int first = -worker->before.run_days; first <= n; first++) {
        if (first <= 0 && (worker->before.run_open || first != -worker->before.run_days))
            continue;
        for (int last = larger(first, -1); last < first + worker->min_run_days - 1; last++) {
            if (last >= n - 1 && worker->after.run_open)
                break;
            int row = rota_model_row(&b->m, -INFINITY, last - first);
            for (int d = first; d <= last; d++)
                put_or_know(b, w, d, 1, row);
            put_or_know(b, w, first - 1, -1, row);
            put_or_know(b, w, last + 1, -1, row);
        }
    }
}

/* ---- counts of types, minutes ---- */

static void add_types(build *b, int w) {
    const rota_worker *worker = &b->p->workers[w];
    for (int type = 0; type < b->p->ntypes && worker->max_of_type; type++) {
        int row = rota_model_row(&b->m, -INFINITY, worker->max_of_type[type]);
        for (int a = 0; a < worker->narcs; a++)
            if (worker->arcs[a].type == type)
                rota_model_put(&b->m, row, b->first_arc[w] + a, 1);
    }
}

static void add_minutes(build *b, int w) {
    const rota_problem *p = b->p;
    const rota_worker *worker = &p->workers[w];
    if (worker->min_total_minutes > 0) {
        int row = rota_model_row(&b->m, worker->min_total_minutes, INFINITY);
        for (int d = 0; d < p->ndays; d++)
            put_day(b, row, w, d, &MINUTES, 1);
    }
    for (int d = 0; d < p->ndays; d++) {
        int week = p->week_of_day[d];
        bool begins = d == 0 || p->week_of_day[d - 1] != week;
        if (begins && worker->max_week_minutes[week] < INT32_MAX) {
            int done = d == 0 ? worker->before.week_minutes : 0;
            int left = worker->max_week_minutes[week] - done;
            /* Nobody who is past the limit already has a duty without working time either. */
            const arcs_meant *counted = left < 0 ? &ALL : &MINUTES;
            int row = rota_model_row(&b->m, -INFINITY, larger(0, left));
            for (int e = d; e < p->ndays && p->week_of_day[e] == week; e++)
                put_day(b, row, w, e, counted, 1);
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
    int column = rota_model_column(&b->m, rota_compact__points(cost), 0, INFINITY, false);
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
    if (worker->max_total_weekends >= 0) {
        int row = rota_model_row(&b->m, -INFINITY, worker->max_total_weekends);
        for (int i = begun ? 1 : 0; i < n; i++)
            rota_model_put(&b->m, row, columns[i], 1);
    }
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
                column = rota_model_column(
                    &b->m, met ? 0 : rota_compact__points(worker->face_cost[f]), 0, 1, false);
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
    int column = rota_model_column(&b->m, rota_compact__points(cost), 0, 1, false);
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

void rota_compact__person(build *b, int w) {
    const rota_worker *worker = &b->p->workers[w];
    const arcs_meant nights = {.flags = ROTA_ARC_NIGHT, .group = -1};
    add_arcs(b, w);
    add_rests(b, w);
    add_run(b, w, worker->max_run_days, worker->before.run_days, worker->after.run_days, &ALL);
    add_run(b, w, worker->max_run_nights, worker->before.run_nights, worker->after.run_nights,
            &nights);
    add_days_off(b, w);
    add_least_run(b, w);
    add_types(b, w);
    add_minutes(b, w);
    add_weekly_rests(b, w);
    add_fair_share(b, w, &worker->nights, ROTA_ARC_NIGHT);
    add_fair_share(b, w, &worker->holidays, ROTA_ARC_HOLIDAY);
    add_weekends(b, w);
    add_contract(b, w);
    add_faces(b, w);
    add_returns(b, w);
}
