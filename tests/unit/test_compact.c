/* The model that the solver is measured against says what the problem says. */
#include "support/test.h"

#include "benchmarks/compact.h"
#include "benchmarks/homes.h"
#include "benchmarks/model.h"
#include "core/mem.h"
#include "support/problems.h"
#include "support/twist.h"

#include <math.h>
#include <stdlib.h>

enum { SEEDS = 120 };

static bool is_optimal(const rota_problem *p, rota_cost optimum) {
    rota_compact *c = NULL;
    rota_err err = {0};
    if (rota_compact_solve(p, 60, &c, &err) != ROTA_OK) {
        print_message("%s\n", err.message);
        return false;
    }
    bool good = optimum == INT64_MAX
                    ? c->status == ROTA_LP_INFEASIBLE && !c->found
                    : c->status == ROTA_LP_OPTIMAL && c->found && c->cost == optimum &&
                          fabs(c->bound - (double)optimum / ROTA_COST_SCALE) < 1e-9;
    if (!good)
        print_message("status %d, cost %lld, should be %lld\n", (int)c->status, (long long)c->cost,
                      (long long)optimum);
    rota_compact_free(c, p);
    return good;
}

static bool chance(uint64_t *random, int per_cent) {
    return rota_test_between(random, 1, 100) <= per_cent;
}

static void limit_worker(const rota_problem *p, rota_worker *w, uint64_t *random) {
    for (int a = 0; a < w->narcs; a++)
        w->arcs[a].type = rota_test_between(random, -1, p->ntypes - 1);
    if (chance(random, 50) && !w->max_of_type) {
        w->max_of_type = ROTA_NEW_ARRAY(int, p->ntypes);
        for (int type = 0; type < p->ntypes; type++)
            w->max_of_type[type] = rota_test_between(random, 0, 2);
    }
    w->before.last_type = w->before.run_days > 0 ? rota_test_between(random, -1, 1) : -1;
    w->after.next_type = w->after.works_next ? rota_test_between(random, -1, 1) : -1;
    w->before.run_open = chance(random, 40);
    w->after.run_open = chance(random, 40);
    w->min_run_days = chance(random, 60) ? rota_test_between(random, 2, 3) : 0;
    w->min_total_minutes = chance(random, 30) ? rota_test_between(random, 1, 900) : 0;
    w->max_total_weekends = chance(random, 40) ? rota_test_between(random, 0, 1) : -1;
}

/* Types of shifts and what else a tiny problem leaves out. */
static void limit_more(rota_problem *p, uint64_t seed) {
    uint64_t random = seed + 5;
    p->constant = rota_test_between(&random, -1, 1) * 12345;
    p->ntypes = 2;
    free(p->forbidden);
    p->forbidden = ROTA_NEW_ARRAY(unsigned char, p->ntypes * p->ntypes);
    for (int i = 0; i < p->ntypes * p->ntypes; i++)
        p->forbidden[i] = chance(&random, 40);
    for (int w = 0; w < p->nworkers; w++)
        limit_worker(p, &p->workers[w], &random);
}

static void compare_with_brute_force(bool more) {
    int failed = 0, solved = 0, infeasible = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        rota_problem *p = rota_test_tiny_problem(seed);
        if (seed % 2)
            rota_test_twist(p, seed);
        if (more)
            limit_more(p, seed);
        rota_cost constant = p->constant;
        p->constant = 0;
        rota_cost optimum = rota_test_brute_force(p);
        p->constant = constant;
        if (optimum != INT64_MIN && rota_compact_expresses(p)) {
            optimum += optimum == INT64_MAX ? 0 : constant;
            solved++;
            infeasible += optimum == INT64_MAX;
            if (!is_optimal(p, optimum)) {
                print_message("seed %d\n", (int)seed);
                failed++;
            }
        }
        rota_problem_free(p);
    }
    assert_int_equal(failed, 0);
    assert_true(solved > SEEDS * 3 / 5); /* the others hold what the model cannot say */
    assert_true(infeasible > 0 && infeasible < SEEDS / (more ? 2 : 4));
}

static void optimum_is_that_of_brute_force(void **state) {
    (void)state;
    compare_with_brute_force(false);
}

static void optimum_with_types_and_least_runs(void **state) {
    (void)state;
    compare_with_brute_force(true);
}

/* Who is past a week's limit before day 0 has no duty in it, not even one without working time. */
static void a_week_that_is_full_has_no_duty(void **state) {
    (void)state;
    rota_problem *p = rota_test_home_problem(2, 1, 3, 1);
    for (int w = 0; w < 2; w++) {
        rota_worker *worker = &p->workers[w];
        worker->max_week_minutes[0] = 2400;
        worker->before.week_minutes = 2460;
        for (int a = 0; a < worker->narcs; a++)
            worker->arcs[a].minutes = 0;
    }
    assert_true(rota_compact_expresses(p));
    assert_true(is_optimal(p, rota_test_brute_force(p)));
    rota_problem_free(p);
}

