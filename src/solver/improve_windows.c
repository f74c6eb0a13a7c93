/* Improvement by windows: part of the rota is planned anew by the whole solver, the rest stands. */
#include "core/mem.h"
#include "solver/search.h"
#include "solver/window.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 450 };               /* of an LP that is quick */
enum { TURNS = 2 };                     /* of dives in a window */
enum { MOST_STILL = 40 };               /* windows in a row without success */
static const double WINDOW_GAP = 0.001; /* near enough: the edges are not exact anyway */

/* The lines of a window as its own problem numbers them. */
static void window_lines(const rota_window *window, int *const *lines, int **out) {
    const rota_problem *q = window->problem;
    for (int w = 0; w < q->nworkers; w++) {
        const int *from = lines[window->worker_from[w]] + window->first_day;
        out[w] = ROTA_NEW_ARRAY(int, q->ndays);
        for (int d = 0; d < q->ndays; d++) {
            out[w][d] = -1;
            for (int a = q->workers[w].day_first[d]; a < q->workers[w].day_first[d + 1]; a++)
                if (window->arc_from[w][a] == from[d])
                    out[w][d] = a;
        }
    }
}

bool rota_solve_window(rota_search *s, const rota_window *window, double work, int turns,
                       bool has_windows, int **lines) {
    int n = window->problem->nworkers;
    int **known = ROTA_NEW_ARRAY(int *, n);
    window_lines(window, lines, known);
    rota_start start = {.rota = known};
    rota_solve_settings settings = *s->settings;
    settings.time_limit = rota_search__left(s);
    settings.work_limit = fmin(work, rota_search__budget_left(s));
    settings.gap = s->cheap ? 0 : WINDOW_GAP;
    settings.seed = s->settings->seed + (int)(s->windows & 0xFFFF);
    settings.progress = NULL;
    settings.no_proof = true;
    settings.most_turns = turns;
    settings.no_windows = !has_windows;
    settings.start = &start;
    rota_solution *solution = NULL;
    rota_err err;
    bool solved = rota_solve(window->problem, &settings, &solution, &err) == ROTA_OK;
    if (solved) {
        rota_window_put(window, solution->lines, lines);
        s->window_work += solution->work;
    }
    rota_solution_free(solution, window->problem);
    for (int w = 0; w < n; w++)
        free(known[w]);
    free(known);
    return solved;
}

bool rota_improve_window(rota_search *s, int first_week, int last_week, const unsigned char *people,
                         double work) {
    int **lines = ROTA_NEW_ARRAY(int *, s->p->nworkers);
    size_t bytes = (size_t)s->p->ndays * sizeof(int);
    for (int w = 0; w < s->p->nworkers; w++) {
        lines[w] = ROTA_NEW_ARRAY(int, s->p->ndays);
        memcpy(lines[w], s->best[w], bytes);
    }
    rota_window *window = rota_window_cut(s->p, lines, first_week, last_week, people, NULL);
    s->windows++;
    /* A week of a large home has its groups. */
    bool better = rota_solve_window(s, window, work, TURNS, people == NULL && !s->cheap, lines) &&
                  rota_search__offer(s, lines);
    s->windows_better += better;
    rota_window_free(window);
    for (int w = 0; w < s->p->nworkers; w++)
        free(lines[w]);
    free(lines);
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
    for (int w = 0; w < n; w++)
        free(lines[w]);
    free(lines);
    free(people);
    return better;
}

void rota_improve_windows(rota_search *s, int weeks, double work, double window_work) {
    double until = rota_search__work(s) + work;
    int last = s->p->nweeks - weeks, still = 0;
    /* Round and round, until no window improves any more. */
    for (int k = 0; still <= last && rota_search__work(s) < until && !rota_search__over(s) &&
                    !rota_search__done(s);
         k = k < last ? k + 1 : 0)
        still = rota_improve_window(s, k, k + weeks - 1, NULL, window_work) ? 0 : still + 1;
}

/* ---- windows at random ---- */

/* A part of the people, each chosen with the same chance, at least two. */
static void choose_some(rota_search *s, int count, unsigned char *people) {
    int n = s->p->nworkers;
    memset(people, 0, (size_t)n);
    for (int left = n, want = count; left > 0 && want > 0; left--)
        if (rota_search__random(s) * left < want) {
            people[n - left] = 1;
            want--;
        }
}

/* Weeks of everybody that make an LP of a size that is quick. */
static int weeks_of_all(const rota_problem *p) {
    int weeks = (MOST_ROWS - p->nworkers) * p->nweeks / (p->nrows + 1);
    weeks = weeks < 4 ? weeks : 4;
    return weeks < 1 ? 1 : weeks < p->nweeks ? weeks : p->nweeks;
}

void rota_improve_in_order(rota_search *s, double seconds) {
    const rota_problem *p = s->p;
    int weeks = weeks_of_all(p), step = (weeks + 1) / 2, windows = (p->nweeks - weeks) / step + 2;
    double until = rota_clock_seconds() + seconds;
    for (int first = 0; !rota_search__over(s); first += step) {
        int from = first + weeks <= p->nweeks ? first : p->nweeks - weeks;
        double left = until - rota_clock_seconds();
        rota_improve_window(s, from, from + weeks - 1, NULL, fmax(0.2, 2 * left / windows--));
        if (from + weeks >= p->nweeks)
            break;
    }
}

void rota_improve_at_random(rota_search *s, double work, double window_work) {
    double until = rota_search__work(s) + work;
    const rota_problem *p = s->p;
    unsigned char *people = ROTA_NEW_ARRAY(unsigned char, p->nworkers + 1);
    int still = 0, most_of_all = weeks_of_all(p);
    while (still < MOST_STILL && rota_search__work(s) < until && !rota_search__over(s) &&
           !rota_search__done(s)) {
        /* Everybody for a few weeks, or some of the people for more of them. */
        bool all = p->nweeks > 1 && rota_search__random(s) < 0.5;
        int most = all ? (most_of_all < p->nweeks ? most_of_all : p->nweeks - 1)
                       : (p->nweeks < 4 ? p->nweeks : 4);
        int weeks = all ? 1 + (int)(rota_search__random(s) * most) : most;
        int first = (int)(rota_search__random(s) * (p->nweeks - weeks + 1));
        choose_some(s, p->nworkers > 30 ? 15 : (p->nworkers + 1) / 2, people);
        bool better =
            rota_improve_window(s, first, first + weeks - 1, all ? NULL : people, window_work);
        still = better ? 0 : still + 1;
    }
    free(people);
}
