/* The arcs of a person: what they may do on each day by themselves. What depends on the days before
 * and after (rest, runs, hours) is left to pricing; what a duty alone decides is decided here. */
#include "plan/translate.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    rota_translation *t;
    int staff;
    rota_worker *worker;
    int arcs_capacity, rows_capacity, nrows;
} builder;

void rota_translate__range(const rota_duties *duties, int staff, size_t *first, size_t *last) {
    size_t i = 0;
    while (i < duties->count && duties->items[i].staff < staff)
        i++;
    *first = i;
    while (i < duties->count && duties->items[i].staff == staff)
        i++;
    *last = i;
}

int rota_translate__longest_span(const rota_translation *t, int staff, rota_day date) {
    const rota_home *home = t->home;
    bool young = rota_person_young(&home->staff[staff], date);
    if (!young && home->settings.rules.special_case && home->rules.daily_rest_special)
        return INT_MAX; /* compensatory rest stands instead */
    int rest = young ? home->rules.young_daily_rest : home->rules.daily_rest;
    int span = home->rules.duty_span;
    if (young && rest > 0 && (span < 0 || 1440 - rest < span))
        span = 1440 - rest;
    return span < 0 ? INT_MAX : span;
}

int rota_translate__rest_after(const rota_translation *t, int staff, rota_day date, int span) {
    const rota_rules *rules = &t->home->rules;
    bool young = rota_person_young(&t->home->staff[staff], date);
    int rest = young ? rules->young_daily_rest : rules->daily_rest;
    if (rest < 0)
        rest = 0;
    if (young || rules->duty_span < 0 || span <= rules->duty_span)
        return rest;
    /* What is left of the 24 hours counts as rest only where it is more than a break. */
    int left = 1440 - span;
    int owed = rest - (left >= 60 ? left : 0);
    return rest + (owed > 0 ? owed : 0);
}

/* ---- may this person do this task at all? ---- */

static bool is_unavailable(const rota_home *home, int staff, rota_day date, const rota_duty *duty) {
    for (int i = 0; i < home->nunavailable; i++) {
        const rota_unavailable *u = &home->unavailable[i];
        if (u->staff != staff)
            continue;
        for (rota_day day = date - 2; day <= date + 2; day++) {
            if (!rota_day_spec_matches(&u->day, day))
                continue;
            rota_minute from = rota_zone_at(home->zone, day, u->from, false);
            rota_minute to = rota_zone_at(home->zone, day, u->to, true);
            if (duty->start < to && from < duty->end)
                return true;
        }
    }
    return false;
}

/* Does the duty touch the hours in which the young may not work? */
static bool in_young_night(const rota_home *home, const rota_duty *duty) {
    int from = home->rules.young_night_from, to = home->rules.young_night_to;
    if (from < 0 || to < 0)
        return false;
    for (rota_day day = duty->date - 1; day <= duty->date + 1; day++) {
        rota_minute first = rota_zone_at(home->zone, day, from, false);
        rota_minute last = rota_zone_at(home->zone, day, to < from ? to + 1440 : to, true);
        if (duty->start < last && first < duty->end)
            return true;
    }
    return false;
}

static bool law_allows(const rota_translation *t, int staff, const rota_task *task,
                       const rota_duty *duty) {
    const rota_rules *rules = &t->home->rules;
    bool young = rota_person_young(&t->home->staff[staff], duty->date);
    if (duty->kind == ROTA_SHIFT_ON_CALL)
        return true;
    if (task->end - task->start > rota_translate__longest_span(t, staff, duty->date))
        return false;
    if (young && ((rules->young_daily >= 0 && task->minutes > rules->young_daily) ||
                  in_young_night(t->home, duty)))
        return false;
    /* A duty that starts before and ends after the 18th birthday is judged on its first day. */
    bool limited = !young && task->night && rules->night_absolute >= 0 &&
                   !t->home->settings.rules.special_case;
    return !limited || task->minutes <= rules->night_absolute;
}

/* Room for the duties that are known after the period: no overlap, and the rest before them. */
static bool fits_before_known(const rota_translation *t, int staff, const rota_task *task,
                              int rest) {
    size_t first, last;
    rota_translate__range(&t->after, staff, &first, &last);
    for (size_t i = first; i < last; i++) {
        const rota_duty *next = &t->after.items[i];
        if (next->kind != ROTA_SHIFT_ON_CALL && t->epoch + task->end + rest > next->start)
            return false;
    }
    return true;
}

