#include "plan/plan.h"

#include "plan/memory.h"
#include "plan/translate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *rota_part_name(enum rota_part part) {
    static const char *const names[ROTA_NPARTS] = {"bond",     "faces",  "return",
                                                   "bed_wake", "wishes", "contract",
                                                   "fairness", "demand", "changes"};
    return names[part];
}

void rota_planned_done(rota_planned *planned) {
    free(planned->assignments);
    free(planned->work.trace);
    *planned = (rota_planned){0};
}

static int by_row(const void *a, const void *b) {
    const rota_assignment *x = a, *y = b;
    if (x->date != y->date)
        return x->date < y->date ? -1 : 1;
    if (x->shift != y->shift)
        return x->shift - y->shift;
    if (x->group != y->group)
        return x->group - y->group;
    return x->staff - y->staff;
}

static bool is_pinned(const rota_translation *t, const rota_assignment *row) {
    for (int i = 0; i < t->npins; i++) {
        const rota_assignment *pin = &t->pins[i];
        if (by_row(pin, row) == 0)
            return true;
    }
    return false;
}

/* Read the lines back as assignments. */
static void read_rota(const rota_translation *t, const rota_solution *solution, rota_planned *out) {
    const rota_problem *p = t->problem;
    out->assignments = ROTA_NEW_ARRAY(rota_assignment, 2 * (size_t)p->nworkers * (size_t)p->ndays +
                                                           (size_t)t->npins + 1);
    for (int w = 0; w < p->nworkers; w++) {
        for (int d = 0; d < p->ndays; d++) {
            int a = solution->lines[w][d];
            if (a < 0)
                continue;
            const rota_day_work *work = &t->works[p->workers[w].arcs[a].task];
            for (int k = 0; k < 2 && work->task[k] >= 0; k++) {
                const rota_task *task = &t->tasks[work->task[k]];
                rota_assignment row = {.date = t->request->from + d,
                                       .shift = task->shift,
                                       .group = task->group,
                                       .staff = t->staff_of_worker[w]};
                row.pinned = is_pinned(t, &row);
                out->assignments[out->count++] = row;
            }
        }
    }
    for (int i = 0; i < t->npins; i++)
        if (rota_translate__is_aside(t, &t->pins[i]))
            out->assignments[out->count++] = t->pins[i];
    qsort(out->assignments, out->count, sizeof *out->assignments, by_row);
}

static void read_facts(const rota_solution *solution, rota_planned *out) {
    out->status = solution->status;
    out->proven = solution->proven;
    out->objective = (double)solution->cost / ROTA_COST_SCALE;
    out->bound =
        solution->bound == INT64_MIN ? -INFINITY : (double)solution->bound / ROTA_COST_SCALE;
    out->gap = (out->objective - out->bound) / fmax(1, fabs(out->objective));
    for (int part = 0; part < ROTA_NPARTS; part++)
        out->breakdown[part] = (double)solution->parts[part] / ROTA_COST_SCALE;
    out->seconds = solution->seconds;
}

static void read_work(const rota_solution *solution, rota_plan_work *work) {
    work->first_seconds = solution->first_seconds;
    work->root_seconds = solution->root_seconds;
    work->nphases = solution->nphases;
    memcpy(work->phases, solution->phases, sizeof work->phases);
    work->work = solution->work;
    work->lp_iterations = solution->lp_iterations;
    work->priced = solution->priced;
    work->columns = solution->columns;
    work->kept = solution->root.nlines;
    work->nodes = solution->nodes;
    work->windows = solution->windows;
    work->windows_better = solution->windows_better;
}

/* ---- the trace ---- */

enum { MOST_TRACE = 2000 };
static const double NOTICEABLE = 0.001; /* of the bound */

bool rota_trace_is_news(const rota_progress *last, const rota_progress *now) {
    if (!last->phase || strcmp(last->phase, now->phase) != 0 || now->best != last->best)
        return true;
    return now->bound > last->bound &&
           !(now->bound - last->bound < NOTICEABLE * fmax(1, fabs(now->bound)));
}

/* Stands between the solver and who wants to be told. */
typedef struct {
    const rota_solve_settings *told;
    rota_plan_work *work;
    rota_progress last;
    size_t capacity;
} recorder;

