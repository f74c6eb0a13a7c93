#include "support/test.h"

#include "support/shortage.h"

/* ---- Rest ---- */

static void long_sleep_in(place *p) {
    place_set_times(p, SLEEP_IN, 14 * H + 30, DAY + 15 * H);
    p->home->shifts[SLEEP_IN].sleep_from = 23 * H;
    p->home->shifts[SLEEP_IN].sleep_to = 31 * H;
}
static void sleep_in_after_late(place *p) {
    place_set_times(p, SLEEP_IN, 22 * H + 30, 31 * H);
    p->home->shifts[SLEEP_IN].sleep_from = p->home->shifts[SLEEP_IN].sleep_to = -1;
}
static void long_early(place *p) {
    place_set_times(p, EARLY, 7 * H, 21 * H + 30);
}
static void split(place *p) {
    place_set_times(p, EARLY, 4 * H, 6 * H);
    fixture_work(&p->f, PRIYA,
                 "2026-06-01T07:00/2026-06-01T11:00 2026-06-01T16:00/2026-06-01T20:00");
}
static void rest_after_nights(place *p) {
    p->priya->own.rest_after_nights_minutes = 46 * H;
}
static void wednesday_at_3(place *p) {
    fixture_work(&p->f, PRIYA, "2026-06-03T03:00/2026-06-03T09:00");
}

static void early_until_13(place *p) {
    place_set_times(p, EARLY, 6 * H, 13 * H);
}

static void rest(void **state) {
    (void)state;
    static const place_case rows[] = {
        {"after a late", "0L", EARLY, 1, false, NULL,
         "daily_rest|Priya: only 8 h 30 since Monday's late"},
        {"before an early", "1E", LATE, 0, false, NULL,
         "daily_rest|Priya: only 8 h 30 before Tuesday's early"},
        {"a split duty of others torn apart", "", EARLY, 0, false, split,
         "duty_span|Priya: would be on duty for 16 h with Monday's work (at most 13 h)"},
        {"no 24 h 30 by standard rules", "", SLEEP_IN, 0, false, long_sleep_in,
         "duty_span|Priya: this duty lasts 24 h 30 (at most 13 h)"},
        {"after 24 h 30", "0S", EARLY, 2, true, long_sleep_in,
         "compensatory_rest|Priya: would need 22 h of rest after Monday's sleep-in (15:00)"},
        {"24 h 30 before", "2E", SLEEP_IN, 0, true, long_sleep_in,
         "compensatory_rest|Priya: would need 22 h of rest before Wednesday's early (07:00)"},
        {"a short rest that the next one makes up for", "1E", LATE, 0, true, wednesday_at_3,
         "compensatory_rest|Priya: would need 13 h 30 of rest between Tuesday's early and "
         "Wednesday's work"},
        {"after nights", "0N", EARLY, 2, false, rest_after_nights,
         "house_rest_after_nights_hours|Priya: only 23 h since Monday's night (46 h needed after "
         "nights)"},
        {"nights before", "2E", NIGHT, 0, false, rest_after_nights,
         "house_rest_after_nights_hours|Priya: only 23 h before Wednesday's early (46 h needed "
         "after nights)"},
        {"two duties without a gap", "0L", SLEEP_IN, 0, false, sleep_in_after_late,
         "duty_span|Priya: would be on duty for 16 h 30 with Monday's late (at most 13 h)"},
        {"one that is too long", "", EARLY, 0, false, long_early,
         "duty_span|Priya: this duty lasts 14 h 30 (at most 13 h)"},
        {"the last day off", "0E 1E 2E 4E 5E 6E", EARLY, 3, false, NULL,
         "weekly_rest|Priya: weekly rest: only 16 h would be left of 24 h"},
        {"less than the weekly and a daily rest", "0E 1E 2E 4L 5L 6L", EARLY, 3, false,
         early_until_13, "weekly_rest|Priya: weekly rest: only 25 h 30 would be left of 35 h"},
        {"the planner lets special workers have their rest", "0L", EARLY, 1, true, NULL,
         "daily_rest|Priya: only 8 h 30 since Monday's late"},
        {"and the weekly one", "0E 1E 2E 4E 5E 6E", EARLY, 3, true, NULL,
         "weekly_rest|Priya: weekly rest: only 16 h would be left of 24 h"},
        {"what was owed before is no reason", "0E 1E 2E 3E 4E 5E 6E", ON_CALL, 3, true, NULL,
         "free|Priya: could do it; the plan left it open (already 17 h over contract this week)"},
        {"enough rest", "0L", LATE, 1, false, NULL,
         "free|Priya: could do it; the plan left it open"},
    };
    PLACE_CASES(rows);
}

