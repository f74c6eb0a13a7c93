/* What is best among lines that are all known: branch and bound as in branch.c, but pricing is a
 * look through the list. After each LP the list loses what is too dear for any rota that is better
 * than the best; deep in the tree it is short. Bounds are Lagrangian, like everywhere. */
#include "core/mem.h"
#include "solver/round.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double WHOLE = 1e-6;  /* so near to a whole number is one */
static const double HARDLY = 0.02; /* totals that near to a whole number are not split */

typedef struct {
    rota_search *s;
    rota_pool *pool; /* of the listed lines only */
    rota_master *master;
    rota_prices prices;
    unsigned char *allowed; /* [lines] in the node */
    double *value;          /* [lines] at the prices */
    double *least, *in_lp;  /* [nworkers] least value of an allowed line, of one in the LP */
    int *best;              /* [nworkers] line of the least value */
    double *lower, *upper;  /* [kinds] bounds of their totals in the node */
    double limit;           /* rotas from this cost on are not looked for */
    long nodes, max_nodes;
    bool gave_up;
} settling;

/* The lines that a node may still use. */
typedef struct {
    int *lines, count;
} list;

static bool is_over(const settling *t) {
    return t->gave_up || t->nodes > t->max_nodes || rota_search__over(t->s);
}

static double cutoff(const settling *t) {
    return fmin(t->limit, rota_search__cutoff(t->s));
}

/* ---- the bound of a node ---- */

static void enter(settling *t, const list *open) {
    int n;
    memset(t->allowed, 0, (size_t)rota_pool_count(t->pool));
    for (int i = 0; i < open->count; i++)
        t->allowed[open->lines[i]] = 1;
    const int *in_lp = rota_master_lines(t->master, &n);
    for (int i = 0; i < n; i++)
        rota_master_bound_line(t->master, in_lp[i], 0, t->allowed[in_lp[i]] ? (double)INFINITY : 0);
    for (int k = 0; k < rota_master_kinds(t->master); k++)
        rota_master_bound_kind(t->master, k, t->lower[k], t->upper[k]);
}

/* Values of the open lines at the LP's prices; returns the Lagrangian bound, INFINITY when somebody
 * has no line. */
static double price_list(settling *t, const list *open) {
    int n = t->s->p->nworkers;
    rota_master_prices(t->master, &t->prices);
    for (int w = 0; w < n; w++) {
        t->least[w] = t->in_lp[w] = INFINITY;
        t->best[w] = -1;
    }
    for (int i = 0; i < open->count; i++) {
        int index = open->lines[i];
        const rota_line *line = rota_pool_line(t->pool, index);
        double value = t->value[index] = rota_line_value(line, t->prices.pi);
        if (value < t->least[line->worker]) {
            t->least[line->worker] = value;
            t->best[line->worker] = index;
        }
        if (line->column >= 0)
            t->in_lp[line->worker] = fmin(t->in_lp[line->worker], value);
    }
    double bound = rota_master_row_bound(t->master, &t->prices);
    for (int w = 0; w < n; w++)
        bound += t->least[w];
    return bound;
}

static int add_lines(settling *t) {
    int added = 0;
    for (int w = 0; w < t->s->p->nworkers; w++) {
        if (t->least[w] < t->in_lp[w]) {
            rota_master_add(t->master, t->best[w]);
            added++;
        }
    }
    return added;
}

/* Solve the LP of a node; true when the node is still open. *bound is what it proved. */
static bool solve_node(settling *t, const list *open, const rota_lp_basis *from, double *bound) {
    enter(t, open);
    if (from)
        rota_master_restore_basis(t->master, from);
    bool dual = from != NULL;
    do {
        double left = rota_search__left(t->s);
        enum rota_lp_status status =
            dual ? rota_master_solve_dual(t->master, left) : rota_master_solve(t->master, left);
        dual = false;
        if (status != ROTA_LP_OPTIMAL || is_over(t)) {
            t->gave_up = true;
            return false;
        }
        *bound = price_list(t, open);
        if (*bound >= cutoff(t))
            return false;
    } while (add_lines(t) > 0);
    return true;
}

