/* The arcs of a person: what they may do on each day by themselves. What depends on the days before
 * and after (rest, runs, hours) is left to pricing; what a duty alone decides is decided here. */
#include "core/terms.h"
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

static bool is_on_call(const rota_translation *t, const rota_task *task) {
    return t->home->shifts[task->shift].kind == ROTA_SHIFT_ON_CALL;
}

int rota_translate__longest_span(const rota_translation *t, int staff, rota_day date) {
    const rota_home *home = t->home;
    bool young = rota_person_young(&home->staff[staff], date);
    if (rota_translate__compensates(t, staff, date))
        return INT_MAX; /* compensatory rest stands instead */
    int rest = young ? home->rules.young_daily_rest : home->rules.daily_rest;
    int span = home->rules.duty_span;
    if (young && rest > 0 && (span < 0 || 1440 - rest < span))
        span = 1440 - rest;
    return span < 0 ? INT_MAX : span;
}

int rota_translate__longest_chain(const rota_translation *t, int staff, rota_day date) {
    const rota_rules *rules = &t->home->rules;
    bool young = rota_person_young(&t->home->staff[staff], date);
    int rest = young ? rules->young_daily_rest : rules->daily_rest;
    if (!young && rules->duty_span >= 0)
        return rules->duty_span;
    return rest < 0 ? INT_MAX : 1440 - rest;
}

bool rota_translate__compensates(const rota_translation *t, int staff, rota_day date) {
    return rota_home_special_case(t->home, staff) && t->home->rules.daily_rest_special &&
           !rota_person_young(&t->home->staff[staff], date);
}

