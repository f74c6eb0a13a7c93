/* Column generation: solve the master, price everybody, add lines, until none is left. */
#include "core/mem.h"
#include "solver/bundle.h"
#include "solver/round.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_A_ROUND = 1, LINES_WHEN_CHEAP = 1, BEAM = 64 };
enum { PATIENCE = 30 };                    /* rounds */
enum { MOST_LINES = 90, KEPT_LINES = 60 }; /* in the LP, for each 10 rows */
enum { ROUNDS_A_BOUND = 8 };               /* after so many, exact pricing at the best prices */
enum { TURNS = 200, ASCENT_BEAM = 32 };    /* where people move in turns (ascent_turns.c) */
enum { MOST_STEPS = 300 };                 /* of a bundle */
/* Where lines are dear to price: above so many days, rows, people. Smaller LPs are soon solved, and
 * branched on. */
enum { NO_LP_DAYS = 14, NO_LP_ROWS = 300, NO_LP_PEOPLE = 5 };
/* Of the value: how near a bundle comes before the LP goes on from there, and in place of it. */
static const double NEAR_FOR_LP = 1e-3, NEAR_FOR_ALL = 2e-4;
static const double CLOSE = 0.1;  /* cost units: LP value and bound that near are the same */
static const double EPS = 0.0625; /* cost units: reduced costs above -EPS count as none */

/* The state of one call. */
typedef struct {
    rota_search *s;
    const rota_scope *scope;
    const rota_colgen_options *o;
    rota_colgen_result *out;
    rota_round round;
    rota_prices lp, at, center;
    bool have_center, lp_gave_up, begun;
    double center_value; /* as far as quick pricing knows: no bound */
    double alpha;        /* weight of the centre */
    double *lp_least;    /* [nworkers] least value of a line of the LP at its own prices */
    int *chosen;         /* [nworkers] best line at the prices of the round, -1 = none known */
    double *slope;       /* [nrows] */
} colgen;

/* Least value at some prices of each worker's lines, of those in the LP or of all known ones. */
static void least_known(colgen *c, const rota_prices *prices, bool all, double *least,
                        int *chosen) {
    rota_search *s = c->s;
    int count;
    const int *lines = rota_master_lines(s->master, &count);
    if (all)
        count = rota_pool_count(s->pool);
    for (int w = 0; w < s->p->nworkers; w++) {
        least[w] = INFINITY;
        if (chosen)
            chosen[w] = -1;
    }
    for (int i = 0; i < count; i++) {
        int index = all ? i : lines[i];
        const rota_line *line = rota_pool_line(s->pool, index);
        double value = rota_line_value(line, prices->pi);
        if (value < least[line->worker] && rota_scope_allows(s, c->scope, line) &&
            !rota_master_is_closed(s->master, index)) {
            least[line->worker] = value;
            if (chosen)
                chosen[line->worker] = index;
        }
    }
}

static bool improves_lp(const colgen *c, const rota_line *line) {
    return line->column < 0 && rota_line_value(line, c->lp.pi) < c->lp_least[line->worker] - EPS;
}

/* The best known lines go into the LP (again) where they improve it. */
static int add_known(colgen *c) {
    rota_search *s = c->s;
    int added = 0;
    for (int w = 0; w < s->p->nworkers; w++) {
        int index = c->chosen[w];
        if (index < 0 || c->scope->fixed[w] >= 0 || !improves_lp(c, rota_pool_line(s->pool, index)))
            continue;
        rota_master_add(s->master, index);
        added++;
    }
    return added;
}

