/* Column generation: solve the master, price everybody, add lines, until none is left. */
#include "core/mem.h"
#include "solver/search.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_A_ROUND = 4, BEAM = 64, MAX_COLUMNS = 4000 };
static const double SMOOTHING = 0.5; /* weight of the best prices so far (Wentges 1997) */
static const double CLOSE = 0.1;     /* cost units: LP value and bound that near are the same */
static const double EPS = 0.0625;    /* cost units: reduced costs above -EPS count as none */

void rota_colgen__arc_costs(const rota_search *s, int worker, const double *pi, double *out) {
    const rota_worker *w = &s->p->workers[worker];
    for (int a = 0; a < w->narcs; a++) {
        const rota_arc *arc = &w->arcs[a];
        rota_cost own = 0;
        for (int part = 0; part < ROTA_NPARTS; part++)
            own += arc->cost[part];
        double cost = (double)own;
        for (int i = 0; i < arc->nrows; i++) {
            const rota_arc_row *ar = &w->arc_rows[arc->first_row + i];
            cost -= pi[ar->row] * ar->coef;
        }
        out[a] = cost;
    }
}

/* What pricing found for one worker. */
typedef struct {
    int count;
    int *arcs; /* [LINES_A_ROUND * ndays] */
    double least;
    bool complete;
} found_lines;

/* One round of pricing, shared by the threads. */
typedef struct {
    rota_search *s;
    const rota_scope *scope;
    const rota_prices *prices;
    int beam;
    double deadline;
    found_lines *found;        /* [nworkers] */
    const unsigned char *want; /* NULL or [nworkers] */
    atomic_int next;
} round_of_pricing;

static void price_worker(round_of_pricing *round, int w, rota_price_room *room) {
    rota_search *s = round->s;
    found_lines *found = &round->found[w];
    rota_colgen__arc_costs(s, w, round->prices->pi, s->arc_cost[w]);
    rota_price_request rq = {.arc_cost = s->arc_cost[w],
                             .banned = round->scope->banned[w],
                             .must_work = round->scope->must_work[w],
                             .threshold = round->prices->sigma[w] - EPS,
                             .max_lines = LINES_A_ROUND,
                             .beam = round->beam,
                             .deadline = round->deadline};
    rota_price_result result;
    rota_price(s->pricers[w], &rq, room, &result);
    found->count = result.count;
    found->complete = result.complete;
    found->least = result.best;
    if (result.count > 0)
        memcpy(found->arcs, result.arcs,
               (size_t)result.count * (size_t)s->p->ndays * sizeof *found->arcs);
}

typedef struct {
    round_of_pricing *round;
    rota_price_room *room;
} pricing_thread;

static void *run_thread(void *data) {
    pricing_thread *t = data;
    for (;;) {
        int w = atomic_fetch_add(&t->round->next, 1);
        if (w >= t->round->s->p->nworkers)
            return NULL;
        if (t->round->scope->fixed[w] < 0 && (!t->round->want || t->round->want[w]))
            price_worker(t->round, w, t->room);
    }
}

/* Price everybody who is not fixed. Results depend on no thread: each worker has its own place. */
static void price_round(round_of_pricing *round) {
    rota_search *s = round->s;
    enum { MOST_THREADS = 16 };
    pthread_t ids[MOST_THREADS];
    pricing_thread threads[MOST_THREADS];
    int n = s->nthreads < MOST_THREADS ? s->nthreads : MOST_THREADS, started = 0;
    atomic_store(&round->next, 0);
    for (int t = 1; t < n; t++) {
        threads[t] = (pricing_thread){round, s->rooms[t]};
        if (pthread_create(&ids[started], NULL, run_thread, &threads[t]) != 0)
            break;
        started++;
    }
    threads[0] = (pricing_thread){round, s->rooms[0]};
    run_thread(&threads[0]);
    for (int t = 0; t < started; t++)
        pthread_join(ids[t], NULL);
    s->priced += s->p->nworkers;
}

/* Reduced cost of a line of the pool at given prices. */
static double reduced_cost(const rota_line *line, const rota_prices *prices) {
    double rc = (double)line->cost - prices->sigma[line->worker];
    for (int i = 0; i < line->nrows; i++)
        rc -= prices->pi[line->rows[i]] * line->coefs[i];
    return rc;
}

/* Add what was found to pool and LP when it improves the LP at its own prices; returns how many. */
static int add_found(rota_search *s, const found_lines *found, const rota_prices *lp_prices) {
    int added = 0, n = s->p->ndays;
    for (int w = 0; w < s->p->nworkers; w++) {
        for (int i = 0; i < found[w].count; i++) {
            int index = rota_pool_add(s->pool, w, found[w].arcs + (size_t)i * (size_t)n);
            if (index < 0) {
                s->lp_failed = true; /* pricing and the walker disagree: nothing is proven now */
                continue;
            }
            const rota_line *line = rota_pool_line(s->pool, index);
            if (line->column >= 0 || reduced_cost(line, lp_prices) > -EPS)
                continue;
            rota_master_add(s->master, index);
            added++;
        }
    }
    return added;
}

