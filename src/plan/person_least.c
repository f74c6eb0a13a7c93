/* Limits from below: the least working time of the period and the shortest run of working days.
 * What a person cannot do at all (leave, rest, nothing to do on those days) must not leave them
 * without a lawful line, nor the home without a rota. How far they can get is asked of the solver
 * itself: the person alone, with working time as the only gain. */
#include "plan/translate.h"

#include "solver/solve.h"

#include <stdlib.h>
#include <string.h>

static const double ENOUGH = 5; /* seconds: far more than a person alone needs */

/* The person's arcs, worth their minutes and nothing else. */
static void copy_arcs(const rota_worker *worker, bool gain, rota_worker *alone) {
    size_t n = (size_t)worker->narcs;
    alone->arcs = ROTA_NEW_ARRAY(rota_arc, n + 1);
    memcpy(alone->arcs, worker->arcs, n * sizeof *alone->arcs);
    for (size_t a = 0; a < n; a++) {
        rota_arc *arc = &alone->arcs[a];
        memset(arc->cost, 0, sizeof arc->cost);
        if (gain)
            arc->cost[ROTA_PART_CONTRACT] = -(rota_cost)arc->minutes * ROTA_COST_SCALE;
        arc->nrows = 0;
    }
}

/* The minutes of a lawful line of the person: of the longest one, or of the first one found when
 * nothing is gained by more; -1 when there is no lawful line. */
static int line_minutes(const rota_translation *t, const rota_worker *worker, bool gain) {
    rota_problem alone = *t->problem;
    rota_worker person = *worker;
    rota_convex *blocks = ROTA_NEW_ARRAY(rota_convex, alone.nblocks);
    rota_solve_settings settings;
    rota_solution *solution = NULL;
    copy_arcs(worker, gain, &person);
    person.nfaces = 0;
    person.return_by_group = person.bedwake_by_group = NULL;
    person.block = blocks;
    person.nights = person.weekends = person.holidays = (rota_convex){0};
    alone.workers = &person;
    alone.nworkers = 1;
    alone.nrows = 0;
    alone.constant = 0;
    rota_solve_settings_init(&settings);
    settings.time_limit = gain ? ENOUGH : 0;
    settings.no_windows = true;
    int minutes = -1;
    if (rota_solve(&alone, &settings, &solution, NULL) == ROTA_OK)
        minutes = (int)(-solution->cost / ROTA_COST_SCALE);
    rota_solution_free(solution, &alone);
    free(person.arcs);
    free(blocks);
    return minutes;
}

/* Is there work that the person may do on the day? */
static bool may_work(const rota_worker *w, int day) {
    return w->day_first[day] < w->day_first[day + 1];
}

/* Take away the work of a day, unless it is pinned. */
static void keep_off(const rota_translation *t, rota_worker *w, int day) {
    int first = w->day_first[day], end = w->day_first[day + 1];
    if (w->must_work[day])
        return;
    memmove(w->arcs + first, w->arcs + end, (size_t)(w->narcs - end) * sizeof *w->arcs);
    w->narcs -= end - first;
    for (int d = day + 1; d <= t->ndays; d++)
        w->day_first[d] -= end - first;
}

/* Runs that cannot be made long enough are left as they are, and no day longer: what was worked
 * before the period and what is known after it is not this rota's doing. Returns the most minutes
 * of a line then. */
static int open_runs(const rota_translation *t, rota_worker *w) {
    int most = line_minutes(t, w, true);
    if (most < 0 && w->before.run_days > 0 && !w->before.run_open) {
        w->before.run_open = true;
        keep_off(t, w, 0);
        most = line_minutes(t, w, true);
    }
    if (most < 0 && w->after.works_next && !w->after.run_open) {
        w->after.run_open = true;
        keep_off(t, w, t->ndays - 1);
        most = line_minutes(t, w, true);
    }
    return most;
}

static bool has_pins(const rota_translation *t, const rota_worker *w) {
    for (int d = 0; d < t->ndays; d++)
        if (w->must_work[d])
            return true;
    return false;
}

void rota_translate__least(rota_translation *t, int worker) {
    rota_worker *w = &t->problem->workers[worker];
    int least = w->min_total_minutes;
    bool runs = w->min_run_days > 1;
    w->before.run_open |= w->before.run_days > 0 && !may_work(w, 0);
    w->after.run_open |= w->after.works_next && !may_work(w, t->ndays - 1);
    bool free_run = (w->before.run_days == 0 || w->before.run_open) && !w->after.works_next;
    if (least <= 0 && (!runs || (free_run && !has_pins(t, w))))
        return; /* nothing is asked, or no work at all is lawful too */
    if (line_minutes(t, w, false) >= 0)
        return;
    w->min_total_minutes = 0;
    int most = open_runs(t, w);
    if (most > 0)
        w->min_total_minutes = most < least ? most : least;
}