/* ---- The young ---- */

static void young(place *p) {
    p->priya->born = fixture_day("2009-03-01");
}
static void young_from_half_past_five(place *p) {
    young(p);
    place_set_times(p, EARLY, 5 * H + 30, 13 * H);
}
static void young_until_half_past_three(place *p) {
    young(p);
    place_set_times(p, EARLY, 7 * H, 15 * H + 30);
}
static void young_until_half_past_nine(place *p) {
    young(p);
    place_set_times(p, LATE, 14 * H, 21 * H + 30);
    place_set_times(p, EARLY, 9 * H, 15 * H);
}
static void young_with_a_long_break(place *p) {
    young(p);
    place_set_times(p, EARLY, 6 * H + 30, 20 * H + 30);
    p->home->shifts[EARLY].break_minutes = 6 * H;
}
static void young_on_sunday(place *p) {
    young(p);
    place_set_times(p, LATE, 17 * H, 19 * H);
}

static void the_young(void **state) {
    (void)state;
    static const place_case rows[] = {
        {"late", "", LATE, 0, true, young, "young_night|Priya: under 18, no work after 22:00"},
        {"early", "", EARLY, 0, false, young_from_half_past_five,
         "young_night|Priya: under 18, no work before 06:00"},
        {"a long day", "", EARLY, 0, false, young_until_half_past_three,
         "young_daily|Priya: under 18, would have 8 h 30 that day (at most 8 h)"},
        {"rest", "0L", EARLY, 1, false, young_until_half_past_nine,
         "young_daily_rest|Priya: under 18, only 11 h 30 since Monday's late (12 h needed)"},
        {"span", "", EARLY, 0, false, young_with_a_long_break,
         "young_daily_rest|Priya: under 18, would leave only 10 h of rest in 24 h (12 h needed)"},
        {"weekly rest", "0E 1E 2E 3E 4E", EARLY, 5, false, young,
         "young_weekly_rest|Priya: under 18, weekly rest: only 33 h would be left of 48 h"},
        {"a long week", "0E 1E 2E 3E 4E", LATE, 6, false, young_on_sunday,
         "young_weekly|Priya: under 18, would have 42 h that week (at most 40 h)"},
    };
    PLACE_CASES(rows);
}

/* ---- Limits and averages ---- */

static void max_hours(place *p) {
    p->priya->max_minutes = 37 * H + 30;
}
static void max_hours_with_breaks(place *p) {
    max_hours(p);
    p->home->shifts[EARLY].break_minutes = 30;
}
static void max_days(place *p) {
    p->priya->own.max_consecutive_days = 6;
}
static void max_nights(place *p) {
    p->priya->own.max_consecutive_nights = 3;
}
static void one_night(place *p) {
    p->priya->own.max_consecutive_nights = 1;
}
static void no_nights(place *p) {
    p->priya->own.max_consecutive_nights = 0;
}
static void days_off(place *p) {
    p->priya->own.min_consecutive_days_off = 2;
}
static void three_days_off(place *p) {
    p->priya->own.min_consecutive_days_off = 3;
}
static void two_weekends(place *p) {
    p->priya->own.max_weekends_in_4_weeks = 2;
}
static void no_weekends(place *p) {
    p->priya->own.max_weekends_in_4_weeks = 0;
}
static void night_hazard(place *p) {
    p->home->rules.night_absolute = 8 * H;
    p->priya->night_worker = ROTA_NIGHT_YES;
}
static void new_starter(place *p) {
    p->priya->from = place_day(0);
    place_set_times(p, EARLY, 7 * H, 16 * H);
}
static void new_night_worker(place *p) {
    p->priya->from = place_day(0);
    p->priya->opt_out = true;
    p->priya->night_worker = ROTA_NIGHT_YES;
}
static void max_days_advised(place *p) {
    max_days(p);
    p->home->rules.origin[ROTA_RULE_HOUSE_MAX_CONSECUTIVE_DAYS].advisory = true;
}

static void lates_before(place *p) {
    p->home->shifts[EARLY].not_after = "L";
    p->home->rules.daily_rest = -1;
}
static void hours_of_period(place *p) {
    p->priya->own.max_minutes_in_period = 20 * H;
}
static void shifts_of_period(place *p) {
    p->priya->own_max_shifts = "E:2 N:0";
}
static void one_weekend(place *p) {
    p->priya->own.max_weekends_in_period = 1;
}
static void runs_of_three(place *p) {
    p->priya->own.min_consecutive_days = 3;
}

