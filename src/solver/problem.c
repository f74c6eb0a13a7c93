#include "solver/problem.h"

#include "core/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

rota_problem *rota_problem_new(void) {
    return ROTA_NEW(rota_problem);
}

void rota_problem_free(rota_problem *problem) {
    if (!problem)
        return;
    for (int w = 0; w < problem->nworkers; w++) {
        rota_worker *worker = &problem->workers[w];
        free(worker->arcs);
        free(worker->arc_rows);
        free(worker->day_first);
        free(worker->must_work);
        free(worker->return_by_group);
        free(worker->bedwake_by_group);
        free(worker->max_week_minutes);
        free(worker->max_total_minutes);
        free(worker->max_of_type);
        free(worker->block);
        rota_ending_free(worker->ending);
    }
    free(problem->workers);
    free(problem->rows);
    free(problem->week_of_day);
    free(problem->block_of_week);
    free(problem->rest_of_day);
    free(problem->rest_start);
    free(problem->weekday);
    free(problem->forbidden);
    free(problem);
}

static rota_cost convex_cost(const rota_convex *f, int64_t x) {
    if (x < f->low)
        return f->below * (f->low - x);
    if (x > f->high)
        return f->above * (x - f->high);
    return 0;
}

/* ---- limits, each walked on its own ---- */

/* The arc of the latest day before d that is worked, or NULL. */
static const rota_arc *arc_before(const rota_worker *w, const int *arcs, int d) {
    for (int e = d - 1; e >= 0; e--)
        if (arcs[e] >= 0)
            return &w->arcs[arcs[e]];
    return NULL;
}

/* Is day d worked? On call at home it is not. */
static bool works(const rota_worker *w, const int *arcs, int d) {
    return arcs[d] >= 0 && !(w->arcs[arcs[d]].flags & ROTA_ARC_OFF);
}

static bool rests_hold(const rota_problem *p, const rota_worker *w, const int *arcs) {
    for (int d = 0; d < p->ndays; d++) {
        if (arcs[d] < 0) {
            if (w->must_work[d])
                return false;
            continue;
        }
        const rota_arc *next = &w->arcs[arcs[d]];
        const rota_arc *last = arc_before(w, arcs, d);
        bool night = (next->flags & ROTA_ARC_NIGHT) != 0;
        int ready = last    ? (night ? last->ready_night : last->ready)
                    : night ? w->before.ready_night
                            : w->before.ready;
        assert(next->day == d);
        if (next->start < ready)
            return false;
    }
    return true;
}

/* A day more that is worked in a row. */
static void count_day(const rota_worker *w, const int *arcs, int d, int *days, int *nights) {
    const rota_arc *arc = &w->arcs[arcs[d]];
    *days += 1 + (d == 0 ? arc->ran_days : 0);
    *nights = (arc->flags & ROTA_ARC_NIGHT) ? *nights + 1 + (d == 0 ? arc->ran_nights : 0) : 0;
}

static bool runs_hold(const rota_problem *p, const rota_worker *w, const int *arcs) {
    int days = w->before.run_days, nights = w->before.run_nights, off = w->before.run_off;
    for (int d = 0; d < p->ndays; d++) {
        if (!works(w, arcs, d)) {
            off++;
            days = nights = 0;
            continue;
        }
        if (w->min_run_off > 0 && off > 0 && off < w->min_run_off)
            return false;
        off = 0;
        count_day(w, arcs, d, &days, &nights);
        if ((w->max_run_days >= 0 && days > w->max_run_days) ||
            (w->max_run_nights >= 0 && nights > w->max_run_nights))
            return false;
    }
    return true;
}

/* Is no run of working days shorter than it must be? */
static bool runs_are_long_enough(const rota_problem *p, const rota_worker *w, const int *arcs) {
    if (w->min_run_days <= 1)
        return true;
    int days = w->before.run_days;
    bool open = w->before.run_open;
    for (int d = 0; d < p->ndays; d++) {
        if (works(w, arcs, d)) {
            days++;
            continue;
        }
        if (days > 0 && days < w->min_run_days && !open)
            return false;
        days = 0;
        open = false;
    }
    if (w->after.works_next)
        days += w->after.run_days;
    return open || w->after.run_open || days == 0 || days >= w->min_run_days;
}