static bool may_do(const rota_translation *t, int staff, const rota_task *task) {
    const rota_home *home = t->home;
    rota_duty duty = rota_translate__duty(t, task, staff);
    if (!rota_person_employed(&home->staff[staff], duty.date) ||
        rota_home_leave_on(home, staff, duty.date) ||
        rota_home_role(home, staff, task->group) == ROTA_ROLE_NEVER)
        return false;
    int rest = rota_translate__rest_after(t, staff, duty.date, task->end - task->start);
    return law_allows(t, staff, task, &duty) && !is_unavailable(home, staff, duty.date, &duty) &&
           fits_before_known(t, staff, task, rest);
}

/* ---- arcs ---- */

static void add_arc_row(builder *b, int row, int coef) {
    rota_worker *w = b->worker;
    rota_arc *arc = &w->arcs[w->narcs - 1];
    for (int i = 0; i < arc->nrows; i++) {
        if (w->arc_rows[arc->first_row + i].row == row) {
            w->arc_rows[arc->first_row + i].coef += coef;
            return;
        }
    }
    ROTA_GROW(w->arc_rows, b->nrows, b->rows_capacity);
    w->arc_rows[b->nrows++] = (rota_arc_row){row, coef};
    arc->nrows++;
}

static void add_partial_rows(builder *b, int task) {
    const rota_translation *t = b->t;
    const rota_home *home = t->home;
    const rota_person *person = &home->staff[b->staff];
    for (int i = 0; i < t->npartial; i++) {
        const rota_partial_row *pr = &t->partial[i];
        if (pr->task != task)
            continue;
        if (pr->agency_of >= 0) {
            const rota_task *k = &t->tasks[task];
            bool mine = pr->agency_of == b->staff && k->shift == pr->shift &&
                        t->problem->rows[pr->row].day == k->day;
            if (mine)
                add_arc_row(b, pr->row, -1);
            else if (!person->agency)
                add_arc_row(b, pr->row, 1);
        } else if (pr->key_of >= 0 ? rota_home_role(home, b->staff, pr->key_of) == ROTA_ROLE_KEY
                                   : (person->skills >> pr->skill & 1)) {
            add_arc_row(b, pr->row, 1);
        }
    }
}

static void add_arc(builder *b, int work, int ready, int ready_night) {
    rota_translation *t = b->t;
    rota_worker *w = b->worker;
    const rota_day_work *what = &t->works[work];
    ROTA_GROW(w->arcs, w->narcs, b->arcs_capacity);
    rota_arc *arc = &w->arcs[w->narcs++];
    const rota_task *first = &t->tasks[what->task[0]];
    *arc = (rota_arc){.day = first->day,
                      .task = work,
                      .start = first->start,
                      .ready = ready,
                      .ready_night = ready_night,
                      .group = -1,
                      .first_row = b->nrows};
    for (int i = 0; i < 2 && what->task[i] >= 0; i++) {
        const rota_task *task = &t->tasks[what->task[i]];
        arc->end = task->end;
        arc->minutes += task->minutes;
    }
    rota_translate__value(t, b->staff, what, arc);
    for (int i = 0; i < 2 && what->task[i] >= 0; i++) {
        const rota_task *task = &t->tasks[what->task[i]];
        for (int r = 0; r < task->nrows; r++)
            add_arc_row(b, task->rows[r], 1);
        add_partial_rows(b, what->task[i]);
    }
}

/* Earliest next starts after a stretch that ends with `last`; span: first start to last end. */
static void add_with_rest(builder *b, int work, const rota_task *last, int span) {
    const rota_translation *t = b->t;
    rota_day date = t->request->from + last->day;
    int ready_night = last->end + rota_translate__rest_after(t, b->staff, date, span);
    if (t->home->shifts[last->shift].kind == ROTA_SHIFT_ON_CALL)
        ready_night = last->end; /* on call at home breaks no rest */
    int after_nights = t->home->staff[b->staff].limits.rest_after_nights_minutes;
    int ready = ready_night;
    if (last->night && after_nights >= 0 && last->end + after_nights > ready)
        ready = last->end + after_nights;
    add_arc(b, work, ready, ready_night);
}

/* Two duties of one day: one after the other, lawful as one stretch of work or with a whole rest
 * between. Within a group, or where one is for the whole home: a person is not cut in two. */
