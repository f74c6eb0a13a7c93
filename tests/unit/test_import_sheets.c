/* What Excel and LibreOffice write: the header row, what is read all the same, and what is refused
 * with a word about what was meant. */
#include "support/test.h"

#include "io/import.h"
#include "support/files.h"
#include "support/home_files.h"

#include <stdio.h>
#include <string.h>

ROTA_TEST_WHOLE_HOME;

#define LAST_FILLED                                                                                \
    "; if the spreadsheet leaves out empty cells at the end, put a column that is always filled "  \
    "last\n"
#define GROUPS_HEADER "a header row is needed: group,name,weight\n"

static void test_headers(void **state) {
    (void)state;
    static const rota_test_refusal cases[] = {
        {"groups", "", "groups.csv: is empty; " GROUPS_HEADER},
        {"groups", "\n \r\n", "groups.csv: is empty; " GROUPS_HEADER},
        {"groups", "\n\nfir,Fir,1\n", "groups.csv:3: names no column of groups; " GROUPS_HEADER},
        {"groups", "group,nam,name,wait,Group,,x\n",
         "groups.csv:1: unknown column 'nam'; did you mean 'name'?\n"
         "groups.csv:1: unknown column 'wait'; the columns of groups are group,name,weight\n"
         "groups.csv:1: group: the column is there twice\n"
         "groups.csv:1: column 6 has no name\n"
         "groups.csv:1: unknown column 'x'; the columns of groups are group,name,weight\n"},
        {"staff", "staf,name\n",
         "staff.csv:1: unknown column 'staf'; did you mean 'staff'?\n"
         "staff.csv:1: staff: the column is missing\n"
         "staff.csv:1: contract_hours: the column is missing\n"},
        /* rows are checked as far as their columns are known */
        {"groups", "group,weight\nfir,heavy\n",
         "groups.csv:1: name: the column is missing\n"
         "groups.csv:2: weight: 'heavy' is not a number (for example 1.5) or auto\n"},
        {"groups", "group,name\nfir\nash,Ash,1\n\nelm,Elm\n",
         "groups.csv:2: the row has 1 field, the header has 2: 'name' is missing" LAST_FILLED
         "groups.csv:3: the row has 3 fields, the header has 2: no column for '1'; a value with a "
         "comma in it has to stand in quotes\n"},
    };
    ROTA_TEST_REFUSE_ALL(&home, cases);
}

