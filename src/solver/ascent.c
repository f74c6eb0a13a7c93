/* A start for the prices: steps along averaged subgradients of the Lagrangian bound (the volume
 * algorithm of Barahona and Anbil 2000 with a level for the length of the steps). */
#include "core/mem.h"
#include "solver/round.h"

#include <math.h>
#include <stdlib.h>

static const double LONGER = 1.2, SHORTER = 0.8; /* factors of the level */
static const double FIRST_LEVEL = 0.05;          /* of what best rota and first value differ by */
static const double LEAST_SHARE = 0.1;           /* of a new slope in the average */

typedef struct {
    int *index, count, capacity;
} known_lines;

typedef struct {
    rota_search *s;
    rota_round round;
    rota_prices at, *best;
    double best_value, level;
    double *slope, *mean; /* [nrows] of the last prices; averaged over the steps */
    known_lines *known;   /* [nworkers] */
    int *chosen;          /* [nworkers] the best line at the last prices */
} ascent;

/* The best known line of each is the threshold: pricing looks for better ones only. */
static void price_all(ascent *a) {
    rota_search *s = a->s;
    for (int w = 0; w < s->p->nworkers; w++) {
        double least = INFINITY;
        for (int i = 0; i < a->known[w].count; i++) {
            double value = rota_line_value(rota_pool_line(s->pool, a->known[w].index[i]), a->at.pi);
            if (value < least) {
                least = value;
                a->chosen[w] = a->known[w].index[i];
            }
        }
        a->round.threshold[w] = least;
    }
    rota_round_price(&a->round);
}

static void take_found(ascent *a) {
    rota_search *s = a->s;
    for (int w = 0; w < s->p->nworkers; w++) {
        for (int i = 0; i < a->round.found[w].count; i++) {
            int index = rota_pool_add(s->pool, w, a->round.found[w].arcs + i * s->p->ndays);
            if (index < 0)
                continue; /* column generation will meet it, too, and say so */
            if (i == 0)
                a->chosen[w] = index;
            known_lines *k = &a->known[w];
            ROTA_GROW(k->index, k->count, k->capacity);
            k->index[k->count++] = index;
        }
    }
}

static void slope_here(ascent *a) {
    rota_search *s = a->s;
    rota_master_row_slopes(s->master, &a->at, a->slope);
    for (int w = 0; w < s->p->nworkers; w++) {
        if (a->chosen[w] < 0)
            continue;
        const rota_line *line = rota_pool_line(s->pool, a->chosen[w]);
        for (int i = 0; i < line->nrows; i++)
            a->slope[line->rows[i]] -= line->coefs[i];
    }
}

static double dot(const double *x, const double *y, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += x[i] * y[i];
    return sum;
}

/* mean = the shortest vector between the mean so far and the slope here. */
static double average(ascent *a) {
    int n = a->s->p->nrows;
    double gg = dot(a->slope, a->slope, n), gv = dot(a->slope, a->mean, n);
    double vv = dot(a->mean, a->mean, n), below = gg - 2 * gv + vv;
    double share = below > 1e-9 ? (vv - gv) / below : 1;
    share = vv == 0 ? 1 : fmin(1, fmax(LEAST_SHARE, share));
    for (int r = 0; r < n; r++)
        a->mean[r] += share * (a->slope[r] - a->mean[r]);
    return dot(a->mean, a->mean, n);
}

static bool ascent_step(ascent *a) {
    rota_search *s = a->s;
    price_all(a);
    take_found(a);
    bool complete;
    double value = rota_round_value(&a->round, &complete);
    if (a->level == 0)
        a->level = FIRST_LEVEL * fabs(rota_search__best(s) - value);
    if (value > a->best_value) {
        a->best_value = value;
        rota_prices_copy(a->best, &a->at, s->master);
        a->level *= LONGER;
    } else {
        a->level *= SHORTER;
    }
    slope_here(a);
    double length = average(a);
    if (length < 1e-9)
        return false;
    for (int r = 0; r < s->p->nrows; r++)
        a->at.pi[r] = a->best->pi[r] + a->level / length * a->mean[r];
    rota_master_clip(s->master, &a->at);
    rota_prices_round(&a->at, s->master);
    return true;
}

double rota_ascent(rota_search *s, const rota_scope *scope, rota_prices *prices, int steps,
                   int beam, double deadline) {
    int n = s->p->nworkers, rows = s->p->nrows;
    ascent a = {.s = s, .best = prices, .best_value = -INFINITY};
    rota_round_init(&a.round, s, scope, 1);
    a.round.beam = beam;
    a.round.deadline = deadline;
    a.round.prices = &a.at;
    rota_prices_init(&a.at, s->master);
    rota_prices_copy(&a.at, prices, s->master);
    a.slope = ROTA_NEW_ARRAY(double, rows);
    a.mean = ROTA_NEW_ARRAY(double, rows);
    a.known = ROTA_NEW_ARRAY(known_lines, n);
    a.chosen = ROTA_NEW_ARRAY(int, n);
    for (int w = 0; w < n; w++)
        a.chosen[w] = -1;
    for (int i = 0; i < steps && !rota_search__over(s) && ascent_step(&a); i++)
        ;
    for (int w = 0; w < n; w++) {
        for (int i = 0; i < a.known[w].count; i++)
            rota_master_add(s->master, a.known[w].index[i]);
        free(a.known[w].index);
    }
    free(a.known);
    free(a.chosen);
    free(a.slope);
    free(a.mean);
    rota_prices_done(&a.at);
    rota_round_done(&a.round);
    return a.best_value;
}
