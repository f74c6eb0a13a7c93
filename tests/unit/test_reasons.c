#include "support/test.h"

#include "core/reasons_internal.h"
#include "support/shortage.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- Leave, unavailable, never, employment ---- */

static void leave(void **state) {
    (void)state;
    static const struct {
        enum rota_leave_kind kind;
        const char *expected;
    } rows[] = {{ROTA_LEAVE_ANNUAL, "leave|Priya: on annual leave"},
                {ROTA_LEAVE_SICK, "leave|Priya: on sick leave"},
                {ROTA_LEAVE_MATERNITY, "leave|Priya: on maternity leave"},
                {ROTA_LEAVE_TRAINING, "leave|Priya: away for training"},
                {ROTA_LEAVE_UNPAID, "leave|Priya: on unpaid leave"},
                {ROTA_LEAVE_OTHER, "leave|Priya: on leave"}};
    static const char *const free_again = "free|Priya: could do it; the plan left it open";
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        place p;
        place_open(&p, false);
        fixture_leave(&p.f, PRIYA, "2026-06-02", "2026-06-03")->kind = rows[i].kind;
        place_expect(&p, "first day", 1, rows[i].expected);
        place_expect(&p, "last day", 2, rows[i].expected);
        p.row.shift = NIGHT;
        place_expect(&p, "a night into leave", 0, free_again);
        place_expect(&p, "after leave", 3, free_again);
        p.home->rules.origin[ROTA_RULE_LEAVE].advisory = true;
        place_expect(&p, "only advised, and kept", 1, rows[i].expected);
        place_close(&p);
    }
}