/* The period is four weeks from day 0. */
static void limits_of_the_period(void **state) {
    (void)state;
    static const place_case rows[] = {
        {"after a late", "0L", EARLY, 1, false, lates_before,
         "house_not_after|Priya: no early after Monday's late"},
        {"before an early", "1E", LATE, 0, false, lates_before,
         "house_not_after|Priya: no late before Tuesday's early"},
        {"hours", "-1E 0E 7E", EARLY, 15, false, hours_of_period,
         "house_max_hours_in_period|Priya: 16 of 20 hours used in the period, the early is 8"},
        {"shifts", "-1E 0E 7E", EARLY, 15, false, shifts_of_period,
         "house_max_shifts_in_period|Priya: 2 duties in the period already on the early"},
        {"one shift fewer", "-2E -1E 7E", EARLY, 15, false, shifts_of_period,
         "free|Priya: could do it; the plan left it open"},
        {"none of them", "", NIGHT, 15, false, shifts_of_period,
         "house_max_shifts_in_period|Priya: never on the night"},
        {"weekends", "-1E 5E", EARLY, 20, false, one_weekend,
         "house_max_weekends_in_period|Priya: 1 weekend in the period already"},
        {"a single day", "0E 1E 2E 10E 11E 12E", EARLY, 6, false, runs_of_three,
         "house_min_consecutive_days|Priya: would be only 1 day in a row (3 needed)"},
        {"a day that goes on", "0E 1E 2E 10E 11E 12E", EARLY, 3, false, runs_of_three,
         "free|Priya: could do it; the plan left it open"},
    };
    PLACE_CASES(rows);
}

static void limits(void **state) {
    (void)state;
    static const place_case rows[] = {
        {"hours used up", "0E 1E 2E 3E 4E", EARLY, 5, false, max_hours_with_breaks,
         "house_max_hours|Priya: 37.5 of 37.5 hours used"},
        {"hours nearly used up", "0E 1E 2E 3E", EARLY, 5, false, max_hours,
         "house_max_hours|Priya: 32 of 37.5 hours used, the early is 8"},
        {"another week", "0E 1E 2E 3E", EARLY, 7, false, max_hours,
         "free|Priya: could do it; the plan left it open"},
        {"the seventh day", "2E 3E 4E 5E 6E 7E", EARLY, 8, false, max_days,
         "house_max_consecutive_days|Priya: 6 days in a row already"},
        {"the day between", "2E 3E 4E 6E 7E 8E", EARLY, 5, false, max_days,
         "house_max_consecutive_days|Priya: would be 7 days in a row (at most 6)"},
        {"a limit that is only advised", "2E 3E 4E 5E 6E 7E", EARLY, 8, false, max_days_advised,
         "house_max_consecutive_days|Priya: 6 days in a row already"},
        {"nights", "0N 1N 2N", NIGHT, 3, false, max_nights,
         "house_max_consecutive_nights|Priya: 3 nights in a row already"},
        {"the second night", "0N", NIGHT, 1, false, one_night,
         "house_max_consecutive_nights|Priya: 1 night in a row already"},
        {"no nights", "", NIGHT, 1, false, no_nights,
         "house_max_consecutive_nights|Priya: works no nights"},
        {"a day off", "0L", LATE, 2, false, days_off,
         "house_min_consecutive_days_off|Priya: only 1 day off since Monday's late (2 needed)"},
        {"days off", "3L", LATE, 0, false, three_days_off,
         "house_min_consecutive_days_off|Priya: only 2 days off before Thursday's late (3 "
         "needed)"},
        {"weekends", "5E 13E", EARLY, 19, false, two_weekends,
         "house_max_weekends_in_4_weeks|Priya: 2 weekends in 4 weeks already"},
        {"no weekends", "", EARLY, 6, false, no_weekends,
         "house_max_weekends_in_4_weeks|Priya: works no weekends"},
        {"special hazards", "", NIGHT, 0, false, night_hazard,
         "night_absolute|Priya: as a night worker would have 10 h in 24 h (at most 8 h)"},
        {"average", "0E 1E 2E 3E 4E", EARLY, 5, false, new_starter,
         "weekly_average|Priya: would have 54 h a week on average (at most 48 h)"},
        {"night average", "0N 1N 2N 3N", NIGHT, 4, false, new_night_worker,
         "night_average|Priya: as a night worker would have 8 h 20 in 24 h on average (at most "
         "8 h)"},
    };
    PLACE_CASES(rows);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rest),
        cmocka_unit_test(the_young),
        cmocka_unit_test(limits),
        cmocka_unit_test(limits_of_the_period),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
