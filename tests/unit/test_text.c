#include "support/test.h"

#include "core/text.h"

#include <limits.h>
#include <string.h>

static void test_growing(void **state) {
    (void)state;
    rota_text t = {0};
    assert_string_equal(rota_text_str(&t), "");
    rota_text_add(&t, "ab");
    rota_text_add(&t, "");
    rota_text_add_bytes(&t, "cdef", 2);
    rota_text_add_bytes(&t, NULL, 0);
    rota_text_addf(&t, "-%d-%s", 7, "x");
    assert_string_equal(rota_text_str(&t), "abcd-7-x");
    assert_int_equal(t.length, 8);
    for (int i = 0; i < 1000; i++)
        rota_text_addf(&t, "%03d", i);
    assert_int_equal(t.length, 3008);
    assert_string_equal(rota_text_str(&t) + 3002, "998999");
    rota_text_done(&t);
    assert_string_equal(rota_text_str(&t), "");
    assert_int_equal(t.length, 0);
    rota_text_done(&t);

    rota_text_add(&t, "");
    assert_non_null(t.s);
    assert_string_equal(t.s, "");
    rota_text_done(&t);
}

static void test_padded(void **state) {
    (void)state;
    static const struct {
        const char *s;
        int columns, width;
        const char *expected;
    } cases[] = {
        {"abc", 3, 5, "abc  "},
        {"abc", 3, 3, "abc"},
        {"abc", 3, 2, "abc"},
        {"", 0, 2, "  "},
        {"", 0, 0, ""},
        {"Zo\xc3\xab", 3, 5, "Zo\xc3\xab  "},
        {"\xe2\x82\xac\xf0\x9f\x98\x80", 2, 3, "\xe2\x82\xac\xf0\x9f\x98\x80 "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_text t = {0};
        assert_int_equal(rota_text_columns(cases[i].s), cases[i].columns);
        rota_text_add_padded(&t, cases[i].s, cases[i].width);
        assert_string_equal(rota_text_str(&t), cases[i].expected);
        rota_text_done(&t);
    }
}

static void test_parse_int(void **state) {
    (void)state;
    static const struct {
        const char *s;
        bool ok;
        long value;
    } cases[] = {
        {"0", true, 0},    {"7", true, 7},     {"-7", true, -7},
        {"007", true, 7},  {"100", true, 100}, {"-100", true, -100},
        {"101", false, 0}, {"-101", false, 0}, {"", false, 0},
        {"-", false, 0},   {"+7", false, 0},   {" 7", false, 0},
        {"7 ", false, 0},  {"7.0", false, 0},  {"0x7", false, 0},
        {"--7", false, 0}, {"1e2", false, 0},  {"seven", false, 0},
        {"-0", true, 0},   {"\t1", false, 0},  {"99999999999999999999", false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        long value = 4711;
        if (rota_parse_int(cases[i].s, -100, 100, &value) != cases[i].ok)
            fail_msg("'%s'", cases[i].s);
        assert_int_equal(value, cases[i].ok ? cases[i].value : 4711);
    }
    long value;
    assert_true(rota_parse_int("9223372036854775807", LONG_MIN, LONG_MAX, &value));
    assert_false(rota_parse_int("9223372036854775808", LONG_MIN, LONG_MAX, &value));
}

static void test_parse_number(void **state) {
    (void)state;
    static const struct {
        const char *s;
        bool ok;
        double value;
    } cases[] = {
        {"0", true, 0},
        {"37.5", true, 37.5},
        {"-37.5", true, -37.5},
        {"0.1", true, 0.1},
        {"100", true, 100},
        {"100.01", false, 0},
        {"-100.01", false, 0},
        {"00.50", true, 0.5},
        {"", false, 0},
        {"-", false, 0},
        {".", false, 0},
        {".5", false, 0},
        {"5.", false, 0},
        {"+5", false, 0},
        {" 5", false, 0},
        {"5 ", false, 0},
        {"1e1", false, 0},
        {"37,5", false, 0},
        {"1.2.3", false, 0},
        {"0x1", false, 0},
        {"nan", false, 0},
        {"inf", false, 0},
        {"-0", true, 0},
        {"1.5h", false, 0},
        {"0.1000000000000000055511151231257827", true, 0.1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double value = 4711;
        if (rota_parse_number(cases[i].s, -100, 100, &value) != cases[i].ok)
            fail_msg("'%s'", cases[i].s);
        double expected = cases[i].ok ? cases[i].value : 4711;
        assert_memory_equal(&value, &expected, sizeof value); /* exact, and never -0 */
    }
}

static void test_parse_hours(void **state) {
    (void)state;
    static const struct {
        const char *s;
        int minutes; /* -1: refused */
    } cases[] = {
        {"0", 0},        {"37.5", 2250},     {"0.02", 1},  {"0.01", 1},   {"0.008", 0},
        {"7.33", 440},   {"7.3333333", 440}, {"0.025", 2}, {"8.00", 480}, {"9999", 599940},
        {"9999.01", -1}, {"-1", -1},         {"", -1},     {"8h", -1},    {"37,5", -1},
        {"8:30", -1},    {"1e3", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int minutes = -1;
        if (rota_parse_hours(cases[i].s, &minutes) != (cases[i].minutes >= 0))
            fail_msg("'%s'", cases[i].s);
        assert_int_equal(minutes, cases[i].minutes);
    }
}

static void test_parse_time(void **state) {
    (void)state;
    static const struct {
        const char *s;
        int minute, minute_with_24; /* -1: refused */
    } cases[] = {
        {"00:00", 0, 0},      {"07:30", 450, 450}, {"23:59", 1439, 1439}, {"24:00", -1, 1440},
        {"24:01", -1, -1},    {"7:30", -1, -1},    {"07:60", -1, -1},     {"25:00", -1, -1},
        {"0730", -1, -1},     {"07:3", -1, -1},    {"07.30", -1, -1},     {"07:30 ", -1, -1},
        {" 7:30", -1, -1},    {"", -1, -1},        {"-7:30", -1, -1},     {"07:+3", -1, -1},
        {"07:30:00", -1, -1}, {"a7:30", -1, -1},   {"0a:30", -1, -1},     {"07:3a", -1, -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int minute = -1, minute_with_24 = -1;
        assert_int_equal(rota_parse_time(cases[i].s, false, &minute), cases[i].minute >= 0);
        assert_int_equal(minute, cases[i].minute);
        assert_int_equal(rota_parse_time(cases[i].s, true, &minute_with_24),
                         cases[i].minute_with_24 >= 0);
        assert_int_equal(minute_with_24, cases[i].minute_with_24);
    }
}

static void test_parse_yes_no(void **state) {
    (void)state;
    static const char *const yes[] = {"yes", "YES", "Yes", "true", "True", "1"};
    static const char *const no[] = {"no", "NO", "false", "FALSE", "0"};
    static const char *const neither[] = {"", "y", "n", "yes ", "2", "10", "auto", "nope"};
    bool value;
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++) {
        value = false;
        assert_true(rota_parse_yes_no(yes[i], &value));
        assert_true(value);
    }
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++) {
        value = true;
        assert_true(rota_parse_yes_no(no[i], &value));
        assert_false(value);
    }
    for (size_t i = 0; i < sizeof neither / sizeof neither[0]; i++)
        assert_false(rota_parse_yes_no(neither[i], &value));
}

static void test_format_hours(void **state) {
    (void)state;
    static const struct {
        int minutes;
        const char *expected;
    } cases[] = {
        {0, "0"},         {2250, "37.5"},
        {480, "8"},       {600, "10"},
        {6000, "100"},    {1, "0.02"},
        {6, "0.1"},       {15, "0.25"},
        {20, "0.33"},     {40, "0.67"},
        {59, "0.98"},     {-90, "-1.5"},
        {599940, "9999"}, {INT_MIN, "-35791394.13"},
    };
    char buf[ROTA_HOURS_SIZE];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_ptr_equal(rota_format_hours(cases[i].minutes, buf), buf);
        assert_string_equal(buf, cases[i].expected);
    }
}

/* For every number of minutes: it parses back, and no text with fewer digits does. */
static void test_format_hours_all(void **state) {
    (void)state;
    for (int minutes = 0; minutes <= 599940; minutes++) {
        char buf[ROTA_HOURS_SIZE];
        int back = -1;
        rota_format_hours(minutes, buf);
        assert_true(rota_parse_hours(buf, &back));
        if (back != minutes)
            fail_msg("%d minutes: %s is %d", minutes, buf, back);
        const char *point = strchr(buf, '.');
        size_t decimals = point ? strlen(point + 1) : 0;
        assert_int_equal(decimals, minutes % 60 == 0 ? 0 : minutes % 6 == 0 ? 1 : 2);
    }
}

static void test_format_h_min(void **state) {
    (void)state;
    static const struct {
        int64_t minutes;
        const char *expected;
    } cases[] = {
        {555, "9 h 15"},   {480, "8 h"},       {-30, "-0 h 30"},
        {0, "0 h"},        {5, "0 h 05"},      {-480, "-8 h"},
        {60000, "1000 h"}, {-605, "-10 h 05"}, {INT64_MIN, "-153722867280912930 h 08"},
    };
    char buf[ROTA_HOURS_SIZE];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(rota_format_h_min(cases[i].minutes, buf), cases[i].expected);
}

static void test_format_time(void **state) {
    (void)state;
    char buf[ROTA_HOURS_SIZE];
    for (int minute = 0; minute <= 24 * 60; minute++) {
        int back = -1;
        assert_true(rota_parse_time(rota_format_time(minute, buf), true, &back));
        assert_int_equal(back, minute);
    }
    assert_string_equal(rota_format_time(450, buf), "07:30");
    assert_string_equal(rota_format_time(1440, buf), "24:00");
}

static void test_distance(void **state) {
    (void)state;
    static const struct {
        const char *a, *b;
        int distance;
    } cases[] = {
        {"", "", 0},
        {"", "abc", 3},
        {"willow", "willow", 0},
        {"WILLOW", "willow", 0},
        {"wilow", "willow", 1},
        {"willwo", "willow", 1},
        {"oak", "elm", 3},
        {"kitten", "sitting", 3},
        {"ca", "abc", 3}, /* never edited twice */
        {"ab", "ba", 1},
        {"nrse", "nurse", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(rota_text_distance(cases[i].a, cases[i].b), cases[i].distance);
        assert_int_equal(rota_text_distance(cases[i].b, cases[i].a), cases[i].distance);
    }
}

static void test_nearest(void **state) {
    (void)state;
    static const char *const names[] = {"willow", "oak", "import", "important", "E1", "E2", "ash"};
    static const struct {
        const char *word, *expected;
    } cases[] = {
        {"wilow", "willow"},
        {"WILLOW", "willow"},
        {"wlliow", "willow"},
        {"wil", "willow"},
        {"wi", NULL},
        {"imp", "import"},
        {"IMPO", "import"},
        {"importa", "important"},
        {"imporatnt", "important"},
        {"oka", "oak"},
        {"ock", "oak"},
        {"elm", NULL},
        {"e2", "E2"},
        {"E3", "E1"},
        {"X", NULL},
        {"", NULL},
        {"sycamore", NULL},
        {"willow", "willow"},
        {"import", "import"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *found = rota_text_nearest(cases[i].word, names, sizeof names / sizeof names[0]);
        if (cases[i].expected) {
            assert_non_null(found);
            assert_string_equal(found, cases[i].expected);
        } else if (found) {
            fail_msg("'%s' was taken for '%s'", cases[i].word, found);
        }
    }
    assert_null(rota_text_nearest("oak", NULL, 0));
}

static void test_is_id(void **state) {
    (void)state;
    static const char *const good[] = {"a", "S-01", "anna_k", "9",
                                       "abcdefghijklmnopqrstuvwxyz012345"};
    static const char *const bad[] = {"",    "a b", "a.b", "caf\xc3\xa9",
                                      "a\n", "*",   "a/b", "abcdefghijklmnopqrstuvwxyz0123456"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_true(rota_is_id(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(rota_is_id(bad[i]));
}

static void test_parse_count(void **state) {
    (void)state;
    static const struct {
        const char *list, *expected; /* what is taken, then "." at the end or "!" */
    } cases[] = {
        {"", "."},
        {" | ", "."},
        {"night:4", "night=4 ."},
        {" night:4|late-2:10 \tE:0 ", "night=4 late-2=10 E=0 ."},
        {"night:999", "night=999 ."},
        {"night:1000", "!"},
        {"night", "!"},
        {"night:", "!"},
        {"night:-1", "!"},
        {"night:4x", "!"},
        {"night:4:5", "!"},
        {":4", "!"},
        {"E:1 night: 4", "E=1 !"},
        {"E:1 n;ght:4", "E=1 !"},
        {"E:1,L:2", "!"},
        {"abcdefghijklmnopqrstuvwxyz012345:1", "abcdefghijklmnopqrstuvwxyz012345=1 ."},
        {"abcdefghijklmnopqrstuvwxyz0123456:1", "!"},
        {"E:00000000000000000000001", "!"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *rest = cases[i].list;
        char word[ROTA_ID_SIZE];
        int number, next;
        rota_text got = {0};
        while ((next = rota_parse_count(&rest, word, 999, &number)) == 1)
            rota_text_addf(&got, "%s=%d ", word, number);
        rota_text_add(&got, next == 0 ? "." : "!");
        assert_string_equal(rota_text_str(&got), cases[i].expected);
        rota_text_done(&got);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_growing),          cmocka_unit_test(test_padded),
        cmocka_unit_test(test_parse_int),        cmocka_unit_test(test_parse_number),
        cmocka_unit_test(test_parse_hours),      cmocka_unit_test(test_parse_time),
        cmocka_unit_test(test_parse_yes_no),     cmocka_unit_test(test_format_hours),
        cmocka_unit_test(test_format_hours_all), cmocka_unit_test(test_format_h_min),
        cmocka_unit_test(test_format_time),      cmocka_unit_test(test_distance),
        cmocka_unit_test(test_nearest),          cmocka_unit_test(test_is_id),
        cmocka_unit_test(test_parse_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
