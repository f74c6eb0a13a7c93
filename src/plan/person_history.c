/* What a person brings into the first day (rest, runs, hours, faces, weekends before the period)
 * and what is known of them after the last. */
#include "plan/translate.h"

#include <limits.h>
#include <stdlib.h>

enum { LONG_AGO = -1000000 };

typedef struct {
    const rota_translation *t;
    int staff;
    const rota_duty *duties; /* of the person before the period, by start; on call left out */
    size_t count;
    const rota_duty *busy; /* the same with call-outs, which break a rest */
    size_t nbusy;
} past;

static int minute_of(const rota_translation *t, rota_minute at) {
    rota_minute m = at - t->epoch;
    return m < LONG_AGO ? LONG_AGO : (int)m;
}

/* Duties that follow each other without a whole rest, as far as they may share the rest that
 * follows (a split duty). */
typedef struct {
    rota_minute start, end;
    rota_minute gap; /* before it; a large number for the first */
} chain;

/* The last chain of work before the period. */
static chain last_chain(const past *p) {
    const rota_translation *t = p->t;
    chain last = {.start = p->busy[0].start, .end = p->busy[0].end, .gap = INT_MAX};
    bool first = true;
    for (size_t i = 0, next; i < p->nbusy; i = next) {
        rota_day date = p->busy[i].date;
        rota_minute start = p->busy[i].start, end = p->busy[i].end;
        for (next = i + 1; next < p->nbusy && p->busy[next].start <= end; next++)
            end = p->busy[next].end > end ? p->busy[next].end : end;
        int least = rota_translate__rest_after(t, p->staff, date, 0);
        int longest = rota_translate__longest_chain(t, p->staff, date);
        bool joined = start - last.end < least && end - last.start <= longest;
        if (joined && !first)
            last.end = end;
        else
            last = (chain){start, end, first ? INT_MAX : start - last.end};
        first = false;
    }
    return last;
}

static void set_ready(const past *p, rota_history *h) {
    const rota_translation *t = p->t;
    h->ready = h->ready_night = h->last_end = LONG_AGO;
    if (p->nbusy == 0)
        return;
    chain c = last_chain(p);
    const rota_duty *last = &p->busy[p->nbusy - 1];
    int least = rota_translate__rest_after(t, p->staff, last->date, 0);
    int rest = rota_translate__rest_after(t, p->staff, last->date, (int)(c.end - c.start));
    /* A last rest that was shorter than owed makes the next one longer (compensatory rest). */
    if (c.gap < least && rota_translate__compensates(t, p->staff, last->date))
        rest += least - (int)c.gap;
    h->last_end = minute_of(t, c.end);
    h->ready = h->ready_night = minute_of(t, c.end + rest);
    int most = rota_translate__night_limit(t, p->staff);
    if (most >= 0) { /* as after a duty of the period, see ready_after */
        int left = most - (int)(c.end - c.start);
        /* Night work that was too long already stays in the 24 hours until it has gone by. */
        if (left < 0 && rota_duty_night_minutes(t->home, last) == 0)
            left = 0;
        int ready = minute_of(t, c.start + 1440 - left);
        if (ready > h->ready)
            h->ready = h->ready_night = ready;
    }
    int after_nights = t->home->staff[p->staff].limits.rest_after_nights_minutes;
    if (rota_duty_is_night(t->home, last) && after_nights >= 0) {
        int ready = minute_of(t, last->end + after_nights);
        h->ready = ready > h->ready ? ready : h->ready;
    }
}

static const rota_duty *duty_on(const past *p, rota_day day) {
    for (size_t i = p->count; i > 0; i--)
        if (p->duties[i - 1].date == day)
            return &p->duties[i - 1];
    return NULL;
}

static void set_runs(const past *p, rota_history *h) {
    rota_day from = p->t->request->from;
    while (duty_on(p, from - 1 - h->run_days))
        h->run_days++;
    h->run_open = p->count == 0; /* nothing is known: a run may have begun before */
    for (;;) {
        const rota_duty *duty = duty_on(p, from - 1 - h->run_nights);
        if (!duty || !rota_duty_is_night(p->t->home, duty))
            break;
        h->run_nights++;
    }
    /* Nobody is known to have worked longer ago than the first duty: that is off long enough. */
    while (h->run_off < 30 && !duty_on(p, from - 1 - h->run_off))
        h->run_off++;
}

