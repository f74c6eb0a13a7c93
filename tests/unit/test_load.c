#include "support/test.h"

#include "io/folder.h"
#include "support/files.h"
#include "support/home_files.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static rota_test_home home;
static rota_folder folder;
static rota_home *model;

static int set_up(void **state) {
    (void)state;
    rota_test_home_open(&home);
    rota_test_load_whole(&home);
    memset(&folder, 0, sizeof folder);
    rota_settings_init(&folder.settings);
    snprintf(folder.settings.home.timezone, sizeof folder.settings.home.timezone, "Europe/London");
    rota_rules_init(&folder.rules);
    folder.rules.daily_rest = 660;
    folder.store = home.store;
    folder.arena = rota_arena_new();
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    rota_home_free(model);
    model = NULL;
    rota_arena_free(folder.arena);
    rota_test_home_close(&home);
    return 0;
}

static void load(void) {
    rota_rc rc = rota_load_home(&folder, &model, &home.err);
    if (rc)
        fail_msg("%s", home.err.message);
}

static rota_day day(const char *text) {
    rota_day value = ROTA_NO_DAY;
    assert_true(rota_day_parse(text, &value));
    return value;
}

static void test_groups_and_children(void **state) {
    (void)state;
    load();
    assert_int_equal(model->rules.daily_rest, 660);
    assert_string_equal(rota_zone_name(model->zone), "Europe/London");
    assert_int_equal(model->ngroups, 3);
    assert_string_equal(model->groups[0].id, "acorn");
    assert_true(model->groups[0].weight == ROTA_WEIGHT_AUTO);
    assert_true(model->groups[1].weight == 1);
    assert_string_equal(model->groups[2].name, "The \"Willow\"");
    assert_true(model->groups[2].weight == 1.25);

    assert_int_equal(model->nchildren, 2);
    assert_int_equal(model->children[0].born, day("2024-06-01"));
    assert_int_equal(model->children[0].group, 2);
    assert_int_equal(model->children[0].key_caregiver, 0);
    assert_int_equal(model->children[0].to, ROTA_NO_DAY);
    assert_int_equal(model->children[1].key_caregiver, -1);
    assert_int_equal(model->children[1].to, day("2026-12-31"));
}

static void test_person_with_everything(void **state) {
    (void)state;
    load();
    assert_int_equal(model->nskills, 2);
    assert_string_equal(model->skills[0], "lead");
    assert_string_equal(model->skills[1], "meds");

    assert_int_equal(model->nstaff, 3);
    const rota_person *ana = &model->staff[0];
    assert_string_equal(ana->name, "=Ana");
    assert_int_equal(ana->contract_minutes, 2250);
    assert_int_equal(ana->max_minutes, 2880);
    assert_int_equal(ana->born, day("1990-02-28"));
    assert_int_equal(ana->skills, 3);
    assert_true(ana->opt_out);
    assert_int_equal(ana->night_worker, ROTA_NIGHT_AUTO);
    assert_false(ana->agency);
    assert_int_equal(ana->from, day("2020-01-01"));
    assert_int_equal(ana->to, day("2027-12-31"));
    assert_int_equal(ana->own.max_consecutive_days, 5);
    assert_int_equal(ana->own.max_consecutive_nights, 3);
    assert_int_equal(ana->own.min_consecutive_days_off, 2);
    assert_int_equal(ana->own.rest_after_nights_minutes, 2775);
    assert_int_equal(ana->own.max_weekends_in_4_weeks, 2);
    assert_int_equal(ana->own.max_shifts_a_day, 1);
    assert_int_equal(ana->own.agency_last, 1);
    assert_int_equal(ana->limits.max_consecutive_days, 5);
}

