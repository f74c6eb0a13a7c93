/* The first rota, and best response: one person's line exactly re-optimised against all others.
 * With everybody else fixed a row's cost is a function of one person's coverage, so the price of an
 * arc is the change of its rows' costs, and the same pricing finds that person's best line. */
#include "core/mem.h"
#include "solver/grid.h"
#include "solver/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { QUICK_BEAM = 24 };

static void add_line(const rota_search *s, int w, const int *line, int sign, int *activity) {
    const rota_worker *worker = &s->p->workers[w];
    for (int d = 0; d < s->p->ndays; d++) {
        if (line[d] < 0)
            continue;
        const rota_arc *arc = &worker->arcs[line[d]];
        for (int i = 0; i < arc->nrows; i++) {
            const rota_arc_row *ar = &worker->arc_rows[arc->first_row + i];
            activity[ar->row] += sign * ar->coef;
        }
    }
}

/* Price of each arc given what all others cover; INFINITY where a row's maximum would be passed. */
static void marginal_costs(const rota_search *s, int w, const int *activity, double *out) {
    const rota_worker *worker = &s->p->workers[w];
    for (int a = 0; a < worker->narcs; a++) {
        const rota_arc *arc = &worker->arcs[a];
        rota_cost cost = 0;
        bool fits = true;
        for (int part = 0; part < ROTA_NPARTS; part++)
            cost += arc->cost[part];
        for (int i = 0; i < arc->nrows && fits; i++) {
            const rota_arc_row *ar = &worker->arc_rows[arc->first_row + i];
            const rota_row *row = &s->p->rows[ar->row];
            fits = ar->coef <= 0 || activity[ar->row] + ar->coef <= row->high;
            if (fits)
                cost += rota_row_cost(row, activity[ar->row] + ar->coef) -
                        rota_row_cost(row, activity[ar->row]);
        }
        out[a] = fits ? (double)cost : (double)INFINITY;
    }
}

/* The worker's best line at the costs in s->arc_cost[w], below a threshold, into line. */
static bool best_line(rota_search *s, int w, int beam, double threshold, int *line) {
    rota_price_request rq = {.arc_cost = s->arc_cost[w],
                             .threshold = threshold,
                             .max_lines = 1,
                             .beam = beam,
                             .deadline = s->has_best ? s->deadline : 0};
    rota_price_result result;
    rota_price(s->pricers[w], &rq, s->rooms[0], &result);
    s->priced++;
    s->labels += result.labels;
    if (result.count == 0)
        return false;
    memcpy(line, result.arcs, (size_t)s->p->ndays * sizeof *line);
    return true;
}

static bool has_pins(const rota_search *s, int w) {
    for (int d = 0; d < s->p->ndays; d++)
        if (s->p->workers[w].must_work[d])
            return true;
    return false;
}

/* Value of the present line at the costs in s->arc_cost[w], as pricing would see it. */
static double line_value(const rota_search *s, int w, const int *line) {
    rota_cost total, parts[ROTA_NPARTS], own = 0;
    rota_line_cost(s->p, w, line, &total, parts);
    double value = (double)total;
    for (int d = 0; d < s->p->ndays; d++) {
        if (line[d] < 0)
            continue;
        const rota_arc *arc = &s->p->workers[w].arcs[line[d]];
        for (int part = 0; part < ROTA_NPARTS; part++)
            own += arc->cost[part];
        value += s->arc_cost[w][line[d]];
    }
    return value - (double)own;
}

/* One person after the other; true when somebody's line changed. */
static bool improve_pass(rota_search *s, int **lines, int *activity, int beam) {
    bool changed = false;
    int *line = ROTA_NEW_ARRAY(int, s->p->ndays);
    for (int w = 0; w < s->p->nworkers && !(s->has_best && rota_search__over(s)); w++) {
        add_line(s, w, lines[w], -1, activity);
        marginal_costs(s, w, activity, s->arc_cost[w]);
        double value = line_value(s, w, lines[w]);
        if (best_line(s, w, beam, value - 0.5, line)) {
            memcpy(lines[w], line, (size_t)s->p->ndays * sizeof *line);
            changed = true;
        }
        add_line(s, w, lines[w], 1, activity);
    }
    free(line);
    return changed;
}

