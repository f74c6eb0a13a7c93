#include "support/test.h"

#include "core/demand.h"

#include <stdlib.h>
#include <string.h>

/* Groups 0 and 1, people 0 to 5 (0 and 1 can drive, 1 gives medicine), London. */
enum { EARLY, LATE, NIGHT, SLEEP, CALL, MEETING, LONG, NSHIFTS };
enum { ALL = -1, ANYONE = -1, WINDOW = -1, DRIVER = 0, MEDS = 1, NSTAFF = 6, MOST_ROWS = 12 };

static const rota_shift shifts[NSHIFTS] = {
    {"e", "Early", 420, 900, 0, ROTA_SHIFT_DAY, -1, -1, "", "", false},
    {"l", "Late", 840, 1320, 0, ROTA_SHIFT_DAY, -1, -1, "", "", false},
    {"n", "Night", 1320, 1920, 0, ROTA_SHIFT_NIGHT, -1, -1, "", "", false},
    {"s", "Sleep-in", 1380, 1860, 0, ROTA_SHIFT_SLEEP_IN, -1, -1, "", "", false},
    {"c", "On call", 1320, 1920, 0, ROTA_SHIFT_ON_CALL, -1, -1, "", "", false},
    {"m", "Meeting", 600, 720, 0, ROTA_SHIFT_MEETING, -1, -1, "", "", false},
    {"x", "Long", 870, 2310, 0, ROTA_SHIFT_SLEEP_IN, 1380, 1860, "", "", false},
};

static const rota_day_spec daily = {.kind = ROTA_DAY_DAILY};

