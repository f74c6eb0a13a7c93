#include "support/test.h"

#include "core/home.h"

static rota_day day(const char *text) {
    rota_day d = 0;
    assert_true(rota_day_parse(text, &d));
    return d;
}

static void a_new_home_has_defaults_and_no_rows(void **state) {
    (void)state;
    rota_home *home = rota_home_new();
    assert_string_equal(home->settings.rules.profile, "uk");
    assert_int_equal(home->rules.daily_rest, -1);
    assert_null(home->zone);
    assert_int_equal(home->nstaff, 0);
    rota_home_finish(home);
    rota_home_free(home);
    rota_home_free(NULL);
}

static void own_limits_go_before_those_of_the_home(void **state) {
    (void)state;
    rota_person staff[2] = {{.id = "a", .born = ROTA_NO_DAY, .own = rota_limits_none()},
                            {.id = "b",
                             .born = ROTA_NO_DAY,
                             .own = {.max_consecutive_days = 3,
                                     .max_consecutive_nights = 0,
                                     .min_consecutive_days_off = 2,
                                     .rest_after_nights_minutes = 2760,
                                     .max_weekends_in_4_weeks = 1,
                                     .max_shifts_a_day = 2,
                                     .agency_last = 0,
                                     .min_consecutive_days = 2,
                                     .max_weekends_in_period = 0,
                                     .min_minutes_in_period = 60,
                                     .max_minutes_in_period = 120}}};
    rota_home *home = rota_home_new();
    home->staff = staff;
    home->nstaff = 2;
    home->settings.house =
        (struct rota_house){5, 4, ROTA_NO_LIMIT, 600, 2, 1, 1, 3, ROTA_NO_LIMIT, 2400, 9600, "", 0};
    rota_home_finish(home);
    const rota_limits *a = &staff[0].limits, *b = &staff[1].limits;
    assert_int_equal(a->max_consecutive_days, 5);
    assert_int_equal(a->max_consecutive_nights, 4);
    assert_int_equal(a->min_consecutive_days_off, ROTA_NO_LIMIT);
    assert_int_equal(a->rest_after_nights_minutes, 600);
    assert_int_equal(a->max_weekends_in_4_weeks, 2);
    assert_int_equal(a->max_shifts_a_day, 1);
    assert_int_equal(a->agency_last, 1);
    assert_int_equal(a->min_consecutive_days, 3);
    assert_int_equal(a->max_weekends_in_period, ROTA_NO_LIMIT);
    assert_int_equal(a->min_minutes_in_period, 2400);
    assert_int_equal(a->max_minutes_in_period, 9600);
    assert_memory_equal(b, &staff[1].own, sizeof *b);
    rota_home_free(home);
}

static void sleep_ins_without_times_are_slept_through(void **state) {
    (void)state;
    rota_shift shifts[] = {
        {.start = 1380, .end = 1860, .kind = ROTA_SHIFT_SLEEP_IN, .sleep_from = -1, .sleep_to = -1},
        {.start = 870,
         .end = 2310,
         .kind = ROTA_SHIFT_SLEEP_IN,
         .sleep_from = 1380,
         .sleep_to = 1860},
        {.start = 420, .end = 900, .kind = ROTA_SHIFT_DAY},
        {.start = 870, .end = 2310, .kind = ROTA_SHIFT_DAY, .sleep_from = 1380, .sleep_to = 1860},
    };
    static const int expected[][2] = {{1380, 1860}, {1380, 1860}, {-1, -1}, {1380, 1860}};
    rota_home *home = rota_home_new();
    home->shifts = shifts;
    home->nshifts = 4;
    rota_home_finish(home);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(shifts[i].sleep_from, expected[i][0]);
        assert_int_equal(shifts[i].sleep_to, expected[i][1]);
    }
    rota_home_free(home);
}

