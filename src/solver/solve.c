#include "solver/solve.h"

#include "core/mem.h"
#include "solver/bundle.h"
#include "solver/by_weeks.h"
#include "solver/each.h"
#include "solver/grid.h"
#include "solver/phases.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROLLING_HORIZON = 98 }; /* days: above, no line is priced over all of them */
/* So many days, and rows and people above which dives over all of them take too long. */
enum { WIDE_FROM = 15, WIDE_TO = 60, WIDE_ROWS = 450, WIDE_PEOPLE = 60 };

const char *rota_status_name(enum rota_status status) {
    static const char *const names[] = {"optimal", "feasible", "stopped"};
    return names[status];
}

void rota_solve_settings_init(rota_solve_settings *settings) {
    *settings = (rota_solve_settings){.time_limit = 60, .threads = 1, .seed = 1};
}

/* ---- what the phases ask of the search ---- */

double rota_search__work(const rota_search *s) {
    /* Measured on homes and public instances, to a factor of two. */
    static const double ITERATION_A_ROW = 3e-7, IN_LIST_A_ROW = 2.5e-7, LOOK_AT_A_DAY = 1.5e-9;
    /* The dense engine's table is of one size; elsewhere bounds are, and labels take the most. */
    static const double LOOK_AT_A_ROW = 4e-9;
    static const double TABLE_AN_ARC = 8e-7, BOUNDS_AN_ARC = 2e-7, A_LABEL = 4e-7;
    double rows = s->p->nrows + s->p->nworkers;
    double iterations = s->master ? (double)rota_master_iterations(s->master) : 0;
    double in_lists =
        IN_LIST_A_ROW * rows * (double)s->list_iterations + LOOK_AT_A_DAY * s->list_days;
    double priced = s->arcs * (double)s->priced;
    double in_pricing =
        s->cheap ? TABLE_AN_ARC * priced : BOUNDS_AN_ARC * priced + A_LABEL * (double)s->labels;
    return ITERATION_A_ROW * rows * iterations + in_lists + in_pricing +
           LOOK_AT_A_ROW * s->model_rows + s->window_work;
}

double rota_search__budget(const rota_search *s) {
    double limit = s->settings->work_limit;
    return limit > 0 && limit < s->settings->time_limit ? limit : s->settings->time_limit;
}

double rota_search__budget_left(const rota_search *s) {
    double limit = s->settings->work_limit;
    return limit > 0 ? fmax(1e-3, limit - rota_search__work(s)) : (double)INFINITY;
}

double rota_search__left(const rota_search *s) {
    return s->deadline - rota_clock_seconds();
}

bool rota_search__over(const rota_search *s) {
    if (s->beside && rota_beside__ended(s->beside, rota_search__work(s)))
        return true;
    bool worked = s->settings->work_limit > 0 && rota_search__work(s) >= s->settings->work_limit;
    return worked || (s->settings->stop && *s->settings->stop) || rota_search__left(s) <= 0 ||
           s->lp_failed;
}

double rota_search__best(const rota_search *s) {
    return s->has_best ? (double)s->best_cost : (double)INFINITY;
}

double rota_search__cutoff(const rota_search *s) {
    return s->has_best ? (double)(s->best_cost - s->step) + ROTA_EXACT : (double)INFINITY;
}

double rota_search__gap(const rota_search *s) {
    double best = rota_search__best(s);
    return (best - s->bound) / fmax(ROTA_COST_SCALE, fabs(best));
}

bool rota_search__done(const rota_search *s) {
    if (!s->has_best)
        return false;
    return s->bound >= rota_search__cutoff(s) || rota_search__gap(s) <= s->settings->gap;
}

long rota_search__iterations(const rota_search *s) {
    return s->list_iterations + (s->master ? rota_master_iterations(s->master) : 0);
}

void rota_search__tell(const rota_search *s) {
    if (!s->settings->progress)
        return;
    double best = fmin(rota_search__best(s), rota_beside_look(s->other));
    rota_progress progress = {.phase = s->phase,
                              .seconds = rota_clock_seconds() - s->begin,
                              .best = ROTA_POINTS(best),
                              .bound = ROTA_POINTS(s->bound),
                              .iterations = rota_search__iterations(s),
                              .columns = rota_pool_count(s->pool),
                              .nodes = s->nodes,
                              .work = rota_search__work(s)};
    s->settings->progress(&progress, s->settings->progress_data);
}

