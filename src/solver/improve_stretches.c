/* Best response over stretches of a long horizon: one person's line over many weeks, exactly,
 * against all others. Minutes, weekends and duties with a maximum move between weeks that no window
 * of everybody holds together (docs/design/improve.md). */
#include "core/mem.h"
#include "solver/search.h"
#include "solver/window.h"

#include <math.h>
#include <stdlib.h>

enum { LEAST_WEEKS = 6 };
static const double PASS_SHARE = 0.02; /* of the budget, to fill everybody's table */

typedef struct {
    rota_window *window;
    int **lines; /* [nworkers] of the window */
    rota_solve_settings settings;
    rota_search search;
    bool fits; /* everybody is priced by the dense engine, quickly enough */
} stretch;

/* Does a pass over all of a search (s or a stretch of it) take no more than its share? */
static bool is_quick(const rota_search *s, const rota_search *of) {
    return rota_work_of_tables(of) / s->nthreads < PASS_SHARE * rota_search__budget(s);
}

static void begin(stretch *t, const rota_search *s, int first_week, int weeks, double work) {
    rota_err err;
    *t = (stretch){.settings = *s->settings};
    t->window = rota_window_cut(s->p, s->best, first_week, first_week + weeks - 1, NULL, NULL);
    t->lines = rota_window_take(t->window, s->best);
    t->settings.progress = NULL;
    t->settings.no_windows = true;
    t->settings.work_limit = fmin(work, rota_search__budget_left(s));
    t->settings.start = NULL;
    t->settings.time_limit = rota_search__left(s);
    t->fits = rota_search__begin(&t->search, t->window->problem, &t->settings, &err) == ROTA_OK &&
              t->search.cheap && is_quick(s, &t->search);
}

static void end(stretch *t) {
    for (int w = 0; w < t->window->problem->nworkers; w++)
        free(t->lines[w]);
    free(t->lines);
    rota_search__end(&t->search);
    rota_window_free(t->window);
}

/* One stretch, with so much work; false: its tables were too large. */
static bool improve_stretch(rota_search *s, int first_week, int weeks, double work) {
    stretch t;
    begin(&t, s, first_week, weeks, work);
    bool fits = t.fits;
    if (fits) {
        int **lines = ROTA_NEW_ARRAY(int *, s->p->nworkers);
        for (int w = 0; w < s->p->nworkers; w++)
            lines[w] = rota_memdup(s->best[w], (size_t)s->p->ndays * sizeof(int));
        rota_answer(&t.search, t.lines);
        s->window_work += rota_search__work(&t.search);
        rota_window_put(t.window, t.lines, lines);
        rota_search__offer(s, lines);
        for (int w = 0; w < s->p->nworkers; w++)
            free(lines[w]);
        free(lines);
    }
    end(&t);
    return fits;
}

/* The longest stretch whose tables are quickly filled: their size goes by the cube of its weeks. */
static double weeks_of_stretch(const rota_search *s) {
    double share = PASS_SHARE * rota_search__budget(s) * s->nthreads / rota_work_of_tables(s);
    return s->p->nweeks * (share < 1 ? cbrt(share) : 1);
}

int rota_improve_stretches(rota_search *s, int weeks, double work) {
    double until = rota_search__work(s) + work, left = work;
    int first = 0, last = s->p->nweeks;
    weeks = weeks > 0 ? weeks : (int)weeks_of_stretch(s);
    while (weeks >= LEAST_WEEKS && left > 0 && !rota_search__over(s) && !rota_search__done(s)) {
        int from = first + weeks <= last ? first : last - weeks;
        if (!improve_stretch(s, from, weeks, left)) {
            weeks = weeks * 3 / 4;
            continue;
        }
        if (from + weeks >= last)
            break;
        first += weeks / 2;
        left = until - rota_search__work(s);
    }
    return weeks;
}