static int set_up(void **state) {
    rota_home *home = rota_home_new();
    assert_int_equal(rota_zone_open("Europe/London", &home->zone, NULL), ROTA_OK);
    home->shifts = rota_arena_alloc(home->arena, sizeof shifts);
    memcpy(home->shifts, shifts, sizeof shifts);
    home->nshifts = NSHIFTS;
    home->staff = rota_arena_alloc(home->arena, NSTAFF * sizeof(rota_person));
    home->nstaff = NSTAFF;
    home->staff[0].skills = 1U << DRIVER;
    home->staff[1].skills = 1U << DRIVER | 1U << MEDS;
    home->demand = rota_arena_alloc(home->arena, MOST_ROWS * sizeof(rota_demand));
    rota_home_finish(home);
    *state = home;
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

/* A new row that asks for `min` people; the caller changes what else it wants. */
static rota_demand *ask(rota_home *home, int group, int shift, int min) {
    assert_true(home->ndemand < MOST_ROWS);
    rota_demand *row = &home->demand[home->ndemand++];
    *row = (rota_demand){.group = group,
                         .shift = shift,
                         .day = daily,
                         .skill = ANYONE,
                         .min = min,
                         .target = min,
                         .max = min,
                         .what = ""};
    return row;
}

static rota_demand *ask_window(rota_home *home, int group, int from, int to, int min) {
    rota_demand *row = ask(home, group, WINDOW, min);
    row->window_from = from;
    row->window_to = to;
    return row;
}

static void put(const rota_home *home, rota_duties *list, const char *date, int shift, int group,
                int staff) {
    rota_duty duty;
    assert_int_equal(rota_duty_of(home, day(date), shift, group, staff, false, &duty, NULL),
                     ROTA_OK);
    rota_duties_add(list, &duty);
}

/* The only row, compared on one date. */
static rota_shortfall compare(const rota_home *home, const rota_duties *list, const char *date) {
    rota_shortfalls found = {0};
    rota_shortfall only = {.row = -1};
    rota_demand_compare(home, list, day(date), day(date), &found);
    assert_in_range(found.count, 0, 1);
    if (found.count)
        only = found.items[0];
    rota_shortfalls_done(&found);
    return only;
}

#define assert_all_is_well(home, list, date) assert_int_equal(compare(home, list, date).row, -1)

static void the_most_specific_day_wins(void **state) {
    rota_home *home = *state;
    ask(home, 0, EARLY, 1)->day = (rota_day_spec){.kind = ROTA_DAY_DATE, .date = day("2026-06-03")};
    ask(home, 0, EARLY, 2);
    ask(home, 0, EARLY, 3)->day.kind = ROTA_DAY_WEEKDAYS;
    ask(home, 0, EARLY, 4)->day.kind = ROTA_DAY_WEEKEND;
    ask(home, 0, EARLY, 5)->day = (rota_day_spec){.kind = ROTA_DAY_WEEKDAY, .weekday = ROTA_WED};
    ask(home, 0, EARLY, 6)->day = (rota_day_spec){.kind = ROTA_DAY_WEEKDAY, .weekday = ROTA_SUN};
    ask(home, 0, LATE, 7)->day.kind = ROTA_DAY_WEEKEND;
    ask_window(home, 0, 420, 900, 8);
    ask_window(home, 1, 420, 900, 9);
    ask_window(home, 0, 420, 900, 10)->skill = MEDS;
    ask_window(home, 0, 420, 900, 11)->day.kind = ROTA_DAY_WEEKDAYS;
    static const struct {
        const char *date;
        int n, rows[6];
    } cases[] = {
        {"2026-06-01", 4, {2, 8, 9, 10}},   /* Monday */
        {"2026-06-03", 4, {0, 8, 9, 10}},   /* that Wednesday */
        {"2026-06-10", 4, {4, 8, 9, 10}},   /* another */
        {"2026-06-06", 5, {3, 6, 7, 8, 9}}, /* Saturday */
        {"2026-06-07", 5, {5, 6, 7, 8, 9}}, /* Sunday */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int *rows = NULL;
        assert_int_equal(rota_demand_on(home, day(cases[i].date), &rows), cases[i].n);
        for (int k = 0; k < cases[i].n; k++)
            assert_int_equal(rows[k], cases[i].rows[k]);
        free(rows);
    }
}

static void no_demand_is_no_rows(void **state) {
    int *rows = NULL;
    assert_int_equal(rota_demand_on(*state, day("2026-06-01"), &rows), 0);
    free(rows);
}

static void spans_are_true_instants(void **state) {
    rota_home *home = *state;
    ask(home, 0, NIGHT, 1);
    ask_window(home, 0, 1320, 1860, 1);
    ask_window(home, 0, 75, 135, 1);
    static const struct {
        int row;
        const char *date;
        const char *from;
        int minutes;
    } cases[] = {
        {0, "2026-06-01", "2026-06-01T22:00", 600},
        {0, "2026-03-28", "2026-03-28T22:00", 540},
        {0, "2026-10-24", "2026-10-24T22:00", 660},
        {1, "2026-03-28", "2026-03-28T22:00", 480},
        {1, "2026-10-24", "2026-10-24T22:00", 600},
        {2, "2026-03-29", "2026-03-29T02:00", 15},
        {2, "2026-10-25", "2026-10-25T01:15+01:00", 120},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_minute from, to;
        rota_demand_span(home, &home->demand[cases[i].row], day(cases[i].date), &from, &to);
        assert_true(from == at(home, cases[i].from));
        assert_int_equal(to - from, cases[i].minutes);
    }
}

static void a_shift_is_served_by_that_shift_alone(void **state) {
    rota_home *home = *state;
    ask(home, 0, EARLY, 1);
    ask(home, ALL, EARLY, 1);
    ask(home, 0, EARLY, 1)->skill = DRIVER;
    static const struct {
        const char *date;
        int shift, group, staff;
        bool serves[3]; /* rows as above, on 1 June */
    } cases[] = {
        {"2026-06-01", EARLY, 0, 0, {true, true, true}},
        {"2026-06-01", EARLY, 0, 5, {true, true, false}},
        {"2026-06-01", EARLY, 1, 0, {false, true, false}},
        {"2026-06-01", EARLY, ALL, 0, {false, true, false}},
        {"2026-06-02", EARLY, 0, 0, {false, false, false}},
        {"2026-06-01", LATE, 0, 0, {false, false, false}},
        {"2026-05-31", LONG, 0, 0, {false, false, false}}, /* though there from 07:00 */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_duties list = {0};
        put(home, &list, cases[i].date, cases[i].shift, cases[i].group, cases[i].staff);
        for (int k = 0; k < 3; k++)
            assert_int_equal(
                rota_demand_serves(home, &home->demand[k], day("2026-06-01"), &list.items[0]),
                cases[i].serves[k]);
        rota_duties_done(&list);
    }
}

static void a_window_is_served_by_whoever_is_there(void **state) {
    rota_home *home = *state;
    ask_window(home, 0, 420, 900, 1);     /* 07:00 to 15:00 */
    ask_window(home, ALL, 1380, 1860, 1); /* 23:00 to 07:00 */
    ask_window(home, 0, 1380, 1860, 1)->asleep = true;
    static const struct {
        const char *date;
        int shift, group;
        bool serves[3];
    } cases[] = {
        {"2026-06-01", EARLY, 0, {true, false, false}},
        {"2026-06-01", EARLY, ALL, {false, false, false}},
        {"2026-06-01", LATE, 0, {true, false, false}},   /* from 14:00 */
        {"2026-05-31", NIGHT, 0, {true, false, false}},  /* until 08:00 */
        {"2026-05-31", SLEEP, 0, {false, false, false}}, /* until 07:00 */
        {"2026-06-01", NIGHT, 0, {false, true, true}},
        {"2026-06-01", NIGHT, 1, {false, true, false}},
        {"2026-06-01", SLEEP, 0, {false, false, true}},
        {"2026-06-01", CALL, 0, {false, false, false}},
        {"2026-06-01", MEETING, 0, {false, false, false}},
        {"2026-06-02", EARLY, 0, {false, false, false}},
        {"2026-06-01", LONG, 0, {true, false, true}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_duties list = {0};
        put(home, &list, cases[i].date, cases[i].shift, cases[i].group, 3);
        for (int k = 0; k < 3; k++)
            assert_int_equal(
                rota_demand_serves(home, &home->demand[k], day("2026-06-01"), &list.items[0]),
                cases[i].serves[k]);
        rota_duties_done(&list);
    }
}

static void shifts_are_counted(void **state) {
    rota_home *home = *state;
    rota_demand *row = ask(home, 0, EARLY, 2);
    row->target = 3;
    row->max = 4;
    static const struct {
        int people, min_short, target_short, over, short_minutes;
    } cases[] = {
        {0, 2, 3, 0, 960}, {1, 1, 2, 0, 480}, {2, 0, 1, 0, 0},
        {3, 0, 0, 0, 0},   {4, 0, 0, 0, 0},   {5, 0, 0, 1, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_duties list = {0};
        for (int k = 0; k < cases[i].people; k++)
            put(home, &list, "2026-06-01", EARLY, 0, k);
        put(home, &list, "2026-06-01", EARLY, 1, 5);   /* another group */
        put(home, &list, "2026-06-01", EARLY, ALL, 5); /* the whole home */
        put(home, &list, "2026-06-02", EARLY, 0, 5);   /* another day */
        put(home, &list, "2026-06-01", LATE, 0, 5);    /* another shift */
        rota_shortfall s = compare(home, &list, "2026-06-01");
        rota_duties_done(&list);
        if (cases[i].people == 3 || cases[i].people == 4) {
            assert_int_equal(s.row, -1);
            continue;
        }
        assert_int_equal(s.row, 0);
        assert_int_equal(s.date, day("2026-06-01"));
        assert_int_equal(s.have, cases[i].people);
        assert_int_equal(s.min_short, cases[i].min_short);
        assert_int_equal(s.target_short, cases[i].target_short);
        assert_int_equal(s.over, cases[i].over);
        assert_int_equal(s.short_minutes, cases[i].short_minutes);
        assert_true(s.from == at(home, "2026-06-01T07:00"));
        assert_true(s.to == at(home, "2026-06-01T15:00"));
    }
}

static void a_row_of_the_whole_home_takes_every_group(void **state) {
    rota_home *home = *state;
    ask(home, ALL, EARLY, 3);
    rota_duties list = {0};
    put(home, &list, "2026-06-01", EARLY, 0, 0);
    put(home, &list, "2026-06-01", EARLY, 1, 1);
    assert_int_equal(compare(home, &list, "2026-06-01").min_short, 1);
    put(home, &list, "2026-06-01", EARLY, 1, 0); /* the same person is nobody more */
    assert_int_equal(compare(home, &list, "2026-06-01").min_short, 1);
    put(home, &list, "2026-06-01", EARLY, ALL, 2);
    assert_all_is_well(home, &list, "2026-06-01");
    rota_duties_done(&list);
}

static void a_window_is_short_where_people_are_missing(void **state) {
    rota_home *home = *state;
    ask_window(home, 0, 420, 1350, 1)->max = 9; /* 07:00 to 22:30 */
    rota_duties list = {0};
    put(home, &list, "2026-06-01", LATE, 0, 0); /* 14:00 to 22:00 */
    rota_shortfall s = compare(home, &list, "2026-06-01");
    assert_int_equal(s.have, 0);
    assert_int_equal(s.min_short, 1);
    assert_int_equal(s.short_minutes, 420 + 30);
    assert_true(s.from == at(home, "2026-06-01T07:00"));
    assert_true(s.to == at(home, "2026-06-01T14:00"));

    put(home, &list, "2026-05-31", NIGHT, 0, 1); /* until 08:00 of the day */
    s = compare(home, &list, "2026-06-01");
    assert_int_equal(s.short_minutes, 360 + 30);
    assert_true(s.from == at(home, "2026-06-01T08:00"));

    put(home, &list, "2026-06-01", EARLY, 0, 2); /* leaves 22:00 to 22:30 */
    s = compare(home, &list, "2026-06-01");
    assert_int_equal(s.short_minutes, 30);
    assert_true(s.from == at(home, "2026-06-01T22:00"));
    assert_true(s.to == at(home, "2026-06-01T22:30"));

    put(home, &list, "2026-06-01", NIGHT, 0, 3);
    assert_all_is_well(home, &list, "2026-06-01");
    home->demand[0].max = 1; /* two from 14:00 to 15:00 and from 07:00 to 08:00 */
    s = compare(home, &list, "2026-06-01");
    assert_int_equal(s.min_short, 0);
    assert_int_equal(s.over, 1);
    assert_int_equal(s.have, 1);
    assert_true(s.from == at(home, "2026-06-01T07:00"));
    assert_true(s.to == at(home, "2026-06-01T22:30"));
    rota_duties_done(&list);
}

/* One stretch below the minimum may be deeper in places. */
static void depth_is_the_worst_minute(void **state) {
    rota_home *home = *state;
    ask_window(home, 0, 420, 1320, 3); /* 07:00 to 22:00 */
    rota_duties list = {0};
    put(home, &list, "2026-06-01", EARLY, 0, 0);
    put(home, &list, "2026-06-01", LATE, 0, 1);
    put(home, &list, "2026-06-01", LATE, 0, 2);
    rota_shortfall s = compare(home, &list, "2026-06-01"); /* 1, then 3 for an hour, then 2 */
    assert_int_equal(s.have, 1);
    assert_int_equal(s.min_short, 2);
    assert_int_equal(s.short_minutes, 2 * 420 + 420);
    assert_true(s.from == at(home, "2026-06-01T07:00"));
    assert_true(s.to == at(home, "2026-06-01T14:00"));
    home->demand[0].min = home->demand[0].target = home->demand[0].max = 4;
    s = compare(home, &list, "2026-06-01");
    assert_true(s.to == at(home, "2026-06-01T22:00")); /* short all day */
    assert_int_equal(s.short_minutes, 3 * 420 + 60 + 2 * 420);
    rota_duties_done(&list);
}

static void windows_run_over_midnight(void **state) {
    rota_home *home = *state;
    ask_window(home, 0, 1320, 1920, 1); /* 22:00 to 08:00 */
    rota_duties list = {0};
    put(home, &list, "2026-05-31", NIGHT, 0, 1); /* yesterday's night ended long ago */
    assert_int_equal(compare(home, &list, "2026-06-01").short_minutes, 600);
    put(home, &list, "2026-06-02", EARLY, 0, 2); /* the next morning's early begins in it */
    rota_shortfall s = compare(home, &list, "2026-06-01");
    assert_int_equal(s.short_minutes, 540);
    assert_true(s.to == at(home, "2026-06-02T07:00"));
    put(home, &list, "2026-06-01", NIGHT, 0, 3);
    s = compare(home, &list, "2026-06-01");
    assert_int_equal(s.min_short, 0);
    assert_int_equal(s.over, 1);
    rota_duties_done(&list);

    static const struct {
        const char *date;
        int minutes;
    } nights[] = {{"2026-03-28", 540}, {"2026-10-24", 660}, {"2026-06-01", 600}};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(compare(home, &list, nights[i].date).short_minutes, nights[i].minutes);
        put(home, &list, nights[i].date, NIGHT, 0, 0);
        assert_all_is_well(home, &list, nights[i].date);
        rota_duties_done(&list);
    }
}

static void a_window_that_the_clocks_skip_asks_for_nobody(void **state) {
    rota_home *home = *state;
    rota_duties none = {0};
    ask_window(home, 0, 60, 120, 1); /* 01:00 to 02:00 */
    assert_all_is_well(home, &none, "2026-03-29");
    assert_int_equal(compare(home, &none, "2026-03-30").short_minutes, 60);
    assert_int_equal(compare(home, &none, "2026-10-25").short_minutes, 120);
}

static void asleep_counts_only_where_the_row_says_so(void **state) {
    rota_home *home = *state;
    rota_demand *row = ask_window(home, 0, 1320, 1920, 1); /* 22:00 to 08:00 */
    rota_duties list = {0};
    put(home, &list, "2026-06-01", LONG, 0, 0); /* 14:30 to 14:30, asleep 23:00 to 07:00 */
    rota_shortfall s = compare(home, &list, "2026-06-01");
    assert_int_equal(s.short_minutes, 480);
    assert_true(s.from == at(home, "2026-06-01T23:00"));
    assert_true(s.to == at(home, "2026-06-02T07:00"));
    row->asleep = true;
    assert_all_is_well(home, &list, "2026-06-01");
    rota_duties_done(&list);

    put(home, &list, "2026-06-01", CALL, 0, 0); /* at home */
    assert_int_equal(compare(home, &list, "2026-06-01").short_minutes, 600);
    rota_duties_done(&list);

    row->window_from = 600; /* a meeting of 10:00 to 12:00 is no time with children */
    row->window_to = 720;
    put(home, &list, "2026-06-01", MEETING, 0, 0);
    assert_int_equal(compare(home, &list, "2026-06-01").short_minutes, 120);
    rota_duties_done(&list);
}

static void sleepers_and_on_call_count_for_their_own_shift(void **state) {
    rota_home *home = *state;
    static const int kinds[] = {SLEEP, CALL, MEETING};
    ask(home, 0, SLEEP, 1);
    for (int i = 0; i < 3; i++) {
        rota_duties list = {0};
        home->demand[0].shift = kinds[i];
        assert_int_equal(compare(home, &list, "2026-06-01").min_short, 1);
        put(home, &list, "2026-06-01", kinds[i], 0, 0);
        assert_all_is_well(home, &list, "2026-06-01");
        rota_duties_done(&list);
    }
}

static void a_skill_asks_for_some_of_those_there(void **state) {
    rota_home *home = *state;
    rota_demand *row = ask(home, 0, EARLY, 1);
    row->skill = DRIVER;
    rota_duties list = {0};
    put(home, &list, "2026-06-01", EARLY, 0, 4);
    put(home, &list, "2026-06-01", EARLY, 1, 0); /* a driver of another group */
    assert_int_equal(compare(home, &list, "2026-06-01").min_short, 1);
    put(home, &list, "2026-06-01", EARLY, 0, 0);
    put(home, &list, "2026-06-01", EARLY, 0, 1);
    assert_all_is_well(home, &list, "2026-06-01"); /* two drivers are not too many */
    row->min = 0;
    row->target = 0;
    row->max = 1; /* above the target, so it was meant */
    assert_int_equal(compare(home, &list, "2026-06-01").over, 1);
    rota_duties_done(&list);

    *row = (rota_demand){.group = ALL,
                         .shift = WINDOW,
                         .window_from = 420,
                         .window_to = 1320,
                         .day = daily,
                         .skill = MEDS,
                         .min = 1,
                         .target = 1,
                         .max = 1};
    put(home, &list, "2026-06-01", EARLY, 0, 0);
    put(home, &list, "2026-06-01", LATE, 1, 1);
    rota_shortfall s = compare(home, &list, "2026-06-01");
    assert_int_equal(s.short_minutes, 420);
    assert_true(s.to == at(home, "2026-06-01T14:00"));
    rota_duties_done(&list);
}

static void two_duties_of_one_person_are_one_person(void **state) {
    rota_home *home = *state;
    ask_window(home, 0, 840, 900, 2); /* 14:00 to 15:00, when early and late overlap */
    rota_duties list = {0};
    put(home, &list, "2026-06-01", EARLY, 0, 0);
    put(home, &list, "2026-06-01", LATE, 0, 0);
    assert_int_equal(compare(home, &list, "2026-06-01").have, 1);
    put(home, &list, "2026-06-01", LATE, 0, 1);
    assert_all_is_well(home, &list, "2026-06-01");
    rota_duties_done(&list);
}

static void shortfalls_come_by_date_and_row(void **state) {
    rota_home *home = *state;
    ask(home, 0, EARLY, 1);
    ask(home, 0, LATE, 1)->day.kind = ROTA_DAY_WEEKDAYS;
    ask_window(home, 1, 420, 900, 1)->day =
        (rota_day_spec){.kind = ROTA_DAY_DATE, .date = day("2026-06-06")};
    static const struct {
        const char *date;
        int row;
    } expected[] = {{"2026-06-05", 0}, {"2026-06-05", 1}, {"2026-06-06", 0},
                    {"2026-06-06", 2}, {"2026-06-07", 0}, {"2026-06-08", 1}};
    rota_duties list = {0};
    put(home, &list, "2026-06-08", EARLY, 0, 0);
    rota_shortfalls found = {0};
    rota_demand_compare(home, &list, day("2026-06-05"), day("2026-06-06"), &found);
    rota_demand_compare(home, &list, day("2026-06-07"), day("2026-06-08"), &found);
    assert_int_equal(found.count, 6);
    for (size_t i = 0; i < found.count; i++) {
        assert_int_equal(found.items[i].date, day(expected[i].date));
        assert_int_equal(found.items[i].row, expected[i].row);
    }
    rota_shortfalls_done(&found);
    assert_int_equal(found.count, 0);
    rota_duties_done(&list);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_most_specific_day_wins),
        TEST(no_demand_is_no_rows),
        TEST(spans_are_true_instants),
        TEST(a_shift_is_served_by_that_shift_alone),
        TEST(a_window_is_served_by_whoever_is_there),
        TEST(shifts_are_counted),
        TEST(a_row_of_the_whole_home_takes_every_group),
        TEST(a_window_is_short_where_people_are_missing),
        TEST(depth_is_the_worst_minute),
        TEST(windows_run_over_midnight),
        TEST(a_window_that_the_clocks_skip_asks_for_nobody),
        TEST(asleep_counts_only_where_the_row_says_so),
        TEST(sleepers_and_on_call_count_for_their_own_shift),
        TEST(a_skill_asks_for_some_of_those_there),
        TEST(two_duties_of_one_person_are_one_person),
        TEST(shortfalls_come_by_date_and_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
