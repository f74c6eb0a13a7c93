/* The table of the dense engine: its layout for a person, and filling it for given costs. */
#include "core/mem.h"
#include "solver/grid.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CELLS = 20000000 };    /* 160 MB: beyond, labels do with less */
enum { LONG = 60 };                /* days */
static const double A_CELL = 3e-9; /* work */

/* ---- may this person be priced here? ---- */

static bool all_zero(const rota_cost *cost, int n) {
    for (int i = 0; cost && i < n; i++)
        if (cost[i] != 0)
            return false;
    return true;
}

static bool is_free(const rota_convex *f) {
    return f->below == 0 && f->above == 0;
}

static bool costs_are_of_duties(const rota_problem *p, const rota_worker *w) {
    bool free_counts = is_free(&w->nights) && is_free(&w->weekends) && is_free(&w->holidays);
    for (int b = 0; b < p->nblocks; b++)
        free_counts = free_counts && is_free(&w->block[b]);
    return free_counts && all_zero(w->face_cost, w->nfaces) &&
           all_zero(w->return_by_group, p->ngroups) && all_zero(w->bedwake_by_group, p->ngroups);
}

static bool limits_are_known(const rota_problem *p, const rota_worker *w) {
    for (int k = 0; k < p->nweeks; k++)
        if (w->max_week_minutes[k] != INT32_MAX)
            return false;
    bool goes_on = w->after.weekend_worked && w->max_total_weekends >= 0;
    for (int a = 0; a < w->narcs; a++)
        goes_on = goes_on || w->arcs[a].ran_days > 0;
    if (w->ending && w->ending->unit == 0)
        return false;
    return w->weekly_rest <= 0 && w->max_run_nights < 0 && w->max_weekends < 0 &&
           w->max_run_days != 0 && !goes_on;
}

/* Rest reaches into the next day only. */
static bool rests_are_short(const rota_problem *p, const rota_worker *w) {
    int next = INT_MAX; /* earliest start from day d + 2 on */
    for (int d = p->ndays - 1; d >= 0; d--) {
        for (int a = w->day_first[d]; a < w->day_first[d + 1]; a++) {
            if (w->arcs[a].ready > next || w->arcs[a].ready_night > next ||
                (w->arcs[a].flags & ROTA_ARC_OFF))
                return false;
        }
        for (int a = d + 1 < p->ndays ? w->day_first[d + 1] : w->narcs;
             d + 1 < p->ndays && a < w->day_first[d + 2]; a++)
            next = w->arcs[a].start < next ? w->arcs[a].start : next;
    }
    return true;
}

/* ---- layout ---- */

static int gcd(int a, int b) {
    return b ? gcd(b, a % b) : a;
}

static void find_unit(rota_grid *g) {
    const rota_worker *w = g->pr->worker;
    g->unit = 0;
    for (int a = 0; a < w->narcs; a++)
        g->unit = gcd(g->unit, w->arcs[a].minutes);
    g->unit = g->unit > 0 ? g->unit : 1;
    if (w->ending)
        g->unit = w->ending->unit;
}

/* Longest duty of a day, minutes. */
static int longest_of(const rota_worker *w, int d) {
    int longest = 0;
    for (int a = w->day_first[d]; a < w->day_first[d + 1]; a++)
        longest = w->arcs[a].minutes > longest ? w->arcs[a].minutes : longest;
    return longest;
}

/* Most minutes of the first k days (out[k]) of a horizon, or of its last ones, as far as runs and
 * days off allow. A day holds at most `longest`. */
static void most_in_runs(const rota_grid *g, const int *longest, int n, bool from_end, int *out) {
    int runs = g->max_run > 0 ? g->max_run : 1, states = g->noff + runs;
    int *now = ROTA_NEW_ARRAY(int, states), *next = ROTA_NEW_ARRAY(int, states);
    for (int k = 0; k < n; k++) {
        int work = longest[from_end ? n - 1 - k : k];
        for (int i = 0; i < states; i++)
            next[i] = INT_MIN / 2;
        for (int i = 0; i < states; i++) {
            bool off = i < g->noff;
            int rest = !off ? 0 : i + 1 < g->noff ? i + 1 : i;
            int longer = off ? g->noff : i + 1 < states ? i + 1 : i;
            next[rest] = now[i] > next[rest] ? now[i] : next[rest];
            bool may = off ? i + 1 >= g->min_off : g->max_run <= 0 || i + 1 < states;
            if (may && now[i] + work > next[longer])
                next[longer] = now[i] + work;
        }
        int *old = now;
        now = next;
        next = old;
        for (int i = 0; i < states; i++)
            out[k + 1] = now[i] > out[k + 1] ? now[i] : out[k + 1];
    }
    free(now);
    free(next);
}

