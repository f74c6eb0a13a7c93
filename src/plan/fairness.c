/* Fair shares: nights, weekends and bank holidays of the last fairness_weeks and of the period,
 * shared out among those who can have them, by the contract hours of the days on which they are
 * employed and not on leave. Above a share each costs a little, so that over the months they even
 * out. */
#include "plan/translate.h"

#include "core/demand.h"
#include "core/fairness.h"

#include <math.h>
#include <stdlib.h>

/* The first day that is looked at: the window's, or the first of which anything is known. */
static rota_day known_since(const rota_translation *t) {
    rota_day window = t->request->from - 7 * t->home->settings.plan.fairness_weeks;
    rota_day since = t->request->from;
    for (size_t i = 0; i < t->before.count; i++) {
        rota_day date = t->before.items[i].date;
        if (date >= window && date < since)
            since = date;
    }
    return since;
}

/* How many the person had since then. */
static int had(const rota_translation *t, int staff, rota_day since, enum rota_burden what) {
    size_t first, last;
    rota_translate__range(&t->before, staff, &first, &last);
    if (first == last)
        return 0;
    return rota_burden_count(t->home, t->before.items + first, last - first, what, since,
                             t->request->from - 1);
}

static unsigned flag_of(enum rota_burden what) {
    return what == ROTA_BURDEN_NIGHTS     ? ROTA_ARC_NIGHT
           : what == ROTA_BURDEN_WEEKENDS ? ROTA_ARC_WEEKEND
                                          : ROTA_ARC_HOLIDAY;
}

static bool can_have(const rota_worker *worker, unsigned flag) {
    for (int a = 0; a < worker->narcs; a++)
        if (worker->arcs[a].flags & flag)
            return true;
    return false;
}

/* People that the period's demand asks for in such duties; two duties make a weekend. */
static double expected(const rota_translation *t, enum rota_burden what) {
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
            people += rota_burden_counts(t->home, &duty, what) ? row->min : 0;
        }
        free(rows);
    }
    return what == ROTA_BURDEN_WEEKENDS ? people / 2 : people;
}

static rota_convex *shares_of(rota_worker *worker, enum rota_burden what) {
    return what == ROTA_BURDEN_NIGHTS     ? &worker->nights
           : what == ROTA_BURDEN_WEEKENDS ? &worker->weekends
                                          : &worker->holidays;
}

static void share_out(rota_translation *t, enum rota_burden what, double weight) {
    rota_problem *p = t->problem;
    rota_day since = known_since(t);
    double total = expected(t, what), contract = 0;
    int *before = ROTA_NEW_ARRAY(int, p->nworkers);
    double *due = ROTA_NEW_ARRAY(double, p->nworkers);
    for (int w = 0; w < p->nworkers; w++) {
        int staff = t->staff_of_worker[w];
        if (!can_have(&p->workers[w], flag_of(what)))
            continue;
        before[w] = had(t, staff, since, what);
        due[w] = rota_contract_minutes(t->home, staff, since, t->request->to);
        total += before[w];
        contract += due[w];
    }
    for (int w = 0; w < p->nworkers; w++) {
        rota_convex *f = shares_of(&p->workers[w], what);
        *f = (rota_convex){.high = INT32_MAX / 2};
        /* Who has no contract hours has no share to exceed. */
        if (!(due[w] > 0))
            continue;
        int left = (int)ceil(total * due[w] / contract - 1e-9) - before[w];
        f->high = left > 0 ? left : 0;
        f->above = rota_translate__points(weight);
    }
    free(before);
    free(due);
}

void rota_translate__fairness(rota_translation *t) {
    const rota_plan_weights *w = &t->home->settings.plan.weight;
    share_out(t, ROTA_BURDEN_NIGHTS, w->night_share);
    share_out(t, ROTA_BURDEN_WEEKENDS, w->weekend_share);
    share_out(t, ROTA_BURDEN_HOLIDAYS, w->holiday_share);
}
