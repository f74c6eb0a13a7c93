/* Waking slots: the parts of a group's day as a child meets them (morning, afternoon, ...), found
 * from the duties themselves, and the measures over their sequence. Used by continuity.c. */
#ifndef ROTA_CORE_SLOTS_H
#define ROTA_CORE_SLOTS_H

#include "core/continuity.h"
#include "core/stretch.h"

enum {
    /** A shorter stretch is a handover or the waking end of a sleep-in, not a part of the day. */
    ROTA_SLOT_SHORTEST = 60,
    /** Starts and ends are compared to the nearest so many minutes: clocks are not punctual. */
    ROTA_SLOT_GRAIN = 15
};

/**
 * Fill slots, set_secon, set_jaccard and slot_secon.
 *
 * The slots of a day are its distinct stretches (start and end to the nearest quarter of an hour)
 * of an hour or more. A stretch is not a slot when shorter ones inside it cover half of it: a long
 * day over an early and a late is no third part of the day. The people of a slot are those who are
 * there for half of it or more. Slots are in order of day, start, end.
 *
 * @param stretches waking stretches of the group, flattened (rota_stretches__flatten)
 */
void rota_slots__measure(const rota_home *home, const rota_stretches *stretches,
                         rota_continuity *out);

#endif
