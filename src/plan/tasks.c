/* Tasks: every shift for every group on every day that demand, windows of time or pins ask for. */
#include "plan/translate.h"

#include "core/demand.h"

#include <stdlib.h>

int rota_translate__find_task(const rota_translation *t, int day, int shift, int group) {
    for (int i = t->day_first_task[day]; i < t->ntasks && t->tasks[i].day == day; i++)
        if (t->tasks[i].shift == shift && t->tasks[i].group == group)
            return i;
    return -1;
}

static bool with_children(enum rota_shift_kind kind) {
    return kind == ROTA_SHIFT_DAY || kind == ROTA_SHIFT_NIGHT || kind == ROTA_SHIFT_SLEEP_IN;
}

/* Waking minutes of a duty within [from, to), minutes since the epoch; nights have none. */
static int care_between(const rota_task *task, enum rota_shift_kind kind, int from, int to) {
    if (kind != ROTA_SHIFT_DAY && kind != ROTA_SHIFT_SLEEP_IN)
        return 0;
    int first = task->start > from ? task->start : from;
    int last = task->end < to ? task->end : to;
    int minutes = last > first ? last - first : 0;
    int sleep_first = task->sleep_from > first ? task->sleep_from : first;
    int sleep_last = task->sleep_to < last ? task->sleep_to : last;
    return sleep_last > sleep_first ? minutes - (sleep_last - sleep_first) : minutes;
}

static bool awake_at(const rota_task *task, enum rota_shift_kind kind, int at) {
    return with_children(kind) && task->start <= at && at < task->end &&
           !(task->sleep_from <= at && at < task->sleep_to);
}

static int minute_at(const rota_translation *t, int day, int minute_of_day) {
    rota_day date = t->request->from + day;
    return (int)(rota_zone_at(t->home->zone, date, minute_of_day, false) - t->epoch);
}

static void describe(const rota_translation *t, rota_task *task, const rota_duty *duty) {
    const rota_home *home = t->home;
    enum rota_shift_kind kind = duty->kind;
    task->start = (int)(duty->start - t->epoch);
    task->end = (int)(duty->end - t->epoch);
    task->sleep_from = (int)(duty->sleep_from - t->epoch);
    task->sleep_to = (int)(duty->sleep_to - t->epoch);
    task->minutes = duty->work_minutes;
    task->night_minutes = (int)rota_duty_night_minutes(home, duty);
    task->night = rota_duty_is_night(home, duty);
    int midnight = (int)(t->midnight[task->day + 1] - t->epoch);
    task->care[0] = care_between(task, kind, task->start, midnight);
    task->care[1] = care_between(task, kind, midnight, task->end);
    if (with_children(kind))
        task->dark = task->end - task->start - task->care[0] - task->care[1];
    const rota_settings *set = &home->settings;
    task->bed = awake_at(task, kind, minute_at(t, task->day, set->continuity.bedtime));
    for (int next = 0; next < 2; next++)
        task->wake[next] =
            awake_at(task, kind, minute_at(t, task->day + next, set->continuity.wake));
}

static rota_rc add_task(rota_translation *t, int day, int shift, int group, bool demanded,
                        rota_err *err) {
    int known = rota_translate__find_task(t, day, shift, group);
    if (known >= 0) {
        t->tasks[known].demanded |= demanded;
        return ROTA_OK;
    }
    rota_duty duty;
    rota_rc rc = rota_duty_of(t->home, t->request->from + day, shift, group, 0, false, &duty, err);
    if (rc != ROTA_OK)
        return rc;
    ROTA_GROW(t->tasks, t->ntasks, t->tasks_capacity);
    rota_task *task = &t->tasks[t->ntasks++];
    *task = (rota_task){.day = day, .shift = shift, .group = group, .demanded = demanded};
    describe(t, task, &duty);
    return ROTA_OK;
}

/* Shifts of the day that are there for part of a window of demand of this day or a day beside it
 * (a window may run over midnight, and so may a shift). */
static rota_rc add_window_tasks(rota_translation *t, int day, const rota_demand *row, rota_day date,
                                rota_err *err) {
    rota_minute from, to;
    rota_demand_span(t->home, row, date, &from, &to);
    for (int s = 0; s < t->home->nshifts; s++) {
        rota_duty duty;
        rota_rc rc = ROTA_OK;
        /* A shift whose times do not exist on the day is none of those that could serve. */
        if (!with_children(t->home->shifts[s].kind) ||
            rota_duty_of(t->home, t->request->from + day, s, row->group, 0, false, &duty, NULL))
            continue;
        rota_minute first = duty.start > from ? duty.start : from;
        rota_minute last = duty.end < to ? duty.end : to;
        bool serves = first < last && (row->asleep || rota_duty_awake_minutes(&duty, first, last));
        if (serves)
            rc = add_task(t, day, s, row->group, true, err);
        if (rc != ROTA_OK)
            return rc;
    }
    return ROTA_OK;
}

/* Tasks of `day` from the demand rows in force on the day `shifted` days after it. */
static rota_rc add_demanded(rota_translation *t, int day, int shifted, rota_err *err) {
    rota_day date = t->request->from + day + shifted;
    int *rows;
    size_t n = rota_demand_on(t->home, date, &rows);
    rota_rc rc = ROTA_OK;
    for (size_t i = 0; i < n && rc == ROTA_OK; i++) {
        const rota_demand *row = &t->home->demand[rows[i]];
        /* A row with a skill adds nobody; a row that wants nobody at most makes no work. */
        if (row->skill >= 0 || row->max == 0)
            continue;
        if (row->shift < 0)
            rc = add_window_tasks(t, day, row, date, err);
        else if (shifted == 0)
            rc = add_task(t, day, row->shift, row->group, true, err);
    }
    free(rows);
    return rc;
}

static rota_rc add_day(rota_translation *t, int day, rota_err *err) {
    rota_rc rc = ROTA_OK;
    t->day_first_task[day] = t->ntasks;
    for (int shifted = -1; shifted <= 1 && rc == ROTA_OK; shifted++) {
        /* Windows outside the period are not planned here: only those of its own days count. */
        if (day + shifted >= 0 && day + shifted < t->ndays)
            rc = add_demanded(t, day, shifted, err);
    }
    for (int i = 0; i < t->npins && rc == ROTA_OK; i++)
        if (t->pins[i].date == t->request->from + day)
            rc = add_task(t, day, t->pins[i].shift, t->pins[i].group, false, err);
    return rc;
}

rota_rc rota_translate__tasks(rota_translation *t, rota_err *err) {
    rota_rc rc = ROTA_OK;
    t->day_first_task = ROTA_NEW_ARRAY(int, t->ndays + 1);
    for (int day = 0; day < t->ndays && rc == ROTA_OK; day++)
        rc = add_day(t, day, err);
    t->day_first_task[t->ndays] = t->ntasks;
    return rc;
}

rota_duty rota_translate__duty(const rota_translation *t, const rota_task *task, int staff) {
    const rota_shift *shift = &t->home->shifts[task->shift];
    return (rota_duty){.staff = staff,
                       .date = t->request->from + task->day,
                       .shift = task->shift,
                       .group = task->group,
                       .kind = shift->kind,
                       .start = t->epoch + task->start,
                       .end = t->epoch + task->end,
                       .sleep_from = t->epoch + task->sleep_from,
                       .sleep_to = t->epoch + task->sleep_to,
                       .break_minutes = shift->break_minutes,
                       .break_said = shift->break_said,
                       .work_minutes = task->minutes};
}
