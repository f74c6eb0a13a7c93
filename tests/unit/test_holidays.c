#include "support/test.h"

#include "io/folder.h"
#include "io/holidays.h"
#include "support/files.h"

#include <stdio.h>
#include <unistd.h>

static rota_faults *faults;
static rota_arena *arena;

static int set_up(void **state) {
    (void)state;
    rota_test_folder();
    faults = rota_faults_new();
    arena = rota_arena_new();
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    rota_arena_free(arena);
    rota_faults_free(faults);
    rota_test_folder_remove();
    return 0;
}

/* "2026-12-25 2026-12-28": the days as a text, to be freed with rota_text_done. */
static rota_text written(const rota_day *days, int count) {
    rota_text all = {0};
    char buf[ROTA_DATE_SIZE];
    for (int i = 0; i < count; i++)
        rota_text_addf(&all, "%s%s", i ? " " : "", rota_day_format(days[i], buf));
    return all;
}

static void expect_days(const rota_day *days, int count, const char *expected) {
    ROTA_CLEANUP(rota_text_done) rota_text all = written(days, count);
    assert_string_equal(rota_text_str(&all), expected);
}

static void expect_good(const char *dir, const char *name, const char *expected) {
    rota_day *days = NULL;
    int count = -1;
    rota_err err = {0};
    rota_rc rc = rota_holidays_read(dir, name, arena, &days, &count, faults, &err);
    rota_test_expect_faults(faults, "");
    assert_string_equal(err.message, "");
    assert_int_equal(rc, ROTA_OK);
    expect_days(days, count, expected);
}

/* What *out and *count were they stay. */
static void expect_bad(const char *name, const char *expected_faults, const char *message) {
    rota_day mine = 7, *days = &mine;
    int count = -1;
    rota_err err = {0};
    assert_int_equal(
        rota_holidays_read(rota_test_path("."), name, arena, &days, &count, faults, &err),
        ROTA_E_INPUT);
    rota_test_expect_faults(faults, expected_faults);
    assert_string_equal(err.message, message);
    assert_ptr_equal(days, &mine);
    assert_int_equal(count, -1);
}

static void test_names(void **state) {
    (void)state;
    const char *names[4] = {0};
    assert_int_equal(rota_holidays_names(names, 4), 1);
    assert_string_equal(names[0], "england");
    names[0] = NULL;
    assert_int_equal(rota_holidays_names(names, 0), 0);
    assert_null(names[0]);
}

static void test_builtin(void **state) {
    (void)state;
    expect_good(rota_test_path("."), "england",
                "2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 "
                "2025-12-26 "
                "2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 "
                "2026-12-28 "
                "2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 "
                "2027-12-28 "
                "2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 2028-12-25 "
                "2028-12-26");
    expect_good(NULL, "", "");
}

/* Sunday by the anonymous Gregorian algorithm (J. Meeus, Astronomical Algorithms, ch. 8). */
static rota_day easter(int year) {
    int a = year % 19, b = year / 100, c = year % 100;
    int d = b / 4, e = b % 4, g = (8 * b + 13) / 25;
    int h = (19 * a + b - d - g + 15) % 30;
    int l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return rota_day_of(year, n / 31, n % 31 + 1);
}

/* The first Monday on or after the day. */
static rota_day monday_from(rota_day day) {
    return rota_week_start(day + 6, ROTA_MON);
}

/* The built-in dates are those of the rule: Easter, Mondays, and the next free weekday after a
 * holiday at the weekend. */
static void test_builtin_follows_the_rule(void **state) {
    (void)state;
    rota_text all = {0};
    for (int year = 2025; year <= 2028; year++) {
        rota_day new_year = rota_day_of(year, 1, 1);
        rota_day christmas = rota_day_of(year, 12, 25), boxing = christmas + 1;
        if (rota_day_is_weekend(new_year))
            new_year = monday_from(new_year);
        if (rota_day_is_weekend(christmas))
            christmas += 2; /* of a Sunday too: the Monday is Boxing Day */
        if (rota_day_is_weekend(boxing))
            boxing += 2;
        rota_day days[] = {new_year,
                           easter(year) - 2,
                           easter(year) + 1,
                           monday_from(rota_day_of(year, 5, 1)),
                           monday_from(rota_day_of(year, 5, 25)),
                           monday_from(rota_day_of(year, 8, 25)),
                           christmas,
                           boxing};
        ROTA_CLEANUP(rota_text_done) rota_text text = written(days, 8);
        rota_text_addf(&all, "%s%s", year > 2025 ? " " : "", rota_text_str(&text));
    }
    expect_good(NULL, "england", rota_text_str(&all));
    rota_text_done(&all);
}

