/* Windows of everybody over a long horizon, the shortest first: each week, then each two weeks, and
 * so on, and after something changed what lies around it again. Short windows take little and are
 * solved to the end, so most of what can be gained is gained there (docs/design/improve.md). */
#include "core/mem.h"
#include "solver/search.h"
#include "solver/window.h"

#include <stdlib.h>
#include <string.h>

struct rota_sweep {
    rota_search *s;
    int most;      /* weeks of a window */
    int **seen;    /* [nworkers][ndays] the best rota when it was looked at last */
    long now;      /* how often that was */
    long *changed; /* [nweeks] when it did so last */
    long *planned; /* [most][nweeks] when the window that begins there was; -1: not yet */
};

rota_sweep *rota_sweep_new(rota_search *s, int most) {
    const rota_problem *p = s->p;
    size_t windows = (size_t)most * (size_t)p->nweeks;
    rota_sweep *sweep = ROTA_NEW(rota_sweep);
    *sweep = (rota_sweep){.s = s, .most = most};
    sweep->seen = ROTA_NEW_ARRAY(int *, p->nworkers);
    for (int i = 0; i < p->nworkers; i++)
        sweep->seen[i] = rota_memdup(s->best[i], (size_t)p->ndays * sizeof(int));
    sweep->changed = ROTA_NEW_ARRAY(long, p->nweeks);
    sweep->planned = ROTA_NEW_ARRAY(long, windows);
    memset(sweep->planned, -1, windows * sizeof(long));
    return sweep;
}

void rota_sweep_free(rota_sweep *sweep) {
    for (int i = 0; sweep && i < sweep->s->p->nworkers; i++)
        free(sweep->seen[i]);
    if (sweep) {
        free(sweep->seen);
        free(sweep->changed);
        free(sweep->planned);
    }
    free(sweep);
}

static long *planned_at(const rota_sweep *sweep, int weeks, int first) {
    return &sweep->planned[(weeks - 1) * sweep->s->p->nweeks + first];
}

/* In which weeks is the best rota another one than before? */
static void look(rota_sweep *sweep) {
    const rota_problem *p = sweep->s->p;
    sweep->now++;
    for (int i = 0; i < p->nworkers; i++)
        for (int d = 0; d < p->ndays; d++)
            if (sweep->seen[i][d] != sweep->s->best[i][d]) {
                sweep->seen[i][d] = sweep->s->best[i][d];
                sweep->changed[p->week_of_day[d]] = sweep->now;
            }
}

/* Has something changed in a window or next to it since it was planned? */
static bool is_stale(const rota_sweep *sweep, int weeks, int first) {
    long planned = *planned_at(sweep, weeks, first);
    for (int k = first - 1; k <= first + weeks; k++)
        if (k >= 0 && k < sweep->s->p->nweeks && sweep->changed[k] > planned)
            return true;
    return planned < 0;
}

/* Stale windows of the same length, a week between; returns how many. */
static int choose(const rota_sweep *sweep, rota_part *parts) {
    const rota_search *s = sweep->s;
    int n = 0;
    for (int weeks = 1; weeks <= sweep->most && n == 0; weeks++)
        for (int first = 0; first + weeks <= s->p->nweeks && n < s->nthreads && n < ROTA_MOST_PARTS;
             first++)
            if ((n == 0 || first > parts[n - 1].last_week + 1) && is_stale(sweep, weeks, first))
                parts[n++] = (rota_part){.first_week = first, .last_week = first + weeks - 1};
    return n;
}

/* Has a window just brought something? One that has not may have been refused, where those before
 * it took what it needs of somebody's minutes: it is to be planned again. */
static bool was_changed(const rota_sweep *sweep, const rota_part *part) {
    for (int k = part->first_week; k <= part->last_week; k++)
        if (sweep->changed[k] == sweep->now)
            return true;
    return false;
}

bool rota_sweep_go_on(rota_sweep *sweep, double work, double window_work) {
    rota_search *s = sweep->s;
    rota_part parts[ROTA_MOST_PARTS];
    double until = rota_search__work(s) + work;
    look(sweep);
    while (rota_search__work(s) < until && !rota_search__over(s) && !rota_search__done(s)) {
        int n = choose(sweep, parts);
        if (n == 0)
            return true;
        for (int i = 0; i < n; i++)
            parts[i].work = window_work;
        bool better = rota_improve_parts(s, parts, n) > 0;
        look(sweep);
        for (int i = 0; i < n; i++)
            if (!better || i == 0 || was_changed(sweep, &parts[i]))
                *planned_at(sweep, parts[i].last_week - parts[i].first_week + 1,
                            parts[i].first_week) = sweep->now;
    }
    return false;
}
