#include "support/random_home.h"

#include "io/profile.h"
#include "support/random_rota.h"
#include "support/random_rules.h"
#include "support/test.h"
#include "support/twist.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { H = 60, MAX_GROUPS = 4, MAX_SHIFTS = 6, MAX_DEMAND = 40, MAX_ROWS = 60 };

/* A home in the making. */
typedef struct {
    uint64_t state;
    bool small;
    rota_home *home;
    rota_day from, to;
} maker;

static int between(maker *m, int low, int high) {
    return rota_test_between(&m->state, low, high);
}

static bool chance(maker *m, int per_cent) {
    return between(m, 1, 100) <= per_cent;
}

static const char *id_of(maker *m, const char *letter, int i) {
    char id[16];
    snprintf(id, sizeof id, "%s%02d", letter, i);
    return rota_arena_strdup(m->home->arena, id);
}

/* ---- the period, the zone, the rules ---- */

static void choose_period(maker *m) {
    static const char *const zones[] = {"Europe/London",  "Europe/London",    "Europe/London",
                                        "Africa/Kampala", "America/New_York", "Europe/Berlin"};
    rota_err err;
    rota_day clocks[] = {rota_day_of(2026, 3, 29), rota_day_of(2026, 10, 25)};
    const char *zone = zones[between(m, 0, 5)];
    assert_int_equal(rota_zone_open(zone, &m->home->zone, &err), ROTA_OK);
    snprintf(m->home->settings.home.timezone, ROTA_SETTING_TEXT_SIZE, "%s", zone);
    m->from = rota_day_of(2026, 12, 7);
    if (chance(m, 35))
        m->from = rota_week_start(clocks[between(m, 0, 1)] + between(m, -1, 1), ROTA_MON);
    int days = chance(m, 25) && !m->small ? 14 : 7;
    if (chance(m, 35)) {
        m->from += between(m, -3, 3);
        days = between(m, 1, m->small ? 5 : 10);
    }
    m->to = m->from + days - 1;
    if (chance(m, 25))
        m->home->settings.home.week_starts = (enum rota_weekday)between(m, 0, 6);
}

static void set_rule(maker *m, const char *section, const char *key, const char *value) {
    rota_err err;
    assert_int_equal(rota_rules_set(&m->home->rules, section, key, value, &err), ROTA_OK);
}

/* Of averages and nights. */
static void change_averages(maker *m, int what) {
    switch (what) {
    case 9:
        set_rule(m, "weekly_average", "reference", "fixed");
        set_rule(m, "weekly_average", "weeks", "2");
        set_rule(m, "weekly_average", "special_case_weeks", "3");
        set_rule(m, "weekly_average", "fixed_from", chance(m, 50) ? "2026-01-05" : "2026-01-15");
        break;
    case 10:
        set_rule(m, "night_average", "reference", "fixed");
        set_rule(m, "night_average", "weeks", "2");
        break;
    case 11:
        set_rule(m, "weekly_average", "excluded_days", "all");
        set_rule(m, "weekly_average", "weeks", "2");
        break;
    case 12:
        set_rule(m, "weekly_average", "weeks", "3");
        set_rule(m, "weekly_average", "opt_out", "yes");
        set_rule(m, "weekly_average", "opt_out_days", chance(m, 50) ? "dropped" : "counted");
        break;
    case 13:
        set_rule(m, "compensatory_rest", "policy", "lenient");
        set_rule(m, "compensatory_rest", "days", "5");
        break;
    case 14:
        set_rule(m, "night_absolute", "hours", "9");
        set_rule(m, "night_average", "sleep_in", "no");
        break;
    case 15:
        set_rule(m, "weekly_average", "limit_hours", "35");
        set_rule(m, "weekly_average", "weeks", "2");
        break;
    default:
        set_rule(m, "weekly_rest", "with_daily_hours", "");
        break;
    }
}

