#include "support/test.h"

#include "io/spans.h"

#include <string.h>

static rota_zone *zone;

static int set_up(void **state) {
    (void)state;
    return rota_zone_open("Europe/London", &zone, NULL) == ROTA_OK ? 0 : -1;
}

static int tear_down(void **state) {
    (void)state;
    rota_zone_free(zone);
    return 0;
}

static rota_minute at(const char *text) {
    rota_minute minute = 0;
    assert_int_equal(rota_zone_parse(zone, text, &minute, NULL), ROTA_OK);
    return minute;
}

/* From a duty and a text to the text that is stored, and how many minutes it is. */
static const struct {
    const char *start, *end, *text, *stored;
    int minutes;
} good[] = {
    {"2026-06-01T07:00", "2026-06-01T15:00", "12:00-12:20", "12:00-12:20", 20},
    {"2026-06-01T07:00", "2026-06-01T15:00", "12:00-12:20|10:00-10:10", "10:00-10:10|12:00-12:20",
     30},
    {"2026-06-01T07:00", "2026-06-01T15:00", " 12:00-12:20  13:00-13:05|",
     "12:00-12:20|13:00-13:05", 25},
    {"2026-06-01T07:00", "2026-06-01T15:00", "07:00-15:00", "07:00-15:00", 480},
    {"2026-06-01T07:00", "2026-06-01T15:00", "12:00-12:20|12:20-12:40", "12:00-12:20|12:20-12:40",
     40},
    /* over midnight */
    {"2026-06-01T22:00", "2026-06-02T07:00", "02:00-02:30|23:50-00:10", "23:50-00:10|02:00-02:30",
     50},
    {"2026-06-01T22:00", "2026-06-02T07:00", "23:30-24:00", "23:30-00:00", 30},
    {"2026-06-01T22:00", "2026-06-02T07:00", "02:00+1-02:30+1", "02:00-02:30", 30},
    /* over 24 hours: the first such time, unless a mark says the next day's */
    {"2026-06-01T14:30", "2026-06-02T15:00", "14:40-14:50|02:00-03:00", "14:40-14:50|02:00-03:00",
     70},
    {"2026-06-01T14:30", "2026-06-02T15:00", "14:40+1-14:50+1", "14:40+1-14:50+1", 10},
    {"2026-06-01T14:30", "2026-06-02T15:00", "14:20-14:40+1", "14:20-14:40", 20},
    /* clocks go back at 02:00 */
    {"2026-10-24T22:00", "2026-10-25T07:00", "00:30-02:30", "00:30-02:30", 180},
    {"2026-10-24T22:00", "2026-10-25T07:00", "01:10+01:00-01:20+01:00", "01:10+01:00-01:20+01:00",
     10},
    {"2026-10-24T22:00", "2026-10-25T07:00", "01:10+01:00-01:20Z", "01:10+01:00-01:20+00:00", 70},
    {"2026-10-24T22:00", "2026-10-25T07:00", "00:50+01:00-01:10+01:00", "00:50+01:00-01:10+01:00",
     20},
    /* only the second of the two is within the duty */
    {"2026-10-25T01:15+00:00", "2026-10-25T07:00", "01:20-01:30", "01:20-01:30", 10},
    {"2026-06-01T07:00", "2026-06-01T15:00", "12:00+01:00-12:20+01:00", "12:00-12:20", 20},
    /* clocks go forward at 01:00 */
    {"2026-03-28T22:00", "2026-03-29T08:00", "00:50-02:10", "00:50-02:10", 20},
};

