/* The public benchmark's rules as a problem, against its referee: every line of tiny instances,
 * every roster by brute force, and instances whose optima GLPK-like branch and cut has proved. */
#include "support/test.h"

#include "benchmarks/shift-scheduling/evaluate.h"
#include "benchmarks/shift-scheduling/generate.h"
#include "benchmarks/shift-scheduling/to_problem.h"
#include "core/mem.h"
#include "solver/phases.h"
#include "solver/search.h"
#include "solver/solve.h"
#include "support/files.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 400, MOST_LINES = 20000, MOST_ROSTERS = 30000 };

/* ---- tiny instances ---- */

static uint64_t random_state;

static int between(int low, int high) {
    uint64_t z = (random_state += 0x9E3779B97F4A7C15ULL); /* splitmix64, S. Vigna */
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return low + (int)((z ^ (z >> 31)) % (uint64_t)(high - low + 1));
}

static bool chance(int per_cent) {
    return between(1, 100) <= per_cent;
}

static const int LENGTHS[] = {480, 600, 60, 1440};

static void add_tiny_staff(int days, int people, int shifts, rota_text *out) {
    rota_text_add(out, "SECTION_STAFF\n");
    for (int p = 0; p < people; p++) {
        rota_text_addf(out, "p%d,", p);
        const char *bar = "";
        for (int s = 0; s < shifts; s++) {
            if (chance(50))
                continue;
            rota_text_addf(out, "%ss%d=%d", bar, s, between(0, days));
            bar = "|";
        }
        int least = chance(50) ? 60 * between(0, 4 * days) : 0;
        int most = chance(50) ? least + 60 * between(0, 8 * days) : 99999;
        rota_text_addf(out, ",%d,%d,%d,%d,%d,%d\n", most, least, between(0, 9) ? between(1, 6) : 0,
                       between(0, 3), between(0, 3), between(0, 2));
    }
    rota_text_add(out, "SECTION_DAYS_OFF\n");
    for (int p = 0; p < people; p++)
        if (chance(40))
            rota_text_addf(out, "p%d,%d,%d\n", p, between(0, days - 1), between(0, days - 1));
}

static void add_tiny_wishes(int days, int people, int shifts, rota_text *out) {
    for (int kind = 0; kind < 2; kind++) {
        rota_text_addf(out, "SECTION_SHIFT_%s_REQUESTS\n", kind ? "OFF" : "ON");
        for (int n = between(0, 5); n > 0; n--)
            rota_text_addf(out, "p%d,%d,s%d,%d\n", between(0, people - 1), between(0, days - 1),
                           between(0, shifts - 1), between(0, 20));
    }
    rota_text_add(out, "SECTION_COVER\n");
    for (int d = 0; d < days; d++)
        for (int s = 0; s < shifts; s++)
            if (chance(90))
                rota_text_addf(out, "%d,s%d,%d,%d,%d\n", d, s, between(0, people), between(0, 100),
                               chance(50) ? 1 : between(0, 40));
}

/* Every kind of limit, with a horizon that may end inside a weekend. */
static rota_instance *tiny_instance(uint64_t seed) {
    rota_text text = {0};
    random_state = seed;
    int shifts = between(1, 3), people = between(1, 3);
    int days = shifts == 1 ? between(4, 14) : shifts == 2 ? between(3, 8) : between(2, 6);
    rota_text_addf(&text, "SECTION_HORIZON\n%d\nSECTION_SHIFTS\n", days);
    for (int s = 0; s < shifts; s++) {
        rota_text_addf(&text, "s%d,%d,", s, LENGTHS[between(0, 3)]);
        const char *bar = "";
        for (int t = 0; t < shifts; t++) {
            if (chance(70))
                continue;
            rota_text_addf(&text, "%ss%d", bar, t);
            bar = "|";
        }
        rota_text_add(&text, "\n");
    }
    add_tiny_staff(days, people, shifts, &text);
    add_tiny_wishes(days, people, shifts, &text);
    rota_faults *faults = rota_faults_new();
    rota_instance *in = NULL;
    rota_instance_read(rota_test_write("tiny.txt", rota_text_str(&text)), &in, faults, NULL);
    rota_test_expect_faults(faults, "");
    rota_faults_free(faults);
    rota_text_done(&text);
    return in;
}

/* ---- all lines of a person ---- */

