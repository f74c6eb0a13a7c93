/* Continuity of care: how few people a child meets, and how steadily. Formulas and their sources
 * stand in docs/continuity.md. Undefined values are NAN ("n/a" for people, null in JSON), never 0.
 *
 * Two parts: pure formulas over sequences (sequence.h), and the measures of a group or child over
 * a period, computed from duties. */
#ifndef ROTA_CORE_CONTINUITY_H
#define ROTA_CORE_CONTINUITY_H

#include "core/duty.h"
#include "core/sequence.h"

/** Familiarity after one more day: 0.9 b + 0.1 min(1, minutes / 480). */
double rota_familiarity_next(double b, int64_t minutes_with_group);
/** Familiarity of a person with a group on the evening before `day`, from duties sorted or not: 0
 *  settings.continuity.history_weeks before `day`, then rota_familiarity_next() with the waking
 *  minutes of each day. Later and earlier duties are ignored. */
double rota_familiarity(const rota_home *home, const rota_duties *duties, int staff, int group,
                        rota_day day);
/** The same for all pairs at once: out[staff * ngroups + group]; one pass over the duties. */
void rota_familiarity_all(const rota_home *home, const rota_duties *duties, rota_day day,
                          double *out);

/** Fewest distinct caregivers in a period: ceil(care minutes / most minutes of one caregiver); 0 =
 *  undefined, when either is 0 or less. */
int rota_floor_distinct(int64_t care_minutes, int64_t max_minutes_per_person);

/**
 * Measures of one group, or of one child (its group while it lived there), over a period.
 * Hours are waking hours: the awake part of duties of kind day and sleep_in; duties of kind night
 * and time asleep are counted apart in night_minutes; meetings and on-call count for nothing.
 * A duty for the whole home counts for every group. The awake parts before and after a sleep are
 * two stretches; each belongs to the local date on which it starts, and counts when that date is
 * in the period. Breaks have no known place in a duty and are not taken out.
 */
typedef struct {
    int group, child;           /**< child -1: the group as a whole */
    rota_day from, to;          /**< the days measured; of a child those it lived there (from > to:
                                     none, and everything below is empty) */
    int64_t care_minutes;       /**< waking carer minutes: the sum over the people */
    int64_t clock_minutes;      /**< waking minutes with at least one caregiver there */
    int64_t night_minutes;      /**< carer minutes of nights and of time asleep, apart; of duties
                                     whose date is in the period */
    int distinct;               /**< faces: people met in waking hours */
    int floor;                  /**< fewest people who could have given care_minutes: by the week
                                     on average, at the longest week of anybody employed (maximum,
                                     else contract, else 48 h); 0 = undefined */
    double upc, hhi, effective; /**< of waking carer hours */
    int top_staff;              /**< who holds the largest share (ties: smallest id), -1 none */
    rota_seq_measures slots;    /**< of the sequence of waking slots, by the person with the most
                                     minutes in each (ties: smallest id): coc, mmci, ... */
    double key_share;           /**< share of carer hours by the group's key caregivers; for a
                                     child with a key caregiver of its own, by that one */
    double team_share;          /**< by key and team, and the child's own key caregiver */
    double agency_share;
    double known_share;  /**< by people of team_share, or with 15 waking minutes or more with the
                              group (since the child came) in the history window before `from` */
    double key_presence; /**< share of clock hours with a key caregiver (as key_share) there */
    double top_presence; /**< share of clock hours with top_staff there */
    double jaccard;      /**< mean of |C_d and C_d+1| / |C_d or C_d+1| over days d, d+1 with care */
    double day_carry;    /**< carer hours of day d+1 by people of day d, over the days that follow
                              a day with care */
    double bed_wake;     /**< bed_wake_nights / nights */
    int nights;          /**< nights within the period with an adult up at bedtime (waking nights
                              count here) */
    int bed_wake_nights; /**< those where such an adult is up at waking too */
    double set_secon, set_jaccard; /**< consecutive waking slots: any in common; mean Jaccard */
    double slot_secon;             /**< same slot (local start) on the next day: any in common */
    int days, known_days; /**< days with care; those with a key caregiver (as key_share) there */
} rota_continuity;

/** Everybody's minutes with a group, for reports: out[staff] waking minutes in the period. */
void rota_continuity_minutes(const rota_home *home, const rota_duties *duties, int group,
                             rota_day from, rota_day to, int64_t *out);
/**
 * Measure a group over from..to, both included.
 * @param duties all that is known, history before `from` included (for known_share), any order
 */
void rota_continuity_group(const rota_home *home, const rota_duties *duties, int group,
                           rota_day from, rota_day to, rota_continuity *out);
/** The same for a child, over those of the days on which it lived in its group. */
void rota_continuity_child(const rota_home *home, const rota_duties *duties, int child,
                           rota_day from, rota_day to, rota_continuity *out);
/** Share of published minutes that the published person worked, with the published group (a duty
 *  of the whole home agrees with any). Of duties with children (no meetings, no on-call) whose
 *  published date is in from..to; NAN: none published. */
double rota_predictability(const rota_home *home, const rota_duties *published,
                           const rota_duties *worked, rota_day from, rota_day to);

#endif
