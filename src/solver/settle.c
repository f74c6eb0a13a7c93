/* What is best among lines that are all listed: branch and bound as in branch.c, but pricing is a
 * look through the list. After each LP the list loses what is too dear for any rota better than the
 * best, so deep in the tree it is short. Bounds are Lagrangian, as everywhere
 * (docs/design/branch.md).
 */
#include "solver/settle.h"
#include "core/mem.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ITERATIONS_A_NODE = 100 }; /* on average at most: large LPs take longer */
enum { MOST_ROUNDS = 20 };        /* of cuts */
/* Rows: from there on, or where lines cost no more than duties, so many rounds in vain; else one.
 */
enum { LARGE_LP = 300, MOST_VAIN = 3 };
enum { FIRST_NODES = 100, LONGER_TREE = 3 }; /* of a tree before it begins anew; the next one */
static const double NOISE = 0.5;             /* in the choice of splits from then on */
enum { ROOT_NODES = 200 };                   /* so many may take as long as a root by itself */
static const double FEW_STEPS = 16;          /* from bound to best: what cuts can decide */
static const double LEAST_GAIN = 0.02, GAIN_WHEN_PATIENT = 0.01; /* of a round, of the gap */
static const double FIRST_STEP = 0.0003; /* of the root's bound: how far above it to look first */
static const double FARTHER_THAN_KNOWN = 1.1; /* of what was needed before a change */
static const double LONGER = 2; /* the next step; squared where few nodes were enough */
enum { FEW = 9 };
static const double FAR_ABOVE = 0.002; /* what is looked for, of it */

typedef rota_settle_list list;
typedef rota_settling settling;
typedef rota_settle_split split;

/* A bound that reaches this leaves no room: rotas cost the constant and a whole number of steps. */
static double cutoff(const settling *t) {
    double step = (double)t->s->step, constant = (double)t->s->p->constant;
    double steps = ceil((t->limit - constant) / step) - 1; /* of the dearest that is looked for */
    return fmin(constant + steps * step + ROTA_EXACT, rota_search__cutoff(t->s));
}

static const int *arcs_of(const settling *t, int line) {
    return t->lines->arcs + (size_t)line * (size_t)t->s->p->ndays;
}

/* ---- pricing ---- */

static void price_arcs(settling *t, const double *pi) {
    const rota_problem *p = t->s->p;
    for (int w = 0; w < p->nworkers; w++) {
        const rota_worker *worker = &p->workers[w];
        for (int a = 0; a < worker->narcs; a++) {
            const rota_arc_row *row = worker->arc_rows + worker->arcs[a].first_row;
            t->arc_price[w][a] = 0;
            for (int i = 0; i < worker->arcs[a].nrows; i++)
                t->arc_price[w][a] += pi[row[i].row] * row[i].coef;
        }
    }
}

/* Values of the open lines at some prices, and the least of each worker. */
void rota_settle__price_list(settling *t, const list *open, const double *pi) {
    int n = t->s->p->ndays;
    price_arcs(t, pi);
    t->s->list_days += (double)n * open->count;
    for (int w = 0; w < t->s->p->nworkers; w++) {
        t->least[w] = t->in_lp[w] = INFINITY;
        t->best[w] = -1;
    }
    for (int i = 0; i < open->count; i++) {
        int line = open->lines[i], w = t->lines->workers[line];
        const int *arcs = arcs_of(t, line);
        double value = (double)t->lines->costs[line] - t->credit[line];
        for (int d = 0; d < n; d++)
            if (arcs[d] >= 0)
                value -= t->arc_price[w][arcs[d]];
        t->value[line] = value;
        if (value < t->least[w]) {
            t->least[w] = value;
            t->best[w] = line;
        }
        if (t->in_pool[line] >= 0)
            t->in_lp[w] = fmin(t->in_lp[w], value);
    }
}

void rota_settle__add_line(settling *t, int line) {
    int index = rota_pool_add(t->pool, t->lines->workers[line], arcs_of(t, line));
    double *in_cuts = ROTA_NEW_ARRAY(double, t->ncuts + 1);
    t->in_pool[line] = index;
    t->listed[index] = line;
    rota_settle__line_in_cuts(t, line, in_cuts);
    for (int k = 0; k < t->ncuts; k++)
        in_cuts[k] = rota_settle__for_lp(in_cuts[k]);
    rota_master_add_in_cuts(t->master, index, in_cuts);
    free(in_cuts);
}

