/* Best response of everybody at the dense engine (rota_answer) against brute force: nobody alone
 * can do better afterwards, and as many threads as there are go one way. */
#include "support/test.h"

#include "core/mem.h"
#include "solver/search.h"
#include "support/problems.h"
#include "support/twist.h"

#include <stdlib.h>
#include <string.h>

enum { SEEDS = 400, FOLDED_SEEDS = 600, PEOPLE = 3, WAYS = 300, FOLDED = 3 };

typedef struct {
    rota_problem *p;
    rota_test_lines all[PEOPLE];
    rota_solve_settings settings;
    rota_search s;
    bool good; /* everybody has lines, and a table for them */
} sample;

/* Duties of several days touch the same rows: what a person's line costs is an estimate then. */
static void fold_rows(const rota_problem *p) {
    for (int w = 0; w < p->nworkers; w++)
        for (int a = 0; a < p->workers[w].narcs; a++) {
            const rota_arc *arc = &p->workers[w].arcs[a];
            for (int i = arc->first_row; i < arc->first_row + arc->nrows; i++)
                p->workers[w].arc_rows[i].row %= FOLDED;
        }
    for (int r = 0; r < p->nrows; r++)
        p->rows[r].high = INT32_MAX;
}

static void sample_init(sample *x, uint64_t seed, int threads, bool folded) {
    *x = (sample){.p = rota_test_long_problem(seed, PEOPLE, WAYS), .good = true};
    if (folded) {
        rota_test_spread_costs(x->p, seed);
        fold_rows(x->p);
    }
    if (seed & 1)
        rota_test_add_rules(x->p, seed);
    rota_test_make_plain(x->p);
    rota_solve_settings_init(&x->settings);
    x->settings.threads = threads;
    assert_int_equal(rota_search__begin(&x->s, x->p, &x->settings, NULL), ROTA_OK);
    for (int w = 0; w < PEOPLE; w++) {
        rota_test_lines_init(&x->all[w], x->p, w);
        x->good = x->good && x->all[w].count > 0;
    }
    x->good = x->good && x->s.cheap;
}

static void sample_done(sample *x) {
    for (int w = 0; w < PEOPLE; w++)
        rota_test_lines_done(&x->all[w]);
    rota_search__end(&x->s);
    rota_problem_free(x->p);
}

/* Everybody's line that is this far down their list. */
static int **some_lines(const sample *x, uint64_t seed) {
    int **lines = ROTA_NEW_ARRAY(int *, PEOPLE);
    for (int w = 0; w < PEOPLE; w++)
        lines[w] =
            rota_memdup(x->all[w].arcs[(seed * 31 + (uint64_t)w) % (uint64_t)x->all[w].count],
                        (size_t)x->p->ndays * sizeof(int));
    return lines;
}

static void free_lines(int **lines) {
    for (int w = 0; w < PEOPLE; w++)
        free(lines[w]);
    free(lines);
}

/* What they cost when one of them may choose any line. */
static rota_cost least_alone(const sample *x, int **lines) {
    rota_cost least = INT64_MAX;
    for (int w = 0; w < PEOPLE; w++) {
        int *own = lines[w];
        for (int i = 0; i < x->all[w].count; i++) {
            lines[w] = x->all[w].arcs[i];
            rota_cost cost = rota_cost_of(x->p, lines);
            least = cost < least ? cost : least;
        }
        lines[w] = own;
    }
    return least;
}

/* 1: they became better; 0: nobody could do anything, or the problem is not for it. */
static int check(uint64_t seed, int threads) {
    sample x;
    int better = 0;
    sample_init(&x, seed, threads, false);
    if (x.good) {
        int **lines = some_lines(&x, seed), **again = some_lines(&x, seed);
        rota_cost before = rota_cost_of(x.p, lines);
        assert_true(before < INT64_MAX);
        rota_answer(&x.s, lines);
        rota_answer(&x.s, again);
        rota_cost after = rota_cost_of(x.p, lines);
        assert_true(after <= before);
        assert_true(least_alone(&x, lines) == after);
        for (int w = 0; w < PEOPLE; w++)
            assert_memory_equal(lines[w], again[w], (size_t)x.p->ndays * sizeof(int));
        better = after < before;
        free_lines(lines);
        free_lines(again);
    }
    sample_done(&x);
    return better;
}

static void nobody_alone_can_do_better(void **state) {
    (void)state;
    for (int threads = 1; threads <= 3; threads++) {
        int better = 0;
        for (uint64_t seed = 1; seed <= SEEDS; seed++)
            better += check(seed, threads);
        assert_true(better > SEEDS / 4);
    }
}

static void it_never_ends_dearer(void **state) {
    (void)state;
    int better = 0;
    for (uint64_t seed = 1; seed <= FOLDED_SEEDS; seed++) {
        sample x;
        sample_init(&x, seed, 1, true);
        if (x.good) {
            int **lines = some_lines(&x, seed);
            rota_cost before = rota_cost_of(x.p, lines);
            rota_answer(&x.s, lines);
            rota_cost after = rota_cost_of(x.p, lines);
            if (after > before)
                fail_msg("seed %d: %lld, then %lld", (int)seed, (long long)before,
                         (long long)after);
            better += after < before;
            free_lines(lines);
        }
        sample_done(&x);
    }
    assert_true(better > FOLDED_SEEDS / 8);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(nobody_alone_can_do_better),
                                       cmocka_unit_test(it_never_ends_dearer)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
