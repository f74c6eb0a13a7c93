/* The phases of a search and their order: the first rota, the root, dives, enumeration, windows and
 * branching in turns (docs/design/model.md). */
#include "solver/phases.h"

#include "core/mem.h"
#include "solver/by_weeks.h"

#include <math.h>
#include <stdlib.h>

static const double NEAR = 0.03;                      /* relative gap */
static const uint64_t BESIDE = 0x5851F42D4C957F2DULL; /* for other random numbers than beside */
enum { LONG_WHEN_CHEAP = 60 };                        /* days */
enum { LONG_LINES = 28 }; /* days: above, a whole line is too much at once, where cheap */
enum { WEEK = 7 };
enum { LONG_HORIZON = 7 };  /* days: above, a good rota comes from the weeks */
enum { NEAR_HORIZON = 14 }; /* days: above, too many lines are near the bound */
enum { LARGE_HOME = 28 };   /* people: above, dives take too long */
enum { MOST_UNLIKE = 20, UNLIKE_IN_VAIN = 3 };
enum { MOST_UNSURE = 16 }; /* people of whom the LP is least sure, planned by themselves */
static const double FOR_UNSURE = 1, FOR_PARTS = 4;     /* work */
static const double FARTHER = 2, FARTHER_LARGE = 1.25; /* steps away from the bound */
enum { LARGEST_PART = 6 };                             /* groups */
enum { WEEKS_TOGETHER = 2 };
enum { DIVE_TURN = 4 };                 /* of so many turns one dives, where the others roll */
static const double ROLL_SHARE = 0.4;   /* of the budget */
static const double GROUPS_SHARE = 0.5; /* of the budget */
static const double NEAR_FIRST = 4;     /* work: who has less wants a rota and no proof */
static const double PART_WORK = 0.05, FOR_TWO_WEEKS = 10;
static const double PARTS_SHARE = 0.2; /* of the budget, for parts over two weeks */
static const rota_effort LOOK_EFFORT = {.lines = 3000, .nodes = 60};
static const rota_effort ROOT_EFFORT = {.lines = 40000, .nodes = 600};
static const rota_effort NEAR_EFFORT = {.lines = 150000, .nodes = 2000};
static const rota_effort FIRST_EFFORT = {.lines = 150000, .nodes = 300};
enum { LINE_DAYS = 16800000 };             /* of all listed lines: what memory and time allow */
enum { DIVES_WHEN_CHEAP = 8 };             /* in vain */
enum { STEP_NODES = 1000 };                /* of the first look at the steps above the bound */
static const double MOST_STEPS = 16;       /* between bound and best */
static const double LABELS_A_WORK = 2.7e6; /* of a list */
static const double LIST_SHARE = 0.1;      /* of the budget, for a list */
static const rota_effort LARGE_EFFORT = {.lines = 800000, .nodes = 3000};

/* ---- the phases ---- */

void rota_phases_add_best(rota_search *s) {
    if (s->rolls || rota_colgen_has_no_lp(s))
        return;
    for (int w = 0; w < s->p->nworkers; w++)
        rota_master_add(s->master, rota_pool_add(s->pool, w, s->best[w]));
}

rota_rc rota_phases_first(rota_search *s, rota_err *err) {
    rota_phases_enter(s, "first rota");
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
            rota_phases_add_best(s);
    }
    for (int w = 0; w < n; w++)
        free(lines[w]);
    free(lines);
    free(known);
    return rc;
}

/* Is the root so long that windows are given their time first? */
bool rota_phases_is_long(const rota_search *s) {
    return !s->settings->no_windows && s->p->ndays > (s->cheap ? LONG_WHEN_CHEAP : LONG_HORIZON);
}

/* Each time that the best rota is better: then more is closed. */
static void settle_totals(rota_search *s) {
    bool wanted = !s->settings->no_proof && !s->settings->root_only && !rota_colgen_has_no_lp(s);
    if (wanted && s->root_converged && s->best_cost < s->totals_at)
        rota_settle_totals(s);
}

