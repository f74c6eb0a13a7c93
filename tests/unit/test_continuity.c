#include "support/test.h"

#include "support/care.h"

#include <math.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* D1: three days of early, late and sleep-in. */
static void add_d1(care *f) {
    care_early(f, 0, A);
    care_early(f, 0, B);
    care_late(f, 0, C);
    care_sleep_in(f, 0, C);
    care_early(f, 1, C);
    care_late(f, 1, A);
    care_late(f, 1, D);
    care_sleep_in(f, 1, A);
    care_early(f, 2, A);
    care_late(f, 2, B);
    care_sleep_in(f, 2, B);
}

static void check_d1(const rota_continuity *m) {
    assert_int_equal(m->care_minutes, 60 * H);
    assert_int_equal(m->clock_minutes, 45 * H);
    assert_int_equal(m->night_minutes, 27 * H);
    assert_int_equal(m->distinct, 4);
    assert_int_equal(m->floor, 2); /* 60 h at 39 h */
    care_near(m->upc, 11.0 / 30);
    care_near(m->hhi, 499.0 / 1800);
    care_near(m->effective, 1800.0 / 499);
    assert_int_equal(m->top_staff, A);
    care_near(m->top_presence, 22.0 / 45);
    care_near(m->key_presence, 22.0 / 45);
    care_near(m->key_share, 22.0 / 60);
    care_near(m->team_share, 52.0 / 60);
    care_near(m->known_share, 52.0 / 60);
    care_near(m->agency_share, 8.0 / 60);
    care_near(m->jaccard, 0.375);
    care_near(m->day_carry, 22.0 / 38);
    care_near(m->bed_wake, 1);
    assert_int_equal(m->nights, 2);
    assert_int_equal(m->bed_wake_nights, 2);
    care_near(m->set_secon, 2.0 / 5);
    care_near(m->set_jaccard, 0.3);
    care_near(m->slot_secon, 0);
    assert_int_equal(m->slots.contacts, 6); /* A C C A A B: ties go to the smallest id */
    assert_int_equal(m->slots.distinct, 3);
    care_near(m->slots.secon, 2.0 / 5);
    care_near(m->slots.coc, (9 + 4 + 1 - 6) / 30.0);
    assert_int_equal(m->days, 3);
    assert_int_equal(m->known_days, 3);
}

static void three_days_of_shift_care(void **state) {
    (void)state;
    care f = care_open("UTC");
    care_role(&f, A, WILLOW, ROTA_ROLE_KEY);
    care_role(&f, B, WILLOW, ROTA_ROLE_TEAM);
    care_role(&f, C, WILLOW, ROTA_ROLE_TEAM);
    f.home->staff[D].agency = true;
    add_d1(&f);
    rota_continuity m = care_measure(&f, WILLOW, 0, 2);
    check_d1(&m);

    /* In any order, and with a year around them. */
    for (size_t i = 0, j = f.duties.count - 1; i < j; i++, j--) {
        rota_duty swapped = f.duties.items[i];
        f.duties.items[i] = f.duties.items[j];
        f.duties.items[j] = swapped;
    }
    care_late(&f, -200, D);
    care_early(&f, 3, C);
    m = care_measure(&f, WILLOW, 0, 2);
    check_d1(&m);

    int64_t minutes[NSTAFF];
    rota_continuity_minutes(f.home, &f.duties, WILLOW, f.day1, f.day1 + 2, minutes);
    const int64_t expected[NSTAFF] = {22 * H, 15 * H, 15 * H, 8 * H};
    assert_memory_equal(minutes, expected, sizeof expected);
    rota_continuity_minutes(f.home, &f.duties, OAK, f.day1, f.day1 + 2, minutes);
    const int64_t none[NSTAFF] = {0};
    assert_memory_equal(minutes, none, sizeof none);
    care_close(&f);
}

static void assert_undefined(const rota_continuity *m) {
    const double all[] = {m->upc,          m->hhi,          m->effective,   m->key_share,
                          m->team_share,   m->agency_share, m->known_share, m->key_presence,
                          m->top_presence, m->jaccard,      m->day_carry,   m->bed_wake,
                          m->set_secon,    m->set_jaccard,  m->slot_secon,  m->slots.upc,
                          m->slots.secon,  m->slots.mmci};
    for (size_t i = 0; i < COUNT(all); i++)
        if (!isnan(all[i]))
            fail_msg("value %zu is %f, expected undefined", i, all[i]);
    assert_int_equal(m->care_minutes, 0);
    assert_int_equal(m->clock_minutes, 0);
    assert_int_equal(m->distinct, 0);
    assert_int_equal(m->floor, 0);
    assert_int_equal(m->top_staff, -1);
    assert_int_equal(m->days, 0);
    assert_int_equal(m->known_days, 0);
    assert_int_equal(m->nights, 0);
}