static void test_own_file(void **state) {
    (void)state;
    const char *dir = rota_test_path(".");
    rota_test_write("days.csv", "date,name\n2026-12-28,Boxing Day\n2026-12-25,Christmas\n"
                                "2026-12-28,again\n");
    expect_good(dir, "days.csv", "2026-12-28 2026-12-25 2026-12-28");
    expect_good(dir, "./days.csv", "2026-12-28 2026-12-25 2026-12-28");
    expect_good("/nowhere", rota_test_path("days.csv"), "2026-12-28 2026-12-25 2026-12-28");
    assert_int_equal(chdir(dir), 0);
    expect_good(NULL, "days.csv", "2026-12-28 2026-12-25 2026-12-28");

    /* as a spreadsheet writes it, the columns the other way round */
    rota_test_write("sheet.csv", "\xEF\xBB\xBFname;date\r\nEid; 2026-03-20 \r\n;\r\n;2026-05-27");
    expect_good(dir, "sheet.csv", "2026-03-20 2026-05-27");
    rota_test_write("dates.csv", "date\n2024-02-29\n");
    expect_good(dir, "dates.csv", "2024-02-29");
    rota_test_write("none.csv", "date,name\n");
    expect_good(dir, "none.csv", "");
    /* a file of a built-in list's name is the file when it is written as one */
    rota_test_write("england", "date\n2026-07-01\n");
    expect_good(dir, "./england", "2026-07-01");
    assert_int_equal(chdir("/"), 0);
}

static void test_bad_dates(void **state) {
    (void)state;
    rota_test_write("days.csv",
                    "date,name\n"
                    "2026-12-25,Christmas\n"
                    "2026-02-29,no leap year\n"
                    "25.12.2026,\n"
                    "\n"
                    "\"2026\n12\",two lines\n"
                    ",no date\n"
                    "2026-12-28\n"
                    "2026-12-28,Boxing,Day\n"
                    "a date so long that nobody wants to read the whole of it here,\n"
                    "sixty bytes and one; where the cut would be within a letter\xC3\xA9,\n");
    expect_bad(
        "days.csv",
        "days.csv:3: date: '2026-02-29' is not a date (for example 2026-12-31)\n"
        "days.csv:4: date: '25.12.2026' is not a date (for example 2026-12-31); did you mean "
        "'2026-12-25'?\n"
        "days.csv:6: date: '2026 12' is not a date (for example 2026-12-31)\n"
        "days.csv:8: date: is empty; a date (for example 2026-12-31) is needed\n"
        "days.csv:9: the row has 1 field, the header has 2\n"
        "days.csv:10: the row has 3 fields, the header has 2\n"
        "days.csv:11: date: 'a date so long that nobody wants to read the whole of it "
        "her...' is not a date (for example 2026-12-31)\n"
        "days.csv:12: date: 'sixty bytes and one; where the cut would be within a "
        "letter...' is not a date (for example 2026-12-31)\n",
        "the bank holidays 'days.csv' have 8 faults");
}