/* The best line of each worker where the LP has none as good; returns how many. */
static int add_lines(settling *t) {
    int added = 0;
    for (int w = 0; w < t->s->p->nworkers; w++) {
        if (t->least[w] < t->in_lp[w]) {
            rota_settle__add_line(t, t->best[w]);
            added++;
        }
    }
    return added;
}

/* ---- the bound of a node ---- */

static void enter(settling *t, const list *open) {
    int n;
    memset(t->allowed, 0, (size_t)t->lines->count);
    for (int i = 0; i < open->count; i++)
        t->allowed[open->lines[i]] = 1;
    const int *in_lp = rota_master_lines(t->master, &n);
    for (int i = 0; i < n; i++)
        rota_master_bound_line(t->master, in_lp[i], 0,
                               t->allowed[t->listed[in_lp[i]]] ? (double)INFINITY : 0);
    for (int k = 0; k < rota_master_kinds(t->master); k++)
        rota_master_bound_kind(t->master, k, t->lower[k], t->upper[k]);
}

/* The Lagrangian bound at the LP's prices; INFINITY when somebody has no line. */
static double bound_at_lp(settling *t, const list *open) {
    rota_master_prices(t->master, &t->prices);
    double bound = rota_settle__price_cuts(t, open);
    rota_settle__price_list(t, open, t->prices.pi);
    bound += rota_master_row_bound_less(t->master, &t->prices, t->less);
    for (int w = 0; w < t->s->p->nworkers; w++)
        bound += t->least[w];
    return bound;
}

/* Tell the search what the LP has taken since the last time. */
static void count_work(settling *t) {
    t->s->list_iterations += rota_master_iterations(t->master) - t->counted;
    t->counted = rota_master_iterations(t->master);
}

/* May the search go on? */
static bool goes_on(settling *t) {
    long most = ITERATIONS_A_NODE * t->max_nodes;
    count_work(t);
    rota_beside_meet(t->s->other);
    t->gave_up = t->gave_up || t->nodes > t->max_nodes ||
                 rota_master_iterations(t->master) > most || rota_search__over(t->s);
    t->begins_anew = t->begins_anew || t->nodes > t->until;
    return !t->gave_up && !t->begins_anew;
}

/* Solve the LP over the lines in it, by the dual simplex where the basis is the parent's. Where it
 * is far above what is looked for, the bound will tell long before its end. The LP is elastic, so
 * it has a solution: where the dual simplex says that it has none, it has lost its way. */
static enum rota_lp_status solve_lp(settling *t, bool dual) {
    double most = cutoff(t);
    enum rota_lp_status status = ROTA_LP_INFEASIBLE;
    if (dual && isinf(most))
        status = rota_master_solve_dual(t->master, rota_search__left(t->s));
    else if (dual)
        status = rota_master_solve_dual_below(t->master, most + FAR_ABOVE * fabs(most),
                                              rota_search__left(t->s));
    if (status == ROTA_LP_INFEASIBLE)
        status = rota_master_solve(t->master, rota_search__left(t->s));
    return status;
}

/* The LP over the open lines; true when the node is still open then. *bound is what it proved. */
static bool optimize(settling *t, const list *open, bool dual, double *bound) {
    bool high;
    do {
        enum rota_lp_status status = solve_lp(t, dual);
        high = status == ROTA_LP_HIGH;
        dual = false;
        t->gave_up = t->gave_up || (status != ROTA_LP_OPTIMAL && !high);
        if (!goes_on(t))
            return false;
        *bound = bound_at_lp(t, open);
        if (*bound >= cutoff(t))
            return false;
    } while (add_lines(t) > 0 || high);
    return true;
}

/* The same for a node, from its parent's basis. */
static bool solve_node(settling *t, const list *open, const rota_lp_basis *from, double *bound) {
    enter(t, open);
    if (from)
        rota_master_restore_basis(t->master, from);
    return optimize(t, open, from != NULL, bound);
}