/* The Lagrangian bound at the prices of a complete round; -INFINITY when it is not complete. */
static double bound_of_round(const rota_search *s, const round_of_pricing *round) {
    double bound = rota_master_row_bound(s->master, round->prices);
    for (int w = 0; w < s->p->nworkers; w++) {
        int fixed = round->scope->fixed[w];
        if (fixed >= 0) {
            const rota_line *line = rota_pool_line(s->pool, fixed);
            bound += reduced_cost(line, round->prices) + round->prices->sigma[w];
        } else if (!round->found[w].complete) {
            return -INFINITY;
        } else {
            bound += round->found[w].least;
        }
    }
    return bound;
}

/* The state of one call. */
typedef struct {
    rota_search *s;
    const rota_scope *scope;
    const rota_colgen_options *o;
    rota_colgen_result *out;
    found_lines *found;
    rota_prices lp_prices, prices, center;
    bool have_center;
} colgen;

static void note_bound(colgen *c, const round_of_pricing *round) {
    double bound = bound_of_round(c->s, round);
    if (!(bound > c->out->bound))
        return;
    c->out->bound = bound;
    rota_prices_copy(&c->center, round->prices, c->s->master);
    c->have_center = true;
    if (c->o->best_prices)
        rota_prices_copy(c->o->best_prices, round->prices, c->s->master);
    for (int w = 0; c->o->least && w < c->s->p->nworkers; w++)
        c->o->least[w] = round->found[w].least;
}

/* Quick pricing first; exact only for those for whom the quick one finds nothing. Returns the
 * number of lines added to the LP. */
static int price_and_add(colgen *c, const rota_prices *prices) {
    round_of_pricing round = {.s = c->s,
                              .scope = c->scope,
                              .prices = prices,
                              .beam = BEAM,
                              .deadline = c->o->deadline,
                              .found = c->found};
    price_round(&round);
    int added = add_found(c->s, c->found, &c->lp_prices);
    if (added > 0 || !c->o->exact) {
        note_bound(c, &round); /* a beam that never struck is exact, too */
        return added;
    }
    unsigned char *want = ROTA_NEW_ARRAY(unsigned char, c->s->p->nworkers);
    for (int w = 0; w < c->s->p->nworkers; w++)
        want[w] = !c->found[w].complete;
    round.want = want;
    round.beam = 0;
    price_round(&round);
    free(want);
    added = add_found(c->s, c->found, &c->lp_prices);
    note_bound(c, &round);
    return added;
}

/* One round. Returns false when the loop should end. */
static bool colgen_round(colgen *c) {
    rota_search *s = c->s;
    enum rota_lp_status status =
        rota_master_solve(s->master, c->o->deadline - rota_clock_seconds());
    if (status != ROTA_LP_OPTIMAL) {
        s->lp_failed = s->lp_failed || status == ROTA_LP_FAILED;
        return false;
    }
    c->out->lp = rota_master_objective(s->master);
    rota_master_prices(s->master, &c->lp_prices);
    int added = 0;
    if (c->have_center) {
        rota_prices_copy(&c->prices, &c->lp_prices, s->master);
        rota_prices_mix(&c->prices, &c->center, SMOOTHING, s->master);
        rota_prices_round(&c->prices, s->master);
        added = price_and_add(c, &c->prices);
        if (c->out->bound >= c->o->cutoff)
            return false;
    }
    if (added == 0) {
        added = price_and_add(c, &c->lp_prices);
        if (added == 0) {
            c->out->converged = !rota_search__over(s) && rota_clock_seconds() < c->o->deadline;
            return false;
        }
    }
    if (c->out->lp - c->out->bound <= CLOSE)
        c->out->converged = true;
    return !c->out->converged && c->out->bound < c->o->cutoff;
}

static void trim_if_large(rota_search *s) {
    int count;
    rota_master_lines(s->master, &count);
    if (count > MAX_COLUMNS)
        rota_master_trim(s->master, 6);
}

void rota_colgen(rota_search *s, const rota_scope *scope, const rota_colgen_options *options,
                 rota_colgen_result *out) {
    *out = (rota_colgen_result){.bound = -INFINITY, .lp = INFINITY};
    colgen c = {.s = s, .scope = scope, .o = options, .out = out};
    size_t n = (size_t)s->p->ndays;
    c.found = ROTA_NEW_ARRAY(found_lines, s->p->nworkers);
    for (int w = 0; w < s->p->nworkers; w++)
        c.found[w].arcs = ROTA_NEW_ARRAY(int, LINES_A_ROUND *n);
    rota_prices_init(&c.lp_prices, s->master);
    rota_prices_init(&c.prices, s->master);
    rota_prices_init(&c.center, s->master);
    int rounds = 0;
    while (colgen_round(&c) && !rota_search__over(s) && rota_clock_seconds() < options->deadline) {
        rounds++;
        if (options->max_rounds > 0 && rounds >= options->max_rounds)
            break;
        if (options->exact)
            rota_search__tell(s);
        trim_if_large(s);
    }
    out->infeasible = out->converged && rota_master_missing(s->master) > 1e-6;
    for (int w = 0; w < s->p->nworkers; w++)
        free(c.found[w].arcs);
    free(c.found);
    rota_prices_done(&c.lp_prices);
    rota_prices_done(&c.prices);
    rota_prices_done(&c.center);
}
