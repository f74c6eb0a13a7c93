/* The cost of rows: of one at an activity, and of all for the lines of two people. */
#include "support/test.h"

#include "core/mem.h"
#include "solver/problem.h"

#include <limits.h>
#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void row_cost_is_piecewise(void **state) {
    (void)state;
    const rota_row row = {
        .low = 1, .target = 3, .high = 5, .under = 100, .under_target = 10, .over = 1};
    static const struct {
        int activity;
        rota_cost cost;
    } cases[] = {{-1, 220}, {0, 120}, {1, 20},        {2, 10},        {3, 0},
                 {4, 1},    {5, 2},   {6, INT64_MAX}, {99, INT64_MAX}};
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(rota_row_cost(&row, cases[i].activity), cases[i].cost);
    rota_row open = row;
    open.high = INT32_MAX;
    assert_int_equal(rota_row_cost(&open, 1003), 1000);
    rota_row shut = row;
    shut.low = shut.target = shut.high = 0;
    assert_int_equal(rota_row_cost(&shut, 0), 0);
    assert_int_equal(rota_row_cost(&shut, 1), INT64_MAX);
    assert_int_equal(rota_row_cost(&shut, -1), 100);
}

enum { NDAYS = 5, NARCS = 4 * NDAYS };

/* Two people with four arcs a day: 0 touches row 0 with 1, 1 row 1 with 2, 2 nothing, 3 row 2 with
 * -1 and row 0 with 1. */
static rota_problem *open_rows(void) {
    static const int first[] = {0, 1, 0, 2}, n[] = {1, 1, 0, 2};
    rota_problem *p = rota_problem_new();
    p->ndays = NDAYS;
    p->nworkers = 2;
    p->workers = ROTA_NEW_ARRAY(rota_worker, 2);
    for (int w = 0; w < 2; w++) {
        rota_worker *worker = &p->workers[w];
        worker->narcs = NARCS;
        worker->arcs = ROTA_NEW_ARRAY(rota_arc, NARCS);
        worker->arc_rows = ROTA_NEW_ARRAY(rota_arc_row, 4);
        worker->arc_rows[0] = (rota_arc_row){0, 1};
        worker->arc_rows[1] = (rota_arc_row){1, 2};
        worker->arc_rows[2] = (rota_arc_row){2, -1};
        worker->arc_rows[3] = (rota_arc_row){0, 1};
        for (int a = 0; a < NARCS; a++)
            worker->arcs[a] =
                (rota_arc){.day = a / 4, .first_row = first[a % 4], .nrows = n[a % 4]};
    }
    p->nrows = 3;
    p->rows = ROTA_NEW_ARRAY(rota_row, 3);
    p->rows[0] =
        (rota_row){.low = 1, .target = 2, .high = 3, .under = 50, .under_target = 5, .over = 2};
    p->rows[1] = (rota_row){.low = 2, .target = 2, .high = 2, .under = 80};
    p->rows[2] = (rota_row){.high = INT32_MAX, .under = 9};
    return p;
}

/* "0.3" -> arcs: the arc of each day, days not written are off. */
static void read_line(const char *text, int *arcs) {
    for (int d = 0; d < NDAYS; d++) {
        arcs[d] = *text && *text != '.' ? 4 * d + (*text - '0') : -1;
        text += *text != '\0';
    }
}

static void rows_cost_adds_up(void **state) {
    (void)state;
    static const struct {
        const char *first, *second;
        int activity[3];
        rota_cost cost;
    } cases[] = {
        {"", "", {0, 0, 0}, 55 + 160},      {"01", "", {1, 2, 0}, 5},
        {"0", "1", {1, 2, 0}, 5},           {"", "0", {1, 0, 0}, 5 + 160},
        {"0", "01", {2, 2, 0}, 0},          {"000", "33", {5, 0, -2}, INT64_MAX},
        {"033", "..1", {3, 2, -2}, 2 + 18}, {"...1", "....1", {0, 4, 0}, INT64_MAX},
        {"22", "22222", {0, 0, 0}, 215},
    };
    rota_problem *p = open_rows();
    for (size_t i = 0; i < COUNT(cases); i++) {
        int first[NDAYS], second[NDAYS], activity[3] = {77, 77, 77};
        int *lines[] = {first, second};
        read_line(cases[i].first, first);
        read_line(cases[i].second, second);
        assert_int_equal(rota_rows_cost(p, lines, NULL), cases[i].cost);
        assert_int_equal(rota_rows_cost(p, lines, activity), cases[i].cost);
        assert_memory_equal(activity, cases[i].activity, sizeof activity);
    }
    rota_problem_free(p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(row_cost_is_piecewise),
        cmocka_unit_test(rows_cost_adds_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
