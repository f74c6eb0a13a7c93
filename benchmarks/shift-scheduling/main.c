/* shift-scheduling: solves an instance of the public employee shift scheduling benchmark, or judges
 * a roster of one. How to run it and what it prints: benchmarks/README.md. */
#include "benchmarks/shift-scheduling/answer.h"
#include "benchmarks/shift-scheduling/to_problem.h"
#include "cli/options.h"
#include "cli/signals.h"
#include "io/export.h"
#include "io/table.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const rota_option options[] = {
    {0, "time-limit", "S", "stop after so many seconds with the best roster found (default 60)"},
    {0, "threads", "N", "processors to use (default 2)"},
    {0, "seed", "N", "another seed tries in another order (default 1)"},
    {0, "gap", "PCT", "stop when proven within so many per cent of the best (default 0: prove it)"},
    {0, "roster", "FILE", "write the roster there"},
    {0, "json", NULL, "print one JSON object instead of lines"},
    {0, "evaluate", "ROSTER", "judge this roster and solve nothing"},
    {'h', "help", NULL, "print this"},
    {0, NULL, NULL, NULL},
};

/* One run of the program. */
typedef struct {
    rota_options given;
    rota_solve_settings settings;
    bool json;
    const char *roster_file; /* NULL = none */
    rota_instance *in;
    rota_problem *problem;
    rota_solution *solution;
    rota_trace trace;
    int *roster;
    rota_evaluation evaluation;
    rota_faults *faults;
} job;

static void job_done(job *j) {
    rota_evaluation_done(&j->evaluation);
    rota_trace_done(&j->trace);
    if (j->solution)
        rota_solution_free(j->solution, j->problem);
    rota_problem_free(j->problem);
    rota_instance_free(j->in);
    rota_options_done(&j->given);
    rota_faults_free(j->faults);
    free(j->roster);
}

/* ---- what is printed ---- */

static rota_rc print(const rota_text *text, rota_err *err) {
    bool good = fwrite(rota_text_str(text), 1, text->length, stdout) == text->length;
    if (fflush(stdout) != 0 || !good)
        return rota_fail(err, ROTA_E_SYSTEM, "cannot write the answer: %s", strerror(errno));
    return ROTA_OK;
}

static rota_rc print_json(rota_json *json, rota_err *err) {
    rota_text text = {0};
    rota_json_write(json, &text);
    rota_json_free(json);
    rota_rc rc = print(&text, err);
    rota_text_done(&text);
    return rc;
}

/* A value out of a file must not write escape sequences to the terminal. */
static void print_error(const rota_err *err) {
    enum { LINE = ROTA_ERR_MESSAGE + ROTA_ERR_FILE + 128 };
    char line[LINE];
    rota_text clean = {0};
    rota_look plain = {0};
    rota_look_add(&plain, ROTA_PLAIN, rota_err_format(err, line, sizeof line), &clean);
    fprintf(stderr, "%s\n", rota_text_str(&clean));
    rota_text_done(&clean);
}

static void print_failure(const rota_faults *faults, const rota_err *err) {
    for (size_t i = 0; i < faults->count && i < ROTA_FAULTS_KEPT; i++)
        print_error(&faults->kept[i]);
    if (faults->count > ROTA_FAULTS_KEPT)
        fprintf(stderr, "and %zu more\n", faults->count - ROTA_FAULTS_KEPT);
    if (err->message[0]) {
        fputs("shift-scheduling: ", stderr);
        print_error(err);
    }
    if (err->rc == ROTA_E_USAGE)
        fputs("usage: shift-scheduling [options] INSTANCE\n", stderr);
}

static rota_rc print_help(rota_err *err) {
    rota_text text = {0};
    rota_text_add(&text, "shift-scheduling: solves an instance of the public employee shift "
                         "scheduling benchmark\n\nusage: shift-scheduling [options] INSTANCE\n\n"
                         "options\n");
    for (const rota_option *o = options; o->name; o++) {
        char *words = rota_strdupf("  --%s%s%s", o->name, o->metavar ? " " : "",
                                   o->metavar ? o->metavar : "");
        rota_text_add_padded(&text, words, 22);
        rota_text_addf(&text, "%s\n", o->help);
        free(words);
    }
    rota_text_add(&text, "\nThe lines while it solves: seconds, objective, bound, phase.\n");
    rota_rc rc = print(&text, err);
    rota_text_done(&text);
    return rc;
}

/* ---- judging ---- */

static void add_judgement(const rota_evaluation *e, rota_text *out) {
    rota_look plain = {0};
    for (int i = 0; i < e->nbreaches; i++) {
        rota_look_add(&plain, ROTA_PLAIN, e->breaches[i], out);
        rota_text_add(out, "\n");
    }
    rota_text_addf(out, "on %lld off %lld under %lld over %lld\n", (long long)e->on,
                   (long long)e->off, (long long)e->under, (long long)e->over);
    rota_text_addf(out, "objective %lld breaches %d\n", (long long)e->total, e->nbreaches);
}

static rota_rc judge(job *j, const char *file, rota_err *err) {
    rota_rc rc = rota_roster_read(file, j->in, &j->roster, j->faults, err);
    if (rc)
        return rc;
    rota_evaluate(j->in, j->roster, &j->evaluation);
    if (j->json) {
        rc = print_json(rota_answer_json(j->in, j->roster, &j->evaluation), err);
    } else {
        rota_text text = {0};
        add_judgement(&j->evaluation, &text);
        rc = print(&text, err);
        rota_text_done(&text);
    }
    if (!rc && j->evaluation.nbreaches > 0)
        rc = ROTA_BAD_NEWS;
    return rc;
}

/* ---- solving ---- */

