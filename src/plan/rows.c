/* Rows: demand by shift and by window of time, skills, a key caregiver every day, nobody from an
 * agency alone. Weights in points come from rota.ini. */
#include "plan/translate.h"

#include "core/demand.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static int add_row(rota_translation *t, rota_row row) {
    rota_problem *p = t->problem;
    /* Rows grow by doubling: a power of two is full. */
    if ((p->nrows & (p->nrows - 1)) == 0)
        p->rows = rota_realloc(p->rows, (size_t)(p->nrows ? 2 * p->nrows : 1), sizeof *p->rows);
    p->rows[p->nrows] = row;
    return p->nrows++;
}

static void cover(rota_translation *t, int task, int row) {
    rota_task *k = &t->tasks[task];
    ROTA_GROW(k->rows, k->nrows, k->rows_capacity);
    k->rows[k->nrows++] = row;
}

static void cover_partly(rota_translation *t, rota_partial_row row) {
    ROTA_GROW(t->partial, t->npartial, t->partial_capacity);
    t->partial[t->npartial++] = row;
}

static int at_least(int x, int least) {
    return x > least ? x : least;
}

/* Where people must work at least so much, a maximum gives way when nothing else does: each person
 * above it costs more than somebody who is missing. The row of the demand itself has no maximum
 * then. */
static int add_demand_row(rota_translation *t, rota_row row) {
    enum { MUCH = 4 };
    rota_row above = {.target = row.high, .high = INT32_MAX, .kind = row.kind, .day = row.day};
    if (!t->pressed || row.high == INT32_MAX)
        return add_row(t, row);
    above.over = MUCH * row.under;
    row.high = INT32_MAX;
    if (above.target == row.target) {
        row.over += above.over;
        return add_row(t, row);
    }
    int first = add_row(t, row);
    add_row(t, above);
    return first;
}

/* Minimum, target and maximum of a demand row, less those who are there anyhow. */
static rota_row demand_row(const rota_translation *t, const rota_demand *row, int there, int day) {
    const rota_plan_weights *w = &t->home->settings.plan.weight;
    bool skill = row->skill >= 0;
    bool has_max = !skill || row->max > row->target;
    rota_row out = {.low = at_least(row->min - there, 0),
                    .target = at_least(row->target - there, 0),
                    .high = has_max ? at_least(row->max - there, 0) : INT32_MAX,
                    .kind = skill            ? ROTA_ROW_SKILL
                            : row->shift < 0 ? ROTA_ROW_WINDOW
                                             : ROTA_ROW_SHIFT,
                    .day = day};
    out.under_target = rota_translate__points(w->below_target);
    out.under = out.under_target + rota_translate__points(skill ? w->skill_shortage : w->shortage);
    /* More people with a skill than asked for are no people too many. */
    out.over = skill ? 0 : rota_translate__points(w->above_target);
    return out;
}

static int skilled_pin(const rota_translation *t, const rota_assignment *pin, int skill) {
    return skill < 0 || (t->home->staff[pin->staff].skills >> skill & 1);
}

/* The task covers the rows of the demand: all from the index on. */
static void cover_demand(rota_translation *t, const rota_demand *demand, int task, int index) {
    for (int row = index; row < t->problem->nrows; row++) {
        if (demand->skill < 0)
            cover(t, task, row);
        else
            cover_partly(t, (rota_partial_row){.row = row,
                                               .task = task,
                                               .skill = demand->skill,
                                               .key_of = -1,
                                               .agency_of = -1,
                                               .shift = -1});
    }
}

/* ---- demand by shift ---- */

