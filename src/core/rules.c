#include "core/rules.h"

#include "core/mem.h"
#include "core/text.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define KEY(rule, key, type, field, min, max, help)                                                \
    { ROTA_RULE_##rule, key, ROTA_RULE_##type, offsetof(rota_rules, field), min, max, help, NULL }
#define CHOICE(rule, key, field, words, help)                                                      \
    { ROTA_RULE_##rule, key, ROTA_RULE_CHOICE, offsetof(rota_rules, field), 0, 0, help, words }
#define WEEKDAYS "monday|tuesday|wednesday|thursday|friday|saturday|sunday"

static const rota_rule_key table[] = {
    KEY(WEEKLY_AVERAGE, "limit_hours", HOURS, average_limit, 1, 168,
        "most working time a week on average (hours)"),
    KEY(WEEKLY_AVERAGE, "weeks", INT, average_weeks, 1, 52, "reference period (weeks)"),
    KEY(WEEKLY_AVERAGE, "special_case_weeks", INT, average_weeks_special, 1, 52,
        "reference period of continuity-of-care workers (weeks)"),
    KEY(WEEKLY_AVERAGE, "special_case_most_weeks", INT, average_weeks_most, 1, 52,
        "a longer one for them is to look at (weeks)"),
    CHOICE(WEEKLY_AVERAGE, "reference", average_reference, "rolling|fixed",
           "any period of so many weeks, or fixed ones one after the other (rolling/fixed)"),
    KEY(WEEKLY_AVERAGE, "fixed_from", DATE, average_fixed_from, 0, 0,
        "first day of one of the fixed periods (date)"),
    CHOICE(WEEKLY_AVERAGE, "excluded_days", average_excluded, "worked|all",
           "leave made up for: days that would have been worked, or all its days (worked/all)"),
    CHOICE(WEEKLY_AVERAGE, "additional_leave", average_additional, "yes|no",
           "leave of kind additional is made up for like annual leave (yes/no)"),
    KEY(WEEKLY_AVERAGE, "opt_out", YES_NO, average_opt_out, 0, 1,
        "a person may agree in writing to work more (yes/no)"),
    CHOICE(WEEKLY_AVERAGE, "opt_out_days", average_opt_out_days, "dropped|counted",
           "days of an opt-out that has ended: hours left out and made up for, or counted too"),
    KEY(DAILY_REST, "hours", HOURS, daily_rest, 1, 24, "consecutive rest in 24 hours (hours)"),
    KEY(DAILY_REST, "special_case", YES_NO, daily_rest_special, 0, 1,
        "compensatory rest may stand instead for continuity-of-care workers (yes/no)"),
    KEY(DAILY_REST, "adult_age", INT, adult_age, 15, 25,
        "age from which the rules for adults hold (years)"),
    KEY(DUTY_SPAN, "hours", HOURS, duty_span, 1, 48, "first start to last end of a duty (hours)"),
    KEY(DUTY_SPAN, "work_hours", HOURS, duty_work, 1, 48, "most working time of a duty (hours)"),
    KEY(WEEKLY_REST, "hours", HOURS, weekly_rest, 1, 168,
        "unbroken rest inside each window of days (hours)"),
    KEY(WEEKLY_REST, "with_daily_hours", HOURS, weekly_rest_gap, 1, 168,
        "the same with the daily rest that comes before it (hours)"),
    KEY(WEEKLY_REST, "days", INT, weekly_rest_days, 7, 14, "length of the fixed window (7 or 14)"),
    CHOICE(WEEKLY_REST, "fortnight", weekly_rest_fortnight, "either|twice|once",
           "in 14 days: two rests, one of double length, or either (either/twice/once)"),
    CHOICE(WEEKLY_REST, "week_starts", weekly_rest_starts, WEEKDAYS,
           "day on which the windows begin (empty: the home's first day of the week)"),
    CHOICE(WEEKLY_REST, "leave_counts", weekly_rest_leave, "yes|no",
           "days of annual leave are rest (yes/no)"),
    KEY(BREAK, "minutes", MINUTES, break_minutes, 1, 240, "length of the break (minutes)"),
    KEY(BREAK, "after_hours", HOURS, break_after, 0, 24,
        "work of more than so long needs the break (hours)"),
    KEY(BREAK, "longer_minutes", MINUTES, break_longer, 1, 240,
        "length of the break in longer work (minutes)"),
    KEY(BREAK, "longer_after_hours", HOURS, break_longer_after, 0, 24,
        "work of more than so long needs the longer break (hours)"),
    KEY(BREAK, "longest_minutes", MINUTES, break_longest, 1, 240,
        "length of the break in the longest work (minutes)"),
    KEY(BREAK, "longest_after_hours", HOURS, break_longest_after, 0, 24,
        "work of more than so long needs the longest break (hours)"),
    KEY(BREAK, "split", YES_NO, break_split, 0, 1, "the break may be taken in parts (yes/no)"),
    KEY(NIGHT_AVERAGE, "night_from", TIME, night_from, 0, 1439, "night begins (time of day)"),
    KEY(NIGHT_AVERAGE, "night_to", TIME, night_to, 0, 1439, "night ends (time of day)"),
    KEY(NIGHT_AVERAGE, "night_worker_hours", HOURS, night_worker_minutes, 1, 12,
        "work in the night that makes a duty a night duty (hours)"),
    CHOICE(NIGHT_AVERAGE, "sleep_in", night_sleep_in, "yes|no",
           "time asleep on the premises is night work (yes/no)"),
    KEY(NIGHT_AVERAGE, "hours", HOURS, night_average, 1, 24,
        "most work of night workers in 24 hours on average (hours)"),
    KEY(NIGHT_AVERAGE, "weeks", INT, night_average_weeks, 1, 52, "reference period (weeks)"),
    CHOICE(NIGHT_AVERAGE, "reference", night_reference, "rolling|fixed",
           "any period of so many weeks, or fixed ones one after the other (rolling/fixed)"),
    KEY(NIGHT_AVERAGE, "fixed_from", DATE, night_fixed_from, 0, 0,
        "first day of one of the fixed periods (date)"),
    KEY(NIGHT_ABSOLUTE, "hours", HOURS, night_absolute, 1, 24,
        "most work in any 24 hours with night work (hours; empty: special hazards only)"),
    KEY(NIGHT_HEALTH, "months", INT, night_health_months, 1, 120,
        "time from one health assessment of a night worker to the next (months)"),
    KEY(YOUNG_DAILY, "hours", HOURS, young_daily, 1, 24, "most work a day under age (hours)"),
    KEY(YOUNG_WEEKLY, "hours", HOURS, young_weekly, 1, 168, "most work a week under age (hours)"),
    KEY(YOUNG_NIGHT, "from", TIME, young_night_from, 0, 1439,
        "no work under age from here (time of day)"),
    KEY(YOUNG_NIGHT, "to", TIME, young_night_to, 0, 1439,
        "no work under age until here on the next day (time of day)"),
    KEY(YOUNG_NIGHT, "contract_from", TIME, young_contract_from, 0, 1439,
        "the same where the contract provides for work after 22:00 (time of day)"),
    KEY(YOUNG_NIGHT, "contract_to", TIME, young_contract_to, 0, 1439,
        "and until here on the next day (time of day)"),
    KEY(YOUNG_DAILY_REST, "hours", HOURS, young_daily_rest, 1, 24,
        "consecutive rest in 24 hours under age (hours)"),
    KEY(YOUNG_WEEKLY_REST, "hours", HOURS, young_weekly_rest, 1, 168,
        "unbroken rest in each week under age (hours)"),
    KEY(YOUNG_WEEKLY_REST, "reduced_hours", HOURS, young_weekly_reduced, 1, 168,
        "not below this with a recorded reason: said beside the breach (hours)"),
    KEY(YOUNG_BREAK, "minutes", MINUTES, young_break, 1, 240,
        "length of the break under age (minutes)"),
    KEY(YOUNG_BREAK, "after_hours", HOURS, young_break_after, 0, 24,
        "work of more than so long under age needs the break (hours)"),
    CHOICE(COMPENSATORY_REST, "policy", comp_policy, "strict|lenient",
           "rest owed is due in the very next rest, or within so many days (strict/lenient)"),
    KEY(COMPENSATORY_REST, "days", INT, comp_days, 1, 90,
        "days within which rest owed is made up for when the policy is lenient (days)"),
    KEY(OPT_OUT_REGISTER, "notice_days", INT, opt_out_notice, 1, 366,
        "notice by which a person ends an opt-out when nothing longer is agreed (days)"),
    KEY(OPT_OUT_REGISTER, "max_notice_months", INT, opt_out_max_notice, 1, 12,
        "longest notice that can be agreed (months)"),
    KEY(LONE_WORKER, "least", INT, lone_least, 2, 9,
        "fewer people than this on the premises: somebody is alone (people)"),
    KEY(AGENCY_SHARE, "per_cent", INT, agency_per_cent, 0, 100,
        "most agency staff among those on duty (per cent)"),
    KEY(AGENCY_SHARE, "not_alone_at_night", YES_NO, agency_night, 0, 1,
        "no agency staff alone on duty at night (yes/no)"),
    KEY(LEAVE, "weeks", HUNDREDTHS, leave_weeks, 0, 20, "annual leave (weeks a year)"),
    KEY(LEAVE, "most_days", INT, leave_days, 1, 366, "annual leave at most (days a year)"),
    KEY(LEAVE, "accrual_per_cent", HUNDREDTHS, leave_accrual, 0, 100,
        "leave of people without regular hours (per cent of hours worked)"),
    KEY(KEEP_ROTAS, "years", INT, keep_rotas, 1, 99,
        "duty rotas, planned and worked, are kept so long (years)"),
    KEY(KEEP_PAY, "years", INT, keep_pay, 1, 99, "records of pay are kept so long (years)"),
    KEY(KEEP_HOURS, "years", INT, keep_hours, 1, 99,
        "records of working time are kept so long (years)"),
};
_Static_assert(COUNT(table) <= ROTA_RULE_KEYS, "rota_rules.where has room for each key");

/* What every section may say beside its numbers. */
static const char *const origin_keys[] = {"regulation", "source", "evidence", "valid_from",
                                          "advisory"};
static const char *const profile_keys[] = {"name", "title"};

static const char *const ids[ROTA_NRULES] = {
#define RULE_ID(name, id) id,
    ROTA_RULE_LIST(RULE_ID)
#undef RULE_ID
};

const char *rota_rule_id(enum rota_rule rule) {
    return ids[rule];
}

int rota_rule_find(const char *id) {
    for (int i = 0; i < ROTA_NRULES; i++) {
        if (strcmp(ids[i], id) == 0)
            return i;
    }
    return -1;
}

const rota_rule_key *rota_rules_table(size_t *count) {
    *count = COUNT(table);
    return table;
}

static int *int_field(rota_rules *rules, const rota_rule_key *key) {
    return (int *)(void *)((char *)rules + key->offset);
}

static bool *bool_field(rota_rules *rules, const rota_rule_key *key) {
    return (bool *)((char *)rules + key->offset);
}

void rota_rules_init(rota_rules *rules) {
    *rules = (rota_rules){0};
    for (size_t i = 0; i < COUNT(table); i++) {
        if (table[i].type != ROTA_RULE_YES_NO)
            *int_field(rules, &table[i]) = -1;
    }
}

/* ---- Storing ---- */

static rota_rc bad_value(rota_err *err, const char *key, const char *value, const char *what) {
    return rota_fail_at(err, ROTA_E_INPUT, NULL, 0, key, "'%s' is not %s", value, what);
}

static rota_rc set_text(char *field, size_t size, const char *key, const char *value,
                        rota_err *err) {
    size_t length = strlen(value);
    if (length >= size)
        return rota_fail_at(err, ROTA_E_INPUT, NULL, 0, key,
                            "'%.20s...' is too long: %zu bytes, at most %zu", value, length,
                            size - 1);
    memcpy(field, value, length + 1);
    return ROTA_OK;
}

static rota_rc set_yes_no(bool *field, const char *key, const char *value, rota_err *err) {
    if (!rota_parse_yes_no(value, field))
        return rota_fail_at(err, ROTA_E_INPUT, NULL, 0, key, "'%s' is neither yes nor no", value);
    return ROTA_OK;
}

/* The index of the word among words "rolling|fixed". */
static rota_rc set_choice(int *field, const rota_rule_key *key, const char *value, rota_err *err) {
    size_t length = strlen(value);
    int index = 0;
    for (const char *word = key->words; *word; index++) {
        size_t n = strcspn(word, "|");
        if (n == length && strncasecmp(word, value, n) == 0) {
            *field = index;
            return ROTA_OK;
        }
        word += n + (word[n] == '|');
    }
    char what[120] = "one of ";
    size_t n = strlen(what);
    for (const char *word = key->words; *word && n + 4 < sizeof what; word++) {
        if (*word == '|')
            n += (size_t)snprintf(what + n, sizeof what - n, ", ");
        else
            what[n++] = *word;
    }
    what[n] = '\0';
    return bad_value(err, key->key, value, what);
}

static rota_rc set_hundredths(int *field, const rota_rule_key *key, const char *value,
                              rota_err *err) {
    char what[80];
    double number;
    if (rota_parse_number(value, (double)key->min, (double)key->max, &number)) {
        *field = (int)(number * 100 + 0.5);
        return ROTA_OK;
    }
    snprintf(what, sizeof what, "a number from %ld to %ld (for example 5.6)", key->min, key->max);
    return bad_value(err, key->key, value, what);
}

static rota_rc set_number(int *field, const rota_rule_key *key, const char *value, rota_err *err) {
    char what[80];
    if (!*value) { /* a profile takes back a rule of the one it extends */
        *field = -1;
        return ROTA_OK;
    }
    if (key->type == ROTA_RULE_TIME) {
        if (!rota_parse_time(value, /* allow_24= */ false, field))
            return bad_value(err, key->key, value, "a time of day (for example 23:00)");
        return ROTA_OK;
    }
    if (key->type == ROTA_RULE_DATE) {
        if (!rota_day_parse(value, field))
            return bad_value(err, key->key, value, "a date (for example 2026-01-05)");
        return ROTA_OK;
    }
    if (key->type == ROTA_RULE_CHOICE)
        return set_choice(field, key, value, err);
    if (key->type == ROTA_RULE_HUNDREDTHS)
        return set_hundredths(field, key, value, err);
    if (key->type == ROTA_RULE_HOURS) {
        int minutes;
        if (rota_parse_hours(value, &minutes) && minutes >= key->min * 60 &&
            minutes <= key->max * 60) {
            *field = minutes;
            return ROTA_OK;
        }
        snprintf(what, sizeof what, "a number of hours from %ld to %ld (for example 11)", key->min,
                 key->max);
        return bad_value(err, key->key, value, what);
    }
    /* Windows of rest begin with a week, so they are whole weeks. */
    bool weeks = key->rule == ROTA_RULE_WEEKLY_REST;
    long number;
    if (rota_parse_int(value, key->min, key->max, &number) && !(weeks && number % 7)) {
        *field = (int)number;
        return ROTA_OK;
    }
    if (weeks)
        snprintf(what, sizeof what, "%ld or %ld", key->min, key->max);
    else
        snprintf(what, sizeof what, "a whole number from %ld to %ld", key->min, key->max);
    return bad_value(err, key->key, value, what);
}

static rota_rc set_evidence(rota_rule_origin *origin, const char *value, rota_err *err) {
    if (strlen(value) != 1 || !strchr("VSMI", *value))
        return bad_value(err, "evidence", value,
                         "V (text seen), S (secondary source), M (memory) or I (a reading)");
    origin->evidence = *value;
    if (!origin->advisory_said)
        origin->advisory = *value == 'M';
    return ROTA_OK;
}

static rota_rc set_valid_from(rota_rule_origin *origin, const char *value, rota_err *err) {
    rota_day day;
    if (*value && !rota_day_parse(value, &day))
        return bad_value(err, "valid_from", value, "a date (for example 1998-10-01)");
    return set_text(origin->valid_from, sizeof origin->valid_from, "valid_from", value, err);
}

/* One of origin_keys; false when the key is none of them. */
static bool set_origin(rota_rule_origin *origin, const char *key, const char *value, rota_rc *rc,
                       rota_err *err) {
    if (strcmp(key, "regulation") == 0) {
        *rc = set_text(origin->regulation, sizeof origin->regulation, key, value, err);
    } else if (strcmp(key, "source") == 0) {
        *rc = set_text(origin->source, sizeof origin->source, key, value, err);
    } else if (strcmp(key, "evidence") == 0) {
        *rc = set_evidence(origin, value, err);
    } else if (strcmp(key, "valid_from") == 0) {
        *rc = set_valid_from(origin, value, err);
    } else if (strcmp(key, "advisory") == 0) {
        *rc = set_yes_no(&origin->advisory, key, value, err);
        origin->advisory_said = origin->advisory_said || *rc == ROTA_OK;
    } else {
        return false;
    }
    return true;
}

static rota_rc unknown_key(const char *section, const char *key, const char *const *names, size_t n,
                           rota_err *err) {
    const char *nearest = rota_text_nearest(key, names, n);
    if (nearest)
        return rota_fail(err, ROTA_E_INPUT, "unknown key '%s' in [%s]; did you mean '%s'?", key,
                         section, nearest);
    ROTA_CLEANUP(rota_text_done) rota_text all = {0};
    for (size_t i = 0; i < n; i++)
        rota_text_addf(&all, "%s%s", i ? ", " : "", names[i]);
    return rota_fail(err, ROTA_E_INPUT, "unknown key '%s' in [%s]; it may have %s", key, section,
                     rota_text_str(&all));
}

static rota_rc set_profile(rota_rules *rules, const char *key, const char *value, rota_err *err) {
    if (strcmp(key, "name") == 0)
        return set_text(rules->name, sizeof rules->name, key, value, err);
    if (strcmp(key, "title") == 0)
        return set_text(rules->title, sizeof rules->title, key, value, err);
    return unknown_key("profile", key, profile_keys, COUNT(profile_keys), err);
}

static rota_rc unknown_section(const char *section, rota_err *err) {
    const char *names[ROTA_NRULES + 1];
    memcpy(names, ids, sizeof ids);
    names[ROTA_NRULES] = "profile";
    const char *nearest = rota_text_nearest(section, names, COUNT(names));
    return rota_fail(err, ROTA_E_INPUT, "unknown rule '%s'%s%s%s", section,
                     nearest ? "; did you mean '" : "", nearest ? nearest : "",
                     nearest ? "'?" : "");
}

rota_rc rota_rules_set(rota_rules *rules, const char *section, const char *key, const char *value,
                       rota_err *err) {
    if (strcmp(section, "profile") == 0)
        return set_profile(rules, key, value, err);
    int rule = rota_rule_find(section);
    if (rule < 0)
        return unknown_section(section, err);
    const char *names[COUNT(table) + COUNT(origin_keys)];
    size_t n = 0;
    for (size_t i = 0; i < COUNT(table); i++) {
        if ((int)table[i].rule != rule)
            continue;
        names[n++] = table[i].key;
        if (strcmp(table[i].key, key) != 0)
            continue;
        return table[i].type == ROTA_RULE_YES_NO
                   ? set_yes_no(bool_field(rules, &table[i]), key, value, err)
                   : set_number(int_field(rules, &table[i]), &table[i], value, err);
    }
    rota_rc rc;
    if (set_origin(&rules->origin[rule], key, value, &rc, err))
        return rc;
    for (size_t i = 0; i < COUNT(origin_keys); i++)
        names[n++] = origin_keys[i];
    return unknown_key(section, key, names, n, err);
}

bool rota_rule_is_least(enum rota_rule rule) {
    switch (rule) {
    case ROTA_RULE_DAILY_REST:
    case ROTA_RULE_WEEKLY_REST:
    case ROTA_RULE_BREAK:
    case ROTA_RULE_NIGHT_HEALTH:
    case ROTA_RULE_YOUNG_DAILY_REST:
    case ROTA_RULE_YOUNG_WEEKLY_REST:
    case ROTA_RULE_YOUNG_BREAK:
    case ROTA_RULE_COMPENSATORY_REST:
    case ROTA_RULE_LONE_WORKER:
    case ROTA_RULE_HOUSE_MIN_CONSECUTIVE_DAYS_OFF:
    case ROTA_RULE_HOUSE_REST_AFTER_NIGHTS:
    case ROTA_RULE_HOUSE_MIN_CONSECUTIVE_DAYS:
    case ROTA_RULE_HOUSE_MIN_HOURS_IN_PERIOD:
        return true;
    default:
        return false;
    }
}

bool rota_rule_is_of_home(enum rota_rule rule) {
    return rule >= ROTA_RULE_LONE_WORKER;
}

bool rota_rules_unverified(const rota_rules *rules, enum rota_rule rule) {
    char evidence = rules->origin[rule].evidence;
    return evidence == 'M' || evidence == 'I';
}

bool rota_rules_is_later(const rota_rules *rules, enum rota_rule rule, rota_day day) {
    rota_day from;
    return rota_day_parse(rules->origin[rule].valid_from, &from) && from > day;
}

bool rota_rule_is(int choice, int word) {
    return choice == word || (choice < 0 && word == 0);
}

void rota_rules_set_where(rota_rules *rules, const char *section, const char *key,
                          const char *where) {
    for (size_t i = 0; i < COUNT(table); i++)
        if (strcmp(ids[table[i].rule], section) == 0 && strcmp(table[i].key, key) == 0)
            snprintf(rules->where[i], sizeof rules->where[i], "%s", where);
}

/* ---- Writing ---- */

static void choice_word(const char *words, int index, char *buf, size_t size) {
    while (index-- > 0)
        words += strcspn(words, "|") + 1;
    snprintf(buf, size, "%.*s", (int)strcspn(words, "|"), words);
}

/* 560 -> "5.6" */
static void format_hundredths(int value, char *buf, size_t size) {
    if (value % 100 == 0)
        snprintf(buf, size, "%d", value / 100);
    else if (value % 10 == 0)
        snprintf(buf, size, "%d.%d", value / 100, value / 10 % 10);
    else
        snprintf(buf, size, "%d.%02d", value / 100, value % 100);
}

const char *rota_rules_get(const rota_rules *rules, const rota_rule_key *key, char *buf,
                           size_t size) {
    const char *field = (const char *)rules + key->offset;
    assert(size > 0);
    if (key->type == ROTA_RULE_YES_NO) {
        snprintf(buf, size, "%s", *(const bool *)field ? "yes" : "no");
        return buf;
    }
    int value;
    char text[ROTA_HOURS_SIZE];
    memcpy(&value, field, sizeof value);
    if (value < 0)
        text[0] = '\0'; /* no such rule */
    else if (key->type == ROTA_RULE_DATE)
        rota_day_format(value, text);
    else if (key->type == ROTA_RULE_CHOICE)
        choice_word(key->words, value, text, sizeof text);
    else if (key->type == ROTA_RULE_HUNDREDTHS)
        format_hundredths(value, text, sizeof text);
    else if (key->type == ROTA_RULE_HOURS)
        rota_format_hours(value, text);
    else if (key->type == ROTA_RULE_TIME)
        rota_format_time(value, text);
    else
        snprintf(text, sizeof text, "%d", value);
    snprintf(buf, size, "%s", text);
    return buf;
}
