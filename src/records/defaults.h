/* What a new record can know by itself: today, one's own shift by the rota, the group and who else
 * was there. A note at the end of a shift takes less than a minute that way. */
#ifndef ROTA_RECORDS_DEFAULTS_H
#define ROTA_RECORDS_DEFAULTS_H

#include "core/duty.h"
#include "records/records.h"

/**
 * Fill in what is empty and can be known. The author and the child (where they are known) are set
 * already.
 * @param duties the rota as worked, of the days around today at least
 * @param now the instant of writing
 * @param earlier progress records of the child, for the period of the next; may be NULL
 */
void rota_record_defaults(rota_record *record, const rota_home *home, const rota_duties *duties,
                          rota_minute now, const rota_record_list *earlier, rota_arena *arena);
/** Ids of the people with children of the group on the day: those of the shift (`shift` -1: of
 * any), a space between two; in the arena. */
const char *rota_people_on(const rota_home *home, const rota_duties *duties, rota_day day,
                           int shift, int group, rota_arena *arena);
/** Ids of others of the group's who are there, awake, for at least half of the shift's time: those
 * of other shifts; in the arena. */
const char *rota_people_beside(const rota_home *home, const rota_duties *duties, rota_day day,
                               int shift, int group, rota_arena *arena);
/** Shift of a duty: its own, or for worked time that of the person's record of that day; -1. */
int rota_duty_shift_of(const rota_home *home, const rota_duty *duty);
/** Index of a child by id, -1. */
int rota_child_find(const rota_home *home, const char *id);

#endif
