/* Enumeration as the prover: a line that is in any rota better than the best known one has a
 * reduced cost (above the least of its person) of at most the gap between best and bound. Where
 * those lines are few, a search among them settles the question. */
#include "core/mem.h"
#include "solver/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double NEAREST = 0.0025;    /* of the bound: where a search from near to far begins */
static const double AROUND_ROOT = 0.004; /* of the bound: lines for its first cuts */
static const double FARTHER_THAN_KNOWN = 1.1; /* of what was needed before a change */
static const double LESS = 2;                 /* where too many lines are near: the next reach */
enum { FIRST_LINES = 3000, FEW = 9, MOST_VAIN = 3 };
enum { WEEK = 7 }; /* days: lines over more are many even where few are near */
static const double LOOKS_A_LABEL = 250; /* at a day: what takes as long as to make a label */
enum { LABELS_A_LINE = 20, LABELS_WHEN_LONG = 600000, LABELS_WHEN_DENSE = 1500000 }; /* a person */

/* Add what pricing found of one worker; false when it is wrong. */
static bool add_found(const rota_problem *p, int w, const rota_price_result *result,
                      rota_lines *out) {
    size_t n = (size_t)p->ndays;
    while (out->capacity < out->count + result->count) {
        out->capacity = 2 * out->capacity + 1000;
        size_t room = (size_t)out->capacity;
        out->workers = rota_realloc(out->workers, room, sizeof *out->workers);
        out->costs = rota_realloc(out->costs, room, sizeof *out->costs);
        out->arcs = rota_realloc(out->arcs, room * n, sizeof *out->arcs);
    }
    for (int i = 0; i < result->count; i++) {
        const int *arcs = result->arcs + (size_t)i * n;
        if (!rota_line_cost(p, w, arcs, &out->costs[out->count], NULL))
            return false;
        out->workers[out->count] = w;
        memcpy(out->arcs + (size_t)out->count * n, arcs, n * sizeof *arcs);
        out->count++;
    }
    return true;
}

static void free_lines(rota_lines *lines) {
    free(lines->workers);
    free(lines->costs);
    free(lines->arcs);
}

/* All lines of all workers within reach of each one's best. Returns false when they are too many or
 * time is over. */
static bool list_lines(rota_search *s, const rota_scope *scope, const rota_prices *prices,
                       const double *least, double reach, const rota_effort *effort,
                       rota_lines *out) {
    *out = (rota_lines){0};
    int max_lines = effort->lines;
    bool is_long = s->p->ndays > WEEK;
    long labels = is_long ? LABELS_WHEN_LONG : (long)LABELS_A_LINE * max_lines, made = 0;
    if (is_long)
        max_lines = max_lines / s->p->ndays * WEEK; /* longer ones take more room and time */
    for (int w = 0; w < s->p->nworkers; w++) {
        if (effort->labels > 0)
            labels = effort->labels - made < LABELS_WHEN_DENSE ? effort->labels - made
                                                               : LABELS_WHEN_DENSE;
        rota_colgen__arc_costs(s, w, prices->pi, s->arc_cost[w]);
        rota_price_request rq = {.arc_cost = s->arc_cost[w],
                                 .banned = scope->banned[w],
                                 .must_work = scope->must_work[w],
                                 .threshold = least[w] + reach,
                                 .max_lines = max_lines - out->count,
                                 .max_labels = labels,
                                 .deadline = s->deadline,
                                 .all = true};
        rota_price_result result;
        rota_price(s->pricers[w], &rq, s->rooms[0], &result);
        s->priced++;
        s->list_days += LOOKS_A_LABEL * (double)result.labels;
        made += result.labels;
        if (effort->labels > 0 && made >= effort->labels)
            return false;
        if (!result.complete || rota_search__over(s) || !add_found(s->p, w, &result, out))
            return false;
    }
    return true;
}

/* What is best among all rotas that cost less than `limit`, which is at most `reach` above the
 * bound that the prices give. Its lines are all within that reach. True when it is settled; of the
 * effort, nodes becomes what was taken. */
