/* Phases of a search over weeks whose lines are dear to price: a good rota comes from its weeks
 * (docs/design/improve.md, "Homes week by week"). phases.c has the order of all, months.c that of
 * large homes. */
#include "solver/by_weeks.h"
#include "solver/phases.h"

#include <math.h>

enum { NEAR_HORIZON = 14 }; /* days: up to there parts are as good as a way through the weeks */
enum { MANY_DAYS = 42, MANY_ROWS = 1000 };
enum { MOST_PEOPLE = 28, MOST_OVER_TWO = 14 }; /* of whole weeks, which are soon solved then */
static const double LEAST_TO_ROLL = 4;         /* the least budget, seconds */
static const double EARLY_SHARE = 0.3;         /* of the budget, for prices before the first way */
static const double ROLL_SHARE = 0.4;          /* for a way */
static const double BOUND_SHARE = 0.15;        /* for a bound by weeks */
static const double WHOLE_SHARE = 0.25;        /* for whole weeks */
static const double WORK_OF_PERSON_WEEK = 0.1, SHORT_CLIMB = 3; /* work, for them */
static const double PARTS_SHARE = 0.2;                          /* for parts over two weeks */
static const double WEEKS_SHARE = 0.3, WEEKS_WHEN_MANY = 0.4;   /* for weeks one by one */

void rota_phases_parts(rota_search *s, int size, int largest, double work) {
    double until = rota_search__work(s) + work;
    rota_phases_enter(s, "groups");
    for (; size <= largest && size < s->p->ngroups && rota_phases_go_on(s); size++)
        rota_phases_groups(s, size, until - rota_search__work(s));
    rota_phases_add_best(s);
}

bool rota_phases_bounds_by_weeks(const rota_search *s) {
    bool many = s->p->ndays > MANY_DAYS && s->p->nrows > MANY_ROWS;
    return s->rolls || (many && !s->cheap && !s->settings->no_windows);
}

bool rota_phases_ends_are_open(const rota_search *s) {
    for (int w = 0; w < s->p->nworkers; w++)
        if (s->p->workers[w].ending)
            return false;
    return true;
}

static void bound_by_weeks(rota_search *s) {
    if (!rota_phases_go_on(s) || !rota_phases_ends_are_open(s))
        return;
    rota_phases_enter(s, "bound by weeks");
    bool begun = s->weeks != NULL;
    if (!begun)
        s->weeks = rota_by_weeks_new(s);
    if (begun || rota_by_weeks_begin(s->weeks))
        rota_by_weeks_climb(s->weeks, BOUND_SHARE * rota_search__budget(s));
}

void rota_phases_whole_weeks(rota_search *s) {
    bool known = rota_phases_bounds_by_weeks(s);
    double work = WHOLE_SHARE * rota_search__budget(s);
    int most = s->p->nweeks > 2 ? MOST_PEOPLE : MOST_OVER_TWO;
    if (!rota_phases_go_on(s) || s->cheap || s->settings->no_windows || s->p->nworkers > most ||
        s->p->nweeks < 2 || !rota_phases_ends_are_open(s) ||
        work < WORK_OF_PERSON_WEEK * s->p->nworkers * s->p->nweeks)
        return;
    rota_phases_enter(s, "whole weeks");
    struct rota_by_weeks *weeks = known ? s->weeks : rota_by_weeks_new(s);
    if (known ? weeks != NULL : rota_by_weeks_begin_at_root(weeks)) {
        rota_by_weeks_climb(weeks, SHORT_CLIMB);
        rota_whole_weeks(s, rota_by_weeks_middle(weeks), work);
    }
    if (!known)
        rota_by_weeks_free(weeks);
}

/* Can it be planned week after week, each knowing what the ways to end it are worth? That is better
 * than to improve a first rota, and much sooner; but two weeks are as good by their parts. */
static bool can_roll(const rota_search *s) {
    return s->p->ndays > NEAR_HORIZON && rota_phases_is_long(s) && !s->cheap && !s->dense &&
           !s->settings->start && rota_phases_ends_are_open(s) &&
           rota_search__budget(s) >= LEAST_TO_ROLL;
}

bool rota_phases_roll(rota_search *s, double work) {
    if (!rota_phases_go_on(s))
        return false;
    rota_phases_enter(s, "weeks");
    if (!s->weeks)
        s->weeks = rota_by_weeks_new(s);
    rota_by_weeks_take_root(s->weeks);
    bool better = rota_roll_weeks(s, rota_by_weeks_values(s->weeks), work);
    rota_phases_add_best(s);
    return better;
}

/* The first way, at prices of the root; where lines are too long for that, at those of the weeks by
 * themselves. */
static bool begin_to_roll(rota_search *s) {
    double budget = rota_search__budget(s);
    if (!rota_phases_bounds_by_weeks(s)) {
        rota_phases_root(s, EARLY_SHARE * budget);
        if (s->root_bound > -INFINITY)
            return rota_phases_roll(s, ROLL_SHARE * budget);
    }
    rota_phases_enter(s, "bound by weeks");
    s->weeks = rota_by_weeks_new(s);
    if (!rota_by_weeks_begin(s->weeks) || !rota_phases_go_on(s))
        return false;
    const rota_multipliers *values = rota_by_weeks_values(s->weeks);
    rota_phases_enter(s, "weeks");
    return rota_roll_weeks(s, values, ROLL_SHARE * budget);
}

void rota_phases_begin_by_weeks(rota_search *s) {
    if (!rota_phases_is_long(s) || s->cheap)
        return;
    bool rolled = can_roll(s) && begin_to_roll(s), by_weeks = rota_phases_bounds_by_weeks(s);
    if (by_weeks || !rolled) {
        double share = by_weeks ? WEEKS_WHEN_MANY : WEEKS_SHARE;
        double work = share * rota_search__budget(s);
        rota_phases_enter(s, "weeks");
        rota_improve_windows(s, 1, work, work / s->p->nweeks);
        rota_phases_add_best(s);
    }
    /* Before the parts: a rota that is a little worse, and not one without a bound. */
    if (by_weeks) {
        bound_by_weeks(s);
        rota_phases_whole_weeks(s);
    }
    if (rota_phases_has_parts(s) && rota_phases_go_on(s))
        rota_phases_parts(s, 1, 2, PARTS_SHARE * rota_search__budget(s));
}