void rota_phases_root(rota_search *s, double work) {
    if (s->root_converged)
        return;
    rota_phases_enter(s, "bound");
    /* Windows need no bound; where the root takes long they are given their time, if nobody else
     * plans meanwhile. */
    double share = rota_phases_is_long(s) && !s->other ? 0.5 : 1;
    rota_colgen_result result;
    rota_colgen_root(s, work > 0 ? rota_search__work(s) + work : 0,
                     rota_clock_seconds() + share * rota_search__left(s), &result);
    if (s->p->ndays > NEAR_HORIZON && !s->cheap && result.lp < INFINITY)
        rota_root_note(s);
    s->root_seconds = rota_clock_seconds() - s->begin;
    rota_search__tell(s);
    settle_totals(s);
}

static void solve_root(rota_search *s) {
    rota_phases_root(s, 0);
}

static void prove_at_root(rota_search *s) {
    rota_phases_enter(s, "proof");
    if (rota_enumerate(s, &s->root, &s->root_prices, s->root_least, s->root_bound, ROOT_EFFORT))
        rota_search__raise_bound(s, rota_search__best(s));
}

bool rota_phases_go_on(const rota_search *s) {
    return !rota_search__over(s) && !rota_search__done(s);
}

static void branch(rota_search *s, double work) {
    rota_phases_enter(s, "branching");
    rota_fix_arcs(s);
    rota_branch(s, work);
}

/* Are there groups enough to plan some of them by themselves? */
bool rota_phases_has_parts(const rota_search *s) {
    return s->p->ngroups > 2 && !s->cheap && !s->settings->no_windows;
}

/* Parts around so many groups, over a week or two, each with about as much work as it needs. */
void rota_phases_groups(rota_search *s, int size, double work) {
    int weeks = s->p->nweeks < WEEKS_TOGETHER ? s->p->nweeks : WEEKS_TOGETHER;
    double each = PART_WORK * (double)(1 << size) * (weeks > 1 ? FOR_TWO_WEEKS : 1);
    rota_improve_groups(s, size, weeks, work, each);
}

/* Is a whole line too much to decide at once? */
static bool dives_by_weeks(const rota_search *s) {
    return s->p->ndays > (s->cheap ? LONG_LINES : LONG_HORIZON);
}

static void dive_once(rota_search *s) {
    rota_phases_enter(s, "dive");
    rota_fix_arcs(s);
    if (dives_by_weeks(s))
        rota_dive_by_weeks(s, 0.1 * (double)(s->dives++ % 4));
    else
        rota_dive(s, 0.3 * (double)(s->dives++ % 4));
}

/* Dives until several in a row find nothing better; the first ones go straight. */
static void dive_often(rota_search *s, int dives) {
    if (s->wide || rota_colgen_has_no_lp(s) || (rota_phases_is_long(s) && !s->root_converged))
        return; /* LPs of this size take longer than there is time */
    if (s->p->nworkers > LARGE_HOME && rota_phases_has_parts(s) && !rota_phases_is_long(s))
        return; /* its parts are better and sooner there */
    for (int vain = 0; vain < dives && rota_phases_go_on(s); vain++) {
        rota_cost before = s->best_cost;
        dive_once(s);
        rota_beside_meet(s->other);
        if (s->best_cost < before)
            vain = -1;
    }
}

/* Dives in the search beside, with an LP of its own. None goes straight: that is the other's. */
static void dive_beside(rota_search *s) {
    s->random ^= BESIDE;
    solve_root(s);
    for (s->dives = 1; rota_phases_go_on(s) && s->root_converged; s->dives += s->dives % 4 == 0)
        dive_once(s);
}

/* Where good rotas come from dives, and these are long. */
static bool dives_beside(const rota_search *s) {
    return s->cheap && dives_by_weeks(s) && !s->wide && s->root_converged &&
           !s->settings->no_windows && !s->settings->no_proof;
}

/* Do few steps lie between bound and best, and is everybody priced by the dense engine? Then the
 * lines near the bound are soon listed, and cuts decide much (docs/design/cuts.md). */
static bool has_few_steps(const rota_search *s) {
    double gap = rota_search__cutoff(s) - s->root_bound;
    bool part = s->settings->no_proof || s->settings->no_windows;
    return s->cheap && !s->rolls && !part && gap < MOST_STEPS * (double)s->step;
}

