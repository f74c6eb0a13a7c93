#include "core/home.h"

#include "core/text.h"

#include <assert.h>
#include <stdio.h>
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
                         .agency_last = ROTA_NO_LIMIT,
                         .min_consecutive_days = ROTA_NO_LIMIT,
                         .max_weekends_in_period = ROTA_NO_LIMIT,
                         .min_minutes_in_period = ROTA_NO_LIMIT,
                         .max_minutes_in_period = ROTA_NO_LIMIT};
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
        .agency_last = own_or(own->agency_last, house->agency_last),
        .min_consecutive_days = own_or(own->min_consecutive_days, house->min_consecutive_days),
        .max_weekends_in_period =
            own_or(own->max_weekends_in_period, house->max_weekends_in_period),
        .min_minutes_in_period = own_or(own->min_minutes_in_period, house->min_minutes_in_period),
        .max_minutes_in_period = own_or(own->max_minutes_in_period, house->max_minutes_in_period)};
}

/* ---- Shifts that limits name ---- */

/* What a list says of each shift, into most[]; true when it says anything. */
static bool read_max_shifts(const rota_home *home, const char *list, int *most) {
    char id[ROTA_ID_SIZE];
    int number;
    bool any = false;
    while (list && rota_parse_count(&list, id, ROTA_MOST_SHIFTS_IN_PERIOD, &number) == 1) {
        int shift = rota_home_find_shift(home, id);
        if (shift < 0)
            continue;
        most[shift] = number;
        any = true;
    }
    return any;
}

static void set_max_shifts(rota_home *home, rota_person *person) {
    size_t n = (size_t)home->nshifts;
    int *most = rota_arena_alloc(home->arena, n * sizeof *most);
    for (size_t i = 0; i < n; i++)
        most[i] = ROTA_NO_LIMIT;
    bool any = read_max_shifts(home, home->settings.house.max_shifts_in_period, most);
    any |= read_max_shifts(home, person->own_max_shifts, most); /* goes before the home's */
    person->max_shifts = any ? most : NULL;
}

/* The next id of a list, or NULL at its end. */
static const char *next_id(const char **list, char id[ROTA_ID_SIZE]) {
    const char *start = *list + strspn(*list, " ");
    size_t n = strcspn(start, " ");
    *list = start + n;
    if (n == 0)
        return NULL;
    if (n >= ROTA_ID_SIZE)
        n = ROTA_ID_SIZE - 1;
    memcpy(id, start, n);
    id[n] = '\0';
    return id;
}

static void set_not_after(rota_home *home) {
    size_t n = (size_t)home->nshifts;
    char id[ROTA_ID_SIZE];
    home->not_after = NULL;
    for (int i = 0; i < home->nshifts; i++) {
        const char *list = home->shifts[i].not_after;
        while (list && next_id(&list, id)) {
            int before = rota_home_find_shift(home, id);
            if (before < 0)
                continue;
            if (!home->not_after) {
                home->not_after = rota_arena_alloc(home->arena, n * n);
                memset(home->not_after, 0, n * n);
            }
            home->not_after[before * home->nshifts + i] = 1;
        }
    }
}

