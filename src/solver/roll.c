/* A rota of a long horizon, week by week. A frame of what is left is cut out; an ascent on its
 * Lagrangian bound prices its rows anew, after what has been planned. The first weeks of the frame
 * are then planned by the whole solver: in the place of all later days stand their values at those
 * prices, for each way to end the last day (rota_ending). So a window spends weekends, minutes and
 * duties with a maximum where they are worth most, now or later (docs/design/improve.md). */
#include "core/mem.h"
#include "solver/each.h"
#include "solver/loose.h"
#include "solver/search.h"
#include "solver/window.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { AHEAD = 16, LEAST_AHEAD = 8 };     /* weeks of a frame, where not all that are left */
enum { MOST_ROWS = 280, MOST_WEEKS = 4 }; /* of what is planned at once */
enum { MOST_WITH_PEOPLE = 320 };          /* rows and people, with the root's prices */
enum { BEAM = 32 };
/* Steps of the ascents, and their lengths, cost units for each unit that a row misses. */
enum { LEAST_STEPS = 100, MOST_STEPS = 2000, LEAST_AGAIN = 15, MOST_AGAIN = 60 };
static const double FIRST = 20.0 * ROTA_COST_SCALE, LAST = 0.1 * ROTA_COST_SCALE;
static const double FIRST_KNOWN = 1.5 * ROTA_COST_SCALE, LAST_KNOWN = 0.02 * ROTA_COST_SCALE;
static const double FIRST_AGAIN = 2.0 * ROTA_COST_SCALE, LAST_AGAIN = 0.1 * ROTA_COST_SCALE;
static const double PRICES_SHARE = 0.1, AGAIN_SHARE = 0.15, WHOLE_SHARE = 0.2; /* of the budget */
enum { TABLES = 10 };                    /* of everybody in a frame, with those of multipliers */
enum { MOST_LOOSER = 4, A_DUTY = 480 };  /* minutes */
enum { FINER = 8 };                      /* values of endings, in parts of the step of costs */
static const double ROLL_SHARE = 0.4;    /* of the budget, at most */
static const double LEAST_WORK = 0.05;   /* for a week */
static const double LITTLE = 0.15;       /* of the work of a week */
static const double WORK_A_SECOND = 0.6; /* on a slow machine */
static const double GOLDEN = 0.6180339887;
static const double BEHIND_PACE = 0.03; /* of the worth of a minute */

typedef struct {
    rota_search *s;
    int **lines;                     /* [nworkers][ndays] */
    double *pi;                      /* [nrows] cost units */
    rota_dues *dues;                 /* [nworkers]; NULL: prices are the root's */
    rota_reach *reach;               /* [nworkers]; the same */
    double worth;                    /* of a minute where they do not suffice; 0: they do */
    double other;                    /* seconds so far that were not for planning */
    int done;                        /* weeks */
    int weeks, most_weeks;           /* planned at once: now, and at most */
    double dearest;                  /* to go short of, cost units */
    int *weekends, *minutes;         /* [nworkers] most in the frame, without the pace */
    double *demand, *weekend_demand; /* [ndays + 1] of the days before */
    /* The frame. */
    rota_window *frame;
    rota_search f;
    rota_solve_settings settings;
    int **known; /* [nworkers][days of the frame] */
    bool has_search;
} roll;

static void free_lines(int **lines, int n) {
    for (int w = 0; lines && w < n; w++)
        free(lines[w]);
    free(lines);
}

static void close_frame(roll *r) {
    if (r->has_search && r->dues)
        r->s->window_work += rota_search__work(&r->f);
    if (r->has_search)
        rota_search__end(&r->f);
    if (r->frame)
        free_lines(r->known, r->frame->problem->nworkers);
    rota_window_free(r->frame);
    r->frame = NULL;
    r->known = NULL;
    r->has_search = false;
}