/* Has the referee anything to say about this person? */
static bool breaches_of(const rota_instance *in, const rota_evaluation *e, int person) {
    char *begin = rota_strdupf("person '%s',", in->people[person].id);
    bool found = false;
    for (int i = 0; i < e->nbreaches && !found; i++)
        found = strncmp(e->breaches[i], begin, strlen(begin)) == 0;
    free(begin);
    return found;
}

/* The person's days as arcs; false when one of them is none. */
static bool arcs_of(const rota_problem *p, int person, const int *days, int *arcs) {
    const rota_worker *w = &p->workers[person];
    for (int d = 0; d < p->ndays; d++) {
        arcs[d] = -1;
        if (days[d] == ROTA_ROSTER_OFF)
            continue;
        for (int a = w->day_first[d]; a < w->day_first[d + 1]; a++)
            if (w->arcs[a].task == days[d])
                arcs[d] = a;
        if (arcs[d] < 0)
            return false;
    }
    return true;
}

/* The next of all (shifts + 1) ^ days lines; false after the last. */
static bool next_line(const rota_instance *in, int *days) {
    for (int d = 0; d < in->ndays; d++) {
        if (++days[d] < in->nshifts)
            return true;
        days[d] = ROTA_ROSTER_OFF;
    }
    return false;
}

static bool is_small(const rota_instance *in) {
    double lines = 1;
    for (int d = 0; d < in->ndays; d++)
        lines *= in->nshifts + 1;
    return lines <= MOST_LINES;
}

/* The walker of the solver and the referee say the same of every line; returns how many lines are
 * lawful, kept in *lawful, and -1 when they differ. */
static int compare_lines(const rota_instance *in, const rota_problem *p, int person, int **lawful) {
    int *roster = rota_roster_new(in), *days = &roster[person * in->ndays];
    int *arcs = ROTA_NEW_ARRAY(int, in->ndays);
    int n = 0, capacity = 0;
    do {
        rota_evaluation e;
        rota_cost cost;
        rota_evaluate(in, roster, &e);
        bool good = !breaches_of(in, &e, person);
        rota_evaluation_done(&e);
        bool walked =
            arcs_of(p, person, days, arcs) && rota_line_cost(p, person, arcs, &cost, NULL);
        if (good != walked) {
            print_message("%s: the walker says %d, the referee %d\n", in->people[person].id, walked,
                          good);
            n = -1;
            break;
        }
        if (!good)
            continue;
        if ((n + 1) * in->ndays > capacity) {
            capacity = 2 * (n + 1) * in->ndays;
            *lawful = rota_realloc(*lawful, (size_t)capacity, sizeof **lawful);
        }
        memcpy(&(*lawful)[n++ * in->ndays], days, (size_t)in->ndays * sizeof *days);
    } while (next_line(in, days));
    free(arcs);
    free(roster);
    return n;
}

/* ---- all rosters ---- */

typedef struct {
    const rota_instance *in;
    const rota_problem *p;
    int *lawful[3], count[3];
    int *roster;
    int64_t best; /* INT64_MAX = none */
    bool differs; /* the problem's cost is not the referee's */
} search;

static rota_cost cost_of(const search *s) {
    int *lines[3];
    rota_cost total = s->p->constant;
    for (int w = 0; w < s->p->nworkers; w++) {
        rota_cost cost = 0;
        lines[w] = ROTA_NEW_ARRAY(int, s->p->ndays);
        arcs_of(s->p, w, &s->roster[w * s->p->ndays], lines[w]);
        rota_line_cost(s->p, w, lines[w], &cost, NULL);
        total += cost;
    }
    total += rota_rows_cost(s->p, lines, NULL);
    for (int w = 0; w < s->p->nworkers; w++)
        free(lines[w]);
    return total;
}

static void try_all(search *s, int person) {
    if (person == s->in->npeople) {
        rota_evaluation e;
        rota_evaluate(s->in, s->roster, &e);
        s->differs = s->differs || e.nbreaches > 0 || e.total * ROTA_COST_SCALE != cost_of(s);
        s->best = e.total < s->best ? e.total : s->best;
        rota_evaluation_done(&e);
        return;
    }
    size_t days = (size_t)s->in->ndays;
    for (int i = 0; i < s->count[person]; i++) {
        memcpy(&s->roster[(size_t)person * days], &s->lawful[person][(size_t)i * days],
               days * sizeof(int));
        try_all(s, person + 1);
    }
}

