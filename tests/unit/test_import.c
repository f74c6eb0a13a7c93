#include "support/test.h"

#include "io/import.h"
#include "support/files.h"
#include "support/home_files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ROTA_TEST_WHOLE_HOME;

#define LAST_FILLED                                                                                \
    "; if the spreadsheet leaves out empty cells at the end, put a column that is always filled "  \
    "last\n"
static void test_numbers(void **state) {
    (void)state;
    static const rota_test_refusal cases[] = {
        {"staff",
         "staff,name,contract_hours,max_hours\n"
         "a,A,\"37,5x\",\nb,B,,\nc,C,\"37,5\",169\nd,D,-1,1e2\ne,E,3 7,12h\n",
         "staff.csv:2: contract_hours: '37,5x' is not a number of hours (for example 37.5)\n"
         "staff.csv:3: contract_hours: is empty; a number of hours (for example 37.5) is needed\n"
         "staff.csv:4: contract_hours: '37,5' is not a number of hours (for example 37.5); did you "
         "mean '37.5'?\n"
         "staff.csv:4: max_hours: '169' is not between 0 and 168 hours\n"
         "staff.csv:5: contract_hours: '-1' is not between 0 and 168 hours\n"
         "staff.csv:5: max_hours: '1e2' is not a number of hours (for example 37.5)\n"
         "staff.csv:6: contract_hours: '3 7' is not a number of hours (for example 37.5)\n"
         "staff.csv:6: max_hours: '12h' is not a number of hours (for example 37.5); did you "
         "mean '12'?\n"},
        /* the semicolon file of a country with a decimal comma */
        {"staff", "staff;name;contract_hours\na;A;37,5\n",
         "staff.csv:2: contract_hours: '37,5' is not a number of hours (for example 37.5); did you "
         "mean '37.5'?\n"},
        {"staff",
         "staff,name,contract_hours,max_shifts_a_day,max_weekends_in_4_weeks\na,A,1,0,2.0\n",
         "staff.csv:2: max_shifts_a_day: '0' is not between 1 and 9\n"
         "staff.csv:2: max_weekends_in_4_weeks: '2.0' is not a whole number (for example 2); did "
         "you mean '2'?\n"},
        {"groups", "group,name,weight\na,A,\"1,5\"\nb,B,1001\n",
         "groups.csv:2: weight: '1,5' is not a number (for example 1.5) or auto; did you mean "
         "'1.5'?\n"
         "groups.csv:3: weight: '1001' is not between 0 and 1000\n"},
        {"requests", "staff,date,shift,wish,weight\nana,2026-12-09,E,want,11\n",
         "requests.csv:2: weight: '11' is not between 1 and 10\n"},
    };
    ROTA_TEST_REFUSE_ALL(&home, cases);
}

static void test_words(void **state) {
    (void)state;
    static const rota_test_refusal cases[] = {
        {"groups",
         "group,name\nthe oak,Oak\n,Ash\nabcdefghijklmnopqrstuvwxyzabcdefg,\"  \"\nänne,A\n",
         "groups.csv:2: group: 'the oak' is not an id (1 to 32 letters, digits, _ or -)\n"
         "groups.csv:3: group: is empty; an id (1 to 32 letters, digits, _ or -) is needed\n"
         "groups.csv:4: group: 'abcdefghijklmnopqrstuvwxyzabcdefg' is not an id (1 to 32 letters, "
         "digits, _ or -)\n"
         "groups.csv:4: name: is empty; a name is needed\n"
         "groups.csv:5: group: 'änne' is not an id (1 to 32 letters, digits, _ or -)\n"},
        {"bonds", "staff,group,role\nana,oak,kay\nben,oak,Team\nchloe,oak,boss\n",
         "bonds.csv:2: role: 'kay' is not one of key, team, relief, never; did you mean 'key'?\n"
         "bonds.csv:3: role: 'Team' is not one of key, team, relief, never; did you mean 'team'?\n"
         "bonds.csv:4: role: 'boss' is not one of key, team, relief, never\n"},
        {"staff",
         "staff,name,contract_hours,opt_out,night_worker,skills\nx,X,1,maybe,always,a me/ds\n",
         "staff.csv:2: opt_out: 'maybe' is not yes or no\n"
         "staff.csv:2: night_worker: 'always' is not yes, no or auto\n"
         "staff.csv:2: skills: 'me/ds' is not an id (1 to 32 letters, digits, _ or -; a space or | "
         "between two)\n"},
        {"demand", "group,shift,day,min,skill\n*,E,daily,1,first aid\n",
         "demand.csv:2: skill: 'first aid' is not a skill (an id)\n"},
    };
    ROTA_TEST_REFUSE_ALL(&home, cases);
}