/* Add what was found to pool and LP when it improves the LP at its own prices; returns how many. */
static int add_found(colgen *c) {
    rota_search *s = c->s;
    int added = 0;
    for (int w = 0; w < s->p->nworkers; w++) {
        const rota_found *found = &c->round.found[w];
        if (c->scope->fixed[w] >= 0 || (c->round.want && !c->round.want[w]))
            continue;
        for (int i = 0; i < found->count; i++) {
            int index = rota_pool_add(s->pool, w, found->arcs + (size_t)i * (size_t)s->p->ndays);
            if (index < 0) {
                s->lp_failed = true; /* pricing and the walker disagree: nothing is proven now */
                continue;
            }
            if (i == 0)
                c->chosen[w] = index;
            if (!improves_lp(c, rota_pool_line(s->pool, index)))
                continue;
            rota_master_add(s->master, index);
            added++;
        }
    }
    return added;
}

static void note_value(colgen *c) {
    bool complete;
    double value = rota_round_value(&c->round, &complete);
    if (value > c->center_value) {
        c->center_value = value;
        rota_prices_copy(&c->center, c->round.prices, c->s->master);
        c->have_center = true;
    }
    if (!complete || !(value > c->out->bound))
        return;
    c->out->bound = value;
    if (c->o->best_prices)
        rota_prices_copy(c->o->best_prices, c->round.prices, c->s->master);
    for (int w = 0; c->o->least && w < c->s->p->nworkers; w++)
        c->o->least[w] = c->round.found[w].least;
}

/* Price quickly at some prices, and add what improves the LP; returns how many. */
static int price_quickly(colgen *c, const rota_prices *prices) {
    rota_round *round = &c->round;
    round->prices = prices;
    round->beam = BEAM;
    round->want = NULL;
    least_known(c, prices, true, round->threshold, c->chosen);
    int added = add_known(c);
    rota_round_price(round);
    added += add_found(c);
    note_value(c); /* a beam that never struck is exact, too */
    return added;
}

/* Price exactly at the same prices those for whom the beam struck. */
static int price_the_rest(colgen *c) {
    rota_round *round = &c->round;
    unsigned char *want = ROTA_NEW_ARRAY(unsigned char, c->s->p->nworkers);
    for (int w = 0; w < c->s->p->nworkers; w++)
        want[w] = !round->found[w].complete;
    round->beam = 0;
    round->want = want;
    rota_round_price(round);
    int added = add_found(c);
    note_value(c);
    round->want = NULL;
    free(want);
    return added;
}

/* Does the Lagrangian value rise from the prices of the round towards those of the LP? */
static bool rises_to_lp(colgen *c) {
    rota_search *s = c->s;
    rota_master_row_slopes(s->master, c->round.prices, c->slope);
    for (int w = 0; w < s->p->nworkers; w++) {
        int index = c->scope->fixed[w] >= 0 ? c->scope->fixed[w] : c->chosen[w];
        if (index < 0)
            continue;
        const rota_line *line = rota_pool_line(s->pool, index);
        for (int i = 0; i < line->nrows; i++)
            c->slope[line->rows[i]] -= line->coefs[i];
    }
    double sum = 0;
    for (int r = 0; r < s->p->nrows; r++)
        sum += c->slope[r] * (c->lp.pi[r] - c->round.prices->pi[r]);
    return sum > 0;
}

static int price_smoothed(colgen *c) {
    rota_prices_copy(&c->at, &c->lp, c->s->master);
    rota_prices_mix(&c->at, &c->center, c->alpha, c->s->master);
    rota_prices_round(&c->at, c->s->master);
    int added = price_quickly(c, &c->at);
    c->alpha = rises_to_lp(c) ? fmax(0, c->alpha - 0.1) : c->alpha + 0.1 * (1 - c->alpha);
    return added;
}