static void take_progress(const rota_progress *progress, void *data) {
    job *j = data;
    if (!rota_trace_take(&j->trace, progress) || j->json)
        return;
    rota_text line = {0};
    rota_trace_add(&j->trace.rows[j->trace.count - 1], &line);
    print(&line, NULL); /* that it failed is seen at the last line */
    rota_text_done(&line);
}

/* The referee has the last word. */
static rota_rc evaluate(job *j, rota_err *err) {
    j->roster = rota_instance_roster(j->in, j->problem, j->solution->lines);
    rota_evaluate(j->in, j->roster, &j->evaluation);
    if (j->evaluation.nbreaches > 0)
        return rota_fail(err, ROTA_E_SYSTEM,
                         "the solver's roster breaks a rule (%s): this is a mistake of the program",
                         j->evaluation.breaches[0]);
    if (j->evaluation.total * ROTA_COST_SCALE != j->solution->cost)
        return rota_fail(err, ROTA_E_SYSTEM,
                         "the solver's roster costs %lld and not %.4f: this is a mistake of the "
                         "program",
                         (long long)j->evaluation.total,
                         (double)j->solution->cost / ROTA_COST_SCALE);
    return ROTA_OK;
}

static rota_rc write_roster(const job *j, rota_err *err) {
    if (!j->roster_file)
        return ROTA_OK;
    rota_text text = {0};
    rota_roster_add(j->in, j->roster, &text);
    rota_rc rc = rota_write_file(j->roster_file, rota_text_str(&text), text.length, err);
    rota_text_done(&text);
    return rc;
}

static rota_rc tell(const job *j, rota_err *err) {
    rota_answer answer;
    rota_answer_init(j->solution, &answer);
    if (j->json) {
        rota_json *json = rota_answer_json(j->in, j->roster, &j->evaluation);
        rota_answer_json_search(json, &answer, j->solution, &j->trace);
        return print_json(json, err);
    }
    rota_text line = {0};
    rota_answer_add(&answer, &line);
    rota_rc rc = print(&line, err);
    rota_text_done(&line);
    return rc;
}

static rota_rc run_solver(job *j, rota_err *err) {
    j->problem = rota_instance_to_problem(j->in);
    j->settings.progress = take_progress;
    j->settings.progress_data = j;
    j->settings.stop = rota_signals_flag();
    rota_signals_catch();
    rota_rc rc = rota_solve(j->problem, &j->settings, &j->solution, err);
    if (rc == ROTA_E_INPUT) {
        const rota_instance_person *person = &j->in->people[err->line];
        return rota_fail_at(err, rc, j->in->file, person->line, NULL,
                            "person '%s' cannot keep all these limits and days off at once",
                            person->id);
    }
    return rc;
}

static rota_rc solve(job *j, rota_err *err) {
    rota_rc rc = run_solver(j, err);
    if (!rc)
        rc = evaluate(j, err);
    if (rc)
        return rc;
    /* A roster that cannot be written is no reason to keep the answer back. */
    rc = write_roster(j, err);
    rota_err answer_err = {0};
    rota_rc told = tell(j, &answer_err);
    if (told && !rc) {
        *err = answer_err;
        rc = told;
    }
    if (!rc && j->solution->status == ROTA_STATUS_STOPPED)
        rc =
            rota_fail(err, ROTA_E_INTERRUPTED, "interrupted; this is the best roster found so far");
    return rc;
}

/* ---- the command line ---- */

static rota_rc read_options(job *j, int argc, char **argv, rota_err *err) {
    const rota_option *const tables[] = {options, NULL};
    rota_solve_settings *s = &j->settings;
    int next = 1;
    double gap = 0;
    rota_solve_settings_init(s);
    s->threads = 2;
    rota_rc rc = rota_options_read(tables, argc, argv, false, &next, &j->given, err);
    if (!rc)
        rc = rota_options_number(&j->given, "time-limit", 0, 100000, &s->time_limit, err);
    if (!rc)
        rc = rota_options_int(&j->given, "threads", 1, 64, &s->threads, err);
    if (!rc)
        rc = rota_options_int(&j->given, "seed", 0, 1000000000, &s->seed, err);
    if (!rc)
        rc = rota_options_number(&j->given, "gap", 0, 100, &gap, err);
    if (rc)
        return rc;
    s->gap = gap / 100;
    j->json = rota_options_has(&j->given, "json");
    j->roster_file = rota_options_get(&j->given, "roster");
    if (rota_options_has(&j->given, "help"))
        return ROTA_OK;
    if (j->given.nargs == 0)
        return rota_fail(err, ROTA_E_USAGE, "which instance?");
    if (j->given.nargs > 1)
        return rota_fail(err, ROTA_E_USAGE, "'%s' is one argument too many", j->given.args[1]);
    if (j->roster_file && rota_options_has(&j->given, "evaluate"))
        return rota_fail(err, ROTA_E_USAGE,
                         "--evaluate judges a roster and --roster writes one: give one of them");
    return ROTA_OK;
}

static rota_rc run(job *j, int argc, char **argv, rota_err *err) {
    rota_rc rc = read_options(j, argc, argv, err);
    if (rc)
        return rc;
    if (rota_options_has(&j->given, "help"))
        return print_help(err);
    rc = rota_instance_read(j->given.args[0], &j->in, j->faults, err);
    if (rc)
        return rc;
    const char *roster = rota_options_get(&j->given, "evaluate");
    return roster ? judge(j, roster, err) : solve(j, err);
}

int main(int argc, char **argv) {
    job j = {.faults = rota_faults_new()};
    rota_err err = {0};
    rota_signals_init();
    rota_rc rc = run(&j, argc, argv, &err);
    if (rc != ROTA_OK && rc != ROTA_BAD_NEWS)
        print_failure(j.faults, &err);
    job_done(&j);
    return rota_rc_exit(rc);
}
