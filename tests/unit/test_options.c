#include "support/test.h"

#include "cli/options.h"

#include <string.h>

static const rota_option own[] = {
    {0, "from", "DATE", "first day"},
    {0, "full", NULL, "all"},
    {'o', "output", "PATH", "where to"},
    {'v', "verbose", NULL, "tell more"},
    {0, "gap", "PCT", "per cent"},
    {0, "seed", "N", "seed"},
    {0, "by", "WHAT", "how"},
    {0, "against", "[P]", "what with"},
    {0, NULL, NULL, NULL},
};
static const rota_option globals[] = {
    {0, "home", "DIR", "folder"},
    {'q', "quiet", NULL, "hush"},
    {0, NULL, NULL, NULL},
};
static const rota_option *const tables[] = {own, globals, NULL};

enum { MOST_WORDS = 12 };
/* The words of a line, and what became of them. */
typedef struct {
    char text[256];
    char *argv[MOST_WORDS];
    int argc, next;
    rota_options options;
    rota_err err;
    rota_rc rc;
} run;

static void read_line(run *r, const char *line, bool first_only) {
    *r = (run){0};
    assert_true(strlen(line) < sizeof r->text);
    memcpy(r->text, line, strlen(line) + 1);
    for (char *rest = r->text, *word; (word = strtok_r(rest, " ", &rest));) {
        assert_true(r->argc < MOST_WORDS);
        r->argv[r->argc++] = word;
    }
    r->rc = rota_options_read(tables, r->argc, r->argv, first_only, &r->next, &r->options, &r->err);
}

/* "name=value name=value | arg arg" */
static void describe(const rota_options *options, char *out, size_t size) {
    out[0] = '\0';
    for (size_t i = 0; i < options->ngiven; i++) {
        strncat(out, options->given[i].option->name, size - strlen(out) - 1);
        strncat(out, "=", size - strlen(out) - 1);
        strncat(out, options->given[i].value, size - strlen(out) - 1);
        strncat(out, " ", size - strlen(out) - 1);
    }
    strncat(out, "|", size - strlen(out) - 1);
    for (size_t i = 0; i < options->nargs; i++) {
        strncat(out, " ", size - strlen(out) - 1);
        strncat(out, options->args[i], size - strlen(out) - 1);
    }
}

