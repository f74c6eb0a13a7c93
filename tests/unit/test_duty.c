#include "support/test.h"

#include "core/duty.h"

#include <string.h>

/* A home in London. Its shifts, by index: */
enum { EARLY, LATE, NIGHT, SLEEP, LONG, CALL, MEETING, SMALL, NSHIFTS };

static const rota_shift shifts[NSHIFTS] = {
    {"e", "Early", 7 * 60, 15 * 60, 30, ROTA_SHIFT_DAY, -1, -1, "", "", false},
    {"l", "Late", 17 * 60, 26 * 60, 0, ROTA_SHIFT_DAY, -1, -1, "", "", false},
    {"n", "Night", 22 * 60, 32 * 60, 0, ROTA_SHIFT_NIGHT, -1, -1, "", "", false},
    {"s", "Sleep-in", 23 * 60, 31 * 60, 0, ROTA_SHIFT_SLEEP_IN, 0, 0, "", "", false},
    {"x", "Long", 14 * 60 + 30, 38 * 60 + 30, 0, ROTA_SHIFT_SLEEP_IN, 23 * 60, 31 * 60, "", "",
     false},
    {"c", "On call", 22 * 60, 32 * 60, 0, ROTA_SHIFT_ON_CALL, -1, -1, "", "", false},
    {"m", "Meeting", 10 * 60, 12 * 60, 0, ROTA_SHIFT_MEETING, -1, -1, "", "", false},
    {"w", "Small hours", 90, 6 * 60, 0, ROTA_SHIFT_DAY, -1, -1, "", "", false},
};

static rota_home *new_home(void) {
    rota_home *home = rota_home_new();
    rota_err err = {0};
    assert_int_equal(rota_zone_open("Europe/London", &home->zone, &err), ROTA_OK);
    home->nshifts = NSHIFTS;
    home->shifts = rota_arena_alloc(home->arena, sizeof shifts);
    memcpy(home->shifts, shifts, sizeof shifts);
    rota_home_finish(home);
    return home;
}

static int set_up(void **state) {
    *state = new_home();
    return 0;
}

static int tear_down(void **state) {
    rota_home_free(*state);
    return 0;
}

static rota_day day(const char *text) {
    rota_day d = 0;
    assert_true(rota_day_parse(text, &d));
    return d;
}

static rota_minute at(const rota_home *home, const char *text) {
    rota_minute m = 0;
    assert_int_equal(rota_zone_parse(home->zone, text, &m, NULL), ROTA_OK);
    return m;
}

static rota_duty duty_of(const rota_home *home, const char *date, int shift) {
    rota_duty duty = {0};
    assert_int_equal(rota_duty_of(home, day(date), shift, 2, 3, true, &duty, NULL), ROTA_OK);
    return duty;
}

static void a_duty_is_its_shift_on_a_date(void **state) {
    const rota_home *home = *state;
    rota_duty d = duty_of(home, "2026-06-01", EARLY);
    assert_int_equal(d.staff, 3);
    assert_int_equal(d.group, 2);
    assert_int_equal(d.shift, EARLY);
    assert_int_equal(d.date, day("2026-06-01"));
    assert_int_equal(d.kind, ROTA_SHIFT_DAY);
    assert_true(d.start == at(home, "2026-06-01T07:00"));
    assert_true(d.end == at(home, "2026-06-01T15:00"));
    assert_true(d.sleep_from == d.sleep_to);
    assert_int_equal(d.break_minutes, 30);
    assert_int_equal(d.work_minutes, 450);
    assert_true(d.pinned);
    assert_false(d.worked);
}

static void clock_changes_count_as_they_pass(void **state) {
    static const struct {
        const char *date;
        int shift;
        int minutes;
    } cases[] = {
        {"2026-03-27", NIGHT, 600}, {"2026-03-28", NIGHT, 540},   {"2026-10-24", NIGHT, 660},
        {"2026-10-23", NIGHT, 600}, {"2026-03-28", SLEEP, 420},   {"2026-10-24", SLEEP, 540},
        {"2026-10-24", LATE, 600}, /* 17:00 to 02:00, after the hour has repeated */
        {"2026-06-01", CALL, 0},    {"2026-06-01", MEETING, 120},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_duty d = duty_of(*state, cases[i].date, cases[i].shift);
        assert_int_equal(d.work_minutes, cases[i].minutes);
    }
}