/* Minutes that a duty of no type with a maximum can have, and what duties of each type have more.
 */
static int usual_longest(const rota_problem *p, const rota_worker *w, int *more) {
    int longest = 0;
    for (int a = 0; a < w->narcs; a++) {
        int type = w->max_of_type && p->ntypes > 0 ? w->arcs[a].type : -1;
        bool few = type >= 0 && w->max_of_type[type] < p->ndays;
        longest = !few && w->arcs[a].minutes > longest ? w->arcs[a].minutes : longest;
    }
    for (int a = 0; a < w->narcs && p->ntypes > 0; a++) {
        int type = w->arcs[a].type, extra = w->arcs[a].minutes - longest;
        if (type >= 0 && extra > more[type])
            more[type] = extra;
    }
    return longest;
}

/* Of k days, what duties longer than usual can add: the longest first, each as often as it may. */
static int extra_minutes(const rota_problem *p, const rota_worker *w, const int *more, int k) {
    int sum = 0, limit = INT_MAX;
    while (k > 0) {
        int largest = 0, days = 0;
        for (int t = 0; t < p->ntypes; t++)
            largest = more[t] > largest && more[t] < limit ? more[t] : largest;
        for (int t = 0; t < p->ntypes; t++)
            days += more[t] == largest && w->max_of_type[t] < k ? w->max_of_type[t]
                    : more[t] == largest                        ? k
                                                                : 0;
        if (largest == 0)
            break;
        sum += largest * (days < k ? days : k);
        k -= days < k ? days : k;
        limit = largest;
    }
    return sum;
}

/* Most minutes of the first and of the last k days. */
static void most_minutes(const rota_grid *g, int *first, int *last) {
    const rota_problem *p = g->pr->problem;
    const rota_worker *w = g->pr->worker;
    int n = p->ndays, *longest = ROTA_NEW_ARRAY(int, n), *more = ROTA_NEW_ARRAY(int, p->ntypes + 1);
    int *usual_first = ROTA_NEW_ARRAY(int, n + 1), *usual_last = ROTA_NEW_ARRAY(int, n + 1);
    int usual = usual_longest(p, w, more);
    for (int d = 0; d < n; d++)
        longest[d] = longest_of(w, d);
    most_in_runs(g, longest, n, false, first);
    most_in_runs(g, longest, n, true, last);
    for (int d = 0; d < n; d++)
        longest[d] = longest[d] < usual ? longest[d] : usual;
    most_in_runs(g, longest, n, false, usual_first);
    most_in_runs(g, longest, n, true, usual_last);
    for (int k = 1; k <= n && w->max_of_type; k++) {
        int extra = extra_minutes(p, w, more, k);
        first[k] = usual_first[k] + extra < first[k] ? usual_first[k] + extra : first[k];
        last[k] = usual_last[k] + extra < last[k] ? usual_last[k] + extra : last[k];
    }
    free(longest);
    free(more);
    free(usual_first);
    free(usual_last);
}

/* Minutes after each day that are lawful and can still reach the least. False: there are none. */
static bool find_minutes(rota_grid *g) {
    const rota_worker *w = g->pr->worker;
    int n = g->pr->problem->ndays;
    g->lo = ROTA_NEW_ARRAY(int, n);
    g->hi = ROTA_NEW_ARRAY(int, n);
    if (w->min_total_minutes <= 0 && !w->max_total_minutes) {
        g->unit = INT_MAX; /* no duty makes a step */
        return true;
    }
    int *first = ROTA_NEW_ARRAY(int, n + 1), *last = ROTA_NEW_ARRAY(int, n + 1), room = INT_MAX;
    bool some = true;
    most_minutes(g, first, last);
    for (int d = n - 1; d >= 0 && some; d--) {
        if (w->max_total_minutes && w->max_total_minutes[d] < room)
            room = w->max_total_minutes[d];
        int least = w->min_total_minutes - last[n - 1 - d];
        g->hi[d] = (first[d + 1] < room ? first[d + 1] : room) / g->unit;
        g->lo[d] = least > 0 ? (least + g->unit - 1) / g->unit : 0;
        some = room >= 0 && g->lo[d] <= g->hi[d];
    }
    free(first);
    free(last);
    return some;
}

