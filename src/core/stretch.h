/* Waking stretches: the parts of duties in which somebody is awake with a group. Shared by the
 * continuity measures of this folder; others use continuity.h.
 *
 * A duty gives the part before its sleep and the part after it, so a 24.5 h duty with a sleep-in
 * gives an evening and a morning. A stretch belongs to the local date on which it starts. Kinds
 * `meeting` and `on_call` give none; `night` only where asked for. A break has no known place in a
 * duty and is not taken out. */
#ifndef ROTA_CORE_STRETCH_H
#define ROTA_CORE_STRETCH_H

#include "core/duty.h"

typedef struct {
    int staff;
    int group;    /**< of the duty: -1 = the whole home */
    rota_day day; /**< local date of `from` */
    rota_minute from, to;
} rota_stretch;

/** A growing list. Zero-initialised is empty; free with rota_stretches__done. */
typedef struct {
    rota_stretch *items;
    size_t count, capacity;
} rota_stretches;
void rota_stretches__done(rota_stretches *stretches);

enum {
    ROTA_STRETCH_EVERYBODY = -1, /**< staff: of all people */
    ROTA_STRETCH_ANY_GROUP = -2  /**< group: of all groups */
};

/** Which stretches to collect. */
typedef struct {
    int staff; /**< index or ROTA_STRETCH_EVERYBODY */
    int group; /**< index (duties of the whole home are taken too) or ROTA_STRETCH_ANY_GROUP */
    rota_day from, to; /**< days of the stretches, both included */
    bool nights;       /**< also duties of kind night */
} rota_stretch_query;

/** Append the stretches that the query asks for, in the order of the duties. */
void rota_stretches__collect(const rota_home *home, const rota_duties *duties,
                             const rota_stretch_query *query, rota_stretches *out);
/** Sort by staff, day, from, to, group. */
void rota_stretches__sort_by_staff(rota_stretches *stretches);
/** Sort by day, from, to, staff, group. */
void rota_stretches__sort_by_time(rota_stretches *stretches);
/** Cut what overlaps an earlier stretch of the same person (nobody is in the same group twice) and
 *  leave the rest sorted by time. */
void rota_stretches__flatten(rota_stretches *stretches);

/** Minutes of a duty that count as night: all of kind night, time asleep of the others. */
int64_t rota_stretch__night_minutes(const rota_duty *duty);

#endif
