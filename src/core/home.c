#include "core/home.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_ADULT_AGE = 18 };

rota_home *rota_home_new(void) {
    rota_home *home = ROTA_NEW(rota_home);
    home->arena = rota_arena_new();
    rota_settings_init(&home->settings);
    rota_rules_init(&home->rules);
    return home;
}

void rota_home_free(rota_home *home) {
    if (!home)
        return;
    rota_zone_free(home->zone);
    rota_arena_free(home->arena);
    free(home);
}

/* ---- What follows from the rest ---- */

rota_limits rota_limits_none(void) {
    return (rota_limits){.max_consecutive_days = ROTA_NO_LIMIT,
                         .max_consecutive_nights = ROTA_NO_LIMIT,
                         .min_consecutive_days_off = ROTA_NO_LIMIT,
                         .rest_after_nights_minutes = ROTA_NO_LIMIT,
                         .max_weekends_in_4_weeks = ROTA_NO_LIMIT,
                         .max_shifts_a_day = ROTA_NO_LIMIT,
                         .agency_last = ROTA_NO_LIMIT};
}

static int own_or(int own, int home) {
    return own != ROTA_NO_LIMIT ? own : home;
}

static rota_limits limits_in_force(const rota_limits *own, const struct rota_house *house) {
    return (rota_limits){
        .max_consecutive_days = own_or(own->max_consecutive_days, house->max_consecutive_days),
        .max_consecutive_nights =
            own_or(own->max_consecutive_nights, house->max_consecutive_nights),
        .min_consecutive_days_off =
            own_or(own->min_consecutive_days_off, house->min_consecutive_days_off),
        .rest_after_nights_minutes =
            own_or(own->rest_after_nights_minutes, house->rest_after_nights_minutes),
        .max_weekends_in_4_weeks =
            own_or(own->max_weekends_in_4_weeks, house->max_weekends_in_4_weeks),
        .max_shifts_a_day = own_or(own->max_shifts_a_day, house->max_shifts_a_day),
        .agency_last = own_or(own->agency_last, house->agency_last)};
}

void rota_home_finish(rota_home *home) {
    int adult_age = home->rules.adult_age > 0 ? home->rules.adult_age : DEFAULT_ADULT_AGE;
    for (int i = 0; i < home->nstaff; i++) {
        rota_person *person = &home->staff[i];
        person->limits = limits_in_force(&person->own, &home->settings.house);
        person->adult_from =
            person->born == ROTA_NO_DAY ? ROTA_NO_DAY : rota_birthday(person->born, adult_age);
    }
    for (int i = 0; i < home->nshifts; i++) {
        rota_shift *shift = &home->shifts[i];
        if (shift->sleep_from >= 0 && shift->sleep_to > shift->sleep_from)
            continue;
        bool whole = shift->kind == ROTA_SHIFT_SLEEP_IN;
        shift->sleep_from = whole ? shift->start : -1;
        shift->sleep_to = whole ? shift->end : -1;
    }
    if (!home->roles) {
        size_t pairs = (size_t)home->nstaff * (size_t)home->ngroups;
        home->roles = rota_arena_alloc(home->arena, pairs);
        memset(home->roles, home->settings.continuity.default_role, pairs);
    }
}

/* ---- Looking things up: a home has tens of each, so a walk is as quick as anything ---- */

int rota_home_find_group(const rota_home *home, const char *id) {
    for (int i = 0; i < home->ngroups; i++) {
        if (strcmp(home->groups[i].id, id) == 0)
            return i;
    }
    return -1;
}

int rota_home_find_staff(const rota_home *home, const char *id) {
    for (int i = 0; i < home->nstaff; i++) {
        if (strcmp(home->staff[i].id, id) == 0)
            return i;
    }
    return -1;
}

int rota_home_find_shift(const rota_home *home, const char *id) {
    for (int i = 0; i < home->nshifts; i++) {
        if (strcmp(home->shifts[i].id, id) == 0)
            return i;
    }
    return -1;
}