static void test_references(void **state) {
    (void)state;
    static const rota_test_refusal cases[] = {
        {"bonds", "staff,group,role\nana,wilow,key\nana,pine,key\nAna,oak,key\n",
         "bonds.csv:2: group: unknown group 'wilow'; did you mean 'willow'?\n"
         "bonds.csv:3: group: unknown group 'pine'\n"
         "bonds.csv:4: staff: unknown staff 'Ana'; did you mean 'ana'?\n"},
        {"children", "child,name,group,key_caregiver\nc3,Z,*,bem\n",
         "children.csv:2: group: unknown group '*'\n"
         "children.csv:2: key_caregiver: unknown staff 'bem'; did you mean 'ben'?\n"},
        {"demand",
         "group,shift,day,min\n*,EE,daily,1\n*,7:00-22:30,daily,1\n*,07:00-25:00,daily,1\n",
         "demand.csv:2: shift: unknown shift 'EE'; did you mean 'E'?\n"
         "demand.csv:3: shift: '7:00-22:30' is not a shift's id or a time window (for example "
         "07:00-22:30); did you mean '07:00-22:30'?\n"
         "demand.csv:4: shift: '07:00-25:00' is not a shift's id or a time window (for example "
         "07:00-22:30)\n"},
        {"requests", "staff,date,shift,wish\nana,2026-12-09,of,want\n",
         "requests.csv:2: shift: unknown shift 'of'; did you mean 'off'?\n"},
        {"assignments", "date,shift,group,staff\n2026-12-09,X,ok,zoe\n",
         "assignments.csv:2: shift: unknown shift 'X'\n"
         "assignments.csv:2: group: unknown group 'ok'; did you mean 'oak'?\n"
         "assignments.csv:2: staff: unknown staff 'zoe'\n"},
    };
    ROTA_TEST_REFUSE_ALL(&home, cases);
}