static void add_shift_row(rota_translation *t, const rota_demand *demand, int day) {
    int pinned = 0, aside = 0;
    for (int i = 0; i < t->npins; i++) {
        const rota_assignment *pin = &t->pins[i];
        bool counts = pin->date == t->request->from + day && pin->shift == demand->shift &&
                      (demand->group < 0 || pin->group == demand->group) &&
                      skilled_pin(t, pin, demand->skill);
        if (rota_translate__is_aside(t, pin))
            aside += counts;
        else
            pinned += counts;
    }
    rota_row row = demand_row(t, demand, aside, day);
    if (row.high < pinned)
        row.high = pinned; /* pins are kept, also above the maximum */
    int index = add_demand_row(t, row);
    for (int k = t->day_first_task[day]; k < t->day_first_task[day + 1]; k++) {
        const rota_task *task = &t->tasks[k];
        if (task->shift != demand->shift || (demand->group >= 0 && task->group != demand->group))
            continue;
        cover_demand(t, demand, k, index);
    }
}

/* ---- demand by window ---- */

/* Is a duty there (awake, or asleep where that counts) during the whole of [from, to)? */
static bool there(const rota_demand *demand, const rota_duty *duty, rota_minute from,
                  rota_minute to) {
    if (duty->kind == ROTA_SHIFT_ON_CALL || duty->kind == ROTA_SHIFT_MEETING)
        return false;
    if (duty->start > from || duty->end < to)
        return false;
    return demand->asleep || duty->sleep_to <= from || duty->sleep_from >= to;
}

static bool group_fits(const rota_demand *demand, int group) {
    return demand->group < 0 || group == demand->group;
}

static int by_minute(const void *a, const void *b) {
    rota_minute x = *(const rota_minute *)a, y = *(const rota_minute *)b;
    return (x > y) - (x < y);
}

/* Minutes of the window at which somebody may come, go, fall asleep or wake. */
typedef struct {
    rota_minute *at;
    size_t count, capacity;
    rota_minute from, to;
} cuts;

static void cut(cuts *c, rota_minute at) {
    if (at < c->from || at > c->to)
        return;
    ROTA_GROW(c->at, c->count, c->capacity);
    c->at[c->count++] = at;
}

static void cut_at_duty(cuts *c, const rota_duty *duty) {
    cut(c, duty->start);
    cut(c, duty->end);
    if (duty->sleep_to > duty->sleep_from) {
        cut(c, duty->sleep_from);
        cut(c, duty->sleep_to);
    }
}

/* Tasks and known duties near the window: of the day before, its day and the day after. */
static void find_cuts(const rota_translation *t, int day, cuts *c) {
    cut(c, c->from);
    cut(c, c->to);
    int first = day > 0 ? day - 1 : 0, last = day + 2 < t->ndays ? day + 2 : t->ndays;
    for (int k = t->day_first_task[first]; k < t->day_first_task[last]; k++) {
        rota_duty duty = rota_translate__duty(t, &t->tasks[k], 0);
        cut_at_duty(c, &duty);
    }
    for (size_t i = 0; i < t->before.count; i++)
        cut_at_duty(c, &t->before.items[i]);
    for (size_t i = 0; i < t->after.count; i++)
        cut_at_duty(c, &t->after.items[i]);
    qsort(c->at, c->count, sizeof *c->at, by_minute);
}

static int known_there(const rota_translation *t, const rota_duties *duties,
                       const rota_demand *demand, rota_minute from, rota_minute to) {
    int n = 0;
    for (size_t i = 0; i < duties->count; i++) {
        const rota_duty *duty = &duties->items[i];
        n += group_fits(demand, duty->group) && there(demand, duty, from, to) &&
             (demand->skill < 0 || (t->home->staff[duty->staff].skills >> demand->skill & 1));
    }
    return n;
}