/* Minutes worked and weekends begun on days before the frame. */
static void spent_before(const roll *r, int w, int *minutes, int *weekends) {
    const rota_worker *worker = &r->s->p->workers[w];
    bool worked = false;
    *minutes = *weekends = 0;
    for (int d = 0; d < r->frame->first_day; d++) {
        int a = r->lines[w][d], weekday = r->s->p->weekday[d];
        *minutes += a >= 0 ? worker->arcs[a].minutes : 0;
        *weekends += a >= 0 && (weekday == 5 || (weekday == 6 && !worked));
        worked = a >= 0;
    }
}

static void take_prices(roll *r) {
    for (int i = 0; i < r->f.p->nrows; i++)
        r->f.root_prices.pi[i] = r->pi[r->frame->row_from[i]];
}

/* How much of the whole demand is of the days before a day; all of it where there is none. */
static double share_before(const double *demand, int day, int ndays) {
    return demand[ndays] > 0 ? demand[day] / demand[ndays] : 1;
}

/* What the whole horizon may hold is spent at the pace of demand: nothing is spent early only
 * because the frame does not see how scarce it is later. Everybody is rounded from another place,
 * so that together they have what is due. `more`: so much above the pace. */
static void keep_pace(roll *r, int w, int more) {
    const rota_problem *p = r->s->p;
    rota_problem *q = r->frame->problem;
    const rota_worker *whole = &p->workers[w];
    rota_worker *out = &q->workers[w];
    int end = r->frame->first_day + q->ndays, minutes, weekends;
    double share = share_before(r->demand, end, p->ndays), offset = fmod(GOLDEN * (w + 1), 1);
    double weekend_share = share_before(r->weekend_demand, end, p->ndays);
    spent_before(r, w, &minutes, &weekends);
    if (whole->max_total_weekends >= 0) {
        int due = (int)floor(whole->max_total_weekends * weekend_share + offset) - weekends + more;
        due = due > 0 ? due : 0;
        out->max_total_weekends = due < r->weekends[w] ? due : r->weekends[w];
    }
    if (whole->max_total_minutes) {
        int due = (int)(whole->max_total_minutes[p->ndays - 1] * share + offset * A_DUTY) -
                  minutes + more * A_DUTY;
        due = due > out->min_total_minutes + A_DUTY ? due : out->min_total_minutes + A_DUTY;
        out->max_total_minutes[q->ndays - 1] = due < r->minutes[w] ? due : r->minutes[w];
    }
}

/* The worker's best line at the frame's prices; NULL when there is none. */
static const int *price_line(roll *r, int w, int thread, const unsigned char *banned,
                             const unsigned char *must) {
    rota_search *f = &r->f;
    rota_colgen__arc_costs(f, w, f->root_prices.pi, f->arc_cost[w]);
    rota_price_request rq = {.arc_cost = f->arc_cost[w],
                             .banned = banned,
                             .must_work = must,
                             .threshold = INFINITY,
                             .max_lines = 1,
                             .beam = BEAM};
    rota_price_result result;
    rota_price(f->pricers[w], &rq, f->rooms[thread], &result);
    return result.count > 0 ? result.arcs : NULL;
}

/* Most of what the frame lets them hold, before the pace. */
static void note_limits(roll *r, int w) {
    const rota_problem *q = r->frame->problem;
    const rota_worker *worker = &q->workers[w];
    r->weekends[w] = worker->max_total_weekends;
    r->minutes[w] = worker->max_total_minutes ? worker->max_total_minutes[q->ndays - 1] : 0;
}

/* Somebody keeps the pace, or as near to it as leaves room for a line; without it there is one. */
static void limit_worker(void *data, int w, int thread) {
    roll *r = data;
    rota_problem *q = r->frame->problem;
    bool some = false;
    note_limits(r, w);
    for (int more = 0; more <= MOST_LOOSER && !some && !rota_search__over(r->s); more++) {
        keep_pace(r, w, more < MOST_LOOSER ? more : q->ndays);
        rota_pricer_free(r->f.pricers[w]);
        r->f.pricers[w] = rota_pricer_new(q, w);
        some = r->f.pricers[w]->dense && price_line(r, w, thread, NULL, NULL);
    }
}