static void roles_are_those_of_bonds_else_the_default(void **state) {
    (void)state;
    rota_group groups[2] = {{.id = "oak"}, {.id = "elm"}};
    rota_person staff[3] = {{.id = "a"}, {.id = "b"}, {.id = "c"}};
    unsigned char roles[] = {ROTA_ROLE_KEY,  ROTA_ROLE_NEVER, ROTA_ROLE_RELIEF,
                             ROTA_ROLE_TEAM, ROTA_ROLE_NEVER, ROTA_ROLE_NEVER};
    rota_home *home = rota_home_new();
    home->groups = groups;
    home->ngroups = 2;
    home->staff = staff;
    home->nstaff = 3;
    home->settings.continuity.default_role = ROTA_ROLE_TEAM;
    rota_home_finish(home);
    assert_int_equal(rota_home_role(home, 2, 1), ROTA_ROLE_TEAM);
    home->roles = roles;
    rota_home_finish(home);
    assert_int_equal(rota_home_role(home, 0, 0), ROTA_ROLE_KEY);
    assert_int_equal(rota_home_role(home, 0, 1), ROTA_ROLE_NEVER);
    assert_int_equal(rota_home_role(home, 1, 0), ROTA_ROLE_RELIEF);
    assert_int_equal(rota_home_role(home, 1, 1), ROTA_ROLE_TEAM);
    assert_int_equal(rota_home_role(home, 0, -1), ROTA_ROLE_KEY);
    assert_int_equal(rota_home_role(home, 1, -1), ROTA_ROLE_TEAM);
    assert_int_equal(rota_home_role(home, 2, -1), ROTA_ROLE_NEVER);

    assert_int_equal(rota_home_find_group(home, "elm"), 1);
    assert_int_equal(rota_home_find_group(home, "Elm"), -1);
    assert_int_equal(rota_home_find_staff(home, "c"), 2);
    assert_int_equal(rota_home_find_staff(home, "d"), -1);
    assert_int_equal(rota_home_find_shift(home, "e"), -1);
    home->skills[0] = "driver";
    home->skills[1] = "meds";
    home->nskills = 2;
    assert_int_equal(rota_home_find_skill(home, "meds"), 1);
    assert_int_equal(rota_home_find_skill(home, "first-aid"), -1);
    rota_home_free(home);
}

static void young_until_the_birthday_of_the_rules(void **state) {
    (void)state;
    rota_person staff[2] = {{.born = ROTA_NO_DAY}, {.born = day("2008-02-29")}};
    rota_home *home = rota_home_new();
    home->staff = staff;
    home->nstaff = 2;
    rota_home_finish(home);
    assert_false(rota_person_young(&staff[0], day("1900-01-01")));
    assert_true(rota_person_young(&staff[1], day("2026-02-28")));
    assert_false(rota_person_young(&staff[1], day("2026-03-01")));
    home->rules.adult_age = 20;
    rota_home_finish(home);
    assert_true(rota_person_young(&staff[1], day("2028-02-28")));
    assert_false(rota_person_young(&staff[1], day("2028-02-29")));
    rota_home_free(home);
}

static void a_weight_of_auto_follows_the_ages_of_the_children(void **state) {
    (void)state;
    rota_group groups[] = {
        {.weight = 3.5}, {.weight = ROTA_WEIGHT_AUTO}, {.weight = ROTA_WEIGHT_AUTO}};
    rota_child children[] = {
        {.born = day("2024-06-15"), .group = 1, .from = ROTA_NO_DAY, .to = ROTA_NO_DAY},
        {.born = ROTA_NO_DAY, .group = 1, .from = ROTA_NO_DAY, .to = ROTA_NO_DAY},
        {.born = day("2020-01-01"), .group = 1, .from = day("2027-07-01"), .to = day("2027-07-02")},
        {.born = day("2026-01-01"), .group = 0, .from = ROTA_NO_DAY, .to = ROTA_NO_DAY},
    };
    rota_home *home = rota_home_new();
    home->groups = groups;
    home->ngroups = 3;
    home->children = children;
    home->nchildren = 4;
    assert_true(rota_home_group_weight(home, 0, day("2026-06-14")) == 3.5);
    assert_true(rota_home_group_weight(home, 1, day("2026-06-14")) == 1.5);  /* 2 and 1 */
    assert_true(rota_home_group_weight(home, 1, day("2026-06-15")) == 1.25); /* 1.5 and 1 */
    assert_true(rota_home_group_weight(home, 1, day("2027-06-14")) == 1.25);
    assert_true(rota_home_group_weight(home, 1, day("2027-06-15")) == 1);
    assert_true(rota_home_group_weight(home, 2, day("2026-06-14")) == 1); /* no children */
    children[0].from = day("2026-06-01");
    children[0].to = day("2026-06-14");
    assert_true(rota_home_group_weight(home, 1, day("2026-05-31")) == 1);
    assert_true(rota_home_group_weight(home, 1, day("2026-06-01")) == 1.5);
    assert_true(rota_home_group_weight(home, 1, day("2026-06-15")) == 1);
    rota_home_free(home);
}

