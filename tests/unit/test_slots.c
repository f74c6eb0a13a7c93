#include "support/test.h"

#include "support/care.h"

#include <math.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* 14:00 to 14:30 on the next day, asleep 23:00 to 07:00: an evening and a morning. */
static void long_duty_has_two_waking_stretches(void **state) {
    (void)state;
    care f = care_open("UTC");
    care_add_sleeper(&f, 0, A, 14 * H, 38 * H + 30, 23 * H, 31 * H);
    rota_continuity both = care_measure(&f, WILLOW, 0, 1);
    assert_int_equal(both.care_minutes, 9 * H + 7 * H + 30);
    assert_int_equal(both.night_minutes, 8 * H);
    assert_int_equal(both.days, 2);
    assert_int_equal(both.slots.contacts, 2);
    care_near(both.set_secon, 1);
    care_near(both.day_carry, 1);
    care_near(both.bed_wake, 1);
    rota_continuity first = care_measure(&f, WILLOW, 0, 0), second = care_measure(&f, WILLOW, 1, 1);
    assert_int_equal(first.care_minutes, 9 * H);
    assert_int_equal(first.night_minutes, 8 * H);
    assert_int_equal(second.care_minutes, 7 * H + 30);
    assert_int_equal(second.night_minutes, 0); /* the night is the first day's */
    care_close(&f);
}

static void bed_wake_needs_the_same_adult_awake(void **state) {
    (void)state;
    care f = care_open("UTC");
    care_late(&f, 0, A);
    care_early(&f, 1, B); /* somebody else wakes them */
    care_late(&f, 1, B);
    care_add_sleeper(&f, 1, B, 22 * H, 32 * H, 22 * H, 32 * H); /* in the house, but asleep */
    care_early(&f, 2, A);
    care_late(&f, 2, A);
    care_add(&f, 3, A, 7 * H, 7 * H + 30); /* gone on the minute of waking */
    care_early(&f, 4, A);                  /* no adult at bedtime before: no night to count */
    rota_continuity m = care_measure(&f, WILLOW, 0, 4);
    assert_int_equal(m.nights, 3);
    assert_int_equal(m.bed_wake_nights, 0);
    care_near(m.bed_wake, 0);
    f.home->settings.continuity.wake = 7 * H + 29;
    m = care_measure(&f, WILLOW, 0, 4);
    assert_int_equal(m.bed_wake_nights, 1);
    care_near(m.bed_wake, 1.0 / 3);
    f.home->settings.continuity.bedtime = 22 * H; /* the lates have just left */
    m = care_measure(&f, WILLOW, 0, 4);
    care_near(m.bed_wake, NAN);
    f.home->settings.continuity.bedtime = 14 * H; /* the lates have just come */
    m = care_measure(&f, WILLOW, 0, 4);
    assert_int_equal(m.nights, 3);
    care_close(&f);
}

static void long_day_is_no_slot_of_its_own(void **state) {
    (void)state;
    care f = care_open("UTC");
    care_early(&f, 0, A);
    care_late(&f, 0, B);
    care_add(&f, 0, C, 7 * H, 22 * H);
    rota_continuity m = care_measure(&f, WILLOW, 0, 0);
    assert_int_equal(m.slots.contacts, 2); /* {A C} {B C} */
    care_near(m.set_secon, 1);
    care_near(m.set_jaccard, 1.0 / 3);
    care_close(&f);

    /* Alone with a short morning inside it, the long day is a slot. */
    f = care_open("UTC");
    care_add(&f, 0, A, 7 * H, 10 * H);
    care_add(&f, 0, C, 7 * H, 22 * H);
    m = care_measure(&f, WILLOW, 0, 0);
    assert_int_equal(m.slots.contacts, 2); /* {A C} {C} */
    care_near(m.set_jaccard, 0.5);
    care_add(&f, 1, A, 7 * H, 14 * H + 30); /* half of it is enough to stand for it */
    care_add(&f, 1, C, 7 * H, 22 * H);
    m = care_measure(&f, WILLOW, 1, 1);
    assert_int_equal(m.slots.contacts, 1);
    care_close(&f);
}

static void half_a_slot_is_enough_to_belong(void **state) {
    (void)state;
    const struct {
        int to;
        double jaccard;
    } cases[] = {
        /* Early {A}, the middle one {B C} as B is there for most of it, late: */
        {18 * H, (0 + 1) / 2.0},        /* {B C}: C is there for exactly half of it */
        {17 * H + 45, (0 + 0.5) / 2.0}, /* {B} */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        care f = care_open("UTC");
        care_early(&f, 0, A);
        care_add(&f, 0, C, 12 * H, cases[i].to);
        care_late(&f, 0, B);
        rota_continuity m = care_measure(&f, WILLOW, 0, 0);
        assert_int_equal(m.slots.contacts, 3);
        care_near(m.set_jaccard, cases[i].jaccard);
        care_close(&f);
    }
}

