#include "support/test.h"

#include "core/mem.h"
#include "solver/pool.h"
#include "support/problems.h"
#include "support/twist.h"

#include <stdlib.h>
#include <string.h>

/* A small home: each day E, L, N of one group; worker 0 may be told what each arc touches. */
static void line_of(const rota_problem *p, int worker, const int *days, int n, int *arcs) {
    for (int d = 0; d < p->ndays; d++)
        arcs[d] = -1;
    for (int i = 0; i < n; i++) /* the day's early */
        arcs[days[i]] = p->workers[worker].day_first[days[i]];
}

/* A day on which the worker has arcs, not before `from`. */
static int worked_day(const rota_problem *p, int worker, int from) {
    const rota_worker *w = &p->workers[worker];
    while (w->day_first[from] == w->day_first[from + 1])
        from++;
    return from;
}

static void a_line_is_kept_once(void **state) {
    (void)state;
    rota_problem *p = rota_test_home_problem(3, 1, 7, 1);
    rota_pool *pool = rota_pool_new(p);
    int arcs[7], other[7], day = worked_day(p, 0, 0);
    line_of(p, 0, &day, 1, arcs);
    assert_int_equal(rota_pool_count(pool), 0);
    assert_int_equal(rota_pool_add(pool, 0, arcs), 0);
    line_of(p, 0, NULL, 0, other);
    assert_int_equal(rota_pool_add(pool, 0, other), 1);
    assert_int_equal(rota_pool_add(pool, 1, other), 2); /* the same days off, another person */
    assert_int_equal(rota_pool_add(pool, 0, arcs), 0);
    assert_int_equal(rota_pool_add(pool, 1, other), 2);
    assert_int_equal(rota_pool_count(pool), 3);
    rota_cost cost;
    assert_true(rota_line_cost(p, 0, arcs, &cost, NULL));
    const rota_line *line = rota_pool_line(pool, 0);
    assert_int_equal(line->worker, 0);
    assert_int_equal(line->cost, cost);
    assert_int_equal(line->column, -1);
    assert_memory_equal(line->arcs, arcs, sizeof arcs);
    assert_int_equal(rota_pool_line(pool, 2)->worker, 1);
    assert_int_equal(rota_pool_line(pool, 1)->nrows, 0);
    rota_pool_free(pool);
    rota_pool_free(NULL);
    rota_problem_free(p);
}

static void an_unlawful_line_is_refused(void **state) {
    (void)state;
    rota_problem *p = rota_test_home_problem(3, 1, 7, 1);
    rota_pool *pool = rota_pool_new(p);
    int arcs[7], day = worked_day(p, 0, 0);
    line_of(p, 0, &day, 1, arcs);
    p->workers[0].max_week_minutes[0] = 449;
    assert_int_equal(rota_pool_add(pool, 0, arcs), -1);
    assert_int_equal(rota_pool_count(pool), 0);
    p->workers[0].max_week_minutes[0] = 450;
    assert_int_equal(rota_pool_add(pool, 0, arcs), 0);
    rota_pool_free(pool);
    rota_problem_free(p);
}

/* Coefficients of the same row on several days are added up, also to nothing. */
static void rows_are_added_up(void **state) {
    (void)state;
    rota_problem *p = rota_test_home_problem(3, 1, 7, 1);
    rota_worker *w = &p->workers[0];
    int days[2] = {worked_day(p, 0, 0)}, arcs[7];
    days[1] = worked_day(p, 0, days[0] + 1);
    rota_arc *first = &w->arcs[w->day_first[days[0]]], *second = &w->arcs[w->day_first[days[1]]];
    free(w->arc_rows);
    w->arc_rows = ROTA_NEW_ARRAY(rota_arc_row, 4);
    w->arc_rows[0] = (rota_arc_row){5, 1};
    w->arc_rows[1] = (rota_arc_row){2, 3};
    w->arc_rows[2] = (rota_arc_row){2, -1};
    w->arc_rows[3] = (rota_arc_row){5, -1};
    for (int a = 0; a < w->narcs; a++)
        w->arcs[a].nrows = 0;
    first->first_row = 0;
    second->first_row = 2;
    first->nrows = second->nrows = 2;
    rota_pool *pool = rota_pool_new(p);
    line_of(p, 0, days, 2, arcs);
    const rota_line *line = rota_pool_line(pool, rota_pool_add(pool, 0, arcs));
    assert_int_equal(line->nrows, 2);
    assert_int_equal(line->rows[0], 5);
    assert_true(line->coefs[0] == 0);
    assert_int_equal(line->rows[1], 2);
    assert_true(line->coefs[1] == 2);
    rota_pool_free(pool);
    rota_problem_free(p);
}

/* Thousands of lines: the table grows, and every line is still found under its number. */
static void many_lines_are_found_again(void **state) {
    (void)state;
    rota_problem *p = rota_test_home_problem(3, 2, 5, 3);
    rota_pool *pool = rota_pool_new(p);
    rota_test_lines lines[3];
    int total = 0;
    for (int w = 0; w < 3; w++) {
        rota_test_lines_init(&lines[w], p, w);
        for (int i = 0; i < lines[w].count; i++)
            assert_int_equal(rota_pool_add(pool, w, lines[w].arcs[i]), total++);
    }
    assert_true(total > 3000);
    assert_int_equal(rota_pool_count(pool), total);
    int index = 0;
    for (int w = 0; w < 3; w++) {
        for (int i = 0; i < lines[w].count; i++, index++) {
            const rota_line *line = rota_pool_line(pool, index);
            assert_int_equal(rota_pool_add(pool, w, lines[w].arcs[i]), index);
            assert_int_equal(line->worker, w);
            assert_int_equal(line->cost, lines[w].cost[i]);
            assert_memory_equal(line->arcs, lines[w].arcs[i], 5 * sizeof(int));
        }
        rota_test_lines_done(&lines[w]);
    }
    assert_int_equal(rota_pool_count(pool), total);
    rota_pool_free(pool);
    rota_problem_free(p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_kept_once),
        cmocka_unit_test(an_unlawful_line_is_refused),
        cmocka_unit_test(rows_are_added_up),
        cmocka_unit_test(many_lines_are_found_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
