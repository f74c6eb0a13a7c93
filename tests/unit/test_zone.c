#include "support/test.h"

#include "core/zone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static rota_zone *open_zone(const char *name) {
    rota_zone *zone = NULL;
    rota_err err = {0};
    if (rota_zone_open(name, &zone, &err) != ROTA_OK)
        fail_msg("%s", err.message);
    assert_string_equal(rota_zone_name(zone), name);
    return zone;
}

/* An instant from its text in UTC, and back. */
static rota_minute instant(const char *text) {
    rota_zone *utc = open_zone("UTC");
    rota_minute at = ROTA_NO_MINUTE;
    rota_err err = {0};
    if (rota_zone_parse(utc, text, &at, &err) != ROTA_OK)
        fail_msg("%s", err.message);
    rota_zone_free(utc);
    return at;
}

static void assert_instant(rota_minute at, const char *expected) {
    rota_zone *utc = open_zone("UTC");
    char buf[ROTA_DATETIME_SIZE];
    assert_string_equal(rota_zone_format(utc, at, buf), expected);
    rota_zone_free(utc);
}

static void test_utc(void **state) {
    (void)state;
    assert_int_equal(instant("1970-01-01T00:00"), 0);
    assert_int_equal(instant("1970-01-02T00:01Z"), 1441);
    assert_int_equal(instant("1969-12-31T23:59+00:00"), -1);
    assert_instant(-1, "1969-12-31T23:59");
    assert_instant(ROTA_NO_MINUTE, "");
    assert_int_equal(instant("1900-01-01T00:00"), -25567LL * 1440);
    assert_instant(instant("2199-12-31T23:59"), "2199-12-31T23:59");
}

enum { U = ROTA_LOCAL_UNIQUE, M = ROTA_LOCAL_MISSING, A = ROTA_LOCAL_AMBIGUOUS };
static const struct {
    const char *zone, *day;
    int minute, kind;
    const char *first, *second; /* in UTC; NULL: as first */
} locals[] = {
    {"UTC", "2026-03-29", 90, U, "2026-03-29T01:30", NULL},
    /* London goes from 01:00 to 02:00 ... */
    {"Europe/London", "2026-03-29", 59, U, "2026-03-29T00:59", NULL},
    {"Europe/London", "2026-03-29", 60, M, "2026-03-29T01:00", NULL},
    {"Europe/London", "2026-03-29", 90, M, "2026-03-29T01:00", NULL},
    {"Europe/London", "2026-03-29", 119, M, "2026-03-29T01:00", NULL},
    {"Europe/London", "2026-03-29", 120, U, "2026-03-29T01:00", NULL},
    /* ... and back from 02:00 to 01:00. */
    {"Europe/London", "2026-10-25", 59, U, "2026-10-24T23:59", NULL},
    {"Europe/London", "2026-10-25", 60, A, "2026-10-25T00:00", "2026-10-25T01:00"},
    {"Europe/London", "2026-10-25", 90, A, "2026-10-25T00:30", "2026-10-25T01:30"},
    {"Europe/London", "2026-10-25", 119, A, "2026-10-25T00:59", "2026-10-25T01:59"},
    {"Europe/London", "2026-10-25", 120, U, "2026-10-25T02:00", NULL},
    /* Minutes past the end of the day. */
    {"Europe/London", "2026-03-28", 1440 + 90, M, "2026-03-29T01:00", NULL},
    {"Europe/London", "2026-10-24", 1440 + 90, A, "2026-10-25T00:30", "2026-10-25T01:30"},
    {"Europe/London", "2026-10-24", 2880, U, "2026-10-26T00:00", NULL},
    /* All year on summer time in 1970; far years follow the last rule. */
    {"Europe/London", "1970-01-01", 0, U, "1969-12-31T23:00", NULL},
    {"Europe/London", "2199-03-31", 90, M, "2199-03-31T01:00", NULL},
    {"Europe/London", "2199-07-01", 0, U, "2199-06-30T23:00", NULL},
    {"Europe/London", "1900-07-01", 0, U, "1900-07-01T00:00", NULL},
    {"Asia/Kathmandu", "2026-06-01", 345, U, "2026-06-01T00:00", NULL},
    {"Asia/Kathmandu", "1985-12-31", 0, U, "1985-12-30T18:30", NULL},
    {"Asia/Kathmandu", "1986-01-01", 5, M, "1985-12-31T18:30", NULL},
    {"America/New_York", "2026-03-08", 150, M, "2026-03-08T07:00", NULL},
    {"America/New_York", "2026-11-01", 90, A, "2026-11-01T05:30", "2026-11-01T06:30"},
    {"America/New_York", "2026-12-31", 1439, U, "2027-01-01T04:59", NULL},
    /* Lord Howe: half an hour only, and summer at the turn of the year. */
    {"Australia/Lord_Howe", "2026-04-05", 104, A, "2026-04-04T14:44", "2026-04-04T15:14"},
    {"Australia/Lord_Howe", "2026-04-05", 120, U, "2026-04-04T15:30", NULL},
    {"Australia/Lord_Howe", "2026-10-04", 135, M, "2026-10-03T15:30", NULL},
    {"Australia/Lord_Howe", "2026-10-04", 150, U, "2026-10-03T15:30", NULL},
    {"Australia/Sydney", "2026-01-01", 0, U, "2025-12-31T13:00", NULL},
    {"Australia/Sydney", "2026-07-01", 0, U, "2026-06-30T14:00", NULL},
    {"Australia/Sydney", "2026-04-05", 150, A, "2026-04-04T15:30", "2026-04-04T16:30"},
    {"Australia/Sydney", "2026-10-04", 150, M, "2026-10-03T16:00", NULL},
    /* Samoa changed to the other side of the date line: a whole day is missing. */
    {"Pacific/Apia", "2011-12-30", 720, M, "2011-12-30T10:00", NULL},
    {"Pacific/Apia", "2011-12-31", 0, U, "2011-12-30T10:00", NULL},
};