static void nothing_is_undefined_not_zero(void **state) {
    (void)state;
    care f = care_open("UTC");
    rota_continuity m = care_measure(&f, WILLOW, 0, 6);
    assert_undefined(&m);
    assert_int_equal(m.group, WILLOW);
    assert_int_equal(m.child, -1);

    add_d1(&f);
    m = care_measure(&f, OAK, 0, 6); /* another group */
    assert_undefined(&m);
    m = care_measure(&f, WILLOW, 2, 1); /* no days */
    assert_undefined(&m);

    m = care_measure(&f, WILLOW, 0, 0); /* one day: nothing to compare it with */
    care_near(m.upc, 8.0 / 22);
    assert_int_equal(m.top_staff, C);
    care_near(m.jaccard, NAN);
    care_near(m.day_carry, NAN);
    care_near(m.bed_wake, NAN);
    care_near(m.slot_secon, NAN);
    care_near(m.set_secon, 0);
    assert_int_equal(m.nights, 0);
    care_close(&f);
}

static void duty_of_the_whole_home_counts_for_every_group(void **state) {
    (void)state;
    care f = care_open("UTC");
    care_early(&f, 0, A);
    care_add(&f, 0, B, 7 * H, 11 * H)->group = WHOLE_HOME;
    rota_continuity willow = care_measure(&f, WILLOW, 0, 0), oak = care_measure(&f, OAK, 0, 0);
    assert_int_equal(willow.care_minutes, 11 * H);
    assert_int_equal(willow.clock_minutes, 7 * H);
    assert_int_equal(willow.distinct, 2);
    assert_int_equal(oak.care_minutes, 4 * H);
    assert_int_equal(oak.distinct, 1);
    care_close(&f);
}

static void nights_meetings_and_calls_are_no_waking_hours(void **state) {
    (void)state;
    care f = care_open("UTC");
    care_add_kind(&f, 0, A, 20 * H, 32 * H, ROTA_SHIFT_NIGHT);
    care_add_kind(&f, 0, B, 9 * H, 12 * H, ROTA_SHIFT_MEETING);
    care_add_kind(&f, 0, C, 0, 24 * H, ROTA_SHIFT_ON_CALL);
    care_add_sleeper(&f, 0, C, 22 * H, 30 * H, 23 * H, 30 * H)->kind = ROTA_SHIFT_ON_CALL;
    care_add_sleeper(&f, 0, D, 22 * H, 30 * H, 23 * H, 30 * H)->kind = ROTA_SHIFT_MEETING;
    rota_continuity m = care_measure(&f, WILLOW, 0, 1);
    assert_int_equal(m.care_minutes, 0);
    assert_int_equal(m.distinct, 0);
    assert_int_equal(m.night_minutes, 12 * H);
    care_near(m.upc, NAN);
    /* The waking night is up at bedtime and still there when the children wake. */
    assert_int_equal(m.nights, 1);
    care_near(m.bed_wake, 1);
    care_close(&f);
}

static void child_is_measured_while_it_lives_there(void **state) {
    (void)state;
    care f = care_open("UTC");
    care_role(&f, A, WILLOW, ROTA_ROLE_KEY);
    add_d1(&f);
    rota_continuity m = care_measure_child(&f, 0, 2);
    assert_int_equal(m.child, 0);
    assert_int_equal(m.group, WILLOW);
    assert_int_equal(m.care_minutes, 60 * H);
    care_near(m.key_share, 22.0 / 60);
    care_near(m.bed_wake, 1);

    rota_child *child = &f.home->children[0];
    child->from = f.day1 + 1;
    m = care_measure_child(&f, 0, 2);
    assert_int_equal(m.from, f.day1 + 1);
    assert_int_equal(m.to, f.day1 + 2);
    assert_int_equal(m.care_minutes, 38 * H);
    assert_int_equal(m.days, 2);
    assert_int_equal(m.nights, 1);
    care_near(m.jaccard, 0.25);
    care_near(m.day_carry, 7.0 / 15);
    care_near(m.known_share, 15.0 / 38); /* A by role; the others the child had not met before */

    /* Somebody the group met before is not known to a child that had not come yet. */
    care_early(&f, -1, D);
    m = care_measure(&f, WILLOW, 1, 2);
    care_near(m.known_share, 1);
    m = care_measure_child(&f, 1, 2);
    care_near(m.known_share, 15.0 / 38);

    child->from = ROTA_NO_DAY;
    child->to = f.day1;
    m = care_measure_child(&f, 0, 2);
    assert_int_equal(m.care_minutes, 22 * H);
    assert_int_equal(m.to, f.day1);

    child->to = f.day1 - 30; /* had left */
    m = care_measure_child(&f, 0, 2);
    assert_undefined(&m);
    care_close(&f);
}

