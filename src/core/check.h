/* The checker: the referee of every rota, the solver's and everybody else's.
 *
 * It shares the numbers of a rule profile with the solver and no code. Each rule is one function in
 * check_*.c over one person's sorted duties; check.c is their table. */
#ifndef ROTA_CORE_CHECK_H
#define ROTA_CORE_CHECK_H

#include "core/duty.h"
#include "core/text.h"

enum rota_verdict {
    ROTA_PASS,
    ROTA_AMBER,
    ROTA_PROVISIONAL,
    ROTA_COMP_REST,
    ROTA_FAIL,
    ROTA_NOT_APPLICABLE
};
const char *rota_verdict_name(enum rota_verdict verdict);

enum { ROTA_FINDING_SHIFTS = 8 };
/** One thing found about one person. */
typedef struct {
    enum rota_rule rule;
    enum rota_verdict verdict;
    int staff;                  /**< -1 = the home */
    rota_day date;              /**< the day to look at */
    rota_minute from, to;       /**< the stretch of time it is about */
    int64_t measured, required; /**< minutes, or counts for limits of days and weekends */
    int64_t most;               /**< with ROTA_PROVISIONAL: what `measured` may become at most */
    int64_t owed;               /**< minutes of compensatory rest, with ROTA_COMP_REST */
    bool made_up;               /**< with ROTA_COMP_REST: all of it has been given since */
    bool counts;                /**< measured and required are counts, not minutes */
    bool provisional;
    rota_duty shifts[ROTA_FINDING_SHIFTS]; /**< the duties it rests on, the first few */
    int nshifts;
    char *text; /**< one sentence for people, names and figures included; owned by the list */
    char *cure; /**< what would mend it; owned by the list, NULL when nothing is to be mended */
} rota_finding;

typedef struct {
    rota_finding *items;
    size_t count, capacity;
} rota_findings;
void rota_findings_done(rota_findings *findings);
/** By staff, date and rule, as every check gives them. */
void rota_findings_sort(rota_findings *findings);
size_t rota_findings_count(const rota_findings *findings, enum rota_verdict verdict);

/** A person's hours in the checked period. */
typedef struct {
    int staff;
    int64_t working_minutes;  /**< elapsed less unpaid breaks; sleep-ins count in full */
    int64_t wage_minutes;     /**< without time asleep */
    int64_t average_minutes;  /**< a week, in the worst reference period that ends in the period
                                   (of a single week: that has work in it); -1 when nothing was
                                   worked */
    int average_weeks;        /**< weeks of that reference period (fewer for new starters) */
    int64_t headroom_minutes; /**< of that period, below the limit; negative = over */
    int64_t other_minutes;    /**< a week in other jobs; in the average, not in the others */
} rota_person_hours;

/** A rest that was cut short under the special case, and what has been given for it since. */
typedef struct {
    int staff;
    enum rota_rule rule;     /**< the rule that was relaxed */
    int64_t owed, repaid;    /**< minutes; open is owed - repaid */
    rota_minute arose;       /**< end of the short rest, of the long duty, of the week */
    rota_minute due;         /**< the rest must last, or must have been given, until then */
    rota_minute repaid_from; /**< the rest that repaid (the last of) it; ROTA_NO_MINUTE: none */
    rota_minute repaid_to;
    bool late;  /**< not with the rest in which it was due */
    bool known; /**< duties after the rest in which it is due are known */
} rota_comp_rest;

typedef struct {
    rota_comp_rest *items;
    size_t count, capacity;
} rota_comp_rests;
void rota_comp_rests_done(rota_comp_rests *list);

/**
 * Check duties against law, the home's own limits, leave, unavailability, bonds and employment.
 *
 * @param home   its rules, limits and absences
 * @param duties everything known of the people, history before the period included, any order
 * @param from   first day of the period
 * @param to     its last day: a finding is reported when a duty or window that it rests on starts
 *               in the period (averages: when the reference period ends in it; single weeks also
 *               when work of them is in it). Limits "in the period" count over these days
 * @param[out] out findings sorted by staff, date, rule; appended
 */
void rota_check(const rota_home *home, const rota_duties *duties, rota_day from, rota_day to,
                rota_findings *out);
/** The same for one person (duties of others are ignored). */
void rota_check_person(const rota_home *home, const rota_duties *duties, int staff, rota_day from,
                       rota_day to, rota_findings *out);
/**
 * The same with what is well: PASS findings, one for each person and rule that was looked at and
 * not found wanting, with the measure that comes closest to the limit; and NOT_APPLICABLE findings
 * with the reason.
 * @param staff a person, or -1 for everybody
 */
void rota_check_all(const rota_home *home, const rota_duties *duties, int staff, rota_day from,
                    rota_day to, rota_findings *out);
/**
 * What is said of the home, not of a person (staff -1): alone on the premises, agency staff, nobody
 * who leads, shifts without a break written down. Only worked and planned duties in the period.
 * @param out sorted; appended
 */
void rota_check_home(const rota_home *home, const rota_duties *duties, rota_day from, rota_day to,
                     rota_findings *out);
/** Compensatory rest that arose in the period or was open when it began, of everybody, by staff
 *  and time; appended. What was owed longer ago than nine weeks is not looked for. */
void rota_check_comp_rests(const rota_home *home, const rota_duties *duties, rota_day from,
                           rota_day to, rota_comp_rests *out);
/** Hours of every person (array of home->nstaff, by index) in the period. */
void rota_check_hours(const rota_home *home, const rota_duties *duties, rota_day from, rota_day to,
                      rota_person_hours *hours);

/**
 * Why a person may not take one more duty: the findings of verdict FAIL that the duty would
 * add to what they have, duties at the same time included; not that the shift's own break is too
 * short for adults, which is so whoever has it.
 * @param duties what the person (and others) already has
 * @param from first day of the period that is planned, for limits that count over it
 * @param to its last day; before `from`: such limits are not asked
 * @return number of FAIL findings added to *out (0: the duty is lawful for them)
 */
int rota_check_candidate(const rota_home *home, const rota_duties *duties, const rota_duty *extra,
                         rota_day from, rota_day to, rota_findings *out);

#endif
