#include "plan/translate.h"

#include "core/continuity.h"

#include <stdlib.h>
#include <string.h>

/* ---- pins ---- */

static int by_pin(const void *a, const void *b) {
    const rota_assignment *x = a, *y = b;
    if (x->date != y->date)
        return x->date < y->date ? -1 : 1;
    if (x->staff != y->staff)
        return x->staff - y->staff;
    if (x->shift != y->shift)
        return x->shift - y->shift;
    return x->group - y->group;
}

static void take_pins(const rota_plan_request *request, const rota_assignment *rows, size_t n,
                      rota_assignment *pins, int *count) {
    for (size_t i = 0; i < n; i++)
        if (rows[i].pinned && rows[i].date >= request->from && rows[i].date <= request->to)
            pins[(*count)++] = rows[i];
}

rota_assignment *rota_translate_pins(const rota_home *home, const rota_plan_request *request,
                                     int *count) {
    rota_assignment *pins =
        ROTA_NEW_ARRAY(rota_assignment, (size_t)home->nrecord + request->ndraft + 1);
    *count = 0;
    take_pins(request, home->record, (size_t)home->nrecord, pins, count);
    take_pins(request, request->draft, request->ndraft, pins, count);
    qsort(pins, (size_t)*count, sizeof *pins, by_pin);
    int kept = 0;
    for (int i = 0; i < *count; i++)
        if (kept == 0 || by_pin(&pins[kept - 1], &pins[i]) != 0)
            pins[kept++] = pins[i];
    *count = kept;
    return pins;
}

bool rota_translate__is_aside(const rota_translation *t, const rota_assignment *pin) {
    return t->home->shifts[pin->shift].kind == ROTA_SHIFT_ON_CALL;
}

/* ---- what is known before and after ---- */

static void find_published(rota_translation *t) {
    const rota_home *home = t->home;
    int first = 0;
    while (first < home->nrecord && home->record[first].date < t->request->from)
        first++;
    int last = first;
    while (last < home->nrecord && home->record[last].date <= t->request->to)
        last++;
    t->published = home->record + first;
    t->npublished = last - first;
}

/* Rows of the draft on days [from, to]. */
static rota_rc draft_duties(const rota_home *home, const rota_plan_request *request, rota_day from,
                            rota_day to, rota_duties *out, rota_err *err) {
    rota_rc rc = ROTA_OK;
    for (size_t i = 0; i < request->ndraft && rc == ROTA_OK; i++)
        if (request->draft[i].date >= from && request->draft[i].date <= to)
            rc = rota_duties_of(home, &request->draft[i], 1, out, err);
    return rc;
}

rota_rc rota_translate_known(const rota_home *home, const rota_plan_request *request,
                             rota_duties *before, rota_duties *after, rota_err *err) {
    /* A draft that holds other days as well is planned on from there: between its first and its
     * last day it stands instead of the record. */
    rota_day first = request->from, last = request->to;
    for (size_t i = 0; i < request->ndraft; i++) {
        first = request->draft[i].date < first ? request->draft[i].date : first;
        last = request->draft[i].date > last ? request->draft[i].date : last;
    }
    rota_rc rc = rota_duties_history(home, ROTA_NO_DAY, first, before, err);
    if (rc == ROTA_OK)
        rc = draft_duties(home, request, first, request->from - 1, before, err);
    if (rc == ROTA_OK)
        rc = draft_duties(home, request, request->to + 1, last, after, err);
    for (int i = 0; i < home->nrecord && rc == ROTA_OK; i++)
        if (home->record[i].date > last)
            rc = rota_duties_of(home, &home->record[i], 1, after, err);
    rota_duties_sort(before);
    rota_duties_sort(after);
    return rc;
}

/* ---- the frame of the problem ---- */

static void make_calendar(rota_translation *t) {
    rota_problem *p = t->problem;
    const rota_settings *set = &t->home->settings;
    rota_day from = t->request->from;
    rota_day week0 = rota_week_start(from, set->home.week_starts);
    int own = t->home->rules.weekly_rest_starts; /* of the windows of weekly rest */
    rota_day rest0 =
        rota_week_start(from, own >= 0 ? (enum rota_weekday)own : set->home.week_starts);
    p->ndays = t->ndays;
    p->ngroups = t->home->ngroups;
    p->week_of_day = ROTA_NEW_ARRAY(int, t->ndays);
    p->rest_of_day = ROTA_NEW_ARRAY(int, t->ndays);
    p->weekday = ROTA_NEW_ARRAY(unsigned char, t->ndays);
    for (int d = 0; d < t->ndays; d++) {
        p->weekday[d] = (unsigned char)rota_day_weekday(from + d);
        /* A rest that each week has holds in every window of two weeks, wherever it begins. */
        p->rest_of_day[d] = (from + d - rest0) / 7;
        p->week_of_day[d] = (from + d - week0) / 7;
    }
    p->nweeks = p->week_of_day[t->ndays - 1] + 1;
    p->nrests = p->rest_of_day[t->ndays - 1] + 1;
    p->block_of_week = ROTA_NEW_ARRAY(int, p->nweeks);
    for (int k = 0; k < p->nweeks; k++)
        p->block_of_week[k] = k / set->plan.contract_weeks;
    p->nblocks = p->block_of_week[p->nweeks - 1] + 1;
    p->rest_start = ROTA_NEW_ARRAY(int, p->nrests + 1);
    for (int k = 0; k <= p->nrests; k++)
        p->rest_start[k] = (int)(rota_zone_at(t->home->zone, rest0 + 7 * k, 0, false) - t->epoch);
    p->end = (int)(t->midnight[t->ndays] - t->epoch);
}

