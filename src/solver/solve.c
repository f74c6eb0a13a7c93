#include "solver/solve.h"

#include "core/mem.h"
#include "solver/grid.h"
#include "solver/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double NEAR = 0.03;      /* relative gap */
static const double EXACT = 0.015625; /* the smallest difference of two sums of costs and prices */
enum { ROLLING_HORIZON = 98 };        /* days: above, no line is priced over all of them */
enum { LONG_WHEN_CHEAP = 60 };        /* days */
enum { FEW_GROUPS = 8 };
enum { HUGE_ROWS = 1000 };
enum { LONG_HORIZON = 14 }; /* days */
enum { LARGE_HOME = 28 };   /* people: above, the bound takes long and a good rota comes first */
static const double WEEKS_SHARE = 0.2; /* of the budget */
static const rota_effort LOOK_EFFORT = {.lines = 3000, .nodes = 60};
static const rota_effort ROOT_EFFORT = {.lines = 40000, .nodes = 600};
static const rota_effort NEAR_EFFORT = {.lines = 150000, .nodes = 2000};

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
    static const double ITERATION_A_ROW = 3e-7, IN_LIST_A_ROW = 1e-7, PERSON_AN_ARC = 8e-7;
    double rows = s->p->nrows + s->p->nworkers;
    double iterations = s->master ? (double)rota_master_iterations(s->master) : 0;
    double in_lists = IN_LIST_A_ROW * rows * (double)s->list_iterations;
    return ITERATION_A_ROW * rows * iterations + in_lists +
           PERSON_AN_ARC * s->arcs * (double)s->priced + s->window_work;
}

double rota_search__left(const rota_search *s) {
    return s->deadline - rota_clock_seconds();
}

bool rota_search__over(const rota_search *s) {
    bool worked = s->settings->work_limit > 0 && rota_search__work(s) >= s->settings->work_limit;
    return worked || (s->settings->stop && *s->settings->stop) || rota_search__left(s) <= 0 ||
           s->lp_failed;
}

double rota_search__best(const rota_search *s) {
    return s->has_best ? (double)s->best_cost : (double)INFINITY;
}

double rota_search__cutoff(const rota_search *s) {
    return s->has_best ? (double)(s->best_cost - s->step) + EXACT : (double)INFINITY;
}

static double relative_gap(double best, double bound) {
    return (best - bound) / fmax(ROTA_COST_SCALE, fabs(best));
}

bool rota_search__done(const rota_search *s) {
    if (!s->has_best)
        return false;
    return s->bound >= rota_search__cutoff(s) ||
           relative_gap(rota_search__best(s), s->bound) <= s->settings->gap;
}

static long iterations(const rota_search *s) {
    return s->list_iterations + (s->master ? rota_master_iterations(s->master) : 0);
}

void rota_search__tell(const rota_search *s) {
    if (!s->settings->progress)
        return;
    rota_progress progress = {.phase = s->phase,
                              .seconds = rota_clock_seconds() - s->begin,
                              .best = ROTA_POINTS(rota_search__best(s)),
                              .bound = ROTA_POINTS(s->bound),
                              .iterations = iterations(s),
                              .columns = rota_pool_count(s->pool),
                              .nodes = s->nodes,
                              .work = rota_search__work(s)};
    s->settings->progress(&progress, s->settings->progress_data);
}

bool rota_search__offer(rota_search *s, int *const *lines) {
    rota_cost total = rota_rows_cost(s->p, lines, NULL);
    total += total == INT64_MAX ? 0 : s->p->constant;
    for (int w = 0; w < s->p->nworkers && total != INT64_MAX; w++) {
        rota_cost cost;
        if (!rota_line_cost(s->p, w, lines[w], &cost, NULL))
            return false;
        total += cost;
    }
    if (total == INT64_MAX || (s->has_best && total >= s->best_cost))
        return false;
    for (int w = 0; w < s->p->nworkers; w++)
        memcpy(s->best[w], lines[w], (size_t)s->p->ndays * sizeof(int));
    if (!s->has_best)
        s->first_seconds = rota_clock_seconds() - s->begin;
    s->has_best = true;
    s->best_cost = total;
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
    if (bound > s->bound && !s->lp_failed)
        s->bound = bound;
}

