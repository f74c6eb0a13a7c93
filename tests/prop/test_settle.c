/* The search among listed lines and the slices of branching end by proof, however rough the LP's
 * numbers are. */
#include "support/test.h"

#include "core/mem.h"
#include "solver/phases.h"
#include "solver/settle.h"
#include "support/problems.h"
#include "support/twist.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 400, MOST_LINES = 3000, MOST_NODES = 100000, MOST_ROTAS = 3000 };

typedef struct {
    rota_problem *p;
    rota_solve_settings settings;
    rota_search search;
    rota_lines lines; /* all of everybody */
    rota_cost optimum;
    double rotas; /* ways to choose lines */
} fixture;

static void list_lines(fixture *f) {
    size_t n = (size_t)f->p->ndays;
    f->rotas = 1;
    for (int w = 0; w < f->p->nworkers; w++) {
        rota_test_lines all;
        rota_test_lines_init(&all, f->p, w);
        f->rotas *= all.count;
        f->lines.workers =
            rota_realloc(f->lines.workers, (size_t)(f->lines.count + all.count + 1), sizeof(int));
        f->lines.costs = rota_realloc(f->lines.costs, (size_t)(f->lines.count + all.count + 1),
                                      sizeof(rota_cost));
        f->lines.arcs =
            rota_realloc(f->lines.arcs, (size_t)(f->lines.count + all.count + 1) * n, sizeof(int));
        for (int i = 0; i < all.count; i++) {
            f->lines.workers[f->lines.count] = w;
            f->lines.costs[f->lines.count] = all.cost[i];
            memcpy(f->lines.arcs + (size_t)f->lines.count++ * n, all.arcs[i], n * sizeof(int));
        }
        rota_test_lines_done(&all);
    }
}

/* False when the problem is too large or has no rota. */
static bool begin(fixture *f, uint64_t seed) {
    *f = (fixture){.p = rota_test_tiny_problem(seed)};
    if (seed & 1)
        rota_test_twist(f->p, seed);
    rota_test_spread_costs(f->p, seed);
    f->optimum = rota_test_brute_force(f->p);
    rota_solve_settings_init(&f->settings);
    assert_int_equal(rota_search__begin(&f->search, f->p, &f->settings, NULL), ROTA_OK);
    bool good = f->optimum != INT64_MIN && f->optimum != INT64_MAX &&
                rota_phases_first(&f->search, NULL) == ROTA_OK;
    list_lines(f);
    return good && f->lines.count <= MOST_LINES;
}

static void finish(fixture *f) {
    rota_search__end(&f->search);
    free(f->lines.workers);
    free(f->lines.costs);
    free(f->lines.arcs);
    rota_problem_free(f->p);
}

static void all_lines_are_settled(void **state) {
    (void)state;
    int tried = 0, failed = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        fixture f;
        if (begin(&f, seed)) {
            double limit = INFINITY;
            long nodes = MOST_NODES;
            rota_prices prices;
            rota_prices_init(&prices, f.search.master);
            tried++;
            if (!rota_settle(&f.search, &f.lines, &prices, &limit, &nodes) ||
                f.search.best_cost != f.optimum) {
                print_message("seed %d: %lld after %ld nodes, should be %lld\n", (int)seed,
                              (long long)f.search.best_cost, nodes, (long long)f.optimum);
                failed++;
            }
            rota_prices_done(&prices);
        }
        finish(&f);
    }
    assert_int_equal(failed, 0);
    assert_true(tried > SEEDS / 2);
}

/* A phase that took no work has none to share, and yet the tree grows. */
static void a_slice_of_branching_is_a_node(void **state) {
    (void)state;
    int ended = 0;
    for (uint64_t seed = 1; seed <= SEEDS / 4; seed++) {
        fixture f;
        if (begin(&f, seed)) {
            long slices = 0;
            while (!rota_search__done(&f.search) && slices < 5000) {
                rota_branch(&f.search, 0);
                slices++;
                assert_int_equal(f.search.nodes > 0, 1);
            }
            assert_true(rota_search__done(&f.search));
            assert_int_equal(f.search.best_cost, f.optimum);
            ended++;
        }
        finish(&f);
    }
    assert_true(ended > SEEDS / 8);
}