static void absences_and_employment_include_both_ends(void **state) {
    (void)state;
    rota_leave leave[] = {{0, day("2026-06-02"), day("2026-06-04"), ROTA_LEAVE_SICK, -1},
                          {1, day("2026-06-01"), day("2026-06-30"), ROTA_LEAVE_ANNUAL, 480}};
    rota_home *home = rota_home_new();
    home->leave = leave;
    home->nleave = 2;
    assert_null(rota_home_leave_on(home, 0, day("2026-06-01")));
    assert_ptr_equal(rota_home_leave_on(home, 0, day("2026-06-02")), &leave[0]);
    assert_ptr_equal(rota_home_leave_on(home, 0, day("2026-06-04")), &leave[0]);
    assert_null(rota_home_leave_on(home, 0, day("2026-06-05")));
    assert_ptr_equal(rota_home_leave_on(home, 1, day("2026-06-02")), &leave[1]);
    rota_home_free(home);

    rota_person person = {.from = day("2026-06-02"), .to = day("2026-06-04")};
    assert_false(rota_person_employed(&person, day("2026-06-01")));
    assert_true(rota_person_employed(&person, day("2026-06-02")));
    assert_true(rota_person_employed(&person, day("2026-06-04")));
    assert_false(rota_person_employed(&person, day("2026-06-05")));
    person.to = ROTA_NO_DAY;
    assert_true(rota_person_employed(&person, day("2199-01-01")));
    person.from = ROTA_NO_DAY;
    assert_true(rota_person_employed(&person, day("1900-01-01")));
}

static void day_words_match_their_days(void **state) {
    (void)state;
    static const struct {
        rota_day_spec spec;
        bool on[7]; /* Monday 1 June 2026 to Sunday */
    } cases[] = {
        {{.kind = ROTA_DAY_DAILY}, {true, true, true, true, true, true, true}},
        {{.kind = ROTA_DAY_WEEKDAYS}, {true, true, true, true, true, false, false}},
        {{.kind = ROTA_DAY_WEEKEND}, {false, false, false, false, false, true, true}},
        {{.kind = ROTA_DAY_WEEKDAY, .weekday = ROTA_THU},
         {false, false, false, true, false, false, false}},
    };
    rota_day monday = day("2026-06-01");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (int d = 0; d < 7; d++)
            assert_int_equal(rota_day_spec_matches(&cases[i].spec, monday + d), cases[i].on[d]);
    }
    rota_day_spec date = {.kind = ROTA_DAY_DATE, .date = monday};
    assert_true(rota_day_spec_matches(&date, monday));
    assert_false(rota_day_spec_matches(&date, monday + 7));
}

static void names_are_those_of_the_files(void **state) {
    (void)state;
    assert_string_equal(rota_role_name(ROTA_ROLE_NEVER), "never");
    assert_string_equal(rota_role_name(ROTA_ROLE_RELIEF), "relief");
    assert_string_equal(rota_role_name(ROTA_ROLE_TEAM), "team");
    assert_string_equal(rota_role_name(ROTA_ROLE_KEY), "key");
    assert_string_equal(rota_shift_kind_name(ROTA_SHIFT_DAY), "day");
    assert_string_equal(rota_shift_kind_name(ROTA_SHIFT_NIGHT), "night");
    assert_string_equal(rota_shift_kind_name(ROTA_SHIFT_SLEEP_IN), "sleep_in");
    assert_string_equal(rota_shift_kind_name(ROTA_SHIFT_ON_CALL), "on_call");
    assert_string_equal(rota_shift_kind_name(ROTA_SHIFT_MEETING), "meeting");
    assert_string_equal(rota_leave_kind_name(ROTA_LEAVE_ANNUAL), "annual");
    assert_string_equal(rota_leave_kind_name(ROTA_LEAVE_SICK), "sick");
    assert_string_equal(rota_leave_kind_name(ROTA_LEAVE_MATERNITY), "maternity");
    assert_string_equal(rota_leave_kind_name(ROTA_LEAVE_TRAINING), "training");
    assert_string_equal(rota_leave_kind_name(ROTA_LEAVE_UNPAID), "unpaid");
    assert_string_equal(rota_leave_kind_name(ROTA_LEAVE_OTHER), "other");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_home_has_defaults_and_no_rows),
        cmocka_unit_test(own_limits_go_before_those_of_the_home),
        cmocka_unit_test(sleep_ins_without_times_are_slept_through),
        cmocka_unit_test(roles_are_those_of_bonds_else_the_default),
        cmocka_unit_test(young_until_the_birthday_of_the_rules),
        cmocka_unit_test(a_weight_of_auto_follows_the_ages_of_the_children),
        cmocka_unit_test(absences_and_employment_include_both_ends),
        cmocka_unit_test(day_words_match_their_days),
        cmocka_unit_test(names_are_those_of_the_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
