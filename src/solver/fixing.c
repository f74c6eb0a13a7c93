/* Arc fixing by reduced cost. At the root's prices a line of w costs at least root_least[w], and a
 * rota the root's bound and what its lines are above their least. So an arc through which every
 * line of w is as far above as the best rota is above the bound is in no better one: it is banned
 * from then on, in dives and in the tree (docs/design/branch.md). */
#include "core/mem.h"
#include "solver/each.h"
#include "solver/search.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_LABELS = 100000 }; /* of a person: who needs more keeps all arcs */

typedef struct {
    rota_search *s;
    double gap;
} fixing;

static void fix_arcs_of(void *data, int w, int thread) {
    const fixing *f = data;
    rota_search *s = f->s;
    int n = s->p->workers[w].narcs;
    unsigned char *reached = ROTA_NEW_ARRAY(unsigned char, n + 1);
    rota_colgen__arc_costs(s, w, s->root_prices.pi, s->arc_cost[w]);
    rota_price_request rq = {.arc_cost = s->arc_cost[w],
                             .banned = s->root.banned[w],
                             .threshold = s->root_least[w] + f->gap,
                             .max_lines = 1,
                             .max_labels = MOST_LABELS,
                             .deadline = s->deadline};
    if (rota_price_reach(s->pricers[w], &rq, s->rooms[thread], reached)) {
        if (!s->root.banned[w])
            s->root.banned[w] = ROTA_NEW_ARRAY(unsigned char, n + 1);
        for (int a = 0; a < n; a++)
            s->root.banned[w][a] = !reached[a];
    }
    free(reached);
}

void rota_fix_arcs(rota_search *s) {
    fixing f = {.s = s, .gap = rota_search__cutoff(s) - s->root_bound};
    if (rota_colgen_has_no_lp(s) || !s->root_converged || s->best_cost >= s->fixed_at ||
        !(f.gap > 0 && f.gap < INFINITY))
        return;
    s->fixed_at = s->best_cost;
    rota_each(s->nthreads, s->p->nworkers, fix_arcs_of, &f);
    s->priced += s->p->nworkers;
}