static void find_states(rota_grid *g) {
    const rota_worker *w = g->pr->worker;
    g->min_run = w->min_run_days > 1 ? w->min_run_days : 1;
    g->max_run = w->max_run_days;
    g->min_off = w->min_run_off > 1 ? w->min_run_off : 1;
    /* A run of before may be longer than may be planned, and long enough to end. */
    g->nrun = g->max_run > g->min_run ? g->max_run : g->min_run;
    g->nexempt = w->before.run_open ? g->min_run - 1 : 0;
    g->noff = g->min_off;
}

static void find_weekends(rota_grid *g) {
    const rota_problem *p = g->pr->problem;
    int most = g->pr->worker->max_total_weekends, begun = 0;
    g->weekends_of_day = ROTA_NEW_ARRAY(int, p->ndays);
    for (int d = 0; d < p->ndays && most >= 0; d++) {
        bool begins = p->weekday[d] == 5 ||
                      (d == 0 && p->weekday[d] == 6 && !g->pr->worker->before.weekend_begun);
        begun += begins;
        g->weekends_of_day[d] = begun < most ? begun : most;
    }
}

static void place_cells(rota_grid *g) {
    int n = g->pr->problem->ndays;
    g->base = ROTA_NEW_ARRAY(size_t, n + 1);
    for (int d = 0; d < n; d++) {
        int classes = rota_grid_classes(g, d);
        size_t states = (size_t)rota_grid_states(g, d);
        size_t width = (size_t)g->hi[d] + 1 - (size_t)g->lo[d];
        g->base[d + 1] = g->base[d] + states * (size_t)(g->weekends_of_day[d] + 1) * width;
        g->most_classes = classes > g->most_classes ? classes : g->most_classes;
    }
    g->fits = g->base[n] <= MOST_CELLS;
}

double rota_grid_work(const rota_grid *g) {
    return A_CELL * (double)g->base[g->pr->problem->ndays];
}

/* Pairs of class and minutes among the arcs of each day. */
static void find_pairs(rota_grid *g) {
    const rota_worker *w = g->pr->worker;
    int n = g->pr->problem->ndays, count = 0;
    g->pair_of = ROTA_NEW_ARRAY(int, w->narcs + 1);
    g->pair_base = ROTA_NEW_ARRAY(int, n + 1);
    g->pair_class = ROTA_NEW_ARRAY(int, w->narcs + 1);
    g->pair_steps = ROTA_NEW_ARRAY(int, w->narcs + 1);
    for (int d = 0; d < n; d++) {
        g->pair_base[d] = count;
        for (int a = w->day_first[d]; a < w->day_first[d + 1]; a++) {
            int class = rota_grid_class(g, d, a), steps = w->arcs[a].minutes / g->unit;
            int i = g->pair_base[d];
            while (i < count && (g->pair_class[i] != class || g->pair_steps[i] != steps))
                i++;
            g->pair_class[i] = class;
            g->pair_steps[i] = steps;
            g->pair_of[a] = i;
            count += i == count;
        }
        int pairs = count - g->pair_base[d];
        g->most_pairs = pairs > g->most_pairs ? pairs : g->most_pairs;
    }
    g->pair_base[n] = count;
}

