/* The continuity annex of a review: which adults were really there for a child over a period, by
 * the rota as it was worked. Facts; no claim that one thing comes of another. */
#ifndef ROTA_RECORDS_ANNEX_H
#define ROTA_RECORDS_ANNEX_H

#include "core/continuity.h"
#include "records/record.h"

/** Days in a row with the same key caregiver. */
typedef struct {
    rota_day from, to;
    int staff;                     /**< -1: none */
    const rota_key_change *change; /**< with which it began inside the period, NULL: before it */
    int64_t clock_minutes;         /**< waking minutes with somebody there */
    int64_t key_minutes;           /**< of them with this key caregiver there */
} rota_annex_stint;

enum { ROTA_ANNEX_RECENT = 28 };
typedef struct {
    rota_day from,
        to;   /**< of the period, the days on which the child lived here; from > to: none */
    int days; /**< of them on which somebody was there by the rota */
    int64_t clock_minutes, key_minutes;
    double key_presence;  /**< key_minutes / clock_minutes, NAN: nobody was there, or there was no
                              key caregiver */
    int distinct, floor;  /**< caregivers of the period, and the fewest possible (0: undefined) */
    rota_day recent_from; /**< the last 28 days of it, or all where it is shorter */
    int recent_distinct, recent_floor;
    int nights, bed_wake_nights;
    double bed_wake;
    int published,
        recorded;          /**< duties of the group in the period; of them those with worked time */
    double predictability; /**< NAN: nothing was recorded */
    rota_annex_stint *stints;
    size_t nstints;
} rota_annex;

/**
 * Measure a child over from..to, both included.
 * @param home changed and put back meanwhile: the child's key caregiver is that of each stint
 * @param duties as worked, where nothing was recorded as in the rota of record; all that is known
 * @param arena the stints'
 */
rota_rc rota_annex_measure(rota_home *home, const rota_duties *duties, int child, rota_day from,
                           rota_day to, rota_arena *arena, rota_annex *out, rota_err *err);
/**
 * Share of what was published for a group that the published person worked.
 * @param[out] published duties of the group
 * @param[out] recorded those of them with worked time of that person
 * @return NAN when nothing was recorded
 */
rota_rc rota_annex_predictability(const rota_home *home, const rota_duties *duties, int group,
                                  rota_day from, rota_day to, int *published, int *recorded,
                                  double *out, rota_err *err);

#endif
