#include "support/test.h"

#include "io/export.h"
#include "support/files.h"
#include "support/home_files.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static rota_test_home home;

static int set_up(void **state) {
    (void)state;
    rota_test_home_open(&home);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    rota_test_home_close(&home);
    return 0;
}

/* Export, import into a new store, export: the same bytes. */
static void test_round_trip(void **state) {
    (void)state;
    rota_test_load_whole(&home);
    for (int i = 0; i < ROTA_TEST_KINDS; i++)
        rota_test_expect_export(&home, rota_test_whole_home[i].kind, rota_test_whole_home[i].text);
    /* and importing what is there changes nothing */
    for (int i = 0; i < ROTA_TEST_KINDS; i++) {
        rota_test_load(&home, rota_test_whole_home[i].kind, rota_test_whole_home[i].text);
        assert_int_equal(home.counts[0].added, 0);
        assert_int_equal(home.counts[0].changed, 0);
        assert_true(home.counts[0].same > 0);
        rota_test_expect_export(&home, rota_test_whole_home[i].kind, rota_test_whole_home[i].text);
    }
}

static void test_canonical_form(void **state) {
    (void)state;
    rota_test_load(&home, "groups", "group,name,weight\nb,B,0.10\na,A,1.0000004\nc,C,12\n");
    rota_test_expect_export(&home, "groups", "group,name,weight\na,A,1\nb,B,0.1\nc,C,12\n");
    rota_test_load(&home, "staff",
                   "name;staff;contract_hours;skills;opt_out;agency\r\n"
                   "\" two  spaces \";x;037.50; b | a b|c ;TRUE;0\r\n");
    rota_test_expect_export(
        &home, "staff",
        "staff,name,contract_hours,max_hours,born,skills,opt_out,night_worker,agency,from,to,"
        "max_consecutive_days,max_consecutive_nights,min_consecutive_days_off,"
        "rest_after_nights_hours,max_weekends_in_4_weeks,max_shifts_a_day,agency_last,"
        "min_consecutive_days,max_weekends_in_period,min_hours_in_period,max_hours_in_period,"
        "max_shifts_in_period,special_case,opt_out_from,opt_out_to,opt_out_notice,"
        "opt_out_notice_days,contract_after_22,other_hours,health_assessed,days_a_week\n"
        "x,\" two  spaces \",37.5,,,b a c,yes,,no,,,,,,,,,,,,,,,,,,,,,,,\n");
}

static void test_empty(void **state) {
    (void)state;
    rota_test_expect_export(&home, "bonds", "staff,group,role\n");
    rota_text out = {0};
    assert_int_equal(rota_export_wide(home.store, NULL, &out, &home.err), ROTA_OK);
    assert_string_equal(rota_text_str(&out), "staff\n");
    rota_text_done(&out);
}

static const char wide[] = "staff,2026-11-30,2026-12-01\n"
                           "ana,E:willow,E:oak N:willow!\n"
                           "ben,M:*,\n"
                           "chloe,E:willow!,\n";

static void test_wide(void **state) {
    (void)state;
    rota_test_load_whole(&home);
    rota_text out = {0};
    assert_int_equal(rota_export_wide(home.store, "", &out, &home.err), ROTA_OK);
    assert_string_equal(rota_text_str(&out), wide);
    rota_text_done(&out);
    /* read back: nothing changes */
    rota_test_load(&home, "assignments", wide);
    assert_int_equal(home.counts[0].same, 5);
    assert_int_equal(home.counts[0].added + home.counts[0].changed, 0);
}

/* A plan has a column for each of its days, also for those without a duty. */
static void test_wide_plan(void **state) {
    (void)state;
    rota_test_load_whole(&home);
    static const char june[] = "staff,2026-06-01,2026-06-02,2026-06-03\n"
                               "ana,,L:oak,\n"
                               "ben,,,\n"
                               "chloe,,,\n";
    rota_import_options to_june = {.plan = "june"};
    assert_int_equal(rota_test_import(&home, "june.csv", "assignments", june, &to_june), ROTA_OK);
    rota_text out = {0};
    assert_int_equal(rota_export_wide(home.store, "june", &out, &home.err), ROTA_OK);
    assert_string_equal(rota_text_str(&out), june);
    rota_text_done(&out);
    out = rota_test_export(&home, "assignments", "june");
    assert_string_equal(rota_text_str(&out),
                        "date,shift,group,staff,pinned\n2026-06-02,L,oak,ana,no\n");
    rota_text_done(&out);

    assert_int_equal(rota_export_wide(home.store, "jun", &out, &home.err), ROTA_E_INPUT);
    assert_string_equal(home.err.message, "there is no plan 'jun'; did you mean 'june'?");
    assert_int_equal(
        rota_export_csv(home.store, rota_kind_find("assignments"), "x", &out, &home.err),
        ROTA_E_INPUT);
    assert_string_equal(home.err.message, "there is no plan 'x'");
    assert_null(out.s);
}

