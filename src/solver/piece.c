#include "solver/piece.h"

#include "core/mem.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { LONG_AGO = -1000000, MANY_DAYS = 1000 };

typedef struct {
    const rota_problem *p;
    const rota_multipliers *m;
    int week;
    int first, last; /* its days, last one excluded */
    int eve;
    int *row_of; /* [nrows of p] row in the piece; -1 = none */
    rota_piece *out;
} cutting;

/* ---- what couples the weeks ---- */

/* Last day of a week. */
static int last_day(const rota_problem *p, int week) {
    int last = -1;
    for (int d = 0; d < p->ndays; d++)
        last = p->week_of_day[d] == week ? d : last;
    return last;
}

/* The weeks whose duties touch each row: the first and the last, or -1. */
static void weeks_of_rows(const rota_problem *p, int *first, int *last) {
    for (int r = 0; r < p->nrows; r++)
        first[r] = last[r] = -1;
    for (int w = 0; w < p->nworkers; w++) {
        const rota_worker *worker = &p->workers[w];
        for (int a = 0; a < worker->narcs; a++)
            for (int i = 0; i < worker->arcs[a].nrows; i++) {
                int r = worker->arc_rows[worker->arcs[a].first_row + i].row;
                int week = p->week_of_day[worker->arcs[a].day];
                first[r] = first[r] < 0 || week < first[r] ? week : first[r];
                last[r] = week > last[r] ? week : last[r];
            }
    }
}

/* Nothing is worth more than another: for each duty of a day, days and nights in a row. */
static rota_ending *new_edge(const rota_worker *w, int day) {
    rota_ending *e = ROTA_NEW(rota_ending);
    e->noff = e->nweekends = 1;
    e->nrun = e->nruns = w->max_run_days > 0 ? w->max_run_days : 1;
    e->most_nights = w->max_run_nights > 0 ? w->max_run_nights : 0;
    e->nclasses = w->day_first[day + 1] - w->day_first[day];
    e->class_of = ROTA_NEW_ARRAY(int, e->nclasses + 1);
    for (int i = 0; i < e->nclasses; i++)
        e->class_of[i] = i;
    e->value = ROTA_NEW_ARRAY(rota_cost, rota_ending_states(e));
    return e;
}

rota_multipliers *rota_multipliers_new(const rota_problem *p) {
    rota_multipliers *m = ROTA_NEW(rota_multipliers);
    int n = p->nworkers;
    m->edge = ROTA_NEW_ARRAY(rota_ending *, (size_t)n * (size_t)p->nweeks);
    for (int i = 0; i < n * p->nweeks; i++)
        if (i % p->nweeks + 1 < p->nweeks)
            m->edge[i] = new_edge(&p->workers[i / p->nweeks], last_day(p, i % p->nweeks));
    m->priced = ROTA_NEW_ARRAY(unsigned char, p->nrows + 1);
    m->price = ROTA_NEW_ARRAY(rota_cost, p->nrows + 1);
    m->spread = ROTA_NEW_ARRAY(unsigned char, p->nblocks + 1);
    m->block = ROTA_NEW_ARRAY(rota_cost, (size_t)n * (size_t)p->nblocks + 1);
    m->nights = ROTA_NEW_ARRAY(rota_cost, n);
    m->weekends = ROTA_NEW_ARRAY(rota_cost, n);
    m->holidays = ROTA_NEW_ARRAY(rota_cost, n);
    int *first = ROTA_NEW_ARRAY(int, p->nrows + 1), *last = ROTA_NEW_ARRAY(int, p->nrows + 1);
    weeks_of_rows(p, first, last);
    for (int r = 0; r < p->nrows; r++)
        m->priced[r] = first[r] != last[r];
    for (int k = 1; k < p->nweeks; k++)
        if (p->block_of_week[k] == p->block_of_week[k - 1])
            m->spread[p->block_of_week[k]] = 1;
    free(first);
    free(last);
    return m;
}

void rota_multipliers_free(rota_multipliers *m, const rota_problem *p) {
    if (!m)
        return;
    for (int i = 0; i < p->nworkers * p->nweeks; i++)
        rota_ending_free(m->edge[i]);
    free(m->edge);
    free(m->priced);
    free(m->price);
    free(m->spread);
    free(m->block);
    free(m->nights);
    free(m->weekends);
    free(m->holidays);
    free(m);
}