/* Step by step above the bound, each time with more nodes. False when the next step is too far. */
static bool look_at_steps(rota_search *s) {
    long labels = (long)(LIST_SHARE * LABELS_A_WORK * rota_search__budget(s));
    if (!rota_phases_go_on(s))
        return false;
    rota_phases_enter(s, "near");
    s->step_nodes = s->step_nodes > 0 ? s->step_nodes : STEP_NODES;
    rota_effort effort = {
        .lines = LINE_DAYS / WEEK, .nodes = s->step_nodes, .labels = labels > 0 ? labels : 1};
    bool ended = rota_enumerate_steps(s, effort);
    if (ended)
        s->step_nodes *= 2;
    return ended;
}

/* Near enough, all lines within the gap may settle it. */
static void look_at_lines(rota_search *s) {
    if (has_few_steps(s)) {
        if (s->best_cost < s->looked_at || s->step_turn < s->turn)
            look_at_steps(s);
        s->step_turn = s->turn;
        s->looked_at = s->best_cost;
        return;
    }
    if (!rota_phases_go_on(s) || s->best_cost >= s->looked_at || rota_search__gap(s) >= NEAR ||
        s->root_bound == -(double)INFINITY)
        return;
    s->looked_at = s->best_cost;
    rota_enumerate_best(s, LOOK_EFFORT);
    if (rota_phases_go_on(s) && !s->settings->no_proof)
        prove_at_root(s);
}

/* Windows of the kind that suits the problem, for so much work. */
static void improve_by_windows(rota_search *s, double work) {
    const rota_problem *p = s->p;
    if (!rota_phases_go_on(s) || s->settings->no_windows)
        return;
    rota_phases_enter(s, "windows");
    double until = rota_search__work(s) + work;
    if (s->cheap)
        rota_improve_at_random(s, work, fmax(0.2 * work, 0.2));
    else if (p->ndays > LONG_HORIZON && s->turn % 2 == 0)
        rota_improve_days(s, work, fmax(0.3 * work, 1));
    else if (p->ndays > LONG_HORIZON)
        rota_improve_windows(s, WEEKS_TOGETHER, work, fmax(0.3 * work, 1));
    if (rota_phases_has_parts(s) && rota_phases_go_on(s)) {
        int sizes = p->ndays > LONG_HORIZON ? 2 : LARGEST_PART - 1;
        int size = (p->ndays > LONG_HORIZON ? 1 : 2) + s->turn % sizes;
        rota_phases_groups(s, size < p->ngroups ? size : p->ngroups - 1,
                           until - rota_search__work(s));
    }
    rota_phases_add_best(s);
}

static void end_beside(rota_search *s) {
    rota_beside_end(s->other);
    s->other = NULL;
}

/* What is best is near the bound, and so is the proof. It finds no rota before it finds the best.
 */
static void look_near(rota_search *s, rota_effort effort) {
    if (!rota_phases_go_on(s) || s->root_bound == -(double)INFINITY)
        return;
    rota_phases_enter(s, "near");
    rota_enumerate_near(s, effort, s->p->nworkers > LARGE_HOME ? FARTHER_LARGE : FARTHER);
    s->looked_at = s->best_cost;
}

static void look_around(rota_search *s) {
    look_near(s, s->p->nworkers > LARGE_HOME ? LARGE_EFFORT : NEAR_EFFORT);
}

/* In a large home: what the LP is sure of once it is cut, with the rest by itself; then parts, and
 * those who are not planned as the LP likes it. */
static void improve_large(rota_search *s, double work) {
    double until = rota_search__work(s) + work;
    rota_phases_enter(s, "favourites");
    rota_follow_favourites(s, MOST_UNSURE, FOR_UNSURE);
    for (int size = 2; size < LARGEST_PART && rota_phases_go_on(s); size++) {
        rota_phases_parts(s, size, size, until - rota_search__work(s));
        rota_phases_enter(s, "favourites");
        for (int vain = 0;
             vain < UNLIKE_IN_VAIN && rota_search__work(s) < until && rota_phases_go_on(s);)
            vain = rota_improve_unlike(s, MOST_UNLIKE, FOR_UNSURE) ? 0 : vain + 1;
    }
}