double rota_search__random(rota_search *s) {
    /* xorshift64*: S. Vigna, "An experimental exploration of Marsaglia's xorshift generators" */
    s->random ^= s->random >> 12;
    s->random ^= s->random << 25;
    s->random ^= s->random >> 27;
    return (double)((s->random * 2685821657736338717ULL) >> 11) / 9007199254740992.0;
}

void rota_scope_init(rota_scope *scope, int nworkers) {
    scope->banned = ROTA_NEW_ARRAY(unsigned char *, nworkers);
    scope->must_work = ROTA_NEW_ARRAY(unsigned char *, nworkers);
    scope->fixed = ROTA_NEW_ARRAY(int, nworkers);
    for (int w = 0; w < nworkers; w++)
        scope->fixed[w] = -1;
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

/* ---- phases ---- */

/* The figures of the whole search so far. */
static rota_phase so_far(const rota_search *s) {
    int kept = 0;
    if (s->master)
        rota_master_lines(s->master, &kept);
    return (rota_phase){.seconds = rota_clock_seconds() - s->begin,
                        .work = rota_search__work(s),
                        .best = ROTA_POINTS(rota_search__best(s)),
                        .bound = ROTA_POINTS(s->bound),
                        .iterations = iterations(s),
                        .priced = s->priced,
                        .columns = rota_pool_count(s->pool),
                        .kept = kept};
}

static void leave_phase(rota_search *s, const rota_phase *now) {
    int i = 0;
    while (i < s->nphases && strcmp(s->phases[i].name, s->phase) != 0)
        i++;
    if (i >= ROTA_MAX_PHASES)
        return;
    s->nphases = i < s->nphases ? s->nphases : i + 1;
    rota_phase *phase = &s->phases[i];
    phase->name = s->phase;
    phase->times++;
    phase->seconds += now->seconds - s->entered.seconds;
    phase->work += now->work - s->entered.work;
    phase->iterations += now->iterations - s->entered.iterations;
    phase->priced += now->priced - s->entered.priced;
    phase->columns += now->columns - s->entered.columns;
    phase->best = now->best;
    phase->bound = now->bound;
    phase->kept = now->kept;
}

/* Enter a phase; NULL: leave the last. */
static void set_phase(rota_search *s, const char *phase) {
    rota_phase now = so_far(s);
    if (s->phase)
        leave_phase(s, &now);
    s->entered = now;
    s->phase = phase ? phase : s->phase;
    rota_search__tell(s);
}

static void add_best_lines(rota_search *s) {
    for (int w = 0; w < s->p->nworkers; w++)
        rota_master_add(s->master, rota_pool_add(s->pool, w, s->best[w]));
}

static rota_rc first_rota(rota_search *s, rota_err *err) {
    set_phase(s, "first rota");
    int n = s->p->nworkers;
    int **lines = ROTA_NEW_ARRAY(int *, n);
    unsigned char *known = ROTA_NEW_ARRAY(unsigned char, n);
    for (int w = 0; w < n; w++)
        lines[w] = ROTA_NEW_ARRAY(int, s->p->ndays);
    rota_rc rc = ROTA_OK;
    int failed = rota_warm_rota(s, lines, known);
    if (failed >= 0) {
        rc = rota_fail_at(err, ROTA_E_INPUT, "", failed, NULL, "person %d has no lawful line",
                          failed);
    } else {
        rota_search__offer(s, lines);
        if (!s->rolls)
            rota_improve(s, lines);
        /* Each line is lawful by itself; only a row that one line covers twice could stand in the
         * way, which problem.h rules out. */
        if (!s->has_best)
            rc = rota_fail(err, ROTA_E_SYSTEM,
                           "the first rota breaks a maximum: this is a mistake "
                           "of the program");
        else if (!s->rolls)
            add_best_lines(s);
    }
    for (int w = 0; w < n; w++)
        free(lines[w]);
    free(lines);
    free(known);
    return rc;
}

double rota_search__budget(const rota_search *s) {
    double limit = s->settings->work_limit;
    return limit > 0 && limit < s->settings->time_limit ? limit : s->settings->time_limit;
}

double rota_search__budget_left(const rota_search *s) {
    double limit = s->settings->work_limit;
    return limit > 0 ? fmax(1e-3, limit - rota_search__work(s)) : (double)INFINITY;
}

/* Is the root so long that windows are given their time first? */
static bool is_long(const rota_search *s) {
    return !s->settings->no_windows && s->p->ndays > (s->cheap ? LONG_WHEN_CHEAP : LONG_HORIZON);
}

/* Will the root hardly be solved in any time? */
static bool is_huge(const rota_search *s) {
    return is_long(s) && !s->cheap && s->p->nrows > HUGE_ROWS;
}

static void solve_root(rota_search *s) {
    set_phase(s, "bound");
    /* Windows need no bound; where the root takes long they are given their time. */
    double share = is_huge(s) ? 0.3 : is_long(s) ? 0.5 : 1;
    rota_colgen_options options = {.cutoff = INFINITY,
                                   .exact = true,
                                   .deadline = rota_clock_seconds() + share * rota_search__left(s),
                                   .best_prices = &s->root_prices,
                                   .least = s->root_least};
    rota_colgen_result result;
    rota_colgen(s, &s->root, &options, &result);
    s->root_bound = result.bound;
    rota_search__raise_bound(s, result.bound);
    s->root_converged = result.converged;
    s->root_seconds = rota_clock_seconds() - s->begin;
    rota_search__tell(s);
}

static void prove_at_root(rota_search *s) {
    set_phase(s, "proof");
    if (rota_enumerate(s, &s->root, &s->root_prices, s->root_least, s->root_bound, ROOT_EFFORT))
        rota_search__raise_bound(s, rota_search__best(s));
}

static bool goes_on(const rota_search *s) {
    return !rota_search__over(s) && !rota_search__done(s);
}

static void branch(rota_search *s, double work) {
    set_phase(s, "branching");
    rota_branch(s, work);
}

/* Too long for lines over the whole horizon: windows only, first in order, then anywhere. */
static void run_phases_rolling(rota_search *s) {
    set_phase(s, "windows in order");
    rota_improve_in_order(s, 0.4 * rota_search__left(s));
    set_phase(s, "windows");
    while (goes_on(s))
        rota_improve_at_random(s, s->settings->time_limit, fmax(1, 0.02 * s->settings->time_limit));
}

static void dive_once(rota_search *s) {
    set_phase(s, "dive");
    if (s->p->ndays > LONG_HORIZON && !s->cheap)
        rota_dive_by_weeks(s, 0.1 * (double)(s->dives++ % 4));
    else
        rota_dive(s, 0.3 * (double)(s->dives++ % 4));
}

/* Dives until several in a row find nothing better; the first ones go straight. */
static void dive_often(rota_search *s, int dives) {
    if (is_long(s) && !s->root_converged)
        return; /* LPs of this size take longer than there is time */
    for (int vain = 0; vain < dives && goes_on(s); vain++) {
        rota_cost before = s->best_cost;
        dive_once(s);
        if (s->best_cost < before)
            vain = -1;
    }
}

/* Near enough, all lines within the gap may settle it. */
static void look_at_lines(rota_search *s) {
    if (!goes_on(s) || s->best_cost >= s->looked_at ||
        relative_gap(rota_search__best(s), s->bound) >= NEAR)
        return;
    s->looked_at = s->best_cost;
    rota_enumerate_best(s, LOOK_EFFORT);
    if (goes_on(s) && !s->settings->no_proof)
        prove_at_root(s);
}

/* Windows of the kind that suits the problem, for so much work. */
static void improve_by_windows(rota_search *s, double work) {
    const rota_problem *p = s->p;
    if (!goes_on(s) || s->settings->no_windows)
        return;
    set_phase(s, "windows");
    double until = rota_search__work(s) + work;
    if (s->cheap)
        rota_improve_at_random(s, work, fmax(0.2 * work, 0.2));
    else if (p->ndays > LONG_HORIZON)
        rota_improve_windows(s, 2 - s->turn % 2, work, fmax(0.3 * work, 1));
    if (!s->cheap && p->ngroups > 3 && goes_on(s))
        rota_improve_groups(s, 2 + s->turn % 3, until - rota_search__work(s),
                            fmax(0.2 * work, 0.5));
    add_best_lines(s);
}

/* A good rota of a long horizon comes from its weeks: the root and dives over all of it take long.
 */
static void begin_by_weeks(rota_search *s) {
    if (!is_long(s) || s->cheap)
        return;
    double work = (is_huge(s) ? 0.5 : WEEKS_SHARE) * rota_search__budget(s);
    set_phase(s, "weeks");
    rota_improve_windows(s, 1, work, work / s->p->nweeks);
    add_best_lines(s);
}

/* What is best is near the bound, and so is the proof. It finds no rota before it finds the best:
 * where none is known, a dive comes first. */
static void look_around(rota_search *s) {
    if (!s->warm)
        dive_once(s);
    if (!goes_on(s) || s->root_bound == -(double)INFINITY)
        return;
    set_phase(s, "near");
    rota_enumerate_near(s, NEAR_EFFORT);
    s->looked_at = s->best_cost;
}

/* The root, then dives, enumeration, windows and branching in turns. */
static void run_phases(rota_search *s) {
    begin_by_weeks(s);
    solve_root(s);
    bool small = !s->cheap && s->p->ndays <= LONG_HORIZON && s->p->ngroups <= FEW_GROUPS;
    if ((s->warm || small) && goes_on(s))
        look_around(s);
    if (is_long(s) && s->cheap)
        improve_by_windows(s, 0.2 * rota_search__budget(s));
    for (s->turn = 0; goes_on(s); s->turn++) {
        bool near = s->warm && s->turn == 0 && relative_gap(rota_search__best(s), s->bound) < NEAR;
        double begin = near ? 0 : rota_search__work(s);
        if (!near)
            dive_often(s, s->turn == 0 ? 1 : s->settings->no_proof || !s->cheap ? 2 : 8);
        look_at_lines(s);
        if (s->settings->most_turns > 0 && s->turn + 1 >= s->settings->most_turns)
            return;
        double taken = rota_search__work(s) - begin;
        bool open_root = is_long(s) && !s->root_converged;
        improve_by_windows(s, fmax(taken, open_root ? 0.1 * rota_search__budget(s) : 0.5));
        look_at_lines(s);
        if (goes_on(s) && !s->settings->no_proof && !open_root)
            branch(s, 0.5 * (rota_search__work(s) - begin));
    }
}

static void run_all_phases(rota_search *s) {
    if (s->rolls)
        run_phases_rolling(s);
    else
        run_phases(s);
}

/* ---- in and out ---- */

static rota_rc start(rota_search *s, const rota_problem *p, const rota_solve_settings *settings,
                     rota_err *err) {
    *s = (rota_search){.p = p, .settings = settings, .begin = rota_clock_seconds()};
    s->deadline = s->begin + settings->time_limit;
    s->best_cost = s->looked_at = INT64_MAX;
    s->step = rota_problem_step(p);
    s->bound = s->root_bound = -INFINITY;
    s->random = 0x9E3779B97F4A7C15ULL * (uint64_t)(unsigned)(settings->seed + 1);
    s->nthreads = settings->threads > 1 ? settings->threads : 1;
    s->pricers = ROTA_NEW_ARRAY(rota_pricer *, p->nworkers);
    s->arc_cost = ROTA_NEW_ARRAY(double *, p->nworkers);
    s->best = ROTA_NEW_ARRAY(int *, p->nworkers);
    s->root_least = ROTA_NEW_ARRAY(double, p->nworkers);
    for (int w = 0; w < p->nworkers; w++) {
        s->pricers[w] = rota_pricer_new(p, w);
        s->arc_cost[w] = ROTA_NEW_ARRAY(double, p->workers[w].narcs);
        s->best[w] = ROTA_NEW_ARRAY(int, p->ndays);
    }
    for (int w = 0; w < p->nworkers; w++)
        s->arcs += (double)p->workers[w].narcs / p->nworkers;
    s->cheap = true;
    for (int w = 0; w < p->nworkers; w++)
        s->cheap = s->cheap && s->pricers[w]->dense && s->pricers[w]->dense->fits;
    s->rolls = p->ndays > ROLLING_HORIZON && !settings->no_windows;
    s->rooms = ROTA_NEW_ARRAY(rota_price_room *, s->nthreads);
    for (int t = 0; t < s->nthreads; t++)
        s->rooms[t] = rota_price_room_new();
    rota_scope_init(&s->root, p->nworkers);
    s->pool = rota_pool_new(p);
    rota_rc rc = rota_master_new(p, s->pool, &s->master, err);
    if (rc == ROTA_OK)
        rota_prices_init(&s->root_prices, s->master);
    return rc;
}

static void finish(rota_search *s) {
    for (int w = 0; w < s->p->nworkers; w++) {
        rota_pricer_free(s->pricers[w]);
        free(s->arc_cost[w]);
        free(s->best[w]);
    }
    rota_branch_done(s);
    for (int t = 0; t < s->nthreads; t++)
        rota_price_room_free(s->rooms[t]);
    rota_scope_done(&s->root, s->p->nworkers);
    rota_prices_done(&s->root_prices);
    rota_master_free(s->master);
    rota_pool_free(s->pool);
    free(s->rooms);
    free(s->pricers);
    free(s->arc_cost);
    free(s->best);
    free(s->root_least);
}

/* Every rota's cost is the constant and a whole number of steps: so is the bound. */
static rota_cost round_up(const rota_search *s, double bound) {
    if (bound < -9e15)
        return INT64_MIN;
    double steps = ceil((bound - (double)s->p->constant) / (double)s->step);
    return s->p->constant + (rota_cost)steps * s->step;
}

/* What a later solve of nearly the same problem can begin with. */
static void keep_lines(rota_search *s, rota_solution *out) {
    size_t n = (size_t)s->p->ndays;
    const int *lines = rota_master_lines(s->master, &out->nkept);
    out->kept_workers = ROTA_NEW_ARRAY(int, out->nkept + 1);
    out->kept_arcs = ROTA_NEW_ARRAY(int, ((size_t)out->nkept + 1) * n);
    for (int i = 0; i < out->nkept; i++) {
        const rota_line *line = rota_pool_line(s->pool, lines[i]);
        out->kept_workers[i] = line->worker;
        memcpy(out->kept_arcs + (size_t)i * n, line->arcs, n * sizeof(int));
    }
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
        out->prices[r] = ROTA_POINTS(s->root_prices.pi[r]);
    out->proven = s->bound >= rota_search__cutoff(s);
    out->bound = out->proven ? out->cost : round_up(s, s->bound);
    keep_lines(s, out);
    bool interrupted = s->settings->stop && *s->settings->stop;
    out->status = out->proven   ? ROTA_STATUS_OPTIMAL
                  : interrupted ? ROTA_STATUS_STOPPED
                                : ROTA_STATUS_FEASIBLE;
    out->seconds = rota_clock_seconds() - s->begin;
    out->work = rota_search__work(s);
    out->root_seconds = s->root_seconds;
    out->first_seconds = s->first_seconds;
    out->lp_iterations = iterations(s);
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
    rota_rc rc = start(&s, problem, settings, err);
    if (rc == ROTA_OK)
        rc = first_rota(&s, err);
    if (rc == ROTA_OK) {
        if (!rota_search__over(&s) && !settings->first_only)
            run_all_phases(&s);
        set_phase(&s, NULL);
        *out = make_solution(&s);
    }
    finish(&s);
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
    free(solution->kept_workers);
    free(solution->kept_arcs);
    free(solution);
}
