/* Types of a day's work: which shift it is, or which two. For shifts that may not follow each other
 * and for those of which a person may have only so many in the period. */
#include "plan/translate.h"

#include <stdlib.h>

int rota_translate__max_shifts(const rota_translation *t, int staff, int shift) {
    const int *most = t->home->staff[staff].max_shifts;
    return most ? most[shift] : ROTA_NO_LIMIT;
}

int rota_translate__type(rota_translation *t, int first, int second) {
    int shifts = t->home->nshifts;
    if (!t->typed)
        return -1;
    if (second < 0)
        return first;
    for (int i = 0; i < t->npairs; i++)
        if (t->pairs[i].shift[0] == first && t->pairs[i].shift[1] == second)
            return shifts + i;
    ROTA_GROW(t->pairs, t->npairs, t->pairs_capacity);
    t->pairs[t->npairs] = (struct rota_shift_pair){{first, second}};
    return shifts + t->npairs++;
}

/* ---- which may follow which ---- */

/* The shifts of a type; returns how many. */
static int shifts_of(const rota_translation *t, int type, int shifts[2]) {
    int pair = type - t->home->nshifts;
    shifts[0] = pair < 0 ? type : t->pairs[pair].shift[0];
    shifts[1] = pair < 0 ? -1 : t->pairs[pair].shift[1];
    return pair < 0 ? 1 : 2;
}

static bool may_follow(const rota_translation *t, int type, int next) {
    int a[2], b[2], na = shifts_of(t, type, a), nb = shifts_of(t, next, b);
    bool may = true;
    for (int i = 0; i < na; i++)
        for (int k = 0; k < nb; k++)
            may = may && rota_home_may_follow(t->home, a[i], b[k]);
    return may;
}

void rota_translate__types(rota_translation *t) {
    rota_problem *p = t->problem;
    if (!t->typed)
        return;
    p->ntypes = t->home->nshifts + t->npairs;
    if (!t->home->not_after)
        return;
    p->forbidden = ROTA_NEW_ARRAY(unsigned char, (size_t)p->ntypes *(size_t)p->ntypes);
    for (int a = 0; a < p->ntypes; a++)
        for (int b = 0; b < p->ntypes; b++)
            p->forbidden[a * p->ntypes + b] = !may_follow(t, a, b);
}

/* Does a known duty on the date go with the shift on the day before or after it? */
static bool goes_with(const rota_translation *t, const rota_duties *known, int staff, rota_day date,
                      int shift, bool known_first) {
    size_t first, last;
    bool may = true;
    rota_translate__range(known, staff, &first, &last);
    for (size_t i = first; i < last; i++) {
        int other = known->items[i].shift;
        if (known->items[i].date == date)
            may = may && (known_first ? rota_home_may_follow(t->home, other, shift)
                                      : rota_home_may_follow(t->home, shift, other));
    }
    return may;
}

bool rota_translate__may_follow_known(const rota_translation *t, int staff, int day, int shift) {
    const rota_home *home = t->home;
    rota_day date = t->request->from + day;
    bool may = true;
    if (!home->not_after)
        return true;
    if (day == 0)
        may = goes_with(t, &t->before, staff, date - 1, shift, true);
    if (day == t->ndays - 1)
        may = may && goes_with(t, &t->after, staff, date + 1, shift, false);
    for (int i = 0; i < t->npins && may; i++) {
        const rota_assignment *pin = &t->pins[i];
        if (pin->staff != staff || !rota_translate__is_aside(t, pin))
            continue;
        if (pin->date == date - 1)
            may = rota_home_may_follow(home, pin->shift, shift);
        else if (pin->date == date + 1)
            may = rota_home_may_follow(home, shift, pin->shift);
    }
    return may;
}

/* ---- so many of a shift ---- */

/* How many duties of the shift are pinned aside, or are one of two that are pinned on a day. */
static int counted_elsewhere(const rota_translation *t, const rota_worker *worker, int staff,
                             int shift) {
    int n = 0;
    for (int i = 0; i < t->npins; i++)
        n += t->pins[i].staff == staff && t->pins[i].shift == shift &&
             rota_translate__is_aside(t, &t->pins[i]);
    for (int d = 0; d < t->ndays; d++) {
        if (!worker->must_work[d])
            continue;
        const rota_day_work *work = &t->works[worker->arcs[worker->day_first[d]].task];
        for (int k = 0; k < 2 && work->task[1] >= 0; k++)
            n += t->tasks[work->task[k]].shift == shift;
    }
    return n;
}

static int pinned_alone(const rota_translation *t, const rota_worker *worker, int shift) {
    int n = 0;
    for (int d = 0; d < t->ndays; d++)
        n += worker->must_work[d] && worker->arcs[worker->day_first[d]].type == shift;
    return n;
}

void rota_translate__type_limits(rota_translation *t, int w) {
    rota_worker *worker = &t->problem->workers[w];
    int staff = t->staff_of_worker[w];
    if (!t->home->staff[staff].max_shifts)
        return;
    worker->max_of_type = ROTA_NEW_ARRAY(int, t->problem->ntypes);
    for (int type = 0; type < t->problem->ntypes; type++)
        worker->max_of_type[type] = INT32_MAX;
    for (int shift = 0; shift < t->home->nshifts; shift++) {
        int most = rota_translate__max_shifts(t, staff, shift);
        if (most < 0)
            continue;
        int left = most - counted_elsewhere(t, worker, staff, shift);
        int pinned = pinned_alone(t, worker, shift); /* kept, also above the limit */
        worker->max_of_type[shift] = left > pinned ? left : pinned;
    }
}
