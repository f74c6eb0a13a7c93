#include "core/settings.h"

#include "core/home.h"
#include "core/text.h"

#include <assert.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define FIELD(member) offsetof(rota_settings, member), sizeof(((rota_settings *)NULL)->member)
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define TEXT(section, key, empty, value, help)                                                     \
    { #section, #key, ROTA_SET_TEXT, FIELD(section.key), 0, 0, empty, value, help }
#define LIMIT(key, min, max, value, help)                                                          \
    { "house", #key, ROTA_SET_INT, FIELD(house.key), min, max, true, value, help }
#define INT(section, key, min, max, value, help)                                                   \
    { #section, #key, ROTA_SET_INT, FIELD(section.key), min, max, false, value, help }
#define NUMBER(section, key, max, value, help)                                                     \
    { #section, #key, ROTA_SET_NUMBER, FIELD(section.key), 0, max, false, value, help }
#define WEIGHT(section, key, max, value, help)                                                     \
    { #section, #key, ROTA_SET_NUMBER, FIELD(section.weight.key), 0, max, false, value, help }
#define OTHER(section, key, type, value, help)                                                     \
    { #section, #key, type, FIELD(section.key), 0, 0, false, value, help }

/* Largest weight: times ROTA_COST_SCALE and a year of minutes it stays far inside 64 bits. */
enum { MOST_POINTS = 1000000 };

static const rota_setting table[] = {
    TEXT(home, name, true, "", "name of the home, for headings"),
    TEXT(home, timezone, false, "Europe/London",
         "time zone of the home (a name of the tz database)"),
    OTHER(home, week_starts, ROTA_SET_WEEKDAY, "monday",
          "first day of the week (monday to sunday)"),
    TEXT(home, holidays, true, "", "bank holidays: england or a CSV file of your own; empty: none"),
    OTHER(home, worked_complete, ROTA_SET_YES_NO, "no",
          "who is not in worked.csv on a day that it records was absent (yes/no)"),
    INT(home, retention_years, 1, 99, "15", "rotas, planned and worked, are kept so long (years)"),

    TEXT(rules, profile, false, "uk",
         "working-time rules: uk, eu, tr, generic or a file of your own"),
    OTHER(rules, special_case, ROTA_SET_YES_NO, "no",
          "continuity-of-care workers: compensatory rest instead of the standard rests (yes/no)"),
    TEXT(rules, special_case_skills, true, "",
         "skills that make a person such a worker, a space between two; empty: everybody"),
    TEXT(rules, lead_skill, true, "lead", "skill of those who may lead; empty: not asked"),
    {"rules", "lone_working_assessed", ROTA_SET_YES_NO_DATE, FIELD(rules.lone_working_assessed), 0,
     0, true, "", "is working alone assessed in writing (yes, no or the date; empty: not said)"},

    LIMIT(max_consecutive_days, 1, 31, "6", "most days worked in a row (days)"),
    LIMIT(max_consecutive_nights, 1, 31, "4", "most nights worked in a row (nights)"),
    LIMIT(min_consecutive_days_off, 1, 14, "", "fewest days off in a row (days)"),
    {"house", "rest_after_nights_hours", ROTA_SET_HOURS, FIELD(house.rest_after_nights_minutes), 0,
     336, true, "", "rest after the last of a run of nights, before other work (hours)"},
    LIMIT(max_weekends_in_4_weeks, 0, 4, "", "most weekends worked in any 4 in a row (weekends)"),
    LIMIT(max_shifts_a_day, 1, 4, "1", "most shifts of one person that start on one day (shifts)"),
    OTHER(house, agency_last, ROTA_SET_YES_NO, "yes",
          "use agency staff only where nobody else can (yes/no)"),
    LIMIT(min_consecutive_days, 1, 14, "", "fewest days worked in a row (days)"),
    LIMIT(max_weekends_in_period, 0, 60, "", "most weekends worked in the period (weekends)"),
    {"house", "min_hours_in_period", ROTA_SET_HOURS, FIELD(house.min_minutes_in_period), 0, 2500,
     true, "", "least working time in the period, of days on leave less (hours)"},
    {"house", "max_hours_in_period", ROTA_SET_HOURS, FIELD(house.max_minutes_in_period), 0, 2500,
     true, "", "most working time in the period (hours)"},
    {"house", "max_shifts_in_period", ROTA_SET_COUNTS, FIELD(house.max_shifts_in_period), 0, 0,
     true, "", "most duties of a shift in the period (shift:number, a space between two)"},

    INT(continuity, key_caregivers, 1, 20, "2",
        "people who count as a group's small team (people)"),
    INT(continuity, history_weeks, 1, 104, "6", "how far back familiarity looks (weeks)"),
    OTHER(continuity, default_role, ROTA_SET_ROLE, "relief",
          "role of a person with a group that bonds.csv does not name (key, team, relief, never)"),
    OTHER(continuity, wake, ROTA_SET_TIME, "07:30", "when children wake (time of day)"),
    OTHER(continuity, bedtime, ROTA_SET_TIME, "20:30", "when children go to bed (time of day)"),
    WEIGHT(continuity, bond_key, 1, "1", "bond of a key caregiver (0 to 1)"),
    WEIGHT(continuity, bond_team, 1, "0.6", "bond of somebody of the group's team (0 to 1)"),
    WEIGHT(continuity, bond_relief, 1, "0.1", "bond of somebody who may be used (0 to 1)"),
    WEIGHT(continuity, familiarity, 1, "0.3",
           "share of the way to 1 that full familiarity raises a bond (0 to 1)"),
    WEIGHT(continuity, bond_hour, MOST_POINTS, "1", "reward for an hour with bond 1 (points)"),
    WEIGHT(continuity, bond_night_hour, MOST_POINTS, "0.2",
           "reward for an hour with bond 1 while the children sleep (points)"),
    WEIGHT(continuity, face, MOST_POINTS, "6",
           "cost of a person of another team in a group, once a week (points)"),
    WEIGHT(continuity, new_face, MOST_POINTS, "4",
           "more when that person never worked there (points)"),
    WEIGHT(continuity, return_day, MOST_POINTS, "2",
           "reward for the same person in the same group on the next day (points)"),
    WEIGHT(continuity, bed_wake, MOST_POINTS, "3",
           "reward for the adult of bedtime who is there at waking (points)"),
    WEIGHT(continuity, key_day, MOST_POINTS, "20",
           "cost of a day of a group without a key caregiver (points)"),

    NUMBER(plan, time_limit, 86400, "60", "most time to plan (seconds)"),
    NUMBER(plan, gap, 100, "0", "stop when proven so near to the best; 0 = the best (per cent)"),
    INT(plan, threads, 1, 64, "1", "processors to plan with (threads)"),
    INT(plan, seed, 0, INT_MAX, "1", "start of the random numbers: same seed, same rota (number)"),
    INT(plan, contract_weeks, 1, 26, "1",
        "contract hours are balanced over blocks of so many weeks (weeks)"),
    {"plan", "contract_band_hours", ROTA_SET_HOURS, FIELD(plan.contract_band_minutes), 0, 168,
     false, "0", "so far below or above contract a week costs nothing (hours)"},
    INT(plan, fairness_weeks, 1, 156, "26", "how far back fair shares look (weeks)"),
    WEIGHT(plan, shortage, MOST_POINTS, "1000",
           "cost of one person missing from a minimum, for a whole shift (points)"),
    WEIGHT(plan, skill_shortage, MOST_POINTS, "400",
           "cost of one person with a skill missing, for a whole shift (points)"),
    WEIGHT(plan, below_target, MOST_POINTS, "25",
           "cost of one person missing between minimum and target (points)"),
    WEIGHT(plan, above_target, MOST_POINTS, "2",
           "cost of one person between target and maximum (points)"),
    WEIGHT(plan, agency_alone, MOST_POINTS, "200",
           "cost of a shift left to agency staff alone (points)"),
    WEIGHT(plan, agency_hour, MOST_POINTS, "3",
           "cost of an hour of agency staff where agency_last holds (points)"),
    WEIGHT(plan, under_hour, MOST_POINTS, "0.5", "cost of a contract hour not used (points)"),
    WEIGHT(plan, over_hour, MOST_POINTS, "1", "cost of an hour above contract (points)"),
    WEIGHT(plan, wish, MOST_POINTS, "0.1", "worth of one weight point of a wish (points)"),
    WEIGHT(plan, night_share, MOST_POINTS, "1",
           "cost of a night above a person's fair share (points)"),
    WEIGHT(plan, weekend_share, MOST_POINTS, "2",
           "cost of a weekend above a person's fair share (points)"),
    WEIGHT(plan, holiday_share, MOST_POINTS, "2",
           "cost of a bank holiday above a person's fair share (points)"),
    WEIGHT(plan, change, MOST_POINTS, "1",
           "cost of a duty that differs from what is published (points)"),

    TEXT(records, home_id, false, "home", "id of the home in its records (an id)"),
    TEXT(records, managers, true, "",
         "who may read what is for managers (ids of people, a space between two)"),
    OTHER(records, encrypt, ROTA_SET_YES_NO, "no",
          "keep records.db encrypted; needs SQLCipher (yes/no)"),
    INT(records, due_days, 0, 365, "14", "how far ahead rota record due looks (days)"),
    INT(records, review_weeks, 0, 520, "26",
        "a progress record for each child every so often; 0: never (weeks)"),
    INT(records, checklist_weeks, 0, 520, "26",
        "a checklist for each child every so often; 0: never (weeks)"),
    INT(records, first_checklist_weeks, 0, 520, "6",
        "the first checklist so long after a child came; 0: no sooner than others (weeks)"),
    INT(records, caregiver_interview_weeks, 0, 520, "26",
        "a caregiver interview for each child every so often; 0: never (weeks)"),
    INT(records, child_interview_days, 0, 365, "14",
        "an interview with the child so long before its review; 0: never (days)"),
    INT(records, team_reflection_weeks, 0, 520, "13",
        "a reflection of each team every so often; 0: never (weeks)"),
    INT(records, supervision_weeks, 0, 52, "6",
        "a supervision session for those of supervision.csv every so often; 0: never (weeks)"),
    INT(records, keep_years, 0, 150, "75",
        "a child's records are kept so long from its birth (years)"),
};

static const char *const weekdays[] = {"monday", "tuesday",  "wednesday", "thursday",
                                       "friday", "saturday", "sunday"};

const rota_setting *rota_settings_table(size_t *count) {
    *count = COUNT(table);
    return table;
}

void rota_settings_init(rota_settings *settings) {
    memset(settings, 0, sizeof *settings);
    settings->house.usual = ~0U;
    for (size_t i = 0; i < COUNT(table); i++) {
        rota_rc rc = rota_setting_set(settings, &table[i], table[i].default_value, NULL);
        assert(rc == ROTA_OK);
        (void)rc;
    }
}

bool rota_settings_has_section(const char *section) {
    for (size_t i = 0; i < COUNT(table); i++) {
        if (strcmp(table[i].section, section) == 0)
            return true;
    }
    return false;
}

const rota_setting *rota_setting_find(const char *section, const char *key, const char **nearest) {
    bool known = rota_settings_has_section(section);
    const char *names[COUNT(table)];
    size_t n = 0;
    for (size_t i = 0; i < COUNT(table); i++) {
        bool here = strcmp(table[i].section, section) == 0;
        if (here && strcmp(table[i].key, key) == 0)
            return &table[i];
        if (here || !known)
            names[n++] = known ? table[i].key : table[i].section;
    }
    if (nearest)
        *nearest = rota_text_nearest(known ? key : section, names, n);
    return NULL;
}

/* ---- Fields: numbers of several widths behind one pair of functions ---- */

/* An int, an enum (as wide as an int) or a bool. */
static void store_int(rota_settings *settings, const rota_setting *row, int value) {
    char *field = (char *)settings + row->offset;
    if (row->size == sizeof(bool)) {
        *(bool *)field = value != 0;
    } else {
        assert(row->size == sizeof value);
        memcpy(field, &value, sizeof value);
    }
}

static int load_int(const rota_settings *settings, const rota_setting *row) {
    const char *field = (const char *)settings + row->offset;
    if (row->size == sizeof(bool))
        return *(const bool *)field;
    int value;
    assert(row->size == sizeof value);
    memcpy(&value, field, sizeof value);
    return value;
}

/* ---- Parsing: one function for each type ---- */

static rota_rc set_text(rota_settings *settings, const rota_setting *row, const char *value,
                        rota_err *err) {
    size_t length = strlen(value);
    if (!length && !row->may_be_none)
        return rota_fail_at(err, ROTA_E_INPUT, NULL, 0, row->key,
                            "a value is needed (for example %s)", row->default_value);
    if (length >= row->size)
        return rota_fail_at(err, ROTA_E_INPUT, NULL, 0, row->key,
                            "'%.20s...' is too long: %zu bytes, at most %zu", value, length,
                            row->size - 1);
    memcpy((char *)settings + row->offset, value, length + 1);
    return ROTA_OK;
}

static rota_rc set_int(rota_settings *settings, const rota_setting *row, const char *value,
                       rota_err *err) {
    long number;
    if (!rota_parse_int(value, (long)row->min, (long)row->max, &number))
        return rota_fail_at(err, ROTA_E_INPUT, NULL, 0, row->key,
                            "'%s' is not a whole number from %ld to %ld%s", value, (long)row->min,
                            (long)row->max, row->may_be_none ? " (empty: no limit)" : "");
    store_int(settings, row, (int)number);
    return ROTA_OK;
}

static rota_rc set_number(rota_settings *settings, const rota_setting *row, const char *value,
                          rota_err *err) {
    double number;
    if (!rota_parse_number(value, row->min, row->max, &number))
        return rota_fail_at(err, ROTA_E_INPUT, NULL, 0, row->key,
                            "'%s' is not a number from %.0f to %.0f (for example %s)", value,
                            row->min, row->max, row->default_value);
    assert(row->size == sizeof number);
    memcpy((char *)settings + row->offset, &number, sizeof number);
    return ROTA_OK;
}

static rota_rc set_hours(rota_settings *settings, const rota_setting *row, const char *value,
                         rota_err *err) {
    int minutes;
    if (!rota_parse_hours(value, &minutes) || minutes < row->min * 60 || minutes > row->max * 60)
        return rota_fail_at(err, ROTA_E_INPUT, NULL, 0, row->key,
                            "'%s' is not a number of hours from %.0f to %.0f (for example 37.5%s)",
                            value, row->min, row->max, row->may_be_none ? "; empty: no limit" : "");
    store_int(settings, row, minutes);
    return ROTA_OK;
}

static rota_rc set_counts(rota_settings *settings, const rota_setting *row, const char *value,
                          rota_err *err) {
    const char *rest = value;
    char word[ROTA_ID_SIZE];
    int number, next;
    while ((next = rota_parse_count(&rest, word, ROTA_MOST_SHIFTS_IN_PERIOD, &number)) == 1)
        continue;
    if (next < 0)
        return rota_fail_at(err, ROTA_E_INPUT, NULL, 0, row->key,
                            "'%s' is not a list of shifts with a number from 0 to %d each (for "
                            "example night:4 late:10; empty: no limit)",
                            value, (int)ROTA_MOST_SHIFTS_IN_PERIOD);
    return set_text(settings, row, value, err);
}

/* One of a few words, whose place in the list is the value. */
static rota_rc set_word(rota_settings *settings, const rota_setting *row, const char *value,
                        const char *what, const char *const *words, size_t n, rota_err *err) {
    for (size_t i = 0; i < n; i++) {
        if (strcasecmp(value, words[i]) == 0) {
            store_int(settings, row, (int)i);
            return ROTA_OK;
        }
    }
    const char *nearest = rota_text_nearest(value, words, n);
    return rota_fail_at(err, ROTA_E_INPUT, NULL, 0, row->key, "'%s' is not %s%s%s%s", value, what,
                        nearest ? "; did you mean '" : "", nearest ? nearest : "",
                        nearest ? "'?" : "");
}

static rota_rc set_role(rota_settings *settings, const rota_setting *row, const char *value,
                        rota_err *err) {
    const char *roles[ROTA_ROLE_KEY + 1];
    for (int i = 0; i <= ROTA_ROLE_KEY; i++)
        roles[i] = rota_role_name((enum rota_role)i);
    return set_word(settings, row, value, "a role (key, team, relief or never)", roles,
                    COUNT(roles), err);
}

static rota_rc set_yes_no(rota_settings *settings, const rota_setting *row, const char *value,
                          rota_err *err) {
    bool yes;
    if (!rota_parse_yes_no(value, &yes))
        return rota_fail_at(err, ROTA_E_INPUT, NULL, 0, row->key, "'%s' is neither yes nor no",
                            value);
    store_int(settings, row, yes);
    return ROTA_OK;
}

static rota_rc set_yes_no_date(rota_settings *settings, const rota_setting *row, const char *value,
                               rota_err *err) {
    bool yes;
    rota_day day;
    if (*value && !rota_parse_yes_no(value, &yes) && !rota_day_parse(value, &day))
        return rota_fail_at(err, ROTA_E_INPUT, NULL, 0, row->key,
                            "'%s' is neither yes, no nor a date (for example 2026-03-01; empty: "
                            "not said)",
                            value);
    return set_text(settings, row, value, err);
}

static rota_rc set_time(rota_settings *settings, const rota_setting *row, const char *value,
                        rota_err *err) {
    int minute;
    if (!rota_parse_time(value, /* allow_24= */ false, &minute))
        return rota_fail_at(err, ROTA_E_INPUT, NULL, 0, row->key,
                            "'%s' is not a time of day (for example %s)", value,
                            row->default_value);
    store_int(settings, row, minute);
    return ROTA_OK;
}

rota_rc rota_setting_set(rota_settings *settings, const rota_setting *row, const char *value,
                         rota_err *err) {
    bool text = row->type == ROTA_SET_TEXT || row->type == ROTA_SET_COUNTS ||
                row->type == ROTA_SET_YES_NO_DATE;
    if (!*value && row->may_be_none && !text) {
        store_int(settings, row, ROTA_NO_LIMIT);
        return ROTA_OK;
    }
    switch (row->type) {
    case ROTA_SET_TEXT:
        return set_text(settings, row, value, err);
    case ROTA_SET_INT:
        return set_int(settings, row, value, err);
    case ROTA_SET_NUMBER:
        return set_number(settings, row, value, err);
    case ROTA_SET_HOURS:
        return set_hours(settings, row, value, err);
    case ROTA_SET_YES_NO:
        return set_yes_no(settings, row, value, err);
    case ROTA_SET_TIME:
        return set_time(settings, row, value, err);
    case ROTA_SET_WEEKDAY:
        return set_word(settings, row, value, "a weekday (monday to sunday)", weekdays,
                        COUNT(weekdays), err);
    case ROTA_SET_COUNTS:
        return set_counts(settings, row, value, err);
    case ROTA_SET_YES_NO_DATE:
        return set_yes_no_date(settings, row, value, err);
    case ROTA_SET_ROLE:
        break;
    }
    return set_role(settings, row, value, err);
}

/* ---- Writing ---- */

/* The fewest decimals that parse back to the same number, with '.' whatever the locale. */
static void format_number(double value, char *buf) {
    locale_t c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    locale_t before = c_locale ? uselocale(c_locale) : (locale_t)0;
    double again = 0;
    for (int decimals = 0; decimals < 40; decimals++) {
        snprintf(buf, ROTA_SETTING_TEXT_SIZE, "%.*f", decimals, value);
        if (rota_parse_number(buf, value, value, &again))
            break;
    }
    if (c_locale) {
        uselocale(before);
        freelocale(c_locale);
    }
}

const char *rota_setting_get(const rota_settings *settings, const rota_setting *row, char *buf) {
    const char *field = (const char *)settings + row->offset;
    double number;
    buf[0] = '\0';
    switch (row->type) {
    case ROTA_SET_TEXT:
    case ROTA_SET_COUNTS:
    case ROTA_SET_YES_NO_DATE:
        snprintf(buf, ROTA_SETTING_TEXT_SIZE, "%s", field);
        return buf;
    case ROTA_SET_NUMBER:
        memcpy(&number, field, sizeof number);
        format_number(number, buf);
        return buf;
    default:
        break;
    }
    int value = load_int(settings, row);
    if (row->may_be_none && value == ROTA_NO_LIMIT)
        return buf;
    if (row->type == ROTA_SET_INT)
        snprintf(buf, ROTA_SETTING_TEXT_SIZE, "%d", value);
    else if (row->type == ROTA_SET_HOURS)
        rota_format_hours(value, buf);
    else if (row->type == ROTA_SET_YES_NO)
        snprintf(buf, ROTA_SETTING_TEXT_SIZE, "%s", value ? "yes" : "no");
    else if (row->type == ROTA_SET_TIME)
        rota_format_time(value, buf);
    else if (row->type == ROTA_SET_WEEKDAY)
        snprintf(buf, ROTA_SETTING_TEXT_SIZE, "%s", weekdays[value]);
    else
        snprintf(buf, ROTA_SETTING_TEXT_SIZE, "%s", rota_role_name((enum rota_role)value));
    return buf;
}