static bool settle_within(rota_search *s, const rota_scope *scope, const rota_prices *prices,
                          const double *least, double reach, double *limit, rota_effort *effort) {
    rota_lines lines;
    bool listed = list_lines(s, scope, prices, least, reach, effort, &lines);
    bool settled = listed && rota_settle(s, &lines, prices, limit, &effort->nodes);
    if (!listed)
        *limit = -INFINITY;
    effort->nodes = listed ? effort->nodes : 0;
    free_lines(&lines);
    return settled;
}

bool rota_enumerate(rota_search *s, const rota_scope *scope, const rota_prices *prices,
                    const double *least, double bound, rota_effort effort) {
    double gap = rota_search__cutoff(s) - bound, limit = INFINITY;
    return gap <= 0 || settle_within(s, scope, prices, least, gap, &limit, &effort);
}

/* Settle the root so far above its bound: then that far, nothing is better than the best. */
static bool settle_root(rota_search *s, double reach, rota_effort *effort) {
    double limit = s->root_bound + reach;
    bool settled =
        settle_within(s, &s->root, &s->root_prices, s->root_least, reach, &limit, effort);
    rota_search__raise_bound(s, limit);
    return settled;
}

void rota_enumerate_root(rota_search *s, rota_effort effort) {
    double reach = AROUND_ROOT * fmax(ROTA_COST_SCALE, fabs(s->root_bound));
    rota_lines lines;
    while (!list_lines(s, &s->root, &s->root_prices, s->root_least, reach, &effort, &lines)) {
        free_lines(&lines);
        reach /= LESS;
        if (reach < 1 || rota_search__over(s))
            return;
    }
    double bound = rota_settle_root(s, &lines, &s->root_prices, s->root_bound + 2 * reach);
    rota_search__raise_bound(s, fmin(bound, s->root_bound + reach));
    free_lines(&lines);
}

void rota_enumerate_best(rota_search *s, rota_effort effort) {
    static const double shares[] = {0.15, 0.35};
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        double gap = rota_search__cutoff(s) - s->bound;
        rota_effort taken = effort;
        if (gap <= 0 || rota_search__over(s) ||
            !settle_root(s, s->bound - s->root_bound + shares[i] * gap, &taken))
            return;
    }
}

void rota_enumerate_near(rota_search *s, rota_effort effort, double farther) {
    double proven = s->bound - s->root_bound;
    double reach = proven + NEAREST * fmax(ROTA_COST_SCALE, fabs(s->root_bound));
    double known = FARTHER_THAN_KNOWN * rota_search__known_reach(s);
    bool guessed = known > reach; /* then at once as far as it was before */
    reach = fmax(reach, known);
    int vain = 0, misses = 0;
    while (effort.nodes > 0 && !rota_search__over(s) && !rota_search__done(s)) {
        reach = fmin(reach, rota_search__cutoff(s) - s->root_bound);
        rota_effort taken = effort;
        if (proven == 0 && s->p->ndays <= WEEK && !guessed)
            taken.lines = FIRST_LINES; /* where to begin is not known: as near as few lines are */
        bool settled = settle_root(s, reach, &taken);
        guessed = false;
        rota_beside_meet(s->other);
        effort.nodes -= taken.nodes;
        proven = fmax(proven, s->bound - s->root_bound);
        if (settled) {
            bool leaps = known == 0 && taken.nodes <= FEW; /* what is known is about right */
            reach *= vain > 0 ? sqrt(farther) : leaps ? farther * farther : farther;
        } else if (proven > 0) {
            reach = sqrt(proven * reach);
            if (++vain == MOST_VAIN)
                return;
        } else {
            reach /= farther * farther;
            if (reach < 1 || (s->p->ndays > WEEK && ++misses == MOST_VAIN))
                return;
        }
    }
}

bool rota_enumerate_steps(rota_search *s, rota_effort effort) {
    double step = (double)s->step, constant = (double)s->p->constant;
    while (!rota_search__over(s) && !rota_search__done(s)) {
        /* The cheapest that a rota can be, for all that is proven. */
        double next = constant + ceil((s->bound - constant) / step) * step + ROTA_EXACT;
        if (next >= s->too_far)
            return false;
        rota_effort taken = effort;
        if (!settle_root(s, next - s->root_bound, &taken)) {
            if (taken.nodes == 0)
                s->too_far = next;
            return taken.nodes > 0;
        }
        effort.nodes -= taken.nodes;
        if (effort.nodes <= 0)
            return true;
    }
    return false;
}
