/* What a value of a spreadsheet probably means, and what means nothing. */
#include "support/test.h"

#include "io/value.h"

#include <string.h>

static const char *date(const char *s, char *buf) {
    return rota_value_date(s, false, buf);
}

static const char *born(const char *s, char *buf) {
    return rota_value_date(s, true, buf);
}

static const char *whole(const char *s, char *buf) {
    return rota_value_whole(s, false, buf);
}

static const char *minutes(const char *s, char *buf) {
    return rota_value_whole(s, true, buf);
}

static const char *yes_no(const char *s, char *buf) {
    (void)buf;
    return rota_value_yes_no(s);
}

typedef const char *reader(const char *s, char *buf);
typedef struct {
    const char *text, *meant; /* NULL: nothing of the kind */
} meaning;

static void check(reader *read, const meaning *cases, size_t n) {
    for (size_t i = 0; i < n; i++) {
        char buf[ROTA_HINT_SIZE];
        const char *meant = read(cases[i].text, buf);
        if (!meant != !cases[i].meant || (meant && strcmp(meant, cases[i].meant) != 0))
            fail_msg("'%s' means %s instead of %s", cases[i].text, meant ? meant : "nothing",
                     cases[i].meant ? cases[i].meant : "nothing");
    }
}
#define CHECK(read, cases) check(read, cases, sizeof cases / sizeof cases[0])

static void test_dates(void **state) {
    (void)state;
    static const meaning cases[] = {
        {"2026-12-31", "2026-12-31"},
        {"31.12.2026", "2026-12-31"},
        {"31/12/2026", "2026-12-31"},
        {"31-12-2026", "2026-12-31"},
        {"31. 12. 2026", "2026-12-31"},
        {"1.2.26", "2026-02-01"},
        {"03/04/2026", "2026-04-03"},
        {"12/31/2026", "2026-12-31"},
        {"2026/1/5", "2026-01-05"},
        {"2026-12-31 00:00", "2026-12-31"},
        {"2026-12-31T00:00:00", "2026-12-31"},
        {"31.12.2026 0:00", "2026-12-31"},
        {"46387", "2026-12-31"},
        {"46387.0", "2026-12-31"},
        {"10000", "1927-05-18"},
        {"31.12.85", "2085-12-31"},
        {"29.2.2026", NULL},
        {"2026-13-01", NULL},
        {"13/13/2026", NULL},
        {"31.12/2026", NULL},
        {"31.12", NULL},
        {"31.12.226", NULL},
        {"31.12.2026 25:00", NULL},
        {"2026", NULL},
        {"9999", NULL},
        {"100000", NULL},
        {"Apr 19", NULL},
        {"", NULL},
        {"1.2.3.4", NULL},
        {"2026-12-312026-12-312026-12-312026-12-312026-12-31", NULL},
    };
    static const meaning births[] = {{"31.12.85", "1985-12-31"},
                                     {"1/2/30", "1930-02-01"},
                                     {"1.2.29", "2029-02-01"},
                                     {"1.2.2019", "2019-02-01"}};
    CHECK(date, cases);
    CHECK(born, births);
}

static void test_times(void **state) {
    (void)state;
    static const meaning cases[] = {
        {"07:30", "07:30"},    {"7:30", "07:30"},     {"07.30", "07:30"},
        {"7.30", "07:30"},     {"7h30", "07:30"},     {"0730", "07:30"},
        {"07:30:00", "07:30"}, {"7:30 AM", "07:30"},  {"7:30 p.m.", "19:30"},
        {"12:15 am", "00:15"}, {"12:15PM", "12:15"},  {"7pm", "19:00"},
        {"24:00", "24:00"},    {"7:30+1", "07:30+1"}, {"0.3125", "07:30"},
        {"0,5", "12:00"},      {"0.0", "00:00"},      {"13:00 PM", NULL},
        {"0:30 am", NULL},     {"24:01", NULL},       {"25:00", NULL},
        {"7:60", NULL},        {"07:30:15", NULL},    {"7", NULL},
        {"730", NULL},         {"1.5", NULL},         {"7:3", NULL},
        {"7:30 xm", NULL},     {"7:30+2", NULL},      {"", NULL},
        {"+1", NULL},
    };
    CHECK(rota_value_time, cases);
}