/* Rotas below an open list, each once. */
static int count_leaves(const rota_settling *t, const rota_settle_list *open) {
    rota_settle_split by;
    if (!rota_settle__part_any(t, open, &by)) {
        assert_int_equal(open->count, t->s->p->nworkers);
        return 1;
    }
    assert_true(rota_settle__parts(t, open, &by));
    int leaves = 0;
    for (int yes = 0; yes < 2; yes++) {
        rota_settle_list side = rota_settle__side(t, open, &by, yes);
        assert_true(side.count < open->count);
        leaves += count_leaves(t, &side);
        free(side.lines);
    }
    return leaves;
}

static void splits_without_an_lp_reach_every_rota(void **state) {
    (void)state;
    int tried = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        fixture f;
        if (begin(&f, seed) && f.rotas <= MOST_ROTAS) {
            rota_settling t = {.s = &f.search, .lines = &f.lines};
            rota_settle_list open = {ROTA_NEW_ARRAY(int, f.lines.count + 1), f.lines.count};
            for (int i = 0; i < open.count; i++)
                open.lines[i] = i;
            assert_int_equal(count_leaves(&t, &open), (int)f.rotas);
            free(open.lines);
            tried++;
        }
        finish(&f);
    }
    assert_true(tried > 20);
}

/* One-sided splits are none. */
static void a_split_parts_the_lines(void **state) {
    (void)state;
    rota_problem *p = rota_test_home_problem(2, 1, 7, 1);
    rota_search s = {.p = p};
    int workers[] = {0, 0, 1}, arcs[21], numbers[] = {0, 1, 2}, minutes[] = {480, 480, 0};
    for (int i = 0; i < 21; i++)
        arcs[i] = -1;
    arcs[0] = arcs[7] = p->workers[0].day_first[0];
    arcs[8] = p->workers[0].day_first[1];
    rota_lines lines = {.count = 3, .workers = workers, .arcs = arcs};
    double lower[] = {1}, upper[] = {3};
    rota_settling t = {
        .s = &s, .lines = &lines, .minutes = minutes, .lower = lower, .upper = upper};
    rota_settle_list open = {numbers, 3};
    const struct {
        rota_settle_split by;
        bool parts;
    } cases[] = {
        {{.kind = -1, .worker = 0, .group = -1, .day = 0, .arc = arcs[0]},
         false}, /* both have it */
        {{.kind = -1, .worker = 0, .group = -1, .day = 1, .arc = arcs[8]}, true},
        {{.kind = -1, .worker = 1, .group = -1, .day = 0, .arc = 0}, false},
        {{.kind = -1, .worker = 0, .group = -1, .arc = -1, .above = 300}, false},
        {{.kind = -1, .worker = 0, .group = 0}, false},
        {{.kind = 0, .above = 0}, false}, /* at least 1 in the node */
        {{.kind = 0, .above = 1}, true},
        {{.kind = 0, .above = 2}, true},
        {{.kind = 0, .above = 3}, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (rota_settle__parts(&t, &open, &cases[i].by) != cases[i].parts)
            fail_msg("case %d", (int)i);
    rota_problem_free(p);
}

/* In the LP nobody goes without a line because lines are dear. */
static void to_miss_is_dearer_than_any_line(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        fixture f;
        begin(&f, seed);
        rota_cost least = INT64_MAX, most = INT64_MIN;
        double missing = rota_master__price_of_missing(f.p);
        for (int i = 0; i < f.lines.count; i++) {
            bool first = i == 0 || f.lines.workers[i] != f.lines.workers[i - 1];
            least = first || f.lines.costs[i] < least ? f.lines.costs[i] : least;
            most = first || f.lines.costs[i] > most ? f.lines.costs[i] : most;
            if ((double)(most - least) >= missing)
                fail_msg("seed %d: lines differ by %.0f, to miss costs %.0f", (int)seed,
                         (double)(most - least), missing);
        }
        finish(&f);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_lines_are_settled),
        cmocka_unit_test(a_slice_of_branching_is_a_node),
        cmocka_unit_test(splits_without_an_lp_reach_every_rota),
        cmocka_unit_test(a_split_parts_the_lines),
        cmocka_unit_test(to_miss_is_dearer_than_any_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
