#include "support/fixture.h"

#include "support/test.h"

#include <string.h>

enum { H = 60, ROWS = 16 };

static void set_rules(rota_rules *rules) {
    static const char *const rows[][3] = {{"weekly_average", "limit_hours", "48"},
                                          {"weekly_average", "weeks", "17"},
                                          {"weekly_average", "special_case_weeks", "26"},
                                          {"weekly_average", "opt_out", "yes"},
                                          {"daily_rest", "hours", "11"},
                                          {"daily_rest", "special_case", "yes"},
                                          {"daily_rest", "adult_age", "18"},
                                          {"duty_span", "hours", "13"},
                                          {"weekly_rest", "hours", "24"},
                                          {"weekly_rest", "with_daily_hours", "35"},
                                          {"weekly_rest", "days", "7"},
                                          {"break", "minutes", "20"},
                                          {"break", "after_hours", "6"},
                                          {"night_average", "night_from", "23:00"},
                                          {"night_average", "night_to", "06:00"},
                                          {"night_average", "night_worker_hours", "3"},
                                          {"night_average", "hours", "8"},
                                          {"night_average", "weeks", "17"},
                                          {"young_daily", "hours", "8"},
                                          {"young_weekly", "hours", "40"},
                                          {"young_night", "from", "22:00"},
                                          {"young_night", "to", "06:00"},
                                          {"young_daily_rest", "hours", "12"},
                                          {"young_weekly_rest", "hours", "48"},
                                          {"young_break", "minutes", "30"},
                                          {"young_break", "after_hours", "4.5"}};
    rota_err err;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rota_rules_set(rules, rows[i][0], rows[i][1], rows[i][2], &err) != ROTA_OK)
            fail_msg("%s.%s: %s", rows[i][0], rows[i][1], err.message);
    }
}

static void add_shifts(rota_home *home) {
    static const rota_shift shifts[FIXTURE_SHIFTS] = {
        [EARLY] = {"E", "Early", 7 * H, 15 * H, 0, ROTA_SHIFT_DAY, -1, -1, "", "", false},
        [LATE] = {"L", "Late", 14 * H + 30, 22 * H + 30, 0, ROTA_SHIFT_DAY, -1, -1, "", "", false},
        [NIGHT] = {"N", "Night", 22 * H, 32 * H, 0, ROTA_SHIFT_NIGHT, -1, -1, "", "", false},
        [SLEEP_IN] = {"S", "Sleep-in", 23 * H, 31 * H, 0, ROTA_SHIFT_SLEEP_IN, -1, -1, "", "",
                      false},
        [ON_CALL] = {"C", "On call", 23 * H, 31 * H, 0, ROTA_SHIFT_ON_CALL, -1, -1, "", "", false},
        [TEAM] = {"T", "", 10 * H, 12 * H, 0, ROTA_SHIFT_MEETING, -1, -1, "", "", false}};
    home->nshifts = FIXTURE_SHIFTS;
    home->shifts = rota_arena_alloc(home->arena, sizeof shifts);
    memcpy(home->shifts, shifts, sizeof shifts);
}

static void add_people(rota_home *home) {
    static const char *const ids[FIXTURE_STAFF] = {"priya", "omar"};
    static const char *const names[FIXTURE_STAFF] = {"Priya", "Omar"};
    home->nstaff = FIXTURE_STAFF;
    home->staff = rota_arena_alloc(home->arena, FIXTURE_STAFF * sizeof *home->staff);
    for (int i = 0; i < FIXTURE_STAFF; i++)
        home->staff[i] = (rota_person){.id = ids[i],
                                       .name = names[i],
                                       .contract_minutes = 39 * H,
                                       .max_minutes = -1,
                                       .born = ROTA_NO_DAY,
                                       .from = ROTA_NO_DAY,
                                       .to = ROTA_NO_DAY,
                                       .health_assessed = ROTA_NO_DAY,
                                       .own = rota_limits_none()};
    home->ngroups = FIXTURE_GROUPS;
    home->groups = rota_arena_alloc(home->arena, FIXTURE_GROUPS * sizeof *home->groups);
    home->groups[WILLOW] = (rota_group){"willow", "Willow", 1};
    home->groups[OAK] = (rota_group){"oak", "Oak", 1};
    home->roles = rota_arena_alloc(home->arena, (size_t)FIXTURE_STAFF * FIXTURE_GROUPS);
    memset(home->roles, ROTA_ROLE_TEAM, (size_t)FIXTURE_STAFF * FIXTURE_GROUPS);
}

void fixture_open(fixture *f, bool special) {
    rota_err err;
    *f = (fixture){.home = rota_home_new()};
    rota_home *home = f->home;
    assert_int_equal(rota_zone_open("Europe/London", &home->zone, &err), ROTA_OK);
    set_rules(&home->rules);
    home->settings.rules.special_case = special;
    home->settings.house = (struct rota_house){-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, "", 0};
    home->leave = rota_arena_alloc(home->arena, ROWS * sizeof *home->leave);
    home->unavailable = rota_arena_alloc(home->arena, ROWS * sizeof *home->unavailable);
    add_shifts(home);
    add_people(home);
    rota_home_finish(home);
}

void fixture_close(fixture *f) {
    rota_duties_done(&f->duties);
    rota_findings_done(&f->found);
    rota_text_done(&f->list);
    rota_home_free(f->home);
}

rota_day fixture_day(const char *date) {
    rota_day day = 0;
    if (!rota_day_parse(date, &day))
        fail_msg("'%s' is not a date", date);
    return day;
}

