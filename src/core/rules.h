/* Working-time rules: the numbers of a profile (data/rules/NAME.ini) as a struct, and the one table
 * of their keys. The checker and the planner share these numbers and no code. Not legal advice.
 *
 * A profile's section is a rule id, its keys the numbers of that rule, each with where it comes
 * from: `regulation`, `source`, `evidence` (V text seen, S secondary source, M from memory, I an
 * engineering reading) and `valid_from`. io/profile.c reads the files and follows `extends`. */
#ifndef ROTA_CORE_RULES_H
#define ROTA_CORE_RULES_H

#include "core/date.h"
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
    X(NOT_EMPLOYED, "not_employed")                                                                \
    X(KEEP_ROTAS, "keep_rotas")                                                                    \
    X(KEEP_PAY, "keep_pay")                                                                        \
    X(KEEP_HOURS, "keep_hours")

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

/* Choices: the index of the word among the key's words; -1 (nothing said) means the first. */
enum rota_rule_reference { ROTA_REFERENCE_ROLLING, ROTA_REFERENCE_FIXED };
enum rota_rule_excluded { ROTA_EXCLUDED_WORKED, ROTA_EXCLUDED_ALL };
enum rota_rule_opt_out_days { ROTA_OPT_OUT_DAYS_DROPPED, ROTA_OPT_OUT_DAYS_COUNTED };
enum rota_rule_fortnight { ROTA_FORTNIGHT_EITHER, ROTA_FORTNIGHT_TWICE, ROTA_FORTNIGHT_ONCE };
enum rota_rule_policy { ROTA_POLICY_STRICT, ROTA_POLICY_LENIENT };
enum rota_rule_yes { ROTA_RULE_YES, ROTA_RULE_NO };

enum { ROTA_RULE_KEYS = 64, ROTA_RULE_WHERE_SIZE = 48 };

/** The numbers; minutes unless said otherwise. -1 = the profile has no such rule. */
typedef struct rota_rules {
    char name[64]; /**< "uk" */
    char title[128];
    rota_rule_origin origin[ROTA_NRULES];
    /** From when on a rule has other numbers than these, as a profile that extends the one they are
     *  from says: YYYY-MM-DD; "" = it has not. See rota_profile_read_on(). */
    char later[ROTA_NRULES][16];
    /** Of each row of the table the profile that set it, with the line: "ours.ini:12"; "" = none.
     */
    char where[ROTA_RULE_KEYS][ROTA_RULE_WHERE_SIZE];

    /* [weekly_average] */
    int average_limit;         /**< limit_hours: most minutes a week on average */
    int average_weeks;         /**< weeks: the reference period */
    int average_weeks_special; /**< special_case_weeks */
    int average_weeks_most;    /**< special_case_most_weeks: longer ones are to look at */
    int average_reference;     /**< reference: enum rota_rule_reference */
    int average_fixed_from;    /**< fixed_from: first day of a fixed period, a rota_day */
    int average_excluded;      /**< excluded_days: enum rota_rule_excluded */
    int average_additional;    /**< additional_leave: yes = made up for like annual leave */
    int average_opt_out_days;  /**< opt_out_days: enum rota_rule_opt_out_days */
    bool average_opt_out;      /**< opt_out: may be agreed away in writing */
    /* [opt_out_register] */
    int opt_out_notice;     /**< notice_days: days, when nothing else is agreed */
    int opt_out_max_notice; /**< max_notice_months: months */
    /* [daily_rest], [duty_span] */
    int daily_rest;          /**< hours: consecutive rest in 24 h */
    bool daily_rest_special; /**< special_case: compensatory rest may stand instead */
    int adult_age;           /**< years */
    int duty_span;           /**< hours: first start to last end of a duty */
    int duty_work;           /**< work_hours: most working time of a duty */
    /* [weekly_rest] */
    int weekly_rest;           /**< hours: rest inside the window */
    int weekly_rest_gap;       /**< with_daily_hours: whole gap, below it AMBER */
    int weekly_rest_days;      /**< days: length of the fixed window, 7 or 14 */
    int weekly_rest_fortnight; /**< fortnight: enum rota_rule_fortnight */
    int weekly_rest_starts;    /**< week_starts: enum rota_weekday; -1 = the home's */
    int weekly_rest_leave;     /**< leave_counts: yes = annual leave is rest */
    /* [break]: of so long in work of more than so long; the longest that applies */
    int break_minutes, break_after;
    int break_longer, break_longer_after;   /**< longer_minutes, longer_after_hours */
    int break_longest, break_longest_after; /**< longest_minutes, longest_after_hours */
    bool break_split;                       /**< split: may be taken in parts */
    /* [night_average], [night_absolute], [night_health] */
    int night_from, night_to; /**< minute of the day; to is the next day's */
    int night_worker_minutes; /**< night_worker_hours: in the night to count */
    int night_sleep_in;       /**< sleep_in: yes = time asleep on the premises is night work */
    int night_average;        /**< hours: average in 24 h */
    int night_average_weeks;  /**< weeks */
    int night_reference;      /**< reference: enum rota_rule_reference */
    int night_fixed_from;     /**< fixed_from: a rota_day */
    int night_absolute;       /**< hours: in any 24 h; -1 = special hazards only */
    int night_health_months;  /**< months between two health assessments */
    /* The young */
    int young_daily, young_weekly;
    int young_night_from, young_night_to;       /**< restricted period, to is the next day's */
    int young_contract_from, young_contract_to; /**< where the contract has work after 22:00 */
    int young_daily_rest, young_weekly_rest;
    int young_weekly_reduced;           /**< reduced_hours: with a recorded reason not below */
    int young_break, young_break_after; /**< break of so long in work of more than */
    /* [compensatory_rest] */
    int comp_policy; /**< policy: enum rota_rule_policy */
    int comp_days;   /**< days: within so many, when the policy is lenient */
    /* [lone_worker], [agency_share]: of the home */
    int lone_least;      /**< least: people on duty below which somebody is alone */
    int agency_per_cent; /**< per_cent: most of those on duty */
    bool agency_night;   /**< not_alone_at_night */
    /* [leave] */
    int leave_weeks;   /**< weeks: hundredths of a week a year */
    int leave_days;    /**< most_days: days a year at most */
    int leave_accrual; /**< accrual_per_cent: hundredths of a per cent of hours worked */
    /* [keep_rotas], [keep_pay], [keep_hours] */
    int keep_rotas, keep_pay, keep_hours; /**< years that records are kept at least */
} rota_rules;

