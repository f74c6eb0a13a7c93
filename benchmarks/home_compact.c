/* Solves the compact model of a home (compact.h) by GLPK's branch and cut, or writes it for others.
 *
 *     home-compact PEOPLE/GROUPS/DAYS[/SHAPE] [--seed N] [--time-limit S] [--mps FILE]
 *
 * The home is that of home-rota with the same --seed. With --mps nothing is solved; FILE gets the
 * model as free MPS. Else the output is the last line of home-rota; as long as it is not proven the
 * bound is the LP relaxation's (GLPK keeps that of its tree to itself).
 *
 * Status 0; 2: wrong usage; 3: the model cannot express the home; 4: the system failed. */
#include "benchmarks/compact.h"
#include "benchmarks/program.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char USAGE[] = "PEOPLE/GROUPS/DAYS[/SHAPE] [--seed N] [--time-limit S] [--mps FILE]";

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

int main(int argc, char **argv) {
    double seed = 1, seconds = 60;
    const char *path = NULL;
    const rota_bench_option options[] = {
        {.name = "--seed", .max = 1e9, .whole = true, .number = &seed},
        {.name = "--time-limit", .max = 1e6, .number = &seconds},
        {.name = "--mps", .text = &path}};
    rota_bench_home home;
    rota_err err = {0};
    if (rota_bench_read(argc, argv, options, sizeof options / sizeof *options, &home, &err) !=
        ROTA_OK)
        return rota_bench_fail("home-compact", USAGE, &err);
    rota_problem *p = rota_bench_home_problem(&home, (uint64_t)seed);
    rota_rc rc;
    if (!rota_compact_expresses(p))
        rc = rota_fail(&err, ROTA_E_INPUT, "the compact model does not express this home");
    else if (path)
        rc = write_mps(p, path, &err);
    else
        rc = solve(p, seconds, &err);
    rota_problem_free(p);
    return rc == ROTA_OK ? 0 : rota_bench_fail("home-compact", USAGE, &err);
}
