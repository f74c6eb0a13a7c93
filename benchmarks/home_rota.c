/* Plans a home made from a seed, and tells how far it was at which time.
 *
 *     home-rota PEOPLE/GROUPS/DAYS[/SHAPE] [--seed N] [--time-limit S] [--threads N] [--gap PCT]
 *               [--search-seed N]
 *
 * --seed makes the home, --search-seed goes to the solver. Without --gap it goes on to the proof.
 *
 * Output: a line `seconds objective bound phase` whenever one of the last three has changed ("-" =
 * there is none yet), and at the end the line of rota_bench_print_end. Costs in points, less is
 * better. Status 0; 2: wrong usage; 4: the solver failed. */
#include "benchmarks/program.h"
#include "solver/solve.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char USAGE[] = "PEOPLE/GROUPS/DAYS[/SHAPE] [--seed N] [--time-limit S] [--threads N] "
                            "[--gap PCT] [--search-seed N]";

/* Print what has changed since the last call: data is that one's progress. */
static void trace(const rota_progress *now, void *data) {
    rota_progress *last = data;
    bool same = last->phase && strcmp(now->phase, last->phase) == 0 && now->best == last->best &&
                now->bound == last->bound;
    *last = *now;
    if (same)
        return;
    char best[ROTA_BENCH_POINTS_SIZE], bound[ROTA_BENCH_POINTS_SIZE];
    printf("%.3f %s %s %s\n", now->seconds, rota_bench_points(now->best, best),
           rota_bench_points(now->bound, bound), now->phase);
    fflush(stdout);
}

static double in_points(rota_cost cost) {
    return cost == INT64_MIN ? -(double)INFINITY : (double)cost / ROTA_COST_SCALE;
}

int main(int argc, char **argv) {
    double seed = 1, search_seed = 1, seconds = 60, threads = 1, gap = 0;
    const rota_bench_option options[] = {
        {.name = "--seed", .max = 1e9, .whole = true, .number = &seed},
        {.name = "--search-seed", .max = 1e9, .whole = true, .number = &search_seed},
        {.name = "--time-limit", .max = 1e6, .number = &seconds},
        {.name = "--threads", .min = 1, .max = 16, .whole = true, .number = &threads},
        {.name = "--gap", .max = 100, .number = &gap}};
    rota_bench_home home;
    rota_err err = {0};
    const char *word;
    if (rota_bench_read(argc, argv, options, sizeof options / sizeof *options, &word, &err) !=
            ROTA_OK ||
        rota_bench_read_home(word, &home, &err) != ROTA_OK)
        return rota_bench_fail("home-rota", USAGE, &err);
    rota_progress last = {0};
    rota_solve_settings settings;
    rota_solve_settings_init(&settings);
    settings.time_limit = seconds;
    settings.threads = (int)threads;
    settings.seed = (int)search_seed;
    settings.gap = gap / 100;
    settings.progress = trace;
    settings.progress_data = &last;
    rota_problem *p = rota_bench_home_problem(&home, (uint64_t)seed);
    rota_solution *solution;
    if (rota_solve(p, &settings, &solution, &err) != ROTA_OK) {
        rota_problem_free(p);
        return rota_bench_fail("home-rota", USAGE, &err);
    }
    rota_bench_print_end(in_points(solution->cost), in_points(solution->bound), solution->proven,
                         solution->seconds);
    rota_solution_free(solution, p);
    rota_problem_free(p);
    return 0;
}
