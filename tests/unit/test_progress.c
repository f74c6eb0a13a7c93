#include "support/test.h"

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

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
