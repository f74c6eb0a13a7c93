/* The model of a home: plain structs, filled from the store (src/io/load.c), read by everybody.
 *
 * References between rows are indices into the arrays of the same home; -1 means "none". Hours are
 * minutes, days are day numbers (date.h), times of day are minutes of the day. All memory belongs
 * to the home's arena. Rows are sorted by their key, so the same data gives the same home. */
#ifndef ROTA_CORE_HOME_H
#define ROTA_CORE_HOME_H

#include "core/date.h"
#include "core/mem.h"
#include "core/rules.h"
#include "core/settings.h"
#include "core/zone.h"

#include <stdbool.h>
#include <stdint.h>

/** A weight of `auto`: from the children's ages. */
#define ROTA_WEIGHT_AUTO (-1.0)
enum { ROTA_MAX_SKILLS = 64 };

typedef struct {
    const char *id, *name;
    double weight; /**< importance of this group's continuity, default 1, or ROTA_WEIGHT_AUTO */
} rota_group;

typedef struct {
    const char *id, *name;
    rota_day born;     /**< ROTA_NO_DAY when unknown; the first of the month for YYYY-MM */
    int group;         /**< index of the group */
    int key_caregiver; /**< index of a person, -1 when none */
    rota_day from, to; /**< both included; ROTA_NO_DAY = open */
} rota_child;

/** Why a child got another key caregiver. */
enum rota_key_reason {
    ROTA_KEY_FIRST,       /**< it had none before */
    ROTA_KEY_CHILD_ASKED, /**< the child asked for it */
    ROTA_KEY_LEAVING,     /**< the one before leaves or is away for long */
    ROTA_KEY_NO_BOND,     /**< no bond has formed */
    ROTA_KEY_MANAGER      /**< the manager decided; `note` says why */
};
/** From a day on a child has another key caregiver: a row of key_caregivers.csv. */
typedef struct {
    int child;
    rota_day from; /**< ROTA_NO_DAY: from the beginning */
    int staff;
    enum rota_key_reason reason;
    const char *note;
} rota_key_change;

/** Who supervises whom, and how often: a row of supervision.csv. */
typedef struct {
    int staff, supervisor;
    int weeks; /**< -1: as rota.ini [records] supervision_weeks says */
} rota_supervision;

/** Limits of a home (rota.ini [house]) that a person's own columns may override. */
typedef struct {
    int max_consecutive_days;
    int max_consecutive_nights;
    int min_consecutive_days_off;
    int rest_after_nights_minutes; /**< column and key: rest_after_nights_hours */
    int max_weekends_in_4_weeks;
    int max_shifts_a_day;
    int agency_last; /**< 0 or 1 */
    int min_consecutive_days;
    /* Of the period: the days that are planned or checked together. */
    int max_weekends_in_period;
    int min_minutes_in_period; /**< column and key: min_hours_in_period; less for days of leave */
    int max_minutes_in_period; /**< column and key: max_hours_in_period */
} rota_limits;
enum { ROTA_MOST_SHIFTS_IN_PERIOD = 9999 };
/** A limit that is not set: in a person, the home's applies; in the home, there is none. */
#define ROTA_NO_LIMIT (-1)
/** Limits of which none is set. */
rota_limits rota_limits_none(void);

enum rota_night_worker { ROTA_NIGHT_AUTO, ROTA_NIGHT_NO, ROTA_NIGHT_YES };
/** Continuity-of-care worker: as the home says, or as the person's own column says. */
enum rota_special { ROTA_SPECIAL_HOME, ROTA_SPECIAL_NO, ROTA_SPECIAL_YES };

/** What is on record of an opt-out; ROTA_NO_DAY where nothing is. See terms.h. */
typedef struct {
    rota_day from, to; /**< agreed from, and for a fixed term its last day */
    rota_day notice;   /**< day on which the person gave written notice to end it */
    int notice_days;   /**< agreed; -1 = as the law says */
} rota_opt_out;

typedef struct {
    const char *id, *name;
    int contract_minutes; /**< a week */
    int max_minutes;      /**< a week, hard; -1 = none. A duty counts in the week it starts in */
    rota_day born;        /**< ROTA_NO_DAY: an adult */
    uint64_t skills;      /**< bits: indices into rota_home.skills */
    bool opt_out; /**< agreed in writing to pass the weekly average limit; see opt_out_terms */
    enum rota_night_worker night_worker;
    bool agency;
    rota_day from, to;          /**< employment, both included; ROTA_NO_DAY = open */
    rota_limits own;            /**< ROTA_NO_LIMIT where the home's limit applies */
    const char *own_max_shifts; /**< column max_shifts_in_period, "night:4"; NULL or "": none */
    rota_limits limits;         /**< in force: own, else the home's (filled by rota_home_finish) */
    int *max_shifts; /**< [nshifts] most duties of each shift in the period, own or the home's,
                          ROTA_NO_LIMIT where there is none; NULL = none at all (filled by
                          rota_home_finish) */
    /* For the working-time rules. */
    const rota_opt_out *opt_out_terms; /**< lent by the arena; NULL = no dates are on record */
    enum rota_special special_case;    /**< rota_home_special_case() */
    bool contract_after_22;   /**< the contract provides for work after 22:00 (the young) */
    int other_minutes;        /**< a week in other jobs, as the person says */
    int days_a_week;          /**< as a rule, hundredths; 0: not said. rota_person_days_a_week() */
    rota_day health_assessed; /**< last assessment as a night worker; ROTA_NO_DAY: none */
    rota_day adult_from; /**< birthday of rules.adult_age (filled by rota_home_finish); ROTA_NO_DAY
                              when born is unknown */
} rota_person;