static void child_has_its_own_key_caregiver(void **state) {
    (void)state;
    care f = care_open("UTC");
    care_role(&f, A, WILLOW, ROTA_ROLE_KEY);
    add_d1(&f);
    f.home->children[0].key_caregiver = D;
    rota_continuity child = care_measure_child(&f, 0, 2), group = care_measure(&f, WILLOW, 0, 2);
    care_near(child.key_share, 8.0 / 60);
    care_near(child.key_presence, 8.0 / 45);
    care_near(child.team_share, 30.0 / 60); /* A and D */
    assert_int_equal(child.known_days, 1);
    care_near(group.key_share, 22.0 / 60);
    care_near(group.team_share, 22.0 / 60);
    assert_int_equal(group.known_days, 3);
    care_close(&f);
}

static void known_people_were_met_or_are_of_the_team(void **state) {
    (void)state;
    care f = care_open("UTC");
    f.home->settings.continuity.history_weeks = 2;
    add_d1(&f);
    care_near(care_measure(&f, WILLOW, 0, 2).known_share, 0);
    care_add(&f, -14, A, 7 * H, 7 * H + 15); /* the first day of the window, just long enough */
    care_add(&f, -1, B, 7 * H, 7 * H + 10);
    care_add(&f, -3, B, 7 * H, 7 * H + 5); /* 15 minutes on two days together */
    care_add(&f, -1, C, 7 * H, 7 * H + 14);
    care_late(&f, -15, D); /* too long ago */
    care_late(&f, -2, D);
    f.duties.items[f.duties.count - 1].group = OAK; /* with others */
    care_add_kind(&f, -1, D, 22 * H, 31 * H, ROTA_SHIFT_NIGHT);
    care_near(care_measure(&f, WILLOW, 0, 2).known_share, 37.0 / 60);
    care_role(&f, C, WILLOW, ROTA_ROLE_TEAM);
    care_near(care_measure(&f, WILLOW, 0, 2).known_share, 52.0 / 60);
    care_role(&f, D, WILLOW, ROTA_ROLE_KEY);
    care_near(care_measure(&f, WILLOW, 0, 2).known_share, 1);
    care_close(&f);
}

static void days_without_care_are_left_out(void **state) {
    (void)state;
    care f = care_open("UTC");
    care_early(&f, 0, A);
    care_early(&f, 2, A); /* the group was away on day 1 */
    care_early(&f, 3, A);
    care_late(&f, 3, B);
    rota_continuity m = care_measure(&f, WILLOW, 0, 3);
    assert_int_equal(m.days, 3);
    care_near(m.jaccard, 0.5);        /* days 2 and 3 only */
    care_near(m.day_carry, 7.0 / 15); /* of day 3, the one day that follows one with care */
    care_close(&f);
}

static void nobody_is_there_twice(void **state) {
    (void)state;
    care f = care_open("UTC");
    care_early(&f, 0, A);
    care_add(&f, 0, A, 7 * H, 14 * H)->group = WHOLE_HOME; /* the same hours again */
    care_add(&f, 0, A, 13 * H, 16 * H);
    rota_continuity m = care_measure(&f, WILLOW, 0, 0);
    assert_int_equal(m.care_minutes, 9 * H);
    assert_int_equal(m.clock_minutes, 9 * H);
    care_near(m.top_presence, 1);
    care_close(&f);
}

static void ties_go_to_the_smallest_id(void **state) {
    (void)state;
    care f = care_open("UTC");
    care_early(&f, 0, C);
    care_early(&f, 0, B);
    rota_continuity m = care_measure(&f, WILLOW, 0, 0);
    assert_int_equal(m.top_staff, B);
    care_near(m.upc, 0.5);
    care_close(&f);
}

/* Sets of people take more than one word, and a month more slots than the first allocation. */
static void more_than_64_people(void **state) {
    (void)state;
    enum { MANY = 70, DAYS = 30 };
    care f = care_open("UTC");
    rota_person *staff = rota_arena_alloc(f.home->arena, MANY * sizeof *staff);
    for (int i = 0; i < MANY; i++)
        staff[i] = f.home->staff[A];
    f.home->staff = staff;
    f.home->nstaff = MANY;
    f.home->roles = rota_arena_alloc(f.home->arena, (size_t)MANY * NGROUPS);
    for (int i = 0; i < MANY * NGROUPS; i++)
        f.home->roles[i] = ROTA_ROLE_RELIEF;
    care_role(&f, 69, WILLOW, ROTA_ROLE_KEY);
    for (int day = 0; day < DAYS; day++) {
        care_early(&f, day, day % 2 ? 69 : 5); /* 5 and 69 share a bit, not a word */
        care_late(&f, day, 69);
    }
    rota_continuity m = care_measure(&f, WILLOW, 0, DAYS - 1);
    assert_int_equal(m.distinct, 2);
    assert_int_equal(m.top_staff, 69);
    assert_int_equal(m.slots.contacts, 2 * DAYS);
    care_near(m.jaccard, 0.5);
    care_near(m.slot_secon, 29.0 / 58); /* the late always, the early never */
    care_near(m.set_secon,
              30.0 / 59); /* early and late of 15 days, and 15 lates with the early after */
    care_near(m.bed_wake, 15.0 / 29); /* 69 is up in every evening and on odd mornings */
    care_near(m.key_presence, (15 * 7 + 30 * 8) / (30 * 15.0));
    care_add(&f, 0, 5, 7 * H, 14 * H)->group = OAK;
    care_add(&f, 1, 37, 7 * H, 14 * H)->group = OAK;
    care_near(care_measure(&f, OAK, 0, 1).jaccard, 0);
    care_close(&f);
}