static void handovers_are_no_slots(void **state) {
    (void)state;
    care f = care_open("UTC");
    care_add(&f, 0, A, 7 * H, 14 * H);
    care_add(&f, 0, B, 14 * H, 22 * H + 30);
    care_add_sleeper(&f, 0, C, 22 * H, 31 * H + 30, 22 * H + 30, 31 * H);
    rota_continuity m = care_measure(&f, WILLOW, 0, 1);
    assert_int_equal(m.slots.contacts, 2);
    care_near(m.set_secon, 0);
    assert_int_equal(m.distinct, 3); /* the hours count all the same */
    assert_int_equal(m.care_minutes, 7 * H + 8 * H + 30 + H);
    care_close(&f);
}

static void clocks_are_not_punctual(void **state) {
    (void)state;
    care f = care_open("UTC");
    care_add(&f, 0, A, 7 * H - 3, 14 * H - 2);
    care_add(&f, 0, B, 7 * H + 4, 14 * H + 5);
    care_add(&f, 1, A, 7 * H + 7, 14 * H);
    rota_continuity m = care_measure(&f, WILLOW, 0, 1);
    assert_int_equal(m.slots.contacts, 2);
    care_near(m.slot_secon, 1);
    care_near(m.set_jaccard, 0.5);
    assert_int_equal(m.care_minutes, 7 * H + 1 + 7 * H + 1 + 7 * H - 7); /* not rounded */
    care_close(&f);
}

static void slot_is_found_again_at_the_same_local_time(void **state) {
    (void)state;
    care f = care_open("UTC");
    care_early(&f, 0, A);
    care_late(&f, 0, B);
    care_early(&f, 1, A);
    care_add(&f, 1, B, 15 * H, 22 * H);
    care_early(&f, 3, A); /* not the next day */
    rota_continuity m = care_measure(&f, WILLOW, 0, 3);
    care_near(m.slot_secon, 1); /* only the two earlies are a pair */
    care_add(&f, 4, B, 7 * H, 13 * H);
    m = care_measure(&f, WILLOW, 0, 4); /* an early that ends sooner is still the early */
    care_near(m.slot_secon, 0.5);
    care_close(&f);
}

/* Europe/London: back on 2026-10-25 at 02:00, forward on 2026-03-29 at 01:00. */
static void clock_changes(void **state) {
    (void)state;
    const struct {
        int month, day;
        int64_t night, span;
    } cases[] = {{10, 24, 10 * H, 25 * H + 30}, {3, 28, 8 * H, 23 * H + 30}, {6, 1, 540, 1470}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        care f = care_open("Europe/London");
        f.day1 = rota_day_of(2026, cases[i].month, cases[i].day);
        care_add_sleeper(&f, 0, A, 14 * H, 38 * H + 30, 22 * H, 31 * H);
        care_add(&f, 0, B, 7 * H, 14 * H);
        care_add_kind(&f, 0, C, 22 * H, 31 * H, ROTA_SHIFT_NIGHT);
        rota_continuity m = care_measure(&f, WILLOW, 0, 1);
        assert_int_equal(f.duties.items[0].end - f.duties.items[0].start, cases[i].span);
        assert_int_equal(m.night_minutes, 2 * cases[i].night);
        assert_int_equal(m.care_minutes, 8 * H + 7 * H + 30 + 7 * H); /* as on any other day */
        assert_int_equal(m.days, 2);
        care_near(m.bed_wake, 1);
        /* 07:00 to 14:00 and 07:00 to 14:30 start at the same local time. */
        care_near(m.slot_secon, 0);
        care_add(&f, 1, B, 7 * H, 14 * H);
        m = care_measure(&f, WILLOW, 0, 1);
        care_near(m.slot_secon, 1);
        care_close(&f);
    }
    /* Awake through the night of the change: elapsed minutes. */
    care f = care_open("Europe/London");
    f.day1 = rota_day_of(2026, 10, 24);
    care_add(&f, 0, A, 20 * H, 32 * H);
    rota_continuity m = care_measure(&f, WILLOW, 0, 1);
    assert_int_equal(m.care_minutes, 13 * H);
    assert_int_equal(m.days, 1); /* it belongs to the evening */
    care_near(m.bed_wake, 1);
    care_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_duty_has_two_waking_stretches),
        cmocka_unit_test(bed_wake_needs_the_same_adult_awake),
        cmocka_unit_test(long_day_is_no_slot_of_its_own),
        cmocka_unit_test(half_a_slot_is_enough_to_belong),
        cmocka_unit_test(handovers_are_no_slots),
        cmocka_unit_test(clocks_are_not_punctual),
        cmocka_unit_test(slot_is_found_again_at_the_same_local_time),
        cmocka_unit_test(clock_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
