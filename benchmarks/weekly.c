/* Weeks of homes of several sizes, solved by rota_solve and by the compact model with GLPK's branch
 * and cut, side by side.
 *
 *     weekly [--seconds S] [--threads T] [--seed N] [PEOPLE,GROUPS[,DAYS]]...
 *
 * Without shapes: 12,3 24,6 60,15 of 7 days. The homes come from a seed (tests/support/problems.c):
 * early, late and waking night in every group, key and team bonds, weekly rest, contract hours.
 *
 * gap = cost - bound; each side's own bound, in the first line of its pair. The compact model's
 * bound is its LP relaxation until it is optimal (GLPK keeps that of its tree to itself). Below
 * stand the gaps against the better of the two bounds, and the ratios of these and of the seconds.
 *
 * Status 0: rota's cost is nowhere worse; 1: it is worse somewhere; 2: wrong usage. */
#include "benchmarks/compact.h"
#include "core/text.h"
#include "solver/solve.h"
#include "support/problems.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    int people, groups, days;
} shape;
enum { MOST_SHAPES = 32 };

typedef struct {
    double seconds;
    int threads, seed, nshapes;
    shape shapes[MOST_SHAPES];
} options;

/* ---- reading the command line ---- */

static bool read_int(const char *s, long min, long max, int *out) {
    long value;
    if (!s || !rota_parse_int(s, min, max, &value))
        return false;
    *out = (int)value;
    return true;
}

static bool read_shape(const char *s, shape *out) {
    char text[64];
    if (strlen(s) >= sizeof text)
        return false;
    memcpy(text, s, strlen(s) + 1);
    int *const numbers[] = {&out->people, &out->groups, &out->days};
    out->days = 7;
    char *at = text;
    for (int i = 0; i < 3 && at; i++) {
        char *comma = strchr(at, ',');
        if (comma)
            *comma++ = '\0';
        if (!read_int(at, 1, 1000, numbers[i]))
            return false;
        at = comma;
        if (!at)
            return i >= 1 && out->groups <= ROTA_MAX_FACES;
    }
    return false;
}

static bool read_options(int argc, char **argv, options *o) {
    *o = (options){.seconds = 60, .threads = 1, .seed = 1};
    for (int i = 1; i < argc; i++) {
        const char *next = i + 1 < argc ? argv[i + 1] : NULL;
        if (strcmp(argv[i], "--seconds") == 0) {
            if (!next || !rota_parse_number(next, 0, 1e6, &o->seconds))
                return false;
            i++;
        } else if (strcmp(argv[i], "--threads") == 0 || strcmp(argv[i], "--seed") == 0) {
            int *out = argv[i][2] == 't' ? &o->threads : &o->seed;
            if (!read_int(next, 1, 1000000, out))
                return false;
            i++;
        } else if (o->nshapes == MOST_SHAPES || !read_shape(argv[i], &o->shapes[o->nshapes++])) {
            return false;
        }
    }
    static const shape usual[] = {{12, 3, 7}, {24, 6, 7}, {60, 15, 7}};
    if (o->nshapes == 0) {
        memcpy(o->shapes, usual, sizeof usual);
        o->nshapes = 3;
    }
    return true;
}

/* ---- solving and telling ---- */

/* What one side reached, points. */
typedef struct {
    const char *status;
    double cost, bound, seconds, root; /* cost: INFINITY = no rota */
} result;

static double in_points(rota_cost cost) {
    return (double)cost / ROTA_COST_SCALE;
}

static rota_rc run_rota(const rota_problem *p, const options *o, result *out, rota_err *err) {
    rota_solve_settings settings;
    rota_solve_settings_init(&settings);
    settings.time_limit = o->seconds;
    settings.threads = o->threads;
    rota_solution *s;
    rota_rc rc = rota_solve(p, &settings, &s, err);
    if (rc != ROTA_OK)
        return rc;
    *out = (result){.status = rota_status_name(s->status),
                    .cost = in_points(s->cost),
                    .bound = s->bound == INT64_MIN ? -(double)INFINITY : in_points(s->bound),
                    .seconds = s->seconds,
                    .root = s->root_seconds};
    rota_solution_free(s, p);
    return ROTA_OK;
}