static void test_columns(void **state) {
    (void)state;
    static const struct {
        const char *text, *faults, *message;
    } cases[] = {
        {"name\nChristmas\n", "days.csv:1: date: the column is missing\n",
         "the bank holidays './days.csv' have 1 fault"},
        {"\ndat,name\n2026-12-25,Christmas\n",
         "days.csv:2: unknown column 'dat'; did you mean 'date'?\n"
         "days.csv:2: date: the column is missing\n",
         "the bank holidays './days.csv' have 2 faults"},
        {"date,region\nxmas,Wales\n",
         "days.csv:1: unknown column 'region'; the columns of bank holidays are date,name\n"
         "days.csv:2: date: 'xmas' is not a date (for example 2026-12-31)\n",
         "the bank holidays './days.csv' have 2 faults"},
        {"date,,date\n2026-12-25,,2026-12-28\n",
         "days.csv:1: column 2 has no name\ndays.csv:1: date: the column is there twice\n",
         "the bank holidays './days.csv' have 2 faults"},
        {"Date;NAME;;\n2026-12-25;Christmas;;\n;;;\n26/12/2026;;;\n",
         "days.csv:4: date: '26/12/2026' is not a date (for example 2026-12-31); did you mean "
         "'2026-12-26'?\n",
         "the bank holidays './days.csv' have 1 fault"},
        {"2026-12-25,Christmas\n",
         "days.csv:1: names no column of bank holidays; a header row is needed: date,name\n",
         "the bank holidays './days.csv' have 1 fault"},
        {" \n", "days.csv: is empty; a header row is needed: date,name\n",
         "the bank holidays './days.csv' have 1 fault"},
        {"date,name\n2026-12-25,\"Christmas\n",
         "days.csv:2: the quote that opens here is never closed\n",
         "the bank holidays './days.csv' have 1 fault"},
        {"date\n\xFF\n",
         "days.csv:2: field 1: byte 0xFF is not UTF-8 text (perhaps 'ÿ' is meant); save the file "
         "as CSV UTF-8\n",
         "the bank holidays './days.csv' have 1 fault"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_test_write("days.csv", cases[i].text);
        expect_bad("./days.csv", cases[i].faults, cases[i].message);
    }
}

static void test_unknown(void **state) {
    (void)state;
    expect_bad("englnd", "", "unknown bank holidays 'englnd'; did you mean 'england'?");
    expect_bad("England", "", "unknown bank holidays 'England'; did you mean 'england'?");
    expect_bad("france", "",
               "unknown bank holidays 'france'; there are 'england', or a file such as "
               "'./holidays.csv'");
    expect_bad(".csv", "",
               "unknown bank holidays '.csv'; there are 'england', or a file such as "
               "'./holidays.csv'");
    char message[1024];
    snprintf(message, sizeof message, "cannot open '%s': No such file or directory",
             rota_test_path("./england.csv"));
    expect_bad("england.csv", "", message);
    snprintf(message, sizeof message, "cannot read '%s': Is a directory", rota_test_path("././"));
    expect_bad(".", "",
               "unknown bank holidays '.'; there are 'england', or a file such as "
               "'./holidays.csv'");
    expect_bad("./", "", message);
}

static rota_folder *open_home(const char *ini) {
    rota_folder *folder = NULL;
    rota_err err = {0};
    rota_test_write("h/rota.ini", ini);
    rota_rc rc = rota_folder_open(rota_test_path("h"), &folder, faults, &err);
    rota_test_expect_faults(faults, "");
    assert_string_equal(err.message, "");
    assert_int_equal(rc, ROTA_OK);
    return folder;
}

static void make_home(void) {
    rota_err err = {0};
    assert_int_equal(rota_folder_init(rota_test_path("h"), NULL, faults, &err), ROTA_OK);
}

/* Open the home, and these are the bank holidays of its model. */
static void expect_home(const char *ini, const char *expected) {
    rota_folder *folder = open_home(ini);
    rota_home *home = NULL;
    rota_err err = {0};
    assert_int_equal(rota_load_home(folder, &home, &err), ROTA_OK);
    rota_folder_close(folder); /* the home keeps its own */
    expect_days(home->holidays, home->nholidays, expected);
    rota_home_free(home);
}

static void test_home(void **state) {
    (void)state;
    make_home();
    expect_home("[home]\nname = H\n", "");
    expect_home("[home]\nholidays =\n", "");
    rota_test_write("h/days.csv", "date,name\n2026-12-28,Boxing Day\n2025-12-25,\n2026-12-25,\n"
                                  "2026-12-28,again\n2025-12-25,\n");
    expect_home("[home]\nholidays = days.csv\n", "2025-12-25 2026-12-25 2026-12-28");
}

/* The sample home has those of England. */
static void test_sample(void **state) {
    (void)state;
    rota_err err = {0};
    rota_folder *folder = NULL;
    assert_int_equal(rota_folder_init(rota_test_path("h"), "larch-house", faults, &err), ROTA_OK);
    assert_int_equal(rota_folder_open(rota_test_path("h"), &folder, faults, &err), ROTA_OK);
    assert_int_equal(folder->nholidays, 32);
    rota_folder_close(folder);
}

static void expect_home_bad(const char *ini, const char *expected_faults, const char *message) {
    rota_folder *folder = NULL;
    rota_err err = {0};
    rota_test_write("h/rota.ini", ini);
    assert_int_equal(rota_folder_open(rota_test_path("h"), &folder, faults, &err), ROTA_E_INPUT);
    rota_test_expect_faults(faults, expected_faults);
    assert_string_equal(err.message, message);
    assert_null(folder);
}

/* What is wrong with the name is said where it stands, what is wrong with the file there. */
static void test_home_faults(void **state) {
    (void)state;
    make_home();
    expect_home_bad("[home]\n\nholidays = englnd\n[rules]\nprofile = ukk\n",
                    "rota.ini:5: profile: unknown rule profile 'ukk'; did you mean 'uk'?\n"
                    "rota.ini:3: holidays: unknown bank holidays 'englnd'; did you mean "
                    "'england'?\n",
                    "the settings of the home have 2 faults");
    char expected[1024];
    snprintf(expected, sizeof expected,
             "rota.ini:2: holidays: cannot open '%s': No such file or directory\n",
             rota_test_path("h/days.csv"));
    expect_home_bad("[home]\nholidays = days.csv\n", expected,
                    "the settings of the home have 1 fault");
    rota_test_write("h/days.csv", "date\n2026-12-25\n2026-13-25\n");
    expect_home_bad("[home]\nholidays = days.csv\n",
                    "days.csv:3: date: '2026-13-25' is not a date (for example 2026-12-31)\n",
                    "the settings of the home have 1 fault");
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_names),       TEST(test_builtin),   TEST(test_builtin_follows_the_rule),
        TEST(test_own_file),    TEST(test_bad_dates), TEST(test_columns),
        TEST(test_unknown),     TEST(test_home),      TEST(test_sample),
        TEST(test_home_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
