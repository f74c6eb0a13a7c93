/* What shift-scheduling says: the trace while it solves, and the answer. Numbers are in the
 * benchmark's own units, which are whole. */
#ifndef ROTA_BENCHMARKS_SHIFT_SCHEDULING_ANSWER_H
#define ROTA_BENCHMARKS_SHIFT_SCHEDULING_ANSWER_H

#include "benchmarks/shift-scheduling/evaluate.h"
#include "io/json.h"
#include "solver/solve.h"

typedef struct {
    double seconds;
    bool has_objective, has_bound;
    int64_t objective, bound;
    const char *phase; /* lent from the solver: its names of phases are constants */
} rota_trace_row;

/** The rows so far. Zero-initialised is empty; free with rota_trace_done. */
typedef struct {
    rota_trace_row *rows;
    int count, capacity;
} rota_trace;

/** Take what the solver tells. @return true when objective or bound is new, so that a row is */
bool rota_trace_take(rota_trace *trace, const rota_progress *progress);
/** A row's line: seconds, objective, bound (- where there is none), phase. */
void rota_trace_add(const rota_trace_row *row, rota_text *out);
void rota_trace_done(rota_trace *trace);

/** A bound on the cost as one on the objective: every objective is a whole number and none is below
 *  0, so the next such number up is a bound, too. */
int64_t rota_answer_bound(rota_cost bound);

typedef struct {
    int64_t objective;
    bool has_bound;
    int64_t bound; /**< no roster has a lower objective */
    double gap;    /**< per cent of the objective */
    bool proven;
    double seconds;
} rota_answer;

void rota_answer_init(const rota_solution *solution, rota_answer *out);
/** Add the last line: `objective N bound N gap N proven yes|no seconds N`. */
void rota_answer_add(const rota_answer *answer, rota_text *out);

/**
 * JSON of a roster that was found or read. Keys: instance {days, people, shifts}, objective, costs
 * {on, off, under, over}, breaches [text], roster [{person, shifts [id or null for each day]}].
 */
rota_json *rota_answer_json(const rota_instance *instance, const int *roster,
                            const rota_evaluation *evaluation);
/** Add what is known of the search: bound (null = none), gap, proven, status, seconds,
 * lp_iterations, columns, nodes, trace [{seconds, objective, bound, phase}]. */
void rota_answer_json_search(rota_json *json, const rota_answer *answer,
                             const rota_solution *solution, const rota_trace *trace);

#endif
