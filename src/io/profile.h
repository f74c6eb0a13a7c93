/* Rule profiles: data/rules/NAME.ini inside the program, or a file of the home's own.
 *
 *   [profile]
 *   name = our-agreement          ; default: the file's name
 *   title = What people read      ; default: that of the profile it extends
 *   extends = uk                  ; a built-in name, or a file beside this one
 *   [daily_rest]                  ; a rule id, with the keys of core/rules.h
 *   hours = 12
 */
#ifndef ROTA_IO_PROFILE_H
#define ROTA_IO_PROFILE_H

#include "core/rules.h"

/**
 * Read a profile and those it extends, the base first.
 * @param dir where relative paths of `name` start; NULL = the current folder
 * @param name a built-in name, or a path (with a '/' or ending in .ini), relative to dir
 * @param[out] out only set on ROTA_OK
 * @param faults unknown sections and keys, bad values, an `extends` that leads back to itself
 * @return ROTA_E_INPUT when faults were added, and (then err alone says so, for the caller knows
 *         where the name comes from) when there is no profile `name`
 */
rota_rc rota_profile_read(const char *dir, const char *name, rota_rules *out, rota_faults *faults,
                          rota_err *err);
/**
 * The same as it holds on a day: where a profile extends another one, those of its sections that
 * hold only from a later day on (`valid_from`) are read and left out, and noted in out->later; the
 * numbers that they replace hold until then.
 */
rota_rc rota_profile_read_on(const char *dir, const char *name, rota_day on, rota_rules *out,
                             rota_faults *faults, rota_err *err);
/** Names of the built-in profiles; returns the count. */
size_t rota_profile_names(const char *names[], size_t max);

#endif