/* Take out what no better rota can use at the node's prices. */
static void thin_out(settling *t, list *open, double bound) {
    double gap = cutoff(t) - bound;
    int n = 0;
    for (int i = 0; i < open->count; i++) {
        int line = open->lines[i];
        if (t->value[line] - t->least[t->lines->workers[line]] <= gap) {
            open->lines[n++] = line;
        } else if (t->in_pool[line] >= 0) {
            t->allowed[line] = 0;
            rota_master_bound_line(t->master, t->in_pool[line], 0, 0);
        }
    }
    open->count = n;
}

/* ---- branching ---- */

static bool offer_if_whole(settling *t) {
    int n, have = 0;
    const int *in_lp = rota_master_lines(t->master, &n);
    int **arcs = ROTA_NEW_ARRAY(int *, t->s->p->nworkers);
    for (int i = 0; i < n; i++) {
        if (rota_master_value(t->master, in_lp[i]) > 1 - ROTA_SETTLE_WHOLE) {
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

/* Everybody has one line in the node. */
static void offer_the_only(settling *t, const list *open) {
    int **arcs = ROTA_NEW_ARRAY(int *, t->s->p->nworkers);
    for (int i = 0; i < open->count; i++)
        arcs[t->lines->workers[open->lines[i]]] =
            t->lines->arcs + (size_t)open->lines[i] * (size_t)t->s->p->ndays;
    rota_search__offer(t->s, arcs);
    free(arcs);
}

static void explore(settling *t, list *open, const rota_lp_basis *from);

static void explore_side(settling *t, const list *open, const rota_lp_basis *from, const split *by,
                         bool yes) {
    if (!goes_on(t))
        return;
    double lower = 0, upper = 0;
    if (by->kind >= 0) {
        lower = t->lower[by->kind];
        upper = t->upper[by->kind];
        if (yes)
            t->lower[by->kind] = by->above + 1;
        else
            t->upper[by->kind] = by->above;
    }
    list side = rota_settle__side(t, open, by, yes);
    explore(t, &side, from);
    free(side.lines);
    if (by->kind >= 0) {
        t->lower[by->kind] = lower;
        t->upper[by->kind] = upper;
    }
}

/* Cuts while they gain, where those before `first` stay; true when the node is still open then. */
static bool cut(settling *t, list *open, int first, double *bound) {
    if (!t->cuts_pay)
        return true;
    bool patient = isinf(t->aim) && t->s->p->nrows + t->s->p->nworkers > LARGE_LP;
    int vain = 0, most_vain = patient || t->s->cheap ? MOST_VAIN : 1;
    for (int round = 0; round < MOST_ROUNDS; round++) {
        double before = *bound;
        if (rota_settle__cut(t, open, first) == 0)
            return true;
        if (!optimize(t, open, true, bound))
            return false;
        thin_out(t, open, *bound);
        *bound = fmax(*bound, before);
        if (*bound - before >=
            (patient ? GAIN_WHEN_PATIENT : LEAST_GAIN) * (fmin(cutoff(t), t->aim) - before))
            vain = 0;
        else if (++vain == most_vain)
            return true;
    }
    return true;
}

/* What a later search can begin with. */
static void keep(settling *t) {
    rota_search *s = t->s;
    if (!t->at_root || t->gave_up || s->settings->no_windows || !rota_is_kept(s->p))
        return;
    rota_kept_done(&s->near);
    rota_kept_take(&s->near, s->p, t->master, t->pool);
    rota_settle__keep_cuts(t, &s->near);
}

static bool cut_and_keep(settling *t, list *open, int first, double *bound) {
    bool still_open = cut(t, open, first, bound);
    keep(t);
    return still_open;
}

/* Both sides of a split. Where the LP is whole and the bound does not bear it out, or hardly
 * undecided, lines are parted all the same: a node ends by its bound, or when everybody has one. */
static void divide(settling *t, const list *open) {
    split by;
    bool whole = offer_if_whole(t);
    if ((whole || !rota_settle__choose(t, open, &by)) && !rota_settle__part_any(t, open, &by)) {
        offer_the_only(t, open);
        return;
    }
    bool first = by.kind < 0 && by.share > 0.5;
    rota_lp_basis basis;
    rota_master_keep_basis(t->master, &basis);
    explore_side(t, open, &basis, &by, first);
    explore_side(t, open, &basis, &by, !first);
    rota_lp_basis_done(&basis);
}

static void explore(settling *t, list *open, const rota_lp_basis *from) {
    double bound;
    t->nodes++;
    if (!solve_node(t, open, from, &bound))
        return;
    thin_out(t, open, bound);
    divide(t, open);
}

/* The tree below the root. Depth first has bad luck at times: one of three trees is ten times as
 * large as another that splits in nearly the same way. So after some nodes it begins anew with a
 * little chance in the choice, each time with more nodes (docs/design/cuts.md). */
static void explore_tree(settling *t, list *open) {
    double bound;
    long most = FIRST_NODES;
    rota_lp_basis basis;
    rota_master_keep_basis(t->master, &basis);
    t->until = t->nodes + most;
    divide(t, open);
    while (t->begins_anew && !t->gave_up) {
        most *= LONGER_TREE;
        t->until = t->nodes + most;
        t->begins_anew = false;
        t->noise = NOISE;
        if (solve_node(t, open, &basis, &bound))
            divide(t, open);
    }
    t->until = LONG_MAX;
    t->begins_anew = false;
    t->noise = 0;
    rota_lp_basis_done(&basis);
}

/* What costs less than the limit, with cuts of its own. */
static void explore_root(settling *t, list *open, const rota_lp_basis *from) {
    double bound;
    int cuts = t->ncuts;
    t->nodes++;
    if (!solve_node(t, open, from, &bound))
        return;
    thin_out(t, open, bound);
    if (cut_and_keep(t, open, cuts, &bound))
        explore_tree(t, open);
    if (t->ncuts > cuts) {
        rota_master_restore_basis(t->master, from);
        rota_settle__drop_cuts(t, cuts);
    }
}

/* ---- in and out ---- */

static bool begin(settling *t, rota_search *s, const rota_lines *lines, list *open) {
    int count = lines->count, n = s->p->nworkers;
    rota_err err;
    *t = (settling){.s = s, .lines = lines, .pool = rota_pool_new(s->p)};
    if (rota_master_new(s->p, t->pool, &t->master, &err) != ROTA_OK)
        return false;
    int kinds = rota_master_kinds(t->master);
    rota_master_watch(t->master, s->settings->stop);
    rota_master_set_elastic(t->master, true);
    rota_prices_init(&t->prices, t->master);
    t->in_pool = ROTA_NEW_ARRAY(int, count + 1);
    t->listed = ROTA_NEW_ARRAY(int, count + 1);
    t->allowed = ROTA_NEW_ARRAY(unsigned char, count + 1);
    t->value = ROTA_NEW_ARRAY(double, count + 1);
    t->credit = ROTA_NEW_ARRAY(double, count + 1);
    for (int i = 0; i < ROTA_NSLACKS; i++)
        t->less[i] = ROTA_NEW_ARRAY(double, s->p->nrows);
    t->minutes = ROTA_NEW_ARRAY(int, count + 1);
    t->arc_price = ROTA_NEW_ARRAY(double *, n);
    for (int w = 0; w < n; w++)
        t->arc_price[w] = ROTA_NEW_ARRAY(double, s->p->workers[w].narcs);
    t->until = LONG_MAX;
    t->least = ROTA_NEW_ARRAY(double, n);
    t->in_lp = ROTA_NEW_ARRAY(double, n);
    t->best = ROTA_NEW_ARRAY(int, n);
    t->lower = ROTA_NEW_ARRAY(double, kinds + 1);
    t->upper = ROTA_NEW_ARRAY(double, kinds + 1);
    for (int k = 0; k < kinds; k++) {
        t->lower[k] = s->total_lower[k];
        t->upper[k] = s->total_upper[k];
    }
    *open = (list){ROTA_NEW_ARRAY(int, count + 1), count};
    for (int i = 0; i < count; i++) {
        open->lines[i] = i;
        t->in_pool[i] = -1;
        for (int d = 0; d < s->p->ndays; d++) {
            int a = arcs_of(t, i)[d];
            t->minutes[i] += a < 0 ? 0 : s->p->workers[lines->workers[i]].arcs[a].minutes;
        }
    }
    return true;
}

static void finish(settling *t, list *open) {
    rota_prices_done(&t->prices);
    for (int w = 0; w < t->s->p->nworkers; w++)
        free(t->arc_price[w]);
    free(t->arc_price);
    free(t->in_pool);
    free(t->listed);
    free(t->allowed);
    free(t->value);
    free(t->minutes);
    free(t->least);
    free(t->in_lp);
    free(t->best);
    free(t->lower);
    free(t->upper);
    free(open->lines);
    rota_settle__cuts_done(t);
    rota_master_free(t->master);
}

/* ---- the root ---- */

/* From the bound of the root upwards: rotas that cost a little more, then more and more. What is
 * near the bound is found, or ruled out, in small trees, however poor the best known rota is.
 * Returns up to where nothing is better than the best. */
static double deepen(settling *t, const list *open, double bound) {
    double proven = t->at_root ? fmax(bound, t->s->bound) : bound, end = t->limit;
    double known = t->at_root ? FARTHER_THAN_KNOWN * rota_search__known_near(t->s) : 0;
    double step = fmax(FIRST_STEP * fmax(ROTA_COST_SCALE, fabs(bound)), known);
    step = t->cuts_pay ? fmax(step, (double)t->s->step) : (double)INFINITY;
    rota_lp_basis basis;
    rota_master_keep_basis(t->master, &basis);
    while (proven < end && proven < rota_search__cutoff(t->s) && goes_on(t)) {
        t->limit = fmin(bound + step, end);
        list side = {ROTA_NEW_ARRAY(int, open->count + 1), open->count};
        memcpy(side.lines, open->lines, (size_t)open->count * sizeof *side.lines);
        long nodes = t->nodes;
        explore_root(t, &side, &basis);
        free(side.lines);
        if (!t->gave_up)
            proven = t->limit;
        step *= t->nodes - nodes <= FEW ? LONGER * LONGER : LONGER;
    }
    rota_lp_basis_done(&basis);
    return proven;
}

/* Up to where no rota of the list is better than the best. */
static double settle(settling *t, list *open) {
    double end = t->limit, bound;
    t->nodes++;
    if (!solve_node(t, open, NULL, &bound))
        return t->gave_up ? -(double)INFINITY : end;
    thin_out(t, open, bound);
    /* Where lines cost no more than their duties cuts gain little: enough where that is steps. */
    t->cuts_pay = !t->s->cheap || cutoff(t) - bound < FEW_STEPS * (double)t->s->step;
    bool still_open = cut_and_keep(t, open, 0, &bound);
    if (t->at_root && !t->gave_up)
        t->s->near_bound = bound;
    if (!still_open)
        return t->gave_up ? bound : end;
    rota_favourites_note(t->s, t->master, t->pool);
    return deepen(t, open, bound);
}

double rota_settle_root(rota_search *s, const rota_lines *lines, const rota_prices *prices,
                        double aim) {
    settling t;
    list open;
    double bound = -INFINITY;
    if (begin(&t, s, lines, &open)) {
        t.limit = INFINITY;
        t.at_root = true;
        t.aim = aim;
        t.max_nodes = ROOT_NODES;
        rota_settle__fill_lp(&t, &open, prices);
        if (solve_node(&t, &open, NULL, &bound) && cut(&t, &open, 0, &bound))
            rota_favourites_note(s, t.master, t.pool);
        count_work(&t);
        finish(&t, &open);
    }
    rota_pool_free(t.pool);
    return bound;
}

bool rota_settle(rota_search *s, const rota_lines *lines, const rota_prices *prices, double *limit,
                 long *nodes) {
    settling t;
    list open;
    bool settled = false;
    double proven = -INFINITY;
    if (begin(&t, s, lines, &open)) {
        t.limit = *limit;
        t.at_root = prices == &s->root_prices;
        t.aim = INFINITY;
        t.max_nodes = *nodes;
        rota_settle__fill_lp(&t, &open, prices);
        proven = settle(&t, &open);
        settled = !t.gave_up;
        count_work(&t);
        finish(&t, &open);
    }
    *limit = settled ? *limit : fmin(*limit, proven);
    *nodes = t.nodes;
    rota_pool_free(t.pool);
    return settled;
}
