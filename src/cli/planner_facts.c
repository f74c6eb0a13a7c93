#include "cli/planner_facts.h"

#include <math.h>

static void add_phase(const rota_phase *phase, rota_text *out) {
    rota_text_addf(out, "  %-16s %8.2f s %9ld LP iterations %8ld priced %7ld lines", phase->name,
                   phase->seconds, phase->iterations, phase->priced, phase->columns);
    if (isfinite(phase->best))
        rota_text_addf(out, "   best %.2f", phase->best);
    if (isfinite(phase->bound))
        rota_text_addf(out, ", bound %.2f", phase->bound);
    if (phase->times > 1)
        rota_text_addf(out, " (%d times)", phase->times);
    rota_text_add(out, "\n");
}

void rota_planner_summary(const rota_planned *planned, rota_text *out) {
    const rota_plan_work *work = &planned->work;
    rota_text_addf(out, "planner: %s%s, %.2f s; first rota after %.2f s",
                   rota_status_name(planned->status), planned->proven ? " (proven)" : "",
                   planned->seconds, work->first_seconds);
    if (work->root_seconds > 0)
        rota_text_addf(out, ", bound of the root after %.2f s", work->root_seconds);
    rota_text_add(out, work->warm ? "; began with an earlier plan\n" : "\n");
    for (int i = 0; i < work->nphases; i++)
        add_phase(&work->phases[i], out);
    rota_text_addf(out, "  %ld LP iterations, %ld nodes\n", work->lp_iterations, work->nodes);
    rota_text_addf(out, "  people priced %ld times, %ld lines found, %ld in the LP at the end\n",
                   work->priced, work->columns, work->kept);
    if (work->windows > 0)
        rota_text_addf(out, "  %ld windows tried, %ld better\n", work->windows,
                       work->windows_better);
}

/* What takes part in every entry: counted, and by the clock only where that is asked for. */
static void set_amount(rota_json *object, double work, double seconds, bool clock) {
    rota_json_set_number(object, "work", work);
    if (clock)
        rota_json_set_number(object, "seconds", seconds);
}

static rota_json *phase_object(const rota_phase *phase, bool clock) {
    rota_json *object = rota_json_object();
    rota_json_set_text(object, "name", phase->name);
    rota_json_set_int(object, "times", phase->times);
    set_amount(object, phase->work, phase->seconds, clock);
    rota_json_set_number(object, "objective", phase->best);
    rota_json_set_number(object, "bound", phase->bound);
    rota_json_set_int(object, "lp_iterations", phase->iterations);
    rota_json_set_int(object, "priced", phase->priced);
    rota_json_set_int(object, "lines", phase->columns);
    rota_json_set_int(object, "lines_kept", phase->kept);
    return object;
}

static rota_json *trace_object(const rota_trace_point *point, bool clock) {
    rota_json *object = rota_json_object();
    set_amount(object, point->work, point->seconds, clock);
    rota_json_set_text(object, "phase", point->phase);
    rota_json_set_number(object, "objective", point->best);
    rota_json_set_number(object, "bound", point->bound);
    rota_json_set_int(object, "lp_iterations", point->iterations);
    rota_json_set_int(object, "lines", point->columns);
    rota_json_set_int(object, "nodes", point->nodes);
    return object;
}

static void set_clock(rota_json *object, const rota_plan_work *work) {
    rota_json_set_number(object, "first_seconds", work->first_seconds);
    rota_json_set_number(object, "root_seconds", work->root_seconds > 0 ? work->root_seconds : NAN);
}

rota_json *rota_planner_json(const rota_planned *planned, bool clock) {
    const rota_plan_work *work = &planned->work;
    rota_json *object = rota_json_object(), *phases = rota_json_array(), *trace = rota_json_array();
    rota_json_set_bool(object, "warm", work->warm);
    rota_json_set_number(object, "work", work->work);
    if (clock)
        set_clock(object, work);
    rota_json_set_int(object, "lp_iterations", work->lp_iterations);
    rota_json_set_int(object, "priced", work->priced);
    rota_json_set_int(object, "lines", work->columns);
    rota_json_set_int(object, "lines_kept", work->kept);
    rota_json_set_int(object, "nodes", work->nodes);
    rota_json_set_int(object, "windows", work->windows);
    rota_json_set_int(object, "windows_better", work->windows_better);
    for (int i = 0; i < work->nphases; i++)
        rota_json_append(phases, phase_object(&work->phases[i], clock));
    for (size_t i = 0; i < work->ntrace; i++)
        rota_json_append(trace, trace_object(&work->trace[i], clock));
    rota_json_set(object, "phases", phases);
    rota_json_set(object, "trace", trace);
    return object;
}
