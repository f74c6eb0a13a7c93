/* Settings of a home: rota.ini as a struct, and the one table of its keys.
 *
 * The table gives parsing, the error for an unknown key or a bad value, the defaults, `rota config`
 * and the reference in docs. It knows no file format: io/settings_file.c reads rota.ini. */
#ifndef ROTA_CORE_SETTINGS_H
#define ROTA_CORE_SETTINGS_H

#include "core/date.h"
#include "core/err.h"

#include <stdbool.h>

enum { ROTA_SETTING_TEXT_SIZE = 256 };

/** What a line earns or costs; points, see docs/design/model.md. Positive = as the name says. */
typedef struct {
    double bond_key, bond_team, bond_relief; /**< bond of a role, 0..1 */
    double familiarity;     /**< share of the way to 1 that full familiarity raises a bond, 0..1 */
    double bond_hour;       /**< reward for a waking hour with bond 1 */
    double bond_night_hour; /**< the same while the children sleep */
    double face;            /**< cost of a group served in a week by somebody not of its team */
    double new_face;        /**< more when the person never worked there */
    double return_day;      /**< reward for the same person with the same group on the next day */
    double bed_wake;        /**< reward for the adult of bedtime who is there at waking */
    double key_day;         /**< cost of a day of a group without a key caregiver */
} rota_continuity_weights;

typedef struct {
    double shortage;       /**< cost of one person missing from a minimum, for a whole shift */
    double skill_shortage; /**< cost of one skilled person missing */
    double below_target;   /**< cost of one person missing between minimum and target */
    double above_target;   /**< cost of one person between target and maximum */
    double agency_alone;   /**< cost of a shift left to agency staff alone */
    double agency_hour;    /**< cost of an hour of agency staff where agency_last holds */
    double under_hour;     /**< cost of a contract hour not used */
    double over_hour;      /**< cost of an hour above contract */
    double wish;           /**< points for one weight point of a wish */
    double night_share;    /**< cost of a night above a person's fair share */
    double weekend_share;  /**< cost of a weekend above a person's fair share */
    double holiday_share;  /**< cost of a bank holiday above a person's fair share */
    double change;         /**< cost of a duty that differs from what is published */
} rota_plan_weights;

typedef struct rota_settings {
    struct {
        char name[ROTA_SETTING_TEXT_SIZE];
        char timezone[ROTA_SETTING_TEXT_SIZE];
        enum rota_weekday week_starts;
        char holidays[ROTA_SETTING_TEXT_SIZE]; /**< "england", a file, or "" for none */
        bool worked_complete; /**< who has no worked row on a recorded day was absent */
        int retention_years;  /**< rotas, planned and worked, are kept so long */
    } home;
    struct {
        char profile[ROTA_SETTING_TEXT_SIZE]; /**< "uk", "eu", "generic" or a file */
        bool special_case; /**< continuity-of-care workers: compensatory rest instead */
        char special_case_skills[ROTA_SETTING_TEXT_SIZE];   /**< only people with one of them */
        char lead_skill[ROTA_SETTING_TEXT_SIZE];            /**< who may lead; "" = not asked */
        char lone_working_assessed[ROTA_SETTING_TEXT_SIZE]; /**< "", yes, no or a date */
    } rules;
    struct rota_house {
        int max_consecutive_days, max_consecutive_nights, min_consecutive_days_off;
        int rest_after_nights_minutes, max_weekends_in_4_weeks, max_shifts_a_day;
        int agency_last;
        int min_consecutive_days, max_weekends_in_period;
        int min_minutes_in_period, max_minutes_in_period;
        char max_shifts_in_period[ROTA_SETTING_TEXT_SIZE]; /**< "night:4 late:10" */
        unsigned usual; /**< of which limits rota.ini says nothing, so that their default holds:
                           bits by the rule's distance from ROTA_RULE_HOUSE_MAX_HOURS */
    } house;            /**< as rota_limits in home.h; -1 = no limit */
    struct {
        int key_caregivers; /**< how many people count as the small team of a group */
        int history_weeks;  /**< how far back familiarity looks */
        int default_role;   /**< enum rota_role of a pair without a row in bonds.csv */
        int wake, bedtime;  /**< minute of the day at which children wake and go to bed */
        rota_continuity_weights weight;
    } continuity;
    struct {
        double time_limit; /**< seconds */
        double gap;        /**< stop when proven within so many per cent; 0 = optimum */
        int threads;
        int seed;
        int contract_weeks;        /**< contract hours are balanced over blocks of so many weeks */
        int contract_band_minutes; /**< so far from contract a block costs nothing */
        int fairness_weeks;        /**< how far back fair shares look */
        rota_plan_weights weight;
    } plan;
    struct {
        char home_id[ROTA_SETTING_TEXT_SIZE];
        char managers[ROTA_SETTING_TEXT_SIZE]; /**< ids, a space between two */
        bool encrypt;
        int due_days;
        int review_weeks, checklist_weeks, first_checklist_weeks; /**< 0: never due */
        int caregiver_interview_weeks, child_interview_days, team_reflection_weeks;
        int supervision_weeks;
        int keep_years;
    } records;
} rota_settings;

enum rota_setting_type {
    ROTA_SET_TEXT,
    ROTA_SET_INT,
    ROTA_SET_NUMBER,
    ROTA_SET_HOURS,
    ROTA_SET_YES_NO,
    ROTA_SET_TIME,
    ROTA_SET_WEEKDAY,
    ROTA_SET_ROLE,
    ROTA_SET_YES_NO_DATE, /**< "", yes, no or YYYY-MM-DD, kept as text */
    ROTA_SET_COUNTS       /**< a list such as "night:4 late:10", kept as text */
};

/** A row of the table of keys. */
typedef struct {
    const char *section, *key;
    enum rota_setting_type type;
    size_t offset, size;       /**< of the field in rota_settings */
    double min, max;           /**< range of numbers (hours for ROTA_SET_HOURS) */
    bool may_be_none;          /**< an empty value means "no limit" (of a text: may be empty) */
    const char *default_value; /**< as one would write it in rota.ini; "" = none */
    const char *help;          /**< one line, with the unit */
} rota_setting;

/** The table, in the order in which rota.ini is written. */
const rota_setting *rota_settings_table(size_t *count);
/** All defaults. */
void rota_settings_init(rota_settings *settings);
/** Is there such a section? */
bool rota_settings_has_section(const char *section);
/** The row of a key, or NULL; on NULL *nearest (may be NULL itself) names the near miss if any: of
 *  the section when that is unknown, else of the key among those of its section. */
const rota_setting *rota_setting_find(const char *section, const char *key, const char **nearest);
/** Parse and store one value. ROTA_E_INPUT with a message that says what would be right, and the
 *  key as err->column; the settings stay as they were. */
rota_rc rota_setting_set(rota_settings *settings, const rota_setting *row, const char *value,
                         rota_err *err);
/** The value in force, as one would write it, into buf of ROTA_SETTING_TEXT_SIZE. */
const char *rota_setting_get(const rota_settings *settings, const rota_setting *row, char *buf);

#endif
