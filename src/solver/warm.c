/* Warm starts: what an earlier solve of nearly the same problem knew. Nothing of it is believed:
 * lines are costed afresh, prices are multipliers like any others (docs/design/warm.md). */
#include "core/mem.h"
#include "solver/round.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_A_ROW = 3 }; /* in the LP, for each row of it */

/* ---- prices ---- */

static void take_prices(rota_search *s, const double *prices) {
    for (int r = 0; r < s->p->nrows; r++) {
        double pi = prices[r] * ROTA_COST_SCALE;
        s->root_prices.pi[r] = isfinite(pi) ? pi : 0;
    }
    rota_master_clip(s->master, &s->root_prices);
    rota_prices_round(&s->root_prices, s->master);
}

/* ---- lines ---- */

typedef struct {
    int line;
    bool basic;   /* in the basis that is known */
    double value; /* at the known prices, above the worker's least: the less, the more it is worth
                   */
} known_line;

static int by_value(const void *a, const void *b) {
    const known_line *x = a, *y = b;
    if (x->basic != y->basic)
        return y->basic - x->basic;
    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return x->line - y->line;
}

/* The lawful lines; returns how many. */
static int list_lines(rota_search *s, known_line *known) {
    const rota_kept *start = s->settings->start->root;
    double *least = ROTA_NEW_ARRAY(double, s->p->nworkers);
    int n = 0;
    for (int w = 0; w < s->p->nworkers; w++)
        least[w] = INFINITY;
    for (int i = 0; i < start->nlines; i++) {
        const int *arcs = start->arcs + (size_t)i * (size_t)s->p->ndays;
        int w = start->workers[i];
        int line = rota_kept_is_line(s->p, w, arcs) ? rota_pool_add(s->pool, w, arcs) : -1;
        if (line < 0)
            continue;
        double value = rota_line_value(rota_pool_line(s->pool, line), s->root_prices.pi);
        least[w] = fmin(least[w], value);
        known[n++] = (known_line){line, start->basic && start->basic[i], value};
    }
    for (int i = 0; i < n; i++)
        known[i].value -= least[rota_pool_line(s->pool, known[i].line)->worker];
    free(least);
    return n;
}

/* Those of the lawful lines into the LP that are worth most; pricing finds the others again. The
 * LP begins near the basis that is known. */
static void take_lines(rota_search *s) {
    const rota_kept *root = s->settings->start->root;
    known_line *known = ROTA_NEW_ARRAY(known_line, root->nlines + 1);
    int n = list_lines(s, known), most = LINES_A_ROW * (s->p->nrows + s->p->nworkers), basic = 0;
    int *in_basis = ROTA_NEW_ARRAY(int, n + 1);
    qsort(known, (size_t)n, sizeof *known, by_value);
    for (int i = 0; i < n && i < most; i++) {
        rota_master_add(s->master, known[i].line);
        if (known[i].basic)
            in_basis[basic++] = known[i].line;
    }
    if (basic > 0 && root->slacks)
        rota_master_begin_near(s->master, in_basis, basic, root->slacks);
    free(in_basis);
    free(known);
}

/* ---- the rota ---- */

bool rota_add_if_it_fits(const rota_search *s, int w, const int *line, int *activity) {
    const rota_worker *worker = &s->p->workers[w];
    bool fits = true;
    for (int sign = 1; sign >= -1; sign -= 2) {
        for (int d = 0; d < s->p->ndays; d++) {
            if (line[d] < 0)
                continue;
            const rota_arc *arc = &worker->arcs[line[d]];
            for (int i = 0; i < arc->nrows; i++) {
                const rota_arc_row *ar = &worker->arc_rows[arc->first_row + i];
                activity[ar->row] += sign * ar->coef;
                fits = fits && activity[ar->row] <= s->p->rows[ar->row].high;
            }
        }
        if (fits)
            break;
    }
    return fits;
}

/* Whose line of the known rota may stay? */
static void take_rota(rota_search *s, int **lines, unsigned char *known) {
    const rota_start *start = s->settings->start;
    int *activity = ROTA_NEW_ARRAY(int, s->p->nrows);
    for (int w = 0; w < s->p->nworkers; w++) {
        rota_cost cost;
        known[w] = start->rota[w] && rota_kept_is_line(s->p, w, start->rota[w]) &&
                   rota_line_cost(s->p, w, start->rota[w], &cost, NULL) &&
                   rota_add_if_it_fits(s, w, start->rota[w], activity);
        if (known[w])
            memcpy(lines[w], start->rota[w], (size_t)s->p->ndays * sizeof(int));
    }
    free(activity);
}

int rota_warm_rota(rota_search *s, int **lines, unsigned char *known) {
    const rota_start *start = s->settings->start;
    bool is_near = start && start->rota && rota_is_kept(s->p);
    s->primed = is_near && start->prices;
    s->warm = s->primed || (is_near && !s->settings->no_proof);
    if (s->primed)
        take_prices(s, start->prices);
    if (start && start->before)
        rota_search__raise_bound(s, rota_bound_carried(s->p, start->before));
    if (start && start->root && rota_is_kept(s->p))
        take_lines(s);
    if (start && start->rota)
        take_rota(s, lines, known);
    int failed = rota_complete(s, lines, known);
    if (failed < 0)
        rota_search__offer(s, lines);
    if (start && start->rota && !s->has_best) { /* who is kept stands in the way of others */
        memset(known, 0, (size_t)s->p->nworkers);
        failed = rota_complete(s, lines, known);
    }
    return failed;
}