static void test_dates_and_times(void **state) {
    (void)state;
    static const rota_test_refusal cases[] = {
        {"leave",
         "staff,from,to,kind\n"
         "ana,31.12.2026,2026-12-31,annual\nben,2026-02-30,1/2/2026,sick\nana,12/31/"
         "2026,tomorrow,sick\n",
         "leave.csv:2: from: '31.12.2026' is not a date (for example 2026-12-31); did you mean "
         "'2026-12-31'?\n"
         "leave.csv:3: from: '2026-02-30' is not a date (for example 2026-12-31)\n"
         "leave.csv:3: to: '1/2/2026' is not a date (for example 2026-12-31); did you mean "
         "'2026-02-01'?\n"
         "leave.csv:4: from: '12/31/2026' is not a date (for example 2026-12-31); did you mean "
         "'2026-12-31'?\n"
         "leave.csv:4: to: 'tomorrow' is not a date (for example 2026-12-31)\n"},
        {"children", "child,name,group,born\nx,X,oak,2024-13\ny,Y,oak,2024\nz,Z,oak,1.6.2024\n",
         "children.csv:2: born: '2024-13' is not a date or month (for example 2024-06)\n"
         "children.csv:3: born: '2024' is not a date or month (for example 2024-06)\n"
         "children.csv:4: born: '1.6.2024' is not a date or month (for example 2024-06); did you "
         "mean '2024-06-01'?\n"},
        {"shifts",
         "shift,name,start,end,kind\nA,a,7:00,24:00,day\nB,b,24:00,07:00+2,day\nC,c,7.30,7pm,day\n",
         "shifts.csv:2: start: '7:00' is not a time (for example 07:30); did you mean '07:00'?\n"
         "shifts.csv:3: start: '24:00' is not a time (for example 07:30)\n"
         "shifts.csv:3: end: '07:00+2' is not a time (for example 07:30, or 15:00+1 on the next "
         "day)\n"
         "shifts.csv:4: start: '7.30' is not a time (for example 07:30); did you mean '07:30'?\n"
         "shifts.csv:4: end: '7pm' is not a time (for example 07:30, or 15:00+1 on the next "
         "day); did you mean '19:00'?\n"},
        {"unavailable", "staff,day\nana,Monday\nben,dayly\nchloe,24.12.2026\n",
         "unavailable.csv:2: day: 'Monday' is not a day (mon to sun, daily, weekdays, weekend or a "
         "date such as 2026-12-31); did you mean 'mon'?\n"
         "unavailable.csv:3: day: 'dayly' is not a day (mon to sun, daily, weekdays, weekend or a "
         "date such as 2026-12-31); did you mean 'daily'?\n"
         "unavailable.csv:4: day: '24.12.2026' is not a day (mon to sun, daily, weekdays, weekend "
         "or a date such as 2026-12-31); did you mean '2026-12-24'?\n"},
        {"worked",
         "staff,start,end\nana,2026-03-29T01:30,2026-03-29T09:00\n"
         "ben,2026-10-25T01:30,2026-10-25T09:00\nben,2026-10-26 07:00,\nben,26.10.2026 "
         "8:00,31.02.2026 09:00\n",
         "worked.csv:2: start: '2026-03-29T01:30' does not exist in Europe/London: the clocks went "
         "forward from 01:00 to 02:00\n"
         "worked.csv:3: start: '2026-10-25T01:30' happens twice in Europe/London: write "
         "2026-10-25T01:30+01:00 (the first) or 2026-10-25T01:30+00:00 (the second)\n"
         "worked.csv:4: start: '2026-10-26 07:00' is not a date and time (for example "
         "2026-12-31T07:30); did you mean '2026-10-26T07:00'?\n"
         "worked.csv:4: end: is empty; a date and time (for example 2026-12-31T07:30) is needed\n"
         "worked.csv:5: start: '26.10.2026 8:00' is not a date and time (for example "
         "2026-12-31T07:30); did you mean '2026-10-26T08:00'?\n"
         "worked.csv:5: end: '31.02.2026 09:00' is not a date and time (for example "
         "2026-03-02T07:30)\n"},
    };
    ROTA_TEST_REFUSE_ALL(&home, cases);
}

