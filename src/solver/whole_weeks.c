/* A bound from whole weeks: each is solved as a problem of its own (piece.h), so that its rotas
 * count and not its LP, with V of the ways to end it. Any V gives a bound (docs/design/bounds.md,
 * "Whole weeks"). */
#include "core/mem.h"
#include "solver/by_weeks.h"
#include "solver/each.h"
#include "solver/lp.h"

#include <math.h>
#include <stdlib.h>

static const double MOST_OF_A_WEEK = 3; /* work */

typedef struct {
    const rota_search *s;
    const rota_multipliers *values;
    double most;      /* work of a week */
    rota_cost *bound; /* [nweeks] INT64_MIN: none */
    double *work;     /* [nweeks] */
} whole;

static void solve_week(void *data, int k, int thread) {
    whole *x = data;
    const rota_search *s = x->s;
    rota_solve_settings settings = {.time_limit = rota_search__left(s),
                                    .work_limit = fmin(x->most, rota_search__budget_left(s)),
                                    .threads = 1,
                                    .seed = s->settings->seed,
                                    .stop = s->settings->stop,
                                    .no_windows = true};
    rota_solution *solution = NULL;
    rota_err err;
    rota_piece *piece = rota_piece_cut(s->p, k, x->values);
    x->bound[k] = INT64_MIN;
    if (!rota_search__over(s) &&
        rota_solve(piece->problem, &settings, &solution, &err) == ROTA_OK) {
        x->bound[k] = solution->bound;
        x->work[k] = solution->work;
    }
    rota_solution_free(solution, piece->problem);
    rota_piece_free(piece);
    if (thread > 0)
        rota_lp_end_thread();
}

void rota_whole_weeks(rota_search *s, const rota_multipliers *values, double work) {
    const rota_problem *p = s->p;
    whole x = {.s = s,
               .values = values,
               .most = fmin(MOST_OF_A_WEEK, work * s->nthreads / p->nweeks),
               .bound = ROTA_NEW_ARRAY(rota_cost, p->nweeks),
               .work = ROTA_NEW_ARRAY(double, p->nweeks)};
    rota_cost sum =
        p->constant + rota_multipliers_counts(values, p) + rota_multipliers_rows(values, p);
    bool all = true;
    rota_each(s->nthreads, p->nweeks, solve_week, &x);
    for (int k = 0; k < p->nweeks; k++) {
        all = all && x.bound[k] > INT64_MIN;
        sum += all ? x.bound[k] : 0;
        s->window_work += x.work[k] / s->nthreads;
    }
    if (all)
        rota_search__raise_bound(s, (double)sum);
    rota_search__tell(s);
    free(x.bound);
    free(x.work);
}
