/* A rota of a longer horizon, week by week. Each week is planned by the whole solver after those
 * before it; in the place of all later days stands what the ways to end it are worth (by_weeks.h).
 * Counts over several weeks keep a pace. The dense engine has values that tell more: roll.c. */
#include "core/mem.h"
#include "solver/by_weeks.h"
#include "solver/counts.h"
#include "solver/lp.h"
#include "solver/window.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_WAYS = 8 };
static const double WEEK_GAP = 0.001; /* the values are not exact anyway */
/* Work: mostly it takes one or two, and all weeks must have some. */
static const double MOST_OF_A_WEEK = 4.5, LEAST_OF_A_WEEK = 0.3;
static const double MUCH_TIME = 0.1;           /* of the budget was enough for the first way */
static const double FAVOUR = 0.3, NOISE = 0.3; /* of a mean duty; of that */
static const double GOLDEN = 0.6180339887;

/* One way through all weeks, in a thread of its own. */
typedef struct {
    const rota_search *s;
    const rota_multipliers *values; /* NULL: it is the best rota's, whose weeks are planned again */
    int number;    /* of the way: everybody's pace is rounded from another place in each */
    bool straight; /* follows the root's LP without noise */
    int **lines;
    rota_cost cost; /* INT64_MAX: there is no rota */
    double limit, work;
} way;

/* The first day of the next week. */
static int end_of_week(const rota_problem *p, int week) {
    int d = 0;
    while (d < p->ndays && p->week_of_day[d] <= week)
        d++;
    return d;
}

/* What of a count is due by now, less what is known. */
static int due(int all, double share, double offset, int known) {
    double most = floor(all * share + offset) - known;
    return most > 0 ? (int)most : 0;
}

static void pace_count(rota_convex *f, const rota_convex *all, double share, double offset,
                       int known) {
    f->low = due(all->low, share, offset, known);
    f->high = all->high < INT32_MAX ? due(all->high, share, offset, known) : INT32_MAX;
}

/* A block of several weeks that goes on after this one: minutes at a pace, with those before. */
static void pace_block(const way *y, int w, int week, rota_convex *f) {
    const rota_problem *p = y->s->p;
    int block = p->block_of_week[week], days = 0, now = 0;
    for (int d = 0; d < p->ndays; d++) {
        bool in = p->block_of_week[p->week_of_day[d]] == block;
        days += in;
        now += in && p->week_of_day[d] <= week;
    }
    const rota_convex *all = &p->workers[w].block[block];
    f->low = (int)((double)all->low * now / days);
    f->high = all->high < INT32_MAX ? (int)((double)all->high * now / days) : INT32_MAX;
}

/* What later weeks are worth, and a pace for what they share with this one. */
static void look_ahead(const way *y, const rota_window *window, int week, int w) {
    const rota_problem *p = y->s->p;
    const rota_worker *whole = &p->workers[w];
    rota_worker *out = &window->problem->workers[w];
    int end = end_of_week(p, week), last = out->day_first[window->problem->ndays - 1];
    double share = (double)end / p->ndays;
    double offset = fmod(GOLDEN * (w + 1) + GOLDEN * GOLDEN * y->number, 1);
    rota_counts known = rota_counts_until(p, w, y->lines[w], window->first_day, NULL);
    out->ending =
        rota_ending_copy(y->values->edge[w * p->nweeks + week], window->arc_from[w] + last,
                         whole->day_first[end - 1], out->narcs - last);
    pace_count(&out->nights, &whole->nights, share, offset, known.nights);
    pace_count(&out->weekends, &whole->weekends, share, offset, known.weekends);
    pace_count(&out->holidays, &whole->holidays, share, offset, known.holidays);
    pace_block(y, w, week, &out->block[window->problem->nblocks - 1]);
}

/* Solve a week; false when somebody has no line there. What was found is put into lines. */
static bool solve_week(way *y, const rota_window *window, int weeks_left, int *const *known,
                       int **lines) {
    const rota_search *s = y->s;
    double left = y->limit - y->work;
    rota_start start = {.rota = known};
    rota_solve_settings settings = *s->settings;
    settings.time_limit = rota_search__left(s);
    settings.work_limit =
        fmax(fmin(left, fmax(left / weeks_left, MOST_OF_A_WEEK)), LEAST_OF_A_WEEK);
    settings.gap = WEEK_GAP;
    settings.threads = 1;
    settings.seed += y->number;
    settings.progress = NULL;
    settings.start = known ? &start : NULL;
    settings.no_proof = known != NULL;
    settings.most_turns = 1;
    rota_solution *solution = NULL;
    rota_err err;
    bool solved = rota_solve(window->problem, &settings, &solution, &err) == ROTA_OK;
    if (solved) {
        y->work += solution->work;
        rota_window_put(window, solution->lines, lines);
    }
    rota_solution_free(solution, window->problem);
    return solved;
}

/* What the root's LP does is worth a little more: of ends that are worth the same it uses those
 * that fit together. Only the first way follows it straight. */
static void favour_lp(const way *y, const rota_window *window, int week) {
    const rota_problem *q = window->problem;
    uint64_t number = (uint64_t)y->number * (uint64_t)y->s->p->nweeks + (uint64_t)week;
    uint64_t random = y->s->random ^ (0x9E3779B97F4A7C15ULL * (number + 1));
    double size = 0, narcs = 0, noise = y->straight ? 0 : NOISE;
    for (int w = 0; w < q->nworkers; w++)
        for (int a = 0; a < q->workers[w].narcs; a++, narcs++)
            for (int part = 0; part < ROTA_NPARTS; part++)
                size += fabs((double)q->workers[w].arcs[a].cost[part]);
    for (int w = 0; w < q->nworkers; w++)
        for (int a = 0; a < q->workers[w].narcs; a++) {
            double share = y->s->root_share[w][window->arc_from[w][a]];
            q->workers[w].arcs[a].cost[ROTA_PART_DEMAND] -= (rota_cost)llround(
                FAVOUR * size / narcs * (share + noise * rota_search__random_of(&random)));
        }
}