static void test_forms(void **state) {
    (void)state;
    static const struct {
        const char *line, *expected;
    } cases[] = {
        {"", "|"},
        {"a b", "| a b"},
        {"--from 2026-12-07 a", "from=2026-12-07 | a"},
        {"a --from=2026-12-07 b", "from=2026-12-07 | a b"},
        {"--from= a", "from= | a"},
        {"--full --quiet", "full= quiet= |"},
        {"-o x", "output=x |"},
        {"-ox", "output=x |"},
        {"-vq a", "verbose= quiet= | a"},
        {"-vo x", "verbose= output=x |"},
        {"-- --full -v", "| --full -v"},
        {"a -- -- b", "| a -- b"},
        {"- a", "| - a"},
        {"--seed -1", "seed=-1 |"},
        {"--output -- x", "output=-- | x"},
        {"--against", "against= |"},
        {"--against --full", "against= full= |"},
        {"--against june --full", "against=june full= |"},
        {"--against=june a", "against=june | a"},
        {"--home d --home e", "home=d home=e |"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        run r;
        char got[256];
        read_line(&r, cases[i].line, false);
        assert_int_equal(r.rc, ROTA_OK);
        describe(&r.options, got, sizeof got);
        assert_string_equal(got, cases[i].expected);
        assert_int_equal(r.next, r.argc);
        rota_options_done(&r.options);
    }
}

static void test_errors(void **state) {
    (void)state;
    static const struct {
        const char *line, *expected;
    } cases[] = {
        {"--form 2026-12-07", "no option '--form'; did you mean '--from'?"},
        {"--quite", "no option '--quite'; did you mean '--quiet'?"},
        {"--form=2026-12-07", "no option '--form'; did you mean '--from'?"},
        {"--zebra", "no option '--zebra'"},
        {"-x", "no option '-x'"},
        {"-vx", "no option '-x'"},
        {"--full=yes", "option '--full' takes no value"},
        {"a --from", "option '--from' needs a value: --from DATE"},
        {"-vo", "option '-o' needs a value: -o PATH"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        run r;
        read_line(&r, cases[i].line, false);
        assert_int_equal(r.rc, ROTA_E_USAGE);
        assert_string_equal(r.err.message, cases[i].expected);
        rota_options_done(&r.options);
    }
}

static void test_first_argument_stops(void **state) {
    (void)state;
    run r;
    char got[256];
    read_line(&r, "-q --home d plan --full", true);
    assert_int_equal(r.rc, ROTA_OK);
    describe(&r.options, got, sizeof got);
    assert_string_equal(got, "quiet= home=d | plan");
    assert_int_equal(r.next, 4);
    rota_options_done(&r.options);
}

static void test_get(void **state) {
    (void)state;
    run r;
    read_line(&r, "--home d --home e --full", false);
    assert_string_equal(rota_options_get(&r.options, "home"), "e");
    assert_string_equal(rota_options_get(&r.options, "full"), "");
    assert_null(rota_options_get(&r.options, "from"));
    assert_true(rota_options_has(&r.options, "full"));
    assert_false(rota_options_has(&r.options, "quiet"));
    rota_options_done(&r.options);
}

static void test_values(void **state) {
    (void)state;
    run r;
    rota_day day = 5;
    int seed = 7;
    double gap = 0.5;
    const char *by = "staff";
    read_line(&r, "", false);
    assert_int_equal(rota_options_day(&r.options, "from", &day, NULL), ROTA_OK);
    assert_int_equal(rota_options_int(&r.options, "seed", 0, 9, &seed, NULL), ROTA_OK);
    assert_int_equal(rota_options_number(&r.options, "gap", 0, 100, &gap, NULL), ROTA_OK);
    assert_int_equal(rota_options_choice(&r.options, "by", "staff|group", &by, NULL), ROTA_OK);
    assert_int_equal(day, 5);
    assert_int_equal(seed, 7);
    assert_true(gap == 0.5);
    assert_string_equal(by, "staff");
    rota_options_done(&r.options);

    read_line(&r, "--from 2026-12-07 --seed 9 --gap 2.5 --by group", false);
    assert_int_equal(rota_options_day(&r.options, "from", &day, NULL), ROTA_OK);
    assert_int_equal(rota_options_int(&r.options, "seed", 0, 9, &seed, NULL), ROTA_OK);
    assert_int_equal(rota_options_number(&r.options, "gap", 0, 100, &gap, NULL), ROTA_OK);
    assert_int_equal(rota_options_choice(&r.options, "by", "staff|group", &by, NULL), ROTA_OK);
    assert_int_equal(day, rota_day_of(2026, 12, 7));
    assert_int_equal(seed, 9);
    assert_true(gap == 2.5);
    assert_string_equal(by, "group");
    rota_options_done(&r.options);
}

static void test_bad_values(void **state) {
    (void)state;
    run r;
    rota_err err;
    rota_day day = 5;
    int seed = 7;
    double gap = 0.5;
    const char *by = "staff";
    read_line(&r, "--from 2026-13-01 --seed 10 --gap 1,5 --by grou", false);
    assert_int_equal(rota_options_day(&r.options, "from", &day, &err), ROTA_E_USAGE);
    assert_string_equal(err.message, "--from: '2026-13-01' is not a date (for example 2026-12-07)");
    assert_int_equal(rota_options_int(&r.options, "seed", 0, 9, &seed, &err), ROTA_E_USAGE);
    assert_string_equal(err.message, "--seed: '10' is not a whole number from 0 to 9");
    assert_int_equal(rota_options_number(&r.options, "gap", 0, 100, &gap, &err), ROTA_E_USAGE);
    assert_string_equal(err.message, "--gap: '1,5' is not a number from 0 to 100");
    assert_int_equal(rota_options_choice(&r.options, "by", "staff|group", &by, &err), ROTA_E_USAGE);
    assert_string_equal(err.message, "--by: 'grou' is none of staff|group");
    assert_int_equal(day, 5);
    assert_int_equal(seed, 7);
    assert_true(gap == 0.5);
    assert_string_equal(by, "staff");
    rota_options_done(&r.options);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),  cmocka_unit_test(test_errors),
        cmocka_unit_test(test_get),    cmocka_unit_test(test_first_argument_stops),
        cmocka_unit_test(test_values), cmocka_unit_test(test_bad_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