/* The same again and again, in the search beside. */
static void improve_beside(rota_search *s) {
    double before = -1;
    while (rota_phases_go_on(s) && rota_search__work(s) > before) {
        before = rota_search__work(s);
        improve_large(s, INFINITY);
    }
}

/* A better bound, and better rotas beside it where there are threads. */
static void look_and_improve(rota_search *s) {
    s->other = rota_beside_begin(s, improve_beside);
    if (!s->other)
        improve_large(s, GROUPS_SHARE * rota_search__budget(s));
    look_near(s, LARGE_EFFORT);
    end_beside(s);
}

/* A large home over a week: cuts first, as its LP is nearly whole then; from there on better rotas
 * and a better bound, as long as both come of it. */
static void begin_large(rota_search *s) {
    rota_phases_enter(s, "cuts");
    rota_enumerate_root(s, NEAR_EFFORT);
    double bound = -INFINITY;
    while (rota_phases_go_on(s) && s->bound > bound) {
        bound = s->bound;
        look_and_improve(s);
    }
}

/* A short horizon whose lines are dear to price: what is near the bound, for as long as it takes in
 * most homes. Where it takes longer, a good rota first: from the parts of the home, or where it has
 * none from a dive. */
static void begin_short(rota_search *s) {
    bool large = s->p->nworkers > LARGE_HOME;
    if (!large && s->p->ndays <= LONG_HORIZON && rota_search__budget(s) >= NEAR_FIRST)
        look_near(s, FIRST_EFFORT);
    if (!rota_phases_go_on(s))
        return;
    if (large && rota_phases_has_parts(s) && !s->warm && !rota_phases_is_long(s)) {
        begin_large(s);
        return;
    }
    if (rota_phases_is_long(s))
        ; /* begun by weeks */
    else if (rota_phases_has_parts(s) && !s->warm)
        rota_phases_parts(s, 2, 2, GROUPS_SHARE * rota_search__budget(s));
    else if (!s->settings->start)
        dive_once(s);
    look_around(s);
}

/* Too long for lines over the whole horizon: windows only, first in order, then anywhere. */
static void run_phases_rolling(rota_search *s) {
    bool rolled = false;
    if (s->dense) {
        rota_phases_enter(s, "weeks");
        rolled = rota_roll(s, 0);
    }
    if (!rolled)
        rota_phases_begin_by_weeks(s);
    if (!rolled && s->cheap) {
        rota_phases_enter(s, "windows in order");
        rota_improve_in_order(s, 0.4 * rota_search__left(s));
    }
    bool parts = rota_phases_has_parts(s);
    double share = PARTS_SHARE * rota_search__budget(s);
    double window_work = fmax(1, 0.02 * s->settings->time_limit);
    rota_cost answered = INT64_MAX;
    int stretch = 0;
    rota_sweep *sweep = rota_sweep_new(s, parts ? 1 : rota_weeks_of_all(s->p));
    while (rota_phases_go_on(s)) {
        if (s->dense && s->best_cost < answered) {
            rota_phases_enter(s, "best response");
            stretch = rota_improve_stretches(s, stretch, share);
            answered = s->best_cost;
        }
        rota_phases_enter(s, "windows");
        bool none_left = rota_sweep_go_on(sweep, share, parts ? INFINITY : window_work);
        if (parts && rota_phases_go_on(s))
            rota_phases_parts(s, 1, 2, share);
        if ((parts || none_left) && rota_phases_go_on(s))
            rota_improve_at_random(s, share, window_work);
    }
    rota_sweep_free(sweep);
}

/* Better rotas in the search beside, by dives and windows in turns. */
static void improve_beside_steps(rota_search *s) {
    double dives = 0, before = -1;
    s->random ^= BESIDE;
    solve_root(s);
    s->dives = 1; /* none goes straight: that was the other's */
    while (rota_phases_go_on(s) && s->root_converged && rota_search__work(s) > before) {
        before = rota_search__work(s);
        improve_by_windows(s, fmax(dives, 0.5));
        dives = -rota_search__work(s);
        dive_often(s, DIVES_WHEN_CHEAP);
        dives += rota_search__work(s);
        s->turn++;
    }
}

