/* Calendar files (RFC 5545) with libical (the only file that includes it is ics.c). */
#ifndef ROTA_IO_ICS_H
#define ROTA_IO_ICS_H

#include "core/date.h"
#include "core/text.h"

typedef struct rota_ics rota_ics;

/** An empty calendar of that name; `made` is the day on which it is written (DTSTAMP). */
rota_ics *rota_ics_new(const char *name, rota_day made);
void rota_ics_free(rota_ics *ics); /**< accepts NULL */
/**
 * Add an event of a whole day.
 * @param uid the same event has the same one in every calendar
 * @param details NULL: none
 */
void rota_ics_add_day(rota_ics *ics, const char *uid, rota_day day, const char *summary,
                      const char *details);
/** The calendar's text, with CRLF and folded lines as the standard has it. */
void rota_ics_write(const rota_ics *ics, rota_text *out);

#endif