/* 01:30 on 25 October comes twice: work that starts then starts at the first, work that ends then
 * lasts through the repeated hour. */
static void repeated_times_are_first_and_last(void **state) {
    rota_home *home = *state;
    rota_duty d = duty_of(home, "2026-10-25", SMALL);
    assert_true(d.start == at(home, "2026-10-25T01:30+01:00"));
    assert_int_equal(d.work_minutes, 330);
    home->shifts[LATE].end = 25 * 60 + 30;
    d = duty_of(home, "2026-10-24", LATE);
    assert_true(d.end == at(home, "2026-10-25T01:30Z"));
    assert_int_equal(d.work_minutes, 570);
}

static void times_that_do_not_exist_are_errors(void **state) {
    rota_home *home = *state;
    rota_duty d = {.staff = 77};
    rota_err err = {0};
    assert_int_equal(rota_duty_of(home, day("2026-03-29"), SMALL, 0, 0, false, &d, &err),
                     ROTA_E_INPUT);
    assert_string_equal(err.message,
                        "shift 'w' starts at 01:30 on 2026-03-29, which does not exist "
                        "there: clocks go forward (Europe/London)");
    home->shifts[NIGHT].end = 25 * 60 + 30;
    assert_int_equal(rota_duty_of(home, day("2026-03-28"), NIGHT, 0, 0, false, &d, &err),
                     ROTA_E_INPUT);
    assert_string_equal(err.message, "shift 'n' ends at 01:30 on 2026-03-29, which does not exist "
                                     "there: clocks go forward (Europe/London)");
    home->shifts[LONG].sleep_to = 25 * 60 + 15;
    assert_int_equal(rota_duty_of(home, day("2026-03-28"), LONG, 0, 0, false, &d, &err),
                     ROTA_E_INPUT);
    assert_string_equal(err.message, "shift 'x' wakes at 01:15 on 2026-03-29, which does not exist "
                                     "there: clocks go forward (Europe/London)");
    home->shifts[LONG].sleep_from = 25 * 60 + 10;
    assert_int_equal(rota_duty_of(home, day("2026-03-28"), LONG, 0, 0, false, &d, &err),
                     ROTA_E_INPUT);
    assert_string_equal(err.message,
                        "shift 'x' goes to sleep at 01:10 on 2026-03-29, which does not exist "
                        "there: clocks go forward (Europe/London)");
    assert_int_equal(d.staff, 77); /* untouched */
    assert_int_equal(rota_duty_of(home, day("2026-03-27"), NIGHT, 0, 0, false, &d, &err), ROTA_OK);

    rota_assignment two[] = {{day("2026-06-01"), EARLY, 0, 0, false},
                             {day("2026-03-29"), SMALL, 0, 0, false}};
    rota_duties list = {0};
    rota_duties_add(&list, &d);
    assert_int_equal(rota_duties_of(home, two, 2, &list, &err), ROTA_E_INPUT);
    assert_int_equal(list.count, 1);
    assert_int_equal(rota_duties_of(home, two, 1, &list, &err), ROTA_OK);
    assert_int_equal(list.count, 2);
    rota_duties_done(&list);
}

static void sleep_is_where_the_shift_says(void **state) {
    const rota_home *home = *state;
    rota_duty d = duty_of(home, "2026-06-01", SLEEP); /* no times: all of it */
    assert_true(d.sleep_from == d.start && d.sleep_to == d.end);
    d = duty_of(home, "2026-03-28", LONG);
    assert_true(d.sleep_from == at(home, "2026-03-28T23:00"));
    assert_true(d.sleep_to == at(home, "2026-03-29T07:00"));
    assert_int_equal(d.sleep_to - d.sleep_from, 420);
    assert_int_equal(d.work_minutes, 23 * 60);
    assert_int_equal(rota_duty_awake_minutes(&d, d.start, d.end), 16 * 60);
}

