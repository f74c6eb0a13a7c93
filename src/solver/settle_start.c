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

/* ---- from an earlier solve ---- */

static uint64_t hash_line(int worker, const int *arcs, int ndays) {
    uint64_t hash = 0xCBF29CE484222325ULL + (uint64_t)(unsigned)worker; /* as FNV-1a, by words */
    for (int d = 0; d < ndays; d++)
        hash = (hash ^ (uint64_t)(unsigned)arcs[d]) * 0x100000001B3ULL;
    return hash;
}

/* Numbers in the list of the kept lines, -1 = not listed; returns how many are. */
static int find_listed(const rota_settling *t, const rota_settle_list *open, const rota_kept *kept,
                       int *listed) {
    const rota_problem *p = t->s->p;
    size_t n = (size_t)p->ndays, size = 16, bytes = n * sizeof(int);
    int count = 0;
    while (size < 3 * (size_t)kept->nlines)
        size *= 2;
    int *table = ROTA_NEW_ARRAY(int, size); /* a kept line, plus one */
    for (int i = 0; i < kept->nlines; i++) {
        listed[i] = -1;
        size_t at = hash_line(kept->workers[i], kept->arcs + (size_t)i * n, p->ndays) % size;
        while (table[at] > 0)
            at = (at + 1) % size;
        table[at] = i + 1;
    }
    for (int i = 0; i < open->count; i++) {
        int line = open->lines[i], w = t->lines->workers[line];
        const int *arcs = t->lines->arcs + (size_t)line * n;
        for (size_t at = hash_line(w, arcs, p->ndays) % size; table[at] > 0; at = (at + 1) % size) {
            int k = table[at] - 1;
            if (listed[k] < 0 && kept->workers[k] == w &&
                memcmp(kept->arcs + (size_t)k * n, arcs, bytes) == 0) {
                listed[k] = line;
                count++;
                break;
            }
        }
    }
    free(table);
    return count;
}

/* Lines, cuts and basis of the last such LP that is known, of this search or of an earlier one. */
static bool take_kept(rota_settling *t, const rota_settle_list *open) {
    const rota_kept *kept = t->s->settings->start ? t->s->settings->start->near : NULL;
    if (!kept || !t->at_root || !kept->basic || !kept->slacks)
        return false;
    int *listed = ROTA_NEW_ARRAY(int, kept->nlines + 1), basic = 0;
    if (find_listed(t, open, kept, listed) > 0) {
        for (int i = 0; i < kept->nlines; i++) {
            if (listed[i] < 0)
                continue;
            rota_settle__add_line(t, listed[i]);
            if (kept->basic[i])
                listed[basic++] = t->in_pool[listed[i]];
        }
        rota_settle__take_cuts(t, open, kept);
        rota_master_begin_near(t->master, listed, basic, kept->slacks);
    }
    free(listed);
    return basic > 0;
}

void rota_settle__fill_lp(rota_settling *t, const rota_settle_list *open,
                          const rota_prices *prices) {
    candidate *all = ROTA_NEW_ARRAY(candidate, open->count + 1);
    int most = LINES_A_ROW * (t->s->p->nrows + t->s->p->nworkers);
    rota_settle__price_list(t, open, prices->pi);
    for (int i = 0; i < open->count; i++)
        all[i] = (candidate){t->value[i] - t->least[t->lines->workers[i]], i};
    qsort(all, (size_t)open->count, sizeof *all, by_excess);
    if (!take_kept(t, open))
        take_basis(t, open);
    for (int i = 0; i < open->count && i < most; i++)
        if (t->in_pool[all[i].line] < 0)
            rota_settle__add_line(t, all[i].line);
    free(all);
}