static void texts_are_read_and_written(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        rota_minute start = at(good[i].start), end = at(good[i].end);
        rota_spans spans, again;
        rota_err err = {0};
        rota_text text = {0};
        if (rota_spans_parse(zone, start, end, good[i].text, &spans, &err))
            fail_msg("%s: %s", good[i].text, err.message);
        assert_int_equal(rota_spans_sum(&spans), good[i].minutes);
        rota_spans_add(zone, start, end, spans.items, spans.count, &text);
        assert_string_equal(rota_text_str(&text), good[i].stored);
        assert_int_equal(rota_spans_parse(zone, start, end, rota_text_str(&text), &again, NULL),
                         ROTA_OK);
        assert_int_equal(again.count, spans.count);
        assert_memory_equal(again.items, spans.items, (size_t)spans.count * sizeof *spans.items);
        rota_text_done(&text);
    }
}

#define FORM "is not a stretch of time (for example 12:00-12:20, with | between several)"
static const struct {
    const char *start, *end, *text, *message;
} bad[] = {
    {"2026-06-01T07:00", "2026-06-01T15:00", "12:00", "'12:00' " FORM},
    {"2026-06-01T07:00", "2026-06-01T15:00", "12:00-", "'12:00-' " FORM},
    {"2026-06-01T07:00", "2026-06-01T15:00", "12:00-12:60", "'12:00-12:60' " FORM},
    {"2026-06-01T07:00", "2026-06-01T15:00", "12.00-12.20", "'12.00-12.20' " FORM},
    {"2026-06-01T07:00", "2026-06-01T15:00", "12:00-12:20x", "'12:00-12:20x' " FORM},
    {"2026-06-01T07:00", "2026-06-01T15:00", "12:00+01:00-12:20",
     "'12:00+01:00-12:20' needs an offset at both times or at none"},
    {"2026-06-01T07:00", "2026-06-01T15:00", "15:00-15:10",
     "'15:00-15:10' is not within the duty, 2026-06-01T07:00 to 2026-06-01T15:00"},
    {"2026-06-01T07:00", "2026-06-01T15:00", "06:50-07:10",
     "'06:50-07:10' is not within the duty, 2026-06-01T07:00 to 2026-06-01T15:00"},
    {"2026-06-01T07:00", "2026-06-01T15:00", "12:20-12:00",
     "'12:20-12:00' is not within the duty, 2026-06-01T07:00 to 2026-06-01T15:00"},
    {"2026-06-01T07:00", "2026-06-02T15:00", "12:00-12:00", "'12:00-12:00' " FORM},
    {"2026-06-01T07:00", "2026-06-01T15:00", "12:00-12:20|12:10-12:30",
     "'12:00-12:20|12:10-12:30' has stretches that overlap"},
    {"2026-06-01T07:00", "2026-06-01T15:00", "12:00+00:00-12:20+00:00",
     "'12:00+00:00-12:20+00:00': 12:00 has another offset then in Europe/London"},
    {"2026-10-24T22:00", "2026-10-25T07:00", "01:10-01:20",
     "'01:10-01:20': 01:10 happens twice in that night: write both times with their offset (for "
     "example 01:10+01:00-01:20+01:00)"},
    {"2026-03-28T22:00", "2026-03-29T08:00", "01:10-02:20",
     "'01:10-02:20': 01:10 does not exist in that night: clocks go forward"},
};

static void faults_say_what_is_wrong(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        rota_spans spans = {.count = 7};
        rota_err err = {0};
        assert_int_equal(
            rota_spans_parse(zone, at(bad[i].start), at(bad[i].end), bad[i].text, &spans, &err),
            ROTA_E_INPUT);
        assert_string_equal(err.message, bad[i].message);
        assert_int_equal(spans.count, 7);
    }
    rota_text many = {0};
    rota_err err = {0};
    for (int i = 0; i <= ROTA_MOST_SPANS; i++)
        rota_text_addf(&many, "12:00-12:01|");
    assert_int_equal(rota_spans_look(rota_text_str(&many), &err), ROTA_E_INPUT);
    assert_string_equal(err.message, "has more than 48 stretches of time");
    rota_text_done(&many);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_read_and_written),
        cmocka_unit_test(faults_say_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