static rota_rc run_compact(const rota_problem *p, const options *o, result *out, rota_err *err) {
    static const char *const names[] = {"optimal", "infeasible", "stopped", "failed"};
    rota_compact *c;
    rota_rc rc = rota_compact_solve(p, o->seconds, &c, err);
    if (rc != ROTA_OK)
        return rc;
    *out = (result){.status = names[c->status],
                    .cost = c->found ? in_points(c->cost) : (double)INFINITY,
                    .bound = c->bound,
                    .seconds = c->seconds,
                    .root = c->root_seconds};
    rota_compact_free(c, p);
    return ROTA_OK;
}

/* A number in a column; "-" where there is none. */
static void print_number(double x, int width, int decimals) {
    if (isfinite(x))
        printf(" %*.*f", width, decimals, x);
    else
        printf(" %*s", width, "-");
}

static void print_result(const char *home, const char *side, const result *r, double best_bound) {
    printf("%-12s %-8s %-9s", home, side, r->status);
    print_number(r->cost, 12, 3);
    print_number(r->bound, 12, 3);
    print_number(r->cost - r->bound, 11, 3);
    print_number(r->cost - best_bound, 11, 3);
    print_number(r->seconds, 9, 2);
    print_number(r->root, 9, 2);
    putchar('\n');
}

static void print_ratios(const result *rota, const result *compact, double best_bound) {
    double gap = rota->cost - best_bound, other = compact->cost - best_bound;
    printf("%-12s %-8s", "", "ratio");
    if (!isfinite(other))
        printf(" the compact model has no rota;");
    else if (gap < 1e-9)
        printf(" gap to the best bound 0 against %.3f;", other);
    else
        printf(" gap to the best bound %.4f of the compact model's;", gap / other);
    printf(" seconds %.4f\n", rota->seconds / fmax(1e-9, compact->seconds));
}

/* Solve one home both ways; returns 1 when rota's cost is worse, -1 when something failed. */
static int compare(const shape *s, const options *o) {
    rota_problem *p = rota_test_home_problem(s->people, s->groups, s->days, (uint64_t)o->seed);
    result rota, compact;
    rota_err err = {0};
    rota_rc rc = run_rota(p, o, &rota, &err);
    if (rc == ROTA_OK)
        rc = run_compact(p, o, &compact, &err);
    bool exact = rota_compact_expresses(p);
    rota_problem_free(p);
    if (rc != ROTA_OK) {
        fprintf(stderr, "weekly: %d,%d,%d: %s\n", s->people, s->groups, s->days, err.message);
        return -1;
    }
    char home[32];
    snprintf(home, sizeof home, "%d,%d,%d%s", s->people, s->groups, s->days, exact ? "" : " *");
    double best_bound = fmax(rota.bound, compact.bound);
    print_result(home, "rota", &rota, best_bound);
    print_result("", "compact", &compact, best_bound);
    print_ratios(&rota, &compact, best_bound);
    fflush(stdout);
    return rota.cost > compact.cost + 0.5 / ROTA_COST_SCALE;
}

int main(int argc, char **argv) {
    options o;
    if (!read_options(argc, argv, &o)) {
        fprintf(stderr, "usage: weekly [--seconds S] [--threads T] [--seed N] "
                        "[PEOPLE,GROUPS[,DAYS]]...\n");
        return 2;
    }
    printf("%-12s %-8s %-9s %12s %12s %11s %11s %9s %9s\n", "home", "by", "status", "cost", "bound",
           "own gap", "gap", "seconds", "root");
    int worse = 0;
    for (int i = 0; i < o.nshapes; i++)
        worse += compare(&o.shapes[i], &o) != 0;
    return worse > 0;
}
