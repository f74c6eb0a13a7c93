/* Fair shares: nights, weekends and bank holidays of the history window and of the period, shared
 * out by contract hours among those who can have them. Above a share each costs a little, so that
 * over the months they even out. */
#include "plan/translate.h"

#include "core/demand.h"

#include <math.h>
#include <stdlib.h>

/* What is counted: nights, weekends or holidays. */
enum count_of { COUNT_NIGHTS, COUNT_WEEKENDS, COUNT_HOLIDAYS };

static bool counts(const rota_home *home, const rota_duty *duty, enum count_of what) {
    if (duty->kind == ROTA_SHIFT_ON_CALL)
        return false;
    switch (what) {
    case COUNT_NIGHTS:
        return rota_duty_is_night(home, duty);
    case COUNT_WEEKENDS:
        return rota_day_is_weekend(duty->date);
    case COUNT_HOLIDAYS:
        break;
    }
    return rota_home_is_holiday(home, duty->date);
}

/* How many the person had in the history window; a weekend counts once. */
static int had(const rota_translation *t, int staff, enum count_of what) {
    size_t first, last;
    int n = 0;
    rota_day weekend = ROTA_NO_DAY;
    rota_day since = t->request->from - 7 * t->home->settings.continuity.history_weeks;
    rota_translate__range(&t->before, staff, &first, &last);
    for (size_t i = first; i < last; i++) {
        const rota_duty *duty = &t->before.items[i];
        if (duty->date < since || !counts(t->home, duty, what))
            continue;
        rota_day saturday = rota_week_start(duty->date, ROTA_SAT);
        n += what != COUNT_WEEKENDS || saturday != weekend;
        weekend = saturday;
    }
    return n;
}

static unsigned flag_of(enum count_of what) {
    return what == COUNT_NIGHTS     ? ROTA_ARC_NIGHT
           : what == COUNT_WEEKENDS ? ROTA_ARC_WEEKEND
                                    : ROTA_ARC_HOLIDAY;
}

static bool can_have(const rota_worker *worker, unsigned flag) {
    for (int a = 0; a < worker->narcs; a++)
        if (worker->arcs[a].flags & flag)
            return true;
    return false;
}

/* People that the period's demand asks for in such duties; two duties make a weekend. */
static double expected(const rota_translation *t, enum count_of what) {
    double people = 0;
    for (int day = 0; day < t->ndays; day++) {
        int *rows;
        size_t n = rota_demand_on(t->home, t->request->from + day, &rows);
        for (size_t i = 0; i < n; i++) {
            const rota_demand *row = &t->home->demand[rows[i]];
            if (row->shift < 0 || row->skill >= 0)
                continue;
            int k = rota_translate__find_task(t, day, row->shift, row->group);
            if (k < 0)
                continue;
            rota_duty duty = rota_translate__duty(t, &t->tasks[k], 0);
            people += counts(t->home, &duty, what) ? row->min : 0;
        }
        free(rows);
    }
    return what == COUNT_WEEKENDS ? people / 2 : people;
}

static void share_out(rota_translation *t, enum count_of what, double weight) {
    rota_problem *p = t->problem;
    double total = expected(t, what), contract = 0;
    int *before = ROTA_NEW_ARRAY(int, p->nworkers);
    for (int w = 0; w < p->nworkers; w++) {
        int staff = t->staff_of_worker[w];
        if (!can_have(&p->workers[w], flag_of(what)))
            continue;
        before[w] = had(t, staff, what);
        total += before[w];
        contract += t->home->staff[staff].contract_minutes;
    }
    for (int w = 0; w < p->nworkers; w++) {
        rota_convex *f = what == COUNT_NIGHTS     ? &p->workers[w].nights
                         : what == COUNT_WEEKENDS ? &p->workers[w].weekends
                                                  : &p->workers[w].holidays;
        int minutes = t->home->staff[t->staff_of_worker[w]].contract_minutes;
        *f = (rota_convex){.high = INT32_MAX / 2};
        /* Who has no contract hours has no share to exceed. */
        if (contract <= 0 || minutes <= 0 || !can_have(&p->workers[w], flag_of(what)))
            continue;
        int left = (int)ceil(total * minutes / contract - 1e-9) - before[w];
        f->high = left > 0 ? left : 0;
        f->above = rota_translate__points(weight);
    }
    free(before);
}

void rota_translate__fairness(rota_translation *t) {
    const rota_plan_weights *w = &t->home->settings.plan.weight;
    share_out(t, COUNT_NIGHTS, w->night_share);
    share_out(t, COUNT_WEEKENDS, w->weekend_share);
    share_out(t, COUNT_HOLIDAYS, w->holiday_share);
}
