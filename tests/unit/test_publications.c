#include "support/test.h"

#include "io/import.h"
#include "io/publications.h"
#include "io/purge.h"
#include "support/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The sample home first-steps: groups sparrows and weavers, shifts E 07:00-15:00 and L. */
static rota_folder *folder;
static rota_faults *faults;
static rota_err err;

static int set_up(void **state) {
    (void)state;
    setenv("ROTA_TODAY", "2026-06-01", 1);
    rota_test_folder();
    faults = rota_faults_new();
    assert_int_equal(rota_folder_init(rota_test_path("home"), "first-steps", faults, &err),
                     ROTA_OK);
    assert_int_equal(rota_folder_open(rota_test_path("home"), &folder, faults, &err), ROTA_OK);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    rota_folder_close(folder);
    rota_faults_free(faults);
    rota_test_folder_remove();
    unsetenv("ROTA_TODAY");
    return 0;
}

static rota_day day(const char *text) {
    rota_day d = 0;
    assert_true(rota_day_parse(text, &d));
    return d;
}

static void import(const char *today, const char *kind, const char *plan, bool replace,
                   const char *text) {
    setenv("ROTA_TODAY", today, 1);
    rota_import_file file = {rota_test_write("file.csv", text), kind};
    rota_import_options options = {
        .plan = plan, .replace = replace, .zone = folder->zone, .who = "test"};
    rota_import_count count;
    rota_rc rc = rota_import(folder->store, &file, 1, &options, &count, faults, &err);
    rota_test_expect_faults(faults, "");
    if (rc)
        fail_msg("%s", err.message);
}

/* "1 import - 2026-06-08..2026-06-09 2; ..." */
static void expect_list(const char *expected) {
    rota_publication *all = NULL;
    size_t n = 0;
    rota_text list = {0};
    assert_int_equal(rota_publication_list(folder, &all, &n, &err), ROTA_OK);
    for (size_t i = 0; i < n; i++) {
        char from[ROTA_DATE_SIZE], to[ROTA_DATE_SIZE];
        rota_text_addf(&list, "%s%d %.10s %s %s %s..%s %d", i ? "; " : "", all[i].number, all[i].at,
                       all[i].how, *all[i].plan ? all[i].plan : "-",
                       rota_day_format(all[i].from, from), rota_day_format(all[i].to, to),
                       all[i].duties);
    }
    assert_string_equal(rota_text_str(&list), expected);
    rota_text_done(&list);
}

/* "2026-06-08 E grace @1; ..." with the publication of each. */
static void expect_published(int number, const char *from, const char *to, const char *expected) {
    rota_home *home = NULL;
    rota_published_list list;
    rota_text text = {0};
    assert_int_equal(rota_store_begin_read(folder->store, &err), ROTA_OK);
    assert_int_equal(rota_load_home(folder, &home, &err), ROTA_OK);
    assert_int_equal(rota_published_read(folder, home, number, day(from), day(to), &list, &err),
                     ROTA_OK);
    rota_store_rollback(folder->store);
    for (size_t i = 0; i < list.count; i++) {
        char date[ROTA_DATE_SIZE];
        rota_text_addf(&text, "%s%s %s %s @%d", i ? "; " : "",
                       rota_day_format(list.items[i].duty.date, date), list.items[i].shift,
                       list.items[i].staff, list.items[i].publication);
    }
    assert_string_equal(rota_text_str(&text), expected);
    rota_text_done(&text);
    rota_published_done(&list);
    rota_home_free(home);
}

#define HEADER "date,shift,group,staff\n"

static void each_change_of_the_record_is_kept(void **state) {
    (void)state;
    expect_list("");
    import("2026-06-01", "assignments", NULL, false,
           HEADER "2026-06-08,E,sparrows,grace\n2026-06-09,E,sparrows,grace\n");
    expect_list("1 2026-06-01 import - 2026-06-08..2026-06-09 2");
    /* The same again is no change; a draft is none either. */
    import("2026-06-02", "assignments", NULL, false, HEADER "2026-06-08,E,sparrows,grace\n");
    import("2026-06-02", "assignments", "draft", false, HEADER "2026-06-08,L,sparrows,ruth\n");
    expect_list("1 2026-06-01 import - 2026-06-08..2026-06-09 2");
    /* On the day itself: what was announced for it stays. The day after was never announced. */
    import("2026-06-09", "assignments", NULL, true,
           HEADER "2026-06-08,E,sparrows,grace\n2026-06-09,E,sparrows,ruth\n");
    import("2026-06-12", "assignments", NULL, false, HEADER "2026-06-10,E,sparrows,moses\n");
    expect_list("1 2026-06-01 import - 2026-06-08..2026-06-09 2; "
                "2 2026-06-09 import - 2026-06-09..2026-06-09 1; "
                "3 2026-06-12 import - 2026-06-10..2026-06-10 1");
    expect_published(0, "2026-06-01", "2026-06-30",
                     "2026-06-08 E grace @1; 2026-06-09 E grace @1; 2026-06-10 E moses @3");
    expect_published(2, "2026-06-01", "2026-06-30", "2026-06-09 E ruth @2");
    /* Before the day: the last one counts. */
    import("2026-06-13", "assignments", NULL, false, HEADER "2026-06-15,E,sparrows,grace\n");
    import("2026-06-14", "assignments", NULL, true, HEADER "2026-06-15,E,sparrows,ruth\n");
    expect_published(0, "2026-06-15", "2026-06-15", "2026-06-15 E ruth @5");
    expect_published(0, "2026-06-08", "2026-06-08", "2026-06-08 E grace @1");
}