/* ---- the solver ---- */

/* What the solver finds, judged by the referee; false when it is not the optimum, or not proven. */
static bool solves(const rota_instance *in, const rota_problem *p, int64_t optimum) {
    rota_solve_settings settings;
    rota_solution *solution = NULL;
    rota_solve_settings_init(&settings);
    rota_err err = {0};
    rota_rc rc = rota_solve(p, &settings, &solution, &err);
    if (rc != ROTA_OK) {
        bool right = rc == ROTA_E_INPUT && optimum == INT64_MAX;
        if (!right)
            print_message("%s; the optimum is %lld\n", err.message, (long long)optimum);
        return right;
    }
    int *roster = rota_instance_roster(in, p, solution->lines);
    rota_evaluation e;
    rota_evaluate(in, roster, &e);
    bool good = e.nbreaches == 0 && e.total == optimum && solution->proven &&
                solution->cost == optimum * ROTA_COST_SCALE && solution->bound == solution->cost;
    if (!good)
        print_message("total %lld, cost %.3f, bound %.3f, %d breaches, proven %d; should be %lld\n",
                      (long long)e.total, (double)solution->cost / ROTA_COST_SCALE,
                      (double)solution->bound / ROTA_COST_SCALE, e.nbreaches, solution->proven,
                      (long long)optimum);
    rota_evaluation_done(&e);
    free(roster);
    rota_solution_free(solution, p);
    return good;
}

/* From the root's bound upwards, step by step, and nothing else: at the end the best roster is
 * optimal, and a bound on the way is never above the optimum. */
static bool goes_up_to(const rota_problem *p, int64_t optimum, long nodes, int *proven) {
    enum { MOST_STEPS = 40 };
    rota_solve_settings settings;
    rota_solve_settings_init(&settings);
    rota_search s;
    assert_int_equal(rota_search__begin(&s, p, &settings, NULL), ROTA_OK);
    assert_int_equal(rota_phases_first(&s, NULL), ROTA_OK);
    rota_colgen_options options = {.cutoff = INFINITY,
                                   .exact = true,
                                   .deadline = s.deadline,
                                   .best_prices = &s.root_prices,
                                   .least = s.root_least};
    rota_colgen_result root;
    rota_colgen(&s, &s.root, &options, &root);
    s.root_bound = root.bound;
    rota_search__raise_bound(&s, root.bound);
    double best = (double)optimum * ROTA_COST_SCALE;
    bool few = rota_search__cutoff(&s) - s.root_bound < MOST_STEPS * (double)s.step;
    rota_effort effort = {.lines = 1000000, .nodes = nodes, .labels = 1000000};
    if (few)
        rota_enumerate_steps(&s, effort);
    bool done = rota_search__done(&s);
    bool good = s.bound <= best && rota_search__best(&s) >= best &&
                (!done || rota_search__best(&s) == best) && (done || !few || nodes < 1000);
    if (!good)
        print_message("steps with %ld nodes: best %.3f, bound %.3f, should be %lld\n", nodes,
                      rota_search__best(&s) / ROTA_COST_SCALE, s.bound / ROTA_COST_SCALE,
                      (long long)optimum);
    *proven += few && done && nodes >= 1000;
    rota_search__end(&s);
    return good;
}

/* Lines, costs and optimum of one tiny instance; `solved` counts those that brute force can do. */
static bool check_tiny(uint64_t seed, int *solved, int *without, int *proven) {
    rota_instance *in = tiny_instance(seed);
    rota_problem *p = rota_instance_to_problem(in);
    search s = {.in = in, .p = p, .best = INT64_MAX, .roster = rota_roster_new(in)};
    bool good = true;
    double rosters = 1;
    for (int w = 0; w < in->npeople && is_small(in); w++) {
        s.count[w] = compare_lines(in, p, w, &s.lawful[w]);
        good = good && s.count[w] >= 0;
        rosters *= s.count[w];
    }
    if (good && is_small(in) && rosters <= MOST_ROSTERS) {
        try_all(&s, 0);
        ++*solved;
        *without += s.best == INT64_MAX;
        good = !s.differs && solves(in, p, s.best);
        if (s.best < INT64_MAX)
            good = goes_up_to(p, s.best, 1, proven) && goes_up_to(p, s.best, 5000, proven) && good;
    }
    for (int w = 0; w < in->npeople; w++)
        free(s.lawful[w]);
    free(s.roster);
    rota_problem_free(p);
    rota_instance_free(in);
    return good;
}

