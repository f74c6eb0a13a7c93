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
static const double GOLDEN = 0.6180339887;

/* One way through all weeks, in a thread of its own. */
typedef struct {
    const rota_search *s;
    const rota_multipliers *values;
    int number; /* of the way: everybody's pace is rounded from another place in each */
    int **lines;
    double limit, work;
    bool complete;
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
    double offset = fmod(GOLDEN * (w + 1) + 0.5 * y->number, 1);
    rota_counts known = rota_counts_until(p, w, y->lines[w], window->first_day, NULL);
    out->ending =
        rota_ending_copy(y->values->edge[w * p->nweeks + week], window->arc_from[w] + last,
                         whole->day_first[end - 1], out->narcs - last);
    pace_count(&out->nights, &whole->nights, share, offset, known.nights);
    pace_count(&out->weekends, &whole->weekends, share, offset, known.weekends);
    pace_count(&out->holidays, &whole->holidays, share, offset, known.holidays);
    pace_block(y, w, week, &out->block[window->problem->nblocks - 1]);
}

/* Plan a week; false when somebody has no line there. */
static bool plan_week(way *y, int week) {
    const rota_search *s = y->s;
    rota_window *window = rota_window_cut(s->p, y->lines, week, week, NULL, NULL);
    for (int w = 0; w < s->p->nworkers && week + 1 < s->p->nweeks; w++)
        look_ahead(y, window, week, w);
    double left = y->limit - y->work, share = left / (s->p->nweeks - week);
    rota_solve_settings settings = *s->settings;
    settings.time_limit = rota_search__left(s);
    settings.work_limit = fmax(fmin(left, fmax(share, MOST_OF_A_WEEK)), LEAST_OF_A_WEEK);
    settings.gap = WEEK_GAP;
    settings.threads = 1;
    settings.seed += y->number;
    settings.progress = NULL;
    settings.start = NULL;
    settings.most_turns = 1;
    rota_solution *solution = NULL;
    rota_err err;
    bool solved = rota_solve(window->problem, &settings, &solution, &err) == ROTA_OK;
    if (solved) {
        y->work += solution->work;
        rota_window_put(window, solution->lines, y->lines);
    }
    rota_solution_free(solution, window->problem);
    rota_window_free(window);
    return solved;
}

static void *go(void *data) {
    way *y = data;
    const rota_problem *p = y->s->p;
    y->complete = true;
    for (int week = 0; week < p->nweeks && y->complete; week++)
        y->complete = !rota_search__over(y->s) && plan_week(y, week);
    return NULL;
}

static void *go_elsewhere(void *data) {
    go(data);
    rota_lp_end_thread();
    return NULL;
}

static void begin(way *y, const rota_search *s, const rota_multipliers *values, int number,
                  double limit) {
    *y = (way){.s = s, .values = values, .number = number, .limit = limit};
    y->lines = ROTA_NEW_ARRAY(int *, s->p->nworkers);
    for (int w = 0; w < s->p->nworkers; w++) {
        y->lines[w] = ROTA_NEW_ARRAY(int, s->p->ndays);
        for (int d = 0; d < s->p->ndays; d++)
            y->lines[w][d] = ROTA_UNPLANNED;
    }
}

bool rota_roll_weeks(rota_search *s, const rota_multipliers *values, double work) {
    pthread_t ids[MOST_WAYS];
    way ways[MOST_WAYS];
    bool started[MOST_WAYS] = {false}, better = false;
    int n = s->nthreads < MOST_WAYS ? s->nthreads : MOST_WAYS;
    double longest = 0;
    for (int i = 0; i < n; i++)
        begin(&ways[i], s, values, i, work);
    for (int i = 1; i < n; i++)
        started[i] = pthread_create(&ids[i], NULL, go_elsewhere, &ways[i]) == 0;
    for (int i = 0; i < n; i++)
        if (!started[i])
            go(&ways[i]);
    for (int i = 0; i < n; i++) {
        if (started[i])
            pthread_join(ids[i], NULL);
        longest = fmax(longest, ways[i].work);
    }
    s->window_work += longest;
    for (int i = 0; i < n; i++) {
        better = (ways[i].complete && rota_search__offer(s, ways[i].lines)) || better;
        for (int w = 0; w < s->p->nworkers; w++)
            free(ways[i].lines[w]);
        free(ways[i].lines);
    }
    return better;
}