static void it_knows_what_it_cannot_say(void **state) {
    (void)state;
    rota_problem *p = rota_test_home_problem(3, 1, 7, 1);
    assert_true(rota_compact_expresses(p));
    p->workers[1].return_by_group[0] = 1;
    assert_false(rota_compact_expresses(p));
    p->workers[1].return_by_group[0] = 0;
    p->workers[2].face_cost[0] = -1;
    assert_false(rota_compact_expresses(p));
    p->workers[2].face_cost[0] = 0;
    p->workers[0].block[0].above = -1;
    assert_false(rota_compact_expresses(p));
    p->workers[0].block[0].above = 0;
    p->rows[0].under_target = p->rows[0].under + 1;
    assert_false(rota_compact_expresses(p));
    p->rows[0].under_target = 0;
    assert_true(rota_compact_expresses(p));
    p->workers[0].arcs[0].ready = 6000; /* a night in between would shorten that rest */
    p->workers[0].arcs[0].ready_night = 0;
    assert_false(rota_compact_expresses(p));
    rota_problem_free(p);
}

static void no_time_no_rota(void **state) {
    (void)state;
    rota_problem *p = rota_test_home_problem(3, 1, 7, 1);
    rota_compact *c = NULL;
    assert_int_equal(rota_compact_solve(p, 0, &c, NULL), ROTA_OK);
    assert_int_equal(c->status, ROTA_LP_STOPPED);
    assert_false(c->found);
    assert_true(isinf(c->bound) && c->bound < 0);
    assert_true(c->rows > 21 && c->columns > 3 * 7);
    rota_compact_free(c, p);
    rota_compact_free(NULL, p);
    rota_problem_free(p);
}

/* Rows and columns of every kind. */
static void fill_model(rota_model *m) {
    int most = rota_model_row(m, -INFINITY, 4), least = rota_model_row(m, 1, INFINITY);
    int equal = rota_model_row(m, 2.5, 2.5), between = rota_model_row(m, -1, 3);
    int whole = rota_model_column(m, 1.0 / 6000, 0, 1, true);
    int any = rota_model_column(m, 0, -INFINITY, INFINITY, false);
    int below = rota_model_column(m, -2, -INFINITY, -1, false);
    int fixed = rota_model_column(m, 7, 1, 1, true);
    rota_model_column(m, 3, 0, INFINITY, true);
    rota_model_row(m, -INFINITY, INFINITY);
    rota_model_put(m, least, whole, 2);
    rota_model_put(m, most, whole, -1);
    rota_model_put(m, least, whole, 1); /* adds up */
    rota_model_put(m, equal, any, 1);
    rota_model_put(m, equal, any, -1); /* and away */
    rota_model_put(m, between, below, 0.5);
    rota_model_put(m, between, fixed, 1);
}

static void mps_of_every_kind(void **state) {
    (void)state;
    rota_model m = {0};
    fill_model(&m);
    rota_text text = {0};
    rota_model_mps(&m, &text);
    assert_string_equal(rota_text_str(&text), "NAME rota FREE\n"
                                              "ROWS\n"
                                              " N cost\n"
                                              " L r0\n"
                                              " G r1\n"
                                              " E r2\n"
                                              " L r3\n"
                                              " N r4\n"
                                              "COLUMNS\n"
                                              " m0 'MARKER' 'INTORG'\n"
                                              " x0 cost 0.000166666666666667\n"
                                              " x0 r0 -1\n"
                                              " x0 r1 3\n"
                                              " m1 'MARKER' 'INTEND'\n"
                                              " x1 cost 0\n"
                                              " x2 cost -2\n"
                                              " x2 r3 0.5\n"
                                              " m3 'MARKER' 'INTORG'\n"
                                              " x3 cost 7\n"
                                              " x3 r3 1\n"
                                              " x4 cost 3\n"
                                              " m5 'MARKER' 'INTEND'\n"
                                              "RHS\n"
                                              " rhs r0 4\n"
                                              " rhs r1 1\n"
                                              " rhs r2 2.5\n"
                                              " rhs r3 3\n"
                                              "RANGES\n"
                                              " range r3 4\n"
                                              "BOUNDS\n"
                                              " LO bound x0 0\n"
                                              " UP bound x0 1\n"
                                              " MI bound x1\n"
                                              " PL bound x1\n"
                                              " MI bound x2\n"
                                              " UP bound x2 -1\n"
                                              " FX bound x3 1\n"
                                              " LO bound x4 0\n"
                                              " PL bound x4\n"
                                              "ENDATA\n");
    rota_text_done(&text);
    rota_model_done(&m);
}