/* A profile of the home's own: one of the numbers that no profile of ours has. */
static void change_rules(maker *m) {
    switch (between(m, 0, 12)) {
    case 0:
        set_rule(m, "weekly_rest", "days", "14");
        set_rule(m, "weekly_rest", "hours", "48");
        set_rule(m, "weekly_rest", "with_daily_hours", "59");
        break;
    case 1:
        set_rule(m, "night_absolute", "hours", "8");
        break;
    case 2:
        set_rule(m, "duty_span", "hours", "");
        break;
    case 3:
        set_rule(m, "weekly_average", "weeks", "2");
        break;
    case 4:
        set_rule(m, "night_average", "weeks", "2");
        set_rule(m, "night_average", "hours", "6");
        break;
    case 5:
        set_rule(m, "weekly_rest", "days", "14");
        set_rule(m, "weekly_rest", "fortnight", chance(m, 50) ? "twice" : "once");
        break;
    case 6:
        set_rule(m, "weekly_rest", "week_starts", chance(m, 50) ? "thursday" : "sunday");
        break;
    case 7:
        set_rule(m, "weekly_rest", "leave_counts", "no");
        break;
    case 8:
        set_rule(m, "duty_span", "work_hours", "9");
        break;
    default:
        change_averages(m, between(m, 9, 16));
        break;
    }
}

static void choose_rules(maker *m) {
    static const char *const profiles[] = {"uk", "uk", "uk", "eu", "generic", "tr"};
    rota_faults *faults = rota_faults_new();
    rota_err err;
    const char *profile = profiles[between(m, 0, 5)];
    assert_int_equal(rota_profile_read(NULL, profile, &m->home->rules, faults, &err), ROTA_OK);
    rota_faults_free(faults);
    if (chance(m, 40))
        change_rules(m);
    m->home->settings.rules.special_case = chance(m, 30);
}

static int limit(maker *m, int per_cent, int low, int high) {
    return chance(m, per_cent) ? between(m, low, high) : ROTA_NO_LIMIT;
}

static rota_limits limits(maker *m, int per_cent) {
    rota_limits out = rota_limits_none();
    out.max_consecutive_days = limit(m, per_cent, 2, 6);
    out.max_consecutive_nights = limit(m, per_cent, 1, 4);
    out.min_consecutive_days_off = limit(m, per_cent / 2, 1, 3);
    if (chance(m, per_cent))
        out.rest_after_nights_minutes = H * between(m, 11, 60);
    out.max_weekends_in_4_weeks = limit(m, per_cent, 0, 3);
    out.max_shifts_a_day = limit(m, per_cent, 1, 2);
    out.agency_last = limit(m, per_cent, 0, 1);
    return out;
}

static void choose_settings(maker *m) {
    rota_settings *set = &m->home->settings;
    rota_limits house = limits(m, 30);
    set->house = (struct rota_house){.max_consecutive_days = house.max_consecutive_days,
                                     .max_consecutive_nights = house.max_consecutive_nights,
                                     .min_consecutive_days_off = house.min_consecutive_days_off,
                                     .rest_after_nights_minutes = house.rest_after_nights_minutes,
                                     .max_weekends_in_4_weeks = house.max_weekends_in_4_weeks,
                                     .max_shifts_a_day = house.max_shifts_a_day,
                                     .agency_last = house.agency_last,
                                     .min_consecutive_days = ROTA_NO_LIMIT,
                                     .max_weekends_in_period = ROTA_NO_LIMIT,
                                     .min_minutes_in_period = ROTA_NO_LIMIT,
                                     .max_minutes_in_period = ROTA_NO_LIMIT};
    if (chance(m, 20))
        set->plan.contract_weeks = between(m, 1, 4);
    if (chance(m, 30))
        set->plan.contract_band_minutes = H * between(m, 1, 8);
    if (chance(m, 20))
        set->continuity.bedtime = 22 * H;
}

/* ---- groups and people ---- */