static void find_caps(rota_grid *g) {
    const rota_problem *p = g->pr->problem;
    const rota_worker *w = g->pr->worker;
    g->cap_type = ROTA_NEW_ARRAY(int, p->ntypes + 1);
    g->cap = ROTA_NEW_ARRAY(int, p->ntypes + 1);
    g->cap_of_type = ROTA_NEW_ARRAY(int, p->ntypes + 1);
    g->multiplier = ROTA_NEW_ARRAY(double, p->ntypes + 1);
    for (int t = 0; t < p->ntypes; t++) {
        int days = 0, shortest = INT_MAX;
        for (int d = 0; d < p->ndays; d++) {
            bool has = false;
            for (int a = w->day_first[d]; a < w->day_first[d + 1]; a++)
                if (w->arcs[a].type == t) {
                    has = true;
                    shortest = w->arcs[a].minutes < shortest ? w->arcs[a].minutes : shortest;
                }
            days += has;
        }
        int most = days;
        if (w->max_total_minutes && days > 0 && shortest > 0 &&
            w->max_total_minutes[p->ndays - 1] / shortest < most)
            most = w->max_total_minutes[p->ndays - 1] / shortest;
        bool binds = w->max_of_type && w->max_of_type[t] < most;
        g->cap_of_type[t] = binds ? g->ncaps : -1;
        if (binds) {
            g->cap_type[g->ncaps] = t;
            g->cap[g->ncaps++] = w->max_of_type[t];
        }
    }
}

/* Over long horizons nobody works more than runs, days off and weekends allow: with it as the limit
 * the dues of loose lines say as much (loose.h). */
static void limit_by_reach(rota_grid *g) {
    const rota_worker *w = g->pr->worker;
    int n = g->pr->problem->ndays;
    if (n < LONG || g->unit == INT_MAX || w->max_total_weekends < 0 || w->ending)
        return;
    int most = rota_grid_most_minutes(g);
    if (most < g->lo[n - 1] || most >= g->hi[n - 1])
        return;
    for (int d = 0; d < n; d++)
        g->hi[d] = g->hi[d] < most ? g->hi[d] : most;
    free(g->base);
    place_cells(g);
}

rota_grid *rota_grid_new(const rota_pricer *pricer) {
    const rota_problem *p = pricer->problem;
    const rota_worker *w = pricer->worker;
    if (!costs_are_of_duties(p, w) || !limits_are_known(p, w) || !rests_are_short(p, w))
        return NULL;
    rota_grid *g = ROTA_NEW(rota_grid);
    g->pr = pricer;
    find_unit(g);
    find_states(g);
    find_weekends(g);
    if (!find_minutes(g)) {
        rota_grid_free(g);
        return NULL;
    }
    place_cells(g);
    find_pairs(g);
    find_caps(g);
    limit_by_reach(g);
    return g;
}

void rota_grid_free(rota_grid *g) {
    if (!g)
        return;
    void *arrays[] = {g->lo,       g->hi,        g->weekends_of_day, g->base,
                      g->pair_of,  g->pair_base, g->pair_class,      g->pair_steps,
                      g->cap_type, g->cap,       g->cap_of_type,     g->multiplier};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        free(arrays[i]);
    free(g);
}

/* ---- edges ---- */

bool rota_grid_may_start(const rota_grid *g, const rota_arc *arc) {
    const rota_problem *p = g->pr->problem;
    const rota_worker *w = g->pr->worker;
    int ready = (arc->flags & ROTA_ARC_NIGHT) ? w->before.ready_night : w->before.ready;
    if (arc->start < ready)
        return false;
    if (!p->forbidden || arc->type < 0)
        return true;
    int last = w->before.last_type, next = w->after.next_type;
    return !(arc->day == 0 && last >= 0 && p->forbidden[last * p->ntypes + arc->type]) &&
           !(arc->day == p->ndays - 1 && next >= 0 && p->forbidden[arc->type * p->ntypes + next]);
}

int rota_grid_start(const rota_grid *g, int *class, int *run) {
    const rota_history *h = &g->pr->worker->before;
    if (h->run_days == 0) {
        *class = ROTA_GRID_OFF;
        *run = (h->run_off < g->noff ? h->run_off : g->noff) - 1;
        if (h->run_off > 0 && h->run_off < g->min_off)
            return -1;
        return g->nexempt > 0 ? g->nrun : 0;
    }
    /* Whatever the class of the day before was, rests and successions are looked at by
     * rota_grid_may_start. */
    bool exempt = h->run_open && h->run_days < g->min_run;
    *class = 0;
    *run = exempt ? g->nrun + h->run_days - 1 : (h->run_days < g->nrun ? h->run_days : g->nrun) - 1;
    return g->max_run >= 0 && h->run_days >= g->max_run ? -1 : rota_grid_longer(g, *run);
}

