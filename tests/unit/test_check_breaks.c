/* Breaks as planned and as worked, and what is said of the home: alone, agency staff, who leads. */
#include "support/test.h"

#include "core/check.h"
#include "support/fixture.h"

#include <stdio.h>
#include <string.h>

enum { H = 60, MOST_SPANS = 3 };

/* Minutes from the start of the duty; {0, 0} ends the list. */
struct pause {
    int from, to;
};

static void add(fixture *f, const char *times, int minutes, const struct pause *pauses,
                rota_span *spans) {
    rota_duty *duty = fixture_work(f, PRIYA, times);
    duty->break_said = minutes >= 0;
    for (int i = 0; i < MOST_SPANS && pauses[i].to > 0; i++) {
        spans[i] = (rota_span){duty->start + pauses[i].from, duty->start + pauses[i].to};
        duty->breaks = spans;
        duty->nbreaks++;
        minutes += pauses[i].to - pauses[i].from;
    }
    duty->break_minutes = minutes > 0 ? minutes : 0;
    duty->work_minutes -= duty->break_minutes;
}

static const struct {
    const char *name, *times;
    int minutes; /* -1 = not said; of breaks without times */
    struct pause pauses[MOST_SPANS];
    const char *standard, *special;
} cases[] = {
    {"6 h", "2026-06-01T08:00/2026-06-01T14:00", 0, {{0}}, "", ""},
    {"6 h 01",
     "2026-06-01T08:00/2026-06-01T14:01",
     0,
     {{0}},
     "break FAIL 0/20",
     "break COMP_REST 0/20 owed 20"},
    {"6 h 01, nobody said", "2026-06-01T08:00/2026-06-01T14:01", -1, {{0}}, "", ""},
    {"6 h of work in 6 h 10", "2026-06-01T08:00/2026-06-01T14:10", 10, {{0}}, "", ""},
    {"6 h 01 of work in 6 h 11",
     "2026-06-01T08:00/2026-06-01T14:11",
     10,
     {{0}},
     "break FAIL 10/20",
     "break COMP_REST 10/20 owed 10"},
    {"19 minutes",
     "2026-06-01T08:00/2026-06-01T20:00",
     19,
     {{0}},
     "break FAIL 19/20",
     "break COMP_REST 19/20 owed 1"},
    {"20 minutes", "2026-06-01T08:00/2026-06-01T20:00", 20, {{0}}, "", ""},
    {"20 minutes at noon", "2026-06-01T08:00/2026-06-01T20:00", 0, {{240, 260}}, "", ""},
    {"twice 10",
     "2026-06-01T08:00/2026-06-01T16:00",
     0,
     {{120, 130}, {240, 250}},
     "break FAIL 10/20",
     "break COMP_REST 10/20 owed 10"},
    {"10 and 20", "2026-06-01T08:00/2026-06-01T16:00", 0, {{120, 130}, {240, 260}}, "", ""},
    {"at the end",
     "2026-06-01T08:00/2026-06-01T16:00",
     0,
     {{460, 480}},
     "break AMBER 0/20",
     "break AMBER 0/20"},
    {"at the start",
     "2026-06-01T08:00/2026-06-01T16:00",
     0,
     {{0, 20}},
     "break AMBER 0/20",
     "break AMBER 0/20"},
    {"10 minutes at the end",
     "2026-06-01T08:00/2026-06-01T16:00",
     0,
     {{470, 480}},
     "break FAIL 0/20",
     "break COMP_REST 0/20 owed 20"},
    {"20 minutes a minute before the end",
     "2026-06-01T08:00/2026-06-01T16:00",
     0,
     {{459, 479}},
     "",
     ""},
    {"autumn, 7 h by 6 h of the clock",
     "2026-10-24T23:00/2026-10-25T05:00",
     0,
     {{0}},
     "break FAIL 0/20",
     "break COMP_REST 0/20 owed 20"},
    {"spring, 6 h by 7 h of the clock", "2026-03-28T23:00/2026-03-29T06:00", 0, {{0}}, "", ""},
};

static void breaks_of_adults(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        for (int special = 0; special < 2; special++) {
            fixture f;
            rota_span spans[MOST_SPANS];
            fixture_open(&f, special);
            add(&f, cases[i].times, cases[i].minutes, cases[i].pauses, spans);
            fixture_check(&f, NULL, NULL);
            const char *expected = special ? cases[i].special : cases[i].standard;
            if (strcmp(fixture_list(&f), expected) != 0)
                fail_msg("%s: found '%s', expected '%s'", cases[i].name, fixture_list(&f),
                         expected);
            fixture_close(&f);
        }
}

