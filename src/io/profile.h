/* Rule profiles: data/rules/NAME.ini inside the program, or a file of the home's own. */
#ifndef ROTA_IO_PROFILE_H
#define ROTA_IO_PROFILE_H

#include "core/rules.h"

/**
 * Read a profile and those it extends, the base first.
 * @param name a built-in name, or a path (with a '/' or ending in .ini), relative to dir
 * @param faults unknown sections and keys, bad values, an `extends` that leads back to itself
 */
rota_rc rota_profile_read(const char *dir, const char *name, rota_rules *out, rota_faults *faults,
                          rota_err *err);
/** Names of the built-in profiles; returns the count. */
size_t rota_profile_names(const char *names[], size_t max);

#endif