/* ---- branching ---- */

/* Take out what no better rota can use at the node's prices. */
static void thin_out(const settling *t, list *open, double bound) {
    double gap = cutoff(t) - bound;
    int n = 0;
    for (int i = 0; i < open->count; i++) {
        int index = open->lines[i];
        if (t->value[index] - t->least[rota_pool_line(t->pool, index)->worker] <= gap)
            open->lines[n++] = index;
    }
    open->count = n;
}

static bool offer_if_whole(settling *t) {
    int n, have = 0;
    const int *in_lp = rota_master_lines(t->master, &n);
    int **arcs = ROTA_NEW_ARRAY(int *, t->s->p->nworkers);
    for (int i = 0; i < n; i++) {
        if (rota_master_value(t->master, in_lp[i]) > 1 - WHOLE) {
            const rota_line *line = rota_pool_line(t->pool, in_lp[i]);
            arcs[line->worker] = line->arcs;
            have++;
        }
    }
    bool whole = have == t->s->p->nworkers;
    if (whole)
        rota_search__offer(t->s, arcs);
    free(arcs);
    return whole;
}

/* A decision: a kind's total is at most or at least something, or a worker does an arc or not. */
typedef struct {
    int kind; /* -1: about an arc */
    double total;
    int worker, day, arc;
    double share; /* of the arc in the LP */
} split;

static bool choose_kind(const settling *t, split *out) {
    double best = HARDLY;
    out->kind = -1;
    for (int k = 0; k < rota_master_kinds(t->master); k++) {
        double total = rota_master_kind_value(t->master, k), part = total - floor(total);
        if (fmin(part, 1 - part) > best) {
            best = fmin(part, 1 - part);
            *out = (split){.kind = k, .total = total};
        }
    }
    return out->kind >= 0;
}

/* As in branch.c: nearest to a half, long duties first. */
static bool choose_arc(const settling *t, split *out) {
    const rota_problem *p = t->s->p;
    int n;
    const int *in_lp = rota_master_lines(t->master, &n);
    double **use = ROTA_NEW_ARRAY(double *, p->nworkers), best = WHOLE;
    *out = (split){.kind = -1, .worker = -1};
    for (int w = 0; w < p->nworkers; w++)
        use[w] = ROTA_NEW_ARRAY(double, p->workers[w].narcs);
    for (int i = 0; i < n; i++) {
        const rota_line *line = rota_pool_line(t->pool, in_lp[i]);
        double x = rota_master_value(t->master, in_lp[i]);
        for (int d = 0; d < p->ndays && x > WHOLE; d++)
            if (line->arcs[d] >= 0)
                use[line->worker][line->arcs[d]] += x;
    }
    for (int w = 0; w < p->nworkers; w++) {
        const rota_worker *worker = &p->workers[w];
        for (int a = 0; a < worker->narcs; a++) {
            double away = fmin(use[w][a], 1 - use[w][a]) * worker->arcs[a].minutes;
            if (away > best) {
                best = away;
                *out = (split){-1, 0, w, worker->arcs[a].day, a, use[w][a]};
            }
        }
        free(use[w]);
    }
    free(use);
    return out->worker >= 0;
}

/* The open lines on one side of a split. */
static list side_of(const settling *t, const list *open, const split *by, bool yes) {
    list side = {ROTA_NEW_ARRAY(int, open->count + 1), 0};
    for (int i = 0; i < open->count; i++) {
        const rota_line *line = rota_pool_line(t->pool, open->lines[i]);
        if (by->kind >= 0 || line->worker != by->worker || (line->arcs[by->day] == by->arc) == yes)
            side.lines[side.count++] = open->lines[i];
    }
    return side;
}

static void explore(settling *t, list *open, const rota_lp_basis *from);