/* One round. Returns false when the loop should end. */
static bool colgen_round(colgen *c) {
    rota_search *s = c->s;
    double left = c->o->deadline - rota_clock_seconds();
    enum rota_lp_status status = c->o->dual && !c->begun ? rota_master_solve_dual(s->master, left)
                                                         : rota_master_solve(s->master, left);
    c->begun = true;
    if (status != ROTA_LP_OPTIMAL) {
        c->lp_gave_up = status == ROTA_LP_FAILED;
        return false;
    }
    c->out->lp = rota_master_objective(s->master);
    c->out->converged =
        c->out->lp - c->out->bound <= CLOSE || (c->o->enough != 0 && c->out->lp <= c->o->enough);
    if (c->out->converged)
        return false;
    rota_master_prices(s->master, &c->lp);
    least_known(c, &c->lp, false, c->lp_least, NULL);
    if (c->center_value > c->out->lp + CLOSE)
        c->center_value = -INFINITY; /* quick pricing overlooked something there */
    int added = 0;
    if (c->have_center && c->alpha > 0)
        added = price_smoothed(c);
    if (added == 0)
        added = price_quickly(c, &c->lp);
    if (added == 0 && c->o->exact)
        added = price_the_rest(c);
    if (added == 0)
        c->out->converged = !rota_search__over(s) && rota_clock_seconds() < c->o->deadline;
    else if (c->out->lp - c->out->bound <= CLOSE)
        c->out->converged = true;
    return added > 0 && !c->out->converged && c->out->bound < c->o->cutoff;
}

/* Exact pricing at the best prices so far: a bound, without the LP. */
static void bound_at_center(colgen *c) {
    rota_search *s = c->s;
    if (!c->o->exact || !c->have_center || c->center_value <= c->out->bound || rota_search__over(s))
        return;
    rota_round *round = &c->round;
    rota_prices_copy(&c->at, &c->center, s->master);
    round->prices = &c->at;
    round->beam = 0;
    least_known(c, &c->at, true, round->threshold, c->chosen);
    rota_round_price(round);
    bool complete;
    double value = rota_round_value(round, &complete);
    if (complete)
        c->center_value = value; /* the truth: quick pricing may have promised more */
    note_value(c);
    if (c->scope == &s->root)
        rota_search__raise_bound(s, c->out->bound);
}

static void trim_if_large(rota_search *s) {
    int count;
    rota_master_lines(s->master, &count);
    int rows = s->p->nrows + s->p->nworkers;
    if (count > MOST_LINES * rows / 10)
        rota_master_trim_to(s->master, KEPT_LINES * rows / 10);
}

/* The lines that a bundle met are the first of the LP. */
static double climb_to_center(colgen *c) {
    rota_bundle *b = rota_bundle_new(c->s, c->scope, &c->center, NULL, NULL);
    rota_bundle_aim aim = {
        .near = NEAR_FOR_LP, .steps = MOST_STEPS, .until = c->o->until, .deadline = c->o->deadline};
    rota_bundle_climb(b, &aim);
    rota_bundle_put_lines(b);
    double value = rota_bundle_value(b);
    rota_bundle_free(b);
    return value;
}

/* Where smoothing begins: at the root's prices, before the root is solved at those of an earlier
 * solve (a warm start), else of a bundle. */
static void start_center(colgen *c) {
    rota_search *s = c->s;
    c->have_center = true;
    if (s->root_bound > -INFINITY || s->primed) {
        rota_prices_copy(&c->center, &s->root_prices, s->master);
        if (c->scope == &s->root && s->root_bound > -INFINITY)
            c->center_value = s->root_bound; /* it goes on */
    } else if (c->o->exact && s->wide)
        c->center_value = rota_ascent_in_turns(s, &c->center, TURNS, ASCENT_BEAM);
    else if (c->o->exact)
        c->center_value = climb_to_center(c);
    else
        c->have_center = false;
}

/* Where only a low LP is wanted: is it on its way to nothing? */
static bool hardly_moves(const colgen *c, double lp_before) {
    return c->o->enough != 0 && lp_before - c->out->lp < 0.2 * (c->out->lp - c->o->enough);
}

/* Is the bound good enough to leave it there, or has it taken long enough? */
static bool enough(const colgen *c) {
    return c->out->bound >= c->o->cutoff || (c->scope == &c->s->root && rota_search__done(c->s)) ||
           (c->o->until > 0 && rota_search__work(c->s) >= c->o->until);
}

