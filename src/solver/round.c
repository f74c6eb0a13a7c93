#include "solver/round.h"

#include "core/mem.h"
#include "solver/each.h"

#include <stdlib.h>
#include <string.h>

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

double rota_line_value(const rota_line *line, const double *pi) {
    double value = (double)line->cost;
    for (int i = 0; i < line->nrows; i++)
        value -= pi[line->rows[i]] * line->coefs[i];
    return value;
}

void rota_round_init(rota_round *round, rota_search *s, const rota_scope *scope, int most_lines) {
    int n = s->p->nworkers;
    *round = (rota_round){.s = s, .scope = scope, .lines = most_lines, .most_lines = most_lines};
    round->threshold = ROTA_NEW_ARRAY(double, n);
    round->found = ROTA_NEW_ARRAY(rota_found, n);
    for (int w = 0; w < n; w++)
        round->found[w].arcs = ROTA_NEW_ARRAY(int, (size_t)most_lines *(size_t)s->p->ndays);
}

void rota_round_done(rota_round *round) {
    for (int w = 0; w < round->s->p->nworkers; w++)
        free(round->found[w].arcs);
    free(round->found);
    free(round->threshold);
}

static void price_worker(const rota_round *round, int w, rota_price_room *room) {
    rota_search *s = round->s;
    rota_found *found = &round->found[w];
    rota_colgen__arc_costs(s, w, round->prices->pi, s->arc_cost[w]);
    rota_price_request rq = {.arc_cost = s->arc_cost[w],
                             .banned = round->scope->banned[w],
                             .must_work = round->scope->must_work[w],
                             .threshold = round->threshold[w],
                             .max_lines = round->lines,
                             .beam = round->beam,
                             .deadline = round->deadline};
    rota_price_result result;
    rota_price(s->pricers[w], &rq, room, &result);
    found->count = result.count;
    found->complete = result.complete;
    found->bounded = result.complete || result.bounded;
    found->least = result.best;
    found->labels = result.labels;
    if (result.count > 0)
        memcpy(found->arcs, result.arcs,
               (size_t)result.count * (size_t)s->p->ndays * sizeof *found->arcs);
}

static bool wanted(const rota_round *round, int w) {
    return round->scope->fixed[w] < 0 && (!round->want || round->want[w]);
}

static void price_wanted(void *data, int w, int thread) {
    const rota_round *round = data;
    if (wanted(round, w))
        price_worker(round, w, round->s->rooms[thread]);
}

void rota_round_price(rota_round *round) {
    rota_search *s = round->s;
    rota_each(s->nthreads, s->p->nworkers, price_wanted, round);
    for (int w = 0; w < s->p->nworkers; w++) {
        s->priced += wanted(round, w);
        s->labels += wanted(round, w) ? round->found[w].labels : 0;
    }
}

double rota_round_value(const rota_round *round, bool *complete) {
    const rota_search *s = round->s;
    double value = rota_master_row_bound(s->master, round->prices);
    *complete = true;
    for (int w = 0; w < s->p->nworkers; w++) {
        int fixed = round->scope->fixed[w];
        if (fixed >= 0) {
            value += rota_line_value(rota_pool_line(s->pool, fixed), round->prices->pi);
        } else {
            value += round->found[w].least;
            *complete = *complete && round->found[w].bounded;
        }
    }
    return value;
}