/* One stretch of a window in which the same tasks count. */
static void add_stretch_row(rota_translation *t, const rota_demand *demand, int day,
                            rota_minute from, rota_minute to, const unsigned char *serves,
                            int known) {
    rota_row row = demand_row(t, demand, known, day);
    /* A person missing for a whole shift of eight hours costs the full weight. */
    double share = (double)(to - from) / 480.0;
    row.under = (rota_cost)((double)row.under * share) + 1;
    row.under_target = (rota_cost)((double)row.under_target * share);
    row.over = (rota_cost)((double)row.over * share);
    int pinned = 0;
    for (int i = 0; i < t->npins; i++) {
        const rota_assignment *pin = &t->pins[i];
        int k = rota_translate__find_task(t, pin->date - t->request->from, pin->shift, pin->group);
        pinned += serves[k] && skilled_pin(t, pin, demand->skill);
    }
    if (row.high < pinned)
        row.high = pinned;
    int index = add_demand_row(t, row);
    for (int k = 0; k < t->ntasks; k++) {
        if (!serves[k])
            continue;
        cover_demand(t, demand, k, index);
    }
}

static void add_window_rows(rota_translation *t, const rota_demand *demand, int day) {
    cuts c = {0};
    rota_demand_span(t->home, demand, t->request->from + day, &c.from, &c.to);
    find_cuts(t, day, &c);
    unsigned char *now = ROTA_NEW_ARRAY(unsigned char, t->ntasks + 1);
    unsigned char *open = ROTA_NEW_ARRAY(unsigned char, t->ntasks + 1);
    rota_minute since = c.from;
    int known = -1;
    for (size_t i = 0; i + 1 < c.count; i++) {
        rota_minute from = c.at[i], to = c.at[i + 1];
        if (from == to)
            continue;
        int here = known_there(t, &t->before, demand, from, to) +
                   known_there(t, &t->after, demand, from, to);
        for (int k = 0; k < t->ntasks; k++) {
            rota_duty duty = rota_translate__duty(t, &t->tasks[k], 0);
            now[k] = group_fits(demand, t->tasks[k].group) && there(demand, &duty, from, to);
        }
        /* Stretches with the same tasks beside each other are one row. */
        if (known >= 0 && (here != known || memcmp(now, open, (size_t)t->ntasks) != 0)) {
            add_stretch_row(t, demand, day, since, from, open, known);
            since = from;
        }
        memcpy(open, now, (size_t)t->ntasks);
        known = here;
    }
    if (known >= 0)
        add_stretch_row(t, demand, day, since, c.to, open, known);
    free(now);
    free(open);
    free(c.at);
}

static void add_demand_rows(rota_translation *t, int day) {
    int *rows;
    size_t n = rota_demand_on(t->home, t->request->from + day, &rows);
    for (size_t i = 0; i < n; i++) {
        const rota_demand *demand = &t->home->demand[rows[i]];
        if (demand->shift >= 0)
            add_shift_row(t, demand, day);
        else
            add_window_rows(t, demand, day);
    }
    free(rows);
}

/* ---- a key caregiver every day ---- */

static bool has_key(const rota_home *home, int group) {
    for (int s = 0; s < home->nstaff; s++)
        if (rota_home_role(home, s, group) == ROTA_ROLE_KEY)
            return true;
    return false;
}

/* Does the task bring waking care of the group to day `day`? */
static bool cares_on(const rota_task *task, int group, int day) {
    int next = day - task->day;
    return next >= 0 && next <= 1 && task->care[next] > 0 &&
           (task->group == group || task->group < 0);
}

static void add_key_row(rota_translation *t, int group, int day) {
    rota_row row = {.low = 1, .target = 1, .high = INT32_MAX, .kind = ROTA_ROW_KEY, .day = day};
    row.under = rota_translate__points(t->home->settings.continuity.weight.key_day *
                                       t->group_weight[group]);
    bool any = false;
    int first = t->day_first_task[day > 0 ? day - 1 : 0], last = t->day_first_task[day + 1];
    for (int k = first; k < last; k++)
        any = any || (t->tasks[k].demanded && cares_on(&t->tasks[k], group, day));
    if (!any || row.under <= 0)
        return; /* a day without care of the group has no key caregiver to miss */
    for (size_t i = 0; i < t->before.count; i++) {
        const rota_duty *duty = &t->before.items[i];
        bool here = duty->group < 0 || duty->group == group;
        if (here && rota_home_role(t->home, duty->staff, group) == ROTA_ROLE_KEY &&
            duty->kind != ROTA_SHIFT_NIGHT &&
            rota_duty_awake_minutes(duty, t->midnight[day], t->midnight[day + 1]) > 0)
            row.low = row.target = 0;
    }
    int index = add_row(t, row);
    for (int k = first; k < last; k++)
        if (cares_on(&t->tasks[k], group, day))
            cover_partly(t, (rota_partial_row){.row = index,
                                               .task = k,
                                               .skill = -1,
                                               .key_of = group,
                                               .agency_of = -1,
                                               .shift = -1});
}