static bool types_hold(const rota_problem *p, const rota_worker *w, const int *arcs) {
    int last = w->before.last_type;
    for (int d = 0; d <= p->ndays && p->forbidden; d++) {
        int type = w->after.next_type;
        if (d < p->ndays)
            type = arcs[d] >= 0 ? w->arcs[arcs[d]].type : -1;
        if (last >= 0 && type >= 0 && p->forbidden[last * p->ntypes + type])
            return false;
        last = type;
    }
    for (int type = 0; type < p->ntypes && w->max_of_type; type++) {
        int count = 0;
        for (int d = 0; d < p->ndays; d++)
            count += arcs[d] >= 0 && w->arcs[arcs[d]].type == type;
        if (count > w->max_of_type[type])
            return false;
    }
    return true;
}

static bool minutes_hold(const rota_problem *p, const rota_worker *w, const int *arcs) {
    int week = w->before.week_minutes;
    int64_t total = 0;
    for (int d = 0; d < p->ndays; d++) {
        if (d > 0 && p->week_of_day[d] != p->week_of_day[d - 1])
            week = 0;
        if (arcs[d] < 0)
            continue;
        week += w->arcs[arcs[d]].minutes;
        total += w->arcs[arcs[d]].minutes;
        if (week > w->max_week_minutes[p->week_of_day[d]])
            return false;
        if (w->max_total_minutes && total > w->max_total_minutes[d])
            return false;
    }
    return total >= w->min_total_minutes;
}

/* The known duties after the horizon go on with what the line ends in. */
static bool future_holds(const rota_problem *p, const rota_worker *w, const int *arcs) {
    int days = 0, nights = 0, off = 0, n = p->ndays;
    while (days < n && works(w, arcs, n - 1 - days))
        days++;
    while (nights < days && (w->arcs[arcs[n - 1 - nights]].flags & ROTA_ARC_NIGHT))
        nights++;
    while (off < n && !works(w, arcs, n - 1 - off))
        off++;
    if (days == n)
        days += w->before.run_days + w->arcs[arcs[0]].ran_days;
    if (nights == n)
        nights += w->before.run_nights + w->arcs[arcs[0]].ran_nights;
    if (off == n)
        off += w->before.run_off;
    bool known = w->after.works_next || (w->after.start > 0 && w->after.off_days > 0);
    off += w->after.off_days;
    if (known && w->min_run_off > 0 && off > 0 && off < w->min_run_off)
        return false;
    /* A run that the horizon adds nothing to is not this line's doing. */
    bool ran = w->max_run_days < 0 || days == 0 || w->after.run_days == 0 ||
               days + w->after.run_days <= w->max_run_days;
    return ran && (w->max_run_nights < 0 || nights == 0 || w->after.run_nights == 0 ||
                   nights + w->after.run_nights <= w->max_run_nights);
}

/* The weekends of the horizon: which are worked, and which of them count as this line's. */
typedef struct {
    bool worked[ROTA_MAX_WEEKENDS];
    int n;
    int first, end; /* a weekend begun before day 0, or worked on day ndays, is counted there */
} weekend_list;

static void list_weekends(const rota_problem *p, const rota_worker *w, const int *arcs,
                          weekend_list *out) {
    int n = 0, last = p->ndays - 1;
    for (int d = 0; d < p->ndays; d++) {
        bool saturday = p->weekday[d] == 5, sunday = p->weekday[d] == 6;
        if (saturday || (sunday && d == 0)) {
            assert(n < ROTA_MAX_WEEKENDS);
            out->worked[n++] = sunday && w->before.weekend_begun;
        }
        if ((saturday || sunday) && works(w, arcs, d))
            out->worked[n - 1] = true;
    }
    bool begun = p->ndays > 0 && p->weekday[0] == 6 && w->before.weekend_begun;
    bool goes_on = p->ndays > 0 && p->weekday[last] == 5 && w->after.weekend_worked;
    if (goes_on)
        out->worked[n - 1] = true;
    out->n = n;
    out->first = begun ? 1 : 0;
    out->end = goes_on ? n - 1 : n;
}

