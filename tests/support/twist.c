#include "support/twist.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

uint64_t rota_test_random(uint64_t *state) {
    uint64_t z = (*state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

int rota_test_between(uint64_t *state, int low, int high) {
    return low + (int)(rota_test_random(state) % (uint64_t)(high - low + 1));
}

static bool chance(uint64_t *state, int per_cent) {
    return rota_test_between(state, 1, 100) <= per_cent;
}

/* ---- the calendar ---- */

static void join_blocks(rota_problem *p) {
    p->nblocks = 1;
    for (int k = 0; k < p->nweeks; k++)
        p->block_of_week[k] = 0;
}

/* Windows of three days, so that two of them can be settled; the first may have begun before. */
static void shorten_rests(rota_problem *p, uint64_t *r) {
    int begun = rota_test_between(r, 0, 2);
    p->nrests = (p->ndays - 1 + begun) / 3 + 1;
    free(p->rest_start);
    p->rest_start = ROTA_NEW_ARRAY(int, p->nrests + 1);
    for (int i = 0; i <= p->nrests; i++)
        p->rest_start[i] = (3 * i - begun) * 1440;
    for (int d = 0; d < p->ndays; d++)
        p->rest_of_day[d] = (d + begun) / 3;
}

/* ---- people ---- */

/* A day on which one arc is left and must be worked. */
static void pin_a_day(const rota_problem *p, rota_worker *w, uint64_t *r) {
    int day = rota_test_between(r, 0, p->ndays - 1);
    int first = w->day_first[day], next = w->day_first[day + 1];
    if (next == first)
        return;
    w->must_work[day] = 1;
    w->arcs[first] = w->arcs[rota_test_between(r, first, next - 1)];
    memmove(&w->arcs[first + 1], &w->arcs[next], (size_t)(w->narcs - next) * sizeof *w->arcs);
    int gone = next - first - 1;
    w->narcs -= gone;
    for (int d = day + 1; d <= p->ndays; d++)
        w->day_first[d] -= gone;
}

static rota_convex fair_share(uint64_t *r) {
    int low = rota_test_between(r, 0, 2);
    return (rota_convex){.low = low,
                         .high = low + rota_test_between(r, 0, 1),
                         .below = ROTA_COST_SCALE * rota_test_between(r, 0, 3),
                         .above = ROTA_COST_SCALE * rota_test_between(r, 0, 3)};
}

static void twist_arcs(rota_worker *w, uint64_t *r) {
    int days_off = chance(r, 30) ? 1440 : 0;
    bool more_faces = chance(r, 50);
    for (int a = 0; a < w->narcs; a++) {
        rota_arc *arc = &w->arcs[a];
        arc->ready += days_off;
        arc->ready_night += days_off;
        if (more_faces)
            arc->faces |= 1ULL << rota_test_between(r, 0, 3);
        for (int i = 0; i < arc->nrows; i++)
            if (chance(r, 10))
                w->arc_rows[arc->first_row + i].coef *= 2;
    }
    if (more_faces) {
        w->nfaces = 4;
        for (int f = 0; f < 4; f++)
            w->face_cost[f] = ROTA_COST_SCALE * rota_test_between(r, 0, 6);
    }
}

static void twist_worker(const rota_problem *p, rota_worker *w, uint64_t *r) {
    if (chance(r, 25))
        pin_a_day(p, w, r);
    if (chance(r, 50))
        w->nights = fair_share(r);
    if (chance(r, 50))
        w->weekends = fair_share(r);
    if (chance(r, 50))
        w->holidays = fair_share(r);
    if (chance(r, 20))
        w->min_run_off = 3;
    if (chance(r, 20)) {
        w->max_weekends = rota_test_between(r, 1, 3);
        w->before.weekends = (unsigned)rota_test_between(r, 0, 15);
        w->before.weekend_begun = p->weekday[0] == 6 && (w->before.weekends & 1);
    }
    if (p->nblocks == 1)
        w->block[0].low *= p->nweeks;
    if (w->block[0].high < w->block[0].low)
        w->block[0].high = w->block[0].low;
    twist_arcs(w, r);
}

void rota_test_twist(rota_problem *p, uint64_t seed) {
    uint64_t state = seed ^ 0x7457, *r = &state;
    if (chance(r, 40))
        join_blocks(p);
    if (chance(r, 40))
        shorten_rests(p, r);
    for (int w = 0; w < p->nworkers; w++)
        twist_worker(p, &p->workers[w], r);
}

/* ---- rules that only some have ---- */

static void add_types(rota_problem *p, uint64_t *r) {
    p->ntypes = rota_test_between(r, 1, 5);
    bool by_shift = chance(r, 60);
    for (int w = 0; w < p->nworkers; w++)
        for (int a = 0; a < p->workers[w].narcs; a++) {
            rota_arc *arc = &p->workers[w].arcs[a];
            int shift = (arc->start - arc->day * 1440) / 400;
            arc->type = by_shift ? shift % p->ntypes : rota_test_between(r, -1, p->ntypes - 1);
        }
    if (chance(r, 30))
        return;
    p->forbidden = ROTA_NEW_ARRAY(unsigned char, p->ntypes * p->ntypes);
    int share = rota_test_between(r, 10, 50);
    for (int i = 0; i < p->ntypes * p->ntypes; i++)
        p->forbidden[i] = chance(r, share);
}

static void add_caps(const rota_problem *p, rota_worker *w, uint64_t *r) {
    w->max_of_type = ROTA_NEW_ARRAY(int, p->ntypes);
    for (int type = 0; type < p->ntypes; type++)
        w->max_of_type[type] = chance(r, 30) ? INT32_MAX : rota_test_between(r, 0, p->ndays / 2);
}

static void add_edges(const rota_problem *p, rota_worker *w, uint64_t *r) {
    rota_history *before = &w->before;
    rota_future *after = &w->after;
    before->run_open = chance(r, 40);
    after->run_open = chance(r, 40);
    before->last_type = p->ntypes > 0 ? rota_test_between(r, -1, p->ntypes - 1) : -1;
    after->next_type = p->ntypes > 0 ? rota_test_between(r, -1, p->ntypes - 1) : -1;
    if (before->run_days > 0 && chance(r, 30))
        before->run_days = rota_test_between(r, 1, 5);
    bool on_sunday = p->weekday[p->ndays - 1] == 5 && chance(r, 40);
    if (on_sunday && after->start == 0) {
        after->start = p->end + 420;
        after->works_next = true;
        after->weekends = (unsigned)rota_test_between(r, 0, 7);
    }
    after->gap_counts = after->start > 0 && chance(r, 50);
    if (after->gap_counts && w->weekly_rest > 0)
        w->weekly_rest_gap += 60 * rota_test_between(r, 0, 50);
    if (after->works_next) {
        after->run_days = rota_test_between(r, 1, 4);
        after->weekend_worked = p->weekday[p->ndays - 1] == 5;
    }
}

static void add_worker_rules(const rota_problem *p, rota_worker *w, uint64_t *r) {
    add_edges(p, w, r);
    if (p->ntypes > 0 && chance(r, 50))
        add_caps(p, w, r);
    if (chance(r, 50))
        w->min_run_days = rota_test_between(r, 1, 4);
    if (chance(r, 40))
        w->max_total_weekends = rota_test_between(r, 0, 2);
    if (chance(r, 40))
        w->min_total_minutes = rota_test_between(r, 1, p->ndays * 30) * 10;
}

void rota_test_add_rules(rota_problem *p, uint64_t seed) {
    uint64_t state = seed ^ 0x5275, *r = &state;
    if (chance(r, 70))
        add_types(p, r);
    for (int w = 0; w < p->nworkers; w++)
        add_worker_rules(p, &p->workers[w], r);
}

/* ---- costs of any size, rows over several days ---- */

static void scale(rota_cost *cost, double by) {
    *cost = (rota_cost)((double)*cost * by);
}

static void scale_convex(rota_convex *f, double by) {
    scale(&f->below, by);
    scale(&f->above, by);
}

/* 0.001 to 100,000. */
static double any_size(uint64_t *r) {
    double by = 0.001;
    for (int i = rota_test_between(r, 0, 8); i > 0; i--)
        by *= 10;
    return by;
}

static void spread_worker(const rota_problem *p, rota_worker *w, uint64_t *r) {
    double duties = any_size(r), wishes = any_size(r), groups = any_size(r);
    for (int a = 0; a < w->narcs; a++)
        for (int part = 0; part < ROTA_NPARTS; part++)
            scale(&w->arcs[a].cost[part], part == ROTA_PART_WISHES ? wishes : duties);
    for (int f = 0; f < w->nfaces; f++)
        scale(&w->face_cost[f], groups);
    for (int g = 0; g < p->ngroups; g++) {
        scale(&w->return_by_group[g], groups);
        scale(&w->bedwake_by_group[g], groups);
    }
    for (int b = 0; b < p->nblocks; b++)
        scale_convex(&w->block[b], any_size(r));
    scale_convex(&w->nights, any_size(r));
    scale_convex(&w->weekends, any_size(r));
    scale_convex(&w->holidays, any_size(r));
}

/* Duties of different days count in one row, where it has no maximum. */
static void share_rows(const rota_problem *p, rota_worker *w, uint64_t *r) {
    for (int a = 0; a < w->narcs; a++)
        for (int i = 0; i < w->arcs[a].nrows; i++) {
            int *row = &w->arc_rows[w->arcs[a].first_row + i].row;
            int other = rota_test_between(r, 0, p->nrows - 1);
            if (p->rows[*row].high == INT32_MAX && p->rows[other].high == INT32_MAX)
                *row = other;
        }
}

void rota_test_spread_costs(rota_problem *p, uint64_t seed) {
    uint64_t state = seed ^ 0x5350, *r = &state;
    double under = any_size(r), target = any_size(r), over = any_size(r);
    for (int i = 0; i < p->nrows; i++) {
        rota_row *row = &p->rows[i];
        row->under -= row->under_target;
        scale(&row->under, under);
        scale(&row->under_target, target);
        scale(&row->over, over);
        row->under += row->under_target;
    }
    bool shared = chance(r, 50);
    for (int w = 0; w < p->nworkers; w++) {
        spread_worker(p, &p->workers[w], r);
        if (shared)
            share_rows(p, &p->workers[w], r);
    }
}

/* ---- all lines ---- */

static void try_all(rota_test_lines *lines, const rota_problem *p, int w, int day, int *line) {
    const rota_worker *worker = &p->workers[w];
    if (day < p->ndays) {
        line[day] = -1;
        try_all(lines, p, w, day + 1, line);
        for (int a = worker->day_first[day]; a < worker->day_first[day + 1]; a++) {
            line[day] = a;
            try_all(lines, p, w, day + 1, line);
        }
        return;
    }
    rota_cost cost;
    if (!rota_line_cost(p, w, line, &cost, NULL))
        return;
    if (lines->count == lines->capacity) {
        lines->capacity = lines->capacity ? 2 * lines->capacity : 64;
        size_t n = (size_t)lines->capacity;
        lines->arcs = rota_realloc(lines->arcs, n, sizeof *lines->arcs);
        lines->cost = rota_realloc(lines->cost, n, sizeof *lines->cost);
    }
    lines->arcs[lines->count] = ROTA_NEW_ARRAY(int, p->ndays);
    memcpy(lines->arcs[lines->count], line, (size_t)p->ndays * sizeof *line);
    lines->cost[lines->count++] = cost;
}

void rota_test_lines_init(rota_test_lines *lines, const rota_problem *problem, int worker) {
    *lines = (rota_test_lines){0};
    int *line = ROTA_NEW_ARRAY(int, problem->ndays);
    try_all(lines, problem, worker, 0, line);
    free(line);
}

void rota_test_lines_done(rota_test_lines *lines) {
    for (int i = 0; i < lines->count; i++)
        free(lines->arcs[i]);
    free(lines->arcs);
    free(lines->cost);
    *lines = (rota_test_lines){0};
}

void rota_test_make_plain(rota_problem *p) {
    const rota_convex none = {0};
    for (int i = 0; i < p->nworkers; i++) {
        rota_worker *w = &p->workers[i];
        w->nfaces = 0;
        free(w->return_by_group);
        free(w->bedwake_by_group);
        w->return_by_group = w->bedwake_by_group = NULL;
        w->weekly_rest = 0;
        w->max_run_nights = w->max_weekends = -1;
        for (int k = 0; k < p->nweeks; k++)
            w->max_week_minutes[k] = INT32_MAX;
        for (int b = 0; b < p->nblocks; b++)
            w->block[b] = none;
        w->nights = w->weekends = w->holidays = none;
        w->after.weekend_worked = false;
        for (int a = 0; a < w->narcs; a++)
            w->arcs[a].flags &= ~(unsigned)ROTA_ARC_OFF;
    }
}