static void names_of_homes(void **state) {
    (void)state;
    static const struct {
        const char *name;
        bool good;
        rota_bench_home home;
    } cases[] = {{"12/3/7", true, {12, 3, 7, ROTA_BENCH_USUAL}},
                 {"500/64/371/tight", true, {500, 64, 371, ROTA_BENCH_TIGHT}},
                 {"1/1/1/plain", true, {1, 1, 1, ROTA_BENCH_PLAIN}},
                 {"9/2/28/bare", true, {9, 2, 28, ROTA_BENCH_BARE}},
                 {"12/3", false, {0}},
                 {"12/3/", false, {0}},
                 {"12/3/7/", false, {0}},
                 {"12/3/7/tight/", false, {0}},
                 {"0/3/7", false, {0}},
                 {"12/65/7", false, {0}},
                 {"12/3/7x", false, {0}},
                 {"", false, {0}}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rota_bench_home home = {0};
        assert_int_equal(rota_bench_home_read(cases[i].name, &home), cases[i].good);
        if (!cases[i].good)
            continue;
        assert_int_equal(home.people, cases[i].home.people);
        assert_int_equal(home.groups, cases[i].home.groups);
        assert_int_equal(home.days, cases[i].home.days);
        assert_int_equal(home.shape, cases[i].home.shape);
    }
}

/* Everything that a home's seed decides, as one number. */
static uint64_t fingerprint(const rota_problem *p) {
    uint64_t sum = 0;
    for (int r = 0; r < p->nrows; r++)
        sum = sum * 31 + (uint64_t)p->rows[r].target;
    for (int w = 0; w < p->nworkers; w++) {
        const rota_worker *worker = &p->workers[w];
        sum = sum * 31 + (uint64_t)worker->block[0].low;
        sum = sum * 31 + (uint64_t)worker->before.run_days;
        for (int a = 0; a < worker->narcs; a++)
            sum = sum * 31 + (uint64_t)worker->arcs[a].task +
                  (uint64_t)worker->arcs[a].cost[ROTA_PART_BOND];
    }
    return sum;
}

/* Results of other days can be compared only while a seed gives the home that it gave then. */
static void homes_stay_what_they_were(void **state) {
    (void)state;
    static const struct {
        const char *name;
        uint64_t seed, fingerprint;
    } cases[] = {{"12/3/7", 1, 6262508979192362517ULL},
                 {"12/3/7", 2, 9675721412558068902ULL},
                 {"12/3/7/tight", 1, 17373781207685228734ULL},
                 {"40/3/30", 1, 10870343593647468130ULL},
                 {"12/3/28/bare", 1, 4266861174088525406ULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rota_bench_home home;
        assert_true(rota_bench_home_read(cases[i].name, &home));
        rota_problem *p = rota_bench_home_problem(&home, cases[i].seed);
        if (fingerprint(p) != cases[i].fingerprint)
            print_message("%s seed %d: %llu\n", cases[i].name, (int)cases[i].seed,
                          (unsigned long long)fingerprint(p));
        assert_true(fingerprint(p) == cases[i].fingerprint);
        rota_problem_free(p);
    }
}

static void homes_of_all_sizes(void **state) {
    (void)state;
    for (int people = 1; people <= 61; people += 20) {
        for (int groups = 1; groups <= 7; groups += 3) {
            for (int shape = ROTA_BENCH_USUAL; shape <= ROTA_BENCH_PLAIN; shape++) {
                rota_bench_home home = {people, groups, 6 + people % 9,
                                        (enum rota_bench_shape)shape};
                rota_problem *p = rota_bench_home_problem(&home, 3);
                assert_int_equal(p->nworkers, people);
                assert_int_equal(p->ndays, home.days);
                assert_true(rota_compact_expresses(p));
                int demand = 0;
                for (int r = 0; r < p->nrows; r++)
                    demand += p->rows[r].kind == 0 ? p->rows[r].target : 0;
                bool few = shape == ROTA_BENCH_USUAL || shape == ROTA_BENCH_BARE;
                int nights = few ? (groups + 1) / 2 : groups;
                assert_true(demand >= home.days * (2 * groups + nights));
                /* More people, more work: nobody is without, whatever the size. */
                if (shape != ROTA_BENCH_PLAIN && people > 20)
                    assert_true(demand * 450 > people * 1400 * home.days / 7);
                rota_problem_free(p);
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(optimum_is_that_of_brute_force),
        cmocka_unit_test(optimum_with_types_and_least_runs),
        cmocka_unit_test(mps_of_every_kind),
        cmocka_unit_test(names_of_homes),
        cmocka_unit_test(homes_stay_what_they_were),
        cmocka_unit_test(homes_of_all_sizes),
        cmocka_unit_test(a_week_that_is_full_has_no_duty),
        cmocka_unit_test(it_knows_what_it_cannot_say),
        cmocka_unit_test(no_time_no_rota),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