enum rota_rule_key_type {
    ROTA_RULE_MINUTES,
    ROTA_RULE_HOURS,
    ROTA_RULE_INT,
    ROTA_RULE_YES_NO,
    ROTA_RULE_TIME,
    ROTA_RULE_DATE,
    ROTA_RULE_CHOICE,    /**< one of `words` */
    ROTA_RULE_HUNDREDTHS /**< a decimal number, kept times 100 */
};
typedef struct {
    enum rota_rule rule; /**< the section */
    const char *key;
    enum rota_rule_key_type type;
    size_t offset; /**< in rota_rules */
    long min, max; /**< range in the key's own unit */
    const char *help;
    const char *words; /**< of a choice: "rolling|fixed" */
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
/** Does the rule ask for at least so much (rest, breaks), or for at most (work)? */
bool rota_rule_is_least(enum rota_rule rule);
/** Is it a limit of the home itself, or its governance, rather than working-time law of a person?
 */
bool rota_rule_is_of_home(enum rota_rule rule);
/** Does the rule rest on evidence that was not seen (M or I)? Then one is to ask an adviser. */
bool rota_rules_unverified(const rota_rules *rules, enum rota_rule rule);
/** Does the rule hold only from a later day on (its `valid_from`)? Then nothing breaks it yet. */
bool rota_rules_is_later(const rota_rules *rules, enum rota_rule rule, rota_day day);
/** Is `choice` (a field of rota_rules) the word with the index? Nothing said is the first. */
bool rota_rule_is(int choice, int word);
/** Remember in which place the last value of section.key was set; unknown ones are passed over. */
void rota_rules_set_where(rota_rules *rules, const char *section, const char *key,
                          const char *where);
/** The value in force as one would write it. */
const char *rota_rules_get(const rota_rules *rules, const rota_rule_key *key, char *buf,
                           size_t size);

#endif