/* With threads: one goes up by steps, and branches where a step is too far to list its lines; the
 * other improves what is best. */
static void go_up_by_steps(rota_search *s) {
    s->other = rota_beside_begin(s, improve_beside_steps);
    while (rota_phases_go_on(s) && !s->lp_failed) {
        double begin = rota_search__work(s);
        if (!look_at_steps(s) && rota_phases_go_on(s))
            branch(s, fmax(1, rota_search__work(s) - begin));
        rota_beside_meet(s->other);
        settle_totals(s);
    }
    end_beside(s);
}

/* Dives, or other ways; then windows and branching for as long as they took. */
static void take_turn(rota_search *s) {
    bool near = s->warm && s->turn == 0 && rota_search__gap(s) < NEAR;
    double begin = near ? 0 : rota_search__work(s);
    if (s->ways > 0 && s->root_converged && s->turn % DIVE_TURN != DIVE_TURN - 1)
        rota_phases_roll(s, ROLL_SHARE * rota_search__budget(s));
    else if (!near)
        dive_often(s, s->turn == 0 ? 1 : s->settings->no_proof || !s->cheap ? 2 : DIVES_WHEN_CHEAP);
    settle_totals(s);
    if (s->nthreads > 1 && s->settings->most_turns == 0 && !s->lp_failed && has_few_steps(s)) {
        go_up_by_steps(s);
        return;
    }
    look_at_lines(s);
    if (s->settings->most_turns > 0 && s->turn + 1 >= s->settings->most_turns)
        return;
    double taken = rota_search__work(s) - begin;
    bool open_root =
        s->wide || rota_colgen_has_no_lp(s) || (rota_phases_is_long(s) && !s->root_converged);
    double least = open_root                     ? 0.1 * rota_search__budget(s)
                   : s->p->nworkers > LARGE_HOME ? FOR_PARTS
                                                 : 0.5;
    improve_by_windows(s, fmax(taken, least));
    look_at_lines(s);
    double share = s->p->nworkers > LARGE_HOME ? 0.1 : 0.5; /* its tree is endless */
    if (rota_phases_go_on(s) && !s->settings->no_proof && !open_root)
        branch(s, share * (rota_search__work(s) - begin));
}

/* Would its LP hardly be solved in any time, and are there weeks and groups instead? */
static bool is_large_over_weeks(const rota_search *s) {
    return s->p->nworkers > LARGE_HOME && s->p->ndays > NEAR_HORIZON && rota_phases_has_parts(s) &&
           !s->dense && !s->settings->root_only && rota_phases_ends_are_open(s);
}

/* The root, then dives, enumeration, windows and branching in turns. */
static void run_phases(rota_search *s) {
    if (is_large_over_weeks(s)) {
        rota_run_months(s);
        return;
    }
    rota_phases_begin_by_weeks(s);
    solve_root(s);
    if (s->settings->root_only)
        return;
    if (!s->cheap && s->p->ndays <= NEAR_HORIZON && rota_phases_go_on(s))
        begin_short(s);
    else if (s->warm)
        look_around(s);
    if (s->root_converged)
        rota_phases_whole_weeks(s);
    bool rolls = s->cheap && (rota_phases_is_long(s) || s->wide);
    if (rolls && rota_phases_go_on(s)) {
        rota_phases_enter(s, "weeks");
        rota_roll(s, 0);
        if (s->wide && rota_phases_go_on(s))
            rota_roll(s, 1);
        rota_phases_add_best(s);
    }
    if (rolls)
        improve_by_windows(s, 0.2 * rota_search__budget(s));
    for (s->turn = 0; rota_phases_go_on(s); s->turn++) {
        bool dives = dives_beside(s);
        s->other = dives ? rota_beside_begin(s, dive_beside) : NULL;
        take_turn(s);
        end_beside(s);
        if (s->settings->most_turns > 0 && s->turn + 1 >= s->settings->most_turns)
            return;
    }
}

void rota_phases_run(rota_search *s) {
    if (s->rolls)
        run_phases_rolling(s);
    else
        run_phases(s);
    end_beside(s);
}
