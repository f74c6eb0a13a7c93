/* Instances in the format of the public benchmark, of any size, from a seed.
 *
 * Behind every instance stands a hidden roster. Each person has a line in it whose runs, weekends
 * and successions are in order, and the person's limits and days off are drawn round that line: so
 * everybody has a lawful line. The cover is what the hidden roster has, with one more or less here
 * and there: so people are about as many as are needed, and the cover can nearly be met. */
#ifndef ROTA_BENCHMARKS_SHIFT_SCHEDULING_GENERATE_H
#define ROTA_BENCHMARKS_SHIFT_SCHEDULING_GENERATE_H

#include "core/text.h"

enum {
    ROTA_GENERATE_MAX_DAYS = 896,
    ROTA_GENERATE_MAX_PEOPLE = 1000,
    ROTA_GENERATE_MAX_SHIFTS = 64
};

/** Add the text of an instance, and that of the hidden roster unless `roster` is NULL. The same
 *  numbers give the same bytes.
 *  @pre each number is at least 1 and at most its maximum */
void rota_generate_instance(int days, int people, int shifts, uint64_t seed, rota_text *out,
                            rota_text *roster);

#endif
