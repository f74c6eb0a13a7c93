#include "support/test.h"

#include "core/date.h"

#include <stdio.h>

static void test_known_days(void **state) {
    (void)state;
    static const struct {
        int year, month, mday, day;
        enum rota_weekday weekday;
        const char *text;
    } cases[] = {
        {1970, 1, 1, 0, ROTA_THU, "1970-01-01"},
        {1969, 12, 31, -1, ROTA_WED, "1969-12-31"},
        {1900, 1, 1, -25567, ROTA_MON, "1900-01-01"},
        {1900, 2, 28, -25509, ROTA_WED, "1900-02-28"},
        {1900, 3, 1, -25508, ROTA_THU, "1900-03-01"}, /* 1900 is not a leap year */
        {2000, 2, 29, 11016, ROTA_TUE, "2000-02-29"}, /* 2000 is */
        {2024, 2, 29, 19782, ROTA_THU, "2024-02-29"},
        {2026, 6, 1, 20605, ROTA_MON, "2026-06-01"},
        {2199, 12, 31, 84005, ROTA_TUE, "2199-12-31"},
        {0, 3, 1, -719468, ROTA_WED, "0000-03-01"},
        {-1, 12, 31, -719529, ROTA_FRI, "-001-12-31"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int year, month, mday;
        char buf[ROTA_DATE_SIZE];
        assert_int_equal(rota_day_of(cases[i].year, cases[i].month, cases[i].mday), cases[i].day);
        rota_day_split(cases[i].day, &year, &month, &mday);
        assert_int_equal(year, cases[i].year);
        assert_int_equal(month, cases[i].month);
        assert_int_equal(mday, cases[i].mday);
        assert_int_equal(rota_day_weekday(cases[i].day), cases[i].weekday);
        assert_ptr_equal(rota_day_format(cases[i].day, buf), buf);
        assert_string_equal(buf, cases[i].text);
    }
}

/* Every day from 1900 to 2199, counted on as a wall calendar does. */
static void test_every_day(void **state) {
    (void)state;
    static const int month_days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    rota_day day = -25567;
    enum rota_weekday weekday = ROTA_MON;
    for (int year = 1900; year <= 2199; year++) {
        bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        for (int month = 1; month <= 12; month++) {
            int ndays = month_days[month - 1] + (month == 2 && leap);
            for (int mday = 1; mday <= ndays; mday++) {
                char buf[ROTA_DATE_SIZE], expected[64];
                rota_day parsed = ROTA_NO_DAY;
                snprintf(expected, sizeof expected, "%04d-%02d-%02d", year, month, mday);
                assert_int_equal(rota_day_of(year, month, mday), day);
                assert_string_equal(rota_day_format(day, buf), expected);
                assert_true(rota_day_parse(buf, &parsed));
                assert_int_equal(parsed, day);
                assert_int_equal(rota_day_weekday(day), weekday);
                assert_int_equal(rota_day_is_weekend(day), weekday >= ROTA_SAT);
                day++;
                weekday = (enum rota_weekday)((weekday + 1) % 7);
            }
        }
    }
}

static void test_extremes(void **state) {
    (void)state;
    char buf[ROTA_DATE_SIZE] = "x";
    assert_string_equal(rota_day_format(ROTA_NO_DAY, buf), "");
    assert_string_equal(rota_day_format(INT_MAX, buf), "5881580-07-11");
    assert_string_equal(rota_day_format(INT_MIN + 1, buf), "-5877641-06-24");
}

static void test_parse_refuses(void **state) {
    (void)state;
    static const char *const cases[] = {
        "",           "2026",        "2026-1-01",        "2026-01-1",  "26-01-01",
        "2026/01/01", "2026-01-01 ", " 2026-01-01",      "2026-01-0x", "2026-13-01",
        "2026-00-01", "2026-01-00",  "2026-01-32",       "2026-02-29", "2100-02-29",
        "2026-04-31", "1899-12-31",  "2200-01-01",       "+026-01-01", "2026--1-01",
        "2026-01--1", "20260101",    "2026-01-01T00:00",
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_day day = 4711;
        if (rota_day_parse(cases[i], &day))
            fail_msg("'%s' was accepted", cases[i]);
        assert_int_equal(day, 4711);
    }
}

static void test_week_start(void **state) {
    (void)state;
    static const struct {
        const char *day;
        enum rota_weekday week_starts;
        const char *expected;
    } cases[] = {
        {"2026-06-01", ROTA_MON, "2026-06-01"}, {"2026-06-07", ROTA_MON, "2026-06-01"},
        {"2026-06-08", ROTA_MON, "2026-06-08"}, {"2026-06-01", ROTA_SUN, "2026-05-31"},
        {"2026-06-06", ROTA_SUN, "2026-05-31"}, {"2026-06-07", ROTA_SUN, "2026-06-07"},
        {"2026-06-05", ROTA_SAT, "2026-05-30"}, {"1969-12-31", ROTA_MON, "1969-12-29"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_day day;
        char buf[ROTA_DATE_SIZE];
        assert_true(rota_day_parse(cases[i].day, &day));
        assert_string_equal(rota_day_format(rota_week_start(day, cases[i].week_starts), buf),
                            cases[i].expected);
    }
}

static void test_months_between(void **state) {
    (void)state;
    static const struct {
        const char *birth, *day;
        int months;
    } cases[] = {
        {"2026-01-15", "2026-01-15", 0},   {"2026-01-15", "2026-02-14", 0},
        {"2026-01-15", "2026-02-15", 1},   {"2008-06-01", "2026-05-31", 215},
        {"2008-06-01", "2026-06-01", 216}, {"2026-01-31", "2026-02-28", 0},
        {"2026-01-31", "2026-03-01", 1},   {"2026-01-15", "2026-01-14", -1},
        {"2026-01-15", "2025-12-15", -1},  {"2026-01-15", "2025-12-14", -2},
        {"2008-02-29", "2026-02-28", 215}, {"2008-02-29", "2026-03-01", 216},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_day birth, day;
        assert_true(rota_day_parse(cases[i].birth, &birth));
        assert_true(rota_day_parse(cases[i].day, &day));
        assert_int_equal(rota_months_between(birth, day), cases[i].months);
    }
}

static void test_birthday(void **state) {
    (void)state;
    static const struct {
        const char *birth;
        int years;
        const char *expected;
    } cases[] = {
        {"2008-06-01", 18, "2026-06-01"},  {"2008-02-29", 18, "2026-03-01"},
        {"2008-02-29", 16, "2024-02-29"},  {"2007-12-31", 0, "2007-12-31"},
        {"1996-02-29", 104, "2100-03-01"}, {"2008-02-28", 18, "2026-02-28"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_day birth;
        char buf[ROTA_DATE_SIZE];
        assert_true(rota_day_parse(cases[i].birth, &birth));
        rota_day day = rota_birthday(birth, cases[i].years);
        assert_string_equal(rota_day_format(day, buf), cases[i].expected);
        /* The two functions agree on the very day. */
        assert_int_equal(rota_months_between(birth, day), 12 * cases[i].years);
        assert_int_equal(rota_months_between(birth, day - 1), 12 * cases[i].years - 1);
    }
}

static void test_weekday_names(void **state) {
    (void)state;
    static const char *const names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    for (int i = 0; i < 7; i++)
        assert_string_equal(rota_weekday_name((enum rota_weekday)i), names[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_days), cmocka_unit_test(test_every_day),
        cmocka_unit_test(test_extremes),   cmocka_unit_test(test_parse_refuses),
        cmocka_unit_test(test_week_start), cmocka_unit_test(test_months_between),
        cmocka_unit_test(test_birthday),   cmocka_unit_test(test_weekday_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