static void test_persons_with_less(void **state) {
    (void)state;
    load();
    const rota_person *ben = &model->staff[1], *chloe = &model->staff[2];

    assert_string_equal(ben->name, "Ben\nB");
    assert_int_equal(ben->max_minutes, -1);
    assert_int_equal(ben->born, ROTA_NO_DAY);
    assert_int_equal(ben->skills, 0);
    assert_true(ben->agency);
    assert_int_equal(ben->from, ROTA_NO_DAY);
    assert_int_equal(ben->to, ROTA_NO_DAY);
    assert_int_equal(ben->own.max_consecutive_days, ROTA_NO_LIMIT);
    assert_int_equal(ben->own.agency_last, ROTA_NO_LIMIT);
    /* what is not one's own is the home's */
    assert_int_equal(ben->limits.max_consecutive_days, model->settings.house.max_consecutive_days);

    assert_int_equal(chloe->contract_minutes, 1201);
    assert_int_equal(chloe->born, day("2009-06-01"));
    assert_int_equal(chloe->skills, 1);
    assert_int_equal(chloe->night_worker, ROTA_NIGHT_YES);
    assert_int_equal(chloe->own.agency_last, 0);
}

/* What the working-time rules ask of people. */
static void test_terms_of_people(void **state) {
    (void)state;
    load();
    const rota_person *ana = &model->staff[0], *ben = &model->staff[1], *chloe = &model->staff[2];
    assert_int_equal(ana->special_case, ROTA_SPECIAL_YES);
    assert_non_null(ana->opt_out_terms);
    assert_int_equal(ana->opt_out_terms->from, day("2026-01-05"));
    assert_int_equal(ana->opt_out_terms->to, day("2026-12-31"));
    assert_int_equal(ana->opt_out_terms->notice, day("2026-06-01"));
    assert_int_equal(ana->opt_out_terms->notice_days, 14);
    assert_false(ana->contract_after_22);
    assert_int_equal(ana->other_minutes, 450);
    assert_int_equal(ana->health_assessed, day("2026-02-03"));
    assert_int_equal(ana->days_a_week, 250);
    assert_int_equal(ben->days_a_week, 0);
    assert_int_equal(ben->special_case, ROTA_SPECIAL_HOME);
    assert_null(ben->opt_out_terms);
    assert_int_equal(ben->health_assessed, ROTA_NO_DAY);
    assert_int_equal(chloe->special_case, ROTA_SPECIAL_NO);
    assert_true(chloe->contract_after_22);
}

/* Limits of the period, and shifts that limits name (shifts are sorted: E, L, M, N, O, Z). */
static void test_rules_of_the_house(void **state) {
    (void)state;
    snprintf(folder.settings.house.max_shifts_in_period, ROTA_SETTING_TEXT_SIZE, "N:6 L:1");
    load();
    const rota_person *ana = &model->staff[0], *ben = &model->staff[1];
    assert_int_equal(ana->own.min_consecutive_days, 2);
    assert_int_equal(ana->own.max_weekends_in_period, 3);
    assert_int_equal(ana->own.min_minutes_in_period, 6030);
    assert_int_equal(ana->own.max_minutes_in_period, 9600);
    assert_string_equal(ana->own_max_shifts, "N:4 E:10");
    assert_int_equal(ben->own.min_minutes_in_period, ROTA_NO_LIMIT);
    static const int most_of_ana[] = {10, 1, -1, 4, -1, -1}, most_of_ben[] = {-1, 1, -1, 6, -1, -1};
    assert_memory_equal(ana->max_shifts, most_of_ana, sizeof most_of_ana);
    assert_memory_equal(ben->max_shifts, most_of_ben, sizeof most_of_ben);
    assert_string_equal(model->shifts[0].not_after, "L N");
    for (int shift = -1; shift < model->nshifts; shift++)
        for (int next = -1; next < model->nshifts; next++)
            assert_int_equal(rota_home_may_follow(model, shift, next),
                             next != 0 || (shift != 1 && shift != 3));
    rota_home_free(model);
    model = NULL;
    snprintf(folder.settings.house.max_shifts_in_period, ROTA_SETTING_TEXT_SIZE, "NN:6");
    assert_int_equal(rota_load_home(&folder, &model, &home.err), ROTA_E_INPUT);
    assert_string_equal(home.err.message, "rota.ini: [house] max_shifts_in_period: unknown shift "
                                          "'NN'; did you mean 'N'?");
}

