/* A start for the prices where many people are alike: an incremental subgradient method (Nedic and
 * Bertsekas 2001). A few people answer at a time, the prices move after each few. */
#include "core/mem.h"
#include "solver/round.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FEW = 8 };                             /* people priced at a time */
enum { LOOK = 10 };                           /* turns from one Lagrangian value to the next */
static const double FIRST = 2.0, LAST = 0.05; /* points for each unit that a row misses */
static const double KEPT_LINES = 0.25;        /* of the turns: lines of the last ones are kept */
static const double NEW_SHARE = 0.01;         /* of new prices in their mean */

typedef struct {
    rota_search *s;
    rota_round round;
    rota_prices at, mean;
    double *slope, *covered; /* [nrows] */
    int **lines;             /* [nworkers][ndays] everybody's last line */
    unsigned char *want;     /* [nworkers] */
} turns_state;

static void cover(turns_state *t, int w, double sign) {
    const rota_worker *worker = &t->s->p->workers[w];
    for (int d = 0; d < t->s->p->ndays; d++) {
        int a = t->lines[w][d];
        for (int i = 0; a >= 0 && i < worker->arcs[a].nrows; i++) {
            const rota_arc_row *ar = &worker->arc_rows[worker->arcs[a].first_row + i];
            t->covered[ar->row] += sign * ar->coef;
        }
    }
}

/* The lines of those who were priced take the place of their last ones. */
static void take_lines(turns_state *t, bool keep) {
    rota_search *s = t->s;
    for (int w = 0; w < s->p->nworkers; w++) {
        if (!t->want[w] || t->round.found[w].count == 0)
            continue;
        cover(t, w, -1);
        memcpy(t->lines[w], t->round.found[w].arcs, (size_t)s->p->ndays * sizeof(int));
        cover(t, w, 1);
        int index = keep ? rota_pool_add(s->pool, w, t->lines[w]) : -1;
        if (index >= 0)
            rota_master_add(s->master, index);
    }
}

static void move_prices(turns_state *t, double step) {
    rota_search *s = t->s;
    rota_master_row_slopes(s->master, &t->at, t->slope);
    for (int r = 0; r < s->p->nrows; r++)
        t->at.pi[r] += step * (t->slope[r] - t->covered[r]);
    rota_master_clip(s->master, &t->at);
    rota_prices_round(&t->at, s->master);
    for (int r = 0; r < s->p->nrows; r++)
        t->mean.pi[r] += NEW_SHARE * (t->at.pi[r] - t->mean.pi[r]);
}

/* Everybody once, a few at a time. */
static void one_turn(turns_state *t, double step, bool keep) {
    int n = t->s->p->nworkers, groups = (n + FEW - 1) / FEW;
    t->round.want = t->want;
    t->round.prices = &t->at;
    for (int g = 0; g < groups; g++) {
        for (int w = 0; w < n; w++)
            t->want[w] = w % groups == g;
        rota_round_price(&t->round);
        take_lines(t, keep);
        move_prices(t, step * FEW / n);
    }
}

/* The Lagrangian value at some prices, kept with them when it is the best. */
static void look(turns_state *t, rota_prices *at, rota_prices *best, double *best_value) {
    bool complete;
    rota_master_clip(t->s->master, at);
    rota_prices_round(at, t->s->master);
    t->round.want = NULL;
    t->round.prices = at;
    rota_round_price(&t->round);
    double value = rota_round_value(&t->round, &complete);
    if (value > *best_value) {
        *best_value = value;
        rota_prices_copy(best, at, t->s->master);
    }
}

static void begin(turns_state *t, const rota_prices *prices, int beam) {
    rota_search *s = t->s;
    rota_round_init(&t->round, s, &s->root, 1);
    t->round.beam = beam;
    t->round.deadline = s->deadline;
    rota_prices_init(&t->at, s->master);
    rota_prices_init(&t->mean, s->master);
    rota_prices_copy(&t->at, prices, s->master);
    rota_prices_copy(&t->mean, prices, s->master);
    t->slope = ROTA_NEW_ARRAY(double, s->p->nrows);
    t->covered = ROTA_NEW_ARRAY(double, s->p->nrows);
    t->lines = ROTA_NEW_ARRAY(int *, s->p->nworkers);
    t->want = ROTA_NEW_ARRAY(unsigned char, s->p->nworkers);
    for (int w = 0; w < s->p->nworkers; w++) {
        t->lines[w] = ROTA_NEW_ARRAY(int, s->p->ndays);
        memcpy(t->lines[w], s->best[w], (size_t)s->p->ndays * sizeof(int));
        t->round.threshold[w] = INFINITY;
        cover(t, w, 1);
    }
}

double rota_ascent_in_turns(rota_search *s, rota_prices *prices, int turns, int beam) {
    turns_state t = {.s = s};
    double best = -INFINITY, step = FIRST * ROTA_COST_SCALE;
    double factor = turns > 1 ? pow(LAST / FIRST, 1.0 / (turns - 1)) : 1;
    begin(&t, prices, beam);
    for (int i = 0; i < turns && !rota_search__over(s); i++, step *= factor) {
        one_turn(&t, step, i >= (1 - KEPT_LINES) * turns);
        if (i % LOOK == LOOK - 1) {
            look(&t, &t.at, prices, &best);
            look(&t, &t.mean, prices, &best);
        }
    }
    for (int w = 0; w < s->p->nworkers; w++)
        free(t.lines[w]);
    free(t.lines);
    free(t.want);
    free(t.slope);
    free(t.covered);
    rota_prices_done(&t.at);
    rota_prices_done(&t.mean);
    rota_round_done(&t.round);
    return best;
}