static rota_cost between(rota_cost x, rota_cost low, rota_cost high) {
    return x < low ? low : x > high ? high : x;
}

/* Does every weekend lie in one week? */
static bool weekends_are_whole(const rota_problem *p) {
    for (int d = 1; d < p->ndays; d++)
        if (p->weekday[d] == 6 && p->week_of_day[d] != p->week_of_day[d - 1])
            return false;
    return true;
}

void rota_multipliers_clip(rota_multipliers *m, const rota_problem *p) {
    bool whole = weekends_are_whole(p);
    for (int w = 0; w < p->nworkers; w++) {
        const rota_worker *worker = &p->workers[w];
        m->nights[w] = between(m->nights[w], -worker->nights.below, worker->nights.above);
        m->holidays[w] = between(m->holidays[w], -worker->holidays.below, worker->holidays.above);
        m->weekends[w] = whole ? between(m->weekends[w], 0, worker->weekends.above) : 0;
        for (int b = 0; b < p->nblocks; b++) {
            rota_cost *slope = &m->block[(size_t)w * (size_t)p->nblocks + (size_t)b];
            *slope = between(*slope, -worker->block[b].below, worker->block[b].above);
        }
    }
    for (int r = 0; r < p->nrows; r++)
        if (m->priced[r])
            m->price[r] = between(m->price[r], -p->rows[r].over, p->rows[r].under);
}

/* f(x) >= slope x - this, for every x */
static rota_cost conjugate(const rota_convex *f, rota_cost slope) {
    return slope * (slope < 0 ? f->low : f->high);
}

/* The least of row_r(a) + price a over the activities that the row can have. */
static rota_cost least_of_row(const rota_row *row, rota_cost price, int from, int to) {
    int at[] = {from, row->low, row->target, to};
    rota_cost least = INT64_MAX;
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        int a = at[i] < from ? from : at[i] > to ? to : at[i];
        rota_cost cost = rota_row_cost(row, a);
        if (cost != INT64_MAX && cost + price * a < least)
            least = cost + price * a;
    }
    return least;
}

/* The least and the most activity that lines can give each row. */
static void activity_range(const rota_problem *p, int *from, int *to) {
    for (int w = 0; w < p->nworkers; w++)
        for (int a = 0; a < p->workers[w].narcs; a++)
            for (int i = 0; i < p->workers[w].arcs[a].nrows; i++) {
                const rota_arc_row *ar =
                    &p->workers[w].arc_rows[p->workers[w].arcs[a].first_row + i];
                from[ar->row] += ar->coef < 0 ? ar->coef : 0;
                to[ar->row] += ar->coef > 0 ? ar->coef : 0;
            }
}

rota_cost rota_multipliers_rows(const rota_multipliers *m, const rota_problem *p) {
    int *from = ROTA_NEW_ARRAY(int, p->nrows + 1), *to = ROTA_NEW_ARRAY(int, p->nrows + 1);
    rota_cost rest = 0;
    activity_range(p, from, to);
    for (int r = 0; r < p->nrows; r++) {
        int high = p->rows[r].high < to[r] ? p->rows[r].high : to[r];
        if (m->priced[r])
            rest += least_of_row(&p->rows[r], m->price[r], from[r], high);
        else if (from[r] == to[r])
            rest += rota_row_cost(&p->rows[r], 0);
    }
    free(from);
    free(to);
    return rest;
}

rota_cost rota_multipliers_counts(const rota_multipliers *m, const rota_problem *p) {
    rota_cost rest = 0;
    for (int w = 0; w < p->nworkers; w++) {
        const rota_worker *worker = &p->workers[w];
        rest -= conjugate(&worker->nights, m->nights[w]) +
                conjugate(&worker->weekends, m->weekends[w]) +
                conjugate(&worker->holidays, m->holidays[w]);
        for (int b = 0; b < p->nblocks; b++)
            if (m->spread[b])
                rest -= conjugate(&worker->block[b],
                                  m->block[(size_t)w * (size_t)p->nblocks + (size_t)b]);
        int first = p->block_of_week[0];
        if (m->spread[first])
            rest += m->block[(size_t)w * (size_t)p->nblocks + (size_t)first] *
                    worker->before.block_minutes;
    }
    return rest;
}