void rota_colgen(rota_search *s, const rota_scope *scope, const rota_colgen_options *options,
                 rota_colgen_result *out) {
    *out = (rota_colgen_result){.bound = options->floor != 0 ? options->floor : -INFINITY,
                                .lp = INFINITY};
    colgen c = {
        .s = s, .scope = scope, .o = options, .out = out, .alpha = 0.5, .center_value = -INFINITY};
    rota_round_init(&c.round, s, scope, s->cheap ? LINES_WHEN_CHEAP : LINES_A_ROUND);
    c.round.deadline = options->deadline;
    c.lp_least = ROTA_NEW_ARRAY(double, s->p->nworkers);
    c.chosen = ROTA_NEW_ARRAY(int, s->p->nworkers);
    c.slope = ROTA_NEW_ARRAY(double, s->p->nrows);
    rota_prices_init(&c.lp, s->master);
    rota_prices_init(&c.at, s->master);
    rota_prices_init(&c.center, s->master);
    rota_master_watch(s->master, s->settings->stop);
    start_center(&c);
    bound_at_center(&c);
    int rounds = 0;
    double lp_before = INFINITY;
    while (colgen_round(&c) && !rota_search__over(s) && rota_clock_seconds() < options->deadline) {
        rounds++;
        if (options->max_rounds > 0 && rounds >= options->max_rounds)
            break;
        if (rounds % PATIENCE == 0) {
            if (hardly_moves(&c, lp_before))
                break;
            lp_before = out->lp;
        }
        if (rounds % ROUNDS_A_BOUND == 0)
            bound_at_center(&c);
        if (enough(&c))
            break;
        if (options->exact)
            rota_search__tell(s);
        trim_if_large(s);
    }
    if (c.lp_gave_up) {
        bound_at_center(&c);
        s->lp_failed = s->lp_failed || !rota_master_alive(s->master);
    }
    out->infeasible = out->converged && rota_master_missing(s->master) > 1e-6;
    free(c.lp_least);
    free(c.chosen);
    free(c.slope);
    rota_prices_done(&c.lp);
    rota_prices_done(&c.at);
    rota_prices_done(&c.center);
    rota_round_done(&c.round);
}

bool rota_colgen_has_no_lp(const rota_search *s) {
    const rota_problem *p = s->p;
    bool large = p->nrows > NO_LP_ROWS && p->nworkers > NO_LP_PEOPLE;
    return !s->cheap && !s->rolls && p->ndays > NO_LP_DAYS && large;
}

static void climb_at_root(rota_search *s, double until, double deadline, rota_colgen_result *out) {
    if (!s->bundle) {
        rota_prices_copy(&s->root_center, &s->root_prices,
                         s->master); /* maybe of an earlier solve */
        s->bundle = rota_bundle_new(s, &s->root, &s->root_center, &s->root_prices, s->root_least);
    }
    rota_bundle_aim aim = {.near = NEAR_FOR_ALL,
                           .exact = true,
                           .steps = MOST_STEPS,
                           .until = until,
                           .deadline = deadline};
    bool reached = rota_bundle_climb(s->bundle, &aim);
    *out = (rota_colgen_result){.bound = rota_bundle_bound(s->bundle),
                                .lp = rota_bundle_value(s->bundle),
                                .converged = reached};
}

void rota_colgen_root(rota_search *s, double until, double deadline, rota_colgen_result *out) {
    rota_colgen_options options = {.cutoff = INFINITY,
                                   .exact = true,
                                   .until = until,
                                   .floor = s->root_bound > -INFINITY ? s->root_bound : 0,
                                   .deadline = deadline,
                                   .best_prices = &s->root_prices,
                                   .least = s->root_least};
    if (rota_colgen_has_no_lp(s))
        climb_at_root(s, until, deadline, out);
    else
        rota_colgen(s, &s->root, &options, out);
    s->root_bound = out->bound;
    s->root_converged = out->converged;
    rota_search__raise_bound(s, out->bound);
}