static void unavailable(void **state) {
    (void)state;
    static const struct {
        rota_unavailable row;
        int shift, day;
        const char *words; /* NULL: no reason */
    } rows[] = {
        {{PRIYA, {ROTA_DAY_WEEKDAY, ROTA_TUE, 0}, 0, DAY, "college"},
         EARLY,
         1,
         "not available on Tuesdays (college)"},
        {{PRIYA, {ROTA_DAY_WEEKDAY, ROTA_TUE, 0}, 0, DAY, ""}, EARLY, 2, NULL},
        {{PRIYA, {ROTA_DAY_WEEKDAY, ROTA_TUE, 0}, 0, DAY, ""},
         NIGHT,
         0,
         "not available on Tuesdays"},
        {{PRIYA, {ROTA_DAY_WEEKDAYS, 0, 0}, 7 * H, 9 * H + 15, "takes her children to school"},
         EARLY,
         4,
         "not available on weekdays from 07:00 to 09:15 (takes her children to school)"},
        {{PRIYA, {ROTA_DAY_WEEKDAYS, 0, 0}, 7 * H, 9 * H + 15, NULL}, LATE, 4, NULL},
        {{PRIYA, {ROTA_DAY_WEEKEND, 0, 0}, 18 * H, DAY, NULL},
         LATE,
         6,
         "not available at weekends from 18:00 to 24:00"},
        {{PRIYA, {ROTA_DAY_DAILY, 0, 0}, 22 * H + 30, DAY + 7 * H, "no nights"},
         NIGHT,
         3,
         "not available from 22:30 to 07:00 (no nights)"},
        {{PRIYA, {ROTA_DAY_DAILY, 0, 0}, 22 * H, DAY + 7 * H + 30, ""},
         EARLY,
         3,
         "not available from 22:00 to 07:30"},
        {{PRIYA, {ROTA_DAY_DATE, 0, 0}, 0, DAY, "wedding"},
         LATE,
         9,
         "not available on 10 Jun (wedding)"},
        {{OMAR, {ROTA_DAY_DAILY, 0, 0}, 0, DAY, ""}, LATE, 9, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        place p;
        place_open(&p, false);
        p.row.shift = rows[i].shift;
        rota_unavailable *row = fixture_unavailable(&p.f, rows[i].row.staff);
        *row = rows[i].row;
        if (row->day.kind == ROTA_DAY_DATE)
            row->day.date = place_day(rows[i].day);
        char expected[160];
        snprintf(expected, sizeof expected, "%s|Priya: %s", rows[i].words ? "unavailable" : "free",
                 rows[i].words ? rows[i].words : "could do it; the plan left it open");
        place_expect(&p, expected, rows[i].day, expected);
        place_close(&p);
    }
}

static void never(void **state) {
    (void)state;
    place p;
    place_open(&p, false);
    p.home->roles[WILLOW] = ROTA_ROLE_NEVER;
    place_expect(&p, "the group", 0, "never_bond|Priya: may not work with willow");
    p.row.group = OAK;
    place_expect(&p, "another", 0, "free|Priya: could do it; the plan left it open");
    p.row.group = -1;
    place_expect(&p, "the home", 0, "free|Priya: could do it; the plan left it open");
    place_close(&p);
}

/* The candidate for the small hours is the night of the day before, that for the morning after is
 * the early of the next day. */
static void employment(void **state) {
    (void)state;
    place p;
    place_open(&p, false);
    p.row.shift = -1;
    p.row.window_from = 0;
    p.row.window_to = 6 * H;
    p.priya->from = place_day(4);
    place_expect(&p, "starts", 4, "not_employed|Priya: starts on 5 Jun");
    place_expect(&p, "not yet", 3, "");
    p.row.window_from = DAY + 8 * H;
    p.row.window_to = DAY + 14 * H;
    p.priya->from = ROTA_NO_DAY;
    p.priya->to = place_day(29);
    place_expect(&p, "left", 29, "not_employed|Priya: left on 30 Jun");
    place_expect(&p, "no more", 30, "");
    place_close(&p);
}

/* ---- On duty ---- */

static void one_shift_a_day(place *p) {
    p->priya->own.max_shifts_a_day = 1;
}
static void two_shifts_a_day(place *p) {
    p->priya->own.max_shifts_a_day = 2;
    place_set_times(p, EARLY, 7 * H, 9 * H);
    place_set_times(p, LATE, 10 * H, 12 * H);
    place_set_times(p, NIGHT, 14 * H, 16 * H);
}
static void short_early(place *p) {
    one_shift_a_day(p);
    place_set_times(p, EARLY, 7 * H, 11 * H);
}
static void at_work(place *p) {
    one_shift_a_day(p);
    fixture_work(&p->f, PRIYA, "2026-06-01T06:00/2026-06-01T10:00");
}
static void at_work_then(place *p) {
    fixture_work(&p->f, PRIYA, "2026-06-01T08:00/2026-06-01T15:00");
}
static void at_work_for_nobody(place *p) {
    fixture_work(&p->f, PRIYA, "2026-06-01T08:00/2026-06-01T15:00")->group = -1;
}
static void names(place *p) {
    p->home->shifts[EARLY].name = "Early Day-Shift ND (long)";
}
static void no_name(place *p) {
    p->home->shifts[EARLY].name = "";
}

static void on_duty(void **state) {
    (void)state;
    static const place_case rows[] = {
        {"another group", "0L:oak", LATE, 0, false, NULL,
         "on_duty|Priya: on duty at that time (late, oak)"},
        {"the whole home", "0L:*", LATE, 0, false, NULL,
         "on_duty|Priya: on duty at that time (late)"},
        {"serves", "0L", LATE, 0, false, NULL, ""},
        {"handover of the day", "0E", LATE, 0, false, NULL,
         "on_duty|Priya: already on the early that day"},
        {"handover of the night before", "0N", EARLY, 1, false, NULL,
         "on_duty|Priya: on Monday's night until 08:00"},
        {"handover to the day after", "1E", NIGHT, 0, false, NULL,
         "on_duty|Priya: on Tuesday's early from 07:00"},
        {"two: the longer overlap", "0E 0T", LATE, 0, false, NULL,
         "on_duty|Priya: already on the early that day"},
        {"a meeting", "0T", EARLY, 0, false, NULL, "on_duty|Priya: already on the T that day"},
        {"one shift a day", "0E", LATE, 0, false, short_early,
         "on_duty|Priya: already on the early that day"},
        {"two shifts a day", "0E 0L", NIGHT, 0, false, two_shifts_a_day,
         "on_duty|Priya: already on the early and on the late that day"},
        {"work that names no shift", "", LATE, 0, false, at_work,
         "on_duty|Priya: already at work that day"},
        {"work at that time", "", EARLY, 0, false, at_work_then,
         "on_duty|Priya: on duty at that time (willow)"},
        {"work of no group at that time", "", EARLY, 0, false, at_work_for_nobody,
         "on_duty|Priya: on duty at that time"},
        {"on call goes with a duty", "0C", NIGHT, 0, false, NULL,
         "free|Priya: could do it; the plan left it open"},
        {"and a duty with on call", "0N", ON_CALL, 0, false, NULL,
         "free|Priya: could do it; the plan left it open"},
        {"names in lower case, but not abbreviations", "0E:oak", EARLY, 0, false, names,
         "on_duty|Priya: on duty at that time (early day-shift ND (long), oak)"},
        {"an id for want of a name", "0E:oak", EARLY, 0, false, no_name,
         "on_duty|Priya: on duty at that time (E, oak)"},
    };
    PLACE_CASES(rows);
}

/* ---- Skills ---- */

static void skills(void **state) {
    (void)state;
    place p;
    place_open(&p, false);
    p.home->skills[0] = "driver";
    p.home->skills[1] = "senior";
    p.home->nskills = 2;
    p.row.skill = 1;
    p.row.group = -1;
    p.home->nstaff = 2;
    p.home->staff[OMAR].skills = 2;
    p.priya->skills = 1;
    place_add(&p, PRIYA, "0E 1E");
    place_add(&p, OMAR, "0E 1E:oak 2L");
    place_expect(&p, "Omar serves", 0, "skill|Priya: lacks the skill 'senior'");
    place_expect(&p, "with any group", 1, "skill|Priya: lacks the skill 'senior'");
    place_expect(&p, "on another shift", 2,
                 "skill|Priya: lacks the skill 'senior'; "
                 "on_duty|Omar: already on the late that day");
    place_close(&p);
}

/* ---- Nothing stands in the way ---- */

static void nothing(void **state) {
    (void)state;
    static const struct {
        const char *duties;
        int contract;
        const char *expected;
    } rows[] = {
        {"0E 1E", 39 * H, "free|Priya: could do it; the plan left it open"},
        {"-1E 0E 1E 2E 3E 7E", 32 * H,
         "free|Priya: could do it; the plan left it open (contract hours of this week already "
         "used)"},
        {"-1E 0E 1E 2E 3E 7E", 29 * H + 30,
         "free|Priya: could do it; the plan left it open (already 2.5 h over contract this week)"},
        {"0E 1E 2E 3E", 0, "free|Priya: could do it; the plan left it open"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        place p;
        place_open(&p, false);
        p.priya->contract_minutes = rows[i].contract;
        place_add(&p, PRIYA, rows[i].duties);
        place_expect(&p, rows[i].duties, 5, rows[i].expected);
        place_close(&p);
    }
}

/* ---- What is told when several rules forbid ---- */

static void most_telling(void **state) {
    (void)state;
    place p;
    place_open(&p, false);
    p.home->skills[0] = "senior";
    p.home->nskills = 1;
    p.row.skill = 0;
    p.row.shift = LATE;
    rota_leave *leave_row = fixture_leave(&p.f, PRIYA, "2026-06-06", "2026-06-06");
    rota_unavailable *row = fixture_unavailable(&p.f, PRIYA);
    *row = (rota_unavailable){PRIYA, {ROTA_DAY_WEEKEND, 0, 0}, 0, DAY, ""};
    p.home->roles[WILLOW] = ROTA_ROLE_NEVER;
    p.priya->max_minutes = 40 * H;
    p.priya->own.max_consecutive_days = 6;
    p.priya->from = place_day(0);
    place_set_times(&p, EARLY, 7 * H, 16 * H);
    place_add(&p, PRIYA, "0E 1E 2E 3E 4E 5E 6E");
    place_expect(&p, "skill", 5, "skill|Priya: lacks the skill 'senior'");
    p.priya->skills = 1;
    place_expect(&p, "leave", 5, "leave|Priya: on annual leave");
    leave_row->from = leave_row->to = place_day(20);
    place_expect(&p, "unavailable", 5, "unavailable|Priya: not available at weekends");
    row->staff = OMAR;
    place_expect(&p, "never", 5, "never_bond|Priya: may not work with willow");
    p.home->roles[WILLOW] = ROTA_ROLE_TEAM;
    place_expect(&p, "on duty", 5, "on_duty|Priya: already on the early that day");
    p.f.duties.count = 5; /* Saturday and Sunday are off */
    p.row.shift = NIGHT;
    place_expect(&p, "rest", 4, "daily_rest|Priya: only 6 h since Friday's early");
    p.row.shift = EARLY;
    place_expect(&p, "hours before averages", 5, "house_max_hours|Priya: 45 of 40 hours used");
    p.priya->max_minutes = -1;
    place_expect(&p, "averages", 5,
                 "weekly_average|Priya: would have 54 h a week on average (at most 48 h)");
    place_close(&p);
}

/* ---- Windows ---- */

static void window(place *p, int from, int to) {
    p->row.shift = -1;
    p->row.window_from = from;
    p->row.window_to = to;
}

/* Which candidate is taken shows in what it clashes with. */
static void window_candidates(void **state) {
    (void)state;
    static const struct {
        const char *name, *duties;
        int from, to;
        bool asleep;
        const char *expected;
    } rows[] = {
        {"late", "0N", 15 * H, 22 * H + 30, false, "on_duty|Priya: already on the night that day"},
        {"the most of the stretch is late", "1E", 10 * H, 23 * H, false,
         "daily_rest|Priya: only 8 h 30 before Tuesday's early"},
        {"the night of the day before", "-1L", 1 * H, 6 * H, false,
         "on_duty|Priya: already on the late that day"},
        {"the early of the day after", "0L", DAY + 8 * H, DAY + 12 * H, false,
         "daily_rest|Priya: only 8 h 30 since Monday's late"},
        {"asleep, the sleep-in is as good and shorter than the night", "1E", 23 * H, DAY + 7 * H,
         true, "duty_span|Priya: would be on duty for 16 h with Tuesday's early (at most 13 h)"},
        {"awake it is the night", "1E", 23 * H, DAY + 7 * H, false,
         "on_duty|Priya: on Tuesday's early from 07:00"},
        {"there all the time", "0E", 8 * H, 12 * H, false, ""},
        {"there for a part of it", "0E", 7 * H, 15 * H + 1, false,
         "on_duty|Priya: on duty at that time (early, willow)"},
        {"there with others", "0E:oak", 8 * H, 12 * H, false,
         "on_duty|Priya: on duty at that time (early, oak)"},
        {"asleep there", "0S", 23 * H, DAY + 7 * H, true, ""},
        {"asleep is not there", "0S", 23 * H, DAY + 7 * H, false,
         "on_duty|Priya: on duty at that time (sleep-in, willow)"},
        {"a meeting is not there", "0T", 10 * H, 12 * H, false,
         "on_duty|Priya: already on the T that day"},
        {"two duties in turn", "0E 0L", 8 * H, 22 * H, false, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        place p;
        place_open(&p, false);
        window(&p, rows[i].from, rows[i].to);
        p.row.asleep = rows[i].asleep;
        place_add(&p, PRIYA, rows[i].duties);
        place_expect(&p, rows[i].name, 0, rows[i].expected);
        place_close(&p);
    }
}

static void short_stretch(void **state) {
    (void)state;
    place p;
    place_open(&p, false);
    window(&p, 7 * H, 22 * H + 30);
    place_add(&p, PRIYA, "0E 2E");
    rota_shortfall s = place_shortfall(&p, 0);
    place_expect_at(&p, "the whole window", &s,
                    "on_duty|Priya: on duty at that time (early, willow)");
    s.from += 8 * H;
    place_expect_at(&p, "only the stretch", &s, "on_duty|Priya: already on the early that day");
    s = place_shortfall(&p, 1);
    s.from += 8 * H;
    place_expect_at(&p, "late", &s, "daily_rest|Priya: only 8 h 30 before Wednesday's early");
    place_close(&p);
}

/* Where no shift can be the candidate, the time itself is. */
static void no_shift(void **state) {
    (void)state;
    place p;
    place_open(&p, false);
    p.home->nshifts = 1; /* the early */
    window(&p, 16 * H, 20 * H);
    place_expect(&p, "a time without a shift", 0,
                 "free|Priya: could do it, but no shift of the home is at that time");
    fixture_work(&p.f, PRIYA, "2026-06-01T19:00/2026-06-01T23:00")->group = OAK;
    place_expect(&p, "on duty", 0, "on_duty|Priya: already at work that day");
    p.home->nshifts = FIXTURE_SHIFTS;
    p.row.shift = NIGHT;
    place_set_times(&p, NIGHT, 1 * H + 30, 9 * H);
    place_expect(&p, "clocks go forward", 300,
                 "free|Priya: could do it, but no shift of the home is at that time");
    p.row.shift = ON_CALL;
    place_set_times(&p, ON_CALL, 1 * H + 30, 9 * H);
    fixture_work(&p.f, PRIYA, "2027-03-28T04:00/2027-03-28T08:00")->group = OAK;
    place_expect(&p, "on call then goes with a duty", 300,
                 "free|Priya: could do it, but no shift of the home is at that time");
    place_close(&p);
}

/* Half of a day is the shift of the day before, half is the day's own: that is meant. */
static void shift_of_24_hours(void **state) {
    (void)state;
    place p;
    place_open(&p, true);
    window(&p, 0, DAY);
    place_set_times(&p, LATE, 12 * H, DAY + 12 * H);
    p.home->nshifts = LATE + 1;
    fixture_work(&p.f, PRIYA, "2026-06-02T11:00/2026-06-02T13:00");
    place_expect(&p, "noon to noon", 0, "on_duty|Priya: on Tuesday's work from 11:00");
    place_close(&p);
}

/* ---- All of a home ---- */

/* Order is by index; who is not employed is left out; a list is added to. */
static void everybody(void **state) {
    (void)state;
    place p;
    place_open(&p, false);
    p.home->nstaff = 2;
    p.home->staff[OMAR].name = "";
    place_add(&p, OMAR, "0L");
    place_add(&p, PRIYA, "1L");
    place_add(&p, OMAR, "-3E");
    rota_home_finish(p.home);
    rota_reasons reasons = {0};
    char *line = rota_reasons_line(p.home, &reasons);
    assert_string_equal(line, "");
    free(line);
    rota_shortfall s = place_shortfall(&p, 1);
    rota_reasons_for(p.home, &p.f.duties, place_day(0), place_day(27), &s, &reasons);
    assert_int_equal(reasons.count, 2);
    assert_int_equal(reasons.items[0].staff, PRIYA);
    assert_int_equal(reasons.items[1].staff, OMAR);
    p.priya->to = place_day(0);
    rota_reasons_for(p.home, &p.f.duties, place_day(0), place_day(27), &s, &reasons);
    assert_int_equal(reasons.count, 3);
    assert_int_equal(reasons.items[2].staff, OMAR);
    line = rota_reasons_line(p.home, &reasons);
    assert_string_equal(line, "Priya: already on the late that day; "
                              "omar: only 8 h 30 since Monday's late; "
                              "omar: only 8 h 30 since Monday's late");
    free(line);
    rota_reasons_done(&reasons);
    assert_null(reasons.items);
    place_close(&p);
}

/* A new starter's average reaches to the end of the week up to which anybody's duties are known. */
static void known_duties(void **state) {
    (void)state;
    place p;
    place_open(&p, false);
    p.priya->from = place_day(0);
    place_set_times(&p, EARLY, 7 * H, 16 * H);
    place_add(&p, PRIYA, "0E 1E 2E 3E 4E");
    place_expect(&p, "one week", 5,
                 "weekly_average|Priya: would have 54 h a week on average (at most 48 h)");
    p.home->nstaff = 2;
    p.home->staff[OMAR].from = place_day(300);
    place_add(&p, OMAR, "7E");
    place_expect(
        &p, "two weeks", 5,
        "free|Priya: could do it; the plan left it open (already 6 h over contract this week)");
    place_close(&p);
}

/* A rule that has no short words is told in the checker's. */
static void other_rules(void **state) {
    (void)state;
    place p;
    place_open(&p, false);
    rota_reasons__question q = {.home = p.home, .person = p.priya};
    char text[] = "Priya: Early on Mon 1 Jun: no break";
    rota_finding finding = {.rule = ROTA_RULE_BREAK, .text = text};
    rota_text got = {0};
    rota_reasons__say_finding(&q, &finding, &got);
    assert_string_equal(rota_text_str(&got), "Early on Mon 1 Jun: no break");
    assert_true(rota_reasons__rank(ROTA_RULE_BREAK) > rota_reasons__rank(ROTA_RULE_NIGHT_AVERAGE));
    rota_text_done(&got);
    place_close(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leave),
        cmocka_unit_test(unavailable),
        cmocka_unit_test(never),
        cmocka_unit_test(employment),
        cmocka_unit_test(on_duty),
        cmocka_unit_test(skills),
        cmocka_unit_test(nothing),
        cmocka_unit_test(most_telling),
        cmocka_unit_test(window_candidates),
        cmocka_unit_test(short_stretch),
        cmocka_unit_test(no_shift),
        cmocka_unit_test(shift_of_24_hours),
        cmocka_unit_test(everybody),
        cmocka_unit_test(known_duties),
        cmocka_unit_test(other_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
