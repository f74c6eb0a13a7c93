/* Changes of a child's key caregiver: kept with day and reason, and the bonds follow. Inside the
 * transaction of whoever calls. */
#ifndef ROTA_IO_KEY_CAREGIVERS_H
#define ROTA_IO_KEY_CAREGIVERS_H

#include "core/home.h"
#include "io/store.h"

/** A change; texts are lent. */
typedef struct {
    const char *child, *staff;
    rota_day from;
    const char *reason; /**< as in key_caregivers.csv */
    const char *note;   /**< NULL or "": none */
} rota_key_caregiver_change;

/**
 * Write a change: a row of the history (and one of the beginning, where the child had a key
 * caregiver before and no history), the child's own, the bonds: the new one is `key` in the child's
 * group, the one before is `team` unless it is key caregiver of another child there.
 * @return ROTA_E_INPUT when it is no change, not after the last one, without the note that a
 *         manager's decision needs, or to somebody who must never work with the group
 */
rota_rc rota_key_caregiver_change_write(rota_store *store, const rota_key_caregiver_change *change,
                                        rota_err *err);
/** The child's own and the bonds, after the history was written by somebody else. `before` may be
 *  NULL. */
rota_rc rota_key_caregiver_follow(rota_store *store, const char *child, const char *before,
                                  const char *staff, rota_err *err);

#endif