/* ---- nobody from an agency alone ---- */

/* For an agency worker on a shift: somebody of the home is there for at least half of it. */
static void add_agency_row(rota_translation *t, int staff, int shift, int day) {
    int mine = -1;
    for (int k = t->day_first_task[day]; k < t->day_first_task[day + 1]; k++)
        if (t->tasks[k].shift == shift)
            mine = k;
    if (mine < 0)
        return;
    rota_row row = {.high = INT32_MAX, .kind = ROTA_ROW_AGENCY, .day = day};
    row.under = rota_translate__points(t->home->settings.plan.weight.agency_alone);
    int index = add_row(t, row);
    const rota_task *me = &t->tasks[mine];
    int first = t->day_first_task[day > 0 ? day - 1 : 0];
    int last = t->day_first_task[day + 2 <= t->ndays ? day + 2 : t->ndays];
    for (int k = first; k < last; k++) {
        const rota_task *task = &t->tasks[k];
        enum rota_shift_kind kind = t->home->shifts[task->shift].kind;
        int from = task->start > me->start ? task->start : me->start;
        int to = task->end < me->end ? task->end : me->end;
        if (2 * (to - from) >= me->end - me->start && kind != ROTA_SHIFT_ON_CALL &&
            kind != ROTA_SHIFT_MEETING)
            cover_partly(t, (rota_partial_row){.row = index,
                                               .task = k,
                                               .skill = -1,
                                               .key_of = -1,
                                               .agency_of = staff,
                                               .shift = shift});
    }
}

static void add_agency_rows(rota_translation *t, int day) {
    for (int w = 0; w < t->problem->nworkers; w++) {
        int staff = t->staff_of_worker[w];
        for (int s = 0; s < t->home->nshifts && t->home->staff[staff].agency; s++) {
            enum rota_shift_kind kind = t->home->shifts[s].kind;
            if (kind != ROTA_SHIFT_ON_CALL && kind != ROTA_SHIFT_MEETING)
                add_agency_row(t, staff, s, day);
        }
    }
}

/* Partial rows by task, in the order in which they were made: an arc looks at its own only. */
static void sort_partial_rows(rota_translation *t) {
    rota_partial_row *sorted = ROTA_NEW_ARRAY(rota_partial_row, t->npartial + 1);
    int *next = ROTA_NEW_ARRAY(int, t->ntasks + 1);
    t->first_partial = ROTA_NEW_ARRAY(int, t->ntasks + 1);
    for (int i = 0; i < t->npartial; i++)
        t->first_partial[t->partial[i].task + 1]++;
    for (int k = 0; k < t->ntasks; k++) {
        t->first_partial[k + 1] += t->first_partial[k];
        next[k] = t->first_partial[k];
    }
    for (int i = 0; i < t->npartial; i++)
        sorted[next[t->partial[i].task]++] = t->partial[i];
    free(next);
    free(t->partial);
    t->partial = sorted;
}

void rota_translate__rows(rota_translation *t) {
    for (int day = 0; day < t->ndays; day++) {
        add_demand_rows(t, day);
        for (int g = 0; g < t->home->ngroups; g++)
            if (has_key(t->home, g))
                add_key_row(t, g, day);
        add_agency_rows(t, day);
    }
    sort_partial_rows(t);
}
