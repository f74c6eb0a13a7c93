/* What pins, history and known duties break by themselves. The referee has spoken of it before
 * (contradictions.c) or lets it pass (rest that is compensated, a weekly rest that needs a recorded
 * reason); it must not make every line of the person unlawful. */
#include "plan/translate.h"

#include <limits.h>
#include <stdlib.h>

typedef struct {
    rota_translation *t;
    rota_worker *worker;
    int staff;
    int *line; /* [ndays] the pins alone */
} pinned;

static rota_day date_of(const pinned *p, const rota_arc *arc) {
    return p->t->request->from + arc->day;
}

static int later(int a, int b) {
    return a > b ? a : b;
}

/* A pin that begins before the rest is over: the rest is as long as it is, and what is owed for it
 * comes after the pin. */
static void begin_early(const pinned *p, rota_arc *arc, int *ready, int *ready_night, int end) {
    int least = rota_translate__rest_after(p->t, p->staff, date_of(p, arc), 0);
    int gap = arc->start - end, owed = 0;
    if (gap < least && rota_translate__compensates(p->t, p->staff, date_of(p, arc)))
        owed = least - later(gap, 0);
    arc->ready += owed;
    arc->ready_night += owed;
    if (*ready > arc->start)
        *ready = arc->start;
    if (*ready_night > arc->start)
        *ready_night = arc->start;
}

static void loosen_rests(const pinned *p) {
    rota_history *h = &p->worker->before;
    int *ready = &h->ready, *ready_night = &h->ready_night, end = h->last_end;
    for (int d = 0; d < p->t->ndays; d++) {
        if (p->line[d] < 0)
            continue;
        rota_arc *arc = &p->worker->arcs[p->line[d]];
        bool night = (arc->flags & ROTA_ARC_NIGHT) != 0;
        if (arc->start < (night ? *ready_night : *ready))
            begin_early(p, arc, ready, ready_night, end);
        ready = &arc->ready;
        ready_night = &arc->ready_night;
        end = arc->end;
    }
}

/* Does the pins' line have a rest of the window, at least so long as a whole? */
static bool rested(const pinned *p, int window, int gap) {
    const rota_problem *problem = p->t->problem;
    const rota_worker *w = p->worker;
    int from = problem->rest_start[window], to = problem->rest_start[window + 1];
    int free_from = w->before.last_end;
    for (int d = 0; d <= p->t->ndays; d++) {
        bool open = d == p->t->ndays;
        if (!open && p->line[d] < 0)
            continue;
        int free_to = !open ? w->arcs[p->line[d]].start : to;
        if (open && w->after.start > 0 && w->after.start < to)
            free_to = w->after.start;
        int inside = (free_to < to ? free_to : to) - later(free_from, from);
        if (inside >= w->weekly_rest && (open || free_to - free_from >= gap))
            return true;
        if (!open)
            free_from = w->arcs[p->line[d]].end;
    }
    return false;
}

static void loosen_weekly_rest(const pinned *p) {
    rota_worker *w = p->worker;
    int last = p->t->problem->nrests - 1;
    if (w->weekly_rest <= 0)
        return;
    bool known_rest = w->before.week_rested;
    for (int r = 0; r <= last; r++) {
        bool beyond = p->t->problem->rest_start[r + 1] > p->t->problem->end;
        if ((r == 0 && known_rest) || (r == last && beyond && w->after.rested) ||
            rested(p, r, w->weekly_rest_gap))
            continue;
        if (r == last && beyond)
            w->after.rested = true;
        else if (r == 0 && p->t->problem->rest_start[0] < 0)
            w->before.week_rested = true;
        else if (rested(p, r, 0))
            w->weekly_rest_gap = w->weekly_rest;
        else
            w->weekly_rest = w->weekly_rest_gap = 0;
    }
}

/* What is pinned counts as worked, whatever the limit of the week or of the average. */
static void loosen_hours(const pinned *p) {
    const rota_problem *problem = p->t->problem;
    rota_worker *w = p->worker;
    int week = w->before.week_minutes, total = 0;
    for (int d = 0; d < p->t->ndays; d++) {
        if (d > 0 && problem->week_of_day[d] != problem->week_of_day[d - 1])
            week = 0;
        if (p->line[d] >= 0) {
            int *most = &w->max_week_minutes[problem->week_of_day[d]];
            week += w->arcs[p->line[d]].minutes;
            total += w->arcs[p->line[d]].minutes;
            *most = later(*most, week);
        }
        if (w->max_total_minutes)
            w->max_total_minutes[d] = later(w->max_total_minutes[d], total);
    }
}

/* Weekends, and shifts that may not follow each other: pins break them only where a profile makes
 * the rule advice, and then stand. */
static void loosen_weekends(const pinned *p) {
    const rota_problem *problem = p->t->problem;
    rota_worker *w = p->worker;
    int weekends = 0;
    bool counted = problem->weekday[0] == ROTA_SUN && w->before.weekend_begun;
    for (int d = 0; d < p->t->ndays && w->max_total_weekends >= 0; d++) {
        bool saturday = problem->weekday[d] == ROTA_SAT;
        if (saturday)
            counted = false;
        if (p->line[d] < 0 || counted || (!saturday && problem->weekday[d] != ROTA_SUN))
            continue;
        if (w->arcs[p->line[d]].flags & ROTA_ARC_OFF)
            continue;
        weekends++;
        counted = true;
    }
    if (w->max_total_weekends >= 0)
        w->max_total_weekends = later(w->max_total_weekends, weekends);
}

static void loosen_types(const pinned *p) {
    const rota_problem *problem = p->t->problem;
    for (int d = 0; d + 1 < p->t->ndays && problem->forbidden; d++) {
        if (p->line[d] < 0 || p->line[d + 1] < 0)
            continue;
        int type = p->worker->arcs[p->line[d]].type;
        rota_arc *next = &p->worker->arcs[p->line[d + 1]];
        if (type >= 0 && next->type >= 0 && problem->forbidden[type * problem->ntypes + next->type])
            next->type = -1;
    }
}

/* Days off between history and known duties that nothing in the period is there to fill. */
static void loosen_days_off(const pinned *p) {
    rota_worker *w = p->worker;
    for (int d = 0; d < p->t->ndays; d++)
        if (p->line[d] >= 0)
            return;
    if (p->t->ndays + w->before.run_off + w->after.off_days < w->min_run_off) {
        w->after.works_next = false;
        w->after.off_days = 0;
    }
}

void rota_translate__pins(rota_translation *t, int worker) {
    pinned p = {
        .t = t, .worker = &t->problem->workers[worker], .staff = t->staff_of_worker[worker]};
    p.line = ROTA_NEW_ARRAY(int, t->ndays);
    for (int d = 0; d < t->ndays; d++)
        p.line[d] = p.worker->must_work[d] ? p.worker->day_first[d] : -1;
    loosen_rests(&p);
    loosen_weekly_rest(&p);
    loosen_hours(&p);
    loosen_weekends(&p);
    loosen_types(&p);
    loosen_days_off(&p);
    free(p.line);
}