static void test_rows_that_do_not_fit(void **state) {
    (void)state;
    static const rota_test_refusal cases[] = {
        {"staff", "staff,name,contract_hours,from,to\nx,X,1,2026-05-02,2026-05-01\n",
         "staff.csv:2: to: '2026-05-01' is before from, '2026-05-02'\n"},
        {"leave", "staff,from,to,kind\nana,2026-05-02,2026-05-01,sick\n",
         "leave.csv:2: to: '2026-05-01' is before from, '2026-05-02'\n"},
        {"shifts",
         "shift,name,start,end,kind,break_minutes,sleep_from,sleep_to\n"
         "off,Off,07:00,08:00,day,60,,\n"
         "S,S,22:00,08:00,sleep_in,,23:00,08:30\n"
         "T,T,22:00,08:00,sleep_in,,21:00,07:00\n"
         "U,U,22:00,08:00,sleep_in,,,07:00\n"
         "V,V,22:00,08:00,sleep_in,,23:00,\n",
         "shifts.csv:2: shift: 'off' means a day off in requests.csv; choose another id\n"
         "shifts.csv:2: break_minutes: '60' is not shorter than the shift, which is 60 minutes "
         "long\n"
         "shifts.csv:3: sleep_from: 23:00 to 08:30 is not within the shift, 22:00 to 08:00\n"
         "shifts.csv:4: sleep_from: 21:00 to 07:00 is not within the shift, 22:00 to 08:00\n"
         "shifts.csv:5: sleep_from: is empty, but sleep_to is given; both or neither are needed\n"
         "shifts.csv:6: sleep_to: is empty, but sleep_from is given; both or neither are needed\n"},
        {"demand", "group,shift,day,min,target,max\n*,E,mon,2,1,\n*,E,tue,2,3,2\n*,E,wed,2,,1\n",
         "demand.csv:2: target: '1' is below min, '2'\n"
         "demand.csv:3: max: '2' is below target, '3'\n"
         "demand.csv:4: max: '1' is below min, '2'\n"},
        /* the stored target, 2, still holds */
        {"demand", "group,shift,day,min\noak,22:00-07:00,weekdays,3\n",
         "demand.csv:2: target: '2' is below min, '3'\n"},
        {"worked",
         "staff,start,end,break_minutes\nana,2026-11-02T09:00,2026-11-02T08:00,\n"
         "ben,2026-11-02T09:00,2026-11-02T10:00,61\nana,2026-11-06T09:00,2026-11-08T09:01,\n",
         "worked.csv:2: end: '2026-11-02T08:00' is not after start, '2026-11-02T09:00'\n"
         "worked.csv:3: break_minutes: '61' is longer than what was worked\n"
         "worked.csv:4: end: '2026-11-08T09:01' is over 48 hours after start, "
         "'2026-11-06T09:00'\n"},
        {"assignments", "date,shift,group,staff\n2026-03-29,Z,oak,ana\n2026-03-28,N,oak,ana\n",
         "assignments.csv:2: shift: 'Z' cannot be on this date: '2026-03-29T01:30' does not exist "
         "in Europe/London: the clocks went forward from 01:00 to 02:00\n"},
    };
    ROTA_TEST_REFUSE_ALL(&home, cases);
}

static void test_duplicate_keys(void **state) {
    (void)state;
    static const rota_test_refusal cases[] = {
        /* lines are those on which the rows start */
        {"groups", "group,name\nfir,\"Fir\n\nand more\"\n\nash,Ash\nfir,Fir\nfir,x\n",
         "groups.csv:7: group 'fir' is already on line 2\n"
         "groups.csv:8: group 'fir' is already on line 2\n"},
        {"demand", "group,shift,day,min,skill\n*,E,mon,1,\n*,E,mon,2,\n*,E,mon,1,lead\n",
         "demand.csv:3: group '*', shift 'E', day 'mon' is already on line 2\n"},
    };
    ROTA_TEST_REFUSE_ALL(&home, cases);
    /* in two files of a kind */
    rota_import_file files[] = {
        {rota_test_write("june.csv", "date,shift,group,staff\n2026-06-01,E,oak,ana\n"),
         "assignments"},
        {rota_test_write("july.csv", "staff,2026-06-01\nana,E:oak L:oak\n"), "assignments"}};
    rota_import_options options = {.zone = home.zone, .who = "test"};
    assert_int_equal(
        rota_import(home.store, files, 2, &options, home.counts, home.faults, &home.err),
        ROTA_E_INPUT);
    rota_test_expect_faults(home.faults,
                            "july.csv:2: 2026-06-01: date '2026-06-01', shift 'E', group 'oak', "
                            "staff 'ana' is already in june.csv on line 2\n");
    assert_string_equal(home.err.message, "nothing was imported: 1 fault found");
}