static void choose_workers(rota_translation *t) {
    const rota_home *home = t->home;
    rota_problem *p = t->problem;
    t->staff_of_worker = ROTA_NEW_ARRAY(int, home->nstaff + 1);
    for (int s = 0; s < home->nstaff; s++) {
        bool employed = false;
        for (int d = 0; d < t->ndays && !employed; d++)
            employed = rota_person_employed(&home->staff[s], t->request->from + d);
        if (employed)
            t->staff_of_worker[p->nworkers++] = s;
    }
    p->workers = ROTA_NEW_ARRAY(rota_worker, p->nworkers);
}

/* Which kinds of limits are there at all? */
static void look_at_limits(rota_translation *t) {
    const rota_home *home = t->home;
    t->typed = home->not_after != NULL;
    for (int w = 0; w < t->problem->nworkers; w++) {
        int staff = t->staff_of_worker[w];
        const rota_person *person = &home->staff[staff];
        t->typed |= person->max_shifts != NULL;
        t->pressed |= person->limits.min_consecutive_days > 1 ||
                      rota_home_least_minutes(home, staff, t->request->from, t->request->to) > 0;
    }
}

int rota_translate__work(rota_translation *t, int first, int second) {
    ROTA_GROW(t->works, t->nworks, t->works_capacity);
    t->works[t->nworks] = (rota_day_work){{first, second}};
    return t->nworks++;
}

static void start(rota_translation *t, const rota_home *home, const rota_plan_request *request) {
    *t = (rota_translation){.home = home, .request = request};
    t->ndays = request->to - request->from + 1;
    t->problem = rota_problem_new();
    t->midnight = ROTA_NEW_ARRAY(rota_minute, t->ndays + 2);
    for (int d = 0; d < t->ndays + 2; d++)
        t->midnight[d] = rota_zone_at(home->zone, request->from + d, 0, false);
    t->epoch = t->midnight[0];
    t->group_weight = ROTA_NEW_ARRAY(double, home->ngroups + 1);
    for (int g = 0; g < home->ngroups; g++)
        t->group_weight[g] = rota_home_group_weight(home, g, request->from);
    t->pins = rota_translate_pins(home, request, &t->npins);
    t->familiarity = ROTA_NEW_ARRAY(double, (size_t)home->nstaff *(size_t)home->ngroups + 1);
}

rota_rc rota_translate(const rota_home *home, const rota_plan_request *request,
                       rota_translation *out, rota_err *err) {
    rota_translation *t = out;
    start(t, home, request);
    find_published(t);
    rota_rc rc = rota_translate_known(home, request, &t->before, &t->after, err);
    if (rc == ROTA_OK)
        rc = rota_translate__tasks(t, err);
    if (rc != ROTA_OK) {
        rota_translation_done(t);
        return rc;
    }
    rota_familiarity_all(home, &t->before, request->from, t->familiarity);
    make_calendar(t);
    choose_workers(t);
    look_at_limits(t);
    rota_translate__rows(t);
    for (int w = 0; w < t->problem->nworkers; w++)
        rota_translate__person(t, w);
    rota_translate__types(t);
    for (int w = 0; w < t->problem->nworkers; w++) {
        rota_translate__limits(t, w);
        rota_translate__history(t, w);
        rota_translate__future(t, w);
        rota_translate__pins(t, w);
        rota_translate__least(t, w);
    }
    rota_translate__fairness(t);
    return ROTA_OK;
}

void rota_translation_done(rota_translation *t) {
    for (int k = 0; k < t->ntasks; k++)
        free(t->tasks[k].rows);
    free(t->tasks);
    free(t->day_first_task);
    free(t->works);
    free(t->pairs);
    free(t->partial);
    free(t->first_partial);
    free(t->pins);
    free(t->midnight);
    free(t->familiarity);
    free(t->group_weight);
    free(t->staff_of_worker);
    rota_duties_done(&t->before);
    rota_duties_done(&t->after);
    rota_problem_free(t->problem);
    *t = (rota_translation){0};
}