int rota_translate__rest_after(const rota_translation *t, int staff, rota_day date, int span) {
    const rota_rules *rules = &t->home->rules;
    bool young = rota_person_young(&t->home->staff[staff], date);
    int rest = young ? rules->young_daily_rest : rules->daily_rest;
    /* After the last duty before the birthday the rest may be an adult's already. */
    if (young && !rota_person_young(&t->home->staff[staff], date + 1) && rules->daily_rest > rest)
        rest = rules->daily_rest;
    if (rest < 0)
        rest = 0;
    if (!rota_translate__compensates(t, staff, date) || rules->duty_span < 0 ||
        span <= rules->duty_span)
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
    const rota_rules *rules = &home->rules;
    bool later = home->staff[duty->staff].contract_after_22 && rules->young_contract_from >= 0 &&
                 rules->young_contract_to >= 0;
    int from = later ? rules->young_contract_from : rules->young_night_from;
    int to = later ? rules->young_contract_to : rules->young_night_to;
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

/* Minutes of the first day that were begun before the period. */
static int64_t carried_over(const rota_translation *t, int staff) {
    size_t first, last;
    int64_t minutes = 0;
    rota_translate__range(&t->before, staff, &first, &last);
    for (size_t i = first; i < last; i++) {
        const rota_duty *duty = &t->before.items[i];
        if (duty->kind != ROTA_SHIFT_ON_CALL && duty->end > t->epoch)
            minutes += duty->end - t->epoch;
    }
    return minutes;
}

/* May so many minutes be worked on the day by somebody under age? */
static bool young_day_holds(const rota_translation *t, int staff, int day, int minutes) {
    int most = t->home->rules.young_daily;
    return most < 0 || minutes + (day == 0 ? carried_over(t, staff) : 0) <= most;
}

int rota_translate__night_limit(const rota_translation *t, int staff) {
    const rota_person *person = &t->home->staff[staff];
    bool limited = !rota_home_special_case(t->home, staff) &&
                   !rota_person_young(person, t->request->to) &&
                   person->night_worker != ROTA_NIGHT_NO;
    return limited ? t->home->rules.night_absolute : -1;
}

/* The same of a duty: -1 when none of it lies in the night. */
static int night_limit(const rota_translation *t, int staff, const rota_task *task) {
    return task->night_minutes > 0 ? rota_translate__night_limit(t, staff) : -1;
}

/* Is the break of the shift too short for the young? For adults a shift says by itself whether its
 * break is long enough: the checker tells the home, which is planned all the same. */
static bool young_break_fails(const rota_translation *t, const rota_task *task) {
    const rota_rules *rules = &t->home->rules;
    const rota_shift *shift = &t->home->shifts[task->shift];
    return shift->break_said && rules->young_break > 0 && rules->young_break_after >= 0 &&
           task->minutes > rules->young_break_after && shift->break_minutes < rules->young_break;
}

static bool law_allows(const rota_translation *t, int staff, const rota_task *task,
                       const rota_duty *duty) {
    bool young = rota_person_young(&t->home->staff[staff], duty->date);
    if (duty->kind == ROTA_SHIFT_ON_CALL)
        return true;
    if (task->end - task->start > rota_translate__longest_span(t, staff, duty->date))
        return false;
    /* A duty that starts before and ends after the 18th birthday is judged on its first day. */
    if (young && (!young_day_holds(t, staff, task->day, task->minutes) ||
                  in_young_night(t->home, duty) || young_break_fails(t, task)))
        return false;
    if (!young && t->home->rules.duty_work >= 0 && task->minutes > t->home->rules.duty_work)
        return false;
    int most = night_limit(t, staff, task);
    return most < 0 || task->minutes <= most;
}

/* ---- what is known after the period ---- */

/* The person's first work after the period, or NULL. */
static const rota_duty *first_known(const rota_translation *t, int staff) {
    size_t first, last;
    rota_translate__range(&t->after, staff, &first, &last);
    for (size_t i = first; i < last; i++)
        if (t->after.items[i].kind != ROTA_SHIFT_ON_CALL)
            return &t->after.items[i];
    return NULL;
}

/* Is the person pinned to be on call at home at the time? */
static bool pinned_on_call(const rota_translation *t, int staff, const rota_task *task) {
    for (int i = 0; i < t->npins; i++) {
        const rota_assignment *pin = &t->pins[i];
        if (pin->staff != staff || !rota_translate__is_aside(t, pin))
            continue;
        int day = pin->date - t->request->from;
        const rota_task *own = &t->tasks[rota_translate__find_task(t, day, pin->shift, pin->group)];
        if (own->start < task->end && task->start < own->end)
            return true;
    }
    return false;
}

static bool may_do(const rota_translation *t, int staff, const rota_task *task) {
    const rota_home *home = t->home;
    rota_duty duty = rota_translate__duty(t, task, staff);
    if (!rota_person_employed(&home->staff[staff], duty.date) ||
        rota_home_leave_on(home, staff, duty.date) ||
        rota_home_role(home, staff, task->group) == ROTA_ROLE_NEVER ||
        pinned_on_call(t, staff, task) || rota_translate__is_kept_free(t, staff, task->day) ||
        !rota_translate__may_follow_known(t, staff, task->day, task->shift))
        return false;
    return law_allows(t, staff, task, &duty) && !is_unavailable(home, staff, duty.date, &duty);
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
    for (int i = t->first_partial[task]; i < t->first_partial[task + 1]; i++) {
        const rota_partial_row *pr = &t->partial[i];
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
    int second = what->task[1] >= 0 ? t->tasks[what->task[1]].shift : -1;
    *arc = (rota_arc){.day = first->day,
                      .task = work,
                      .type = rota_translate__type(t, first->shift, second),
                      .start = first->start,
                      .ready = ready,
                      .ready_night = ready_night,
                      .group = -1,
                      .first_row = b->nrows};
    for (int i = 0; i < 2 && what->task[i] >= 0; i++) {
        const rota_task *task = &t->tasks[what->task[i]];
        arc->end = task->end > arc->end ? task->end : arc->end;
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

/* Earliest next starts. */
typedef struct {
    int any, night; /* of work that is no night, of a night */
} ready_times;

static int later(int a, int b) {
    return a > b ? a : b;
}

/* After a stretch of work that ends with `last`; span: first start to last end. */
static ready_times ready_after(const rota_translation *t, int staff, const rota_task *last,
                               int span) {
    rota_day date = t->request->from + last->day;
    if (is_on_call(t, last)) /* breaks no rest */
        return (ready_times){last->end, last->end};
    int any = last->end + rota_translate__rest_after(t, staff, date, span), night = any;
    int most = rota_translate__night_limit(t, staff);
    /* In any 24 hours with night work: from the start of this stretch of work. Whether what
     * follows is night work is known of nights alone, so all of it waits after any. */
    if (most >= 0) {
        /* Its break counts as work: 24 hours that begin after the break hold more of what follows.
         * Of a long day nothing is left in the 24 hours of the next night. */
        bool day = last->night_minutes == 0 && span == last->end - last->start;
        int left = day ? later(most - span, 0) : most - span;
        any = night = later(any, last->end - span + 1440 - left);
    }
    int after_nights = t->home->staff[staff].limits.rest_after_nights_minutes;
    return (ready_times){last->night ? later(any, last->end + after_nights) : any, night};
}

/* Room for what is known after the period: the rest before it, and so many days off as the house
 * wants. */
static bool fits_before_known(const rota_translation *t, int staff, const rota_task *task,
                              ready_times ready) {
    const rota_duty *next = first_known(t, staff);
    if (!next)
        return true;
    int off = next->date - t->request->to - 1; /* days off that follow the period */
    int needed = t->home->staff[staff].limits.min_consecutive_days_off - off;
    return next->start >=
               t->epoch + (rota_duty_is_night(t->home, next) ? ready.night : ready.any) &&
           (off == 0 || needed <= 0 || task->day < t->ndays - needed || is_on_call(t, task));
}

/* What is pinned stays: where it does not fit, that has been said before. */
static void add_ready(builder *b, int work, ready_times ready) {
    const int *tasks = b->t->works[work].task;
    const rota_task *task = &b->t->tasks[tasks[0]];
    if (is_on_call(b->t, task) && tasks[1] >= 0)
        task = &b->t->tasks[tasks[1]]; /* the one that is work, if any is */
    if (b->worker->must_work[task->day] || fits_before_known(b->t, b->staff, task, ready))
        add_arc(b, work, ready.any, ready.night);
}

static void add_single(builder *b, int task) {
    const rota_task *k = &b->t->tasks[task];
    ready_times ready = ready_after(b->t, b->staff, k, k->end - k->start);
    add_ready(b, rota_translate__work(b->t, task, -1), ready);
}

/* Two duties as one day's work. */
static void add_pair(builder *b, int first, int second, int span) {
    const rota_task *x = &b->t->tasks[first], *y = &b->t->tasks[second];
    ready_times ready = ready_after(b->t, b->staff, y, span);
    if (is_on_call(b->t, y) || x->end > y->end) { /* the rest after the first is still to be had */
        ready_times before = ready_after(b->t, b->staff, x, x->end - x->start);
        ready = (ready_times){later(ready.any, before.any), later(ready.night, before.night)};
    }
    add_ready(b, rota_translate__work(b->t, first, second), ready);
}

/* Does the rest that is wanted after nights forbid the pair? A night that does not come first would
 * pass for a night that begins with the first duty. */
static bool breaks_rest_after_nights(const rota_translation *t, int staff, const rota_task *a,
                                     const rota_task *b) {
    int rest = t->home->staff[staff].limits.rest_after_nights_minutes;
    return rest > 0 && a->night != b->night && (b->night || b->start - a->end < rest);
}

/* The break that so much work needs. */
static int break_needed(const rota_rules *rules, int work, bool young) {
    const int tiers[][2] = {{rules->break_minutes, rules->break_after},
                            {rules->break_longer, rules->break_longer_after},
                            {rules->break_longest, rules->break_longest_after}};
    int needed = 0;
    if (young)
        return rules->young_break > 0 && rules->young_break_after >= 0 &&
                       work > rules->young_break_after
                   ? rules->young_break
                   : 0;
    for (int i = 0; i < 3; i++)
        if (tiers[i][0] > needed && tiers[i][1] >= 0 && work > tiers[i][1])
            needed = tiers[i][0];
    return needed;
}

/* Is the break too short for both together, where it is long enough for each? */
static bool pair_breaks_fail(const rota_translation *t, const rota_task *a, const rota_task *b,
                             bool young) {
    const rota_rules *rules = &t->home->rules;
    const rota_shift *x = &t->home->shifts[a->shift], *y = &t->home->shifts[b->shift];
    int gap = b->start - a->end, most = later(later(x->break_minutes, y->break_minutes), gap);
    int has = !young && rules->break_split ? x->break_minutes + y->break_minutes + gap : most;
    if (!x->break_said && !y->break_said)
        return false;
    return has < break_needed(rules, a->minutes + b->minutes, young) &&
           x->break_minutes >= break_needed(rules, a->minutes, young) &&
           y->break_minutes >= break_needed(rules, b->minutes, young);
}

/* Two duties of one day: one after the other, lawful as one stretch of work or with a whole rest
 * between. Within a group, or where one is for the whole home: a person is not cut in two. */
static bool pair_is_lawful(const rota_translation *t, int staff, const rota_task *a,
                           const rota_task *b, int *span) {
    rota_day date = t->request->from + a->day;
    int gap = b->start - a->end, longest = rota_translate__longest_span(t, staff, date);
    bool young = rota_person_young(&t->home->staff[staff], date);
    *span = b->end - b->start;
    if (gap < 0 || breaks_rest_after_nights(t, staff, a, b))
        return false;
    if (is_on_call(t, a) || is_on_call(t, b))
        return true;
    if (young && !young_day_holds(t, staff, a->day, a->minutes + b->minutes))
        return false;
    int most = a->night_minutes > 0 ? night_limit(t, staff, a) : night_limit(t, staff, b);
    if (most >= 0 && a->minutes + b->minutes > most)
        return false;
    int work = t->home->rules.duty_work;
    if (!young && work >= 0 && a->minutes + b->minutes > work)
        return false;
    if (gap >= rota_translate__rest_after(t, staff, date, a->end - a->start))
        return true;
    *span = b->end - a->start;
    if (pair_breaks_fail(t, a, b, young))
        return false;
    if (*span <= rota_translate__longest_chain(t, staff, date) && *span <= longest)
        return true;
    return gap == 0 && longest == INT_MAX; /* one long stretch, compensated after */
}

/* A meeting is working time and no shift; on call at home is neither. */
static bool is_shift(const rota_translation *t, const rota_task *task) {
    return !is_on_call(t, task) && t->home->shifts[task->shift].kind != ROTA_SHIFT_MEETING;
}

/* A duty of which the person may have only so many stands alone on its day, so that it can be
 * counted by the type of the day's work. */
static bool is_counted(const rota_translation *t, int staff, const rota_task *task) {
    return rota_translate__max_shifts(t, staff, task->shift) >= 0;
}

static void add_pairs(builder *b, int day, const unsigned char *may) {
    rota_translation *t = b->t;
    bool twice = t->home->staff[b->staff].limits.max_shifts_a_day >= 2;
    int first = t->day_first_task[day], last = t->day_first_task[day + 1];
    for (int i = first; i < last; i++) {
        for (int j = first; j < last; j++) {
            const rota_task *x = &t->tasks[i], *y = &t->tasks[j];
            int span;
            bool same = x->group == y->group || x->group < 0 || y->group < 0;
            if (i == j || !same || is_counted(t, b->staff, x) || is_counted(t, b->staff, y) ||
                (!twice && is_shift(t, x) && is_shift(t, y)) || !may[i - first] ||
                !may[j - first] || !pair_is_lawful(t, b->staff, x, y, &span))
                continue;
            add_pair(b, i, j, span);
        }
    }
}

/* The pinned tasks of the day, by start; returns how many. */
static int pinned_tasks(const rota_translation *t, int staff, int day, int tasks[2]) {
    int n = 0;
    for (int i = 0; i < t->npins; i++) {
        const rota_assignment *pin = &t->pins[i];
        if (pin->staff != staff || pin->date != t->request->from + day ||
            rota_translate__is_aside(t, pin))
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
    int span;
    b->worker->must_work[day] = 1;
    if (n == 1) {
        add_single(b, pins[0]);
        return;
    }
    const rota_task *x = &t->tasks[pins[0]], *y = &t->tasks[pins[1]];
    bool lawful = pair_is_lawful(t, b->staff, x, y, &span);
    if (!lawful) /* contradictions have been named before; what is left is compensated */
        span = y->start > x->end ? y->end - y->start : y->end - x->start;
    add_pair(b, pins[0], pins[1], span);
    if (!lawful && y->start > x->end) {
        rota_arc *arc = &b->worker->arcs[b->worker->narcs - 1];
        int least = rota_translate__rest_after(t, b->staff, t->request->from + day, 0);
        arc->ready += later(least - (y->start - x->end), 0);
        arc->ready_night += later(least - (y->start - x->end), 0);
    }
}

/* A day on which only a meeting is pinned has room for a shift beside it. */
static void add_beside_meeting(builder *b, int day, int meeting) {
    rota_translation *t = b->t;
    const rota_task *pin = &t->tasks[meeting];
    if (is_shift(t, pin) || is_on_call(t, pin) || is_counted(t, b->staff, pin))
        return;
    for (int i = t->day_first_task[day]; i < t->day_first_task[day + 1]; i++) {
        const rota_task *task = &t->tasks[i];
        bool same = task->group == pin->group || task->group < 0 || pin->group < 0;
        bool before = task->start < pin->start;
        int span;
        if (i == meeting || !same || !task->demanded || is_counted(t, b->staff, task) ||
            !may_do(t, b->staff, task) ||
            !pair_is_lawful(t, b->staff, before ? task : pin, before ? pin : task, &span))
            continue;
        add_pair(b, before ? i : meeting, before ? meeting : i, span);
    }
}

static void add_day(builder *b, int day) {
    rota_translation *t = b->t;
    int pins[2];
    int npins = pinned_tasks(t, b->staff, day, pins);
    if (npins > 0) {
        add_pinned_day(b, day, pins, npins < 2 ? npins : 2);
        if (npins == 1)
            add_beside_meeting(b, day, pins[0]);
        return;
    }
    int first = t->day_first_task[day], n = t->day_first_task[day + 1] - first;
    unsigned char *may = ROTA_NEW_ARRAY(unsigned char, n + 1);
    for (int i = 0; i < n; i++) {
        const rota_task *task = &t->tasks[first + i];
        may[i] = task->demanded && may_do(t, b->staff, task);
        if (may[i])
            add_single(b, first + i);
    }
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