/* ---- the frame ---- */

static void find_days(cutting *c) {
    c->first = c->p->ndays;
    c->last = 0;
    for (int d = 0; d < c->p->ndays; d++) {
        if (c->p->week_of_day[d] != c->week)
            continue;
        c->first = d < c->first ? d : c->first;
        c->last = d + 1;
    }
    c->eve = c->first > 0;
}

static void cut_calendar(const cutting *c, rota_problem *q) {
    const rota_problem *p = c->p;
    int from = c->first - c->eve, n = c->last - from, rest0 = p->rest_of_day[from];
    q->ndays = n;
    q->ngroups = p->ngroups;
    q->ntypes = p->ntypes;
    if (p->forbidden)
        q->forbidden = rota_memdup(p->forbidden, (size_t)p->ntypes * (size_t)p->ntypes);
    q->week_of_day = ROTA_NEW_ARRAY(int, n);
    q->rest_of_day = ROTA_NEW_ARRAY(int, n);
    q->weekday = rota_memdup(p->weekday + from, (size_t)n);
    for (int d = 0; d < n; d++) {
        q->week_of_day[d] = d < c->eve ? 0 : c->eve;
        q->rest_of_day[d] = p->rest_of_day[from + d] - rest0;
    }
    q->nweeks = q->nblocks = c->eve + 1;
    q->block_of_week = ROTA_NEW_ARRAY(int, q->nweeks);
    q->block_of_week[c->eve] = c->eve;
    q->nrests = q->rest_of_day[n - 1] + 1;
    q->rest_start =
        rota_memdup(p->rest_start + rest0, ((size_t)q->nrests + 1) * sizeof *q->rest_start);
    /* A window of rest that goes on beyond the week ends after this. */
    q->end = c->last == p->ndays ? p->end : p->rest_start[p->rest_of_day[c->last]];
}

/* Rows of which all duties are in the week. */
static void cut_rows(cutting *c, rota_problem *q) {
    const rota_problem *p = c->p;
    for (int r = 0; r < p->nrows; r++)
        c->row_of[r] = -1;
    for (int w = 0; w < p->nworkers; w++) {
        const rota_worker *worker = &p->workers[w];
        for (int a = worker->day_first[c->first]; a < worker->day_first[c->last]; a++)
            for (int i = 0; i < worker->arcs[a].nrows; i++)
                c->row_of[worker->arc_rows[worker->arcs[a].first_row + i].row] = 0;
    }
    q->rows = ROTA_NEW_ARRAY(rota_row, p->nrows + 1);
    c->out->row_from = ROTA_NEW_ARRAY(int, p->nrows + 1);
    for (int r = 0; r < p->nrows; r++) {
        if (c->m->priced[r] || c->row_of[r] < 0) {
            c->row_of[r] = -1;
            continue;
        }
        rota_row row = p->rows[r];
        int day = row.day - c->first + c->eve;
        row.day = day < 0 ? 0 : day < q->ndays ? day : q->ndays - 1;
        c->row_of[r] = q->nrows;
        c->out->row_from[q->nrows] = r;
        q->rows[q->nrows++] = row;
    }
}

/* ---- one worker ---- */

static rota_cost charge_of(const cutting *c, int w, int a) {
    const rota_arc *arc = &c->p->workers[w].arcs[a];
    int block = c->p->block_of_week[c->week];
    rota_cost charge = 0;
    if (arc->flags & ROTA_ARC_NIGHT)
        charge += c->m->nights[w];
    if (arc->flags & ROTA_ARC_HOLIDAY)
        charge += c->m->holidays[w];
    if (c->m->spread[block])
        charge += c->m->block[(size_t)w * (size_t)c->p->nblocks + (size_t)block] * arc->minutes;
    return charge;
}