enum rota_role { ROTA_ROLE_NEVER, ROTA_ROLE_RELIEF, ROTA_ROLE_TEAM, ROTA_ROLE_KEY };

enum rota_shift_kind {
    ROTA_SHIFT_DAY,
    ROTA_SHIFT_NIGHT,
    ROTA_SHIFT_SLEEP_IN,
    ROTA_SHIFT_ON_CALL, /**< at home: no working time, breaks no rest, no presence */
    ROTA_SHIFT_MEETING  /**< working time without children */
};

typedef struct {
    const char *id, *name;
    int start; /**< minute of the day */
    int end; /**< minute counted from the start's midnight; > start. shifts.csv: `07:30` is the next
                        day's when not after start; `15:00+1` says so (14:30 to 15:00+1: 24.5 h) */
    int break_minutes; /**< unpaid, not working time; 0 when empty */
    enum rota_shift_kind kind;
    int sleep_from, sleep_to; /**< asleep on the premises, as `end` is counted; -1 = none. For a
                                   sleep_in without times the whole shift (filled on loading) */
    const char *colour;       /**< "" when none */
    const char *not_after; /**< ids of shifts, a space between two: none of them on the day before;
                                NULL or "": any may be */
    bool break_said;       /**< somebody wrote break_minutes down, 0 too */
} rota_shift;

/** When a row of demand or of unavailability applies. The most specific demand row wins. */
enum rota_day_kind {
    ROTA_DAY_DAILY,
    ROTA_DAY_WEEKDAYS,
    ROTA_DAY_WEEKEND,
    ROTA_DAY_WEEKDAY,
    ROTA_DAY_DATE
};
typedef struct {
    enum rota_day_kind kind;
    enum rota_weekday weekday; /**< for ROTA_DAY_WEEKDAY */
    rota_day date;             /**< for ROTA_DAY_DATE */
} rota_day_spec;

typedef struct {
    int group;                  /**< -1 = `*`, the whole home */
    int shift;                  /**< index, or -1 for a window of time */
    int window_from, window_to; /**< minutes from the day's midnight; to > from, may pass 1440 */
    bool asleep;                /**< of a window: somebody asleep on the premises counts too */
    rota_day_spec day;
    int skill;            /**< bit number, -1 = anyone */
    int min, target, max; /**< defaults filled in */
    const char *what;     /**< the shift's id or the window as written ("07:00-22:30") */
} rota_demand;

enum rota_leave_kind {
    ROTA_LEAVE_ANNUAL,
    ROTA_LEAVE_ADDITIONAL, /**< annual leave on top of the first four weeks (WTR reg 13A) */
    ROTA_LEAVE_SICK,
    ROTA_LEAVE_MATERNITY,
    ROTA_LEAVE_PATERNITY,
    ROTA_LEAVE_ADOPTION,
    ROTA_LEAVE_PARENTAL,
    ROTA_LEAVE_TRAINING,
    ROTA_LEAVE_UNPAID,
    ROTA_LEAVE_OTHER
};
typedef struct {
    int staff;
    rota_day from, to; /**< both included */
    enum rota_leave_kind kind;
    int minutes; /**< credited a day; -1 = not given */
} rota_leave;

typedef struct {
    int staff;
    rota_day_spec day;
    int from, to; /**< minutes from the day's midnight; 0 and 1440 for all day; to > from, may
                       pass 1440 (over midnight) */
    const char *reason;
} rota_unavailable;

typedef struct {
    int staff;
    rota_day date;
    int shift;  /**< index, or one of the two below */
    bool want;  /**< false: avoid */
    int weight; /**< 1 to 10 */
} rota_request;
enum { ROTA_REQUEST_ANY = -1, ROTA_REQUEST_OFF = -2 };

/** One person on one shift: a row of assignments.csv. */
typedef struct {
    rota_day date;
    int shift;
    int group; /**< -1 = `*`, the whole home */
    int staff;
    bool pinned;
} rota_assignment;

/** A stretch of time within a duty: from < to, instants. */
typedef struct {
    rota_minute from, to;
} rota_span;

/** What was really worked: a row of worked.csv. */
typedef struct {
    int staff;
    rota_minute start;
    rota_minute end;   /**< ROTA_NO_MINUTE while still at work */
    int group;         /**< -1 = not said */
    int break_minutes; /**< not working time; with `breaks` their sum */
    int sleep_minutes; /**< asleep on the premises; -1 = not said: all of a sleep_in, none else */
    enum rota_shift_kind kind;
    /* Lists of the home's arena; sorted, apart from each other, within start..end. In worked.csv:
     * column breaks holds `12:00-12:20|15:00-15:10` (break_minutes then is empty or their sum),
     * column called_out holds call-outs in the same form. A time before that of `start` is the next
     * day's. */
    const rota_span *breaks; /**< when the breaks were; NULL: not said */
    const rota_span *calls;  /**< of on_call: called out to work; of a sleep-in: woken to work */
    int nbreaks, ncalls;
    bool break_said; /**< the row says how long the breaks were, 0 too; false: not known */
} rota_worked;

