/* Daily notes counted by dimension, in stretches of 28 days, by the key caregiver and by others. */
#ifndef ROTA_RECORDS_DIMENSIONS_H
#define ROTA_RECORDS_DIMENSIONS_H

#include "core/duty.h"
#include "io/json.h"
#include "io/page.h"
#include "records/records.h"

enum { ROTA_DIMENSION_DAYS = 28 };

/** Notes of some writers in a stretch. */
typedef struct {
    int notes;
    int of[ROTA_DIMENSIONS]; /**< a note may count in several */
    int of_none;             /**< notes that show no dimension */
} rota_dimension_count;

typedef struct {
    rota_day from, to;
    rota_dimension_count by_key, by_others;
    int with_rota;  /**< notes on whose shift somebody is known to have been */
    int with_key;   /**< notes on whose shift the child's key caregiver was on with its group */
    int beside_key; /**< others at whose time that one was there on another shift */
} rota_dimension_stretch;

/**
 * Count finals among the notes, each by the key caregiver that its child had on its day.
 * @param records daily notes of one child or of several
 * @param duties the rota as worked
 * @param[out] out [n] the last stretches up to `to`, oldest first
 */
void rota_dimensions_count(const rota_home *home, const rota_duties *duties,
                           const rota_record_list *records, rota_day to, size_t n,
                           rota_dimension_stretch *out);
rota_page *rota_dimensions_page(const char *name, const rota_dimension_stretch *stretches,
                                size_t n);
rota_json *rota_dimensions_json(const rota_dimension_stretch *stretches, size_t n);

#endif
