/* A large home over several weeks. A week of it takes long to plan, and with little time the rota
 * comes from parts of the home; with more, prices of the whole come first, and weeks planned at
 * them (docs/design/improve.md). With several threads one raises the bound while the others look
 * for rotas. */
#include "solver/by_weeks.h"
#include "solver/phases.h"

#include <math.h>

/* Of the budget: for parts before there is a bound, and what is enough for them, work; for prices
 * and bound; for a way through the weeks; for parts or the bound, in turns. */
static const double FIRST_SHARE = 0.4, ENOUGH_FIRST = 6;
static const double ROOT_SHARE = 0.2, ROLL_SHARE = 0.15, TURN_SHARE = 0.15;
static const double PERSON_WEEK = 0.05; /* work: what a way takes at least, for each */

/* Parts around so many groups over so many weeks, each with about as much work as it needs. */
typedef struct {
    int groups, weeks;
    double work;
} kind;
static const kind FIRST[] = {{1, 1, 0.2}, {2, 1, 0.2}};
static const kind LATER[] = {{3, 1, 0.4}, {1, 2, 1}, {4, 1, 0.8}, {2, 2, 2}, {2, 1, 0.2}};

static void improve(rota_search *s, const kind *k, double work) {
    if (rota_phases_go_on(s) && work > 0 && k->groups < s->p->ngroups)
        rota_improve_groups(s, k->groups, k->weeks, work, k->work);
}

/* Parts of one kind after the other, each as long as it improves. */
static void improve_all(rota_search *s, const kind *kinds, size_t n, double work) {
    double until = rota_search__work(s) + work;
    for (size_t i = 0; i < n; i++)
        improve(s, &kinds[i], until - rota_search__work(s));
}

static void improve_in_turns(rota_search *s, double work) {
    improve_all(s, LATER, sizeof LATER / sizeof *LATER, work);
}

static void improve_beside(rota_search *s) {
    double before = -1;
    while (rota_phases_go_on(s) && rota_search__work(s) > before) {
        before = rota_search__work(s);
        improve_in_turns(s, INFINITY);
    }
}

/* Raise the bound for so much work (0 = until it is as high as it gets); false when it is. */
static bool climb(rota_search *s, double work) {
    if (!rota_phases_go_on(s))
        return false;
    if (rota_phases_bounds_by_weeks(s)) {
        rota_phases_enter(s, "bound by weeks");
        return rota_by_weeks_climb(s->weeks, work > 0 ? work : INFINITY);
    }
    rota_phases_root(s, work);
    return !s->root_converged;
}

/* The bound with better rotas beside it, or each in its turn; false when it is as high as it gets.
 */
static bool improve_and_climb(rota_search *s, double work) {
    s->other = rota_beside_begin(s, improve_beside);
    if (!s->other) {
        rota_phases_enter(s, "groups");
        improve_in_turns(s, work);
    }
    bool climbs = climb(s, s->other ? 0 : work);
    rota_beside_end(s->other);
    s->other = NULL;
    return climbs;
}

/* Prices of the whole, and weeks planned at them where there is time for that; or of the weeks by
 * themselves. */
static void begin_bound(rota_search *s, double budget) {
    double way = PERSON_WEEK * s->p->nworkers * s->p->nweeks;
    if (rota_phases_bounds_by_weeks(s)) {
        rota_phases_enter(s, "bound by weeks");
        s->weeks = rota_by_weeks_new(s);
        rota_by_weeks_begin(s->weeks);
        return;
    }
    rota_phases_root(s, ROOT_SHARE * budget);
    if (s->root_bound > -INFINITY && ROLL_SHARE * budget >= way)
        rota_phases_roll(s, ROLL_SHARE * budget);
}

/* Better rotas: parts, and where these find none another way through the weeks. */
static void improve_or_roll(rota_search *s, double work) {
    rota_cost before = s->best_cost;
    rota_phases_enter(s, "groups");
    improve_in_turns(s, work);
    if (s->best_cost == before && s->root_converged)
        rota_phases_roll(s, work);
}

void rota_run_months(rota_search *s) {
    double budget = rota_search__budget(s), before = -1;
    rota_phases_enter(s, "groups");
    double first = FIRST_SHARE * budget;
    if (!rota_phases_bounds_by_weeks(s))
        first = fmin(ENOUGH_FIRST, first);
    improve_all(s, FIRST, sizeof FIRST / sizeof *FIRST, first);
    if (!rota_phases_go_on(s))
        return;
    begin_bound(s, budget);
    bool climbs = true;
    while (rota_phases_go_on(s) && rota_search__work(s) > before) {
        before = rota_search__work(s);
        if (climbs && !s->root_converged)
            climbs = improve_and_climb(s, TURN_SHARE * budget);
        else
            improve_or_roll(s, TURN_SHARE * budget);
    }
}
