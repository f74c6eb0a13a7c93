/* One change, planned again: cold, and from what the plan before the change left behind.
 *
 *     warm PEOPLE/GROUPS/DAYS[/SHAPE] | FOLDER | random
 *          [--seed N] [--changes N] [--from DATE] [--weeks N] [--time-limit S]
 *
 * FOLDER holds a home (`rota init FOLDER --sample NAME`), planned for so many weeks from a date.
 * `random` is a random home of the tests. --seed makes the home and the changes; of each kind of
 * change (a day's leave, a week ill, one more wanted on a shift, a wish to be off, somebody gone)
 * there are --changes.
 *
 * Output: a line for each change, with objective, bound, proven, seconds of processor time and LP
 * iterations of the cold and the warm search, and the ratio of the times to the same quality: until
 * the cold search had its last objective and gap, and until the warm one was as good (or its whole
 * time, with `not reached`), and the seconds until each had its best rota. In the end the median of
 * the ratios, how many are at most a fifth, and all times. Status 0; 1: cold and warm contradict
 * each other; 2: wrong usage; 4: the planner failed.
 */
#include "benchmarks/program.h"
#include "core/mem.h"
#include "io/folder.h"
#include "plan/plan.h"
#include "support/changes.h"
#include "support/random_home.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char USAGE[] = "PEOPLE/GROUPS/DAYS[/SHAPE]|FOLDER|random [--seed N] [--changes N] "
                            "[--from DATE] [--weeks N] [--time-limit S]";
static const double SLACK = 1e-4; /* points */

typedef struct {
    const char *word, *from;
    double seed, changes, weeks, seconds;
    rota_bench_home shape; /* people 0: not of this kind */
} setup;

/* How far a search was after so many seconds of processor time. */
typedef struct {
    double seconds, objective, gap;
} moment;

typedef struct {
    double objective, bound, seconds;
    bool proven;
    long iterations;
    double begin;
    moment *moments; /* one after another, each better than those before */
    int nmoments, capacity;
} answer;

typedef struct {
    answer cold, warm;
} pair;

