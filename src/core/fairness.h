/* Who had how many nights, weekends, sleep-ins and bank holidays: one way of counting for reports
 * and for the planner's fair shares. */
#ifndef ROTA_CORE_FAIRNESS_H
#define ROTA_CORE_FAIRNESS_H

#include "core/duty.h"

/** What is shared out. On call at home counts for nothing. */
enum rota_burden {
    ROTA_BURDEN_NIGHTS,    /**< night duties (rota_duty_is_night) */
    ROTA_BURDEN_WEEKENDS,  /**< weekends with a duty that starts on their Saturday or Sunday */
    ROTA_BURDEN_SLEEP_INS, /**< duties of the kind sleep_in */
    ROTA_BURDEN_HOLIDAYS,  /**< duties that start on a bank holiday of the home */
    ROTA_NBURDENS
};
const char *rota_burden_name(enum rota_burden what); /**< "nights", "weekends", ... */

/** Does the duty count? Of weekends: is it on one. */
bool rota_burden_counts(const rota_home *home, const rota_duty *duty, enum rota_burden what);
/** How many of [duties, duties + n), one person's in the order of their dates, that start on
 *  from..to. A weekend counts once. */
int rota_burden_count(const rota_home *home, const rota_duty *duties, size_t n,
                      enum rota_burden what, rota_day from, rota_day to);
/** Contract minutes of the days of from..to on which the person is employed, leave taken off; not
 *  below 0. */
double rota_contract_minutes(const rota_home *home, int staff, rota_day from, rota_day to);

/** Somebody's share. */
typedef struct {
    double contract_minutes; /**< of the period, see above */
    int duties;              /**< all that are no on-call at home */
    int64_t working_minutes;
    int count[ROTA_NBURDENS];
    double per_hour[ROTA_NBURDENS]; /**< count for each contract hour; NAN without any */
} rota_share;

/** How evenly something is spread over the people with contract hours in the period. */
typedef struct {
    int people;                    /**< with contract hours */
    double min, max, spread, mean; /**< of per_hour; spread = max - min; mean: all counts over all
                                        contract hours; NAN when there are no people */
    int min_staff, max_staff;      /**< the first of each, -1 = none */
} rota_spread;

typedef struct {
    rota_day from, to;
    rota_share *shares; /**< [home->nstaff]; free() */
    rota_spread spread[ROTA_NBURDENS];
} rota_fairness;

/** Count over from..to. @param duties sorted, as of rota_duties_history() */
void rota_fairness_count(const rota_home *home, const rota_duties *duties, rota_day from,
                         rota_day to, rota_fairness *out);
void rota_fairness_done(rota_fairness *fairness);

#endif
