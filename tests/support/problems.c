#include "support/problems.h"

#include "core/mem.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* ---- numbers from a seed (splitmix64, S. Vigna) ---- */

static uint64_t next_random(uint64_t *state) {
    uint64_t z = (*state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

static int between(uint64_t *state, int low, int high) {
    return low + (int)(next_random(state) % (uint64_t)(high - low + 1));
}

static bool chance(uint64_t *state, int per_cent) {
    return between(state, 1, 100) <= per_cent;
}

static rota_cost points(double x) {
    return (rota_cost)(x * ROTA_COST_SCALE);
}

/* ---- common parts ---- */

static void make_calendar(rota_problem *p, int days, int first_weekday) {
    p->ndays = days;
    p->end = days * 1440;
    p->week_of_day = ROTA_NEW_ARRAY(int, days);
    p->rest_of_day = ROTA_NEW_ARRAY(int, days);
    p->weekday = ROTA_NEW_ARRAY(unsigned char, days);
    for (int d = 0; d < days; d++) {
        p->weekday[d] = (unsigned char)((first_weekday + d) % 7);
        p->week_of_day[d] = (first_weekday + d) / 7;
        p->rest_of_day[d] = p->week_of_day[d];
    }
    p->nweeks = p->nblocks = p->nrests = p->week_of_day[days - 1] + 1;
    p->block_of_week = ROTA_NEW_ARRAY(int, p->nweeks);
    p->rest_start = ROTA_NEW_ARRAY(int, p->nrests + 1);
    for (int k = 0; k <= p->nweeks; k++) {
        if (k < p->nweeks)
            p->block_of_week[k] = k;
        p->rest_start[k] = (7 * k - first_weekday) * 1440;
    }
}

static void init_worker(const rota_problem *p, rota_worker *w) {
    w->day_first = ROTA_NEW_ARRAY(int, p->ndays + 1);
    w->must_work = ROTA_NEW_ARRAY(unsigned char, p->ndays);
    w->max_week_minutes = ROTA_NEW_ARRAY(int, p->nweeks);
    for (int k = 0; k < p->nweeks; k++)
        w->max_week_minutes[k] = INT32_MAX;
    w->block = ROTA_NEW_ARRAY(rota_convex, p->nblocks);
    w->return_by_group = ROTA_NEW_ARRAY(rota_cost, p->ngroups);
    w->bedwake_by_group = ROTA_NEW_ARRAY(rota_cost, p->ngroups);
    w->max_run_days = w->max_run_nights = w->min_run_off = w->max_weekends = -1;
    w->max_total_weekends = -1;
    w->nfaces = p->ngroups;
    w->before = (rota_history){.ready = -100000,
                               .ready_night = -100000,
                               .last_end = -100000,
                               .run_off = 9,
                               .last_group = -1,
                               .last_type = -1};
}

typedef struct {
    rota_arc *arcs;
    rota_arc_row *rows;
    int narcs, arcs_capacity, nrows, rows_capacity;
} arc_list;

static rota_arc *add_arc(arc_list *l, rota_arc arc) {
    ROTA_GROW(l->arcs, l->narcs, l->arcs_capacity);
    arc.first_row = l->nrows;
    l->arcs[l->narcs] = arc;
    return &l->arcs[l->narcs++];
}

static void add_arc_row(arc_list *l, int row, int coef) {
    ROTA_GROW(l->rows, l->nrows, l->rows_capacity);
    l->rows[l->nrows++] = (rota_arc_row){row, coef};
    l->arcs[l->narcs - 1].nrows++;
}

static void give_arcs(const rota_problem *p, rota_worker *w, const arc_list *l) {
    w->arcs = l->arcs ? l->arcs : ROTA_NEW_ARRAY(rota_arc, 1);
    w->narcs = l->narcs;
    w->arc_rows = l->rows ? l->rows : ROTA_NEW_ARRAY(rota_arc_row, 1);
    int a = 0;
    for (int d = 0; d <= p->ndays; d++) {
        while (a < w->narcs && w->arcs[a].day < d)
            a++;
        w->day_first[d] = a;
    }
}

/* ---- tiny ---- */

typedef struct {
    int start, length;
    bool night;
} tiny_shift;
static const tiny_shift TINY_SHIFTS[] = {
    {420, 480, false}, {840, 480, false}, {1320, 540, true}, {870, 1470, false}};

static void tiny_limits(const rota_problem *p, rota_worker *w, uint64_t *r) {
    w->max_run_days = chance(r, 40) ? between(r, 2, 4) : -1;
    w->max_run_nights = chance(r, 40) ? between(r, 1, 2) : -1;
    w->min_run_off = chance(r, 30) ? 2 : -1;
    w->max_weekends = chance(r, 30) ? between(r, 0, 1) : -1;
    w->weekly_rest = chance(r, 60) ? 1440 : 0;
    w->weekly_rest_gap = w->weekly_rest ? (chance(r, 50) ? 2100 : 1440) : 0;
    for (int k = 0; k < p->nweeks; k++) {
        if (chance(r, 50))
            w->max_week_minutes[k] = between(r, 2, 5) * 480 + 60;
        w->block[k] = (rota_convex){
            .low = 480 * between(r, 0, 3), .below = between(r, 0, 60), .above = between(r, 0, 200)};
        w->block[k].high = w->block[k].low + 60 * between(r, 0, 4);
    }
    if (chance(r, 30)) {
        w->max_total_minutes = ROTA_NEW_ARRAY(int, p->ndays);
        int total = 480;
        for (int d = 0; d < p->ndays; d++)
            w->max_total_minutes[d] = total += between(r, 0, 480);
    }
    w->nights = (rota_convex){.high = between(r, 0, 2), .above = points(between(r, 0, 2))};
    w->weekends = (rota_convex){.high = between(r, 0, 1), .above = points(between(r, 0, 3))};
    w->holidays = (rota_convex){.high = 0, .above = points(between(r, 0, 2))};
    for (int g = 0; g < p->ngroups; g++) {
        w->return_by_group[g] = -points(between(r, 0, 3));
        w->bedwake_by_group[g] = -points(between(r, 0, 3));
        w->face_cost[g] = chance(r, 50) ? points(between(r, 0, 8)) : 0;
    }
}

static void tiny_history(const rota_problem *p, rota_worker *w, uint64_t *r) {
    if (!chance(r, 50))
        return;
    rota_history *h = &w->before;
    h->last_end = -between(r, 0, 900);
    h->ready_night = h->last_end + 660;
    h->ready = h->ready_night + (chance(r, 20) ? 1380 : 0);
    h->run_days = between(r, 1, 3);
    h->run_nights = chance(r, 30) ? 1 : 0;
    h->run_off = 0;
    h->last_group = between(r, -1, p->ngroups - 1);
    h->last_flags = chance(r, 50) ? ROTA_ARC_BED : 0;
    h->week_minutes = p->weekday[0] > 0 ? 480 * between(r, 0, 2) : 0;
    h->block_minutes = h->week_minutes;
    h->week_faces = p->weekday[0] > 0 ? next_random(r) & 1 : 0;
    h->week_rested = chance(r, 50);
    h->weekends = (unsigned)between(r, 0, 7);
    h->weekend_begun = p->weekday[0] == 6 && (h->weekends & 1);
}

static void tiny_future(const rota_problem *p, rota_worker *w, uint64_t *r) {
    if (!chance(r, 30))
        return;
    rota_future *f = &w->after;
    bool night = chance(r, 30);
    f->start = p->end + (night ? 1320 : 420);
    f->works_next = true;
    f->run_days = between(r, 1, 2);
    f->run_nights = night ? 1 : 0;
    f->rested = chance(r, 50);
    f->weekends = (unsigned)between(r, 0, 7);
    if (f->weekends & 4) { /* not the next day but the one after it */
        f->works_next = false;
        f->off_days = 1;
        f->start += 1440;
        f->run_days = f->run_nights = 0;
    }
}

static void tiny_worker(rota_problem *p, rota_worker *w, int nshifts, int on_call_share,
                        uint64_t *r) {
    arc_list l = {0};
    uint64_t other = *r + 77; /* a stream of its own: kept seeds stay the problems they were */
    bool on_call = chance(&other, on_call_share);
    init_worker(p, w);
    tiny_limits(p, w, r);
    tiny_history(p, w, r);
    tiny_future(p, w, r);
    for (int d = 0; d < p->ndays; d++)
        for (int s = 0; s < nshifts; s++)
            for (int g = 0; g < p->ngroups; g++) {
                const tiny_shift *shift = &TINY_SHIFTS[s];
                if (chance(r, 45) || (d + 1 == p->ndays && w->after.start > 0 &&
                                      shift->start + shift->length > 1440))
                    continue;
                rota_arc arc = {.day = d,
                                .start = d * 1440 + shift->start,
                                .group = g,
                                .minutes = shift->length - (chance(r, 30) ? 30 : 0),
                                .faces = 1ULL << g};
                arc.end = arc.start + shift->length;
                arc.ready_night = arc.end + (shift->length > 1000 ? 1320 : 660);
                arc.ready = arc.ready_night + (shift->night && chance(r, 30) ? 900 : 0);
                arc.flags = (shift->night ? ROTA_ARC_NIGHT : 0U) |
                            (p->weekday[d] >= 5 ? ROTA_ARC_WEEKEND : 0U) |
                            (shift->start > 500 ? ROTA_ARC_BED : ROTA_ARC_WAKE) |
                            (d == 1 ? ROTA_ARC_HOLIDAY : 0U);
                if (on_call && chance(&other, 20)) {
                    arc.flags = ROTA_ARC_OFF;
                    arc.minutes = 0;
                    arc.ready = arc.ready_night = arc.end;
                }
                arc.cost[ROTA_PART_BOND] = -(rota_cost)between(r, 0, 8 * ROTA_COST_SCALE);
                arc.cost[ROTA_PART_WISHES] = between(r, -3000, 3000);
                add_arc(&l, arc);
                add_arc_row(&l, (d * nshifts + s) * p->ngroups + g, 1);
                if (chance(r, 50)) /* an extra row of the day: a known face */
                    add_arc_row(&l, p->ndays * nshifts * p->ngroups + d, chance(r, 20) ? -1 : 1);
            }
    give_arcs(p, w, &l);
}

static void make_rows(rota_problem *p, int nshifts, uint64_t *r) {
    int days = p->ndays;
    p->nrows = days * nshifts * p->ngroups + days;
    p->rows = ROTA_NEW_ARRAY(rota_row, p->nrows);
    for (int i = 0; i < p->nrows; i++) {
        rota_row *row = &p->rows[i];
        bool extra = i >= days * nshifts * p->ngroups;
        row->low = between(r, 0, 1);
        row->target = row->low + (chance(r, 30) ? 1 : 0);
        int room = between(r, 0, 2);
        row->high = extra ? INT32_MAX : row->target + room; /* coefficients of -1 need it open */
        row->under_target = points(between(r, 0, 5));
        row->under = row->under_target + points(between(r, 0, 60));
        row->over = points(between(r, 0, 4));
        row->kind = extra ? 1 : 0;
        row->day = extra ? i - days * nshifts * p->ngroups : i / (nshifts * p->ngroups);
    }
}

rota_problem *rota_test_tiny_problem(uint64_t seed) {
    uint64_t state = seed, *r = &state;
    rota_problem *p = rota_problem_new();
    int nshifts = between(r, 1, 4);
    p->nworkers = between(r, 2, 3);
    p->ngroups = between(r, 1, 2);
    int days = p->nworkers * nshifts * p->ngroups > 8 ? between(r, 3, 4) : between(r, 3, 6);
    make_calendar(p, days, between(r, 0, 6));
    make_rows(p, nshifts, r);
    p->workers = ROTA_NEW_ARRAY(rota_worker, p->nworkers);
    for (int w = 0; w < p->nworkers; w++)
        tiny_worker(p, &p->workers[w], nshifts, 6, r);
    return p;
}

/* ---- long ---- */

/* Take arcs away by chance until there are not too many ways to choose one of each day or none. */
static void thin_out(const rota_problem *p, rota_worker *w, int lines, uint64_t *r) {
    for (;;) {
        double ways = 1;
        for (int d = 0; d < p->ndays; d++)
            ways *= 1 + w->day_first[d + 1] - w->day_first[d];
        if (ways <= lines)
            return;
        int gone = between(r, 0, w->narcs - 1), day = w->arcs[gone].day;
        memmove(&w->arcs[gone], &w->arcs[gone + 1],
                (size_t)(w->narcs - gone - 1) * sizeof *w->arcs);
        w->narcs--;
        for (int d = day + 1; d <= p->ndays; d++)
            w->day_first[d]--;
    }
}

rota_problem *rota_test_long_problem(uint64_t seed, int people, int lines) {
    uint64_t state = seed ^ 0x106e, *r = &state;
    rota_problem *p = rota_problem_new();
    int nshifts = between(r, 1, 3), first = between(r, 0, 6);
    int turn = chance(r, 50) ? 0 : chance(r, 50) ? 6 : first;
    p->nworkers = people;
    p->ngroups = 1;
    make_calendar(p, between(r, 8, 28), first);
    for (int d = 0; d < p->ndays; d++) /* weeks of some homes begin on another day than Monday */
        p->weekday[d] = (unsigned char)((p->weekday[d] + turn) % 7);
    make_rows(p, nshifts, r);
    for (int i = 0; i < p->nrows; i++)
        p->rows[i].high = INT32_MAX;
    p->workers = ROTA_NEW_ARRAY(rota_worker, people);
    for (int w = 0; w < people; w++) {
        tiny_worker(p, &p->workers[w], nshifts, 25, r);
        thin_out(p, &p->workers[w], lines, r);
    }
    return p;
}

/* ---- brute force ---- */

typedef struct {
    int **lines;
    rota_cost *cost;
    int count, capacity;
} line_set;

static void all_lines(const rota_problem *p, int w, int day, int *line, line_set *out) {
    const rota_worker *worker = &p->workers[w];
    if (day == p->ndays) {
        rota_cost cost;
        if (!rota_line_cost(p, w, line, &cost, NULL))
            return;
        size_t capacity = (size_t)out->capacity;
        ROTA_GROW(out->lines, out->count, out->capacity);
        if ((size_t)out->capacity != capacity)
            out->cost = rota_realloc(out->cost, (size_t)out->capacity, sizeof *out->cost);
        out->lines[out->count] = ROTA_NEW_ARRAY(int, p->ndays);
        memcpy(out->lines[out->count], line, (size_t)p->ndays * sizeof *line);
        out->cost[out->count++] = cost;
        return;
    }
    for (int a = worker->day_first[day] - 1; a < worker->day_first[day + 1]; a++) {
        line[day] = a < worker->day_first[day] ? -1 : a;
        all_lines(p, w, day + 1, line, out);
    }
}

static void add_activity(const rota_problem *p, int w, const int *line, int sign, int *activity) {
    for (int d = 0; d < p->ndays; d++) {
        if (line[d] < 0)
            continue;
        const rota_arc *arc = &p->workers[w].arcs[line[d]];
        for (int i = 0; i < arc->nrows; i++) {
            const rota_arc_row *ar = &p->workers[w].arc_rows[arc->first_row + i];
            activity[ar->row] += sign * ar->coef;
        }
    }
}

static rota_cost best_of(const rota_problem *p, const line_set *sets, int w, int *activity,
                         rota_cost sum) {
    if (w == p->nworkers) {
        for (int r = 0; r < p->nrows; r++) {
            rota_cost cost = rota_row_cost(&p->rows[r], activity[r]);
            if (cost == INT64_MAX)
                return INT64_MAX;
            sum += cost;
        }
        return sum;
    }
    rota_cost best = INT64_MAX;
    for (int i = 0; i < sets[w].count; i++) {
        add_activity(p, w, sets[w].lines[i], 1, activity);
        rota_cost cost = best_of(p, sets, w + 1, activity, sum + sets[w].cost[i]);
        best = cost < best ? cost : best;
        add_activity(p, w, sets[w].lines[i], -1, activity);
    }
    return best;
}

rota_cost rota_test_brute_force(const rota_problem *p) {
    line_set *sets = ROTA_NEW_ARRAY(line_set, p->nworkers);
    int *line = ROTA_NEW_ARRAY(int, p->ndays), *activity = ROTA_NEW_ARRAY(int, p->nrows);
    double product = 1;
    for (int w = 0; w < p->nworkers; w++) {
        all_lines(p, w, 0, line, &sets[w]);
        product *= sets[w].count;
    }
    rota_cost best = product > 3e6 ? INT64_MIN : best_of(p, sets, 0, activity, 0);
    for (int w = 0; w < p->nworkers; w++) {
        for (int i = 0; i < sets[w].count; i++)
            free(sets[w].lines[i]);
        free(sets[w].lines);
        free(sets[w].cost);
    }
    free(sets);
    free(line);
    free(activity);
    return best;
}

/* ---- shaped like a home ---- */

static void home_worker(rota_problem *p, rota_worker *w, int own, bool key, int contract,
                        uint64_t *r) {
    arc_list l = {0};
    init_worker(p, w);
    w->max_run_days = 5;
    w->max_run_nights = 4;
    w->weekly_rest = 1440;
    w->weekly_rest_gap = 2100;
    for (int k = 0; k < p->nweeks; k++) {
        w->max_week_minutes[k] = 2880;
        w->block[k] = (rota_convex){.low = contract, .high = contract, .below = 50, .above = 100};
    }
    for (int g = 0; g < p->ngroups; g++) {
        w->return_by_group[g] = -points(2);
        w->bedwake_by_group[g] = -points(3);
        w->face_cost[g] = g == own ? 0 : points(chance(r, 30) ? 6 : 10);
    }
    int day_off = between(r, 0, p->ndays - 1);
    for (int d = 0; d < p->ndays; d++) {
        for (int g = 0; g < p->ngroups && d != day_off; g++) {
            double bond = g == own ? (key ? 1.0 : 0.6) : 0.1;
            bond += 0.3 * (1 - bond) * between(r, 0, 100) / (g == own ? 100.0 : 800.0);
            for (int s = 0; s < 3; s++) {
                const tiny_shift *shift = &TINY_SHIFTS[s];
                rota_arc arc = {.day = d,
                                .start = d * 1440 + shift->start,
                                .group = g,
                                .minutes = shift->length - 30,
                                .faces = 1ULL << g};
                arc.end = arc.start + shift->length;
                arc.ready = arc.ready_night = arc.end + 660;
                arc.flags = (shift->night ? ROTA_ARC_NIGHT : 0U) |
                            (p->weekday[d] >= 5 ? ROTA_ARC_WEEKEND : 0U) |
                            (s == 1 ? ROTA_ARC_BED : 0U) | (s == 0 ? ROTA_ARC_WAKE : 0U);
                if (!shift->night)
                    arc.cost[ROTA_PART_BOND] = -points(bond * shift->length / 60.0);
                add_arc(&l, arc);
                add_arc_row(&l, (d * 3 + s) * p->ngroups + g, 1);
                if (key && g == own && !shift->night)
                    add_arc_row(&l, p->ndays * 3 * p->ngroups + d * p->ngroups + g, 1);
            }
        }
    }
    give_arcs(p, w, &l);
}

rota_problem *rota_test_home_problem(int people, int groups, int days, uint64_t seed) {
    uint64_t state = seed * 7919 + 13, *r = &state;
    rota_problem *p = rota_problem_new();
    p->nworkers = people;
    p->ngroups = groups;
    make_calendar(p, days, 0);
    int demand = days * 3 * groups;
    p->nrows = demand + days * groups;
    p->rows = ROTA_NEW_ARRAY(rota_row, p->nrows);
    for (int i = 0; i < p->nrows; i++) {
        rota_row *row = &p->rows[i];
        *row = (rota_row){.low = 1,
                          .target = 1,
                          .high = i < demand ? 1 : INT32_MAX,
                          .under = i < demand ? points(1000) : points(20),
                          .kind = i >= demand};
        row->day = i < demand ? i / (3 * groups) : (i - demand) / groups;
    }
    p->workers = ROTA_NEW_ARRAY(rota_worker, people);
    for (int w = 0; w < people; w++)
        home_worker(p, &p->workers[w], w % groups, w / groups < 2, between(r, 3, 5) * 450, r);
    return p;
}