static void test_text_faults(void **state) {
    (void)state;
    static const rota_test_refusal cases[] = {
        {"groups", "group,name\nfir,\"Fir\n",
         "groups.csv:2: the quote that opens here is never closed\n"},
        {"groups", "group,name\nfir,F\xEFr\nasH!,Ash\n",
         "groups.csv:2: field 2: byte 0xEF is not UTF-8 text (perhaps 'Fïr' is meant); save the "
         "file as CSV UTF-8\n"},
        {"groups", "group,name\nfir,a \"b\" c\nash,\n",
         "groups.csv:2: field 2 holds a quote; put the whole field in quotes and double those "
         "inside it (\"\")\n"
         "groups.csv:3: name: is empty; a name is needed\n"},
        /* a long value with line ends is shown short and on one line */
        {"bonds",
         "staff,group,role\nana,oak,\"one two three four five six seven eight nine ten eleven "
         "twelve\n\"\nben,oak,\"a\nb\"\n",
         "bonds.csv:2: role: 'one two three four five six seven eight nine ten eleven twel...' is "
         "not one of key, team, relief, never\n"
         "bonds.csv:4: role: 'a b' is not one of key, team, relief, never\n"},
    };
    ROTA_TEST_REFUSE_ALL(&home, cases);
}

static void test_fifty_faults_are_kept(void **state) {
    (void)state;
    rota_text text = {0};
    rota_text_add(&text, "staff,group,role\n");
    for (int i = 0; i < 60; i++)
        rota_text_addf(&text, "ana,nowhere%d,key\n", i);
    assert_int_equal(rota_test_import(&home, "bonds.csv", NULL, text.s, NULL), ROTA_E_INPUT);
    assert_int_equal(home.faults->count, 60);
    assert_string_equal(home.err.message, "nothing was imported: 60 faults found");
    assert_int_equal(home.faults->kept[49].line, 51);
    assert_string_equal(home.faults->kept[49].message, "unknown group 'nowhere49'");
    rota_text_done(&text);
}

static void test_wide_faults(void **state) {
    (void)state;
    static const rota_test_refusal cases[] = {
        {"assignments",
         "staff,name,2026-06-01,2.6.2026,2026-06-03,2026-06-01,,x\n"
         "ana,Ana,EE:oak,,E,,,\nbea,Bea,,,,,,\nben,Ben,E:ok!,,E:*! X:oak|M:,,,\n"
         "ana,Ana,,,,,,\nchloe,Chloe,\n",
         "assignments.csv:1: date: '2.6.2026' is not a date (for example 2026-12-31); did you mean "
         "'2026-06-02'?\n"
         "assignments.csv:1: 2026-06-01: the column is there twice\n"
         "assignments.csv:1: column 7 has no name\n"
         "assignments.csv:1: date: 'x' is not a date (for example 2026-12-31)\n"
         "assignments.csv:2: 2026-06-01: shift: unknown shift 'EE'; did you mean 'E'?\n"
         "assignments.csv:2: 2026-06-03: 'E' names no group; write E:GROUP, or E:* for the whole "
         "home\n"
         "assignments.csv:3: staff: unknown staff 'bea'; did you mean 'ben'?\n"
         "assignments.csv:4: 2026-06-01: group: unknown group 'ok'; did you mean 'oak'?\n"
         "assignments.csv:4: 2026-06-03: shift: unknown shift 'X'\n"
         "assignments.csv:4: 2026-06-03: group: is empty; a group's id or * is needed\n"
         "assignments.csv:5: staff 'ana' is already on line 2\n"
         "assignments.csv:6: the row has 3 fields, the header has 8: '2.6.2026' is "
         "missing" LAST_FILLED},
        {"assignments", "staff,2026-03-29\nana,Z:oak\n",
         "assignments.csv:2: 2026-03-29: shift: 'Z' cannot be on this date: '2026-03-29T01:30' "
         "does not exist in Europe/London: the clocks went forward from 01:00 to 02:00\n"},
    };
    ROTA_TEST_REFUSE_ALL(&home, cases);
}

/* Only what is really wrong is said: what follows from it is not. */
static void test_no_follow_on_faults(void **state) {
    (void)state;
    rota_import_file files[] = {
        {rota_test_write("bonds.csv", "staff,group,role\ndan,oak,key\neve,oak,key\n"), NULL},
        {rota_test_write("staff.csv", "staff,name,contract_hours\ndan,Dan,x\neve,Eve\n"), NULL}};
    rota_import_options options = {.zone = home.zone, .who = "test"};
    assert_int_equal(
        rota_import(home.store, files, 2, &options, home.counts, home.faults, &home.err),
        ROTA_E_INPUT);
    rota_test_expect_faults(
        home.faults,
        "staff.csv:2: contract_hours: 'x' is not a number of hours (for example 37.5)\n"
        "staff.csv:3: the row has 2 fields, the header has 3: 'contract_hours' is "
        "missing" LAST_FILLED);
}

