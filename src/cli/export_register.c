#include "cli/export_register.h"

#include "core/mem.h"
#include "io/export.h"

#include <stdlib.h>
#include <string.h>

static rota_rc check_words(const rota_cli *cli, const rota_register *reg, bool json,
                           rota_err *err) {
    const char *path = rota_options_get(&cli->options, "output");
    if (cli->options.nargs > 1)
        return rota_fail(err, ROTA_E_USAGE, "'%s' is exported by itself", reg->name);
    if (rota_options_has(&cli->options, "plan") || rota_options_has(&cli->options, "wide"))
        return rota_fail(err, ROTA_E_USAGE, "--plan and --wide are for assignments");
    if (reg->many && !json && !path)
        return rota_fail(err, ROTA_E_USAGE, "'%s' has several tables: name a folder with -o FOLDER",
                         reg->name);
    return ROTA_OK;
}

static rota_rc write_folder(const rota_cli *cli, const char *path, rota_sheet *const *sheets,
                            size_t n, rota_json *files, rota_err *err) {
    ROTA_CLEANUP(rota_bundle_done) rota_bundle bundle = {0};
    for (size_t i = 0; i < n; i++)
        rota_sheet_csv(sheets[i], rota_bundle_add(&bundle, path, rota_sheet_name(sheets[i])));
    return rota_cli_write_bundle(cli, &bundle, path, files, err);
}

static void add_json(rota_sheet *const *sheets, size_t n, rota_text *out) {
    rota_json *json = rota_json_object();
    for (size_t i = 0; i < n; i++)
        rota_json_set(json, rota_sheet_name(sheets[i]), rota_sheet_json(sheets[i]));
    rota_json_write(json, out);
    rota_json_free(json);
}

static rota_rc write_all(rota_cli *cli, const rota_register *reg, bool json,
                         rota_sheet *const *sheets, size_t n, rota_err *err) {
    const char *path = rota_options_get(&cli->options, "output");
    rota_json *files = rota_json_array();
    rota_text text = {0};
    rota_rc rc = ROTA_OK;
    if (json)
        add_json(sheets, n, &text);
    else if (!reg->many)
        rota_sheet_csv(sheets[0], &text);
    if (!json && reg->many)
        rc = write_folder(cli, path, sheets, n, files, err);
    else if (path)
        rc = rota_cli_write_text(cli, path, &text, files, err);
    else
        rota_text_add_bytes(&cli->out, rota_text_str(&text), text.length);
    rota_text_done(&text);
    if (!rc && cli->json && path) {
        rota_json *object = rota_json_object();
        rota_json_set(object, "files", files);
        rota_cli_json(cli, object);
    } else
        rota_json_free(files);
    return rc;
}

rota_rc rota_cli_export_register(rota_cli *cli, const rota_register *reg, rota_err *err) {
    const char *format = cli->json && !rota_options_has(&cli->options, "output") ? "json" : "csv";
    rota_day from = ROTA_NO_DAY, to = ROTA_NO_DAY;
    rota_home *home = NULL;
    rota_sheet *sheets[ROTA_REGISTER_MOST_SHEETS] = {NULL};
    size_t n = 0;
    rota_rc rc = rota_options_choice(&cli->options, "format", "csv|json", &format, err);
    bool json = strcmp(format, "json") == 0;
    if (!rc)
        rc = check_words(cli, reg, json, err);
    if (!rc)
        rc = rota_options_day(&cli->options, "from", &from, err);
    if (!rc)
        rc = rota_options_day(&cli->options, "to", &to, err);
    if (!rc && from != ROTA_NO_DAY && to != ROTA_NO_DAY && from > to)
        rc = rota_fail(err, ROTA_E_USAGE, "--to is before --from");
    if (!rc)
        rc = rota_cli_open(cli, err);
    if (!rc)
        rc = rota_store_begin_read(cli->folder->store, err);
    if (rc)
        return rc;
    rota_day today = to;
    rc = rota_load_home(cli->folder, &home, err);
    if (!rc && to == ROTA_NO_DAY)
        rc = rota_cli_today(cli, &today, err);
    if (!rc)
        rc = rota_cli_rules_on(cli, home, today, err);
    if (!rc)
        rc = rota_register_make(cli->folder, home, reg, from, to, sheets, &n, err);
    rota_store_rollback(cli->folder->store); /* nothing was written to it */
    if (!rc)
        rc = write_all(cli, reg, json, sheets, n, err);
    for (size_t i = 0; i < n; i++)
        rota_sheet_free(sheets[i]);
    rota_home_free(home);
    return rc;
}
