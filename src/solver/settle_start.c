/* Where the search among listed lines begins: the first LP and its basis. */
#include "core/mem.h"
#include "solver/settle.h"

#include <stdlib.h>
#include <string.h>

enum { LINES_A_ROW = 2 }; /* in the first LP, for each row of it */

typedef struct {
    double excess;
    int line;
} candidate;

static int by_excess(const void *a, const void *b) {
    const candidate *x = a, *y = b;
    if (x->excess != y->excess)
        return x->excess < y->excess ? -1 : 1;
    return x->line - y->line;
}

/* Listed lines that are basic in the search's LP: [its lines] number in the list, -1 = not basic.
 * False when one is not listed. */
static bool find_twins(const rota_settling *t, const rota_settle_list *open, int *twins) {
    const rota_search *s = t->s;
    size_t bytes = (size_t)s->p->ndays * sizeof(int);
    int n, basic = 0, *next, *first = ROTA_NEW_ARRAY(int, s->p->nworkers);
    const int *in_lp = rota_master_lines(s->master, &n);
    next = ROTA_NEW_ARRAY(int, n + 1); /* chains of each worker's basic lines, from first on */
    for (int i = 0; i < n; i++) {
        twins[i] = next[i] = -1;
        if (!rota_master_is_basic(s->master, in_lp[i]))
            continue;
        int w = rota_pool_line(s->pool, in_lp[i])->worker;
        next[i] = first[w] - 1;
        first[w] = i + 1;
        basic++;
    }
    for (int i = 0; i < open->count; i++) {
        int line = open->lines[i];
        const int *arcs = t->lines->arcs + (size_t)line * (size_t)s->p->ndays;
        for (int k = first[t->lines->workers[line]] - 1; k >= 0; k = next[k]) {
            const rota_line *theirs = rota_pool_line(s->pool, in_lp[k]);
            if (theirs->cost == t->lines->costs[line] && memcmp(theirs->arcs, arcs, bytes) == 0) {
                twins[k] = line;
                basic--;
            }
        }
    }
    free(next);
    free(first);
    return basic == 0;
}

/* The search's own LP is mostly at its best: from its basis this one has nothing to do. */
static void take_basis(rota_settling *t, const rota_settle_list *open) {
    int n;
    rota_master_lines(t->s->master, &n);
    int *twins = ROTA_NEW_ARRAY(int, n + 1);
    if (rota_master_iterations(t->s->master) > 0 && find_twins(t, open, twins)) {
        for (int i = 0; i < n; i++)
            if (twins[i] >= 0) {
                rota_settle__add_line(t, twins[i]);
                twins[i] = t->in_pool[twins[i]];
            }
        rota_master_take_basis(t->master, t->s->master, twins);
    }
    free(twins);
}

void rota_settle__fill_lp(rota_settling *t, const rota_settle_list *open,
                          const rota_prices *prices) {
    candidate *all = ROTA_NEW_ARRAY(candidate, open->count + 1);
    int most = LINES_A_ROW * (t->s->p->nrows + t->s->p->nworkers);
    rota_settle__price_list(t, open, prices->pi);
    for (int i = 0; i < open->count; i++)
        all[i] = (candidate){t->value[i] - t->least[t->lines->workers[i]], i};
    qsort(all, (size_t)open->count, sizeof *all, by_excess);
    take_basis(t, open);
    for (int i = 0; i < open->count && i < most; i++)
        if (t->in_pool[all[i].line] < 0)
            rota_settle__add_line(t, all[i].line);
    free(all);
}
