#include "benchmarks/shift-scheduling/answer.h"

#include <math.h>
#include <stdlib.h>

/* ---- trace ---- */

int64_t rota_answer_bound(rota_cost bound) {
    if (bound <= 0)
        return 0;
    int64_t whole = bound / ROTA_COST_SCALE;
    return whole + (bound > whole * ROTA_COST_SCALE);
}

bool rota_trace_take(rota_trace *trace, const rota_progress *progress) {
    rota_trace_row row = {.seconds = progress->seconds, .phase = progress->phase};
    row.has_objective = isfinite(progress->best);
    if (row.has_objective)
        row.objective = llround(progress->best);
    row.has_bound = isfinite(progress->bound);
    /* The solver's bound is a number of cost units; points of it may be off by a rounding. */
    if (row.has_bound)
        row.bound = rota_answer_bound((rota_cost)llround(progress->bound * ROTA_COST_SCALE));
    if (row.has_bound && row.has_objective && row.bound > row.objective)
        row.bound = row.objective;
    const rota_trace_row *last =
        trace->count > 0 ? &trace->rows[trace->count - 1] : &(rota_trace_row){0};
    if (row.has_objective == last->has_objective && row.has_bound == last->has_bound &&
        row.objective == last->objective && row.bound == last->bound)
        return false;
    ROTA_GROW(trace->rows, trace->count, trace->capacity);
    trace->rows[trace->count++] = row;
    return true;
}

static void add_number(bool has, int64_t number, rota_text *out) {
    if (has)
        rota_text_addf(out, " %9lld", (long long)number);
    else
        rota_text_addf(out, " %9s", "-");
}

void rota_trace_add(const rota_trace_row *row, rota_text *out) {
    rota_text_addf(out, "%8.2f", row->seconds);
    add_number(row->has_objective, row->objective, out);
    add_number(row->has_bound, row->bound, out);
    rota_text_addf(out, "  %s\n", row->phase ? row->phase : "-");
}

void rota_trace_done(rota_trace *trace) {
    free(trace->rows);
    *trace = (rota_trace){0};
}

/* ---- answer ---- */

void rota_answer_init(const rota_solution *solution, rota_answer *out) {
    *out = (rota_answer){.objective = solution->cost / ROTA_COST_SCALE,
                         .has_bound = solution->bound > INT64_MIN,
                         .gap = NAN,
                         .seconds = solution->seconds};
    if (!out->has_bound)
        return;
    out->bound = rota_answer_bound(solution->bound);
    out->proven = out->bound >= out->objective;
    if (out->proven)
        out->bound = out->objective;
    double missing = (double)(out->objective - out->bound);
    out->gap = 100 * missing / fmax(1, fabs((double)out->objective));
}

void rota_answer_add(const rota_answer *answer, rota_text *out) {
    rota_text_addf(out, "objective %lld bound ", (long long)answer->objective);
    if (answer->has_bound)
        rota_text_addf(out, "%lld gap %.2f", (long long)answer->bound, answer->gap);
    else
        rota_text_add(out, "- gap -");
    rota_text_addf(out, " proven %s seconds %.2f\n", answer->proven ? "yes" : "no",
                   answer->seconds);
}

/* ---- JSON ---- */

static rota_json *json_roster(const rota_instance *in, const int *roster) {
    rota_json *people = rota_json_array();
    for (int p = 0; p < in->npeople; p++) {
        rota_json *person = rota_json_object(), *days = rota_json_array();
        for (int d = 0; d < in->ndays; d++) {
            int shift = roster[p * in->ndays + d];
            rota_json_append_text(days, shift == ROTA_ROSTER_OFF ? NULL : in->shifts[shift].id);
        }
        rota_json_set_text(person, "person", in->people[p].id);
        rota_json_set(person, "shifts", days);
        rota_json_append(people, person);
    }
    return people;
}

rota_json *rota_answer_json(const rota_instance *instance, const int *roster,
                            const rota_evaluation *evaluation) {
    rota_json *json = rota_json_object(), *of = rota_json_object(), *costs = rota_json_object();
    rota_json *breaches = rota_json_array();
    rota_json_set_int(of, "days", instance->ndays);
    rota_json_set_int(of, "people", instance->npeople);
    rota_json_set_int(of, "shifts", instance->nshifts);
    rota_json_set_int(costs, "on", evaluation->on);
    rota_json_set_int(costs, "off", evaluation->off);
    rota_json_set_int(costs, "under", evaluation->under);
    rota_json_set_int(costs, "over", evaluation->over);
    for (int i = 0; i < evaluation->nbreaches; i++)
        rota_json_append_text(breaches, evaluation->breaches[i]);
    rota_json_set(json, "instance", of);
    rota_json_set_int(json, "objective", evaluation->total);
    rota_json_set(json, "costs", costs);
    rota_json_set(json, "breaches", breaches);
    rota_json_set(json, "roster", json_roster(instance, roster));
    return json;
}

static void set_or_null(rota_json *json, const char *key, bool has, int64_t value) {
    if (has)
        rota_json_set_int(json, key, value);
    else
        rota_json_set_text(json, key, NULL);
}

void rota_answer_json_search(rota_json *json, const rota_answer *answer,
                             const rota_solution *solution, const rota_trace *trace) {
    set_or_null(json, "bound", answer->has_bound, answer->bound);
    rota_json_set_number(json, "gap", answer->gap);
    rota_json_set_bool(json, "proven", answer->proven);
    rota_json_set_text(json, "status", rota_status_name(solution->status));
    rota_json_set_number(json, "seconds", answer->seconds);
    rota_json_set_int(json, "lp_iterations", solution->lp_iterations);
    rota_json_set_int(json, "columns", solution->columns);
    rota_json_set_int(json, "nodes", solution->nodes);
    rota_json *rows = rota_json_array();
    for (int i = 0; i < trace->count; i++) {
        const rota_trace_row *row = &trace->rows[i];
        rota_json *item = rota_json_object();
        rota_json_set_number(item, "seconds", row->seconds);
        set_or_null(item, "objective", row->has_objective, row->objective);
        set_or_null(item, "bound", row->has_bound, row->bound);
        rota_json_set_text(item, "phase", row->phase);
        rota_json_append(rows, item);
    }
    rota_json_set(json, "trace", rows);
}
