/* Lists: of shifts in staff.csv and shifts.csv, which may name what comes later, and of skills. */
#include "support/test.h"

#include "io/export.h"
#include "io/import.h"
#include "support/files.h"
#include "support/home_files.h"

#include <stdio.h>
#include <string.h>

ROTA_TEST_WHOLE_HOME;

static void test_faults(void **state) {
    (void)state;
    static const struct {
        const char *kind, *text, *faults;
    } cases[] = {
        {"staff",
         "staff,name,contract_hours,max_shifts_in_period\n"
         "x,X,1,N\ny,Y,1,N:x\nz,Z,1,N:4 E:2|N:5\nw,W,1,\"N:1,E:2\"\nv,V,1,EE:3 night:1\n",
         "staff.csv:2: max_shifts_in_period: 'N' is not part of a list of shifts with a number "
         "each (for example night:4 late:10)\n"
         "staff.csv:3: max_shifts_in_period: 'N:x' is not part of a list of shifts with a number "
         "each (for example night:4 late:10)\n"
         "staff.csv:4: max_shifts_in_period: 'N' is there twice\n"
         "staff.csv:5: max_shifts_in_period: 'N:1,E:2' is not part of a list of shifts with a "
         "number each (for example night:4 late:10)\n"
         "staff.csv:6: max_shifts_in_period: unknown shift 'EE'; did you mean 'E'?\n"
         "staff.csv:6: max_shifts_in_period: unknown shift 'night'\n"},
        {"shifts",
         "shift,name,start,end,kind,not_after\n"
         "A,a,07:00,15:00,day,B L\nB,b,07:00,15:00,day,A;B\nC,c,07:00,15:00,day,D\n",
         "shifts.csv:3: not_after: 'A;B' is not part of a list of shifts (for example late "
         "night)\n"
         "shifts.csv:4: not_after: unknown shift 'D'\n"},
        {"staff",
         "staff,name,contract_hours,min_consecutive_days,max_hours_in_period\nx,X,1,0,9999\n",
         "staff.csv:2: min_consecutive_days: '0' is not between 1 and 14\n"
         "staff.csv:2: max_hours_in_period: '9999' is not between 0 and 2500 hours\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        rota_test_refuse(&home, cases[i].kind, cases[i].text, cases[i].faults);
}

/* Shifts of the same file that come later, and a list of odd form. */
static void test_what_comes_later_may_be_named(void **state) {
    (void)state;
    rota_test_load(&home, "shifts",
                   "shift,name,start,end,kind,not_after\n"
                   "A,a,07:00,15:00,day, B | A  \nB,b,07:00,15:00,day,|\n");
    rota_test_load(&home, "staff",
                   "staff,name,contract_hours,max_shifts_in_period\nx,X,1,B:007| A:0\n");
    rota_import_file files[] = {
        {rota_test_write("staff.csv",
                         "staff,name,contract_hours,max_shifts_in_period\ny,Y,1,C:1\n"),
         NULL},
        {rota_test_write("shifts.csv", "shift,name,start,end,kind\nC,c,07:00,15:00,day\n"), NULL}};
    rota_import_options options = {.zone = home.zone, .who = "test"};
    assert_int_equal(
        rota_import(home.store, files, 2, &options, home.counts, home.faults, &home.err), ROTA_OK);
    rota_text out = {0};
    assert_int_equal(rota_export_csv(home.store, rota_kind_find("shifts"), NULL, &out, &home.err),
                     ROTA_OK);
    assert_non_null(strstr(rota_text_str(&out), "A,a,07:00,15:00,,day,,,,B A\n"));
    assert_non_null(strstr(rota_text_str(&out), "B,b,07:00,15:00,,day,,,,\n"));
    rota_text_done(&out);
    assert_int_equal(rota_export_csv(home.store, rota_kind_find("staff"), NULL, &out, &home.err),
                     ROTA_OK);
    assert_non_null(strstr(rota_text_str(&out), ",B:7 A:0,"));
    assert_non_null(strstr(rota_text_str(&out), ",C:1,"));
    rota_text_done(&out);
}

/* What a list names cannot be taken away. */
static void test_replace(void **state) {
    (void)state;
    rota_import_options replace = {.replace = true};
    static const char shifts[] = "shift,name,start,end,kind,not_after\n"
                                 "E,Early,07:00,15:00,day,%s\nM,m,12:00,13:00,meeting,\n"
                                 "L,Late,14:30,15:00+1,sleep_in,\nO,o,00:00,24:00,on_call,\n"
                                 "Z,z,01:30,09:00,day,\n%s";
    char text[600];
    rota_test_load(&home, "demand", "group,shift,day,min\n*,N,daily,1\n");
    rota_import_options all = {.replace = true};
    assert_int_equal(
        rota_test_import(&home, "demand.csv", NULL, "group,shift,day,min\n*,E,daily,1\n", &all),
        ROTA_OK);
    assert_int_equal(rota_test_import(&home, "requests.csv", NULL,
                                      "staff,date,shift,wish\nana,2026-12-01,E,want\n", &all),
                     ROTA_OK);
    assert_int_equal(rota_test_import(&home, "assignments.csv", NULL,
                                      "date,shift,group,staff\n2026-11-30,E,willow,ana\n", &all),
                     ROTA_OK);
    /* N is named by Ana and Chloe, who stay, and by the early, which does no more. */
    snprintf(text, sizeof text, shifts, "L", "");
    assert_int_equal(rota_test_import(&home, "shifts.csv", NULL, text, &replace), ROTA_E_INPUT);
    rota_test_expect_faults(
        home.faults, "shifts.csv: shift: 'N' is not in the file but cannot be removed: still "
                     "named by max_shifts_in_period of staff 'ana'\n"
                     "shifts.csv: shift: 'N' is not in the file but cannot be removed: still "
                     "named by max_shifts_in_period of staff 'chloe'\n");
    home.faults->count = 0;
    rota_test_load(&home, "staff",
                   "staff,name,contract_hours,max_shifts_in_period\nana,Ana,1,E:1\nchloe,C,1,\n");
    assert_int_equal(rota_test_import(&home, "shifts.csv", NULL, text, &replace), ROTA_OK);
    assert_int_equal(home.counts[0].removed, 1);
}

static void test_too_many_skills(void **state) {
    (void)state;
    rota_text text = {0};
    rota_text_add(&text, "staff,name,contract_hours,skills\nx,X,1,");
    for (int i = 0; i < 63; i++)
        rota_text_addf(&text, "s%d ", i);
    rota_text_add(&text, "\n");
    assert_int_equal(rota_test_import(&home, "staff.csv", NULL, text.s, NULL), ROTA_E_INPUT);
    rota_test_expect_faults(home.faults,
                            "staff.csv: the home would have 65 different skills; 64 is the most\n");
    rota_text_done(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_faults, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_comes_later_may_be_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_replace, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_too_many_skills, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