static void add_groups(maker *m) {
    rota_home *home = m->home;
    home->ngroups = between(m, 1, m->small ? 2 : MAX_GROUPS);
    home->groups = rota_arena_alloc(home->arena, MAX_GROUPS * sizeof *home->groups);
    home->children = rota_arena_alloc(home->arena, MAX_GROUPS * sizeof *home->children);
    for (int g = 0; g < home->ngroups; g++) {
        const char *id = id_of(m, "g", g);
        double weights[] = {1, 1, 1.5, ROTA_WEIGHT_AUTO};
        home->groups[g] = (rota_group){id, id, weights[between(m, 0, 3)]};
        home->children[home->nchildren++] = (rota_child){.id = id_of(m, "c", g),
                                                         .name = "",
                                                         .born = m->from - between(m, 100, 4000),
                                                         .group = g,
                                                         .key_caregiver = -1,
                                                         .from = ROTA_NO_DAY,
                                                         .to = ROTA_NO_DAY};
    }
}

/* What the working-time rules ask of people. */
static void add_terms(maker *m, rota_person *p) {
    p->health_assessed = ROTA_NO_DAY;
    if (chance(m, 20))
        p->special_case = chance(m, 50) ? ROTA_SPECIAL_YES : ROTA_SPECIAL_NO;
    if (chance(m, 10))
        p->other_minutes = H * between(m, 1, 30);
    p->contract_after_22 = chance(m, 30);
    if (!chance(m, 12))
        return;
    rota_opt_out *terms = rota_arena_alloc(m->home->arena, sizeof *terms);
    *terms = (rota_opt_out){.from = chance(m, 70) ? m->from + between(m, -40, 3) : ROTA_NO_DAY,
                            .to = chance(m, 70) ? m->from + between(m, 4, 12) : ROTA_NO_DAY,
                            .notice = chance(m, 20) ? m->from + between(m, -4, 4) : ROTA_NO_DAY,
                            .notice_days = chance(m, 50) ? between(m, 1, 20) : -1};
    p->opt_out_terms = terms;
}

static void add_person(maker *m, bool young_too) {
    rota_home *home = m->home;
    const char *id = id_of(m, "p", home->nstaff);
    rota_person *p = &home->staff[home->nstaff++];
    *p = (rota_person){.id = id,
                       .name = id,
                       .contract_minutes = chance(m, 90) ? 15 * H / 2 * between(m, 2, 5) : 0,
                       .max_minutes = chance(m, 25) ? H * between(m, 8, 48) : -1,
                       .born = ROTA_NO_DAY,
                       .skills = rota_test_random(&m->state) & 3,
                       .opt_out = chance(m, 15),
                       .night_worker =
                           (enum rota_night_worker)(chance(m, 30) ? between(m, 0, 2) : 0),
                       .agency = chance(m, 12),
                       .from = ROTA_NO_DAY,
                       .to = ROTA_NO_DAY,
                       .own = limits(m, chance(m, 25) ? 30 : 0)};
    add_terms(m, p);
    if (chance(m, 10))
        p->from = m->from + between(m, -30, 4);
    if (chance(m, 10))
        p->to = m->to + between(m, -4, 10);
    if (young_too && chance(m, 35)) {
        int year, month, day;
        /* Of age in the middle of the period, soon before, or some time after. */
        rota_day of_age = chance(m, 60) ? between(m, m->from - 2, m->to) : m->to + 200;
        rota_day_split(of_age, &year, &month, &day);
        p->born = rota_day_of(year - 18, month, day);
    }
}

static void add_people(maker *m) {
    rota_home *home = m->home;
    int n = m->small ? between(m, 3, 5) : between(m, 3, chance(m, 25) ? 14 : 8);
    bool young_too = chance(m, 30);
    home->skills[0] = "lead";
    home->skills[1] = "meds";
    home->nskills = 2;
    home->staff = rota_arena_alloc(home->arena, (size_t)n * sizeof *home->staff);
    while (home->nstaff < n)
        add_person(m, young_too);
    home->roles = rota_arena_alloc(home->arena, (size_t)(n * home->ngroups));
    for (int i = 0; i < n * home->ngroups; i++)
        home->roles[i] =
            (unsigned char)(chance(m, 8) ? ROTA_ROLE_NEVER
                                         : between(m, ROTA_ROLE_RELIEF, ROTA_ROLE_KEY));
}