bool rota_search__offer(rota_search *s, int *const *lines) {
    rota_cost total = rota_cost_of(s->p, lines);
    if (total == INT64_MAX || (s->has_best && total >= s->best_cost))
        return false;
    for (int w = 0; w < s->p->nworkers; w++)
        memcpy(s->best[w], lines[w], (size_t)s->p->ndays * sizeof(int));
    if (!s->has_best)
        s->first_seconds = rota_clock_seconds() - s->begin;
    s->has_best = true;
    s->best_cost = total;
    if (s->beside)
        rota_beside__note(s->beside, s);
    rota_search__tell(s);
    return true;
}

bool rota_search__offer_lines(rota_search *s, const int *lines) {
    int **arcs = ROTA_NEW_ARRAY(int *, s->p->nworkers);
    for (int w = 0; w < s->p->nworkers; w++)
        arcs[w] = rota_pool_line(s->pool, lines[w])->arcs;
    bool better = rota_search__offer(s, arcs);
    free(arcs);
    return better;
}

void rota_search__raise_bound(rota_search *s, double bound) {
    if (bound > s->bound && !s->lp_failed) /* false for what is no number */
        s->bound = fmin(bound, rota_search__best(s));
}

static double reach_of(const rota_kept *kept) {
    return kept->reach > 0 && kept->reach < 1e9 ? kept->reach * ROTA_COST_SCALE : 0;
}

double rota_search__known_near(const rota_search *s) {
    const rota_start *start = s->settings->start;
    return start && start->near ? reach_of(start->near) : 0;
}

double rota_search__known_reach(const rota_search *s) {
    const rota_start *start = s->settings->start;
    return start && start->root ? reach_of(start->root) : 0;
}

double rota_search__random_of(uint64_t *state) {
    /* xorshift64*: S. Vigna, "An experimental exploration of Marsaglia's xorshift generators" */
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (double)((*state * 2685821657736338717ULL) >> 11) / 9007199254740992.0;
}

double rota_search__random(rota_search *s) {
    return rota_search__random_of(&s->random);
}

void rota_scope_init(rota_scope *scope, int nworkers) {
    scope->banned = ROTA_NEW_ARRAY(unsigned char *, nworkers);
    scope->must_work = ROTA_NEW_ARRAY(unsigned char *, nworkers);
    scope->fixed = ROTA_NEW_ARRAY(int, nworkers);
    for (int w = 0; w < nworkers; w++)
        scope->fixed[w] = -1;
}

void rota_scope_of_root(const rota_search *s, rota_scope *scope) {
    rota_scope_init(scope, s->p->nworkers);
    for (int w = 0; w < s->p->nworkers; w++)
        if (s->root.banned[w])
            scope->banned[w] = rota_memdup(s->root.banned[w], (size_t)s->p->workers[w].narcs);
}

void rota_scope_done(rota_scope *scope, int nworkers) {
    for (int w = 0; w < nworkers; w++) {
        free(scope->banned[w]);
        free(scope->must_work[w]);
    }
    free(scope->banned);
    free(scope->must_work);
    free(scope->fixed);
}

bool rota_scope_allows(const rota_search *s, const rota_scope *scope, const rota_line *line) {
    const unsigned char *banned = scope->banned[line->worker];
    const unsigned char *must = scope->must_work[line->worker];
    for (int d = 0; d < s->p->ndays; d++) {
        if (line->arcs[d] < 0 ? must && must[d] : banned && banned[line->arcs[d]])
            return false;
    }
    return true;
}

/* ---- in and out ---- */

static void make_pricer(void *data, int w, int thread) {
    const rota_search *s = data;
    (void)thread;
    s->pricers[w] = rota_pricer_new(s->p, w);
}