static void expect_counts(int added, int changed, int same, int removed) {
    assert_int_equal(home.counts[0].added, added);
    assert_int_equal(home.counts[0].changed, changed);
    assert_int_equal(home.counts[0].same, same);
    assert_int_equal(home.counts[0].removed, removed);
}

static void test_update(void **state) {
    (void)state;
    rota_test_load(&home, "groups", "group,name\noak,Oak\nwillow,Willow\nfir,Fir\n");
    expect_counts(1, 1, 1, 0);
    assert_string_equal(home.counts[0].file, "groups.csv");
    assert_string_equal(home.counts[0].kind, "groups");
    /* a column left out leaves what is stored (1.25), an empty one takes it back */
    rota_test_expect_export(&home, "groups",
                            "group,name,weight\nacorn,\"Acorn, the small one\",auto\nfir,Fir,\n"
                            "oak,Oak,\nwillow,Willow,1.25\n");
    rota_test_load(&home, "groups", "weight,group,name\n,willow,Willow\n");
    expect_counts(0, 1, 0, 0);
    rota_test_expect_export(&home, "groups",
                            "group,name,weight\nacorn,\"Acorn, the small one\",auto\nfir,Fir,\n"
                            "oak,Oak,\nwillow,Willow,\n");
}

static void test_dry_run(void **state) {
    (void)state;
    rota_import_options dry = {.dry_run = true, .replace = true};
    rota_text before = rota_test_export(&home, "bonds", NULL);
    assert_int_equal(rota_test_import(&home, "bonds.csv", NULL,
                                      "staff,group,role\nana,oak,team\nben,oak,key\n", &dry),
                     ROTA_OK);
    expect_counts(1, 1, 0, 3);
    rota_test_expect_export(&home, "bonds", rota_text_str(&before));
    rota_text_done(&before);
}

static void test_replace(void **state) {
    (void)state;
    rota_import_options replace = {.replace = true};
    assert_int_equal(rota_test_import(&home, "bonds.csv", NULL,
                                      "staff,group,role\nana,oak,never\nben,oak,key\n", &replace),
                     ROTA_OK);
    expect_counts(1, 0, 1, 3);
    rota_test_expect_export(&home, "bonds", "staff,group,role\nana,oak,never\nben,oak,key\n");

    /* not what others still name */
    assert_int_equal(rota_test_import(&home, "groups.csv", NULL,
                                      "group,name,weight\nwillow,Willow,\n", &replace),
                     ROTA_E_INPUT);
    rota_test_expect_faults(home.faults,
                            "groups.csv: group: 'oak' is not in the file but cannot be removed: "
                            "still named by 1 row of children, 2 rows of bonds, 1 row of demand, "
                            "1 row of assignments\n");
    /* nobody names acorn now: it goes when oak stays */
    assert_int_equal(rota_test_import(&home, "groups.csv", NULL,
                                      "group,name,weight\nwillow,Willow,\noak,Oak,\n", &replace),
                     ROTA_OK);
    expect_counts(0, 1, 1, 1);
    rota_test_expect_export(&home, "groups", "group,name,weight\noak,Oak,\nwillow,Willow,\n");
}

