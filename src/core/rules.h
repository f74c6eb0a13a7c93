/* Working-time rules: the numbers of a profile (data/rules/NAME.ini) as a struct, and the one table
 * of their keys. The checker and the planner share these numbers and no code. Not legal advice.
 *
 * A profile's section is a rule id, its keys the numbers of that rule, each with where it comes
 * from: `regulation`, `source`, `evidence` (V text seen, S secondary source, M from memory, I an
 * engineering reading) and `valid_from`. io/profile.c reads the files and follows `extends`. */
#ifndef ROTA_CORE_RULES_H
#define ROTA_CORE_RULES_H

#include "core/err.h"

#include <stdbool.h>
#include <stddef.h>

/** Rule ids: stable, used in findings, JSON and profiles. Order is the order of reports. */
#define ROTA_RULE_LIST(X)                                                                          \
    X(WEEKLY_AVERAGE, "weekly_average")                                                            \
    X(DAILY_REST, "daily_rest")                                                                    \
    X(DUTY_SPAN, "duty_span")                                                                      \
    X(WEEKLY_REST, "weekly_rest")                                                                  \
    X(BREAK, "break")                                                                              \
    X(NIGHT_AVERAGE, "night_average")                                                              \
    X(NIGHT_ABSOLUTE, "night_absolute")                                                            \
    X(NIGHT_HEALTH, "night_health")                                                                \
    X(YOUNG_DAILY, "young_daily")                                                                  \
    X(YOUNG_WEEKLY, "young_weekly")                                                                \
    X(YOUNG_NIGHT, "young_night")                                                                  \
    X(YOUNG_DAILY_REST, "young_daily_rest")                                                        \
    X(YOUNG_WEEKLY_REST, "young_weekly_rest")                                                      \
    X(YOUNG_BREAK, "young_break")                                                                  \
    X(COMPENSATORY_REST, "compensatory_rest")                                                      \
    X(OPT_OUT_REGISTER, "opt_out_register")                                                        \
    X(OVERLAP, "overlap")                                                                          \
    X(LONE_WORKER, "lone_worker")                                                                  \
    X(AGENCY_SHARE, "agency_share")                                                                \
    X(LEAD_ON_DUTY, "lead_on_duty")                                                                \
    X(HOUSE_MAX_HOURS, "house_max_hours")                                                          \
    X(HOUSE_MAX_CONSECUTIVE_DAYS, "house_max_consecutive_days")                                    \
    X(HOUSE_MAX_CONSECUTIVE_NIGHTS, "house_max_consecutive_nights")                                \
    X(HOUSE_MIN_CONSECUTIVE_DAYS_OFF, "house_min_consecutive_days_off")                            \
    X(HOUSE_REST_AFTER_NIGHTS, "house_rest_after_nights_hours")                                    \
    X(HOUSE_MAX_WEEKENDS_IN_4_WEEKS, "house_max_weekends_in_4_weeks")                              \
    X(HOUSE_MAX_SHIFTS_A_DAY, "house_max_shifts_a_day")                                            \
    X(HOUSE_MIN_CONSECUTIVE_DAYS, "house_min_consecutive_days")                                    \
    X(HOUSE_MAX_WEEKENDS_IN_PERIOD, "house_max_weekends_in_period")                                \
    X(HOUSE_MIN_HOURS_IN_PERIOD, "house_min_hours_in_period")                                      \
    X(HOUSE_MAX_HOURS_IN_PERIOD, "house_max_hours_in_period")                                      \
    X(HOUSE_MAX_SHIFTS_IN_PERIOD, "house_max_shifts_in_period")                                    \
    X(HOUSE_NOT_AFTER, "house_not_after")                                                          \
    X(LEAVE, "leave")                                                                              \
    X(UNAVAILABLE, "unavailable")                                                                  \
    X(NEVER_BOND, "never_bond")                                                                    \
    X(NOT_EMPLOYED, "not_employed")