static void problem_referee_and_solver_agree(void **state) {
    (void)state;
    int failed = 0, solved = 0, without = 0, proven = 0;
    rota_test_folder();
    for (uint64_t seed = 1; seed <= SEEDS; seed++)
        if (!check_tiny(seed, &solved, &without, &proven)) {
            print_message("seed %d\n", (int)seed);
            failed++;
        }
    rota_test_folder_remove();
    assert_int_equal(failed, 0);
    print_message("%d proven by steps\n", proven);
    assert_true(solved > SEEDS / 2);
    assert_true(proven > SEEDS / 4);
    assert_true(without > 0 && without < SEEDS / 2);
}

static rota_instance *read_instance(const char *path) {
    rota_faults *faults = rota_faults_new();
    rota_instance *in = NULL;
    rota_instance_read(path, &in, faults, NULL);
    rota_test_expect_faults(faults, "");
    rota_faults_free(faults);
    return in;
}

/* Made by shift-scheduling-generate. The optima come from the usual model with a variable for each
 * person, day and shift, solved by cbc. */
static void known_optima_are_found(void **state) {
    (void)state;
    static const struct {
        const char *path;
        int optimum;
    } known[] = {
        {ROTA_SOURCE_DIR "/tests/data/shift-scheduling/six-people.txt", 8},
        {ROTA_SOURCE_DIR "/tests/data/shift-scheduling/nine-people.txt", 32},
        {ROTA_SOURCE_DIR "/tests/data/shift-scheduling/twelve-people.txt", 24},
        {ROTA_SOURCE_DIR "/tests/data/shift-scheduling/thirteen-days.txt", 623},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        rota_instance *in = read_instance(known[i].path);
        rota_problem *p = rota_instance_to_problem(in);
        if (!solves(in, p, known[i].optimum))
            fail_msg("%s", known[i].path);
        rota_problem_free(p);
        rota_instance_free(in);
    }
}

/* A limit that binds nobody is left out; the others are all there. */
static void limits_that_bind_nobody_are_left_out(void **state) {
    (void)state;
    rota_test_folder();
    rota_instance *in = read_instance(rota_test_write(
        "x.txt", "SECTION_HORIZON\n14\nSECTION_SHIFTS\nD,480,\nN,600,D\nSECTION_STAFF\n"
                 "A,D=12|N=0,6000,0,14,0,1,2\nB,D=11|N=9,6000,60,5,3,2,1\nC,N=10,6000,0,5,300,"
                 "300,0\nSECTION_DAYS_OFF\nA,3\nSECTION_COVER\n"));
    rota_problem *p = rota_instance_to_problem(in);
    const rota_worker *a = &p->workers[0], *b = &p->workers[1], *c = &p->workers[2];
    assert_null(a->max_of_type); /* 12 days of 480 minutes are all that 6000 allow; no N, no arc */
    assert_int_equal(a->narcs, 13);
    assert_int_equal(a->max_run_days, -1);
    assert_int_equal(a->min_run_off, -1);
    assert_int_equal(a->max_total_weekends, -1);
    assert_non_null(b->max_of_type);
    assert_int_equal(b->max_of_type[0], 11);
    assert_int_equal(b->max_of_type[1], 9);
    assert_int_equal(b->narcs, 28);
    assert_int_equal(b->max_run_days, 5);
    assert_int_equal(b->min_run_days, 3);
    assert_int_equal(b->min_run_off, 2);
    assert_int_equal(b->max_total_weekends, 1);
    assert_int_equal(b->min_total_minutes, 60);
    assert_int_equal(b->max_total_minutes[0], 6000);
    assert_null(c->max_of_type);
    assert_int_equal(c->max_total_weekends, -1); /* none at all: no arc of a weekend */
    assert_int_equal(c->narcs, 20);
    assert_int_equal(c->min_run_days, 14);
    assert_int_equal(c->min_run_off, 14);
    assert_true(c->before.run_off >= c->min_run_off);
    assert_memory_equal(p->forbidden, "\0\0\1\0", 4);
    rota_problem_free(p);
    rota_instance_free(in);
    rota_test_folder_remove();
}

