/* Solves the compact model (compact.h) of a home or of a public instance by GLPK's branch and cut,
 * or writes it for others.
 *
 *     compact-model PEOPLE/GROUPS/DAYS[/SHAPE]|INSTANCE [--seed N] [--time-limit S] [--mps FILE]
 *
 * A home is that of home-rota with the same --seed. With --mps nothing is solved; FILE gets the
 * model as free MPS. Else the output is the last line of home-rota; as long as it is not proven the
 * bound is the LP relaxation's (GLPK keeps that of its tree to itself).
 *
 * Status 0; 2: wrong usage; 3: a mistake in the instance, or the model cannot express it; 4: the
 * system failed. */
#include "benchmarks/compact.h"
#include "benchmarks/program.h"
#include "benchmarks/shift-scheduling/to_problem.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char USAGE[] =
    "PEOPLE/GROUPS/DAYS[/SHAPE]|INSTANCE [--seed N] [--time-limit S] [--mps FILE]";

static rota_rc write_mps(const rota_problem *p, const char *path, rota_err *err) {
    rota_text text = {0};
    rota_compact_mps(p, &text);
    FILE *f = fopen(path, "w");
    bool good = f && fputs(rota_text_str(&text), f) >= 0;
    good = f && fclose(f) == 0 && good;
    rota_text_done(&text);
    return good ? ROTA_OK
                : rota_fail(err, ROTA_E_SYSTEM, "cannot write '%s': %s", path, strerror(errno));
}

static rota_rc solve(const rota_problem *p, double seconds, rota_err *err) {
    rota_compact *c;
    rota_rc rc = rota_compact_solve(p, seconds, &c, err);
    if (rc != ROTA_OK)
        return rc;
    rota_bench_print_end(c->found ? (double)c->cost / ROTA_COST_SCALE : (double)INFINITY, c->bound,
                         c->found && c->status == ROTA_LP_OPTIMAL, c->seconds);
    rota_compact_free(c, p);
    return ROTA_OK;
}

/* The public instance in a file; a mistake in it is told as the first of them. */
static rota_rc read_instance(const char *path, rota_problem **out, rota_err *err) {
    rota_faults *faults = rota_faults_new();
    rota_instance *instance = NULL;
    rota_rc rc = rota_instance_read(path, &instance, faults, err);
    if (rc == ROTA_OK)
        *out = rota_instance_to_problem(instance);
    else if (faults->count > 0)
        *err = faults->kept[0];
    rota_instance_free(instance);
    rota_faults_free(faults);
    return rc;
}

static rota_rc read_problem(const char *word, uint64_t seed, rota_problem **out, rota_err *err) {
    rota_bench_home home;
    if (access(word, F_OK) == 0)
        return read_instance(word, out, err);
    rota_rc rc = rota_bench_read_home(word, &home, err);
    if (rc == ROTA_OK)
        *out = rota_bench_home_problem(&home, seed);
    return rc;
}

int main(int argc, char **argv) {
    double seed = 1, seconds = 60;
    const char *path = NULL, *word;
    const rota_bench_option options[] = {
        {.name = "--seed", .max = 1e9, .whole = true, .number = &seed},
        {.name = "--time-limit", .max = 1e6, .number = &seconds},
        {.name = "--mps", .text = &path}};
    rota_err err = {0};
    rota_problem *p = NULL;
    rota_rc rc =
        rota_bench_read(argc, argv, options, sizeof options / sizeof *options, &word, &err);
    if (rc == ROTA_OK)
        rc = read_problem(word, (uint64_t)seed, &p, &err);
    if (rc == ROTA_OK && !rota_compact_expresses(p))
        rc = rota_fail(&err, ROTA_E_INPUT, "the compact model does not express this problem");
    if (rc == ROTA_OK)
        rc = path ? write_mps(p, path, &err) : solve(p, seconds, &err);
    rota_problem_free(p);
    return rc == ROTA_OK ? 0 : rota_bench_fail("compact-model", USAGE, &err);
}
