#include "support/test.h"

#include "core/err.h"

#include <stdio.h>
#include <string.h>

static void test_codes(void **state) {
    (void)state;
    static const struct {
        rota_rc rc;
        int exit_code;
        const char *text;
    } cases[] = {
        {ROTA_OK, 0, "done and fine"},
        {ROTA_BAD_NEWS, 1,
         "done, and the answer is bad news (a breach, a shift below its minimum)"},
        {ROTA_E_USAGE, 2, "the command line is wrong"},
        {ROTA_E_INPUT, 3, "the input data is wrong"},
        {ROTA_E_SYSTEM, 4, "the system failed (disk, database, memory)"},
        {ROTA_E_INTERRUPTED, 130, "interrupted; the best rota found so far is kept"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(rota_rc_exit(cases[i].rc), cases[i].exit_code);
        assert_string_equal(rota_rc_text(cases[i].rc), cases[i].text);
    }
}

static void test_fail(void **state) {
    (void)state;
    rota_err err;
    memset(&err, 'x', sizeof err);
    assert_int_equal(rota_fail(&err, ROTA_E_SYSTEM, "cannot open '%s'", "a.db"), ROTA_E_SYSTEM);
    assert_int_equal(err.rc, ROTA_E_SYSTEM);
    assert_string_equal(err.file, "");
    assert_int_equal(err.line, 0);
    assert_string_equal(err.column, "");
    assert_string_equal(err.message, "cannot open 'a.db'");

    assert_int_equal(rota_fail(NULL, ROTA_E_INPUT, "nobody listens"), ROTA_E_INPUT);
    assert_int_equal(rota_fail_at(NULL, ROTA_E_INPUT, "f", 1, "c", "nobody listens"), ROTA_E_INPUT);
}

static void test_fail_wraps_its_own_message(void **state) {
    (void)state;
    rota_err err;
    rota_fail_at(&err, ROTA_E_INPUT, "staff.csv", 3, "born", "'x' is not a date");
    rota_fail_at(&err, err.rc, err.file, err.line, err.column, "while reading: %s", err.message);
    assert_string_equal(err.file, "staff.csv");
    assert_string_equal(err.column, "born");
    assert_string_equal(err.message, "while reading: 'x' is not a date");
}

static void test_format(void **state) {
    (void)state;
    static const struct {
        const char *file;
        int line;
        const char *column, *message, *expected;
    } cases[] = {
        {"staff.csv", 14, "contract_hours", "'37,5x' is wrong",
         "staff.csv:14: contract_hours: '37,5x' is wrong"},
        {"staff.csv", 14, NULL, "no", "staff.csv:14: no"},
        {"staff.csv", 0, NULL, "no", "staff.csv: no"},
        {"staff.csv", 0, "born", "no", "staff.csv: born: no"},
        {NULL, 0, "born", "no", "born: no"},
        {NULL, 7, "born", "no", "line 7: born: no"},
        {NULL, 0, NULL, "no", "no"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_err err;
        char buf[200];
        rota_rc rc = rota_fail_at(&err, ROTA_E_INPUT, cases[i].file, cases[i].line, cases[i].column,
                                  "%s", cases[i].message);
        assert_int_equal(rc, ROTA_E_INPUT);
        assert_ptr_equal(rota_err_format(&err, buf, sizeof buf), buf);
        assert_string_equal(buf, cases[i].expected);
    }
    rota_err fresh = {0};
    char buf[4] = "abc";
    assert_string_equal(rota_err_format(&fresh, buf, sizeof buf), "");
}

/* Texts that are too long end between characters, never inside one. */
static void test_cut(void **state) {
    (void)state;
    rota_err err;
    char text[ROTA_ERR_MESSAGE + 100];
    static const char *const last[] = {"\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80"};
    for (size_t i = 0; i < sizeof last / sizeof last[0]; i++) {
        size_t width = strlen(last[i]);
        for (size_t over = 0; over <= width; over++) { /* bytes of `last` that do not fit */
            size_t before = ROTA_ERR_MESSAGE - 1 - (width - over);
            memset(text, 'a', before);
            snprintf(text + before, sizeof text - before, "%s", last[i]);
            rota_fail(&err, ROTA_E_INPUT, "%s", text);
            assert_int_equal(strlen(err.message), over == 0 ? ROTA_ERR_MESSAGE - 1 : before);
        }
    }
    memset(text, 'f', 600);
    text[600] = '\0';
    rota_fail_at(&err, ROTA_E_INPUT, text, 1, text, "no");
    assert_int_equal(strlen(err.file), ROTA_ERR_FILE - 1);
    assert_int_equal(strlen(err.column), sizeof err.column - 1);

    char small[8];
    rota_fail(&err, ROTA_E_INPUT, "caf\xc3\xa9 na\xc3\xafve");
    assert_string_equal(rota_err_format(&err, small, 5), "caf");
    assert_string_equal(rota_err_format(&err, small, 6), "caf\xc3\xa9");
    assert_string_equal(rota_err_format(&err, small, 1), "");
}

static void test_faults(void **state) {
    (void)state;
    rota_faults *faults = rota_faults_new();
    assert_int_equal(faults->count, 0);
    for (int line = 1; line < ROTA_FAULTS_KEPT; line++)
        rota_faults_add(faults, "a.csv", line, "staff", "fault %d", line);
    rota_err err;
    rota_fail(&err, ROTA_E_SYSTEM, "other");
    rota_faults_add_err(faults, &err);
    assert_int_equal(faults->count, ROTA_FAULTS_KEPT);
    char buf[100];
    assert_int_equal(faults->kept[0].rc, ROTA_E_INPUT);
    assert_string_equal(rota_err_format(&faults->kept[0], buf, sizeof buf),
                        "a.csv:1: staff: fault 1");
    assert_int_equal(faults->kept[ROTA_FAULTS_KEPT - 1].rc, ROTA_E_SYSTEM);
    assert_string_equal(faults->kept[ROTA_FAULTS_KEPT - 1].message, "other");

    rota_faults_add(faults, "a.csv", 99, NULL, "not kept");
    rota_faults_add_err(faults, &err);
    assert_int_equal(faults->count, ROTA_FAULTS_KEPT + 2);
    assert_string_equal(faults->kept[ROTA_FAULTS_KEPT - 1].message, "other");
    rota_faults_free(faults);
    rota_faults_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_codes),  cmocka_unit_test(test_fail),
        cmocka_unit_test(test_format), cmocka_unit_test(test_fail_wraps_its_own_message),
        cmocka_unit_test(test_cut),    cmocka_unit_test(test_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