/* ---- shifts and demand ---- */

static const rota_shift shifts[] = {
    {"A", "Small hours", 30, 6 * H, 0, ROTA_SHIFT_NIGHT, -1, -1, "", "", false},
    {"C", "On call", 22 * H, 31 * H, 0, ROTA_SHIFT_ON_CALL, -1, -1, "", "", false},
    {"D", "Long day", 8 * H, 20 * H, 45, ROTA_SHIFT_DAY, -1, -1, "", "", true},
    {"E", "Early", 7 * H, 15 * H, 30, ROTA_SHIFT_DAY, -1, -1, "", "", true},
    {"F", "Afternoon to afternoon", 14 * H + 30, 39 * H, 0, ROTA_SHIFT_SLEEP_IN, 23 * H, 31 * H, "",
     "", false},
    {"G", "Day and night", 8 * H, 32 * H, 0, ROTA_SHIFT_SLEEP_IN, 23 * H, 30 * H, "", "", false},
    {"K", "Short break", 9 * H, 17 * H, 20, ROTA_SHIFT_DAY, -1, -1, "", "", true},
    {"H", "Morning", 7 * H, 10 * H, 0, ROTA_SHIFT_DAY, -1, -1, "", "", false},
    {"I", "Evening", 16 * H, 20 * H, 0, ROTA_SHIFT_DAY, -1, -1, "", "", false},
    {"L", "Late", 14 * H + 30, 22 * H, 30, ROTA_SHIFT_DAY, -1, -1, "", "", true},
    {"M", "Meeting", 10 * H, 12 * H, 0, ROTA_SHIFT_MEETING, -1, -1, "", "", false},
    {"N", "Night", 22 * H, 31 * H, 0, ROTA_SHIFT_NIGHT, -1, -1, "", "", false},
    {"O", "On call all day", 0, 24 * H, 0, ROTA_SHIFT_ON_CALL, -1, -1, "", "", false},
    {"S", "Sleep-in", 21 * H + 30, 31 * H + 30, 0, ROTA_SHIFT_SLEEP_IN, -1, -1, "", "", false},
    {"T", "Until late", 17 * H, 25 * H + 30, 0, ROTA_SHIFT_DAY, -1, -1, "", "", false},
};
enum { SHIFTS = sizeof shifts / sizeof shifts[0] };

/* Every home has an early or a long day, and some of the others. */
static void add_shifts(maker *m) {
    rota_home *home = m->home;
    int basic = chance(m, 75) ? 3 : 2, most = m->small ? 4 : MAX_SHIFTS;
    home->shifts = rota_arena_alloc(home->arena, MAX_SHIFTS * sizeof *home->shifts);
    for (int i = 0; i < SHIFTS && home->nshifts < most; i++) {
        bool usual = shifts[i].id[0] == 'L' || shifts[i].id[0] == 'N' || shifts[i].id[0] == 'S';
        if (i != basic && !chance(m, usual ? 50 : 16))
            continue;
        rota_shift *shift = &home->shifts[home->nshifts++];
        *shift = shifts[i];
        if (chance(m, 25) && shift->end - shift->start < 12 * H)
            shift->end += 15 * between(m, -2, 2);
    }
}

static rota_day_spec some_days(maker *m) {
    rota_day_spec spec = {.kind = ROTA_DAY_DAILY};
    if (chance(m, 60))
        return spec;
    spec.kind = (enum rota_day_kind)between(m, ROTA_DAY_DAILY, ROTA_DAY_DATE);
    if (spec.kind == ROTA_DAY_WEEKDAY)
        spec.weekday = (enum rota_weekday)between(m, 0, 6);
    if (spec.kind == ROTA_DAY_DATE)
        spec.date = between(m, m->from, m->to);
    return spec;
}