static void record(const rota_progress *progress, void *data) {
    recorder *r = data;
    rota_plan_work *work = r->work;
    if (work->ntrace < MOST_TRACE && rota_trace_is_news(&r->last, progress)) {
        ROTA_GROW(work->trace, work->ntrace, r->capacity);
        work->trace[work->ntrace++] = (rota_trace_point){
            progress->phase,      progress->seconds, progress->best,  progress->bound,
            progress->iterations, progress->columns, progress->nodes, progress->work};
        r->last = *progress;
    }
    if (r->told->progress)
        r->told->progress(progress, r->told->progress_data);
}

/* ---- planning ---- */

/* What to begin with: the memory, or else the rota that the request has. */
static bool recall(const rota_plan_request *request, const rota_translation *t,
                   rota_recalled *out) {
    bool warm = rota_memory__recall(request->memory, t, out);
    if (!warm && request->nstart > 0) {
        rota_plan_memory *memory = rota_plan_memory_new();
        rota_memory__recalled_done(out);
        rota_memory__keep_rota(memory, t, request->start, request->nstart);
        warm = rota_memory__recall(memory, t, out);
        rota_plan_memory_free(memory);
    }
    return warm;
}

/* Somebody whose pins leave no lawful line at all: say who. */
static rota_rc no_line(const rota_translation *t, const rota_err *from, rota_err *err) {
    int staff = t->staff_of_worker[from->line];
    return rota_fail(err, ROTA_E_INPUT,
                     "%s: what is pinned for them cannot be kept lawfully in any rota of these "
                     "days; take a pin away",
                     t->home->staff[staff].name);
}

rota_rc rota_plan_home(const rota_home *home, const rota_plan_request *request, rota_planned *out,
                       rota_faults *faults, rota_err *err) {
    *out = (rota_planned){0};
    size_t contradictions = rota_plan_contradictions(home, request, faults);
    if (contradictions > 0)
        return rota_fail(err, ROTA_E_INPUT, "the home contradicts itself; nothing was planned");
    rota_translation t;
    rota_rc rc = rota_translate(home, request, &t, err);
    if (rc != ROTA_OK)
        return rc;
    rota_solution *solution = NULL;
    rota_err inner = {0};
    recorder r = {.told = &request->solve, .work = &out->work};
    rota_recalled recalled;
    rota_solve_settings settings = request->solve;
    settings.progress = record;
    settings.progress_data = &r;
    out->work.warm = recall(request, &t, &recalled);
    settings.start = out->work.warm ? &recalled.start : NULL;
    rc = rota_solve(t.problem, &settings, &solution, &inner);
    rota_memory__recalled_done(&recalled);
    if (rc == ROTA_OK) {
        read_rota(&t, solution, out);
        read_facts(solution, out);
        read_work(solution, &out->work);
        rota_memory__keep(request->memory, &t, solution);
    } else {
        rota_planned_done(out);
        if (rc == ROTA_E_INPUT)
            rc = no_line(&t, &inner, err);
        else if (err)
            *err = inner;
    }
    rota_cost bound = solution ? solution->bound : INT64_MIN;
    rota_solution_free(solution, t.problem);
    if (rc == ROTA_OK && bound > INT64_MIN)
        rota_memory__keep_problem(request->memory, &t, bound);
    rota_translation_done(&t);
    return rc;
}

rota_rc rota_plan_duties(const rota_home *home, const rota_assignment *assignments, size_t count,
                         rota_day from, rota_day to, rota_duties *out, rota_err *err) {
    rota_rc rc = rota_duties_history(home, ROTA_NO_DAY, from, out, err);
    if (rc == ROTA_OK)
        rc = rota_duties_of(home, assignments, count, out, err);
    for (int i = 0; i < home->nrecord && rc == ROTA_OK; i++)
        if (home->record[i].date > to) {
            rc = rota_duties_of(home, &home->record[i], (size_t)(home->nrecord - i), out, err);
            break;
        }
    rota_duties_sort(out);
    return rc;
}

rota_rc rota_plan_request_duties(const rota_home *home, const rota_plan_request *request,
                                 const rota_assignment *assignments, size_t count, rota_duties *out,
                                 rota_err *err) {
    rota_duties after = {0};
    rota_rc rc = rota_translate_known(home, request, out, &after, err);
    if (rc == ROTA_OK)
        rc = rota_duties_of(home, assignments, count, out, err);
    for (size_t i = 0; i < after.count; i++)
        rota_duties_add(out, &after.items[i]);
    rota_duties_done(&after);
    rota_duties_sort(out);
    return rc;
}
