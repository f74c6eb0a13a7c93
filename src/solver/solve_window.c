/* Windows solved by the whole solver: one, or several at once that share no person's day, each in a
 * thread of its own with an LP of its own. What they give is put back in their order, so that the
 * same number of threads goes the same way. */
#include "core/mem.h"
#include "solver/lp.h"
#include "solver/search.h"
#include "solver/window.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { TURNS = 2 };                     /* of dives in a window */
static const double WINDOW_GAP = 0.001; /* near enough: the edges are not exact anyway */

/* A window on its way through the solver. */
typedef struct {
    const rota_window *window;
    rota_solve_settings settings;
    rota_start start;
    int **known;
    rota_solution *solution; /* NULL: there is none */
} job;

static void begin(job *j, const rota_search *s, const rota_window *window, double work, int turns,
                  bool has_windows, int *const *lines) {
    *j = (job){.window = window, .settings = *s->settings};
    j->known = rota_window_take(window, lines);
    j->start.rota = j->known;
    j->settings.time_limit = rota_search__left(s);
    j->settings.work_limit = fmin(work, rota_search__budget_left(s));
    j->settings.gap = s->dense ? 0 : WINDOW_GAP;
    j->settings.seed = s->settings->seed + (int)(s->windows & 0xFFFF);
    j->settings.progress = NULL;
    j->settings.no_proof = true;
    j->settings.most_turns = turns;
    j->settings.no_windows = !has_windows;
}

static void run(job *j) {
    rota_err err;
    j->settings.start = &j->start;
    if (rota_solve(j->window->problem, &j->settings, &j->solution, &err) != ROTA_OK)
        j->solution = NULL;
}

static void *run_thread(void *data) {
    run(data);
    rota_lp_end_thread();
    return NULL;
}

/* Each in its thread, the first in this one. */
static void run_all(job *jobs, int n) {
    pthread_t ids[ROTA_MOST_PARTS];
    bool started[ROTA_MOST_PARTS] = {false};
    for (int i = 1; i < n; i++)
        started[i] = pthread_create(&ids[i], NULL, run_thread, &jobs[i]) == 0;
    for (int i = 0; i < n; i++)
        if (!started[i])
            run(&jobs[i]);
    for (int i = 1; i < n; i++)
        if (started[i])
            pthread_join(ids[i], NULL);
}

/* What it took; several at once take as long as the longest. */
static double work_of(const job *j) {
    return j->solution ? j->solution->work : 0;
}

static bool end(job *j, int **lines) {
    bool solved = j->solution != NULL;
    if (solved)
        rota_window_put(j->window, j->solution->lines, lines);
    rota_solution_free(j->solution, j->window->problem);
    for (int w = 0; w < j->window->problem->nworkers; w++)
        free(j->known[w]);
    free(j->known);
    return solved;
}

bool rota_solve_window(rota_search *s, const rota_window *window, double work, int turns,
                       bool has_windows, int **lines) {
    job j;
    begin(&j, s, window, work, turns, has_windows, lines);
    run(&j);
    s->window_work += work_of(&j);
    return end(&j, lines);
}

static int **copy_best(const rota_search *s) {
    int **lines = ROTA_NEW_ARRAY(int *, s->p->nworkers);
    for (int w = 0; w < s->p->nworkers; w++) {
        lines[w] = ROTA_NEW_ARRAY(int, s->p->ndays);
        memcpy(lines[w], s->best[w], (size_t)s->p->ndays * sizeof(int));
    }
    return lines;
}

static void free_lines(const rota_search *s, int **lines) {
    for (int w = 0; w < s->p->nworkers; w++)
        free(lines[w]);
    free(lines);
}

int rota_improve_parts(rota_search *s, const rota_part *parts, int n) {
    job jobs[ROTA_MOST_PARTS];
    rota_window *windows[ROTA_MOST_PARTS];
    double longest = 0;
    int better = 0;
    for (int i = 0; i < n; i++) {
        const rota_part *part = &parts[i];
        windows[i] =
            rota_window_cut(s->p, s->best, part->first_week, part->last_week, part->people, NULL);
        s->windows++;
        /* A week of a large home has its groups. */
        begin(&jobs[i], s, windows[i], part->work, TURNS, !part->people && !s->dense, s->best);
        jobs[i].settings.threads = n > 1 ? 1 : s->nthreads;
    }
    run_all(jobs, n);
    for (int i = 0; i < n; i++)
        longest = fmax(longest, work_of(&jobs[i]));
    s->window_work += longest;
    for (int i = 0; i < n; i++) {
        int **lines = copy_best(s);
        better += end(&jobs[i], lines) && rota_search__offer(s, lines);
        free_lines(s, lines);
        rota_window_free(windows[i]);
    }
    s->windows_better += better;
    return better;
}

bool rota_complete_by_window(rota_search *s, const rota_scope *scope, double work) {
    int n = s->p->nworkers;
    int **lines = ROTA_NEW_ARRAY(int *, n);
    unsigned char *people = ROTA_NEW_ARRAY(unsigned char, n);
    size_t bytes = (size_t)s->p->ndays * sizeof(int);
    for (int w = 0; w < n; w++) {
        people[w] = scope->fixed[w] < 0;
        lines[w] = ROTA_NEW_ARRAY(int, s->p->ndays);
        memcpy(lines[w], people[w] ? s->best[w] : rota_pool_line(s->pool, scope->fixed[w])->arcs,
               bytes);
    }
    rota_window *window = rota_window_cut(s->p, lines, 0, s->p->nweeks - 1, people, NULL);
    bool better =
        rota_solve_window(s, window, work, TURNS, false, lines) && rota_search__offer(s, lines);
    if (better)
        rota_improve(s, lines);
    rota_window_free(window);
    free_lines(s, lines);
    free(people);
    return better;
}
