/* rota backup: a copy of the home's database. */
#include "cli/commands.h"
#include "cli/context.h"

static rota_rc run(rota_cli *cli, rota_err *err) {
    const char *path = cli->options.args[0];
    rota_rc rc = rota_cli_open(cli, err);
    if (!rc)
        rc = rota_store_backup(cli->folder->store, path, err);
    if (rc)
        return rc;
    if (cli->json) {
        rota_json *json = rota_json_object();
        rota_json_set_text(json, "backup", path);
        rota_cli_json(cli, json);
    } else
        rota_text_addf(&cli->out, "copied the database to %s\n", path);
    return ROTA_OK;
}

static const rota_option options[] = {{0, NULL, NULL, NULL}};

const rota_verb rota_cmd_backup = {
    .name = "backup",
    .args = "FILE",
    .summary = "copies the home's database to a new file",
    .details = "The copy is whole also while another program writes. To go back, put it in the"
               " place of rota.db.\nrota.ini and the CSV files are not in it.",
    .options = options,
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