static void cut_arc_rows(const cutting *c, int w, int a, rota_worker *out, rota_arc *arc,
                         int *nrows) {
    const rota_worker *worker = &c->p->workers[w];
    arc->first_row = *nrows;
    for (int i = 0; i < worker->arcs[a].nrows; i++) {
        const rota_arc_row *ar = &worker->arc_rows[worker->arcs[a].first_row + i];
        if (c->m->priced[ar->row])
            arc->cost[ROTA_PART_DEMAND] -= c->m->price[ar->row] * ar->coef;
        else
            out->arc_rows[(*nrows)++] = (rota_arc_row){c->row_of[ar->row], ar->coef};
    }
    arc->nrows = *nrows - arc->first_row;
}

/* A duty of the eve: it costs what it did not before, by the run that ends with it. */
static void add_eve(const cutting *c, int w, rota_worker *out, int a, int state, int days,
                    int nights) {
    const rota_ending *edge = c->m->edge[w * c->p->nweeks + c->week - 1];
    rota_arc *eve = &out->arcs[out->narcs];
    *eve = c->p->workers[w].arcs[a];
    eve->day = 0;
    memset(eve->cost, 0, sizeof eve->cost);
    eve->cost[ROTA_PART_DEMAND] = -edge->value[state];
    eve->faces = 0;
    eve->first_row = eve->nrows = 0;
    eve->ran_days = days > 1 ? days - 1 : 0;
    eve->ran_nights = nights > 1 ? nights - 1 : 0;
    c->out->arc_from[w][out->narcs++] = a;
}

static void cut_eve(const cutting *c, int w, rota_worker *out) {
    const rota_worker *worker = &c->p->workers[w];
    const rota_ending *edge = c->m->edge[w * c->p->nweeks + c->week - 1];
    int first = worker->day_first[c->first - 1], end = worker->day_first[c->first];
    for (int a = first; a < end; a++) {
        const rota_arc *arc = &worker->arcs[a];
        if (arc->flags & ROTA_ARC_OFF) {
            add_eve(c, w, out, a, 0, 0, 0);
            continue;
        }
        int least = (arc->flags & ROTA_ARC_NIGHT) && edge->most_nights > 0 ? 1 : 0;
        int most = least > 0 ? edge->most_nights : 0;
        for (int days = 1; days <= edge->nrun; days++)
            for (int nights = least; nights <= most; nights++)
                if (nights <= days || worker->max_run_days <= 0)
                    add_eve(c, w, out, a, rota_ending_state(edge, a - first, days, nights), days,
                            nights);
    }
}

static void cut_arcs(const cutting *c, int w, rota_worker *out) {
    const rota_worker *worker = &c->p->workers[w];
    int from = c->first - c->eve, n = worker->day_first[c->last] - worker->day_first[from],
        rows = 0;
    int eves = c->eve ? worker->day_first[c->first] - worker->day_first[from] : 0;
    const rota_ending *edge = c->eve ? c->m->edge[w * c->p->nweeks + c->week - 1] : NULL;
    int most = n + (edge ? eves * edge->nrun * (edge->most_nights + 1) : 0);
    for (int a = worker->day_first[from]; a < worker->day_first[c->last]; a++)
        rows += worker->arcs[a].nrows;
    out->arcs = ROTA_NEW_ARRAY(rota_arc, most + 1);
    out->arc_rows = ROTA_NEW_ARRAY(rota_arc_row, rows + 1);
    out->day_first = ROTA_NEW_ARRAY(int, c->last - from + 1);
    c->out->arc_from[w] = ROTA_NEW_ARRAY(int, most + 1);
    out->narcs = rows = 0;
    if (c->eve)
        cut_eve(c, w, out);
    for (int d = c->first; d < c->last; d++) {
        out->day_first[d - from] = out->narcs;
        for (int a = worker->day_first[d]; a < worker->day_first[d + 1]; a++) {
            rota_arc *arc = &out->arcs[out->narcs];
            *arc = worker->arcs[a];
            arc->day -= from;
            arc->cost[ROTA_PART_DEMAND] += charge_of(c, w, a);
            cut_arc_rows(c, w, a, out, arc, &rows);
            c->out->arc_from[w][out->narcs++] = a;
        }
    }
    out->day_first[c->last - from] = out->narcs;
}

