/* What an arc earns: bonds, faces, returns within one duty, bed-wake, wishes, changes. */
#include "plan/translate.h"

#include <math.h>
#include <string.h>

rota_cost rota_translate__points(double points) {
    return (rota_cost)llround(points * ROTA_COST_SCALE);
}

/* Bond of a person with a group, 0..1: by role, raised by what was worked together before. */
static double bond(const rota_translation *t, int staff, int group) {
    const rota_continuity_weights *w = &t->home->settings.continuity.weight;
    double role = 0;
    switch (rota_home_role(t->home, staff, group)) {
    case ROTA_ROLE_KEY:
        role = w->bond_key;
        break;
    case ROTA_ROLE_TEAM:
        role = w->bond_team;
        break;
    case ROTA_ROLE_RELIEF:
        role = w->bond_relief;
        break;
    case ROTA_ROLE_NEVER:
        return 0;
    }
    double known = t->familiarity[staff * t->home->ngroups + group];
    return role + w->familiarity * known * (1 - role);
}

/* Bond with those that a task is for, weighted by the groups' importance: one group, or the mean
 * over all for the whole home. */
static double task_bond(const rota_translation *t, int staff, int group) {
    if (group >= 0)
        return bond(t, staff, group) * t->group_weight[group];
    double sum = 0;
    for (int g = 0; g < t->home->ngroups; g++)
        sum += bond(t, staff, g) * t->group_weight[g];
    return t->home->ngroups > 0 ? sum / t->home->ngroups : 0;
}

static bool of_team(const rota_home *home, int staff, int group) {
    return rota_home_role(home, staff, group) >= ROTA_ROLE_TEAM;
}

static uint64_t faces_of(const rota_translation *t, int staff, const rota_task *task) {
    uint64_t faces = 0;
    if (task->care[0] + task->care[1] <= 0)
        return 0; /* children who sleep meet nobody */
    for (int g = 0; g < t->home->ngroups && g < ROTA_MAX_FACES; g++)
        if ((task->group < 0 || task->group == g) && !of_team(t->home, staff, g))
            faces |= UINT64_C(1) << g;
    return faces;
}

/* The group that a task is about for returns: `*` means the group of a home that has only one. */
static int care_group(const rota_translation *t, const rota_task *task) {
    if (task->care[0] + task->care[1] <= 0)
        return -1;
    return task->group < 0 && t->home->ngroups == 1 ? 0 : task->group;
}

static void add_task_value(const rota_translation *t, int staff, const rota_task *task,
                           rota_arc *arc) {
    const rota_home *home = t->home;
    const rota_continuity_weights *w = &home->settings.continuity.weight;
    double with = task_bond(t, staff, task->group);
    double hours = (task->care[0] + task->care[1]) / 60.0, dark = task->dark / 60.0;
    arc->cost[ROTA_PART_BOND] -=
        rota_translate__points(with * (w->bond_hour * hours + w->bond_night_hour * dark));
    arc->faces |= faces_of(t, staff, task);
    int group = care_group(t, task);
    if (group < 0)
        return;
    arc->group = group;
    arc->flags |= (task->bed ? ROTA_ARC_BED : 0U) | (task->wake[0] ? ROTA_ARC_WAKE : 0U);
    /* A duty through the night is its own return and may be its own bed-wake. */
    if (task->care[0] > 0 && task->care[1] > 0)
        arc->cost[ROTA_PART_RETURN] -=
            rota_translate__points(w->return_day * t->group_weight[group]);
    if (task->bed && task->wake[1])
        arc->cost[ROTA_PART_BED_WAKE] -=
            rota_translate__points(w->bed_wake * t->group_weight[group]);
}

/* A wish about the day: costs when the work goes against it, rewards when it fits. */
static double wish_value(const rota_request *r, int shift) {
    if (r->shift == ROTA_REQUEST_OFF)
        return r->want ? -r->weight : r->weight; /* any work breaks a day off */
    if (r->shift != ROTA_REQUEST_ANY && r->shift != shift)
        return 0;
    return r->want ? r->weight : -r->weight;
}

static void add_wishes(const rota_translation *t, int staff, const rota_day_work *work,
                       rota_arc *arc) {
    const rota_home *home = t->home;
    double points = 0;
    for (int i = 0; i < home->nrequests; i++) {
        const rota_request *r = &home->requests[i];
        if (r->staff != staff || r->date != t->request->from + arc->day)
            continue;
        double value = wish_value(r, t->tasks[work->task[0]].shift);
        if (work->task[1] >= 0) {
            double other = wish_value(r, t->tasks[work->task[1]].shift);
            value = fabs(other) > fabs(value) ? other : value;
        }
        points += value;
    }
    arc->cost[ROTA_PART_WISHES] -= rota_translate__points(points * home->settings.plan.weight.wish);
}

/* A duty that what is published for the period does not have is a change. */
static void add_changes(const rota_translation *t, int staff, const rota_day_work *work,
                        rota_arc *arc) {
    int differ = 0;
    for (int k = 0; k < 2 && work->task[k] >= 0 && t->npublished > 0; k++) {
        const rota_task *task = &t->tasks[work->task[k]];
        bool known = false;
        for (int i = 0; i < t->npublished && !known; i++) {
            const rota_assignment *a = &t->published[i];
            known = a->staff == staff && a->date == t->request->from + task->day &&
                    a->shift == task->shift && a->group == task->group;
        }
        differ += !known;
    }
    arc->cost[ROTA_PART_CHANGES] +=
        differ * rota_translate__points(t->home->settings.plan.weight.change);
}

/* On call at home, and nothing else that day. */
static bool is_on_call(const rota_translation *t, const rota_day_work *work) {
    for (int k = 0; k < 2 && work->task[k] >= 0; k++)
        if (t->home->shifts[t->tasks[work->task[k]].shift].kind != ROTA_SHIFT_ON_CALL)
            return false;
    return true;
}

void rota_translate__value(const rota_translation *t, int staff, const rota_day_work *work,
                           rota_arc *arc) {
    const rota_home *home = t->home;
    rota_day date = t->request->from + arc->day;
    if (is_on_call(t, work))
        arc->flags |= ROTA_ARC_OFF;
    else if (rota_day_is_weekend(date))
        arc->flags |= ROTA_ARC_WEEKEND;
    if (!(arc->flags & ROTA_ARC_OFF) && rota_home_is_holiday(home, date))
        arc->flags |= ROTA_ARC_HOLIDAY;
    for (int k = 0; k < 2 && work->task[k] >= 0; k++) {
        const rota_task *task = &t->tasks[work->task[k]];
        add_task_value(t, staff, task, arc);
        if (task->night)
            arc->flags |= ROTA_ARC_NIGHT;
    }
    if (home->staff[staff].agency && home->staff[staff].limits.agency_last == 1)
        arc->cost[ROTA_PART_CONTRACT] +=
            rota_translate__points(home->settings.plan.weight.agency_hour * arc->minutes / 60.0);
    add_wishes(t, staff, work, arc);
    add_changes(t, staff, work, arc);
}