static bool is_priced_dense(const rota_search *s) {
    bool dense = true;
    for (int w = 0; w < s->p->nworkers; w++)
        dense = dense && s->pricers[w]->dense && s->pricers[w]->dense->fits;
    return dense;
}

/* Steps of an ascent for so much work. */
static int steps_for(const rota_search *s, double work, int least, int most) {
    return (int)fmin(most, fmax(least, work / rota_ascent_loose_work(s)));
}

/* Prices of the frame's rows, after what has been planned. Of all that is left (`whole`) what was
 * scarce may be so no more; a shorter frame only seems to have enough, as its pace is rounded. */
static void price_again(roll *r, bool whole) {
    rota_search *f = &r->f;
    int steps = steps_for(f, AGAIN_SHARE * rota_search__budget(r->s) / r->s->p->nweeks, LEAST_AGAIN,
                          MOST_AGAIN);
    rota_ascent_loose(f, &f->root_prices, r->dues, steps, FIRST_AGAIN, LAST_AGAIN,
                      whole ? ROTA_FROM_SCALE : ROTA_FROM_NEAR);
    for (int i = 0; i < f->p->nrows; i++)
        r->pi[r->frame->row_from[i]] = f->root_prices.pi[i];
}

/* Cut the weeks out; false when somebody cannot be priced over all of them. */
static bool open_frame(roll *r, int first_week, int last_week) {
    rota_err err;
    r->frame = rota_window_cut(r->s->p, r->lines, first_week, last_week, NULL, NULL);
    r->known = rota_window_take(r->frame, r->lines);
    r->settings = *r->s->settings;
    r->settings.progress = NULL;
    r->settings.no_windows = true;
    r->settings.work_limit = 0;
    r->settings.start = NULL;
    r->settings.time_limit = rota_search__left(r->s);
    r->has_search = true;
    if (rota_search__begin(&r->f, r->frame->problem, &r->settings, &err) != ROTA_OK)
        return false;
    take_prices(r);
    if (last_week + 1 < r->s->p->nweeks)
        rota_each(r->f.nthreads, r->f.p->nworkers, limit_worker, r);
    r->f.cheap = is_priced_dense(&r->f);
    if (r->f.cheap && r->dues)
        r->f.window_work += TABLES * rota_work_of_tables(&r->f) / r->f.nthreads;
    if (r->f.cheap && r->dues && first_week > 0)
        price_again(r, last_week + 1 == r->s->p->nweeks);
    return r->f.cheap;
}

/* What a duty of a type with a maximum costs beside its rows: it is missing later. */
static void add_multipliers(const rota_grid *g, rota_cost step, rota_worker *out) {
    for (int a = 0; a < out->narcs && g->ncaps > 0; a++) {
        int c = out->arcs[a].type >= 0 ? g->cap_of_type[out->arcs[a].type] : -1;
        if (c >= 0)
            out->arcs[a].cost[ROTA_PART_DEMAND] +=
                (rota_cost)rint(g->multiplier[c] / (double)step) * step;
    }
}

/* Minutes behind the pace cost a little, at each end of what is planned: what later weeks are worth
 * at prices of loose lines is more than what can be had of minutes that are put off. */
static void end_at_pace(const roll *r, int w, int end, rota_cost step, rota_ending *e) {
    const rota_problem *p = r->s->p;
    int minutes, weekends, nsteps = e->hi - e->lo + 1;
    if (r->worth == 0 || e->hi == 0)
        return;
    spent_before(r, w, &minutes, &weekends);
    double due = r->reach[w].minutes * share_before(r->demand, end, p->ndays) +
                 fmod(GOLDEN * (w + 1), 1) * A_DUTY - 0.5 * A_DUTY - minutes;
    for (size_t i = 0; i < (size_t)rota_ending_states(e) * (size_t)e->nweekends; i++)
        for (int k = 0; k < nsteps; k++) {
            rota_cost *value = &e->value[i * (size_t)nsteps + (size_t)k];
            double behind = fmax(0, due - (double)(e->lo + k) * e->unit);
            if (*value != INT64_MAX)
                *value += (rota_cost)rint(BEHIND_PACE * r->worth * behind / (double)step) * step;
        }
}