static void test_roles(void **state) {
    (void)state;
    folder.settings.continuity.default_role = ROTA_ROLE_TEAM;
    load();
    static const enum rota_role expected[3][3] = {
        {ROTA_ROLE_TEAM, ROTA_ROLE_NEVER, ROTA_ROLE_KEY},
        {ROTA_ROLE_TEAM, ROTA_ROLE_TEAM, ROTA_ROLE_RELIEF},
        {ROTA_ROLE_TEAM, ROTA_ROLE_TEAM, ROTA_ROLE_TEAM},
    };
    for (int i = 0; i < 3; i++) {
        for (int g = 0; g < 3; g++)
            assert_int_equal(rota_home_role(model, i, g), expected[i][g]);
    }
}

static void test_shifts_and_demand(void **state) {
    (void)state;
    load();
    static const struct {
        const char *id;
        int start, end, pause;
        enum rota_shift_kind kind;
        int sleep_from, sleep_to;
        const char *colour;
    } shifts[] = {
        {"E", 420, 900, 30, ROTA_SHIFT_DAY, -1, -1, "#ffcc00"},
        {"L", 870, 2340, 0, ROTA_SHIFT_SLEEP_IN, 1380, 1860, ""},
        {"M", 720, 780, 0, ROTA_SHIFT_MEETING, -1, -1, ""},
        {"N", 1320, 1860, 45, ROTA_SHIFT_NIGHT, -1, -1, "a;b"},
        {"O", 0, 1440, 0, ROTA_SHIFT_ON_CALL, -1, -1, ""},
        {"Z", 90, 540, 0, ROTA_SHIFT_DAY, -1, -1, ""},
    };
    assert_int_equal(model->nshifts, 6);
    for (int i = 0; i < 6; i++) {
        const rota_shift *shift = &model->shifts[i];
        assert_string_equal(shift->id, shifts[i].id);
        assert_int_equal(shift->start, shifts[i].start);
        assert_int_equal(shift->end, shifts[i].end);
        assert_int_equal(shift->break_minutes, shifts[i].pause);
        assert_int_equal(shift->kind, shifts[i].kind);
        assert_int_equal(shift->sleep_from, shifts[i].sleep_from);
        assert_int_equal(shift->sleep_to, shifts[i].sleep_to);
        assert_string_equal(shift->colour, shifts[i].colour);
    }
    static const struct {
        int group, shift, from, to, asleep, day, skill, min, target, max;
        const char *what;
    } rows[] = {
        {-1, -1, 0, 1440, 1, ROTA_DAY_DAILY, -1, 1, 1, 1, "00:00-24:00"},
        {-1, 3, 0, 0, 0, ROTA_DAY_DAILY, -1, 1, 1, 2, "N"},
        {1, -1, 1320, 1860, 0, ROTA_DAY_WEEKDAYS, -1, 1, 2, 3, "22:00-07:00"},
        {2, 0, 0, 0, 0, ROTA_DAY_DATE, -1, 0, 0, 0, "E"},
        {2, 0, 0, 0, 0, ROTA_DAY_DAILY, -1, 2, 2, 2, "E"},
        {2, 0, 0, 0, 0, ROTA_DAY_DAILY, 0, 1, 1, 1, "E"},
        {2, 0, 0, 0, 0, ROTA_DAY_WEEKDAY, -1, 1, 1, 1, "E"},
    };
    assert_int_equal(model->ndemand, 7);
    for (int i = 0; i < 7; i++) {
        const rota_demand *row = &model->demand[i];
        assert_int_equal(row->group, rows[i].group);
        assert_int_equal(row->shift, rows[i].shift);
        assert_int_equal(row->window_from, rows[i].from);
        assert_int_equal(row->window_to, rows[i].to);
        assert_int_equal(row->asleep, rows[i].asleep);
        assert_int_equal(row->day.kind, rows[i].day);
        assert_int_equal(row->skill, rows[i].skill);
        assert_int_equal(row->min, rows[i].min);
        assert_int_equal(row->target, rows[i].target);
        assert_int_equal(row->max, rows[i].max);
        assert_string_equal(row->what, rows[i].what);
    }
    assert_int_equal(model->demand[3].day.date, day("2026-12-25"));
    assert_int_equal(model->demand[6].day.weekday, ROTA_SAT);
}

