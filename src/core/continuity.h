/* Continuity of care: how few people a child meets, and how steadily. Formulas and their sources
 * stand in docs/continuity.md. Undefined values are NAN ("n/a" for people, null in JSON), never 0.
 *
 * Two parts: pure formulas over sequences (rota_seq_*), and the measures of a group or child over
 * a period, computed from duties. */
#ifndef ROTA_CORE_CONTINUITY_H
#define ROTA_CORE_CONTINUITY_H

#include "core/duty.h"

/** Measures of a sequence of contacts with one caregiver each. */
typedef struct {
    int contacts, distinct;
    double upc, coc, hhi, effective, secon, k_index, mci, mmci, dps, entropy;
} rota_seq_measures;
/** @param carers carer[i] is any number naming the caregiver of contact i, in time order */
void rota_seq_measure(const int *carers, size_t n, rota_seq_measures *out);

/** Hour-weighted measures of a sequence: the same with minutes for each contact. */
typedef struct {
    int64_t minutes;
    double upc, hhi, effective, secon;
} rota_seq_hours;
void rota_seq_measure_hours(const int *carers, const int64_t *minutes, size_t n,
                            rota_seq_hours *out);

/** Familiarity after one more day: 0.9 b + 0.1 min(1, minutes / 480). */
double rota_familiarity_next(double b, int64_t minutes_with_group);
/** Familiarity of a person with a group on the evening before `day`, from duties sorted or not. */
double rota_familiarity(const rota_home *home, const rota_duties *duties, int staff, int group,
                        rota_day day);
/** The same for all pairs at once: out[staff * ngroups + group]; one pass over the duties. */
void rota_familiarity_all(const rota_home *home, const rota_duties *duties, rota_day day,
                          double *out);

/** Fewest distinct caregivers in a stretch: ceil(care minutes / most minutes of one caregiver). */
int rota_floor_distinct(int64_t care_minutes, int64_t max_minutes_per_person);

/**
 * Measures of one group, or of one child (its group while it lived there), over a period.
 * Hours are waking hours: the awake part of duties of kind day and sleep_in; duties of kind night
 * and time asleep are counted apart in night_minutes; meetings and on-call count for nothing.
 * A duty for the whole home counts for every group.
 */
typedef struct {
    int group, child; /**< child -1: the group as a whole */
    rota_day from, to;
    int64_t care_minutes;       /**< waking carer minutes: the sum over the people */
    int64_t clock_minutes;      /**< waking minutes with at least one caregiver there */
    int64_t night_minutes;      /**< carer minutes of nights and of time asleep, apart */
    int distinct;               /**< faces: people met in waking hours */
    int floor;                  /**< fewest possible for the hours asked for; 0 = undefined */
    double upc, hhi, effective; /**< of waking carer hours */
    int top_staff;              /**< who holds the largest share (ties: smallest id), -1 none */
    rota_seq_measures slots;    /**< of the sequence of waking slots, by the person with the most
                                     minutes in each (ties: smallest id): coc, mmci, ... */
    double key_share;           /**< share of carer hours by the group's key caregivers */
    double team_share;          /**< by key and team */
    double agency_share;
    double known_share;  /**< by people who worked with the group in the history window */
    double key_presence; /**< share of clock hours with a key caregiver there */
    double top_presence; /**< share of clock hours with top_staff there */
    double jaccard;      /**< mean over days of |C_d and C_d+1| / |C_d or C_d+1| */
    double day_carry;    /**< carer hours of day d+1 by people of day d, of days 2.. */
    double bed_wake;     /**< nights where an adult of bedtime is there at waking / nights */
    int nights, bed_wake_nights;
    double set_secon, set_jaccard; /**< consecutive waking slots: any in common; mean Jaccard */
    double slot_secon;             /**< same slot on the next day: any in common */
    int days, known_days;          /**< days with care; those with a key caregiver there */
} rota_continuity;

/** Everybody's minutes with a group, for reports: out[staff] waking minutes in the period. */
void rota_continuity_minutes(const rota_home *home, const rota_duties *duties, int group,
                             rota_day from, rota_day to, int64_t *out);
/** @param duties all that is known, history before `from` included (for known_share) */
void rota_continuity_group(const rota_home *home, const rota_duties *duties, int group,
                           rota_day from, rota_day to, rota_continuity *out);
void rota_continuity_child(const rota_home *home, const rota_duties *duties, int child,
                           rota_day from, rota_day to, rota_continuity *out);
/** Share of published minutes that were worked by the published person (NAN: none published). */
double rota_predictability(const rota_home *home, const rota_duties *published,
                           const rota_duties *worked, rota_day from, rota_day to);

#endif