static int own_weekends(const weekend_list *list) {
    int count = 0;
    for (int i = list->first; i < list->end; i++)
        count += list->worked[i];
    return count;
}

/* Was weekend i worked, also before (i < 0) and after the horizon? */
static bool weekend_worked(const rota_worker *w, const weekend_list *list, int i) {
    /* A weekend that has begun before day 0 is both bit 0 of the history and weekend 0. */
    if (i < 0)
        return w->before.weekends >> (-i - 1 + list->first) & 1U;
    return i < list->n ? list->worked[i] : w->after.weekends >> (i - list->n) & 1U;
}

static bool weekends_hold(const rota_problem *p, const rota_worker *w, const int *arcs) {
    weekend_list list;
    list_weekends(p, w, arcs, &list);
    if (w->max_total_weekends >= 0 && own_weekends(&list) > w->max_total_weekends)
        return false;
    for (int last = 0; last < list.n + 3 && w->max_weekends >= 0; last++) {
        int count = 0, mine = 0;
        for (int i = last - 3; i <= last; i++) {
            bool worked = weekend_worked(w, &list, i);
            count += worked;
            mine += worked && i >= list.first && i < list.end;
        }
        /* What others than this line have made too much is not its doing. */
        if (mine > 0 && weekend_worked(w, &list, last) && count > w->max_weekends)
            return false;
    }
    return true;
}

static bool weekly_rest_holds(const rota_problem *p, const rota_worker *w, const int *arcs) {
    if (w->weekly_rest <= 0)
        return true;
    for (int r = 0; r < p->nrests; r++) {
        int from = p->rest_start[r], to = p->rest_start[r + 1];
        bool beyond = to > p->end;
        if ((beyond && (w->after.start == 0 || w->after.rested)) ||
            (r == 0 && w->before.week_rested))
            continue;
        bool rested = false;
        int free_from = w->before.last_end;
        for (int d = 0; d <= p->ndays && !rested; d++) {
            if (d < p->ndays && !works(w, arcs, d))
                continue;
            bool open = d == p->ndays;
            int next = open ? w->after.start : w->arcs[arcs[d]].start;
            bool whole = !open || w->after.gap_counts;
            int free_to = !open || beyond ? next : p->end;
            int inside = (free_to < to ? free_to : to) - (free_from > from ? free_from : from);
            /* The stretch that is still open at the end may go on beyond it. */
            if (inside >= w->weekly_rest && (!whole || next - free_from >= w->weekly_rest_gap))
                rested = true;
            if (!open)
                free_from = w->arcs[arcs[d]].end;
        }
        if (!rested)
            return false;
    }
    return true;
}

/* ---- costs ---- */

static void add_fairness(const rota_problem *p, const rota_worker *w, const int *arcs,
                         rota_cost *parts) {
    int nights = 0, holidays = 0;
    for (int d = 0; d < p->ndays; d++) {
        if (arcs[d] < 0)
            continue;
        unsigned flags = w->arcs[arcs[d]].flags;
        nights += (flags & ROTA_ARC_NIGHT) != 0;
        holidays += (flags & ROTA_ARC_HOLIDAY) != 0;
    }
    weekend_list list;
    list_weekends(p, w, arcs, &list);
    parts[ROTA_PART_FAIRNESS] += convex_cost(&w->nights, nights) +
                                 convex_cost(&w->weekends, own_weekends(&list)) +
                                 convex_cost(&w->holidays, holidays);
}

static void add_contract(const rota_problem *p, const rota_worker *w, const int *arcs,
                         rota_cost *parts) {
    int64_t minutes = w->before.block_minutes;
    for (int d = 0; d < p->ndays; d++) {
        int block = p->block_of_week[p->week_of_day[d]];
        if (arcs[d] >= 0)
            minutes += w->arcs[arcs[d]].minutes;
        bool last = d + 1 == p->ndays || p->block_of_week[p->week_of_day[d + 1]] != block;
        if (last) {
            parts[ROTA_PART_CONTRACT] += convex_cost(&w->block[block], minutes);
            minutes = 0;
        }
    }
}