/* Rows far apart get the columns of their days only, so that the file can be read back. */
static void test_wide_of_many_years(void **state) {
    (void)state;
    rota_test_load_whole(&home);
    rota_test_load(&home, "assignments", "date,shift,group,staff\n1990-01-01,E,oak,ben\n");
    rota_text out = {0};
    assert_int_equal(rota_export_wide(home.store, "", &out, &home.err), ROTA_OK);
    assert_string_equal(rota_text_str(&out), "staff,1990-01-01,2026-11-30,2026-12-01\n"
                                             "ana,,E:willow,E:oak N:willow!\n"
                                             "ben,E:oak,M:*,\n"
                                             "chloe,,E:willow!,\n");
    rota_text_done(&out);
}

static void test_json(void **state) {
    (void)state;
    rota_test_load_whole(&home);
    const rota_kind *kinds[] = {rota_kind_find("groups"), rota_kind_find("demand"),
                                rota_kind_find("staff")};
    rota_text out = {0};
    assert_int_equal(rota_export_json(home.store, kinds, 3, NULL, &out, &home.err), ROTA_OK);
    const char *json = rota_text_str(&out);
    static const char groups[] = "{\n"
                                 "  \"groups\": [\n"
                                 "    {\n"
                                 "      \"group\": \"acorn\",\n"
                                 "      \"name\": \"Acorn, the small one\",\n"
                                 "      \"weight\": \"auto\"\n"
                                 "    },\n"
                                 "    {\n"
                                 "      \"group\": \"oak\",\n"
                                 "      \"name\": \"Oak\",\n"
                                 "      \"weight\": null\n"
                                 "    },\n"
                                 "    {\n"
                                 "      \"group\": \"willow\",\n"
                                 "      \"name\": \"The \\\"Willow\\\"\",\n"
                                 "      \"weight\": 1.25\n"
                                 "    }\n"
                                 "  ],\n";
    assert_memory_equal(json, groups, sizeof groups - 1);
    static const char *const parts[] = {
        "\"asleep\": true,",
        "\"skill\": null,",
        "\"max\": 2\n",
        "\"name\": \"=Ana\",",
        "\"contract_hours\": 37.5,",
        "\"contract_hours\": 0.0,",
        "\"contract_hours\": 20.02,",
        "\"skills\": [],",
        "\"night_worker\": \"auto\",",
        "\"agency_last\": null,",
        "\"max_shifts_in_period\": [\n        \"N:4\",\n        \"E:10\"\n      ],\n",
        "\"min_hours_in_period\": 100.5,",
        "\"opt_out\": true,",
        "\"skills\": [\n        \"meds\",\n        \"lead\"\n      ],",
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (!strstr(json, parts[i]))
            fail_msg("no %s in\n%s", parts[i], json);
    }
    rota_text_done(&out);
}

static void test_header(void **state) {
    (void)state;
    rota_text out = {0};
    rota_export_header(rota_kind_find("leave"), &out);
    assert_string_equal(rota_text_str(&out), "staff,from,to,kind,hours\n");
    rota_text_done(&out);
}

static int mode_of(const char *path) {
    struct stat status;
    assert_int_equal(lstat(path, &status), 0);
    return (int)(status.st_mode & 07777);
}

static void expect_file(const char *path, const char *text) {
    rota_text bytes = rota_test_read(path);
    assert_string_equal(rota_text_str(&bytes), text);
    rota_text_done(&bytes);
}

static void test_write_file(void **state) {
    (void)state;
    umask(0);
    const char *path = rota_test_path("out.csv");
    assert_int_equal(rota_write_file(path, "one", 3, &home.err), ROTA_OK);
    expect_file(path, "one");
    assert_int_equal(mode_of(path), 0600);
    assert_int_equal(chmod(path, 0644), 0);
    assert_int_equal(rota_write_file(path, "second", 6, &home.err), ROTA_OK);
    expect_file(path, "second");
    assert_int_equal(mode_of(path), 0644);
    /* a link stays a link */
    const char *link = rota_test_path("link.csv");
    assert_int_equal(symlink(path, link), 0);
    assert_int_equal(rota_write_file(link, "3", 1, &home.err), ROTA_OK);
    expect_file(path, "3");
    struct stat status;
    assert_int_equal(lstat(link, &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    /* a device is written to, never replaced */
    assert_int_equal(rota_write_file("/dev/null", "x", 1, &home.err), ROTA_OK);
    assert_int_equal(rota_write_file("/dev/full", "x", 1, &home.err), ROTA_E_SYSTEM);
    assert_string_equal(home.err.message, "cannot write '/dev/full': No space left on device");
    assert_int_equal(rota_write_file("/nowhere/x", "x", 1, &home.err), ROTA_E_SYSTEM);
    assert_string_equal(home.err.message, "cannot write '/nowhere/x': No such file or directory");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_round_trip, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_canonical_form, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_empty, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_wide, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_wide_plan, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_wide_of_many_years, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_json, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_header, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_write_file, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