/* A gap in a split duty is a break; two duties without a gap are one. */
static void breaks_of_several_duties(void **state) {
    (void)state;
    static const struct {
        const char *first, *second, *expected;
        int minutes;
    } rows[] = {
        {"2026-06-01T08:00/2026-06-01T12:00", "2026-06-01T12:30/2026-06-01T16:30", "", 0},
        {"2026-06-01T08:00/2026-06-01T12:00", "2026-06-01T12:20/2026-06-01T16:30", "", 0},
        {"2026-06-01T08:00/2026-06-01T12:00", "2026-06-01T12:19/2026-06-01T16:30",
         "break FAIL 19/20", 0},
        {"2026-06-01T08:00/2026-06-01T12:00", "2026-06-01T12:00/2026-06-01T16:30",
         "break FAIL 0/20", 0},
        {"2026-06-01T08:00/2026-06-01T12:00", "2026-06-01T12:00/2026-06-01T16:30", "", -1},
    };
    static const struct pause none[MOST_SPANS];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        fixture f;
        rota_span spans[MOST_SPANS];
        fixture_open(&f, false);
        add(&f, rows[i].first, rows[i].minutes, none, spans);
        add(&f, rows[i].second, rows[i].minutes, none, spans);
        fixture_check(&f, NULL, NULL);
        assert_string_equal(fixture_list(&f), rows[i].expected);
        fixture_close(&f);
    }
}