static void fewest_people_for_hours(void **state) {
    (void)state;
    const int week_hours[] = {35, 37, 39, 40, 48};
    const struct {
        int care_hours, people[5];
    } table[] = {
        {168, {5, 5, 5, 5, 4}}, /* one person all the time */
        {273, {8, 8, 7, 7, 6}}, /* two for 15 h a day, one for the 9 h of the night */
        {98, {3, 3, 3, 3, 3}},  /* one for 14 waking hours */
        {196, {6, 6, 6, 5, 5}}, /* two for 14 waking hours */
    };
    for (size_t i = 0; i < COUNT(table); i++)
        for (size_t j = 0; j < COUNT(week_hours); j++)
            assert_int_equal(rota_floor_distinct(table[i].care_hours * H, week_hours[j] * H),
                             table[i].people[j]);
    assert_int_equal(rota_floor_distinct(0, 39 * H), 0);
    assert_int_equal(rota_floor_distinct(98 * H, 0), 0);
}

static void floor_of_a_period(void **state) {
    (void)state;
    care f = care_open("UTC");
    for (int day = 0; day < 14; day++)
        care_add(&f, day, day % NSTAFF, 8 * H, 22 * H);
    assert_int_equal(care_measure(&f, WILLOW, 0, 0).floor, 1);  /* 14 h: one person could */
    assert_int_equal(care_measure(&f, WILLOW, 0, 2).floor, 2);  /* 42 h, and a week has 39 */
    assert_int_equal(care_measure(&f, WILLOW, 0, 6).floor, 3);  /* 98 h */
    assert_int_equal(care_measure(&f, WILLOW, 0, 13).floor, 3); /* 196 h of 78 each */
    f.home->staff[C].max_minutes = 98 * H; /* a maximum goes before the contract */
    assert_int_equal(care_measure(&f, WILLOW, 0, 13).floor, 1);
    f.home->staff[C].from = f.day1 + 14; /* not yet there */
    assert_int_equal(care_measure(&f, WILLOW, 0, 13).floor, 3);
    f.home->staff[C].from = f.day1 + 13; /* there on the last day */
    assert_int_equal(care_measure(&f, WILLOW, 0, 13).floor, 1);
    f.home->staff[C].from = ROTA_NO_DAY;
    f.home->staff[C].to = f.day1; /* there on the first day */
    assert_int_equal(care_measure(&f, WILLOW, 0, 13).floor, 1);
    f.home->staff[C].to = f.day1 - 1; /* gone */
    assert_int_equal(care_measure(&f, WILLOW, 0, 13).floor, 3);
    for (int i = 0; i < NSTAFF; i++) {
        f.home->staff[i].contract_minutes = 20 * H;
        f.home->staff[i].max_minutes = -1;
    }
    assert_int_equal(care_measure(&f, WILLOW, 0, 13).floor, 5);
    f.home->staff[D].contract_minutes = 0; /* no hours agreed: 48 */
    assert_int_equal(care_measure(&f, WILLOW, 0, 13).floor, 3);
    care_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_days_of_shift_care),
        cmocka_unit_test(nothing_is_undefined_not_zero),
        cmocka_unit_test(duty_of_the_whole_home_counts_for_every_group),
        cmocka_unit_test(nights_meetings_and_calls_are_no_waking_hours),
        cmocka_unit_test(child_is_measured_while_it_lives_there),
        cmocka_unit_test(child_has_its_own_key_caregiver),
        cmocka_unit_test(known_people_were_met_or_are_of_the_team),
        cmocka_unit_test(days_without_care_are_left_out),
        cmocka_unit_test(nobody_is_there_twice),
        cmocka_unit_test(ties_go_to_the_smallest_id),
        cmocka_unit_test(more_than_64_people),
        cmocka_unit_test(fewest_people_for_hours),
        cmocka_unit_test(floor_of_a_period),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
