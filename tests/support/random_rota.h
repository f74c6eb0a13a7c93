/* Duties of a random home: what was worked before the period, is known after it, and pinned in it.
 */
#ifndef ROTA_TESTS_SUPPORT_RANDOM_ROTA_H
#define ROTA_TESTS_SUPPORT_RANDOM_ROTA_H

#include "core/home.h"

#include <stddef.h>

/**
 * Fill record and worked rows of the home, and a draft with pins.
 * @param state of the random numbers
 * @param[out] draft malloc'ed
 */
void rota_test_random_rota(rota_home *home, rota_day from, rota_day to, uint64_t *state,
                           rota_assignment **draft, size_t *ndraft);
/** Sort the record as it is loaded: by date, shift, group, person. */
void rota_test_sort_record(rota_home *home);

#endif