static bool same_spec(const rota_day_spec *a, const rota_day_spec *b) {
    return a->kind == b->kind && (a->kind != ROTA_DAY_WEEKDAY || a->weekday == b->weekday) &&
           (a->kind != ROTA_DAY_DATE || a->date == b->date);
}

/* Add the row unless one of the same key is there. */
static void add_demand(maker *m, rota_demand row) {
    rota_home *home = m->home;
    row.day = some_days(m);
    for (int i = 0; i < home->ndemand; i++) {
        const rota_demand *other = &home->demand[i];
        if (other->group == row.group && other->shift == row.shift && other->skill == row.skill &&
            other->window_from == row.window_from && other->window_to == row.window_to &&
            same_spec(&other->day, &row.day))
            return;
    }
    row.min = chance(m, 70) ? 1 : between(m, 0, 2);
    row.target = row.min + (chance(m, 30) ? 1 : 0);
    row.max = row.target + (chance(m, 30) ? between(m, 0, 2) : 0);
    if (home->ndemand < MAX_DEMAND)
        home->demand[home->ndemand++] = row;
}

static void add_window(maker *m, int group, int skill) {
    static const int windows[][2] = {{7 * H, 22 * H}, {22 * H, 31 * H}, {15 * H, 19 * H},
                                     {0, 24 * H},     {18 * H, 33 * H}, {7 * H, 8 * H + 30}};
    const int *w = windows[between(m, 0, 5)];
    char *what = rota_arena_alloc(m->home->arena, 24);
    snprintf(what, 24, "%02d:%02d-%02d:%02d", w[0] / H, w[0] % H, w[1] / H % 24, w[1] % H);
    add_demand(m, (rota_demand){.group = group,
                                .shift = -1,
                                .window_from = w[0],
                                .window_to = w[1],
                                .asleep = chance(m, 40),
                                .skill = skill,
                                .what = what});
}

static void add_group_demand(maker *m, int group) {
    const rota_home *home = m->home;
    bool windows = chance(m, 30);
    for (int s = 0; s < home->nshifts; s++) {
        if (windows || !chance(m, group < 0 ? 40 : 75))
            continue;
        for (int n = chance(m, 20) ? 2 : 1; n > 0; n--)
            add_demand(m, (rota_demand){
                              .group = group, .shift = s, .skill = -1, .what = home->shifts[s].id});
        if (chance(m, 15))
            add_demand(m, (rota_demand){.group = group,
                                        .shift = s,
                                        .skill = between(m, 0, 1),
                                        .what = home->shifts[s].id});
    }
    for (int n = between(m, 1, 2); windows && n > 0; n--)
        add_window(m, group, chance(m, 20) ? between(m, 0, 1) : -1);
}

static void add_all_demand(maker *m) {
    m->home->demand = rota_arena_alloc(m->home->arena, MAX_DEMAND * sizeof *m->home->demand);
    for (int g = 0; g < m->home->ngroups; g++)
        add_group_demand(m, g);
    if (chance(m, 25))
        add_group_demand(m, -1);
}

/* ---- absences and wishes ---- */

static void add_leave(maker *m, int staff) {
    rota_home *home = m->home;
    rota_day from = between(m, m->from - 20, m->to);
    if (home->nleave < MAX_ROWS)
        home->leave[home->nleave++] =
            (rota_leave){.staff = staff,
                         .from = from,
                         .to = from + between(m, 0, 8),
                         .kind = (enum rota_leave_kind)between(m, 0, ROTA_LEAVE_OTHER),
                         .minutes = chance(m, 30) ? 450 : -1};
}

