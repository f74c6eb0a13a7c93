/* A rota that stands in a file and not in the home. */
#ifndef ROTA_CLI_CHECK_FILE_H
#define ROTA_CLI_CHECK_FILE_H

#include "cli/context.h"

/**
 * Choose the rota of an assignments file (long or wide) of this home; the home is not changed.
 * Period: --from and --to, else the file's first to last day.
 */
rota_rc rota_cli_choose_file(rota_cli *cli, const char *path, rota_choice *out, rota_err *err);

#endif