static void test_absences_and_wishes(void **state) {
    (void)state;
    load();
    assert_int_equal(model->nleave, 2);
    assert_int_equal(model->leave[0].staff, 0);
    assert_int_equal(model->leave[0].from, day("2026-12-20"));
    assert_int_equal(model->leave[0].to, day("2027-01-03"));
    assert_int_equal(model->leave[0].kind, ROTA_LEAVE_ANNUAL);
    assert_int_equal(model->leave[0].minutes, 450);
    assert_int_equal(model->leave[1].kind, ROTA_LEAVE_SICK);
    assert_int_equal(model->leave[1].minutes, -1);

    static const struct {
        int staff, from, to, day;
        const char *reason;
    } rows[] = {
        {0, 0, 1440, ROTA_DAY_WEEKDAY, "family, always"},
        {0, 1320, 1860, ROTA_DAY_WEEKDAY, ""},
        {1, 1080, 1440, ROTA_DAY_DATE, "-party"},
        {2, 480, 1440, ROTA_DAY_WEEKEND, "school"},
    };
    assert_int_equal(model->nunavailable, 4);
    for (int i = 0; i < 4; i++) {
        const rota_unavailable *row = &model->unavailable[i];
        assert_int_equal(row->staff, rows[i].staff);
        assert_int_equal(row->from, rows[i].from);
        assert_int_equal(row->to, rows[i].to);
        assert_int_equal(row->day.kind, rows[i].day);
        assert_string_equal(row->reason, rows[i].reason);
    }
    assert_int_equal(model->unavailable[0].day.weekday, ROTA_SUN);

    assert_int_equal(model->nrequests, 3);
    assert_int_equal(model->requests[0].shift, ROTA_REQUEST_ANY);
    assert_false(model->requests[0].want);
    assert_int_equal(model->requests[0].weight, 10);
    assert_int_equal(model->requests[1].shift, ROTA_REQUEST_OFF);
    assert_true(model->requests[1].want);
    assert_int_equal(model->requests[1].weight, 5);
    assert_int_equal(model->requests[2].shift, 3);
    assert_int_equal(model->requests[2].date, day("2026-12-01"));
}

static void expect_assignment(const rota_assignment *a, const char *date, int shift, int group,
                              int staff, bool pinned) {
    assert_int_equal(a->date, day(date));
    assert_int_equal(a->shift, shift);
    assert_int_equal(a->group, group);
    assert_int_equal(a->staff, staff);
    assert_int_equal(a->pinned, pinned);
}

