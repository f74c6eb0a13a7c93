/* Totals of understaffing that are settled at the root. In every rota the understaffing of a kind
 * of rows is a whole number in all; in the LP it often is not, and that is where its bound is weak
 * (docs/design/branch.md). Where one side of such a total holds nothing better than the best rota,
 * the other side is the root from then on. */
#include "core/mem.h"
#include "solver/search.h"

#include <math.h>
#include <stdlib.h>

static const double HARDLY = 0.02; /* so near to a whole number is one */
static const double SHARE = 0.05;  /* of the work so far, for one side */

void rota_totals_restore(rota_search *s) {
    bool bounded = false;
    for (int k = 0; k < rota_master_kinds(s->master); k++) {
        rota_master_bound_kind(s->master, k, s->total_lower[k], s->total_upper[k]);
        bounded = bounded || !isinf(s->total_lower[k]) || !isinf(s->total_upper[k]);
    }
    rota_master_set_elastic(s->master, bounded);
}

int rota_totals_choose(const rota_master *master, const unsigned char *asked) {
    double best = HARDLY;
    int kind = -1;
    for (int k = 0; k < rota_master_kinds(master); k++) {
        double total = rota_master_kind_value(master, k), part = total - floor(total);
        if (!(asked && asked[k]) && fmin(part, 1 - part) > best) {
            best = fmin(part, 1 - part);
            kind = k;
        }
    }
    return kind;
}

/* The bound of all rotas that have such a total. */
static double bound_of_side(rota_search *s, int kind, double lower, double upper) {
    rota_scope all;
    rota_scope_of_root(s, &all);
    rota_colgen_options options = {.cutoff = rota_search__cutoff(s),
                                   .exact = true,
                                   .until = (1 + SHARE) * rota_search__work(s),
                                   .deadline = s->deadline};
    rota_colgen_result result;
    rota_master_bound_kind(s->master, kind, lower, upper);
    rota_colgen(s, &all, &options, &result);
    rota_scope_done(&all, s->p->nworkers);
    return result.bound;
}

/* Ask for both sides of a total. True when one of them is closed now. */
static bool settle_total(rota_search *s, int kind) {
    double total = rota_master_kind_value(s->master, kind);
    double lower = s->total_lower[kind], upper = s->total_upper[kind];
    rota_master_set_elastic(s->master, true);
    double few = bound_of_side(s, kind, lower, floor(total));
    double many = bound_of_side(s, kind, ceil(total), upper);
    double cutoff = rota_search__cutoff(s);
    if (few >= cutoff)
        s->total_lower[kind] = ceil(total);
    else if (many >= cutoff)
        s->total_upper[kind] = floor(total);
    rota_totals_restore(s);
    rota_search__raise_bound(s, fmin(few, many));
    return (few >= cutoff) != (many >= cutoff);
}

const double *rota_totals_plain_prices(const rota_search *s) {
    return s->plain_prices ? s->plain_prices : s->root_prices.pi;
}

double rota_totals_plain_bound(const rota_search *s) {
    return s->plain_prices ? s->plain_bound : s->root_bound;
}

/* The root with what is settled. */
static void solve_root(rota_search *s) {
    if (!s->plain_prices) {
        s->plain_prices = rota_memdup(s->root_prices.pi, (size_t)s->p->nrows * sizeof(double));
        s->plain_bound = s->root_bound;
    }
    rota_colgen_result result;
    rota_colgen_root(s, 0, s->deadline, &result);
    s->too_far = INFINITY;
}

void rota_settle_totals(rota_search *s) {
    unsigned char *asked = ROTA_NEW_ARRAY(unsigned char, rota_master_kinds(s->master) + 1);
    s->totals_at = s->best_cost;
    while (s->root_converged && !rota_search__over(s) && !rota_search__done(s)) {
        if (rota_master_solve(s->master, rota_search__left(s)) != ROTA_LP_OPTIMAL)
            break;
        int kind = rota_totals_choose(s->master, asked);
        if (kind < 0)
            break;
        asked[kind] = 1;
        if (!settle_total(s, kind))
            continue;
        asked[kind] = 0; /* the next whole number may be asked */
        solve_root(s);
        rota_search__tell(s);
    }
    free(asked);
}
