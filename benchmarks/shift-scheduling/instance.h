/* An instance of the public employee shift scheduling benchmark (schedulingbenchmarks.org), as its
 * text file says it: shifts, people with their limits, requests and cover. Nothing of the solver.
 *
 * The file holds sections, each begun by a line with its name; fields are separated by commas,
 * lines that begin with # are comments. Day 0 is a Monday.
 *
 *   SECTION_HORIZON            days
 *   SECTION_SHIFTS             shift, minutes, shifts that may not follow it separated by |
 *   SECTION_STAFF              person, SHIFT=most|..., most minutes, least minutes, most days
 * worked in a row, least, least days off in a row, most weekends SECTION_DAYS_OFF           person,
 * day, day... SECTION_SHIFT_ON_REQUESTS  person, day, shift, weight SECTION_SHIFT_OFF_REQUESTS
 * person, day, shift, weight SECTION_COVER              day, shift, how many, weight of each too
 * few, of each too many
 *
 * Sections may come in any order; the two of requests and that of days off may be missing. */
#ifndef ROTA_BENCHMARKS_SHIFT_SCHEDULING_INSTANCE_H
#define ROTA_BENCHMARKS_SHIFT_SCHEDULING_INSTANCE_H

#include "core/err.h"
#include "core/mem.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    ROTA_INSTANCE_MAX_DAYS = 896, /**< 128 weeks, as many as the solver's weekends */
    ROTA_INSTANCE_MAX_SHIFTS = 1000,
    ROTA_INSTANCE_MAX_PEOPLE = 10000,
    ROTA_INSTANCE_MAX_WEIGHT = 1000000, /**< also of a requirement */
    ROTA_INSTANCE_MAX_ID = 64           /**< bytes */
};
/** The worst roster may cost no more than this, so that costs are exact wherever they are added. */
#define ROTA_INSTANCE_MAX_COST INT64_C(1000000000000)

typedef struct {
    const char *id;
    int minutes;
    int line; /**< of the file */
} rota_instance_shift;

typedef struct {
    const char *id;
    int line;
    int *most_of_shift; /**< [nshifts]; INT32_MAX = no limit */
    int most_minutes, least_minutes;
    int most_run, least_run; /**< days worked in a row */
    int least_off;           /**< days off in a row */
    int most_weekends;
    unsigned char *off; /**< [ndays] 1: a fixed day off */
} rota_instance_person;

/** A request for (or against) a shift; the same one twice weighs twice. */
typedef struct {
    int person, day, shift, weight;
} rota_instance_request;

typedef struct {
    int day, shift, need, under, over;
} rota_instance_cover;

typedef struct {
    rota_arena *arena; /* of all ids and arrays of shifts and people */
    const char *file;
    int ndays, nshifts, npeople, non, noff, ncover;
    rota_instance_shift *shifts;
    unsigned char *forbidden; /**< [nshifts * nshifts] 1: b may not be the day after a, at
                                   [a * nshifts + b] */
    rota_instance_person *people;
    rota_instance_request *on, *off;
    rota_instance_cover *cover;
    int *shifts_by_id, *people_by_id; /* sorted, for finding */
} rota_instance;

/**
 * Read a file (`-`: standard input).
 * @param[out] faults each mistake with line and field; added to
 * @return ROTA_E_INPUT with the mistakes in *faults, or with a message in err when there is no such
 *         file; ROTA_E_SYSTEM when it cannot be read
 */
rota_rc rota_instance_read(const char *path, rota_instance **out, rota_faults *faults,
                           rota_err *err);
void rota_instance_free(rota_instance *instance); /**< accepts NULL */

/** Index of an id, -1 when there is none. */
int rota_instance_find_shift(const rota_instance *instance, const char *id);
int rota_instance_find_person(const rota_instance *instance, const char *id);
/** The id that a wrong one may have been meant for, or NULL. */
const char *rota_instance_near_shift(const rota_instance *instance, const char *id);
const char *rota_instance_near_person(const rota_instance *instance, const char *id);

#endif
