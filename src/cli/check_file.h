/* A rota that stands in a file and not in the home. */
#ifndef ROTA_CLI_CHECK_FILE_H
#define ROTA_CLI_CHECK_FILE_H

#include "cli/context.h"

/**
 * Choose the rota of a file: assignments (long or wide) of this home, or worked time (with columns
 * start and end). Opens the home, which is not changed; without one, worked time is checked all the
 * same: its people are adults under the standard rules, which out->what says.
 * The home's own limits are not asked then. Period: --from and --to, else the file's first to last
 * day.
 */
rota_rc rota_cli_choose_file(rota_cli *cli, const char *path, rota_choice *out, rota_err *err);

#endif