rota_leave *fixture_leave(fixture *f, int staff, const char *from, const char *to) {
    assert_true(f->home->nleave < ROWS);
    rota_leave *leave = &f->home->leave[f->home->nleave++];
    *leave = (rota_leave){.staff = staff,
                          .from = fixture_day(from),
                          .to = fixture_day(to),
                          .kind = ROTA_LEAVE_ANNUAL,
                          .minutes = -1};
    return leave;
}

rota_unavailable *fixture_unavailable(fixture *f, int staff) {
    assert_true(f->home->nunavailable < ROWS);
    rota_unavailable *row = &f->home->unavailable[f->home->nunavailable++];
    *row = (rota_unavailable){.staff = staff, .to = 24 * H, .reason = ""};
    return row;
}

/* ---- Duties ---- */

static rota_duty *add(fixture *f, const rota_duty *duty) {
    rota_duties_add(&f->duties, duty);
    return &f->duties.items[f->duties.count - 1];
}

rota_duty *fixture_shift(fixture *f, int staff, const char *date, int shift) {
    rota_duty duty;
    rota_err err;
    if (rota_duty_of(f->home, fixture_day(date), shift, WILLOW, staff, false, &duty, &err) !=
        ROTA_OK)
        fail_msg("%s", err.message);
    return add(f, &duty);
}

static rota_minute parse_instant(const fixture *f, const char *text, size_t n) {
    char buf[ROTA_DATETIME_SIZE] = "";
    rota_minute at = 0;
    rota_err err;
    assert_true(n < sizeof buf);
    memcpy(buf, text, n);
    if (rota_zone_parse(f->home->zone, buf, &at, &err) != ROTA_OK)
        fail_msg("%s", err.message);
    return at;
}

rota_duty *fixture_work(fixture *f, int staff, const char *times) {
    rota_duty *last = NULL;
    while (*times) {
        size_t first = strcspn(times, "/"), length = strcspn(times, " ");
        assert_true(first < length);
        char date[ROTA_DATE_SIZE] = "";
        memcpy(date, times, 10);
        rota_duty duty = {.staff = staff, .date = fixture_day(date), .shift = -1, .group = WILLOW};
        duty.start = parse_instant(f, times, first);
        duty.end = parse_instant(f, times + first + 1, length - first - 1);
        duty.sleep_from = duty.sleep_to = duty.start;
        duty.work_minutes = (int)(duty.end - duty.start);
        last = add(f, &duty);
        times += length;
        times += strspn(times, " ");
    }
    return last;
}

void fixture_weeks(fixture *f, int staff, const char *monday, int weeks, int days, int minutes) {
    rota_day first = fixture_day(monday);
    for (int week = 0; week < weeks; week++) {
        for (int day = 0; day < days; day++) {
            /* What does not divide evenly is worked on the first days. */
            int work = minutes / days + (day < minutes % days);
            rota_day date = first + 7 * week + day;
            rota_minute start = rota_zone_at(f->home->zone, date, 8 * H, false);
            rota_duty duty = {.staff = staff,
                              .date = date,
                              .shift = -1,
                              .group = WILLOW,
                              .start = start,
                              .end = start + work,
                              .sleep_from = start,
                              .sleep_to = start,
                              .work_minutes = work};
            add(f, &duty);
        }
    }
}

/* ---- Checking ---- */

void fixture_check(fixture *f, const char *from, const char *to) {
    rota_day first = INT_MAX, last = INT_MIN;
    for (size_t i = 0; i < f->duties.count; i++) {
        rota_day day = f->duties.items[i].date;
        first = day < first ? day : first;
        last = day > last ? day : last;
    }
    rota_home_finish(f->home);
    rota_findings_done(&f->found);
    rota_check(f->home, &f->duties, from ? fixture_day(from) : first, to ? fixture_day(to) : last,
               &f->found);
}

const char *fixture_list(fixture *f) {
    rota_text_done(&f->list);
    for (size_t i = 0; i < f->found.count; i++) {
        const rota_finding *finding = &f->found.items[i];
        /* An average that no day to come can bring over the limit. */
        if (finding->verdict == ROTA_PROVISIONAL && finding->most > 0 &&
            finding->most <= finding->required)
            continue;
        rota_text_addf(&f->list, "%s%s %s %lld/%lld", f->list.length ? ", " : "",
                       rota_rule_id(finding->rule), rota_verdict_name(finding->verdict),
                       (long long)finding->measured, (long long)finding->required);
        if (finding->owed)
            rota_text_addf(&f->list, " owed %lld", (long long)finding->owed);
        if (finding->provisional)
            rota_text_add(&f->list, " provisional");
    }
    return rota_text_str(&f->list);
}

const char *fixture_text(fixture *f, enum rota_rule rule) {
    const char *text = NULL;
    for (size_t i = 0; i < f->found.count; i++) {
        if (f->found.items[i].rule != rule)
            continue;
        if (text)
            fail_msg("more than one finding of %s: %s", rota_rule_id(rule), fixture_list(f));
        text = f->found.items[i].text;
    }
    if (!text)
        fail_msg("no finding of %s: %s", rota_rule_id(rule), fixture_list(f));
    return text ? text : "";
}

void fixture_cases(const fixture_case *cases, size_t n, void (*prepare)(fixture *f)) {
    for (size_t i = 0; i < n; i++) {
        for (int special = 0; special < 2; special++) {
            fixture f;
            fixture_open(&f, special);
            if (prepare)
                prepare(&f);
            fixture_work(&f, PRIYA, cases[i].times);
            fixture_check(&f, NULL, NULL);
            const char *expected =
                special && cases[i].special ? cases[i].special : cases[i].standard;
            if (strcmp(fixture_list(&f), expected) != 0)
                fail_msg("%s (%s): found '%s', expected '%s'", cases[i].name,
                         special ? "special case" : "standard", fixture_list(&f), expected);
            fixture_close(&f);
        }
    }
}
