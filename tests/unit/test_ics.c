#include "support/test.h"

#include "io/ics.h"

static void test_calendar(void **state) {
    (void)state;
    rota_ics *ics = rota_ics_new("Reviews, due", rota_day_of(2026, 11, 22));
    rota_ics_add_day(ics, "review-k1@rota", rota_day_of(2026, 12, 31), "Review; k1, with Ana",
                     NULL);
    rota_ics_add_day(ics, "x@rota", rota_day_of(2027, 1, 1),
                     "A summary that is so long that the standard has it folded into two lines, "
                     "at least",
                     "two\nlines");
    rota_text out = {0};
    rota_ics_write(ics, &out);
    assert_string_equal(
        rota_text_str(&out),
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//rota//rota//EN\r\nMETHOD:PUBLISH\r\n"
        "X-WR-CALNAME:Reviews, due\r\n"
        "BEGIN:VEVENT\r\nUID:review-k1@rota\r\nDTSTAMP:20261122T000000Z\r\n"
        "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"
        "SUMMARY:Review\\; k1\\, with Ana\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n"
        "BEGIN:VEVENT\r\nUID:x@rota\r\nDTSTAMP:20261122T000000Z\r\n"
        "DTSTART;VALUE=DATE:20270101\r\nDTEND;VALUE=DATE:20270102\r\n"
        "SUMMARY:A summary that is so long that the standard has it folded into \r\n"
        " two lines\\, at least\r\n"
        "TRANSP:TRANSPARENT\r\nDESCRIPTION:two\\nlines\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    rota_text_done(&out);
    rota_ics_free(ics);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_calendar)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
