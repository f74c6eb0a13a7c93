/* rota export opt_out_register, duty_roster, hr. */
#ifndef ROTA_CLI_EXPORT_REGISTER_H
#define ROTA_CLI_EXPORT_REGISTER_H

#include "cli/context.h"
#include "io/registers.h"

/** Write the register that the command line names, to where it says. */
rota_rc rota_cli_export_register(rota_cli *cli, const rota_register *reg, rota_err *err);

#endif