static void awake_minutes_are_cut_to_the_stretch(void **state) {
    const rota_home *home = *state;
    rota_duty d = duty_of(home, "2026-06-01", LONG); /* 14:30, asleep 23:00 to 07:00, 14:30 */
    static const struct {
        const char *from, *to;
        int minutes;
    } cases[] = {
        {"2026-06-01T00:00", "2026-06-03T00:00", 960}, {"2026-06-01T00:00", "2026-06-01T14:30", 0},
        {"2026-06-01T22:00", "2026-06-01T23:30", 60},  {"2026-06-01T23:00", "2026-06-02T07:00", 0},
        {"2026-06-02T06:00", "2026-06-02T08:00", 60},  {"2026-06-01T22:30", "2026-06-02T07:30", 60},
        {"2026-06-02T14:00", "2026-06-02T20:00", 30},  {"2026-06-02T14:30", "2026-06-02T20:00", 0},
        {"2026-06-02T20:00", "2026-06-02T08:00", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(
            rota_duty_awake_minutes(&d, at(home, cases[i].from), at(home, cases[i].to)),
            cases[i].minutes);
    d = duty_of(home, "2026-06-01", CALL);
    assert_int_equal(rota_duty_awake_minutes(&d, d.start, d.end), 0);
    d = duty_of(home, "2026-06-01", MEETING);
    assert_int_equal(rota_duty_awake_minutes(&d, d.start, d.end), 120);
}

static void presence_is_being_there_for_the_children(void **state) {
    const rota_home *home = *state;
    static const struct {
        int shift;
        const char *at;
        bool awake, asleep_too;
    } cases[] = {
        {EARLY, "2026-06-01T06:59", false, false},   {EARLY, "2026-06-01T07:00", true, true},
        {EARLY, "2026-06-01T14:59", true, true},     {EARLY, "2026-06-01T15:00", false, false},
        {LONG, "2026-06-01T22:59", true, true},      {LONG, "2026-06-01T23:00", false, true},
        {LONG, "2026-06-02T06:59", false, true},     {LONG, "2026-06-02T07:00", true, true},
        {LONG, "2026-06-02T14:30", false, false},    {SLEEP, "2026-06-02T03:00", false, true},
        {NIGHT, "2026-06-02T03:00", true, true},     {CALL, "2026-06-02T03:00", false, false},
        {MEETING, "2026-06-01T11:00", false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_duty d = duty_of(home, "2026-06-01", cases[i].shift);
        rota_minute minute = at(home, cases[i].at);
        assert_int_equal(rota_duty_present(&d, minute, false), cases[i].awake);
        assert_int_equal(rota_duty_present(&d, minute, true), cases[i].asleep_too);
    }
}

static void nights_are_measured_by_the_rules(void **state) {
    rota_home *home = *state;
    static const struct {
        const char *date;
        int shift;
        int minutes;
        bool night;
    } cases[] = {
        {"2026-06-01", EARLY, 0, false},  {"2026-06-01", LATE, 180, true},
        {"2026-06-01", NIGHT, 420, true}, {"2026-03-28", NIGHT, 360, true},
        {"2026-10-24", NIGHT, 480, true}, {"2026-06-01", SLEEP, 420, false},
        {"2026-06-01", LONG, 420, false}, {"2026-06-01", CALL, 0, false},
        {"2026-06-01", SMALL, 270, true}, {"2026-06-01", MEETING, 0, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_duty d = duty_of(home, cases[i].date, cases[i].shift);
        assert_int_equal(rota_duty_night_minutes(home, &d), cases[i].minutes);
        assert_int_equal(rota_duty_is_night(home, &d), cases[i].night);
    }
    rota_duty late = duty_of(home, "2026-06-01", LATE);
    home->rules.night_worker_minutes = 181;
    assert_false(rota_duty_is_night(home, &late));
    home->rules.night_from = 20 * 60;
    home->rules.night_to = 60;
    assert_int_equal(rota_duty_night_minutes(home, &late), 300);
    assert_true(rota_duty_is_night(home, &late));
    home->rules.night_from = 0; /* a night agreed to be 00:00 to 07:00 */
    home->rules.night_to = 7 * 60;
    assert_int_equal(rota_duty_night_minutes(home, &late), 120);
}

static void duties_have_one_order(void **state) {
    (void)state;
    static const rota_duty sorted[] = {
        {.staff = 0, .start = 5, .end = 9},
        {.staff = 1, .start = 1, .end = 3},
        {.staff = 1, .start = 1, .end = 4, .shift = 0},
        {.staff = 1, .start = 1, .end = 4, .shift = 1, .group = -1},
        {.staff = 1, .start = 1, .end = 4, .shift = 1, .group = 0},
        {.staff = 1, .start = 2, .end = 3},
    };
    enum { N = sizeof sorted / sizeof sorted[0] };
    rota_duties list = {0};
    rota_duties_sort(&list);
    for (int i = 0; i < N; i++)
        rota_duties_add(&list, &sorted[(i * 5 + 3) % N]);
    rota_duties_sort(&list);
    assert_int_equal(list.count, N);
    for (int i = 0; i < N; i++) { /* field by field: the padding of a struct holds anything */
        const rota_duty *a = &list.items[i], *b = &sorted[i];
        assert_int_equal(a->staff, b->staff);
        assert_int_equal(a->start, b->start);
        assert_int_equal(a->end, b->end);
        assert_int_equal(a->shift, b->shift);
        assert_int_equal(a->group, b->group);
    }
    for (int i = 0; i < 100; i++) /* also of an item of the list itself, while it moves */
        rota_duties_add(&list, &list.items[1]);
    assert_int_equal(list.items[N + 99].end, 3);
    rota_duties_done(&list);
    assert_int_equal(list.count, 0);
}

/* Planned for five days, worked on three of them. Lent until the next call. */
static void give_history(rota_home *home) {
    static rota_assignment record[6];
    static rota_worked worked[5];
    rota_assignment planned[] = {
        {day("2026-05-31"), NIGHT, 1, 0, false}, {day("2026-06-01"), EARLY, 1, 0, true},
        {day("2026-06-01"), EARLY, 1, 1, false}, {day("2026-06-02"), EARLY, 1, 0, false},
        {day("2026-06-02"), EARLY, 1, 1, false}, {day("2026-06-03"), EARLY, 1, 0, false},
    };
    rota_worked done[] = {
        {.staff = 0,
         .start = at(home, "2026-06-01T07:10"),
         .end = at(home, "2026-06-01T12:00"),
         .group = 1,
         .break_minutes = 20,
         .sleep_minutes = 0,
         .kind = ROTA_SHIFT_DAY},
        {.staff = 0,
         .start = at(home, "2026-06-01T13:00"),
         .end = at(home, "2026-06-01T16:00"),
         .group = -1,
         .break_minutes = 0,
         .sleep_minutes = 0,
         .kind = ROTA_SHIFT_DAY},
        {.staff = 1,
         .start = at(home, "2026-06-02T07:05"),
         .end = ROTA_NO_MINUTE,
         .group = 1,
         .break_minutes = 0,
         .sleep_minutes = 0,
         .kind = ROTA_SHIFT_DAY},
        {.staff = 1,
         .start = at(home, "2026-06-03T07:05"),
         .end = at(home, "2026-06-03T08:00"),
         .group = 1,
         .break_minutes = 0,
         .sleep_minutes = 0,
         .kind = ROTA_SHIFT_DAY},
        {.staff = 1,
         .start = at(home, "2026-05-20T22:00"),
         .end = at(home, "2026-05-21T08:00"),
         .group = 1,
         .break_minutes = 0,
         .sleep_minutes = 0,
         .kind = ROTA_SHIFT_ON_CALL},
    };
    memcpy(record, planned, sizeof record);
    memcpy(worked, done, sizeof worked);
    home->record = record;
    home->nrecord = 6;
    home->worked = worked;
    home->nworked = 5;
}

static void worked_time_replaces_the_record_of_its_day(void **state) {
    rota_home *home = *state;
    give_history(home);
    rota_duties list = {0};
    assert_int_equal(rota_duties_history(home, day("2026-06-01"), day("2026-06-03"), &list, NULL),
                     ROTA_OK);
    static const struct {
        int staff, shift, group, minutes;
        const char *start;
        bool worked;
    } expected[] = {
        {0, -1, 1, 270, "2026-06-01T07:10", true},
        {0, -1, -1, 180, "2026-06-01T13:00", true},
        {0, EARLY, 1, 450, "2026-06-02T07:00", false},
        {1, EARLY, 1, 450, "2026-06-01T07:00", false},
        {1, EARLY, 1, 450, "2026-06-02T07:00", false}, /* still at work: as planned */
    };
    assert_int_equal(list.count, 5);
    for (size_t i = 0; i < list.count; i++) {
        assert_int_equal(list.items[i].staff, expected[i].staff);
        assert_int_equal(list.items[i].shift, expected[i].shift);
        assert_int_equal(list.items[i].group, expected[i].group);
        assert_int_equal(list.items[i].work_minutes, expected[i].minutes);
        assert_true(list.items[i].start == at(home, expected[i].start));
        assert_int_equal(list.items[i].worked, expected[i].worked);
    }
    rota_duties_done(&list);
}

static void history_goes_back_to_its_beginning(void **state) {
    rota_home *home = *state;
    give_history(home);
    rota_duties list = {0};
    assert_int_equal(rota_duties_history(home, ROTA_NO_DAY, day("2026-06-01"), &list, NULL),
                     ROTA_OK);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.items[0].shift, NIGHT);
    assert_int_equal(list.items[1].kind, ROTA_SHIFT_ON_CALL);
    assert_int_equal(list.items[1].date, day("2026-05-20"));
    assert_int_equal(list.items[1].work_minutes, 0);
    rota_duties_done(&list);

    home->record[0] = (rota_assignment){day("2026-03-29"), SMALL, 1, 0, false};
    rota_err err = {0};
    assert_int_equal(rota_duties_history(home, ROTA_NO_DAY, day("2026-06-01"), &list, &err),
                     ROTA_E_INPUT);
    assert_int_equal(list.count, 0);
}

/* Of worked time only the length of the sleep is known. */
static void worked_sleep_is_put_in_the_night(void **state) {
    rota_home *home = *state;
    static const struct {
        const char *start, *end;
        enum rota_shift_kind kind;
        int sleep;
        const char *from, *to;
    } cases[] = {
        {"2026-06-01T14:30", "2026-06-02T15:00", ROTA_SHIFT_SLEEP_IN, 420, "2026-06-01T23:00",
         "2026-06-02T06:00"},
        {"2026-06-01T20:00", "2026-06-02T04:00", ROTA_SHIFT_SLEEP_IN, 420, "2026-06-01T21:00",
         "2026-06-02T04:00"},
        {"2026-06-02T01:00", "2026-06-02T12:00", ROTA_SHIFT_DAY, 60, "2026-06-02T01:00",
         "2026-06-02T02:00"},
        {"2026-06-02T06:00", "2026-06-02T12:00", ROTA_SHIFT_DAY, 60, "2026-06-02T11:00",
         "2026-06-02T12:00"},
        {"2026-06-01T23:00", "2026-06-02T07:00", ROTA_SHIFT_SLEEP_IN, -1, "2026-06-01T23:00",
         "2026-06-02T07:00"},
        {"2026-06-01T23:00", "2026-06-02T07:00", ROTA_SHIFT_SLEEP_IN, 9999, "2026-06-01T23:00",
         "2026-06-02T07:00"},
        {"2026-06-01T23:00", "2026-06-02T07:00", ROTA_SHIFT_SLEEP_IN, 0, "2026-06-01T23:00",
         "2026-06-01T23:00"},
        {"2026-06-01T23:00", "2026-06-02T07:00", ROTA_SHIFT_NIGHT, -1, "2026-06-01T23:00",
         "2026-06-01T23:00"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_worked worked = {.start = at(home, cases[i].start),
                              .end = at(home, cases[i].end),
                              .kind = cases[i].kind,
                              .sleep_minutes = cases[i].sleep};
        rota_duties list = {0};
        home->worked = &worked;
        home->nworked = 1;
        assert_int_equal(rota_duties_history(home, ROTA_NO_DAY, day("2027-01-01"), &list, NULL),
                         ROTA_OK);
        assert_int_equal(list.count, 1);
        assert_true(list.items[0].sleep_from == at(home, cases[i].from));
        assert_true(list.items[0].sleep_to == at(home, cases[i].to));
        assert_int_equal(list.items[0].work_minutes, worked.end - worked.start);
        rota_duties_done(&list);
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_duty_is_its_shift_on_a_date),
        TEST(clock_changes_count_as_they_pass),
        TEST(repeated_times_are_first_and_last),
        TEST(times_that_do_not_exist_are_errors),
        TEST(sleep_is_where_the_shift_says),
        TEST(awake_minutes_are_cut_to_the_stretch),
        TEST(presence_is_being_there_for_the_children),
        TEST(nights_are_measured_by_the_rules),
        TEST(duties_have_one_order),
        TEST(worked_time_replaces_the_record_of_its_day),
        TEST(history_goes_back_to_its_beginning),
        TEST(worked_sleep_is_put_in_the_night),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