static void add_unavailable(maker *m, int staff) {
    rota_home *home = m->home;
    rota_unavailable row = {.staff = staff, .day = some_days(m), .to = 24 * H, .reason = ""};
    if (row.day.kind == ROTA_DAY_DAILY)
        row.day = (rota_day_spec){.kind = ROTA_DAY_WEEKDAY,
                                  .weekday = (enum rota_weekday)between(m, 0, 6)};
    if (chance(m, 50)) {
        row.from = 30 * between(m, 0, 46);
        row.to = row.from + 30 * between(m, 1, 24);
    }
    if (home->nunavailable < MAX_ROWS)
        home->unavailable[home->nunavailable++] = row;
}

static void add_request(maker *m, int staff) {
    rota_home *home = m->home;
    if (home->nrequests < MAX_ROWS)
        home->requests[home->nrequests++] =
            (rota_request){.staff = staff,
                           .date = between(m, m->from, m->to),
                           .shift = between(m, -2, home->nshifts - 1),
                           .want = chance(m, 60),
                           .weight = between(m, 1, 10)};
}

static void add_absences(maker *m) {
    rota_home *home = m->home;
    home->leave = rota_arena_alloc(home->arena, MAX_ROWS * sizeof *home->leave);
    home->unavailable = rota_arena_alloc(home->arena, MAX_ROWS * sizeof *home->unavailable);
    home->requests = rota_arena_alloc(home->arena, MAX_ROWS * sizeof *home->requests);
    home->holidays = rota_arena_alloc(home->arena, sizeof *home->holidays);
    for (int s = 0; s < home->nstaff; s++) {
        if (chance(m, 20))
            add_leave(m, s);
        if (chance(m, 20))
            add_unavailable(m, s);
        for (int n = chance(m, 30) ? between(m, 1, 3) : 0; n > 0; n--)
            add_request(m, s);
    }
    if (chance(m, 20))
        home->holidays[home->nholidays++] = between(m, m->from, m->to);
}

/* ---- rules of the house that few homes have ---- */

static const char *some_max_shifts(maker *m) {
    rota_text list = {0};
    for (int s = 0; s < m->home->nshifts; s++)
        if (chance(m, 40))
            rota_text_addf(&list, "%s%s:%d", list.length ? " " : "", m->home->shifts[s].id,
                           between(m, 0, 4));
    const char *kept = rota_arena_strdup(m->home->arena, rota_text_str(&list));
    rota_text_done(&list);
    return kept;
}

static void set_house_rules(maker *m, rota_limits *own, int days) {
    own->min_consecutive_days = limit(m, 40, 2, 3);
    own->max_weekends_in_period = limit(m, 30, 0, 1);
    if (chance(m, 30))
        own->min_minutes_in_period = H * between(m, 1, 3) * days;
    if (chance(m, 30))
        own->max_minutes_in_period = H * between(m, 2, 6) * days;
}

/* Which shift may not be on the day after which. */
static void add_successions(maker *m) {
    rota_home *home = m->home;
    for (int s = 0; s < home->nshifts; s++) {
        rota_text list = {0};
        for (int before = 0; before < home->nshifts; before++)
            if (chance(m, 20))
                rota_text_addf(&list, "%s%s", list.length ? " " : "", home->shifts[before].id);
        home->shifts[s].not_after = rota_arena_strdup(home->arena, rota_text_str(&list));
        rota_text_done(&list);
    }
}

static void add_house_rules(maker *m) {
    rota_home *home = m->home;
    int days = m->to - m->from + 1;
    if (!chance(m, 50))
        return;
    if (chance(m, 30)) {
        rota_limits all = rota_limits_none();
        set_house_rules(m, &all, days);
        home->settings.house.min_consecutive_days = all.min_consecutive_days;
        home->settings.house.max_weekends_in_period = all.max_weekends_in_period;
        home->settings.house.min_minutes_in_period = all.min_minutes_in_period;
        home->settings.house.max_minutes_in_period = all.max_minutes_in_period;
        snprintf(home->settings.house.max_shifts_in_period, ROTA_SETTING_TEXT_SIZE, "%s",
                 some_max_shifts(m));
    }
    for (int s = 0; s < home->nstaff; s++) {
        if (chance(m, 40))
            set_house_rules(m, &home->staff[s].own, days);
        if (chance(m, 30))
            home->staff[s].own_max_shifts = some_max_shifts(m);
    }
    if (chance(m, 50))
        add_successions(m);
}