static void breaks_of_the_young(void **state) {
    (void)state;
    static const struct {
        const char *times;
        int minutes;
        struct pause pauses[MOST_SPANS];
        const char *expected;
    } rows[] = {
        {"2026-06-01T08:00/2026-06-01T12:30", 0, {{0}}, ""},
        {"2026-06-01T08:00/2026-06-01T12:31", 0, {{0}}, "young_break FAIL 0/30"},
        {"2026-06-01T08:00/2026-06-01T12:51", 20, {{0}}, "young_break FAIL 20/30"},
        {"2026-06-01T08:00/2026-06-01T16:00", 30, {{0}}, ""},
        {"2026-06-01T08:00/2026-06-01T16:00", 0, {{60, 75}, {200, 215}}, "young_break AMBER 15/30"},
        {"2026-06-01T08:00/2026-06-01T16:00", 0, {{60, 75}, {200, 214}}, "young_break FAIL 15/30"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (int special = 0; special < 2; special++) { /* nothing relaxes it */
            fixture f;
            rota_span spans[MOST_SPANS];
            fixture_open(&f, special);
            f.home->staff[PRIYA].born = fixture_day("2009-03-01");
            add(&f, rows[i].times, rows[i].minutes, rows[i].pauses, spans);
            fixture_check(&f, NULL, NULL);
            assert_string_equal(fixture_list(&f), rows[i].expected);
            fixture_close(&f);
        }
}

/* 15 minutes in any work, 30 above 4 hours, 60 above 7.5, in parts. */
static void breaks_in_tiers(void **state) {
    (void)state;
    static const struct {
        const char *times;
        struct pause pauses[MOST_SPANS];
        const char *expected;
    } rows[] = {
        {"2026-06-01T08:00/2026-06-01T12:15", {{60, 75}}, ""},
        {"2026-06-01T08:00/2026-06-01T12:00", {{60, 74}}, "break FAIL 14/15"},
        {"2026-06-01T08:00/2026-06-01T12:16", {{60, 75}}, "break FAIL 15/30"},
        {"2026-06-01T08:00/2026-06-01T16:00", {{60, 75}, {120, 135}}, ""},
        {"2026-06-01T08:00/2026-06-01T16:01", {{60, 75}, {120, 135}}, "break FAIL 30/60"},
        {"2026-06-01T08:00/2026-06-01T17:00", {{60, 75}, {120, 135}, {200, 230}}, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        fixture f;
        rota_span spans[MOST_SPANS];
        fixture_open(&f, false);
        rota_rules *r = &f.home->rules;
        r->break_minutes = 15;
        r->break_after = 0;
        r->break_longer = 30;
        r->break_longer_after = 4 * H;
        r->break_longest = 60;
        r->break_longest_after = 7 * H + 30;
        r->break_split = true;
        add(&f, rows[i].times, 0, rows[i].pauses, spans);
        fixture_check(&f, NULL, NULL);
        assert_string_equal(fixture_list(&f), rows[i].expected);
        fixture_close(&f);
    }
}

/* ---- The home ---- */

static void house_rules(fixture *f) {
    f->home->rules.lone_least = 2;
    f->home->rules.agency_per_cent = 50;
    snprintf(f->home->rules.origin[ROTA_RULE_LEAD_ON_DUTY].regulation, 8, "Guide");
    for (int i = 0; i < FIXTURE_SHIFTS; i++)
        f->home->shifts[i].break_said = true;
    snprintf(f->home->settings.rules.lone_working_assessed, 12, "2026-01-31");
}
static const char *of_the_home(fixture *f) {
    rota_findings_done(&f->found);
    rota_home_finish(f->home);
    rota_check_home(f->home, &f->duties, fixture_day("2026-06-01"), fixture_day("2026-06-02"),
                    &f->found);
    return fixture_list(f);
}

static void alone_by_what_is_said(void **state) {
    (void)state;
    static const struct {
        const char *what, *assessed;
        int ndemand, least;
        bool two;
        const char *expected, *text;
    } rows[] = {
        {"nobody said, and the home says whom it needs", "", 1, 2, false, "lone_worker FAIL 1/2",
         "Priya is alone on duty from Mon 1 Jun 07:00 to Mon 1 Jun 15:00, and so far no written "
         "assessment of working alone is on record"},
        {"nobody said, and others may be there", "", 0, 2, false, "lone_worker AMBER 1/2", NULL},
        {"there is none", "no", 0, 2, false, "lone_worker FAIL 1/2", NULL},
        {"there is one", "yes", 1, 2, false, "", NULL},
        {"of that day", "2026-06-01", 1, 2, false, "", NULL},
        {"of the day after", "2026-06-02", 1, 2, false, "lone_worker FAIL 1/2",
         "Priya is alone on duty from Mon 1 Jun 07:00 to Mon 1 Jun 15:00, and the written "
         "assessment of working alone is only of Tue 2 Jun"},
        {"of the next year", "2027-01-04", 0, 2, false, "lone_worker AMBER 1/2",
         "Priya is alone on duty from Mon 1 Jun 07:00 to Mon 1 Jun 15:00, and the written "
         "assessment of working alone is only of Mon 4 Jan 2027"},
        {"two where three are needed", "no", 1, 3, true, "lone_worker FAIL 2/3",
         "2 people are on duty, at least 3 should be, from Mon 1 Jun 07:00 to Mon 1 Jun 15:00, and "
         "no written assessment of working alone is on record"},
        {"two where two are needed", "no", 1, 2, true, "", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture f;
        fixture_open(&f, false);
        house_rules(&f);
        f.home->rules.lone_least = rows[i].least;
        f.home->ndemand = rows[i].ndemand;
        snprintf(f.home->settings.rules.lone_working_assessed, 12, "%s", rows[i].assessed);
        fixture_shift(&f, PRIYA, "2026-06-01", EARLY);
        if (rows[i].two)
            fixture_shift(&f, OMAR, "2026-06-01", EARLY);
        if (strcmp(of_the_home(&f), rows[i].expected) != 0)
            fail_msg("%s: '%s'", rows[i].what, fixture_list(&f));
        if (rows[i].text)
            assert_string_equal(f.found.items[0].text, rows[i].text);
        if (f.found.count > 0)
            assert_int_equal(f.found.items[0].staff, rows[i].two ? -1 : PRIYA);
        f.home->ndemand = 0;
        fixture_close(&f);
    }
}

static void alone(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    house_rules(&f);
    fixture_shift(&f, PRIYA, "2026-06-01", EARLY);
    fixture_shift(&f, OMAR, "2026-06-01", LATE);
    fixture_shift(&f, OMAR, "2026-06-01", ON_CALL); /* is not there */
    assert_string_equal(of_the_home(&f), "");       /* assessed on 31 January */
    snprintf(f.home->settings.rules.lone_working_assessed, 12, "no");
    assert_string_equal(of_the_home(&f), "lone_worker FAIL 1/2, lone_worker FAIL 1/2");
    assert_int_equal(f.found.items[0].staff, PRIYA);
    assert_string_equal(f.found.items[0].text,
                        "Priya is alone on duty from Mon 1 Jun 07:00 to Mon 1 Jun 14:30, and no "
                        "written assessment of working alone is on record");
    f.home->settings.rules.lone_working_assessed[0] = '\0';
    assert_string_equal(of_the_home(&f), "lone_worker AMBER 1/2, lone_worker AMBER 1/2");
    /* Somebody asleep on the premises is there. */
    f.duties.count = 0;
    fixture_shift(&f, PRIYA, "2026-06-01", SLEEP_IN);
    fixture_shift(&f, OMAR, "2026-06-01", NIGHT)->end -= H;
    f.duties.items[1].start += H;
    assert_string_equal(of_the_home(&f), "");
    fixture_close(&f);
}

/* A night belongs to the day on which it starts: it is told whole, and once. */
static void nights_at_the_edges(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    house_rules(&f);
    f.home->settings.rules.lone_working_assessed[0] = '\0';
    f.home->staff[OMAR].agency = true;
    fixture_shift(&f, PRIYA, "2026-05-31", NIGHT);
    fixture_shift(&f, OMAR, "2026-06-02", NIGHT);
    assert_string_equal(of_the_home(&f), "agency_share AMBER 100/50, lone_worker AMBER 1/2");
    assert_string_equal(f.found.items[0].text,
                        "Omar of an agency is alone on duty from Tue 2 Jun 22:00 to Wed 3 Jun "
                        "08:00");
    assert_string_equal(f.found.items[1].text,
                        "Omar is alone on duty from Tue 2 Jun 22:00 to Wed 3 Jun 08:00, and so far "
                        "no written assessment of working alone is on record");
    fixture_shift(&f, PRIYA, "2026-06-03", EARLY); /* relieves the night */
    assert_string_equal(of_the_home(&f), "agency_share AMBER 100/50, lone_worker AMBER 1/2");
    assert_non_null(strstr(f.found.items[1].text, "to Wed 3 Jun 07:00, and"));
    fixture_close(&f);
}

static void agency_and_leads(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    house_rules(&f);
    f.home->staff[OMAR].agency = true;
    fixture_shift(&f, PRIYA, "2026-06-01", EARLY);
    fixture_shift(&f, OMAR, "2026-06-01", EARLY);
    assert_string_equal(of_the_home(&f), ""); /* a half is not more than a half */
    f.duties.items[1].start += 30;
    f.duties.items[1].end += 30;
    assert_string_equal(of_the_home(&f), "agency_share AMBER 100/50");
    assert_string_equal(f.found.items[0].text,
                        "Omar of an agency is alone on duty from Mon 1 Jun 15:00 to Mon 1 Jun "
                        "15:30");
    /* Between waking (07:30) and bedtime somebody who leads is to be there. */
    f.duties.items[1].start -= 30;
    f.duties.items[1].end -= 30;
    f.home->skills[0] = "lead";
    f.home->nskills = 1;
    assert_string_equal(of_the_home(&f), "lead_on_duty AMBER 450/0");
    assert_string_equal(f.found.items[0].text,
                        "nobody who may lead is on duty for 7 h 30 of Mon 1 Jun");
    f.home->staff[PRIYA].skills = 1;
    assert_string_equal(of_the_home(&f), "");
    fixture_close(&f);
}

static void breaks_nobody_wrote_down(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    fixture_shift(&f, PRIYA, "2026-06-01", EARLY);
    fixture_shift(&f, OMAR, "2026-06-02", EARLY);
    fixture_work(&f, OMAR, "2026-06-01T08:00/2026-06-01T14:00");
    assert_string_equal(of_the_home(&f), "break AMBER 0/20");
    assert_string_equal(f.found.items[0].text,
                        "2 duties of Early: no break is written down, and more than 6 h of work "
                        "need one of 20 minutes");
    assert_int_equal(f.found.items[0].staff, -1);
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(breaks_of_adults),
        cmocka_unit_test(breaks_of_several_duties),
        cmocka_unit_test(breaks_of_the_young),
        cmocka_unit_test(breaks_in_tiers),
        cmocka_unit_test(alone),
        cmocka_unit_test(alone_by_what_is_said),
        cmocka_unit_test(nights_at_the_edges),
        cmocka_unit_test(agency_and_leads),
        cmocka_unit_test(breaks_nobody_wrote_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