/* Files that go together: who refers goes before what is referred to. */
static void test_replace_together(void **state) {
    (void)state;
    rota_test_load(&home, "staff",
                   "staff,name,contract_hours,max_shifts_in_period\nana,A,1,E:1\nchloe,C,1,\n");
    rota_import_options options = {.zone = home.zone, .who = "test", .replace = true};
    rota_import_file files[] = {
        {rota_test_write("shifts.csv",
                         "shift,name,start,end,kind,not_after\nE,E,07:00,15:00,day,\n"),
         NULL},
        {rota_test_write("demand.csv", "group,shift,day,min\noak,E,daily,1\n"), NULL},
        {rota_test_write("requests.csv", "staff,date,shift,wish\n"), NULL},
        {rota_test_write("assignments.csv", "date,shift,group,staff\n"), NULL}};
    assert_int_equal(
        rota_import(home.store, files, 4, &options, home.counts, home.faults, &home.err), ROTA_OK);
    expect_counts(0, 1, 0, 5);
    assert_int_equal(home.counts[1].removed, 7);
    assert_int_equal(home.counts[2].removed, 3);
    assert_int_equal(home.counts[3].removed, 5);
    /* a reference to what the new file no longer has is unknown */
    files[1].path = rota_test_write("demand.csv", "group,shift,day,min\noak,L,daily,1\n");
    assert_int_equal(
        rota_import(home.store, files, 2, &options, home.counts, home.faults, &home.err),
        ROTA_E_INPUT);
    rota_test_expect_faults(home.faults, "demand.csv:2: shift: unknown shift 'L'\n");
}

static rota_rc import_plan(const char *text, const char *plan, bool replace) {
    rota_import_options options = {.plan = plan, .replace = replace};
    return rota_test_import(&home, "assignments.csv", NULL, text, &options);
}

static void expect_plan(const char *plan, const char *rows) {
    rota_text out = rota_test_export(&home, "assignments", plan);
    static const char header[] = "date,shift,group,staff,pinned\n";
    assert_memory_equal(rota_text_str(&out), header, sizeof header - 1);
    assert_string_equal(rota_text_str(&out) + sizeof header - 1, rows);
    rota_text_done(&out);
}

static void expect_span(const char *plan, const char *expected) {
    rota_query *query;
    assert_int_equal(rota_query_open(home.store,
                                     "SELECT \"from\" || ' ' || \"to\" || ' ' || status FROM plans "
                                     "WHERE name = ?1",
                                     &query, &home.err),
                     ROTA_OK);
    bool row;
    rota_query_bind_text(query, 1, plan);
    assert_int_equal(rota_query_step(query, &row, &home.err), ROTA_OK);
    assert_true(row);
    assert_string_equal(rota_query_text(query, 0), expected);
    rota_query_close(query);
}

static void test_plans(void **state) {
    (void)state;
    rota_text record = rota_test_export(&home, "assignments", NULL);
    assert_int_equal(
        import_plan("date,shift,group,staff\n2026-06-02,E,oak,ana\n2026-06-05,E,*,ben\n", "june",
                    false),
        ROTA_OK);
    expect_counts(2, 0, 0, 0);
    expect_span("june", "2026-06-02 2026-06-05 draft");
    /* wide: replaces only on the days of its header */
    assert_int_equal(import_plan("staff,2026-06-05,2026-06-06\nana,L:oak!,\nben,,\n", "june", true),
                     ROTA_OK);
    expect_counts(1, 0, 0, 1);
    expect_plan("june", "2026-06-02,E,oak,ana,no\n2026-06-05,L,oak,ana,yes\n");
    expect_span("june", "2026-06-02 2026-06-06 draft");
    /* a column left out keeps the pin, the wide form says it for every duty */
    assert_int_equal(import_plan("date,shift,group,staff\n2026-06-05,L,oak,ana\n", "june", false),
                     ROTA_OK);
    expect_counts(0, 0, 1, 0);
    assert_int_equal(import_plan("staff,2026-06-05\nana,L:oak\n", "june", false), ROTA_OK);
    expect_counts(0, 1, 0, 0);
    /* long: the whole plan, and no other */
    assert_int_equal(import_plan("date,shift,group,staff\n2026-06-03,E,oak,ben\n", "june", true),
                     ROTA_OK);
    expect_counts(1, 0, 0, 2);
    expect_plan("june", "2026-06-03,E,oak,ben,no\n");
    expect_span("june", "2026-06-03 2026-06-03 draft");
    rota_test_expect_export(&home, "assignments", rota_text_str(&record));
    rota_text_done(&record);

    assert_int_equal(import_plan("staff\n", "a b", false), ROTA_E_USAGE);
    assert_string_equal(home.err.message,
                        "'a b' cannot be the name of a plan: 1 to 32 letters, digits, _ or -");
}

