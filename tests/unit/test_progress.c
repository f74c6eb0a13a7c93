#include "support/test.h"

#include "cli/planner_facts.h"
#include "cli/progress.h"

#include <math.h>

static void test_words(void **state) {
    (void)state;
    static const struct {
        rota_progress progress;
        const char *expected;
    } cases[] = {
        {{.phase = "LP", .seconds = 0.04, .best = INFINITY, .bound = -INFINITY},
         "LP: no rota yet, 0.0 s"},
        {{.phase = "LP", .seconds = 1.5, .best = INFINITY, .bound = -210.25},
         "LP: no rota yet, at least -210.2, 1.5 s"},
        {{.phase = "improve", .seconds = 12, .best = -200, .bound = -210},
         "improve: -200.0 points, at least -210.0, gap 5.00 %, 12.0 s"},
        {{.phase = "improve", .seconds = 12, .best = 0.5, .bound = 0.25},
         "improve: 0.5 points, at least 0.2, gap 25.00 %, 12.0 s"},
        {{.seconds = 2, .best = 3, .bound = 3},
         "planning: 3.0 points, at least 3.0, gap 0.00 %, 2.0 s"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rota_text words = {0};
        rota_progress_words(&cases[i].progress, &words);
        assert_string_equal(rota_text_str(&words), cases[i].expected);
        rota_text_done(&words);
    }
}

static void test_trace(void **state) {
    (void)state;
    static const struct {
        rota_progress progress;
        const char *expected;
    } cases[] = {
        {{.phase = "first rota", .best = INFINITY, .bound = -INFINITY},
         "    0.00  first rota                  -            -        -         0        0       "
         "0"},
        {{.phase = "bound", .seconds = 1.25, .best = -200, .bound = -INFINITY, .iterations = 12},
         "    1.25  bound                 -200.00            -        -        12        0       "
         "0"},
        {{.phase = "branching",
          .seconds = 61.5,
          .best = -200,
          .bound = -210,
          .iterations = 123456,
          .columns = 4321,
          .nodes = 17},
         "   61.50  branching             -200.00      -210.00    5.000    123456     4321      "
         "17"},
    };
    rota_text words = {0};
    rota_progress_heading(&words);
    assert_string_equal(
        rota_text_str(&words),
        " seconds  phase                    best        bound    gap %   LP iter    lines   nodes");
    rota_text_done(&words);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rota_text row = {0};
        rota_progress_row(&cases[i].progress, &row);
        assert_string_equal(rota_text_str(&row), cases[i].expected);
        rota_text_done(&row);
    }
}

static void test_news(void **state) {
    (void)state;
    const rota_progress last = {.phase = "dive", .seconds = 1, .best = -200, .bound = -210};
    static const struct {
        rota_progress now;
        bool news;
    } cases[] = {
        {{.phase = "dive", .seconds = 2, .best = -200, .bound = -210, .iterations = 9}, false},
        {{.phase = "dive", .seconds = 2, .best = -200, .bound = -209.9}, false},
        {{.phase = "dive", .seconds = 2, .best = -200, .bound = -209.7}, true},
        {{.phase = "dive", .seconds = 2, .best = -200.01, .bound = -210}, true},
        {{.phase = "proof", .seconds = 2, .best = -200, .bound = -210}, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(rota_trace_is_news(&last, &cases[i].now), cases[i].news);
    const rota_progress none = {0};
    assert_true(rota_trace_is_news(&none, &last));
    const rota_progress first = {.phase = "dive", .best = -200, .bound = -INFINITY};
    assert_true(rota_trace_is_news(&first, &last));
    assert_false(rota_trace_is_news(&first, &first));
}

static void test_summary(void **state) {
    (void)state;
    rota_planned planned = {.status = ROTA_STATUS_FEASIBLE,
                            .seconds = 3.5,
                            .work = {.first_seconds = 0.01,
                                     .nphases = 1,
                                     .phases = {{.name = "first rota",
                                                 .times = 1,
                                                 .seconds = 0.02,
                                                 .best = -3,
                                                 .bound = -INFINITY,
                                                 .columns = 2}},
                                     .priced = 5,
                                     .columns = 2}};
    rota_text words = {0};
    rota_planner_summary(&planned, &words);
    assert_string_equal(
        rota_text_str(&words),
        "planner: feasible, 3.50 s; first rota after 0.01 s\n"
        "  first rota           0.02 s         0 LP iterations        0 priced       2 "
        "lines   best -3.00\n"
        "  0 LP iterations, 0 nodes\n"
        "  people priced 5 times, 2 lines found, 0 in the LP at the end\n");
    rota_text_done(&words);
    planned.status = ROTA_STATUS_OPTIMAL;
    planned.proven = true;
    planned.work = (rota_plan_work){
        .first_seconds = 0.01,
        .root_seconds = 0.5,
        .nphases = 2,
        .phases =
            {{.name = "bound",
              .times = 1,
              .seconds = 0.5,
              .best = -3,
              .bound = -4,
              .iterations = 60,
              .priced = 5},
             {.name = "dive", .times = 2, .seconds = 3, .best = -4, .bound = -4, .iterations = 10}},
        .warm = true,
        .lp_iterations = 70,
        .kept = 9,
        .nodes = 3,
        .windows = 4,
        .windows_better = 1};
    rota_planner_summary(&planned, &words);
    assert_string_equal(
        rota_text_str(&words),
        "planner: optimal (proven), 3.50 s; first rota after 0.01 s, bound of the root after "
        "0.50 s; began with an earlier plan\n"
        "  bound                0.50 s        60 LP iterations        5 priced       0 lines   "
        "best -3.00, bound -4.00\n"
        "  dive                 3.00 s        10 LP iterations        0 priced       0 lines   "
        "best -4.00, bound -4.00 (2 times)\n"
        "  70 LP iterations, 3 nodes\n"
        "  people priced 0 times, 0 lines found, 9 in the LP at the end\n"
        "  4 windows tried, 1 better\n");
    rota_text_done(&words);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_words), cmocka_unit_test(test_trace),
                                       cmocka_unit_test(test_news), cmocka_unit_test(test_summary)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
