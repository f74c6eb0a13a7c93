/* Branch and price, best bound first. Branches first on the total understaffing of a kind of rows
 * (integral in every rota, and it touches no pricing), then on one person doing one duty. A node
 * whose gap is small is settled by enumeration. */
#include "core/mem.h"
#include "solver/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const rota_effort NODE_EFFORT = {.lines = 10000, .nodes = 300};

/* One branching decision: a kind's total is bounded, or an arc is banned or made a must. */
typedef struct {
    int kind; /* -1: about an arc */
    double lower, upper;
    int worker, arc;
    bool must;
} decision;

typedef struct {
    double bound;
    decision *path;
    int depth;
    long serial;
} node;

typedef struct rota_tree {
    rota_search *s;
    node *open;
    int nopen, capacity;
    long serial;
    double stuck; /* least bound of a node that a limit left open */
    rota_prices prices;
    double *least;
} tree;

/* ---- open nodes, a binary heap by (bound, serial) ---- */

static bool before(const node *a, const node *b) {
    return a->bound != b->bound ? a->bound < b->bound : a->serial < b->serial;
}

static void push(tree *t, node n) {
    ROTA_GROW(t->open, t->nopen, t->capacity);
    int i = t->nopen++;
    while (i > 0 && before(&n, &t->open[(i - 1) / 2])) {
        t->open[i] = t->open[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    t->open[i] = n;
}

static node pop(tree *t) {
    node top = t->open[0], last = t->open[--t->nopen];
    int i = 0;
    for (;;) {
        int child = 2 * i + 1;
        if (child >= t->nopen)
            break;
        if (child + 1 < t->nopen && before(&t->open[child + 1], &t->open[child]))
            child++;
        if (!before(&t->open[child], &last))
            break;
        t->open[i] = t->open[child];
        i = child;
    }
    if (t->nopen > 0)
        t->open[i] = last;
    return top;
}

static void push_child(tree *t, const node *parent, const decision *d, double bound) {
    node child = {.bound = bound, .depth = parent->depth + 1, .serial = t->serial++};
    child.path = ROTA_NEW_ARRAY(decision, child.depth);
    if (parent->depth > 0)
        memcpy(child.path, parent->path, (size_t)parent->depth * sizeof *child.path);
    child.path[parent->depth] = *d;
    push(t, child);
}

/* ---- entering a node ---- */

static void apply_arc(rota_search *s, rota_scope *scope, const decision *d) {
    const rota_worker *w = &s->p->workers[d->worker];
    if (!scope->banned[d->worker])
        scope->banned[d->worker] = ROTA_NEW_ARRAY(unsigned char, w->narcs);
    unsigned char *banned = scope->banned[d->worker];
    if (!d->must) {
        banned[d->arc] = 1;
        return;
    }
    int day = w->arcs[d->arc].day;
    if (!scope->must_work[d->worker]) {
        scope->must_work[d->worker] = ROTA_NEW_ARRAY(unsigned char, s->p->ndays);
        memcpy(scope->must_work[d->worker], w->must_work, (size_t)s->p->ndays);
    }
    scope->must_work[d->worker][day] = 1;
    for (int a = w->day_first[day]; a < w->day_first[day + 1]; a++)
        if (a != d->arc)
            banned[a] = 1;
}

/* A decision about a total, with what was settled since it was made. */
static void bound_kind(rota_search *s, const decision *d) {
    double lower = fmax(d->lower, s->total_lower[d->kind]);
    double upper = fmin(d->upper, s->total_upper[d->kind]);
    bool is_empty = lower > upper; /* its own bounds will tell */
    rota_master_bound_kind(s->master, d->kind, is_empty ? d->lower : lower,
                           is_empty ? d->upper : upper);
}

static void enter(tree *t, const node *n, rota_scope *scope) {
    rota_search *s = t->s;
    int count;
    rota_totals_restore(s);
    rota_master_set_elastic(s->master, true);
    for (int i = 0; i < n->depth; i++) {
        const decision *d = &n->path[i];
        if (d->kind >= 0)
            bound_kind(s, d);
        else
            apply_arc(s, scope, d);
    }
    const int *lines = rota_master_lines(s->master, &count);
    for (int i = 0; i < count; i++) {
        bool allowed = rota_scope_allows(s, scope, rota_pool_line(s->pool, lines[i]));
        rota_master_bound_line(s->master, lines[i], 0, allowed ? (double)INFINITY : 0);
    }
}

/* ---- branching ---- */

static void offer_if_whole(rota_search *s) {
    int count, have = 0;
    const int *lines = rota_master_lines(s->master, &count);
    int *chosen = ROTA_NEW_ARRAY(int, s->p->nworkers);
    for (int i = 0; i < count; i++) {
        if (rota_master_value(s->master, lines[i]) > 1 - 1e-6) {
            chosen[rota_pool_line(s->pool, lines[i])->worker] = lines[i];
            have++;
        }
    }
    /* Whole lines that pass a bound or a maximum at the price of a missing line settle nothing. */
    if (have == s->p->nworkers && rota_master_missing(s->master) < 1e-6)
        rota_search__offer_lines(s, chosen);
    free(chosen);
}

static bool branch_on_kind(tree *t, const node *n, double bound) {
    rota_search *s = t->s;
    int choice = rota_totals_choose(s->master, NULL);
    if (choice < 0)
        return false;
    double value = rota_master_kind_value(s->master, choice);
    /* Later bounds of the same kind replace earlier ones on the path: keep the tighter side. */
    double lower = fmax(0, s->total_lower[choice]), upper = s->total_upper[choice];
    for (int i = 0; i < n->depth; i++)
        if (n->path[i].kind == choice) {
            lower = n->path[i].lower;
            upper = n->path[i].upper;
        }
    decision down = {.kind = choice, .lower = lower, .upper = floor(value)};
    decision up = {.kind = choice, .lower = ceil(value), .upper = upper};
    push_child(t, n, &down, bound);
    push_child(t, n, &up, bound);
    return true;
}

/* Both children of a decision about an arc. */
static void push_both(tree *t, const node *n, int worker, int arc, double bound) {
    decision d = {.kind = -1, .worker = worker, .arc = arc};
    push_child(t, n, &d, bound);
    d.must = true;
    push_child(t, n, &d, bound);
}

/* The arc whose use in the LP is nearest to a half, long duties first: they decide a person's
 * hours, and contract hours are what fractional mixtures of lines get around. Duties without
 * working time (on call) come last, but they come: else nothing splits a node that is undecided
 * on them only. */
static bool branch_on_arc(tree *t, const node *n, double bound) {
    rota_search *s = t->s;
    double **use = rota_shares_of_arcs(s->p, s->master, s->pool);
    int worker = -1, arc = -1;
    double best = 1e-6;
    for (int w = 0; w < s->p->nworkers; w++) {
        for (int a = 0; a < s->p->workers[w].narcs; a++) {
            double away = fmin(use[w][a], 1 - use[w][a]);
            away *= fmax(1, s->p->workers[w].arcs[a].minutes);
            if (away > best) {
                best = away;
                worker = w;
                arc = a;
            }
        }
    }
    rota_shares_free(use, s->p);
    if (worker >= 0)
        push_both(t, n, worker, arc, bound);
    return worker >= 0;
}

/* The first arc of a day that a node allows, -1 = none; *decided: there is no other way to spend
 * the day. */
static int allowed_arc(const rota_search *s, const rota_scope *scope, int worker, int day,
                       bool *decided) {
    const rota_worker *w = &s->p->workers[worker];
    const unsigned char *banned = scope->banned[worker], *must = scope->must_work[worker];
    int first = -1, count = 0;
    for (int a = w->day_first[day + 1] - 1; a >= w->day_first[day]; a--) {
        if (!banned || !banned[a]) {
            first = a;
            count++;
        }
    }
    *decided = count == 0 || (count == 1 && (must ? must : w->must_work)[day]);
    return first;
}

/* Where the LP gives no answer, or a whole one that the bound does not bear out: any arc that the
 * node leaves open. When none is open, each person has one line, and what it costs is known. */
static void branch_on_any(tree *t, const node *n, const rota_scope *scope, double bound) {
    rota_search *s = t->s;
    int **lines = ROTA_NEW_ARRAY(int *, s->p->nworkers), worker = -1, arc = -1;
    for (int w = 0; w < s->p->nworkers; w++) {
        lines[w] = ROTA_NEW_ARRAY(int, s->p->ndays);
        for (int d = 0; d < s->p->ndays; d++) {
            bool decided;
            lines[w][d] = allowed_arc(s, scope, w, d, &decided);
            if (worker < 0 && !decided) {
                worker = w;
                arc = lines[w][d];
            }
        }
    }
    if (worker >= 0)
        push_both(t, n, worker, arc, bound);
    else
        rota_search__offer(s, lines);
    for (int w = 0; w < s->p->nworkers; w++)
        free(lines[w]);
    free(lines);
}

/* Returns false when a limit left the node open: nothing is proven below its bound. */
static bool process(tree *t, const node *n) {
    rota_search *s = t->s;
    rota_scope scope;
    rota_scope_of_root(s, &scope);
    enter(t, n, &scope);
    rota_colgen_options options = {.cutoff = rota_search__cutoff(s),
                                   .exact = true,
                                   .deadline = s->deadline,
                                   .best_prices = &t->prices,
                                   .least = t->least};
    rota_colgen_result result;
    rota_colgen(s, &scope, &options, &result);
    s->nodes++;
    double bound = fmax(n->bound, result.bound);
    /* A node without a solution pays for what it misses: its bound rises past the cutoff, too. */
    bool settled = bound >= rota_search__cutoff(s);
    if (!settled && result.converged) {
        offer_if_whole(s);
        settled = bound >= rota_search__cutoff(s);
        if (!settled && result.bound > -INFINITY)
            settled = rota_enumerate(s, &scope, &t->prices, t->least, result.bound, NODE_EFFORT);
        if (!settled && !rota_search__over(s))
            settled = branch_on_kind(t, n, bound) || branch_on_arc(t, n, bound);
    }
    if (!settled && !rota_search__over(s)) {
        branch_on_any(t, n, &scope, bound);
        settled = true;
    }
    rota_scope_done(&scope, s->p->nworkers);
    return settled;
}

/* The root is the first open node. */
static void begin(rota_search *s) {
    tree *t = s->tree = ROTA_NEW(tree);
    t->s = s;
    t->stuck = INFINITY;
    rota_prices_init(&t->prices, s->master);
    t->least = ROTA_NEW_ARRAY(double, s->p->nworkers);
    push(t, (node){.bound = s->bound});
}

/* Other phases use the whole LP again. */
static void leave(rota_search *s) {
    int count;
    const int *lines = rota_master_lines(s->master, &count);
    rota_totals_restore(s);
    for (int i = 0; i < count; i++)
        rota_master_bound_line(s->master, lines[i], 0, INFINITY);
}

void rota_branch(rota_search *s, double work) {
    double until = rota_search__work(s) + work;
    if (!s->tree)
        begin(s);
    tree *t = s->tree;
    /* One node at least: where the phases before took no work there is none to share. */
    for (bool first = true; t->nopen > 0 && !rota_search__over(s) && !rota_search__done(s) &&
                            (first || rota_search__work(s) < until);
         first = false) {
        node n = pop(t);
        if (n.bound < rota_search__cutoff(s) && !process(t, &n))
            t->stuck = fmin(t->stuck, n.bound);
        free(n.path);
        double open = t->nopen > 0 ? t->open[0].bound : INFINITY;
        rota_search__raise_bound(s, fmin(t->stuck, open));
        rota_search__tell(s);
    }
    leave(s);
}

void rota_branch_done(rota_search *s) {
    tree *t = s->tree;
    if (!t)
        return;
    while (t->nopen > 0)
        free(t->open[--t->nopen].path);
    free(t->open);
    free(t->least);
    rota_prices_done(&t->prices);
    free(ROTA_TAKE(s->tree));
}