/* Everybody has a lawful line, so there is a first roster at once. */
static void generated_instances_have_a_roster(void **state) {
    (void)state;
    rota_test_folder();
    for (uint64_t seed = 1; seed <= 24; seed++) {
        rota_text text = {0};
        int days = seed % 4 ? 14 + 7 * (int)(seed % 3) : 3 + (int)seed;
        rota_generate_instance(days, 12, 1 + (int)seed % 9, seed, &text, NULL);
        rota_instance *in = read_instance(rota_test_write("x.txt", rota_text_str(&text)));
        rota_problem *p = rota_instance_to_problem(in);
        rota_solve_settings settings;
        rota_solution *solution = NULL;
        rota_solve_settings_init(&settings);
        settings.time_limit = 0;
        rota_err err = {0};
        if (rota_solve(p, &settings, &solution, &err) != ROTA_OK)
            fail_msg("seed %d: %s", (int)seed, err.message);
        int *roster = rota_instance_roster(in, p, solution->lines);
        rota_evaluation e;
        rota_evaluate(in, roster, &e);
        if (e.nbreaches > 0 || e.total * ROTA_COST_SCALE != solution->cost)
            fail_msg("seed %d: %s", (int)seed, e.nbreaches ? e.breaches[0] : "cost");
        rota_evaluation_done(&e);
        free(roster);
        rota_solution_free(solution, p);
        rota_problem_free(p);
        rota_instance_free(in);
        rota_text_done(&text);
    }
    rota_test_folder_remove();
}

/* What is found in so many threads with little work, judged by the referee. */
static rota_solution *found_in(const rota_instance *in, const rota_problem *p, int threads) {
    rota_solve_settings settings;
    rota_solution *solution = NULL;
    rota_err err = {0};
    rota_solve_settings_init(&settings);
    settings.threads = threads;
    settings.work_limit = 1;
    if (rota_solve(p, &settings, &solution, &err) != ROTA_OK)
        fail_msg("%s", err.message);
    int *roster = rota_instance_roster(in, p, solution->lines);
    rota_evaluation e;
    rota_evaluate(in, roster, &e);
    assert_int_equal(e.nbreaches, 0);
    assert_true(e.total * ROTA_COST_SCALE == solution->cost);
    rota_evaluation_done(&e);
    free(roster);
    return solution;
}

/* The same number of threads goes the same way, and no bound is above what any of them found. */
static void check_ways(int days, int people, int types, uint64_t seed) {
    rota_text text = {0};
    rota_generate_instance(days, people, types, seed, &text, NULL);
    rota_instance *in = read_instance(rota_test_write("x.txt", rota_text_str(&text)));
    rota_problem *p = rota_instance_to_problem(in);
    rota_solution *one = found_in(in, p, 1), *two = found_in(in, p, 2), *again = found_in(in, p, 2);
    assert_true(two->cost == again->cost && two->bound == again->bound);
    for (int w = 0; w < p->nworkers; w++)
        assert_memory_equal(two->lines[w], again->lines[w], (size_t)p->ndays * sizeof(int));
    assert_true(one->bound <= two->cost && two->bound <= one->cost);
    assert_true(one->bound <= one->cost && two->bound <= two->cost);
    rota_solution_free(one, p);
    rota_solution_free(two, p);
    rota_solution_free(again, p);
    rota_problem_free(p);
    rota_instance_free(in);
    rota_text_done(&text);
}

/* Dives by weeks, with two threads in both at the same time. */
static void long_instances_go_the_same_way_again(void **state) {
    (void)state;
    rota_test_folder();
    for (uint64_t seed = 1; seed <= 6; seed++)
        check_ways(seed % 2 ? 35 : 42, 6 + (int)seed, 1 + (int)seed % 3, seed);
    rota_test_folder_remove();
}

/* One goes up by steps, the other dives and improves parts. */
static void steps_with_rotas_beside_go_the_same_way_again(void **state) {
    (void)state;
    rota_test_folder();
    for (uint64_t seed = 1; seed <= 7; seed += 2)
        check_ways(28, 10 + (int)seed, 2, seed);
    rota_test_folder_remove();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(problem_referee_and_solver_agree),
        cmocka_unit_test(known_optima_are_found),
        cmocka_unit_test(limits_that_bind_nobody_are_left_out),
        cmocka_unit_test(generated_instances_have_a_roster),
        cmocka_unit_test(long_instances_go_the_same_way_again),
        cmocka_unit_test(steps_with_rotas_beside_go_the_same_way_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
