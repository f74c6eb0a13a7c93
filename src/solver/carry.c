/* The bound of a problem that was solved before, for one that is nearly the same: what every rota
 * of the new one costs at least more than it would have cost then. Where a part is not known to
 * allow no more than it did, there is no claim (docs/design/warm.md). */
#include "core/mem.h"
#include "solver/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The new problem, the old one, and how the parts of the new one are called there. */
typedef struct {
    const rota_problem *now, *then;
    const rota_before *before;
} pair;

static bool same(const void *a, const void *b, int n, size_t size) {
    if (!a || !b)
        return a == b;
    return n <= 0 || memcmp(a, b, (size_t)n * size) == 0;
}

/* Everything that is not about a person or a row. */
static bool same_frame(const rota_problem *a, const rota_problem *b) {
    return a->ndays == b->ndays && a->nweeks == b->nweeks && a->nblocks == b->nblocks &&
           a->ngroups == b->ngroups && a->nworkers == b->nworkers && a->nrows == b->nrows &&
           a->ntypes == b->ntypes && a->nrests == b->nrests && a->end == b->end &&
           same(a->forbidden, b->forbidden, a->ntypes * a->ntypes, 1) &&
           same(a->week_of_day, b->week_of_day, a->ndays, sizeof(int)) &&
           same(a->block_of_week, b->block_of_week, a->nweeks, sizeof(int)) &&
           same(a->rest_of_day, b->rest_of_day, a->ndays, sizeof(int)) &&
           same(a->rest_start, b->rest_start, a->nrests + 1, sizeof(int)) &&
           same(a->weekday, b->weekday, a->ndays, 1);
}

static bool same_history(const rota_history *a, const rota_history *b) {
    return a->ready == b->ready && a->ready_night == b->ready_night && a->last_end == b->last_end &&
           a->run_days == b->run_days && a->run_nights == b->run_nights &&
           a->run_off == b->run_off && a->run_open == b->run_open && a->last_type == b->last_type &&
           a->last_group == b->last_group && a->last_flags == b->last_flags &&
           a->week_minutes == b->week_minutes && a->block_minutes == b->block_minutes &&
           a->week_faces == b->week_faces && a->week_rested == b->week_rested &&
           a->weekends == b->weekends && a->weekend_begun == b->weekend_begun;
}

static bool same_future(const rota_future *a, const rota_future *b) {
    return a->start == b->start && a->run_days == b->run_days && a->run_nights == b->run_nights &&
           a->works_next == b->works_next && a->run_open == b->run_open &&
           a->next_type == b->next_type && a->off_days == b->off_days && a->rested == b->rested &&
           a->gap_counts == b->gap_counts && a->weekends == b->weekends &&
           a->weekend_worked == b->weekend_worked;
}

static bool same_limits(const rota_problem *p, const rota_worker *a, const rota_worker *b) {
    return a->max_run_days == b->max_run_days && a->max_run_nights == b->max_run_nights &&
           a->min_run_off == b->min_run_off && a->min_run_days == b->min_run_days &&
           a->max_weekends == b->max_weekends && a->max_total_weekends == b->max_total_weekends &&
           same(a->max_of_type, b->max_of_type, p->ntypes, sizeof(int)) &&
           a->min_total_minutes == b->min_total_minutes &&
           same(a->max_week_minutes, b->max_week_minutes, p->nweeks, sizeof(int)) &&
           same(a->max_total_minutes, b->max_total_minutes, p->ndays, sizeof(int)) &&
           a->weekly_rest == b->weekly_rest && a->weekly_rest_gap == b->weekly_rest_gap &&
           a->nfaces == b->nfaces &&
           same(a->face_cost, b->face_cost, a->nfaces, sizeof(rota_cost)) &&
           same(a->return_by_group, b->return_by_group, p->ngroups, sizeof(rota_cost)) &&
           same(a->bedwake_by_group, b->bedwake_by_group, p->ngroups, sizeof(rota_cost)) &&
           same_history(&a->before, &b->before) && same_future(&a->after, &b->after) &&
           !a->ending && !b->ending;
}