int rota_home_find_skill(const rota_home *home, const char *id) {
    for (int i = 0; i < home->nskills; i++) {
        if (strcmp(home->skills[i], id) == 0)
            return i;
    }
    return -1;
}

enum rota_role rota_home_role(const rota_home *home, int staff, int group) {
    assert(staff >= 0 && staff < home->nstaff && group < home->ngroups);
    if (!home->roles || !home->ngroups)
        return (enum rota_role)home->settings.continuity.default_role;
    const unsigned char *of_staff = home->roles + (size_t)staff * (size_t)home->ngroups;
    if (group >= 0)
        return (enum rota_role)of_staff[group];
    int closest = ROTA_ROLE_NEVER;
    for (int i = 0; i < home->ngroups; i++)
        closest = of_staff[i] > closest ? of_staff[i] : closest;
    return (enum rota_role)closest;
}

/* ---- Days ---- */

static bool within(rota_day from, rota_day to, rota_day day) {
    return (from == ROTA_NO_DAY || day >= from) && (to == ROTA_NO_DAY || day <= to);
}

double rota_home_group_weight(const rota_home *home, int group, rota_day day) {
    double weight = home->groups[group].weight;
    if (weight != ROTA_WEIGHT_AUTO)
        return weight;
    double sum = 0;
    int children = 0;
    for (int i = 0; i < home->nchildren; i++) {
        const rota_child *child = &home->children[i];
        if (child->group != group || !within(child->from, child->to, day))
            continue;
        children++;
        int months = child->born == ROTA_NO_DAY ? INT_MAX : rota_months_between(child->born, day);
        sum += months < 24 ? 2 : months < 36 ? 1.5 : 1;
    }
    return children ? sum / children : 1;
}

bool rota_person_employed(const rota_person *person, rota_day day) {
    return within(person->from, person->to, day);
}

bool rota_person_young(const rota_person *person, rota_day day) {
    return day < person->adult_from;
}

const rota_leave *rota_home_leave_on(const rota_home *home, int staff, rota_day day) {
    for (int i = 0; i < home->nleave; i++) {
        const rota_leave *leave = &home->leave[i];
        if (leave->staff == staff && day >= leave->from && day <= leave->to)
            return leave;
    }
    return NULL;
}

bool rota_day_spec_matches(const rota_day_spec *spec, rota_day day) {
    switch (spec->kind) {
    case ROTA_DAY_DAILY:
        return true;
    case ROTA_DAY_WEEKDAYS:
        return !rota_day_is_weekend(day);
    case ROTA_DAY_WEEKEND:
        return rota_day_is_weekend(day);
    case ROTA_DAY_WEEKDAY:
        return rota_day_weekday(day) == spec->weekday;
    case ROTA_DAY_DATE:
        break;
    }
    return day == spec->date;
}

/* ---- Names, as they stand in the CSV files ---- */

const char *rota_role_name(enum rota_role role) {
    static const char *const names[] = {"never", "relief", "team", "key"};
    return names[role];
}

const char *rota_shift_kind_name(enum rota_shift_kind kind) {
    static const char *const names[] = {"day", "night", "sleep_in", "on_call", "meeting"};
    return names[kind];
}

const char *rota_leave_kind_name(enum rota_leave_kind kind) {
    static const char *const names[] = {"annual",   "sick",   "maternity",
                                        "training", "unpaid", "other"};
    return names[kind];
}

double rota_home_due_minutes(const rota_home *home, int staff, rota_day day) {
    const rota_person *person = &home->staff[staff];
    if (!rota_person_employed(person, day))
        return 0;
    double minutes = person->contract_minutes / 7.0;
    const rota_leave *leave = rota_home_leave_on(home, staff, day);
    if (!leave)
        return minutes;
    if (leave->minutes >= 0)
        return minutes - leave->minutes;
    return minutes - (rota_day_is_weekend(day) ? 0 : person->contract_minutes / 5.0);
}

bool rota_home_is_holiday(const rota_home *home, rota_day day) {
    for (int i = 0; i < home->nholidays; i++)
        if (home->holidays[i] == day)
            return true;
    return false;
}