static void explore_side(settling *t, const list *open, const rota_lp_basis *from, const split *by,
                         bool yes) {
    double lower = 0, upper = 0;
    if (is_over(t))
        t->gave_up = true;
    if (t->gave_up)
        return;
    if (by->kind >= 0) {
        lower = t->lower[by->kind];
        upper = t->upper[by->kind];
        if (yes)
            t->lower[by->kind] = ceil(by->total);
        else
            t->upper[by->kind] = floor(by->total);
    }
    list side = side_of(t, open, by, yes);
    explore(t, &side, from);
    free(side.lines);
    if (by->kind >= 0) {
        t->lower[by->kind] = lower;
        t->upper[by->kind] = upper;
    }
}

static void explore(settling *t, list *open, const rota_lp_basis *from) {
    double bound;
    t->nodes++;
    if (!solve_node(t, open, from, &bound))
        return;
    thin_out(t, open, bound);
    split by;
    /* A whole LP is the best of the node, and then the bound says so. */
    bool whole = offer_if_whole(t);
    if (whole || (!choose_kind(t, &by) && !choose_arc(t, &by))) {
        t->gave_up = bound < cutoff(t);
        return;
    }
    bool first = by.kind < 0 && by.share > 0.5;
    rota_lp_basis basis;
    rota_master_keep_basis(t->master, &basis);
    explore_side(t, open, &basis, &by, first);
    explore_side(t, open, &basis, &by, !first);
    rota_lp_basis_done(&basis);
}

/* ---- in and out ---- */

/* The lines of the search in a pool and an LP of their own. */
static bool begin(settling *t, rota_search *s, const int *lines, int count, list *open) {
    rota_err err;
    *t = (settling){.s = s, .pool = rota_pool_new(s->p)};
    open->lines = ROTA_NEW_ARRAY(int, count + 1);
    open->count = count;
    if (rota_master_new(s->p, t->pool, &t->master, &err) != ROTA_OK)
        return false;
    rota_master_watch(t->master, s->settings->stop);
    rota_master_set_elastic(t->master, true);
    rota_prices_init(&t->prices, t->master);
    t->allowed = ROTA_NEW_ARRAY(unsigned char, count + 1);
    t->value = ROTA_NEW_ARRAY(double, count + 1);
    t->least = ROTA_NEW_ARRAY(double, s->p->nworkers);
    t->in_lp = ROTA_NEW_ARRAY(double, s->p->nworkers);
    t->best = ROTA_NEW_ARRAY(int, s->p->nworkers);
    int kinds = rota_master_kinds(t->master);
    t->lower = ROTA_NEW_ARRAY(double, kinds + 1);
    t->upper = ROTA_NEW_ARRAY(double, kinds + 1);
    for (int k = 0; k < kinds; k++) {
        t->lower[k] = -(double)INFINITY;
        t->upper[k] = INFINITY;
    }
    for (int i = 0; i < count; i++) {
        const rota_line *line = rota_pool_line(s->pool, lines[i]);
        open->lines[i] = rota_pool_add(t->pool, line->worker, line->arcs);
        if (line->column >= 0)
            rota_master_add(t->master, open->lines[i]);
    }
    return true;
}

static void finish(settling *t, list *open) {
    if (t->master)
        rota_prices_done(&t->prices);
    rota_master_free(t->master);
    rota_pool_free(t->pool);
    free(t->allowed);
    free(t->value);
    free(t->least);
    free(t->in_lp);
    free(t->best);
    free(t->lower);
    free(t->upper);
    free(open->lines);
}

bool rota_settle(rota_search *s, const int *lines, int count, double limit, long *nodes) {
    settling t;
    list open;
    bool settled = begin(&t, s, lines, count, &open);
    t.limit = limit;
    t.max_nodes = *nodes;
    if (settled)
        explore(&t, &open, NULL);
    settled = settled && !t.gave_up;
    if (getenv("ENUM"))
        fprintf(stderr, "settle %ld nodes it %ld ", t.nodes, rota_master_iterations(t.master));
    *nodes = t.nodes;
    finish(&t, &open);
    return settled;
}