/* ---- filling ---- */

typedef struct {
    rota_grid_table *t;
    const rota_grid *g;
    int day; /* filled now; the next is known */
    void (*lower)(double *restrict, const double *restrict, double, int);
} filling;

/* dst[i] = min(dst[i], src[i] + add): nearly all of the time goes here. */
static inline __attribute__((always_inline)) void
lower(double *restrict dst, const double *restrict src, double add, int n) {
    for (int i = 0; i < n; i++) {
        double x = src[i] + add;
        dst[i] = x < dst[i] ? x : dst[i];
    }
}

static void lower_plain(double *restrict dst, const double *restrict src, double add, int n) {
    lower(dst, src, add, n);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void
lower_wide(double *restrict dst, const double *restrict src, double add, int n) {
    lower(dst, src, add, n);
}

static bool has_wide(void) {
    return __builtin_cpu_supports("avx2");
}
#else
static bool has_wide(void) {
    return false;
}
#define lower_wide lower_plain
#endif

/* Cells of a state after the day may go on as cells of a state after the next day. */
static void lower_cells(void *data, const rota_grid_move *move) {
    const filling *f = data;
    const rota_grid *g = f->g;
    int day = f->day, next = f->day + 1;
    int first = g->lo[day], last = g->hi[day]; /* m with lo <= m + steps <= hi of the next day */
    if (first + move->steps < g->lo[next])
        first = g->lo[next] - move->steps;
    if (last + move->steps > g->hi[next])
        last = g->hi[next] - move->steps;
    for (int k = 0; first <= last && k <= g->weekends_of_day[day] &&
                    k + move->weekends <= g->weekends_of_day[next];
         k++)
        f->lower(f->t->cells + rota_grid_cell(g, day, move->from, k, first),
                 f->t->cells +
                     rota_grid_cell(g, next, move->to, k + move->weekends, first + move->steps),
                 move->cost, last - first + 1);
}

/* The cheapest arc of each pair of day d that may follow each class of the day before (row 0: days
 * off). */
static void find_best(rota_grid_table *t, int d) {
    const rota_grid *g = t->grid;
    const rota_worker *w = g->pr->worker;
    int first = w->day_first[d], n = w->day_first[d + 1] - first;
    int pairs = g->pair_base[d + 1] - g->pair_base[d];
    int classes = d > 0 ? rota_grid_classes(g, d - 1) : 0;
    for (int c = -1; c < classes; c++) {
        double *best = t->best + (size_t)(c + 1) * (size_t)g->most_pairs;
        for (int i = 0; i < pairs; i++)
            best[i] = INFINITY;
        for (int j = 0; j < n; j++) {
            if (c >= 0 && !g->pr->allowed[d - 1][c * n + j])
                continue;
            int i = g->pair_of[first + j] - g->pair_base[d];
            double cost = t->arc_cost[first + j];
            best[i] = cost < best[i] ? cost : best[i];
        }
    }
}

/* Work on the next day in a run that is `run` after it. */
static void go_to_work(rota_grid_table *t, int day, int class, rota_grid_move move, int run,
                       rota_grid_visit visit, void *data) {
    const rota_grid *g = t->grid;
    const double *best = t->best + (size_t)(class + 1) * (size_t)g->most_pairs;
    for (int i = g->pair_base[day + 1]; i < g->pair_base[day + 2]; i++) {
        move.pair = i;
        move.cost = best[i - g->pair_base[day + 1]];
        move.to = rota_grid_state(g, g->pair_class[i], run);
        move.steps = g->pair_steps[i];
        if (move.cost < INFINITY)
            visit(data, &move);
    }
}

void rota_grid_moves(rota_grid_table *t, int d, rota_grid_visit visit, void *data) {
    const rota_grid *g = t->grid;
    int weekday = g->pr->problem->weekday[d + 1];
    bool limited = g->pr->worker->max_total_weekends >= 0;
    int new_weekend = limited && weekday >= 5, saturday = limited && weekday == 5;
    find_best(t, d + 1);
    for (int off = 0; off < g->noff; off++) {
        rota_grid_move move = {.pair = -1, .from = off, .to = off + 1 < g->noff ? off + 1 : off};
        if (!t->must[d + 1])
            visit(data, &move);
        move.weekends = new_weekend;
        if (off + 1 >= g->min_off)
            go_to_work(t, d, ROTA_GRID_OFF, move, 0, visit, data);
    }
    for (int c = 0; c < rota_grid_classes(g, d); c++) {
        for (int run = 0; run < g->nrun + g->nexempt; run++) {
            rota_grid_move move = {.pair = -1, .from = rota_grid_state(g, c, run)};
            int longer = rota_grid_longer(g, run);
            if (run >= g->nrun && d >= g->nexempt)
                continue; /* so late no run is exempt any more */
            if (rota_grid_may_end(g, run) && !t->must[d + 1])
                visit(data, &move);
            move.weekends = saturday;
            if (longer >= 0)
                go_to_work(t, d, c, move, longer, visit, data);
        }
    }
}

static void fill_day(rota_grid_table *t, int d) {
    const rota_grid *g = t->grid;
    filling f = {.t = t, .g = g, .day = d, .lower = has_wide() ? lower_wide : lower_plain};
    for (size_t i = g->base[d]; i < g->base[d + 1]; i++)
        t->cells[i] = INFINITY;
    rota_grid_moves(t, d, lower_cells, &f);
}

/* Is the end of the line lawful in this state? */
static bool may_finish(const rota_grid *g, int class, int run) {
    const rota_future *f = &g->pr->worker->after;
    bool known = f->works_next || (f->start > 0 && f->off_days > 0);
    bool next_is_short = f->works_next && !f->run_open && f->run_days < g->min_run;
    if (class == ROTA_GRID_OFF)
        return !(known && run + 1 + f->off_days < g->min_off) && !next_is_short;
    bool exempt = run >= g->nrun;
    int length = exempt ? run - g->nrun + 1 : run + 1;
    if (known && !f->works_next && f->off_days > 0 && f->off_days < g->min_off)
        return false;
    if (g->max_run >= 0 && f->run_days > 0 && length + f->run_days > g->max_run)
        return false;
    return exempt || f->run_open || length + (f->works_next ? f->run_days : 0) >= g->min_run;
}

bool rota_grid_may_finish(const rota_grid *g, int state) {
    int work = state - g->noff, runs = g->nrun + g->nexempt;
    return work < 0 ? may_finish(g, ROTA_GRID_OFF, state) : may_finish(g, work / runs, work % runs);
}

/* What follows has values of its own. */
static void fill_from_ending(rota_grid_table *t, int d) {
    const rota_grid *g = t->grid;
    const rota_ending *e = g->pr->worker->ending;
    for (int state = 0; state < rota_grid_states(g, d); state++) {
        for (int k = 0; k <= g->weekends_of_day[d]; k++)
            for (int m = g->lo[d]; m <= g->hi[d]; m++) {
                rota_cost value = INT64_MAX;
                if (k < e->nweekends && m >= e->lo && m <= e->hi)
                    value = e->value[rota_ending_index(e, state, k, m)];
                t->cells[rota_grid_cell(g, d, state, k, m)] =
                    value < INT64_MAX ? (double)value : (double)INFINITY;
            }
    }
}

static void fill_last_day(rota_grid_table *t) {
    const rota_grid *g = t->grid;
    int d = g->pr->problem->ndays - 1;
    int width = (g->hi[d] - g->lo[d] + 1) * (g->weekends_of_day[d] + 1);
    if (g->pr->worker->ending) {
        fill_from_ending(t, d);
        return;
    }
    for (int state = 0; state < rota_grid_states(g, d); state++) {
        bool lawful = rota_grid_may_finish(g, state);
        double *cells = t->cells + g->base[d] + (size_t)state * (size_t)width;
        for (int i = 0; i < width; i++)
            cells[i] = lawful ? 0 : (double)INFINITY;
    }
}

void rota_grid_fill(rota_grid_table *t) {
    fill_last_day(t);
    for (int d = t->grid->pr->problem->ndays - 2; d >= 0; d--)
        fill_day(t, d);
}