/* What windows of the frame's first weeks end with. */
typedef struct {
    roll *r;
    rota_window *window;
    int last; /* day */
    rota_cost step;
} endings;

static void set_ending(void *data, int w, int thread) {
    const endings *e = data;
    rota_search *f = &e->r->f;
    rota_worker *out = &e->window->problem->workers[w];
    const rota_grid *g = f->pricers[w]->dense;
    rota_colgen__arc_costs(f, w, f->root_prices.pi, f->arc_cost[w]);
    rota_ending *ending =
        rota_grid_ending(g, f->arc_cost[w], e->last, e->step, &f->rooms[thread]->grid);
    end_at_pace(e->r, w, e->r->frame->first_day + e->last + 1, e->step, ending);
    rota_ending_set(out, e->window->problem->ndays, ending);
    add_multipliers(g, e->step, out);
}

/* The frame's first weeks as a problem whose lines end with what later days are worth. */
static rota_window *cut_first_weeks(roll *r, int weeks) {
    rota_search *f = &r->f;
    const rota_problem *p = f->p;
    int last = 0;
    while (last + 1 < p->ndays && p->week_of_day[last + 1] < weeks)
        last++;
    int **lines = ROTA_NEW_ARRAY(int *, p->nworkers);
    for (int w = 0; w < p->nworkers; w++) {
        lines[w] = ROTA_NEW_ARRAY(int, p->ndays);
        for (int d = 0; d < p->ndays; d++)
            lines[w][d] = d <= last ? r->known[w][d] : ROTA_UNPLANNED;
    }
    bool ends = last + 1 == p->ndays;
    rota_window *window = rota_window_cut(p, ends ? r->known : lines, 0, weeks - 1, NULL, NULL);
    free_lines(lines, p->nworkers);
    rota_cost step = rota_problem_step(p) / FINER;
    step = step > 1 ? step : 1;
    endings e = {r, window, last, step};
    if (!ends)
        rota_each(f->nthreads, p->nworkers, set_ending, &e);
    return window;
}

/* A way that does not reach the last week is worth nothing. Where frames take longer than was
 * thought, or the machine is slow, weeks are planned with less. */
static double work_for_a_week(const roll *r) {
    const rota_search *s = r->s;
    double work = ROLL_SHARE * rota_search__budget(s) / s->p->nweeks;
    double each = rota_search__left(s) / (s->p->nweeks - r->done) - r->other / (r->done + 1);
    if (s->settings->work_limit > 0)
        return work;
    return fmax(LEAST_WORK, fmin(work, WORK_A_SECOND * each));
}

/* Plan the first weeks; what was found is in r->known. *used: share of the work that it might take;
 * *open: how far the plan may be from the best one. */
static bool plan_first_weeks(roll *r, int weeks, double *used, double *open) {
    rota_search *f = &r->f;
    rota_window *window = cut_first_weeks(r, weeks);
    int **known = rota_window_take(window, r->known);
    rota_start start = {.rota = known};
    rota_solve_settings settings = r->settings;
    rota_solution *solution = NULL;
    rota_err err;
    settings.start = &start;
    settings.no_proof = true;
    settings.most_turns = 1;
    settings.time_limit = rota_search__left(r->s);
    settings.work_limit = work_for_a_week(r);
    bool solved = rota_solve(window->problem, &settings, &solution, &err) == ROTA_OK;
    if (solved) {
        r->s->window_work += solution->work;
        rota_window_put(window, solution->lines, r->known);
        *used = solution->work / settings.work_limit;
        *open = (double)solution->cost - (double)solution->bound;
    }
    rota_solution_free(solution, window->problem);
    free_lines(known, f->p->nworkers);
    rota_window_free(window);
    return solved;
}

/* Plan as many weeks as can be in their time; returns how many, 0: it did not work. A week by
 * itself ends in ways that are each worth the most and do not fit together in the next; where it
 * takes little, the next ones are planned with it. */