static void test_local(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof locals / sizeof locals[0]; i++) {
        rota_zone *zone = open_zone(locals[i].zone);
        const char *last = locals[i].second ? locals[i].second : locals[i].first;
        rota_day day;
        rota_minute first = 1, second = 2, only = 3;
        assert_true(rota_day_parse(locals[i].day, &day));
        enum rota_local kind = rota_zone_local(zone, day, locals[i].minute, &first, &second);
        if ((int)kind != locals[i].kind)
            fail_msg("case %zu: kind %d", i, (int)kind);
        assert_instant(first, locals[i].first);
        assert_instant(second, last);
        assert_int_equal(rota_zone_local(zone, day, locals[i].minute, &only, NULL), kind);
        assert_int_equal(only, first);
        assert_instant(rota_zone_at(zone, day, locals[i].minute, false), locals[i].first);
        assert_instant(rota_zone_at(zone, day, locals[i].minute, true), last);
        rota_zone_free(zone);
    }
}

static void test_split(void **state) {
    (void)state;
    static const struct {
        const char *zone, *at, *day;
        int minute, offset;
    } cases[] = {
        {"UTC", "2026-06-01T00:00", "2026-06-01", 0, 0},
        {"Europe/London", "2026-03-29T00:59", "2026-03-29", 59, 0},
        {"Europe/London", "2026-03-29T01:00", "2026-03-29", 120, 60},
        {"Europe/London", "2026-10-25T00:59", "2026-10-25", 119, 60},
        {"Europe/London", "2026-10-25T01:00", "2026-10-25", 60, 0},
        {"Europe/London", "1900-01-01T00:00", "1900-01-01", 0, 0},
        {"Asia/Kathmandu", "2026-06-01T00:00", "2026-06-01", 345, 345},
        {"Asia/Kathmandu", "1910-06-01T00:00", "1910-06-01", 341, 341}, /* 5:41:16 */
        {"America/New_York", "2026-06-01T03:59", "2026-05-31", 1439, -240},
        {"America/New_York", "1960-01-01T04:00", "1959-12-31", 1380, -300},
        {"Australia/Lord_Howe", "2026-01-01T00:00", "2026-01-01", 660, 660},
        {"Australia/Lord_Howe", "2026-07-01T00:00", "2026-07-01", 630, 630},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_zone *zone = open_zone(cases[i].zone);
        rota_day day;
        int minute, offset;
        char buf[ROTA_DATE_SIZE];
        rota_zone_split(zone, instant(cases[i].at), &day, &minute, &offset);
        assert_string_equal(rota_day_format(day, buf), cases[i].day);
        assert_int_equal(minute, cases[i].minute);
        assert_int_equal(offset, cases[i].offset);
        rota_zone_free(zone);
    }
}

