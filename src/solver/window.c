#include "solver/window.h"

#include "core/mem.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const rota_problem *p;
    int *const *lines;
    int first_week, last_week; /* of the whole problem */
    int first, last;           /* days, last one excluded */
    const unsigned char *people;
    int *outside; /* [nrows of p] coverage by duties outside the window */
    int *row_of;  /* [nrows of p] row in the window, -1 = not touched there */
} cutting;

static void *copy(const void *from, size_t bytes) {
    void *to = rota_calloc(bytes + 1, 1);
    memcpy(to, from, bytes);
    return to;
}

static bool takes_part(const cutting *c, int w) {
    return !c->people || c->people[w];
}

static void find_days(cutting *c) {
    c->first = c->p->ndays;
    c->last = 0;
    for (int d = 0; d < c->p->ndays; d++) {
        int week = c->p->week_of_day[d];
        if (week < c->first_week || week > c->last_week)
            continue;
        c->first = d < c->first ? d : c->first;
        c->last = d + 1;
    }
}

/* ---- the frame ---- */

static void cut_calendar(const cutting *c, rota_problem *q) {
    const rota_problem *p = c->p;
    int n = c->last - c->first;
    q->ndays = n;
    q->ngroups = p->ngroups;
    q->ntypes = p->ntypes;
    if (p->forbidden)
        q->forbidden = copy(p->forbidden, (size_t)p->ntypes * (size_t)p->ntypes);
    q->week_of_day = ROTA_NEW_ARRAY(int, n);
    q->rest_of_day = ROTA_NEW_ARRAY(int, n);
    q->weekday = ROTA_NEW_ARRAY(unsigned char, n);
    int week0 = p->week_of_day[c->first], rest0 = p->rest_of_day[c->first];
    for (int d = 0; d < n; d++) {
        q->week_of_day[d] = p->week_of_day[c->first + d] - week0;
        q->rest_of_day[d] = p->rest_of_day[c->first + d] - rest0;
        q->weekday[d] = p->weekday[c->first + d];
    }
    q->nweeks = q->week_of_day[n - 1] + 1;
    q->nrests = q->rest_of_day[n - 1] + 1;
    q->block_of_week = ROTA_NEW_ARRAY(int, q->nweeks);
    for (int k = 0; k < q->nweeks; k++)
        q->block_of_week[k] = p->block_of_week[week0 + k] - p->block_of_week[week0];
    q->nblocks = q->block_of_week[q->nweeks - 1] + 1;
    q->rest_start = ROTA_NEW_ARRAY(int, q->nrests + 1);
    memcpy(q->rest_start, p->rest_start + rest0, ((size_t)q->nrests + 1) * sizeof *q->rest_start);
    q->end = c->last == p->ndays ? p->end : p->rest_start[p->rest_of_day[c->last]];
}

static void count_outside(cutting *c) {
    const rota_problem *p = c->p;
    for (int w = 0; w < p->nworkers; w++) {
        const rota_worker *worker = &p->workers[w];
        for (int d = 0; d < p->ndays; d++) {
            bool inside = takes_part(c, w) && d >= c->first && d < c->last;
            if (c->lines[w][d] < 0 || inside)
                continue;
            const rota_arc *arc = &worker->arcs[c->lines[w][d]];
            for (int i = 0; i < arc->nrows; i++)
                c->outside[worker->arc_rows[arc->first_row + i].row] +=
                    worker->arc_rows[arc->first_row + i].coef;
        }
    }
}

/* A duty whose row others fill to its maximum already is no duty of the window. */
static bool has_room(const cutting *c, const rota_worker *worker, const rota_arc *arc) {
    for (int i = 0; i < arc->nrows; i++) {
        const rota_arc_row *ar = &worker->arc_rows[arc->first_row + i];
        int high = c->p->rows[ar->row].high;
        if (ar->coef > 0 && high != INT32_MAX && c->outside[ar->row] + ar->coef > high)
            return false;
    }
    return true;
}

/* Only rows that an arc of the window touches are taken along: small LPs are quick ones. */
static void cut_rows(cutting *c, rota_problem *q) {
    const rota_problem *p = c->p;
    for (int r = 0; r < p->nrows; r++)
        c->row_of[r] = -1;
    for (int w = 0; w < p->nworkers; w++) {
        const rota_worker *worker = &p->workers[w];
        if (!takes_part(c, w))
            continue;
        for (int a = worker->day_first[c->first]; a < worker->day_first[c->last]; a++)
            for (int i = 0; i < worker->arcs[a].nrows && has_room(c, worker, &worker->arcs[a]); i++)
                c->row_of[worker->arc_rows[worker->arcs[a].first_row + i].row] = 0;
    }
    q->rows = ROTA_NEW_ARRAY(rota_row, p->nrows + 1);
    for (int r = 0; r < p->nrows; r++) {
        if (c->row_of[r] < 0)
            continue;
        rota_row row = p->rows[r];
        int have = c->outside[r];
        /* A row that may go below nothing (agency rows) keeps its sign. */
        bool open = row.low == 0 && row.target == 0 && row.high == INT32_MAX;
        row.low = open || row.low > have ? row.low - have : 0;
        row.target = open || row.target > have ? row.target - have : 0;
        if (row.high != INT32_MAX)
            row.high = row.high > have ? row.high - have : 0;
        row.day -= c->first;
        c->row_of[r] = q->nrows;
        q->rows[q->nrows++] = row;
    }
}