/* Are there waking children in the duty? */
static bool brings_care(const rota_duty *duty) {
    return (duty->kind == ROTA_SHIFT_DAY || duty->kind == ROTA_SHIFT_SLEEP_IN) &&
           rota_duty_awake_minutes(duty, duty->start, duty->end) > 0;
}

static void set_week(const past *p, rota_history *h) {
    const rota_translation *t = p->t;
    const rota_home *home = t->home;
    rota_day first = rota_week_start(t->request->from, home->settings.home.week_starts);
    for (size_t i = 0; i < p->count; i++) {
        const rota_duty *duty = &p->duties[i];
        if (duty->date < first)
            continue;
        h->week_minutes += duty->work_minutes;
        for (int g = 0; brings_care(duty) && g < home->ngroups && g < ROTA_MAX_FACES; g++)
            if (duty->group < 0 || duty->group == g)
                h->week_faces |= UINT64_C(1) << g;
    }
    h->block_minutes = home->settings.plan.contract_weeks == 1 ? h->week_minutes : 0;
}

/* Has the first window's rest been had before the period, or can it be had no more? */
static void set_rested(const past *p, const rota_worker *worker, rota_history *h) {
    const rota_translation *t = p->t;
    const rota_problem *problem = t->problem;
    int from = problem->rest_start[0], to = problem->rest_start[1];
    int free_from = LONG_AGO;
    if (from >= 0)
        return; /* the window begins with the period */
    for (size_t i = 0; i < p->nbusy; i++) {
        int start = minute_of(t, p->busy[i].start), end = minute_of(t, p->busy[i].end);
        int inside = (start < to ? start : to) - (free_from > from ? free_from : from);
        if (inside >= worker->weekly_rest && start - free_from >= worker->weekly_rest_gap)
            h->week_rested = true;
        free_from = end > free_from ? end : free_from;
    }
    if (to - (h->last_end > from ? h->last_end : from) < worker->weekly_rest)
        h->week_rested = true; /* lost already: no rota of this period can mend it */
}

static void set_weekends(const past *p, rota_history *h) {
    rota_day from = p->t->request->from;
    rota_day saturday = rota_week_start(from, ROTA_SAT);
    /* The latest weekend with a day before the period. */
    if (saturday >= from)
        saturday -= 7;
    for (int back = 0; back < 4; back++) {
        rota_day first = saturday - 7 * back;
        bool worked = duty_on(p, first) || (first + 1 < from && duty_on(p, first + 1));
        h->weekends |= worked ? 1U << back : 0;
    }
    h->weekend_begun = rota_day_weekday(from) == ROTA_SUN && (h->weekends & 1);
    /* On a Sunday the weekend of its Saturday is the present one: bit 0 only when it has begun. */
    if (rota_day_weekday(from) == ROTA_SUN && !h->weekend_begun)
        h->weekends >>= 1;
}

static void set_last_group(const past *p, rota_history *h) {
    const rota_translation *t = p->t;
    rota_day day = t->request->from - 1;
    rota_minute bed = rota_zone_at(t->home->zone, day, t->home->settings.continuity.bedtime, false);
    h->last_group = h->last_type = -1;
    for (size_t i = 0; i < p->count; i++) {
        const rota_duty *duty = &p->duties[i];
        int group = duty->group < 0 && t->home->ngroups == 1 ? 0 : duty->group;
        if (duty->date != day || group < 0 || !brings_care(duty))
            continue;
        h->last_group = group;
        if (rota_duty_present(duty, bed, false))
            h->last_flags |= ROTA_ARC_BED;
    }
}

/* Work and call-outs, each of these as a duty of its own, by start. */
static rota_duties with_calls(const rota_duties *known, size_t first, size_t last) {
    rota_duties busy = {0};
    for (size_t i = first; i < last; i++) {
        rota_duty duty = known->items[i];
        if (duty.kind != ROTA_SHIFT_ON_CALL) {
            rota_duties_add(&busy, &duty);
            continue;
        }
        for (int k = 0; k < known->items[i].ncalls; k++) {
            duty.kind = ROTA_SHIFT_DAY;
            duty.start = duty.sleep_from = duty.sleep_to = known->items[i].calls[k].from;
            duty.end = known->items[i].calls[k].to;
            rota_duties_add(&busy, &duty);
        }
    }
    rota_duties_sort(&busy);
    return busy;
}