static rota_rc unknown_shift(const rota_home *home, const char *where, const char *id,
                             rota_err *err) {
    ROTA_CLEANUP(rota_freep) const char **ids = ROTA_NEW_ARRAY(const char *, home->nshifts);
    for (int i = 0; i < home->nshifts; i++)
        ids[i] = home->shifts[i].id;
    const char *near = rota_text_nearest(id, ids, (size_t)home->nshifts);
    return rota_fail(err, ROTA_E_INPUT, "%s: unknown shift '%s'%s%s%s", where, id,
                     near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

static rota_rc check_max_shifts(const rota_home *home, const char *where, const char *list,
                                rota_err *err) {
    char id[ROTA_ID_SIZE];
    int number;
    while (list && rota_parse_count(&list, id, ROTA_MOST_SHIFTS_IN_PERIOD, &number) == 1)
        if (rota_home_find_shift(home, id) < 0)
            return unknown_shift(home, where, id, err);
    return ROTA_OK;
}

rota_rc rota_home_check_names(const rota_home *home, rota_err *err) {
    char where[64 + ROTA_ID_SIZE], id[ROTA_ID_SIZE];
    rota_rc rc = check_max_shifts(home, "rota.ini: [house] max_shifts_in_period",
                                  home->settings.house.max_shifts_in_period, err);
    for (int i = 0; i < home->nstaff && !rc; i++) {
        snprintf(where, sizeof where, "staff '%s': max_shifts_in_period", home->staff[i].id);
        rc = check_max_shifts(home, where, home->staff[i].own_max_shifts, err);
    }
    for (int i = 0; i < home->nshifts && !rc; i++) {
        const char *list = home->shifts[i].not_after;
        snprintf(where, sizeof where, "shift '%s': not_after", home->shifts[i].id);
        while (!rc && list && next_id(&list, id))
            if (rota_home_find_shift(home, id) < 0)
                rc = unknown_shift(home, where, id, err);
    }
    return rc;
}

bool rota_home_may_follow(const rota_home *home, int shift, int next) {
    return !home->not_after || shift < 0 || next < 0 ||
           !home->not_after[shift * home->nshifts + next];
}

void rota_home_finish(rota_home *home) {
    int adult_age = home->rules.adult_age > 0 ? home->rules.adult_age : DEFAULT_ADULT_AGE;
    for (int i = 0; i < home->nstaff; i++) {
        rota_person *person = &home->staff[i];
        person->limits = limits_in_force(&person->own, &home->settings.house);
        set_max_shifts(home, person);
        person->adult_from =
            person->born == ROTA_NO_DAY ? ROTA_NO_DAY : rota_birthday(person->born, adult_age);
    }
    set_not_after(home);
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
    static const char *const names[] = {"annual",    "additional", "sick",     "maternity",
                                        "paternity", "adoption",   "parental", "training",
                                        "unpaid",    "other"};
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

int rota_home_least_minutes(const rota_home *home, int staff, rota_day from, rota_day to) {
    enum { LONGEST = 3660 }; /* days: anything longer is no period of a rota */
    const rota_person *person = &home->staff[staff];
    int64_t least = person->limits.min_minutes_in_period, days = (int64_t)to - from + 1, there = 0;
    if (least <= 0 || days <= 0 || days > LONGEST)
        return 0;
    for (rota_day day = from; day <= to; day++)
        there += rota_person_employed(person, day) && !rota_home_leave_on(home, staff, day);
    return (int)(least * there / days);
}

bool rota_home_is_holiday(const rota_home *home, rota_day day) {
    for (int i = 0; i < home->nholidays; i++)
        if (home->holidays[i] == day)
            return true;
    return false;
}

int rota_home_key_caregiver_on(const rota_home *home, int child, rota_day day) {
    bool any = false;
    int staff = -1;
    for (int i = 0; i < home->nkey_changes; i++) {
        const rota_key_change *change = &home->key_changes[i];
        if (change->child != child)
            continue;
        any = true;
        if (change->from <= day)
            staff = change->staff;
    }
    return any ? staff : home->children[child].key_caregiver;
}

static const struct {
    const char *name, *words;
} key_reasons[] = {
    [ROTA_KEY_FIRST] = {"first", "the first one"},
    [ROTA_KEY_CHILD_ASKED] = {"child_asked", "the child asked for it"},
    [ROTA_KEY_LEAVING] = {"leaving_or_absence", "leaving, or away for long"},
    [ROTA_KEY_NO_BOND] = {"no_bond", "no bond has formed"},
    [ROTA_KEY_MANAGER] = {"manager", "the manager's decision"},
};

const char *rota_key_reason_name(enum rota_key_reason reason) {
    return key_reasons[reason].name;
}

const char *rota_key_reason_words(enum rota_key_reason reason) {
    return key_reasons[reason].words;
}

rota_day rota_supervision_on_record(const rota_home *home, const rota_supervision *row,
                                    rota_day day) {
    rota_day last = ROTA_NO_DAY;
    for (int i = 0; i < home->nrecord; i++) {
        const rota_assignment *a = &home->record[i];
        if (a->staff != row->staff || a->date > day || a->date <= last ||
            home->shifts[a->shift].kind != ROTA_SHIFT_MEETING)
            continue;
        for (int k = 0; k < home->nrecord; k++)
            if (home->record[k].staff == row->supervisor && home->record[k].date == a->date &&
                home->record[k].shift == a->shift)
                last = a->date;
    }
    return last;
}