/* All of it is one person and one group, however it is written. */
static void test_forms_that_are_read(void **state) {
    (void)state;
    static const struct {
        const char *kind, *text, *exported;
    } cases[] = {
        {"groups",
         "\xEF\xBB\xBFsep=;\r\nGroup ; NAME;Weight;;\r\noak;Oak "
         "\xC2\xA0;2.5\xC2\xA0;;\r\n;;;;\r\n;;;;\r\n",
         "group,name,weight\noak,Oak \xC2\xA0,2.5\n"},
        {"groups", "SEP=\t\nWEIGHT\tgroup\t\"Name \"\t\n2.5\toak\tOak\t\n\t\t\t\n",
         "group,name,weight\noak,Oak,2.5\n"},
        {"groups", "group,name,weight,,,\noak,Oak,2.5\n", "group,name,weight\noak,Oak,2.5\n"},
        {"groups", "group,name,weight\noak,Oak,2.5,,,\n,,,,,\n",
         "group,name,weight\noak,Oak,2.5\n"},
        {"staff",
         "Staff;Name;Contract_hours;OPT_OUT;Agency\r\nana;\"M\xC3\xBCller; Ana\";37.5;TRUE;0\r\n",
         "staff,name,contract_hours,opt_out,agency\nana,\"M\xC3\xBCller; Ana\",37.5,yes,no\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_test_home one, other;
        rota_test_home_open(&one);
        rota_test_load(&one, cases[i].kind, cases[i].text);
        assert_int_equal(one.counts[0].added, 1);
        rota_text ours = rota_test_export(&one, cases[i].kind, NULL);
        rota_test_home_close(&one);
        rota_test_home_open(&other);
        rota_test_load(&other, cases[i].kind, cases[i].exported);
        rota_text theirs = rota_test_export(&other, cases[i].kind, NULL);
        rota_test_home_close(&other);
        assert_string_equal(rota_text_str(&ours), rota_text_str(&theirs));
        rota_text_done(&ours);
        rota_text_done(&theirs);
    }
}

/* The wide form of the rota goes through a spreadsheet most often. */
static void test_wide_form(void **state) {
    (void)state;
    rota_test_load(&home, "assignments",
                   "\xEF\xBB\xBFsep=;\r\nSTAFF;Name;2026-05-04;2026-05-05;;\r\n"
                   "ana;Ana;E:oak;;;\r\n;;;;;\r\nben;Ben;;E:oak!;;\r\n;;;;;\r\n");
    assert_int_equal(home.counts[0].added, 2);
    rota_test_refuse(&home, "assignments", "Staff,2026-05-04,staff\nana,,\n",
                     "assignments.csv:1: staff: the column is there twice\n");
    rota_test_refuse(&home, "assignments", "staff;2026-05-04;\nana;E:oak;late\n",
                     "assignments.csv:2: the row has 3 fields, the header has 2: no column for "
                     "'late'; a value with a semicolon in it has to stand in quotes\n");
}

static void test_refused_with_a_word(void **state) {
    (void)state;
    static const rota_test_refusal cases[] = {
        {"staff", "staff;name;contract_hours;;\nana;Ana;37,5;left early;\n",
         "staff.csv:2: the row has 4 fields, the header has 3: no column for 'left early'; a value "
         "with a semicolon in it has to stand in quotes\n"},
        {"staff", "staff\tname\tcontract_hours\nana\tAna\t37.5\tx\n",
         "staff.csv:2: the row has 4 fields, the header has 3: no column for 'x'; a value with a "
         "tab in it has to stand in quotes\n"},
        {"staff", "sep=;\nstaff;name;contract_hours;opt_out\nana;Ana;37:30;ja\n",
         "staff.csv:3: contract_hours: '37:30' is not a number of hours (for example 37.5); did "
         "you "
         "mean '37.5'?\n"
         "staff.csv:3: opt_out: 'ja' is not yes or no; did you mean 'yes'?\n"},
        {"staff", "staff;name;contract_hours;born\nana;Ana;37.5;31.12.85\n",
         "staff.csv:2: born: '31.12.85' is not a date or month (for example 1990-12-31); did you "
         "mean '1985-12-31'?\n"},
        {"leave", "staff;from;to;kind\nana;46387;2026-12-31 00:00;annual\n",
         "leave.csv:2: from: '46387' is not a date (for example 2026-12-31); did you mean "
         "'2026-12-31'?\n"
         "leave.csv:2: to: '2026-12-31 00:00' is not a date (for example 2026-12-31); did you mean "
         "'2026-12-31'?\n"},
        {"shifts", "shift,name,start,end,break_minutes,kind\nX,x,07:30:00,7:30 PM,0:30,day\n",
         "shifts.csv:2: start: '07:30:00' is not a time (for example 07:30); did you mean "
         "'07:30'?\n"
         "shifts.csv:2: end: '7:30 PM' is not a time (for example 07:30, or 15:00+1 on the next "
         "day); did you mean '19:30'?\n"
         "shifts.csv:2: break_minutes: '0:30' is not a whole number (for example 2); did you mean "
         "'30'?\n"},
        {"demand", "group,shift,day,min\noak,07.00 \xE2\x80\x93 22.30,Mon-Fri,1\n",
         "demand.csv:2: shift: '07.00 \xE2\x80\x93 22.30' is not a shift's id or a time window "
         "(for "
         "example 07:00-22:30); did you mean '07:00-22:30'?\n"
         "demand.csv:2: day: 'Mon-Fri' is not a day (mon to sun, daily, weekdays, weekend or a "
         "date "
         "such as 2026-12-31); did you mean 'weekdays'?\n"},
        {"worked", "staff,start,end\nana,31/12/2026 7:30 AM,46387.6875\n",
         "worked.csv:2: start: '31/12/2026 7:30 AM' is not a date and time (for example "
         "2026-12-31T07:30); did you mean '2026-12-31T07:30'?\n"
         "worked.csv:2: end: '46387.6875' is not a date and time (for example 2026-12-31T07:30); "
         "did "
         "you mean '2026-12-31T16:30'?\n"},
        {"groups", "group,name\nfir,F\xEFr\noak,\x80\n",
         "groups.csv:2: field 2: byte 0xEF is not UTF-8 text (perhaps 'F\u00EFr' is meant); save "
         "the "
         "file as CSV UTF-8\n"
         "groups.csv:3: field 2: byte 0x80 is not UTF-8 text (perhaps '\u20AC' is meant); save the "
         "file as CSV UTF-8\n"},
        {"groups", "sep=:\ngroup:name\n",
         "groups.csv:1: the line 'sep=' names no comma, semicolon or tab; remove the line\n"},
    };
    ROTA_TEST_REFUSE_ALL(&home, cases);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_headers, set_up, tear_down),
        cmocka_unit_test(test_forms_that_are_read),
        cmocka_unit_test_setup_teardown(test_wide_form, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_refused_with_a_word, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
