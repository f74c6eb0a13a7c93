/* worked.csv: breaks and call-outs with their times. */
#include "support/test.h"

#include "support/files.h"
#include "support/home_files.h"

ROTA_TEST_WHOLE_HOME;

static void all_faults_are_listed(void **state) {
    (void)state;
    static const struct {
        const char *kind, *text, *faults;
    } cases[] = {
        {"worked",
         "staff,start,end,kind,break_minutes,breaks,called_out\n"
         "ana,2026-11-02T09:00,2026-11-02T17:00,day,20,12:00-12:30,\n"
         "ana,2026-11-03T09:00,2026-11-03T17:00,day,,08:00-08:30,\n"
         "ana,2026-11-04T09:00,2026-11-04T17:00,day,,noon,\n"
         "ana,2026-11-05T09:00,2026-11-05T17:00,,,,10:00-10:30\n"
         "ana,2026-11-06T09:00,2026-11-06T17:00,day,12:00-12:20,,\n",
         "worked.csv:2: break_minutes: '20' does not agree with breaks '12:00-12:30', which are 30 "
         "minutes; leave one of the two empty\n"
         "worked.csv:3: breaks: '08:00-08:30' is not within the duty, 2026-11-03T09:00 to "
         "2026-11-03T17:00\n"
         "worked.csv:4: breaks: 'noon' is not a stretch of time (for example 12:00-12:20, with | "
         "between several)\n"
         "worked.csv:5: called_out: is for the kinds on_call and sleep_in; the kind of this row is "
         "'day'\n"
         "worked.csv:6: break_minutes: '12:00-12:20' is not a whole number (for example 2); times "
         "go into the column 'breaks' of worked.csv\n"},
        /* stored breaks, 12:00-12:20 and 14:00-14:10, no longer fit */
        {"worked", "staff,start,end\nana,2026-10-26T07:00,2026-10-26T14:05\n",
         "worked.csv:2: breaks: '14:00-14:10' is not within the duty, 2026-10-26T07:00 to "
         "2026-10-26T14:05\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        rota_test_refuse(&home, cases[i].kind, cases[i].text, cases[i].faults);
}

/* In whatever order and form: the same times are the same row. */
static void times_have_one_form(void **state) {
    (void)state;
    static const char *const texts[] = {
        "staff,start,end,kind,breaks,called_out\n"
        "ana,2026-11-02T22:00,2026-11-03T07:00,sleep_in,05:00-05:10|23:00-23:20,02:00-02:30\n",
        "staff,start,end,kind,called_out,breaks\n"
        "ana,2026-11-02T22:00,2026-11-03T07:00,sleep_in,02:00+1-02:30+1,23:00-23:20 05:00-05:10\n",
        "staff,start,end,kind,break_minutes\n"
        "ana,2026-11-02T22:00,2026-11-03T07:00,sleep_in,\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        rota_test_load(&home, "worked", texts[i]);
        assert_int_equal(home.counts[0].added, i == 0);
        assert_int_equal(home.counts[0].same, i > 0);
    }
    /* As long as break_minutes says the same it may be there, too. */
    rota_test_load(&home, "worked",
                   "staff,start,end,break_minutes\n"
                   "ana,2026-11-02T22:00,2026-11-03T07:00,30\n");
    rota_import_options replace = {.replace = true};
    assert_int_equal(rota_test_import(&home, "worked.csv", NULL,
                                      "staff,start,end\nana,2026-11-02T22:00,2026-11-03T07:00\n",
                                      &replace),
                     ROTA_OK);
    assert_int_equal(home.counts[0].removed, 3);
    rota_test_expect_export(&home, "worked",
                            "staff,start,end,group,break_minutes,sleep_minutes,kind,breaks,"
                            "called_out\nana,2026-11-02T22:00,2026-11-03T07:00,,30,,sleep_in,"
                            "23:00-23:20|05:00-05:10,02:00-02:30\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(all_faults_are_listed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(times_have_one_form, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