static void test_rota_and_worked(void **state) {
    (void)state;
    load();
    assert_int_equal(model->nrecord, 5);
    expect_assignment(&model->record[0], "2026-11-30", 0, 2, 0, false);
    expect_assignment(&model->record[1], "2026-11-30", 0, 2, 2, true);
    expect_assignment(&model->record[2], "2026-11-30", 2, -1, 1, false);
    expect_assignment(&model->record[4], "2026-12-01", 3, 2, 0, true);

    assert_int_equal(model->nworked, 3);
    const rota_minute midnight = (rota_minute)day("2026-10-25") * 1440; /* UTC */
    const rota_worked *worked = model->worked;
    assert_int_equal(worked[0].staff, 0);
    assert_true(worked[0].start == midnight + 75); /* the second 01:15 */
    assert_true(worked[0].end == midnight + 540);
    assert_int_equal(worked[0].group, -1);
    assert_int_equal(worked[0].sleep_minutes, -1);
    assert_int_equal(worked[0].kind, ROTA_SHIFT_DAY);
    assert_int_equal(worked[1].group, 2);
    assert_int_equal(worked[1].break_minutes, 30);
    assert_true(worked[1].break_said);
    assert_int_equal(worked[1].nbreaks, 2);
    assert_true(worked[1].breaks[1].from == worked[1].start + 420); /* 14:00 */
    assert_true(worked[1].breaks[1].to == worked[1].start + 430);
    assert_false(worked[0].break_said);
    assert_null(worked[0].breaks);
    assert_int_equal(worked[2].ncalls, 1);
    assert_true(worked[2].calls[0].from == midnight + 10); /* 01:10, before clocks go back */
    assert_true(worked[2].start == midnight - 180);        /* 22:00 in summer */
    assert_true(worked[2].end == midnight + 30);           /* the first 01:30 */
    assert_int_equal(worked[2].group, -1);
    assert_int_equal(worked[2].sleep_minutes, 60);
    assert_int_equal(worked[2].kind, ROTA_SHIFT_SLEEP_IN);
}

