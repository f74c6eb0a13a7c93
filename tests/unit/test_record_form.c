#include "support/test.h"

#include "records/form.h"
#include "support/files.h"
#include "support/record_home.h"

#include <string.h>

static record_home home;

static int set_up(void **state) {
    (void)state;
    record_home_open(&home);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    record_home_close(&home);
    return 0;
}

static rota_record *read_form(const rota_record_type *type, const char *text) {
    rota_record *record = rota_record_new(home.arena, type);
    rota_form_read("form.txt", text, home.home, home.arena, record, home.faults);
    return record;
}

/* What is written as a form comes back, texts of every shape. */
static void test_round_trip(void **state) {
    (void)state;
    static const char *const texts[] = {"one line",           "two\nlines", "a\n\nb",
                                        "  set in\n    more", "# no hint",  "[AVAIL]",
                                        "name: value",        "\ttab",      "ends\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        rota_record *record = rota_record_new(home.arena, &rota_checklist);
        rota_record_set(record, "child_id", "k1");
        rota_record_set(record, "band_reason", texts[i]);
        rota_record_part *part = rota_record_part_make(home.arena, record, 3);
        part->values[rota_record_column_get(record->type, "strengths")] = texts[i];
        for (int k = 0; k < 2; k++) {
            rota_record_part *item = rota_record_item_add(home.arena, record, part);
            item->values[rota_record_column_get(record->type, "evidence")] = texts[i];
            item->values[rota_record_column_get(record->type, "informant")] = "child";
        }
        rota_text form = {0};
        rota_form_write(record, &form);
        rota_record *again = read_form(&rota_checklist, rota_text_str(&form));
        rota_test_expect_faults(home.faults, "");
        if (!rota_record_same(record, again, -1))
            fail_msg("not the same: %s\n%s", texts[i], rota_text_str(&form));
        rota_text_done(&form);
    }
}

static void test_values(void **state) {
    (void)state;
    rota_record *record = read_form(&rota_daily_note, "# hint\r\n"
                                                      "child_id: k2\r\n"
                                                      "situation: short\r\n"
                                                      "    and long\r\n"
                                                      "\r\n"
                                                      "    after a gap\r\n"
                                                      "\r\n"
                                                      "dims: COOP AVAIL\r\n");
    rota_test_expect_faults(home.faults, "");
    assert_string_equal(rota_record_get(record, "child_id"), "k2");
    assert_string_equal(rota_record_get(record, "situation"), "short\nand long\n\nafter a gap");
    assert_string_equal(rota_record_get(record, "dims"), "COOP AVAIL");
    /* rows in which nothing stands are none */
    record = read_form(&rota_progress_record, "[AVAIL]\nchange:\n[SENS]\nchange: same\n");
    rota_test_expect_faults(home.faults, "");
    assert_int_equal(record->nparts, 1);
}

static void test_faults(void **state) {
    (void)state;
    read_form(&rota_daily_note, "child_id: k9\n"
                                "situaton: x\n"
                                "no field at all\n"
                                "dims: AVAIL\n"
                                "dims: SENS\n"
                                "[AVAIL]\n"
                                "record_id: x\n"
                                "status: final\n");
    rota_test_expect_faults(
        home.faults,
        "form.txt:1: child_id: unknown child 'k9'; did you mean 'k1'?\n"
        "form.txt:2: 'situaton' is no field here; did you mean 'situation'?\n"
        "form.txt:3: 'no field at all' is no field here; texts go on in lines set in by four "
        "spaces\n"
        "form.txt:5: dims: is there twice\n"
        "form.txt:6: '[AVAIL]' is no row of a daily_note\n");
    read_form(&rota_checklist,
              "[AVAIL]\nevidence: x\n[AVAIL evidence]\ninformant: me\n[AVAIL x]\n");
    rota_test_expect_faults(
        home.faults, "form.txt:2: 'evidence' is no field here; texts go on in lines set in by "
                     "four spaces\n"
                     "form.txt:4: informant: 'me' is not one of caregiver_account, "
                     "direct_observation, direct_work, other_professional, child\n"
                     "form.txt:5: '[AVAIL x]' is no row of a checklist (for example [AVAIL])\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_round_trip, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_values, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_faults, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
