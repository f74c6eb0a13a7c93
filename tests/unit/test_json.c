#include "support/test.h"

#include "io/json.h"
#include "io/utf8.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static void expect(rota_json *json, const char *text) {
    rota_text out = {0};
    rota_json_write(json, &out);
    assert_string_equal(rota_text_str(&out), text);
    rota_text_done(&out);
    rota_json_free(json);
}

static void test_numbers(void **state) {
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        {0.1, "0.1"},
        {0.1 + 0.2, "0.3"},
        {5, "5.0"},
        {-0.0, "0.0"},
        {-2.5, "-2.5"},
        {1.0 / 3, "0.333333333"},
        {2.0 / 3, "0.666666667"},
        {123456789.4, "123456789.0"},
        {1234567891234.0, "1.23456789e12"},
        {1e-7, "1e-7"},
        {DBL_MAX, "1.79769313e308"},
        {NAN, "null"},
        {INFINITY, "null"},
        {-INFINITY, "null"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_json *json = rota_json_object();
        rota_json_set_number(json, "x", cases[i].value);
        char text[64];
        snprintf(text, sizeof text, "{\n  \"x\": %s\n}\n", cases[i].text);
        expect(json, text);
    }
}

static void test_integers(void **state) {
    (void)state;
    rota_json *json = rota_json_array();
    rota_json_append_int(json, 0);
    rota_json_append_int(json, -7);
    rota_json_append_int(json, INT64_MAX);
    rota_json_append_int(json, INT64_MIN);
    expect(json, "[\n  0,\n  -7,\n  9223372036854775807,\n  -9223372036854775808\n]\n");
}

static void test_order_and_nesting(void **state) {
    (void)state;
    rota_json *inner = rota_json_object();
    rota_json_set_bool(inner, "yes", true);
    rota_json_set_bool(inner, "no", false);
    rota_json *list = rota_json_array();
    rota_json_append_text(list, "a");
    rota_json_append_text(list, NULL);
    rota_json_append(list, inner);
    rota_json *json = rota_json_object();
    rota_json_set_int(json, "zebra", 1);
    rota_json_set(json, "list", list);
    rota_json_set(json, "empty", rota_json_array());
    rota_json_set(json, "none", rota_json_object());
    rota_json_set_text(json, "apple", NULL);
    rota_json_set_text(json, "zebra", "again"); /* the last value, in the first one's place */
    expect(json, "{\n  \"zebra\": \"again\",\n  \"list\": [\n    \"a\",\n    null,\n    {\n"
                 "      \"yes\": true,\n      \"no\": false\n    }\n  ],\n  \"empty\": [],\n"
                 "  \"none\": {},\n  \"apple\": null\n}\n");
}

static void test_text(void **state) {
    (void)state;
    static const struct {
        const char *text, *json;
    } cases[] = {
        {"", "\"\""},
        {"a\"b\\c/d", "\"a\\\"b\\\\c/d\""},
        {"line\nbreak\ttab\x01", "\"line\\nbreak\\ttab\\u0001\""},
        {"B\xC3\xB8rn \xE2\x82\xAC \xF0\x9F\x98\x80",
         "\"B\xC3\xB8rn \xE2\x82\xAC \xF0\x9F\x98\x80\""},
        {"caf\xE9!", "\"caf\xEF\xBF\xBD!\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_json *json = rota_json_object();
        rota_json_set_text(json, "t", cases[i].text);
        char text[128];
        snprintf(text, sizeof text, "{\n  \"t\": %s\n}\n", cases[i].json);
        expect(json, text);
    }
    rota_json_free(NULL);
}

/* Borders of the table of well-formed sequences. */
static void test_utf8(void **state) {
    (void)state;
    static const char *const good[] = {"\x7F",         "\xC2\x80",         "\xDF\xBF",
                                       "\xE0\xA0\x80", "\xED\x9F\xBF",     "\xEE\x80\x80",
                                       "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"};
    static const char *const bad[] = {"\x80",
                                      "\xC1\xBF",
                                      "\xC2",
                                      "\xC2\xC0",
                                      "\xE0\x9F\xBF",
                                      "\xED\xA0\x80",
                                      "\xE2\x82",
                                      "\xF0\x8F\xBF\xBF",
                                      "\xF4\x90\x80\x80",
                                      "\xF5\x80\x80\x80",
                                      "\xE2\x82\x28",
                                      "\xFF"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_int_equal(rota_utf8_length(good[i], strlen(good[i])), strlen(good[i]));
        assert_true(rota_utf8_valid(good[i], strlen(good[i])));
        assert_false(strlen(good[i]) > 1 && rota_utf8_valid(good[i], strlen(good[i]) - 1));
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(rota_utf8_length(bad[i], strlen(bad[i])), 0);
        assert_false(rota_utf8_valid(bad[i], strlen(bad[i])));
    }
    assert_true(rota_utf8_valid("", 0));
    rota_text out = {0};
    rota_utf8_add_clean(&out, "a\xE2\x82z\xC3\xA9");
    assert_string_equal(out.s, "a\xEF\xBF\xBD\xEF\xBF\xBDz\xC3\xA9");
    rota_text_done(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_integers),
        cmocka_unit_test(test_order_and_nesting),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