static void what_was_published_cannot_be_changed(void **state) {
    (void)state;
    import("2026-06-01", "assignments", NULL, false,
           HEADER "2026-06-08,E,sparrows,grace\n2026-06-08,L,sparrows,ruth\n");
    static const char *const statements[] = {"UPDATE published SET staff = 'moses'",
                                             "UPDATE publications SET at = '2020-01-01T00:00'",
                                             "DELETE FROM published", "DELETE FROM publications"};
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        assert_int_equal(rota_store_exec(folder->store, statements[i], &err), ROTA_E_INPUT);
        assert_non_null(strstr(err.message, "what was published is kept"));
    }
    /* Neither by what happens to shifts and people. */
    import("2026-06-02", "shifts", NULL, false,
           "shift,name,start,end,kind\nE,Early,09:00,11:00,meeting\n");
    import("2026-06-02", "assignments", NULL, true, HEADER "2026-06-08,E,sparrows,grace\n");
    import("2026-06-02", "requests", NULL, true, "staff,date,shift,wish\n");
    import("2026-06-02", "unavailable", NULL, true, "staff,day\n");
    import("2026-06-02", "bonds", NULL, true, "staff,group,role\n");
    import("2026-06-02", "children", NULL, true, "child,name,group\n");
    import("2026-06-02", "staff", NULL, true,
           "staff,name,contract_hours\ngrace,Other,10\nmoses,Moses,37.5\n");
    rota_home *home = NULL;
    rota_published_list list;
    assert_int_equal(rota_load_home(folder, &home, &err), ROTA_OK);
    assert_int_equal(
        rota_published_read(folder, home, 1, day("2026-06-08"), day("2026-06-08"), &list, &err),
        ROTA_OK);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0].name, "Grace");
    assert_int_equal(list.items[0].duty.end - list.items[0].duty.start, 8 * 60);
    assert_int_equal(list.items[0].duty.work_minutes, 450);
    assert_int_equal(list.items[0].duty.kind, ROTA_SHIFT_DAY);
    assert_int_equal(list.items[0].duty.staff, 0);
    assert_string_equal(list.items[1].name, "Ruth");
    assert_int_equal(list.items[1].duty.staff, -1);
    rota_published_done(&list);
    rota_home_free(home);
}

static void a_plan_becomes_the_record(void **state) {
    (void)state;
    import("2026-06-01", "assignments", NULL, false,
           HEADER "2026-06-07,E,sparrows,grace\n2026-06-08,E,sparrows,grace\n"
                  "2026-06-09,E,sparrows,grace\n");
    import("2026-06-02", "assignments", "june", false,
           HEADER "2026-06-08,E,sparrows,grace\n2026-06-09,E,sparrows,ruth\n"
                  "2026-06-10,L,weavers,joseph\n");
    rota_publish_count count = {0};
    setenv("ROTA_TODAY", "2026-06-03", 1);
    assert_int_equal(
        rota_publish(folder, "june", day("2026-06-08"), day("2026-06-10"), &count, &err), ROTA_OK);
    assert_int_equal(count.number, 2);
    assert_int_equal(count.same, 1);
    assert_int_equal(count.added, 2);
    assert_int_equal(count.removed, 1);
    expect_list("1 2026-06-01 import - 2026-06-07..2026-06-09 3; "
                "2 2026-06-03 publish june 2026-06-08..2026-06-10 3");
    rota_home *home = NULL;
    assert_int_equal(rota_load_home(folder, &home, &err), ROTA_OK);
    assert_int_equal(home->nrecord, 4); /* the 7th is not of the plan */
    assert_string_equal(home->staff[home->record[2].staff].id, "ruth");
    rota_home_free(home);
    /* A second time there is nothing to do. */
    assert_int_equal(
        rota_publish(folder, "june", day("2026-06-08"), day("2026-06-10"), &count, &err), ROTA_OK);
    assert_int_equal(count.number, 0);
    assert_int_equal(count.same, 3);
    assert_int_equal(
        rota_publish(folder, "jun", day("2026-06-08"), day("2026-06-10"), &count, &err),
        ROTA_E_INPUT);
    assert_string_equal(err.message, "there is no plan 'jun'; did you mean 'june'?");
    rota_publication p;
    assert_int_equal(rota_publication_find(folder, 3, &p, &err), ROTA_E_INPUT);
    assert_string_equal(err.message, "there is no publication 3; there are 1 to 2 ('rota show "
                                     "--published' lists them)");
}

