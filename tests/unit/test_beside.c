#include "support/test.h"

#include "core/mem.h"
#include "solver/phases.h"
#include "solver/search.h"
#include "support/problems.h"

#include <math.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

/* What the search beside finds after so much work, one unit after the other. */
enum { FOUND_AT = 5, GOES_ON_TO = 100 };
static int **good;

static void find_after_a_while(rota_search *s) {
    while (s->window_work < GOES_ON_TO && !rota_search__over(s)) {
        s->window_work += 1;
        if (s->window_work == FOUND_AT)
            rota_search__offer(s, good);
    }
}

typedef struct {
    rota_problem *p;
    rota_solve_settings settings;
    rota_solution *solution; /* the best one */
    rota_search s;           /* has its first rota only */
} fixture;

static void begin(fixture *f, int threads) {
    f->p = rota_test_home_problem(8, 2, 7, 1);
    rota_solve_settings_init(&f->settings);
    f->settings.threads = threads;
    assert_int_equal(rota_solve(f->p, &f->settings, &f->solution, NULL), ROTA_OK);
    good = f->solution->lines;
    assert_int_equal(rota_search__begin(&f->s, f->p, &f->settings, NULL), ROTA_OK);
    assert_int_equal(rota_phases_first(&f->s, NULL), ROTA_OK);
    assert_true(f->s.best_cost > f->solution->cost);
}

static void finish(fixture *f) {
    rota_search__end(&f->s);
    rota_solution_free(f->solution, f->p);
    rota_problem_free(f->p);
}

/* Whichever is the faster one: what counts is the work that both have done. */
static void they_meet_at_the_same_work(void **state) {
    (void)state;
    static const struct {
        double work;
        bool has_it;
    } cases[] = {{3, false}, {5.5, false}, {6.5, true}, {50, true}};
    for (int repeat = 0; repeat < 20; repeat++) {
        fixture f;
        begin(&f, 2);
        rota_cost first = f.s.best_cost;
        double from = f.s.window_work;
        rota_beside *b = rota_beside_begin(&f.s, find_after_a_while);
        assert_non_null(b);
        assert_int_equal(f.s.nthreads, 1);
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            f.s.window_work = from + cases[i].work;
            rota_beside_meet(b);
            assert_true(f.s.best_cost == (cases[i].has_it ? f.solution->cost : first));
        }
        rota_beside_end(b);
        assert_int_equal(f.s.nthreads, 2);
        finish(&f);
    }
}

static void at_the_end_there_is_no_lag(void **state) {
    (void)state;
    for (int work = FOUND_AT - 1; work <= FOUND_AT; work++) {
        fixture f;
        begin(&f, 2);
        rota_cost first = f.s.best_cost;
        double from = f.s.window_work;
        rota_beside *b = rota_beside_begin(&f.s, find_after_a_while);
        f.s.window_work = from + work;
        rota_beside_end(b);
        assert_true(f.s.best_cost == (work < FOUND_AT ? first : f.solution->cost));
        finish(&f);
    }
}

/* Who stops waits for nothing, though the search beside is far behind. */
static void find_nothing(rota_search *s) {
    while (!rota_search__over(s))
        sched_yield();
}

static void who_stops_does_not_wait(void **state) {
    (void)state;
    volatile int stop = 0;
    fixture f;
    begin(&f, 2);
    f.settings.stop = &stop;
    rota_beside *b = rota_beside_begin(&f.s, find_nothing);
    f.s.window_work += 1000;
    stop = 1;
    rota_beside_meet(b);
    rota_beside_end(b);
    assert_int_equal(f.s.nthreads, 2);
    finish(&f);
}

/* What is on its way is told before it is taken over. */
static void what_comes_is_told(void **state) {
    (void)state;
    fixture f;
    begin(&f, 2);
    double from = f.s.window_work;
    rota_beside *b = rota_beside_begin(&f.s, find_after_a_while);
    f.s.window_work = from + GOES_ON_TO + 2;
    rota_beside_meet(b); /* waits until all is found */
    f.s.window_work = from + FOUND_AT - 1;
    assert_true(rota_beside_look(b) == (double)INFINITY);
    f.s.window_work = from + FOUND_AT;
    assert_true(rota_beside_look(b) == (double)f.solution->cost);
    assert_true(rota_beside_look(NULL) == (double)INFINITY);
    rota_beside_end(b);
    finish(&f);
}

/* What it may do is no matter of the clock; how long is. */
static double budget, left;
static void note_budget(rota_search *s) {
    budget = rota_search__budget(s);
    left = rota_search__left(s);
}

static void the_budget_is_the_same(void **state) {
    (void)state;
    fixture f;
    begin(&f, 2);
    f.s.deadline -= 20; /* time has gone by */
    rota_beside *b = rota_beside_begin(&f.s, note_budget);
    f.s.window_work += 1000;
    rota_beside_meet(b); /* waits until it is over */
    rota_beside_end(b);
    assert_true(budget == rota_search__budget(&f.s));
    assert_true(left > 0 && left <= f.settings.time_limit - 20);
    finish(&f);
}

static void one_thread_has_nobody_beside_it(void **state) {
    (void)state;
    fixture f;
    begin(&f, 1);
    assert_null(rota_beside_begin(&f.s, find_after_a_while));
    rota_beside_meet(NULL);
    rota_beside_end(NULL);
    finish(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_meet_at_the_same_work),
        cmocka_unit_test(at_the_end_there_is_no_lag),
        cmocka_unit_test(the_budget_is_the_same),
        cmocka_unit_test(who_stops_does_not_wait),
        cmocka_unit_test(what_comes_is_told),
        cmocka_unit_test(one_thread_has_nobody_beside_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