rota_rc rota_search__begin(rota_search *s, const rota_problem *p,
                           const rota_solve_settings *settings, rota_err *err) {
    *s = (rota_search){.p = p, .settings = settings, .begin = rota_clock_seconds()};
    s->deadline = s->begin + settings->time_limit;
    s->best_cost = s->looked_at = s->totals_at = s->fixed_at = INT64_MAX;
    s->step = rota_problem_step(p);
    s->bound = s->root_bound = s->near_bound = -INFINITY;
    s->too_far = INFINITY;
    s->random = 0x9E3779B97F4A7C15ULL * (uint64_t)(unsigned)(settings->seed + 1);
    s->nthreads = settings->threads > 1 ? settings->threads : 1;
    s->pricers = ROTA_NEW_ARRAY(rota_pricer *, p->nworkers);
    s->arc_cost = ROTA_NEW_ARRAY(double *, p->nworkers);
    s->best = ROTA_NEW_ARRAY(int *, p->nworkers);
    s->root_least = ROTA_NEW_ARRAY(double, p->nworkers);
    s->favourites.lines = ROTA_NEW_ARRAY(int *, p->nworkers);
    s->favourites.share = ROTA_NEW_ARRAY(double, p->nworkers);
    for (int w = 0; w < p->nworkers; w++) {
        s->arc_cost[w] = ROTA_NEW_ARRAY(double, p->workers[w].narcs);
        s->best[w] = ROTA_NEW_ARRAY(int, p->ndays);
        s->favourites.lines[w] = ROTA_NEW_ARRAY(int, p->ndays);
    }
    rota_each(s->nthreads, p->nworkers, make_pricer, s);
    for (int w = 0; w < p->nworkers; w++)
        s->arcs += (double)p->workers[w].narcs / p->nworkers;
    s->cheap = s->dense = true;
    for (int w = 0; w < p->nworkers; w++) {
        s->dense = s->dense && s->pricers[w]->dense;
        s->cheap = s->cheap && s->dense && s->pricers[w]->dense->fits;
    }
    s->rolls = p->ndays > ROLLING_HORIZON && !settings->no_windows;
    s->wide = s->cheap && !settings->no_windows && p->ndays >= WIDE_FROM && p->ndays <= WIDE_TO &&
              p->nrows > WIDE_ROWS && p->nworkers > WIDE_PEOPLE;
    s->rooms = ROTA_NEW_ARRAY(rota_price_room *, s->nthreads);
    for (int t = 0; t < s->nthreads; t++)
        s->rooms[t] = rota_price_room_new();
    rota_scope_init(&s->root, p->nworkers);
    s->pool = rota_pool_new(p);
    rota_rc rc = rota_master_new(p, s->pool, &s->master, err);
    if (rc != ROTA_OK)
        return rc;
    rota_prices_init(&s->root_prices, s->master);
    rota_prices_init(&s->root_center, s->master);
    int kinds = rota_master_kinds(s->master);
    s->total_lower = ROTA_NEW_ARRAY(double, kinds + 1);
    s->total_upper = ROTA_NEW_ARRAY(double, kinds + 1);
    for (int k = 0; k < kinds; k++) {
        s->total_lower[k] = -(double)INFINITY;
        s->total_upper[k] = INFINITY;
    }
    return ROTA_OK;
}

void rota_search__end(rota_search *s) {
    for (int w = 0; w < s->p->nworkers; w++) {
        rota_pricer_free(s->pricers[w]);
        free(s->arc_cost[w]);
        free(s->best[w]);
        free(s->favourites.lines[w]);
    }
    rota_shares_free(s->root_share, s->p);
    rota_branch_done(s);
    rota_by_weeks_free(s->weeks);
    rota_bundle_free(s->bundle);
    for (int t = 0; t < s->nthreads; t++)
        rota_price_room_free(s->rooms[t]);
    rota_scope_done(&s->root, s->p->nworkers);
    rota_prices_done(&s->root_prices);
    rota_prices_done(&s->root_center);
    rota_master_free(s->master);
    rota_pool_free(s->pool);
    free(s->rooms);
    free(s->pricers);
    free(s->arc_cost);
    free(s->best);
    free(s->root_least);
    free(s->plain_prices);
    free(s->total_lower);
    free(s->total_upper);
    free(s->favourites.lines);
    free(s->favourites.share);
    rota_kept_done(&s->near);
}