/* ---- all together ---- */

rota_test_random_home rota_test_random_home_of(uint64_t seed, enum rota_test_homes kind) {
    maker m = {.state = seed * 1000003, .small = kind == ROTA_TEST_SMALL_HOME};
    m.home = rota_home_new();
    choose_period(&m);
    choose_rules(&m);
    choose_settings(&m);
    add_groups(&m);
    add_people(&m);
    add_shifts(&m);
    add_all_demand(&m);
    add_absences(&m);
    /* A stream of its own: homes without such rules stay what they were. */
    uint64_t state = m.state;
    m.state = seed * 1000033 + 17;
    add_house_rules(&m);
    if (chance(&m, 40))
        rota_test_random_rules(&m.home->rules, &m.state);
    m.state = state;
    rota_home_finish(m.home);
    /* No run can be both long enough and short enough then. */
    for (int i = 0; i < m.home->nstaff; i++) {
        rota_person *p = &m.home->staff[i];
        if (p->limits.max_consecutive_days >= 0 &&
            p->limits.min_consecutive_days > p->limits.max_consecutive_days)
            p->own.min_consecutive_days = p->limits.max_consecutive_days;
    }
    rota_home_finish(m.home);
    rota_test_random_home out = {.home = m.home, .request = {.from = m.from, .to = m.to}};
    rota_test_random_rota(m.home, m.from, m.to, &m.state, &out.draft, &out.request.ndraft);
    out.request.draft = out.draft;
    rota_solve_settings_init(&out.request.solve);
    return out;
}

void rota_test_random_home_done(rota_test_random_home *random) {
    rota_home_free(random->home);
    free(random->draft);
    *random = (rota_test_random_home){0};
}

/* ---- other places for the same people ---- */

static void move_rows(rota_assignment *rows, size_t n, const int *place) {
    for (size_t i = 0; i < n; i++)
        rows[i].staff = place[rows[i].staff];
}

static void move_people(rota_home *home, const int *place) {
    size_t n = (size_t)home->nstaff, groups = (size_t)home->ngroups;
    rota_person *staff = rota_arena_alloc(home->arena, n * sizeof *staff);
    unsigned char *roles = rota_arena_alloc(home->arena, n * groups);
    for (size_t s = 0; s < n; s++) {
        size_t to = (size_t)place[s];
        staff[to] = home->staff[s];
        staff[to].id = staff[to].name = home->staff[to].id;
        memcpy(roles + to * groups, home->roles + s * groups, groups);
    }
    home->staff = staff;
    home->roles = roles;
}

void rota_test_random_home_shuffle(rota_test_random_home *random, uint64_t seed) {
    rota_home *home = random->home;
    ROTA_CLEANUP(rota_freep) int *place = ROTA_NEW_ARRAY(int, home->nstaff);
    for (int i = 0; i < home->nstaff; i++) {
        int j = rota_test_between(&seed, 0, i);
        place[i] = place[j];
        place[j] = i;
    }
    move_people(home, place);
    for (int i = 0; i < home->nleave; i++)
        home->leave[i].staff = place[home->leave[i].staff];
    for (int i = 0; i < home->nunavailable; i++)
        home->unavailable[i].staff = place[home->unavailable[i].staff];
    for (int i = 0; i < home->nrequests; i++)
        home->requests[i].staff = place[home->requests[i].staff];
    for (int i = 0; i < home->nworked; i++)
        home->worked[i].staff = place[home->worked[i].staff];
    move_rows(home->record, (size_t)home->nrecord, place);
    move_rows(random->draft, random->request.ndraft, place);
    rota_test_sort_record(home);
}