static void test_bad_databases(void **state) {
    (void)state;
    static const struct {
        const char *sql, *message;
    } cases[] = {
        {"UPDATE shifts SET start = '7' WHERE shift = 'E'",
         "the database is damaged: '7' in table shifts is not right (a time)"},
        {"UPDATE leave SET \"to\" = 'soon'",
         "the database is damaged: 'soon' in table leave is not right (a date)"},
        {"PRAGMA defer_foreign_keys = ON; DELETE FROM groups WHERE group_id = 'willow'",
         "the database is damaged: 'willow' in table children is not right (a group)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        /* loading sees the transaction that it is called in */
        assert_int_equal(rota_store_begin(home.store, "test", &home.err), ROTA_OK);
        assert_int_equal(rota_store_exec(home.store, cases[i].sql, &home.err), ROTA_OK);
        assert_int_equal(rota_load_home(&folder, &model, &home.err), ROTA_E_INPUT);
        assert_string_equal(home.err.message, cases[i].message);
        assert_null(model);
        rota_store_rollback(home.store);
    }
    snprintf(folder.settings.home.timezone, sizeof folder.settings.home.timezone, "Europe/Londn");
    assert_int_equal(rota_load_home(&folder, &model, &home.err), ROTA_E_INPUT);
    assert_non_null(strstr(home.err.message, "'Europe/Londn'"));
}

/* ---- Plans ---- */

static rota_plan_info plan_of(const char *name, const char *from, const char *to) {
    rota_plan_info info = {.from = day(from),
                           .to = day(to),
                           .status = "feasible",
                           .proven = false,
                           .objective = 12.75,
                           .bound = 12.5,
                           .seconds = 0.1,
                           .breakdown = {1.0 / 3, -2, 0},
                           .nparts = 3};
    snprintf(info.name, sizeof info.name, "%s", name);
    return info;
}

static void save(const rota_plan_info *info, const rota_assignment *rows, size_t n) {
    assert_int_equal(rota_store_begin(home.store, "rota plan", &home.err), ROTA_OK);
    rota_rc rc = rota_plan_save(&folder, model, info, rows, n, &home.err);
    if (rc)
        fail_msg("%s", home.err.message);
    assert_int_equal(rota_store_commit(home.store, &home.err), ROTA_OK);
}

static void test_plan_round_trip(void **state) {
    (void)state;
    load();
    rota_plan_info saved = plan_of("june", "2026-06-01", "2026-06-07"), read;
    saved.proven = true;
    const rota_assignment rows[] = {{day("2026-06-02"), 3, -1, 2, true},
                                    {day("2026-06-01"), 0, 2, 0, false}};
    save(&saved, rows, 2);
    rota_assignment *back;
    size_t n;
    assert_int_equal(rota_plan_load(&folder, model, "june", &read, &back, &n, &home.err), ROTA_OK);
    assert_string_equal(read.name, "june");
    assert_string_equal(read.status, "feasible");
    assert_true(read.proven);
    assert_int_equal(read.from, saved.from);
    assert_int_equal(read.to, saved.to);
    assert_true(read.objective == 12.75 && read.bound == 12.5 && read.seconds == 0.1);
    assert_int_equal(read.nparts, 3);
    assert_memory_equal(read.breakdown, saved.breakdown, sizeof read.breakdown);
    assert_int_equal(n, 2);
    expect_assignment(&back[0], "2026-06-01", 0, 2, 0, false);
    expect_assignment(&back[1], "2026-06-02", 3, -1, 2, true);
    free(back);
    /* the record is another rota */
    rota_test_expect_export(&home, "assignments", rota_test_whole_home[11].text);

    assert_int_equal(rota_plan_load(&folder, model, "jun", &read, &back, &n, &home.err),
                     ROTA_E_INPUT);
    assert_string_equal(home.err.message, "there is no plan 'jun'; did you mean 'june'?");
}

/* Saving replaces within the plan's days only; the plan then spans what is left outside too, and is
 * a draft: the figures of some of its days are not those of all. */
static void test_plan_saved_again(void **state) {
    (void)state;
    load();
    rota_plan_info info = plan_of("p", "2026-06-01", "2026-06-07"), read;
    const rota_assignment first[] = {{day("2026-06-01"), 0, 2, 0, false},
                                     {day("2026-06-05"), 0, 2, 0, false}};
    save(&info, first, 2);
    info = plan_of("p", "2026-06-04", "2026-06-14");
    const rota_assignment second[] = {{day("2026-06-10"), 0, 2, 1, true}};
    save(&info, second, 1);
    rota_assignment *back;
    size_t n;
    assert_int_equal(rota_plan_load(&folder, model, "p", &read, &back, &n, &home.err), ROTA_OK);
    assert_int_equal(n, 2);
    expect_assignment(&back[0], "2026-06-01", 0, 2, 0, false);
    expect_assignment(&back[1], "2026-06-10", 0, 2, 1, true);
    free(back);
    assert_int_equal(read.from, day("2026-06-01"));
    assert_int_equal(read.to, day("2026-06-14"));
    assert_string_equal(read.status, "draft");
    assert_true(isnan(read.objective));
    assert_int_equal(read.nparts, 0);
}

static void test_plan_list(void **state) {
    (void)state;
    load();
    rota_plan_info *plans;
    size_t n;
    assert_int_equal(rota_plan_list(&folder, &plans, &n, &home.err), ROTA_OK);
    assert_int_equal(n, 0);
    static const char *const names[] = {"b", "a", "c", "b"}; /* saved again: newest */
    for (int i = 0; i < 4; i++) {
        rota_plan_info info = plan_of(names[i], "2026-06-01", "2026-06-07");
        save(&info, NULL, 0);
    }
    assert_int_equal(rota_plan_list(&folder, &plans, &n, &home.err), ROTA_OK);
    assert_int_equal(n, 3);
    assert_string_equal(plans[0].name, "a");
    assert_string_equal(plans[1].name, "c");
    assert_string_equal(plans[2].name, "b");
    assert_true(plans[2].breakdown[1] == -2);

    rota_plan_info bad = plan_of("no name", "2026-06-01", "2026-06-07");
    assert_int_equal(rota_store_begin(home.store, "rota plan", &home.err), ROTA_OK);
    assert_int_equal(rota_plan_save(&folder, model, &bad, NULL, 0, &home.err), ROTA_E_USAGE);
    rota_store_rollback(home.store);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_groups_and_children), TEST(test_person_with_everything),
        TEST(test_persons_with_less),   TEST(test_terms_of_people),
        TEST(test_rules_of_the_house),  TEST(test_roles),
        TEST(test_shifts_and_demand),   TEST(test_absences_and_wishes),
        TEST(test_rota_and_worked),     TEST(test_bad_databases),
        TEST(test_plan_round_trip),     TEST(test_plan_saved_again),
        TEST(test_plan_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