/* ---- before and after ---- */

static const rota_arc *arc_on(const cutting *c, int w, int day) {
    int a = c->lines[w][day];
    return a >= 0 ? &c->p->workers[w].arcs[a] : NULL;
}

/* Has the window of rest before the cut had its rest between two duties? */
static bool rested_before(const cutting *c, int w) {
    const rota_problem *p = c->p;
    const rota_worker *worker = &p->workers[w];
    int rest = p->rest_of_day[c->first - 1];
    int from = p->rest_start[rest], to = p->rest_start[rest + 1];
    int free_from = worker->before.last_end;
    for (int d = 0; d < c->first; d++) {
        const rota_arc *arc = arc_on(c, w, d);
        if (!arc)
            continue;
        int inside = (arc->start < to ? arc->start : to) - (free_from > from ? free_from : from);
        if (inside >= worker->weekly_rest && arc->start - free_from >= worker->weekly_rest_gap)
            return true;
        free_from = arc->end;
    }
    return false;
}

static unsigned weekends_before(const cutting *c, int w, bool *begun) {
    const rota_problem *p = c->p;
    unsigned bits = p->workers[w].before.weekends;
    bool open = p->weekday[0] == 6 && p->workers[w].before.weekend_begun;
    for (int d = 0; d < c->first; d++) {
        if (p->weekday[d] == 5 || (d == 0 && p->weekday[d] == 6 && !open))
            bits <<= 1;
        if (p->weekday[d] >= 5 && arc_on(c, w, d))
            bits |= 1;
    }
    /* Cut on a Sunday: its Saturday belongs to it, worked or not. */
    *begun = p->weekday[c->first] == 6 && (bits & 1U);
    if (p->weekday[c->first] == 6 && !*begun)
        bits >>= 1;
    return bits & 0xF;
}

static rota_history history(const cutting *c, int w) {
    const rota_worker *worker = &c->p->workers[w];
    rota_history h = worker->before;
    if (c->first == 0)
        return h;
    h.run_days = h.run_nights = h.run_off = 0;
    int d = c->first - 1;
    while (d >= 0 && arc_on(c, w, d))
        h.run_days++, d--;
    h.run_days += d < 0 ? worker->before.run_days : 0;
    h.run_open = d < 0 && worker->before.run_open;
    for (d = c->first - 1; d >= 0 && arc_on(c, w, d); d--) {
        if (!(arc_on(c, w, d)->flags & ROTA_ARC_NIGHT))
            break;
        h.run_nights++;
    }
    h.run_nights += d < 0 ? worker->before.run_nights : 0;
    for (d = c->first - 1; d >= 0 && !arc_on(c, w, d); d--)
        h.run_off++;
    if (d >= 0) {
        const rota_arc *last = arc_on(c, w, d);
        h.ready = last->ready;
        h.ready_night = last->ready_night;
        h.last_end = last->end;
    } else {
        h.run_off += worker->before.run_off;
    }
    if (worker->weekly_rest > 0 && !rested_before(c, w)) {
        int until = h.last_end + worker->weekly_rest_gap;
        h.ready = h.ready > until ? h.ready : until;
        h.ready_night = h.ready_night > until ? h.ready_night : until;
    }
    const rota_arc *yesterday = arc_on(c, w, c->first - 1);
    h.last_group = yesterday ? yesterday->group : -1;
    h.last_flags = yesterday ? yesterday->flags : 0;
    h.last_type = yesterday ? yesterday->type : -1;
    h.week_minutes = 0;
    h.week_faces = 0;
    h.week_rested = false;
    h.weekends = weekends_before(c, w, &h.weekend_begun);
    /* A block that began before the window has minutes already. */
    h.block_minutes = 0;
    int block = c->p->block_of_week[c->p->week_of_day[c->first]];
    for (d = 0; d < c->first; d++)
        if (arc_on(c, w, d) && c->p->block_of_week[c->p->week_of_day[d]] == block)
            h.block_minutes += arc_on(c, w, d)->minutes;
    return h;
}