/* Every rota's cost is the constant and a whole number of steps: so is the bound. */
static rota_cost round_up(const rota_search *s, double bound) {
    if (bound < -9e15)
        return INT64_MIN;
    double steps = ceil((bound - (double)s->p->constant) / (double)s->step);
    return s->p->constant + (rota_cost)steps * s->step;
}

/* What a later solve of nearly the same problem can begin with. */
static void keep(rota_search *s, rota_solution *out) {
    const rota_start *start = s->settings->start;
    if (s->primed &&
        s->root_bound == -(double)INFINITY) { /* that was enough: the next may need it */
        rota_kept_copy(&out->root, start->root, s->p);
        rota_kept_copy(&out->near, start->near, s->p);
        return;
    }
    rota_kept_take(&out->root, s->p, s->master, s->pool);
    out->near = s->near;
    s->near = (rota_kept){0};
    if (out->proven && s->root_bound > -(double)INFINITY)
        out->root.reach = ROTA_POINTS((double)out->cost - rota_totals_plain_bound(s));
    if (out->proven && s->near_bound > -(double)INFINITY)
        out->near.reach = ROTA_POINTS((double)out->cost - s->near_bound);
}

static rota_solution *make_solution(rota_search *s) {
    const rota_problem *p = s->p;
    rota_solution *out = ROTA_NEW(rota_solution);
    out->lines = ROTA_NEW_ARRAY(int *, p->nworkers);
    out->activity = ROTA_NEW_ARRAY(int, p->nrows);
    out->prices = ROTA_NEW_ARRAY(double, p->nrows);
    for (int w = 0; w < p->nworkers; w++) {
        rota_cost total, parts[ROTA_NPARTS];
        out->lines[w] = ROTA_TAKE(s->best[w]);
        rota_line_cost(p, w, out->lines[w], &total, parts);
        out->cost += total;
        for (int part = 0; part < ROTA_NPARTS; part++)
            out->parts[part] += parts[part];
    }
    rota_cost rows = rota_rows_cost(p, out->lines, out->activity);
    out->cost += rows + p->constant;
    out->parts[ROTA_PART_DEMAND] += rows;
    out->parts[ROTA_PART_WISHES] += p->constant;
    for (int r = 0; r < p->nrows; r++)
        out->prices[r] = ROTA_POINTS(rota_totals_plain_prices(s)[r]);
    out->bound = s->bound >= rota_search__cutoff(s) ? out->cost : round_up(s, s->bound);
    out->proven = out->bound >= out->cost;
    keep(s, out);
    bool interrupted = s->settings->stop && *s->settings->stop;
    out->status = out->proven   ? ROTA_STATUS_OPTIMAL
                  : interrupted ? ROTA_STATUS_STOPPED
                                : ROTA_STATUS_FEASIBLE;
    out->seconds = rota_clock_seconds() - s->begin;
    out->work = rota_search__work(s);
    out->root_seconds = s->root_seconds;
    out->first_seconds = s->first_seconds;
    out->lp_iterations = rota_search__iterations(s);
    out->columns = rota_pool_count(s->pool);
    out->priced = s->priced;
    out->nodes = s->nodes;
    out->windows = s->windows;
    out->windows_better = s->windows_better;
    out->nphases = s->nphases;
    memcpy(out->phases, s->phases, sizeof out->phases);
    return out;
}

rota_rc rota_solve(const rota_problem *problem, const rota_solve_settings *settings,
                   rota_solution **out, rota_err *err) {
    rota_search s;
    rota_rc rc = rota_search__begin(&s, problem, settings, err);
    if (rc == ROTA_OK)
        rc = rota_phases_first(&s, err);
    if (rc == ROTA_OK) {
        if (!rota_search__over(&s) && !rota_search__done(&s) && !settings->first_only)
            rota_phases_run(&s);
        rota_phases_enter(&s, NULL);
        *out = make_solution(&s);
    }
    rota_search__end(&s);
    return rc;
}

void rota_solution_free(rota_solution *solution, const rota_problem *problem) {
    if (!solution)
        return;
    for (int w = 0; w < problem->nworkers; w++)
        free(solution->lines[w]);
    free(solution->lines);
    free(solution->activity);
    free(solution->prices);
    rota_kept_done(&solution->root);
    rota_kept_done(&solution->near);
    free(solution);
}