/* Anything may have been before the eve, and anything may follow the last day. */
static void open_edges(const cutting *c, rota_worker *out) {
    if (c->eve)
        out->before = (rota_history){.ready = LONG_AGO,
                                     .ready_night = LONG_AGO,
                                     .last_end = LONG_AGO,
                                     .run_off = MANY_DAYS,
                                     .run_open = true,
                                     .last_type = -1,
                                     .last_group = -1,
                                     .week_rested = true,
                                     /* A weekend that the eve belongs to is counted before. */
                                     .weekends = 1,
                                     .weekend_begun = true};
    if (c->last < c->p->ndays)
        out->after =
            (rota_future){.run_open = true, .next_type = -1, .off_days = MANY_DAYS, .rested = true};
}

/* Limits over several weeks are left out, convex counts charged by slope. */
static void cut_limits(const cutting *c, int w, rota_worker *out) {
    const rota_worker *worker = &c->p->workers[w];
    int block = c->p->block_of_week[c->week], n = c->last - c->first;
    static const rota_convex free_of_cost = {.low = 0, .high = INT32_MAX};
    out->max_weekends = out->max_total_weekends = -1;
    out->max_of_type = NULL;
    out->min_total_minutes = 0;
    out->max_week_minutes = ROTA_NEW_ARRAY(int, c->eve + 1);
    out->max_week_minutes[0] = INT32_MAX;
    out->max_week_minutes[c->eve] = worker->max_week_minutes[c->week];
    out->max_total_minutes = NULL;
    if (worker->max_total_minutes && !c->eve)
        out->max_total_minutes = rota_memdup(worker->max_total_minutes, (size_t)n * sizeof(int));
    out->block = ROTA_NEW_ARRAY(rota_convex, c->eve + 1);
    out->block[0] = free_of_cost;
    out->block[c->eve] = c->m->spread[block] ? free_of_cost : worker->block[block];
    if (c->m->spread[block])
        out->before.block_minutes = 0;
    out->nights = out->holidays = free_of_cost;
    out->weekends = (rota_convex){.above = c->m->weekends[w]};
}

static void cut_worker(cutting *c, int w, rota_worker *out) {
    const rota_worker *worker = &c->p->workers[w];
    size_t groups = (size_t)c->p->ngroups * sizeof(rota_cost);
    const rota_ending *edge = c->m->edge[w * c->p->nweeks + c->week];
    int from = c->first - c->eve;
    *out = *worker;
    out->must_work = rota_memdup(worker->must_work + from, (size_t)(c->last - from));
    if (worker->return_by_group)
        out->return_by_group = rota_memdup(worker->return_by_group, groups);
    if (worker->bedwake_by_group)
        out->bedwake_by_group = rota_memdup(worker->bedwake_by_group, groups);
    open_edges(c, out);
    cut_limits(c, w, out);
    cut_arcs(c, w, out);
    out->ending = edge ? rota_ending_copy(edge, NULL, 0, edge->nclasses) : NULL;
}

rota_piece *rota_piece_cut(const rota_problem *problem, int week, const rota_multipliers *m) {
    rota_piece *piece = ROTA_NEW(rota_piece);
    rota_problem *q = piece->problem = rota_problem_new();
    cutting c = {.p = problem, .m = m, .week = week, .out = piece};
    find_days(&c);
    piece->eve = c.eve;
    piece->first_day = c.first - c.eve;
    cut_calendar(&c, q);
    c.row_of = ROTA_NEW_ARRAY(int, problem->nrows + 1);
    cut_rows(&c, q);
    q->workers = ROTA_NEW_ARRAY(rota_worker, problem->nworkers);
    piece->arc_from = ROTA_NEW_ARRAY(int *, problem->nworkers);
    for (int w = 0; w < problem->nworkers; w++)
        cut_worker(&c, w, &q->workers[q->nworkers++]);
    free(c.row_of);
    return piece;
}

void rota_piece_free(rota_piece *piece) {
    if (!piece)
        return;
    for (int w = 0; w < piece->problem->nworkers; w++)
        free(piece->arc_from[w]);
    free(piece->arc_from);
    free(piece->row_from);
    rota_problem_free(piece->problem);
    free(piece);
}