/* ---- purging ---- */

static void fill_years(void) {
    import("2026-06-01", "assignments", NULL, false,
           HEADER "2010-03-01,E,sparrows,grace\n2011-05-31,E,sparrows,grace\n"
                  "2011-06-01,E,sparrows,grace\n2023-06-01,E,sparrows,grace\n");
    import("2026-06-01", "worked", NULL, false,
           "staff,start,end\ngrace,2010-03-01T07:00,2010-03-01T15:00\n"
           "grace,2023-06-01T07:00,2023-06-01T15:00\n");
    import("2026-06-01", "leave", NULL, false,
           "staff,from,to,kind\ngrace,2011-05-30,2011-06-01,annual\n"
           "ruth,2011-05-01,2011-05-02,sick\n");
    import("2026-06-01", "unavailable", NULL, true,
           "staff,day\ngrace,2010-01-01\ngrace,mon\ngrace,2026-01-01\n");
    import("2026-06-01", "assignments", "old", false, HEADER "2010-03-01,L,sparrows,ruth\n");
}

static void only_what_is_old_enough_goes(void **state) {
    (void)state;
    rota_purged purged[ROTA_PURGED_KINDS];
    fill_years();
    assert_int_equal(rota_purge_limit(15, day("2026-06-01")), day("2011-06-01"));
    assert_int_equal(rota_purge_limit(1, day("2024-02-29")), day("2023-03-01"));
    assert_int_equal(rota_purge(folder, day("2011-06-01"), day("2026-06-01"), purged, &err),
                     ROTA_OK);
    static const int rows[ROTA_PURGED_KINDS] = {1, 2, 2, 1, 1, 0, 1};
    for (int i = 0; i < ROTA_PURGED_KINDS; i++)
        if (purged[i].rows != rows[i])
            fail_msg("%s: %d rows instead of %d", purged[i].what, purged[i].rows, rows[i]);
    assert_int_equal(purged[1].first, day("2010-03-01"));
    assert_int_equal(purged[1].last, day("2011-05-31"));
    rota_home *home = NULL;
    assert_int_equal(rota_load_home(folder, &home, &err), ROTA_OK);
    assert_int_equal(home->nrecord, 2);
    assert_int_equal(home->record[0].date, day("2011-06-01"));
    assert_int_equal(home->nworked, 1);
    assert_int_equal(home->nleave, 1); /* the leave that ended on the first day to keep */
    assert_int_equal(home->nunavailable, 2);
    rota_home_free(home);
    expect_published(1, "2010-01-01", "2026-12-31", "2011-06-01 E grace @1; 2023-06-01 E grace @1");
    rota_plan_info *plans = NULL;
    size_t n = 1;
    assert_int_equal(rota_plan_list(folder, &plans, &n, &err), ROTA_OK);
    assert_int_equal(n, 0);
    /* What is left of the publication cannot be deleted behind the program's back. */
    assert_int_equal(rota_store_exec(folder->store, "DELETE FROM published", &err), ROTA_E_INPUT);
    /* A second time nothing is left to do. */
    assert_int_equal(rota_purge(folder, day("2011-06-01"), day("2026-06-01"), purged, &err),
                     ROTA_OK);
    for (int i = 0; i < ROTA_PURGED_KINDS; i++)
        assert_int_equal(purged[i].rows, 0);
}

static void what_is_younger_is_refused(void **state) {
    (void)state;
    rota_purged purged[ROTA_PURGED_KINDS];
    fill_years();
    assert_int_equal(rota_purge(folder, day("2023-06-02"), day("2026-06-01"), purged, &err),
                     ROTA_E_INPUT);
    /* first-steps has the profile 'generic', which says nothing about records */
    assert_string_equal(
        err.message, "--before '2023-06-02' is too late: rotas, planned and worked, are kept for "
                     "15 years (retention_years of rota.ini); today only days before 2011-06-01 "
                     "may be purged, those before 2023-06-02 from 2038-06-02 on");
    expect_published(1, "2010-03-01", "2010-03-01", "2010-03-01 E grace @1");
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(each_change_of_the_record_is_kept), TEST(what_was_published_cannot_be_changed),
        TEST(a_plan_becomes_the_record),         TEST(only_what_is_old_enough_goes),
        TEST(what_is_younger_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