/* What the lines cost, INT64_MAX where they pass a maximum. */
static rota_cost cost_of(const rota_search *s, int *const *lines) {
    rota_cost sum = rota_rows_cost(s->p, lines, NULL);
    for (int w = 0; w < s->p->nworkers && sum < INT64_MAX; w++) {
        rota_cost cost;
        rota_line_cost(s->p, w, lines[w], &cost, NULL);
        sum += cost;
    }
    return sum;
}

/* Passes as long as they gain. Rows that a line touches twice are estimated, so people may change
 * their lines again and again and gain nothing. */
static void improve_with(rota_search *s, int **lines, int *activity, int beam) {
    rota_cost before = INT64_MAX, now = cost_of(s, lines);
    do {
        if (!improve_pass(s, lines, activity, beam))
            return;
        before = now;
        now = cost_of(s, lines);
        rota_search__offer(s, lines);
    } while (now < before && !rota_search__over(s));
}

void rota_improve(rota_search *s, int **lines) {
    int *activity = ROTA_NEW_ARRAY(int, s->p->nrows);
    for (int w = 0; w < s->p->nworkers; w++)
        add_line(s, w, lines[w], 1, activity);
    improve_with(s, lines, activity, QUICK_BEAM);
    if (!rota_search__over(s))
        improve_with(s, lines, activity, 0);
    rota_search__offer(s, lines);
    free(activity);
}

/* Places that are taken whoever comes first: pins that leave one arc. */
static void reserve(const rota_search *s, int w, int sign, int *activity) {
    const rota_worker *worker = &s->p->workers[w];
    for (int d = 0; d < s->p->ndays; d++) {
        if (!worker->must_work[d] || worker->day_first[d + 1] - worker->day_first[d] != 1)
            continue;
        const rota_arc *arc = &worker->arcs[worker->day_first[d]];
        for (int i = 0; i < arc->nrows; i++) {
            const rota_arc_row *ar = &worker->arc_rows[arc->first_row + i];
            activity[ar->row] += sign * ar->coef;
        }
    }
}

/* The worker's first line at the costs in s->arc_cost[w]. */
static bool first_line(rota_search *s, int w, int *line) {
    const rota_grid *dense = s->pricers[w]->dense;
    bool patterned = dense && (s->rolls || !dense->fits);
    if (patterned && rota_grid_pattern(dense, s->arc_cost[w], line))
        return true;
    /* Neither finds every line where several maxima of types bind. */
    if (best_line(s, w, QUICK_BEAM, INFINITY, line))
        return true;
    return !patterned && (best_line(s, w, 0, INFINITY, line) ||
                          (dense && rota_grid_pattern(dense, s->arc_cost[w], line)));
}

/* Lines in the given order of workers; returns the place in it of the first who has none, or -1. */
static int complete_in_order(rota_search *s, int **lines, const unsigned char *known,
                             const int *order, int n) {
    int *activity = ROTA_NEW_ARRAY(int, s->p->nrows), failed = -1;
    for (int w = 0; w < s->p->nworkers; w++) {
        if (known[w])
            add_line(s, w, lines[w], 1, activity);
        else
            reserve(s, w, 1, activity);
    }
    for (int i = 0; i < n && failed < 0; i++) {
        int w = order[i];
        reserve(s, w, -1, activity);
        marginal_costs(s, w, activity, s->arc_cost[w]);
        if (first_line(s, w, lines[w]))
            add_line(s, w, lines[w], 1, activity);
        else
            failed = i;
    }
    free(activity);
    return failed;
}

int rota_complete(rota_search *s, int **lines, const unsigned char *known) {
    int *order = ROTA_NEW_ARRAY(int, s->p->nworkers), n = 0, worker = -1;
    /* Pins first: what they cover must not be taken by others before. */
    for (int pins = 1; pins >= 0; pins--)
        for (int w = 0; w < s->p->nworkers; w++)
            if (!known[w] && has_pins(s, w) == (pins == 1))
                order[n++] = w;
    int failed = complete_in_order(s, lines, known, order, n);
    /* Who finds no room goes before all others, and they begin again. */
    for (int tries = 2 * n; failed >= 0; tries--) {
        worker = order[failed];
        if (failed == 0 || tries == 0)
            break;
        memmove(order + 1, order, (size_t)failed * sizeof *order);
        order[0] = worker;
        failed = complete_in_order(s, lines, known, order, n);
    }
    free(order);
    return failed >= 0 ? worker : -1;
}