void rota_translate__history(rota_translation *t, int w) {
    rota_worker *worker = &t->problem->workers[w];
    past p = {.t = t, .staff = t->staff_of_worker[w]};
    size_t first, last;
    rota_translate__range(&t->before, p.staff, &first, &last);
    rota_duty *work = ROTA_NEW_ARRAY(rota_duty, last - first + 1);
    for (size_t i = first; i < last; i++)
        if (t->before.items[i].kind != ROTA_SHIFT_ON_CALL)
            work[p.count++] = t->before.items[i];
    p.duties = work;
    rota_duties busy = with_calls(&t->before, first, last);
    p.busy = busy.items;
    p.nbusy = busy.count;
    worker->before = (rota_history){0};
    set_ready(&p, &worker->before);
    set_runs(&p, &worker->before);
    set_week(&p, &worker->before);
    set_weekends(&p, &worker->before);
    set_last_group(&p, &worker->before);
    set_rested(&p, worker, &worker->before);
    rota_duties_done(&busy);
    free(work);
}

/* ---- after the period ---- */

static bool works_on(const past *p, rota_day day) {
    for (size_t i = 0; i < p->count; i++)
        if (p->duties[i].date == day)
            return true;
    return false;
}

static bool night_on(const past *p, rota_day day) {
    for (size_t i = 0; i < p->count; i++)
        if (p->duties[i].date == day)
            return rota_duty_is_night(p->t->home, &p->duties[i]);
    return false;
}

/* Is the last window's rest had after the first known duty that follows the period? */
static bool rested_later(const past *p, const rota_worker *worker) {
    const rota_problem *problem = p->t->problem;
    int to = problem->rest_start[problem->nrests];
    for (size_t i = 0; i < p->count; i++) {
        int end = minute_of(p->t, p->duties[i].end);
        int next = i + 1 < p->count ? minute_of(p->t, p->duties[i + 1].start) : INT_MAX;
        int inside = (next < to ? next : to) - end;
        if (inside >= worker->weekly_rest &&
            (next == INT_MAX || next - end >= worker->weekly_rest_gap))
            return true;
    }
    return false;
}

static bool pinned_on_weekends(const rota_translation *t, const rota_worker *worker) {
    bool pinned = false;
    for (int d = 0; d < t->ndays; d++)
        pinned |= worker->must_work[d] && t->problem->weekday[d] >= ROTA_SAT;
    return pinned;
}

void rota_translate__future(rota_translation *t, int w) {
    rota_worker *worker = &t->problem->workers[w];
    rota_future *f = &worker->after;
    past p = {.t = t, .staff = t->staff_of_worker[w]};
    size_t first, last;
    rota_translate__range(&t->after, p.staff, &first, &last);
    rota_duty *work = ROTA_NEW_ARRAY(rota_duty, last - first + 1);
    for (size_t i = first; i < last; i++)
        if (t->after.items[i].kind != ROTA_SHIFT_ON_CALL)
            work[p.count++] = t->after.items[i];
    p.duties = work;
    rota_day next = t->request->to + 1;
    *f = (rota_future){.start = p.count > 0 ? minute_of(t, work[0].start) : 0};
    /* All is free after the period: the last window's rest must still fit into what is left. */
    int window = t->problem->rest_start[t->problem->nrests];
    if (p.count == 0 && window > t->problem->end)
        f->start = window;
    f->works_next = works_on(&p, next);
    f->run_open = p.count == 0; /* a run may go on */
    f->next_type = -1;          /* arcs that may not come before what is known do not exist */
    f->off_days = p.count > 0 ? work[0].date - next : 0;
    while (works_on(&p, next + f->run_days))
        f->run_days++;
    while (night_on(&p, next + f->run_nights))
        f->run_nights++;
    f->rested = rested_later(&p, worker);
    rota_day saturday = rota_week_start(next + 6, ROTA_SAT); /* the first on or after `next` */
    for (int i = 0; i < 3; i++)
        if (works_on(&p, saturday + 7 * i) || works_on(&p, saturday + 7 * i + 1))
            f->weekends |= 1U << i;
    /* The last weekend is worked anyhow: any others have room for one less. */
    if (rota_day_weekday(next) == ROTA_SUN && works_on(&p, next) && worker->max_weekends > 0 &&
        !pinned_on_weekends(t, worker))
        worker->max_weekends--;
    free(work);
}