/* Nobody may have a day off that was to be worked. */
static bool pins_hold(const rota_problem *p, const rota_worker *now, const rota_worker *then) {
    for (int d = 0; d < p->ndays; d++)
        if (then->must_work[d] && !now->must_work[d])
            return false;
    return true;
}

/* ---- arcs ---- */

/* How often an arc has a row and a coefficient. */
static int count_row(const rota_worker *w, const rota_arc *arc, int row, int coef) {
    int count = 0;
    for (int i = 0; i < arc->nrows; i++) {
        const rota_arc_row *ar = &w->arc_rows[arc->first_row + i];
        count += ar->row == row && ar->coef == coef;
    }
    return count;
}

static bool same_rows(const pair *q, const rota_worker *now, const rota_arc *a,
                      const rota_worker *then, const rota_arc *b) {
    if (a->nrows != b->nrows)
        return false;
    for (int i = 0; i < a->nrows; i++) {
        const rota_arc_row *ar = &now->arc_rows[a->first_row + i];
        if (count_row(now, a, ar->row, ar->coef) !=
            count_row(then, b, q->before->row[ar->row], ar->coef))
            return false;
    }
    return true;
}

static bool same_work(const pair *q, const rota_arc *a, const rota_arc *b) {
    return a->day == b->day && a->start == b->start && a->end == b->end && a->ready == b->ready &&
           a->ready_night == b->ready_night && a->minutes == b->minutes && a->group == b->group &&
           a->faces == b->faces && a->flags == b->flags && a->ran_days == b->ran_days &&
           a->ran_nights == b->ran_nights && (q->now->ntypes == 0 || a->type == b->type);
}

static rota_cost own_cost(const rota_arc *arc) {
    rota_cost sum = 0;
    for (int part = 0; part < ROTA_NPARTS; part++)
        sum += arc->cost[part];
    return sum;
}

/* Every arc was there; adds what the cheapest change of each day takes off. */
static bool compare_arcs(const pair *q, int w, const rota_worker *then, rota_cost *loss) {
    const rota_worker *now = &q->now->workers[w];
    for (int d = 0; d < q->now->ndays; d++) {
        rota_cost most = now->must_work[d] ? INT64_MIN : 0;
        for (int i = now->day_first[d]; i < now->day_first[d + 1]; i++) {
            int k = q->before->arc[w][i];
            if (k < 0 || k >= then->narcs)
                return false;
            const rota_arc *a = &now->arcs[i], *b = &then->arcs[k];
            if (!same_work(q, a, b) || !same_rows(q, now, a, then, b))
                return false;
            rota_cost less = own_cost(b) - own_cost(a);
            most = less > most ? less : most;
        }
        *loss += most == INT64_MIN ? 0 : most;
    }
    return true;
}

/* ---- costs of counts and of rows ---- */

static rota_cost convex_at(const rota_convex *c, int64_t x) {
    return x < c->low ? (c->low - x) * c->below : x > c->high ? (x - c->high) * c->above : 0;
}

/* Adds the most that a cost of a count can have fallen; false when it falls without end. */
static bool compare_convex(const rota_convex *now, const rota_convex *then, rota_cost *loss) {
    const int64_t at[] = {0, now->low, now->high, then->low, then->high};
    rota_cost most = INT64_MIN;
    if (now->above < then->above)
        return false;
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        int64_t x = at[i] < 0 ? 0 : at[i];
        rota_cost less = convex_at(then, x) - convex_at(now, x);
        most = less > most ? less : most;
    }
    *loss += most;
    return true;
}

static bool compare_person(const pair *q, int w, rota_cost *loss) {
    const rota_worker *now = &q->now->workers[w], *then = &q->then->workers[q->before->worker[w]];
    if (!same_limits(q->now, now, then) || !pins_hold(q->now, now, then) ||
        !compare_arcs(q, w, then, loss))
        return false;
    if (now->before.block_minutes < 0)
        return false; /* counts are from 0 on */
    for (int b = 0; b < q->now->nblocks; b++)
        if (!compare_convex(&now->block[b], &then->block[b], loss))
            return false;
    return compare_convex(&now->nights, &then->nights, loss) &&
           compare_convex(&now->weekends, &then->weekends, loss) &&
           compare_convex(&now->holidays, &then->holidays, loss);
}