static const char *const many[] = {"UTC",
                                   "Europe/London",
                                   "Europe/Dublin",
                                   "America/New_York",
                                   "Asia/Kathmandu",
                                   "Asia/Gaza",
                                   "Africa/Cairo",
                                   "Australia/Lord_Howe",
                                   "America/Santiago",
                                   "Pacific/Apia",
                                   "Africa/Casablanca"};
enum { NMANY = sizeof many / sizeof many[0] };

/* The table says what libc says, in every year of it. Asia/Gaza has a week of winter time in the
 * summer of 2040. */
static void test_same_as_libc(void **state) {
    (void)state;
    rota_minute from = instant("1900-01-01T00:00"), to = instant("2199-12-31T23:59");
    for (size_t i = 0; i < NMANY; i++) {
        rota_zone *zone = open_zone(many[i]);
        setenv("TZ", many[i], 1);
        tzset();
        for (rota_minute at = from; at <= to; at += 12 * 60 + 7) {
            time_t t = (time_t)at * 60;
            struct tm tm;
            rota_day day;
            int minute, offset;
            localtime_r(&t, &tm);
            rota_zone_split(zone, at, &day, &minute, &offset);
            long difference = offset * 60L - tm.tm_gmtoff;
            if (difference < -30 || difference > 30)
                fail_msg("%s at %lld: offset %d, libc %ld", many[i], (long long)at, offset,
                         (long)tm.tm_gmtoff);
        }
        unsetenv("TZ");
        tzset();
        rota_zone_free(zone);
    }
}

/* instant -> local -> instant is the same instant, and text -> instant -> text the same text. */
static void test_there_and_back(void **state) {
    (void)state;
    rota_minute from = instant("1990-01-01T00:00"), to = instant("2045-01-01T00:00");
    for (size_t i = 0; i < NMANY; i++) {
        rota_zone *zone = open_zone(many[i]);
        for (rota_minute at = from; at < to; at += 127) {
            rota_day day;
            int minute, offset;
            rota_minute first, second, parsed = 0;
            rota_zone_split(zone, at, &day, &minute, &offset);
            enum rota_local kind = rota_zone_local(zone, day, minute, &first, &second);
            if (kind == ROTA_LOCAL_MISSING || (at != first && at != second) ||
                (first < second) != (kind == ROTA_LOCAL_AMBIGUOUS))
                fail_msg("%s at %lld", many[i], (long long)at);
            char buf[ROTA_DATETIME_SIZE];
            rota_zone_format(zone, at, buf);
            if (rota_zone_parse(zone, buf, &parsed, NULL) != ROTA_OK || parsed != at)
                fail_msg("%s at %lld: '%s'", many[i], (long long)at, buf);
        }
        rota_zone_free(zone);
    }
}