static rota_future future(const cutting *c, int w) {
    const rota_problem *p = c->p;
    rota_future f = p->workers[w].after;
    if (c->last == p->ndays)
        return f;
    if (c->lines[w][c->last] == ROTA_UNPLANNED)
        return (rota_future){.run_open = true, .next_type = -1};
    int d = c->last;
    while (d < p->ndays && arc_on(c, w, d))
        d++;
    f.run_days = d - c->last + (d == p->ndays ? f.run_days : 0);
    f.run_open = d > c->last && d == p->ndays && f.run_open;
    for (d = c->last; d < p->ndays && arc_on(c, w, d); d++)
        if (!(arc_on(c, w, d)->flags & ROTA_ARC_NIGHT))
            break;
    f.run_nights = d - c->last + (d == p->ndays ? f.run_nights : 0);
    f.works_next = arc_on(c, w, c->last) != NULL;
    f.next_type = f.works_next ? arc_on(c, w, c->last)->type : -1;
    unsigned bits = f.weekends;
    for (d = p->ndays - 1; d >= c->last; d--) {
        /* Sundays are met before their Saturdays: each opens its weekend. */
        if (p->weekday[d] == 6)
            bits = bits << 1 | (arc_on(c, w, d) || (d > c->last && arc_on(c, w, d - 1)));
    }
    f.weekends = bits & 7;
    for (d = c->last; d < p->ndays && !arc_on(c, w, d); d++)
        continue;
    if (d < p->ndays)
        f.start = arc_on(c, w, d)->start;
    f.off_days = d - c->last + (d == p->ndays ? f.off_days : 0);
    f.rested = false; /* windows end with a week: no window of rest goes on */
    return f;
}

/* ---- one worker ---- */

/* Does what is known after the window leave room for the arc and its rest? */
static bool fits(const cutting *c, int w, const rota_arc *arc) {
    for (int d = c->last; d < c->p->ndays; d++) {
        const rota_arc *next = arc_on(c, w, d);
        if (next)
            return next->start >= ((next->flags & ROTA_ARC_NIGHT) ? arc->ready_night : arc->ready);
    }
    return true;
}

static void cut_arcs(const cutting *c, int w, rota_worker *out, int *from) {
    const rota_worker *worker = &c->p->workers[w];
    int n = worker->day_first[c->last] - worker->day_first[c->first], rows = 0;
    out->arcs = ROTA_NEW_ARRAY(rota_arc, n + 1);
    for (int a = worker->day_first[c->first]; a < worker->day_first[c->last]; a++)
        rows += worker->arcs[a].nrows;
    out->arc_rows = ROTA_NEW_ARRAY(rota_arc_row, rows + 1);
    out->day_first = ROTA_NEW_ARRAY(int, c->last - c->first + 1);
    rows = 0;
    for (int d = c->first; d < c->last; d++) {
        out->day_first[d - c->first] = out->narcs;
        for (int a = worker->day_first[d]; a < worker->day_first[d + 1]; a++) {
            if (!fits(c, w, &worker->arcs[a]) || !has_room(c, worker, &worker->arcs[a]))
                continue;
            rota_arc *arc = &out->arcs[out->narcs];
            *arc = worker->arcs[a];
            arc->day = d - c->first;
            arc->first_row = rows;
            for (int i = 0; i < arc->nrows; i++) {
                const rota_arc_row *ar = &worker->arc_rows[worker->arcs[a].first_row + i];
                out->arc_rows[rows++] = (rota_arc_row){c->row_of[ar->row], ar->coef};
            }
            from[out->narcs++] = a;
        }
    }
    out->day_first[c->last - c->first] = out->narcs;
}

/* What a count may still be in the window before it costs. */
static rota_convex rest_of(rota_convex f, int outside) {
    f.low = f.low > outside ? f.low - outside : 0;
    f.high = f.high > outside ? f.high - outside : 0;
    return f;
}

static void cut_counts(const cutting *c, int w, rota_worker *out) {
    int nights = 0, holidays = 0, weekends = 0, minutes = 0;
    if (out->max_of_type)
        out->max_of_type = copy(out->max_of_type, (size_t)c->p->ntypes * sizeof(int));
    for (int d = 0; d < c->p->ndays; d++) {
        const rota_arc *arc = arc_on(c, w, d);
        if (!arc || (d >= c->first && d < c->last))
            continue;
        nights += (arc->flags & ROTA_ARC_NIGHT) != 0;
        holidays += (arc->flags & ROTA_ARC_HOLIDAY) != 0;
        bool counted = c->p->weekday[d] == 6 && d > 0 && arc_on(c, w, d - 1);
        weekends += c->p->weekday[d] >= 5 && !counted;
        minutes += arc->minutes;
        if (out->max_of_type && arc->type >= 0 && out->max_of_type[arc->type] != INT32_MAX)
            out->max_of_type[arc->type]--;
    }
    out->min_total_minutes -= minutes < out->min_total_minutes ? minutes : out->min_total_minutes;
    if (out->max_total_weekends >= 0)
        out->max_total_weekends -=
            weekends < out->max_total_weekends ? weekends : out->max_total_weekends;
    out->nights = rest_of(out->nights, nights);
    out->holidays = rest_of(out->holidays, holidays);
    out->weekends = rest_of(out->weekends, weekends);
}