static bool pair_is_lawful(const rota_translation *t, int staff, const rota_task *a,
                           const rota_task *b, int *span) {
    rota_day date = t->request->from + a->day;
    int gap = b->start - a->end, longest = rota_translate__longest_span(t, staff, date);
    bool young = rota_person_young(&t->home->staff[staff], date);
    if (gap < 0)
        return false;
    if (young && t->home->rules.young_daily >= 0 &&
        a->minutes + b->minutes > t->home->rules.young_daily)
        return false;
    *span = b->end - b->start;
    if (gap >= rota_translate__rest_after(t, staff, date, a->end - a->start))
        return true;
    *span = b->end - a->start;
    if (t->home->rules.duty_span < 0 || *span <= t->home->rules.duty_span)
        return true;
    return gap == 0 && longest == INT_MAX; /* one long stretch, compensated after */
}

static void add_pairs(builder *b, int day, const unsigned char *may) {
    rota_translation *t = b->t;
    int first = t->day_first_task[day], last = t->day_first_task[day + 1];
    for (int i = first; i < last; i++) {
        for (int j = first; j < last; j++) {
            const rota_task *x = &t->tasks[i], *y = &t->tasks[j];
            int span;
            bool same = x->group == y->group || x->group < 0 || y->group < 0;
            if (i == j || !same || !may[i - first] || !may[j - first] ||
                !pair_is_lawful(t, b->staff, x, y, &span))
                continue;
            add_with_rest(b, rota_translate__work(t, i, j), y, span);
        }
    }
}

/* The pinned tasks of the day, by start; returns how many. */
static int pinned_tasks(const rota_translation *t, int staff, int day, int tasks[2]) {
    int n = 0;
    for (int i = 0; i < t->npins; i++) {
        const rota_assignment *pin = &t->pins[i];
        if (pin->staff != staff || pin->date != t->request->from + day)
            continue;
        if (n < 2)
            tasks[n] = rota_translate__find_task(t, day, pin->shift, pin->group);
        n++;
    }
    if (n == 2 && t->tasks[tasks[1]].start < t->tasks[tasks[0]].start) {
        int first = tasks[0];
        tasks[0] = tasks[1];
        tasks[1] = first;
    }
    return n;
}

static void add_pinned_day(builder *b, int day, const int *pins, int n) {
    rota_translation *t = b->t;
    int span = t->tasks[pins[0]].end - t->tasks[pins[0]].start;
    b->worker->must_work[day] = 1;
    if (n == 1) {
        add_with_rest(b, rota_translate__work(t, pins[0], -1), &t->tasks[pins[0]], span);
        return;
    }
    const rota_task *x = &t->tasks[pins[0]], *y = &t->tasks[pins[1]];
    if (!pair_is_lawful(t, b->staff, x, y, &span))
        span = y->end - x->start; /* contradictions have been named before */
    add_with_rest(b, rota_translate__work(t, pins[0], pins[1]), y, span);
}

static void add_day(builder *b, int day) {
    rota_translation *t = b->t;
    int pins[2];
    int npins = pinned_tasks(t, b->staff, day, pins);
    if (npins > 0) {
        add_pinned_day(b, day, pins, npins < 2 ? npins : 2);
        return;
    }
    int first = t->day_first_task[day], n = t->day_first_task[day + 1] - first;
    unsigned char *may = ROTA_NEW_ARRAY(unsigned char, n + 1);
    for (int i = 0; i < n; i++) {
        const rota_task *task = &t->tasks[first + i];
        may[i] = task->demanded && may_do(t, b->staff, task);
        if (may[i])
            add_with_rest(b, rota_translate__work(t, first + i, -1), task, task->end - task->start);
    }
    if (t->home->staff[b->staff].limits.max_shifts_a_day >= 2)
        add_pairs(b, day, may);
    free(may);
}

void rota_translate__person(rota_translation *t, int w) {
    rota_worker *worker = &t->problem->workers[w];
    builder b = {.t = t, .staff = t->staff_of_worker[w], .worker = worker};
    worker->day_first = ROTA_NEW_ARRAY(int, t->ndays + 1);
    worker->must_work = ROTA_NEW_ARRAY(unsigned char, t->ndays);
    for (int day = 0; day < t->ndays; day++) {
        worker->day_first[day] = worker->narcs;
        add_day(&b, day);
    }
    worker->day_first[t->ndays] = worker->narcs;
    if (!worker->arcs)
        worker->arcs = ROTA_NEW_ARRAY(rota_arc, 1);
    if (!worker->arc_rows)
        worker->arc_rows = ROTA_NEW_ARRAY(rota_arc_row, 1);
}