enum rota_rule {
#define ROTA_RULE_ENUM(name, id) ROTA_RULE_##name,
    ROTA_RULE_LIST(ROTA_RULE_ENUM)
#undef ROTA_RULE_ENUM
        ROTA_NRULES
};
const char *rota_rule_id(enum rota_rule rule);
/** Rule of an id, or -1. */
int rota_rule_find(const char *id);

enum { ROTA_RULE_TEXT_SIZE = 160 };
/** Where a rule's numbers come from. */
typedef struct {
    char regulation[ROTA_RULE_TEXT_SIZE]; /**< "WTR 1998 reg 10(1)" */
    char source[ROTA_RULE_TEXT_SIZE];
    char valid_from[16]; /**< YYYY-MM-DD or "" */
    char evidence;       /**< 'V', 'S', 'M', 'I'; 0 = not said */
    bool advisory;       /**< shown, never a FAIL (the default for evidence M) */
    bool advisory_said;  /**< the profile says `advisory` itself: evidence no longer decides */
} rota_rule_origin;

/** The numbers; minutes unless said otherwise. -1 = the profile has no such rule. */
typedef struct rota_rules {
    char name[64]; /**< "uk" */
    char title[128];
    rota_rule_origin origin[ROTA_NRULES];

    int average_limit;         /**< weekly_average.limit_hours: most minutes a week on average */
    int average_weeks;         /**< weekly_average.weeks: the reference period */
    int average_weeks_special; /**< weekly_average.special_case_weeks */
    bool average_opt_out;      /**< weekly_average.opt_out: may be agreed away in writing */
    int daily_rest;            /**< daily_rest.hours: consecutive rest in 24 h */
    bool daily_rest_special;   /**< daily_rest.special_case: compensatory rest may stand instead */
    int duty_span;             /**< duty_span.hours: first start to last end of a duty */
    int weekly_rest;           /**< weekly_rest.hours: rest inside the window */
    int weekly_rest_gap;       /**< weekly_rest.with_daily_hours: whole gap, below it AMBER */
    int weekly_rest_days;      /**< weekly_rest.days: length of the fixed window, 7 or 14 */
    int night_from, night_to;  /**< night_average.night_from/night_to: minute of the day; to is
                                    the next day's */
    int night_worker_minutes;  /**< night_average.night_worker_hours: in the night to count */
    int night_average;         /**< night_average.hours: average in 24 h */
    int night_average_weeks;   /**< night_average.weeks */
    int night_absolute;        /**< night_absolute.hours: in any 24 h; -1 = special hazards only */
    int young_daily, young_weekly;
    int young_night_from, young_night_to; /**< restricted period, to is the next day's */
    int young_daily_rest, young_weekly_rest;
    int young_break, young_break_after; /**< break of so long in work of more than */
    int break_minutes, break_after;
    int adult_age; /**< years: daily_rest.adult_age */
} rota_rules;

enum rota_rule_key_type {
    ROTA_RULE_MINUTES,
    ROTA_RULE_HOURS,
    ROTA_RULE_INT,
    ROTA_RULE_YES_NO,
    ROTA_RULE_TIME
};
typedef struct {
    enum rota_rule rule; /**< the section */
    const char *key;
    enum rota_rule_key_type type;
    size_t offset; /**< in rota_rules */
    long min, max; /**< range in the key's own unit */
    const char *help;
} rota_rule_key;

const rota_rule_key *rota_rules_table(size_t *count);
/** Everything unset (-1). */
void rota_rules_init(rota_rules *rules);
/** Store one value of section.key; knows the numbers, and regulation, source, evidence,
 *  valid_from, advisory of every rule, and [profile] name and title (`extends` is the reader's).
 *  An empty number takes the rule back (-1). Unknown sections and keys name the near miss; a bad
 *  value has the key as err->column. */
rota_rc rota_rules_set(rota_rules *rules, const char *section, const char *key, const char *value,
                       rota_err *err);
/** The value in force as one would write it. */
const char *rota_rules_get(const rota_rules *rules, const rota_rule_key *key, char *buf,
                           size_t size);

#endif