static void add_groups(const rota_problem *p, const rota_worker *w, const int *arcs,
                       rota_cost *parts) {
    uint64_t met = w->before.week_faces;
    int group = w->before.last_group;
    unsigned flags = w->before.last_flags;
    for (int d = 0; d < p->ndays; d++) {
        if (d > 0 && p->week_of_day[d] != p->week_of_day[d - 1])
            met = 0;
        if (arcs[d] < 0) {
            group = -1;
            flags = 0;
            continue;
        }
        const rota_arc *arc = &w->arcs[arcs[d]];
        for (int part = 0; part < ROTA_NPARTS; part++)
            parts[part] += arc->cost[part];
        for (int f = 0; f < w->nfaces; f++)
            if ((arc->faces & ~met) >> f & 1U)
                parts[ROTA_PART_FACES] += w->face_cost[f];
        met |= arc->faces;
        if (arc->group >= 0 && arc->group == group) {
            if (w->return_by_group)
                parts[ROTA_PART_RETURN] += w->return_by_group[group];
            if (w->bedwake_by_group && (flags & ROTA_ARC_BED) && (arc->flags & ROTA_ARC_WAKE))
                parts[ROTA_PART_BED_WAKE] += w->bedwake_by_group[group];
        }
        group = arc->group;
        flags = arc->flags;
    }
}

/* ---- what follows ---- */

/* The state in which a line ends (rota_ending). */
static int state_at_end(const rota_problem *p, const rota_worker *w, const int *arcs) {
    const rota_ending *e = w->ending;
    int last = p->ndays - 1, days = w->before.run_days, nights = w->before.run_nights,
        off = w->before.run_off;
    bool open = w->before.run_open;
    for (int d = 0; d < p->ndays; d++) {
        if (works(w, arcs, d)) {
            off = 0;
            count_day(w, arcs, d, &days, &nights);
        } else {
            off++;
            days = nights = 0;
            open = false;
        }
    }
    if (off > 0)
        return (off < e->noff ? off : e->noff) - 1;
    int run = days < e->nrun ? days : e->nrun;
    if (open && days < w->min_run_days && e->nruns > e->nrun)
        run = e->nrun + days;
    return rota_ending_state(e, e->class_of[arcs[last] - w->day_first[last]], run, nights);
}

/* What the days after the line are worth; INT64_MAX: no lawful line goes on from it. */
static rota_cost ending_cost(const rota_problem *p, const rota_worker *w, const int *arcs) {
    const rota_ending *e = w->ending;
    if (!e)
        return 0;
    weekend_list list;
    list_weekends(p, w, arcs, &list);
    int weekends = e->nweekends > 1 ? own_weekends(&list) : 0, steps = 0;
    for (int d = 0; d < p->ndays && e->hi > 0; d++)
        steps += arcs[d] >= 0 ? w->arcs[arcs[d]].minutes / e->unit : 0;
    if (weekends >= e->nweekends || steps < e->lo || steps > e->hi)
        return INT64_MAX;
    return e->value[rota_ending_index(e, state_at_end(p, w, arcs), weekends, steps)];
}

bool rota_line_cost(const rota_problem *problem, int worker, const int *arcs, rota_cost *total,
                    rota_cost *parts) {
    const rota_worker *w = &problem->workers[worker];
    rota_cost own[ROTA_NPARTS];
    if (!parts)
        parts = own;
    memset(parts, 0, ROTA_NPARTS * sizeof *parts);
    add_groups(problem, w, arcs, parts);
    add_contract(problem, w, arcs, parts);
    add_fairness(problem, w, arcs, parts);
    rota_cost ending = ending_cost(problem, w, arcs);
    parts[ROTA_PART_DEMAND] += ending < INT64_MAX ? ending : 0;
    *total = 0;
    for (int part = 0; part < ROTA_NPARTS; part++)
        *total += parts[part];
    return ending < INT64_MAX && rests_hold(problem, w, arcs) && runs_hold(problem, w, arcs) &&
           runs_are_long_enough(problem, w, arcs) && types_hold(problem, w, arcs) &&
           minutes_hold(problem, w, arcs) && weekends_hold(problem, w, arcs) &&
           weekly_rest_holds(problem, w, arcs) && future_holds(problem, w, arcs);
}