static void test_changes_between(void **state) {
    (void)state;
    static const struct {
        const char *zone, *from, *to;
        bool changes;
    } cases[] = {
        {"UTC", "2026-03-01T00:00", "2026-06-01T00:00", false},
        {"Europe/London", "2026-03-28T22:00", "2026-03-29T00:59", false},
        {"Europe/London", "2026-03-28T22:00", "2026-03-29T01:00", true},
        {"Europe/London", "2026-03-29T01:00", "2026-03-29T02:00", false},
        {"Europe/London", "2026-10-25T01:00", "2026-10-25T00:59", true},
        {"Australia/Lord_Howe", "2026-04-04T14:59", "2026-04-04T15:00", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_zone *zone = open_zone(cases[i].zone);
        assert_int_equal(
            rota_zone_changes_between(zone, instant(cases[i].from), instant(cases[i].to)),
            cases[i].changes);
        rota_zone_free(zone);
    }
}

static void test_parse_and_format(void **state) {
    (void)state;
    static const struct {
        const char *zone, *text, *utc, *formatted; /* formatted NULL: the text itself */
    } cases[] = {
        {"Europe/London", "2026-06-01T07:30", "2026-06-01T06:30", NULL},
        {"Europe/London", "2026-06-01T07:30+01:00", "2026-06-01T06:30", "2026-06-01T07:30"},
        {"Europe/London", "2026-01-01T00:00Z", "2026-01-01T00:00", "2026-01-01T00:00"},
        {"Europe/London", "2026-01-01T00:00-00:00", "2026-01-01T00:00", "2026-01-01T00:00"},
        {"Europe/London", "2026-10-25T01:30+01:00", "2026-10-25T00:30", NULL},
        {"Europe/London", "2026-10-25T01:30+00:00", "2026-10-25T01:30", NULL},
        {"Europe/London", "2026-10-25T01:30Z", "2026-10-25T01:30", "2026-10-25T01:30+00:00"},
        {"Europe/London", "2026-03-29T02:00", "2026-03-29T01:00", NULL},
        {"Asia/Kathmandu", "2026-06-01T05:45+05:45", "2026-06-01T00:00", "2026-06-01T05:45"},
        {"America/New_York", "2026-11-01T01:00-05:00", "2026-11-01T06:00", NULL},
        {"Australia/Lord_Howe", "2026-04-05T01:44+10:30", "2026-04-04T15:14", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_zone *zone = open_zone(cases[i].zone);
        rota_minute at = 0;
        rota_err err = {0};
        if (rota_zone_parse(zone, cases[i].text, &at, &err) != ROTA_OK)
            fail_msg("%s", err.message);
        assert_instant(at, cases[i].utc);
        char buf[ROTA_DATETIME_SIZE];
        assert_ptr_equal(rota_zone_format(zone, at, buf), buf);
        assert_string_equal(buf, cases[i].formatted ? cases[i].formatted : cases[i].text);
        rota_zone_free(zone);
    }
}

static void test_parse_refuses(void **state) {
    (void)state;
    static const struct {
        const char *zone, *text, *message;
    } cases[] = {
        {"Europe/London", "2026-03-29T01:30",
         "'2026-03-29T01:30' does not exist in Europe/London: the clocks went forward from 01:00 "
         "to 02:00"},
        {"Europe/London", "2026-03-29T01:30+01:00",
         "'2026-03-29T01:30+01:00' does not exist in Europe/London: the clocks went forward from "
         "01:00 to 02:00"},
        {"Australia/Lord_Howe", "2026-10-04T02:29",
         "'2026-10-04T02:29' does not exist in Australia/Lord_Howe: the clocks went forward from "
         "02:00 to 02:30"},
        {"Europe/London", "2026-10-25T01:30",
         "'2026-10-25T01:30' happens twice in Europe/London: write 2026-10-25T01:30+01:00 (the "
         "first) or 2026-10-25T01:30+00:00 (the second)"},
        {"Europe/London", "2026-10-25T01:30+02:00",
         "'2026-10-25T01:30+02:00' has the offset +02:00, but Europe/London has +01:00 or +00:00 "
         "then"},
        {"Europe/London", "2026-06-01T07:30Z",
         "'2026-06-01T07:30Z' has the offset +00:00, but Europe/London has +01:00 then"},
        {"America/New_York", "2026-06-01T07:30-05:00",
         "'2026-06-01T07:30-05:00' has the offset -05:00, but America/New_York has -04:00 then"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_zone *zone = open_zone(cases[i].zone);
        rota_minute at = 4711;
        rota_err err = {0};
        assert_int_equal(rota_zone_parse(zone, cases[i].text, &at, &err), ROTA_E_INPUT);
        assert_int_equal(at, 4711);
        assert_int_equal(err.rc, ROTA_E_INPUT);
        assert_string_equal(err.message, cases[i].message);
        rota_zone_free(zone);
    }
}

static void test_parse_refuses_garbage(void **state) {
    (void)state;
    static const char *const garbage[] = {
        "",
        "2026-06-01",
        "2026-06-01 07:30",
        "2026-06-01T7:30",
        "2026-06-01T24:00",
        "2026-06-01T07:30:00",
        "2026-02-29T07:30",
        "2026-06-01T07:30z",
        "2026-06-01T07:30+1:00",
        "2026-06-01T07:30+0100",
        "2026-06-01T07:30+01:00 ",
        "2026-06-01T07:30 ",
        "2026-06-01T07:30+24:00",
    };
    rota_zone *zone = open_zone("Europe/London");
    for (size_t i = 0; i < sizeof garbage / sizeof garbage[0]; i++) {
        rota_minute at = 4711;
        rota_err err = {0};
        char message[200];
        snprintf(message, sizeof message,
                 "'%s' is not a date and time (for example 2026-03-02T07:30)", garbage[i]);
        assert_int_equal(rota_zone_parse(zone, garbage[i], &at, &err), ROTA_E_INPUT);
        assert_string_equal(err.message, message);
        assert_int_equal(at, 4711);
    }
    rota_zone_free(zone);
}

static void assert_unknown(const char *name, const char *message) {
    rota_zone *zone = NULL;
    rota_err err = {0};
    assert_int_equal(rota_zone_open(name, &zone, &err), ROTA_E_INPUT);
    assert_null(zone);
    assert_string_equal(err.message, message);
}

static void test_unknown(void **state) {
    (void)state;
    static const struct {
        const char *name, *meant; /* NULL: no near miss */
    } cases[] = {
        {"Europe/Londn", "Europe/London"},
        {"europe/london", "Europe/London"},
        {"EUROPE/LONDON", "Europe/London"},
        {"Europe/Lond", "Europe/London"},
        {"london", "Europe/London"},
        {"Nairobbi", "Africa/Nairobi"}, /* no other name of it, on no system */
        {"New York", "America/New_York"},
        {"utc", "UTC"},
        {"right/Europe/London", "Europe/London"},
        {"../zoneinfo/Europe/London", NULL},
        {"/usr/share/zoneinfo/Europe/London", NULL},
        {"Europe/../Europe/London", NULL},
        {"Europe", NULL}, /* a directory */
        {"zone.tab", NULL},
        {"tzdata", NULL},
        {"Mars/Olympus_Mons", NULL},
        {"", NULL},
        {"Europe/London\n", "Europe/London"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char message[200];
        if (cases[i].meant)
            snprintf(message, sizeof message, "unknown time zone '%s'; did you mean '%s'?",
                     cases[i].name, cases[i].meant);
        else
            snprintf(message, sizeof message, "unknown time zone '%s' (for example Europe/London)",
                     cases[i].name);
        assert_unknown(cases[i].name, message);
    }
    assert_int_equal(rota_zone_open("Nowhere", &(rota_zone *){NULL}, NULL), ROTA_E_INPUT);

    rota_err err;
    char name[2000];
    memset(name, 'A', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_int_equal(rota_zone_open(name, &(rota_zone *){NULL}, &err), ROTA_E_INPUT);
    rota_zone_free(NULL);
}

/* Whatever TZ was, it is the same after opening a zone, and libc follows it again. */
static void test_environment_is_restored(void **state) {
    (void)state;
    static const struct {
        const char *tz; /* NULL: not set */
        long offset;
    } cases[] = {{"Asia/Tokyo", 9 * 3600L}, {"XYZ+3", -3 * 3600L}, {"", 0}, {NULL, -1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (cases[i].tz)
            setenv("TZ", cases[i].tz, 1);
        else
            unsetenv("TZ");
        rota_zone_free(open_zone("America/New_York"));
        const char *tz = getenv("TZ");
        if (cases[i].tz) {
            assert_non_null(tz);
            assert_string_equal(tz, cases[i].tz);
            time_t t = 1780300000;
            struct tm tm;
            localtime_r(&t, &tm);
            assert_int_equal(tm.tm_gmtoff, cases[i].offset);
        } else {
            assert_null(tz);
        }
    }
}

static void write_file(const char *directory, const char *name, const void *bytes, size_t n) {
    char path[200];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

/* A zone directory of our own: none at all, then with files that are damaged. */
static void test_other_directory(void **state) {
    (void)state;
    char directory[] = "/tmp/rota-zone-XXXXXX", message[200];
    assert_non_null(mkdtemp(directory));
    unsigned char london[8192];
    FILE *file = fopen("/usr/share/zoneinfo/Europe/London", "rb");
    assert_non_null(file);
    size_t n = fread(london, 1, sizeof london, file);
    fclose(file);

    setenv("TZDIR", directory, 1);
    rota_zone_free(open_zone("UTC"));
    snprintf(message, sizeof message,
             "unknown time zone 'Europe/London': there is no time zone database in '%s' (install "
             "the package tzdata)",
             directory);
    assert_unknown("Europe/London", message);

    write_file(directory, "Text", "no zone", 7);
    write_file(directory, "Short", "TZ", 2);
    write_file(directory, "London", london, n);
    assert_unknown("Text", "unknown time zone 'Text' (for example Europe/London)");
    assert_unknown("Short", "unknown time zone 'Short' (for example Europe/London)");
    assert_unknown("Londno", "unknown time zone 'Londno'; did you mean 'London'?");
    rota_zone *zone = open_zone("London");
    rota_minute at;
    assert_int_equal(rota_zone_parse(zone, "2026-06-01T07:30+01:00", &at, NULL), ROTA_OK);
    rota_zone_free(zone);

    /* libc takes what it cannot read for UTC; we must not read past the end of it. */
    for (size_t cut = 4; cut < n; cut += cut < 100 ? 1 : 97) {
        write_file(directory, "London", london, cut);
        rota_zone_free(open_zone("London"));
    }
    for (size_t i = 4; i < 44; i++) {
        unsigned char before = london[i];
        london[i] = 0xFF;
        write_file(directory, "London", london, n);
        rota_zone_free(open_zone("London"));
        london[i] = before;
    }
    /* The oldest version has 32-bit instants only and nothing after them. */
    london[4] = '\0';
    write_file(directory, "London", london, n);
    zone = open_zone("London");
    assert_int_equal(rota_zone_parse(zone, "2026-06-01T07:30+01:00", &at, NULL), ROTA_OK);
    rota_zone_free(zone);

    unsetenv("TZDIR");
    static const char *const made[] = {"Text", "Short", "London"};
    for (size_t i = 0; i < 3; i++) {
        char path[200];
        snprintf(path, sizeof path, "%s/%s", directory, made[i]);
        assert_int_equal(unlink(path), 0);
    }
    assert_int_equal(rmdir(directory), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utc),
        cmocka_unit_test(test_local),
        cmocka_unit_test(test_split),
        cmocka_unit_test(test_same_as_libc),
        cmocka_unit_test(test_there_and_back),
        cmocka_unit_test(test_changes_between),
        cmocka_unit_test(test_parse_and_format),
        cmocka_unit_test(test_parse_refuses),
        cmocka_unit_test(test_parse_refuses_garbage),
        cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_environment_is_restored),
        cmocka_unit_test(test_other_directory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