typedef struct {
    rota_arena *arena;
    rota_settings settings;
    rota_rules rules; /**< the profile in force */
    rota_zone *zone;

    rota_key_change *key_changes; /**< sorted by child and day */
    int nkey_changes;
    rota_supervision *supervision; /**< sorted by person */
    int nsupervision;
    rota_group *groups;
    rota_child *children;
    rota_person *staff;
    rota_shift *shifts;
    rota_demand *demand;
    rota_leave *leave;
    rota_unavailable *unavailable;
    rota_request *requests;
    rota_worked *worked;
    rota_assignment *record; /**< the rota of record, sorted by date, shift, group, staff */
    int ngroups, nchildren, nstaff, nshifts, ndemand, nleave, nunavailable, nrequests, nworked,
        nrecord;
    unsigned char *not_after; /**< [nshifts * nshifts] 1: shift b may not be on the day after shift
                                   a, at [a * nshifts + b]; NULL = any may (rota_home_finish) */
    unsigned char *roles;     /**< [nstaff * ngroups] enum rota_role; rota_home_role() */
    rota_day *holidays;       /**< bank holidays, sorted */
    int nholidays;
    const char *skills[ROTA_MAX_SKILLS];
    int nskills;
} rota_home;

/** An empty home with default settings, rules not yet read, zone not yet opened. */
rota_home *rota_home_new(void);
void rota_home_free(rota_home *home); /**< accepts NULL */
/**
 * Fill what follows from the rest, after every change of settings, rules or rows: limits in force,
 * days of coming of age, sleep of sleep-ins (no times: the whole shift), and the default role of
 * every pair when `roles` is NULL.
 */
void rota_home_finish(rota_home *home);

/**
 * Do the shifts that rota.ini, people and shifts name in their limits exist? rota_home_finish
 * passes over those that do not.
 * @return ROTA_E_INPUT with the place and the near miss in the message
 */
rota_rc rota_home_check_names(const rota_home *home, rota_err *err);
/** May the shift be on the day after another? Work that names no shift (-1) may. */
bool rota_home_may_follow(const rota_home *home, int shift, int next);
/** Least minutes of the person's work in the period from..to: the limit, of days on leave and not
 *  employed their share less; 0 when there is none. */
int rota_home_least_minutes(const rota_home *home, int staff, rota_day from, rota_day to);

/** Role of a person with a group; group -1 (the whole home): the closest with any group. */
enum rota_role rota_home_role(const rota_home *home, int staff, int group);
/** The child's key caregiver on a day, -1: none or not known. Without a history it is the one of
 *  today. */
int rota_home_key_caregiver_on(const rota_home *home, int child, rota_day day);
/** Last day on or before `day` on which the rota of record has both in one meeting; ROTA_NO_DAY:
 *  never. */
rota_day rota_supervision_on_record(const rota_home *home, const rota_supervision *row,
                                    rota_day day);
const char *rota_key_reason_name(enum rota_key_reason reason);
/** "the child asked for it" */
const char *rota_key_reason_words(enum rota_key_reason reason);
int rota_home_find_group(const rota_home *home, const char *id); /**< index or -1 */
int rota_home_find_staff(const rota_home *home, const char *id); /**< index or -1 */
int rota_home_find_shift(const rota_home *home, const char *id); /**< index or -1 */
int rota_home_find_skill(const rota_home *home, const char *id); /**< bit number or -1 */
/** Importance of a group on a day; `auto` counts its children under two double, under three
 *  half more: weight = mean over the children of 2, 1.5 or 1 (no children: 1). */
double rota_home_group_weight(const rota_home *home, int group, rota_day day);
/** Is the person employed on the day? */
bool rota_person_employed(const rota_person *person, rota_day day);
/** Is the person under the adult age of the rules (18) on the day? After rota_home_finish. */
bool rota_person_young(const rota_person *person, rota_day day);
/** Contract minutes of a day: a seventh of the week's; on leave less what is credited for the day,
 * or a fifth of the week's for each day from Monday to Friday. Add up days before rounding. */
double rota_home_due_minutes(const rota_home *home, int staff, rota_day day);
/** The (first) leave that covers the day, or NULL. */
const rota_leave *rota_home_leave_on(const rota_home *home, int staff, rota_day day);
/** Is the day one of the home's bank holidays? */
bool rota_home_is_holiday(const rota_home *home, rota_day day);
bool rota_day_spec_matches(const rota_day_spec *spec, rota_day day);

const char *rota_role_name(enum rota_role role);
const char *rota_shift_kind_name(enum rota_shift_kind kind);
const char *rota_leave_kind_name(enum rota_leave_kind kind);

#endif