rota_cost rota_row_cost(const rota_row *row, int activity) {
    if (activity > row->high)
        return INT64_MAX;
    if (activity > row->target)
        return row->over * (activity - row->target);
    if (activity >= row->low)
        return row->under_target * (row->target - activity);
    return row->under_target * (row->target - row->low) + row->under * (row->low - activity);
}

rota_cost rota_rows_cost(const rota_problem *problem, int *const *lines, int *activity) {
    int *count = activity ? activity : ROTA_NEW_ARRAY(int, problem->nrows);
    memset(count, 0, (size_t)problem->nrows * sizeof *count);
    for (int w = 0; w < problem->nworkers; w++) {
        const rota_worker *worker = &problem->workers[w];
        for (int d = 0; d < problem->ndays; d++) {
            if (lines[w][d] < 0)
                continue;
            const rota_arc *arc = &worker->arcs[lines[w][d]];
            for (int i = 0; i < arc->nrows; i++) {
                const rota_arc_row *ar = &worker->arc_rows[arc->first_row + i];
                count[ar->row] += ar->coef;
            }
        }
    }
    rota_cost total = 0;
    for (int r = 0; r < problem->nrows && total != INT64_MAX; r++) {
        rota_cost cost = rota_row_cost(&problem->rows[r], count[r]);
        total = cost == INT64_MAX ? INT64_MAX : total + cost;
    }
    if (!activity)
        free(count);
    return total;
}

/* ---- the step of costs ---- */

static rota_cost divisor(rota_cost a, rota_cost b) {
    a = a < 0 ? -a : a;
    b = b < 0 ? -b : b;
    while (b) {
        rota_cost rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static rota_cost convex_step(rota_cost step, const rota_convex *f) {
    return divisor(divisor(step, f->below), f->above);
}

static rota_cost worker_step(const rota_problem *p, const rota_worker *w, rota_cost step) {
    for (int a = 0; a < w->narcs && step != 1; a++) {
        rota_cost own = 0;
        for (int part = 0; part < ROTA_NPARTS; part++)
            own += w->arcs[a].cost[part];
        step = divisor(step, own);
    }
    const rota_ending *e = w->ending;
    size_t values = e ? rota_ending_index(e, rota_ending_states(e), 0, e->lo) : 0;
    for (size_t i = 0; i < values && step != 1; i++)
        step = e->value[i] < INT64_MAX ? divisor(step, e->value[i]) : step;
    for (int f = 0; f < w->nfaces; f++)
        step = divisor(step, w->face_cost[f]);
    for (int g = 0; g < p->ngroups; g++) {
        step = w->return_by_group ? divisor(step, w->return_by_group[g]) : step;
        step = w->bedwake_by_group ? divisor(step, w->bedwake_by_group[g]) : step;
    }
    for (int b = 0; b < p->nblocks; b++)
        step = convex_step(step, &w->block[b]);
    return convex_step(convex_step(convex_step(step, &w->nights), &w->weekends), &w->holidays);
}

rota_cost rota_problem_step(const rota_problem *p) {
    rota_cost step = 0;
    for (int r = 0; r < p->nrows; r++)
        step = divisor(divisor(divisor(step, p->rows[r].under), p->rows[r].under_target),
                       p->rows[r].over);
    for (int w = 0; w < p->nworkers && step != 1; w++)
        step = worker_step(p, &p->workers[w], step);
    return step > 0 ? step : 1;
}

rota_cost rota_cost_of(const rota_problem *p, int *const *lines) {
    rota_cost total = rota_rows_cost(p, lines, NULL), cost;
    total += total == INT64_MAX ? 0 : p->constant;
    for (int w = 0; w < p->nworkers && total != INT64_MAX; w++)
        total = rota_line_cost(p, w, lines[w], &cost, NULL) ? total + cost : INT64_MAX;
    return total;
}