/* Minutes that days first..d of the window may hold, given what the line works outside. */
static int *cut_totals(const cutting *c, int w) {
    const int *most = c->p->workers[w].max_total_minutes;
    if (!most)
        return NULL;
    int n = c->last - c->first, before = 0, after = 0, left = INT32_MAX;
    int *out = ROTA_NEW_ARRAY(int, n);
    for (int d = 0; d < c->first; d++)
        before += arc_on(c, w, d) ? arc_on(c, w, d)->minutes : 0;
    for (int d = c->last; d < c->p->ndays; d++) {
        after += arc_on(c, w, d) ? arc_on(c, w, d)->minutes : 0;
        left = most[d] - before - after < left ? most[d] - before - after : left;
    }
    for (int d = 0; d < n; d++) {
        int room = most[c->first + d] - before;
        out[d] = room < left ? room : left;
    }
    return out;
}

static void cut_worker(const cutting *c, int w, rota_problem *q, int *from) {
    const rota_worker *worker = &c->p->workers[w];
    rota_worker *out = &q->workers[q->nworkers++];
    size_t groups = (size_t)c->p->ngroups;
    int week0 = c->p->week_of_day[c->first];
    *out = *worker;
    out->narcs = 0;
    out->must_work = copy(worker->must_work + c->first, (size_t)(c->last - c->first));
    out->return_by_group = NULL;
    if (worker->return_by_group)
        out->return_by_group = copy(worker->return_by_group, groups * sizeof(rota_cost));
    out->bedwake_by_group = NULL;
    if (worker->bedwake_by_group)
        out->bedwake_by_group = copy(worker->bedwake_by_group, groups * sizeof(rota_cost));
    out->max_week_minutes = copy(worker->max_week_minutes + week0, (size_t)q->nweeks * sizeof(int));
    out->block =
        copy(worker->block + c->p->block_of_week[week0], (size_t)q->nblocks * sizeof(rota_convex));
    out->max_total_minutes = cut_totals(c, w);
    out->before = history(c, w);
    out->after = future(c, w);
    cut_arcs(c, w, out, from);
    cut_counts(c, w, out);
}

rota_window *rota_window_cut(const rota_problem *problem, int *const *lines, int first_week,
                             int last_week, const unsigned char *people) {
    rota_window *window = ROTA_NEW(rota_window);
    rota_problem *q = window->problem = rota_problem_new();
    cutting c = {.p = problem,
                 .lines = lines,
                 .first_week = first_week,
                 .last_week = last_week,
                 .people = people};
    find_days(&c);
    c.outside = ROTA_NEW_ARRAY(int, problem->nrows);
    c.row_of = ROTA_NEW_ARRAY(int, problem->nrows);
    cut_calendar(&c, q);
    count_outside(&c);
    cut_rows(&c, q);
    window->first_day = c.first;
    window->arc_from = ROTA_NEW_ARRAY(int *, problem->nworkers);
    window->worker_from = ROTA_NEW_ARRAY(int, problem->nworkers);
    q->workers = ROTA_NEW_ARRAY(rota_worker, problem->nworkers);
    for (int w = 0; w < problem->nworkers; w++) {
        const rota_worker *worker = &problem->workers[w];
        int n = worker->day_first[c.last] - worker->day_first[c.first];
        if (!takes_part(&c, w))
            continue;
        window->worker_from[q->nworkers] = w;
        window->arc_from[q->nworkers] = ROTA_NEW_ARRAY(int, n + 1);
        cut_worker(&c, w, q, window->arc_from[q->nworkers]);
    }
    free(c.outside);
    free(c.row_of);
    return window;
}

void rota_window_free(rota_window *window) {
    if (!window)
        return;
    for (int w = 0; w < window->problem->nworkers; w++)
        free(window->arc_from[w]);
    free(window->arc_from);
    free(window->worker_from);
    rota_problem_free(window->problem);
    free(window);
}

void rota_window_put(const rota_window *window, int *const *window_lines, int **lines) {
    const rota_problem *q = window->problem;
    for (int w = 0; w < q->nworkers; w++)
        for (int d = 0; d < q->ndays; d++) {
            int a = window_lines[w][d];
            lines[window->worker_from[w]][window->first_day + d] =
                a < 0 ? -1 : window->arc_from[w][a];
        }
}