/* Plan a week after those before it. */
static bool plan_week(way *y, int week) {
    const rota_problem *p = y->s->p;
    rota_window *window = rota_window_cut(p, y->lines, week, week, NULL, NULL);
    for (int w = 0; w < p->nworkers && week + 1 < p->nweeks; w++)
        look_ahead(y, window, week, w);
    if (y->s->root_share)
        favour_lp(y, window, week);
    bool planned = solve_week(y, window, p->nweeks - week, NULL, y->lines);
    rota_window_free(window);
    return planned;
}

/* Plan a week between those around it; true when the rota is better for it. */
static bool plan_again(way *y, int week) {
    const rota_problem *p = y->s->p;
    rota_window *window = rota_window_cut(p, y->lines, week, week, NULL, NULL);
    int **known = rota_window_take(window, y->lines), **lines = ROTA_NEW_ARRAY(int *, p->nworkers);
    for (int w = 0; w < p->nworkers; w++)
        lines[w] = rota_memdup(y->lines[w], (size_t)p->ndays * sizeof(int));
    rota_cost cost =
        solve_week(y, window, p->nweeks, known, lines) ? rota_cost_of(p, lines) : INT64_MAX;
    bool better = cost < y->cost;
    for (int w = 0; w < p->nworkers; w++) {
        free(known[w]);
        free(better ? y->lines[w] : lines[w]);
        y->lines[w] = better ? lines[w] : y->lines[w];
    }
    y->cost = better ? cost : y->cost;
    free(known);
    free(lines);
    rota_window_free(window);
    return better;
}

/* Through all weeks. */
static void *go(void *data) {
    way *y = data;
    const rota_problem *p = y->s->p;
    bool complete = true;
    for (int week = 0; week < p->nweeks && complete && y->values; week++)
        complete = !rota_search__over(y->s) && plan_week(y, week);
    y->cost = complete ? rota_cost_of(p, y->lines) : INT64_MAX;
    return NULL;
}

/* All weeks again, as long as one improves. */
static void *go_again(void *data) {
    way *y = data;
    int nweeks = y->s->p->nweeks;
    for (int week = 0, vain = 0;
         y->cost < INT64_MAX && vain < nweeks && y->work < y->limit && !rota_search__over(y->s);
         week = (week + 1) % nweeks)
        vain = plan_again(y, week) ? 0 : vain + 1;
    return NULL;
}

static void *go_elsewhere(void *data) {
    go(data);
    rota_lp_end_thread();
    return NULL;
}

static void *go_again_elsewhere(void *data) {
    go_again(data);
    rota_lp_end_thread();
    return NULL;
}

/* Each way in its thread, the first in this one; what they find is offered in their order. All
 * together count as much work as the longest. */
static bool run_all(rota_search *s, way *ways, int n, void *(*here)(void *),
                    void *(*elsewhere)(void *)) {
    pthread_t ids[MOST_WAYS];
    bool started[MOST_WAYS] = {false}, better = false;
    double before = 0, after = 0;
    for (int i = 0; i < n; i++)
        before = fmax(before, ways[i].work);
    for (int i = 1; i < n; i++)
        started[i] = pthread_create(&ids[i], NULL, elsewhere, &ways[i]) == 0;
    for (int i = 0; i < n; i++)
        if (!started[i])
            here(&ways[i]);
    for (int i = 0; i < n; i++) {
        if (started[i])
            pthread_join(ids[i], NULL);
        after = fmax(after, ways[i].work);
    }
    s->window_work += after - before;
    for (int i = 0; i < n; i++)
        better = (ways[i].cost < INT64_MAX && rota_search__offer(s, ways[i].lines)) || better;
    return better;
}

static void begin(way *y, const rota_search *s, const rota_multipliers *values, int number,
                  double limit) {
    *y = (way){.s = s, .values = values, .number = number, .limit = limit};
    y->lines = ROTA_NEW_ARRAY(int *, s->p->nworkers);
    for (int w = 0; w < s->p->nworkers; w++) {
        y->lines[w] = rota_memdup(s->best[w], (size_t)s->p->ndays * sizeof(int));
        for (int d = 0; d < s->p->ndays && values; d++)
            y->lines[w][d] = ROTA_UNPLANNED;
    }
}

bool rota_roll_weeks(rota_search *s, const rota_multipliers *values, double work) {
    way ways[MOST_WAYS];
    int n = s->nthreads < MOST_WAYS ? s->nthreads : MOST_WAYS;
    /* Where there is no LP over all weeks, at first one in another manner: mostly it is worse, but
     * not always. With one thread it is gone where there is much time for it. */
    bool first = s->ways == 0 && !s->root_share, later = first && n == 1;
    int all = later ? 2 : n;
    for (int i = 0; i < all; i++)
        begin(&ways[i], s, first && i > 0 && i == all - 1 ? NULL : values, s->ways++, work);
    ways[0].straight = s->fresh;
    s->fresh = false;
    bool better = run_all(s, ways, n, go, go_elsewhere);
    better = run_all(s, ways, n, go_again, go_again_elsewhere) || better;
    if (later && ways[0].work < MUCH_TIME * rota_search__budget(s)) {
        go(&ways[1]);
        better = run_all(s, &ways[1], 1, go_again, go_again_elsewhere) || better;
    }
    for (int i = 0; i < all; i++) {
        for (int w = 0; w < s->p->nworkers; w++)
            free(ways[i].lines[w]);
        free(ways[i].lines);
    }
    return better;
}