static int plan_some_weeks(roll *r, int left) {
    int weeks = r->weeks < left ? r->weeks : left;
    double used = 1, open = 0;
    bool planned = plan_first_weeks(r, weeks, &used, &open);
    while (planned && weeks > 1 && r->dues && open > r->dearest && !rota_search__over(r->s)) {
        r->weeks = r->most_weeks = --weeks;
        planned = plan_first_weeks(r, weeks, &used, &open);
    }
    if (planned && weeks == r->weeks && weeks < r->most_weeks && used < LITTLE)
        r->weeks++;
    return planned ? weeks : 0;
}

typedef struct {
    roll *r;
    int weeks;    /* that are planned */
    int **before; /* lines of the frame */
} completion;

/* A line that goes on from what is planned of it, whatever it covers: the rest is planned later.
 * Who finds none keeps the line from before. */
static void complete_line(void *data, int w, int thread) {
    const completion *c = data;
    const rota_problem *p = c->r->f.p;
    const rota_worker *worker = &p->workers[w];
    int *known = c->r->known[w];
    unsigned char *banned = ROTA_NEW_ARRAY(unsigned char, worker->narcs + 1);
    unsigned char *must = ROTA_NEW_ARRAY(unsigned char, p->ndays);
    memcpy(must, worker->must_work, (size_t)p->ndays);
    for (int d = 0; d < p->ndays && p->week_of_day[d] < c->weeks; d++) {
        for (int a = worker->day_first[d]; a < worker->day_first[d + 1]; a++)
            banned[a] = a != known[d];
        must[d] = known[d] >= 0;
    }
    const int *line = price_line(c->r, w, thread, banned, must);
    memcpy(known, line ? line : c->before[w], (size_t)p->ndays * sizeof(int));
    free(banned);
    free(must);
}

/* Prices and dues of the whole horizon; with them comes a bound. */
static void find_prices(roll *r) {
    rota_search *s = r->s;
    int steps = steps_for(s, PRICES_SHARE * rota_search__budget(s), LEAST_STEPS, MOST_STEPS);
    r->dues = rota_dues_new(s->p);
    r->reach = rota_reach_of_all(s);
    r->worth = rota_dues_begin(s->p, r->reach, &s->root_prices, r->dues);
    bool known = r->worth > 0;
    double first = known ? FIRST_KNOWN : FIRST, last = known ? LAST_KNOWN : LAST;
    double bound = rota_ascent_loose(s, &s->root_prices, r->dues, steps, first, last,
                                     known ? ROTA_FROM_NEAR : ROTA_FROM_NOTHING);
    rota_search__raise_bound(s, bound);
}

/* Do tables of so much work for each week take no more than their share? */
static bool are_quick(const rota_search *s, double work) {
    return work / s->nthreads * s->p->nweeks < WHOLE_SHARE * rota_search__budget(s);
}

/* To fill everybody's table in a frame over the first weeks, at the pace. */
static double work_of_frame(roll *r, int weeks) {
    double work = 0;
    r->frame = rota_window_cut(r->s->p, r->lines, 0, weeks - 1, NULL, NULL);
    for (int w = 0; w < r->s->p->nworkers; w++) {
        note_limits(r, w);
        keep_pace(r, w, 0);
        rota_pricer *pricer = rota_pricer_new(r->frame->problem, w);
        work += pricer->dense ? rota_grid_work(pricer->dense) : 0;
        rota_pricer_free(pricer);
    }
    rota_window_free(r->frame);
    r->frame = NULL;
    return work;
}

/* Weeks of a frame: all that are left, where their tables (a third as large in the mean) do not
 * take too long. */
static int weeks_ahead(roll *r) {
    const rota_search *s = r->s;
    if (s->p->nweeks <= AHEAD || (s->cheap && are_quick(s, TABLES * rota_work_of_tables(s) / 3)))
        return s->p->nweeks;
    return are_quick(s, TABLES * work_of_frame(r, AHEAD)) ? AHEAD : LEAST_AHEAD;
}