static double cpu(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static double gap(double objective, double bound) {
    return isfinite(objective) && isfinite(bound)
               ? fmax(0, (objective - bound) / fmax(1, fabs(objective)))
               : (double)INFINITY;
}

static void note(const rota_progress *now, void *data) {
    answer *a = data;
    moment m = {cpu() - a->begin, now->best, gap(now->best, now->bound)};
    if (a->nmoments > 0 && a->moments[a->nmoments - 1].objective <= m.objective &&
        a->moments[a->nmoments - 1].gap <= m.gap)
        return;
    ROTA_GROW(a->moments, a->nmoments, a->capacity);
    a->moments[a->nmoments++] = m;
}

static void begin(answer *a, const setup *s, rota_solve_settings *settings) {
    free(a->moments);
    *a = (answer){.begin = cpu()};
    rota_solve_settings_init(settings);
    settings->time_limit = s->seconds;
    settings->progress = note;
    settings->progress_data = a;
}

static void end(answer *a, double objective, double bound, bool proven, long iterations) {
    const rota_progress last = {.best = objective, .bound = proven ? objective : bound};
    a->objective = objective;
    a->bound = bound;
    a->proven = proven;
    a->iterations = iterations;
    note(&last, a);
    a->seconds = cpu() - a->begin;
}

/* ---- problems ---- */

static rota_rc solve(const rota_problem *p, const setup *s, const rota_start *start, answer *out,
                     rota_solution **solution, rota_err *err) {
    rota_solve_settings settings;
    begin(out, s, &settings);
    settings.start = start;
    rota_rc rc = rota_solve(p, &settings, solution, err);
    if (rc == ROTA_OK)
        end(out, (double)(*solution)->cost / ROTA_COST_SCALE,
            (double)(*solution)->bound / ROTA_COST_SCALE, (*solution)->proven,
            (*solution)->lp_iterations);
    return rc;
}

static rota_rc change_problem(const setup *s, enum rota_test_change change, uint64_t seed,
                              pair *out, rota_err *err) {
    rota_problem *p = rota_bench_home_problem(&s->shape, (uint64_t)s->seed);
    rota_problem *old = rota_bench_home_problem(&s->shape, (uint64_t)s->seed);
    rota_test_then then = {0};
    rota_solution *before = NULL, *cold = NULL, *warm = NULL;
    rota_test_moved moved = {.worker = -1};
    rota_rc rc = solve(p, s, NULL, &out->cold, &before, err);
    if (rc == ROTA_OK) {
        moved = rota_test_change_problem(p, change, seed);
        rc = solve(p, s, NULL, &out->cold, &cold, err);
    }
    if (rc == ROTA_OK) {
        rota_start start = rota_test_move_start(&moved, before, p);
        rota_test_before(&then, &moved, old, before->bound, p);
        start.before = &then.before;
        rc = solve(p, s, &start, &out->warm, &warm, err);
    }
    rota_solution_free(before, p);
    rota_solution_free(cold, p);
    rota_solution_free(warm, p);
    rota_test_before_done(&then);
    rota_problem_free(old);
    rota_problem_free(p);
    free(moved.arc_to);
    return rc;
}

/* ---- homes ---- */

static rota_rc load(const setup *s, rota_test_random_home *out, rota_err *err) {
    enum { WEEK = 7 };
    *out = (rota_test_random_home){0};
    if (strcmp(s->word, "random") == 0) {
        *out = rota_test_random_home_of((uint64_t)s->seed, ROTA_TEST_ANY_HOME);
        return ROTA_OK;
    }
    if (!rota_day_parse(s->from, &out->request.from))
        return rota_fail(err, ROTA_E_USAGE, "--from: '%s' is not a date", s->from);
    out->request.to = out->request.from + WEEK * (int)s->weeks - 1;
    rota_faults *faults = rota_faults_new();
    rota_folder *folder = NULL;
    rota_rc rc = rota_folder_open(s->word, &folder, faults, err);
    if (!rc)
        rc = rota_store_begin_read(folder->store, err);
    if (!rc)
        rc = rota_load_home(folder, &out->home, err);
    rota_folder_close(folder);
    rota_faults_free(faults);
    return rc;
}

static rota_rc plan(const setup *s, rota_test_random_home *home, rota_plan_memory *memory,
                    answer *out, rota_err *err) {
    rota_faults *faults = rota_faults_new();
    rota_planned planned;
    begin(out, s, &home->request.solve);
    home->request.memory = memory;
    rota_rc rc = rota_plan_home(home->home, &home->request, &planned, faults, err);
    if (rc == ROTA_OK)
        end(out, planned.objective, planned.bound, planned.proven, planned.work.lp_iterations);
    rota_planned_done(&planned);
    rota_faults_free(faults);
    return rc;
}

static rota_rc change_home(const setup *s, enum rota_test_change change, uint64_t seed, pair *out,
                           rota_err *err) {
    rota_test_random_home home;
    rota_plan_memory *memory = rota_plan_memory_new();
    rota_rc rc = load(s, &home, err);
    if (!rc)
        rc = plan(s, &home, memory, &out->cold, err);
    if (!rc) {
        rota_test_change_home(home.home, home.request.from, home.request.to, change, seed);
        rc = plan(s, &home, NULL, &out->cold, err);
    }
    if (!rc)
        rc = plan(s, &home, memory, &out->warm, err);
    rota_plan_memory_free(memory);
    rota_test_random_home_done(&home);
    return rc;
}

/* ---- what came of it ---- */

static void print_answer(const char *name, const answer *a) {
    char objective[ROTA_BENCH_POINTS_SIZE], bound[ROTA_BENCH_POINTS_SIZE];
    printf(" %s %s %s %s %.3f %ld", name, rota_bench_points(a->objective, objective),
           rota_bench_points(a->bound, bound), a->proven ? "yes" : "no", a->seconds, a->iterations);
}

/* Seconds until a search was as good as another one's end. */
static double seconds_to(const answer *a, const answer *other, bool *reached) {
    double least_gap = gap(other->objective, other->bound) + SLACK;
    for (int i = 0; i < a->nmoments; i++) {
        *reached =
            a->moments[i].objective <= other->objective + SLACK && a->moments[i].gap <= least_gap;
        if (*reached)
            return a->moments[i].seconds;
    }
    return a->seconds;
}

/* Seconds until a search had its best rota: what a manager waits for. */
static double seconds_to_best(const answer *a) {
    for (int i = 0; i < a->nmoments; i++)
        if (a->moments[i].objective <= a->objective + SLACK)
            return a->moments[i].seconds;
    return a->seconds;
}

static double ratio(const pair *p, bool *reached) {
    double warm = seconds_to(&p->warm, &p->cold, reached);
    bool itself;
    return warm / fmax(1e-6, seconds_to(&p->cold, &p->cold, &itself));
}

static bool contradicts(const pair *p) {
    return p->warm.bound > p->cold.objective + SLACK || p->cold.bound > p->warm.objective + SLACK;
}

static int by_number(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *numbers, int n) {
    qsort(numbers, (size_t)n, sizeof *numbers, by_number);
    return n > 0 ? (numbers[(n - 1) / 2] + numbers[n / 2]) / 2 : NAN;
}

static void print_end(const pair *pairs, int n) {
    double *ratios = ROTA_NEW_ARRAY(double, n + 1), cold = 0, warm = 0, cold_best = 0,
           warm_best = 0;
    int proven = 0, fifth = 0, missed = 0;
    for (int i = 0; i < n; i++) {
        bool reached;
        ratios[i] = ratio(&pairs[i], &reached);
        cold += pairs[i].cold.seconds;
        warm += pairs[i].warm.seconds;
        cold_best += seconds_to_best(&pairs[i].cold);
        warm_best += seconds_to_best(&pairs[i].warm);
        fifth += reached && ratios[i] <= 0.2;
        missed += !reached;
        proven += pairs[i].cold.proven && pairs[i].warm.proven;
    }
    printf("changes %d proven %d median-ratio %.2f fifth %d missed %d cold %.3f warm %.3f "
           "cold-best %.3f warm-best %.3f\n",
           n, proven, median(ratios, n), fifth, missed, cold, warm, cold_best, warm_best);
    free(ratios);
}

static rota_rc run(const setup *s, bool *wrong, rota_err *err) {
    int n = 0, changes = (int)s->changes;
    pair *pairs = ROTA_NEW_ARRAY(pair, ROTA_TEST_NCHANGES * changes + 1);
    rota_rc rc = ROTA_OK;
    for (int i = 0; i < ROTA_TEST_NCHANGES * changes && rc == ROTA_OK; i++) {
        enum rota_test_change change = (enum rota_test_change)(i / changes);
        uint64_t seed = (uint64_t)s->seed * 1000 + (uint64_t)(i % changes);
        rc = s->shape.people > 0 ? change_problem(s, change, seed, &pairs[n], err)
                                 : change_home(s, change, seed, &pairs[n], err);
        if (rc != ROTA_OK)
            break;
        printf("%s %d", rota_test_change_name(change), i % changes + 1);
        print_answer("cold", &pairs[n].cold);
        print_answer("warm", &pairs[n].warm);
        bool reached;
        double times = ratio(&pairs[n], &reached);
        printf(" ratio %.2f best %.3f %.3f%s%s\n", times, seconds_to_best(&pairs[n].cold),
               seconds_to_best(&pairs[n].warm), reached ? "" : " not reached",
               contradicts(&pairs[n]) ? " WRONG" : "");
        fflush(stdout);
        *wrong = *wrong || contradicts(&pairs[n++]);
    }
    if (rc == ROTA_OK)
        print_end(pairs, n);
    for (int i = 0; i <= n && i < ROTA_TEST_NCHANGES * changes; i++) {
        free(pairs[i].cold.moments);
        free(pairs[i].warm.moments);
    }
    free(pairs);
    return rc;
}

int main(int argc, char **argv) {
    setup s = {.from = "2026-12-07", .seed = 1, .changes = 3, .weeks = 1, .seconds = 60};
    const rota_bench_option options[] = {
        {.name = "--seed", .max = 1e9, .whole = true, .number = &s.seed},
        {.name = "--changes", .min = 1, .max = 1000, .whole = true, .number = &s.changes},
        {.name = "--from", .text = &s.from},
        {.name = "--weeks", .min = 1, .max = 8, .whole = true, .number = &s.weeks},
        {.name = "--time-limit", .max = 1e6, .number = &s.seconds}};
    rota_err err = {0};
    bool wrong = false;
    if (rota_bench_read(argc, argv, options, sizeof options / sizeof *options, &s.word, &err) !=
        ROTA_OK)
        return rota_bench_fail("warm", USAGE, &err);
    if (!rota_bench_home_read(s.word, &s.shape))
        s.shape.people = 0;
    if (run(&s, &wrong, &err) != ROTA_OK)
        return rota_bench_fail("warm", USAGE, &err);
    return wrong ? 1 : 0;
}
