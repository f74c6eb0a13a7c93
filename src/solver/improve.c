/* The first rota, and best response: one person's line exactly re-optimised against all others.
 * With everybody else fixed a row's cost is a function of one person's coverage, so the price of an
 * arc is the change of its rows' costs, and the same pricing finds that person's best line. */
#include "core/mem.h"
#include "solver/each.h"
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

/* The best line below a threshold at costs of arcs, into line; returns whether there is one. */
static bool price_line(const rota_search *s, int w, rota_price_room *room,
                       const rota_price_request *rq, int *line, long *labels) {
    rota_price_result result;
    rota_price(s->pricers[w], rq, room, &result);
    *labels = result.labels;
    if (result.count == 0)
        return false;
    memcpy(line, result.arcs, (size_t)s->p->ndays * sizeof *line);
    return true;
}

/* The worker's best line at the costs in s->arc_cost[w], below a threshold, into line. */
static bool best_line(rota_search *s, int w, int beam, double threshold, int *line) {
    rota_price_request rq = {.arc_cost = s->arc_cost[w],
                             .threshold = threshold,
                             .max_lines = 1,
                             .beam = beam,
                             .deadline = s->has_best ? s->deadline : 0};
    long labels;
    bool found = price_line(s, w, s->rooms[0], &rq, line, &labels);
    s->priced++;
    s->labels += labels;
    return found;
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

/* ---- over many weeks, where everybody is priced by the dense engine ---- */

/* As many people as there are threads answer to the same others at once. */
typedef struct {
    rota_search *s;
    int **lines, *activity;
    int first;    /* worker */
    int **answer; /* [nthreads][ndays] */
    bool *found;  /* [nthreads] */
    long *labels; /* [nthreads] */
} answers;

static bool is_better(rota_search *s, int w, const int *line, const int *than) {
    return line_value(s, w, line) < line_value(s, w, than) - 0.5;
}

static void find_answer(void *data, int item, int thread) {
    answers *a = data;
    rota_search *s = a->s;
    int w = a->first + item;
    int *others = rota_memdup(a->activity, (size_t)s->p->nrows * sizeof(int));
    add_line(s, w, a->lines[w], -1, others);
    marginal_costs(s, w, others, s->arc_cost[w]);
    double value = line_value(s, w, a->lines[w]);
    rota_price_request rq = {.arc_cost = s->arc_cost[w],
                             .threshold = value - 0.5,
                             .max_lines = 1,
                             .beam = QUICK_BEAM,
                             .deadline = s->deadline};
    a->found[item] = price_line(s, w, s->rooms[thread], &rq, a->answer[item], &a->labels[item]);
    free(others);
}

/* Take the answers over in their order: the second and later ones when they still are better. */
static bool take_answers(answers *a, int n) {
    rota_search *s = a->s;
    bool changed = false;
    for (int i = 0; i < n; i++) {
        int w = a->first + i;
        s->priced++;
        s->labels += a->labels[i];
        s->window_work += rota_grid_work(s->pricers[w]->dense) / s->nthreads;
        if (!a->found[i])
            continue;
        add_line(s, w, a->lines[w], -1, a->activity);
        marginal_costs(s, w, a->activity, s->arc_cost[w]);
        if (is_better(s, w, a->answer[i], a->lines[w])) {
            memcpy(a->lines[w], a->answer[i], (size_t)s->p->ndays * sizeof(int));
            changed = true;
        }
        add_line(s, w, a->lines[w], 1, a->activity);
    }
    return changed;
}

/* One pass over all of them. */
static bool answer_all(answers *a) {
    rota_search *s = a->s;
    bool changed = false;
    for (a->first = 0; a->first < s->p->nworkers && !rota_search__over(s);
         a->first += s->nthreads) {
        int left = s->p->nworkers - a->first, n = left < s->nthreads ? left : s->nthreads;
        rota_each(s->nthreads, n, find_answer, a);
        changed |= take_answers(a, n);
    }
    return changed;
}

double rota_work_of_tables(const rota_search *s) {
    double work = 0;
    for (int w = 0; w < s->p->nworkers; w++)
        work += s->pricers[w]->dense ? rota_grid_work(s->pricers[w]->dense) : 0;
    return work;
}

void rota_answer(rota_search *s, int **lines) {
    answers a = {.s = s,
                 .lines = lines,
                 .activity = ROTA_NEW_ARRAY(int, s->p->nrows),
                 .answer = ROTA_NEW_ARRAY(int *, s->nthreads),
                 .found = ROTA_NEW_ARRAY(bool, s->nthreads),
                 .labels = ROTA_NEW_ARRAY(long, s->nthreads)};
    for (int t = 0; t < s->nthreads; t++)
        a.answer[t] = ROTA_NEW_ARRAY(int, s->p->ndays);
    for (int w = 0; w < s->p->nworkers; w++)
        add_line(s, w, lines[w], 1, a.activity);
    int **cheapest = ROTA_NEW_ARRAY(int *, s->p->nworkers);
    for (int w = 0; w < s->p->nworkers; w++)
        cheapest[w] = rota_memdup(lines[w], (size_t)s->p->ndays * sizeof(int));
    rota_cost least = cost_of(s, lines);
    for (bool cheaper = true; cheaper && !rota_search__over(s) && answer_all(&a);) {
        /* Where duties of several days touch a row, answers are estimates: it may cost more. */
        rota_cost now = cost_of(s, lines);
        cheaper = now < least;
        least = cheaper ? now : least;
        for (int w = 0; w < s->p->nworkers; w++)
            memcpy(cheaper ? cheapest[w] : lines[w], cheaper ? lines[w] : cheapest[w],
                   (size_t)s->p->ndays * sizeof(int));
    }
    for (int w = 0; w < s->p->nworkers; w++)
        free(cheapest[w]);
    free(cheapest);
    for (int t = 0; t < s->nthreads; t++)
        free(a.answer[t]);
    free(a.answer);
    free(a.found);
    free(a.labels);
    free(a.activity);
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

/* With many groups a beam may end where the week's rest is due and nobody in it has had it. So: the
 * best line of a beam that is off for two days of each week. */
static bool rested_line(rota_search *s, int w, int *line) {
    const rota_problem *p = s->p;
    const rota_worker *worker = &p->workers[w];
    unsigned char *banned = ROTA_NEW_ARRAY(unsigned char, worker->narcs + 1);
    for (int d = 0; d < p->ndays; d++) {
        int place = (p->weekday[d] + 6 * w) % 7; /* neighbours are off on other days */
        for (int a = worker->day_first[d]; a < worker->day_first[d + 1]; a++)
            banned[a] = place < 2 && !worker->must_work[d];
    }
    rota_price_request rq = {.arc_cost = s->arc_cost[w],
                             .banned = banned,
                             .threshold = INFINITY,
                             .max_lines = 1,
                             .beam = QUICK_BEAM};
    long labels;
    bool found = price_line(s, w, s->rooms[0], &rq, line, &labels);
    s->priced++;
    s->labels += labels;
    free(banned);
    return found;
}

/* The worker's first line at the costs in s->arc_cost[w]. */
static bool first_line(rota_search *s, int w, int *line) {
    const rota_grid *dense = s->pricers[w]->dense;
    bool patterned = dense && (s->rolls || !dense->fits);
    if (patterned && rota_grid_pattern(dense, s->arc_cost[w], line))
        return true;
    /* Neither finds every line where several maxima of types bind. */
    if (best_line(s, w, QUICK_BEAM, INFINITY, line) || (!dense && rested_line(s, w, line)))
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