/* Demand of the days before each day: the pace. */
static void add_up_demand(roll *r) {
    const rota_problem *p = r->s->p;
    r->demand = ROTA_NEW_ARRAY(double, p->ndays + 1);
    r->weekend_demand = ROTA_NEW_ARRAY(double, p->ndays + 1);
    for (int i = 0; i < p->nrows; i++) {
        int d = p->rows[i].day;
        r->demand[d + 1] += p->rows[i].target;
        r->weekend_demand[d + 1] += p->weekday[d] >= 5 ? p->rows[i].target : 0;
        r->dearest = fmax(r->dearest, (double)p->rows[i].under);
    }
    for (int d = 0; d < p->ndays; d++) {
        r->demand[d + 1] += r->demand[d];
        r->weekend_demand[d + 1] += r->weekend_demand[d];
    }
}

/* Plan some weeks from a week on, with a frame up to the last week; returns how many, 0: it did not
 * work. */
static int roll_on(roll *r, int first, int last) {
    double begin = rota_clock_seconds();
    bool opened = open_frame(r, first, last);
    r->other += rota_clock_seconds() - begin;
    int weeks = opened ? plan_some_weeks(r, r->s->p->nweeks - first) : 0;
    begin = rota_clock_seconds();
    if (weeks > 0) {
        int **before = rota_window_take(r->frame, r->lines);
        completion c = {r, weeks, before};
        rota_each(r->f.nthreads, r->s->p->nworkers, complete_line, &c);
        rota_window_put(r->frame, r->known, r->lines);
        free_lines(before, r->s->p->nworkers);
    }
    close_frame(r);
    r->other += rota_clock_seconds() - begin;
    r->done++;
    return weeks;
}

/* Weeks that are planned at once, at most. */
static int weeks_at_once(const rota_problem *p) {
    int rows = MOST_ROWS;
    if (p->nworkers > MOST_WITH_PEOPLE - MOST_ROWS)
        rows = MOST_WITH_PEOPLE - p->nworkers;
    int weeks = rows * p->nweeks / (p->nrows + 1);
    return weeks < 1 ? 1 : weeks > MOST_WEEKS ? MOST_WEEKS : weeks;
}

bool rota_roll(rota_search *s, int more) {
    const rota_problem *p = s->p;
    size_t n = (size_t)p->nworkers;
    bool priced = s->root_bound > -INFINITY, goes_on = true;
    int ahead = p->nweeks, most = weeks_at_once(p) + more;
    roll r = {.s = s,
              .most_weeks = most < p->nweeks ? most : p->nweeks,
              .pi = ROTA_NEW_ARRAY(double, p->nrows),
              .lines = ROTA_NEW_ARRAY(int *, n),
              .weekends = ROTA_NEW_ARRAY(int, n),
              .minutes = ROTA_NEW_ARRAY(int, n)};
    for (size_t w = 0; w < n; w++) {
        r.lines[w] = ROTA_NEW_ARRAY(int, p->ndays);
        memcpy(r.lines[w], s->best[w], (size_t)p->ndays * sizeof(int));
    }
    r.weeks = priced ? r.most_weeks : 1;
    add_up_demand(&r);
    if (!priced)
        find_prices(&r);
    memcpy(r.pi, s->root_prices.pi, (size_t)p->nrows * sizeof(double));
    if (!priced)
        ahead = weeks_ahead(&r);
    for (int first = 0, end = 0; end < p->nweeks && goes_on && !rota_search__over(s); first++) {
        int last = first + ahead <= p->nweeks ? first + ahead - 1 : p->nweeks - 1;
        int weeks = roll_on(&r, first, last);
        end = first + weeks;
        goes_on = weeks > 0;
        rota_search__offer(s, r.lines);
    }
    free_lines(r.lines, p->nworkers);
    rota_dues_free(r.dues, p->nworkers);
    free(r.reach);
    free(r.pi);
    free(r.demand);
    free(r.weekend_demand);
    free(r.weekends);
    free(r.minutes);
    return goes_on;
}