/* The planner's figures were about the rows as they were. */
static void test_changed_plans_are_drafts(void **state) {
    (void)state;
    static const char rows[] = "date,shift,group,staff\n2026-06-02,E,oak,ana\n";
    assert_int_equal(import_plan(rows, "p", false), ROTA_OK);
    assert_int_equal(rota_store_exec(home.store,
                                     "UPDATE plans SET status = 'optimal', proven = 1, bound = 1",
                                     &home.err),
                     ROTA_OK);
    assert_int_equal(import_plan(rows, "p", false), ROTA_OK);
    expect_span("p", "2026-06-02 2026-06-02 optimal");
    assert_int_equal(import_plan("staff,2026-06-02\nana,\n", "p", true), ROTA_OK);
    expect_span("p", "2026-06-02 2026-06-02 draft");
}

static void test_kinds_of_files(void **state) {
    (void)state;
    static const struct {
        const char *name, *kind, *message;
    } cases[] = {
        {"assignments-june.csv", NULL,
         "the name of 'assignments-june.csv' does not say what it holds; say it with --kind (one "
         "of "
         "groups, staff, children, key_caregivers, bonds, supervision, shifts, demand, leave, "
         "unavailable, requests, "
         "assignments, worked)"},
        {"shift.csv", NULL,
         "the name of 'shift.csv' does not say what it holds; say it with --kind (perhaps shifts)"},
        {"x.csv", "grops",
         "there is no kind 'grops'; did you mean 'groups'?; the kinds are groups, staff, children, "
         "key_caregivers, bonds, supervision, shifts, demand, leave, unavailable, requests, "
         "assignments, "
         "worked"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(rota_test_import(&home, cases[i].name, cases[i].kind, "", NULL),
                         ROTA_E_USAGE);
        assert_string_equal(home.err.message, cases[i].message);
    }
    assert_int_equal(rota_test_import(&home, "Groups.CSV", "groups", "group,name\nfir,F\n", NULL),
                     ROTA_OK);
    rota_import_file missing = {"/nowhere/groups.csv", NULL};
    rota_import_options options = {.zone = home.zone, .who = "test"};
    assert_int_equal(
        rota_import(home.store, &missing, 1, &options, home.counts, home.faults, &home.err),
        ROTA_E_INPUT);
    rota_test_expect_faults(home.faults,
                            "cannot open '/nowhere/groups.csv': No such file or directory\n");
}

/* Everything or nothing: a fault in one file keeps all others out. */
static void test_all_or_nothing(void **state) {
    (void)state;
    rota_import_file files[] = {
        {rota_test_write("groups.csv", "group,name\nfir,Fir\n"), NULL},
        {rota_test_write("bonds.csv", "staff,group,role\nana,fir,kee\n"), NULL}};
    rota_import_options options = {.zone = home.zone, .who = "test"};
    memset(home.counts, 7, sizeof home.counts);
    rota_import_count untouched = home.counts[0];
    assert_int_equal(
        rota_import(home.store, files, 2, &options, home.counts, home.faults, &home.err),
        ROTA_E_INPUT);
    home.faults->count = 0;
    assert_memory_equal(&untouched, &home.counts[0], sizeof untouched);
    rota_test_expect_export(&home, "groups", rota_test_whole_home[0].text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_numbers),
        TEST(test_words),
        TEST(test_references),
        TEST(test_dates_and_times),
        TEST(test_rows_that_do_not_fit),
        TEST(test_duplicate_keys),
        TEST(test_text_faults),
        TEST(test_fifty_faults_are_kept),
        TEST(test_wide_faults),
        TEST(test_no_follow_on_faults),
        TEST(test_update),
        TEST(test_dry_run),
        TEST(test_replace),
        TEST(test_replace_together),
        TEST(test_plans),
        TEST(test_changed_plans_are_drafts),
        TEST(test_kinds_of_files),
        TEST(test_all_or_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
