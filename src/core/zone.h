/* A home's time zone: local date and time of day <-> elapsed minutes.
 *
 * Instants are minutes since 1970-01-01T00:00Z (type rota_minute), so differences are elapsed
 * minutes also over a clock change. The zone's changes between 1900 and 2199 are read once from
 * the system's zone database into a table; later calls touch no global state. Before and after
 * these years the offset of the nearest day in them holds. Old offsets with seconds are rounded to
 * whole minutes. */
#ifndef ROTA_CORE_ZONE_H
#define ROTA_CORE_ZONE_H

#include "core/date.h"
#include "core/err.h"

#include <stdint.h>

typedef int64_t rota_minute;
#define ROTA_NO_MINUTE INT64_MIN

typedef struct rota_zone rota_zone;

/**
 * Open a zone by its IANA name ("Europe/London"; "UTC" always exists).
 * Borrows the environment's TZ while it reads: call it before starting threads.
 * @return ROTA_E_INPUT when there is no such zone (near misses are named).
 */
rota_rc rota_zone_open(const char *name, rota_zone **out, rota_err *err);
void rota_zone_free(rota_zone *zone); /**< accepts NULL */
const char *rota_zone_name(const rota_zone *zone);

enum rota_local {
    ROTA_LOCAL_UNIQUE,   /**< the usual case */
    ROTA_LOCAL_MISSING,  /**< skipped when clocks go forward; *first = the instant of the change */
    ROTA_LOCAL_AMBIGUOUS /**< happens twice when clocks go back; *first < *second */
};
/**
 * Instant(s) of a local date and time of day.
 * @param minute_of_day 0 .. 2880: values of a day and more mean the days after `day`
 * @param[out] second NULL allowed; equals *first unless ambiguous
 */
enum rota_local rota_zone_local(const rota_zone *zone, rota_day day, int minute_of_day,
                                rota_minute *first, rota_minute *second);
/** The instant, never failing: missing -> the change, ambiguous -> the first (`late`: the second).
 */
rota_minute rota_zone_at(const rota_zone *zone, rota_day day, int minute_of_day, bool late);
/** Local date and minute of day (0..1439) of an instant, and its offset from UTC in minutes. */
void rota_zone_split(const rota_zone *zone, rota_minute at, rota_day *day, int *minute_of_day,
                     int *offset);
/** True when the zone's offset differs between the two instants. */
bool rota_zone_changes_between(const rota_zone *zone, rota_minute from, rota_minute to);

enum { ROTA_DATETIME_SIZE = 32 };
/**
 * Parse YYYY-MM-DDTHH:MM with an optional offset (Z, +01:00). Missing and ambiguous local times
 * without an offset, and offsets that the zone does not have then, are errors that say so.
 */
rota_rc rota_zone_parse(const rota_zone *zone, const char *text, rota_minute *out, rota_err *err);
/** Write the local date-time, with its offset only where the local time is ambiguous ("" for
 * ROTA_NO_MINUTE), into buf[ROTA_DATETIME_SIZE]; returns buf. */
const char *rota_zone_format(const rota_zone *zone, rota_minute at, char *buf);

#endif