/* What an arc adds to the activity of a row. */
static int total_of(const rota_worker *w, const rota_arc *arc, int row) {
    int sum = 0;
    for (int i = 0; i < arc->nrows; i++) {
        const rota_arc_row *ar = &w->arc_rows[arc->first_row + i];
        sum += ar->row == row ? ar->coef : 0;
    }
    return sum;
}

/* Add the extremes of a day's arcs to those of the rows; low and high are zero between days. */
static void add_day(const rota_worker *w, int day, int *low, int *high, int *least, int *most) {
    for (int a = w->day_first[day]; a < w->day_first[day + 1]; a++)
        for (int i = 0; i < w->arcs[a].nrows; i++) {
            int row = w->arc_rows[w->arcs[a].first_row + i].row;
            int total = total_of(w, &w->arcs[a], row);
            low[row] = total < low[row] ? total : low[row];
            high[row] = total > high[row] ? total : high[row];
        }
    for (int a = w->day_first[day]; a < w->day_first[day + 1]; a++)
        for (int i = 0; i < w->arcs[a].nrows; i++) {
            int row = w->arc_rows[w->arcs[a].first_row + i].row;
            least[row] += low[row];
            most[row] += high[row];
            low[row] = high[row] = 0;
        }
}

/* The least and the most that a row's activity can be: an arc a day for everybody. */
static void activity_range(const rota_problem *p, int *least, int *most) {
    int *low = ROTA_NEW_ARRAY(int, p->nrows + 1), *high = ROTA_NEW_ARRAY(int, p->nrows + 1);
    for (int w = 0; w < p->nworkers; w++)
        for (int d = 0; d < p->ndays; d++)
            add_day(&p->workers[w], d, low, high, least, most);
    free(low);
    free(high);
}

/* Adds the most that a row's cost can have fallen; false when it allows more than it did. */
static bool compare_row(const rota_row *now, const rota_row *then, int least, int most,
                        rota_cost *loss) {
    rota_cost fallen = INT64_MIN;
    for (int activity = least; activity <= most && activity <= now->high; activity++) {
        rota_cost cost = rota_row_cost(then, activity);
        if (cost == INT64_MAX)
            return false;
        cost -= rota_row_cost(now, activity);
        fallen = cost > fallen ? cost : fallen;
    }
    *loss += fallen == INT64_MIN ? 0 : fallen;
    return true;
}

static bool compare_rows(const pair *q, rota_cost *loss) {
    int n = q->now->nrows, *least = ROTA_NEW_ARRAY(int, n + 1), *most = ROTA_NEW_ARRAY(int, n + 1);
    bool holds = true;
    activity_range(q->now, least, most);
    for (int r = 0; r < n && holds; r++)
        holds = compare_row(&q->now->rows[r], &q->then->rows[q->before->row[r]], least[r], most[r],
                            loss);
    free(least);
    free(most);
    return holds;
}

/* Is it a number of something for each, and for each another one? */
static bool is_one_to_one(const int *to, int n) {
    unsigned char *seen = ROTA_NEW_ARRAY(unsigned char, n + 1);
    bool good = true;
    for (int i = 0; i < n && good; i++) {
        good = to[i] >= 0 && to[i] < n && !seen[to[i]];
        if (good)
            seen[to[i]] = 1;
    }
    free(seen);
    return good;
}

double rota_bound_carried(const rota_problem *now, const rota_before *before) {
    const pair q = {now, before ? before->problem : NULL, before};
    if (!before || before->bound == INT64_MIN || !same_frame(now, q.then) ||
        !is_one_to_one(before->worker, now->nworkers) || !is_one_to_one(before->row, now->nrows))
        return -(double)INFINITY;
    rota_cost loss = q.then->constant - now->constant;
    bool holds = compare_rows(&q, &loss);
    for (int w = 0; w < now->nworkers && holds; w++)
        holds = compare_person(&q, w, &loss);
    return holds ? (double)(before->bound - loss) : -(double)INFINITY;
}
