/* A large home over several weeks. The LP over all of them is not solved in any time, and a week of
 * it takes long to plan. So the rota comes from parts of the home, from the first one on, and the
 * bound from the weeks (bound_weeks.c). With several threads one raises the bound while the others
 * look for rotas (docs/design/improve.md). */
#include "solver/by_weeks.h"
#include "solver/phases.h"

#include <math.h>

static const double FIRST_SHARE = 0.4; /* of the budget, for parts before there is a bound */
static const double TURN_SHARE = 0.15; /* and for parts or the bound, in turns */

/* Parts around so many groups over so many weeks, each with about as much work as it needs. */
typedef struct {
    int groups, weeks;
    double work;
} kind;
static const kind FIRST[] = {{1, 1, 0.2}, {2, 1, 0.2}};
static const kind LATER[] = {{3, 1, 0.4}, {1, 2, 1}, {4, 1, 0.8}, {2, 2, 2}, {2, 1, 0.2}};

static bool goes_on(const rota_search *s) {
    return !rota_search__over(s) && !rota_search__done(s);
}

static void improve(rota_search *s, const kind *k, double work) {
    if (goes_on(s) && work > 0 && k->groups < s->p->ngroups)
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
    while (goes_on(s) && rota_search__work(s) > before) {
        before = rota_search__work(s);
        improve_in_turns(s, INFINITY);
    }
}

/* The bound for as long as it rises with better rotas beside it, or each in its turn; false when
 * there is nothing left to do. */
static bool improve_and_climb(rota_search *s, double work) {
    double before = rota_search__work(s);
    s->other = rota_beside_begin(s, improve_beside);
    if (s->other) {
        work = INFINITY;
    } else {
        rota_phases_enter(s, "groups");
        improve_in_turns(s, work);
    }
    rota_phases_enter(s, "bound by weeks");
    bool climbs = goes_on(s) && rota_by_weeks_climb(s->weeks, work);
    rota_beside_end(s->other);
    s->other = NULL;
    if (!climbs && goes_on(s)) {
        rota_phases_enter(s, "groups");
        improve_in_turns(s, work);
    }
    return rota_search__work(s) > before;
}

void rota_run_months(rota_search *s) {
    double budget = rota_search__budget(s);
    rota_phases_enter(s, "groups");
    improve_all(s, FIRST, sizeof FIRST / sizeof *FIRST, FIRST_SHARE * budget);
    if (!goes_on(s))
        return;
    rota_phases_enter(s, "bound by weeks");
    s->weeks = rota_by_weeks_new(s);
    rota_by_weeks_begin(s->weeks);
    while (goes_on(s) && improve_and_climb(s, TURN_SHARE * budget))
        ;
}
