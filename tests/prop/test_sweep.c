/* Windows of everybody, the shortest first (rota_sweep): each place is planned until nothing
 * changes there, and again after a change. */
#include "support/test.h"

#include "core/mem.h"
#include "solver/search.h"
#include "support/problems.h"
#include "support/twist.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 150, PEOPLE = 3, WAYS = 300, MOST = 2, A_DUTY = 480 };

typedef struct {
    rota_problem *p;
    rota_test_lines all[PEOPLE];
    rota_solve_settings settings;
    rota_search s;
    rota_sweep *sweep; /* NULL: somebody has no line */
} sample;

static int minutes_of(const rota_worker *worker, const int *line, int ndays) {
    int minutes = 0;
    for (int d = 0; d < ndays; d++)
        minutes += line[d] >= 0 ? worker->arcs[line[d]].minutes : 0;
    return minutes;
}

/* Somebody's line of the least minutes. */
static int *shortest(const sample *x, int w) {
    const rota_worker *worker = &x->p->workers[w];
    int *line = x->all[w].arcs[0], n = x->p->ndays;
    for (int i = 1; i < x->all[w].count; i++)
        if (minutes_of(worker, x->all[w].arcs[i], n) < minutes_of(worker, line, n))
            line = x->all[w].arcs[i];
    return line;
}

/* Nobody may work more than so many minutes above a line. */
static void hold(const rota_problem *p, int w, const int *line, int spare) {
    rota_worker *worker = &p->workers[w];
    int minutes = spare + minutes_of(worker, line, p->ndays);
    free(worker->max_total_minutes);
    worker->max_total_minutes = ROTA_NEW_ARRAY(int, p->ndays);
    for (int d = 0; d < p->ndays; d++)
        worker->max_total_minutes[d] = minutes;
}

/* Everybody's line that is so far down their list is the best rota. With spare >= 0 everybody's
 * shortest, and nobody may work so many minutes more than that. */
static void sample_init(sample *x, uint64_t seed, int threads, int spare) {
    *x = (sample){.p = rota_test_long_problem(seed, PEOPLE, WAYS)};
    rota_test_make_plain(x->p);
    int *lines[PEOPLE] = {0};
    bool good = true;
    for (int w = 0; w < PEOPLE; w++) {
        rota_test_lines_init(&x->all[w], x->p, w);
        good = good && x->all[w].count > 0;
        if (good)
            lines[w] = x->all[w].arcs[seed * 31 % (uint64_t)x->all[w].count];
        if (good && spare >= 0) {
            lines[w] = shortest(x, w);
            hold(x->p, w, lines[w], spare);
        }
    }
    rota_solve_settings_init(&x->settings);
    x->settings.threads = threads;
    assert_int_equal(rota_search__begin(&x->s, x->p, &x->settings, NULL), ROTA_OK);
    if (good && rota_search__offer(&x->s, lines))
        x->sweep = rota_sweep_new(&x->s, MOST);
}

static void sample_done(sample *x) {
    rota_sweep_free(x->sweep);
    for (int w = 0; w < PEOPLE; w++)
        rota_test_lines_done(&x->all[w]);
    rota_search__end(&x->s);
    rota_problem_free(x->p);
}

/* Windows that it plans to the end. */
static long sweep(sample *x) {
    long before = x->s.windows;
    assert_true(rota_sweep_go_on(x->sweep, INFINITY, 1));
    return x->s.windows - before;
}

static int windows_of(const rota_problem *p) {
    int n = 0;
    for (int weeks = 1; weeks <= MOST; weeks++)
        n += p->nweeks >= weeks ? p->nweeks + 1 - weeks : 0;
    return n;
}

/* 1: the rota became better. */
static int check(uint64_t seed, int threads) {
    sample x;
    int better = 0;
    sample_init(&x, seed, threads, -1);
    if (x.sweep) {
        rota_cost before = x.s.best_cost;
        assert_true(sweep(&x) >= windows_of(x.p));
        assert_true(x.s.best_cost <= before);
        better = x.s.best_cost < before;
        assert_int_equal(sweep(&x), 0);
    }
    sample_done(&x);
    return better;
}

static void it_goes_on_until_nothing_changes(void **state) {
    (void)state;
    for (int threads = 1; threads <= 2; threads++) {
        int better = 0;
        for (uint64_t seed = 1; seed <= SEEDS; seed++)
            better += check(seed, threads);
        assert_true(better > SEEDS / 4);
    }
}

/* Somebody has another line that differs in the last week only; false: there is none. */
static bool change_last_week(sample *x) {
    const rota_problem *p = x->p;
    int begin = 0;
    while (p->week_of_day[begin] < p->nweeks - 1)
        begin++;
    for (int w = 0; w < PEOPLE; w++)
        for (int i = 0; i < x->all[w].count; i++) {
            const int *line = x->all[w].arcs[i];
            int *best = x->s.best[w];
            if (memcmp(line, best, (size_t)begin * sizeof(int)) == 0 &&
                memcmp(line, best, (size_t)p->ndays * sizeof(int)) != 0) {
                memcpy(best, line, (size_t)p->ndays * sizeof(int));
                return true;
            }
        }
    return false;
}

static void what_changed_is_planned_again(void **state) {
    (void)state;
    int again = 0, least = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        sample x;
        sample_init(&x, seed, 1, -1);
        if (x.sweep && x.p->nweeks > 3) {
            sweep(&x);
            if (change_last_week(&x)) {
                rota_cost before = x.s.best_cost = rota_cost_of(x.p, x.s.best);
                assert_true(before < INT64_MAX);
                long planned = sweep(&x);
                assert_true(planned >= 4); /* of one week and of two */
                least += planned < windows_of(x.p);
                assert_true(x.s.best_cost <= before);
                again++;
            }
        }
        sample_done(&x);
    }
    assert_true(again > SEEDS / 10);
    assert_true(least > again / 2);
}

/* Windows that are planned at once may take the same minutes of somebody: the later one is refused
 * then, and planned again. */
static void what_was_refused_is_planned_again(void **state) {
    (void)state;
    int better = 0, left = 0;
    for (uint64_t seed = 1; seed <= 4 * SEEDS; seed++) {
        sample x;
        sample_init(&x, seed, 3, A_DUTY);
        if (x.sweep) {
            rota_cost before = x.s.best_cost;
            sweep(&x);
            rota_cost after = x.s.best_cost;
            rota_sweep_free(x.sweep);
            x.sweep = rota_sweep_new(&x.s, MOST);
            sweep(&x);
            left += x.s.best_cost < after;
            better += after < before;
        }
        sample_done(&x);
    }
    assert_int_equal(left, 0);
    assert_true(better > SEEDS);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(it_goes_on_until_nothing_changes),
                                       cmocka_unit_test(what_changed_is_planned_again),
                                       cmocka_unit_test(what_was_refused_is_planned_again)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
