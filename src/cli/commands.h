/* The commands, each defined in cmd_NAME.c (help in help.c). */
#ifndef ROTA_CLI_COMMANDS_H
#define ROTA_CLI_COMMANDS_H

#include "cli/cli.h"

extern const rota_verb rota_cmd_init;
extern const rota_verb rota_cmd_import;
extern const rota_verb rota_cmd_export;
extern const rota_verb rota_cmd_plan;
extern const rota_verb rota_cmd_show;
extern const rota_verb rota_cmd_check;
extern const rota_verb rota_cmd_continuity;
extern const rota_verb rota_cmd_key_caregiver;
extern const rota_verb rota_cmd_record;
extern const rota_verb rota_cmd_review;
extern const rota_verb rota_cmd_dimensions;
extern const rota_verb rota_cmd_supervision;
extern const rota_verb rota_cmd_team;
extern const rota_verb rota_cmd_share;
extern const rota_verb rota_cmd_statement;
extern const rota_verb rota_cmd_forget;
extern const rota_verb rota_cmd_config;
extern const rota_verb rota_cmd_backup;
extern const rota_verb rota_cmd_publish;
extern const rota_verb rota_cmd_purge;
extern const rota_verb rota_cmd_fairness;
extern const rota_verb rota_cmd_help;

#endif
