/* rota show --published and rota show --worked --against: what was published, and what became of
 * it. */
#ifndef ROTA_CLI_SHOW_PUBLISHED_H
#define ROTA_CLI_SHOW_PUBLISHED_H

#include "cli/context.h"

/** The list of publications, or the rota of one (--published N). */
rota_rc rota_cli_show_publications(rota_cli *cli, rota_err *err);
/** Choose publication N as a rota; free with rota_choice_done. */
rota_rc rota_cli_choose_publication(rota_cli *cli, const char *number, rota_choice *out,
                                    rota_err *err);
/** What was worked against what --against names. */
rota_rc rota_cli_show_against(rota_cli *cli, rota_err *err);

#endif