static void test_dates_with_times(void **state) {
    (void)state;
    static const meaning cases[] = {
        {"2026-12-31T07:30", "2026-12-31T07:30"},
        {"31.12.2026 7:30", "2026-12-31T07:30"},
        {"31. 12. 2026 7:30", "2026-12-31T07:30"},
        {"31/12/2026 7:30 PM", "2026-12-31T19:30"},
        {"2026-12-31 07:30:00", "2026-12-31T07:30"},
        {"2026-12-31T24:00", "2027-01-01T00:00"},
        {"46387.3125", "2026-12-31T07:30"},
        {"46387,99999", "2027-01-01T00:00"},
        {"2026-10-25T01:30+00:00", NULL}, /* an offset is for the time zone to read */
        {"2026-12-31", NULL},
        {"46387", NULL},
        {"7:30", NULL},
        {"32.12.2026 7:30", NULL},
        {"tomorrow 7:30", NULL},
    };
    static const meaning windows[] = {
        {"07:00-22:30", "07:00-22:30"},
        {"7:00-22:30", "07:00-22:30"},
        {"07.00 - 22.30", "07:00-22:30"},
        {"7:00\xE2\x80\x93"
         "22:30",
         "07:00-22:30"},
        {"7am \xE2\x80\x94 10 pm", "07:00-22:00"},
        {"22:00-24:00", "22:00-24:00"},
        {"07:00-25:00", NULL},
        {"07:00-15:00+1", NULL},
        {"07:00", NULL},
        {"-07:00", NULL},
        {"early-late", NULL},
    };
    CHECK(rota_value_datetime, cases);
    CHECK(rota_value_window, windows);
}

static void test_numbers_and_words(void **state) {
    (void)state;
    static const meaning numbers[] = {
        {"37,5", "37.5"}, {"37.5 h", "37.5"}, {"37,5\xC2\xA0Std", "37.5"},
        {"38", "38"},     {"37,5x", NULL},    {"1.234,5", NULL},
        {"1,2,3", NULL},  {"", NULL},         {"h", NULL},
        {"-1", NULL},     {"5 apples", NULL}};
    static const meaning hours[] = {
        {"37:30", "37.5"}, {"0:20", "0.33"}, {"37,5", "37.5"}, {"37:60", NULL}, {"37:3", NULL}};
    static const meaning wholes[] = {{"2.0", "2"},  {"2,00", "2"},  {"30 min", "30"},
                                     {"2.5", NULL}, {"0:30", NULL}, {"two", NULL}};
    static const meaning breaks[] = {
        {"0:30", "30"}, {"1:15", "75"}, {"30 min", "30"}, {"12:00-12:20", NULL}};
    static const meaning words[] = {{"ja", "yes"},  {"WAHR", "yes"},   {"x", "yes"}, {"Nein", "no"},
                                    {"faux", "no"}, {"perhaps", NULL}, {"", NULL}};
    CHECK(rota_value_number, numbers);
    CHECK(rota_value_hours, hours);
    CHECK(whole, wholes);
    CHECK(minutes, breaks);
    CHECK(yes_no, words);
}

static void test_shown(void **state) {
    (void)state;
    char buf[ROTA_SHOWN_SIZE];
    assert_string_equal(rota_value_shown("a\tb\nc\x7F", buf), "a b c ");
    char longer[80];
    memset(longer, 'x', sizeof longer);
    memcpy(longer + 59, "\xC3\xBC", 2); /* the cut goes before it */
    longer[79] = '\0';
    rota_value_shown(longer, buf);
    assert_int_equal(strlen(buf), 59 + 3);
    assert_string_equal(buf + 57, "xx...");
    assert_true(rota_value_is_blank(" \t\xC2\xA0\xE2\x80\xAF\n"));
    assert_true(rota_value_is_blank(""));
    assert_false(rota_value_is_blank(" 0"));
    assert_false(rota_value_is_blank("\xC2\xA1"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_times),
        cmocka_unit_test(test_dates_with_times),
        cmocka_unit_test(test_numbers_and_words),
        cmocka_unit_test(test_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
